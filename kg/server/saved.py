"""Saved queries at addresses of their own: a list, a form for each, and the answer as a page or as data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from urllib.parse import quote, urlencode

from kg.errors import QueryError
from kg.queries import KINDS, Parameter, SavedQuery, bind, read_queries
from kg.server import markup
from kg.server.addresses import plain_choice
from kg.server.asking import folder
from kg.server.messages import (
    VARYING,
    Headers,
    Question,
    Refusal,
    Request,
    Response,
    Service,
    ask,
    check_method,
    etag,
    form,
    is_known,
    not_acceptable,
)
from kg.server.negotiation import GRAPHS, HTML, RESULTS, Choice, Format, choose
from kg.server.pages import Outcome, shown
from kg.server.protocol import check_text, outcome_of

ENDINGS: Mapping[str, Format] = {
    ".csv": next(offer for offer in RESULTS if offer.name == "csv"),
    ".tsv": next(offer for offer in RESULTS if offer.name == "tsv"),
    ".json": next(offer for offer in RESULTS if offer.name == "json"),
    ".xml": next(offer for offer in RESULTS if offer.name == "xml"),
    ".ttl": next(offer for offer in GRAPHS if offer.name == "turtle"),
    ".rq": Format("sparql", "application/sparql-query"),
}
"""The formats of an answer by the ending of its address; `.rq` is the question itself, with the values in it."""


def queries(request: Request, service: Service) -> Response:
    """List the saved queries."""
    check_method(request)
    body = [
        "<h1>Saved questions</h1>",
        "<dl>",
        *map(_item, read_queries(folder(service.queries, "saved queries"))),
        "</dl>",
    ]
    page = markup.frame("Saved questions · kg", body, here="/queries")
    return Response(200, (("Content-Type", "text/html; charset=utf-8"), *markup.SAFETY), page)


def _item(query: SavedQuery) -> str:
    name = escape(query.name)
    needs = ", ".join(parameter.name for parameter in query.parameters)
    note = f" <small>{escape(needs)}</small>" if needs else ""
    return (
        f'<div><dt><a href="/queries/{quote(query.name)}">{name}</a></dt><dd>{escape(query.summary)}{note}</dd></div>'
    )


def query(request: Request, service: Service) -> Response:
    """Answer a saved query with the parameters in the address; people get a form besides."""
    check_method(request)
    name, offer = _split(request.path.removeprefix("/queries/"))
    found = next((one for one in read_queries(folder(service.queries, "saved queries")) if one.name == name), None)
    if found is None:
        raise Refusal(404, f"no saved query {name[:60]!r}; all of them are at /queries")
    values = {key: value for key, value in form(request.query_string) if value.strip()}
    offers = (*RESULTS, *GRAPHS, HTML)
    choice = plain_choice(offer) if offer else choose(request.headers.get("accept"), offers)
    if choice is None:
        raise Refusal(406, not_acceptable(offers), VARYING)
    if choice.format is HTML:
        return _page(found, values, service)
    return _data(request, service, found, values, choice)


def _split(path: str) -> tuple[str, Format | None]:
    for ending, offer in ENDINGS.items():
        if path.endswith(ending):
            return path.removesuffix(ending), offer
    return path, None


def _data(request: Request, service: Service, found: SavedQuery, values: Mapping[str, str], choice: Choice) -> Response:
    try:
        sparql = bind(found, values)
    except QueryError as error:
        raise Refusal(400, str(error)) from error
    check_text(sparql, service.limits)
    if choice.format.name == "sparql":
        return Response(200, (("Content-Type", choice.content_type), *VARYING), sparql.encode())
    tag = etag(service.version(), "saved", sparql, choice)
    headers: Headers = (*VARYING, *([("ETag", tag)] if tag else []))
    if is_known(request, tag):
        return Response(304, headers, b"")
    answer = ask(service, _question(sparql, choice))
    return Response(200, (("Content-Type", answer.content_type), *headers), answer.body)


def _question(sparql: str, choice: Choice) -> Question:
    is_graph = choice.format in GRAPHS
    return Question(
        sparql, results=None if is_graph else choice, graph=choice if is_graph else None, has_prefixes=is_graph
    )


def _page(found: SavedQuery, values: Mapping[str, str], service: Service) -> Response:
    status, outcome, links = 200, Outcome(), []
    if all(parameter.name in values for parameter in found.parameters if parameter.is_required):
        try:
            sparql = bind(found, values)
            check_text(sparql, service.limits)
            both = Question(sparql, results=plain_choice(RESULTS[0]), graph=plain_choice(GRAPHS[0]), has_prefixes=True)
            outcome = outcome_of(ask(service, both))
            links = _links(found, values, is_graph="json" not in (outcome.content_type or ""))
        except QueryError as error:
            status, outcome = 400, Outcome(error=str(error))
        except Refusal as refusal:
            status, outcome = refusal.status, Outcome(error=refusal.message)
    page = markup.frame(f"{found.summary} · kg", _shown(found, values, outcome), here="/queries", links=links)
    return Response(status, (("Content-Type", "text/html; charset=utf-8"), ("Vary", "Accept"), *markup.SAFETY), page)


def _links(found: SavedQuery, values: Mapping[str, str], *, is_graph: bool) -> list[tuple[str, str]]:
    asked = f"?{urlencode(values)}" if values else ""
    endings = (".ttl", ".rq") if is_graph else (".csv", ".tsv", ".json", ".xml", ".rq")
    titles = {".ttl": "Turtle", ".rq": "the SPARQL"}
    return [(f"/queries/{quote(found.name)}{end}{asked}", titles.get(end, end[1:].upper())) for end in endings]


def _shown(found: SavedQuery, values: Mapping[str, str], outcome: Outcome) -> Iterator[str]:
    yield f"<h1>{escape(found.summary)}</h1>"
    yield f"<p>{_prose(found.description)}</p>" if found.description else ""
    if found.parameters:
        yield f'<form action="/queries/{quote(found.name)}" method="get">'
        yield from (_field(parameter, values.get(parameter.name, "")) for parameter in found.parameters)
        yield "<button type=submit>Answer</button>\n</form>"
    yield shown(outcome)
    given = "".join(f" {key}={_for_shell(value)}" for key, value in values.items())
    command = escape(f"kg run {found.name}{given}")
    yield f"<details><summary>The question itself</summary><p>At a terminal: <code>{command}</code></p>"
    yield f"<pre>{escape(found.body)}</pre></details>"


def _prose(text: str) -> str:
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))


def _field(parameter: Parameter, value: str) -> str:
    needed = " required" if parameter.is_required else ""
    default = (parameter.default or "").strip('"')
    kind = "number" if parameter.kind == "integer" else "text"
    name = escape(parameter.name)
    hint = f"{KINDS[parameter.kind]}" if parameter.kind != "text" else ""
    return (
        f'<div class=field><label for="p-{name}">{escape(parameter.help)}</label>'
        f'<input id="p-{name}" name="{name}" type={kind} value="{escape(value)}" placeholder="{escape(default)}"{needed}>'
        f"<small> {name}{f': {escape(hint)}' if hint else ''}</small></div>"
    )


def _for_shell(value: str) -> str:
    return value if re.fullmatch(r"[\w.:/@%+-]+", value) else "'" + value.replace("'", "'\\''") + "'"
