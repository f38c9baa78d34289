"""What contradicts the ontology is found without Java, and named."""

from __future__ import annotations

import pytest
from pyoxigraph import Quad

from kg.checks import contradictions
from kg.knowledge.ontology import read_turtle
from kg.settings import data_directory
from tests.checks.contradictory import PLANTED, turtle


@pytest.fixture(scope="module")
def ontology() -> list[Quad]:
    return read_turtle(data_directory("ontology") / "conflict.ttl")


@pytest.mark.parametrize(("planted", "word"), PLANTED.values(), ids=PLANTED)
def test_a_planted_contradiction_is_named(ontology: list[Quad], planted: str, word: str) -> None:
    findings = contradictions(ontology, (*ontology, *turtle(planted)))
    assert findings
    assert any(word in finding.message for finding in findings)


def test_why_it_is_one_stands_in_the_message(ontology: list[Quad]) -> None:
    (finding,) = contradictions(ontology, turtle("id:x a kg:StateForce ; kg:leads id:y ."))
    assert finding.message == (
        "is a kg:Person (since it has kg:leads) and a kg:StateForce (as it says); nothing is both"
    )


def test_what_is_no_contradiction_is_left_alone(ontology: list[Quad]) -> None:
    both = "id:x a kg:Junta , kg:Government . id:y a kg:Country ; kg:backs id:x . id:z kg:directlyFollowed id:w ."
    assert contradictions(ontology, turtle(both + " id:g kg:governor id:x , id:v .")) == ()


def test_severity_is_the_callers(ontology: list[Quad]) -> None:
    (finding, *_) = contradictions(ontology, turtle("id:x a kg:Junta , kg:Place ."), "warning")
    assert finding.severity == "warning"
