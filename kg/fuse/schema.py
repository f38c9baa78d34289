"""What fusing needs of the ontology and of the known things, as they stand in the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from kg.fuse.reading import local
from kg.results import Row
from kg.vocab import KG

Facts = Mapping[str, Mapping[str, tuple[NamedNode | Literal, ...]]]
"""Things by IRI, what is said of each by property: the local name of ours, the whole IRI of another's."""


def gather_facts(rows: Iterable[Row]) -> Facts:
    """Return triples by subject and property; values in order, so that the first is always the same."""
    found: dict[str, dict[str, list[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in rows:
        if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
            found[subject.value][local(predicate)].append(value)
    return {
        subject: {name: tuple(sorted(values, key=str)) for name, values in row.items()}
        for subject, row in found.items()
    }


@dataclass(frozen=True)
class Schema:
    """The ontology by local name: classes with all that are above them, properties with what they may join."""

    facts: Facts

    @cached_property
    def above(self) -> dict[str, frozenset[str]]:
        """Each class and property with itself and everything above it."""
        return _closures(self._pairs("subClassOf")) | _closures(self._pairs("subPropertyOf"))

    @cached_property
    def roles(self) -> frozenset[str]:
        return self._marked("isRole")

    @cached_property
    def relations(self) -> tuple[str, ...]:
        return tuple(sorted(self._marked("isRelation")))

    @cached_property
    def may_tell_of(self) -> dict[str, frozenset[str]]:
        """Of a class whose words are the usual ones, the class whose members they may tell of; and of an attempt, whose."""
        found = defaultdict(set)
        for one, other in self._pairs("mayTellOf"):
            found[one].add(other)
        return {name: frozenset(others) for name, others in found.items()}

    @cached_property
    def attempts(self) -> frozenset[tuple[str, str]]:
        return frozenset(pair for one, other in self._pairs("whenAttempted") for pair in ((one, other), (other, one)))

    @cached_property
    def kinds_by_frame(self) -> dict[str, tuple[NamedNode, ...]]:
        """The kinds of backing that an entry or frame of the lexicon speaks of."""
        kinds = {iri: row.get("ofBackingKind", ()) for iri, row in self.facts.items()}
        return {iri: tuple(v for v in values if isinstance(v, NamedNode)) for iri, values in kinds.items() if values}

    def is_a(self, name: str, *parents: str) -> bool:
        return not self.above.get(name, frozenset({name})).isdisjoint(parents)

    def is_chain(self, one: str, other: str) -> bool:
        """Whether one class is the other or above it."""
        return self.is_a(one, other) or self.is_a(other, one)

    def is_disjoint(self, one: str, other: str) -> bool:
        """Whether nothing can be of both classes."""
        of_other = self.above.get(other, frozenset({other}))
        return any(
            not self._disjoint.get(name, frozenset()).isdisjoint(of_other)
            for name in self.above.get(one, frozenset({one}))
        )

    def range(self, name: str) -> str | None:
        """The class of what a property leads to, None when it is open."""
        return self._one(name, "range")

    def domain(self, name: str) -> str | None:
        return self._one(name, "domain")

    def label(self, name: str) -> str:
        """Return the English label of a class or property."""
        for value in self.facts.get(KG.base + name, {}).get("label", ()):
            if isinstance(value, Literal) and value.language == "en":
                return value.value
        return name

    @cached_property
    def _disjoint(self) -> dict[str, frozenset[str]]:
        found = defaultdict(set)
        for one, other in self._pairs("disjointWith"):
            found[one].add(other)
            found[other].add(one)
        return {name: frozenset(others) for name, others in found.items()}

    def _one(self, name: str, about: str) -> str | None:
        values = self.facts.get(KG.base + name, {}).get(about, ())
        return local(values[0]) if values else None

    def _pairs(self, about: str) -> list[tuple[str, str]]:
        return [
            (subject.removeprefix(KG.base), local(value))
            for subject, row in self.facts.items()
            if subject.startswith(KG.base)
            for value in row.get(about, ())
        ]

    def _marked(self, mark: str) -> frozenset[str]:
        return frozenset(
            subject.removeprefix(KG.base)
            for subject, row in self.facts.items()
            if any(value.value == "true" for value in row.get(mark, ()))
        )


def _closures(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    parents = defaultdict(set)
    for name, parent in pairs:
        parents[name].add(parent)
    return {name: closure(name, parents) for name in {*parents, *(p for found in parents.values() for p in found)}}


def closure(name: str, parents: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Return a thing and all that can be reached from it."""
    found, stack = {name}, [name]
    while stack:
        for parent in parents.get(stack.pop(), ()):
            if parent not in found:
                found.add(parent)
                stack.append(parent)
    return frozenset(found)


@dataclass(frozen=True)
class Reference:
    """The known things: what the reference graph says of each."""

    facts: Facts
    schema: Schema

    def type(self, iri: str) -> str:
        """Return the class of a known thing, the narrowest and then the first by name when there are several."""
        classes = [local(value) for value in self.facts.get(iri, {}).get("type", ())]
        return min(classes, key=lambda name: (-len(self.schema.above.get(name, ())), name), default="Thing")

    def label(self, iri: str) -> str | None:
        values = self.facts.get(iri, {}).get("label", ())
        return values[0].value if values else None

    def one(self, iri: str, name: str) -> str | None:
        values = self.facts.get(iri, {}).get(name, ())
        return values[0].value if values else None

    def day(self, iri: str, name: str) -> int | None:
        value = self.one(iri, name)
        return int(value) if value is not None else None

    def says(self, iri: str, *names: str) -> bool:
        """Whether it gives any of these properties of a thing."""
        row = self.facts.get(iri, {})
        return any(name in row for name in names)

    def holds(self, subject: str, name: str, value: str) -> bool:
        return any(v.value == value for v in self.facts.get(subject, {}).get(name, ()))

    @cached_property
    def governments(self) -> dict[str, str]:
        """The government that acts for a country, by country."""
        return {
            value.value: iri
            for iri in sorted(self.facts, reverse=True)
            for value in self.facts[iri].get("governmentOf", ())
        }

    @cached_property
    def situations(self) -> dict[tuple[str, frozenset[tuple[str, str]]], list[str]]:
        """The known situations by class and by who is what in them."""
        found: dict[tuple[str, frozenset[tuple[str, str]]], list[str]] = defaultdict(list)
        for iri, row in self.facts.items():
            kind = self.type(iri)
            if self.schema.is_a(kind, "Situation"):
                ends = {(n, v.value) for n, values in row.items() if self.schema.is_a(n, "involves") for v in values}
                found[kind, frozenset(ends)].append(iri)
        return found

    def around(self, place: str) -> frozenset[str]:
        """Return a place and the known places that it lies in, countries left out."""
        if place not in self._around:
            found = closure(place, self._inside)
            self._around[place] = frozenset(p for p in found if p == place or self.type(p) != "Country")
        return self._around[place]

    def groups_of(self, actor: str) -> frozenset[str]:
        """Return an actor and those it belongs to or stands under."""
        return closure(actor, self._groups)

    @cached_property
    def _around(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _inside(self) -> dict[str, set[str]]:
        return self._reach("locatedIn", "place")

    @cached_property
    def _groups(self) -> dict[str, set[str]]:
        found = self._reach("memberOf", "affiliatedWith", "mergedInto")
        for row in self.facts.values():
            for one, other in (("member", "memberIn"), ("affiliate", "affiliatedTo")):
                for part in row.get(one, ()):
                    found.setdefault(part.value, set()).update(whole.value for whole in row.get(other, ()))
        return found

    def _reach(self, *names: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for iri, row in self.facts.items():
            for name in names:
                if name in row:
                    found.setdefault(iri, set()).update(value.value for value in row[name])
        return found
