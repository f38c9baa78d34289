"""Who says so: each statement has the speaker of the sentence that makes it, and no other's."""

from __future__ import annotations

import pytest

from kg.model import Analysis
from tests.conftest import Read

ACCUSED = [
    ("Mali", "Mali has repeatedly accused Algeria of supporting JNIM."),
    ("Mali", "Algeria was accused by Mali of supporting JNIM."),
    ("army", "The army blamed Algeria for backing JNIM."),
    ("Mali", "According to Mali, Algeria backs JNIM."),
    ("Mali", "Mali said that Algeria was supporting JNIM."),
]


@pytest.mark.parametrize(("accuser", "text"), ACCUSED)
def test_an_accusation_is_the_accusers(accuser: str, text: str, read: Read) -> None:
    analysis = read(text, "2024-09-17")
    assert [(r.type, _labels(analysis, r.attributed_to)) for r in analysis.relations] == [("backs", (accuser,))]


OF_THE_ARTICLE = [
    "Algeria is supporting JNIM.",
    "Algeria, which supports JNIM, accused Mali of lying.",
    "Algeria has been accused of supporting JNIM.",
]


@pytest.mark.parametrize("text", OF_THE_ARTICLE)
def test_nobody_else_says_it(text: str, read: Read) -> None:
    analysis = read(text, "2024-09-17")
    assert [(r.type, r.attributed_to) for r in analysis.relations] == [("backs", ())]


def test_a_speaker_says_what_stands_in_the_sentence_and_no_more(read: Read) -> None:
    analysis = read(
        "Gunmen attacked a base in Gao on Sunday. The mayor said that the attack killed 20 people. "
        "JNIM claimed responsibility for the attack.",
        "2024-09-17",
    )
    (event,) = analysis.events
    assert _labels(analysis, event.attributed_to) == ("mayor",)
    by = {(e.role, _label(analysis, e.entity)): _labels(analysis, e.attributed_to) for e in event.evidence}
    assert by["perpetrator", "gunmen"] == ()
    assert by["place", "Gao"] == ()
    assert by["date", ""] == ()
    assert by["killed", ""] == ("mayor",)
    assert by["perpetrator", "JNIM"] == ("JNIM",)


def _labels(analysis: Analysis, ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_label(analysis, i) for i in ids)


def _label(analysis: Analysis, id_: str | None) -> str:
    return next((entity.label for entity in analysis.entities if entity.id == id_), "")
