"""Frames applied: which noun stands in which slot of a word's frame, and so in which role."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.extract.described import state_of_capital
from kg.extract.reading import Reading
from kg.extract.triggers import Match
from kg.knowledge.lexicon import Frame, Slot
from kg.model import Mention, Span
from kg.text.syntax import View


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
            if f.token not in taken and _is_taken(f, slot, reading)
        ]
        if not found and not slot.is_optional:
            return None
        taken.update(filler.token for filler in found)
        fillers.extend(found)
    return Filling(frame, tuple(fillers))


def _is_taken(filler: Filler, slot: Slot, reading: Reading) -> bool:
    return filler.mention is None or not slot.excepts or not reading.is_a(filler.mention, slot.excepts)


def _fillers(slot: Slot, frame: Frame, match: Match, reading: Reading, events: frozenset[int]) -> Iterator[Filler]:
    is_fixed_object = slot.function == "object" and bool(slot.markers)
    for token in _candidates(slot, match, reading, events):
        is_own_word = token in match.tokens and slot.function != "itself" and not is_fixed_object
        if is_own_word and not (slot.function == "compound" and _is_named(token, reading)):
            continue
        if "Event" in slot.takes:
            content = reading.content(reading.view.antecedent(token))  # "an attack for which X claimed responsibility"
            if content in events:
                yield Filler(slot.roles, content, None, True, frame.id)
        elif slot.function == "itself" and (bearers := reading.title_bearers(token)):
            yield from (Filler(slot.roles, token, m, False, frame.id) for m in bearers if reading.is_a(m, slot.takes))
        else:
            found = _named_in(token, slot, is_fixed_object, reading) or _above(token, slot, match, reading)
            yield from (Filler(slot.roles, position, mention, False, frame.id) for position, mention in found)


def _above(token: int, slot: Slot, match: Match, reading: Reading) -> Iterable[tuple[int, Mention | None]]:
    """ "A movement of Ugandan origin which pledged …": the movement, where a relative clause hangs on what is of it."""
    edge, verb = reading.view.up(token), reading.view.up(match.head)
    is_relative = verb is not None and verb.role == "relative" and verb.head == token and slot.function == "subject"
    if not is_relative or edge is None or edge.role != "nominal":
        return []
    return _named_in(edge.head, slot, False, reading)


def _is_named(token: int, reading: Reading) -> bool:
    """ "Communist Party leader", of a phrase "party leader": the party has a name."""
    mention = reading.mentions.get(token)
    return mention is not None and mention.kind == "name"


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
    mention = _that_weapon(slot, token, reading) or _own_state(slot, token, reading) or _mention(slot, token, reading)
    is_vague = mention is not None and (_is_guessed_place(mention) or _is_bare_owner(mention, slot))
    if mention is not None and is_vague and _takes_people(slot):
        mention = dataclasses.replace(mention, type="Person")  # "in support of Haftar"
    if mention is None:
        is_filled = is_fixed or not slot.takes or _is_somebody_unknown(token, slot, reading)
        return [(token, None)] if is_filled else states_behind(token, slot, reading)
    towns = _called_by_name(mention, reading)
    if towns:
        return [(t, m) for t, m in towns if reading.is_a(m, slot.takes)]
    called = _called(token, mention, slot, reading)
    is_body = bool(called) and reading.is_a(called[0], ("Organization",))  # "soldiers calling themselves the Council"
    is_called = bool(called) and (is_body or mention.type == "Thing" or not reading.is_a(mention, slot.takes))
    first = called[0] if is_called else mention  # "led by a former policeman, X"
    is_taken = reading.is_a(first, slot.takes)
    together = states_behind(token, slot, reading) if mention.kind == "nominal" or not is_taken else []
    if len(together) > 1 or not is_taken:
        return together  # "Saudi and Emirati jets" are of two states
    if not _is_of_standing(first, mention, slot, reading):
        return []
    return [(token, first), *((other.head, other) for other in called[1:])]


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
    people = (first, described)
    is_in_office = (
        not slot.is_of_office or any(reading.is_in_office(person) for person in people) or (reading.is_ruler(first))
    )
    return is_in_office and (not slot.is_under_arms or any(reading.is_under_arms(person) for person in people))


def _whose_rule(slot: Slot, token: int, reading: Reading) -> Mention | None:
    """ "Ousted the government of X", "X's cabinet": who falls with the government that a seizure of power was aimed at."""
    is_of_power = "Government" in slot.takes and "target" in slot.roles
    ruler = reading.ruler_of(reading.content(token)) if is_of_power else None
    return ruler if ruler is not None and ruler.kind == "name" else None


def _body_ruled(token: int, ruler: Mention, reading: Reading) -> Iterator[tuple[int, Mention]]:
    """ "The elected government of X": the government, beside X."""
    body = reading.mentions.get(reading.content(token))
    if body is not None and body.kind == "nominal" and reading.is_a(body, ("Government",)) and body is not ruler:
        yield ruler.head, body


def _is_guessed_place(mention: Mention) -> bool:
    """Whether nothing but a preposition before it makes a name one of a place."""
    return mention.type == "Place" and mention.kind == "name" and not mention.known


def _is_bare_owner(mention: Mention, slot: Slot) -> bool:
    """ "Assad's main arms supplier": a name of which nothing is known but that somebody or something is its."""
    return slot.function == "possessor" and mention.type == "Thing" and mention.kind == "name" and not mention.known


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
    is_end = "subject" in slot.roles or (slot.roles == ("object",) and is_whole)
    if capital is not None and is_end and "Country" in slot.takes:
        return [(token, capital)]
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
    if is_several and not is_counted and (nation := _demonym_mention(token, reading)) is not None:
        return [(token, nation)]  # "the Americans", "the French"
    people = [t for e in view.edges(token, "modifier", "compound") for t in view.conjuncts(e.dependent)]
    found: list[tuple[int, Mention | None]] = [
        (t, m) for t in people if (m := _demonym_mention(t, reading)) is not None
    ]
    if len(found) > 1 or (mention is not None and mention.type not in _MEANS):
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


_MEANS = frozenset({"Thing", "Weapon", "Facility"})
"""What a state does something with: its jets, its money, its advisers."""

_ELLIPSES = frozenset({"it", "they", "one", "first", "second", "third", "other", "another", "both"})


def _that_weapon(slot: Slot, token: int, reading: Reading) -> Mention | None:
    """ "The first went off at noon": of the bombs that were spoken of before."""
    is_pointing = reading.view.tokens[token].text.lower() in _ELLIPSES
    return reading.weapon if is_pointing and slot.takes == ("Weapon",) else None


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
    if slot.is_of_office and (ruler := reading.ruler_of(token)) is not None:
        return ruler
    if slot.function == "itself":
        named = reading.named_by_copula(token)
        return named if slot.is_name_only else named or reading.apposed(token) or reading.mention_at(token)
    if slot.function == "demonym":
        return _demonym_mention(token, reading)
    if slot.function == "compound":
        return reading.mention_at(token) or _modifier_mention(token, reading)
    return reading.mention_at(token)


def _candidates(slot: Slot, match: Match, reading: Reading, events: frozenset[int]) -> Iterable[int]:
    view, head = reading.view, match.head
    match slot.function:
        case "subject":
            if not view.is_verb(head):
                return _predicate_subjects(reading, head)
            own = tuple(_who(subject, reading) for subject in view.subjects(head))
            if slot.markers:
                return [one for one in own if _is_one_of(reading.content(one), slot.markers, reading)]
            return _triers(reading, head) or own or _announcers(reading, match, slot) or _holders(reading, match)
        case "object":
            objects = _name_before(reading, match, slot) or _objects(reading, match)
            if slot.markers:
                return [o for o in objects if _is_one_of(reading.content(o), slot.markers, reading)]
            if "Event" in slot.takes and not _hold_event(reading, objects, events):
                inside = [e.dependent for o in objects for e in view.edges(o, "relative") if e.dependent in events]
                return inside or _events_before(reading, head, events)  # "claimed the bomb that killed ten"
            return objects
        case "indirect object":
            return [t for e in view.edges(head, "indirect object") for t in view.conjuncts(e.dependent)]
        case "preposition":
            words = (
                *match.tokens,
                *_neighbours(reading, head, slot),
                *_attempts(reading, head),
                *_carriers(match, reading),
            )
            found = {
                t: None
                for word in words
                for t in view.prepositional(word, slot.markers)
                if word in match.tokens or t > head
            }
            if "by" in slot.markers and "perpetrator" in slot.roles:
                found |= dict.fromkeys(_doers_behind(reading, head))
            if "outside" in slot.markers:
                found |= dict.fromkeys(before for word in words for before in _in_front(reading, word))
                found |= dict.fromkeys(whole for word in words for whole in _whole_sites(reading, word))
            return [
                t for t in sorted(found) if not _is_of_other_noun(reading, match, t, slot) and not _is_side(reading, t)
            ]
        case "possessor":
            # "Suspended Sudan's membership": of a phrase with a verb, whose its object is.
            nouns = (head, *_attempts(reading, head), *_titled(reading, head))
            owned = view.objects(head) if view.is_verb(head) else nouns
            owners = [edge.dependent for noun in owned for edge in view.edges(noun, "possessor")]
            # "Fiji had its own coup": a state's, and not of whoever was spoken of last.
            is_coup = "perpetrator" in slot.roles and "Coup" in match.entry.denotes
            owners = [t for t in owners if not (is_coup and view.tokens[t].text.lower() == "its")]
            return owners or _owner_before(reading, head)
        case "compound":
            before = [token for token in _modifiers(match, reading) if token < head]
            before = [t for t in before if t not in match.tokens or _is_named(t, reading)]
            return before or _name_right_before(reading, match)
        case "demonym":
            # "British, Canadian and American sanctions"
            nations = [t for token in _modifiers(match, reading) for t in view.conjuncts(token)]
            first = min(match.tokens)
            # "Ethiopian Prime Minister X", where a parser hangs the first word on the name.
            is_before = first > 0 and view.tokens[first - 1].text in reading.knowledge.gazetteer.demonyms
            return [*nations, first - 1] if is_before and first - 1 not in nations else nations
        case "itself":
            return [head]
        case "clause actor":
            return _clause_actors(reading, head, slot) if _is_introduced(reading, head, slot.markers) else ()
        case "next number":
            return [t.index for t in view.tokens if t.index > head and t.pos == "NUM" and _is_of(t.index, slot, view)][
                :1
            ]
    return ()


_LONGEST_COUNTED = 6
"""Tokens behind a number in which stands what a slot says that it counts: "11 officers and men their lives"."""


def _is_of(number: int, slot: Slot, view: View) -> bool:
    """Whether a number counts what a slot asks for, if it asks for anything: "cost 202 lives", "cost nine people their lives"."""
    behind = view.tokens[number + 1 : number + 1 + _LONGEST_COUNTED]
    return not slot.markers or any(t.text.lower() in slot.markers for t in behind)


_BEFORE_NOUN = frozenset({"JJ", "JJS", "NN", "NNP", "VBN", "VBG", "HYPH", "CD"})

_NEAR = 5
"""Words of a phrase between its possessor and its noun."""


def _owner_before(reading: Reading, head: int) -> list[int]:
    """ "UNITA's founder X", "the Party of Unity's president": whose name ends in an apostrophe before a noun's own words.

    Parsers hang such a possessor on the name behind the noun, or take the noun for more of the possessor's name.
    """
    tokens, position = reading.view.tokens, head - 1
    while position > max(0, head - _NEAR) and tokens[position].tag in _BEFORE_NOUN:
        position -= 1
    if position < 1 or tokens[position].tag != "POS" or tokens[head].tag not in ("NN", "NNS"):
        return []
    owner = tokens[position - 1].span
    return [token for token, m in reading.mentions.items() if m.kind == "name" and m.span.end == owner.end]


def _name_right_before(reading: Reading, match: Match) -> list[int]:
    """ "Boko Haram offshoot Ansaru": the body named right before a noun that itself stands right before a name."""
    tokens, first = reading.view.tokens, min(match.tokens)
    is_noun = tokens[match.head].tag == "NN" or match.entry.has("isOffice")  # "UK Prime Minister X"
    is_between = match.head + 1 < len(tokens) and tokens[match.head + 1].tag == "NNP" and is_noun
    if not is_between or not first:
        return []
    end = tokens[first - 1].span.end
    return [token for token, m in reading.mentions.items() if m.kind == "name" and m.span.end == end]


def _attempts(reading: Reading, head: int) -> tuple[int, ...]:
    """ "A coup attempt", "an attempt to seize power": the word that says that it was tried, or planned."""
    edge = reading.view.up(head)
    if edge is None or edge.role not in ("compound", "participle"):
        return ()
    turns = (m for m in reading.matches if m.head == edge.head and m.entry.pos == "noun" and m.entry.status)
    return tuple(dict.fromkeys(match.head for match in turns))


def _who(noun: int, reading: Reading) -> int:
    """ "Unseated X in Mali, who had toppled Y": no country is "who"; "the coup in Mali, which toppled Y": the coup did."""
    view = reading.view
    clauses = [edge.dependent for edge in view.edges(noun, "relative")]
    words = {view.tokens[e.dependent].text.lower() for clause in clauses for e in view.edges(clause, "subject")}
    mention, edge = reading.mentions.get(noun), view.up(noun)
    if mention is None or edge is None or not reading.is_a(mention, ("Place",)):
        return noun
    if edge.role == "oblique" and "who" in words and view.is_verb(edge.head):
        return next((t for t in view.objects(edge.head) if t < noun), noun)
    is_of_deed = any(m.head == edge.head and "Coup" in m.entry.denotes for m in reading.matches)
    is_meant = "who" in words or (is_of_deed and not words.isdisjoint(("which", "that")))
    return edge.head if edge.role == "nominal" and is_meant else noun


def _carriers(match: Match, reading: Reading) -> tuple[int, ...]:
    """ "The coup that X led against Y", "a coup mounted against Y": what hangs on the verb is said of the deed."""
    if match.entry.pos != "noun":
        return ()
    supporting = {m.head for m in reading.matches if m.entry.has("supportVerb")}
    below = (edge.dependent for edge in reading.view.edges(match.head, "relative", "participle"))
    edge = reading.view.up(match.head)
    is_called = edge is not None and (edge.role, edge.marker) == ("oblique", "as") and edge.head < match.head
    if edge is not None and is_called and not reading.view.is_passive(edge.head):
        return (edge.head, *(verb for verb in below if verb in supporting))  # "described as a massacre by soldiers"
    return tuple(verb for verb in below if verb in supporting)


def _titled(reading: Reading, title: int) -> tuple[int, ...]:
    """ "Ethiopia's Emperor X": whose emperor he is may hang on the name that the title stands before."""
    edge = reading.view.up(title)
    return (edge.head,) if edge is not None and edge.role in ("title", "compound") and edge.head > title else ()


def _triers(reading: Reading, verb: int) -> tuple[int, ...]:
    """ "An attempt by X to seize power", "X's bid to topple Y", "X led a bid to topple Y": whose attempt it was."""
    view = reading.view
    found = [
        who
        for noun in _attempts(reading, verb)
        for edge in view.edges(noun, "possessor", "nominal", "agent")
        if edge.role == "possessor" or edge.marker == "by"
        for who in view.conjuncts(edge.dependent)
    ]
    carrying = {match.head for match in reading.matches if match.entry.has("supportVerb")}
    for noun in _attempts(reading, verb):
        edge = view.up(noun)
        if edge is not None and edge.role == "object" and edge.head in carrying:
            found.extend(view.subjects(edge.head))
    return tuple(found)


_HOLDING = frozenset({"hold", "keep", "detain"})


def _holders(reading: Reading, match: Match) -> tuple[int, ...]:
    """ "The group is holding four sailors who were abducted in May": whoever holds them took them."""
    view, edge = reading.view, reading.view.up(match.head)
    if "Kidnapping" not in match.entry.denotes or edge is None or edge.role not in ("relative", "participle"):
        return ()
    held = view.up(edge.head)
    if held is None or held.role != "object" or view.tokens[held.head].lemma not in _HOLDING:
        return ()
    holders = [(t, reading.mention_at(t)) for t in view.subjects(held.head)]
    return tuple(t for t, m in holders if m is not None and reading.is_a(m, ("ArmedGroup",)))


_ANNOUNCING = frozenset({"announce", "declare", "proclaim"})
_SAYING = _ANNOUNCING | {"say", "tell", "add"}


def _announcers(reading: Reading, match: Match, slot: Slot) -> tuple[int, ...]:
    """ "Soldiers announced that the president had been removed": of a fall from power, those under arms who proclaim it.

    What they only say may be of others, unless the words ask for men under arms.
    """
    view = reading.view
    if "Coup" not in match.entry.denotes or not view.is_passive(match.head):
        return ()
    for edge in view.ancestors(match.head):
        if edge.role not in ("clause", "conjunct", "open clause", "participle"):
            return ()
        if edge.role == "clause" and view.tokens[edge.head].lemma in (_SAYING if slot.is_under_arms else _ANNOUNCING):
            speakers = view.subjects(edge.head)
            told = [reading.mention_at(speaker) for speaker in speakers]
            is_armed = [m is not None and (reading.is_a(m, _FORCES) or reading.is_under_arms(m)) for m in told]
            return speakers if told and all(is_armed) else ()
    return ()


_FORCES = ("StateForce", "Junta")


def _is_one_of(token: int, words: frozenset[str], reading: Reading) -> bool:
    word = reading.view.tokens[token]
    return word.lemma in words or word.text.lower() in words


def _modifiers(match: Match, reading: Reading) -> list[int]:
    """The words that modify those of a match: in "a U.N. arms embargo" a parser may hang the first on either of the others."""
    words = dict.fromkeys((match.head, *match.tokens))
    return [e.dependent for word in words for e in reading.view.edges(word, "modifier", "compound")]


_NEXT = 3
"""Tokens from a deed to the "by" of whoever did it: "the coup on Monday by soldiers"."""


def _doers_behind(reading: Reading, deed: int) -> Iterator[int]:
    """ "Ended the mutiny by border guards", "put down a coup on Monday by soldiers": whose deed it is, for a parser the verb's."""
    view, verb = reading.view, reading.view.clause(deed)
    if view.is_verb(deed) or not view.is_verb(verb) or view.is_passive(verb):
        return
    for edge in view.edges(verb, "oblique", "agent"):
        cases = (e.dependent for e in view.edges(edge.dependent, "case"))
        if edge.marker == "by" and any(0 < case - deed <= _NEXT for case in cases):
            yield from view.conjuncts(edge.dependent)


