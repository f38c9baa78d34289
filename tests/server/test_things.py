"""IRIs that dereference: a thing leads to what tells of it, as a page or as data, and nothing comes in by the path."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.errors import QueryTimeout
from kg.server.addresses import DOCUMENTS, address_of, iri_at
from kg.server.messages import Answer, Question, Refusal, Service
from kg.server.negotiation import GRAPHS, HTML
from kg.server.routes import respond
from kg.server.things import MAX_DATA
from kg.store.embedded import EmbeddedStore, open_store
from kg.vocab import KG, RDFS
from tests.server.requests import BROWSER, ROOT, Page, get, header, text, triples

ML = "id/country/ML"


# --- Where a thing leads ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "address"),
    [
        (None, "/data/country/ML.ttl"),
        ("*/*", "/data/country/ML.ttl"),
        (BROWSER, "/page/country/ML"),
        ("application/xhtml+xml", "/page/country/ML"),
        ("application/ld+json", "/data/country/ML.jsonld"),
        ("application/json", "/data/country/ML.jsonld"),
        ("application/n-triples", "/data/country/ML.nt"),
        ("application/rdf+xml", "/data/country/ML.rdf"),
        ("text/turtle;q=0.5, application/rdf+xml;q=0.6", "/data/country/ML.rdf"),
    ],
)
def test_a_thing_leads_to_the_document_that_the_client_takes(known: Service, accept: str | None, address: str) -> None:
    response = respond(get("/id/country/ML", accept), known)
    assert (response.status, header(response, "Location")) == (303, address)
    assert header(response, "Vary") == "Accept"
    assert respond(get(address, accept), known).status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/id/country/ML",
        "/id/actor/jnim",
        "/id/article/00aa",
        "/id/article/00aa/event/v1",
        "/id/article/00aa/claim/c1",
        "/id/article/00aa/span/0-9",
        "/id/event/beef",
        "/id/inference/f00d",
        "/id/coup/ML-2020",  # nothing is said of it, but something leads to it
    ],
)
def test_every_kind_of_thing_has_a_page_and_data(known: Service, path: str) -> None:
    for accept in (BROWSER, "text/turtle"):
        response = respond(get(path, accept), known)
        document = respond(get(header(response, "Location") or "", accept), known)
        assert document.status == 200
        assert ROOT + path[1:] in text(document) if accept == BROWSER else triples(document)


def test_no_format_that_is_taken(known: Service) -> None:
    response = respond(get("/id/country/ML", "image/png"), known)
    assert response.status == 406
    assert "there are text/turtle, application/ld+json" in text(response)
    assert respond(get("/data/country/ML", "text/html"), known).status == 406


def test_only_reading(known: Service) -> None:
    for path in (
        "/id/country/ML",
        "/page/country/ML",
        "/data/country/ML.ttl",
        "/graph/reference",
        "/ontology",
        "/find",
    ):
        response = respond(replace(get(path), method="POST"), known)
        assert (response.status, header(response, "Allow")) == (405, "GET, HEAD")


@pytest.mark.parametrize("path", ["/id/nothing/here", "/page/nothing/here", "/data/nothing/here.ttl"])
def test_what_is_not_known_is_said_with_what_to_do(known: Service, path: str) -> None:
    response = respond(get(path), known)
    assert response.status == 404
    assert text(response) == f"nothing is known of {ROOT}id/nothing/here; look for it by name at /find?name=here\n"
    page = respond(get(path, BROWSER), known)
    assert page.status == 404
    assert Page(page).fields["name"]["value"] == "here"


@pytest.mark.parametrize(
    "name",
    [
        "x> ?p ?o . ?s ?p <urn:x:y",
        "x>} DROP ALL ; SELECT * {<y",
        'x"><script>alert(1)</script>',
        "x\r\nSet-Cookie: a=b",
        "x y",
        "x\\u003Ey",
        "x{y}",
        "",
        "x\ud800y",
        "../../etc/passwd",
        "%00",
        "ML}",
        "a" * 5000,
    ],
)
def test_nothing_comes_in_by_the_path(known: Service, name: str) -> None:
    asked: list[str] = []

    def ask(question: Question) -> Answer:
        asked.append(question.sparql)
        return known.ask(question)

    for prefix in (
        "/id/",
        "/page/",
        "/data/",
        "/graph/",
        "/rule/",
        "/ontology/",
        "/lexicon/",
        "/alignment/",
        "/queries/",
    ):
        for accept in (None, BROWSER):
            response = respond(get(prefix + name, accept), replace(known, ask=ask))
            assert response.status in (303, 404) or (name == "" and prefix in ("/ontology/", "/alignment/"))
            assert all("\r" not in value and "\n" not in value for _, value in response.headers)
            if (header(response, "Content-Type") or "").startswith("text/html"):
                assert "<script" not in text(response)
    assert all(sparql.count("{") == sparql.count("}") and "DROP" not in sparql for sparql in asked)


def test_a_path_makes_the_iri_that_it_stands_for() -> None:
    assert iri_at("/id/place/Ménaka") == NamedNode(ROOT + "id/place/Ménaka")
    assert address_of(ROOT + "id/place/Ménaka") == "/page/place/M%C3%A9naka"
    assert address_of(KG.base + "Coup") == "/ontology#Coup"
    assert address_of(ROOT + "rule/followed") == "/rule/followed"
    assert address_of("http://www.wikidata.org/entity/Q912") == "http://www.wikidata.org/entity/Q912"
    assert address_of("javascript:alert(1)") is None
    with pytest.raises(Refusal):
        iri_at("a b")


# --- As data ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [".ttl", ".jsonld", ".nt", ".rdf"])
def test_the_data_are_the_same_in_each_format(known: Service, ending: str) -> None:
    found = triples(respond(get(f"/data/actor/jnim{ending}"), known))
    assert found == triples(respond(get("/data/actor/jnim.nt"), known))
    said = {str(triple.predicate) for triple in found if triple.subject == NamedNode(ROOT + "id/actor/jnim")}
    leading = {triple.subject for triple in found if triple.object == NamedNode(ROOT + "id/actor/jnim")}
    assert len(said) == 5
    assert leading == {NamedNode(ROOT + "id/event/beef"), NamedNode(ROOT + "id/article/00aa/entity/e1")}


def test_turtle_begins_with_the_thing_itself(known: Service) -> None:
    body = text(respond(get("/data/country/ML.ttl"), known))
    statements = [line for line in body.splitlines() if line.startswith("<")]
    assert statements[0].startswith(f"<{ROOT}{ML}>")
    assert "kg:countryCode" in body


def test_the_format_may_be_negotiated_at_the_data_too(known: Service) -> None:
    response = respond(get("/data/country/ML", "application/rdf+xml"), known)
    assert (header(response, "Content-Type"), header(response, "Vary")) == ("application/rdf+xml", "Accept")
    assert header(response, "Content-Location") == "/data/country/ML.rdf"
    assert triples(response)


def test_of_an_article_the_data_are_its_whole_graph(known: Service) -> None:
    found = triples(respond(get("/data/article/00aa.ttl"), known))
    graph = NamedNode(ROOT + "id/article/00aa")
    quads = parse(path=Path(__file__).with_name("known.trig"), format=RdfFormat.TRIG)
    assert {quad.triple for quad in quads if quad.graph_name == graph} <= found


def test_data_that_are_cut_say_so(known: Service) -> None:
    def ask(question: Question) -> Answer:
        if "COUNT" in question.sparql:
            body = '{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"9999"}}]}}'
            return Answer("application/sparql-results+json", "1", body.encode())
        return known.ask(question)

    found = triples(respond(get("/data/country/ML.ttl"), replace(known, ask=ask)))
    note = Literal(f"{MAX_DATA} of the 9999 statements that lead to it; ask for the rest in SPARQL", language="en")
    assert (NamedNode(ROOT + "data/country/ML"), RDFS.comment, note) in {
        (t.subject, t.predicate, t.object) for t in found
    }


@pytest.mark.parametrize(
    "path", ["/page/country/ML", "/data/country/ML.ttl", "/graph/reference.ttl", "/find", "/", "/ontology"]
)
def test_the_same_again_costs_nothing(known: Service, path: str) -> None:
    tag = header(respond(get(path, BROWSER), known), "ETag")
    assert tag is not None

    def ask(_: Question) -> Answer:
        raise AssertionError("nothing had to be asked")

    again = replace(get(path, BROWSER), headers={"accept": BROWSER, "if-none-match": tag})
    response = respond(again, replace(known, ask=ask if path != "/data/country/ML.ttl" else known.ask))
    assert (response.status, response.body, header(response, "ETag")) == (304, b"", tag)
    assert respond(again, replace(known, version=lambda: "another")).status == (304 if path == "/ontology" else 200)


def test_pages_of_other_origins_may_read_data(known: Service) -> None:
    for path in (
        "/id/country/ML",
        "/data/country/ML.ttl",
        "/graph/reference.nt",
        "/ontology.ttl",
        "/queries/coups-followed.csv",
    ):
        assert header(respond(get(path), known), "Access-Control-Allow-Origin") == "*"
    assert header(respond(get("/page/country/ML"), known), "Access-Control-Allow-Origin") is None


# --- As a page --------------------------------------------------------------------------------------------------------


def test_the_page_of_a_known_thing(known: Service) -> None:
    page = Page(respond(get("/page/actor/jnim"), known))
    assert page.text.startswith("JNIM · kg")
    assert "Group for <Support> & Islam" in page.text
    assert page.links["jihadist group"] == "/ontology#JihadistGroup"
    assert page.links["Mali"] == "/page/country/ML"
    assert page.links["example.org/…/groups.csv"].startswith("https://example.org/a/very/long/")
    assert page.links["armed attack, Bamako, 2024"] == "/page/event/beef"
    assert page.links["Turtle"] == "/data/actor/jnim.ttl"


def test_the_page_has_the_words_of_the_articles(known: Service) -> None:
    page = Page(respond(get("/page/actor/jnim"), known))
    assert "Militants attacked <b>Bamako</b>." in page.text
    assert page.marks == ["Militants"]
    assert page.links["Attack in <Bamako>"] == "/page/article/00aa"
    assert "perpetrator militants (denied, according to army , claim )" in page.text
    assert "1 sentence here; 1 claim in all." in page.text


def test_the_page_says_which_graph_a_statement_stands_in(known: Service) -> None:
    page = Page(respond(get("/page/event/beef"), known))
    assert page.links["concluded"] == "/graph/facts"
    assert page.links["inferred"] == "/page/inference/f00d"
    assert Page(respond(get("/page/country/ML"), known)).text.count("known") == 1  # all of it is


def test_the_page_links_to_wikidata(known: Service) -> None:
    assert Page(respond(get("/page/country/ML"), known)).links["wd:Q912"] == "http://www.wikidata.org/entity/Q912"


def test_the_page_of_an_article_tells_what_it_tells_of(known: Service) -> None:
    page = Page(respond(get("/page/article/00aa"), known))
    assert page.links["armed attack, Bamako"] == "/page/article/00aa/event/v1"
    assert "In its words" in page.text
    assert "oa:hasSource" not in page.text


def test_the_page_of_an_inference_leads_to_its_rule(known: Service) -> None:
    links = Page(respond(get("/page/inference/f00d"), known)).links.values()
    assert "/rule/in-aftermath-of" in links
    assert "/page/event/beef" in links


def test_where_nothing_is_claimed_the_mentions_stand(known: Service) -> None:
    page = Page(respond(get("/page/article/00aa/span/10-18"), known))
    assert page.marks == ["attacked"]
    assert "claims in all" not in page.text


def test_much_is_shown_in_part_with_the_number_left_out(
    ask_of: Callable[[EmbeddedStore], Callable[[Question], Answer]],
) -> None:
    thing, other = NamedNode(ROOT + "id/x"), NamedNode(ROOT + "id/p")
    with open_store(None) as store:
        store.load(Quad(thing, other, Literal(f"value {n:03}"), other) for n in range(40))
        store.load(Quad(NamedNode(f"{ROOT}id/s{n:03}"), KG.country, thing, other) for n in range(50))
        page = Page(respond(get("/page/x"), Service(ask_of(store))))
    assert "and 28 more" in page.text
    assert "from 50" in page.text
    assert page.links["and 38 more"].startswith("/?query=PREFIX")


def test_a_page_is_made_with_less_when_there_is_no_time(known: Service) -> None:
    def ask(question: Question) -> Answer:
        if "kg:Claim" in question.sparql or "COUNT" in question.sparql:
            raise QueryTimeout("too long")
        return known.ask(question)

    page = Page(respond(get("/page/actor/jnim"), replace(known, ask=ask)))
    assert page.text.startswith("JNIM · kg")
    assert page.marks == []


def test_a_store_that_fails_is_told(known: Service) -> None:
    def ask(_: Question) -> Answer:
        raise QueryTimeout("too long")

    response = respond(get("/page/actor/jnim", BROWSER), replace(known, ask=ask))
    assert (response.status, text(response)) == (503, "too long\n")


def test_formats_of_documents_are_those_of_the_endpoint() -> None:
    assert set(DOCUMENTS.values()) <= {*GRAPHS, HTML}
