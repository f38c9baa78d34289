"""Matrix products that come out the same to the last bit on every machine, for the layers of a parser.

A sum of floating-point numbers depends on the order of its terms, which each library and each processor chooses for itself;
some even choose by where a row stands in its batch. Whole numbers below 2^24 add up without rounding in any order. So the
weights of a layer are rounded to whole numbers once, each row that comes in to 9 bits and a sign, and their product is exact
whoever makes it: the fastest library at hand will do. What it costs in accuracy and brings in time stands in
`docs/decisions/0001-language-layer.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from thinc.api import NumpyOps

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.language import Language

LIMIT = 2**24
"""Whole numbers up to this size have a 32-bit float each."""

LEVELS = 511
"""The largest whole number that a number of an incoming row becomes. More leave fewer steps to the weights, since a sum must stay
below the limit: with 511 the fewest parses of general news differ from those with unrounded numbers (2 sentences in 100)."""


class ExactProducts(NumpyOps):  # type: ignore[misc]  # the compiled class has no types
    """The operations of one layer, whose weights stay as they are when it is first used."""

    def __init__(self) -> None:
        super().__init__()
        self._weights: NDArray[np.float32] | None = None
        self._scale = np.float32(1)

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """Return rows (n, k) times weights (m, k), transposed: (n, m), float32. Any other product is made as ever."""
        if trans1 or not trans2 or not x.size:
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        if self._weights is None:
            self._weights, self._scale = whole_weights(y)
        largest = np.maximum(np.abs(x).max(axis=1, keepdims=True), np.float32(1e-30))
        rows = x * (np.float32(LEVELS) / largest)
        product = np.matmul(np.rint(rows, out=rows), self._weights, out=out)
        product *= largest * (self._scale / np.float32(LEVELS))
        return product


def whole_weights(weights: NDArray[np.float32]) -> tuple[NDArray[np.float32], np.float32]:
    """Return weights (m, k) as whole numbers (k, m), as large as an exact sum allows, and what one of them is worth."""
    heaviest = np.abs(weights.astype(np.float64)).sum(axis=1).max() or 1.0
    # Rounding adds at most a half to each of the k terms of a sum.
    most = LIMIT // LEVELS - weights.shape[1]
    scale = np.float32(heaviest / most)
    return np.ascontiguousarray(np.rint(weights.astype(np.float64) / scale).T.astype(np.float32)), scale


def make_exact(nlp: Language) -> None:
    """Let every layer of a pipeline that has weights multiply exactly; it can then only predict, not learn."""
    for _, component in nlp.pipeline:
        for node in getattr(getattr(component, "model", None), "walk", tuple)():
            if "W" in node.param_names:
                node.ops = ExactProducts()
