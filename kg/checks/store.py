"""Checks as queries of a store: each is a SELECT that must return no rows, and each row becomes a `Finding`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Literal as Value
from pyoxigraph import NamedNode, Quad

from kg.checks.finding import SEVERITIES, Finding, Severity
from kg.checks.terms import shorten
from kg.errors import OntologyError, QueryError
from kg.queries import read_header, read_text
from kg.results import Row, Solutions, Term, Triples
from kg.store.base import Store
from kg.vocab import KG, SCHEMA

MANY: Final = 20
"""Rows of one check that are shown one by one; of others only the number."""

_PLACEHOLDER: Final = re.compile(r"\{[?$](\w+)\}")


@dataclass(frozen=True, slots=True)
class Check:
    """A query that must return no rows. Its first column says where; `message` may name the others, as `{?day}`.

    `name` is that of a file, of a shape, or of a SPARQL constraint; of a shape there may be several, one for each of
    its constraints, and `constraint` says which: "minCount".
    """

    name: str
    severity: Severity
    message: str
    sparql: str
    constraint: str = ""


def read_checks(directory: Path) -> tuple[Check, ...]:
    """Read the check queries of a folder, by name; raises `OntologyError` when a header is missing or incomplete."""
    return tuple(_read_check(path) for path in sorted(directory.glob("*.rq")))


def _read_check(path: Path) -> Check:
    try:
        text = read_text(path)
        fields = read_header(text, str(path), ("summary", "severity", "remedy"))
    except QueryError as error:
        raise OntologyError(str(error)) from error
    header = {field.key: field.value for field in fields}
    if len(header) != 3 or header["severity"] not in SEVERITIES:
        known = " or ".join(SEVERITIES)
        raise OntologyError(f"{path}:1: begin with '#+ summary: …', '#+ severity: …' ({known}) and '#+ remedy: …'")
    return Check(path.stem, header["severity"], f"{header['summary']}; {header['remedy']}", text)


def check_store(store: Store, checks: Iterable[Check]) -> tuple[Finding, ...]:
    """Run checks on a store; each row is a `Finding`, and of many the first and how many more."""
    return tuple(finding for check in checks for finding in _run(store, check))


def graph_quads(store: Store, *graphs: NamedNode) -> tuple[Quad, ...]:
    """Return what stands in some graphs of a store."""
    answers = (store.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}") for graph in graphs)
    return tuple(Quad(*triple) for answer in answers if isinstance(answer, Triples) for triple in answer.triples)


def _run(store: Store, check: Check) -> Iterator[Finding]:
    answer = store.query(check.sparql)
    if not isinstance(answer, Solutions) or not answer.rows:
        return
    rows = sorted(set(answer.rows), key=lambda row: [str(term) for term in row])
    shown = rows[:MANY]
    articles = _articles(store, [row[0] for row in shown])
    for row in shown:
        where = shorten(row[0]) if row[0] is not None else check.name
        message = _message(check.message, answer.variables, row)
        yield Finding(where, message, check.severity, check.name, articles.get(row[0]))
    if len(rows) > MANY:
        yield Finding(check.name, f"{len(rows) - MANY:,} more like these", check.severity, check.name)


def _message(template: str, variables: Sequence[str], row: Row) -> str:
    """Fill the template; what it does not name and the query returns stands in parentheses before what to do."""
    values = {name: term for name, term in zip(variables, row, strict=True) if term is not None}

    def fill(match: re.Match[str]) -> str:
        value = values.get(match[1])
        return value.value if isinstance(value, Value) else shorten(value) if value is not None else "nothing"

    filled = _PLACEHOLDER.sub(fill, template)
    named = {variables[0], *_PLACEHOLDER.findall(template)}
    rest = [shorten(term) for name, term in values.items() if name not in named]
    what, semicolon, remedy = filled.rpartition("; ")
    return f"{what} ({', '.join(rest)}){semicolon}{remedy}" if rest and semicolon else filled


def _articles(store: Store, things: Iterable[Term | None]) -> Mapping[Term | None, tuple[str, str]]:
    """Return the IRI and the title of the article in whose graph each thing stands, for those that stand in one."""
    names = " ".join(sorted({str(thing) for thing in things if isinstance(thing, NamedNode)}))
    answer = store.query(f"""
        SELECT DISTINCT ?thing ?article ?title WHERE {{
          VALUES ?thing {{ {names} }}
          GRAPH ?graph {{ ?thing ?property ?value }}
          BIND(IRI(REPLACE(STR(?graph), "/links$", "")) AS ?article)
          ?article a {KG.Article} .
          OPTIONAL {{ ?article {SCHEMA.headline} ?title }}
        }}""")
    rows = answer.rows if isinstance(answer, Solutions) else ()
    found: dict[Term | None, tuple[str, str]] = {}
    for thing, article, title in rows:
        if isinstance(article, NamedNode):
            found[thing] = (article.value, title.value if isinstance(title, Value) else "")
    return found
