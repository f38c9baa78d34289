"""Who made a coup, by who came to power in it: "X was overthrown. General Y was sworn in", "Y has ruled since the coup".

Takes the events of an article and returns them with whoever holds the power that was seized among those who seized it.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from kg.extract.context import Context, Story
from kg.extract.ties import LEADS, RULES
from kg.knowledge.knowledge import forms_with
from kg.model import FACTUAL, Event, Evidence, Relation
from kg.text.scan import fold

_NEXT = 2
"""Sentences behind a coup in which stands who took over."""

_RANK_WIDTH = 32
"""Characters before a name that may hold a rank."""

_WORDS = re.compile(r"[^\W\d_]+")
_SINCE = re.compile(r"\bsince\b", re.IGNORECASE)


def with_successors(events: tuple[Event, ...], relations: Sequence[Relation], story: Story) -> tuple[Event, ...]:
    """Whoever is said to rule since a coup, or under arms to rule right after it, made it, where no person of a name did."""
    context, entities = story.context, story.entities
    is_a, attempts = context.knowledge.ontology.is_a, set(context.knowledge.lexicon.attempts.values())
    people = {key for key, entity in entities.items() if is_a(entity.type, "Person") and entity.names}
    coups = [e for e in events if e.status in FACTUAL and is_a(e.type, "SeizureOfPower") and e.type not in attempts]
    open_ = [e for e in coups if people.isdisjoint(e.role("perpetrator"))]
    if not open_:
        return events
    fallen = {key for e in coups for key in e.role("target")}
    ruling = [r for r in relations if r.subject in people and r.status == "asserted" and _is_of_power(r, story)]
    made: dict[str, list[Relation]] = {}
    for tie in ruling:
        coup = _coup_before(tie, coups, story)
        is_told = coup is not None and coup in open_ and tie.subject not in coup.role("target")
        if coup is None or not is_told:
            continue
        if _is_since(tie, coup, context) or (tie.subject not in fallen and _is_under_arms(tie.subject, story)):
            made.setdefault(coup.id, []).append(tie)
    return tuple(_made_by(event, made.get(event.id, ())) for event in events)


def _is_of_power(tie: Relation, story: Story) -> bool:
    is_a, entities = story.context.knowledge.ontology.is_a, story.entities
    if tie.object not in entities:
        return False
    kind = entities[tie.object].type
    return (tie.type == RULES and is_a(kind, "Country")) or (tie.type == LEADS and is_a(kind, "Junta"))


def _coup_before(tie: Relation, coups: Sequence[Event], story: Story) -> Event | None:
    """The coup of the same state told last before a tie, no more than a few sentences before, or since which it is."""
    context = story.context
    country = story.entities[tie.object].country
    starts = [sentence.span.start for sentence in context.document.sentences]
    own = bisect_right(starts, tie.mentions[0].start)
    found = []
    for coup in coups:
        if country is not None and coup.country != country:
            continue
        for mention in coup.mentions:
            behind = own - bisect_right(starts, mention.start)
            is_before = mention.start <= tie.mentions[0].start and behind <= _NEXT
            if is_before or (behind == 0 and _is_since(tie, coup, context)):
                found.append((mention.start, coup))
    return max(found, key=lambda told: told[0])[1] if found else None


def _is_since(tie: Relation, coup: Event, context: Context) -> bool:
    """ "In power since the coup of 2010": whether nothing but "since" stands between the two."""
    text = context.document.article.text
    between = (text[tie.mentions[0].end : m.start] for m in coup.mentions if m.start > tie.mentions[0].end)
    return any(_SINCE.search(words) is not None and "." not in words for words in between)


_OF_ARMS = frozenset("officer soldier army guard guards paratrooper commando strongman junta".split())


def _is_under_arms(person: str, story: Story) -> bool:
    """Whether somebody is called by a military rank anywhere in the article, or an officer, the army chief."""
    context = story.context
    ranks = forms_with(context.knowledge, "isRank") | _OF_ARMS
    text = context.document.article.text
    return any(not ranks.isdisjoint(words) for words in _called(person, text, story))


def _called(person: str, text: str, story: Story) -> Iterator[set[str]]:
    """The words of each description of somebody, and those right before his name."""
    for span in story.entities[person].mentions:
        before = text[max(0, span.start - _RANK_WIDTH) : span.start]
        clause = re.split(r"[.;]\s", before)[-1]
        yield {fold(word) for word in _WORDS.findall(clause)[-3:]} | {
            fold(w) for w in text[span.start : span.end].split()
        }


def _made_by(event: Event, ties: Sequence[Relation]) -> Event:
    if len({tie.subject for tie in ties}) != 1:
        return event
    tie = ties[0]
    members = (*event.role("perpetrator"), tie.subject)
    told = Evidence("perpetrator", tie.subject, tie.mentions[0], tie.frame)
    roles = tuple(sorted({**dict(event.roles), "perpetrator": members}.items()))
    return dataclasses.replace(event, roles=roles, evidence=(*event.evidence, told))
