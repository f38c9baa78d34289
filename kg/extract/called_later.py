"""What a deed was, where a sentence behind it says so: "paratroopers killed President X. … The coup …", "soldiers attacked the
palace. The attempt …"."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence, Set

from kg.extract.fallen import FALLEN
from kg.extract.reading import last_word
from kg.knowledge.ontology import Ontology
from kg.model import FACTUAL, Argument, EventMention, Mention

_NEAR = 3
"""Sentences between the death of a ruler and the word for what it was part of."""


def called_coups(
    before: Sequence[EventMention], here: Sequence[EventMention], rulers: Set[str], ontology: Ontology
) -> Iterator[tuple[int, EventMention]]:
    """Yield the killings of rulers by men of the state that a sentence calls "the coup", and their raids on what a state is ruled
    from that it calls "the attempt": each as a coup or an attempt at one, and where in `before`.

    Where no seizure of power was told before. `rulers` are the last words of the names of those at the head of a state, `here` what
    the sentence tells.
    """
    is_coup, is_try = any(map(_is_bare_coup, here)), any(map(_is_bare_try, here))
    if not (is_coup or is_try) or any(ontology.is_a(told.type, "SeizureOfPower") for told in before):
        return
    first = here[0].trigger.sentence - _NEAR
    if is_try:
        for position, told in enumerate(before):
            if told.trigger.sentence >= first and is_raid_on_seat(told, ontology):
                yield position, dataclasses.replace(told, type="AttemptedCoup", status="attempted", is_result=False)
        return
    for position, told in enumerate(before):
        ruler = _ruler_killed(told, rulers, ontology) if told.trigger.sentence >= first else None
        if ruler is not None:
            kept = (a for a in told.arguments if a.mention is not ruler)
            arguments = (*kept, Argument("target", ruler, FALLEN))
            yield position, dataclasses.replace(told, type="Coup", arguments=arguments, is_result=False)


def _is_bare_coup(mention: EventMention) -> bool:
    """ "The coup", of which the article is yet to say whom it brought down."""
    is_coup = mention.type == "Coup" and mention.status == "occurred" and not mention.is_plural
    is_known = mention.is_definite and (mention.date is None or mention.is_date_borrowed)
    return is_coup and is_known and not any(a.role == "target" for a in mention.arguments)


def _is_bare_try(mention: EventMention) -> bool:
    """ "The attempt", of whatever was told before."""
    is_try = mention.type == "AttemptedCoup" and mention.status == "attempted" and mention.is_definite
    return is_try and (mention.date is None or mention.is_date_borrowed)


def is_raid_on_seat(told: EventMention, ontology: Ontology) -> bool:
    """ "Soldiers stormed the palace": what men of a state do to a place that it is ruled or spoken to from."""
    doers = [a.mention for a in told.arguments if a.role == "perpetrator"]
    is_by_state = any(ontology.is_a(doer.type, "StateForce", "Junta", "Person") for doer in doers)
    sites = [a.mention for a in (*told.arguments, *told.places) if a.role in ("target", "place")]
    is_seat = any(not SEATS.isdisjoint(site.label.lower().split()) for site in sites)
    return is_by_state and is_seat and told.status in FACTUAL and ontology.is_a(told.type, "Attack", "Battle")


SEATS = frozenset({"palace", "parliament", "presidency", "radio", "television"})
"""What those who seize power take on the way."""


def _ruler_killed(told: EventMention, rulers: Set[str], ontology: Ontology) -> Mention | None:
    """Whom soldiers or guards attacked who is at the head of a state, as far as is told."""
    hit = [a.mention for a in told.arguments if a.role in ("target", "victim")]
    people = (m for m in hit if m.kind == "name" and ontology.is_a(m.type, "Person"))
    ruler = next((m for m in people if last_word(m) in rulers), None)
    doers = [a.mention for a in told.arguments if a.role == "perpetrator"]
    is_by_state = any(ontology.is_a(doer.type, "StateForce", "Junta") for doer in doers)
    is_attack = told.status in FACTUAL and ontology.is_a(told.type, "ArmedAttack", "Assassination")
    return ruler if is_by_state and is_attack else None
