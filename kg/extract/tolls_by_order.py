"""How many, by the order of the words: for a word that counts people where the tree has no number beside it.

Numbers stand right behind a verb in the active ("killing 12 of them") or at the head of the phrase right before one in the passive
("one soldier killed", "six displaced persons lost their lives"), whatever a parser makes of the phrase.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.arguments import Filler
from kg.extract.reading import Reading
from kg.extract.tolls import COUNTED, MORE, Toll, is_also, is_count, number_from
from kg.extract.triggers import Match
from kg.model import Count, Span, Token

_PHRASE = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "VBN", "HYPH", "POS", "CD"})
_PEOPLE = frozenset({"NN", "NNS", "NNP", "NNPS"})
_ROUGHLY = frozenset(
    "at least about around nearly almost some more than up to as many no fewer less the other another".split()
)
_PARTS = frozenset({"including", "every", "age", "aged"})
"""Words before a number that say that it counts some of others, or no people."""
_BEING = frozenset({"is", "are", "was", "were", "be", "been", "being", "get", "got"})
_WHO = frozenset({"who", "that"})
_OPENING = frozenset({"and", "but", "while", "when", "as", "that", "said", ",", ";", ":", "-", "–", "—", "among"})
"""Words before a phrase that can be neither its verb nor lead it to another noun."""
_OF_THOSE = frozenset({"whom", "them"})
_NTH = frozenset("second third fourth fifth sixth seventh eighth ninth tenth".split())
_LONGEST = 8
"""Tokens of a phrase that a number may head."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """The head of a phrase, the token with which it begins, and how many it speaks of."""

    head: int
    first: int
    count: Count | None


def toll_by_order(match: Match, reading: Reading) -> Toll | None:
    """What a counting verb counts by the order of the words; None where no number stands there, or somebody else does."""
    kind, function, takes = _slot_of(match)
    tokens = reading.view.tokens
    if kind is None or match.entry.pos not in ("verb", "adjective") or reading.view.is_negated(match.head):
        return None
    is_passive = _is_passive(match.head, tokens)
    found: tuple[_Counted, ...] = ()
    if function == "object" and not is_passive:
        found = _behind(match, reading)
    if not found and (function == "subject" or is_passive or _is_reduced(match, tokens)):
        found = tuple(_before(match, reading))
    parts = tuple(one.count for one in found)
    known = [count for count in parts if count is not None]
    if not known or len(known) < len(parts):
        return None
    span = Span(min(c.span.start for c in known), max(c.span.end for c in known))
    count = Count(sum(c.minimum for c in known), sum(c.maximum for c in known), span)
    heads = [one.head for one in found]
    victims = tuple(Filler(("victim", kind), head, reading.mention_at(head), False, "") for head in heads)
    nouns = (f for f in victims if tokens[f.token].tag in ("NN", "NNS"))
    if takes and "Thing" not in takes and any(f.mention is None or not reading.is_a(f.mention, takes) for f in nouns):
        return None  # "has buried up to 80 eggs"
    is_more = all(tokens[head].text.lower() in MORE for head in heads)
    is_more |= kind == "killed" and is_also(match.head, heads[0], reading)
    return Toll(kind, count, match.head, victims, parts=parts, is_more=is_more)


def is_right_before(toll: Toll, reading: Reading) -> bool:
    """ "Six soldiers were among the dead and 52 people were wounded": whether a clause begins with those counted, and nothing
    but forms of "be" stands between them and the word that counts them."""
    tokens = reading.view.tokens
    if toll.count is None or toll.trigger == 0 or tokens[toll.trigger - 1].text.lower() not in _BEING:
        return False
    first = reading.view.inside(toll.count.span).start
    while first > 0 and tokens[first - 1].text.lower() in _ROUGHLY:
        first -= 1
    return first < toll.trigger and (first == 0 or tokens[first - 1].text.lower() in _OPENING)


def _slot_of(match: Match) -> tuple[str | None, str, tuple[str, ...]]:
    """Which kind of toll a word counts, whether its subject or its object is counted, and of which classes those are.

    Not of a word that counts only beside somebody else ("the army lost ten men"): for want of him its sentence is passed over.
    """
    for frame in match.entry.frames:
        for slot in frame.slots:
            if any(other is not slot and not other.is_optional for other in frame.slots):
                continue
            kind = next((role for role in slot.roles if role in COUNTED), None)
            if kind is not None and slot.function in ("subject", "object") and not slot.markers:
                return kind, slot.function, tuple(slot.takes)
    return None, "", ()


def _is_passive(verb: int, tokens: Sequence[Token]) -> bool:
    helper = next((t for t in reversed(tokens[:verb]) if t.tag != "RB"), None)
    return helper is not None and helper.text.lower() in _BEING and tokens[verb].tag in ("VBN", "VBD")


def _is_reduced(match: Match, tokens: Sequence[Token]) -> bool:
    """ "One soldier killed": whether a past form has no phrase behind it that might be its object."""
    after = max(match.tokens) + 1
    is_open = (
        after >= len(tokens) or tokens[after].tag in ("IN", "CC", "RB", "TO", "WRB") or tokens[after].pos == "PUNCT"
    )
    return is_open and tokens[match.head].tag in ("VBN", "VBD")


def _behind(match: Match, reading: Reading) -> tuple[_Counted, ...]:
    """ "Killing 12 African Union peacekeepers", "killing both", "killing all of them"."""
    tokens = reading.view.tokens
    place = first = match.head + 1
    while place < len(tokens) and tokens[place].text.lower() in _ROUGHLY:
        place += 1
    if place >= len(tokens):
        return ()
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if tokens[place].text.lower() in ("both", "all") and (
        after is None or after.tag in ("IN", "CC", "RB") or after.pos == "PUNCT"
    ):
        return (_Counted(place, first, _all_told(place, reading)),)
    if not is_count(place, reading):
        return ()
    head = next((i for i in range(place, min(place + _LONGEST, len(tokens))) if i in reading.mentions), place)
    return (_Counted(head, first, number_from(place, reading)),)


def _all_told(place: int, reading: Reading) -> Count | None:
    """ "Both" are two; "all of them" are as many as the number says that was told last."""
    tokens = reading.view.tokens
    if tokens[place].text.lower() == "both":
        return Count(2, 2, tokens[place].span)
    before = next((i for i in range(place - 1, -1, -1) if is_count(i, reading)), None)
    is_of_them = place + 2 < len(tokens) and tokens[place + 2].text.lower() in _OF_THOSE
    return number_from(before, reading) if before is not None and is_of_them else None


def _before(match: Match, reading: Reading) -> Iterator[_Counted]:
    """ "One soldier killed", "19 of whom died", "20 soldiers and one civilian killed", "a third hurt", "both died"."""
    tokens = reading.view.tokens
    place = min(match.tokens) - 1
    while place >= 0 and (tokens[place].tag in ("RB", "MD") or tokens[place].pos == "AUX"):
        place -= 1
    if place > 0 and tokens[place].text.lower() in _WHO:
        place -= 1  # "among the 27 who died"
    place = _before_insertion(place, tokens)
    while place >= 0:
        found = _phrase_before(place, reading)
        yield found
        if found.count is None or found.first < 2 or tokens[found.first - 1].text.lower() != "and":
            return
        place = found.first - 2
        if tokens[place].tag not in _PEOPLE or _is_done_to(place, found.head, reading):
            return  # "… said that, and 12 people died", "12 people lost their lives and 30 were wounded"


def _is_done_to(noun: int, counted: int, reading: Reading) -> bool:
    """Whether a noun is the object of a verb of which those counted behind it are none: "lost their lives and 30 were hurt"."""
    edge = reading.view.up(noun)
    is_object = edge is not None and edge.role == "object"
    return edge is not None and is_object and edge.head < noun < counted


def _before_insertion(place: int, tokens: Sequence[Token]) -> int:
    """ "39 people, mainly women and children, were killed", "six people, two of them children, died": the people, and not what
    is said of them between commas."""
    if place < 0 or tokens[place].text != ",":
        return place
    for comma in range(place - 1, max(0, place - _LONGEST_INSERTION), -1):
        if tokens[comma].text == ",":
            of_them = [t.text.lower() for t in tokens[comma + 2 : comma + 4]]
            is_some = tokens[comma + 1].pos == "NUM" and of_them in (["of", "them"], ["of", "whom"])
            is_said = is_some or tokens[comma + 1].text.lower() in _SAYING_WHO
            is_said_of_them = is_said and tokens[comma - 1].tag in (*_PEOPLE, "CD")
            return comma - 1 if is_said_of_them else place
    return place


_SAYING_WHO = frozenset(
    "mainly mostly most many some all including among largely several chiefly almost nearly".split()
)
_LONGEST_INSERTION = 14


def _phrase_before(end: int, reading: Reading) -> _Counted:
    """The phrase that ends at a token, with its number."""
    tokens = reading.view.tokens
    words = [t.text.lower() for t in tokens[: end + 1]]
    if words[end] == "both":
        return _Counted(end, end, Count(2, 2, tokens[end].span))
    if words[end] in MORE and end > 0 and is_count(end - 1, reading):
        return _Counted(end, end - 1, number_from(end - 1, reading))  # "two more died"
    if words[end] in _NTH and end > 0 and words[end - 1] == "a":
        return _Counted(end, end - 1, Count(1, 1, tokens[end].span))
    place = end
    if end > 1 and words[end] in _OF_THOSE and words[end - 1] == "of":
        place = end - 2
    while place > 0 and end - place < _LONGEST and tokens[place].tag in _PHRASE and not _heads(place, reading):
        place -= 1
    first = place
    while first > 0 and (words[first - 1] in _ROUGHLY or is_count(first - 1, reading)):
        first -= 1
    is_bound = first > 1 and words[first - 1] == "and" and tokens[first - 2].pos == "NUM"  # "between 9 and 12"
    if first > 0 and (is_bound or _is_of_others(first - 1, tokens)):
        return _Counted(end, first, None)
    if words[place] in ("a", "an") and place < end and tokens[end].tag == "NN":
        return _Counted(end, place, Count(1, 1, tokens[place].span))
    return _Counted(end, first, number_from(place, reading) if _heads(place, reading) else None)


def _heads(place: int, reading: Reading) -> bool:
    """Whether a number counts people, and no years: "a six-year-old boy"."""
    tokens = reading.view.tokens
    is_age = place + 2 < len(tokens) and tokens[place + 1].text == "-" and tokens[place + 2].pos != "NUM"
    return is_count(place, reading) and not is_age


def _is_of_others(place: int, tokens: Sequence[Token]) -> bool:
    """Whether a word before a number says that it counts some of others, or no people: "four of 12 men", "including two"."""
    word, before = tokens[place].text.lower(), tokens[place - 1].text.lower() if place > 0 else ""
    is_among_them = word in _OF_THOSE and before in ("among", "of")
    is_of_all = word == "the" and before == "of" and place > 1 and tokens[place - 2].pos == "NUM"  # "two of the 12 men"
    is_of = word == "of" and place > 0 and tokens[place - 1].tag in (*_PEOPLE, "CD")
    return word in _PARTS or is_among_them or is_of_all or is_of
