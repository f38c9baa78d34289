"""Whether two accounts tell of one happening: what is compared, what speaks for it, and what rules it out.

The weights are ours and published in docs/decisions/0006-facts.md. They rank; they are no probabilities.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from kg.fuse.accounts import Account, Toll
from kg.fuse.entities import COUNTRY, PARTY, Nodes
from kg.fuse.schema import Schema

THRESHOLD = 0.6
"""The least score at which an account joins a happening."""

MARGIN = 0.1
"""How far the best happening must stand above the next: between two that fit alike nothing is chosen."""

DAY, TWO_DAYS, WEEK, MONTH, NEXT_DAY = 0.4, 0.35, 0.3, 0.2, 0.3
PLACE, WITHIN = 0.3, 0.2
ACTOR, ACTORS = 0.2, 0.25
TOLL, SMALL_TOLL, LEAST_TOLL = 0.2, 0.1, 3
SAME_CLASS = 0.05
OTHER_PERPETRATOR = -0.15

RARE = {"SeizureOfPower": 0.35, "Conflict": 0.35, "PoliticalEvent": 0.2}
"""What the class and the country alone are worth: a country sees few coups, and many attacks."""

RARE_ENOUGH = 0.3
"""From here on class, country and time need nothing else to agree."""

NATIONWIDE = ("SeizureOfPower", "Conflict", "PoliticalEvent")
"""Classes whose members have several sites, so that two towns are no contradiction."""

ONE_DOER = ("TransferOfTerritory",)
"""Classes in which another doer makes another happening: a town that is taken, and taken back the week after."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where something happened: a place with a name that is no country, the town it is or lies in, and all around it."""

    place: str | None = None
    town: str | None = None
    around: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Traits:
    """What is compared of an account; `actors` are named, and none of them is the country where it happened: that is no news."""

    account: Account
    family: str
    site: Site
    actors: frozenset[str]
    perpetrators: frozenset[str]
    rarity: float
    is_nationwide: bool
    has_one_doer: bool

    @property
    def order(self) -> tuple[int, int, int, bool, tuple[str, str, str]]:
        """The account that says most comes first, so that each one after it has something to be compared with."""
        a = self.account
        vague = 2 if self.site.place is None else int(self.site.town is None)
        return (a.width, vague, -len(self.actors), a.killed is None, a.order)


def traits_of(account: Account, nodes: Nodes) -> Traits:
    """Return what is compared of an account."""
    schema = nodes.schema
    fillers = [(role, nodes.filler(who, PARTY)) for role, who in account.roles]
    here = {account.country, nodes.acting(account.country) if account.country else None}
    named = [(role, who) for role, who in fillers if nodes.is_named(who) and who not in here]
    actors = [(role, who) for role, who in named if schema.is_a(nodes.type(who), PARTY)]
    return Traits(
        account=account,
        family=family_of(account.type, schema),
        site=site_of(nodes.of(account.place) if account.place else None, nodes),
        actors=frozenset(who for _, who in actors),
        perpetrators=frozenset(who for role, who in actors if schema.is_a(role, "perpetrator")),
        rarity=max((worth for kind, worth in RARE.items() if schema.is_a(account.type, kind)), default=0.0),
        is_nationwide=schema.is_a(account.type, *NATIONWIDE),
        has_one_doer=schema.is_a(account.type, *ONE_DOER),
    )


def site_of(place: str | None, nodes: Nodes) -> Site:
    """Return where a node is; nowhere for a description or a country."""
    if place is None or not nodes.is_named(place) or nodes.schema.is_a(nodes.type(place), COUNTRY):
        return Site()
    around = nodes.around(place)
    towns = (p for p in sorted(around) if nodes.schema.is_a(nodes.type(p), "Settlement"))
    return Site(place, place if nodes.schema.is_a(nodes.type(place), "Settlement") else next(towns, None), around)


def family_of(name: str, schema: Schema) -> str:
    """Return the class right below event that a class belongs to: members of two families are never one happening."""
    below = [n for n in schema.above.get(name, {name}) if schema.above.get(n, frozenset()) == frozenset({n, "Event"})]
    return min(below, default=name)


def may_be_alike(one: str, other: str, schema: Schema) -> bool:
    """Whether two classes may be told of one happening: one above the other, the usual word, or try and success."""
    if schema.is_chain(one, other) or (one, other) in schema.attempts:
        return True
    return schema.is_a(other, *schema.may_tell_of.get(one, ())) or schema.is_a(one, *schema.may_tell_of.get(other, ()))


def time_score(account: Account, first: int | None, last: int | None) -> float | None:
    """Return what an account's time is worth beside that of a happening, None when they exclude each other.

    As much as the wider of the two is sure. What has only begun is compared by its beginning.
    """
    if account.last is None or last is None:
        return DAY if account.first == first and account.last == last else None
    if account.first is None or first is None or account.first > last or first > account.last:
        return None
    width = max(account.width, last - first + 1)
    steps = ((1, DAY), (2, TWO_DAYS), (7, WEEK), (31, MONTH))
    return next((worth for most, worth in steps if width <= most), 0.0)


def is_next_day(account: Account, first: int | None, last: int | None) -> bool:
    """Whether both are single days, one after the other: what happened at midnight, or was told in haste."""
    return (
        account.first is not None
        and account.first == account.last
        and first is not None
        and first == last
        and abs(account.first - first) == 1
    )


def toll_score(one: Toll | None, others: Collection[Toll]) -> float:
    """Return what a toll is worth beside those told already; one or two dead are the toll of many attacks."""
    if one is None or not any(one[0] <= high and low <= one[1] for low, high in others):
        return 0.0
    return TOLL if one[1] >= LEAST_TOLL else SMALL_TOLL if one[1] else 0.0
