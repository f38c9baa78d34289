"""Event mentions of one sentence: each trigger with its roles, date, place, toll, status and source."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.arguments import Filler, fill_frames
from kg.extract.casualties import casualties
from kg.extract.counting import distributed, is_lasting, is_over_years, is_span, number_told, toured
from kg.extract.countries import actor_country, country_of, is_mission, state_of
from kg.extract.doers import MEN_OF, behind_means, behind_means_by, behind_men, is_means, leaders_of, nations_before
from kg.extract.drafts import Draft, drafts_of, event_class, give_tolls, is_modifier, support_of
from kg.extract.gapped import first_half, further_deeds, in_turn, is_of_each_town
from kg.extract.reading import Reading
from kg.extract.status import is_foiled, is_generic, status_of
from kg.extract.times import Dated, closed, counted_for, has_when, is_of_record, nearest_dates
from kg.extract.tolls import Toll, attackers_in, is_other_account, named_among, of_others, own_dead, without_attackers
from kg.extract.triggers import Match
from kg.extract.turns import others_after, places_of_turns, turns
from kg.extract.victims import aboard, is_holding, owners_of, people_in, with_others
from kg.extract.whereabouts import GOING, Placed, nearest_places
from kg.knowledge.knowledge import forms_with
from kg.model import Argument, Count, DateRange, EventMention, Mention, Status, Trigger
from kg.text.syntax import View

ARMED = ("ArmedGroup", "StateForce", "Junta", "PrivateMilitaryCompany")

OUTSIDE = frozenset({"near", "outside", "from", "between", "to", "toward", "towards"})
"""Prepositions that put an event beside the country they introduce."""

MAKER = "maker"
"""The role of whoever is called the leader of a coup that his sentence does not tell of."""

MURDER, MASSACRE, MANY = "Assassination", "Massacre", 4
"""What "murdered" tells of one or a few, what it tells of many, and from how many on."""

HARD_TARGETS = ("Facility", "StateForce", "Government", "Junta", "Settlement")


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
        by_token[token] = made
        mentions.extend(made)
    mentions = [_with_date_of_whole(m, mentions, reading) for m in mentions]
    blamed = (*_makers(reading), *_blamed(reading, frozenset(drafts)), *casualties(reading, loose))
    return SentenceEvents(tuple(mentions), loose, blamed, by_token)


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
    for match in reading.matches:
        bearer = reading.title_bearer(match.head) if match.entry.has("isMaker") else None
        if bearer is not None and bearer.kind == "name" and reading.is_a(bearer, ("Person",)):
            yield Argument(MAKER, bearer, match.entry.id)


def _blamed(reading: Reading, events: frozenset[int]) -> Iterable[Argument]:
    """ "Police blamed X", "X was probably responsible": who, without a word of what for.

    What somebody is blamed for may be told before it in the same sentence ("…, and police blame X"), and not behind it.
    """
    for match in reading.matches:
        if (
            not match.entry.has("isBlame")
            or status_of(match.head, reading) == "denied"
            or _is_for(match, reading, events)
        ):
            continue
        filling = fill_frames(match, reading, frozenset())
        for filler in filling.in_role("perpetrator") if filling is not None else ():
            if filler.mention is not None and not reading.view.is_negated(filler.token):
                yield Argument("perpetrator", filler.mention, match.entry.id)


def _is_for(match: Match, reading: Reading, events: frozenset[int]) -> bool:
    """Whether a word of blame stands with what somebody is blamed for, or before it, as far as the sentence tells of any."""
    if not events:
        return False
    filling = fill_frames(match, reading, events)
    if filling is not None and filling.in_role("event"):
        return True
    beside = {token for token in events if not _is_in_relative(token, reading)}
    return bool(beside) and max(beside) > match.head


def _is_in_relative(token: int, reading: Reading) -> bool:
    """ "Suspicion fell on X, which has staged attacks before": what is only said of somebody."""
    return any(edge.role == "relative" for edge in reading.view.ancestors(token))


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
    if status == "planned" and reading.knowledge.ontology.is_a(kind, "SeizureOfPower") and is_foiled(token, reading):
        status = "attempted"
    if status == "attempted":
        kind = reading.knowledge.lexicon.attempts.get(kind, kind)
    rivals = [head for head in heads if not results[head]] if not results[token] else heads
    own_dates, is_borrowed = nearest_dates(token, rivals, reading, dates)
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
        own_dates = tuple(date for date in own_dates if date.first is None or date.last is not None)  # "since 2020"
    if not is_ongoing:
        own_dates = tuple(closed(date) for date in own_dates)
    own_places = nearest_places(token, heads, reading, places)
    if reading.knowledge.ontology.is_a(kind, "SeizureOfPower"):
        own_places = tuple(
            place
            for place in own_places
            if not _is_of_absence(place.token, token, reading) and place.preposition not in GOING
        )
    if is_without_day:
        own_dates, number = (), None
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
    if len(settings) == 1 and reading.knowledge.ontology.is_a(kind, "Attack"):
        more = list(further_deeds(draft, own_places, places, dates, reading))
    if more:
        draft, own_places = first_half(draft, own_places, places, reading)
        settings = [(settings[0][0], own_places)]
    for date, group in settings:
        is_listed = len(settings) > 1 or bool(more)
        told = _mention(draft, kind, status, date, is_borrowed, group, number, is_listed, reading)
        counted = counted_for(token, heads, reading.view, dates)
        yield dataclasses.replace(told, within=_within(token, heads, reading), counted=counted)
    for deed in more:
        date = closed(deed.date) if deed.date is not None else settings[0][0]
        yield _mention(deed.draft, kind, status, date, False, deed.places, number, True, reading)


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
    arguments = _arguments(draft, reading)
    arguments = (*arguments, *_by_nations(draft, kind, arguments, places, reading))
    kind = _political_class(_armed_class(kind, arguments, reading), draft, reading)
    perpetrators = [a.mention for a in arguments if a.role == "perpetrator"]
    killed = _count(draft.tolls, "killed", perpetrators, reading)
    injured = _count(draft.tolls, "injured", perpetrators, reading)
    sites = tuple(_sites_struck(kind, arguments, places, reading))
    kind = MASSACRE if kind == MURDER and killed is not None and killed.minimum >= MANY else kind
    arguments = (*arguments, *_victims(draft, perpetrators, reading))
    others = _others(draft, (*arguments, *sites), perpetrators, reading)
    setting = _setting(kind, reading)
    means = {argument.mention for argument in arguments if argument.role == "weapon"}
    places = tuple(p for p in places if p.mention not in means)
    places = tuple(p for p in places if not (p.mention.type == "Country" and p.preposition in OUTSIDE))
    owner = next((f.mention.country for f in draft.fillers if "country" in f.roles and f.mention is not None), None)
    places = tuple(
        p for p in places if owner is None or p.mention.country in (None, owner)
    )  # "Mali's coup followed one in Guinea"
    place_arguments = tuple(Argument("place", p.mention, setting) for p in places)
    entry = draft.match.entry
    is_headline = _is_heading(reading)
    is_in_present = is_headline or reading.entry is not None
    is_told_apart = is_listed or number is not None or (date is not None and _is_day(date))
    return EventMention(
        trigger=Trigger(reading.view.tokens[token].span, reading.sentence.index, token, entry.id, kind),
        type=kind,
        status="hypothetical" if status == "occurred" and not is_in_present and is_generic(token, reading) else status,
        arguments=(*arguments, *sites, *others),
        date=date,
        places=place_arguments,
        country=owner
        or country_of(arguments, place_arguments, reading)
        or state_of(kind, arguments, reading)
        or (reading.scene.country if reading.scene is not None else None),
        actor_country=actor_country(kind, arguments, reading),
        is_headline=is_headline,
        is_date_borrowed=is_borrowed,
        killed=killed,
        injured=injured,
        attributed_to=sources_of(token, reading),
        score=_score(draft, arguments, place_arguments, date, killed or injured, reading),
        is_definite=_is_definite(token, reading)
        or _goes_on(token, reading)
        or _is_by_that_weapon(token, arguments, reading),
        is_plural=not is_told_apart and not entry.has("pluralIsOne"),
        is_result=entry.has("isResult")
        and not any(a.role == "weapon" for a in arguments)
        and not any(_is_beside(noun, token, reading) for noun in _event_nouns(reading)),
        is_modifier=is_modifier(token, reading),
        is_distinct=_is_distinct(token, reading)
        or _is_by_other_weapon(token, arguments, reading)
        or any(_is_beside(token, verb, reading) for verb in _verbs(reading)),
        is_elsewhere=is_elsewhere(reading),
        attackers=attackers_in(killed, reading),
        scene=reading.scene,
    )


def _is_day(date: DateRange) -> bool:
    return date.first is not None and date.first == date.last


def _arguments(draft: Draft, reading: Reading) -> tuple[Argument, ...]:
    roles = reading.knowledge.ontology.json_names
    found: list[Argument] = []
    sides = [f for f in draft.fillers if "side" in f.roles and f.mention is not None]
    for position, filler in enumerate(sides):
        # Of the sides of a battle the one named first is taken for the attacker (EXTRACTION, "perpetrators").
        role = "perpetrator" if position == 0 else "target"
        if filler.mention is not None:
            found.append(Argument(role, filler.mention, filler.frame))
    for filler in draft.fillers:
        if filler.mention is None:
            continue
        for role in filler.roles:
            is_nobody = role == "perpetrator" and _is_nobody(filler.mention, reading)
            if role in roles and role != "victim" and filler.mention.kind != "pronoun" and not is_nobody:
                found.extend(_given(role, filler, filler.mention, draft, reading))
    found = _with_doers_by_means(_with_owners(found, reading), reading)
    hit = {a.mention for a in found if a.role in ("target", "victim")}
    hit |= {f.mention for f in draft.fillers if "victim" in f.roles and f.mention is not None}
    # "He was killed by his own guards": whose men they are, but not for whom they did it.
    return tuple(a for a in dict.fromkeys(found) if a.frame != MEN_OF or a.mention not in hit)


def _is_nobody(mention: Mention, reading: Reading) -> bool:
    """ "No group has said that it planted the bomb": it stands for none."""
    is_here = mention.kind == "nominal" and mention.sentence == reading.sentence.index and mention.head >= 0
    return is_here and reading.view.is_negated(mention.head)


def _with_owners(found: Sequence[Argument], reading: Reading) -> list[Argument]:
    """What was struck with those whose it is, where they are what was meant: "his motorcade", "Houthi positions"."""
    made: list[Argument] = []
    doers = {a.mention for a in found if a.role == "perpetrator"}
    for argument in found:
        owners = (
            [m for m in owners_of(argument.mention, reading) if m not in doers] if argument.role == "target" else []
        )
        if not owners or not is_holding(argument.mention, reading):
            made.append(argument)
        made.extend(Argument("target", owner, argument.frame) for owner in owners)
    return made


def _given(role: str, filler: Filler, mention: Mention, draft: Draft, reading: Reading) -> Iterator[Argument]:
    """Yield who or what a filler stands for in a role: of men, those whose they are; of a coup, the leader of the men as well."""
    if role != "perpetrator":
        yield Argument(role, mention, filler.frame)
        return
    if reading.is_a(mention, ("Weapon",)):
        yield Argument("weapon", mention, filler.frame)
        return
    behind = behind_men(mention, reading)
    for doer in behind or (mention,):
        yield Argument(role, doer, filler.frame)
    is_of_power = reading.knowledge.ontology.is_a(draft.type, "SeizureOfPower", "Mutiny")
    if is_of_power or (not behind and mention.kind == "nominal"):
        leaders = leaders_of(filler.token, mention, reading, is_of_power=is_of_power)
        yield from (Argument(role, leader, MEN_OF) for leader in leaders)


def _by_nations(
    draft: Draft, kind: str, arguments: Sequence[Argument], places: Sequence[Placed], reading: Reading
) -> tuple[Argument, ...]:
    """ "An Israeli air strike", "a Russian attack on Kharkiv": of an air strike, or abroad, a demonym says who did it.

    "The Kenyan attack" may be one in Kenya.
    """
    is_a, token = reading.knowledge.ontology.is_a, draft.match.head
    if any(a.role == "perpetrator" for a in arguments) or reading.view.is_verb(token) or not is_a(kind, "Attack"):
        return ()
    there = {p.mention.country for p in places} | {
        a.mention.country for a in arguments if a.role == "target" and reading.is_a(a.mention, ("Settlement", "Region"))
    }
    there -= {None}
    found = [Argument("perpetrator", owner, "") for owner in behind_means_by(token, reading)]
    for nation in () if found else nations_before(draft.match.tokens, reading):
        is_abroad = bool(there) and nation.country not in {None, *there}
        if (
            is_a(kind, "AirStrike")
            or is_abroad
            or reading.is_a(nation, ("StateForce", "IntergovernmentalOrganization"))
        ):
            found.append(Argument("perpetrator", nation, ""))
    return tuple(found)


def _with_doers_by_means(found: Sequence[Argument], reading: Reading) -> list[Argument]:
    """Whoever is behind the weapons and machines of an event did it, where nobody else is said to have done it."""
    machines = [a for a in found if a.role == "perpetrator" and is_means(a.mention, reading)]
    if any(a.role == "perpetrator" and a not in machines for a in found):
        return list(found)
    means = [a for a in found if a in machines or a.role == "weapon"]
    here = [a for a in means if a.mention.sentence == reading.sentence.index and a.mention.head >= 0]
    behind = {a: behind_means(a.mention.head, reading) for a in here}
    rest = [dataclasses.replace(a, role="weapon") if a in machines and behind.get(a) else a for a in found]
    return rest + [Argument("perpetrator", doer, a.frame) for a, doers in behind.items() for doer in doers]


def _armed_class(kind: str, arguments: Sequence[Argument], reading: Reading) -> str:
    """The class that a weapon, or whoever is named by one, makes of an attack: of one told in generic words any class, of a
    bombing a suicide bombing; and whatever warplanes do is an air strike."""
    is_a, is_generic = reading.knowledge.ontology.is_a, kind in reading.knowledge.lexicon.generic
    weapons = {a.mention.span for a in arguments if a.role in ("weapon", "perpetrator")}
    for match in reading.matches:
        span, made = reading.view.tokens[match.head].span, match.entry.used_in
        if made is None or not any(weapon.covers(span) for weapon in weapons):
            continue
        is_doer = match.entry.names_type != "Weapon" and is_a(kind, "Attack")
        if is_generic or is_doer or is_a(made, kind):
            return made
    return kind


def _political_class(kind: str, draft: Draft, reading: Reading) -> str:
    """The class of a killing of somebody in public life, where the words do not leave open how it came about."""
    political = reading.knowledge.lexicon.political.get(kind)
    dead = [f for f in draft.fillers if "killed" in f.roles and f.mention is not None]
    is_told = not draft.match.entry.has("isResult") or any(
        "perpetrator" in f.roles and f.mention is not None and not reading.is_a(f.mention, ("StateForce",))
        for f in draft.fillers
    )
    is_one = all(reading.view.tokens[f.token].tag not in ("NNS", "NNPS") for f in dead)
    is_public = any(
        f.mention is not None and f.mention.type == "Person" and reading.is_public_figure(f.mention) for f in dead
    )
    return political if political and is_told and is_one and is_public else kind


def _victims(draft: Draft, perpetrators: Sequence[Mention], reading: Reading) -> tuple[Argument, ...]:
    """Those the text says were killed, hurt or taken; the attackers' own dead are not among them."""
    own = {filler for toll in draft.tolls for filler in own_dead(toll, perpetrators, reading)}
    return _hit((*draft.fillers, *(f for toll in draft.tolls for f in toll.victims)), own, reading)


