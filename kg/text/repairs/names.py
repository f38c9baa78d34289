"""Repairs of the words of one name: halves that a hyphen joins, owners, surnames, what is joined to it."""

from __future__ import annotations

import dataclasses

from kg.model import Token
from kg.text.repairs.words import CALENDAR
from kg.text.tree import Edge, Tree

ARTICLES = frozenset("al el ad an ar as ash at az ul ud ur us".split())
"""Articles of Arabic that a hyphen joins to a name."""


def known_name(tree: Tree, words: range) -> None:
    """ "Shining Path guerrillas set off a bomb" with the guerrillas as what somebody shines: a known name has no verb in it."""
    if len(words) < 2 or tree.tokens[words[0]].tag != "VBG":
        return
    first, last = words[0], words[-1]
    noun = tree.first(first, "object")
    if noun is None or (noun != last and all(edge.head != noun for edge in tree.ancestors(last))):
        return
    is_root = tree.up(first) is None
    tree.put_in_place_of(first, noun)
    for index in words:
        tree.retag(dataclasses.replace(tree.tokens[index], pos="PROPN", tag="NNP"))
    if is_root:
        tree.retag(dataclasses.replace(tree.tokens[noun], relation="root"))
    edge = tree.up(noun)
    if edge is not None and edge.role == "clausal subject":
        tree.move(Edge("subject", edge.head, noun))
    for other in tree.edges(first):
        # "Killed by Shining Path rebels": what a parser has for "by shining" says who did it.
        role = "case" if other.role == "mark" else other.role
        tree.move(Edge(role, noun, other.dependent, other.marker))
        if role == "case" and edge is not None and edge.role in ("adverbial", "open clause"):
            word = tree.tokens[other.dependent].text.lower()
            is_done = word == "by" and tree.is_verb(edge.head) and tree.tokens[edge.head].tag == "VBN"
            tree.move(Edge("agent" if is_done else "oblique", edge.head, noun, word))
    tree.move(Edge("compound", last, first))


def first_name_as_modifier(tree: Tree, token: Token) -> None:
    """ "Sayyed Karim Darwish" with the first as what sort of Darwish: a name begins with its first word."""
    edge = tree.up(token.index)
    if edge is None or edge.role != "modifier" or edge.head < token.index or not tree.edges(token.index, "name"):
        return
    if all(word.tag == "NNP" for word in tree.tokens[token.index : edge.head + 1]):
        last = edge.head
        above = tree.up(last)
        if above is None:
            return
        tree.move(Edge(above.role, above.head, token.index, above.marker))
        tree.move(Edge("name", token.index, last))


def owner(tree: Tree, token: Token) -> None:
    """ "Sadiq al-Mahdi's government": the whole name owns it, whichever of its words a parser hangs the ending on."""
    edge = tree.up(token.index)
    if edge is None or edge.role != "case":
        return
    _split_owner(tree, edge.head)
    name, above = edge.head, tree.up(edge.head)
    while above is not None and above.role == "name" and above.head < name:
        name, above = above.head, tree.up(above.head)
    is_apart = above is not None and above.role in ("compound", "modifier") and above.head > token.index
    if above is not None and is_apart and tree.tokens[name].pos == "PROPN":
        tree.move(Edge("possessor", above.head, name))
        tree.move(Edge("case", name, token.index))


def _split_owner(tree: Tree, owner: int) -> None:
    """ "Ne Win's coup": what stands before a name that owns something is of that name, and no kind of coup or other owner."""
    edge, before = tree.up(owner), owner - 1
    while edge is not None and edge.role == "possessor" and before >= 0:
        own = tree.up(before)
        if own is not None and own.role == "name" and own.head < before:
            own = tree.up(own.head)  # "Recep Tayyip Erdogan's party", with the second word under the first
        is_theirs = own is not None and own.head == edge.head and own.role in ("compound", "possessor")
        if not is_theirs or tree.tokens[before].pos != "PROPN":
            return
        tree.move(Edge("compound", owner, before))
        before -= 1


def is_plain(word: Token) -> bool:
    """A word of a person's name: with one capital, and no day of the week."""
    return (
        word.pos == "PROPN"
        and word.text[:1].isupper()
        and word.text[1:].islower()
        and word.text.lower() not in CALENDAR
    )


def name_of_joined(tree: Tree, token: Token) -> None:
    """ "Ana Ruiz and Luis Flores" with "Flores" as a part of the first name: it is of the name right before it.

    Nor is a name with a title and "and" before it a part of the first ("Ana Ruiz and Mayor Luis Flores").
    """
    edge, before = tree.up(token.index), token.index - 1
    if edge is not None and edge.role == "name" and (titles := tree.edges(token.index, "title")):
        first = min(tree.below(titles[0].dependent))
        if edge.head < first and any(tree.tokens[i].tag == "CC" for i in range(max(edge.head, first - 1), token.index)):
            tree.move(Edge("conjunct", edge.head, token.index))
        return
    if edge is None or edge.role != "name" or edge.head >= before or tree.tokens[before].tag != "NNP":
        return
    joined = tree.up(before)
    while joined is not None and joined.role == "name" and joined.head > edge.head:
        before, joined = joined.head, tree.up(joined.head)
    is_joined = (
        joined is not None and joined.role == "conjunct" and joined.head in (edge.head, *parts_of(tree, edge.head))
    )
    if is_joined and tree.edges(before, "coordinator"):
        tree.move(Edge("name", before, token.index))


