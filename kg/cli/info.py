"""`kg info`: what a store holds."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import click
from pyoxigraph import Literal, NamedNode

from kg.cli.options import format_option, settings_of, store_option
from kg.queries import with_prefixes
from kg.results import Row, Solutions, Term, plain_text
from kg.store.base import Store
from kg.vocab import DATA, ENTAILED_GRAPH, FACTS_GRAPH, INFERRED_GRAPH, ONTOLOGY_GRAPH, REFERENCE_GRAPH


@dataclass(frozen=True, slots=True)
class Links:
    """How many things were taken for a known one, for one of several, or for none."""

    linked: int
    ambiguous: int
    unlinked: int


@dataclass(frozen=True, slots=True)
class Run:
    """What read the articles, and how many of them."""

    kg_version: str
    ontology_digest: str
    model_digest: str
    articles: int


@dataclass(frozen=True, slots=True)
class Contents:
    """What a store holds; classes, statuses and relations by their names in the ontology.

    `published` and `happened` are the first and last day, None when no article or no event has a date; `triples` and
    `graphs` are by kind of graph, see docs/graph.md.
    """

    articles: int
    undated_articles: int
    published: tuple[str, str] | None
    entities: dict[str, int]
    events: dict[str, dict[str, int]]
    happened: tuple[str, str] | None
    relations: dict[str, int]
    entity_links: Links
    event_links: Links
    known_things: int
    triples: dict[str, int]
    graphs: dict[str, int]
    runs: tuple[Run, ...]


@click.command()
@store_option
@format_option("text", "json", default="text")
def info(store: str | None, output_format: str) -> None:
    """Show what a store holds: articles, entities, events, relations, links, and what read them.

    \b
    Examples:
      kg info --store my-store
      kg info --format json
    """
    from kg.store.embedded import open_store

    name = settings_of(store=store).text("store")
    with open_store(Path(name), read_only=True) as source:
        contents = read_contents(source)
    if output_format == "json":
        click.echo(json.dumps({"store": name, **asdict(contents)}, ensure_ascii=False, indent=2))
    else:
        click.echo(f"{'store':<12}{name}")
        for line in contents_lines(contents):
            click.echo(line)


def read_contents(store: Store) -> Contents:
    """Return what a store holds."""
    articles = _count(store, "SELECT (COUNT(DISTINCT ?a) AS ?n) { ?a a kg:Article }")
    dated = _count(store, "SELECT (COUNT(DISTINCT ?a) AS ?n) { ?a a kg:Article ; schema:datePublished ?date }")
    entities = _counts(store, "?it a ?type ; kg:mention ?m . FILTER NOT EXISTS { ?it kg:eventType ?any }")
    events = _events(store)
    graphs, triples = _graphs(store)
    return Contents(
        articles=articles,
        undated_articles=articles - dated,
        published=_range(store, "schema:datePublished", "schema:datePublished"),
        entities=entities,
        events=events,
        happened=_range(store, "kg:eventType ?type ; kg:onOrAfter", "kg:eventType ?type ; kg:onOrBefore"),
        relations=_relations(store),
        entity_links=_links(store, sum(entities.values()), "FILTER NOT EXISTS { ?it kg:eventType ?type }"),
        event_links=_links(store, _total(events), "?it kg:eventType ?type ."),
        known_things=_count(store, f"SELECT (COUNT(DISTINCT ?it) AS ?n) {{ GRAPH {REFERENCE_GRAPH} {{ ?it ?p ?o }} }}"),
        triples=triples,
        graphs=graphs,
        runs=_runs(store),
    )


def _counts(store: Store, pattern: str) -> dict[str, int]:
    """Return how many things of the articles fit, by `?type`."""
    rows = _rows(
        store,
        f"""SELECT ?type (COUNT(DISTINCT ?it) AS ?count)
            {{ ?a a kg:Article . GRAPH ?a {{ {pattern} }} }} GROUP BY ?type""",
    )
    return _by_count({_local(kind): _number(count) for kind, count in rows})


def _events(store: Store) -> dict[str, dict[str, int]]:
    """Return how many events there are of each class and status, the commonest first."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for kind, status, count in _rows(
        store,
        """SELECT ?type ?status (COUNT(DISTINCT ?it) AS ?count)
           { ?a a kg:Article . GRAPH ?a { ?it kg:eventType ?type ; kg:status ?status } } GROUP BY ?type ?status""",
    ):
        found[_local(kind)][_local(status)] = _number(count)
    ordered = _by_count({kind: sum(by_status.values()) for kind, by_status in found.items()})
    return {kind: _by_count(found[kind]) for kind in ordered}


def _total(events: dict[str, dict[str, int]]) -> int:
    return sum(sum(by_status.values()) for by_status in events.values())


def _relations(store: Store) -> dict[str, int]:
    """Return how many relations hold, by type; the ontology says which properties are such."""
    is_relation = f"FILTER EXISTS {{ GRAPH {ONTOLOGY_GRAPH} {{ ?type kg:isRelation true }} }}"
    return _counts(store, f"?s ?type ?o . {is_relation} BIND(CONCAT(STR(?s), STR(?o)) AS ?it)")


def _range(store: Store, first: str, last: str) -> tuple[str, str] | None:
    """Return the earliest and the latest day that articles give; where only one bound is ever known, it for both.

    Each is a query of its own: one unbound value leaves MIN and MAX without an answer (SPARQL 1.1, 18.5.1).
    """
    pattern = "{ ?a a kg:Article . GRAPH ?a { ?it %s ?date } BIND(STR(?date) AS ?day) }"
    earliest = _rows(store, f"SELECT (MIN(?day) AS ?first) {pattern % first}")[0][0]
    latest = _rows(store, f"SELECT (MAX(?day) AS ?last) {pattern % last}")[0][0]
    days = [term.value[:10] for term in (earliest, latest) if isinstance(term, Literal)]
    return (days[0], days[-1]) if days else None


