"""The ontology as its documentation tells it: every term with all that is said of it, in the order of the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import OntologyError
from kg.knowledge.ontology import local, read_turtle
from kg.vocab import DCTERMS, KG, ONTOLOGY, OWL, RDF, RDFS, SKOS

KINDS: Mapping[str, str] = {
    OWL.base + "Class": "class",
    OWL.base + "ObjectProperty": "object property",
    OWL.base + "DatatypeProperty": "datatype property",
    OWL.base + "AnnotationProperty": "annotation property",
    OWL.base + "NamedIndividual": "individual",
}
"""What a term can be, by the class of OWL that declares it."""

CHARACTERISTICS: Mapping[str, str] = {
    "TransitiveProperty": "transitive",
    "SymmetricProperty": "symmetric",
    "AsymmetricProperty": "asymmetric",
    "ReflexiveProperty": "reflexive",
    "IrreflexiveProperty": "irreflexive",
    "FunctionalProperty": "functional",
    "InverseFunctionalProperty": "inverse functional",
}
MARKS: Mapping[str, str] = {
    "isRole": "role of an event",
    "isRelation": "relation read from sentences",
    "isReferenceOnly": "in the reference graph only",
}
_HEADING = re.compile(r"# -{3} (?P<title>.+?) -*\s*")
_DECLARED = re.compile(r"kg:(?P<name>\w+)\s+a\s")


@dataclass(frozen=True, slots=True)
class Term:
    """A term of ours and what the ontology says of it.

    Other terms are given by local name when they are ours and by IRI when they are not. `labels` and `definitions` are
    by language; `types` are the classes of an individual; `parents` the classes or properties right above, `children`
    those right below; `disjoint` holds in both directions, whichever of the two the file states; `count` is how many
    known things have it, of a class those of the classes below included.
    """

    name: str
    kind: str
    labels: Mapping[str, str]
    definitions: Mapping[str, str]
    examples: tuple[str, ...]
    notes: tuple[str, ...]
    types: tuple[str, ...]
    parents: tuple[str, ...]
    children: tuple[str, ...]
    domains: tuple[str, ...]
    ranges: tuple[str, ...]
    disjoint: tuple[str, ...]
    inverses: tuple[str, ...]
    see_also: tuple[str, ...]
    characteristics: tuple[str, ...]
    marks: tuple[str, ...]
    json_name: str | None
    count: int

    @property
    def label(self) -> str:
        return self.labels.get("en", self.name)

    @property
    def is_property(self) -> bool:
        return self.kind.endswith("property")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the file under one heading, with the names of the terms that it declares, in order."""

    title: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class About:
    """What the ontology says of itself; texts are by language, what is not said is empty."""

    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    version: str
    version_iri: str
    prior_iri: str
    created: str
    modified: str
    creator: str
    licence: str
    see_also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """All of it: `terms` by name, in the order of the file; `sections` the same in parts."""

    about: About
    sections: tuple[Section, ...]
    terms: Mapping[str, Term]

    def of_kind(self, *kinds: str) -> tuple[Term, ...]:
        return tuple(term for term in self.terms.values() if term.kind in kinds)

    def ancestors(self, name: str) -> frozenset[str]:
        """A term of ours and all above it."""
        found, stack = {name}, [name]
        while stack:
            term = self.terms.get(stack.pop())
            above = set(term.parents) - found if term else set()
            found |= above
            stack.extend(above)
        return frozenset(found)

    def is_a(self, name: str, parent: str) -> bool:
        return parent in self.ancestors(name)


def read_model(path: Path, reference: Iterable[Path] = ()) -> Model:
    """Read the ontology, and count its terms in the files of known things.

    Raises `OntologyError` when a file is not Turtle.
    """
    return make_model(
        read_turtle(path), read_sections(path), (quad for path in reference for quad in read_turtle(path))
    )


