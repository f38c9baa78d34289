"""The values that travel through the pipeline, from `Article` to `Link`; all frozen, none knows how it was made.

Offsets are code points into the article's text exactly as received, half open. Class and property names are local names
of the ontology (`"Coup"`, `"perpetrator"`), never IRIs: `kg.graph` is the only place that mints those. A score is in 0..1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Status = Literal["occurred", "attempted", "denied", "planned", "threatened", "hypothetical"]
FACTUAL: tuple[Status, ...] = ("occurred", "attempted")
"""The statuses that make an event a fact of the graph; the others are kept as what somebody said."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Article:
    """What arrived: a text, byte for byte as received, and what is known about it.

    `id` is the first 16 hex digits of the SHA-256 of the text in UTF-8; `text_sha256` the whole digest. `published` is an
    ISO 8601 date (`2024-09-17`, also `2024-09` or `2024`), None when nobody said: nothing invents one. `text` includes the
    front matter when there is one; `body` is where the prose begins, and nothing before it is read.
    """

    id: str
    text_sha256: str
    text: str
    body: int
    name: str
    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: str | None = None
    language: str = "en"
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """One syntactic word; `head` is the index of its head in the sentence (its own index for the root)."""

    index: int
    span: Span
    text: str
    lemma: str
    pos: str
    tag: str
    morph: str
    head: int
    relation: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the text; `tokens` is empty when nothing in it made parsing worth while."""

    index: int
    span: Span
    tokens: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """What was read in an article: its sentences in order."""

    article: Article
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class DateRange:
    """When something happened, at the precision that text and publication date determine and never finer.

    `first` and `last` are ISO days (`2024-09-17`), inclusive; None leaves that side open ("since 2012"). `text` is the
    expression as it stands in the article, also when it could not be resolved (then both bounds are None).
    """

    first: str | None
    last: str | None
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people; `minimum` equals `maximum` unless sources contradict each other."""

    minimum: int
    maximum: int
    span: Span


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name or describe an actor, a place or a thing.

    `kind` is "name", "nominal" ("gunmen") or "pronoun"; `type` a class of the ontology; `known` the keys of the gazetteer
    entries that bear this name (several when it is ambiguous); `country` an ISO 3166 code the words themselves carry
    ("Malian soldiers"). `sentence` is the index of the sentence, `head` that of the head token in it, -1 when unparsed.
    """

    # Few mentions share a span: looking one up in a set or a table hashes that alone, and compares the rest.
    span: Span
    text: str = field(hash=False)
    label: str = field(hash=False)
    kind: Literal["name", "nominal", "pronoun"] = field(hash=False)
    type: str = field(hash=False)
    sentence: int = field(hash=False)
    head: int = field(hash=False)
    country: str | None = field(default=None, hash=False)
    known: tuple[str, ...] = field(default=(), hash=False)
    is_definite: bool = field(default=False, hash=False)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that a lexical entry announces: an event, a relation, a toll or a turn of status."""

    span: Span
    sentence: int
    head: int
    entry: str
    denotes: str


@dataclass(frozen=True, slots=True)
class Argument:
    """A mention in a role, and the frame of the lexicon that put it there."""

    role: str
    mention: Mention
    frame: str


