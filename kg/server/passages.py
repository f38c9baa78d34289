"""The words of articles that speak of a thing, for its page: sentences with the words marked, and what was read in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from pyoxigraph import NamedNode

from kg.results import Term
from kg.server import markup
from kg.server.asking import Names, number_of, select, text_of
from kg.server.messages import Service
from kg.vocab import KG

MAX_CLAIMS = 200
"""Claims that are looked at for one page."""
MAX_PASSAGES = 20


@dataclass(frozen=True, slots=True)
class Reading:
    """What one claim says; `iri` is the claim's own, `by` who is said to say so."""

    iri: str
    subject: str
    predicate: str
    value: Term
    status: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of an article; `marks` are the words that matter, counted from its beginning."""

    article: str
    headline: str
    publisher: str
    published: str
    start: int
    text: str
    marks: tuple[tuple[int, int], ...]
    readings: tuple[Reading, ...]

    def iris(self) -> Iterator[str]:
        """Everything that its readings name."""
        for reading in self.readings:
            yield from (reading.subject, reading.predicate, reading.status, *reading.by)
            if isinstance(reading.value, NamedNode):
                yield reading.value.value


def find_passages(service: Service, iri: NamedNode, *, is_article: bool) -> tuple[tuple[Passage, ...], int]:
    """Return some passages, of the newest articles first, and how many claims there are about the thing.

    A claim is about a thing when it names it, or an article's name for it, or when the thing rests on it; a claim and a
    span have their own sentence. Where nothing is claimed, the sentences that mention it stand alone.
    """
    about = (
        f"GRAPH {iri} {{ ?claim a kg:Claim }}"
        if is_article
        else _ABOUT.replace("%s", str(iri)) + " ?claim a kg:Claim ."
    )
    ((count, *_),) = select(service, f"SELECT (COUNT(DISTINCT ?claim) AS ?n) {{ {about} }}")
    claims = number_of(count)
    if claims:
        chosen = f"{{ SELECT DISTINCT ?claim {{ {about} }} LIMIT {MAX_CLAIMS} }} {_CLAIM} {_SENTENCE}"
        by = "OPTIONAL { ?claim prov:wasAttributedTo ?by }"
        rows = select(service, f"SELECT {_COLUMNS} ?claim ?s ?p ?o ?status ?by {{ {chosen} {by} {_SOURCE} }}")
    else:
        spans = f"{{ SELECT DISTINCT ?span {{ {_MENTIONED.replace('%s', str(iri))} }} LIMIT {MAX_CLAIMS} }} {_SENTENCE}"
        rows = select(service, f"SELECT {_COLUMNS} {{ {spans} {_SOURCE} }}")
    return _passages(rows, in_order=is_article)[:MAX_PASSAGES], claims


_ABOUT = """{ ?claim rdf:subject %s } UNION { ?claim rdf:object %s } UNION { %s prov:wasDerivedFrom ?claim }
    UNION { ?claim prov:wasDerivedFrom %s } UNION { %s a kg:Claim . BIND(%s AS ?claim) }
    UNION { ?name kg:refersTo %s . ?claim rdf:subject ?name } UNION { ?name kg:refersTo %s . ?claim rdf:object ?name }"""
_MENTIONED = """{ %s kg:mention ?span } UNION { ?name kg:refersTo %s ; kg:mention ?span }
    UNION { %s a oa:SpecificResource . BIND(%s AS ?span) }"""
_CLAIM = (
    """?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:status ?status ; prov:wasDerivedFrom ?span ."""
)
_SENTENCE = """?span oa:hasSource ?article ; oa:hasSelector ?position , ?quote . ?position oa:start ?start ; oa:end ?end .
    ?quote oa:prefix ?before ; oa:exact ?words ; oa:suffix ?after ."""
_SOURCE = """OPTIONAL { ?article schema:headline ?headline } OPTIONAL { ?article schema:datePublished ?published }
    OPTIONAL { ?article dcterms:source ?publisher }"""
_COLUMNS = "?article ?headline ?publisher ?published ?start ?end ?before ?words ?after"


def _passages(rows: Sequence[Sequence[Term | None]], *, in_order: bool) -> tuple[Passage, ...]:
    by_sentence: dict[tuple[str, int], list[Sequence[Term | None]]] = {}
    for row in rows:
        article, start, before = text_of(row[0]), number_of(row[4]), text_of(row[6])
        by_sentence.setdefault((article, start - len(before)), []).append(row)
    found = [_passage(article, start, group) for (article, start), group in by_sentence.items()]
    found.sort(key=lambda passage: (passage.article, passage.start))
    if not in_order:
        found.sort(key=lambda passage: passage.published, reverse=True)
    return tuple(found)


def _passage(article: str, start: int, rows: Sequence[Sequence[Term | None]]) -> Passage:
    _, headline, publisher, published, *_ = map(text_of, rows[0][:9])
    texts = [text_of(row[6]) + text_of(row[7]) + text_of(row[8]) for row in rows]
    readings: dict[str, Reading] = {}
    for row in rows:
        if len(row) > 9 and row[12] is not None:
            claim, subject, predicate = map(text_of, row[9:12])
            before = readings[claim].by if claim in readings else ()
            by = tuple(dict.fromkeys((*before, *([text_of(row[14])] if row[14] is not None else []))))
            readings[claim] = Reading(claim, subject, predicate, row[12], text_of(row[13]), by)
    ordered = sorted(readings.values(), key=lambda reading: (reading.subject, reading.predicate, reading.iri))
    spans = {(number_of(row[4]) - start, number_of(row[5]) - start) for row in rows}
    return Passage(
        article, headline, publisher, published, start, max(texts, key=len), tuple(_joined(spans)), tuple(ordered)
    )


def _joined(spans: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in order, those that overlap as what they cover together."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if found and first < found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def show_passages(passages: Sequence[Passage], claims: int, names: Names, about: str) -> Iterator[str]:
    """Yield the HTML of the passages, with a note of how much there is; `about` is the thing whose page it is."""
    if not passages:
        return
    is_own = passages[0].article == about
    yield f"<h2>{'In its words' if is_own else 'In the words of articles'}</h2>"
    if claims:
        yield f"<p class=pale>{_plural(len(passages), 'sentence')} here; {_plural(claims, 'claim')} in all.</p>"
    for passage in passages:
        yield "<blockquote>"
        yield f"<p class=words>{_marked(passage)}</p>"
        said = [word for word in (passage.publisher, passage.published) if word]
        headline = markup.link(passage.article, passage.headline or names.label(passage.article))
        if not is_own:
            yield f"<p><small>{' · '.join([headline, *map(escape, said)])}</small></p>"
        if passage.readings:
            yield "<ul>" + "".join(f"<li>{_read(reading, names)}</li>" for reading in passage.readings) + "</ul>"
        yield "</blockquote>"


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _marked(passage: Passage) -> str:
    parts, end = [], 0
    for first, last in passage.marks:
        parts += [escape(passage.text[end:first]), f"<mark>{escape(passage.text[first:last])}</mark>"]
        end = last
    return "".join([*parts, escape(passage.text[end:])])


def _read(reading: Reading, names: Names) -> str:
    """Say what a claim says: "armed attack, Bamako: target the airport", with what makes it less than a fact."""
    value = reading.value
    label = names.label(value.value) if isinstance(value, NamedNode) else None
    status = names.label(reading.status)
    notes = [] if reading.status == KG.base + "asserted" else [escape(status)]
    if reading.by:
        notes.append(f"according to {' and '.join(markup.link(who, names.label(who)) for who in sorted(reading.by))}")
    notes.append(markup.link(reading.iri, "claim"))
    return (
        f"{markup.link(reading.subject, names.label(reading.subject))}: {escape(names.label(reading.predicate))} "
        f"{markup.term(value, label)} <small>({', '.join(notes)})</small>"
    )
