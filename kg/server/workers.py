"""Processes that answer queries, so that one which takes too long or too much can be stopped.

Oxigraph can neither cancel a query nor limit its memory, and some texts overflow its parser's stack: only a process of
its own contains that. Each worker has the newest finished copy of the store open for reading, answers one question at a
time, and is killed and started anew when its time is up.

What goes through the pipe are frames of one letter and a content:
`R` ready; `H` the head of an answer, `D` a piece of it, `L` the last piece; `X` an error, before or instead of `L`.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import logging
import multiprocessing
import multiprocessing.connection
import os
import platform
import queue
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from pathlib import Path
from typing import IO, TypeAlias, cast

import pyoxigraph as ox
from pyoxigraph import NamedNode, QueryResultsFormat, RdfFormat

from kg.errors import KGError, QueryError, QueryTimeout, StoreError
from kg.server.messages import Answer, Busy, NotAcceptable, Question, WorkerLost, not_acceptable
from kg.server.negotiation import GRAPHS, RESULTS, Choice
from kg.store.embedded import EmbeddedStore, current_version, open_store
from kg.vocab import PREFIXES

log = logging.getLogger(__name__)

Send: TypeAlias = Callable[[bytes], None]
Context: TypeAlias = ForkServerContext | SpawnContext

CHUNK_BYTES = 65536
"""An answer up to this long comes whole; a longer one in pieces of about this size."""
HOLD_S = 0.2
"""Seconds that rows are held back to fill a piece."""
MEMORY_BYTES = 2 << 30
"""Address space of one worker, where the system can limit it; beyond it the worker aborts."""
START_S = 60.0
"""Seconds a worker may take to start and open the store."""
MAX_WAITING = 32
"""Clients that may wait for a worker; the next is sent away."""

_ERRORS: dict[str, type[KGError]] = {
    error.__name__: error for error in (QueryError, QueryTimeout, NotAcceptable, StoreError)
}


# In the worker


def answer(store: EmbeddedStore, question: Question, send: Send) -> None:
    """Answer one question in frames; an error becomes a frame. `send` must not raise."""
    try:
        _answer(store, question, send)
    except KGError as error:
        name = next((kind.__name__ for kind in type(error).__mro__ if kind.__name__ in _ERRORS), "StoreError")
        send(b"X" + json.dumps([name, str(error)]).encode())
    except Exception as error:  # whatever pyoxigraph raises while rows are drawn: the worker itself is fine
        send(b"X" + json.dumps(["StoreError", f"the query failed: {' '.join(str(error).split())[:300]}"]).encode())


def _answer(store: EmbeddedStore, question: Question, send: Send) -> None:
    default_graphs = [NamedNode(iri) for iri in question.default_graphs]
    named_graphs = [NamedNode(iri) for iri in question.named_graphs]
    result = store.answer(question.sparql, default_graphs, named_graphs, question.base_iri)
    if isinstance(result, ox.QueryTriples):
        choice = _chosen(question.graph, GRAPHS)
        sink = _begin(choice, store, send)
        if question.has_prefixes:  # through Python, statement by statement
            triples = result if question.first is None else _sorted(result, question.first)
            ox.serialize(triples, cast("IO[bytes]", sink), format=_rdf_format(choice), prefixes=PREFIXES)
        else:
            result.serialize(cast("IO[bytes]", sink), format=_rdf_format(choice))
    else:
        choice = _chosen(question.results, RESULTS)
        sink = _begin(choice, store, send)
        result.serialize(cast("IO[bytes]", sink), format=_results_format(choice))
    sink.finish()


def _sorted(triples: Iterable[ox.Triple], first: str) -> list[ox.Triple]:
    """Return triples each once and in order, those about one thing before the others."""
    about = f"<{first}>"
    return sorted(set(triples), key=lambda triple: (str(triple.subject) != about, str(triple)))


def _chosen(choice: Choice | None, offers: tuple[object, ...]) -> Choice:
    if choice is None:
        raise NotAcceptable(not_acceptable(offers))
    return choice


def _begin(choice: Choice, store: EmbeddedStore, send: Send) -> _Sink:
    head = b"H" + json.dumps([choice.content_type, store.version]).encode()
    return _Sink(head, send)


def _rdf_format(choice: Choice) -> RdfFormat:
    found = RdfFormat.from_media_type(choice.format.media_type)
    assert found is not None, choice
    return found


def _results_format(choice: Choice) -> QueryResultsFormat:
    found = QueryResultsFormat.from_media_type(choice.format.media_type)
    assert found is not None, choice
    return found


class _Sink:
    """A file that pyoxigraph writes an answer to, and that passes it on in pieces of some size."""

    def __init__(self, head: bytes, send: Send) -> None:
        self._head: bytes | None = head
        self._send = send
        self._buffer = bytearray()
        self._sent_at = time.monotonic()

    def write(self, data: bytes) -> int:
        self._buffer += data
        if len(self._buffer) > CHUNK_BYTES or time.monotonic() - self._sent_at > HOLD_S:
            self._flush(b"D")
        return len(data)

    def flush(self) -> None:
        """Do nothing: when a piece is complete is decided in `write`."""

    def finish(self) -> None:
        self._flush(b"L")

    def _flush(self, letter: bytes) -> None:
        if self._head is not None:
            self._send(self._head)
            self._head = None
        self._send(letter + bytes(self._buffer))
        self._buffer.clear()
        self._sent_at = time.monotonic()


def _work(pipe: Connection, path: str) -> None:
    """Answer questions until the pipe closes; what a worker process runs."""
    # Ctrl-C goes to the whole process group; the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not log.isEnabledFor(logging.DEBUG):
        # Rust writes to stderr when it aborts; the parent says the same in one line.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stderr__.fileno() if sys.__stderr__ else 2)
    deny_network()
    with contextlib.suppress(EOFError, OSError):  # the parent has closed the pipe
        _work_on(pipe, Path(path))


def _work_on(pipe: Connection, path: Path) -> None:
    def send(frame: bytes) -> None:
        try:
            pipe.send_bytes(frame)
        except OSError:  # nobody listens; an exception would have to pass through Oxigraph
            os._exit(0)

    try:
        store = open_store(path, read_only=True)
    except StoreError as error:
        send(b"X" + json.dumps(["StoreError", str(error)]).encode())
        return
    send(b"R")
    while True:
        question = pipe.recv()
        store = _newest(store, path)
        answer(store, question, send)


def _newest(store: EmbeddedStore, path: Path) -> EmbeddedStore:
    """Return the store as it is now; the old copy will do if the new one cannot be opened."""
    try:
        if store.is_current():
            return store
        newer = open_store(path, read_only=True)
    except StoreError:
        return store
    store.close()
    return newer


def _end_with_parent() -> None:
    """End this process when its parent ends, however that came: a query in progress hears nothing of it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(0)


