"""A store in a directory of this machine, or in memory: Oxigraph inside this process.

A store directory holds one database for the writer and finished copies of it for readers:

    kg-store        the number of this layout
    live/           the writer's database; nobody else opens it
    unfinished      there while `live` has something that no copy has: a writer is at work, or was killed
    snapshots/N/    a copy made when a writer closed (hard links: milliseconds, little space)
    current         the N that readers open, replaced in one step

So readers never wait for a writer and never see half a build, any number of them may be open at once, and a build
that was killed leaves the last finished copy as it was. A reader holds a shared lock on its copy; a writer removes old
copies that nobody holds. `docs/decisions/0003-store-snapshots.md` says what else was tried.
"""

from __future__ import annotations

import contextlib
import fcntl
import logging
import os
import re
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TypeAlias

import pyoxigraph as ox
from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from kg.errors import QueryError, StoreError, StoreLocked
from kg.results import Result, Row, Solutions, Triples, Truth

log = logging.getLogger(__name__)

RawResult: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

LAYOUT = "1"
MARKER = "kg-store"
UNFINISHED = "unfinished"
MAX_NESTING = 200
"""Oxigraph's parser recurses on brackets; some thousands deep it overflows the stack and takes the process with it."""
FLUSH_EVERY = 1000
"""Transactions between two flushes: unflushed, they are all replayed when the store is next opened after a crash."""

BULK = 10_000
"""Quads in one write from which Oxigraph's bulk loader is used: a third of the time, and no copy of everything in the log.

It takes a million quads at once, as files that count from one moment on. A larger write that is cut short may leave some of
itself in `live`, never in a finished copy.
"""

