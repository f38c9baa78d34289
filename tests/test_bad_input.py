"""Every bad input that a user may give to the commands that read articles: one line, the right exit code, no harm done.

Bad queries, exports and requests are tested beside the rooms that meet them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.cli import main
from kg.store.embedded import open_store
from tests import foreign, samples
from tests.conftest import Read
from tests.odd import NEWS, QUIET, SHAPES
from tests.reading import assert_sound

GOOD = "good.txt"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with one good article, and a store that was built from another."""
    samples.stand_in_for_the_pipeline(monkeypatch)
    # Nor is what all articles speak of: it takes seconds to load, and nothing here asks for it.
    monkeypatch.setattr("kg.build.read_shared", lambda *_: ())
    monkeypatch.chdir(tmp_path)
    (tmp_path / GOOD).write_text(samples.TEXT, encoding="utf-8")
    (tmp_path / "first.txt").write_text("It was there before.", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["build", "first.txt", "--no-rules"])
    assert ended.value.code == 0
    return tmp_path


@pytest.fixture
def kg(here: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Run a command and return its exit code and what it said on stderr; nothing may stand on stdout."""
    capfd.readouterr()
    assert here.is_dir()

    def run(*arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            # What follows from bad input is no business of these tests, and takes most of a build's time.
            main([*arguments, *(["--no-rules"] if arguments[0] == "build" else [])])
        out, err = capfd.readouterr()
        assert out == ""
        assert "Traceback" not in err
        assert isinstance(ended.value.code, int)
        return ended.value.code, err

    return run


Kg = Callable[..., tuple[int, str]]


def held(store: Path) -> dict[str, object]:
    """Return every file of a store with what tells a change: a file that is only read keeps all of it."""
    return {
        str(path.relative_to(store)): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in sorted(store.rglob("*"))
        if path.is_file()
    }


def missing(_: Path) -> str:
    return "gone.txt"


def empty(here: Path) -> str:
    (here / "empty.txt").touch()
    return "empty.txt"


def nothing_readable(here: Path) -> str:
    (here / "folder" / "deeper").mkdir(parents=True)
    (here / "folder" / "picture.png").write_bytes(b"\x89PNG")
    return "folder"


def binary(here: Path) -> str:
    (here / "binary.txt").write_bytes(b"\x7fELF\x02\x01\x01\x00\x00")
    return "binary.txt"


def latin_1(here: Path) -> str:
    (here / "latin.txt").write_bytes("Le président du Niger".encode("latin-1"))
    return "latin.txt"


def one_long_line(here: Path) -> str:
    with (here / "long.txt").open("wb") as stream:
        stream.truncate(50_000_000)  # a hole: 50 MB that nobody writes, and nobody may read
    return "long.txt"


def article(text: str) -> Callable[[Path], str]:
    def write(here: Path) -> str:
        (here / "article.txt").write_text(text, encoding="utf-8")
        return "article.txt"

    return write


def bad_sidecar(here: Path) -> str:
    (here / "good.yaml").write_text("published: 2023-02-29\n", encoding="utf-8")
    return GOOD


BAD_ARTICLES = [
    pytest.param(missing, "gone.txt: there is no such file", id="missing file"),
    pytest.param(empty, "empty.txt: holds no text", id="empty file"),
    pytest.param(nothing_readable, "folder: the folder holds no article", id="folder with nothing readable"),
    pytest.param(binary, "binary.txt: not text: there is a zero byte at byte 7", id="binary bytes"),
    pytest.param(latin_1, "latin.txt: not UTF-8 text: byte 5 is 0xe9", id="not UTF-8"),
    pytest.param(one_long_line, "long.txt: longer than 20000000 bytes", id="a line of 50 MB"),
    pytest.param(article("---\ntitle: T\n"), "article.txt:1: the front matter is not closed", id="open front matter"),
    pytest.param(article("---\ntitle: a: b\n---\nText."), "article.txt:2: not YAML", id="front matter is no YAML"),
    pytest.param(article("---\n- a\n- b\n---\nText."), "article.txt:2: the front matter is a list", id="a list"),
    pytest.param(
        article("---\npublished: 2024-02-30\n---\nText."),
        "article.txt: published is '2024-02-30'",
        id="impossible date",
    ),
    pytest.param(article(" \n\ufeff\t\n"), "article.txt: holds no text", id="nothing but white space"),
    pytest.param(article(foreign.TEXTS["French"]), "article.txt: not in English", id="another language"),
    pytest.param(article(foreign.TEXTS["Arabic"]), "article.txt: not in English", id="another script"),
    pytest.param(
        article("---\nlanguage: fr\n---\n" + foreign.TEXTS["French"]), "article.txt: not in English", id="as it says"
    ),
    pytest.param(bad_sidecar, "good.yaml: published is '2023-02-29'", id="impossible date in a sidecar"),
]


@pytest.mark.parametrize(("make", "line"), BAD_ARTICLES)
@pytest.mark.parametrize("command", ["build", "extract"])
def test_a_bad_article_on_its_own(here: Path, kg: Kg, command: str, make: Callable[[Path], str], line: str) -> None:
    path, before = make(here), held(here / "kg-store")
    code, err = kg(command, path)
    assert code == 3
    assert err.startswith(f"kg: {line}")
    assert err.count("\n") == 1
    assert held(here / "kg-store") == before


@pytest.mark.parametrize(("make", "line"), BAD_ARTICLES[:-1])
def test_a_bad_article_in_a_batch(here: Path, kg: Kg, make: Callable[[Path], str], line: str) -> None:
    code, err = kg("build", make(here), GOOD)
    said, closing = err.splitlines()
    assert code == 0
    assert said.startswith(f"kg: {line}")
    assert closing.startswith("1 article, 4 events, ")
    assert "(1 issue)" in closing


def test_no_store_is_made_for_nothing(here: Path, kg: Kg) -> None:
    assert kg("build", "gone.txt", "--store", "new")[0] == 3
    assert not (here / "new").exists()


def test_nothing_but_bad_articles_is_a_line_for_each(here: Path, kg: Kg) -> None:
    before = held(here / "kg-store")
    code, err = kg("build", "gone.txt", empty(here))
    assert code == 3
    assert [line.split(": ")[:2] for line in err.splitlines()] == [["kg", "gone.txt"], ["kg", "empty.txt"]]
    assert held(here / "kg-store") == before


def test_a_path_with_a_line_break_is_one_line_all_the_same(kg: Kg) -> None:
    assert kg("build", "two\nlines") == (3, "kg: two lines: there is no such file or folder; check the spelling\n")


def test_no_path_at_all_is_a_usage_error(kg: Kg) -> None:
    code, err = kg("build")
    assert code == 2
    assert "Missing argument 'PATH...'" in err


# --- Odd articles, which are read all the same --------------------------------------------------------------------------


@pytest.mark.parametrize("shape", SHAPES)
def test_an_odd_article_is_read_and_every_offset_is_true(shape: str, read: Read) -> None:
    for length in (0, 500, 3000):
        assert_sound(read(SHAPES[shape](length), "2024-09-17"))


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_text_is_twice_the_work(shape: str, read: Read) -> None:
    make = SHAPES[shape]
    work_of(read, make(3000))  # what is made once and kept
    once, twice = (work_of(read, make(length)) for length in (3000, 6000))
    assert 0 < twice < 2.3 * once


def work_of(read: Read, text: str) -> int:
    """Return how many functions are called to read a text: the same on every machine, as its time is not."""
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        read(text, "2024-09-17")
    finally:
        sys.setprofile(None)
    return calls


def test_no_text_tells_nothing(read: Read) -> None:
    analysis = read("")
    assert (analysis.document.sentences, analysis.entities, analysis.events, analysis.relations) == ((), (), (), ())


@pytest.mark.parametrize("what", ["a quiet article", "one word", "brackets"])
def test_what_five_million_characters_end_with_is_found_where_it_is(what: str, read: Read) -> None:
    before = {"a quiet article": QUIET * 70_500, "one word": "a" * 5_000_000, "brackets": "([{<" * 1_250_000}[what]
    analysis = read(before + "\n\n" + NEWS, "2024-09-17")
    text = analysis.document.article.text
    assert len(text) > 5_000_000
    assert_sound(analysis)
    (event,) = analysis.events
    assert [text[span.start : span.end] for span in event.mentions] == ["attacked", "killing"]
    assert min(event.mentions).start == text.rindex("attacked")


def test_one_sentence_of_a_hundred_thousand_words(read: Read) -> None:
    text = "Gunmen attacked " + "a village and " * 33_333 + "a town."
    assert len(text.split()) > 100_000
    analysis = read(text)
    assert_sound(analysis)
    assert [event.type for event in analysis.events] == ["ArmedAttack"]


# --- Stores -----------------------------------------------------------------------------------------------------------


def under_a_file(here: Path) -> str:
    (here / "file").touch()
    return "file/store"


def a_file(here: Path) -> str:
    (here / "file").touch()
    return "file"


def other_things(here: Path) -> str:
    (here / "photos").mkdir()
    (here / "photos" / "cat.jpg").touch()
    return "photos"


def another_version(here: Path) -> str:
    (here / "old").mkdir()
    (here / "old" / "kg-store").write_text("0\n", encoding="ascii")
    return "old"


def not_ours(here: Path) -> str:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    (here / "closed").mkdir(mode=0o500)
    return "closed/store"


@pytest.mark.parametrize("make", [under_a_file, a_file, other_things, another_version, not_ours])
def test_a_store_that_cannot_be_written(here: Path, kg: Kg, make: Callable[[Path], str]) -> None:
    store = make(here)
    before = held(here)
    code, err = kg("build", GOOD, "--store", store)
    assert code == 4
    assert err.startswith(f"kg: {store}: ")
    assert err.count("\n") == 1
    assert held(here) == before


def test_a_locked_store(here: Path, kg: Kg) -> None:
    with open_store(here / "kg-store") as writer:
        before = set(writer.dump())
        code, err = kg("build", GOOD)
        assert code == 4
        assert err.startswith("kg: kg-store: another process is writing to this store; ")
        assert err.count("\n") == 1
        assert set(writer.dump()) == before
    assert kg("build", GOOD)[0] == 0
