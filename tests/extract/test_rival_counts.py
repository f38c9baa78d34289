"""How many died by another account: ranges of what several sources count, and numbers that are none."""

from __future__ import annotations

import pytest

from kg.extract.rival_counts import accounts_in
from tests.conftest import Read
from tests.reading import events_of

TOLD = "Rebels attacked the village of Kobane Kura in Mali on Sunday, killing 12 people"
RANGES = [
    (
        "at least, with another verb",
        ". The army put the dead at 12. Residents said at least 40 people had died.",
        (12, 40),
    ),
    ("acknowledged", ", doctors said. The army acknowledged nine deaths.", (9, 12)),
    ("a figure", ", doctors said. The governor's figure was 20.", (12, 20)),
    ("had", "; the police had 20.", (12, 20)),
    ("according to", " according to the army and 20 according to residents.", (12, 20)),
    ("or", ", or 20 if one believes the elders.", (12, 20)),
    ("goes on", ". The mayor put the toll at 15, the Red Cross at 30.", (12, 30)),
    ("bodies", ". Villagers said they had buried 20.", (12, 20)),
    ("fewer bodies", ". A doctor had seen the bodies of six.", (12, 12)),
    ("later", ". The death toll rose to 15 on Monday.", (15, 15)),
    ("wounded", ". The hospital spoke of 20 wounded.", (12, 12)),
    ("attackers", ". The army spoke of 20 attackers killed.", (12, 12)),
    ("over a year", ". The UN said 30 people had been killed in the district since May.", (12, 12)),
    ("houses", ". The village has 40 houses.", (12, 12)),
    ("minutes", ". Residents had 20 minutes to flee.", (12, 12)),
    ("missing", ". The mayor said 20 were missing.", (12, 12)),
    ("of another attack", ". The group said 30 soldiers died when its men stormed a base in Kidal in May.", (12, 12)),
    ("age", ". The mayor, 40, said eight houses had burned.", (12, 12)),
]


@pytest.mark.parametrize(
    ("text", "killed"), [pytest.param(TOLD + text, killed, id=name) for name, text, killed in RANGES]
)
def test_what_others_count(text: str, killed: tuple[int, int], read: Read) -> None:
    toll = next(event.killed for event in events_of(read(text, "2024-09-17")) if event.killed is not None)
    assert (toll["min"], toll["max"]) == killed


def test_what_only_sources_count(read: Read) -> None:
    text = (
        "Rebels descended on a camp at Kobane Kura in Mali on Sunday and attacked it with machetes. "
        "The relief agency had counted 71 bodies by Monday, and the army 31."
    )
    assert [event.killed for event in events_of(read(text, "2024-09-17"))] == [{"min": 31, "max": 71}]


def test_what_a_source_counted_first_is_no_longer_true(read: Read) -> None:
    text = "Rebels raided two posts in Mali on Sunday, and the government, after first speaking of eight dead, acknowledged 54."
    assert [event.killed for event in events_of(read(text, "2024-09-17"))] == [{"min": 54, "max": 54}]


def test_an_account_of_years_is_read_as_one_number() -> None:
    text = "Officials said 2015 was the worst year."
    assert accounts_in(text, 0, len(text)) == ()
