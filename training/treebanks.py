"""Turn CoNLL-U treebanks (plain or gzipped) into the DocBin files that spaCy trains on.

python treebanks.py OUT.spacy --per-doc 6 --every 1 TREEBANK.conllu.gz ...
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import spacy
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

#: The features worth learning: with all of them the morphologizer has hundreds of rare classes.
FEATURES = frozenset(
    {"Tense", "VerbForm", "Number", "Mood", "Voice", "Polarity", "Poss", "PronType", "NumType", "Person", "Case"}
)


class Word(NamedTuple):
    """One syntactic word; `head` counts from 1 in the sentence, 0 is the root. `space` says whether a blank follows."""

    form: str
    space: bool
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    dep: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One tree and the document it was taken from ("" where the treebank does not say)."""

    document: str
    words: tuple[Word, ...]


def read_blocks(path: Path) -> Iterator[list[str]]:
    """Yield the lines of one sentence after the other."""
    opener = gzip.open if path.suffix == ".gz" else open
    block: list[str] = []
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                block.append(line.rstrip("\n"))
            elif block:
                yield block
                block = []
    if block:
        yield block


def read_words(block: Iterable[str]) -> Iterator[Word]:
    """Yield the words of one sentence; empty nodes are left out.

    A multiword token ("don't") becomes its words ("do", "n't") with no blank between them: that is how spaCy's English
    tokenizer cuts it.
    """
    multiword_end, multiword_space = 0, True
    for line in block:
        columns = line.split("\t")
        number, misc = columns[0], columns[9]
        space = "SpaceAfter=No" not in misc
        if "." in number:
            continue
        if "-" in number:
            multiword_end, multiword_space = int(number.split("-")[1]), space
            continue
        if int(number) < multiword_end:
            space = False
        elif int(number) == multiword_end:
            space = multiword_space
        feats = "|".join(pair for pair in columns[5].split("|") if pair.split("=")[0] in FEATURES)
        yield Word(columns[1], space, columns[2], columns[3], columns[4], feats, int(columns[6]), columns[7])


def read_sentences(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a treebank file in their order.

    PUD names no documents; the first six characters of its sentence identifiers do.
    """
    document = ""
    for block in read_blocks(path):
        for line in block:
            if line.startswith("# newdoc id"):
                document = line.split("=", 1)[1].strip()
            elif "pud" in path.name and (match := re.match(r"# sent_id = (.{6})", line)):
                document = match[1]
        yield Sentence(document, tuple(read_words(line for line in block if not line.startswith("#"))))


def group_by_document(sentences: Iterable[Sentence], size: int) -> Iterator[list[Sentence]]:
    """Yield runs of at most `size` sentences that never cross a document boundary."""
    group: list[Sentence] = []
    for sentence in sentences:
        if group and (len(group) >= size or sentence.document != group[0].document):
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def to_doc(vocab: Vocab, trees: Iterable[tuple[Word, ...]], *, keep_tokens: bool = False) -> Doc:
    """Return one gold Doc holding these trees; the last word of each is taken to be followed by a blank.

    spaCy trains on its own tokens of the text, and leaves out what the tree cannot say about them. With `keep_tokens`
    the Doc does not tell where blanks are, and spaCy then trains on the words of the tree.
    """
    words: list[Word] = []
    heads: list[int] = []
    for tree in trees:
        offset = len(words)
        heads += [offset + (i if word.head == 0 else word.head - 1) for i, word in enumerate(tree)]
        words += [*tree[:-1], tree[-1]._replace(space=True)]
    return Doc(
        vocab,
        words=[word.form for word in words],
        spaces=None if keep_tokens else [word.space for word in words],
        lemmas=[word.lemma for word in words],
        pos=[word.upos for word in words],
        tags=[word.xpos for word in words],
        morphs=[word.feats for word in words],
        heads=heads,
        deps=["ROOT" if word.head == 0 else word.dep for word in words],
    )


def convert(paths: Iterable[Path], per_doc: int, every: int) -> DocBin:
    """Return every `every`-th Doc of `per_doc` sentences each, file after file."""
    vocab = spacy.blank("en").vocab
    groups = [group for path in paths for group in group_by_document(read_sentences(path), per_doc)]
    return DocBin(docs=[to_doc(vocab, [sentence.words for sentence in group]) for group in groups[::every]])


def main() -> None:
    """Parse the command line, convert, and say how much came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("treebanks", type=Path, nargs="+")
    parser.add_argument("--per-doc", type=int, default=1, help="sentences in one Doc")
    parser.add_argument("--every", type=int, default=1, help="keep one Doc in so many")
    options = parser.parse_args()
    docs = convert(options.treebanks, options.per_doc, options.every)
    docs.to_disk(options.out)
    print(f"{options.out}: {len(docs)} docs, {sum(map(len, docs.tokens))} words")


if __name__ == "__main__":
    main()
