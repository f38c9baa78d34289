"""The week that a round-up is of, whose days its weekdays are: "the week to 14 January", "from Monday 8 to Sunday 14 January"."""

from __future__ import annotations

import datetime as dt
import re

from kg.model import Article
from kg.text.dates import find_dates
from kg.text.days import resolve

_LEAD = 300
"""Letters of the text, behind the title, in which a round-up says of which week it is."""

_UP_TO = re.compile(r"\bweek\s+(?:to|ending|ended|that\s+ended|until|through)\s+(?:on\s+)?$", re.IGNORECASE)
_SHORTEST, _LONGEST = 5, 8
"""Days from the first to the last of what is called a week."""

_LATE = 7
"""Days from the end of a week to when the round-up of it comes out, at most."""


def told_until(article: Article) -> str | None:
    """Return the last day of the week that an article is a round-up of, as an ISO date; the day it came out if it is none.

    "On Monday" in a round-up of the week to Sunday the 14th, which comes out on Monday the 15th, is the 8th.
    """
    published = article.published
    if published is None or len(published) < len("2024-01-15"):
        return published
    head = f"{article.title or ''}\n{article.text[article.body : article.body + _LEAD]}"
    for date in find_dates(head, 0, len(head)):
        if date.kind not in ("days", "day"):
            continue
        days = resolve(date, published)
        if days.first is None or days.last is None:
            continue
        first, last, out = (dt.date.fromisoformat(day) for day in (days.first, days.last, published[:10]))
        is_week = _SHORTEST <= (last - first).days + 1 <= _LONGEST or (
            first == last and _UP_TO.search(head, 0, date.span.start) is not None
        )
        if is_week and 0 < (out - last).days <= _LATE:
            return days.last
    return published
