"""What is known of a whole article while its entities, events and relations are put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.extract.document import Extraction
from kg.extract.entities import Clusters
from kg.knowledge.knowledge import Knowledge
from kg.model import Argument, Document, Entity, EventMention, Mention


@dataclass(frozen=True, slots=True)
class Context:
    """One article, its mentions gathered, and the ids of what they stand for; `topic` is the country it is about."""

    document: Document
    knowledge: Knowledge
    clusters: Clusters
    ids: Mapping[str, str]
    topic: str | None

    def entity(self, mention: Mention) -> str:
        return self.ids[self.clusters.key(mention)]

    @property
    def named(self) -> frozenset[str]:
        """The entities that the article gives a name."""
        members = self.clusters.members
        return frozenset(self.ids[key] for key in self.ids if any(m.kind == "name" for m in members[key]))

    @property
    def types(self) -> Mapping[str, str]:
        """The class of each entity, by its first mention."""
        return {self.ids[key]: members[0].type for key, members in self.clusters.members.items() if key in self.ids}


@dataclass(frozen=True, slots=True)
class Story:
    """What completes the events of an article: all that its sentences tell, and its entities by id, in text order.

    `sites` are the places, by event, that only the name of a state or a body tells from others; `background` are the events
    first spoken of as known ("the coup").
    """

    extraction: Extraction
    context: Context
    entities: Mapping[str, Entity]
    sites: Mapping[str, Argument]
    background: frozenset[str]


def has_name(context: Context, mention: Mention) -> bool:
    """A place somebody could look for: a name, or a description with a name in it ("Algerian border")."""
    members = context.clusters.members[context.clusters.key(mention)]
    return any(m.kind == "name" or m.label[:1].isupper() for m in members)


def is_topic(end: Mention | EventMention | None, context: Context) -> bool:
    """Whether an end of a tie is the country that the article is about."""
    return isinstance(end, Mention) and end.country is not None and end.country == context.topic


def topic_entity(context: Context) -> str | None:
    """The country that the article is about, where the article names it."""
    for key, members in context.clusters.members.items():
        if key in context.ids and any(m.type == "Country" and m.country == context.topic for m in members):
            return context.ids[key]
    return None


def entity_of(context: Context, key: str) -> Entity:
    """Return what the mentions gathered under a key stand for."""
    members = context.clusters.members[key]
    names = [m for m in members if m.kind == "name"]
    # A dateline is in capitals ("ISLAMABAD"); the name as the text writes it otherwise is the better label.
    longest = sorted(names, key=lambda m: (-len(m.label), m.label.isupper(), m.span.start))
    called = tuple(dict.fromkeys(m.label for m in longest))
    label = called[0] if called else members[0].label
    spans = tuple(dict.fromkeys(m.span for m in members))
    country = next((m.country for m in members if m.country), None)
    return Entity(context.ids[key], entity_type(context, members, names), label, country, spans, names=called)


def entity_type(context: Context, members: Sequence[Mention], names: Sequence[Mention]) -> str:
    """The class of a known name; else the most specific class that a description gives; else what the name looks like."""
    known = next((m.type for m in (*names, *members) if m.known), None)
    if known is not None:
        return known
    described = [m.type for m in members if m.kind == "nominal" and m.type != "Thing"]
    guessed = [m.type for m in names if m.type != "Thing"]
    best = max(described, key=context.knowledge.ontology.depth, default=None)
    return best or (guessed[0] if guessed else "Thing")
