"""Saved queries: a `.rq` file any SPARQL tool can run, a `#+` header that says what it is for, and parameters.

    #+ summary: What happened in a country, day by day
    #+ description: Every event of the articles …
    #+   goes on here, on a line that starts with two blanks or more.
    #+ parameter: country (country, required) ISO 3166 code of the country, e.g. ML
    #+ reads: article, links, reference
    SELECT ?date ?what WHERE {
      VALUES ?country { UNDEF }
      …

A parameter fills the braces of its `VALUES` line, which stands inside the pattern and on one line; what stands there in
the file is the default, and UNDEF means "not given". Values become RDF terms before they become text, so that no value
can end the string it stands in and go on as SPARQL.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.vocab import PREFIXES, XSD

READS: Final = ("article", "links", "reference", "facts", "inferred", "ontology")
"""The kinds of graph a query may say it reads; see docs/graph.md."""

KINDS: Final[Mapping[str, str]] = {
    "text": "words, one at least, taken as they stand",
    "country": "a two-letter ISO 3166 code such as ML",
    "iri": "an IRI such as http://www.wikidata.org/entity/Q912, or one with a known prefix: wd:Q912",
    "integer": "a whole number such as 30",
    "number": "a number such as 30 or 12.5",
    "date": "a date such as 2024-09-17, or 2024-09 or 2024, taken from its first day",
}
"""Every kind of parameter, and what its values look like."""

_HEADER = re.compile(r"#\+\s*(?P<key>[\w-]+)\s*:\s*(?P<value>.*)")
_CONTINUED = re.compile(r"#\+\s{2,}(?P<value>\S.*)")
_PARAMETER = re.compile(r"(?P<name>[a-z]\w*) \((?P<kind>\w+)(?P<required>, required)?\) (?P<help>\S.*)")
_PROLOGUE = re.compile(r"(?:\s+|#[^\n]*|BASE\s*<[^>]*>|PREFIX\s*[^\s:<]*\s*:\s*<[^>]*>)*", re.IGNORECASE)
_DECLARED = re.compile(r"#[^\n]*|PREFIX\s*(?P<prefix>[^\s:<]*)\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a saved query can be told; `default` is SPARQL text, None where the file says UNDEF."""

    name: str
    kind: str
    is_required: bool
    help: str
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One `#+ key: value` of a header, and the line it begins on."""

    line: int
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query with a name (that of its file), and what its header says of it; `text` is the whole file."""

    name: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    reads: tuple[str, ...]
    text: str

    @property
    def body(self) -> str:
        """The text without its header."""
        return without_header(self.text)


def read_queries(directory: Path) -> tuple[SavedQuery, ...]:
    """Return the saved queries of a folder, by name; raises `QueryError` for the first that cannot be read."""
    return tuple(read_query(path) for path in sorted(directory.glob("*.rq")))


def read_query(path: Path) -> SavedQuery:
    """Return the saved query of one file; raises `QueryError` when it cannot be read or its header is malformed."""
    return parse_query(path.stem, read_text(path), str(path))


