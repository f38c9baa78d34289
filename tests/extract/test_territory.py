"""Places that change hands: who took which, beside the violence that the same words may tell of."""

from __future__ import annotations

import pytest

from kg.model import Analysis, Event
from tests.conftest import Read

TAKEN = [
    ("rebels", "Konna", "Rebels captured Konna on Monday."),
    ("rebels", "Konna", "The town of Konna was captured by rebels on Monday."),
    ("army", "Kidal", "The town of Kidal fell to the army in November 2023."),
    ("Ansar Dine", "Timbuktu", "Ansar Dine took control of Timbuktu in April 2012."),
    ("rebels", "Kidal", "The army lost Kidal to the rebels in 2012."),
    ("rebels", "Kidal", "Kidal fell into the hands of the rebels in 2012."),
    ("rebels", "Gao", "The capture of Gao by rebels surprised everybody."),
]


@pytest.mark.parametrize(("taker", "place", "text"), TAKEN)
def test_who_took_which_place(taker: str, place: str, text: str, read: Read) -> None:
    analysis = read(text, "2024-09-17")
    (transfer,) = transfers(analysis)
    assert (labels(analysis, transfer, "perpetrator"), labels(analysis, transfer, "target")) == ([taker], [place])
    assert transfer.is_context


NOTHING_TAKEN = [
    "The army captured 20 rebels near Gao on Monday.",
    "Gunmen seized a shopkeeper in Gao on Monday.",
    "Shares of the mine near Gao fell to their lowest since 2012.",
    "Rebels may capture Konna.",
    "Soldiers seized power in Mali in August 2020.",
]


@pytest.mark.parametrize("text", NOTHING_TAKEN)
def test_no_place_changed_hands(text: str, read: Read) -> None:
    assert not [t for t in transfers(read(text, "2024-09-17")) if t.status == "occurred"]


def test_the_violence_is_an_event_of_its_own(read: Read) -> None:
    analysis = read("Rebels overran Farabougou on Monday.", "2024-09-17")
    assert [(event.type, event.is_context) for event in analysis.events] == [
        ("ArmedAttack", False),
        ("TransferOfTerritory", True),
    ]


def test_a_town_taken_and_taken_back_changed_hands_twice(read: Read) -> None:
    analysis = read("Rebels captured Konna in January 2013. The army retook Konna on 18 January 2013.", "2024-09-17")
    assert [labels(analysis, t, "perpetrator") for t in transfers(analysis)] == [["rebels"], ["army"]]


def transfers(analysis: Analysis) -> list[Event]:
    return [event for event in analysis.events if event.type == "TransferOfTerritory"]


def labels(analysis: Analysis, event: Event, role: str) -> list[str]:
    by_id = {entity.id: entity.label for entity in analysis.entities}
    return [by_id[id_] for id_ in event.role(role)]
