"""From relations that articles tell to situations: who ruled, led, backed, belonged, and from when to when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pyoxigraph import NamedNode

from kg.fuse.accounts import Claim
from kg.fuse.disputes import Position, Weighed, denials, voice_of, weigh
from kg.fuse.entities import Nodes
from kg.graph.facts import Situation, Tie
from kg.graph.names import situation_iri
from kg.graph.terms import EPOCH, first_day, last_day

Days = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Shape:
    """What a relation becomes: a class, who its two ends are in it, and how the whole is called."""

    type: str
    subject: str
    object: str
    label: str


SHAPES = {
    "rules": Shape("Governance", "governor", "governed", "{} in office in {}"),
    "leads": Shape("Post", "holder", "postIn", "{} at the head of {}"),
    "backs": Shape("Backing", "backer", "backed", "{} backing {}"),
    "memberOf": Shape("Membership", "member", "memberIn", "{} in {}"),
    "affiliatedWith": Shape("Affiliation", "affiliate", "affiliatedTo", "{} affiliated with {}"),
}
"""The relations that are situations; any other stays one plain triple between the two."""


@dataclass(frozen=True, slots=True)
class _Told:
    """All that articles say of one relation between two nodes."""

    name: str
    subject: str
    object: str
    weighed: Weighed[str]

    @property
    def asserted(self) -> list[Claim]:
        return [position.claim for position in self.weighed.live if position.value == "asserted"]


def fuse_relations(
    claims: Iterable[Claim], happenings: Mapping[str, str], days: Mapping[str, Days], nodes: Nodes
) -> Iterator[Situation | Tie]:
    """Yield what the relations come to, and which of their claims correct or deny each other.

    `happenings` gives the happening of each event that is a fact, `days` the bounds of each happening. Nothing is
    concluded of an event that is none.
    """
    told = _told(claims, happenings, nodes)
    pairs = {(one.name, one.subject, one.object) for one in told if one.asserted}
    for one in told:
        if one.asserted:
            yield from _concluded(one, pairs, days, nodes)
        yield from (Tie(new.claim.iri, "supersedes", old.claim.iri) for new, old in one.weighed.replaced)
        denied = [position.claim for position in one.weighed.live if position.value == "denied"]
        yield from denials(denied, one.asserted)


def _told(claims: Iterable[Claim], happenings: Mapping[str, str], nodes: Nodes) -> list[_Told]:
    """Gather the claims by relation and by what its two ends stand for, in order."""
    found: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if not isinstance(claim.object, NamedNode):
            continue
        subject = _end(claim.subject, nodes.schema.domain(claim.predicate), happenings, nodes)
        value = _end(claim.object.value, nodes.schema.range(claim.predicate), happenings, nodes)
        if subject is not None and value is not None and subject != value:
            found[claim.predicate, subject, value].append(claim)
    return [
        _Told(*key, weigh([Position(c, voice_of(c, nodes), c.status) for c in same], str.__ne__))
        for key, same in sorted(found.items())
    ]


def _end(iri: str, wanted: str | None, happenings: Mapping[str, str], nodes: Nodes) -> str | None:
    """Return what one end of a relation stands for, None for an event that nobody says took place."""
    if iri in nodes.said.accounts:
        return happenings.get(iri)
    return nodes.filler(iri, wanted)


def _concluded(
    told: _Told, pairs: set[tuple[str, str, str]], days: Mapping[str, Days], nodes: Nodes
) -> Iterator[Situation | Tie]:
    shape = SHAPES.get(told.name)
    if shape is not None:
        if _fits(told.subject, shape.subject, nodes) and _fits(told.object, shape.object, nodes):
            yield from _situations(told, shape, nodes)
        return
    is_known = nodes.reference.holds(told.subject, told.name, told.object)
    if told.subject in nodes.said.entities and told.object in nodes.said.entities:
        return  # two descriptions of one article, whose graph says it already
    is_open = (told.name, told.object, told.subject) not in pairs or told.subject not in days
    if not is_known and is_open and not _is_backwards(told, days):
        yield Tie(told.subject, told.name, told.object)


def _fits(node: str, name: str, nodes: Nodes) -> bool:
    """Whether a node may be at an end of a situation: of the class that the ontology wants there, or of one above it."""
    wanted, kind = nodes.schema.range(name), nodes.type(node)
    return wanted is None or kind == "Thing" or nodes.schema.is_chain(kind, wanted)


def _is_backwards(told: _Told, days: Mapping[str, Days]) -> bool:
    """Whether what is told to have followed was over before the other began."""
    last, first = days.get(told.subject, (None, None))[1], days.get(told.object, (None, None))[0]
    return last is not None and first is not None and last < first


# --- Situations -------------------------------------------------------------------------------------------------------


def _situations(told: _Told, shape: Shape, nodes: Nodes) -> Iterator[Situation]:
    """Yield one situation for each spell of time; the one that was told of first has the plain name."""
    spells = sorted(spells_of(told.asserted), key=lambda spell: spell[0].order)
    known = _known_spells(told, shape, nodes)
    for number, spell in enumerate(spells):
        days = _bounds(spell)
        iri = _same_spell(days, known)
        marks = (told.subject, told.object, *([spell[0].iri] if number else []))
        kinds = {kind for claim in spell for kind in nodes.schema.kinds_by_frame.get(claim.frame or "", ())}
        if iri is not None:
            kinds -= set(nodes.reference.facts.get(iri, {}).get("backingKind", ()))
        yield Situation(
            iri=iri or situation_iri(shape.type, *marks),
            type=None if iri else shape.type,
            label=None if iri else _label(told, shape, nodes),
            ends=() if iri else ((shape.subject, told.subject), (shape.object, told.object)),
            kinds=tuple(sorted(kinds, key=str)),
            first=None if iri else days[0],
            last=None if iri else days[1],
            is_open=days[1] is None and any(claim.first is not None for claim in spell),
            accounts=len({claim.article.iri for claim in spell}),
            sources=len({claim.article.source for claim in spell}),
            claims=tuple(claim.iri for claim in spell),
        )


def spells_of(claims: Iterable[Claim]) -> list[list[Claim]]:
    """Return claims by the spell of time that they speak of, each spell and all of them in order.

    Claims whose bounds overlap speak of one spell. A claim without bounds speaks of the one that its article was
    published in; when that is none of them, of the last.
    """
    dated = sorted(
        (c for c in claims if (c.first, c.last) != (None, None)), key=lambda c: (_start(c), _stop(c), c.order)
    )
    spells: list[list[Claim]] = []
    for claim in dated:
        if spells and _start(claim) <= max(map(_stop, spells[-1])):
            spells[-1].append(claim)
        else:
            spells.append([claim])
    bounds = [(min(map(_start, spell)), max(map(_stop, spell))) for spell in spells]
    for claim in claims:
        if (claim.first, claim.last) == (None, None):
            if not spells:
                spells.append([])
            around = [i for i, (first, last) in enumerate(bounds) if _is_published_in(claim, first, last)]
            spells[around[0] if around else -1].append(claim)
    return [sorted(spell, key=lambda claim: claim.order) for spell in spells]


def _is_published_in(claim: Claim, first: float, last: float) -> bool:
    published = claim.article.published
    if not published:
        return False
    return first <= _number(last_day(published)) and _number(first_day(published)) <= last


def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal() - EPOCH


def _start(claim: Claim) -> float:
    return claim.first if claim.first is not None else float("-inf")


def _stop(claim: Claim) -> float:
    return claim.last if claim.last is not None else float("inf")


def _bounds(spell: Sequence[Claim]) -> Days:
    """Return the earliest begin and the latest end that any claim gives."""
    first = min((claim.first for claim in spell if claim.first is not None), default=None)
    last = max((claim.last for claim in spell if claim.last is not None), default=None)
    return first, last


def _known_spells(told: _Told, shape: Shape, nodes: Nodes) -> list[tuple[str, Days]]:
    """Return the known situations between the two, with their bounds."""
    reference = nodes.reference
    ends = frozenset({(shape.subject, told.subject), (shape.object, told.object)})
    return sorted(
        (iri, (reference.day(iri, "firstDay"), reference.day(iri, "lastDay")))
        for iri in reference.situations.get((shape.type, ends), ())
    )


def _same_spell(days: Days, known: Sequence[tuple[str, Days]]) -> str | None:
    """Return the known situation that lies at the same time; of a time that is not told, the only one there is."""
    if days == (None, None):
        return known[0][0] if len(known) == 1 else None
    return next((iri for iri, other in known if _overlap(days, other)), None)


def _overlap(one: Days, other: Days) -> bool:
    starts = [day for day in (one[0], other[0]) if day is not None]
    stops = [day for day in (one[1], other[1]) if day is not None]
    return not starts or not stops or max(starts) <= min(stops)


def _label(told: _Told, shape: Shape, nodes: Nodes) -> str:
    return shape.label.format(nodes.label(told.subject), nodes.label(told.object))
