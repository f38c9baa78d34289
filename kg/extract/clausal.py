"""Slots of words that are said of a whole clause: "by nightfall the colonel was president", "he no longer ruled"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.reading import Reading
from kg.extract.standing import is_under_arms
from kg.extract.triggers import Match
from kg.knowledge.lexicon import Slot
from kg.model import Mention
from kg.text.syntax import View

FUNCTIONS = frozenset({"clause subject", "clause head", "clause object", "announcer"})
"""The functions of slots that the clause of a word fills, and not the word itself."""

SAYING = frozenset({"announce", "declare", "proclaim", "say", "tell", "add"})
_STEPS = ("clause", "conjunct", "open clause", "participle")
_FORCES = ("StateForce", "Junta")


def in_clause(slot: Slot, match: Match, reading: Reading) -> Sequence[int]:
    """Return the tokens at which a slot is filled by the clause in which a word stands."""
    view = reading.view
    edge = view.up(match.head)
    told = match.head if edge is not None and edge.role == "clause" else view.clause(match.head)
    match slot.function:
        case "clause head":
            # "Was no longer in power", where a parser has "longer" as what is said of him.
            said = [e.dependent for e in view.edges(told, "oblique", "object")] if told == match.head else [told]
            return [word for word in said if _is_one_of(word, slot.markers, view) and _is_of_state(word, reading)]
        case "clause object":
            return [token for token in view.objects(told) if _is_one_of(token, slot.markers, view)]
        case "clause subject":
            return _subjects(told, view)
        case _:
            return announcers_of(told, reading, SAYING)


def announcers_of(told: int, reading: Reading, words: frozenset[str]) -> tuple[int, ...]:
    """Those under arms who announce, by one of the `words` for it, what a clause tells; none where others do."""
    view = reading.view
    for edge in view.ancestors(told):
        # "Announced on 30 September that X no longer ruled", where a parser hangs the clause on the day.
        is_marked = edge.role == "relative" and bool(view.edges(edge.dependent, "mark"))
        verb = view.clause(edge.head) if is_marked else edge.head
        if (edge.role == "clause" or is_marked) and view.tokens[verb].lemma in words:
            speakers = _readers(verb, view) or view.subjects(verb)
            mentions = [reading.mention_at(speaker) for speaker in speakers]
            return speakers if mentions and all(_is_armed(mention, reading) for mention in mentions) else ()
        if edge.role not in _STEPS:
            return ()
    return ()


def _readers(verb: int, view: View) -> tuple[int, ...]:
    """ "Read out a statement saying that …": whoever reads it says it."""
    edge = view.up(verb)
    text = view.up(edge.head) if edge is not None and edge.role in ("participle", "relative") else None
    return view.subjects(text.head) if text is not None and text.role == "object" else ()


def _is_armed(mention: Mention | None, reading: Reading) -> bool:
    return mention is not None and (reading.is_a(mention, _FORCES) or is_under_arms(mention, reading))


def _subjects(told: int, view: View) -> tuple[int, ...]:
    """Of whom a clause tells: of a verb, or of a noun with "be" ("the colonel was president")."""
    if view.is_verb(told):
        return view.subjects(told)
    own = view.first(told, "subject")
    return () if own is None else view.conjuncts(own)


_STATE = frozenset(
    "state country government republic nation kingdom capital palace power junta council regime people city".split()
)
"""Nouns for what somebody rules who rules a state."""


def _is_of_state(told: int, reading: Reading) -> bool:
    """Not "was head of the unit", "no longer controlled the south": what is ruled, where the clause names it, is a state."""
    view = reading.view
    ruled = [edge.dependent for edge in view.edges(told, "nominal") if edge.marker == "of"]
    ruled += view.objects(told) if view.is_verb(told) else ()
    return all(_is_state(token, reading) for token in ruled)


def _is_state(token: int, reading: Reading) -> bool:
    mention = reading.mention_at(token)
    is_seat = mention is not None and reading.is_a(mention, ("Country", "Settlement"))
    return is_seat or reading.view.tokens[token].lemma in _STATE


def _is_one_of(token: int, words: frozenset[str], view: View) -> bool:
    return not words.isdisjoint((view.tokens[token].lemma, view.tokens[token].text.lower()))
