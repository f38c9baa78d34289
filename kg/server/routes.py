"""Which path is answered by what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from kg.server import documents, finding, saved, things
from kg.server.markup import SAFETY
from kg.server.messages import CORS, VARYING, Refusal, Request, Response, Service, form, plain, with_headers
from kg.server.negotiation import HTML, Format, choose
from kg.server.protocol import ask_page, health, sparql

Handler: TypeAlias = Callable[[Request, Service], Response]


def front(request: Request, service: Service) -> Response:
    """Show the first page; with a query, the page of its answer."""
    queries = [value for name, value in form(request.query_string) if name == "query"]
    return ask_page(request, service, queries[0]) if queries else finding.landing(request, service)


EXACT: Mapping[str, Handler] = {
    "/": front,
    "/health": health,
    "/sparql": sparql,
    "/sparql/": sparql,
    "/find": finding.find,
    "/queries": saved.queries,
    "/ontology": documents.ontology,
    "/alignments": documents.alignments,
}
BELOW: Mapping[str, Handler] = {
    "/id/": things.thing,
    "/page/": things.page,
    "/data/": things.data,
    "/graph/": documents.graph,
    "/rule/": documents.rule,
    "/ontology/": documents.ontology,
    "/ontology.": documents.ontology,
    "/alignment/": documents.alignments,
    "/alignments.": documents.alignments,
    "/lexicon/": documents.lexicon,
    "/queries/": saved.query,
}
OPEN = frozenset(
    {sparql, things.thing, things.data, documents.graph, documents.ontology, documents.alignments, saved.query}
)
"""What pages of other origins may read: data, and nothing that is made for people only."""

_PLAIN = Format("plain", "text/plain", ("text/turtle", "application/rdf+xml", "application/ld+json"))


def respond(request: Request, service: Service) -> Response:
    """Answer any request; never raises but for our own bugs.

    A body that is a `Stream` belongs to the caller, who closes it, also when it is not wanted (HEAD).
    """
    handler = handler_of(request.path)
    try:
        if handler is None:
            raise Refusal(404, "not found; the endpoint is /sparql, and / leads to what else there is")
        response = handler(request, service)
    except Refusal as refusal:
        response = _refused(request, refusal)
    if handler in OPEN:
        response = with_headers(response, CORS)
    return with_headers(response, (("X-Content-Type-Options", "nosniff"),))


def handler_of(path: str) -> Handler | None:
    if path in EXACT:
        return EXACT[path]
    return next((handler for start, handler in BELOW.items() if path.startswith(start)), None)


def _refused(request: Request, refusal: Refusal) -> Response:
    """Say what is wrong in one line; to a person who follows a link to a thing that is not there, with a search."""
    if isinstance(refusal, things.NotKnown):
        choice = choose(request.headers.get("accept"), (_PLAIN, HTML))
        if choice is not None and choice.format is HTML:
            headers = (("Content-Type", "text/html; charset=utf-8"), ("Vary", "Accept"), *SAFETY)
            return Response(404, headers, finding.not_found(refusal, refusal.words))
        return plain(404, refusal.message, VARYING)
    return plain(refusal.status, refusal.message, refusal.headers)


def needs_a_worker(request: Request) -> bool:
    """Say whether answering may take a worker's time, and so a while."""
    return request.path != "/health" and request.method != "OPTIONS"
