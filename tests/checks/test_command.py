"""`kg check`: what it prints, in which order, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Quad

from kg.checks import has_java, hermit
from kg.cli import main
from kg.knowledge.ontology import read_turtle
from kg.settings import data_directory
from kg.store.embedded import open_store
from kg.vocab import ONTOLOGY_GRAPH
from tests.checks.graphs import IN_ORDER, PLANTED, PREFIXES, add, change

ONTOLOGY = data_directory("ontology")
needs_java = pytest.mark.skipif(not has_java(), reason="no Java: HermiT cannot run")


@pytest.fixture(autouse=True)
def _small_ontology(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command see the ontology, shapes and checks, and not the reference files and the lexicon."""
    (tmp_path / "ontology").mkdir()
    for name in ("conflict.ttl", "alignments.ttl", "shapes.ttl", "checks"):
        (tmp_path / "ontology" / name).symlink_to(ONTOLOGY / name)
    monkeypatch.setenv("KG_ONTOLOGY", str(tmp_path / "ontology"))


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str], str]:
    with pytest.raises(SystemExit) as exit:
        main(["check", *arguments])
    out, err = capsys.readouterr()
    return int(exit.value.code or 0), out.splitlines(), err


def store_in(path: Path, *updates: str) -> str:
    """Make a store in order, put it out of order, and return where it is."""
    with open_store(path) as store:
        store.load(Quad(*quad.triple, ONTOLOGY_GRAPH) for quad in read_turtle(ONTOLOGY / "conflict.ttl"))
        for update in (IN_ORDER, *updates):
            store.update(PREFIXES + update)
    return str(path)


def test_a_sound_store_exits_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "--no-reasoner", "--store", store_in(tmp_path / "s"))
    assert (code, out) == (0, [])
    assert err.endswith("checked: 0 violations, 0 warnings, 0 info; HermiT: left out\n")


def test_a_violation_exits_1_and_stands_before_warnings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = store_in(tmp_path / "s", PLANTED["without-source"], PLANTED["claim-score"])
    code, out, err = run(capsys, "--no-reasoner", "--store", store)
    assert code == 1
    assert [line.split()[0] for line in out] == ["violation", "warning"]
    assert "a claim says how sure kg is" in out[0]
    assert out[0].endswith("(in “Soldiers ambushed”, <https://w3id.org/conflict-kg/id/article/4f0c1f72a9b03e5d>)")
    assert "1 violations, 1 warnings, 0 info" in err


def test_a_warning_alone_exits_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--no-reasoner", "--store", store_in(tmp_path / "s", PLANTED["without-source"]))
    assert (code, len(out)) == (0, 1)


@pytest.mark.parametrize(
    ("graph", "severity"),
    [("<https://w3id.org/conflict-kg/id/article/4f0c1f72a9b03e5d>", "warning"), ("g:facts", "violation")],
)
def test_a_contradiction_of_an_article_is_a_warning_one_of_ours_is_not(
    graph: str, severity: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = store_in(tmp_path / "s", add("a:rebels a kg:Place , kg:InsurgentGroup", graph))
    _, out, _ = run(capsys, "--no-reasoner", "--store", store)
    assert [line.split()[0] for line in out if "nothing is both" in line] == [severity]


def test_a_store_that_is_not_there_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "--no-reasoner", "--store", str(tmp_path / "none"))
    assert (code, out) == (4, [])
    assert "no store is there" in err


def test_without_a_store_only_the_ontology_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_STORE", raising=False)
    code, _, err = run(capsys, "--no-reasoner")
    assert code == 0
    assert "no store" in err


def test_without_java_the_rest_is_checked_and_what_was_not_run_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(hermit, "has_java", lambda: False)
    code, out, err = run(capsys, "--store", store_in(tmp_path / "s", PLANTED["claim-score"]))
    assert code == 1
    assert [line.split()[0] for line in out] == ["violation", "info"]
    assert "HermiT: not run: no Java" in out[1]
    assert "HermiT: not run" in err


@needs_java
def test_hermit_reasons_about_the_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = tmp_path / "mine.ttl"
    mine.write_text(PREFIXES + "id:gao kg:latitude 10.0 ; rdfs:label 'Gao'@en ; skos:note 'n' .", encoding="utf-8")
    store = store_in(tmp_path / "s", change("id:gao", "kg:latitude", "10.0"))
    code, out, err = run(capsys, "--store", store, "--reference", str(mine))
    assert (code, out) == (0, [])
    assert "happenings and situations" in err
    assert err.count("HermiT: consistent") == 1, "the store holds what the files say, and is asked about alone"


@needs_java
def test_of_files_that_the_store_does_not_hold_hermit_is_asked_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "mine.ttl"
    mine.write_text(PREFIXES + 'id:mine a kg:Junta ; rdfs:label "mine"@en ; skos:note "n" .', encoding="utf-8")
    code, out, err = run(capsys, "--store", store_in(tmp_path / "s"), "--reference", str(mine))
    assert (code, out) == (0, [])
    assert err.count("HermiT: consistent") == 2


@needs_java
def test_what_hermit_finds_in_a_store_is_a_violation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = store_in(tmp_path / "s", add("id:fused a kg:Junta", "g:facts"))
    code, out, err = run(capsys, "--store", store)
    assert code == 1
    assert any(line.startswith("violation HermiT: ") for line in out)
    assert any("kg:Junta" in line and "nothing is both" in line for line in out)
    assert "HermiT: inconsistent" in err
