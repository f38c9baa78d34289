"""Who is said to be among the dead, the wounded or those taken: "Among the dead were X and two journalists"."""

from __future__ import annotations

from kg.extract.arguments import Filler
from kg.extract.reading import Reading
from kg.extract.tolls import BEING, FALLEN, Toll
from kg.model import Mention

_TAKEN = dict.fromkeys(
    "abducted kidnapped seized captured taken slain murdered massacred slaughtered hostages".split(), "killed"
)
"""Words for those to whom something was done that no toll counts, or counts as dead."""
_THEM = frozenset({"them"})
_LONGEST_FALLEN = 5
"""Tokens from "among" to such a word: "among the 27 people killed"."""


def named_among(reading: Reading) -> Toll | None:
    """ "Among the dead were X and two journalists", "X was among those killed", "the dead included X": a toll without a count."""
    tokens = reading.view.tokens
    words = [t.text.lower() for t in tokens]
    for position, word in enumerate(words):
        kind = FALLEN.get(word) or _TAKEN.get(word) or ("killed" if word in _THEM else None)
        if kind is None:
            continue
        start = next(
            (i for i in range(position - 1, max(-1, position - _LONGEST_FALLEN - 1), -1) if words[i] == "among"), None
        )
        after = words[position + 1 : position + 2]
        if start is not None and after and after[0] in BEING:
            named = _named_from(position + 2, len(tokens), reading)
        elif start is not None and start > 1 and words[start - 1] in BEING:
            named = _named_from(0, start - 1, reading)
        elif (
            after
            and after[0] in ("included", "include", "includes")
            and words[max(0, position - 1)] in ("the", "those")
        ) or (after and after[0] in BEING and words[max(0, position - 1)] == "those"):
            named = _named_from(position + 2, len(tokens), reading)
        else:
            continue
        if named:
            parts = (None,) * len(named)
            return Toll(kind, None, position, named, parts=parts, is_of_names=True, is_of_them=word in _THEM)
    return None


def _named_from(start: int, end: int, reading: Reading) -> tuple[Filler, ...]:
    """Those of the first list of people in a stretch, by their names where these stand beside."""
    view = reading.view
    heads = sorted(
        t for t, m in reading.mentions.items() if start <= t < end and reading.is_a(m, ("Person", "StateForce"))
    )
    tops = {t: _top_of(t, reading) for t in heads}
    outer = [
        t
        for t, top in tops.items()
        if (edge := view.up(top)) is None or not start <= edge.head < end or edge.role == "subject"
    ]
    found: dict[int, Mention] = {}
    listed = (reading.content(t) for first in outer[:1] for t in view.conjuncts(first))  # "two of his sons"
    for token in (t for t in listed if start <= t < end):
        beside = [reading.mentions.get(e.dependent) for e in view.edges(token, "apposition", "name")]
        names = [m for m in beside if m is not None and m.kind == "name" and reading.is_a(m, ("Person",))]
        mention = names[0] if names else reading.mentions.get(token)
        if mention is not None and reading.is_a(mention, ("Person", "StateForce")):
            found.setdefault(token, mention)
    return tuple(Filler(("victim",), token, mention, False, "") for token, mention in found.items())


def _top_of(token: int, reading: Reading) -> int:
    """ "Two of his sons": the number, which stands for the sons; else the token itself."""
    edge = reading.view.up(token)
    is_of = edge is not None and (edge.role, edge.marker) == ("nominal", "of") and reading.content(edge.head) == token
    return edge.head if edge is not None and is_of else token
