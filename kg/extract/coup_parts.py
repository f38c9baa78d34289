"""The shots, arrests and seizures that a coup is made of (EXTRACTION, 2): told on their own, they are no events of their own."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kg.extract.called_later import SEATS
from kg.extract.sameness import AIMED_AT, LASTING, days_of
from kg.knowledge.knowledge import Knowledge
from kg.knowledge.ontology import Ontology
from kg.model import FACTUAL, Argument, EventMention, Mention

AFTERMATH = 6
"""Sentences behind that of a coup in which it is told what happened in it."""

NEXT = 2
"""Sentences behind that of a coup in which those who made it are told to have taken a seat of power."""

SITES = frozenset("house mansion residence home office offices headquarters barracks ministry broadcaster".split())
"""What else those attack who try to."""

PLOTTERS = frozenset({"mutineers", "plotters", "putschists", "conspirators", "coupists"})
"""What those are called who tried to."""

LEADERS = frozenset({"leader", "chief", "ringleader", "commander"})
"""What the one is called who led them."""

LAWLESS = ("Robbery", "Arson")
"""What happens while nobody is in power."""


def _cost(part: Sequence[EventMention], kind: str) -> Iterator[EventMention]:
    """The dead and the wounded of what was a part of something, as told of the whole, and nothing else that was told of it."""
    for told in part:
        if told.killed is not None or told.injured is not None:
            yield dataclasses.replace(
                told, type=kind, arguments=(), places=(), date=None, country=None, actor_country=None
            )


def _day(part: Sequence[EventMention], kind: str) -> Iterator[EventMention]:
    """The day of what was a part of something, as told of the whole, and nothing else that was told of it."""
    dated = next((m for m in part if m.date is not None and m.date.first and not m.is_date_borrowed), None)
    if dated is not None:
        yield dataclasses.replace(
            dated, type=kind, arguments=(), places=(), country=None, actor_country=None, killed=None, injured=None
        )


def _has_date(event: Sequence[EventMention]) -> bool:
    return any(m.date is not None and m.date.first and not m.is_date_borrowed for m in event)


@dataclass(frozen=True, slots=True)
class CoupParts:
    """What it takes to tell the parts of a coup: the ontology, which mentions are one entity, which of one with a name, and the
    country that the article is about."""

    knowledge: Knowledge
    entity: Callable[[Mention], str]
    is_named: Callable[[Mention], bool]
    topic: str | None

    def taken_in(self, events: Sequence[list[EventMention]]) -> list[list[EventMention]]:
        """Return the events that are no part of a coup; each coup gets the day and the dead of its parts where it tells none."""
        coups = [event for event in events if self._is_a(event[0], "SeizureOfPower") and event[0].status in FACTUAL]
        apart: list[list[EventMention]] = []
        lent: list[tuple[list[EventMention], list[EventMention]]] = []
        for event in events:
            whole = next((coup for coup in coups if self.is_part(event, coup)), None)
            if whole is None:
                apart.append(event)
                continue
            if not _has_date(whole):
                lent.append((whole, [*_day(event, whole[0].type)]))
            if not any(m.killed or m.injured for m in whole):
                whole.extend(_cost(event, whole[0].type))
        for whole, days in lent:  # last, or the day of one part would be that of others
            whole.extend(days)
        return apart

    def is_part(self, event: Sequence[EventMention], coup: Sequence[EventMention]) -> bool:
        """Whether shots, arrests and seizures are those of a coup (EXTRACTION, 2): on its day in its country, or told in one
        breath with it and of no day and place of their own; not what an armed group of a name did."""
        if not self._is_a(event[0], "Attack", "Battle") or self._is_by_group(event):
            return False
        countries = {m.country for m in event if m.country}
        if countries and not countries & {m.country or self.topic for m in coup}:
            return False
        if self._is_of_its_ruler(event, coup) or self._is_of_its_men(event, coup) or self._is_of_its_site(event, coup):
            return True
        days, days_of_coup = days_of(event), days_of(coup)
        towns, towns_of_coup = self._towns(event), self._towns(coup)
        together = {m.trigger.sentence for m in event} <= {m.trigger.sentence for m in coup}
        is_of_day = bool(days & (days_of_coup or days_of(coup[:1], is_any=True)))
        if towns and towns.isdisjoint(towns_of_coup):
            # "Troops shelled the palace in X and arrested the president": where the coup was, as far as is told.
            return together and is_of_day and not towns_of_coup and not self._doers(event).isdisjoint(self._doers(coup))
        if days and (days_of_coup or is_of_day):
            return is_of_day
        if self._is_of_lawlessness(event) and self._is_told_after(event, coup):
            return True  # "Soldiers took power on Monday. … Shops were looted"
        if not towns and self._is_of_seats(event):
            return self._is_told_after(event, coup, within=NEXT)  # "They took the palace and the radio station"
        if not towns and days_of(event, is_any=True) & days_of_coup and self._is_told_after(event, coup):
            return True  # "Officers tried to take power on Monday. … They had burst in at dawn"
        return together and not towns and not any(m.date is not None and not m.is_date_borrowed for m in event)

    def _is_of_its_ruler(self, event: Sequence[EventMention], coup: Sequence[EventMention]) -> bool:
        """ "Officers tried to unseat X. … He was dragged from his home on Saturday": of one whom a coup was aimed at."""
        if not self._is_a(event[0], "Kidnapping"):
            return False
        taken, aimed = (
            persons(
                [a for m in told for a in m.arguments if a.role in AIMED_AT],
                self.entity,
                self.is_named,
                self.knowledge.ontology,
            )
            for told in (event, coup)
        )
        return not taken.isdisjoint(aimed) and self._is_near_in_time(event, coup)

    def _is_of_its_men(self, event: Sequence[EventMention], coup: Sequence[EventMention]) -> bool:
        """ "Soldiers tried to take power. … Jets drove the mutineers from the radio station": against those who made it."""
        is_against = any(not PLOTTERS.isdisjoint(aim.label.lower().split()) for aim in self._aims(event))
        if self._is_a(event[0], "AirStrike", "Bombing") or (_has_date(event) and not _has_date(coup)):
            return False  # planes that bomb the mutineers are more than shots
        is_arrest = self._is_a(event[0], "Kidnapping") and coup[0].type in self.knowledge.lexicon.attempts.values()
        if is_arrest and not _has_date(event) and self._is_told_after(event, coup, within=NEXT):
            is_against |= any(aim.label.lower() in LEADERS for aim in self._aims(event))  # "their chief was taken away"
        return is_against and self._is_told_after(event, coup) and self._is_near_in_time(event, coup)

    def _aims(self, event: Sequence[EventMention]) -> list[Mention]:
        return [a.mention for m in event for a in m.arguments if a.role in AIMED_AT]

    def _is_of_its_site(self, event: Sequence[EventMention], coup: Sequence[EventMention]) -> bool:
        """ "Guards beat off an attack on the palace on Tuesday. The men who tried to oust X …": a raid on what a state is ruled or
        held from, and right beside it an attempt of which nobody says when it was."""
        attempts = self.knowledge.lexicon.attempts.values()
        is_open = coup[0].type in attempts and not _has_date(coup)
        if not is_open or not _has_date(event):
            return False
        aims = (a.mention for m in event for a in m.arguments if a.role == "target")
        is_site = any(not (SEATS | SITES).isdisjoint(aim.label.lower().split()) for aim in aims)
        places = {m.trigger.sentence for m in coup}
        return is_site and any(abs(m.trigger.sentence - place) <= 1 for m in event for place in places)

    def _is_of_lawlessness(self, event: Sequence[EventMention]) -> bool:
        """ "Shops were looted", of no time of its own: what goes on while power changes hands."""
        return all(self._is_a(m, *LAWLESS) for m in event) and not _has_date(event) and not any(m.killed for m in event)

    def _is_near_in_time(self, event: Sequence[EventMention], coup: Sequence[EventMention]) -> bool:
        """Whether the days of two happenings, as far as both are told, are those of a few days."""
        mine, theirs = days_of(event), days_of(coup)
        if not mine or not theirs:
            return not _has_date(event) or not _has_date(coup)
        return any(
            abs(date.fromisoformat(one) - date.fromisoformat(other)) <= LASTING for one in mine for other in theirs
        )

    def _is_of_seats(self, event: Sequence[EventMention]) -> bool:
        """Whether what is told is a seizure, of no time of its own, of a seat from which a state is ruled or spoken to."""
        if not self._is_a(event[0], "Battle") or any(m.date is not None and not m.is_date_borrowed for m in event):
            return False
        aims = (a.mention for m in event for a in (*m.arguments, *m.places) if a.role in ("target", "place"))
        return any(not SEATS.isdisjoint(aim.label.lower().split()) for aim in aims)

    def _doers(self, event: Sequence[EventMention]) -> frozenset[str]:
        return frozenset(self.entity(a.mention) for m in event for a in m.arguments if a.role == "perpetrator")

    def _is_told_after(
        self, event: Sequence[EventMention], coup: Sequence[EventMention], within: int = AFTERMATH
    ) -> bool:
        """Whether every telling of something stands in one of the sentences right behind one of a coup."""
        told = {m.trigger.sentence for m in coup}
        return all(any(0 <= m.trigger.sentence - place <= within for place in told) for m in event)

    def _is_by_group(self, event: Sequence[EventMention]) -> bool:
        doers = (a.mention for m in event for a in m.arguments if a.role == "perpetrator")
        return any(
            self.knowledge.ontology.is_a(doer.type, "ArmedGroup") and (doer.known or self.is_named(doer))
            for doer in doers
        )

    def _towns(self, event: Sequence[EventMention]) -> frozenset[str]:
        names = (a.mention for m in event for a in m.places if a.mention.kind == "name")
        return frozenset(self.entity(name) for name in names if self.knowledge.ontology.is_a(name.type, "Settlement"))

    def _is_a(self, mention: EventMention, *classes: str) -> bool:
        return self.knowledge.ontology.is_a(mention.type, *classes)


def persons(
    arguments: Iterable[Argument],
    entity: Callable[[Mention], str],
    is_named: Callable[[Mention], bool],
    ontology: Ontology,
) -> frozenset[str]:
    """Those whom the article names somewhere: "a town councillor, X", and "the councillor" in the next sentence."""
    people = [a.mention for a in arguments if ontology.is_a(a.mention.type, "Person")]
    return frozenset(entity(person) for person in people if is_named(person))
