"""From an `Analysis` to quads, as `docs/graph.md` lays them down; the only place that mints IRIs.

An IRI comes from what a thing is and never from its place in a list, so the same text read twice gives the same graph,
and a later version of kg that finds one event more leaves the names of the others alone.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TypeAlias
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad

from kg.knowledge.gazetteer import WIKIDATA, Gazetteer
from kg.model import FACTUAL, Analysis, Article, Entity, Event, Link, Relation, Sentence, Span
from kg.vocab import DATA, DCTERMS, KG, OA, PREFIXES, PROV, RDF, RDFS, SCHEMA, SKOS, XSD

Object: TypeAlias = NamedNode | Literal
Fact: TypeAlias = tuple[NamedNode, NamedNode, Object]
EPOCH = date(1970, 1, 1).toordinal()
_OF_A_REPORT = frozenset({KG.country, KG.edtf, KG.dateText})
"""What holds of a reported event as a report ("a coup in Mali was denied"); only an event may have the other things."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What read the articles: the version of kg, and digests of the ontology's files and of the parser's weights."""

    kg_version: str
    ontology_digest: str
    model_digest: str


@dataclass(frozen=True, slots=True)
class _Context:
    """What every statement about one article needs; `starts` are where its sentences start."""

    article: Article
    iri: NamedNode
    names: Mapping[str, NamedNode]
    reported: frozenset[str]
    run: NamedNode
    sentences: tuple[Sentence, ...]
    starts: tuple[int, ...]
    gazetteer: Gazetteer


@dataclass(frozen=True, slots=True)
class _Statement:
    """Something that the article says of a thing, the words it was read from, and the frame that licensed it."""

    fact: Fact
    span: Span
    frame: str


@dataclass(frozen=True, slots=True)
class _Claiming:
    """How an article makes the statements about one event, or one relation."""

    status: str
    score: float
    attributed_to: tuple[str, ...]


def quads(analysis: Analysis, provenance: Provenance, gazetteer: Gazetteer) -> Iterator[Quad]:
    """Yield what an article says, in `article_graph`, and what it was linked to, in `links_graph`; each quad once."""
    article = analysis.document.article
    context = _context(analysis, provenance, gazetteer)
    said = chain(
        _article(context, provenance),
        chain.from_iterable(_entity(context, entity) for entity in analysis.entities),
        chain.from_iterable(_event(context, event, analysis) for event in analysis.events),
        chain.from_iterable(_relation(context, relation) for relation in analysis.relations),
    )
    linked = chain(
        chain.from_iterable(_links(context, entity.id, entity.link) for entity in analysis.entities),
        chain.from_iterable(_links(context, event.id, event.link) for event in analysis.events),
    )
    for graph, facts in ((article_graph(article), said), (links_graph(article), linked)):
        for fact in dict.fromkeys(facts):
            yield Quad(*fact, graph)


# --- Names ------------------------------------------------------------------------------------------------------------


def article_graph(article: Article) -> NamedNode:
    """Return the IRI of an article, which is also the name of the graph of what it says."""
    return NamedNode(f"{DATA}article/{article.id}")


def links_graph(article: Article) -> NamedNode:
    """Return the name of the graph that says what an article's entities and events were taken for."""
    return NamedNode(f"{DATA}article/{article.id}/links")


def thing_iris(analysis: Analysis) -> dict[str, NamedNode]:
    """Return the IRI of every entity and event, by its id in the analysis.

    An entity is known by its type, its label and its first mention; an event by its type, mentions, date, country and
    place, since two coups may share the one word "coups". Should two things agree in all that, the later gets a number.
    """
    base = article_graph(analysis.document.article).value
    labels = {entity.id: entity.label for entity in analysis.entities}
    marks = {entity.id: f"{base}/entity/{_hash(*_entity_marks(entity))}" for entity in analysis.entities}
    marks |= {event.id: f"{base}/event/{_hash(*_event_marks(event, labels))}" for event in analysis.events}
    count: Counter[str] = Counter()
    found: dict[str, NamedNode] = {}
    for key, iri in marks.items():
        count[iri] += 1
        found[key] = NamedNode(iri if count[iri] == 1 else f"{iri}-{count[iri]}")
    return found


def _entity_marks(entity: Entity) -> tuple[str, ...]:
    return (entity.type, entity.label, *map(_offsets, entity.mentions[:1]))


def _event_marks(event: Event, labels: Mapping[str, str]) -> tuple[str, ...]:
    days = (event.date.first or "", event.date.last or "", event.date.text) if event.date else ("", "", "")
    place = labels.get(event.place or "", "")
    return (event.type, *days, event.country or "", place, *map(_offsets, event.mentions))


def _offsets(span: Span) -> str:
    return f"{span.start}-{span.end}"