def _hit(fillers: Iterable[Filler], own: Collection[Filler], reading: Reading) -> tuple[Argument, ...]:
    """Those of some fillers that are victims, without the attackers' own dead."""
    return tuple(
        dict.fromkeys(
            Argument("victim", filler.mention, filler.frame)
            for filler in fillers
            if "victim" in filler.roles
            and filler not in own
            and filler.mention is not None
            and filler.mention.type != "Thing"
            and not reading.is_a(filler.mention, ("Settlement", "Region"))  # a dateline that a parser takes for a word
        )
    )


def _others(
    draft: Draft, known: Sequence[Argument], perpetrators: Sequence[Mention], reading: Reading
) -> tuple[Argument, ...]:
    """Those hit whom words beside the frame tell: they say more of an event, and nothing of whether it is one."""
    others = tuple(_others_hit(draft, reading))
    own = own_dead(Toll("killed", None, draft.match.head, others), perpetrators, reading)
    there = {a.mention for a in known if a.role in ("target", "victim")}
    return tuple(a for a in _hit(others, own, reading) if a.mention not in there)


def _sites_struck(
    kind: str, arguments: Sequence[Argument], places: Sequence[Placed], reading: Reading
) -> Iterator[Argument]:
    """ "Bombers killed four people near parliament and a police station": the sites beside which a bomb went off were aimed at."""
    if not reading.knowledge.ontology.is_a(kind, "Bombing") or any(a.role == "target" for a in arguments):
        return
    for place in places:
        if place.preposition in _BESIDE_SITE and reading.is_a(place.mention, ("Facility",)):
            yield Argument("target", place.mention, "")


