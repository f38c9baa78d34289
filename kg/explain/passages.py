"""The sentences that claims were read from, with the words marked that matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.explain.cards import Named, Passage, Saying, Source
from kg.explain.facts import named_value, property_name
from kg.explain.statements import Claim, Statement
from kg.store.asking import ask, value_of
from kg.store.base import Store
from kg.vocab import KG


@dataclass(frozen=True, slots=True)
class _Span:
    """The words of a span with the sentence around them."""

    article: str
    start: int
    end: int
    before: str
    words: str
    after: str


def find_passages(
    store: Store,
    claims: Sequence[Claim],
    names: Mapping[str, Named],
    said: Iterable[Statement],
) -> tuple[Passage, ...]:
    """Return every sentence that a claim was read from or that a member is mentioned in, those with claims first."""
    mentioned = {value_of(s.object) for s in said if s.predicate == KG.mention}
    spans = _spans(store, mentioned | {claim.span for claim in claims})
    by_span: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_span[claim.span].append(claim)
    sentences: dict[tuple[str, int], list[tuple[str, _Span]]] = defaultdict(list)
    for iri, span in spans.items():
        sentences[span.article, span.start - len(span.before)].append((iri, span))
    sources = sources_of(store, {article for article, _ in sentences})
    passages = [
        Passage(
            source=sources[article],
            text=max((span.before + span.words + span.after for _, span in found), key=len),
            start=start,
            marks=_marks(start, [span for _, span in found]),
            sayings=_sayings(found, by_span, names),
        )
        for (article, start), found in sentences.items()
    ]
    passages.sort(key=lambda passage: (passage.source.iri, passage.start))
    passages.sort(key=lambda passage: (bool(passage.sayings), passage.source.published or ""), reverse=True)
    return tuple(passages)


def _sayings(
    found: Iterable[tuple[str, _Span]], by_span: Mapping[str, Sequence[Claim]], names: Mapping[str, Named]
) -> tuple[Saying, ...]:
    sayings = [
        Saying(
            about=names[claim.statement.subject],
            what=property_name(claim.statement.predicate, names),
            value=named_value(claim.statement.object, names),
            words=span.words,
            start=span.start,
            end=span.end,
            status=claim.statement.status or "asserted",
            score=claim.score,
            frame=claim.frame,
            attributed_to=tuple(names[source].label for source in claim.attributed_to),
        )
        for iri, span in found
        for claim in by_span.get(iri, ())
    ]
    return tuple(sorted(sayings, key=lambda saying: (saying.start, saying.end, saying.what, saying.value.label)))


def _marks(start: int, spans: Iterable[_Span]) -> tuple[tuple[int, int], ...]:
    """Return the spans counted from the sentence's start; of spans that overlap, what they cover together."""
    marks: list[tuple[int, int]] = []
    for first, last in sorted({(span.start - start, span.end - start) for span in spans}):
        if marks and first < marks[-1][1]:
            marks[-1] = (marks[-1][0], max(last, marks[-1][1]))
        else:
            marks.append((first, last))
    return tuple(marks)


def _spans(store: Store, iris: Iterable[str]) -> dict[str, _Span]:
    query = """SELECT DISTINCT ?it ?article ?start ?end ?before ?words ?after {
        VALUES ?it { %s }
        ?it oa:hasSource ?article ; oa:hasSelector ?position , ?quote .
        ?position oa:start ?start ; oa:end ?end .
        ?quote oa:exact ?words .
        OPTIONAL { ?quote oa:prefix ?before } OPTIONAL { ?quote oa:suffix ?after }
    }"""
    return {
        value_of(iri): _Span(
            article=value_of(article),
            start=int(value_of(start)),
            end=int(value_of(end)),
            before=value_of(before) if before is not None else "",
            words=value_of(words),
            after=value_of(after) if after is not None else "",
        )
        for iri, article, start, end, before, words, after in ask(store, query, iris)
    }


def sources_of(store: Store, articles: Iterable[str]) -> dict[str, Source]:
    """Return what is known of articles, by their IRIs."""
    query = """SELECT DISTINCT ?it ?title ?source ?published ?url {
        VALUES ?it { %s }
        OPTIONAL { ?it schema:headline ?title } OPTIONAL { GRAPH ?it { ?it dcterms:source ?source } }
        OPTIONAL { ?it schema:datePublished ?published } OPTIONAL { ?it schema:url ?url }
    }"""
    return {
        value_of(iri): Source(value_of(iri), *(value_of(term) if term is not None else None for term in rest))
        for iri, *rest in ask(store, query, articles)
    }
