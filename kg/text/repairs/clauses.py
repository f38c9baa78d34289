"""Repairs of clauses that hang on the wrong verb: told, tried, and what came of a deed."""

from __future__ import annotations

from kg.model import Token
from kg.text.repairs.words import PARTING
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


def first_of_clauses(tree: Tree, token: Token) -> None:
    """ "They said that X had been removed, the law suspended and the cabinet dissolved" with the first said only of the last: all
    were said."""
    edge = tree.up(token.index)
    that = tree.first(token.index, "mark")
    if edge is None or edge.role != "adverbial" or edge.head < token.index or that is None:
        return
    above = tree.up(edge.head)
    is_said = above is not None and above.role == "clause" and above.head < that
    is_finite = token.tag == "VBD" or tree.edges(token.index, "auxiliary", "passive auxiliary")
    if len(tree.edges(token.index, "mark")) != 1 or not is_finite or tree.edges(token.index, "adverb"):
        return  # "that while it has not fallen yet, it is close to it"
    if not any(t.tag == "CC" for t in tree.tokens[token.index : edge.head]):
        return
    if is_said and tree.tokens[that].text.lower() == "that" and not tree.edges(edge.head, "mark"):
        last = edge.head
        tree.put_in_place_of(last, token.index)
        tree.move(Edge("conjunct", token.index, last))


def reported_result(tree: Tree, token: Token) -> None:
    """ "Rebels ambushed a convoy, killing ten, police said": the killing is the rebels', and police only say so."""
    edge = tree.up(token.index) if token.tag == "VBG" else None
    if edge is None or edge.role != "adverbial" or edge.head < token.index:
        return
    if tree.edges(token.index, "auxiliary", "mark", "subject"):
        return  # "Although they were fighting, police said"
    told = [e.dependent for e in tree.edges(edge.head, "clause", "parataxis") if e.dependent < token.index]
    above = tree.up(edge.head)
    if not told and above is not None and above.head < token.index and tree.is_verb(above.head):
        told = [above.head]
    speakers = tree.edges(edge.head, "subject")
    if told and speakers and speakers[0].dependent > token.index:
        tree.move(Edge("adverbial", told[-1], token.index))


def result_of_main(tree: Tree, token: Token) -> None:
    """ "Bombs went off at funerals for those killed on Tuesday, leaving 25 dead": the bombs did, and not the killing before."""
    edge = tree.up(token.index) if token.tag == "VBG" and tree.tokens[token.index - 1].text == "," else None
    if edge is None or edge.role not in ("adverbial", "participle") or edge.head > token.index:
        return
    theirs = tree.up(edge.head)
    if theirs is None or theirs.role != "participle" or tree.tokens[edge.head].tag not in ("VBN", "VBD"):
        return
    if tree.edges(token.index, "mark", "subject") or tree.first(token.index, "object") is None:
        return
    verb = next((e.head for e in tree.ancestors(theirs.head) if tree.is_verb(e.head)), None)
    if verb is not None and verb < theirs.head and tree.first(verb, "subject", "passive subject") is not None:
        tree.move(Edge("adverbial", verb, token.index))


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


def clause_of_place(tree: Tree, token: Token) -> None:
    """ "They died when a post near X, a town, came under fire" with the post as a clause of its own: it came under fire."""
    edge = tree.up(token.index)
    if token.tag != "VBD" or edge is None or edge.role != "conjunct" or edge.head > token.index:
        return
    if tree.edges(token.index, "subject", "passive subject", "coordinator", "mark"):
        return
    for verb in (edge.head, *(e.dependent for e in tree.edges(edge.head, "conjunct") if e.dependent < token.index)):
        for clause in tree.edges(verb, "adverbial"):
            noun = clause.dependent
            opening = [
                e for e in tree.edges(noun, "adverb", "mark") if tree.tokens[e.dependent].text.lower() in PARTING
            ]
            is_bare = tree.tokens[noun].pos == "NOUN" and not tree.edges(
                noun, "copula", "subject", "participle", "case"
            )
            if opening and is_bare and verb < noun < token.index:
                tree.move(Edge("adverbial", verb, token.index, clause.marker))
                tree.move(Edge("subject", token.index, noun))
                for other in opening:
                    tree.move(Edge(other.role, token.index, other.dependent))
                return


def attempt(tree: Tree, token: Token) -> None:
    """ "The plot to overthrow X failed": of two subjects the one right after an infinitive is what that is done to."""
    subjects = tree.edges(token.index, "subject", "passive subject")
    if len(subjects) != 2 or subjects[1].dependent > token.index:
        return
    first, second = subjects[0].dependent, subjects[1].dependent
    begin = min(tree.below(second), default=second)
    verb = begin - 1
    edge = tree.up(verb)
    if edge is None or edge.head != first or tree.tokens[verb].tag != "VB" or tree.first(verb, "object") is not None:
        return
    if any(tree.tokens[mark.dependent].tag == "TO" for mark in tree.edges(verb, "mark")):
        tree.move(Edge("object", verb, second))


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