_BESIDE_SITE = frozenset(
    {"near", "outside", "beside", "next to", "alongside", "close to", "in front of", "at", "inside"}
)


def _others_hit(draft: Draft, reading: Reading) -> Iterator[Filler]:
    """Those hit who are told by words beside the frame: among those it names, together with them, or in what was struck."""
    hit = {f.token for f in draft.fillers if "victim" in f.roles}
    yield from with_others(hit | people_in(draft.tolls), reading)
    for filler in draft.fillers:
        if "target" in filler.roles and filler.mention is not None:
            yield from aboard(filler.token, reading)


def _count(tolls: Sequence[Toll], kind: str, perpetrators: Sequence[Mention], reading: Reading) -> Count | None:
    """The first plain count, or what two sources count; a sentence that counts both sides gives the side that was attacked."""
    of_kind = (of_others(toll, perpetrators, reading) for toll in tolls if toll.kind == kind)
    counts = [(toll.count, sources_of(toll.trigger, reading)) for toll in of_kind if toll is not None and toll.count]
    if not counts:
        return None
    (first, source), *others = counts
    apart = [c for c, who in others if source and who and set(source).isdisjoint(who) and is_other_account(first, c)]
    low, high = min(c.minimum for c in (first, *apart)), max(c.maximum for c in (first, *apart))
    return Count(low, high, first.span)


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


