"""What the reader makes of an example sentence: which words it takes for the event, and for whom or what beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from kg.model import Analysis, Event, Relation, Span

View: TypeAlias = Literal["event", "relation", "entity"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a sentence, and the term, or one of "who" and "whom or what" of a relation, that they were read as."""

    start: int
    end: int
    read_as: str
    is_term: bool = True


def read_marks(analysis: Analysis, about: str, view: View) -> tuple[Mark, ...]:
    """Return the words of an article that a term's view of it was read from, in order and without overlaps.

    Of two readings of the same words that of the term itself stands, else the shorter. Where the view shows nothing,
    the next one does.
    """
    views = {
        "relation": [mark for tie in analysis.relations if tie.type == about for mark in _of_relation(tie, analysis)],
        "event": [mark for event in analysis.events for mark in _of_event(event)],
        "entity": [_mark(span, entity.type) for entity in analysis.entities for span in entity.mentions],
    }
    found = views[view] or views["event"] or views["entity"]
    return tuple(_apart(found, about))


def _of_event(event: Event) -> Iterable[Mark]:
    yield from (Mark(span.start, span.end, event.type) for span in event.mentions)
    yield from (_mark(evidence.span, _ROLES.get(evidence.role, evidence.role)) for evidence in event.evidence)


_ROLES = {"date": "edtf", "killed": "killedMin", "injured": "injuredMin"}
"""Parts of an event that the graph has under a property of another name."""


def _of_relation(relation: Relation, analysis: Analysis) -> Iterable[Mark]:
    yield from (_mark(span, relation.type) for span in relation.mentions[:1])
    places = {entity.id: entity.mentions for entity in analysis.entities}
    places |= {event.id: event.mentions for event in analysis.events}
    for end, words in ((relation.subject, "who"), (relation.object, "whom or what")):
        yield from (Mark(span.start, span.end, words, is_term=False) for span in places.get(end, ())[:1])


def _mark(span: Span, read_as: str) -> Mark:
    return Mark(span.start, span.end, read_as)


def _apart(marks: Iterable[Mark], about: str) -> list[Mark]:
    def rank(mark: Mark) -> tuple[object, ...]:
        return mark.read_as != about, mark.read_as == "country", mark.end - mark.start, mark.start, mark.read_as

    kept: list[Mark] = []
    for mark in sorted(marks, key=rank):
        if all(mark.end <= other.start or other.end <= mark.start for other in kept):
            kept.append(mark)
    return sorted(kept, key=lambda mark: mark.start)
