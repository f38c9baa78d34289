"""Who stands in which role of an event, and what that makes of its class."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Sequence

from kg.extract.accomplices import accomplices
from kg.extract.arguments import Filler
from kg.extract.bearers import named_beside
from kg.extract.comers import comers, entered
from kg.extract.described import among_them
from kg.extract.doers import (
    MEN_OF,
    behind_means,
    behind_means_by,
    behind_men,
    is_means,
    leaders_of,
    nations_before,
    whose_troops,
)
from kg.extract.drafts import Draft
from kg.extract.overtaken import overtaken
from kg.extract.reading import ARMED, BODIES, Reading
from kg.extract.standing import is_public_figure
from kg.extract.tolls import Toll, own_dead
from kg.extract.victims import aboard, is_holding, owners_of, people_in, with_others
from kg.extract.whereabouts import Placed, is_vehicle
from kg.model import Argument, Mention


def arguments_of(draft: Draft, reading: Reading) -> tuple[Argument, ...]:
    """Return who stands in each role of an event that the contract names, victims apart, as the words in its frame tell."""
    roles = reading.knowledge.ontology.json_names
    found: list[Argument] = []
    sides = [f for f in draft.fillers if "side" in f.roles and f.mention is not None]
    for position, filler in enumerate(sides):
        # Of the sides of a battle the one named first is taken for the attacker (EXTRACTION, "perpetrators").
        role = "perpetrator" if position == 0 else "target"
        if filler.mention is not None:
            bodies = behind_men(filler.mention, reading) or (filler.mention,)
            found.extend(Argument(role, body, filler.frame) for body in bodies)
    for filler in draft.fillers:
        if filler.mention is None:
            continue
        for role in filler.roles:
            is_nobody = role == "perpetrator" and _is_nobody(filler.mention, reading)
            if role in roles and role != "victim" and filler.mention.kind != "pronoun" and not is_nobody:
                found.extend(_given(role, filler, filler.mention, draft, reading))
    if not any(a.role == "perpetrator" for a in found):
        found.extend(_standing_behind(draft, reading))
    found = _with_doers_by_means(_with_owners(_fought(draft, found, reading), reading), reading)
    found.extend(_coming(draft, found, reading))
    found.extend(_with_them(draft, found, reading))
    found.extend(_entered(draft, found, reading))
    found = [other for argument in found for other in (argument, *_among_doers(argument, reading))]
    hit = {a.mention for a in found if a.role in ("target", "victim")}
    hit |= {f.mention for f in draft.fillers if "victim" in f.roles and f.mention is not None}
    hit |= {named for m in hit if m.kind == "nominal" and (named := named_beside(m, reading)) is not None}
    # "He was killed by his own guards": whose men they are, but not for whom they did it.
    return tuple(a for a in dict.fromkeys(found) if a.frame != MEN_OF or a.mention not in hit)


def is_defence(arguments: Sequence[Argument], draft: Draft, reading: Reading) -> bool:
    """ "Security forces killed all the attackers": whoever shoots those who attacked did not attack."""
    is_a = reading.knowledge.ontology.is_a
    # "Drones struck the attackers on Monday" is an answer of its own; "after shooting the last of the attackers" is not.
    roles = _HIT if reading.view.tokens[draft.match.head].lemma in _SHOOTING else {"victim"}
    hit = [f.mention for f in draft.fillers if not roles.isdisjoint(f.roles) and f.mention is not None]
    doers = [a.mention for a in arguments if a.role == "perpetrator"]
    are_attackers = bool(hit) and all(m.is_definite and m.label.lower().split()[-1:] in _ATTACKERS for m in hit)
    is_attack = are_attackers and is_a(draft.type, "Attack")
    return is_attack and all(reading.is_a(doer, ("StateForce",)) for doer in doers)


_HIT = frozenset({"victim", "target"})
_SHOOTING = frozenset({"shoot", "gun"})
_ATTACKERS = (["attackers"], ["attacker"], ["assailants"], ["assailant"], ["raiders"])


def _among_doers(argument: Argument, reading: Reading) -> Iterator[Argument]:
    """ "A group of veterans, among them Sergeant X, overthrew him": X, beside the veterans."""
    doers = argument.mention
    is_here = doers.kind == "nominal" and doers.sentence == reading.sentence.index and doers.head >= 0
    if argument.role == "perpetrator" and is_here:
        people = (m for m in among_them(doers, reading) if reading.is_a(m, ("Person",)))
        yield from (dataclasses.replace(argument, mention=person) for person in people)


def _standing_behind(draft: Draft, reading: Reading) -> Iterator[Argument]:
    """ "X, the movement behind the bombings of 2002", "the man behind the failed coup, Y": X, Y."""
    view = reading.view
    edge = view.up(draft.match.head)
    if edge is None or (edge.role, edge.marker) != ("nominal", "behind") or view.is_negated(edge.head):
        return
    described = reading.mention_at(edge.head)
    if described is None or not reading.is_a(described, (*ARMED, "Organization", "Person")):
        return
    named = named_beside(described, reading) or described
    for doer in behind_men(described, reading) or (named,):
        if doer.kind == "name" or doer.known or reading.is_a(doer, ARMED):
            yield Argument("perpetrator", doer, "")


def _coming(draft: Draft, found: Sequence[Argument], reading: Reading) -> Iterator[Argument]:
    """ "36 workers were killed when X gunmen woke them in their tents": X, where people are told to have been hit, by nobody."""
    is_attack = reading.knowledge.ontology.is_a(draft.type, "Attack")
    if is_attack and not any(a.role == "perpetrator" for a in found) and _are_people_hit(draft, reading):
        hit = {f.mention for f in draft.fillers}
        yield from (comer for comer in comers(draft.match.head, reading) if comer.mention not in hit)


def _entered(draft: Draft, found: Sequence[Argument], reading: Reading) -> list[Argument]:
    """ "Walked into a mosque and blew himself up": the mosque, where no other site is told to have been aimed at."""
    is_aimed = any(a.role == "target" and reading.is_a(a.mention, ("Place",)) for a in found)
    is_attack = reading.knowledge.ontology.is_a(draft.type, "Attack") and not draft.match.entry.has("isResult")
    return list(entered(draft.match.head, reading)) if is_attack and not is_aimed else []


def _with_them(draft: Draft, found: Sequence[Argument], reading: Reading) -> list[Argument]:
    """Those who are told to have done it with its doers, or to have had them do it; of an attack, and where they were not hit."""
    doers = [f.token for f in draft.fillers if "perpetrator" in f.roles and f.mention is not None]
    if not doers or not reading.knowledge.ontology.is_a(draft.type, "Attack", "Battle"):
        return []
    known = {a.mention for a in found} | {f.mention for f in draft.fillers}
    return [a for a in accomplices(draft.match.head, doers, reading) if a.mention not in known]


def _are_people_hit(draft: Draft, reading: Reading) -> bool:
    hit = [f.mention for f in draft.fillers if not {"victim", "killed", "injured", "target"}.isdisjoint(f.roles)]
    return any(m is not None and reading.is_a(m, ("Person", "StateForce")) for m in hit) or bool(draft.tolls)


def _fought(draft: Draft, found: Sequence[Argument], reading: Reading) -> list[Argument]:
    """ "Five suspects died in a gunfight with police": where nobody is told who began it, it is the police who killed them."""
    is_battle = reading.knowledge.ontology.is_a(draft.type, "Battle") and not reading.view.is_verb(draft.match.head)
    with_whom = [a for a in found if a.role == "target"]
    fallen = {
        f.mention for toll in draft.tolls if toll.kind == "killed" for f in toll.victims if f.mention is not None
    } - {a.mention for a in with_whom}
    is_one_sided = is_battle and len(found) == len(with_whom) == 1 and reading.is_a(with_whom[0].mention, BODIES)
    if not is_one_sided or not any(reading.is_a(m, ("Person", *BODIES)) for m in fallen):
        return list(found)
    return [dataclasses.replace(with_whom[0], role="perpetrator")]


def _is_nobody(mention: Mention, reading: Reading) -> bool:
    """ "No group has said that it planted the bomb": it stands for none."""
    is_here = mention.kind == "nominal" and mention.sentence == reading.sentence.index and mention.head >= 0
    return is_here and reading.view.is_negated(mention.head)


def _with_owners(found: Sequence[Argument], reading: Reading) -> list[Argument]:
    """What was struck with those whose it is, where they are what was meant: "his motorcade", "Houthi positions"."""
    made: list[Argument] = []
    doers = {a.mention for a in found if a.role == "perpetrator"}
    for argument in found:
        owners = (
            [m for m in owners_of(argument.mention, reading) if m not in doers] if argument.role == "target" else []
        )
        if not owners or not is_holding(argument.mention, reading):
            made.append(argument)
        made.extend(Argument("target", owner, argument.frame) for owner in owners)
    return made


def _given(role: str, filler: Filler, mention: Mention, draft: Draft, reading: Reading) -> Iterator[Argument]:
    """Yield who or what a filler stands for in a role: of men, those whose they are; of a coup, the leader of the men as well."""
    if role != "perpetrator":
        yield Argument(role, mention, filler.frame)
        return
    if reading.is_a(mention, ("Weapon",)):
        yield Argument("weapon", mention, filler.frame)
        return
    behind = behind_men(mention, reading)
    if not behind and mention in (bands := reading.bands_at(filler.token)):
        behind = bands
    is_of_power = reading.knowledge.ontology.is_a(draft.type, "SeizureOfPower", "Mutiny")
    for doer in behind or (not is_of_power and whose_troops(filler.token, mention, reading)) or (mention,):
        yield Argument(role, doer, filler.frame)
    if is_of_power or (not behind and mention.kind == "nominal"):
        leaders = leaders_of(filler.token, mention, reading, is_of_power=is_of_power)
        yield from (Argument(role, leader, MEN_OF) for leader in leaders)


def by_nations(
    draft: Draft, kind: str, arguments: Sequence[Argument], places: Sequence[Placed], reading: Reading
) -> tuple[Argument, ...]:
    """ "An Israeli air strike", "a Russian attack on Kharkiv": of an air strike, or abroad, a demonym says who did it.

    "The Kenyan attack" may be one in Kenya.
    """
    is_a, token = reading.knowledge.ontology.is_a, draft.match.head
    if any(a.role == "perpetrator" for a in arguments) or reading.view.is_verb(token) or not is_a(kind, "Attack"):
        return ()
    there = {p.mention.country for p in places} | {
        a.mention.country for a in arguments if a.role == "target" and reading.is_a(a.mention, ("Settlement", "Region"))
    }
    there -= {None}
    found = [Argument("perpetrator", owner, "") for owner in behind_means_by(token, reading)]
    for nation in () if found else nations_before(draft.match.tokens, reading):
        is_abroad = bool(there) and nation.country not in {None, *there}
        if (
            is_a(kind, "AirStrike")
            or is_abroad
            or _is_at_range(draft, reading)
            or reading.is_a(nation, ("StateForce", "IntergovernmentalOrganization"))
        ):
            found.append(Argument("perpetrator", nation, ""))
    if not found and _is_at_range(draft, reading):
        found.extend(_bands_before(draft.match.tokens, reading))
    return tuple(found)


def _bands_before(words: Collection[int], reading: Reading) -> Iterator[Argument]:
    """ "M23 mortar fire killed ten": the band named right before the words for a deed, whatever a parser makes of them."""
    span = reading.view.tokens[max(0, min(words) - 1)].span
    for band in dict.fromkeys(reading.mentions.values()):
        if band.span.end == span.end and reading.is_a(band, ("ArmedGroup",)) and (band.kind == "name" or band.known):
            yield Argument("perpetrator", band, "")


def _is_at_range(draft: Draft, reading: Reading) -> bool:
    """ "Russian shelling": guns are named by whoever fires them, and not by where they hit."""
    return reading.view.tokens[draft.match.head].lemma.lower() in _AT_RANGE


_AT_RANGE = frozenset(
    "shelling bombardment barrage salvo cannonade shellfire gunfire fire strafing shell missile rocket".split()
)


def _with_doers_by_means(found: Sequence[Argument], reading: Reading) -> list[Argument]:
    """Whoever is behind the weapons and machines of an event did it, where nobody else is said to have done it."""
    machines = [a for a in found if a.role == "perpetrator" and is_means(a.mention, reading)]
    if any(a.role == "perpetrator" and a not in machines for a in found):
        return list(found)
    means = [a for a in found if a in machines or a.role == "weapon"]
    here = [a for a in means if a.mention.sentence == reading.sentence.index and a.mention.head >= 0]
    behind = {a: behind_means(a.mention.head, reading) for a in here}
    rest = [dataclasses.replace(a, role="weapon") if a in machines and behind.get(a) else a for a in found]
    return rest + [Argument("perpetrator", doer, a.frame) for a, doers in behind.items() for doer in doers]


def class_of_man(kind: str, draft: Draft, reading: Reading) -> str:
    """ "A Hezbollah suicide bomber killed ten": the class that a man named by his weapon makes of what is told in generic words,
    though the group stands for him."""
    if kind not in reading.knowledge.lexicon.generic:
        return kind
    men = {reading.content(f.token) for f in draft.fillers if "perpetrator" in f.roles and f.token >= 0}
    made = (m.entry.used_in for m in reading.matches if m.head in men and m.entry.names_type != "Weapon")
    return next((name for name in made if name is not None), kind)


def armed_class(kind: str, arguments: Sequence[Argument], reading: Reading) -> str:
    """The class that a weapon, or whoever is named by one, makes of an attack: of one told in generic words any class, of a
    bombing a suicide bombing; and whatever warplanes do is an air strike."""
    is_a, is_generic = reading.knowledge.ontology.is_a, kind in reading.knowledge.lexicon.generic
    weapons = {a.mention.span for a in arguments if a.role in ("weapon", "perpetrator")}
    for match in reading.matches:
        span, made = reading.view.tokens[match.head].span, match.entry.used_in
        if made is None or not any(weapon.covers(span) for weapon in weapons):
            continue
        is_doer = match.entry.names_type != "Weapon" and is_a(kind, "Attack")
        if is_generic or is_doer or is_a(made, kind):
            return made
    return kind


_OVER_THEM = frozenset({"officer", "commander", "superior", "chief", "captain", "sergeant"})
_OWN = frozenset({"their", "its", "own"})


def mutinous_class(kind: str, draft: Draft, reading: Reading) -> str:
    """ "Border guards killed 57 of their own officers": what soldiers do to those who command them is a mutiny."""
    if not reading.knowledge.ontology.is_a(kind, "Attack"):
        return kind
    doers = [f.mention for f in draft.fillers if "perpetrator" in f.roles and f.mention is not None]
    if not doers or not all(reading.is_a(doer, ("StateForce",)) for doer in doers):
        return kind
    aims = [f.token for f in draft.fillers if not {"target", "victim", "killed"}.isdisjoint(f.roles)]
    nouns = {word for aim in aims for word in (aim, *(e.dependent for e in reading.view.edges(aim, "nominal")))}
    return "Mutiny" if any(_is_over_them(noun, reading) for noun in nouns) else kind


def _is_over_them(noun: int, reading: Reading) -> bool:
    view = reading.view
    owners = {view.tokens[e.dependent].text.lower() for e in view.edges(noun, "possessor", "modifier")}
    return view.tokens[noun].lemma in _OVER_THEM and not _OWN.isdisjoint(owners)


def political_class(kind: str, draft: Draft, reading: Reading) -> str:
    """The class of a killing of somebody in public life, where the words do not leave open how it came about."""
    political = reading.knowledge.lexicon.political.get(kind)
    harmed = {"killed", "victim"} if draft.match.entry.has("mostlyKills") else {"killed"}
    dead = [f for f in draft.fillers if harmed.intersection(f.roles) and f.mention is not None]
    is_told = not draft.match.entry.has("isResult") or any(
        "perpetrator" in f.roles and f.mention is not None and not reading.is_a(f.mention, ("StateForce",))
        for f in draft.fillers
    )
    is_one = all(reading.view.tokens[f.token].tag not in ("NNS", "NNPS") for f in dead)
    is_public = any(
        f.mention is not None and f.mention.type == "Person" and is_public_figure(f.mention, reading) for f in dead
    )
    return political if political and is_told and is_one and is_public else kind


def victims_of(
    draft: Draft, perpetrators: Sequence[Mention], reading: Reading, kind: str | None = None
) -> tuple[Argument, ...]:
    """Those the text says were killed, hurt or taken; the attackers' own dead are not among them."""
    own = {filler for toll in draft.tolls for filler in own_dead(toll, perpetrators, reading, kind)}
    return _hit((*draft.fillers, *(f for toll in draft.tolls for f in toll.victims)), own, reading)