_SIDES = frozenset({"front", "vicinity"})


def _is_side(reading: Reading, token: int) -> bool:
    return reading.view.tokens[token].text in _SIDES and not reading.view.edges(token, "determiner")


def _in_front(reading: Reading, word: int) -> Iterator[int]:
    """ "In front of the embassy", "in the vicinity of the courts": outside them, whatever the parser makes of "front"."""
    view = reading.view
    for side in view.prepositional(word, frozenset({"in"})):
        if view.tokens[side].text.lower() in _SIDES:
            yield from (edge.dependent for edge in view.edges(side, "nominal") if edge.marker == "of")


_PARTS = frozenset(
    """
    lobby foyer hall courtyard yard entrance exit gate gates door doors doorstep platform compound grounds premises perimeter
    wall walls fence corridor roof basement terrace car-park parking steps forecourt middle centre center heart edge back
    """.split()
)
"""Parts of a site: who strikes there strikes the site."""
_AT_PART = frozenset({"in", "at", "on", "near", "outside", "inside", "into", "against"})


def _whole_sites(reading: Reading, word: int) -> Iterator[int]:
    """ "In the lobby of the hotel", "at the gates of the base": the site."""
    view = reading.view
    for part in view.prepositional(word, _AT_PART):
        if view.tokens[part].text.lower() in _PARTS:
            yield from (edge.dependent for edge in view.edges(part, "nominal") if edge.marker == "of")


