"""The shapes as SPARQL find what pySHACL finds with the shapes as they stand, whatever is wrong with a graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyshacl
import pytest
import rdflib
from pyoxigraph import Quad, RdfFormat, parse, serialize
from rdflib.namespace import RDF, SH
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.processor import SPARQLProcessor

from kg.checks import Check, read_shapes
from kg.checks.shapes import compile_shapes
from kg.errors import OntologyError
from kg.knowledge.ontology import read_turtle
from kg.results import Solutions
from kg.settings import data_directory
from kg.store.embedded import EmbeddedStore, open_store
from kg.vocab import ONTOLOGY_GRAPH, RDFS
from kg.vocab import RDF as RDF_TERMS
from tests.checks.graphs import ALSO_WRONG, IN_ORDER, PLANTED, PREFIXES

ONTOLOGY = data_directory("ontology")
SHAPES = ONTOLOGY / "shapes.ttl"
CHECKS = read_shapes(SHAPES)

Result = tuple[str, str, str, str]
"""What was looked at, the shape or the SPARQL constraint, the kind of constraint, and how bad it is."""


@pytest.fixture(scope="module")
def in_order() -> tuple[Quad, ...]:
    """The graph in order, beside what the ontology says of classes and properties."""
    store = open_store(None)
    store.update(IN_ORDER)
    shown = (RDF_TERMS.type, RDFS.subClassOf, RDFS.subPropertyOf)
    schema = [quad for quad in read_turtle(ONTOLOGY / "conflict.ttl") if quad.predicate in shown]
    return (*store.dump(), *(Quad(*quad.triple, ONTOLOGY_GRAPH) for quad in schema))


@pytest.fixture
def store(in_order: tuple[Quad, ...]) -> EmbeddedStore:
    store = open_store(None)
    store.load(in_order)
    return store


@pytest.fixture(scope="module")
def pyshacl_finds() -> Iterator[Callable[[EmbeddedStore], set[Result]]]:
    """pySHACL with the shapes; rdflib is kept from reading the same SPARQL anew for every node, which takes minutes."""
    shapes = rdflib.Graph().parse(SHAPES)
    prepare = lru_cache(maxsize=None)(prepareQuery)
    answer = SPARQLProcessor.query

    def query(self: SPARQLProcessor, text: Any, *rest: Any, **more: Any) -> Any:
        return answer(self, prepare(text) if isinstance(text, str) else text, *rest, **more)

    def find(store: EmbeddedStore) -> set[Result]:
        triples = serialize([Quad(*quad.triple) for quad in store.dump()], format=RdfFormat.N_TRIPLES)
        data = rdflib.Graph().parse(data=triples, format="nt")
        _, report, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=True, inplace=True)
        return {_result(report, node) for node in report.subjects(RDF.type, SH.ValidationResult)}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SPARQLProcessor, "query", query)
        yield find


def _result(report: rdflib.Graph, node: Any) -> Result:
    def local(*predicates: rdflib.URIRef) -> str:
        return str(next(v for p in predicates if (v := report.value(node, p)) is not None)).rpartition("#")[2]

    kind = local(SH.sourceConstraintComponent).removesuffix("ConstraintComponent").casefold()
    name = local(SH.sourceConstraint, SH.sourceShape)
    return str(report.value(node, SH.focusNode)), name, kind, local(SH.resultSeverity).casefold()


def we_find(store: EmbeddedStore) -> set[Result]:
    found: set[Result] = set()
    for check in CHECKS:
        answer = store.query(check.sparql)
        assert isinstance(answer, Solutions)
        for row in answer.rows:
            where = row[0].value if hasattr(row[0], "value") else str(row[0])
            found.add((where, check.name, check.constraint.casefold(), check.severity))
    return found


def test_a_graph_in_order_has_no_results(store: EmbeddedStore, pyshacl_finds: Callable[..., set[Result]]) -> None:
    assert we_find(store) == set()
    assert pyshacl_finds(store) == set()


def test_every_shape_has_something_that_violates_it() -> None:
    assert {check.name for check in CHECKS} == set(PLANTED)


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_planted_is_found_and_pyshacl_agrees(
    name: str, store: EmbeddedStore, pyshacl_finds: Callable[..., set[Result]]
) -> None:
    store.update(PREFIXES + PLANTED[name])
    found = we_find(store)
    expected = {check.constraint.casefold() for check in CHECKS if check.name == name}
    assert {kind for _, shape, kind, _ in found if shape == name} == expected
    assert found == pyshacl_finds(store)


@pytest.mark.parametrize("wrong", ALSO_WRONG)
def test_pyshacl_agrees_on_what_else_is_wrong(
    wrong: str, store: EmbeddedStore, pyshacl_finds: Callable[..., set[Result]]
) -> None:
    store.update(PREFIXES + ALSO_WRONG[wrong])
    found = we_find(store)
    assert bool(found) == (wrong != "nothing at all")
    assert found == pyshacl_finds(store)


def test_every_message_says_what_is_wrong_and_what_to_do() -> None:
    assert [check.name for check in CHECKS if "; " not in check.message] == []


# --- What is refused --------------------------------------------------------------------------------------------------

HEAD = PREFIXES + "PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX shape: <urn:shapes#> "
SHAPE = 'shape:s a sh:PropertyShape ; sh:targetClass kg:Event ; sh:path kg:country ; sh:message "m; n" ; '
SELECTED = (
    'shape:s a sh:NodeShape ; sh:targetClass kg:Event ; sh:sparql shape:c . shape:p sh:declare [ sh:prefix "kg" ; '
    'sh:namespace "https://w3id.org/conflict-kg/ontology#" ] . '
    'shape:c a sh:SPARQLConstraint ; sh:message "m; n" ; sh:prefixes shape:p ; sh:select '
)


def compiled(text: str) -> tuple[Check, ...]:
    return compile_shapes(parse(HEAD + text, format=RdfFormat.TURTLE), "shapes.ttl")


def test_one_query_for_each_constraint() -> None:
    first, second = compiled(SHAPE + "sh:minCount 1 ; sh:severity sh:Info ; sh:class kg:Country .")
    assert (first.name, first.constraint, second.constraint) == ("s", "class", "minCount")
    assert (first.severity, first.message) == ("info", "m; n")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (SHAPE + "sh:hasValue kg:x .", "s uses sh:hasValue, which kg cannot check there"),
        (SHAPE + "sh:minCount 2 .", "sh:minCount 2 is more than kg can check"),
        (SHAPE + "sh:maxCount 3 .", "sh:maxCount 3 is more than kg can check"),
        (SHAPE + "sh:nodeKind sh:BlankNodeOrIRI .", "sh:BlankNodeOrIRI is a sh:nodeKind that kg cannot check"),
        (SHAPE + "sh:or ( [ sh:minCount 1 ] ) .", "a blank node uses sh:minCount"),
        (SHAPE + "sh:minCount 1 ; sh:severity kg:Bad .", "s has no severity of SHACL"),
        (SHAPE + "sh:deactivated true .", "s uses sh:deactivated"),
        (SHAPE + ".", "s constrains nothing"),
        (SHAPE.replace("sh:path kg:country", "sh:path [ sh:zeroOrMorePath kg:country ]") + ".", "sh:zeroOrMorePath"),
        (SHAPE.replace("sh:path kg:country ;", "") + "sh:minCount 1 .", "s has no sh:path"),
        (SHAPE.replace('sh:message "m; n" ;', "") + "sh:minCount 1 .", "s has no sh:message"),
        (SHAPE.replace("sh:targetClass", "sh:targetNode") + ".", "s is reached from no target"),
        (SHAPE.replace("sh:targetClass", "sh:targetNode") + "sh:targetClass kg:Event .", "s uses sh:targetNode"),
        (SHAPE.replace("a sh:PropertyShape ;", "") + ".", "s is not one of sh:NodeShape and sh:PropertyShape"),
        (
            SHAPE + "sh:pattern 'a' , 'b' . shape:t a sh:NodeShape ; sh:property shape:s .",
            "t is reached from no target",
        ),
        (SELECTED + "'ASK { $this kg:country ?c }' .", "c does not begin with SELECT $this"),
        (SELECTED + "'SELECT ?c $this WHERE { $this kg:country ?c }' .", "c does not begin with SELECT $this"),
        (SELECTED + "'SELECT $this WHERE { $this a ?k MINUS { $this kg:country ?c } }' .", "c uses MINUS"),
        (SELECTED + "'SELECT $this WHERE { GRAPH ?g { $this a ?k } }' .", "c uses GRAPH"),
        (SELECTED + "'SELECT $this WHERE { $this $PATH ?k }' .", "c uses $PATH"),
        (SELECTED + "'SELECT $this WHERE { }' ; sh:ask 'x' .", "c uses sh:ask"),
    ],
)
def test_what_is_not_known_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(OntologyError) as error:
        compiled(text)
    assert str(error.value).startswith("shapes.ttl: ")
    assert complaint in str(error.value)


def test_a_file_that_is_not_turtle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "shapes.ttl").write_text("shape:s a", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"shapes\.ttl:1"):
        read_shapes(tmp_path / "shapes.ttl")
