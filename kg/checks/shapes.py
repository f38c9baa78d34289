"""SHACL shapes as SPARQL: a shapes file in, one query for each constraint out, whose rows are what violates it.

It knows the part of SHACL (https://www.w3.org/TR/shacl/) that `ontology/shapes.ttl` is written in, and refuses a file
that uses any more: a constraint that is passed over in silence would be worse than none. In that part a query gives
what a SHACL engine gives on the union of a store's graphs; the tests compare with pySHACL.

- Shapes have names. Node shapes have targets; property shapes have, or stand under node shapes (sh:property).
- Targets: sh:targetClass (with subclasses by rdfs:subClassOf), sh:targetSubjectsOf, sh:targetObjectsOf.
- Paths: a predicate, sequences, sh:inversePath.
- Constraints of property shapes: sh:minCount 1, sh:maxCount 0 or 1, sh:lessThan, sh:lessThanOrEquals, sh:equals,
  sh:class, sh:datatype, sh:nodeKind, sh:in, sh:pattern, sh:minInclusive, sh:maxInclusive, and sh:or of the last seven.
- Constraints of node shapes: sh:sparql.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NoReturn, TypeAlias

from pyoxigraph import BlankNode, NamedNode, Quad
from pyoxigraph import Literal as Value

from kg.checks.finding import Severity
from kg.checks.store import Check
from kg.checks.terms import Facts, by_subject
from kg.errors import OntologyError
from kg.knowledge.ontology import read_turtle
from kg.results import Term
from kg.vocab import RDF, RDFS, XSD

SHACL: Final = "http://www.w3.org/ns/shacl#"


def _sh(name: str) -> NamedNode:
    return NamedNode(SHACL + name)


_NODE_SHAPE, _PROPERTY_SHAPE, _CONSTRAINT = _sh("NodeShape"), _sh("PropertyShape"), _sh("SPARQLConstraint")
_PROPERTY, _PATH, _SPARQL, _OR, _INVERSE = (_sh(n) for n in ("property", "path", "sparql", "or", "inversePath"))
_MESSAGE, _SEVERITY, _SELECT, _PREFIXES = (_sh(n) for n in ("message", "severity", "select", "prefixes"))
_DECLARE, _PREFIX, _NAMESPACE = (_sh(n) for n in ("declare", "prefix", "namespace"))
_TARGETS: Final = (_sh("targetClass"), _sh("targetSubjectsOf"), _sh("targetObjectsOf"))
_FIRST, _REST, _NIL = (NamedNode(RDF.base + name) for name in ("first", "rest", "nil"))

_SEVERITIES: Final[Mapping[Term, Severity]] = {
    _sh("Violation"): "violation",
    _sh("Warning"): "warning",
    _sh("Info"): "info",
}
_NODE_KINDS: Final[Mapping[Term, str]] = {_sh("IRI"): "isIRI", _sh("Literal"): "isLiteral", _sh("BlankNode"): "isBlank"}
_OF_EVERY_SHAPE: Final = frozenset({RDF.type, RDFS.comment, _MESSAGE, _SEVERITY, *_TARGETS})
_CASTS: Final = frozenset({XSD.integer, XSD.decimal, XSD.boolean, XSD.dateTime})
"""Datatypes for which SPARQL can tell a value that is none, as "ten"^^xsd:integer, from one that is."""

_HEAD: Final = re.compile(r"\s*SELECT\s+(?P<variables>(?:[?$]\w+\s+)+)WHERE\s*\{", re.IGNORECASE)
_NOT_TAKEN: Final = re.compile(r"\b(?:MINUS|SERVICE|VALUES|GRAPH)\b|\bAS\s+[?$]this\b|[?$]PATH\b", re.IGNORECASE)
"""What SHACL forbids in a SPARQL constraint (5.2.1, 5.3.1), and what has no meaning in one graph."""


def read_shapes(path: Path) -> tuple[Check, ...]:
    """Return the queries of a shapes file; raises `OntologyError` when it is not Turtle, or is more than we know."""
    return compile_shapes(read_turtle(path), str(path))


def compile_shapes(quads: Iterable[Quad], where: str) -> tuple[Check, ...]:
    """Return one query for each constraint, in the order of the shapes; `where` begins the message of an error."""
    reader = _Reader(by_subject(quads), where)
    checks = tuple(reader.checks())
    passed_over = sorted(map(_local, reader.rows.keys() - reader.seen))
    if passed_over:
        reader.fail(f"{passed_over[0]} is reached from no target; give it one, or take it out")
    return checks


@dataclass(frozen=True, slots=True)
class _Reader:
    """The rows of a shapes file; `seen` gathers the nodes that were read, so that none is passed over."""

    rows: Facts
    where: str
    seen: set[Term] = field(default_factory=set)

    def checks(self) -> Iterator[Check]:
        for shape, targets in self._targets().items():
            # Each pattern gives every node once, and together they may give it twice: hence DISTINCT in each query.
            block = " UNION ".join(targets)
            types = self.row(shape).get(RDF.type, set())
            if types == {_NODE_SHAPE}:
                yield from self._of_node_shape(shape, block)
            elif types == {_PROPERTY_SHAPE}:
                yield from self._of_property_shape(shape, block)
            else:
                self.fail(f"{_local(shape)} is not one of sh:NodeShape and sh:PropertyShape; say which")

    def _targets(self) -> Mapping[Term, list[str]]:
        """Return the patterns that bind ?this, by shape; those of a node shape are those of its property shapes too."""
        found: dict[Term, list[str]] = {}
        for shape, row in self.rows.items():
            own = [_target(key, value) for key in _TARGETS for value in sorted(row.get(key, ()), key=str)]
            for one in (shape, *sorted(row.get(_PROPERTY, ()), key=str)) if own else ():
                found.setdefault(one, []).extend(own)
        return found

    def _of_node_shape(self, shape: Term, target: str) -> Iterator[Check]:
        self.only(shape, {*_OF_EVERY_SHAPE, _PROPERTY, _SPARQL})
        for constraint in sorted(self.row(shape).get(_SPARQL, ()), key=str):
            query = self._sparql(constraint, target)
            yield Check(_local(constraint), self._severity(shape), self._message(constraint), query, "sparql")

    def _of_property_shape(self, shape: Term, target: str) -> Iterator[Check]:
        self.only(shape, {*_OF_EVERY_SHAPE, _PATH, _OR, *_OF_VALUE_NODES, *_OF_EACH_VALUE})
        path = self._path(self.need(shape, _PATH))
        if self.row(shape).keys() <= {*_OF_EVERY_SHAPE, _PATH}:
            self.fail(f"{_local(shape)} constrains nothing; give it a constraint, or take it out")
        for key, values in sorted(self.row(shape).items(), key=lambda item: str(item[0])):
            for value in sorted(values, key=str):
                if key in _OF_VALUE_NODES:
                    variables, pattern = _OF_VALUE_NODES[key](self, path, value)
                elif key in _OF_EACH_VALUE or key == _OR:
                    variables, pattern = "?this ?value", f"?this {path} ?value . FILTER(!({self._holds(key, value)}))"
                else:
                    continue
                query = f"SELECT DISTINCT {variables} WHERE {{\n  {target}\n  {pattern}\n}}"
                name = str(key.value if isinstance(key, NamedNode) else key).removeprefix(SHACL)
                yield Check(_local(shape), self._severity(shape), self._message(shape), query, name)

    def _holds(self, key: Term, value: Term) -> str:
        """Return an expression that is true of each ?value that keeps to a constraint, and false of all others."""
        if key != _OR:
            return _OF_EACH_VALUE[key](self, value)
        return " || ".join(f"({self._all_hold(member)})" for member in self.items(value))

    def _all_hold(self, member: Term) -> str:
        self.only(member, _OF_EACH_VALUE.keys())
        return " && ".join(
            self._holds(key, value) for key, values in self.row(member).items() for value in sorted(values, key=str)
        )

    def _sparql(self, constraint: Term, target: str) -> str:
        """Return the query of a SPARQL constraint for all nodes of the target at once.

        SHACL runs it for one node after the other, with $this bound before it begins. Joined with the target it gives
        the same, as long as $this is bound by a pattern wherever it is used, and no part is used that SHACL forbids.
        """
        self.only(constraint, {RDF.type, RDFS.comment, _MESSAGE, _PREFIXES, _SELECT})
        if self.one(constraint, RDF.type) != _CONSTRAINT:
            self.fail(f"{_local(constraint)} is no sh:SPARQLConstraint; say that it is")
        text = _text(self.need(constraint, _SELECT))
        head, refused = _HEAD.match(text), _NOT_TAKEN.search(text)
        if head is None or "this" not in re.findall(r"\w+", head["variables"])[:1]:
            self.fail(f"{_local(constraint)} does not begin with SELECT $this … WHERE {{; write it so")
        if refused:
            self.fail(f"{_local(constraint)} uses {refused[0]}, which a SPARQL constraint may not; say it otherwise")
        prefixes = self._prefixes(self.need(constraint, _PREFIXES))
        return f"{prefixes}\nSELECT DISTINCT {head['variables']}WHERE {{\n  {target}\n{text[head.end() :]}"

    def _prefixes(self, node: Term) -> str:
        self.only(node, {RDF.type, RDFS.comment, _DECLARE})
        pairs = sorted(
            (_text(self.need(one, _PREFIX)), _text(self.need(one, _NAMESPACE)))
            for one in self.row(node).get(_DECLARE, ())
        )
        return "\n".join(f"PREFIX {prefix}: <{namespace}>" for prefix, namespace in pairs)

    def _path(self, node: Term) -> str:
        """Return a SHACL property path as one of SPARQL."""
        if isinstance(node, NamedNode):
            return str(node)
        if _FIRST in self.row(node):
            return "/".join(self._path(item) for item in self.items(node))
        self.only(node, {_INVERSE})
        return f"^{self._path(self.need(node, _INVERSE))}"

    def _severity(self, shape: Term) -> Severity:
        value = self.one(shape, _SEVERITY) or _sh("Violation")
        return _SEVERITIES.get(value) or self.fail(f"{_local(shape)} has no severity of SHACL; give it one, or none")

    def _message(self, node: Term) -> str:
        return _text(self.need(node, _MESSAGE))

    # --- Reading nodes ------------------------------------------------------------------------------------------------

    def fail(self, what: str) -> NoReturn:
        raise OntologyError(f"{self.where}: {what}")

    def row(self, node: Term) -> Mapping[Term, set[Term]]:
        self.seen.add(node)
        return self.rows.get(node, {})

    def one(self, node: Term, key: NamedNode) -> Term | None:
        values = self.row(node).get(key, set())
        if len(values) > 1:
            self.fail(f"{_local(node)} has {len(values)} of {_local(key)}; leave one")
        return next(iter(values), None)

    def need(self, node: Term, key: NamedNode) -> Term:
        value = self.one(node, key)
        return value if value is not None else self.fail(f"{_local(node)} has no {_local(key)}; add one")

    def items(self, node: Term) -> list[Term]:
        """Return the members of an RDF list."""
        found: list[Term] = []
        while node != _NIL:
            found.append(self.need(node, _FIRST))
            node = self.need(node, _REST)
        return found

    def only(self, node: Term, known: Iterable[Term]) -> None:
        """Raise for the first predicate of a node that is not among those known."""
        for key in sorted(self.row(node).keys() - set(known), key=str):
            self.fail(
                f"{_local(node)} uses {_local(key)}, which kg cannot check there; kg/checks/shapes.py says what it can"
            )


# --- Targets, and the constraints one by one (SHACL, 2.1.3 and 4) -----------------------------------------------------


def _target(key: NamedNode, value: Term) -> str:
    kind, subjects, _ = _TARGETS
    if key == kind:
        pattern = f"?kind_ {RDFS.subClassOf}* {value} . ?this {RDF.type} ?kind_"
    else:
        pattern = f"?this {value} ?any_" if key == subjects else f"?any_ {value} ?this"
    return f"{{ SELECT DISTINCT ?this WHERE {{ {pattern} }} }}"


def _min_count(reader: _Reader, path: str, value: Term) -> tuple[str, str]:
    if _text(value) != "1":
        reader.fail(f"sh:minCount {_text(value)} is more than kg can check; it can check 1")
    # NOT EXISTS would say the same; a store asks it once for each node, and of paths in more than one step that takes
    # minutes, where this takes a second.
    return "?this", f"MINUS {{ ?this {path} ?value }}"


def _max_count(reader: _Reader, path: str, value: Term) -> tuple[str, str]:
    if _text(value) == "0":
        return "?this", f"FILTER EXISTS {{ ?this {path} ?value }}"
    if _text(value) != "1":
        reader.fail(f"sh:maxCount {_text(value)} is more than kg can check; it can check 0 and 1")
    counted = f"SELECT ?this WHERE {{ ?this {path} ?value }} GROUP BY ?this HAVING (COUNT(DISTINCT ?value) > 1)"
    return "?this", f"{{ {counted} }}"


def _compared(sign: str) -> Callable[[_Reader, str, Term], tuple[str, str]]:
    def compared(_: _Reader, path: str, value: Term) -> tuple[str, str]:
        # What cannot be compared, a date with a number, is not in order either.
        ordered = f"COALESCE(?value {sign} ?other, false)"
        return "?this ?value ?other", f"?this {path} ?value ; {value} ?other . FILTER(!{ordered})"

    return compared


def _equals(_: _Reader, path: str, value: Term) -> tuple[str, str]:
    def lacking(one: str, other: str) -> str:
        return f"{{ ?this {one} ?value FILTER NOT EXISTS {{ ?this {other} ?value }} }}"

    return "?this ?value", f"{lacking(path, str(value))} UNION {lacking(str(value), path)}"


_OF_VALUE_NODES: Final[Mapping[Term, Callable[[_Reader, str, Term], tuple[str, str]]]] = {
    _sh("minCount"): _min_count,
    _sh("maxCount"): _max_count,
    _sh("lessThan"): _compared("<"),
    _sh("lessThanOrEquals"): _compared("<="),
    _sh("equals"): _equals,
}
"""The constraints on all values of a property together: from path and parameter to variables and pattern."""

Expression: TypeAlias = Callable[["_Reader", Term], str]


def _datatype(_: _Reader, value: Term) -> str:
    expression = f"COALESCE(DATATYPE(?value) = {value}, false)"
    if value not in _CASTS:
        return expression
    cast = f"{value}(STR(?value))"
    return f"({expression} && COALESCE({cast} = {cast}, false))"


def _node_kind(reader: _Reader, value: Term) -> str:
    if value not in _NODE_KINDS:
        reader.fail(
            f"{_local(value)} is a sh:nodeKind that kg cannot check; it can check {', '.join(map(_local, _NODE_KINDS))}"
        )
    return f"{_NODE_KINDS[value]}(?value)"


def _in(reader: _Reader, value: Term) -> str:
    return f"({' || '.join(f'sameTerm(?value, {item})' for item in reader.items(value))})"


def _pattern(_: _Reader, value: Term) -> str:
    return f"(!isBlank(?value) && REGEX(STR(?value), {Value(_text(value))}))"


_OF_EACH_VALUE: Final[Mapping[Term, Expression]] = {
    _sh("class"): lambda _, value: f"EXISTS {{ ?value {RDF.type}/{RDFS.subClassOf}* {value} }}",
    _sh("datatype"): _datatype,
    _sh("nodeKind"): _node_kind,
    _sh("in"): _in,
    _sh("pattern"): _pattern,
    _sh("minInclusive"): lambda _, value: f"COALESCE(?value >= {value}, false)",
    _sh("maxInclusive"): lambda _, value: f"COALESCE(?value <= {value}, false)",
}
"""The constraints on one value: from the parameter to an expression that is true or false of ?value, never an error."""


def _text(term: Term) -> str:
    return term.value if isinstance(term, Value) else str(term)


def _local(term: Term) -> str:
    """Return the name of a shape without its namespace, of a term of SHACL with its prefix."""
    if not isinstance(term, NamedNode):
        return "a blank node" if isinstance(term, BlankNode) else str(term)
    if term.value.startswith(SHACL):
        return f"sh:{term.value.removeprefix(SHACL)}"
    return term.value.rpartition("#")[2] if "shapes#" in term.value else term.value
