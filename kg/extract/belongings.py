"""Ties that two names side by side tell: who is of which body, and whose a body or a country is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.bearers import named_beside, title_bearers
from kg.extract.bodies import bears_arms
from kg.extract.described import state_of_capital
from kg.extract.doers import is_means
from kg.extract.reading import BODIES, Reading
from kg.extract.standing import has_rank, is_in_office, is_under_arms
from kg.extract.ties import LEADS, MEMBER, RULES, RelationMention, has_name
from kg.knowledge.knowledge import Knowledge
from kg.model import Mention, Span
from kg.text.tree import Edge

_UNDER = r",?\s+under\s+(?:[^\W\d_a-z][\w.-]*\s+){0,3}"
_GENITIVE = re.compile(r"['’]s?\s+|\s+of\s+|" + _UNDER)
_BETWEEN = re.compile(r"['’]s?\s+|\s+of\s+(?:the\s+)?|,\s+whose\s+|\s+and\s+his\s+")
BEFORE_BODY = re.compile(r"(?:['’]s?|\bof|\bof\s+the|\bwhose|\band\s+his)\s+$")
BEHIND_BODY = re.compile(r"(?:['’]s?|,?\s+under|\s+of)\s+[^\W\d_a-z]")
"""What stands before and behind the name of a body that alone says whose it is, or who is of it."""


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


def is_plain(tie: RelationMention, text: str, knowledge: Knowledge) -> bool:
    """Whether a tie may be told by nothing but two names side by side: the body is a listed one under arms.

    `prospects` has the same condition for the words of a sentence.
    """
    person, body = tie.subject, tie.object
    if not isinstance(person, Mention) or not isinstance(body, Mention) or person.kind != "name":
        return False
    if not body.known or not has_name(body) or not knowledge.ontology.is_a(body.type, *BODIES, "Junta"):
        return False
    first, second = sorted((person.span, body.span))
    return bool((_BETWEEN if first == person.span else _GENITIVE).fullmatch(text, first.end, second.start))


def _side_by_side(reading: Reading) -> Iterator[tuple[str, Mention, Mention]]:
    """The tie of each two names that a preposition or an apostrophe joins, as (kind, subject, object)."""
    view = reading.view
    for token, mention in sorted(reading.mentions.items()):
        if mention.kind == "pronoun":
            continue
        for edge in (edge for word in view.inside(mention.span) for edge in view.edges(word, "nominal", "possessor")):
            if not mention.span.covers(view.tokens[edge.dependent].span):
                yield from _tie(token, mention, edge, reading)
    for edge in (edge for token in view.tokens for edge in view.edges(token.index, "oblique", "nominal")):
        if edge.marker == "under" and view.is_verb(edge.head):
            yield from _under(edge, reading)
        if edge.marker == "with":
            yield from _at_its_head(edge, reading)


_HEADS = frozenset({"head", "helm"})


def _at_its_head(edge: Edge, reading: Reading) -> Iterator[tuple[str, Mention, Mention]]:
    """ "The front, with X at its head": X leads it; so does a state, by its name or by that of its capital."""
    view, leader = reading.view, reading.mentions.get(edge.dependent)
    if leader is None or leader.kind != "name":
        return
    leader = state_of_capital(leader, reading) or leader
    if not reading.is_a(leader, ("Person", "Country")):
        return
    near = (*view.edges(edge.dependent, "nominal"), *view.edges(edge.head, "nominal", "oblique"))
    at = [e.dependent for e in near if e.marker == "at" and view.tokens[e.dependent].lemma in _HEADS]
    if not any(view.edges(noun, "possessor") for noun in at):
        return
    bodies = view.subjects(edge.head) if view.is_verb(edge.head) else (edge.head,)
    for body in (reading.mention_at(token) for token in bodies):
        if body is not None and body is not leader and _is_a_body(body, reading):
            yield LEADS, leader, body


def _under(edge: Edge, reading: Reading) -> Iterator[tuple[str, Mention, Mention]]:
    """ "Soldiers mutinied under General X", "the state is run by a junta under the command of X": X leads them."""
    leader = _owner(_head_of_tenure(edge.dependent, reading), reading)
    if leader is None or leader.kind != "name" or not _is_a_person(leader, reading):
        return
    done_to = (e.dependent for e in reading.view.edges(edge.head, "passive subject"))  # "the front was formed under X"
    for token in (*reading.view.subjects(edge.head), *done_to):
        body = reading.mention_at(token)
        if body is not None and body is not leader and reading.is_a(body, (*BODIES, "Junta")):
            yield LEADS, leader, body


def _tie(token: int, mention: Mention, edge: Edge, reading: Reading) -> Iterator[tuple[str, Mention, Mention]]:
    """The ties of a mention to what hangs on it."""
    whose = _head_of_tenure(edge.dependent, reading) if edge.marker == "under" else edge.dependent
    is_owner = edge.role == "possessor" or edge.marker == "under"
    other = _owner(whose, reading) if is_owner else reading.mentions.get(whose)
    if other is not None:  # "the Emirate of the warlord X"
        other = named_beside(other, reading) or _right_behind(other, reading) or other
    if other is None or other.kind == "pronoun" or not (has_name(other) or _is_the_force(other, reading)):
        return
    yield from _of_force(mention, other, edge, reading)
    if not has_name(other):
        return
    if (man := _man_of(token, mention, other, edge, reading)) is not None:
        yield MEMBER, man, other
    if edge.role == "possessor" and _has_ruled(mention, other, reading):
        yield RULES, mention, other  # "Ruritania's X"
    is_behind = edge.role == "nominal" and edge.dependent > token
    is_of = is_behind and edge.marker == "of"
    if (edge.role == "possessor" or is_of) and _is_part(mention, other, reading):
        yield MEMBER, mention, other
    # "Haftar's army": a name of one word before an apostrophe may be anybody's; the whole article says whose.
    is_surname = edge.role == "possessor" and other.type == "Thing" and " " not in other.label
    is_person, is_named = (_is_a_person(other, reading) or is_surname) and other.kind == "name", has_name(mention)
    if (
        is_named
        and (is_of or edge.role == "possessor")
        and _is_a_person(mention, reading)
        and _is_a_body(other, reading)
    ):
        yield (LEADS if is_of and _is_called_leader(mention, reading) else MEMBER), mention, other
    # "Al-Qaeda of the Islamic Maghreb": the rest of a name that a list knows is no leader.
    is_owner = edge.role == "possessor" or (
        is_of and not mention.span.overlaps(other.span) and _is_surely_a_person(other, reading)
    )
    if is_person and is_named and is_owner and _is_a_body(mention, reading):
        yield LEADS, other, mention
    if is_person and is_owner and not is_named and (body := _band_of(token, mention, other, reading)) is not None:
        yield LEADS, other, body
    is_force = mention.is_definite and not is_named and reading.is_a(mention, ("StateForce",))
    if is_person and is_force and is_of and has_rank(other, reading):
        yield LEADS, other, mention  # "the army of General X"
    if is_person and is_behind and edge.marker == "under" and _are_officers(token, mention, reading):
        yield LEADS, other, mention
    if is_person and is_behind and edge.marker == "under":
        if (body := _body_meant(token, mention, other, reading)) is not None:
            yield LEADS, other, body
        elif _is_a_body(mention, reading) and (is_named or reading.is_a(mention, (*BODIES, "Junta"))):
            yield LEADS, other, mention
        if reading.is_a(mention, ("Country",)):
            yield RULES, other, mention


def _are_officers(token: int, mention: Mention, reading: Reading) -> bool:
    """ "Sergeants under X": men of a rank, who are people rather than a body."""
    is_several = reading.view.tokens[token].tag == "NNS" and mention.kind == "nominal"
    heads = reading.matches.heads("isRank") | reading.matches.heads("isIndividual")
    return is_several and reading.is_a(mention, ("Person",)) and token in heads


def _body_meant(token: int, mention: Mention, leader: Mention, reading: Reading) -> Mention | None:
    """ "The UPC, a faction under X", "rebels of the UPC under X": the UPC, which a noun describes or which its men are of."""
    if mention.kind != "nominal" or mention.sentence != reading.sentence.index:
        return None
    wholes = [e.dependent for e in reading.view.edges(token, "nominal") if e.marker == "of" and e.dependent > token]
    meant = [named_beside(mention, reading), *(reading.mentions.get(whole) for whole in wholes)]
    bodies = (m for m in meant if m is not None and m is not leader and m.kind == "name")
    return next((m for m in bodies if _is_a_body(m, reading) and not m.span.overlaps(leader.span)), None)


_OF_A_FORCE = frozenset({"of", "in", "with", "from"})


def _man_of(token: int, called: Mention, body: Mention, edge: Edge, reading: Reading) -> Mention | None:
    """ "X, a colonel in the National Guard": X, by his rank in a force with a name."""
    is_in = edge.role == "nominal" and edge.marker in _OF_A_FORCE and called.kind == "nominal"
    if (
        not is_in
        or body.kind != "name"
        or token not in reading.matches.heads("isRank") | reading.matches.heads("isIndividual")
    ):
        return None
    if not reading.is_a(body, ("StateForce", "ArmedGroup", "PrivateMilitaryCompany")):
        return None
    man = named_beside(called, reading)
    return man if man is not None and man.kind == "name" and _is_a_person(man, reading) else None


def _band_of(token: int, mention: Mention, leader: Mention, reading: Reading) -> Mention | None:
    """ "The rebels of X", "X's guerrilla column": the band that a noun for people under arms tells; "G9, the alliance of X": G9.

    The soldiers of whoever is at the head of a state are the state's, and he need not lead them.
    """
    if mention.kind != "nominal" or mention.sentence != reading.sentence.index:
        return None
    named = named_beside(mention, reading)
    if named is not None and named is not leader and named.kind == "name":
        is_body = _is_a_body(named, reading) and reading.is_a(mention, ("Organization",))
        return named if is_body and not named.span.overlaps(leader.span) else None
    noun = reading.view.tokens[reading.content(token)]
    owners = [e.dependent for e in reading.view.edges(token, "possessor")]
    is_told = _is_surely_a_person(leader, reading) or is_under_arms(leader, reading)
    if not is_told or any(reading.view.tokens[owner].tag == "PRP$" for owner in owners):
        return None  # "his fighters" are of whoever was told of last
    is_force = reading.is_a(mention, ("StateForce",)) and noun.tag == "NNS" and not is_means(mention, reading)
    is_band = (reading.is_a(mention, ("ArmedGroup",)) or is_force) and noun.lemma not in _GUARDING
    return (
        mention
        if is_band and not mention.known and (has_rank(leader, reading) or not is_in_office(leader, reading))
        else None
    )


_GUARDING = frozenset({"guard", "guardsman", "bodyguard", "escort", "policeman", "sentry"})
"""Nouns for those who look after somebody, whoever leads them."""


def _is_the_force(mention: Mention, reading: Reading) -> bool:
    """ "The gendarmerie", "the presidential guard": a state's force without a name, of which there is one."""
    return mention.kind == "nominal" and mention.is_definite and reading.is_a(mention, ("StateForce",))


