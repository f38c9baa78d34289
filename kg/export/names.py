"""Short names for IRIs, and the order in which things and properties read well."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kg.vocab import DCTERMS, KG, OA, OWL, PREFIXES, PROV, RDF, RDFS, SCHEMA, SKOS

_LOCAL_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
"""A part of what Turtle allows after the colon (PN_LOCAL): what needs no escape and no reader gets wrong."""

_SMALL_NUMBER = re.compile(r"[0-9]{1,9}")
_SEPARATORS = re.compile(r"[/#<>\"^-]")
_NAMESPACES = {namespace: prefix for prefix, namespace in PREFIXES.items()}

_FIRST = (
    *(RDF.type, RDFS.label, SKOS.prefLabel, SKOS.altLabel, SCHEMA.headline, SCHEMA.datePublished, SKOS.definition),
    *(RDF.subject, RDF.predicate, RDF.object, OWL.versionIRI, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain),
    *(RDFS.range, KG.links, KG.candidate, KG.isChosen, KG.eventType, KG.status, KG.onOrAfter, KG.onOrBefore),
    *(KG.firstDay, KG.lastDay, KG.edtf, KG.dateText, KG.country, KG.place),
)
_LAST = (
    *(KG.killedMin, KG.killedMax, KG.injuredMin, KG.injuredMax, KG.score, KG.method, KG.frame, KG.mention),
    *(OA.hasSource, OA.hasSelector, PROV.wasDerivedFrom, PROV.wasAttributedTo, PROV.wasGeneratedBy),
    *(SKOS.exactMatch, DCTERMS.source),
)
_RANKS: Mapping[str, int] = {
    **{term.value: index - len(_FIRST) for index, term in enumerate(_FIRST)},
    **{term.value: index + 1 for index, term in enumerate(_LAST)},
}
"""Where a property stands under its subject: what a thing is, what it says, how we know it; see docs/graph.md."""


def split_name(iri: str) -> tuple[str, str] | None:
    """Return an IRI's prefix and local name, or None when no prefix of kg fits or the name would need escapes.

    >>> split_name("https://w3id.org/conflict-kg/ontology#Coup")
    ('kg', 'Coup')
    """
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = _NAMESPACES.get(iri[:cut])
    if prefix is None or not _LOCAL_NAME.fullmatch(iri, cut):
        return None
    return prefix, iri[cut:]


def property_order(iri: str) -> tuple[int, str]:
    """Return the sort key of a property under its subject."""
    return _RANKS.get(iri, 0), iri


def natural_order(text: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """Return a sort key that reads whole numbers between slashes, hashes, hyphens and quotes as numbers.

    >>> sorted(["span/107-117", "span/9-12", "span/9-11"], key=natural_order)
    ['span/9-11', 'span/9-12', 'span/107-117']
    """
    parts = _SEPARATORS.split(text)
    return tuple((0, int(part), "") if _SMALL_NUMBER.fullmatch(part) else (1, 0, part) for part in parts), text


def sorted_prefixes(used: Iterable[str]) -> list[tuple[str, str]]:
    """Return the prefixes that are used with their namespaces, in the order files declare them."""
    return [(prefix, PREFIXES[prefix]) for prefix in sorted(set(used))]
