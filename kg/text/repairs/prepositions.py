"""Repairs of phrases with a preposition: of which word they are, and what the preposition belongs to."""

from __future__ import annotations

from kg.model import Token
from kg.text.repairs.dates import DEEDS, is_date
from kg.text.repairs.words import CALENDAR, TIMES
from kg.text.tree import Edge, Tree

_NO_DEEDS = frozenset(
    "second minute hour day week month year decade century generation time office power piece".split()
)
"""Spans of time for which, and states from or to which, something is done by somebody, which nobody does himself."""


_FROM = frozenset({"from", "out of", "in", "at", "on", "outside", "near", "inside", "into", "to", "behind"})
"""Prepositions before whose something is that it is done at or taken from."""


def agent_of_deed(tree: Tree, token: Token) -> None:
    """ "Took part in the overthrow of X by the army": nothing is done by anybody with an active verb; the overthrow is."""
    if tree.is_passive(token.index) or token.tag not in ("VBD", "VBZ", "VBP", "VB", "VBG"):
        return
    for edge in tree.edges(token.index, "agent"):
        before = [e.dependent for e in tree.edges(token.index, "object", "oblique") if e.dependent < edge.dependent]
        noun = max(before, default=None)
        if noun is not None and any(e.marker == "of" for e in tree.edges(noun, "nominal")):
            tree.move(Edge("nominal", noun, edge.dependent, "by"))


def agent(tree: Tree, token: Token) -> None:
    """ "Was taken from his home by soldiers", "shot on Friday by rebels": no home and no day is done by anyone.

    Nor is what somebody is "listed as" by others.
    """
    if token.tag != "VBN" or not tree.is_passive(token.index) or tree.agents(token.index):
        return
    how = [e.dependent for e in tree.edges(token.index, "open clause") if tree.tokens[e.dependent].tag == "JJ"]
    for edge in (e for word in how for e in tree.edges(word, "oblique", "agent") if e.marker == "by"):
        tree.move(Edge("oblique", token.index, edge.dependent, "by"))  # "shot dead by gunmen"
        return
    for hedge in tree.edges(token.index, "adverb"):  # "most likely by gunmen", "allegedly by the police"
        for edge in tree.edges(hedge.dependent, "oblique", "agent"):
            if edge.marker == "by":
                tree.move(Edge("agent", token.index, edge.dependent, "by"))
                return
    beside = [e for word in (token.index, *how) for e in tree.edges(word, "oblique", "object")]
    for edge in beside:  # "shot dead at his home by"
        noun = edge.dependent
        if edge.role == "object" and not is_date(tree, noun) and tree.tokens[noun].lemma not in TIMES:
            continue  # "was overthrown the following January by X"
        is_no_deed = (
            is_date(tree, noun)
            or tree.tokens[noun].pos == "PROPN"
            or (tree.first(noun, "possessor") is not None and edge.marker in _FROM)
            or (edge.marker in ("as", "with") and tree.tokens[noun].lemma not in DEEDS)  # "supplied with guns by X"
            or tree.tokens[noun].lemma in _NO_DEEDS
            or (
                edge.marker == "at"
                and any(e.marker == "in" and tree.tokens[e.dependent].pos == "PROPN" for e in tree.edges(noun))
            )
        )
        for below in tree.edges(noun, "nominal"):
            if is_no_deed and below.marker == "by" and noun > token.index:
                tree.move(Edge("oblique", token.index, below.dependent, "by"))
                return


_BORNE = frozenset(
    "rule misrule government administration leadership dictatorship domination control reign occupation stewardship".split()
)
"""What somebody has over others, who is named with "by" behind it."""


def of_rule(tree: Tree, token: Token) -> None:
    """ "A coup that ended three decades of rule by X": X ruled so long, and is nobody by whom it was ended."""
    if token.tag == "VBN" or tree.is_passive(token.index):
        return
    for edge in tree.edges(token.index, "agent", "oblique"):
        case = tree.first(edge.dependent, "case")
        if case is None or case <= token.index + 1 or tree.tokens[case].text.lower() != "by":
            continue
        noun = tree.tokens[case - 1]
        if noun.lemma in _BORNE and noun.tag == "NN" and token.index in (e.head for e in tree.ancestors(noun.index)):
            tree.move(Edge("nominal", noun.index, edge.dependent, "by"))


