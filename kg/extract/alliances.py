"""Who makes up an alliance, by what its members call themselves or by a list beside its name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from kg.extract.reading import Reading
from kg.extract.ties import MEMBER, RelationMention
from kg.model import Mention, Span

_CALLING = frozenset({"call", "know", "style", "dub", "name", "baptise", "baptize"})
"""Verbs of what several together are called."""

_ALLIANCES = frozenset(
    "alliance coalition front bloc union federation confederation pact league council umbrella coordination axis".split()
)
"""Words in the names of bodies that others make up."""

_LEAST = 2
"""Members that make an alliance."""

_MOST = 12
"""Members up to which a list beside a name is looked through."""

_OPENING = re.compile(r"(?:(?:\( [^()]{2,12} )?\) )?(?:\(|[-–—]{1,2})(?: the)?", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:\( [^()]{2,12} \) ?)?(?:,|and|, and)(?: the)?", re.IGNORECASE)
_CLOSING = re.compile(r"(?:\( [^()]{2,12} \) )?(?:\)|[-–—])")
"""What opens, parts and closes a list beside a name, short forms in brackets included."""

_FAR = 8
"""Tokens that may stand between two names of a list."""


def read_alliances(reading: Reading) -> Iterator[RelationMention]:
    """ "X, Y and Z, which call themselves the Alliance", "the Alliance (X, Y and Z)": X, Y and Z are members of the Alliance."""
    for member, alliance in dict.fromkeys((*_called(reading), *_beside(reading), *_of_people(reading))):
        span = Span(min(member.span.start, alliance.span.start), max(member.span.end, alliance.span.end))
        yield RelationMention(
            MEMBER, member, alliance, reading.sentence.index, span, "name-of-alliance", "asserted", (), 0.6
        )


_COLLEGES = frozenset({"junta", "council", "troika", "triumvirate", "directorate", "duumvirate", "directory"})
"""Nouns for few who rule together."""


def _of_people(reading: Reading) -> Iterator[tuple[Mention, Mention]]:
    """ "A junta of X, Y and Z", "the triumvirate of X, Y and Z": the people whom the few who rule together are."""
    view = reading.view
    for token, college in sorted(reading.mentions.items()):
        if college.kind == "pronoun" or view.tokens[token].lemma not in _COLLEGES:
            continue
        of = [e.dependent for e in view.edges(token, "nominal") if e.marker == "of"]
        people = [m for t in of for c in view.conjuncts(t) if (m := reading.mentions.get(c)) is not None]
        people = [m for m in people if m.kind == "name" and reading.is_a(m, ("Person",))]
        yield from ((person, college) for person in people if len(people) >= _LEAST)


def _called(reading: Reading) -> Iterator[tuple[Mention, Mention]]:
    """ "X and Y, which call themselves the Alliance", "X and Y, known together as the Alliance"."""
    view, bodies = reading.view, _named_bodies(reading)
    for token in view.tokens:
        edge = view.up(token.index) if token.lemma in _CALLING else None
        if edge is None or edge.role not in ("relative", "participle") or not _is_of_oneself(token.index, reading):
            continue
        named = [
            e.dependent for e in view.edges(token.index, "object", "open clause", "oblique") if e.marker in ("", "as")
        ]
        names = [m for t in named if (m := reading.mentions.get(t)) is not None and _is_body(m, reading)]
        before = [m for m in bodies if m.span.end <= token.span.start and m not in names]
        members = _listed_up_to(before[-1], before, reading) if before else ()
        is_told = edge.head in [m.head for m in members]
        if is_told and names:
            yield from ((member, names[-1]) for member in members)


def _is_of_oneself(verb: int, reading: Reading) -> bool:
    """ "Call themselves", "known together as", and not "which France calls"."""
    view = reading.view
    objects = {view.tokens[e.dependent].text.lower() for e in view.edges(verb, "object", "indirect object")}
    return "themselves" in objects or view.is_passive(verb) or view.up(verb).role == "participle"  # type: ignore[union-attr]


def _beside(reading: Reading) -> Iterator[tuple[Mention, Mention]]:
    """ "The Alliance (X, Y and Z)", "X, Y and Z - the Alliance -": a list in brackets or dashes beside the name of an alliance."""
    bodies = _named_bodies(reading)
    for place, alliance in enumerate(bodies):
        before = bodies[place - 1] if place else alliance
        is_short_form = (
            _words(before.span.end, alliance.span.start, reading) == "("
        )  # "the Alliance (AES) - X, Y and Z -"
        name = f"{before.label} {alliance.label}" if is_short_form else alliance.label
        if _ALLIANCES.isdisjoint(name.lower().split()):
            continue
        listed = _listed(bodies[place + 1 : place + 1 + _MOST], alliance.span.end, reading)
        yield from ((member, alliance) for member in listed or _listed_before(bodies[:place], alliance, reading))


def _listed(bodies: Sequence[Mention], start: int, reading: Reading) -> Sequence[Mention]:
    """The bodies of the list that opens at a place and closes behind the last of them; none where it is no list of bodies."""
    found: list[Mention] = []
    for body in bodies:
        between = _words(start, body.span.start, reading)
        if (_BETWEEN if found else _OPENING).fullmatch(between) is None:
            break
        found.append(body)
        start = body.span.end
    is_list = len(found) >= _LEAST and _CLOSING.match(_words(start, None, reading)) is not None
    return found if is_list else ()


def _listed_before(bodies: Sequence[Mention], alliance: Mention, reading: Reading) -> Sequence[Mention]:
    """The bodies of the list behind which a name stands between brackets or dashes; none where it is no list of bodies."""
    if not bodies or _CLOSING.match(_words(alliance.span.end, None, reading)) is None:
        return ()
    between = _words(bodies[-1].span.end, alliance.span.start, reading)
    return _listed_up_to(bodies[-1], bodies, reading) if _OPENING.fullmatch(between) else ()


def _listed_up_to(last: Mention, bodies: Sequence[Mention], reading: Reading) -> Sequence[Mention]:
    """The bodies of the list that a body is the last of; none where it stands alone."""
    found: list[Mention] = []
    for body in reversed([b for b in bodies if b.span.end <= last.span.end]):
        between = _words(body.span.end, found[-1].span.start, reading) if found else ""
        if len(found) == _MOST or (found and _BETWEEN.fullmatch(between) is None):
            break
        found.append(body)
    return found[::-1] if len(found) >= _LEAST and found[0] is last else ()


def _words(start: int, end: int | None, reading: Reading) -> str:
    """The next few tokens from a place of the article on, up to another."""
    tokens = reading.view.tokens
    first = bisect_left(tokens, start, key=lambda token: token.span.start)
    return " ".join(t.text for t in tokens[first : first + _FAR] if end is None or t.span.start < end)


def _named_bodies(reading: Reading) -> list[Mention]:
    """The bodies and states that a sentence names, in its order."""
    named = [m for _, m in sorted(reading.mentions.items()) if _is_body(m, reading)]
    # A people's name inside that of its army has a mention of its own.
    return [m for m, after in zip_longest(named, named[1:]) if after is None or not after.span.overlaps(m.span)]


def _is_body(mention: Mention, reading: Reading) -> bool:
    return mention.kind == "name" and reading.is_a(mention, ("Organization", "Country"))
