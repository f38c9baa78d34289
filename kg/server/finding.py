"""Looking for things: by name, by class; and the first page, which offers both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from html import escape
from urllib.parse import quote, urlencode

from pyoxigraph import Literal

from kg.queries import read_queries
from kg.results import Row
from kg.server import markup
from kg.server.asking import is_iri, names_of, number_of, optional, select, text_of
from kg.server.messages import Refusal, Request, Response, Service, check_method, etag, form, is_known
from kg.server.pages import question_form
from kg.vocab import DATA, KG

MAX_FOUND = 200
_TYPE = ("Content-Type", "text/html; charset=utf-8")


def find(request: Request, service: Service) -> Response:
    """List the things of a name, of a class, or of both; those that are known before those of one article."""
    check_method(request)
    given = dict(form(request.query_string))
    name, kind = given.get("name", "").strip(), given.get("class", "").strip()
    tag = etag(service.version(), "find", name, kind)
    if is_known(request, tag):
        return Response(304, (("ETag", tag or ""), *markup.SAFETY), b"")
    if kind and not is_iri(KG.base + kind):
        raise Refusal(400, f"not the name of a class: {kind[:60]!r}")
    title = " ".join(filter(None, ("Find", name and f"“{name}”", kind and f"of class {kind}")))
    body = [
        f"<h1>{escape(title)}</h1>",
        search_form(name),
        *(_found(service, name, kind) if name or kind else _browse(service)),
    ]
    tagged = [("ETag", tag)] if tag else []
    return Response(200, (_TYPE, *tagged, *markup.SAFETY), markup.frame(f"{title} · kg", body, here="/find"))


def search_form(name: str = "") -> str:
    return (
        '<form class=line action="/find" method="get"><input type=search name=name aria-label="Name of a thing" '
        f'placeholder="a name: Wagner, Bamako, JNIM …" value="{escape(name)}"><button type=submit>Find</button></form>'
    )


def _found(service: Service, name: str, kind: str) -> Iterator[str]:
    rows = _search(service, name, kind)
    if not rows:
        yield "<p>Nothing of that name or class.</p>"
        return
    more = " (the first; a longer name finds less)" if len(rows) > MAX_FOUND else ""
    yield f"<p class=pale>{min(len(rows), MAX_FOUND):,} found{more}</p>"
    yield from _list(service, rows[:MAX_FOUND])


def _search(service: Service, name: str, kind: str) -> tuple[Row, ...]:
    """Ask for things and their dates, those first whose whole name it is, then those of which it begins a word.

    A class has the things of the classes below it.
    """
    of_class = f"?it a/rdfs:subClassOf* <{KG.base}{kind}> ." if kind else ""
    wanted, begins = Literal(name.lower()), Literal(f" {name.lower()}")
    naming = (
        "VALUES ?naming { rdfs:label skos:altLabel schema:headline }"
        if name
        else "VALUES ?naming { rdfs:label schema:headline }"
    )
    fits = f"FILTER(CONTAINS(LCASE(STR(?name)), {wanted}))" if name else ""
    return select(
        service,
        f"""SELECT ?it (MIN(?rank) AS ?best) (SAMPLE(?day) AS ?date) {{
            {of_class} {naming} ?it ?naming ?name . FILTER(STRSTARTS(STR(?it), "{DATA}")) {fits}
            BIND(STRSTARTS(STR(?it), "{DATA}article/") AS ?is_of_article)
            BIND(LCASE(STR(?name)) AS ?folded)
            BIND(IF(?folded = {wanted}, 0, IF(CONTAINS(CONCAT(" ", ?folded), {begins}), 1, 2)) AS ?fit)
            BIND(?fit + IF(?is_of_article, 3, 0) AS ?rank)
            OPTIONAL {{ ?it kg:edtf ?day }}
        }} GROUP BY ?it ORDER BY ?best ?date ?it LIMIT {MAX_FOUND + 1}""",
    )


def _list(service: Service, rows: Sequence[Row]) -> Iterator[str]:
    names = names_of(service, [text_of(row[0]) for row in rows])
    yield "<div class=wide><table><thead><tr><th>Name<th>Class<th>Date</tr></thead><tbody>"
    for thing, _, date in rows:
        iri = text_of(thing)
        kinds = [names.label(kind) for kind in names.types.get(iri, ()) if kind.startswith(KG.base)]
        yield f"<tr><td>{markup.link(iri, names.label(iri))}<td>{escape(', '.join(kinds))}<td>{escape(text_of(date))}</tr>"
    yield "</tbody></table></div>"


def _browse(service: Service) -> Iterator[str]:
    """List the classes that have members, with how many."""
    counted = (
        f'SELECT ?kind (COUNT(*) AS ?n) {{ ?s a ?kind FILTER(STRSTARTS(STR(?kind), "{KG.base}")) }} GROUP BY ?kind'
    )
    rows = optional(partial(select, service, counted)) or ()
    names = names_of(service, [text_of(kind) for kind, _ in rows])
    yield "<h2>By class</h2>\n<ul class=columns>"
    for kind, count in sorted(rows, key=lambda row: names.label(text_of(row[0]))):
        iri = text_of(kind)
        if iri not in _RECORDS:
            address = f"/find?class={quote(iri.removeprefix(KG.base))}"
            yield f'<li><a href="{address}">{escape(names.label(iri))}</a> <small>{number_of(count):,}</small></li>'
    yield "</ul>"


_RECORDS = frozenset(term.value for term in (KG.Claim, KG.Link, KG.ExtractionRun, KG.Inference, KG.Software))
"""Classes of records, which have no names to list them by."""


# --- The first page ---------------------------------------------------------------------------------------------------


def landing(request: Request, service: Service) -> Response:
    """Greet a person: a search, what there is to see, the saved questions, and SPARQL."""
    check_method(request)
    tag = etag(service.version(), "landing")
    if is_known(request, tag):
        return Response(304, (("ETag", tag or ""), *markup.SAFETY), b"")
    body = [
        "<h1>Conflict news as a knowledge graph</h1>",
        "<p>Coups, attacks and those behind them, as articles tell them, each statement with its words. "
        '<a href="/ontology">The model</a> says what each term means.</p>',
        search_form(),
        *_things(service),
        *_questions(service),
        "<h2>Ask in SPARQL</h2>",
        *question_form(None),
    ]
    tagged = [("ETag", tag)] if tag else []
    return Response(200, (_TYPE, *tagged, *markup.SAFETY), markup.frame("kg", body, here="/"))


_SHOWN = (
    (
        "Latest coups",
        "Coup",
        "SELECT ?it ?day { ?it a kg:Coup ; kg:edtf ?day ; kg:firstDay ?first FILTER NOT EXISTS { ?it kg:refersTo ?known } }"
        " ORDER BY DESC(?first) ?it LIMIT 8",
    ),
    (
        "Spoken of most",
        "Actor",
        "SELECT ?it (COUNT(?name) AS ?n) { ?name kg:refersTo ?it . ?it a/rdfs:subClassOf* kg:Actor } GROUP BY ?it"
        " ORDER BY DESC(?n) ?it LIMIT 8",
    ),
    (
        "Latest articles",
        "Article",
        "SELECT ?it ?day { ?it a kg:Article OPTIONAL { ?it schema:datePublished ?day } } ORDER BY DESC(?day) ?it LIMIT 8",
    ),
)


def _things(service: Service) -> Iterator[str]:
    for title, kind, sparql in _SHOWN:
        rows = optional(partial(select, service, sparql)) or ()
        if rows:
            names = names_of(service, [text_of(row[0]) for row in rows])
            items = "".join(
                f"<li>{markup.link(text_of(thing), names.label(text_of(thing)))} <small>{escape(text_of(note))}</small></li>"
                for thing, note in rows
            )
            yield f'<h2>{title}</h2>\n<ul class=columns>{items}</ul>\n<p><a href="/find?class={kind}">All</a></p>'


def _questions(service: Service) -> Iterator[str]:
    if service.queries is not None:
        saved = read_queries(service.queries)
        items = "".join(
            f'<li><a href="/queries/{quote(query.name)}">{escape(query.summary)}</a></li>' for query in saved
        )
        yield f"<h2>Saved questions</h2>\n<ul>{items}</ul>"


def not_found(refusal: Refusal, words: str) -> bytes:
    """Return the page for a thing that is not there, with a search for what it may be called."""
    body = [
        "<h1>Nothing here</h1>",
        f'<p class="error">{escape(str(refusal))}</p>',
        search_form(words),
        f'<p>Or look through <a href="/find">what there is by class</a>, or <a href="/find?{urlencode({"name": words})}">'
        f"find “{escape(words)}”</a>.</p>",
    ]
    return markup.frame("Nothing here · kg", body)
