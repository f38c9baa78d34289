"""Frames applied: who is meant by the nouns in the slots of a word's frame, and in which roles they stand."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.extract.bearers import apposed, named_beside, named_by_copula, one_of_many, title_bearers
from kg.extract.by_order import found_by_order, is_of_a_phrase
from kg.extract.demonyms import state_by_demonym
from kg.extract.described import examples, is_seat_by_name, state_of_capital
from kg.extract.doers import are_men, behind_armour, behind_means, behind_men, is_means, listed_name
from kg.extract.names_before import named_before
from kg.extract.reading import ARMED, BANDS, Reading
from kg.extract.slots import candidates, event_meant, is_named, may_be_force, may_be_unlisted
from kg.extract.standing import is_in_office, is_ruler, is_under_arms, ruler_of
from kg.extract.ties import MEMBER
from kg.extract.triggers import Match
from kg.knowledge.lexicon import Frame, Slot
from kg.model import Mention, Span


@dataclass(frozen=True, slots=True)
class Filler:
    """What stands in a slot: a mention, or the trigger token of an event, with the roles the slot gives."""

    roles: tuple[str, ...]
    token: int
    mention: Mention | None
    is_event: bool
    frame: str


@dataclass(frozen=True, slots=True)
class Filling:
    """A frame with its slots filled."""

    frame: Frame
    fillers: tuple[Filler, ...]

    def in_role(self, role: str) -> tuple[Filler, ...]:
        return tuple(filler for filler in self.fillers if role in filler.roles)


def fill_frames(match: Match, reading: Reading, events: frozenset[int]) -> Filling | None:
    """Return the frame of an entry that fits best here, None when one of its required slots is empty in every frame.

    `events` are the head tokens of the sentence's event triggers. Of frames that fill equally many slots the first by name
    is taken; an entry without frames is filled with nothing.
    """
    if not match.entry.frames:
        return Filling(Frame("", ()), ())
    best: Filling | None = None
    for frame in match.entry.frames:
        if any(words.isdisjoint(reading.view.words) for words in frame.wanted):
            continue
        filling = _fill(frame, match, reading, events)
        if filling is not None and (best is None or len(filling.fillers) > len(best.fillers)):
            best = filling
    return best


def _fill(frame: Frame, match: Match, reading: Reading, events: frozenset[int]) -> Filling | None:
    fillers: list[Filler] = []
    taken: set[int] = set()
    for slot in frame.slots:
        found = [
            f
            for f in _fillers(slot, frame, match, reading, events)
            if f.token not in taken and _is_taken(f, slot, reading) and not _is_in_other_role(f, slot, fillers, reading)
        ]
        if not found and (not slot.is_optional or (slot.function == "subject" and "perpetrator" in slot.roles)):
            found = list(_by_order(slot, frame, match, reading, taken))
        if not found and not slot.is_optional:
            return None
        taken.update(filler.token for filler in found)
        fillers.extend(found)
    return Filling(frame, tuple(fillers))


def _by_order(slot: Slot, frame: Frame, match: Match, reading: Reading, taken: set[int]) -> Iterable[Filler]:
    """What stands where a required slot is looked for, when the tree has nothing there that could be anybody or anything."""
    by_order = list(found_by_order(slot, match, reading))
    if not by_order:
        return []
    told = (reading.mention_at(token) for token in candidates(slot, match, reading, frozenset()))
    if any(mention is not None and not is_of_a_phrase(mention, reading) for mention in told):
        return []
    kinds = (*ARMED, "Weapon") if slot.is_optional else ()  # who need not be told must be of those who do such things
    for token in by_order:
        named = [(t, m) for t, m in _named_in(token, slot, False, reading) if m is not None and t not in taken]
        if named and all(not kinds or reading.is_a(m, kinds) for _, m in named):
            return [Filler(slot.roles, t, m, False, frame.id) for t, m in named]
    return []


def _is_in_other_role(filler: Filler, slot: Slot, fillers: Sequence[Filler], reading: Reading) -> bool:
    """ "Islamic State bombings": of a name of several words before a noun, each of which may hang on the noun by itself.

    So may the "of" inside a name: "its exit from the Organization of States" is no exit of the Organization.
    """
    if slot.function not in ("compound", "preposition"):
        return False
    is_end = not {"subject", "object"}.isdisjoint(slot.roles)
    spans = [
        f.mention.span
        for f in fillers
        if f.mention is not None
        and (slot.function == "compound" or (is_end and f.mention.span.covers(reading.view.tokens[f.token].span)))
    ]
    return filler.mention is not None and filler.mention.span in spans


def _is_taken(filler: Filler, slot: Slot, reading: Reading) -> bool:
    return filler.mention is None or not slot.excepts or not reading.is_a(filler.mention, slot.excepts)


def _fillers(slot: Slot, frame: Frame, match: Match, reading: Reading, events: frozenset[int]) -> Iterator[Filler]:
    is_fixed_object = slot.function == "object" and bool(slot.markers)
    for token in candidates(slot, match, reading, events):
        is_own_word = token in match.tokens and slot.function != "itself" and not is_fixed_object
        if is_own_word and not (slot.function == "compound" and is_named(token, reading)):
            continue
        if "Event" in slot.takes:
            content = reading.content(reading.view.antecedent(token))  # "an attack for which X claimed responsibility"
            for event in event_meant(content, events, reading) or _done_with(content, events, reading):
                yield Filler(slot.roles, event, None, True, frame.id)
        elif slot.function == "itself" and (
            bearers := title_bearers(token, reading) or _instances(token, reading) or _seated(token, reading)
        ):
            is_of_state = "Country" in slot.takes  # "Beijing, the main supplier of the junta"
            meant = [(state_of_capital(m, reading) if is_of_state else None) or m for m in bearers]
            yield from (Filler(slot.roles, token, m, False, frame.id) for m in meant if reading.is_a(m, slot.takes))
        else:
            found = (
                _whole_body(token, slot, match, reading)
                or _named_in(token, slot, is_fixed_object, reading)
                or _above(token, slot, match, reading)
            )
            yield from (Filler(slot.roles, position, mention, False, frame.id) for position, mention in found)


def _whole_body(token: int, slot: Slot, match: Match, reading: Reading) -> list[tuple[int, Mention | None]]:
    """ "A member of the Hamas political bureau", "sits on the politburo of X": whoever is in an organ of a body is in the body."""
    view, organ = reading.view, reading.mentions.get(token)
    is_end = slot.roles == ("object",) and slot.function != "compound" and MEMBER in match.entry.denotes
    is_organ = is_end and view.tokens[token].lemma in _ORGANS and (organ is None or not organ.known)
    if not is_organ or (organ is not None and organ.kind == "name"):
        return []
    edges = view.edges(token, "compound", "possessor", "nominal", "modifier")
    bodies = (edge.dependent for edge in edges if edge.role != "nominal" or edge.marker == "of")
    for body in bodies:
        whole = reading.mention_at(body) or named_before(reading, body + 1, body)
        if whole is not None and whole is not organ and whole.kind == "name" and reading.is_a(whole, ("Organization",)):
            return [(body, whole)]
    return []


_ORGANS = frozenset(
    """
    bureau politburo committee council secretariat executive leadership wing directorate presidium praesidium shura bloc caucus
    delegation board command
    """.split()
)
"""Nouns for parts of a body in which its members sit."""


def _done_with(weapon: int, events: frozenset[int], reading: Reading) -> Iterator[int]:
    """ "Responsible for the bomb that killed ten", "behind a bomb left outside": what was done with a weapon."""
    mention = reading.mentions.get(weapon)
    if mention is None or not reading.is_a(mention, ("Weapon",)):
        return
    for edge in reading.view.edges(weapon, "relative", "participle"):
        yield from (token for token in reading.view.conjuncts(edge.dependent)[:1] if token in events)


def _instances(token: int, reading: Reading) -> tuple[Mention, ...]:
    """ "Its proxies, among them X and Y": whom a noun in the plural goes on to name."""
    described = reading.mentions.get(token)
    return () if described is None else examples(described, reading)


def _seated(token: int, reading: Reading) -> tuple[Mention, ...]:
    """ "The front's paymasters in Riyadh": the state whose capital they sit in."""
    seats = [e.dependent for e in reading.view.edges(token, "nominal") if e.marker == "in"]
    named = (reading.mentions.get(seat) for seat in seats)
    states = (state_of_capital(m, reading) for m in named if m is not None)
    return tuple(state for state in states if state is not None)


def _above(token: int, slot: Slot, match: Match, reading: Reading) -> Iterable[tuple[int, Mention | None]]:
    """ "A movement of Ugandan origin which pledged …": the movement, where a relative clause hangs on what is of it."""
    edge, verb = reading.view.up(token), reading.view.up(match.head)
    is_relative = verb is not None and verb.role == "relative" and verb.head == token and slot.function == "subject"
    if not is_relative or edge is None or edge.role != "nominal":
        return []
    return _named_in(edge.head, slot, False, reading)


def _named_in(token: int, slot: Slot, is_fixed: bool, reading: Reading) -> Iterable[tuple[int, Mention | None]]:
    """Who or what a phrase stands for, each with its token: None for somebody whom nothing names.

    `is_fixed` says that the phrase is one of the words that the slot asks for, whatever they stand for.
    """
    ruler = _whose_rule(slot, token, reading)
    if ruler is not None:
        return [(token, ruler), *_body_ruled(token, ruler, reading)]
    two = reading.pair_at(token)
    if two and "perpetrator" in slot.roles and all(reading.is_a(m, slot.takes) for m in two):
        return [(token, m) for m in two]  # "the two generals seized power"
    if slot.function == "subject" and "Country" in slot.takes and one_of_many(token, reading) is not None:
        nations = [m for m in title_bearers(token, reading) if reading.is_a(m, slot.takes)]
        if nations:
            return [(token, m) for m in nations]  # "X is one of eight nations that belong to the bloc"
    mention = _that_weapon(slot, token, reading) or _own_state(slot, token, reading) or _mention(slot, token, reading)
    is_vague = mention is not None and (_is_guessed_place(mention) or _is_bare_owner(mention, slot))
    if mention is not None and is_vague and (_takes_people(slot) or _is_of_victim(slot)):
        mention = dataclasses.replace(mention, type="Person")  # "in support of Haftar", "Sow's assassination"
    if mention is not None and _is_guessed_body(mention, reading) and "victim" in slot.roles:
        mention = dataclasses.replace(mention, type="Person", country=None)  # "Marie Dorval was dragged off"
    if mention is not None and _is_town_left(mention, slot):
        mention = dataclasses.replace(mention, type="Settlement")  # "pulled out of Walikale"
    if mention is None:
        is_filled = is_fixed or not slot.takes or _is_somebody_unknown(token, slot, reading)
        return [(token, None)] if is_filled else states_behind(token, slot, reading)
    if not is_fixed and _is_abstract(mention, reading):
        return []
    if "perpetrator" in slot.roles and slot.function == "subject" and _is_hit(mention, reading):
        return []
    towns = _called_by_name(mention, reading)
    if towns:
        return [(t, m) for t, m in towns if reading.is_a(m, slot.takes) and (not slot.is_seat or _is_seat(m, reading))]
    called = _called(token, mention, slot, reading)
    is_body = bool(called) and reading.is_a(called[0], ("Organization",))  # "soldiers calling themselves the Council"
    is_called = bool(called) and (is_body or mention.type == "Thing" or not reading.is_a(mention, slot.takes))
    is_called = is_called or (bool(called) and _is_man_of_force(mention, called, slot, reading))
    first = called[0] if is_called else mention  # "led by a former policeman, X"
    is_taken = (
        reading.is_a(first, slot.takes) or _is_machine_of_doers(first, slot, reading) or _may_bear_arms(first, slot)
    )
    if not is_taken and "Person" in slot.takes and _takes_people(slot) and first.kind == "nominal":
        beside = apposed(token, reading)  # "X, a former paratrooper who enlisted": X
        if beside is not None and beside.kind == "name" and beside.type == "Person":
            return [(token, beside)]
    if not is_taken and mention.kind == "nominal" and (described := _described_body(token, slot, reading)) is not None:
        return [(token, described)]
    is_machine = _is_machine_of_doers(first, slot, reading)
    is_owned = "perpetrator" in slot.roles and (is_machine or not is_taken)
    if is_owned and (owners := behind_armour(token, mention, reading)):
        return [(token, m) for m in owners if reading.is_a(m, slot.takes)]
    is_doer = "perpetrator" in slot.roles and "subject" not in slot.roles
    if is_doer and not is_taken and mention.kind == "nominal":
        behind = [m for m in _behind(token, mention, reading) if m is mention or reading.is_a(m, slot.takes)]
        if behind:
            return [(token, m) for m in behind]
    if {"subject", "object"} & set(slot.roles) and (senders := _senders(token, mention, reading)):
        return [(m.head, m) for m in senders if reading.is_a(m, slot.takes)]
    together = states_behind(token, slot, reading) if mention.kind == "nominal" or not is_taken else []
    if len(together) > 1 or not is_taken:
        return together  # "Saudi and Emirati jets" are of two states
    if slot.is_seat and not _is_seat(first, reading):
        return []
    is_fit = _is_of_standing(first, mention, slot, reading)
    beside = named_beside(first, reading) if not is_fit or slot.is_under_arms else None
    if beside is not None and _is_of_standing(beside, beside, slot, reading):
        return [(token, beside)]  # "his own deputy, Brigadier X"
    if not is_fit:
        return []
    return [(token, first), *((other.head, other) for other in called[1:])]


def _spoken_of(token: int, slot: Slot, reading: Reading) -> Mention | None:
    """ "The Hamas negotiator said": somebody whom a sentence before may name, as the subject of a verb of saying."""
    mention, edge, view = reading.mentions.get(token), reading.view.up(token), reading.view
    if mention is None or mention.kind != "nominal" or not mention.is_definite or slot.roles != ("subject",):
        return None
    is_one = view.tokens[token].tag == "NN" and reading.is_a(mention, ("Person",))
    is_speaker = edge is not None and edge.role == "subject" and edge.head in reading.matches.heads("isReport")
    is_member = any(MEMBER in match.entry.denotes for match in reading.matches.at(token))  # not "the club's president"
    return mention if is_one and is_speaker and is_member else None


def _senders(token: int, mention: Mention, reading: Reading) -> tuple[Mention, ...]:
    """ "Men of X and of Y fight alongside the army", "troops from Ruritania": the bodies, or the state, whose men they are."""
    if mention.kind != "nominal":
        return ()
    bands = reading.bands_at(token)
    if len(bands) > 1:
        return bands
    edge = reading.view.up(token)
    is_doer = edge is not None and edge.role in ("subject", "agent")  # not "the withdrawal of troops from X"
    if not is_doer or not reading.is_a(mention, ("StateForce",)) or mention.head != token:
        return ()
    given = [e.dependent for e in reading.view.edges(token, "nominal") if e.marker == "from"]
    states = [reading.mentions.get(each) for first in given for each in reading.view.conjuncts(first)]
    # Troops from many states are those of a mission, which the article names elsewhere.
    return (
        tuple(m for m in states if m is not None and reading.is_a(m, ("Country",))) if len(states) <= _SENDING else ()
    )


_SENDING = 2
"""States at most that send men of their own accord."""


def _described_body(token: int, slot: Slot, reading: Reading) -> Mention | None:
    """ "The Front, the movement that Ruritania armed": the Front, where the noun alone is nobody whom a tie may have."""
    is_end = bool(slot.roles) and set(slot.roles) <= {"subject", "object"} and slot.function in ("subject", "object")
    beside = apposed(token, reading) if is_end else None
    is_fit = beside is not None and beside.kind == "name" and beside.span.end < reading.view.tokens[token].span.start
    return beside if is_fit and beside is not None and reading.is_a(beside, slot.takes) else None


def _is_man_of_force(mention: Mention, called: Sequence[Mention], slot: Slot, reading: Reading) -> bool:
    """ "A policeman, X, was shot dead": one man of a force, of whom the name tells more than what he was."""
    is_hit = not {"target", "victim"}.isdisjoint(slot.roles) and reading.is_a(mention, ("StateForce",))
    is_one = mention.head >= 0 and reading.view.tokens[mention.head].tag == "NN" and len(called) == 1
    return is_hit and is_one and reading.is_a(called[0], ("Person",)) and reading.is_a(called[0], slot.takes)


def _is_machine_of_doers(mention: Mention, slot: Slot, reading: Reading) -> bool:
    """ "Aircraft raided the airfield", "tanks ringed the palace": what is flown or driven does what those inside it do."""
    is_taken = "Party" in slot.takes or ("StateForce" in slot.takes and "subject" not in slot.roles)
    is_doer = slot.function == "subject" and "perpetrator" in slot.roles and is_taken
    return is_doer and reading.is_a(mention, ("Facility",)) and is_means(mention, reading)


def _is_hit(machine: Mention, reading: Reading) -> bool:
    """ "The helicopter was shot down, killing four": what is struck itself did nothing to those inside it."""
    if not is_means(machine, reading) or reading.is_a(machine, ("Weapon",)):
        return False
    edge = reading.view.up(machine.head) if machine.sentence == reading.sentence.index and machine.head >= 0 else None
    if edge is None or edge.role != "passive subject":
        return False
    is_a = reading.knowledge.ontology.is_a
    return any(is_a(kind, "Attack") for match in reading.matches.at(edge.head) for kind in match.entry.denotes)


def _behind(token: int, mention: Mention, reading: Reading) -> tuple[Mention, ...]:
    """ "Men said to belong to X": whose deed it is where those named cannot have done it; of "helicopters of X", them."""
    word = reading.content(token)
    if is_means(mention, reading):
        is_vehicle = not reading.is_a(mention, ("Weapon",)) and bool(behind_means(word, reading))
        return (mention,) if is_vehicle else ()
    return behind_men(mention, reading) if are_men(word, reading) else ()


def _own_state(slot: Slot, token: int, reading: Reading) -> Mention | None:
    """ "People in Ruritania who support its military leader": a state named before, where "its" is of nobody in the sentence."""
    word = reading.view.tokens[token]
    meant = reading.mention_at(token)
    is_of_state = slot.takes == ("Country",) and slot.function == "possessor" and word.text.lower() == "its"
    if not is_of_state or (meant is not None and meant.sentence == reading.sentence.index):
        return None
    before = [m for t, m in sorted(reading.mentions.items()) if t < token and reading.is_a(m, slot.takes)]
    return before[-1] if before else None


def _is_of_standing(first: Mention, described: Mention, slot: Slot, reading: Reading) -> bool:
    """Whether a person is of the office or the rank that a slot asks for, be it in the words that lead to the name."""
    if not reading.is_a(first, ("Person",)):
        return True
    beside = named_beside(described, reading)  # "handcuffed by his deputy, Brigadier X"
    people = (first, described) if beside is None else (first, described, beside)
    is_fit = (
        not slot.is_of_office or any(is_in_office(person, reading) for person in people) or is_ruler(first, reading)
    )
    if slot.roles == ("object",) and "StateForce" in slot.takes:  # "General X counts on Ruritania", as his army might
        is_fit |= any(is_under_arms(person, reading) for person in people)
    return is_fit and (not slot.is_under_arms or any(is_under_arms(person, reading) for person in people))


def _is_seat(place: Mention, reading: Reading) -> bool:
    """Whether a town is the capital of a state: by its name, or "the capital" and of nothing smaller."""
    if place.kind == "name":
        return is_seat_by_name(place, reading)
    is_here = place.sentence == reading.sentence.index and reading.view.tokens[place.head].lemma == "capital"
    return is_here and not reading.view.edges(place.head, "modifier", "compound", "possessor", "nominal")


def _whose_rule(slot: Slot, token: int, reading: Reading) -> Mention | None:
    """ "Ousted the government of X", "X's cabinet": who falls with the government that a seizure of power was aimed at."""
    is_of_power = "Government" in slot.takes and "target" in slot.roles
    ruler = ruler_of(reading.content(token), reading) if is_of_power else None
    return ruler if ruler is not None and ruler.kind == "name" else None


def _body_ruled(token: int, ruler: Mention, reading: Reading) -> Iterator[tuple[int, Mention]]:
    """ "The elected government of X": the government, beside X."""
    body = reading.mentions.get(reading.content(token))
    if body is not None and body.kind == "nominal" and reading.is_a(body, ("Government",)) and body is not ruler:
        yield ruler.head, body


def _is_abstract(mention: Mention, reading: Reading) -> bool:
    """ "A siege of nine hours", "the bloodiest day of the revolt", "an attack on his honour": no party, place or thing."""
    if mention.kind != "nominal" or mention.type != "Thing":
        return False
    entries = [match.entry for match in reading.matches if match.head == mention.head and match.entry.pos == "noun"]
    return any(
        entry.has("isAbstract") or reading.knowledge.ontology.is_a(kind, "Event")
        for entry in entries
        for kind in entry.denotes or ("",)
    )


def _is_guessed_place(mention: Mention) -> bool:
    """Whether nothing but a preposition before it makes a name one of a place."""
    is_long = " " in mention.label  # "threw its weight behind Ana Ruiz"
    is_place = mention.type == "Place" or (mention.type == "Settlement" and is_long)
    return is_place and mention.kind == "name" and not mention.known


def _may_bear_arms(mention: Mention, slot: Slot) -> bool:
    """Whether a tie that asks for a body under arms takes one by a name of its own that no list has ("the Unity Council")."""
    is_body = mention.type in ("Organization", "IntergovernmentalOrganization") and not mention.known
    is_named = mention.kind == "name" or sum(word[:1].isupper() for word in mention.label.split()) > 1
    return (is_body and is_named and may_be_unlisted(slot)) or (_is_unlisted_force(mention) and may_be_force(slot))


_OF_STATES = frozenset(
    """
    royal imperial national republican presidential federal central state special armed joint regular people's
    air army forces force navy guard guards police corps coast border civil defence defense security mobile marine
    """.split()
)
"""Words of which the names of states' own forces are made: "the Royal Air Force", "the Presidential Guard"."""


