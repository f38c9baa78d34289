"""How a seizure of power ended, where the words behind it tell: "said he had toppled X, but was captured within hours"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.extract.reading import Reading
from kg.model import EventMention, Mention
from kg.text.numbers import parse_number

_HOURS = frozenset(
    "minute hour morning midmorning noon midday afternoon evening nightfall night dusk sunset dawn daybreak midnight".split()
)
"""Nouns for a lapse of time in which nobody holds power, not even briefly."""

_LONG = frozenset({"month", "year", "decade", "term"})

_HOLDING = frozenset({"hold", "keep", "detain", "kidnap", "abduct"})
_THEM = frozenset({"they", "them", "themselves"})
_HIM = frozenset({"he", "him", "himself"})
_SELVES = frozenset({"himself", "herself", "itself", "themselves"})
_DEFINITE = frozenset({"the", "this", "that", "these", "their", "his", "its"})


def is_put_down(token: int, reading: Reading) -> bool:
    """Whether a sentence tells, behind a word for a seizure of power, that it came to nothing.

    Either the rising itself is crushed ("…, but the revolt was put down"), or those who made it are beaten or give up: at once
    ("surrendered by nightfall"), or where it had only been said or meant ("landed to topple X, and were driven out").
    """
    ends = [verb for verb in _endings(reading) if verb > token]
    view = reading.view
    report = _report(token, reading)
    if report is not None and _is_seizure(token, reading):
        said = [m for doer in view.subjects(report) if (m := reading.mention_at(doer)) is not None]
        if any(_is_won_back(v, reading) or _is_retaken(v, said, reading) for v in range(token, len(view.tokens))):
            return True
    if not ends or not _is_seizure(token, reading):
        return False
    is_aside = any(edge.role in ("relative", "participle") for edge in view.ancestors(token))
    doers = list(view.subjects(token)) + (list(view.subjects(report)) if report is not None else [])
    found = [mention for doer in doers if (mention := reading.mention_at(doer)) is not None]
    is_only_meant = report is not None or _is_aim(token, reading) or _is_of_a_site(token, reading)
    is_only_meant |= view.tokens[token].lemma in _HOLDING  # whoever only holds the ruler does not rule
    return any(
        (_is_blow_to_men(verb, found, is_only_meant, reading) and (not is_aside or is_only_meant))
        or (not is_aside and _is_blow_to_rising(verb, reading))
        for verb in ends
    )


def puts_down(told: EventMention, reading: Reading) -> bool:
    """Whether a sentence tells that the seizure of power which the sentence before it told of came to nothing."""
    doers = [a.mention for a in told.arguments if a.role == "perpetrator"]
    is_only_said = any(source in doers for source in told.attributed_to)
    fallen = [a.mention for a in told.arguments if a.role == "target"]
    if any(_is_undone(verb, fallen, doers, is_only_said, reading) for verb in (t.index for t in reading.view.tokens)):
        return True
    return any(
        _is_blow_to_men(verb, doers, is_only_said, reading)
        or (_is_blow_to_rising(verb, reading) and not _is_of_something_nearer(verb, reading))
        for verb in _endings(reading)
    )


_RESTORING = frozenset({"restore", "reinstate"})
_WEEK = 7
"""Days for which whoever seizes power must hold it for it to be more than an attempt (Powell and Thyne, 2011)."""


def _is_undone(
    verb: int, fallen: Sequence[Mention], doers: Sequence[Mention], is_only_said: bool, reading: Reading
) -> bool:
    """ "By nightfall loyal troops had retaken the station", "foreign troops restored the president within a week"."""
    if _is_won_back(verb, reading):
        return is_only_said or _is_within_week(verb, reading)
    if _is_retaken(verb, doers, reading):
        return True
    view = reading.view
    if view.tokens[verb].lemma not in _RESTORING or not _is_told(verb, reading):
        return False
    is_his = any(_is_one_of(back, fallen, reading) for back in _losers(verb, reading))
    return is_his and _is_within_week(verb, reading)


_NEXT_DAYS = frozenset({"same", "next", "following", "second", "third", "fourth", "fifth", "sixth", "seventh"})


def _is_retaken(verb: int, doers: Sequence[Mention], reading: Reading) -> bool:
    """ "The army retook the station the same day": who wins back at once what others only said that they had taken."""
    view = reading.view
    if view.tokens[verb].lemma not in _WINNING_BACK or not view.is_verb(verb) or not _is_told(verb, reading):
        return False
    winners = [m for token in view.subjects(verb) if (m := reading.mention_at(token)) is not None]
    is_by_state = any(reading.is_a(m, ("StateForce",)) and m not in doers for m in winners)
    return is_by_state and _is_within_week(verb, reading)


def is_by_loyal(token: int, reading: Reading) -> bool:
    """ "Loyal troops retook the capital": they give power back to whoever has lost it."""
    return _is_won_back(token, reading)


def _times_below(verb: int, reading: Reading) -> set[str]:
    return {reading.view.tokens[position].lemma for position in reading.view.subtree(verb)}


def _is_within_week(verb: int, reading: Reading) -> bool:
    view = reading.view
    if _times_below(verb, reading) & _HOURS:
        return True
    for position in view.subtree(verb):
        word = view.tokens[position]
        numbers = [parse_number(view.tokens[e.dependent].text) for e in view.edges(position, "number")]
        if word.lemma == "week" and word.tag == "NN":
            return True
        is_few = any(number is not None and number <= _WEEK for number in numbers)
        beside = {view.tokens[e.dependent].text.lower() for e in view.edges(position, "modifier")}
        if word.lemma == "day" and (is_few or beside & _NEXT_DAYS):
            return True
    return False


def _is_of_something_nearer(verb: int, reading: Reading) -> bool:
    """ "He led an assault on the palace; it collapsed": not of what the sentence before told."""
    losers = [reading.view.tokens[token] for token in _losers(verb, reading)]
    return any(word.text.lower() == "it" and word.index > 1 for word in losers)


def _is_seizure(token: int, reading: Reading) -> bool:
    is_a = reading.knowledge.ontology.is_a
    return any(is_a(kind, "SeizureOfPower") for m in reading.matches.at(token) for kind in m.entry.denotes)


def _endings(reading: Reading) -> list[int]:
    """The verbs that may tell the end of a rising, told as past facts and not long after."""
    heads = {m.head for m in reading.matches if m.entry.status == "attempted" or m.entry.has("isDefeat")}
    return sorted(verb for verb in heads if _is_told(verb, reading))


def _is_told(verb: int, reading: Reading) -> bool:
    view = reading.view
    if not view.is_verb(verb) or view.is_negated(verb):
        return False
    beside = [e.dependent for e in view.edges(verb, "auxiliary", "mark")]
    words = {view.tokens[position].text.lower() for position in beside}
    is_past = view.tokens[verb].tag in ("VBD", "VBN") or view.tokens[verb].text.lower() == "put" or "before" in words
    if not is_past or any(reading.matches.statuses.get(position) for position in beside):
        return False
    below = [view.tokens[position] for position in view.subtree(verb)]
    return not any(t.lemma in _LONG or (t.text.isdigit() and len(t.text) == 4) for t in below)


def _report(token: int, reading: Reading) -> int | None:
    """The verb by which those who claim a seizure of power tell of it: "announced that he had removed the president"."""
    view, reports = reading.view, reading.matches.heads("isReport")
    for edge in view.ancestors(token):
        if edge.role == "clause" and edge.head in reports:
            return edge.head
        if edge.role not in ("conjunct", "clause", "open clause"):
            return None
    return None


def _is_aim(token: int, reading: Reading) -> bool:
    """ "Landed to seize power": what somebody came for."""
    view, edge = reading.view, reading.view.up(token)
    if edge is None or not any(view.tokens[e.dependent].tag == "TO" for e in view.edges(token, "mark")):
        return False
    return edge.role == "adverbial" or (edge.role == "open clause" and view.tokens[edge.head].lemma == "come")


def _is_of_a_site(token: int, reading: Reading) -> bool:
    """ "Took over the radio station": who holds that does not hold power yet."""
    taken = (reading.mention_at(target) for target in reading.view.objects(token))
    return any(m is not None and reading.is_a(m, ("Facility", "NewsOrganization")) for m in taken)


def _is_blow_to_men(verb: int, doers: Sequence[Mention], is_only_meant: bool, reading: Reading) -> bool:
    """Whether those who made it are beaten or give up, soon enough for it."""
    below = {reading.view.tokens[position].lemma for position in reading.view.subtree(verb)}
    if not doers or not (is_only_meant or below & _HOURS or {"same", "day"} <= below):
        return False
    return any(_is_one_of(loser, doers, reading) for loser in _losers(verb, reading))


_WINNING_BACK = frozenset({"regain", "retake", "recapture", "restore", "recover"})
_LOYAL = frozenset({"loyal", "loyalist", "government", "pro-government"})


def _is_won_back(verb: int, reading: Reading) -> bool:
    """ "Loyal troops regained control two days later": what others had only said that they had taken."""
    view = reading.view
    if view.tokens[verb].lemma not in _WINNING_BACK or not view.is_verb(verb) or not _is_told(verb, reading):
        return False
    beside = (e.dependent for doer in view.subjects(verb) for e in view.edges(doer, "modifier", "compound"))
    return any(view.tokens[word].text.lower() in _LOYAL for word in beside)


def _losers(verb: int, reading: Reading) -> Iterable[int]:
    """To whom a verb for a defeat happens: whom others beat, or who gives up or gives himself up."""
    view = reading.view
    objects = view.objects(verb)
    is_own = any(view.tokens[token].text.lower() in _SELVES for token in objects)
    return objects if view.is_passive(verb) or (objects and not is_own) else view.subjects(verb)


def _is_one_of(token: int, doers: Sequence[Mention], reading: Reading) -> bool:
    mention = reading.mention_at(token)
    if mention is not None and any(mention.label == doer.label for doer in doers):
        return True
    word = reading.view.tokens[token].text.lower()
    are_many = len(doers) > 1 or any(doer.kind == "nominal" and doer.label.endswith("s") for doer in doers)
    is_one = len(doers) == 1 and reading.is_a(doers[0], ("Person",)) and not are_many
    return (word in _THEM and are_many) or (word in _HIM and is_one and mention is None)


def _is_blow_to_rising(verb: int, reading: Reading) -> bool:
    """ "Loyal troops put down the revolt", "the attempt failed", "it collapsed": said of what was told before."""
    view = reading.view
    is_said_of_it = any(m.entry.status == "attempted" or m.entry.has("isDefeat") for m in reading.matches.at(verb))
    if not is_said_of_it or view.edges(verb, "open clause"):  # "the takeover failed to bring calm"
        return False
    return any(_is_rising(loser, reading) for loser in _losers(verb, reading))


def _is_rising(noun: int, reading: Reading) -> bool:
    view, is_a = reading.view, reading.knowledge.ontology.is_a
    if view.tokens[noun].text.lower() == "it":
        return True
    words = {view.tokens[e.dependent].text.lower() for e in view.edges(noun, "determiner", "possessor")}
    if not words & _DEFINITE or view.is_verb(noun) or view.tokens[noun].tag == "NNS":
        return False
    entries = [match.entry for match in reading.matches.at(noun)]
    kinds = [kind for entry in entries for kind in entry.denotes]
    is_event = any(kind == "opposes" or is_a(kind, "SeizureOfPower", "Mutiny") for kind in kinds)
    return is_event or any(entry.status == "attempted" for entry in entries)
