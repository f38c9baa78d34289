"""What goes in and out of the endpoint: a `Request` in, a `Response` out, and what answering needs of the world."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Protocol, TypeAlias
from urllib.parse import parse_qsl

from kg import __version__
from kg.errors import KGError, QueryError, QueryTimeout, StoreError
from kg.server.negotiation import Choice

Headers: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Request:
    """What a client sent. `query_string` is as it came, without the `?`; header names are in lower case.

    `path` has its percent escapes resolved; `origin` is how the client names this server, such as
    `http://127.0.0.1:7878`.
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
    `has_prefixes` asks for triples written with the shared prefixes, which takes longer; `first` for all of them sorted,
    and those about that IRI before the others.
    """

    sparql: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    results: Choice | None = None
    graph: Choice | None = None
    base_iri: str | None = None
    has_prefixes: bool = False
    first: str | None = None


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
    """What answering needs of the world.

    `ask` runs one question; it raises `QueryError`, `QueryTimeout`, `NotAcceptable`, `Busy` or another `StoreError`.
    `version` names the newest copy of the store, None where answers cannot be told apart by it. `ontology` and
    `queries` are the folders whose files are served; None where there is none.
    """

    ask: Callable[[Question], Answer]
    version: Callable[[], str | None] = lambda: None
    limits: Limits = Limits()
    ontology: Path | None = None
    queries: Path | None = None


class Refusal(Exception):
    """A response that ends the matter, from wherever it was noticed."""

    def __init__(self, status: int, message: str, headers: Headers = ()) -> None:
        super().__init__(message)
        self.status, self.message, self.headers = status, message, headers


READING = ("GET", "HEAD")
VARYING: Headers = (("Vary", "Accept"), ("Cache-Control", "no-cache"))
CORS: Headers = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "Content-Location, ETag, Retry-After"),
)
PLAIN = "text/plain; charset=utf-8"


def plain(status: int, message: str, headers: Headers = ()) -> Response:
    """Return a response of one line."""
    line = " ".join(message.split())
    return Response(status, (("Content-Type", PLAIN), *headers), f"{line}\n".encode("utf-8", "replace"))


def with_headers(response: Response, headers: Headers) -> Response:
    return Response(response.status, (*response.headers, *headers), response.body)


def check_method(request: Request, allowed: tuple[str, ...] = READING) -> None:
    if request.method not in allowed:
        raise Refusal(405, f"{request.method} is not possible here", (("Allow", ", ".join(allowed)),))


def form(text: str) -> list[tuple[str, str]]:
    """Return the names and values of a form; raises `Refusal` when they are none or too many."""
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError as error:
        raise Refusal(400, "the parameters are not UTF-8") from error
    except ValueError as error:
        raise Refusal(400, "too many parameters") from error


def ask(service: Service, question: Question) -> Answer:
    """Run a question, or say with which status it failed; SPARQL 1.1 Protocol, 2.1.7 leaves most of them open."""
    try:
        return service.ask(question)
    except QueryError as error:
        raise Refusal(400, str(error)) from error
    except NotAcceptable as error:
        raise Refusal(406, str(error)) from error
    except (QueryTimeout, Busy) as error:
        raise Refusal(503, str(error), (("Retry-After", str(max(1, round(service.limits.timeout_s)))),)) from error
    except KGError as error:
        raise Refusal(500, str(error)) from error


def read(body: bytes | Stream, limit: int, too_long: Refusal) -> bytes:
    """Return the whole of an answer, and close it; raises the refusal given when it is longer than `limit` bytes."""
    if isinstance(body, bytes):
        return body
    chunks: list[bytes] = []
    size = 0
    try:
        for chunk in body:
            size += len(chunk)
            if size > limit:
                raise too_long
            chunks.append(chunk)
    except KGError as error:
        raise Refusal(503, str(error)) from error
    finally:
        body.close()
    return b"".join(chunks)


def not_acceptable(offers: Iterable[object]) -> str:
    """Return the line that tells a client what it could have asked for."""
    types = dict.fromkeys(getattr(offer, "media_type", "") for offer in offers)
    return f"none of the formats asked for is possible here; there are {', '.join(types)}"


def etag(version: str | None, *what: object) -> str | None:
    """Name an answer by the copy of the store and everything asked, None where copies cannot be told apart.

    Weak, since nothing promises the same bytes from another version of the store's software.
    """
    if version is None:
        return None
    digest = hashlib.sha256(repr((__version__, version, what)).encode("utf-8", "surrogatepass")).hexdigest()
    return f'W/"{digest[:32]}"'


def is_known(request: Request, tag: str | None) -> bool:
    """Say whether the client has the answer of that name already."""
    known = request.headers.get("if-none-match", "")
    return tag is not None and tag in (part.strip() for part in known.split(","))


@lru_cache(maxsize=64)
def _read_at(path: Path, _: int) -> bytes:
    return path.read_bytes()


def file_bytes(path: Path) -> bytes:
    """Return what a file holds now, read again only when it has changed."""
    try:
        return _read_at(path, path.stat().st_mtime_ns)
    except OSError as error:
        raise Refusal(404, f"{path.name} is not there") from error
