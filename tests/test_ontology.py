"""The ontology: read alike by every library, consistent, whole, and with every term that the code names."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import owlready2
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse, serialize

from kg import checks
from kg.checks import Files, check_ontology, contradictions, read_files, reason
from kg.knowledge.ontology import Ontology, local, read_ontology
from kg.settings import data_directory
from kg.vocab import KG, OWL, RDF, RDFS, SKOS

ROOT = Path(__file__).parent.parent
DIRECTORY = data_directory("ontology")
TURTLE = [DIRECTORY / "conflict.ttl", DIRECTORY / "alignments.ttl", *sorted((DIRECTORY / "reference").glob("*.ttl"))]

EXPECTED = {
    "Event": "Coup AttemptedCoup Mutiny Battle",
    "Attack": "ArmedAttack Bombing Kidnapping Massacre AirStrike Assassination Arson Robbery",
    "Party": "Country Junta Government StateForce InsurgentGroup ForeignBacker Organization Person",
    "Place": "Country Facility",
}
"""The classes that the extraction contract promises, below which class each stands."""


@pytest.fixture(scope="module")
def files() -> Files:
    return read_files(DIRECTORY)


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return read_ontology([DIRECTORY / "conflict.ttl"])


@pytest.fixture(scope="module")
def facts(files: Files) -> Mapping[NamedNode, Mapping[NamedNode, list[object]]]:
    found: dict[NamedNode, dict[NamedNode, list[object]]] = {}
    for quad in files.ontology:
        if isinstance(quad.subject, NamedNode):
            found.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)
    return found


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: path.name)
def test_rdflib_and_pyoxigraph_read_the_same(path: Path) -> None:
    quads = list(parse(path=path, format=RdfFormat.TURTLE))
    assert len({quad.triple for quad in quads}) == len(quads), "the file says something twice"
    assert len(rdflib.Graph().parse(path)) == len(quads)


def test_owlready2_loads_every_class(files: Files) -> None:
    triples = serialize([Quad(*quad.triple) for quad in files.ontology], format=RdfFormat.N_TRIPLES)
    world = owlready2.World()
    world.get_ontology("https://w3id.org/conflict-kg/ontology#").load(fileobj=io.BytesIO(triples or b""))
    loaded = {str(kind.iri) for kind in world.classes()}
    world.close()
    kinds = [quad for quad in files.ontology if quad.predicate == RDF.type and quad.object == OWL.Class]
    declared = {kind.subject.value for kind in kinds if isinstance(kind.subject, NamedNode)}
    assert loaded == declared


@pytest.mark.skipif(not checks.has_java(), reason="no Java: HermiT cannot run")
def test_hermit_finds_ontology_and_reference_graph_consistent(files: Files) -> None:
    reasoning = reason((*files.ontology, *files.reference))
    assert (reasoning.verdict, reasoning.issues) == ("consistent", ())


def test_nothing_is_missing(files: Files) -> None:
    assert [str(issue) for issue in check_ontology(files)] == []


def test_the_reference_graph_contradicts_nothing(files: Files) -> None:
    assert [str(issue) for issue in contradictions(files.ontology, files.reference)] == []


def test_every_term_that_the_code_names_is_declared(facts: Mapping[NamedNode, object]) -> None:
    assert [name for name in KG.names if NamedNode(KG.base + name) not in facts] == []


@pytest.mark.parametrize("root", EXPECTED)
def test_the_classes_of_the_contract_stand_where_they_should(root: str, ontology: Ontology) -> None:
    assert [name for name in EXPECTED[root].split() if not ontology.is_a(name, root)] == []


def test_roles_and_relations_are_those_of_the_contract(ontology: Ontology) -> None:
    assert sorted(ontology.json_names.values()) == ["perpetrators", "targets", "victims", "weapons"]
    relations = "affiliatedWith backs claimed deposed followed leads memberOf opposes rules sanctioned withdrewFrom"
    assert ontology.relations == tuple(relations.split())


def test_a_term_has_one_label_and_one_definition_in_each_language(
    facts: Mapping[NamedNode, Mapping[NamedNode, list[object]]],
) -> None:
    for term, row in facts.items():
        for predicate in (RDFS.label, SKOS.definition):
            languages = [value.language for value in row.get(predicate, ()) if isinstance(value, Literal)]
            assert len(languages) == len(set(languages)), term


def test_classes_are_in_capitals_and_properties_are_not(
    facts: Mapping[NamedNode, Mapping[NamedNode, list[object]]],
) -> None:
    for term, row in facts.items():
        name = local(term)
        if name and RDF.type in row:
            assert name[0].isupper() == (OWL.Class in row[RDF.type]), term


def test_it_stays_inside_what_owl_2_dl_and_rl_share(files: Files) -> None:
    """No restriction, no list, no cardinality, no import, and nothing transitive that is asymmetric or irreflexive."""
    terms = {
        term.value for quad in files.ontology for term in (quad.predicate, quad.object) if isinstance(term, NamedNode)
    }
    used = {term.removeprefix(OWL.base) for term in terms if term.startswith(OWL.base)}
    assert used <= {
        "AnnotationProperty",
        "AsymmetricProperty",
        "Class",
        "DatatypeProperty",
        "FunctionalProperty",
        "IrreflexiveProperty",
        "NamedIndividual",
        "ObjectProperty",
        "Ontology",
        "SymmetricProperty",
        "TransitiveProperty",
        "disjointWith",
        "priorVersion",
        "versionIRI",
        "versionInfo",
    }
    kinds = {name: {q.subject for q in files.ontology if q.object == NamedNode(OWL.base + name)} for name in used}
    assert not kinds["TransitiveProperty"] & (kinds["AsymmetricProperty"] | kinds["IrreflexiveProperty"])


def test_the_drawing_is_what_the_script_makes(tmp_path: Path) -> None:
    made = tmp_path / "model.svg"
    subprocess.run([sys.executable, str(ROOT / "scripts" / "draw_model.py"), str(made)], check=True, cwd=ROOT)
    committed = ROOT / "docs" / "model.svg"
    assert made.read_text(encoding="utf-8") == committed.read_text(encoding="utf-8"), "run scripts/draw_model.py"