def _is_unlisted_force(mention: Mention) -> bool:
    """ "The Zafar Brigade", "the Kokang Army": the noun of a state's force in a name that says of no state."""
    is_name = mention.kind == "name" and mention.label.istitle() and " " in mention.label
    is_name &= not _OF_STATES.issuperset(mention.label.lower().split())
    return mention.type == "StateForce" and is_name and not mention.known and not mention.country


def _is_town_left(mention: Mention, slot: Slot) -> bool:
    """Whether a bare name of which nothing is known stands where only a place can be left."""
    is_bare = mention.kind == "name" and not mention.known and " " not in mention.label and mention.type in _UNSURE
    is_left = slot.function == "preposition" and "object" in slot.roles and not slot.markers.isdisjoint(_OUT_OF)
    return is_bare and is_left and bool(slot.takes) and set(slot.takes) <= _GROUNDS and "Settlement" in slot.takes


_UNSURE = frozenset({"Person", "Thing", "Place"})
"""Classes that a bare name is given for want of anything better."""

_GROUNDS = frozenset({"Settlement", "Region", "Country", "Place", "Facility"})
_OUT_OF = frozenset({"out of", "from"})


def _is_guessed_body(mention: Mention, reading: Reading) -> bool:
    """Whether nothing makes a name of two words or more that of a body but that it did not look like a person's."""
    if mention.type != "Organization" or mention.kind != "name" or mention.known or " " not in mention.text:
        return False
    inside = reading.view.inside(mention.span)
    has_article = inside.start > 0 and reading.view.tokens[inside.start - 1].text.lower() == "the"
    nouns = (match.entry.names_type for match in reading.matches if match.head in inside and match.entry.names_type)
    return not has_article and all(kind == "Person" for kind in nouns)


