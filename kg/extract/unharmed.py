"""Where nobody was killed or hurt, which is said in words and not in numbers: "nobody was hurt", "there were no casualties"."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from kg.extract.completion import last_before
from kg.extract.context import Story
from kg.model import FACTUAL, Count, Event, Evidence, Span

_NOBODY = r"(?:nobody|no[\s-]one)"
_IS = r"(?:(?:was|were|is|has\s+been|had\s+been)\s+)"
_DEAD, _HURT = r"(?:killed|dead|deaths?|fatalities)", r"(?:hurt|harmed|injured|wounded|injuries|casualties|victims)"
_WAYS = tuple(
    re.compile(way, re.IGNORECASE)
    for way in (
        rf"\b{_NOBODY}\s+{_IS}(?:(?P<dead>{_DEAD})(?:\s+or\s+(?P<also>{_HURT}))?|{_HURT})\b",
        rf"\b{_NOBODY}\s+(?P<dead>died)\b",
        rf"\bthere\s+(?:were|was|had\s+been)\s+no\s+(?:(?P<dead>{_DEAD})(?:\s+or\s+(?P<also>{_HURT}))?|{_HURT})\b(?!\s+(?:among|on|in|other)\b)",
        rf"\b(?:hurting|injuring|wounding|(?P<dead>killing))\s+{_NOBODY}\b",
    )
)
"""Ways to say so; where those of the dead alone match, nothing is said of the wounded.

Of "nobody else" and of no news of any casualties nothing follows.
"""
_HARMFUL = ("Attack", "Battle", "Mutiny")


def with_unharmed(events: tuple[Event, ...], story: Story) -> tuple[Event, ...]:
    """Count none where a sentence says so of the event told last before, unless others count some."""
    context = story.context
    text, found = context.document.article.text, list(events)
    spans = {sentence.index: sentence.span for sentence in context.document.sentences}
    for sentence, span in spans.items():
        match = next((m for way in _WAYS if (m := way.search(text, span.start, span.end)) is not None), None)
        owner = None if match is None else last_before(found, sentence, match.start(), spans)
        if match is None or owner is None or not context.knowledge.ontology.is_a(found[owner].type, *_HARMFUL):
            continue
        is_of_all = (
            "dead" not in match.groupdict() or match["dead"] is None or match.groupdict().get("also") is not None
        )
        found[owner] = _unharmed(found[owner], Span(*match.span()), ("killed", "injured") if is_of_all else ("killed",))
    return tuple(found)


def _unharmed(event: Event, span: Span, kinds: Sequence[str]) -> Event:
    if event.status not in FACTUAL or event.killed is not None or event.injured is not None:
        return event
    none, evidence = Count(0, 0, span), tuple(Evidence(kind, None, span, "") for kind in kinds)
    injured = none if "injured" in kinds else None
    return dataclasses.replace(event, killed=none, injured=injured, evidence=(*event.evidence, *evidence))
