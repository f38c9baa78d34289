"""Whether the files of an ontology folder say what they should: labels, definitions, examples, sources, names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Quad
from pyoxigraph import Literal as Value

from kg.checks.finding import Finding
from kg.checks.terms import Facts, by_subject, closure, shorten
from kg.entail import is_safe
from kg.knowledge.ontology import local, read_turtle
from kg.results import Term
from kg.vocab import DATA, DCTERMS, KG, OWL, RDF, RDFS, SKOS

_DECLARING: Final = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
_WITH_EXAMPLE: Final = (KG.Event, KG.Party, KG.Place)
_REFERENCE_ONLY: Final = NamedNode(KG.base + "isReferenceOnly")


@dataclass(frozen=True, slots=True)
class Files:
    """The Turtle of an ontology folder, by what it is for."""

    ontology: tuple[Quad, ...]
    alignments: tuple[Quad, ...] = ()
    lexicon: tuple[Quad, ...] = ()
    reference: tuple[Quad, ...] = ()
    shapes: tuple[Quad, ...] = ()


def read_files(directory: Path, own: Iterable[Path] = ()) -> Files:
    """Read an ontology folder, and the user's `own` reference files.

    Raises `OntologyError` ("path:line: what") for the first file that is not Turtle.
    """

    def read(*paths: Path) -> tuple[Quad, ...]:
        return tuple(quad for path in paths for quad in read_turtle(path))

    return Files(
        ontology=read(directory / "conflict.ttl"),
        alignments=read(directory / "alignments.ttl"),
        lexicon=read(*sorted(directory.glob("lexicon.*.ttl"))),
        reference=read(*sorted((directory / "reference").glob("*.ttl")), *own),
        shapes=read(directory / "shapes.ttl"),
    )


def check_ontology(files: Files) -> tuple[Finding, ...]:
    """Return what ontology and reference graph lack: labels, definitions, examples, declarations, sources."""
    return (
        *_descriptions(files.ontology),
        *_declarations(files),
        *_blank_nodes(files),
        *_datatypes(files),
        *_known_things(files.reference),
    )


def _descriptions(ontology: tuple[Quad, ...]) -> Iterator[Finding]:
    """Yield a finding for every term of ours that is not described in both languages, or lacks a sentence to test it."""
    facts = by_subject(ontology)
    parents = closure(ontology, RDFS.subClassOf)
    for term, row in facts.items():
        types = row.get(RDF.type, set())
        if local(term) is None or types.isdisjoint({*_DECLARING, OWL.NamedIndividual}):
            continue
        languages = {value.language for value in row.get(RDFS.label, ()) if isinstance(value, Value)}
        for language in sorted({"en", "fr"} - {text for text in languages if text}):
            yield Finding(shorten(term), f"has no rdfs:label in {language!r}; add one")
        if SKOS.definition not in row:
            yield Finding(shorten(term), "has no skos:definition; say what it means and which codebook it follows")
        is_property = bool(_true(row, KG.isRole) or _true(row, KG.isRelation))
        is_read = not parents.get(term, frozenset({term})).isdisjoint(_WITH_EXAMPLE) and not _true(row, _REFERENCE_ONLY)
        if (is_property or is_read) and SKOS.example not in row:
            yield Finding(shorten(term), "has no skos:example; add a sentence that the reader finds it in")
        if is_property and KG.jsonName not in row:
            yield Finding(shorten(term), "has no kg:jsonName; add the key it has in `kg extract --format json`")


def _declarations(files: Files) -> Iterator[Finding]:
    """Yield a finding for every IRI in our namespace that is used and not declared: most often a slip of the pen."""
    declared = {quad.subject for quad in files.ontology if quad.predicate == RDF.type}
    used = {term for quads in _each(files) for quad in quads for term in _named(quad) if local(term)}
    for term in sorted(used - declared, key=str):
        yield Finding(shorten(term), "is used and not declared; declare it in conflict.ttl or mend its name")


def _blank_nodes(files: Files) -> Iterator[Finding]:
    """Yield a finding where there are blank nodes; lexicon and shapes may have them, since they never are in a graph."""
    for name, quads in (("conflict.ttl", files.ontology), ("reference", files.reference)):
        count = len(_blank(by_subject(quads)))
        if count:
            yield Finding(name, f"has {count} blank nodes; give them IRIs")


def _datatypes(files: Files) -> Iterator[Finding]:
    """Yield a finding for every value of a data property that HermiT would fail on."""
    data_properties = {
        quad.subject for quad in files.ontology if quad.predicate == RDF.type and quad.object == OWL.DatatypeProperty
    }
    for quad in files.reference:
        if quad.predicate in data_properties and not is_safe(quad.object):
            yield Finding(
                shorten(quad.subject), f"{shorten(quad.predicate)} has {quad.object}, which no reasoner here takes"
            )


def _known_things(reference: tuple[Quad, ...]) -> Iterator[Finding]:
    """Yield a finding for every known thing without a name or a source."""
    facts = by_subject(reference)
    named = {quad.object for quad in reference if isinstance(quad.object, NamedNode)}
    meant = {term for term in named if term.value.startswith(DATA)}
    for term in sorted({*facts, *meant} - _blank(facts), key=str):
        row = facts.get(term, {})
        if RDFS.label not in row:
            yield Finding(shorten(term), "is spoken of and has no rdfs:label; describe it, or mend its name")
        elif DCTERMS.source not in row and SKOS.note not in row:
            yield Finding(shorten(term), "has neither dcterms:source nor a skos:note saying why", "warning")


def _blank(facts: Facts) -> set[Term]:
    return {term for term in facts if isinstance(term, BlankNode)}


def _each(files: Files) -> tuple[tuple[Quad, ...], ...]:
    return files.ontology, files.alignments, files.lexicon, files.reference, files.shapes


def _named(quad: Quad) -> Iterator[Term]:
    yield from (term for term in (quad.subject, quad.predicate, quad.object) if isinstance(term, NamedNode))


def _true(row: Mapping[Term, set[Term]], predicate: NamedNode) -> bool:
    return any(isinstance(value, Value) and value.value == "true" for value in row.get(predicate, ()))
