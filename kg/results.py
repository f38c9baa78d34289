"""The answer to a query, of one type for every store, and how each is written out.

A store gives `Solutions` (SELECT), `Truth` (ASK) or `Triples` (CONSTRUCT, DESCRIBE), made of pyoxigraph terms.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TextIO, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rich.cells import cell_len, chop_cells

from kg.vocab import PREFIXES, RDF, XSD

if TYPE_CHECKING:
    from rich.console import Console

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


@dataclass(frozen=True, slots=True)
class Show:
    """Where a result goes: a stream, whether a person looks at it, and how many columns wide."""

    stream: TextIO
    is_terminal: bool
    width: int


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a result."""

    name: str
    help: str
    write: Callable[[Result, Show], None]


def write(
    result: Result,
    name: str,
    stream: TextIO,
    *,
    talk: TextIO | None = None,
    is_terminal: bool | None = None,
    width: int | None = None,
) -> None:
    """Write the result in the format of that name, one of `FORMATS`.

    `talk` gets a note when there are no rows, so that an empty answer is never mistaken for a command that did nothing
    and never mixed up with data. `is_terminal` and `width` are asked of the stream when they are not given. On a
    terminal, control characters of the data are shown and not sent: a news text must not move anybody's cursor.
    """
    if is_terminal is None:
        is_terminal = stream.isatty()
    FORMATS[name].write(result, Show(stream, is_terminal, width or shutil.get_terminal_size().columns))
    if talk is not None and is_empty(result):
        print("no rows" if isinstance(result, Solutions) else "no triples", file=talk)


def is_empty(result: Result) -> bool:
    """True when there is nothing to show; a truth is always something."""
    if isinstance(result, Solutions):
        return not result.rows
    return isinstance(result, Triples) and not result.triples


def _as_solutions(result: Solutions | Triples) -> Solutions:
    """Return triples as rows of three, for the formats that know nothing but rows."""
    if isinstance(result, Solutions):
        return result
    rows = tuple((triple.subject, triple.predicate, triple.object) for triple in result.triples)
    return Solutions(("subject", "predicate", "object"), rows)


def _truth_word(truth: Truth) -> str:
    return "true" if truth.value else "false"


# Text for people: table and markdown


def plain_text(term: Term | None) -> str:
    """Return what a person reads in a cell: labels bare, IRIs with a prefix, the bounds of a day as the day.

    >>> plain_text(NamedNode("https://w3id.org/conflict-kg/ontology#Coup"))
    'kg:Coup'
    >>> plain_text(Literal("2024-09-17T23:59:59Z", datatype=XSD.dateTime))
    '2024-09-17'
    """
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return _short_iri(term.value)
    if isinstance(term, Triple):
        return f"<<( {plain_text(term.subject)} {plain_text(term.predicate)} {plain_text(term.object)} )>>"
    if isinstance(term, BlankNode):
        return str(term)
    if term.datatype == XSD.dateTime and (match := _DAY_BOUND.fullmatch(term.value)):
        return match["day"]
    return term.value


def _short_iri(iri: str) -> str:
    for prefix, base in PREFIXES.items():
        if iri.startswith(base) and _LOCAL_NAME.fullmatch(iri, len(base)):
            return f"{prefix}:{iri[len(base) :]}"
    return iri


