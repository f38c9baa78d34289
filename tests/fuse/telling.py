"""Articles made by hand that tell of events and relations, and a small world that they tell of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, RdfFormat, parse

from kg.build import read_shared
from kg.fuse import facts
from kg.graph import Provenance, quads
from kg.knowledge.gazetteer import Gazetteer
from kg.model import (
    Analysis,
    Article,
    Candidate,
    Count,
    DateRange,
    Document,
    Entity,
    Event,
    Evidence,
    Link,
    Relation,
    Sentence,
    Span,
    Status,
)
from kg.settings import data_directory
from kg.store.embedded import EmbeddedStore, open_store
from kg.vocab import DATA, FACTS_GRAPH, KG, ONTOLOGY_GRAPH, PREFIXES, REFERENCE_GRAPH

PROVENANCE = Provenance("0", "0" * 16, "0" * 16)

WORLD = """
country:ML a kg:Country ; rdfs:label "Mali"@en ; kg:countryCode "ML" .
country:BF a kg:Country ; rdfs:label "Burkina Faso"@en ; kg:countryCode "BF" .
country:RU a kg:Country ; rdfs:label "Russia"@en ; kg:countryCode "RU" .
government:RU a kg:Government ; rdfs:label "Government of Russia"@en ; kg:governmentOf country:RU .
government:ML a kg:Government ; rdfs:label "Government of Mali"@en ; kg:governmentOf country:ML .
place:soum a kg:Region ; rdfs:label "Soum"@en ; kg:country country:BF ; kg:locatedIn country:BF .
place:djibo a kg:Settlement ; rdfs:label "Djibo"@en ; kg:country country:BF ; kg:locatedIn place:soum .
place:arbinda a kg:Settlement ; rdfs:label "Arbinda"@en ; kg:country country:BF ; kg:locatedIn place:soum .
place:barracks a kg:Facility ; rdfs:label "Djibo barracks"@en ; kg:country country:BF ; kg:locatedIn place:djibo .
place:bamako a kg:Settlement ; rdfs:label "Bamako"@en ; kg:country country:ML ; kg:capitalOf country:ML .
actor:jnim a kg:JihadistGroup ; rdfs:label "JNIM"@en .
actor:katiba a kg:JihadistGroup ; rdfs:label "Katiba Macina"@en ; kg:memberOf actor:jnim .
actor:ansar a kg:JihadistGroup ; rdfs:label "Ansar"@en ; kg:mergedInto actor:jnim .
actor:isgs a kg:JihadistGroup ; rdfs:label "ISGS"@en .
actor:army a kg:StateForce ; rdfs:label "Burkinabe army"@en ; kg:country country:BF .
actor:guard a kg:StateForce ; rdfs:label "Presidential Guard"@en ; kg:country country:BF .
actor:cnsp a kg:Junta ; rdfs:label "CNSP"@en ; kg:country country:ML .
actor:keita a kg:Person ; rdfs:label "Ibrahim Keita"@en ; kg:country country:ML .
actor:wagner a kg:PrivateMilitaryCompany ; rdfs:label "Wagner"@en .
actor:reuters a kg:NewsOrganization ; rdfs:label "Reuters"@en .
coup:ML-2020 a kg:Coup ; rdfs:label "2020 Malian coup"@en ; kg:country country:ML ; kg:edtf "2020-08-18" ;
    kg:firstDay 18492 ; kg:lastDay 18492 ; kg:deposedLeader actor:keita .
attack:inata a kg:ArmedAttack ; rdfs:label "Inata attack"@en ; kg:country country:BF .
backing:wagner-cnsp a kg:Backing ; rdfs:label "Wagner backing CNSP"@en ; kg:backer actor:wagner ; kg:backed actor:cnsp ;
    kg:firstDay 18962 .
