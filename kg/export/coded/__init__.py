"""Happenings as coded data: one row each, in the columns of a data set that analysts know.

How a happening is coded is data in `ontology/alignments.ttl`; docs/coded-data.md says column by column what fills it and
what nothing here can fill. What a scheme has no place for is left out and counted, never forced into it.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import BinaryIO, TypeAlias

from kg.export.coded import acled, plover, ucdp
from kg.export.coded.codebook import Codebook, read_codebook
from kg.export.coded.happenings import Happening, read_happenings

__all__ = ["CODED", "Codebook", "CodedFormat", "Tally", "read_codebook", "read_happenings", "write_coded"]

MakeRow: TypeAlias = Callable[[Happening, Codebook], "dict[str, str] | str"]


@dataclass(frozen=True, slots=True)
class CodedFormat:
    """A data set's columns; `date` is the one that rows are sorted by, `row` gives a row or why there is none."""

    name: str
    title: str
    columns: tuple[str, ...]
    date: str
    row: MakeRow


CODED: Mapping[str, CodedFormat] = {
    format.name: format
    for format in (
        CodedFormat("acled", "ACLED", acled.COLUMNS, "event_date", acled.row),
        CodedFormat("plover", "PLOVER (POLECAT)", plover.COLUMNS, "Event Date", plover.row),
        CodedFormat("ucdp", "UCDP GED", ucdp.COLUMNS, "date_start", ucdp.row),
    )
}
"""Every data set whose columns kg writes, by the name that `--as` takes."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows were written, and how many happenings were left out for which reason."""

    rows: int
    left_out: Mapping[str, int]

    @property
    def written(self) -> str:
        """How many rows, in words."""
        return f"{self.rows:,} happening{'' if self.rows == 1 else 's'}"

    @property
    def omitted(self) -> str:
        """How many happenings were left out, for which reasons, the most frequent first; empty when none was."""
        if not self.left_out:
            return ""
        reasons = sorted(self.left_out.items(), key=lambda item: (-item[1], item[0]))
        listed = ", ".join(f"{count:,} {reason}" for reason, count in reasons)
        return f"; {sum(self.left_out.values()):,} left out ({listed})"


def write_coded(happenings: Iterable[Happening], format: CodedFormat, codebook: Codebook, stream: BinaryIO) -> Tally:
    """Write the rows as CSV (RFC 4180, UTF-8, a header line), by date and then by IRI."""
    rows: list[dict[str, str]] = []
    left_out: Counter[str] = Counter()
    for happening in happenings:
        row = format.row(happening, codebook)
        if isinstance(row, str):
            left_out[row] += 1
        else:
            rows.append(row)
    key = format.columns[0]
    rows.sort(key=lambda row: (row[format.date], row[key]))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, format.columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    stream.write(text.getvalue().encode())
    return Tally(len(rows), dict(left_out))