_DAY_BOUND = re.compile(r"(?P<day>-?\d{4,}-\d\d-\d\d)T(?:00:00:00|23:59:59)(?:\.0+)?(?:Z|[+-]00:00)?")
_LOCAL_NAME = re.compile(r"\w[\w-]*")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, those that turn the direction of writing, and halves of a character."""


def visible(text: str, *, keep: str = "") -> str:
    r"""Return the text with unsafe characters written out, as in `\x1b`; white space that breaks a line is a blank.

    >>> visible("two\nlines \x1b[31mred")
    'two lines \\x1b[31mred'
    """

    def shown(match: re.Match[str]) -> str:
        character = match[0]
        if character in keep:
            return character
        if character in "\t\n\r\x0b\x0c\x85\u2028\u2029":
            return " "
        code = ord(character)
        return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"

    return _UNSAFE.sub(shown, text)


def _heading(variable: str) -> str:
    return variable.replace("_", " ")


def _write_markdown(result: Result, show: Show) -> None:
    if isinstance(result, Truth):
        print(_truth_word(result), file=show.stream)
        return
    solutions = _as_solutions(result)
    print(_markdown_row(map(_heading, solutions.variables)), file=show.stream)
    aligned = ("---:" if _is_numeric(solutions, index) else "---" for index in range(len(solutions.variables)))
    print(f"| {' | '.join(aligned)} |", file=show.stream)
    for row in solutions.rows:
        print(_markdown_row(map(plain_text, row)), file=show.stream)


def _markdown_row(cells: Iterable[str]) -> str:
    escaped = (_MARKDOWN.sub(r"\\\g<0>", visible(cell)) for cell in cells)
    return f"| {' | '.join(escaped)} |"


_MARKDOWN = re.compile(r"[\\`*|<>\[\]]")


def _is_numeric(solutions: Solutions, index: int) -> bool:
    """True when every value of the column is a number and there is one."""
    values = [row[index] for row in solutions.rows if row[index] is not None]
    return bool(values) and all(isinstance(value, Literal) and value.datatype in _NUMERIC for value in values)


_NUMERIC = (XSD.integer, XSD.decimal, NamedNode(XSD.base + "double"), NamedNode(XSD.base + "float"))


def _write_table(result: Result, show: Show) -> None:
    if isinstance(result, Truth):
        print(_truth_word(result), file=show.stream)
    elif isinstance(result, Triples):
        for triple in result.triples:
            print(_turtle_line(triple), file=show.stream)
    elif result.rows:
        columns = _columns(result)
        if show.is_terminal:
            _write_for_eyes(columns, len(result.rows), show)
        else:
            _write_aligned(columns, len(result.rows), show.stream)


def _turtle_line(triple: Triple) -> str:
    subject, predicate, object_ = (_turtle_term(term) for term in (triple.subject, triple.predicate, triple.object))
    return f"{subject} {'a' if triple.predicate == RDF.type else predicate} {object_} ."


def _turtle_term(term: Term) -> str:
    if isinstance(term, NamedNode):
        short = _short_iri(term.value)
        return str(term) if short == term.value else short
    if isinstance(term, Triple):
        return f"<<( {_turtle_term(term.subject)} {_turtle_term(term.predicate)} {_turtle_term(term.object)} )>>"
    if isinstance(term, BlankNode):
        return str(term)
    if term.datatype == XSD.integer and re.fullmatch(r"[+-]?\d+", term.value):
        return term.value
    text = str(term)
    if term.language is None and term.datatype != XSD.string:
        quoted = text[: -len(str(term.datatype))]
        return visible(quoted + _turtle_term(term.datatype))
    return visible(text)


@dataclass(frozen=True, slots=True)
class _Column:
    heading: str
    cells: tuple[str, ...]
    is_numeric: bool
    natural: int
    """Terminal columns that the widest cell takes, or the widest word of the heading; a Chinese character takes two."""


def _columns(solutions: Solutions) -> tuple[_Column, ...]:
    columns = []
    for index, variable in enumerate(solutions.variables):
        cells = tuple(visible(plain_text(row[index])) for row in solutions.rows)
        heading = visible(_heading(variable))
        natural = max(cell_len(text) for text in (*heading.split(" "), *cells))
        columns.append(_Column(heading, cells, _is_numeric(solutions, index), natural))
    return tuple(columns)


_GAP = 2
_NARROWEST = 28
"""Text wrapped into fewer columns than this is a ladder, and hard to read."""
_SHORT = 20
"""What is no wider than this (a date, a number, most names) belongs in the row as long as anything does."""


def _write_aligned(columns: Sequence[_Column], rows: int, stream: TextIO) -> None:
    """Write one line for each row, as wide as it needs: for `grep`, `less -S` and files."""
    widths = [max(column.natural, cell_len(column.heading)) for column in columns]
    lines = [[column.cells[row] for column in columns] for row in range(rows)]
    for texts in ([column.heading for column in columns], ["-" * width for width in widths], *lines):
        print(_beside_each_other(texts, columns, widths), file=stream)


def _beside_each_other(texts: Iterable[str], columns: Sequence[_Column], widths: Sequence[int]) -> str:
    cells = (_padded(text, column, width) for text, column, width in zip(texts, columns, widths, strict=True))
    return (" " * _GAP).join(cells).rstrip()


def _padded(text: str, column: _Column, width: int) -> str:
    blanks = " " * (width - cell_len(text))
    return blanks + text if column.is_numeric else text + blanks


def _write_for_eyes(columns: Sequence[_Column], rows: int, show: Show) -> None:
    """Write a table that fits the terminal: what does not fit beside the rest stands under its row, indented.

    A sentence squeezed into a column of twelve characters is unreadable, and a table wider than the screen worse.
    """
    from rich.console import Console  # only here: files and pipes do without it
    from rich.text import Text

    console = Console(
        file=show.stream, width=show.width, force_terminal=True, highlight=False, markup=False, emoji=False
    )
    beside, beneath = _split(columns, show.width)
    widths = _fit(beside, show.width)
    _print_line(console, beside, widths, [column.heading for column in beside], "bold")
    console.print(Text("  ".join("─" * width for width in widths), style="dim"))
    indent = max((cell_len(column.heading) for column in beneath), default=0) + 2 * _GAP
    for row in range(rows):
        if row and beneath:
            console.print()
        _print_line(console, beside, widths, [column.cells[row] for column in beside], "")
        for column in beneath:
            if column.cells[row]:
                _print_beneath(console, column, row, indent, show.width)


def _split(columns: Sequence[_Column], width: int) -> tuple[list[_Column], list[_Column]]:
    """Return the columns that fit beside each other, and the others, both in their order.

    The last of the wide columns goes first, since a query names first what matters most; then the widest.
    """
    beside = list(columns)
    while len(beside) > 1 and sum(map(_need, beside)) + _GAP * (len(beside) - 1) > width:
        wide = [column for column in beside if column.natural > _SHORT]
        beside.remove(wide[-1] if wide else max(beside, key=lambda column: column.natural))
    return beside, [column for column in columns if column not in beside]


def _need(column: _Column) -> int:
    return min(column.natural, _NARROWEST)


def _fit(columns: Sequence[_Column], width: int) -> list[int]:
    """Return a width for each column: what it needs, and what is left over to those that would have more."""
    widths = [_need(column) for column in columns]
    spare = width - sum(widths) - _GAP * (len(widths) - 1)
    while spare > 0 and any(given < column.natural for given, column in zip(widths, columns, strict=True)):
        # One at a time, to whichever lacks most: the widths are small numbers.
        most = max(range(len(columns)), key=lambda index: columns[index].natural - widths[index])
        widths[most] += 1
        spare -= 1
    return [min(given, width) for given in widths]


def _print_line(
    console: Console, columns: Sequence[_Column], widths: Sequence[int], texts: list[str], style: str
) -> None:
    from rich.text import Text

    wrapped = [_wrap(text, width) for text, width in zip(texts, widths, strict=True)]
    for number in range(max(map(len, wrapped))):
        pieces = [lines[number] if number < len(lines) else "" for lines in wrapped]
        console.print(Text(_beside_each_other(pieces, columns, widths), style=style), soft_wrap=True)


def _print_beneath(console: Console, column: _Column, row: int, indent: int, width: int) -> None:
    from rich.text import Text

    for number, line in enumerate(_wrap(column.cells[row], max(width - indent, 1))):
        label = f"{'':{_GAP}}{column.heading}" if number == 0 else ""
        console.print(Text.assemble((label + " " * (indent - cell_len(label)), "dim"), line), soft_wrap=True)


def _wrap(text: str, width: int) -> list[str]:
    """Return the text in lines of at most `width` terminal columns, broken between words where it can be."""
    lines = [""]
    for word in text.split(" "):
        candidate = f"{lines[-1]} {word}" if lines[-1] else word
        if cell_len(candidate) <= width:
            lines[-1] = candidate
            continue
        pieces = chop_cells(word, width) or [""]
        lines[-1:] = [lines[-1], *pieces] if lines[-1] else pieces
    return lines


# For programs: csv, tsv and json, as the standards of SPARQL 1.1 have them


def _write_csv(result: Result, show: Show) -> None:
    """Write https://www.w3.org/TR/sparql11-results-csv-tsv/#csv: values only, lines ending in CR LF."""
    # An unbound value is an empty field, so a lone one would be an empty line: csv quotes it, as RFC 4180 allows.
    rows = csv.writer(show.stream, lineterminator="\r\n")
    if isinstance(result, Truth):
        rows.writerow([_truth_word(result)])
        return
    solutions = _as_solutions(result)
    rows.writerow(solutions.variables)
    for row in solutions.rows:
        rows.writerow([_safe(_csv_value(term), show) for term in row])


