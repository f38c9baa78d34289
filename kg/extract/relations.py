"""Ties between actors, and between events and others, as the frames of the lexicon read them out of one sentence."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product

from kg.extract.alliances import read_alliances
from kg.extract.arguments import Filler, Filling, fill_frames
from kg.extract.bearers import are_alike, named_beside, one_of_many, title_bearer
from kg.extract.bodies import with_bodies
from kg.extract.claims import number_told_before, read_own_claims, spoken_for
from kg.extract.dated import Dated
from kg.extract.described import examples
from kg.extract.doers import leaders_of
from kg.extract.events import SentenceEvents
from kg.extract.gapped import passive_halves, told_in_turn
from kg.extract.heirs import read_heirs
from kg.extract.joined import read_joined
from kg.extract.names_before import named_before
from kg.extract.offices import STATES_OF_OFFICE, read_offices
from kg.extract.reading import Reading
from kg.extract.sources import sources_of
from kg.extract.standing import is_bygone, is_in_office, is_public_figure, ruler_of
from kg.extract.status import status_of
from kg.extract.successions import read_successions
from kg.extract.ties import CLAIMED, DEPOSED, LEADS, MEMBER, OPPOSES, RULES, RelationMention, has_name
from kg.extract.times import nearest_dates
from kg.extract.triggers import Match
from kg.knowledge.lexicon import Frame
from kg.model import DateRange, EventMention, Mention


def read_relations(
    reading: Reading, events: SentenceEvents, dates: Sequence[Dated] = ()
) -> tuple[RelationMention, ...]:
    """Return the relations of a sentence, in the order of the words that announce them."""
    reading = with_bodies(reading)
    heads = frozenset(events.by_token)
    found: list[RelationMention] = []
    for match in reading.matches:
        for kind in match.entry.denotes:
            if kind in reading.knowledge.ontology.relations:
                told = [*_relations(match, kind, reading, events, heads)]
                when = _when(match, reading, dates) if told else None
                found.extend(dataclasses.replace(relation, date=when) for relation in told)
                found.extend(_in_turn(match, told, reading, dates))
        found.extend(read_offices(match, reading))
    found.extend(read_joined(reading))
    if found or events.mentions:
        found.extend(
            read_alliances(reading)
        )  # no word announces them: they are read where a sentence tells something else
    found.extend(_deputies(found, reading))
    found.extend([*_as_do_others(found, reading)])
    found.extend([*read_heirs(found, reading)])
    found.extend(read_own_claims(reading, events))
    found.extend(read_successions(reading, events))
    return tuple(_without_leaders(found))


def _as_do_others(found: Sequence[RelationMention], reading: Reading) -> Iterator[RelationMention]:
    """ "X supports the rebels with arms, as does Y": what a verb tells of its subject is told of another, too."""
    view = reading.view
    for token in view.tokens:
        edge = view.up(token.index) if token.text.lower() in _DOING_SO else None
        if edge is None or edge.role != "adverbial" or not view.is_verb(edge.head):
            continue
        words = {view.tokens[e.dependent].text.lower() for e in view.edges(token.index, "mark", "adverb")}
        others = [m for t in view.subjects(token.index) if (m := reading.mention_at(t)) is not None]
        if "as" not in words or view.is_negated(token.index):
            continue
        for tie in found:
            if tie.span.covers(view.tokens[edge.head].span) and isinstance(tie.subject, Mention):
                yield from (dataclasses.replace(tie, subject=other) for other in others if other.kind == "name")


_DOING_SO = frozenset({"do", "does", "did"})


def _deputies(found: Sequence[RelationMention], reading: Reading) -> Iterator[RelationMention]:
    """ "Front leader X's deputy, Y", "Y, a lieutenant of Front chief X": whoever is next to a leader is of what that one leads."""
    led = {id(tie.subject): tie for tie in found if tie.type == LEADS}
    for match in reading.matches.having("isDeputy"):
        edges = reading.view.edges(match.head, "possessor", "nominal")
        owners = [e.dependent for e in edges if e.role == "possessor" or e.marker in ("of", "to")]
        owners = [token for token in owners if reading.view.tokens[token].pos != "PRON"]
        for superior in (m for token in owners if (m := reading.mention_at(token)) is not None):
            tie, deputy = led.get(id(superior)), title_bearer(match.head, reading)
            if tie is not None and deputy is not None and deputy is not superior and reading.is_a(deputy, ("Person",)):
                yield dataclasses.replace(tie, type=MEMBER, subject=deputy, span=reading.span_of(match), frame="")


def _without_leaders(relations: Sequence[RelationMention]) -> Iterator[RelationMention]:
    """Leave out what is said of a group and, by a list that is none, of its leader too: "claimed by X, whose leader, Y, …".

    So is what is done to a group: "at odds with X, whose leader, Y, …".
    """
    led = {(r.subject, r.object) for r in relations if r.type == LEADS}
    told = {(r.type, r.span, r.subject) for r in relations}
    told_of = {(r.type, r.span, r.object) for r in relations}
    for relation in relations:
        is_too = any(
            (relation.type, relation.span, group) in ends
            for end, ends in ((relation.subject, told), (relation.object, told_of))
            for leader, group in led
            if leader is end
        )
        if relation.type == LEADS or not is_too:
            yield relation


def _in_turn(
    match: Match, told: Sequence[RelationMention], reading: Reading, dates: Sequence[Dated]
) -> Iterator[RelationMention]:
    """ "The soldiers left X in 2022 and Y in 2023", "left X in May and the others in June": the ties of the second half."""
    if not told or not reading.view.is_verb(match.head):
        return
    frames = {frame.id: frame for frame in match.entry.frames}
    is_act = any(reading.knowledge.ontology.is_a(kind, "Event") for kind in match.entry.denotes)
    for mention, day in told_in_turn(match.head, reading):
        date = next((d.date for d in dates if d.date.span.overlaps(day.span)), None) if is_act else None
        for tie in told:
            frame = frames.get(tie.frame)
            end = None if frame is None else _end_that_takes(mention, frame, reading)
            if end is not None and mention not in (tie.subject, tie.object):
                other = {end: mention}
                yield dataclasses.replace(tie, date=date, **other)  # type: ignore[arg-type]


def _end_that_takes(mention: Mention, frame: Frame, reading: Reading) -> str | None:
    """Which end of a tie somebody may be by the classes that the slots of its frame take, what it is done to first."""
    takes = {role: slot.takes for slot in frame.slots for role in slot.roles if slot.takes}
    return next((role for role in ("object", "subject") if role in takes and reading.is_a(mention, takes[role])), None)


def _when(match: Match, reading: Reading, dates: Sequence[Dated]) -> DateRange | None:
    """When a tie began or was made: "since 2021" for what lasts, any date for an act such as a withdrawal.

    "Led the group in 2012" says neither when it began nor when it ended.
    """
    if not reading.view.is_verb(match.head):
        return None  # "since 2021" dates the verb of its clause, not "the junta in Mali" inside it
    is_act = any(reading.knowledge.ontology.is_a(kind, "Event") for kind in match.entry.denotes)
    found, is_borrowed = nearest_dates(match.head, (), reading, dates)
    date = found[0] if found and not is_borrowed else None
    if date is None or date.first is None or (date.last is not None and not is_act):
        return None
    return date


def _relations(
    match: Match, kind: str, reading: Reading, events: SentenceEvents, heads: frozenset[int]
) -> Iterator[RelationMention]:
    dead = _DEAD if kind == LEADS else frozenset()
    is_past = _was_once(match, reading) if match.entry.pos == "verb" else is_bygone(match, reading, dead)
    above = reading.view.up(match.head)
    # "Then headed by X", "once run by X": who leads a body is told of the past as well.
    is_past &= kind != LEADS or match.entry.pos != "verb" or above is None or above.role != "participle"
    if _speaks_of_another(match, reading) or (is_past and not match.entry.has("isOffice")):
        return
    before = min(match.tokens) - 1
    if kind == LEADS and before >= 0 and reading.view.tokens[before].text.lower() == "second":
        return  # "second in command"
    if match.entry.has("isAim") and reading.view.tokens[match.head].tag != "VB":
        return
    edge = reading.view.up(match.head)
    # "X, a leader of Y, is suspected of murder": what he is, nobody suspects.
    is_beside = match.entry.pos == "noun" and edge is not None and edge.role in ("apposition", "title", "compound")
    is_beside |= match.entry.pos == "noun" and kind in _STANDING and not _is_predicate(match.head, reading)
    filling = _filling(match, reading, heads)
    if filling is None and kind != OPPOSES:
        return
    status = "denied" if is_past else "occurred" if is_beside else status_of(match.head, reading)
    if kind == DEPOSED and status == "planned":
        kind = OPPOSES  # "a group that wants to bring down the government"
    if kind == OPPOSES and status in _MEANT:
        status = "occurred"  # whoever has sworn to crush somebody is against him
    if kind == OPPOSES and status == "occurred" and (sides := _each_other(match, reading)):
        yield from _between(sides, match, reading)
        return
    if filling is None or status not in ("occurred", "denied"):
        return
    if kind == RULES and _is_of_topic(filling) and _rules_something_else(match, filling, reading):
        return
    if kind == RULES and _is_called("isOfSome", match.head, reading):
        return  # "Nigerian business leader X"
    if kind == LEADS and _is_one_of_several(match, filling, reading):
        kind = MEMBER
    if kind == LEADS and any(_is_the_government(filler.mention) for filler in filling.in_role("object")):
        yield from _heads_of_government(match, filling, reading)
        return
    is_tenure = kind == RULES and match.entry.has("isTenure")
    if is_tenure and not all(_is_by_name(filler, reading) for filler in filling.in_role("subject")):
        return
    for subject, object_ in _pairs(match, kind, filling, events, reading):
        is_claim = kind == CLAIMED and isinstance(object_, EventMention)
        number = number_told_before(object_.trigger.head, reading) if is_claim else 1  # type: ignore[union-attr]
        yield RelationMention(
            kind,
            subject,
            object_,
            reading.sentence.index,
            reading.span_of(match),
            "" if is_past or (is_tenure and _is_of_topic(filling)) else filling.frame.id,
            "denied" if status == "denied" else "asserted",
            sources_of(match.head, reading),
            match.entry.prior,
            is_of_topic=is_past or _is_of_topic(filling),
            is_of_government=match.entry.has("isHeadOfGovernment") or is_tenure,
            is_told_by_verb=reading.view.is_verb(match.head),
            number=number,
        )


def _rules_something_else(match: Match, filling: Filling, reading: Reading) -> bool:
    """ "X, who has governed the diocese since 2009": not the country that the article is about."""
    told = {*match.tokens, *(filler.token for filler in filling.fillers)}
    objects = reading.view.objects(match.head) if reading.view.is_verb(match.head) else ()
    return any(token not in told and reading.view.tokens[token].pos in ("NOUN", "PROPN") for token in objects)


_DEAD = frozenset({"late", "slain", "then", "exiled"})
"""Words that say when somebody led: "the late founder of the front" as long as he lived, "X, then the army chief" at the time."""

_STANDING = frozenset({LEADS, MEMBER, RULES})
"""Ties that say what somebody is, whatever the clause that he stands in says of him."""


def _is_predicate(noun: int, reading: Reading) -> bool:
    """ "X wants to be the leader", "was named leader": said of somebody by the clause, unlike "a plot against the leader, X"."""
    edge = reading.view.up(noun)
    if edge is None or reading.view.edges(noun, "copula"):
        return True
    if edge.role == "object" and reading.view.edges(noun, "apposition"):
        return False  # "hopes to kill the leader, X"
    return (
        edge.role not in ("subject", "passive subject", "nominal", "oblique", "agent", "possessor")
        or edge.marker == "as"
    )


def _each_other(match: Match, reading: Reading) -> tuple[Mention, ...]:
    """ "X and Y have fought each other", "battle one another for the town": X and Y, who each oppose the other."""
    view = reading.view
    if not view.is_verb(match.head):
        return ()
    below = [e.dependent for e in view.edges(match.head, "object", "oblique")]
    words = [tuple(t.text.lower() for t in view.tokens[i : i + 2]) for t in below for i in (max(t - 1, 0), t)]
    if not any(pair in _RECIPROCAL for pair in words) and not _is_their_war(match.head, reading):
        return ()
    sides = [reading.mention_at(token) for token in view.subjects(match.head)]
    named = [m for m in sides if m is not None and (m.known or m.kind == "name" or reading.is_a(m, ("StateForce",)))]
    return tuple(dict.fromkeys(named)) if len(named) == len(sides) == 2 else ()


def _is_their_war(verb: int, reading: Reading) -> bool:
    """ "X and Y fought a two-year war": with each other, where nobody else is named whom they fought."""
    view = reading.view
    objects = {view.tokens[e.dependent].lemma for e in view.edges(verb, "object")}
    sides = {e.marker for word in (verb, *(e.dependent for e in view.edges(verb, "object"))) for e in view.edges(word)}
    return not objects.isdisjoint(_WARS) and sides.isdisjoint(("with", "against", "on", "alongside", "beside"))


_WARS = frozenset({"war", "battle", "duel"})

_RECIPROCAL = frozenset({("each", "other"), ("one", "another")})


def _between(sides: Sequence[Mention], match: Match, reading: Reading) -> Iterator[RelationMention]:
    """The tie of two who oppose each other."""
    for first, second in combinations(sides, 2):
        if reading.is_a(first, _FIGHTING) and reading.is_a(second, _FIGHTING):
            yield RelationMention(
                OPPOSES, first, second, reading.sentence.index, reading.span_of(match), "", "asserted",
                sources_of(match.head, reading), match.entry.prior,
            )  # fmt: skip


_FIGHTING = (
    "ArmedGroup",
    "StateForce",
    "Government",
    "Junta",
    "Country",
    "Person",
    "PrivateMilitaryCompany",
    "Organization",
)


def _filling(match: Match, reading: Reading, heads: frozenset[int]) -> Filling | None:
    """The frame of a tie with its ends, None where it has none or where it is said of nobody ("no group claimed it")."""
    filling = fill_frames(match, reading, heads)
    if filling is None:
        return None
    filling = _without_later(_with_doer(filling, match, reading), match, reading)
    if reading.view.agents(match.head):  # "trained in Ruritania by the agency": the state is only where it was
        filling = dataclasses.replace(filling, fillers=tuple(f for f in filling.fillers if not _is_where(f, reading)))
    if (halves := passive_halves(match.head, reading)) is not None:
        filling = dataclasses.replace(filling, fillers=tuple(f for f in filling.fillers if f.token < halves[0]))
    is_of_nobody = any(reading.view.is_negated(filler.token) for filler in filling.in_role("subject"))
    negated = [f for f in filling.in_role("object") if _is_but_not(f.token, reading)]
    if is_of_nobody or (negated and len(negated) == len(list(filling.in_role("object")))):
        return None
    return dataclasses.replace(filling, fillers=tuple(f for f in filling.fillers if f not in negated))


def _is_where(filler: Filler, reading: Reading) -> bool:
    edge = reading.view.up(filler.token)
    return "subject" in filler.roles and edge is not None and edge.marker == "in"


def _is_but_not(token: int, reading: Reading) -> bool:
    """ "Confessed to a string of murders, but not to this one"."""
    view = reading.view
    case = view.first(token, "case")
    start = token if case is None or case > token else case
    return start > 1 and [t.text.lower() for t in view.tokens[start - 2 : start]] == ["but", "not"]


def _without_bodies_ruled(
    ends: Sequence[Mention | EventMention | None], reading: Reading
) -> list[Mention | EventMention | None]:
    """ "Toppled the government of X": X was deposed; the government is no other one."""
    people = [end for end in ends if isinstance(end, Mention) and reading.is_a(end, ("Person",))]
    is_body = [
        isinstance(end, Mention) and end.kind == "nominal" and reading.is_a(end, ("Government",)) for end in ends
    ]
    return [end for end, body in zip(ends, is_body, strict=True) if not (people and body)]


def _pairs(
    match: Match, kind: str, filling: Filling, events: SentenceEvents, reading: Reading
) -> Iterator[tuple[Mention | EventMention, Mention | EventMention | None]]:
    """The subjects and objects of a tie, each with each, without those that it cannot be said of."""
    # "Ruritania's army toppled X": the army did, and not the state, which other armies act for.
    subjects = _ends(filling, "subject", events, reading, is_sent=kind != DEPOSED)
    if kind == CLAIMED:
        subjects = [spoken_for(end, reading) if isinstance(end, Mention) else end for end in subjects]
    if kind == DEPOSED:  # "officers under X toppled Y"
        men = [f for f in filling.in_role("subject") if _is_several_men(f, reading)]
        led = [leader for f in men if f.mention is not None for leader in leaders_of(f.token, f.mention, reading)]
        subjects = list(led) or subjects
    objects = _ends(filling, "object", events, reading)
    if kind == DEPOSED and any(_is_several_men(filler, reading) for filler in filling.in_role("object")):
        return  # "soldiers ousted its presidents": nobody whom anybody could name
    if kind == DEPOSED:
        objects = _without_bodies_ruled(objects, reading)
    if not objects and (_expects_event(filling) or _is_of_topic(filling)):
        objects = [None]
    if kind == RULES and len(subjects) == 1 and len(objects) > 1:
        return  # "the presidents of Peru, Chile and Brazil": nobody knows of which
    if kind == OPPOSES and subjects == objects:
        yield from combinations([end for end in subjects if end is not None], 2)  # "X and Y are at war"
        return
    if kind == LEADS and any(_is_of_another_sentence(filler, reading) for filler in filling.in_role("subject")):
        return
    if kind == RULES and len(subjects) == len(objects):  # "the presidents of Peru and Chile, X and Y"
        pairs: Iterable[tuple[Mention | EventMention | None, Mention | EventMention | None]] = zip(
            subjects, objects, strict=True
        )
    else:
        pairs = product(subjects, objects)
    for subject, object_ in pairs:
        if subject is object_ or subject is None or _is_its_own_word(match, subject, reading):
            continue
        if kind != LEADS or _is_under(filling) or not _is_any_army(match, object_, reading):
            yield subject, object_


_GOVERNMENTS = frozenset({"government", "civilian government", "elected government"})


def _is_the_government(mention: Mention | None) -> bool:
    """Whether a noun is a state's government, and no government of some name or kind that people might lead into exile."""
    return mention is not None and mention.type == "Government" and mention.label.lower() in _GOVERNMENTS


