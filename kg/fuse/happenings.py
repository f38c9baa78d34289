"""One happening out of its accounts: what it was, where, when, who was in it, and where the accounts disagree."""

from __future__ import annotations

import operator
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from kg.fuse.accounts import Account, Claim, Toll
from kg.fuse.clusters import Cluster
from kg.fuse.disputes import Position, Value, denials, ties, voice_of, weigh
from kg.fuse.entities import COUNTRY, Nodes
from kg.fuse.matching import NATIONWIDE, site_of
from kg.fuse.schema import Schema
from kg.fuse.tolls import Figure, fuse_tolls
from kg.graph.facts import Happening, Merge, Tie
from kg.graph.terms import edtf, in_words, iso_day

Days = tuple[int | None, int | None]
_MOST_CANDIDATES = 5
AGAINST_REFERENCE = 2
"""How many publishers it takes to add somebody to a role that the reference has filled."""


def fuse_happening(cluster: Cluster, claims: Sequence[Claim], nodes: Nodes) -> Iterator[Happening | Merge | Tie]:
    """Yield a happening, which accounts are of it, and what their claims are to each other."""
    accounts = sorted(cluster.accounts, key=lambda account: account.order)
    iri, known = cluster.iri, cluster.known
    asserted = sorted((c for c in claims if c.status == "asserted"), key=lambda claim: claim.order)
    kind = None if known else agreed_class([a.type for a in accounts], nodes.schema)
    place = _place(accounts, nodes)
    country = _usual([a.country for a in accounts if a.country])
    days: Days = (cluster.first, cluster.last)
    yield Happening(
        iri=iri,
        type=kind,
        label=_label(kind, place, country, days, nodes) if kind else None,
        country=None if _gives(known, nodes, "country") else country,
        place=None if _gives(known, nodes, "place") else place,
        first=None if _gives(known, nodes, "firstDay", "lastDay") else days[0],
        last=None if _gives(known, nodes, "firstDay", "lastDay") else days[1],
        roles=_roles(accounts, known, nodes),
        tolls=_tolls(accounts, asserted, known, nodes),
        score=min(max(a.score for a in accounts) + 0.05 * (len(accounts) - 1), 0.99),
        accounts=len({a.article.iri for a in accounts}),
        sources=len({a.article.source for a in accounts}),
        claims=tuple(claim.iri for claim in asserted),
    )
    for account in accounts:
        if account.iri not in nodes.said.chosen:
            yield Merge(account.iri, iri, *cluster.joined[account.iri])
    for fit in cluster.maybe[:_MOST_CANDIDATES]:
        yield Merge(cluster.opened_by, fit.cluster.iri, fit.score, fit.method, is_chosen=False)
    yield from _disputes(accounts, asserted, nodes)


def _usual(values: Sequence[str]) -> str | None:
    """Return the value that occurs most often, of several the first; None of none."""
    votes = Counter(values)
    return min(votes, key=lambda value: (-votes[value], value), default=None)


def _gives(known: str | None, nodes: Nodes, *names: str) -> bool:
    """Whether the reference gives it already: then that holds, and no second one is written."""
    return known is not None and nodes.reference.says(known, *names)


# --- What, where, who -------------------------------------------------------------------------------------------------


def agreed_class(types: Sequence[str], schema: Schema) -> str:
    """Return the most specific class that accounts give; of two that exclude each other the one of more accounts.

    Where as many say one as the other it is the narrowest class above both.
    """
    votes = Counter(types)
    narrowest = [t for t in votes if not any(_is_closer(other, t, schema) for other in votes)]
    most = max(votes[t] for t in narrowest)
    chosen = sorted(t for t in narrowest if votes[t] == most)
    if len(chosen) == 1:
        return chosen[0]
    shared = frozenset.intersection(*(schema.above.get(t, frozenset({t})) for t in chosen))
    return min(shared, key=lambda name: (-len(schema.above.get(name, ())), name), default=chosen[0])


def _is_closer(one: str, other: str, schema: Schema) -> bool:
    """Whether the first class says more than the second: it lies below it, or below what its words may tell of."""
    if one == other or schema.is_a(other, one):
        return False
    return schema.is_a(one, other, *schema.may_tell_of.get(other, ()))


def _place(accounts: Sequence[Account], nodes: Nodes) -> str | None:
    """Return the narrowest place with a name, of several the one of most accounts; else the first that is described."""
    told = [nodes.of(account.place) for account in accounts if account.place]
    votes = Counter(place for place in told if site_of(place, nodes).place)
    narrowest = [p for p in votes if not any(other != p and p in nodes.around(other) for other in votes)]
    if narrowest:
        return min(narrowest, key=lambda p: (-votes[p], nodes.schema.is_a(nodes.type(p), "Region"), p))
    described = [p for p in told if not nodes.schema.is_a(nodes.type(p), COUNTRY)]
    return described[0] if described else None


def _roles(accounts: Sequence[Account], known: str | None, nodes: Nodes) -> tuple[tuple[str, str], ...]:
    """Return who is in which role: all with a name, and those only described whom no other account names more closely."""
    found = []
    for role in sorted({role for account in accounts for role, _ in account.roles}):
        given = _given(known, role, nodes)
        told = [[nodes.filler(who, nodes.schema.range(role)) for r, who in a.roles if r == role] for a in accounts]
        named = {who for fillers in told for who in fillers if nodes.is_named(who)}
        if given:
            named = {who for who in named - given if _publishers(who, role, accounts, nodes) >= AGAINST_REFERENCE}
        found += [(role, who) for who in sorted(named)]
        if not given:
            found += [(role, who) for who in _described(told, named, nodes)]
    return tuple(found)


