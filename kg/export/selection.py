"""What of a store goes into a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from kg.errors import NotFound
from kg.store.base import Store
from kg.vocab import ONTOLOGY_GRAPH, REFERENCE_GRAPH


@dataclass(frozen=True, slots=True)
class Selection:
    """What to export: the graphs named; or else everything, if `is_all`; or else what the articles need.

    What they need is every graph but the ontology's, and of the reference graph the things that are referred to, with
    the things that those refer to in turn: labels, countries, identifiers. The file is small and no name in it dangles.
    """

    graphs: tuple[NamedNode, ...] = ()
    is_all: bool = False


def select(store: Store, selection: Selection) -> list[Quad]:
    """Return the quads chosen, in no order to rely on; raises `NotFound` for a graph that has none."""
    if selection.graphs:
        return _of_graphs(store.dump(), selection.graphs)
    if selection.is_all:
        return list(store.dump())
    chosen: list[Quad] = []
    known: dict[NamedNode, list[Quad]] = defaultdict(list)
    for quad in store.dump():
        if quad.graph_name == REFERENCE_GRAPH and isinstance(quad.subject, NamedNode):
            known[quad.subject].append(quad)
        elif quad.graph_name != ONTOLOGY_GRAPH:
            chosen.append(quad)
    return chosen + _referred_to(chosen, known)


def _of_graphs(quads: Iterable[Quad], graphs: tuple[NamedNode, ...]) -> list[Quad]:
    chosen = [quad for quad in quads if quad.graph_name in graphs]
    missing = set(graphs).difference(quad.graph_name for quad in chosen)
    if missing:
        first = min(graph.value for graph in missing)
        raise NotFound(f"{first}: the store has no such graph; `.graphs` in `kg console` lists them")
    return chosen


def _referred_to(quads: list[Quad], known: dict[NamedNode, list[Quad]]) -> list[Quad]:
    """Return what is known of every thing that the quads refer to, directly or through another known thing."""
    found: dict[NamedNode, list[Quad]] = {}
    pending = quads
    while pending:
        terms = {term for quad in pending for term in (quad.subject, quad.object) if isinstance(term, NamedNode)}
        new = {term: known[term] for term in terms if term in known and term not in found}
        found.update(new)
        pending = [quad for own in new.values() for quad in own]
    return [quad for own in found.values() for quad in own]
