"""`kg build`: articles into a store."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from kg import __version__
from kg.articles import drop_repeats, find_articles, look_ahead, read_articles
from kg.build import Report, Watch
from kg.cli.options import reference_option, settings_of, store_option
from kg.errors import Issue
from kg.model import Article


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@store_option
@reference_option
@click.option("--no-rules", is_flag=True, help="Leave out what the rules conclude; kg reason adds it when you want it.")
def build(paths: tuple[str, ...], store: str | None, reference: tuple[str, ...], no_rules: bool) -> None:
    """Read articles into a store: files, folders with .txt and .md files in them, or "-" for standard input.

    An article that the store holds already is read anew and replaces itself. One that cannot be read is named in a line
    of its own, and the others are read all the same.

    \b
    Examples:
      kg build articles/ --store my-store
      kg build monday.txt tuesday.md
      kg build articles/ --reference my.ttl
    """
    settings = settings_of(store=store, reference=reference)
    found, items = look_ahead(drop_repeats(read_articles(paths, settings.number("max_article_bytes"))))
    if not found:
        for item in items:
            click.echo(issue_line(item), err=True)
        raise click.exceptions.Exit(3)

    from kg.build import build as build_into
    from kg.build import read_shared
    from kg.graph import Provenance
    from kg.pipeline import analyse, read_knowledge
    from kg.rules import read_rules
    from kg.settings import ontology_directory, reference_files
    from kg.store.embedded import open_store

    name, ontology = settings.text("store"), ontology_directory(settings)
    rules = () if no_rules else read_rules(ontology / "rules")
    try:
        with open_store(Path(name)) as target:
            knowledge = read_knowledge(settings)
            with _watching(paths) as watch:
                report = build_into(
                    items,
                    lambda article: analyse(article, knowledge),
                    target,
                    Provenance(__version__, knowledge.ontology_digest, knowledge.model_digest),
                    knowledge.gazetteer,
                    shared=read_shared(ontology, reference_files(settings)),
                    rules=rules,
                    watch=watch,
                )
    except KeyboardInterrupt:
        click.echo(f"kg: stopped; the articles read so far are in {name}", err=True)
        raise click.Abort from None
    click.echo(closing_line(report, name), err=True)
    if not report.articles:  # they could be read, and every one of them met a bug of ours
        raise click.exceptions.Exit(70)


def issue_line(item: Article | Issue) -> str:
    """Return an issue as one line, whatever is in the path it names."""
    kind = "warning: " if isinstance(item, Issue) and item.severity == "warning" else ""
    return " ".join(f"kg: {kind}{item}".splitlines())


def closing_line(report: Report, store: str) -> str:
    """Return the line that a build ends with.

    >>> closing_line(Report(articles=1, events=12, happenings=90, triples=8120, inferred=300, seconds=4.06), "kg-store")
    '1 article, 12 events, 0 relations, 8,120 triples and 300 inferred in kg-store, 90 happenings in all, 4.1 s'
    """
    counts = ", ".join(
        count(number, what)
        for number, what in (
            (report.articles, "article"),
            (report.events, "event"),
            (report.relations, "relation"),
            (report.triples, "triple"),
        )
    )
    issues = f" ({count(len(report.issues), 'issue')})" if report.issues else ""
    inferred = f" and {report.inferred:,} inferred" if report.inferred else ""
    total = f", {count(report.happenings, 'happening')} in all" if report.happenings else ""
    return f"{counts}{inferred} in {store}{issues}{total}, {report.seconds:.1f} s"


def count(number: int, what: str) -> str:
    """Return a number of things in words: "1 event", "2,000 events"."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


@contextmanager
def _watching(paths: tuple[str, ...]) -> Iterator[Watch]:
    """Say each issue in a line; on a terminal, also show how far it has come."""
    if not sys.stderr.isatty():
        yield lambda item: click.echo(issue_line(item), err=True) if isinstance(item, Issue) else None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    total = sum(isinstance(path, str) for path in find_articles(paths))
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # Drawn when there is news only: what is concluded at the end takes a while, and a terminal may not be read meanwhile.
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as progress:
        task = progress.add_task("reading", total=total)

        def watch(item: Article | Issue) -> None:
            if isinstance(item, Issue):
                console.print(issue_line(item), markup=False, highlight=False, soft_wrap=True)
            if isinstance(item, Article) or item.severity == "error":
                progress.advance(task)
                progress.refresh()

        yield watch
