"""What the sentences that tell of one event say of it together: its kind, day, place, country, parties and toll."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from kg.extract.context import Context, has_name
from kg.extract.countries import is_owned_abroad
from kg.extract.drafts import CONTEXT
from kg.extract.sameness import KIDNAPPING
from kg.extract.whereabouts import COMPASS, is_vehicle
from kg.knowledge.knowledge import capitals, entries_with
from kg.model import FACTUAL, Argument, Count, DateRange, Event, EventMention, Evidence, Mention, Status


def account(context: Context, id_: str, group: Sequence[EventMention], score: float) -> Event:
    """Return the event that a group of mentions tells of, with the evidence of each thing said of it."""
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
    """The most specific class that is told, not that of a noun for any attack ("the raid"); an attempt when as many mentions
    say so as say it succeeded."""
    ontology = context.knowledge.ontology
    # What people died of in the course of a coup or a battle says nothing of what that was.
    whole = next((k for k in ("SeizureOfPower", "Battle") if ontology.is_a(group[0].type, k)), None)
    whole = "SeizureOfPower" if any(ontology.is_a(m.type, "SeizureOfPower") for m in group) else whole
    group = [m for m in group if whole is None or ontology.is_a(m.type, whole)]
    attempts = set(context.knowledge.lexicon.attempts.values())
    tried = [m for m in group if m.type in attempts]
    done = next((m.type for m in group if m.type not in attempts), None)
    if tried:
        # "Rose against the president" says nothing of how it ended where "sent him into exile" does.
        is_said = done is None or any(m.status == "attempted" for m in tried)
        return tried[0].type if is_said and 2 * len(tried) >= len(group) else done or tried[0].type
    named = [m for m in group if not m.is_result] or list(group)
    if _is_robbery(context, group):
        return ROBBERY
    if ontology.is_a(group[0].type, "Mutiny"):
        return group[0].type  # whatever was done in the course of it
    kind = max(
        _without_taking(named, group),
        key=lambda m: (ontology.depth(m.type), not _is_any_attack(m, context), -m.trigger.span.start),
    ).type
    political = context.knowledge.lexicon.political.get(kind, kind)
    return political if any(_is_of_one_meant(m, context) for m in group) else kind


def _without_taking(named: Sequence[EventMention], group: Sequence[EventMention]) -> Sequence[EventMention]:
    """ "Militants killed dozens of villagers. … They were rounded up": where the lead tells of the dead, who was taken first does
    not make it a kidnapping."""
    first = next((m.trigger.sentence for m in group if not m.is_headline), 0)
    lead = [m for m in group if m.trigger.sentence <= first]
    is_deadly = any(m.is_result and any(a.role == "victim" for a in m.arguments) for m in lead)
    others = [m for m in named if m.type != KIDNAPPING]
    return others if is_deadly and others and all(m.type != KIDNAPPING for m in lead) else named


def _is_of_one_meant(told: EventMention, context: Context) -> bool:
    """ "X was shot dead", "stabbed X": of whom the news has a name when he alone is struck down, he was meant.

    Who is "killed" may have been so in a fight, or by a bomb that was meant for others.
    """
    hit = dict.fromkeys(a.mention for a in told.arguments if a.role == "victim")
    is_outcome = told.trigger.entry in entries_with(context.knowledge, "isResult")
    is_one = len(hit) == 1 and (told.killed is None or told.killed.maximum == 1)
    return is_one and not is_outcome and all(m.type == "Person" and has_name(context, m) for m in hit)


ROBBERY = "Robbery"


def _is_robbery(context: Context, group: Sequence[EventMention]) -> bool:
    """ "Broke into the depot and made off with cash", "the raid": who gets in only to take something, and hurts nobody, robs."""
    is_taken = any(m.is_result and context.knowledge.ontology.is_a(m.type, ROBBERY) for m in group)
    ways = [m for m in group if not m.is_result and not context.knowledge.ontology.is_a(m.type, ROBBERY)]
    is_bloody = any(m.killed or m.injured for m in group)
    return is_taken and not is_bloody and all(_is_any_attack(m, context) for m in ways)


def _is_any_attack(told: EventMention, context: Context) -> bool:
    """Whether a mention is a noun for what another word may tell the kind of: "the attack", "the killing"."""
    sentences = context.document.sentences
    tokens = next((s.tokens for s in sentences[told.trigger.sentence :] if s.index == told.trigger.sentence), ())
    is_noun = told.trigger.head < len(tokens) and tokens[told.trigger.head].pos == "NOUN"
    return is_noun and told.type in context.knowledge.lexicon.generic


def _status(context: Context, kind: str, group: Sequence[EventMention]) -> Status:
    """An attempt is one if it was made at all, and not only denied or planned."""
    is_fact = any(m.status in FACTUAL for m in group)
    if is_fact and kind in context.knowledge.lexicon.attempts.values():
        return "attempted"
    return next((m.status for m in group if m.status == "occurred"), group[0].status)


def _date(group: Sequence[EventMention]) -> DateRange | None:
    """The finest date that any mention gives; of equally fine ones the first; words alone when none could be resolved.

    When it was over says less than any other.
    """
    told = [m for m in group if m.date is not None and not m.is_date_borrowed and (m.date.first or m.date.last)]
    own = [m.date for m in told if m.date is not None and not m.is_end] or [m.date for m in told if m.date is not None]
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
    fixed = _that_stand_still(context)
    at = [a.mention for told in group for a in told.places if fixed(a.mention)]
    regions = [m for m in at if _OF_REGION.search(text, max(0, m.span.start - 20), m.span.start)]
    aimed = [a.mention for told in group for a in told.arguments if a.role == "target" and fixed(a.mention)]
    beside = [a.mention for told in group for a in told.beside if fixed(a.mention)]
    near = [m for m in at if _BESIDE.search(text, max(0, m.span.start - 16), m.span.start)]
    scenes = [told.scene for told in group if told.scene is not None]
    there = [*(m for m in at if m not in near and m not in regions), *scenes]
    for mentions, kinds in (
        (there, ("Settlement",)),
        (aimed, ("Settlement",)),
        (near, ("Settlement",)),
        (regions, ("Settlement",)),
        (at, ("Facility",)),
        (at, ("Region",)),
        (aimed, ("Facility", "Region")),
        (scenes, ("Region",)),
        (beside, ("Settlement",)),
        (beside, ("Facility", "Region")),
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
    sites = (m for m in sites if text[max(0, m.span.start - 4) : m.span.start].lower().endswith("the "))
    site = next((m for m in sites if m.kind == "nominal" and not m.label.endswith("s")), None)
    return context.entity(site) if site is not None else None


_BESIDE = re.compile(
    r"(?:\b(?:near|outside|close to|from|toward|towards)|\b(?:[a-z]*(?:north|south|east|west)) of)\s+(?:the\s+)?$"
)
"""What stands before a place that something was not in."""


_OF_REGION = re.compile(r"\b(?:province|region|state|department|governorate|district|county|prefecture)\s+of\s+$")
"""What says that the name of a town behind it is that of what lies around it."""


def vague_place(context: Context, group: Sequence[EventMention]) -> Argument | None:
    """ "A Pakistani church", "near the Algerian border", else "his home", "a monastery school": better than nothing, and worse
    than any name."""
    is_a, fixed = context.knowledge.ontology.is_a, _that_stand_still(context)
    at = [a for told in group for a in told.places]
    aimed = [a for told in group for a in told.arguments if a.role == "target"]
    sites = [a for a in (*at, *aimed) if is_a(a.mention.type, "Settlement", "Facility", "Region") and fixed(a.mention)]
    named = next((a for a in sites if has_name(context, a.mention)), None)
    if named is not None or not is_a(group[0].type, *_SOMEWHERE):
        return named
    return next((a for a in sites if is_a(a.mention.type, "Facility") and not _is_plural(a.mention)), None)


_SOMEWHERE = ("Attack", "Battle", "SeizureOfPower", "Mutiny")
"""Events of which a site without a name says where they were."""


def _is_plural(mention: Mention) -> bool:
    return mention.label.endswith("s") and not mention.label.endswith(("ss", "quarters"))


def _that_stand_still(context: Context) -> Callable[[Mention], bool]:
    return lambda mention: mention.kind == "name" or not is_vehicle(mention, context.knowledge)


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
    namesakes = {told.country for told in group if told.country and _is_namesake(context, told)}
    actors = [told.actor_country for told in group if told.actor_country and not _is_namesake(context, told)]
    actors = [country for country in actors if country not in namesakes]
    if actors and context.topic not in actors and not (context.topic and _is_abroad(context, group)):
        return actors[0], next(
            (a.mention for told in group for a in told.arguments if a.mention.country == actors[0]), None
        )
    return context.topic or _country_of_town_in_name(context, group) or _only_country(context, group), None


_LONGEST_TOWN = 3
"""Words of a town at the head of another name."""


def _country_of_town_in_name(context: Context, group: Sequence[EventMention]) -> str | None:
    """ "Karachi University", "the Moscow metro": the country of the known town that a place or a target is called by."""
    is_a, gazetteer = context.knowledge.ontology.is_a, context.knowledge.gazetteer
    there = [a.mention for told in group for a in (*told.places, *told.arguments) if a.role in ("place", "target")]
    for words in (mention.label.removeprefix("the ").split() for mention in there):
        for end in range(min(len(words) - 1, _LONGEST_TOWN), 0, -1):
            known = gazetteer.named(" ".join(words[:end]))
            countries = {thing.country for thing in known if is_a(thing.type, "Settlement")}
            if len(countries) == 1 and len(countries) == len({thing.country for thing in known}):
                return next(iter(countries))
    return None


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
    told = [(m, getattr(m, kind), m.attributed_to) for m in group if getattr(m, kind) is not None]
    if not told:
        return None
    _, first, source = told[0]
    others = [c for m, c, who in told if who and source and who != source and not m.is_of_more]
    low = min([first.minimum, *(c.minimum for c in others)])
    high = max([first.maximum, *(c.maximum for c in others)])
    if kind == "killed":
        more = sum(_more(group))
        low, high = low + more, high + more
    own = max((m.attackers for m in group), default=0) if kind == "killed" else 0
    return Count(low - own, high - own, first.span) if own < low else Count(low, high, first.span)


def _more(group: Sequence[EventMention]) -> Iterator[int]:
    """ "A bomb killed five soldiers. Three civilians were also killed": how many more are told right behind a count.

    Of "fourteen people" a policeman may be one.
    """
    counted = [m for m in group if m.killed is not None]
    for before, mention in itertools.pairwise(counted):
        is_next = mention.trigger.sentence - before.trigger.sentence in (0, 1)
        is_more = mention.is_of_more and (_is_other(mention) or not _is_of_anybody(before))
        if is_more and is_next and mention.killed is not None:
            yield mention.killed.minimum


_ANYBODY = frozenset({"people", "persons", "bodies", "dead"})
_OTHERS = frozenset({"others", "other", "another", "more"})


def _is_of_anybody(mention: EventMention) -> bool:
    dead = [a.mention.label.lower().split()[-1:] for a in mention.arguments if a.role == "victim"]
    return all(word and word[0] in _ANYBODY for word in dead)


def _is_other(mention: EventMention) -> bool:
    dead = (a.mention.label.lower().split() for a in mention.arguments if a.role == "victim")
    return any(not _OTHERS.isdisjoint(words) for words in dead)


def _evidence(
    context: Context, group: Sequence[EventMention], date: DateRange | None, place: str | None
) -> Iterable[Evidence]:
    for told in group:
        by = _speakers(context, [told])
        for argument in told.arguments:
            if argument.role in context.knowledge.ontology.json_names:
                entity = context.entity(argument.mention)
                yield Evidence(argument.role, entity, argument.mention.span, argument.frame, by)
        for argument in (*told.places, *told.arguments, *told.beside):
            if argument.role in ("place", "target") and context.entity(argument.mention) == place:
                yield Evidence("place", place, argument.mention.span, argument.frame, by)
    scenes = (m.scene for m in group if m.scene is not None and context.entity(m.scene) == place)
    if (scene := next(scenes, None)) is not None:
        yield Evidence("place", place, scene.span, "")
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
