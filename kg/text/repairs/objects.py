"""Repairs of whom or what something is done to, where a parser hangs them on another word, or on none."""

from __future__ import annotations

import dataclasses

from kg.model import Token
from kg.text.repairs.dates import is_date
from kg.text.repairs.words import INTRANSITIVE, NOMINAL, TIMES
from kg.text.tree import Edge, Tree


def particle(tree: Tree, token: Token) -> None:
    """ "Forced out X": a particle taken for a preposition belongs to the verb right before it, and X is done to.

    In "packed him off to London" it belongs to the verb as well.
    """
    edge, verb = tree.up(token.index), token.index - 1
    phrase = tree.up(edge.head) if edge is not None and edge.role == "case" else None
    him = tree.up(verb)
    if phrase is not None and him is not None and (him.role, him.head) == ("object", phrase.head):
        tree.move(Edge("particle", phrase.head, token.index))
        return
    if edge is None or phrase is None or phrase.role != "oblique" or phrase.head != verb:
        return
    if not tree.is_passive(verb) and tree.first(verb, "object") is None:
        tree.move(Edge("particle", verb, token.index))
        tree.move(Edge("object", verb, edge.head))


def second_object(tree: Tree, token: Token) -> None:
    """ "Killed himself and four guards": a noun right behind an object and "and" is one more object, and no clause.

    So is the other of "crushed his rival, and with him a peace".
    """
    edge = tree.up(token.index)
    if edge is None or edge.role != "conjunct" or not tree.is_verb(edge.head) or tree.edges(token.index, "copula"):
        return
    own = tree.first(edge.head, "object")
    if own is None or not edge.head < own < token.index:
        return
    between = tree.tokens[own + 1 : token.index]
    joint = next((t.index for t in between if t.tag == "CC"), None)
    if joint == own + 2 and between[0].text == "," and tree.tokens[joint + 1].text.lower() == "with":
        joint, between = own + 1, [t for t in between if t.tag not in (",", "PRP")]
    if token.tag == "NN" and not any(t.tag in ("DT", "CD", "JJ", "PRP$", "JJS") for t in between):
        return  # "support the customers and help …", where a parser takes the verb for a noun
    if joint == own + 1 and all(t.tag in ("CC", "DT", "CD", "JJ", "PRP$", "RB", "IN", "JJS", "NN") for t in between):
        tree.move(Edge("conjunct", own, token.index, edge.marker))


_LENGTHS = frozenset(
    {"night", "morning", "bit", "lot", "way", "foot", "mile", "yard", "metre", "meter", "kilometre", "km"}
)
"""Nouns that stand right behind a verb and say how far or how much."""


_LEADING = frozenset({"DT", "CD", "JJ", "PRP$", "NN", "NNP", "HYPH"})
"""Tags of what stands before the last noun of a phrase."""


def object_right_behind(tree: Tree, token: Token) -> None:
    """ "Claimed another 25 lives shortly after noon", "pulled 23 travellers off buses" with the lives or the travellers hung on
    what stands behind them: a noun right behind a verb that lacks an object is what it is done to."""
    clauses = tree.edges(token.index, "clause", "open clause", "copula")
    if tree.is_passive(token.index) or any(tree.tokens[e.dependent].pos != "NUM" for e in clauses):
        return
    own = tree.up(token.index)
    if token.pos != "VERB" or token.tag == "VBN" or (own is not None and own.role in ("modifier", "compound", "case")):
        return  # "was a commander", "the following month", "located 50 km south of it"
    objects = {e.dependent for e in tree.edges(token.index, "object")}
    place, tokens = token.index + 1, tree.tokens
    while place < len(tokens) and tokens[place].tag in _LEADING:
        place += 1
    is_noun = place < len(tokens) and tokens[place].tag in ("NNS", "NNPS")
    place = place if is_noun else place - 1
    if place <= token.index or tokens[place].pos not in ("NOUN", "PROPN") or tokens[token.index + 1].tag == "NNP":
        return
    edge = tree.up(place)
    is_lent = (
        edge is not None
        and edge.head > place
        and edge.role in ("nominal", "other", "oblique", "modifier")
        and not edge.marker
    )
    if edge is None or not is_lent or is_date(tree, place) or tokens[place].lemma in TIMES | _LENGTHS:
        return  # "began 12 days ago", "fled two hours later"
    case = tree.first(edge.head, "case")
    if objects == {edge.head} and case is not None and place < case < edge.head:
        tree.move(Edge("oblique", token.index, edge.head, tokens[case].text.lower()))
    elif objects:
        return
    tree.move(Edge("object", token.index, place))


