"""Numbers of people in words and digits."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.text.numbers import is_year, parse_number


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("0", 0),
        ("20", 20),
        ("1,200", 1200),
        ("1 200", 1200),
        ("12,345,678", 12_345_678),
        ("zero", 0),
        ("one", 1),
        ("nineteen", 19),
        ("Twenty", 20),
        ("twenty-three", 23),
        ("ninety nine", 99),
        ("a hundred", 100),
        ("one hundred and five", 105),
        ("two hundred", 200),
        ("a thousand", 1000),
        ("two thousand three hundred", 2300),
        ("three hundred thousand", 300_000),
        ("a dozen", 12),
        ("two dozen", 24),
        ("a million", 1_000_000),
        ("5 million", 5_000_000),
    ],
)
def test_what_words_spell(words: str, number: int) -> None:
    assert parse_number(words) == number


@pytest.mark.parametrize(
    "words", ["", "dozens", "hundreds", "scores", "several", "some", "3.5", "1,20", "twentyish", "-"]
)
def test_vague_words_spell_nothing(words: str) -> None:
    assert parse_number(words) is None


@settings(max_examples=50)
@given(st.integers(0, 10**9))
def test_digits_are_themselves(number: int) -> None:
    assert parse_number(str(number)) == parse_number(f"{number:,}") == number


@settings(max_examples=50)
@given(st.text(max_size=20))
def test_any_text_is_a_number_or_none(text: str) -> None:
    found = parse_number(text)
    assert found is None or found >= 0


@pytest.mark.parametrize(
    ("words", "answer"),
    [("2015", True), ("1899", True), ("1799", False), ("2,015", False), ("300", False), ("20150", False), ("", False)],
)
def test_a_bare_number_that_is_a_year(words: str, answer: bool) -> None:
    assert is_year(words) is answer
