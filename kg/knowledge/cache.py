"""What was read out of the Turtle, kept in a folder of the user, so that the same files are read from Turtle once.

A file of the cache is one line, which names the key and the digest of the rest, and then JSON: a table of rows for each
class of the look-up structures, where a value stands once and is referred to by its number. The key is the digest of the
files read, of kg's version and of the modules that read them, so that nothing has to be remembered when one of them
changes. With a broken file, one of somebody else or none, the answer is the same, and only takes longer.

Why JSON: a pickle runs whatever it names, and what lies in a cache may have been put there by others; `marshal` runs nothing,
but says of itself that a crafted file may crash the interpreter, and changes with Python. Neither is quicker here: of 2,700
known things and 1,300 words a pickle was read in 13 ms and this in 14 ms, Turtle in 145 ms. The automatons of the scanners are
made anew: that took 8 ms, and reading them back from 1.6 MB in a form that only their library can check would save 2 of them.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import json
import logging
import os
import tempfile
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, TypeAlias, get_args, get_origin, get_type_hints

from kg import __version__
from kg.knowledge.gazetteer import Gazetteer
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.ontology import Ontology

log = logging.getLogger(__name__)

Json: TypeAlias = Any
"""What `json` reads and writes."""

KEPT = 8
"""Files that stay in the folder, the last used ones: one for each ontology and set of reference files in use."""

_READERS = ("kg/knowledge/*.py", "kg/text/scan.py", "kg/vocab.py")
"""The modules whose code decides what comes out of a file of Turtle."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """Everything that is read out of Turtle."""

    ontology: Ontology
    lexicon: Lexicon
    gazetteer: Gazetteer


def cached(
    folder: Path | None, digest: str, make: Callable[[], Compiled], is_still: Callable[[], bool] = lambda: True
) -> Compiled:
    """Return what `make` gives for files of that digest: from the cache in `folder`, or made and put there.

    Without a folder it is made. What was made of files that have changed since, says `is_still`, is not put there. Raises
    what `make` raises, and nothing else.
    """
    if folder is None:
        return make()
    key = _key(digest)
    path = folder / f"knowledge-{key[:16]}.json"
    try:
        return _read(path, key)
    except FileNotFoundError:
        log.debug("%s: not there yet", path)
    except Exception as error:  # whatever may stand in a file that others wrote
        log.debug("%s: not used: %r", path, error)
    made = make()
    try:
        if is_still():
            _write(path, key, made)
    except OSError as error:
        log.debug("%s: not written: %r", path, error)
    return made


def _key(digest: str) -> str:
    root = Path(__file__).parent.parent.parent
    total = hashlib.sha256(f"{__version__} {digest}".encode())
    for path in sorted(path for pattern in _READERS for path in root.glob(pattern)):
        total.update(path.read_bytes())
    return total.hexdigest()


# --- Files ------------------------------------------------------------------------------------------------------------


def _read(path: Path, key: str) -> Compiled:
    with open(path, "rb") as file:
        _refuse_foreign(os.fstat(file.fileno()))
        head, _, body = file.read().partition(b"\n")
    if head.decode("ascii").split() != ["kg", key, hashlib.sha256(body).hexdigest()]:
        raise ValueError("another file, or a broken one")
    with _without_collector():
        compiled = unpack(json.loads(body))
    with contextlib.suppress(OSError):
        os.utime(path)  # used last now, so it stays
    return compiled


@contextlib.contextmanager
def _without_collector() -> Iterator[None]:
    """Leave the garbage collector out: it would look at a hundred thousand new values again and again, all of them kept."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _refuse_foreign(status: os.stat_result) -> None:
    """Raise where somebody else could have written the file: what kg knows decides what it says of people."""
    if hasattr(os, "getuid") and (status.st_uid != os.getuid() or status.st_mode & 0o022):
        raise PermissionError("others could have written it")


