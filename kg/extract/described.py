"""Whom words stand for that are no names: a description for those named as its examples, a capital for its state."""

from __future__ import annotations

import dataclasses
import re

from kg.extract.bearers import are_alike
from kg.extract.reading import Reading, is_name
from kg.knowledge.knowledge import capitals
from kg.model import Mention
from kg.text.numbers import parse_number

_NEAR = 14
"""Tokens behind a description in which a name that it holds must begin."""

_SUCH_AS = frozenset({"such as", "like", "including"})


def examples(description: Mention, reading: Reading) -> tuple[Mention, ...]:
    """ "Factions such as X and Y", "X and other militias": those whom a description in the plural gives as some of them."""
    view = reading.view
    if description.kind != "nominal" or description.known or description.sentence != reading.sentence.index:
        return ()
    among = among_them(description, reading) or _listed_behind(description, reading)
    if among or view.tokens[description.head].tag not in ("NNS", "NNPS"):
        return among
    inside = [e.dependent for e in view.edges(description.head, "nominal") if e.marker in _SUCH_AS]
    inside += _states_of(description.head, reading)
    edge = view.up(description.head)
    beside = () if edge is None else view.edges(edge.head, "oblique")
    inside += [e.dependent for e in beside if e.marker in _SUCH_AS and e.dependent > description.head]
    is_other = any(view.tokens[e.dependent].text.lower() == "other" for e in view.edges(description.head, "modifier"))
    if edge is not None and edge.role == "conjunct" and is_other:
        inside.append(edge.head)
    members = [reading.mention_at(t) for first in inside for t in view.conjuncts(first) if t != description.head]
    # "Three officers, including General X": he is one of them, though they together are a force.
    men = reading.matches.heads("isRank") | reading.matches.heads("isIndividual")
    kinds = ("Country", "Person") if description.head in men else ("Country",)
    named = (m for m in members if m is not None and is_name(m))
    return tuple(m for m in named if are_alike(description, m, reading) or reading.is_a(m, kinds))


def among_them(description: Mention, reading: Reading) -> tuple[Mention, ...]:
    """Return X of "members of the junta, among them its leader, X", "a group of officers, among them X"."""
    words = [token.text.lower() for token in reading.view.tokens]
    begin = next((i for i in range(description.head + 1, len(words)) if words[i] == ","), len(words))
    between = reading.view.tokens[description.head + 1 : begin]
    own = {e.dependent for e in reading.view.edges(description.head, "participle")}  # "forces advised by X, among them"
    is_phrase = all(t.pos not in ("VERB", "AUX", "PUNCT") or t.tag == "HYPH" or t.index in own for t in between)
    if not is_phrase or words[begin : begin + 3] != [",", "among", "them"]:
        return ()
    after = [m for t, m in sorted(reading.mentions.items()) if begin + 2 < t < begin + _NEAR and m.kind == "name"]
    kinds: tuple[str, ...] = ("Person", "Organization", "Country") if description.type == "Thing" else ("Person",)
    if description.type == "StateForce" and description.country is None:
        kinds = ("Person", "ArmedGroup")  # "forces armed by Ruritania, among them the Front"
    first = next((m for m in after if are_alike(description, m, reading) or reading.is_a(m, kinds)), None)
    if first is None:
        return ()
    members = (reading.mentions.get(token) for token in reading.view.conjuncts(first.head))
    return tuple(m for m in members if m is not None and m.kind == "name")


_PARTING = re.compile(r"(?:,|and|, and)(?: [A-Z][\w.-]*| [.-])*")
"""What stands between two names of a list, titles included."""


def _listed_behind(description: Mention, reading: Reading) -> tuple[Mention, ...]:
    """ "Two officers, Colonel X and General Y": X and Y, as many as the number says."""
    view = reading.view
    numbers = [parse_number(view.tokens[e.dependent].text.lower()) for e in view.edges(description.head, "number")]
    found: list[Mention] = []
    end = description.span.end
    for _, mention in sorted(reading.mentions.items()):
        if mention.kind != "name" or mention.span.start < end or not reading.is_a(mention, ("Person",)):
            continue
        between = " ".join(t.text for t in view.tokens if end <= t.span.start < mention.span.start)
        if not _PARTING.fullmatch(between):
            break
        found.append(mention)
        end = mention.span.end
    return tuple(found) if len(found) > 1 and numbers == [len(found)] else ()


def _states_of(governments: int, reading: Reading) -> list[int]:
    """ "The governments of X and Y": where several have one each, the states."""
    view = reading.view
    owners = [e.dependent for e in view.edges(governments, "nominal") if e.marker == "of"]
    named = [reading.mentions.get(token) for first in owners for token in view.conjuncts(first)]
    is_each = len(named) > 1 and all(m is not None and reading.is_a(m, ("Country",)) for m in named)
    return owners if is_each else []


def state_of_capital(mention: Mention, reading: Reading) -> Mention | None:
    """The state that a capital stands for in "Washington's support" and "Pretoria-sponsored", None for any other name."""
    gazetteer = reading.knowledge.gazetteer
    found = [gazetteer.by_key[known] for known in mention.known if known in gazetteer.by_key]
    codes = {known.capital_of for known in found if known.capital_of}
    if len(codes) != 1:
        return None
    code = codes.pop()
    key = gazetteer.country_key(code)
    if key is None:
        return None
    label = gazetteer.by_key[key].label
    return dataclasses.replace(mention, label=label, type="Country", country=code, known=(key,))


def is_seat_by_name(place: Mention, reading: Reading) -> bool:
    """Whether a name is that of the capital of a state."""
    return place.kind == "name" and not frozenset(place.known).isdisjoint(capitals(reading.knowledge).values())
