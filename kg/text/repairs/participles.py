"""Repairs of participles that only say which noun is meant: of whom, and whose subject they took."""

from __future__ import annotations

from kg.model import Token
from kg.text.repairs.relatives import is_of_somebody
from kg.text.repairs.words import DONE_TO, PARTING
from kg.text.tree import Edge, Tree


def told_by_other(tree: Tree, token: Token) -> None:
    """ "Gunmen made off with X, the agency said" with the gunmen as who says it: a past form right behind them is what they did."""
    edge = tree.up(token.index)
    who = tree.up(edge.head) if edge is not None and edge.role == "participle" and token.tag == "VBD" else None
    if edge is None or who is None or who.role != "subject" or edge.head != token.index - 1:
        return
    if len(tree.edges(who.head, "subject")) > 1 and who.head > token.index:
        tree.move(Edge("subject", token.index, edge.head))
        tree.move(Edge("clause", who.head, token.index))


def missing_subject(tree: Tree, token: Token) -> None:
    """ "Soldiers led by X seized power", "officers calling themselves Y seized power": a participle took the subject of
    the finite verb behind it; give it back."""
    if token.tag not in ("VBD", "VBZ", "VBP"):
        return
    if tree.edges(token.index, "subject", "passive subject"):
        return
    for edge in tree.edges(token.index, "adverbial", "clause", "clausal subject", "parataxis"):
        thief = tree.tokens[edge.dependent]
        if thief.index > token.index or tree.edges(thief.index, "mark", "auxiliary", "passive auxiliary"):
            continue
        subject = tree.first(thief.index, "subject", "passive subject")
        # "They went up the stairs" has a subject of its own: a past form is a participle only where somebody does it.
        is_participle = thief.tag == "VBN" or (thief.tag == "VBD" and tree.agents(thief.index))
        is_modified = is_participle and bool(tree.edges(thief.index, "oblique", "agent"))
        is_doing = thief.tag == "VBG" and bool(tree.edges(thief.index, "object", "oblique"))
        if subject is not None and subject < thief.index and (is_modified or is_doing):
            tree.move(Edge("subject", token.index, subject))
            tree.move(Edge("participle", subject, thief.index))
            return


def reduced(tree: Tree, token: Token) -> None:
    """ "Workers kidnapped in May have been freed": of two verbs that nothing joins, the first says which workers."""
    before = [e.dependent for e in tree.edges(token.index, "subject") if e.dependent < token.index]
    if not before or tree.edges(token.index, "auxiliary") or (tree.edges(token.index, "object") and token.tag != "VBG"):
        return
    subject = before[-1]  # "hours later, a bicycle left against a wall blew up" with the hours left as well
    if token.tag != "VBN" and tree.edges(token.index, "clause"):
        return
    for edge in tree.edges(token.index, "conjunct", "open clause", "adverbial", "clause"):
        helpers = [e.dependent for e in tree.edges(edge.dependent, "auxiliary", "passive auxiliary")]
        is_joined = tree.edges(edge.dependent, "coordinator", "subject", "passive subject", "mark")
        # "X, held since May, was freed": what two commas set apart.
        is_apart = tree.tokens[token.index - 1].text == "," and token.tag in ("VBD", "VBN")
        if edge.dependent < token.index or (helpers and tree.tokens[helpers[0]].tag in ("VBG", "VB")):
            continue  # "when asked about it, nine said so", "he arrived, having fled"
        is_told = edge.role == "clause" and token.tag == "VBN"  # "workers kidnapped in May have been freed, he said"
        # "Relatives of those shot in the mosque were waiting", with the waiting as how they were shot.
        is_how = edge.role == "adverbial" and token.tag == "VBN" and tree.tokens[(helpers or [-1])[0]].tag in _FINITE
        is_finite = helpers and (edge.role == "conjunct" or is_told or is_how)
        is_finite = is_finite and (is_apart or tree.tokens[helpers[0] - 1].pos != "PUNCT")
        if helpers and tree.tokens[helpers[0] - 1].pos == "NUM":  # "two died and more than 60 were hurt"
            is_joined = is_joined or tree.edges(helpers[0] - 1, "coordinator")
        if is_joined or not (is_finite or _is_told_at_once(tree, token.index, edge.dependent)):
            continue
        tree.put_in_place_of(token.index, edge.dependent)
        role = "passive subject" if tree.edges(edge.dependent, "passive auxiliary") else "subject"
        tree.move(Edge(role, edge.dependent, subject))
        tree.move(Edge("participle", _kin_of(tree, subject, token.index), token.index))
        return


_KIN = frozenset(
    "relative family funeral body remains mother father wife widow friend colleague coffin name parent photograph".split()
)


