"""Repairs of clauses that hang on the wrong verb: told, tried, joined."""

from __future__ import annotations

from kg.model import Token
from kg.text.repairs.words import DONE_TO
from kg.text.tree import Edge, Tree


def as_clause(tree: Tree, token: Token) -> None:
    """ "Gunmen kill 23 as blast claims 11": a noun between "as" and a verb is the subject of that verb."""
    noun, mine = _noun_behind_as(tree, token), tree.up(token.index)
    theirs = tree.up(noun) if noun > 0 else None
    if mine is None or theirs is None or theirs.marker != "as" or theirs.role != "oblique":
        return
    own = tree.up(theirs.head)  # "was shot dead as his deputy took over"
    is_of_outcome = own is not None and (own.role, own.head) == ("open clause", mine.head)
    if theirs.head != mine.head and not is_of_outcome:
        return
    case = tree.first(noun, "case")
    is_clause = mine.role in ("parataxis", "conjunct", "clause", "adverbial")
    if is_clause and case is not None and not tree.edges(token.index, "subject", "mark"):
        tree.move(Edge("subject", token.index, noun))
        tree.move(Edge("adverbial", mine.head, token.index, "as"))
        tree.move(Edge("mark", token.index, case))


def _noun_behind_as(tree: Tree, verb: Token) -> int:
    """The noun right before a verb, or before the commas between which a name says who it is: "as his deputy, X, took over"."""
    before = verb.index - 1
    start = before - 1
    while start > 1 and tree.tokens[start].tag in ("NNP", "NNPS", "HYPH"):
        start -= 1
    if before < 1 or tree.tokens[before].text != "," or start == before - 1 or tree.tokens[start].text != ",":
        return before
    name = next((e for e in map(tree.up, range(start + 1, before)) if e is not None and e.head <= start), None)
    noun, edge = start - 1, tree.up(start - 1)
    while edge is not None and edge.role in ("conjunct", "apposition") and edge.head < noun:
        noun, edge = edge.head, tree.up(edge.head)
    if name is not None and name.dependent > start and edge is not None and edge.marker == "as":
        tree.move(Edge("apposition", noun, name.dependent))
    return noun


_TELLING = frozenset("announce declare say state report confirm claim add reveal tell inform write".split())
"""Verbs of which a clause with "that" tells what was said."""


def told(tree: Tree, token: Token) -> None:
    """ "Announced on television that X had been removed": told so by the verb, and no clause of the television."""
    edge = tree.up(token.index)
    if edge is None or edge.role not in ("participle", "relative") or tree.is_verb(edge.head):
        return
    marks = [tree.tokens[e.dependent] for e in tree.edges(token.index, "mark")]
    above = tree.up(edge.head)
    is_told_to = above is not None and above.role in ("oblique", "object", "indirect object")
    if above is None or not is_told_to or tree.tokens[above.head].lemma not in _TELLING:
        return
    is_that = any(mark.text.lower() == "that" and mark.tag == "IN" for mark in marks)
    is_told = is_that and tree.first(above.head, "clause") is None
    # "Told the politicians he was taking over": nobody else is told of by "he".
    is_bare = above.role == "indirect object" and not any(
        tree.tokens[i].tag in ("WDT", "WP") for i in range(edge.head, token.index)
    )
    if (is_told or is_bare) and tree.edges(token.index, "subject", "passive subject"):
        tree.move(Edge("clause", above.head, token.index))


def joined_behind_colon(tree: Tree, token: Token) -> None:
    """ "It has known worse: a lorry went off at the junction and killed 600": the lorry did, and nothing before the colon."""
    edge, tokens = tree.up(token.index), tree.tokens
    if token.tag != "VBD" or edge is None or edge.role != "conjunct" or not edge.head < token.index:
        return
    colon = next((t.index for t in reversed(tokens[edge.head : token.index]) if t.text in (":", ";")), None)
    if colon is None or not tree.edges(token.index, "coordinator") or tree.edges(token.index, "subject"):
        return
    verbs = [v for v in range(colon + 1, token.index) if tokens[v].tag == "VBD" and tree.edges(v, "subject")]
    if verbs and tree.is_verb(verbs[-1]) and token.index not in {e.head for e in tree.ancestors(verbs[-1])}:
        tree.move(Edge("conjunct", verbs[-1], token.index))


