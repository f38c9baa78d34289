"""What is a document itself: the ontology with its page, the lexicon, the alignments, rules, and the named graphs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from html import escape
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple

from kg.documentation.making import read_content
from kg.documentation.page import page as ontology_page
from kg.documentation.terms import read_model
from kg.errors import OntologyError, QueryError
from kg.knowledge.ontology import read_turtle
from kg.queries import read_header, without_header
from kg.server import markup
from kg.server.addresses import DOCUMENTS, TITLES, ending_of, iri_at, plain_choice, quoted, split_ending
from kg.server.asking import folder, names_of, number_of, select, text_of
from kg.server.messages import (
    VARYING,
    Headers,
    Refusal,
    Request,
    Response,
    Service,
    check_method,
    etag,
    file_bytes,
    is_known,
    not_acceptable,
)
from kg.server.negotiation import HTML, Choice, Format, choose
from kg.server.things import GRAPHS, document
from kg.vocab import KG, PREFIXES, ROOT

_ALL = tuple(DOCUMENTS.values())
_HTML_TYPE = ("Content-Type", "text/html; charset=utf-8")


def _negotiated(request: Request) -> tuple[str, Choice, Headers]:
    """Return the path without its ending, the format, and the headers that say how it was chosen."""
    path, offer = split_ending(request.path)
    choice = plain_choice(offer) if offer else choose(request.headers.get("accept"), _ALL)
    if choice is None:
        raise Refusal(406, not_acceptable(_ALL), VARYING)
    chosen = [] if offer else [("Content-Location", quoted(path + ending_of(choice.format)))]
    return path, choice, (*VARYING, *chosen)


# --- Files of the ontology --------------------------------------------------------------------------------------------


def ontology(request: Request, service: Service) -> Response:
    """Serve the ontology, in the version there is: an older one is named in the changelog and lies in the archive."""
    check_method(request)
    path, choice, headers = _negotiated(request)
    directory = folder(service.ontology, "ontology")
    wanted = path.removeprefix("/ontology").removeprefix("/")
    version = _version(directory / "conflict.ttl", _stamp(directory))
    if wanted not in ("", version):
        raise Refusal(404, f"this server has version {version} of the ontology, at /ontology/{version}")
    if choice.format is HTML:
        return _tagged(request, headers, _page(directory, _stamp(directory)), (_HTML_TYPE, *markup.SAFETY))
    return _from_file(request, directory / "conflict.ttl", choice, headers)


def lexicon(request: Request, service: Service) -> Response:
    """Serve the lexicon of a language; its words stand on the ontology's page with what they announce."""
    check_method(request)
    path, choice, headers = _negotiated(request)
    language = path.removeprefix("/lexicon/")
    if re.fullmatch(r"[a-z]{2,3}", language) is None:
        raise Refusal(404, "there is a lexicon for each language, such as /lexicon/en")
    if choice.format is HTML:
        return _elsewhere("/ontology", headers)
    return _from_file(request, folder(service.ontology, "lexicon") / f"lexicon.{language}.ttl", choice, headers)


def alignments(request: Request, service: Service) -> Response:
    """Serve our terms beside those of others, whole or for one coding scheme; the ontology's page shows both."""
    check_method(request)
    path, choice, headers = _negotiated(request)
    directory = folder(service.ontology, "alignments")
    scheme = path.removeprefix("/alignment/") if path.startswith("/alignment/") else ""
    if choice.format is HTML:
        return _elsewhere(f"/ontology#codes{'-' if scheme else ''}{quoted(scheme)}", headers)
    if not scheme:
        return _from_file(request, directory / "alignments.ttl", choice, headers)
    base = f"{ROOT}alignment/{scheme}#"
    quads = _quads(directory / "alignments.ttl", _stamp(directory))
    mine = [quad for quad in quads if any(str(term).startswith(f"<{base}") for term in (quad.subject, quad.object))]
    if not mine:
        raise Refusal(404, f"no coding scheme {scheme[:40]!r}; all of them are at /alignments")
    return _tagged(request, headers, _written(mine, choice), (("Content-Type", choice.content_type),))


def _elsewhere(address: str, headers: Headers) -> Response:
    return Response(303, (("Location", address), *(h for h in headers if h[0] != "Content-Location")), b"")


def _from_file(request: Request, path: Path, choice: Choice, headers: Headers) -> Response:
    """Serve a Turtle file as it is written, comments and all, or in another format."""
    body = file_bytes(path) if choice.format.name == "turtle" else _written(_quads(path, _changed(path)), choice)
    return _tagged(request, headers, body, (("Content-Type", choice.content_type),))


