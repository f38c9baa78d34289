"""Building: counts, one transaction per article, issues for exceptions; and the two commands that read articles."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from kg.build import Report, build, read_shared
from kg.cli import main
from kg.cli.build import closing_line
from kg.errors import Issue, OntologyError, StoreError
from kg.graph import article_graph, links_graph
from kg.model import Analysis, Article
from kg.settings import data_directory
from kg.store.embedded import EmbeddedStore, open_store
from kg.vocab import FACTS_GRAPH, ONTOLOGY_GRAPH, REFERENCE_GRAPH
from tests import samples

SHARED = [Quad(NamedNode("urn:a"), NamedNode("urn:b"), NamedNode("urn:c"), REFERENCE_GRAPH)]


def run(items: Iterable[Article | Issue], store: EmbeddedStore, watched: list[Article | Issue] | None = None) -> Report:
    return build(
        items,
        samples.analyse,
        store,
        samples.PROVENANCE,
        samples.GAZETTEER,
        shared=SHARED,
        watch=(watched if watched is not None else []).append,
    )


def graphs(store: EmbeddedStore) -> set[object]:
    return {quad.graph_name for quad in store.dump()}


# --- build ------------------------------------------------------------------------------------------------------------


def test_what_a_build_writes_and_reports() -> None:
    article = samples.article()
    watched: list[Article | Issue] = []
    with open_store(None) as store:
        report = run([article], store, watched)
        assert graphs(store) == {article_graph(article), links_graph(article), REFERENCE_GRAPH, FACTS_GRAPH}
        said = [quad for quad in store.dump() if quad.graph_name not in (REFERENCE_GRAPH, FACTS_GRAPH)]
        assert report.triples == len(said)
    assert (report.articles, report.entities, report.events, report.relations) == (1, 6, 4, 3)
    assert report.happenings == 3  # of the four events one is denied
    assert report.issues == ()
    assert report.seconds >= 0
    assert watched == [article]


def test_the_same_article_twice_is_the_same_store() -> None:
    with open_store(None) as store:
        run([samples.article()], store)
        before = set(store.dump())
        run([samples.article(), samples.article(name="elsewhere.txt")], store)
        assert set(store.dump()) == before


def test_what_an_article_no_longer_says_is_gone() -> None:
    with open_store(None) as store:
        run([samples.article(title="First", source="S")], store)
        run([samples.article(title="Second")], store)
        values = {getattr(quad.object, "value", "") for quad in store.dump()}
    assert "Second" in values
    assert not values & {"First", "S"}


def test_a_bug_that_one_article_brings_out_is_an_issue(caplog: pytest.LogCaptureFixture) -> None:
    def analyse(article: Article) -> Analysis:
        if "crash" in article.text:
            raise ZeroDivisionError("division\nby zero")
        return samples.analyse(article)

    bad, good = samples.article("A crash.", name="bad.txt"), samples.article()
    told = Issue("gone.txt", "there is no such file")
    with open_store(None) as store, caplog.at_level("DEBUG", logger="kg.build"):
        report = build(
            [bad, told, good], analyse, store, samples.PROVENANCE, samples.GAZETTEER, shared=SHARED, clock=lambda: 0.0
        )
        assert article_graph(good) in graphs(store)
        assert article_graph(bad) not in graphs(store)
    assert report.articles == 1
    assert [issue.where for issue in report.issues] == ["bad.txt", "gone.txt"]
    assert "ZeroDivisionError: division; left out" in str(report.issues[0])
    assert "Traceback" in caplog.text
    assert "A crash." not in caplog.text


def test_a_graph_that_cannot_be_made_is_an_issue_too() -> None:
    with open_store(None) as store:
        report = run([samples.article(url="no IRI")], store)
    assert [issue.where for issue in report.issues] == ["a.txt"]


def test_a_store_that_fails_ends_the_build() -> None:
    store = open_store(None)
    store.close()
    with pytest.raises(StoreError):
        run([samples.article()], store)


def test_an_interrupted_build_leaves_whole_articles(tmp_path: Path) -> None:
    def items() -> Iterator[Article | Issue]:
        yield samples.article()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), open_store(tmp_path / "store") as store:
        run(items(), store)
    with open_store(None) as whole:
        run([samples.article()], whole)
        expected = {quad for quad in whole.dump() if quad.graph_name != FACTS_GRAPH}
    with open_store(tmp_path / "store", read_only=True) as store:
        assert set(store.dump()) == expected


def test_an_interrupted_build_leaves_no_conclusions_of_the_one_before() -> None:
    def items() -> Iterator[Article | Issue]:
        yield samples.article(title="Anew")
        raise KeyboardInterrupt

    with open_store(None) as store:
        run([samples.article()], store)
        assert FACTS_GRAPH in graphs(store)
        with pytest.raises(KeyboardInterrupt):
            run(items(), store)
        assert FACTS_GRAPH not in graphs(store)


def test_the_order_of_articles_changes_nothing() -> None:
    articles = [samples.article(), samples.article(samples.TEXT + " Again."), samples.article("Nothing.")]
    held = []
    for order in (articles, articles[::-1]):
        with open_store(None) as store:
            run(order, store)
            held.append(sorted(str(quad) for quad in store.dump()))
    assert held[0] == held[1]


def test_what_was_concluded_of_an_article_goes_with_it() -> None:
    one, other = samples.article(), samples.article(samples.TEXT + " Again.")
    with open_store(None) as store:
        assert run([one, other], store).happenings == 5  # the attack, of one day and one toll, is one
        store.replace([article_graph(other), links_graph(other)], ())
        assert run([one], store).happenings == 3


def test_ontology_and_reference_are_read_into_their_graphs() -> None:
    found = {quad.graph_name for quad in read_shared(data_directory("ontology"))}
    assert found == {ONTOLOGY_GRAPH, REFERENCE_GRAPH}


def test_a_broken_reference_file_says_where(tmp_path: Path) -> None:
    (tmp_path / "reference").mkdir()
    (tmp_path / "conflict.ttl").write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    (tmp_path / "reference" / "x.ttl").write_text("<urn:a> <urn:b>\n no turtle .", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"x\.ttl:2: "):
        list(read_shared(tmp_path))
    with pytest.raises(OntologyError, match="cannot be read"):
        list(read_shared(tmp_path / "gone"))


@pytest.mark.parametrize(
    ("report", "line"),
    [
        (
            Report(
                articles=3,
                entities=1,
                events=12,
                relations=9,
                happenings=10,
                triples=812,
                issues=(Issue("a", "b"),),
                seconds=4.12,
            ),
            "3 articles, 12 events, 9 relations, 812 triples in kg-store (1 issue), 10 happenings in all, 4.1 s",
        ),
        (Report(articles=1, triples=1234), "1 article, 0 events, 0 relations, 1,234 triples in kg-store, 0.0 s"),
    ],
)
def test_the_closing_line(report: Report, line: str) -> None:
    assert closing_line(report, "kg-store") == line


# --- The commands, with a stand-in for the pipeline -------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two articles, and commands that read them with `samples.analyse`."""
    samples.stand_in_for_the_pipeline(monkeypatch)
    monkeypatch.chdir(tmp_path)
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text(samples.TEXT, encoding="utf-8")
    (articles / "b.md").write_text("Nothing “happened”.", encoding="utf-8")
    return articles


