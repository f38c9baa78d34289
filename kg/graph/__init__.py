"""Graphs: what an article says, and what kg concludes from all of them, as quads that `docs/graph.md` describes."""

from kg.graph.article import Provenance, quads
from kg.graph.names import article_graph, links_graph, thing_iris
from kg.graph.terms import calendar_unit, edtf

__all__ = ["Provenance", "article_graph", "calendar_unit", "edtf", "links_graph", "quads", "thing_iris"]