def _csv_value(term: Term | None) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def _safe(text: str, show: Show) -> str:
    return visible(text, keep="\n\t") if show.is_terminal else text


def _write_tsv(result: Result, show: Show) -> None:
    """Write https://www.w3.org/TR/sparql11-results-csv-tsv/#tsv: terms as in Turtle, nothing lost."""
    if isinstance(result, Truth):
        print(_truth_word(result), file=show.stream)
        return
    solutions = _as_solutions(result)
    print("\t".join(f"?{variable}" for variable in solutions.variables), file=show.stream)
    for row in solutions.rows:
        print("\t".join(_safe(_tsv_value(term), show) for term in row), file=show.stream)


def _tsv_value(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, Literal) and term.datatype == XSD.integer and re.fullmatch(r"[+-]?\d+", term.value):
        return term.value
    return str(term)  # escapes the tab and the line feed, which would part the field


def _write_json(result: Result, show: Show) -> None:
    """Write https://www.w3.org/TR/sparql11-results-json/, with RDF 1.2's triple terms and directions."""
    answer: dict[str, object]
    if isinstance(result, Truth):
        answer = {"head": {}, "boolean": result.value}
    else:
        solutions = _as_solutions(result)
        bindings = [
            {name: _json_term(term) for name, term in zip(solutions.variables, row, strict=True) if term is not None}
            for row in solutions.rows
        ]
        answer = {"head": {"vars": solutions.variables}, "results": {"bindings": bindings}}
    # The standard library escapes C0 only; the rest of what a terminal may obey means the same when escaped.
    text = json.dumps(answer, ensure_ascii=False, indent=2)
    print(_UNSAFE_IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", text), file=show.stream)


_UNSAFE_IN_JSON = re.compile(_UNSAFE.pattern.replace(r"\x00-\x1f", ""))


def _json_term(term: Term) -> dict[str, object]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}
    answer: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language is not None:
        answer["xml:lang"] = term.language
        if term.direction is not None:
            answer["its:dir"] = str(term.direction)
    elif term.datatype != XSD.string:
        answer["datatype"] = term.datatype.value
    return answer


FORMATS: Final[Mapping[str, Format]] = {
    format_.name: format_
    for format_ in (
        Format("table", "Columns for the eye; as wide as they need when not on a terminal.", _write_table),
        Format("csv", "SPARQL 1.1 CSV: plain values.", _write_csv),
        Format("tsv", "SPARQL 1.1 TSV: every value with its type.", _write_tsv),
        Format("json", "SPARQL 1.1 JSON.", _write_json),
        Format("markdown", "A table for a Markdown page.", _write_markdown),
    )
}
"""Every format, by name; the command line takes its choices from here."""
