"""The names of things: the only place that mints IRIs, but for those of known things, which `kg.graph.reference` mints.

An IRI comes from what a thing is and never from its place in a list, so the same text read twice gives the same graph,
and a later version of kg that finds one event more leaves the names of the others alone.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from urllib.parse import quote

from pyoxigraph import NamedNode

from kg.graph.terms import Fact
from kg.knowledge.gazetteer import WIKIDATA, Gazetteer
from kg.model import Analysis, Article, Entity, Event, Span
from kg.vocab import DATA, PREFIXES


def article_graph(article: Article) -> NamedNode:
    """Return the IRI of an article, which is also the name of the graph of what it says."""
    return NamedNode(f"{DATA}article/{article.id}")


def links_graph(article: Article) -> NamedNode:
    """Return the name of the graph that says what an article's entities and events were taken for."""
    return NamedNode(f"{DATA}article/{article.id}/links")


def thing_iris(analysis: Analysis) -> dict[str, NamedNode]:
    """Return the IRI of every entity and event, by its id in the analysis.

    An entity is known by its type, its label and its first mention; an event by its type, mentions, date, country and
    place, since two coups may share the one word "coups". Should two things agree in all that, the later gets a number.
    """
    base = article_graph(analysis.document.article).value
    labels = {entity.id: entity.label for entity in analysis.entities}
    marks = {entity.id: f"{base}/entity/{digest(*_entity_marks(entity))}" for entity in analysis.entities}
    marks |= {event.id: f"{base}/event/{digest(*_event_marks(event, labels))}" for event in analysis.events}
    count: Counter[str] = Counter()
    found: dict[str, NamedNode] = {}
    for key, iri in marks.items():
        count[iri] += 1
        found[key] = NamedNode(iri if count[iri] == 1 else f"{iri}-{count[iri]}")
    return found


def _entity_marks(entity: Entity) -> tuple[str, ...]:
    return (entity.type, entity.label, *map(_offsets, entity.mentions[:1]))


def _event_marks(event: Event, labels: Mapping[str, str]) -> tuple[str, ...]:
    days = (event.date.first or "", event.date.last or "", event.date.text) if event.date else ("", "", "")
    place = labels.get(event.place or "", "")
    return (event.type, *days, event.country or "", place, *map(_offsets, event.mentions))


def span_iri(article: NamedNode, span: Span) -> NamedNode:
    """Return the IRI of a stretch of an article's text."""
    return NamedNode(f"{article.value}/span/{_offsets(span)}")


def claim_iri(article: NamedNode, fact: Fact, span: Span, frame: str, status: str) -> NamedNode:
    """Return the IRI of the claim of a fact that is read from a span in the way a frame says."""
    return NamedNode(f"{article.value}/claim/{digest(*map(str, fact), _offsets(span), frame, status)}")


def link_iri(article: NamedNode, thing: NamedNode, candidate: str) -> NamedNode:
    """Return the IRI of the record that an article's thing may be a known one."""
    return NamedNode(f"{article.value}/link/{digest(thing.value, candidate)}")


def run_iri(article: NamedNode, *versions: str) -> NamedNode:
    """Return the IRI of a reading of an article by certain versions of kg, ontology and model."""
    return NamedNode(f"{article.value}/run/{digest(*versions)}")


def software_iri(version: str) -> NamedNode:
    """Return the IRI of a version of kg."""
    return NamedNode(f"{DATA}software/kg-{quote(version)}")


def country_iri(code: str, gazetteer: Gazetteer) -> NamedNode:
    """Return the IRI of the country with an ISO 3166 code, known or not."""
    return NamedNode(gazetteer.country_key(code) or f"{DATA}country/{quote(code)}")


def frame_iri(frame: str) -> NamedNode:
    """Return the IRI of an entry or frame of the English lexicon."""
    return NamedNode(PREFIXES["lex"] + quote(frame))


def wikidata_iri(identifier: str) -> NamedNode:
    """Return the IRI of a Wikidata item such as Q912."""
    return NamedNode(WIKIDATA + quote(identifier))


# --- Of all articles together ------------------------------------------------------------------------------------------


def happening_iri(founder: str) -> str:
    """Return the IRI of what several articles tell of, from that of the event which names it: see the decision on facts."""
    return f"{DATA}event/{digest(founder, length=16)}"


def actor_iri(*marks: str) -> str:
    """Return the IRI of somebody whom articles name and nobody knows."""
    return f"{DATA}actor/{digest(*marks, length=16)}"


def place_iri(*marks: str) -> str:
    """Return the IRI of a place that articles name and nobody knows."""
    return f"{DATA}place/{digest(*marks, length=16)}"


def situation_iri(kind: str, *marks: str) -> str:
    """Return the IRI of a situation of a class, such as Governance."""
    return f"{DATA}{kind.lower()}/{digest(*marks, length=16)}"


def merge_iri(thing: NamedNode, target: NamedNode) -> NamedNode:
    """Return the IRI of the record that an article's thing is one that others speak of too."""
    return NamedNode(f"{DATA}link/{digest(thing.value, target.value, length=16)}")


def _offsets(span: Span) -> str:
    return f"{span.start}-{span.end}"


def digest(*marks: str, length: int = 12) -> str:
    """Return hex digits for some marks: 12 are, within one article, enough for millions of things."""
    return hashlib.sha256("\x1f".join(marks).encode()).hexdigest()[:length]
