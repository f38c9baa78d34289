"""Who the dead and the wounded of an event are, where a sentence of its own says so: "Among the dead was X"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.reading import Reading
from kg.extract.tolls import BEING, Toll
from kg.model import Argument

_HARMED = ("Person", "StateForce", "Junta", "Government")
_TELLING = frozenset({"identify", "include", "name"})
"""Verbs that say who somebody was: "the dead were identified as X", "the victims include X"."""


_ABOUT = frozenset({"modifier", "nominal", "oblique", "subject", "passive subject", "object", "open clause"})
"""What a word for casualties may be to others up to the verb: "the wounded man was named as X", "police named the dead as X"."""


def casualties(reading: Reading, loose: Iterable[Toll]) -> Iterator[Argument]:
    """Yield those whom a sentence says to be among the casualties of what was told before it, or to be them.

    `loose` are the tolls that no event of the sentence claims: "X was wounded" says of whom it counts who he is.
    """
    for filler in (victim for toll in loose for victim in toll.victims):
        mention = reading.mentions.get(_called(filler.token, reading))  # no pronoun, whoever that may be
        if mention is not None and mention.kind == "name" and reading.is_a(mention, ("Person",)):
            yield Argument("victim", mention, "")
    for match in reading.matches.having("isCasualty"):
        if reading.view.is_negated(match.head) or match.entry.pos == "preposition":
            continue  # of "among them" a toll has to stand before it
        name = _identified if match.entry.pos == "verb" else _named
        for token in dict.fromkeys(name(match.head, reading)):
            mention = reading.mention_at(_called(token, reading))
            if mention is not None and mention.kind != "pronoun" and reading.is_a(mention, _HARMED):
                yield Argument("victim", mention, match.entry.id)


def _named(word: int, reading: Reading) -> Iterator[int]:
    """The words for the persons that a clause with a word for casualties in it is about."""
    view = reading.view
    # "Among the injured are X and Y", "also injured was X", as far as the parser takes the word for what is said.
    if view.edges(word, "copula") or _is_fronted(word, reading):
        for said in view.edges(word, "subject", "passive subject"):
            yield from view.conjuncts(said.dependent)
        return
    top, below = word, word
    while (edge := view.up(top)) is not None and edge.role in _ABOUT:
        top, below = edge.head, top
        if view.edges(top, "copula") or view.is_verb(top):
            break
    if top == word:
        return
    if view.edges(top, "copula"):
        of_others = [e.dependent for e in view.edges(top, "subject") if e.dependent != below]
        for noun in (of_others or [top]) if _is_among(below, reading) else [top]:
            yield from view.conjuncts(noun)
    elif view.tokens[top].lemma in _TELLING:
        for said in (*view.edges(top, "object", "oblique", "open clause"), *view.edges(word, "oblique")):
            if said.dependent != below and (said.marker == "as" or said.role != "oblique"):
                yield from view.conjuncts(said.dependent)


_THEY = frozenset({"he", "she", "they", "who"})


def _identified(verb: int, reading: Reading) -> Iterator[int]:
    """ "They were identified as X and Y", "the two traders, identified as X and Y": the names of those told of before.

    Not of whoever did it: "the bomber was identified as X".
    """
    view = reading.view
    edge = view.up(verb)
    who = view.first(verb, "passive subject")
    if who is None and edge is not None and edge.role == "participle":
        who = edge.head
    if who is None:
        return
    mention = reading.mentions.get(who)
    is_meant = mention is not None and mention.is_definite and reading.is_a(mention, _HARMED)
    if view.tokens[who].text.lower() not in _THEY and not is_meant:
        return
    for said in view.edges(verb, "oblique"):
        if said.marker == "as":
            names = ((token, reading.mentions.get(token)) for token in view.conjuncts(said.dependent))
            yield from (t for t, m in names if m is not None and m.kind == "name" and reading.is_a(m, ("Person",)))


def _is_among(word: int, reading: Reading) -> bool:
    edge = reading.view.up(word)
    return edge is not None and edge.marker in ("among", "amongst")


def _is_fronted(word: int, reading: Reading) -> bool:
    """ "Also injured was X", "among the injured are X": what is said stands before a form of "be", and whom of behind it."""
    view = reading.view
    subject = view.first(word, "subject", "passive subject")
    if subject is None or subject < word:
        return False
    return any(token.text.lower() in BEING for token in view.tokens[word + 1 : subject])


def _called(noun: int, reading: Reading) -> int:
    """ "A street vendor identified as X": X."""
    view = reading.view
    for edge in view.edges(noun, "participle"):
        if view.tokens[edge.dependent].text.lower() == "identified":
            for below in view.edges(edge.dependent, "oblique"):
                if below.marker == "as":
                    return below.dependent
    return noun
