"""Events that are the sum of others: "14 people died in three attacks", of which the next sentences tell one by one."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from kg.extract.clusters import days_told
from kg.model import FACTUAL, EventMention

_NEXT = 4
"""Sentences behind that of a sum in which its parts are told."""

_FEWEST = 3
"""The least toll that can be taken for a sum."""

Telling = tuple[EventMention, ...]


def without_totals(events: Sequence[Telling], is_attack: Callable[[EventMention], bool]) -> list[Telling]:
    """Leave out each event that is but the sum of those told right behind it, and give these its day and whoever did it all.

    A toll that is the sum of two or more tolls says so by itself; of a plural ("a series of attacks") they may leave some out.
    """
    found = list(events)
    for whole in events:
        parts = [part for part in found if part is not whole and is_attack(part[0]) and _may_be_part(part, whole)]
        if is_attack(whole[0]) and _is_sum(whole, parts):
            found = [_with_rest(e, whole) if e in parts else e for e in found if e is not whole]
    return found


def _is_sum(whole: Telling, parts: Sequence[Telling]) -> bool:
    toll, tolls = _toll(whole), [count for part in parts if (count := _toll(part)) is not None]
    if len(parts) < 2 or toll is None or toll < _FEWEST or len({m.trigger.sentence for m in whole}) > 1:
        return False
    is_exact = len(tolls) > 1 and sum(tolls) == toll
    is_placed = all(any(part.places for part in event) for event in parts)
    return is_exact or (_is_of_several(whole) and is_placed and sum(tolls) <= toll)


def _is_of_several(event: Telling) -> bool:
    """Whether a noun in the plural tells of it, and no town."""
    has_town = any(a.mention.type == "Settlement" for m in event for a in m.places)
    return not has_town and any(m.is_several for m in event)


def _may_be_part(part: Telling, whole: Telling) -> bool:
    behind = part[0].trigger.sentence - whole[0].trigger.sentence
    is_behind = 0 < behind <= _NEXT or (behind == 0 and part[0].trigger.span > whole[-1].trigger.span)
    countries = [{m.country for m in event if m.country} for event in (part, whole)]
    is_there = not all(countries) or not countries[0].isdisjoint(countries[1])
    return is_behind and is_there and part[0].status in FACTUAL and _is_then(part, whole)


def _is_then(part: Telling, whole: Telling) -> bool:
    mine, theirs = (
        [d for m in event if not m.is_date_borrowed and (d := days_told(m.date))] for event in (part, whole)
    )
    return not mine or not theirs or any(max(a[0], b[0]) <= min(a[1], b[1]) for a in mine for b in theirs)


def _toll(event: Telling) -> int | None:
    return next((m.killed.minimum for m in event if m.killed is not None), None)


def _with_rest(part: Telling, whole: Telling) -> Telling:
    """The part with the day of it all, and with those who are said to have done it, where it tells neither itself."""
    first, *others = part
    day = next((m.date for m in whole if m.date is not None and not m.is_date_borrowed), None)
    if all(m.date is None for m in part):
        first = dataclasses.replace(first, date=day)
    if not any(a.role == "perpetrator" for m in part for a in m.arguments):
        doers = (a for m in whole for a in m.arguments if a.role == "perpetrator")
        first = dataclasses.replace(first, arguments=(*first.arguments, *doers))
    return (first, *others)
