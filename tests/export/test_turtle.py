"""The Turtle writer against nasty terms: what it writes, two readers read back."""

from __future__ import annotations

import io

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.export import BY_NAME, write_quads
from kg.vocab import DATA, PREFIXES, XSD

NASTY = st.sampled_from(list("\"'\\\n\r\t\b\f\0\x0b\x1f\x7f\x85\u2028\ufeff\ufffe@^<>#:;,. aé\U0001f600\U0010ffff"))
TEXTS = st.text(NASTY | st.characters(exclude_categories=["Cs"]), max_size=12)
BASES = [*PREFIXES.values(), DATA, DATA + "article/4f0c/", "http://example.org/", "urn:x:", "kg:", "a:"]
LOCAL_NAMES = st.text(st.sampled_from(list("aZ09_-.:/#%?~!$&'()*+,;=@é\U00010000")), max_size=8)
NUMBERS = st.from_regex(r"[+-]?[0-9]{0,3}(\.[0-9]{0,2})?([eE][+-]?[0-9])?", fullmatch=True)


@st.composite
def iris(draw: st.DrawFn) -> ox.NamedNode:
    for _ in range(20):
        try:
            return ox.NamedNode(draw(st.sampled_from(BASES)) + draw(LOCAL_NAMES).replace("%", "%41"))
        except ValueError:  # not an IRI: `//` makes an authority, for one
            continue
    return ox.NamedNode("http://example.org/")


DATATYPES = st.sampled_from(["integer", "decimal", "double", "boolean", "date", "string"]).map(
    lambda name: ox.NamedNode(PREFIXES["xsd"] + name)
)
LITERALS = (
    st.builds(ox.Literal, TEXTS)
    | st.builds(lambda text, tag: ox.Literal(text, language=tag), TEXTS, st.sampled_from(["en", "fr-BE", "zh-Hant"]))
    | st.builds(
        lambda text, datatype: ox.Literal(text, datatype=datatype),
        NUMBERS | st.sampled_from(["true", "false", "1", "TRUE"]) | TEXTS,
        DATATYPES | iris(),
    )
)
NODES = iris() | st.sampled_from("ab").map(ox.BlankNode)
TRIPLES = st.lists(st.builds(ox.Triple, NODES, iris(), NODES | LITERALS), max_size=12)


def turtle(triples: list[ox.Triple]) -> bytes:
    stream = io.BytesIO()
    write_quads([ox.Quad(*triple) for triple in triples], BY_NAME["turtle"], stream)
    return stream.getvalue()


def canonical(triples: list[ox.Triple]) -> set[ox.Quad]:
    dataset = ox.Dataset(ox.Quad(*triple) for triple in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return set(dataset)


def as_rdflib(term: object) -> rdflib.term.Node:
    """Return rdflib's own of a term: it normalises numbers ("1" is "1.0" as a double) and the case of language tags."""
    if isinstance(term, ox.Literal):
        is_plain = term.language is not None or term.datatype == XSD.string
        datatype = None if is_plain else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, lang=term.language, datatype=datatype)
    assert isinstance(term, ox.NamedNode)
    return rdflib.URIRef(term.value)


@given(TRIPLES)
@example([])
@settings(deadline=None)
def test_oxigraph_reads_back_the_same_triples(triples: list[ox.Triple]) -> None:
    read = [quad.triple for quad in ox.parse(turtle(triples), ox.RdfFormat.TURTLE)]
    assert canonical(read) == canonical(triples)


@given(TRIPLES)
@settings(deadline=None, max_examples=50)
def test_rdflib_reads_back_the_same_triples(triples: list[ox.Triple]) -> None:
    named = [t for t in triples if not isinstance(t.subject, ox.BlankNode) and not isinstance(t.object, ox.BlankNode)]
    read = set(rdflib.Graph().parse(data=turtle(named), format="turtle"))
    assert read == {(as_rdflib(t.subject), as_rdflib(t.predicate), as_rdflib(t.object)) for t in named}


@given(TRIPLES)
@settings(deadline=None, max_examples=30)
def test_every_format_with_graphs_reads_back_the_same(triples: list[ox.Triple]) -> None:
    for name, format in (("jsonld", ox.RdfFormat.JSON_LD), ("ntriples", ox.RdfFormat.N_TRIPLES)):
        stream = io.BytesIO()
        write_quads([ox.Quad(*triple) for triple in triples], BY_NAME[name], stream)
        assert canonical([quad.triple for quad in ox.parse(stream.getvalue(), format)]) == canonical(triples)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (ox.Literal(20), "20"),
        (ox.Literal("020", datatype=ox.NamedNode(PREFIXES["xsd"] + "integer")), '"020"^^xsd:integer'),
        (ox.Literal("0.9", datatype=ox.NamedNode(PREFIXES["xsd"] + "decimal")), "0.9"),
        (ox.Literal("1", datatype=ox.NamedNode(PREFIXES["xsd"] + "decimal")), '"1"^^xsd:decimal'),
        (ox.Literal(True), "true"),
        (ox.Literal('a "b"\n\\', language="en"), '"a \\"b\\"\\n\\\\"@en'),
        (ox.NamedNode(PREFIXES["kg"] + "Coup"), "kg:Coup"),
        (ox.NamedNode(PREFIXES["kg"] + "a."), "<https://w3id.org/conflict-kg/ontology#a.>"),
        (ox.NamedNode(DATA + "country/ML"), "<country/ML>"),
        (ox.NamedNode(DATA + "a:b"), "<https://w3id.org/conflict-kg/id/a:b>"),
        (ox.NamedNode(DATA + "../x"), "<https://w3id.org/conflict-kg/id/../x>"),
        (ox.NamedNode(DATA + "=x"), "<https://w3id.org/conflict-kg/id/=x>"),
        (ox.NamedNode(DATA), "<https://w3id.org/conflict-kg/id/>"),
    ],
    ids=str,
)
def test_terms_are_as_short_as_they_can_be(term: ox.NamedNode | ox.Literal, text: str) -> None:
    subject = ox.NamedNode("http://example.org/s")
    written = turtle([ox.Triple(subject, ox.NamedNode(PREFIXES["rdfs"] + "label"), term)]).decode()
    assert written.endswith(f"\n<http://example.org/s> rdfs:label {text} .\n")