def kg(capfdbinary: pytest.CaptureFixture[bytes], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    out, err = capfdbinary.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, out.decode("utf-8"), err.decode("utf-8")


def test_build_says_one_line_and_no_progress(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    code, out, err = kg(capfdbinary, "build", str(folder))
    assert (code, out) == (0, "")
    assert err.startswith("2 articles, 4 events, 3 relations, ")
    assert err.count("\n") == 1
    assert re.search(r" triples and [\d,]+ inferred in kg-store, ", err)
    with open_store(Path("kg-store"), read_only=True) as store:
        assert {ONTOLOGY_GRAPH, REFERENCE_GRAPH} <= graphs(store)


def test_build_names_what_it_left_out(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (folder / "c.txt").write_text(samples.TEXT, encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"\xff")
    code, _, err = kg(capfdbinary, "build", str(folder), "gone.txt", "--store", "mine")
    lines = err.splitlines()
    assert code == 0
    assert [line.split(": ")[:2] for line in lines[:-1]] == [
        ["kg", str(folder / "bad.txt")],
        ["kg", "warning"],
        ["kg", "gone.txt"],
    ]
    assert "in mine (3 issues), " in lines[-1]


def test_build_of_nothing_but_bugs_is_our_fault(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["kg.pipeline"], "analyse", lambda *_: 1 / 0)
    code, _, err = kg(capfdbinary, "build", str(folder))
    assert code == 70
    assert "Traceback" not in err
    assert kg(capfdbinary, "extract", str(folder / "a.txt"))[:2] == (70, "")


def test_an_interrupted_command_says_so(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def analyse(article: Article, _: object) -> Analysis:
        if article.name.endswith("b.md"):
            raise KeyboardInterrupt
        return samples.analyse(article)

    monkeypatch.setattr(sys.modules["kg.pipeline"], "analyse", analyse)
    code, _, err = kg(capfdbinary, "build", str(folder))
    assert (code, err) == (130, "kg: stopped; the articles read so far are in kg-store\n")
    with open_store(Path("kg-store"), read_only=True) as store:
        assert len(graphs(store)) == 4


def test_extract_gives_an_object_for_one_file_and_an_array_for_more(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    one, two = str(folder / "a.txt"), str(folder / "b.md")
    code, out, err = kg(capfdbinary, "extract", one)
    assert (code, err) == (0, "")
    assert len(json.loads(out)["events"]) == 4
    for paths in ([one, two], [str(folder)], [one, one]):
        found = json.loads(kg(capfdbinary, "extract", *paths)[1])
        assert [list(each) for each in found] == [["article", "entities", "events", "relations", "context"]] * 2
    code, out, err = kg(capfdbinary, "extract", one, "gone.txt")
    assert (code, len(json.loads(out)), err.count("\n")) == (0, 1, 1)


def test_extract_gives_one_line_per_article(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    code, out, _ = kg(capfdbinary, "extract", str(folder), "--format", "jsonl")
    assert code == 0
    assert [len(json.loads(line)["events"]) for line in out.splitlines()] == [4, 0]
    assert kg(capfdbinary, "extract", str(folder), "--format", "jsonl")[1] == out


def test_extract_prints_utf_8_wherever_it_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "import sys, types; from tests import samples; p = types.ModuleType('kg.pipeline');"
        "p.analyse = lambda a, _: samples.analyse(a); p.read_knowledge = lambda _: None;"
        "sys.modules['kg.pipeline'] = p; from kg.cli import main; main(['extract', '-'])"
    )
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent))
    text = samples.TEXT.replace("school", "école \u2028").encode()
    done = subprocess.run([sys.executable, "-c", code], input=text, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode("utf-8"))["article"]["lang"] == "en"
    assert folder.is_dir()


def test_progress_is_for_terminals(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "bad.txt").write_bytes(b"\xff")
    try:
        controller, terminal = pty.openpty()
    except OSError as error:
        pytest.skip(f"this machine gives no terminal ({error})")
    with os.fdopen(terminal, "w", encoding="utf-8") as stderr:
        monkeypatch.setattr(sys, "stderr", stderr)
        with pytest.raises(SystemExit) as ended:
            main(["build", str(folder)])
    shown = drained(controller).decode("utf-8")
    assert ended.value.code == 0
    assert "reading" in shown
    assert "bad.txt: not UTF-8 text" in shown
    assert "(1 issue)" in shown


def drained(controller: int) -> bytes:
    """Return all that was written to a terminal which is closed by now; Linux then ends it with an error."""
    shown = b""
    with contextlib.suppress(OSError):
        while part := os.read(controller, 4096):
            shown += part
    os.close(controller)
    return shown


# --- The commands as they are -----------------------------------------------------------------------------------------

SEEDS = Path(__file__).parent.parent / "seeds"


def test_the_seed_read_twice_gives_the_same_bytes(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    path = next(SEEDS.glob("*.txt"))
    code, out, err = kg(capfdbinary, "extract", str(path))
    assert (code, err) == (0, "")
    found = json.loads(out)
    text = path.read_bytes().decode("utf-8")
    mentions = [mention for thing in found["entities"] + found["events"] for mention in thing["mentions"]]
    assert found["events"]
    assert all(text[mention["start"] : mention["end"]] == mention["text"] for mention in mentions)
    assert kg(capfdbinary, "extract", str(path))[1] == out


def test_the_seeds_built_twice_are_the_same_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    held: list[set[Quad]] = []
    for _ in range(2):
        code, _, err = kg(capfdbinary, "build", str(SEEDS))
        assert code == 0
        assert err.startswith("1 article, ")
        with open_store(tmp_path / "kg-store", read_only=True) as store:
            held.append(set(store.dump()))
    assert held[0] == held[1]
    iris = {item["iri"] for item in json.loads(kg(capfdbinary, "extract", *map(str, SEEDS.glob("*.txt")))[1])["events"]}
    assert iris <= {getattr(quad.subject, "value", "") for quad in held[0]}
