"""`kg export`: the graph as a file, or its happenings as coded data."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, TypeAlias

import click
from pyoxigraph import NamedNode

from kg.cli.options import settings_of, store_option
from kg.errors import InputError, SettingsError, StoreError
from kg.export import BY_NAME, Format, format_of, write_quads
from kg.export.coded import CODED, CodedFormat, read_codebook, read_happenings, write_coded
from kg.export.files import open_whole
from kg.export.selection import Selection, select
from kg.settings import Settings, ontology_directory
from kg.store.base import Store

Export: TypeAlias = Callable[[Store, BinaryIO], tuple[str, str]]
"""Writes what was asked for to a stream; returns in words what that was, and what was left out of it."""


@click.command()
@click.argument("file", metavar="FILE")
@store_option
@click.option(
    "--as", "format_name", type=click.Choice((*BY_NAME, *CODED)), help="The format, whatever the file is called."
)
@click.option("--graph", "graphs", metavar="IRI", multiple=True, help="Only this graph; may be given more than once.")
@click.option("--all", "is_all", is_flag=True, help="Also what no article tells of; in a graph, the ontology too.")
def export(file: str, store: str | None, format_name: str | None, graphs: tuple[str, ...], is_all: bool) -> None:
    """Write the graph to FILE, or to standard output if FILE is "-".

    The ending of FILE says the format: .ttl (Turtle), .trig (TriG), .nt (N-Triples), .nq (N-Quads), .rdf (RDF/XML) or
    .jsonld (JSON-LD), each also with .gz. Written is what the articles say, what kg concludes from it, and what is
    known of the things they refer to. Equal stores give equal files.

    With --as acled, plover or ucdp, FILE gets a row of CSV for each happening in the columns of that data set. What the
    data set has no place for is left out, and counted.

    \b
    Examples:
      kg export conflicts.ttl --store my-store
      kg export - --as nquads --all | sort | uniq -c
      kg export happenings.csv --as acled
    """
    from kg.store.embedded import open_store

    started = time.perf_counter()
    settings = settings_of(store=store)
    coded = CODED.get(format_name or "")
    if coded is not None:
        write = _coded(coded, graphs, is_all, settings)
    else:
        write = _triples(_format(file, format_name), Selection(tuple(_graph(graph) for graph in graphs), is_all))
    with open_store(Path(settings.text("store")), read_only=True) as source:
        if file == "-":
            buffer = io.BytesIO()  # whole before the first byte leaves: an error must not look like a short graph
            written, left_out = write(source, buffer)
            _write_out(buffer.getvalue())
        else:
            with open_whole(Path(file)) as stream:
                written, left_out = write(source, stream)
    seconds = time.perf_counter() - started
    where = "standard output" if file == "-" else file
    click.echo(f"{written} to {where} in {seconds:.1f} s{left_out}", err=True)


def _triples(format: Format, selection: Selection) -> Export:
    def write(source: Store, stream: BinaryIO) -> tuple[str, str]:
        count = write_quads(select(source, selection), format, stream)
        return f"{count:,} triple{'' if count == 1 else 's'} as {format.title}", ""

    return write


def _coded(format: CodedFormat, graphs: tuple[str, ...], is_all: bool, settings: Settings) -> Export:
    if graphs:
        raise SettingsError(
            f"--graph: --as {format.name} writes happenings, which no one graph holds; leave --graph out"
        )
    codebook = read_codebook(ontology_directory(settings))

    def write(source: Store, stream: BinaryIO) -> tuple[str, str]:
        happenings = read_happenings(source, codebook, with_untold=is_all)
        tally = write_coded(happenings, format, codebook, stream)
        return f"{tally.written} as {format.title}", tally.omitted

    return write


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
        raise InputError(f"-: say the format with --as, one of {', '.join((*BY_NAME, *CODED))}")
    if file.lower().removesuffix(".gz").endswith(".csv"):
        raise InputError(f"{file}: say with --as whose columns the CSV has, one of {', '.join(CODED)}")
    return format_of(file)


def _graph(iri: str) -> NamedNode:
    try:
        return NamedNode(iri.removeprefix("<").removesuffix(">"))
    except ValueError as error:
        raise InputError(f"--graph {iri}: not an IRI ({error})") from error