def _heads_of_government(match: Match, filling: Filling, reading: Reading) -> Iterator[RelationMention]:
    """ "X, who has led the government since 2006": he rules the country that the article is about."""
    for filler in filling.in_role("subject"):
        if filler.mention is not None:
            yield RelationMention(
                RULES, filler.mention, None, reading.sentence.index, reading.span_of(match), "", "asserted",
                sources_of(match.head, reading), match.entry.prior, is_of_topic=True, is_of_government=True,
            )  # fmt: skip


def _is_by_name(filler: Filler, reading: Reading) -> bool:
    """Whether the name of somebody who holds power stands there: not "his government", nor that of a mayor or "the Republic"."""
    mention = filler.mention
    if mention is None or mention.sentence != reading.sentence.index or reading.view.tokens[filler.token].pos == "PRON":
        return False
    is_lesser = is_public_figure(mention, reading) and not is_in_office(mention, reading)
    return mention.kind == "name" and not is_lesser and mention.label.lower() not in STATES_OF_OFFICE


def _is_several_men(filler: Filler, reading: Reading) -> bool:
    is_plural = reading.view.tokens[reading.content(filler.token)].tag == "NNS"
    return filler.mention is not None and filler.mention.kind == "nominal" and is_plural


def _was_once(match: Match, reading: Reading) -> bool:
    """ "Once ruled by France": no more; "its outgoing government listed them" says nothing of the kind."""
    beside = {edge.dependent for edge in reading.view.edges(match.head, "adverb", "mark")}
    return any(other.head in beside for other in reading.matches.having("isBygone"))


