"""Accounts gathered into happenings: those of one known event, and those that tell of the same without it.

Each account is compared with the happenings that share its country, its family, a day or month, and a place, an actor or
a toll: never with every other account. Accounts are taken in an order of their own, the fullest first, so the result
does not depend on the order in which articles were read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.fuse.accounts import Account, Toll
from kg.fuse.entities import Nodes
from kg.fuse.matching import (
    ACTOR,
    ACTORS,
    MARGIN,
    NEXT_DAY,
    OTHER_PERPETRATOR,
    PLACE,
    RARE_ENOUGH,
    SAME_CLASS,
    THRESHOLD,
    TOLL,
    WITHIN,
    Traits,
    is_next_day,
    may_be_alike,
    site_of,
    time_score,
    toll_score,
    traits_of,
)
from kg.graph.names import happening_iri


@dataclass(slots=True)
class Cluster:
    """One happening while its accounts are gathered, with what they agree on so far.

    `first` and `last` are the narrowest bounds of all that overlap; `known` is the known event, if it is one; `maybe` are
    the happenings that its first account may tell of as well. `number` says when it was begun.
    """

    number: int
    known: str | None = None
    accounts: list[Account] = field(default_factory=list)
    joined: dict[str, tuple[float, str]] = field(default_factory=dict)
    maybe: list[Fit] = field(default_factory=list)
    articles: set[str] = field(default_factory=set)
    types: set[str] = field(default_factory=set)
    first: int | None = None
    last: int | None = None
    towns: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    around: set[str] = field(default_factory=set)
    actors: set[str] = field(default_factory=set)
    perpetrators: set[str] = field(default_factory=set)
    killed: set[Toll] = field(default_factory=set)
    injured: set[Toll] = field(default_factory=set)

    def add(self, traits: Traits, score: float, method: str) -> None:
        account = traits.account
        self.first, self.last = self._narrowest(account)
        self.accounts.append(account)
        self.joined[account.iri] = (score, method)
        self.articles.add(account.article.iri)
        self.types.add(account.type)
        self.towns |= {traits.site.town} if traits.site.town else set()
        self.places |= {traits.site.place} if traits.site.place else set()
        self.around |= traits.site.around
        self.actors |= traits.actors
        self.perpetrators |= traits.perpetrators
        self.killed |= {account.killed} if account.killed else set()
        self.injured |= {account.injured} if account.injured else set()

    def _narrowest(self, account: Account) -> tuple[int | None, int | None]:
        """Return the bounds with those of one more account, or as they are when the two exclude each other."""
        first = max((day for day in (self.first, account.first) if day is not None), default=None)
        last = min((day for day in (self.last, account.last) if day is not None), default=None)
        return (first, last) if first is None or last is None or first <= last else (self.first, self.last)

    @property
    def opened_by(self) -> str:
        """The account it was begun with."""
        return self.accounts[0].iri

    @property
    def iri(self) -> str:
        """The known event, or a name after the account that was published first: one that comes later changes nothing."""
        return self.known or happening_iri(min(self.accounts, key=lambda account: account.order).iri)


@dataclass(frozen=True, slots=True)
class Fit:
    """How well an account fits a happening, and by what."""

    cluster: Cluster
    score: float
    method: str


def gather(accounts: Iterable[Account], nodes: Nodes) -> tuple[tuple[Cluster, ...], Index]:
    """Return the happenings that the accounts tell of, and the index to look up another account in."""
    traits = sorted((traits_of(account, nodes) for account in accounts), key=lambda t: t.order)
    index = Index(nodes)
    known: dict[str, Cluster] = {}
    for one in traits:
        event = nodes.said.chosen.get(one.account.iri)
        if event is not None:
            cluster = known.setdefault(event, _known(len(known), event, nodes))
            cluster.add(one, 1.0, "known event")
            index.add(one, cluster)
    clusters = list(known.values())
    for one in traits:
        if one.account.iri not in nodes.said.chosen:
            fits = index.rank(one)
            best = _best(fits, one)
            if best is not None:
                cluster = best.cluster
                cluster.add(one, best.score, best.method)
            else:
                cluster = Cluster(len(clusters), maybe=fits)
                cluster.add(one, 1.0, "first account")
                clusters.append(cluster)
            index.add(one, cluster)
    return tuple(sorted(clusters, key=lambda cluster: cluster.iri)), index


def _known(number: int, event: str, nodes: Nodes) -> Cluster:
    """Begin with what the reference gives of a known event."""
    reference = nodes.reference
    site = site_of(reference.one(event, "place"), nodes)
    return Cluster(
        number,
        event,
        first=reference.day(event, "firstDay"),
        last=reference.day(event, "lastDay"),
        towns={site.town} if site.town else set(),
        places={site.place} if site.place else set(),
        around=set(site.around),
    )


def _best(fits: Sequence[Fit], traits: Traits) -> Fit | None:
    """Return the happening that an account is of, None when nothing fits or what fits alike are different happenings.

    Several that may be one themselves, such as an attack that one article tells as two, are no choice: the one of most
    accounts gets this one too. Between a town and another an account that names none goes with others that name none.
    """
    top = [fit for fit in fits if round(fits[0].score - fit.score, 4) < MARGIN]
    if len(top) > 1 and _are_different([fit.cluster for fit in top], traits):
        top = [fit for fit in top if traits.site.town is None and not fit.cluster.towns and fit.cluster.known is None]
    return max(top, key=lambda fit: (len(fit.cluster.accounts), fit.score, -fit.cluster.number), default=None)


def _are_different(clusters: Sequence[Cluster], traits: Traits) -> bool:
    """Whether some of the happenings exclude each other by what they are known as, or by their towns."""
    known = {cluster.known for cluster in clusters if cluster.known is not None}
    if len(known) > 1:
        return True
    towns = [cluster.towns for cluster in clusters if cluster.towns]
    return not traits.is_nationwide and bool(towns) and not set.intersection(*towns)


class Index:
    """Happenings by country, family, time and one thing that an account must share with them."""

    def __init__(self, nodes: Nodes) -> None:
        self._nodes = nodes
        self._clusters: dict[tuple[object, ...], dict[int, Cluster]] = defaultdict(dict)

    def add(self, traits: Traits, cluster: Cluster) -> None:
        """Let a happening be found by what an account of it says."""
        if traits.account.country is None:
            return
        for slot in _held(cluster.first, cluster.last):
            for mark in (*_marks(traits), *(("in", place) for place in traits.site.around)):
                self._clusters[(traits.account.country, traits.family, slot, mark)][cluster.number] = cluster

    def rank(self, traits: Traits, *, of_own_article: bool = False) -> list[Fit]:
        """Return the happenings that an account may tell of, the best first; none when it has no country or no time."""
        account = traits.account
        if account.country is None or account.first is None:
            return []
        found: dict[int, Cluster] = {}
        around = (("place", place) for place in traits.site.around)
        marks = (*_marks(traits), *around, *((("in", traits.site.place),) if traits.site.place else ()))
        for slot in _asked(account):
            for mark in marks:
                found |= self._clusters.get((account.country, traits.family, slot, mark), {})
        fits = [
            fit
            for cluster in found.values()
            if (of_own_article or account.article.iri not in cluster.articles)
            and (fit := compare(traits, cluster, self._nodes)) is not None
        ]
        return sorted(fits, key=lambda fit: (-fit.score, fit.cluster.number))


def _marks(traits: Traits) -> Iterator[tuple[str, object]]:
    """Yield what an account and a happening must share one of."""
    if traits.site.place:
        yield "place", traits.site.place
    for actor in sorted(traits.actors):
        yield "actor", actor
    for name, toll in (("killed", traits.account.killed), ("injured", traits.account.injured)):
        if toll is not None:
            yield from ((name, number) for number in sorted(set(toll)))
    if traits.rarity >= RARE_ENOUGH:
        yield "family", None


_DAYS = 32
"""What may have been on more days than that is kept and looked up by month."""

_YEAR = 366
"""What may have been over more days than that agrees with everything; it stays alone."""


def _held(first: int | None, last: int | None) -> Iterator[tuple[str, object]]:
    """Yield where a happening is kept: by day, and for wider accounts by month; by its begin when it has no end."""
    if first is None:
        return
    if last is None:
        yield "open", first
    elif last - first < _DAYS:
        yield from (("day", day) for day in range(first, last + 1))
        yield from (("month", month) for month in _months(first, last))
    elif last - first < _YEAR:
        for month in _months(first, last):
            yield "month", month
            yield "wide", month


def _asked(account: Account) -> Iterator[tuple[str, object]]:
    """Yield where to look for the happening of an account: a day before and after as well, and among the wide ones."""
    first, last = account.first, account.last
    if first is None:
        return
    if last is None:
        yield "open", first
    elif last - first < _DAYS:
        yield from (("day", day) for day in range(first - 1, last + 2))
        yield from (("wide", month) for month in _months(first, last))
    elif last - first < _YEAR:
        yield from (("month", month) for month in _months(first, last))


def _months(first: int, last: int) -> range:
    """Return the months that some days lie in, as numbers of 30 days: only equality counts."""
    return range(first // 30, last // 30 + 1)


def compare(traits: Traits, cluster: Cluster, nodes: Nodes) -> Fit | None:
    """Return how well an account fits a happening; None when something speaks against it, or too little for it."""
    account, schema = traits.account, nodes.schema
    if not all(may_be_alike(account.type, kind, schema) for kind in cluster.types):
        return None
    if traits.site.town and cluster.towns and traits.site.town not in cluster.towns and not traits.is_nationwide:
        return None
    is_other = _is_other(traits, cluster, nodes)
    if is_other and traits.has_one_doer:
        return None
    place, actors, toll = _place(traits, cluster), _actors(traits, cluster), _toll(account, cluster)
    time = time_score(account, cluster.first, cluster.last)
    if time is None and is_next_day(account, cluster.first, cluster.last) and place and (actors or toll >= TOLL):
        time = NEXT_DAY
    if time is None or not (place or actors or toll or traits.rarity >= RARE_ENOUGH):
        return None
    score = time + place + actors + toll + traits.rarity
    score += SAME_CLASS if account.type in cluster.types else 0.0
    score += OTHER_PERPETRATOR if is_other else 0.0
    if round(score, 4) < THRESHOLD:
        return None
    agreed = (("place", place), ("actor", actors), ("toll", toll))
    method = ["type", "country", "date", *(name for name, worth in agreed if worth)]
    return Fit(cluster, round(min(score, 0.99), 4), ", ".join(method))


def _place(traits: Traits, cluster: Cluster) -> float:
    if traits.site.place is None:
        return 0.0
    if traits.site.place in cluster.places:
        return PLACE
    return WITHIN if traits.site.place in cluster.around or not traits.site.around.isdisjoint(cluster.places) else 0.0


def _actors(traits: Traits, cluster: Cluster) -> float:
    return (0.0, ACTOR, ACTORS)[min(len(traits.actors & cluster.actors), 2)]


def _toll(account: Account, cluster: Cluster) -> float:
    return max(toll_score(account.killed, cluster.killed), toll_score(account.injured, cluster.injured))


def _is_other(traits: Traits, cluster: Cluster, nodes: Nodes) -> bool:
    """Whether both name who did it, and not the same, nor one a part of the other."""
    if not traits.perpetrators or not cluster.perpetrators:
        return False
    return not any(nodes.are_related(one, other) for one in traits.perpetrators for other in cluster.perpetrators)
