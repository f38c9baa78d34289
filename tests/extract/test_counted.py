"""Dates that are counted from another event: so long before or after it, and never that one itself."""

from __future__ import annotations

import pytest

from tests.conftest import Read
from tests.reading import events_of

NAMED = "Soldiers took power in a coup in Sudan on 20 October 2021.\n\n"

COUNTED = [
    ("a noun", NAMED + "Nine days before the coup, a bomb killed three people in Khartoum.", "Bombing", "2021-10-11"),
    (
        "an attempt, in a clause under its time",
        NAMED + "Six weeks before the coup, troops loyal to the ousted president had tried to seize the state radio.",
        "AttemptedCoup",
        "2021-09",
    ),
    (
        "a verb",
        "Gunmen killed five people in Strelsau on 3 May 2021, two days after soldiers bombed a camp near Zenda.",
        "ArmedAttack",
        "2021-05-03",
    ),
]


@pytest.mark.parametrize(("text", "kind", "date"), [case[1:] for case in COUNTED], ids=[case[0] for case in COUNTED])
def test_when_it_was_is_counted_from_the_other(text: str, kind: str, date: str, read: Read) -> None:
    events = [event for event in events_of(read(text, "2024-09-17")) if event.type == kind]
    assert [event.date for event in events] == [date]


def test_what_is_counted_from_a_coup_leaves_it_a_coup(read: Read) -> None:
    _, text, _, _ = COUNTED[1]
    coup = next(event for event in events_of(read(text, "2024-09-17")) if event.type == "Coup")
    assert (coup.status, coup.date) == ("occurred", "2021-10-20")
    assert "seize" not in coup.words
