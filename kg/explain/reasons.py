"""Why a statement stands in the graph: rule by rule, down to what sources give and what articles say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from kg.errors import NotFound
from kg.explain.asking import article_of, labels_of, local_name, types_of
from kg.explain.building import names_of
from kg.explain.cards import Match, Named, Passage, Reason
from kg.explain.concluded import Inference, find_inferences, named, read_inferences
from kg.explain.facts import property_name
from kg.explain.passages import find_passages
from kg.explain.statements import Claim, Statement, find_claims, find_statements
from kg.results import plain_text
from kg.store.asking import ask, value_of
from kg.store.base import Store
from kg.vocab import DCTERMS, ENTAILED_GRAPH, FACTS_GRAPH, INFERRED_GRAPH, KG, OA, PROV, RDF, RDFS, SKOS

_MOST = 40
"""Statements of one property that are gone into."""


@dataclass(slots=True)
class _Telling:
    """What has been found out so far, while reasons are followed."""

    store: Store
    records: dict[str, Inference] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)


def why(store: Store, match: Match, wanted: str) -> tuple[Reason, ...]:
    """Return the reasons of all that is said of a match, in either direction, by the property of that name.

    The name is the label of the property ("directly followed"), its own name ("directlyFollowed") or its IRI. Raises
    `NotFound`, with the properties there are, when nothing of the kind is said.
    """
    members = frozenset(match.members)
    said = [
        *find_statements(store, "SELECT ?it ?p ?o ?g { VALUES ?it { %s } GRAPH ?g { ?it ?p ?o } }", members),
        *find_statements(store, "SELECT ?s ?p ?it ?g { VALUES ?it { %s } GRAPH ?g { ?s ?p ?it } }", members),
    ]
    said = [s for s in said if s.predicate not in _UNASKED and s.graph != ENTAILED_GRAPH.value]
    labels = labels_of(store, {s.predicate.value for s in said})
    fitting = [s for s in said if _fits(s.predicate, wanted, labels)]
    if not fitting:
        known = sorted({labels.get(s.predicate.value) or local_name(s.predicate.value) for s in said})
        raise NotFound(f"nothing is said of {match.label!r} by {wanted!r}; there are {', '.join(known)}")
    records = {(one.subject, one.predicate, one.object): one for one in find_inferences(store, members)}
    telling = _Telling(store)
    # Subjects of the match first; what is known and concluded before the accounts that it rests on.
    order = sorted(fitting, key=lambda s: (s.subject not in members, article_of(s.graph) is not None, str(s)))
    reasons: dict[tuple[str, str, str], Reason] = {}
    for statement in order:
        subject, value = _meant(store, statement)
        key = (subject, statement.predicate.value, value)
        if key not in reasons and len(reasons) < _MOST:
            record = records.get((statement.subject, statement.predicate, statement.object))
            is_concluded = record is not None and statement.graph == INFERRED_GRAPH.value
            reasons[key] = _of_record(telling, record) if is_concluded and record else _of_given(store, statement)
    return tuple(reasons.values())


_UNASKED = frozenset(
    (
        *(RDF.subject, RDF.predicate, RDF.object, KG.rule, PROV.wasDerivedFrom, PROV.wasGeneratedBy, KG.refersTo),
        *(KG.mention, KG.links, KG.candidate, OA.hasSource, OA.hasSelector, RDFS.label, SKOS.altLabel, RDF.type),
        *(KG.eventType, KG.frame),
    )
)
"""What tells how the graph is built, and nothing about the world."""


def _fits(predicate: NamedNode, wanted: str, labels: Mapping[str, str]) -> bool:
    asked = wanted.strip().strip("<>").removeprefix("← ").casefold()
    names = {predicate.value, plain_text(predicate), local_name(predicate.value), predicate.value.rpartition("#")[2]}
    return asked in {name.casefold() for name in (*names, labels.get(predicate.value, ""))}


def _meant(store: Store, statement: Statement) -> tuple[str, str]:
    """Return what the ends of a statement refer to, so that an account of it is not told beside it."""
    value = statement.object.value if isinstance(statement.object, NamedNode) else str(statement.object)
    ends = {statement.subject, *([value] if isinstance(statement.object, NamedNode) else [])}
    meant = {value_of(it): value_of(known) for it, known in ask(store, _REFERS, ends)}
    return meant.get(statement.subject, statement.subject), meant.get(value, value)


_REFERS = "SELECT ?it ?known { VALUES ?it { %s } ?it kg:refersTo ?known }"


# --- What a rule concluded --------------------------------------------------------------------------------------------


def _of_record(telling: _Telling, record: Inference) -> Reason:
    """Return the reasons of a conclusion. A record rests on earlier ones only, so this comes to an end."""
    store = telling.store
    given = [] if record.iri in telling.told else _between(store, record)
    names = names_of(store, {*record.things, record.predicate.value, *(s.predicate.value for s in given)})
    subject, value = names[record.subject], named(record.object, names)
    name, rule = property_name(record.predicate, names), Named(record.summary, record.rule)
    if record.iri in telling.told:
        return Reason(subject, name, value, rule=rule, is_told_above=True)
    telling.told.add(record.iri)
    telling.records |= {one.iri: one for one in read_inferences(store, set(record.used) - telling.records.keys())}
    described = _descriptions(store, record.things)
    return Reason(
        subject=subject,
        name=name,
        value=value,
        rule=rule,
        premises=tuple((names[thing], described.get(thing, "")) for thing in record.things),
        because=(
            *(_of_record(telling, telling.records[used]) for used in record.used if used in telling.records),
            *(_of_given(store, statement) for statement in given),
        ),
    )


def _between(store: Store, record: Inference) -> list[Statement]:
    """Return what is given between the things that a conclusion rests on."""
    things = set(record.things)
    query = "SELECT ?it ?p ?o ?g { VALUES ?it { %s } GRAPH ?g { ?it ?p ?o } FILTER(ISIRI(?o)) }"
    found = [
        statement
        for statement in find_statements(store, query, things)
        if value_of(statement.object) in things
        and statement.predicate not in _UNASKED
        and statement.graph not in (INFERRED_GRAPH.value, ENTAILED_GRAPH.value)
    ]
    return sorted(found, key=lambda s: (s.subject, s.predicate.value, str(s.object)))


def _descriptions(store: Store, things: Iterable[str]) -> dict[str, str]:
    """Return a few words on each thing: its class, its date and its country."""
    query = """SELECT DISTINCT ?it ?date ?country { VALUES ?it { %s }
        OPTIONAL { ?it kg:edtf ?date } OPTIONAL { ?it kg:country/rdfs:label ?country FILTER(LANG(?country) = "en") } }"""
    parts: dict[str, list[str]] = defaultdict(list)
    for iri, kinds in types_of(store, things).items():
        parts[iri] += kinds
    for row in sorted(ask(store, query, things), key=lambda row: [str(term) for term in row]):
        parts[value_of(row[0])] += [value_of(term) for term in row[1:] if term is not None]
    return {iri: ", ".join(dict.fromkeys(found)) for iri, found in parts.items()}


# --- What is given ----------------------------------------------------------------------------------------------------


def _of_given(store: Store, statement: Statement) -> Reason:
    """Return where a statement is from: the sources of a known thing, or the articles that say so."""
    ends = {statement.subject, statement.predicate.value}
    ends |= {statement.object.value} if isinstance(statement.object, NamedNode) else set()
    names = names_of(store, ends)
    is_told = statement.graph == FACTS_GRAPH.value or article_of(statement.graph) is not None
    return Reason(
        subject=names[statement.subject],
        name=property_name(statement.predicate, names),
        value=named(statement.object, names),
        sources=() if is_told else _sources(store, statement.subject),
        passages=_passages(store, statement) if is_told else (),
    )


def _sources(store: Store, subject: str) -> tuple[str, ...]:
    query = f"SELECT ?it ?from {{ VALUES ?it {{ %s }} ?it {DCTERMS.source} ?from }}"
    return tuple(sorted(value_of(source) for _, source in ask(store, query, [subject])))


def _passages(store: Store, statement: Statement) -> tuple[Passage, ...]:
    """Return the sentences that say so: of the claims the fact rests on those that fit it, or else all."""
    query = """SELECT DISTINCT ?claim ?it { VALUES ?it { %s }
        { ?it prov:wasDerivedFrom ?claim } UNION { ?thing kg:refersTo ?it . ?claim rdf:subject ?thing }
        UNION { ?claim rdf:subject ?it } ?claim a kg:Claim }"""
    claims = find_claims(store, {value_of(claim) for claim, _ in ask(store, query, [statement.subject])})
    meant = {statement.object} if isinstance(statement.object, NamedNode) else set()
    for thing, _ in ask(store, "SELECT ?thing ?it { VALUES ?it { %s } ?thing kg:refersTo ?it }", map(value_of, meant)):
        assert isinstance(thing, NamedNode)
        meant.add(thing)
    telling = [claim for claim in claims if claim.statement.status == ""]
    fitting = [
        claim
        for claim in telling
        if claim.statement.predicate == statement.predicate
        and (not meant or claim.statement.object in meant)
        and (meant or claim.statement.object == statement.object)
    ]
    chosen = fitting or [claim for claim in telling if claim.statement.predicate == statement.predicate] or telling
    return find_passages(store, chosen, names_of(store, _things(chosen)), ())


def _things(claims: Iterable[Claim]) -> set[str]:
    found: set[str] = set()
    for claim in claims:
        statement = claim.statement
        found |= {statement.subject, statement.predicate.value, *claim.attributed_to}
        found |= {statement.object.value} if isinstance(statement.object, NamedNode) else set()
    return found
