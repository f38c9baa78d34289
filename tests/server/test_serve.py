"""`kg serve` as a user meets it: a process, a socket, signals."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from pyoxigraph import Literal, NamedNode, Quad

from kg.cli.serve import serve
from kg.errors import SettingsError, StoreError
from kg.server.run import Options
from kg.server.run import serve as run
from kg.store.embedded import open_store

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 60.0
FOREVER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?l) }"
FLOOD = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@dataclass(frozen=True, slots=True)
class Server:
    process: subprocess.Popen[str]
    url: str
    line: str


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("serve") / "store"
    a, g = NamedNode("urn:x:a"), NamedNode("urn:x:g")
    with open_store(path) as store:
        store.load(Quad(a, a, Literal(number), g) for number in range(300))
    return path


@contextlib.contextmanager
def serving(path: Path, *options: str) -> Iterator[Server]:
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from kg.cli import main; main()",
            "serve",
            "--store",
            str(path),
            "--port",
            "0",
            *options,
        ],
        stderr=subprocess.PIPE,
        text=True,
        cwd=path.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stderr is not None
    try:
        line = process.stderr.readline()
        if line.startswith("warning"):
            line += process.stderr.readline()
        found = re.search(r"http://[\w.:\[\]]+/sparql", line)
        assert found is not None, line
        yield Server(process, found.group(), line)
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


def end(server: Server, number: int) -> int:
    server.process.send_signal(number)
    return server.process.wait(timeout=PATIENCE_S)


def descendants(parent: int) -> set[int]:
    """Return the processes below one, by what Linux says of each."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError):
            parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    found: set[int] = set()
    while new := {child for child, above in parents.items() if above in found | {parent}} - found:
        found |= new
    return found


def is_running(process: int) -> bool:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def ask(server: Server, sparql: str) -> httpx.Response:
    return httpx.get(server.url, params={"query": sparql}, timeout=PATIENCE_S)


def test_it_answers_stops_what_takes_too_long_and_leaves_nothing_behind(path: Path) -> None:
    with serving(path, "--timeout", "1") as server:
        assert "curl --data-urlencode" in server.line
        assert ask(server, "ASK { ?s ?p 7 }").json() == {"head": {}, "boolean": True}
        posted = httpx.post(server.url, data={"query": "ASK {}"}, headers={"accept": "text/csv"}, timeout=PATIENCE_S)
        assert posted.text == "true"

        stopped = ask(server, FOREVER)
        assert (stopped.status_code, stopped.headers["retry-after"]) == (503, "1")
        assert stopped.text == "the query took longer than 1 s and was stopped; ask for less, or for a LIMIT\n"

        with pytest.raises(httpx.RemoteProtocolError):  # it began well, and must not end as if it were whole
            ask(server, FLOOD)
        assert ask(server, "ASK {}").status_code == 200
        assert httpx.get(server.url.replace("/sparql", "/health"), timeout=PATIENCE_S).text.startswith("ok")

        children = descendants(server.process.pid) if sys.platform == "linux" else set()
        assert end(server, signal.SIGTERM) == 0
        for _ in range(600):
            if not any(map(is_running, children)):
                break
            time.sleep(0.1)
        assert not [child for child in children if is_running(child)]


def test_one_interrupt_ends_it_even_at_work(path: Path) -> None:
    with serving(path, "--workers", "1", "--timeout", "600") as server, ThreadPoolExecutor() as clients:
        asked = [clients.submit(ask, server, sparql) for sparql in (FOREVER, FOREVER, FLOOD)]
        wait(asked, timeout=2)  # by then one is at work and the others wait for its worker
        assert end(server, signal.SIGINT) == 0
        for answer in asked:
            with contextlib.suppress(httpx.TransportError):
                assert (answer.result().status_code, answer.result().text[:20]) == (503, "the server is ending")
        assert server.process.stderr is not None
        assert "Traceback" not in server.process.stderr.read()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_workers_end_with_a_server_that_is_killed(path: Path) -> None:
    with serving(path) as server:
        assert ask(server, "ASK {}").status_code == 200
        children = descendants(server.process.pid)
        assert len(children) >= 2
        end(server, signal.SIGKILL)
        for _ in range(600):
            if not any(map(is_running, children)):
                break
            time.sleep(0.1)
        assert not [child for child in children if is_running(child)]


