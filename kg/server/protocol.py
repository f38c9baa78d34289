"""The SPARQL 1.1 Protocol, for queries: a `Request` goes in, a `Response` comes out; no sockets, no processes.

https://www.w3.org/TR/sparql11-protocol/ section 2.1 is what is implemented; section 2.2, update, is refused: the
endpoint is for reading. Whatever goes wrong is told in one line of plain text.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode

from kg.errors import KGError, QueryError, QueryTimeout, StoreError
from kg.server import pages
from kg.server.negotiation import GRAPHS, HTML, RESULTS, Choice, choose
from kg.store.embedded import outline

Headers: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Request:
    """What a client sent. `query_string` is as it came, without the `?`; header names are in lower case.

    `origin` is how the client names this server, such as `http://127.0.0.1:7878`.
    """

    method: str
    path: str
    query_string: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    origin: str = "http://localhost"


class Stream(Protocol):
    """Bytes still being made; iterating raises `KGError` when they stop short. Must be closed, read or not."""

    def __iter__(self) -> Iterator[bytes]: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Response:
    """What is sent back; a `Stream` that raises must end in a broken connection, never in one that looks whole."""

    status: int
    headers: Headers
    body: bytes | Stream


@dataclass(frozen=True, slots=True)
class Question:
    """A query that may be run. `results` is how to write rows or a truth, `graph` how to write triples.

    None there means that the client takes none of the formats there are. `base_iri` is what relative IRIs are relative
    to where the query has no BASE; the protocol leaves it to the service, "which MAY be the service endpoint".
    """

    sparql: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    results: Choice | None = None
    graph: Choice | None = None
    base_iri: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as bytes, or the beginning of one. `version` names the copy of the store it was read from."""

    content_type: str
    version: str | None
    body: bytes | Stream


class NotAcceptable(KGError):
    """The answer is of a kind that the client takes in none of the formats there are."""


class Busy(StoreError):
    """All workers are at work and enough clients are waiting."""


class WorkerLost(StoreError):
    """A query brought down the process that ran it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may be, seen before it runs: length in bytes of UTF-8, nesting in brackets."""

    max_query_bytes: int = 65536
    max_nesting: int = 200
    timeout_s: float = 30.0

    @property
    def max_body_bytes(self) -> int:
        """The longest body to read: a form may write each byte as three."""
        return 3 * self.max_query_bytes + 8192


@dataclass(frozen=True, slots=True)
class Service:
    """What `respond` needs of the world.

    `ask` runs one question; it raises `QueryError`, `QueryTimeout`, `NotAcceptable`, `Busy` or another `StoreError`.
    `version` names the newest copy of the store, None where answers cannot be told apart by it.
    """

    ask: Callable[[Question], Answer]
    version: Callable[[], str | None] = lambda: None
    limits: Limits = Limits()


class _Refusal(Exception):
    """A response that ends the matter, from wherever it was noticed."""

    def __init__(self, status: int, message: str, headers: Headers = ()) -> None:
        super().__init__(message)
        self.status, self.message, self.headers = status, message, headers


MAX_WHOLE_BYTES = 64 << 20
QUERY_METHODS = ("GET", "HEAD", "POST", "OPTIONS")
PAGE_METHODS = ("GET", "HEAD")
_CORS: Headers = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "ETag, Retry-After"),
)
_PREFLIGHT: Headers = (
    ("Access-Control-Allow-Methods", ", ".join(QUERY_METHODS)),
    ("Access-Control-Allow-Headers", "Accept, Content-Type, If-None-Match"),
    ("Access-Control-Max-Age", "86400"),
)
_PLAIN = "text/plain; charset=utf-8"
_CHANGES_BY_ITSELF = re.compile(r"RAND|NOW|UUID|BNODE", re.IGNORECASE)


def respond(request: Request, service: Service) -> Response:
    """Answer any request; never raises but for our own bugs.

    A body that is a `Stream` belongs to the caller, who closes it, also when it is not wanted (HEAD).
    """
    handlers = {"/": _page, "/health": _health, "/sparql": _sparql, "/sparql/": _sparql}
    handler = handlers.get(request.path)
    try:
        if handler is None:
            raise _Refusal(404, "not found; the endpoint is /sparql")
        response = handler(request, service)
    except _Refusal as refusal:
        response = _plain(refusal.status, refusal.message, refusal.headers)
    if handler is _sparql:
        response = _with_headers(response, _CORS)
    return _with_headers(response, (("X-Content-Type-Options", "nosniff"),))


def needs_a_worker(request: Request) -> bool:
    """Say whether answering may take a worker's time, and so a while."""
    return request.path != "/health" and request.method != "OPTIONS"


def whole(response: Response) -> Response:
    """Return a response whose body is complete, for a client that could not tell if it were cut off."""
    if isinstance(response.body, bytes):
        return response
    try:
        body = _read(response.body, MAX_WHOLE_BYTES, _Refusal(505, "the answer is too long for HTTP/1.0; use HTTP/1.1"))
    except _Refusal as refusal:
        return _plain(refusal.status, refusal.message, _CORS)
    return Response(response.status, response.headers, body)


