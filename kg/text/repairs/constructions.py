"""Repairs of constructions that a few words make: cars packed with it, one of many to whom it was done."""

from __future__ import annotations

from kg.model import Token
from kg.text.repairs.words import DONE_TO, INTRANSITIVE, TIMES
from kg.text.tree import Edge, Tree

AMONG = frozenset({"among", "amongst"})


LADEN = frozenset({"packed", "laden", "filled", "loaded", "rigged", "stuffed", "crammed"})
"""What something is that is full of something else."""


BELIEVED = frozenset({"believed", "suspected", "thought", "presumed", "understood", "alleged", "known"})
"""What somebody is that nobody is sure of."""


_SOME = frozenset({"one", "two", "three", "four", "five", "some", "those", "many", "most", "several"})


_TAKING = frozenset("remove oust topple overthrow depose attack ambush shell bomb storm raid capture free".split())
"""More verbs of what is done to somebody, which tell no clause."""


def one_of_many(tree: Tree, token: Token) -> None:
    """ "One of the students killed last week was X" with the students killing: X is one of those who were killed."""
    one, edge = tree.first(token.index, "subject"), tree.up(token.index)
    if token.tag not in ("VBN", "VBD") or one is None or edge is not None or tree.tokens[one].lemma not in _SOME:
        return
    times = [
        e for e in tree.edges(token.index, "object") if tree.tokens[e.dependent].lemma in TIMES | {"weekend", "night"}
    ]
    named = [e for e in tree.edges(token.index, "object") if tree.edges(e.dependent, "copula")]
    if tree.edges(token.index, "auxiliary", "passive auxiliary"):
        return
    if token.lemma not in DONE_TO | _TAKING and token.text.lower() not in DONE_TO:
        return  # "Some argued that it was …", "five died and 11 were wounded"
    if len(tree.edges(token.index, "object")) != len(times) + len(named):
        return
    clauses = tree.edges(token.index, "open clause", "clause", "conjunct", "parataxis")
    who = next((e.dependent for e in (*clauses, *named)), None)
    copula = None if who is None else tree.first(who, "copula", "passive auxiliary")
    if who is None or copula is None or not token.index < copula < who or tree.first(who, "subject") is not None:
        return
    many = tree.first(one, "nominal")
    tree.put_in_place_of(token.index, who)
    tree.move(Edge("subject", who, one))
    tree.move(Edge("participle", one if many is None else many, token.index))
    for time in times:
        tree.move(Edge("oblique", token.index, time.dependent))


def close_to_doing(tree: Tree, token: Token) -> None:
    """ "Came close to toppling X": they came close to it, and not only "close" did."""
    edge = tree.up(token.index)
    if edge is None or token.pos not in ("ADJ", "ADV") or not tree.is_verb(edge.head):
        return
    for below in tree.edges(token.index, "adverbial", "clause"):
        marks = {tree.tokens[e.dependent].text.lower() for e in tree.edges(below.dependent, "mark", "case")}
        if tree.tokens[below.dependent].tag == "VBG" and "to" in marks:
            tree.move(Edge("adverbial", edge.head, below.dependent))


def laden(tree: Tree, token: Token) -> None:
    """ "A car packed with explosives blew up": the car did, whatever a parser makes of the verb behind its load."""
    tokens = tree.tokens
    case = tree.up(token.index + 1) if token.index + 1 < len(tokens) else None
    if case is None or case.role != "case" or tokens[case.dependent].text.lower() != "with" or case.head < token.index:
        return
    if tree.edges(token.index, "passive auxiliary", "copula"):
        return
    edge = tree.up(token.index)
    if (
        edge is not None
        and edge.role == "open clause"
        and token.index - 1 in [e.dependent for e in tree.edges(edge.head, "object")]
    ):
        tree.move(Edge("participle", token.index - 1, token.index))  # "drove a car laden with explosives"
        return
    load, last = case.head, max(tree.conjuncts(case.head))
    verb = last + 1
    while verb < len(tokens) and tokens[verb].pos in ("AUX", "ADV"):
        verb += 1
    edge = tree.up(verb) if verb < len(tokens) else None
    if edge is None or tokens[verb].tag not in ("VBD", "VBN", "VBZ") or tree.edges(verb, "subject", "passive subject"):
        return
    is_helped = bool(tree.edges(verb, "passive auxiliary", "auxiliary"))
    above = tree.up(token.index)
    carrier = tree.first(token.index, "subject", "passive subject")
    if carrier is None:
        carrier = above.head if above is not None else token.index
    is_of_load = edge.head in (load, last, token.index, carrier) and carrier < token.index
    is_participle = tokens[verb].tag == "VBN" and not is_helped and tokens[verb].lemma not in INTRANSITIVE
    if not is_of_load or is_participle:
        return
    top = carrier if carrier in {e.head for e in tree.ancestors(token.index)} else token.index
    tree.put_in_place_of(top, verb)
    tree.move(Edge("passive subject" if tree.is_passive(verb) and is_helped else "subject", verb, carrier))
    tree.move(Edge("participle", carrier, token.index))
    tree.move(Edge("oblique", token.index, load, "with"))
    for below in tree.edges(top):
        if below.dependent > verb:
            tree.move(Edge(below.role, verb, below.dependent, below.marker))


def emphatic(tree: Tree, token: Token) -> None:
    """ "X deposed Y and was himself deposed", "took power himself": right before what was done, or behind another object, the word
    stands for nobody, and only stresses whom."""
    edge = tree.up(token.index)
    is_before = edge is not None and edge.head == token.index + 1 and tree.is_verb(edge.head)
    if edge is not None and edge.role in ("object", "indirect object") and edge.head < token.index:
        others = [e.dependent for e in tree.edges(edge.head, "object", "indirect object")]
        is_before = any(edge.head < other < token.index for other in others)
    if edge is not None and is_before and edge.role in ("subject", "passive subject", "oblique", "object"):
        tree.move(Edge("adverb", edge.head, token.index))


def among_inverted(tree: Tree, token: Token) -> None:
    """ "Among the dead were five children", "among the backers are X and Y": of them the copula says who."""
    edge = tree.up(token.index)
    if edge is None or edge.role != "case" or token.index != 0:
        return
    group = edge.head
    subject, copula = tree.first(group, "subject"), tree.first(group, "copula")
    inner = tree.first(subject, "copula") if subject is not None else None
    verb = copula if copula is not None else inner
    if subject is None or verb is None or not group < verb < subject:
        return
    tree.move(Edge("copula", group, verb))
    if tree.tokens[group].pos == "ADJ" and tree.up(group) is None:  # "the dead" are no more by them
        tree.detach(verb)
        tree.move(Edge("subject", verb, subject))
        tree.move(Edge("oblique", verb, group, token.text.lower()))