_GIVING = frozenset({"give", "offer", "hand", "lend", "send", "grant", "sell", "pay"})


_NAMES = frozenset({"NNP", "NNPS"})


def given(tree: Tree, token: Token) -> None:
    """ "Gave the rebels weapons", "gave Renamo $5m": to the rebels, and not weapons of a kind."""
    given = tree.first(token.index, "object")
    if token.lemma not in _GIVING or given is None or tree.first(token.index, "indirect object") is not None:
        return
    both = [e.dependent for e in tree.edges(token.index, "object")]
    if (
        len(both) == 2
        and min(tree.below(both[0])) == token.index + 1
        and max(tree.below(both[0])) + 1 in tree.below(both[1])
    ):
        is_owned = bool(tree.edges(both[1], "possessor", "determiner")) and tree.tokens[both[0]].pos in (
            "NOUN",
            "PROPN",
        )
        if (tree.tokens[both[0]].pos == "PROPN" and _is_given(tree, both[1])) or is_owned:
            tree.move(
                Edge("indirect object", token.index, both[0])
            )  # "sends Ruritania €50m", "sells the army its jets"
        return
    for edge in tree.edges(given, "compound"):
        is_named = tree.tokens[edge.dependent].tag in _NAMES and _is_given(tree, given)
        if (is_named or tree.tokens[edge.dependent].tag in ("NNS", "NNPS")) and edge.dependent == given - 1:
            tree.move(Edge("indirect object", token.index, edge.dependent))
            for article in tree.edges(given, "determiner"):
                tree.move(Edge("determiner", edge.dependent, article.dependent))


_GIVEN = frozenset(
    """
    advisers aid ammunition arms bases camps cash drones fuel funds guns instructors jets missiles money refuge rifles rockets
    sanctuary shelter support tanks training weapons
    """.split()
)
"""What somebody gives to others that no name stands before: "gave Renamo arms"."""


def _is_given(tree: Tree, noun: int) -> bool:
    """Whether a noun, or an amount of money, is what somebody gives to others that no name stands before."""
    word = tree.tokens[noun]
    return word.text.lower() in _GIVEN or (word.tag == "$" and bool(tree.edges(noun, "number")))


_GETTING = frozenset({"get", "receive", "provide", "supply"})
"""Verbs beside those of giving of which somebody says how much is given or got each year."""


_PER_TIME = frozenset({"year", "month", "week", "day"})


def given_each_year(tree: Tree, token: Token) -> None:
    """ "Gives X $600m a year in military aid": given in aid by the verb, and no year in aid."""
    if token.lemma not in _GIVING | _GETTING:
        return
    for time in tree.edges(token.index, "oblique"):
        is_each = tree.tokens[time.dependent].lemma in _PER_TIME and not time.marker
        article = tree.first(time.dependent, "determiner")
        if is_each and article is not None and tree.tokens[article].text.lower() in ("a", "each", "every"):
            for edge in tree.edges(time.dependent, "nominal"):
                if edge.marker in ("in", "to", "for", "from"):
                    tree.move(Edge("oblique", token.index, edge.dependent, edge.marker))


_DONE_TO = ("object", "passive subject", "subject")


def what_they_call(tree: Tree, token: Token) -> None:
    """ "Bombed what the army called rebel targets", "hit what it said were depots": the targets are bombed, by whatever name."""
    edge, calling = tree.up(token.index), tree.first(token.index, "relative")
    if edge is None or calling is None or not tree.is_verb(edge.head) or edge.role not in _DONE_TO:
        return
    called = [e for e in tree.edges(calling, "object", "open clause", "clause", "oblique") if e.dependent > calling]
    named = next((e.dependent for e in called if e.role != "oblique" or e.marker == "as"), None)
    if named is None or tree.tokens[named].pos not in NOMINAL:
        return
    callers = [e.dependent for e in tree.edges(calling, "subject", "passive subject")]
    if (not callers or token.index in callers) and not tree.is_passive(calling):
        return  # "did what makes sense"
    tree.move(Edge(edge.role, edge.head, named))
    tree.move(Edge("parataxis", edge.head, calling))
    tree.move(Edge("other", calling, token.index))
    for case in tree.edges(named, "case", "copula"):
        tree.move(Edge("other", calling, case.dependent))


