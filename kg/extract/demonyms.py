"""Words of a sentence that are a demonym: "Malian", "South Sudanese", "Bissau-Guinean"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.reading import Reading
from kg.knowledge.gazetteer import Gazetteer
from kg.model import Mention, Span, Token

_LONGEST = 3
"""Tokens of the longest demonym: "Papua New Guinean", "Bissau-Guinean"."""


@dataclass(frozen=True, slots=True)
class Demonym:
    """A demonym in a sentence: its tokens from `first` to `last`, as it is written, and the code of its country."""

    first: int
    last: int
    span: Span
    text: str
    country: str


def demonym_at(tokens: Sequence[Token], last: int, gazetteer: Gazetteer) -> Demonym | None:
    """Return the longest demonym that ends with a token: "Sudanese" after "South" is of South Sudan."""
    if not gazetteer.ends_demonym(tokens[last].text):
        return None
    end, text = tokens[last].span.end, ""
    found = None
    for first in range(last, max(-1, last - _LONGEST), -1):
        token = tokens[first]
        gap = tokens[first + 1].span.start - token.span.end if first < last else 0
        text = token.text + " " * min(gap, 1) + text
        country = gazetteer.demonyms.get(text)
        if country is not None:
            found = Demonym(first, last, Span(token.span.start, end), text, country)
    return found


def demonym_over(tokens: Sequence[Token], index: int, gazetteer: Gazetteer) -> Demonym | None:
    """Return the demonym that a token is a word of, be it the first."""
    for last in range(index, min(len(tokens), index + _LONGEST)):
        found = demonym_at(tokens, last, gazetteer)
        if found is not None and found.first <= index:
            return found
    return None


def state_by_demonym(last: int, reading: Reading) -> Mention | None:
    """ "Russian" in "Russian support": Russia, by way of the demonym that ends with a token."""
    gazetteer = reading.knowledge.gazetteer
    people = demonym_at(reading.view.tokens, last, gazetteer)
    key = gazetteer.country_key(people.country) if people is not None else None
    if people is None or key is None:
        return None
    label, sentence = gazetteer.by_key[key].label, reading.sentence.index
    return Mention(people.span, people.text, label, "name", "Country", sentence, last, people.country, (key,))
