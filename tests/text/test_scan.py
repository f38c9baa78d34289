"""The scan for many words at once: whole words, offsets that stay true, the longest of several."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Span
from kg.text.scan import Scanner, fold, longest


def found(words: list[str], text: str, start: int = 0) -> list[str]:
    return [text[span.start : span.end] for span in Scanner(words).find(text, start)]


def test_whole_words_in_any_case() -> None:
    assert found(["coup", "attack"], "COUP, coups; attack-like counterattack") == ["COUP", "attack"]


def test_overlapping_ones_are_all_given_in_order_of_their_end() -> None:
    assert found(["Burkina Faso", "Faso", "Burkina"], "in Burkina Faso") == ["Burkina", "Burkina Faso", "Faso"]


def test_apostrophes_are_all_one() -> None:
    assert found(["Jama'at"], "Jama’at Jama‘at Jama'at Jamaʼat") == ["Jama’at", "Jama‘at", "Jama'at", "Jamaʼat"]


@pytest.mark.parametrize("text", ["", "İstanbul İ coup", "ẞ coup", "ŉ coup", "ﬁ coup", "😀 coup", "a\u0301 coup"])
def test_letters_that_change_length_move_nothing(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert found(["coup"], text) == (["coup"] if "coup" in text else [])


def test_only_from_the_start_on() -> None:
    assert found(["coup"], "coup coup", 1) == ["coup"]
    assert found(["coup"], "coups coup", 0) == ["coup"]


def test_nothing_to_look_for() -> None:
    assert found([], "coup") == []
    assert found([""], "coup") == []


TEXT = st.text(alphabet=st.sampled_from("ab cİß’'-😀\u0301\u200b\n"), max_size=60)
WORD = st.text(alphabet=st.sampled_from("abc’' "), min_size=1, max_size=4).filter(str.strip).map(str.strip)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORD, min_size=1, max_size=6), TEXT)
def test_every_hit_is_the_word_at_its_offsets(words: list[str], text: str) -> None:
    wanted = {fold(word) for word in words}
    spans = list(Scanner(words).find(text))
    assert all(fold(text[span.start : span.end]) in wanted for span in spans)
    assert [span.end for span in spans] == sorted(span.end for span in spans)
    for word in wanted:  # and none is missed
        for start in range(len(text) - len(word) + 1):
            span = Span(start, start + len(word))
            if fold(text[span.start : span.end]) == word and is_whole(text, span):
                assert span in spans


def is_whole(text: str, span: Span) -> bool:
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    return not (before.isalnum() and text[span.start].isalnum()) and not (
        after.isalnum() and text[span.end - 1].isalnum()
    )


SPANS = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 8)).map(lambda p: Span(p[0], p[0] + p[1])), max_size=8)


@settings(max_examples=100)
@given(SPANS)
def test_the_longest_stay_and_none_overlaps(spans: list[Span]) -> None:
    kept = longest(spans)
    assert list(kept) == sorted(kept)
    assert all(not a.overlaps(b) for a in kept for b in kept if a is not b)
    assert all(any(span.overlaps(k) and k.end - k.start >= span.end - span.start for k in kept) for span in spans)


def test_of_two_of_one_length_the_earlier_stays() -> None:
    assert longest([Span(2, 6), Span(0, 4), Span(5, 9)]) == (Span(0, 4), Span(5, 9))