def _is_bare_owner(mention: Mention, slot: Slot) -> bool:
    """ "Assad's main arms supplier": a name of which nothing is known but that somebody or something is its."""
    return slot.function == "possessor" and mention.type == "Thing" and mention.kind == "name" and not mention.known


def _is_of_victim(slot: Slot) -> bool:
    """ "X's kidnapping": whether a slot is for whoever a deed was done to, as its possessor."""
    return slot.function == "possessor" and "victim" in slot.roles and "Person" in slot.takes


def _takes_people(slot: Slot) -> bool:
    """Whether a slot is for an end of a tie that may be a person, and no place."""
    is_end = not {"subject", "object"}.isdisjoint(slot.roles)
    return is_end and not {"Person", "Party"}.isdisjoint(slot.takes) and "Place" not in slot.takes


def states_behind(token: int, slot: Slot, reading: Reading) -> list[tuple[int, Mention | None]]:
    """The states that act through what they own, as the first end of a tie: "by Saudi and Emirati jets", "with Tehran's money"."""
    mention = reading.mentions.get(token)
    capital = state_of_capital(mention, reading) if mention is not None else None
    is_whole = slot.function != "compound"  # "Real Madrid president X"
    # What is left or struck may be the town itself.
    is_town = slot.roles == ("object",) and "beside" in slot.markers  # "fighting for Khartoum"
    is_end = "subject" in slot.roles or (slot.roles == ("object",) and is_whole and not is_town)
    if capital is not None and is_end and "Country" in slot.takes:
        return [(token, capital)]
    if mention is not None and "Country" in slot.takes and _is_state(token, reading):
        return [(token, nation)] if (nation := _demonym_before(token, reading)) is not None else []
    if (
        "subject" not in slot.roles
        or "Country" not in slot.takes
        or (mention is not None and mention.kind != "nominal")
    ):
        return []
    view = reading.view
    is_several = view.tokens[token].tag in ("NNS", "NNPS") or any(
        view.tokens[e.dependent].text.lower() == "the" for e in view.edges(token, "determiner")
    )
    is_counted = view.edges(token, "number", "modifier", "compound")
    if view.tokens[token].tag == "NNS" and view.tokens[token].lemma in _OFFICIALS:
        return [*_whose_officials(token, slot, reading)]
    if is_several and not is_counted and (nation := state_by_demonym(token, reading)) is not None:
        return [(token, nation)]  # "the Americans", "the French"
    people = [t for e in view.edges(token, "modifier", "compound") for t in view.conjuncts(e.dependent)]
    found: list[tuple[int, Mention | None]] = [
        (t, m) for t in people if (m := state_by_demonym(t, reading)) is not None
    ]
    is_sent = view.tokens[token].tag == "NNS" and view.tokens[token].lemma in _SENT
    if len(found) > 1 or (mention is not None and mention.type not in _MEANS and not is_sent):
        return found if len(found) > 1 else []
    givers = [e.dependent for e in view.edges(token, "nominal") if e.marker == "from"]
    if not found and givers:  # "money from Libya"
        given = (reading.mention_at(giver) for giver in givers)
        return [(m.head, m) for m in given if m is not None and m.type == "Country"] or [
            state for giver in givers for state in states_behind(giver, slot, reading)
        ]
    owners = [reading.mention_at(edge.dependent) for edge in view.edges(token, "possessor")]
    states = [state_of_capital(m, reading) or m for m in owners if m is not None]
    return found or [(m.head, m) for m in states if m.type == "Country"]