def _neighbours(reading: Reading, head: int, slot: Slot) -> tuple[int, ...]:
    """Where a parser may hang a phrase that belongs to a word: the object of a verb, or the verb of an object.

    A phrase with "by" under a verb is that verb's own agent: "the attack was repelled by the army". Whom a deed was blamed on it
    was not done to.
    """
    view = reading.view
    if view.is_verb(head):
        return tuple(edge.dependent for edge in view.edges(head, "object"))
    edge = view.up(head)
    blaming = {m.head for m in reading.matches if m.entry.has("isBlame")}
    if edge is not None and edge.head in blaming and head not in blaming:
        return ()
    is_open = edge is not None and edge.role in ("object", "passive subject") and "by" not in slot.markers
    if edge is not None and edge.role == "subject" and view.is_verb(edge.head):
        is_open = "by" not in slot.markers and not view.edges(edge.head, "object")  # "fighting erupted between X and Y"
    return (edge.head,) if edge is not None and is_open else ()


def _hold_event(reading: Reading, objects: Iterable[int], events: frozenset[int]) -> bool:
    return any(reading.content(token) in events for token in objects)


def _events_before(reading: Reading, head: int, events: frozenset[int]) -> list[int]:
    """The event a reduced participle hangs on, by order: parsers often miss which noun "…, followed by …" belongs to."""
    edge = reading.view.up(head)
    if edge is not None and edge.role == "relative" and edge.head in events:
        return [
            edge.head
        ]  # "an attack that X claimed the following day", a day that a parser takes for what was claimed
    if (
        edge is None
        or edge.role not in ("participle", "adverbial")
        or reading.view.tokens[head].tag not in ("VBN", "VBD")
    ):
        return []
    return sorted(event for event in events if event < head)[-1:]


