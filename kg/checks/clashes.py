"""What in the data contradicts the ontology, found in Python and named: disjointness, and properties that go one way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from typing import Final

from pyoxigraph import Literal as Value
from pyoxigraph import NamedNode, Quad

from kg.checks.finding import Finding, Severity
from kg.checks.terms import by_subject, closure, shorten
from kg.results import Term
from kg.vocab import OWL, RDF, RDFS

_ASYMMETRIC: Final = NamedNode(OWL.base + "AsymmetricProperty")
_IRREFLEXIVE: Final = NamedNode(OWL.base + "IrreflexiveProperty")
_FUNCTIONAL: Final = NamedNode(OWL.base + "FunctionalProperty")
_DISJOINT: Final = NamedNode(OWL.base + "disjointWith")


def contradictions(
    schema: Iterable[Quad], data: Iterable[Quad], severity: Severity = "violation"
) -> tuple[Finding, ...]:
    """Return what in `data` contradicts `schema`, with the name of the thing: what an OWL 2 RL engine would find.

    Looked at are disjoint classes, with the types that domains and ranges imply, two values of a functional property
    that cannot be one thing, and asymmetric and irreflexive properties (rules cax-dw, prp-fp, prp-asyp and prp-irp of
    OWL 2 Profiles, 4.3). Needs no Java.
    """
    axioms = _axioms(schema)
    one_way = axioms.irreflexive | axioms.asymmetric
    types: dict[Term, dict[Term, Quad]] = {}
    pairs: set[tuple[Term, Term, Term]] = set()
    values: dict[tuple[Term, Term], set[Term]] = {}
    for quad in data:
        for thing, kind in _implied(quad, axioms):
            types.setdefault(thing, {}).setdefault(kind, quad)
        if quad.predicate in one_way:
            pairs.add((quad.subject, quad.predicate, quad.object))
        if quad.predicate in axioms.functional:
            values.setdefault((quad.subject, quad.predicate), set()).add(quad.object)
    clashes = ((thing, said) for thing, kinds in types.items() for said in _clashes(thing, kinds, axioms))
    turned = ((pair[0], said) for pair in pairs for said in _turned(pair, pairs, axioms))
    several = (
        (thing, said)
        for (thing, predicate), found in values.items()
        for said in _several(predicate, found, types, axioms)
    )
    found = {Finding(shorten(thing), said, severity, "contradictions") for thing, said in (*clashes, *turned, *several)}
    return tuple(sorted(found, key=str))


@dataclass(frozen=True, slots=True)
class _Axioms:
    parents: Mapping[Term, frozenset[Term]]
    disjoint: frozenset[tuple[Term, Term]]
    domains: Mapping[Term, frozenset[Term]]
    ranges: Mapping[Term, frozenset[Term]]
    asymmetric: frozenset[Term]
    irreflexive: frozenset[Term]
    functional: frozenset[Term]

    def exclude(self, first: Term, second: Term) -> bool:
        """Say whether nothing can be of both classes."""
        uppers = self.parents.get(first, frozenset({first})), self.parents.get(second, frozenset({second}))
        return any((one, other) in self.disjoint for one in uppers[0] for other in uppers[1])


def _axioms(schema: Iterable[Quad]) -> _Axioms:
    quads = tuple(schema)
    above = closure(quads, RDFS.subPropertyOf)
    facts = by_subject(quads)

    def inherited(predicate: NamedNode) -> Mapping[Term, frozenset[Term]]:
        lines = {name: above.get(name, frozenset({name})) for name in facts}
        found = {
            name: frozenset(kind for upper in line for kind in facts.get(upper, {}).get(predicate, ()))
            for name, line in lines.items()
        }
        return {name: kinds for name, kinds in found.items() if kinds}

    def marked(kind: NamedNode) -> frozenset[Term]:
        return frozenset(name for name, row in facts.items() if kind in row.get(RDF.type, ()))

    pairs = {(quad.subject, quad.object) for quad in quads if quad.predicate == _DISJOINT}
    return _Axioms(
        parents=closure(quads, RDFS.subClassOf),
        disjoint=frozenset(pairs | {(second, first) for first, second in pairs}),
        domains=inherited(RDFS.domain),
        ranges=inherited(RDFS.range),
        asymmetric=marked(_ASYMMETRIC),
        irreflexive=marked(_IRREFLEXIVE),
        functional=marked(_FUNCTIONAL),
    )


def _implied(quad: Quad, axioms: _Axioms) -> Iterator[tuple[Term, Term]]:
    """Yield the types that one quad gives to its ends."""
    subject, predicate, value = quad.subject, quad.predicate, quad.object
    if predicate == RDF.type:
        if not (isinstance(value, NamedNode) and value.value.startswith(OWL.base)):
            yield subject, value
        return
    for kind in axioms.domains.get(predicate, ()):
        yield subject, kind
    if not isinstance(value, Value):
        for kind in axioms.ranges.get(predicate, ()):
            yield value, kind


def _why(thing: Term, kind: Term, quad: Quad) -> str:
    """Return a type as words, with why the thing has it."""
    reason = f"since it is {shorten(quad.predicate)} of {shorten(quad.subject)}"
    if quad.predicate == RDF.type:
        reason = "as it says"
    elif thing == quad.subject:
        reason = f"since it has {shorten(quad.predicate)}"
    return f"a {shorten(kind)} ({reason})"


def _clashes(thing: Term, kinds: Mapping[Term, Quad], axioms: _Axioms) -> Iterator[str]:
    """Yield a line for each two types of one thing that exclude each other."""
    for first, second in combinations(sorted(kinds, key=str), 2):
        if axioms.exclude(first, second):
            said = (_why(thing, kind, kinds[kind]) for kind in (first, second))
            yield f"is {' and '.join(said)}; nothing is both"


def _several(
    predicate: Term, values: Iterable[Term], types: Mapping[Term, Mapping[Term, Quad]], axioms: _Axioms
) -> Iterator[str]:
    """Yield a line for each two values that would have to be one thing and cannot be."""
    for first, second in combinations(sorted(values, key=str), 2):
        kinds = product(types.get(first, ()), types.get(second, ()))
        if any(axioms.exclude(one, other) for one, other in kinds):
            yield f"has one {shorten(predicate)}, and {shorten(first)} and {shorten(second)} cannot be the same"


def _turned(pair: tuple[Term, Term, Term], pairs: set[tuple[Term, Term, Term]], axioms: _Axioms) -> Iterator[str]:
    subject, predicate, value = pair
    if subject == value:
        yield f"{shorten(predicate)} itself, which nothing can"
    elif predicate in axioms.asymmetric and (value, predicate, subject) in pairs:
        yield f"{shorten(predicate)} {shorten(value)}, and the other way round; only one can be"
