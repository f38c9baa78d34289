"""Repairs of whom or what something is done to, where a parser hangs them on another word, or on none."""

from __future__ import annotations

import dataclasses

from kg.model import Token
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


_GIVING = frozenset(
    """
    give offer hand lend send grant sell pay loan slip ship supply provide deliver donate bring furnish extend feed throw
    """.split()
)


_HANDING = frozenset({"give", "offer", "hand", "lend", "send", "grant", "sell", "pay"})
"""Those of them of which a name before bare "weapons" is whom they are given to: others "ship Northstar missiles"."""

_NAMES = frozenset({"NNP", "NNPS"})


def given(tree: Tree, token: Token) -> None:
    """ "Gave the rebels weapons", "gave Renamo $5m": to the rebels, and not weapons of a kind."""
    given = tree.first(token.index, "object")
    if token.lemma not in _GIVING or given is None or tree.first(token.index, "indirect object") is not None:
        return
    both = [e.dependent for e in tree.edges(token.index, "object")]
    if any(e.marker == "to" for e in (*tree.edges(token.index, "oblique"), *tree.edges(given, "nominal"))):
        return  # "sent Northstar missiles to the rebels"
    if (
        len(both) == 2
        and min(tree.below(both[0])) == token.index + 1
        and max(tree.below(both[0])) + 1 in tree.below(both[1])
    ):
        is_owned = bool(tree.edges(both[1], "possessor", "determiner", "number", "modifier"))
        is_owned &= tree.tokens[both[0]].pos in ("NOUN", "PROPN") and tree.tokens[both[1]].lemma not in TIMES
        if is_owned or _is_given(tree, both[1]):
            tree.move(
                Edge("indirect object", token.index, both[0])
            )  # "sends Ruritania €50m", "sells the army its jets", "lent the rebels two hundred soldiers"
        return
    for edge in tree.edges(given, "compound"):
        is_named = tree.tokens[edge.dependent].tag in _NAMES and _is_given(tree, given)
        is_named &= token.lemma in _HANDING or tree.tokens[given].text.lower() in _COUNTED
        is_several = tree.tokens[edge.dependent].tag in ("NNS", "NNPS")
        if (is_named or is_several) and edge.dependent == given - 1:
            tree.move(Edge("indirect object", token.index, edge.dependent))
            for article in tree.edges(given, "determiner"):
                tree.move(Edge("determiner", edge.dependent, article.dependent))


_GIVEN = frozenset(
    """
    advisers advisors aid aircraft ammunition arms artillery backing bases bullets camps cash cover drones equipment explosives
    fuel funding funds grenades guns gunships haven helicopters howitzers instructors intelligence jets launchers lorries
    missiles money mortars munitions planes protection refuge rifles rockets salaries sanctuary shells shelter subsidies
    support tanks trainers training trucks vehicles warplanes weaponry weapons
    """.split()
)
"""What somebody gives to others that no name stands before: "gave Renamo arms"."""


_COUNTED = frozenset(
    """
    dozens scores hundreds thousands millions billions tons tonnes truckloads planeloads shiploads shipments quantities amounts
    crates loads stocks
    """.split()
)
"""Nouns that only count what follows "of"."""


def _is_given(tree: Tree, noun: int) -> bool:
    """Whether a noun, or an amount of money, is what somebody gives to others that no name stands before.

    So are "dozens of rifles", "thousands of dollars".
    """
    word = tree.tokens[noun]
    is_counted = word.text.lower() in _COUNTED and any(e.marker == "of" for e in tree.edges(noun, "nominal"))
    return word.text.lower() in _GIVEN or is_counted or (word.tag == "$" and bool(tree.edges(noun, "number")))


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
    if token.text.lower() not in ("had", "has", "having"):
        return
    subject = tree.first(token.index, "subject")
    if subject is None or _is_helping(tree, token):
        _done_to_second(tree, token)
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


def _is_helping(tree: Tree, token: Token) -> bool:
    edge = tree.up(token.index)
    return edge is not None and edge.role == "auxiliary"


def _done_to_second(tree: Tree, token: Token) -> None:
    """The same with "had" as an auxiliary and two subjects: the second, behind it, is the one whom it was done to."""
    edge = tree.up(token.index)
    if edge is None or not _is_helping(tree, token) or not _is_ordered(tree.tokens[edge.head]):
        return
    both = (*tree.edges(token.index, "subject"), *tree.edges(edge.head, "subject", "passive subject"))
    subjects = [e.dependent for e in both]
    if len(subjects) != 2:
        return
    if subjects[0] < token.index < subjects[1] < edge.head:
        tree.move(Edge("subject", edge.head, subjects[0]))
        tree.move(Edge("object", edge.head, subjects[1]))


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


_WITH_OFF = frozenset({"fight", "beat", "fend", "hold", "stave", "ward", "set", "carry", "blow", "throw", "drive"})


def done_off(tree: Tree, token: Token) -> None:
    """ "Fought off the attempt" with "off" as a preposition: what was fought off, and nothing off which anybody fought."""
    off = token.index + 1
    if token.lemma not in _WITH_OFF or [(t.text.lower(), t.tag) for t in tree.tokens[off : off + 1]] != [("off", "IN")]:
        return
    case = tree.up(off)
    edge = tree.up(case.head) if case is not None and case.role == "case" else None
    if case is None or edge is None or edge.head != token.index or tree.edges(token.index, "object"):
        return
    tree.move(Edge("object", token.index, case.head))
    tree.move(Edge("particle", token.index, off))
