"""One happening, one event: the event mentions of an article gathered, however often and in whatever words told."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from kg.extract.clusters import Cluster, Told, days_told
from kg.extract.coup_parts import CoupParts, persons
from kg.extract.drafts import CONTEXT
from kg.extract.genres import Genre
from kg.extract.reading import ARMED, BANDS
from kg.extract.sameness import (
    agree,
    dates_fit,
    families_fit,
    in_common,
    is_anaphoric,
    is_bare,
    is_bare_of_time,
    is_by_other_side,
    is_by_others,
    is_counted_from,
    is_done_elsewhere,
    is_headline_alone,
    is_of_its_own,
    is_of_other_people,
    is_of_other_time,
    is_of_who_fell,
    is_other_deed,
    is_other_killing,
    is_other_taking,
    is_pointing_back,
    is_same_coup,
    lead,
    nouns,
    tells_of,
    tolls_behind,
    tolls_fit,
)
from kg.extract.totals import without_totals
from kg.knowledge.knowledge import Knowledge, entries_with
from kg.model import FACTUAL, Argument, DateRange, EventMention, Mention

THRESHOLD = 0.6
"""The least score of an event that is believed."""

CERTAIN = 0.8
"""The score of an event that needs no country to be believed."""

TELLING = 0.85
"""The score of an event that makes an article one about violence, where less is believed of the others."""

HELP = 0.25
"""How much less."""

LITTLE_HELP = 0.15
"""How much less of what is only named, without who, when and how many."""

FAMILIES = ("SeizureOfPower", "Mutiny", "Attack", "Battle", "Conflict")
"""Classes whose members may tell of one happening; a mention never joins an event of another family."""

VIOLENCE = ("ArmedAttack", "Bombing", "Massacre")
"""Classes of any of which one deed may be told, when it is clear that the same one is meant ("the victims were ambushed"); who
takes people or goods or burns houses does something else."""

SIDES = ("StateForce", "ArmedGroup")
"""The two sides of most conflicts."""

PLAIN = ("Bombing", "AirStrike", "Assassination", "Mutiny")
"""Classes whose words are seldom a manner of speaking where it is said to what it was done."""

TRANSFER = "TransferOfTerritory"
"""The class in which another doer makes another event: who takes a place is what it is about."""


def _without_defence(told: EventMention) -> EventMention:
    """ "Security forces killed all the attackers", told of the attack: they did not make it, and it was not aimed at those."""
    kept = tuple(a for a in told.arguments if a.role not in ("perpetrator", "target", "victim"))
    return dataclasses.replace(told, arguments=kept)


@dataclass(frozen=True, slots=True)
class Merger:
    """What merging needs to know: the ontology, which mentions are one entity and which of an entity with a name, the topic
    country, what kind of article it is, the day it came out, and the times that each sentence names."""

    knowledge: Knowledge
    entity: Callable[[Mention], str]
    is_named: Callable[[Mention], bool]
    topic: str | None
    genre: Genre = field(default_factory=Genre)
    published: str | None = None
    times: Mapping[int, Sequence[DateRange]] = field(default_factory=dict)

    def merge(self, mentions: Sequence[EventMention]) -> tuple[tuple[EventMention, ...], ...]:
        """Return the event mentions by event, in order of first mention; those that are no event are left out."""
        clusters: list[Cluster] = []
        # Within a sentence an outcome ("killing 20") looks for its event after that has been told, wherever it stands.
        tolls = tolls_behind(mentions)
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
            if home is not None and mention.is_defence:
                told = dataclasses.replace(told, mention=_without_defence(mention))
            elif home is None and mention.is_defence:
                continue  # whoever attacked did so in what nothing has been read of
            if home is None and (not mention.is_modifier or told.family == "SeizureOfPower"):
                home = Cluster()
                clusters.append(home)
            if home is not None:
                home.add(told)
        events = [[told.mention for told in cluster.told] for cluster in clusters]
        is_drill = self.genre.is_drill and not any(self._is_deadly_now(event) for event in events)
        is_telling = any(self.score(e) >= TELLING for e in events if not self._is_a(e[0], *CONTEXT))
        kept = [event for event in events if self._is_believed(event, HELP if is_telling else 0.0)]
        kept = [event for event in kept if not is_drill or self._is_apart_from_drill(event)]
        apart = CoupParts(self.knowledge, self.entity, self.is_named, self.topic).taken_in(kept)
        told_apart = [tuple(sorted(event, key=lambda m: m.trigger.span)) for event in apart]
        return tuple(without_totals(told_apart, lambda mention: self._is_a(mention, "Attack", "Battle")))

    def score(self, event: Sequence[EventMention]) -> float:
        """How far an event is borne out: its best mention, a little more for each other one and for a country."""
        best = max(mention.score for mention in event) + 0.05 * (len(event) - 1)
        if self._is_a(event[0], "SeizureOfPower"):
            best += 0.2 if any(m.country for m in event) else 0.1 if self.topic else 0.0
        return round(min(best, 0.99), 2)

    # -- what is believed -----------------------------------------------------------------------------------------------

    def _is_believed(self, event: Sequence[EventMention], help_: float) -> bool:
        if self.genre.trade and not self._is_by_armed_men(event):
            return False
        if self.genre.is_unarmed and not self._is_of_force(event):
            return False
        if self.genre.tells_of_accident and self._is_plain_blast(event):
            return False
        is_full = any(m.arguments or m.date is not None or m.killed or m.injured for m in event)
        help_ = help_ if is_full else min(help_, LITTLE_HELP)  # "fighting goes on in the country"
        return self._is_borne_out(event) and self._is_somewhere(event) and self.score(event) + help_ >= THRESHOLD

    def _is_by_armed_men(self, event: Sequence[EventMention]) -> bool:
        """Whether somebody under arms does it and people die, or a name does: sport and games seldom go that far.

        In a film or a drill people are said to die, too: there it takes both.
        """
        doers = [a.mention for m in event for a in m.arguments if a.role == "perpetrator"]
        armed = [m for m in doers if self.knowledge.ontology.is_a(m.type, *ARMED)]
        is_by_name, is_deadly = any(m.known for m in armed), any(m.killed or m.injured for m in event)
        return is_by_name and is_deadly if self.genre.trade == "isFiction" else is_by_name or bool(armed and is_deadly)

    def _is_of_other_year(self, event: Sequence[EventMention]) -> bool:
        """Whether words of its own date something to another year than that in which the article came out, as far as it says."""
        years = {m.date.first[:4] for m in event if m.date and m.date.first and not m.is_date_borrowed}
        return bool(years) and self.published is not None and self.published[:4] not in years

    def _is_deadly_now(self, event: Sequence[EventMention]) -> bool:
        """Whether somebody lost his life in the year in which the article came out: nobody does in an exercise."""
        is_fact = event[0].status in FACTUAL
        return is_fact and any(m.killed for m in event) and not self._is_of_other_year(event)

    def _is_apart_from_drill(self, event: Sequence[EventMention]) -> bool:
        """Whether something is real in an article on an exercise: somebody died, a ruler fell, a known group did it, or it was in
        another year."""
        is_a = self.knowledge.ontology.is_a
        arguments = [a for m in event for a in m.arguments]
        is_known = any(a.role == "perpetrator" and a.mention.known and is_a(a.mention.type, *BANDS) for a in arguments)
        has_fallen = self._is_a(event[0], "SeizureOfPower") and any(
            a.role == "target" and is_a(a.mention.type, "Person", "Government") for a in arguments
        )
        return is_known or has_fallen or any(m.killed for m in event) or self._is_of_other_year(event)

    def _is_plain_blast(self, event: Sequence[EventMention]) -> bool:
        """Whether nothing but "explosion" or "blast" is told, by nobody and with nothing, as of an accident."""
        told = [m for m in event if not m.is_result]
        roles = {a.role for m in event for a in m.arguments}
        is_blast = bool(told) and all(m.trigger.entry in entries_with(self.knowledge, "isBlast") for m in told)
        return is_blast and roles.isdisjoint(("perpetrator", "weapon"))

    def _is_of_force(self, event: Sequence[EventMention]) -> bool:
        """Whether it takes arms to do what is told, or a state to suffer it, in an article that speaks of nobody who bears them.

        "A coup of the party barons", "the bill came under attack in parliament" are manners of speaking. Another year speaks for
        any of them, whoever fell for a coup, somebody hurt or a weapon for an attack.
        """
        is_a = self.knowledge.ontology.is_a
        arguments = [a for m in event for a in m.arguments]
        doers = [a.mention for a in arguments if a.role == "perpetrator"]
        if any(m.killed or m.injured for m in event) or any(is_a(doer.type, *ARMED) or doer.known for doer in doers):
            return True
        is_dated = any(m.date is not None and m.date.first and not m.is_date_borrowed for m in event)
        if self._is_of_other_year(event) or (self.published is None and is_dated):
            return True
        if self._is_a(event[0], "SeizureOfPower"):
            fallen = [a.mention for a in arguments if a.role == "target"]
            return any(is_a(m.type, "Government", "Person") for m in (*fallen, *doers))
        is_plain = self._is_a(event[0], *PLAIN) and any(a.role == "target" for a in arguments)
        return is_plain or any(a.role in ("weapon", "victim") for a in arguments)

    def _is_borne_out(self, event: Sequence[EventMention]) -> bool:
        """Whether anything but the word itself speaks of violence: somebody armed, a weapon, a toll, a site, a place."""
        if not self._is_a(event[0], "Attack", "Battle", "Mutiny"):
            return True
        return any(
            mention.killed
            or mention.injured
            or mention.scene is not None
            or any(self._is_telling(mention, a) for a in (*mention.arguments, *mention.places))
            or (self._is_a(mention, "Mutiny") and days_told(mention.date) is not None and not mention.is_date_borrowed)
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

    def _told(self, mention: EventMention, toll: int | None, inside: Sequence[EventMention]) -> Told:
        family = next((family for family in FAMILIES if self._is_a(mention, family)), mention.type)
        at = [a for a in (*mention.places, *mention.arguments) if a.role in ("place", "target")]
        whom = [a for a in mention.arguments if a.role in ("target", "victim")]
        return Told(
            mention,
            family,
            mention.killed.minimum if mention.killed is not None else toll,
            settlements=self._settlements(at),
            regions=self._named(at, "Region"),
            heads=frozenset(() if mention.scene is None else (mention.scene.span.start,)),
            persons=persons(whom, self.entity, self.is_named, self.knowledge.ontology),
            groups=self._groups(mention),
            sides=self._sides(mention, *inside),
            filled=frozenset((a.role, self.entity(a.mention)) for a in mention.arguments if a.mention.type != "Thing"),
            nouns=frozenset(nouns(mention)),
            meant=frozenset(nouns(mention, is_definite=True)),
        )

    def _named(self, arguments: Iterable[Argument], kind: str) -> frozenset[str]:
        is_a = self.knowledge.ontology.is_a
        return frozenset(
            self.entity(a.mention) for a in arguments if a.mention.kind == "name" and is_a(a.mention.type, kind)
        )

    def _settlements(self, arguments: Sequence[Argument]) -> frozenset[str]:
        """The towns, and the places that may be towns: nothing is known of a name after "from" or "of"."""
        unknown = frozenset(
            self.entity(a.mention) for a in arguments if a.mention.type == "Place" and a.mention.kind == "name"
        )
        return self._named(arguments, "Settlement") | unknown

    def _home(self, told: Told, clusters: Sequence[Cluster]) -> Cluster | None:
        """The event a mention tells again: of those it does not contradict, that with most in common, then the latest."""
        whole = next((cluster for cluster in clusters if self._is_within(told, cluster)), None)
        if whole is not None:
            return whole
        best: tuple[tuple[int, int, int], Cluster] | None = None
        for position, cluster in enumerate(clusters):
            if not self._is_compatible(told, cluster):
                continue
            common = in_common(told, cluster) + 2 * int(
                told.toll is not None and told.toll > 1 and told.toll in cluster.tolls
            )
            if told.mention.is_elsewhere and cluster.last_sentence < told.sentence and not is_headline_alone(cluster):
                continue
            # "An hour later a second blast …": that both were on one day says nothing.
            is_lent = told.mention.is_date_borrowed and told.day is not None and told.day in cluster.days
            own = common - int(told.sentence == cluster.last_sentence) - 2 * int(is_lent)
            if told.mention.is_distinct and own < 3 and not is_same_coup(told, cluster):
                continue
            if common == 0 and not is_anaphoric(told, cluster):
                continue
            is_near = cluster.last_sentence == told.sentence
            # An outcome ("seven were killed") belongs to what was told last before it, whatever else it shares.
            rank = (
                (int(is_near), lead(told, cluster) if is_near else cluster.last_sentence, position)
                if told.mention.is_result
                else (common, position, position)
            )
            if told.mention.is_that:
                rank = cluster.last_sentence, common, position
            if best is None or rank > best[0]:
                best = rank, cluster
        return best[1] if best else None

    def _is_within(self, told: Told, cluster: Cluster) -> bool:
        """Whether one of the two tells of the other: "an ambush in which five were shot", "was murdered in a bomb attack"."""
        wholes = list(takewhile(lambda other: other.sentence == told.sentence, reversed(cluster.told)))
        is_its_own = any(tells_of(told, other) or tells_of(other, told) for other in wholes)
        families = {told.family, cluster.first.family}
        # "Attacked the palace in what he called an attempted coup": one is a name for the other; who is murdered in one is not.
        is_attempt = any(m.mention.type in self.knowledge.lexicon.attempts.values() for m in (told, *wholes))
        is_attempt &= not any(self._is_a(m.mention, "Assassination") for m in (told, *wholes))
        return (
            is_its_own
            and (
                families <= {"Attack", "Battle"} or (is_attempt and families <= {"Attack", "Battle", "SeizureOfPower"})
            )
            and (told.mention.status in FACTUAL) == (cluster.first.mention.status in FACTUAL)
            and dates_fit(told, cluster)
        )

    def _is_compatible(self, told: Told, cluster: Cluster) -> bool:
        mention, first = told.mention, cluster.first.mention
        return (
            (mention.status in FACTUAL) == (first.status in FACTUAL)
            and not (mention.is_headline and not first.is_headline)
            and families_fit(told, cluster)
            and self._classes_fit(told, cluster)
            and self._countries_fit(told, cluster)
            and dates_fit(told, cluster)
            and agree(told.settlements, cluster.settlements)
            # "Ambushed in the province of X. … The soldiers were passing a village in the district of Y": a part of it.
            and (agree(told.regions, cluster.regions) or is_pointing_back(told, cluster))
            and agree(told.heads, cluster.heads)
            and tolls_fit(told, cluster)
            and not is_other_deed(told, cluster)
            and not is_done_elsewhere(told, cluster)
            and not is_of_other_time(told, cluster, self.times)
            and not is_counted_from(told, cluster)
            and not is_of_who_fell(told, cluster)
            and not is_of_other_people(told, cluster)
            and not (told.family == TRANSFER and is_by_others(told, cluster))
            and not self._is_of_other_group(told, cluster)
            and not is_by_other_side(told, cluster)
            # Two coups that deposed two people, and two murders of two people, are two.
            and (agree(told.persons, cluster.persons) or told.sentence == cluster.last_sentence)
        )

    def _is_of_other_group(self, told: Told, cluster: Cluster) -> bool:
        """ "Two days later Y killed a policeman": another group of a name than did what was told in a sentence before.

        Of "the attack" it may be another that is blamed.
        """
        if told.sentence == cluster.last_sentence or told.mention.is_definite or told.family != "Attack":
            return False
        if told.mention.is_result and is_bare(told):
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

    def _countries_fit(self, told: Told, cluster: Cluster) -> bool:
        """What nothing places elsewhere, not in this very sentence, is in the country that the article is about."""
        country = told.mention.country
        if country is None or (not cluster.countries and told.sentence == cluster.last_sentence):
            return True
        if not cluster.countries and country in cluster.actors:
            return True  # "the Ruritanian army" was attacked in its own country
        there = cluster.countries or ({self.topic} if self.topic else set())
        return there <= {country}

    def _classes_fit(self, told: Told, cluster: Cluster) -> bool:
        if told.family != "Attack" or cluster.first.family != "Attack":
            return True
        if told.mention.is_result:
            # Houses burnt and goods taken are part of an attack; beside somebody taken or murdered they are told apart.
            is_a = self.knowledge.ontology.is_a
            is_apart = any(is_a(other, "Kidnapping", "Assassination") for other in cluster.types)
            is_apart = is_apart or is_of_its_own(told, cluster)
            return not (is_apart and is_a(told.mention.type, "Arson", "Robbery"))
        if is_other_killing(told, cluster) or is_other_taking(told, cluster):
            return False
        is_same = is_pointing_back(told, cluster) and is_bare_of_time(told)
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
