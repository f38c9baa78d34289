"""Ties between actors, and between events and others, as the frames of the lexicon read them out of one sentence."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
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

CLAIMED = "claimed"
"""The tie between who says he did it and an event."""

FOLLOWED = "followed"
"""The tie between a seizure of power and one before it."""

RULES = "rules"
"""The tie of who governs a state."""

DEPOSED, OPPOSES = "deposed", "opposes"
"""The tie of who overthrew somebody, and of who means to."""

LEADS = "leads"
"""The tie between a leader and a body of people."""

_MEMBERSHIP = frozenset({LEADS, "memberOf"})
"""Ties whose object is a body of people."""

_OWN = {"possessor": ("its", "their"), "subject": ("it",)}
"""Pronouns for a state or a body, by their place in a clause."""

_ACRONYM = re.compile(r"[A-Z]{2,6}")

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
    reading = _with_bodies(reading)
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


def read_belongings(reading: Reading, told: Sequence[RelationMention]) -> tuple[RelationMention, ...]:
    """Return what two names side by side tell: who is of which body, and whose a body or a country is.

    No word announces these ties, so they are read only where a sentence tells something else (`told` has its other ties).
    """
    known = {(tie.type, tie.subject, tie.object) for tie in told}
    leading = {(tie.subject, tie.object) for tie in told if tie.type == LEADS}
    found = []
    for kind, subject, object_ in _side_by_side(reading):
        if (kind, subject, object_) in known or (subject, object_) in leading:
            continue
        span = Span(min(subject.span.start, object_.span.start), max(subject.span.end, object_.span.end))
        found.append(
            RelationMention(kind, subject, object_, reading.sentence.index, span, "name-of-name", "asserted", (), 0.5)
        )
    return tuple(found)


def _side_by_side(reading: Reading) -> Iterator[tuple[str, Mention, Mention]]:
    """The tie of each two names that a preposition or an apostrophe joins, as (kind, subject, object)."""
    view = reading.view
    for token, mention in sorted(reading.mentions.items()):
        if mention.kind == "pronoun" or not _has_name(mention):
            continue
        inside = [t.index for t in view.tokens if mention.span.covers(t.span)]
        for edge in (edge for word in inside for edge in view.edges(word, "nominal", "possessor")):
            other = reading.mentions.get(edge.dependent)
            if other is None or other.kind != "name":
                continue
            is_behind = edge.role == "nominal" and edge.dependent > token
            is_of = is_behind and edge.marker == "of"
            if is_of and _is_a_person(mention, reading) and _is_a_body(other, reading):
                yield "memberOf", mention, other
            is_owner = edge.role == "possessor" or (is_behind and edge.marker == "under")
            # "Al-Qaeda of the Islamic Maghreb": the rest of a name that a list knows is no leader.
            is_owner |= is_of and not mention.known
            if is_owner and _is_a_person(other, reading) and _is_a_body(mention, reading):
                yield LEADS, other, mention
            if edge.marker == "under" and _is_a_person(other, reading) and reading.is_a(mention, ("Country",)):
                yield RULES, other, mention


def _is_a_person(mention: Mention, reading: Reading) -> bool:
    return reading.is_a(mention, ("Person",))


def _is_a_body(mention: Mention, reading: Reading) -> bool:
    return reading.is_a(mention, ("Organization",)) and not reading.is_a(mention, ("Government",))


# -- names whose kind only the words of a tie tell --------------------------------------------------------------------


def _with_bodies(reading: Reading) -> Reading:
    """The sentence with the names of bodies and people as the ties of it take them, where their form alone says little."""
    mentions = dict(reading.mentions)
    for token, mention in reading.mentions.items():
        if mention.known and reading.is_a(mention, ("Settlement",)):
            mentions[token] = _as_state(mention, reading) or mention
        if mention.kind != "pronoun" and not mention.known:
            mentions[token] = (
                _as_person(mention, reading)
                or _as_acronym(mention, reading)
                or _as_described(mention, reading)
                or mention
            )
    for match in reading.matches:
        if _MEMBERSHIP.isdisjoint(match.entry.denotes):
            continue
        for token in _bodies_of(match, reading):
            if token in mentions and _is_bare_name(mentions[token], reading):
                mentions[token] = dataclasses.replace(mentions[token], type="Organization")
    for match in reading.matches:
        if match.entry.pos == "noun" and any(
            kind in reading.knowledge.ontology.relations for kind in match.entry.denotes
        ):
            for token, mention in (*_compound_names(match, reading), *_names_behind(match, reading)):
                mentions.setdefault(token, mention)
    return dataclasses.replace(
        reading, mentions=mentions, antecedents=_own_parties(reading) | dict(reading.antecedents)
    )


def _as_state(mention: Mention, reading: Reading) -> Mention | None:
    """ "Washington has backed the rebels": a capital that does something is its state."""
    edge = reading.view.up(mention.head)
    gazetteer = reading.knowledge.gazetteer
    codes = {code for known in mention.known if (code := gazetteer.by_key[known].capital_of)}
    blaming = {match.head for match in reading.matches if match.entry.has("isBlame")}
    is_party = edge is not None and (
        edge.role in ("subject", "agent") or (edge.role == "object" and edge.head in blaming)
    )
    if not is_party or len(codes) != 1:
        return None
    code = codes.pop()
    key = gazetteer.country_key(code)
    if key is None:
        return None
    label = gazetteer.by_key[key].label
    return dataclasses.replace(mention, label=label, type="Country", country=code, known=(key,))


def _as_acronym(mention: Mention, reading: Reading) -> Mention | None:
    """ "The LRF": capitals in a sentence of small letters name a body, though a parser may take them for a noun."""
    word = reading.view.tokens[mention.head].text
    is_alone = mention.label in (word, f"the {word}", f"The {word}")
    is_guess = mention.type == "Thing" or (mention.is_definite and mention.type in ("Place", "Settlement"))
    if not is_guess or not is_alone or not _ACRONYM.fullmatch(word):
        return None
    if not any(len(t.text) > 2 and t.text.islower() for t in reading.view.tokens):
        return None  # a sentence in capitals
    return dataclasses.replace(mention, label=word, kind="name", type="Organization")


def _as_described(mention: Mention, reading: Reading) -> Mention | None:
    """ "The Front, a tribal formation that …": a description that no list knows is of the body beside it."""
    name = reading.apposed(mention.head) if mention.kind == "nominal" and mention.type == "Thing" else None
    is_body = name is not None and name.kind == "name" and reading.is_a(name, ("Organization",))
    return name if is_body else None


def _as_person(mention: Mention, reading: Reading) -> Mention | None:
    """ "The leader of the Front, Ana Ruiz": she is no front, though the parser hangs her on it."""
    view = reading.view
    edge = view.up(mention.head)
    above = view.up(edge.head) if edge is not None and edge.role == "apposition" else None
    words = mention.label.split()
    if above is None or above.role != "nominal" or mention.kind != "name" or mention.is_definite or len(words) < 2:
        return None
    bearer = reading.mentions.get(above.head)
    has_noun = any(m.entry.names_type and mention.span.covers(view.tokens[m.head].span) for m in reading.matches)
    is_somebody = bearer is not None and bearer.kind == "nominal" and bearer.type in ("Person", "Thing")
    if not is_somebody or has_noun or not all(word[:1].isupper() for word in words):
        return None
    return dataclasses.replace(mention, type="Person")


def _bodies_of(match: Match, reading: Reading) -> Iterator[int]:
    """Where the body stands that somebody leads or is of: "the head of X", "a spokesman for X", "joined X"."""
    view = reading.view
    if view.is_verb(match.head):
        yield from view.objects(match.head)
    for edge in view.edges(match.head, "nominal", "oblique"):
        if edge.marker in ("of", "for", "to"):
            yield edge.dependent


def _is_bare_name(mention: Mention, reading: Reading) -> bool:
    """Whether nothing but its form says what a name of one word is of."""
    is_guess = mention.type in ("Place", "Person", "Thing") and mention.kind == "name" and not mention.known
    return is_guess and " " not in mention.label and not reading.has_rank(mention)


def _compound_names(match: Match, reading: Reading) -> Iterator[tuple[int, Mention]]:
    """The name right before a noun, which has no mention of its own: "LRF leader X", "an al-Qaeda affiliate"."""
    view, end = reading.view, min(match.tokens)
    parts = [e.dependent for e in view.edges(match.head, "compound", "modifier", "name") if e.dependent < end]
    if not parts:
        return
    mention = _named_before(reading, end) or _new_name_before(reading, end)
    for part in parts:
        if mention is not None and mention.span.covers(view.tokens[part].span):
            yield part, mention


def _names_behind(match: Match, reading: Reading) -> Iterator[tuple[int, Mention]]:
    """The person's name that a parser takes for more of a noun before it: "LRF member Ana Ruiz"."""
    tokens = reading.view.tokens
    first = last = match.head + 1
    while last < len(tokens) and tokens[last].tag == "NNP" and tokens[last].text[:1].isupper():
        last += 1
    edge = reading.view.up(first) if last - first > 1 else None
    if edge is None or edge.role != "name" or edge.head != match.head:
        return
    span = Span(tokens[first].span.start, tokens[last - 1].span.end)
    if not any(mention.span.overlaps(span) for mention in reading.mentions.values() if mention.kind == "name"):
        text = " ".join(token.text for token in tokens[first:last])
        yield first, Mention(span, text, text, "name", "Person", reading.sentence.index, first)


