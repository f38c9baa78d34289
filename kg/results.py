"""The answer to a query, of one type for every store, and how each is written out.

A store gives `Solutions` (SELECT), `Truth` (ASK) or `Triples` (CONSTRUCT, DESCRIBE), made of pyoxigraph terms.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Row: TypeAlias = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class Solutions:
    """The rows of a SELECT, in the order the store gave them; an unbound variable is None."""

    variables: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """The answer of an ASK."""

    value: bool


@dataclass(frozen=True, slots=True)
class Triples:
    """What a CONSTRUCT or DESCRIBE built, in the order the store gave it."""

    triples: tuple[Triple, ...]


Result: TypeAlias = Solutions | Truth | Triples
