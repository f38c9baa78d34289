"""Day numbers as dates."""

from __future__ import annotations

from datetime import date, timedelta

from kg.export.coded.happenings import Happening

_EPOCH = date(1970, 1, 1)


def iso(day: int) -> str:
    """Return a day number, counted from 1970-01-01, as a date.

    >>> iso(18858)
    '2021-08-19'
    """
    return (_EPOCH + timedelta(days=day)).isoformat()


def middle(happening: Happening) -> int:
    """Return the day in the middle of the bounds, the earlier of two; both bounds must be there."""
    assert happening.first is not None
    assert happening.last is not None
    return (happening.first + happening.last) // 2
