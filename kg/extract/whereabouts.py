"""Where: the places of a sentence, each given to the trigger that it is nearest to in the tree."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from kg.extract.nearness import FAR, OTHER_TIMES, distance, edges_apart, is_closer, is_of_purpose
from kg.extract.prepositions import BESIDE, LOCATIVE, is_scene, preposition_of
from kg.extract.reading import Reading
from kg.extract.ties import BACKS
from kg.knowledge.knowledge import Knowledge, forms_with
from kg.model import Mention, Span
from kg.text.syntax import View
from kg.text.tree import Edge

GOING = frozenset({"to", "toward", "towards", "from"})
"""Prepositions of a way somewhere ("lorries on the way to X"): a place at which something is says more of where it was."""

_INTO = GOING - {"from"} | {"into"}


@dataclass(frozen=True, slots=True)
class Placed:
    """A place mention with the preposition before it and the token of its head."""

    token: int
    mention: Mention
    preposition: str


def places_of(reading: Reading) -> tuple[Placed, ...]:
    """Return the places of a sentence that a locative preposition introduces, and those that a site belongs to."""
    found = []
    places = {t: m for t, m in reading.mentions.items() if m.kind != "pronoun" and reading.is_a(m, ("Place",))}
    for token, mention in places.items():
        preposition = preposition_of(reading.view, mention, places)
        if preposition == "of" and (_is_of_somebody(token, reading) or _is_owner(token, mention, places, reading)):
            continue
        if _has_mission(token, mention, preposition, reading) or _is_power(token, mention, reading):
            continue
        last = max(reading.view.inside(mention.span), default=token)
        is_there = preposition in LOCATIVE or preposition in BESIDE
        is_there |= preposition == "on" and reading.is_a(mention, ("Region",))  # "on the island of X", "on the X road"
        is_told_of = is_scene(last, reading.view)  # "ten miles from X, where gunmen killed 30"
        if is_there or is_told_of or _has_site(token, mention, places, reading):
            found.append(Placed(token, mention, preposition if is_there and not is_told_of else "in"))
            part = _part_of_country(token, mention, reading)
            if part is not None:
                found.append(Placed(token, part, found[-1].preposition))
        elif (
            _is_gone_into(token, reading)
            or _is_fought_for(token, preposition, reading)
            or _is_taken(token, mention, reading)
            or _is_fallen_over(token, preposition, reading.view)
        ):
            found.append(Placed(token, mention, "in"))
    found.extend(
        Placed(token, there, "in") for token, there in reading.antecedents.items() if _is_there(token, reading)
    )
    return (*found, *_sides(reading))


def _is_there(token: int, reading: Reading) -> bool:
    """ "He was shot there": a word that stands for a place named before."""
    return reading.view.tokens[token].text.lower() == "there"


_BORDERS = frozenset("border frontier boundary river line strait lake".split())


def _sides(reading: Reading) -> Iterator[Placed]:
    """ "In X, on the Ruritanian side of the border": in which state something is, whichever lies behind."""
    for token, mention in reading.mentions.items():
        if mention.kind != "nominal" or mention.country is None or reading.view.tokens[token].lemma != "side":
            continue
        edges = reading.view.edges(token, "nominal")
        if any(e.marker == "of" and reading.view.tokens[e.dependent].lemma in _BORDERS for e in edges):
            yield Placed(token, dataclasses.replace(mention, type="Region"), "in")


_FALLING = frozenset({"shoot", "bring", "down", "crash", "explode", "blow", "drop"})


def _is_fallen_over(token: int, preposition: str, view: View) -> bool:
    """ "Was shot down over X": where it fell."""
    edge = view.up(token)
    return preposition == "over" and edge is not None and view.tokens[edge.head].lemma in _FALLING


def _is_power(token: int, mention: Mention, reading: Reading) -> bool:
    """ "Four months after he took office", "was still in office": power, and no house."""
    return mention.label.lower() == "office" and not reading.view.edges(token, "determiner", "possessor", "compound")


def is_vehicle(mention: Mention, knowledge: Knowledge) -> bool:
    """ "A bus", "three speedboats", "the Ruritanian warship": what moves is no place, though it may be attacked like one."""
    words = mention.label.lower().split()
    forms = forms_with(knowledge, "isVehicle")
    ends = (" ".join(words[-count:]) for count in (1, 2))
    return any(end in forms or end.removesuffix("s") in forms for end in ends)


COMPASS = frozenset(
    f"{first}{second}{end}"
    for first in ("north", "south", "east", "west", "north-", "south-", "central", "")
    for second in ("east", "west", "")
    for end in ("ern", "")
    if first or second
)
"""Words before the name of a country that say which part of it is meant: "north-eastern", "central"."""


def _part_of_country(token: int, mention: Mention, reading: Reading) -> Mention | None:
    """ "In eastern Mauritania": a region that no list has, beside the country itself."""
    tokens = reading.view.tokens
    first = min(reading.view.inside(mention.span), default=token)
    begin = first - 3 if first > 2 and tokens[first - 2].text == "-" else first - 1  # "north-eastern" in three words
    if begin < 0 or not reading.is_a(mention, ("Country",)) or mention.kind != "name":
        return None
    word = "".join(part.text for part in tokens[begin:first])
    if word not in COMPASS:
        return None
    label = f"{word} {mention.label}"
    span = Span(tokens[begin].span.start, mention.span.end)
    return Mention(span, label, label, "nominal", "Region", mention.sentence, token, mention.country)


def _has_mission(token: int, mention: Mention, preposition: str, reading: Reading) -> bool:
    """ "The United States Embassy", "the embassy of Japan": a state that a seat of its own elsewhere is called by.

    A parser may take the embassy for the last word of the state's name.
    """
    edge = reading.view.up(token)
    is_owner = edge is not None and (edge.role == "compound" or preposition == "of")
    seats = {edge.head} if edge is not None and is_owner else set()
    seats.update(last + 1 for last in reading.view.inside(mention.span)[-1:])
    is_seat = not reading.matches.heads("isMission").isdisjoint(seats)
    return is_seat and reading.is_a(mention, ("Country",))


def _is_fought_for(token: int, preposition: str, reading: Reading) -> bool:
    """ "The battle for X", "fighting over X": a town that is fought for is where they fight."""
    edge = reading.view.up(token)
    if edge is None or preposition not in ("for", "over") or not reading.is_a(reading.mentions[token], ("Settlement",)):
        return False
    return _tells_of_battle(edge.head, reading)


def _is_taken(token: int, mention: Mention, reading: Reading) -> bool:
    """ "Wrested X from the army", "X was retaken": what changes hands is where they fought for it."""
    edge = reading.view.up(token)
    is_place = reading.is_a(mention, ("Settlement", "Region", "Facility")) or mention.type == "Place"
    if edge is None or edge.role not in ("object", "passive subject") or not is_place:
        return False
    return reading.view.is_verb(edge.head) and _tells_of_battle(edge.head, reading)


def _tells_of_battle(head: int, reading: Reading) -> bool:
    words = (match.entry.denotes for match in reading.matches.at(head))
    return any(reading.knowledge.ontology.is_a(name, "Battle") for names in words for name in names)


_MOVING = frozenset({"enter", "leave", "reach", "approach", "invade", "exit"})


def _is_gone_into(token: int, reading: Reading) -> bool:
    """ "Killed as he left the airport", "they entered the village and shot X": where somebody went when it happened."""
    edge = reading.view.up(token)
    return edge is not None and edge.role == "object" and reading.view.tokens[edge.head].lemma in _MOVING


def _is_owner(token: int, mention: Mention, places: Mapping[int, Mention], reading: Reading) -> bool:
    """ "The headquarters of Russia's fleet", "members of Nigeria's task force": whose it is, wherever it is."""
    edge = reading.view.up(token)
    is_owner = edge is not None and edge.role == "possessor" and edge.head not in places
    return is_owner and reading.is_a(mention, ("Country",))


def _is_of_somebody(token: int, reading: Reading) -> bool:
    """ "The Minister of Information": nothing happens in whatever somebody is of."""
    edge = reading.view.up(token)
    if edge is None or edge.role != "nominal":
        return False
    if any(edge.head in match.tokens and match.entry.has("isBlame") for match in reading.matches):
        return True  # "laid it at the door of X"
    span = reading.view.tokens[edge.head].span  # any word of "President X of Ruritania" may have it
    owner = next((m for m in reading.mentions.values() if m.span.covers(span)), None)
    return owner is not None and reading.is_a(owner, ("Person",))


def _has_site(token: int, mention: Mention, places: Mapping[int, Mention], reading: Reading) -> bool:
    """ "Agadez's airport", "Agadez's southern suburbs": what happens at the one happens in the other."""
    edge = reading.view.up(token)
    if edge is None or edge.role != "possessor" or not reading.is_a(mention, ("Settlement",)):
        return False
    is_part = reading.view.tokens[edge.head].lemma in _PARTS
    return is_part or (edge.head in places and reading.is_a(places[edge.head], ("Facility",)))


_PARTS = frozenset(
    "suburb suburbs outskirts district neighbourhood neighborhood quarter centre center downtown periphery edge slum".split()
)
"""What a town has of itself."""


def nearest_places(
    trigger: int, others: Sequence[int], reading: Reading, places: Sequence[Placed]
) -> tuple[Placed, ...]:
    """Return the places that belong to a trigger, in text order."""
    fitting = [place for place in places if not _is_of_other(place, trigger, others, reading)]
    own = [
        place
        for place in fitting
        if not is_closer(place.token, trigger, _rivals(place.token, trigger, others, reading), reading)
    ]
    own = _closest(own, trigger, reading.view)
    own = [p for p in own if not (p.preposition in GOING and _is_of_apposition(p.token, trigger, reading.view))]
    own = [place for place in own if not _is_on_the_way(place, reading.view)]
    own = [place for place in own if not _is_of_description(place.token, trigger, reading)] or own
    at = [place for place in own if not _is_bearing(place, reading.view)]
    there = [place for place in at if place.preposition not in GOING]
    is_told = any(place.mention.label[:1].isupper() for place in there)  # "on the road from X to Y" tells X alone
    return tuple((there if is_told else at) or own)


def _is_on_the_way(place: Placed, view: View) -> bool:
    """ "Attacked a bus on its way to the airport": a site without a name that was not reached says nothing of where it was."""
    before = [t.text.lower() for t in view.tokens if t.span.end <= place.mention.span.start][-3:]
    return "way" in before and place.preposition in GOING and place.mention.label.islower()


def _is_of_other(place: Placed, trigger: int, others: Sequence[int], reading: Reading) -> bool:
    """Whether a place is of something else than what a trigger tells, by the words around the two alone."""
    token = place.token
    return (
        distance(trigger, token, reading.view) >= FAR
        or _is_of_speaker(token, trigger, reading)
        or (place.preposition == "from" and _is_left(token, trigger, reading.view))
        or _is_of_other_clause(token, trigger, reading)
        or _is_of_next_clause(token, trigger, reading)
        or _is_of_aftermath_told(token, trigger, reading)
        or _is_of_later(token, trigger, others, reading)
        or _is_told_beside(token, trigger, reading)
        or (not reading.view.is_verb(trigger) and _is_of_what_came_before(token, trigger, reading.view))
        or (_is_bearing(place, reading.view) and _is_of_other_place(token, reading))
        or _is_destination(place, trigger, reading)
        or _is_of_helpers(token, trigger, reading)
        or is_of_purpose(token, trigger, reading)
        or (reading.is_a(place.mention, ("Country",)) and _is_of_life(token, trigger, reading.view))
    )


_LIVING = frozenset("live reside settle grow study teach work raise train".split())


def _is_of_life(token: int, trigger: int, view: View) -> bool:
    """ "X, a teacher who lived in France, was shot dead": a state in which somebody was before, not where he died."""
    for edge in view.ancestors(token):
        if trigger in view.subtree(edge.dependent):
            return False
        if edge.role in ("relative", "participle") and not view.is_verb(edge.head):
            word = view.tokens[edge.dependent]
            return word.lemma in _LIVING or word.text.lower() == "born"
    return False


_RETURNED = frozenset({"back", "home", "fresh"})


def _is_of_helpers(token: int, trigger: int, reading: Reading) -> bool:
    """ "With the support of X", "with advisers lent by a junta in X", "soldiers back from a mission in X": who helped, or where
    somebody was before."""
    view, path = reading.view, []
    for edge in view.ancestors(token):
        if trigger in view.subtree(edge.dependent):
            return False
        if edge.marker == "from" and view.tokens[edge.head].lemma in _RETURNED:
            return True
        path.append(edge)
        if edge.marker == "with" and edge.role in ("oblique", "nominal"):
            is_help = any(BACKS in match.entry.denotes for match in reading.matches.at(edge.dependent))
            return is_help or any(below.role == "agent" for below in path)
    return False


def places_beside(
    trigger: int, others: Sequence[int], reading: Reading, places: Sequence[Placed]
) -> tuple[Placed, ...]:
    """Return the named places of a sentence that speaks of one town alone, or of one site, though something else is told nearer."""
    there = [p for p in places if p.mention.kind == "name" and not reading.is_a(p.mention, ("Country",))]
    there = [p for p in there if p.preposition not in GOING and not _is_bearing(p, reading.view)]
    towns = {p.mention.label for p in there if reading.is_a(p.mention, ("Settlement",)) or p.mention.type == "Place"}
    if len(towns or {p.mention.label for p in there}) != 1:
        return ()
    if any(_is_of_next_clause(trigger, p.token, reading) for p in there):
        return ()
    there = [p for p in there if not _is_of_what_came_before(p.token, trigger, reading.view)]
    return tuple(p for p in there if not _is_of_other(p, trigger, others, reading))


_TRYING = frozenset("try attempt want hope plan seek wait prepare".split())


def _is_destination(place: Placed, trigger: int, reading: Reading) -> bool:
    """ "Took them to X", "seized and taken into X", "shot some who were trying to flee into X": where somebody is brought when
    it has been done, or would have gone."""
    if place.preposition not in _INTO:
        return False
    verb = next((edge.head for edge in reading.view.ancestors(place.token) if reading.view.is_verb(edge.head)), trigger)
    if verb != trigger:
        aimed = reading.view.up(verb)
        is_aim = aimed is not None and aimed.role == "open clause" and aimed.head != trigger
        if is_aim and aimed is not None and reading.view.tokens[aimed.head].lemma in _TRYING:
            return True
        return verb > trigger and verb not in reading.view.subtree(trigger)
    denoted = {name for match in reading.matches.at(trigger) for name in match.entry.denotes}
    return any(reading.knowledge.ontology.is_a(name, "Kidnapping") for name in denoted)


def _closest(places: Sequence[Placed], trigger: int, view: View) -> list[Placed]:
    """Leave out what a clause farther up places, where the phrase or the clause of the trigger says in which country it was.

    "Leaders who met in Abuja spoke of coups in Mali": none of them was in Abuja.
    """

    def tier(place: Placed) -> int:
        is_inside = not view.is_verb(trigger) and place.token in view.subtree(trigger)
        return 0 if is_inside else 1 + distance(trigger, place.token, view)

    kept: list[Placed] = []
    for level in sorted({tier(place) for place in places}):
        if any(place.mention.country for place in kept):
            break
        kept += [place for place in places if tier(place) == level]
    return [place for place in places if place in kept]


def scenes_of(reading: Reading, places: Sequence[Placed]) -> tuple[Mention, ...]:
    """Return the towns with a name among places that something may be in: none that is a way, a bearing, or a speaker's.

    Where there is none, the town of the police, or of those who live there, who say so.
    """
    towns = [
        place
        for place in places
        if place.mention.kind == "name"
        and reading.is_a(place.mention, ("Settlement",))
        and place.preposition not in GOING
        and not _is_bearing(place, reading.view)
    ]
    told = [place for place in towns if not _is_of_speaker(place.token, -1, reading)]
    local = [place.mention for place in towns if place not in told and _is_of_locals(place.token, reading)]
    return tuple(place.mention for place in told) or tuple(local or _of_locals(reading))


def _of_locals(reading: Reading) -> Iterator[Mention]:
    """ "Residents of X said", "the mayor of X was shot dead": the towns that people are of who were there."""
    for token, mention in reading.mentions.items():
        edge = reading.view.up(token)
        is_town = reading.is_a(mention, ("Settlement",)) or mention.type == "Place"
        is_of = edge is not None and (edge.role, edge.marker) == ("nominal", "of")
        if is_of and is_town and mention.kind == "name" and _is_of_locals(token, reading):
            yield mention


_LOCALS = frozenset(
    """
    police policeman resident villager witness hospital doctor medic local paramedic townspeople mayor deputy-mayor inhabitant imam
    """.split()
)
"""Who speaks of what happened where they are."""


def _is_of_locals(token: int, reading: Reading) -> bool:
    edge = reading.view.up(token)
    return edge is not None and reading.view.tokens[edge.head].lemma in _LOCALS


def _is_of_other_clause(token: int, trigger: int, reading: Reading) -> bool:
    """ "X, who was ousted by Y, died in Paris", "served in Paris before he ousted X": where somebody was at another time."""
    view = reading.view
    clause = view.clause(token)
    if not view.is_verb(trigger) or clause == trigger:
        return False
    edge = view.up(clause)
    if edge is not None and edge.role == "conjunct" and view.tokens[clause].tag == "VBZ":
        return view.tokens[trigger].tag in ("VBD", "VBN")  # "ousted him in 1989, and lives in Paris"
    for edge in view.ancestors(trigger):
        if token in view.subtree(edge.dependent):
            return False
        if edge.role == "adverbial":
            marks = {
                view.tokens[e.dependent].text.lower() for e in view.edges(edge.dependent, "mark", "adverb", "case")
            }
            if marks & OTHER_TIMES:
                return True
        if edge.role in ("relative", "participle") and not view.is_verb(edge.head):
            mention = reading.mentions.get(edge.head)
            return mention is not None and reading.is_a(mention, ("Person",)) and token not in view.subtree(edge.head)
    return False


def _is_of_next_clause(token: int, trigger: int, reading: Reading) -> bool:
    """ "They took four engineers; the men were found in X": what a clause joined behind it places, with a subject of its own."""
    view = reading.view
    clause = view.clause(token)
    edge = view.up(clause)
    if (
        edge is None
        or edge.role not in ("conjunct", "parataxis")
        or token in view.subtree(trigger) - view.subtree(clause)
    ):
        return False
    subjects = [e.dependent for e in view.edges(clause, "subject", "passive subject")]
    is_joined = edge.head == view.clause(trigger) and clause != trigger and trigger < clause
    told = (reading.mentions.get(subject) for subject in subjects)
    return is_joined and any(m is not None and m.kind != "pronoun" and reading.is_a(m, ("Party",)) for m in told)


_TELLING_OF = ("isBlame", "isAftermath", "isReport")


def _is_of_aftermath_told(token: int, trigger: int, reading: Reading) -> bool:
    """ "Blamed in Jerusalem for the attack", "convicted in Paris of the bombing", "in Paris the minister said that 12 had died
    in X": where that is done, and not the attack."""
    view = reading.view
    edge = view.up(token)
    if edge is None or edge.role != "oblique" or edge.head == trigger or trigger not in view.subtree(edge.head):
        return False
    is_inside = any(e.dependent == token for e in view.ancestors(trigger))
    words = (match.entry for match in reading.matches.at(edge.head) if view.is_verb(edge.head))
    return not is_inside and any(any(map(entry.has, _TELLING_OF)) for entry in words) and token < trigger