"""
"""Known things, invented as far as facts go."""

PREFIX = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items()) + "".join(
    f"@prefix {kind}: <{DATA}{kind}/> .\n"
    for kind in ("country", "government", "place", "actor", "coup", "attack", "backing")
)


@lru_cache
def world() -> tuple[Quad, ...]:
    """Return the ontology and the known things as quads."""
    ontology = [q for q in read_shared(data_directory("ontology")) if q.graph_name == ONTOLOGY_GRAPH]
    known = parse(PREFIX + WORLD, format=RdfFormat.TURTLE)
    return (*ontology, *(Quad(q.subject, q.predicate, q.object, REFERENCE_GRAPH) for q in known))


@lru_cache
def known_names() -> dict[str, tuple[str, str, str | None]]:
    """Return the known things by label: IRI, class, country code."""
    rows: dict[str, dict[str, str]] = {}
    for quad in world():
        if quad.graph_name == REFERENCE_GRAPH and isinstance(quad.object, NamedNode | Literal):
            assert isinstance(quad.subject, NamedNode)
            rows.setdefault(quad.subject.value, {})[quad.predicate.value] = quad.object.value
    return {
        row[PREFIXES["rdfs"] + "label"]: (
            iri,
            row[PREFIXES["rdf"] + "type"].removeprefix(KG.base),
            row.get(KG.countryCode.value) or row.get(KG.country.value, "").rsplit("/", 1)[-1] or None,
        )
        for iri, row in rows.items()
    }


@dataclass(frozen=True)
class Named:
    """An entity that the world does not know; `names` are empty for a description."""

    label: str
    type: str
    country: str | None = None
    names: tuple[str, ...] = ()


def named(label: str, kind: str, country: str | None = None, *aliases: str) -> Named:
    return Named(label, kind, country, (label, *aliases))


@dataclass
class Story:
    """One article, told event by event; the same calls make the same article."""

    name: str
    published: str | None = "2024-09-18"
    source: str | None = "Reuters"
    words: list[str] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)

    def event(
        self,
        kind: str = "ArmedAttack",
        days: str | tuple[str | None, str | None] | None = "2024-09-17",
        country: str | None = "BF",
        place: str | Named | None = None,
        killed: int | tuple[int, int] | None = None,
        injured: int | None = None,
        status: Status = "occurred",
        known: str | None = None,
        candidates: Sequence[str] = (),
        said_by: str | Named | None = None,
        **roles: str | Named | Sequence[str | Named],
    ) -> Story:
        """Tell of an event; a role, a place or a source is the name of a known thing or a `Named`."""
        at = self._span(kind)
        first, last = days if isinstance(days, tuple) else (days, days)
        filled = tuple((role, tuple(map(self.entity, _listed(who)))) for role, who in sorted(roles.items()))
        where = self.entity(place) if place is not None else None
        by = (self.entity(said_by),) if said_by else ()
        evidence = tuple(Evidence(role, e, at, "frame", by) for role, ids in filled for e in ids)
        link = Link(tuple(Candidate(c, 0.5, "type") for c in candidates), None)
        self.events.append(
            Event(
                id=f"v{len(self.events)}",
                type=kind,
                status=status,
                date=DateRange(first, last, "then", at) if days else None,
                country=country,
                place=where,
                roles=filled,
                killed=_count(killed, at),
                injured=_count(injured, at),
                attributed_to=by,
                score=0.8,
                mentions=(at,),
                evidence=evidence,
                link=Link((Candidate(known, 1.0, "name"),), known) if known else link,
            )
        )
        return self

    def relation(
        self,
        kind: str,
        subject: str | Named,
        value: str | Named,
        start: str | None = None,
        end: str | None = None,
        status: str = "asserted",
        said_by: str | Named | None = None,
        frame: str = "frame",
    ) -> Story:
        """Tell that two parties stand in a relation; "v0" is the first event."""
        self.relations.append(
            Relation(
                id=f"r{len(self.relations)}",
                type=kind,
                subject=self.entity(subject),
                object=self.entity(value),
                start=start,
                end=end,
                status="denied" if status == "denied" else "asserted",
                mentions=(self._span(kind),),
                frame=frame,
                score=0.8,
                attributed_to=(self.entity(said_by),) if said_by else (),
            )
        )
        return self

    def entity(self, who: str | Named) -> str:
        """Return the id of an entity of this article, the same for the same name."""
        if isinstance(who, str) and who[:1] == "v" and who[1:].isdecimal():
            return who
        label = who if isinstance(who, str) else who.label
        for entity in self.entities:
            if entity.label == label:
                return entity.id
        if isinstance(who, str):
            iri, kind, country = known_names()[who]
            made = Entity("", kind, who, country, (), Link((Candidate(iri, 1.0, "name"),), iri), (who,))
        else:
            made = Entity("", who.type, who.label, who.country, (), names=who.names)
        key, at = f"e{len(self.entities)}", self._span(label)
        self.entities.append(Entity(key, made.type, label, made.country, (at,), made.link, made.names))
        return key

    def analysis(self) -> Analysis:
        text = f"{self.name}: {' '.join(self.words)}"
        digest = hashlib.sha256(text.encode()).hexdigest()
        article = Article(digest[:16], digest, text, 0, self.name, source=self.source, published=self.published)
        document = Document(article, (Sentence(0, Span(0, len(text))),))
        return Analysis(document, tuple(self.entities), tuple(self.events), tuple(self.relations))

    def quads(self) -> Iterable[Quad]:
        return quads(self.analysis(), PROVENANCE, GAZETTEER)

    def _span(self, words: str) -> Span:
        start = len(f"{self.name}: ") + sum(len(word) + 1 for word in self.words)
        self.words.append(words)
        return Span(start, start + len(words))


GAZETTEER = Gazetteer(by_key={}, by_name={}, demonyms={}, countries={}, happened={}, ruled={})


def _listed(who: str | Named | Sequence[str | Named]) -> Sequence[str | Named]:
    return (who,) if isinstance(who, str | Named) else who


def _count(number: int | tuple[int, int] | None, at: Span) -> Count | None:
    if number is None:
        return None
    low, high = number if isinstance(number, tuple) else (number, number)
    return Count(low, high, at)


# --- Asking -----------------------------------------------------------------------------------------------------------


def store_of(*stories: Story, known: Iterable[Quad] = ()) -> EmbeddedStore:
    """Return a store in memory that holds the world and what some articles say, without the facts graph."""
    store = open_store(None)
    store.load(world())
    store.load(known)
    for story in stories:
        store.load(story.quads())
    return store


def fused(*stories: Story, known: Iterable[Quad] = ()) -> Facts:
    """Return the facts graph of some articles, ready to be asked."""
    store = store_of(*stories, known=known)
    made = tuple(facts(store))
    store.load(made)
    return Facts(store, made, {f"article/{story.analysis().document.article.id}": story.name for story in stories})


@dataclass(frozen=True)
class Facts:
    store: EmbeddedStore
    quads: tuple[Quad, ...]
    names: Mapping[str, str]

    def ask(self, sparql: str) -> list[tuple[str, ...]]:
        """Return rows as sorted short names and values; FACTS stands for the name of the facts graph."""
        declared = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
        text = declared + sparql.replace("FACTS", str(FACTS_GRAPH))
        found = self.store.answer(text)
        assert isinstance(found, QuerySolutions)
        return sorted(tuple(_short(term.value) if term else "" for term in row) for row in found)

    def happenings(self) -> list[list[str]]:
        """Return the articles that tell of each happening by their names, sorted."""
        rows = self.ask("SELECT ?h ?a { ?e kg:refersTo ?h . GRAPH ?a { ?e kg:eventType ?t } }")
        found: dict[str, list[str]] = {}
        for happening, article in rows:
            found.setdefault(happening, []).append(self.names[article])
        return sorted(sorted(names) for names in found.values())


def _short(value: str) -> str:
    return value.removeprefix(KG.base).removeprefix(DATA)
