"""Who and where: every entity of an article as the one node that stands for it in all of them.

A name that no known thing was chosen for is one actor, or one place, wherever it is the same name, of a class and a
country that do not contradict each other. A description ("gunmen") stands for nobody but itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pyoxigraph import Literal

from kg.fuse.accounts import Entity, Said
from kg.fuse.names import is_acronym, level
from kg.fuse.schema import Reference, Schema
from kg.graph.facts import Fused, Merge
from kg.graph.names import actor_iri, place_iri

PLACE, PARTY, PERSON, COUNTRY = "Place", "Party", "Person", "Country"


@dataclass(slots=True)
class _Group:
    """The entities of one name while they are gathered, with their classes and the country that any of them has."""

    members: list[Entity] = field(default_factory=list)
    types: set[str] = field(default_factory=set)
    country: str | None = None

    def add(self, entity: Entity) -> None:
        self.members.append(entity)
        self.types.add(entity.type)
        self.country = self.country or entity.country


def fuse_entities(said: Said, schema: Schema) -> tuple[tuple[Fused, ...], tuple[Merge, ...]]:
    """Return the actors and places that articles name and nobody knows, and which entities are which of them.

    Whoever may be one of several known things is left as it is: choosing among those is a person's work.
    """
    named = [e for e in said.entities.values() if _may_be_fused(e, said, schema)]
    expansions = _expansions(named)
    by_name: dict[tuple[str, ...], list[Entity]] = defaultdict(list)
    for entity in named:
        by_name[_key(entity, expansions, schema)].append(entity)
    fused: list[Fused] = []
    merges: list[Merge] = []
    taken: set[str] = set()
    for key, entities in sorted(by_name.items()):
        for group in _gathered(entities, schema):
            one = _fused(key, group, schema, taken)
            taken.add(one.iri)
            fused.append(one)
            merges += [_merge(entity, one, schema) for entity in group.members]
    return tuple(fused), tuple(merges)


def _may_be_fused(entity: Entity, said: Said, schema: Schema) -> bool:
    if not entity.names or entity.iri in said.chosen or entity.iri in said.ambiguous:
        return False
    return schema.is_a(entity.type, PLACE, PARTY)


def _expansions(entities: Iterable[Entity]) -> dict[str, set[str]]:
    """The long names that articles give for an acronym."""
    found: dict[str, set[str]] = defaultdict(set)
    for entity in entities:
        if not is_acronym(entity.names[0]):
            for name in entity.names[1:]:
                if is_acronym(name):
                    found[level(name)].add(level(entity.names[0]))
    return found


def _key(entity: Entity, expansions: Mapping[str, set[str]], schema: Schema) -> tuple[str, ...]:
    """What makes two entities one: the long name where there is only one; of a bare surname, the article as well."""
    name = level(entity.names[0])
    if schema.is_a(entity.type, PERSON) and " " not in name:
        return (name, entity.article.iri)
    longer = expansions.get(name, set()) if is_acronym(entity.names[0]) else set()
    return (min(longer),) if len(longer) == 1 else (name,)


def _gathered(entities: Sequence[Entity], schema: Schema) -> list[_Group]:
    """Gather the entities of a name by class and country; one without a country goes where there is only one to go."""
    groups: list[_Group] = []
    depth = {e.type: len(schema.above.get(e.type, ())) for e in entities}
    for entity in sorted(entities, key=lambda e: (e.country is None, -depth[e.type], e.article.order, e.iri)):
        fitting = [g for g in groups if not any(schema.is_disjoint(entity.type, t) for t in g.types)]
        homes = [g for g in fitting if g.country == entity.country]
        if entity.country is None and not homes and len(fitting) == 1:
            homes = fitting
        if not homes:
            homes = [_Group()]
            groups += homes
        homes[0].add(entity)
    return groups


def _fused(key: tuple[str, ...], group: _Group, schema: Schema, taken: set[str]) -> Fused:
    members = sorted(group.members, key=lambda e: (e.article.order, e.iri))
    votes = Counter(e.type for e in members)
    kind = min(votes, key=lambda t: (-votes[t], -len(schema.above.get(t, ())), t))
    mint = place_iri if schema.is_a(kind, PLACE) else actor_iri
    marks = (*key, _root(kind, schema), group.country or "")
    iri = mint(*marks)
    labels = Counter(e.label for e in members)
    names = sorted(labels, key=lambda label: (-labels[label], str(label)))
    aliases = {Literal(n, language=e.label.language) for e in members for n in e.names if e.label.language}
    return Fused(
        # Two of one name, country and root are of classes that exclude each other: the second is named after its first.
        iri=iri if iri not in taken else mint(*marks, members[0].iri),
        type=kind,
        labels=(*names, *sorted(aliases - set(names), key=str)),
        country=group.country,
        articles=tuple(dict.fromkeys(e.article.iri for e in members)),
    )


def _root(name: str, schema: Schema) -> str:
    """Return the class right below place or actor that a class belongs to, so that a closer class is no other name."""
    base = PLACE if schema.is_a(name, PLACE) else PARTY
    below = schema.above.get(name, frozenset({name})) - schema.above.get(base, frozenset({base}))
    return min(below, key=lambda n: (len(schema.above.get(n, ())), n), default=base)


def _merge(entity: Entity, fused: Fused, schema: Schema) -> Merge:
    """Score as linking does: 0.6 for the name, more for the class and for the country."""
    method = ["name"]
    if schema.is_chain(entity.type, fused.type):
        method.append("type")
    if entity.country and entity.country == fused.country:
        method.append("country")
    return Merge(entity.iri, fused.iri, 0.4 + 0.2 * len(method), ", ".join(method))


@dataclass(frozen=True)
class Nodes:
    """Every entity of an article by the node that stands for it: a known thing, a fused one, or itself."""

    said: Said
    fused: Mapping[str, Fused]
    targets: Mapping[str, str]
    reference: Reference
    schema: Schema

    def of(self, entity: str) -> str:
        """Return the node of an entity, or of an event that is linked; of a thing that is no entity, itself."""
        return self.said.chosen.get(entity) or self.targets.get(entity, entity)

    def filler(self, entity: str, wanted: str | None) -> str:
        """Return the node of an entity where a property wants a class: a country that acts is its government."""
        node = self.of(entity)
        acts = wanted is not None and (wanted == PARTY or not self.schema.is_a(COUNTRY, wanted))
        return self.acting(node) if acts else node

    def acting(self, node: str) -> str:
        """Return who acts when news say that a country does: its government, where one is known."""
        return self.reference.governments.get(node, node)

    def is_named(self, node: str) -> bool:
        """Whether a node stands for one thing in every article."""
        return node in self.fused or node in self.reference.facts

    def type(self, node: str) -> str:
        if node in self.fused:
            return self.fused[node].type
        entity = self.said.entities.get(node)
        return entity.type if entity is not None else self.reference.type(node)

    def label(self, node: str) -> str:
        if node in self.fused:
            return self.fused[node].labels[0].value
        entity = self.said.entities.get(node)
        return entity.label.value if entity is not None else self.reference.label(node) or node.rsplit("/", 1)[-1]

    def country(self, node: str) -> str | None:
        if node in self.fused:
            return self.fused[node].country
        entity = self.said.entities.get(node)
        if entity is not None:
            return entity.country
        return self.reference.one(node, "country") or self.reference.one(node, "governmentOf")

    def are_related(self, one: str, other: str) -> bool:
        """Whether two parties are one, or one is a part of the other, or both are arms of one state."""
        if one in self.reference.groups_of(other) or other in self.reference.groups_of(one):
            return True
        both = all(self.schema.is_a(self.type(node), "StateBody") for node in (one, other))
        return both and self.country(one) is not None and self.country(one) == self.country(other)

    def around(self, place: str) -> frozenset[str]:
        return self.reference.around(place)


def make_nodes(said: Said, reference: Reference, schema: Schema) -> tuple[Nodes, Iterator[Fused | Merge]]:
    """Return the nodes of all entities, and what the facts graph has to say of them."""
    fused, merges = fuse_entities(said, schema)
    nodes = Nodes(
        said, {one.iri: one for one in fused}, {merge.thing: merge.target for merge in merges}, reference, schema
    )
    return nodes, iter((*fused, *merges))