_MEANT = frozenset({"planned", "threatened", "attempted"})
"""Statuses of what somebody means to do."""


def _is_one_of_several(match: Match, filling: Filling, reading: Reading) -> bool:
    """ "A commander of the Front", "a senior Front commander", "one of its leaders": one of them, and not its head.

    A commander before whose name only an armed group stands ("Front commander X") may be any of its commanders.
    """
    if match.entry.pos != "noun":
        return False
    articles = {reading.view.tokens[e.dependent].text.lower() for e in reading.view.edges(match.head, "determiner")}
    is_lesser = _is_called("isLesser", match.head, reading)
    led = [filler.mention for filler in filling.in_role("object") if filler.mention is not None]
    is_title = match.entry.has("isOneOfSeveral") and not articles and _is_compound(filling)
    is_any = is_title and all(reading.is_a(m, ("ArmedGroup",)) or m.type == "Organization" for m in led)
    return bool(articles & {"a", "an"}) or is_lesser or is_any or one_of_many(match.head, reading) is not None


def _is_called(flag: str, noun: int, reading: Reading) -> bool:
    """Whether a word of some kind says what sort of leader somebody is."""
    words = {edge.dependent for edge in reading.view.edges(noun, "modifier", "compound", "title")}
    return any(match.head in words for match in reading.matches.having(flag))


