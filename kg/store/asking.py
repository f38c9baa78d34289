"""Asking a store from within kg: the rows of a query, and those of one about many things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from pyoxigraph import Literal, NamedNode

from kg.queries import with_prefixes
from kg.results import Row, Solutions, Term
from kg.store.base import Store

BATCH = 500
"""Things asked for in one query: thousands of them make a query text that is slow to parse."""

T = TypeVar("T")


def rows_of(store: Store, sparql: str) -> tuple[Row, ...]:
    """Return the rows of a SELECT, which may use the shared prefixes."""
    answer = store.query(with_prefixes(sparql))
    assert isinstance(answer, Solutions)
    return answer.rows


def ask(store: Store, query: str, iris: Iterable[str]) -> Iterator[Row]:
    """Yield the rows of a query with the things in place of `%s`, some hundreds at a time.

    Blank nodes, as graphs of a user's own may have, cannot be asked for by name and are left out.
    """
    ordered = sorted(iri for iri in set(iris) if not iri.startswith("_:"))
    for some in batches(ordered, BATCH):
        yield from rows_of(store, query % " ".join(f"<{iri}>" for iri in some))


def batches(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Yield the items some at a time, so that no answer is the whole store."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def value_of(term: Term | None) -> str:
    """Return the IRI or the text of a term that the query always binds."""
    assert term is not None
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