def deny_network() -> bool:
    """Forbid this thread to open sockets, for good; say whether that worked (Linux on x86-64 and arm64).

    A second wall behind the scan for SERVICE in `kg.server.protocol`: Oxigraph has no switch that turns it off. A
    seccomp filter needs no privilege, unlike a network namespace: see seccomp(2).
    """
    numbers = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}  # AUDIT_ARCH_…, the number of socket(2)
    if sys.platform != "linux" or platform.machine() not in numbers:
        return False
    architecture, socket = numbers[platform.machine()]
    program = [
        (0x20, 0, 0, 4),  # load the architecture
        (0x15, 0, 3, architecture),  # another one: allow
        (0x20, 0, 0, 0),  # load the number of the call
        (0x15, 0, 1, socket),  # not socket(2): allow
        (0x06, 0, 0, 0x00050001),  # fail with EPERM
        (0x06, 0, 0, 0x7FFF0000),  # allow
    ]
    code = b"".join(
        opcode.to_bytes(2, sys.byteorder) + bytes((yes, no)) + operand.to_bytes(4, sys.byteorder)
        for opcode, yes, no, operand in program
    )
    return _install_filter(code, len(program))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def _install_filter(code: bytes, length: int) -> bool:
    no_new_privileges, set_seccomp, mode_filter = 38, 22, 2
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(no_new_privileges, 1, 0, 0, 0) != 0:
        return False
    return bool(library.prctl(set_seccomp, mode_filter, ctypes.byref(_Program(length, code)), 0, 0) == 0)


# In the parent