def thanks_to(tree: Tree, token: Token) -> None:
    """ "Held the town thanks to foreign troops": by their help, and nobody thanked them."""
    edge, to = tree.up(token.index), token.index + 1
    case = tree.up(to) if to < len(tree.tokens) and tree.tokens[to].text.lower() == "to" else None
    if edge is None or case is None or case.role != "case":
        return
    noun, phrase = case.head, tree.up(case.head)
    word = phrase.head if phrase is not None and edge.head == noun else edge.head
    for below in tree.edges(token.index, "compound"):  # "held the town thanks to them", "clung to power thanks to them"
        cases = [tree.tokens[e.dependent].text.lower() for e in tree.edges(token.index, "case")]
        tree.move(Edge("oblique" if cases else "object", word, below.dependent, " ".join(cases)))
        for own in tree.edges(token.index, "determiner", "modifier", "possessor", "case"):
            tree.move(Edge(own.role, below.dependent, own.dependent, own.marker))
    tree.move(Edge("oblique", word, noun, "thanks to"))
    tree.move(Edge("case", noun, token.index))


_MOVING = frozenset("defect switch desert cross go flee move turn pass transfer".split())


def from_one_to_another(tree: Tree, token: Token) -> None:
    """ "Defected from the army to the rebels": he went to them, and no army is to anybody."""
    if token.lemma not in _MOVING:
        return
    for edge in tree.edges(token.index, "oblique"):
        for below in tree.edges(edge.dependent, "nominal") if edge.marker == "from" else ():
            if below.marker == "to" and below.dependent > edge.dependent > token.index:
                tree.move(Edge("oblique", token.index, below.dependent, "to"))


_FREEING = frozenset("relieve strip rob deprive divest".split())


def relieved_of(tree: Tree, token: Token) -> None:
    """ "Relieved President X of his duties": he is relieved of them, and not their president."""
    whom = tree.first(token.index, "object", "passive subject") if token.lemma in _FREEING else None
    for edge in tree.edges(whom, "nominal") if whom is not None else ():
        if edge.marker == "of" and tree.edges(edge.dependent, "possessor") and edge.dependent > token.index:
            tree.move(Edge("oblique", token.index, edge.dependent, "of"))


_BLAMING = frozenset("blame accuse condemn denounce sanction thank".split())


_LAYING = frozenset({"lay", "put", "pin", "place"})


def blame_laid_on(tree: Tree, token: Token) -> None:
    """ "Laid the blame for the bombing on X": it is laid on X, and no bombing on him."""
    blame = tree.first(token.index, "object", "passive subject") if token.lemma in _LAYING else None
    on = [e for e in tree.edges(token.index, "oblique") if e.marker == "on"]
    if blame is None or tree.tokens[blame].lemma != "blame":
        return
    if any(tree.tokens[e.dependent].text.lower() not in CALENDAR for e in on):
        return
    for deed in (*tree.edges(token.index, "oblique"), *tree.edges(blame, "nominal")):
        on = [e for e in tree.edges(deed.dependent, "nominal") if e.marker == "on"] if deed.marker == "for" else []
        if on:
            tree.move(Edge("oblique", token.index, on[-1].dependent, "on"))


def blamed_for(tree: Tree, token: Token) -> None:
    """ "Blames X, based in Y, for the bombing": it is the blame that is for it, and no base."""
    if token.lemma not in _BLAMING:
        return
    whom = tree.first(token.index, "object", "passive subject")
    beside = [*tree.edges(token.index, "adverbial"), *(tree.edges(whom, "participle") if whom is not None else ())]
    for verb in (e.dependent for e in beside if tree.tokens[e.dependent].tag == "VBN" and e.dependent > token.index):
        for edge in tree.edges(verb, "oblique"):
            case = tree.first(edge.dependent, "case")
            if edge.marker in ("for", "of") and case is not None and tree.tokens[case - 1].text == ",":
                tree.move(Edge("oblique", token.index, edge.dependent, edge.marker))
    if token.lemma == "blame" and whom is not None:
        _blamed_on(tree, token)


def _blamed_on(tree: Tree, token: Token) -> None:
    """ "Blamed the attack on a bus, which killed ten, on X": what stands behind the comma says on whom."""
    last = [t.index for t in tree.tokens if t.index > token.index and t.text.lower() == "on" and t.tag == "IN"]
    case = tree.up(last[-1]) if last and tree.tokens[last[-1] - 1].text == "," else None
    if case is not None and case.role == "case" and tree.tokens[case.head].pos == "PROPN":
        tree.move(Edge("oblique", token.index, case.head, "on"))


_ANSWERING = frozenset({"respond", "react", "reply", "retaliate"})


