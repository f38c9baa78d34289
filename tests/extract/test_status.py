"""Whether it happened: what turns the status of an event, and what leaves it alone."""

from __future__ import annotations

from typing import Any

import pytest

from kg.model import FACTUAL
from tests.conftest import Read

NOT_YET = {
    "Not since gunmen attacked a base in Gao had there been such fear.": "the parser hangs “not” on the verb behind “since”",
}
"""What is read wrong today and why; taken off when it is put right."""


def sentences(texts: list[str]) -> list[Any]:
    return [pytest.param(t, marks=[pytest.mark.xfail(reason=NOT_YET[t])] if t in NOT_YET else []) for t in texts]


HAPPENED = [
    "Gunmen attacked a base in Gao on Sunday.",
    "The army said that gunmen had attacked a base in Gao.",
    "The army confirmed that gunmen attacked a base in Gao.",
    "Gunmen are believed to have attacked a base in Gao.",
    "Gunmen reportedly attacked a base in Gao.",
    "Not since gunmen attacked a base in Gao had there been such fear.",
    "The president condemned an attack by gunmen on a base in Gao.",
    "An investigation into an attack on a base in Gao was opened.",
    "Gunmen attacked a base in Gao, threatening the peace.",
    "After gunmen attacked a base in Gao, the government planned a response.",
    "The attack by gunmen on a base in Gao raises a question: who is still shooting?",
]


@pytest.mark.parametrize("text", sentences(HAPPENED))
def test_it_happened(text: str, read: Read) -> None:
    assert [event.status for event in read(text, "2024-09-17").events] == ["occurred"]


NO_FACT = [
    "Gunmen did not attack the base in Gao.",
    "Gunmen never attacked the base in Gao.",
    "There was no attack on the base in Gao.",
    "The army denied that gunmen had attacked a base in Gao.",
    "The army denied reports of an attack on a base in Gao.",
    "Gunmen planned to attack a base in Gao.",
    "Gunmen were planning an attack on a base in Gao.",
    "Gunmen threatened to attack a base in Gao.",
    "Residents fear an attack on the base in Gao.",
    "Gunmen may attack a base in Gao.",
    "Gunmen could attack a base in Gao.",
    "If gunmen attack a base in Gao, soldiers will flee.",
    "Would gunmen attack a base in Gao?",
    "Gunmen will attack a base in Gao, he warned.",
    "The army prevented an attack on a base in Gao.",
    "The threat of an attack on the base in Gao remains.",
    "Gunmen often attack bases in Gao.",
    "The officers denied planning a coup in Mali.",
    "Rumours of a coup in Mali were false.",
    "The officers were accused of plotting a coup in Mali.",
    "The president warned of a coup in Mali.",
]


@pytest.mark.parametrize("text", sentences(NO_FACT))
def test_nobody_says_that_it_happened(text: str, read: Read) -> None:
    assert not [event for event in read(text, "2024-09-17").events if event.status in FACTUAL]


ATTEMPTS = [
    "The army foiled a coup in Mali on Sunday.",
    "A failed coup in Mali in 2012 was blamed on officers.",
    "A coup attempt in Mali in 2012 failed.",
    "An abortive coup in Mali in 2012 was blamed on officers.",
    "Officers tried to overthrow the government of Mali in 2012.",
    "Officers attempted to seize power in Mali in 2012.",
    "Loyal troops put down a coup in Mali in 2012.",
]


@pytest.mark.parametrize("text", sentences(ATTEMPTS))
def test_it_was_tried(text: str, read: Read) -> None:
    assert [(event.type, event.status) for event in read(text, "2024-09-17").events] == [("AttemptedCoup", "attempted")]
