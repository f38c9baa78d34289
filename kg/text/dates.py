"""Date expressions of news English, and what days they mean.

`find_dates` reads a string; `resolve` turns what it found into days, given the day of publication and, for "two days later", the
last date that was read. Nothing is ever finer than text and publication date allow, and nothing falls back on today.
"""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from kg.model import DateRange, Span
from kg.text.numbers import parse_number

_MONTHS = {
    name: number
    for number in range(1, 13)
    for name in (calendar.month_name[number].lower(), calendar.month_abbr[number].lower())
} | {"sept": 9}
_WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_PARTS_OF_DAY = dict.fromkeys(("night", "evening", "afternoon", "morning", "dawn"), "day")
_MONTH_NAMES = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
_MONTH = rf"(?P<{{0}}>{_MONTH_NAMES})\b\.?"
_YEAR = r"(?P<{0}>(?:1[89]|20)\d\d)(?!\d|[,.]\d)"
_DAY = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?\b"
_NUMBER = (
    r"(?P<{0}>(?i:(?:twenty|thirty|forty|fifty|sixty)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?|an?|one|two|three"
    r"|four(?:teen)?|five|six(?:teen)?|seven(?:teen)?|eight(?:een)?|nine(?:teen)?|ten|eleven|twelve|thirteen|fifteen)|\d{{1,3}})"
)
_DAYS = rf"(?:{_DAY.format('day')}(?:\s*[-–]\s*|\s+to\s+)|[Bb]etween\s+{_DAY.format('from')}\s+and\s+){_DAY.format('until')}"
"""A range of days of one month ("3-5 May", "between 3 and 5 May"); "3 and 5 May" are two days."""
_WEEKDAY_NAMES = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_WEEKDAY = (
    r"(?<!\bPalm )(?<!\bAsh )(?<!\bHoly )(?<!\bBlack )(?<!\bBloody )(?<!\bMaundy )"
    rf"(?P<weekday>{_WEEKDAY_NAMES})\b"
    r"(?!\s+(?:Mass|Mosque|School|Times|Post|mass|prayers?|market|school|newspaper|sermon|service|lunch|papers?)\b)"
)
"""A day of the week; not where it only says what kind of mass or market is meant, which is held on every such day."""
_UNIT = r"(?P<unit>day|week|fortnight|month|year|decade)s?\b"
_PART = r"(?:(?P<part>(?i:early|late|mid|the end of|the start of|the beginning of))[ -]+)?"
_WHICH_YEAR = r"(?P<which>last|this|that|the same|the following|the next|the current|the previous)\s+year\b"
_OF_MONTH = (
    r"(?!(?:of|on|to|for|without|with|in|at|by|and|or|but|when|that|which|who|before|after|as|is|was|were|has|had|would|will|from)\b)"
    r"[a-z]"
)
"""The noun that a month says the time of ("the October abduction"), and no word that goes on behind the month itself."""
_FEASTS = {
    "new year's day": (1, 1),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
}
"""Days that a report calls by a name, where they are the same day every year."""
_FROM_EASTER = {
    "ash wednesday": -46,
    "palm sunday": -7,
    "maundy thursday": -3,
    "good friday": -2,
    "easter sunday": 0,
    "easter monday": 1,
}
"""Days between Easter Sunday and the feasts that move with it."""
_MOVING = "|".join(name.title() for name in _FROM_EASTER)
_ORDINALS = tuple(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth"
    " twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first".split()
)

_ORDINAL = "|".join(sorted(_ORDINALS, key=len, reverse=True))

Bounds: TypeAlias = tuple[dt.date, dt.date]
"""The first and the last day that an expression means."""

LONG_PAST = 300
"""Days before publication from which on a date makes the paragraph it stands in a story of that year."""

DAYS_OF_YEAR = 366

