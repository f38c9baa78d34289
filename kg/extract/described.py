"""Whom a description of a sentence stands for, where the sentence names him: beside it, or as one of several."""

from __future__ import annotations

from kg.extract.reading import Reading
from kg.model import Mention

_NEAR = 14
"""Tokens behind a description in which a name that it holds must begin."""

_SUCH_AS = frozenset({"such as", "like", "including"})


def examples(description: Mention, reading: Reading) -> tuple[Mention, ...]:
    """ "Factions such as X and Y", "X and other militias": those whom a description in the plural gives as some of them."""
    view = reading.view
    if description.kind != "nominal" or description.known or description.sentence != reading.sentence.index:
        return ()
    among = _among_them(description, reading)
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
    named = (m for m in members if m is not None and _is_name(m))
    return tuple(m for m in named if _are_alike(description, m, reading) or reading.is_a(m, ("Country",)))


def _among_them(description: Mention, reading: Reading) -> tuple[Mention, ...]:
    """ "Members of the junta, among them its leader, X": X."""
    words = [token.text.lower() for token in reading.view.tokens]
    begin = description.head + 1
    if words[begin : begin + 3] != [",", "among", "them"]:
        return ()
    after = [m for t, m in sorted(reading.mentions.items()) if begin + 2 < t < begin + _NEAR and m.kind == "name"]
    first = next((m for m in after if _are_alike(description, m, reading) or reading.is_a(m, ("Person",))), None)
    if first is None:
        return ()
    members = (reading.mentions.get(token) for token in reading.view.conjuncts(first.head))
    return tuple(m for m in members if m is not None and m.kind == "name")


def _states_of(governments: int, reading: Reading) -> list[int]:
    """ "The governments of X and Y": where several have one each, the states."""
    view = reading.view
    owners = [e.dependent for e in view.edges(governments, "nominal") if e.marker == "of"]
    named = [reading.mentions.get(token) for first in owners for token in view.conjuncts(first)]
    is_each = len(named) > 1 and all(m is not None and reading.is_a(m, ("Country",)) for m in named)
    return owners if is_each else []


def _is_name(mention: Mention) -> bool:
    """A name, also one that ends in a common noun: "the West Africa Province"."""
    return mention.kind == "name" or all(word[:1].isupper() for word in mention.label.split())
