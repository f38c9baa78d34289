"""Questions that the server itself asks to make a page, through the same workers and limits as those of clients."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, QueryResultsFormat

from kg.queries import with_prefixes
from kg.results import Row, Term
from kg.server.addresses import plain_choice
from kg.server.markup import shortened
from kg.server.messages import Question, Refusal, Service, ask, read
from kg.server.negotiation import RESULTS
from kg.vocab import DATA, KG

MAX_BYTES = 16 << 20
"""The longest answer that a page is made of."""
_BATCH = 300
T = TypeVar("T")


def select(service: Service, sparql: str) -> tuple[Row, ...]:
    """Return the rows of a SELECT, which may use the shared prefixes; raises `Refusal` when it fails."""
    answer = ask(service, Question(with_prefixes(sparql), results=plain_choice(RESULTS[0])))
    body = read(answer.body, MAX_BYTES, Refusal(500, "there is too much to show; ask for a part of it in SPARQL"))
    found = ox.parse_query_results(body, QueryResultsFormat.JSON)
    assert isinstance(found, ox.QuerySolutions)
    return tuple(tuple(solution) for solution in found)


def is_so(service: Service, sparql: str) -> bool:
    """Return the truth of an ASK."""
    answer = ask(service, Question(with_prefixes(sparql), results=plain_choice(RESULTS[0])))
    found = ox.parse_query_results(read(answer.body, MAX_BYTES, Refusal(500, "too long")), QueryResultsFormat.JSON)
    return bool(found)


def optional(make: Callable[[], T]) -> T | None:
    """Return what a question gives, None when the store has no time for it: a page is better with less than not at all."""
    try:
        return make()
    except Refusal:
        return None


def text_of(value: Term | None) -> str:
    """Return the text or IRI of a value, "" for none."""
    if value is None:
        return ""
    return value.value if isinstance(value, NamedNode | Literal) else str(value)


def number_of(value: Term | None) -> int:
    return int(text_of(value) or 0)


@dataclass(frozen=True, slots=True)
class Names:
    """The labels and classes of things, by IRI."""

    labels: Mapping[str, str]
    types: Mapping[str, tuple[str, ...]]

    def label(self, iri: str) -> str:
        return self.labels.get(iri) or fallback(iri)


def names_of(service: Service, iris: Iterable[str]) -> Names:
    """Return the names of things, and of their classes; English labels win, then those without a language."""
    found = list(_in_batches(service, _NAMES, iris))
    classes = {text_of(kind) for _, _, kind in found if kind is not None}
    rows = [*found, *_in_batches(service, _NAMES, classes)]
    best: dict[str, tuple[bool, bool, str]] = {}
    types: dict[str, set[str]] = {}
    for thing, name, kind in rows:
        iri = text_of(thing)
        if isinstance(name, Literal):
            rank = (name.language != "en", name.language is not None, name.value)
            best[iri] = min(rank, best.get(iri, rank))
        if kind is not None:
            types.setdefault(iri, set()).add(text_of(kind))
    return Names(
        {iri: rank[2] for iri, rank in best.items()},
        {
            iri: tuple(sorted(kinds, key=lambda kind: (not kind.startswith(KG.base), kind)))
            for iri, kinds in types.items()
        },
    )


_NAMES = """SELECT DISTINCT ?it ?name ?kind { VALUES ?it { %s }
    { VALUES ?naming { rdfs:label schema:headline } ?it ?naming ?name } UNION { ?it a ?kind } }"""


def _in_batches(service: Service, query: str, iris: Iterable[str]) -> Iterator[Row]:
    ordered = sorted({iri for iri in iris if is_iri(iri)})
    for first in range(0, len(ordered), _BATCH):
        yield from select(service, query % " ".join(f"<{iri}>" for iri in ordered[first : first + _BATCH]))


def is_iri(text: str) -> bool:
    """Say whether a text may stand between angle brackets in a query."""
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


_PARTS = {"span": "characters {}", "claim": "claim {}", "run": "run {}", "entity": "entity {}", "event": "event {}"}


def fallback(iri: str) -> str:
    """Return what to call a thing that has no label: what its IRI says, in words.

    >>> fallback("https://w3id.org/conflict-kg/id/article/4f0c/span/107-117")
    'characters 107–117'
    >>> fallback("https://w3id.org/conflict-kg/ontology#wasEndedBy")
    'was ended by'
    """
    if iri.startswith(DATA):
        parts = iri.removeprefix(DATA).split("/")
        if parts[0] == "article" and len(parts) > 3 and parts[2] in _PARTS:
            rest = f" ({parts[4]})" if len(parts) > 4 else ""
            return _PARTS[parts[2]].format(parts[3].replace("-", "–")) + rest
        return " ".join(parts)
    short = shortened(iri)
    if iri.startswith(KG.base):
        return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", short.removeprefix("kg:")).lower()
    return short


def folder(path: Path | None, what: str) -> Path:
    """Return a folder that the server was given; raises `Refusal` when there is none."""
    if path is None:
        raise Refusal(404, f"this server has no {what}")
    return path
