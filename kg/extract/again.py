"""What is done once more, of which the words do not say what it is: "the second battalion did the same on Tuesday"."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from kg.extract.events import SentenceEvents
from kg.extract.reading import Reading
from kg.model import FACTUAL, EventMention

_KINDS = ("SeizureOfPower", "Mutiny")
_BACK = 1
"""Sentences before its own in which that of which there is one more may be told."""

LAST_TOLD = 8
"""Mentions before a sentence among which that is looked for."""


def with_same_again(told: SentenceEvents, before: Sequence[EventMention], reading: Reading) -> SentenceEvents:
    """Return what a sentence tells with each "did the same" as a happening of the kind told last, `before` being those told
    before the sentence; none where that was no seizure of power and no mutiny."""
    again = {match.head: match for match in reading.matches.having("isSameAgain") if _is_said(match.head, reading)}
    heads = {m.head for m in reading.matches.having("isSameAgain")}
    found: dict[int, EventMention | None] = {}
    for mention in told.mentions:
        if mention.trigger.head in heads and _is_of_it(mention, reading):
            earlier = _last(mention, told.mentions, before, reading) if mention.trigger.head in again else None
            found[id(mention)] = None if earlier is None else _as(mention, earlier)
    if not found:
        return told
    return dataclasses.replace(
        told,
        mentions=tuple(_changed(told.mentions, found)),
        by_token={token: tuple(_changed(made, found)) for token, made in told.by_token.items()},
    )


def _changed(mentions: Sequence[EventMention], found: Mapping[int, EventMention | None]) -> Sequence[EventMention]:
    changed = (found.get(id(m), m) for m in mentions)
    return [m for m in changed if m is not None]


def _is_of_it(mention: EventMention, reading: Reading) -> bool:
    """Whether a mention is made of such a word, and not of another one at the same token."""
    flagged = {m.entry.id for m in reading.matches.having("isSameAgain")}
    return mention.trigger.entry in flagged


def _is_said(word: int, reading: Reading) -> bool:
    """ "It was the turn of the garrison", not "a turn of events"."""
    view = reading.view
    if view.is_verb(word):
        return not view.is_negated(word)
    subjects = [view.tokens[e.dependent].text.lower() for e in view.edges(word, "subject")]
    return bool(view.edges(word, "copula")) and ("it" in subjects or "came" in subjects)


def _last(
    mention: EventMention, here: Sequence[EventMention], before: Sequence[EventMention], reading: Reading
) -> EventMention | None:
    """What was told last before a mention, in its own sentence or right before that."""
    inside = [m for m in here if m.trigger.head < mention.trigger.head and m is not mention]
    near = [m for m in before if m.trigger.sentence >= reading.sentence.index - _BACK]
    last = next(iter(reversed([*near, *inside])), None)
    is_such = last is not None and last.status in FACTUAL and reading.knowledge.ontology.is_a(last.type, *_KINDS)
    return last if is_such else None


def _as(mention: EventMention, earlier: EventMention) -> EventMention:
    """One more of an earlier happening: of its kind, and where nothing else is said in the same state."""
    country = mention.country or earlier.country
    trigger = dataclasses.replace(mention.trigger, denotes=earlier.type)
    return dataclasses.replace(
        mention,
        type=earlier.type,
        status=earlier.status if mention.status in FACTUAL else mention.status,
        trigger=trigger,
        country=country,
        is_distinct=True,
        is_definite=False,
    )
