"""The checks of a store: queries of its graphs, what their findings say, and in which article."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from kg.build import build, read_shared
from kg.checks import Check, check_store, read_checks, read_shapes
from kg.checks.store import MANY
from kg.errors import OntologyError
from kg.settings import data_directory
from kg.store.embedded import EmbeddedStore, open_store
from kg.vocab import REFERENCE_GRAPH
from tests.checks.graphs import IN_ORDER, PLANTED, PLANTED_IN_GRAPHS, PREFIXES, add, change
from tests.samples import GAZETTEER, PROVENANCE, analyse, article

ONTOLOGY = data_directory("ontology")
QUERIES = {check.name: check for check in read_checks(ONTOLOGY / "checks")}
SHAPES = read_shapes(ONTOLOGY / "shapes.ttl")


SPOKEN_OF = """
    id:actor\\/insurgents a kg:InsurgentGroup ; rdfs:label "insurgents"@en ; skos:exactMatch wd:Q1 ; skos:note "n" .
    id:coup\\/ML-2020-08-18b a kg:Coup ; rdfs:label "another"@en ; kg:country country:ML ; skos:note "n" .
"""
"""What the article of `tests.samples` is linked to, beside what is in the reference files."""


def quads(turtle: str) -> list[Quad]:
    return [Quad(*quad.triple, REFERENCE_GRAPH) for quad in parse(PREFIXES + turtle, format=RdfFormat.TURTLE)]


@pytest.fixture
def store() -> EmbeddedStore:
    store = open_store(None)
    store.update(IN_ORDER)
    return store


def shapes(name: str) -> list[Check]:
    return [check for check in SHAPES if check.name == name]


def test_what_kg_ships_is_in_order() -> None:
    """The known things and what is said of them; without articles there is nothing else in a store."""
    store = open_store(None)
    store.load(read_shared(ONTOLOGY))
    findings = check_store(store, (*SHAPES, *QUERIES.values()))
    assert [str(finding) for finding in findings if finding.severity == "violation"] == []


def test_what_is_written_and_concluded_of_an_article_is_in_order() -> None:
    store = open_store(None)
    build([article()], analyse, store, PROVENANCE, GAZETTEER, shared=(*read_shared(ONTOLOGY), *quads(SPOKEN_OF)))
    findings = check_store(store, (*SHAPES, *QUERIES.values()))
    assert [str(finding) for finding in findings if finding.severity == "violation"] == []


def test_every_query_has_something_that_it_finds() -> None:
    assert set(QUERIES) == set(PLANTED_IN_GRAPHS)


@pytest.mark.parametrize("check", QUERIES.values(), ids=QUERIES)
def test_a_store_in_order_has_no_findings(check: Check, store: EmbeddedStore) -> None:
    assert check_store(store, [check]) == ()


@pytest.mark.parametrize("check", QUERIES.values(), ids=QUERIES)
def test_what_is_planted_is_found(check: Check, store: EmbeddedStore) -> None:
    store.update(PREFIXES + PLANTED_IN_GRAPHS[check.name])
    findings = check_store(store, [check])
    assert findings
    assert {(finding.severity, finding.check) for finding in findings} == {("violation", check.name)}


def test_a_fact_in_two_graphs_says_which(store: EmbeddedStore) -> None:
    store.update(PREFIXES + PLANTED_IN_GRAPHS["fact-in-two-graphs"])
    said = [str(finding) for finding in check_store(store, [QUERIES["fact-in-two-graphs"]])]
    assert [any(graph in line for line in said) for graph in ("graph/reference", "graph/planted")] == [True, True]


def test_a_finding_names_the_article_and_what_stands_there(store: EmbeddedStore) -> None:
    store.update(PREFIXES + PLANTED["span-inside-its-article"])
    (finding,) = check_store(store, shapes("span-inside-its-article"))
    article = "https://w3id.org/conflict-kg/id/article/4f0c1f72a9b03e5d"
    assert finding.article == (article, "Soldiers ambushed")
    assert str(finding) == (
        f"{article}/span: the span ends at 101, and the article has 100 characters; build the article again "
        f"(in “Soldiers ambushed”, <{article}>)"
    )


def test_what_stands_in_the_links_of_an_article_is_the_articles(store: EmbeddedStore) -> None:
    store.update(PREFIXES + PLANTED["link-score"])
    (finding,) = check_store(store, shapes("link-score"))
    assert finding.article is not None
    assert finding.article[1] == "Soldiers ambushed"


def test_an_article_without_a_title_is_named_by_its_iri(store: EmbeddedStore) -> None:
    store.update(PREFIXES + PLANTED["article-event-mention"])
    (finding,) = check_store(store, shapes("article-event-mention"))
    assert str(finding).endswith("(in <https://w3id.org/conflict-kg/id/article/b7a1c09d54e8f263>)")


def test_what_stands_in_no_article_says_so_by_silence(store: EmbeddedStore) -> None:
    store.update(PREFIXES + PLANTED["coup-without-country"])
    store.update(PREFIXES + add("kg:Coup rdfs:subClassOf kg:SeizureOfPower"))
    (finding,) = check_store(store, shapes("coup-without-country"))
    assert finding.article is None
    assert str(finding).endswith("id/late: a known coup has a country; give it one in the reference file (kg:country)")


def test_a_value_that_is_wrong_stands_before_what_to_do(store: EmbeddedStore) -> None:
    store.update(PREFIXES + change("a:claim", "kg:score", "1.01"))
    (finding,) = check_store(store, shapes("scored"))
    assert finding.message == 'a score is one decimal from 0 to 1 ("1.01"); build the article again, or run kg reason'


def test_of_many_rows_only_some_are_shown(store: EmbeddedStore) -> None:
    rows = " ".join(f"a:m{number} kg:mention a:span ." for number in range(MANY + 5))
    store.update(PREFIXES + add(rows))
    findings = check_store(store, [check for check in shapes("named") if check.constraint == "minCount"])
    assert len(findings) == MANY + 1
    assert "5 more" in str(findings[-1])


@pytest.mark.parametrize(
    ("header", "complaint"),
    [
        ("", r"a\.rq:1: begin with"),
        ("#+ summary: s\n", r"a\.rq:1: begin with"),
        ("#+ summary: s\n#+ severity: fatal\n#+ remedy: r\n", r"a\.rq:1: begin with"),
        ("#+ summary: s\n#+ serious: yes\n", r"a\.rq:2: unknown key 'serious'"),
    ],
)
def test_a_query_without_a_whole_header_is_refused(tmp_path: Path, header: str, complaint: str) -> None:
    (tmp_path / "a.rq").write_text(header + "SELECT * {}", encoding="utf-8")
    with pytest.raises(OntologyError, match=complaint):
        read_checks(tmp_path)