_DAYS = frozenset({"day", "week", "month", "year", "morning", "evening", "night"})


def _is_told_beside(token: int, trigger: int, reading: Reading) -> bool:
    """ "X, who has since fled to Y, took power", "it came on the day that talks opened in Y", "they were accused of it as
    thousands gathered in Y": where something else was."""
    view = reading.view
    for edge in view.ancestors(token):
        if trigger in view.subtree(edge.dependent):
            return False
        if edge.role == "relative" and not view.is_verb(edge.head):
            return _is_of_relative(token, edge, reading)
        if edge.role == "adverbial" and _is_of_day(edge.dependent, view):
            return True
        if edge.role == "adverbial" and view.is_verb(edge.head) and edge.head != trigger:
            words = [match.entry for match in reading.matches.at(edge.head)]
            if any(entry.has("isReport") or entry.has("isBlame") for entry in words):
                return trigger in view.subtree(edge.head)
    return False


def _is_of_relative(token: int, relative: Edge, reading: Reading) -> bool:
    """ "Gunmen who had come from X", "soldiers who wanted pay for their time in X", "the pipeline that carries oil to X": what a
    relative clause places elsewhere, or at another time."""
    view = reading.view
    above = view.up(relative.head)
    noun = above.head if above is not None and above.role == "name" else relative.head  # hung on a family name
    mention = reading.mentions.get(noun)
    path = list(takewhile(lambda edge: edge.head != relative.head, view.ancestors(token)))
    if mention is not None and reading.is_a(mention, ("Person", "ArmedGroup", "StateForce")):
        owner = reading.mentions.get(path[0].head) if path and path[0].role == "nominal" else None
        is_site = owner is not None and reading.is_a(owner, ("Place",))
        is_of_thing = path and path[0].role == "nominal" and path[0].marker in LOCATIVE and not is_site
        if is_of_thing and _is_going_on(relative.dependent, view):
            return False  # "killed people who were watching a match in X"
        had = "had" in (view.tokens[e.dependent].text.lower() for e in view.edges(relative.dependent, "auxiliary"))
        is_before = had and noun in view.subjects(view.clause(noun)) and not view.is_passive(relative.dependent)
        return bool(is_of_thing) or is_before or _is_by_now(relative.dependent, view)
    is_way = any(edge.role == "oblique" and edge.marker in GOING for edge in path)
    if path and path[-1].role == "object" and view.tokens[relative.dependent].lemma == "leave":
        return True  # "a convoy that had left X was ambushed at Y"
    return view.tokens[relative.head].lemma in _DAYS or (is_way and view.tokens[relative.dependent].tag == "VBZ")


