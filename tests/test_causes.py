"""Why something was missed or false: one cause each, counted in what `kg eval` prints."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from kg.evaluation import causes
from kg.evaluation.gold import Gold
from kg.evaluation.scoring import Tally, report, score
from kg.knowledge.knowledge import Knowledge
from kg.model import Article
from tests.samples import article

STORY = (
    "Gunmen attacked a police post in Kidal, Mali, on Monday, killing three officers. "
    "The rebels had threatened to attack the town of Gao. It rained in the evening. "
    "General Moussa Keita leads the Sahara Union. Idrissa Ba, who leads the Volta Front, spoke in Mali."
)
ATTACK = {
    "type": "ArmedAttack", "status": "occurred", "date": "2024-09-16", "country": "ML", "place": "Kidal",
    "perpetrators": [], "targets": ["police post"], "victims": [], "killed": None, "injured": None,
    "evidence": "attacked a police post",
}  # fmt: skip
TIE = {"type": "leads", "subject": "Moussa Keita", "object": "Sahara Union"}


def tally(
    knowledge: Knowledge, events: list[dict[str, Any]], relations: list[dict[str, Any]], text: str = STORY
) -> Tally:
    told: Article = dataclasses.replace(article(text), published="2024-09-17")
    return score([Gold("a", told, tuple(events), tuple(relations))], knowledge)


@pytest.mark.parametrize(
    ("changed", "cause"),
    [
        ({"country": "NE"}, causes.OTHER_COUNTRY),
        ({"date": "2023-01-02"}, causes.OTHER_DATE),
        ({"evidence": "threatened to attack", "date": "2024-09-01"}, causes.NO_FACT),
        ({"type": "Coup"}, causes.OTHER_KIND),
        ({"country": "NE", "evidence": "It rained"}, causes.NOT_PARSED),
    ],
)
def test_why_an_event_is_missed(knowledge: Knowledge, changed: dict[str, Any], cause: str) -> None:
    assert tally(knowledge, [{**ATTACK, **changed}], []).causes["events missed", cause] == 1


def test_two_events_read_as_one(knowledge: Knowledge) -> None:
    found = tally(knowledge, [ATTACK, {**ATTACK, "evidence": "killing three officers"}], [])
    assert found.causes["events missed", causes.JOINED] == 1


@pytest.mark.parametrize(
    ("words", "cause"),
    [("Rebels in Mali seized on his words", causes.NOT_FILLED), ("Idrissa Ba is a member", causes.NO_WORD)],
)
def test_a_sentence_in_which_nothing_was_read(knowledge: Knowledge, words: str, cause: str) -> None:
    elsewhere = {**ATTACK, "country": "NE", "evidence": words}
    found = tally(
        knowledge, [elsewhere], [], f"{STORY} Rebels in Mali seized on his words. Idrissa Ba is a member of it."
    )
    assert found.causes["events missed", cause] == 1


@pytest.mark.parametrize(
    ("events", "cause"),
    [
        ([], causes.NO_EVENTS_THERE),
        ([{**ATTACK, "country": "NE"}], causes.MISDATED),
        ([{**ATTACK, "country": "NE", "evidence": "It rained"}], causes.NO_EVENT),
    ],
)
def test_why_an_event_is_false(knowledge: Knowledge, events: list[dict[str, Any]], cause: str) -> None:
    assert tally(knowledge, events, [TIE]).causes["events false", cause] == 1


def test_an_event_told_twice(knowledge: Knowledge) -> None:
    text = f"{STORY} Another bomb exploded in a market in Kidal, Mali, on Monday, killing ten."
    assert tally(knowledge, [ATTACK], [TIE], text).causes["events false", causes.TWICE] == 1


@pytest.mark.parametrize(
    ("changed", "cause"),
    [
        ({"subject": "Nobody Else"}, causes.END_UNREAD),
        ({"type": "opposes"}, causes.OTHER_TIE),
        ({"subject": "police post"}, causes.APART),
        ({"subject": "Idrissa Ba", "object": "Mali"}, causes.NO_TIE),
    ],
)
def test_why_a_tie_is_missed(knowledge: Knowledge, changed: dict[str, Any], cause: str) -> None:
    assert tally(knowledge, [ATTACK], [{**TIE, **changed}]).causes["relations missed", cause] == 1


@pytest.mark.parametrize(
    ("marked", "cause"),
    [
        ([{**TIE, "type": "opposes"}], causes.OTHER_TIE),
        ([{**TIE, "subject": "Idrissa Ba"}], causes.END_UNMARKED),
        ([{**TIE, "subject": "Idrissa Ba"}, {**TIE, "object": "Idrissa Ba"}], causes.NO_TIE_MARKED),
    ],
)
def test_why_a_tie_is_false(knowledge: Knowledge, marked: list[dict[str, Any]], cause: str) -> None:
    assert tally(knowledge, [ATTACK], marked).causes["relations false", cause] > 0


def test_the_causes_are_printed_and_add_up(knowledge: Knowledge) -> None:
    found = tally(knowledge, [{**ATTACK, "country": "NE"}], [])
    lines = list(report(found))
    assert lines[lines.index("events missed, 1") + 1] == f"    1  {causes.OTHER_COUNTRY}"
    for name in causes.OF_WHAT:
        assert sum(n for (what, _), n in found.causes.items() if what == name) == found.counts[name]
