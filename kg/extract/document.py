"""A whole article read: every sentence's mentions, events and relations, in order."""

from __future__ import annotations

import dataclasses
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.events import SentenceEvents, read_events
from kg.extract.mentions import NameHit, find_mentions, find_names
from kg.extract.reading import Reading
from kg.extract.relations import RelationMention, read_relations
from kg.extract.times import dates_of, places_of
from kg.extract.tolls import Toll
from kg.extract.triggers import find_matches
from kg.knowledge.knowledge import Knowledge
from kg.model import Article, DateRange, Document, EventMention, Mention, Sentence
from kg.text.dates import DateExpression, find_dates
from kg.text.scan import fold
from kg.text.sentences import is_dateline, split_sentences
from kg.text.syntax import View
from kg.text.truecase import shouted_paragraphs, truecase


@dataclass(frozen=True, slots=True)
class Extraction:
    """What the sentences of an article tell, before anything is gathered; `dateline` is the place it was filed from."""

    mentions: tuple[Mention, ...]
    appositions: tuple[tuple[Mention, Mention], ...]
    events: tuple[EventMention, ...]
    relations: tuple[RelationMention, ...]
    loose_tolls: tuple[tuple[int, Toll], ...]
    dates: tuple[tuple[int, DateRange], ...]
    dateline: Mention | None


def recased(article: Article, knowledge: Knowledge) -> Article:
    """Return an article whose paragraphs in capitals are in the case that a newspaper would print; offsets stay."""
    shouted = shouted_paragraphs(article.text)
    if not shouted:
        return article
    gazetteer, forms = knowledge.gazetteer, knowledge.lexicon.forms
    spellings = {fold(name): name for name in (*gazetteer.demonyms, *gazetteer.by_name)}
    titles = {word for word, found in forms.items() if any(entry.has("isTitle") for _, entry in found)}
    names = knowledge.names.find(article.text, article.body)
    text = truecase(article.text, shouted, names, spellings, knowledge.parser.is_word, titles)
    return dataclasses.replace(article, text=text)


def read_document(article: Article, knowledge: Knowledge) -> Document:
    """Split an article into sentences and parse those that hold a word the lexicon announces something with."""
    spans = split_sentences(article.text, article.body)
    hits = [hit.start for hit in knowledge.triggers.find(article.text, article.body)]
    worth = [span for span in spans if any(span.start <= hit < span.end for hit in _within(hits, span.start, span.end))]
    parsed = dict(
        zip(worth, knowledge.parser.parse((article.text[s.start : s.end], s.start) for s in worth), strict=True)
    )
    return Document(article, tuple(Sentence(i, span, parsed.get(span, ())) for i, span in enumerate(spans)))


def _within(hits: Sequence[int], start: int, end: int) -> Sequence[int]:
    return hits[bisect_left(hits, start) : bisect_left(hits, end)]


def extract(document: Document, knowledge: Knowledge) -> Extraction:
    """Read every sentence of a document in order; a pronoun or "two days later" looks back at what was read before."""
    text = document.article.text
    names = find_names(text, document.article.body, knowledge.names, knowledge.gazetteer)
    starts = [hit.span.start for hit in names]
    mentions: list[Mention] = []
    appositions: list[tuple[Mention, Mention]] = []
    events: list[EventMention] = []
    relations: list[RelationMention] = []
    loose: list[tuple[int, Toll]] = []
    read: list[tuple[int, DateRange]] = []
    dateline: Mention | None = None
    anchor: DateRange | None = None
    day: DateRange | None = None
    near: DateRange | None = None
    ended = document.article.body
    for sentence in document.sentences:
        if "\n" in text[ended : sentence.span.start]:
            near = None
        ended = sentence.span.end
        begin = bisect_left(starts, sentence.span.start)
        own = [hit for hit in names[begin : bisect_left(starts, sentence.span.end)] if sentence.span.covers(hit.span)]
        if not sentence.tokens:
            bare = _bare_names(sentence, own, text, knowledge)
            mentions.extend(bare)
            if dateline is None and is_dateline(text[sentence.span.start : sentence.span.end]):
                dateline = next((m for m in bare if knowledge.ontology.is_a(m.type, "Settlement")), None)
            continue
        reading = _reading(sentence, own, text, mentions, knowledge)
        dates = dates_of(reading, document.article.published, anchor, day, near)
        near = next((d.date for d in reversed(dates) if d.date.first), near)
        anchor = next((d.date for d in reversed(dates) if d.date.first), anchor)
        day = next((d.date for d in reversed(dates) if d.date.first and d.date.first == d.date.last), day)
        read.extend((sentence.index, d.date) for d in dates)
        told: SentenceEvents = read_events(reading, dates, places_of(reading))
        mentions.extend(m for _, m in sorted(reading.mentions.items()) if m.kind != "pronoun")
        appositions.extend(_appositions(reading))
        events.extend(told.mentions)
        relations.extend(read_relations(reading, told, dates))
        loose.extend((sentence.index, toll) for toll in told.loose_tolls)
    return Extraction(
        tuple(mentions), tuple(appositions), tuple(events), tuple(relations), tuple(loose), tuple(read), dateline
    )


