"""Whom a deed overtook at what they did: "the soldiers were travelling north when a bomb exploded and rebels opened fire"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.doers import is_means
from kg.extract.reading import Reading
from kg.model import Argument

_PEOPLE = ("Person", "StateForce", "ArmedGroup", "PrivateMilitaryCompany")
_STATES = frozenset({"way", "patrol", "duty", "guard", "prayer", "board", "foot", "road", "leave", "work"})
"""What people are on or at, where no verb says what they did: "was on his way home", "were on patrol"."""


def overtaken(deed: int, reading: Reading) -> Iterator[Argument]:
    """Yield those whom a deed told behind "when" came upon, as the clause before it tells what they were doing."""
    view = reading.view
    clause = view.clause(deed)
    edge = view.up(clause)
    while edge is not None and edge.role == "conjunct":  # "when a bomb exploded and rebels opened fire"
        clause, edge = edge.head, view.up(edge.head)
    if edge is None or edge.role != "adverbial" or edge.head > clause or not _is_when(clause, reading):
        return
    above = next((head for head in _upwards(edge.head, reading) if _is_going_on(head, reading)), None)
    if above is None or view.is_negated(above):
        return
    for token in view.subjects(above):
        mention = reading.mentions.get(token)
        if mention is None or mention.kind == "pronoun":
            continue
        is_vehicle = reading.is_a(mention, ("Facility",)) and is_means(mention, reading)
        if is_vehicle or reading.is_a(mention, _PEOPLE):
            yield Argument("target", mention, "")


def _upwards(head: int, reading: Reading) -> Iterator[int]:
    """A word and what it is a purpose of: "was on his way to work when a bomb exploded"."""
    yield head
    edge = reading.view.up(head)
    if edge is not None and reading.view.tokens[head].tag == "VB":
        yield edge.head


def _is_when(clause: int, reading: Reading) -> bool:
    view = reading.view
    return any(view.tokens[e.dependent].text.lower() == "when" for e in view.edges(clause, "mark", "adverb"))


def _is_going_on(head: int, reading: Reading) -> bool:
    """ "Was passing", "were on patrol": what went on at the time."""
    view = reading.view
    forms = [view.tokens[e.dependent].text.lower() for e in view.edges(head, "auxiliary", "copula")]
    is_past = not {"was", "were"}.isdisjoint(forms)
    return is_past and (view.tokens[head].tag == "VBG" or view.tokens[head].lemma in _STATES)
