"""What is a document itself: the ontology in each format, lexicon and alignments, rules, named graphs."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from kg.server.messages import Service
from kg.server.routes import respond
from kg.settings import data_directory
from tests.server.requests import BROWSER, ROOT, Page, get, header, text, triples

DIRECTORY = data_directory("ontology")
VERSION = next(
    line.split('"')[1] for line in (DIRECTORY / "conflict.ttl").read_text().splitlines() if "owl:versionInfo" in line
)


@pytest.mark.parametrize("path", ["/ontology", f"/ontology/{VERSION}"])
@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
    ],
)
def test_the_ontology_in_each_format(known: Service, path: str, accept: str | None, media_type: str) -> None:
    response = respond(get(path, accept), known)
    assert (header(response, "Content-Type") or "").split(";")[0] == media_type
    assert header(response, "Vary") == "Accept"
    assert (header(response, "Content-Location") or "").startswith(path + ".")
    expected = {quad.triple for quad in parse(path=DIRECTORY / "conflict.ttl", format=RdfFormat.TURTLE)}
    assert triples(response) == expected
    assert triples(respond(get(header(response, "Content-Location") or ""), known)) == expected


def test_turtle_is_the_file_as_it_was_written(known: Service) -> None:
    assert respond(get("/ontology.ttl"), known).body == (DIRECTORY / "conflict.ttl").read_bytes()


def test_people_get_the_page_of_the_ontology(known: Service) -> None:
    response = respond(get("/ontology", BROWSER), known)
    assert header(response, "Content-Type") == "text/html; charset=utf-8"
    assert '<article class="term" id="Coup">' in text(response)
    assert "<script" not in text(response)
    assert '<a href="/ontology.ttl">Turtle</a>' in text(response)
    assert "default-src 'none'" in (header(response, "Content-Security-Policy") or "")


@pytest.mark.parametrize(
    "path", ["/ontology/0.0.1", "/ontology/0.0.1.ttl", "/ontology/..", "/ontologies", "/ontology.exe"]
)
def test_another_version_is_not_there(known: Service, path: str) -> None:
    assert respond(get(path), known).status == 404
    if path.startswith("/ontology/0"):
        assert (
            text(respond(get(path), known))
            == f"this server has version {VERSION} of the ontology, at /ontology/{VERSION}\n"
        )


def test_a_changed_ontology_is_served_from_then_on(known: Service, tmp_path: Path) -> None:
    shutil.copy(DIRECTORY / "conflict.ttl", tmp_path)
    own = replace(known, ontology=tmp_path)
    before = len(triples(respond(get("/ontology.nt"), own)))
    with (tmp_path / "conflict.ttl").open("a", encoding="utf-8") as file:
        file.write('\n# --- Mine ---\nkg:Siege a owl:Class ; rdfs:label "siege"@en .\n')
    os.utime(tmp_path / "conflict.ttl", ns=(1, 1))
    assert len(triples(respond(get("/ontology.nt"), own))) == before + 2
    assert 'id="Siege"' in text(respond(get("/ontology", BROWSER), own))


def test_an_ontology_that_cannot_be_read_is_one_line(known: Service, tmp_path: Path) -> None:
    (tmp_path / "conflict.ttl").write_text("kg:A a owl:Class .")
    for path in ("/ontology.nt", "/ontology.html"):
        response = respond(get(path), replace(known, ontology=tmp_path))
        assert response.status == 500
        assert "conflict.ttl:1: " in text(response)
    assert respond(get("/alignments"), replace(known, ontology=tmp_path)).status == 404
    assert respond(get("/ontology"), replace(known, ontology=None)).status == 404


def test_the_lexicon(known: Service) -> None:
    response = respond(get("/lexicon/en"), known)
    assert response.body == (DIRECTORY / "lexicon.en.ttl").read_bytes()
    assert len(triples(respond(get("/lexicon/en", "application/n-triples"), known))) > 1000
    for path in ("/lexicon/xx", "/lexicon/EN", "/lexicon/../conflict"):
        assert respond(get(path), known).status == 404
    assert header(respond(get("/lexicon/en", BROWSER), known), "Location") == "/ontology"


def test_the_alignments_whole_and_for_one_scheme(known: Service) -> None:
    everything = triples(respond(get("/alignments"), known))
    acled = triples(respond(get("/alignment/acled"), known))
    assert 0 < len(acled) < len(everything)
    assert acled <= everything
    assert all(f"<{ROOT}alignment/acled#" in str(triple) for triple in acled)
    assert respond(get("/alignment/none"), known).status == 404


def test_people_are_led_to_the_codes_on_the_page_of_the_ontology(known: Service) -> None:
    page = text(respond(get("/ontology", BROWSER), known))
    for path, anchor in (("/alignments", "codes"), ("/alignment/acled", "codes-acled")):
        response = respond(get(path, BROWSER), known)
        assert (response.status, header(response, "Location")) == (303, f"/ontology#{anchor}")
        assert f'id="{anchor}"' in page


@pytest.fixture
def rules(known: Service, tmp_path: Path) -> Service:
    (tmp_path / "rules").mkdir()
    rule = "#+ summary: One < two\n#+ example: Say.\n#+ premises: a\nCONSTRUCT { ?a ?b <urn:x> } WHERE { ?a ?b ?c }\n"
    (tmp_path / "rules" / "one-two.rq").write_text(rule)
    (tmp_path / "rules" / "bad.rq").write_text("#+ nonsense\n")
    return replace(known, ontology=tmp_path)


def test_a_rule_as_text_and_as_a_page(rules: Service) -> None:
    for path, accept in (("/rule/one-two", None), ("/rule/one-two", "text/plain"), ("/rule/one-two.rq", BROWSER)):
        response = respond(get(path, accept), rules)
        assert (header(response, "Content-Type") or "").startswith("application/sparql-query")
        assert text(response).startswith("#+ summary: One < two")
    page = Page(respond(get("/rule/one-two", BROWSER), rules))
    assert page.text.startswith("one-two · kg")
    assert "One < two" in page.text
    assert "CONSTRUCT { ?a ?b <urn:x> }" in page.text
    assert "#+" not in page.text


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        ("/rule/none", None, 404),
        ("/rule/../rules/one-two", None, 404),
        ("/rule/ONE", None, 404),
        ("/rule/one-two", "image/png", 406),
        ("/rule/bad", BROWSER, 500),
    ],
)
def test_rules_that_are_not_there(rules: Service, path: str, accept: str | None, status: int) -> None:
    response = respond(get(path, accept), rules)
    assert response.status == status
    assert text(response).count("\n") == 1


def test_every_rule_that_is_shipped_has_a_page(known: Service) -> None:
    for path in sorted((DIRECTORY / "rules").glob("*.rq")):
        assert "CONSTRUCT" in Page(respond(get(f"/rule/{path.stem}", BROWSER), known)).text


def test_a_graph_in_each_format(known: Service) -> None:
    everything = triples(respond(get("/graph/facts"), known))
    assert len(everything) == 8
    for ending in (".ttl", ".jsonld", ".nt", ".rdf"):
        response = respond(get(f"/graph/facts{ending}"), known)
        assert triples(response) == everything
        assert header(response, "Content-Location") is None
    response = respond(get("/graph/facts", "application/ld+json"), known)
    assert header(response, "Content-Location") == "/graph/facts.jsonld"


def test_the_page_of_a_graph_counts_what_is_in_it(known: Service) -> None:
    page = Page(respond(get("/graph/reference", BROWSER), known))
    assert "13 triples: stands in the reference graph" in page.text
    assert page.links["jihadist group"] == "/ontology#JihadistGroup"
    assert page.links["1"].startswith("/find?class=")


def test_a_graph_that_is_not_there(known: Service) -> None:
    response = respond(get("/graph/none"), known)
    assert (response.status, text(response)[:9]) == (404, "no graph ")
