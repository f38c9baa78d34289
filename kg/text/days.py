"""What days a date expression means, told from the day of publication and from what was read before it.

`resolve` is given what `kg.text.dates` found in a text. Nothing is ever finer than text and publication date allow, and nothing
falls back on today.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import replace
from typing import TypeAlias

from kg.model import DateRange
from kg.text.dates import FEASTS, FROM_EASTER, MONTHS, ORDINALS, PARTS_OF_DAY, WEEKDAYS, DateExpression
from kg.text.numbers import parse_number

Bounds: TypeAlias = tuple[dt.date, dt.date]
"""The first and the last day that an expression means."""

LONG_PAST = 300
"""Days before publication from which on a date makes the paragraph it stands in a story of that year."""

DAYS_OF_YEAR = 366

NEWS = 31
"""Days before publication in which a day without a year is news, whatever year the paragraph tells of."""


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
    if expression.until is not None:
        return _range(expression, expression.until, published, anchor, near)
    reference = _day(published)
    told = dt.date.fromisoformat(near.first) if near and near.first else None
    if told is not None and reference is not None and (reference - told).days <= LONG_PAST:
        told = None
    before = dt.date.fromisoformat(anchor.first) if anchor and anchor.first else None
    until = dt.date.fromisoformat(anchor.last) if anchor and anchor.last else None
    year = before.year if before is not None and near == anchor and _is_year(before, until) else None
    bounds = _bounds(expression, reference, before, until, year)
    if bounds is not None and "back" in expression.parts:
        return _shifted(expression, bounds)
    if not _is_news(expression, bounds, reference):
        bounds = _told_year(expression, told, reference) or bounds
    first, last = (None, None) if bounds is None else (bounds[0].isoformat(), bounds[1].isoformat())
    return DateRange(first, None if expression.is_open else last, expression.text, expression.span)


def _range(
    begins: DateExpression,
    ends: DateExpression,
    published: str | None,
    anchor: DateRange | None,
    near: DateRange | None,
) -> DateRange:
    """From the first day of a range to its last, the beginning being the last such weekday, day or month before the end."""
    first = resolve(replace(begins, until=None), published, anchor, near)
    last = resolve(ends, published, anchor, near)
    if not (first.first and last.last):
        return replace(first, first=None, last=None)
    begin = dt.date.fromisoformat(first.first)
    if first.first > last.last:
        begin = begin - dt.timedelta(weeks=1) if begins.kind == "weekday" else _years_before(begin, 1)
    is_range = begin.isoformat() <= last.last
    return replace(first, first=begin.isoformat() if is_range else None, last=last.last if is_range else None)


def _shifted(expression: DateExpression, bounds: Bounds) -> DateRange:
    """The same day, month or year, so many years or weeks before; of a week the days that it may have been."""
    word, unit = expression.parts["back"].removesuffix("s").split()
    number = parse_number(word) or 1
    if unit == "week":
        found = tuple(day - dt.timedelta(weeks=number) for day in bounds)
    else:
        found = tuple(_years_before(day, number * (10 if unit == "decade" else 1)) for day in bounds)
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
    that is the one before publication; or unless it goes back in the pluperfect ("had tried in March").
    """
    if told is None or "year" in expression.parts or expression.is_open:
        return None
    bounds = in_year(expression, told.year)
    if bounds is None or bounds[1] >= told or "had" in expression.parts:
        return bounds
    later = in_year(expression, told.year + 1)
    is_latest = later is not None and reference is not None and 0 < (reference - later[0]).days < DAYS_OF_YEAR
    return later if is_latest else None