def _is_of_day(verb: int, view: View) -> bool:
    """Whether a clause stands right behind the day that it tells of: "the day the talks opened"."""
    first = min(view.subtree(verb))
    is_bare = not view.edges(verb, "mark", "adverb")
    return is_bare and first > 0 and view.tokens[first - 1].lemma in _DAYS


def _is_going_on(verb: int, view: View) -> bool:
    helpers = {view.tokens[edge.dependent].text.lower() for edge in view.edges(verb, "auxiliary")}
    return view.tokens[verb].tag == "VBG" and bool(helpers & {"was", "were", "is", "are"})


def _is_by_now(verb: int, view: View) -> bool:
    """Whether a clause tells what has been done by now, or is so: "who has since found refuge", "who lives in"."""
    helpers = {view.tokens[edge.dependent].text.lower() for edge in view.edges(verb, "auxiliary")}
    return bool(helpers & {"has", "have"}) or view.tokens[verb].tag in ("VBZ", "VBP")


def _is_of_apposition(token: int, trigger: int, view: View) -> bool:
    """ "Attacked X, a gateway for goods from Y": what says what X is, wherever the goods come from."""
    for edge in view.ancestors(token):
        if edge.role == "apposition":
            return trigger not in view.subtree(edge.dependent)
        if view.is_verb(edge.head):
            return False
    return False


