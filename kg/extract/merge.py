"""One happening, one event: the event mentions of an article gathered, however often and in whatever words told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import takewhile

from kg.extract.drafts import CONTEXT
from kg.extract.reading import ARMED
from kg.extract.tolls import is_other_account
from kg.knowledge.knowledge import Knowledge
from kg.model import FACTUAL, Argument, DateRange, EventMention, Mention

THRESHOLD = 0.6
"""The least score of an event that is believed."""

CERTAIN = 0.8
"""The score of an event that needs no country to be believed."""

TELLING = 0.85
"""The score of an event that makes an article one about violence, where a little less is believed of the others."""

FAMILIES = ("SeizureOfPower", "Mutiny", "Attack", "Battle", "Conflict")
"""Classes whose members may tell of one happening; a mention never joins an event of another family."""

VIOLENCE = ("ArmedAttack", "Bombing", "Massacre")
"""Classes of any of which one deed may be told, when it is clear that the same one is meant ("the victims were ambushed"); who
takes people or goods or burns houses does something else."""

LEAD = 2
"""The last of the sentences that may tell in short what an article tells at length next: a headline and two behind it."""

SIDES = ("StateForce", "ArmedGroup")
"""The two sides of most conflicts."""

NEWS = timedelta(days=7)
"""How long after what happened the news of it comes out."""

AFTERMATH = 6
"""Sentences behind that of a coup in which it is told what happened in it."""

NEAR = 2
"""Sentences between what is told of somebody and "the attackers", "the victims" without more."""

DOERS = frozenset(
    """
    attackers attacker assailants assailant raiders bomber bombers gunmen gunman killers killer shooter assassins assassin
    """.split()
)
"""What those are called who did what has just been told, with "the" before it."""

SUFFERERS = frozenset({"victim", "victims", "dead"})
"""What those are called to whom it was done."""

KIDNAPPING = "Kidnapping"

TRANSFER = "TransferOfTerritory"
"""The class in which another doer makes another event: who takes a place is what it is about."""


@dataclass(frozen=True, slots=True)
class _Told:
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
class _Cluster:
    """The mentions of one event while they are gathered, and the sums of what they say, so that none is asked twice."""

    told: list[_Told] = field(default_factory=list)
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

    def add(self, told: _Told) -> None:
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
        if not mention.is_date_borrowed and (bounds := _bounds(mention.date)) is not None:
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
    def first(self) -> _Told:
        return self.told[0]

    @property
    def last_sentence(self) -> int:
        return self.told[-1].sentence


@dataclass(frozen=True, slots=True)
class Merger:
    """What merging needs to know: the ontology, which mentions are one entity and which of an entity with a name, the topic
    country, and the flag of the words of another trade that the article is full of ("isFiction")."""

    knowledge: Knowledge
    entity: Callable[[Mention], str]
    is_named: Callable[[Mention], bool]
    topic: str | None
    trade: str = ""

    def merge(self, mentions: Sequence[EventMention]) -> tuple[tuple[EventMention, ...], ...]:
        """Return the event mentions by event, in order of first mention; those that are no event are left out."""
        clusters: list[_Cluster] = []
        # Within a sentence an outcome ("killing 20") looks for its event after that has been told, wherever it stands.
        tolls = _tolls_behind(mentions)
        parts: dict[tuple[int, int], list[EventMention]] = {}
        for part in mentions:
            if part.within is not None:
                parts.setdefault((part.trigger.sentence, part.within), []).append(part)
        for mention in sorted(mentions, key=lambda m: (m.trigger.sentence, m.is_result)):
            if mention.is_plural:
                continue
            inside = parts.get((mention.trigger.sentence, mention.trigger.head), [])
            told = self._told(mention, tolls.get(id(mention)), inside)
            home = self._home(told, clusters)
            if home is None and (not mention.is_modifier or told.family == "SeizureOfPower"):
                home = _Cluster()
                clusters.append(home)
            if home is not None:
                home.add(told)
        events = [[told.mention for told in cluster.told] for cluster in clusters]
        is_telling = any(self.score(e) >= TELLING for e in events if not self._is_a(e[0], *CONTEXT))
        kept = [event for event in events if self._is_believed(event, 0.15 if is_telling else 0.0)]
        coups = [event for event in kept if self._is_a(event[0], "SeizureOfPower") and event[0].status in FACTUAL]
        apart = [event for event in kept if not any(self._is_part(event, coup) for coup in coups)]
        return tuple(tuple(sorted(event, key=lambda m: m.trigger.span)) for event in apart)

    def score(self, event: Sequence[EventMention]) -> float:
        """How far an event is borne out: its best mention, a little more for each other one and for a country."""
        best = max(mention.score for mention in event) + 0.05 * (len(event) - 1)
        if self._is_a(event[0], "SeizureOfPower"):
            best += 0.2 if any(m.country for m in event) else 0.1 if self.topic else 0.0
        return round(min(best, 0.99), 2)

    def _is_part(self, event: Sequence[EventMention], coup: Sequence[EventMention]) -> bool:
        """Whether shots, arrests and seizures are those of a coup (EXTRACTION, 2): on its day in its country, or told in one
        breath with it and of no day and place of their own; not what an armed group of a name did."""
        if not self._is_a(event[0], "Attack", "Battle") or self._is_by_group(event):
            return False
        countries = {m.country for m in event if m.country}
        if countries and not countries & {m.country or self.topic for m in coup}:
            return False
        days, days_of_coup = _days_of(event), _days_of(coup)
        towns, towns_of_coup = self._towns(event), self._towns(coup)
        together = {m.trigger.sentence for m in event} <= {m.trigger.sentence for m in coup}
        is_of_day = bool(days & (days_of_coup or _days_of(coup[:1], is_any=True)))
        if towns and towns.isdisjoint(towns_of_coup):
            # "Troops shelled the palace in X and arrested the president": where the coup was, as far as is told.
            return together and is_of_day and not towns_of_coup and not self._doers(event).isdisjoint(self._doers(coup))
        if days and (days_of_coup or is_of_day):
            return is_of_day
        if not towns and _days_of(event, is_any=True) & days_of_coup and self._is_told_after(event, coup):
            return True  # "Officers tried to take power on Monday. … They had burst in at dawn"
        return together and not towns and not any(m.date is not None and not m.is_date_borrowed for m in event)

    def _doers(self, event: Sequence[EventMention]) -> frozenset[str]:
        return frozenset(self.entity(a.mention) for m in event for a in m.arguments if a.role == "perpetrator")

    def _is_told_after(self, event: Sequence[EventMention], coup: Sequence[EventMention]) -> bool:
        """Whether every telling of something stands in one of the sentences right behind one of a coup."""
        told = {m.trigger.sentence for m in coup}
        return all(any(0 <= m.trigger.sentence - place <= AFTERMATH for place in told) for m in event)

    def _is_by_group(self, event: Sequence[EventMention]) -> bool:
        doers = (a.mention for m in event for a in m.arguments if a.role == "perpetrator")
        return any(
            self.knowledge.ontology.is_a(doer.type, "ArmedGroup") and (doer.known or self.is_named(doer))
            for doer in doers
        )

    def _towns(self, event: Sequence[EventMention]) -> frozenset[str]:
        return frozenset().union(*(self._named(m.places, "Settlement") for m in event))

    # -- what is believed -----------------------------------------------------------------------------------------------

    def _is_believed(self, event: Sequence[EventMention], help_: float) -> bool:
        if self.trade and not self._is_by_armed_men(event):
            return False
        return self._is_borne_out(event) and self._is_somewhere(event) and self.score(event) + help_ >= THRESHOLD

    def _is_by_armed_men(self, event: Sequence[EventMention]) -> bool:
        """Whether somebody under arms does it and people die, or a name does: sport and games seldom go that far.

        In a film or a drill people are said to die, too: there it takes both.
        """
        doers = [a.mention for m in event for a in m.arguments if a.role == "perpetrator"]
        armed = [m for m in doers if self.knowledge.ontology.is_a(m.type, *ARMED)]
        is_by_name, is_deadly = any(m.known for m in armed), any(m.killed or m.injured for m in event)
        return is_by_name and is_deadly if self.trade == "isFiction" else is_by_name or bool(armed and is_deadly)

    def _is_borne_out(self, event: Sequence[EventMention]) -> bool:
        """Whether anything but the word itself speaks of violence: somebody armed, a weapon, a toll, a site, a place."""
        if not self._is_a(event[0], "Attack", "Battle", "Mutiny"):
            return True
        return any(
            mention.killed
            or mention.injured
            or mention.scene is not None
            or any(self._is_telling(mention, a) for a in (*mention.arguments, *mention.places))
            or (self._is_a(mention, "Mutiny") and _bounds(mention.date) is not None and not mention.is_date_borrowed)
            for mention in event
        )

    def _is_telling(self, mention: EventMention, argument: Argument) -> bool:
        is_a = self.knowledge.ontology.is_a
        kind = argument.mention.type
        if argument.role in ("perpetrator", "weapon", "victim"):
            is_hurt = argument.role == "victim" and not self._is_a(mention, "Mutiny")
            return is_a(kind, *ARMED, "Weapon") or is_hurt
        is_named_place = is_a(kind, "Place") and argument.mention.kind == "name"
        return is_a(kind, "Facility", "StateForce", "Government", "Junta") or is_named_place

    def _is_somewhere(self, event: Sequence[EventMention]) -> bool:
        """An article of no country at all tells of violence only when the words leave no doubt; of a coup, never."""
        if self.topic is not None or any(m.country or m.actor_country for m in event):
            return True
        if any(a.mention.type == "Country" for m in event for a in m.places):
            return True  # one of two of that name, such as Congo
        return not self._is_a(event[0], "SeizureOfPower") and self.score(event) >= CERTAIN

    def _is_a(self, mention: EventMention, *classes: str) -> bool:
        return self.knowledge.ontology.is_a(mention.type, *classes)

    # -- where a mention belongs ----------------------------------------------------------------------------------------

    def _told(self, mention: EventMention, toll: int | None, inside: Sequence[EventMention]) -> _Told:
        family = next((family for family in FAMILIES if self._is_a(mention, family)), mention.type)
        at = [a for a in (*mention.places, *mention.arguments) if a.role in ("place", "target")]
        whom = [a for a in mention.arguments if a.role in ("target", "victim")]
        return _Told(
            mention,
            family,
            mention.killed.minimum if mention.killed is not None else toll,
            settlements=self._settlements(at),
            regions=self._named(at, "Region"),
            heads=frozenset(() if mention.scene is None else (mention.scene.span.start,)),
            persons=self._persons(whom),
            groups=self._groups(mention),
            sides=self._sides(mention, *inside),
            filled=frozenset((a.role, self.entity(a.mention)) for a in mention.arguments if a.mention.type != "Thing"),
            nouns=frozenset(_nouns(mention)),
            meant=frozenset(_nouns(mention, is_definite=True)),
        )

    def _named(self, arguments: Iterable[Argument], kind: str) -> frozenset[str]:
        is_a = self.knowledge.ontology.is_a
        return frozenset(
            self.entity(a.mention) for a in arguments if a.mention.kind == "name" and is_a(a.mention.type, kind)
        )

    def _persons(self, arguments: Sequence[Argument]) -> frozenset[str]:
        """Those whom the article names somewhere: "a town councillor, X", and "the councillor" in the next sentence."""
        is_a = self.knowledge.ontology.is_a
        people = [a.mention for a in arguments if is_a(a.mention.type, "Person")]
        return frozenset(self.entity(person) for person in people if self.is_named(person))

    def _settlements(self, arguments: Sequence[Argument]) -> frozenset[str]:
        """The towns, and the places that may be towns: nothing is known of a name after "from" or "of"."""
        unknown = frozenset(
            self.entity(a.mention) for a in arguments if a.mention.type == "Place" and a.mention.kind == "name"
        )
        return self._named(arguments, "Settlement") | unknown

    def _home(self, told: _Told, clusters: Sequence[_Cluster]) -> _Cluster | None:
        """The event a mention tells again: of those it does not contradict, that with most in common, then the latest."""
        whole = next((cluster for cluster in clusters if self._is_within(told, cluster)), None)
        if whole is not None:
            return whole
        best: tuple[tuple[int, int, int], _Cluster] | None = None
        for position, cluster in enumerate(clusters):
            if not self._is_compatible(told, cluster):
                continue
            common = _common(told, cluster) + 2 * int(
                told.toll is not None and told.toll > 1 and told.toll in cluster.tolls
            )
            if told.mention.is_elsewhere and cluster.last_sentence < told.sentence and not _is_headline_alone(cluster):
                continue
            # "An hour later a second blast …": that both were on one day says nothing.
            is_lent = told.mention.is_date_borrowed and told.day is not None and told.day in cluster.days
            own = common - int(told.sentence == cluster.last_sentence) - 2 * int(is_lent)
            if told.mention.is_distinct and own < 3:
                continue
            if common == 0 and not _is_anaphoric(told, cluster):
                continue
            is_near = cluster.last_sentence == told.sentence
            # An outcome ("seven were killed") belongs to what was told last before it, whatever else it shares.
            rank = (
                (int(is_near), _lead(told, cluster), position)
                if told.mention.is_result
                else (common, position, position)
            )
            if best is None or rank > best[0]:
                best = rank, cluster
        return best[1] if best else None

    def _is_within(self, told: _Told, cluster: _Cluster) -> bool:
        """Whether one of the two tells of the other: "an ambush in which five were shot", "was murdered in a bomb attack"."""
        wholes = list(takewhile(lambda other: other.sentence == told.sentence, reversed(cluster.told)))
        is_its_own = any(_tells_of(told, other) or _tells_of(other, told) for other in wholes)
        return (
            is_its_own
            and told.family in ("Attack", "Battle")
            and cluster.first.family in ("Attack", "Battle")
            and (told.mention.status in FACTUAL) == (cluster.first.mention.status in FACTUAL)
            and _dates_fit(told, cluster)
        )

    def _is_compatible(self, told: _Told, cluster: _Cluster) -> bool:
        mention, first = told.mention, cluster.first.mention
        return (
            (mention.status in FACTUAL) == (first.status in FACTUAL)
            and not (mention.is_headline and not first.is_headline)
            and _families_fit(told, cluster)
            and self._classes_fit(told, cluster)
            and self._countries_fit(told, cluster)
            and _dates_fit(told, cluster)
            and _fit(told.settlements, cluster.settlements)
            and _fit(told.regions, cluster.regions)
            and _fit(told.heads, cluster.heads)
            and _tolls_fit(told, cluster)
            and not _is_other_deed(told, cluster)
            and not (told.family == TRANSFER and _is_by_others(told, cluster))
            and not self._is_of_other_group(told, cluster)
            and not _is_by_other_side(told, cluster)
            # Two coups that deposed two people, and two murders of two people, are two.
            and (_fit(told.persons, cluster.persons) or told.sentence == cluster.last_sentence)
        )

    def _is_of_other_group(self, told: _Told, cluster: _Cluster) -> bool:
        """ "Two days later Y killed a policeman": another group of a name than did what was told in a sentence before.

        Of "the attack" it may be another that is blamed.
        """
        if told.sentence == cluster.last_sentence or told.mention.is_definite or told.family != "Attack":
            return False
        if told.mention.is_result and _is_bare(told):
            return False
        return bool(told.groups and cluster.groups) and told.groups.isdisjoint(cluster.groups)

    def _sides(self, *mentions: EventMention) -> frozenset[str]:
        doers = [a.mention.type for m in mentions for a in m.arguments if a.role == "perpetrator"]
        return frozenset(side for side in SIDES if any(self.knowledge.ontology.is_a(kind, side) for kind in doers))

    def _groups(self, mention: EventMention) -> frozenset[str]:
        """The armed groups with a name that did it."""
        is_a = self.knowledge.ontology.is_a
        doers = (a.mention for a in mention.arguments if a.role == "perpetrator")
        return frozenset(self.entity(m) for m in doers if is_a(m.type, "ArmedGroup") and (m.known or self.is_named(m)))

    def _countries_fit(self, told: _Told, cluster: _Cluster) -> bool:
        """What nothing places elsewhere, not in this very sentence, is in the country that the article is about."""
        country = told.mention.country
        if country is None or (not cluster.countries and told.sentence == cluster.last_sentence):
            return True
        if not cluster.countries and country in cluster.actors:
            return True  # "the Ruritanian army" was attacked in its own country
        there = cluster.countries or ({self.topic} if self.topic else set())
        return there <= {country}

    def _classes_fit(self, told: _Told, cluster: _Cluster) -> bool:
        if told.family != "Attack" or cluster.first.family != "Attack":
            return True
        if told.mention.is_result:
            # Houses burnt and goods taken are part of an attack; beside somebody taken or murdered they are told apart.
            is_a = self.knowledge.ontology.is_a
            is_apart = any(is_a(other, "Kidnapping", "Assassination") for other in cluster.types)
            is_apart = is_apart or _is_of_its_own(told, cluster)
            return not (is_apart and is_a(told.mention.type, "Arson", "Robbery"))
        if _is_other_killing(told, cluster):
            return False
        is_same = _is_pointing_back(told, cluster) and _is_bare_of_time(told)
        return all(
            self._is_kind_of(told.mention.type, other) or (is_same and self._is_violence(told.mention.type, other))
            for other in cluster.types
        )

    def _is_violence(self, *kinds: str) -> bool:
        """Whether classes are all such as one deed may be told by: "gunmen stormed the mall, throwing grenades"."""
        return all(self.knowledge.ontology.is_a(kind, *VIOLENCE) for kind in kinds)

    def _is_kind_of(self, one: str, other: str) -> bool:
        """Whether the words for one class may tell of the other: the same line of descent, or a generic word."""
        is_a, generic = self.knowledge.ontology.is_a, self.knowledge.lexicon.generic
        return (
            is_a(one, other)
            or is_a(other, one)
            or is_a(other, generic.get(one, one))
            or is_a(one, generic.get(other, other))
        )


def _is_of_its_own(told: _Told, cluster: _Cluster) -> bool:
    """ "… They burnt down Dansalan College": an outcome with a name for what or where, or told long after."""
    has_name = any(a.mention.kind == "name" for a in told.mention.arguments if a.role == "target")
    distance = told.sentence - cluster.last_sentence
    return distance > 1 or (distance > 0 and (has_name or bool(told.settlements)))


def _is_other_killing(told: _Told, cluster: _Cluster) -> bool:
    """ "Five farmers were abducted. … Two drivers were shot dead": a killing of others than those taken."""
    mention = told.mention
    if KIDNAPPING not in cluster.types or mention.type == KIDNAPPING or mention.killed is None or mention.is_definite:
        return False
    is_of_same = bool(told.filled & cluster.filled or told.meant & (cluster.nouns | DOERS | SUFFERERS))
    return told.sentence != cluster.last_sentence and not is_of_same and not told.meant


def _nouns(mention: EventMention, *, is_definite: bool = False) -> Iterator[str]:
    """The last words of the descriptions in the roles of a mention, in lower case."""
    for argument in (*mention.arguments, *mention.places):
        told = argument.mention
        if told.kind == "nominal" and (told.is_definite or not is_definite):
            yield told.label.lower().rpartition(" ")[2]


def _tolls_behind(mentions: Sequence[EventMention]) -> dict[int, int]:
    """ "A bomb went off, killing seven": the toll that an outcome gives to what was told last before it in its sentence."""
    found: dict[int, int] = {}
    for outcome in (m for m in mentions if m.is_result and m.killed is not None):
        before = [
            m
            for m in mentions
            if m.trigger.sentence == outcome.trigger.sentence
            and not m.is_result
            and m.trigger.span < outcome.trigger.span
            and m.killed is None
        ]
        if before and outcome.killed is not None:
            found.setdefault(id(max(before, key=lambda m: m.trigger.span)), outcome.killed.minimum)
    return found


def _lead(told: _Told, cluster: _Cluster) -> int:
    """How near before an outcome, in its sentence, the event of a cluster was told; what comes after it is far."""
    before = [
        other.mention.trigger.span.start
        for other in cluster.told
        if other.sentence == told.sentence and other.mention.trigger.span < told.mention.trigger.span
    ]
    return max(before, default=-1)


def _tells_of(told: _Told, whole: _Told) -> bool:
    return told.mention.within is not None and told.mention.within == whole.mention.trigger.head


def _is_pointing_back(told: _Told, cluster: _Cluster) -> bool:
    """ "The post came under fire", "the attackers arrived", "the victims were shot": said of what was told before."""
    if told.family != "Attack" or told.sentence <= cluster.first.sentence:
        return False
    is_near = told.sentence - cluster.last_sentence <= NEAR
    return bool(told.meant & cluster.nouns) or (is_near and bool(told.meant & (DOERS | SUFFERERS)))


def _is_bare_of_time(told: _Told) -> bool:
    return told.mention.date is None or told.mention.is_date_borrowed


def _is_headline_alone(cluster: _Cluster) -> bool:
    """Whether nothing but a headline has told of an event so far."""
    return all(told.mention.is_headline for told in cluster.told)


def _is_anaphoric(told: _Told, cluster: _Cluster) -> bool:
    """Whether a mention may point back without sharing anything said: a definite one, an outcome, or a bare one."""
    mention = told.mention
    if mention.is_definite or mention.is_result or mention.is_modifier:
        return True
    says_nothing_new = (mention.date is None or mention.is_date_borrowed) and not (
        told.settlements or told.regions or told.persons - cluster.persons
    )
    is_near = cluster.last_sentence == told.sentence
    is_open = _is_headline_alone(cluster) or says_nothing_new or cluster.first.mention.is_result
    return is_open or is_near or _is_fuller(told, cluster)


def _is_fuller(told: _Told, cluster: _Cluster) -> bool:
    """ "Gunmen killed the police chief on Friday. … A car drew level with his jeep near X and gunmen opened fire": what the
    lead says in short is told at length next, with the place that the lead leaves out."""
    is_lead = cluster.first.sentence <= LEAD and told.sentence - cluster.last_sentence == 1
    is_open = is_lead and not cluster.settlements and told.toll is None
    return is_open and (_is_bare_of_time(told) or _is_day_before_news(told, cluster))


def _is_day_before_news(told: _Told, cluster: _Cluster) -> bool:
    """ "Ten were killed in an ambush, police said on Friday. … They were attacked on Wednesday": of the lead nobody has said yet
    which day it was, only that of the news."""
    day, news = _days_of([told.mention]), max(cluster.days, default=None)
    if cluster.dates or news is None or not day:
        return False
    first = date.fromisoformat(min(day))
    return timedelta(0) <= date.fromisoformat(news) - first <= NEWS


def _families_fit(told: _Told, cluster: _Cluster) -> bool:
    """The dead of a sentence may be those of its battle, and a bare outcome in the next one that of whatever was told.

    "The exchange of fire" of an attack is a part of it. Otherwise families keep apart.
    """
    mine, theirs = told.family, cluster.first.family
    if mine == theirs:
        return True
    distance = told.sentence - cluster.last_sentence
    is_outcome = told.mention.is_result or cluster.is_outcome
    if {mine, theirs} == {"Attack", "Battle"}:
        is_part = mine == "Battle" and told.mention.is_definite and _is_bare(told)
        # "The fighting for X" is that of the attack that took X.
        is_of_place = mine == "Battle" and told.mention.is_definite and told.mention.date is None
        if is_of_place and any(("target", town) in cluster.filled for town in told.settlements):
            return True
        if (
            mine == "Attack"
            and distance == 0
            and told.mention.type == "ArmedAttack"
            and not told.filled
            and _is_bare(told)
        ):
            return True  # "Troops clashed near the temple, and a wing of it collapsed under shelling"
        return (is_outcome and distance == 0) or ((is_part or _is_bare_outcome(told)) and distance <= 1)
    if theirs == "SeizureOfPower" and mine in ("Attack", "Battle") and distance <= 1:
        # "Soldiers overthrew X on Monday. … Twenty people were killed in the fighting": what a coup cost.
        is_cost = mine == "Battle" and told.mention.is_definite and _is_bare(told)
        return is_cost or (_is_bare_outcome(told) and told.mention.is_result)
    if theirs == "Mutiny" and mine == "Attack" and distance == 0 and told.filled & cluster.filled:
        return True  # "guards mutinied and slaughtered 57 officers"
    return theirs == "Mutiny" and _is_bare_outcome(told) and distance <= 1


def _is_bare_outcome(told: _Told) -> bool:
    """ "Four guardsmen were killed.": how many, and neither by whom, nor where, nor when."""
    roles = {role for role, _ in told.filled}
    return told.mention.killed is not None and "perpetrator" not in roles and _is_bare(told) and _is_outcome(told)


def _is_outcome(told: _Told) -> bool:
    """ "Four guardsmen were killed", or "were shot dead": told by a verb, with the dead alone."""
    return told.mention.is_result or (
        not told.mention.is_definite and {r for r, _ in told.filled} <= {"target", "victim"}
    )


def _is_bare(told: _Told) -> bool:
    has_date = told.mention.date is not None and not told.mention.is_date_borrowed
    return not has_date and not told.settlements and not told.regions


def _fit(mine: frozenset[str] | frozenset[int], theirs: set[str] | set[int]) -> bool:
    return not mine or not theirs or not mine.isdisjoint(theirs)


def _tolls_fit(told: _Told, cluster: _Cluster) -> bool:
    mention = told.mention
    if told.toll is None or mention.is_definite or not cluster.tolls:
        return True
    is_near_outcome = mention.is_result and cluster.last_sentence == told.sentence
    return (
        told.toll in cluster.tolls or is_near_outcome or any(_is_other_account(told, other) for other in cluster.told)
    )


def _is_other_account(told: _Told, other: _Told) -> bool:
    """ "The army said 10 soldiers were killed", "the rebels claimed they killed 14 soldiers": one toll as two sources have it."""
    mine, theirs = told.mention, other.mention
    if mine.killed is None or theirs.killed is None or not (mine.is_result and _is_bare(told)):
        return False
    sources, others = (set(m.attributed_to) for m in (mine, theirs))
    is_of_two = bool(sources and others) and sources.isdisjoint(others)
    dead = [{a.mention.label.lower().split()[-1] for a in m.arguments if a.role == "victim"} for m in (mine, theirs)]
    is_of_same = dead[0] <= _ANYBODY or dead[0] == dead[1]
    return is_of_two and is_of_same and is_other_account(theirs.killed, mine.killed)


_ANYBODY = frozenset({"people", "persons", "civilians", "villagers"})
"""Words for the dead that say nothing of who they were."""


def _is_other_deed(told: _Told, cluster: _Cluster) -> bool:
    """ "A bomber struck a shop, and a convoy was hit by a mine": in one sentence, other doers or weapons and another aim."""
    if told.sentence != cluster.last_sentence or told.mention.is_result:
        return False
    if {key for role, key in told.filled if role == "target"} & {k for r, k in cluster.filled if r == "perpetrator"}:
        return False  # "they drove the attackers back and shot four of them"
    for roles in (("target",), ("perpetrator", "weapon")):
        mine = {key for role, key in told.filled if role in roles}
        theirs = {key for role, key in cluster.filled if role in roles}
        if not mine or not theirs or mine & theirs:
            return False
    return True


def _is_by_other_side(told: _Told, cluster: _Cluster) -> bool:
    """ "Gunmen shot an elder. … Troops killed six militants near the town": an attack of one side, and a later one of the other."""
    if (
        told.family != "Attack"
        or told.sentence == cluster.last_sentence
        or told.mention.is_definite
        or told.meant & DOERS
    ):
        return False
    if told.mention.is_result and _is_bare(told):
        return False  # "Soldiers killed six gunmen": those who attacked
    return bool(told.sides and cluster.sides) and told.sides.isdisjoint(cluster.sides)


def _is_by_others(told: _Told, cluster: _Cluster) -> bool:
    """ "Rebels took the town", "the army retook it": both say who, and nobody is in both."""
    mine = {key for role, key in told.filled if role == "perpetrator"}
    theirs = {key for role, key in cluster.filled if role == "perpetrator"}
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _days_of(event: Sequence[EventMention], *, is_any: bool = False) -> set[str]:
    """The single days that an event is said to be of, in words of its own; or, where asked, in those of whoever tells of it."""
    bounds = [_bounds(m.date) for m in event if is_any or not m.is_date_borrowed]
    return {first for first, last in (b for b in bounds if b is not None) if first == last}


def _bounds(date: DateRange | None) -> tuple[str, str] | None:
    if date is None or not (date.first or date.last):
        return None
    return date.first or "", date.last or "9999"


def _dates_fit(told: _Told, cluster: _Cluster) -> bool:
    """Dates that were resolved must overlap; one borrowed from a reporting clause contradicts nothing."""
    mine = _bounds(told.mention.date)
    if mine is None or told.mention.is_date_borrowed:
        return True
    return all(max(mine[0], first) <= min(mine[1], last) for first, last in cluster.dates)


def _common(told: _Told, cluster: _Cluster) -> int:
    """How much a mention shares with an event; a shared day or place counts most."""
    mention = told.mention
    is_same_coup = (
        told.family == "SeizureOfPower" and mention.country is not None and mention.country in cluster.countries
    )
    return (
        2 * int(told.day is not None and told.day in cluster.days)
        + 2 * len(told.settlements & cluster.settlements)
        + len(told.filled & cluster.filled)
        + int(is_same_coup)
        + int(_is_pointing_back(told, cluster))
        + int(told.sentence == cluster.last_sentence)
    )