def _whose_officials(token: int, slot: Slot, reading: Reading) -> Iterator[tuple[int, Mention | None]]:
    """ "EU foreign ministers put him on their list", "the bloc's leaders": the bloc or the state that they decide for."""
    view = reading.view
    edges = view.edges(token, "compound", "modifier", "possessor", "nominal")
    for edge in (e for e in edges if e.role != "nominal" or e.marker == "of"):
        for each in view.conjuncts(edge.dependent):
            whose = reading.mention_at(each) or named_before(reading, each + 1, each)
            if whose is not None and reading.is_a(whose, ("Country", "IntergovernmentalOrganization")):
                capital = state_of_capital(whose, reading)
                if capital is not None or reading.is_a(whose, slot.takes):
                    yield each, capital or whose


_OFFICIALS = frozenset({"minister", "leader", "official", "authority", "diplomat", "envoy", "ambassador", "head"})
"""Nouns for people who decide for a state or a bloc, where several of them do."""


def _is_state(token: int, reading: Reading) -> bool:
    """ "War on the Ruritanian state": the state as such, and none of several that make it up."""
    word = reading.view.tokens[token]
    articles = {reading.view.tokens[e.dependent].text.lower() for e in reading.view.edges(token, "determiner")}
    return word.text.lower() == "state" and articles == {"the"}