def _is_compound(filling: Filling) -> bool:
    """Whether a body stands before its noun as part of it: "Front commander"."""
    return any(slot.function == "compound" for slot in filling.frame.slots)


def _is_of_topic(filling: Filling) -> bool:
    """Whether a frame asks for no object: "the junta" is that of the country which the article is about."""
    return bool(filling.frame.slots) and not any("object" in slot.roles for slot in filling.frame.slots)


def _is_its_own_word(match: Match, subject: Mention | EventMention, reading: Reading) -> bool:
    """ "Al-Qaeda's branch" alone says of nobody that he is a branch; an office or a junta is somebody all the same."""
    if not isinstance(subject, Mention) or subject.kind == "name" or subject.known or subject.head != match.head:
        return False
    return subject.sentence == reading.sentence.index and not reading.is_a(
        subject, ("Person", "Junta", "Government", "StateForce")
    )


def _is_under(filling: Filling) -> bool:
    """ "The army under General X": whoever else has it, X leads it."""
    bodies = [filler.mention for filler in filling.in_role("object")]
    is_definite = all(m is not None and m.is_definite for m in bodies)
    return is_definite and any("under" in slot.markers for slot in filling.frame.slots)


def _is_any_army(match: Match, object_: Mention | EventMention | None, reading: Reading) -> bool:
    """ "His army" may be that of his state; "the Libyan army under X" and "his militia" he leads."""
    is_own_word = isinstance(object_, Mention) and object_.head == match.head and not has_name(object_)
    if not is_own_word or not isinstance(object_, Mention):
        return False
    is_band = reading.view.tokens[object_.head].lemma in _FACTIONS or reading.is_a(object_, ("ArmedGroup", "Junta"))
    return object_.country is None and not object_.known and not is_band


