"""In which country an event was, as far as its own sentence tells: by its place, by whom it was aimed at, by who did it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.demonyms import demonym_over
from kg.extract.reading import Reading
from kg.extract.standing import is_in_office, is_public_figure
from kg.knowledge.knowledge import Knowledge, forms_with
from kg.model import Argument, Mention


def country_of(arguments: Sequence[Argument], places: Sequence[Argument], reading: Reading) -> str | None:
    """The country that a place of the event lies in, or that the event was aimed at by name.

    A town of a section that is headed by another state is a namesake of the one that is known.
    """
    here = reading.scene.country if reading.scene is not None else None
    for argument in sorted(places, key=lambda a: _vagueness(a.mention, reading)):
        is_elsewhere = is_boundary(argument.mention, reading) or is_owned_abroad(argument.mention, reading.knowledge)
        is_elsewhere |= here not in (None, argument.mention.country) and argument.mention.type == "Settlement"
        if argument.mention.country and not is_elsewhere:
            return argument.mention.country
    for argument in arguments:
        is_place = reading.is_a(argument.mention, ("Place", "Government", "Junta"))
        is_place = is_place and not is_owned_abroad(argument.mention, reading.knowledge)
        if argument.role in ("target", "country") and argument.mention.country and is_place:
            return argument.mention.country
    return None


def _vagueness(mention: Mention, reading: Reading) -> int:
    """How far a place tells its country: a state does by name; a town may be known by a name that many share, a site even more."""
    return next((n for n, kind in enumerate(("Country", "Region", "Settlement")) if reading.is_a(mention, (kind,))), 3)


def is_owned_abroad(site: Mention, knowledge: Knowledge) -> bool:
    """ "A Canadian armoured vehicle", "the United States consulate" may be anywhere; "Kabul's airport" is where it is."""
    words, gazetteer = site.label.split(), knowledge.gazetteer
    is_mission = bool(words) and words[-1].lower() in forms_with(knowledge, "isMission")
    if not (is_mission or knowledge.ontology.is_a(site.type, "Facility")):
        return False
    if any(word in gazetteer.demonyms for word in words):
        return True
    starts = range(len(words) if site.kind == "nominal" else 1)
    runs = (" ".join(words[i:j]) for i in starts for j in range(i + 1, min(len(words), i + 3) + 1))
    return any(known.type == "Country" for run in runs if run != site.label for known in gazetteer.named(run))


def state_of(kind: str, arguments: Sequence[Argument], reading: Reading) -> str | None:
    """ "President X of the Comoros": the state of somebody whom a seizure of power was aimed at."""
    if not reading.knowledge.ontology.is_a(kind, "SeizureOfPower"):
        return None
    aims = [a.mention for a in arguments if a.role == "target" and reading.is_a(a.mention, ("Person",))]
    for aim in aims:
        inside = reading.view.inside(aim.span)
        for edge in (edge for word in inside for edge in reading.view.edges(word, "nominal", "compound", "title")):
            state = reading.mentions.get(edge.dependent)
            is_his = edge.role != "nominal" or edge.marker == "of"
            if state is not None and is_his and reading.is_a(state, ("Country",)):
                return state.country
    doers = [a.mention for a in arguments if a.role == "perpetrator" and reading.is_a(a.mention, ("Person",))]
    for people in (aims, doers):
        ruled = {s for who in people for key in who.known for s in reading.knowledge.gazetteer.ruled.get(key, ())}
        if len(ruled) == 1:
            return next(iter(ruled))
    return next((code for who in (*aims, *doers) if (code := _state_in_description(who, reading))), None)


_SEEING = frozenset({"see", "have", "suffer", "witness", "experience", "undergo", "endure", "know", "record"})
_PASSING = frozenset({"go", "live", "pass"})


def state_that_saw(kind: str, noun: int, reading: Reading) -> str | None:
    """ "Ruritania has had two coups", "Ruritania went through a coup": the state that is said to have seen one."""
    view, edge = reading.view, reading.view.up(noun)
    if edge is None or view.is_verb(noun) or not reading.knowledge.ontology.is_a(kind, "SeizureOfPower"):
        return None
    verb = view.tokens[edge.head].lemma
    is_seen = edge.role == "object" and verb in _SEEING
    if not is_seen and not (edge.marker == "through" and verb in _PASSING):
        return None
    states = (reading.mention_at(token) for token in view.subjects(edge.head))
    return next((m.country for m in states if m is not None and reading.is_a(m, ("Country",))), None)


def _state_in_description(person: Mention, reading: Reading) -> str | None:
    """ "The Fijian commander", "X, Burkina Faso's leader": the state in the words that describe somebody."""
    view = reading.view
    if person.sentence != reading.sentence.index:
        return None
    edge = view.up(person.head)
    nouns = [person.head, *(e.dependent for e in view.edges(person.head, "apposition", "title"))]
    nouns += [edge.head] if edge is not None and edge.role in ("apposition", "title") else []
    for below in (
        below for noun in nouns for below in view.edges(noun, "possessor", "modifier", "compound", "nominal")
    ):
        if below.role == "nominal" and below.marker != "of":
            continue
        owner = reading.mentions.get(below.dependent)
        if owner is not None and reading.is_a(owner, ("Country",)):
            return owner.country
        people = demonym_over(view.tokens, below.dependent, reading.knowledge.gazetteer)
        if people is not None:
            return people.country
    return None


def actor_country(kind: str, arguments: Sequence[Argument], reading: Reading) -> str | None:
    """The country of those it was done to, else of those who did it; mercenaries, backers and armed groups cross borders.

    People without a name are called by their country where they are strangers: "four Filipino engineers". An embassy is of
    another state than the one it is in, and of two states that fight each other neither says where. Whoever holds an office is
    most likely in the state whose it is: "X, the Ruritanian prime minister, was shot".
    """
    sides = {a.mention.country for a in arguments if a.role in ("target", "perpetrator") and a.mention.country}
    if len(sides) > 1 and reading.knowledge.ontology.is_a(kind, "Battle"):
        return None
    for role in ("target", "victim", "perpetrator"):
        for argument in arguments:
            is_abroad = reading.is_a(argument.mention, ("PrivateMilitaryCompany", "ForeignBacker", "ArmedGroup")) or (
                argument.mention.kind == "nominal" and argument.mention.type in ("Person", "Thing")
            )
            is_abroad = is_abroad or is_owned_abroad(argument.mention, reading.knowledge)
            is_abroad = is_abroad or is_mission(argument.mention, reading)
            is_abroad = is_abroad or (role == "perpetrator" and argument.mention.type == "Country")  # by its own drones
            if argument.role == role and argument.mention.country and not is_abroad:
                return argument.mention.country
    harmed = [a.mention for a in arguments if a.role in ("target", "victim") and reading.is_a(a.mention, ("Person",))]
    serving = (person for person in harmed if is_in_office(person, reading) or is_public_figure(person, reading))
    return next((code for who in serving if (code := _state_in_description(who, reading))), None)


def is_mission(mention: Mention, reading: Reading) -> bool:
    """Whether something is an embassy or the like: the ground of a state in another."""
    return mention.head in reading.matches.heads("isMission")


def is_boundary(mention: Mention, reading: Reading) -> bool:
    """Near the border of a country is not in it."""
    return mention.head in reading.matches.heads("isBoundary")
