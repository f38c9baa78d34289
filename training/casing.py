"""Learn from treebanks which words are written with a capital inside a sentence, as a function of their word vectors.

    python casing.py TREEBANKS OUT.json

What it learns is a logistic regression on the numbers of a vector and on their squares. A word of the treebanks counts with
the square root of how often it stands there, and as far as it stands there with a capital.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import spacy
from numpy.typing import NDArray
from treebanks import read_blocks

MODEL = Path(__file__).parent.parent / "kg" / "models" / "en_ud_conflict"
STEPS, RATE, DECAY = 800, 2.0, 1e-4
MOST = 20
"""How often a word counts at most."""


def counted(paths: Iterable[Path]) -> tuple[Counter[str], Counter[str]]:
    """Return how often each word stands in small letters, and how often with a capital as a name inside a sentence."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for path in paths:
        for block in read_blocks(path):
            rows = [line.split("\t") for line in block if line[0].isdigit()]
            for position, (_, word, _, kind, *_) in enumerate(row for row in rows if row[0].isdigit()):
                if word.isalpha() and word.islower():
                    small[word] += 1
                elif word.isalpha() and word.istitle() and position and kind == "PROPN":
                    capital[word.lower()] += 1
    return small, capital


def fitted(rows: NDArray[np.float64], share: NDArray[np.float64], weight: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return bias, weights and weights of the squares by gradient descent, for rows as they are."""
    mean, deviation = rows.mean(axis=0), rows.std(axis=0)
    scaled = (rows - mean) / deviation
    features = np.hstack([np.ones((len(rows), 1)), scaled, scaled**2])
    found = np.zeros(features.shape[1])
    for step in range(STEPS):
        surprise = 1 / (1 + np.exp(-features @ found)) - share
        found -= RATE / (1 + 2 * step / STEPS) * (features.T @ (surprise * weight) / weight.sum() + DECAY * found)
    size = rows.shape[1]
    bias, linear, square = found[0], found[1 : size + 1], found[size + 1 :]
    plain = linear / deviation - 2 * square * mean / deviation**2
    bias += np.sum(square * mean**2 / deviation**2 - linear * mean / deviation)
    return np.concatenate([[bias], plain, square / deviation**2])


def main() -> None:
    """Parse the command line, learn and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    files = ("ewt/en_ewt-ud-train.conllu.gz", "gum/en_gum-ud-train.free.conllu.gz")
    small, capital = counted(options.treebanks / file for file in files)
    vocab = spacy.load(MODEL).vocab
    words = [w for w in sorted({*small, *capital}) if len(w) > 2 and vocab.vectors.find(key=vocab.strings[w]) >= 0]
    rows = np.array([vocab.vectors.data[vocab.vectors.find(key=vocab.strings[w])] for w in words], dtype=np.float64)
    times = np.array([[capital[w], small[w] + capital[w]] for w in words], dtype=np.float64)
    found = fitted(rows, times[:, 0] / times[:, 1], np.sqrt(np.minimum(times[:, 1], MOST)))
    size = rows.shape[1]
    table = {"bias": found[:1], "linear": found[1 : size + 1], "square": found[size + 1 :]}
    lines = [f'"{name}": {json.dumps([float(f"{n:.5g}") for n in numbers])}' for name, numbers in table.items()]
    options.out.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
