"""What is done or tried once more, of which the words do not say what it is: "the second battalion did the same on Tuesday",
"an earlier attempt, in March, had failed"."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kg.extract.called_later import is_raid_on_seat
from kg.extract.reading import Reading
from kg.extract.retold import is_distinct
from kg.extract.triggers import Match
from kg.model import FACTUAL, EventMention

if TYPE_CHECKING:
    from kg.extract.events import SentenceEvents

_KINDS = ("SeizureOfPower", "Mutiny")

_BACK = 1
"""Sentences before its own in which that of which there is one more may be told."""

BACK_TO_TRY = 6
"""The same of a further attempt, which its own words tell more of."""

LAST_TOLD = 8
"""Mentions before a sentence among which that is looked for."""

_OF_WHAT = frozenset({"on", "at", "for", "of", "to", "from"})
"""Prepositions behind which stands what an attempt is at."""

_POINTING = frozenset({"the", "this", "that"})


def may_be_one_more(match: Match, reading: Reading) -> bool:
    """Whether a word for one more of what was told before can be one here, by what was told and by the words beside it."""
    heads = [m.head for m in reading.matches if _is_seizure(m, reading) and m.head < match.head]
    if not heads and _last_before(match, reading) is None:
        return False
    if not _is_try(match, reading):
        return True
    return _is_bare_verb(match, reading) if reading.view.is_verb(match.head) else _is_bare_noun(match.head, reading)


def _is_seizure(match: Match, reading: Reading) -> bool:
    kinds = (kind for kind in match.entry.denotes if not match.entry.has("isSameAgain"))
    return any(reading.knowledge.ontology.is_a(kind, *_KINDS) for kind in kinds)


def _is_try(match: Match, reading: Reading) -> bool:
    return not set(match.entry.denotes).isdisjoint(reading.knowledge.lexicon.attempts.values())


def _is_bare_verb(match: Match, reading: Reading) -> bool:
    """ "Tried again", "had failed in 2002": not "tried to win", "failed his pupils", and not "has tried for years"."""
    view, verb = reading.view, match.head
    if view.is_passive(verb) or view.is_negated(verb) or view.tokens[verb].tag not in ("VBD", "VBN"):
        return False
    told = view.edges(verb, "object", "open clause", "clause", "copula")
    of_what = (e for e in view.edges(verb, "oblique") if e.marker in _OF_WHAT - {"on", "at"})
    return not told and not any(of_what)


def _is_bare_noun(noun: int, reading: Reading) -> bool:
    """ "An attempt by officers in March", not "a rescue attempt", "an attempt on his life", "a bid to win"."""
    view = reading.view
    if view.edges(noun, "compound", "clause", "open clause") or any(
        _is_purpose(e.dependent, reading) for e in view.edges(noun)
    ):
        return False
    is_event = reading.knowledge.ontology.is_a
    others = (m for m in reading.matches if not m.entry.has("isSameAgain"))
    words = {m.head for m in others if any(is_event(kind, "Event") for kind in m.entry.denotes)}
    of_what = (
        e for e in view.edges(noun, "nominal", "oblique") if e.marker in _OF_WHAT and not _is_time(e.dependent, reading)
    )
    return not any(of_what) and not any(e.dependent in words for e in view.edges(noun, "modifier", "nominal"))


def _is_purpose(token: int, reading: Reading) -> bool:
    marks = reading.view.edges(token, "mark")
    return reading.view.is_verb(token) and any(reading.view.tokens[e.dependent].tag == "TO" for e in marks)


def _is_time(token: int, reading: Reading) -> bool:
    span = reading.view.tokens[token].span
    return any(date.span.overlaps(span) for date in reading.dates)


def _last_before(match: Match, reading: Reading) -> EventMention | None:
    back = BACK_TO_TRY if _is_try(match, reading) else _BACK
    near = [m for m in reading.told if m.trigger.sentence >= reading.sentence.index - back]
    is_a = reading.knowledge.ontology.is_a
    if _is_try(match, reading):  # what it cost may be told in between
        near = [m for m in near if not m.is_result]
        near = [m for m in near if is_a(m.type, *_KINDS)] or near
    last = next(iter(reversed(near)), None)
    if last is None or last.status not in FACTUAL:
        return None
    is_raid = _is_try(match, reading) and is_raid_on_seat(last, reading.knowledge.ontology)
    return last if is_a(last.type, *_KINDS) or is_raid else None


def with_same_again(told: SentenceEvents, reading: Reading) -> SentenceEvents:
    """Return what a sentence tells with each "did the same" as a happening of the kind told last, each further attempt as one at
    that; none where what was told last was no seizure of power and no mutiny."""
    matches = {(m.head, m.entry.id): m for m in reading.matches.having("isSameAgain")}
    found: dict[int, EventMention | None] = {}
    for mention in told.mentions:
        match = matches.get((mention.trigger.head, mention.trigger.entry))
        if match is not None:
            found[id(mention)] = _resolved(mention, match, told.mentions, reading)
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


def _resolved(
    mention: EventMention, match: Match, here: Sequence[EventMention], reading: Reading
) -> EventMention | None:
    inside = [m for m in here if m.trigger.head < mention.trigger.head and m is not mention]
    earlier = inside[-1] if inside else _last_before(match, reading)
    if earlier is None or earlier.status not in FACTUAL:
        return None
    is_such = reading.knowledge.ontology.is_a(earlier.type, *_KINDS)
    if _is_try(match, reading):
        return _as_try(mention, earlier, is_such, reading) if is_such or _is_pointing(match.head, reading) else None
    if not is_such:
        return None
    return _as(mention, earlier, reading.knowledge.lexicon.attempts) if _is_said(match.head, reading) else None


def _is_said(word: int, reading: Reading) -> bool:
    """ "It was the turn of the garrison", not "a turn of events"."""
    view = reading.view
    if view.is_verb(word):
        return not view.is_negated(word)
    subjects = [view.tokens[e.dependent].text.lower() for e in view.edges(word, "subject")]
    return bool(view.edges(word, "copula")) and ("it" in subjects or "came" in subjects)


def _as(mention: EventMention, earlier: EventMention, attempts: Mapping[str, str]) -> EventMention:
    """One more of an earlier happening: of its kind, and where nothing else is said in the same state."""
    country = mention.country or earlier.country
    is_tried = mention.status == "attempted"  # "tried to do the same"
    kind = attempts.get(earlier.type, earlier.type) if is_tried else earlier.type
    trigger = dataclasses.replace(mention.trigger, denotes=kind)
    return dataclasses.replace(
        mention,
        type=kind,
        status=earlier.status if mention.status in FACTUAL and not is_tried else mention.status,
        trigger=trigger,
        country=country,
        is_distinct=True,
        is_definite=False,
    )


def _is_pointing(word: int, reading: Reading) -> bool:
    beside = {reading.view.tokens[e.dependent].text.lower() for e in reading.view.edges(word, "determiner")}
    return bool(beside & _POINTING) and not is_distinct(word, reading)


def _as_try(mention: EventMention, earlier: EventMention, is_such: bool, reading: Reading) -> EventMention | None:
    """An attempt of a day of its own, or one that is set apart, is one more; "the attempt" is the one told of before."""
    view, word = reading.view, mention.trigger.head
    has_day = mention.date is not None and mention.date.first is not None and not mention.is_date_borrowed
    if has_day and _is_pointing(
        word, reading
    ):  # "troops were beaten on Monday, and X said that the attempt had failed"
        inside = {view.tokens[t].span.start for t in view.subtree(word)}
        has_day = mention.date is not None and any(
            mention.date.span.start <= start < mention.date.span.end for start in inside
        )
        mention = mention if has_day else dataclasses.replace(mention, date=None)
    country = mention.country or earlier.country
    if _is_pointing(word, reading):
        told = dataclasses.replace(mention, status="attempted", is_definite=True, country=country)
        return told if has_day or not is_such else dataclasses.replace(told, type=earlier.type, status=earlier.status)
    if mention.status not in FACTUAL or not (has_day or is_distinct(word, reading)):
        return None
    return dataclasses.replace(mention, status="attempted", country=country, is_distinct=True, is_definite=False)
