"""Who says of himself, or of those he speaks for, that he did it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.events import SentenceEvents
from kg.extract.reading import Reading
from kg.extract.ties import CLAIMED, MEMBERSHIP, RelationMention
from kg.model import FACTUAL, EventMention, Mention, Span


def read_own_claims(reading: Reading, events: SentenceEvents) -> Iterator[RelationMention]:
    """ "The group said it carried out the bombing": who says so of himself claims it; a state or its army only reports."""
    for event in (event for mentions in events.by_token.values() for event in mentions):
        for argument in event.arguments if _is_claimable(event, reading) else ():
            doer = argument.mention
            if argument.role == "perpetrator" and doer in event.attributed_to and _is_armed(doer, reading):
                yield _claim(doer, event, argument.mention.span, argument.frame, reading)
    for report in (m.head for m in reading.matches if m.entry.has("isReport") and reading.view.is_verb(m.head)):
        speakers = [reading.mention_at(token) for token in reading.view.subjects(report)]
        for speaker in (speaker for speaker in speakers if speaker is not None):
            body = spoken_for(speaker, reading)
            if body is not None and _is_armed(body, reading):
                for token in _own_deeds(report, reading):
                    for event in events.by_token.get(token, ()):
                        if _is_claimable(event, reading) and not _is_on_armed_group(event, reading):
                            yield _claim(body, event, speaker.span, "", reading)


def spoken_for(speaker: Mention, reading: Reading) -> Mention | None:
    """The body that somebody speaks for: "a spokesman for the front", "LRF commander X"; else the speaker."""
    if not reading.is_a(speaker, ("Person",)):
        return speaker
    word = speaker.head if speaker.kind == "nominal" else _word_of(speaker, reading)
    if word is None:
        return speaker
    edges = reading.view.edges(word, "nominal", "compound", "possessor")
    of = [e.dependent for e in edges if e.role != "nominal" or e.marker in ("of", "for", "from")]
    bodies = (m for token in of if (m := reading.mention_at(token)) is not None)
    body = next((m for m in bodies if m.kind == "name" and reading.is_a(m, ("Organization",))), None)
    return speaker if body is None and speaker.kind == "name" else body


def _claim(body: Mention, event: EventMention, span: Span, frame: str, reading: Reading) -> RelationMention:
    return RelationMention(CLAIMED, body, event, reading.sentence.index, span, frame, "asserted", (), 0.6)


def _is_claimable(event: EventMention, reading: Reading) -> bool:
    return event.status in FACTUAL and reading.knowledge.ontology.is_a(event.type, "Attack", "Battle")


def _is_on_armed_group(event: EventMention, reading: Reading) -> bool:
    """Whether rebels were hit: who says that he killed militants reports, as armies do."""
    hit = [argument.mention for argument in event.arguments if argument.role in ("victim", "target")]
    return any(reading.is_a(mention, ("ArmedGroup",)) for mention in hit)


def _is_armed(doer: Mention, reading: Reading) -> bool:
    return reading.is_a(doer, ("ArmedGroup",)) or (doer.kind == "name" and doer.type == "Organization")


def _word_of(person: Mention, reading: Reading) -> int | None:
    """The noun that says what somebody is in a body: "LRF spokesman X"."""
    nouns = (m.head for m in reading.matches if m.entry.pos == "noun" and not MEMBERSHIP.isdisjoint(m.entry.denotes))
    return next((noun for noun in nouns if person in reading.title_bearers(noun)), None)


def _own_deeds(report: int, reading: Reading) -> Iterator[int]:
    """Where a speaker's own deed may be told: "it attacked X", "its men carried out the attack", "it was behind the attack"."""
    view = reading.view
    for clause in (edge.dependent for edge in view.edges(report, "clause")):
        own = view.first(clause, "subject")
        if own is None or not _is_oneself(own, reading):
            continue
        if view.is_verb(clause):
            yield from (clause, *(reading.content(token) for token in view.objects(clause)))
        elif any(view.tokens[edge.dependent].text.lower() == "behind" for edge in view.edges(clause, "case")):
            yield clause


def _is_oneself(token: int, reading: Reading) -> bool:
    """Whether a word of what somebody says is he himself: "it", "its fighters", "the group"."""
    view = reading.view
    if view.tokens[token].text.lower() in ("it", "they", "we"):
        return True
    mention = reading.mentions.get(token)
    is_its = any(
        view.tokens[e.dependent].text.lower() in ("its", "their", "our") for e in view.edges(token, "possessor")
    )
    is_the_group = mention is not None and mention.kind == "nominal" and mention.is_definite and not mention.known
    return is_its or (
        is_the_group and mention is not None and mention.type == "Organization" and " " not in mention.label
    )
