"""One happening, one event: what is told again and what is another, over several sentences."""

from __future__ import annotations

import pytest

from tests.conftest import Read
from tests.reading import events_of

SAME = [
    (
        "the attack",
        "Gunmen attacked a village near Bankass on Sunday. The attack killed five people.",
        ("attacked", "attack", "killed"),
    ),
    (
        "other words, other class",
        "A bomb exploded in Kidal on Monday, killing three soldiers. The blast also wounded ten civilians.",
        ("exploded", "killing", "blast"),
    ),
    ("a coup", "Soldiers staged a coup in Niger in July 2023. The coup was condemned by ECOWAS.", ("coup", "coup")),
    (
        "an attempt",
        "Soldiers attempted a coup in Gabon in January 2019. The attempted coup failed within hours.",
        ("coup", "coup"),
    ),
    (
        "an acronym",
        "Jama'at Nusrat al-Islam wal-Muslimin (JNIM) attacked a base in Djibo on Sunday. JNIM fighters killed 20 soldiers.",
        ("attacked", "killed"),
    ),
    (
        "a headline",
        "Attack on hotel in Bamako kills 20\n\nGunmen attacked a hotel in Bamako on Friday.",
        ("Attack", "kills", "attacked"),
    ),
    (
        "the outcome first",
        "Twenty people were killed. Gunmen had attacked a hotel in Bamako on Friday.",
        ("killed", "attacked"),
    ),
    ("a pronoun", "Rebels attacked the base in Kidal. They killed six soldiers.", ("attacked", "killed")),
]


@pytest.mark.parametrize(("text", "words"), [case[1:] for case in SAME], ids=[case[0] for case in SAME])
def test_told_again_it_is_one(text: str, words: tuple[str, ...], read: Read) -> None:
    (event,) = events_of(read(text, "2024-09-17"))
    assert event.words == words


OTHER = [
    (
        "another place and day",
        "Gunmen attacked a village near Bankass on Sunday. On Monday, gunmen attacked a market in Gao.",
        ["2024-09-15", "2024-09-16"],
    ),
    (
        "“another”",
        "Gunmen attacked a village near Bankass on Sunday. Another attack in Bankass on Monday killed two soldiers.",
        ["2024-09-15", "2024-09-16"],
    ),
    (
        "another day",
        "Gunmen attacked Bankass on 3 May 2017. Gunmen attacked Bankass on 9 May 2018.",
        ["2017-05-03", "2018-05-09"],
    ),
    (
        "another country",
        "Soldiers staged a coup in Niger in July 2023. Soldiers staged a coup in Gabon in August 2023.",
        ["2023-07", "2023-08"],
    ),
    (
        "an earlier one of the country",
        "Soldiers staged a coup in Mali in May 2021. There had been a coup in Mali in August 2020.",
        ["2021-05", "2020-08"],
    ),
    (
        "another family",
        "Soldiers staged a coup in Niger in July 2023. Gunmen attacked a village in Niger in August 2023.",
        ["2023-07", "2023-08"],
    ),
    (
        "another person deposed",
        "Soldiers overthrew President Ibrahim Keita of Mali in 2020. Soldiers overthrew President Bah Ndaw of Mali in 2021.",
        ["2020", "2021"],
    ),
]


@pytest.mark.parametrize(("text", "dates"), [case[1:] for case in OTHER], ids=[case[0] for case in OTHER])
def test_what_tells_two_apart(text: str, dates: list[str], read: Read) -> None:
    assert [event.date for event in events_of(read(text, "2024-09-17"))] == dates


def test_the_finest_date_and_every_role_of_all_tellings_are_kept(read: Read) -> None:
    text = "Gunmen attacked a hotel in Bamako this week. The attack on the hotel on Monday was claimed by JNIM."
    (event,) = events_of(read(text, "2024-09-17"))
    assert event.date == "2024-09-16"
    assert "hotel" in event.targets
    assert len(event.perpetrators) == 2


def test_an_event_that_only_one_side_calls_a_fact_is_kept_apart_from_a_denied_one(read: Read) -> None:
    text = "Rebels attacked Gao on Sunday. They did not attack Kidal on Monday."
    found = events_of(read(text, "2024-09-17"))
    assert [(e.place, e.status) for e in found if e.status == "occurred"] == [("Gao", "occurred")]


def test_a_word_alone_is_no_event(read: Read) -> None:
    for text in ("The strike was over.", "He was hit.", "It was an attack.", "They raided it."):
        assert not read(text, "2024-09-17").events
