"""Worker processes: real ones, on a real store."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import QueryError, QueryTimeout
from kg.server.messages import Busy, NotAcceptable, Question, WorkerLost
from kg.server.negotiation import GRAPHS, RESULTS, choose
from kg.server.workers import Pool, Stop
from kg.store.embedded import open_store

pytestmark = pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning")

NUMBERS = 300
ROWS = "SELECT * { ?a ?p ?b . ?c ?q ?d }"  # 90,000 rows
FOREVER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?l) }"
FLOOD = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
CRASH = "ASK { FILTER(" + "+".join("1" * 30000) + ") }"  # a stack as deep as the sum is long


def question(sparql: str, accept: str | None = "text/csv") -> Question:
    return Question(sparql, results=choose(accept, RESULTS), graph=choose(accept, GRAPHS))


def read(pool: Pool, sparql: str, stop: Stop | None = None) -> int:
    """Ask, read the whole answer and return its length."""
    body = pool.ask(question(sparql), stop).body
    if isinstance(body, bytes):
        return len(body)
    try:
        return sum(map(len, body))
    finally:
        body.close()


def text(pool: Pool, sparql: str) -> str:
    body = pool.ask(question(sparql)).body
    assert isinstance(body, bytes)
    return body.decode()


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("workers") / "store"
    a, g = NamedNode("urn:x:a"), NamedNode("urn:x:g")
    with open_store(path) as store:
        store.load(Quad(a, a, Literal(number), g) for number in range(NUMBERS))
    return path


@pytest.fixture(scope="module")
def pool(path: Path) -> Iterator[Pool]:
    pool = Pool(path, workers=1, timeout_s=120)
    yield pool
    pool.close()


@pytest.fixture(scope="module")
def hasty(path: Path) -> Iterator[Pool]:
    pool = Pool(path, workers=1, timeout_s=1)
    yield pool
    pool.close()


def test_a_short_answer_comes_whole(pool: Pool) -> None:
    answer = pool.ask(question("ASK { ?s ?p 7 }"))
    assert (answer.content_type, answer.version, answer.body) == ("text/csv; charset=utf-8", "1", b"true")


def test_a_long_answer_comes_in_pieces(pool: Pool) -> None:
    answer = pool.ask(question(ROWS))
    assert not isinstance(answer.body, bytes)
    pieces = list(answer.body)
    assert len(pieces) > 10
    assert b"".join(pieces).count(b"\n") == NUMBERS**2 + 1
    answer.body.close()
    assert text(pool, "ASK {}") == "true"


@pytest.mark.parametrize(
    ("sparql", "accept", "error"),
    [
        ("SELECT", "text/csv", QueryError),
        ("ASK {}", "text/turtle", NotAcceptable),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "text/csv", NotAcceptable),
        (CRASH, "text/csv", WorkerLost),
    ],
)
def test_a_failure_costs_one_question(pool: Pool, sparql: str, accept: str, error: type[Exception]) -> None:
    with pytest.raises(error) as caught:
        pool.ask(question(sparql, accept))
    assert len(str(caught.value).splitlines()) == 1
    assert text(pool, "ASK {}") == "true"


def test_a_question_that_takes_too_long_is_stopped(hasty: Pool) -> None:
    with pytest.raises(QueryTimeout, match="longer than 1 s and was stopped"):
        hasty.ask(question(FOREVER))
    assert text(hasty, "ASK {}") == "true"


def test_an_answer_that_takes_too_long_stops_short_with_an_error(hasty: Pool) -> None:
    with pytest.raises(QueryTimeout):
        read(hasty, FLOOD)
    assert text(hasty, "ASK {}") == "true"


def test_an_answer_that_nobody_wants_frees_its_worker(pool: Pool) -> None:
    body = pool.ask(question(FLOOD)).body
    assert not isinstance(body, bytes)
    body.close()
    body.close()
    assert text(pool, "ASK {}") == "true"


@pytest.mark.parametrize("sparql", [FOREVER, FLOOD])
def test_a_stop_ends_a_question_at_once(pool: Pool, sparql: str) -> None:
    stop = Stop()
    threading.Timer(0.5, stop.set).start()
    with pytest.raises(WorkerLost):
        read(pool, sparql, stop)
    assert text(pool, "ASK {}") == "true"


def test_more_than_enough_clients_are_sent_away(hasty: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hasty, "_room", threading.BoundedSemaphore(1))
    body = hasty.ask(question(FLOOD)).body
    assert not isinstance(body, bytes)
    with pytest.raises(Busy):
        hasty.ask(question("ASK {}"))
    body.close()
    assert text(hasty, "ASK {}") == "true"


def test_what_a_later_build_adds_is_served(tmp_path: Path) -> None:
    path, a = tmp_path / "store", NamedNode("urn:x:a")
    open_store(path).close()
    pool = Pool(path, workers=1, timeout_s=120)
    try:
        assert (text(pool, "ASK { ?s ?p ?o }"), pool.version()) == ("false", "1")
        with open_store(path) as writer:
            writer.load([Quad(a, a, a, a)])
            assert text(pool, "ASK { ?s ?p ?o }") == "false"
        assert (text(pool, "ASK { ?s ?p ?o }"), pool.version()) == ("true", "2")
    finally:
        pool.close()


@pytest.mark.skipif(sys.platform != "linux", reason="seccomp is Linux's")
def test_a_worker_cannot_reach_the_network() -> None:
    """The scan for SERVICE is not in the way here: only the second wall is tried."""
    program = (
        "import sys; from kg.server.workers import deny_network; import pyoxigraph\n"
        "print(deny_network())\n"
        "try: list(pyoxigraph.Store().query(sys.argv[1]))\n"
        "except OSError as error: print(error)\n"
    )
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        done = subprocess.run(
            [sys.executable, "-c", program, f"SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}"],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        )
        if done.stdout.startswith("False"):
            pytest.skip("this machine or its container has no seccomp")
        assert "not permitted" in done.stdout
        with pytest.raises(BlockingIOError):
            listener.accept()
