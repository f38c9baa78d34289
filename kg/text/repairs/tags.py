"""Repairs of words that a parser takes for another part of speech, and of what hangs on them for that."""

from __future__ import annotations

import dataclasses

from kg.model import Token
from kg.text.repairs.words import DONE_TO
from kg.text.tree import Edge, Tree

_NAMES = frozenset({"NNP", "NNPS"})
_PLURALS = frozenset({"NNS", "VBZ"})
"""Tags of words in -s, which may be plurals of nouns or verbs."""


def noun_as_relative(tree: Tree, token: Token) -> None:
    """ "The militia, which South Sudan arms": what heads a clause with "which" as its object is a verb."""
    edge, object_ = tree.up(token.index), tree.first(token.index, "object")
    if edge is None or edge.role != "relative" or object_ is None or tree.tokens[object_].tag not in ("WDT", "WP"):
        return
    tree.retag(dataclasses.replace(token, pos="VERB", tag="VBZ"))
    for who in tree.edges(token.index, "compound")[-1:]:
        tree.move(Edge("subject", token.index, who.dependent))


_OF_VERB = (
    "subject",
    "passive subject",
    "object",
    "auxiliary",
    "passive auxiliary",
    "copula",
    "mark",
    "adverbial",
    "conjunct",
)
"""Roles of what hangs on a verb rather than on a noun."""


def noun_beside(tree: Tree, token: Token) -> None:
    """ "X, number two of the front, was shot" with the number as a verb: what stands beside a noun is one."""
    edge = tree.up(token.index)
    if edge is None or edge.role != "apposition" or token.tag not in ("VB", "VBP"):
        return
    if not tree.edges(token.index, *_OF_VERB):
        tree.retag(dataclasses.replace(token, pos="NOUN", tag="NN"))


def joined_verbs(tree: Tree, token: Token) -> None:
    """ "Rwanda arms and commands the rebels", "Iran trains, arms and pays them", with the arms or the trains as nouns.

    A name before several such words and a noun with its article behind them is who does it all to whom.
    """
    verbs = _verbs_around(tree, token.index)
    name = verbs[0] - 1 if verbs else -1
    if name < 0 or tree.tokens[name].tag not in _NAMES:
        return
    last, words = verbs[-1], [tree.tokens[verb] for verb in verbs]
    opening = tree.tokens[last + 1] if last + 1 < len(tree.tokens) else None
    is_governing = opening is not None and (opening.tag in ("DT", "PRP$") or opening.tag in _NAMES)
    if not is_governing or (all(word.tag == "VBZ" for word in words) and tree.first(verbs[0], "subject") is not None):
        return
    object_ = _top(tree, last + 1, last)
    outside = next((e for verb in verbs if (e := tree.up(verb)) is not None and e.head not in (*verbs, object_)), None)
    if tree.is_verb(object_) or any(edge.head in verbs for edge in tree.ancestors(name) if edge.head == object_):
        return
    for verb in verbs:
        tree.retag(dataclasses.replace(tree.tokens[verb], pos="VERB", tag="VBZ"))
        if tree.up(verb) is not None:
            tree.detach(verb)
    if outside is not None:
        tree.move(Edge("clause" if outside.role == "subject" else outside.role, outside.head, verbs[0], outside.marker))
    subject = _top(tree, name, -1, below=verbs[0])
    for edge in tree.edges(verbs[0], "determiner", "modifier"):
        tree.move(Edge(edge.role, subject, edge.dependent))
    tree.move(Edge("subject", verbs[0], subject))
    tree.move(Edge("object", last, object_))
    for verb in verbs[1:]:
        tree.move(Edge("conjunct", verbs[0], verb))


def _verbs_around(tree: Tree, joining: int) -> list[int]:
    """The words in -s that "and" and commas join to each other, in order; empty where they are not at least two."""
    tokens = tree.tokens
    if not 0 < joining < len(tokens) - 1:
        return []
    found = [joining - 1, joining + 1]
    while found[0] > 1 and tokens[found[0] - 1].text == "," and _is_in_s(tokens[found[0] - 2]):
        found.insert(0, found[0] - 2)
    return found if all(_is_in_s(tokens[word]) for word in found) else []


def _is_in_s(word: Token) -> bool:
    return word.tag in _PLURALS and word.text.islower() and word.text.endswith("s")


def _top(tree: Tree, word: int, after: int, below: int | None = None) -> int:
    """The noun to which a word belongs, between the words at two indices."""
    top = word
    for edge in tree.ancestors(word):
        is_within = edge.head > after and (below is None or edge.head < below)
        if not is_within or tree.is_verb(edge.head):
            break
        top = edge.head
    return top


def done_as_well(tree: Tree, token: Token) -> None:
    """ "They were stopped at a checkpoint and gunned down" with the gunning down as what they did: it was done to them as well."""
    edge = tree.up(token.index)
    if edge is None or edge.role != "conjunct" or token.tag not in ("VBD", "VB") or edge.head > token.index:
        return
    word = token.text.lower()
    is_done_to = token.lemma in DONE_TO or word in DONE_TO or word in _DONE_AS_WELL
    own = tree.edges(token.index, "subject", "passive subject", "object", "auxiliary", "passive auxiliary", "mark")
    if is_done_to and not own and tree.is_passive(edge.head) and not tree.edges(edge.head, "object"):
        tree.retag(dataclasses.replace(token, pos="VERB", tag="VBN"))


_DONE_AS_WELL = frozenset(
    """
    beaten bound bundled burned burnt dragged driven flogged flown freed hacked hanged hauled led marched put raped robbed stabbed
    taken thrown tied tortured whipped
    """.split()
)
"""Participles of what is done to people one thing after the other, beside those of `DONE_TO`."""


def did_away(tree: Tree, token: Token) -> None:
    """ "Officers did away with the monarchy" with "away" as what they did, and "did" as its auxiliary: they did so."""
    edge = tree.first(token.index, "auxiliary")
    if (
        edge is None
        or edge != token.index - 1
        or tree.tokens[edge].text.lower() not in ("did", "do", "does", "done", "doing")
    ):
        return
    tree.put_in_place_of(token.index, edge)
    for below in tree.edges(token.index):
        tree.move(Edge(below.role, edge, below.dependent, below.marker))
    tree.move(Edge("adverb", edge, token.index))
    tree.retag(dataclasses.replace(tree.tokens[edge], pos="VERB", lemma="do"))


def verb_with_object(tree: Tree, token: Token) -> None:
    """ "The rebels set fire to lorries" with "set" as what they are: what has a subject and an object and no copula is a verb."""
    if (
        token.text.lower() != "aged"
        and token.tag == "JJ"
        and tree.first(token.index, "object") is not None
        and not tree.edges(token.index, "copula")
    ):
        subject = tree.first(token.index, "subject")
        if subject is not None and subject < token.index:
            tree.retag(dataclasses.replace(token, pos="VERB", tag="VBD"))
