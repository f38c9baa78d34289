"""`kg queries`: which saved queries there are, and what each can be told."""

from __future__ import annotations

import sys
import textwrap

import click
from pyoxigraph import Literal

from kg.cli.options import format_option
from kg.cli.run import find
from kg.queries import KINDS, Parameter, SavedQuery, read_queries
from kg.results import FORMATS, Solutions, write
from kg.settings import data_directory


@click.command()
@click.argument("name", required=False)
@format_option(*FORMATS, default="table")
def queries(name: str | None, output_format: str) -> None:
    """List the saved queries; with a NAME, say what it answers, what it can be told, and how it asks.

    \b
    Examples:
      kg queries
      kg queries timeline-of-a-country
    """
    if name is not None:
        click.echo(_page(find(name)), nl=False)
        return
    saved = read_queries(data_directory("queries"))
    rows = tuple((Literal(query.name), Literal(_usage(query)), Literal(query.summary)) for query in saved)
    write(Solutions(("name", "parameters", "summary"), rows), output_format, sys.stdout, talk=sys.stderr)


def _usage(query: SavedQuery) -> str:
    """Return the names of the parameters as a usage line has them, those that may be left out in brackets."""
    return " ".join(p.name if p.is_required else f"[{p.name}]" for p in query.parameters)


def _page(query: SavedQuery) -> str:
    parts = [f"{query.name}: {query.summary}"]
    if query.description:
        parts.append(textwrap.fill(query.description, 80))
    parts.append(
        "Example: kg run " + " ".join([query.name, *(f"{p.name}=…" for p in query.parameters if p.is_required)])
    )
    if query.parameters:
        parts.append("\n".join(["Parameters:", *(_parameter_lines(parameter) for parameter in query.parameters)]))
    parts.append(f"Reads: {', '.join(query.reads)}")
    return "\n\n".join(parts) + "\n\n" + query.body


def _parameter_lines(parameter: Parameter) -> str:
    absent = "required" if parameter.is_required else f"default: {parameter.default or 'not given'}"
    text = f"{parameter.name}: {parameter.help}. ({KINDS[parameter.kind]}; {absent})"
    return textwrap.fill(text, 80, initial_indent="  ", subsequent_indent="    ")