def read_sections(path: Path) -> tuple[Section, ...]:
    """Return the parts of the file that its own headings make, `# --- Title ---`; those without a term are left out."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise OntologyError(f"{path}: cannot be read ({error})") from error
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        if heading := _HEADING.fullmatch(line):
            found.append((heading["title"], []))
        elif declared := _DECLARED.match(line):
            if not found:
                found.append(("Terms", []))
            found[-1][1].append(declared["name"])
    return tuple(Section(title, tuple(dict.fromkeys(names))) for title, names in found if names)


def make_model(ontology: Iterable[Quad], sections: Iterable[Section], reference: Iterable[Quad] = ()) -> Model:
    """Put together what the statements of an ontology say; a term that no section names comes in a last one."""
    facts: dict[str, dict[str, list[NamedNode | Literal]]] = {}
    about: dict[str, list[NamedNode | Literal]] = {}
    for quad in ontology:
        if isinstance(quad.object, NamedNode | Literal):
            row = about if quad.subject == ONTOLOGY else facts.setdefault(local(quad.subject) or "", {})
            row.setdefault(quad.predicate.value, []).append(quad.object)
    facts = {name: row for name, row in facts.items() if name and _kind(row) is not None}
    named = [name for section in sections for name in section.names]
    rest = tuple(name for name in facts if name not in named)
    parts = [Section(part.title, tuple(name for name in part.names if name in facts)) for part in sections]
    parts += [Section("Other terms", rest)] if rest else []
    above = {name: _parents(row) for name, row in facts.items()}
    counts = _counts(reference, above)
    ordered = [name for part in parts for name in part.names]
    return Model(
        about=_about(about),
        sections=tuple(part for part in parts if part.names),
        terms={name: _term(name, facts, above, counts.get(name, 0)) for name in ordered},
    )


def _term(
    name: str,
    facts: Mapping[str, Mapping[str, list[NamedNode | Literal]]],
    above: Mapping[str, tuple[str, ...]],
    count: int,
) -> Term:
    row = facts[name]
    kinds = _names(row, RDF.type)
    return Term(
        name=name,
        kind=_kind(row) or "",
        labels=_texts(row, RDFS.label),
        definitions=_texts(row, SKOS.definition),
        examples=_values(row, SKOS.example),
        notes=_values(row, SKOS.note),
        types=tuple(kind for kind in kinds if not kind.startswith(OWL.base)),
        parents=above[name],
        children=tuple(other for other in facts if name in above[other]),
        domains=_names(row, RDFS.domain),
        ranges=_names(row, RDFS.range),
        disjoint=_both_ways(name, facts, "disjointWith"),
        inverses=_both_ways(name, facts, "inverseOf"),
        see_also=_names(row, RDFS.seeAlso),
        characteristics=tuple(word for kind, word in CHARACTERISTICS.items() if OWL.base + kind in kinds),
        marks=tuple(word for mark, word in MARKS.items() if "true" in _values(row, NamedNode(KG.base + mark))),
        json_name=next(iter(_values(row, KG.jsonName)), None),
        count=count,
    )


def _kind(row: Mapping[str, list[NamedNode | Literal]]) -> str | None:
    types = {value.value for value in row.get(RDF.type.value, ())}
    return next((kind for iri, kind in KINDS.items() if iri in types), None)


def _parents(row: Mapping[str, list[NamedNode | Literal]]) -> tuple[str, ...]:
    return (*_names(row, RDFS.subClassOf), *_names(row, RDFS.subPropertyOf))


def _both_ways(
    name: str, facts: Mapping[str, Mapping[str, list[NamedNode | Literal]]], predicate: str
) -> tuple[str, ...]:
    iri = NamedNode(OWL.base + predicate)
    stated = set(_names(facts[name], iri))
    return tuple(sorted(stated | {other for other, row in facts.items() if name in _names(row, iri)}))


def _names(row: Mapping[str, list[NamedNode | Literal]], predicate: NamedNode) -> tuple[str, ...]:
    values = (value for value in row.get(predicate.value, ()) if isinstance(value, NamedNode))
    return tuple(local(value) or value.value for value in values)


def _values(row: Mapping[str, list[NamedNode | Literal]], predicate: NamedNode) -> tuple[str, ...]:
    return tuple(value.value for value in row.get(predicate.value, ()) if isinstance(value, Literal))


def _texts(row: Mapping[str, list[NamedNode | Literal]], predicate: NamedNode) -> Mapping[str, str]:
    values = row.get(predicate.value, ())
    return {value.language or "": value.value for value in values if isinstance(value, Literal)}


def _about(row: Mapping[str, list[NamedNode | Literal]]) -> About:
    def one(predicate: NamedNode) -> str:
        return next((value.value for value in row.get(predicate.value, ())), "")

    return About(
        titles=_texts(row, DCTERMS.title),
        descriptions=_texts(row, DCTERMS.description),
        version=one(OWL.versionInfo),
        version_iri=one(OWL.versionIRI),
        prior_iri=one(OWL.priorVersion),
        created=one(DCTERMS.created),
        modified=one(NamedNode(DCTERMS.base + "modified")),
        creator=one(DCTERMS.creator),
        licence=one(DCTERMS.license),
        see_also=_names(row, RDFS.seeAlso),
    )


def _counts(reference: Iterable[Quad], above: Mapping[str, tuple[str, ...]]) -> Mapping[str, int]:
    """How many known things are of each class, or are the subject of each property, those of narrower ones included."""
    found: dict[str, set[str]] = {}
    for quad in reference:
        stack = [local(quad.object if quad.predicate == RDF.type else quad.predicate)]
        while stack:
            name = stack.pop()
            if name is not None and str(quad.subject) not in found.setdefault(name, set()):
                found[name].add(str(quad.subject))
                stack.extend(above.get(name, ()))
    return {name: len(things) for name, things in found.items()}