def _is_of_description(token: int, trigger: int, reading: Reading) -> bool:
    """ "Murdered X, the head of the police in Y, in Z": what somebody is called says where he belongs."""
    view = reading.view
    for edge in view.ancestors(token):
        if edge.dependent == trigger:
            return False
        mention = reading.mentions.get(edge.head)
        if edge.role == "apposition" and mention is not None and reading.is_a(mention, ("Person",)):
            return trigger not in view.subtree(edge.dependent)
        if view.is_verb(edge.head):
            return False
    return False


def _rivals(token: int, trigger: int, others: Sequence[int], reading: Reading) -> list[int]:
    return [
        other
        for other in others
        if not _is_of_later(token, other, (trigger,), reading) and not _is_told_beside(token, other, reading)
    ]


def _is_of_later(token: int, trigger: int, others: Sequence[int], reading: Reading) -> bool:
    """ "A day before the blast, gunmen killed two in X": the place of what is told, and not of what it is told after or before."""
    view = reading.view
    for edge in edges_apart(token, trigger, view):
        if edge.marker in OTHER_TIMES:
            inside = view.subtree(edge.dependent)
            return any(other not in inside for other in others)
        if view.is_verb(edge.head):
            return False
    return False


def _is_of_what_came_before(token: int, trigger: int, view: View) -> bool:
    """ "The ambush came days after five had died in X": where something else was, before or after what a noun tells."""
    if not view.is_verb(trigger) and token in view.subtree(trigger):
        return False
    for edge in view.ancestors(token):
        if trigger in view.subtree(edge.dependent):
            return False
        marks = {view.tokens[e.dependent].text.lower() for e in view.edges(edge.dependent, "mark")}
        if edge.role == "adverbial" and marks & OTHER_TIMES:
            return True
    return False


