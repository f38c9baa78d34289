"""Reading accounts out of a store, whatever store it is; in a fixed order, whatever order the articles came in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from kg.fuse.accounts import Account, Article, Claim, Entity, Said, Toll
from kg.results import Row, Term
from kg.store.asking import batches, rows_of, value_of
from kg.store.base import Store
from kg.vocab import DCTERMS, ENTAILED_GRAPH, FACTS_GRAPH, INFERRED_GRAPH, KG, PROV, RDF, RDFS, SCHEMA

_ARTICLES, _EVENTS = 200, 2000
"""How many articles, or events, are asked for in one query."""


_OWL = "http://www.w3.org/2002/07/owl#"


def local(term: Term | None) -> str:
    """Return the local name of a term of the ontology, RDF or RDFS; the whole of another."""
    value = value_of(term)
    for base in (KG.base, RDF.base, RDFS.base, _OWL):
        if value.startswith(base):
            return value[len(base) :]
    return value


def triples_of(store: Store, graph: NamedNode) -> Sequence[Row]:
    """Return everything that a graph says."""
    return rows_of(store, f"SELECT ?s ?p ?o {{ GRAPH {graph} {{ ?s ?p ?o }} }}")


def _asked(store: Store, query: str, iris: Iterable[str]) -> Sequence[Row]:
    return rows_of(store, query % " ".join(f"<{iri}>" for iri in iris))


def read_articles(store: Store) -> dict[str, Article]:
    """Return the articles by IRI, in the order of everything."""
    query = f"""SELECT ?it (MIN(STR(?publisher)) AS ?source) (MIN(STR(?published)) AS ?date) {{
        GRAPH ?it {{ ?it a {KG.Article} }}
        OPTIONAL {{ GRAPH ?it {{ ?it {DCTERMS.source} ?publisher }} }}
        OPTIONAL {{ GRAPH ?it {{ ?it {SCHEMA.datePublished} ?published }} }}
    }} GROUP BY ?it"""
    found = [
        Article(value_of(iri), value_of(source) if source else None, value_of(date) if date else "")
        for iri, source, date in rows_of(store, query)
    ]
    return {article.iri: article for article in sorted(found, key=lambda article: article.order)}


def read_said(store: Store, articles: Mapping[str, Article], roles: frozenset[str]) -> Said:
    """Return the entities and events of the articles; nothing else in an article's graph has a label."""
    query = f"""SELECT ?article ?it ?p ?o {{ VALUES ?article {{ %s }}
        GRAPH ?article {{ ?it {RDFS.label} ?label ; ?p ?o FILTER(?p != {KG.mention}) }} }}"""
    entities, accounts = [], []
    for batch in batches(list(articles), _ARTICLES):
        things: dict[tuple[str, str], dict[str, list[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(list))
        for graph, thing, name, value in _asked(store, query, batch):
            if isinstance(value, NamedNode | Literal):
                things[value_of(graph), value_of(thing)][local(name)].append(value)
        for (article, iri), row in things.items():
            if "eventType" in row:
                accounts.append(_account(iri, articles[article], row, roles))
            else:
                entities.append(_entity(iri, articles[article], row))
    chosen, ambiguous = _read_links(store)
    return Said(
        entities={e.iri: e for e in sorted(entities, key=lambda e: (e.article.order, e.iri))},
        accounts={a.iri: a for a in sorted(accounts, key=lambda a: a.order)},
        chosen=chosen,
        ambiguous=ambiguous,
    )


_Said = Mapping[str, Sequence[NamedNode | Literal]]


def _entity(iri: str, article: Article, row: _Said) -> Entity:
    return Entity(
        iri=iri,
        article=article,
        type=_class(row),
        label=min((v for v in row["label"] if isinstance(v, Literal)), key=str),
        country=_first(row, "country"),
        names=tuple(sorted({v.value for v in row.get(SCHEMA.name.value, ())}, key=lambda name: (-len(name), name))),
    )


def _account(iri: str, article: Article, row: _Said, roles: frozenset[str]) -> Account:
    return Account(
        iri=iri,
        article=article,
        type=min(local(value) for value in row["eventType"]),
        status=min((local(value) for value in row.get("status", ())), default="occurred"),
        score=float(_first(row, "score") or 0),
        country=_first(row, "country"),
        place=_first(row, "place"),
        first=_number(row, "firstDay"),
        last=_number(row, "lastDay"),
        roles=tuple(sorted((role, value.value) for role in roles & row.keys() for value in row[role])),
        killed=_toll(row, "killedMin", "killedMax"),
        injured=_toll(row, "injuredMin", "injuredMax"),
    )


def _class(row: _Said) -> str:
    return min((local(value) for value in row.get("type", ())), default="Thing")


def _first(row: _Said, name: str) -> str | None:
    return min((value.value for value in row.get(name, ())), default=None)


def _number(row: _Said, name: str) -> int | None:
    value = _first(row, name)
    return int(value) if value is not None else None


def _toll(row: _Said, low: str, high: str) -> Toll | None:
    least, most = _number(row, low), _number(row, high)
    if least is None or most is None:
        return None
    return least, most


def _read_links(store: Store) -> tuple[dict[str, str], frozenset[str]]:
    """Return what articles' things were linked to, and which have candidates only; what fusing wrote is not looked at."""
    own = f"FILTER(?graph NOT IN ({FACTS_GRAPH}, {INFERRED_GRAPH}, {ENTAILED_GRAPH}))"
    chosen: dict[str, str] = {}
    for thing, known in rows_of(store, f"SELECT ?it ?known {{ GRAPH ?graph {{ ?it {KG.refersTo} ?known }} {own} }}"):
        chosen[value_of(thing)] = min(value_of(known), chosen.get(value_of(thing), value_of(known)))
    linked = rows_of(store, f"SELECT DISTINCT ?it {{ GRAPH ?graph {{ ?link {KG.links} ?it }} {own} }}")
    return chosen, frozenset(value_of(thing) for (thing,) in linked) - chosen.keys()


def read_relations(store: Store, articles: Mapping[str, Article], relations: Sequence[str]) -> Iterator[Claim]:
    """Yield the claims that parties or events stand in a relation, in no order to rely on."""
    if not relations:
        return
    names = " ".join(f"<{KG.base}{name}>" for name in relations)
    # Asked for some articles at a time it takes quadratic time: Oxigraph looks for the relations in all of them each time.
    query = f"""SELECT ?article ?claim ?s ?p ?o ?status ?source ?frame ?first ?last {{
        VALUES ?p {{ {names} }}
        GRAPH ?article {{
          ?claim {RDF.predicate} ?p ; {RDF.subject} ?s ; {RDF.object} ?o ; {KG.status} ?status .
          OPTIONAL {{ ?claim {PROV.wasAttributedTo} ?source }} OPTIONAL {{ ?claim {KG.frame} ?frame }}
          OPTIONAL {{ ?claim {KG.firstDay} ?first }} OPTIONAL {{ ?claim {KG.lastDay} ?last }} }} }}"""
    yield from _claims(rows_of(store, query), articles)


def read_claims(store: Store, articles: Mapping[str, Article], events: Iterable[str]) -> Iterator[Claim]:
    """Yield the claims about some events, in no order to rely on."""
    query = f"""SELECT ?article ?claim ?s ?p ?o ?status ?source {{
        VALUES ?s {{ %s }}
        GRAPH ?article {{
          ?claim {RDF.subject} ?s ; {RDF.predicate} ?p ; {RDF.object} ?o ; {KG.status} ?status .
          OPTIONAL {{ ?claim {PROV.wasAttributedTo} ?source }} }} }}"""
    for batch in batches(sorted(events), _EVENTS):
        yield from _claims(((*row, None, None, None) for row in _asked(store, query, batch)), articles)


def _claims(rows: Iterable[Row], articles: Mapping[str, Article]) -> Iterator[Claim]:
    """Yield one claim for all rows of it: there are several when several are said to have said it."""
    of_claim: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if value_of(row[0]) in articles:
            of_claim[value_of(row[1])].append(row)
    for iri, found in of_claim.items():
        article, _, subject, predicate, value, status, _, frame, first, last = found[0]
        if isinstance(value, NamedNode | Literal):
            yield Claim(
                iri=iri,
                article=articles[value_of(article)],
                subject=value_of(subject),
                predicate=local(predicate),
                object=value,
                status=local(status),
                frame=value_of(frame) if frame is not None else None,
                sources=tuple(sorted({value_of(row[6]) for row in found if row[6] is not None})),
                first=int(value_of(first)) if first is not None else None,
                last=int(value_of(last)) if last is not None else None,
            )