def _name_before(reading: Reading, match: Match, slot: Slot) -> tuple[int, ...]:
    """ "Men from the Front headed by X": the name right before a participle, not the noun that the name hangs on."""
    edge = reading.view.up(match.head)
    if edge is not None and edge.role == "adverbial" and slot.takes:
        return _parted_name_before(reading, match, slot)
    if edge is None or edge.role != "participle" or not slot.takes or edge.dependent < edge.head:
        return ()
    span = reading.view.tokens[match.head - 1].span
    before = next((m for m in reading.mentions.values() if m.kind == "name" and m.span.end == span.end), None)
    if before is None or before.head == edge.head or not reading.is_a(before, slot.takes):
        return ()
    noun = reading.mentions.get(edge.head)
    is_one = reading.view.tokens[edge.head].tag != "NNS"  # "a faction of the Front headed by X"
    return () if noun is not None and is_one and reading.is_a(noun, slot.takes) else (before.head,)


def _parted_name_before(reading: Reading, match: Match, slot: Slot) -> tuple[int, ...]:
    """ "Carried out by the Front (FLR), led by X": the body right before the comma, where a parser hangs "led" on the verb."""
    tokens, end = reading.view.tokens, match.head - 1
    if tokens[match.head].tag != "VBN" or end < 1 or tokens[end].text != ",":
        return ()
    end -= 1
    if end > 2 and tokens[end].tag == "-RRB-" and tokens[end - 2].tag == "-LRB-":
        end -= 3
    span = tokens[end].span
    before = next((m for m in reading.mentions.values() if m.kind == "name" and m.span.end == span.end), None)
    return (before.head,) if before is not None and reading.is_a(before, slot.takes) else ()