def _new_name_before(reading: Reading, end: int) -> Mention | None:
    """The run of proper nouns right before a token, as the name of a body: not a country's people, nor a title."""
    tokens, first = reading.view.tokens, end
    while first and tokens[first - 1].tag in ("NNP", "NNPS") and tokens[first - 1].text[:1].isupper():
        first -= 1
    first -= bool(first and end > first and tokens[first - 1].text[:1].isdigit())  # "the 407th Group"
    if first == end and _ACRONYM.fullmatch(tokens[end - 1].text):
        first -= 1  # parsers take many for common nouns
    words = [token.text for token in tokens[first:end]]
    if not words or (first == 0 and len(words) == 1 and not words[0].isupper()):
        return None
    if any(word in reading.knowledge.gazetteer.demonyms for word in words):
        return None
    inside = range(first, end)
    if any(m.entry.has("isTitle") and m.head in inside for m in reading.matches) or _named_before(reading, end):
        return None
    span = Span(tokens[first].span.start, tokens[end - 1].span.end)
    text = " ".join(words)
    return Mention(span, text, text, "name", "Organization", reading.sentence.index, end - 1)


def _own_parties(reading: Reading) -> dict[int, Mention]:
    """ "Niger announced its withdrawal", "Niger said it was leaving": what nobody else is named for is of the subject."""
    found, view = {}, reading.view
    for token, mention in reading.mentions.items():
        edge = view.up(token)
        if mention.kind != "pronoun" or edge is None or mention.text.lower() not in _OWN.get(edge.role, ()):
            continue
        above = view.up(edge.head)
        if above is None or not view.is_verb(above.head) or (edge.role == "subject" and above.role != "clause"):
            continue
        named = [m for m in map(reading.mentions.get, view.subjects(above.head)) if m is not None and m.kind == "name"]
        if len(named) == 1 and reading.is_a(named[0], ("Country", "Organization")):
            found[token] = named[0]
    return found