def _sparql(request: Request, service: Service) -> Response:
    if request.method == "OPTIONS":
        return Response(204, (*_PREFLIGHT, ("Allow", ", ".join(QUERY_METHODS))), b"")
    _check_method(request, QUERY_METHODS)
    parameters = _parameters(request, service.limits)
    if request.method != "POST" and _ASKING.isdisjoint(name for name, _ in parameters):
        return _description(request, service)
    return _answer(request, service, _question(request, parameters, service.limits))


def _answer(request: Request, service: Service, question: Question) -> Response:
    known = request.headers.get("if-none-match", "")
    tag = _etag(question, service.version())
    if tag is not None and tag in (part.strip() for part in known.split(",")):
        return Response(304, (("ETag", tag), *_VARYING), b"")
    answer = _ask(service, question)
    headers: Headers = (("Content-Type", answer.content_type), *_VARYING)
    tag = _etag(question, answer.version)
    return Response(200, headers if tag is None else (*headers, ("ETag", tag)), answer.body)


_ASKING = frozenset(("query", "update", "default-graph-uri", "named-graph-uri"))
_VARYING: Headers = (("Vary", "Accept"), ("Cache-Control", "no-cache"))


def _ask(service: Service, question: Question) -> Answer:
    """Run a question, or say with which status it failed; SPARQL 1.1 Protocol, 2.1.7 leaves most of them open."""
    try:
        return service.ask(question)
    except QueryError as error:
        raise _Refusal(400, str(error)) from error
    except NotAcceptable as error:
        raise _Refusal(406, str(error)) from error
    except (QueryTimeout, Busy) as error:
        raise _Refusal(503, str(error), (("Retry-After", str(max(1, round(service.limits.timeout_s)))),)) from error
    except KGError as error:
        raise _Refusal(500, str(error)) from error


def _etag(question: Question, version: str | None) -> str | None:
    """Name an answer by the copy of the store and everything asked, None when the same question may be answered anew.

    Weak, since nothing promises the same bytes from another version of the store's software.
    """
    if version is None or _CHANGES_BY_ITSELF.search(question.sparql):
        return None
    digest = hashlib.sha256(repr((version, question)).encode()).hexdigest()
    return f'W/"{digest[:32]}"'


# What was asked


def _check_method(request: Request, allowed: tuple[str, ...]) -> None:
    if request.method not in allowed:
        raise _Refusal(405, f"{request.method} is not possible here", (("Allow", ", ".join(allowed)),))


def _parameters(request: Request, limits: Limits) -> list[tuple[str, str]]:
    """Collect the parameters of all three ways to send a query, the body of a direct POST as `query`.

    SPARQL 1.1 Protocol: 2.1.1 query via GET, 2.1.2 query via URL-encoded POST, 2.1.3 query via POST directly. The
    parameters of a form may stand in the URL as well; none is looked for in a body of another type.
    """
    parameters = _form(request.query_string)
    if request.method != "POST":
        return parameters
    if len(request.body) > limits.max_body_bytes:
        raise _too_long(limits)
    media_type, charset = _content_type(request.headers.get("content-type", ""))
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise _Refusal(415, "send UTF-8: the SPARQL 1.1 Protocol knows no other encoding")
    if media_type == "application/x-www-form-urlencoded":
        return parameters + _form(_utf8(request.body))
    if media_type == "application/sparql-query":
        return [*parameters, ("query", _utf8(request.body))]
    if media_type == "application/sparql-update":
        raise _Refusal(403, "this endpoint is for reading; it takes no updates")
    raise _Refusal(415, "send application/sparql-query, or a form as application/x-www-form-urlencoded")


def _content_type(header: str) -> tuple[str, str]:
    media_type, *parameters = (part.strip().lower() for part in header.split(";"))
    charsets = [part[len("charset=") :].strip('"') for part in parameters if part.startswith("charset=")]
    return media_type, charsets[0] if charsets else "utf-8"


