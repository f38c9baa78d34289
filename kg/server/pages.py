"""What the endpoint says about itself: a service description for programs, and a page to ask from for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

import pyoxigraph as ox
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, RdfFormat, Triple

from kg.results import Row, Term, plain_text
from kg.server.markup import frame, term
from kg.server.negotiation import GRAPHS, RESULTS
from kg.vocab import KG, RDF, RDFS, XSD, Namespace

SD = Namespace(
    "http://www.w3.org/ns/sparql-service-description#",
    "Service Dataset Graph endpoint supportedLanguage SPARQL11Query feature UnionDefaultGraph resultFormat "
    "defaultDataset defaultGraph",
)
VOID = Namespace("http://rdfs.org/ns/void#", "Dataset triples vocabulary sparqlEndpoint")
FORMATS = Namespace(
    "http://www.w3.org/ns/formats/",
    "SPARQL_Results_JSON SPARQL_Results_XML SPARQL_Results_CSV SPARQL_Results_TSV Turtle N-Triples RDF_XML JSON-LD "
    "N-Quads TriG",
)
_FORMAT_TERMS = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "rdfxml": "RDF_XML",
    "jsonld": "JSON-LD",
    "nquads": "N-Quads",
    "trig": "TriG",
}

MAX_BYTES = 4_000_000
"""The longest answer that is put on the page."""
MAX_ROWS = 1000

EXAMPLE = """\
PREFIX kg: <https://w3id.org/conflict-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?event ?label ?day WHERE {
  ?event a kg:Coup ; rdfs:label ?label .
  OPTIONAL { ?event kg:edtf ?day }
}
ORDER BY ?day LIMIT 20
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the query on the page: nothing yet, an error, or an answer in JSON or Turtle."""

    error: str | None = None
    content_type: str | None = None
    body: bytes = b""


def description(endpoint: str, media_type: str, triples: int | None) -> bytes:
    """Return the service description in an RDF format, with the number of triples when it is known."""
    rdf_format = RdfFormat.from_media_type(media_type)
    assert rdf_format is not None, media_type
    prefixes = {"sd": SD.base, "void": VOID.base, "formats": FORMATS.base, "rdfs": RDFS.base, "xsd": XSD.base}
    written = ox.serialize(_statements(endpoint, triples), format=rdf_format, prefixes=prefixes)
    assert written is not None  # it is None only when it was written to a file
    return written


def _statements(endpoint: str, triples: int | None) -> Iterator[Triple]:
    service, dataset, graph = BlankNode("service"), BlankNode("dataset"), BlankNode("graph")
    yield Triple(service, RDF.type, SD.Service)
    yield Triple(service, RDFS.label, Literal("Conflict news as a knowledge graph", language="en"))
    yield Triple(service, SD.endpoint, NamedNode(endpoint))
    yield Triple(service, SD.supportedLanguage, SD.SPARQL11Query)
    yield Triple(service, SD.feature, SD.UnionDefaultGraph)
    for offer in RESULTS + GRAPHS:
        yield Triple(service, SD.resultFormat, getattr(FORMATS, _FORMAT_TERMS[offer.name]))
    yield Triple(service, SD.defaultDataset, dataset)
    yield Triple(dataset, RDF.type, SD.Dataset)
    yield Triple(dataset, RDF.type, VOID.Dataset)
    yield Triple(dataset, VOID.sparqlEndpoint, NamedNode(endpoint))
    yield Triple(dataset, VOID.vocabulary, NamedNode(KG.base))
    yield Triple(dataset, SD.defaultGraph, graph)
    yield Triple(graph, RDF.type, SD.Graph)
    if triples is not None:
        yield Triple(dataset, VOID.triples, Literal(triples))
        yield Triple(graph, VOID.triples, Literal(triples))


def page(endpoint: str, sparql: str | None, outcome: Outcome) -> bytes:
    """Return the page to ask from; everything that came from outside is escaped."""
    body = [
        "<h1>Ask in SPARQL</h1>",
        f"<p>The endpoint is <code>{escape(endpoint)}</code>. It is for reading.</p>",
        *question_form(sparql),
        shown(outcome),
        "<h2>From a program</h2>",
        f"<pre>{escape(_curl(endpoint))}</pre>",
        "<p>Rows come as JSON, XML, CSV or TSV; graphs as Turtle, N-Triples, RDF/XML, JSON-LD, N-Quads or TriG: say which "
        "by <code>Accept</code>.</p>",
    ]
    return frame("kg: ask in SPARQL", body, here="/sparql")


def question_form(sparql: str | None) -> Iterator[str]:
    text = escape(EXAMPLE if sparql is None else sparql)
    yield '<form action="/" method="get">'
    yield '<p><label for="query">Query</label></p>'
    yield f'<textarea id="query" name="query" rows="10" spellcheck="false" required>{text}</textarea>'
    yield "<p><button type=submit>Ask</button></p>\n</form>"


def _curl(endpoint: str) -> str:
    return f"curl -H 'Accept: text/csv' --data-urlencode query@query.rq {endpoint}"


def shown(outcome: Outcome) -> str:
    """Return what became of a query, for a page: a table, a word, a text in Turtle, or what went wrong."""
    if outcome.error is not None:
        return f'<p class="error" role="alert">{escape(outcome.error)}</p>'
    if outcome.content_type is None:
        return ""
    if "json" not in outcome.content_type:
        return f"<pre>{escape(outcome.body.decode('utf-8', 'replace'))}</pre>"
    answer = ox.parse_query_results(outcome.body, QueryResultsFormat.JSON)
    if isinstance(answer, ox.QueryBoolean):
        return f"<p><strong>{'yes' if answer else 'no'}</strong></p>"
    assert isinstance(answer, ox.QuerySolutions)
    names = [variable.value for variable in answer.variables]
    return _table(names, [tuple(solution) for solution in answer])


def _table(names: list[str], rows: list[Row]) -> str:
    head = "".join(f"<th>{escape(name.replace('_', ' '))}</th>" for name in names)
    body = "".join("<tr>" + "".join(map(_cell, row)) + "</tr>" for row in rows[:MAX_ROWS])
    count = f"{len(rows):,} row{'' if len(rows) == 1 else 's'}"
    if len(rows) > MAX_ROWS:
        count += f", the first {MAX_ROWS:,} shown"
    return f"<p>{count}</p><div class=wide><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"


_LONG, _SHORT = 60, 12
_NUMBERS = (XSD.integer, XSD.decimal)


def _cell(value: Term | None) -> str:
    if value is None:
        return "<td></td>"
    if isinstance(value, Literal):
        if value.datatype in _NUMBERS:
            return f"<td class=number>{term(value)}</td>"
        if len(value.value) > _LONG:
            return f"<td class=long>{term(value)}</td>"
        if len(plain_text(value)) <= _SHORT:
            return f"<td class=short>{term(value)}</td>"
    return f"<td>{term(value)}</td>"
