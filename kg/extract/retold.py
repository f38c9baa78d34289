"""Whether an event is one that was told before, or another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.dated import Dated
from kg.extract.reading import Reading
from kg.model import Argument, DateRange


def is_definite(token: int, reading: Reading) -> bool:
    """ "The attack", "their raid": of which the reader has heard."""
    view = reading.view
    return any(
        view.tokens[edge.dependent].text.lower() in ("the", "this", "that", "these", "those", "its", "their")
        for edge in view.edges(token, "determiner", "possessor")
    )


_LASTING = frozenset({"last", "continue", "persist", "end", "cease", "subside", "stop", "follow", "ensue"})


def goes_on(token: int, reading: Reading) -> bool:
    """ "Shooting lasted into the night", "fighting ended at dawn", "a gunfight followed", "ending a siege of two days": of
    something told already."""
    edge = reading.view.up(token)
    is_subject = edge is not None and edge.role == "subject"
    is_last = is_subject and edge is not None and reading.view.tokens[edge.head].lemma in _LASTING
    return is_last or _is_ended(token, reading)


def _is_ended(token: int, reading: Reading) -> bool:
    edge = reading.view.up(token)
    return edge is not None and edge.role == "object" and reading.view.tokens[edge.head].lemma in _ENDING


_ENDING = frozenset({"end", "lift", "break", "finish", "quell"})


def is_day_of_end(token: int, own: Sequence[DateRange], dates: Sequence[Dated], reading: Reading) -> bool:
    """ "Security forces ended the siege on Saturday", "the siege ended on Saturday": the day on which it was over is not
    its own."""
    view = reading.view
    inside = view.subtree(token)
    if _is_ended(token, reading) and not any(d.token in inside for d in dates if d.date in own):
        return bool(own)
    is_a = reading.knowledge.ontology.is_a
    told = {m.head for m in reading.matches if any(is_a(kind, "Event") for kind in m.entry.denotes)}
    for dated in (d for d in dates if d.date in own):
        verb = view.clause(dated.token)
        ended = {edge.dependent for edge in view.edges(verb, "subject", "passive subject", "object")}
        if view.tokens[verb].lemma in _ENDING and ended & told:
            return True
    return False


def is_by_that_weapon(token: int, arguments: Sequence[Argument], reading: Reading) -> bool:
    """ "The bomb went off under a bus": a bomb that was spoken of before."""
    return reading.view.is_verb(token) and any(a.role == "weapon" and a.mention.is_definite for a in arguments)


def is_distinct(token: int, reading: Reading) -> bool:
    """Whether a word sets the event apart from those told before ("another attack", "the last attack").

    "Killing 30 in the deadliest attack of the war" says of what was told before it that it was the worst.
    """
    edge = reading.view.up(token)
    if edge is not None and edge.marker == "in" and reading.view.tokens[edge.head].tag == "VBG" and edge.head < token:
        return False
    words = {e.dependent for e in reading.view.edges(token, "modifier", "determiner")}
    return not reading.matches.heads("isDistinct").isdisjoint(words)


_LATER = re.compile(r"\b(?:minutes?|hours?) (?:later|afterwards|after that)$|^within (?:minutes|hours)$", re.IGNORECASE)

_OPENING = 40
"""Characters at the head of a sentence in which such words say that what follows is another thing."""


def is_later(token: int, date: DateRange | None, reading: Reading) -> bool:
    """ "Less than two hours later a branch of another bank was robbed", "Within hours jets bombed X": told next, done next."""
    if date is None or reading.view.tokens[token].tag == "VBG" or not _LATER.search(date.text.strip()):
        return False
    start = reading.sentence.span.start
    return date.span.start - start <= _OPENING and date.span.start < reading.view.tokens[token].span.start


_ELSEWHERE = frozenset({"elsewhere", "separately"})

_SEPARATE = frozenset({"separate", "another", "different", "similar", "unrelated", "further"})


def is_elsewhere(reading: Reading) -> bool:
    """ "In a separate incident, …", "Elsewhere, …", "The last time soldiers …": a sentence that tells of something else than those
    before it."""
    words = [t.text.lower() for t in reading.view.tokens[:5]]
    is_apart = words[:1] in (["in"], ["during"]) and bool(_SEPARATE.intersection(words[1:4]))
    is_apart |= words[:1] == ["the"] and words[1:2] in (["last"], ["previous"]) and words[2:3] == ["time"]
    return bool(words) and (words[0] in _ELSEWHERE or is_apart)


def is_by_other_weapon(token: int, arguments: Sequence[Argument], reading: Reading) -> bool:
    """ "A second bomb went off": a weapon that is set apart from those told before; ", killing nine" is of the same."""
    if reading.view.tokens[token].tag == "VBG":
        return False
    here = [a.mention for a in arguments if a.role == "weapon" and a.mention.sentence == reading.sentence.index]
    return any(weapon.head >= 0 and is_distinct(weapon.head, reading) for weapon in here)