def read_text(path: Path) -> str:
    """Return what a `.rq` file says; raises `QueryError` when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = "not UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
        raise QueryError(f"{path}: cannot be read ({reason})") from error


def parse_query(name: str, text: str, where: str) -> SavedQuery:
    """Return the saved query that `text` is; `where` stands before the line number in the message of a `QueryError`."""
    single: dict[str, str] = {}
    parameters: list[Parameter] = []
    for field in read_header(text, where, ("summary", "description", "parameter", "reads"), several=("parameter",)):
        at = f"{where}:{field.line}"
        if field.key == "parameter":
            parameters.append(_read_parameter(field.value, text, parameters, at))
        else:
            single[field.key] = _read_graphs(field.value, at) if field.key == "reads" else field.value
    if not single.get("summary"):
        raise QueryError(f"{where}:1: no summary; begin the file with '#+ summary: what it answers'")
    return SavedQuery(
        name=name,
        summary=single["summary"],
        description=single.get("description", ""),
        parameters=tuple(parameters),
        reads=tuple(single.get("reads", "").split()),
        text=text,
    )


def read_header(text: str, where: str, known: Iterable[str], several: Iterable[str] = ()) -> tuple[Field, ...]:
    """Return the fields of a `#+` header in their order, continuation lines joined by a blank.

    Saved queries, rules and whatever else is a `.rq` file share this form. Raises `QueryError`, with `where` and the
    line, for a line that is no field, a key that is not `known`, and a second one of a key that is not in `several`.
    """
    names = tuple(known)
    seen: set[str] = set()
    fields = _header_fields(text, where)
    for field in fields:
        at = f"{where}:{field.line}"
        if field.key not in names:
            raise QueryError(f"{at}: unknown key {field.key!r}; known are {', '.join(names)}")
        if field.key in seen and field.key not in several:
            raise QueryError(f"{at}: a second {field.key!r}; one is enough")
        seen.add(field.key)
    return fields


def without_header(text: str) -> str:
    """Return the text of a `.rq` file without the lines of its header."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#+")).lstrip("\n")


def _header_fields(text: str, where: str) -> tuple[Field, ...]:
    fields: list[Field] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith("#+"):
            continue
        if (match := _CONTINUED.fullmatch(line.rstrip())) and fields:
            last = fields[-1]
            fields[-1] = Field(last.line, last.key, f"{last.value} {match['value']}".strip())
        elif match := _HEADER.fullmatch(line.rstrip()):
            fields.append(Field(number, match["key"], match["value"].strip()))
        else:
            raise QueryError(f"{where}:{number}: expected '#+ key: value', got {line.rstrip()!r}")
    return tuple(fields)


def _read_graphs(value: str, where: str) -> str:
    graphs = [graph.strip() for graph in value.split(",")]
    for graph in graphs:
        if graph not in READS:
            raise QueryError(f"{where}: unknown graph {graph!r}; known are {', '.join(READS)}")
    return " ".join(graphs)


def _read_parameter(value: str, text: str, before: Iterable[Parameter], where: str) -> Parameter:
    match = _PARAMETER.fullmatch(value)
    if match is None:
        raise QueryError(f"{where}: expected 'parameter: name (kind) help' or '(kind, required)', got {value!r}")
    name, kind = match["name"], match["kind"]
    if kind not in KINDS:
        raise QueryError(f"{where}: unknown kind {kind!r}; known are {', '.join(KINDS)}")
    if name in {parameter.name for parameter in before}:
        raise QueryError(f"{where}: a second parameter {name!r}; each has a name of its own")
    defaults = {found["default"].strip() for found in _values_line(name).finditer(text)}
    if len(defaults) != 1:
        raise QueryError(f"{where}: expected 'VALUES ?{name} {{ UNDEF }}' in the query, always with the same default")
    default = defaults.pop()
    return Parameter(name, kind, match["required"] is not None, match["help"], None if default == "UNDEF" else default)


def _values_line(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<before>\bVALUES \?{name} \{{)(?P<default>[^{{}}\n]+)(?P<after>\}})")


def find_query(queries: Iterable[SavedQuery], name: str) -> SavedQuery:
    """Return the query of that name; raises `QueryError` with the nearest name when there is none."""
    by_name = {query.name: query for query in queries}
    if name in by_name:
        return by_name[name]
    raise QueryError(f"no saved query {name!r}; {_did_you_mean(name, by_name)}`kg queries` lists them")


def bind(query: SavedQuery, values: Mapping[str, str]) -> str:
    """Return the text of the query with the values in place, defaults for those not given.

    Raises `QueryError` for a parameter that the query does not have, a required one that is missing, and a value that
    its kind does not allow.
    """
    by_name = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in by_name:
            known = f"it takes {', '.join(by_name)}" if by_name else "it takes none"
            raise QueryError(f"{query.name}: no parameter {name!r}; {_did_you_mean(name, by_name)}{known}")
    text = query.text
    for parameter in query.parameters:
        if parameter.name in values:
            text = _fill(text, parameter.name, _to_term(query, parameter, values[parameter.name]))
        elif parameter.is_required:
            raise QueryError(f"{query.name}: give {parameter.name}=…: {parameter.help}")
    return text