# -- what a tie is said of -------------------------------------------------------------------------------------------


def _without_leaders(relations: Sequence[RelationMention]) -> Iterator[RelationMention]:
    """Leave out what is said of a group and, by a list that is none, of its leader too: "claimed by X, whose leader, Y, …"."""
    led = {(r.subject, r.object) for r in relations if r.type == LEADS}
    told = {(r.type, r.span, r.subject) for r in relations}
    for relation in relations:
        groups = [group for leader, group in led if leader is relation.subject]
        if relation.type == LEADS or not any((relation.type, relation.span, group) in told for group in groups):
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
    is_bygone = _is_bygone(match, reading)
    if _speaks_of_another(match, reading) or (is_bygone and not match.entry.has("isOffice")):
        return
    status = "denied" if is_bygone else status_of(match.head, reading)
    if kind == DEPOSED and status == "planned":
        kind, status = OPPOSES, "occurred"  # "a group that wants to bring down the government"
    filling = _filling(match, reading, heads)
    if filling is None or status not in ("occurred", "denied"):
        return
    for subject, object_ in _pairs(match, kind, filling, events, reading):
        yield RelationMention(
            kind,
            subject,
            object_,
            reading.sentence.index,
            _span_of(match, reading),
            "" if is_bygone else filling.frame.id,
            "denied" if status == "denied" else "asserted",
            sources_of(match.head, reading),
            match.entry.prior,
            is_of_topic=is_bygone or _is_of_topic(filling),
        )


