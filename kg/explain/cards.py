"""What is known of a thing, as values: a name may mean several `Match`es, and a match has a `Card`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a name to show; `iri` is None for a plain value."""

    label: str
    iri: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """What a name may mean: `iri` is the known thing, or the thing itself; `members` are all whose facts count."""

    iri: str
    members: tuple[str, ...]
    label: str
    type: str
    articles: int


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is said; `status` is empty for a fact of the graph, else it is only what somebody said.

    `articles` counts those that say it; 0 when only the known things do.
    """

    name: str
    value: Named
    status: str
    articles: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known thing that is meant, or one of several that might be; `score` is in 0..1."""

    known: Named
    wikidata: str | None
    is_chosen: bool
    score: float
    method: str


@dataclass(frozen=True, slots=True)
class Source:
    """An article, as a reader would cite it; what is unknown is None."""

    iri: str
    title: str | None
    source: str | None
    published: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Saying:
    """One claim, read from the words at `start` to `end` of the article."""

    about: Named
    what: str
    value: Named
    words: str
    start: int
    end: int
    status: str
    score: float
    frame: str | None
    attributed_to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, `start` code points into its article; `marks` are the words that matter, from its beginning."""

    source: Source
    text: str
    start: int
    marks: tuple[tuple[int, int], ...]
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """What one article says of something that accounts may differ on; `attributed_to` is whom it cites."""

    what: str
    value: str
    source: Source
    attributed_to: tuple[str, ...]
    status: str


@dataclass(frozen=True, slots=True)
class Toll:
    """The dead or the injured of a happening: what all accounts come to, and each of them; None is not known."""

    name: str
    low: int | None
    best: int | None
    high: int | None
    told: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two accounts that do not go together; `relation` is how the first stands to the second, as in "corrects"."""

    relation: str
    one: Telling
    other: Telling


@dataclass(frozen=True, slots=True)
class Holding:
    """A situation that somebody or some place is in; `date` may say more than the name of the situation does."""

    kind: str
    situation: Named
    date: str
    articles: int
    is_concluded: bool


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What a rule concluded of a match; `name` begins with an arrow when the match is not the subject."""

    name: str
    value: Named
    rule: Named
    premises: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """All that the graph knows of a match; `facts` are said of it, `mentions` of other things with it in some role.

    `sources` counts the publishers of its articles where that is known. `passages` may have been cut; `passages_total`
    says how many there are.
    """

    iri: str
    label: str
    types: tuple[str, ...]
    other_names: tuple[str, ...]
    identifiers: tuple[str, ...]
    articles: int
    sources: int
    facts: tuple[Fact, ...]
    tolls: tuple[Toll, ...]
    disputes: tuple[Dispute, ...]
    situations: tuple[Holding, ...]
    mentions: tuple[Fact, ...]
    conclusions: tuple[Conclusion, ...]
    candidates: tuple[Candidate, ...]
    passages: tuple[Passage, ...]
    passages_total: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a statement stands in the graph.

    Of a conclusion there is a `rule`, the things it rests on (`premises`, with a few words on each), and the reasons of
    the statements it rests on. Of anything else there are the `sources` of the known thing, or the `passages` that say
    so. `is_told_above` stands for a conclusion whose reasons have been given before.
    """

    subject: Named
    name: str
    value: Named
    rule: Named | None = None
    premises: tuple[tuple[Named, str], ...] = ()
    because: tuple[Reason, ...] = ()
    sources: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    is_told_above: bool = False