def _hash(*marks: str) -> str:
    """Return 12 hex digits: within one article, enough for millions of things."""
    return hashlib.sha256("\x1f".join(marks).encode()).hexdigest()[:12]


def _context(analysis: Analysis, provenance: Provenance, gazetteer: Gazetteer) -> _Context:
    article = analysis.document.article
    iri = article_graph(article)
    run = _hash(provenance.kg_version, provenance.ontology_digest, provenance.model_digest)
    sentences = analysis.document.sentences
    return _Context(
        article=article,
        iri=iri,
        names=thing_iris(analysis),
        reported=frozenset(event.id for event in analysis.events if event.status not in FACTUAL),
        run=NamedNode(f"{iri.value}/run/{run}"),
        sentences=sentences,
        starts=tuple(sentence.span.start for sentence in sentences),
        gazetteer=gazetteer,
    )


def _term(name: str) -> NamedNode:
    """Return a class, property or status of the ontology by its local name."""
    return NamedNode(KG.base + name)


# --- The article ------------------------------------------------------------------------------------------------------


def _article(context: _Context, provenance: Provenance) -> Iterator[Fact]:
    article, iri = context.article, context.iri
    yield iri, RDF.type, SCHEMA.NewsArticle
    yield iri, RDF.type, KG.Article
    yield iri, SCHEMA.inLanguage, Literal(article.language)
    yield iri, KG.textSha256, Literal(article.text_sha256)
    yield iri, KG.characters, Literal(len(article.text))
    if article.title:
        yield iri, SCHEMA.headline, Literal(article.title, language=_language(article))
    if article.published:
        yield iri, SCHEMA.datePublished, _partial_date(article.published)
    if article.url:
        yield iri, SCHEMA.url, NamedNode(article.url)
    if article.source:
        yield iri, DCTERMS.source, Literal(article.source)
    if article.licence:
        yield iri, DCTERMS.license, Literal(article.licence)
    yield context.run, RDF.type, KG.ExtractionRun
    yield context.run, RDF.type, PROV.Activity
    yield context.run, PROV.used, iri
    yield context.run, KG.kgVersion, Literal(provenance.kg_version)
    yield context.run, KG.ontologyDigest, Literal(provenance.ontology_digest)
    yield context.run, KG.modelDigest, Literal(provenance.model_digest)
    software = NamedNode(f"{DATA}software/kg-{quote(provenance.kg_version)}")
    yield context.run, PROV.wasAssociatedWith, software


def _language(article: Article) -> str:
    """Return the language without its country, since a query asks for "en"."""
    return article.language.split("-")[0].lower()


def _partial_date(text: str) -> Literal:
    datatype = {4: "gYear", 7: "gYearMonth", 10: "date"}[len(text)]
    return Literal(text, datatype=NamedNode(PREFIXES["xsd"] + datatype))


# --- Entities, events, relations --------------------------------------------------------------------------------------


def _entity(context: _Context, entity: Entity) -> Iterator[Fact]:
    iri = context.names[entity.id]
    yield iri, RDF.type, _term(entity.type)
    yield iri, RDFS.label, Literal(entity.label, language=_language(context.article))
    if entity.country:
        yield iri, KG.country, _country(context, entity.country)
    yield from _mentions(context, iri, entity.mentions)


def _event(context: _Context, event: Event, analysis: Analysis) -> Iterator[Fact]:
    """Yield an event; one that is not a fact of the graph has its roles, place and tolls in claims only."""
    iri = context.names[event.id]
    is_fact = event.id not in context.reported
    yield iri, RDF.type, _term(event.type if is_fact else "ReportedEvent")
    yield iri, RDFS.label, Literal(_event_label(context, event, analysis), language="en")
    yield iri, KG.eventType, _term(event.type)
    yield iri, KG.status, _term(event.status)
    yield iri, KG.score, _decimal(event.score)
    yield from _mentions(context, iri, event.mentions)
    for source in event.attributed_to:
        yield iri, PROV.wasAttributedTo, context.names[source]
    for statement in _statements(context, event):
        is_direct = is_fact or statement.fact[1] in _OF_A_REPORT
        if is_direct:
            yield statement.fact
        status = "asserted" if is_direct else event.status
        yield from _claim(context, statement, _Claiming(status, event.score, event.attributed_to))
    if event.date:
        yield from _bounds(iri, event.date.first, event.date.last)
        yield iri, KG.dateText, Literal(event.date.text)


