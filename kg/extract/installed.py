"""Whom a seizure of power put in power, who had his part in it: "soldiers deposed X and put Y in his place"."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence, Set

from kg.extract.bearers import named_beside
from kg.extract.reading import Reading
from kg.extract.standing import is_under_arms
from kg.model import FACTUAL, Argument, EventMention, Mention, Token

INSTALLED = "installed"
"""What stands for the frame of whoever a sentence tells to have been given the power that others took."""

_PUTTING = frozenset(
    """
    put place bring carry sweep return restore install instal hoist propel catapult lift usher help set thrust vault raise elevate
    """.split()
)
"""What is done with somebody to get him where the power is."""

_POWER = frozenset({"power", "office", "presidency", "throne", "helm", "saddle", "premiership", "government"})
"""Where the power is."""

_HEAD = frozenset({"head", "front", "top"})
"""Where somebody stands who leads others: "put at the head of a council"."""

_STEAD = frozenset({"place", "stead", "chair", "seat", "shoes"})
"""What somebody has who is put there instead of another: "put in his place"."""

_CALLING = frozenset(
    "install instal name appoint proclaim declare swear choose pick designate make select acclaim nominate".split()
)
"""By what is done with somebody he comes to hold an office."""

_OFFICES = frozenset(
    """
    president leader ruler head chairman chief chairperson king emir sultan regent caliph strongman figurehead administrator
    """.split()
)
"""What the head of a state or of those who took it is called."""

_GIVING = frozenset({"hand", "give", "turn", "pass", "entrust", "transfer", "deliver", "cede", "yield"})
_BEHIND = 8
"""Tokens behind a name within which stands what its bearer was made: "named General X, 45, transitional leader"."""


def with_installed(mentions: Sequence[EventMention], reading: Reading) -> dict[int, EventMention]:
    """Return, by the `id` of what they stand for, mentions of seizures of power with those whom they put in power.

    A person under arms who is given the power in a sentence that tells how it was taken, not by a state, is one of those who took
    it; the civilian whom officers put in front of them mostly is not.
    """
    is_a = reading.knowledge.ontology.is_a
    seizures = [m for m in mentions if m.status in FACTUAL and is_a(m.type, "SeizureOfPower") and not m.is_plural]
    found: dict[int, EventMention] = {}
    if not seizures:
        return found
    heads = frozenset(m.trigger.head for m in seizures)
    for token, person in _installed(reading, heads):
        near = [m for m in seizures if _is_before(m.trigger.head, token, reading)]
        if not near:
            continue
        told = max(near, key=lambda m: m.trigger.head if m.trigger.head <= token else -1)
        told = found.get(id(told), told)
        known = any(a.role in ("perpetrator", "target") and a.mention.label == person.label for a in told.arguments)
        made = () if known else (Argument("perpetrator", person, INSTALLED),)
        arguments = (*told.arguments, *made, *_displaced(token, told, reading))
        if arguments == told.arguments:
            continue
        key = next(id(m) for m in seizures if m.trigger == told.trigger and m.date == told.date)
        found[key] = dataclasses.replace(told, arguments=arguments)
    return found


def _displaced(verb: int, told: EventMention, reading: Reading) -> Iterator[Argument]:
    """ "Put their colonel in the place of X", "put him in X's place": X, who lost the power, where nobody else is said to have."""
    view = reading.view
    if any(a.role == "target" and reading.is_a(a.mention, ("Person", "Government", "Junta")) for a in told.arguments):
        return
    chairs = [e.dependent for e in view.edges(verb, "oblique") if view.tokens[e.dependent].lemma in _STEAD]
    edges = (e for chair in chairs for e in view.edges(chair, "possessor", "nominal"))
    for owner in (e.dependent for e in edges if e.role == "possessor" or e.marker == "of"):
        person = _person(owner, reading)
        if person is not None and all(a.mention.label != person.label for a in told.arguments):
            yield Argument("target", person, INSTALLED)


def _is_before(seizure: int, token: int, reading: Reading) -> bool:
    """Whether power was taken before somebody is given it, or as the way to it ("brought him back by deposing X")."""
    above = reading.view.up(seizure)
    is_accompanied = not reading.view.is_verb(token)
    return seizure <= token or is_accompanied or (above is not None and above.head == token and above.role != "mark")


def _installed(reading: Reading, seizures: Set[int]) -> Iterator[tuple[int, Mention]]:
    """Those who are put in power in a sentence, each with the word that says so; `seizures` are the words of coups."""
    view = reading.view
    for verb, word in enumerate(view.tokens):
        is_such = word.lemma in _PUTTING or word.lemma in _CALLING or word.lemma in _GIVING
        if is_such and view.is_verb(verb) and not view.is_negated(verb) and not _is_by_state(verb, reading):
            people = dict.fromkeys(_of_verb(verb, seizures, reading))
            yield from ((verb, person) for person in people if is_under_arms(person, reading))
    for token in sorted(reading.mentions):
        person = _person(token, reading)
        edge = view.up(token)
        if person is not None and edge is not None and edge.marker == "with" and _is_at_their_head(person, reading):
            yield token, person


def _is_by_state(verb: int, reading: Reading) -> bool:
    """ "France put him back in power": what another state does is no part of those who took power at home."""
    doers = (reading.mentions.get(token) for token in (*reading.view.subjects(verb), *reading.view.agents(verb)))
    return any(m is not None and reading.is_a(m, ("Country",)) for m in doers)


def _of_verb(verb: int, seizures: Set[int], reading: Reading) -> Iterator[Mention]:
    view = reading.view
    lemma = view.tokens[verb].lemma
    objects = [*view.objects(verb), *(view.subjects(verb) if view.is_passive(verb) else ())]
    if lemma in _GIVING and any(view.tokens[o].lemma in _POWER for o in objects):
        to = [e.dependent for e in view.edges(verb, "oblique", "indirect object") if e.marker in ("to", "")]
        yield from (person for token in to if (person := _person(token, reading)) is not None)
    is_there = lemma in _PUTTING and (_is_there(verb, reading) or not seizures.isdisjoint(view.agents(verb)))
    for token in objects:
        person = _person(token, reading)
        if person is not None and (is_there or (lemma in _CALLING and _is_called(verb, person, reading))):
            yield person


def _person(token: int, reading: Reading) -> Mention | None:
    """The person of a name whom a token stands for."""
    found = reading.mention_at(token)
    found = named_beside(found, reading) or found if found is not None else None
    is_person = found is not None and found.kind == "name" and reading.is_a(found, ("Person",))
    return found if is_person else None


def _is_there(verb: int, reading: Reading) -> bool:
    """Whether a verb has "in power", "to office", "in his place", "at the head of the council" with it."""
    view = reading.view
    back = (e.dependent for e in view.edges(verb, "adverb"))  # "back to power"
    for edge in (edge for head in (verb, *back) for edge in view.edges(head, "oblique")):
        if edge.marker not in ("in", "to", "into", "at", "on"):
            continue
        word = view.tokens[edge.dependent].lemma
        if word in _POWER or (word in _HEAD and edge.marker == "at"):
            return True
        if word in _STEAD and view.edges(edge.dependent, "possessor", "nominal"):
            return True
    return False


def _is_called(verb: int, person: Mention, reading: Reading) -> bool:
    """Whether "as president" stands beside a verb, or an office right behind the name of its object."""
    view = reading.view
    beside = view.edges(verb, "oblique", "open clause", "complement")
    return any(view.tokens[edge.dependent].lemma in _OFFICES for edge in beside) or any(
        token.lemma in _OFFICES for token in _behind(person, reading)
    )


def _is_at_their_head(person: Mention, reading: Reading) -> bool:
    """ "With X as their figurehead", "with X at their head"."""
    words = _behind(person, reading)
    opening = words[0].text.lower() if words else ""
    wanted = {"as": _OFFICES, "at": _HEAD}.get(opening, frozenset())
    return any(token.lemma in wanted for token in words[1:])


def _behind(person: Mention, reading: Reading) -> Sequence[Token]:
    """The next words behind a name, up to a verb."""
    view = reading.view
    if person.sentence != reading.sentence.index:
        return ()
    start = view.inside(person.span).stop
    words = view.tokens[start : start + _BEHIND]
    stop = next((i for i, word in enumerate(words) if word.text == ";" or word.tag.startswith("VB")), len(words))
    return words[:stop]
