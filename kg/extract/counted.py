"""When something was that is only said to have been so long before or after something else: "nine days before the coup"."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from kg.extract.document import Extraction
from kg.knowledge.ontology import Ontology
from kg.model import FACTUAL, Counted, DateRange, EventMention
from kg.text.dates import DateExpression
from kg.text.days import resolve


def with_counted_dates(extraction: Extraction, published: str | None, ontology: Ontology) -> Extraction:
    """Return what an article tells with the dates that are counted from another event, where that has one somewhere.

    "The coup" is the first of its kind that the article dates; `published` is an ISO date or None.
    """
    found = {}
    for event in extraction.events:
        counted = event.counted if event.counted is not None and event.counted.direction != "back" else None
        origin = None if counted is None else _origin(event, counted, extraction.events, ontology)
        if counted is not None and origin is not None and origin.date is not None:
            date = _date(counted, origin.date, published)
            found[id(event)] = dataclasses.replace(event, date=date) if date.first is not None else event
    for event in extraction.events:
        found |= _before_it(event, extraction.events, published, ontology)
    return extraction.retold(found)


def _before_it(
    event: EventMention, events: Sequence[EventMention], published: str | None, ontology: Ontology
) -> dict[int, EventMention]:
    """ "The attempt came eleven days after officers had ousted X": X fell so long before the attempt that was told of first.

    The day told last may be of anything else.
    """
    counted = event.counted
    if counted is None or counted.direction not in ("after", "back") or not event.is_definite:
        return {}
    if not any(_stands_at(counted, e, event) for e in events):
        return {}
    others = [e for e in events if e.date is not None and e.date.span == counted.span and e is not event]
    kind = "SeizureOfPower" if ontology.is_a(event.type, "SeizureOfPower") else event.type
    earlier = (e for e in events if e.trigger.sentence < event.trigger.sentence and ontology.is_a(e.type, kind))
    told = next((e for e in earlier if _is_dated(e)), None)
    if told is None or told.date is None:
        return {}
    date = _date(dataclasses.replace(counted, direction="before"), told.date, published)
    return {} if date.first is None else {id(e): dataclasses.replace(e, date=date) for e in others}


def _stands_at(counted: Counted, event: EventMention, beside: EventMention) -> bool:
    return event.trigger.sentence == beside.trigger.sentence and event.trigger.head == counted.head


def _origin(
    event: EventMention, counted: Counted, events: Sequence[EventMention], ontology: Ontology
) -> EventMention | None:
    """What a date is counted from: the other event of the sentence, or the first dated one that it may be another telling of."""
    here = [e for e in events if _stands_at(counted, e, event)]
    if not here or _is_dated(here[0]):
        return here[0] if here else None
    kind = "SeizureOfPower" if ontology.is_a(here[0].type, "SeizureOfPower") else here[0].type
    is_meant = here[0].is_definite
    fitting = (e for e in events if e is not event and _is_dated(e) and ontology.is_a(e.type, kind) and is_meant)
    return next(fitting, None)


def _is_dated(event: EventMention) -> bool:
    is_resolved = event.date is not None and event.date.first is not None and not event.is_date_borrowed
    return is_resolved and event.counted is None and event.status in FACTUAL


def _date(counted: Counted, origin: DateRange, published: str | None) -> DateRange:
    direction = "earlier" if counted.direction == "before" else "later"
    parts = {"number": counted.number, "unit": counted.unit, "direction": direction}
    return resolve(DateExpression(counted.span, counted.text, "ago", parts, False), published, origin)