_TAKING = frozenset({"take", "takes", "took", "taking", "hold", "holds", "held", "holding"})


_LEAVING = frozenset({"leave", "leaves", "left", "leaving"})
_LEFT_WITHIN = 7
"""Words from "left" to "dead" in "left at least 14 young police recruits dead"."""


def left_dead(tree: Tree, token: Token) -> None:
    """ "A bomb left three policemen dead and two wounded": what they were left as, whatever comes behind it."""
    edge = tree.up(token.index)
    before = tree.tokens[max(0, token.index - _LEFT_WITHIN) : token.index]
    verb = next((t.index for t in reversed(before) if t.pos in ("VERB", "AUX")), None)
    if edge is None or verb is None or tree.tokens[verb].text.lower() not in _LEAVING or edge.head == verb:
        return
    is_counted = any(t.index > verb and (t.pos == "NUM" or t.tag == "NNS") for t in before)
    if is_counted and verb not in (e.dependent for e in tree.edges(token.index)):
        tree.move(Edge("open clause", verb, token.index))


def hostage(tree: Tree, token: Token) -> None:
    """ "Bandits took 80 students hostage": the students are taken, whatever kind of hostage a parser makes of them."""
    edge = tree.up(token.index)
    above = None if edge is None else tree.up(edge.head)
    if edge is not None and above is not None and (edge.role, edge.marker, above.role) == ("nominal", "of", "object"):
        _number_of_hostages(tree, token, edge, above)
    if edge is None or edge.role != "object":
        return
    is_taking = tree.tokens[edge.head].text.lower() in _TAKING
    taken = [e.dependent for e in tree.edges(token.index, "compound")]
    taken = [t for t in taken if tree.tokens[t].tag in ("NNS", "NNPS") or (is_taking and tree.tokens[t].tag == "NN")]
    if taken:
        tree.move(Edge("object", edge.head, taken[-1]))
        tree.move(Edge("open clause", edge.head, token.index))


def _number_of_hostages(tree: Tree, token: Token, edge: Edge, above: Edge) -> None:
    """ "They took dozens of people hostage": the same behind a number that is a noun."""
    taken = [e.dependent for e in tree.edges(token.index, "compound") if tree.tokens[e.dependent].tag == "NNS"]
    if not taken or tree.tokens[above.head].text.lower() not in _TAKING:
        return
    tree.move(Edge("nominal", edge.head, taken[-1], edge.marker))
    for case in tree.edges(token.index, "case"):
        tree.move(Edge("case", taken[-1], case.dependent))
    tree.move(Edge("open clause", above.head, token.index))


def others_beside(tree: Tree, token: Token) -> None:
    """ "Killed a minister in the government and 19 other people": they are beside the minister, and no other governments."""
    edge = tree.up(token.index)
    is_own = edge is not None and edge.role == "modifier"
    others = edge.head if edge is not None and is_own else token.index
    joint = tree.up(others)
    phrase = None if joint is None or joint.role != "conjunct" else tree.up(joint.head)
    if joint is None or phrase is None or phrase.role != "nominal" or not tree.edges(others, "number"):
        return
    above = tree.up(phrase.head)
    is_one = tree.tokens[joint.head].tag in ("NN", "NNP") and not tree.edges(joint.head, "number")
    if is_one and above is not None and above.role in _DONE_TO and tree.tokens[phrase.head].tag in ("NN", "NNS"):
        tree.move(Edge("conjunct", phrase.head, others))


