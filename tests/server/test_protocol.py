"""Requests and the responses they get, without sockets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
from pyoxigraph import NamedNode, QueryResultsFormat, RdfFormat

from kg.errors import QueryTimeout, StoreError
from kg.server.messages import Answer, Busy, Limits, Question, Request, Response, Service, WorkerLost
from kg.server.negotiation import GRAPHS, RESULTS, Format
from kg.server.pages import SD, VOID
from kg.server.protocol import whole
from kg.server.routes import respond

FORM = {"content-type": "application/x-www-form-urlencoded"}
DIRECT = {"content-type": "application/sparql-query"}
ALL = "SELECT ?o { ?s ?p ?o }"


def get(path: str = "/sparql", accept: str | None = None, **parameters: str | list[str]) -> Request:
    query_string = urlencode({name.replace("_", "-"): value for name, value in parameters.items()}, doseq=True)
    return Request("GET", path, query_string, {} if accept is None else {"accept": accept})


def post(body: str | bytes, headers: Mapping[str, str] = DIRECT, query_string: str = "") -> Request:
    return Request("POST", "/sparql", query_string, headers, body.encode() if isinstance(body, str) else body)


def header(response: Response, name: str) -> str | None:
    return dict(response.headers).get(name)


def text(response: Response) -> str:
    assert isinstance(response.body, bytes)
    return response.body.decode()


def rows(response: Response) -> list[str]:
    assert response.status == 200, text(response)
    return sorted(row["o"]["value"] for row in json.loads(text(response))["results"]["bindings"])


BOTH = ["<two> & 'three'", "one"]


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (get(query=ALL), BOTH),
        (post(ALL), BOTH),
        (post("\ufeff" + ALL), BOTH),
        (post(ALL, {"content-type": "Application/SPARQL-Query; charset=UTF-8"}), BOTH),
        (post(urlencode({"query": ALL}), FORM), BOTH),
        (post("query=" + quote(ALL), {"content-type": "application/x-www-form-urlencoded; charset=utf-8"}), BOTH),
        (replace(get(query=ALL), path="/sparql/"), BOTH),
        (get(query="SELECT ?o FROM <urn:x:g1> { ?s ?p ?o }"), ["one"]),
        (get(query=ALL, default_graph_uri="urn:x:g1"), ["one"]),
        (get(query=ALL, default_graph_uri=["urn:x:g1", "urn:x:g2"]), BOTH),
        (get(query="SELECT ?o FROM <urn:x:g2> { ?s ?p ?o }", default_graph_uri="urn:x:g1"), ["one"]),
        (get(query=ALL, named_graph_uri="urn:x:g1"), []),
        (get(query="SELECT ?o { GRAPH ?g { ?s ?p ?o } }", named_graph_uri="urn:x:g1"), ["one"]),
        (post(ALL, query_string="default-graph-uri=urn:x:g1"), ["one"]),
        (post(urlencode({"query": ALL, "default-graph-uri": "urn:x:g1"}), FORM), ["one"]),
        (post(urlencode({"query": ALL}), FORM, "default-graph-uri=urn:x:g1"), ["one"]),
        (get(query="SELECT (<a> AS ?o) {}"), ["http://localhost/a"]),  # relative to the endpoint
        (get(query=ALL, format="anything", timeout="1"), BOTH),  # what is not known is passed over
    ],
)
def test_three_ways_to_ask_and_the_dataset(service: Service, request_: Request, expected: list[str]) -> None:
    assert rows(respond(request_, service)) == expected


@pytest.mark.parametrize("offer", RESULTS, ids=lambda offer: str(offer.name))
def test_rows_and_truths_in_each_format(service: Service, offer: Format) -> None:
    media_type = offer.media_type
    wanted = QueryResultsFormat.from_media_type(media_type)
    assert wanted is not None
    answer = respond(get(query=ALL, accept=media_type), service)
    assert (header(answer, "Content-Type") or "").split(";")[0] == media_type
    if media_type == "text/csv":
        assert sorted(row["o"] for row in csv.DictReader(io.StringIO(text(answer)))) == BOTH
    else:
        parsed = ox.parse_query_results(text(answer), wanted)
        assert isinstance(parsed, ox.QuerySolutions)
        assert sorted(solution["o"].value for solution in parsed) == BOTH
    assert "true" in text(respond(get(query="ASK { ?s ?p ?o }", accept=media_type), service))


@pytest.mark.parametrize("offer", GRAPHS, ids=lambda offer: str(offer.name))
@pytest.mark.parametrize("sparql", ["CONSTRUCT WHERE { ?s ?p ?o }", "DESCRIBE <urn:x:a>"])
def test_triples_in_each_format(service: Service, offer: Format, sparql: str) -> None:
    media_type = offer.media_type
    answer = respond(get(query=sparql, accept=media_type), service)
    assert (header(answer, "Content-Type") or "").split(";")[0] == media_type
    wanted = RdfFormat.from_media_type(media_type)
    assert wanted is not None
    assert sorted(quad.object.value for quad in ox.parse(text(answer), wanted)) == BOTH


def test_an_alias_is_answered_by_its_own_name(service: Service) -> None:
    assert header(respond(get(query=ALL, accept="application/json"), service), "Content-Type") == "application/json"


@pytest.mark.parametrize(
    ("request_", "status", "message"),
    [
        (get(query=""), 400, "query:1:1: not SPARQL, the text is empty"),
        (get(query="SELEC"), 400, "query:1:6: not SPARQL"),
        (get(query="ASK { ?s ex:p ?o }"), 400, "the prefix ex: is not declared"),
        (get(query=[ALL, ALL]), 400, "more than one query"),
        (post(ALL, query_string="query=ASK%7B%7D"), 400, "more than one query"),
        (post(urlencode({"query": ALL}), FORM, "query=ASK%7B%7D"), 400, "more than one query"),
        (get(default_graph_uri="urn:x:g1"), 400, "the parameter query is missing"),
        (post("", FORM), 400, "the parameter query is missing"),
        (get(query=ALL, default_graph_uri="not an iri"), 400, "not an IRI of a graph: 'not an iri'"),
        (get(query=ALL, named_graph_uri="relative"), 400, "not an IRI of a graph"),
        (Request("GET", "/sparql", "query=%FF"), 400, "not UTF-8"),
        (post(ALL.encode("utf-16")), 400, "not UTF-8"),
        (post(ALL.encode("utf-16"), {"content-type": "application/sparql-query; charset=UTF-16"}), 415, "send UTF-8"),
        (post(ALL, {}), 415, "send application/sparql-query"),
        (post(ALL, {"content-type": "text/plain"}), 415, "send application/sparql-query"),
        (post("a=1&" * 2000, FORM), 400, "too many parameters"),
        (get(query="INSERT DATA { }"), 400, "not SPARQL"),
        (get(update="INSERT DATA { }"), 403, "takes no updates"),
        (post("update=CLEAR+ALL", FORM), 403, "takes no updates"),
        (post("CLEAR ALL", {"content-type": "application/sparql-update"}), 403, "takes no updates"),
        (get(query="ASK { SERVICE <http://example.org/> {} }"), 403, "SERVICE is refused"),
        (get(query="LOAD <http://example.org/>"), 403, "LOAD is refused"),
        (get(query="ASK { FILTER(1<x:y)SERVICE:x#>\n{} }"), 400, "write a space after <"),
        (get(query="ASK " + "{" * 201 + "}" * 201), 400, "nested 201 deep; 200 is the most"),
        (get(query="ASK { FILTER(" + "!" * 300 + "true) }"), 400, "nested 302 deep"),
        (get(query="ASK { FILTER('" + "x" * 65536 + "') }"), 413, "longer than 65536 bytes"),
        (post(b"x" * 1_000_000), 413, "longer than 65536 bytes"),
        (get(query=ALL, accept="image/png"), 406, "none of the formats asked for is possible here; there are"),
        (get(query=ALL, accept="text/turtle"), 406, "there are application/sparql-results+json"),
        (get(query="CONSTRUCT WHERE { ?s ?p ?o }", accept="text/csv"), 406, "there are text/turtle"),
        (Request("DELETE", "/sparql"), 405, "DELETE is not possible here"),
        (Request("POST", "/"), 405, "POST is not possible here"),
        (get("/elsewhere"), 404, "the endpoint is /sparql"),
    ],
)
def test_a_refusal_is_one_line_of_plain_text(service: Service, request_: Request, status: int, message: str) -> None:
    response = respond(request_, service)
    assert response.status == status, text(response)
    assert header(response, "Content-Type") == "text/plain; charset=utf-8"
    assert message in text(response)
    assert text(response).count("\n") == 1
    assert text(response).endswith("\n")
    assert len(text(response)) < 400


@pytest.mark.parametrize(
    ("error", "status", "retry"),
    [
        (QueryTimeout("too long"), 503, "30"),
        (Busy("busy"), 503, "30"),
        (WorkerLost("lost"), 500, None),
        (StoreError("gone"), 500, None),
    ],
)
def test_what_goes_wrong_in_a_worker(error: Exception, status: int, retry: str | None) -> None:
    def ask(_: Question) -> Answer:
        raise error

    response = respond(get(query=ALL), Service(ask))
    assert (response.status, header(response, "Retry-After"), text(response)) == (status, retry, f"{error}\n")
    assert header(response, "Access-Control-Allow-Origin") == "*"


def test_the_limits_are_those_of_the_service(service: Service) -> None:
    strict = replace(service, limits=Limits(max_query_bytes=20, max_nesting=2))
    assert respond(get(query="ASK {{{}}}"), strict).status == 400
    assert respond(get(query=ALL), strict).status == 413
    assert respond(get(query="ASK {{}}"), strict).status == 200


def test_methods_are_named_where_one_is_refused(service: Service) -> None:
    assert header(respond(Request("PATCH", "/sparql"), service), "Allow") == "GET, HEAD, POST, OPTIONS"
    assert header(respond(Request("PUT", "/"), service), "Allow") == "GET, HEAD"


def test_a_browser_elsewhere_may_ask(service: Service) -> None:
    preflight = respond(Request("OPTIONS", "/sparql"), service)
    assert (preflight.status, preflight.body) == (204, b"")
    assert header(preflight, "Access-Control-Allow-Origin") == "*"
    assert "Content-Type" in (header(preflight, "Access-Control-Allow-Headers") or "")
    assert header(respond(get(query=ALL), service), "Access-Control-Allow-Origin") == "*"


def test_the_same_question_of_the_same_store_is_answered_once(service: Service) -> None:
    first = respond(get(query=ALL), service)
    tag = header(first, "ETag")
    assert tag is not None
    again = replace(get(query=ALL), headers={"if-none-match": f'"other", {tag}'})
    assert (respond(again, service).status, respond(again, service).body) == (304, b"")
    assert respond(again, replace(service, version=lambda: "another")).status == 200
    other_format = replace(again, headers={"accept": "text/csv", "if-none-match": tag})
    assert respond(other_format, service).status == 200
    assert header(respond(get(query="SELECT (NOW() AS ?t) {}"), service), "ETag") is None
    assert header(respond(get(query="SELECT"), service), "ETag") is None


def test_without_a_query_the_service_describes_itself(service: Service) -> None:
    response = respond(replace(get(), origin="http://example.org:81"), service)
    assert header(response, "Content-Type") == "text/turtle; charset=utf-8"
    triples = {(quad.predicate, quad.object) for quad in ox.parse(text(response), RdfFormat.TURTLE)}
    assert (SD.endpoint, NamedNode("http://example.org:81/sparql")) in triples
    assert (SD.feature, SD.UnionDefaultGraph) in triples
    assert (VOID.triples, ox.Literal(2)) in triples
    assert sum(predicate == SD.resultFormat for predicate, _ in triples) == len(RESULTS + GRAPHS)


@pytest.mark.parametrize("offer", GRAPHS, ids=lambda offer: str(offer.name))
def test_the_description_comes_in_each_format(service: Service, offer: Format) -> None:
    media_type = offer.media_type
    response = respond(get(accept=media_type), service)
    wanted = RdfFormat.from_media_type(media_type)
    assert wanted is not None
    assert len(list(ox.parse(text(response), wanted))) == 24


def test_the_description_does_without_a_count_and_with_a_strange_host() -> None:
    def ask(_: Question) -> Answer:
        raise QueryTimeout("too long")

    response = respond(Request("GET", "/sparql", origin="http://<evil>"), Service(ask))
    assert response.status == 200
    assert "void:triples" not in text(response)
    assert "evil" not in text(response)


def test_a_browser_gets_the_page_where_a_program_gets_the_description(service: Service) -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert header(respond(get(accept=browser), service), "Content-Type") == "text/html; charset=utf-8"


def test_the_page_shows_a_form(service: Service) -> None:
    response = respond(get("/"), service)
    assert response.status == 200
    assert '<form action="/" method="get">' in text(response)
    assert "<script" not in text(response)
    assert "default-src 'none'" in (header(response, "Content-Security-Policy") or "")


@pytest.mark.parametrize(
    ("sparql", "status", "shown"),
    [
        (ALL, 200, "<p>2 rows</p>"),
        (ALL, 200, '<span lang="en">&lt;two&gt; &amp; &#x27;three&#x27;</span> <small>en</small>'),
        ("ASK {}", 200, "<strong>yes</strong>"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", 200, "<pre>&lt;urn:x:a&gt;"),
        (
            "SELECT * { BIND(<https://schema.org/name> AS ?x) }",
            200,
            '<a href="https://schema.org/name">schema:name</a>',
        ),
        ("SELECT * { BIND(<javascript:alert(1)> AS ?x) }", 200, "<td>javascript:alert(1)</td>"),
        ("SELECT * { BIND(1 AS ?x) OPTIONAL { ?s <urn:x:none> ?y } }", 200, "<td></td>"),
        ("</textarea><script>alert(1)</script>", 400, "&lt;/textarea&gt;&lt;script&gt;"),
        ("ASK { SERVICE <http://example.org/> {} }", 403, "SERVICE is refused"),
    ],
)
def test_the_page_shows_an_answer(service: Service, sparql: str, status: int, shown: str) -> None:
    response = respond(get("/", query=sparql), service)
    assert response.status == status
    assert shown in text(response)
    assert "<script" not in text(response)


def test_a_long_answer_comes_in_pieces_and_can_be_made_whole(service: Service) -> None:
    numbers = " ".join(str(number) for number in range(10000))
    long = f"SELECT * {{ VALUES ?x {{ {numbers} }} }}"
    response = respond(get(query=long), service)
    assert not isinstance(response.body, bytes)
    found = json.loads(text(whole(response)))["results"]["bindings"]
    assert [row["x"]["value"] for row in found] == numbers.split()
    assert "10,000 rows, the first 1,000 shown" in text(respond(get("/", query=long), service))


def test_the_health_of_the_service(service: Service) -> None:
    assert text(respond(get("/health"), service)) == "ok, store version 1\n"
