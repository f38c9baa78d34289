"""Statements as lines of a card: named, in order, each once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from pyoxigraph import Literal, NamedNode

from kg.explain.asking import article_of
from kg.explain.cards import Fact, Named
from kg.explain.statements import Statement
from kg.results import Term, plain_text
from kg.store.asking import rows_of, value_of
from kg.store.base import Store
from kg.vocab import DCTERMS, KG, PROV, SCHEMA, SKOS

_ORDER = (
    *(KG.status, KG.edtf, KG.dateText, SCHEMA.datePublished, KG.country, KG.place, None, KG.killedMin, KG.injuredMin),
    *(PROV.wasAttributedTo, KG.score, SKOS.definition, SKOS.example, SKOS.note, DCTERMS.source, DCTERMS.license),
)
"""The order of facts on a card; None stands for every property that is not named: roles and relations."""


def facts_of(statements: Iterable[Statement], shown: Callable[[Statement], tuple[str, Named]]) -> tuple[Fact, ...]:
    """Return the statements as facts, each once, with how many articles say it; of texts, only the English ones."""
    graphs: dict[tuple[int, str, str, Named], set[str]] = defaultdict(set)
    for statement in statements:
        if isinstance(statement.object, Literal) and statement.object.language not in (None, "en"):
            continue
        rank = _ORDER.index(statement.predicate if statement.predicate in _ORDER else None)
        name, value = shown(statement)
        graphs[rank, name, statement.status, value].add(statement.graph)
    counts = {key: sum(article_of(graph) is not None for graph in found) for key, found in graphs.items()}
    ordered = sorted(counts, key=lambda key: (key[0], key[1], key[2], -counts[key], key[3].label))
    return tuple(Fact(name, value, status, counts[rank, name, status, value]) for rank, name, status, value in ordered)


def property_name(predicate: NamedNode, names: Mapping[str, Named]) -> str:
    return _FIXED_NAMES.get(predicate) or names[predicate.value].label


def reversed_name(predicate: NamedNode, names: Mapping[str, Named], roles: frozenset[str]) -> str:
    """Return a role as "perpetrator of", a relation, which is a verb, as "← backs"."""
    name = property_name(predicate, names)
    return f"{name} of" if predicate.value in roles or predicate in (KG.place, KG.country) else f"← {name}"


def read_roles(store: Store) -> frozenset[str]:
    """Return the properties that the ontology calls roles; none for a store without the ontology."""
    return frozenset(value_of(role) for (role,) in rows_of(store, "SELECT ?role { ?role kg:isRole true }"))


_FIXED_NAMES = {
    KG.edtf: "date",
    KG.dateText: "date",
    KG.killedMin: "killed",
    KG.killedMax: "killed at most",
    KG.injuredMin: "injured",
    KG.injuredMax: "injured at most",
    PROV.wasAttributedTo: "according to",
    SCHEMA.datePublished: "published",
    DCTERMS.source: "source",
    DCTERMS.license: "licence",
    SCHEMA.inLanguage: "language",
}


def named_value(term: Term, names: Mapping[str, Named]) -> Named:
    return names[term.value] if isinstance(term, NamedNode) else Named(plain_text(term))
