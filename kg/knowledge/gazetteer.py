"""The known things of `ontology/reference/*.ttl` as look-up structures: Turtle in, frozen values out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from kg.knowledge.ontology import read_turtle
from kg.vocab import KG, RDF, RDFS, SKOS

WIKIDATA = "http://www.wikidata.org/entity/"


@dataclass(frozen=True, slots=True)
class Known:
    """One known thing; `key` is its IRI.

    `names` has the label first; `country` is an ISO 3166 code (a country's own code for a country itself). `first` and
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


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Known things by key and by name, countries by code and by demonym."""

    by_key: Mapping[str, Known]
    by_name: Mapping[str, tuple[str, ...]]
    demonyms: Mapping[str, str]
    countries: Mapping[str, str]

    def named(self, name: str) -> tuple[Known, ...]:
        """Return the known things that bear exactly this name, letter case included, in key order."""
        return tuple(self.by_key[key] for key in self.by_name.get(name, ()))

    def country_key(self, code: str) -> str | None:
        """Return the key of the country with an ISO 3166 code, None when it is not known."""
        return self.countries.get(code)

    def events_in(self, country: str) -> tuple[Known, ...]:
        """Return the known things of a country that happened at some time, in order of their first day."""
        found = [known for known in self.by_key.values() if known.country == country and known.first]
        return tuple(sorted(found, key=lambda known: (known.first or "", known.key)))


def read_gazetteer(paths: Iterable[Path]) -> Gazetteer:
    """Read reference files; raises `OntologyError` ("path:line: what") when one is not Turtle."""
    facts: dict[str, dict[str, list[str]]] = {}
    for path in paths:
        for quad in read_turtle(path):
            if not isinstance(quad.subject, NamedNode):
                continue
            values = facts.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, [])
            values.append(quad.object.value if isinstance(quad.object, NamedNode | Literal) else "")
    codes = {key: row[KG.countryCode.value][0] for key, row in facts.items() if KG.countryCode.value in row}
    known = {key: _known(key, row, codes) for key, row in sorted(facts.items()) if RDFS.label.value in row}
    by_name: dict[str, list[str]] = {}
    for entry in known.values():
        for name in entry.names:
            by_name.setdefault(name, []).append(entry.key)
    demonyms = _demonyms(facts, codes)
    return Gazetteer(
        known,
        {name: tuple(keys) for name, keys in by_name.items()},
        demonyms,
        {code: key for key, code in codes.items()},
    )


def _demonyms(facts: Mapping[str, Mapping[str, list[str]]], codes: Mapping[str, str]) -> dict[str, str]:
    """Countries by demonym; one that two countries share ("Congolese", "Dominican") tells neither."""
    found: dict[str, set[str]] = {}
    for key, row in sorted(facts.items()):
        for demonym in row.get(KG.demonym.value, ()) if key in codes else ():
            found.setdefault(demonym, set()).add(codes[key])
    return {demonym: next(iter(countries)) for demonym, countries in found.items() if len(countries) == 1}


def _known(key: str, row: Mapping[str, list[str]], codes: Mapping[str, str]) -> Known:
    label = row[RDFS.label.value][0]
    country = codes.get(key) or next((codes[c] for c in row.get(KG.country.value, ()) if c in codes), None)
    capital = next((codes[c] for c in row.get(KG.capitalOf.value, ()) if c in codes), None)
    wikidata = next((v for v in row.get(SKOS.exactMatch.value, ()) if v.startswith(WIKIDATA)), None)
    types = sorted(t.removeprefix(KG.base) for t in row.get(RDF.type.value, ()) if t.startswith(KG.base))
    return Known(
        key=key,
        type=types[0] if types else "Thing",
        label=label,
        names=tuple(dict.fromkeys([label, *sorted(row.get(SKOS.altLabel.value, ()))])),
        country=country,
        wikidata=wikidata.removeprefix(WIKIDATA) if wikidata else None,
        first=next((v[:10] for v in row.get(KG.onOrAfter.value, ())), None),
        last=next((v[:10] for v in row.get(KG.onOrBefore.value, ())), None),
        capital_of=capital,
    )
