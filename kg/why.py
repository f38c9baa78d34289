"""An `Analysis` in words: for every event and relation, which words said what, and which frame of the lexicon read them.

What `kg extract --why` prints: for whoever works on the lexicon, or wants to know before publishing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.graph import edtf
from kg.model import Analysis, Article, Entity, Event, Evidence, Relation, Span

WIDTH = 13
"""Columns of the names of roles."""


def why(analysis: Analysis) -> Iterator[str]:
    """Yield the lines about one article: its events in order, then its relations; a blank line after each."""
    article = analysis.document.article
    names = {entity.id: _name(entity) for entity in analysis.entities}
    names |= {event.id: _heading(event, names) for event in analysis.events}
    yield f"{article.name} · {article.published or 'no date of publication'}"
    yield ""
    if not analysis.events and not analysis.relations:
        yield "  nothing was read out of it"
        yield ""
    for event in analysis.events:
        yield from _event(event, article, names)
        yield ""
    for relation in analysis.relations:
        yield from _relation(relation, article, names)
        yield ""


def _name(entity: Entity) -> str:
    return f"{entity.label} ({entity.type})"


def _heading(event: Event, names: Mapping[str, str]) -> str:
    """Return such a heading as "ArmedAttack, occurred · 2024-09-17 · ML, Bamako (Settlement)"."""
    when = edtf(event.date.first, event.date.last) if event.date else None
    where = ", ".join(part for part in (event.country, names.get(event.place or "")) if part)
    parts = (f"{event.type}, {event.status}", when or "no date", where or "no place")
    return " · ".join(parts)


def _event(event: Event, article: Article, names: Mapping[str, str]) -> Iterator[str]:
    context = " · context, no event that coders mark" if event.is_context else ""
    yield f"  {_heading(event, names)} · score {event.score:.2f}{context}"
    for span in event.mentions:
        yield _line("told by", "", _words(span, article))
    for evidence in sorted(event.evidence, key=lambda e: (e.role, e.span)):
        yield _line(evidence.role, _value(event, evidence, names), _words(evidence.span, article), evidence.frame)
    for source in event.attributed_to:
        yield _line("says", names[source], "")
    if event.link.candidates:
        yield from _candidates(event)


def _value(event: Event, evidence: Evidence, names: Mapping[str, str]) -> str:
    if evidence.entity:
        return names[evidence.entity]
    match evidence.role:
        case "date":
            return (edtf(event.date.first, event.date.last) if event.date else None) or "not resolved"
        case "country":
            return event.country or ""
        case "killed" | "injured":
            count = event.killed if evidence.role == "killed" else event.injured
            return "" if count is None else "-".join(dict.fromkeys((str(count.minimum), str(count.maximum))))
        case _:
            return ""


def _candidates(event: Event) -> Iterator[str]:
    for candidate in event.link.candidates:
        chosen = "chosen" if candidate.key == event.link.chosen else "open"
        yield _line("may be", f"{candidate.key} · {candidate.score:.2f}, by {candidate.method} · {chosen}", "")


def _relation(relation: Relation, article: Article, names: Mapping[str, str]) -> Iterator[str]:
    bounds = " · ".join(f"{word} {day}" for word, day in (("from", relation.start), ("to", relation.end)) if day)
    denied = ", denied" if relation.status == "denied" else ""
    yield f"  {relation.type}{denied} · score {relation.score:.2f}{' · ' + bounds if bounds else ''}"
    yield _line("subject", names[relation.subject], "")
    yield _line("object", names[relation.object], "")
    for span in relation.mentions:
        yield _line("told by", "", _words(span, article), relation.frame)


def _words(span: Span, article: Article) -> str:
    text = " ".join(article.text[span.start : span.end].split())
    return f"“{text}” at {span.start}-{span.end}"


def _line(what: str, value: str, words: str, frame: str = "") -> str:
    by = f"by {frame}" if frame else ""
    return f"    {what:{WIDTH}}" + "  ".join(part for part in (value, words, by) if part)
