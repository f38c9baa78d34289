"""Repairs of how a sentence opens: who acts, where a date, a place or a description stands before him."""

from __future__ import annotations

from kg.model import Token
from kg.text.repairs.words import CALENDAR, NOMINAL, TIMES
from kg.text.tree import Edge, Tree


def subject_after_comma(tree: Tree, token: Token) -> None:
    """ "According to reports, X and his driver were abducted": what a comma parts from the opening phrase is no part of it."""
    if token.tag not in ("VBN", "VBD") or tree.edges(token.index, "subject", "passive subject", "clausal subject"):
        return
    is_passive = bool(tree.edges(token.index, "passive auxiliary"))
    if token.tag == "VBN" and not is_passive:
        return
    opening = tree.edges(token.index, "oblique")
    # "Last month in Ruritania, General X sent …": a phrase beside the time that opens the sentence.
    inner = [e for edge in opening if edge.dependent < token.index for e in tree.edges(edge.dependent, "nominal")]
    for edge in (*opening, *inner):
        members = [e.dependent for e in tree.edges(edge.dependent, "conjunct") if e.dependent < token.index]
        # "In Syria, Colonel X seized …", read as if Syria were he.
        apposed = [e.dependent for e in tree.edges(edge.dependent, "apposition") if tree.edges(e.dependent, "title")]
        members = members or [named for named in apposed if named < token.index]
        # "In the third attack, five soldiers and a guard lost …", read as if they were the attack.
        members = [*_people_beside(tree, edge.dependent, token.index), *members]
        first = members[0] if edge.dependent < token.index and edge.marker and members else None
        if first is None or tree.edges(first, "case", "coordinator"):
            continue
        start = min(index for index in tree.below(first) if tree.tokens[index].pos != "PUNCT")
        if tree.tokens[start - 1].text != ",":
            continue
        tree.move(Edge("passive subject" if is_passive else "subject", token.index, first))
        for other in members[1:]:
            tree.move(Edge("conjunct", first, other))
        return


def _people_beside(tree: Tree, noun: int, end: int) -> list[int]:
    """The plural with a number that seems another word for a noun that is no plural: nothing is several."""
    beside = [e.dependent for e in tree.edges(noun, "apposition") if noun < e.dependent < end]
    is_one = tree.tokens[noun].tag in ("NN", "NNP")
    return [i for i in beside[:1] if is_one and tree.tokens[i].tag == "NNS" and tree.edges(i, "number")]


_SHARING = frozenset({"conjunct", "relative", "participle", "open clause"})
"""What a verb is to another whose subject it shares."""


def subject_behind_opening(tree: Tree, token: Token) -> None:
    """ "On July 17, 1980, General X, with help from abroad, deposed Y" with X as what the date is called: X deposed Y.

    So did all of "X and other officers" of whom a parser leaves only the last to the verb.
    """
    edge = tree.up(token.index)
    if token.tag not in ("VBD", "VBZ", "VBP") or (edge is not None and edge.role in _SHARING):
        return
    if tree.edges(token.index, "passive subject", "clausal subject", "passive auxiliary"):
        return
    subject = tree.first(token.index, "subject")
    end = token.index
    if subject is not None:
        end = min(tree.below(subject))
        end -= tree.tokens[end].tag != "CC"  # the coordinator hangs on the subject, or on the verb
        if subject > token.index or end < 1 or tree.tokens[end].text.lower() != "and":
            return
    for opening in tree.edges(token.index, "oblique"):
        noun = _behind_comma(tree, opening.dependent, end) if opening.dependent < end else None
        if noun is None or (subject is not None and max(tree.below(noun)) != end - 1):
            continue
        mine = tree.up(noun)
        others = tree.edges(mine.head, "conjunct") if mine is not None and mine.role == "conjunct" else ()
        tree.move(Edge("subject", token.index, noun))
        for other in others:
            if noun < other.dependent < end:
                tree.move(Edge("conjunct", noun, other.dependent))
        if subject is not None:
            tree.move(Edge("conjunct", noun, subject))
        return


_LEVELS = 3
"""Steps from the head of an opening phrase down to a name that a comma parts from it."""


def _behind_comma(tree: Tree, top: int, end: int) -> int | None:
    """The phrase without a preposition that stands behind a comma in an opening phrase, and is a name or of people told of."""
    level = [top]
    for _ in range(_LEVELS):
        inner = [
            e for head in level for e in tree.edges(head, "nominal", "apposition", "conjunct") if e.dependent < end
        ]
        for edge in inner:
            word, noun = tree.tokens[edge.dependent], edge.dependent
            if edge.marker or word.pos not in NOMINAL - {"NUM", "SYM"} or tree.edges(noun, "case", "coordinator"):
                continue
            start = min(index for index in tree.below(noun) if tree.tokens[index].pos != "PUNCT")
            is_time = word.lemma in TIMES or tree.tokens[start].text.lower() in CALENDAR
            if tree.tokens[start - 1].text == "," and not is_time and _is_name_or_titled(tree, noun):
                return noun
        level = [edge.dependent for edge in inner]
    return None


def _is_name_or_titled(tree: Tree, noun: int) -> bool:
    """Whether a noun is "he", a name with a title, or one joined to others: "in Cairo, Egypt, …" holds places alone."""
    if tree.tokens[noun].pos == "PRON":
        return True
    is_joined = tree.edges(noun, "conjunct") or any(
        e.dependent > noun
        for e in tree.edges(tree.up(noun).head, "conjunct")  # type: ignore[union-attr]
    )
    return bool(tree.edges(noun, "title") or is_joined)


def introduced_subject(tree: Tree, token: Token) -> None:
    """ "A day before the blast, grenades wounded two", "in the café, ten bodies were found": what a preposition introduces, or says
    how long before, does nothing where a comma parts it from who does."""
    subjects = [e for e in tree.edges(token.index, "subject", "passive subject") if e.dependent < token.index]
    for edge in subjects[:-1]:
        case, start = tree.first(edge.dependent, "case"), min(tree.below(subjects[-1].dependent))
        if case is None or case > edge.dependent or tree.tokens[case].tag != "IN":
            continue
        if not any(t.text == "," for t in tree.tokens[edge.dependent : start + 1]):
            continue
        tree.move(Edge("oblique", token.index, edge.dependent, tree.tokens[case].text.lower()))
        for time in subjects[:-1]:
            if time.dependent == case - 1 and tree.tokens[time.dependent].lemma in TIMES:
                tree.move(Edge("oblique", token.index, time.dependent))