def _filling(match: Match, reading: Reading, heads: frozenset[int]) -> Filling | None:
    """The frame of a tie with its ends, None where it has none or where it is said of nobody ("no group claimed it")."""
    filling = fill_frames(match, reading, heads)
    if filling is None:
        return None
    filling = _without_later(_with_doer(filling, match, reading), match, reading)
    is_of_nobody = any(reading.view.is_negated(filler.token) for filler in filling.in_role("subject"))
    return None if is_of_nobody else filling


def _pairs(
    match: Match, kind: str, filling: Filling, events: SentenceEvents, reading: Reading
) -> Iterator[tuple[Mention | EventMention, Mention | EventMention | None]]:
    """The subjects and objects of a tie, each with each, without those that it cannot be said of."""
    subjects = _ends(filling, "subject", events, reading)
    if kind == CLAIMED:
        subjects = [_spoken_for(end, reading) if isinstance(end, Mention) else end for end in subjects]
    objects = _ends(filling, "object", events, reading)
    if not objects and (_expects_event(filling) or _is_of_topic(filling)):
        objects = [None]
    if kind == RULES and len(subjects) == 1 and len(objects) > 1:
        return  # "the presidents of Peru, Chile and Brazil": nobody knows of which
    if kind == LEADS and any(_is_of_another_sentence(filler, reading) for filler in filling.in_role("subject")):
        return
    for subject, object_ in product(subjects, objects):
        if subject is object_ or subject is None or _is_its_own_word(match, subject, reading):
            continue
        if kind != LEADS or not _is_any_army(match, object_, reading):
            yield subject, object_


def _is_of_topic(filling: Filling) -> bool:
    """Whether a frame asks for no object: "the junta" is that of the country which the article is about."""
    return bool(filling.frame.slots) and not any("object" in slot.roles for slot in filling.frame.slots)


def _span_of(match: Match, reading: Reading) -> Span:
    spans = [reading.view.tokens[token].span for token in match.tokens]
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _is_its_own_word(match: Match, subject: Mention | EventMention, reading: Reading) -> bool:
    """ "Al-Qaeda's branch" alone says of nobody that he is a branch; an office or a junta is somebody all the same."""
    if not isinstance(subject, Mention) or subject.kind == "name" or subject.head != match.head:
        return False
    return subject.sentence == reading.sentence.index and not reading.is_a(
        subject, ("Person", "Junta", "Government", "StateForce")
    )


def _is_any_army(match: Match, object_: Mention | EventMention | None, reading: Reading) -> bool:
    """ "His army" may be that of his state; "the Libyan army under X" and "his militia" he leads."""
    is_own_word = isinstance(object_, Mention) and object_.head == match.head and not _has_name(object_)
    if not is_own_word or not isinstance(object_, Mention):
        return False
    return object_.country is None and not object_.known and not reading.is_a(object_, ("ArmedGroup", "Junta"))


def _has_name(mention: Mention) -> bool:
    return any(word[:1].isupper() for word in mention.label.split())


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
        is_here = bearer.sentence == reading.sentence.index  # "he", who was named before, has no words around him here
        of = [e.dependent for e in reading.view.edges(bearer.head, "nominal") if e.marker == "of"] if is_here else []
        state = next((m for t in of if (m := reading.mentions.get(t)) and reading.is_a(m, ("Country",))), None)
        if state is not None and reading.is_a(bearer, ("Person",)) and not is_out:
            yield RelationMention(
                ties[0], bearer, state, reading.sentence.index, span, match.entry.id, "asserted", (), match.entry.prior
            )
        elif bearer.country is None and reading.is_a(bearer, ("Person",)):
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


