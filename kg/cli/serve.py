"""`kg serve`: answer SPARQL over HTTP."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import settings_of, store_option


@click.command(short_help="Answer SPARQL over HTTP.")
@store_option
@click.option("--host", metavar="ADDRESS", help="Address to listen on (default: 127.0.0.1, this machine only).")
@click.option("--port", metavar="NUMBER", help="Port to listen on; 0 takes a free one (default: 7878).")
@click.option("--timeout", metavar="SECONDS", help="Stop a query that runs longer (default: 30).")
@click.option("--workers", metavar="N", help="Processes that answer queries (default: 2).")
def serve(store: str | None, host: str | None, port: str | None, timeout: str | None, workers: str | None) -> None:
    """Answer SPARQL queries over HTTP, by the SPARQL 1.1 Protocol; for reading only.

    What a later `kg build` adds is served from the next query on. A page to begin from is at /.

    \b
    Example:
      kg serve --store my-store --port 8000
      curl --data-urlencode 'query=ASK {}' http://127.0.0.1:8000/sparql
    """
    from kg.server.messages import Limits
    from kg.server.run import Options
    from kg.server.run import serve as run
    from kg.settings import data_directory, ontology_directory

    settings = settings_of(store=store, host=host, port=port, timeout_s=timeout, workers=workers)
    limits = Limits(
        max_query_bytes=settings.number("max_query_bytes"),
        max_nesting=settings.number("max_nesting"),
        timeout_s=settings.seconds("timeout_s"),
    )
    run(
        Options(
            store=Path(settings.text("store")),
            host=settings.text("host"),
            port=settings.number("port"),
            workers=settings.number("workers"),
            limits=limits,
            ontology=ontology_directory(settings),
            queries=data_directory("queries"),
        )
    )
