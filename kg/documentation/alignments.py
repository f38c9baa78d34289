"""Our terms beside those of others: vocabularies, Wikidata, and the codes of data sets, as `ontology/alignments.ttl` has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from kg.knowledge.ontology import local
from kg.vocab import DCTERMS, RDF, RDFS, SKOS

RELATIONS: Mapping[str, str] = {
    SKOS.exactMatch.value: "the same as",
    SKOS.closeMatch.value: "close to",
    SKOS.base + "broadMatch": "narrower than",
    SKOS.base + "narrowMatch": "wider than",
    SKOS.base + "relatedMatch": "related to",
    RDFS.subClassOf.value: "a kind of",
    RDFS.subPropertyOf.value: "a kind of",
}
"""How a term of ours stands to another, by the property that says so; SKOS names the match by what the *other* is."""


@dataclass(frozen=True, slots=True)
class Match:
    """A term of ours and one elsewhere; `name` is what that one is called or coded, None when only its IRI is known."""

    term: str
    relation: str
    iri: str
    name: str | None
    scheme: str | None


@dataclass(frozen=True, slots=True)
class Concept:
    """A code of a data set; `broader` is the IRI of the code above it."""

    iri: str
    notation: str
    label: str
    broader: str | None


@dataclass(frozen=True, slots=True)
class Scheme:
    """A coding scheme, as far as we align with it."""

    iri: str
    label: str
    source: str
    concepts: tuple[Concept, ...]


@dataclass(frozen=True, slots=True)
class Alignments:
    """Matches by term of ours, in the order of the file, and the schemes whose codes they name."""

    matches: Mapping[str, tuple[Match, ...]]
    schemes: tuple[Scheme, ...]


def make_alignments(quads: Iterable[Quad]) -> Alignments:
    facts: dict[str, dict[str, list[str]]] = {}
    ours: list[tuple[str, str, str]] = []
    for quad in quads:
        if not (isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal)):
            continue
        facts.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object.value)
        if (name := local(quad.subject)) and quad.predicate.value in RELATIONS and isinstance(quad.object, NamedNode):
            ours.append((name, quad.predicate.value, quad.object.value))
    matches: dict[str, tuple[Match, ...]] = {}
    for name, predicate, iri in ours:
        row = facts.get(iri, {})
        found = Match(name, RELATIONS[predicate], iri, _called(row), _one(row, SKOS.base + "inScheme"))
        matches[name] = (*matches.get(name, ()), found)
    schemes = [iri for iri, row in facts.items() if SKOS.base + "ConceptScheme" in row.get(RDF.type.value, ())]
    return Alignments(matches, tuple(_scheme(iri, facts) for iri in schemes))


def _scheme(iri: str, facts: Mapping[str, Mapping[str, list[str]]]) -> Scheme:
    row = facts[iri]
    concepts = (
        Concept(
            concept,
            _one(said, SKOS.base + "notation") or "",
            _one(said, SKOS.prefLabel.value) or "",
            _one(said, SKOS.base + "broader"),
        )
        for concept, said in facts.items()
        if iri in said.get(SKOS.base + "inScheme", ())
    )
    label = _one(row, RDFS.label.value) or _one(row, SKOS.prefLabel.value) or iri
    return Scheme(iri, label, _one(row, DCTERMS.source.value) or "", tuple(sorted(concepts, key=lambda c: c.notation)))


def _called(row: Mapping[str, list[str]]) -> str | None:
    """A code with what it means where that is not the same words."""
    notation, label = _one(row, SKOS.base + "notation"), _one(row, SKOS.prefLabel.value)
    if notation and label and notation.casefold() != label.casefold():
        return f"{notation} ({label})"
    return notation or label


def _one(row: Mapping[str, list[str]], predicate: str) -> str | None:
    return next(iter(row.get(predicate, ())), None)
