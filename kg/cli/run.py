"""`kg run`: the answer to a saved query."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import format_option, store_option
from kg.cli.query import ENDINGS, answer, limit_option, show
from kg.errors import QueryError
from kg.queries import SavedQuery, bind, find_query, read_queries, read_query
from kg.results import FORMATS
from kg.settings import data_directory


@click.command()
@click.argument("name")
@click.argument("parameters", metavar="[PARAMETER=VALUE]...", nargs=-1)
@store_option
@format_option(*FORMATS, default="table")
@limit_option
def run(name: str, parameters: tuple[str, ...], store: str | None, output_format: str, limit: int | None) -> None:
    """Answer the saved query NAME; `kg queries` lists them, `kg queries NAME` says what it can be told.

    NAME may also be a file of your own that ends in .rq and has such a header.

    \b
    Examples:
      kg run coups-followed
      kg run timeline-of-a-country country=ML --store my-store
      kg run deadliest-attacks at_least=10 --limit 20 --format csv
    """
    query = find(name)
    text = bind(query, _values(query.name, parameters))
    show(answer(text, store, f"{query.name}.rq", is_own=_is_file(name)), output_format, limit)


def find(name: str) -> SavedQuery:
    """Return the shipped query of that name, or the one in a file of the user."""
    if _is_file(name):
        return read_query(Path(name))
    return find_query(read_queries(data_directory("queries")), name)


def _is_file(name: str) -> bool:
    return Path(name).suffix in ENDINGS


def _values(name: str, parameters: tuple[str, ...]) -> dict[str, str]:
    values: dict[str, str] = {}
    for given in parameters:
        key, equals, value = given.partition("=")
        if not equals:
            raise QueryError(
                f"{name}: expected parameter=value, got {given!r}; `kg queries {name}` lists the parameters"
            )
        if key in values:
            raise QueryError(f"{name}: parameter {key!r} given twice; it takes one value")
        values[key] = value
    return values
