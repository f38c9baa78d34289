"""Small things that every check needs: quads by subject, what stands above what, terms as people write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from pyoxigraph import Literal as Value
from pyoxigraph import NamedNode, Quad

from kg.results import Term
from kg.vocab import PREFIXES

Facts: TypeAlias = dict[Term, dict[Term, set[Term]]]


def by_subject(quads: Iterable[Quad]) -> Facts:
    """Return what quads say, by subject and predicate."""
    facts: Facts = {}
    for quad in quads:
        facts.setdefault(quad.subject, {}).setdefault(quad.predicate, set()).add(quad.object)
    return facts


def closure(quads: Iterable[Quad], predicate: NamedNode) -> Mapping[Term, frozenset[Term]]:
    """Return each term with itself and all that stands above it by `predicate`; what has nothing above it is absent."""
    above: dict[Term, set[Term]] = {}
    for quad in quads:
        if quad.predicate == predicate:
            above.setdefault(quad.subject, set()).add(quad.object)

    def climb(term: Term) -> frozenset[Term]:
        found, stack = {term}, [term]
        while stack:
            new = above.get(stack.pop(), set()) - found
            found |= new
            stack.extend(new)
        return frozenset(found)

    return {term: climb(term) for term in above}


def shorten(term: Term) -> str:
    """Return a term as a person would write it: `kg:Coup`, `"2020"`.

    >>> from kg.vocab import KG
    >>> shorten(KG.Event)
    'kg:Event'
    """
    if isinstance(term, Value):
        return f'"{term.value}"'
    if not isinstance(term, NamedNode):
        return str(term)
    for prefix, base in PREFIXES.items():
        if term.value.startswith(base) and len(term.value) > len(base):
            return f"{prefix}:{term.value.removeprefix(base)}"
    return term.value
