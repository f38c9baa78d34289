"""The mentions that tell of one event, while they are gathered, and what of each is compared."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model import DateRange, EventMention


@dataclass(frozen=True, slots=True)
class Told:
    """An event mention with what merging compares: its family, and the entities in it by their cluster."""

    mention: EventMention
    family: str
    toll: int | None
    settlements: frozenset[str]
    regions: frozenset[str]
    heads: frozenset[int]
    """Where the head of the paragraph stands, if a place is its head: two items of a list are two, though in one town."""
    persons: frozenset[str]
    groups: frozenset[str]
    sides: frozenset[str]
    """On which side those stand who did it: of a state, or of an armed group."""
    filled: frozenset[tuple[str, str]]
    nouns: frozenset[str]
    """The nouns of whom and what it was done to, and of who did it."""
    meant: frozenset[str]
    """Those of them that "the" stands before: somebody or something that was told of."""

    @property
    def sentence(self) -> int:
        return self.mention.trigger.sentence

    @property
    def day(self) -> str | None:
        return self.mention.date.first if self.mention.date is not None else None


@dataclass(slots=True)
class Cluster:
    """The mentions of one event while they are gathered, and the sums of what they say, so that none is asked twice."""

    told: list[Told] = field(default_factory=list)
    types: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    actors: set[str] = field(default_factory=set)
    """The countries of those to whom it was done, or who did it."""
    dates: set[tuple[str, str]] = field(default_factory=set)
    days: set[str] = field(default_factory=set)
    settlements: set[str] = field(default_factory=set)
    regions: set[str] = field(default_factory=set)
    heads: set[int] = field(default_factory=set)
    persons: set[str] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)
    sides: set[str] = field(default_factory=set)
    filled: set[tuple[str, str]] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    tolls: set[int] = field(default_factory=set)
    is_outcome: bool = True

    def add(self, told: Told) -> None:
        mention = told.mention
        self.told.append(told)
        self.is_outcome = self.is_outcome and mention.is_result
        if not mention.is_result:
            self.types.add(mention.type)
        if mention.country:
            self.countries.add(mention.country)
        if mention.actor_country:
            self.actors.add(mention.actor_country)
        if mention.killed is not None:
            self.tolls.add(mention.killed.minimum)
        if told.day:
            self.days.add(told.day)
        is_end = mention.is_end and bool(self.dates)
        if not (mention.is_date_borrowed or is_end) and (bounds := days_told(mention.date)) is not None:
            self.dates.add(bounds)
        self.settlements |= told.settlements
        self.regions |= told.regions
        self.heads |= told.heads
        self.persons |= told.persons
        self.groups |= told.groups
        self.sides |= told.sides
        self.filled |= told.filled
        self.nouns |= told.nouns

    @property
    def first(self) -> Told:
        return self.told[0]

    @property
    def last_sentence(self) -> int:
        return self.told[-1].sentence


def days_told(date: DateRange | None) -> tuple[str, str] | None:
    if date is None or not (date.first or date.last):
        return None
    return date.first or "", date.last or "9999"
