"""From what the sentences tell to an `Analysis`: entities, events and relations with ids, each with its evidence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from kg.extract.completion import (
    with_blamed,
    with_bodies_led,
    with_capital,
    with_casualties,
    with_claimants,
    with_dateline,
    with_deposed,
    with_lead_date,
    with_loose_tolls,
    with_makers,
    with_office_aimed_at,
    with_only_group,
    with_rulers,
    with_scene,
    with_vague_place,
)
from kg.extract.context import Context, has_name, is_topic, topic_entity
from kg.extract.document import Extraction
from kg.extract.drafts import CONTEXT
from kg.extract.entities import cluster_mentions, topic_country
from kg.extract.events import ARMED, is_owned_abroad
from kg.extract.merge import Merger
from kg.extract.ties import AFFILIATED, BACKS, CLAIMED, DEPOSED, LEADS, OPPOSES, RULES, RelationMention
from kg.extract.times import COMPASS
from kg.knowledge.knowledge import Knowledge, capitals, forms_with
from kg.model import (
    FACTUAL,
    Analysis,
    Argument,
    Count,
    DateRange,
    Document,
    Entity,
    Event,
    EventMention,
    Evidence,
    Mention,
    Relation,
    Span,
)
from kg.text.dates import end_of, whole_unit
from kg.text.scan import fold

SIDES = frozenset({BACKS, OPPOSES, "sanctioned"})
"""Ties that may be said of fighters whom more than a noun describes ("southern secessionists")."""

_NOBODY = frozenset(
    "armed unidentified unknown masked hooded suspected alleged other several local heavily two more".split()
)
"""First words of a description that tells nothing of whose fighters they are."""

STATE_WORDS = frozenset({"country", "nation"})
"""What an article calls the state it is about."""

OTHER_TRADE = 3
"""Different words of another trade from which on an article may be of it."""

_OWNER = re.compile(r"[’']s?\s$")
"""What stands between a name and whose it is: "Taylor's rebels"."""

_LETTERS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def assemble(document: Document, extraction: Extraction, knowledge: Knowledge) -> Analysis:
    """Gather mentions into entities and tellings into events; nothing is linked yet."""
    mentions = _all_mentions(extraction)
    topic = topic_country(mentions, knowledge)
    state = _state_by_demonym(document, extraction.relations, mentions, topic, knowledge)
    mentions += [] if state is None else [state]
    capitals = _capitals(mentions, topic, knowledge)
    clusters = cluster_mentions(mentions, extraction.appositions, capitals, document.article.text, knowledge)
    trade = other_trade(document.article.text, mentions, knowledge) if extraction.events else ""
    merger = Merger(knowledge, clusters.key, clusters.is_named, topic, trade)
    merged = merger.merge(extraction.events)
    used = _used_mentions(merged, extraction.relations) | {argument.mention for _, argument in extraction.blamed}
    used.update(place for _, place in extraction.scenes)
    among = (toll for _, toll in extraction.loose_tolls if toll.is_of_names)
    used.update(f.mention for toll in among for f in toll.victims if f.mention is not None)
    if extraction.dateline is not None:
        used.add(extraction.dateline)
    order = [
        key
        for key, members in clusters.members.items()
        if any(m in used for m in members) or any(_is_worth_naming(m) for m in members)
    ]
    context = Context(document, knowledge, clusters, {key: f"e{n}" for n, key in enumerate(order, 1)}, topic)
    entities = tuple(_entity(context, key) for key in order)
    events = tuple(_event(context, f"v{n}", group, merger.score(group)) for n, group in enumerate(merged, 1))
    events = with_dateline(events, extraction.dateline, context)
    events = with_capital(events, entities, context)
    events = with_scene(events, extraction.scenes, context)
    vague = {f"v{n}": site for n, group in enumerate(merged, 1) if (site := _vague_place(context, group)) is not None}
    events = with_vague_place(events, vague, context)
    events = with_loose_tolls(events, extraction.loose_tolls, entities, context)
    events = with_blamed(events, extraction.blamed, context)
    events = with_casualties(events, extraction.blamed, context)
    events = with_makers(events, extraction.blamed, entities, context)
    by_telling = {id(told): f"v{n}" for n, group in enumerate(merged, 1) for told in group}
    relations = _relations(context, extraction.relations, by_telling, events)
    events = with_office_aimed_at(events, extraction.relations, context)
    events = with_only_group(events, entities, context)
    events = with_bodies_led(events, relations, {entity.id: entity for entity in entities}, context)
    relations = with_deposed(relations, events, {entity.id: entity for entity in entities}, context)
    relations = _without_deposed(with_rulers(relations, {entity.id: entity for entity in entities}, context))
    events = with_claimants(events, relations, entities, context)
    background = frozenset(f"v{n}" for n, group in enumerate(merged, 1) if group[0].is_definite)
    events = with_lead_date(events, extraction.dates, background, context)
    return Analysis(document, entities, events, relations)


def other_trade(text: str, mentions: Iterable[Mention], knowledge: Knowledge) -> str:
    """The flag of the words that an article is full of: of films and drills, or of these with sport, storms and business.

    It has several of them, and more than people under arms; else the answer is "".
    """
    words, is_a = _LETTERS.findall(fold(text)), knowledge.ontology.is_a
    found = {flag: forms_with(knowledge, flag).intersection(words) for flag in ("isOtherTrade", "isFiction")}
    total = sum(map(len, found.values()))
    if total < OTHER_TRADE or total <= len({fold(m.label) for m in mentions if is_a(m.type, *ARMED)}):
        return ""
    return "isFiction" if len(found["isFiction"]) >= OTHER_TRADE else "isOtherTrade"


def _all_mentions(extraction: Extraction) -> list[Mention]:
    """Every mention once, in text order: also those that only an argument names ("Russian" for Russia)."""
    found = dict.fromkeys(extraction.mentions)
    for event in extraction.events:
        found.update(dict.fromkeys(a.mention for a in (*event.arguments, *event.places)))
        found.update(dict.fromkeys(event.attributed_to))
    for relation in extraction.relations:
        ends = (relation.subject, relation.object)
        found.update(dict.fromkeys(end for end in ends if isinstance(end, Mention)))
        found.update(dict.fromkeys(relation.attributed_to))
    found.update(dict.fromkeys(argument.mention for _, argument in extraction.blamed))
    return sorted((m for m in found if m.kind != "pronoun"), key=lambda m: (m.span, m.kind, m.type, m.label))


def _state_by_demonym(
    document: Document,
    told: Sequence[RelationMention],
    mentions: Iterable[Mention],
    topic: str | None,
    knowledge: Knowledge,
) -> Mention | None:
    """The country of an article that only tells of "Gambian troops", where something is told of who rules it."""
    key = knowledge.gazetteer.country_key(topic) if topic is not None else None
    is_named = any(m.type == "Country" and m.country == topic for m in mentions)
    if key is None or is_named or not any(relation.is_of_topic for relation in told):
        return None
    text, demonyms = document.article.text, knowledge.gazetteer.demonyms
    words = _LETTERS.finditer(text, document.article.body)
    found = next((Span(*word.span()) for word in words if demonyms.get(word.group()) == topic), None)
    if found is None:
        return None
    sentence = next((s.index for s in document.sentences if s.span.covers(found)), 0)
    label = knowledge.gazetteer.by_key[key].label
    return Mention(found, text[found.start : found.end], label, "name", "Country", sentence, -1, topic, (key,))


def _capitals(mentions: Iterable[Mention], topic: str | None, knowledge: Knowledge) -> dict[Mention, str]:
    """ "The capital" is the capital of the country it is said of, or of the country the article is about."""
    words, by_country = forms_with(knowledge, "isCapital"), capitals(knowledge)
    found = {}
    for mention in mentions:
        key = by_country.get(mention.country or topic or "")
        if mention.kind == "nominal" and fold(mention.label).rpartition(" ")[2] in words and key is not None:
            found[mention] = key
    return found


def _used_mentions(merged: Sequence[Sequence[EventMention]], relations: Sequence[RelationMention]) -> set[Mention]:
    used = {a.mention for group in merged for told in group for a in (*told.arguments, *told.places)}
    used |= {m for group in merged for told in group for m in told.attributed_to}
    for relation in relations:
        used |= {end for end in (relation.subject, relation.object) if isinstance(end, Mention)}
        used |= set(relation.attributed_to)
    return used


def _is_worth_naming(mention: Mention) -> bool:
    """A name of somebody or some place stands among the entities even when no event has it."""
    return mention.kind == "name" and mention.type != "Thing"


# -- entities ----------------------------------------------------------------------------------------------------------


def _entity(context: Context, key: str) -> Entity:
    members = context.clusters.members[key]
    names = [m for m in members if m.kind == "name"]
    called = tuple(dict.fromkeys(m.label for m in sorted(names, key=lambda m: (-len(m.label), m.span.start))))
    label = called[0] if called else members[0].label
    spans = tuple(dict.fromkeys(m.span for m in members))
    country = next((m.country for m in members if m.country), None)
    return Entity(context.ids[key], _entity_type(context, members, names), label, country, spans, names=called)


def _entity_type(context: Context, members: Sequence[Mention], names: Sequence[Mention]) -> str:
    """The class of a known name; else the most specific class that a description gives; else what the name looks like."""
    known = next((m.type for m in (*names, *members) if m.known), None)
    if known is not None:
        return known
    described = [m.type for m in members if m.kind == "nominal" and m.type != "Thing"]
    guessed = [m.type for m in names if m.type != "Thing"]
    best = max(described, key=context.knowledge.ontology.depth, default=None)
    return best or (guessed[0] if guessed else "Thing")


# -- events ------------------------------------------------------------------------------------------------------------


def _event(context: Context, id_: str, group: Sequence[EventMention], score: float) -> Event:
    kind = _event_type(context, group)
    date = _date(group)
    place = _place(context, group)
    country, country_mention = _country(context, group)
    evidence = dict.fromkeys(_evidence(context, group, date, place))
    if country_mention is not None:
        said = _said_around(context, group, country_mention.sentence)
        evidence[Evidence("country", None, country_mention.span, "", said)] = None
    return Event(
        id=id_,
        type=kind,
        status=_status(context, kind, group),
        date=date,
        country=country,
        place=place,
        roles=_roles(context, group),
        killed=_count(group, "killed"),
        injured=_count(group, "injured"),
        attributed_to=_speakers(context, group),
        score=score,
        mentions=tuple(dict.fromkeys(told.trigger.span for told in group)),
        evidence=tuple(evidence),
        is_context=context.knowledge.ontology.is_a(kind, *CONTEXT),
    )


def _event_type(context: Context, group: Sequence[EventMention]) -> str:
    """The most specific class that is told; an attempt when as many mentions say so as say it succeeded."""
    ontology = context.knowledge.ontology
    attempts = set(context.knowledge.lexicon.attempts.values())
    tried = [m for m in group if m.type in attempts]
    if tried:
        return tried[0].type if 2 * len(tried) >= len(group) else next(m.type for m in group if m.type not in attempts)
    named = [m for m in group if not m.is_result] or list(group)
    return max(named, key=lambda m: (ontology.depth(m.type), -m.trigger.span.start)).type


def _status(context: Context, kind: str, group: Sequence[EventMention]):  # type: ignore[no-untyped-def]
    if kind in context.knowledge.lexicon.attempts.values():
        return "attempted"
    return next((m.status for m in group if m.status == "occurred"), group[0].status)


def _date(group: Sequence[EventMention]) -> DateRange | None:
    """The finest date that any mention gives; of equally fine ones the first; words alone when none could be resolved."""
    own = [m.date for m in group if m.date is not None and not m.is_date_borrowed and (m.date.first or m.date.last)]
    dated = own or [m.date for m in group if m.date is not None]
    resolved = [d for d in dated if d.first or d.last]
    if resolved:
        return min(resolved, key=lambda d: (_width(d), d.span.start))
    words = [m.date for m in group if m.date is not None and not m.is_date_borrowed] or dated
    return words[0] if words else None


def _width(date: DateRange) -> int:
    """How many days a date leaves open, roughly: 0 for a day."""
    if date.first is None or date.last is None:
        return 99_999
    return (dt.date.fromisoformat(date.last) - dt.date.fromisoformat(date.first)).days


def _roles(context: Context, group: Sequence[EventMention]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: dict[str, dict[str, None]] = {}
    for told in group:
        for argument in told.arguments:
            if argument.role in context.knowledge.ontology.json_names:
                found.setdefault(argument.role, {})[context.entity(argument.mention)] = None
    perpetrators = found.get("perpetrator", {})
    for role in ("target", "victim"):
        found[role] = {e: None for e in found.get(role, {}) if e not in perpetrators}
    return tuple((role, tuple(entities)) for role, entities in sorted(found.items()) if entities)


def _place(context: Context, group: Sequence[EventMention]) -> str | None:
    """The place an event is said to be at: a named town, else a named site or region, else a site it was aimed at.

    What it was near, and a part of a country ("northern Niger"), say less than any of these. A site without a name will do where
    there is one of the kind: "the presidential palace".
    """
    is_a, text = context.knowledge.ontology.is_a, context.document.article.text
    at = [a.mention for told in group for a in told.places]
    aimed = [a.mention for told in group for a in told.arguments if a.role == "target"]
    near = [m for m in at if _BESIDE.search(text, max(0, m.span.start - 16), m.span.start)]
    there = [m for m in at if m not in near]
    for mentions, kinds in (
        (there, ("Settlement",)),
        (aimed, ("Settlement",)),
        (near, ("Settlement",)),
        (at, ("Facility",)),
        (at, ("Region",)),
        (aimed, ("Facility", "Region")),
    ):
        # "The Somali town of Baidoa": the name says more than the description.
        for mention in sorted(mentions, key=lambda m: (m.kind != "name", m.kind != "name" and m.country is None)):
            is_unknown_town = mention.type == "Place" and mention.kind == "name" and "Settlement" in kinds
            if (is_a(mention.type, *kinds) or is_unknown_town) and _is_findable(mention, context):
                return context.entity(mention)
    part = next((m for m in there if _is_part_of_country(m)), None)
    if part is not None:
        return context.entity(part)
    is_of_state = is_a(group[0].type, "SeizureOfPower", "Mutiny")
    sites = (m for m in (*at, *(aimed if is_of_state else ())) if is_a(m.type, "Facility"))
    sites = (m for m in sites if text[: m.span.start].lower().endswith("the "))
    site = next((m for m in sites if m.kind == "nominal" and not m.label.endswith("s")), None)
    return context.entity(site) if site is not None else None


_BESIDE = re.compile(
    r"(?:\b(?:near|outside|close to|from|toward|towards)|\b(?:[a-z]*(?:north|south|east|west)) of)\s+(?:the\s+)?$"
)
"""What stands before a place that something was not in."""


def _vague_place(context: Context, group: Sequence[EventMention]) -> Argument | None:
    """ "A Pakistani church", "near the Algerian border": better than nothing, and worse than any name."""
    at = [a for told in group for a in told.places]
    aimed = [a for told in group for a in told.arguments if a.role == "target"]
    sites = (
        a for a in (*at, *aimed) if context.knowledge.ontology.is_a(a.mention.type, "Settlement", "Facility", "Region")
    )
    return next((a for a in sites if has_name(context, a.mention)), None)


def _is_part_of_country(mention: Mention) -> bool:
    """ "Northern Niger", which nobody has to have named."""
    words = mention.label.split()
    return (
        mention.type == "Region" and mention.kind == "nominal" and words[0] in COMPASS and mention.country is not None
    )


def _is_findable(place: Mention, context: Context) -> bool:
    """A place somebody could look for: a name, or a description with one that is no state's or body's ("Pattani province")."""
    if any(member.kind == "name" for member in context.clusters.members[context.clusters.key(place)]):
        return True
    is_a, gazetteer = context.knowledge.ontology.is_a, context.knowledge.gazetteer
    own = [word for word in place.label.split() if _CAPITAL.match(word) and word not in gazetteer.demonyms]
    known = gazetteer.named(" ".join(own))
    is_of_body = bool(known) and all(is_a(thing.type, "Country", "Organization") for thing in known)
    return bool(own) and not is_of_body and not all(_ACRONYM.fullmatch(word) for word in own)


_CAPITAL = re.compile(r"(?:al-|el-|as-|ash-|ad-|ar-|at-|l'|d')?[^\W\d_a-z]")
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,5}")


def _country(context: Context, group: Sequence[EventMention]) -> tuple[str | None, Mention | None]:
    """The country that a mention states, else that of its place, else the country that the article is about.

    Of a town and the place beside it that are known in two countries, the one that the article is about is meant. Where it is
    about none, it is the only country spoken of, unless that is only said of who did it.
    """
    for told in sorted(group, key=_is_placed_by_state):
        if told.country and not _is_namesake(context, told):
            is_a = context.knowledge.ontology.is_a
            there = {a.mention.country for a in told.places if is_a(a.mention.type, "Settlement", "Region")}
            if context.topic and context.topic in there and not any(a.mention.type == "Country" for a in told.places):
                return context.topic, None
            for argument in (*told.places, *told.arguments):
                if argument.mention.country == told.country:
                    return told.country, argument.mention
            return told.country, None
    for told in group:
        for argument in (a for a in told.places if a.mention.country is None):
            for member in context.clusters.members[context.clusters.key(argument.mention)]:
                is_its_own = argument.mention.type != "Region" and not is_owned_abroad(member, context.knowledge)
                if member.country and is_its_own:
                    return member.country, member
    actors = [told.actor_country for told in group if told.actor_country and not _is_namesake(context, told)]
    if actors and context.topic not in actors and not (context.topic and _is_abroad(context, group)):
        return actors[0], next(
            (a.mention for told in group for a in told.arguments if a.mention.country == actors[0]), None
        )
    return context.topic or _only_country(context, group), None


def _is_placed_by_state(told: EventMention) -> bool:
    """Whether nothing but a state says where a mention is: a town or a site in another mention says more."""
    return not any(a.mention.country == told.country and a.mention.type != "Country" for a in told.places)


NAMESAKE = 5
"""Mentions of its own country from which on an article that names a town abroad, and nothing else there, means another town."""


def _is_namesake(context: Context, told: EventMention) -> bool:
    """Whether a town lies abroad by its name alone, in a country of which the article says nothing else: another bears it, too."""
    is_a, knowledge = context.knowledge.ontology.is_a, context.knowledge
    there = [a.mention for a in (*told.places, *told.arguments) if a.mention.country == told.country]
    if not context.topic or context.topic == told.country or not there:
        return False
    capital = capitals(knowledge).get(told.country or "")
    if not all(is_a(m.type, "Settlement") and (capital is None or capital not in m.known) for m in there):
        return False
    own = {context.clusters.key(m) for m in there}
    every = [(key, m.country) for key, members in context.clusters.members.items() for m in members if m.country]
    is_known_abroad = any(country == told.country and key not in own for key, country in every)
    return not is_known_abroad and sum(country == context.topic for _, country in every) >= NAMESAKE


def _only_country(context: Context, group: Sequence[EventMention]) -> str | None:
    triggers = [told.trigger.span for told in group]
    every = (m for members in context.clusters.members.values() for m in members if m.country)
    found = {m.country for m in every if not any(m.span.covers(span) for span in triggers)}
    doers = {a.mention.country for told in group for a in told.arguments if a.role in ("perpetrator", "weapon")}
    return next(iter(found)) if len(found) == 1 and not found & doers else None


def _is_abroad(context: Context, group: Sequence[EventMention]) -> bool:
    """Whether only those who did it have a country: the forces of a state may strike in another, but its own men make coups."""
    if context.knowledge.ontology.is_a(group[0].type, "SeizureOfPower"):
        return False
    return not any(a.mention.country and a.role in ("target", "victim") for told in group for a in told.arguments)


def _count(group: Sequence[EventMention], kind: str) -> Count | None:
    """The first count told; another source that counts otherwise makes it a range. The attackers are left out."""
    told = [(getattr(m, kind), m.attributed_to) for m in group if getattr(m, kind) is not None]
    if not told:
        return None
    first, source = told[0]
    others = [c for c, who in told if who and source and who != source]
    low = min([first.minimum, *(c.minimum for c in others)])
    high = max([first.maximum, *(c.maximum for c in others)])
    own = max((m.attackers for m in group), default=0) if kind == "killed" else 0
    return Count(low - own, high - own, first.span) if own < low else Count(low, high, first.span)


def _evidence(
    context: Context, group: Sequence[EventMention], date: DateRange | None, place: str | None
) -> Iterable[Evidence]:
    for told in group:
        by = _speakers(context, [told])
        for argument in told.arguments:
            if argument.role in context.knowledge.ontology.json_names:
                entity = context.entity(argument.mention)
                yield Evidence(argument.role, entity, argument.mention.span, argument.frame, by)
        for argument in (*told.places, *told.arguments):
            if argument.role in ("place", "target") and context.entity(argument.mention) == place:
                yield Evidence("place", place, argument.mention.span, argument.frame, by)
    if date is not None:
        yield Evidence("date", None, date.span, "", _speakers(context, [m for m in group if m.date == date]))
    for kind in ("killed", "injured"):
        count = _count(group, kind)
        if count is not None:
            first = next(m for m in group if getattr(m, kind) is not None)
            yield Evidence(kind, None, count.span, first.trigger.entry, _speakers(context, [first]))


def _speakers(context: Context, group: Sequence[EventMention]) -> tuple[str, ...]:
    """Whom the tellings of an event are attributed to, in order."""
    return tuple(dict.fromkeys(context.entity(m) for told in group for m in told.attributed_to))


def _said_around(context: Context, group: Sequence[EventMention], sentence: int) -> tuple[str, ...]:
    return _speakers(context, [m for m in group if m.trigger.sentence == sentence])


# -- relations ---------------------------------------------------------------------------------------------------------


def _relations(
    context: Context, told: Sequence[RelationMention], by_telling: Mapping[int, str], events: Sequence[Event]
) -> tuple[Relation, ...]:
    gathered: dict[tuple[str, str, str, str], list[RelationMention]] = {}
    is_a = context.knowledge.ontology.is_a
    seizures = [e for e in events if e.status in FACTUAL and is_a(e.type, "SeizureOfPower", "Mutiny")]
    is_of_power = any(context.knowledge.ontology.is_a(e.type, "SeizureOfPower") for e in events)
    attempts = {"Mutiny", *context.knowledge.lexicon.attempts.values()}
    aims = {key for event in seizures if event.type not in attempts for key in event.role("target")}
    still = {key for event in seizures if event.type in attempts for key in event.role("target")} - aims
    told = _without_governments(context, told, is_fallen=any(e.type not in attempts for e in seizures))
    for relation in _without_forms_of_address(context, told, seizures, aims, still):
        subject = _end(context, relation.subject, relation, by_telling, events)
        if relation.type == RULES and subject in aims and not relation.is_told_by_verb:
            continue
        if relation.type == DEPOSED and not is_of_power and _is_person(context, relation.subject):
            continue  # a champion, or the head of a club, in an article in which nobody falls from power
        object_ = (
            topic_entity(context)
            if relation.is_of_topic
            else _end(context, relation.object, relation, by_telling, events)
        )
        if subject is None or object_ is None or subject == object_:
            continue
        if relation.type == CLAIMED and _is_any_group(context, relation.subject, subject):
            continue
        ends = (end for end in (relation.subject, relation.object) if isinstance(end, Mention))
        if not all(_is_somebody(context, end, relation) for end in ends):
            continue
        if relation.type == RULES and _is_any_region(context, relation.object) and object_ != topic_entity(context):
            continue
        if relation.type == LEADS and (_is_person(context, relation.object) or _is_thing(context, relation.subject)):
            continue  # what is led is a body, and who leads it somebody; a name taken for another was misread
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


def _without_governments(
    context: Context, told: Sequence[RelationMention], *, is_fallen: bool
) -> list[RelationMention]:
    """Leave out the heads of government of states whose head the article names: a president's prime minister rules nobody.

    Nor does one whose country nobody names beside him, where a government has fallen: it may have been his.
    """

    def state_of(relation: RelationMention) -> str | None:
        is_said = isinstance(relation.object, Mention) and not relation.is_of_topic
        return relation.object.country if is_said else context.topic  # type: ignore[union-attr]

    ruled = {state_of(r) for r in told if r.type == RULES and not r.is_of_government}
    return [r for r in told if not r.is_of_government or not ((r.is_of_topic and is_fallen) or state_of(r) in ruled)]


def _without_forms_of_address(
    context: Context, told: Sequence[RelationMention], seizures: Sequence[Event], aims: Set[str], still: Set[str]
) -> Iterator[RelationMention]:
    """Leave out the titles that do not say who rules: "President X" does in an article about a coup, and of one alone.

    Of "former President X" nothing is said but that he was one; whoever a coup was aimed at is no other ruler, but whom one
    failed to bring down is the ruler.
    """
    titles = [t.subject for t in told if t.is_of_topic and not t.frame and t.status == "asserted"]
    holders = [holder for holder in titles if isinstance(holder, Mention) and holder.country in (None, context.topic)]
    titled = {context.entity(holder) for holder in holders} - aims
    titled = titled & still or titled
    is_another = any(t.is_of_topic and t.status == "denied" and is_topic(t.object, context) for t in told)
    for relation in told:
        if relation.is_of_topic and (not seizures or relation.status == "denied"):
            continue
        is_title = relation.is_of_topic and not relation.frame  # an office that is said of nobody's country
        holder = context.entity(relation.subject) if is_title and isinstance(relation.subject, Mention) else None
        if is_title and (len(titled) > 1 or holder not in titled or (is_another and holder not in still)):
            continue
        yield relation


def _without_deposed(relations: tuple[Relation, ...]) -> tuple[Relation, ...]:
    """Leave out those who rule by their title alone, if the article says who deposed them."""
    gone = {relation.object for relation in relations if relation.type == DEPOSED and relation.status == "asserted"}
    return tuple(r for r in relations if r.type != RULES or r.frame or r.subject not in gone)


def _is_person(context: Context, end: Mention | EventMention | None) -> bool:
    if not isinstance(end, Mention):
        return False
    members = context.clusters.members[context.clusters.key(end)]
    names = [m for m in members if m.kind == "name"]
    return context.knowledge.ontology.is_a(_entity_type(context, members, names), "Person")


def _is_any_group(context: Context, end: Mention | EventMention | None, key: str) -> bool:
    """Whether a claim is by "the group" or "the rebels" of an article that does not name them."""
    is_described = isinstance(end, Mention) and end.kind == "nominal" and not end.known
    return is_described and key not in context.named and isinstance(end, Mention) and end.label == end.label.lower()


def _is_any_region(context: Context, end: Mention | EventMention | None) -> bool:
    """ "Its territory", "the area": no region that anybody could name."""
    return isinstance(end, Mention) and end.type == "Region" and not has_name(context, end)


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
    if is_a(mention.type, "ArmedGroup"):
        # "Islamic State's Khorasan branch" claims its own deeds.
        is_told_apart = " " in mention.label and relation.type == LEADS  # "the head of Maoist rebels"
        is_branch = relation.type == CLAIMED and mention.label != mention.label.lower()
        is_described = " " in mention.label and fold(mention.label).split()[0] not in _NOBODY
        is_side = relation.type in SIDES and is_described
        return relation.type == AFFILIATED or is_branch or is_told_apart or is_side
    if is_a(mention.type, "Person"):
        is_plural = noun.endswith(("s", "men"))
        return relation.type in SIDES and is_plural and any(word[:1].isupper() for word in mention.label.split())
    return " " in mention.label or mention.type != "Organization"


def _end(
    context: Context,
    end: Mention | EventMention | None,
    relation: RelationMention,
    by_telling: Mapping[int, str],
    events: Sequence[Event],
) -> str | None:
    if isinstance(end, EventMention) and (relation.type != CLAIMED or id(end) in by_telling):
        return by_telling.get(id(end))
    if isinstance(end, Mention):
        return _pointed_at(context, end, events) or context.entity(end)
    attacks = [e for e in events if e.status in FACTUAL and context.knowledge.ontology.is_a(e.type, "Attack", "Battle")]
    attacks = [e for e in attacks if not _is_by_forces(context, e)] or attacks
    before = [e for e in attacks if e.mentions[0].start < relation.span.start]
    around = context.document.sentences[relation.sentence].span
    after = [e for e in attacks if around.covers(e.mentions[0])]  # "the claim of responsibility said that a man …"
    return before[-1].id if before else next((e.id for e in after), None)


def _is_by_forces(context: Context, event: Event) -> bool:
    """Whether the forces of a state did it, and nobody else: nobody else claims what the army did in answer."""
    is_a, types = context.knowledge.ontology.is_a, context.types
    doers = event.role("perpetrator")
    return bool(doers) and all(is_a(types[key], "StateForce") for key in doers)


def _pointed_at(context: Context, end: Mention, events: Sequence[Event]) -> str | None:
    """ "The country" is the one the article is about, "the organisation" the one named body said to have done something."""
    members = context.clusters.members[context.clusters.key(end)]
    if end.kind != "nominal" or not end.is_definite or any(m.kind == "name" or m.known for m in members):
        return None
    if end.type == "Region" and fold(end.label) in STATE_WORDS:
        return topic_entity(context)
    if end.type != "Organization" or " " in end.label:
        return None
    is_a, named, types = context.knowledge.ontology.is_a, context.named, context.types
    doers = {key for event in events if not event.is_context for key in event.role("perpetrator") if key in named}
    bodies = [key for key in doers if is_a(types[key], "ArmedGroup") or types[key] in ("Organization", "Thing")]
    return bodies[0] if len(bodies) == 1 else None
