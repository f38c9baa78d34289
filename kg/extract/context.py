"""What is known of a whole article while its entities, events and relations are put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.extract.entities import Clusters
from kg.knowledge.knowledge import Knowledge
from kg.model import Document, EventMention, Mention


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
