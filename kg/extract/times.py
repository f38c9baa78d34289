"""When: the dates of a sentence, each given to the trigger that it is nearest to in the tree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.extract.nearness import FAR, OTHER_TIMES, distance, is_closer
from kg.extract.reading import Reading
from kg.extract.ties import CLAIMED
from kg.model import Counted, DateRange
from kg.text.dates import DateExpression, has_year
from kg.text.days import end_of, resolve
from kg.text.syntax import View


@dataclass(frozen=True, slots=True)
class Dated:
    """A date with the token that it hangs on."""

    token: int
    date: DateRange
    kind: str
    is_counted: bool = False
    """Whether it is counted from a day that stands below it: "a day before Saturday's blast" is no day of the blast."""
    is_back: bool = False
    """Whether it is so long before what the sentence begins with: "came two days after", which is the day of what follows."""
    counted: Counted | None = None
    """From what it is counted, as far as that stands behind it: "nine days before the coup"."""


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
            if ("said" in expression.parts and anchor is not None) or expression.kind == "anniversary":
                continue  # what was many years before is told of in passing
            if date.first:
                anchor = date
                is_there = near is not None and (near.first or "")[:4] == date.first[:4]
                if date.last is not None and (has_year(expression) or is_there):  # "since 2015" tells nothing of it
                    near = date
                elif expression.kind == "day" and not is_there:
                    near = None  # "On Sept 13 …": a day that is news ends what was told of an earlier year
                month = date if date.first[:7] == (date.last or "")[:7] else month
                day = date if date.first == date.last else day
        return Calendar(anchor, month, day, near)


def resolve_dates(
    expressions: Sequence[DateExpression], published: str | None, before: Calendar, *, is_lead: bool = True
) -> tuple[tuple[DateExpression, DateRange], ...]:
    """Return the dates of a sentence with what they mean; beside a date, a time of day means nothing of its own.

    "Friday prayers" and "Sunday Mass" tell a day only in the lead of an article, which is news; elsewhere they are held weekly.
    """
    found: list[tuple[DateExpression, DateRange]] = []
    has_day = any(not _is_weak(e) for e in expressions)
    for number, expression in enumerate(expressions):
        if (_is_weak(expression) and has_day and not _is_night_apart(number, expressions)) or (
            expression.kind == "service" and not is_lead
        ):
            continue
        if expression.parts.get("from") == "unknown" and len(expressions) > 1:
            continue
        anchor = {"daytime": before.day, "ordinal day": before.month}.get(expression.kind, before.anchor)
        if expression.kind == "moment":
            anchor = _around(number, expressions, published, before)
        beside = _beside(number, expressions)
        if beside is not None or expression.kind == "anniversary":
            anchor = resolve(beside, published, before.anchor, before.near) if beside else None
        date = resolve(expression, published, anchor, before.near)
        is_same = expression.kind == "unit" and (expression.parts["unit"], expression.parts["which"]) in _SAME_DAY
        if is_same and date.first is None and len(expressions) > 1:
            continue  # "two months earlier, when both villages were attacked on the same day"
        if found and _is_part_of(date, found[-1][1]) and expression.span.start - found[-1][0].span.end <= _BESIDE:
            found.pop()  # "two years later, in July"
        found.append((expression, date))
        before = before.after([(expression, date)])
    return tuple(found)


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
    if expression.parts.get("from") == "next" and number + 1 < len(expressions):
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
        return (closed(told[-1].date),), False
    dates = [d for d in dates if d.token < trigger or not is_of_record(d, reading.view)]
    dates = [d for d in dates if not _is_of_what_it_followed(d, trigger, reading.view)]
    dates = [d for d in dates if d.counted is None or d.is_back or d.counted.head != trigger]
    dates = [d for d in dates if not d.is_back or _is_before(d.token, trigger, reading.view)]
    counted = {d.token: reading.view.subtree(d.token) for d in dates if d.is_counted}
    dates = [d for d in dates if trigger not in counted.get(d.token, ())]
    rivals = {d.token: [o for o in others if o not in counted.get(d.token, ())] for d in dates}
    dates = [d for d in dates if d not in yearly and not _is_of_aftermath(d.token, d.kind, trigger, reading)]
    dates = [d for d in dates if not _is_of_toll(d.token, trigger, reading.view)]
    near = [d for d in dates if not _is_across_stop(d.token, trigger, others, reading.view)]
    is_dated = any(distance(trigger, d.token, reading.view) == 0 for d in near)
    dates = [d for d in dates if d in near or (d.token > trigger and not is_dated)]
    dates = [d for d in dates if not _is_said_after(d.token, trigger, reading)]
    rivals = {
        t: [o for o in found if not _is_across_stop(t, o, [trigger], reading.view)] for t, found in rivals.items()
    }
    dates = [d for d in dates if d.date.last is None or not _is_beyond_relative(d.token, trigger, others, reading)]
    dates = [d for d in dates if not _is_of_other_time(d, trigger, reading.view)]
    dates = [d for d in dates if not _is_within_relative(d, trigger, others, reading)]
    dates = [d for d in dates if not _is_of_what_came_since(d, trigger, reading.view)]
    dates = (
        [d for d in dates if d.token in reading.view.subtree(trigger)]
        if _is_attribute(trigger, reading.view)
        else dates
    )
    own = [
        d
        for d in dates
        if distance(trigger, d.token, reading.view) == 0 and not is_closer(d.token, trigger, rivals[d.token], reading)
    ]
    if not own:
        own = [
            d
            for d in dates
            if 0 < distance(trigger, d.token, reading.view) < FAR
            and not (d.date.first and d.date.last is None and _is_before_what_lasts(trigger, d.token, reading.view))
            and not is_closer(d.token, trigger, rivals[d.token], reading)
        ]
        own.sort(key=lambda d: (distance(trigger, d.token, reading.view), abs(d.token - trigger)))
        lone = dates if len(dates) == 1 else []
        own = _of_subject(trigger, dates, reading) or own[:1]
        own = own or [d for d in lone if _is_shared(d.token, trigger, reading.view)]
        own = own or _told_when(trigger, dates, reading.view)
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


def _is_before_what_lasts(trigger: int, token: int, view: View) -> bool:
    """ "They have fought since 2021, shortly after bombers struck": what the clause tells was before that went on."""
    clause = view.clause(trigger)
    marks = {view.tokens[e.dependent].text.lower() for e in view.edges(clause, "mark", "adverb")}
    return token not in view.subtree(clause) and bool(marks & OTHER_TIMES)


_STOPS = frozenset({":", ";"})


def _is_across_stop(token: int, trigger: int, others: Sequence[int], view: View) -> bool:
    """ "The second attack this year: on 1 February ten were shot": a date is of what is told on its side of a colon."""

    def part(index: int) -> int:
        return sum(word.text in _STOPS for word in view.tokens[:index])

    mine, theirs = part(trigger), part(token)
    return mine != theirs and any(part(other) == theirs for other in others)


_WHEN = 6
"""Words between an anniversary and what it is of: "the anniversary of the night when"."""


def _is_night_when(token: int, trigger: int, view: View) -> bool:
    """ "The anniversary of the night when they overthrew X": what the clause tells, whatever a parser hangs it on."""
    words = [word.text.lower() for word in view.tokens[token + 1 : token + _WHEN]]
    return words[:1] == ["of"] and "when" in words and token + words.index("when") < trigger


def _is_told_of(date: Dated, trigger: int, view: View) -> bool:
    """ "His rise dates from 30 April 1999, when he seized power": a clause right behind a date tells what was on it."""
    clause = view.clause(trigger)
    when = next((e.dependent for e in view.edges(clause, "adverb", "mark") if _is_when(e.dependent, view)), -1)
    if 1 <= when < trigger and when <= clause:
        return _stands_before(date, when, view)
    return _is_in_clause_behind(date, clause, view)


def _is_in_clause_behind(date: Dated, clause: int, view: View) -> bool:
    """ "In 1954, when X marched in and ousted Y", "since 2021, when X ousted Y, many have died" with the last verb below "ousted":
    the first verb behind "when" and those that "and" joins to it are told of it, whatever the parser hangs "when" on."""
    start = next((token.index for token in view.tokens if token.span.start >= date.date.span.end), -1)
    if start >= 0 and start + 1 < len(view.tokens) and view.tokens[start].text == ",":
        start += 1
    if start < 0 or start > clause or not _is_when(start, view):
        return False
    first = next((token.index for token in view.tokens[start:] if token.tag in _FINITE), -1)
    if first < 0 or clause < first:
        return False
    edge = view.up(clause)
    is_joined = edge is not None and edge.role == "conjunct" and edge.head == first
    return clause == first or is_joined


_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def _is_when(token: int, view: View) -> bool:
    return view.tokens[token].tag == "WRB" and view.tokens[token].text.lower() == "when"


def _stands_before(date: Dated, token: int, view: View) -> bool:
    """Whether nothing but a comma stands between a date and a word behind it."""
    before = token - 2 if view.tokens[token - 1].text == "," else token - 1
    return before >= 0 and date.date.span.covers(view.tokens[before].span)


def _told_when(trigger: int, dates: Sequence[Dated], view: View) -> list[Dated]:
    """The last date of a sentence with "when" behind it: what stands behind that, whatever a parser hangs it on, was then.

    Not what a sentence that begins with the date goes on to say: "Since 2021, when soldiers seized power, 4,000 have died".
    """
    last = max(dates, key=lambda d: d.date.span, default=None)
    if last is None or not last.token < trigger or not has_when(last, view):
        return []
    is_behind = any(token.pos in ("VERB", "AUX") for token in view.tokens[: last.token])
    return [last] if is_behind else []


def has_when(date: Dated, view: View) -> bool:
    """Whether a date has a clause with "when" behind it, which tells of that time."""
    behind = [token.index for token in view.tokens if token.span.start >= date.date.span.end][:2]
    return any(_is_when(token, view) and _stands_before(date, token, view) for token in behind)


_RECORD = 12
"""Words before "since" among which a superlative stands."""


def is_of_record(date: Dated, view: View) -> bool:
    """ "The deadliest attack since 2019", "the first coup since 1980": the last one that was like it, and not its day."""
    if date.date.first is None or date.date.last is not None:
        return False
    before = [token for token in view.tokens if token.span.end <= date.date.span.end][-_RECORD:]
    return any(token.tag in ("JJS", "RBS") or token.text.lower() == "first" for token in before)


_LATER = frozenset({"after", "following", "since"})


def _is_said_after(token: int, trigger: int, reading: Reading) -> bool:
    """ "She said on Monday, after the attacks, that …": a day on which somebody speaks of what was before it."""
    view = reading.view
    if token in view.subtree(trigger):
        return False
    for edge in view.ancestors(trigger):
        if token in view.subtree(edge.dependent) or not edge.head:
            return False
        if edge.marker in _LATER and edge.role in ("oblique", "adverbial", "nominal"):
            head = view.clause(edge.head)
            return view.clause(token) == head and any(
                m.head == head and m.entry.has("isReport") for m in reading.matches
            )
    return False


def _of_subject(trigger: int, dates: Sequence[Dated], reading: Reading) -> list[Dated]:
    """ "Sunday's attacks were a failed coup": the day of what a noun says something of."""
    view = reading.view
    if view.is_verb(trigger) or not view.edges(trigger, "copula"):
        return []
    subjects = [edge.dependent for edge in view.edges(trigger, "subject")]
    return [d for d in dates if any(d.token in view.subtree(subject) for subject in subjects)][:1]


def _is_of_next(date: Dated, trigger: int, view: View) -> bool:
    """ "On Monday X ousted Y, and two days later Z gave way": a day with "and" before it is of what is told behind it."""
    first = next((word for word in view.tokens if word.span.end > date.date.span.start), None)
    is_counted = date.kind in ("ago", "unit", "moment", "few days")
    return (
        is_counted
        and first is not None
        and trigger < first.index
        and view.tokens[first.index - 1].text in ("and", "then")
    )


def _is_shared(token: int, trigger: int, view: View) -> bool:
    """ "On Sunday rebels shelled X and seized Y", "they shelled X and seized Y on Sunday": one day of verbs that "and" joins."""
    mine, theirs = view.clause(trigger), view.clause(token)
    edge, dated = view.up(trigger), view.up(token)
    is_during = edge is not None and edge.role == "oblique" and edge.marker in _DURING
    if is_during and edge is not None and dated is not None and (edge.head, dated.role) == (dated.head, "oblique"):
        return True  # "was murdered in 1993 in a coup"
    if mine == theirs or not (view.is_verb(mine) and view.is_verb(theirs)):
        return False
    if view.tokens[mine].tag == "VB" and any(edge.head == theirs for edge in view.ancestors(mine)):
        return True  # "bombed the palace on Tuesday in an effort to unseat X"
    below, above = (mine, theirs) if token < theirs else (theirs, mine)
    edge = view.up(below)
    if edge is None or edge.head != above or edge.role not in ("conjunct", "parataxis", "adverbial"):
        return False
    if edge.role != "conjunct" or mine == below:
        return _is_of_same_time(below, edge.role, view)
    return token < theirs or not view.edges(theirs, "subject", "passive subject")


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


_OF_AFTERMATH = frozenset({"for", "of", "over", "with", "about", "against"})
"""Prepositions that introduce what is mourned, or what somebody is tried for."""

_NEWS = frozenset({"weekday", "near day", "daytime"})
"""Kinds of dates that tell when the news is from: a trial ends on Wednesday, and what it is about was in 2016."""


def _is_of_aftermath(token: int, kind: str, trigger: int, reading: Reading) -> bool:
    """ "Sentenced on Tuesday for the massacre of 1982": a day of the sentence, with the massacre below it."""
    view = reading.view
    later = {m.head for m in reading.matches if m.entry.has("isAftermath") or m.entry.has("isBlame")}
    verb = next((edge.head for edge in view.ancestors(token) if view.is_verb(edge.head)), None)
    if verb is None or verb not in later or verb == trigger:
        return False
    if view.is_verb(trigger) or trigger not in view.subtree(verb) or token in view.subtree(trigger):
        return False
    if token > trigger and kind not in _NEWS:
        return False  # "convicted of the attack in January 2016"
    for edge in view.ancestors(trigger):
        marks = {view.tokens[e.dependent].text.lower() for e in view.edges(edge.dependent, "mark")}
        if edge.role in ("object", "passive subject") or edge.marker in _OF_AFTERMATH or marks & _OF_AFTERMATH:
            return True  # "accused them on Thursday of standing behind an attack", too
        if edge.head == verb:
            break
    return False


_COUNTS = frozenset({"toll", "number", "count", "tally", "figure", "total"})
_RISING = frozenset(
    "rise climb reach increase jump pass grow mount soar hit go exceed stand top surpass double".split()
)


def _is_of_toll(token: int, trigger: int, view: View) -> bool:
    """ "The toll of a bombing rose to 45 on Tuesday": a day of the count, when some had died since."""
    verb = next((edge.head for edge in view.ancestors(token) if view.is_verb(edge.head)), None)
    if verb is None or view.tokens[verb].lemma not in _RISING or token in view.subtree(trigger):
        return False
    subject = view.first(verb, "subject", "passive subject")
    is_count = subject is not None and view.tokens[subject].lemma in _COUNTS
    return subject is not None and is_count and trigger in view.subtree(subject)


_HOURS = frozenset("dawn daybreak sunrise noon midday sunset dusk dark nightfall midnight".split())


def _is_of_other_time(dated: Dated, trigger: int, view: View) -> bool:
    """ "Said on Monday, after the attack", "the attack came two days after X was killed", "shot days before the vote on Sunday"."""
    token, inside = dated.token, view.inside(dated.date.span)
    for edge in view.ancestors(token):
        if trigger in view.subtree(edge.dependent):
            break
        below = {edge.dependent, *(e.dependent for e in view.edges(edge.dependent, "case"))}
        is_own = bool(below.intersection(inside)) or (edge.dependent == token and not view.is_verb(token))
        if is_own or view.tokens[edge.dependent].text.lower() in _HOURS:
            continue  # "two days after that", "before dawn on Monday"
        marks = {view.tokens[e.dependent].text.lower() for e in view.edges(edge.dependent, "mark")}
        if edge.marker in OTHER_TIMES or (edge.role == "adverbial" and marks & OTHER_TIMES):
            return True
    articles = {view.tokens[e.dependent].text.lower() for e in view.edges(trigger, "determiner")}
    if view.is_verb(trigger) or token > trigger or articles & {"a", "an"}:
        return False  # "was abandoned in August after an attack"
    for edge in view.ancestors(trigger):
        if token in view.subtree(edge.dependent):
            return False
        if edge.marker in OTHER_TIMES:
            return True
    return False


def _is_beyond_relative(token: int, trigger: int, others: Sequence[int], reading: Reading) -> bool:
    """ "The guard that shot X was named on Sunday": the day of what became of the guard, not of what it did.

    A clause that says more of something that happened ("the attack, which killed ten, came on Sunday") shares its day.
    """
    view = reading.view
    happenings = {m.head for m in reading.matches if any(name[:1].isupper() for name in m.entry.denotes)}
    for edge in view.ancestors(trigger):
        if token in view.subtree(edge.dependent):
            return False
        is_of_somebody = edge.role == "relative" and not view.is_verb(edge.head) and edge.head not in happenings
        is_of_somebody = is_of_somebody and view.told_by_it(edge.head) is None  # "in 1960 it was X who did it"
        is_of_somebody = is_of_somebody and view.clause(edge.head) not in others
        mention = reading.mentions.get(edge.head) if is_of_somebody else None
        if mention is not None and reading.is_a(mention, ("Party",)):
            return token not in view.subtree(edge.head)
    return False


def _is_within_relative(date: Dated, trigger: int, others: Sequence[int], reading: Reading) -> bool:
    """ "The killing is a setback for X, who returned last month": the day of what is only said of somebody."""
    view = reading.view
    if trigger > date.token and has_when(date, view):
        return False
    for edge in view.ancestors(date.token):
        if trigger in view.subtree(edge.dependent):
            return False
        if edge.role == "relative" and not view.is_verb(edge.head):
            if edge.head == trigger or view.told_by_it(edge.head) is not None:
                return False
            mention = reading.mentions.get(edge.head)
            is_party = mention is not None and reading.is_a(mention, ("Person", "Organization"))
            return is_party and edge.head not in others
    return False


def _is_of_what_came_since(date: Dated, trigger: int, view: View) -> bool:
    """ "On 2 October they killed ten, the most since soldiers took over": the day of what was after the soldiers did."""
    clause = view.clause(trigger)
    marks = [e.dependent for e in view.edges(clause, "mark") if view.tokens[e.dependent].text.lower() == "since"]
    if not marks or _stands_before(date, marks[0], view) or view.tokens[marks[0]].span.start < date.date.span.end:
        return False  # "it is three weeks since gunmen attacked the airport"
    return date.token < clause and date.token not in view.subtree(clause)


_COMING = frozenset({"come", "happen", "occur", "follow"})


def _is_of_what_it_followed(date: Dated, trigger: int, view: View) -> bool:
    """ "The bombing came two days after gunmen shot X": the day of the shooting, and not of the bombing."""
    first = next((word.index for word in view.tokens if word.span.end > date.date.span.start), 0)
    is_coming = date.is_back and first > 0 and view.tokens[first - 1].lemma in _COMING
    return is_coming and trigger < first


def _is_before(token: int, trigger: int, view: View) -> bool:
    """ "On 25 May, two weeks after bombs killed nine, …": whether "two weeks after" is said of a trigger, which was before."""
    edge = view.up(token)
    is_subject = edge is not None and edge.role in ("subject", "passive subject") and edge.head == trigger
    return is_subject or trigger in view.subtree(token)


def _is_attribute(trigger: int, view: View) -> bool:
    """ "Deposed lawmakers set up a government in April": what somebody is called after what was done to him before."""
    edge = view.up(trigger)
    return edge is not None and edge.role == "modifier" and view.tokens[trigger].tag in ("VBN", "JJ")


def _is_reporting(clause: int, trigger: int, reading: Reading) -> bool:
    """Whether a clause only says who says it, while the trigger stands in a clause below."""
    is_report = any(m.head == clause and m.entry.has("isReport") for m in reading.matches)
    edge = reading.view.up(trigger)
    is_predicate = edge is not None and (edge.role, edge.head) == (
        "clause",
        clause,
    )  # "said they were behind the attack"
    return is_report and (is_predicate or reading.view.clause(trigger) != clause)


def _is_of_claim(date: Dated, trigger: int, reading: Reading) -> bool:
    """ "Claimed on Tuesday the attack on the church": a day of the claim, which may be that of the attack."""
    view, clause = reading.view, reading.view.clause(date.token)
    is_claim = any(match.head == clause and CLAIMED in match.entry.denotes for match in reading.matches)
    is_below = not view.is_verb(trigger) and trigger in view.subtree(clause) and date.token not in view.subtree(trigger)
    return is_claim and is_below and date.kind in _NEWS


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
