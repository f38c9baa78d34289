"""At whom a coup that failed was aimed, where nothing says so: the ruler whom a sentence that tells it names by his office."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

from kg.extract.context import Story
from kg.extract.ties import DEPOSABLE, LEADS, RULES
from kg.model import Event, Evidence, Mention


def with_ruler_beside(events: tuple[Event, ...], story: Story) -> tuple[Event, ...]:
    """ "Gunmen besieged the palace while President X was chairing the cabinet": aimed at X, if he is the only one so named.

    Of a coup that succeeded he may as well be who died before it, or who has ruled since.
    """
    context, entities = story.context, story.entities
    attempts, is_a = set(context.knowledge.lexicon.attempts.values()), context.knowledge.ontology.is_a
    ruling = _rulers(story)
    found = []
    for event in events:
        has_aim = any(is_a(entities[key].type, *DEPOSABLE) for key in event.role("target"))
        beside = {} if event.type not in attempts or has_aim else _named_in(event, ruling, story)
        found.append(event if len(beside) != 1 else _aimed_at(event, *beside.popitem()))
    return tuple(found)


def _rulers(story: Story) -> dict[int, list[tuple[str, str | None, Mention]]]:
    """Who is called the ruler of a state, by sentence: the person, the country and the words."""
    context = story.context
    states = {key: entity.country for key, entity in story.entities.items() if entity.type == "Country"}
    found: dict[int, list[tuple[str, str | None, Mention]]] = {}
    for tie in story.extraction.relations:
        is_office = tie.type == RULES and tie.status == "asserted" and not tie.is_told_by_verb
        if is_office and isinstance(tie.subject, Mention):
            state = states.get(context.entity(tie.object)) if isinstance(tie.object, Mention) else context.topic
            found.setdefault(tie.sentence, []).append((context.entity(tie.subject), state, tie.subject))
    return found


def _named_in(
    event: Event, ruling: Mapping[int, list[tuple[str, str | None, Mention]]], story: Story
) -> dict[str, Mention]:
    """The rulers of its country whom the sentences of an event name, but for those who made it or lead a junta."""
    spans = {s.index: s.span for s in story.context.document.sentences}
    told = [i for i, span in spans.items() if any(span.covers(m) for m in event.mentions)]
    others = {*event.role("perpetrator"), *_junta_leaders(story)}
    return {
        key: mention
        for i in told
        for key, state, mention in ruling.get(i, ())
        if state == event.country and key not in others and story.entities[key].names
    }


def _junta_leaders(story: Story) -> Iterator[str]:
    is_a = story.context.knowledge.ontology.is_a
    for tie in story.extraction.relations:
        is_of_junta = isinstance(tie.object, Mention) and is_a(tie.object.type, "Junta")
        if tie.type == LEADS and is_of_junta and isinstance(tie.subject, Mention):
            yield story.context.entity(tie.subject)


def _aimed_at(event: Event, key: str, mention: Mention) -> Event:
    roles = tuple(sorted({**dict(event.roles), "target": (*event.role("target"), key)}.items()))
    return dataclasses.replace(
        event, roles=roles, evidence=(*event.evidence, Evidence("target", key, mention.span, ""))
    )