def _is_definite(token: int, reading: Reading) -> bool:
    view = reading.view
    return any(
        view.tokens[edge.dependent].text.lower() in ("the", "this", "that", "these", "those", "its", "their")
        for edge in view.edges(token, "determiner", "possessor")
    )


_LASTING = frozenset({"last", "continue", "persist", "end", "cease", "subside", "stop"})


def _goes_on(token: int, reading: Reading) -> bool:
    """ "Shooting lasted into the night", "fighting ended at dawn": of something told already."""
    edge = reading.view.up(token)
    is_subject = edge is not None and edge.role == "subject"
    return is_subject and edge is not None and reading.view.tokens[edge.head].lemma in _LASTING


def _is_by_that_weapon(token: int, arguments: Sequence[Argument], reading: Reading) -> bool:
    """ "The bomb went off under a bus": a bomb that was spoken of before."""
    return reading.view.is_verb(token) and any(a.role == "weapon" and a.mention.is_definite for a in arguments)


def _is_distinct(token: int, reading: Reading) -> bool:
    """Whether a word sets the event apart from those told before ("another attack", "the last attack")."""
    words = {e.dependent for e in reading.view.edges(token, "modifier", "determiner")}
    return any(match.head in words and match.entry.has("isDistinct") for match in reading.matches)


