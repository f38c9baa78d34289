"""Whether what a trigger announces happened, was tried, denied, planned, threatened, or is only thought of."""

from __future__ import annotations

from collections.abc import Mapping

from kg.extract.reading import Reading
from kg.model import Status

_STRENGTH: Mapping[str, int] = {"attempted": 1, "hypothetical": 2, "planned": 3, "threatened": 4, "denied": 5}


_PAST_LIKE_BASE = frozenset("set hit put cut hurt shut quit let cast split spread burst bid shed thrust".split())
"""Verbs whose past is their base form: a parser cannot tell "they set fire" from a habit, and news tells the past."""


def status_of(token: int, reading: Reading) -> Status:
    """Return the status of the event announced at a token; the word farthest from a fact decides when several speak.

    Words of the lexicon with `kg:givesStatus` turn what they modify ("foiled coup"), head ("coup attempt", "threat of attack")
    or govern ("planned to attack"); a negated verb denies.
    """
    turns = {match.head: match.entry.status for match in reading.matches if match.entry.status}
    found: list[Status] = [status for position in _governors(token, reading) if (status := turns.get(position))]  # type: ignore[misc]
    if _is_denied(token, reading):
        found.append("denied")
    if _asks(reading) or _is_imagined(token, reading):
        found.append("hypothetical")
    return max(found, key=lambda status: _STRENGTH.get(status, 0), default="occurred")


def is_generic(token: int, reading: Reading) -> bool:
    """True for what happens in general: a verb in the plain present tense, without anything that dates it."""
    word = reading.view.tokens[token]
    if word.tag not in ("VBP", "VBZ", "VB") or word.text.lower() in _PAST_LIKE_BASE:
        return False
    return not any(
        reading.view.tokens[e.dependent].tag in ("VBD", "VBN")
        or reading.view.tokens[e.dependent].text.lower() in ("to", "have", "has", "had", "did")
        for e in reading.view.edges(token, "auxiliary", "mark", "passive auxiliary")
    )


def _governors(token: int, reading: Reading) -> list[int]:
    """The positions whose words can turn the status of `token`."""
    view = reading.view
    found = [e.dependent for e in view.edges(token, "modifier", "compound", "auxiliary", "mark", "participle")]
    current = token
    for edge in view.ancestors(token):
        word = view.tokens[edge.head]
        if edge.role == "open clause" and _is_perfect(edge.dependent, reading):
            break
        if edge.role in ("compound", "modifier") or (
            edge.role == "nominal" and edge.marker in ("of", "at", "to", "for", "against", "over", "about", "in")
        ):
            found.append(edge.head)
        elif edge.role in (
            "object",
            "passive subject",
            "subject",
            "clause",
            "open clause",
            "oblique",
            "adverbial",
            "participle",
            "conjunct",
        ):
            is_existential = edge.role == "subject" and word.lemma == "be"
            is_matter = edge.role == "oblique" and edge.marker in ("of", "against", "about")
            is_circumstance = edge.role in ("oblique", "adverbial", "subject") and not is_existential and not is_matter
            if is_circumstance and view.is_verb(edge.head):
                break
            if edge.role == "conjunct" and not view.is_verb(token):
                current = edge.head
                continue
            if edge.role == "participle" and not view.is_verb(current):
                break
            found.append(edge.head)
            found.extend(e.dependent for e in view.edges(edge.head, "auxiliary", "mark"))
            if edge.role == "clause" and any(m.head == edge.head and m.entry.has("isReport") for m in reading.matches):
                break
        else:
            break
        if word.pos not in ("VERB", "AUX", "NOUN", "ADJ", "PROPN"):
            break
        current = edge.head
    return found


def _is_perfect(verb: int, reading: Reading) -> bool:
    """ "Are feared to have killed": whoever fears it speaks of something past."""
    return any(reading.view.tokens[e.dependent].lemma == "have" for e in reading.view.edges(verb, "auxiliary"))


def _is_denied(token: int, reading: Reading) -> bool:
    view = reading.view
    if view.is_negated(token):
        return True
    edge = view.up(token)
    is_governed = edge is not None and edge.role in ("object", "open clause", "passive subject", "subject")
    return is_governed and edge is not None and view.is_verb(edge.head) and view.is_negated(edge.head)


def _is_imagined(token: int, reading: Reading) -> bool:
    """Whether a film, a game or an exercise holds the event: "in the film a coup …", "the drill simulated an attack"."""
    view = reading.view
    fiction = {match.head for match in reading.matches if match.entry.has("isFiction")}
    if not fiction:
        return False
    chain = [token, *(edge.head for edge in view.ancestors(token))]
    if fiction.intersection(chain[1:]):
        return True
    for node in chain:
        for edge in view.edges(node, "subject", "oblique", "modifier", "compound", "nominal"):
            if edge.dependent in fiction and (edge.role in ("subject", "modifier", "compound") or edge.marker == "in"):
                return True
    return False


def _asks(reading: Reading) -> bool:
    return bool(reading.view.tokens) and reading.view.tokens[-1].text == "?"
