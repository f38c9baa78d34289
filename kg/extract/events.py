"""Event mentions of one sentence: each trigger with its roles, date, place, toll, status and source."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.among import named_among
from kg.extract.arguments import Filler
from kg.extract.bearers import title_bearer
from kg.extract.belief import belief
from kg.extract.blames import blamed_for_those, blamed_in
from kg.extract.casualties import casualties
from kg.extract.counting import distributed, is_lasting, is_over_years, is_span, number_told, toured
from kg.extract.countries import actor_country, country_of, state_of, state_that_saw
from kg.extract.dated import Dated, has_when, is_of_record
from kg.extract.drafts import CONTEXT, Draft, drafts_of, event_class, give_tolls, is_modifier, support_of
from kg.extract.fallen import with_fallen
from kg.extract.gapped import first_half, further_deeds, in_turn, is_of_each_town, one_more
from kg.extract.heralds import heralds
from kg.extract.installed import with_installed
from kg.extract.reading import Reading
from kg.extract.retold import (
    goes_on,
    is_by_other_weapon,
    is_by_that_weapon,
    is_day_of_end,
    is_definite,
    is_distinct,
    is_elsewhere,
    is_ended,
    is_further_dead,
    is_later,
    is_of_his_own,
    is_rank_of_it,
    is_that,
)
from kg.extract.roles import (
    arguments_of,
    armed_class,
    by_nations,
    class_of_man,
    is_defence,
    mutinous_class,
    others_involved,
    political_class,
    sites_struck,
    victims_of,
)
from kg.extract.sources import sources_of
from kg.extract.status import is_foiled, is_generic, is_outlived, status_of
from kg.extract.ties import LEADS
from kg.extract.times import closed, counted_for, is_hours_after, nearest_dates
from kg.extract.tolls import Toll, attackers_in, is_other_account, of_others, without_attackers
from kg.extract.turns import others_after, places_of_turns, turns
from kg.extract.victims import people_in, with_others
from kg.extract.whereabouts import GOING, Placed, nearest_places, places_beside
from kg.knowledge.knowledge import forms_with
from kg.model import FACTUAL, Argument, Count, DateRange, EventMention, Mention, Status, Trigger
from kg.text.syntax import View

OUTSIDE = frozenset({"near", "outside", "from", "between", "to", "toward", "towards", "through", "via"})
"""Prepositions that put an event beside the country they introduce."""

MAKER = "maker"
"""The role of whoever is called the leader of a coup that his sentence does not tell of."""

LEADER = "leader"
"""The role of whoever is called the leader of men told of before ("their leader, X")."""

MURDER, MASSACRE, MANY = "Assassination", "Massacre", 4
"""What "murdered" tells of one or a few, what it tells of many, and from how many on."""


@dataclass(frozen=True, slots=True)
class SentenceEvents:
    """What one sentence tells: its event mentions, the tolls that no event of the sentence claims, and who is blamed for an
    event that is told in another one.

    `by_token` finds the mentions made of a trigger, for relations that take events.
    """

    mentions: tuple[EventMention, ...]
    loose_tolls: tuple[Toll, ...]
    blamed: tuple[Argument, ...]
    by_token: Mapping[int, tuple[EventMention, ...]]


NOTHING_TOLD = SentenceEvents((), (), (), {})


def read_events(reading: Reading, dates: Sequence[Dated], places: Sequence[Placed]) -> SentenceEvents:
    """Return the event mentions of a sentence, in text order.

    A word may tell of violence and of what came of it ("captured the town"): the second is a mention beside the first.
    """
    drafts, beside = drafts_of(reading)
    drafts = {token: draft for token, draft in drafts.items() if not _is_record(token, reading, dates)}
    for token, extra in list(support_of(reading, drafts)):
        draft = drafts[token]
        drafts[token] = dataclasses.replace(draft, fillers=_without_doubles([*draft.fillers, *extra]))
    loose = tuple(_loose(toll, reading) for toll in give_tolls(drafts, reading))
    among = named_among(reading)
    loose += (among,) if among is not None else ()
    results = {token: draft.match.entry.has("isResult") for token, draft in sorted(drafts.items())}
    mentions: list[EventMention] = []
    by_token: dict[int, tuple[EventMention, ...]] = {}
    for token in sorted(drafts):
        told = [drafts[token], *([beside[token]] if token in beside else [])]
        made = tuple(m for draft in told for m in _mentions_of(draft, results, reading, dates, places))
        if len(made) == len(drafts) == 1 and is_rank_of_it(token, reading):
            made = tuple(map(_of_last, made))
        by_token[token] = made
        mentions.extend(made)
    loose += tuple(_of_armed(drafts, by_token, reading))
    dated = [_with_date_of_whole(m, mentions, reading) for m in mentions]
    fallen = with_fallen(dated, reading)
    dated = [fallen.get(id(m), m) for m in dated]
    installed = with_installed(dated, reading)
    complete = {id(m): installed.get(id(d), d) for m, d in zip(mentions, dated, strict=True)}
    complete = dict(zip(complete, _apart([*complete.values()], reading), strict=True))
    by_token = {token: tuple(complete[id(m)] for m in made) for token, made in by_token.items()}
    mentions = [*complete.values()]
    blamed = (
        *_makers(reading),
        *_leaders(reading),
        *heralds(reading),
        *blamed_in(reading, frozenset(drafts)),
        *(argument for told in mentions for argument in blamed_for_those(told)),
        *casualties(reading, loose),
    )
    return SentenceEvents(tuple(mentions), loose, blamed, by_token)


def _is_of_longer_state(date: DateRange, verb: int, view: View) -> bool:
    """ "X, up in arms since 1964, killed five": what was done once was not done since; "since May, when gunmen killed five" is."""
    is_once = view.tokens[verb].tag == "VBD" and not view.edges(verb, "auxiliary")
    if not is_once or not date.text.lower().startswith("since"):
        return False
    return any(date.span.covers(view.tokens[position].span) for position in view.subtree(verb))


def _of_last(told: EventMention) -> EventMention:
    """ "It was the third attack in the city this month": the one told last, of which neither the city nor the month says more."""
    doers = tuple(a for a in told.arguments if a.role == "perpetrator")
    return dataclasses.replace(
        told, arguments=doers, places=(), beside=(), date=None, country=None, is_definite=True, is_that=True,
        is_distinct=False,
    )  # fmt: skip


def _apart(told: Sequence[EventMention], reading: Reading) -> list[EventMention]:
    """ "An attack in which gunmen threw grenades and abducted nine": of deeds of two kinds the first says what the attack was.

    One that is of the kind of the whole ("a coup in which X shelled the palace and overthrew Y") stays a part of it.
    """
    is_a = reading.knowledge.ontology.is_a
    found: list[EventMention] = []
    for mention in told:
        before = [m for m in found if m.within is not None and m.within == mention.within]
        wholes = {m.type for m in told if m.trigger.head == mention.within}
        is_other = mention.type not in wholes and any(
            not is_a(mention.type, m.type) and not is_a(m.type, mention.type) for m in before
        )
        found.append(dataclasses.replace(mention, within=None) if is_other else mention)
    return found


def _of_armed(
    drafts: Mapping[int, Draft], told: Mapping[int, tuple[EventMention, ...]], reading: Reading
) -> Iterable[Toll]:
    """ "13 insurgents were killed", by nobody that the sentence names: victims if those who struck before were soldiers."""
    for token, draft in drafts.items():
        if any(a.role == "perpetrator" for mention in told[token] for a in mention.arguments):
            continue
        yield from (
            _loose(toll, reading)
            for toll in draft.tolls
            if toll.kind == "killed" and toll.count is not None and of_others(toll, (), reading) is None
        )


def _with_date_of_whole(told: EventMention, others: Sequence[EventMention], reading: Reading) -> EventMention:
    """ "Seized power in a coup in April 1984": the day of the coup is that of the seizure, which has none of its own."""
    if told.date is not None or not reading.knowledge.ontology.is_a(told.type, "SeizureOfPower"):
        return told
    wholes = [m for m in others if m.trigger.head == told.within and m.type == told.type]
    return (
        dataclasses.replace(told, date=wholes[0].date, country=told.country or wholes[0].country)
        if len(wholes) == 1
        else told
    )


def _is_record(token: int, reading: Reading, dates: Sequence[Dated]) -> bool:
    """ "It was the deadliest attack since 2019, when …": says of a known event that it was the worst, beside one that is told.

    The two would be taken for one.
    """
    view = reading.view
    is_said_of = bool(view.edges(token, "copula")) and bool(view.edges(token, "subject"))
    return is_said_of and any(token < d.token and is_of_record(d, view) and has_when(d, view) for d in dates)


def _loose(toll: Toll, reading: Reading) -> Toll:
    """A toll that no event of its sentence has, with who counts so."""
    others = tuple(with_others(people_in((toll,)), reading))
    return dataclasses.replace(
        without_attackers(toll, reading), sources=sources_of(toll.trigger, reading), others=others
    )


def _makers(reading: Reading) -> Iterable[Argument]:
    """ "Coup leader X": who made the coup that the article tells of somewhere."""
    for match in reading.matches.having("isMaker"):
        bearer = title_bearer(match.head, reading)
        if bearer is not None and bearer.kind == "name" and reading.is_a(bearer, ("Person",)):
            yield Argument(MAKER, bearer, match.entry.id)


def _leaders(reading: Reading) -> Iterable[Argument]:
    """ "Their leader, X", "the ringleader, X": who led those who did what was told before."""
    view = reading.view
    of_deeds = {m.head for m in reading.matches if m.entry.pos == "noun" and m.entry.has("supportVerb")}
    for match in reading.matches:
        if match.entry.pos != "noun" or LEADS not in match.entry.denotes or match.head not in of_deeds:
            continue  # "their commander" may have had no part in it
        words = [e.dependent for e in view.edges(match.head, "possessor", "determiner")]
        told = {view.tokens[word].text.lower() for word in words}
        is_of_others = any(e.role in ("nominal", "compound") for e in view.edges(match.head, "nominal", "compound"))
        bearer = title_bearer(match.head, reading) if told & {"their", "the"} and not is_of_others else None
        if bearer is not None and bearer.kind == "name" and reading.is_a(bearer, ("Person",)):
            yield Argument(LEADER, bearer, match.entry.id)


def _without_doubles(fillers: Sequence[Filler]) -> tuple[Filler, ...]:
    kept: dict[tuple[tuple[str, ...], int], Filler] = {}
    for filler in fillers:
        kept.setdefault((filler.roles, filler.token), filler)
    return tuple(kept.values())


def _mentions_of(
    draft: Draft, results: Mapping[int, bool], reading: Reading, dates: Sequence[Dated], places: Sequence[Placed]
) -> Iterable[EventMention]:
    """Yield the mentions that one trigger makes; `results` has every trigger of the sentence, and whether it is an outcome."""
    heads = list(results)
    token = draft.match.head
    status = status_of(token, reading)
    kind = draft.type
    if reading.knowledge.ontology.is_a(kind, "SeizureOfPower") and (doers := _against_themselves(draft)):
        if reading.view.is_verb(token):
            return
        draft = dataclasses.replace(draft, fillers=tuple(f for f in draft.fillers if f not in doers))
    if status == "planned" and reading.knowledge.ontology.is_a(kind, "SeizureOfPower") and is_foiled(token, reading):
        status = "attempted"
    if status == "occurred" and reading.knowledge.ontology.is_a(kind, "SeizureOfPower") and is_outlived(token, reading):
        status = "attempted"
    if status == "attempted":
        kind = reading.knowledge.lexicon.attempts.get(kind, kind)
    rivals = [head for head in heads if not results[head]] if not results[token] else heads
    own_dates, is_borrowed = nearest_dates(token, rivals, reading, dates)
    is_end = is_day_of_end(own_dates, dates, reading)
    if status in FACTUAL and not reading.knowledge.ontology.is_a(kind, *CONTEXT):
        own_dates = tuple(date for date in own_dates if not _is_to_come(date, reading))
    if not own_dates and reading.entry is not None:
        own_dates, is_borrowed = (reading.entry,), False
    is_ongoing = draft.match.entry.has("isOngoing")
    number = number_told(draft.match, reading)
    years = {date.first[:7] for date in own_dates if date.first}
    if number == 1 and len(years) == len(own_dates) > 1 and reading.knowledge.ontology.is_a(kind, "SeizureOfPower"):
        number = None  # "the army seized power in 1960, 1971 and 1980"
    if is_span(own_dates, reading, dates):
        own_dates, number = (), None
    is_without_day = not is_ongoing and (is_lasting(token, own_dates, reading) or is_over_years(number, own_dates))
    if reading.knowledge.ontology.is_a(kind, "SeizureOfPower"):
        is_borrowed |= is_hours_after(own_dates, token, dates, reading.view)
        own_dates = tuple(date for date in own_dates if date.first is None or date.last is not None)  # "since 2020"
        own_dates = tuple(date for date in own_dates if not _is_of_years(date))
    if not is_ongoing:
        own_dates = tuple(date for date in own_dates if not _is_of_longer_state(date, token, reading.view))
        own_dates = tuple(closed(date) for date in own_dates)
    own_places = nearest_places(token, heads, reading, places)
    if reading.knowledge.ontology.is_a(kind, "SeizureOfPower", "Mutiny"):
        own_places = tuple(
            place
            for place in own_places
            if not _is_of_absence(place.token, token, reading) and place.preposition not in GOING
        )
    if is_without_day:
        own_dates, number = (), None
    again = one_more(draft, places, dates, reading)
    if again is not None:
        joint, deed = again
        own_dates = tuple(d for d in own_dates if d.span.start < reading.view.tokens[joint].span.start)
        own_places = tuple(place for place in own_places if place.token < joint)
        when = closed(deed.date) if deed.date is not None else None
        told = _mention(deed.draft, kind, status, when, False, deed.places, 1, True, reading)
        yield dataclasses.replace(told, is_distinct=True)
    if reading.knowledge.ontology.is_a(kind, "SeizureOfPower"):
        if (halves := in_turn(draft, dates, reading)) is not None:
            first, second, day = halves
            date = own_dates[0] if own_dates else None
            yield _mention(first, kind, status, date, is_borrowed, own_places, 1, True, reading)
            yield _mention(second, kind, status, closed(day) if day else None, False, own_places, 1, True, reading)
            return
        each = turns(draft.match, heads, reading, dates)
        turned = list(_by_turns(draft, [who for who, _ in each], reading))
        if turned:
            there = places_of_turns([who for who, _ in each], own_places, places, reading)
            for turn, (_, day), at in zip(turned, each, there, strict=True):
                yield _mention(turn, kind, status, closed(day), False, at, 1, True, reading)
            return
        if not any("target" in f.roles and f.mention is not None for f in draft.fillers):
            for by, day in others_after(draft.match, reading, dates):
                yield _mention(_with_doer(draft, by), kind, status, closed(day), False, own_places, 1, True, reading)
    if number == 1 and is_of_each_town(draft, own_places, reading):
        number = None
    settings = distributed(own_dates, own_places, number, reading)
    if reading.knowledge.ontology.is_a(kind, "SeizureOfPower"):
        settings = toured(draft.match, heads, settings, reading, dates) or settings
    more = []
    if len(settings) == 1 and reading.knowledge.ontology.is_a(kind, "Attack", "Battle"):
        more = list(further_deeds(draft, own_places, places, dates, reading))
    if more:
        draft, own_places = first_half(draft, own_places, places, reading)
        settings = [(settings[0][0], own_places)]
    for date, group in settings:
        is_listed = len(settings) > 1 or bool(more)
        told = _mention(draft, kind, status, date, is_borrowed, group, number, is_listed, reading)
        counted = counted_for(token, heads, reading.view, dates)
        lent = () if group else places_beside(token, heads, reading, places)
        beside = tuple(Argument("place", place.mention, _setting(told.type, reading)) for place in lent)
        yield dataclasses.replace(
            told,
            within=_within(token, heads, reading),
            counted=counted,
            beside=beside,
            is_end=told.is_end or is_end,
        )
    for deed in more:
        date = closed(deed.date) if deed.date is not None else settings[0][0]
        yield _mention(deed.draft, kind, status, date, False, deed.places, number, True, reading)


def _is_to_come(date: DateRange, reading: Reading) -> bool:
    """ "Elections that the officers who toppled X promised for 2024": no day of what has happened, by the day of publication."""
    today = reading.published
    return today is not None and date.first is not None and date.first[:10] > today[:10] and date.first[:7] != today[:7]


def _is_counted(mention: Mention, reading: Reading) -> bool:
    is_here = mention.kind == "nominal" and mention.sentence == reading.sentence.index and mention.head >= 0
    return (
        is_here and reading.view.tokens[mention.head].tag == "NNS" and bool(reading.view.edges(mention.head, "number"))
    )


def _by_turns(draft: Draft, people: Sequence[Mention | None], reading: Reading) -> Iterable[Draft]:
    """A draft once for each person whose turn came, in the role of the first; none where the first has no role in it."""
    spans = [person.span if person is not None else None for person in people]
    own = next((f for f in draft.fillers if spans and f.mention is not None and f.mention.span == spans[0]), None)
    # "Two presidents, X in January and Y in September": each is one of those whom a plural counts.
    own = own or next((f for f in draft.fillers if f.mention is not None and _is_counted(f.mention, reading)), None)
    others = [f for f in draft.fillers if f is not own and (f.mention is None or f.mention.span not in spans)]
    for person in people:
        if person is None:
            yield draft
        elif own is not None:
            his = dataclasses.replace(own, token=person.head, mention=person)
            yield dataclasses.replace(draft, fillers=(*others, his))


def _with_doer(draft: Draft, by: Mention) -> Draft:
    """A draft of the same deed, done by somebody else."""
    frame = next((f.frame for f in draft.fillers), "")
    kept = tuple(f for f in draft.fillers if "perpetrator" not in f.roles)
    return dataclasses.replace(draft, fillers=(*kept, Filler(("perpetrator",), by.head, by, False, frame)), tolls=())


def _happening_at(noun: int, events: Sequence[int], reading: Reading) -> int:
    """ "The attack at the station, in which …": a parser hangs on the station what is said of the attack."""
    place = reading.mention_at(noun)
    edge = reading.view.up(noun)
    if edge is not None and edge.role == "conjunct":
        edge = reading.view.up(edge.head)  # "at the airport and a station, which killed 32"
    is_site = noun not in events and place is not None and reading.is_a(place, ("Place",))
    return edge.head if is_site and edge is not None and edge.role == "nominal" and edge.head in events else noun


def _within(token: int, events: Sequence[int], reading: Reading) -> int | None:
    """ "An attack in which ten were shot", "the bombing that killed him": the event noun that a relative clause tells of."""
    view = reading.view
    during = [e.dependent for e in view.edges(token, "oblique") if e.marker in ("in", "during")]
    for which in (position for position in during if view.tokens[position].tag == "WDT"):
        before = [event for event in events if event < which and not view.is_verb(event)]
        return max(before, default=None)
    if view.edges(token, "copula") and not view.is_verb(token):
        # "Saturday's explosion was the deadliest attack this year": both are one.
        subject = view.first(token, "subject")
        return subject if subject in events else None
    if view.is_verb(token):
        found = next((event for event in during if event in events and view.tokens[event].tag == "NN"), None)
        if found is not None:
            return found  # "was murdered in a bomb attack"
        above = view.up(token)
        verbs = (token, above.head) if above is not None and above.role == "adverbial" else (token,)
        called = [e.dependent for verb in verbs for e in view.edges(verb, "oblique") if e.marker in ("in", "during")]
        called = [what for what in called if view.tokens[what].text.lower() == "what"]
        named = [event for event in events for what in called if event > what > token and event in view.subtree(what)]
        if named:
            return named[0]  # "attacked the palace in what the president called an attempted coup"
    elif _is_appended(token, reading):
        return max((event for event in events if event < token), default=None)
    for edge in reading.view.ancestors(token):
        if edge.role == "relative":
            noun = _happening_at(reading.content(edge.head), events, reading)
            return noun if noun in events and not reading.view.is_verb(noun) else None
        if edge.role not in ("conjunct", "open clause", "adverbial", "object", "clause"):
            return None
    return None


def _is_appended(noun: int, reading: Reading) -> bool:
    """ "Shot ten people in a cafe, an outrage that …": what the clause before it tells, called by another word."""
    view, edge = reading.view, reading.view.up(noun)
    articles = [
        e.dependent for e in view.edges(noun, "determiner") if view.tokens[e.dependent].text.lower() in ("a", "an")
    ]
    first = min((e.dependent for e in view.edges(noun, "determiner", "modifier", "compound")), default=noun)
    is_behind_comma = first > 0 and view.tokens[first - 1].text in (",", "-", "–", "—")
    return bool(articles) and is_behind_comma and edge is not None and edge.role in ("apposition", "parataxis")


def _is_of_absence(place: int, trigger: int, reading: Reading) -> bool:
    """ "Seized control while he was at a summit in X", "he was on holiday in X when his son took the throne": where somebody was
    when power changed hands elsewhere."""
    view = reading.view
    away = forms_with(reading.knowledge, "isAbsence")
    first = min(view.subtree(place), default=place)
    if first > 1 and view.tokens[first - 1].text.lower() in away:
        return True  # "into exile in X", "during a summit in X"
    for edge in view.ancestors(place):
        if edge.dependent == trigger:
            return False
        if (
            edge.role == "relative"
            and trigger not in view.subtree(edge.dependent)
            and _is_state(edge.dependent, reading)
        ):
            return True  # "dismissed the president, who was in X for talks"
        marks = {view.tokens[e.dependent].text.lower() for e in view.edges(edge.dependent, "mark", "adverb")}
        is_state = bool(view.edges(edge.dependent, "copula")) or view.tokens[edge.dependent].tag == "VBG"
        if edge.role == "adverbial" and marks & _MEANWHILE and edge.dependent != trigger:
            is_behind = place > trigger or (is_state and "while" in marks)
            return view.first(edge.dependent, "subject", "passive subject") is not None and is_behind
    above = view.up(view.clause(trigger))
    marks = {view.tokens[e.dependent].text.lower() for e in view.edges(view.clause(trigger), "mark", "adverb")}
    if above is None or above.role != "adverbial" or not marks & _MEANWHILE or place > trigger:
        return False
    is_state = bool(view.edges(above.head, "copula")) or view.tokens[above.head].tag == "VBG"
    return is_state and place in view.subtree(above.head)


def _is_state(head: int, reading: Reading) -> bool:
    """ "Was in X", "was visiting X": where somebody was, or what he was at."""
    view = reading.view
    return bool(view.edges(head, "copula")) or view.tokens[head].tag == "VBG" or view.tokens[head].lemma == "be"


def _is_of_years(date: DateRange) -> bool:
    """ "Between 2020 and 2023", "from 1987 to 2014": years in which something may have been at any time, or lasted."""
    is_range = date.text.lower().startswith(("between ", "from "))
    return is_range and date.first is not None and date.last is not None and date.first[:4] != date.last[:4]


_MEANWHILE = frozenset({"while", "when", "as", "whilst"})


def _mention(
    draft: Draft,
    kind: str,
    status: Status,
    date: DateRange | None,
    is_borrowed: bool,
    places: tuple[Placed, ...],
    number: int | None,
    is_listed: bool,
    reading: Reading,
) -> EventMention:
    token = draft.match.head
    arguments = arguments_of(draft, reading)
    arguments = (*arguments, *by_nations(draft, kind, arguments, places, reading))
    if reading.knowledge.ontology.is_a(kind, "SeizureOfPower"):  # "Ruritania suffered a coup"
        arguments = tuple(a for a in arguments if a.role != "target" or a.mention.type != "Country")
    kind = political_class(armed_class(kind, arguments, reading), draft, reading)
    kind = class_of_man(kind, draft, reading)
    kind = mutinous_class(kind, draft, reading)
    perpetrators = [a.mention for a in arguments if a.role == "perpetrator"]
    killed = _count(draft.tolls, "killed", kind, perpetrators, reading)
    injured = _count(draft.tolls, "injured", kind, perpetrators, reading)
    sites = tuple(sites_struck(kind, arguments, places, reading))
    kind = MASSACRE if kind == MURDER and killed is not None and killed.minimum >= MANY else kind
    arguments = (*arguments, *victims_of(draft, perpetrators, reading, kind))
    others = others_involved(draft, (*arguments, *sites), perpetrators, reading)
    setting = _setting(kind, reading)
    means = {argument.mention for argument in arguments if argument.role == "weapon"}
    places = tuple(p for p in places if p.mention not in means)
    places = tuple(p for p in places if not (p.mention.type == "Country" and p.preposition in OUTSIDE))
    owner = next((f.mention.country for f in draft.fillers if "country" in f.roles and f.mention is not None), None)
    owner = owner or state_that_saw(kind, token, reading)
    places = tuple(
        p for p in places if owner is None or p.mention.country in (None, owner)
    )  # "Mali's coup followed one in Guinea"
    # "Came out of Sudan and drove X from the palace": power is taken where he ruled, whatever town or state is told beside it.
    ruled = state_of(kind, arguments, reading)
    places = tuple(p for p in places if ruled is None or p.mention.country in (None, ruled))
    place_arguments = tuple(Argument("place", p.mention, setting) for p in places)
    entry = draft.match.entry
    is_against_attackers = is_defence(arguments, draft, reading)
    is_headline = _is_heading(reading)
    is_in_present = is_headline or reading.entry is not None
    is_told_apart = is_listed or number is not None or (date is not None and _is_day(date))
    is_told_apart |= killed is not None and any(reading.is_a(p.mention, ("Settlement",)) for p in places)
    return EventMention(
        trigger=Trigger(reading.view.tokens[token].span, reading.sentence.index, token, entry.id, kind),
        type=kind,
        status="hypothetical" if status == "occurred" and not is_in_present and is_generic(token, reading) else status,
        arguments=(*arguments, *sites, *others),
        date=date,
        places=place_arguments,
        country=owner
        or ruled
        or country_of(arguments, _telling(kind, place_arguments, reading), reading)
        or (reading.scene.country if reading.scene is not None else None),
        actor_country=actor_country(kind, arguments, reading),
        is_headline=is_headline,
        is_date_borrowed=is_borrowed,
        killed=killed,
        injured=injured,
        attributed_to=sources_of(token, reading),
        score=belief(draft, arguments, place_arguments, date, killed or injured, reading),
        is_definite=is_definite(token, reading)
        or goes_on(token, reading)
        or is_further_dead(token, reading)
        or is_by_that_weapon(token, arguments, reading),
        is_plural=not is_told_apart and not entry.has("pluralIsOne"),
        is_result=entry.has("isResult")
        and not any(a.role == "weapon" for a in arguments)
        and not any(_is_beside(noun, token, reading) for noun in _event_nouns(reading)),
        is_modifier=is_modifier(token, reading),
        is_distinct=is_distinct(token, reading)
        or is_by_other_weapon(token, arguments, reading)
        or (reading.knowledge.ontology.is_a(kind, "Attack") and is_later(token, date, reading))
        or (reading.knowledge.ontology.is_a(kind, "SeizureOfPower") and is_of_his_own(token, reading))
        or any(_is_beside(token, verb, reading) for verb in _verbs(reading)),
        is_elsewhere=is_elsewhere(reading),
        is_end=is_ended(token, reading) or is_against_attackers,
        is_defence=is_against_attackers,
        is_several=reading.view.tokens[token].tag == "NNS",
        is_that=is_that(token, reading),
        attackers=attackers_in(killed, reading),
        is_of_more=killed is not None
        and any(toll.is_more and toll.kind == "killed" and toll.count is not None for toll in draft.tolls),
        scene=reading.scene,
    )


def _against_themselves(draft: Draft) -> tuple[Filler, ...]:
    """ "The president ran from his office": nobody seizes power from himself, and who "survived a coup attempt" made none."""
    aims = {f.mention for f in draft.fillers if "target" in f.roles and f.mention is not None}
    return tuple(f for f in draft.fillers if "perpetrator" in f.roles and f.mention in aims)


def _is_day(date: DateRange) -> bool:
    return date.first is not None and date.first == date.last


def _count(
    tolls: Sequence[Toll], harm: str, kind: str, perpetrators: Sequence[Mention], reading: Reading
) -> Count | None:
    """The first plain count, or what two sources count; a sentence that counts both sides gives the side that was attacked.

    `harm` is "killed" or "injured", `kind` the class of what was done.
    """
    of_kind = (of_others(toll, perpetrators, reading, kind) for toll in tolls if toll.kind == harm)
    counts = [(toll.count, sources_of(toll.trigger, reading)) for toll in of_kind if toll is not None and toll.count]
    if not counts:
        return None
    (first, source), *others = counts
    apart = [c for c, who in others if source and who and set(source).isdisjoint(who) and is_other_account(first, c)]
    low, high = min(c.minimum for c in (first, *apart)), max(c.maximum for c in (first, *apart))
    return Count(low, high, first.span)


def _telling(kind: str, places: Sequence[Argument], reading: Reading) -> tuple[Argument, ...]:
    """The places that tell in which country something was. Rulers fall while they are abroad: of a seizure of power, none that
    no list has."""
    is_takeover = reading.knowledge.ontology.is_a(kind, "SeizureOfPower")
    return tuple(p for p in places if p.mention.known or p.mention.kind != "name" or not is_takeover)


def _setting(kind: str, reading: Reading) -> str:
    frames = (
        frame for name, frame in reading.knowledge.lexicon.settings if reading.knowledge.ontology.is_a(kind, name)
    )
    return next((frame.id for frame in frames), "")


def _is_heading(reading: Reading) -> bool:
    """One of the first sentences that ends without a stop: a headline, which tells the past in the present tense."""
    tokens = reading.view.tokens
    return (
        bool(tokens)
        and reading.sentence.index <= 1
        and tokens[-1].text not in (".", "!", "?", "…", '"', "”", ":", "-", "–", "—")
    )


def _event_nouns(reading: Reading) -> list[int]:
    heads = {m.head for m in reading.matches if event_class(m, reading)}
    return [head for head in heads if not reading.view.is_verb(head)]


def _verbs(reading: Reading) -> list[int]:
    return [match.head for match in reading.matches.having("isResult") if reading.view.is_verb(match.head)]


def _is_beside(noun: int, verb: int, reading: Reading) -> bool:
    """ "Gunmen kill 23 as a blast claims 11": what happens in the clause with "as" is not what the gunmen did."""
    view, edge = reading.view, reading.view.up(noun)
    if edge is None or edge.role != "subject" or not view.is_verb(edge.head) or not view.is_verb(verb):
        return False
    clause = view.up(edge.head)
    marks = {view.tokens[e.dependent].text.lower() for e in view.edges(edge.head, "mark", "adverb")}
    is_other = (
        clause is not None and (clause.role, clause.head) == ("adverbial", verb) and bool(marks & {"as", "while"})
    )
    doers = (reading.mention_at(subject) for subject in view.subjects(verb))
    return is_other and any(doer is not None and reading.is_a(doer, ("Party",)) for doer in doers)
