"""Repairs of clauses that say more of a noun: of whom they are said, where a parser hangs them on another word."""

from __future__ import annotations

from kg.model import Token
from kg.text.repairs.words import DONE_TO
from kg.text.tree import Edge, Tree


def relative_of_person(tree: Tree, token: Token) -> None:
    """ "The body of X, 30, who was kidnapped", "the death of X, who headed the force": X was and did so, and no body or death."""
    edge = tree.up(token.index)
    if (
        edge is None
        or edge.role != "relative"
        or edge.head > token.index
        or not _is_of_somebody(tree.tokens[edge.head])
    ):
        return
    asking = (e.dependent for e in tree.edges(token.index, "subject", "passive subject", "object", "possessor"))
    if not any(tree.tokens[word].text.lower() in _WHO for word in asking):
        return
    somebody = [e for e in tree.edges(edge.head, "nominal") if e.marker in ("of", "by") and e.dependent < token.index]
    if somebody:
        tree.move(Edge("relative", somebody[-1].dependent, token.index, edge.marker))


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


_WHO = frozenset({"who", "whom", "whose"})

_OF_SOMEBODY = frozenset(
    """
    body corpse remains home house trial family
    death killing murder assassination slaying shooting execution arrest capture detention kidnapping abduction release
    extradition surrender disappearance overthrow ouster removal resignation funeral burial appointment election return
    """.split()
)
"""What is somebody's and nobody itself, and what is done to somebody or becomes of him."""


def _is_of_somebody(word: Token) -> bool:
    return word.lemma in _OF_SOMEBODY or word.text.lower() in _OF_SOMEBODY


def participle_of_person(tree: Tree, token: Token) -> None:
    """ "It was the turn of X, unseated by Y", "at the burial of villagers killed in Djibo": X was, and they were; no turn was
    unseated, and no burial killed.

    A parser may hang what was done to them on that noun, or on the verb of the sentence.
    """
    edge, before = tree.up(token.index), token.index - 1
    if token.tag not in ("VBN", "VBD") or edge is None or before < 1 or edge.head >= before:
        return
    is_of_noun = edge.role == "participle" and not tree.is_verb(edge.head)
    if is_of_noun:
        noun = tree.tokens[edge.head]
        if not (_is_of_somebody(noun) or noun.text.lower() in _TENURE):
            return
    elif edge.role not in ("clause", "adverbial", "parataxis", "conjunct") or not _is_done_to_people(token):
        return
    if tree.edges(token.index, *_BINDING):
        return
    person = _person_before(tree, before)
    if person is not None and person not in (edge.head, token.index):
        tree.move(Edge("participle", person, token.index, edge.marker if is_of_noun else ""))


def _person_before(tree: Tree, last: int) -> int | None:
    """ "The release of the citizen X,": whom a phrase with "of" names that ends at a word, or at the comma behind it."""
    last -= tree.tokens[last].text == ","
    word = tree.tokens[last]
    if word.pos not in ("NOUN", "PROPN"):
        return None
    for noun in (last, *(above.head for above in tree.ancestors(last))):
        own = tree.up(noun)
        if own is not None and own.role == "apposition" and not own.marker:
            own = tree.up(own.head)
        if own is not None and (own.role, own.marker) == ("nominal", "of"):
            return noun
        if own is None or own.role not in ("name", "compound", "title"):
            return None
    return None


_BINDING = ("subject", "passive subject", "object", "auxiliary", "passive auxiliary", "mark", "coordinator")
"""What a verb has that is no participle behind a noun."""

_DONE_TO_PEOPLE = DONE_TO | frozenset(
    """
    ambush bomb burn capture detain gun imprison jail lynch slaughter
    ambushed bombed burned burnt captured detained imprisoned jailed lynched massacred slaughtered
    """.split()
)
"""What is done to people, by lemma and by participle."""


def _is_done_to_people(word: Token) -> bool:
    return word.lemma in _DONE_TO_PEOPLE or word.text.lower() in _DONE_TO_PEOPLE


_TENURE = frozenset(
    "turn rule reign regime era term tenure presidency dictatorship government fall downfall toppling".split()
)
"""What somebody has in office, and the end of it."""


def relative_of_age(tree: Tree, token: Token) -> None:
    """ "X, 60, who had ruled since 1987": X ruled, and not his age."""
    edge = tree.up(token.index)
    if edge is None or edge.role != "relative" or tree.tokens[edge.head].pos != "NUM":
        return
    above, behind = tree.up(edge.head), edge.head + 1
    commas = [tree.tokens[i].text for i in (edge.head - 1, behind) if 0 <= i < len(tree.tokens)]
    if above is None or above.role not in ("nominal", "apposition", "number") or commas != [",", ","]:
        return
    if above.head < edge.head and tree.tokens[above.head].tag == "NNP":
        tree.move(Edge("relative", above.head, token.index, edge.marker))


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