def parts_of(tree: Tree, name: int) -> list[int]:
    return [edge.dependent for edge in tree.edges(name, "name")]


def joined_to_name(tree: Tree, token: Token) -> None:
    """ "X Y and Z": what is joined to a name is joined to the whole of it."""
    edge = tree.up(token.index)
    top = None if edge is None or edge.role != "conjunct" else tree.up(edge.head)
    if edge is not None and top is not None and top.role == "name" and top.head < edge.head:
        tree.move(Edge("conjunct", top.head, token.index, edge.marker))


def joined_name(tree: Tree, token: Token) -> None:
    """ "Aidarous al-Zubaidi" as two names: the article, the hyphen and what follows are one."""
    after = tree.tokens[token.index + 1 : token.index + 3]
    if token.text.lower() not in ARTICLES or len(after) < 2 or after[0].text != "-":
        return
    is_joined = token.span.end == after[0].span.start and after[0].span.end == after[1].span.start
    edge, last = tree.up(token.index), after[1].index
    top = edge.head if edge is not None and edge.role == "name" else token.index
    if is_joined and after[1].text[:1].isupper() and top != last and top not in tree.below(last):
        tree.move(Edge("name", top, last))


_PLACES = frozenset({"apposition", "subject", "passive subject", "object", "conjunct", "oblique", "agent"})
"""Roles of a name that stands alone."""


def hyphened_name(tree: Tree, token: Token) -> None:
    """ "The leader of the alliance, Marie-Claire Joseph": the halves of a double name, each hung on the same word, are one."""
    if not 0 < token.index < len(tree.tokens) - 1:
        return
    first, last = tree.tokens[token.index - 1], tree.tokens[token.index + 1]
    mine, other = tree.up(first.index), tree.up(last.index)
    is_joined = first.span.end == token.span.start and token.span.end == last.span.start
    if not is_joined or mine is None or other is None or (mine.role, mine.head) != (other.role, other.head):
        return
    if mine.role in _PLACES and first.tag == last.tag == "NNP":
        tree.move(Edge("name", first.index, last.index))


def hyphened_participle(tree: Tree, token: Token) -> None:
    """ "Claimed by al-Qaeda-linked JNIM": the name before the hyphen is of the participle, not one more who did it."""
    if not 0 < token.index < len(tree.tokens) - 1:
        return
    before, after = tree.tokens[token.index - 1], tree.tokens[token.index + 1]
    is_joined = before.span.end == token.span.start and token.span.end == after.span.start
    is_joined = is_joined and before.pos in ("PROPN", "NOUN", "ADJ")
    noun = tree.up(after.index)
    if not is_joined or after.tag not in ("VBN", "VBD") or noun is None or noun.role != "modifier":
        return
    top, mine = before.index, tree.up(before.index)
    while mine is not None and mine.role == "name":
        top, mine = mine.head, tree.up(mine.head)
    named = tree.up(noun.head)
    if named is not None and (named.role, named.head) == ("name", top):
        tree.put_in_place_of(top, noun.head)  # "al-Qaeda-linked JNIM" as one name
    if top not in (after.index, noun.head) and after.index not in tree.below(top):
        tree.move(Edge("compound", after.index, top))


def name_of_joined_office(tree: Tree, token: Token) -> None:
    """ "Mayor George Moscone and supervisor Harvey Milk" with Harvey as one more name of the mayor: right behind the noun that is
    joined to him, it names that one."""
    edge = tree.up(token.index)
    if edge is None or edge.role != "name" or edge.head >= token.index - 1:
        return
    noun = token.index - 1
    joined = tree.up(noun)
    is_joined = joined is not None and (joined.role, joined.head) == ("conjunct", edge.head)
    if is_joined and tree.tokens[noun].tag == "NN" and tree.tokens[noun].pos == "NOUN":
        tree.move(Edge("apposition", noun, token.index))


def plain_modifier(tree: Tree, token: Token) -> None:
    """ "in neighboring Burkina Faso" read as a clause: the noun takes the place of the supposed participle."""
    edge = tree.up(token.index)
    noun = tree.first(token.index, "object")
    if edge is None or noun is None or edge.role == "modifier":
        return
    before = tree.tokens[token.index - 1] if token.index else None
    if before is not None and before.pos in ("NOUN", "PROPN", "PUNCT"):
        return  # "the area surrounding the university"
    marker = before.text.lower() if before is not None and before.tag == "IN" else ""
    tree.move(Edge("nominal" if not tree.is_verb(edge.head) else "oblique", edge.head, noun, marker))
    tree.move(Edge("modifier", noun, token.index))
