"""Known things as a table: CSV in, rows out that say which class, names, times and properties a thing has.

The columns are described in `docs/own-reference.md`. Beside the fixed ones, every property of the ontology that has a domain
may be a column, so what can be said in a table is decided in `ontology/` and not here.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kg.errors import InputError, Issue
from kg.knowledge.gazetteer import Gazetteer
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.ontology import Ontology, Property
from kg.text.scan import fold

COLUMNS = ("kind", "name", "aliases", "country", "start", "end", "wikidata", "source", "note", "id")
"""The fixed columns, by the names that the documents give them."""

OTHER_NAMES: Mapping[str, str] = {
    "type": "kind",
    "class": "kind",
    "evidence": "source",
    "deposed": "deposedLeader",
    "leader": "ledBy",
}
"""Other names of columns, and short ones for properties that a coup is most often given."""

OTHER_VALUES: Mapping[str, str] = {
    "success": "succeeded",
    "successful": "succeeded",
    "failure": "failed",
    "plot": "plotted",
    "reversal": "reversed",
}
"""What other tables call the outcomes of a coup."""

SEPARATOR = "|"
_DELIMITERS = ",;\t"
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_TAGGED = re.compile(r"(.*\S)\s*@([a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)", re.DOTALL)
_ITEM = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/|wd:)?(Q[1-9]\d*)")
_KEY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")


@dataclass(frozen=True, slots=True)
class Row:
    """One known thing as a table has it; `where` is the file and the line.

    `names` are pairs of name and language, the label first; `first` and `last` ISO days; `values` pairs of a property and
    what its cell says, a list having been taken apart. `key` is the user's own name for the thing, for its IRI.
    """

    where: str
    type: str
    names: tuple[tuple[str, str], ...]
    country: str | None
    first: str | None
    last: str | None
    wikidata: str | None
    sources: tuple[str, ...]
    notes: tuple[str, ...]
    values: tuple[tuple[str, str], ...]
    key: str | None = None

    @property
    def label(self) -> str:
        return self.names[0][0]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the words of a table may mean."""

    ontology: Ontology
    lexicon: Lexicon
    gazetteer: Gazetteer


class _BadRow(Exception):
    """Why a row cannot be used; `str()` is what to tell."""


def read_table(content: bytes, name: str, words: Vocabulary) -> Iterator[Row | Issue]:
    """Yield the rows of a CSV file, and an `Issue` in place of each that cannot be used; warnings come before their row.

    Commas, semicolons and tabs may part the cells. Raises `InputError` when the file is no such table.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(f"{name}:{line}: not UTF-8; save the table as CSV in UTF-8") from error
    head = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=head.count))
    lines = _numbered(reader, name)
    _, header = next(lines, (1, []))
    columns = [_column(cell, words.ontology) for cell in header]
    for needed in ("kind", "name"):
        if columns.count(needed) != 1:
            raise InputError(f"{name}:1: the first line must name the columns, {needed!r} among them once; see --help")
    yield from _header_issues(header, columns, name, words.ontology)
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        where = f"{name}:{line}"
        try:
            if len(cells) > len(columns):
                raise _BadRow("has more cells than the first line; put a name with a comma in double quotes")
            pairs = [(column, cell.strip()) for column, cell in zip(columns, cells, strict=False) if column]
            yield _row(where, [(column, cell) for column, cell in pairs if cell], words)
        except _BadRow as error:
            yield Issue(where, f"{error}; left out")


def _numbered(reader: Iterator[list[str]], name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield rows with the line that each begins on."""
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1  # type: ignore[attr-defined]  # of csv's readers, which have no public type
    except csv.Error as error:
        raise InputError(f"{name}:{line}: not CSV ({error}); mend the line") from error


# --- The first line ---------------------------------------------------------------------------------------------------


