"""The class and property tree of `ontology/conflict.ttl`, by local name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.errors import OntologyError
from kg.vocab import KG, RDFS, SKOS


@dataclass(frozen=True, slots=True)
class Ontology:
    """What the reader needs of the ontology.

    `ancestors` maps a class to itself and all its superclasses; `labels` a class or property to its English label;
    `json_names` a role to its key in the JSON of an event; `relations` lists the relation types; `examples` the example
    sentences of a class or property.
    """

    ancestors: Mapping[str, frozenset[str]]
    labels: Mapping[str, str]
    json_names: Mapping[str, str]
    relations: tuple[str, ...]
    examples: Mapping[str, tuple[str, ...]]

    def is_a(self, name: str, *parents: str) -> bool:
        """True when class `name` is one of `parents` or below one; `Thing` is above every class."""
        return "Thing" in parents or not self.ancestors.get(name, frozenset({name})).isdisjoint(parents)

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
    parents: dict[str, set[str]] = {}
    labels: dict[str, str] = {}
    json_names: dict[str, str] = {}
    relations: list[str] = []
    examples: dict[str, list[str]] = {}
    for quad in (quad for path in paths for quad in read_turtle(path)):
        name = local(quad.subject)
        if name is None:
            continue
        value = quad.object
        if quad.predicate == RDFS.subClassOf and (parent := local(value)):
            parents.setdefault(name, set()).add(parent)
        elif quad.predicate == RDFS.label and isinstance(value, Literal) and value.language == "en":
            labels[name] = value.value
        elif quad.predicate == SKOS.example and isinstance(value, Literal):
            examples.setdefault(name, []).append(value.value)
        elif quad.predicate == KG.jsonName and isinstance(value, Literal):
            json_names[name] = value.value
        elif quad.predicate == KG.isRelation and isinstance(value, Literal) and value.value == "true":
            relations.append(name)
    names = set(labels) | set(parents)
    return Ontology(
        ancestors={name: _closure(name, parents) for name in sorted(names)},
        labels=labels,
        json_names={name: key for name, key in sorted(json_names.items()) if name not in relations},
        relations=tuple(sorted(relations)),
        examples={name: tuple(sorted(sentences)) for name, sentences in sorted(examples.items())},
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