def _objects(reading: Reading, match: Match) -> tuple[int, ...]:
    """The objects of a verb; the fixed noun of a verb phrase ("open fire") is not one, unless a slot asks for it."""
    objects = reading.view.objects(match.head) if reading.view.is_verb(match.head) else ()
    objects = objects or _objects_of_particle(reading.view, match) or _told_of(reading, match)
    names_its_object = any(s.function == "object" and s.markers for f in match.entry.frames for s in f.slots)
    return objects if names_its_object else tuple(o for o in objects if o not in match.tokens)


def _objects_of_particle(view: View, match: Match) -> tuple[int, ...]:
    """ "Fought off X": what a parser hangs under the particle of a verb phrase, taking that for a preposition."""
    if match.entry.pos != "verb" or len(match.tokens) == 1 or view.is_passive(match.head):
        return ()
    last = match.tokens[-1]
    if view.tokens[last].pos == "VERB" and (own := view.first(last, "object")) is not None:
        return view.conjuncts(own)  # "set ablaze a house", with a verb in it for the parser
    case = view.up(last)
    phrase = view.up(case.head) if case is not None and case.role == "case" else None
    if case is None or phrase is None or phrase.role != "oblique" or phrase.head != match.head:
        return ()
    return view.conjuncts(case.head) if last < case.head else ()


