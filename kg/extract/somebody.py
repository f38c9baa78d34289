"""Who is meant by a description of one person that no name stands beside: "the strongman", "the former president"."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from kg.extract.context import Context
from kg.extract.ties import RelationMention
from kg.knowledge.knowledge import forms_with
from kg.model import EventMention, Mention
from kg.text.scan import fold

_NEAR = 2
"""Sentences back to where he is named."""


def with_described(context: Context, told: Sequence[RelationMention]) -> list[RelationMention]:
    """Return ties whose ends are people by name, where a description can only mean the one person named right before it."""
    people = _people(context)
    return [
        dataclasses.replace(
            tie,
            subject=_meant(context, tie.subject, tie.object, people),
            object=_meant(context, tie.object, tie.subject, people),
        )
        for tie in told
    ]


def _people(context: Context) -> Mapping[int, Sequence[Mention]]:
    """The names of people by sentence."""
    found: dict[int, list[Mention]] = {}
    is_a = context.knowledge.ontology.is_a
    for key in context.ids:
        for mention in context.clusters.members[key]:
            if mention.kind == "name" and is_a(mention.type, "Person"):
                found.setdefault(mention.sentence, []).append(mention)
    return found


def _meant(
    context: Context,
    end: Mention | EventMention | None,
    other: Mention | EventMention | None,
    people: Mapping[int, Sequence[Mention]],
) -> Mention | EventMention | None:
    if not isinstance(end, Mention) or not _is_one(context, end):
        return end
    before = [
        mention
        for sentence in range(end.sentence - _NEAR, end.sentence + 1)
        for mention in people.get(sentence, ())
        if mention.span < end.span
    ]
    key = context.clusters.key
    others = key(other) if isinstance(other, Mention) else None
    named = {key(mention): mention for mention in before if key(mention) != others}
    return next(iter(named.values())) if len(named) == 1 else end


def _is_one(context: Context, end: Mention) -> bool:
    """Whether a description is of one man or woman whom an office, a rank or the like tells, and the article gives no name."""
    is_person = context.knowledge.ontology.is_a(end.type, "Person")
    if end.kind != "nominal" or not is_person or not end.is_definite or context.clusters.is_named(end):
        return False
    noun = fold(end.label).rpartition(" ")[2]
    if noun.endswith(("s", "men")):
        return False
    offices = forms_with(context.knowledge, "isOffice") | forms_with(context.knowledge, "isRank")
    return noun in offices or noun in _STRONG


_STRONG = frozenset(
    """
    strongman ruler dictator autocrat warlord cleric preacher emir imam general colonel captain major lieutenant sergeant
    brigadier marshal lieutenant-colonel paratrooper officer commander leader incumbent putschist president premier king emperor
    spokesman spokeswoman spokesperson negotiator envoy official deputy lawmaker
    """.split()
)
"""Nouns for one person of power, or who speaks for those who have it."""
