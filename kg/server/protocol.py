"""The SPARQL 1.1 Protocol, for queries: what a request asks, and the answer; no sockets, no processes.

https://www.w3.org/TR/sparql11-protocol/ section 2.1 is what is implemented; section 2.2, update, is refused: the
endpoint is for reading. Whatever goes wrong is told in one line of plain text.
"""

from __future__ import annotations

import re

from pyoxigraph import NamedNode

from kg.errors import KGError
from kg.server import pages
from kg.server.markup import SAFETY
from kg.server.messages import (
    CORS,
    VARYING,
    Answer,
    Headers,
    Limits,
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
    plain,
    read,
)
from kg.server.negotiation import GRAPHS, HTML, RESULTS, choose
from kg.store.embedded import outline

MAX_WHOLE_BYTES = 64 << 20
QUERY_METHODS = ("GET", "HEAD", "POST", "OPTIONS")
_PREFLIGHT: Headers = (
    ("Access-Control-Allow-Methods", ", ".join(QUERY_METHODS)),
    ("Access-Control-Allow-Headers", "Accept, Content-Type, If-None-Match"),
    ("Access-Control-Max-Age", "86400"),
)
_CHANGES_BY_ITSELF = re.compile(r"RAND|NOW|UUID|BNODE", re.IGNORECASE)


def whole(response: Response) -> Response:
    """Return a response whose body is complete, for a client that could not tell if it were cut off."""
    try:
        body = read(response.body, MAX_WHOLE_BYTES, Refusal(505, "the answer is too long for HTTP/1.0; use HTTP/1.1"))
    except Refusal as refusal:
        return plain(refusal.status, refusal.message, CORS)
    return Response(response.status, response.headers, body)


def sparql(request: Request, service: Service) -> Response:
    """Answer a request to the endpoint itself."""
    if request.method == "OPTIONS":
        return Response(204, (*_PREFLIGHT, ("Allow", ", ".join(QUERY_METHODS))), b"")
    check_method(request, QUERY_METHODS)
    parameters = _parameters(request, service.limits)
    if request.method != "POST" and _ASKING.isdisjoint(name for name, _ in parameters):
        return _description(request, service)
    return _answer(request, service, _question(request, parameters, service.limits))


def _answer(request: Request, service: Service, question: Question) -> Response:
    tag = _etag(question, service.version())
    if tag is not None and is_known(request, tag):
        return Response(304, (("ETag", tag), *VARYING), b"")
    answer = ask(service, question)
    headers: Headers = (("Content-Type", answer.content_type), *VARYING)
    tag = _etag(question, answer.version)
    return Response(200, headers if tag is None else (*headers, ("ETag", tag)), answer.body)


_ASKING = frozenset(("query", "update", "default-graph-uri", "named-graph-uri"))


def _etag(question: Question, version: str | None) -> str | None:
    """Name an answer, None when the same question may be answered anew."""
    return None if _CHANGES_BY_ITSELF.search(question.sparql) else etag(version, question)


# What was asked


def _parameters(request: Request, limits: Limits) -> list[tuple[str, str]]:
    """Collect the parameters of all three ways to send a query, the body of a direct POST as `query`.

    SPARQL 1.1 Protocol: 2.1.1 query via GET, 2.1.2 query via URL-encoded POST, 2.1.3 query via POST directly. The
    parameters of a form may stand in the URL as well; none is looked for in a body of another type.
    """
    parameters = form(request.query_string)
    if request.method != "POST":
        return parameters
    if len(request.body) > limits.max_body_bytes:
        raise _too_long(limits)
    media_type, charset = _content_type(request.headers.get("content-type", ""))
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise Refusal(415, "send UTF-8: the SPARQL 1.1 Protocol knows no other encoding")
    if media_type == "application/x-www-form-urlencoded":
        return parameters + form(_utf8(request.body))
    if media_type == "application/sparql-query":
        return [*parameters, ("query", _utf8(request.body))]
    if media_type == "application/sparql-update":
        raise Refusal(403, "this endpoint is for reading; it takes no updates")
    raise Refusal(415, "send application/sparql-query, or a form as application/x-www-form-urlencoded")


def _content_type(header: str) -> tuple[str, str]:
    media_type, *parameters = (part.strip().lower() for part in header.split(";"))
    charsets = [part[len("charset=") :].strip('"') for part in parameters if part.startswith("charset=")]
    return media_type, charsets[0] if charsets else "utf-8"


def _utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal(400, f"the body is not UTF-8 (byte {error.start})") from error


