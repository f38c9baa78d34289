"""Slots of frames: at which tokens of a sentence those stand that a word's frame asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.clausal import FUNCTIONS as CLAUSAL
from kg.extract.clausal import SAYING, announcers_of, in_clause
from kg.extract.demonyms import demonym_at
from kg.extract.doers import is_means
from kg.extract.reading import Reading
from kg.extract.triggers import Match
from kg.knowledge.lexicon import Slot
from kg.text.repairs.constructions import LADEN
from kg.text.syntax import View


def candidates(slot: Slot, match: Match, reading: Reading, events: frozenset[int]) -> Iterable[int]:
    """Return the tokens at which a slot of a word may be filled; `events` are the tokens that tell of an event."""
    view, head = reading.view, match.head
    match slot.function:
        case "subject":
            if not view.is_verb(head):
                return _predicate_subjects(reading, head)
            own = tuple(_who(subject, reading) for subject in _purposers(reading, slot, head) or view.subjects(head))
            if slot.markers:
                return [one for one in own if _is_one_of(reading.content(one), slot.markers, reading)]
            return (
                _triers(reading, head)
                or own
                or _agents_behind(reading, head)
                or _announcers(reading, match, slot)
                or _holders(reading, match)
            )
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
            if (piped := _pied_piped(match, slot, reading)) is not None:
                return [piped]
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
                if word in match.tokens or t > head or _is_done_to(word, reading)
            }
            if "by" in slot.markers and "perpetrator" in slot.roles:
                found |= dict.fromkeys(_doers_behind(reading, head))
            if "Event" in slot.takes and not _hold_event(reading, found, events):
                # "Owned up to the bomb that killed ten": the killing.
                told = [e.dependent for t in found for e in view.edges(t, "relative") if e.dependent in events]
                found |= dict.fromkeys(told)
            if "outside" in slot.markers:
                found |= dict.fromkeys(before for word in words for before in _in_front(reading, word))
                found |= dict.fromkeys(whole for word in words for whole in _whole_sites(reading, word))
                found |= dict.fromkeys(_where_left(reading, slot, head))
            return [
                t
                for t in sorted(found)
                if not _is_of_other_noun(reading, match, t, slot)
                and not _is_side(reading, t)
                and (not slot.words or _is_one_of(reading.content(t), slot.words, reading))
            ]
        case "possessor":
            # "Suspended Sudan's membership": of a phrase with a verb, whose its object is.
            nouns = (head, *_attempts(reading, head), *_titled(reading, head))
            owned = [reading.content(o) for o in view.objects(head)] if view.is_verb(head) else nouns
            if not owned and set(slot.roles) <= {"subject", "object"}:
                owned = view.subjects(head)  # "their missiles come from Ruritania"
            owners = [edge.dependent for noun in owned for edge in view.edges(noun, "possessor")]
            # "Fiji had its own coup": a state's, and not of whoever was spoken of last.
            is_coup = "perpetrator" in slot.roles and "Coup" in match.entry.denotes
            owners = [t for t in owners if not (is_coup and view.tokens[t].text.lower() == "its")]
            return owners or _owner_before(reading, head)
        case "compound":
            before = [token for token in _modifiers(match, reading) if token < head]
            before = [t for t in before if t not in match.tokens or is_named(t, reading)]
            before = [t for t in before if not _is_own_phrase(t, match, reading) and not _is_opposed(t, view)]
            return before or _name_right_before(reading, match)
        case "demonym":
            # "British, Canadian and American sanctions"
            nations = [t for token in _modifiers(match, reading) for t in view.conjuncts(token)]
            first = min(match.tokens)
            # "Ethiopian Prime Minister X", where a parser hangs the first word on the name.
            is_before = first > 0 and demonym_at(view.tokens, first - 1, reading.knowledge.gazetteer) is not None
            return [*nations, first - 1] if is_before and first - 1 not in nations else nations
        case "itself":
            return [head]
        case function if function in CLAUSAL:
            return in_clause(slot, match, reading)
        case "clause actor":
            return _clause_actors(reading, head, slot) if _is_introduced(reading, head, slot.markers) else ()
        case "next number":
            return [t.index for t in view.tokens if t.index > head and t.pos == "NUM" and _is_of(t.index, slot, view)][
                :1
            ]
    return ()


def may_be_unlisted(slot: Slot) -> bool:
    """Whether a body that no list has may be the end of a tie for which a slot asks for one under arms."""
    # "The mission is mostly made up of Ugandan soldiers"
    return may_be_force(slot) and "Country" not in slot.takes


def may_be_force(slot: Slot) -> bool:
    """Whether a body by a name that ends like a state's force may be the end of a tie for which a slot asks for one under arms."""
    is_end = set(slot.roles) <= {"subject", "object"} and slot.function not in ("compound", "itself")
    return bool(slot.roles) and is_end and "ArmedGroup" in slot.takes and not slot.is_under_arms


