"""What the endpoint says about itself: a page with a form for people, a service description for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

import pyoxigraph as ox
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple

from kg.server.negotiation import GRAPHS, RESULTS
from kg.vocab import KG, PREFIXES, RDF, RDFS, XSD, Namespace

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
SAFETY: tuple[tuple[str, str], ...] = (
    ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'"),
    ("Referrer-Policy", "no-referrer"),
    ("Cache-Control", "no-cache"),
)

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
    """Return the whole page; everything that came from outside is escaped."""
    text = EXAMPLE if sparql is None else sparql
    return _PAGE.format(
        endpoint=escape(endpoint), query=escape(text), outcome=_shown(outcome), curl=escape(_curl(endpoint))
    ).encode("utf-8", "replace")


def _curl(endpoint: str) -> str:
    return f"curl -H 'Accept: text/csv' --data-urlencode query@query.rq {endpoint}"


def _shown(outcome: Outcome) -> str:
    if outcome.error is not None:
        return f'<p class="error" role="alert">{escape(outcome.error)}</p>'
    if outcome.content_type is None:
        return ""
    if "json" not in outcome.content_type:
        return f"<pre>{escape(outcome.body.decode('utf-8', 'replace'))}</pre>"
    answer = json.loads(outcome.body)
    if "boolean" in answer:
        return f"<p><strong>{'yes' if answer['boolean'] else 'no'}</strong></p>"
    return _table(answer["head"]["vars"], answer["results"]["bindings"])


def _table(names: list[str], rows: list[Mapping[str, Mapping[str, object]]]) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in names)
    body = "".join(
        "<tr>" + "".join(f"<td>{_cell(row.get(name))}</td>" for name in names) + "</tr>" for row in rows[:MAX_ROWS]
    )
    count = f"{len(rows)} row{'' if len(rows) == 1 else 's'}"
    if len(rows) > MAX_ROWS:
        count += f", the first {MAX_ROWS} shown"
    return f"<p>{count}</p><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(term: Mapping[str, object] | None) -> str:
    if term is None:
        return ""
    value = term["value"]
    if not isinstance(value, str):  # a triple term has its parts here
        return escape(json.dumps(value, ensure_ascii=False))
    if term["type"] != "uri":
        note = term.get("xml:lang")
        return escape(value) + (f" <small>{escape(str(note))}</small>" if note else "")
    shown = escape(_shortened(value))
    return f'<a href="{escape(value)}">{shown}</a>' if value.startswith(("http://", "https://")) else shown


def _shortened(iri: str) -> str:
    """Write an IRI with a prefix, the longest that fits."""
    fitting = [(len(base), prefix) for prefix, base in PREFIXES.items() if iri.startswith(base) and iri != base]
    if not fitting:
        return iri
    length, prefix = max(fitting)
    return f"{prefix}:{iri[length:]}"


_PAGE = """<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>kg: SPARQL endpoint</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }}
textarea {{ width: 100%; box-sizing: border-box; font: 14px/1.4 ui-monospace, monospace; padding: .5rem; }}
button {{ font: inherit; padding: .3rem 1.2rem; margin: .5rem 0; }}
table {{ border-collapse: collapse; font-size: 14px; display: block; overflow-x: auto; }}
th, td {{ border: 1px solid #8886; padding: .25rem .5rem; text-align: left; vertical-align: top; }}
pre {{ overflow-x: auto; border: 1px solid #8886; padding: .5rem; }}
.error {{ border-left: 4px solid #c33; padding: .25rem .75rem; overflow-wrap: anywhere; }}
</style>
<main>
<h1>Conflict news as a knowledge graph</h1>
<p>The SPARQL endpoint is <code>{endpoint}</code>. It is for reading.</p>
<form action="/" method="get">
<p><label for="query">Query</label></p>
<textarea id="query" name="query" rows="12" spellcheck="false" required>{query}</textarea>
<button type="submit">Ask</button>
</form>
{outcome}
<h2>From a program</h2>
<pre>{curl}</pre>
<p>Rows come as JSON, XML, CSV or TSV; graphs as Turtle, N-Triples, RDF/XML, JSON-LD, N-Quads or TriG:
say which by <code>Accept</code>.</p>
</main>
</html>
"""
