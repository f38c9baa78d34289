"""Every format, read back by two readers that share no code with each other: Oxigraph and rdflib."""

from __future__ import annotations

import io
import random
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
import rdflib.compare

from kg.errors import InputError
from kg.export import BY_NAME, FORMATS, Format, format_of, write_quads

SAMPLE = Path(__file__).with_name("sample.trig")
RDFLIB_NAMES = {
    "turtle": "turtle",
    "trig": "trig",
    "ntriples": "nt",
    "nquads": "nquads",
    "rdfxml": "xml",
    "jsonld": "json-ld",
}
OXIGRAPH_FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # rdflib warns of itself
every_format = pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)


def sample() -> list[ox.Quad]:
    return list(ox.parse(path=str(SAMPLE), format=ox.RdfFormat.TRIG))


def written(quads: list[ox.Quad], format: Format) -> bytes:
    stream = io.BytesIO()
    write_quads(quads, format, stream)
    return stream.getvalue()


def expected(quads: list[ox.Quad], format: Format) -> set[ox.Quad]:
    """Return what a file in this format can say of the quads."""
    return set(quads) if format.has_graphs else {ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads}


def lines_of(data: bytes, format: Format) -> set[str]:
    """Return what rdflib reads, as N-Quads."""
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format=RDFLIB_NAMES[format.name])
    return set(filter(None, dataset.serialize(format="nquads").splitlines()))


@every_format
def test_oxigraph_reads_back_what_was_written(format: Format) -> None:
    data = written(sample(), format)
    assert set(ox.parse(data, OXIGRAPH_FORMATS[format.name])) == expected(sample(), format)


@every_format
def test_rdflib_reads_back_what_was_written(format: Format) -> None:
    read = lines_of(written(sample(), format), format)
    twin = BY_NAME["nquads" if format.has_graphs else "ntriples"]
    assert len(read) == len(expected(sample(), format))
    assert read == lines_of(written(sample(), twin), twin)


@every_format
def test_the_order_of_the_quads_does_not_matter(format: Format) -> None:
    shuffled = sample()
    random.Random(7).shuffle(shuffled)
    assert written(shuffled, format) == written(sample(), format)


@every_format
def test_another_process_writes_the_same_bytes(format: Format) -> None:
    """Hash tables are seeded anew in each process, here and in Oxigraph."""
    program = (
        "import sys, pyoxigraph as ox; from kg.export import BY_NAME, write_quads; "
        "write_quads(ox.parse(path=sys.argv[1], format=ox.RdfFormat.TRIG), BY_NAME[sys.argv[2]], sys.stdout.buffer)"
    )
    other = subprocess.run([sys.executable, "-c", program, str(SAMPLE), format.name], capture_output=True, check=True)
    assert other.stdout == written(sample(), format)


@every_format
def test_equal_graphs_with_other_blank_nodes_give_the_same_bytes(format: Format) -> None:
    def ring(*names: str) -> list[ox.Quad]:
        nodes = [ox.BlankNode(name) for name in names]
        knows, named, graph = (ox.NamedNode(f"http://example.org/{name}") for name in ("knows", "name", "graph"))
        circle = [ox.Quad(a, knows, b, graph) for a, b in zip(nodes, nodes[1:] + nodes[:1], strict=True)]
        return [*circle, ox.Quad(nodes[0], named, ox.Literal("first"), graph)]

    assert written(ring("a", "b", "c"), format) == written(ring("z", "q", "a"), format)


@every_format
def test_nothing_is_a_file_too(format: Format) -> None:
    assert list(ox.parse(written([], format), OXIGRAPH_FORMATS[format.name])) == []


@every_format
def test_a_triple_of_two_graphs(format: Format) -> None:
    triple = (ox.NamedNode("http://example.org/s"), ox.NamedNode("http://example.org/p"), ox.Literal("o"))
    quads = [ox.Quad(*triple, ox.NamedNode(f"http://example.org/{name}")) for name in "ab"]
    assert write_quads(quads, format, io.BytesIO()) == (2 if format.has_graphs else 1)


def test_lines_are_sorted_by_code_point() -> None:
    data = written(sample(), BY_NAME["nquads"]).decode()
    assert data.splitlines() == sorted(data.splitlines())


def test_turtle_reads_like_the_page_on_the_graph() -> None:
    text = written(sample(), BY_NAME["turtle"]).decode()
    assert text.startswith("@base <https://w3id.org/conflict-kg/id/> .\n@prefix dcterms: ")
    assert "@prefix ontolex:" not in text, "a prefix that nothing uses"
    assert (
        "\n\n<article/4f0c1d2e3a4b5c6d/entity/9a1b> a kg:InsurgentGroup ;\n"
        '    rdfs:label "insurgents"@en ;\n'
        "    kg:country <country/ML> ;\n"
        "    kg:mention <article/4f0c1d2e3a4b5c6d/span/16-26> .\n\n"
    ) in text


def test_trig_keeps_an_article_and_its_links_together() -> None:
    text = written(sample(), BY_NAME["trig"]).decode()
    opened = [line.removesuffix(" {") for line in text.splitlines() if line.endswith(" {")]
    assert opened[-2:] == ["<article/9b8a7c6d5e4f3a2b>", "<article/9b8a7c6d5e4f3a2b/links>"]


def test_rdfxml_refuses_what_xml_cannot_hold() -> None:
    quad = ox.Quad(ox.NamedNode("http://example.org/s"), ox.NamedNode("http://example.org/p"), ox.Literal("a\x0bb"))
    with pytest.raises(InputError, match=r"U\+000B"):
        written([quad], BY_NAME["rdfxml"])


@pytest.mark.parametrize("text", ["a\rb", "a\r\nb", "  a\tb\n", "<&>\"'", "]]>", "é😀"])
def test_rdfxml_keeps_the_text_exactly(text: str) -> None:
    quad = ox.Quad(ox.NamedNode("http://example.org/s"), ox.NamedNode("http://example.org/p"), ox.Literal(text))
    data = written([quad], BY_NAME["rdfxml"])
    assert next(iter(ox.parse(data, ox.RdfFormat.RDF_XML))).object.value == text
    assert str(next(iter(rdflib.Graph().parse(data=data, format="xml").objects()))) == text


@pytest.mark.parametrize(
    ("name", "format"), [("a.ttl", "turtle"), ("A.TriG", "trig"), ("x/y.nq.gz", "nquads"), ("b.rdf", "rdfxml")]
)
def test_the_ending_names_the_format(name: str, format: str) -> None:
    assert format_of(name).name == format


@pytest.mark.parametrize("name", ["graph", "graph.docx", "ttl", "graph.gz", ".gz"])
def test_an_unknown_ending_is_told_the_known_ones(name: str) -> None:
    with pytest.raises(InputError, match=r"known are \.ttl.*\.jsonld"):
        format_of(name)
