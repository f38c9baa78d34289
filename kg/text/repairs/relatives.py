"""Repairs of relative clauses: of whom they are said, where a parser hangs them on another word."""

from __future__ import annotations

from kg.model import Token
from kg.text.repairs.words import CALENDAR, TIMES
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


def whose(tree: Tree, token: Token) -> None:
    """ "X, whose Free Army had merged with Y": the army is his, where a parser takes "whose" for a part of the verb."""
    edge, noun = tree.up(token.index), token.index + 1
    is_of_noun = edge is not None and edge.role in ("possessor", "determiner") and not tree.is_verb(edge.head)
    if edge is None or is_of_noun or noun >= len(tree.tokens):
        return
    above = tree.up(noun)
    while above is not None and above.role in ("compound", "modifier", "name", "number") and above.head > token.index:
        noun, above = above.head, tree.up(above.head)
    if tree.tokens[noun].pos in ("NOUN", "PROPN") and noun not in [e.head for e in tree.ancestors(token.index)][1:]:
        tree.move(Edge("possessor", noun, token.index))


_NEAR = frozenset(
    {"near", "through", "to", "toward", "towards", "from", "outside", "inside", "into", "along", "past", "across"}
)
_NO_PLACES = TIMES | frozenset(
    {"time", "moment", "point", "stage", "period", "era", "night", "morning", "evening", "date"}
)


def when_of_place(tree: Tree, token: Token) -> None:
    """ "Were driving through the district of X, when a bomb went off": it went off as they drove, and no district is a time."""
    edge = tree.up(token.index)
    if edge is None or edge.role != "relative" or edge.head > token.index:
        return
    marks = [e.dependent for e in tree.edges(token.index, "adverb", "mark")]
    if not any(tree.tokens[mark].text.lower() == "when" for mark in marks):
        return
    noun, above = tree.tokens[edge.head], tree.up(edge.head)
    if above is None or noun.text.lower() in CALENDAR or noun.lemma in _NO_PLACES or noun.text.isdigit():
        return
    is_named = noun.pos == "PROPN" or any(
        e.marker == "of" and tree.tokens[e.dependent].pos == "PROPN" for e in tree.edges(noun.index, "nominal")
    )
    if above.marker not in _NEAR and not (above.marker in ("in", "at", "on") and is_named):
        return
    verb = next((e.head for e in tree.ancestors(noun.index) if tree.is_verb(e.head)), None)
    if verb is not None and verb < token.index:
        tree.move(Edge("adverbial", verb, token.index))


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
    owned = (
        subjects[1],
        *(e.dependent for e in tree.edges(subjects[1], "compound")),
    )  # "whose Ruritanian Army fighters"
    owners = [e.dependent for word in owned for e in tree.edges(word, "possessor")]
    whose = [owner for owner in owners if tree.tokens[owner].tag == "WP$"]
    main = next((e.dependent for e in tree.edges(token.index, "conjunct") if _is_main(tree, token.index, e)), None)
    if not whose or main is None:
        return
    tree.move(Edge("possessor", subjects[1], whose[0]))
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


def relative_as_clause(tree: Tree, token: Token) -> None:
    """ "Denied the attack in X on Sunday that killed ten" with the killing denied: "that" stands for the attack."""
    edge, subject = tree.up(token.index), tree.first(token.index, "subject")
    object_ = tree.first(token.index, "object")
    if edge is not None and edge.role == "adverbial" and object_ is not None and edge.head < object_ < token.index:
        _join_to_noun_before(tree, token, object_)
    if edge is None or edge.role != "clause" or subject is None or not edge.head < subject < token.index:
        return
    if tree.tokens[subject].tag != "WDT":
        return
    nouns = [t.index for t in tree.tokens[edge.head + 1 : subject] if _is_plain_part(tree, t)]
    if nouns:
        tree.move(Edge("relative", nouns[-1], token.index))


