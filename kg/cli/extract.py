"""`kg extract`: what articles say, as JSON."""

from __future__ import annotations

import os
import sys

import click

from kg.articles import look_ahead, read_articles
from kg.cli.build import issue_line
from kg.cli.options import format_option, reference_option, settings_of
from kg.errors import Issue


@click.command()
@click.argument("paths", metavar="FILE...", nargs=-1, required=True)
@format_option("json", "jsonl", default="json")
@click.option("--why", "is_why", is_flag=True, help="Print in words which words and which frame gave what, not JSON.")
@reference_option
def extract(paths: tuple[str, ...], output_format: str, is_why: bool, reference: tuple[str, ...]) -> None:
    """Print the entities, events and relations of articles; "-" is standard input.

    For one file that is a JSON object, for several files or a folder an array of them, however many can be read; with
    --format jsonl always one object per line. Offsets count code points of the file as it is.

    \b
    Examples:
      kg extract article.txt
      kg extract articles/ --format jsonl > events.jsonl
      kg extract article.txt --why
    """
    settings = settings_of(reference=reference)
    found, items = look_ahead(read_articles(paths, settings.number("max_article_bytes")))
    if not found:
        for item in items:
            click.echo(issue_line(item), err=True)
        raise click.exceptions.Exit(3)

    from kg.build import analyse_all
    from kg.contract import to_json, to_text
    from kg.pipeline import analyse, read_knowledge
    from kg.why import why

    knowledge = read_knowledge(settings)
    is_array = output_format == "json" and not is_why and (len(paths) > 1 or os.path.isdir(paths[0]))
    indent = 1 if output_format == "json" else None
    count = 0
    for analysis in analyse_all(items, lambda article: analyse(article, knowledge)):
        if isinstance(analysis, Issue):
            click.echo(issue_line(analysis), err=True)
            continue
        if is_why:
            _print("".join(f"{line}\n" for line in why(analysis)))
            count += 1
            continue
        before = (",\n" if count else "[\n") if is_array else ""
        _print(before + to_text(to_json(analysis), indent) + ("" if is_array else "\n"))
        count += 1
    if is_array:
        _print("\n]\n" if count else "[]\n")
    if not count:  # they could be read, and every one of them met a bug of ours
        raise click.exceptions.Exit(70)


def _print(text: str) -> None:
    """Print the same bytes everywhere: UTF-8 and line feeds, whatever the terminal is set to."""
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()