def _event_nouns(reading: Reading) -> list[int]:
    heads = {m.head for m in reading.matches if event_class(m, reading)}
    return [head for head in heads if not reading.view.is_verb(head)]


def _verbs(reading: Reading) -> list[int]:
    return [match.head for match in reading.matches if match.entry.has("isResult") and reading.view.is_verb(match.head)]


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


_ELSEWHERE = frozenset({"elsewhere", "separately"})

_SEPARATE = frozenset({"separate", "another", "different", "similar", "unrelated", "further"})


def is_elsewhere(reading: Reading) -> bool:
    """ "In a separate incident, …", "Elsewhere, …": a sentence that tells of something else than those before it."""
    words = [t.text.lower() for t in reading.view.tokens[:5]]
    is_apart = words[:1] in (["in"], ["during"]) and bool(_SEPARATE.intersection(words[1:4]))
    return bool(words) and (words[0] in _ELSEWHERE or is_apart)


def _is_by_other_weapon(token: int, arguments: Sequence[Argument], reading: Reading) -> bool:
    """ "A second bomb went off": a weapon that is set apart from those told before; ", killing nine" is of the same."""
    if reading.view.tokens[token].tag == "VBG":
        return False
    here = [a.mention for a in arguments if a.role == "weapon" and a.mention.sentence == reading.sentence.index]
    return any(weapon.head >= 0 and _is_distinct(weapon.head, reading) for weapon in here)


