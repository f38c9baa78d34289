"""`kg reference`: known things of one's own, from a table to Turtle, and a list of all that are known."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click
from pyoxigraph import Literal, NamedNode, Quad

from kg.cli.build import count, issue_line
from kg.cli.options import format_option, reference_option, settings_of
from kg.errors import InputError, Issue, NotFound, StoreError
from kg.results import FORMATS, Solutions
from kg.settings import Settings, cache_directory, ontology_directory, reference_files
from kg.vocab import RDFS

if TYPE_CHECKING:
    from kg.graph.reference import Described
    from kg.knowledge.cache import Compiled
    from kg.knowledge.gazetteer import Known

HEADER = (
    "# Known things. `kg reference add` writes this file anew each time: keep what you write by hand in another.\n\n"
)


@click.group()
def reference() -> None:
    """Add known things of your own, or list all that are known.

    \b
    Examples:
      kg reference add groups.csv
      kg reference list wagner
    """


@reference.command()
@click.argument("file", metavar="FILE.csv|-")
@click.option("--to", metavar="FILE.ttl", help="Turtle file to write (default: the name of FILE, ending in .ttl).")
@reference_option
def add(file: str, to: str | None, reference: tuple[str, ...]) -> None:
    """Turn a table of groups, people, places or events into a Turtle file for --reference; "-" is standard input.

    The first line names the columns: kind and name, and if you like aliases, country, start, end, wikidata, source, note, id,
    and any property of the ontology. docs/own-reference.md describes them. What the file holds already stays; a row about one of
    its things replaces it. A row that cannot be used is named with its line, and the others are used all the same.

    \b
    Examples:
      kg reference add groups.csv --to my.ttl
      kg build articles/ --reference my.ttl
    """
    from kg.graph.reference import describe
    from kg.knowledge.tables import Row, Vocabulary, read_table

    settings = settings_of(reference=reference)
    target = _target(file, to)
    old = _old(target)
    own = {quad.subject.value for quad in old if quad.predicate == RDFS.label and isinstance(quad.subject, NamedNode)}
    known = _compiled(settings, target)
    items = list(read_table(_content(file), file, Vocabulary(known.ontology, known.lexicon, known.gazetteer)))
    rows = [item for item in items if isinstance(item, Row)]
    things, more = describe(rows, known.gazetteer, known.ontology, own, _everyday(known, settings))
    issues = [*(item for item in items if isinstance(item, Issue)), *more]
    for issue in sorted(issues, key=lambda issue: _line(issue.where)):
        click.echo(issue_line(issue), err=True)
    if not things:
        click.echo(f"kg: nothing in {file} could be used; {target} is as it was", err=True)
        raise click.exceptions.Exit(3)
    _write(target, old, things)
    left_out = sum(issue.severity == "error" for issue in issues)
    click.echo(_closing(target, things, left_out, len(issues) - left_out), err=True)


@reference.command("list")
@click.argument("word", required=False)
@reference_option
@format_option(*FORMATS, default="table")
def list_(word: str | None, reference: tuple[str, ...], output_format: str) -> None:
    """List the known things, or those whose names have a WORD in them, without regard to case and accents.

    \b
    Examples:
      kg reference list goita
      kg reference list --reference my.ttl --format csv > known.csv
    """
    from kg.graph.terms import edtf
    from kg.results import write

    known = _compiled(settings_of(reference=reference)).gazetteer.by_key.values()
    wanted = _plain(word or "")
    found = [thing for thing in known if any(wanted in _plain(name) for name in _names(thing))]
    if not found:
        raise NotFound(f"no known thing has {word!r} in its names; add it with kg reference add")
    rows = tuple(
        (
            Literal(thing.label),
            Literal(thing.type),
            Literal(thing.country) if thing.country else None,
            Literal(shown) if (shown := edtf(thing.first, thing.last)) else None,
            Literal(", ".join(_names(thing)[1:])) if _names(thing)[1:] else None,
            NamedNode(thing.key),
        )
        for thing in sorted(found, key=lambda thing: (_plain(thing.label), thing.key))
    )
    columns = ("name", "kind", "country", "time", "names", "thing")
    write(Solutions(columns, rows), output_format, sys.stdout, talk=sys.stderr)


def _names(thing: Known) -> list[str]:
    return [*thing.names, *(name for name, _ in thing.other_names)]


def _plain(text: str) -> str:
    """Return a text without case and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


