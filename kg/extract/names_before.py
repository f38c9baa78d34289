"""The known name that stands right before a word, though a parser or a longer phrase hides it."""

from __future__ import annotations

from itertools import pairwise

from kg.extract.reading import Reading
from kg.model import Mention, Span

LONGEST_JOINED = 6
"""Words of a name before a hyphen, or of a phrase behind it."""


def named_before(reading: Reading, end: int, first: int | None = None) -> Mention | None:
    """The known name, or the people of a country, that stands right before a token, from token `first` on if given."""
    tokens, gazetteer = reading.view.tokens, reading.knowledge.gazetteer
    for start in range(max(0, end - LONGEST_JOINED), end) if first is None else (first,):
        words = tokens[start:end]
        text = "".join(word.text + " " * (after.span.start - word.span.end) for word, after in pairwise(words))
        text += words[-1].text
        known = gazetteer.named(text)
        country = gazetteer.demonyms.get(text)
        key = gazetteer.country_key(country) if country else None
        if not known and key is not None:
            known = (gazetteer.by_key[key],)
        if known:
            span = Span(words[0].span.start, words[-1].span.end)
            best = known[0]
            return Mention(
                span, text, best.label if key else text, "name", best.type, reading.sentence.index, end - 1,
                best.country, tuple(k.key for k in known),
            )  # fmt: skip
    return None
