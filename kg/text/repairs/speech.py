"""Repairs of reports: who says it."""

from __future__ import annotations

from kg.model import Token
from kg.text.tree import Edge, Tree

_SAYING = frozenset({"say", "believe", "think", "claim", "allege"})


_TELLING = frozenset(
    "report indicate state confirm announce reveal disclose note add charge insist learn admit".split()
)
"""Verbs that take a thing as well ("reported the attack")."""


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
