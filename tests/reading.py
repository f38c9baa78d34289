"""What an analysis says, in plain words: events and relations by type and label instead of by id. Shared by the tests."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg.contract import to_json, to_text
from kg.extract.document import extract, read_document
from kg.extract.prospects import look
from kg.extract.recasing import recased
from kg.knowledge.knowledge import Knowledge
from kg.model import Analysis, Article, Mention, Span
from kg.text.scan import fold


def article(text: str, published: str | None = None) -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(digest[:16], digest, text, 0, "test.txt", published=published)


@dataclass(frozen=True)
class Told:
    """An event of the JSON with labels for ids; `words` are its mentions as they stand in the text."""

    id: str
    type: str
    status: str
    date: str | None
    date_text: str | None
    country: str | None
    place: str | None
    perpetrators: tuple[str, ...]
    targets: tuple[str, ...]
    victims: tuple[str, ...]
    weapons: tuple[str, ...]
    killed: Mapping[str, int] | None
    injured: Mapping[str, int] | None
    attributed_to: tuple[str, ...]
    wikidata: str | None
    words: tuple[str, ...]


@dataclass(frozen=True)
class Tie:
    """A relation with labels for ids; an end that is an event is written "Coup ML 2020", what is unknown left out."""

    type: str
    subject: str
    object: str
    status: str


def events_of(analysis: Analysis) -> tuple[Told, ...]:
    """Return the events that an analysis tells, in order."""
    found = to_json(analysis)
    return _all_told(found["events"], found["entities"])


def context_of(analysis: Analysis) -> tuple[Told, ...]:
    """Return what an analysis tells of sanctions, agreements and the like, which the JSON keeps apart."""
    found = to_json(analysis)
    return _all_told(found["context"]["events"], found["entities"])  # type: ignore[index]


def _all_told(events: object, entities: object) -> tuple[Told, ...]:
    labels = {entity["id"]: entity["label"] for entity in entities}  # type: ignore[attr-defined]
    return tuple(_told(event, labels) for event in events)  # type: ignore[attr-defined]


def _told(event: dict[str, object], labels: Mapping[object, str]) -> Told:
    fields: dict[str, object] = {name: event[name] for name in Told.__annotations__ if name in event}
    for name in ("perpetrators", "targets", "victims", "weapons", "attributed_to"):
        fields[name] = tuple(labels[key] for key in event[name])  # type: ignore[attr-defined]
    fields["place"] = labels.get(event["place"])
    fields["words"] = tuple(mention["text"] for mention in event["mentions"])  # type: ignore[attr-defined]
    return Told(**fields)  # type: ignore[arg-type]


def ties_of(analysis: Analysis) -> tuple[Tie, ...]:
    """Return the relations that an analysis tells, in order."""
    names = {entity.id: entity.label for entity in analysis.entities}
    for event in (*events_of(analysis), *context_of(analysis)):
        names[event.id] = " ".join(filter(None, (event.type, event.country, (event.date or "")[:4])))
    return tuple(
        Tie(relation.type, names[relation.subject], names[relation.object], relation.status)
        for relation in analysis.relations
    )


def assert_sound(analysis: Analysis) -> None:
    """Every span holds in the text what was read there, every id that is used is there, and the JSON can be written."""
    text = analysis.document.article.text
    read = to_json(analysis)
    for group in (analysis.entities, analysis.events, analysis.relations):
        assert all(0 <= span.start < span.end <= len(text) for item in group for span in item.mentions)
    entities = {entity.id for entity in analysis.entities}
    events = {event.id for event in analysis.events}
    for event in analysis.events:
        used = {member for _, members in event.roles for member in members} | set(event.attributed_to)
        assert used | ({event.place} if event.place else set()) <= entities
        assert 0 <= event.score <= 1
        assert all(0 <= e.span.start < e.span.end <= len(text) for e in event.evidence)
        assert event.date is None or is_there(event.date.text, event.date.span, text)
    for relation in analysis.relations:
        assert {relation.subject, relation.object} <= entities | events
    for sentence in analysis.document.sentences:
        assert all(sentence.span.covers(token.span) for token in sentence.tokens)
        assert all(is_there(token.text, token.span, text) for token in sentence.tokens)
    to_text(read).encode("utf-8")


def is_there(words: str, span: Span, text: str) -> bool:
    """Whether words stand at a place in a text, in whatever letter case and with whatever white space.

    Capitals are read as a newspaper would print them, and a line break inside a sentence as a space.
    """
    return _levelled(text[span.start : span.end]) == _levelled(words)


def _levelled(words: str) -> str:
    return re.sub(r"\s", " ", fold(words))


def mentions_in(text: str, knowledge: Knowledge) -> tuple[Mention, ...]:
    """What the reader takes for a name or a description in a text, before anything is gathered."""
    read = recased(article(text), knowledge)
    outlook = look(read, knowledge)
    return extract(read_document(read, outlook, knowledge), outlook, knowledge).mentions
