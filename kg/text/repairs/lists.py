"""Repairs of lists of names: which plural says what all of them are."""

from __future__ import annotations

from kg.model import Token
from kg.text.numbers import parse_number
from kg.text.repairs.names import parts_of
from kg.text.repairs.words import CALENDAR
from kg.text.tree import Edge, Tree

_NAMED_AS = frozenset({"apposition", "object", "nominal", "other", "parataxis", "conjunct", "name", "compound"})


def listed_after_noun(tree: Tree, token: Token) -> None:
    """ "The murder of priests X and Y": a list of names right behind a plural, which a parser hangs on it or on what it is of."""
    begin = token.index + 1
    if begin >= len(tree.tokens) or tree.tokens[begin].tag != "NNP" or tree.tokens[begin].text.lower() in CALENDAR:
        return
    if token.text.istitle() and token.index:
        return  # "the Sports Personality of the Year"
    name, last = begin, begin
    for above in tree.ancestors(begin):
        if above.role not in ("compound", "name", "modifier") or above.head < begin:
            break
        name, last = above.head, max(last, above.head)
    own = tree.up(token.index)
    if own is not None and own.role == "compound" and own.head == name:
        if not tree.edges(name, "conjunct"):
            return  # "'Never', jokes Peake"
        tree.move(Edge("title", name, token.index))  # "Engineers X and Y were kidnapped"
        return
    edge = tree.up(name)
    if edge is None or edge.role not in _NAMED_AS or edge.marker or tree.tokens[last].text.lower() in CALENDAR:
        return
    if any(tree.tokens[index].pos != "PROPN" for index in range(begin, last + 1)):
        _last_of_list(tree, token, begin, name)
        return
    parts = (name, *parts_of(tree, name))
    others = [e for part in parts for e in tree.edges(part, "conjunct") if tree.tokens[e.dependent].pos == "PROPN"]
    is_joined = any(tree.edges(e.dependent, "coordinator") for e in others)
    if own is not None and own.head == edge.head and own.role == "nominal" and is_joined:
        tree.move(Edge(own.role, own.head, name, own.marker))  # "The murder in Bonn of leaders X and Y"
        tree.move(Edge("title", name, token.index))
    elif edge.head == token.index and is_joined and own is not None:
        tree.put_in_place_of(token.index, name)
        tree.move(Edge("title", name, token.index))


def counted_behind_colon(tree: Tree, token: Token) -> None:
    """ "Killed three teachers in Yala on Monday: X, who taught maths, Y and Z": those who were counted before the colon."""
    for first in tree.tokens[token.index + 1 : token.index + 4]:
        edge = tree.up(first.index)
        if first.pos != "PROPN" or edge is None or edge.role not in ("other", "parataxis", "apposition", "conjunct"):
            continue
        if not tree.is_verb(edge.head) or edge.head > token.index:
            return
        names = [first.index, *(e.dependent for e in tree.edges(first.index, "conjunct"))]
        told = (e.dependent for e in tree.edges(edge.head, "object", "subject", "passive subject", "oblique"))
        counted = [noun for noun in told if noun < token.index and _counts(tree, noun) == len(names)]
        if len(counted) == 1 and all(tree.tokens[name].pos == "PROPN" for name in names):
            tree.move(Edge("apposition", counted[0], first.index))
        return


def _counts(tree: Tree, noun: int) -> int | None:
    """How many a plural speaks of by a number beside it."""
    number = tree.first(noun, "number")
    return parse_number(tree.tokens[number].text) if number is not None and tree.tokens[noun].tag == "NNS" else None


def _last_of_list(tree: Tree, plural: Token, first: int, last: int) -> None:
    """ "Leaders Ana Ruiz and Luis Flores" with "Flores" as the head of all: it is the surname of the last alone."""
    top = tree.up(first)
    joined = [e.dependent for e in tree.edges(first, "conjunct") if e.dependent == last - 1]
    is_whole = bool(joined) and bool(tree.edges(first, "name")) and tree.tokens[joined[0]].pos == "PROPN"
    if top is None or top.head != last or not is_whole or tree.up(plural.index) is None:
        return
    tree.put_in_place_of(last, first)
    tree.move(Edge("name", joined[0], last))
    if tree.up(first) is not None and not any(edge.head == first for edge in tree.ancestors(plural.index)):
        above = tree.up(plural.index)
        if above is not None:
            tree.move(Edge(above.role, above.head, first, above.marker))
            tree.move(Edge("title", first, plural.index))
