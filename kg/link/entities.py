"""Entities to known things: by name, kind and country; NIL when none fits or when two fit equally well."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from kg.knowledge.gazetteer import Gazetteer, Known
from kg.knowledge.ontology import Ontology
from kg.model import Candidate, Entity, Link, Span

MARGIN = 0.1
"""How far the best candidate must stand above the next to be chosen."""

LEAST = 0.6


def link_entities(
    entities: Sequence[Entity], text: str, topic: str | None, gazetteer: Gazetteer, ontology: Ontology
) -> tuple[Entity, ...]:
    """Return the entities with their links; `topic` is the country the article is about, which settles what a name alone cannot."""
    return tuple(_linked(entity, text, topic, gazetteer, ontology) for entity in entities)


def _linked(entity: Entity, text: str, topic: str | None, gazetteer: Gazetteer, ontology: Ontology) -> Entity:
    candidates = find_candidates(entity, text, topic, gazetteer, ontology)
    chosen = choose(candidates)
    if chosen is None:
        return dataclasses.replace(entity, link=Link(candidates, None))
    known = gazetteer.by_key[chosen]
    return dataclasses.replace(
        entity, country=entity.country or known.country, link=Link(candidates, chosen, known.wikidata)
    )


def choose(candidates: Sequence[Candidate]) -> str | None:
    """Return the key of the candidate that stands out, None when the best is weak or has an equal."""
    ranked = sorted(candidates, key=lambda c: (-c.score, c.key))
    if not ranked or ranked[0].score < LEAST:
        return None
    if len(ranked) > 1 and ranked[0].score - ranked[1].score < MARGIN:
        return None
    return ranked[0].key


def find_candidates(
    entity: Entity, text: str, topic: str | None, gazetteer: Gazetteer, ontology: Ontology
) -> tuple[Candidate, ...]:
    """Return the known things that bear one of an entity's names, the best first."""
    names = dict.fromkeys([entity.label, *(_written(text, span) for span in entity.mentions)])
    found: dict[str, Candidate] = {}
    for name in names:
        for known in _bearers(name, gazetteer):
            candidate = _candidate(entity, known, topic, ontology)
            if candidate is not None and candidate.score > found.get(known.key, Candidate("", 0.0, "")).score:
                found[known.key] = candidate
    return tuple(sorted(found.values(), key=lambda c: (-c.score, c.key)))


def _written(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].replace("’", "'").split())


def _bearers(name: str, gazetteer: Gazetteer) -> list[Known]:
    """Who bears a name as written; of a description, who bears a run of its words from the start ("Wagner fighters")."""
    words = name.split()
    for end in range(len(words), 0, -1):
        found = gazetteer.named(" ".join(words[:end]))
        if found:
            return list(found)
    demonym = gazetteer.demonyms.get(name)
    key = gazetteer.country_key(demonym) if demonym else None
    return [gazetteer.by_key[key]] if key else []


def _candidate(entity: Entity, known: Known, topic: str | None, ontology: Ontology) -> Candidate | None:
    """Score one bearer of the name: 0.6 for the name, more for its kind and for its country."""
    kind = _kind_fit(entity.type, known.type, ontology)
    if kind is None:
        return None
    score, method = 0.6 + kind, ["name", "type"] if kind else ["name"]
    country = entity.country or topic
    if known.country and country and known.type != "Country":
        score += 0.2 if known.country == country else -0.2
        method.append("country")
    elif known.type == "Country":
        score += 0.2
    return Candidate(known.key, round(min(max(score, 0.0), 1.0), 2), ", ".join(method))


def _kind_fit(type_: str, known: str, ontology: Ontology) -> float | None:
    """0.2 for the same kind, 0 when nothing speaks against it, None when the kinds exclude each other."""
    if type_ == known or ontology.is_a(known, type_) or ontology.is_a(type_, known):
        return 0.2
    if type_ == "Thing" or known == "Thing":
        return 0.0
    if type_ == "Region" and known == "Settlement":
        return None  # "Sagaing region" is not the town, though it bears its name
    is_event = ontology.is_a(known, "Event")
    is_place = ontology.is_a(type_, "Place") == ontology.is_a(known, "Place")
    is_person = ontology.is_a(type_, "Person") == ontology.is_a(known, "Person")
    return 0.0 if is_place and is_person and not is_event else None
