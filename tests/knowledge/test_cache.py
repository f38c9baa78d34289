"""The cache: what comes out of it is what Turtle gives, and whatever is wrong with it, the answer stays the same."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal

from kg.knowledge import cache as caching
from kg.knowledge.cache import KEPT, Compiled, cached, pack, unpack
from kg.knowledge.gazetteer import Gazetteer, Known, read_gazetteer
from kg.knowledge.knowledge import read_compiled
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.ontology import Ontology
from kg.settings import data_directory

SHIPPED = data_directory("ontology")
SMALL = """
@prefix kg: <https://w3id.org/conflict-kg/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<urn:{0}> a kg:Settlement ; rdfs:label "Town {0}"@en .
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of what is shipped, with a small reference folder."""
    shutil.copytree(SHIPPED, tmp_path / "ontology")
    shutil.rmtree(tmp_path / "ontology" / "reference")
    (tmp_path / "ontology" / "reference").mkdir()
    (tmp_path / "ontology" / "reference" / "a.ttl").write_text(SMALL.format("a"), encoding="utf-8")
    return tmp_path / "ontology"


@pytest.fixture
def never(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is read out of Turtle any more."""

    def read(*_: object) -> None:
        raise AssertionError("Turtle was read")

    for name in ("read_ontology", "read_lexicon", "read_gazetteer"):
        monkeypatch.setattr(f"kg.knowledge.knowledge.{name}", read)


# --- Equality ---------------------------------------------------------------------------------------------------------


