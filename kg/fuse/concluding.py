"""The facts graph: what kg concludes from all articles together, made anew as a whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from pyoxigraph import Quad

from kg.fuse.accounts import Account, Article, Claim
from kg.fuse.clusters import Cluster, Index, gather
from kg.fuse.entities import Nodes, make_nodes
from kg.fuse.happenings import fuse_denials, fuse_happening
from kg.fuse.matching import traits_of
from kg.fuse.reading import read_articles, read_claims, read_relations, read_said, triples_of
from kg.fuse.schema import Reference, Schema, gather_facts
from kg.fuse.situations import fuse_relations
from kg.graph.facts import Fused, Happening, Merge, Situation, Tie, facts_quads
from kg.model import FACTUAL
from kg.store.asking import batches
from kg.store.base import Store
from kg.vocab import FACTS_GRAPH, ONTOLOGY_GRAPH, REFERENCE_GRAPH

Thing: TypeAlias = Merge | Fused | Happening | Situation | Tie
_HAPPENINGS = 500
"""How many happenings have their claims in memory at a time."""


@dataclass(frozen=True, slots=True)
class Concluded:
    """What the facts graph holds: happenings, of which several articles tell `shared`, situations, and triples."""

    happenings: int
    shared: int
    situations: int
    triples: int


def fuse(store: Store) -> Concluded:
    """Write the facts graph anew, as one transaction; raises `StoreError`."""
    counted: Counter[str] = Counter()
    quads = tuple(facts_quads(_counted(conclude(store), counted)))
    store.replace([FACTS_GRAPH], quads)
    return Concluded(counted["happening"], counted["shared"], counted["situation"], len(quads))


def _counted(things: Iterable[Thing], counted: Counter[str]) -> Iterator[Thing]:
    """Yield the things, and count while they pass: all of them together are too many to keep."""
    for thing in things:
        counted["happening"] += isinstance(thing, Happening)
        counted["shared"] += isinstance(thing, Happening) and thing.accounts > 1
        counted["situation"] += isinstance(thing, Situation)
        yield thing


def facts(store: Store) -> Iterator[Quad]:
    """Yield the facts graph of what a store holds, in an order that depends on that alone; each quad once."""
    yield from facts_quads(conclude(store))


def conclude(store: Store) -> Iterator[Thing]:
    """Yield what all articles of a store come to, each thing once."""
    schema = Schema(gather_facts(triples_of(store, ONTOLOGY_GRAPH)))
    reference = Reference(gather_facts(triples_of(store, REFERENCE_GRAPH)), schema)
    articles = read_articles(store)
    said = read_said(store, articles, schema.roles)
    nodes, made = make_nodes(said, reference, schema)
    yield from made
    clusters, index = gather([a for a in said.accounts.values() if a.status in FACTUAL], nodes)
    denied = _denied(store, articles, nodes, index)
    for batch in batches(clusters, _HAPPENINGS):
        yield from _happenings(store, articles, batch, denied, nodes)
    claims = tuple(read_relations(store, articles, schema.relations))
    named = [(cluster.iri, cluster) for cluster in clusters]
    happenings = {account.iri: iri for iri, cluster in named for account in cluster.accounts}
    days = {iri: (cluster.first, cluster.last) for iri, cluster in named}
    yield from fuse_relations(claims, happenings, days, nodes)


def _happenings(
    store: Store,
    articles: Mapping[str, Article],
    clusters: Sequence[Cluster],
    denied: Mapping[int, Sequence[Claim]],
    nodes: Nodes,
) -> Iterator[Thing]:
    events = [account.iri for cluster in clusters for account in cluster.accounts]
    claims = _by_subject(read_claims(store, articles, events))
    for cluster in clusters:
        own = [claim for account in cluster.accounts for claim in claims.get(account.iri, ())]
        yield from fuse_happening(cluster, own, nodes)
        yield from fuse_denials(denied.get(cluster.number, ()), own, nodes)


def _denied(store: Store, articles: Mapping[str, Article], nodes: Nodes, index: Index) -> dict[int, list[Claim]]:
    """Return the claims of events that are denied, by the number of the happening that they would be."""
    accounts = [account for account in nodes.said.accounts.values() if account.status == "denied"]
    claims = _by_subject(read_claims(store, articles, [account.iri for account in accounts]))
    found: dict[int, list[Claim]] = defaultdict(list)
    for account in accounts:
        told = claims.get(account.iri, [])
        fits = index.rank(traits_of(_with_roles(account, told, nodes), nodes), of_own_article=True)
        if fits:
            found[fits[0].cluster.number] += told
    return found


def _with_roles(account: Account, claims: Sequence[Claim], nodes: Nodes) -> Account:
    """Return a reported event with the roles and the place that only its claims have."""
    roles = {(c.predicate, c.object.value) for c in claims if c.predicate in nodes.schema.roles}
    places = sorted(c.object.value for c in claims if c.predicate == "place")
    return replace(account, roles=tuple(sorted(roles)), place=places[0] if places else None)


def _by_subject(claims: Iterator[Claim]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[claim.subject].append(claim)
    return found
