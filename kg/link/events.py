"""Events to known events: by class, country and time, and by what they followed; NIL when two fit.

An article may say less than is known, and what it says decides: a coup told to have followed one of May 2021, in an
article of 2024, may be the only one of its country in that time; where two fit, both stay candidates.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from kg.knowledge.gazetteer import Gazetteer, Known
from kg.knowledge.ontology import Ontology
from kg.link.entities import choose
from kg.model import FACTUAL, Candidate, Entity, Event, Link, Relation
from kg.text.scan import fold


def link_events(
    events: Sequence[Event],
    relations: Sequence[Relation],
    entities: Mapping[str, Entity],
    published: str | None,
    gazetteer: Gazetteer,
    ontology: Ontology,
) -> tuple[Event, ...]:
    """Return the events with their links, dated ones first so that "followed" can bound the others; order is kept."""
    done: dict[str, Event] = {}
    undated = []
    for event in events:
        if event.date is not None and event.date.first:
            done[event.id] = _linked(event, None, entities, published, gazetteer, ontology)
        else:
            undated.append(event)
    for event in undated:
        after = _after(event, relations, done, gazetteer)
        done[event.id] = _linked(event, after, entities, published, gazetteer, ontology)
    return tuple(done[event.id] for event in events)


def _after(event: Event, relations: Sequence[Relation], done: Mapping[str, Event], gazetteer: Gazetteer) -> str | None:
    """The last day of the latest event that this one is told to have followed."""
    days = []
    for relation in relations:
        if relation.type != "followed" or relation.subject != event.id or relation.object not in done:
            continue
        earlier = done[relation.object]
        known = gazetteer.by_key.get(earlier.link.chosen or "")
        day = known.first if known else earlier.date.first if earlier.date else None
        if day:
            days.append(day)
    return max(days, default=None)


def _linked(
    event: Event,
    after: str | None,
    entities: Mapping[str, Entity],
    published: str | None,
    gazetteer: Gazetteer,
    ontology: Ontology,
) -> Event:
    if event.status not in FACTUAL or event.country is None:
        return event
    candidates = tuple(
        candidate
        for known in gazetteer.events_in(event.country)
        if (candidate := _candidate(event, known, after, entities, published, ontology)) is not None
    )
    chosen = choose(candidates)
    wikidata = gazetteer.by_key[chosen].wikidata if chosen else None
    return dataclasses.replace(event, link=Link(candidates, chosen, wikidata))


def _candidate(
    event: Event,
    known: Known,
    after: str | None,
    entities: Mapping[str, Entity],
    published: str | None,
    ontology: Ontology,
) -> Candidate | None:
    """Score one known event of the country: time must fit; an attack must share a day or a name with it as well."""
    if not ontology.is_a(known.type, "Event") or not _is_same_kind(event, known, ontology):
        return None
    if published and known.first and known.first > published[: len(known.first)] + "~":
        return None
    method = ["type", "country"]
    if event.date is not None and event.date.first:
        if not _overlap(event, known):
            return None
        method.append("date")
    elif after is not None:
        if not known.first or known.first <= after:
            return None
        method.append("followed")
    else:
        return None
    is_day = event.date is not None and event.date.first is not None and event.date.first == event.date.last
    if _shares_name(event, known, entities):
        return Candidate(known.key, 0.9, ", ".join([*method, "name"]))
    if ontology.is_a(event.type, "SeizureOfPower"):
        return Candidate(known.key, 0.8, ", ".join(method))
    return Candidate(known.key, 0.7 if is_day and known.first == known.last else 0.4, ", ".join(method))


def _is_same_kind(event: Event, known: Known, ontology: Ontology) -> bool:
    if ontology.is_a(event.type, "SeizureOfPower"):
        return event.type == known.type
    families = ("Attack", "Battle", "Mutiny", "Conflict")
    return any(ontology.is_a(event.type, family) and ontology.is_a(known.type, family) for family in families)


def _overlap(event: Event, known: Known) -> bool:
    assert event.date is not None
    begins = max(event.date.first or "", known.first or "")
    ends = min(event.date.last or "9999", known.last or "9999")
    return begins <= ends


def _shares_name(event: Event, known: Known, entities: Mapping[str, Entity]) -> bool:
    """Whether a name in one of the event's roles, or its place, is part of what the known event is called."""
    called = {fold(word) for name in known.names for word in name.split() if word[:1].isupper()}
    roles = [entity for _, members in event.roles for entity in members]
    for key in (*roles, *((event.place,) if event.place else ())):
        entity = entities[key]
        words = {fold(word) for word in entity.label.split() if word[:1].isupper()}
        if len(words & called) >= 2 or (words and words <= called and len(words) >= 2):
            return True
    return False
