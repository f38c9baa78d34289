"""What articles say, as fusing sees it: frozen values read out of a store.

Things are known by their IRIs, classes and properties by their local names ("Coup", "perpetrator"), and days by their
number since 1970-01-01. `ARTICLE_ORDER` is the order of everything: by day of publication, then by IRI, undated last.
"""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

Toll = tuple[int, int]
"""The lowest and the highest number of people that one article gives."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article: its publisher, None when nobody said, and the day, month or year it is of, "" when nobody said."""

    iri: str
    publisher: str | None
    published: str

    @property
    def order(self) -> tuple[str, str]:
        return (self.published or "~", self.iri)

    @property
    def source(self) -> str:
        """The publisher in small letters; an article without one is a publisher of its own."""
        return self.publisher.casefold() if self.publisher else self.iri


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something in one article; `names` is empty when the article only describes it ("gunmen")."""

    iri: str
    article: Article
    type: str
    label: Literal
    country: str | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """An event as one article tells it; `roles` are pairs of a role and an entity, `place` is an entity too."""

    iri: str
    article: Article
    type: str
    status: str
    score: float
    country: str | None
    place: str | None
    first: int | None
    last: int | None
    roles: tuple[tuple[str, str], ...]
    killed: Toll | None
    injured: Toll | None

    @property
    def order(self) -> tuple[str, str, str]:
        return (*self.article.order, self.iri)

    @property
    def width(self) -> int:
        """How many days it may have been, very many when one bound or both are not known."""
        return self.last - self.first + 1 if self.first is not None and self.last is not None else 10**6


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of one article; `first` and `last` bound the time of which a relation is said to hold."""

    iri: str
    article: Article
    subject: str
    predicate: str
    object: NamedNode | Literal
    status: str
    frame: str | None
    sources: tuple[str, ...]
    first: int | None
    last: int | None

    @property
    def order(self) -> tuple[str, str, str]:
        return (*self.article.order, self.iri)


@dataclass(frozen=True, slots=True)
class Said:
    """Entities and events of the articles by IRI, in order, and what of it is linked to a known thing already.

    `ambiguous` are those that have candidates among the known things of which none was chosen.
    """

    entities: dict[str, Entity]
    accounts: dict[str, Account]
    chosen: dict[str, str]
    ambiguous: frozenset[str]