def relative_of_one(tree: Tree, token: Token) -> None:
    """ "A coalition of rebel groups which includes X" with the groups including X: what "includes" is said of is one."""
    edge, which = tree.up(token.index), tree.first(token.index, "subject", "passive subject")
    if edge is None or edge.role != "relative" or which is None or tree.tokens[which].tag != "WDT":
        return
    above = tree.up(edge.head)
    is_of_several = above is not None and (above.role, above.marker) == ("nominal", "of")
    helpers = tree.edges(token.index, "auxiliary", "passive auxiliary", "copula")
    finite = next((tree.tokens[e.dependent] for e in helpers), token)
    if above is None or not is_of_several or finite.tag != "VBZ":
        return
    if tree.tokens[edge.head].tag == "NNS" and tree.tokens[above.head].tag == "NN":
        tree.move(Edge("relative", above.head, token.index))


_REPORTING = frozenset({"say", "add", "state", "announce", "declare", "claim", "confirm"})


def said_in_writing(tree: Tree, token: Token) -> None:
    """ "Said on a website that it had carried out the attack" with a website carried out: "that" opens what is said."""
    edge = tree.up(token.index)
    above = tree.up(edge.head) if edge is not None and edge.role == "relative" else None
    if edge is None or above is None or above.role != "oblique" or tree.tokens[above.head].lemma not in _REPORTING:
        return
    if tree.edges(above.head, "clause") or tree.first(token.index, "subject", "passive subject") is None:
        return
    objects = [e.dependent for e in tree.edges(token.index, "object")]
    that = next((o for o in objects if tree.tokens[o].text.lower() == "that" and o < token.index), None)
    if that is not None and len(objects) > 1:
        tree.move(Edge("mark", token.index, that))
        tree.move(Edge("clause", above.head, token.index))


_SHARES = frozenset({"responsibility", "credit", "blame", "part", "role", "hand", "involvement"})


def relative_of_deed(tree: Tree, token: Token) -> None:
    """ "Claimed responsibility for an attack in X that killed ten" with "that" for the responsibility: it is for the attack."""
    edge = tree.up(token.index)
    if edge is None or edge.role != "relative" or tree.tokens[edge.head].lemma not in _SHARES:
        return
    deeds = [e.dependent for e in tree.edges(edge.head, "nominal") if tree.edges(e.dependent, "case")]
    deeds = [deed for deed in deeds if edge.head < deed < token.index]
    if deeds:
        tree.move(Edge("relative", deeds[0], token.index))


_BLOWS = frozenset(
    "ambush assault attack blast bombardment bombing explosion offensive raid shelling shooting siege strike airstrike".split()
)
_AIMED = frozenset({"on", "against", "at", "in", "near", "outside", "inside"})
_COST = frozenset("kill injure wound hurt maim leave claim displace destroy damage".split())


def relative_of_blow(tree: Tree, token: Token) -> None:
    """ "An attack on a hotel and a company in X, which killed ten": the attack did, and no company that it was aimed at."""
    edge = tree.up(token.index)
    if edge is None or edge.role != "relative" or token.lemma not in _COST or tree.tokens[edge.head].pos != "NOUN":
        return
    which = tree.first(token.index, "subject")
    if which is None or not tree.edges(token.index, "object"):
        return
    if tree.tokens[which].text.lower() != "which" or tree.tokens[which - 1].text != ",":
        return  # "a raid on a militia that killed ten"
    for above in tree.ancestors(edge.head):
        if above.role == "conjunct":
            continue
        if above.role not in ("nominal", "oblique") or above.marker not in _AIMED:
            return
        # A parser may hang what an attack is aimed at on the verb of which the attack is the object.
        blows = [above.head, *(e.dependent for e in tree.edges(above.head, "object") if above.role == "oblique")]
        struck = [noun for noun in blows if noun < edge.head and tree.tokens[noun].lemma in _BLOWS]
        if struck:
            tree.move(Edge("relative", struck[-1], token.index))
            return


def _join_to_noun_before(tree: Tree, token: Token, pronoun: int) -> None:
    """ "Set off explosives that he had strapped to himself": what "that" stands for is the noun right before it."""
    noun = tree.tokens[pronoun - 1]
    if tree.tokens[pronoun].tag == "WDT" and noun.tag in ("NN", "NNS"):
        tree.move(Edge("relative", noun.index, token.index))


def _is_plain_part(tree: Tree, token: Token) -> bool:
    """Whether a word is a noun, and no time, that a verb has as its object or beside it."""
    edge = tree.up(token.index)
    is_noun = token.tag in ("NN", "NNS") and token.text.lower() not in CALENDAR
    return is_noun and edge is not None and edge.role in ("object", "oblique")
