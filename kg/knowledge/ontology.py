"""The class and property tree of `ontology/conflict.ttl`, by local name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.errors import OntologyError
from kg.vocab import KG, OWL, RDF, RDFS, SKOS, XSD


@dataclass(frozen=True, slots=True)
class Property:
    """What a property joins: things of class `domain` with things of class `range`, or with values of a `datatype`.

    All three are local names, `datatype` in the namespace of XML Schema; None where the ontology leaves it open.
    """

    domain: str | None
    range: str | None
    datatype: str | None
    is_object: bool


@dataclass(frozen=True, slots=True)
class Ontology:
    """What the reader needs of the ontology.

    `ancestors` maps a class to itself and all its superclasses; `labels` a class or property to its English label;
    `json_names` a role to its key in the JSON of an event; `relations` lists the relation types; `examples` the example
    sentences of a class or property; `properties` what each property joins; `individuals` the class of each value that
    the ontology itself lists, such as the outcomes of a coup.
    """

    ancestors: Mapping[str, frozenset[str]]
    labels: Mapping[str, str]
    json_names: Mapping[str, str]
    relations: tuple[str, ...]
    examples: Mapping[str, tuple[str, ...]]
    properties: Mapping[str, Property] = field(default_factory=dict)
    individuals: Mapping[str, str] = field(default_factory=dict)

    def is_a(self, name: str, *parents: str) -> bool:
        """True when class `name` is one of `parents` or below one; `Thing` is above every class."""
        above = self.ancestors.get(name)
        return "Thing" in parents or (name in parents if above is None else not above.isdisjoint(parents))

    def depth(self, name: str) -> int:
        """How many classes stand above `name`: the larger, the more specific."""
        return len(self.ancestors.get(name, ()))


def read_turtle(path: Path) -> list[Quad]:
    """Read a Turtle file; raises `OntologyError` ("path:line: what") when it is none."""
    try:
        return list(parse(path=path, format=RdfFormat.TURTLE))
    except SyntaxError as error:
        raise OntologyError(f"{path}:{error.lineno or 1}: {error.msg}") from error
    except OSError as error:
        raise OntologyError(f"{path}: cannot be read ({error})") from error


def read_bytes(path: Path) -> bytes:
    """Read a file of the ontology as it is; raises `OntologyError` when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise OntologyError(f"{path}: cannot be read ({error})") from error


def local(term: object) -> str | None:
    """The local name of an IRI in the ontology's namespace, None for anything else."""
    if isinstance(term, NamedNode) and term.value.startswith(KG.base):
        return term.value.removeprefix(KG.base)
    return None


def read_ontology(paths: Iterable[Path]) -> Ontology:
    """Read the ontology's Turtle files into look-up structures."""
    facts: dict[str, dict[str, list[_Term]]] = {}
    for quad in (quad for path in paths for quad in read_turtle(path)):
        name = local(quad.subject)
        if name is not None and isinstance(quad.object, NamedNode | Literal):
            facts.setdefault(name, {}).setdefault(quad.predicate.value, []).append(quad.object)

    def texts(row: _Row, predicate: NamedNode) -> list[str]:
        return [term.value for term in row.get(predicate.value, ()) if isinstance(term, Literal)]

    parents = {name: set(_locals(row, RDFS.subClassOf)) for name, row in facts.items()}
    labels = {
        name: term.value
        for name, row in facts.items()
        for term in row.get(RDFS.label.value, ())
        if isinstance(term, Literal) and term.language == "en"
    }
    relations = {name for name, row in facts.items() if "true" in texts(row, KG.isRelation)}
    named = {*labels, *(name for name, above in parents.items() if above)}
    return Ontology(
        ancestors={name: _closure(name, parents) for name in sorted(named)},
        labels=labels,
        json_names={
            name: key for name, row in sorted(facts.items()) for key in texts(row, KG.jsonName) if name not in relations
        },
        relations=tuple(sorted(relations)),
        examples={
            name: tuple(sorted(sentences))
            for name, row in sorted(facts.items())
            if (sentences := texts(row, SKOS.example))
        },
        properties={name: _property(name, facts) for name, row in sorted(facts.items()) if _is_property(row)},
        individuals={
            name: kind
            for name, row in sorted(facts.items())
            if OWL.NamedIndividual in row.get(RDF.type.value, ())
            for kind in _locals(row, RDF.type)
        },
    )


_Term: TypeAlias = NamedNode | Literal
_Row: TypeAlias = Mapping[str, list[_Term]]
_PROPERTIES = frozenset({OWL.ObjectProperty, OWL.DatatypeProperty})


def _locals(row: _Row, predicate: NamedNode) -> list[str]:
    return [name for term in row.get(predicate.value, ()) if (name := local(term))]


def _is_property(row: _Row) -> bool:
    return not _PROPERTIES.isdisjoint(row.get(RDF.type.value, ()))


def _property(name: str, facts: Mapping[str, _Row]) -> Property:
    """Return what a property joins; where it does not say so itself, a property above it does."""
    above = [name]
    for each in above:
        above += [other for other in _locals(facts.get(each, {}), RDFS.subPropertyOf) if other not in above]
    ranges = [term for each in above for term in facts.get(each, {}).get(RDFS.range.value, ())]
    datatypes = [term.value.removeprefix(XSD.base) for term in ranges if term.value.startswith(XSD.base)]
    return Property(
        domain=next((kind for each in above for kind in _locals(facts.get(each, {}), RDFS.domain)), None),
        range=next((kind for term in ranges if (kind := local(term))), None),
        datatype=next(iter(datatypes), None),
        is_object=OWL.ObjectProperty in facts[name][RDF.type.value],
    )


def _closure(name: str, parents: Mapping[str, set[str]]) -> frozenset[str]:
    found = {name}
    stack = [name]
    while stack:
        for parent in parents.get(stack.pop(), ()):
            if parent not in found:
                found.add(parent)
                stack.append(parent)
    return frozenset(found)