def _is_of_another_sentence(filler: Filler, reading: Reading) -> bool:
    """ "His Free Army": of somebody told of before, and nobody knows of whom."""
    is_own = reading.view.tokens[filler.token].tag == "PRP$"
    return is_own and filler.mention is not None and filler.mention.sentence != reading.sentence.index


def _speaks_of_another(match: Match, reading: Reading) -> bool:
    """ "The army said JNIM was responsible": a phrase whose last word has a subject of its own is said of that one."""
    if not reading.view.is_verb(match.head):
        return False
    owners = [edge.dependent for word in match.tokens[1:] for edge in reading.view.edges(word, "subject")]
    return any(reading.view.tokens[owner].pos != "PRON" for owner in owners)


def _with_doer(filling: Filling, match: Match, reading: Reading) -> Filling:
    """The actor a clause is about is the subject of its own verb, where that has one that fits, not just the last one told."""
    slot = next((slot for slot in filling.frame.slots if slot.function == "clause actor"), None)
    doers = () if slot is None else next(filter(None, _doers(match, reading)), ())
    is_owned = any(reading.view.tokens[e.dependent].tag == "PRP$" for e in reading.view.edges(match.head, "possessor"))
    if slot is None or is_owned:  # "helping the army in its fight": whose it is has been asked
        return filling
    named = [(doer, mention) for doer in doers if (mention := reading.mention_at(doer)) is not None]
    if not named or not all(reading.is_a(mention, slot.takes) for _, mention in named):
        return filling
    others = tuple(f for f in filling.fillers if f.roles != slot.roles)
    acting = (Filler(slot.roles, doer, mention, False, filling.frame.id) for doer, mention in named)
    return Filling(filling.frame, (*others, *acting))