def _is_left(token: int, trigger: int, view: View) -> bool:
    """ "Officers set out from X and were killed": a place that another verb has them leave."""
    verb = next((edge.head for edge in view.ancestors(token) if view.is_verb(edge.head)), trigger)
    return verb != trigger and view.is_verb(trigger)


def _is_of_speaker(token: int, trigger: int, reading: Reading) -> bool:
    """ "A source in Niamey blamed the massacre on X", "according to refugees who had fled to X": where somebody is who says so."""
    view = reading.view
    for edge in view.ancestors(token):
        if any(view.tokens[e.dependent].text.lower() == "according" for e in view.edges(edge.dependent, "case")):
            return trigger not in view.subtree(edge.dependent)
        if edge.role in ("subject", "agent"):
            words = (match.entry for match in reading.matches.at(edge.head))
            says = any(entry.has("isReport") or entry.has("isBlame") or entry.has("isAftermath") for entry in words)
            return says and trigger not in view.subtree(edge.dependent)
        if view.is_verb(edge.head) and edge.role not in ("participle", "relative"):
            above = view.up(edge.head)
            if above is None or above.role not in ("participle", "relative"):
                return False
    return False


_UNITS = frozenset("km kilometer kilometers kilometre kilometres mile miles metre metres meters hour hours".split())


