"""What a CONSTRUCT query asks for and what it makes, seen from outside; the only module that imports rdflib.

rdflib's parser knows the whole grammar and hands out the tree; Oxigraph's keeps it to itself. It is imported when rules
are read and not before, since that takes half a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

from pyoxigraph import Literal, NamedNode, Variable

from kg.errors import QueryError

Slot: TypeAlias = NamedNode | Literal | Variable
Pattern: TypeAlias = tuple[Slot, Slot, Slot]


@dataclass(frozen=True, slots=True)
class Atom:
    """A kind of triple that a query asks for or makes; None stands for any term, as where the query has a variable."""

    predicate: NamedNode | None
    object: NamedNode | None

    def meets(self, other: Atom) -> bool:
        """Say whether one triple may be of both kinds."""
        return all(
            mine is None or theirs is None or mine == theirs
            for mine, theirs in ((self.predicate, other.predicate), (self.object, other.object))
        )


@dataclass(frozen=True, slots=True)
class Outline:
    """A CONSTRUCT query, taken apart.

    `variables` are those that the pattern can bind for the template. `reads` are the triples that it may rest on: all
    but those inside NOT EXISTS or MINUS. `lacks` are those whose absence or number matters: inside NOT EXISTS, MINUS,
    EXISTS, OPTIONAL or an aggregate, but for what the query asks of named graphs other than the excluded one. `unfit`
    are the parts that no rule may have.
    """

    template: tuple[Pattern, ...]
    variables: frozenset[str]
    reads: frozenset[Atom]
    lacks: frozenset[Atom]
    unfit: tuple[str, ...]


def outline(sparql: str, excluded: NamedNode) -> Outline:
    """Take a CONSTRUCT query apart; raises `QueryError` for one that rdflib does not read, or that is of another kind.

    `excluded` is the graph that a query may say it does not look into: `GRAPH ?g { … } FILTER(?g != <excluded>)`.
    """
    query = _parse(sparql)
    if query.name != "ConstructQuery":
        raise QueryError("expected CONSTRUCT { … } WHERE { … }")
    if not query.template:
        raise QueryError("expected a template of its own: CONSTRUCT { … } WHERE { … }")
    outside = frozenset(_unequal(query.p, excluded.value)) | {None}
    found = list(_found(query.p, _Context(excluded.value, outside)))
    unfit = sorted(set(_unfit(query)))
    return Outline(
        # rdflib gives them in an order that may differ from run to run
        template=tuple(sorted(((_slot(s), _slot(p), _slot(o)) for s, p, o in query.template), key=str)),
        variables=frozenset(_bound(query.p.p)),
        reads=frozenset(atom for atom, context in found if not context.is_absent),
        lacks=frozenset(atom for atom, context in found if context.is_open and not context.is_asserted),
        unfit=tuple(unfit),
    )


def _parse(sparql: str) -> Any:
    """Return rdflib's algebra of a query: nodes that are dictionaries with a name, whose keys are attributes."""
    from pyparsing.exceptions import ParseBaseException
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        return translateQuery(parseQuery(sparql)).algebra
    except ParseBaseException as error:
        raise QueryError(f"not SPARQL, near character {error.loc}") from error


# --- The parts that no rule may have ----------------------------------------------------------------------------------

_UNFIT: Final = {
    "ServiceGraphPattern": "SERVICE",
    "Slice": "LIMIT or OFFSET",
    "Builtin_NOW": "NOW()",
    "Builtin_RAND": "RAND()",
    "Builtin_UUID": "UUID()",
    "Builtin_STRUUID": "STRUUID()",
    "Builtin_BNODE": "BNODE()",
}
"""What would make two runs over one store differ, or reach out of it."""


def _unfit(query: Any) -> Iterator[str]:
    if query.datasetClause:
        yield "FROM"
    if any(_is_blank(term) for triple in query.template for term in triple):
        yield "a blank node in the template"
    inside = query.p.p
    while inside.name in ("OrderBy", "Slice", "Filter", "Extend"):
        if inside.name == "OrderBy":
            yield "ORDER BY"
        inside = inside.p
    if inside.name == "AggregateJoin":
        yield "an aggregate that is not in a subquery"
    yield from (_UNFIT[node.name] for node in _nodes(query.p) if node.name in _UNFIT)


# --- The triples it asks for ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Context:
    """Where in the query a pattern stands; `outside` are the graph variables that cannot be the excluded graph.

    What is asked of an open place need not be there, and another answer follows when it is; of an absent one nothing may
    be there.
    """

    excluded: str
    outside: frozenset[Any]
    is_open: bool = False
    is_absent: bool = False
    is_asserted: bool = False

    def open(self, *, is_absent: bool) -> _Context:
        return replace(self, is_open=True, is_absent=self.is_absent or is_absent)

    def in_graph(self, term: Any) -> _Context:
        is_asserted = term in self.outside or (not _is_variable(term) and str(term) != self.excluded)
        return replace(self, is_asserted=self.is_asserted or is_asserted)