def _hit(fillers: Iterable[Filler], own: Collection[Filler], reading: Reading) -> tuple[Argument, ...]:
    """Those of some fillers that are victims, without the attackers' own dead."""
    return tuple(
        dict.fromkeys(
            Argument("victim", filler.mention, filler.frame)
            for filler in fillers
            if "victim" in filler.roles
            and filler not in own
            and filler.mention is not None
            and filler.mention.type != "Thing"
            and not reading.is_a(filler.mention, ("Settlement", "Region"))  # a dateline that a parser takes for a word
        )
    )


def others_involved(
    draft: Draft, known: Sequence[Argument], perpetrators: Sequence[Mention], reading: Reading
) -> tuple[Argument, ...]:
    """Those hit whom words beside the frame tell: they say more of an event, and nothing of whether it is one."""
    others = tuple(_others_hit(draft, reading))
    own = own_dead(Toll("killed", None, draft.match.head, others), perpetrators, reading)
    there = {a.mention for a in known if a.role in ("target", "victim")}
    hit = tuple(a for a in _hit(others, own, reading) if a.mention not in there)
    if there or hit or not reading.knowledge.ontology.is_a(draft.type, "Attack"):
        return hit
    return tuple(a for a in overtaken(draft.match.head, reading) if a.mention not in perpetrators)