def _write(path: Path, key: str, compiled: Compiled) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    body = json.dumps(pack(compiled), ensure_ascii=False, separators=(",", ":")).encode()
    descriptor, temporary = tempfile.mkstemp(prefix="knowledge-", suffix=".tmp", dir=path.parent)
    try:
        with open(descriptor, "wb") as file:
            file.write(f"kg {key} {hashlib.sha256(body).hexdigest()}\n".encode() + body)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    ours = sorted(path.parent.glob("knowledge-*"), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in ours[KEPT:]:
        old.unlink(missing_ok=True)


# --- Values -----------------------------------------------------------------------------------------------------------


def pack(compiled: Compiled) -> Json:
    """Return the look-up structures as JSON: rows by the name of their class, and the three roots."""
    tables: dict[type, dict[Any, int]] = {cls: {} for cls in _CLASSES}
    rows: dict[str, list[Json]] = {cls.__name__: [] for cls in _CLASSES}

    def plain(value: Any) -> Json:
        if is_dataclass(value):
            table = tables[type(value)]
            if value not in table:
                row = [plain(getattr(value, field.name)) for field in fields(value)]
                table[value] = len(table)
                rows[type(value).__name__].append(row)
            return table[value]
        if isinstance(value, Mapping):
            return {key: plain(item) for key, item in value.items()}
        if isinstance(value, frozenset):
            return sorted(map(plain, value))
        return list(map(plain, value)) if isinstance(value, tuple) else value

    roots = [
        [plain(getattr(root, field.name)) for field in fields(root)]
        for root in (compiled.ontology, compiled.lexicon, compiled.gazetteer)
    ]
    return {"rows": rows, "roots": roots}


def unpack(packed: Json) -> Compiled:
    """Return what `pack` was given; raises anything when it is given something else."""
    made: dict[type, list[Any]] = {}
    for cls in _CLASSES:
        made[cls] = _instances(cls, packed["rows"][cls.__name__], made)
    ontology, lexicon, gazetteer = (
        _instances(root, [row], made)[0] for root, row in zip(_ROOTS, packed["roots"], strict=True)
    )
    return Compiled(ontology, lexicon, gazetteer)


def _instances(cls: type, rows: list[Json], made: Mapping[type, list[Any]]) -> list[Any]:
    """Return one instance for each row, each field read as its type says."""
    readers = [_reader(hint, made) for hint in get_type_hints(cls).values()]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(readers)
    return list(map(cls, *(map(read, column) for read, column in zip(readers, columns, strict=True))))


def _reader(hint: Any, made: Mapping[type, list[Any]]) -> Callable[[Json], Any]:
    """Return what makes a value of a type out of JSON."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint in made:
        return made[hint].__getitem__
    if origin is tuple and arguments[-1] is not ...:
        each = [_reader(argument, made) for argument in arguments]
        return lambda value: tuple(read(item) for read, item in zip(each, value, strict=True))
    if origin in (tuple, frozenset):
        inner = _reader(arguments[0], made)
        return origin if inner is _same else lambda value: origin(map(inner, value))
    if origin is Mapping:
        inner = _reader(arguments[1], made)
        return _same if inner is _same else lambda value: {key: inner(item) for key, item in value.items()}
    if {str, int, float, bool, types.NoneType}.issuperset(arguments if origin is types.UnionType else [hint]):
        return _same
    raise TypeError(f"{hint} has no form in the cache; add one here")


def _same(value: Json) -> Any:
    """Return what JSON has as it is."""
    return value


def _inside(hint: Any) -> Iterator[type]:
    """Yield the classes of the values inside a type, innermost first."""
    for argument in get_args(hint):
        yield from _inside(argument)
    if isinstance(hint, type) and is_dataclass(hint):
        for field in get_type_hints(hint).values():
            yield from _inside(field)
        yield hint


_ROOTS = (Ontology, Lexicon, Gazetteer)
_CLASSES = tuple(dict.fromkeys(cls for root in _ROOTS for cls in _inside(root) if cls is not root))
