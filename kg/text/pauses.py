"""Where a reader pauses though no comma says so: behind the time that a clause opens with, around one behind "who".

"On 14 May a colonel toppled X" and "in September Otakhon Latifi was murdered" are mostly written with a comma in what parsers
learn from; without one, they take the subject for a part of the date.
"""

from __future__ import annotations

import re

from kg.text.dates import DateExpression, find_dates

_LONGEST = 60
"""Letters from the start of a clause in which the time that it opens with ends."""

_CLAUSE = re.compile(
    r"(?:^(?:[-•*]\s+)?|[,;:]\s+|\bthat\s+)[\"“'‘]?(?:(?:and|but|then|while|though|although|because)\s+)?",
    re.IGNORECASE,
)
"""What a clause begins with."""

_BEFORE = re.compile(
    r"(?:(?:at|on|in|during|since|by|around|about|almost|nearly|exactly|just|late|early|later|earlier|then|again|only|last|this"
    r"|(?:the\s+)?(?:same|morning|evening|night|afternoon|beginning|start|end)(?:\s+of)?)\s+)*",
    re.IGNORECASE,
)
"""Words before a date that belong to the time that a clause opens with."""

_BEHIND = re.compile(r"(?:\s+(?:morning|noon|afternoon|evening|night))?(?:,?\s+(?=last\b)last)?")
_SUBJECT = re.compile(
    r"\s+(?!(?:and|or|but|of|in|on|at|to|by|for|from|with|when|that|which|who|as|after|before|until|through|near|against|under|over"
    r"|outside|inside|into|between|during|amid|despite|without|because|while|where|if|is|was|were|are|has|had|will|would|came|saw"
    r"|also|then|alone|about|some|rush|ago|last|this|next|it (?:is|was|will|has|had))\b)"
    r"(?![a-z]+ed (?:the|an?|his|its|their|that|in|on|at|[A-Z]))(?=[^\W_])"
)
"""What the subject of a clause may begin with: neither a preposition nor a verb, whose subject the time would be."""

_NAMED = frozenset(
    {"iso", "day", "days", "day of", "month", "month of", "bare month", "weekday", "feast", "year", "decade"}
)
"""Kinds of dates that are a name, which may stand before a noun, too."""

_TIMED = re.compile(r"(?:\w+\s+){0,2}?(?:at|on|in|during|since|by|last|this|of|from)\s", re.IGNORECASE)
"""What says that such a name is a time."""

_COUNTED = re.compile(r"(?:before|after|since|within|ago)$", re.IGNORECASE)


_WHO = re.compile(r"(?<!,\s)\b(?:who|which)(?=\s+$)")


def pauses_of(text: str) -> tuple[int, ...]:
    """Return where in a sentence commas help to read it: the ends of the times that its clauses open with.

    >>> pauses_of("On Monday gunmen fled, and in May soldiers struck."), pauses_of("Gunmen fled on Monday.")
    ((9, 33), ())
    >>> pauses_of("The men who on Monday fled were soldiers.")
    (11, 21)
    """
    found: list[int] = []
    for date in find_dates(text, 0, len(text)):
        if (end := _opened_until(date, text)) > 0:
            found.append(end)
        elif (who := _WHO.search(text, max(0, date.span.start - 8), date.span.start)) is not None:
            found += (who.end(), date.span.end)
    return tuple(found)


def _opened_until(date: DateExpression, text: str) -> int:
    """Where the time that a clause opens with ends, 0 for a date that no clause opens with or that has its comma."""
    if _COUNTED.search(date.text):
        return 0
    near = max(0, date.span.start - _LONGEST)
    clauses = [match.end() for match in _CLAUSE.finditer(text, near, date.span.start + 1)]
    begin = max((start for start in clauses if start <= date.span.start), default=None)
    if begin is None or not _BEFORE.fullmatch(text, begin, date.span.start):
        return 0
    if date.kind in _NAMED and not _TIMED.match(text, begin):
        return 0  # "Sunday attacks", "the 2012 coup"
    behind = _BEHIND.match(text, date.span.end)
    end = behind.end() if behind else date.span.end
    return end if _SUBJECT.match(text, end) else 0
