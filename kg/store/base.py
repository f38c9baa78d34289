"""The seam between kg and whatever holds the quads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from pyoxigraph import NamedNode, Quad

from kg.results import Result


class Store(Protocol):
    """A set of quads that answers SPARQL 1.1; every quad is in a named graph.

    Queries see the union of all named graphs as their default graph, unless the query names its own with FROM, so
    `?event a kg:Coup` finds the coups of every article. Each fact stands in one graph only, hence nothing is counted
    twice. All methods raise `StoreError` (or a child of it) when the store itself fails.
    """

    def query(self, sparql: str) -> Result:
        """Answer one query; raises `QueryError` when the text is not SPARQL."""
        ...

    def update(self, sparql: str) -> None:
        """Run one update request as one transaction; raises `QueryError` when the text is not SPARQL."""
        ...

    def load(self, quads: Iterable[Quad]) -> None:
        """Add quads, all of them or none."""
        ...

    def replace(self, graphs: Iterable[NamedNode], quads: Iterable[Quad]) -> None:
        """Empty the named graphs and add the quads, as one transaction: the same article twice, the same store."""
        ...

    def dump(self) -> Iterator[Quad]:
        """Yield every quad, in no order to rely on."""
        ...

    def close(self) -> None:
        """Write everything out and let go; safe to call twice."""
        ...