def _form(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError as error:
        raise _Refusal(400, "the parameters are not UTF-8") from error
    except ValueError as error:
        raise _Refusal(400, "too many parameters") from error


def _utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _Refusal(400, f"the body is not UTF-8 (byte {error.start})") from error


def _question(request: Request, parameters: list[tuple[str, str]], limits: Limits) -> Question:
    """Make the question of exactly one `query` and any number of `default-graph-uri` and `named-graph-uri` (2.1)."""
    given: dict[str, list[str]] = {}
    for name, value in parameters:
        given.setdefault(name, []).append(value)
    if "update" in given:
        raise _Refusal(403, "this endpoint is for reading; it takes no updates")
    queries = given.get("query", [])
    if len(queries) != 1:
        raise _Refusal(400, "the parameter query is missing" if not queries else "more than one query was given")
    _check_text(queries[0], limits)
    accept = request.headers.get("accept")
    question = Question(
        queries[0],
        _graphs(given.get("default-graph-uri", [])),
        _graphs(given.get("named-graph-uri", [])),
        choose(accept, RESULTS),
        choose(accept, GRAPHS),
        _endpoint(request),
    )
    if question.results is None and question.graph is None:
        raise _Refusal(406, not_acceptable(RESULTS + GRAPHS))
    return question


def _endpoint(request: Request) -> str:
    """Return the endpoint's own IRI; the client may have made up the name of the host."""
    try:
        return NamedNode(request.origin + "/sparql").value
    except ValueError:
        return "http://localhost/sparql"


def not_acceptable(offers: Iterable[object]) -> str:
    """Return the line that tells a client what it could have asked for."""
    types = dict.fromkeys(getattr(offer, "media_type", "") for offer in offers)
    return f"none of the formats asked for is possible here; there are {', '.join(types)}"


def _graphs(iris: list[str]) -> tuple[str, ...]:
    for iri in iris:
        try:
            NamedNode(iri)
        except ValueError as error:
            raise _Refusal(400, f"not an IRI of a graph: {_shown(iri)}") from error
    return tuple(iris)


def _shown(text: str) -> str:
    return repr(text if len(text) <= 80 else text[:80] + "…")


def _too_long(limits: Limits) -> _Refusal:
    return _Refusal(413, f"the query is longer than {limits.max_query_bytes} bytes")


def _check_text(sparql: str, limits: Limits) -> None:
    """Refuse what must not reach the parser, or must not run: both are found without parsing."""
    if len(sparql.encode("utf-8", "surrogatepass")) > limits.max_query_bytes:
        raise _too_long(limits)
    shape = outline(sparql)
    if shape.depth > limits.max_nesting:
        raise _Refusal(400, f"the query is nested {shape.depth} deep; {limits.max_nesting} is the most")
    if shape.reaches_out is not None:
        raise _Refusal(403, f"{shape.reaches_out} is refused: this endpoint asks no other server")
    if shape.unclear_at is not None:
        raise _Refusal(
            400,
            f"character {shape.unclear_at + 1}: write a space after < for “less than”, or the IRI from its scheme on",
        )


# What else there is


def _description(request: Request, service: Service) -> Response:
    """Describe the service, for a GET of the endpoint without a query (SPARQL 1.1 Service Description, section 2)."""
    choice = choose(request.headers.get("accept"), (*GRAPHS, HTML))
    if choice is None:
        raise _Refusal(406, not_acceptable((*GRAPHS, HTML)))
    if choice.format is HTML:
        return _page(request, service)
    body = pages.description(_endpoint(request), choice.format.media_type, _number_of_triples(service))
    return Response(200, (("Content-Type", choice.content_type), *_VARYING), body)


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


def _health(request: Request, service: Service) -> Response:
    _check_method(request, PAGE_METHODS)
    return _plain(200, f"ok, store version {service.version() or 'none'}", (("Cache-Control", "no-store"),))


def _page(request: Request, service: Service) -> Response:
    """Show a form, and below it the answer to the query in it, if there is one."""
    _check_method(request, PAGE_METHODS)
    queries = [value for name, value in _form(request.query_string) if name == "query"] if request.path == "/" else []
    status, outcome = 200, pages.Outcome()
    if queries and queries[0].strip():
        try:
            _check_text(queries[0], service.limits)
            question = Question(queries[0], results=choose(None, RESULTS), graph=choose(None, GRAPHS))
            outcome = _outcome(_ask(service, question))
        except _Refusal as refusal:
            status, outcome = refusal.status, pages.Outcome(error=refusal.message)
    body = pages.page(_endpoint(request), queries[0] if queries else None, outcome)
    return Response(status, (("Content-Type", "text/html; charset=utf-8"), *pages.SAFETY), body)


def _outcome(answer: Answer) -> pages.Outcome:
    body = answer.body
    if not isinstance(body, bytes):
        too_long = _Refusal(413, "the answer is too long for a page; add a LIMIT, or fetch it with curl")
        body = _read(body, pages.MAX_BYTES, too_long)
    return pages.Outcome(content_type=answer.content_type, body=body)


def _read(stream: Stream, limit: int, too_long: _Refusal) -> bytes:
    chunks: list[bytes] = []
    size = 0
    try:
        for chunk in stream:
            size += len(chunk)
            if size > limit:
                raise too_long
            chunks.append(chunk)
    except KGError as error:
        raise _Refusal(503, str(error)) from error
    finally:
        stream.close()
    return b"".join(chunks)


def _plain(status: int, message: str, headers: Headers = ()) -> Response:
    line = " ".join(message.split())
    return Response(status, (("Content-Type", _PLAIN), *headers), f"{line}\n".encode("utf-8", "replace"))


def _with_headers(response: Response, headers: Headers) -> Response:
    return Response(response.status, (*response.headers, *headers), response.body)
