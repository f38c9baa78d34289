"""One happening, one event: the event mentions of an article gathered, however often and in whatever words it is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.extract.events import ARMED
from kg.knowledge.knowledge import Knowledge
from kg.model import FACTUAL, Argument, EventMention, Mention

THRESHOLD = 0.6
"""The least score of an event that is believed."""

CERTAIN = 0.8
"""The score of an event that needs no country to be believed."""

FAMILIES = ("SeizureOfPower", "Mutiny", "Attack", "Battle", "Conflict")
"""Classes whose members may tell of one happening; a mention never joins an event of another family."""


@dataclass(frozen=True, slots=True)
class Merger:
    """What merging needs to know: the ontology, which mentions are one entity, and the topic country."""

    knowledge: Knowledge
    entity: Callable[[Mention], str]
    topic: str | None

    def merge(self, mentions: Sequence[EventMention]) -> tuple[tuple[EventMention, ...], ...]:
        """Return the event mentions by event, in order of first mention; those that are no event are left out."""
        clusters: list[list[EventMention]] = []
        # Within a sentence an outcome ("killing 20") looks for its event after that has been told, wherever it stands.
        for mention in sorted(mentions, key=lambda m: (m.trigger.sentence, m.is_result)):
            if mention.is_plural:
                continue
            home = self._home(mention, clusters)
            if home is not None:
                home.append(mention)
            elif not mention.is_modifier or self.is_a(mention, "SeizureOfPower"):
                clusters.append([mention])
        context = max((self.score(cluster) for cluster in clusters), default=0.0)
        kept = [
            c
            for c in clusters
            if self._is_borne_out(c) and self.score(c) + (0.1 if context >= 0.85 else 0.0) >= THRESHOLD
        ]
        return tuple(tuple(sorted(c, key=lambda m: m.trigger.span)) for c in kept)

    def _is_borne_out(self, cluster: Sequence[EventMention]) -> bool:
        """Whether anything but the word itself speaks of violence: somebody armed, a weapon, a toll, a site, a place."""
        if not self.is_a(cluster[0], "Attack", "Battle", "Mutiny"):
            return True
        return any(
            mention.killed
            or mention.injured
            or any(self._is_telling(mention, a) for a in (*mention.arguments, *mention.places))
            for mention in cluster
        )

    def _is_somewhere(self, cluster: Sequence[EventMention]) -> bool:
        """An article of no country at all tells of violence only when the words leave no doubt; of a coup, never."""
        if self.topic is not None or any(m.country or m.actor_country for m in cluster):
            return True
        return not self.is_a(cluster[0], "SeizureOfPower") and self.score(cluster) >= CERTAIN

    def _is_telling(self, mention: EventMention, argument: Argument) -> bool:
        is_a = self.knowledge.ontology.is_a
        kind = argument.mention.type
        is_mutiny = self.is_a(mention, "Mutiny")
        if argument.role in ("perpetrator", "weapon", "victim"):
            return is_a(kind, *ARMED, "Weapon") or (argument.role == "victim" and not is_mutiny)
        return is_a(kind, "Facility", "StateForce", "Government", "Junta") or (
            is_a(kind, "Place") and argument.mention.kind == "name"
        )

    def score(self, cluster: Sequence[EventMention]) -> float:
        """How far an event is borne out: its best mention, a little more for each other one and for a country."""
        best = max(mention.score for mention in cluster) + 0.05 * (len(cluster) - 1)
        if self.is_a(cluster[0], "SeizureOfPower"):
            best += 0.2 if any(m.country for m in cluster) else 0.1 if self.topic else 0.0
        return round(min(best, 0.99), 2)

    def is_a(self, mention: EventMention, *classes: str) -> bool:
        return self.knowledge.ontology.is_a(mention.type, *classes)

    # -- where a mention belongs ----------------------------------------------------------------------------------------

    def _home(self, mention: EventMention, clusters: Sequence[list[EventMention]]) -> list[EventMention] | None:
        """The event a mention tells again: of those it does not contradict, the one with most in common, then the latest."""
        best: tuple[tuple[int, int], list[EventMention]] | None = None
        for position, cluster in enumerate(clusters):
            if not self._is_compatible(mention, cluster):
                continue
            common = self._common(mention, cluster)
            if mention.is_distinct and common < 3:
                continue
            if not self._is_anaphoric(mention, cluster) and common == 0:
                continue
            is_near = cluster[-1].trigger.sentence == mention.trigger.sentence
            # An outcome ("seven were killed") belongs to what was told last, whatever else it shares.
            rank = (int(is_near), position) if mention.is_result else (common, position)
            if best is None or rank > best[0]:
                best = rank, cluster
        return best[1] if best else None

    def _is_anaphoric(self, mention: EventMention, cluster: Sequence[EventMention]) -> bool:
        """Whether a mention may point back without sharing anything said: a definite one, an outcome, or a bare one."""
        if (
            mention.is_definite
            or mention.is_result
            or mention.is_modifier
            or (cluster[0].is_headline and len(cluster) == 1)
        ):
            return True
        is_same_sentence = cluster[-1].trigger.sentence == mention.trigger.sentence
        says_nothing_new = (mention.date is None or mention.is_date_borrowed) and not self._settlements(mention)
        return is_same_sentence or says_nothing_new or cluster[0].is_result

    def _is_compatible(self, mention: EventMention, cluster: Sequence[EventMention]) -> bool:
        return (
            (mention.status in FACTUAL) == (cluster[0].status in FACTUAL)
            and not (mention.is_headline and not cluster[0].is_headline)
            and self._families_fit(mention, cluster)
            and self._classes_fit(mention, cluster)
            and self._countries_fit(mention, cluster)
            and all(_dates_fit(mention, other) for other in cluster)
            and self._places_fit(mention, cluster)
            and self._tolls_fit(mention, cluster)
            and self._persons_fit(mention, cluster)
        )

    def _family(self, mention: EventMention) -> str:
        return next((family for family in FAMILIES if self.is_a(mention, family)), mention.type)

    def _families_fit(self, mention: EventMention, cluster: Sequence[EventMention]) -> bool:
        """The dead of a sentence may be those of its battle; otherwise families keep apart."""
        mine, theirs = self._family(mention), self._family(cluster[0])
        is_outcome = mention.is_result or all(other.is_result for other in cluster)
        is_near = cluster[-1].trigger.sentence == mention.trigger.sentence
        return mine == theirs or (is_outcome and is_near and {mine, theirs} == {"Attack", "Battle"})

    def _classes_fit(self, mention: EventMention, cluster: Sequence[EventMention]) -> bool:
        if mention.is_result or all(other.is_result for other in cluster) or self._family(mention) != "Attack":
            return True
        return all(self._is_kind_of(mention.type, other.type) or other.is_result for other in cluster)

    def _is_kind_of(self, one: str, other: str) -> bool:
        """Whether the words for one class may tell of the other: the same line of descent, or a generic word."""
        is_a, generic = self.knowledge.ontology.is_a, self.knowledge.lexicon.generic
        return (
            is_a(one, other)
            or is_a(other, one)
            or is_a(other, generic.get(one, one))
            or is_a(one, generic.get(other, other))
        )

    def _countries_fit(self, mention: EventMention, cluster: Sequence[EventMention]) -> bool:
        countries = {m.country for m in (mention, *cluster) if m.country}
        return len(countries) <= 1

    def _places_fit(self, mention: EventMention, cluster: Sequence[EventMention]) -> bool:
        mine = self._settlements(mention)
        theirs = {place for other in cluster for place in self._settlements(other)}
        return not mine or not theirs or bool(mine & theirs)

    def _settlements(self, mention: EventMention) -> set[str]:
        return {
            self.entity(argument.mention)
            for argument in (*mention.places, *mention.arguments)
            if argument.role in ("place", "target") and argument.mention.kind == "name"
            and self.knowledge.ontology.is_a(argument.mention.type, "Settlement")
        }  # fmt: skip

    def _tolls_fit(self, mention: EventMention, cluster: Sequence[EventMention]) -> bool:
        if mention.killed is None or mention.is_definite:
            return True
        tolls = {other.killed.minimum for other in cluster if other.killed is not None}
        return (
            not tolls
            or mention.killed.minimum in tolls
            or (mention.is_result and cluster[-1].trigger.sentence == mention.trigger.sentence)
        )

    def _persons_fit(self, mention: EventMention, cluster: Sequence[EventMention]) -> bool:
        """Two coups that deposed two people, and two murders of two people, are two."""
        mine = self._persons(mention)
        theirs = {person for other in cluster for person in self._persons(other)}
        return not mine or not theirs or bool(mine & theirs) or mention.trigger.sentence == cluster[-1].trigger.sentence

    def _persons(self, mention: EventMention) -> set[str]:
        return {
            self.entity(a.mention)
            for a in mention.arguments
            if a.role in ("target", "victim")
            and a.mention.kind == "name"
            and self.knowledge.ontology.is_a(a.mention.type, "Person")
        }

    def _common(self, mention: EventMention, cluster: Sequence[EventMention]) -> int:
        """How much a mention shares with an event; a shared day or place counts most."""
        shared = 0
        for other in cluster:
            here = 0
            if mention.date and other.date and mention.date.first and mention.date.first == other.date.first:
                here += 2
            here += 2 * len(self._settlements(mention) & self._settlements(other))
            mine, theirs = self._filled(mention), self._filled(other)
            here += len(mine & theirs)
            if mention.country and mention.country == other.country and self.is_a(mention, "SeizureOfPower"):
                here += 1
            if mention.trigger.sentence == other.trigger.sentence:
                here += 1
            shared = max(shared, here)
        return shared

    def _filled(self, mention: EventMention) -> set[tuple[str, str]]:
        return {(a.role, self.entity(a.mention)) for a in mention.arguments if a.mention.type != "Thing"}


def _dates_fit(one: EventMention, other: EventMention) -> bool:
    """Dates that were resolved must overlap; one borrowed from a reporting clause contradicts nothing."""
    first, second = one.date, other.date
    if one.is_date_borrowed or other.is_date_borrowed:
        return True
    if first is None or second is None or not (first.first or first.last) or not (second.first or second.last):
        return True
    begins = max(first.first or "", second.first or "")
    ends = min(first.last or "9999", second.last or "9999")
    return begins <= ends
