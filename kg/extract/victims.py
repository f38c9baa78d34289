"""Who else was hit by what a sentence tells, by words beside those whom a frame names.

"28 people, many of them children", "six people - four policemen and two drivers -", "killed along with his guards", "a bus
carrying pilgrims", "the governor's motorcade", "rebel positions".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from kg.extract.arguments import Filler
from kg.extract.doers import nations_before
from kg.extract.reading import BANDS, Reading
from kg.extract.tolls import Toll, count_of
from kg.knowledge.knowledge import forms_with
from kg.model import Mention

_PEOPLE = ("Person", "StateForce", "ArmedGroup", "PrivateMilitaryCompany")

_PARTING = frozenset({"including"})
_THEM = frozenset({"them", "whom", "these", "those"})
_CHIEFLY = frozenset(
    {"mostly", "mainly", "largely", "chiefly", "predominantly", "primarily", "all", "both", "nearly", "almost"}
)
_BEING = frozenset({"is", "are", "was", "were", "being"})
_DASHES = frozenset({"-", "–", "—", ":", "(", ",", "--"})
_FARTHEST_QUANTITY = 6
"""Tokens from a comma to "of them": "nearly all of them", "at least 15 of them"."""

_BEFORE_HEAD = frozenset("DT PDT CD JJ JJR JJS NN NNS NNP NNPS VBN VBG HYPH RB RBR RBS PRP$ POS IN QP $ FW AFX".split())
"""Tags of what may stand before the head of a noun phrase: "at least three eight-year-old children"."""

_TOGETHER = frozenset({("along", "with"), ("together", "with"), ("alongside",), ("as", "well", "as")})


def with_others(hit: Collection[int], reading: Reading) -> Iterator[Filler]:
    """Yield those who are said to be among the people at the tokens `hit`, or to have been hit together with them."""
    if not hit:
        return
    for start, first in _part_marks(reading):
        whole = max((t for t in hit if t < start), default=None)
        if whole is not None and _is_nearest(whole, start, reading):
            yield from _listed(first, reading)
    for whole in sorted(hit):
        yield from _itemised(whole, reading)
    for start, first in _companion_marks(reading):
        whole = max((t for t in hit if t < start), default=None)
        if whole is not None and not any(t.text == ";" for t in reading.view.tokens[whole:start]):
            yield from _listed(first, reading)


def people_in(tolls: Sequence[Toll]) -> frozenset[int]:
    """The tokens of those whom tolls count, or of the words that count nobody named ("left 20 dead")."""
    return frozenset(t for toll in tolls for t in ([f.token for f in toll.victims] or [toll.trigger]))


def _part_marks(reading: Reading) -> Iterator[tuple[int, int]]:
    """Where the words begin that say of whom some are, and where those some are named."""
    tokens = reading.view.tokens
    words = [t.text.lower() for t in tokens]
    for position, word in enumerate(words):
        if word in _PARTING:
            yield position, position + 1
        elif word in _THEM and position > 1 and words[position - 1] in ("among", "amongst"):
            yield position - 1, _after_being(position + 1, words)
            start = _start_of_list(position - 1, words)
            if start is not None:
                yield start, start + 1
        elif word in _THEM and position > 1 and words[position - 1] == "of":
            start = _start_of_quantity(position - 1, words)
            if start is not None:
                yield start, _after_being(position + 1, words)
        elif word in _CHIEFLY and position and words[position - 1] in _DASHES:
            yield position, position + (2 if words[position + 1 : position + 2] in (["all"], ["exclusively"]) else 1)


def _after_being(position: int, words: list[str]) -> int:
    """ "Two of whom were children": behind the verb."""
    return position + 1 if words[position : position + 1] and words[position] in _BEING else position


def _start_of_quantity(of: int, words: list[str]) -> int | None:
    """Where "nearly all of them" begins, behind a comma, a dash or a bracket."""
    for position in range(of - 1, max(-1, of - 1 - _FARTHEST_QUANTITY), -1):
        if words[position] in _DASHES and words[position] != ":":
            return position + 1
    return None


def _start_of_list(among: int, words: list[str]) -> int | None:
    """The mark behind which "a nurse and two teachers among them" begins, if it does."""
    nearest = range(among - 1, max(-1, among - 1 - _FARTHEST_LIST), -1)
    return next((i for i in nearest if words[i] in _DASHES and among - i > 1), None)


_FARTHEST_LIST = 12
"""Tokens from "among them" back to where those begin who are."""


def _companion_marks(reading: Reading) -> Iterator[tuple[int, int]]:
    words = [t.text.lower() for t in reading.view.tokens]
    for position in range(len(words)):
        for phrase in _TOGETHER:
            if tuple(words[position : position + len(phrase)]) == phrase:
                yield position, position + len(phrase)


def _is_nearest(whole: int, start: int, reading: Reading) -> bool:
    """Whether no other plural people stand between those hit and the words that tell of a part, and no end of a clause."""
    tokens = reading.view.tokens
    if any(token.text == ";" for token in tokens[whole:start]):
        return False
    between = (m for t, m in reading.mentions.items() if whole < t < start and tokens[t].tag in ("NNS", "NNPS"))
    return not any(reading.is_a(m, _PEOPLE) for m in between)


def _listed(first: int, reading: Reading) -> Iterator[Filler]:
    """Those of the list that begins at a token, by their names as well where these stand beside."""
    view = reading.view
    head = _head_from(first, reading)
    if head is None:
        return
    listed = view.conjuncts(head)
    if _speaks(max(listed), reading):
        listed = (head,)  # "most of them novices, residents and a militia said"
    for token in listed:
        mention = reading.mentions.get(reading.content(token))
        if token < head or mention is None or mention.kind == "pronoun" or not reading.is_a(mention, _PEOPLE):
            continue
        yield Filler(("victim",), token, mention, False, "")
        for beside in (e.dependent for e in view.edges(token, "apposition", "name")):
            for name in (reading.mentions.get(t) for t in view.conjuncts(beside)):
                if name is not None and name.kind == "name" and reading.is_a(name, ("Person",)):
                    yield Filler(("victim",), name.head, name, False, "")


_LONGEST_SPEAKER = 6
"""Tokens from the last of a list to the verb of saying that shows it to name those who say so."""


def _speaks(last: int, reading: Reading) -> bool:
    """Whether a list runs into those who say so, with no comma between its last and a verb of saying."""
    end = next((match.head for match in reading.matches if match.head > last and match.entry.has("isReport")), None)
    return end is not None and end - last <= _LONGEST_SPEAKER and not _has_comma(last, end, reading)


def _has_comma(start: int, end: int, reading: Reading) -> bool:
    return any(token.pos == "PUNCT" for token in reading.view.tokens[start:end])


def _head_from(first: int, reading: Reading) -> int | None:
    """The head of the noun phrase that begins at a token, if it is of people."""
    tokens = reading.view.tokens
    for position in range(first, len(tokens)):
        is_owner = position + 1 < len(tokens) and tokens[position + 1].tag == "POS"
        mention = reading.mentions.get(position)
        if mention is not None and mention.kind != "pronoun" and not is_owner and reading.is_a(mention, _PEOPLE):
            return position
        if tokens[position].tag not in _BEFORE_HEAD and tokens[position].pos != "NUM":
            word = reading.content(position)
            return None if word == position or reading.mentions.get(word) is None else position
    return None


def _itemised(whole: int, reading: Reading) -> Iterator[Filler]:
    """ "Six people - four policemen and two drivers": a list behind a count that adds up to it."""
    view, count = reading.view, count_of(whole, reading)
    position = whole + 1
    if count is None or position >= len(view.tokens) or view.tokens[position].text not in _DASHES:
        return
    head = _head_from(position + 1, reading)
    if head is None:
        return
    counts = [count_of(token, reading) for token in view.conjuncts(head) if token >= head]
    if sum(c.minimum for c in counts if c is not None) == count.minimum and None not in counts:
        yield from _listed(position + 1, reading)


_PASSING = frozenset({"with", "of", "that", "which", "was", "were", "home", "back", ","})
"""What may stand between what was hit and whom it carried: "a bus which was carrying", "packed with"."""
_LONGEST_PASSING = 3


def aboard(vehicle: int, reading: Reading) -> Iterator[Filler]:
    """ "A bus carrying pilgrims", "a lorry packed with migrants": those in what was hit."""
    words = [t.text.lower() for t in reading.view.tokens]
    position = _after_passing(vehicle + 1, words)
    if words[position : position + 1] and words[position] in forms_with(reading.knowledge, "isCarrying"):
        yield from _listed(_after_passing(position + 1, words), reading)


def _after_passing(position: int, words: list[str]) -> int:
    end = min(position + _LONGEST_PASSING, len(words))
    return next((i for i in range(position, end) if words[i] not in _PASSING), end)


def owners_of(thing: Mention, reading: Reading) -> Iterator[Mention]:
    """ "His motorcade", "the convoy of the governor": who was meant; "Houthi positions", "a rebel camp": whose they are."""
    view = reading.view
    if thing.kind != "nominal" or thing.sentence != reading.sentence.index or thing.head < 0:
        return
    owners = [e.dependent for e in view.edges(thing.head, "possessor")]
    owners += [e.dependent for e in view.edges(thing.head, "nominal") if e.marker == "of"]
    found = [m for t in owners if (m := reading.mention_at(t)) is not None and m.kind != "pronoun"]
    if view.tokens[thing.head].text.lower() in forms_with(reading.knowledge, "isConveyance"):
        yield from (m for m in found if reading.is_a(m, ("Person",)))
    elif reading.is_a(thing, ("Facility", "Thing", "Settlement")):
        beside = (*found, *nations_before((thing.head,), reading))
        # "Positions of the Ruritanian RFF militia", and not "their positions", of whomever it may be.
        named = [m for m in beside if m.kind == "name" or (m.known and m.span.start >= thing.span.start)]
        yield from (m for m in named if reading.is_a(m, BANDS))


def is_holding(thing: Mention, reading: Reading) -> bool:
    """Whether a noun says nothing but that somebody is there: "Houthi positions", "Hezbollah targets"."""
    is_here = thing.kind == "nominal" and thing.sentence == reading.sentence.index and thing.head >= 0
    return is_here and reading.view.tokens[thing.head].text.lower() in forms_with(reading.knowledge, "isHolding")