@dataclass(frozen=True, slots=True)
class Counted:
    """How long before or after something else, told in the same sentence, an event was: "nine days before the coup".

    `head` is the token that announces the other, `inside` all of its phrase or clause; `number` and `unit` are words of the
    text ("nine", "day"). Of `direction` "back" it is the other that is dated from this: "it came two days after they struck".
    """

    head: int
    inside: frozenset[int]
    number: str
    unit: str
    direction: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class EventMention:
    """One trigger with its roles filled: one telling of an event.

    `is_result` marks a word that mostly tells the outcome of an event named by another ("killing 20"), `is_modifier` an
    event noun before another noun ("coup leader"), `is_plural` a plural that nothing tells apart, `is_distinct` a mention
    that sets itself apart from what was told before ("another attack"), `is_elsewhere` one in a sentence that does ("In a
    separate incident, …"), `is_that` one that points at what was told last ("that attack"), `is_headline` one in a
    headline, whose present tense tells the past; `attackers` says how many of the killed were on the side that
    attacked; `is_of_more` that its dead are others than those counted before ("three civilians were also killed");
    `is_date_borrowed` marks a date of the reporting clause ("announced on Tuesday that"); `actor_country` is the
    country that somebody in a role carries, a weaker sign than `country`, which a place gives; `within` the token of
    the event noun that a relative clause with the trigger in it tells more of ("an attack in which ten were shot");
    `scene` the place that its paragraph stands under ("BEIRUT - …"); `counted` from what its date is counted; `beside`
    the places of which its sentence speaks where none is said to be its own: something else is told nearer to them;
    `is_end` one of which the date says when it was over; `is_defence` one in which those who attacked were hit by a
    state's forces; `is_several` a noun in the plural ("three attacks").
    """

    trigger: Trigger
    type: str
    status: Status
    arguments: tuple[Argument, ...]
    date: DateRange | None
    places: tuple[Argument, ...]
    country: str | None
    killed: Count | None
    injured: Count | None
    attributed_to: tuple[Mention, ...]
    score: float
    is_definite: bool
    is_plural: bool
    is_result: bool = False
    is_modifier: bool = False
    is_distinct: bool = False
    is_elsewhere: bool = False
    is_that: bool = False
    is_headline: bool = False
    is_date_borrowed: bool = False
    attackers: int = 0
    is_of_more: bool = False
    actor_country: str | None = None
    within: int | None = None
    scene: Mention | None = None
    counted: Counted | None = None
    beside: tuple[Argument, ...] = ()
    is_end: bool = False
    is_defence: bool = False
    is_several: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known thing that a name may mean: its key in the gazetteer, with why and how well it fits."""

    key: str
    score: float
    method: str


@dataclass(frozen=True, slots=True)
class Link:
    """What an entity or event was taken for: `chosen` is None (NIL) when no candidate stands out; all are kept."""

    candidates: tuple[Candidate, ...]
    chosen: str | None
    wikidata: str | None = None


NO_LINK = Link((), None)


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something an article speaks of, with every mention of it, in order; `id` is `e1`, `e2` …

    `names` are what the article calls it by, the longest first; there are none when it is only described ("gunmen").
    """

    id: str
    type: str
    label: str
    country: str | None
    mentions: tuple[Span, ...]
    link: Link = NO_LINK
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why an event has something: the role or property, the entity in it (None for dates and tolls), words and frame.

    `attributed_to` is who says so in these words: of an event that several sentences tell, each may have its own speaker.
    """

    role: str
    entity: str | None
    span: Span
    frame: str
    attributed_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One happening as one article tells it, however often it mentions it; `id` is `v1`, `v2` …

    `roles` maps a role to the ids of the entities in it, in order of mention. `is_context` marks what surrounds the events
    that a coder marks (a sanction, an election): the graph has it, and the JSON gives it apart.
    """

    id: str
    type: str
    status: Status
    date: DateRange | None
    country: str | None
    place: str | None
    roles: tuple[tuple[str, tuple[str, ...]], ...]
    killed: Count | None
    injured: Count | None
    attributed_to: tuple[str, ...]
    score: float
    mentions: tuple[Span, ...]
    evidence: tuple[Evidence, ...]
    link: Link = NO_LINK
    is_context: bool = False

    def role(self, name: str) -> tuple[str, ...]:
        return dict(self.roles).get(name, ())


@dataclass(frozen=True, slots=True)
class Relation:
    """A tie between two entities, or between an event and another or an actor; ids as in the analysis."""

    id: str
    type: str
    subject: str
    object: str
    start: str | None
    end: str | None
    status: Literal["asserted", "denied"]
    mentions: tuple[Span, ...]
    frame: str
    score: float
    attributed_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything read out of one article."""

    document: Document
    entities: tuple[Entity, ...]
    events: tuple[Event, ...]
    relations: tuple[Relation, ...]
