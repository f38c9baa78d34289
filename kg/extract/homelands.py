"""In which country an event was that its own sentence does not place: that of those who rule there, or that last told of."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from typing import TypeAlias

from kg.extract.document import Extraction
from kg.extract.ties import RULES, RelationMention
from kg.knowledge.ontology import Ontology
from kg.model import FACTUAL, EventMention, Mention

Homes: TypeAlias = dict[str, set[str]]
"""The countries in which somebody is told to have held or taken power."""


def with_homelands(extraction: Extraction, key: Callable[[Mention], str], text: str, ontology: Ontology) -> Extraction:
    """Return what an article tells with a country for the events that nothing in their own sentence places.

    A seizure of power is in the country that those who lost or took it are told of elsewhere to have ruled: "Goita removed the
    interim president", far from where Goita took power in Mali. Other events are where the last one of the same paragraph was.
    `key` gives what mentions stand for.
    """
    homes = _homes(extraction.events, extraction.relations, key, ontology)
    found: dict[int, EventMention] = {}
    last: EventMention | None = None
    for event in extraction.events:
        country = None
        if event.country is None and event.actor_country is None:
            country = _home_of(event, homes, key, ontology)
            is_near = last is not None and "\n" not in text[last.trigger.span.start : event.trigger.span.start]
            if country is None and last is not None and is_near and not event.is_definite:
                country = last.country
        found[id(event)] = event if country is None else dataclasses.replace(event, actor_country=country)
        last = event if event.country is not None and event.status in FACTUAL else last
    return extraction.retold(found)


def _homes(
    events: Iterable[EventMention],
    relations: Iterable[RelationMention],
    key: Callable[[Mention], str],
    ontology: Ontology,
) -> Homes:
    found: Homes = {}
    for tie in relations:
        ruler, state = tie.subject, tie.object
        if tie.type != RULES or not isinstance(ruler, Mention) or not isinstance(state, Mention):
            continue
        if state.country is not None:
            found.setdefault(key(ruler), set()).add(state.country)
    for event in events:
        if event.country is not None and ontology.is_a(event.type, "SeizureOfPower"):
            for person in _people(event, ontology):
                found.setdefault(key(person), set()).add(event.country)
    return found


def _people(event: EventMention, ontology: Ontology) -> tuple[Mention, ...]:
    """Those with a name who lost or took power, the former first."""
    told = [a for role in ("target", "perpetrator") for a in event.arguments if a.role == role]
    return tuple(a.mention for a in told if a.mention.kind == "name" and ontology.is_a(a.mention.type, "Person"))


def _home_of(event: EventMention, homes: Homes, key: Callable[[Mention], str], ontology: Ontology) -> str | None:
    if not ontology.is_a(event.type, "SeizureOfPower"):
        return None
    ruled = (homes.get(key(person), set()) for person in _people(event, ontology))
    return next((next(iter(countries)) for countries in ruled if len(countries) == 1), None)