def _fill(text: str, name: str, term: Literal | NamedNode) -> str:
    # The replacement is a function because a string would have its backslashes read as escapes.
    return _values_line(name).sub(lambda match: f"{match['before']} {_to_text(term)} {match['after']}", text)


def _to_text(term: Literal | NamedNode) -> str:
    # An integer bare, since that is how a person would write it, and how the defaults in the files are written.
    return term.value if isinstance(term, Literal) and term.datatype == XSD.integer else str(term)


def _to_term(query: SavedQuery, parameter: Parameter, raw: str) -> Literal | NamedNode:
    try:
        return _TERM_OF_KIND[parameter.kind](raw.strip())
    except ValueError:
        expected = KINDS[parameter.kind]
        raise QueryError(f"{query.name}: {parameter.name} is {expected}; got {raw!r}") from None


def _text_term(raw: str) -> Literal:
    if not raw or any(0xD800 <= ord(character) <= 0xDFFF for character in raw):
        raise ValueError(raw)
    return Literal(raw)


def _country_term(raw: str) -> Literal:
    if not re.fullmatch(r"[A-Za-z]{2}", raw):
        raise ValueError(raw)
    return Literal(raw.upper())


def _iri_term(raw: str) -> NamedNode:
    iri = raw[1:-1] if raw.startswith("<") and raw.endswith(">") else raw
    prefix, _, local = iri.partition(":")
    return NamedNode(PREFIXES[prefix] + local if prefix in PREFIXES else iri)


def _integer_term(raw: str) -> Literal:
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", raw):  # 18 digits fit the 64 bits that stores count in
        raise ValueError(raw)
    return Literal(int(raw))


def _number_term(raw: str) -> Literal:
    if not re.fullmatch(r"[+-]?[0-9]{1,12}(\.[0-9]{1,6})?", raw):  # 18 digits fit the decimals that stores count in
        raise ValueError(raw)
    return Literal(raw, datatype=XSD.decimal) if "." in raw else Literal(int(raw))


def _date_term(raw: str) -> Literal:
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?", raw)
    if match is None:
        raise ValueError(raw)
    year, month, day = match.groups("01")
    return Literal(date(int(year), int(month), int(day)).isoformat(), datatype=XSD.date)


_TERM_OF_KIND: Final[Mapping[str, Callable[[str], Literal | NamedNode]]] = {
    "text": _text_term,
    "country": _country_term,
    "iri": _iri_term,
    "integer": _integer_term,
    "number": _number_term,
    "date": _date_term,
}


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return f"did you mean {near[0]!r}? " if near else ""


def with_prefixes(sparql: str) -> str:
    """Return the query with the shared prefixes that it does not declare itself on one line before it.

    At most one line is added, so that line N of the query is line N + 1 of the answer; none when nothing is missing.

    >>> print(with_prefixes("PREFIX kg: <urn:my-own#> SELECT * { ?s kg:a rdf:b }").split()[:3])
    ['PREFIX', 'rdf:', '<http://www.w3.org/1999/02/22-rdf-syntax-ns#>']
    """
    prologue = _PROLOGUE.match(sparql)
    assert prologue is not None  # every part of the pattern may be absent
    declared = {match["prefix"] for match in _DECLARED.finditer(prologue[0])}
    used = set(re.findall(r"(?<![\w-])([a-z]+):", sparql[prologue.end() :]))
    missing = [f"PREFIX {prefix}: <{PREFIXES[prefix]}>" for prefix in PREFIXES if prefix in used - declared]
    # The blanks keep our line out of the words that a store quotes from before a mistake.
    return f"{' '.join(missing)}{' ' * 80}\n{sparql}" if missing else sparql
