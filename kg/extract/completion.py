"""What an article says of an event outside the sentences that tell it: its toll, who is blamed or claims it, its day and place.

Each function takes the events of an article and returns them with one such thing added.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence

from kg.extract.arguments import Filler
from kg.extract.context import Context, has_name, is_topic, topic_entity
from kg.extract.document import LEAD
from kg.extract.doers import MEN_OF
from kg.extract.events import MAKER
from kg.extract.ties import CLAIMED, DEPOSED, LEADS, MEMBERSHIP, RULES, RelationMention
from kg.extract.tolls import FROM_ABOVE, Toll, is_other_account, toll_without
from kg.knowledge.knowledge import capitals
from kg.model import (
    FACTUAL,
    Argument,
    Count,
    DateRange,
    Entity,
    Event,
    Evidence,
    Mention,
    Relation,
    Span,
)
from kg.text.sentences import is_dateline

DEPOSABLE = ("Person", "Government", "Junta")
"""What a coup may drive from power."""

INSURGENT = "InsurgentGroup"
"""What "the rebels" and "the militants" are, and a group that they may be."""

_ANYBODY = frozenset({"people", "persons", "dead", "fatalities", "victims"})
_WORDS_BEHIND = 30
"""Characters behind a count in which stands whom it counts."""

LOOK_BACK = 4
"""Sentences between an event and a toll that tells nothing else ("At least 20 people died.")."""


def with_loose_tolls(
    events: tuple[Event, ...], tolls: Sequence[tuple[int, Toll]], entities: Sequence[Entity], context: Context
) -> tuple[Event, ...]:
    """Give a toll whose sentence tells of no event to the last event before it that has none of the kind.

    In the lead of an article, before any event has been told, it is the toll of the first.
    """
    found = list(events)
    types = {entity.id: entity.type for entity in entities}
    starts = {s.index: s.span for s in context.document.sentences}
    for sentence, told in tolls:
        owner = _last_before(found, sentence, starts[sentence].start, starts)
        if owner is None and sentence <= LEAD:
            owner = next((i for i, e in enumerate(found) if e.status in FACTUAL), None)
        if owner is None:
            continue
        event = found[owner]
        if told.is_of_names:
            found[owner] = _with_victims(event, told, context) if event.status in FACTUAL else event
            continue
        toll = _of_victims(told, event, types, context)
        if toll is None or toll.count is None:
            continue
        before = event.killed if toll.kind == "killed" else event.injured
        is_more = toll.is_more and before is not None and toll.kind == "killed"
        if event.status not in FACTUAL or (
            before is not None and not is_more and not _is_other_count(toll, before, context)
        ):
            continue
        count = toll.count if before is None else (_sum if is_more else _range)(before, toll.count)
        evidence = (*event.evidence, Evidence(toll.kind, None, toll.count.span, ""))
        if toll.kind == "killed":
            found[owner] = dataclasses.replace(event, killed=count, evidence=evidence)
        else:
            found[owner] = dataclasses.replace(event, injured=count, evidence=evidence)
    return tuple(found)


def _with_victims(event: Event, toll: Toll, context: Context) -> Event:
    """An event with those who are said to be among its dead, in whatever sentence."""
    told = {context.entity(f.mention): f.mention for f in toll.victims if f.mention is not None}
    known = {*event.role("perpetrator"), *event.role("target"), *event.role("victim")}
    new = {key: mention for key, mention in told.items() if key not in known}
    if not new or not context.knowledge.ontology.is_a(event.type, "Attack", "Battle", "Mutiny", "SeizureOfPower"):
        return event
    roles = tuple(sorted({**dict(event.roles), "victim": (*event.role("victim"), *new)}.items()))
    evidence = (*event.evidence, *(Evidence("victim", key, mention.span, "") for key, mention in new.items()))
    return dataclasses.replace(event, roles=roles, evidence=evidence)


def _of_victims(toll: Toll, event: Event, types: Mapping[str, str], context: Context) -> Toll | None:
    """A toll without the attackers' own dead; armed men are those unless a state struck them, or two sides fought."""
    is_a = context.knowledge.ontology.is_a
    is_by_state = any(
        is_a(types[doer], "StateForce", "Government", "Junta", "Country") for doer in event.role("perpetrator")
    )
    if is_by_state or is_a(event.type, "Battle", FROM_ABOVE):
        return toll
    return toll_without(toll, [f for f in toll.victims if f.mention is not None and is_a(f.mention.type, "ArmedGroup")])