def _reading(
    sentence: Sentence, names: Sequence[NameHit], text: str, before: Sequence[Mention], knowledge: Knowledge
) -> Reading:
    view = View(sentence.tokens, knowledge.lexicon.plain_modifiers)
    matches = find_matches(view, knowledge.lexicon)
    dates = find_dates(text, sentence.span.start, sentence.span.end)
    mentions = {
        token: mention
        for token, mention in find_mentions(sentence, view, text, matches, names, knowledge).items()
        if not any(_is_time(mention, date) for date in dates)
    }
    antecedents = _antecedents(view, mentions, before, knowledge)
    antecedents |= _own_forces(view, mentions, antecedents, knowledge)
    return Reading(sentence, view, matches, mentions, antecedents, dates, knowledge)


def _is_time(mention: Mention, date: DateExpression) -> bool:
    """ "Monday" and "Monday morning" are no things that anybody could attack."""
    is_longer = mention.type == "Thing" and mention.kind == "nominal" and date.span.overlaps(mention.span)
    return is_longer or date.span.covers(mention.span)


def _own_forces(
    view: View, mentions: dict[int, Mention], antecedents: dict[int, Mention], knowledge: Knowledge
) -> dict[int, Mention]:
    """ "Its fighters", "their men" of an armed group are that group."""
    found = {}
    for token, mention in mentions.items():
        if (
            mention.kind != "nominal"
            or not knowledge.ontology.is_a(mention.type, "ArmedGroup", "Person")
            or mention.known
        ):
            continue
        for edge in view.edges(token, "possessor"):
            owner = antecedents.get(edge.dependent)
            if owner is not None and owner.kind == "name" and knowledge.ontology.is_a(owner.type, "ArmedGroup"):
                found[token] = owner
    return found


def _antecedents(
    view: View, mentions: dict[int, Mention], before: Sequence[Mention], knowledge: Knowledge
) -> dict[int, Mention]:
    """The actor each pronoun most likely stands for: the last one before it whose kind fits.

    It is not who does the same verb: in "the rebels tried to kill her" she is no rebel.
    """
    found: dict[int, Mention] = {}
    for token, mention in mentions.items():
        if mention.kind != "pronoun":
            continue
        edge = view.up(token)
        is_object = edge is not None and edge.role == "object"
        doers = view.subjects(edge.head) if edge is not None and is_object else ()
        earlier = [m for t, m in sorted(mentions.items()) if t < token and m.kind != "pronoun" and t not in doers]
        wanted = "Person" if mention.type == "Person" else "Organization"
        candidates = [m for m in (*before[-12:], *earlier) if knowledge.ontology.is_a(m.type, wanted)]
        if mention.type == "Person":
            candidates = [m for m in candidates if m.kind == "name"]
        if candidates:
            found[token] = candidates[-1]
    return found


def _appositions(reading: Reading) -> list[tuple[Mention, Mention]]:
    """Names with the description beside them: "Bamako, the capital"; "the capital, Bamako"."""
    found = []
    for token, mention in reading.mentions.items():
        for edge in reading.view.edges(token, "apposition"):
            other = reading.mentions.get(edge.dependent)
            if other is None or "pronoun" in (mention.kind, other.kind) or mention.kind == other.kind:
                continue
            name, description = (mention, other) if mention.kind == "name" else (other, mention)
            is_a = reading.knowledge.ontology.is_a
            is_called = (
                name.type == "Person" and description.type == "Thing"
            )  # "a preacher, X": a trade that no word list has
            is_same_line = is_a(name.type, description.type) or is_a(description.type, name.type)
            if is_same_line or is_called:
                found.append((name, description))
    return found


def _bare_names(sentence: Sentence, names: Sequence[NameHit], text: str, knowledge: Knowledge) -> list[Mention]:
    """The known names of a sentence that was not parsed: mentions all the same."""
    found = []
    for hit in names:
        known = [knowledge.gazetteer.by_key[key] for key in hit.keys if key in knowledge.gazetteer.by_key]
        if not known:
            continue
        label = text[hit.span.start : hit.span.end]
        countries = {k.country for k in known}
        found.append(
            Mention(
                hit.span, label, label, "name", known[0].type, sentence.index, -1,
                countries.pop() if len(countries) == 1 else None, tuple(k.key for k in known),
            )
        )  # fmt: skip
    return found
