"""How many events one mention tells of, and which of the dates and places of its sentence each of them has."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.dated import Dated
from kg.extract.drafts import is_modifier
from kg.extract.reading import Reading
from kg.extract.times import closed
from kg.extract.tolls import count_of
from kg.extract.triggers import Match
from kg.extract.whereabouts import Placed, split_list
from kg.model import DateRange, Token


def is_lasting(token: int, dates: Sequence[DateRange], reading: Reading) -> bool:
    """ "Has been struggling since 2015 to contain an offensive": what goes on is no one event, unless "not since" speaks of it."""
    view = reading.view
    is_open = any(date.first is not None and date.last is None for date in dates)
    articles = {view.tokens[e.dependent].text.lower() for e in view.edges(token, "determiner")}
    verbs = [edge.head for edge in view.ancestors(token) if view.is_verb(edge.head)]
    return is_open and bool(articles & {"a", "an"}) and any(view.tokens[verb].tag == "VBG" for verb in verbs)


def is_over_years(number: int | None, dates: Sequence[DateRange]) -> bool:
    """ "Since 1932 the army has mounted a dozen coups": several, and none of them in the year from which they are counted."""
    return number is not None and number > 1 and any(date.first is not None and date.last is None for date in dates)


def number_told(match: Match, reading: Reading) -> int | None:
    """How many events a phrase speaks of: 1 for a singular or a verb, None for a plural without a number ("coups d'etat")."""
    plural = next((t for t in match.tokens if reading.view.tokens[t].tag in ("NNS", "NNPS")), None)
    is_noun = match.entry.pos == "noun" and plural is not None
    return _number_of(plural if is_noun and plural is not None else match.head, match.head, reading)


def _number_of(token: int, head: int, reading: Reading) -> int | None:
    word = reading.view.tokens[token]
    if reading.view.is_verb(token):
        return None if _is_going_on(token, reading) or _is_done_by_several_juntas(token, reading) else 1
    edge = reading.view.up(head)
    if edge is not None and edge.role == "compound" and not is_modifier(head, reading):
        return _number_of(edge.head, edge.head, reading)  # "coup attempts in 1987 and 1989"
    if word.tag not in ("NNS", "NNPS"):
        return 1
    if _is_resumed(token, reading):
        return None
    count = count_of(token, reading)
    return count.minimum if count is not None else None


_OFTEN = frozenset({"repeatedly", "frequently", "regularly", "often"})


def _is_going_on(verb: int, reading: Reading) -> bool:
    """ "Has been bombing Yemen since March", "struck again and again": a war of many days, and no event of one."""
    words = [t.text.lower() for t in reading.view.tokens[verb : verb + 6]]
    adverbs = {reading.view.tokens[e.dependent].text.lower() for e in reading.view.edges(verb, "adverb")}
    if adverbs & _OFTEN or any(words[i : i + 3] == ["again", "and", "again"] for i in range(len(words))):
        return True
    auxiliaries = {reading.view.tokens[e.dependent].text.lower() for e in reading.view.edges(verb, "auxiliary")}
    return reading.view.tokens[verb].tag == "VBG" and "been" in auxiliaries


def _is_resumed(token: int, reading: Reading) -> bool:
    """ "Both attacks", "these attacks": told before, and told apart there."""
    words = {reading.view.tokens[e.dependent].text.lower() for e in reading.view.edges(token, "determiner")}
    return bool(words & {"both", "these", "those", "all"})


def _is_done_by_several_juntas(token: int, reading: Reading) -> bool:
    """ "Juntas that seized power": one verb, several coups that nothing tells apart."""
    return any(
        reading.view.tokens[s].tag == "NNS"
        and (m := reading.mention_at(s)) is not None
        and reading.is_a(m, ("Junta", "Government"))
        for s in reading.view.subjects(token)
    )


def distributed(
    dates: tuple[DateRange, ...], places: tuple[Placed, ...], number: int | None, reading: Reading
) -> list[tuple[DateRange | None, tuple[Placed, ...]]]:
    """ "Two coups in Mali in 2020 and 2021" are two events, and so are "coups in Burkina Faso and Niger"."""
    groups = split_list(places, reading.view)
    listed = next((group for group in groups if len(group) > 1), ())
    if number == 1:
        return [(dates[0] if dates else None, places)]
    if len(dates) > 1:
        return [(date, places) for date in dates]
    if listed:
        others = tuple(p for p in places if p not in listed)
        return [(dates[0] if dates else None, (place, *others)) for place in listed]
    return [(dates[0] if dates else None, places)]


def is_span(own: Sequence[DateRange], reading: Reading, dates: Sequence[Dated]) -> bool:
    """ "Juntas seized power between 2020 and 2023": when the first and the last of them did, and no two days."""
    view = reading.view
    marks = (
        view.tokens[edge.dependent].text.lower()
        for dated in dates
        if len(own) > 1 and dated.date in own
        for edge in view.edges(dated.token, "case")
    )
    return "between" in marks


_AFTER = frozenset({"after", "following", "joining", "besides", "alongside", "since"})

_JOINING = frozenset({"PUNCT", "ADP", "SCONJ", "CCONJ", "DET", "ADV", "NUM"})


def toured(
    match: Match,
    heads: Sequence[int],
    settings: Sequence[tuple[DateRange | None, tuple[Placed, ...]]],
    reading: Reading,
    dates: Sequence[Dated],
) -> list[tuple[DateRange | None, tuple[Placed, ...]]]:
    """ "Coups in Mali in 2020 and 2021 and Guinea (2021)": each country with its own dates, whatever the tree makes of them.

    "The third takeover in two years, after Mali in May and Guinea in September" tells of its own and of those two.
    """
    last = min((head for head in heads if head > match.head), default=len(reading.view.tokens))
    stops: list[tuple[Placed, list[DateRange]]] = []
    begin = None
    for word in reading.view.tokens[match.head + 1 : last]:
        country = reading.mentions.get(word.index)
        date = next((d.date for d in dates if d.token == word.index and d.date.first), None)
        if country is not None and country.kind == "name" and reading.is_a(country, ("Country",)):
            stops.append((Placed(word.index, country, "in"), []))
        elif date is not None and stops:
            stops[-1][1].append(closed(date))
        elif word.text.lower() in _AFTER:
            begin, stops = word.index, []
        elif stops and word.pos not in _JOINING and not is_inside(word, reading, dates):
            break
    stops = [stop for stop in stops if stop[1]]
    is_plural = any(reading.view.tokens[t].tag in ("NNS", "NNPS") for t in match.tokens)
    is_verb = reading.view.is_verb(match.head)
    if len(stops) < 2 or not (is_plural or is_verb or begin is not None):
        return []
    own: list[tuple[DateRange | None, tuple[Placed, ...]]] = []
    if begin is not None and not is_plural:
        told = {date.span for _, told in stops for date in told}
        own = [
            (None if date is not None and date.span in told else date, tuple(p for p in places if p.token < begin))
            for date, places in settings
        ][:1]
    return [*own, *((date, (place,)) for place, told in stops for date in told)]


def is_inside(word: Token, reading: Reading, dates: Sequence[Dated]) -> bool:
    """Whether a word is part of a date or of a name of the list."""
    if any(dated.date.span.covers(word.span) for dated in dates):
        return True
    return any(m.span.covers(word.span) and reading.is_a(m, ("Country",)) for m in reading.mentions.values())
