"""Chronologies: entries under a date of their own, told in the present."""

from __future__ import annotations

import pytest

from tests.conftest import Read
from tests.reading import events_of

CHRONOLOGY = """Coups in Sudan

May 1969 - Colonel Gaafar Nimeiri and other officers overthrow Prime Minister Mohamed Ahmed Mahgoub.

30 June 1989 - Brigadier Omar al-Bashir topples the government. Gunmen attack a police post in Khartoum.

11 April 2019: The army deposes Bashir.
"""


def test_entries_are_told_in_the_present_and_dated_by_their_head(read: Read) -> None:
    assert [(e.type, e.status, e.date) for e in events_of(read(CHRONOLOGY, "2024-09-17"))] == [
        ("Coup", "occurred", "1969-05"),
        ("Coup", "occurred", "1989-06-30"),
        ("ArmedAttack", "occurred", "1989-06-30"),
        ("Coup", "occurred", "2019-04-11"),
    ]


NO_CHRONOLOGY = [
    "In the film, rebels overthrow the president of Sudan.",
    "2019 - The army deposes Bashir in every version of the story that is told in Sudan.",  # one date alone
    "Soldiers may overthrow the government of Sudan.",
]


@pytest.mark.parametrize("text", NO_CHRONOLOGY)
def test_elsewhere_the_present_tells_of_habits_and_fears(text: str, read: Read) -> None:
    assert "occurred" not in [event.status for event in events_of(read(text, "2024-09-17"))]


INCIDENTS = """The mission noted these incidents in Mali.

- Gao, 6 October. A roadside bomb struck a bus carrying soldiers on leave. Five dead, 19 injured.

- Kobo-Lare, 8 October. A councillor was shot dead outside her house from a passing car.

- Menaka, 9 October: Gunmen abducted two aid workers in Anderamboukane.
"""


def test_entries_of_a_list_of_incidents_are_at_the_place_of_their_head(read: Read) -> None:
    assert [(e.type, e.date, e.place) for e in events_of(read(INCIDENTS, "2021-10-14"))] == [
        ("Bombing", "2021-10-06", "Gao"),
        ("Assassination", "2021-10-08", "Kobo-Lare"),
        ("Kidnapping", "2021-10-09", "Anderamboukane"),
    ]
