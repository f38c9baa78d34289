"""The prepositions before a place, and what each says of where something was."""

from __future__ import annotations

from collections.abc import Mapping

from kg.model import Mention
from kg.text.syntax import View

LOCATIVE = frozenset(
    """
    in at near outside inside within around across from to towards toward of between north south east west into
    """.split()
)
BESIDE = frozenset("above below beside opposite off behind beyond alongside along through throughout".split())
"""Prepositions that only ever say where, whatever kind of place stands behind them."""

_NEAR = frozenset({("close", "to"), ("next", "to"), ("adjacent", "to"), ("far", "from")})
"""Two words for "near": "close to X", "not far from X"."""


def preposition_of(view: View, mention: Mention, places: Mapping[int, Mention]) -> str:
    """The preposition before a place, read off the words: a list shares the one before its first member.

    `places` are all places of the sentence by the token of their head.

    Attachment is where parsers err most; the words between a preposition and its noun are not.
    """
    edge = view.up(mention.head)
    if edge is not None and edge.role == "apposition" and edge.head in places and edge.head < mention.head:
        return preposition_of(view, places[edge.head], places)
    index = next(iter(view.inside(mention.span)), mention.head) - 1
    members = {token for other in places.values() for token in view.inside(other.span)}
    while index >= 0:
        token = view.tokens[index]
        if token.tag in ("IN", "TO"):
            before = view.tokens[index - 1].text.lower() if index else ""
            is_near = (before, token.text.lower()) in _NEAR
            return "near" if is_near else token.text.lower()
        is_list = token.text in (",", "and", "or") or index in members
        if not (token.tag in ("DT", "JJ", "CD", "PRP$", "POS", "VBG", "NN", "NNP", "NNS") or is_list):
            return ""
        is_before_name = (up := view.up(index)) is not None and (up.role, up.head) == ("compound", mention.head)
        if token.tag in ("NN", "NNS") and index not in places and not is_before_name:  # "of village X"
            return ""
        index -= 1
    return ""


def is_scene(last: int, view: View) -> bool:
    """ "Thailand, where the army had ousted X": the place of what the clause tells, whatever stands before its last token."""
    after = [token.text.lower() for token in view.tokens[last + 1 : last + 3]]
    return after[:1] == ["where"] or after == [",", "where"]
