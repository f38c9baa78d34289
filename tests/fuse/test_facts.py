"""The facts graph as a whole: what holds of every one, and the command that writes it."""

from __future__ import annotations

from collections import Counter

import pytest
from pyoxigraph import BlankNode

from kg.fuse import Concluded, facts, fuse
from kg.store.embedded import open_store
from kg.vocab import FACTS_GRAPH
from tests.fuse.telling import Named, Story, fused, named, store_of

FRONT = named("Front of the Dunes", "InsurgentGroup", "BF")
STORIES = [
    Story("a", "2024-09-18").event(place="Djibo", perpetrator=FRONT, killed=20).relation("backs", "Russia", FRONT),
    Story("b", "2024-09-19", "AFP")
    .event(place="Djibo", killed=32, injured=3)
    .relation("backs", "Russia", FRONT, status="denied"),
    Story("c", "2024-09-19").event("Coup", "2020-08-18", "ML", known="https://w3id.org/conflict-kg/id/coup/ML-2020"),
    Story("d", "2024-09-20").event(status="denied", place="Djibo", perpetrator=FRONT).event("Battle", None, None),
    Story("e").relation("opposes", Named("rebels", "ArmedGroup"), Named("the army", "StateForce")),
    Story("f").relation("backs", Named("rebels", "ArmedGroup"), Named("the army", "StateForce")),
]


def test_every_fact_stands_in_one_graph_once_and_nothing_is_blank() -> None:
    made = fused(*STORIES)
    assert {quad.graph_name for quad in made.quads} == {FACTS_GRAPH}
    assert len(set(made.quads)) == len(made.quads)
    counts = Counter(quad.triple for quad in made.store.dump())
    assert [triple for triple, count in counts.items() if count > 1] == []
    assert not any(isinstance(term, BlankNode) for quad in made.quads for term in quad.triple)


def test_every_event_that_is_a_fact_refers_to_one_happening_and_says_why() -> None:
    made = fused(*STORIES)
    rows = made.ask(
        """SELECT ?e (COUNT(DISTINCT ?h) AS ?n) (COUNT(DISTINCT ?l) AS ?links) {
        ?e kg:eventType ?t ; kg:status kg:occurred OPTIONAL { ?e kg:refersTo ?h
        OPTIONAL { ?l kg:links ?e ; kg:candidate ?h ; kg:isChosen true ; kg:score ?s ; kg:method ?m } } } GROUP BY ?e"""
    )
    assert {(number, links) for _, number, links in rows} == {("1", "1")}
    assert len(rows) == 4
    assert made.ask("SELECT ?e { ?e kg:status kg:denied ; kg:eventType ?t ; kg:refersTo ?h }") == []


def test_a_happening_is_no_account() -> None:
    """A happening has what an event has, and none of what only an article's has."""
    made = fused(*STORIES)
    asked = "SELECT DISTINCT ?p { GRAPH FACTS { ?h kg:sources ?n ; ?p ?o } }"
    assert not {"eventType", "status", "mention", "dateText", "frame"} & {row[0] for row in made.ask(asked)}
    once = "SELECT ?h { ?h a/rdfs:subClassOf* kg:Event FILTER NOT EXISTS { ?h kg:refersTo ?x } }"
    assert len(made.ask(once)) == 4  # the attack, the battle, and the known coup and attack


def test_every_thing_of_the_facts_has_a_label_and_a_class() -> None:
    made = fused(*STORIES)
    asked = """SELECT ?s { GRAPH FACTS { { ?s kg:accounts ?n } UNION { ?x kg:candidate ?s } UNION { ?y kg:perpetrator ?s } }
        FILTER NOT EXISTS { ?s rdfs:label ?l ; a ?t } }"""
    assert made.ask(asked) == []


def test_writing_it_twice_changes_nothing_and_counts_the_same() -> None:
    store = store_of(*STORIES)
    concluded = fuse(store)
    before = sorted(map(str, store.dump()))
    assert concluded == Concluded(3, 1, 2, sum(str(FACTS_GRAPH) in line for line in before))
    assert fuse(store) == concluded
    assert sorted(map(str, store.dump())) == before


def test_what_is_gone_from_the_articles_is_gone_from_the_facts() -> None:
    store, fresh = store_of(*STORIES), store_of(*STORIES[1:])
    fuse(store)
    gone = {quad.graph_name for quad in STORIES[0].quads()}
    store.replace([graph for graph in gone if not isinstance(graph, BlankNode)], ())  # type: ignore[misc]
    fuse(store)
    assert [q for q in store.dump() if q.graph_name == FACTS_GRAPH]
    assert {q for q in store.dump() if q.graph_name == FACTS_GRAPH} == set(facts(fresh))


@pytest.mark.parametrize("stories", [[], [Story("a")]])
def test_nothing_told_is_nothing_concluded(stories: list[Story]) -> None:
    assert list(facts(store_of(*stories))) == []
    with open_store(None) as empty:
        assert fuse(empty) == Concluded(0, 0, 0, 0)


def test_without_an_ontology_articles_can_still_be_fused() -> None:
    store = open_store(None)
    for story in STORIES:
        store.load(story.quads())
    assert fuse(store).happenings == 4  # no known place, hence nothing that two accounts share