def _kin_of(tree: Tree, subject: int, end: int) -> int:
    """ "Relatives of the 50 people shot in X were waiting": it is those people who were shot, right before a word."""
    if tree.tokens[subject].lemma not in _KIN:
        return subject
    of = [e.dependent for e in tree.edges(subject, "nominal") if e.marker == "of" and e.dependent == end - 1]
    return next((noun for noun in of if tree.tokens[noun].pos == "NOUN"), subject)


_FINITE = ("VBD", "VBP", "VBZ", "MD")
"""Tags of the verbs that a clause of its own begins with."""


def _is_told_at_once(tree: Tree, first: int, second: int) -> bool:
    """ "A bomb hidden in a taxi went off": whether nothing parts two verbs of which the other is in the past tense."""
    between = tree.tokens[first + 1 : second]
    is_participle = tree.tokens[first].tag in ("VBD", "VBN", "VBG") and tree.tokens[second].tag == "VBD"
    before = tree.tokens[second - 1]
    is_year = before.text.isdigit() and len(before.text) == 4
    is_participle = is_participle and (before.pos != "NUM" or is_year)  # not "rose from nine reported in May to ten"
    is_participle = is_participle and PARTING.isdisjoint(t.text.lower() for t in between)
    return is_participle and not any(t.pos in ("PUNCT", "CCONJ") for t in between)


def before_noun(tree: Tree, token: Token) -> None:
    """ "Hours after mutinying soldiers detained him" with soldiers mutinied by somebody: they did so, and detained him."""
    noun, doing = token.index - 1, token.index - 2
    if token.tag != "VBD" or doing < 0 or tree.edges(token.index, "subject", "passive subject", "auxiliary"):
        return
    word, edge, above = tree.tokens[doing], tree.up(noun), tree.up(doing)
    is_object = edge is not None and (edge.role, edge.head) == ("object", doing)
    if word.tag != "VBG" or tree.tokens[noun].tag != "NNS" or not is_object or above is None:
        return
    if above.role not in _LOOSE or not tree.edges(doing, "mark") or tree.edges(noun, "determiner"):
        return
    tree.put_in_place_of(doing, token.index)
    for own in tree.edges(doing, "mark", "oblique"):
        tree.move(Edge(own.role, token.index, own.dependent, own.marker))
    tree.move(Edge("subject", token.index, noun))
    tree.move(Edge("modifier", noun, doing))


_LOOSE = ("conjunct", "adverbial", "parataxis")
"""How a parser hangs a verb of which it does not know what to make."""


def reduced_beside(tree: Tree, token: Token) -> None:
    """ "Three weeks after soldiers angered by the war drove X out" with X driven out by nobody: of two verbs that nothing joins
    the first says which soldiers, though both hang on a third."""
    edge = tree.up(token.index)
    bound = ("subject", "passive subject", "passive auxiliary", "auxiliary", "coordinator", "mark")
    if token.tag != "VBD" or edge is None or edge.role not in _LOOSE or tree.edges(token.index, *bound):
        return
    for beside in tree.edges(edge.head, "adverbial", "clause", "conjunct"):
        first = tree.tokens[beside.dependent]
        subject = tree.first(first.index, "subject")
        if first.tag != "VBN" or not edge.head < first.index < token.index or subject is None or subject > first.index:
            continue
        if tree.edges(first.index, "object", "auxiliary", "passive auxiliary"):
            continue
        if max(tree.below(first.index)) == token.index - 1 and _is_told_at_once(tree, first.index, token.index):
            for other in tree.edges(first.index):
                if other.dependent < subject and other.role in ("mark", "oblique", "coordinator"):
                    tree.move(Edge(other.role, token.index, other.dependent, other.marker))
            tree.move(Edge(beside.role, edge.head, token.index, beside.marker))
            tree.move(Edge("subject", token.index, subject))
            tree.move(Edge("participle", subject, first.index))
            return


_BINDING = ("subject", "passive subject", "object", "auxiliary", "passive auxiliary", "mark", "coordinator")
"""What a verb has that is no participle behind a noun."""


_TENURE = frozenset(
    "turn rule reign regime era term tenure presidency dictatorship government fall downfall toppling".split()
)
"""What somebody has in office, and the end of it."""


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
        if not (is_of_somebody(noun) or noun.text.lower() in _TENURE):
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


_DONE_TO_PEOPLE = DONE_TO | frozenset(
    """
    ambush bomb burn capture detain gun imprison jail lynch slaughter
    ambushed bombed burned burnt captured detained imprisoned jailed lynched massacred slaughtered
    """.split()
)
"""What is done to people, by lemma and by participle."""


def _is_done_to_people(word: Token) -> bool:
    return word.lemma in _DONE_TO_PEOPLE or word.text.lower() in _DONE_TO_PEOPLE