def _demonym_before(token: int, reading: Reading) -> Mention | None:
    beside = (e.dependent for e in reading.view.edges(token, "modifier", "compound"))
    return next((m for t in beside if (m := state_by_demonym(t, reading)) is not None), None)


_SENT = frozenset("adviser advisor instructor trainer technician pilot expert specialist agent".split())
"""Nouns for those by whom a state does something: "Cuban advisers keep him in power"."""

_MEANS = frozenset({"Thing", "Weapon", "Facility"})
"""What a state does something with: its jets, its money, its advisers."""

_ELLIPSES = frozenset({"it", "they", "one", "first", "second", "third", "other", "another", "both"})


def _that_weapon(slot: Slot, token: int, reading: Reading) -> Mention | None:
    """ "The first went off at noon": of the bombs that were spoken of before; "a bomb killed nine and another killed four"."""
    word = reading.view.tokens[token].text.lower()
    if word in ONE_MORE and slot.function == "subject" and "perpetrator" in slot.roles:
        return _like_first(token, reading)
    if word not in _ELLIPSES or slot.takes != ("Weapon",):
        return None
    return (_like_first(token, reading) if word in ONE_MORE else None) or reading.weapon


ONE_MORE = frozenset({"another", "second", "third", "fourth", "other"})
"""What one more is called of those that a sentence has told of."""


