"""How long the rules take on a store of made-up events: `python -m bench.rules [COUPS] [ATTACKS] [COUNTRIES]`.

The store has the shape that docs/graph.md gives it: known coups, juntas and places in the reference graph, fused attacks
in the facts graph, and two articles' accounts of every attack and one of every coup, each referring to its happening.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.rules import apply_rules, read_rules
from kg.store.embedded import open_store
from kg.vocab import DATA, FACTS_GRAPH, KG, ONTOLOGY_GRAPH, RDF, RDFS, REFERENCE_GRAPH, XSD

ONTOLOGY = Path(__file__).parent.parent / "ontology"
EPOCH = date(1970, 1, 1)


def thing(name: str) -> NamedNode:
    return NamedNode(DATA + name)


def term(name: str) -> NamedNode:
    return NamedNode(KG.base + name)


def day(day_number: int, graph: NamedNode, subject: NamedNode) -> Iterator[Quad]:
    text = (EPOCH + timedelta(days=day_number)).isoformat()
    yield Quad(subject, KG.firstDay, Literal(day_number), graph)
    yield Quad(subject, KG.lastDay, Literal(day_number), graph)
    yield Quad(subject, KG.onOrAfter, Literal(text + "T00:00:00Z", datatype=XSD.dateTime), graph)
    yield Quad(subject, KG.onOrBefore, Literal(text + "T23:59:59Z", datatype=XSD.dateTime), graph)
    yield Quad(subject, KG.edtf, Literal(text), graph)


def named(subject: NamedNode, kind: str, graph: NamedNode, **facts: NamedNode) -> Iterator[Quad]:
    yield Quad(subject, RDF.type, term(kind), graph)
    yield Quad(subject, RDFS.label, Literal(subject.value.rpartition("/")[2], language="en"), graph)
    for name, value in facts.items():
        yield Quad(subject, term(name), value, graph)


def made_up(coups: int, attacks: int, countries: int) -> Iterator[Quad]:
    chance = random.Random(7)
    graph = REFERENCE_GRAPH
    world = thing("place/world")
    yield from named(world, "Region", graph)
    regions = [thing(f"place/region-{number}") for number in range(8)]
    for region in regions:
        yield from named(region, "Region", graph, locatedIn=world)
    states = [thing(f"country/{number}") for number in range(countries)]
    for number, state in enumerate(states):
        yield from named(state, "Country", graph, locatedIn=regions[number % len(regions)])
        for place in range(25):
            yield from named(thing(f"place/{number}-{place}"), "Settlement", graph, country=state)
    for number in range(coups):
        state, junta = chance.choice(states), thing(f"actor/junta-{number}")
        leader, deposed, coup = (thing(f"{kind}-{number}") for kind in ("actor/leader", "actor/deposed", "coup/coup"))
        yield from named(junta, "Junta", graph, country=state)
        yield from named(leader, "Person", graph)
        yield from named(deposed, "Person", graph)
        kind = chance.choice(["Coup", "Coup", "AttemptedCoup"])
        yield from named(coup, kind, graph, country=state, initiator=junta, ledBy=leader, deposedLeader=deposed)
        yield from day(chance.randrange(-3600, 20500), graph, coup)
        account = thing(f"article/{number}/event/coup")
        article = NamedNode(f"{DATA}article/{number}")
        yield from named(account, kind, article, country=state)
        yield Quad(account, KG.refersTo, coup, NamedNode(f"{article.value}/links"))
    for number in range(attacks):
        state = chance.randrange(countries)
        attack, when = thing(f"event/attack-{number}"), chance.randrange(15000, 20500)
        yield from named(attack, "ArmedAttack", FACTS_GRAPH, place=thing(f"place/{state}-{chance.randrange(25)}"))
        if number % 3:
            yield Quad(attack, KG.country, states[state], FACTS_GRAPH)
        yield from day(when, FACTS_GRAPH, attack)
        for account in range(2):
            article = NamedNode(f"{DATA}article/{number}-{account}")
            event = thing(f"article/{number}-{account}/event/attack")
            yield from named(event, "ArmedAttack", article, country=states[state])
            yield from day(when, article, event)
            yield Quad(event, KG.refersTo, attack, FACTS_GRAPH)


def main() -> None:
    coups, attacks, countries = (int(text) for text in [*sys.argv[1:], "500", "5000", "60"][:3])
    started = time.process_time()
    rules = read_rules(ONTOLOGY / "rules")
    print(f"{len(rules)} rules read in {time.process_time() - started:.2f} s of one core")
    with open_store(None) as store:
        store.load(Quad(*triple, ONTOLOGY_GRAPH) for triple in _ontology())
        store.load(made_up(coups, attacks, countries))
        print(f"{sum(1 for _ in store.dump()):,} quads")
        report = apply_rules(store, rules, clock=time.process_time)
        again = apply_rules(store, rules, clock=time.process_time)
    for name, count in report.triples.items():
        print(f"{name:30} {count:8,}")
    print(f"{report.total:,} triples and {report.records:,} of records in {report.rounds} rounds")
    print(f"{report.seconds:.2f} s of one core, and {again.seconds:.2f} s when the records are there already")


def _ontology() -> Iterator[tuple[object, object, object]]:
    for quad in parse(path=str(ONTOLOGY / "conflict.ttl"), format=RdfFormat.TURTLE):
        yield quad.subject, quad.predicate, quad.object


if __name__ == "__main__":
    main()