NEWS = 31
"""Days before publication in which a day without a year is news, whatever year the paragraph tells of."""


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date as the text has it: where it stands, and its parts by name as strings."""

    span: Span
    text: str
    kind: str
    parts: dict[str, str] = field(default_factory=dict)
    is_open: bool = False


_CUES = {
    "digit": tuple("0123456789"),
    "month": tuple(calendar.month_abbr[1:]),
    "weekday": tuple(calendar.day_name),
    "near day": ("esterday", "oday", "onight", "vernight", "his ", "ast night", "ast evening"),
    "daytime": ("hours", "noon", "ning", "night", "day", "dawn", "sunset", "dusk", "am", "pm", "a.m", "p.m"),
    "direction": ("ago", "earlier", "before", "later", "after"),
    "unit": ("day", "week", "fortnight", "month", "year", "decade"),
    "feast": ("New Year", "Christmas", "Boxing", "Easter", "Good Friday", "Palm", "Ash", "Maundy"),
    "anniversary": ("anniversary",),
    "service": ("prayers", "Mass", "mass", "service"),
    "part of a day": ("night", "morning", "evening", "afternoon", "dawn"),
    "weekend": ("weekend",),
    "days": ("ays ",),
    "moment": ("our", "inute", "oment", "econd", "hortly", "oon ", "mmediately"),
    "to": ("to ", "-", "–", "and "),
    "year": ("18", "19", "20"),
    "in a year": ("year",),
    "on the": ("n the ",),
    "spelt day": ("st of ", "nd of ", "rd of ", "th of "),
    "since": ("since",),
}
"""Letters of which a date of some kind has one: looking for them first takes a tenth of the time of looking for dates."""

_PATTERNS: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = tuple(
    (kind, cues, re.compile(pattern))
    for kind, cues, pattern in (
        ("iso", ("year",), r"\b(?P<year>(?:19|20)\d\d)-(?P<number>[01]\d)-(?P<day>[0-3]\d)\b"),
        ("iso", ("year",), r"\b(?P<day>[0-3]?\d)\.(?P<number>[01]?\d)\.(?P<year>(?:19|20)\d\d)\b"),
        (
            "days",
            ("month", "to", "digit"),
            rf"\b{_DAYS}\s+{_MONTH.format('month')}(?:,?\s+{_YEAR.format('year')})?",
        ),
        (
            "days",
            ("month", "to", "digit"),
            rf"\b{_MONTH.format('month')}\s+{_DAYS}(?!\d)(?:,?\s+{_YEAR.format('year')})?",
        ),
        (
            "day",
            ("month", "year"),
            rf"\b{_DAY.format('day')}(?:\s+of)?\s+{_MONTH.format('month')},?\s+{_YEAR.format('year')}",
        ),
        ("day", ("month", "year"), rf"\b{_MONTH.format('month')}\s+{_DAY.format('day')},?\s+{_YEAR.format('year')}"),
        (
            "day of",
            ("month", "in a year"),
            rf"\b{_DAY.format('day')}(?:\s+of)?\s+{_MONTH.format('month')},?\s+(?:of\s+)?{_WHICH_YEAR}",
        ),
        (
            "day of",
            ("month", "in a year"),
            rf"\b{_MONTH.format('month')}\s+{_DAY.format('day')},?\s+(?:of\s+)?{_WHICH_YEAR}",
        ),
        (
            "day",
            ("month", "spelt day"),
            rf"\b(?:the\s+)?(?P<day>{_ORDINAL})\s+of\s+{_MONTH.format('month')}(?:,?\s+{_YEAR.format('year')})?",
        ),
        ("day", ("month", "digit"), rf"\b{_DAY.format('day')}(?:\s+of)?\s+{_MONTH.format('month')}"),
        (
            "day",
            ("month", "digit"),
            rf"\b(?:(?P<which>[Ll]ast)\s+)?{_MONTH.format('month')}\s+{_DAY.format('day')}(?!\d)",
        ),
        ("month", ("month", "year"), rf"\b{_PART}{_MONTH.format('month')},?\s+(?:of\s+)?{_YEAR.format('year')}"),
        (
            "month of",
            ("month", "in a year"),
            rf"\b{_MONTH.format('month')}\s+(?:of\s+)?{_WHICH_YEAR}",
        ),
        (
            "feast",
            ("feast", "year"),
            rf"\b{_YEAR.format('year')}\s+(?P<feast>{_MOVING})",
        ),
        (
            "feast",
            ("feast",),
            rf"\b(?P<feast>New Year[’']s (?:Day|Eve)|Christmas (?:Day|Eve)|Boxing Day|{_MOVING})\b"
            rf"(?!\s+(?i:agreement|accord|deal|peace))(?:,?\s+{_YEAR.format('year')})?",
        ),
        ("weekday", ("weekday", "unit"), rf"\b{_WEEKDAY}\s+of\s+(?P<week>last|this)\s+week\b"),
        ("weekday", ("weekday",), rf"\b(?:(?P<which>(?i:last|this|next|the previous|the following))\s+)?{_WEEKDAY}"),
        (
            "anniversary",
            ("anniversary",),
            rf"\b(?P<number>{_ORDINAL}|\d{{1,3}}(?:st|nd|rd|th))\s+anniversary\b",
        ),
        (
            "anniversary",
            ("since", "unit"),
            rf"\b[Mm]ark(?:s|ed|ing)?\s+(?:exactly\s+)?{_NUMBER.format('years')}\s+years?\s+since\b",
        ),
        (
            "service",
            ("weekday", "service"),
            rf"\b(?P<weekday>{_WEEKDAY_NAMES})\s+(?:(?:afternoon|morning|noon|midday|church|communal)\s+)?(?:Mass|mass|prayers|service)\b",
        ),
        (
            "near day",
            ("near day",),
            r"\b(?P<word>(?i:yesterday|today|tonight|overnight|this (?:morning|evening|afternoon)|last (?:night|evening)))\b",
        ),
        (
            "daytime",
            ("daytime",),
            r"\b(?:[Ii]n|[Dd]uring|[Ll]ate in|[Ee]arly in|[Aa]round|[Aa]t about|[Aa]t|[Bb]efore|[Aa]bout|[Ll]ater|[Ee]arlier)"
            r"\s+(?:in\s+)?"
            r"(?:the\s+(?:early\s+hours|morning|afternoon|evening|night|(?:same\s+)?day)|noon|midday|midnight|dawn|sunset|dusk|that\s+day|"
            r"\d{1,2}(?::\d\d)?\s*[ap]\.?m\b)"
            r"|\b(?:[Tt]hat(?: same)?|[Tt]he same)\s+(?:morning|afternoon|evening|night)\b",
        ),
        (
            "ago",
            ("direction", "unit"),
            rf"\b{_NUMBER.format('number')}\s+{_UNIT}\s+(?P<direction>ago|earlier|before|later|after(?:wards?)?)\b",
        ),
        (
            "ago",
            ("since", "unit"),
            rf"\b[Ii]t(?:['’]s| is| has been| will be)(?:\s+(?:just|only|barely|now|exactly|almost|nearly|about|some))*\s+"
            rf"{_NUMBER.format('number')}\s+{_UNIT}\s+(?:(?:on|this|next)\s+\w+\s+)?(?P<direction>since)\b",
        ),
        (
            "ordinal day",
            ("on the", "unit"),
            rf"\b[Oo]n the (?P<ordinal>{_ORDINAL}|[0-3]?\d(?:st|nd|rd|th))\s+of\s+(?:that|the same)\s+month\b",
        ),
        (
            "unit",
            ("unit",),
            r"\b(?P<which>(?i:last|this|next|the next|the previous|the following|that|the same))\s+"
            r"(?P<unit>weekend|week|month|year|day)\b(?!\s+of\b)",
        ),
        # "Hours later", "within minutes", "shortly after": the day of what was told before, or of what stands behind it.
        (
            "moment",
            ("moment",),
            r"\b(?i:within|in the space of)\s+(?:(?:a few|several|two|three|four|five|six|twelve|\d{1,2}|the)\s+)?"
            r"(?:hours?|minutes|moments)(?:\s+of)?\b"
            r"|\b(?:(?i:a few|several|some|just|only|barely|an?|one|two|three|four|five|six|eight|ten|\d{1,2})\s+)*"
            r"(?i:hours?|minutes?|moments|seconds|shortly|soon|immediately)\s+(?:(?i:later|earlier|afterwards?)|(?P<of>(?i:before|after)))\b",
        ),
        (
            "few days",
            ("days", "direction"),
            r"\b(?:(?i:a few|several|some)\s+)?(?i:days)\s+(?P<direction>later|after(?:wards?)?)\b",
        ),
        # "The night before", of no event that is named behind it ("the day before the vote").
        (
            "ago",
            ("direction",),
            r"\b(?P<number>[Tt]he|[Aa])\s+(?P<unit>day|night|evening|week|month|year)\s+(?P<direction>before|earlier|later)\b",
        ),
        (
            "ago",
            ("direction",),
            r"(?<=[,–—-]\s)(?P<number>the)\s+(?P<unit>day|night|evening|week|month|year)\s+(?P<direction>after)\b",
        ),
        (
            "unit",
            ("part of a day",),
            r"\b(?P<which>(?i:the next|the previous|the following))\s+(?P<unit>morning|afternoon|evening|night|dawn)\b",
        ),
        (
            "unit",
            ("weekend",),
            r"\b(?i:at|over|during)\s+(?P<which>the)\s+(?P<unit>weekend)\b",
        ),
        (
            "unit",
            ("unit",),
            r"\b(?P<which>(?i:earlier this|later this|earlier that|later that|earlier in the|later in the))\s+"
            r"(?P<unit>week|month|year)\b",
        ),
        (
            "bare month",
            ("month",),
            r"\b(?:[Ii]n|[Ss]ince|(?P<which>[Ll]ast|[Tt]his|[Tt]hat|(?i:the following|the next|the previous))"
            r"|[Bb]y|[Uu]ntil|[Oo]f|and|[Dd]uring)\s+"
            rf"(?P<part>early |late |mid[ -])?{_MONTH.format('month')}",
        ),
        # "The October abduction of X", "an abortive March coup", "January's landing".
        (
            "bare month",
            ("month",),
            r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is)\s+(?:(?:early|late|mid|[a-z]+(?:ed|ive|ly|al|less|y|t))[ -])?"
            rf"{_MONTH.format('month')}(?=\s+{_OF_MONTH})",
        ),
        ("bare month", ("month",), rf"\b{_MONTH.format('month')}(?=['’]s\s+[a-z])"),
        # "In March, August and December": what stands between the first and the last of a list.
        ("bare month", ("month",), rf"\b(?:{_MONTH.format('before')}),\s+{_MONTH.format('month')}(?=,|\s+and\s+[A-Z])"),
        # "On the tenth", of the month that was spoken of last: nothing that it could count may follow.
        (
            "ordinal day",
            ("on the",),
            rf"\b[Oo]n the (?P<ordinal>{_ORDINAL}|[0-3]?\d(?:st|nd|rd|th))"
            r"(?=\s*(?:[.,;:)]|$|(?:and|he|she|it|they|at|in|by|near|outside|inside|when|as|while|with)\b))",
        ),
        ("decade", ("year",), r"\b(?:[Tt]he\s+)?(?P<half>early |late |mid[ -])?(?P<decade>(?:19|20)\d0)s\b"),
        # Not a count: "2011 people", "1900 dead"; but "a bombing in 2002 killed 202". Nor an hour: "at 1950 (0050 GMT)".
        (
            "year",
            ("year",),
            rf"(?<![\d.,$€£-])(?<![Aa]t )\b{_PART}{_YEAR.format('year')}(?!\s+(?:people|civilians|soldiers|troops|men|refugees))"
            r"(?!(?<![Ii]n \d{4})\s+(?:dead|killed))",
        ),
    )
)
_NOUN = re.compile(r"\s+[a-z]{3,}")
"""A noun that a year stands before ("the 2002 bombings"), which does not make what is told around it a story of that year."""
_PREPOSITION = re.compile(r"\b(?:on|in|since|from|during|by)\s+$", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|from)\s+(?:(?:about|around|at least|early|late|mid)[ -]+)?$", re.IGNORECASE)


_SAID = re.compile(
    r"\b(?:said|told|reported|announced|confirmed|added|stated|says)"
    r"(?:\s+(?:in a statement|(?:the\s+)?[A-Z][\w.]+(?:\s+[A-Z][\w.]+)?|reporters|journalists|the agency))?\s*$"
)
"""What stands before the day on which somebody says something: no day of what is told."""
_COMMA = re.compile(r"[,–—-]\s+(?:(?:just|only|barely|about|nearly|almost|exactly|some|less than|more than)\s+)*$")
_CAME = re.compile(
    r"\b(?:came|comes|come|coming|happened|occurred|took place|was carried out|followed|(?:That|This|It) was)\s+"
    r"(?:(?:just|only|barely|about|nearly|almost|exactly|some|less than|more than)\s+)*$"
)
"""What stands before "two days after …" where the later of two things is known: "the blast came", "it happened on Monday"."""
_BETWEEN = re.compile(r"\s+(?:(?:the|last|this)\s+)?(?:[a-z]+\s+(?:of|on|in)\s+)?")
_OTHER = re.compile(r"\s+(?:the|an?|his|her|its|their|this|that|these|those|they|he|she|it|[A-Z][a-z]|[a-z]+ing)\b")
"""What may stand between "two days before" and the day that it is counted from, and words that say that it is another one."""
_SINGLE = frozenset({"iso", "day", "weekday", "near day", "feast"})
"""Kinds of expressions that are a single day."""


def find_dates(text: str, start: int, end: int) -> tuple[DateExpression, ...]:
    """Return the date expressions between two offsets of `text`, in order, none overlapping another."""
    found: list[DateExpression] = []
    there = _cues_in(text[start:end])
    for kind, cues, pattern in _PATTERNS:
        if not there.issuperset(cues):
            continue
        for match in pattern.finditer(text, start, end):
            span = _span_of(kind, match)
            if any(span.overlaps(other.span) for other in found):
                continue
            parts = {name: value.lower() for name, value in match.groupdict().items() if value}
            is_open = (
                kind != "days" and bool(_SINCE.search(text, max(start, span.start - 24), span.start))
            ) or match.group().lower().startswith("since")
            whole = Span(_with_preposition(text, start, span.start), span.end)
            if kind in ("weekday", "near day", "day") and _SAID.search(text, max(start, whole.start - 40), whole.start):
                parts["said"] = "yes"
            if kind == "year" and whole.start == span.start and _NOUN.match(text, span.end, end):
                parts["before noun"] = "yes"
            found.append(DateExpression(whole, text[whole.start : whole.end], kind, parts, is_open))
    found.sort(key=lambda expression: expression.span)
    found = _with_shared_years(found, text)
    return tuple(_counted(expression, found, text) for expression in _years_back(found, text))


_LISTED = re.compile(r"\s*(?:,|and|or|,\s*and)\s*(?:again\s+)?(?:(?:in|on)\s+)?")


def _with_shared_years(found: Sequence[DateExpression], text: str) -> list[DateExpression]:
    """ "In July and November 1978", "on May 14 and September 25, 1987": the year at the end of a list is that of all of it."""
    kept: list[DateExpression] = []
    for expression in reversed(found):
        after = kept[-1] if kept else None
        is_bare = expression.kind in ("bare month", "day") and not {"year", "which"} & expression.parts.keys()
        is_listed = after is not None and "year" in after.parts and after.kind in ("month", "day")
        if (
            after is not None
            and is_bare
            and is_listed
            and _LISTED.fullmatch(text, expression.span.end, after.span.start)
        ):
            is_before = _MONTHS[expression.parts["month"]] <= _MONTHS[after.parts["month"].lower()]
            kind = "month" if expression.kind == "bare month" else "day"
            parts = {**expression.parts, "year": after.parts["year"]}
            expression = dataclasses.replace(expression, kind=kind, parts=parts) if is_before else expression
        kept.append(expression)
    return kept[::-1]


def _cues_in(words: str) -> set[str]:
    """Which kinds of cues are there; asked of every sentence, so in loops, which take less time than generators."""
    there = set()
    for name, cues in _CUES.items():
        for cue in cues:
            if cue in words:
                there.add(name)
                break
    return there


def _years_back(found: Sequence[DateExpression], text: str) -> Iterator[DateExpression]:
    """ "Ten years ago this week", "forty years ago on Friday": one date, the second counted back by the first."""
    before: DateExpression | None = None
    for expression in found:
        if before is not None and not text[before.span.end : expression.span.start].strip():
            whole = Span(before.span.start, expression.span.end)
            years = before.parts["number"] + (" decades" if before.parts["unit"] == "decade" else "")
            yield dataclasses.replace(
                expression,
                span=whole,
                text=text[whole.start : whole.end],
                parts={**expression.parts, "years back": years},
            )
            before = None
            continue
        if before is not None:
            yield before
        is_of_years = expression.kind == "ago" and expression.parts["unit"] in ("year", "decade")
        before = expression if is_of_years and expression.parts["direction"] == "ago" else None
        if before is None:
            yield expression
    if before is not None:
        yield before


def _counted(expression: DateExpression, found: Sequence[DateExpression], text: str) -> DateExpression:
    """Say from what a number of days is counted that stands before or after something.

    "On Thursday, a day after they ousted him": what is told behind a day and a comma came before that day. "A day before
    Saturday's blast" counts from Saturday, and "two weeks before the vote" from a day that is not told.
    """
    if expression.kind != "ago" or expression.parts["direction"] not in ("before", "after"):
        return expression
    parts, end = expression.parts, expression.span.end
    following = next((other for other in found if other.span.start >= end), None)
    if following is not None and _BETWEEN.fullmatch(text, end, following.span.start):
        return dataclasses.replace(expression, parts={**parts, "from": "next"})
    if parts["direction"] == "before":
        is_of_other = _OTHER.match(text, end) is not None
        return dataclasses.replace(expression, parts={**parts, "from": "unknown"}) if is_of_other else expression
    begin = max(0, expression.span.start - 24)
    is_apart = _COMMA.search(text, begin, expression.span.start) is not None
    is_told = any((o.kind in _SINGLE or o.kind == parts["unit"]) and o.span < expression.span for o in found)
    is_came = _CAME.search(text, begin, expression.span.start) is not None
    if is_came or (is_apart and is_told):
        return dataclasses.replace(expression, parts={**parts, "direction": "back"})
    return expression


def _with_preposition(text: str, start: int, begin: int) -> int:
    preposition = _PREPOSITION.search(text, max(start, begin - 8), begin)
    return preposition.start() if preposition else begin


def _span_of(kind: str, match: re.Match[str]) -> Span:
    """Leave a leading preposition out of the words that are kept."""
    if kind == "bare month" and (match.groupdict().get("which") or "").lower().startswith("the "):
        return Span(match.start("which"), match.end())
    if kind == "bare month":
        return Span(match.start("month") if not match.groupdict().get("part") else match.start("part"), match.end())
    return Span(match.start(), match.end())


def resolve(
    expression: DateExpression,
    published: str | None,
    anchor: DateRange | None = None,
    near: DateRange | None = None,
) -> DateRange:
    """Return the days that an expression means, both bounds None when they cannot be known.

    `published` is an ISO date of day precision or None; `anchor` the date read last, for "two days later" and "that year";
    `near` the date read last in the same paragraph, whose year a day or month without one shares if it is long past.
    """
    reference = _day(published)
    told = dt.date.fromisoformat(near.first) if near and near.first else None
    if told is not None and reference is not None and (reference - told).days <= LONG_PAST:
        told = None
    before = dt.date.fromisoformat(anchor.first) if anchor and anchor.first else None
    until = dt.date.fromisoformat(anchor.last) if anchor and anchor.last else None
    year = before.year if before is not None and near == anchor and _is_year(before, until) else None
    bounds = _bounds(expression, reference, before, until, year)
    if bounds is not None and "years back" in expression.parts:
        return _shifted(expression, bounds)
    if not _is_news(expression, bounds, reference):
        bounds = _told_year(expression, told, reference) or bounds
    first, last = (None, None) if bounds is None else (bounds[0].isoformat(), bounds[1].isoformat())
    return DateRange(first, None if expression.is_open else last, expression.text, expression.span)


def _shifted(expression: DateExpression, bounds: Bounds) -> DateRange:
    """The same day, month or year, so many years before; of a week the days that it may have been."""
    number, *decades = expression.parts["years back"].split()
    years = (parse_number(number) or 1) * (10 if decades else 1)
    found = tuple(_years_before(day, years) for day in bounds)
    return DateRange(found[0].isoformat(), found[1].isoformat(), expression.text, expression.span)


def _years_before(day: dt.date, years: int) -> dt.date:
    years = min(years, day.year - 1)
    if day.month == 2 and day.day > 27:
        return dt.date(day.year - years, 2, calendar.monthrange(day.year - years, 2)[1])
    return day.replace(year=day.year - years)


def _is_news(expression: DateExpression, bounds: Bounds | None, reference: dt.date | None) -> bool:
    """Whether a day without a year was a few weeks before publication at most."""
    if expression.kind != "day" or bounds is None or reference is None:
        return False
    return 0 <= (reference - bounds[0]).days <= NEWS


def _told_year(expression: DateExpression, told: dt.date | None, reference: dt.date | None) -> Bounds | None:
    """ "On 25 September" right after "14 May 1987" is in 1987: what is told of a year long past goes on there.

    A story goes forward: a day that comes before the one told in the year is none of it, unless it may be of the year after, and
    that is the one before publication.
    """
    if told is None or "year" in expression.parts or expression.is_open:
        return None
    bounds = _in_year(expression, told.year)
    if bounds is None or bounds[1] >= told:
        return bounds
    later = _in_year(expression, told.year + 1)
    is_latest = later is not None and reference is not None and 0 < (reference - later[0]).days < DAYS_OF_YEAR
    return later if is_latest else None


def _in_year(expression: DateExpression, year: int) -> Bounds | None:
    """A month or a day of a month in a year that the words do not tell."""
    if expression.kind == "bare month" and "which" not in expression.parts:
        return _month(year, _MONTHS[expression.parts["month"].lower()])
    if expression.kind == "day":
        return _one_day(year, _MONTHS[expression.parts["month"].lower()], _day_number(expression.parts["day"]))
    feast = expression.parts["feast"].replace("’", "'") if expression.kind == "feast" else ""
    return _one_day(year, *_FEASTS[feast]) if feast in _FEASTS else None


def has_year(expression: DateExpression) -> bool:
    """Whether an expression says of which year it is, and not only that it is not long ago."""
    if "before noun" in expression.parts:
        return False
    is_counted = expression.kind in ("ago", "unit") and expression.parts["unit"] in ("year", "decade")
    is_counted = is_counted or (expression.kind == "bare month" and expression.parts.get("which", "that") != "that")
    return "year" in expression.parts or expression.kind in ("month of", "day of", "decade") or is_counted


def _day(published: str | None) -> dt.date | None:
    if published is None or len(published) < 10:
        return None
    return dt.date.fromisoformat(published[:10])


def _bounds(
    expression: DateExpression,
    reference: dt.date | None,
    before: dt.date | None,
    until: dt.date | None,
    year: int | None,
) -> Bounds | None:
    """`before` and `until` bound the date read last; a time of day means that day, if it was one.

    `year` is the year that the date read last was, if it was one, told in the same paragraph: "in 2022 … in January".
    """
    parts = expression.parts
    match expression.kind:
        case "iso":
            return _one_day(int(parts["year"]), int(parts["number"]), _day_number(parts["day"]))
        case "day" if "year" in parts:
            return _one_day(int(parts["year"]), _MONTHS[parts["month"].lower()], _day_number(parts["day"]))
        case "day":
            if parts.get("which") == "last" and reference is not None:
                reference -= dt.timedelta(days=2)  # "last August 15" is not that of today
            return _day_without_year(_MONTHS[parts["month"].lower()], _day_number(parts["day"]), reference, before)
        case "days":
            return _days(parts, reference, before)
        case "month":
            return _month(int(parts["year"]), _MONTHS[parts["month"].lower()])
        case "month of":
            year = _which_year(parts["which"], reference, before)
            return None if year is None else _month(year, _MONTHS[parts["month"].lower()])
        case "day of":
            year = _which_year(parts["which"], reference, before)
            return None if year is None else _one_day(year, _MONTHS[parts["month"].lower()], _day_number(parts["day"]))
        case "bare month" if parts.get("which") == "that":
            return _month(before.year, _MONTHS[parts["month"].lower()]) if before else None
        case "bare month" if parts.get("which", "").startswith("the "):
            return _month_beside(_MONTHS[parts["month"].lower()], parts["which"], before)
        case "bare month":
            return _bare_month(_MONTHS[parts["month"].lower()], reference, None if "which" in parts else year)
        case "weekday" | "service":
            weekday = _WEEKDAYS[parts["weekday"].lower()]
            if "week" in parts:
                return _weekday_of_week(weekday, parts["week"], reference)
            return _weekday(weekday, parts.get("which"), reference, before)
        case "near day":
            return _near_day(parts["word"], reference)
        case "daytime":
            return (before, before) if before is not None and before == until else None
        case "moment":
            return (before, until) if before is not None and until is not None else None
        case "few days":
            return _few_days_later(before, until)
        case "ago" if parts.get("from") == "unknown":
            return None
        case "ago":
            is_coarse = _is_coarse(parts["unit"], before, until)
            if is_coarse and parts["direction"] == "back":
                return None  # "in October 1969, six days after a guard shot the president"
            return _ago(parts, reference, None if is_coarse else before)
        case "anniversary":
            return _anniversary(_years_told(parts), reference, before)
        case "unit":
            return _unit(parts["which"], parts["unit"], reference, before, until)
        case "feast":
            return _feast(parts["feast"].replace("’", "'"), parts.get("year"), reference, before)
        case "ordinal day":
            return None if before is None else _one_day(before.year, before.month, _day_number(parts["ordinal"]))
        case "decade":
            return dt.date(int(parts["decade"]), 1, 1), dt.date(int(parts["decade"]) + 9, 12, 31)
        case "year":
            year = int(parts["year"])
            return dt.date(year, 1, 1), dt.date(year, 12, 31)
    return None


def _is_year(first: dt.date, last: dt.date | None) -> bool:
    return (first, last) == (dt.date(first.year, 1, 1), dt.date(first.year, 12, 31))


def _day_number(word: str) -> int:
    digits = re.match(r"\d+", word)
    return int(digits.group()) if digits else _ORDINALS.index(word) + 1


def _years_told(parts: dict[str, str]) -> int:
    """How many years an anniversary is after what it is of: "the tenth anniversary", "marks ten years since"."""
    if "years" not in parts:
        return _day_number(parts["number"])
    return 1 if parts["years"] in ("a", "an") else parse_number(parts["years"]) or 1


def _one_day(year: int, month: int, day: int) -> Bounds | None:
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return None
    return date, date


def _days(parts: dict[str, str], reference: dt.date | None, before: dt.date | None) -> Bounds | None:
    month = _MONTHS[parts["month"].lower()]
    until = (
        _one_day(int(parts["year"]), month, _day_number(parts["until"]))
        if "year" in parts
        else _day_without_year(month, _day_number(parts["until"]), reference, before)
    )
    first = _one_day(until[0].year, month, _day_number(parts.get("day") or parts["from"])) if until else None
    return (first[0], until[1]) if first and until and first[0] < until[1] else until


def _anniversary(years: int, reference: dt.date | None, day: dt.date | None) -> Bounds | None:
    """The day of which the day told is an anniversary, and its year, where none is told."""
    if day is not None:
        origin = _years_before(day, years)
        return origin, origin
    if reference is None:
        return None
    year = max(reference.year - years, 1)
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _feast(name: str, year: str | None, reference: dt.date | None, before: dt.date | None) -> Bounds | None:
    if name not in _FROM_EASTER:
        month, day = _FEASTS[name]
        return _one_day(int(year), month, day) if year else _day_without_year(month, day, reference, before)
    last = int(year) if year else reference.year if reference else before.year if before else None
    if last is None:
        return None
    found = _easter(last) + dt.timedelta(days=_FROM_EASTER[name])
    if year is None and reference is not None and found > reference:
        found = _easter(last - 1) + dt.timedelta(days=_FROM_EASTER[name])
    return found, found


def _easter(year: int) -> dt.date:
    """Easter Sunday by the Gregorian computus.

    >>> _easter(2019).isoformat(), _easter(1916).isoformat()
    ('2019-04-21', '1916-04-23')
    """
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


def _month(year: int, month: int) -> Bounds:
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def _day_without_year(month: int, day: int, reference: dt.date | None, before: dt.date | None) -> Bounds | None:
    """The last such day up to publication: news without a year means the year just past or the current one."""
    if reference is None:
        return _one_day(before.year, month, day) if before else None
    for year in (reference.year, reference.year - 1):
        bounds = _one_day(year, month, day)
        if bounds and bounds[0] <= reference + dt.timedelta(days=1):
            return bounds
    return None


def _bare_month(month: int, reference: dt.date | None, year: int | None) -> Bounds | None:
    """A month of the year just spoken of ("in 2022, in January"), else the last one up to publication."""
    if year is not None:
        return _month(year, month)
    if reference is None:
        return None
    return _month(reference.year if month <= reference.month else reference.year - 1, month)


def _month_beside(month: int, which: str, before: dt.date | None) -> Bounds | None:
    """ "The following May", "the previous January": the next such month after a day, or the last before it."""
    if before is None:
        return None
    if which == "the previous":
        return _month(before.year - (month >= before.month), month)
    return _month(before.year + (month <= before.month), month)


def _weekday(weekday: int, which: str | None, reference: dt.date | None, before: dt.date | None) -> Bounds | None:
    """The last such weekday up to and including the day of publication; "the following Friday" counts from the anchor."""
    if which in ("the previous", "the following"):
        if before is None:
            return None
        step = 1 if which == "the following" else -1
        day = before + dt.timedelta(days=step)
        while day.weekday() != weekday:
            day += dt.timedelta(days=step)
        return day, day
    if reference is None:
        return None
    if which == "next":
        day = reference + dt.timedelta(days=(weekday - reference.weekday() - 1) % 7 + 1)
        return day, day
    back = (reference.weekday() - weekday) % 7
    if which == "last" and back == 0:
        back = 7
    day = reference - dt.timedelta(days=back)
    return day, day


def _weekday_of_week(weekday: int, week: str, reference: dt.date | None) -> Bounds | None:
    """ "On Friday of last week": a day of the calendar week before that of publication, or of that week itself."""
    if reference is None:
        return None
    weeks = 1 if week == "last" else 0
    day = reference + dt.timedelta(days=weekday - reference.weekday() - 7 * weeks)
    return day, day


def _near_day(word: str, reference: dt.date | None) -> Bounds | None:
    if reference is None:
        return None
    if word in ("yesterday", "last night", "last evening"):
        day = reference - dt.timedelta(days=1)
        return day, day
    return reference, reference


def _ago(parts: dict[str, str], reference: dt.date | None, before: dt.date | None) -> Bounds | None:
    number = 1 if parts["number"].lower() in ("a", "an", "the") else parse_number(parts["number"])
    is_lead = parts["direction"] == "after" and before is None  # "Three days after the coup": counted back from today
    is_ago = parts["direction"] in ("ago", "since") or is_lead
    origin = reference if is_ago else before
    if origin is None and parts["direction"] == "back":
        origin = reference  # "the attack came a day after …": what is news is of today or yesterday
    if origin is None or number is None:
        return None
    sign = -1 if is_lead or parts["direction"] in ("ago", "since", "earlier", "before", "back") else 1
    if parts["direction"] == "after" and reference is not None and _is_ahead(origin, number, parts["unit"], reference):
        sign = -1  # "35 years after they killed him": he was killed that long before what is news
    unit = _PARTS_OF_DAY.get(parts["unit"], parts["unit"])
    if unit == "fortnight":
        unit, number = "week", 2 * number
    if unit == "day":
        day = origin + dt.timedelta(days=sign * number)
        return day, day
    if unit == "week":
        middle = origin + dt.timedelta(weeks=sign * number)
        if (middle - dt.timedelta(days=3)).month == (middle + dt.timedelta(days=3)).month:
            return _month(middle.year, middle.month)
        return middle - dt.timedelta(days=3), middle + dt.timedelta(days=3)
    if unit == "month":
        months = origin.year * 12 + origin.month - 1 + sign * number
        return _month(months // 12, months % 12 + 1)
    year = origin.year + sign * number * (10 if unit == "decade" else 1)
    return (dt.date(year, 1, 1), dt.date(year, 12, 31)) if 1 <= year <= 9999 else None


_FEW = 6
"""Days that "days later" may mean, at most."""


def _few_days_later(before: dt.date | None, until: dt.date | None) -> Bounds | None:
    """The month of a day, where a few days more do not lead out of it, or the month told before."""
    if before is None or until is None or (before.year, before.month) != (until.year, until.month):
        return None
    is_within = before != until or (before + dt.timedelta(days=_FEW)).month == before.month
    return _month(before.year, before.month) if is_within else None


def _is_coarse(unit: str, first: dt.date | None, last: dt.date | None) -> bool:
    """Whether nothing can be counted in a unit from a date: "one month after" what happened "two decades ago"."""
    widest = {"week": 31, "fortnight": 31, "month": 300}.get(unit, 2)
    return unit not in ("year", "decade") and first is not None and last is not None and (last - first).days > widest


def _is_ahead(origin: dt.date, number: int, unit: str, reference: dt.date) -> bool:
    """Whether a time after a day would be in the future."""
    unit = _PARTS_OF_DAY.get(unit, unit)
    days = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365, "decade": 3650}[unit]
    return (reference - origin).days < days * number - days // 2


def _which_year(which: str, reference: dt.date | None, before: dt.date | None) -> int | None:
    if which in ("that", "the same"):
        return before.year if before else None
    if which in ("the following", "the next", "the previous"):
        return before.year + (-1 if which == "the previous" else 1) if before else None
    if reference is None:
        return None
    return reference.year - (which == "last") + (which == "next")


def _unit(
    which: str, unit: str, reference: dt.date | None, before: dt.date | None, until: dt.date | None
) -> Bounds | None:
    if unit == "year":
        year = _which_year(which.split()[-1] if which.startswith(("earlier", "later")) else which, reference, before)
        return None if year is None else (dt.date(year, 1, 1), dt.date(year, 12, 31))
    is_anchored = which.split()[-1] in ("that", "same", "following", "previous") or which == "the next"
    origin = before if is_anchored else reference
    if origin is None and which == "the previous" and unit in ("week", "month"):
        origin = reference  # where nothing else was told, the one before this
    if origin is None:
        return None
    step = {"last": -1, "next": 1, "the next": 1, "the following": 1, "the previous": -1}.get(which, 0)
    if unit == "day" or unit in _PARTS_OF_DAY:
        day = origin + dt.timedelta(days=step)
        return None if is_anchored and until != before else (day, day)
    if unit == "weekend":
        sunday = origin - dt.timedelta(days=(origin.weekday() + 1) % 7 - 7 * max(step, 0))
        return sunday - dt.timedelta(days=1), sunday
    if unit == "week":
        monday = origin - dt.timedelta(days=origin.weekday()) + dt.timedelta(weeks=step)
        return monday, monday + dt.timedelta(days=6)
    months = origin.year * 12 + origin.month - 1 + step
    return _month(months // 12, months % 12 + 1)


def whole_unit(first: str, last: str) -> str | None:
    """Return the year or month whose first and last days are given, None when they bound no such unit.

    >>> whole_unit("2023-12-01", "2023-12-31"), whole_unit("2023-01-01", "2023-12-31"), whole_unit("2023-12-02", "2023-12-31")
    ('2023-12', '2023', None)
    """
    day = dt.date.fromisoformat(first)
    if (first[5:], last[:4], last[5:]) == ("01-01", first[:4], "12-31"):
        return first[:4]
    return first[:7] if day.day == 1 and last == _month(day.year, day.month)[1].isoformat() else None


def end_of(first: str, text: str) -> str:
    """Return the last day of the year, month or day that an open expression ("since March 2016") begins with.

    >>> end_of("2016-03-01", "since March 2016"), end_of("2012-01-01", "since 2012")
    ('2016-03-31', '2012-12-31')
    """
    day = dt.date.fromisoformat(first)
    has_month = any(re.search(rf"\b{month}\b", text, re.IGNORECASE) for month in _MONTHS)
    if re.search(r"\b\d{1,2}\b", text) or re.search(r"day\b|night", text):
        return first
    return (_month(day.year, day.month)[1] if has_month else dt.date(day.year, 12, 31)).isoformat()