def _links(store: Store, total: int, pattern: str) -> Links:
    linked = _count(store, f"SELECT (COUNT(DISTINCT ?it) AS ?count) {{ ?it kg:refersTo ?known . {pattern} }}")
    ambiguous = _count(
        store,
        f"""SELECT (COUNT(DISTINCT ?it) AS ?count)
            {{ ?link kg:links ?it . FILTER NOT EXISTS {{ ?it kg:refersTo ?known }} {pattern} }}""",
    )
    return Links(linked, ambiguous, total - linked - ambiguous)


def _graphs(store: Store) -> tuple[dict[str, int], dict[str, int]]:
    """Return the graphs and the triples of each kind."""
    graphs: Counter[str] = Counter()
    triples: Counter[str] = Counter()
    for graph, count in _rows(store, "SELECT ?g (COUNT(*) AS ?count) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"):
        kind = _kind(plain_text(graph) if not isinstance(graph, NamedNode) else graph.value)
        graphs[kind] += 1
        triples[kind] += _number(count)
    return dict(graphs), dict(triples)


_OF_KG = {
    REFERENCE_GRAPH.value: "reference",
    ONTOLOGY_GRAPH.value: "ontology",
    FACTS_GRAPH.value: "facts",
    INFERRED_GRAPH.value: "inferred",
    ENTAILED_GRAPH.value: "entailed",
}


def _kind(graph: str) -> str:
    found = re.fullmatch(re.escape(DATA) + r"article/[0-9a-f]+(/links)?", graph)
    if found:
        return "links" if found[1] else "articles"
    return _OF_KG.get(graph, "other")


def _runs(store: Store) -> tuple[Run, ...]:
    rows = _rows(
        store,
        """SELECT ?version ?ontology ?model (COUNT(DISTINCT ?article) AS ?count)
           { ?run kg:kgVersion ?version ; kg:ontologyDigest ?ontology ; kg:modelDigest ?model ; prov:used ?article }
           GROUP BY ?version ?ontology ?model ORDER BY DESC(?count) ?version ?ontology ?model""",
    )
    return tuple(Run(plain_text(v), plain_text(o), plain_text(m), _number(count)) for v, o, m, count in rows)


def _rows(store: Store, sparql: str) -> tuple[Row, ...]:
    answer = store.query(with_prefixes(sparql))
    assert isinstance(answer, Solutions)
    return answer.rows


def _count(store: Store, sparql: str) -> int:
    return _number(_rows(store, sparql)[0][0])


def _number(term: Term | None) -> int:
    return int(term.value) if isinstance(term, Literal) else 0


def _local(term: Term | None) -> str:
    return re.split(r"[/#:]", plain_text(term))[-1]


def _by_count(counts: dict[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


# --- Text for people --------------------------------------------------------------------------------------------------

_KINDS = {
    "articles": "what articles say",
    "links": "what they were linked to",
    "reference": "known things",
    "ontology": "the ontology",
    "facts": "what kg concludes from all articles together",
    "inferred": "what follows by rule, each triple with why",
    "entailed": "what OWL 2 RL entails",
    "other": "other graphs",
}


def contents_lines(contents: Contents) -> Iterator[str]:
    """Yield the lines of a summary, a heading with its total first, then its parts."""
    undated = f", {contents.undated_articles:,} without a date" if contents.undated_articles else ""
    yield _line("articles", contents.articles, _days("published", contents.published) + undated)
    yield _line("events", _total(contents.events), _days("from", contents.happened))
    for kind, by_status in contents.events.items():
        statuses = ", ".join(f"{number:,} {status}" for status, number in by_status.items())
        yield _part(kind, sum(by_status.values()), statuses)
    yield _line("entities", sum(contents.entities.values()))
    for kind, count in contents.entities.items():
        yield _part(kind, count)
    yield _line("relations", sum(contents.relations.values()))
    for kind, count in contents.relations.items():
        yield _part(kind, count)
    linked = contents.entity_links.linked + contents.event_links.linked
    yield _line("links", linked, f"with {contents.known_things:,} known things to choose from")
    for name, links in (("entities", contents.entity_links), ("events", contents.event_links)):
        yield _part(name, links.linked, f"{links.ambiguous:,} ambiguous, {links.unlinked:,} unlinked")
    yield _line("triples", sum(contents.triples.values()))
    for kind, title in _KINDS.items():
        if kind in contents.triples:
            graphs = contents.graphs[kind]
            yield _part(kind, contents.triples[kind], f"{title}, in {graphs:,} graph{'' if graphs == 1 else 's'}")
    for run in contents.runs:
        digests = f"ontology {run.ontology_digest[:12]}, model {run.model_digest[:12]}"
        articles = f"{run.articles:,} article{'' if run.articles == 1 else 's'}"
        yield f"{'read by':<12}kg {run.kg_version}, {digests}: {articles}"


def _line(title: str, count: int, note: str = "") -> str:
    return f"{title:<30} {count:>9,}" + (f"  {note}" if note else "")


def _part(name: str, count: int, note: str = "") -> str:
    return f"  {name:<28} {count:>9,}" + (f"  {note}" if note else "")


def _days(verb: str, days: tuple[str, str] | None) -> str:
    if days is None:
        return ""
    return f"{verb} {days[0]}" if days[0] == days[1] else f"{verb} {days[0]} to {days[1]}"
