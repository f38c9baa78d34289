"""`kg reason`: facts and conclusions of a store made anew, and nothing else in it touched."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.cli import main
from kg.store.embedded import open_store
from kg.vocab import ENTAILED_GRAPH, FACTS_GRAPH, INFERRED_GRAPH, ONTOLOGY_GRAPH

ROOT = Path(__file__).parent.parent
MADE = (FACTS_GRAPH, INFERRED_GRAPH, ENTAILED_GRAPH)


def reason(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[object, str]:
    with pytest.raises(SystemExit) as exit:
        main(["reason", *arguments])
    printed = capsys.readouterr()
    assert printed.out == ""
    return exit.value.code, printed.err


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A store of a few articles and known things, as it is before anything is concluded."""
    path = tmp_path / "store"
    with open_store(path) as store:
        ontology = ox.parse(path=str(ROOT / "ontology" / "conflict.ttl"), format=ox.RdfFormat.TURTLE)
        store.load(ox.Quad(*quad.triple, ONTOLOGY_GRAPH) for quad in ontology)
        sample = ox.parse(path=str(ROOT / "tests" / "export" / "sample.trig"), format=ox.RdfFormat.TRIG)
        store.load(quad for quad in sample if quad.graph_name not in (*MADE, ONTOLOGY_GRAPH))
    return path


def held(directory: Path) -> list[str]:
    with open_store(directory, read_only=True) as store:
        return sorted(str(quad) for quad in store.dump())


def sizes(directory: Path) -> Counter[object]:
    with open_store(directory, read_only=True) as store:
        return Counter(quad.graph_name for quad in store.dump())


def test_what_follows_is_concluded(directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sizes(directory)
    code, line = reason(capsys, "--store", str(directory))
    assert code in (0, None)
    pattern = r"\d+ happenings?, \d+ situations?, (\d+) triples? by \d+ rules in \S+, \d+\.\d s\n"
    found = re.fullmatch(pattern, line)
    assert found
    assert int(found[1]) > 0
    after = sizes(directory)
    assert after[FACTS_GRAPH] > 0
    assert after[INFERRED_GRAPH] > int(found[1])
    assert {graph: number for graph, number in after.items() if graph not in MADE} == dict(before)


def test_twice_is_as_good_as_once(directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reason(capsys, "--store", str(directory))
    once = held(directory)
    reason(capsys, "--store", str(directory))
    assert held(directory) == once


def test_entailments_come_and_go(directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("reasonable")
    reason(capsys, "--store", str(directory))
    without = held(directory)
    _, line = reason(capsys, "--store", str(directory), "--owl-rl")
    assert re.search(r", [\d,]+ triples by OWL 2 RL in ", line)
    entailed = {line for line in held(directory) if line.endswith(f"{ENTAILED_GRAPH}")}
    assert entailed
    assert [line for line in held(directory) if line not in entailed] == without
    reason(capsys, "--store", str(directory))
    assert held(directory) == without


def test_there_is_no_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, line = reason(capsys, "--store", str(tmp_path / "none"))
    assert (code, line) == (4, f"kg: {tmp_path}/none: no store is there; make one with kg build\n")
    assert not (tmp_path / "none").exists()
