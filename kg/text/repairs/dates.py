"""Repairs of what a parser makes of dates: a subject, a head of a subject, a part of a name."""

from __future__ import annotations

from kg.model import Token
from kg.text.repairs.words import CALENDAR, TIMED, TIMES
from kg.text.tree import Edge, Tree


def is_date(tree: Tree, index: int) -> bool:
    """Whether a month or day name is the word or one of those below it."""
    below = (edge.dependent for edge in tree.edges(index, "nominal", "compound", "name", "number"))
    return any(tree.tokens[i].text.lower() in CALENDAR for i in (index, *below))


_AT = frozenset({"in", "at", "near", "outside"})
DEEDS = frozenset(
    "abduction assassination beheading execution kidnapping killing lynching murder shooting slaying".split()
)
"""Deeds of which somebody is whom they were done to, though a place or a date stand between."""


def of_date(tree: Tree, token: Token) -> None:
    """ "The killing on Thursday of a judge", "in Bonn last week of a judge": what stands behind a date is of the noun before it."""
    start = _start_of_date(tree, token)
    if start > 0 and tree.is_verb(start - 1):
        _of_verb_before_date(tree, start - 1, token.index)
        return
    noun = _of_setting(tree, start - 1) if start > 0 else -1
    if noun < 0 or tree.tokens[noun].pos != "NOUN" or tree.edges(token.index, "determiner", "number"):
        return  # "for survivors of the first year of the war"
    for edge in tree.edges(token.index, "nominal"):
        is_time = is_date(tree, edge.dependent) or tree.tokens[edge.dependent].lemma in TIMES  # "in May of that year"
        is_counted = tree.tokens[edge.dependent].pos == "NUM" or tree.edges(edge.dependent, "number")
        if edge.marker == "of" and edge.dependent > token.index and not (is_counted or is_time):
            tree.move(Edge("nominal", noun, edge.dependent, "of"))


_TRIED_FOR = frozenset({"of", "over", "for", "with"})


def _of_verb_before_date(tree: Tree, verb: int, date: int) -> None:
    """ "Was convicted on Friday of the murder of X": of what he was convicted, and no Friday of a murder."""
    above = tree.up(date)
    if above is None or (above.head, above.role) != (verb, "oblique") or tree.edges(date, "determiner", "number"):
        return
    for edge in tree.edges(date, "nominal"):
        word = tree.tokens[edge.dependent]
        is_time = word.text.lower() in CALENDAR or word.lemma in TIMES or word.pos == "NUM"
        if edge.marker in _TRIED_FOR and edge.dependent > date and not is_time:
            tree.move(Edge("oblique", verb, edge.dependent, edge.marker))


def _start_of_date(tree: Tree, token: Token) -> int:
    """Where "on Thursday", "last week" begins; 0 for what is no date of its own."""
    case = tree.first(token.index, "case")
    if case is not None:
        return case
    before = tree.tokens[token.index - 1].text.lower() if token.index else ""
    return token.index - 1 if before in ("last", "this") else 0


def _of_setting(tree: Tree, index: int) -> int:
    """ "The killing in Beirut": the deed that a name right behind it says the place of, else the word itself."""
    edge = tree.up(index)
    while edge is not None and edge.role == "name" and edge.head < index:
        index, edge = edge.head, tree.up(edge.head)
    is_place = edge is not None and edge.role == "nominal" and edge.marker in _AT and tree.tokens[index].pos == "PROPN"
    is_deed = is_place and edge is not None and edge.head < index and tree.tokens[edge.head].text.lower() in DEEDS
    return edge.head if edge is not None and is_deed else index


def of_place(tree: Tree, token: Token) -> None:
    """ "The killing in Beirut of a judge": what is of a deed stands behind its place, and places have nobody of theirs."""
    for edge in tree.edges(token.index, "nominal"):
        place = tree.tokens[edge.dependent]
        if edge.marker not in _AT or place.pos != "PROPN" or tree.edges(place.index, "determiner"):
            continue
        for below in tree.edges(place.index, "nominal"):
            if below.marker == "of" and below.dependent > place.index:
                tree.move(Edge("nominal", token.index, below.dependent, "of"))


