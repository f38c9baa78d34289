"""Each rule on a graph made by hand, in two engines: NAME.trig is given, NAME.ttl is all that the rule NAME concludes.

A line `# with: A, B` in NAME.trig names rules that are applied beside it, since it asks for what they conclude.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.results import Solutions
from kg.rules import Rule, apply_rules, read_rules
from kg.store.base import Store
from kg.store.embedded import open_store
from kg.vocab import INFERRED_GRAPH, KG, ONTOLOGY_GRAPH, RDF
from tests.rules.rdflib_store import RdflibStore

HERE = Path(__file__).parent
ONTOLOGY = HERE.parent.parent / "ontology"
RULES = read_rules(ONTOLOGY / "rules")
BY_NAME = {rule.name: rule for rule in RULES}


def terms_of_ontology() -> Iterator[ox.Quad]:
    """Only what rules ask the ontology for: with the rest, an engine in Python takes seconds."""
    for quad in ox.parse(path=str(ONTOLOGY / "conflict.ttl"), format=ox.RdfFormat.TURTLE):
        if "#sub" in quad.predicate.value:
            yield ox.Quad(quad.subject, quad.predicate, quad.object, ONTOLOGY_GRAPH)


TERMS = tuple(terms_of_ontology())


def given(name: str) -> tuple[ox.Quad, ...]:
    return tuple(ox.parse(path=str(HERE / f"{name}.trig"), format=ox.RdfFormat.TRIG))


def applied(name: str) -> tuple[Rule, ...]:
    found = re.search(r"^# with: (.+)$", (HERE / f"{name}.trig").read_text(encoding="utf-8"), re.MULTILINE)
    return tuple(BY_NAME[other] for other in (*(found[1].split(", ") if found else ()), name))


def concluded_by(store: Store, rule: Rule) -> set[str]:
    answer = store.query(
        f"SELECT ?s ?p ?o {{ GRAPH {INFERRED_GRAPH} {{ ?r {KG.rule} {rule.iri} ; {RDF.subject} ?s ;"
        f" {RDF.predicate} ?p ; {RDF.object} ?o . ?s ?p ?o }} }}"
    )
    assert isinstance(answer, Solutions)
    return {" ".join(map(str, row)) for row in answer.rows}


def expected(name: str) -> set[str]:
    quads = ox.parse(path=str(HERE / f"{name}.ttl"), format=ox.RdfFormat.TURTLE)
    return {f"{quad.subject} {quad.predicate} {quad.object}" for quad in quads}


def inferred(store: Store) -> list[str]:
    return sorted(str(quad) for quad in store.dump() if quad.graph_name == INFERRED_GRAPH)


@pytest.mark.parametrize("name", BY_NAME)
def test_what_a_rule_concludes(name: str) -> None:
    with open_store(None) as store:
        store.load((*TERMS, *given(name)))
        apply_rules(store, applied(name))
        assert concluded_by(store, BY_NAME[name]) == expected(name)
        assert expected(name), "a test that concludes nothing tests nothing"


@pytest.mark.parametrize("name", BY_NAME)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_another_store_has_the_same_graph(name: str) -> None:
    """Records and all: rules need a SPARQL 1.1 store, and not the one that kg brings."""
    other = RdflibStore()
    with open_store(None) as store:
        for each in (store, other):
            each.load((*TERMS, *given(name)))
            apply_rules(each, applied(name))
        assert inferred(other) == inferred(store)


@pytest.mark.parametrize("name", BY_NAME)
def test_a_construct_query_says_the_same(name: str) -> None:
    """The file is a query that any tool can run: where no rule feeds itself, its triples are what kg adds."""
    rule = BY_NAME[name]
    with open_store(None) as store:
        store.load((*TERMS, *given(name)))
        apply_rules(store, [other for other in applied(name) if other != rule])
        answer = ox.Store()
        answer.extend(store.dump())
    built = answer.query(rule.text, use_default_graph_as_union=True)
    assert isinstance(built, ox.QueryTriples)
    made = {f"{triple.subject} {triple.predicate} {triple.object}" for triple in built}
    feeds_itself = any(conclusion.meets(read) for conclusion in rule.concludes for read in rule.reads)
    assert made <= expected(name) | {str(quad.triple) for quad in given(name)} or feeds_itself
    assert made >= expected(name) or feeds_itself


def test_graphs_and_answers_are_of_rules() -> None:
    stems = {path.stem for path in HERE.iterdir() if path.suffix in (".trig", ".ttl")}
    assert stems == set(BY_NAME)


@pytest.mark.parametrize("rule", RULES, ids=BY_NAME)
def test_every_rule_is_described(rule: Rule) -> None:
    guide = (HERE.parent.parent / "docs" / "rules.md").read_text(encoding="utf-8")
    assert f"| `{rule.name}` | {rule.stratum} | {rule.summary} |" in guide
    assert rule.description.endswith(".")
    assert rule.example.endswith((".", "”."))
    assert not rule.summary.endswith(".")


def test_concluded_terms_are_declared() -> None:
    declared = {quad.subject for quad in ox.parse(path=str(ONTOLOGY / "conflict.ttl"), format=ox.RdfFormat.TURTLE)} | {
        RDF.type,
        ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label"),
    }
    used = {term for rule in RULES for atom in rule.concludes for term in (atom.predicate, atom.object) if term}
    assert used <= declared
