"""Happenings as coding sees them: who, to whom, where, when, how many dead, and who tells of it.

A happening is an event that refers to no other: one that kg fused from several articles, one that an article alone tells
of, or a known one. Everything is asked of the store in SPARQL, some hundreds of things at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode

from kg.export.coded.codebook import Codebook
from kg.store.asking import ask, rows_of, value_of
from kg.store.base import Store
from kg.vocab import DATA, DCTERMS, KG, PROV, RDF, RDFS, REFERENCE_GRAPH, SCHEMA

_ARTICLE: Final = DATA + "article/"

Facts: TypeAlias = Mapping[str, Mapping[str, tuple[NamedNode | Literal, ...]]]
"""Things by IRI, and what is said of each by the IRI of the property; values in a fixed order."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody in a happening; `described` is what the text calls them.

    `kinds` are the local names of its classes, the narrowest only, `classes` those and all above them.
    """

    iri: str
    name: str
    described: str
    other_names: tuple[str, ...]
    kinds: frozenset[str]
    classes: frozenset[str]
    country: str | None
    country_name: str
    is_named: bool

    @property
    def words(self) -> str:
        """All that the actor is called, one under the other."""
        return "\n".join((self.name, self.described, *self.other_names))


@dataclass(frozen=True, slots=True)
class Place:
    """Where it happened; `within` names the regions around it in the same country, the outermost first."""

    iri: str
    name: str
    described: str
    classes: frozenset[str]
    country: str | None
    latitude: str
    longitude: str
    within: tuple[str, ...]
    is_known: bool


@dataclass(frozen=True, slots=True)
class Account:
    """One article that tells of it; empty texts where nobody said. `day` is its date as far as it is known."""

    article: str
    publisher: str
    day: str
    headline: str
    language: str
    sentence: str
    said_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Toll:
    """How many died: the lowest, the highest, and the figure that kg takes from several accounts."""

    low: int
    high: int
    best: int


@dataclass(frozen=True, slots=True)
class Happening:
    """One happening. Days are numbers since 1970-01-01, `words` what texts call it and its weapons."""

    iri: str
    name: str
    classes: frozenset[str]
    country: str | None
    country_name: str
    place: Place | None
    first: int | None
    last: int | None
    doers: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    words: str
    target_words: str
    killed: Toll | None
    accounts: tuple[Account, ...]
    references: tuple[str, ...]

    @property
    def id(self) -> str:
        """The IRI as kg shows it, such as `coup/ML-2020-08-18`; `kg explain` takes it."""
        return self.iri.removeprefix(DATA)


def read_happenings(store: Store, codebook: Codebook, *, with_untold: bool = False) -> list[Happening]:
    """Return the happenings in the order of their IRIs; known ones that no article tells of only on request."""
    referents = _referents(store)
    told = set(referents.values())
    kinds: dict[str, set[str]] = defaultdict(set)
    known: set[str] = set()
    classes = " ".join(f"kg:{name}" for name in sorted(codebook.below("Event")))
    for event, kind, graph in rows_of(store, _EVENTS % classes):
        kinds[value_of(event)].add(value_of(kind).removeprefix(KG.base))
        if graph == REFERENCE_GRAPH:
            known.add(value_of(event))
    chosen = [iri for iri in sorted(kinds) if iri not in referents and (with_untold or iri not in known or iri in told)]
    return _Reader(store, codebook, referents, kinds).read(chosen)


_EVENTS: Final = "SELECT DISTINCT ?it ?type ?graph { VALUES ?type { %s } GRAPH ?graph { ?it a ?type } }"
_FACTS: Final = "SELECT DISTINCT ?s ?p ?o { VALUES ?s { %s } ?s ?p ?o FILTER(?p != kg:mention) }"
_ABOVE: Final = "SELECT DISTINCT ?it ?above { VALUES ?it { %s } ?it kg:locatedIn+ ?above }"
_KNOWN: Final = f"SELECT DISTINCT ?it {{ VALUES ?it {{ %s }} GRAPH {REFERENCE_GRAPH} {{ ?it a ?type }} }}"
_TOLD_IN: Final = """SELECT DISTINCT ?it ?article { VALUES ?it { %s }
    GRAPH ?article { ?article a kg:Article . ?it kg:eventType ?type } }"""
_SPANS: Final = """SELECT ?it ?start ?before ?words ?after { VALUES ?it { %s }
    ?it kg:mention ?span . ?span oa:hasSelector ?position , ?quote . ?position oa:start ?start .
    ?quote oa:exact ?words ; oa:prefix ?before ; oa:suffix ?after }"""


def _referents(store: Store) -> dict[str, str]:
    """Return what entities and events refer to, followed to the end: an article's event to a fused one to a known one."""
    direct: dict[str, str] = {}
    for row in rows_of(store, "SELECT ?it ?referent { ?it kg:refersTo ?referent }"):
        it, referent = map(value_of, row)
        direct[it] = min(referent, direct.get(it, referent))
    found: dict[str, str] = {}
    for thing, last in direct.items():
        seen = {thing}
        while last in direct and last not in seen:
            seen.add(last)
            last = direct[last]
        found[thing] = last
    return found