def _without_later(filling: Filling, match: Match, reading: Reading) -> Filling:
    """Of "X, who leads the junta, and his deputy, Y" the clause is said of X alone, though a list goes on behind it."""
    edge = reading.view.up(match.head)
    if edge is None or edge.role != "relative":
        return filling
    later = {token for token in reading.view.conjuncts(edge.head) if token > match.head}
    return Filling(filling.frame, tuple(f for f in filling.fillers if f.token not in later))


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
    for event in (event for mentions in events.by_token.values() for event in mentions):
        for argument in event.arguments if _is_claimable(event, reading) else ():
            doer = argument.mention
            if argument.role == "perpetrator" and doer in event.attributed_to and _is_armed(doer, reading):
                yield _claim(doer, event, argument.mention.span, argument.frame, reading)
    for report in (m.head for m in reading.matches if m.entry.has("isReport") and reading.view.is_verb(m.head)):
        speakers = [reading.mention_at(token) for token in reading.view.subjects(report)]
        for speaker in (speaker for speaker in speakers if speaker is not None):
            body = _spoken_for(speaker, reading)
            if body is not None and _is_armed(body, reading):
                for token in _own_deeds(report, reading):
                    for event in events.by_token.get(token, ()):
                        if _is_claimable(event, reading) and not _is_on_armed_group(event, reading):
                            yield _claim(body, event, speaker.span, "", reading)


def _claim(body: Mention, event: EventMention, span: Span, frame: str, reading: Reading) -> RelationMention:
    return RelationMention(CLAIMED, body, event, reading.sentence.index, span, frame, "asserted", (), 0.6)


def _is_claimable(event: EventMention, reading: Reading) -> bool:
    return event.status in FACTUAL and reading.knowledge.ontology.is_a(event.type, "Attack", "Battle")


def _is_on_armed_group(event: EventMention, reading: Reading) -> bool:
    """Whether rebels were hit: who says that he killed militants reports, as armies do."""
    hit = [argument.mention for argument in event.arguments if argument.role in ("victim", "target")]
    return any(reading.is_a(mention, ("ArmedGroup",)) for mention in hit)


def _is_armed(doer: Mention, reading: Reading) -> bool:
    return reading.is_a(doer, ("ArmedGroup",)) or (doer.kind == "name" and doer.type == "Organization")


def _spoken_for(speaker: Mention, reading: Reading) -> Mention | None:
    """The body that somebody speaks for: "a spokesman for the front", "LRF commander X"; else the speaker."""
    if not reading.is_a(speaker, ("Person",)):
        return speaker
    word = speaker.head if speaker.kind == "nominal" else _word_of(speaker, reading)
    if word is None:
        return speaker
    edges = reading.view.edges(word, "nominal", "compound", "possessor")
    of = [e.dependent for e in edges if e.role != "nominal" or e.marker in ("of", "for", "from")]
    bodies = (m for token in of if (m := reading.mention_at(token)) is not None)
    body = next((m for m in bodies if m.kind == "name" and reading.is_a(m, ("Organization",))), None)
    return speaker if body is None and speaker.kind == "name" else body


def _word_of(person: Mention, reading: Reading) -> int | None:
    """The noun that says what somebody is in a body: "LRF spokesman X"."""
    nouns = (m.head for m in reading.matches if m.entry.pos == "noun" and not _MEMBERSHIP.isdisjoint(m.entry.denotes))
    return next((noun for noun in nouns if person in reading.title_bearers(noun)), None)


def _own_deeds(report: int, reading: Reading) -> Iterator[int]:
    """Where a speaker's own deed may be told: "it attacked X", "its men carried out the attack", "it was behind the attack"."""
    view = reading.view
    for clause in (edge.dependent for edge in view.edges(report, "clause")):
        own = view.first(clause, "subject")
        if own is None or not _is_oneself(own, reading):
            continue
        if view.is_verb(clause):
            yield from (clause, *(reading.content(token) for token in view.objects(clause)))
        elif any(view.tokens[edge.dependent].text.lower() == "behind" for edge in view.edges(clause, "case")):
            yield clause


def _is_oneself(token: int, reading: Reading) -> bool:
    """Whether a word of what somebody says is he himself: "it", "its fighters", "the group"."""
    view = reading.view
    if view.tokens[token].text.lower() in ("it", "they", "we"):
        return True
    mention = reading.mentions.get(token)
    is_its = any(
        view.tokens[e.dependent].text.lower() in ("its", "their", "our") for e in view.edges(token, "possessor")
    )
    is_the_group = mention is not None and mention.kind == "nominal" and mention.is_definite and not mention.known
    return is_its or (
        is_the_group and mention is not None and mention.type == "Organization" and " " not in mention.label
    )


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
                FOLLOWED, later, earlier, reading.sentence.index, span, later.trigger.entry, "asserted", (), 0.9
            )
