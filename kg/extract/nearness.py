"""How near a phrase is to a word of the same sentence, in clauses: whose date or place it is goes by that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.reading import Reading
from kg.text.syntax import View
from kg.text.tree import Edge

FAR = 99

OTHER_TIMES = frozenset({"before", "after", "until", "till", "since", "once", "following"})
"""Words that introduce a clause of another time than that of the clause above it, which may be about another place."""


def is_closer(token: int, trigger: int, others: Sequence[int], reading: Reading) -> bool:
    """Whether another trigger has the better claim to a phrase."""
    mine = _rank(trigger, token, reading.view)
    return any(_rank(other, token, reading.view) < mine for other in others if other != trigger)


def _rank(trigger: int, token: int, view: View) -> tuple[int, int, int]:
    is_inside = token in view.subtree(trigger) and not view.is_verb(trigger)
    return (0 if is_inside else 1 + distance(trigger, token, view), int(token < trigger), abs(token - trigger))


def distance(trigger: int, token: int, view: View) -> int:
    """0 in the same clause, then the number of clauses between; FAR when no clause holds both."""
    mine = view.clauses_up(trigger)
    theirs = view.clauses_up(token)
    is_under_noun = not view.is_verb(trigger) and token in view.subtree(trigger)
    if is_under_noun or theirs[0] == mine[0]:
        return 0
    if theirs[0] in mine:
        return mine.index(theirs[0])
    if mine[0] in theirs:
        edge = view.up(theirs[0])
        is_together = edge is not None and edge.role == "adverbial"  # "shot as he crossed a bridge on Friday"
        return theirs.index(mine[0]) + int(not is_together)
    common = next((c for c in theirs if c in mine), None)
    return FAR if common is None else mine.index(common) + theirs.index(common) + 2


def edges_apart(token: int, trigger: int, view: View) -> Iterator[Edge]:
    """Yield the edges up from a noun as long as a phrase stands below none of what they join; none for a phrase of its own."""
    if view.is_verb(trigger) or token in view.subtree(trigger):
        return
    for edge in view.ancestors(trigger):
        if token in view.subtree(edge.dependent):
            return
        yield edge


def is_of_purpose(token: int, trigger: int, reading: Reading) -> bool:
    """ "People marched in X on Sunday to condemn the bombing": day and place of the march, and the bombing was before it."""
    view = reading.view
    carrying = reading.matches.heads("supportVerb") - reading.matches.heads("isAftermath")
    for edge in edges_apart(token, trigger, view):
        if edge.role in ("adverbial", "open clause") and view.tokens[edge.dependent].tag == "VB":
            is_told = edge.role == "open clause" or edge.dependent in carrying  # "tried in May to carry out a bombing"
            return not is_told and view.is_verb(edge.head) and view.clause(token) == edge.head
    return False
