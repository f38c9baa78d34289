"""The endpoint as an ASGI application: bytes in and out, and threads for what waits on a worker."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path

import anyio
from anyio import to_thread
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect
from starlette.requests import Request as AsgiRequest
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from kg.errors import KGError
from kg.server.messages import Limits, Request, Response, Service, Stream
from kg.server.protocol import whole
from kg.server.routes import needs_a_worker, respond
from kg.server.workers import MAX_WAITING, Pool, Stop

log = logging.getLogger(__name__)


def make_app(pool: Pool, limits: Limits, ontology: Path | None = None, queries: Path | None = None) -> Starlette:
    """Return the application, which serves the files of those folders too; the pool stays the caller's to close."""
    return Starlette(routes=[Route("/{path:path}", Endpoint(pool, limits, ontology, queries))])


class Endpoint:
    """One request at a time: read it, have it answered, send the answer; stop the query when the client goes away."""

    def __init__(self, pool: Pool, limits: Limits, ontology: Path | None, queries: Path | None) -> None:
        self._pool = pool
        self._limits = limits
        self._folders = ontology, queries
        self._limiter: anyio.CapacityLimiter | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            request = await _read(AsgiRequest(scope, receive), self._limits.max_body_bytes)
        except ClientDisconnect:
            return
        stop = Stop()
        service = Service(partial(self._pool.ask, stop=stop), self._pool.version, self._limits, *self._folders)
        if not needs_a_worker(request):
            await _send(respond(request, service), scope, send, stop)
            return
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(_watch, receive, stop)
            response = await to_thread.run_sync(respond, request, service, limiter=self._threads())
            try:
                await _send(response, scope, send, stop)
            finally:
                if not isinstance(response.body, bytes):
                    with anyio.CancelScope(shield=True):
                        await to_thread.run_sync(response.body.close)
            tasks.cancel_scope.cancel()

    def _threads(self) -> anyio.CapacityLimiter:
        """Return a limit above what the pool lets in, so that it is the pool that says when enough are waiting."""
        if self._limiter is None:  # made on first use: it belongs to a running loop
            self._limiter = anyio.CapacityLimiter(2 * MAX_WAITING + 16)
        return self._limiter


async def _read(request: AsgiRequest, max_body_bytes: int) -> Request:
    """Read a request; of a body that is too long only the beginning, which `respond` then refuses for its length."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > max_body_bytes:
            break
    headers: dict[str, str] = {}
    for name, value in request.headers.items():
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return Request(
        method=request.method,
        path=request.scope["path"],
        query_string=request.scope["query_string"].decode("utf-8", "replace"),
        headers=headers,
        body=bytes(body),
        origin=f"{request.url.scheme}://{request.url.netloc}",
    )


async def _watch(receive: Receive, stop: Stop) -> None:
    """Stop the query when the client goes away."""
    while (await receive())["type"] != "http.disconnect":
        pass
    await to_thread.run_sync(stop.set)


async def _send(response: Response, scope: Scope, send: Send, stop: Stop) -> None:
    if scope["http_version"] == "1.0" and scope["method"] != "HEAD":
        # There the end of the connection is the end of the answer, so a broken one would look whole.
        response = await to_thread.run_sync(whole, response)
    body = response.body
    headers = [(name.lower().encode(), value.encode("latin-1", "replace")) for name, value in response.headers]
    if isinstance(body, bytes) and response.status not in (204, 304):
        headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    if isinstance(body, bytes) or scope["method"] == "HEAD":
        content = body if isinstance(body, bytes) and scope["method"] != "HEAD" else b""
        await send({"type": "http.response.body", "body": content})
        return
    await _send_pieces(body, send, stop)


async def _send_pieces(body: Stream, send: Send, stop: Stop) -> None:
    """Send pieces as they come. When they stop short nothing ends the body, so the server drops the connection."""
    pieces = iter(body)
    try:
        while not stop.is_set and (piece := await to_thread.run_sync(next, pieces, None)) is not None:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        if not stop.is_set:
            await send({"type": "http.response.body", "body": b""})
    except KGError as error:
        if not stop.is_set:
            log.warning("an answer was broken off: %s", error)
