"""Make the trained pipeline ready to ship: lemmas, titles as single tokens, a clean description, files on disk.

    python finish.py STAGE3/model-last OUT

Files in OUT that are not part of a spaCy pipeline (model card, licence) stay as they are. No date, path or host name is
written, so the same training gives the same bytes. Needs spacy-lookups-data; the finished pipeline does not.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.symbols import ORTH

META = {
    "name": "en_ud_conflict",
    "version": "0.3.0",
    "description": (
        "English tagger, morphologizer, dependency parser (Universal Dependencies) and lemmatizer for news about "
        "conflict. Trained on UD_English-EWT, the freely licensed genres of UD_English-GUM, and trees of our own, "
        "from the word vectors of GloVe 6B."
    ),
    "author": "the kg project",
    "license": "CC BY-SA 4.0",
}
#: Titles that spaCy's English tokenizer would part from their full stop ("Gen." it knows).
TITLES = ("Col.", "Lt.", "Maj.", "Capt.", "Sgt.", "Brig.", "Cpl.", "Pvt.", "Cmdr.", "Insp.")


def add_lemmatizer(nlp: Language) -> None:
    """Add spaCy's rule lemmatizer, with its tables inside the pipeline."""
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    lemmatizer.initialize()


def keep_titles_whole(nlp: Language) -> None:
    """Teach the tokenizer the abbreviated titles."""
    for title in TITLES:
        nlp.tokenizer.add_special_case(title, [{ORTH: title}])


def describe(nlp: Language) -> None:
    """Write name, version and licence into the pipeline; take out this machine's paths and scores on the dev set.

    The figures that count are in the model card.
    """
    nlp.meta.update(META)
    nlp.meta["performance"] = {}
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])
    nlp.config["initialize"]["vectors"] = None


def main() -> None:
    """Parse the command line and write the pipeline."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trained", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    nlp = spacy.load(options.trained)
    add_lemmatizer(nlp)
    keep_titles_whole(nlp)
    describe(nlp)
    nlp.to_disk(options.out)


if __name__ == "__main__":
    main()
