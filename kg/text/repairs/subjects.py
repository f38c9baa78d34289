"""Repairs of verbs that lack a subject: who it is where a parser hangs him on another verb, or the verb on him."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Token
from kg.text.repairs.dates import is_date
from kg.text.repairs.words import INTRANSITIVE, NOMINAL, TIMED, TIMES
from kg.text.tree import Edge, Tree


def headless_noun(tree: Tree, token: Token) -> None:
    """ "Mali's government announced on Tuesday that …" read as a noun with a reduced relative: make it a clause."""
    if token.relation != "root" or tree.edges(token.index, "copula"):
        return
    if any(
        tree.is_verb(e.dependent) and tree.edges(e.dependent, "subject") for e in tree.edges(token.index, "parataxis")
    ):
        return
    for edge in tree.edges(token.index, "participle"):
        verb = tree.tokens[edge.dependent]
        has_clause = tree.edges(verb.index, "clause", "object", "adverbial", "open clause") or (
            # "The generals forced out X": what follows the particle is no circumstance, since nothing introduces it.
            tree.edges(verb.index, "particle")
            and any(not e.marker and e.dependent > verb.index for e in tree.edges(verb.index, "oblique"))
        )
        has_clause = has_clause or _is_done_with_particle(tree, verb)
        # "Men fired on his car but missed.": two verbs in the past tense tell what they did.
        has_clause = has_clause or any(
            tree.tokens[e.dependent].tag == "VBD" and tree.edges(e.dependent, "coordinator")
            for e in tree.edges(verb.index, "conjunct")
            if verb.tag == "VBD" and not tree.edges(e.dependent, "passive auxiliary", "subject")
        )
        # "Two bombs exploded in Kabul.": nobody explodes them in this sentence, and the noun is no heading.
        is_done_alone = verb.lemma in INTRANSITIVE or verb.text.lower() in INTRANSITIVE
        is_active = not tree.edges(verb.index, "agent", "passive auxiliary")
        if verb.tag in ("VBN", "VBD") and (has_clause or is_done_alone) and is_active:
            tree.detach(verb.index)
            tree.move(Edge("subject", verb.index, token.index))
            return


def _is_done_with_particle(tree: Tree, verb: Token) -> bool:
    """ "Guerrillas set off a bomb.", "Gunmen made off with a car.": whether a past form and its particle tell what they did."""
    place = verb.index + 1
    edge = tree.up(place) if place < len(tree.tokens) and tree.tokens[place].tag == "RP" else None
    if edge is None:
        return False
    phrase = tree.up(edge.head) if edge.role == "case" else None
    if phrase is not None and (phrase.role, phrase.head) == ("oblique", verb.index):
        return True
    is_told = edge.role == "particle" and tree.tokens[-1].text == "."
    return is_told and tree.tokens[place + 1].text.lower() == "with"


def passive_subject(tree: Tree, token: Token) -> None:
    """ "After he fled, the judge was shot": a noun before a passive verb without subject, hung on another verb."""
    auxiliary = tree.first(token.index, "passive auxiliary") if token.tag == "VBN" else None
    if auxiliary is None or tree.edges(token.index, "subject", "passive subject"):
        return
    for last in _ends_before(tree, auxiliary):
        for noun in (last, *(edge.head for edge in tree.ancestors(last))):
            edge, word = tree.up(noun), tree.tokens[noun]
            is_timed = edge is not None and _opens_clause(tree, edge, token.index)
            if (
                edge is None
                or not (edge.role in ("parataxis", "other", "fixed") or is_timed)
                or word.relation == "expl"
            ):
                continue
            if word.pos in NOMINAL and max(tree.below(noun)) == last:
                tree.move(Edge("passive subject", token.index, noun))
                if is_timed:
                    tree.move(Edge("adverbial", edge.head, token.index, edge.marker))
                return


def doer_as_done_to(tree: Tree, token: Token) -> None:
    """ "Gunmen on a motorcycle shot dead the imam" with the gunmen shot: a past form without auxiliary that has an object."""
    if token.tag not in ("VBN", "VBD") or tree.edges(token.index, "passive auxiliary", "auxiliary", "agent"):
        return
    edge = tree.up(token.index)
    if edge is not None and edge.role == "conjunct" and tree.edges(edge.head, "passive auxiliary"):
        return  # "Two were killed and one shot three times": the auxiliary is that of the verb before
    if not any(e.dependent > token.index for e in tree.edges(token.index, "object")):
        return
    for passive in tree.edges(token.index, "passive subject"):
        if passive.dependent < token.index:
            tree.move(Edge("subject", token.index, passive.dependent))


def _opens_clause(tree: Tree, edge: Edge, verb: int) -> bool:
    """ "It has been so since X, its founder, was toppled": a phrase of time whose noun and a bare verb hang on one word."""
    above = tree.up(verb)
    return edge.role == "oblique" and edge.marker in TIMED and above is not None and above.head == edge.head


def _ends_before(tree: Tree, verb: int) -> Iterator[int]:
    """Where a noun phrase before a verb may end: right before it, or before what two commas set apart."""
    last = verb - 1
    while last >= 0 and tree.tokens[last].text == ",":
        last -= 1
    yield last
    if last < verb - 1:
        comma = next((t.index for t in reversed(tree.tokens[:last]) if t.text == ","), 0)
        if comma:
            yield comma - 1


def subject_of_time(tree: Tree, token: Token) -> None:
    """ "Cut its aid after Colonel X ousted the president" with the aid cut after X: it was cut after he did so.

    So it was where it was cut "on Tuesday, a day after Colonel X ousted the president".
    """
    above = tree.up(token.index)
    if token.tag != "VBD" or above is None or above.head > token.index:
        return
    if tree.edges(
        token.index, "subject", "passive subject", "passive auxiliary", "clausal subject", "mark", "coordinator"
    ):
        return
    for last in _ends_before(tree, token.index):
        for noun in (last, *(edge.head for edge in tree.ancestors(last))):
            edge = tree.up(noun)
            case = tree.first(noun, "case")
            marker = (
                edge.marker
                if edge is not None and (edge.marker or case is None)
                else tree.tokens[case or 0].text.lower()
            )
            if edge is None or not _says_when(tree, edge, above.head) or marker not in TIMED:
                continue
            end = max(index for index in tree.below(noun) if tree.tokens[index].pos != "PUNCT")
            if tree.tokens[noun].pos not in NOMINAL or end != last or case is None or is_date(tree, noun):
                break
            between = [e for e in tree.edges(above.head, "oblique") if last < e.dependent < token.index]
            tree.move(Edge("subject", token.index, noun))
            tree.move(Edge("mark", token.index, case))
            tree.move(Edge("adverbial", above.head, token.index, edge.marker))
            for aside in between:  # "since the guard, under General X, overthrew Y"
                tree.move(Edge("nominal", noun, aside.dependent, aside.marker))
            return


def _says_when(tree: Tree, edge: Edge, verb: int) -> bool:
    """Whether a noun behind a preposition hangs on a verb, or on how long after something the verb was done."""
    if edge.head == verb:
        return edge.role in ("oblique", "object")
    return edge.role == "nominal" and edge.head > verb and tree.tokens[edge.head].lemma in TIMES


def subject_of_joined(tree: Tree, token: Token) -> None:
    """ "They arrested her in the capital, and General X became head of a council": X did, and is no other capital."""
    above = tree.up(token.index)
    if token.tag not in ("VBD", "VBZ") or above is None or above.head > token.index or not tree.is_verb(above.head):
        return
    if above.role not in ("adverbial", "parataxis", "conjunct") or tree.agents(token.index):
        return
    if tree.edges(token.index, "subject", "passive subject", "clausal subject", "mark", "coordinator", "adverb"):
        return
    for last in _ends_before(tree, token.index):
        noun = next(
            (i for i in _heads_from(tree, last) if (e := tree.up(i)) is not None and e.role == "conjunct"), None
        )
        edge = tree.up(noun) if noun is not None else None
        if noun is None or edge is None:
            continue
        inside = tree.below(noun)
        joint = min(index for index in inside if tree.tokens[index].pos != "PUNCT")
        is_next = max(inside) == token.index - 1  # "X backs Y and Z backs them"
        is_opening = tree.tokens[joint].tag == "CC" and (tree.tokens[joint - 1].text == "," or is_next)
        is_phrase = tree.tokens[noun].pos in NOMINAL and above.head < edge.head and max(inside) < token.index
        if is_opening and is_phrase and tree.tokens[edge.head].pos in NOMINAL and not tree.edges(noun, "case"):
            role = "passive subject" if tree.edges(token.index, "passive auxiliary") else "subject"
            tree.move(Edge(role, token.index, noun))
            tree.move(Edge("coordinator", token.index, joint))
            tree.move(Edge("conjunct", above.head, token.index))
            return


def object_before_joined(tree: Tree, token: Token) -> None:
    """ "X supports General Y and Z backs the militia": of two names that seem to do the second the first is object of the other."""
    above = tree.up(token.index)
    if (
        above is None
        or above.role != "conjunct"
        or not tree.is_verb(above.head)
        or tree.edges(token.index, "coordinator")
    ):
        return
    first = tree.first(token.index, "subject")
    joined = [e.dependent for e in tree.edges(first, "conjunct")] if first is not None else []
    if first is None or len(joined) != 1 or tree.edges(above.head, "object", "clause", "passive auxiliary"):
        return
    second = tree.below(joined[0])
    is_between = min(tree.below(first)) == above.head + 1 and max(second) == token.index - 1
    joint = tree.first(joined[0], "coordinator")
    if is_between and joint is not None and min(second) == joint:
        tree.move(Edge("object", above.head, first))
        tree.move(Edge("subject", token.index, joined[0]))
        tree.move(Edge("coordinator", token.index, joint))


def _heads_from(tree: Tree, index: int) -> Iterator[int]:
    """A word and the words above it."""
    yield index
    yield from (edge.head for edge in tree.ancestors(index))
