"""Applying the rules of a codebook to a happening and to those in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.export.coded.codebook import ActorRule, Codebook, Concept, Rule
from kg.export.coded.happenings import Actor, Happening, Place


@dataclass(frozen=True, slots=True)
class Coded:
    """An actor with its code; `name` is what the scheme calls it, the actor is None where no account names one."""

    concept: Concept
    name: str
    is_generic: bool
    actor: Actor | None


@dataclass(frozen=True, slots=True)
class Coding:
    """A happening as a scheme codes it: the rule that decided, its code, and the actors on both sides, coded too."""

    rule: Rule
    concept: Concept
    doers: tuple[Coded, ...]
    targets: tuple[Coded, ...]

    @property
    def top(self) -> str:
        """The IRI of the code that stands above, the code itself where none does."""
        return self.concept.broader or self.concept.iri


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme of events with its scheme of kinds of actor, by IRI.

    `is_generic` is true where every actor of a kind that has a generic name goes under that, named or not.
    """

    events: str
    actors: str
    is_generic: bool = False


def code(happening: Happening, scheme: Scheme, codebook: Codebook) -> Coding | str:
    """Return the coding, or in a few words why the scheme has no place for the happening."""
    doers = _coded(happening, happening.doers, scheme, codebook, is_doer=True)
    targets = _coded(happening, happening.targets, scheme, codebook, is_doer=False)
    for rule in codebook.rules[scheme.events]:
        if not _holds(rule, happening, doers, targets):
            continue
        if rule.coded_as is None:
            return rule.left_out or "no rule for it"
        if all(coded.concept.iri != rule.target for coded in targets):
            targets += _assumed(rule.target, happening, codebook)
        return Coding(
            rule,
            codebook.concepts[rule.coded_as],
            _in_order(doers or _assumed(rule.doer, happening, codebook), rule.by, None),
            _in_order(targets, rule.against, rule.target),
        )
    return "no rule for it"


def _holds(rule: Rule, happening: Happening, doers: tuple[Coded, ...], targets: tuple[Coded, ...]) -> bool:
    return (
        (not rule.classes or not rule.classes.isdisjoint(happening.classes))
        and (rule.killed is None or rule.killed == (happening.killed is not None and happening.killed.high > 0))
        and (not rule.by or not rule.by.isdisjoint(_kinds(doers, happening.doers)))
        and (not rule.against or not rule.against.isdisjoint(_kinds(targets, happening.targets)))
        and (rule.words is None or rule.words.search(happening.words) is not None)
        and (rule.target_words is None or rule.target_words.search(happening.target_words) is not None)
    )


def _kinds(coded: Iterable[Coded], actors: Iterable[Actor]) -> set[str]:
    return {each.concept.iri for each in coded}.union(*(actor.classes for actor in actors))


def _coded(
    happening: Happening, actors: Iterable[Actor], scheme: Scheme, codebook: Codebook, *, is_doer: bool
) -> tuple[Coded, ...]:
    found = []
    for actor in actors:
        rule = next(
            (rule for rule in codebook.actor_rules[scheme.actors] if _fits(rule, actor, happening, is_doer)), None
        )
        if rule is not None:
            found.append(_named(actor, rule, happening, scheme, codebook))
    return tuple(found)


def _fits(rule: ActorRule, actor: Actor, happening: Happening, is_doer: bool) -> bool:
    is_abroad = None not in (actor.country, happening.country) and actor.country != happening.country
    return (
        not rule.classes.isdisjoint(actor.classes)
        and (not rule.in_event or not rule.in_event.isdisjoint(happening.classes))
        and (rule.is_named is None or rule.is_named == actor.is_named)
        and (rule.is_abroad is None or rule.is_abroad == is_abroad)
        and (rule.is_doer is None or rule.is_doer == is_doer)
        and (rule.words is None or rule.words.search(actor.words) is not None)
    )


def _named(actor: Actor, rule: ActorRule, happening: Happening, scheme: Scheme, codebook: Codebook) -> Coded:
    concept = codebook.concepts[rule.coded_as]
    generic = rule.generic_name or concept.generic_name
    has_own = actor.is_named and actor.classes.isdisjoint(("Person", "Country"))
    if generic and (scheme.is_generic or not has_own):
        return Coded(concept, _filled(generic, actor.country_name or happening.country_name), True, actor)
    return Coded(concept, actor.name, False, actor)


def _assumed(kind: str | None, happening: Happening, codebook: Codebook) -> tuple[Coded, ...]:
    """Return the actor that a rule puts in, none where it puts none."""
    if kind is None:
        return ()
    concept = codebook.concepts[kind]
    return (Coded(concept, _filled(concept.generic_name or concept.label, happening.country_name), True, None),)


def _filled(generic: str, country: str) -> str:
    """Return a generic name with the country in it, and without the brackets or the "of" where none is known.

    >>> _filled("Civilians ({country})", "Mali"), _filled("Military Forces of {country}", "")
    ('Civilians (Mali)', 'Military Forces')
    """
    if country:
        return generic.replace("{country}", country)
    return generic.replace(" ({country})", "").replace(" of {country}", "")


def _in_order(actors: Iterable[Coded], wanted: frozenset[str], first: str | None) -> tuple[Coded, ...]:
    """Return the actors, each name once: those the rule asks for first, then named ones, then by code and name."""

    def rank(coded: Coded) -> tuple[bool, bool, bool, str, str]:
        iri = coded.concept.iri
        return iri != first, iri not in wanted, coded.is_generic, coded.concept.notation, coded.name

    ordered: dict[str, Coded] = {}
    for coded in sorted(actors, key=rank):
        ordered.setdefault(coded.name, coded)
    return tuple(ordered.values())


def date_precision(happening: Happening, scheme: str, codebook: Codebook) -> Concept | None:
    """Return the code for how closely the date is known; None when it has no such code, or no date on both sides."""
    if happening.first is None or happening.last is None:
        return None
    days = happening.last - happening.first + 1
    return next((c for c in codebook.of_scheme(scheme) if c.at_most_days is not None and days <= c.at_most_days), None)


def place_precision(place: Place | None, scheme: str, codebook: Codebook) -> Concept | None:
    """Return the code for how closely the place is known, None when none fits."""
    if place is None:
        return None
    fitting = (
        concept
        for concept in codebook.of_scheme(scheme)
        if not concept.classes.isdisjoint(place.classes) and (place.is_known or not concept.is_known)
    )
    return next(fitting, None)
