"""The ties of an article, out of all the sentences that announce them: who each end is, and which are said of nobody."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence, Set

from kg.extract.completion import LOOK_BACK
from kg.extract.context import Context, Story, entity_type, has_name, is_topic, topic_entity
from kg.extract.entities import is_told_apart
from kg.extract.heirs import with_heirs
from kg.extract.pointing import INSURGENT
from kg.extract.somebody import with_described
from kg.extract.sworn import with_sworn
from kg.extract.ties import (
    AFFILIATED,
    BACKS,
    CLAIMED,
    DEPOSABLE,
    DEPOSED,
    LEADS,
    OPPOSES,
    RULES,
    SANCTIONED,
    WITHDREW,
    RelationMention,
)
from kg.knowledge.knowledge import forms_with
from kg.model import FACTUAL, DateRange, Entity, Event, EventMention, Mention, Relation
from kg.text.days import end_of, whole_unit
from kg.text.scan import fold

SIDES = frozenset({BACKS, OPPOSES, "sanctioned"})
"""Ties that may be said of fighters whom more than a noun describes ("southern secessionists")."""

_NOBODY = frozenset(
    "armed unidentified unknown masked hooded suspected alleged other several local heavily two more".split()
)
"""First words of a description that tells nothing of whose fighters they are."""

STATE_WORDS = frozenset({"country", "nation"})
"""What an article calls the state it is about."""

_OWNER = re.compile(r"[’']s?\s$")
"""What stands between a name and whose it is: "Taylor's rebels"."""


_OF_NAME = re.compile(r"\s+of\s+(?:the\s+)?[^\W\d_a-z]")
"""What stands behind a noun that says whose or from where somebody is."""


def gather_relations(
    context: Context, told: Sequence[RelationMention], by_telling: Mapping[int, str], events: Sequence[Event]
) -> tuple[Relation, ...]:
    """Return the ties that the sentences tell, each once, in text order; `by_telling` gives the event of a telling by its `id`."""
    gathered: dict[tuple[str, str, str, str], list[RelationMention]] = {}
    is_a = context.knowledge.ontology.is_a
    seizures = [e for e in events if e.status in FACTUAL and is_a(e.type, "SeizureOfPower", "Mutiny")]
    is_of_power = any(context.knowledge.ontology.is_a(e.type, "SeizureOfPower") for e in events)
    attempts = {"Mutiny", *context.knowledge.lexicon.attempts.values()}
    aims = {key for event in seizures if event.type not in attempts for key in event.role("target")}
    still = {key for event in seizures if event.type in attempts for key in event.role("target")} - aims
    told = with_heirs(with_described(context, told), context.clusters.key)
    told = with_sworn(told, context.clusters.key)
    told = _without_governments(told, is_fallen=any(e.type not in attempts for e in seizures))
    gone = {
        context.entity(tie.object)
        for tie in told
        if tie.type == DEPOSED and tie.status == "asserted" and isinstance(tie.object, Mention)
    }
    foreign = _helped_by_topic(context, told)
    for relation in _without_forms_of_address(context, told, aims | gone, still - gone):
        subject = _end(context, relation.subject, relation, by_telling, events)
        if relation.type == RULES and relation.is_of_topic and subject in foreign:
            continue
        if relation.type == RULES and subject in aims and relation.is_of_government and not relation.is_told_by_verb:
            continue
        if relation.type == DEPOSED and not is_of_power and _is_person(context, relation.subject):
            continue  # a champion, or the head of a club, in an article in which nobody falls from power
        objects: tuple[str | None, ...]
        if relation.is_of_topic:
            objects = (topic_entity(context),)
        elif relation.number > 1:
            objects = _last_attacks(context, relation, events)
        else:
            objects = (_end(context, relation.object, relation, by_telling, events),)
        makers = _makers(relation, seizures)
        for object_ in objects:
            if object_ in makers:
                continue  # "named X president after arresting the president": the one arrested is not X
            if subject is not None and object_ is not None and _holds(context, relation, subject, object_):
                gathered.setdefault((relation.type, subject, object_, relation.status), []).append(relation)
    return tuple(
        Relation(
            id=f"r{number}",
            type=kind,
            subject=subject,
            object=object_,
            start=next((_units(t.date)[0] for t in tellings if t.date), None),
            end=next((_units(t.date)[1] for t in tellings if t.date), None),
            status=tellings[0].status,
            mentions=tuple(dict.fromkeys(t.span for t in tellings)),
            frame=tellings[0].frame,
            score=max(t.score for t in tellings),
            attributed_to=tuple(dict.fromkeys(context.entity(m) for t in tellings for m in t.attributed_to)),
        )
        for number, ((kind, subject, object_, _), tellings) in enumerate(gathered.items(), 1)
    )


def _helped_by_topic(context: Context, told: Sequence[RelationMention]) -> frozenset[str]:
    """Whom the state that the article is about helps or punishes: "Ruritania sent men in support of President X" of another."""
    topic = topic_entity(context)
    return frozenset(
        context.entity(tie.object)
        for tie in told
        if tie.type in _AMONG_STATES
        and isinstance(tie.subject, Mention)
        and isinstance(tie.object, Mention)
        and context.entity(tie.subject) == topic
    )


_AMONG_STATES = frozenset({BACKS, SANCTIONED})
"""Ties of a state to the rulers of others."""


def _holds(context: Context, relation: RelationMention, subject: str, object_: str) -> bool:
    """Whether a tie can be said of the two, by who or what they are."""
    if subject == object_ or (relation.type == CLAIMED and _is_any_group(context, relation.subject, subject)):
        return False
    ends = (end for end in (relation.subject, relation.object) if isinstance(end, Mention))
    if not all(_is_somebody(context, end, relation) for end in ends):
        return False
    if relation.type == RULES and _is_any_region(context, relation.object) and object_ != topic_entity(context):
        return False
    if relation.type == WITHDREW and _is_any_town(context, relation.object):
        return False
    # What is led is a body, and who leads it somebody; a name taken for another was misread.
    is_person = _is_person(context, relation.object) and not _are_men(context, relation.object)
    is_misread = is_person or _is_thing(context, relation.subject)
    return relation.type != LEADS or not is_misread


def _last_attacks(context: Context, relation: RelationMention, events: Sequence[Event]) -> tuple[str, ...]:
    """ "It said it was behind both attacks": of the attacks told last as many, or those of its own sentence alone."""
    is_a, sentences = context.knowledge.ontology.is_a, context.document.sentences
    far = sentences[max(0, relation.sentence - LOOK_BACK)].span.start
    told: dict[str, int] = {}
    for event in events:
        starts = [mention.start for mention in event.mentions if far <= mention.start < relation.span.start]
        if starts and event.status in FACTUAL and is_a(event.type, "Attack", "Battle"):
            told[event.id] = max(starts)
    own = [key for key in told if told[key] >= sentences[relation.sentence].span.start]
    return tuple(sorted(own or told, key=told.__getitem__)[-relation.number :])


def _without_governments(told: Sequence[RelationMention], *, is_fallen: bool) -> list[RelationMention]:
    """Leave out the heads of government whose country nobody names beside them, where a government has fallen: it may have been
    theirs."""
    return [r for r in told if not (r.is_of_government and r.is_of_topic and is_fallen)]


def _without_forms_of_address(
    context: Context, told: Sequence[RelationMention], aims: Set[str], still: Set[str]
) -> Iterator[RelationMention]:
    """Leave out the titles that do not say who rules: "President X" does of one alone, and so does "Prime Minister X".

    Of "former President X" nothing is said but that he was one; whoever a coup was aimed at is no other ruler, but whom one
    failed to bring down is the ruler.
    """
    titles = [t for t in told if t.is_of_topic and not t.frame and t.status == "asserted"]
    holders: dict[bool, set[str]] = {True: set(), False: set()}
    for title in titles:
        bearer = title.subject
        if isinstance(bearer, Mention) and bearer.country in (None, context.topic):
            holders[title.is_of_government].add(context.entity(bearer))
    holders[True] -= holders[False]
    holders = {True: (holders[True] - aims) & still or holders[True] - aims, False: holders[False]}
    is_another = any(t.is_of_topic and t.status == "denied" and is_topic(t.object, context) for t in told)
    foreign = _sentences_abroad(context)
    for relation in told:
        if relation.is_of_topic and relation.status == "denied":
            continue
        placed = _in_his_state(context, relation, aims)
        if placed is not None:
            yield placed
            continue
        if relation.is_of_topic and _is_of_other_state(context, relation.subject):
            continue
        if relation.is_of_topic and relation.is_told_by_verb and _is_told_abroad(context, relation, foreign):
            continue
        is_title = relation.is_of_topic and not relation.frame  # an office that is said of nobody's country
        holder = context.entity(relation.subject) if is_title and isinstance(relation.subject, Mention) else None
        titled = holders[relation.is_of_government and holder not in holders[False]]
        is_any = len(titled) > 1 and (relation.is_of_government or holder not in aims) and len(titled - aims) > 1
        if is_title and (is_any or holder not in titled or (is_another and holder not in still)):
            continue
        yield relation


def _sentences_abroad(context: Context) -> frozenset[int]:
    """The sentences that name another state than the one that the article is about."""
    return frozenset(
        m.sentence
        for members in context.clusters.members.values()
        for m in members
        if m.type == "Country" and m.country not in (None, context.topic)
    )


def _is_told_abroad(context: Context, relation: RelationMention, foreign: Set[int]) -> bool:
    """Whether one of several presidents, or who "came to power", may have done so in another state, which is named beside him."""
    holder = relation.subject
    ruled = {code for key in getattr(holder, "known", ()) for code in context.knowledge.gazetteer.ruled.get(key, ())}
    return relation.sentence in foreign and context.topic not in ruled


def _in_his_state(context: Context, relation: RelationMention, aims: Set[str]) -> RelationMention | None:
    """ "President X", who is known to have been at the head of one state alone: of that state, where the article names it."""
    holder = relation.subject
    if not relation.is_of_topic or relation.frame or relation.is_of_government or not isinstance(holder, Mention):
        return None
    ruled = {code for key in holder.known for code in context.knowledge.gazetteer.ruled.get(key, ())}
    if len(ruled) != 1 or context.entity(holder) in aims:
        return None
    members = (m for key, ms in context.clusters.members.items() if key in context.ids for m in ms)
    state = next((m for m in members if m.type == "Country" and m.country in ruled), None)
    return None if state is None else dataclasses.replace(relation, object=state, is_of_topic=False)


def _is_of_other_state(context: Context, holder: Mention | EventMention | None) -> bool:
    """Whether somebody is known to have ruled, and never the state that the article is about."""
    known = holder.known if isinstance(holder, Mention) else ()
    ruled = {code for key in known for code in context.knowledge.gazetteer.ruled.get(key, ())}
    return bool(ruled) and context.topic not in ruled


def _is_person(context: Context, end: Mention | EventMention | None) -> bool:
    if not isinstance(end, Mention):
        return False
    members = context.clusters.members[context.clusters.key(end)]
    names = [m for m in members if m.kind == "name"]
    return context.knowledge.ontology.is_a(entity_type(context, members, names), "Person")


def _are_men(context: Context, end: Mention | EventMention | None) -> bool:
    """ "Sergeants led by X": men of a rank, who may be led although they are people."""
    noun = next(reversed(fold(end.label).split()), "") if isinstance(end, Mention) and end.kind == "nominal" else ""
    ranks = forms_with(context.knowledge, "isRank") | forms_with(context.knowledge, "isIndividual")
    return noun.endswith(("s", "men")) and noun in ranks


def _is_any_group(context: Context, end: Mention | EventMention | None, key: str) -> bool:
    """Whether a claim is by "the group" or "the rebels" of an article that does not name them."""
    is_described = isinstance(end, Mention) and end.kind == "nominal" and not end.known
    return is_described and key not in context.named and isinstance(end, Mention) and end.label == end.label.lower()


def _is_any_region(context: Context, end: Mention | EventMention | None) -> bool:
    """ "Its territory", "the area": no region that anybody could name."""
    return isinstance(end, Mention) and end.type == "Region" and not has_name(context, end)


def _is_any_town(context: Context, end: Mention | EventMention | None) -> bool:
    """ "The town": nobody knows which, where the article does not name it beside the word."""
    is_town = isinstance(end, Mention) and context.knowledge.ontology.is_a(end.type, "Settlement")
    return is_town and isinstance(end, Mention) and not has_name(context, end)


def _is_thing(context: Context, end: Mention | EventMention | None) -> bool:
    """Whether nothing in the article says of what kind a name is."""
    members = context.clusters.members[context.clusters.key(end)] if isinstance(end, Mention) else ()
    return bool(members) and all(member.type == "Thing" for member in members)


def _units(date: DateRange) -> tuple[str | None, str | None]:
    """The bounds of a date, each as coarse as it was told: a whole month as 2023-12."""
    if date.first is None:
        return None, date.last
    unit = whole_unit(date.first, date.last or end_of(date.first, date.text))
    return unit or date.first, None if date.last is None else unit or date.last


def _is_somebody(context: Context, mention: Mention, relation: RelationMention) -> bool:
    """Whether a coder could say who it is: "the country's leader" and "a group" without a name are nobody yet.

    Fighters without a name may be somebody's all the same ("militants linked to X").
    """
    is_a = context.knowledge.ontology.is_a
    members = context.clusters.members[context.clusters.key(mention)]
    if any(m.kind == "name" or m.known for m in members):
        return True
    noun = next(reversed(fold(mention.label).split()), "")
    if noun in forms_with(context.knowledge, "isQuantifier") and not (mention.is_definite and not noun.endswith("s")):
        return False  # "a small group led by X", "the groups linked to Y"
    is_owned = _OWNER.search(context.document.article.text, max(0, mention.span.start - 3), mention.span.start)
    if (mention.is_definite or is_owned) and not is_a(mention.type, "Person"):
        return True
    is_led = relation.type == LEADS and mention is relation.object and noun.endswith(("s", "men"))
    if is_a(mention.type, "ArmedGroup"):
        # "Islamic State's Khorasan branch" claims its own deeds.
        is_told_apart = " " in mention.label and relation.type == LEADS  # "the head of Maoist rebels"
        is_branch = relation.type == CLAIMED and mention.label != mention.label.lower()
        is_described = " " in mention.label and fold(mention.label).split()[0] not in _NOBODY
        is_side = relation.type in SIDES and is_described
        return relation.type == AFFILIATED or is_branch or is_told_apart or is_side or is_led
    if is_a(mention.type, "Person"):
        if is_led:
            return _are_men(context, mention)
        if relation.type == RULES and mention.is_definite and _are_men(context, mention):
            return True  # "the colonels who ruled Greece"
        is_plural = noun.endswith(("s", "men"))
        return relation.type in SIDES and is_plural and any(word[:1].isupper() for word in mention.label.split())
    is_of_leader = relation.type == LEADS and mention is relation.object  # "a coalition led by Saudi Arabia"
    return is_of_leader or " " in mention.label or mention.type != "Organization"


def _makers(relation: RelationMention, seizures: Sequence[Event]) -> frozenset[str]:
    """Who made the coup in which somebody is said to have been deposed, as far as he was not its aim."""
    if relation.type != DEPOSED:
        return frozenset()
    told = [e for e in seizures if any(relation.span.overlaps(span) for span in e.mentions)]
    return frozenset(key for e in told for key in e.role("perpetrator") if key not in e.role("target"))


def _end(
    context: Context,
    end: Mention | EventMention | None,
    relation: RelationMention,
    by_telling: Mapping[int, str],
    events: Sequence[Event],
) -> str | None:
    if isinstance(end, EventMention) and end.is_plural and not end.is_definite and id(end) not in by_telling:
        return None  # "confessed to a string of murders"
    if isinstance(end, EventMention) and (relation.type != CLAIMED or id(end) in by_telling):
        return by_telling.get(id(end))
    if isinstance(end, Mention):
        return _pointed_at(context, end, events) or context.entity(end)
    attacks = [e for e in events if e.status in FACTUAL and context.knowledge.ontology.is_a(e.type, "Attack", "Battle")]
    attacks = [e for e in attacks if not _is_by_forces(context, e)] or attacks
    before = [e for e in attacks if e.mentions[0].start < relation.span.start]
    if _opens_paragraph(context, relation.sentence):
        before = [e for e in before if not _is_long_before(e, before)]
    around = context.document.sentences[relation.sentence].span
    after = [e for e in attacks if around.covers(e.mentions[0])]  # "the claim of responsibility said that a man …"
    return before[-1].id if before else next((e.id for e in after), None)


LONG_BEFORE = 60
"""Days before what is told beside it from which on an event is the background of the news."""


def _opens_paragraph(context: Context, sentence: int) -> bool:
    """Whether a sentence begins a paragraph, and so goes on with the news rather than with what stood before it."""
    spans = {s.index: s.span for s in context.document.sentences}
    before = spans.get(sentence - 1)
    return before is None or "\n" in context.document.article.text[before.end : spans[sentence].start]


def _is_long_before(event: Event, others: Sequence[Event]) -> bool:
    """Whether an event is the background of what is told beside it: a claim that names no deed is of what is news."""
    last = event.date.last if event.date is not None else None
    firsts = [e.date.first for e in others if e.date is not None and e.date.first is not None]
    if last is None or not firsts:
        return False
    return (dt.date.fromisoformat(max(firsts)) - dt.date.fromisoformat(last)).days > LONG_BEFORE


def _is_by_forces(context: Context, event: Event) -> bool:
    """Whether the forces of a state did it, and nobody else: nobody else claims what the army did in answer."""
    is_a, types = context.knowledge.ontology.is_a, context.types
    doers = event.role("perpetrator")
    return bool(doers) and all(is_a(types[key], "StateForce") for key in doers)


def _pointed_at(context: Context, end: Mention, events: Sequence[Event]) -> str | None:
    """ "The country" is the one the article is about, "the organisation" the one named body said to have done something, "the
    rebels" the one named group of rebels."""
    members = context.clusters.members[context.clusters.key(end)]
    if end.kind != "nominal" or not end.is_definite or any(m.kind == "name" or m.known for m in members):
        return None
    if any(" " in m.label for m in members) and " " not in end.label:
        return None  # "the coalition", which is "the Saudi-led coalition" of a sentence before
    if end.type == "Region" and fold(end.label) in STATE_WORDS:
        return topic_entity(context)
    if _OF_NAME.match(context.document.article.text, end.span.end):
        return None  # "the separatists of the south" are of there, and not the one group that is named
    is_a, named, types = context.knowledge.ontology.is_a, context.named, context.types
    is_rebels = is_a(end.type, INSURGENT)
    if is_told_apart(end, context.document.article.text):
        return None
    groups = [key for key in named if is_a(types[key], "ArmedGroup")] if is_rebels else []
    if " " in end.label or not (is_rebels or end.type == "Organization") or len(groups) > 1:
        return None
    if groups:
        return groups[0]
    doers = {key for event in events if not event.is_context for key in event.role("perpetrator") if key in named}
    bodies = [key for key in doers if is_a(types[key], "ArmedGroup") or types[key] in ("Organization", "Thing")]
    return bodies[0] if len(bodies) == 1 else None


def with_deposed(relations: tuple[Relation, ...], events: Sequence[Event], story: Story) -> tuple[Relation, ...]:
    """Whoever made a coup that succeeded deposed the leader or government it was aimed at."""
    context, entities = story.context, story.entities
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
        named = {r.object for r in relations if r.type == DEPOSED and not set(event.mentions).isdisjoint(r.mentions)}
        aims = [aim for aim in best if aim not in named and not any((DEPOSED, doer, aim) in told for doer in doers)]
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


def with_rulers(relations: tuple[Relation, ...], story: Story) -> tuple[Relation, ...]:
    """Whoever leads a junta rules its state; of the two it is he who is said to.

    The state is the one that the junta is said to rule, else its own, else the one that the article is about.
    """
    context, entities = story.context, story.entities
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