_MEASURE = 9
"""Words between a comma and the town that a place before it is so far from."""


def _is_bearing(place: Placed, view: View) -> bool:
    """ "700 km northeast of Niamey", "150 miles from Niamey": where something is, and that it is not in Niamey."""
    words = [t.text.lower() for t in view.tokens if t.span.end <= place.mention.span.start][-3:]
    is_measured = any(w.endswith(("north", "south", "east", "west")) or w in _UNITS for w in words)
    return place.preposition in ("of", "from") and is_measured


def _is_of_other_place(token: int, reading: Reading) -> bool:
    """ "Aleg lies 150 miles from Nouakchott", "Ratmalana, 15 km south of Colombo": the bearing of another place that is told."""
    view = reading.view
    comma = next((n for n in range(token, max(0, token - _MEASURE), -1) if view.tokens[n].text == ","), 0)
    if comma and any(
        m.kind == "name" and m.span.end == view.tokens[comma - 1].span.end and reading.is_a(m, ("Place",))
        for m in reading.mentions.values()
    ):
        return True
    for edge in view.ancestors(token):
        mention = reading.mentions.get(edge.head)
        if mention is not None and mention.kind == "name" and reading.is_a(mention, ("Place",)):
            return True
        if view.is_verb(edge.head):
            subjects = [reading.mention_at(subject) for subject in view.subjects(edge.head)]
            return any(m is not None and reading.is_a(m, ("Place",)) for m in subjects)
    return False


def split_list(places: Sequence[Placed], view: View) -> tuple[tuple[Placed, ...], ...]:
    """Group places that stand in one list ("in Guinea, Burkina Faso and Niger"); a place of its own is a group of one."""
    groups: list[list[Placed]] = []
    for place in sorted(places, key=lambda p: p.token):
        if groups and _is_listed(groups[-1][-1], place, view):
            groups[-1].append(place)
        else:
            groups.append([place])
    return tuple(tuple(group) for group in groups)


def _is_listed(first: Placed, second: Placed, view: View) -> bool:
    between = [
        t for t in view.tokens if first.mention.span.end <= t.span.start and t.span.end <= second.mention.span.start
    ]
    texts = [t.text for t in between]
    return (
        bool(texts) and all(t in (",", "and", "or", "in", "both") for t in texts) and ("and" in texts or "," in texts)
    )