class Stop:
    """A hand on a question in progress: `set` ends it, from any thread, before or while it runs."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._worker: _Worker | None = None
        self.is_set = False

    def set(self) -> None:
        with self._lock:
            self.is_set = True
            if self._worker is not None:
                self._worker.kill()

    def hold(self, worker: _Worker | None) -> None:
        """Take note of the worker that now answers; None when it no longer does."""
        with self._lock:
            self._worker = worker
            if worker is not None and self.is_set:
                worker.kill()


class Pool:
    """Some workers on one store; `ask` may be called from many threads."""

    def __init__(self, path: Path, *, workers: int, timeout_s: float) -> None:
        self.path = path
        self.timeout_s = timeout_s
        self._idle: queue.Queue[_Worker] = queue.Queue()
        self._room = threading.BoundedSemaphore(workers + MAX_WAITING)
        self.is_closed = False
        context = _context()
        self._workers = tuple(_Worker(context, path) for _ in range(workers))
        for worker in self._workers:
            worker.start()
            self._idle.put(worker)

    def version(self) -> str | None:
        """Name the newest finished copy of the store."""
        try:
            return current_version(self.path)
        except (StoreError, OSError):
            return None

    def ask(self, question: Question, stop: Stop | None = None) -> Answer:
        """Answer a question within the time limit, or raise what `kg.server.protocol.Service` lists.

        The limit runs from when a worker takes the question to when the last piece of the answer has been read.
        """
        if not self._room.acquire(blocking=False):
            raise Busy("the server is busy; try again in a while")
        stop = stop or Stop()
        try:
            worker = self._idle.get(timeout=self.timeout_s)
        except queue.Empty:
            self._room.release()
            raise Busy("the server is busy; try again in a while") from None
        reply = _Reply(self, worker, stop)
        try:
            if self.is_closed:
                raise Busy(_ENDING)
            stop.hold(worker)
            return reply.begin(question)
        except BaseException:
            reply.close()
            raise

    def give_back(self, worker: _Worker, *, is_usable: bool) -> None:
        """Take a worker back from a reply; one that is not usable is ended and started anew."""
        if not is_usable or self.is_closed:
            worker.end()
        if not is_usable and not self.is_closed:
            worker.start()
        self._idle.put(worker)
        self._room.release()

    def close(self) -> None:
        """End all workers, whatever they are at; safe to call twice."""
        self.is_closed = True
        for worker in self._workers:
            worker.kill()
        for worker in self._workers:
            worker.join()


class _Worker:
    """One process and the pipe to it. All but `kill` is for the thread that has taken it from the pool."""

    def __init__(self, context: Context, path: Path) -> None:
        self._context = context
        self._path = path
        self._is_ready = False

    def start(self) -> None:
        self._is_ready = False
        self._pipe, theirs = self._context.Pipe()
        self._process = self._context.Process(target=_work, args=(theirs, str(self._path)), daemon=True)
        self._process.start()
        theirs.close()

    def kill(self) -> None:
        with contextlib.suppress(ValueError, OSError):  # it has ended already
            self._process.kill()

    def join(self) -> None:
        with contextlib.suppress(ValueError):
            self._process.join()

    def end(self) -> None:
        self.kill()
        self.join()
        self._pipe.close()

    def send(self, question: Question) -> None:
        """Pass on a question, once the process is ready for one."""
        if not self._is_ready:
            try:
                frame = self.receive(time.monotonic() + START_S)
            except QueryTimeout:
                raise StoreError(f"a worker did not open {self._path} within {START_S:g} s") from None
            if frame != b"R":
                raise error_in(frame)
            self._is_ready = True
        try:
            self._pipe.send(question)
        except OSError as error:
            raise WorkerLost(_LOST) from error

    def receive(self, deadline: float) -> bytes:
        """Return the next frame; raises `QueryTimeout` when none comes in time, `WorkerLost` when none can come."""
        try:
            if not self._pipe.poll(max(0.0, deadline - time.monotonic())):
                raise QueryTimeout
            return self._pipe.recv_bytes()
        except (EOFError, OSError) as error:
            raise WorkerLost(_LOST) from error


_LOST = "the query needed more memory or deeper nesting than there is, and was stopped; ask for less"


_ENDING = "the server is ending; try again in a while"


class _Reply:
    """The answer to one question, as a `Stream`; owns the worker until closed or read to its end."""

    def __init__(self, pool: Pool, worker: _Worker, stop: Stop) -> None:
        self._pool = pool
        self._worker: _Worker | None = worker
        self._stop = stop
        self._first = b""
        self._deadline = 0.0

    def begin(self, question: Question) -> Answer:
        """Ask, and wait for the whole answer or the first piece of a long one."""
        assert self._worker is not None
        self._worker.send(question)
        self._deadline = time.monotonic() + self._pool.timeout_s
        content_type, version = json.loads(self._receive()[1:])
        frame = self._receive()
        if frame.startswith(b"L"):
            self._finish()
            return Answer(content_type, version, frame[1:])
        self._first = frame[1:]
        return Answer(content_type, version, self)

    def __iter__(self) -> Iterator[bytes]:
        yield self._first
        frame = b""
        while not frame.startswith(b"L"):
            frame = self._receive()
            if frame.startswith(b"L"):
                self._finish()
            yield frame[1:]

    def close(self) -> None:
        if self._worker is not None:
            self._release(is_usable=False)

    def _receive(self) -> bytes:
        assert self._worker is not None
        try:
            frame = self._worker.receive(self._deadline)
        except QueryTimeout:
            log.info("a query was stopped after %g s", self._pool.timeout_s)
            raise QueryTimeout(
                f"the query took longer than {self._pool.timeout_s:g} s and was stopped; ask for less, or for a LIMIT"
            ) from None
        except WorkerLost:
            if self._pool.is_closed:
                raise Busy(_ENDING) from None
            if not self._stop.is_set:
                log.warning("a query brought its worker down; another takes its place")
            raise
        if frame.startswith(b"X"):
            self._finish()
            raise error_in(frame)
        return frame

    def _finish(self) -> None:
        """Give the worker back: it has sent the last frame and waits for the next question."""
        self._release(is_usable=True)

    def _release(self, *, is_usable: bool) -> None:
        worker, self._worker = self._worker, None
        assert worker is not None
        self._stop.hold(None)
        # A stop that came with the last frame may have killed it.
        self._pool.give_back(worker, is_usable=is_usable and not self._stop.is_set)


def error_in(frame: bytes) -> KGError:
    """Return the error that an `X` frame carries."""
    name, message = json.loads(frame[1:])
    return _ERRORS.get(name, StoreError)(message)


def _context() -> Context:
    """Return the quickest safe way to start processes: a server that has imported everything, where there is one."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["kg.server.workers"])
        return context
    return multiprocessing.get_context("spawn")
