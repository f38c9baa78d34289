"""Statements in the order a reader wants them: by graph, by thing, by property."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.export.names import natural_order, property_order

Node: TypeAlias = NamedNode | BlankNode | Literal | Triple
Subject: TypeAlias = NamedNode | BlankNode | Triple
GraphName: TypeAlias = NamedNode | BlankNode | DefaultGraph


@dataclass(frozen=True, slots=True)
class Thing:
    """A subject with its properties, each with all its objects."""

    subject: Subject
    properties: tuple[tuple[NamedNode, tuple[Node, ...]], ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """A graph with all that it says; the default graph has no name."""

    name: NamedNode | BlankNode | None
    things: tuple[Thing, ...]


def group(quads: Iterable[Quad]) -> tuple[Graph, ...]:
    """Return the quads sorted: the default graph first, an article's links after it, blank nodes after IRIs."""
    graphs: dict[GraphName, dict[Subject, dict[NamedNode, list[Node]]]] = {}
    for quad in quads:
        properties = graphs.setdefault(quad.graph_name, {}).setdefault(quad.subject, {})
        properties.setdefault(quad.predicate, []).append(quad.object)
    return tuple(
        Graph(
            None if isinstance(name, DefaultGraph) else name,
            tuple(_thing(subject, graphs[name][subject]) for subject in sorted(graphs[name], key=_subject_order)),
        )
        for name in sorted(graphs, key=_graph_order)
    )


def _thing(subject: Subject, properties: dict[NamedNode, list[Node]]) -> Thing:
    ordered = sorted(properties, key=lambda term: property_order(term.value))
    return Thing(subject, tuple((term, _in_order(properties[term])) for term in ordered))


def _in_order(objects: list[Node]) -> tuple[Node, ...]:
    if len(objects) == 1:  # nearly always, and a sort key is costly
        return (objects[0],)
    return tuple(sorted(objects, key=lambda term: natural_order(str(term))))


def _subject_order(term: Subject) -> tuple[bool, object]:
    return not isinstance(term, NamedNode), natural_order(str(term))


def _graph_order(name: GraphName) -> tuple[bool, object]:
    return not isinstance(name, DefaultGraph), natural_order(str(name))