def _statements(context: _Context, event: Event) -> Iterator[_Statement]:
    """Yield all that an article says of an event, each with its evidence: a claim is made of every one of them."""
    iri = context.names[event.id]
    for role, entities in event.roles:
        for entity in entities:
            for span, frame in _evidence(event, role, entity):
                yield _Statement((iri, _term(role), context.names[entity]), span, frame)
    if event.place:
        for span, frame in _evidence(event, "place", event.place):
            yield _Statement((iri, KG.place, context.names[event.place]), span, frame)
    if event.country:
        for span, frame in _country_evidence(event):
            yield _Statement((iri, KG.country, _country(context, event.country)), span, frame)
    if event.date:
        shown = edtf(event.date.first, event.date.last)
        said = (KG.edtf, Literal(shown)) if shown else (KG.dateText, Literal(event.date.text))
        for span, frame in _evidence(event, "date", None, event.date.span):
            yield _Statement((iri, *said), span, frame)
    for role, count, low, high in (
        ("killed", event.killed, KG.killedMin, KG.killedMax),
        ("injured", event.injured, KG.injuredMin, KG.injuredMax),
    ):
        if count:
            for span, frame in _evidence(event, role, None, count.span):
                yield _Statement((iri, low, Literal(count.minimum)), span, frame)
                yield _Statement((iri, high, Literal(count.maximum)), span, frame)


def _evidence(event: Event, role: str, entity: str | None, otherwise: Span | None = None) -> list[tuple[Span, str]]:
    """Return the words and frames behind one thing that is said of an event; its first mention for want of better."""
    found = [(e.span, e.frame) for e in event.evidence if e.role == role and e.entity == entity]
    return found or [(otherwise or event.mentions[0], "")]


def _country_evidence(event: Event) -> list[tuple[Span, str]]:
    """Return what tells an event's country: words of their own, else those of its place."""
    found = [(e.span, e.frame) for e in event.evidence if e.role == "country"]
    return found or _evidence(event, "place", event.place)


def _relation(context: _Context, relation: Relation) -> Iterator[Fact]:
    """Yield a relation; denied, or about an event that is not a fact of the graph, it is no more than a claim."""
    fact = (context.names[relation.subject], _term(relation.type), context.names[relation.object])
    if relation.status == "asserted" and not context.reported & {relation.subject, relation.object}:
        yield fact
    claiming = _Claiming(relation.status, relation.score, relation.attributed_to)
    first = _first_day(relation.start) if relation.start else None
    last = _last_day(relation.end) if relation.end else None
    for span in relation.mentions:
        statement = _Statement(fact, span, relation.frame)
        yield from _claim(context, statement, claiming)
        yield from _bounds(_claim_iri(context, statement, claiming), first, last)


def _mentions(context: _Context, iri: NamedNode, spans: tuple[Span, ...]) -> Iterator[Fact]:
    for span in spans:
        yield iri, KG.mention, _span_iri(context, span)
        yield from _span(context, span)


def _country(context: _Context, code: str) -> NamedNode:
    return NamedNode(context.gazetteer.country_key(code) or f"{DATA}country/{quote(code)}")


def _event_label(context: _Context, event: Event, analysis: Analysis) -> str:
    """Return such a label as "armed attack, Bamako, 2024-09-17" or "coup (denied), Mali"."""
    kind = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", event.type).lower()
    if event.status not in FACTUAL:
        kind += f" ({event.status})"
    place = next((entity.label for entity in analysis.entities if entity.id == event.place), None)
    if place is None and event.country:
        known = context.gazetteer.by_key.get(_country(context, event.country).value)
        place = known.label if known else event.country
    day = edtf(event.date.first, event.date.last) if event.date else None
    return ", ".join(part for part in (kind, place, day) if part)


# --- Claims and spans -------------------------------------------------------------------------------------------------


def _claim_iri(context: _Context, statement: _Statement, claiming: _Claiming) -> NamedNode:
    marks = (*map(str, statement.fact), _offsets(statement.span), statement.frame, claiming.status)
    return NamedNode(f"{context.iri.value}/claim/{_hash(*marks)}")


def _claim(context: _Context, statement: _Statement, claiming: _Claiming) -> Iterator[Fact]:
    iri = _claim_iri(context, statement, claiming)
    subject, predicate, value = statement.fact
    yield iri, RDF.type, KG.Claim
    yield iri, RDF.subject, subject
    yield iri, RDF.predicate, predicate
    yield iri, RDF.object, value
    yield iri, KG.status, _term(claiming.status)
    yield iri, KG.score, _decimal(claiming.score)
    if statement.frame:
        yield iri, KG.frame, NamedNode(PREFIXES["lex"] + quote(statement.frame))
    yield iri, PROV.wasDerivedFrom, _span_iri(context, statement.span)
    for source in claiming.attributed_to:
        yield iri, PROV.wasAttributedTo, context.names[source]
    yield iri, PROV.wasGeneratedBy, context.run
    yield from _span(context, statement.span)


def _span_iri(context: _Context, span: Span) -> NamedNode:
    return NamedNode(f"{context.iri.value}/span/{_offsets(span)}")


