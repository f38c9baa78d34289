"""A thing of the graph: where its IRI leads, the page about it, and the same as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from kg.results import Term
from kg.server import markup
from kg.server.addresses import DOCUMENTS, TITLES, address_of, ending_of, iri_at, plain_choice, quoted, split_ending
from kg.server.asking import Names, is_so, names_of, number_of, optional, select, text_of
from kg.server.messages import (
    PLAIN,
    VARYING,
    Headers,
    Question,
    Refusal,
    Request,
    Response,
    Service,
    ask,
    check_method,
    etag,
    is_known,
    not_acceptable,
)
from kg.server.negotiation import HTML, Choice, choose
from kg.server.passages import Passage, find_passages, show_passages
from kg.vocab import (
    DATA,
    DCTERMS,
    ENTAILED_GRAPH,
    FACTS_GRAPH,
    INFERRED_GRAPH,
    KG,
    OA,
    ONTOLOGY_GRAPH,
    PROV,
    RDF,
    RDFS,
    REFERENCE_GRAPH,
    ROOT,
    SCHEMA,
    SKOS,
)

MAX_SAID = 1000
"""Statements about a thing that a page is made of."""
MAX_DATA = 2000
"""Statements that lead to a thing that its data has; the rest is for SPARQL."""
FIRST = 12
"""Values of one property that stand on a page at once, and things that one property leads from."""

_DATA_OFFERS = tuple(offer for offer in DOCUMENTS.values() if offer is not HTML)


# --- Where the IRI leads ----------------------------------------------------------------------------------------------


def thing(request: Request, service: Service) -> Response:
    """Send a client on from a thing to what tells of it, by what it accepts (303, httpRange-14).

    A coup or a general cannot be sent; what can has an address of its own, which may be linked to, cached and cited.
    """
    check_method(request)
    name = request.path.removeprefix("/id/")
    iri = iri_at(f"id/{name}")
    choice = choose(request.headers.get("accept"), tuple(DOCUMENTS.values()))
    if choice is None:
        raise Refusal(406, not_acceptable(DOCUMENTS.values()), VARYING)
    _check_known(service, iri)
    is_page = choice.format is HTML
    address = quoted(f"/page/{name}" if is_page else f"/data/{name}{ending_of(choice.format)}")
    headers: Headers = (("Location", address), ("Content-Type", PLAIN), *VARYING)
    return Response(303, headers, f"see {address}\n".encode())


def _check_known(service: Service, iri: NamedNode) -> None:
    if not is_so(
        service, f"ASK {{ {{ {iri} ?p ?o }} UNION {{ ?s ?p {iri} }} UNION {{ GRAPH {iri} {{ ?a ?b ?c }} }} }}"
    ):
        raise NotKnown(iri.value)


class NotKnown(Refusal):
    """The graph says nothing of the thing."""

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self.words = iri.removeprefix(DATA).rsplit("/", 1)[-1].replace("-", " ")
        super().__init__(404, f"nothing is known of {iri}; look for it by name at /find?name={quote(self.words)}")


# --- As data ----------------------------------------------------------------------------------------------------------


def data(request: Request, service: Service) -> Response:
    """Describe a thing in RDF: all that is said of it, and what leads to it; of an article, its whole graph."""
    check_method(request)
    name, offer = split_ending(request.path.removeprefix("/data/"))
    choice = plain_choice(offer) if offer else choose(request.headers.get("accept"), _DATA_OFFERS)
    if choice is None or choice.format is HTML:
        raise Refusal(406, not_acceptable(_DATA_OFFERS), VARYING)
    iri = iri_at(f"id/{name}")
    tag = etag(service.version(), "data", name, choice)
    address = quoted(f"/data/{name}{ending_of(choice.format)}")
    headers: Headers = (*VARYING, *([("Content-Location", address)] if offer is None else []))
    return document(request, service, _description(service, iri), choice, tag, headers, iri.value)


def document(
    request: Request,
    service: Service,
    sparql: str,
    choice: Choice,
    tag: str | None,
    headers: Headers,
    first: str | None = None,
) -> Response:
    """Answer with the triples of a CONSTRUCT, or say that the client has them."""
    if tag is not None:
        headers = (("ETag", tag), *headers)
    if is_known(request, tag):
        return Response(304, headers, b"")
    answer = ask(service, Question(sparql, graph=choice, has_prefixes=True, first=first))
    return Response(200, (("Content-Type", choice.content_type), *headers), answer.body)


def _description(service: Service, iri: NamedNode) -> str:
    """Return the CONSTRUCT that describes a thing; it says itself how many statements it leaves out."""
    _check_known(service, iri)
    ((leading, *_),) = select(service, f"SELECT (COUNT(*) AS ?n) {{ ?s ?p {iri} }}")
    count = number_of(leading)
    note = ""
    if count > MAX_DATA:
        about = NamedNode(f"{ROOT}data/{iri.value.removeprefix(DATA)}")
        said = Literal(
            f"{MAX_DATA} of the {count} statements that lead to it; ask for the rest in SPARQL", language="en"
        )
        note = f"{about} {RDFS.comment} {said} ."
    return f"""CONSTRUCT {{ {iri} ?p ?o . ?s ?q {iri} . ?a ?b ?c . {note} }} WHERE {{
        {{ {iri} ?p ?o }} UNION {{ SELECT ?s ?q {{ ?s ?q {iri} }} LIMIT {MAX_DATA} }} UNION {{ GRAPH {iri} {{ ?a ?b ?c }} }}
    }}"""


# --- As a page --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Said:
    """One value of a property, and the graphs that say so."""

    value: Term
    graphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leading:
    """A property that leads here: from how many things, and from which, the first of them."""

    predicate: str
    count: int
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Portrait:
    """What the page of a thing shows; `said` is by property, `inferences` gives the record of a concluded statement."""

    iri: str
    said: Mapping[str, tuple[Said, ...]]
    is_cut: bool
    leading: tuple[Leading, ...]
    inferences: Mapping[tuple[str, str], str]
    passages: tuple[Passage, ...]
    claims: int
    tells: tuple[tuple[str, str, str], ...]
    names: Names

    @property
    def only_graph(self) -> str | None:
        """The graph that says everything, None when there are several."""
        graphs = {graph for values in self.said.values() for one in values for graph in one.graphs}
        return graphs.pop() if len(graphs) == 1 else None


def page(request: Request, service: Service) -> Response:
    """Show a thing to people."""
    check_method(request)
    name = request.path.removeprefix("/page/")
    iri = iri_at(f"id/{name}")
    tag = etag(service.version(), "page", name)
    headers: Headers = (*markup.SAFETY, *([("ETag", tag)] if tag else []))
    if is_known(request, tag):
        return Response(304, headers, b"")
    _check_known(service, iri)
    portrait = draw(service, iri)
    links = [(quoted(f"/data/{name}{ending}"), title) for ending, title in TITLES.items()]
    body = markup.frame(f"{portrait.names.label(iri.value)} · kg", _shown(portrait), links=links)
    return Response(200, (("Content-Type", "text/html; charset=utf-8"), *headers), body)


def draw(service: Service, iri: NamedNode) -> Portrait:
    """Ask all that the page of a thing needs; what there is no time for is left out, but for what is said of it."""
    rows = select(service, f"SELECT ?p ?o ?g {{ GRAPH ?g {{ {iri} ?p ?o }} }} LIMIT {MAX_SAID + 1}")
    said = _grouped(rows)
    is_article = KG.Article.value in {text_of(one.value) for one in said.get(RDF.type.value, ())}
    leading = optional(lambda: _leading(service, iri, is_article=is_article)) or ()
    passages, claims = optional(lambda: find_passages(service, iri, is_article=is_article)) or ((), 0)
    tells = (optional(lambda: _told(service, iri)) if is_article else None) or ()
    inferences = (optional(lambda: _inferences(service, iri)) if _has_inferred(said) else None) or {}
    mentioned = {iri.value, *said, *(predicate.predicate for predicate in leading), *(event for event, *_ in tells)}
    mentioned |= {text_of(one.value) for values in said.values() for one in values if isinstance(one.value, NamedNode)}
    mentioned |= {subject for predicate in leading for subject in predicate.subjects}
    mentioned |= {kind for _, kind, _ in tells} | {status for *_, status in tells}
    mentioned |= {part for passage in passages for part in passage.iris()}
    return Portrait(
        iri=iri.value,
        said=said,
        is_cut=len(rows) > MAX_SAID,
        leading=leading,
        inferences=inferences,
        passages=passages,
        claims=claims,
        tells=tells,
        names=names_of(service, mentioned),
    )


def _grouped(rows: Iterable[Sequence[Term | None]]) -> Mapping[str, tuple[Said, ...]]:
    found: dict[str, dict[Term, list[str]]] = {}
    for predicate, value, graph in rows:
        if value is not None:
            found.setdefault(text_of(predicate), {}).setdefault(value, []).append(text_of(graph))
    return {
        predicate: tuple(Said(value, tuple(graphs)) for value, graphs in values.items())
        for predicate, values in found.items()
    }


def _has_inferred(said: Mapping[str, tuple[Said, ...]]) -> bool:
    return any(INFERRED_GRAPH.value in one.graphs for values in said.values() for one in values)


def _leading(service: Service, iri: NamedNode, *, is_article: bool) -> tuple[Leading, ...]:
    """Ask which properties lead here, and for the first things of each: known things before those of articles."""
    counted = select(service, f"SELECT ?p (COUNT(*) AS ?n) {{ ?s ?p {iri} }} GROUP BY ?p ORDER BY DESC(?n) ?p LIMIT 60")
    unshown = _UNSHOWN_LEADING | ({PROV.used.value} if is_article else set())
    counts = {text_of(p): number_of(n) for p, n in counted if p is not None and text_of(p) not in unshown}
    if not counts:
        return ()
    parts = [
        f"{{ SELECT (<{p}> AS ?p) ?s {{ ?s <{p}> {iri} }} ORDER BY STRSTARTS(STR(?s), '{DATA}article/') ?s LIMIT {FIRST} }}"
        for p in counts
    ]
    subjects: dict[str, list[str]] = {p: [] for p in counts}
    for predicate, subject in select(service, f"SELECT ?p ?s {{ {' UNION '.join(parts)} }}"):
        subjects[text_of(predicate)].append(text_of(subject))
    return tuple(Leading(p, n, tuple(subjects[p])) for p, n in counts.items())


_UNSHOWN_LEADING = frozenset(
    term.value
    for term in (RDF.subject, RDF.object, RDF.predicate, KG.links, KG.candidate, OA.hasSource, PROV.wasAttributedTo)
)
"""What leads from a claim or a link to what it is about: the page shows the words of the claims instead."""


def _inferences(service: Service, iri: NamedNode) -> Mapping[tuple[str, str], str]:
    rows = select(
        service,
        f"SELECT ?i ?p ?o {{ ?i a kg:Inference ; rdf:subject {iri} ; rdf:predicate ?p ; rdf:object ?o }} LIMIT {MAX_SAID}",
    )
    return {(text_of(predicate), str(value)): text_of(record) for record, predicate, value in rows}


def _told(service: Service, iri: NamedNode) -> tuple[tuple[str, str, str], ...]:
    """Ask which events an article tells of: event, class and status."""
    rows = select(
        service,
        f"""SELECT ?event ?kind ?status (MIN(?first) AS ?start) {{
            GRAPH {iri} {{ ?event kg:eventType ?kind ; kg:status ?status ; kg:mention/oa:hasSelector/oa:start ?first }}
        }} GROUP BY ?event ?kind ?status ORDER BY ?start ?event LIMIT 300""",
    )
    return tuple((text_of(event), text_of(kind), text_of(status)) for event, kind, status, _ in rows)


# --- What the page looks like -----------------------------------------------------------------------------------------

_HEADING = frozenset(term.value for term in (RDFS.label, RDF.type, SCHEMA.headline))
_FIRST = tuple(
    term.value for term in (SKOS.altLabel, SCHEMA.datePublished, KG.edtf, KG.dateText, KG.country, KG.place, KG.status)
)
_LAST = tuple(
    term.value
    for term in (KG.accounts, KG.sources, KG.score, SKOS.exactMatch, SKOS.note, PROV.wasDerivedFrom, DCTERMS.source)
)
_MACHINES = frozenset(
    term.value
    for term in (
        *(KG.onOrAfter, KG.onOrBefore, KG.firstDay, KG.lastDay, KG.textSha256, KG.characters, KG.mention, KG.frame),
        *(OA.hasSelector, PROV.wasGeneratedBy, KG.eventType),
    )
)
"""What a person rarely looks for: it comes folded, after the rest."""
GRAPHS: Mapping[str, tuple[str, str]] = {
    REFERENCE_GRAPH.value: ("known", "stands in the reference graph, with its source"),
    FACTS_GRAPH.value: ("concluded", "is what all articles together come to"),
    INFERRED_GRAPH.value: ("inferred", "follows from other statements by a rule"),
    ENTAILED_GRAPH.value: ("entailed", "follows from the ontology"),
    ONTOLOGY_GRAPH.value: ("ontology", "stands in the ontology"),
}


def _shown(portrait: Portrait) -> Iterator[str]:
    names, said = portrait.names, portrait.said
    kinds = [text_of(one.value) for one in said.get(RDF.type.value, ()) if isinstance(one.value, NamedNode)]
    ours = [kind for kind in kinds if kind.startswith(KG.base)] or kinds
    yield f"<h1>{escape(names.label(portrait.iri))}</h1>"
    yield f"<p>{', '.join(markup.link(kind, names.label(kind)) for kind in ours)}</p>" if ours else ""
    yield f"<p><code>{escape(portrait.iri)}</code></p>"
    shown = {p: values for p, values in said.items() if p not in _HEADING}
    folded = {
        p: values
        for p, values in shown.items()
        if p in _MACHINES or (p == PROV.wasDerivedFrom.value and portrait.claims)
    }
    yield from _statements(portrait, {p: values for p, values in shown.items() if p not in folded})
    if folded:
        yield "<details><summary>For machines</summary>"
        yield from _statements(portrait, folded)
        yield "</details>"
    if portrait.only_graph is not None and portrait.only_graph in GRAPHS:
        _, meaning = GRAPHS[portrait.only_graph]
        yield f"<p class=pale>All of this {meaning}: {_tag(portrait.only_graph, None)}</p>"
    if not said and not portrait.leading:
        yield "<p>The name of a graph: what stands in it is in the data below.</p>"
    if portrait.is_cut:
        yield f"<p class=pale>The first {MAX_SAID:,} statements; there are more.</p>"
    if portrait.tells:
        yield f"<h2>What it tells of</h2>\n<ul class=columns>{''.join(_told_item(names, *row) for row in portrait.tells)}</ul>"
    if portrait.leading:
        yield "<h2>What leads here</h2>\n<dl>"
        yield from (_led(portrait, leading) for leading in portrait.leading)
        yield "</dl>"
    yield from show_passages(portrait.passages, portrait.claims, names, portrait.iri)


def _told_item(names: Names, event: str, kind: str, status: str) -> str:
    note = "" if status == KG.base + "occurred" else f", {escape(names.label(status))}"
    label = names.labels.get(event) or names.label(kind)
    return f"<li>{markup.link(event, label)}<small>{note}</small></li>"


def _statements(portrait: Portrait, said: Mapping[str, tuple[Said, ...]]) -> Iterator[str]:
    def rank(predicate: str) -> tuple[object, ...]:
        if predicate in _LAST:
            return (2, _LAST.index(predicate))
        return (0, _FIRST.index(predicate)) if predicate in _FIRST else (1, portrait.names.label(predicate))

    yield "<dl>"
    for predicate in sorted(said, key=rank):
        values = sorted(said[predicate], key=lambda one: _value_rank(one, portrait.names))
        name = markup.link(predicate, _NAMED.get(predicate) or portrait.names.label(predicate))
        if predicate == SKOS.altLabel.value:
            yield f"<div><dt>{name}</dt><dd>{', '.join(markup.term(one.value) for one in values)}</dd></div>"
            continue
        lines = [f"<p>{_value(portrait, predicate, one)}</p>" for one in values]
        yield f"<div><dt>{name}</dt><dd>{''.join(lines[:FIRST])}{_folded(lines[FIRST:])}</dd></div>"
    yield "</dl>"


_NAMED: Mapping[str, str] = {
    SKOS.altLabel.value: "other names",
    SKOS.exactMatch.value: "the same elsewhere",
    SKOS.note.value: "note",
    DCTERMS.source.value: "source",
    DCTERMS.license.value: "licence",
    SCHEMA.datePublished.value: "published",
    SCHEMA.inLanguage.value: "language",
    SCHEMA.url.value: "address",
    PROV.wasDerivedFrom.value: "rests on",
    PROV.wasAttributedTo.value: "according to",
    PROV.wasGeneratedBy.value: "read by",
    OA.hasSource.value: "in",
    RDF.subject.value: "subject",
    RDF.predicate.value: "property",
    RDF.object.value: "value",
}
"""Words for properties of others, whose labels no graph has."""


def _folded(lines: Sequence[str]) -> str:
    return f"<details><summary>and {len(lines):,} more</summary>{''.join(lines)}</details>" if lines else ""


def _value_rank(one: Said, names: Names) -> tuple[bool, str]:
    is_foreign = isinstance(one.value, Literal) and one.value.language not in (None, "en")
    label = names.label(one.value.value) if isinstance(one.value, NamedNode) else text_of(one.value)
    return is_foreign, label


def _value(portrait: Portrait, predicate: str, one: Said) -> str:
    label = None
    if isinstance(one.value, NamedNode) and one.value.value.startswith(ROOT):
        label = portrait.names.label(one.value.value)
    if portrait.only_graph is not None:
        return markup.term(one.value, label)
    record = portrait.inferences.get((predicate, str(one.value)))
    return markup.term(one.value, label) + "".join(f" {_tag(graph, record)}" for graph in one.graphs)


def _tag(graph: str, record: str | None) -> str:
    """Name the graph that a statement stands in; a concluded one leads to the record of what it follows from."""
    name, meaning = GRAPHS.get(graph, ("", ""))
    if not name:  # of an article: the thing's own IRI says which
        return ""
    address = address_of(record if record and graph == INFERRED_GRAPH.value else graph)
    return f'<a class=tag href="{escape(address or "")}" title="{escape(meaning)}">{name}</a>'


def _led(portrait: Portrait, leading: Leading) -> str:
    names = portrait.names
    lines = "".join(f"<p>{markup.link(subject, _described(names, subject))}</p>" for subject in leading.subjects)
    left = leading.count - len(leading.subjects)
    more = (
        f'<p><a href="{escape(_all_of(portrait.iri, leading.predicate))}">and {left:,} more</a></p>' if left > 0 else ""
    )
    is_name = leading.predicate == KG.refersTo.value
    name = "what articles call it" if is_name else _NAMED.get(leading.predicate) or names.label(leading.predicate)
    return f"<div><dt>{markup.link(leading.predicate, name)} <small>from {leading.count:,}</small></dt><dd>{lines}{more}</dd></div>"


def _all_of(iri: str, predicate: str) -> str:
    """Return the address of a query for all that a property leads here from."""
    lines = (
        f"PREFIX rdfs: <{RDFS.base}>",
        "SELECT ?thing ?label WHERE {",
        f"  ?thing <{predicate}> <{iri}> .",
        "  OPTIONAL { ?thing rdfs:label ?label }",
        "}",
    )
    query = "\n".join(lines)
    return f"/?query={quote(query)}"


def _described(names: Names, iri: str) -> str:
    """A thing's label, with its class where the label alone could be anything."""
    kinds = [kind for kind in names.types.get(iri, ()) if kind.startswith(KG.base)]
    label = names.label(iri)
    kind = names.label(kinds[0]) if kinds else ""
    return label if not kind or kind.lower() in label.lower() else f"{label} ({kind})"
