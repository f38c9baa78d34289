"""Who was removed after whom: "toppled X in 2020 and his successor, Y, in 2021", each with his date and his country."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.counting import is_inside
from kg.extract.prepositions import LOCATIVE
from kg.extract.reading import Reading
from kg.extract.times import Dated
from kg.extract.triggers import Match
from kg.extract.whereabouts import Placed
from kg.model import DateRange, Mention

_PAUSES = frozenset({"SCONJ", "VERB", "AUX", "SYM"})
"""Parts of speech at which a list of who was removed when comes to its end."""


def turns(
    match: Match, heads: Sequence[int], reading: Reading, dates: Sequence[Dated]
) -> list[tuple[Mention | None, DateRange]]:
    """ "Toppled X in 2020 and his successor, Y, in 2021", "ousted by X in 1971 and again by Y in 1985": each with his date.
    "A coup against X in 2020 and, a year later, a second one against Y" has two turns, too.

    One person with two dates has two turns: "toppled X in 1971 and again in 1980"; "seized power in 1979 and again in 1981"
    has two of nobody.
    """
    view = reading.view
    last = min((head for head in heads if head > match.head), default=len(view.tokens))
    found: list[tuple[Mention | None, DateRange]] = []
    who: Mention | None = None
    early: DateRange | None = None
    is_joined = is_again = False
    edge = view.up(match.head)
    is_told_of = view.is_verb(match.head) or (edge is not None and edge.role == "object")
    for word in view.tokens[max(match.tokens) + 1 : last] if is_told_of else ():
        person = reading.mentions.get(word.index)
        date = next((d.date for d in dates if d.token == word.index and d.date.first), None)
        if date is not None:
            if is_again and found:
                found.append((found[-1][0], date))
            elif not (is_joined and found):
                found.append((who, date))
                is_joined = False
            else:
                early = date
        elif person is not None and person.kind == "name" and reading.is_a(person, ("Person",)):
            edge = view.up(word.index)
            if edge is not None and edge.role in ("subject", "passive subject"):
                break
            if who is None:
                found, is_again = [], False
            who = person
            if early is not None:
                found.append((who, early))
            early, is_joined = None, False
        elif word.tag == "CC" and found:
            is_joined = True
        elif word.text.lower() == "again" and is_joined:
            is_again = True
        elif not is_inside(word, reading, dates) and (
            (word.pos in _PAUSES and not _is_modifier(word.index, reading))
            or word.tag in ("WP", "WDT", "WRB")
            or word.text in (";", ":", ".")
        ):
            break
    days = [date.span for _, date in found]
    is_told = len(found) > 1 and len(set(days)) == len(days) and (who is not None or is_again)
    return found if is_told else []


def places_of_turns(
    people: Sequence[Mention | None], own: Sequence[Placed], every: Sequence[Placed], reading: Reading
) -> list[tuple[Placed, ...]]:
    """ "Ousted X in Mali in 2020 and Y in Niger in 2023": where each turn was; all where one place is told for all."""
    heads = [person.head for person in people if person is not None]
    found: list[tuple[Placed, ...]] = []
    for person in people:
        after = min(
            (head for head in heads if person is not None and head > person.head), default=len(reading.view.tokens)
        )
        inside = (p for p in every if person is not None and person.head < p.token < after)
        found.append(tuple(p for p in inside if p.preposition in LOCATIVE))
    return found if all(found) else [tuple(own) for _ in people]


def _is_modifier(word: int, reading: Reading) -> bool:
    """ "The army-backed transition": a participle before a noun tells of nothing else."""
    edge = reading.view.up(word)
    return edge is not None and edge.role in ("modifier", "compound")


def others_after(match: Match, reading: Reading, dates: Sequence[Dated]) -> Iterator[tuple[Mention, DateRange]]:
    """ "X seized power in March, Y in August and Z in December": who did the same later, without a verb, and when."""
    view, who, begin = reading.view, None, None
    is_first = True
    for word in view.tokens[max(match.tokens) + 1 :] if view.is_verb(match.head) else ():
        person = reading.mentions.get(word.index)
        dated = next((d.date for d in dates if d.token == word.index and d.date.first), None)
        if word.pos in ("VERB", "AUX", "SCONJ") and not is_inside(word, reading, dates):
            return
        if dated is not None:
            if who is not None:
                yield who, dated
            who, is_first = None, False
        elif word.text in (",", "and", ";") and not is_first:
            begin = word.index
        elif begin is not None and person is not None and person.kind == "name" and reading.is_a(person, ("Person",)):
            is_bare = not any(t.tag in ("IN", "TO") for t in view.tokens[begin + 1 : word.index])
            who, begin = person if is_bare else None, None
