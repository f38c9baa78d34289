"""Why something of the answers was missed, and why something false was read: one cause each, to count and to start from.

A cause is what can be told from the answer, its words of evidence and what was read around them; it says where to look, not
what to mend. Ties of an answer have no evidence, so theirs are told from where the article names both ends.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence

from kg.evaluation.found import Found, are_compatible, family_of
from kg.extract.triggers import find_matches
from kg.knowledge.knowledge import Knowledge
from kg.model import Analysis, Document, Sentence, Span
from kg.text.syntax import View

JOINED = "joined to another event"
OTHER_COUNTRY = "read with another country"
OTHER_DATE = "read with another date"
NO_FACT = "read as no fact (planned, denied, what if)"
OTHER_KIND = "read as another kind of event"
NOT_FILLED = "a known word, and nothing read"
NO_WORD = "no known word"
NOT_PARSED = "its sentence not parsed"
MISSED_EVENTS = (JOINED, OTHER_COUNTRY, OTHER_DATE, NO_FACT, OTHER_KIND, NOT_FILLED, NO_WORD, NOT_PARSED)

NO_EVENTS_THERE = "in an article whose answers have none"
TWICE = "told twice, and not joined"
MISDATED = "an event missed, with another country or date"
NO_EVENT = "no event of the answers"
FALSE_EVENTS = (NO_EVENTS_THERE, TWICE, MISDATED, NO_EVENT)

END_UNREAD = "an end of it not read"
OTHER_TIE = "its ends tied in another way"
APART = "its ends named in no one sentence"
NO_TIE = "a sentence with both ends, and no tie"
MISSED_TIES = (END_UNREAD, OTHER_TIE, APART, NO_TIE)

END_UNMARKED = "an end of no answer"
NO_TIE_MARKED = "two ends of answers, not tied there"
FALSE_TIES = (END_UNMARKED, OTHER_TIE, NO_TIE_MARKED)

OF_WHAT = {
    "events missed": MISSED_EVENTS,
    "events false": FALSE_EVENTS,
    "relations missed": MISSED_TIES,
    "relations false": FALSE_TIES,
}
"""The causes of each count of a tally, in the order in which they are asked for."""


def of_missed_event(
    families: Collection[str],
    country: str | None,
    date: str | None,
    evidence: str,
    read: Sequence[Found],
    paired: Collection[int],
    analysis: Analysis,
    knowledge: Knowledge,
) -> str:
    """Return why an event was missed.

    `families`, `country`, `date` and `evidence` are those of the answer; `paired` holds the indices into `read` of what was
    found to be another event of the answers.
    """
    sentence = _sentence_at(analysis.document, evidence)
    near = [i for i, event in enumerate(read) if sentence and any(sentence.span.overlaps(s) for s in event.spans)]
    of_family = [i for i in near if family_of(read[i].type, knowledge.ontology) in families]
    facts = [i for i in of_family if read[i].is_fact]
    free = [read[i] for i in facts if i not in paired]
    if any(event.country and country and event.country != country for event in free):
        return OTHER_COUNTRY
    if any(not are_compatible(date, event.date) for event in free):
        return OTHER_DATE
    if facts:
        return JOINED
    if near:
        return NO_FACT if of_family else OTHER_KIND
    return _unread(sentence, families, knowledge)


def of_false_event(event: Found, told: Sequence[tuple[Found | None, Span | None]], knowledge: Knowledge) -> str:
    """Return why an event was read that no answer has.

    `told` has for each event of the answers what was read for it, None for one that was missed, and where its evidence stands.
    """
    if not told:
        return NO_EVENTS_THERE
    family = family_of(event.type, knowledge.ontology)
    found = [other for other, _ in told if other and family_of(other.type, knowledge.ontology) == family]
    if any(other.country == event.country and are_compatible(other.date, event.date) for other in found):
        return TWICE
    lost = [place for other, place in told if other is None and place]
    return MISDATED if any(place.overlaps(span) for place in lost for span in event.spans) else NO_EVENT


def of_missed_tie(
    subjects: Collection[str], objects: Collection[str], tied: Collection[frozenset[str]], analysis: Analysis
) -> str:
    """Return why a tie was missed; `subjects` and `objects` are the ids of what was read for its ends, `tied` pairs of ids."""
    if not subjects or not objects:
        return END_UNREAD
    if any(frozenset((one, other)) in tied for one in subjects for other in objects):
        return OTHER_TIE
    spans = {entity.id: entity.mentions for entity in analysis.entities}
    spans |= {event.id: event.mentions for event in analysis.events}
    starts = [sentence.span.start for sentence in analysis.document.sentences]

    def sentences(ids: Collection[str]) -> set[int]:
        return {bisect_right(starts, span.start) for key in ids for span in spans[key]}

    return APART if sentences(subjects).isdisjoint(sentences(objects)) else NO_TIE


def evidence_of(document: Document, evidence: str) -> Span | None:
    """Where the words of an answer stand, the whole of their sentence; None when they do not."""
    sentence = _sentence_at(document, evidence)
    return sentence.span if sentence else None


def _sentence_at(document: Document, evidence: str) -> Sentence | None:
    start = document.article.text.find(evidence)
    starts = [sentence.span.start for sentence in document.sentences]
    index = bisect_right(starts, start) - 1
    return document.sentences[index] if start >= 0 and index >= 0 else None


def _unread(sentence: Sentence | None, families: Collection[str], knowledge: Knowledge) -> str:
    if sentence is None or not sentence.tokens:
        return NOT_PARSED
    view = View(sentence.tokens, knowledge.lexicon.plain_modifiers)
    known = (name for match in find_matches(view, knowledge.lexicon) for name in match.entry.denotes)
    return NOT_FILLED if any(family in families for family in _families(known, knowledge)) else NO_WORD


def _families(kinds: Iterator[str], knowledge: Knowledge) -> Iterator[str | None]:
    return (family_of(kind, knowledge.ontology) for kind in kinds if kind[:1].isupper())
