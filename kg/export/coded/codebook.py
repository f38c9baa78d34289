"""The codes and coding rules of `ontology/alignments.ttl`, and the country codes beside it, as look-up structures.

Which code a happening gets is data there; what stands here only finds the first rule whose conditions hold. Classes are
known by their local names ("Coup"), concepts and schemes by their IRIs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias, TypeVar

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import OntologyError
from kg.knowledge.ontology import local, read_turtle
from kg.vocab import DATA, KG, RDF, RDFS, ROOT, SKOS

ACLED: Final = ROOT + "alignment/acled#"
PLOVER: Final = ROOT + "alignment/plover#"
UCDP: Final = ROOT + "alignment/ucdp#"
_CODING: Final = ROOT + "alignment/coding#"

_Row: TypeAlias = Mapping[str, list[NamedNode | Literal]]


@dataclass(frozen=True, slots=True)
class Concept:
    """A code. `at_most_days`, `classes` and `is_known` say what a precision code asks of a date or place."""

    iri: str
    scheme: str
    notation: str
    label: str
    broader: str | None
    related: tuple[str, ...]
    generic_name: str | None
    at_most_days: int | None
    classes: frozenset[str]
    is_known: bool
    quad: str
    score: str


@dataclass(frozen=True, slots=True)
class Rule:
    """How a happening is coded: conditions, of which an empty one holds of everything, and what follows from them."""

    order: int
    classes: frozenset[str]
    by: frozenset[str]
    against: frozenset[str]
    words: re.Pattern[str] | None
    target_words: re.Pattern[str] | None
    killed: bool | None
    coded_as: str | None
    contexts: tuple[str, ...]
    left_out: str | None
    doer: str | None
    target: str | None


@dataclass(frozen=True, slots=True)
class ActorRule:
    """How an actor is coded; conditions as those of a `Rule`."""

    order: int
    classes: frozenset[str]
    in_event: frozenset[str]
    words: re.Pattern[str] | None
    is_named: bool | None
    is_abroad: bool | None
    is_doer: bool | None
    coded_as: str
    generic_name: str | None


@dataclass(frozen=True, slots=True)
class CountryCodes:
    """What data sets call a country; what none of the sources gives is empty."""

    iso: str = ""
    alpha3: str = ""
    cow: str = ""
    gw: str = ""
    acled_name: str = ""
    acled_region: str = ""


@dataclass(frozen=True, slots=True)
class Codebook:
    """Everything that coding needs: `above` has each class and property with all above it, by local name."""

    above: Mapping[str, frozenset[str]]
    concepts: Mapping[str, Concept]
    rules: Mapping[str, tuple[Rule, ...]]
    actor_rules: Mapping[str, tuple[ActorRule, ...]]
    countries: Mapping[str, CountryCodes]

    def of_scheme(self, scheme: str) -> list[Concept]:
        """Return the concepts of a scheme in the order of their notations."""
        return sorted((c for c in self.concepts.values() if c.scheme == scheme), key=lambda concept: concept.notation)

    def below(self, *names: str) -> frozenset[str]:
        """Return the classes or properties that are one of `names` or stand below one."""
        return frozenset(name for name, above in self.above.items() if not above.isdisjoint(names)) | set(names)


def read_codebook(directory: Path) -> Codebook:
    """Read an ontology folder; raises `OntologyError` when a file of it is missing, malformed or lacks what it needs."""
    alignments = directory / "alignments.ttl"
    facts = _by_subject(read_turtle(alignments))
    try:
        return Codebook(
            above=_closures(_by_subject(read_turtle(directory / "conflict.ttl"))),
            concepts={iri: _concept(iri, row) for iri, row in facts.items() if _is_a(row, SKOS.base + "Concept")},
            rules=_by_scheme(facts, "Rule", _rule),
            actor_rules=_by_scheme(facts, "ActorRule", _actor_rule),
            countries=_countries(_by_subject(read_turtle(directory / "country-codes.ttl"))),
        )
    except (IndexError, ValueError) as error:
        raise OntologyError(
            f"{alignments}: a code or rule is not as docs/coded-data.md describes it ({error})"
        ) from error


def _by_subject(quads: Iterable[Quad]) -> dict[str, dict[str, list[NamedNode | Literal]]]:
    facts: dict[str, dict[str, list[NamedNode | Literal]]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            facts.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object)
    return facts


def _closures(facts: Mapping[str, _Row]) -> dict[str, frozenset[str]]:
    parents: dict[str, set[str]] = {}
    for iri, row in facts.items():
        terms = (*row.get(RDFS.subClassOf.value, ()), *row.get(RDFS.subPropertyOf.value, ()))
        parents[iri.removeprefix(KG.base)] = {name for term in terms if (name := local(term))}
    above: dict[str, frozenset[str]] = {}
    for name in parents:
        found, stack = {name}, [name]
        while stack:
            new = parents.get(stack.pop(), set()) - found
            found |= new
            stack += new
        above[name] = frozenset(found)
    return above


def _is_a(row: _Row, kind: str) -> bool:
    return any(term.value == kind for term in row.get(RDF.type.value, ()))


def _texts(row: _Row, name: str) -> list[str]:
    return sorted(term.value for term in row.get(name if ":" in name else _CODING + name, ()))


def _one(row: _Row, name: str) -> str | None:
    return next(iter(_texts(row, name)), None)


def _truth(row: _Row, name: str) -> bool | None:
    value = _one(row, name)
    return None if value is None else value == "true"


def _classes(row: _Row, name: str) -> frozenset[str]:
    return frozenset(text.removeprefix(KG.base) for text in _texts(row, name))


def _words(row: _Row, name: str) -> re.Pattern[str] | None:
    """Return a pattern for any of the words, the longest first, of any case and also in the plural."""
    words = sorted(_texts(row, name), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})s?\b", re.IGNORECASE) if words else None


def _concept(iri: str, row: _Row) -> Concept:
    days = _one(row, "atMostDays")
    return Concept(
        iri=iri,
        scheme=_texts(row, SKOS.base + "inScheme")[0],
        notation=_texts(row, SKOS.base + "notation")[0],
        label=_texts(row, SKOS.prefLabel.value)[0],
        broader=_one(row, SKOS.base + "broader"),
        related=tuple(_texts(row, SKOS.base + "related")),
        generic_name=_one(row, "genericName"),
        at_most_days=int(days) if days else None,
        classes=_classes(row, "ofClass"),
        is_known=bool(_truth(row, "isKnown")),
        quad=_one(row, "quad") or "",
        score=_one(row, "score") or "",
    )


def _rule(row: _Row) -> Rule:
    return Rule(
        order=int(_texts(row, "order")[0]),
        classes=_classes(row, "ofClass"),
        by=_classes(row, "by"),
        against=_classes(row, "against"),
        words=_words(row, "word"),
        target_words=_words(row, "targetWord"),
        killed=_truth(row, "killed"),
        coded_as=_one(row, "codedAs"),
        contexts=tuple(_texts(row, "context")),
        left_out=_one(row, "leftOut"),
        doer=_one(row, "doer"),
        target=_one(row, "target"),
    )


def _actor_rule(row: _Row) -> ActorRule:
    return ActorRule(
        order=int(_texts(row, "order")[0]),
        classes=_classes(row, "ofClass"),
        in_event=_classes(row, "inEvent"),
        words=_words(row, "word"),
        is_named=_truth(row, "isNamed"),
        is_abroad=_truth(row, "isAbroad"),
        is_doer=_truth(row, "isDoer"),
        coded_as=_texts(row, "codedAs")[0],
        generic_name=_one(row, "genericName"),
    )


_AnyRule = TypeVar("_AnyRule", Rule, ActorRule)


def _by_scheme(
    facts: Mapping[str, _Row], kind: str, make: Callable[[_Row], _AnyRule]
) -> dict[str, tuple[_AnyRule, ...]]:
    found: dict[str, list[_AnyRule]] = {}
    for row in facts.values():
        if _is_a(row, _CODING + kind):
            found.setdefault(_texts(row, "scheme")[0], []).append(make(row))
    return {scheme: tuple(sorted(rules, key=lambda rule: rule.order)) for scheme, rules in found.items()}


def _countries(facts: Mapping[str, _Row]) -> dict[str, CountryCodes]:
    return {iri: _country(row) for iri, row in facts.items() if iri.startswith(DATA)}


def _country(row: _Row) -> CountryCodes:
    codes = {
        term.datatype.value.removeprefix(_CODING): term.value
        for term in row.get(SKOS.base + "notation", ())
        if isinstance(term, Literal)
    }
    return CountryCodes(
        iso=codes.get("isoNumeric", "").lstrip("0"),
        alpha3=codes.get("isoAlpha3", ""),
        cow=codes.get("cow", ""),
        gw=codes.get("gw", ""),
        acled_name=_one(row, "acledName") or "",
        acled_region=_one(row, "acledRegion") or "",
    )
