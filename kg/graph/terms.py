"""What every graph is made of: facts, the terms of the ontology by name, dates as bounds, numbers in canonical form."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode

from kg.vocab import KG, PREFIXES, XSD

Object: TypeAlias = NamedNode | Literal
Fact: TypeAlias = tuple[NamedNode, NamedNode, Object]
EPOCH = date(1970, 1, 1).toordinal()


def term(name: str) -> NamedNode:
    """Return a class, property or status of the ontology by its local name."""
    return NamedNode(KG.base + name)


def edtf(first: str | None, last: str | None) -> str | None:
    """Return bounds as ISO 8601-2 writes them, None when there are none.

    A whole month or year is written as such; of an open range the bound is as coarse as it can be, "2012/..", since
    "since 2012" and "since 1 January 2012" have the same bounds and the first is meant far more often.

    >>> edtf("2020-08-01", "2020-08-31"), edtf("2012-01-01", None), edtf("2024-09-16", "2024-09-17")
    ('2020-08', '2012/..', '2024-09-16/2024-09-17')
    """
    if first and last:
        whole = [unit for unit in _units(first) if (first_day(unit), last_day(unit)) == (first, last)]
        return whole[0] if whole else f"{first}/{last}"
    if first or last:
        return f"{_begin(first) if first else '..'}/{_end(last) if last else '..'}"
    return None


def calendar_unit(first: str | None, last: str | None) -> str | None:
    """Return the day, month or year that bounds lie in, as the extraction contract has dates; else both bounds.

    A week or less is of the month that has most of its days: "last week" is told no finer than that.

    >>> calendar_unit("2024-09-27", "2024-10-03"), calendar_unit("2024-03-02", "2024-05-01")
    ('2024-09', '2024')
    >>> calendar_unit("2024-09-16", "2024-09-16"), calendar_unit("2012-01-01", None)
    ('2024-09-16', '2012/..')
    """
    if not first or not last:
        return edtf(first, last)
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    days = (end - begin).days
    middle = (begin + timedelta(days=days // 2)).isoformat()
    if first == last:
        return first
    if first[:7] == last[:7] or (days == 6):
        return middle[:7]
    return first[:4] if first[:4] == last[:4] else edtf(first, last)


def interval(first: str | None, last: str | None, *, is_open: bool) -> str:
    """Return the time that something held for, from its first day to its last; each as coarse as it can be.

    A bound that is not known is empty; the end is ".." when there was none yet.

    >>> interval("2021-01-01", None, is_open=True), interval("2020-08-18", "2021-05-24", is_open=False)
    ('2021/..', '2020-08-18/2021-05-24')
    >>> interval(None, "2022-12-31", is_open=False)
    '/2022'
    """
    return f"{_begin(first) if first else ''}/{_end(last) if last else '..' if is_open else ''}"


def _units(day: str) -> tuple[str, str, str]:
    return day[:4], day[:7], day


def _begin(day: str) -> str:
    return next(unit for unit in _units(day) if first_day(unit) == day)


def _end(day: str) -> str:
    return next(unit for unit in _units(day) if last_day(unit) == day)


def first_day(text: str) -> str:
    """Return the first day of a year, a month or a day."""
    return text + "0000-01-01"[len(text) :]


def last_day(text: str) -> str:
    """Return the last day of a year, a month or a day."""
    if len(text) == 4:
        return text + "-12-31"
    if len(text) == 7:
        return f"{text}-{monthrange(int(text[:4]), int(text[5:7]))[1]:02}"
    return text


def bounds(iri: NamedNode, first: str | None, last: str | None) -> Iterator[Fact]:
    if first:
        yield iri, KG.onOrAfter, Literal(f"{first}T00:00:00Z", datatype=XSD.dateTime)
        yield iri, KG.firstDay, Literal(date.fromisoformat(first).toordinal() - EPOCH)
    if last:
        yield iri, KG.onOrBefore, Literal(f"{last}T23:59:59Z", datatype=XSD.dateTime)
        yield iri, KG.lastDay, Literal(date.fromisoformat(last).toordinal() - EPOCH)
    shown = edtf(first, last)
    if shown:
        yield iri, KG.edtf, Literal(shown)


def decimal(number: float) -> Literal:
    """Return a decimal in its canonical form, so that what comes back from a store is what went in."""
    return Literal(f"{number:.4f}".rstrip("0").rstrip(".") or "0", datatype=XSD.decimal)


def partial_date(text: str) -> Literal:
    datatype = {4: "gYear", 7: "gYearMonth", 10: "date"}[len(text)]
    return Literal(text, datatype=NamedNode(PREFIXES["xsd"] + datatype))


def iso_day(number: int | None) -> str | None:
    """Return the day that is so many days after 1970-01-01, None for none.

    >>> iso_day(19983)
    '2024-09-17'
    """
    return None if number is None else date.fromordinal(number + EPOCH).isoformat()


def in_words(name: str) -> str:
    """Return the local name of a class as words.

    >>> in_words("ArmedAttack")
    'armed attack'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