def in_year(expression: DateExpression, year: int) -> Bounds | None:
    """Return the days of a month, or of a day of a month, in a year that the words do not tell."""
    if expression.kind == "bare month" and "which" not in expression.parts:
        return _month(year, MONTHS[expression.parts["month"].lower()])
    if expression.kind == "day":
        return _one_day(year, MONTHS[expression.parts["month"].lower()], _day_number(expression.parts["day"]))
    feast = expression.parts["feast"].replace("’", "'") if expression.kind == "feast" else ""
    return _one_day(year, *FEASTS[feast]) if feast in FEASTS else None


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
            return _one_day(int(parts["year"]), MONTHS[parts["month"].lower()], _day_number(parts["day"]))
        case "day":
            if parts.get("which") == "last" and reference is not None:
                reference -= dt.timedelta(days=2)  # "last August 15" is not that of today
            return _day_without_year(MONTHS[parts["month"].lower()], _day_number(parts["day"]), reference, before)
        case "days":
            return _days(parts, reference, before)
        case "month":
            return _month(int(parts["year"]), MONTHS[parts["month"].lower()])
        case "month of":
            year = _which_year(parts["which"], reference, before)
            return None if year is None else _month(year, MONTHS[parts["month"].lower()])
        case "day of":
            year = _which_year(parts["which"], reference, before)
            return None if year is None else _one_day(year, MONTHS[parts["month"].lower()], _day_number(parts["day"]))
        case "bare month" if parts.get("which") == "that":
            return _month(before.year, MONTHS[parts["month"].lower()]) if before else None
        case "bare month" if "beside" in parts:
            return _month_beside(MONTHS[parts["month"].lower()], "the previous", before)
        case "bare month" if parts.get("which", "").startswith("the "):
            return _month_beside(MONTHS[parts["month"].lower()], parts["which"], before)
        case "bare month":
            return _bare_month(MONTHS[parts["month"].lower()], reference, None if "which" in parts else year)
        case "weekday" | "service":
            weekday = WEEKDAYS[parts["weekday"].lower()]
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
            number = _day_number(parts.get("ordinal") or parts["digits"])
            return None if before is None else _one_day(before.year, before.month, number)
        case "edge":
            return _edge(parts, reference, before, year)
        case "decade":
            return dt.date(int(parts["decade"]), 1, 1), dt.date(int(parts["decade"]) + 9, 12, 31)
        case "year":
            return _year(int(parts["year"]))
    return None


def _is_year(first: dt.date, last: dt.date | None) -> bool:
    return (first, last) == _year(first.year)


def _day_number(word: str) -> int:
    digits = re.match(r"\d+", word)
    return int(digits.group()) if digits else ORDINALS.index(word) + 1


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
    month = MONTHS[parts["month"].lower()]
    until = (
        _one_day(int(parts["year"]), month, _day_number(parts["until"]))
        if "year" in parts
        else _day_without_year(month, _day_number(parts["until"]), reference, before)
    )
    first = _one_day(until[0].year, month, _day_number(parts.get("day") or parts["from"])) if until else None
    if first and "night" in parts:
        return first  # a night is of the day on which it began
    return (first[0], until[1]) if first and until and first[0] < until[1] else until


def _anniversary(years: int, reference: dt.date | None, day: dt.date | None) -> Bounds | None:
    """The day of which the day told is an anniversary, and its year, where none is told."""
    if day is not None:
        origin = _years_before(day, years)
        return origin, origin
    if reference is None:
        return None
    return _year(max(reference.year - years, 1))


def _feast(name: str, year: str | None, reference: dt.date | None, before: dt.date | None) -> Bounds | None:
    if name not in FROM_EASTER:
        month, day = FEASTS[name]
        return _one_day(int(year), month, day) if year else _day_without_year(month, day, reference, before)
    last = int(year) if year else reference.year if reference else before.year if before else None
    if last is None:
        return None
    found = _easter(last) + dt.timedelta(days=FROM_EASTER[name])
    if year is None and reference is not None and found > reference:
        found = _easter(last - 1) + dt.timedelta(days=FROM_EASTER[name])
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