def _tagged(request: Request, headers: Headers, body: bytes, more: Headers) -> Response:
    """Answer with a body that is all there, or say that the client has it."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    tagged: Headers = (("ETag", tag), *dict((*headers, *more)).items())
    return Response(304, tagged, b"") if is_known(request, tag) else Response(200, tagged, body)


def _written(quads: tuple[Quad, ...] | list[Quad], choice: Choice) -> bytes:
    rdf_format = RdfFormat.from_media_type(choice.format.media_type)
    assert rdf_format is not None, choice
    triples = [Triple(quad.subject, quad.predicate, quad.object) for quad in quads]
    written = ox.serialize(triples, format=rdf_format, prefixes=PREFIXES)
    assert written is not None  # it is None only when it was written to a file
    return written


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError as error:
        raise Refusal(404, f"{path.name} is not there") from error


def _stamp(directory: Path) -> int:
    """Return a number that is another one when a file of the folder has changed."""
    return hash(tuple(_changed(path) for path in sorted(directory.rglob("*.ttl"))))


@lru_cache(maxsize=8)
def _quads(path: Path, _: int) -> tuple[Quad, ...]:
    with _told():
        return tuple(read_turtle(path))


@lru_cache(maxsize=2)
def _version(path: Path, _: int) -> str:
    with _told():
        return read_model(path).about.version


@lru_cache(maxsize=2)
def _page(directory: Path, _: int) -> bytes:
    links = [("kg", "/"), *((title, f"/ontology{ending}") for ending, title in TITLES.items())]
    with _told():
        return ontology_page(read_content(directory), links).encode("utf-8", "replace")


@contextmanager
def _told() -> Iterator[None]:
    """Turn a file that cannot be read into a refusal."""
    try:
        yield
    except (OntologyError, QueryError) as error:
        raise Refusal(500, str(error)) from error


# --- Rules ------------------------------------------------------------------------------------------------------------


def rule(request: Request, service: Service) -> Response:
    """Show a rule that something was inferred by, or send its text."""
    check_method(request)
    name = request.path.removeprefix("/rule/").removesuffix(".rq")
    directory = folder(service.ontology, "rules") / "rules"
    if re.fullmatch(r"[a-z0-9-]{1,100}", name) is None or not (directory / f"{name}.rq").is_file():
        raise Refusal(404, f"no rule {name[:60]!r}; the ontology folder holds its rules in rules/NAME.rq")
    body = file_bytes(directory / f"{name}.rq")
    offer = QUERY if request.path.endswith(".rq") else choose(request.headers.get("accept"), (QUERY, HTML))
    choice = plain_choice(offer) if isinstance(offer, Format) else offer
    if choice is None:
        raise Refusal(406, not_acceptable((QUERY, HTML)), VARYING)
    if choice.format is QUERY:
        return _tagged(request, VARYING, body, (("Content-Type", f"{QUERY.media_type}; charset=utf-8"),))
    page = markup.frame(
        f"{name} · kg", _rule_shown(name, body.decode("utf-8", "replace")), links=[(f"/rule/{name}.rq", "SPARQL")]
    )
    return _tagged(request, VARYING, page, (_HTML_TYPE, *markup.SAFETY))


QUERY = Format("sparql", "application/sparql-query", ("text/plain",))


_RULE_KEYS = ("summary", "description", "example", "premises", "stratum")


def _rule_shown(name: str, text: str) -> Iterator[str]:
    with _told():
        header = {field.key: field.value for field in read_header(text, name, _RULE_KEYS)}
    yield f"<h1>{escape(header.get('summary', name))}</h1>"
    yield f"<p>The rule <code>{escape(ROOT)}rule/{escape(name)}</code>: what it matches in a graph, what it concludes.</p>"
    for key in ("description", "example"):
        if header.get(key):
            yield f"<p>{'Example: ' if key == 'example' else ''}{escape(header[key])}</p>"
    yield f"<pre>{escape(without_header(text).strip())}</pre>"


# --- Graphs -----------------------------------------------------------------------------------------------------------


def graph(request: Request, service: Service) -> Response:
    """Serve a named graph whole, or show what is in it."""
    check_method(request)
    path, choice, headers = _negotiated(request)
    iri = iri_at(path)
    tag = etag(service.version(), "graph", path, choice)
    if is_known(request, tag):
        return Response(304, (("ETag", tag or ""), *headers), b"")
    ((count, *_),) = select(service, f"SELECT (COUNT(*) AS ?n) {{ GRAPH {iri} {{ ?s ?p ?o }} }}")
    if not number_of(count):
        raise Refusal(404, f"no graph {iri.value}; docs/graph.md says which there are")
    if choice.format is not HTML:
        sparql = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {iri} {{ ?s ?p ?o }} }}"
        return document(request, service, sparql, choice, tag, headers)
    links = [(quoted(path + ending), title) for ending, title in TITLES.items()]
    page = markup.frame(f"{iri.value} · kg", _graph_shown(service, iri, number_of(count)), links=links)
    tagged: Headers = (("ETag", tag),) if tag else ()
    return Response(200, (*tagged, *dict((*headers, _HTML_TYPE, *markup.SAFETY)).items()), page)


def _graph_shown(service: Service, iri: NamedNode, count: int) -> Iterator[str]:
    rows = select(
        service,
        f"SELECT ?kind (COUNT(*) AS ?n) {{ GRAPH {iri} {{ ?s a ?kind }} }} GROUP BY ?kind ORDER BY DESC(?n) ?kind LIMIT 200",
    )
    names = names_of(service, [text_of(kind) for kind, _ in rows])
    name, meaning = GRAPHS.get(iri.value, (iri.value, ""))
    yield f"<h1>{escape(name)}</h1>\n<p><code>{escape(iri.value)}</code></p>"
    yield f"<p>{count:,} triples{f': {escape(meaning)}' if meaning else ''}.</p>"
    yield "<div class=wide><table><thead><tr><th>Class<th>Things</tr></thead><tbody>"
    for kind, things in rows:
        cell = markup.link(text_of(kind), names.label(text_of(kind)))
        listed = f"/find?class={quote(text_of(kind).removeprefix(KG.base))}"
        number = f"{number_of(things):,}"
        is_ours = text_of(kind).startswith(KG.base)
        yield f"<tr><td>{cell}<td class=number>{f'<a href={listed}>{number}</a>' if is_ours else number}</tr>"
    yield "</tbody></table></div>"