def _of_force(person: Mention, body: Mention, edge: Edge, reading: Reading) -> Iterator[tuple[str, Mention, Mention]]:
    """ "Captain X of the gendarmerie" is of it; "Colonel X of Mali", who is known to have ruled it, rules it."""
    if (edge.role, edge.marker) != ("nominal", "of") or person.kind != "name" or not _is_a_person(person, reading):
        return
    if _is_the_force(body, reading) and has_rank(person, reading) and " " in person.label and not person.is_definite:
        yield MEMBER, person, body
    if _has_ruled(person, body, reading) and has_rank(person, reading):
        yield RULES, person, body


def _has_ruled(person: Mention, state: Mention, reading: Reading) -> bool:
    """Whether somebody is known to have been at the head of a state."""
    ruled = {code for key in person.known for code in reading.knowledge.gazetteer.ruled.get(key, ())}
    return reading.is_a(state, ("Country",)) and state.country in ruled


def _right_behind(description: Mention, reading: Reading) -> Mention | None:
    """ "The former policeman X", whatever trade a noun before a name tells: X."""
    is_here = description.kind == "nominal" and description.sentence == reading.sentence.index
    is_one = is_here and reading.view.tokens[description.head].tag == "NN"
    start = description.span.end + 1
    behind = (m for m in reading.mentions.values() if is_one and m.kind == "name" and m.span.start == start)
    return next((m for m in behind if _is_a_person(m, reading) and " " in m.label), None)