def is_one_more(token: int, reading: Reading) -> bool:
    """ "A bomb killed nine and another killed four": whether a word stands for one more weapon than that told of before it."""
    return reading.view.tokens[token].text.lower() in ONE_MORE and _like_first(token, reading) is not None


def _like_first(token: int, reading: Reading) -> Mention | None:
    """The weapon, or the man named by one ("a suicide bomber"), that an earlier verb of the sentence has for its subject."""
    view = reading.view
    edges = (view.up(t) for t in reversed(range(token)) if t in reading.mentions)
    doers = (e.dependent for e in edges if e is not None and e.role == "subject" and view.is_verb(e.head))
    first = next((reading.mentions[doer] for doer in doers), None)
    if first is None or not reading.is_a(first, ("Weapon", "ArmedGroup")):
        return None
    is_named_by_it = (
        any(m.entry.used_in is not None for m in reading.matches.at(first.head)) if first.head >= 0 else False
    )
    return first if is_named_by_it or reading.is_a(first, ("Weapon",)) else None


def _called_by_name(mention: Mention, reading: Reading) -> tuple[tuple[int, Mention], ...]:
    """ "The villages of X and Y", "the enclave of Z": the places, by their names."""
    if mention.kind != "nominal" or mention.known or not reading.is_a(mention, ("Settlement", "Region")):
        return ()
    named = [e.dependent for e in reading.view.edges(mention.head, "nominal") if e.marker == "of"]
    found = [(t, reading.mentions.get(t)) for first in named for t in reading.view.conjuncts(first)]
    towns = tuple((t, m) for t, m in found if m is not None and m.kind == "name" and reading.is_a(m, ("Place",)))
    return towns if len(towns) == len(found) else ()


