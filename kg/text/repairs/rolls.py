"""Repair of long lists of people by their full names: "killing Ana Ruiz, Captain Luis Mora Flores, and Juan Paz"."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from kg.model import Token
from kg.text.repairs.words import CALENDAR
from kg.text.tree import Edge, Tree

LEAST_NAMES = 3
"""Names that make a list which nothing else can be."""

MOST_TITLES = 2
"""Words in small letters before a name in a list: "police sergeant X"."""

_PARTICLES = frozenset("de del la las los da do dos das y e van von al el".split())
_NO_PEOPLE = frozenset("in at from near to into through around across between on with after before".split())
"""Prepositions behind which a list is of places, or of no list yet: "in San Juan, Ana Ruiz, Luis Mora and Juan Paz said"."""


def roll_of_names(tree: Tree) -> None:
    """Join the full names of a list of three and more, with "and" before the last, whatever a parser parts or joins there."""
    start = 0
    while start < len(tree.tokens):
        names, is_whole = _names_from(tree.tokens, start)
        if is_whole and len(names) >= LEAST_NAMES:
            _join(tree, names)
        start = names[-1].stop if names else start + 1


def _names_from(tokens: Sequence[Token], start: int) -> tuple[list[range], bool]:
    """The names that a list has from a token on, each with its titles, and whether "and" and a last name end it."""
    names: list[range] = []
    is_last = is_whole = False
    while (end := _end_of_name(tokens, start, MOST_TITLES if names else 0)) is not None:
        names.append(range(start, end))
        is_whole, start = is_last, end
        if start < len(tokens) and tokens[start].text == ",":
            start += 1
        if start < len(tokens) and tokens[start].text.lower() == "and":
            start, is_last = start + 1, True
        if start == end or is_whole:
            break
    is_of_places = bool(names) and names[0].start > 0 and tokens[names[0].start - 1].text.lower() in _NO_PEOPLE
    return names, is_whole and not is_of_places


def _end_of_name(tokens: Sequence[Token], start: int, most_titles: int) -> int | None:
    """Where a full name that begins at a token, or with its titles there, ends; None where none does."""
    first = start
    while first < min(start + most_titles, len(tokens)) and _is_title(tokens[first]):
        first += 1
    end, words = first, 0
    while end < len(tokens) and (_is_of_name(tokens[end]) or (words and tokens[end].text in _PARTICLES)):
        if not words and tokens[end].pos != "PROPN" and tokens[end].tag != "NNP":
            break  # "Commanders X, Y and Z"
        words += _is_of_name(tokens[end])
        end += 1
    return end if words > 1 and _is_of_name(tokens[end - 1]) else None


def _is_title(word: Token) -> bool:
    return word.text.islower() and word.tag in ("NN", "NNP", "JJ")


def _is_of_name(word: Token) -> bool:
    """A word with one capital, which a parser may take for a plural: "Linares"."""
    is_noun = word.pos == "PROPN" or word.tag in ("NNP", "NNPS", "NN", "NNS")
    return is_noun and word.text.istitle() and word.text.lower() not in CALENDAR


def _join(tree: Tree, names: Sequence[range]) -> None:
    span = range(names[0].start, names[-1].stop)
    inside = [index for name in names for index in name]
    outer = [edge for i in inside if (edge := tree.up(i)) is not None and edge.head not in span]
    before = tree.tokens[max(0, span.start - 1)]
    is_title = before.tag not in ("IN", "TO") and before.index < span.start  # "major" as a preposition
    outer = [edge for edge in outer if edge.role != "title" and not (is_title and edge.marker == before.text)]
    place = next(iter(outer), None)
    who = _behind_following(tree, names[0])
    if who is not None:
        place = tree.up(who)
    if place is None or any(tree.up(index) is None for index in inside):
        return  # what a sentence without a verb is made of
    heads = [_whole(tree, name) for name in names]
    if place.head in tree.below(heads[0]):
        return
    tree.move(Edge(place.role, place.head, heads[0], place.marker))
    if who is not None:
        tree.move(Edge("title", heads[0], who))
    for head, name in zip(heads[1:], names[1:], strict=True):
        tree.move(Edge("conjunct", heads[0], head))
        joint = tree.tokens[name.start - 1]
        if joint.text.lower() == "and":
            tree.move(Edge("coordinator", head, joint.index))


def _behind_following(tree: Tree, name: range) -> int | None:
    """ "The following officers were killed: Major X, …": the word for those who are listed."""
    if ":" not in (t.text for t in tree.tokens[max(0, name.start - 2) : name.start]):
        return None
    words = (t for t in tree.tokens[: name.start] if t.text.lower() == "following")
    return next((e.head for t in words if (e := tree.up(t.index)) is not None and e.role == "modifier"), None)


def _whole(tree: Tree, name: range) -> int:
    """The word of a name that its others hang on: the first that hangs on none of them, and then those that do not either."""
    tops = [index for index in name if (edge := tree.up(index)) is None or edge.head not in name]
    first: int = next(i for i in (*tops, *name) if _is_of_name(tree.tokens[i]))
    for index in tops:
        if index != first:
            tree.move(Edge("name" if index > first else "title", first, index))
    for index in name:
        if index >= first and tree.tokens[index].pos != "PROPN" and _is_of_name(tree.tokens[index]):
            tree.retag(dataclasses.replace(tree.tokens[index], pos="PROPN", tag="NNP"))
    return first
