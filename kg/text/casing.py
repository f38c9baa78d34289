"""Whether a word in capitals is one that a newspaper writes with a capital, as far as its word vector tells.

Dictionaries hold names in small letters too ("edgar", "hugo"), and any name may look like the plural of a word ("morales").
The weights come from `training/casing.py`, the vectors are those of the parser.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WEIGHTS = Path(__file__).parent.parent / "models" / "en_ud_conflict" / "casing.json"

Vector = Callable[[str], "NDArray[np.float32] | None"]


class Casing:
    """How surely words are names, by their vectors; `vector` gives that of a word in small letters, None when there is none."""

    def __init__(self, vector: Vector, path: Path = WEIGHTS) -> None:
        table = json.loads(path.read_text(encoding="utf-8"))
        self._bias = float(table["bias"][0])
        self._linear, self._square = np.array(table["linear"]), np.array(table["square"])
        self._vector = vector

    def capital(self, word: str) -> float | None:
        """Return how likely a word stands with a capital inside a sentence: 0 to 1, None for a word without a vector."""
        vector = self._vector(word)
        if vector is None:
            return None
        wide = vector.astype(np.float64)
        total = self._bias + float(np.sum(self._linear * wide + self._square * wide**2))
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))
