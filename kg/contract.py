"""An `Analysis` as the JSON that `kg extract` prints: keys, order and meaning are those of the extraction contract.

Beside them stands `context`, with events and relations of the same shape: the sanctions, deployments, withdrawals,
agreements, designations and elections around the events that the contract lists.

The same analysis gives the same bytes on every machine. Ids (`e1`, `v1`, `r1`) hold within one article only; an `iri`
is the name of the thing in the graph that `kg build` makes of the same article.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TypeAlias

from pyoxigraph import NamedNode

from kg.graph import calendar_unit, thing_iris
from kg.model import Analysis, Article, Count, Entity, Event, Evidence, Link, Relation, Span

Json: TypeAlias = dict[str, object]

ROLES: Mapping[str, str] = {
    "perpetrators": "perpetrator",
    "targets": "target",
    "victims": "victim",
    "weapons": "weapon",
}
"""The keys of the contract, and the role whose entities stand under each; other roles are in the graph only.

Victims are those apart from the targets: somebody murdered is in both roles of the graph, and in `targets` here.
"""

# json leaves these three as they are, and a reader that splits a file into lines by Unicode's rules breaks at them.
_LINE_BREAKS = {ord(character): f"\\u{ord(character):04x}" for character in "\x85\u2028\u2029"}


def to_json(analysis: Analysis) -> Json:
    """Return everything read out of one article; what is absent is null or an empty list, and never left out."""
    article = analysis.document.article
    iris = thing_iris(analysis)
    around = {event.id for event in analysis.events if event.is_context}

    def told(is_context: bool) -> Json:
        """What a coder marks, or what surrounds it; a relation to what surrounds it stands there too."""
        events = [event for event in analysis.events if event.is_context is is_context]
        relations = [r for r in analysis.relations if (not around.isdisjoint((r.subject, r.object))) is is_context]
        return {
            "events": [_event(event, article, iris[event.id]) for event in events],
            "relations": [_relation(relation, article) for relation in relations],
        }

    return {
        "article": _article(article),
        "entities": [_entity(entity, article, iris[entity.id]) for entity in analysis.entities],
        **told(False),
        "context": told(True),
    }


def to_text(value: Json, indent: int | None = None) -> str:
    """Return JSON as text without a final newline; on one line unless indented."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent).translate(_LINE_BREAKS)


def _article(article: Article) -> Json:
    return {
        "id": article.id,
        "source": article.source,
        "title": article.title,
        "published": article.published,
        "lang": article.language,
    }


def _entity(entity: Entity, article: Article, iri: NamedNode) -> Json:
    return {
        "id": entity.id,
        "type": entity.type,
        "label": entity.label,
        "country": entity.country,
        "wikidata": _wikidata(entity.link),
        "iri": iri.value,
        "mentions": _mentions(entity.mentions, article),
    }


def _event(event: Event, article: Article, iri: NamedNode) -> Json:
    return {
        "id": event.id,
        "type": event.type,
        "status": event.status,
        "date": calendar_unit(event.date.first, event.date.last) if event.date else None,
        "date_text": event.date.text if event.date else None,
        "country": event.country,
        "place": event.place,
        **{key: list(event.role(role)) for key, role in ROLES.items()},
        "victims": [victim for victim in event.role("victim") if victim not in event.role("target")],
        "killed": _count(event.killed),
        "injured": _count(event.injured),
        "attributed_to": list(event.attributed_to),
        "score": round(event.score, 4),
        "iri": iri.value,
        "wikidata": _wikidata(event.link),
        "mentions": _mentions(event.mentions, article),
        "evidence": [_evidence(evidence) for evidence in event.evidence],
    }


def _relation(relation: Relation, article: Article) -> Json:
    return {
        "id": relation.id,
        "type": relation.type,
        "subject": relation.subject,
        "object": relation.object,
        "start": relation.start,
        "end": relation.end,
        "status": relation.status,
        "mentions": _mentions(relation.mentions, article),
    }


def _wikidata(link: Link) -> str | None:
    return link.wikidata if link.chosen else None


def _mentions(spans: tuple[Span, ...], article: Article) -> list[Json]:
    return [{"start": span.start, "end": span.end, "text": article.text[span.start : span.end]} for span in spans]


def _evidence(evidence: Evidence) -> Json:
    return {
        "role": evidence.role,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "frame": evidence.frame,
    }


def _count(count: Count | None) -> Json | None:
    return {"min": count.minimum, "max": count.maximum} if count else None