_LONGEST_PIPED = 10
"""Tokens from "to which" to the word of its clause that asks for it."""


def _pied_piped(match: Match, slot: Slot, reading: Reading) -> int | None:
    """ "The bloc, to which Ruritania belongs", "of which it is a part": what stands right before, whatever a parser makes of it."""
    tokens, head = reading.view.tokens, match.head
    for token in range(head - 1, max(1, head - _LONGEST_PIPED), -1):
        if tokens[token].pos == "VERB":
            return None
        if tokens[token].text.lower() in _PIPED and tokens[token - 1].text.lower() in slot.markers:
            end = token - 3 if tokens[token - 2].text == "," and token > _FIRST_PIPED else token - 2
            before = [(t, m) for t, m in reading.mentions.items() if m.span.end == tokens[end].span.end]
            named = [t for t, m in before if m.kind == "name"]
            return next(iter(named or [t for t, _ in before]), None)
    return None


_PIPED = frozenset({"which", "whom"})
_FIRST_PIPED = 2

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
    if position < 1 or tokens[position].tag != "POS" or tokens[head].tag not in ("NN", "NNS", "NNP"):
        return []
    owner = tokens[position - 1].span
    return [token for token, m in reading.mentions.items() if m.kind == "name" and m.span.end == owner.end]


def _is_own_phrase(token: int, match: Match, reading: Reading) -> bool:
    """ "Its Yemeni branch": what the noun itself is called is not whose branch it is."""
    mention = reading.mention_at(token)
    return mention is not None and mention.head == match.head and mention.kind == "nominal"


_OPPOSED = frozenset({"anti", "pro", "counter", "non"})


def _is_opposed(token: int, view: View) -> bool:
    """ "An anti-Taliban raid", "a pro-Islamic State attack": of those who are for or against somebody, and not his own."""
    first = token
    while (
        first > 0 and view.tokens[first - 1].tag in ("NNP", "NNPS", "JJ") and view.tokens[first - 1].text[:1].isupper()
    ):
        first -= 1
    return first > 1 and view.tokens[first - 1].text == "-" and view.tokens[first - 2].text.lower() in _OPPOSED


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
    turns = (m for m in reading.matches.at(edge.head) if m.entry.pos == "noun" and m.entry.status)
    return tuple(dict.fromkeys(match.head for match in turns))


def _who(noun: int, reading: Reading) -> int:
    """ "Unseated X in Mali, who had toppled Y": no country is "who"; "the coup in Mali, which toppled Y": the coup did."""
    view = reading.view
    clauses = [edge.dependent for edge in view.edges(noun, "relative")]
    words = {view.tokens[e.dependent].text.lower() for clause in clauses for e in view.edges(clause, "subject")}
    mention, edge = reading.mentions.get(noun), view.up(noun)
    if "who" in words and (mention is None or mention.type == "Thing"):
        return _person_of(noun, reading)
    if mention is None or edge is None or not reading.is_a(mention, ("Place",)):
        return noun
    if edge.role == "oblique" and "who" in words and view.is_verb(edge.head):
        return next((t for t in view.objects(edge.head) if t < noun), noun)
    is_of_deed = any("Coup" in m.entry.denotes for m in reading.matches.at(edge.head))
    is_meant = "who" in words or (is_of_deed and not words.isdisjoint(("which", "that")))
    return edge.head if edge.role == "nominal" and is_meant else noun


def _person_of(noun: int, reading: Reading) -> int:
    """ "The death of X, who headed the band": no death is "who"."""
    of = (edge.dependent for edge in reading.view.edges(noun, "nominal") if edge.marker == "of")
    people = ((token, reading.mentions.get(token)) for token in of)
    return next((t for t, m in people if m is not None and reading.is_a(m, ("Person", "Organization"))), noun)


