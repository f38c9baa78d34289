"""The names that an article has of things that are known, and the adjectives of countries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.knowledge.knowledge import Knowledge
from kg.model import Span

SHORTEST_SHOUT = 5
"""Letters of a name in capitals that may be a common name shouted; a shorter one is an acronym."""


@dataclass(frozen=True, slots=True)
class NameHit:
    """A known name in the text: where, and the keys of the things that bear it."""

    span: Span
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownWord:
    """A word or phrase of the text that is a known name, a demonym ("Malian") or both; one may lie inside another."""

    span: Span
    keys: tuple[str, ...]
    is_demonym: bool


def known_words(text: str, start: int, knowledge: Knowledge) -> Iterator[KnownWord]:
    """Yield the known names and demonyms of a text, letter case respected.

    A name is taken as it is written: `IS` never matches "is". A longer name in capitals is a dateline's.
    """
    gazetteer = knowledge.gazetteer
    for span in knowledge.names.find(text, start):
        written = text[span.start : span.end].replace("’", "'")
        keys, is_demonym = _keys_of(written, knowledge), written in gazetteer.demonyms
        if keys or is_demonym:
            yield KnownWord(span, keys, is_demonym)


def _keys_of(written: str, knowledge: Knowledge) -> tuple[str, ...]:
    gazetteer = knowledge.gazetteer
    keys = gazetteer.by_name.get(written)
    if keys is None and written.isupper() and len(written) >= SHORTEST_SHOUT:
        # Datelines are in capitals: "CARACAS, Venezuela", "PORT-AU-PRINCE".
        keys = _shouted(knowledge).get(written)
    if keys is None and written[:1].isupper():
        # A name that the reference spells with a small first letter may open a sentence; accents are often left out.
        keys = gazetteer.by_name.get(written[0].lower() + written[1:])
    if keys is None and written.startswith(_ARTICLES):
        keys = gazetteer.by_name.get(written[0].upper() + written[1:])
    return keys or ()


_ARTICLES = ("al-", "el-", "ar-", "as-", "an-", "ash-", "at-")
"""What the Arabic article is written like at the beginning of a name, with a small letter or a capital."""


@lru_cache(maxsize=4)
def _shouted(knowledge: Knowledge) -> Mapping[str, tuple[str, ...]]:
    """Known names by what they are in capitals; of two that differ in the case of letters alone the first counts."""
    found: dict[str, tuple[str, ...]] = {}
    for name, keys in knowledge.gazetteer.by_name.items():
        found.setdefault(name.upper(), keys)
    return found
