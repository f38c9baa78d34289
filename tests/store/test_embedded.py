"""The store in a directory: who may open it when, what survives, and what its errors say."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import QueryError, StoreError, StoreLocked
from kg.store import embedded
from kg.store.embedded import open_store, outline

GRAPH = NamedNode("urn:x:g")


def quad(value: int) -> Quad:
    return Quad(NamedNode("urn:x:s"), NamedNode("urn:x:p"), Literal(value), GRAPH)


def values(path: Path) -> set[str]:
    with open_store(path, read_only=True) as store:
        return {q.object.value for q in store.dump() if isinstance(q.object, Literal)}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store that holds the value 1."""
    path = tmp_path / "store"
    with open_store(path) as store:
        store.load([quad(1)])
    return path


def test_what_was_closed_is_there_for_the_next(path: Path) -> None:
    assert values(path) == {"1"}
    with open_store(path) as store:
        store.load([quad(2)])
    assert values(path) == {"1", "2"}


def test_readers_see_the_last_finished_copy_while_a_writer_writes(path: Path) -> None:
    with open_store(path, read_only=True) as early, open_store(path, read_only=True) as other:
        with open_store(path) as writer:
            writer.load([quad(2)])
            assert values(path) == {"1"}
        assert values(path) == {"1", "2"}
        for reader in (early, other):
            assert list(reader.dump()) == [quad(1)]
            assert not reader.is_current()


def test_old_copies_are_removed_when_nobody_reads_them(path: Path) -> None:
    with open_store(path, read_only=True), open_store(path) as writer:
        writer.load([quad(2)])
    assert sorted(os.listdir(path / "snapshots")) == ["1", "2"]
    open_store(path).close()
    assert os.listdir(path / "snapshots") == ["2"]


def test_a_writer_that_changes_nothing_makes_no_new_copy(path: Path) -> None:
    with open_store(path) as writer:
        writer.replace([GRAPH], [quad(1)])
    assert os.listdir(path / "snapshots") == ["1"]


def test_what_the_store_would_write_in_another_way_is_no_change(path: Path) -> None:
    graph = NamedNode("urn:x:g")
    decimal = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    quads = [Quad(graph, graph, Literal(text, datatype=decimal), graph) for text in ("10.0", "0.50", "7")]
    for _ in range(2):
        with open_store(path) as store:
            store.replace([graph], quads)
        assert os.listdir(path / "snapshots") == ["2"]


def test_a_killed_writer_leaves_the_last_copy_and_the_next_one_takes_over(path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from pyoxigraph import *; from kg.store.embedded import open_store\n"
        "store = open_store(Path(sys.argv[1]))\n"
        "g = NamedNode('urn:x:g'); store.replace([g], [Quad(g, g, Literal(2), g)])\n"
        "os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", program, str(path)], check=False).returncode == 9
    assert values(path) == {"1"}
    open_store(path).close()
    assert values(path) == {"2"}


def test_a_second_writer_is_refused_in_one_line(path: Path) -> None:
    with open_store(path), pytest.raises(StoreLocked, match=rf"^{path}: another process is writing"):
        open_store(path)
    open_store(path).close()


def _write_until_told(path: Path, pipe: Connection) -> None:
    with open_store(path):
        pipe.send("open")
        pipe.recv()


def test_another_process_holds_the_lock_until_it_ends(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=_write_until_told, args=(tmp_path / "store", theirs))
    process.start()
    try:
        assert ours.recv() == "open"
        with pytest.raises(StoreLocked, match="another process is writing"):
            open_store(tmp_path / "store")
        with pytest.raises(StoreLocked, match="the first build is still writing"):
            open_store(tmp_path / "store", read_only=True)
    finally:
        ours.send("end")
        process.join()
    assert values(tmp_path / "store") == set()


def test_a_database_that_another_program_opened_is_locked(path: Path) -> None:
    import pyoxigraph

    held = pyoxigraph.Store(path / "live")
    with pytest.raises(StoreLocked, match="another program"):
        open_store(path)
    del held


def test_a_missing_store_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=rf"^no store at {tmp_path}/none; make one with kg build$"):
        open_store(tmp_path / "none", read_only=True)
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("read_only", [True, False])
def test_a_folder_of_other_things_is_left_alone(tmp_path: Path, read_only: bool) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(StoreError, match="not a kg store"):
        open_store(tmp_path, read_only=read_only)
    assert os.listdir(tmp_path) == ["letter.txt"]


@pytest.mark.parametrize("read_only", [True, False])
def test_a_file_is_no_store(tmp_path: Path, read_only: bool) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="not a"):
        open_store(tmp_path / "file", read_only=read_only)


def test_an_empty_folder_becomes_a_store(tmp_path: Path) -> None:
    open_store(tmp_path).close()
    assert values(tmp_path) == set()


@pytest.mark.parametrize("where", ["live", "snapshots/1"])
def test_a_damaged_store_is_a_store_error_of_one_line(path: Path, where: str) -> None:
    (path / where / "CURRENT").write_text("MANIFEST-999\n")
    with pytest.raises(StoreError, match=rf"^{path}: the store cannot be read \(.*\)$"):
        open_store(path, read_only=where != "live")


@pytest.mark.parametrize(("file", "content"), [("current", b"9"), ("current", b"\xff"), ("kg-store", b"99")])
def test_a_damaged_layout_is_a_store_error(path: Path, file: str, content: bytes) -> None:
    (path / file).write_bytes(content)
    with pytest.raises(StoreError, match=str(path)):
        open_store(path, read_only=True)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_no_permission_is_a_store_error(path: Path) -> None:
    path.chmod(0)
    try:
        with pytest.raises(StoreError, match="Permission denied"):
            open_store(path, read_only=True)
    finally:
        path.chmod(0o700)


