"""A second engine for the rules: rdflib in memory, behind as much of `kg.store.base.Store` as they need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox
import rdflib
from rdflib.term import Node

from kg.results import Result, Solutions


class RdflibStore:
    """A store that answers SELECT over the union of its graphs."""

    def __init__(self) -> None:
        self._dataset = rdflib.Dataset(default_union=True)

    def query(self, sparql: str) -> Result:
        answer = self._dataset.query(sparql)
        rows = tuple(tuple(_to_oxigraph(term) for term in row) for row in answer)  # type: ignore[union-attr]
        return Solutions(tuple(str(variable) for variable in answer.vars or ()), rows)

    def update(self, sparql: str) -> None:
        self._dataset.update(sparql)

    def load(self, quads: Iterable[ox.Quad]) -> None:
        for quad in quads:
            assert isinstance(quad.graph_name, ox.NamedNode)
            graph = self._dataset.graph(rdflib.URIRef(quad.graph_name.value))
            graph.add(tuple(_to_rdflib(term) for term in quad.triple))  # type: ignore[arg-type]

    def replace(self, graphs: Iterable[ox.NamedNode], quads: Iterable[ox.Quad]) -> None:
        for graph in graphs:
            self._dataset.remove((None, None, None, rdflib.URIRef(graph.value)))
        self.load(quads)

    def dump(self) -> Iterator[ox.Quad]:
        for subject, predicate, value, graph in self._dataset.quads():
            yield ox.Quad(
                _to_oxigraph(subject),  # type: ignore[arg-type]
                _to_oxigraph(predicate),  # type: ignore[arg-type]
                _to_oxigraph(value),  # type: ignore[arg-type]
                ox.NamedNode(str(graph)),
            )

    def close(self) -> None:
        pass


def _to_rdflib(term: object) -> Node:
    if isinstance(term, ox.Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        plain = term.datatype.value.endswith("#string")
        datatype = None if plain else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, datatype=datatype, normalize=False)  # else it writes Z as +00:00
    assert isinstance(term, ox.NamedNode)
    return rdflib.URIRef(term.value)


def _to_oxigraph(term: Node | None) -> ox.NamedNode | ox.Literal | None:
    if isinstance(term, rdflib.Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None)
    return None if term is None else ox.NamedNode(str(term))
