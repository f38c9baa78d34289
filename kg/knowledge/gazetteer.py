"""The known things of `ontology/reference/*.ttl` as look-up structures: Turtle in, frozen values out."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode

from kg.knowledge.ontology import read_turtle
from kg.vocab import KG, RDF, RDFS, SKOS

WIKIDATA = "http://www.wikidata.org/entity/"


@dataclass(frozen=True, slots=True)
class Known:
    """One known thing; `key` is its IRI.

    `names` are those that English text is searched for, the label first, none of a region of the world; `other_names` the
    rest, each with its language tag. `country` is an ISO 3166 code (a country's own code for a country itself). `first` and
    `last` are ISO days: when an event happened, or when an actor existed. `capital_of` is a country code.
    """

    key: str
    type: str
    label: str
    names: tuple[str, ...]
    country: str | None
    wikidata: str | None
    first: str | None
    last: str | None
    capital_of: str | None
    other_names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Gazetteer:
    """Known things by key and by name, countries by code and by demonym: names and demonyms of English text only.

    `happened` has the keys of what happened in a country, by its code, in order of their first days; `ruled` the codes of
    the countries that somebody, by key, was ever at the head of.
    """

    by_key: Mapping[str, Known]
    by_name: Mapping[str, tuple[str, ...]]
    demonyms: Mapping[str, str]
    countries: Mapping[str, str]
    happened: Mapping[str, tuple[str, ...]]
    ruled: Mapping[str, tuple[str, ...]]

    def ends_demonym(self, word: str) -> bool:
        """Tell whether a demonym is a word or has it last, behind a space or a hyphen; asked of nearly every word of a text."""
        return word in self._last_of_demonyms

    @cached_property
    def _last_of_demonyms(self) -> frozenset[str]:
        return frozenset(re.split(r"[\s-]", demonym)[-1] for demonym in self.demonyms) | {*self.demonyms}

    def named(self, name: str) -> tuple[Known, ...]:
        """Return the known things that bear exactly this name, letter case included, in key order."""
        return tuple(self.by_key[key] for key in self.by_name.get(name, ()))

    def country_key(self, code: str) -> str | None:
        """Return the key of the country with an ISO 3166 code, None when it is not known."""
        return self.countries.get(code)

    def events_in(self, country: str) -> tuple[Known, ...]:
        """Return the known things of a country that happened at some time, in order of their first day."""
        return tuple(self.by_key[key] for key in self.happened.get(country, ()))


def read_gazetteer(paths: Iterable[Path], beside: Container[str] = ()) -> Gazetteer:
    """Read reference files, leaving out things of the classes `beside`, which no text names.

    Raises `OntologyError` ("path:line: what") when one is not Turtle.
    """
    facts: dict[str, _Row] = {}
    for path in paths:
        for quad in read_turtle(path):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                facts.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object)
    codes = {key: row[KG.countryCode.value][0].value for key, row in facts.items() if KG.countryCode.value in row}
    things = (_known(key, row, codes) for key, row in sorted(facts.items()) if RDFS.label.value in row)
    known = {thing.key: thing for thing in things if thing.type not in beside}
    by_name: dict[str, list[str]] = {}
    for entry in known.values():
        for name in entry.names:
            by_name.setdefault(name, []).append(entry.key)
    for name in [name for name in by_name if _is_read_as_word(name)]:
        by_name.setdefault(name.capitalize(), by_name[name])
    demonyms = _demonyms(facts, codes)
    return Gazetteer(
        known,
        {name: tuple(keys) for name, keys in by_name.items()},
        demonyms,
        {code: key for key, code in codes.items()},
        happenings(known.values()),
        _ruled(facts, codes),
    )


_AT_THE_HEAD = frozenset({"effective leader", "emperor", "head of state", "king", "president", "prime minister"})
"""Titles of the posts, in small letters, whose holder is at the head of a state or of its government."""


def _ruled(facts: Mapping[str, _Row], codes: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the codes of the countries that holders of posts were at the head of, by their key."""
    found: dict[str, set[str]] = {}
    for row in facts.values():
        titles = {term.value.lower() for term in row.get(KG.postTitle.value, ())}
        for holder in row.get(KG.holder.value, ()) if not _AT_THE_HEAD.isdisjoint(titles) else ():
            found.setdefault(holder.value, set()).update(
                codes[p.value] for p in row.get(KG.postIn.value, ()) if p.value in codes
            )
    return {holder: tuple(sorted(states)) for holder, states in sorted(found.items())}


def _is_read_as_word(name: str) -> bool:
    """Whether an acronym is spoken as a word, which many newspapers write like one: "Frelimo", "Nato", "Ecowas".

    >>> _is_read_as_word("FRELIMO"), _is_read_as_word("FDLR"), _is_read_as_word("FACT")
    (True, False, False)
    """
    is_acronym = len(name) >= _SHORTEST_WORD and name.isalpha() and name.isupper()
    return is_acronym and sum(map(name.count, "AEIOU")) > 1 and not _UNSPEAKABLE.search(name)


_SHORTEST_WORD = 4
_UNSPEAKABLE = re.compile(r"[^AEIOU]{3}|[^AEIOU]{2}$")
"""Letters of an acronym that nobody can say."""


def happenings(things: Iterable[Known]) -> dict[str, tuple[str, ...]]:
    """Return the keys of the things that happened at some time, by country, in order of their first days."""
    found: dict[str, list[str]] = {}
    for known in sorted(things, key=lambda known: (known.first or "", known.key)):
        if known.first and known.country:
            found.setdefault(known.country, []).append(known.key)
    return {country: tuple(keys) for country, keys in found.items()}


def is_for_english(name: str, language: str | None) -> bool:
    """Say whether a name that is tagged with a language may stand for the same thing in an English text.

    An acronym may, and a name of several words ("Force Sabre", "Frente Polisario"), which English news quote as it is. One
    word may not: in 2,037 English documents (general news, MUC-4, re3d, retold conflict news) names of one French word
    occurred 73 times, and every time as the English word that is spelt alike ("Argentine", which is French for Argentina).
    Nor may a description, which begins with a small letter ("armée malienne").

    >>> is_for_english("Argentine", "fr"), is_for_english("RDC", "fr"), is_for_english("Force Sabre", "fr")
    (False, True, True)
    """
    if language is None or language.split("-")[0] in _ENGLISH or (name.isupper() and len(name) > 1):
        return True
    return name[:1].isupper() and " " in name


_ENGLISH = frozenset({"en", "mul", "und"})
"""Primary language tags of what English text may say; `mul` is many languages and `und` an unknown one (BCP 47)."""

_Row: TypeAlias = dict[str, list[NamedNode | Literal]]


def _demonyms(facts: Mapping[str, _Row], codes: Mapping[str, str]) -> dict[str, str]:
    """Countries by English demonym; one that two countries share ("Congolese", "Dominican") tells neither."""
    found: dict[str, set[str]] = {}
    for key, row in sorted(facts.items()):
        for demonym in row.get(KG.demonym.value, ()) if key in codes else ():
            if isinstance(demonym, Literal) and (demonym.language or "en").split("-")[0] in _ENGLISH:
                found.setdefault(demonym.value, set()).add(codes[key])
    return {demonym: next(iter(countries)) for demonym, countries in found.items() if len(countries) == 1}


def _known(key: str, row: _Row, codes: Mapping[str, str]) -> Known:
    def values(predicate: NamedNode) -> list[str]:
        return [term.value for term in row.get(predicate.value, ())]

    label = values(RDFS.label)[0]
    names, other_names = _names(row.get(SKOS.altLabel.value, ()))
    names = [label, *names]
    if "true" in values(KG.isWorldRegion):
        names, other_names = [], sorted({(name, "en") for name in names} | {*other_names})
    country = codes.get(key) or next((codes[c] for c in values(KG.country) if c in codes), None)
    wikidata = next((v for v in values(SKOS.exactMatch) if v.startswith(WIKIDATA)), None)
    types = sorted(t.removeprefix(KG.base) for t in values(RDF.type) if t.startswith(KG.base))
    return Known(
        key=key,
        type=types[0] if types else "Thing",
        label=label,
        names=tuple(dict.fromkeys(names)),
        country=country,
        wikidata=wikidata.removeprefix(WIKIDATA) if wikidata else None,
        first=next((v[:10] for v in values(KG.onOrAfter)), None),
        last=next((v[:10] for v in values(KG.onOrBefore)), None),
        capital_of=next((codes[c] for c in values(KG.capitalOf) if c in codes), None),
        other_names=tuple(pair for pair in other_names if pair[0] not in names),
    )


def _names(terms: Iterable[NamedNode | Literal]) -> tuple[list[str], list[tuple[str, str]]]:
    """Split names into those that English text may use and the others, with their language tags; both sorted."""
    tagged = sorted({(term.value, term.language or "") for term in terms if isinstance(term, Literal)})
    english = [name for name, language in tagged if is_for_english(name, language or None)]
    return english, [(name, language) for name, language in tagged if not is_for_english(name, language or None)]
