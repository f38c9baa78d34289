"""Word vectors tell names from words of the dictionary."""

from __future__ import annotations

import pytest

from kg.text.parser import load_parser


@pytest.mark.parametrize("name", ["hugo", "edgar", "carlos", "maria", "todd", "orlando", "murphy"])
def test_a_name_has_a_capital(name: str) -> None:
    capital = load_parser().capital(name)
    assert capital is not None
    assert capital > 0.5


@pytest.mark.parametrize("word", ["with", "told", "impresario", "hopeful", "comrade", "secretariat", "battalion"])
def test_a_word_has_none(word: str) -> None:
    capital = load_parser().capital(word)
    assert capital is not None
    assert capital < 0.2


def test_nothing_tells_of_a_word_without_a_vector() -> None:
    assert load_parser().capital("oqueli-colindres") is None