def _publishers(who: str, role: str, accounts: Iterable[Account], nodes: Nodes) -> int:
    wanted = nodes.schema.range(role)
    return len(
        {a.article.source for a in accounts if any(r == role and nodes.filler(e, wanted) == who for r, e in a.roles)}
    )


def _described(told: Sequence[Sequence[str]], named: Iterable[str], nodes: Nodes) -> list[str]:
    """Return descriptions in the order of their accounts; one of a kind that another account tells of is left out."""
    kinds = {nodes.type(who) for who in named}
    found: list[str] = []
    for fillers in told:
        fresh = [
            who
            for who in fillers
            if not nodes.is_named(who) and not any(nodes.schema.is_chain(nodes.type(who), kind) for kind in kinds)
        ]
        found += fresh
        kinds |= {nodes.type(who) for who in fresh}
    return found


def _given(known: str | None, role: str, nodes: Nodes) -> set[str]:
    """Return who the reference says was in a role of a known event, or in a closer one."""
    if known is None:
        return set()
    row = nodes.reference.facts.get(known, {})
    return {who.value for name, values in row.items() if nodes.schema.is_a(name, role) for who in values}


def _label(kind: str, place: str | None, country: str | None, days: Days, nodes: Nodes) -> str:
    """Return such a label as "armed attack, Bamako, 2024-09-17"."""
    where = place if place and nodes.is_named(place) else country
    when = edtf(iso_day(days[0]), iso_day(days[1]))
    return ", ".join(part for part in (in_words(kind), nodes.label(where) if where else None, when) if part)


# --- Tolls ------------------------------------------------------------------------------------------------------------


def _tolls(
    accounts: Sequence[Account], claims: Sequence[Claim], known: str | None, nodes: Nodes
) -> tuple[tuple[str, int], ...]:
    found: list[tuple[str, int]] = []
    for name, values in _toll_values(accounts):
        low, best, high = f"{name}Min", f"{name}Best", f"{name}Max"
        if _gives(known, nodes, low, best, high):
            continue
        told = weigh(_positions(claims, nodes, low, values), _are_apart)
        toll = fuse_tolls(Figure(p.value, p.voice, p.day) for p in told.live)
        if toll is not None:
            found += [(low, toll.low), (best, toll.best), (high, toll.high)]
    return tuple(found)


def _toll_values(accounts: Sequence[Account]) -> tuple[tuple[str, dict[str, Toll | None]], ...]:
    return ("killed", {a.iri: a.killed for a in accounts}), ("injured", {a.iri: a.injured for a in accounts})


# --- Where accounts disagree ------------------------------------------------------------------------------------------


def _disputes(accounts: Sequence[Account], claims: Sequence[Claim], nodes: Nodes) -> Iterator[Tie]:
    """Yield what the claims of one happening are to each other: about tolls, the date, the place and who did it."""
    for name, tolls in _toll_values(accounts):
        for end in (f"{name}Min", f"{name}Max"):
            yield from _tied(_positions(claims, nodes, end, tolls), _are_apart)
    days = {a.iri: (a.first, a.last) for a in accounts if a.first is not None and a.last is not None}
    yield from _tied(_positions(claims, nodes, "edtf", days), _are_apart)
    if not any(nodes.schema.is_a(a.type, *NATIONWIDE) for a in accounts):
        towns = {a.iri: site_of(nodes.of(a.place), nodes).town for a in accounts if a.place}
        yield from _tied(_positions(claims, nodes, "place", towns), operator.ne)
    yield from _perpetrator_ties(claims, nodes)


def _perpetrator_ties(claims: Sequence[Claim], nodes: Nodes) -> Iterator[Tie]:
    """Yield what the claims of who did it are to each other; two that one article names are two of one side."""
    by_account: dict[str, set[str]] = defaultdict(set)
    naming = []
    for claim in claims:
        if nodes.schema.is_a(claim.predicate, "perpetrator"):
            who = nodes.filler(claim.object.value, nodes.schema.range(claim.predicate))
            if nodes.is_named(who):
                by_account[claim.subject].add(who)
                naming.append(claim)
    sides = {iri: frozenset(who) for iri, who in by_account.items()}

    def are_others(one: frozenset[str], other: frozenset[str]) -> bool:
        return not any(nodes.are_related(who, whom) for who in one for whom in other)

    yield from _tied([Position(c, voice_of(c, nodes), sides[c.subject]) for c in naming], are_others)


def fuse_denials(denied: Iterable[Claim], claims: Iterable[Claim], nodes: Nodes) -> Iterator[Tie]:
    """Yield which claims of a happening are denied in an article that tells that it was not so."""

    def key(claim: Claim) -> tuple[str, str]:
        return claim.predicate, nodes.filler(claim.object.value, nodes.schema.range(claim.predicate))

    asserted: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda c: c.order):
        if claim.status == "asserted" and claim.predicate in nodes.schema.roles:
            asserted[key(claim)].append(claim)
    against: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in sorted(denied, key=lambda c: c.order):
        if claim.status == "denied" and key(claim) in asserted:
            against[key(claim)].append(claim)
    for about, found in sorted(against.items()):
        yield from denials(found, asserted[about])


def _positions(
    claims: Iterable[Claim], nodes: Nodes, name: str, values: Mapping[str, Value | None]
) -> list[Position[Value]]:
    """Return what the claims of one property hold, by the value that their account has."""
    return [
        Position(claim, voice_of(claim, nodes), value)
        for claim in claims
        if claim.predicate == name and (value := values.get(claim.subject)) is not None
    ]


def _tied(positions: Sequence[Position[Value]], clash: Callable[[Value, Value], bool]) -> Iterator[Tie]:
    if len(positions) > 1:
        yield from ties(weigh(positions, clash), clash)


def _are_apart(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two ranges have nothing in common."""
    return one[1] < other[0] or other[1] < one[0]
