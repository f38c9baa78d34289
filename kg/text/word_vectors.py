"""What a parser's first layers make of a word before they look at its neighbours: made once for each word and kept.

It depends on the word's form and norm alone, and news repeats its words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from spacy.tokens import Doc
from thinc.api import Model

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.vocab import Vocab

MOST_KEPT = 2**16
"""Words that are kept; then the table begins anew, so that endless input fills no memory."""

_Words: TypeAlias = "NDArray[np.uint64]"
"""The form and the norm of words, as hashes: (n, 2)."""


class KeptVectors:
    """The vectors of the words met so far, float32, `width` numbers each, and what `make`s those of others."""

    def __init__(self, make: Callable[[_Words], NDArray[np.float32]], width: int, most: int = MOST_KEPT) -> None:
        self._make, self._most = make, most
        self._rows: dict[bytes, int] = {}
        self._table = np.empty((0, width), dtype=np.float32)

    def vectors(self, words: _Words) -> NDArray[np.float32]:
        """Return the vector of each word, a row each."""
        keys = np.ascontiguousarray(words).view(f"V{words.itemsize * words.shape[1]}").ravel().tolist()
        if len(self._rows) + len(keys) > self._most:
            self._rows.clear()
        new = {key: number for number, key in enumerate(keys) if key not in self._rows}
        if new:
            self._keep(new, words)
        return self._table[[self._rows[key] for key in keys]]

    def _keep(self, new: dict[bytes, int], words: _Words) -> None:
        first = len(self._rows)
        end = first + len(new)
        if len(self._table) < end:
            more = np.empty((end, self._table.shape[1]), dtype=np.float32)
            self._table = np.concatenate([self._table[:first], more])
        self._table[first:end] = self._make(words[list(new.values())])
        self._rows.update((key, first + number) for number, key in enumerate(new))


def keep_vectors(nlp: Language) -> None:
    """Let the first layers of a pipeline keep what they made; it can then only predict, not learn."""
    model = nlp.get_pipe("tok2vec").model  # type: ignore[attr-defined]
    embed = model.get_ref("embed")
    width = embed.get_dim("nO")
    kept = KeptVectors(lambda words: embed.predict([_doc(nlp.vocab, words)])[0], width)

    def forward(_: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> tuple[list[Any], Any]:  # noqa: ARG001  # thinc names it
        words = [doc.to_array(["ORTH", "NORM"]) for doc in docs]
        ends = np.cumsum([len(array) for array in words])
        return (np.split(kept.vectors(np.concatenate(words)), ends[:-1]) if words else []), _cannot_learn

    model.replace_node(embed, Model("kept_vectors", forward, dims={"nO": width}))


def _doc(vocab: Vocab, words: _Words) -> Doc:
    doc = Doc(vocab, [vocab.strings[int(form)] for form, _ in words])
    return doc.from_array(["NORM"], words[:, 1:])  # type: ignore[arg-type]  # a column is taken as one


def _cannot_learn(_: Any) -> Any:
    raise NotImplementedError("a pipeline that keeps the vectors of words cannot learn")
