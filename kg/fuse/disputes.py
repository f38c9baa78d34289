"""What claims are to each other: corrected by the same voice, contradicted or denied by another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Generic, TypeVar

from kg.fuse.accounts import Claim
from kg.fuse.entities import Nodes
from kg.fuse.names import level
from kg.graph.facts import Tie

Value = TypeVar("Value", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Position(Generic[Value]):
    """What a claim holds, and whose word it is: two articles that quote the same army are one voice."""

    claim: Claim
    voice: str
    value: Value

    @property
    def day(self) -> str:
        return self.claim.article.published


def voice_of(claim: Claim, nodes: Nodes) -> str:
    """Return who says so: whoever the article names for it, else its publisher, else the article itself.

    Somebody who is only described ("an official") is the same person as long as the same publisher describes them so.
    """
    if not claim.sources:
        return claim.article.source
    source = nodes.of(claim.sources[0])
    return nodes.acting(source) if nodes.is_named(source) else f"{claim.article.source} {level(nodes.label(source))}"


@dataclass(frozen=True, slots=True)
class Weighed(Generic[Value]):
    """Positions that stand, in order, and pairs of one that took the place of another of the same voice."""

    live: tuple[Position[Value], ...]
    replaced: tuple[tuple[Position[Value], Position[Value]], ...]


def weigh(positions: Iterable[Position[Value]], clash: Callable[[Value, Value], bool]) -> Weighed[Value]:
    """Let each voice take back what it said before and what clashes with what it says later."""
    standing: dict[str, dict[Value, list[Position[Value]]]] = defaultdict(lambda: defaultdict(list))
    replaced = []
    for position in _ordered(positions):
        held = standing[position.voice]
        for value in [value for value in held if clash(value, position.value)]:
            earlier = [p for p in held[value] if _is_before(p.day, position.day)]
            replaced += [(position, p) for p in earlier]
            held[value] = [p for p in held[value] if not _is_before(p.day, position.day)]
        held[position.value].append(position)
    live = [p for held in standing.values() for kept in held.values() for p in kept]
    return Weighed(tuple(_ordered(live)), tuple(replaced))


def contradictions(
    positions: Iterable[Position[Value]], clash: Callable[[Value, Value], bool]
) -> Iterator[tuple[Position[Value], Position[Value]]]:
    """Yield pairs of positions that cannot both be right.

    Of those who hold the same, the first speaks for all: each position is paired with the first of each that clashes with
    it, so that a thousand articles with two figures make thousands of pairs and not a million.
    """
    by_value: dict[Value, list[Position[Value]]] = defaultdict(list)
    for position in _ordered(positions):
        by_value[position.value].append(position)
    for (one, ones), (other, others) in combinations(by_value.items(), 2):
        if clash(one, other):
            yield from ((position, others[0]) for position in ones)
            yield from ((ones[0], position) for position in others[1:])


def ties(weighed: Weighed[Value], clash: Callable[[Value, Value], bool]) -> Iterator[Tie]:
    """Yield what claims that hold something of one thing are to each other; what was taken back contradicts nothing."""
    for new, old in weighed.replaced:
        yield Tie(new.claim.iri, "supersedes", old.claim.iri)
    for one, other in contradictions(weighed.live, clash):
        yield Tie(one.claim.iri, "contradicts", other.claim.iri)
        yield Tie(other.claim.iri, "contradicts", one.claim.iri)


def denials(denied: Sequence[Claim], asserted: Sequence[Claim]) -> Iterator[Tie]:
    """Yield which claim denies which: each denial the first assertion, and the first denial each assertion."""
    for claim in denied:
        for other in asserted[:1]:
            yield Tie(claim.iri, "denies", other.iri)
    for claim in denied[:1]:
        for other in asserted[1:]:
            yield Tie(claim.iri, "denies", other.iri)


def _ordered(positions: Iterable[Position[Value]]) -> list[Position[Value]]:
    return sorted(positions, key=lambda position: position.claim.order)


def _is_before(one: str, other: str) -> bool:
    """Whether a day of publication surely lies before another: a month does not lie before its own days."""
    return bool(one) and one < other and not other.startswith(one)
