"""Asking a store about many things at once: rows, labels, classes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode

from kg.results import plain_text
from kg.store.asking import ask, value_of
from kg.store.base import Store
from kg.vocab import DATA, KG, PREFIXES


def labels_of(store: Store, iris: Iterable[str]) -> dict[str, str]:
    """Return the labels there are: English, or else without a language, or else the first by the alphabet."""
    query = """SELECT DISTINCT ?it ?name { VALUES ?it { %s } VALUES ?naming { rdfs:label schema:headline }
        GRAPH ?graph { ?it ?naming ?name } }"""
    found: dict[str, tuple[bool, bool, str]] = {}
    for iri, name in ask(store, query, iris):
        if isinstance(name, Literal):
            rank = (name.language != "en", name.language is not None, name.value)
            found[value_of(iri)] = min(rank, found.get(value_of(iri), rank))
    return {iri: rank[2] for iri, rank in found.items()}


def types_of(store: Store, iris: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the names of the classes of each thing; of a reported event also of what was reported."""
    query = """SELECT DISTINCT ?it ?type { VALUES ?it { %s } { ?it a ?type } UNION { ?it kg:eventType ?type } }"""
    found: dict[str, set[str]] = defaultdict(set)
    for iri, kind in ask(store, query, iris):
        found[value_of(iri)].add(value_of(kind))
    ours = {iri: {kind for kind in kinds if kind.startswith(KG.base)} or kinds for iri, kinds in found.items()}
    labels = labels_of(store, set().union(*ours.values()))
    return {iri: tuple(sorted({labels.get(kind) or local_name(kind) for kind in kinds})) for iri, kinds in ours.items()}


def local_name(iri: str) -> str:
    """Return the last part of an IRI of ours as words, "armed attack" for ArmedAttack; another's as it is."""
    name = re.split(r"[/#]", iri.rstrip("/#"))[-1]
    if not iri.startswith(tuple(PREFIXES.values())) and not iri.startswith(DATA):
        return iri
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower() if re.fullmatch(r"[A-Za-z]+", name) else name


def article_of(iri: str) -> str | None:
    """Return the article that a thing or a graph belongs to, None for a known thing."""
    found = re.match(re.escape(DATA) + r"article/[0-9a-f]+(?=/|$)", iri)
    return found[0] if found else None


def short_id(iri: str) -> str:
    """Return an IRI as `find` takes it and a person can type it."""
    return iri.removeprefix(DATA) if iri.startswith(DATA) else plain_text(NamedNode(iri))