# The lexical rules are those of Oxigraph's parser, which has no lexer of its own: a word may follow another token
# without a space, a quote that opens no valid string is no string, and `<` is an IRI only where an IRI may stand. Where
# the two could differ the scan must not be fooled, since `kg.server` refuses SERVICE by it.
_UCHAR = r"\\u(?![dD][89a-fA-F])[0-9A-Fa-f]{4}|\\U(?!0000[dD][89a-fA-F])00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4}"
_ESCAPE = rf"\\[tbnrf\"'\\]|{_UCHAR}"
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_LOCAL = rf"(?:[\w:]|{_PLX})(?:[\w:\-]|{_PLX})*(?:\.+(?:[\w:\-]|{_PLX})+)?"
_TOKEN = re.compile(
    rf"""
      (?P<space>[\s]+|\#[^\r\n]*)
    | (?P<string>'''(?:'{{0,2}}(?:[^'\\]|{_ESCAPE}))*''' | \"\"\"(?:\"{{0,2}}(?:[^\"\\]|{_ESCAPE}))*\"\"\"
               | '(?:[^'\\\r\n]|{_ESCAPE})*' | \"(?:[^\"\\\r\n]|{_ESCAPE})*\")
    | (?P<iri><(?:[^<>\"{{}}|^`\\\x00-\x20]|{_UCHAR})*>)
    | (?P<variable>[?$]\w+)
    | (?P<blank>_:{_LOCAL})
    | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?:[^\W\d_](?:[\w.\-]{{0,100}}[\w\-])?)?:(?:{_LOCAL})?)
    | (?P<word>[^\W\d]\w*)
    | (?P<number>\d+)
    | (?P<sign>\\.|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_OPERANDS = frozenset({"string", "iri", "variable", "blank", "tag", "name", "word", "number"})


@dataclass(frozen=True, slots=True)
class Outline:
    """What a request is made of, seen without parsing it.

    `depth` is the deepest nesting of brackets, a run of `!` counting like brackets; `reaches_out` is "SERVICE" or
    "LOAD" when the text could have the store make a network request; `unclear_at` is the offset of a `<` that could be
    the start of an IRI or "less than", with something between that matters: the scan after it cannot be trusted.
    """

    has_dataset: bool
    depth: int
    reaches_out: str | None
    unclear_at: int | None


def outline(sparql: str) -> Outline:
    """Scan a request for what has to be known before Oxigraph may see it; never fails, whatever the text.

    >>> outline("SELECT * FROM <urn:g> { ?s ?p 'SERVICE' } # LOAD")
    Outline(has_dataset=True, depth=1, reaches_out=None, unclear_at=None)
    >>> outline("ASK { SERVICE<http://example.org/>{} }").reaches_out
    'SERVICE'
    """
    has_dataset, reaches_out, unclear_at = False, None, None
    depth = deepest = parentheses = bangs = 0
    before, before_kind = "", ""  # `<<` and `>>` are met as two signs: `?a<<urn:x>` is "less than" and an IRI
    for match in _TOKEN.finditer(sparql):
        kind, text = str(match.lastgroup), match.group()
        if kind == "space":
            continue
        folded = text.casefold()
        if kind == "iri" and _is_unclear(folded, before, before_kind, parentheses):
            unclear_at = match.start() if unclear_at is None else unclear_at
        elif kind == "word" or kind == "name":
            word = folded if kind == "word" else folded.partition(":")[0]
            has_dataset = has_dataset or (word == "from" and depth == 0 and before != "prefix")
            if "service" in word or (kind == "word" and word == "load"):
                reaches_out = reaches_out or ("SERVICE" if "service" in word else "LOAD")
        elif text in _OPENING or text == before == "<":
            depth += 1
            parentheses += text == "("
        elif text in _CLOSING or text == before == ">":
            depth -= 1
            parentheses -= text == ")"
        bangs = bangs + 1 if text == "!" else 0
        deepest = max(deepest, depth + bangs)
        before, before_kind = folded, "close" if text == ")" else kind
    return Outline(has_dataset, deepest, reaches_out, unclear_at)


_OPENING = frozenset("({[")
_CLOSING = frozenset(")}]")


def _is_unclear(iri: str, before: str, before_kind: str, parentheses: int) -> bool:
    """Say whether what looks like an IRI could be "less than", or `<<` and a name, in front of something that matters."""
    may_be_operator = parentheses > 0 and before_kind in _OPERANDS | {"close"}
    return (may_be_operator or before == "<") and _may_be_less_than(iri)


def _may_be_less_than(iri: str) -> bool:
    """Say whether `<…>` inside parentheses, after an operand, might be two comparisons that hide something.

    Nothing can follow "less than" that begins like an absolute IRI with `//`, and comparisons without a quote, a
    comment, a bracket or the word itself hide nothing.
    """
    return re.match(r"<[a-z][a-z0-9+.\-]*://", iri) is None and re.search(r"['#()\[\]!\\]|service", iri) is not None


def open_store(path: Path | None, *, read_only: bool = False) -> EmbeddedStore:
    """Open the store in a directory, made if it is missing; None is a new one in memory.

    Read-only opens the copy that the last writer finished, and goes on seeing that one. Raises `StoreLocked` when
    another process is writing (for a reader: only while nothing is finished yet), and `StoreError` when `path` is no
    store that can be read; a folder that holds anything else is left untouched.
    """
    if path is None:
        return EmbeddedStore(ox.Store(), None, None, read_only=False)
    try:
        return _open_reader(path) if read_only else _open_writer(path)
    except OSError as error:
        raise StoreError(f"{path}: {_one_line(error)}") from error


class EmbeddedStore:
    """A `kg.store.base.Store` on pyoxigraph; make one with `open_store`. Leaving a `with` block closes it.

    `version` names the finished copy that a reader sees: the same version of the same store gives the same answers. It
    is None for a writer. Oxigraph's union of graphs counts twice what two graphs both say: hence "one fact, one graph".
    """

    def __init__(self, database: ox.Store, path: Path | None, lock: int | None, *, read_only: bool) -> None:
        self.path = path
        self.version: str | None = None
        self._database: ox.Store | None = database
        self._lock = lock
        self._read_only = read_only
        self._unflushed = 0

    def __enter__(self) -> EmbeddedStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def query(self, sparql: str) -> Result:
        """Answer one query, whole; raises `QueryError` with line and column when the text is not SPARQL."""
        _refuse_deep_nesting(sparql)
        with self._errors(sparql):
            return _materialise(self.answer(sparql))

    def answer(
        self,
        sparql: str,
        default_graphs: Sequence[NamedNode] = (),
        named_graphs: Sequence[NamedNode] = (),
        base_iri: str | None = None,
    ) -> RawResult:
        """Start to answer one query and return what pyoxigraph can write out in Rust, row by row.

        A dataset given here wins over one in the query (SPARQL 1.1 Protocol, 2.1.4). Nesting is for the caller to
        limit; errors found while rows are drawn come as pyoxigraph raises them.
        """
        with self._errors(sparql):
            if default_graphs or named_graphs:
                return self._open().query(
                    sparql, base_iri=base_iri, default_graph=list(default_graphs), named_graphs=list(named_graphs)
                )
            # This flag would silently override a FROM in the query.
            is_union = not outline(sparql).has_dataset
            return self._open().query(sparql, base_iri=base_iri, use_default_graph_as_union=is_union)

    def update(self, sparql: str) -> None:
        """Run one update request, whole or not at all.

        Its WHERE sees the named graphs by GRAPH or USING only: SPARQL has no union default graph for updates.
        """
        _refuse_deep_nesting(sparql)
        self._update(sparql)

    def load(self, quads: Iterable[Quad]) -> None:
        """Add quads, all of them or none; an error raised by `quads` itself passes through."""
        self._add(tuple(quads))

    def replace(self, graphs: Iterable[NamedNode], quads: Iterable[Quad]) -> None:
        """Empty the named graphs and add the quads, as one transaction; nothing is written if nothing would change."""
        database = self._writable()
        wanted = tuple(dict.fromkeys(quads))
        with self._errors(""):
            old = [graph for graph in dict.fromkeys(graphs) if database.contains_named_graph(graph)]
            change = _change(old, self._held(old), wanted) if old else None
            if change:
                # Only an update request removes and adds in one transaction. It is text, and twice as slow as `extend`.
                self._update(change)
            elif wanted and not old:
                self._add(wanted)

    def dump(self) -> Iterator[Quad]:
        """Yield every quad as it was when the first was asked for, whatever is written meanwhile."""
        with self._errors(""):
            yield from self._open().quads_for_pattern(None, None, None, None)

    def is_current(self) -> bool:
        """Say whether a reader still sees the newest finished copy."""
        return self.path is None or self.version is None or self.version == current_version(self.path)

    def close(self) -> None:
        """Write everything out, show it to readers and let go; safe to call twice."""
        database, self._database = self._database, None
        if database is None:
            return
        try:
            if self.path is not None and not self._read_only:
                with self._errors(""):
                    _publish(self.path, database)
        finally:
            # pyoxigraph has no close: its lock goes with the last reference.
            del database
            if self._lock is not None:
                os.close(self._lock)
                self._lock = None

    def _open(self) -> ox.Store:
        if self._database is None:
            raise StoreError(f"{self._name()}: the store is closed")
        return self._database

    def _writable(self) -> ox.Store:
        if self._read_only:
            raise StoreError(f"{self._name()}: the store is open for reading only")
        return self._open()

    def _name(self) -> str:
        return "store in memory" if self.path is None else str(self.path)

    def _add(self, quads: Sequence[Quad]) -> None:
        with self._writing(""):
            add = self._writable().extend if len(quads) < BULK else self._writable().bulk_extend
            add(quads)

    def _update(self, sparql: str) -> None:
        with self._writing(sparql):
            self._writable().update(sparql)

    def _held(self, graphs: Iterable[NamedNode]) -> set[Quad]:
        return {quad for graph in graphs for quad in self._open().quads_for_pattern(None, None, None, graph)}

    @contextlib.contextmanager
    def _writing(self, sparql: str) -> Iterator[None]:
        """Wrap one transaction: note beforehand that copies will be out of date, flush every so often."""
        with self._errors(sparql):
            if self.path is not None and not self._read_only:
                (self.path / UNFINISHED).touch()
            yield
            self._unflushed = (self._unflushed + 1) % FLUSH_EVERY
            if self._unflushed == 0:
                self._open().flush()

    @contextlib.contextmanager
    def _errors(self, sparql: str) -> Iterator[None]:
        """Turn pyoxigraph's errors into ours."""
        try:
            yield
        except SyntaxError as error:
            raise QueryError(explain_syntax(sparql, str(error))) from error
        except (OSError, RuntimeError, ValueError) as error:
            raise StoreError(f"{self._name()}: {_one_line(error)}") from error


def _refuse_deep_nesting(sparql: str) -> None:
    depth = outline(sparql).depth
    if depth > MAX_NESTING:
        raise QueryError(f"query: nested {depth} deep; {MAX_NESTING} is the most")


def _materialise(answer: RawResult) -> Result:
    if isinstance(answer, ox.QueryBoolean):
        return Truth(bool(answer))
    if isinstance(answer, ox.QueryTriples):
        return Triples(tuple(answer))
    rows: tuple[Row, ...] = tuple(tuple(solution) for solution in answer)
    return Solutions(tuple(variable.value for variable in answer.variables), rows)


def _change(graphs: Iterable[NamedNode], held: Set[Quad], wanted: Iterable[Quad]) -> str | None:
    """Return the update that turns what graphs hold into what they shall hold, None when that is the same.

    It names what goes and what comes. A blank node cannot be named from outside: with one, the graphs are dropped and all
    is written anew.
    """
    goes, comes = _difference(held, wanted)
    if not goes and not comes:
        return None
    if any(isinstance(term, BlankNode | Triple) for quad in (*goes, *comes) for term in quad.triple):
        drops = "".join(f"DROP SILENT GRAPH {graph} ;\n" for graph in graphs)
        return f"{drops}INSERT DATA {{\n{_blocks(wanted)}\n}}"
    return f"DELETE DATA {{\n{_blocks(goes)}\n}} ;\nINSERT DATA {{\n{_blocks(comes)}\n}}"


def _difference(held: Set[Quad], wanted: Iterable[Quad]) -> tuple[Sequence[Quad], Sequence[Quad]]:
    """Return the quads that only one side has, as a store would keep them: "10.0" as a decimal is kept as "10"."""
    comes = [quad for quad in wanted if quad not in held]
    if comes:
        kept = ox.Store()
        kept.extend(comes)
        comes = [quad for quad in kept if quad not in held]
        wanted = {*wanted, *kept}
    else:
        wanted = set(wanted)
    return [quad for quad in held if quad not in wanted], comes


def _blocks(quads: Iterable[Quad]) -> str:
    """Return quads as the inside of INSERT DATA or DELETE DATA."""
    statements: dict[str, list[str]] = {}
    for quad in quads:
        statements.setdefault(str(quad.graph_name), []).append(f"{quad.triple} .")
    return "\n".join(
        "\n".join(lines) if graph == "DEFAULT" else f"GRAPH {graph} {{\n" + "\n".join(lines) + "\n}"
        for graph, lines in statements.items()
    )


def explain_syntax(sparql: str, message: str) -> str:
    """Turn the parser's message into one line with the place, the words there and what is wrong, if that is known.

    Oxigraph names the furthest character that any of its rules looked at, some letters past the mistake, and rarely the
    mistake; so what a scan can find is told first.

    >>> explain_syntax("ASK { ?s rdfs:label ?o }", "error at 1:22: expected OPTIONAL")
    'query:1:10: the prefix rdfs: is not declared; add PREFIX rdfs: <…>'
    >>> explain_syntax("ASK { ?s ?p ", "error at 1:13: expected one of …")
    'query:1:5: this { is never closed'
    """
    tokens = [token for token in _TOKEN.finditer(sparql) if token.lastgroup != "space"]
    slip = _undeclared_prefix(tokens) or _open_bracket(tokens)
    if slip is not None:
        offset, reason = slip
        return f"query:{_place(sparql, offset)}: {reason}"
    found = re.match(r"error at (\d+):(\d+): (.*)", message, re.DOTALL)
    if found is None:
        return f"query: {_one_line(message)}"
    lines = sparql.split("\n")
    offset = sum(len(line) + 1 for line in lines[: int(found[1]) - 1]) + int(found[2]) - 1
    reasons = [part for part in re.split(r", |expected one of |expected ", found[3]) if _is_sentence(part)]
    reason = f" ({_one_line(reasons[0])})" if reasons else ""
    near = " ".join(sparql[max(0, offset - 40) : offset + 20].split())
    where = f'near "{near}"' if near else "the text is empty"
    return f"query:{found[1]}:{found[2]}: not SPARQL, {where}{reason}"


def _undeclared_prefix(tokens: Sequence[re.Match[str]]) -> tuple[int, str] | None:
    declared, used = set(), []
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.lastgroup == "name":
            prefix = token.group().partition(":")[0]
            if before is not None and before.group().casefold() == "prefix":
                declared.add(prefix)
            else:
                used.append((token.start(), prefix))
    for offset, prefix in used:
        if prefix not in declared:
            return offset, f"the prefix {prefix}: is not declared; add PREFIX {prefix}: <…>"
    return None


def _open_bracket(tokens: Sequence[re.Match[str]]) -> tuple[int, str] | None:
    pairs = {"(": ")", "{": "}", "[": "]"}
    opened: list[re.Match[str]] = []
    for token in tokens:
        if token.group() in pairs:
            opened.append(token)
        elif token.group() in pairs.values():
            if not opened or pairs[opened[-1].group()] != token.group():
                return token.start(), f"this {token.group()} closes nothing"
            opened.pop()
    return (opened[-1].start(), f"this {opened[-1].group()} is never closed") if opened else None


def _place(text: str, offset: int) -> str:
    return f"{text.count(chr(10), 0, offset) + 1}:{offset - text.rfind(chr(10), 0, offset)}"


def _is_sentence(part: str) -> bool:
    return re.match(r"(?!Prefix not found)[A-Z][\w?$]*( [\w?$'.]+)+$", part) is not None and part != part.upper()


def _one_line(error: Exception | str) -> str:
    return " ".join(str(error).split()).removeprefix("IO error: ")[:300]


def _open_writer(path: Path) -> EmbeddedStore:
    _prepare(path)
    lock = os.open(path, os.O_RDONLY)
    try:
        _take(lock, fcntl.LOCK_EX, f"{path}: another process is writing to this store; try again when it has ended")
        try:
            database = ox.Store(path / "live")
        except (OSError, ValueError, RuntimeError) as error:
            raise _unopenable(path, error) from error
        return EmbeddedStore(database, path, lock, read_only=False)
    except BaseException:
        os.close(lock)
        raise


def _prepare(path: Path) -> None:
    """Make the directory of a new store, or check that what is there is one."""
    if path.exists() and not path.is_dir():
        raise StoreError(f"{path}: not a directory")
    if not (path / MARKER).exists():
        if path.is_dir() and any(path.iterdir()):
            raise StoreError(f"{path}: this folder holds other things and is not a kg store; name a new or empty one")
        path.mkdir(parents=True, exist_ok=True)
        (path / MARKER).write_text(LAYOUT + "\n", encoding="ascii")
    _check_layout(path)


def _check_layout(path: Path) -> None:
    layout = (path / MARKER).read_bytes().strip()
    if layout != LAYOUT.encode():
        raise StoreError(f"{path}: a store of another version of kg; build it anew with this one")


def _open_reader(path: Path) -> EmbeddedStore:
    if not path.exists():
        raise StoreError(f"no store at {path}; make one with kg build")
    if not (path / MARKER).is_file():
        raise StoreError(f"{path}: not a kg store; make one with kg build")
    _check_layout(path)
    while (version := current_version(path)) is not None:
        snapshot = path / "snapshots" / version
        try:
            lock = os.open(snapshot, os.O_RDONLY)
        except FileNotFoundError as error:
            if current_version(path) == version:
                raise StoreError(f"{path}: the finished copy {version} is missing; run kg build again") from error
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_SH)
            if current_version(path) == version:  # else a writer has just replaced it, and may be removing it
                store = EmbeddedStore(_read_only(path, snapshot), path, lock, read_only=True)
                store.version = version
                return store
        except BaseException:
            os.close(lock)
            raise
        os.close(lock)
    raise _nothing_finished(path)


