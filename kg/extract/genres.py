"""What an article as a whole is about, where that gives its words of violence another sense: sport, a film, a drill, a gas leak."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from kg.extract.reading import ARMED
from kg.knowledge.knowledge import Knowledge, forms_with
from kg.model import Document, EventMention, Mention
from kg.text.scan import fold

OTHER_TRADE = 3
"""Different words of another trade from which on an article may be of it."""

LONG, PASSING = 8, 3
"""Sentences from which on an article may speak of arms so often in passing, and be about something else."""

BRIEF = 4
"""Sentences below which it says nothing that a text speaks of nobody under arms."""

LETTERS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
"""A word, joined by hyphens or not."""

_OF_ARMS = re.compile(
    r"\b(?:military|barracks|garrisons?|armed|commandos?|generals|colonels?|gunm[ae]n|junta)\b", re.IGNORECASE
)
"""Words of an article that speak of those who bear arms though they name none."""

_CIVIL = re.compile(
    r"\b(?:registration|electoral|election|voters?|voting|census|verification|screening|recruitment|collation|accreditation)\s+exercise",
    re.IGNORECASE,
)
"""Exercises of another kind."""

_DRILL = re.compile(
    r"\b(?:exercises?(?! (?:of|caution|restraint|control|power|their|his|her|its|our|the|a|an|authority)\b)|drills?|war games?"
    r"|manoeuvres|maneuvers|rehears\w+|simulat\w+|mock|practi[sc](?:ing|ed) (?:how|for|an?|the|storming|searching|freeing))\b",
    re.IGNORECASE,
)
"""Words of what is done to learn how to do it."""

_PLAYED = re.compile(
    r"\b(?:scenario|whistle|painted (?:wounds|blood)|blank (?:rounds|cartridges)|played (?:a|the) \w+)\b", re.IGNORECASE
)
"""Words of how it is done."""

_ACCIDENT = re.compile(
    r"""\b(?:
    gas\ (?:leaks?|cylinders?|bottles?|pipes?|mains?|explosions?|blasts?|canisters?|tanks?|build-?up)
    | leak(?:ing|ed|y)\ (?:gas|hose|cylinder|pipe|valve|tank|fuel) | boilers? | ammonium\ nitrate | pressure\ cookers?
    | accidental(?:ly)? | by\ accident | short[\ -]circuit | careless\ handling | spontaneous(?:ly)? | methane
    | safety\ (?:rules|breach\w*|measures|regulations|standards) | from\ the\ (?:First|Second)\ World\ War
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""What makes things explode that nobody set off to kill."""


@dataclass(frozen=True, slots=True)
class Genre:
    """What kind of article it is: `trade` is the flag of the words of another trade that it is full of, else ""."""

    trade: str = ""
    is_unarmed: bool = False
    """It speaks of nobody who bears arms."""
    is_drill: bool = False
    """It tells of an exercise."""
    tells_of_accident: bool = False
    """It has a word for what makes things explode by themselves."""


def genre_of(
    document: Document, mentions: Sequence[Mention], events: Iterable[EventMention], arms: int, knowledge: Knowledge
) -> Genre:
    """Return what kind of article it is; `arms` counts its sentences that speak of a party under arms.

    "Gunmen took the audience of a theatre hostage": what armed men are told to have struck is no word of another trade.
    """
    text, length = document.article.text, len(document.sentences)
    spoken = arms + len(_OF_ARMS.findall(text))
    is_unarmed = length >= BRIEF and spoken <= (PASSING if length >= LONG else 0)
    return Genre(
        other_trade(text, mentions, knowledge, _struck(events, knowledge)),
        is_unarmed,
        _is_drill(document),
        bool(_ACCIDENT.search(text)),
    )


_BEASTS = re.compile(
    r"\b(?:baboons?|monkeys?|macaques?|langurs?|apes|chimpanzees?|elephants?|jackals|hyenas|crocodiles?|gulls|wasps|hornets|locusts"
    r"|bees)\b",
    re.IGNORECASE,
)
_HERD = 3
"""Such words from which on an article is about them: "the raiders, 21 baboons, took the loudspeaker hostage"."""

_OBITUARY = re.compile(
    r"\bwho has died\b|\bdied (?:in his sleep|in her sleep|peacefully)"
    r"|\b(?:is survived by|survives (?:him|her)|leaves a (?:widow|wife|husband))\b",
    re.IGNORECASE,
)
_WRITING = re.compile(
    r"\b(novel|thriller|fiction|author of|playwright|screenplay|film-?maker|bestsell|book|publisher)(?:s|ist|ists|er|ers)?\b",
    re.IGNORECASE,
)
"""What somebody leaves who made up what he told."""


def _is_of_storyteller(text: str) -> bool:
    """Whether an article looks back on somebody's life who wrote stories: "X, who has died aged 84, overthrew many governments"."""
    return _OBITUARY.search(text) is not None and len({stem.lower() for stem in _WRITING.findall(text)}) > 1


def _struck(events: Iterable[EventMention], knowledge: Knowledge) -> frozenset[str]:
    """The words for those whom, and for what, armed men, or anybody on a day in a place, are told to have struck."""
    found: set[str] = set()
    for event in events:
        doers = (a.mention for a in event.arguments if a.role == "perpetrator")
        is_of_day = event.date is not None and event.date.first is not None and event.date.first == event.date.last
        is_told = is_of_day and any(place.mention.known for place in event.places)
        if is_told or any(knowledge.ontology.is_a(doer.type, "ArmedGroup") for doer in doers):
            hit = (a.mention for a in (*event.arguments, *event.places) if a.role in ("target", "victim", "place"))
            found.update(word for mention in hit for word in fold(mention.label).split())
    return frozenset(found)


def other_trade(text: str, mentions: Iterable[Mention], knowledge: Knowledge, struck: Set[str] = frozenset()) -> str:
    """The flag of the words that an article is full of: of films and drills, or of these with sport, storms and business.

    It has several of them, and more than people under arms; else the answer is "".
    """
    if _is_of_storyteller(text):
        return "isFiction"
    if len(_BEASTS.findall(text)) >= _HERD:
        return "isOtherTrade"
    words, is_a = set(LETTERS.findall(fold(text))) - struck, knowledge.ontology.is_a
    found = {flag: forms_with(knowledge, flag).intersection(words) for flag in ("isOtherTrade", "isFiction")}
    total = sum(map(len, found.values()))
    if total < OTHER_TRADE or total <= len({fold(m.label) for m in mentions if is_a(m.type, *ARMED)}):
        return ""
    return "isFiction" if len(found["isFiction"]) >= OTHER_TRADE else "isOtherTrade"


def _is_drill(document: Document) -> bool:
    """Whether two sentences speak of an exercise, or one does and another of how it is played."""
    text = document.article.text
    if _CIVIL.search(text):
        return False
    lines = [text[s.span.start : s.span.end] for s in document.sentences]
    drills = sum(_DRILL.search(line) is not None for line in lines)
    return drills > 1 or (drills == 1 and any(_PLAYED.search(line) and not _DRILL.search(line) for line in lines))
