"""What the words of a sentence tell before dates and places are given: each trigger with who fills its frame, the support verbs
that carry it and the tolls that are its own."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from kg.extract.again import may_be_one_more
from kg.extract.arguments import Filler, Filling, fill_frames
from kg.extract.reading import Reading
from kg.extract.standing import is_in_office, is_under_arms
from kg.extract.status import is_of_habit, status_of
from kg.extract.tolls import Toll, count_of, counted_token, is_over_time, one_person, tolls_of
from kg.extract.tolls_by_order import is_right_before, toll_by_order
from kg.extract.triggers import Match
from kg.knowledge.lexicon import Frame
from kg.model import Count
from kg.text.dates import MONTHS, WEEKDAYS

CONTEXT = ("PoliticalEvent", "TransferOfTerritory")
"""Classes of what surrounds the events that coders mark: it explains them, and is never one of them."""


_STATE = frozenset({"power", "state", "nation", "republic", "affair", "country", "government"})
"""Nouns for what those who seize power have power over."""

_TIMES = frozenset((*MONTHS, *WEEKDAYS))

_BY_WAY_OF = frozenset({"in", "at", "by", "through", "via"})
"""Prepositions before the way by which somebody lost power, or before who took it from him."""


@dataclass(frozen=True, slots=True)
class Draft:
    match: Match
    type: str
    fillers: tuple[Filler, ...]
    is_of_standing: bool = False
    """Whether its frame asks for somebody in office or under arms, or a capital: then the words can hardly mean anything else."""
    tolls: tuple[Toll, ...] = ()

    @property
    def weight(self) -> tuple[int, bool]:
        """Of two readings of one word the one with more words is meant, then the one that asks for more."""
        return len(self.match.tokens), self.is_of_standing


def event_class(match: Match, reading: Reading) -> str | None:
    """The event class that an entry denotes, the most specific of several; None when it denotes none."""
    ontology = reading.knowledge.ontology
    return max((name for name in match.entry.denotes if ontology.is_a(name, "Event")), key=ontology.depth, default=None)


def drafts_of(reading: Reading) -> tuple[dict[int, Draft], dict[int, Draft]]:
    """Return what each trigger tells, by its token, and what surrounds that where the same words tell it too.

    Of two entries the one with more words is meant.
    """
    drafts: dict[int, Draft] = {}
    around: dict[int, Draft] = {}
    for match in reading.matches:
        kind = event_class(match, reading)
        if kind is None or _is_other_reading(match, reading) or is_of_habit(match.head, reading):
            continue
        if reading.knowledge.ontology.is_a(kind, "SeizureOfPower") and _is_done_by_civil_means(match.head, reading):
            continue
        if match.entry.has("isSameAgain") and not may_be_one_more(match, reading):
            continue
        filling = fill_frames(match, reading, frozenset())
        if filling is None or (
            match.entry.has("isResult")
            and not _is_outcome_of(match.head, drafts, reading)
            and _is_done_by_no_one(match.head, reading, filling)
        ):
            continue
        if reading.knowledge.ontology.is_a(kind, "Attack") and (
            _is_accident(match.head, reading)
            or _is_into_the_air(match.head, reading)
            or (kind == "Kidnapping" and (_is_of_thing(filling, reading) or _is_into_care(match.head, reading)))
        ):
            continue
        if reading.knowledge.ontology.is_a(kind, "SeizureOfPower") and (
            _is_of_something_else(match, filling, reading)
            or _is_his_own(match, reading)
            or _is_by_strangers(filling)
            or _is_out_of_a_body(match.head, reading)
            or _is_of_civilian(match, filling, reading)
            or _is_reshuffle(match, filling, reading)
        ):
            continue
        layer = around if reading.knowledge.ontology.is_a(kind, *CONTEXT) else drafts
        old = layer.get(match.head)
        is_of_power = not reading.knowledge.ontology.is_a(kind, "Attack", "Battle")  # "Colonel X captured the town"
        is_of_standing = is_of_power and any(
            s.is_of_office or s.is_under_arms or s.is_seat for s in filling.frame.slots
        )
        draft = Draft(match, kind, filling.fillers, is_of_standing)
        is_taken = old is not None and (_takes_people(draft, old, reading) or _tells_more(draft, old))
        if old is None or draft.weight > old.weight or (is_taken and draft.weight == old.weight):
            layer[match.head] = draft
    longest = {**drafts}
    for token, draft in around.items():
        if token not in drafts or len(draft.match.tokens) > len(drafts[token].match.tokens):
            longest[token] = draft
    beside = {token: draft for token, draft in around.items() if longest[token] is not draft}
    return _without_parts(_without_carriers(longest, reading), reading), beside


def _is_his_own(match: Match, reading: Reading) -> bool:
    """ "The president took back his powers": nobody seizes what is said to be his own."""
    view = reading.view
    held = (edge.dependent for word in match.tokens for edge in view.edges(word, "possessor"))
    beside = (edge.dependent for edge in view.edges(match.head, "particle", "adverb"))
    is_back = any(view.tokens[word].text.lower() == "back" for word in beside)
    return (
        is_back
        and view.is_verb(match.head)
        and any(t not in match.tokens and view.tokens[t].tag == "PRP$" for t in held)
    )


def _is_of_thing(filling: Filling, reading: Reading) -> bool:
    """ "Rebels took the town and held it for 11 days": of somebody, nobody says "it"."""
    taken = [f.token for f in filling.fillers if "victim" in f.roles]
    return bool(taken) and all(reading.view.tokens[token].text.lower() == "it" for token in taken)


_CARE = frozenset({"hospital", "clinic", "morgue", "mortuary", "shelter", "safety", "ambulance", "helicopter"})
"""Where people are brought who were hurt, and in what."""


def _is_into_care(verb: int, reading: Reading) -> bool:
    """ "Was taken from her home to hospital": she was brought there, and taken by nobody."""
    view = reading.view
    ways = (e for e in view.edges(verb, "oblique", "agent") if e.marker in ("to", "by", "in"))
    return any(view.tokens[way.dependent].lemma in _CARE for way in ways)


def _takes_people(draft: Draft, old: Draft, reading: Reading) -> bool:
    """ "Carried off 16 pupils": of two words for taking, the one for people tells what was done to people."""
    is_a = reading.knowledge.ontology.is_a
    taken = [f.mention for f in draft.fillers if "victim" in f.roles and f.mention is not None]
    is_of_goods = is_a(old.type, "Robbery") and is_a(draft.type, "Kidnapping")
    return is_of_goods and any(reading.is_a(mention, ("Person", "StateForce")) for mention in taken)


def _tells_more(draft: Draft, old: Draft) -> bool:
    """ "Warplanes struck a hotel": of two readings of one kind, "struck" alone and "struck" something, the latter."""
    told, before = ({f.token for f in one.fillers} for one in (draft, old))
    aims = {f.token for f in draft.fillers if "target" in f.roles}
    return draft.type == old.type and told > before and bool(aims - before)


def _without_parts(drafts: Mapping[int, Draft], reading: Reading) -> dict[int, Draft]:
    """ "Detained the prime minister in a mutiny": what was done in the course of a mutiny or a failed coup is told by its word."""
    found = dict(drafts)
    is_a = reading.knowledge.ontology.is_a
    for token, draft in drafts.items():
        if not draft.is_of_standing or not is_a(draft.type, "SeizureOfPower"):
            continue
        for edge in reading.view.edges(token, "oblique", "nominal"):
            whole = found.get(edge.dependent)
            if edge.marker in ("in", "during") and whole is not None and is_a(whole.type, "Mutiny"):
                roles = {role for filler in whole.fillers for role in filler.roles}
                more = [filler for filler in draft.fillers if roles.isdisjoint(filler.roles)]
                found[edge.dependent] = dataclasses.replace(whole, fillers=(*whole.fillers, *more))
                found.pop(token, None)
    return found


def _without_carriers(drafts: Mapping[int, Draft], reading: Reading) -> dict[int, Draft]:
    """Leave out a verb that may support an event noun where its subject is such a noun: "a blast rocked the town"."""
    supporting = reading.matches.heads("supportVerb")
    carriers = {
        token
        for token in supporting.intersection(drafts)
        if any(reading.content(subject) in drafts for subject in reading.view.subjects(token) if subject != token)
    }
    return {token: draft for token, draft in drafts.items() if token not in carriers}


def _is_done_by_no_one(verb: int, reading: Reading, filling: Filling | None = None) -> bool:
    """ "A fire killed ten": the subject is neither somebody, nor a weapon, nor an event that the lexicon knows.

    `filling` has who did it by the order of the words, where the tree does not.
    """
    if filling is not None and any(filler.mention is not None for filler in filling.in_role("perpetrator")):
        return False
    subjects = [reading.content(s) for s in reading.view.subjects(verb)] if reading.view.is_verb(verb) else []
    events = {match.head for match in reading.matches if event_class(match, reading)}
    named = [m for s in subjects if (m := reading.mention_at(s)) is not None]
    is_known = any(s in events for s in subjects) or any(
        reading.is_a(m, ("Party", "Weapon", "Facility")) or reading.view.tokens[m.head].pos == "ADJ" for m in named
    )
    return bool(named) and not is_known and not any(_is_of_event(subject, events, reading) for subject in subjects)


def _is_outcome_of(verb: int, drafts: Mapping[int, Draft], reading: Reading) -> bool:
    """ "A suitcase exploded, killing two": what came of a deed that the sentence tells, whatever did it."""
    edge = reading.view.up(verb)
    if edge is None or edge.role not in ("adverbial", "conjunct") or edge.head not in drafts:
        return False
    deed = drafts[edge.head]
    is_done = any("weapon" in filler.roles or "perpetrator" in filler.roles for filler in deed.fillers)
    return is_done and not deed.match.entry.has("isResult")


def _is_accident(verb: int, reading: Reading) -> bool:
    """ "Killed in a helicopter crash", "died in the earthquake": what nobody did to anybody."""
    accidents = reading.matches.heads("isAccident")
    if not accidents or not reading.view.is_verb(verb):
        return False
    ways = (e.dependent for e in reading.view.edges(verb, "oblique", "agent") if e.marker in _BY_WAY_OF)
    return not accidents.isdisjoint(ways)


_CLUBS = frozenset(
    "party caucus club congress committee union coalition league bloc chamber team alliance church board federation".split()
)
"""Bodies out of which somebody may be thrown without that he loses a state."""


def _is_out_of_a_body(verb: int, reading: Reading) -> bool:
    """ "Threw their own president out of the party"."""
    edges = reading.view.edges(verb, "oblique")
    outs = (e for e in edges if e.marker.startswith("out"))
    return any(reading.view.tokens[e.dependent].lemma in _CLUBS for e in outs)


def _is_of_civilian(match: Match, filling: Filling, reading: Reading) -> bool:
    """ "Prime Minister X, who took over the government in June": whoever holds a civil office came to it in some other way."""
    if not match.entry.lemma.startswith("take over") or "power" in match.entry.lemma:
        return False
    doers = [f.mention for f in filling.fillers if "perpetrator" in f.roles and f.mention is not None]
    aims = [f.mention for f in filling.fillers if "target" in f.roles and f.mention is not None]
    is_aimed = any(reading.is_a(aim, ("Person",)) for aim in aims)
    heads = [m.head for m in reading.matches.having("isHeadOfGovernment")]
    spans = [doer.span.start - reading.view.tokens[head].span.end for doer in doers for head in heads]
    is_civil = [not is_under_arms(doer, reading) for doer in doers] if any(0 < gap <= 2 for gap in spans) else []
    return bool(is_civil) and all(is_civil) and not is_aimed


_DISMISSING = frozenset({"dismiss", "sack", "fire", "discharge", "remove", "relieve", "replace", "retire", "send"})


def _is_reshuffle(match: Match, filling: Filling, reading: Reading) -> bool:
    """ "General X, the president, dismissed his prime minister": a ruler changes his ministers without a coup."""
    if match.entry.lemma.partition(" ")[0] not in _DISMISSING:
        return False
    doers = [f.mention for f in filling.fillers if "perpetrator" in f.roles and f.mention is not None]
    aims = [f.mention for f in filling.fillers if "target" in f.roles and f.mention is not None]
    heads = [m.head for m in reading.matches.having("isHeadOfGovernment")]
    gaps = [aim.span.start - reading.view.tokens[head].span.end for aim in aims for head in heads]
    is_minister = any(0 < gap <= 2 for gap in gaps) or any(aim.head in heads for aim in aims)
    return is_minister and any(is_in_office(doer, reading) for doer in doers)


def _is_into_the_air(verb: int, reading: Reading) -> bool:
    """ "Emptied their magazines into the air": at nobody."""
    edges = reading.view.edges(verb, "oblique")
    return any(e.marker == "into" and reading.view.tokens[e.dependent].lemma in ("air", "sky") for e in edges)


def _is_of_event(noun: int, events: Set[int], reading: Reading) -> bool:
    """ "An attack on the camp that killed 12": whether a noun stands in the phrase of an event, of which all may be said."""
    edge = reading.view.up(noun)
    while edge is not None and edge.role == "nominal":
        if edge.head in events:
            return True
        edge = reading.view.up(edge.head)
    return False


def _is_done_by_civil_means(token: int, reading: Reading) -> bool:
    """ "Voters ousted the president", "removed by parliament", "toppled in a no-confidence vote": no seizure of power."""
    civil = reading.matches.heads("isCivil")
    if not civil:
        return False
    view = reading.view
    ways = (edge for edge in view.edges(token, "oblique", "nominal") if edge.marker in _BY_WAY_OF)
    doers = view.subjects(token) if view.is_verb(token) else ()
    is_civil = bool(doers) and civil.issuperset(doers)  # not "the army and the police"
    return is_civil or any(civil.issuperset(view.conjuncts(edge.dependent)) for edge in ways)


def _is_of_something_else(match: Match, filling: Filling, reading: Reading) -> bool:
    """ "The army took over the rescue", "took charge of the team": neither the frame nor the phrase accounts for it."""
    view = reading.view
    if not view.is_verb(match.head) or any(slot.function == "object" for slot in filling.frame.slots):
        return False
    objects = (e.dependent for e in view.edges(match.head, "object") if _is_acted_on(e.dependent, match, reading))
    if any(view.subtree(o).isdisjoint(match.tokens) for o in objects):
        return True
    if any("of" in slot.markers for slot in filling.frame.slots):
        return False
    edges = (e for token in match.tokens for e in view.edges(token, "nominal", "oblique") if e.marker == "of")
    return any(e.dependent not in match.tokens and not _is_of_state(e.dependent, reading) for e in edges)


def _is_acted_on(noun: int, match: Match, reading: Reading) -> bool:
    """Whether an object is one: not the day in "to seize power last November", nor whom a parser loses the preposition of in
    "seized power from Prime Minister U Nu"."""
    tokens, first = reading.view.tokens, max(match.tokens) + 1
    is_time = tokens[noun].text.lower() in _TIMES and tokens[noun].tag == "NNP"
    return not is_time and not (first < noun and tokens[first].tag == "IN")


def _is_by_strangers(filling: Filling) -> bool:
    """ "Ruritanian troops seized the capital of X": of a capital that is taken, those who took it for another state."""
    if not any(slot.is_seat for slot in filling.frame.slots):
        return False
    seats = {f.mention.country for f in filling.in_role("place") if f.mention is not None and f.mention.country}
    doers = {f.mention.country for f in filling.in_role("perpetrator") if f.mention is not None and f.mention.country}
    return bool(seats and doers) and seats.isdisjoint(doers)


def _is_of_state(token: int, reading: Reading) -> bool:
    """Whether power over something is power in a state: over the country, the palace, the capital, in the words of a name."""
    mention = reading.mention_at(token)
    if mention is None or mention.type == "Thing":
        return reading.view.tokens[token].lemma in _STATE
    return reading.is_a(mention, ("Country", "Government", "Place", "Junta", "Person", "NewsOrganization", "StateBody"))


def _is_other_reading(match: Match, reading: Reading) -> bool:
    """A word inside a longer expression that names somebody ("coup leader") announces nothing by itself."""
    return any(
        other.entry.names_type and set(match.tokens) < set(other.tokens) and other.entry.names_type != "Thing"
        for other in reading.matches
    )


def support_of(reading: Reading, drafts: Mapping[int, Draft]) -> Iterable[tuple[int, list[Filler]]]:
    """The roles that a support verb hands to the event nouns it carries."""
    heads = frozenset(drafts)
    for match in reading.matches.having("supportVerb"):
        if match.head in heads or _is_not_done(match.head, reading):
            continue
        filling = fill_frames(match, reading, heads)
        if filling is None:
            continue
        for event in filling.in_role("event"):
            if not _carries(filling.frame, drafts[event.token].type, reading):
                continue
            extra = [f for f in filling.fillers if f.mention is not None and f.token != event.token]
            if extra and not _is_negative(extra, reading):
                yield event.token, extra


def _is_not_done(verb: int, reading: Reading) -> bool:
    """ "Did not take part in the attack", "denied taking part in it": who is said to have had no share."""
    edge = reading.view.up(verb)
    is_denied = edge is not None and edge.role in ("clause", "open clause") and status_of(verb, reading) == "denied"
    return is_denied or reading.view.is_negated(verb)


def _carries(frame: Frame, kind: str, reading: Reading) -> bool:
    """Whether a support verb takes events of a class: one comes to power in a coup, and not in an attack."""
    slots = [slot for slot in frame.slots if "event" in slot.roles]
    return all(reading.knowledge.ontology.is_a(kind, name) for slot in slots for name in slot.takes)


def _is_negative(fillers: Sequence[Filler], reading: Reading) -> bool:
    """ "No group claimed the attack", "no group has said it was responsible" name nobody."""
    here = (f.mention.head for f in fillers if f.mention is not None and f.mention.sentence == reading.sentence.index)
    return any(reading.view.is_negated(token) for token in (*(f.token for f in fillers), *here) if token >= 0)


def give_tolls(drafts: dict[int, Draft], reading: Reading) -> tuple[Toll, ...]:
    """Give every toll of the sentence to its event; return those that have none here."""
    loose = []
    for token, draft in list(drafts.items()):
        told = tolls_of(draft.fillers, token, reading)
        own = [toll for toll in told if not is_over_time(toll, reading)]
        if told and not own and draft.match.entry.has("isResult"):
            del drafts[token]  # what is told is a sum over months
        for toll in own:
            _add_toll(drafts, token, toll)
    for match in reading.matches:
        is_outcome = match.entry.has("isResult") and reading.view.tokens[match.head].tag == "VBG"
        if not (match.entry.has("countsOnly") or is_outcome) or match.head in drafts:
            continue
        if match.entry.pos != "verb" and reading.view.is_verb(match.head) and reading.view.edges(match.head, "object"):
            continue  # "wounded his driver": who did it is not wounded
        filling = fill_frames(match, reading, frozenset(drafts))
        if filling is None or _is_superseded(match.head, reading):
            continue
        for toll in tolls_of(filling.fillers, match.head, reading):
            owner = _owner(match.head, drafts, reading)
            if is_over_time(toll, reading):
                continue
            if is_outcome and owner is not None and not _is_apart(match.head, owner, reading):
                continue
            if owner is None:
                loose.append(toll)
            else:
                _add_toll(drafts, owner, toll)
    _by_order(drafts, loose, reading)
    _count_ones(drafts, reading)
    return (*loose, *_shot(drafts, loose, reading))


def _count_ones(drafts: dict[int, Draft], reading: Reading) -> None:
    """ "Killing Brigadier X and wounding four", "X died and four were wounded": he is one, where the others are counted."""
    counted = {t.trigger for draft in drafts.values() for t in draft.tolls if t.count is not None}
    for token, draft in drafts.items():
        ones = {id(t): one for t in draft.tolls if (one := _one_beside(t, counted, reading)) is not None}
        if ones:
            tolls = (dataclasses.replace(t, count=ones.get(id(t), t.count)) for t in draft.tolls)
            drafts[token] = dataclasses.replace(draft, tolls=tuple(tolls))


def _one_beside(toll: Toll, counted: Set[int], reading: Reading) -> Count | None:
    """The one whom a toll tells without a number, where a verb that is joined to its own has a toll with one."""
    if toll.count is not None or toll.kind != "killed" or len(toll.victims) != 1:
        return None
    joined = set(reading.view.conjuncts(toll.trigger)) - {toll.trigger}
    return one_person(toll.victims[0], reading) if joined & counted else None


def _shot(drafts: Mapping[int, Draft], loose: Sequence[Toll], reading: Reading) -> Iterator[Toll]:
    """ "Police shot 48 of their neighbours": how many were shot, where the sentence counts neither dead nor wounded."""
    if any(toll.count is not None for toll in (*loose, *(t for draft in drafts.values() for t in draft.tolls))):
        return
    deadly = {match.head for match in reading.matches if match.entry.has("mostlyKills")}
    for token in deadly.intersection(drafts):
        aims = (f for f in drafts[token].fillers if "target" in f.roles)
        hit = [
            f for f in aims if (edge := reading.view.up(f.token)) is None or edge.role != "oblique"
        ]  # not "shot at 20"
        told = [
            (filler, count)
            for filler in hit
            if (count := count_of(counted_token(filler, reading), reading)) is not None
        ]
        several = [(filler, count) for filler, count in told if count.minimum > 1]
        if len(several) == 1:
            (filler, count), deed = several[0], reading.view.tokens[token].span
            yield Toll("killed", count, token, (filler,), parts=(count,), deed=deed)


def _by_order(drafts: dict[int, Draft], loose: list[Toll], reading: Reading) -> None:
    """Take what words count of which the tree tells no number, or another than stands right before them."""
    for match in reading.matches:
        is_counting = match.entry.has("countsOnly") or match.entry.has("isResult") or match.head in drafts
        if not is_counting or _is_superseded(match.head, reading):
            continue
        toll = toll_by_order(match, reading)
        if toll is None or is_over_time(toll, reading):
            continue
        if match.head not in drafts and match.entry.has("isResult") and _is_done_by_no_one(match.head, reading):
            continue
        every = (*loose, *(t for draft in drafts.values() for t in draft.tolls))
        same = [t for t in every if t.trigger in match.tokens and t.kind == toll.kind and t.count is not None]
        if any(_is_told(toll, other) for other in every) or (same and not is_right_before(toll, reading)):
            continue
        loose[:] = [t for t in loose if t not in same]
        for token, draft in drafts.items():
            drafts[token] = dataclasses.replace(draft, tolls=tuple(t for t in draft.tolls if t not in same))
        owner = match.head if match.head in drafts else _owner(match.head, drafts, reading)
        if owner is None:
            loose.append(toll)
        else:
            _add_toll(drafts, owner, toll)


def _is_told(toll: Toll, other: Toll) -> bool:
    """Whether the same number has been counted already."""
    return other.count is not None and toll.count is not None and other.count.span.overlaps(toll.count.span)


_SUPERSEDED = frozenset({"earlier", "previous", "initial"})


def _is_superseded(word: int, reading: Reading) -> bool:
    """ "An earlier toll put the number of dead at 10": what is no longer true."""
    view = reading.view
    nouns = [word, *view.subjects(view.clause(word))]
    below = (view.tokens[e.dependent].text.lower() for noun in nouns for e in view.edges(noun, "modifier"))
    return not _SUPERSEDED.isdisjoint(below)


def _is_apart(outcome: int, owner: int, reading: Reading) -> bool:
    """Whether "…, killing 61" has another subject by the tree than what it is said of: "a storm hit the town, killing 12"
    is no deed, and "a missile hit the station as thousands were waiting, killing 61" only hung wrongly."""
    return set(reading.view.subjects(outcome)).isdisjoint(reading.view.subjects(owner))


def _add_toll(drafts: dict[int, Draft], token: int, toll: Toll) -> None:
    drafts[token] = dataclasses.replace(drafts[token], tolls=(*drafts[token].tolls, toll))


def _owner(token: int, drafts: Mapping[int, Draft], reading: Reading) -> int | None:
    """The event nearest to a counting word: one in a clause below it ("died when a bomb went off"), else the nearest."""
    if not drafts:
        return None
    view = reading.view
    inside = [
        e.dependent for e in view.edges(token, "oblique") if e.marker in ("in", "during") and e.dependent in drafts
    ]
    if inside:
        return inside[0]  # "died in a firefight after rebels had crept up"
    below = {
        event
        for edge in view.edges(token, "adverbial")
        for event in view.subtree(edge.dependent)
        if event in drafts and not any(t.text == ";" for t in view.tokens[min(token, event) : max(token, event)])
    }
    path = [token, *(edge.head for edge in view.ancestors(token))]

    def distance(event: int) -> tuple[int, int]:
        up = [event, *(edge.head for edge in view.ancestors(event))]
        common = next((node for node in path if node in up), None)
        steps = path.index(common) + up.index(common) if common is not None else 99
        return steps, abs(event - token)

    return min(sorted(below or drafts), key=distance)


def is_modifier(token: int, reading: Reading) -> bool:
    """An event noun before another noun ("coup leader"), unless that noun turns its status ("coup attempt")."""
    edge = reading.view.up(token)
    if edge is None or edge.role != "compound":
        return False
    return not any(m.entry.status or event_class(m, reading) for m in reading.matches.at(edge.head))
