"""`kg export`: the graph as a file."""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path

import click
from pyoxigraph import NamedNode

from kg.cli.options import settings_of, store_option
from kg.errors import InputError, StoreError
from kg.export import BY_NAME, Format, format_of, write_quads
from kg.export.files import open_whole
from kg.export.selection import Selection, select


@click.command()
@click.argument("file", metavar="FILE")
@store_option
@click.option("--as", "format_name", type=click.Choice(tuple(BY_NAME)), help="The format, whatever the file is called.")
@click.option("--graph", "graphs", metavar="IRI", multiple=True, help="Only this graph; may be given more than once.")
@click.option("--all", "is_all", is_flag=True, help="The whole store: every known thing, and the ontology.")
def export(file: str, store: str | None, format_name: str | None, graphs: tuple[str, ...], is_all: bool) -> None:
    """Write the graph to FILE, or to standard output if FILE is "-".

    The ending of FILE says the format: .ttl (Turtle), .trig (TriG), .nt (N-Triples), .nq (N-Quads), .rdf (RDF/XML) or
    .jsonld (JSON-LD), each also with .gz. Written is what the articles say, what kg concludes from it, and what is
    known of the things they refer to. Equal stores give equal files.

    \b
    Examples:
      kg export conflicts.ttl --store my-store
      kg export - --as nquads --all | sort | uniq -c
    """
    from kg.store.embedded import open_store

    started = time.perf_counter()
    format = _format(file, format_name)
    selection = Selection(tuple(_graph(graph) for graph in graphs), is_all)
    with open_store(Path(settings_of(store=store).text("store")), read_only=True) as source:
        if file == "-":
            buffer = io.BytesIO()  # whole before the first byte leaves: an error must not look like a short graph
            count = write_quads(select(source, selection), format, buffer)
            _write_out(buffer.getvalue())
        else:
            with open_whole(Path(file)) as stream:
                count = write_quads(select(source, selection), format, stream)
    seconds = time.perf_counter() - started
    where = "standard output" if file == "-" else file
    triples = f"{count:,} triple{'' if count == 1 else 's'}"
    click.echo(f"{triples} as {format.title} to {where} in {seconds:.1f} s", err=True)


def _write_out(data: bytes) -> None:
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # whoever reads has had enough, which is no error
        raise
    except OSError as error:
        raise StoreError(f"standard output: could not be written ({error.strerror})") from error


def _format(file: str, name: str | None) -> Format:
    if name is not None:
        return BY_NAME[name]
    if file == "-":
        raise InputError(f"-: say the format with --as, one of {', '.join(BY_NAME)}")
    return format_of(file)


def _graph(iri: str) -> NamedNode:
    try:
        return NamedNode(iri.removeprefix("<").removesuffix(">"))
    except ValueError as error:
        raise InputError(f"--graph {iri}: not an IRI ({error})") from error
