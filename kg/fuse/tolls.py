"""One toll out of several: the lowest, the best and the highest figure, by a rule that docs/graph.md gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.fuse.accounts import Toll


@dataclass(frozen=True, slots=True)
class Figure:
    """What one article gives, whose word it is, and when that was published ("" when nobody said)."""

    toll: Toll
    voice: str
    day: str


@dataclass(frozen=True, slots=True)
class FusedToll:
    low: int
    best: int
    high: int


def fuse_tolls(figures: Iterable[Figure]) -> FusedToll | None:
    """Return the toll of all figures that nobody took back, None when there are none.

    The best figure is the newest that two independent voices give, or the newest of all when no two agree: a toll rises as
    the dead are found, and one voice alone may err. A figure is as new as the first article that gave it, since the old
    one is repeated for years. Of two equally new the one of more voices counts, then the higher; of a range, its lower end.

    >>> told = [((20, 20), "reuters", 14), ((20, 20), "afp", 14), ((32, 32), "army", 15), ((53, 53), "afp", 19)]
    >>> told += [((53, 53), "army", 19), ((57, 57), "blog", 22)]
    >>> fuse_tolls(Figure(toll, voice, f"2021-11-{day}") for toll, voice, day in told)
    FusedToll(low=20, best=53, high=57)
    """
    voices: dict[Toll, set[str]] = defaultdict(set)
    first: dict[Toll, str] = {}
    for figure in figures:
        voices[figure.toll].add(figure.voice)
        first[figure.toll] = min(figure.day, first.get(figure.toll, figure.day))
    if not voices:
        return None
    agreed = [toll for toll in voices if len(voices[toll]) > 1] or list(voices)
    best = max(agreed, key=lambda toll: (first[toll], len(voices[toll]), toll))
    return FusedToll(min(low for low, _ in voices), best[0], max(high for _, high in voices))
