"""Who says so: the sources that a sentence gives for what it tells."""

from __future__ import annotations

from kg.extract.reading import Reading
from kg.extract.triggers import Match
from kg.model import Mention
from kg.text.syntax import View


def sources_of(token: int, reading: Reading) -> tuple[Mention, ...]:
    """Who says so: the subject of a reporting verb above the trigger, who accuses, or whom "according to" introduces."""
    view = reading.view
    reporting = {match.head for match in reading.matches.having("isReport") if match.entry.pos == "verb"}
    accusing = {m.head for m in reading.matches.having("isBlame") if view.is_verb(m.head) and _is_of_others(m)}
    chain = [token, *(edge.head for edge in view.ancestors(token))]
    verbs = [node for node in chain[1:] if node in reporting]
    verbs += [e.dependent for node in chain for e in view.edges(node, "parataxis") if e.dependent in reporting]
    speakers = [speaker for verb in verbs for speaker in view.subjects(verb)]
    speakers += [who for node in chain[1:] if node in accusing for who in _accusers(node, view) if who not in chain]
    speakers.extend(w.index for w in view.tokens if (edge := view.up(w.index)) and edge.marker == "according to")
    found = [m for speaker in speakers if (m := reading.mention_at(speaker)) is not None]
    return tuple(dict.fromkeys(m for m in found if reading.knowledge.ontology.is_a(m.type, "Party")))


def _is_of_others(match: Match) -> bool:
    """Whether the subject of a word of blame is not the one who did it, unlike that of "sent the bomber", "was to blame"."""
    slots = (slot for frame in match.entry.frames for slot in frame.slots)
    return not any(slot.function == "subject" and "perpetrator" in slot.roles for slot in slots)


def _accusers(verb: int, view: View) -> tuple[int, ...]:
    """ "X accused Y of it", "Y was accused of it by X": X."""
    if view.is_passive(verb):
        return tuple(edge.dependent for edge in view.edges(verb, "agent"))
    return tuple(view.subjects(verb))