def sites_struck(
    kind: str, arguments: Sequence[Argument], places: Sequence[Placed], reading: Reading
) -> Iterator[Argument]:
    """ "Bombers killed four people near parliament and a police station": the sites beside which a bomb went off were aimed at."""
    if not reading.knowledge.ontology.is_a(kind, "Bombing") or any(a.role == "target" for a in arguments):
        return
    for place in places:
        is_site = place.preposition in _BESIDE_SITE and reading.is_a(place.mention, ("Facility",))
        # Whoever travels "in two trucks" may be hit by what goes off elsewhere.
        if is_site and not (place.preposition == "in" and is_vehicle(place.mention, reading.knowledge)):
            yield Argument("target", place.mention, "")


_BESIDE_SITE = frozenset(
    {
        "near",
        "outside",
        "beside",
        "next to",
        "alongside",
        "close to",
        "in front of",
        "at",
        "inside",
        "in",
        "on",
        "aboard",
    }
)


def _others_hit(draft: Draft, reading: Reading) -> Iterator[Filler]:
    """Those hit who are told by words beside the frame: among those it names, together with them, or in what was struck."""
    hit = {f.token for f in draft.fillers if "victim" in f.roles}
    yield from with_others(hit | people_in(draft.tolls), reading)
    for filler in draft.fillers:
        if "target" in filler.roles and filler.mention is not None:
            yield from aboard(filler.token, reading)
