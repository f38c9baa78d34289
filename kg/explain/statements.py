"""What the graph says of some things: as facts, and as claims that somebody made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pyoxigraph import Literal, NamedNode

from kg.explain.asking import local_name
from kg.results import Term
from kg.store.asking import ask, value_of
from kg.store.base import Store
from kg.vocab import KG


@dataclass(frozen=True, slots=True)
class Statement:
    """A triple and where it stands; `status` is empty when the graph holds it as a fact."""

    subject: str
    predicate: NamedNode
    object: Term
    graph: str
    status: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim's statement and the span it was read from."""

    iri: str
    statement: Statement
    score: float
    frame: str | None
    span: str
    attributed_to: tuple[str, ...]


def find_statements(store: Store, query: str, members: Iterable[str]) -> list[Statement]:
    found = []
    for subject, predicate, value, graph in ask(store, query, members):
        assert isinstance(predicate, NamedNode)
        assert value is not None
        found.append(Statement(value_of(subject), predicate, value, value_of(graph)))
    return found


def find_claims(store: Store, members: Iterable[str]) -> list[Claim]:
    """Return the claims that are about a member or name one, and a claim that is itself a member."""
    query = """SELECT DISTINCT ?claim ?s ?p ?o ?status ?score ?frame ?span ?by ?g {
        VALUES ?it { %s }
        { ?claim rdf:subject ?it } UNION { ?claim rdf:object ?it } UNION { ?it rdf:subject ?any BIND(?it AS ?claim) }
        GRAPH ?g { ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:status ?status ; kg:score ?score ;
                          prov:wasDerivedFrom ?span . }
        OPTIONAL { ?claim kg:frame ?frame } OPTIONAL { ?claim prov:wasAttributedTo ?by }
    }"""
    found: dict[tuple[str, str], Claim] = {}
    for claim, subject, predicate, value, status, score, frame, span, by, graph in ask(store, query, members):
        assert isinstance(predicate, NamedNode)
        assert value is not None
        key = (value_of(claim), value_of(span))
        state = local_name(value_of(status))
        statement = Statement(
            value_of(subject), predicate, value, value_of(graph), "" if state == "asserted" else state
        )
        known = found.get(key)
        sources = {*(known.attributed_to if known else ()), *([value_of(by)] if by is not None else [])}
        licence = local_name(value_of(frame)) if frame is not None else None
        found[key] = Claim(key[0], statement, float(value_of(score)), licence, key[1], tuple(sorted(sources)))
    return list(found.values())


def told_by(store: Store, members: Iterable[str]) -> list[Statement]:
    """Return what articles among the members tell of, as statements of a property that no graph has."""
    query = """SELECT DISTINCT ?it ?event ?status {
        VALUES ?it { %s } GRAPH ?it { ?event kg:eventType ?type ; kg:status ?status }
    }"""
    told = NamedNode(KG.base + "tellsOf")
    found = []
    for article, event, status in ask(store, query, members):
        assert event is not None
        state = local_name(value_of(status))
        found.append(Statement(value_of(article), told, event, value_of(article), "" if state == "occurred" else state))
    return found


def fold(statements: list[Statement]) -> list[Statement]:
    """Return the statements with the bounds of a toll as one, and a date with all the words that tell it."""
    by_subject: dict[tuple[str, str, str], dict[NamedNode, Term]] = defaultdict(dict)
    for statement in statements:
        by_subject[statement.subject, statement.graph, statement.status].setdefault(
            statement.predicate, statement.object
        )
    words: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (_, _, status), beside in by_subject.items():
        if KG.edtf in beside and KG.dateText in beside:
            words[value_of(beside[KG.edtf]), status].add(value_of(beside[KG.dateText]))
    folded = []
    for statement in statements:
        beside = by_subject[statement.subject, statement.graph, statement.status]
        if statement.predicate in _UPPER and _UPPER[statement.predicate] in beside:
            continue
        if statement.predicate == KG.dateText and KG.edtf in beside:
            continue
        if statement.predicate in _LOWER:
            low, high = value_of(statement.object), value_of(beside.get(_LOWER[statement.predicate], statement.object))
            folded.append(replace(statement, object=Literal(low if low == high else f"{low} to {high}")))
        elif statement.predicate == KG.edtf and (said := words.get((value_of(statement.object), statement.status))):
            # The happening has the date of its accounts: one line for all of them, with the words of each.
            told = ", ".join(f'"{text}"' for text in sorted(said))
            folded.append(replace(statement, object=Literal(f"{value_of(statement.object)} ({told})")))
        else:
            folded.append(statement)
    return folded


_LOWER = {KG.killedMin: KG.killedMax, KG.injuredMin: KG.injuredMax}
_UPPER = {high: low for low, high in _LOWER.items()}