_PHRASE = frozenset({"subject", "object", "indirect object", "preposition"})


def _called(token: int, mention: Mention, slot: Slot, reading: Reading) -> tuple[Mention, ...]:
    """Whom a description goes on to name: "her mother, Ana Ruiz", "engineers X and Y", "a man named Z"."""
    if slot.function not in _PHRASE or mention.kind != "nominal":
        return ()
    view, head = reading.view, reading.content(token)
    beside = [e.dependent for e in view.edges(head, "apposition", "name")]
    beside += [  # "a preacher from the area, X", whom a parser hangs on the area
        down.dependent for e in view.edges(head, "nominal") for down in view.edges(e.dependent, "apposition")
    ]
    beside += [
        named
        for edge in view.edges(head, "participle")
        if view.tokens[edge.dependent].lemma in ("name", "call", "identify", "style", "dub")
        for named in (e.dependent for e in view.edges(edge.dependent, "object", "open clause", "oblique"))
    ]
    found = [reading.mentions.get(name) for first in beside for name in view.conjuncts(first)]
    kinds = ("Person", "Organization") if reading.is_a(mention, ("Organization",)) else ("Person",)
    return tuple(m for m in found if m is not None and m.kind == "name" and reading.is_a(m, kinds))


def _is_somebody_unknown(token: int, slot: Slot, reading: Reading) -> bool:
    """ "Gunmen attacked it": a pronoun that nothing resolves fills its slot all the same, with nobody named.

    Not a slot that takes men under arms alone: nothing says that "they" are.
    """
    pronoun = reading.mentions.get(reading.content(token))  # "eight of those on board"
    if pronoun is None or pronoun.kind != "pronoun":
        return False
    is_they = pronoun.text.lower() in ("they", "them", "it") and not _RULERS.isdisjoint(slot.takes)
    return is_they or reading.is_a(pronoun, slot.takes)