def _without_later(filling: Filling, match: Match, reading: Reading) -> Filling:
    """Of "X, who leads the junta, and his deputy, Y" the clause is said of X alone, though a list goes on behind it.

    So it is of the first in "a band led by X and the front".
    """
    edge = reading.view.up(match.head)
    if edge is None or edge.role not in ("relative", "participle"):
        return filling
    later = {token for token in reading.view.conjuncts(edge.head) if token > match.head}
    return Filling(filling.frame, tuple(f for f in filling.fillers if f.token not in later))


def _doers(match: Match, reading: Reading) -> Iterator[tuple[int, ...]]:
    """Whom a phrase hangs on ("X, in charge of Mali, …"), and the subjects of the verbs above a word, the nearest first."""
    own = reading.view.up(match.head)
    above = None if own is None else reading.view.up(own.head)
    # "Jets bombed the rebels in support of X": the jets' support, though a parser hangs it on the rebels.
    is_of_verb = own is not None and own.role == "nominal" and above is not None and above.role == "object"
    if own is not None and own.role in ("nominal", "apposition") and own.head < match.head and not is_of_verb:
        yield (own.head,)
    for edge in reading.view.ancestors(match.head):
        if reading.view.is_verb(edge.head):
            yield reading.view.subjects(edge.head)


