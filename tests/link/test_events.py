"""Events to known events: by class, country, time and what they followed; two that fit stay candidates."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kg.knowledge.gazetteer import Gazetteer, Known, happenings
from kg.knowledge.knowledge import Knowledge
from kg.link.events import link_events
from kg.model import DateRange, Entity, Event, Relation, Span, Status

HERE = Span(0, 4)


def known(key: str, kind: str, first: str, last: str | None = None, label: str = "event", country: str = "XA") -> Known:
    return Known(key, kind, label, (label,), country, f"Q{key}", first, last or first, None)


COUPS = (
    known("coup-2012", "Coup", "2012-03-21"),
    known("coup-2020", "Coup", "2020-08-18"),
    known("coup-2022a", "Coup", "2022-01-24"),
    known("coup-2022b", "Coup", "2022-09-30"),
    known("try-2020", "AttemptedCoup", "2020-05-01"),
    known("elsewhere", "Coup", "2020-08-18", country="YB"),
)
ATTACKS = (
    known("hotel", "ArmedAttack", "2015-11-20", label="Radisson Blu attack"),
    known("bomb", "Bombing", "2015-11-20"),
    known("war", "Conflict", "2012-01-17", "2024-01-01"),
)


def gazetteer(*things: Known) -> Gazetteer:
    return Gazetteer({t.key: t for t in things}, {}, {}, {}, happenings(things), {})


def event(
    first: str | None = None,
    last: str | None = None,
    kind: str = "Coup",
    status: Status = "occurred",
    country: str | None = "XA",
    key: str = "v1",
    target: str | None = None,
) -> Event:
    when = DateRange(first, last or first, "then", HERE) if first else None
    roles = (("target", (target,)),) if target else ()
    return Event(key, kind, status, when, country, None, roles, None, None, (), 0.9, (HERE,), ())


def link(
    knowledge: Knowledge,
    events: Sequence[Event],
    things: Sequence[Known] = COUPS,
    relations: Sequence[Relation] = (),
    published: str | None = "2024-09-17",
    entities: Sequence[Entity] = (),
) -> list[str | None]:
    linked = link_events(
        events, relations, {e.id: e for e in entities}, published, gazetteer(*things), knowledge.ontology
    )
    assert [e.id for e in linked] == [e.id for e in events]
    return [e.link.chosen for e in linked]


@pytest.mark.parametrize(
    ("first", "last", "chosen"),
    [
        ("2020-08-18", None, "coup-2020"),
        ("2020-08-01", "2020-08-31", "coup-2020"),
        ("2020-01-01", "2020-12-31", "coup-2020"),
        ("2022-01-01", "2022-01-31", "coup-2022a"),
        ("2022-01-01", "2022-12-31", None),
        ("2021-01-01", "2021-12-31", None),
    ],
)
def test_a_date_that_one_known_event_fits(
    knowledge: Knowledge, first: str, last: str | None, chosen: str | None
) -> None:
    assert link(knowledge, [event(first, last)]) == [chosen]


def test_two_that_fit_stay_candidates(knowledge: Knowledge) -> None:
    (linked,) = link_events([event("2022-01-01", "2022-12-31")], [], {}, None, gazetteer(*COUPS), knowledge.ontology)
    assert [c.key for c in linked.link.candidates] == ["coup-2022a", "coup-2022b"]
    assert linked.link.chosen is None


def test_an_event_without_a_date_and_nothing_else_to_go_by_is_nothing_known(knowledge: Knowledge) -> None:
    assert link(knowledge, [event()], [COUPS[0]]) == [None]


def followed(later: str, earlier: str) -> Relation:
    return Relation("r1", "followed", later, earlier, None, None, "asserted", (HERE,), "", 0.9)


def test_what_an_event_followed_bounds_it(knowledge: Knowledge) -> None:
    events = [event(key="v1"), event("2020-01-01", "2020-12-31", key="v2")]
    things = [known("a", "Coup", "2012-03-21"), known("b", "Coup", "2020-08-18"), known("c", "Coup", "2021-05-24")]
    assert link(knowledge, events, things, [followed("v1", "v2")]) == ["c", "b"]


def test_a_known_event_after_publication_cannot_be_meant(knowledge: Knowledge) -> None:
    events = [event(key="v1"), event("2012-01-01", "2012-12-31", key="v2")]
    things = [COUPS[0], COUPS[1], COUPS[2]]
    assert link(knowledge, events, things, [followed("v1", "v2")], published="2021-01-01") == ["coup-2020", "coup-2012"]
    assert link(knowledge, events, things, [followed("v1", "v2")], published="2023-01-01") == [None, "coup-2012"]


@pytest.mark.parametrize(
    "changed",
    [
        event("2020-08-18", country=None),
        event("2020-08-18", country="ZZ"),
        event("2020-08-18", status="denied"),
        event("2020-08-18", status="planned"),
        event("2020-08-18", kind="AttemptedCoup"),
        event("2020-08-18", kind="ArmedAttack"),
    ],
)
def test_what_does_not_fit(knowledge: Knowledge, changed: Event) -> None:
    assert link(knowledge, [changed]) == [None]


def test_an_attack_of_a_year_needs_a_name_in_common(knowledge: Knowledge) -> None:
    hotel = Entity("e1", "Facility", "Radisson Blu hotel", None, (HERE,))
    year = event("2015-01-01", "2015-12-31", "ArmedAttack")
    named = event("2015-01-01", "2015-12-31", "ArmedAttack", target="e1")
    assert link(knowledge, [year], ATTACKS[:1], entities=[hotel]) == [None]
    assert link(knowledge, [named], ATTACKS, entities=[hotel]) == ["hotel"]


def test_two_attacks_of_one_day_are_not_told_apart_without_a_name(knowledge: Knowledge) -> None:
    day = event("2015-11-20", kind="ArmedAttack")
    assert link(knowledge, [day], ATTACKS[:1]) == ["hotel"]
    assert link(knowledge, [day], ATTACKS) == [None]
