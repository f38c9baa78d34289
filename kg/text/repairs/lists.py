"""Repairs of lists of names: what is one more of them, and which plural says what all of them are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kg.model import Token
from kg.text.repairs.names import parts_of
from kg.text.repairs.words import CALENDAR
from kg.text.tree import Edge, Tree


def listed(tree: Tree, token: Token) -> None:
    """ "By X, the Y and Z": a name that another follows with "and" goes on a list, and says nothing of the name before it."""
    edge = tree.up(token.index)
    if edge is None or edge.role not in ("apposition", "parataxis") or not _goes_on_list(tree, token.index):
        return
    first = min(t for t in tree.below(token.index) if tree.tokens[t].pos != "PUNCT")
    before = first - 2 if tree.tokens[first - 1].text == "," else -1
    if before < 0 or tree.tokens[before].pos != "PROPN":
        return
    above = tree.up(before)
    while above is not None and above.role in ("name", "compound", "modifier") and above.head != token.index:
        before, above = above.head, tree.up(above.head)
    is_done = tree.edges(before, "coordinator") or tree.tokens[before].tag != "NNP"  # "two Canadians, X and Y"
    if not is_done and before < token.index and edge.head in (before, *_heads(tree, before)):
        tree.move(Edge("conjunct", before, token.index))


def _heads(tree: Tree, index: int) -> Iterator[int]:
    return (edge.head for edge in tree.ancestors(index))


def _goes_on_list(tree: Tree, index: int) -> bool:
    """Whether a name has another joined to it by "and", with no comma before it."""
    for edge in tree.edges(index, "conjunct"):
        joining = [e.dependent for e in tree.edges(edge.dependent, "coordinator")]
        if _is_named(tree.tokens[edge.dependent]) and joining and tree.tokens[joining[0]].text == "and":
            return tree.tokens[joining[0] - 1].text != ","
    return False


def _is_named(word: Token) -> bool:
    """A name, or a word with a capital that a parser takes for a noun: "Italian Dino Rossi"."""
    return word.pos == "PROPN" or (word.tag == "NN" and word.text[:1].isupper())


def listed_before(tree: Tree, token: Token) -> None:
    """ "X, Frenchman Y and Italian Z": a name between the first and the last of a list is one of them."""
    edge = tree.up(token.index)
    if edge is None or edge.role != "apposition" or tree.tokens[edge.head].tag != "NNP":
        return
    inside = [index for index in tree.below(token.index) if tree.tokens[index].pos != "PUNCT"]
    after = tree.tokens[max(inside) + 1 : max(inside) + 2]
    if tree.edges(token.index, "determiner", "possessor") or not after or after[0].text != "and":
        return
    joined = tree.up(after[0].index)
    if joined is None or joined.role != "coordinator":
        return
    mine = tree.up(joined.head)
    while mine is not None and mine.role in ("compound", "name", "modifier"):
        mine = tree.up(mine.head)
    if mine is not None and (mine.role, mine.head) == ("conjunct", edge.head):
        tree.move(Edge("conjunct", edge.head, token.index))


def joined_by_and(tree: Tree, token: Token) -> None:
    """ "Industrialist X and businessman Y": what "and" begins is one more, and no other word for the first."""
    edge = tree.up(token.index)
    if edge is None or edge.role != "apposition" or edge.head > token.index:
        return
    first = min(t for t in tree.below(token.index) if tree.tokens[t].pos != "PUNCT")
    coordinator = first if tree.tokens[first].tag == "CC" else first - 1
    own = tree.up(coordinator)
    if own is None or own.role != "coordinator" or tree.tokens[coordinator].text.lower() != "and":
        return
    if own.head == token.index or own.head in tree.below(token.index):
        tree.move(Edge("conjunct", edge.head, token.index, edge.marker))


_BESIDE = ("apposition", "conjunct", "parataxis", "other")


def listed_behind(tree: Tree, token: Token) -> None:
    """ "Engineers X, Y and Z were freed": the names behind a plural are those who were, and it is what all of them are."""
    if token.text.istitle() and token.index:
        return  # "the Equalities, Human Rights and Civil Justice Committee"
    if tree.edges(token.index, "possessor", "nominal", "relative"):
        return
    is_apart = [t.text for t in tree.tokens[token.index + 1 : token.index + 2]] == [","]
    articles = [tree.tokens[e.dependent].text.lower() for e in tree.edges(token.index, "determiner")]
    if is_apart and "the" not in articles:
        return  # "The engineers, X and Y, were freed", but not "within hours, X and Y said so"
    names = [
        e.dependent
        for e in tree.edges(token.index, *_BESIDE)
        if e.dependent > token.index and tree.tokens[e.dependent].pos == "PROPN" and not e.marker
    ]
    if len(names) < 2 or min(tree.below(names[0])) != token.index + 1 or tree.up(token.index) is None:
        return
    for one, other in pairwise(names):
        begin, end = min(tree.below(other)), max(tree.below(one))
        between = tree.tokens[end + 1 : begin + 2] if begin > end else ()
        if not between or between[0].text not in (",", "and"):
            return
    if not any(tree.tokens[e.dependent].text.lower() == "and" for e in tree.edges(names[-1], "coordinator")):
        return
    for other in names[1:]:
        tree.move(Edge("conjunct", names[0], other))
    tree.put_in_place_of(token.index, names[0])
    tree.move(Edge("title", names[0], token.index))


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


def agent_as_subject(tree: Tree, token: Token) -> None:
    """ "Militias backed by X and by Y took Z" with Y taking Z: what stands behind "and by" did what "by X" did."""
    first = tree.first(token.index, "subject")
    beside = [*tree.edges(token.index, "subject"), *(tree.edges(first, "conjunct") if first is not None else ())]
    behind = next((e.dependent for e in beside if e.dependent != first and _has_by(tree, e.dependent)), None)
    if first is None or behind is None or not tree.edges(behind, "coordinator"):
        return
    verbs = [e.dependent for e in tree.edges(first, "participle")]
    agent = next((a for verb in verbs for a in tree.agents(verb) if a < behind), None)
    if agent is not None and behind < token.index:
        tree.move(Edge("conjunct", agent, behind, "by"))


def _has_by(tree: Tree, noun: int) -> bool:
    return any(tree.tokens[e.dependent].text.lower() == "by" for e in tree.edges(noun, "case"))


def listed_agent(tree: Tree, token: Token) -> None:
    """ "Sanctioned by X, Y and Z" with Y hung on the verb: right behind X and a comma, Y did it, too."""
    edge = tree.up(token.index)
    if (
        edge is None
        or edge.role != "conjunct"
        or not tree.is_verb(edge.head)
        or tree.edges(token.index, "subject", "copula")
    ):
        return
    agent = max((a for a in tree.agents(edge.head) if a < token.index), default=-1)
    opening = min(tree.below(token.index))
    comma = opening if tree.tokens[opening].text == "," else opening - 1
    if agent >= 0 and tree.tokens[comma].text == "," and comma == max(tree.below(agent) - tree.below(token.index)) + 1:
        tree.move(Edge("conjunct", agent, token.index))
