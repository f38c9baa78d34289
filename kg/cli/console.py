"""`kg console`: a prompt over a store."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.options import settings_of, store_option


@click.command()
@store_option
def console(store: str | None) -> None:
    """Ask questions in SPARQL at a prompt; `.help` there lists its commands.

    When standard input is no terminal, the statements are read from it: queries that end with a semicolon or an empty
    line, and commands. The first that fails ends the run, with its exit code.

    \b
    Examples:
      kg console --store my-store
      echo ".run coups-followed" | kg console
    """
    from kg.console.session import Session, run_script
    from kg.queries import read_queries
    from kg.settings import data_directory
    from kg.store.embedded import open_store

    settings = settings_of(store=store)
    queries = read_queries(data_directory("queries"))
    with open_store(Path(settings.text("store")), read_only=True) as source:
        if not sys.stdin.isatty():
            session = Session(source, queries, sys.stdout, sys.stderr)
            if code := run_script(session, sys.stdin.read()):
                raise click.exceptions.Exit(code)
            return
        from kg.console.prompt import interact, open_history

        history, complaint = open_history(settings.text("history"))
        session = Session(source, queries, sys.stdout, sys.stdout, is_interactive=True)
        if complaint:
            session.say(complaint)
        interact(session, history)
