"""The vectors of words are those that the layers make, however often and in whatever company a word is met."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from kg.text.parser import SHIPPED_MODEL, load_parser
from kg.text.word_vectors import KeptVectors, keep_vectors

TEXTS = (
    "Soldiers seized power in Niger.",
    "",
    "Power was seized in Niger by soldiers, the BBC said, and didn't last.",
    "Niger",
)


def doubling(calls: list[int]) -> Callable[[Any], Any]:
    """A function that doubles what it is given, and notes how many words that were."""

    def double(words: Any) -> Any:
        calls.append(len(words))
        return 2 * words.astype(np.float32)

    return double


def words(*numbers: int) -> Any:
    return np.array([[number, number + 1] for number in numbers], dtype=np.uint64)


def test_each_word_is_made_once() -> None:
    calls: list[int] = []
    kept = KeptVectors(doubling(calls), 2)
    assert kept.vectors(words(1, 2, 1)).tolist() == [[2, 4], [4, 6], [2, 4]]
    assert kept.vectors(words(2, 3, 1)).tolist() == [[4, 6], [6, 8], [2, 4]]
    assert calls == [2, 1]


def test_a_full_table_begins_anew() -> None:
    calls: list[int] = []
    kept = KeptVectors(doubling(calls), 2, most=3)
    for number in (1, 2, 3, 4, 1):
        assert kept.vectors(words(number, number + 10)).tolist() == [
            [2 * number, 2 * number + 2],
            [2 * number + 20, 2 * number + 22],
        ]
    assert sum(calls) > 6


def test_no_words_have_no_vectors() -> None:
    assert KeptVectors(doubling([]), 2).vectors(words().reshape(0, 2)).shape == (0, 2)


def test_the_shipped_pipeline_keeps_what_it_would_make() -> None:
    load_parser()  # imports spaCy without its command line
    import spacy

    plain, keeping = (spacy.load(SHIPPED_MODEL) for _ in range(2))
    keep_vectors(keeping)
    for _ in range(2):
        made = plain.get_pipe("tok2vec").predict([plain.make_doc(text) for text in TEXTS])  # type: ignore[attr-defined]
        kept = keeping.get_pipe("tok2vec").predict([keeping.make_doc(text) for text in TEXTS])  # type: ignore[attr-defined]
        assert [array.shape for array in kept] == [array.shape for array in made]
        assert all(np.allclose(one, other, atol=1e-5) for one, other in zip(kept, made, strict=True))


def test_a_pipeline_that_keeps_vectors_refuses_to_learn() -> None:
    load_parser()
    import spacy

    nlp = spacy.load(SHIPPED_MODEL)
    keep_vectors(nlp)
    _, learn = nlp.get_pipe("tok2vec").model.begin_update([nlp.make_doc("Soldiers left.")])  # type: ignore[attr-defined]
    with pytest.raises(NotImplementedError, match="cannot learn"):
        learn([np.zeros((3, 128), dtype=np.float32)])
