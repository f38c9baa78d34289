"""Ties that two names side by side tell: who is of which body, and whose a body or a country is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.reading import Reading
from kg.extract.ties import LEADS, RULES, RelationMention, has_name
from kg.model import Mention, Span


def read_belongings(reading: Reading, told: Sequence[RelationMention]) -> tuple[RelationMention, ...]:
    """Return what two names side by side tell: who is of which body, and whose a body or a country is.

    No word announces these ties, so they are read only where a sentence tells something else (`told` has its other ties).
    """
    known = {(tie.type, tie.subject, tie.object) for tie in told}
    leading = {(tie.subject, tie.object) for tie in told if tie.type == LEADS}
    found = []
    for kind, subject, object_ in _side_by_side(reading):
        if (kind, subject, object_) in known or (subject, object_) in leading:
            continue
        span = Span(min(subject.span.start, object_.span.start), max(subject.span.end, object_.span.end))
        found.append(
            RelationMention(kind, subject, object_, reading.sentence.index, span, "name-of-name", "asserted", (), 0.5)
        )
    return tuple(found)


def _side_by_side(reading: Reading) -> Iterator[tuple[str, Mention, Mention]]:
    """The tie of each two names that a preposition or an apostrophe joins, as (kind, subject, object)."""
    view = reading.view
    for token, mention in sorted(reading.mentions.items()):
        if mention.kind == "pronoun" or not has_name(mention):
            continue
        inside = [t.index for t in view.tokens if mention.span.covers(t.span)]
        for edge in (edge for word in inside for edge in view.edges(word, "nominal", "possessor")):
            is_whose = view.tokens[edge.dependent].tag == "WP$"  # "X, whose militia, the Y, …"
            whose = _head_of_tenure(edge.dependent, reading) if edge.marker == "under" else edge.dependent
            other = reading.mention_at(whose) if is_whose else reading.mentions.get(whose)
            if other is None or other.kind != "name":
                continue
            is_behind = edge.role == "nominal" and edge.dependent > token
            is_of = is_behind and edge.marker == "of"
            if is_of and _is_a_person(mention, reading) and _is_a_body(other, reading):
                yield "memberOf", mention, other
            is_owner = edge.role == "possessor" or (is_behind and edge.marker == "under")
            # "Al-Qaeda of the Islamic Maghreb": the rest of a name that a list knows is no leader.
            is_owner |= is_of and not mention.span.overlaps(other.span) and _is_surely_a_person(other, reading)
            if is_owner and _is_a_person(other, reading) and _is_a_body(mention, reading):
                yield LEADS, other, mention
            if edge.marker == "under" and _is_a_person(other, reading) and reading.is_a(mention, ("Country",)):
                yield RULES, other, mention


def _head_of_tenure(token: int, reading: Reading) -> int:
    """ "Under the leadership of X": X."""
    is_tenure = any(match.head == token and match.entry.has("isTenure") for match in reading.matches)
    whose = [e.dependent for e in reading.view.edges(token, "nominal") if e.marker == "of"] if is_tenure else []
    return whose[0] if whose else token


def _is_a_person(mention: Mention, reading: Reading) -> bool:
    return reading.is_a(mention, ("Person",))


def _is_surely_a_person(mention: Mention, reading: Reading) -> bool:
    return bool(mention.known) or " " in mention.label or reading.has_rank(mention)


def _is_a_body(mention: Mention, reading: Reading) -> bool:
    return reading.is_a(mention, ("Organization",)) and not reading.is_a(mention, ("Government",))
