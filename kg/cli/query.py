"""`kg query`: an answer to a SPARQL query of one's own; and what `kg run` shares with it."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from kg.cli.options import format_option, settings_of, store_option
from kg.errors import QueryError
from kg.hints import hints
from kg.queries import with_prefixes
from kg.results import FORMATS, Result, Solutions, Triples, Truth, write

F = TypeVar("F", bound=Callable[..., object])
ENDINGS = (".rq", ".sparql")
"""What the name of a file with a query ends in."""


def limit_option(function: F) -> F:
    """Add `--limit`; the command receives `limit: int | None`."""
    return click.option(
        "--limit", "-n", metavar="N", type=click.IntRange(min=1), help="Show the first N rows only, and say so."
    )(function)


@click.command()
@click.argument("query_or_file", metavar="SPARQL|FILE|-")
@store_option
@format_option(*FORMATS, default="table")
@limit_option
def query(query_or_file: str, store: str | None, output_format: str, limit: int | None) -> int:
    """Answer a SPARQL query: its text, a FILE that ends in .rq or .sparql, or - for standard input.

    The graphs of all articles, their links and the known things are asked as one. The usual prefixes (kg:, rdfs:,
    prov: …) need not be declared. Nothing but the store is asked: SERVICE is refused. An ASK that is false ends with
    exit code 1.

    \b
    Examples:
      kg query 'SELECT ?event WHERE { ?event a kg:Coup }' --store my-store
      kg query questions/coups.rq --format csv > coups.csv
      echo 'ASK { ?event a kg:Bombing }' | kg query -
    """
    text, where = read_text(query_or_file)
    result = answer(text, store, where)
    show(result, output_format, limit)
    return 1 if result == Truth(False) else 0


def read_text(query_or_file: str) -> tuple[str, str]:
    """Return a query and the name that stands before the line number in messages about it."""
    if query_or_file == "-":
        return _decode(sys.stdin.buffer.read(), "standard input"), "standard input"
    path = Path(query_or_file)
    if path.suffix not in ENDINGS or re.search(r"[{}\n]", query_or_file):
        return query_or_file, "query"
    try:
        return _decode(path.read_bytes(), query_or_file), query_or_file
    except OSError as error:
        raise QueryError(f"{query_or_file}: cannot be read ({error.strerror})") from error


def _decode(raw: bytes, where: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise QueryError(f"{where}:{line}: not UTF-8; save the query as UTF-8") from error


def answer(text: str, store: str | None, where: str, is_own: bool = True) -> Result:
    """Return the store's answer to a query that may leave out the usual prefixes; of the user's own, say what is misspelt.

    `where` stands before the line in messages of errors. Raises `QueryError` for a query that is not SPARQL, or that
    would reach the network from inside the store.
    """
    from kg.store.embedded import open_store, outline

    sparql = with_prefixes(text)
    reached = outline(sparql).reaches_out
    if reached is not None:
        raise QueryError(f"{where}: {reached} would reach the network; kg answers from its store alone, so take it out")
    try:
        with open_store(Path(settings_of(store=store).text("store")), read_only=True) as source:
            found = source.query(sparql)
            for hint in hints(sparql, found, source) if is_own else ():
                click.echo(f"kg: note: {hint}", err=True)
            return found
    except QueryError as error:
        if _UPDATE.match(sparql):
            raise QueryError(
                f"{where}: an update; kg only answers questions, and kg build alone writes a store"
            ) from error
        raise QueryError(_placed(str(error), where, text.count("\n") - sparql.count("\n"))) from error


_UPDATE = re.compile(
    r"(?:\s|#[^\n]*\n|(?:PREFIX|BASE)\b[^>]*>)*(?:INSERT|DELETE|WITH|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY)\b",
    re.IGNORECASE,
)
"""The beginning of an update request, SPARQL 1.1 Update, section 3."""


def _placed(message: str, where: str, first_line: int) -> str:
    """Return the message with the place the user knows: his file, and his line without the prefixes we added."""
    match = re.match(r"query(?::(\d+)(?=:\d+))?", message)
    if match is None:
        return f"{where}: {message}"
    line = f":{max(int(match[1]) + first_line, 1)}" if match[1] else ""
    return f"{where}{line}{message[match.end() :]}"


def show(result: Result, output_format: str, limit: int | None) -> None:
    """Print the answer to standard output, and to standard error what is not part of it."""
    write(_first(result, limit), output_format, sys.stdout, talk=sys.stderr)
    total = _count(result)
    if limit is not None and total > limit:
        click.echo(f"first {limit:,} of {total:,} {'rows' if isinstance(result, Solutions) else 'triples'}", err=True)


def _first(result: Result, limit: int | None) -> Result:
    if isinstance(result, Solutions):
        return Solutions(result.variables, result.rows[:limit])
    return Triples(result.triples[:limit]) if isinstance(result, Triples) else result


def _count(result: Result) -> int:
    if isinstance(result, Solutions):
        return len(result.rows)
    return len(result.triples) if isinstance(result, Triples) else 1
