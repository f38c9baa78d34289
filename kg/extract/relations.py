"""Ties between actors, and between events and others, as the frames of the lexicon read them out of one sentence."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from kg.extract.arguments import Filler, Filling, fill_frames
from kg.extract.events import SentenceEvents, sources_of
from kg.extract.reading import Reading
from kg.extract.status import status_of
from kg.extract.times import Dated, nearest_dates
from kg.extract.triggers import Match
from kg.knowledge.lexicon import Frame
from kg.model import FACTUAL, DateRange, EventMention, Mention, Span, Token
from kg.text.scan import fold

LEADS = "leads"
"""The tie between a leader and a body of people."""

LONGEST_JOINED = 6
"""Words of a name before a hyphen, or of a phrase behind it."""


@dataclass(frozen=True, slots=True)
class RelationMention:
    """One telling of a relation; an end is a mention, an event mention, or None for "the event told before"."""

    type: str
    subject: Mention | EventMention | None
    object: Mention | EventMention | None
    sentence: int
    span: Span
    frame: str
    status: Literal["asserted", "denied"]
    attributed_to: tuple[Mention, ...]
    score: float
    is_of_topic: bool = False
    """Whether an object that is None is the country the article is about ("President X"), not an event.

    Also, denied and with its country, of who is said to hold an office no more ("the ousted president of Y").
    """
    date: DateRange | None = None


def read_relations(
    reading: Reading, events: SentenceEvents, dates: Sequence[Dated] = ()
) -> tuple[RelationMention, ...]:
    """Return the relations of a sentence, in the order of the words that announce them."""
    heads = frozenset(events.by_token)
    found: list[RelationMention] = []
    for match in reading.matches:
        for kind in match.entry.denotes:
            if kind in reading.knowledge.ontology.relations:
                when = _when(match, reading, dates)
                found.extend(
                    dataclasses.replace(relation, date=when)
                    for relation in _relations(match, kind, reading, events, heads)
                )
        found.extend(_offices(match, reading))
    found.extend(_hyphenated(reading))
    found.extend(_own_claims(reading, events))
    found.extend(_successions(reading, events))
    return tuple(_without_leaders(found))


def _without_leaders(relations: Sequence[RelationMention]) -> Iterator[RelationMention]:
    """Leave out what is said of a group and, by a list that is none, of its leader too: "claimed by X, whose leader, Y, …"."""
    led = {(r.subject, r.object) for r in relations if r.type == "leads"}
    told = {(r.type, r.span, r.subject) for r in relations}
    for relation in relations:
        groups = [group for leader, group in led if leader is relation.subject]
        if relation.type == "leads" or not any((relation.type, relation.span, group) in told for group in groups):
            yield relation


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
    if _speaks_of_another(match, reading):
        return
    is_bygone = _is_bygone(match, reading)
    if is_bygone and not match.entry.has("isOffice"):
        return
    filling = fill_frames(match, reading, heads)
    status = "denied" if is_bygone else status_of(match.head, reading)
    if filling is None or status not in ("occurred", "denied"):
        return
    filling = _with_doer(filling, match, reading)
    subjects = _ends(filling, "subject", events, reading)
    objects = _ends(filling, "object", events, reading)
    is_of_topic = not any("object" in slot.roles for slot in filling.frame.slots) and bool(filling.frame.slots)
    if not objects and (_expects_event(filling) or is_of_topic):
        objects = [None]
    if kind == LEADS and any(_is_of_another_sentence(filler, reading) for filler in filling.in_role("subject")):
        return
    span = Span(
        min(reading.view.tokens[t].span.start for t in match.tokens),
        max(reading.view.tokens[t].span.end for t in match.tokens),
    )
    is_negative = any(reading.view.is_negated(f.token) for f in filling.in_role("subject"))
    if is_negative:
        return
    for subject in subjects:
        for object_ in objects:
            if subject is object_ or subject is None or _is_its_own_word(match, subject, reading):
                continue
            if kind == LEADS and _is_any_army(match, object_, reading):
                continue
            yield RelationMention(
                kind,
                subject,
                object_,
                reading.sentence.index,
                span,
                "" if is_bygone else filling.frame.id,
                "denied" if status == "denied" else "asserted",
                sources_of(match.head, reading),
                match.entry.prior,
                is_of_topic or is_bygone,
            )


def _is_its_own_word(match: Match, subject: Mention | EventMention, reading: Reading) -> bool:
    """ "Al-Qaeda's branch" alone says of nobody that he is a branch; an office or a junta is somebody all the same."""
    if not isinstance(subject, Mention) or subject.kind == "name" or subject.head != match.head:
        return False
    return subject.sentence == reading.sentence.index and not reading.is_a(
        subject, ("Person", "Junta", "Government", "StateForce")
    )


def _is_any_army(match: Match, object_: Mention | EventMention | None, reading: Reading) -> bool:
    """ "His army" may be that of his state; "the Libyan army under X" and "his militia" he leads."""
    is_own_word = isinstance(object_, Mention) and object_.head == match.head and not _is_name(object_)
    if not is_own_word or not isinstance(object_, Mention):
        return False
    return object_.country is None and not object_.known and not reading.is_a(object_, ("ArmedGroup", "Junta"))


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


def _offices(match: Match, reading: Reading) -> Iterator[RelationMention]:
    """ "President X", without a word of the country: of the country that the article is about."""
    ties = [kind for kind in match.entry.denotes if kind in reading.knowledge.ontology.relations]
    if not match.entry.has("isOffice") or not ties or fill_frames(match, reading, frozenset()) is not None:
        return
    is_out = _is_bygone(match, reading)
    bearers = () if reading.view.edges(match.head, "possessor") else reading.title_bearers(match.head)
    span = reading.view.tokens[match.head].span
    for bearer in bearers:
        if bearer.country is None and reading.is_a(bearer, ("Person",)):
            yield RelationMention(
                ties[0], bearer, None, reading.sentence.index, span, "", "denied" if is_out else "asserted", (),
                match.entry.prior, True,
            )  # fmt: skip


def _is_bygone(match: Match, reading: Reading) -> bool:
    """Whether a word beside an office takes its holder out of it: "former", "ousted", "vice"."""
    first, last = min(match.tokens), max(match.tokens)
    return any(
        other.entry.has("isBygone") and first - 3 <= other.head <= last + 2 and other.head not in match.tokens
        for other in reading.matches
    )


def _with_doer(filling: Filling, match: Match, reading: Reading) -> Filling:
    """The actor a clause is about is the subject of its own verb, where that has one that fits, not just the last one told."""
    slot = next((slot for slot in filling.frame.slots if slot.function == "clause actor"), None)
    doer = None if slot is None else next(_doers(match, reading), None)
    if slot is None or doer is None:
        return filling
    mention = reading.mention_at(doer)
    if mention is None or not reading.is_a(mention, slot.takes):
        return filling
    others = tuple(f for f in filling.fillers if f.roles != slot.roles)
    return Filling(filling.frame, (*others, Filler(slot.roles, doer, mention, False, filling.frame.id)))


def _doers(match: Match, reading: Reading) -> Iterator[int]:
    """The subjects of the verbs above a word, the nearest first."""
    for edge in reading.view.ancestors(match.head):
        if reading.view.is_verb(edge.head):
            yield from reading.view.subjects(edge.head)


def _expects_event(filling: Filling) -> bool:
    return any("object" in slot.roles and "Event" in slot.takes for slot in filling.frame.slots)


def _ends(filling: Filling, role: str, events: SentenceEvents, reading: Reading) -> list[Mention | EventMention | None]:
    found: dict[int, Mention | EventMention | None] = {}
    for filler in filling.in_role(role):
        found.update((id(end), end) for end in _end(filler, events, reading))
    return list(found.values())


def _end(filler: Filler, events: SentenceEvents, reading: Reading) -> Iterator[Mention | EventMention]:
    several = reading.several(reading.view.antecedent(filler.token))
    if filler.is_event:
        yield from events.by_token.get(filler.token, ())
    elif several and filler.mention in (None, several[0]):
        yield from several
    elif filler.mention is not None:
        yield _named_beside(filler.mention, reading) or filler.mention


def _named_beside(mention: Mention, reading: Reading) -> Mention | None:
    """Whom a description of this sentence names: "a former policeman, Ana Ruiz", "the Front, a faction that …"."""
    if mention.kind != "nominal" or mention.known or mention.sentence != reading.sentence.index:
        return None
    view = reading.view
    edge = view.up(mention.head)
    beside = [edge.head] if edge is not None and edge.role == "apposition" else []
    beside += [e.dependent for e in view.edges(mention.head, "apposition", "name")]
    for name in (reading.mentions.get(token) for token in beside):
        is_apart = name is not None and not mention.span.overlaps(name.span)
        if name is not None and is_apart and _is_name(name) and _are_alike(mention, name, reading):
            return name
    return None


def _is_name(mention: Mention) -> bool:
    """A name, also one that ends in a common noun: "the West Africa Province"."""
    return mention.kind == "name" or all(word[:1].isupper() for word in mention.label.split())


def _are_alike(description: Mention, name: Mention, reading: Reading) -> bool:
    """Whether a name may be of what a description says: both people, or both bodies of people."""
    return any(
        reading.is_a(description, (kind,)) and reading.is_a(name, (kind,)) for kind in ("Person", "Organization")
    )


def _own_claims(reading: Reading, events: SentenceEvents) -> Iterator[RelationMention]:
    """ "The group said it carried out the bombing": who says so of himself claims it; a state or its army only reports."""
    is_a = reading.knowledge.ontology.is_a
    for event in (event for mentions in events.by_token.values() for event in mentions):
        if is_a(event.type, "Attack", "Battle"):
            for argument in event.arguments:
                doer = argument.mention
                is_own = argument.role == "perpetrator" and doer in event.attributed_to
                is_armed = reading.is_a(doer, ("ArmedGroup",)) or (doer.kind == "name" and doer.type == "Organization")
                if is_own and is_armed and event.status in FACTUAL:
                    yield RelationMention(
                        "claimed", doer, event, reading.sentence.index, argument.mention.span, argument.frame, "asserted",
                        (), 0.6,
                    )  # fmt: skip


def _hyphenated(reading: Reading) -> Iterator[RelationMention]:
    """ "Al-Qaeda-linked fighters", "the anti-Taliban militia": a participle or prefix that a hyphen joins to a name."""
    tokens = reading.view.tokens
    for hyphen in range(1, len(tokens) - 2):
        before, after = tokens[hyphen - 1], tokens[hyphen + 1]
        if tokens[hyphen].text != "-" or before.span.end != after.span.start - 1:
            continue
        for word, other, last in (
            (after, _named_before(reading, hyphen), hyphen + 1),
            (before, *_named_behind(reading, hyphen)),
        ):
            noun = _noun_after(reading, last) if other is not None else None
            if other is not None and noun is not None:
                pos = ("prefix",) if word is before else ("verb", "adjective")
                yield from _joined(word, pos, other, noun, reading)


def _joined(
    word: Token, pos: tuple[str, ...], other: Mention, noun: Mention, reading: Reading
) -> Iterator[RelationMention]:
    """What a word joined to a name by a hyphen says of the noun behind them."""
    span = Span(min(other.span.start, word.span.start), max(other.span.end, word.span.end))
    for form, entry in reading.knowledge.lexicon.starting(fold(word.text)):
        if len(form) > 1 or entry.pos not in pos:
            continue
        for kind in (kind for kind in entry.denotes if kind in reading.knowledge.ontology.relations):
            ends = next((e for frame in entry.frames if (e := _joined_ends(frame, other, noun, reading))), None)
            if ends is not None:
                yield RelationMention(kind, *ends, reading.sentence.index, span, entry.id, "asserted", (), entry.prior)


def _joined_ends(frame: Frame, other: Mention, noun: Mention, reading: Reading) -> tuple[Mention, Mention] | None:
    """Subject and object as a frame has them when its participle stands before a noun, "X-backed Y" as "Y is backed by X"."""
    noun_function = "object" if any(slot.function == "object" for slot in frame.slots) else "subject"
    ends: dict[str, Mention] = {}
    for slot in frame.slots:
        filler = noun if slot.function == noun_function else other
        role = next((role for role in ("subject", "object") if role in slot.roles), None)
        if role is None or role in ends or not reading.is_a(filler, slot.takes):
            return None
        ends[role] = filler
    return (ends["subject"], ends["object"]) if len(ends) == 2 else None


def _named_before(reading: Reading, end: int, first: int | None = None) -> Mention | None:
    """The known name, or the people of a country, that stands right before a token, from token `first` on if given."""
    tokens, gazetteer = reading.view.tokens, reading.knowledge.gazetteer
    for start in range(max(0, end - LONGEST_JOINED), end) if first is None else (first,):
        words = tokens[start:end]
        text = "".join(word.text + " " * (after.span.start - word.span.end) for word, after in pairwise(words))
        text += words[-1].text
        known = gazetteer.named(text)
        country = gazetteer.demonyms.get(text)
        key = gazetteer.country_key(country) if country else None
        if not known and key is not None:
            known = (gazetteer.by_key[key],)
        if known:
            span = Span(words[0].span.start, words[-1].span.end)
            best = known[0]
            return Mention(
                span, text, best.label if key else text, "name", best.type, reading.sentence.index, end - 1,
                best.country, tuple(k.key for k in known),
            )  # fmt: skip
    return None


def _named_behind(reading: Reading, hyphen: int) -> tuple[Mention | None, int]:
    """The name right behind a hyphen, with its last token."""
    for end in range(min(hyphen + 1 + LONGEST_JOINED, len(reading.view.tokens)), hyphen + 1, -1):
        found = _named_before(reading, end, hyphen + 1)
        if found is not None:
            return found, end - 1
    return None, hyphen


def _noun_after(reading: Reading, index: int) -> Mention | None:
    """The mention that a word modifies: the next one, with nothing but words of its phrase between."""
    tokens = reading.view.tokens
    for position in range(index + 1, min(index + 1 + LONGEST_JOINED, len(tokens))):
        if tokens[position].pos in ("PUNCT", "VERB", "AUX", "ADP"):
            return None
        mention = reading.mentions.get(position)
        if mention is not None and mention.kind != "pronoun":
            return mention
    return None


def _successions(reading: Reading, events: SentenceEvents) -> Iterator[RelationMention]:
    """ "Two coups in 2020 and 2021": of events that one noun tells apart by date, the later followed the earlier."""
    for mentions in events.by_token.values():
        dated = [m for m in mentions if m.date is not None and m.date.first]
        dated.sort(key=lambda m: m.date.first if m.date and m.date.first else "")
        for earlier, later in pairwise(dated):
            if earlier.date is None or later.date is None or earlier.date.first == later.date.first:
                continue
            if not reading.knowledge.ontology.is_a(later.type, "SeizureOfPower"):
                continue
            span = Span(
                min(earlier.date.span.start, later.date.span.start), max(earlier.date.span.end, later.date.span.end)
            )
            yield RelationMention(
                "followed", later, earlier, reading.sentence.index, span, later.trigger.entry, "asserted", (), 0.9
            )