def _expects_event(filling: Filling) -> bool:
    return any("object" in slot.roles and "Event" in slot.takes for slot in filling.frame.slots)


def _ends(
    filling: Filling, role: str, events: SentenceEvents, reading: Reading, *, is_sent: bool = True
) -> list[Mention | EventMention | None]:
    """The ends of a tie that a role has; `is_sent` says whether troops may act for a state."""
    found: dict[int, Mention | EventMention | None] = {}
    for filler in filling.in_role(role):
        found.update((id(end), end) for end in _end(filler, events, reading, is_sent=is_sent))
    return list(found.values())


def _end(
    filler: Filler, events: SentenceEvents, reading: Reading, *, is_sent: bool
) -> Iterator[Mention | EventMention]:
    several = reading.several(reading.view.antecedent(filler.token))
    if filler.is_event:
        yield from events.by_token.get(filler.token, ())
    elif several and filler.mention in (None, several[0]):
        yield from several
    elif filler.mention is not None:
        named = named_beside(filler.mention, reading) or _whose_government(filler, reading)
        named = named or _told_before(filler, reading) or _body_of_people(filler, reading) or _of_whole(filler, reading)
        senders = _senders(filler, reading) if is_sent else ()
        sent = () if named is not None else senders or _governed(filler, reading) or examples(filler.mention, reading)
        yield from sent or (named or filler.mention,)


def _told_before(filler: Filler, reading: Reading) -> Mention | None:
    """ "X ran the presidential guard, a force that Y paid": the guard, which a description behind it says more of."""
    mention, view = filler.mention, reading.view
    if (
        mention is None
        or mention.kind != "nominal"
        or mention.is_definite
        or mention.sentence != reading.sentence.index
    ):
        return None
    edge = view.up(mention.head)
    before = reading.mentions.get(edge.head) if edge is not None and edge.role == "apposition" else None
    is_body = before is not None and before.kind == "nominal" and before.is_definite
    return before if before is not None and is_body and are_alike(mention, before, reading) else None


def _body_of_people(filler: Filler, reading: Reading) -> Mention | None:
    """ "The front, whose leaders swore allegiance to X", "its commanders": what they do together, their front does."""
    mention, view = filler.mention, reading.view
    if mention is None or "subject" not in filler.roles or mention.kind != "nominal" or mention.known:
        return None
    if mention.sentence != reading.sentence.index or view.tokens[mention.head].tag != "NNS":
        return None
    lemma = view.tokens[mention.head].lemma
    if lemma not in _LEADING | _MEN:
        return None
    edges = view.edges(mention.head, "possessor", "nominal")
    owners = [reading.mention_at(e.dependent) for e in edges if e.role == "possessor" or e.marker == "of"]
    bodies = [m for m in owners if m is not None and reading.is_a(m, ("Organization",))]
    is_troops = lemma in _MEN  # "the men of the French special forces"
    return next(
        (m for m in bodies if m.kind == "name" or (is_troops and has_name(m) and reading.is_a(m, ("StateForce",)))),
        None,
    )


_LEADING = frozenset({"leader", "commander", "chief", "founder", "member", "fighter", "follower"})
"""Nouns for the people of a body who act for it where they act together."""

_MEN = frozenset({"man", "soldier", "troop"})
"""The same for those of a force."""


