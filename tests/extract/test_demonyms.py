"""Demonyms of one word and of several, in a sentence."""

from __future__ import annotations

import pytest

from kg.extract.demonyms import demonym_at, demonym_over
from kg.knowledge.knowledge import Knowledge
from kg.pipeline import analyse
from tests.reading import article


@pytest.mark.parametrize(
    ("doers", "country"),
    [
        ("Sudanese soldiers", "SD"),
        ("South Sudanese soldiers", "SS"),
        ("The Sri Lankan army", "LK"),
        ("Equatorial Guinean soldiers", "GQ"),
        ("Papua New Guinean police", "PG"),
        ("Bissau-Guinean soldiers", "GW"),
        ("Three South African soldiers", "ZA"),
    ],
)
def test_the_longest_demonym_counts(doers: str, country: str, knowledge: Knowledge) -> None:
    analysis = analyse(article(f"{doers} attacked the village on Monday, killing ten people."), knowledge)
    (event,) = analysis.events
    assert event.country == country
    tokens = analysis.document.sentences[0].tokens
    last = next(token.index for token in tokens if token.text in ("soldiers", "army", "police")) - 1
    found = demonym_at(tokens, last, knowledge.gazetteer)
    assert found is not None
    assert found.country == country
    assert all(
        demonym_over(tokens, index, knowledge.gazetteer) == found for index in range(found.first, found.last + 1)
    )


def test_a_word_of_a_demonym_is_none_where_the_rest_is_not_there(knowledge: Knowledge) -> None:
    analysis = analyse(article("Soldiers attacked South Kivu on Monday, killing ten people."), knowledge)
    tokens = analysis.document.sentences[0].tokens
    assert all(demonym_over(tokens, token.index, knowledge.gazetteer) is None for token in tokens)
