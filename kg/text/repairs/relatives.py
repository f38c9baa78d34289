"""Repairs of relative clauses: of whom they are said, where a parser hangs them on another word."""

from __future__ import annotations

import dataclasses

from kg.model import Token
from kg.text.repairs.words import CALENDAR
from kg.text.tree import Edge, Tree

_OF_SOMEBODY = frozenset(
    """
    body corpse remains home house trial family
    death killing murder assassination slaying shooting execution arrest capture detention kidnapping abduction release
    extradition surrender disappearance overthrow ouster removal resignation funeral burial appointment election return
    """.split()
)
"""What is somebody's and nobody itself, and what is done to somebody or becomes of him."""


def is_of_somebody(word: Token) -> bool:
    return word.lemma in _OF_SOMEBODY or word.text.lower() in _OF_SOMEBODY


def relative_of_object(tree: Tree, token: Token) -> None:
    """ "Set off explosives that he had strapped to himself" with the strapping as what is set off: it tells which explosives."""
    edge = tree.up(token.index)
    if edge is None or edge.role != "clause" or edge.head > token.index or tree.edges(token.index, "mark"):
        return
    asking = (e.dependent for e in tree.edges(token.index, "subject", "passive subject", "object"))
    which = next((word for word in asking if tree.tokens[word].tag == "WDT"), None)
    noun = None if which is None else tree.up(which - 1)
    if which is None or noun is None or not edge.head < which < token.index:
        return
    if (noun.role, noun.head) == ("object", edge.head) and tree.tokens[noun.dependent].pos in ("NOUN", "PROPN"):
        tree.move(Edge("relative", noun.dependent, token.index))


def whose(tree: Tree, token: Token) -> None:
    """ "X, whose Free Army had merged with Y": the army is his, where a parser takes "whose" for a part of the verb."""
    edge, noun = tree.up(token.index), token.index + 1
    if edge is None or edge.role in ("possessor", "determiner") or noun >= len(tree.tokens):
        return
    above = tree.up(noun)
    while above is not None and above.role in ("compound", "modifier", "name", "number") and above.head > token.index:
        noun, above = above.head, tree.up(above.head)
    if tree.tokens[noun].pos in ("NOUN", "PROPN") and noun not in [e.head for e in tree.ancestors(token.index)][1:]:
        tree.move(Edge("possessor", noun, token.index))


def whose_is(tree: Tree, token: Token) -> None:
    """ "X, whose leader then was Y, is based in Z" with the leader as another word for X, and Y as what X is: the leader is Y, and
    X is what the main clause tells of."""
    own = tree.up(token.index)
    noun = own.head if own is not None and own.role == "possessor" else None
    beside = tree.up(noun) if noun is not None else None
    if noun is None or beside is None or beside.role != "apposition" or beside.head > token.index:
        return
    copula = (
        max(index for index in tree.below(noun) if tree.tokens[index].pos != "PUNCT") + 1
    )  # "whose leader at the time was Y"
    while copula < len(tree.tokens) - 1 and tree.tokens[copula].pos == "ADV":
        copula += 1
    is_said = tree.up(copula)
    if is_said is None or is_said.role != "copula" or tree.first(is_said.head, "subject") not in (beside.head, None):
        return
    predicate, owner = is_said.head, beside.head
    above = tree.up(predicate)
    mine = tree.up(owner)
    if mine is not None and mine.head == predicate:
        if above is None:
            return
        tree.move(Edge(above.role, above.head, owner, above.marker))
    tree.move(Edge("subject", predicate, noun))
    tree.move(Edge("relative", owner, predicate))


def subject_of_whose(tree: Tree, token: Token) -> None:
    """ "The country, whose president, X, was killed in May" with somebody of the main clause as killed: the president was."""
    own = tree.up(token.index)
    beside = tree.up(own.head) if own is not None and own.role == "possessor" else None
    if own is None or beside is None or beside.role not in ("conjunct", "apposition") or beside.head > token.index:
        return
    end = max(tree.below(own.head)) + 1
    end += end < len(tree.tokens) and tree.tokens[end].text == ","
    helper = tree.up(end) if end < len(tree.tokens) else None
    verb = end if helper is None or helper.role not in ("auxiliary", "passive auxiliary") else helper.head
    above = tree.up(verb) if verb < len(tree.tokens) else None
    if above is None or not tree.is_verb(verb) or above.role != "conjunct" or tree.edges(verb, "coordinator"):
        return
    subjects = tree.edges(verb, "subject", "passive subject")
    if any(e.dependent > token.index for e in subjects):
        return
    for edge in subjects:
        tree.move(Edge("subject", above.head, edge.dependent))
    tree.move(Edge("relative", beside.head, verb))
    tree.move(Edge("passive subject" if tree.edges(verb, "passive auxiliary") else "subject", verb, own.head))


def clause_of_whose(tree: Tree, token: Token) -> None:
    """ "The group, whose seizure of the town caused an outcry, has split" with the group causing it: the seizure did, and the group
    has split."""
    own = tree.up(token.index)
    beside = tree.up(own.head) if own is not None and own.role == "possessor" else None
    if own is None or beside is None or beside.role != "apposition" or beside.head > token.index:
        return
    noun, owner = own.head, beside.head
    told = tree.up(owner)
    if told is None or told.role not in ("subject", "passive subject") or told.head < noun:
        return
    verb = told.head
    later = tree.edges(verb, "conjunct", "clause", "parataxis", "adverbial", "open clause")
    main = next((e.dependent for e in later if _is_main(tree, verb, e)), None)
    if main is None:
        return
    if tree.up(verb) is not None:
        tree.put_in_place_of(verb, main)
    else:
        tree.detach(main)
    tree.move(Edge("passive subject" if tree.edges(main, "passive auxiliary") else "subject", main, owner))
    tree.move(Edge(told.role, verb, noun))
    tree.move(Edge("relative", owner, verb))