def _score(
    draft: Draft,
    arguments: Sequence[Argument],
    places: Sequence[Argument],
    date: DateRange | None,
    toll: Count | None,
    reading: Reading,
) -> float:
    """How far the words bear out an event: the trigger's own weight, raised by what stands in its roles."""
    score = draft.match.entry.prior - (0.2 if _is_of_another_trade(draft, reading) else 0.0)
    types = {a.role: a.mention for a in arguments}
    doers = [a.mention for a in arguments if a.role == "perpetrator"]
    doers += [f.mention for f in draft.fillers if "perpetrator" in f.roles and f.mention is not None]  # the machines
    score += 0.3 if any(reading.is_a(m, ARMED) or reading.has_rank(m) for m in doers) else 0.0
    score += 0.25 if toll is not None else 0.0
    score += 0.2 if "weapon" in types else 0.0
    score += 0.1 if any(a.role == "victim" and a.mention.kind != "pronoun" for a in arguments) else 0.0
    harmed = [a.mention for a in arguments if a.role in ("victim", "target")]
    harmed += [name for mention in harmed if (name := reading.named_beside(mention)) is not None]
    is_public = any(m.type == "Person" and (reading.is_public_figure(m) or reading.is_in_office(m)) for m in harmed)
    score += 0.2 if is_public and not draft.match.entry.has("isResult") else 0.0  # he may have been killed in battle
    score += 0.1 if reading.scene is not None or any(a.mention.kind == "name" for a in places) else 0.0
    score += 0.1 if any(a.role == "target" and reading.is_a(a.mention, HARD_TARGETS) for a in arguments) else 0.0
    score += 0.2 if any(a.role == "target" and is_mission(a.mention, reading) for a in arguments) else 0.0
    score += 0.1 if date is not None and date.first else 0.0
    return round(min(score, 0.99), 2)


_TIMES = frozenset({"minute", "hour", "day", "night", "week", "month", "year"})


def _is_of_another_trade(draft: Draft, reading: Reading) -> bool:
    """A noun before the event noun that is no word of conflict: "a boardroom coup", "a price assault"."""
    view = reading.view
    known = {token for match in reading.matches for token in match.tokens}
    return any(
        edge.dependent not in known
        and view.tokens[edge.dependent].lemma not in _TIMES  # "a seven-hour battle"
        and view.tokens[edge.dependent].tag in ("NN", "NNS")
        and edge.dependent not in draft.match.tokens
        for edge in view.edges(draft.match.head, "compound")
    )


def sources_of(token: int, reading: Reading) -> tuple[Mention, ...]:
    """Who says so: the subject of a reporting verb above the trigger, who accuses, or whom "according to" introduces."""
    view = reading.view
    reporting = {match.head for match in reading.matches if match.entry.has("isReport") and match.entry.pos == "verb"}
    accusing = {match.head for match in reading.matches if match.entry.has("isBlame") and view.is_verb(match.head)}
    chain = [token, *(edge.head for edge in view.ancestors(token))]
    verbs = [node for node in chain[1:] if node in reporting]
    verbs += [e.dependent for node in chain for e in view.edges(node, "parataxis") if e.dependent in reporting]
    speakers = [speaker for verb in verbs for speaker in view.subjects(verb)]
    speakers += [who for node in chain[1:] if node in accusing for who in _accusers(node, view) if who not in chain]
    speakers.extend(w.index for w in view.tokens if (edge := view.up(w.index)) and edge.marker == "according to")
    found = [m for speaker in speakers if (m := reading.mention_at(speaker)) is not None]
    return tuple(dict.fromkeys(m for m in found if reading.knowledge.ontology.is_a(m.type, "Party")))


def _accusers(verb: int, view: View) -> tuple[int, ...]:
    """ "X accused Y of it", "Y was accused of it by X": X."""
    if view.is_passive(verb):
        return tuple(edge.dependent for edge in view.edges(verb, "agent"))
    return tuple(view.subjects(verb))