def answered_with(tree: Tree, token: Token) -> None:
    """ "Responded to the coup with sanctions": with what somebody answers is of the verb, and not of what he answers."""
    if token.lemma not in _ANSWERING:
        return
    for answered in tree.edges(token.index, "oblique"):
        for edge in tree.edges(answered.dependent, "nominal") if answered.marker == "to" else ():
            if edge.marker in ("with", "by"):
                tree.move(Edge("oblique", token.index, edge.dependent, edge.marker))


_WHICH = frozenset({"WDT", "WP"})


def stranded(tree: Tree, token: Token) -> None:
    """ "The bloc which X and Y belong to", "the bloc to which X and Y belong": they do, and it is the bloc that they belong to."""
    above = tree.up(token.index)
    subjects = [e.dependent for e in tree.edges(token.index, "subject")]
    which = [e.dependent for e in tree.edges(token.index, "oblique") if tree.tokens[e.dependent].tag in _WHICH]
    if which and subjects and above is not None and above.role == "nominal" and above.head < which[0] < subjects[0]:
        tree.move(Edge("relative", above.head, token.index))
    asked = [
        e.dependent for e in tree.edges(token.index, "object", "subject") if tree.tokens[e.dependent].tag in _WHICH
    ]
    acting = [subject for subject in subjects if asked and asked[0] < subject < token.index]
    if not acting or acting[0] in asked:
        return
    is_object = asked[0] not in subjects  # "the town which they took over" is what they took
    for edge in tree.edges(token.index, "oblique", "adverb", "case", *(() if is_object else ("particle",))):
        word = tree.tokens[edge.dependent]
        if edge.dependent > token.index and word.tag in ("IN", "TO", "RP") and not tree.edges(edge.dependent):
            tree.move(Edge("case", asked[0], edge.dependent))
            tree.move(Edge("oblique", token.index, asked[0], word.text.lower()))
            return


def same_preposition(tree: Tree, token: Token) -> None:
    """ "Outside the headquarters of the police and outside the academy": the academy is one more of what stands behind the same
    preposition before it, and no more of the police."""
    edge = tree.up(token.index)
    if token.index == 0 or tree.tokens[token.index - 1].text.lower() not in ("and", "or") or edge is None:
        return
    mine = tree.up(edge.head) if edge.role == "case" else None
    if mine is None or mine.role != "conjunct" or mine.head > token.index:
        return
    word = token.text.lower()
    for noun in (mine.head, *(above.head for above in tree.ancestors(mine.head))):
        if any(tree.tokens[case.dependent].text.lower() == word for case in tree.edges(noun, "case")):
            if noun != mine.head:
                tree.move(Edge("conjunct", noun, edge.head, mine.marker))
            return
        if tree.is_verb(noun):
            return


_BEFORE_NOUN = frozenset({"modifier", "compound", "possessor", "title"})


def case_of_modifier(tree: Tree, token: Token) -> None:
    """ "Led by U.S.-based preacher X", "of the opposition Workers' Party": a preposition belongs to the noun of its phrase."""
    edge = tree.up(token.index)
    above = tree.up(edge.head) if edge is not None and edge.role == "case" else None
    if above is None or above.dependent < token.index:
        return
    while above.role in _BEFORE_NOUN and above.head > above.dependent:
        noun = above.head
        higher = tree.up(noun)
        if higher is None or tree.first(noun, "case") is not None:
            return
        above = higher
        if above.role not in _BEFORE_NOUN and above.head < token.index:
            word = token.text.lower()
            is_agent = word == "by" and tree.tokens[above.head].tag == "VBN"
            role = "agent" if is_agent else "oblique" if above.role == "object" else above.role
            tree.move(Edge("case", noun, token.index))
            tree.move(Edge(role, above.head, noun, word))
            return


def including(tree: Tree, token: Token) -> None:
    """ "Killed 22 people, including the envoy X" with X for what the people are: one of them."""
    case = tree.up(token.index)
    if case is None or case.role != "case":
        return
    name = case.head
    while (above := tree.up(name)) is not None and above.role in ("title", "compound") and above.head > name:
        name = above.head
    edge = tree.up(name)
    if name == case.head or edge is None or edge.role not in ("apposition", "object") or edge.head > token.index:
        return
    others = [e.dependent for e in tree.edges(edge.head, "object") if e.dependent < token.index]
    whole = edge.head if edge.role == "apposition" else next(iter(others), None)
    if whole is not None:
        tree.move(Edge("case", name, token.index))
        tree.move(Edge("nominal", whole, name, token.text.lower()))
