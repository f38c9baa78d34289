"""HermiT: what it is shown, what it finds, and what is said when it cannot run."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from pyoxigraph import NamedNode, Quad

from kg.checks import has_java, hermit, reason, sample
from kg.entail import reasoner_view
from kg.knowledge.ontology import read_turtle
from kg.settings import data_directory
from kg.vocab import DATA, KG
from tests.checks.contradictory import PLANTED, turtle

needs_java = pytest.mark.skipif(not has_java(), reason="no Java: HermiT cannot run")


@pytest.fixture(scope="module")
def ontology() -> list[Quad]:
    return read_turtle(data_directory("ontology") / "conflict.ttl")


@pytest.mark.skipif("CI" not in os.environ, reason="outside of CI Java is optional")
def test_ci_has_java() -> None:
    assert has_java(), "CI proves the ontology consistent, so it needs Java 11 or later"


def test_without_java_it_says_so(monkeypatch: pytest.MonkeyPatch, ontology: list[Quad]) -> None:
    monkeypatch.setattr(hermit, "has_java", lambda: False)
    reasoning = reason(ontology)
    assert reasoning.verdict == "not run"
    assert [finding.severity for finding in reasoning.issues] == ["info"]
    assert "no Java" in str(reasoning.issues[0])


@needs_java
@pytest.mark.parametrize("planted", [facts for facts, _ in PLANTED.values()], ids=PLANTED)
def test_hermit_finds_planted_contradictions(ontology: list[Quad], planted: str) -> None:
    assert reason((*ontology, *turtle(planted))).verdict == "inconsistent"


@needs_java
def test_hermit_names_a_class_that_nothing_can_be_in(ontology: list[Quad]) -> None:
    reasoning = reason((*ontology, *turtle("kg:Both a owl:Class ; rdfs:subClassOf kg:Junta , kg:Place .")))
    assert reasoning.verdict == "inconsistent"
    assert [finding.where for finding in reasoning.issues] == ["kg:Both"]


@needs_java
def test_the_reasoner_view_keeps_out_what_hermit_fails_on(ontology: list[Quad]) -> None:
    dates = 'id:x kg:onOrAfter "2020-01-01"^^xsd:date ; kg:edtf "2020"^^xsd:gYear ; kg:score 0.5 .'
    assert reason((*ontology, *turtle(dates))).verdict == "consistent"


def test_the_reasoner_view_has_no_annotations_and_no_records(ontology: list[Quad]) -> None:
    said = turtle(
        'id:x a kg:Coup ; rdfs:label "x" ; kg:killedMin 3 ; prov:wasDerivedFrom id:c ; kg:edtf "2020" ; '
        "kg:directlyFollowed id:y . id:c a kg:Claim ; kg:contradicts id:d ; rdf:subject id:x . "
        "id:i a kg:Inference ; kg:rule rule:r ; rdf:subject id:x . rule:r a kg:Rule ."
    )
    schema = {quad.triple for quad in ontology}
    shown = {triple for triple in reasoner_view((*ontology, *said)) if triple not in schema}
    assert {str(triple.predicate).rpartition("#")[2][:-1] for triple in shown} == {
        "type",
        "killedMin",
        "directlyFollowed",
    }
    assert {triple.subject for triple in shown} == {NamedNode(DATA + "x")}


# --- Samples ----------------------------------------------------------------------------------------------------------


def many(count: int) -> tuple[Quad, ...]:
    """Return happenings, each with a perpetrator of its own, a place that all share, and one that it followed."""
    return turtle(
        "id:place a kg:Settlement . "
        + " ".join(
            f"id:e{n} a kg:ArmedAttack ; kg:perpetrator id:p{n} ; kg:place id:place ; kg:followed id:e{n - 1} . "
            f"id:p{n} a kg:InsurgentGroup ."
            for n in range(1, count + 1)
        )
    )


def test_few_facts_are_shown_whole(ontology: list[Quad]) -> None:
    facts = many(10)
    shown = sample(ontology, facts)
    assert (shown.shown, shown.of, shown.is_whole) == (10, 10, True)
    assert {quad.triple for quad in shown.quads} == {quad.triple for quad in facts}


def test_of_many_facts_whole_happenings_are_shown(ontology: list[Quad]) -> None:
    facts = many(50)
    shown = sample(ontology, facts, limit=100)
    assert (shown.of, shown.is_whole) == (50, False)
    assert 10 < shown.shown < 50
    assert len(shown.quads) <= 100
    said = {quad.triple for quad in shown.quads}
    events = {triple.subject for triple in said if triple.object == NamedNode(KG.base + "ArmedAttack")}
    assert len(events) == shown.shown
    for event in events:
        own = {quad.triple for quad in facts if quad.subject == event}
        actors = {triple.object for triple in own if triple.predicate.value.endswith("perpetrator")}
        assert own <= said
        assert {quad.triple for quad in facts if quad.subject in actors} <= said


def test_a_sample_is_the_same_in_whatever_order_facts_come(ontology: list[Quad]) -> None:
    facts = many(50)
    first, again = sample(ontology, facts, limit=100), sample(ontology, facts[::-1], limit=100)
    assert {quad.triple for quad in first.quads} == {quad.triple for quad in again.quads}


def test_known_events_count_as_happenings_though_their_class_stands_elsewhere(ontology: list[Quad]) -> None:
    background = (*ontology, *turtle("id:known a kg:Coup ."))
    assert sample(background, turtle("id:known kg:accounts 3 .")).of == 1


@needs_java
def test_a_sample_is_enough_to_be_inconsistent(ontology: list[Quad]) -> None:
    wrong = turtle("id:place a kg:Junta .")
    shown = sample(ontology, (*many(50), *wrong), limit=100)
    assert not shown.is_whole
    assert reason((*ontology, *shown.quads)).verdict == "inconsistent"


def test_owlready2_is_not_imported_before_it_is_needed() -> None:
    source = "import sys, kg.checks; sys.exit('owlready2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", source], check=False).returncode == 0
