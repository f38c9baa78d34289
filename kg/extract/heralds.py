"""Who announced a seizure of power for those who made it: "X read the statement on radio", "X announced it on television"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.arguments import fill_frames
from kg.extract.bearers import named_beside, named_by_copula
from kg.extract.reading import Reading
from kg.extract.standing import is_in_office
from kg.extract.status import status_of
from kg.model import Argument, Mention

HERALD = "herald"
"""The role of whoever, under arms, announces what was told before or is told in the same sentence."""

_SEIZING = frozenset(
    """
    constitution institutions parliament assembly borders frontiers curfew power dissolved suspended junta council takeover republic
    salvation transition charge control ousted deposed overthrown toppled removed dismissed acted intervened himself fatherland
    overthrow ouster removal downfall
    """.split()
)
"""Words for what those do who seize a state, and for what they say of it."""

_OTHERS = frozenset(
    """
    loyal loyalist loyalists failed failure foiled thwarted crushed defeated quashed repelled rebels mutineers plotters putschists
    surrender surrendered restored spokesman spokeswoman spokesperson condemned denied investigation
    """.split()
)
"""Words in a sentence by which an officer speaks for those who put a coup down, or only for others."""


def heralds(reading: Reading) -> Iterator[Argument]:
    """Yield those under arms, by name, who announce that power was taken."""
    words = reading.view.words
    for match in () if not words.isdisjoint(_OTHERS) else reading.matches.having("isHerald"):
        filling = fill_frames(match, reading, frozenset())
        is_told = not words.isdisjoint(_SEIZING) or _reads_out(match.entry.lemma) or _tells_it(match.head, reading)
        if filling is None or not is_told or status_of(match.head, reading) != "occurred":
            continue
        for filler in filling.in_role("perpetrator"):
            person = named_by_copula(filler.token, reading) or _named(filler.mention, reading)
            if person is not None and not is_in_office(person, reading):
                yield Argument(HERALD, person, match.entry.id)


def _reads_out(verb: str) -> bool:
    """Whether a verb says by itself that somebody speaks in the name of those who have taken power."""
    return verb.startswith("read")


def _tells_it(verb: int, reading: Reading) -> bool:
    """ "Its author, Colonel X, announced it on the radio": what was told before."""
    return any(reading.view.tokens[token].text.lower() in ("it", "this") for token in reading.view.objects(verb))


def _named(mention: Mention | None, reading: Reading) -> Mention | None:
    found = mention if mention is None else named_beside(mention, reading) or mention
    return found if found is not None and found.kind == "name" and reading.is_a(found, ("Person",)) else None
