"""Whose the machines are that are spoken of again: "warplanes of X bombed a road. The planes also hit a house": X's."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from kg.extract.doers import is_means
from kg.extract.events import SentenceEvents
from kg.extract.reading import Reading
from kg.model import FACTUAL, Argument, EventMention

_BACK = 3
"""Sentences before its own in which the machines and whose they are may be told."""


def with_owners(told: SentenceEvents, before: Sequence[EventMention], reading: Reading) -> SentenceEvents:
    """Return what a sentence tells with those whose machines struck before as the doers, where "the planes" alone are told to
    have done it; `before` are the mentions told before the sentence."""
    found = {id(m): _owned(m, before, reading) for m in told.mentions}
    changed = {key: mention for key, mention in found.items() if mention is not None}
    if not changed:
        return told
    return dataclasses.replace(
        told,
        mentions=tuple(changed.get(id(m), m) for m in told.mentions),
        by_token={token: tuple(changed.get(id(m), m) for m in made) for token, made in told.by_token.items()},
    )


def _owned(mention: EventMention, before: Sequence[EventMention], reading: Reading) -> EventMention | None:
    doers = [a for a in mention.arguments if a.role == "perpetrator"]
    if not doers or not all(_is_machine_again(a, reading) for a in doers):
        return None
    near = [m for m in before if 0 < mention.trigger.sentence - m.trigger.sentence <= _BACK and m.status in FACTUAL]
    last = next((m for m in reversed(near) if any(_machines_of(m, reading))), None)
    owners = [a.mention for a in last.arguments if a.role == "perpetrator"] if last is not None else []
    if not owners:
        return None
    rest = [dataclasses.replace(a, role="weapon") if a in doers else a for a in mention.arguments]
    made = (Argument("perpetrator", owner, doers[0].frame) for owner in dict.fromkeys(owners))
    return dataclasses.replace(mention, arguments=(*made, *rest))


def _is_machine_again(doer: Argument, reading: Reading) -> bool:
    """ "The planes", "the helicopters": those spoken of before, and no more said of them."""
    machine = doer.mention
    is_bare = machine.kind == "nominal" and machine.is_definite and " " not in machine.label and not machine.known
    return is_bare and machine.sentence == reading.sentence.index and is_means(machine, reading)


def _machines_of(mention: EventMention, reading: Reading) -> Iterator[Argument]:
    """What a deed was done with that is flown, sailed or driven."""
    weapons = (a for a in mention.arguments if a.role == "weapon")
    yield from (a for a in weapons if not reading.is_a(a.mention, ("Weapon",)))
