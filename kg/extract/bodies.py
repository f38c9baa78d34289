"""Names whose kind only the words of a tie tell: the sentence as its ties take it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from kg.extract.bearers import apposed
from kg.extract.claims import mouthpiece_of
from kg.extract.demonyms import demonym_over
from kg.extract.described import state_of_capital
from kg.extract.names_before import named_before
from kg.extract.reading import Reading
from kg.extract.standing import has_rank
from kg.extract.ties import AFFILIATED, LEADS, MEMBERSHIP, WITHDREW, has_name
from kg.extract.triggers import Match
from kg.model import Mention, Span

_OWN = {"possessor": ("its", "their"), "subject": ("it",)}
"""Pronouns for a state or a body, by their place in a clause."""

_ACRONYM = re.compile(r"[A-Z]{2,8}")
_LONG_ACRONYM = 4
"""Capitals from which on an acronym that no list knows is of a body even where a preposition would make it a place."""


def with_bodies(reading: Reading) -> Reading:
    """The sentence with the names of bodies and people as the ties of it take them, where their form alone says little."""
    mentions = dict(reading.mentions)
    for token, mention in reading.mentions.items():
        if mention.known and reading.is_a(mention, ("Settlement",)):
            mentions[token] = _as_state(mention, reading) or mention
        if mention.type == "Organization" and bears_arms(mention, reading):
            mentions[token] = dataclasses.replace(mention, type="ArmedGroup")
            continue
        kind = _kind_told_by_noun(mention, reading) if mention.type in _VAGUE else None
        if kind is not None:
            mentions[token] = dataclasses.replace(mention, type=kind)
        elif mention.kind != "pronoun" and not mention.known:
            mentions[token] = (
                _as_person(mention, reading)
                or _as_acronym(mention, reading)
                or _as_described(mention, reading)
                or _as_mouthpiece(mention, reading)
                or mention
            )
    leading = {  # "X led the front, a body set up in May": X, whatever a parser takes to have been set up
        subject
        for match in reading.matches
        if reading.view.is_verb(match.head) and not MEMBERSHIP.isdisjoint(match.entry.denotes)
        for subject in reading.view.subjects(match.head)
    }
    for match in reading.matches:
        if MEMBERSHIP.isdisjoint(match.entry.denotes):
            continue
        for token in _bodies_of(match, reading):
            if token in leading:
                continue
            if token in mentions and (
                _is_bare_name(mentions[token], reading)
                or _is_numbered(mentions[token], reading)
                or (LEADS in match.entry.denotes and _is_led_body(mentions[token], reading))
            ):
                mentions[token] = dataclasses.replace(mentions[token], type="Organization")
    for token in (*_parents(reading), *_that_pull_out(reading)):
        if token in mentions and _is_bare_name(mentions[token], reading):
            mentions[token] = dataclasses.replace(mentions[token], type="Organization")
    for match in reading.matches:
        if match.entry.pos == "noun" and any(
            kind in reading.knowledge.ontology.relations for kind in match.entry.denotes
        ):
            for token, mention in (*_compound_names(match, reading), *_names_behind(match, reading)):
                mentions.setdefault(token, mention)
    told = {mention: mentions[token] for token, mention in reading.mentions.items()}
    antecedents = {token: told.get(mention, mention) for token, mention in reading.antecedents.items()}
    reading = dataclasses.replace(reading, mentions=mentions)
    own = _own_parties(reading)  # "France completed its withdrawal": nearer than whoever the sentence before named
    near = {t: m for t, m in antecedents.items() if t not in own or m.sentence == reading.sentence.index}
    return dataclasses.replace(reading, antecedents=own | near)


_VAGUE = frozenset({"Organization", "Thing", "Place", "Region"})
"""Classes that say little of what a noun or a name is of."""


def bears_arms(mention: Mention, reading: Reading) -> bool:
    """Whether one of the bodies that bear a name is an armed group, all of them under arms."""
    things = reading.knowledge.gazetteer.by_key
    kinds = [things[key].type for key in mention.known if key in things]
    is_a = reading.knowledge.ontology.is_a
    return any(is_a(k, "ArmedGroup") for k in kinds) and all(is_a(k, "ArmedGroup", "StateForce") for k in kinds)


TOLD_BY_NOUN = {
    "StateForce": frozenset({"force", "forces", "coalition", "mission", "contingent"}),
    "ArmedGroup": frozenset(
        {"liberation", "resistance", "jihad", "mujahideen", "guerrilla", "revolutionary", "army", "front"}
    ),
    "Government": frozenset({"state"}),
}
"""Nouns for those under arms, where they are a state's or a bloc's; words in the name of a body that took up arms for what they
say; and what a state may be called."""

_FORCES, _ARMED_CAUSES, _STATE = TOLD_BY_NOUN.values()

_STATE_NAMES = frozenset({"republic", "state", "nation", "federation", "union", "kingdom"})
"""What a state is called that is led by nobody: whoever heads it rules it."""


def _kind_told_by_noun(mention: Mention, reading: Reading) -> str | None:
    """ "Eritrean forces", "the Saudi-led coalition", "the Nigerian state", "the Movement for the Liberation of Ruritania"."""
    words = mention.label.lower().split() or [""]
    if mention.kind == "name":
        beside = [reading.view.tokens[e.dependent].lemma for e in reading.view.edges(mention.head, "apposition")]
        if not _FORCES.isdisjoint(beside):
            return "StateForce"  # "SAMIM, the mission of the bloc"
        return None if mention.known or _ARMED_CAUSES.isdisjoint(words) else "ArmedGroup"
    if words[-1] in _FORCES and (mention.country or has_name(mention) or (mention.is_definite and words == ["forces"])):
        return "StateForce"
    return "Government" if words[-1] in _STATE and len(words) > 1 and mention.country else None


def _as_state(mention: Mention, reading: Reading) -> Mention | None:
    """ "Washington has backed the rebels": a capital that does something is its state."""
    edge = reading.view.up(mention.head)
    while edge is not None and edge.role == "conjunct":
        edge = reading.view.up(edge.head)
    blaming = reading.matches.heads("isBlame")
    is_party = edge is not None and (
        edge.role in ("subject", "agent", "possessor")
        or (edge.role == "object" and edge.head in blaming)
        or (edge.role in ("oblique", "nominal") and edge.marker in ("by", "against", "on"))
    )
    return state_of_capital(mention, reading) if is_party else None


def _as_acronym(mention: Mention, reading: Reading) -> Mention | None:
    """ "The LRF": capitals in a sentence of small letters name a body, though a parser may take them for a noun."""
    word = reading.view.tokens[mention.head].text
    is_alone = mention.label in (word, f"the {word}", f"The {word}")
    is_place = mention.type in ("Place", "Settlement") and (mention.is_definite or len(word) >= _LONG_ACRONYM)
    is_guess = mention.type == "Thing" or is_place
    if not is_guess or not is_alone or not _ACRONYM.fullmatch(word):
        return None
    if not any(len(t.text) > 2 and t.text.islower() for t in reading.view.tokens):
        return None  # a sentence in capitals
    return dataclasses.replace(mention, label=word, kind="name", type="Organization")


def _as_described(mention: Mention, reading: Reading) -> Mention | None:
    """ "The Front, a tribal formation that …": a description that no list knows is of the body or person beside it.

    So is a noun right before a name ("the shadow National Unity Government").
    """
    if mention.kind != "nominal" or mention.type != "Thing":
        return None
    name = apposed(mention.head, reading) or _named_right_behind(mention, reading)
    is_somebody = name is not None and name.kind == "name" and reading.is_a(name, ("Organization", "Person"))
    return name if is_somebody else None


def _named_right_behind(mention: Mention, reading: Reading) -> Mention | None:
    """The body whose name begins right behind a noun that a parser has it stand beside, without a comma between them."""
    beside = (reading.mentions.get(e.dependent) for e in reading.view.edges(mention.head, "apposition"))
    start = reading.view.tokens[mention.head].span.end + 1
    return next((m for m in beside if m is not None and m.span.start == start and reading.is_a(m, _BODY)), None)


_BODY = ("Organization",)


def _as_mouthpiece(mention: Mention, reading: Reading) -> Mention | None:
    """ "A statement signed by the Front said", "callers from the Front": the Front speaks, where nobody else does."""
    edge = reading.view.up(mention.head)
    is_speaking = edge is not None and edge.role == "subject" and mention.kind == "nominal"
    if not is_speaking or mention.head not in reading.matches.heads("isMouthpiece"):
        return None
    first = next(iter(reading.view.inside(mention.span)), mention.head)
    before = named_before(reading, mention.head) if mention.head > first else None  # "an ELN communique"
    return (
        before if before is not None and reading.is_a(before, ("ArmedGroup",)) else mouthpiece_of(mention.head, reading)
    )


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


def _parents(reading: Reading) -> Iterator[int]:
    """ "The political wing of X", "X's armed wing": where the body stands of which a body is said to be a part."""
    for match in reading.matches:
        if match.entry.pos == "noun" and AFFILIATED in match.entry.denotes and len(match.tokens) > 1:
            edges = reading.view.edges(match.head, "nominal", "possessor")
            yield from (e.dependent for e in edges if e.role == "possessor" or e.marker == "of")


def _that_pull_out(reading: Reading) -> Iterator[int]:
    """ "X pulled out of Ruritania": where the firm stands that does, since a person would only leave it."""
    for match in reading.matches:
        if WITHDREW not in match.entry.denotes or len(match.tokens) < 2 or not reading.view.is_verb(match.head):
            continue
        left = (reading.mentions.get(e.dependent) for e in reading.view.edges(match.head, "oblique"))
        if any(m is not None and reading.is_a(m, ("Country",)) for m in left):
            yield from reading.view.subjects(match.head)


def _is_bare_name(mention: Mention, reading: Reading) -> bool:
    """Whether nothing but its form says what a name of one word is of."""
    is_guess = mention.type in ("Place", "Person", "Thing") and mention.kind == "name" and not mention.known
    if mention.label.lower() in _STATE_NAMES:
        return False  # "the president of the Republic"
    return is_guess and " " not in mention.label and not has_rank(mention, reading)


def _is_numbered(mention: Mention, reading: Reading) -> bool:
    """ "The 27th Division", "the CAPSAT unit": what is led and written with a capital has a name, whatever the noun."""
    head, words = reading.view.tokens[mention.head].text, mention.label.split()
    is_called = head[:1].isupper() or (head in _UNITS and words[0][:1].isupper())
    return mention.type == "Thing" and mention.kind == "nominal" and is_called and len(words) > 1


def _is_led_body(mention: Mention, reading: Reading) -> bool:
    """ "The government's talks team", "a private army": what is led is people, by a noun that says so only here."""
    is_guess = mention.type in ("Thing", "Facility", "Region") and mention.kind == "nominal" and not mention.known
    is_command = mention.type != "Region" or not _OF_ARMS.isdisjoint(mention.label.lower().split())
    return is_guess and is_command and reading.view.tokens[mention.head].lemma in _LED


_LED = frozenset(
    """
    team delegation network apparatus outfit sect cult clan band squad squadron unit corps division fleet legion staff caucus
    grouping umbrella bureau command column posse horde guild fellowship order tribe service insurgency rebellion uprising
    panel mission academy college school university campaign parachutist office secretariat circle cabal clique junta ring
    base garrison household escort detail zone region district sector
    """.split()
)
"""Nouns for people under one head, which may be of other things where nobody leads them."""

_OF_ARMS = frozenset({"military", "naval", "army", "police", "operational"})
"""Words before a part of a country that make a command of it: "the Second Military Region"."""

_UNITS = frozenset("unit clan cell command column outfit network ring".split())
"""Nouns behind the names of bodies of men, which may be of other things."""


def _compound_names(match: Match, reading: Reading) -> Iterator[tuple[int, Mention]]:
    """The name right before a noun, which has no mention of its own: "LRF leader X", "an al-Qaeda affiliate"."""
    view, end = reading.view, min(match.tokens)
    state = named_before(reading, end) if match.entry.has("isOffice") else None
    if state is not None and state.type == "Country":
        yield state.head, state  # "UK Prime Minister X", wherever a parser hangs "UK"
        return
    while end < match.head and view.tokens[end].text[:1].isupper() and end > 0:
        end += 1  # "Communist Party leader"
    parts = [e.dependent for e in view.edges(match.head, "compound", "modifier", "name") if e.dependent < end]
    if not parts:
        return
    mention = named_before(reading, end) or _new_name_before(reading, end)
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
    inside = range(first, end)
    if any(demonym_over(tokens, index, reading.knowledge.gazetteer) is not None for index in inside):
        return None
    if any(m.head in inside for m in reading.matches.having("isTitle")) or named_before(reading, end):
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
        told = [m for m in map(reading.mentions.get, view.subjects(above.head)) if m is not None]
        named = [m for m in told if m.kind == "name" or (m.kind == "nominal" and m.country and not m.known)]
        if len(named) == 1 and reading.is_a(named[0], ("Country", "Organization")):
            found[token] = named[0]
    return found