def _column(cell: str, ontology: Ontology) -> str:
    """Return the column that a cell of the first line means: a fixed one, a property, or "" for none."""
    folded = _letters(cell)
    for known in COLUMNS:
        if folded == known:
            return known
    if folded in OTHER_NAMES:
        return OTHER_NAMES[folded]
    return next((prop for prop in _properties(ontology) if _letters(prop) == folded), "")


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text).lower()


def _properties(ontology: Ontology) -> Iterator[str]:
    yield from (name for name, prop in ontology.properties.items() if prop.domain)


def _header_issues(header: list[str], columns: list[str], name: str, ontology: Ontology) -> Iterator[Issue]:
    for cell, column in zip(header, columns, strict=True):
        if not column and cell.strip():
            near = difflib.get_close_matches(cell.strip(), [*COLUMNS, *OTHER_NAMES, *_properties(ontology)], n=1)
            hint = f"did you mean {near[0]!r}? " if near else ""
            yield Issue(f"{name}:1", f"there is no column {cell.strip()!r}; {hint}It is not read", "warning")


# --- A row ------------------------------------------------------------------------------------------------------------


def _row(where: str, cells: list[tuple[str, str]], words: Vocabulary) -> Row:
    """Return a row; raises `_BadRow` for what cannot be used."""
    fixed = {column: cell for column, cell in cells if column in COLUMNS}
    for needed in ("kind", "name"):
        if needed not in fixed:
            raise _BadRow(f"has no {needed}")
    values = [(column, part) for column, cell in cells if column not in COLUMNS for part in _parts(cell)]
    type_ = _class(fixed["kind"], words)
    values = [(name, _value(name, part, type_, words.ontology)) for name, part in values]
    is_over = words.ontology.is_a(type_, "Event") and not words.ontology.is_a(type_, "Conflict")
    first, last = _bounds(fixed.get("start"), fixed.get("end"), is_over=is_over)
    sources, notes = _sources(fixed.get("source", ""))
    key = fixed.get("id")
    if key and not _KEY.fullmatch(key):
        raise _BadRow(f"id {key!r} may have letters without accents, digits, dots and hyphens only")
    return Row(
        where=where,
        type=_attempted(type_, values, words),
        names=tuple(dict.fromkeys(tagged(name) for name in (fixed["name"], *_parts(fixed.get("aliases", ""))))),
        country=_country(fixed.get("country"), words),
        first=first,
        last=last,
        wikidata=_item(fixed.get("wikidata")),
        sources=sources,
        notes=(*([fixed["note"]] if "note" in fixed else []), *notes),
        values=tuple(values),
        key=key,
    )


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(SEPARATOR) if part.strip()]


def tagged(name: str) -> tuple[str, str]:
    """Return a name and its language: what stands after an @ at its end, English for want of it."""
    found = _TAGGED.fullmatch(name)
    return (found[1], found[2]) if found else (name, "en")


def _class(kind: str, words: Vocabulary) -> str:
    """Return the class that a word means: its name or label in the ontology, or a noun of the lexicon for it.

    "InsurgentGroup", "insurgent group", "village"; a word with "event_" before it means what comes after.
    """
    spoken = fold(kind.replace("_", " ")).removeprefix("event ").strip()
    ontology = words.ontology
    for name in ontology.ancestors:
        if spoken in (name.lower(), fold(ontology.labels.get(name, ""))):
            return name
    form = tuple(spoken.replace("-", " - ").split())
    nouns = [entry for found, entry in words.lexicon.starting(form[0] if form else "") if found == form]
    for noun in nouns:
        if noun.names_type in ontology.ancestors and not noun.has("isTitle"):
            return str(noun.names_type)
    labels = {
        fold(ontology.labels[name]): ontology.labels[name] for name in ontology.ancestors if name in ontology.labels
    }
    near = difflib.get_close_matches(spoken, labels, n=1)
    hint = f"did you mean {labels[near[0]]!r}?" if near else "take a class of the ontology such as 'insurgent group'"
    raise _BadRow(f"kind {kind!r} is not known; {hint}")