def result(tree: Tree, token: Token) -> None:
    """ "Gunmen shot dead an elder": whom the adjective seems to govern is done to by the verb."""
    edge = tree.up(token.index)
    if edge is None or tree.tokens[edge.head].lemma in INTRANSITIVE:
        return  # "died aged 82"
    if edge.role == "open clause" and edge.head == token.index - 1:
        found = [e for e in tree.edges(token.index, "oblique") if not tree.edges(e.dependent, "case") and not e.marker]
        found = [e for e in found if tree.tokens[e.dependent].pos in NOMINAL and token.text.lower() == "dead"]
        for below in (*tree.edges(token.index, "object"), *found[:1]):
            tree.move(Edge("object", edge.head, below.dependent))
            # "Shot dead a couple and their children": the second is no clause of its own.
            for other in tree.edges(edge.head, "conjunct"):
                if tree.tokens[other.dependent].tag in ("NN", "NNS") and below.dependent < other.dependent:
                    tree.move(Edge("conjunct", below.dependent, other.dependent, other.marker))


def had_done(tree: Tree, token: Token) -> None:
    """ "The general had the president arrested": he did so, through others."""
    subject = tree.first(token.index, "subject")
    if token.text.lower() not in ("had", "has", "having") or subject is None:
        return
    for edge in tree.edges(token.index, "open clause", "clause", "conjunct", "object"):
        if edge.role == "object":
            below = tree.edges(edge.dependent, "participle")
            done, whom = (below[0].dependent if below else -1), edge.dependent
        else:
            done = edge.dependent
            own = tree.first(done, "subject", "passive subject")
            whom = own if own is not None else tree.first(token.index, "object") or -1
        if not token.index < whom < done or not _is_ordered(tree.tokens[done]) or tree.agents(done):
            continue
        if tree.edges(done, "auxiliary", "passive auxiliary", "object", "mark"):
            continue
        if edge.role == "object":
            tree.move(Edge("open clause", token.index, done))
        tree.put_in_place_of(token.index, done)
        tree.move(Edge("auxiliary", done, token.index))
        tree.move(Edge("subject", done, subject))
        tree.move(Edge("object", done, whom))
        for other in tree.edges(token.index, "oblique", "adverbial", "punctuation"):
            tree.move(Edge(other.role, done, other.dependent, other.marker))
        return


_ORDERED = frozenset(
    """
    arrested detained jailed imprisoned removed deposed ousted overthrown stripped placed put locked flown handcuffed
    bundled dismissed expelled executed murdered assassinated hanged seized taken driven shut confined
    """.split()
)
"""Participles of what is done on somebody's order."""


def _is_ordered(word: Token) -> bool:
    """Whether a participle is of what somebody has others do, so that "had him arrested" tells of no harm of his own."""
    return word.tag in ("VBN", "VBD") and word.text.lower() in _ORDERED


def reflexive_owner(tree: Tree, token: Token) -> None:
    """ "Declared himself president": he did so to himself, whose president nobody is."""
    edge = tree.up(token.index)
    above = tree.up(edge.head) if edge is not None and edge.role == "possessor" else None
    if edge is None or above is None or above.role != "object" or above.head != token.index - 1:
        return
    tree.move(Edge("object", above.head, token.index))
    tree.move(Edge("open clause", above.head, edge.head))


_OF_CLAUSE = ("subject", "passive subject", "copula", "auxiliary", "object", "open clause", "clause")


def that_deed(tree: Tree, token: Token) -> None:
    """ "Claimed that raid as well" with the raid as what is said to be the case: that raid is claimed."""
    noun, verb = token.index + 1, token.index - 1
    edge = tree.up(noun) if 0 < noun < len(tree.tokens) else None
    if edge is None or (edge.role, edge.head) != ("clause", verb) or tree.edges(noun, *_OF_CLAUSE):
        return
    if tree.tokens[noun].tag not in ("NN", "VBG"):
        return
    tree.move(Edge("object", verb, noun))
    tree.move(Edge("determiner", noun, token.index))
    tree.retag(dataclasses.replace(tree.tokens[noun], pos="NOUN", tag="NN"))


def unmarked_object(tree: Tree, token: Token) -> None:
    """ "Shot dead a couple and their children" with the couple as a time or a measure: they were shot."""
    after = tree.tokens[token.index + 1].text.lower() if token.index + 1 < len(tree.tokens) else ""
    if after != "dead" or tree.is_passive(token.index) or tree.edges(token.index, "object"):
        return
    for edge in tree.edges(token.index, "oblique"):
        noun = tree.tokens[edge.dependent]
        if edge.dependent > token.index and not edge.marker and noun.pos == "NOUN" and noun.lemma not in TIMES:
            tree.move(Edge("object", token.index, edge.dependent))
            return
