"""Which town a place is that no list has, or whose name several towns bear: the one in a country that the article speaks of."""

from __future__ import annotations

import dataclasses
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property, lru_cache

from kg.extract.known_names import known_words
from kg.extract.whereabouts import COMPASS
from kg.knowledge.knowledge import Knowledge
from kg.knowledge.towns import Town
from kg.model import Article, Mention

TOWN = 15_000
"""People from which on a town is meant by a name that no other town bears, whatever the article speaks of."""

METROPOLIS = 1_000_000
"""People from which on a city is meant by its name, wherever else in the world it is a town's."""

LARGER = 20
"""How many times larger a known city is than a namesake that nobody means."""

NEAREST = 40
"""Names before and behind a place in its paragraph that are looked at."""


class Namesakes:
    """The towns that the place names of one article may stand for; a class only to find what it speaks of once, when asked."""

    def __init__(self, article: Article, knowledge: Knowledge) -> None:
        self._article, self._knowledge = article, knowledge

    @cached_property
    def _spoken_of(self) -> tuple[tuple[int, str, str], ...]:
        """Where the article speaks of a country, in order: the offset, its code, and the words that name it or a place in it."""
        gazetteer, is_a = self._knowledge.gazetteer, self._knowledge.ontology.is_a
        found, text = [], self._article.text
        for word in known_words(text, self._article.body, self._knowledge):
            written = text[word.span.start : word.span.end]
            known = [k for key in word.keys if (k := gazetteer.by_key.get(key)) is not None and is_a(k.type, "Place")]
            countries = {gazetteer.demonyms[written]} if word.is_demonym else {k.country for k in known if k.country}
            if len(countries) == 1:
                found.append((word.span.start, countries.pop(), written))
        return tuple(sorted(found))

    @cached_property
    def _named(self) -> tuple[tuple[int, str, str], ...]:
        """Of these, what is no demonym: "Ruritanian troops" may be anywhere."""
        demonyms = self._knowledge.gazetteer.demonyms
        return tuple(said for said in self._spoken_of if said[2] not in demonyms)

    @cached_property
    def _breaks(self) -> tuple[int, ...]:
        """Where lines break, with the bounds of the text."""
        text = self._article.text
        return (-1, *(at for at, letter in enumerate(text) if letter == "\n"), len(text))

    @cached_property
    def _words(self) -> Mapping[str, Counter[str]]:
        """The words that speak of each country, with how often they stand there."""
        found: dict[str, Counter[str]] = {}
        for _, country, words in self._spoken_of:
            found.setdefault(country, Counter())[words] += 1
        return found

    def settled(self, mention: Mention) -> Mention:
        """Return a place with the country of the town that it must be."""
        is_a = self._knowledge.ontology.is_a
        if mention.kind != "name" or not mention.label[-1:].isalpha():
            return mention
        if mention.type in ("Place", "Settlement") and not mention.known and mention.country is None:
            town = self._town(mention)
            return mention if town is None else dataclasses.replace(mention, country=town.country, type="Settlement")
        if mention.known and is_a(mention.type, "Settlement") and mention.country is not None:
            other = self._meant_instead(mention, mention.country)
            return mention if other is None else dataclasses.replace(mention, country=other.country, known=())
        return mention

    def _town(self, mention: Mention) -> Town | None:
        """The town that an unknown name stands for: in a country spoken of near it, or else the only one of its name."""
        if mention.label in _parts_of_the_world(self._knowledge) or mention.label.lower() in COMPASS:
            return None
        towns = self._knowledge.towns.named(mention.label)
        here = {town.country: town for town in reversed(towns)}
        near = self._nearest(mention, here)
        if near is not None:
            return here[near]
        is_alone = len(here) == 1 and towns[0].people >= TOWN and towns[0].is_usual
        return towns[0] if is_alone else None

    def _nearest(self, mention: Mention, countries: Collection[str]) -> str | None:
        """The one of some countries that the paragraph of a mention names nearest to it, what stands before it first.

        Where the paragraph names no country and no place in one, that which the article speaks of most.
        """
        at = mention.span.start
        if here := self._beside(mention):
            fitting = [(start > at, abs(start - at), code) for start, code, _ in here if code in countries]
            return min(fitting, default=(0, 0, None))[2]
        own = Counter(code for _, code, _ in _between(self._spoken_of, at, mention.span.end))
        counts = {code: sum(self._words.get(code, Counter()).values()) - own[code] for code in countries}
        most = max(counts, key=lambda code: (counts[code], code), default=None)
        return most if most is not None and counts[most] > 0 else None

    def _beside(self, mention: Mention) -> list[tuple[int, str, str]]:
        """What is named around a mention in its paragraph, the nearest of it where that is long."""
        span, after_it = mention.span, bisect_left(self._breaks, mention.span.start)
        begin, end = self._breaks[after_it - 1], self._breaks[after_it]
        before = _between(self._named, begin, span.start)
        after = _between(self._named, span.end, end)
        return [*before[-NEAREST:], *after[:NEAREST]]

    def _meant_instead(self, mention: Mention, country: str) -> Town | None:
        """The town of a country spoken of that a name means, where nothing else speaks of the one it is known in."""
        if self._words.get(country, Counter()).keys() - {mention.text}:
            return None
        if any(self._knowledge.gazetteer.by_key[key].capital_of for key in mention.known):
            return None
        towns = self._knowledge.towns.named(mention.label)
        size = max((town.people for town in towns if town.country == country), default=METROPOLIS)
        near = self._nearest(mention, {town.country for town in towns if town.country != country})
        other = next((town for town in towns if town.country == near), None)
        return other if other is not None and size < METROPOLIS and other.people * LARGER >= size else None


def _between(said: Sequence[tuple[int, str, str]], begin: int, end: int) -> Sequence[tuple[int, str, str]]:
    """Those that start from `begin` on and before `end`."""
    return said[bisect_left(said, (begin,)) : bisect_left(said, (end,))]


@lru_cache(maxsize=4)
def _parts_of_the_world(knowledge: Knowledge) -> frozenset[str]:
    """ "Asia", "the Levant": names of what no country has for itself."""
    things = knowledge.gazetteer.by_key.values()
    return frozenset(name for known in things if not known.names for name, _ in known.other_names)