def _is_other_count(toll: Toll, before: Count, context: Context) -> bool:
    """Whether a count of the dead as such ("32 bodies", "the death toll") is another account of a toll told before, or what
    somebody says of the same people is ("14 soldiers had died", of the ten soldiers)."""
    is_of_all = all(filler.mention is None or filler.mention.type == "Thing" for filler in toll.victims)
    is_of_all |= (
        toll.kind == "killed"
        and bool(toll.sources)
        and all(_is_of_same(filler, before, context) for filler in toll.victims)
    )
    count = toll.count
    # "At least 10 bodies were found in the cafe" says of some of the 23 where they lay.
    is_some = toll.is_of_remains and count is not None and count.minimum < before.minimum
    return is_of_all and count is not None and not is_some and is_other_account(before, count)


def _is_of_same(filler: Filler, before: Count, context: Context) -> bool:
    """Whether a count is of people, or of those whom the words behind another count name."""
    noun = filler.mention.label.lower().split()[-1] if filler.mention is not None and filler.mention.label else ""
    text = context.document.article.text[before.span.end : before.span.end + _WORDS_BEHIND].lower()
    return noun in _ANYBODY or noun in re.findall(r"\w+", text)


def _sum(one: Count, more: Count) -> Count:
    return Count(one.minimum + more.minimum, one.maximum + more.maximum, one.span)


def _range(one: Count, other: Count) -> Count:
    return Count(min(one.minimum, other.minimum), max(one.maximum, other.maximum), one.span)


def with_blamed(
    events: tuple[Event, ...], blamed: Sequence[tuple[int, Argument]], context: Context
) -> tuple[Event, ...]:
    """Whoever is blamed without a word of what for did what was told last, unless that has somebody of a name already."""
    found, named = list(events), context.named
    starts = {s.index: s.span for s in context.document.sentences}
    for sentence, argument in blamed:
        if argument.role != "perpetrator":
            continue
        owner = _last_before(found, sentence, argument.mention.span.start, starts)
        if owner is None or not context.knowledge.ontology.is_a(found[owner].type, "Attack", "Battle"):
            continue
        event, key = found[owner], context.entity(argument.mention)
        if key in event.role("target") or not named.isdisjoint(event.role("perpetrator")):
            continue
        members = tuple(dict.fromkeys((*event.role("perpetrator"), key)))
        found[owner] = dataclasses.replace(
            event,
            roles=tuple(sorted({**dict(event.roles), "perpetrator": members}.items())),
            evidence=(*event.evidence, Evidence("perpetrator", key, argument.mention.span, argument.frame)),
        )
    return tuple(found)


def with_casualties(
    events: tuple[Event, ...], told: Sequence[tuple[int, Argument]], context: Context
) -> tuple[Event, ...]:
    """Whoever is said to be among the dead or the wounded is a victim of what was told last, unless it is who did it."""
    found = list(events)
    starts = {s.index: s.span for s in context.document.sentences}
    for sentence, argument in told:
        owner = (
            _last_before(found, sentence, argument.mention.span.start, starts) if argument.role == "victim" else None
        )
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