def test_it_warns_when_others_can_reach_it(path: Path) -> None:
    with serving(path, "--host", "0.0.0.0") as server:
        assert server.line.startswith("warning: 0.0.0.0 can be reached from other machines")


def test_it_does_not_start_without_a_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store at"):
        run(Options(tmp_path / "none"))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("port", "host"), [(0, "no such host"), (99999, "127.0.0.1"), (0, "192.0.2.1")])
def test_an_address_that_cannot_be_had_is_one_line(path: Path, port: int, host: str) -> None:
    with pytest.raises(SettingsError, match=r"^cannot listen on .*; choose another with --host and --port$"):
        run(Options(path, host=host, port=port))


@pytest.mark.parametrize("options", [["--workers", "0"], ["--timeout", "0"], ["--port", "x"]])
def test_settings_that_make_no_sense(path: Path, options: list[str]) -> None:
    result = CliRunner().invoke(serve, ["--store", str(path), *options])
    assert isinstance(result.exception, SettingsError)


def test_iris_dereference_over_a_socket(known_path: Path) -> None:
    with serving(known_path) as server, httpx.Client(timeout=PATIENCE_S) as client:
        root = server.url.removesuffix("/sparql")
        turtle = client.get(f"{root}/id/country/ML", headers={"accept": "text/turtle"}, follow_redirects=True)
        assert (turtle.status_code, turtle.history[0].status_code) == (200, 303)
        assert str(turtle.url) == f"{root}/data/country/ML.ttl"
        assert 'kg:countryCode "ML"' in turtle.text

        page = client.get(f"{root}/id/country/ML", headers={"accept": "text/html"}, follow_redirects=True)
        assert str(page.url) == f"{root}/page/country/ML"
        assert "<h1>Mali</h1>" in page.text
        known = {"if-none-match": page.headers["etag"]}
        assert client.get(str(page.url), headers=known).status_code == 304

        for path in ("/id/country/ML", "/page/country/ML", "/data/country/ML.ttl", "/graph/facts.nt", "/ontology", "/"):
            got, head = client.get(root + path), client.head(root + path)
            assert head.content == b""
            assert (head.status_code, head.headers["content-type"]) == (got.status_code, got.headers["content-type"])

        for path in (
            "/id/x%3E%20%3Fp%20%3Fo",
            "/page/x%0d%0aSet-Cookie:%20a=b",
            "/id/%FF",
            "/rule/..%2F..%2Fpyproject",
        ):
            response = client.get(root + path)
            assert response.status_code == 404
            assert "set-cookie" not in response.headers
        assert client.get(f"{root}/id/country/M%C3%A4li").status_code == 404

        saved = client.get(f"{root}/queries/timeline-of-a-country.csv", params={"country": "ML"})
        assert saved.headers["content-type"].startswith("text/csv")
        assert saved.text.startswith("date,")
        assert 'id="Coup"' in client.get(f"{root}/ontology", headers={"accept": "text/html"}).text
        assert end(server, signal.SIGTERM) == 0


def test_a_page_that_takes_too_long_is_stopped_like_a_query(path: Path) -> None:
    with serving(path, "--timeout", "1") as server:
        root = server.url.removesuffix("/sparql")
        answer = httpx.get(f"{root}/", params={"query": FOREVER}, timeout=PATIENCE_S)
        assert answer.status_code == 503
        assert "took longer than 1 s and was stopped" in answer.text
        assert httpx.get(f"{root}/find", timeout=PATIENCE_S).status_code == 200
