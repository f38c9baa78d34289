"""What a coup or a mutiny cost: the dead and wounded of what was done in its course, which the text may tell apart."""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from collections.abc import Sequence

from kg.extract.context import Story
from kg.model import FACTUAL, Event, Evidence

_RISING = ("SeizureOfPower", "Mutiny")
_PARTS = ("Attack", "Battle")
_APART = ("Assassination", "Massacre", "Kidnapping", "Robbery", "Arson")
"""Deeds with a toll of their own, in the course of a coup or not."""


def with_cost(events: tuple[Event, ...], story: Story) -> tuple[Event, ...]:
    """ "Soldiers seized power on Monday. … Seven people were killed when soldiers opened fire on crowds": a coup without a toll
    has that of an attack or a battle of its day in its country, or of one that has no date and is told right behind it."""
    context, found = story.context, list(events)
    starts = [sentence.span.start for sentence in context.document.sentences]
    is_a = context.knowledge.ontology.is_a
    for part in events:
        if (
            part.status not in FACTUAL
            or part.killed is None
            or is_a(part.type, *_APART)
            or not is_a(part.type, *_PARTS)
        ):
            continue
        wholes = [i for i, e in enumerate(found) if e.status in FACTUAL and is_a(e.type, *_RISING)]
        wholes = [i for i in wholes if found[i].country == part.country]
        owner = _on_its_day(part, wholes, found)
        owner = _right_before(part, wholes, found, starts) if owner is None else owner
        if owner is not None and found[owner].killed is None:
            found[owner] = _with_toll(found[owner], part)
    return tuple(found)


def _on_its_day(part: Event, wholes: Sequence[int], events: Sequence[Event]) -> int | None:
    day = part.date
    if day is None or day.first is None or day.first != day.last:
        return None
    days = {i: events[i].date for i in wholes}
    return next((i for i, d in days.items() if d is not None and (d.first, d.last) == (day.first, day.last)), None)


def _right_before(part: Event, wholes: Sequence[int], events: Sequence[Event], starts: Sequence[int]) -> int | None:
    """The coup told last before an attack or a battle without a date, in its sentence or the one before."""
    if part.date is not None:
        return None
    first = min(mention.start for mention in part.mentions)
    told = [(m.start, i) for i in wholes for m in events[i].mentions if m.start < first]
    if not told:
        return None
    start, last = max(told)
    return last if bisect_right(starts, first) - bisect_right(starts, start) <= 1 else None


def _with_toll(event: Event, part: Event) -> Event:
    if part.killed is None:
        return event
    evidence = [Evidence("killed", None, part.killed.span, "")]
    injured = event.injured or part.injured
    if injured is not None and event.injured is None:
        evidence.append(Evidence("injured", None, injured.span, ""))
    return dataclasses.replace(event, killed=part.killed, injured=injured, evidence=(*event.evidence, *evidence))
