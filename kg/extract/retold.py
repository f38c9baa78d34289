"""Whether an event is one that was told before, or another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.arguments import is_one_more
from kg.extract.dated import Dated
from kg.extract.reading import Reading
from kg.model import Argument, DateRange
from kg.text.repairs.words import REFLEXIVE
from kg.text.syntax import View


def is_definite(token: int, reading: Reading) -> bool:
    """ "The attack", "their raid": of which the reader has heard."""
    view = reading.view
    return any(
        view.tokens[edge.dependent].text.lower() in ("the", "this", "that", "these", "those", "its", "their")
        for edge in view.edges(token, "determiner", "possessor")
    )


def is_that(token: int, reading: Reading) -> bool:
    """ "That attack", "this attack": the one told last."""
    view = reading.view
    words = {view.tokens[edge.dependent].text.lower() for edge in view.edges(token, "determiner")}
    return not view.is_verb(token) and not words.isdisjoint(("this", "that"))


_IT = frozenset({"it", "this", "that"})
_SUPERLATIVES = frozenset({"JJS", "RBS"})
_RANKED = frozenset({"latest", "last", "first", "second", "third", "such", "most"})
_ORDINAL = re.compile(r"(?:\d+(?:st|nd|rd|th)|\w+(?:th|first|second|third))$")


def is_rank_of_it(token: int, reading: Reading) -> bool:
    """ "It was the third attack in the city in a week": says of what was told last how many there had been, and of no other."""
    view = reading.view
    subject = view.first(token, "subject") if view.edges(token, "copula") else None
    if subject is None or view.is_verb(token) or view.tokens[subject].text.lower() not in _IT:
        return False
    words = [
        view.tokens[e.dependent] for e in view.edges(token, "modifier", "determiner", "compound", "number", "adverb")
    ]
    is_meant = any(word.text.lower() == "the" for word in words)
    return is_meant and any(
        word.tag in _SUPERLATIVES or word.text.lower() in _RANKED or _ORDINAL.match(word.text.lower()) for word in words
    )


_LASTING = frozenset({"last", "continue", "persist", "end", "cease", "subside", "stop", "follow", "ensue"})


def goes_on(token: int, reading: Reading) -> bool:
    """ "Shooting lasted into the night", "fighting ended at dawn", "a gunfight followed", "ending a siege of two days": of
    something told already."""
    edge = reading.view.up(token)
    if edge is None:
        return False
    verb = reading.view.tokens[edge.head].lemma
    is_object = edge.role == "object" and (_is_heard(edge.head, reading) or is_ended(token, reading))
    return (edge.role == "subject" and verb in _LASTING) or is_object


def _is_heard(verb: int, reading: Reading) -> bool:
    """ "I heard a huge blast", says somebody of what the article is about."""
    view = reading.view
    subjects = {view.tokens[token].text.lower() for token in view.subjects(verb)}
    return view.tokens[verb].lemma in ("hear", "see") and not subjects.isdisjoint(("i", "we"))


_ENDING = frozenset({"end", "stop", "cease", "finish"})
_BREAKING = frozenset({"break", "lift", "quell"})


def is_ended(token: int, reading: Reading) -> bool:
    """ "Soldiers ended the siege on Saturday", "the siege of the hotel ended at dawn": what is told is when it was over."""
    edge = reading.view.up(token)
    if edge is not None and reading.view.is_verb(token) and not reading.view.is_verb(edge.head):
        return edge.role in ("participle", "open clause", "clause") and is_ended(
            edge.head, reading
        )  # "ended a bid to oust X"
    if edge is None or edge.role not in ("subject", "object", "passive subject"):
        return False
    verb = reading.view.tokens[edge.head].lemma
    return verb in _ENDING or (verb in _BREAKING and edge.role != "subject") or _is_brought_to_end(edge.head, reading)


def _is_brought_to_end(verb: int, reading: Reading) -> bool:
    """ "Brought the mutiny to an end", "brought the attempt to oust X to a close", wherever a parser hangs the end."""
    view = reading.view
    words = [word.text.lower() for word in view.tokens[verb:]]
    is_end = any(words[i : i + 3] in (["to", "an", "end"], ["to", "a", "close"]) for i in range(1, len(words)))
    return is_end and view.tokens[verb].lemma in ("bring", "come")


def is_day_of_end(own: Sequence[DateRange], dates: Sequence[Dated], reading: Reading) -> bool:
    """ "Security forces ended the siege on Saturday after killing the gunmen": a day of which is said that something was over."""
    view, is_a = reading.view, reading.knowledge.ontology.is_a
    told = {m.head for m in reading.matches if any(is_a(kind, "Event") for kind in m.entry.denotes)}
    verbs = {view.clause(dated.token) for dated in dates if dated.date in own}
    ended = (e.dependent for verb in verbs for e in view.edges(verb, "subject", "passive subject", "object"))
    return any(noun in told and is_ended(noun, reading) for noun in ended)


def is_further_dead(token: int, reading: Reading) -> bool:
    """ "A guard was also killed", "two children died, too": more of those whom what was told before has hit."""
    view = reading.view
    if not view.is_verb(token) or view.agents(token) or view.first(token, "object") is not None:
        return False
    is_hit = view.first(token, "passive subject") is not None or view.tokens[token].lemma in _DYING
    adverbs = {view.tokens[edge.dependent].text.lower() for edge in view.edges(token, "adverb", "modifier")}
    return is_hit and not adverbs.isdisjoint(_ALSO) and not view.edges(token, "adverbial", "oblique")


_DYING = frozenset({"die", "perish"})
_ALSO = frozenset({"also", "too"})


def is_by_that_weapon(token: int, arguments: Sequence[Argument], reading: Reading) -> bool:
    """ "The bomb went off under a bus": a bomb that was spoken of before."""
    return reading.view.is_verb(token) and any(a.role == "weapon" and a.mention.is_definite for a in arguments)


def is_of_his_own(token: int, reading: Reading) -> bool:
    """ "X, who had himself taken power by force", "X also led the coup of 2020": a seizure of power that is set beside another."""
    view = reading.view
    if view.is_verb(token):
        stressed = (view.tokens[e.dependent].text.lower() for e in view.edges(token, "adverb"))
        return not view.is_passive(token) and not REFLEXIVE.isdisjoint(stressed)
    edge = view.up(token)
    if edge is None or edge.role != "object" or not _has_year(token, view):
        return False
    adverbs = {view.tokens[e.dependent].text.lower() for e in view.edges(edge.head, "adverb")}
    return not adverbs.isdisjoint(_ALSO)


def _has_year(noun: int, view: View) -> bool:
    """ "The coup of August 2020", "the 2012 coup": a noun beside which its year stands."""
    below = (view.tokens[token] for token in view.subtree(noun))
    return any(word.pos == "NUM" and word.text.isdigit() and len(word.text) == _LETTERS_OF_YEAR for word in below)


_LETTERS_OF_YEAR = 4


def is_distinct(token: int, reading: Reading) -> bool:
    """Whether a word sets the event apart from those told before ("another attack", "the last attack").

    "Killed 30 in the deadliest attack of the war" says of what was told before it that it was the worst.
    """
    edge = reading.view.up(token)
    words = {e.dependent for e in reading.view.edges(token, "modifier", "determiner")}
    if edge is not None and edge.marker == "in" and edge.head < token and reading.view.is_verb(edge.head):
        # "Arrested the prime minister in the first coup of the region" has told it already.
        is_rank = any(reading.view.tokens[word].text.lower() in _RANKS for word in words)
        if is_rank or reading.view.tokens[edge.head].tag == "VBG":
            return False
    return not reading.matches.heads("isDistinct").isdisjoint(words)


_RANKS = frozenset({"first", "deadliest", "worst", "biggest"})


_LATER = re.compile(r"\b(?:minutes?|hours?) (?:later|afterwards|after that)$|^within (?:minutes|hours)$", re.IGNORECASE)

_OPENING = 40
"""Characters at the head of a sentence in which such words say that what follows is another thing."""


def is_later(token: int, date: DateRange | None, reading: Reading) -> bool:
    """ "Less than two hours later a branch of another bank was robbed", "Within hours jets bombed X": told next, done next."""
    if date is None or reading.view.tokens[token].tag == "VBG" or not _LATER.search(date.text.strip()):
        return False
    start = reading.sentence.span.start
    return date.span.start - start <= _OPENING and date.span.start < reading.view.tokens[token].span.start


_ELSEWHERE = frozenset({"elsewhere", "separately"})

_SEPARATE = frozenset({"separate", "another", "different", "similar", "unrelated", "further"})


def is_elsewhere(reading: Reading) -> bool:
    """ "In a separate incident, …", "Elsewhere, …", "The last time soldiers …": a sentence that tells of something else than those
    before it."""
    words = [t.text.lower() for t in reading.view.tokens[:5]]
    is_apart = words[:1] in (["in"], ["during"]) and bool(_SEPARATE.intersection(words[1:4]))
    is_apart |= words[:1] == ["the"] and words[1:2] in (["last"], ["previous"]) and words[2:3] == ["time"]
    return bool(words) and (words[0] in _ELSEWHERE or is_apart)


def is_by_other_weapon(token: int, arguments: Sequence[Argument], reading: Reading) -> bool:
    """ "A second bomb went off": a weapon that is set apart from those told before; ", killing nine" is of the same."""
    if reading.view.tokens[token].tag == "VBG":
        return False
    if any(is_one_more(t, reading) for t in reading.view.subjects(token)):
        return True  # "a bomb killed nine and another killed four"
    here = [a for a in arguments if a.mention.sentence == reading.sentence.index and a.mention.head >= 0]
    weapons = [a.mention for a in here if a.role == "weapon"]
    # "A second hotel was hit by a mortar bomb"
    sites = [
        a.mention
        for a in here
        if a.role == "target" and reading.is_a(a.mention, ("Place",)) and not a.mention.is_definite
    ]
    return any(is_distinct(mention.head, reading) for mention in (*weapons, *sites))
