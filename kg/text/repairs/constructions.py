"""Repairs of constructions that a few words make: cars packed with it, one of many to whom it was done, turns that they took."""

from __future__ import annotations

import dataclasses

from kg.model import Token
from kg.text.repairs.dates import is_date
from kg.text.repairs.words import DONE_TO, TIMES
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


def another(tree: Tree, token: Token) -> None:
    """ "A bomb exploded in X and another in Y" with "and another" as one word before Y: another bomb, and it was in Y."""
    edge, behind = tree.up(token.index), token.index + 1
    case = tree.up(behind) if behind < len(tree.tokens) else None
    if edge is None or edge.role != "fixed" or tree.tokens[edge.head].tag != "CC" or edge.head != token.index - 1:
        return
    mine = tree.up(case.head) if case is not None and case.role == "case" and case.head > behind else None
    if case is not None and mine is not None and mine.role == "conjunct" and mine.head < edge.head:
        tree.move(Edge("conjunct", mine.head, token.index))
        tree.move(Edge("coordinator", token.index, edge.head))
        tree.move(Edge("nominal", token.index, case.head, tree.tokens[behind].text.lower()))


def laden(tree: Tree, token: Token) -> None:
    """ "A car packed with explosives blew up": the car did, whatever a parser makes of the verb behind its load."""
    tokens = tree.tokens
    case = tree.up(token.index + 1) if token.index + 1 < len(tokens) else None
    if case is None or case.role != "case" or tokens[case.dependent].text.lower() != "with" or case.head < token.index:
        return
    load = case.head
    verb = load + 1
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
    is_of_load = edge.head in (load, token.index, carrier) and carrier < token.index
    if not is_of_load or (verb > load + 1 and tokens[verb].tag == "VBN" and not is_helped):
        return
    top = carrier if carrier in {e.head for e in tree.ancestors(token.index)} else token.index
    tree.put_in_place_of(top, verb)
    tree.move(Edge("passive subject" if tree.is_passive(verb) and is_helped else "subject", verb, carrier))
    tree.move(Edge("participle", carrier, token.index))
    tree.move(Edge("oblique", token.index, load, "with"))
    for below in tree.edges(top):
        if below.dependent > verb:
            tree.move(Edge(below.role, verb, below.dependent, below.marker))


def stole(tree: Tree, token: Token) -> None:
    """ "The gang stole cigarettes from the shop" read as one long noun: the gang is who did it, the last noun what it took."""
    edge = tree.up(token.index)
    thieves = [e.dependent for e in tree.edges(token.index, "compound") if e.dependent < token.index]
    goods = tree.first(token.index, "object", "apposition")
    top = token.index
    if edge is not None and edge.role in ("compound", "modifier") and edge.head > token.index:
        top = goods = edge.head
        thieves += [e.dependent for e in tree.edges(goods, "compound", "modifier") if e.dependent < token.index]
    if not thieves or goods is None or tree.edges(token.index, "subject"):
        return
    above = tree.up(top)
    if top == goods and above is not None and above.role == "subject":  # "… stole cigarettes worth £1 million"
        top = above.head
    if top != token.index:
        tree.put_in_place_of(top, token.index)
    if top not in (goods, token.index):
        tree.move(Edge("modifier", goods, top))
    tree.move(Edge("subject", token.index, thieves[0]))
    tree.move(Edge("object", token.index, goods))
    for below in tree.edges(goods):
        if below.dependent < token.index:
            tree.move(Edge(below.role, thieves[0], below.dependent, below.marker))
    for noun in {goods, top} - {token.index}:
        for below in tree.edges(noun, "oblique", "nominal"):
            if below.marker not in ("", "of"):
                tree.move(Edge("oblique", token.index, below.dependent, below.marker))


def believed(tree: Tree, token: Token) -> None:
    """ "Gunmen believed to be bandits seized two doctors": they seized them, whatever a parser makes the bandits do.

    So did those "believed to be backed by X", "thought to belong to X".
    """
    tokens, first = tree.tokens, token.index + 3
    subject = tree.first(token.index, "subject", "passive subject")
    words = [word.text.lower() for word in tokens[token.index + 1 : first]]
    if subject is None or subject != token.index - 1 or len(words) < 2 or words[0] != "to":
        return
    if words[1] != "be":
        _believed_to_do(tree, token, subject)
        return
    is_done = first < len(tokens) and tokens[first].tag == "VBN"
    verb = next(
        (word.index for word in tokens[first + is_done :] if word.tag in ("VBD", "VBP", "VBN") or word.pos == "PUNCT"),
        first,
    )
    between = tokens[first:verb]
    if (
        not first < verb < len(tokens)
        or tokens[verb].pos != "VERB"
        or any(t.tag in ("WP", "WDT", "CC") for t in between)
    ):
        return
    noun = next((word.index for word in between if word.pos in ("NOUN", "PROPN") and tree.up(word.index)), None)
    above = (word.index for word in between if (up := tree.up(word.index)) and not first <= up.head < verb)
    top = first if is_done else next(above, noun)
    if noun is None or top is None or tree.is_passive(verb):
        return
    tree.put_in_place_of(token.index, verb)
    tree.move(Edge("subject", verb, subject))
    tree.move(Edge("participle", subject, token.index))
    tree.move(Edge("open clause", token.index, top))
    tree.move(Edge("mark", top, first - 2))
    tree.move(Edge("passive auxiliary" if is_done else "copula", top, first - 1))
    for edge in (*tree.edges(token.index), *tree.edges(top)):
        if edge.dependent > verb or (edge.dependent < subject and edge.role in ("oblique", "punctuation")):
            tree.move(Edge(edge.role, verb, edge.dependent, edge.marker))


