"""The class tree: what is a kind of what, labels, names in JSON, relations, examples."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.knowledge.knowledge import Knowledge, read_knowledge
from kg.knowledge.ontology import Ontology, Property, read_ontology
from kg.settings import data_directory

SMALL = """
@prefix kg: <https://w3id.org/conflict-kg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
kg:A rdfs:label "a"@en , "ah"@fr . kg:B rdfs:subClassOf kg:A ; rdfs:label "b"@en ; skos:example "Two."@en , "One."@en .
kg:C rdfs:subClassOf kg:B , kg:D . kg:D rdfs:subClassOf kg:C .
kg:r kg:isRelation true ; kg:jsonName "r" ; rdfs:label "r"@en . kg:p kg:jsonName "ps" ; rdfs:label "p"@en .
<urn:other> rdfs:subClassOf kg:A .
kg:one a owl:NamedIndividual , kg:A . kg:upper a owl:ObjectProperty ; rdfs:domain kg:A ; rdfs:range kg:B .
kg:lower a owl:ObjectProperty ; rdfs:subPropertyOf kg:upper ; rdfs:range kg:C . kg:open a owl:ObjectProperty .
kg:number a owl:DatatypeProperty ; rdfs:domain kg:B ; rdfs:range xsd:integer . kg:shown a owl:AnnotationProperty .
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Ontology:
    path = tmp_path_factory.mktemp("ontology") / "x.ttl"
    path.write_text(SMALL, encoding="utf-8")
    return read_ontology([path])


def test_what_is_a_kind_of_what(small: Ontology) -> None:
    assert small.is_a("C", "A")
    assert small.is_a("C", "Z", "B")
    assert not small.is_a("A", "B")
    assert small.is_a("A", "A")
    assert small.is_a("Unknown", "Unknown")
    assert not small.is_a("Unknown", "A")
    assert small.is_a("Unknown", "Thing")
    assert small.depth("C") > small.depth("B") > small.depth("A")


def test_a_circle_of_classes_ends(small: Ontology) -> None:
    assert small.ancestors["C"] == small.ancestors["D"] == {"A", "B", "C", "D"}


def test_labels_examples_and_names(small: Ontology) -> None:
    assert dict(small.labels) == {"A": "a", "B": "b", "p": "p", "r": "r"}
    assert small.examples["B"] == ("One.", "Two.")
    assert small.relations == ("r",)
    assert dict(small.json_names) == {"p": "ps"}


def test_what_a_property_joins_its_own_say_before_that_of_one_above(small: Ontology) -> None:
    assert dict(small.properties) == {
        "lower": Property("A", "C", None, is_object=True),
        "number": Property("B", None, "integer", is_object=False),
        "open": Property(None, None, None, is_object=True),
        "upper": Property("A", "B", None, is_object=True),
    }
    assert dict(small.individuals) == {"one": "A"}


def test_a_broken_file_says_where(tmp_path: Path) -> None:
    (tmp_path / "x.ttl").write_text("<urn:a> <urn:b>\n no turtle .", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"x\.ttl:2: "):
        read_ontology([tmp_path / "x.ttl"])


def test_the_classes_that_the_contract_promises(knowledge: Knowledge) -> None:
    is_a = knowledge.ontology.is_a
    events = (
        "Coup AttemptedCoup Mutiny ArmedAttack Bombing Battle Kidnapping Massacre AirStrike Assassination Arson Robbery"
    )
    assert all(is_a(name, "Event") for name in events.split())
    actors = "Junta Government StateForce InsurgentGroup Organization Person"
    assert all(is_a(name, "Actor") for name in actors.split())
    assert all(is_a(name, "Place") for name in ("Country", "Facility"))
    assert {"Country", "ForeignBacker", "Place"} <= set(knowledge.ontology.ancestors)
    relations = "deposed leads rules backs memberOf affiliatedWith followed claimed withdrewFrom sanctioned opposes"
    assert set(relations.split()) <= set(knowledge.ontology.relations)


def test_the_digest_changes_with_any_file_that_is_read(knowledge: Knowledge, tmp_path: Path) -> None:
    folder = tmp_path / "ontology"
    shutil.copytree(data_directory("ontology"), folder)
    assert read_knowledge(folder).ontology_digest == knowledge.ontology_digest
    with (folder / "lexicon.en.ttl").open("a", encoding="utf-8") as file:
        file.write("# one line more\n")
    read_knowledge.cache_clear()
    assert read_knowledge(folder).ontology_digest != knowledge.ontology_digest
    assert read_knowledge(folder).model_digest == knowledge.model_digest