def _carriers(match: Match, reading: Reading) -> tuple[int, ...]:
    """ "The coup that X led against Y", "a coup mounted against Y": what hangs on the verb is said of the deed."""
    if match.entry.pos != "noun":
        return ()
    supporting = reading.matches.heads("supportVerb")
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
    view, attempts = reading.view, _attempts(reading, verb)
    found = [
        who
        for noun in attempts
        for edge in view.edges(noun, "possessor", "nominal", "agent")
        if edge.role == "possessor" or edge.marker == "by"
        for who in view.conjuncts(edge.dependent)
    ]
    carrying = reading.matches.heads("supportVerb")
    for noun in attempts:
        edge = view.up(noun)
        is_carried = edge is not None and edge.role == "object" and edge.head in carrying
        # "Strafed the palace in an effort to bring down X", "the bid by X": those who do the one try the other.
        is_way = edge is not None and (edge.role, edge.marker) == ("oblique", "in") and not found
        if edge is not None and (is_carried or (is_way and view.is_verb(edge.head))):
            subjects = ((who, reading.mention_at(who)) for who in view.subjects(edge.head))
            found.extend(who for who, m in subjects if is_carried or m is None or not is_means(m, reading))
    return tuple(found)


def _agents_behind(reading: Reading, verb: int) -> tuple[int, ...]:
    """ "Was chased from the palace by the rebels": who did it, for a parser more of the palace."""
    view = reading.view
    if not view.is_passive(verb):
        return ()
    phrases = [e.dependent for e in view.edges(verb, "oblique") if e.dependent > verb]
    by = [e.dependent for phrase in phrases for e in view.edges(phrase, "nominal") if e.marker == "by"]
    return tuple(token for first in by for token in view.conjuncts(first))


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


def _purposers(reading: Reading, slot: Slot, verb: int) -> tuple[int, ...]:
    """ "Soldiers blocked the road to press for bonuses": what is no party has no purpose, though a parser lets the road press."""
    view, edge = reading.view, reading.view.up(verb)
    if edge is None or edge.role != "open clause" or "perpetrator" not in slot.roles or not view.is_verb(edge.head):
        return ()
    controlling = [reading.mention_at(token) for token in view.objects(edge.head)]
    are_things = all(m is not None and reading.is_a(m, ("Place", "Thing", "Facility")) for m in controlling)
    is_purpose = view.tokens[verb].tag == "VB" and bool(controlling) and are_things
    return view.subjects(edge.head) if is_purpose else ()


_ANNOUNCING = frozenset({"announce", "declare", "proclaim"})


def _announcers(reading: Reading, match: Match, slot: Slot) -> tuple[int, ...]:
    """ "Soldiers announced that the president had been removed": of a fall from power, those under arms who proclaim it.

    What they only say may be of others, unless the words ask for men under arms.
    """
    view = reading.view
    if "Coup" not in match.entry.denotes or not view.is_passive(match.head):
        return ()
    words = SAYING if slot.is_under_arms else _ANNOUNCING
    return announcers_of(match.head, reading, words)


def _is_one_of(token: int, words: frozenset[str], reading: Reading) -> bool:
    word, tokens = reading.view.tokens[token], reading.view.tokens
    before = tokens[token - 1].text.lower() if token else ""
    return (
        word.lemma in words or word.text.lower() in words or f"{before} {word.text.lower()}" in words
    )  # "military aid"


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
            wholes = (edge.dependent for edge in view.edges(side, "nominal") if edge.marker == "of")
            yield from (whole for first in wholes for whole in view.conjuncts(first))


_PARTS = frozenset(
    """
    lobby foyer hall courtyard yard entrance exit gate gates door doors doorstep platform compound grounds premises perimeter
    wall walls fence corridor roof basement terrace car-park parking steps forecourt middle centre center heart edge back
    """.split()
)
"""Parts of a site: who strikes there strikes the site."""
_AT_PART = frozenset({"in", "at", "on", "near", "outside", "inside", "into", "against"})


_LEFT = frozenset("abandon bury conceal deposit fix hide leave park place plant put set stand station strap".split())


