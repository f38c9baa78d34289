"""A match's card, put together."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode

from kg.explain.accounts import find_disputes, tolls_of, without_tolls
from kg.explain.asking import article_of, labels_of, local_name, types_of
from kg.explain.cards import Candidate, Card, Dispute, Match, Named, Toll
from kg.explain.concluded import conclusions_of, find_inferences
from kg.explain.facts import facts_of, named_value, property_name, read_roles, reversed_name
from kg.explain.passages import find_passages, sources_of
from kg.explain.situations import find_situations
from kg.explain.statements import Claim, Statement, find_claims, find_statements, fold, told_by
from kg.store.asking import ask, value_of
from kg.store.base import Store
from kg.vocab import ENTAILED_GRAPH, INFERRED_GRAPH, KG, OA, PROV, RDF, RDFS, SCHEMA, SKOS


def explain(store: Store, match: Match, limit: int = 20) -> Card:
    """Return all that is known of a match, with at most `limit` passages, those of the newest articles first."""
    members = frozenset(match.members)
    said = _given(find_statements(store, "SELECT ?it ?p ?o ?g { VALUES ?it { %s } GRAPH ?g { ?it ?p ?o } }", members))
    about = _given(find_statements(store, "SELECT ?s ?p ?it ?g { VALUES ?it { %s } GRAPH ?g { ?s ?p ?it } }", members))
    claims = find_claims(store, members)
    inferences = find_inferences(store, members)
    situations = find_situations(store, members)
    own, others = _shown(members, said, about, claims, {holding.situation.iri for holding in situations})
    own += told_by(store, members)
    own = [s for s in own if value_of(s.object) not in members]  # Mali is in Mali
    things = {thing for one in inferences for thing in (*one.things, one.predicate.value)}
    names = names_of(store, _terms(own, others, claims) | things)
    roles = read_roles(store)
    passages = find_passages(store, claims, names, said)
    tolls, disputes = _differences(store, said, claims, names)
    own = without_tolls(own, tolls)
    types = types_of(store, members)
    return Card(
        iri=match.iri,
        label=match.label,
        types=tuple(dict.fromkeys(kind for member in (match.iri, *match.members) for kind in types.get(member, ()))),
        other_names=_other_names(said, match),
        identifiers=tuple(sorted({value_of(s.object) for s in said if s.predicate == SKOS.exactMatch})),
        articles=match.articles,
        sources=max((int(value_of(s.object)) for s in said if s.predicate == KG.sources), default=0),
        facts=facts_of(own, lambda said: (property_name(said.predicate, names), named_value(said.object, names))),
        tolls=tolls,
        disputes=disputes,
        situations=situations,
        mentions=facts_of(others, lambda said: (reversed_name(said.predicate, names, roles), names[said.subject])),
        conclusions=conclusions_of(inferences, members, names, roles),
        candidates=_candidates(store, members, match),
        passages=passages[:limit],
        passages_total=len(passages),
    )


def _given(statements: Iterable[Statement]) -> list[Statement]:
    """Return the statements that no rule and no reasoner has added: what follows is shown with its reasons."""
    return [s for s in statements if s.graph not in (INFERRED_GRAPH.value, ENTAILED_GRAPH.value)]


def _shown(
    members: frozenset[str],
    said: list[Statement],
    about: list[Statement],
    claims: list[Claim],
    situations: set[str | None],
) -> tuple[list[Statement], list[Statement]]:
    """Return what is said of the members, and what is said of other things with a member in some role."""
    facts = {(s.subject, s.predicate, s.object) for s in (*said, *about)}
    only_claimed = [
        claim.statement
        for claim in claims
        if (claim.statement.subject, claim.statement.predicate, claim.statement.object) not in facts
    ]
    own = fold([s for s in (*said, *only_claimed) if s.subject in members and s.predicate not in _UNSHOWN])
    others = [
        s
        for s in (*about, *only_claimed)
        if s.subject not in members and s.subject not in situations and s.predicate not in _UNSHOWN_ABOUT
    ]
    return own, others


def _differences(
    store: Store, said: list[Statement], claims: list[Claim], names: dict[str, Named]
) -> tuple[tuple[Toll, ...], tuple[Dispute, ...]]:
    articles = {article for claim in claims if (article := article_of(claim.iri))}
    sources = sources_of(store, articles)
    return tolls_of(said, claims, names, sources), find_disputes(store, claims, names, sources)


_UNSHOWN = (
    *(RDF.type, RDFS.label, SKOS.altLabel, SKOS.prefLabel, SKOS.exactMatch, SCHEMA.headline, KG.mention, KG.refersTo),
    *(KG.firstDay, KG.lastDay, KG.onOrAfter, KG.onOrBefore, KG.eventType, KG.textSha256, KG.links, KG.candidate),
    *(RDF.subject, RDF.predicate, RDF.object, PROV.wasDerivedFrom, PROV.wasGeneratedBy, OA.hasSelector),
    *(KG.accounts, KG.sources, KG.contradicts, KG.supersedes, KG.denies, KG.isWorldRegion),
)
"""What the card says in another place, or what is of use to machines only."""

_UNSHOWN_ABOUT = (
    *(RDF.type, RDF.subject, RDF.predicate, RDF.object, KG.links, KG.candidate, KG.refersTo, KG.eventType, KG.mention),
    *(KG.frame, OA.hasSource, OA.hasSelector, KG.rule, KG.contradicts, KG.supersedes, KG.denies),
    *(PROV.used, PROV.wasAttributedTo, PROV.wasDerivedFrom, PROV.wasGeneratedBy),
)


def _other_names(said: Iterable[Statement], match: Match) -> tuple[str, ...]:
    found = {value_of(s.object): s for s in said if s.predicate in (RDFS.label, SKOS.altLabel)}
    return tuple(sorted(set(found) - {match.label}, key=str.lower))


def _candidates(store: Store, members: Iterable[str], match: Match) -> tuple[Candidate, ...]:
    """Return the links of the members; a known thing that several articles link to counts once, with the best score."""
    query = """SELECT DISTINCT ?known ?wikidata ?isChosen ?score ?method {
        VALUES ?it { %s }
        ?link kg:links ?it ; kg:candidate ?known ; kg:isChosen ?isChosen ; kg:score ?score .
        OPTIONAL { ?link kg:method ?method } OPTIONAL { ?known skos:exactMatch ?wikidata }
    }"""
    found: dict[str, Candidate] = {}
    rows = list(ask(store, query, members))
    labels = labels_of(store, {value_of(known) for known, *_ in rows})
    for known, wikidata, chosen, score, method in rows:
        iri, value = value_of(known), float(value_of(score))
        if iri not in found or found[iri].score < value:
            found[iri] = Candidate(
                known=Named(labels.get(iri) or local_name(iri), iri),
                wikidata=value_of(wikidata) if wikidata is not None else None,
                is_chosen=value_of(chosen) == "true",
                score=value,
                method=value_of(method) if method is not None else "",
            )
    return tuple(
        sorted(found.values(), key=lambda c: (not c.is_chosen, c.known.iri != match.iri, -c.score, c.known.label))
    )


def _terms(own: Iterable[Statement], others: Iterable[Statement], claims: Iterable[Claim]) -> set[str]:
    found: set[str] = set()
    for statement in (*own, *others, *(claim.statement for claim in claims)):
        found |= {statement.subject, statement.predicate.value}
        if isinstance(statement.object, NamedNode):
            found.add(statement.object.value)
    return found.union(*(claim.attributed_to for claim in claims))


def names_of(store: Store, iris: set[str]) -> dict[str, Named]:
    """Return a name for each IRI; what was linked to a known thing goes by that thing's name, and is that thing."""
    linked = {
        value_of(thing): value_of(known)
        for thing, known in ask(store, "SELECT ?it ?known { VALUES ?it { %s } ?it kg:refersTo ?known }", iris)
    }
    labels = labels_of(store, iris | set(linked.values()))
    named = {}
    for iri in iris:
        known = linked.get(iri, iri)
        named[iri] = Named(labels.get(known) or labels.get(iri) or local_name(iri), known)
    return named