# --- Files ------------------------------------------------------------------------------------------------------------


def _content(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror}); name a CSV file") from error


def _target(file: str, to: str | None) -> Path:
    if to is None and file == "-":
        raise click.UsageError("a table from standard input needs --to FILE.ttl")
    target = Path(to) if to else Path(file).with_suffix(".ttl")
    if target.suffix != ".ttl":
        raise click.UsageError(f"--to {target}: the name must end in .ttl")
    return target


def _old(target: Path) -> list[Quad]:
    """Return what the file to write holds; raises `StoreError` for one that somebody wrote by hand."""
    from kg.knowledge.ontology import read_bytes, read_turtle

    if not target.exists():
        return []
    if not read_bytes(target).startswith(HEADER.strip().encode()):
        raise StoreError(
            f"{target}: not written by kg reference add, which would lose its comments; name another with --to"
        )
    return read_turtle(target)


def _write(target: Path, old: list[Quad], things: Iterable[Described]) -> None:
    """Write what there was, without the things described anew, and what is new."""
    from kg.export import BY_NAME
    from kg.export.files import open_whole

    replaced = {thing.iri for thing in things if thing.is_new}
    new = [Quad(*fact) for thing in things for fact in thing.facts]
    quads = dict.fromkeys([*(quad for quad in old if quad.subject not in replaced), *new])
    with open_whole(target) as stream:
        stream.write(HEADER.encode())
        BY_NAME["turtle"].write(list(quads), stream)


def _compiled(settings: Settings, target: Path | None = None) -> Compiled:
    """Read what is known, with the user's own files, and the one to write when it is there."""
    from kg.knowledge.knowledge import read_compiled

    files = dict.fromkeys(reference_files(settings))
    if target and target.exists() and not any(path.samefile(target) for path in files):
        files[target] = None
    return read_compiled(ontology_directory(settings), tuple(files), cache_directory(settings))[0]


def _everyday(known: Compiled, settings: Settings) -> Callable[[str, str], bool]:
    """Return what says whether a name is an everyday word.

    The parser's dictionary has places, people and abbreviations too, so of theirs only the words of the lexicon count; it is
    loaded when it is needed, since that takes a second.
    """
    from kg.text.parser import load_parser
    from kg.text.scan import fold

    def is_word(name: str, type_: str) -> bool:
        word = fold(name)
        if any(form == (word,) for form, _ in known.lexicon.starting(word)):
            return True
        if name.isupper() or known.ontology.is_a(type_, "Place", "Person"):
            return False
        return load_parser(settings.text("spacy_model")).is_word(word)

    return is_word


# --- Talk -------------------------------------------------------------------------------------------------------------


def _line(where: str) -> int:
    """Return the line in "file:line"."""
    return int(where.rpartition(":")[2])


def _closing(target: Path, things: tuple[Described, ...], left_out: int, warnings: int) -> str:
    """Return the line that `kg reference add` ends with."""
    new = sum(thing.is_new for thing in things)
    more = sum(bool(thing.facts) and not thing.is_new for thing in things)
    parts = [f"{count(new, 'known thing')} in {target}"]
    if more:
        parts.append(f"more on {more:,} that were known")
    if left_out:
        parts.append(f"{count(left_out, 'row')} left out")
    if warnings:
        parts.append(count(warnings, "warning"))
    return ", ".join(parts)
