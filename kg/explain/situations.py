"""The situations that somebody or some place is in: offices, posts, backing, memberships, with their time."""

from __future__ import annotations

from collections.abc import Iterable

from kg.explain.asking import labels_of, local_name, types_of
from kg.explain.cards import Holding, Named
from kg.store.asking import ask, value_of
from kg.store.base import Store
from kg.vocab import INFERRED_GRAPH


def find_situations(store: Store, members: Iterable[str]) -> tuple[Holding, ...]:
    """Return the situations that the members are in, by their class, the latest first."""
    query = """SELECT DISTINCT ?situation ?graph ?first ?date ?accounts { VALUES ?it { %s }
        ?in rdfs:subPropertyOf+ kg:involves .
        GRAPH ?graph { ?situation ?in ?it }
        OPTIONAL { ?situation kg:firstDay ?first } OPTIONAL { ?situation kg:edtf ?date }
        OPTIONAL { ?situation kg:accounts ?accounts }
    }"""
    rows = list(ask(store, query, members))
    iris = {value_of(row[0]) for row in rows}
    labels, types = labels_of(store, iris), types_of(store, iris)
    found: dict[str, tuple[tuple[str, int, str], Holding]] = {}
    for situation, graph, first, date, accounts in rows:
        iri = value_of(situation)
        label, when = labels.get(iri) or local_name(iri), value_of(date) if date is not None else ""
        kind = ", ".join(types.get(iri, ("situation",)))
        began = int(value_of(first)) if first is not None else -(10**9)
        holding = Holding(
            kind=kind,
            situation=Named(label, iri),
            date="" if when in label else when,
            articles=int(value_of(accounts)) if accounts is not None else 0,
            is_concluded=value_of(graph) == INFERRED_GRAPH.value,
        )
        found[iri] = ((kind, -began, label), holding)
    return tuple(holding for _, holding in sorted(found.values(), key=lambda it: it[0]))
