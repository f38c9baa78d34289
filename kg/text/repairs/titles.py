"""Repairs of titles and offices: what stands before a name and says what its bearer is."""

from __future__ import annotations

import dataclasses

from kg.model import Token
from kg.text.repairs.names import is_plain
from kg.text.tree import Edge, Tree


def noun_of_name(tree: Tree, token: Token) -> None:
    """ "Party member Fabio Roa" with "member" as the head of one name: the noun only says what he is."""
    name = token.index + 1
    edge = tree.up(name) if name < len(tree.tokens) else None
    if token.tag != "NN" or edge is None or (edge.role, edge.head) != ("name", token.index) or not token.text.islower():
        return
    if tree.tokens[name].tag != "NNP" or not is_plain(tree.tokens[name]) or tree.up(token.index) is None:
        return
    for other in tree.edges(token.index, "name", "apposition", "conjunct", "relative", "participle", "case"):
        if other.dependent != name and (other.dependent > name or other.role == "case"):
            tree.move(Edge(other.role, name, other.dependent, other.marker))
    tree.put_in_place_of(token.index, name)
    tree.move(Edge("title", name, token.index))


def hyphened_title(tree: Tree, token: Token) -> None:
    """ "Lieutenant-Colonel X", "Y Secretary-General X": one title, whatever a parser makes of its first half."""
    if not 0 < token.index < len(tree.tokens) - 1:
        return
    first, last = token.index - 1, token.index + 1
    title, mine = tree.up(last), tree.up(first)
    is_joined = tree.tokens[first].span.end == token.span.start and token.span.end == tree.tokens[last].span.start
    if not is_joined or title is None or title.role != "title" or mine is None:
        return
    name = tree.up(title.head)
    if mine.role == "name" and name is not None and (name.role, name.head) == ("name", mine.head):
        tree.put_in_place_of(mine.head, title.head)
        tree.move(Edge("compound", last, mine.head))
    for edge in tree.edges(first, "compound"):
        tree.move(Edge("compound", last, edge.dependent))
    if not any(edge.head == first for edge in tree.ancestors(last)):
        tree.move(Edge("compound", last, first))


_NAMING = frozenset("elect name appoint proclaim declare crown choose make install designate nominate".split())


def named_office(tree: Tree, token: Token) -> None:
    """ "They elected Ana Ruiz president of the front": she is elected, and president is what she became."""
    noun = tree.first(token.index, "object", "open clause") if token.lemma in _NAMING else None
    if noun is None or tree.tokens[noun].tag != "NN" or not tree.tokens[noun].text.islower():
        return
    names = [
        e.dependent
        for e in tree.edges(noun, "compound", "title", "modifier")
        if tree.tokens[e.dependent].tag in ("NNP", "PRP")  # "declared himself head"
    ]
    is_near = bool(names) and max(tree.below(names[-1])) == noun - 1 and not tree.edges(noun, "determiner", "possessor")
    if not is_near or tree.is_passive(token.index):
        return
    tree.move(Edge("object", token.index, names[-1]))
    tree.move(Edge("open clause", token.index, noun))
    for first in names[:-1]:
        tree.move(Edge("compound", names[-1], first))


def described_conjunct(tree: Tree, token: Token) -> None:
    """ "Iran and its foe Israel": the noun right before a name says what that is, and is nobody besides."""
    edge, noun = tree.up(token.index), token.index - 1
    beside = tree.up(noun) if noun > 0 else None
    if (
        edge is None
        or beside is None
        or (edge.role, edge.head) != (beside.role, beside.head)
        or edge.role != "conjunct"
    ):
        return
    if tree.tokens[noun].tag == "NN" and not tree.edges(token.index, "coordinator", "determiner"):
        for joint in tree.edges(noun, "coordinator"):
            tree.move(Edge("coordinator", token.index, joint.dependent))
        tree.move(Edge("title", token.index, noun))


def acting_office(tree: Tree, token: Token) -> None:
    """ "X, acting president of the front", "X is acting president": what X is, though a parser has him act it."""
    noun = tree.first(token.index, "object")
    if token.tag != "VBG" or noun != token.index + 1 or tree.tokens[noun].tag != "NN":
        return
    edge = tree.up(token.index)
    if edge is not None and edge.role == "participle":
        tree.move(Edge("apposition", edge.head, noun))
    else:
        tree.put_in_place_of(token.index, noun) if edge is not None else tree.detach(noun)
        for below in tree.edges(token.index, "subject", "auxiliary", "adverb", "oblique", "mark", "coordinator"):
            tree.move(Edge("copula" if below.role == "auxiliary" else below.role, noun, below.dependent, below.marker))
    tree.move(Edge("modifier", noun, token.index))


def second_in_command(tree: Tree, token: Token) -> None:
    """ "The front's second-in-command, X": a noun, whatever "second" is by itself."""
    words = [word.text.lower() for word in tree.tokens[token.index + 1 : token.index + 5]]
    if words == ["-", "in", "-", "command"] or words[:2] == ["in", "command"]:
        tree.retag(dataclasses.replace(token, pos="NOUN", tag="NN"))


def joined_offices(tree: Tree, token: Token) -> None:
    """ "X, the founder and leader of the front, was shot": both nouns say what X is, and nobody was shot with him."""
    edge = tree.up(token.index)
    joint = tree.first(token.index, "coordinator")
    if edge is None or edge.role != "conjunct" or tree.tokens[edge.head].pos != "PROPN" or joint is None:
        return
    first, own = joint - 1, tree.up(joint - 1)
    is_first = own is not None and (own.role, own.head) in (("apposition", edge.head), ("conjunct", edge.head))
    if not is_first or tree.tokens[first].tag != "NN" or token.tag != "NN":
        return
    if tree.edges(token.index, "determiner", "possessor") or tree.edges(first, "possessor"):
        return  # "X, his wife and an aide of the mayor"
    start = min(index for index in tree.below(first) if tree.tokens[index].pos != "PUNCT")
    of = any(e.marker == "of" for e in tree.edges(token.index, "nominal"))
    if of and start > edge.head and tree.tokens[start - 1].text == ",":
        tree.move(Edge("apposition", edge.head, first))
        tree.move(Edge("apposition", edge.head, token.index))