def date_of_deed(tree: Tree, token: Token) -> None:
    """ "Condemned the storming of X by rebels on Sunday": right behind who did it a day is of the deed, and not of who condemns."""
    edge, case = tree.up(token.index), tree.first(token.index, "case")
    if edge is None or case is None or edge.role != "oblique" or edge.head > token.index:
        return
    deed = next((e.dependent for e in tree.edges(edge.head, "object") if e.dependent < case), None)
    if deed is None or tree.tokens[deed].pos != "NOUN" or max(tree.below(deed)) != case - 1:
        return
    if any(e.marker == "by" and max(tree.below(e.dependent)) == case - 1 for e in tree.edges(deed, "nominal")):
        tree.move(Edge("nominal", deed, token.index, edge.marker))


def date_in_relative(tree: Tree, token: Token) -> None:
    """ "The men who overthrew X two weeks ago gave …": a date right behind a clause that no comma ends is of that clause."""
    edge = tree.up(token.index)
    if edge is None or edge.role not in ("adverb", "oblique") or edge.head < token.index or not tree.is_verb(edge.head):
        return
    subjects = [e.dependent for e in tree.edges(edge.head, "subject", "passive subject")]
    inner = [e.dependent for s in subjects for e in tree.edges(s, "relative", "participle")]
    inner = [verb for verb in inner if verb < token.index and tree.is_verb(verb)]
    if inner and not any(t.text == "," for t in tree.tokens[inner[-1] : edge.head]):
        tree.move(Edge(edge.role, inner[-1], token.index, edge.marker))


def relative_of_day(tree: Tree, token: Token) -> None:
    """ "Buried four men on Wednesday who died in prison": whoever did so is no day."""
    edge = tree.up(token.index)
    for clause in tree.edges(token.index, "relative"):
        who = tree.first(clause.dependent, "subject", "passive subject")
        if edge is None or edge.role != "oblique" or who is None or tree.tokens[who].text.lower() != "who":
            continue
        before = [e.dependent for e in tree.edges(edge.head, "object", "passive subject", "subject")]
        before = [noun for noun in before if noun < token.index and tree.tokens[noun].pos in ("NOUN", "PROPN")]
        if before:
            tree.move(Edge("relative", max(before), clause.dependent))


def day_before_noun(tree: Tree, token: Token) -> None:
    """ "Stormed the town last Wednesday after clashes": a day says when it was stormed; only a length is so long after clashes."""
    edge = tree.up(token.index)
    if edge is None or edge.role != "nominal" or edge.marker or edge.head < token.index:
        return
    above = tree.up(edge.head)
    if above is not None and above.marker in TIMED and tree.is_verb(above.head) and above.head < token.index:
        tree.move(Edge("oblique", above.head, token.index))


def time_after(tree: Tree, token: Token) -> None:
    """ "Hours after a blast wounded nine": the blast, and not the hours, did so."""
    subject = tree.first(token.index, "subject")
    if subject is None or tree.tokens[subject].lemma not in TIMES:
        return
    if len(tree.edges(token.index, "subject")) > 1:
        tree.move(Edge("adverb", token.index, subject))  # "An hour later a second blast hit a lorry"
        return
    if tree.up(token.index) is None:
        start = min(tree.below(subject))
        # "On May 3, four years after the coup, soldiers shelled it": behind a comma they say no more than when.
        if start > 0 and tree.tokens[start - 1].text == ",":
            tree.move(Edge("oblique", token.index, subject))
        return  # "The day after the coup saw protests": a main clause, and the day is its subject
    for edge in tree.edges(subject, "nominal"):
        if edge.marker in ("after", "before") and subject < edge.dependent < token.index:
            tree.move(Edge("subject", token.index, edge.dependent))
            tree.move(Edge("adverb", token.index, subject))
            return


def time_before_clause(tree: Tree, token: Token) -> None:
    """ "On Thursday, a day after they ousted him, gunmen attacked": Thursday is of the main clause, as the comma shows."""
    edge = tree.up(token.index)
    mark = tree.first(token.index, "mark")
    if edge is None or edge.role != "adverbial" or edge.head < token.index or mark is None:
        return
    if tree.tokens[mark].text.lower() not in TIMED:
        return
    for below in tree.edges(token.index, "oblique"):
        last = max((t for t in tree.below(below.dependent) if tree.tokens[t].pos != "PUNCT"), default=below.dependent)
        if last < mark and any(word.text == "," for word in tree.tokens[last + 1 : mark]):
            tree.move(Edge("oblique", edge.head, below.dependent, below.marker))
