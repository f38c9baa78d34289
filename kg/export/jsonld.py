"""JSON-LD 1.1: a context, then one object for each graph, then one for each thing, sorted and indented.

Why a writer of our own: pyoxigraph writes the expanded form on a single line, every name in full, and rdflib compacts
but knows no stable order of objects. What is written here is the flattened form, compacted with prefixes only, so a
reader that ignores the context still finds its way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import BinaryIO, TypeAlias

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.errors import InputError
from kg.export.grouping import Node, Thing, group
from kg.export.names import sorted_prefixes, split_name
from kg.vocab import RDF, XSD

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json]"

_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")
"""Integers that every JSON reader keeps: fewer digits than a double is exact to."""


def write(quads: Sequence[Quad], stream: BinaryIO) -> None:
    """Write the quads; raises `InputError` for a statement about a statement, which JSON-LD 1.1 cannot hold."""
    names = _Names(quads)
    objects: list[Json] = []
    for graph in group(quads):
        things = [_thing(thing, names) for thing in graph.things]
        objects += things if graph.name is None else [{"@id": names.iri(graph.name), "@graph": things}]
    context: dict[str, Json] = dict(sorted_prefixes(names.prefixes))
    text = json.dumps({"@context": context, "@graph": objects}, ensure_ascii=False, indent=1)
    stream.write(text.encode() + b"\n")


class _Names:
    """Short names, and in `prefixes` those they turned out to need."""

    def __init__(self, quads: Sequence[Quad]) -> None:
        # An IRI such as `kg:x`, of a scheme that is called like a prefix, would be read as a short name.
        terms = (term for quad in quads for term in (quad.subject, quad.predicate, quad.object, quad.graph_name))
        self._taken = {term.value.partition(":")[0] for term in terms if isinstance(term, NamedNode)}
        self.prefixes: set[str] = set()

    def iri(self, term: object) -> str:
        if not isinstance(term, NamedNode):
            return str(term)
        name = split_name(term.value)
        if name is None or name[0] in self._taken:
            return term.value
        self.prefixes.add(name[0])
        return ":".join(name)


def _thing(thing: Thing, names: _Names) -> Json:
    written: dict[str, Json] = {"@id": names.iri(thing.subject)}
    for predicate, objects in thing.properties:
        values: list[Json]
        if predicate == RDF.type and not any(isinstance(term, Literal | Triple) for term in objects):
            key, values = "@type", [names.iri(term) for term in objects]
        else:
            key, values = names.iri(predicate), [_value(term, names) for term in objects]
        written[key] = values if len(values) > 1 else values[0]
    return written


def _value(term: Node, names: _Names) -> Json:
    if isinstance(term, Triple):
        raise InputError(f"{term}: JSON-LD cannot hold a statement about a statement; export TriG instead")
    if not isinstance(term, Literal):
        return {"@id": names.iri(term)}
    if term.language is not None:
        return {"@value": term.value, "@language": term.language}
    if term.datatype == XSD.string:
        return term.value
    if term.datatype == XSD.boolean and term.value in ("true", "false"):
        return term.value == "true"
    if term.datatype == XSD.integer and _INTEGER.fullmatch(term.value):
        return int(term.value)
    return {"@value": term.value, "@type": names.iri(term.datatype)}
