"""A scan of raw text for many words and names at once, in one pass (Aho-Corasick)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

import ahocorasick

from kg.model import Span

_APOSTROPHES = "’‘ʼ`"


def fold(text: str) -> str:
    """Lower-case `text` and level its apostrophes, character for character, so that offsets stay true.

    >>> fold("Mali’s İ")
    "mali's İ"
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    for apostrophe in _APOSTROPHES:
        text = text.replace(apostrophe, "'")
    folded = text.lower()
    if len(folded) == len(text) and "Σ" not in text:
        return folded
    # A few characters change length when lower-cased; those are kept as they are. A sigma depends on what follows it.
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)


class Scanner:
    """Finds every whole-word occurrence of a set of words or phrases, whatever their letter case."""

    def __init__(self, words: Iterable[str]) -> None:
        self._automaton = ahocorasick.Automaton()
        for word in sorted({fold(word) for word in words if word}):
            self._automaton.add_word(word, len(word))
        self._automaton.make_automaton()

    def find(self, text: str, start: int = 0) -> Iterator[Span]:
        """Yield occurrences from `start` on in order of their end, overlapping ones included."""
        if not len(self._automaton):
            return
        folded = fold(text)
        for last, length in self._automaton.iter(folded, start):
            begin, end = last + 1 - length, last + 1
            if _is_edge(folded, begin - 1, begin) and _is_edge(folded, end, end - 1):
                yield Span(begin, end)


def _is_edge(text: str, outside: int, inside: int) -> bool:
    if not 0 <= outside < len(text):
        return True
    return not (text[outside].isalnum() and text[inside].isalnum())


def longest(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans that no longer one overlaps, in order; of two of one length the earlier stays."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        position = bisect_left(kept, span)
        if not any(span.overlaps(other) for other in kept[max(0, position - 1) : position + 1]):
            kept.insert(position, span)
    return tuple(kept)
