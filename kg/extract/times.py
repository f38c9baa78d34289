"""When and where: the dates and places of a sentence, each given to the trigger that it is nearest to in the tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.extract.mentions import BESIDE, LOCATIVE, is_scene, preposition_of
from kg.extract.reading import Reading
from kg.model import DateRange, Mention, Span
from kg.text.dates import DateExpression, end_of, has_year, resolve
from kg.text.syntax import View

FAR = 99
GOING = frozenset({"to", "toward", "towards", "from"})
"""Prepositions of a way somewhere ("lorries on the way to X"): a place at which something is says more of where it was."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A place mention with the preposition before it and the token of its head."""

    token: int
    mention: Mention
    preposition: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A date with the token that it hangs on."""

    token: int
    date: DateRange
    kind: str
    is_counted: bool = False
    """Whether it is counted from a day that stands below it: "a day before Saturday's blast" is no day of the blast."""


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
            if "said" in expression.parts and anchor is not None:
                continue
            if date.first:
                anchor = date
                is_there = near is not None and (near.first or "")[:4] == date.first[:4]
                if date.last is not None and (has_year(expression) or is_there):  # "since 2015" tells nothing of it
                    near = date
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
        found.append((expression, date))
        before = before.after([(expression, date)])
    return tuple(found)


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
        Dated(token, date, expression.kind, expression.parts.get("from") == "next")
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


def places_of(reading: Reading) -> tuple[Placed, ...]:
    """Return the places of a sentence that a locative preposition introduces, and those that a site belongs to."""
    found = []
    places = {t: m for t, m in reading.mentions.items() if m.kind != "pronoun" and reading.is_a(m, ("Place",))}
    for token, mention in places.items():
        preposition = preposition_of(reading.view, mention, places)
        if preposition == "of" and _is_of_somebody(token, reading):
            continue
        if _has_mission(token, mention, preposition, reading):
            continue
        last = max(reading.view.inside(mention.span), default=token)
        is_there = preposition in LOCATIVE or preposition in BESIDE
        is_told_of = is_scene(last, reading.view)  # "ten miles from X, where gunmen killed 30"
        if is_there or is_told_of or _has_site(token, mention, places, reading):
            found.append(Placed(token, mention, preposition if is_there and not is_told_of else "in"))
            part = _part_of_country(token, mention, reading)
            if part is not None:
                found.append(Placed(token, part, found[-1].preposition))
        elif (
            _is_gone_into(token, reading)
            or _is_fought_for(token, preposition, reading)
            or _is_taken(token, mention, reading)
        ):
            found.append(Placed(token, mention, "in"))
    return tuple(found)


COMPASS = frozenset(
    f"{first}{second}{end}"
    for first in ("north", "south", "east", "west", "north-", "south-", "central", "")
    for second in ("east", "west", "")
    for end in ("ern", "")
    if first or second
)
"""Words before the name of a country that say which part of it is meant: "north-eastern", "central"."""


def _part_of_country(token: int, mention: Mention, reading: Reading) -> Mention | None:
    """ "In eastern Mauritania": a region that no list has, beside the country itself."""
    tokens = reading.view.tokens
    first = min(reading.view.inside(mention.span), default=token)
    begin = first - 3 if first > 2 and tokens[first - 2].text == "-" else first - 1  # "north-eastern" in three words
    if begin < 0 or not reading.is_a(mention, ("Country",)) or mention.kind != "name":
        return None
    word = "".join(part.text for part in tokens[begin:first])
    if word not in COMPASS:
        return None
    label = f"{word} {mention.label}"
    span = Span(tokens[begin].span.start, mention.span.end)
    return Mention(span, label, label, "nominal", "Region", mention.sentence, token, mention.country)


def _has_mission(token: int, mention: Mention, preposition: str, reading: Reading) -> bool:
    """ "The United States Embassy", "the embassy of Japan": a state that a seat of its own elsewhere is called by.

    A parser may take the embassy for the last word of the state's name.
    """
    edge = reading.view.up(token)
    is_owner = edge is not None and (edge.role == "compound" or preposition == "of")
    seats = {edge.head} if edge is not None and is_owner else set()
    seats.update(last + 1 for last in reading.view.inside(mention.span)[-1:])
    is_seat = any(match.head in seats and match.entry.has("isMission") for match in reading.matches)
    return is_seat and reading.is_a(mention, ("Country",))


def _is_fought_for(token: int, preposition: str, reading: Reading) -> bool:
    """ "The battle for X", "fighting over X": a town that is fought for is where they fight."""
    edge = reading.view.up(token)
    if edge is None or preposition not in ("for", "over") or not reading.is_a(reading.mentions[token], ("Settlement",)):
        return False
    return _tells_of_battle(edge.head, reading)


def _is_taken(token: int, mention: Mention, reading: Reading) -> bool:
    """ "Wrested X from the army", "X was retaken": what changes hands is where they fought for it."""
    edge = reading.view.up(token)
    is_place = reading.is_a(mention, ("Settlement", "Region", "Facility")) or mention.type == "Place"
    if edge is None or edge.role not in ("object", "passive subject") or not is_place:
        return False
    return reading.view.is_verb(edge.head) and _tells_of_battle(edge.head, reading)


def _tells_of_battle(head: int, reading: Reading) -> bool:
    words = (match.entry.denotes for match in reading.matches if match.head == head)
    return any(reading.knowledge.ontology.is_a(name, "Battle") for names in words for name in names)


_MOVING = frozenset({"enter", "leave", "reach", "approach", "invade", "exit"})


def _is_gone_into(token: int, reading: Reading) -> bool:
    """ "Killed as he left the airport", "they entered the village and shot X": where somebody went when it happened."""
    edge = reading.view.up(token)
    return edge is not None and edge.role == "object" and reading.view.tokens[edge.head].lemma in _MOVING


def _is_of_somebody(token: int, reading: Reading) -> bool:
    """ "The Minister of Information": nothing happens in whatever somebody is of."""
    edge = reading.view.up(token)
    if edge is None or edge.role != "nominal":
        return False
    if any(edge.head in match.tokens and match.entry.has("isBlame") for match in reading.matches):
        return True  # "laid it at the door of X"
    span = reading.view.tokens[edge.head].span  # any word of "President X of Ruritania" may have it
    owner = next((m for m in reading.mentions.values() if m.span.covers(span)), None)
    return owner is not None and reading.is_a(owner, ("Person",))


def _has_site(token: int, mention: Mention, places: Mapping[int, Mention], reading: Reading) -> bool:
    """ "Agadez's airport": what happens at the one happens in the other."""
    edge = reading.view.up(token)
    if edge is None or edge.role != "possessor" or not reading.is_a(mention, ("Settlement",)):
        return False
    return edge.head in places and reading.is_a(places[edge.head], ("Facility",))


def nearest_dates(
    trigger: int, others: Sequence[int], reading: Reading, dates: Sequence[Dated]
) -> tuple[tuple[DateRange, ...], bool]:
    """Return the dates that belong to a trigger, and whether they are borrowed from a reporting clause.

    Those of its own clause come first, else one of a clause above it. Several come back only when they are coordinated
    ("in 2020 and 2021").
    """
    yearly = [d for d in dates if d.kind == "anniversary"]
    kept = [d for d in yearly if trigger in reading.view.subtree(d.token) or _is_when(d.token, trigger, reading.view)]
    if kept and not any(d.token in reading.view.subtree(trigger) for d in dates):
        return (kept[0].date,), False
    told = [d for d in dates if _is_told_of(d, trigger, reading.view)]
    if told:
        return (closed(told[-1].date),), False
    counted = {d.token: reading.view.subtree(d.token) for d in dates if d.is_counted}
    dates = [d for d in dates if trigger not in counted.get(d.token, ())]
    rivals = {d.token: [o for o in others if o not in counted.get(d.token, ())] for d in dates}
    dates = [d for d in dates if d not in yearly and not _is_of_aftermath(d.token, d.kind, trigger, reading)]
    near = [d for d in dates if not _is_across_stop(d.token, trigger, others, reading.view)]
    is_dated = any(_distance(trigger, d.token, reading.view) == 0 for d in near)
    dates = [d for d in dates if d in near or (d.token > trigger and not is_dated)]
    dates = [d for d in dates if not _is_said_after(d.token, trigger, reading)]
    rivals = {
        t: [o for o in found if not _is_across_stop(t, o, [trigger], reading.view)] for t, found in rivals.items()
    }
    dates = [d for d in dates if d.date.last is None or not _is_beyond_relative(d.token, trigger, reading)]
    dates = [d for d in dates if not _is_of_other_time(d, trigger, reading.view)]
    own = [
        d
        for d in dates
        if _distance(trigger, d.token, reading.view) == 0 and not _is_closer(d.token, trigger, rivals[d.token], reading)
    ]
    if not own:
        own = [
            d
            for d in dates
            if 0 < _distance(trigger, d.token, reading.view) < FAR
            and not (d.date.first and d.date.last is None and _is_before_what_lasts(trigger, d.token, reading.view))
            and not _is_closer(d.token, trigger, rivals[d.token], reading)
        ]
        own.sort(key=lambda d: (_distance(trigger, d.token, reading.view), abs(d.token - trigger)))
        lone = dates if len(dates) == 1 else []
        own = _of_subject(trigger, dates, reading) or own[:1]
        own = own or [d for d in lone if _is_shared(d.token, trigger, reading.view)]
    own = [d for d in own if not _is_of_next(d, trigger, reading.view)] or own
    if len(own) > 1 and not reading.view.is_verb(trigger):
        # "The toll of Monday's bombing rose on Wednesday": what stands with the noun is its day.
        own = [d for d in own if d.token in reading.view.subtree(trigger)] or own
    if len(own) > 1:
        first = min(own, key=lambda d: (d.token < trigger, abs(d.token - trigger)))
        group = [d for d in own if _are_coordinated(first.token, d.token, reading.view)]
        own = group or [first]
    exact = [d for d in own if d.kind not in ("daytime", "moment")]
    own = exact or own
    is_borrowed = (bool(own) and not exact) or (
        bool(own) and _is_reporting(reading.view.clause(own[0].token), trigger, reading)
    )
    return tuple(d.date for d in own), is_borrowed


def _is_before_what_lasts(trigger: int, token: int, view: View) -> bool:
    """ "They have fought since 2021, shortly after bombers struck": what the clause tells was before that went on."""
    clause = view.clause(trigger)
    marks = {view.tokens[e.dependent].text.lower() for e in view.edges(clause, "mark", "adverb")}
    return token not in view.subtree(clause) and bool(marks & _OTHER_TIMES)


_STOPS = frozenset({":", ";"})


def _is_across_stop(token: int, trigger: int, others: Sequence[int], view: View) -> bool:
    """ "The second attack this year: on 1 February ten were shot": a date is of what is told on its side of a colon."""

    def part(index: int) -> int:
        return sum(word.text in _STOPS for word in view.tokens[:index])

    mine, theirs = part(trigger), part(token)
    return mine != theirs and any(part(other) == theirs for other in others)


_WHEN = 6
"""Words between an anniversary and what it is of: "the anniversary of the night when"."""


def _is_when(token: int, trigger: int, view: View) -> bool:
    """ "The anniversary of the night when they overthrew X": what the clause tells, whatever a parser hangs it on."""
    words = [word.text.lower() for word in view.tokens[token + 1 : token + _WHEN]]
    return words[:1] == ["of"] and "when" in words and token + words.index("when") < trigger


def _is_told_of(date: Dated, trigger: int, view: View) -> bool:
    """ "His rise dates from 30 April 1999, when he seized power": a clause right behind a date tells what was on it."""
    clause = view.clause(trigger)
    when = next(
        (e.dependent for e in view.edges(clause, "adverb", "mark") if view.tokens[e.dependent].tag == "WRB"), -1
    )
    if when < 1 or when > clause or view.tokens[when].text.lower() != "when":
        return False
    before = when - 2 if view.tokens[when - 1].text == "," else when - 1
    return before >= 0 and date.date.span.covers(view.tokens[before].span)


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


_SAME_TIME = frozenset({"while", "as", "when"})


def _is_of_same_time(clause: int, role: str, view: View) -> bool:
    """ "Ten were killed in X on Sunday, and a bomb went off in Y": a clause that goes on in the simple past is of the same day."""
    marks = {view.tokens[e.dependent].text.lower() for e in view.edges(clause, "mark", "adverb")}
    helpers = {view.tokens[e.dependent].lemma for e in view.edges(clause, "auxiliary")}
    if helpers & {"have", "will", "would"} or marks & _OTHER_TIMES:
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
    later = {match.head for match in reading.matches if match.entry.has("isAftermath")}
    verb = next((edge.head for edge in view.ancestors(token) if view.is_verb(edge.head)), None)
    if verb is None or verb not in later or verb == trigger:
        return False
    if view.is_verb(trigger) or trigger not in view.subtree(verb) or token in view.subtree(trigger):
        return False
    if token > trigger and kind not in _NEWS:
        return False  # "convicted of the attack in January 2016"
    for edge in view.ancestors(trigger):
        if edge.role in ("object", "passive subject") or edge.marker in _OF_AFTERMATH:
            return True
        if edge.head == verb:
            break
    return False


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
        if edge.marker in _OTHER_TIMES or (edge.role == "adverbial" and marks & _OTHER_TIMES):
            return True
    articles = {view.tokens[e.dependent].text.lower() for e in view.edges(trigger, "determiner")}
    if view.is_verb(trigger) or token > trigger or articles & {"a", "an"}:
        return False  # "was abandoned in August after an attack"
    for edge in view.ancestors(trigger):
        if token in view.subtree(edge.dependent):
            return False
        if edge.marker in _OTHER_TIMES:
            return True
    return False


def _is_beyond_relative(token: int, trigger: int, reading: Reading) -> bool:
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
        is_of_somebody = is_of_somebody and view.clause(edge.head) not in happenings
        mention = reading.mentions.get(edge.head) if is_of_somebody else None
        if mention is not None and reading.is_a(mention, ("Party",)):
            return token not in view.subtree(edge.head)
    return False


def _is_reporting(clause: int, trigger: int, reading: Reading) -> bool:
    """Whether a clause only says who says it, while the trigger stands in a clause below."""
    is_report = any(m.head == clause and m.entry.has("isReport") for m in reading.matches)
    edge = reading.view.up(trigger)
    is_predicate = edge is not None and (edge.role, edge.head) == (
        "clause",
        clause,
    )  # "said they were behind the attack"
    return is_report and (is_predicate or reading.view.clause(trigger) != clause)


def _are_coordinated(first: int, second: int, view: View) -> bool:
    if first == second:
        return True
    between = view.tokens[min(first, second) + 1 : max(first, second)]
    return all(t.text in (",", "and", "or", "in") or t.pos in ("NUM", "PROPN") for t in between) and bool(between)


def nearest_places(
    trigger: int, others: Sequence[int], reading: Reading, places: Sequence[Placed]
) -> tuple[Placed, ...]:
    """Return the places that belong to a trigger, in text order."""
    own = [
        place
        for place in places
        if _distance(trigger, place.token, reading.view) < FAR
        and not _is_closer(place.token, trigger, _rivals(place.token, trigger, others, reading), reading)
        and not _is_of_speaker(place.token, trigger, reading)
        and not (place.preposition == "from" and _is_left(place.token, trigger, reading.view))
        and not _is_of_other_clause(place.token, trigger, reading)
        and not _is_of_next_clause(place.token, trigger, reading)
        and not _is_of_aftermath_told(place.token, trigger, reading)
        and not _is_of_later(place.token, trigger, others, reading)
        and not (_is_bearing(place, reading.view) and _is_of_other_place(place.token, reading))
    ]
    own = _closest(own, trigger, reading.view)
    own = [place for place in own if not _is_of_description(place.token, trigger, reading)] or own
    at = [place for place in own if not _is_bearing(place, reading.view)]
    there = [place for place in at if place.preposition not in GOING]
    is_told = any(place.mention.label[:1].isupper() for place in there)  # "on the road from X to Y" tells X alone
    return tuple((there if is_told else at) or own)


def _closest(places: Sequence[Placed], trigger: int, view: View) -> list[Placed]:
    """Leave out what a clause farther up places, where the phrase or the clause of the trigger says in which country it was.

    "Leaders who met in Abuja spoke of coups in Mali": none of them was in Abuja.
    """

    def tier(place: Placed) -> int:
        is_inside = not view.is_verb(trigger) and place.token in view.subtree(trigger)
        return 0 if is_inside else 1 + _distance(trigger, place.token, view)

    kept: list[Placed] = []
    for level in sorted({tier(place) for place in places}):
        if any(place.mention.country for place in kept):
            break
        kept += [place for place in places if tier(place) == level]
    return [place for place in places if place in kept]


def scenes_of(reading: Reading, places: Sequence[Placed]) -> tuple[Mention, ...]:
    """Return the towns with a name among places that something may be in: none that is a way, a bearing, or a speaker's.

    Where there is none, the town of the police, or of those who live there, who say so.
    """
    towns = [
        place
        for place in places
        if place.mention.kind == "name"
        and reading.is_a(place.mention, ("Settlement",))
        and place.preposition not in GOING
        and not _is_bearing(place, reading.view)
    ]
    told = [place for place in towns if not _is_of_speaker(place.token, -1, reading)]
    local = [place for place in towns if place not in told and _is_of_locals(place.token, reading)]
    return tuple(place.mention for place in told or local)


_LOCALS = frozenset(
    "police policeman resident villager witness hospital doctor medic local paramedic townspeople".split()
)
"""Who speaks of what happened where they are."""


def _is_of_locals(token: int, reading: Reading) -> bool:
    edge = reading.view.up(token)
    return edge is not None and reading.view.tokens[edge.head].lemma in _LOCALS


_OTHER_TIMES = frozenset({"before", "after", "until", "till", "since", "once", "following"})
"""Words that introduce a clause of another time than that of the clause above it, which may be about another place."""


def _is_of_other_clause(token: int, trigger: int, reading: Reading) -> bool:
    """ "X, who was ousted by Y, died in Paris", "served in Paris before he ousted X": where somebody was at another time."""
    view = reading.view
    clause = view.clause(token)
    if not view.is_verb(trigger) or clause == trigger:
        return False
    edge = view.up(clause)
    if edge is not None and edge.role == "conjunct" and view.tokens[clause].tag == "VBZ":
        return view.tokens[trigger].tag in ("VBD", "VBN")  # "ousted him in 1989, and lives in Paris"
    for edge in view.ancestors(trigger):
        if token in view.subtree(edge.dependent):
            return False
        if edge.role == "adverbial":
            marks = {
                view.tokens[e.dependent].text.lower() for e in view.edges(edge.dependent, "mark", "adverb", "case")
            }
            if marks & _OTHER_TIMES:
                return True
        if edge.role in ("relative", "participle") and not view.is_verb(edge.head):
            mention = reading.mentions.get(edge.head)
            return mention is not None and reading.is_a(mention, ("Person",)) and token not in view.subtree(edge.head)
    return False


def _is_of_next_clause(token: int, trigger: int, reading: Reading) -> bool:
    """ "They took four engineers; the men were found in X": what a clause joined behind it places, with a subject of its own."""
    view = reading.view
    clause = view.clause(token)
    edge = view.up(clause)
    if (
        edge is None
        or edge.role not in ("conjunct", "parataxis")
        or token in view.subtree(trigger) - view.subtree(clause)
    ):
        return False
    subjects = [e.dependent for e in view.edges(clause, "subject", "passive subject")]
    is_joined = edge.head == view.clause(trigger) and clause != trigger and trigger < clause
    told = (reading.mentions.get(subject) for subject in subjects)
    return is_joined and any(m is not None and m.kind != "pronoun" and reading.is_a(m, ("Party",)) for m in told)


def _is_of_aftermath_told(token: int, trigger: int, reading: Reading) -> bool:
    """ "Blamed in Jerusalem for the attack", "convicted in Paris of the bombing": where that is done, and not the attack."""
    view = reading.view
    edge = view.up(token)
    if edge is None or edge.role != "oblique" or edge.head == trigger or trigger not in view.subtree(edge.head):
        return False
    is_inside = any(e.dependent == token for e in view.ancestors(trigger))
    words = (match.entry for match in reading.matches if match.head == edge.head and view.is_verb(edge.head))
    return (
        not is_inside and any(entry.has("isBlame") or entry.has("isAftermath") for entry in words) and token < trigger
    )


def _is_of_description(token: int, trigger: int, reading: Reading) -> bool:
    """ "Murdered X, the head of the police in Y, in Z": what somebody is called says where he belongs."""
    view = reading.view
    for edge in view.ancestors(token):
        if edge.dependent == trigger:
            return False
        mention = reading.mentions.get(edge.head)
        if edge.role == "apposition" and mention is not None and reading.is_a(mention, ("Person",)):
            return trigger not in view.subtree(edge.dependent)
        if view.is_verb(edge.head):
            return False
    return False


def _rivals(token: int, trigger: int, others: Sequence[int], reading: Reading) -> list[int]:
    return [other for other in others if not _is_of_later(token, other, (trigger,), reading)]


def _is_of_later(token: int, trigger: int, others: Sequence[int], reading: Reading) -> bool:
    """ "A day before the blast, gunmen killed two in X": the place of what is told, and not of what it is told after or before."""
    view = reading.view
    if view.is_verb(trigger) or token in view.subtree(trigger):
        return False
    for edge in view.ancestors(trigger):
        if token in view.subtree(edge.dependent):
            return False
        if edge.marker in _OTHER_TIMES:
            inside = view.subtree(edge.dependent)
            return any(other not in inside for other in others)
        if view.is_verb(edge.head):
            return False
    return False


def _is_left(token: int, trigger: int, view: View) -> bool:
    """ "Officers set out from X and were killed": a place that another verb has them leave."""
    verb = next((edge.head for edge in view.ancestors(token) if view.is_verb(edge.head)), trigger)
    return verb != trigger and view.is_verb(trigger)


def _is_of_speaker(token: int, trigger: int, reading: Reading) -> bool:
    """ "A source in Niamey blamed the massacre on X": where somebody is who says so."""
    view = reading.view
    for edge in view.ancestors(token):
        if edge.role in ("subject", "agent"):
            words = (match.entry for match in reading.matches if match.head == edge.head)
            says = any(entry.has("isReport") or entry.has("isBlame") or entry.has("isAftermath") for entry in words)
            return says and trigger not in view.subtree(edge.dependent)
        if view.is_verb(edge.head) and edge.role not in ("participle", "relative"):
            above = view.up(edge.head)
            if above is None or above.role not in ("participle", "relative"):
                return False
    return False


_UNITS = frozenset("km kilometer kilometers kilometre kilometres mile miles metre metres meters hour hours".split())


def _is_bearing(place: Placed, view: View) -> bool:
    """ "700 km northeast of Niamey", "150 miles from Niamey": where something is, and that it is not in Niamey."""
    words = [t.text.lower() for t in view.tokens if t.span.end <= place.mention.span.start][-3:]
    is_measured = any(w.endswith(("north", "south", "east", "west")) or w in _UNITS for w in words)
    return place.preposition in ("of", "from") and is_measured


def _is_of_other_place(token: int, reading: Reading) -> bool:
    """ "Aleg lies 150 miles from Nouakchott", "Ratmalana, 15 km south of Colombo": the bearing of another place that is told."""
    view = reading.view
    for edge in view.ancestors(token):
        mention = reading.mentions.get(edge.head)
        if mention is not None and mention.kind == "name" and reading.is_a(mention, ("Place",)):
            return True
        if view.is_verb(edge.head):
            subjects = [reading.mention_at(subject) for subject in view.subjects(edge.head)]
            return any(m is not None and reading.is_a(m, ("Place",)) for m in subjects)
    return False


def _is_closer(token: int, trigger: int, others: Sequence[int], reading: Reading) -> bool:
    """Whether another trigger has the better claim to a phrase."""
    mine = _rank(trigger, token, reading.view)
    return any(_rank(other, token, reading.view) < mine for other in others if other != trigger)


def _rank(trigger: int, token: int, view: View) -> tuple[int, int, int]:
    is_inside = token in view.subtree(trigger) and not view.is_verb(trigger)
    return (0 if is_inside else 1 + _distance(trigger, token, view), int(token < trigger), abs(token - trigger))


def _distance(trigger: int, token: int, view: View) -> int:
    """0 in the same clause, then the number of clauses between; FAR when no clause holds both."""
    mine = _clauses(trigger, view)
    theirs = _clauses(token, view)
    is_under_noun = not view.is_verb(trigger) and token in view.subtree(trigger)
    if is_under_noun or theirs[0] == mine[0]:
        return 0
    if theirs[0] in mine:
        return mine.index(theirs[0])
    if mine[0] in theirs:
        edge = view.up(theirs[0])
        is_together = edge is not None and edge.role == "adverbial"  # "shot as he crossed a bridge on Friday"
        return theirs.index(mine[0]) + int(not is_together)
    common = next((c for c in theirs if c in mine), None)
    return FAR if common is None else mine.index(common) + theirs.index(common) + 2


def _clauses(index: int, view: View) -> list[int]:
    """The clause heads from the one `index` stands in up to the root."""
    found: list[int] = []
    current = index
    while True:
        clause = view.clause(current)
        if clause in found:
            return found
        found.append(clause)
        edge = view.up(clause)
        if edge is None:
            return found
        current = edge.head


def split_list(places: Sequence[Placed], view: View) -> tuple[tuple[Placed, ...], ...]:
    """Group places that stand in one list ("in Guinea, Burkina Faso and Niger"); a place of its own is a group of one."""
    groups: list[list[Placed]] = []
    for place in sorted(places, key=lambda p: p.token):
        if groups and _is_listed(groups[-1][-1], place, view):
            groups[-1].append(place)
        else:
            groups.append([place])
    return tuple(tuple(group) for group in groups)


def _is_listed(first: Placed, second: Placed, view: View) -> bool:
    between = [
        t for t in view.tokens if first.mention.span.end <= t.span.start and t.span.end <= second.mention.span.start
    ]
    texts = [t.text for t in between]
    return (
        bool(texts) and all(t in (",", "and", "or", "in", "both") for t in texts) and ("and" in texts or "," in texts)
    )


def closed(date: DateRange) -> DateRange:
    """ "Not since March 2016": for what happened once, the period itself."""
    if date.first is None or date.last is not None:
        return date
    return replace(date, last=end_of(date.first, date.text))
