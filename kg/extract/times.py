"""When: the dates of a sentence, each given to the trigger that it is nearest to in the tree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.extract.dated import NEWS, Dated, has_when, is_across_stop, is_of_answer, is_of_other, is_when, stands_before
from kg.extract.nearness import FAR, OTHER_TIMES, distance, is_closer
from kg.extract.reading import Reading
from kg.extract.ties import CLAIMED
from kg.model import Counted, DateRange
from kg.text.dates import DateExpression, has_year
from kg.text.days import end_of, in_year, resolve
from kg.text.syntax import View


@dataclass(frozen=True, slots=True)
class Calendar:
    """What was read before: the last date, the last of a month or less, the last single day, and the last date of the same
    paragraph."""

    anchor: DateRange | None = None
    month: DateRange | None = None
    day: DateRange | None = None
    near: DateRange | None = None

    def after(self, dates: Iterable[tuple[DateExpression, DateRange]]) -> Calendar:
        """Return what is known when these dates have been read, too.

        A paragraph goes on in the year that it names, or that it has gone on in so far, and not in one that was worked out.
        """
        anchor, month, day, near = self.anchor, self.month, self.day, self.near
        for expression, date in dates:
            is_aside = "said" in expression.parts or "due" in expression.parts
            if (is_aside and anchor is not None) or expression.kind == "anniversary":
                continue  # what was many years before is told of in passing
            if date.first:
                anchor = date
                is_there = near is not None and (near.first or "")[:4] == date.first[:4]
                is_past = date.last is not None and "since" not in expression.parts  # "since 2015" tells nothing of it
                if is_past and (has_year(expression) or is_there):
                    near = date
                elif expression.kind == "day" and not is_there:
                    near = None  # "On Sept 13 …": a day that is news ends what was told of an earlier year
                month = date if date.first[:7] == (date.last or "")[:7] else month
                day = date if date.first == date.last else day
        return Calendar(anchor, month, day, near)


def resolve_dates(
    expressions: Sequence[DateExpression],
    published: str | None,
    before: Calendar,
    *,
    is_lead: bool = True,
    until: str | None = None,
    is_entry: bool = False,
    is_pluperfect: bool = False,
) -> tuple[tuple[DateExpression, DateRange], ...]:
    """Return the dates of a sentence with what they mean; beside a date, a time of day means nothing of its own.

    Weekdays are told from `until`, the end of the week that a round-up is of, where there is one.
    "Friday prayers" and "Sunday Mass" tell a day only in the lead of an article, which is news; elsewhere they are held weekly.
    `is_entry` says that the sentence begins what stands under a date of its own, `is_pluperfect` that it goes back in time.
    """
    if is_pluperfect and published is not None:
        expressions = [_gone_back(e, published) for e in expressions]
    found: list[tuple[DateExpression, DateRange]] = []
    has_day = any(not _is_weak(e) for e in expressions)
    for number, expression in enumerate(expressions):
        if (_is_weak(expression) and has_day and not _is_night_apart(number, expressions)) or (
            expression.kind == "service" and not is_lead
        ):
            continue
        if expression.parts.get("from") == "unknown" and len(expressions) > 1:
            continue
        if expression.kind == "any day":
            continue
        anchor = {"daytime": before.day, "ordinal day": before.month}.get(expression.kind, before.anchor)
        if "beside" in expression.parts:
            anchor = before.month or before.anchor
        if expression.kind == "moment":
            anchor = _around(number, expressions, published, before)
        if _is_counted_from_news(expression):
            anchor = next((date for said, date in reversed(found) if "said" in said.parts and date.first), anchor)
        beside = _beside(number, expressions)
        if beside is not None or expression.kind == "anniversary" or expression.parts.get("from") == "now":
            anchor = resolve(beside, published, before.anchor, before.near) if beside else None
        elif _is_counted_back(expression, anchor, is_entry=is_entry and number == 0):
            expression = replace(expression, parts={**expression.parts, "direction": "back"})
        told_on = (until or published) if expression.kind == "weekday" else published
        date = resolve(expression, told_on, anchor, before.near)
        if _is_up_to_now(expression, date, published):
            expression = replace(expression, parts={**expression.parts, "direction": "back"})
            date = resolve(expression, published, None, None)
        date = _in_time_beside(expression, date, found, before) or date
        is_same = expression.kind == "unit" and (expression.parts["unit"], expression.parts["which"]) in _SAME_DAY
        if is_same and date.first is None and len(expressions) > 1:
            continue  # "two months earlier, when both villages were attacked on the same day"
        if found and _is_part_of(date, found[-1][1]) and expression.span.start - found[-1][0].span.end <= _BESIDE:
            found.pop()  # "two years later, in July"
        elif (
            found
            and found[-1][0].kind == "ago"
            and _is_of_any_year(expression)
            and _is_beside(expression, found[-1][0])
        ):
            found.pop()  # "three weeks earlier, on 5 November", whatever it is earlier than
        found.append((expression, date))
        before = before.after([(expression, date)])
    return tuple(found)


def _gone_back(expression: DateExpression, published: str) -> DateExpression:
    """ "Had tried in February": an expression of the year told before, unless the words may mean the last months."""
    told = resolve(expression, published, None, None)
    is_new = (
        told.first is not None
        and (dt.date.fromisoformat(published[:10]) - dt.date.fromisoformat(told.first)).days < _NEWS
    )
    return expression if is_new else replace(expression, parts={**expression.parts, "had": "had"})


_NEWS = 90
"""Days for which a day or month without a year is of the last one."""


def _is_up_to_now(expression: DateExpression, date: DateRange, published: str | None) -> bool:
    """ "He locked up the president on Wednesday. Six days after he did so, his men hold the palace": a time that ends today."""
    is_after = expression.kind == "ago" and expression.parts["direction"] == "after" and "from" not in expression.parts
    is_today = published is not None and date.first == date.last == published[:10]
    return is_after and is_today


_NEAR_TIME = 31
"""Days by which "nine months later" may miss the day that is told behind it."""


def _in_time_beside(
    expression: DateExpression,
    date: DateRange,
    found: Sequence[tuple[DateExpression, DateRange]],
    before: Calendar,
) -> DateRange | None:
    """ "Nine months later, on 24 May": a day or a month of the year that a time counted right before it leads to.

    Where that cannot be counted, because no more than a year was told, in that year.
    """
    if not found or not _is_of_any_year(expression):
        return None
    counted, whole = found[-1]
    if counted.kind not in ("ago", "unit") or not _is_beside(expression, counted) or not date.first:
        return None
    if whole.first is None and counted.kind == "ago":
        return _in_year_told(expression, date, before)
    if not (whole.first and whole.last):
        return None
    first, last = (dt.date.fromisoformat(day) for day in (whole.first, whole.last))
    for year in range(first.year, last.year + 1):
        told = in_year(expression, year)
        if told is not None and (first - told[1]).days <= _NEAR_TIME and (told[0] - last).days <= _NEAR_TIME:
            return replace(date, first=told[0].isoformat(), last=told[1].isoformat())
    return None


def _in_year_told(expression: DateExpression, date: DateRange, before: Calendar) -> DateRange | None:
    """ "Had won in 1993. Four months later, in October": the month of that year."""
    year = before.anchor
    if year is None or not year.first or (year.first[5:], (year.last or "")[5:]) != ("01-01", "12-31"):
        return None
    told = in_year(expression, int(year.first[:4]))
    return None if told is None else replace(date, first=told[0].isoformat(), last=told[1].isoformat())


def _is_of_any_year(expression: DateExpression) -> bool:
    return expression.kind in ("day", "bare month") and not {"year", "which"} & expression.parts.keys()


def _is_beside(expression: DateExpression, before: DateExpression) -> bool:
    return 0 <= expression.span.start - before.span.end <= _BESIDE


def _is_counted_from_news(expression: DateExpression) -> bool:
    """ "Said on Thursday that they had killed four the night before": counted from the day on which it is said."""
    if expression.kind == "ago":
        return expression.parts["direction"] in ("before", "earlier") and "from" not in expression.parts
    return expression.kind == "unit" and expression.parts["which"] == "the previous"


def _is_counted_back(expression: DateExpression, anchor: DateRange | None, *, is_entry: bool) -> bool:
    """Whether "two years after the coup" is so long before what is told: where nothing was told yet, or the day stands above it."""
    is_after = expression.kind == "ago" and expression.parts["direction"] == "after"
    return is_after and "from" not in expression.parts and (anchor is None or is_entry)


_BESIDE = 2
"""Letters between a date and a finer one that says when in it: "two years later, in July"."""


def _is_part_of(date: DateRange, whole: DateRange) -> bool:
    """Whether a date is a part of another that is wider."""
    if not (date.first and date.last and whole.first and whole.last):
        return False
    is_within = whole.first <= date.first and date.last <= whole.last
    return is_within and (date.first, date.last) != (whole.first, whole.last)


def _around(
    number: int, expressions: Sequence[DateExpression], published: str | None, before: Calendar
) -> DateRange | None:
    """The date that "hours later" or "hours before" is of: one of the same sentence, that before it first, else the last one.

    "Hours before the prison was stormed" is of a day that another sentence may tell, and nobody knows which.
    """
    if any(e.kind != "moment" for e in expressions[:number]):
        return before.anchor
    behind = next((e for e in expressions[number + 1 :] if e.kind != "moment"), None)
    if behind is not None:
        return resolve(behind, published, before.anchor, before.near)
    if "of" in expressions[number].parts:
        return None
    return before.month or before.day


def _is_weak(expression: DateExpression) -> bool:
    """Whether an expression means something only where no other day is told: "at dawn", "overnight", "Friday prayers"."""
    return expression.kind in ("daytime", "service") or expression.parts.get("word") == "overnight"


_SAME_DAY = frozenset({("day", "the same"), ("day", "that")})

_NEAR_NIGHT = 12
"""Letters between "overnight" and the day that says which night was meant."""


def _is_night_apart(number: int, expressions: Sequence[DateExpression]) -> bool:
    """ "Killed overnight, an official said on Saturday": a night that no day beside it tells."""
    night = expressions[number]
    if night.parts.get("word") != "overnight":
        return False
    if any(e.kind not in ("weekday", "near day") for e in expressions if e is not night):
        return False
    others = [e.span for e in expressions if e is not night]
    return not any(-_NEAR_NIGHT <= o.start - night.span.end <= _NEAR_NIGHT for o in others) and not any(
        0 <= night.span.start - o.end <= _NEAR_NIGHT for o in others
    )


def _beside(number: int, expressions: Sequence[DateExpression]) -> DateExpression | None:
    """The date of the same sentence that an expression is counted from: that behind "a day before", the day of an anniversary."""
    expression = expressions[number]
    if expression.parts.get("from") in ("next", "later") and number + 1 < len(expressions):
        return expressions[number + 1]
    if expression.kind != "anniversary":
        return None
    return next((e for e in expressions if e.kind in ("iso", "day", "weekday", "near day", "feast")), None)


def dates_of(view: View, dates: Iterable[tuple[DateExpression, DateRange]]) -> tuple[Dated, ...]:
    """Return dates with the tokens that they hang on."""
    return tuple(
        Dated(
            token,
            date,
            expression.kind,
            expression.parts.get("from") == "next",
            expression.parts.get("direction") == "back",
            _counted(expression, view),
        )
        for expression, date in dates
        if (token := _token_of(expression, view)) is not None
    )


def _token_of(expression: DateExpression, view: View) -> int | None:
    """The token of the expression whose own head lies outside it."""
    words = [view.tokens[index] for index in view.inside(expression.span)]
    inside = [t.index for t in words if t.tag not in ("IN", "TO")]
    if expression.parts.get("direction") == "back" and words:
        # "A day after they ousted him", "a day after the coup": theirs is the day, wherever a parser hangs "a day".
        edge = view.up(words[-1].index)
        if edge is not None and edge.role in ("mark", "case"):
            return edge.head
    for index in inside:
        edge = view.up(index)
        if edge is None or edge.head not in inside:
            return index
    return inside[0] if inside else None


def _counted(expression: DateExpression, view: View) -> Counted | None:
    """The time before or after what stands right behind an expression: "two weeks after the coup", "a day before they struck"."""
    words = view.inside(expression.span)
    edge = view.up(words[-1]) if words else None
    is_counted = expression.kind == "ago" and expression.parts["direction"] in ("before", "after", "afterwards", "back")
    is_counted &= expression.parts.get("from") != "told"
    if not is_counted or edge is None or edge.role not in ("case", "mark") or edge.head < words[-1]:
        return None
    parts = expression.parts
    direction = parts["direction"]
    return Counted(
        edge.head, view.subtree(edge.head), parts["number"], parts["unit"], direction, expression.text, expression.span
    )


def counted_for(trigger: int, others: Sequence[int], view: View, dates: Sequence[Dated]) -> Counted | None:
    """ "Nine days before the coup, a bomb went off": from which other event of the sentence the date of one is counted."""
    for dated in dates:
        counted = dated.counted
        if counted is None or counted.inside.isdisjoint(others) or trigger in counted.inside:
            continue
        edge = view.up(counted.head)
        clause = view.clause(counted.head)
        if view.is_verb(counted.head):
            clause = edge.head if edge is not None and edge.role == "adverbial" else -1
        if clause in _clauses_of(trigger, others, view):
            return counted
    return None


def _clauses_of(trigger: int, others: Sequence[int], view: View) -> list[int]:
    """The clause of a trigger, and those above it whose time is its own: "had tried to seize power"."""
    found = [view.clause(trigger)]
    while (edge := view.up(found[-1])) is not None and edge.role == "open clause" and edge.head not in others:
        found.append(edge.head)
    return found


def nearest_dates(
    trigger: int, others: Sequence[int], reading: Reading, dates: Sequence[Dated]
) -> tuple[tuple[DateRange, ...], bool]:
    """Return the dates that belong to a trigger, and whether they are borrowed from a reporting clause.

    Those of its own clause come first, else one of a clause above it. Several come back only when they are coordinated
    ("in 2020 and 2021").
    """
    yearly = [d for d in dates if d.kind == "anniversary"]
    kept = [
        d for d in yearly if trigger in reading.view.subtree(d.token) or _is_night_when(d.token, trigger, reading.view)
    ]
    if kept and not any(d.token in reading.view.subtree(trigger) for d in dates):
        return (kept[0].date,), False
    told = [d for d in dates if _is_told_of(d, trigger, reading.view)]
    if told:
        finer = [d for d in dates if d.token > told[-1].token and _is_part_of(d.date, told[-1].date)]
        finer = [d for d in finer if distance(trigger, d.token, reading.view) == 0]
        return (closed((finer or told)[-1].date),), False
    if (counted_back := _counted_back(trigger, dates, reading.view)) is not None:
        return (counted_back.date,), counted_back.kind == "moment"
    every = dates
    near = [d for d in dates if not is_across_stop(d.token, trigger, others, reading.view)]
    is_dated = any(
        distance(trigger, d.token, reading.view) == 0 and not is_of_other(d, trigger, others, reading) for d in near
    )
    dates = [d for d in dates if d in near or (d.token > trigger and not is_dated)]
    dates = [d for d in dates if not is_of_other(d, trigger, others, reading)]
    is_own = any(
        distance(trigger, d.token, reading.view) == 0 for d in dates
    )  # "after troops took him before daybreak"
    if not is_own and any(is_of_answer(d, trigger, others, reading.view) for d in dates):
        dates = [d for d in dates if d.token > trigger]
    whens = [d.token for d in every if d.token < trigger and has_when(d, reading.view)]
    dates = [d for d in dates if not any(d.token < when for when in whens)]
    free = [d for d in dates if not _is_of_rival(d, trigger, others, reading)]
    own = [d for d in free if distance(trigger, d.token, reading.view) == 0]
    own = own or [d for d in free if _is_in_open_clause(d.token, trigger, reading.view)]
    if not own:
        own = [
            d
            for d in free
            if 0 < distance(trigger, d.token, reading.view) < FAR
            and not (d.date.first and d.date.last is None and _is_before_what_lasts(trigger, d.token, reading.view))
        ]
        own.sort(key=lambda d: (distance(trigger, d.token, reading.view), abs(d.token - trigger)))
        own = _of_subject(trigger, dates, reading) or own[:1]
        own = own or _shared(trigger, dates, reading)
        own = own or _told_when(trigger, dates, reading.view)
    if not own and (only := _only(trigger, others, every, dates, reading)) is not None:
        return (only.date,), True
    if reading.view.is_verb(trigger):  # "a year after they killed him on 28 September"
        own = [d for d in own if not d.is_back and d.token in reading.view.subtree(trigger)] or own
    own = [d for d in own if not _is_of_next(d, trigger, reading.view)] or own
    if len(own) > 1 and not reading.view.is_verb(trigger):
        # "The toll of Monday's bombing rose on Wednesday", "a month after the coup of 15 July": what stands with the noun.
        of_noun = [d for d in own if (up := reading.view.up(d.token)) and up.head == trigger and up.marker == "of"]
        of_noun = [d for d in own if any(_are_coordinated(o.token, d.token, reading.view) for o in of_noun)]
        own = of_noun or [d for d in own if d.token in reading.view.subtree(trigger)] or own
    if len(own) > 1:
        first = min(own, key=lambda d: (d.token < trigger, abs(d.token - trigger)))
        group = [d for d in own if _are_coordinated(first.token, d.token, reading.view)]
        own = group or [first]
    exact = [d for d in own if d.kind not in ("daytime", "moment")]
    own = exact or own
    is_borrowed = (bool(own) and not exact) or (
        bool(own)
        and (
            _is_reporting(reading.view.clause(own[0].token), trigger, reading) or _is_of_claim(own[0], trigger, reading)
        )
    )
    return tuple(d.date for d in own), is_borrowed


def _is_in_open_clause(token: int, trigger: int, view: View) -> bool:
    """ "On Wednesday, after officers forced X to resign the night before": a date of what somebody was forced to do."""
    clause = view.up(view.clause(token))
    return clause is not None and (clause.role, clause.head) == ("open clause", trigger) and token > trigger


def is_hours_after(own: Sequence[DateRange], trigger: int, dates: Sequence[Dated], view: View) -> bool:
    """ "Was back on Sunday, less than 48 hours after soldiers removed him": the day of what came hours after a deed may not be that
    of the deed."""
    for moment in dates:
        words = view.inside(moment.date.span) if moment.kind == "moment" and moment.date.text.endswith("after") else ()
        edge = view.up(words[-1]) if words else None
        inside = view.subtree(edge.head) if edge is not None and edge.role in ("mark", "case") else frozenset()
        if trigger in inside:
            return bool(own) and all(day is moment or day.token not in inside for day in dates if day.date in own)
    return False


def _is_of_rival(date: Dated, trigger: int, others: Sequence[int], reading: Reading) -> bool:
    """Whether another trigger has the better claim to a date, and may have it."""
    view = reading.view
    rivals = [o for o in others if not (date.is_counted and o in view.subtree(date.token))]
    rivals = [o for o in rivals if not is_across_stop(date.token, o, [trigger], view)]
    closer = [o for o in rivals if is_closer(date.token, trigger, [o], reading)]
    return any(not is_of_other(date, o, [trigger, *others], reading) for o in closer)


def _only(
    trigger: int, others: Sequence[int], every: Sequence[Dated], fitting: Sequence[Dated], reading: Reading
) -> Dated | None:
    """The only date of a sentence but for those on which somebody says so, where no words say that it is of something else."""
    view, clause = reading.view, reading.view.clause(trigger)
    articles = {view.tokens[e.dependent].text.lower() for e in view.edges(trigger, "determiner")}
    if not view.is_verb(trigger) and "the" in articles:
        return None  # "shot X, a critic of the coup, in March"
    told = [d for d in every if not _is_reporting(view.clause(d.token), trigger, reading)]
    helpers = {view.tokens[e.dependent].lemma for e in view.edges(clause, "auxiliary")}
    if helpers & {"have", "will"} and any(view.clause(d.token) != clause for d in told):
        return None  # "troops have been expelled, and the last left in September"
    later = [d for d in told if d.token < trigger and _opens_with_and(d, view)]
    date = told[0] if len(told) == 1 else max(later, key=lambda d: d.date.span, default=None)
    is_day = date is not None and date.date.last is not None and date.kind not in ("moment", "daytime")
    if date is None or not is_day or date not in fitting:
        return None
    aside = view.up(view.clause(date.token))
    inside = view.subtree(view.clause(date.token))
    if aside is not None and aside.role == "relative" and trigger not in inside and not inside.isdisjoint(others):
        return None  # "Niger, which saw a coup in July 2023, has left the bloc"
    # "Was toppled by the army, whose last coup, in 2006, …": a date that stands with a noun is of that.
    nouns = [o for o in others if not view.is_verb(o) and trigger not in view.subtree(o)]
    return None if any(date.token in view.subtree(noun) for noun in nouns) else date


def _counted_back(trigger: int, dates: Sequence[Dated], view: View) -> Dated | None:
    """ "Was sworn in on Thursday, a day after officers who … removed X": the day of all that stands behind the verb and that.

    Not of what "and" joins to that verb behind another comma, and not of what a sentence tells that begins so. What was hours
    before or after is of the same day.
    """
    root = next((token.index for token in view.tokens if view.up(token.index) is None), -1)
    before = [d for d in dates if d.date.span.end <= view.tokens[trigger].span.start]
    last = max(before, key=lambda d: d.date.span, default=None)
    if last is None or root < 0 or last.date.span.start < view.tokens[root].span.end:
        return None
    if any(d.token > trigger and distance(trigger, d.token, view) == 0 for d in dates):
        return None  # "a month after the defeated coup of July 15"
    if last.kind == "moment":
        is_of_other = last.date.text.endswith(("after", "before"))  # hours before a day may be on the day before it
        return last if is_of_other and last.date.first and last.date.first != last.date.last else None
    between = [t.text for t in view.tokens if last.date.span.end <= t.span.start and t.index < trigger]
    return last if last.is_back and ("," not in between or trigger in view.subtree(last.token)) else None


def _shared(trigger: int, dates: Sequence[Dated], reading: Reading) -> list[Dated]:
    """The one date that is of what "and" joins, too, whoever says so on another."""
    shared = [
        d
        for d in dates
        if _is_shared(d, trigger, reading.view)
        and not any(d.token < other.token < trigger for other in dates if _opens_with_and(other, reading.view))
    ]
    return shared if len(shared) == 1 else []


def _is_before_what_lasts(trigger: int, token: int, view: View) -> bool:
    """ "They have fought since 2021, shortly after bombers struck": what the clause tells was before that went on."""
    clause = view.clause(trigger)
    marks = {view.tokens[e.dependent].text.lower() for e in view.edges(clause, "mark", "adverb")}
    return token not in view.subtree(clause) and bool(marks & OTHER_TIMES)


_WHEN = 6
"""Words between an anniversary and what it is of: "the anniversary of the night when"."""


def _is_night_when(token: int, trigger: int, view: View) -> bool:
    """ "The anniversary of the night when they overthrew X": what the clause tells, whatever a parser hangs it on."""
    words = [word.text.lower() for word in view.tokens[token + 1 : token + _WHEN]]
    return words[:1] == ["of"] and "when" in words and token + words.index("when") < trigger


def _is_told_of(date: Dated, trigger: int, view: View) -> bool:
    """ "His rise dates from 30 April 1999, when he seized power": a clause right behind a date tells what was on it."""
    clause = view.clause(trigger)
    when = next((e.dependent for e in view.edges(clause, "adverb", "mark") if is_when(e.dependent, view)), -1)
    if 1 <= when < trigger and when <= clause:
        return stands_before(date, when, view)
    return _is_in_clause_behind(date, clause, view)


def _is_in_clause_behind(date: Dated, clause: int, view: View) -> bool:
    """ "In 1954, when X marched in and ousted Y", "since 2021, when X ousted Y, many have died" with the last verb below "ousted",
    "on 30 September, the day he ousted Y": the first verb behind "when" or "the day" and those that "and" joins to it are told of
    it, whatever the parser hangs "when" on."""
    start = next((token.index for token in view.tokens if token.span.start >= date.date.span.end), -1)
    if start >= 0 and start + 1 < len(view.tokens) and view.tokens[start].text == ",":
        start += 1
    if start < 0 or start > clause or not (is_when(start, view) or _is_the_day(start, view)):
        return False
    first = next((token.index for token in view.tokens[start:] if token.tag in _FINITE), -1)
    if first < 0 or clause < first:
        return False
    helped = view.up(first)
    if helped is not None and helped.role in ("auxiliary", "passive auxiliary") and helped.head > first:
        first = helped.head  # "when a convoy was shot at"
    edge = view.up(clause)
    is_joined = edge is not None and edge.role == "conjunct" and edge.head == first
    return clause == first or is_joined


def _is_the_day(start: int, view: View) -> bool:
    """ "The day he did it", "the night that he did it": not "the day after he did it"."""
    words = [word.text.lower() for word in view.tokens[start : start + 3]]
    return len(words) > 2 and words[0] == "the" and words[1] in _DAY and view.tokens[start + 2].tag in _SUBJECTS


_DAY = frozenset({"day", "night", "evening", "morning", "month", "year"})
_SUBJECTS = frozenset({"PRP", "PRP$", "NNP", "NNS", "DT", "WRB", "WDT"})

_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def _told_when(trigger: int, dates: Sequence[Dated], view: View) -> list[Dated]:
    """The last date of a sentence with "when" behind it: what stands behind that, whatever a parser hangs it on, was then.

    Not what a sentence that begins with the date goes on to say: "Since 2021, when soldiers seized power, 4,000 have died".
    """
    last = max(dates, key=lambda d: d.date.span, default=None)
    if last is None or not last.token < trigger or not has_when(last, view):
        return []
    is_behind = any(token.pos in ("VERB", "AUX") for token in view.tokens[: last.token])
    return [last] if is_behind else []


def _of_subject(trigger: int, dates: Sequence[Dated], reading: Reading) -> list[Dated]:
    """ "Sunday's attacks were a failed coup": the day of what a noun says something of."""
    view = reading.view
    if view.is_verb(trigger) or not view.edges(trigger, "copula"):
        return []
    subjects = [edge.dependent for edge in view.edges(trigger, "subject")]
    return [d for d in dates if any(d.token in view.subtree(subject) for subject in subjects)][:1]


def _is_of_next(date: Dated, trigger: int, view: View) -> bool:
    """ "On Monday X ousted Y, and two days later Z gave way": a day with "and" before it is of what is told behind it."""
    return _opens_with_and(date, view) and view.tokens[trigger].span.end <= date.date.span.start


def _opens_with_and(date: Dated, view: View) -> bool:
    """Whether a time stands behind "and", and so begins what happened next: one counted from that before, or one with a subject
    right behind it ("shot ten in May, and in June a bomber struck")."""
    first = next((word for word in view.tokens if word.span.end > date.date.span.start), None)
    behind = next((word for word in view.tokens if word.span.start >= date.date.span.end), None)
    is_begun = date.kind in ("ago", "unit", "moment", "few days") or (behind is not None and behind.tag in _SUBJECTS)
    is_behind = first is not None and first.index > 0 and view.tokens[first.index - 1].text in ("and", "then")
    return is_begun and is_behind


def _is_shared(date: Dated, trigger: int, view: View) -> bool:
    """ "On Sunday rebels shelled X and seized Y", "they shelled X and seized Y on Sunday": one day of verbs that "and" joins."""
    token = date.token
    mine, theirs = view.clause(trigger), view.clause(token)
    edge, dated = view.up(trigger), view.up(token)
    is_during = edge is not None and edge.role == "oblique" and edge.marker in _DURING
    if is_during and edge is not None and dated is not None and (edge.head, dated.role) == (dated.head, "oblique"):
        return True  # "was murdered in 1993 in a coup"
    if mine == theirs or not (view.is_verb(mine) and view.is_verb(theirs)):
        return False
    if view.tokens[mine].tag == "VB" and any(edge.head == theirs for edge in view.ancestors(mine)):
        return True  # "bombed the palace on Tuesday in an effort to unseat X"
    if _goes_on(date, theirs, mine, view):
        return True
    below, above = (mine, theirs) if token < theirs else (theirs, mine)
    edge = view.up(below)
    if edge is None or edge.head != above or edge.role not in ("conjunct", "parataxis", "adverbial"):
        return False
    if edge.role != "conjunct" or mine == below:
        return _is_of_same_time(below, edge.role, view)
    return token < theirs or not view.edges(theirs, "subject", "passive subject")


def _goes_on(date: Dated, first: int, second: int, view: View) -> bool:
    """ "They shelled X on Sunday and seized Y": what the same people did then, in the simple past, right behind a day."""
    edge = view.up(second)
    is_day = date.date.first is not None and date.date.first == date.date.last
    is_joined = edge is not None and (edge.role, edge.head) == ("conjunct", first) and first < date.token < second
    return (
        is_day
        and is_joined
        and view.tokens[first].tag == view.tokens[second].tag == "VBD"
        and not view.edges(second, "subject", "passive subject", "auxiliary", "passive auxiliary")
    )


_DURING = frozenset({"in", "during"})

_SAME_TIME = frozenset({"while", "as", "when"})


def _is_of_same_time(clause: int, role: str, view: View) -> bool:
    """ "Ten were killed in X on Sunday, and a bomb went off in Y": a clause that goes on in the simple past is of the same day."""
    marks = {view.tokens[e.dependent].text.lower() for e in view.edges(clause, "mark", "adverb")}
    helpers = {view.tokens[e.dependent].lemma for e in view.edges(clause, "auxiliary")}
    if helpers & {"have", "will", "would"} or marks & OTHER_TIMES:
        return False
    if role == "adverbial" and not marks & _SAME_TIME:
        return False
    is_passive = bool(view.edges(clause, "passive auxiliary"))
    return view.tokens[clause].tag == "VBD" or is_passive


def _is_reporting(clause: int, trigger: int, reading: Reading) -> bool:
    """Whether a clause only says who says it, while the trigger stands in a clause below."""
    is_report = clause in reading.matches.heads("isReport")
    edge = reading.view.up(trigger)
    is_predicate = edge is not None and (edge.role, edge.head) == (
        "clause",
        clause,
    )  # "said they were behind the attack"
    return is_report and (is_predicate or reading.view.clause(trigger) != clause)


def _is_of_claim(date: Dated, trigger: int, reading: Reading) -> bool:
    """ "Claimed on Tuesday the attack on the church": a day of the claim, which may be that of the attack."""
    view, clause = reading.view, reading.view.clause(date.token)
    is_claim = any(CLAIMED in match.entry.denotes for match in reading.matches.at(clause))
    is_below = not view.is_verb(trigger) and trigger in view.subtree(clause) and date.token not in view.subtree(trigger)
    return is_claim and is_below and date.kind in NEWS


def _are_coordinated(first: int, second: int, view: View) -> bool:
    if first == second:
        return True
    between = view.tokens[min(first, second) + 1 : max(first, second)]
    return all(t.text in _BETWEEN_DATES or t.pos in ("NUM", "PROPN") for t in between) and bool(between)


_BETWEEN_DATES = frozenset({",", "and", "or", "in", "on", "again", "then", "under"})
"""Words between two dates of one list: "in 1958, in 1969 under X and again in 1989"."""


def closed(date: DateRange) -> DateRange:
    """ "Not since March 2016": for what happened once, the period itself."""
    if date.first is None or date.last is not None:
        return date
    return replace(date, last=end_of(date.first, date.text))