def _believed_to_do(tree: Tree, token: Token, subject: int) -> None:
    """ "Attackers thought to belong to X opened fire": what is only said of them is no clause with another verb in it."""
    own = token.index + 2
    if tree.tokens[own].tag != "VB" or tree.edges(token.index, "auxiliary", "passive auxiliary"):
        return
    for edge in (*tree.edges(token.index, "clause", "conjunct", "adverbial"), *tree.edges(own, "clause", "conjunct")):
        verb = tree.tokens[edge.dependent]
        is_free = not tree.edges(verb.index, "subject", "passive subject", "mark", "coordinator", "auxiliary")
        between = tree.tokens[own + 1 : verb.index]
        if verb.index > own and verb.tag == "VBD" and is_free and all(t.pos not in ("PUNCT", "VERB") for t in between):
            tree.put_in_place_of(token.index, verb.index)
            tree.move(Edge("subject", verb.index, subject))
            tree.move(Edge("participle", subject, token.index))
            tree.move(Edge("open clause", token.index, own))
            for other in tree.edges(token.index):
                if other.dependent > verb.index or other.role == "punctuation":
                    tree.move(Edge(other.role, verb.index, other.dependent, other.marker))
            return


def in_turn(tree: Tree, token: Token) -> None:
    """ "X was in turn deposed by Y": what was done to X, and no turn that he was in."""
    copula, subject = tree.first(token.index, "copula"), tree.first(token.index, "subject")
    done = next((e.dependent for e in tree.edges(token.index, "participle") if e.dependent == token.index + 1), None)
    before = tree.tokens[token.index - 1].text.lower() if token.index else ""
    if copula is None or done is None or before != "in":
        return
    tree.put_in_place_of(token.index, done)
    tree.retag(dataclasses.replace(tree.tokens[done], pos="VERB", tag="VBN"))
    if tree.up(token.index) is not None:
        tree.detach(token.index)
    tree.move(Edge("passive auxiliary", done, copula))
    if subject is not None:
        tree.move(Edge("passive subject", done, subject))
    for edge in tree.edges(token.index):
        if edge.role not in ("case", "punctuation"):
            tree.move(Edge(edge.role, done, edge.dependent, edge.marker))
    tree.move(Edge("oblique", done, token.index, "in"))


def emphatic(tree: Tree, token: Token) -> None:
    """ "X deposed Y and was himself deposed": right before what was done, the word stands for nobody, and only stresses whom."""
    edge = tree.up(token.index)
    is_before = edge is not None and edge.head == token.index + 1 and tree.is_verb(edge.head)
    if edge is not None and is_before and edge.role in ("subject", "passive subject", "oblique", "object"):
        tree.move(Edge("adverb", edge.head, token.index))


def without_verb(tree: Tree, token: Token) -> None:
    """ "X seized power in March, Y in August and Z in December" with power and Y as what X seized: Y and Z are who did the same."""
    objects = [e.dependent for e in tree.edges(token.index, "object") if e.dependent > token.index]
    if len(objects) != 2 or tree.first(token.index, "subject") is None or tree.tokens[objects[1]].pos != "PROPN":
        return
    first, second = objects
    begin, end = min(tree.below(second)), max(tree.below(second))
    is_behind = (
        begin > first + 1 and tree.tokens[begin - 1].text == "," and not tree.edges(second, "coordinator", "conjunct")
    )
    times = [e for e in tree.edges(token.index, "oblique") if e.marker and is_date(tree, e.dependent)]
    if not is_behind or not any(first < time.dependent < begin for time in times):
        return
    after = next((time for time in times if tree.first(time.dependent, "case") == end + 1), None)
    if after is None:
        return
    tree.move(Edge("other", token.index, second))
    for edge in tree.edges(after.dependent, "conjunct"):
        if tree.tokens[edge.dependent].pos == "PROPN" and not edge.marker and not is_date(tree, edge.dependent):
            tree.move(Edge("other", token.index, edge.dependent))


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