def _where_left(reading: Reading, slot: Slot, verb: int) -> Iterator[int]:
    """ "A car parked outside the embassy exploded": it went off where it had been left."""
    view = reading.view
    if not view.is_verb(verb):
        return
    for subject in view.subjects(verb):
        for edge in view.edges(subject, "participle"):
            if edge.dependent < verb and view.tokens[edge.dependent].lemma in _LEFT:
                yield from view.prepositional(edge.dependent, slot.markers)


def _whole_sites(reading: Reading, word: int) -> Iterator[int]:
    """ "In the lobby of the hotel", "at the gates of the base": the site."""
    view = reading.view
    for part in view.prepositional(word, _AT_PART):
        if view.tokens[part].text.lower() in _PARTS:
            yield from (edge.dependent for edge in view.edges(part, "nominal") if edge.marker == "of")


def _is_done_to(word: int, reading: Reading) -> bool:
    edge = reading.view.up(word)
    return edge is not None and edge.role == "passive subject"


def _neighbours(reading: Reading, head: int, slot: Slot) -> tuple[int, ...]:
    """Where a parser may hang a phrase that belongs to a word: the object of a verb, or the verb of an object.

    A phrase with "by" under a verb is that verb's own agent: "the attack was repelled by the army". Whom a deed was blamed on it
    was not done to.
    """
    view = reading.view
    if view.is_verb(head):
        # "Arms for the rebels are flown in by X": of a tie, what is said of the noun that it is done to.
        is_end = set(slot.roles) <= {"subject", "object"} and "for" in slot.markers
        nouns = [edge.dependent for edge in view.edges(head, "object", *(("passive subject",) if is_end else ()))]
        # "Drove a car packed with explosives into the gate": where the car went, for a parser where it was packed.
        loaded = [e.dependent for noun in nouns for e in view.edges(noun, "participle") if "into" in slot.markers]
        return (*nouns, *(t for t in loaded if view.tokens[t].text.lower() in LADEN))
    edge = view.up(head)
    if "behind" in slot.markers and (had := _had_behind(reading, head)) is not None:
        return had
    blaming = reading.matches.heads("isBlame")
    if edge is not None and edge.head in blaming and head not in blaming:
        return ()
    is_open = edge is not None and edge.role in ("object", "passive subject") and "by" not in slot.markers
    if edge is not None and edge.role == "subject" and view.is_verb(edge.head):
        # "Fighting erupted between X and Y", "the blast took place in front of X".
        objects = {view.tokens[e.dependent].lemma for e in view.edges(edge.head, "object")}
        is_open = "by" not in slot.markers and objects <= {"place"}
    return (edge.head,) if edge is not None and is_open else ()


def _had_behind(reading: Reading, means: int) -> tuple[int, ...] | None:
    """ "With X's money and Y's rifles behind him", "had X's money and Y's rifles behind him": where the last phrase may hang.

    It is said of each of the means, whichever of them or of the verb above them a parser hangs it on.
    """
    view = reading.view
    listed = view.conjuncts(_first_of_list(reading, means))
    edge = view.up(listed[0])
    is_had = edge is not None and (edge.role == "object" or (edge.role, edge.marker) == ("oblique", "with"))
    return (*listed, edge.head) if edge is not None and is_had else None


def _first_of_list(reading: Reading, token: int) -> int:
    """The first of a list that a noun stands in, with what counts it: "jets and thousands of soldiers", the jets."""
    edge = reading.view.up(token)
    while edge is not None and (edge.role == "conjunct" or reading.content(edge.head) == token):
        token, edge = edge.head, reading.view.up(edge.head)
    return token


def _hold_event(reading: Reading, objects: Iterable[int], events: frozenset[int]) -> bool:
    return any(event_meant(reading.content(token), events, reading) for token in objects)


_SHARE = frozenset({"part", "role", "share", "involvement", "participation", "complicity", "hand"})
"""Nouns for what somebody has in a deed that others did with him."""


def event_meant(noun: int, events: frozenset[int], reading: Reading) -> list[int]:
    """ "The coup", "the coup attempt", "his part in the bombing": the deed that a noun speaks of, none when of no deed."""
    if noun in events:
        return [noun]
    view = reading.view
    if view.tokens[noun].lemma in _SHARE:
        shared = (reading.content(t) for t in view.prepositional(noun, frozenset({"in"})))
        return [event for deed in shared for event in event_meant(deed, events, reading)][:1]
    is_try = any(match.entry.pos == "noun" and match.entry.status for match in reading.matches.at(noun))
    return [e.dependent for e in view.edges(noun, "compound") if e.dependent in events] if is_try else []


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
    """A phrase with "of" belongs to the noun right before it: "the attack on the town of X" is not an attack of X.

    Nor is "the attack on the mayor of X" one on X.
    """
    edge = reading.view.up(token)
    if edge is None or edge.role != "nominal" or edge.head in match.tokens:
        return False
    whose = reading.mentions.get(edge.head)
    is_office = (
        edge.marker == "of" and "target" in slot.roles and whose is not None and reading.is_a(whose, ("Person",))
    )
    return slot.markers == {"of"} or is_office