def with_makers(
    events: tuple[Event, ...], blamed: Sequence[tuple[int, Argument]], entities: Sequence[Entity], context: Context
) -> tuple[Event, ...]:
    """Whoever is called the leader of a coup made the first one told; where nobody of a name did, the one junta named did."""
    is_a, named = context.knowledge.ontology.is_a, context.named
    main = next((e for e in events if e.status in FACTUAL and is_a(e.type, "SeizureOfPower")), None)
    if main is None:
        return events
    told = {context.entity(a.mention): a for _, a in blamed if a.role == MAKER}
    made = {key: argument for key, argument in told.items() if key not in main.role("target")}
    doers = (*main.role("perpetrator"), *(key for key in made if key not in main.role("perpetrator")))
    evidence = [Evidence("perpetrator", key, a.mention.span, a.frame) for key, a in made.items()]
    juntas = [e for e in entities if is_a(e.type, "Junta") and e.names and e.id not in main.role("target")]
    if named.isdisjoint(doers) and len(juntas) == 1 and main.country in (None, context.topic):
        doers = (*doers, juntas[0].id)
        evidence.append(Evidence("perpetrator", juntas[0].id, juntas[0].mentions[0], ""))
    if not evidence:
        return events
    roles = tuple(sorted({**dict(main.roles), "perpetrator": tuple(dict.fromkeys(doers))}.items()))
    made_by = dataclasses.replace(main, roles=roles, evidence=(*main.evidence, *evidence))
    return tuple(made_by if e is main else e for e in events)


def with_dateline(events: tuple[Event, ...], dateline: Mention | None, context: Context) -> tuple[Event, ...]:
    """A seizure of power that no sentence places happened where the report of it was filed, in its own country.

    Only the first event told; attacks are mostly reported from the capital.
    """
    main = next((e for e in events if e.status in FACTUAL), None)
    if main is None or dateline is None or main.place is not None or dateline.country != main.country:
        return events
    is_of_capital = not set(capitals(context.knowledge).values()).isdisjoint(dateline.known)
    if is_of_capital and not context.knowledge.ontology.is_a(main.type, "SeizureOfPower", "Mutiny"):
        return events
    place = context.entity(dateline)
    told = Evidence("place", place, dateline.span, "")
    placed = dataclasses.replace(main, place=place, evidence=(*main.evidence, told))
    return tuple(placed if e is main else e for e in events)


def with_capital(events: tuple[Event, ...], entities: Sequence[Entity], context: Context) -> tuple[Event, ...]:
    """A seizure of power that no sentence places was in the capital of its country, if the article speaks of it by name.

    Only the first one told; behind another event only one of which more is said than that there was one.
    """
    is_a = context.knowledge.ontology.is_a
    facts = [e for e in events if e.status in FACTUAL]
    main = next((e for e in facts if is_a(e.type, "SeizureOfPower")), None)
    if main is None or main.place is not None or main.country is None:
        return events
    if main is not facts[0] and not (main.role("perpetrator") or main.role("target")):
        return events
    key = capitals(context.knowledge).get(main.country)
    keys = {id_: cluster for cluster, id_ in context.ids.items()}
    for entity in entities:
        told = next((m for m in context.clusters.members[keys[entity.id]] if key in m.known and m.kind == "name"), None)
        if told is not None:
            why = Evidence("place", entity.id, told.span, "")
            placed = dataclasses.replace(main, place=entity.id, evidence=(*main.evidence, why))
            return tuple(placed if e is main else e for e in events)
    return events


def with_scene(events: tuple[Event, ...], scenes: Sequence[tuple[int, Mention]], context: Context) -> tuple[Event, ...]:
    """An attack that no clause places was in the one town that its sentences, or else those beside them, speak of."""
    by_sentence: dict[int, list[Mention]] = {}
    for sentence, place in scenes:
        by_sentence.setdefault(sentence, []).append(place)
    starts = [sentence.span.start for sentence in context.document.sentences]
    told_in = {event.id: _sentences_of(event, starts) for event in events}
    tellings = Counter(sentence for sentences in told_in.values() for sentence in sentences)
    return tuple(
        event
        if event.place is not None or not context.knowledge.ontology.is_a(event.type, "Attack", "Battle")
        else _placed(event, told_in[event.id], tellings, by_sentence, context)
        or _placed_with(event, told_in[event.id], [e for e in events if e is not event], told_in, by_sentence, context)
        or event
        for event in events
    )