def _attempted(type_: str, values: list[tuple[str, str]], words: Vocabulary) -> str:
    """Return the class of an attempt where the outcome says that it was no more than that."""
    outcome = dict(values).get("outcome")
    if outcome == "plotted" and type_ in words.lexicon.attempts:
        raise _BadRow(f"a plot that was never begun is no {words.ontology.labels[type_]}; its kind is 'coup plot'")
    return words.lexicon.attempts.get(type_, type_) if outcome == "failed" else type_


def _value(name: str, text: str, type_: str, ontology: Ontology) -> str:
    """Return what a cell of a property says, the values that the ontology lists by their names."""
    prop = ontology.properties[name]
    if prop.domain and not ontology.is_a(type_, prop.domain):
        owner, own = (ontology.labels.get(kind, kind) for kind in (prop.domain, type_))
        raise _BadRow(f"{name} is said of a thing of kind {owner!r}, and this is of kind {own!r}")
    listed = [each for each, kind in ontology.individuals.items() if prop.range and ontology.is_a(kind, prop.range)]
    if listed:
        spoken = _letters(OTHER_VALUES.get(text.lower(), text))
        for each in listed:
            if spoken in (each.lower(), _letters(ontology.labels.get(each, ""))):
                return each
        raise _BadRow(f"{name} {text!r} is none of {', '.join(listed)}")
    if not prop.is_object:
        _refuse_other_datatype(name, text, prop)
    return text


def _refuse_other_datatype(name: str, text: str, prop: Property) -> None:
    forms: Mapping[str, tuple[str, str]] = {
        "integer": (r"[+-]?\d+", "a whole number"),
        "decimal": (r"[+-]?(\d+(\.\d*)?|\.\d+)", "a number such as 14.35"),
        "boolean": (r"true|false", "true or false"),
    }
    pattern, expected = forms.get(prop.datatype or "", (r"(?s).*", ""))
    if not re.fullmatch(pattern, text):
        raise _BadRow(f"{name} {text!r} is not {expected}")


def _country(text: str | None, words: Vocabulary) -> str | None:
    """Return an ISO 3166 code for a code or for a country's name."""
    if text is None:
        return None
    if text.upper() in words.gazetteer.countries:
        return text.upper()
    codes = {known.country for known in words.gazetteer.named(text) if known.key in words.gazetteer.countries.values()}
    if len(codes) == 1:
        return codes.pop()
    raise _BadRow(f"country {text!r} is not known; take its code of two letters (ISO 3166), such as ML")


def _item(text: str | None) -> str | None:
    if text is None:
        return None
    found = _ITEM.fullmatch(text)
    if found is None:
        raise _BadRow(f"wikidata {text!r} is no item; it looks like Q912")
    return found[1]


def _sources(cell: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the addresses in a cell, and what else it says, as a note."""
    addresses = tuple(dict.fromkeys(found.group().rstrip(".,;)") for found in _ADDRESS.finditer(cell)))
    rest = " ".join(re.sub(r"(?:^|\s);(?=\s|$)", " ", _ADDRESS.sub(" ", cell)).split()).strip(" ;|")
    return addresses, (f"Source: {rest}",) if rest else ()


def _bounds(start: str | None, end: str | None, *, is_over: bool) -> tuple[str | None, str | None]:
    """Return the first and the last day; what `is_over` and has only a start ended in that day, month or year."""
    first = _day("start", start, is_last=False) if start else None
    last = _day("end", end, is_last=True) if end else None
    if is_over and start and not end:
        last = _day("start", start, is_last=True)
    if first and last and first > last:
        raise _BadRow(f"ends ({end}) before it starts ({start})")
    return first, last


def _day(column: Literal["start", "end"], text: str, *, is_last: bool) -> str:
    """Return the first or last day of a day, a month or a year."""
    found = _DATE.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        month = month or (12 if is_last else 1)
        day = day or (monthrange(year, month)[1] if is_last else 1)
        return date(year, month, day).isoformat()
    except ValueError:
        raise _BadRow(f"{column} {text!r} is no date; write 2024, 2024-09 or 2024-09-17") from None