def _read_only(path: Path, snapshot: Path) -> ox.Store:
    try:
        return ox.Store.read_only(str(snapshot))
    except (OSError, ValueError, RuntimeError) as error:
        raise _unopenable(path, error) from error


def _nothing_finished(path: Path) -> StoreError:
    lock = os.open(path, os.O_RDONLY)
    try:
        _take(lock, fcntl.LOCK_SH, f"{path}: the first build is still writing; try again when it has ended")
    finally:
        os.close(lock)
    return StoreError(f"{path}: no build has finished here; run kg build again")


def _take(lock: int, mode: int, refusal: str) -> None:
    """Lock a store's directory; a few tries, since a reader with nothing to read holds it for a moment."""
    for pause_s in (0.02, 0.05, 0.1, None):
        try:
            fcntl.flock(lock, mode | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if pause_s is None:
                raise StoreLocked(refusal) from None
            time.sleep(pause_s)


def _unopenable(path: Path, error: Exception) -> StoreError:
    text = _one_line(error)
    if "lock" in text.lower() and ("hold by current process" in text or "temporarily unavailable" in text):
        return StoreLocked(f"{path}: another program has this store open; close it and try again")
    return StoreError(f"{path}: the store cannot be read ({text})")


def current_version(path: Path) -> str | None:
    """Return the name of the newest finished copy in a store's directory, None while there is none."""
    try:
        return (path / "current").read_text(encoding="ascii").strip() or None
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise StoreError(f"{path}: the file `current` is damaged; run kg build again") from error


def _publish(path: Path, database: ox.Store) -> None:
    """Copy the database for readers, make the copy the current one, and clear away copies that nobody reads."""
    snapshots, version = path / "snapshots", current_version(path)
    if (path / UNFINISHED).exists() or version is None or not (snapshots / version).is_dir():
        database.flush()
        snapshots.mkdir(exist_ok=True)
        version = _next_version(snapshots, version)
        unfinished = snapshots / f"{version}.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        database.backup(unfinished)
        unfinished.rename(snapshots / version)
        _write_current(path, version)
        (path / UNFINISHED).unlink(missing_ok=True)
        log.info("%s: copy %s is ready for readers", path, version)
    _clear_away(snapshots, version)


def _next_version(snapshots: Path, version: str | None) -> str:
    taken = [int(entry.name) for entry in snapshots.iterdir() if entry.name.isdecimal()]
    if version is not None and version.isdecimal():
        taken.append(int(version))
    return str(max(taken, default=0) + 1)


def _write_current(path: Path, version: str) -> None:
    fresh = path / "current.new"
    with fresh.open("w", encoding="ascii") as file:
        file.write(version + "\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path / "current")


def _clear_away(snapshots: Path, version: str) -> None:
    for entry in snapshots.iterdir():
        if entry.name != version:
            _remove_unless_read(entry)


def _remove_unless_read(snapshot: Path) -> None:
    lock = os.open(snapshot, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(snapshot, ignore_errors=True)
    except BlockingIOError:
        log.info("%s is still being read; the next build removes it", snapshot)
    finally:
        os.close(lock)
