"""The first page, the search, and the saved queries at their addresses."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from kg.errors import QueryTimeout
from kg.queries import read_queries
from kg.server.messages import Answer, Question, Service
from kg.server.routes import respond
from kg.settings import data_directory
from tests.server.requests import BROWSER, Page, get, header, text

# --- Finding ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "first", "found"),
    [
        ("bamako", "Bamako", 4),
        ("JNIM", "JNIM", 1),
        ("support", "JNIM", 1),  # by another name of it
        ("<support> & islam", "JNIM", 1),
        ("attack in", "Attack in <Bamako>", 1),
        ('"', None, 0),
        ("\\", None, 0),
        ("no such thing", None, 0),
    ],
)
def test_things_are_found_by_name(known: Service, name: str, first: str | None, found: int) -> None:
    page = Page(respond(get("/find", BROWSER, name=name), known))
    assert page.fields["name"]["value"] == name
    things = [label for label, href in page.links.items() if href.startswith("/page/")]
    assert len(things) == found
    assert (things[0] if things else None) == first
    assert ("Nothing of that name or class." in page.text) == (found == 0)


def test_what_is_known_comes_before_what_an_article_says(known: Service) -> None:
    page = Page(respond(get("/find", BROWSER, name="bamako"), known))
    hrefs = [href for href in page.links.values() if href.startswith("/page/")]
    assert [href.startswith("/page/article/") for href in hrefs] == sorted(
        href.startswith("/page/article/") for href in hrefs
    )
    assert hrefs[0] == "/page/place/bamako"


def test_things_are_found_by_class_and_those_below_it(known: Service) -> None:
    page = Page(respond(get("/find", BROWSER, **{"class": "Attack"}), known))
    assert {"/page/event/beef", "/page/article/00aa/event/v1"} <= set(page.links.values())
    assert "2024-09" in page.text
    both = Page(respond(get("/find", BROWSER, **{"class": "Attack", "name": "2024"}), known))
    assert "/page/event/beef" in both.links.values()
    assert "/page/article/00aa/event/v1" not in both.links.values()


def test_without_anything_to_look_for_the_classes_are_listed(known: Service) -> None:
    page = Page(respond(get("/find", BROWSER), known))
    assert page.links["jihadist group"] == "/find?class=JihadistGroup"
    assert "/find?class=Claim" not in page.links.values()


@pytest.mark.parametrize("kind", ["x> ?p ?o", "A B", "}"])
def test_a_class_that_can_be_none(known: Service, kind: str) -> None:
    assert respond(get("/find", BROWSER, **{"class": kind}), known).status == 400


def test_the_first_page_leads_everywhere(known: Service) -> None:
    page = Page(respond(get("/", BROWSER), known))
    links = set(page.links.values())
    assert {"/ontology", "/queries", "/find", "/sparql", "/queries/coups-followed", "/page/article/00aa"} <= links
    assert page.links["JNIM"] == "/page/actor/jnim"
    for href in links - {"/sparql"}:
        path, _, query = href.partition("?")
        assert respond(replace(get(path, BROWSER), query_string=query), known).status == 200, href


def test_the_first_page_does_with_less_when_there_is_no_time(known: Service) -> None:
    def ask(_: Question) -> Answer:
        raise QueryTimeout("too long")

    response = respond(get("/", BROWSER), replace(known, ask=ask, queries=None))
    assert response.status == 200
    assert "Latest coups" not in text(response)
    assert '<form action="/" method="get">' in text(response)


def test_a_query_on_the_first_page_is_answered(known: Service) -> None:
    page = Page(
        respond(get("/", BROWSER, query="SELECT ?a { ?a a <https://w3id.org/conflict-kg/ontology#Country> }"), known)
    )
    assert page.links["country/ML"] == "/page/country/ML"


# --- Saved queries ----------------------------------------------------------------------------------------------------

QUERY = """#+ summary: Things called `so`
#+ description: The `labels` of <things>.
#+ parameter: name (text, required) What it is called
#+ parameter: days (integer) How many
SELECT ?it ?days WHERE {
  VALUES ?name { UNDEF }
  VALUES ?days { 30 }
  ?it <http://www.w3.org/2000/01/rdf-schema#label> ?label . FILTER(STR(?label) = ?name)
}
"""
GRAPH = "#+ summary: A graph\nCONSTRUCT { ?s <urn:x:p> ?o } WHERE { ?s <https://w3id.org/conflict-kg/ontology#countryCode> ?o }\n"


@pytest.fixture
def saved(known: Service, tmp_path: Path) -> Service:
    (tmp_path / "called.rq").write_text(QUERY)
    (tmp_path / "graph.rq").write_text(GRAPH)
    return replace(known, queries=tmp_path)


def test_every_saved_query_is_listed_and_has_a_page(known: Service) -> None:
    page = Page(respond(get("/queries", BROWSER), known))
    for query in read_queries(data_directory("queries")):
        href = page.links[query.name]
        own = Page(respond(get(href, BROWSER), known))
        assert set(own.fields) == {parameter.name for parameter in query.parameters}
        needed = {parameter.name for parameter in query.parameters if parameter.is_required}
        assert {name for name, given in own.fields.items() if "required" in given} == needed
        if not needed:
            assert " row" in own.text
            assert own.links["CSV"] == f"{href}.csv"


def test_a_form_asks_and_shows_the_answer(saved: Service) -> None:
    empty = Page(respond(get("/queries/called", BROWSER), saved))
    assert "row" not in empty.text.split("SELECT")[0]
    assert empty.fields["days"]["placeholder"] == "30"
    page = Page(respond(get("/queries/called", BROWSER, name="Mali", days=""), saved))
    assert "1 row" in page.text
    assert page.links["country/ML"] == "/page/country/ML"
    assert page.fields["name"]["value"] == "Mali"
    assert page.links["CSV"] == "/queries/called.csv?name=Mali"
    assert "kg run called name=Mali" in page.text
    assert "kg run called name='a b'" in Page(respond(get("/queries/called", BROWSER, name="a b"), saved)).text


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".json", ".xml"])
def test_an_answer_as_data(saved: Service, ending: str) -> None:
    response = respond(get(f"/queries/called{ending}", BROWSER, name="Mali", days="7"), saved)
    assert response.status == 200
    assert "https://w3id.org/conflict-kg/id/country/ML" in text(response)
    if ending == ".csv":
        assert [row["days"] for row in csv.DictReader(io.StringIO(text(response)))] == ["7"]
    if ending == ".json":
        assert len(json.loads(text(response))["results"]["bindings"]) == 1


def test_the_format_may_be_negotiated(saved: Service) -> None:
    response = respond(get("/queries/called", "text/csv", name="Mali"), saved)
    assert (header(response, "Content-Type"), header(response, "Vary")) == ("text/csv; charset=utf-8", "Accept")
    assert respond(get("/queries/called", "image/png", name="Mali"), saved).status == 406
    again = replace(get("/queries/called", "text/csv", name="Mali"), headers={
        "accept": "text/csv", "if-none-match": header(response, "ETag") or "none"
    })  # fmt: skip
    assert respond(again, saved).status == 304


def test_a_query_that_makes_a_graph(saved: Service) -> None:
    page = Page(respond(get("/queries/graph", BROWSER), saved))
    assert '<urn:x:p> "ML"' in page.text
    assert page.links["Turtle"] == "/queries/graph.ttl"
    assert len(list(parse(text(respond(get("/queries/graph.ttl"), saved)), RdfFormat.TURTLE))) == 1
    assert respond(get("/queries/graph.csv"), saved).status == 406


def test_the_question_itself_with_the_values_in_it(saved: Service) -> None:
    body = text(respond(get("/queries/called.rq", name='"} DROP ALL'), saved))
    assert 'VALUES ?name { "\\"} DROP ALL" }' in body


@pytest.mark.parametrize(
    ("path", "parameters", "status", "words"),
    [
        ("/queries/none", {}, 404, "no saved query 'none'; all of them are at /queries"),
        ("/queries/called.csv", {}, 400, "called: give name=…"),
        ("/queries/called.csv", {"name": "x", "days": "soon"}, 400, "days is a whole number"),
        ("/queries/called.csv", {"name": "x", "nmae": "y"}, 400, "no parameter 'nmae'"),
    ],
)
def test_what_is_wrong_is_one_line(
    saved: Service, path: str, parameters: dict[str, str], status: int, words: str
) -> None:
    response = respond(get(path, None, **parameters), saved)
    assert response.status == status
    assert words in text(response)
    assert text(response).count("\n") == 1


def test_what_is_wrong_stands_on_the_page(saved: Service) -> None:
    response = respond(get("/queries/called", BROWSER, name="x", days="soon"), saved)
    assert response.status == 400
    assert "days is a whole number" in Page(response).text
    assert Page(response).fields["days"]["value"] == "soon"


def test_no_queries_no_list(known: Service) -> None:
    assert respond(get("/queries", BROWSER), replace(known, queries=None)).status == 404
