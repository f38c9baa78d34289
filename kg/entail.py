"""What a reasoner for OWL is shown of a graph, and what OWL 2 RL adds to it.

Entailments are worked out by `reasonable`, which is fast and is an optional extra. It knows the rules of OWL 2 RL
(https://www.w3.org/TR/owl2-profiles/#OWL_2_RL) for classes, domains, ranges, inverse, symmetric, transitive and
functional properties; it knows no property chains (owl:propertyChainAxiom) and does not say so, which is one reason why
what kg concludes by itself is written as rules in SPARQL. The ontology has no chains. rdflib and reasonable are imported
when they are needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.errors import SettingsError
from kg.vocab import ENTAILED_GRAPH, KG, OWL, PREFIXES, RDF, RDFS

if TYPE_CHECKING:
    from kg.results import Term

MISSING: Final = (
    "OWL 2 RL needs the package reasonable, which is not installed; install it: pip install 'conflict-kg[owl]'"
)

_SAFE_DATATYPES: Final = frozenset(
    PREFIXES["xsd"] + name
    for name in (
        "string",
        "boolean",
        "integer",
        "nonNegativeInteger",
        "decimal",
        "double",
        "float",
        "dateTime",
        "anyURI",
    )
) | {RDF.base + "langString"}
"""Datatypes HermiT takes. Of others, xsd:date and xsd:gYear among them, one literal makes it fail as a whole."""

_PROPERTIES: Final = frozenset({OWL.ObjectProperty, OWL.DatatypeProperty})
_OF_SCHEMA: Final = frozenset({RDF.type, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range})
_OF_THE_FILE: Final = frozenset({OWL.versionIRI, OWL.versionInfo, OWL.priorVersion})
_ABOUT_TRIPLES: Final = frozenset({KG.Article, KG.Claim, KG.ExtractionRun, KG.Inference, KG.Link, KG.Rule})
_SAME_AS: Final = NamedNode(OWL.base + "sameAs")


def reasoner_view(quads: Iterable[Quad]) -> Iterator[Triple]:
    """Yield what a reasoner may see, which is what has a meaning for it and cannot make it fail.

    Annotations carry no meaning for OWL, and leaving them out halves the work. What is said of claims and inferences is
    left out since they speak about triples, not about the world. A literal of a datatype that HermiT fails on is left
    out and not mapped to another: `kg check` names it, and a made-up value could hide a contradiction.
    """
    kept = tuple(quads)
    properties = {quad.subject for quad in kept if quad.predicate == RDF.type and quad.object in _PROPERTIES}
    apart = {quad.subject for quad in kept if quad.predicate == RDF.type and quad.object in _ABOUT_TRIPLES}
    for quad in kept:
        is_axiom = quad.predicate.value.startswith(OWL.base) and quad.predicate not in _OF_THE_FILE
        is_shown = is_axiom or quad.predicate in _OF_SCHEMA or quad.predicate in properties
        if is_shown and is_safe(quad.object) and quad.subject not in apart and quad.object not in apart:
            yield quad.triple


def is_safe(term: Term) -> bool:
    """Say whether HermiT takes a term; see the list of datatypes above."""
    return not isinstance(term, Literal) or term.datatype.value in _SAFE_DATATYPES


def entail(ontology: Iterable[Quad], data: Iterable[Quad]) -> Iterator[Quad]:
    """Yield what follows from the data by the ontology and is not said yet, in the graph of entailments, sorted.

    What holds of everything is left out (that a thing is an owl:Thing and the same as itself), and so is what follows
    about the ontology's own terms only. Raises `SettingsError` when `reasonable` is not installed.
    """
    reasoner = _reasoner()
    schema = tuple(ontology)
    view = tuple(reasoner_view((*schema, *data)))
    ours = {_to_rdflib(term): term for term in chain((_SAME_AS,), chain.from_iterable(view))}
    reasoner.from_graph([tuple(_to_rdflib(term) for term in triple) for triple in view])
    said, terms = set(view), {quad.subject for quad in schema}
    found = (_triple(triple, ours) for triple in reasoner.reason())
    new = {triple for triple in found if triple is not None and triple not in said and not _is_noise(triple, terms)}
    for triple in sorted(new, key=str):
        yield Quad(triple.subject, triple.predicate, triple.object, ENTAILED_GRAPH)


def _reasoner() -> Any:
    """Return a new reasoner; it has no types."""
    try:
        from reasonable import PyReasoner
    except ImportError as error:
        raise SettingsError(MISSING) from error
    return PyReasoner()


def _to_rdflib(term: Term) -> Any:
    """Return a term of rdflib, which reasonable speaks. It writes literals its own way, and what it gives back too."""
    from rdflib import BNode, URIRef
    from rdflib import Literal as RdflibLiteral

    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    if isinstance(term, Literal):
        datatype = None if term.language else URIRef(term.datatype.value)
        return RdflibLiteral(term.value, lang=term.language, datatype=datatype)
    raise TypeError(f"no term of RDF 1.1: {term}")


def _triple(triple: tuple[Any, Any, Any], ours: dict[Any, Term]) -> Triple | None:
    """Return a triple in our terms, None when it has one that nobody used before, as a literal for a subject."""
    subject, predicate, value = (ours.get(term) for term in triple)
    if isinstance(subject, NamedNode | BlankNode) and isinstance(predicate, NamedNode) and value is not None:
        return Triple(subject, predicate, value)
    return None


def _is_noise(triple: Triple, terms: set[Any]) -> bool:
    predicate, value = triple.predicate, triple.object
    if triple.subject in terms:
        return True
    if predicate == RDF.type:
        return isinstance(value, NamedNode) and value.value.startswith((OWL.base, RDFS.base))
    if predicate == _SAME_AS:
        return triple.subject == value
    return predicate.value.startswith((OWL.base, RDF.base, RDFS.base))
