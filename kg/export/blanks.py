"""Blank nodes under names that depend on what they say, so that equal graphs give equal files.

kg mints none and its ontology has none, but a user may add graphs that do, and a store gives a blank node a new name
every time it reads a file.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Quad, Triple


def name_blank_nodes(quads: Iterable[Quad]) -> set[Quad]:
    """Return the quads, each once, with blank nodes named by RDF Dataset Canonicalization (RDFC-1.0, W3C 2024).

    Quads without blank nodes have no part in those names, so they are left out of the costly step.
    """
    plain: set[Quad] = set()
    blank = Dataset()
    for quad in quads:
        if _has_blank_node(quad.subject) or _has_blank_node(quad.object) or _has_blank_node(quad.graph_name):
            blank.add(quad)
        else:
            plain.add(quad)
    if len(blank):
        blank.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        plain.update(blank)
    return plain


def _has_blank_node(term: object) -> bool:
    if isinstance(term, Triple):
        return _has_blank_node(term.subject) or _has_blank_node(term.object)
    return isinstance(term, BlankNode)