def _of_whole(filler: Filler, reading: Reading) -> Mention | None:
    """ "A faction of the Front led by X": the Front, as far as it has no other name."""
    mention = filler.mention
    if mention is None or "object" not in filler.roles or mention.kind != "nominal" or mention.known:
        return None
    if mention.sentence != reading.sentence.index or reading.view.tokens[mention.head].lemma not in _FACTIONS:
        return None
    of = [e.dependent for e in reading.view.edges(mention.head, "nominal") if e.marker == "of"]
    wholes = (m for token in of if (m := reading.mention_at(token)) is not None)
    return next((m for m in wholes if m.kind == "name" and reading.is_a(m, ("Organization",))), None)


_FACTIONS = frozenset({"faction", "wing", "splinter"})


def _governed(filler: Filler, reading: Reading) -> tuple[Mention, ...]:
    """ "The governments of X and Y": the states X and Y."""
    mention, view = filler.mention, reading.view
    if mention is None or mention.sentence != reading.sentence.index or not reading.is_a(mention, ("Government",)):
        return ()
    if view.tokens[filler.token].tag not in ("NNS", "NNPS"):
        return ()
    of = [t for e in view.edges(filler.token, "nominal") if e.marker == "of" for t in view.conjuncts(e.dependent)]
    states = [m for t in of if (m := named_before(reading, t + 1, t)) is not None and reading.is_a(m, ("Country",))]
    return tuple(dict.fromkeys(states))


def _whose_government(filler: Filler, reading: Reading) -> Mention | None:
    """ "Sanctions on Assad's government", "the government of X armed them": X, of a government that no country is named for."""
    mention = filler.mention
    if mention is None or mention.kind != "nominal" or mention.country or not reading.is_a(mention, ("Government",)):
        return None
    ruler = ruler_of(mention.head, reading) if mention.sentence == reading.sentence.index else None
    return ruler if ruler is not None and ruler.kind == "name" else None


def _senders(filler: Filler, reading: Reading) -> tuple[Mention, ...]:
    """ "X and Y sent troops to prop up the government": X and Y, for whom troops without a word of whose they are act.

    So are "its troops" those of whom "it" stands for.
    """
    mention, view = filler.mention, reading.view
    if "subject" not in filler.roles or mention is None or mention.kind != "nominal" or mention.known:
        return ()
    if reading.is_a(mention, ("Government", "Junta")):
        return ()
    edge = view.up(mention.head) if mention.sentence == reading.sentence.index else None
    while edge is not None and (edge.role == "conjunct" or reading.content(edge.head) == mention.head):
        edge = view.up(edge.head)  # "most of its soldiers"
    if edge is None:
        return ()
    is_sent = edge.role in ("object", "passive subject") and _is_sending(edge.head, edge.dependent, reading)
    # "Ruritania's soldiers", "its intelligence agency" act for Ruritania.
    is_of_state = view.tokens[mention.head].tag == "NNS" or view.tokens[mention.head].lemma in _SERVICES
    of = ("", "of", "'s", "’s", "'", "’") if is_of_state else ("", "of")
    owners = [e.dependent for e in view.edges(mention.head, "possessor", "nominal") if e.marker in of]
    if not is_sent and (not owners or has_name(mention) or reading.is_a(mention, ("ArmedGroup",))):
        return ()
    whose = [reading.mention_at(token) for token in (*owners, *(view.subjects(edge.head) if is_sent else ()))]
    found = (m for m in whose if m is not None and reading.is_a(m, ("Country", "IntergovernmentalOrganization")))
    return tuple(dict.fromkeys(found))


def _is_sending(verb: int, sent: int, reading: Reading) -> bool:
    """Whether a verb says that somebody sends others to act for him, or takes them home; the words of a frame may name them."""
    if reading.view.tokens[verb].lemma == "have":
        return True  # "Ruritania has soldiers fighting the rebels"
    own = [match.entry for match in reading.matches.at(verb)]
    named = (
        slot.markers for entry in own for frame in entry.frames for slot in frame.slots if slot.function == "object"
    )
    word = reading.view.tokens[sent].text.lower()
    return any(not _SENDING.isdisjoint(entry.denotes) for entry in own) or any(word in words for words in named)


_SERVICES = frozenset({"agency", "service"})
"""Nouns for bodies by which a state helps somebody."""

_SENDING = frozenset({"Deployment", "Withdrawal"})
"""What a verb denotes by which a state sends somebody to act for it, or takes him home."""