def test_a_reader_cannot_write(path: Path) -> None:
    with open_store(path, read_only=True) as store, pytest.raises(StoreError, match="reading only"):
        store.update("CLEAR ALL")
    assert values(path) == {"1"}


def test_flushing_now_and_then_loses_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "FLUSH_EVERY", 3)
    with open_store(path) as store:
        for value in range(10):
            store.load([quad(value)])
    assert len(values(path)) == 10


@pytest.mark.parametrize(
    ("sparql", "message"),
    [
        ("SELECT * WHERE {\n ?s ?p ?o . FILTER(\n}", "query:3:1: this } closes nothing"),
        ("ASK {\n [] ?p '}'", "query:1:5: this { is never closed"),
        ("SELECT * { ?s ex:p ?o }", "query:1:15: the prefix ex: is not declared; add PREFIX ex: <…>"),
        ("SELECT *\n { ?s b:c ?o }", "query:2:7: the prefix b: is not declared; add PREFIX b: <…>"),
        ("SELECT * { ?s ?p ?o } LIMIT x", 'query:1:29: not SPARQL, near "SELECT * { ?s ?p ?o } LIMIT x"'),
        ("SELECT ?s (SUM(?o) AS ?n) { ?s ?p ?o }", "query:1:39: not SPARQL, near "),
        ("", "query:1:1: not SPARQL, the text is empty"),
        ("ASK " + "{" * 5000 + "}" * 5000, "query: nested 5000 deep; 200 is the most"),
    ],
)
def test_a_query_error_says_where_and_what(sparql: str, message: str) -> None:
    with open_store(None) as store, pytest.raises(QueryError) as caught:
        store.query(sparql)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    "sparql",
    [
        "ASK { SERVICE <http://x/> {} }",
        "ASK { service silent ?x {} }",
        "PREFIX : <http://x/> ASK { SERVICE:x{} }",
        "PREFIX x: <http://x/> ASK { SERVICESILENTx:x{} }",
        "ASK { ?s ?p 1SERVICE<http://x/>{} }",
        "ASK { ?s ?p trueSERVICE<http://x/>{} }",
        "ASK { ?s ?p ex:a.b.SERVICE<http://x/>{} }",  # Oxigraph ends a local name at the second full stop
        "ASK { # '\nSERVICE <http://x/> {} # '\n}",
        "ASK { VALUES ?x { '''x' } SERVICE <http://x/> {} #\\q '''\n }",  # no long string: \q is no escape
        "ASK { VALUES ?x { '''x' } SERVICE <http://x/> {} #\\uD800 '''\n }",  # nor is half a surrogate pair
        "ASK { ?s ex:o\\'clock ?o . SERVICE <http://x/> {} # '\n }",
        "ASK { ?s <http://x/\\u0041#> 'x' . SERVICE <http://x/> {} # '\n }",
    ],
)
def test_service_is_found_wherever_oxigraph_would_find_it(sparql: str) -> None:
    assert outline(sparql).reaches_out == "SERVICE"


@pytest.mark.parametrize(
    "sparql",
    [
        "ASK { FILTER(?a<?b)SERVICE:x#>\n{} }",
        "ASK { FILTER(?a<'>' && '') SERVICE <http://x/> {} FILTER('' = '') }",
        "ASK { FILTER(?a<?b#>'''\n) SERVICE <http://x/> {} #'''\n }",
        "ASK { FILTER(1<<x:y#> \n) SERVICE <http://x/> {} }",
        "ASK { <<x:y#>'''\n :p :o>> :p :o . SERVICE <http://x/> {} #'''\n }",
        "ASK { FILTER(1<" + "!" * 5000 + "x>2) }",
    ],
)
def test_a_less_than_that_may_hide_something_is_unclear(sparql: str) -> None:
    shape = outline(sparql)
    assert shape.unclear_at is not None or shape.reaches_out == "SERVICE"


@pytest.mark.parametrize(
    "sparql",
    [
        'ASK { ?s ?p \'SERVICE\', "LOAD", \'\'\'SERVICE\'\'\', """LOAD " SERVICE""" }',
        "ASK { ?service ?p $load } # SERVICE",
        "ASK { <http://x/service#SERVICE> ex:service _:service, 'x'@service }",
        "PREFIX ex: <http://x/service#> ASK { ?s (ex:a|<http://x/service#b>) ?o . ?s ?payload ?o }",
        "ASK { << ?s ?p ?o >> ex:a <<( <urn:x:a> ?p ?o )>> FILTER(?a<<urn:x:a> && ?b >> 3) }",
        "ASK { FILTER(?a < ?b && ?b > 'SERVICE') FILTER(?a<?b) FILTER(?a<3||?b>2) }",
        "ASK { VALUES (?a ?b) { (<http://x/a> <http://x/Côte_d'Ivoire>) } }",
        "ASK { <urn:x:a> <urn:x:b#c> (<urn:x:a> <urn:x:b>) }",
    ],
)
def test_what_only_looks_like_service_is_left_alone(sparql: str) -> None:
    shape = outline(sparql)
    assert (shape.reaches_out, shape.unclear_at) == (None, None)


@pytest.mark.parametrize("piece", ["'", '"""', "<", "a.", "a:a.", "_:", "@a-", "(", "\\", "'''\\q", "?", "é", "<<"])
def test_the_scan_takes_time_in_proportion_to_the_length(piece: str) -> None:
    outline(piece * (65536 // len(piece)))  # quadratic would take minutes
