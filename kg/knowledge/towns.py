"""Towns of the world by name: too many to be searched for in a text, but there to be asked where a place that it names may be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.knowledge.ontology import read_bytes

_SEPARATORS = re.compile(r"[\s'’.-]+")


@dataclass(frozen=True, slots=True)
class Town:
    """One town: ISO 3166 code of its country, how many live there, its number in GeoNames, WGS 84 degrees.

    `is_usual` says whether the name that it was found by is the one that maps have.
    """

    country: str
    people: int
    geonames: int
    latitude: float
    longitude: float
    is_usual: bool


class Towns:
    """A table of towns, a line each with what `Town` has behind the name, sorted by its bytes.

    It is searched as it was read: of its names an article asks for a few.
    """

    def __init__(self, table: bytes = b"") -> None:
        self._table = table

    def named(self, name: str) -> tuple[Town, ...]:
        """Return the towns that bear a name in some spelling, those with the most people first."""
        found = [_town(line) for line in self._lines(key_of(name).encode() + b"\t")]
        return tuple(sorted(found, key=lambda town: (-town.people, town.geonames)))

    def _lines(self, start: bytes) -> Iterator[bytes]:
        low, high = 0, len(self._table)
        while low < high:
            middle = self._table.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = self._end(middle)
            if self._table[middle:end] < start:
                low = end + 1
            else:
                high = middle
        while self._table.startswith(start, low):
            yield self._table[low : self._end(low)]
            low = self._end(low) + 1

    def _end(self, start: int) -> int:
        end = self._table.find(b"\n", start)
        return end if end >= 0 else len(self._table)


def key_of(name: str) -> str:
    """What a name is looked up by: small letters without accents, one space between words.

    >>> key_of("Ain al-Arab"), key_of("Séguéla")
    ('ain al arab', 'seguela')
    """
    letters = unicodedata.normalize("NFD", name.lower())
    return _SEPARATORS.sub(" ", "".join(c for c in letters if not unicodedata.combining(c))).strip()


@lru_cache(maxsize=4)
def read_towns(path: Path) -> Towns:
    """Read a table of towns; without a file there are none."""
    return Towns(read_bytes(path)) if path.exists() else Towns()


def _town(line: bytes) -> Town:
    _, country, people, number, latitude, longitude, usual = line.decode().split("\t")
    return Town(country, int(people), int(number), float(latitude), float(longitude), usual == "1")
