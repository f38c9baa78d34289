"""From what was concluded of all articles together to quads of the facts graph, as `docs/graph.md` lays them down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.names import merge_iri
from kg.graph.terms import Fact, bounds, decimal, interval, iso_day, term
from kg.vocab import FACTS_GRAPH, KG, PROV, RDF, RDFS, SKOS


@dataclass(frozen=True, slots=True)
class Merge:
    """That an article's event or entity is, or with `is_chosen` false may be, what others speak of too."""

    thing: str
    target: str
    score: float
    method: str
    is_chosen: bool = True


@dataclass(frozen=True, slots=True)
class Fused:
    """Somebody or some place that articles name and nobody knows; `labels` has the usual name first."""

    iri: str
    type: str
    labels: tuple[Literal, ...]
    country: str | None
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """What several articles, or one, tell of; of a known event only what the reference does not give.

    `type` is None for a known event. `tolls` are pairs of a property and a number, `roles` of a role and who is in it.
    """

    iri: str
    type: str | None
    label: str | None
    country: str | None
    place: str | None
    first: int | None
    last: int | None
    roles: tuple[tuple[str, str], ...]
    tolls: tuple[tuple[str, int], ...]
    score: float
    accounts: int
    sources: int
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Situation:
    """Something that holds between two for a time; of a known one only what the reference does not give.

    `type` is None for a known one. `is_open` says that an end was not told because there was none yet.
    """

    iri: str
    type: str | None
    label: str | None
    ends: tuple[tuple[str, str], ...]
    kinds: tuple[NamedNode, ...]
    first: int | None
    last: int | None
    is_open: bool
    accounts: int
    sources: int
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation between two that is no situation, or that one claim has to another."""

    subject: str
    property: str
    object: str


def facts_quads(things: Iterable[Merge | Fused | Happening | Situation | Tie]) -> Iterator[Quad]:
    """Yield the quads of the facts graph, thing by thing in the order they come in."""
    for thing in things:
        for fact in _facts(thing):
            yield Quad(*fact, FACTS_GRAPH)


def _facts(thing: Merge | Fused | Happening | Situation | Tie) -> Iterator[Fact]:
    match thing:
        case Merge():
            yield from _merge(thing)
        case Fused():
            yield from _fused(thing)
        case Happening():
            yield from _happening(thing)
        case Situation():
            yield from _situation(thing)
        case Tie():
            yield NamedNode(thing.subject), term(thing.property), NamedNode(thing.object)


def _merge(merge: Merge) -> Iterator[Fact]:
    thing, target = NamedNode(merge.thing), NamedNode(merge.target)
    if merge.is_chosen:
        yield thing, KG.refersTo, target
    node = merge_iri(thing, target)
    yield node, RDF.type, KG.Link
    yield node, KG.links, thing
    yield node, KG.candidate, target
    yield node, KG.isChosen, Literal(merge.is_chosen)
    yield node, KG.score, decimal(merge.score)
    yield node, KG.method, Literal(merge.method)


def _fused(fused: Fused) -> Iterator[Fact]:
    iri = NamedNode(fused.iri)
    yield iri, RDF.type, term(fused.type)
    for label in fused.labels[:1]:
        yield iri, RDFS.label, label
    for label in fused.labels[1:]:
        yield iri, SKOS.altLabel, label
    if fused.country:
        yield iri, KG.country, NamedNode(fused.country)
    for article in fused.articles:
        yield iri, PROV.wasDerivedFrom, NamedNode(article)


def _happening(happening: Happening) -> Iterator[Fact]:
    iri = NamedNode(happening.iri)
    if happening.type:
        yield iri, RDF.type, term(happening.type)
    if happening.label:
        yield iri, RDFS.label, Literal(happening.label, language="en")
    if happening.country:
        yield iri, KG.country, NamedNode(happening.country)
    if happening.place:
        yield iri, KG.place, NamedNode(happening.place)
    yield from bounds(iri, iso_day(happening.first), iso_day(happening.last))
    for role, who in happening.roles:
        yield iri, term(role), NamedNode(who)
    for name, number in happening.tolls:
        yield iri, term(name), Literal(number)
    yield iri, KG.score, decimal(happening.score)
    yield from _evidence(iri, happening.accounts, happening.sources, happening.claims)


def _situation(situation: Situation) -> Iterator[Fact]:
    iri = NamedNode(situation.iri)
    if situation.type:
        yield iri, RDF.type, term(situation.type)
    if situation.label:
        yield iri, RDFS.label, Literal(situation.label, language="en")
    for name, who in situation.ends:
        yield iri, term(name), NamedNode(who)
    for kind in situation.kinds:
        yield iri, KG.backingKind, kind
    first, last = iso_day(situation.first), iso_day(situation.last)
    yield from (fact for fact in bounds(iri, first, last) if fact[1] != KG.edtf)
    if first or last:
        yield iri, KG.edtf, Literal(interval(first, last, is_open=situation.is_open))
    yield from _evidence(iri, situation.accounts, situation.sources, situation.claims)


def _evidence(iri: NamedNode, accounts: int, sources: int, claims: Iterable[str]) -> Iterator[Fact]:
    yield iri, KG.accounts, Literal(accounts)
    yield iri, KG.sources, Literal(sources)
    for claim in claims:
        yield iri, PROV.wasDerivedFrom, NamedNode(claim)
