"""Which of two happenings came after the other, as one sentence tells it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.events import SentenceEvents
from kg.extract.reading import Reading
from kg.extract.ties import FOLLOWED, RelationMention
from kg.model import FACTUAL, EventMention, Span


def read_successions(reading: Reading, events: SentenceEvents) -> Iterator[RelationMention]:
    """ "Two coups in Mali in 2020 and 2021", "X fell two years after he had toppled Y": the later followed the earlier.

    Of two of one country alone: a list of more tells when each was, and not that any came of another.
    """
    for mentions in events.by_token.values():
        dated = [m for m in mentions if m.date is not None and m.date.first]
        dated.sort(key=lambda m: m.date.first if m.date and m.date.first else "")
        if len(dated) != 2 or dated[0].country != dated[1].country:
            continue
        earlier, later = dated
        if earlier.date is None or later.date is None or earlier.date.first == later.date.first:
            continue
        if not reading.knowledge.ontology.is_a(later.type, "SeizureOfPower"):
            continue
        span = Span(
            min(earlier.date.span.start, later.date.span.start), max(earlier.date.span.end, later.date.span.end)
        )
        yield _followed(later, earlier, span, reading)
    for later, earlier in _told_in_order(reading, events):
        span = Span(*sorted((later.trigger.span.start, earlier.trigger.span.start)))
        yield _followed(later, earlier, span, reading)
    for later_told, earlier_told in (*_came_after(reading, events), *_hours_later(reading, events)):
        told = later_told or earlier_told
        if told is not None:
            yield _followed(later_told, earlier_told, told.trigger.span, reading)


def _followed(
    later: EventMention | None, earlier: EventMention | None, span: Span, reading: Reading
) -> RelationMention:
    """One happening after another; None is what was told before this sentence."""
    sentence, told = reading.sentence.index, later or earlier
    frame = told.trigger.entry if told is not None else ""
    return RelationMention(FOLLOWED, later, earlier, sentence, span, frame, "asserted", (), 0.9)


_COMING = frozenset({"come", "happen", "occur"})
_ANSWER = frozenset("retaliation revenge reprisal response reply retribution vengeance".split())
_ANSWERING = frozenset({"avenge", "retaliate"})
"""Nouns and verbs for what one deed is to another: "in retaliation for an attack", "to avenge the killing of X"."""

_POINTING = frozenset("it this incident violence bloodshed".split())
"""Subjects that stand for what was told before: "It came two days after …"."""


def _came_after(reading: Reading, events: SentenceEvents) -> Iterator[tuple[EventMention | None, EventMention | None]]:
    """ "The raid came hours after a bomb killed six", "bombed the camps in retaliation for an attack on a base"."""
    view = reading.view
    for token, mentions in events.by_token.items():
        marks = {view.tokens[e.dependent].text.lower() for e in view.edges(token, "mark", "case")}
        for edge in tuple(view.ancestors(token))[:_NEAR_ANCESTORS] if len(mentions) == 1 else ():
            word = view.tokens[edge.head]
            if word.lemma in _COMING and "after" in marks and edge.head not in events.by_token:
                for later in _coming(edge.head, reading, events):
                    yield from ((later, m) for m in mentions if _are_deeds((later, m), reading))
                break
            is_answer = (
                word.text.lower() in _ANSWER and edge.role == "nominal" and edge.marker in ("for", "to", "against")
            )
            is_answer |= word.text.lower() in _HEELS and edge.marker == "of"
            if is_answer or word.lemma in _ANSWERING:
                found = _answering(edge.head, reading, events)
                yield from ((found, m) for m in mentions if found not in (None, m) and _are_deeds((found, m), reading))
                break
    for token in (t.index for t in view.tokens if t.lemma in _CAUSING and view.is_verb(t.index)):
        causes, outcomes = (
            [m for who in tokens for m in events.by_token.get(reading.content(who), ())]
            for tokens in (view.subjects(token), view.objects(token))
        )
        yield from ((b, a) for a in causes[:1] for b in outcomes if _are_deeds((a, b), reading))


def _answering(noun: int, reading: Reading, events: SentenceEvents) -> EventMention | None:
    """ "The raid was in revenge for the killing", "was carried out in revenge for": what the noun is said of, or hangs on."""
    view = reading.view
    over = [e.dependent for e in view.edges(noun, "subject")]
    for edge in view.ancestors(noun):
        over.append(edge.head)
        if view.is_verb(edge.head):
            around = view.edges(edge.head, "subject", "passive subject", "object")
            over.extend(reading.content(e.dependent) for e in around)
    return next((m for word in over for m in events.by_token.get(word, ())), None)


_HEELS = frozenset({"heels", "wake", "aftermath"})
"""Nouns of what is close behind: "came on the heels of an ambush"."""

_CAUSING = frozenset({"trigger", "prompt", "provoke", "spark", "unleash"})
"""Verbs of what comes of a deed: "the murder triggered an attack"."""

_NEAR_ANCESTORS = 3
"""Steps up the tree from a deed to the word that says what it was in answer to."""


def _coming(verb: int, reading: Reading, events: SentenceEvents) -> Iterator[EventMention | None]:
    """What came: the events that are the subject of a verb; None where that speaks of what was told before."""
    for subject in reading.view.subjects(verb):
        told = events.by_token.get(reading.content(subject), ())
        yield from told
        if not told and reading.view.tokens[subject].text.lower() in _POINTING:
            yield None


def _hours_later(reading: Reading, events: SentenceEvents) -> Iterator[tuple[EventMention | None, EventMention | None]]:
    """ "Hours later, jets bombed the camps": so soon after what the sentence before told that one followed the other."""
    words = [token.text.lower() for token in reading.view.tokens[:_OPENING]]
    if "hours" not in words or words[words.index("hours") + 1 :][:1] not in (["later"], ["afterwards"], ["afterward"]):
        return
    told = (m for _, mentions in sorted(events.by_token.items()) for m in mentions[:1])
    first = next((m for m in told if not m.is_result and _are_deeds((m,), reading)), None)
    if first is not None:
        yield first, None


_OPENING = 4
"""Tokens at the head of a sentence in which "a few hours later" stands."""


def _are_deeds(told: Iterable[EventMention | None], reading: Reading) -> bool:
    """Whether all of these happened, and are attacks, battles or seizures of power."""
    kinds = ("Attack", "Battle", "SeizureOfPower", "Mutiny")
    return all(m is None or (m.status in FACTUAL and reading.knowledge.ontology.is_a(m.type, *kinds)) for m in told)


def _told_in_order(reading: Reading, events: SentenceEvents) -> Iterator[tuple[EventMention, EventMention]]:
    """ "X ousted Y eight months after he had toppled Z": of two seizures of power the one in the clause with "after" was first.

    So was the one in a clause with "had" that only says who somebody is: "X, who had toppled Z, was ousted".
    """
    view, is_a = reading.view, reading.knowledge.ontology.is_a
    for token, mentions in events.by_token.items():
        marks = {view.tokens[e.dependent].text.lower() for e in view.edges(token, "mark", "case")}
        above = [m for m in _above(token, reading, events) if m not in mentions][:1]
        if len(mentions) != 1 or not above:
            continue
        pair = (above[0], mentions[0])
        is_of_power = all(is_a(m.type, "SeizureOfPower", "Mutiny") and m.status in FACTUAL for m in pair)
        if "before" in marks and is_of_power:
            yield mentions[0], above[0]
        if "after" not in marks:
            if is_of_power and _is_told_aside(token, reading) and not _is_later(mentions[0], above[0]):
                yield pair
            continue
        # "Hours after the murder of X, militiamen killed Y": other deeds so soon after each other.
        words = {view.tokens[e.dependent].text.lower() for e in view.edges(token, "oblique", "modifier", "nominal")}
        before = view.tokens[max(0, min(view.subtree(token)) - 1)].text.lower()
        is_soon = not _SOON.isdisjoint((*words, before)) and _are_deeds(pair, reading)
        if is_of_power or is_soon:
            yield pair


def _above(token: int, reading: Reading, events: SentenceEvents) -> Iterator[EventMention]:
    """The events of the clauses over a word, the nearest first: those of a verb, or of what it does ("staged a coup")."""
    view, supporting = reading.view, reading.matches.heads("supportVerb")
    for edge in view.ancestors(token):
        yield from events.by_token.get(edge.head, ())
        if edge.head in supporting:
            yield from (m for done in view.objects(edge.head) for m in events.by_token.get(reading.content(done), ()))


def _is_told_aside(token: int, reading: Reading) -> bool:
    """Whether a relative clause tells of it with "had"."""
    view = reading.view
    helpers = {view.tokens[e.dependent].text.lower() for e in view.edges(token, "auxiliary")}
    edge = view.up(token)
    return "had" in helpers and edge is not None and edge.role == "relative"


def _is_later(one: EventMention, other: EventMention) -> bool:
    """Whether the dates of two events say that the one was after the other."""
    first, second = (m.date.first if m.date is not None else None for m in (one, other))
    return bool(first and second and first > second)


_SOON = frozenset({"hours", "minutes"})