def test_what_is_shipped_comes_back_as_it_is(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    plain, digest = read_compiled(SHIPPED)
    assert read_compiled(SHIPPED, cache=tmp_path) == (plain, digest)
    (file,) = tmp_path.iterdir()
    request.getfixturevalue("never")
    again, same = read_compiled(SHIPPED, cache=tmp_path)
    assert (again, same) == (plain, digest)
    assert list(again.gazetteer.by_key) == list(plain.gazetteer.by_key)  # in the same order, too
    assert list(again.lexicon.forms) == list(plain.lexicon.forms)
    assert len(again.gazetteer.by_key) > 2000
    assert file.stat().st_mode & 0o077 == 0


names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


@given(st.lists(st.tuples(names, st.sampled_from(["en", "fr"]), st.lists(names, max_size=3)), max_size=8))
def test_any_things_come_back_as_they_are(
    tmp_path_factory: pytest.TempPathFactory, things: list[tuple[str, str, list[str]]]
) -> None:
    path = tmp_path_factory.mktemp("generated") / "x.nt"
    label, other = "http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/2004/02/skos/core#altLabel"

    def line(number: int, predicate: str, name: str, language: str) -> str:
        return f"<urn:{number}> <{predicate}> {Literal(name, language=language)} .\n"

    path.write_text(
        "".join(
            line(number, label, name, language) + "".join(line(number, other, alias, language) for alias in aliases)
            for number, (name, language, aliases) in enumerate(things)
        ),
        encoding="utf-8",
    )
    compiled = Compiled(Ontology({}, {}, {}, (), {}), Lexicon({}, (), {}, {}, {}, frozenset()), read_gazetteer([path]))
    assert len(compiled.gazetteer.by_key) == len(things)
    folder = path.parent / "cache"
    assert cached(folder, "x", lambda: compiled) is compiled
    assert cached(folder, "x", unwanted) == compiled
    shutil.rmtree(path.parent)


def unwanted() -> Compiled:
    raise AssertionError("made, though it was there")


def test_a_value_that_stands_twice_is_one_again() -> None:
    compiled, _ = read_compiled(SHIPPED)
    again = unpack(pack(compiled)).lexicon
    entries = [entry for forms in again.forms.values() for _, entry in forms]
    assert len({id(entry) for entry in entries}) == len(set(entries)) < len(entries)


def test_a_type_without_a_form_is_refused() -> None:
    with pytest.raises(TypeError, match=r"bytes.*has no form"):
        caching._reader(bytes, {})
    with pytest.raises(TypeError, match="has no form"):
        caching._reader(get_type_hints(Compiled)["lexicon"] | None, {})


# --- Keys -------------------------------------------------------------------------------------------------------------


def test_another_content_is_read_anew(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    assert set(read_compiled(folder, cache=cache)[0].gazetteer.by_key) == {"urn:a"}
    (folder / "reference" / "a.ttl").write_text(SMALL.format("b"), encoding="utf-8")
    assert set(read_compiled(folder, cache=cache)[0].gazetteer.by_key) == {"urn:b"}
    own = tmp_path / "own.ttl"
    own.write_text(SMALL.format("c"), encoding="utf-8")
    assert set(read_compiled(folder, (own,), cache)[0].gazetteer.by_key) == {"urn:b", "urn:c"}
    assert len(list(cache.iterdir())) == 3


def test_the_users_files_are_in_the_digest(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(SMALL.format("c"), encoding="utf-8")
    digests = {read_compiled(folder)[1], read_compiled(folder, (own,))[1]}
    own.write_text(SMALL.format("d"), encoding="utf-8")
    assert len({*digests, read_compiled(folder, (own,))[1]}) == 3


def test_another_version_or_another_reader_reads_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {caching._key("x"), caching._key("y")}
    monkeypatch.setattr(caching, "_READERS", ("kg/vocab.py",))
    keys.add(caching._key("x"))
    monkeypatch.setattr(caching, "__version__", "0")
    assert len({*keys, caching._key("x")}) == 4


def test_what_changed_while_it_was_read_is_not_kept(tmp_path: Path) -> None:
    assert cached(tmp_path, "x", lambda: EMPTY, is_still=lambda: False) is EMPTY
    assert list(tmp_path.iterdir()) == []


def test_the_last_used_files_stay(tmp_path: Path) -> None:
    for number in range(KEPT + 3):
        cached(tmp_path, str(number), lambda: EMPTY)
        for age, path in enumerate(sorted(tmp_path.iterdir(), key=lambda path: -path.stat().st_mtime)):
            os.utime(path, (1e9 - age, 1e9 - age))
        assert cached(tmp_path, "0", unwanted) == EMPTY  # used again and again, so it stays
    assert len(list(tmp_path.iterdir())) == KEPT


# --- What can be wrong ------------------------------------------------------------------------------------------------

EMPTY = Compiled(
    Ontology({}, {}, {}, (), {}),
    Lexicon({}, (), {}, {}, {}, frozenset()),
    Gazetteer({"k": Known("k", "Thing", "K", ("K",), None, None, None, None, None)}, {"K": ("k",)}, {}, {}, {}, {}),
)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-5]),
        lambda path: path.write_bytes(path.read_bytes().replace(b'"K"', b'"L"')),
        lambda path: path.write_bytes(b"\xff\n{}"),
        lambda path: path.write_bytes(b"kg x y\n{}"),
        lambda path: path.chmod(0o666),
        lambda path: (path.unlink(), path.mkdir()),
    ],
    ids=["empty", "cut off", "other content", "no text", "other key", "writable by others", "folder"],
)
def test_a_file_that_cannot_be_used_changes_nothing(spoil: Callable[[Path], object], tmp_path: Path) -> None:
    cached(tmp_path, "x", lambda: EMPTY)
    (path,) = tmp_path.iterdir()
    spoil(path)
    made = []
    assert cached(tmp_path, "x", lambda: made.append(1) or EMPTY) == EMPTY  # type: ignore[func-returns-value]
    assert made
    if not path.is_dir():
        assert cached(tmp_path, "x", unwanted) == EMPTY  # and it was put right
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_content_that_has_the_right_digest_and_the_wrong_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caching, "pack", lambda _: {"rows": {}, "roots": [[1]]})
    cached(tmp_path, "x", lambda: EMPTY)
    monkeypatch.undo()
    assert cached(tmp_path, "x", lambda: EMPTY) is EMPTY
    assert cached(tmp_path, "x", unwanted) == EMPTY


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="files have no owner here")
def test_a_file_of_somebody_else_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cached(tmp_path, "x", lambda: EMPTY)
    uid = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: uid + 1)
    with pytest.raises(AssertionError, match="made"):
        cached(tmp_path, "x", unwanted)


def test_a_folder_that_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for _ in range(2):
        assert cached(tmp_path / "file" / "cache", "x", lambda: EMPTY) is EMPTY
    assert cached(None, "x", lambda: EMPTY) is EMPTY


def test_two_processes_may_write_at_once(tmp_path: Path) -> None:
    script = "import sys; from pathlib import Path; from kg.knowledge.knowledge import read_compiled; "
    script += "print(len(read_compiled(Path(sys.argv[1]), cache=Path(sys.argv[2]))[0].gazetteer.by_key))"
    running = [
        subprocess.Popen([sys.executable, "-c", script, SHIPPED, tmp_path], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    counts = {process.communicate(timeout=60)[0] for process in running}
    assert counts == {f"{len(read_compiled(SHIPPED, cache=tmp_path)[0].gazetteer.by_key)}\n"}
    assert len(list(tmp_path.iterdir())) == 1
