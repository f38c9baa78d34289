"""Start the endpoint on a socket, and end it with all its processes."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import os
import signal
import socket
import sys
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from kg.errors import SettingsError
from kg.server.app import make_app
from kg.server.messages import Limits
from kg.server.workers import Pool
from kg.store.embedded import open_store

GRACE_S = 2
"""Seconds that queries in progress may still take when the server is told to end."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to serve which store; port 0 takes a free one. The folders of the ontology and of the queries may be left out."""

    store: Path
    host: str = "127.0.0.1"
    port: int = 7878
    workers: int = 2
    limits: Limits = field(default_factory=Limits)
    ontology: Path | None = None
    queries: Path | None = None


def serve(options: Options) -> None:
    """Answer requests until SIGINT or SIGTERM; says on stderr where, once connections are taken.

    Raises `StoreError` when there is no store to read, `SettingsError` when the address cannot be had.
    """
    _check(options)
    open_store(options.store, read_only=True).close()  # tells at once, and in this process, when it cannot be read
    listener = _listen(options.host, options.port)
    pool = Pool(options.store, workers=options.workers, timeout_s=options.limits.timeout_s)
    try:
        _announce(listener, options)
        _run(make_app(pool, options.limits, options.ontology, options.queries), listener, pool)
    finally:
        pool.close()
        listener.close()


def _check(options: Options) -> None:
    if options.workers < 1:
        raise SettingsError("workers: at least 1 is needed")
    if options.limits.timeout_s <= 0:
        raise SettingsError("timeout_s: must be more than 0 seconds")


def _listen(host: str, port: int) -> socket.socket:
    if port > 65535:  # getaddrinfo would take it modulo 65536
        raise _no_address(host, port, "ports end at 65535")
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family, backlog=128)
    except socket.gaierror as error:
        raise _no_address(host, port, error.strerror or "no such host") from error
    except OSError as error:
        raise _no_address(host, port, os.strerror(error.errno or 0)) from error


def _no_address(host: str, port: int, reason: str) -> SettingsError:
    return SettingsError(f"cannot listen on {host}, port {port} ({reason}); choose another with --host and --port")


def _announce(listener: socket.socket, options: Options) -> None:
    host, port = listener.getsockname()[:2]
    if not ipaddress.ip_address(host.partition("%")[0]).is_loopback:
        _say(f"warning: {host} can be reached from other machines, and anyone there may ask queries")
    url = f"http://{f'[{host}]' if ':' in host else host}:{port}/sparql"
    example = f"curl --data-urlencode 'query=SELECT * {{ ?s ?p ?o }} LIMIT 3' {url}"
    _say(f"kg serve: {options.store} at {url} (Ctrl-C ends it); try: {example}")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _run(app: Starlette, listener: socket.socket, pool: Pool) -> None:
    # When uvicorn has ended in good order it raises the signal once more; then it shall do nothing.
    before = {number: signal.signal(number, _ignore) for number in (signal.SIGINT, signal.SIGTERM)}
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        ws="none",
        lifespan="off",
    )
    logging.getLogger("uvicorn.error").addFilter(_is_news)
    try:
        _Server(config, pool).run(sockets=[listener])
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Server(uvicorn.Server):
    """A server that ends queries still in progress some seconds after it was told to end.

    uvicorn would cancel their tasks instead, with a traceback for each, and leave the workers at it.
    """

    def __init__(self, config: uvicorn.Config, pool: Pool) -> None:
        super().__init__(config)
        self._pool = pool

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        asyncio.get_running_loop().call_later(GRACE_S, self._pool.close)
        await super().shutdown(sockets)


def _is_news(record: logging.LogRecord) -> bool:
    """Pass over what `kg.server.app` has told already, and better."""
    return "without completing response" not in record.getMessage()


def _ignore(number: int, frame: object) -> None:
    """Let a signal pass."""
