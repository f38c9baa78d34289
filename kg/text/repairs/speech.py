"""Repairs of reports: who says it, and who does what is said."""

from __future__ import annotations

from kg.model import Token
from kg.text.repairs.words import NOMINAL
from kg.text.tree import Edge, Tree

_SAYING = frozenset({"say", "believe", "think", "claim", "allege"})


_TELLING = frozenset(
    "report indicate state confirm announce reveal disclose note add charge insist learn admit".split()
)
"""Verbs that take a thing as well ("reported the attack"): whom they seem to govern is a subject only before a helping verb."""


_SAYING_THAT = frozenset({"say", "add", "state", "claim", "allege"})


def said_it(tree: Tree, token: Token) -> None:
    """ "It said that 40 had died" with "it" as nobody: whoever it is said so."""
    if token.lemma not in _SAYING | _TELLING | _SAYING_THAT or tree.edges(
        token.index, "subject", "passive subject", "passive auxiliary"
    ):
        return
    if tree.edges(token.index, "clause"):
        for edge in tree.edges(token.index, "other"):
            is_it = tree.tokens[edge.dependent].relation == "expl" and edge.dependent < token.index
            if is_it and tree.tokens[edge.dependent].text.lower() == "it":
                tree.move(Edge("subject", token.index, edge.dependent))


def said_by_another(tree: Tree, token: Token) -> None:
    """ "Gunmen made off with lorries on Thursday, the agency said" with gunmen who say so: they made off, as the agency says."""
    subjects = [e.dependent for e in tree.edges(token.index, "subject") if e.dependent < token.index]
    if token.lemma not in _SAYING_THAT | _TELLING or len(subjects) != 2 or tree.edges(token.index, "clause"):
        return
    first, second = subjects
    start = min(tree.below(second))
    if tree.tokens[start - 1].text != "," or max(tree.below(second)) != token.index - 1:
        return
    for edge in tree.edges(first, "participle"):
        verb = edge.dependent
        if tree.tokens[verb].tag == "VBD" and not tree.edges(verb, "agent", "passive auxiliary", "subject"):
            tree.move(Edge("clause", token.index, verb))
            tree.move(Edge("subject", verb, first))
            return


def reported_subject(tree: Tree, token: Token) -> None:
    """ "Prosecutors say Ana Ruiz, 34, signed up with them": whom they seem to say is who did so."""
    edge = tree.up(token.index)
    if edge is None or edge.role != "clause":
        return
    is_helped = bool(tree.edges(token.index, "auxiliary", "passive auxiliary"))
    if tree.tokens[edge.head].lemma not in (_SAYING | _TELLING if is_helped else _SAYING):
        return
    told = tree.first(edge.head, "object")
    is_between = told is not None and edge.head < told < token.index and tree.tokens[told].pos in NOMINAL
    if told is not None and is_between and not tree.edges(token.index, "subject", "passive subject", "mark"):
        role = "passive subject" if tree.edges(token.index, "passive auxiliary") else "subject"
        tree.move(Edge(role, token.index, told))


_FARTHEST_SPEAKER = 14
"""Tokens from the comma behind what is said to "said"."""


def speakers(tree: Tree, token: Token) -> None:
    """ "…, abducting two engineers, the army and two residents said": behind the last comma stand those who say so."""
    if tree.tokens[token.index].lemma not in _SAYING_THAT or token.tag not in ("VBD", "VBZ"):
        return
    told = tree.edges(token.index, "clause")
    if not told or told[0].dependent > token.index:
        return
    near = range(max(0, token.index - _FARTHEST_SPEAKER), token.index)
    comma = max((i for i in near if tree.tokens[i].text == ","), default=None)
    if comma is None or any(tree.tokens[i].pos in ("VERB", "AUX") for i in range(comma, token.index)):
        return
    joined = [i for i in range(comma + 1, token.index) if (edge := tree.up(i)) and edge.role == "conjunct"]
    stray = [i for i in joined if (edge := tree.up(i)) is not None and edge.head < comma]
    subject = tree.first(token.index, "subject")
    if not stray or (subject is not None and subject < stray[0]):
        return
    tree.move(Edge("subject", token.index, stray[0]))
    for other in (*stray[1:], *([] if subject is None else [subject])):
        tree.move(Edge("conjunct", stray[0], other))


def told_in_what(tree: Tree, token: Token) -> None:
    """ "The Front said on its website that its men had carried out the raid": what it said, and no website that men carried out."""
    if token.lemma not in _SAYING | _TELLING | _SAYING_THAT or tree.edges(token.index, "clause"):
        return
    for place in tree.edges(token.index, "oblique", "object"):
        that = place.dependent + 1
        if place.dependent < token.index or that >= len(tree.tokens) or tree.tokens[that].text.lower() != "that":
            continue
        for edge in tree.edges(place.dependent, "relative"):
            objects = [e.dependent for e in tree.edges(edge.dependent, "object")]
            if that in objects and any(o > edge.dependent for o in objects) and tree.edges(edge.dependent, "subject"):
                tree.move(Edge("clause", token.index, edge.dependent))
                tree.move(Edge("mark", edge.dependent, that))
                return
