"""Turtle and TriG for reading and for `diff`: prefixed, grouped, sorted.

Why a writer of our own (measured on 200,000 triples in the shape of docs/graph.md): pyoxigraph needs 0.1 s, but
declares its prefixes, used or not, in an order that changes with every process, cuts them down against a base
(`@prefix schema: <//schema.org/>`) and sorts nothing; rdflib sorts, but needs 36 s, breaks no long line, writes ids in
full and puts `span/107-117` before `span/9-12`. This one needs 4 s.

Things that kg minted are written relative to `@base`, which makes `<article/4f0c…/event/77d2…>` short enough to read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import BinaryIO

from pyoxigraph import Literal, NamedNode, Quad

from kg.export.grouping import Node, Thing, group
from kg.export.names import sorted_prefixes, split_name
from kg.vocab import DATA, RDF, XSD

_RELATIVE = re.compile(r"[A-Za-z0-9][^/?#:]*(?:/(?!\.\.?(?:/|$))[^/?#]+)*")
"""What stands for itself when resolved against the base (RFC 3986, section 5.2): no dot segments, no empty ones.

It begins with a letter or a digit, since rdflib takes `<=` for an arrow of N3.
"""

_ESCAPED = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')
"""What the grammar forbids in a string, and what an editor would show as nothing or as a line end."""

_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f"}
_BARE: dict[str, re.Pattern[str]] = {
    XSD.integer.value: re.compile(r"0|-?[1-9][0-9]*"),
    XSD.decimal.value: re.compile(r"-?(?:0|[1-9][0-9]*)\.(?:0|[0-9]*[1-9])"),
    XSD.boolean.value: re.compile(r"true|false"),
}
"""Literals that Turtle writes without quotes, when they are in canonical form."""

_LINE = 120
_INDENT = "    "


def write(quads: Sequence[Quad], stream: BinaryIO) -> None:
    """Write the quads as TriG; those of the default graph stand outside any braces, so alone they make Turtle."""
    text = _Text()
    blocks: list[str] = []
    for graph in group(quads):
        indent = "" if graph.name is None else _INDENT
        things = [text.thing(thing, indent) for thing in graph.things]
        blocks += things if graph.name is None else [f"{text.node(graph.name)} {{\n" + "\n".join(things) + "}\n"]
    header = [f"@base <{DATA}> .\n"] if text.is_base_used else []
    header += [f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted_prefixes(text.prefixes)]
    stream.write("\n".join(["".join(header), *blocks] if header else blocks).encode())


class _Text:
    """The text of terms, with what of the header they turned out to need: `prefixes` and `is_base_used`."""

    def __init__(self) -> None:
        self.prefixes: set[str] = set()
        self.is_base_used = False
        self._iris: dict[str, str] = {}

    def thing(self, thing: Thing, indent: str) -> str:
        """Return all that is said of a thing, a property on a line, with the line end."""
        lines = [self._property(term, objects, indent + _INDENT) for term, objects in thing.properties]
        return f"{indent}{self.node(thing.subject)} " + f" ;\n{indent}{_INDENT}".join(lines) + " .\n"

    def _property(self, term: NamedNode, objects: Sequence[Node], indent: str) -> str:
        name = "a" if term == RDF.type else self.node(term)
        texts = [self.node(value) for value in objects]
        line = " , ".join(texts)
        if len(texts) > 1 and len(indent) + len(name) + len(line) > _LINE - 3:
            line = f" ,\n{indent}{_INDENT}".join(texts)
        return f"{name} {line}"

    def node(self, term: Node) -> str:
        """Return a term as Turtle, in the shortest form that reads back as the same term."""
        if isinstance(term, NamedNode):
            return self._iris.get(term.value) or self._iris.setdefault(term.value, self._iri(term.value))
        if isinstance(term, Literal):
            return self._literal(term)
        return str(term)  # a blank node by its name, a triple term as N-Triples writes it

    def _iri(self, iri: str) -> str:
        name = split_name(iri)
        if name is not None:
            self.prefixes.add(name[0])
            return f"{name[0]}:{name[1]}"
        if iri.startswith(DATA) and _RELATIVE.fullmatch(iri, len(DATA)):
            self.is_base_used = True
            return f"<{iri[len(DATA) :]}>"
        return f"<{iri}>"

    def _literal(self, term: Literal) -> str:
        value, datatype = term.value, term.datatype.value
        if datatype in _BARE and _BARE[datatype].fullmatch(value):
            return value
        quoted = f'"{_ESCAPED.sub(_escape, value)}"'
        if term.language is not None:
            return f"{quoted}@{term.language}" + (f"--{term.direction}" if term.direction else "")
        return quoted if datatype == XSD.string.value else f"{quoted}^^{self.node(term.datatype)}"


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"
