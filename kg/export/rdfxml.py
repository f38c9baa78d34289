"""RDF/XML, by Oxigraph's writer, made to depend on the triples alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from kg.errors import InputError
from kg.export.grouping import group
from kg.export.names import sorted_prefixes, split_name
from kg.vocab import RDF

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML 1.0 has no way to write, not even as a reference (section 2.2)."""


def write(quads: Sequence[Quad], stream: BinaryIO) -> None:
    """Write the quads' triples grouped by subject; raises `InputError` for what RDF/XML cannot hold.

    Oxigraph declares prefixes in the order of a hash table, so they are sorted here, and writes a carriage return as it
    is, which an XML reader takes for a line feed, so it becomes a reference.
    """
    triples = [
        Triple(thing.subject, predicate, value)
        for graph in group(quads)
        for thing in graph.things
        for predicate, objects in thing.properties
        for value in objects
    ]
    for triple in triples:
        _check(triple)
    used = {name[0] for triple in triples for name in _names(triple) if name is not None}
    declared = dict(sorted_prefixes(used | {"rdf"}))
    text = (serialize(triples, format=RdfFormat.RDF_XML, prefixes=declared) or b"").replace(b"\r", b"&#xD;")
    start, end = text.index(b"<rdf:RDF"), text.index(b">", text.index(b"<rdf:RDF"))
    attributes = sorted(text[start:end].split()[1:])
    stream.write(text[:start] + b"<rdf:RDF\n    " + b"\n    ".join(attributes) + text[end:])


def _names(triple: Triple) -> Iterator[tuple[str, str] | None]:
    yield split_name(triple.predicate.value)
    if triple.predicate == RDF.type and isinstance(triple.object, NamedNode):
        yield split_name(triple.object.value)  # a class becomes the name of an element


def _check(triple: Triple) -> None:
    value = triple.object
    if isinstance(value, Triple):
        raise InputError(f"{triple.subject}: RDF/XML cannot hold a statement about a statement; export Turtle instead")
    found = _FORBIDDEN.search(value.value) if isinstance(value, Literal) else None
    if found:
        raise InputError(
            f"{triple.subject}: RDF/XML cannot hold the control character U+{ord(found.group()):04X} in its "
            f"{triple.predicate}; export another format"
        )