def _told_of(reading: Reading, match: Match) -> tuple[int, ...]:
    """ "The guard he commanded": a tie whose verb has a subject and no object is said of the noun that it hangs on."""
    view, edge = reading.view, reading.view.up(match.head)
    is_tie = all(name[:1].islower() for name in match.entry.denotes)
    if not is_tie or edge is None or edge.role != "relative" or view.first(match.head, "subject") is None:
        return ()
    words = {view.tokens[e.dependent].tag for e in view.edges(match.head)}
    own = view.first(match.head, "subject")
    is_relative = own is not None and view.tokens[own].tag in ("WDT", "WP")
    return () if is_relative or "WRB" in words or view.is_passive(match.head) else (edge.head,)


def _predicate_subjects(reading: Reading, head: int) -> tuple[int, ...]:
    """ "20 people were dead", "left 20 dead", "soldiers loyal to X": whom an adjective says something of."""
    view = reading.view
    own = view.first(head, "subject")
    if own is not None:
        return view.conjuncts(own)
    edge = view.up(head)
    if edge is None:
        return ()
    if edge.role in ("open clause", "adverbial") and view.is_verb(edge.head):
        return view.objects(edge.head)
    is_with = (edge.role, edge.marker) == ("nominal", "with")  # "militants with links to X"
    if edge.role in ("modifier", "participle", "relative") or is_with:
        return (edge.head,)
    if edge.role in ("nominal", "apposition") and edge.marker in ("at", "in", "under"):
        return view.conjuncts(edge.head)  # "X and Y, at war with each other"
    if edge.role == "object" and view.edges(head, "number"):
        return (head,)
    return ()