def _owner(token: int, reading: Reading) -> Mention | None:
    """Whose something is: "X's army", "X, whose army …", "X and his army", he being named in the same sentence."""
    if reading.view.tokens[token].tag not in ("WP$", "PRP$"):
        return reading.mentions.get(token) or _named_to_the_end(token, reading)
    owner = reading.mention_at(token)
    # "X fought on. His Front attacked Y": him of whom the sentence before told, whom "his" at the head of a sentence means.
    farthest = reading.sentence.index - (token <= _OPENING)
    return owner if owner is not None and owner.sentence >= farthest else None


_OPENING = 2
"""Words of a sentence of which the first may be whose it is."""


def _named_to_the_end(token: int, reading: Reading) -> Mention | None:
    """ "Ana Ruiz's Unity Party": the name that ends in a token, where a parser hangs its first word elsewhere."""
    end = reading.view.tokens[token].span.end
    return next((m for m in reading.mentions.values() if m.span.end == end and m.kind == "name"), None)


def _is_called_leader(person: Mention, reading: Reading) -> bool:
    """ "Rebel leader X of the Front": he leads it, as far as nothing else is said to be led."""
    return any(
        match.entry.pos == "noun"
        and LEADS in match.entry.denotes
        and not match.entry.has("isOneOfSeveral")
        and not _is_before_title(match.head, reading)
        and person in title_bearers(match.head, reading)
        for match in reading.matches
    )