def joined_to_when(tree: Tree, token: Token) -> None:
    """ "Two soldiers were killed when rebels crept past a wall and attacked their post" with the soldiers as who attacked: what
    was done to somebody is not joined to a past tense with an object, which goes on with the clause behind "when"."""
    edge, tokens = tree.up(token.index), tree.tokens
    if token.tag != "VBD" or edge is None or edge.role != "conjunct" or not tree.edges(edge.head, "passive auxiliary"):
        return
    is_told = any(e.dependent > token.index for e in tree.edges(token.index, "object"))
    if not is_told or tree.edges(token.index, *_OPENS_CLAUSE) or not tree.edges(token.index, "coordinator"):
        return
    for verb in range(token.index - 1, edge.head, -1):
        above = tree.up(verb)
        if tokens[verb].tag != "VBD" or above is None or above.role != "adverbial":
            continue
        words = {tokens[e.dependent].text.lower() for e in tree.edges(verb, "mark", "adverb")}
        if words & _OF_DEED and tree.edges(verb, "subject"):
            tree.move(Edge("conjunct", verb, token.index))
        return


_OF_DEED = frozenset({"when", "as", "after"})
"""Words before the clause that tells by what deed something was done to somebody."""


def deed_as_modifier(tree: Tree, token: Token) -> None:
    """ "Gunmen fired on the bus and set it alight" with the firing as what tells which gunmen: a past tense right behind the
    subject of the one that it is joined to by "and" or "then" is the first of two things that they did."""
    edge, tokens = tree.up(token.index), tree.tokens
    if token.tag not in ("VBD", "VBN") or edge is None or edge.role != "participle" or edge.head != token.index - 1:
        return
    first = tree.up(edge.head)
    if first is None:
        _finite_behind_root(tree, token, edge.head)
    if (
        first is None
        or token.tag != "VBD"
        or first.role != "subject"
        or first.head < token.index
        or tokens[first.head].tag != "VBD"
    ):
        return
    last = tokens[first.head - 1].text.lower()
    if last in ("then", "and") and not tree.agents(token.index) and token.text.lower() not in DONE_TO:
        later, noun = first.head, edge.head
        above = tree.up(later)
        if above is None:
            tree.detach(token.index)
        else:
            tree.move(Edge(above.role, above.head, token.index, above.marker))
        tree.move(Edge("subject", token.index, noun))
        tree.move(Edge("conjunct", token.index, later))


def _finite_behind_root(tree: Tree, token: Token, noun: int) -> None:
    """ "Gunmen freed on Monday 15 of the students" with the freeing as what tells which gunmen, and no verb to it: what they did,
    since it has an object."""
    is_told = any(e.dependent > token.index for e in tree.edges(token.index, "object"))
    if not is_told or tree.agents(token.index) or tree.tokens[noun].tag != "NNS" or token.lemma in _GIVING:
        return
    if any(tree.is_verb(e.dependent) for e in tree.edges(noun) if e.dependent != token.index):
        return
    tree.detach(token.index)
    for other in tree.edges(noun, "punctuation"):
        tree.move(Edge(other.role, token.index, other.dependent))
    tree.move(Edge("subject", token.index, noun))


_GIVING = frozenset({"give", "pay", "offer", "award", "deny", "grant", "owe", "promise", "send", "show"})
"""Verbs of which the participle may keep an object: "men given weapons"."""