def _is_of_other_noun(reading: Reading, match: Match, token: int, slot: Slot) -> bool:
    """A phrase with "of" belongs to the noun right before it: "the attack on the town of X" is not an attack of X."""
    edge = reading.view.up(token)
    return slot.markers == {"of"} and edge is not None and edge.role == "nominal" and edge.head not in match.tokens


def _is_introduced(reading: Reading, head: int, markers: frozenset[str]) -> bool:
    """Whether a word stands under one of the prepositions that a slot names: "with" it, "under" it, "subject to" it."""
    if not markers:
        return True
    view = reading.view
    cases = {view.tokens[edge.dependent].text.lower() for edge in view.edges(head, "case")}
    edge = view.up(head)
    above = "" if edge is None else view.tokens[edge.head].text.lower()
    return not markers.isdisjoint(cases | {f"{above} {case}" for case in cases})


def _clause_actors(reading: Reading, head: int, slot: Slot) -> list[int]:
    """Whose doing the clause is about: the nearest actor before the word that is a subject or a possessor, with its list.

    Where none stands before, the subject of the verb that follows: "with the help of X, the army …".
    """
    view = reading.view
    if slot.markers and (told := _predicate_subjects(reading, head)):
        return list(told)  # "a company that is under sanctions"
    found = [
        token
        for token, mention in reading.mentions.items()
        if token < head
        and reading.is_a(mention, slot.takes)
        and mention.kind != "pronoun"
        and (edge := view.up(token)) is not None
        and edge.role in ("subject", "passive subject", "possessor")
        and not (slot.markers and edge.head == head)  # "on the army's side": whoever is on it
    ]
    verb = next((edge.head for edge in view.ancestors(head) if view.is_verb(edge.head)), None)
    if found and slot.markers and verb is not None and view.up(found[-1]).head == verb and _is_done_for(verb, reading):  # type: ignore[union-attr]
        return list(view.agents(verb))
    if found:
        return [token for token in view.conjuncts(found[-1]) if token < head]
    return [] if verb is None else list(view.objects(verb) if view.is_passive(verb) else view.subjects(verb))


def _is_done_for(verb: int, reading: Reading) -> bool:
    """ "They were beaten back with the help of X": whether a passive verb tells of a blow, which nobody helps them to."""
    is_a = reading.knowledge.ontology.is_a
    told = [kind for match in reading.matches if match.head == verb for kind in match.entry.denotes]
    is_blow = any(kind in ("opposes", "deposed") or is_a(kind, "Attack", "Battle", "SeizureOfPower") for kind in told)
    is_blow |= any(match.head == verb and match.entry.status == "attempted" for match in reading.matches)
    helpers = {reading.view.tokens[e.dependent].text.lower() for e in reading.view.edges(verb, "auxiliary")}
    is_helped = reading.view.tokens[verb].tag == "VBN" and not helpers.isdisjoint({"was", "were", "been", "is", "are"})
    return is_blow and (is_helped or reading.view.is_passive(verb))


def _demonym_mention(token: int, reading: Reading) -> Mention | None:
    """ "Russian" in "Russian support": Russia, by way of its demonym."""
    word = reading.view.tokens[token]
    gazetteer = reading.knowledge.gazetteer
    code = gazetteer.demonyms.get(word.text)
    key = gazetteer.country_key(code) if code else None
    if code is None or key is None:
        return None
    return Mention(
        word.span,
        word.text,
        gazetteer.by_key[key].label,
        "name",
        "Country",
        reading.sentence.index,
        token,
        code,
        (key,),
    )


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
    for hit in reading.knowledge.gazetteer.named(word.text):
        return Mention(
            word.span, word.text, word.text, "name", hit.type, reading.sentence.index, token, hit.country, (hit.key,)
        )
    return None
