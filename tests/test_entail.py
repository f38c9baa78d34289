"""What OWL 2 RL adds to a graph: what `owlrl`, slow and thorough, adds, and nothing that says nothing."""

from __future__ import annotations

import sys

import owlrl
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize
from rdflib.namespace import OWL, RDFS

from kg.entail import entail, reasoner_view
from kg.errors import SettingsError
from kg.knowledge.ontology import read_turtle
from kg.settings import data_directory
from kg.vocab import ENTAILED_GRAPH, RDF

PREFIXES = """
PREFIX : <urn:x#>
PREFIX id: <https://w3id.org/conflict-kg/id/>
PREFIX kg: <https://w3id.org/conflict-kg/ontology#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""

SCHEMA = """
:Coup a owl:Class ; rdfs:subClassOf :Event . :Event a owl:Class ; rdfs:subClassOf :Happening . :Happening a owl:Class .
:Party a owl:Class . :State a owl:Class ; rdfs:subClassOf :Party . :Office a owl:Class ; rdfs:subClassOf :Situation .
:part a owl:ObjectProperty ; rdfs:domain :Event ; rdfs:range :Party .
:by a owl:ObjectProperty ; rdfs:subPropertyOf :part .
:backs a owl:ObjectProperty ; owl:inverseOf :backedBy . :backedBy a owl:ObjectProperty .
:after a owl:ObjectProperty , owl:TransitiveProperty . :nextAfter a owl:ObjectProperty ; rdfs:subPropertyOf :after .
:contradicts a owl:ObjectProperty , owl:SymmetricProperty .
:holder a owl:ObjectProperty , owl:FunctionalProperty .
:toll a owl:DatatypeProperty ; rdfs:domain :Event . :dead a owl:DatatypeProperty ; rdfs:subPropertyOf :toll .
:at a owl:DatatypeProperty .
"""
DATA = """
id:a a :Coup ; :by id:junta ; :nextAfter id:b ; :dead 20 ; :at "2020-01-01T00:00:00Z"^^xsd:dateTime .
id:b :nextAfter id:c ; :part id:state . id:c :after id:d ; :toll 01 .
id:state a :State ; :backs id:junta . id:claim :contradicts id:other .
id:office a :Office ; :holder id:junta , id:committee . id:committee :backs id:group .
"""


def turtle(text: str) -> tuple[Quad, ...]:
    return tuple(parse(PREFIXES + text, format=RdfFormat.TURTLE))


def entailed(schema: str, data: str) -> set[Triple]:
    return {quad.triple for quad in entail(turtle(schema), turtle(data))}


def owlrl_adds(schema: tuple[Quad, ...], data: tuple[Quad, ...]) -> set[Triple]:
    """Return what owlrl adds to what a reasoner is shown, less what holds of all things and of the schema itself."""
    shown = list(reasoner_view((*schema, *data)))
    graph = rdflib.Graph().parse(data=serialize(shown, format=RdfFormat.N_TRIPLES), format="nt")
    before = set(graph)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    terms = {str(quad.subject.value) for quad in schema if isinstance(quad.subject, NamedNode)}
    things = {str(quad.subject.value) for quad in data if isinstance(quad.subject, NamedNode)}
    things |= {str(quad.object.value) for quad in data if isinstance(quad.object, NamedNode)} - terms
    new = rdflib.Graph()
    for subject, predicate, value in set(graph) - before:
        is_plain = predicate == OWL.sameAs and subject == value
        is_plain |= str(predicate).startswith(str(OWL)) and predicate != OWL.sameAs
        is_plain |= str(value) in (str(OWL.Thing), str(RDFS.Resource))
        if str(subject) in things and not is_plain:
            new.add((subject, predicate, value))
    return {quad.triple for quad in parse(new.serialize(format="nt"), format=RdfFormat.N_TRIPLES)}


def comparable(triples: set[Triple]) -> set[Triple]:
    """Write times as rdflib does, which the store and reasonable do not."""
    found = set()
    for subject, predicate, value in triples:
        if isinstance(value, Literal) and value.value.endswith("Z"):
            value = Literal(value.value[:-1] + "+00:00", datatype=value.datatype)
        found.add(Triple(subject, predicate, value))
    return found


def test_it_adds_what_owlrl_adds() -> None:
    ours = entailed(SCHEMA, DATA)
    assert comparable(ours) == owlrl_adds(turtle(SCHEMA), turtle(DATA))
    assert len(ours) > 20


def test_it_adds_what_owlrl_adds_by_the_ontology() -> None:
    """On some hundred triples: owlrl takes minutes for thousands."""
    data = turtle("""
        id:coup a kg:Coup ; kg:initiator id:junta ; kg:ledBy id:general ; kg:country id:ML ; kg:killedMin 3 ;
            kg:directlyFollowed id:earlier ; kg:tookPlaceUnder id:office .
        id:earlier kg:directlyFollowed id:first . id:first kg:followed id:oldest .
        id:office kg:governor id:cabinet ; kg:governed id:ML ; kg:startedBy id:first .
        id:backing kg:backer id:RU ; kg:backed id:junta ; kg:backingKind kg:armsBacking .
        id:gao kg:capitalOf id:region . id:region kg:locatedIn id:ML .
        id:group kg:indirectlyAffiliatedWith id:centre . id:centre kg:indirectlyAffiliatedWith id:head .
        id:ambush a kg:Ambush ; kg:perpetrator id:group ; kg:victim id:general .
    """)
    ontology = tuple(read_turtle(data_directory("ontology") / "conflict.ttl"))
    ours = {quad.triple for quad in entail(ontology, data)}
    assert ours == owlrl_adds(ontology, data)
    assert len(ours) > 40


def test_what_is_said_already_is_not_said_again() -> None:
    added = entailed(SCHEMA, DATA)
    assert not added & {quad.triple for quad in turtle(DATA)}
    again = entail(turtle(SCHEMA), (*turtle(DATA), *(Quad(*triple) for triple in added)))
    assert list(again) == []


def test_there_is_no_noise() -> None:
    for subject, predicate, value in entailed(SCHEMA, DATA):
        assert isinstance(subject, NamedNode)
        assert "urn:x" not in subject.value
        assert subject != value
        assert "owl#Thing" not in str(value)
        assert predicate == RDF.type or predicate.value.startswith("urn:x#") or predicate.value.endswith("sameAs")


def test_one_functional_property_with_two_values_makes_them_the_same() -> None:
    same = {(t.subject, t.object) for t in entailed(SCHEMA, DATA) if t.predicate.value.endswith("sameAs")}
    junta, committee = (NamedNode(f"https://w3id.org/conflict-kg/id/{name}") for name in ("junta", "committee"))
    assert same == {(junta, committee), (committee, junta)}


def test_a_number_and_a_time_keep_the_form_they_came_in() -> None:
    added = {
        str(triple) for triple in entailed(SCHEMA + ":at rdfs:subPropertyOf :on . :on a owl:DatatypeProperty .", DATA)
    }
    assert any('"2020-01-01T00:00:00Z"' in text and "urn:x#on" in text for text in added)


def test_claims_and_inferences_are_not_reasoned_about() -> None:
    said = "id:c a kg:Claim ; kg:contradicts id:d . id:i a kg:Inference ; kg:rule id:r ; prov:wasDerivedFrom id:c ."
    assert list(entail(read_turtle(data_directory("ontology") / "conflict.ttl"), turtle(said))) == []


def test_what_is_added_stands_in_its_own_graph_and_in_one_order() -> None:
    added = list(entail(turtle(SCHEMA), turtle(DATA)))
    assert {quad.graph_name for quad in added} == {ENTAILED_GRAPH}
    assert added == list(entail(turtle(SCHEMA), turtle(DATA)[::-1]))


def test_without_reasonable_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "reasonable", None)
    with pytest.raises(SettingsError, match=r"^OWL 2 RL needs .* install it: pip install 'conflict-kg\[owl\]'$"):
        list(entail((), ()))
