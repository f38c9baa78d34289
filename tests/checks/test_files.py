"""What the files of an ontology folder lack is found and named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from kg.checks import Files, check_ontology, read_files
from kg.settings import data_directory
from tests.checks.graphs import PREFIXES

TERM = """
kg:Thrust a owl:Class ; rdfs:subClassOf kg:Attack ; rdfs:label "thrust"@en , "poussée"@fr ;
    skos:definition "d"@en ; skos:example "Rebels thrust into Gao."@en .
kg:Attack rdfs:subClassOf kg:Event .
kg:Attack a owl:Class ; kg:isReferenceOnly true ; rdfs:label "a"@en , "a"@fr ; skos:definition "d"@en .
kg:Event a owl:Class ; kg:isReferenceOnly true ; rdfs:label "e"@en , "é"@fr ; skos:definition "d"@en .
kg:isReferenceOnly a owl:AnnotationProperty ; rdfs:label "r"@en , "r"@fr ; skos:definition "d"@en .
"""


def turtle(text: str) -> tuple[Quad, ...]:
    return tuple(parse(PREFIXES + text, format=RdfFormat.TURTLE))


@pytest.fixture(scope="module")
def files() -> Files:
    """The ontology alone: what stands in the other files is the business of `test_ontology` and `test_reference`."""
    return Files(read_files(data_directory("ontology")).ontology)


def test_a_term_that_is_whole_has_no_findings() -> None:
    assert check_ontology(Files(turtle(TERM))) == ()


@pytest.mark.parametrize(
    ("gone", "complaint"),
    [
        (' , "poussée"@fr', "no rdfs:label in 'fr'"),
        ('skos:example "Rebels thrust into Gao."@en', "no skos:example"),
        ('skos:definition "d"@en ; skos:example', "no skos:definition"),
    ],
)
def test_what_a_term_lacks_is_named(gone: str, complaint: str) -> None:
    kept = "skos:example" if gone.endswith("skos:example") else 'rdfs:comment "c"' if "Rebels" in gone else ""
    (finding,) = check_ontology(Files(turtle(TERM.replace(gone, kept, 1))))
    assert str(finding).startswith("kg:Thrust: has")
    assert complaint in str(finding)


def test_a_role_needs_an_example_and_a_name_in_json() -> None:
    role = 'kg:helper a owl:ObjectProperty ; kg:isRole true ; rdfs:label "h"@en , "a"@fr ; skos:definition "d"@en .'
    declared = 'kg:isRole a owl:AnnotationProperty ; rdfs:label "r"@en , "r"@fr ; skos:definition "d"@en .'
    messages = [str(finding) for finding in check_ontology(Files(turtle(role + declared)))]
    assert [message.split(";")[0] for message in messages] == [
        "kg:helper: has no skos:example",
        "kg:helper: has no kg:jsonName",
    ]


@pytest.mark.parametrize("room", ["alignments", "lexicon", "reference", "shapes"])
def test_a_misspelt_term_is_found_wherever_it_is_used(files: Files, room: str) -> None:
    wrong = turtle('id:x a kg:Cuop ; rdfs:label "x" ; skos:note "n" .')
    (finding,) = check_ontology(replace(files, **{room: wrong}))
    assert str(finding).startswith("kg:Cuop: is used and not declared")


@pytest.mark.parametrize(
    ("reference", "complaint"),
    [
        ('id:x rdfs:label "x" .', "neither dcterms:source nor a skos:note"),
        ('id:x rdfs:label "x" ; skos:note "n" ; kg:country id:nowhere .', "has no rdfs:label"),
        ('id:x rdfs:label "x" ; skos:note "n" ; kg:locatedIn [ ] . [] kg:score 1.0 .', "blank nodes"),
        ('id:x rdfs:label "x" ; skos:note "n" ; kg:onOrAfter "2020"^^xsd:gYear .', "no reasoner here takes"),
    ],
)
def test_what_a_known_thing_lacks_is_named(files: Files, reference: str, complaint: str) -> None:
    findings = check_ontology(replace(files, reference=turtle(reference)))
    assert [complaint in str(finding) for finding in findings] == [True]