def _span(context: _Context, span: Span) -> Iterator[Fact]:
    """Yield a span with its sentence around it (Web Annotation Data Model, 4.2.4 and 4.2.5)."""
    iri = _span_iri(context, span)
    position, words = NamedNode(iri.value + "/position"), NamedNode(iri.value + "/quote")
    text, around = context.article.text, _around(context, span)
    yield iri, RDF.type, OA.SpecificResource
    yield iri, OA.hasSource, context.iri
    yield iri, OA.hasSelector, position
    yield iri, OA.hasSelector, words
    yield position, RDF.type, OA.TextPositionSelector
    yield position, OA.start, Literal(span.start)
    yield position, OA.end, Literal(span.end)
    yield words, RDF.type, OA.TextQuoteSelector
    yield words, OA.prefix, Literal(text[around.start : span.start])
    yield words, OA.exact, Literal(text[span.start : span.end])
    yield words, OA.suffix, Literal(text[span.end : around.end])


def _around(context: _Context, span: Span) -> Span:
    """Return the sentence that a span lies in, or all that it touches; the span itself when it is outside of them."""
    first = max(bisect_right(context.starts, span.start) - 1, 0)
    after = bisect_right(context.starts, max(span.start, span.end - 1))
    touched = [s.span for s in context.sentences[first:after] if s.span.overlaps(span)]
    if not touched:
        return span
    return Span(min(span.start, touched[0].start), max(span.end, touched[-1].end))


# --- Links ------------------------------------------------------------------------------------------------------------


def _links(context: _Context, key: str, link: Link) -> Iterator[Fact]:
    iri = context.names[key]
    if link.chosen:
        yield iri, KG.refersTo, NamedNode(link.chosen)
        if link.wikidata:
            yield iri, SKOS.exactMatch, NamedNode(WIKIDATA + quote(link.wikidata))
    yield from _candidates(context, iri, link)


def _candidates(context: _Context, iri: NamedNode, link: Link) -> Iterator[Fact]:
    for candidate in link.candidates:
        node = NamedNode(f"{context.iri.value}/link/{_hash(iri.value, candidate.key)}")
        yield node, RDF.type, KG.Link
        yield node, KG.links, iri
        yield node, KG.candidate, NamedNode(candidate.key)
        yield node, KG.isChosen, Literal(candidate.key == link.chosen)
        yield node, KG.score, _decimal(candidate.score)
        if candidate.method:
            yield node, KG.method, Literal(candidate.method)


# --- Dates and numbers ------------------------------------------------------------------------------------------------


def edtf(first: str | None, last: str | None) -> str | None:
    """Return bounds as ISO 8601-2 writes them, None when there are none.

    A whole month or year is written as such; of an open range the bound is as coarse as it can be, "2012/..", since
    "since 2012" and "since 1 January 2012" have the same bounds and the first is meant far more often.

    >>> edtf("2020-08-01", "2020-08-31"), edtf("2012-01-01", None), edtf("2024-09-16", "2024-09-17")
    ('2020-08', '2012/..', '2024-09-16/2024-09-17')
    """
    if first and last:
        whole = [unit for unit in (first[:4], first[:7], first) if (_first_day(unit), _last_day(unit)) == (first, last)]
        return whole[0] if whole else f"{first}/{last}"
    if first:
        return next(unit for unit in (first[:4], first[:7], first) if _first_day(unit) == first) + "/.."
    if last:
        return "../" + next(unit for unit in (last[:4], last[:7], last) if _last_day(unit) == last)
    return None


def _first_day(text: str) -> str:
    """Return the first day of a year, a month or a day."""
    return text + "0000-01-01"[len(text) :]


def _last_day(text: str) -> str:
    """Return the last day of a year, a month or a day."""
    if len(text) == 4:
        return text + "-12-31"
    if len(text) == 7:
        return f"{text}-{monthrange(int(text[:4]), int(text[5:7]))[1]:02}"
    return text


def _bounds(iri: NamedNode, first: str | None, last: str | None) -> Iterator[Fact]:
    if first:
        yield iri, KG.onOrAfter, Literal(f"{first}T00:00:00Z", datatype=XSD.dateTime)
        yield iri, KG.firstDay, Literal(date.fromisoformat(first).toordinal() - EPOCH)
    if last:
        yield iri, KG.onOrBefore, Literal(f"{last}T23:59:59Z", datatype=XSD.dateTime)
        yield iri, KG.lastDay, Literal(date.fromisoformat(last).toordinal() - EPOCH)
    shown = edtf(first, last)
    if shown:
        yield iri, KG.edtf, Literal(shown)


def _decimal(number: float) -> Literal:
    """Return a decimal in its canonical form, so that what comes back from a store is what went in."""
    return Literal(f"{number:.4f}".rstrip("0").rstrip(".") or "0", datatype=XSD.decimal)