_RULERS = frozenset({"Government", "Junta"})
"""Of whom "they" or "it" may be said where a single ruler is "he"."""


def _mention(slot: Slot, token: int, reading: Reading) -> Mention | None:
    if slot.is_of_office and (ruler := ruler_of(token, reading)) is not None:
        return ruler
    if slot.function == "itself":
        named = named_by_copula(token, reading)
        if slot.is_name_only:
            return named or _spoken_of(token, slot, reading)
        return named or apposed(token, reading) or reading.mention_at(token)
    if slot.function == "demonym":
        return state_by_demonym(token, reading)
    if slot.function == "compound":
        return listed_name(token, BANDS, reading) or reading.mention_at(token) or _modifier_mention(token, reading)
    return reading.mention_at(token)


def _modifier_mention(token: int, reading: Reading) -> Mention | None:
    """A modifier noun has no mention of its own: "suicide car bombing", "gendarmerie attack", "JNIM ambush"."""
    word = reading.view.tokens[token]
    for match in reading.matches:
        if match.head == token and match.entry.names_type and not match.entry.has("isTitle"):
            first = match.tokens[0]
            while (
                first
                and reading.view.tokens[first - 1].tag == "NNP"
                and reading.view.tokens[first - 1].text[:1].isupper()
            ):
                first -= 1  # "a Congress party lawmaker"
            span = Span(reading.view.tokens[first].span.start, word.span.end)
            text = " ".join(t.text for t in reading.view.tokens[first : token + 1])
            label = text if first < match.tokens[0] else text.lower()
            return Mention(span, text, label, "nominal", match.entry.names_type, reading.sentence.index, token)
    return listed_name(token, (), reading)
