"""Repairs of verbs with two subjects or objects: what the other is to the first."""

from __future__ import annotations

from kg.model import Token
from kg.text.repairs.words import CALENDAR, NOMINAL
from kg.text.tree import Edge, Tree


def two_subjects(tree: Tree, token: Token) -> None:
    """ "Front member X was shot", "X, a commander of it, was shot": a role and a name that both seem subjects are one."""
    subjects = [e.dependent for e in tree.edges(token.index, "subject", "passive subject") if e.dependent < token.index]
    if len(subjects) != 2 or tree.edges(subjects[1], "coordinator"):
        return
    if any(tree.tokens[subject].text.lower() in CALENDAR for subject in subjects):
        return  # "a bomb Monday killed five"
    first, second = subjects
    inside = [index for index in sorted(tree.below(second)) if tree.tokens[index].pos != "PUNCT"]
    last, start = max(tree.below(first)), inside[0]
    is_name, mine = tree.tokens[second].pos == "PROPN", tree.up(start)
    if start == first + 1 and tree.tokens[start].text.lower() == "of" and tree.tokens[first].tag in ("NN", "NNS"):
        tree.move(Edge("nominal", first, second, "of"))  # "a group of veterans"
    elif start == first + 1 == last + 1 and mine is not None and mine.role == "possessor":
        tree.move(Edge("compound", start, first))  # "Foday Sankoh's front"
    elif start == last + 1 and is_name and tree.tokens[start].pos == tree.tokens[first].pos == "PROPN":
        tree.move(Edge("name", first, second))
    elif start == last + 1 and is_name and tree.tokens[first].tag == "NNS" and tree.edges(second, "conjunct"):
        tree.move(Edge("title", second, first))  # "engineers X, Y and Z were freed"
    elif start == last + 1 and is_name and tree.tokens[first].tag == "NN":
        tree.move(Edge("apposition", tree.conjuncts(first)[-1], second))
    elif start == last + 2 and tree.tokens[last + 1].text == "," and tree.tokens[first].pos == "PROPN":
        _join_described(tree, first, second, is_name or tree.tokens[start].tag in ("DT", "CD"))
    elif start == last + 2 and tree.tokens[last + 1].text == "," and is_name and tree.tokens[first].tag == "NN":
        _join_described(
            tree, first, second, bool(tree.edges(first, "determiner"))
        )  # "a small group, the X, led by Y, said"


def _join_described(tree: Tree, name: int, noun: int, is_beside: bool) -> None:
    if is_beside:
        tree.move(Edge("apposition", name, noun))


def joined_objects(tree: Tree, token: Token) -> None:
    """ "Arrested her and President X": of two objects that "and" joins the other is one more of the list."""
    objects = [e.dependent for e in tree.edges(token.index, "object") if e.dependent > token.index]
    if len(objects) == 2 and tree.edges(objects[1], "coordinator"):
        tree.move(Edge("conjunct", objects[0], objects[1]))


def joined_to_object(tree: Tree, token: Token) -> None:
    """ "Killed himself and four guards" with the guards beside the killing: a noun that "and" joins to an object is one, too."""
    object_ = tree.first(token.index, "object")
    for edge in tree.edges(token.index, "conjunct") if object_ is not None else ():
        noun, joint = tree.tokens[edge.dependent], tree.first(edge.dependent, "coordinator")
        is_noun = noun.pos in ("NOUN", "PROPN") and not tree.edges(noun.index, "copula", "subject", "other", "clause")
        # "Took Goma and on Tuesday Bukavu" leaves out a second verb.
        is_half = any(tree.tokens[e.dependent].relation == "orphan" for e in tree.edges(noun.index))
        if object_ is not None and is_noun and not is_half and joint == max(tree.below(object_)) + 1:
            tree.move(Edge("conjunct", object_, noun.index))


def joined_subjects(tree: Tree, token: Token) -> None:
    """ "Two soldiers and five civilians were killed": of two subjects that "and" joins the other is one more of the list."""
    subjects = [e.dependent for e in tree.edges(token.index, "subject", "passive subject") if e.dependent < token.index]
    if len(subjects) != 2:
        return
    first, second = subjects
    inside, joint = tree.below(first), min(tree.below(second)) - 1
    if tree.tokens[joint].tag != "CC":
        joint += 1  # the coordinator hangs on the second, or on the verb
    is_next = tree.tokens[joint].text.lower() in ("and", "or") and max(inside) == joint - 1
    if is_next and all(tree.tokens[subject].pos in NOMINAL for subject in subjects):
        tree.move(Edge("conjunct", first, second))


def joined_between(tree: Tree, token: Token) -> None:
    """ "Clashes between the army and rebels" with rebels beside the clashes: "between" takes two, and "and" joins the other."""
    case = tree.up(token.index)
    edge = tree.up(case.head) if case is not None and case.role == "case" else None
    if case is None or edge is None or edge.role not in ("nominal", "oblique") or tree.edges(case.head, "conjunct"):
        return
    for other in tree.edges(edge.head, "conjunct"):
        joint = tree.first(other.dependent, "coordinator")
        is_next = joint is not None and joint == max(tree.below(case.head)) + 1
        if is_next and tree.tokens[other.dependent].pos in NOMINAL:
            tree.move(Edge("conjunct", case.head, other.dependent))
            return
