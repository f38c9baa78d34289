"""From an `Analysis` to quads, as `docs/graph.md` lays them down: what one article says, and what it was linked to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.names import (
    article_graph,
    claim_iri,
    country_iri,
    frame_iri,
    link_iri,
    links_graph,
    run_iri,
    software_iri,
    span_iri,
    thing_iris,
    wikidata_iri,
)
from kg.graph.terms import Fact, bounds, decimal, edtf, first_day, in_words, last_day, partial_date, term
from kg.knowledge.gazetteer import Gazetteer
from kg.model import FACTUAL, Analysis, Article, Entity, Event, Evidence, Link, Relation, Sentence, Span
from kg.vocab import DCTERMS, KG, OA, PROV, RDF, RDFS, SCHEMA, SKOS

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
    attributed_to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Claiming:
    """How an article makes the statements about one event, or one relation."""

    status: str
    score: float


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


def _context(analysis: Analysis, provenance: Provenance, gazetteer: Gazetteer) -> _Context:
    article = analysis.document.article
    iri = article_graph(article)
    versions = (provenance.kg_version, provenance.ontology_digest, provenance.model_digest)
    sentences = analysis.document.sentences
    return _Context(
        article=article,
        iri=iri,
        names=thing_iris(analysis),
        reported=frozenset(event.id for event in analysis.events if event.status not in FACTUAL),
        run=run_iri(iri, *versions),
        sentences=sentences,
        starts=tuple(sentence.span.start for sentence in sentences),
        gazetteer=gazetteer,
    )


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
        yield iri, SCHEMA.datePublished, partial_date(article.published)
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
    yield context.run, PROV.wasAssociatedWith, software_iri(provenance.kg_version)


def _language(article: Article) -> str:
    """Return the language without its country, since a query asks for "en"."""
    return article.language.split("-")[0].lower()


# --- Entities, events, relations --------------------------------------------------------------------------------------


def _entity(context: _Context, entity: Entity) -> Iterator[Fact]:
    iri = context.names[entity.id]
    yield iri, RDF.type, term(entity.type)
    yield iri, RDFS.label, Literal(entity.label, language=_language(context.article))
    for name in entity.names:
        yield iri, SCHEMA.name, Literal(name, language=_language(context.article))
    if entity.country:
        yield iri, KG.country, country_iri(entity.country, context.gazetteer)
    yield from _mentions(context, iri, entity.mentions)


def _event(context: _Context, event: Event, analysis: Analysis) -> Iterator[Fact]:
    """Yield an event; one that is not a fact of the graph has its roles, place and tolls in claims only."""
    iri = context.names[event.id]
    is_fact = event.id not in context.reported
    yield iri, RDF.type, term(event.type if is_fact else "ReportedEvent")
    yield iri, RDFS.label, Literal(_event_label(context, event, analysis), language="en")
    yield iri, KG.eventType, term(event.type)
    yield iri, KG.status, term(event.status)
    yield iri, KG.score, decimal(event.score)
    yield from _mentions(context, iri, event.mentions)
    for source in event.attributed_to:
        yield iri, PROV.wasAttributedTo, context.names[source]
    for statement in _statements(context, event):
        is_direct = is_fact or statement.fact[1] in _OF_A_REPORT
        if is_direct:
            yield statement.fact
        status = "asserted" if is_direct else event.status
        yield from _claim(context, statement, _Claiming(status, event.score))
    if event.date:
        yield from bounds(iri, event.date.first, event.date.last)
        yield iri, KG.dateText, Literal(event.date.text)


def _statements(context: _Context, event: Event) -> Iterator[_Statement]:
    """Yield all that an article says of an event, each with its evidence: a claim is made of every one of them."""
    iri = context.names[event.id]
    for role, entities in event.roles:
        for entity in entities:
            for told in _evidence(event, role, entity):
                yield _statement((iri, term(role), context.names[entity]), told)
    if event.place:
        for told in _evidence(event, "place", event.place):
            yield _statement((iri, KG.place, context.names[event.place]), told)
    if event.country:
        for told in _country_evidence(event):
            yield _statement((iri, KG.country, country_iri(event.country, context.gazetteer)), told)
    if event.date:
        shown = edtf(event.date.first, event.date.last)
        said = (KG.edtf, Literal(shown)) if shown else (KG.dateText, Literal(event.date.text))
        for told in _evidence(event, "date", None, event.date.span):
            yield _statement((iri, *said), told)
    for role, count, low, high in (
        ("killed", event.killed, KG.killedMin, KG.killedMax),
        ("injured", event.injured, KG.injuredMin, KG.injuredMax),
    ):
        if count:
            for told in _evidence(event, role, None, count.span):
                yield _statement((iri, low, Literal(count.minimum)), told)
                yield _statement((iri, high, Literal(count.maximum)), told)


def _statement(fact: Fact, told: Evidence) -> _Statement:
    return _Statement(fact, told.span, told.frame, told.attributed_to)


def _evidence(event: Event, role: str, entity: str | None, otherwise: Span | None = None) -> list[Evidence]:
    """Return what is behind one thing that is said of an event; its first mention for want of better."""
    found = [e for e in event.evidence if e.role == role and e.entity == entity]
    return found or [Evidence(role, entity, otherwise or event.mentions[0], "", event.attributed_to)]


def _country_evidence(event: Event) -> list[Evidence]:
    """Return what tells an event's country: words of their own, else those of its place."""
    found = [e for e in event.evidence if e.role == "country"]
    return found or _evidence(event, "place", event.place)


