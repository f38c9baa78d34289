"""Who was removed after whom: "toppled X in 2020 and his successor, Y, in 2021", each with his date and his country."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.counting import is_inside
from kg.extract.dated import Dated
from kg.extract.prepositions import LOCATIVE
from kg.extract.reading import Reading
from kg.extract.triggers import Match
from kg.extract.whereabouts import Placed
from kg.model import DateRange, Mention, Token

_PAUSES = frozenset({"SCONJ", "VERB", "AUX", "SYM"})
"""Parts of speech at which a list of who was removed when comes to its end."""


class _Turns:
    """Who was removed when, gathered word by word."""

    def __init__(self) -> None:
        self.found: list[tuple[Mention | None, DateRange]] = []
        self._who: Mention | None = None
        self._early: DateRange | None = None
        """A date told before its person: "in 2020 X and, a year later, Y"."""
        self._is_joined = self._is_again = False

    @property
    def is_told(self) -> bool:
        """Whether there are several turns, each on days of its own."""
        days = [date.span for _, date in self.found]
        return len(days) > 1 and len(set(days)) == len(days) and (self._who is not None or self._is_again)

    def add_date(self, date: DateRange) -> None:
        if self._is_again and self.found:
            self.found.append((self.found[-1][0], date))
        elif self._is_joined and self.found:
            self._early = date
        else:
            self.found.append((self._who, date))
            self._is_joined = False

    def add_person(self, person: Mention) -> None:
        if self._who is None:
            self.found, self._is_again = [], False  # the dates before the first name are those of nobody
        self._who = person
        if self._early is not None:
            self.found.append((person, self._early))
        self._early, self._is_joined = None, False

    def add_word(self, word: Token) -> bool:
        """Take a word that may join two turns; return whether it does."""
        if word.tag == "CC" and self.found:
            self._is_joined = True
            return True
        if word.text.lower() == "again" and self._is_joined:
            self._is_again = True
            return True
        return False


def turns(
    match: Match, heads: Sequence[int], reading: Reading, dates: Sequence[Dated]
) -> list[tuple[Mention | None, DateRange]]:
    """ "Toppled X in 2020 and his successor, Y, in 2021", "ousted by X in 1971 and again by Y in 1985": each with his date.
    "A coup against X in 2020 and, a year later, a second one against Y" has two turns, too.

    One person with two dates has two turns: "toppled X in 1971 and again in 1980"; "seized power in 1979 and again in 1981"
    has two of nobody.
    """
    view = reading.view
    edge = view.up(match.head)
    if not view.is_verb(match.head) and (edge is None or edge.role != "object"):
        return []
    last = min((head for head in heads if head > match.head), default=len(view.tokens))
    listed = _Turns()
    for word in view.tokens[max(match.tokens) + 1 : last]:
        person, date = reading.mentions.get(word.index), _date_at(word.index, dates)
        if date is not None:
            listed.add_date(date)
        elif person is not None and _is_named_person(person, reading):
            if _is_subject(word.index, reading):
                break
            listed.add_person(person)
        elif not listed.add_word(word) and _is_end(word, reading, dates):
            break
    return listed.found if listed.is_told else []


def _date_at(word: int, dates: Sequence[Dated]) -> DateRange | None:
    return next((d.date for d in dates if d.token == word and d.date.first), None)


def _is_named_person(mention: Mention, reading: Reading) -> bool:
    return mention.kind == "name" and reading.is_a(mention, ("Person",))


def _is_subject(word: int, reading: Reading) -> bool:
    edge = reading.view.up(word)
    return edge is not None and edge.role in ("subject", "passive subject")


def _is_end(word: Token, reading: Reading, dates: Sequence[Dated]) -> bool:
    """Whether a list of who was removed when ends at a word: at a clause, a relative pronoun or a stop."""
    if is_inside(word, reading, dates):
        return False
    is_clause = word.pos in _PAUSES and not _is_modifier(word.index, reading)
    return is_clause or word.tag in ("WP", "WDT", "WRB") or word.text in (";", ":", ".")


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
        dated = _date_at(word.index, dates)
        if word.pos in ("VERB", "AUX", "SCONJ") and not is_inside(word, reading, dates):
            return
        if dated is not None:
            if who is not None:
                yield who, dated
            who, is_first = None, False
        elif word.text in (",", "and", ";") and not is_first:
            begin = word.index
        elif begin is not None and person is not None and _is_named_person(person, reading):
            is_bare = not any(t.tag in ("IN", "TO") for t in view.tokens[begin + 1 : word.index])
            who, begin = person if is_bare else None, None
