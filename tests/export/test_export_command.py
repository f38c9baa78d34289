"""`kg export` from end to end, on a store in a directory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.cli import main
from kg.errors import NotFound
from kg.export.selection import Selection, select
from kg.store.embedded import open_store
from kg.vocab import DATA, ONTOLOGY_GRAPH, PREFIXES, REFERENCE_GRAPH

SAMPLE = Path(__file__).with_name("sample.trig")


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "store"
    store = open_store(path, read_only=False)
    store.load(ox.parse(path=str(SAMPLE), format=ox.RdfFormat.TRIG))
    store.close()
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as exit:
        main(["export", *arguments])
    printed = capsys.readouterr()
    assert isinstance(exit.value.code, int)
    return exit.value.code, printed.out, printed.err


def test_a_file_is_written_and_counted(directory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "out.ttl"
    code, out, err = run(capsys, str(target), "--store", str(directory))
    read = set(ox.parse(path=str(target), format=ox.RdfFormat.TURTLE))
    assert (code, out) == (0, "")
    assert err.startswith(f"{len(read):,} triples as Turtle to {target} in ")
    assert err.count("\n") == 1


def test_standard_output(directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "-", "--as", "nquads", "--store", str(directory), "--all")
    assert code == 0
    assert set(ox.parse(out, ox.RdfFormat.N_QUADS)) == set(ox.parse(path=str(SAMPLE), format=ox.RdfFormat.TRIG))
    assert "to standard output" in err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["-"], 3, "--as"),
        (["out.docx"], 3, "known are .ttl"),
        (["/no/such/folder/out.ttl"], 4, "folder does not exist"),
        (["out.ttl", "--graph", "not an iri"], 3, "not an IRI"),
        (["-", "--as", "turtle", "--graph", "http://example.org/none"], 1, "no such graph"),
    ],
)
def test_a_mistake_is_one_line(
    directory: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, words: str
) -> None:
    found, out, err = run(capsys, *arguments, "--store", str(directory))
    assert (found, out) == (code, "")
    assert words in err
    assert err.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
def test_standard_output_on_a_full_disk(directory: Path) -> None:
    program = "from kg.cli import main; main()"
    command = [sys.executable, "-c", program, "export", "-", "--as", "nquads", "--store", str(directory)]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (
        4,
        "kg: standard output: could not be written (No space left on device)\n",
    )


def test_a_failed_export_leaves_the_earlier_file(
    directory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.ttl"
    target.write_text("earlier")
    code, _, _ = run(capsys, str(target), "--store", str(directory), "--graph", "http://example.org/none")
    assert code == 1
    assert target.read_text() == "earlier"
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.ttl"]


def subjects(directory: Path, selection: Selection, graph: ox.NamedNode = REFERENCE_GRAPH) -> set[str]:
    store = open_store(directory, read_only=True)
    try:
        found = {str(quad.subject)[1:-1] for quad in select(store, selection) if quad.graph_name == graph}
    finally:
        store.close()
    return {iri.removeprefix(DATA) for iri in found}


def test_known_things_are_those_referred_to(directory: Path) -> None:
    known = subjects(directory, Selection())
    assert {"country/ML", "actor/jnim", "coup/NE-2023-07-26", "place/bamako"} <= known
    assert "actor/cnsp-niger" in known, "the coup that an article means names it"
    assert not known & {"actor/wagner-group", "country/TD", "country/NG", "coup/TD-1990-12-01"}


def test_the_ontology_comes_with_all(directory: Path) -> None:
    assert not subjects(directory, Selection(), ONTOLOGY_GRAPH)
    assert PREFIXES["kg"] + "Coup" in subjects(directory, Selection(is_all=True), ONTOLOGY_GRAPH)
    assert "actor/wagner-group" in subjects(directory, Selection(is_all=True))


def test_one_graph(directory: Path) -> None:
    links = ox.NamedNode(DATA + "article/4f0c1d2e3a4b5c6d/links")
    store = open_store(directory, read_only=True)
    assert {quad.graph_name for quad in select(store, Selection((links,)))} == {links}
    with pytest.raises(NotFound, match="no such graph"):
        select(store, Selection((ox.NamedNode("http://example.org/none"),)))
    store.close()