def _placed_with(
    event: Event,
    own: Sequence[int],
    others: Sequence[Event],
    told_in: Mapping[str, Sequence[int]],
    scenes: Mapping[int, Sequence[Mention]],
    context: Context,
) -> Event | None:
    """Give an event the only town of its sentence where something else of the same day happened, too."""
    found = {context.entity(m): m for n in own for m in scenes.get(n, ())}
    beside = [e for e in others if not set(own).isdisjoint(told_in[e.id]) and e.status in FACTUAL]
    is_same_day = all(e.place in found and _day(e) == _day(event) for e in beside)
    if len(found) != 1 or not beside or not is_same_day:
        return None
    ((place, mention),) = found.items()
    told = Evidence("place", place, mention.span, "")
    return dataclasses.replace(event, place=place, evidence=(*event.evidence, told))


def _day(event: Event) -> tuple[str | None, str | None]:
    return (None, None) if event.date is None else (event.date.first, event.date.last)


def _sentences_of(event: Event, starts: Sequence[int]) -> tuple[int, ...]:
    """The indices of the sentences that tell of an event, given where each sentence starts."""
    return tuple(dict.fromkeys(max(0, bisect_right(starts, mention.start) - 1) for mention in event.mentions))


def _placed(
    event: Event,
    own: Sequence[int],
    tellings: Mapping[int, int],
    scenes: Mapping[int, Sequence[Mention]],
    context: Context,
) -> Event | None:
    """Give an event the place of a sentence that tells of it alone, or of one beside it that tells of nothing else."""
    others = {n for sentence in own for n in range(sentence - 1, sentence + 2) if tellings[n] > (n in own)}
    beside = [n for sentence in own for n in (sentence + 1, sentence - 1) if n not in others]
    for sentences in ([n for n in own if n not in others], beside):
        found = {context.entity(m): m for n in sentences for m in scenes.get(n, ())}
        if len(found) == 1:
            ((place, mention),) = found.items()
            told = Evidence("place", place, mention.span, "")
            return dataclasses.replace(event, place=place, evidence=(*event.evidence, told))
    return None


def with_vague_place(events: tuple[Event, ...], sites: Mapping[str, Argument], context: Context) -> tuple[Event, ...]:
    """What nothing else places was at the site that only the name of a state or a body tells from others ("a UN base")."""
    found = []
    for event in events:
        site = sites.get(event.id) if event.place is None else None
        if site is not None:
            place = context.entity(site.mention)
            told = Evidence("place", place, site.mention.span, site.frame, event.attributed_to)
            event = dataclasses.replace(event, place=place, evidence=(*event.evidence, told))
        found.append(event)
    return tuple(found)


def with_office_aimed_at(
    events: tuple[Event, ...], told: Sequence[RelationMention], context: Context
) -> tuple[Event, ...]:
    """A coup that names nobody it was aimed at was aimed at whom the article calls President, if that is one person.

    Only the first coup told, which the article is about; whoever made it is not meant.
    """
    is_a = context.knowledge.ontology.is_a
    main = next((e for e in events if e.status in FACTUAL and is_a(e.type, "SeizureOfPower")), None)
    if main is None or main.country != context.topic or main.role("target"):
        return events
    every = [r for r in told if r.is_of_topic and not r.frame]
    titled = [r for r in every if not r.is_of_government] or every
    ousted = [r for r in titled if r.object is not None and is_topic(r.object, context)]
    holders = {context.entity(r.subject): r.subject for r in ousted or titled if isinstance(r.subject, Mention)}
    holders = {key: holder for key, holder in holders.items() if key not in main.role("perpetrator")}
    if len(holders) != 1:
        return events
    ((key, holder),) = holders.items()
    aimed = dataclasses.replace(
        main,
        roles=tuple(sorted({**dict(main.roles), "target": (key,)}.items())),
        evidence=(*main.evidence, Evidence("target", key, holder.span, "")),
    )
    return tuple(aimed if e is main else e for e in events)


