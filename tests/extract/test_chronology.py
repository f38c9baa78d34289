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


ROUND_UP = """Burkina Faso

Gunmen killed six villagers near Kaya on Monday.

Mali: still no fuel

Militants burned ten lorries on Tuesday. Two drivers were killed on Wednesday when bandits shot at a bus.

What we are watching

Soldiers were ambushed on Thursday.
"""


def test_what_stands_under_a_heading_is_in_the_country_that_it_names(read: Read) -> None:
    found = events_of(read(ROUND_UP, "2024-09-20"))
    assert [(e.country, e.date) for e in found][:3] == [
        ("BF", "2024-09-16"),
        ("ML", "2024-09-17"),
        ("ML", "2024-09-18"),
    ]


LIST_OF_PLACES = """Attacks on embassies:

BEIRUT - A suicide bomber destroyed the front of the U.S. embassy on April 18, 1983. The attack killed 63 people.

BEIRUT - A car bomb exploded outside the Iranian embassy on Nov. 19, 2013, killing 23.

KUWAIT - A truck bomb killed five people at the U.S. embassy on Dec. 12, 1983.
"""


def test_items_under_the_name_of_a_place_are_there_and_are_not_told_twice(read: Read) -> None:
    assert [(e.country, e.place, e.date) for e in events_of(read(LIST_OF_PLACES, "2024-04-02"))] == [
        ("LB", "BEIRUT", "1983-04-18"),
        ("LB", "BEIRUT", "2013-11-19"),
        ("KW", None, "1983-12-12"),
    ]


YEARS = """1965: President Dacko of the Central African Republic is overthrown by soldiers on New Year's Eve.

1979: In September French paratroopers overthrow Bokassa in Bangui. Rebels attack a police post in March of the next year.
"""


def test_a_year_at_the_head_is_that_of_days_without_one(read: Read) -> None:
    assert [e.date for e in events_of(read(YEARS, "2013-03-25"))] == ["1965-12-31", "1979-09", "1980-03"]


DATELINE = """GAO - Gunmen killed two traders on Monday. They fled on motorcycles.

Soldiers were ambushed near Kidal on Tuesday.
"""


def test_one_place_at_the_head_of_a_report_is_a_dateline(read: Read) -> None:
    assert [e.place for e in events_of(read(DATELINE, "2024-09-20"))] == [None, "Kidal"]


WEEK = """Incidents of the week from Monday 4 to Sunday 10 March in the Lake Chad basin.

Yobe State, Nigeria. On Monday gunmen shot dead two farmers.

Far North, Cameroon. Bandits burned a school at Gossi on Thursday and killed its guard.

Diffa Region, Niger. Soldiers beat off an attack on Friday.
"""


def test_weekdays_of_a_round_up_are_those_of_its_week_in_the_states_of_its_heads(read: Read) -> None:
    found = {(e.type, e.date, e.country) for e in events_of(read(WEEK, "2024-03-11"))}
    assert {("ArmedAttack", "2024-03-04", "NG"), ("ArmedAttack", "2024-03-08", "NE")} <= found
    assert {(date, country) for _, date, country in found} == {
        ("2024-03-04", "NG"),
        ("2024-03-07", "CM"),
        ("2024-03-08", "NE"),
    }


@pytest.mark.parametrize(
    ("lead", "date"),
    [
        ("Security notes on Mali for the week to 10 March.", "2024-03-04"),
        ("Security notes on Mali, between Monday 4 and Sunday 10 March.", "2024-03-04"),
        ("Security notes on Mali for the years from 2012 to 2024.", "2024-03-11"),
        ("Security notes on Mali for the first 10 days of March, published on 11 March.", "2024-03-11"),
    ],
)
def test_a_round_up_says_of_which_week_it_is(lead: str, date: str, read: Read) -> None:
    text = f"{lead}\n\nOn Monday gunmen attacked a police post in Gao."
    assert [e.date for e in events_of(read(text, "2024-03-11"))] == [date]