def _relation(context: _Context, relation: Relation) -> Iterator[Fact]:
    """Yield a relation; denied, or about an event that is not a fact of the graph, it is no more than a claim."""
    fact = (context.names[relation.subject], term(relation.type), context.names[relation.object])
    if relation.status == "asserted" and not context.reported & {relation.subject, relation.object}:
        yield fact
    claiming = _Claiming(relation.status, relation.score)
    first = first_day(relation.start) if relation.start else None
    last = last_day(relation.end) if relation.end else None
    for span in relation.mentions:
        statement = _Statement(fact, span, relation.frame, relation.attributed_to)
        yield from _claim(context, statement, claiming)
        yield from bounds(_named(context, statement, claiming), first, last)


def _mentions(context: _Context, iri: NamedNode, spans: tuple[Span, ...]) -> Iterator[Fact]:
    for span in spans:
        yield iri, KG.mention, span_iri(context.iri, span)
        yield from _span(context, span)


def _event_label(context: _Context, event: Event, analysis: Analysis) -> str:
    """Return such a label as "armed attack, Bamako, 2024-09-17" or "coup (denied), Mali"."""
    kind = in_words(event.type)
    if event.status not in FACTUAL:
        kind += f" ({event.status})"
    place = next((entity.label for entity in analysis.entities if entity.id == event.place), None)
    if place is None and event.country:
        known = context.gazetteer.by_key.get(country_iri(event.country, context.gazetteer).value)
        place = known.label if known else event.country
    day = edtf(event.date.first, event.date.last) if event.date else None
    return ", ".join(part for part in (kind, place, day) if part)


# --- Claims and spans -------------------------------------------------------------------------------------------------


def _named(context: _Context, statement: _Statement, claiming: _Claiming) -> NamedNode:
    return claim_iri(context.iri, statement.fact, statement.span, statement.frame, claiming.status)


def _claim(context: _Context, statement: _Statement, claiming: _Claiming) -> Iterator[Fact]:
    iri = _named(context, statement, claiming)
    subject, predicate, value = statement.fact
    yield iri, RDF.type, KG.Claim
    yield iri, RDF.subject, subject
    yield iri, RDF.predicate, predicate
    yield iri, RDF.object, value
    yield iri, KG.status, term(claiming.status)
    yield iri, KG.score, decimal(claiming.score)
    if statement.frame:
        yield iri, KG.frame, frame_iri(statement.frame)
    yield iri, PROV.wasDerivedFrom, span_iri(context.iri, statement.span)
    for source in statement.attributed_to:
        yield iri, PROV.wasAttributedTo, context.names[source]
    yield iri, PROV.wasGeneratedBy, context.run
    yield from _span(context, statement.span)


def _span(context: _Context, span: Span) -> Iterator[Fact]:
    """Yield a span with its sentence around it (Web Annotation Data Model, 4.2.4 and 4.2.5)."""
    iri = span_iri(context.iri, span)
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
            yield iri, SKOS.exactMatch, wikidata_iri(link.wikidata)
    yield from _candidates(context, iri, link)


def _candidates(context: _Context, iri: NamedNode, link: Link) -> Iterator[Fact]:
    for candidate in link.candidates:
        node = link_iri(context.iri, iri, candidate.key)
        yield node, RDF.type, KG.Link
        yield node, KG.links, iri
        yield node, KG.candidate, NamedNode(candidate.key)
        yield node, KG.isChosen, Literal(candidate.key == link.chosen)
        yield node, KG.score, decimal(candidate.score)
        if candidate.method:
            yield node, KG.method, Literal(candidate.method)