class _Reader:
    """What is asked once for all happenings; then each is put together from it."""

    def __init__(
        self, store: Store, codebook: Codebook, referents: Mapping[str, str], kinds: Mapping[str, set[str]]
    ) -> None:
        self._store = store
        self._codebook = codebook
        self._referents = referents
        self._kinds = kinds
        self._roles = {role: codebook.below(role) for role in ("perpetrator", "target", "victim", "weapon")}

    def read(self, happenings: Sequence[str]) -> list[Happening]:
        accounts: dict[str, list[str]] = defaultdict(list)
        for thing, referent in self._referents.items():
            accounts[referent].append(thing)
        events = {iri: sorted({iri, *accounts[iri]}) for iri in happenings}
        claimants = self._claimants(events)
        facts = dict(_facts(self._store, happenings))
        parts = {value.value for row in facts.values() for values in row.values() for value in _nodes(values)}
        parts |= {claimant for found in claimants.values() for claimant in found}
        self._facts = {**facts, **_facts(self._store, _with_referents(parts, self._referents))}
        places = {self._resolved(node.value) for row in facts.values() for node in _nodes(row.get(_PLACE, ()))}
        self._around = _around(self._store, places)
        regions = {region for found in self._around.values() for region in found}
        self._facts |= _facts(self._store, (regions | self._countries()) - self._facts.keys())
        self._known = {value_of(row[0]) for row in ask(self._store, _KNOWN, places)}
        told = _Told(self._store, [event for found in events.values() for event in found])
        return [self._happening(iri, claimants.get(iri, ()), told, events[iri]) for iri in happenings]

    def _claimants(self, events: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
        """Return who claimed each happening, or an account of it."""
        of = {event: iri for iri, found in events.items() for event in found}
        found: dict[str, list[str]] = defaultdict(list)
        for who, event in rows_of(self._store, "SELECT DISTINCT ?who ?it { ?who kg:claimed ?it }"):
            if value_of(event) in of:
                found[of[value_of(event)]].append(value_of(who))
        return found

    def _countries(self) -> set[str]:
        return {node.value for row in self._facts.values() for node in _nodes(row.get(_COUNTRY, ()))}

    def _resolved(self, iri: str) -> str:
        return self._referents.get(iri, iri)

    def _happening(self, iri: str, claimants: Sequence[str], told: _Told, events: Sequence[str]) -> Happening:
        row = self._facts.get(iri, {})
        place = self._place(_first_node(row, _PLACE))
        country = _first_node(row, _COUNTRY) or (place.country if place else None)
        doers = self._actors(row, "perpetrator")
        if not any(actor.is_named for actor in doers):
            named = [actor for who in sorted(claimants) if (actor := self._actor(who)).is_named]
            doers = tuple(_distinct([*named, *doers]))
        targets = _distinct([*self._actors(row, "target"), *self._actors(row, "victim")])
        weapons = [
            self._name(node.value) for name in self._roles["weapon"] for node in _nodes(row.get(KG.base + name, ()))
        ]
        return Happening(
            iri=iri,
            name=self._name(iri),
            classes=self._above(self._kinds[iri]),
            country=country,
            country_name=self._name(country) if country else "",
            place=place,
            first=min(_numbers(row, KG.firstDay), default=None),
            last=max(_numbers(row, KG.lastDay), default=None),
            doers=_without_mere_words(doers),
            targets=_without_mere_words(targets),
            words="\n".join((*sorted(weapons), *told.words_of(events))),
            target_words="\n".join((*(actor.words for actor in targets), place.described if place else "")),
            killed=_toll(row),
            accounts=told.accounts_of(events),
            references=tuple(sorted({value.value for value in row.get(DCTERMS.source.value, ())})),
        )

    def _actors(self, row: Mapping[str, Sequence[NamedNode | Literal]], role: str) -> tuple[Actor, ...]:
        iris = {node.value for name in self._roles[role] for node in _nodes(row.get(KG.base + name, ()))}
        return tuple(_distinct(self._actor(iri) for iri in sorted(iris)))

    def _actor(self, iri: str) -> Actor:
        referent = self._resolved(iri)
        row = self._facts.get(referent, {})
        names = {value.value for name in _NAMES for value in row.get(name, ())}
        kinds = frozenset(value.value.removeprefix(KG.base) for value in row.get(RDF.type.value, ()))
        country = referent if self._is_country(referent) else _first_node(row, _GOVERNMENT_OF, _COUNTRY)
        return Actor(
            iri=referent,
            name=self._name(referent),
            described=self._name(iri),
            other_names=tuple(sorted(names)),
            kinds=self._narrowest(kinds),
            classes=self._above(kinds),
            country=country,
            country_name=self._name(country) if country else "",
            is_named=not referent.startswith(_ARTICLE) or SCHEMA.name.value in row,
        )

    def _is_country(self, iri: str) -> bool:
        kinds = {value.value for value in self._facts.get(iri, {}).get(RDF.type.value, ())}
        return KG.Country.value in kinds and not iri.startswith(_ARTICLE)

    def _place(self, iri: str | None) -> Place | None:
        if iri is None:
            return None
        referent = self._resolved(iri)
        row = self._facts.get(referent, {})
        country = referent if self._is_country(referent) else _first_node(row, _COUNTRY)
        return Place(
            iri=referent,
            name=self._name(referent),
            described=self._name(iri),
            classes=self._above(value.value.removeprefix(KG.base) for value in row.get(RDF.type.value, ())),
            country=country,
            latitude=_text(row, KG.latitude),
            longitude=_text(row, KG.longitude),
            within=tuple(self._name(region) for region in self._regions(referent, country)),
            is_known=referent in self._known,
        )

    def _regions(self, place: str, country: str | None) -> list[str]:
        """Return the regions of the country that the place lies in, the outermost first; the place itself if it is one."""
        around = [*self._around.get(place, ()), place]
        regions = [
            iri
            for iri in around
            if KG.base + "Region" in {value.value for value in self._facts.get(iri, {}).get(RDF.type.value, ())}
            and _first_node(self._facts[iri], _COUNTRY) == country
        ]
        return sorted(regions, key=lambda iri: (len(self._around.get(iri, ())), iri))

    def _above(self, kinds: Iterable[str]) -> frozenset[str]:
        return frozenset(name for kind in kinds for name in self._codebook.above.get(kind, (kind,)))

    def _narrowest(self, kinds: frozenset[str]) -> frozenset[str]:
        """Return the classes without those above another: a store that was reasoned over holds these too."""
        above = self._codebook.above
        return kinds - {name for kind in kinds for name in above.get(kind, ()) if name != kind}

    def _name(self, iri: str) -> str:
        labels = [value for value in self._facts.get(iri, {}).get(RDFS.label.value, ()) if isinstance(value, Literal)]
        best = min(labels, key=lambda label: (label.language != "en", label.value), default=None)
        return best.value if best else iri.removeprefix(DATA)


_PLACE: Final = KG.place.value
_COUNTRY: Final = KG.country.value
_GOVERNMENT_OF: Final = KG.governmentOf.value
_NAMES: Final = (SCHEMA.name.value, "http://www.w3.org/2004/02/skos/core#altLabel")


class _Told:
    """The articles that tell of events, and the sentences in which they do."""

    def __init__(self, store: Store, events: Iterable[str]) -> None:
        ordered = sorted(set(events))
        self._article = {value_of(row[0]): value_of(row[1]) for row in ask(store, _TOLD_IN, ordered)}
        self._spans: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
        for event, start, before, words, after in ask(store, _SPANS, ordered):
            sentence = " ".join((value_of(before) + value_of(words) + value_of(after)).split())
            self._spans[value_of(event)].append((int(value_of(start)), sentence, value_of(words)))
        self._facts = dict(_facts(store, {*self._article, *self._article.values()}))
        sources = {
            node.value for row in self._facts.values() for node in _nodes(row.get(PROV.wasAttributedTo.value, ()))
        }
        self._facts |= _facts(store, sources)

    def words_of(self, events: Iterable[str]) -> list[str]:
        """Return the words that stand for the events in their texts."""
        return sorted({words for event in events for _, _, words in self._spans.get(event, ())})

    def accounts_of(self, events: Iterable[str]) -> tuple[Account, ...]:
        """Return one account for each article, by date and then by IRI; undated ones last."""
        by_article: dict[str, list[str]] = defaultdict(list)
        for event in events:
            if event in self._article:
                by_article[self._article[event]].append(event)
        accounts = [self._account(article, found) for article, found in by_article.items()]
        return tuple(sorted(accounts, key=lambda account: (account.day or "~", account.article)))

    def _account(self, article: str, events: Sequence[str]) -> Account:
        row = self._facts.get(article, {})
        spans = sorted(span for event in events for span in self._spans.get(event, ()))
        sources = {node.value for event in events for node in _nodes(self._facts.get(event, {}).get(_SAID_BY, ()))}
        return Account(
            article=article.removeprefix(DATA),
            publisher=_text(row, DCTERMS.source),
            day=_text(row, SCHEMA.datePublished),
            headline=_text(row, SCHEMA.headline),
            language=_text(row, SCHEMA.inLanguage),
            sentence=spans[0][1] if spans else "",
            said_by=tuple(sorted({name for iri in sources if (name := _text(self._facts.get(iri, {}), RDFS.label))})),
        )


_SAID_BY: Final = PROV.wasAttributedTo.value


def _around(store: Store, places: Iterable[str]) -> dict[str, set[str]]:
    """Return what each place lies in, and what that lies in."""
    found: dict[str, set[str]] = defaultdict(set)
    for asked in (set(places), None):
        wanted = asked if asked is not None else {above for around in found.values() for above in around} - found.keys()
        for place, above in [*ask(store, _ABOVE, wanted)]:
            found[value_of(place)].add(value_of(above))
    return found


def _toll(row: Mapping[str, Sequence[NamedNode | Literal]]) -> Toll | None:
    low, high, best = (_numbers(row, term) for term in (KG.killedMin, KG.killedMax, KG.killedBest))
    every = [*low, *high, *best]
    if not every:
        return None
    return Toll(min(every), max(every), max(best, default=min(every)))


def _without_mere_words(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Return the actors without those that only describe what one of the others is, as "gunmen" beside JNIM."""
    named = [actor for actor in actors if actor.is_named]
    return tuple(a for a in actors if a.is_named or all(a.kinds.isdisjoint(other.classes) for other in named))


def _distinct(actors: Iterable[Actor]) -> list[Actor]:
    return list({actor.iri: actor for actor in actors}.values())


def _with_referents(iris: Iterable[str], referents: Mapping[str, str]) -> set[str]:
    return {each for iri in iris for each in (iri, referents.get(iri, iri))}


def _facts(store: Store, iris: Iterable[str]) -> dict[str, dict[str, tuple[NamedNode | Literal, ...]]]:
    found: dict[str, dict[str, set[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(set))
    for subject, predicate, value in ask(store, _FACTS, iris):
        if isinstance(value, NamedNode | Literal):
            found[value_of(subject)][value_of(predicate)].add(value)
    return {
        subject: {name: tuple(sorted(values, key=str)) for name, values in row.items()}
        for subject, row in found.items()
    }


def _nodes(values: Iterable[NamedNode | Literal]) -> list[NamedNode]:
    return [value for value in values if isinstance(value, NamedNode)]


def _first_node(row: Mapping[str, Sequence[NamedNode | Literal]], *names: str) -> str | None:
    return next((node.value for name in names for node in _nodes(row.get(name, ()))), None)


def _numbers(row: Mapping[str, Sequence[NamedNode | Literal]], term: NamedNode) -> list[int]:
    return [int(value.value) for value in row.get(term.value, ()) if isinstance(value, Literal)]


def _text(row: Mapping[str, Sequence[NamedNode | Literal]], term: NamedNode) -> str:
    return next((value.value for value in row.get(term.value, ())), "")