def _is_before_title(token: int, reading: Reading) -> bool:
    """ "Chief Minister X": no chief of his party for that."""
    return any(match.head == token + 1 and match.entry.has("isPublicFigure") for match in reading.matches)


def _head_of_tenure(token: int, reading: Reading) -> int:
    """ "Under the leadership of X", "under X's command", "under his own leadership": X."""
    if token not in reading.matches.heads("isTenure"):
        return token
    edges = reading.view.edges(token, "nominal", "possessor")
    whose = [e.dependent for e in edges if e.role == "possessor" or e.marker == "of"]
    return whose[0] if whose else token


def _is_part(mention: Mention, owner: Mention, reading: Reading) -> bool:
    """ "Hezbollah's Radwan Force", "the Sixth Front of the FARC": a named band of a band."""
    is_named = mention.kind == "name" and " " in mention.label and not mention.span.overlaps(owner.span)
    is_band = reading.is_a(owner, ("ArmedGroup",)) or bears_arms(owner, reading)
    return is_named and _is_a_body(mention, reading) and is_band and owner.kind == "name"


def _is_a_person(mention: Mention, reading: Reading) -> bool:
    return reading.is_a(mention, ("Person",))


def _is_surely_a_person(mention: Mention, reading: Reading) -> bool:
    """Whether a name is a person's by more than its form: "Islamic Maghreb" has two words as well, both in any dictionary."""
    words = mention.label.lower().split()
    is_full = len(words) > 1 and not all(map(reading.knowledge.parser.is_word, words))
    return bool(mention.known) or is_full or has_rank(mention, reading)


def _is_a_body(mention: Mention, reading: Reading) -> bool:
    is_named_government = mention.kind == "name" and " " in mention.label  # "X's Transitional Government of Unity"
    is_state = reading.is_a(mention, ("Government",)) and not is_named_government
    return reading.is_a(mention, ("Organization",)) and not is_state