def joined_in_relative(tree: Tree, token: Token) -> None:
    """ "He named X, who lives abroad and leads the front": a present joined to a past goes on with the clause in the present."""
    edge = tree.up(token.index)
    if (
        edge is None
        or edge.role != "conjunct"
        or token.tag not in ("VBZ", "VBP")
        or tree.tokens[edge.head].tag != "VBD"
    ):
        return
    if tree.edges(token.index, "subject", "passive subject") or edge.head > token.index:
        return
    for verb in range(token.index - 1, edge.head, -1):
        above = tree.up(verb)
        if above is not None and above.role == "relative" and tree.tokens[verb].tag == token.tag:
            tree.move(Edge("conjunct", verb, token.index))
            return


def listed_verb(tree: Tree, token: Token) -> None:
    """ "Fighters rode into town, loaded pupils onto lorries and left" with the loading as when they rode: a past tense behind a
    comma, without a subject or a word that opens a clause, is one more thing that they did."""
    edge = tree.up(token.index)
    if edge is None or edge.role != "adverbial" or edge.head > token.index or token.tag not in ("VBD", "VBN"):
        return
    first, before = tree.tokens[edge.head], tree.tokens[token.index - 1]
    has_object = any(e.dependent > token.index for e in tree.edges(token.index, "object"))
    is_told = before.text == "," and first.tag in ("VBD", "VBN") and tree.first(first.index, "subject") is not None
    between = {t.text.lower() for t in tree.tokens[edge.head + 1 : token.index]}
    is_open = bool(tree.edges(token.index, *_OPENS_CLAUSE)) or not between.isdisjoint(_OPENERS)
    if is_told and (token.tag == "VBD" or has_object) and not is_open:
        tree.move(Edge("conjunct", edge.head, token.index))


_OPENS_CLAUSE = ("subject", "passive subject", "mark", "auxiliary", "passive auxiliary", "copula", "agent", "case")


_OPENERS = frozenset(
    "after before when while as because although though until once since that which who where if".split()
)
"""Words that open a clause, of which the verb may be where a parser has lost it."""


_TRYING = frozenset({"attempt", "bid", "effort", "plot", "try", "plan", "conspiracy"})
"""Nouns whose infinitive says what was tried."""


def attempt_of_object(tree: Tree, token: Token) -> None:
    """ "Led a failed bid in March to topple X": it is the bid that is to topple X."""
    edge = tree.up(token.index)
    if token.tag != "VB" or edge is None or edge.role not in ("open clause", "adverbial", "participle"):
        return
    if not any(tree.tokens[mark.dependent].tag == "TO" for mark in tree.edges(token.index, "mark")):
        return
    for tried in tree.edges(edge.head, "object"):
        if edge.head < tried.dependent < token.index and tree.tokens[tried.dependent].lemma in _TRYING:
            tree.move(Edge("participle", tried.dependent, token.index))
            return


def perfect_apart(tree: Tree, token: Token) -> None:
    """ "India has for months equipped the guerrillas": what it has done, though a phrase of time stands between."""
    edge = tree.up(token.index)
    if edge is not None and edge.role == "auxiliary":
        for other in tree.edges(token.index, "subject", "oblique", "adverb"):
            tree.move(Edge(other.role, edge.head, other.dependent, other.marker))
    if token.text.lower() not in ("has", "have", "had") or tree.edges(token.index, "object", "auxiliary"):
        return
    for edge in tree.edges(token.index, "oblique"):
        if edge.marker not in ("for", "since", "over", "in") or edge.dependent < token.index:
            continue
        for below in tree.edges(edge.dependent, "participle"):
            verb = below.dependent
            if verb != edge.dependent + 1 or tree.tokens[verb].tag not in ("VBN", "VBD"):
                continue
            if tree.up(token.index) is None:
                tree.detach(verb)
            else:
                tree.put_in_place_of(token.index, verb)
            for other in tree.edges(token.index):
                tree.move(Edge(other.role, verb, other.dependent, other.marker))
            tree.move(Edge("auxiliary", verb, token.index))
            return
