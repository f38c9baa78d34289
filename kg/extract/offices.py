"""Who holds an office that is told without its state: "President X" rules the country that the article is about."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.arguments import fill_frames
from kg.extract.bearers import title_bearers
from kg.extract.demonyms import demonym_at
from kg.extract.reading import Reading
from kg.extract.standing import is_bygone
from kg.extract.ties import LEADS, RULES, RelationMention
from kg.extract.triggers import Match
from kg.model import Mention


def read_offices(match: Match, reading: Reading) -> Iterator[RelationMention]:
    """ "President X", without a word of the country: of the country that the article is about."""
    ties = [kind for kind in match.entry.denotes if kind in reading.knowledge.ontology.relations]
    is_leader = _is_leader_of_country(match, reading)
    if not (match.entry.has("isOffice") or is_leader) or not ties:
        return
    if fill_frames(match, reading, frozenset()) is not None or _is_of_something_else(match, reading):
        return
    ties = [RULES] if is_leader else ties
    is_out, is_of_government = is_bygone(match, reading), match.entry.has("isHeadOfGovernment")
    bearers = title_bearers(match.head, reading) if _is_owned_by_country(match, reading) else ()
    span = reading.view.tokens[match.head].span
    bearers = tuple(b for b in bearers if not b.span.covers(span) and b.label.lower() not in STATES_OF_OFFICE)
    for bearer in bearers:
        is_here = bearer.sentence == reading.sentence.index  # "he", who was named before, has no words around him here
        inside = reading.view.inside(bearer.span) if is_here else ()
        of = [e.dependent for t in inside for e in reading.view.edges(t, "nominal") if e.marker == "of"]
        state = next((m for t in of if (m := reading.mentions.get(t)) and reading.is_a(m, ("Country",))), None)
        state = state or (_state_of_clause(bearer, match, reading) if is_here else None)
        if state is not None and reading.is_a(bearer, ("Person",)) and not is_out:
            yield RelationMention(
                ties[0], bearer, state, reading.sentence.index, span, match.entry.id, "asserted", (), match.entry.prior,
                is_of_government=is_of_government,
            )  # fmt: skip
        elif reading.is_a(bearer, ("Person",)):
            yield RelationMention(
                ties[0], bearer, None, reading.sentence.index, span, "", "denied" if is_out else "asserted", (),
                match.entry.prior, True, is_of_government,
            )  # fmt: skip


def _is_owned_by_country(match: Match, reading: Reading) -> bool:
    """ "The country's president, X", "its ruler, X", where "it" is nobody named before: that of the country, or of nothing told."""
    view = reading.view
    owners = [edge.dependent for edge in view.edges(match.head, "possessor")]
    if owners and any(view.tokens[e.dependent].lemma in _STANDING_IN for e in view.edges(match.head, "modifier")):
        return False
    is_its = [view.tokens[t].text.lower() == "its" and reading.mention_at(t) is None for t in owners]
    return all(its or view.tokens[t].lemma in STATES_OF_OFFICE for t, its in zip(owners, is_its, strict=True))


def _is_leader_of_country(match: Match, reading: Reading) -> bool:
    """ "The country's leader, X", "the nation's military leader": he rules it, as far as no other word says of what he is."""
    if (
        match.entry.pos != "noun"
        or LEADS not in match.entry.denotes
        or reading.view.tokens[match.head].lemma != "leader"
    ):
        return False
    edges = reading.view.edges(match.head, "possessor", "compound", "modifier", "nominal")
    words = {(e.role, reading.view.tokens[e.dependent].lemma) for e in edges}
    owners = {word for role, word in words if role == "possessor"}
    return bool(owners) and owners <= STATES_OF_OFFICE and {w for r, w in words if r != "possessor"} <= _OF_LEADER


_STANDING_IN = frozenset({"interim", "acting", "caretaker"})
"""What makes a president one whom others may have put there, and who rules only where more is said."""

_OF_LEADER = frozenset("military new current present longtime veteran transitional interim civilian elected".split())
"""What a country's leader may be called without being that of a part of it."""


def _state_of_clause(bearer: Mention, match: Match, reading: Reading) -> Mention | None:
    """ "Last month in Ruritania, President X sent gendarmes": the state that the clause opens with, if he may have ruled it."""
    view, ruled = reading.view, reading.knowledge.gazetteer.ruled
    codes = {code for key in bearer.known for code in ruled.get(key, ())}
    for verb in (edge.head for edge in view.ancestors(match.head)):
        start = view.first(verb, "subject", "passive subject")
        phrases = [e for e in view.edges(verb, "oblique") if start is not None and e.dependent < start]
        phrases += [e for phrase in phrases for e in view.edges(phrase.dependent, "nominal")]
        opening = [e.dependent for e in phrases if e.marker == "in"]
        states = [m for token in opening if (m := reading.mentions.get(token)) and reading.is_a(m, ("Country",))]
        if states:
            return states[0] if not codes or states[0].country in codes else None
    return None


def _is_of_something_else(match: Match, reading: Reading) -> bool:
    """ "Senate President X", "the president of the chamber", "its candidate for president": no head of the article's state."""
    view, first = reading.view, min(match.tokens)
    if any(view.tokens[e.dependent].text.lower() == "for" for e in view.edges(match.head, "case")):
        return True
    owners = [e.dependent for e in view.edges(match.head, "nominal") if e.marker == "of"]
    if any(view.tokens[owner].lemma not in STATES_OF_OFFICE for owner in owners):
        return True
    before = view.tokens[first - 1] if first else None
    if before is not None and before.text.lower() in _LESSER_OFFICE:
        return True
    is_demonym = before is not None and demonym_at(view.tokens, first - 1, reading.knowledge.gazetteer) is not None
    if before is None or before.tag not in ("NN", "NNP", "NNPS") or is_demonym:
        return False
    is_of_person = any(  # "General President X", "his cousin King Y"
        m.head == before.index and (m.entry.has("isTitle") or m.entry.names_type == "Person") for m in reading.matches
    )
    is_named = any(  # "named Ana Ruiz head of state"
        m.kind == "name" and m.span.end == before.span.end and reading.is_a(m, ("Person",))
        for m in reading.mentions.values()
    )
    return not is_of_person and not is_named and before.text.lower() not in _BEFORE_OFFICE


STATES_OF_OFFICE = frozenset({"republic", "country", "nation", "state", "federation"})
"""Nouns for the state that somebody is at the head of, whatever it is called."""

_LESSER_OFFICE = frozenset(
    "regional provincial state district municipal local council honorary tribal departmental".split()
)
"""Words before an office by which it is of a part of a state."""

_BEFORE_OFFICE = frozenset({"excellency", "transition", "junta", "interim", "caretaker", "coup", "strongman"})
"""Nouns before an office that do not say of what it is."""
