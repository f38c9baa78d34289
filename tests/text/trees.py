"""Token trees for tests of what looks at them: made by hand, or read from CoNLL-U."""

from __future__ import annotations

from pathlib import Path

from kg.model import Span, Token

_POS = {
    "NN": "NOUN",
    "NNS": "NOUN",
    "NNP": "PROPN",
    "PRP": "PRON",
    "WDT": "PRON",
    "IN": "ADP",
    "DT": "DET",
    "CD": "NUM",
    "RP": "ADP",
    "WP": "PRON",
    "EX": "PRON",
}
_POS |= dict.fromkeys(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"), "VERB") | {"JJ": "ADJ", "RB": "ADV", ".": "PUNCT"}
_POS |= {",": "PUNCT", "CC": "CCONJ", "TO": "PART", "MD": "AUX", "POS": "PART", "PRP$": "PRON"}


def tree(text: str) -> tuple[Token, ...]:
    """Return the tokens of a sentence written as `word/TAG/relation/head`, heads counted from 1, 0 for the root.

    >>> [(t.text, t.head) for t in tree("Rebels/NNS/nsubj/2 fled/VBD/root/0")]
    [('Rebels', 1), ('fled', 1)]
    """
    tokens = []
    start = 0
    for index, item in enumerate(text.split()):
        word, tag, relation, head = item.rsplit("/", 3)
        pos = "AUX" if relation in ("aux", "aux:pass", "cop") else _POS[tag]
        at = index if head == "0" else int(head) - 1
        span = Span(start, start + len(word))
        tokens.append(Token(index, span, word, word.lower(), pos, tag, "", at, relation))
        start += len(word) + 1
    return tuple(tokens)


def read_trees(path: Path) -> list[tuple[dict[str, str], tuple[Token, ...]]]:
    """Return the sentences of a CoNLL-U file with their comments ("# text = ..."), words offset within the text."""
    return [_read_block(block.splitlines()) for block in path.read_text(encoding="utf-8").strip().split("\n\n")]


def _read_block(lines: list[str]) -> tuple[dict[str, str], tuple[Token, ...]]:
    comments = dict(line[2:].split(" = ", 1) for line in lines if line.startswith("#"))
    tokens: list[Token] = []
    end = 0
    for index, line in enumerate(line for line in lines if not line.startswith("#")):
        _, word, lemma, pos, tag, morph, head, relation, *_ = line.split("\t")
        start = comments["text"].index(word, end)
        end = start + len(word)
        at = index if head == "0" else int(head) - 1
        tokens.append(Token(index, Span(start, end), word, lemma, pos, tag, morph.strip("_"), at, relation))
    return comments, tuple(tokens)