_OPEN: Final = {"Builtin_NOTEXISTS": True, "Builtin_EXISTS": False, "AggregateJoin": False}
_OPEN_SECOND: Final = {"Minus": True, "LeftJoin": False}
"""The nodes, or second parts of nodes, that are open places, and whether nothing may be there."""


def _found(node: Any, context: _Context) -> Iterator[tuple[Atom, _Context]]:
    """Yield every kind of triple that is asked for, and where."""
    if node.name == "BGP":
        for _, predicate, value in node.triples:
            for atom in _atoms(predicate, value):
                yield atom, context
        return
    if node.name == "Graph":
        context = context.in_graph(node.term)
    elif node.name in _OPEN:
        context = context.open(is_absent=_OPEN[node.name])
    for key, child in _parts(node):
        is_second = node.name in _OPEN_SECOND and key == "p2"
        yield from _found(child, context.open(is_absent=_OPEN_SECOND[node.name]) if is_second else context)


def _atoms(predicate: Any, value: Any) -> Iterator[Atom]:
    from rdflib import URIRef
    from rdflib.paths import Path

    if isinstance(predicate, Path):
        steps = set(_steps(predicate))
        yield from (Atom(NamedNode(step) if step else None, None) for step in steps)
    else:
        yield Atom(
            NamedNode(predicate) if isinstance(predicate, URIRef) else None,
            NamedNode(value) if isinstance(value, URIRef) else None,
        )


def _steps(path: Any) -> Iterator[str | None]:
    """Yield the properties of a path; None for one that names those it is not."""
    from rdflib import URIRef
    from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath

    if isinstance(path, URIRef):
        yield str(path)
    elif isinstance(path, AlternativePath | SequencePath):
        for part in path.args:
            yield from _steps(part)
    elif isinstance(path, InvPath):
        yield from _steps(path.arg)
    elif isinstance(path, MulPath):
        yield from _steps(path.path)
    else:
        yield None


def _unequal(node: Any, excluded: str) -> Iterator[Any]:
    """Yield the variables that a filter says are not the excluded graph."""
    for found in _nodes(node):
        if found.name == "RelationalExpression" and found.op == "!=":
            sides = (found.expr, found.other)
            yield from (a for a, b in (sides, sides[::-1]) if _is_variable(a) and str(b) == excluded)


# --- The variables it can bind ----------------------------------------------------------------------------------------


def _bound(node: Any) -> Iterator[str]:
    if node.name == "BGP":
        for triple in node.triples:
            yield from (str(term) for term in triple if _is_variable(term))
    elif node.name == "Project":  # of a subquery only these come out
        yield from map(str, node.PV)
    elif node.name == "values":
        yield from (str(variable) for row in node.res for variable in row)
    else:
        if node.name == "Extend":
            yield str(node.var)
        if node.name == "Graph" and _is_variable(node.term):
            yield str(node.term)
        for key in ("p", "p1") if node.name == "Minus" else ("p", "p1", "p2"):
            for child in _children(node.get(key)):
                yield from _bound(child)


# --- Small things -----------------------------------------------------------------------------------------------------


def _nodes(node: Any) -> Iterator[Any]:
    yield node
    for _, child in _parts(node):
        yield from _nodes(child)


def _parts(node: Any) -> Iterator[tuple[str, Any]]:
    """Yield the nodes in a node, with the key each stands under.

    What rdflib makes of the pattern of EXISTS it keeps as an attribute; under the key is what was left of the text.
    """
    for key in node:
        for child in _children(node.graph if key == "graph" else node[key]):
            yield key, child


def _children(value: Any) -> Iterator[Any]:
    from rdflib.plugins.sparql.parserutils import CompValue

    if isinstance(value, CompValue):
        yield value
    elif isinstance(value, Iterable) and not isinstance(value, str | dict):
        for item in value:
            yield from _children(item)


def _is_variable(term: Any) -> bool:
    from rdflib import Variable as RdflibVariable

    return isinstance(term, RdflibVariable)


def _is_blank(term: Any) -> bool:
    from rdflib import BNode

    return isinstance(term, BNode)


def _slot(term: Any) -> Slot:
    from rdflib import Literal as RdflibLiteral

    if _is_variable(term) or _is_blank(term):
        return Variable(str(term))
    if isinstance(term, RdflibLiteral):
        if term.language:
            return Literal(str(term), language=term.language)
        return Literal(str(term), datatype=NamedNode(str(term.datatype)) if term.datatype else None)
    return NamedNode(str(term))
