"""The versions of the model: its changelog, and a digest by which no change of meaning goes unnoticed.

`ontology/CHANGELOG.md` has an entry for each version, `## [0.2.0] - 2026-12-01`, the newest first, and in it a line
`Terms: 190, digest 0123456789abcdef`. The digest is over everything the ontology states of its terms but what only explains
them (labels, definitions, examples, notes): a better definition is the same model, another range is not.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Quad

from kg.errors import OntologyError
from kg.knowledge.ontology import local
from kg.vocab import RDFS, SKOS

EXPLAINING = frozenset({RDFS.label, RDFS.comment, RDFS.seeAlso, SKOS.definition, SKOS.example, SKOS.note})
"""What explains a term and changes nothing about it."""

UNRELEASED = "unreleased"
_ENTRY = re.compile(r"^## \[(?P<version>[^\]]+)\] - (?P<date>\d{4}-\d\d-\d\d|unreleased)[ \t]*$", re.MULTILINE)
_TERMS = re.compile(r"^Terms: (?P<terms>\d+), digest (?P<digest>[0-9a-f]{16})[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A version of the changelog: `date` is a day or "unreleased", `text` the Markdown under its heading."""

    version: str
    date: str
    terms: int
    digest: str
    text: str


def model_digest(ontology: Iterable[Quad]) -> tuple[int, str]:
    """Return how many terms an ontology declares, and a digest of what it states of them."""
    stated = {quad.triple for quad in ontology if local(quad.subject) and quad.predicate not in EXPLAINING}
    lines = "\n".join(sorted(str(triple) for triple in stated))
    return len({triple.subject for triple in stated}), hashlib.sha256(lines.encode()).hexdigest()[:16]


def read_entries(text: str) -> tuple[Entry, ...]:
    """Return the entries of a changelog, the newest first; raises `OntologyError` for one without its line of terms."""
    heads = list(_ENTRY.finditer(text))
    ends = (*(head.start() for head in heads[1:]), len(text))
    return tuple(_entry(head, text[head.end() : end]) for head, end in zip(heads, ends, strict=False))


def _entry(head: re.Match[str], text: str) -> Entry:
    terms = _TERMS.search(text)
    if terms is None:
        raise OntologyError(f"CHANGELOG.md: {head['version']} has no line 'Terms: N, digest 0123456789abcdef'")
    return Entry(head["version"], head["date"], int(terms["terms"]), terms["digest"], text.strip())


def record(text: str, terms: int, digest: str) -> str:
    """Return the changelog with the line of terms of its newest entry brought up to date.

    Raises `OntologyError` when that version is out already: then the model may not change under the same number.
    """
    newest = next(iter(read_entries(text)), None)
    if newest is None:
        raise OntologyError("CHANGELOG.md: no entry '## [0.1.0] - unreleased'")
    if (newest.terms, newest.digest) == (terms, digest):
        return text
    if newest.date != UNRELEASED:
        raise OntologyError(
            f"CHANGELOG.md: the model has changed since {newest.version} came out on {newest.date}; "
            "give it a new version there and in conflict.ttl, and say what changed"
        )
    return _TERMS.sub(f"Terms: {terms}, digest {digest}", text, count=1)