def whose_clause(tree: Tree, token: Token) -> None:
    """ "The Front, whose leaders lived abroad, fought X" with the Front living: the clause with "whose" only says more of it."""
    subjects = [e.dependent for e in tree.edges(token.index, "subject", "passive subject")]
    if len(subjects) != 2 or not subjects[0] < subjects[1] < token.index:
        return
    whose = [tree.tokens[e.dependent].tag == "WP$" for e in tree.edges(subjects[1], "possessor")]
    main = next((e.dependent for e in tree.edges(token.index, "conjunct") if _is_main(tree, token.index, e)), None)
    if not any(whose) or main is None:
        return
    if tree.up(token.index) is not None:
        tree.put_in_place_of(token.index, main)
    else:
        tree.detach(main)
    tree.move(Edge("subject", main, subjects[0]))
    tree.move(Edge("relative", subjects[0], token.index))


def _is_main(tree: Tree, clause: int, edge: Edge) -> bool:
    """Whether a verb joined to a clause stands right behind a comma and has neither "and" nor a subject."""
    before = tree.edges(edge.dependent, "auxiliary", "passive auxiliary", "adverb")
    opening = min((e.dependent for e in before), default=edge.dependent)
    is_behind = tree.tokens[min(opening, edge.dependent) - 1].text == ","
    is_bare = not tree.edges(edge.dependent, "subject", "passive subject", "coordinator")
    return edge.dependent > clause and is_behind and is_bare


def said_of_relative(tree: Tree, token: Token) -> None:
    """ "X, which experts say is backed by Y, attacked": what they say is of X, and no part of the attack."""
    edge = tree.up(token.index)
    helper = min((e.dependent for e in tree.edges(token.index, "passive auxiliary", "auxiliary")), default=-1)
    if edge is None or edge.role != "clause" or edge.head < token.index or helper < 1:
        return
    said = tree.up(helper - 1)
    if (
        tree.is_verb(helper - 1)
        and said is not None
        and said.role == "relative"
        and not tree.edges(token.index, "mark")
    ):
        tree.move(Edge("clause", helper - 1, token.index))


def relative_as_clause(tree: Tree, token: Token) -> None:
    """ "Denied the attack in X on Sunday that killed ten" with the killing denied: "that" stands for the attack."""
    edge, subject = tree.up(token.index), tree.first(token.index, "subject")
    if edge is None or edge.role != "clause" or subject is None or not edge.head < subject < token.index:
        return
    if tree.tokens[subject].tag != "WDT":
        return
    nouns = [t.index for t in tree.tokens[edge.head + 1 : subject] if _is_plain_part(tree, t)]
    if nouns:
        tree.move(Edge("relative", nouns[-1], token.index))


def _is_plain_part(tree: Tree, token: Token) -> bool:
    """Whether a word is a noun, and no time, that a verb has as its object or beside it."""
    edge = tree.up(token.index)
    is_noun = token.tag in ("NN", "NNS") and token.text.lower() not in CALENDAR
    return is_noun and edge is not None and edge.role in ("object", "oblique")


def verb_of_relative(tree: Tree, token: Token) -> None:
    """ "M23, which Ruritania backs, took Goma" with the backs as a noun: they are what it does, and M23 took Goma."""
    words, first = tree.tokens, token.index + 1
    noun = _behind_names(tree, first)
    if noun is None or words[noun].tag != "NNS" or words[noun + 1].text not in (",", ".") or token.index < 1:
        return
    tree.retag(dataclasses.replace(words[noun], pos="VERB", tag="VBZ"))
    above = tree.up(noun)
    antecedent = token.index - (2 if words[token.index - 1].text == "," and token.index > 1 else 1)
    while (edge := tree.up(antecedent)) is not None and edge.role in ("compound", "name"):
        antecedent = edge.head
    tree.move(Edge("subject", noun, noun - 1))
    for word in range(first, noun - 1):
        tree.move(Edge("compound" if words[word].pos == "PROPN" else "determiner", noun - 1, word))
    tree.move(Edge("object", noun, token.index))
    tree.move(Edge("relative", antecedent, noun))
    if above is not None and above.role == "subject" and words[above.head].tag == "VBD":
        going_on = tree.up(above.head)  # what a parser has the backs do is told of M23
        if going_on is not None and (going_on.role, going_on.head) == ("relative", antecedent):
            tree.put_in_place_of(antecedent, above.head)
        if going_on is None or going_on.head == antecedent:
            tree.move(Edge("subject", above.head, antecedent))


def _behind_names(tree: Tree, first: int) -> int | None:
    """The word behind a name that begins at `first`, with an article or without, where one more stands behind it."""
    end = first + 1 if first < len(tree.tokens) and tree.tokens[first].text.lower() == "the" else first
    begun = end
    while end < len(tree.tokens) and tree.tokens[end].pos == "PROPN":
        end += 1
    return end if begun < end < len(tree.tokens) - 1 else None