def _question(request: Request, parameters: list[tuple[str, str]], limits: Limits) -> Question:
    """Make the question of exactly one `query` and any number of `default-graph-uri` and `named-graph-uri` (2.1)."""
    given: dict[str, list[str]] = {}
    for name, value in parameters:
        given.setdefault(name, []).append(value)
    if "update" in given:
        raise Refusal(403, "this endpoint is for reading; it takes no updates")
    queries = given.get("query", [])
    if len(queries) != 1:
        raise Refusal(400, "the parameter query is missing" if not queries else "more than one query was given")
    check_text(queries[0], limits)
    accept = request.headers.get("accept")
    question = Question(
        queries[0],
        _graphs(given.get("default-graph-uri", [])),
        _graphs(given.get("named-graph-uri", [])),
        choose(accept, RESULTS),
        choose(accept, GRAPHS),
        endpoint_of(request),
    )
    if question.results is None and question.graph is None:
        raise Refusal(406, not_acceptable(RESULTS + GRAPHS))
    return question


def endpoint_of(request: Request) -> str:
    """Return the endpoint's own IRI; the client may have made up the name of the host."""
    try:
        return NamedNode(request.origin + "/sparql").value
    except ValueError:
        return "http://localhost/sparql"


def _graphs(iris: list[str]) -> tuple[str, ...]:
    for iri in iris:
        try:
            NamedNode(iri)
        except ValueError as error:
            raise Refusal(400, f"not an IRI of a graph: {_shown(iri)}") from error
    return tuple(iris)


def _shown(text: str) -> str:
    return repr(text if len(text) <= 80 else text[:80] + "…")


def _too_long(limits: Limits) -> Refusal:
    return Refusal(413, f"the query is longer than {limits.max_query_bytes} bytes")


def check_text(sparql: str, limits: Limits) -> None:
    """Refuse what must not reach the parser, or must not run: both are found without parsing."""
    if len(sparql.encode("utf-8", "surrogatepass")) > limits.max_query_bytes:
        raise _too_long(limits)
    shape = outline(sparql)
    if shape.depth > limits.max_nesting:
        raise Refusal(400, f"the query is nested {shape.depth} deep; {limits.max_nesting} is the most")
    if shape.reaches_out is not None:
        raise Refusal(403, f"{shape.reaches_out} is refused: this endpoint asks no other server")
    if shape.unclear_at is not None:
        raise Refusal(
            400,
            f"character {shape.unclear_at + 1}: write a space after < for “less than”, or the IRI from its scheme on",
        )


# What else there is


def _description(request: Request, service: Service) -> Response:
    """Describe the service, for a GET of the endpoint without a query (SPARQL 1.1 Service Description, section 2)."""
    choice = choose(request.headers.get("accept"), (*GRAPHS, HTML))
    if choice is None:
        raise Refusal(406, not_acceptable((*GRAPHS, HTML)))
    if choice.format is HTML:
        return ask_page(request, service, None)
    body = pages.description(endpoint_of(request), choice.format.media_type, _number_of_triples(service))
    return Response(200, (("Content-Type", choice.content_type), *VARYING), body)


def _number_of_triples(service: Service) -> int | None:
    """Count what the store holds, None when that does not come off at once."""
    question = Question("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", results=choose("text/csv", RESULTS))
    try:
        answer = service.ask(question)
    except KGError:
        return None
    if isinstance(answer.body, bytes):
        return int(answer.body.split()[-1])
    answer.body.close()
    return None


def health(request: Request, service: Service) -> Response:
    """Say in one line that the server is there."""
    check_method(request)
    return plain(200, f"ok, store version {service.version() or 'none'}", (("Cache-Control", "no-store"),))


def ask_page(request: Request, service: Service, text: str | None) -> Response:
    """Show a form to ask from, and below it the answer to the query in it, if there is one."""
    check_method(request)
    status, outcome = 200, pages.Outcome()
    if text is not None and text.strip():
        try:
            check_text(text, service.limits)
            question = Question(text, results=choose(None, RESULTS), graph=choose(None, GRAPHS))
            outcome = outcome_of(ask(service, question))
        except Refusal as refusal:
            status, outcome = refusal.status, pages.Outcome(error=refusal.message)
    body = pages.page(endpoint_of(request), text, outcome)
    return Response(status, (("Content-Type", "text/html; charset=utf-8"), *SAFETY), body)


def outcome_of(answer: Answer) -> pages.Outcome:
    """Return an answer that is short enough for a page."""
    too_long = Refusal(413, "the answer is too long for a page; add a LIMIT, or fetch it with curl")
    return pages.Outcome(content_type=answer.content_type, body=read(answer.body, pages.MAX_BYTES, too_long))
