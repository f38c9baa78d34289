"""The graph as a file: one module per format or family, and the one table that names them.

`write_quads` is the whole of it: statements in, bytes out, the same bytes for the same statements. What of a store is
written is chosen in `kg.export.selection`, how a file is put in place in `kg.export.files`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, TypeAlias

from pyoxigraph import DefaultGraph, Quad

from kg.errors import InputError
from kg.export import jsonld, lines, rdfxml, turtle
from kg.export.blanks import name_blank_nodes

Writer: TypeAlias = Callable[[Sequence[Quad], BinaryIO], None]
"""Writes statements, each once and in no order to rely on; a format without graphs gets all in the default graph."""


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a graph; `extensions` are without the dot, the first is the usual one."""

    name: str
    title: str
    extensions: tuple[str, ...]
    media_type: str
    has_graphs: bool
    write: Writer


FORMATS: tuple[Format, ...] = (
    Format("turtle", "Turtle", ("ttl", "turtle"), "text/turtle", False, turtle.write),
    Format("trig", "TriG", ("trig",), "application/trig", True, turtle.write),
    Format("ntriples", "N-Triples", ("nt",), "application/n-triples", False, lines.write),
    Format("nquads", "N-Quads", ("nq",), "application/n-quads", True, lines.write),
    Format("rdfxml", "RDF/XML", ("rdf", "xml", "owl"), "application/rdf+xml", False, rdfxml.write),
    Format("jsonld", "JSON-LD", ("jsonld", "json"), "application/ld+json", True, jsonld.write),
)
BY_NAME: dict[str, Format] = {format.name: format for format in FORMATS}
BY_EXTENSION: dict[str, Format] = {extension: format for format in FORMATS for extension in format.extensions}


def format_of(file_name: str) -> Format:
    """Return the format that a file's name ends in, before a final `.gz`; raises `InputError` naming those known.

    >>> format_of("conflicts.ttl.gz").title
    'Turtle'
    """
    parts = file_name.lower().removesuffix(".gz").rsplit(".", 1)
    if len(parts) == 2 and parts[1] in BY_EXTENSION:
        return BY_EXTENSION[parts[1]]
    known = ", ".join(f".{extension}" for extension in BY_EXTENSION)
    raise InputError(f"{file_name}: the ending names no format; known are {known} (each also with .gz), or say --as")


def write_quads(quads: Iterable[Quad], format: Format, stream: BinaryIO) -> int:
    """Write the statements and return how many there were.

    The bytes depend on the statements alone, not on their order or on how their blank nodes were called. A format
    without graphs writes a triple that stands in two graphs once.
    """
    named = name_blank_nodes(quads)
    if not format.has_graphs:
        named = {Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in named}
    statements = tuple(named)
    format.write(statements, stream)
    return len(statements)