def with_only_group(events: tuple[Event, ...], entities: Sequence[Entity], context: Context) -> tuple[Event, ...]:
    """ "The rebels" of an article that names one group of rebels are that group; "gunmen" may be anybody.

    Where it names several, "the rebels" are those named last before, as far as they are said to have done anything.
    """
    is_a, mentions = context.knowledge.ontology.is_a, context.clusters.members
    keys = {id_: key for key, id_ in context.ids.items()}
    by_id = {entity.id: entity for entity in entities}
    named = [e.id for e in entities if is_a(e.type, "ArmedGroup") and has_name(context, mentions[keys[e.id]][0])]
    doing = {key for event in events for key in event.role("perpetrator")}
    found = []
    for event in events:
        doers = event.role("perpetrator")
        described = [d for d in doers if is_a(by_id[d].type, INSURGENT) and d not in named]
        why = next((e for e in event.evidence if e.role == "perpetrator" and e.entity in described), None)
        group = named[0] if len(named) == 1 else None
        if group is None and why is not None:
            group = _group_before(why, [key for key in named if key in doing], keys, context)
        is_open = described and len(described) == len(doers) and group not in event.role("target")
        if group is None or why is None or not is_open or not is_a(by_id[group].type, INSURGENT):
            found.append(event)
            continue
        roles = tuple((r, (*m, group) if r == "perpetrator" else m) for r, m in event.roles)
        found.append(
            dataclasses.replace(event, roles=roles, evidence=(*event.evidence, dataclasses.replace(why, entity=group)))
        )
    return tuple(found)


def _group_before(told: Evidence, groups: Sequence[str], keys: Mapping[str, str], context: Context) -> str | None:
    """The group named last before "the rebels", a few sentences back at most; another word beside it tells them apart."""
    described = next((m for m in context.clusters.members[keys[told.entity or ""]] if m.span == told.span), None)
    if described is None or not described.is_definite or " " in described.label:
        return None
    before = [
        (mention.span.start, key)
        for key in groups
        for mention in context.clusters.members[keys[key]]
        if mention.kind == "name"
        and mention.span < described.span
        and described.sentence - mention.sentence <= LOOK_BACK
    ]
    return max(before)[1] if before else None


def with_deposed(
    relations: tuple[Relation, ...], events: Sequence[Event], entities: Mapping[str, Entity], context: Context
) -> tuple[Relation, ...]:
    """Whoever made a coup that succeeded deposed the leader or government it was aimed at."""
    is_a, attempts = context.knowledge.ontology.is_a, set(context.knowledge.lexicon.attempts.values())
    told = {(relation.type, relation.subject, relation.object) for relation in relations}
    found = list(relations)
    for event in events:
        if event.status != "occurred" or not is_a(event.type, "SeizureOfPower") or event.type in attempts:
            continue
        aims = [key for key in event.role("target") if is_a(entities[key].type, *DEPOSABLE)]
        doers = [key for key in event.role("perpetrator") if key not in aims]
        # Of an aim the words say who did it: others of the event took part, or are other words for it.
        best = [aim for aim in _told_best(aims, entities) if not _is_any_of_several(entities[aim])]
        aims = [aim for aim in best if not any((DEPOSED, doer, aim) in told for doer in doers)]
        for subject, object_ in ((who, whom) for who in _told_best(doers, entities) for whom in aims):
            if (DEPOSED, subject, object_) not in told:
                frame = next(e.frame for e in event.evidence if e.role == "target" and e.entity == object_)
                found.append(
                    Relation(
                        f"r{len(found) + 1}", DEPOSED, subject, object_, None, None, "asserted", event.mentions, frame,
                        event.score, event.attributed_to,
                    )
                )  # fmt: skip
    return tuple(found)


def _is_any_of_several(entity: Entity) -> bool:
    """ "Soldiers ousted its presidents": people whom nothing tells apart."""
    return (
        entity.type == "Person" and not entity.names and entity.label.endswith("s") and not entity.label.endswith("ss")
    )


