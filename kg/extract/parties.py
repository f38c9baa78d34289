"""Who else did an event, or was hit by it, by what an article says outside the sentences that tell it.

Each function takes the events of an article and returns them with one such party added.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Sequence

from kg.extract.blames import CAPTOR
from kg.extract.completion import last_before
from kg.extract.context import Context, Story, is_topic
from kg.extract.doers import MEN_OF
from kg.extract.events import LEADER, MAKER
from kg.extract.heralds import HERALD
from kg.extract.installed import INSTALLED
from kg.extract.ties import CLAIMED, LEADS, MEMBERSHIP
from kg.model import FACTUAL, Entity, Event, Evidence, Mention, Relation, Span


def with_blamed(events: tuple[Event, ...], story: Story) -> tuple[Event, ...]:
    """Whoever is blamed without a word of what for did what was told last, unless that has somebody of a name already.

    Of a blame and a claim that one sentence or the next sets against it, the claim counts.
    """
    context = story.context
    claimed = {
        (tie.sentence, context.entity(tie.subject))
        for tie in story.extraction.relations
        if tie.type == CLAIMED and isinstance(tie.subject, Mention)
    }
    found, named, is_a = list(events), context.named, context.knowledge.ontology.is_a
    starts = {s.index: s.span for s in context.document.sentences}
    by_sentence: dict[tuple[int, int], set[str]] = {}  # whom one sentence blames for an event: "blamed X and Y"
    for sentence, argument in story.extraction.blamed:
        if argument.role not in ("perpetrator", CAPTOR):
            continue
        told_of = [i for i, e in enumerate(found) if argument.role != CAPTOR or is_a(e.type, "Kidnapping")]
        last = last_before([found[i] for i in told_of], sentence, argument.mention.span.start, starts)
        owner = told_of[last] if last is not None else None
        if owner is None or not is_a(found[owner].type, "Attack", "Battle"):
            continue
        event, key = found[owner], context.entity(argument.mention)
        blamed = by_sentence.setdefault((sentence, owner), set())
        if key in event.role("target") or not (named - blamed).isdisjoint(event.role("perpetrator")):
            continue
        blamed.add(key)
        if any(sentence <= where <= sentence + 1 and by != key for where, by in claimed):
            continue
        told = Evidence("perpetrator", key, argument.mention.span, argument.frame)
        found[owner] = _with_doers(event, (key,), (told,))
    return tuple(found)


def with_casualties(events: tuple[Event, ...], story: Story) -> tuple[Event, ...]:
    """Whoever is said to be among the dead or the wounded is a victim of what was told last, unless it is who did it."""
    context = story.context
    found = list(events)
    starts = {s.index: s.span for s in context.document.sentences}
    for sentence, argument in story.extraction.blamed:
        owner = last_before(found, sentence, argument.mention.span.start, starts) if argument.role == "victim" else None
        if owner is None or not context.knowledge.ontology.is_a(found[owner].type, "Attack", "Battle"):
            continue
        event, key = found[owner], context.entity(argument.mention)
        if event.status not in FACTUAL or any(key in event.role(role) for role in ("perpetrator", "target", "victim")):
            continue
        found[owner] = dataclasses.replace(
            event,
            roles=tuple(sorted({**dict(event.roles), "victim": (*event.role("victim"), key)}.items())),
            evidence=(*event.evidence, Evidence("victim", key, argument.mention.span, argument.frame)),
        )
    return tuple(found)


def with_makers(events: tuple[Event, ...], story: Story) -> tuple[Event, ...]:
    """Whoever is called the leader of a coup made the first one told; where nobody of a name did, the one junta named did."""
    context = story.context
    is_a, named = context.knowledge.ontology.is_a, context.named
    main = next((e for e in events if e.status in FACTUAL and is_a(e.type, "SeizureOfPower")), None)
    if main is None:
        return events
    told = {context.entity(a.mention): a for _, a in story.extraction.blamed if a.role == MAKER}
    made = {key: argument for key, argument in told.items() if key not in main.role("target")}
    doers = (*main.role("perpetrator"), *(key for key in made if key not in main.role("perpetrator")))
    evidence = [Evidence("perpetrator", key, a.mention.span, a.frame) for key, a in made.items()]
    juntas = [
        e for e in story.entities.values() if is_a(e.type, "Junta") and e.names and e.id not in main.role("target")
    ]
    # Whoever was only put in power by others is not the one who made it.
    put = {told.entity for told in main.evidence if (told.role, told.frame) == ("perpetrator", INSTALLED)}
    if named.isdisjoint(set(doers) - put) and len(juntas) == 1 and main.country in (None, context.topic):
        doers = (*doers, juntas[0].id)
        evidence.append(Evidence("perpetrator", juntas[0].id, juntas[0].mentions[0], ""))
    if not evidence:
        return events
    made_by = _with_doers(main, doers, evidence)
    return tuple(made_by if e is main else e for e in events)


def with_leaders(events: tuple[Event, ...], story: Story) -> tuple[Event, ...]:
    """ "Soldiers tried to take power. Their leader, X, …": X is among those who made the coup or the mutiny told last."""
    context, found = story.context, list(events)
    is_a = context.knowledge.ontology.is_a
    people = {entity.id for entity in story.entities.values() if is_a(entity.type, "Person") and entity.names}
    starts = {s.index: s.span for s in context.document.sentences}
    for sentence, argument in story.extraction.blamed:
        if argument.role != LEADER:
            continue
        facts = [i for i, e in enumerate(found) if e.status in FACTUAL]
        last = last_before([found[i] for i in facts], sentence, argument.mention.span.start, starts)
        owner = facts[last] if last is not None else None
        if owner is None:
            continue
        event, key = found[owner], context.entity(argument.mention)
        doers = event.role("perpetrator")
        is_taken = not doers or key in event.role("target") or not people.isdisjoint(doers)
        if is_taken or not is_a(event.type, "SeizureOfPower", "Mutiny"):
            continue
        told = Evidence("perpetrator", key, argument.mention.span, argument.frame)
        found[owner] = _with_doers(event, (key,), (told,))
    return tuple(found)


def with_heralds(events: tuple[Event, ...], story: Story) -> tuple[Event, ...]:
    """ "Soldiers took power. General X read the statement on radio": X is among those who made the coup told there or before.

    Where nobody by name did it, and the coup is what the article is about, or no older than what it tells.
    """
    context, found = story.context, list(events)
    is_a = context.knowledge.ontology.is_a
    people = {entity.id for entity in story.entities.values() if is_a(entity.type, "Person") and entity.names}
    starts = {s.index: s.span for s in context.document.sentences}
    for sentence, argument in story.extraction.blamed:
        if argument.role != HERALD:
            continue
        here = (
            i
            for i, e in enumerate(found)
            if is_a(e.type, "SeizureOfPower") and any(starts[sentence].covers(m) for m in e.mentions)
        )
        owner = next(here, None)
        if owner is None:
            owner = last_before(found, sentence, argument.mention.span.start, starts)
        key = context.entity(argument.mention)
        if owner is None or found[owner].status not in FACTUAL or not is_a(found[owner].type, "SeizureOfPower"):
            continue
        event = found[owner]
        if key in event.role("target") or not people.isdisjoint(event.role("perpetrator")):
            continue
        told = Evidence("perpetrator", key, argument.mention.span, argument.frame)
        found[owner] = _with_doers(event, (key,), (told,))
    return tuple(found)


def _with_doers(event: Event, doers: Sequence[str], evidence: Sequence[Evidence]) -> Event:
    """An event that others did, too."""
    members = tuple(dict.fromkeys((*event.role("perpetrator"), *doers)))
    roles = tuple(sorted({**dict(event.roles), "perpetrator": members}.items()))
    return dataclasses.replace(event, roles=roles, evidence=(*event.evidence, *evidence))


def with_leaders_of_doers(events: tuple[Event, ...], relations: Sequence[Relation], story: Story) -> tuple[Event, ...]:
    """Whoever leads the band that made a coup made it, and so did whoever leads the junta that came of the first one told."""
    context, entities = story.context, story.entities
    is_a, attempts = context.knowledge.ontology.is_a, set(context.knowledge.lexicon.attempts.values())
    led = [r for r in relations if r.type == LEADS and r.status == "asserted" and r.object in entities]
    people = {key for key, entity in entities.items() if is_a(entity.type, "Person") and entity.names}
    led = [r for r in led if r.subject in people]
    main = next((e for e in events if e.status in FACTUAL and is_a(e.type, "SeizureOfPower")), None)
    heads = [r for r in led if is_a(entities[r.object].type, "Junta")]
    found = []
    for event in events:
        if event.status in FACTUAL and is_a(event.type, "SeizureOfPower", "Mutiny"):
            bodies = {key for key in event.role("perpetrator") if is_a(entities[key].type, *_OF_LEADERS)}
            men = {key for key in event.role("perpetrator") if _are_men(entities[key]) and key not in bodies}
            is_main = event is main and event.type not in attempts and event.country == context.topic
            if is_main and _is_recent(event, context) and len({r.subject for r in heads}) == 1:
                bodies |= {r.object for r in heads if entities[r.object].country in (None, event.country)}
            own = [r for r in led if r.object in bodies or (r.object in men and _is_told_with(r, event, story))]
            own = [r for r in own if r.subject not in event.role("target")]
            evidence = [Evidence("perpetrator", r.subject, r.mentions[0], r.frame) for r in own]
            event = _with_doers(event, [r.subject for r in own], evidence)
        found.append(event)
    return tuple(found)


def _is_told_with(tie: Relation, event: Event, story: Story) -> bool:
    """Whether a tie is told in the sentence of an event or right behind it."""
    starts = [s.span.start for s in story.context.document.sentences]
    own, told = (bisect_right(starts, span.start) for span in (tie.mentions[0], event.mentions[-1]))
    return 0 <= own - told <= 1


def _is_recent(event: Event, context: Context) -> bool:
    """Whether something is no year old, as far as can be told: later on others may have come to the head of the junta."""
    published = context.document.article.published
    first = event.date.first if event.date is not None else None
    if published is None or len(published) < len("2024-09-17") or first is None:
        return True
    return (dt.date.fromisoformat(published[:10]) - dt.date.fromisoformat(first)).days <= _YEAR


_YEAR = 365

_OF_LEADERS = ("ArmedGroup", "PrivateMilitaryCompany", "Junta")
"""Bodies whose coup is that of their leader; the commander of an army may have had no part in what his soldiers did."""

_MEN = ("soldiers", "officers", "troops", "men", "guards", "mutineers", "airmen", "sailors", "paratroopers", "cadets")


def _are_men(doers: Entity) -> bool:
    """ "Officers seized power. … They were led by X": men without a name, whom nobody leads but in what they did."""
    return not doers.names and doers.label.lower().endswith(_MEN)


def with_office_aimed_at(events: tuple[Event, ...], story: Story) -> tuple[Event, ...]:
    """A coup that names nobody it was aimed at was aimed at whom the article calls President, if that is one person.

    Only the first coup told, which the article is about; whoever made it is not meant.
    """
    context = story.context
    is_a = context.knowledge.ontology.is_a
    main = next((e for e in events if e.status in FACTUAL and is_a(e.type, "SeizureOfPower")), None)
    if main is None or main.country != context.topic or main.role("target"):
        return events
    every = [r for r in story.extraction.relations if r.is_of_topic and not r.frame]
    every = [r for r in every if not _is_self_styled(r.span, context.document.article.text)]
    titled = [r for r in every if not r.is_of_government] or every
    ousted = [r for r in titled if r.object is not None and is_topic(r.object, context)]
    holders = {context.entity(r.subject): r.subject for r in ousted or titled if isinstance(r.subject, Mention)}
    juntas = {
        context.entity(tie.subject)
        for tie in story.extraction.relations
        if tie.type == LEADS and isinstance(tie.subject, Mention) and isinstance(tie.object, Mention)
        if is_a(tie.object.type, "Junta")
    }
    makers = {*main.role("perpetrator"), *juntas}  # "the council named its leader president"
    holders = {key: holder for key, holder in holders.items() if key not in makers}
    if len(holders) != 1:
        return events
    ((key, holder),) = holders.items()
    aimed = dataclasses.replace(
        main,
        roles=tuple(sorted({**dict(main.roles), "target": (key,)}.items())),
        evidence=(*main.evidence, Evidence("target", key, holder.span, "")),
    )
    return tuple(aimed if e is main else e for e in events)


_HIMSELF = re.compile(r"\b(?:himself|herself)\s+(?:[\w-]+\s+){0,4}$")
_WIDTH = 60


def _is_self_styled(office: Span, text: str) -> bool:
    """ "X, who declared himself head of state": he was not in office when others lost it."""
    return _HIMSELF.search(text[max(0, office.start - _WIDTH) : office.start]) is not None


def with_bodies_led(events: tuple[Event, ...], relations: Sequence[Relation], story: Story) -> tuple[Event, ...]:
    """ "X, who commands the Front, … his fighters": what the men of a leader did, the one armed group that he leads did."""
    context, entities = story.context, story.entities
    is_a = context.knowledge.ontology.is_a
    led: dict[str, list[str]] = {}
    for relation in relations:
        is_body = relation.object in entities and is_a(entities[relation.object].type, "ArmedGroup")
        if (
            relation.type in MEMBERSHIP
            and relation.status == "asserted"
            and is_body
            and entities[relation.object].names
        ):
            led.setdefault(relation.subject, []).append(relation.object)
    found = []
    for event in events:
        by_men = {told.entity for told in event.evidence if (told.role, told.frame) == ("perpetrator", MEN_OF)}
        doers = event.role("perpetrator")
        bodies = {who: led[who][0] for who in doers if who in by_men and len(led.get(who, ())) == 1}
        if bodies and is_a(event.type, "Attack", "Battle"):
            members = tuple(dict.fromkeys(bodies.get(who, who) for who in doers))
            evidence = tuple(
                dataclasses.replace(told, entity=bodies[told.entity])
                if told.role == "perpetrator" and told.entity in bodies
                else told
                for told in event.evidence
            )
            roles = tuple((role, members if role == "perpetrator" else others) for role, others in event.roles)
            event = dataclasses.replace(event, roles=roles, evidence=evidence)
        found.append(event)
    return tuple(found)


def with_claimants(events: tuple[Event, ...], relations: Sequence[Relation], story: Story) -> tuple[Event, ...]:
    """Whoever claimed an event is among those who did it (EXTRACTION, rule 5), and not who says so for a body."""
    context = story.context
    people = {entity.id for entity in story.entities.values() if context.knowledge.ontology.is_a(entity.type, "Person")}
    found = {event.id: event for event in events}
    for relation in relations:
        event = found.get(relation.object)
        if relation.type != CLAIMED or relation.status != "asserted" or event is None:
            continue
        roles = {role: list(members) for role, members in event.roles}
        members = roles.setdefault("perpetrator", [])
        evidence = [_in_own_words(told, relation) for told in event.evidence]
        speakers = {t.entity for t in evidence if (t.role, t.frame) == ("perpetrator", relation.frame) and t.frame}
        speakers = {key for key in speakers & people if key != relation.subject}  # "X, a spokesman for the Front"
        members[:] = [key for key in members if key not in speakers]
        evidence = [t for t in evidence if t.role != "perpetrator" or t.entity not in speakers]
        if relation.subject not in members:
            members.append(relation.subject)
            by = relation.attributed_to or (relation.subject,)
            evidence.append(Evidence("perpetrator", relation.subject, relation.mentions[0], relation.frame, by))
        found[event.id] = dataclasses.replace(
            event,
            roles=tuple((role, tuple(members)) for role, members in sorted(roles.items())),
            evidence=tuple(evidence),
        )
    return tuple(found.values())


def _in_own_words(told: Evidence, claim: Relation) -> Evidence:
    """That a group did it is said by the group itself where the words that tell so are those of its claim."""
    is_claim = (told.role, told.entity, told.frame) == ("perpetrator", claim.subject, claim.frame)
    return dataclasses.replace(told, attributed_to=(claim.subject,)) if is_claim and not told.attributed_to else told