def _month_from(day: dt.date, number: int) -> Bounds:
    """The month that is so many after that of a day."""
    months = day.year * 12 + day.month - 1 + number
    return _month(months // 12, months % 12 + 1)


def _year(year: int) -> Bounds:
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _edge(parts: dict[str, str], reference: dt.date | None, before: dt.date | None, year: int | None) -> Bounds | None:
    """The first or the last day of a month or a year: "on the last day of June 1993", "of that year"."""
    whole: Bounds | None = None
    if "only" in parts:
        whole = _year(int(parts["only"]))
    elif "month" in parts:
        month = MONTHS[parts["month"].lower()]
        told = int(parts["year"]) if "year" in parts else None
        if "which" in parts and (told := _which_year(parts["which"], reference, before)) is None:
            return None
        whole = _month(told, month) if told is not None else _bare_month(month, reference, year)
    elif before is not None:
        whole = _year(before.year) if parts["of"].endswith("year") else _month(before.year, before.month)
    day = None if whole is None else whole[0 if parts["edge"] == "first" else 1]
    return None if day is None else (day, day)


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
    """The last such weekday up to and including the day of publication; "the following Friday" counts from the anchor, and
    "on the Friday" is the first from there on."""
    if which in ("the", "that", "the same") and before is not None:
        day = before + dt.timedelta(days=(weekday - before.weekday()) % 7)
        if reference is None or day <= reference:
            return day, day
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
    """ "Three days ago", "two weeks later", "a year before": so many units from publication or from the day told before."""
    number = 1 if parts["number"].lower() in ("a", "an", "the") else parse_number(parts["number"])
    direction, unit = parts["direction"], PARTS_OF_DAY.get(parts["unit"], parts["unit"])
    is_lead = direction == "after" and before is None  # "Three days after the coup": counted back from today
    origin = reference if is_lead or direction in ("ago", "since") else before
    if origin is None and direction == "back":
        origin = reference  # "the attack came a day after …": what is news is of today or yesterday
    if origin is None or number is None:
        return None
    if "exact" in parts and direction == "ago" and unit == "year":
        return _years_before(origin, number), _years_before(origin, number)  # "27 years ago to the day"
    is_back = is_lead or direction in ("ago", "since", "earlier", "before", "back")
    if direction == "after" and reference is not None and _is_ahead(origin, number, unit, reference):
        is_back = True  # "35 years after they killed him": he was killed that long before what is news
    return _units_from(origin, -number if is_back else number, unit)


def _units_from(origin: dt.date, number: int, unit: str) -> Bounds | None:
    """The day, month or year so many units from a day, and no finer: of weeks their month, or the days around."""
    if unit == "day":
        day = origin + dt.timedelta(days=number)
        return day, day
    if unit in ("week", "fortnight"):
        middle = origin + dt.timedelta(weeks=number * (2 if unit == "fortnight" else 1))
        first, last = middle - dt.timedelta(days=3), middle + dt.timedelta(days=3)
        return _month(middle.year, middle.month) if first.month == last.month else (first, last)
    if unit == "month":
        return _month_from(origin, number)
    year = origin.year + number * (10 if unit == "decade" else 1)
    return _year(year) if 1 <= year <= 9999 else None


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
        return None if year is None else _year(year)
    is_anchored = which.split()[-1] in ("that", "same", "following", "previous") or which == "the next"
    origin = before if is_anchored else reference
    if origin is None and which == "the previous" and unit in ("week", "month"):
        origin = reference  # where nothing else was told, the one before this
    if origin is None:
        return None
    step = {"last": -1, "next": 1, "the next": 1, "the following": 1, "the previous": -1}.get(which, 0)
    if unit == "day" or unit in PARTS_OF_DAY:
        day = origin + dt.timedelta(days=step)
        return None if is_anchored and until != before else (day, day)
    if unit == "weekend":
        sunday = origin - dt.timedelta(days=(origin.weekday() + 1) % 7 - 7 * max(step, 0))
        return sunday - dt.timedelta(days=1), sunday
    if unit == "week":
        monday = origin - dt.timedelta(days=origin.weekday()) + dt.timedelta(weeks=step)
        return monday, monday + dt.timedelta(days=6)
    return _month_from(origin, step)


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
    has_month = any(re.search(rf"\b{month}\b", text, re.IGNORECASE) for month in MONTHS)
    is_spelt = any(re.search(rf"\b{word}\b", text, re.IGNORECASE) for word in ORDINALS)
    if is_spelt or re.search(r"\b\d{1,2}\b", text) or re.search(r"day\b|night", text):
        return first
    return (_month(day.year, day.month)[1] if has_month else dt.date(day.year, 12, 31)).isoformat()