def with_rulers(
    relations: tuple[Relation, ...], entities: Mapping[str, Entity], context: Context
) -> tuple[Relation, ...]:
    """Whoever leads a junta rules its state; of the two it is he who is said to.

    The state is the one that the junta is said to rule, else its own, else the one that the article is about.
    """
    is_a = context.knowledge.ontology.is_a
    ruled = {r.subject: r.object for r in relations if r.type == RULES and r.status == "asserted"}
    states = {entity.country: key for key, entity in entities.items() if entity.type == "Country"}
    found: list[Relation] = []
    led: set[str] = set()
    for tie in relations:
        if tie.type != LEADS or tie.status != "asserted" or not is_a(entities[tie.object].type, "Junta"):
            continue
        country = entities[tie.object].country
        state = ruled.get(tie.object) or (states.get(country) if country else topic_entity(context))
        if state is None or not is_a(entities[tie.subject].type, "Person"):
            continue
        led.add(tie.object)
        if ruled.get(tie.subject) is None:
            found.append(dataclasses.replace(tie, type=RULES, object=state))
    kept = [r for r in relations if r.type != RULES or r.subject not in led]
    return tuple(dataclasses.replace(r, id=f"r{number}") for number, r in enumerate((*kept, *found), 1))


def _told_best(keys: Sequence[str], entities: Mapping[str, Entity]) -> Sequence[str]:
    """Those with a name; where none has one, the first, since the others are most likely other words for it."""
    return [key for key in keys if entities[key].names] or keys[:1]


def with_claimants(
    events: tuple[Event, ...], relations: Sequence[Relation], entities: Sequence[Entity], context: Context
) -> tuple[Event, ...]:
    """Whoever claimed an event is among those who did it (EXTRACTION, rule 5), and not who says so for a body."""
    people = {entity.id for entity in entities if context.knowledge.ontology.is_a(entity.type, "Person")}
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


def with_bodies_led(
    events: tuple[Event, ...], relations: Sequence[Relation], entities: Mapping[str, Entity], context: Context
) -> tuple[Event, ...]:
    """ "X, who commands the Front, … his fighters": what the men of a leader did, the one armed group that he leads did."""
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


def _in_own_words(told: Evidence, claim: Relation) -> Evidence:
    """That a group did it is said by the group itself where the words that tell so are those of its claim."""
    is_claim = (told.role, told.entity, told.frame) == ("perpetrator", claim.subject, claim.frame)
    return dataclasses.replace(told, attributed_to=(claim.subject,)) if is_claim and not told.attributed_to else told


def with_lead_date(
    events: tuple[Event, ...], dates: Sequence[tuple[int, DateRange]], background: frozenset[str], context: Context
) -> tuple[Event, ...]:
    """The main event, when no clause of its own dates it, happened on the day that the lead of the article names.

    The main event is the first one told as a fact; the lead its first sentences. A day that another event has is not
    lent. `background` are the events first spoken of as known ("the coup").
    """
    taken = {e.date.span for e in events if e.date is not None and not e.is_context}
    main = next((e for e in events if e.status in FACTUAL and not e.is_context), None)
    if main is None or main.id in background or (main.date is not None and (main.date.first or main.date.last)):
        return events
    sentence = next(s.index for s in context.document.sentences if s.span.overlaps(main.mentions[0]))
    text, spans = context.document.article.text, {s.index: s.span for s in context.document.sentences}
    filed = {i for i, span in spans.items() if i <= LEAD and is_dateline(text[span.start : span.end])}
    near = [
        date
        for index, date in dates
        if index not in filed
        and max(index, sentence) <= LEAD
        and date.first
        and date.first == date.last
        and date.span not in taken
    ]
    if not near:
        return events
    dated = dataclasses.replace(
        main,
        date=near[0],
        evidence=(*main.evidence, Evidence("date", None, near[0].span, "")),
        score=round(main.score * 0.9, 2),
    )
    return tuple(dated if e is main else e for e in events)


def _last_before(events: Sequence[Event], sentence: int, end: int, spans: Mapping[int, Span]) -> int | None:
    """The event told last before a position in a sentence, unless that is far back."""
    best: tuple[int, int] | None = None
    for position, event in enumerate(events):
        for mention in () if event.is_context else event.mentions:
            if mention.start < end and (best is None or mention.start > best[0]):
                best = mention.start, position
    if best is None:
        return None
    near = [i for i, span in spans.items() if span.start <= best[0] < span.end]
    return best[1] if near and sentence - near[0] <= LOOK_BACK else None
