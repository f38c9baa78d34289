"""What a parser's first layers make of a word before they look at its neighbours: made once for each word and kept.

It depends on the word's form alone, and news repeats its words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from thinc.api import Model, chain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc

MOST_KEPT = 2**16
"""Words that are kept; then the table begins anew, so that endless input fills no memory."""


class KeptVectors:
    """The vectors of the words met so far, float32, and the layers that make them of words' attributes (n, a), uint64."""

    def __init__(self, layers: Model[Any, Any], width: int, most: int = MOST_KEPT) -> None:
        self._layers, self._most = layers, most
        self._rows: dict[bytes, int] = {}
        self._table = np.empty((0, width), dtype=np.float32)

    def vectors(self, attributes: NDArray[np.uint64]) -> NDArray[np.float32]:
        """Return the vector of each word, a row each."""
        keys = np.ascontiguousarray(attributes).view(f"V{attributes.itemsize * attributes.shape[1]}").ravel().tolist()
        if len(self._rows) + len(keys) > self._most:
            self._rows.clear()
        new = {key: number for number, key in enumerate(keys) if key not in self._rows}
        if new:
            self._keep(new, attributes)
        return self._table[[self._rows[key] for key in keys]]

    def _keep(self, new: dict[bytes, int], attributes: NDArray[np.uint64]) -> None:
        [made] = self._layers.predict([attributes[list(new.values())]])
        first = len(self._rows)
        end = first + len(new)
        if len(self._table) < end:
            more = np.empty((end, self._table.shape[1]), dtype=np.float32)
            self._table = np.concatenate([self._table[:first], more])
        self._table[first:end] = made
        self._rows.update((key, first + number) for number, key in enumerate(new))


def keep_vectors(nlp: Language) -> None:
    """Let the first layers of a pipeline keep what they made; it can then only predict, not learn."""
    model = nlp.get_pipe("tok2vec").model  # type: ignore[attr-defined]
    embed = model.get_ref("embed")
    extract, *layers = embed.layers
    width = embed.get_dim("nO")
    kept = KeptVectors(chain(*layers), width)

    def forward(_: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> tuple[list[Any], Any]:  # noqa: ARG001  # thinc names it
        arrays: list[Any] = extract.predict(docs)
        ends = np.cumsum([len(array) for array in arrays])
        return (np.split(kept.vectors(np.concatenate(arrays)), ends[:-1]) if arrays else []), _cannot_learn

    model.replace_node(embed, Model("kept_vectors", forward, dims={"nO": width}))


def _cannot_learn(_: Any) -> Any:
    raise NotImplementedError("a pipeline that keeps the vectors of words cannot learn")