def _is_introduced(reading: Reading, head: int, markers: frozenset[str]) -> bool:
    """Whether a word stands under one of the prepositions that a slot names: "with" it, "under" it, "subject to" it."""
    if not markers:
        return True
    view = reading.view
    cases = [view.tokens[t].text.lower() for t in sorted(edge.dependent for edge in view.edges(head, "case"))]
    edge = view.up(head)
    above = "" if edge is None else view.tokens[edge.head].text.lower()
    return not markers.isdisjoint({*cases, " ".join(cases), *(f"{above} {case}" for case in cases)})


def _clause_actors(reading: Reading, head: int, slot: Slot) -> list[int]:
    """Whose doing the clause is about: the nearest actor before the word that is a subject or a possessor, with its list.

    Where none stands before, the subject of the verb that follows: "with the help of X, the army …".
    """
    view = reading.view
    if slot.markers and (told := _predicate_subjects(reading, head)):
        return list(told)  # "a company that is under sanctions"
    if slot.markers and "object" in slot.roles and _is_put_there(reading, head):
        return []
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
    if verb is not None and any(view.tokens[e.dependent].tag == "PRP$" for e in view.edges(head, "possessor")):
        # "Helping the army in its fight against X": the army's fight.
        owners = [
            o for o in view.objects(verb) if o < head and (m := reading.mention_at(o)) and reading.is_a(m, slot.takes)
        ]
        if owners and not view.is_passive(verb):
            return owners
    # "Locked in a feud with X" is no help, nor is what somebody is subject to.
    is_helped = bool(slot.markers) and not slot.markers <= _WITHIN and "subject to" not in slot.markers
    if found and is_helped and verb is not None and view.up(found[-1]).head == verb and _is_done_for(verb, reading):  # type: ignore[union-attr]
        return list(view.agents(verb))
    if found:
        return [token for token in view.conjuncts(found[-1]) if token < head]
    return [] if verb is None else list(view.objects(verb) if view.is_passive(verb) else view.subjects(verb))


_WITHIN = frozenset({"in", "into", "at"})
"""Prepositions before a state of things that somebody is in."""


def _is_put_there(reading: Reading, head: int) -> bool:
    """ "Added four officers to its list": whoever puts somebody there is not put there himself; the verb says who is."""
    view, edge = reading.view, reading.view.up(head)
    if edge is None or edge.marker not in ("on", "to"):
        return False
    if edge.role == "nominal":
        edge = view.up(edge.head)
    if edge is None or edge.role not in ("oblique", "object") or not view.is_verb(edge.head):
        return False
    return not view.is_passive(edge.head) and view.first(edge.head, "object") is not None


def _is_done_for(verb: int, reading: Reading) -> bool:
    """ "They were beaten back with the help of X": whether a passive verb tells of a blow, which nobody helps them to."""
    is_a = reading.knowledge.ontology.is_a
    told = [kind for match in reading.matches.at(verb) for kind in match.entry.denotes]
    is_blow = any(kind in ("opposes", "deposed") or is_a(kind, "Attack", "Battle", "SeizureOfPower") for kind in told)
    is_blow |= any(match.entry.status == "attempted" for match in reading.matches.at(verb))
    helpers = {reading.view.tokens[e.dependent].text.lower() for e in reading.view.edges(verb, "auxiliary")}
    is_helped = reading.view.tokens[verb].tag == "VBN" and not helpers.isdisjoint({"was", "were", "been", "is", "are"})
    return is_blow and (is_helped or reading.view.is_passive(verb))


def is_named(token: int, reading: Reading) -> bool:
    """ "Communist Party leader", of a phrase "party leader": the party has a name."""
    mention = reading.mentions.get(token)
    return mention is not None and mention.kind == "name"
