"""What is known of a thing, and the words that say so.

`find` turns a name or an IRI into matches, `explain` a match into a `Card`, `card_lines` a card into text. A match is
one known thing with all that articles say under any name that was linked to it, or one thing of one article that was
not.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TextIO, TypeAlias

from pyoxigraph import Literal, NamedNode
from rich.console import Console
from rich.text import Text

from kg.errors import NotFound
from kg.queries import with_prefixes
from kg.results import Row, Solutions, Term, plain_text, visible
from kg.store.base import Store
from kg.vocab import DATA, DCTERMS, KG, OA, ONTOLOGY_GRAPH, PREFIXES, PROV, RDF, RDFS, REFERENCE_GRAPH, SCHEMA, SKOS

Line: TypeAlias = tuple[int, Text]
"""A paragraph and how far it is indented; whoever prints it wraps it."""

_BATCH = 500
"""Things asked for in one query: thousands of them make a query text that is slow to parse."""


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a name to show; `iri` is None for a plain value."""

    label: str
    iri: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """What a name may mean: `iri` is the known thing, or the thing itself; `members` are all whose facts count."""

    iri: str
    members: tuple[str, ...]
    label: str
    type: str
    articles: int


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is said; `status` is empty for a fact of the graph, else it is only what somebody said.

    `articles` counts those that say it; 0 when only the known things do.
    """

    name: str
    value: Named
    status: str
    articles: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known thing that is meant, or one of several that might be; `score` is in 0..1."""

    known: Named
    wikidata: str | None
    is_chosen: bool
    score: float
    method: str


@dataclass(frozen=True, slots=True)
class Source:
    """An article, as a reader would cite it; what is unknown is None."""

    iri: str
    title: str | None
    source: str | None
    published: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Saying:
    """One claim, read from the words at `start` to `end` of the article."""

    about: Named
    what: str
    value: Named
    words: str
    start: int
    end: int
    status: str
    score: float
    frame: str | None
    attributed_to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, `start` code points into its article; `marks` are the words that matter, from its beginning."""

    source: Source
    text: str
    start: int
    marks: tuple[tuple[int, int], ...]
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """All that the graph knows of a match; `facts` are said of it, `mentions` of other things with it in some role.

    `passages` may have been cut; `passages_total` says how many there are.
    """

    iri: str
    label: str
    types: tuple[str, ...]
    other_names: tuple[str, ...]
    identifiers: tuple[str, ...]
    articles: int
    facts: tuple[Fact, ...]
    mentions: tuple[Fact, ...]
    candidates: tuple[Candidate, ...]
    passages: tuple[Passage, ...]
    passages_total: int


# --- Finding ----------------------------------------------------------------------------------------------------------


def find(store: Store, name: str) -> tuple[Match, ...]:
    """Return what a name or an IRI may mean, what most articles speak of first.

    An IRI may be in full, in angle brackets, with a known prefix (`wd:Q912`), or relative to kg's own (`country/ML`).
    Names are compared without regard to case: in full, and only if that finds nothing, in part. Raises `NotFound`, with
    the nearest names, when nothing fits.
    """
    iri = _as_iri(name.strip())
    if iri is not None and (keys := _keys_of_iri(store, iri)):
        return _matches(store, keys)
    for test in ("LCASE(STR(?name)) = ", "CONTAINS(LCASE(STR(?name)), "):
        wanted = f"{test}{Literal(name.strip().lower())}" + (")" if test.startswith("CONTAINS") else "")
        keys = {known or thing for thing, known in _things_named(store, wanted)} if name.strip() else set()
        if keys:
            return _matches(store, keys)
    raise NotFound(f"nothing here is called {name!r}{_near(store, name)}")


def _as_iri(text: str) -> NamedNode | None:
    prefix, colon, local = text.partition(":")
    if text.startswith("<") and text.endswith(">"):
        iri = text[1:-1]
    elif colon and prefix in PREFIXES:
        iri = PREFIXES[prefix] + local
    else:
        iri = text if re.match(r"[a-z]+://", text) else DATA + text
    try:
        return NamedNode(iri)
    except ValueError:  # a name, then
        return None


def _keys_of_iri(store: Store, iri: NamedNode) -> set[str]:
    known = _rows(store, f"SELECT ?s {{ GRAPH {REFERENCE_GRAPH} {{ ?s skos:exactMatch {iri} }} }}")
    if known:
        return {_text(subject) for (subject,) in known}
    return {iri.value} if _rows(store, f"SELECT ?p {{ {iri} ?p ?o }} LIMIT 1") else set()


def _things_named(store: Store, test: str) -> Iterator[tuple[str, str | None]]:
    rows = _rows(
        store,
        f"""SELECT DISTINCT ?thing ?known {{
              VALUES ?naming {{ rdfs:label skos:altLabel schema:headline }}
              GRAPH ?graph {{ ?thing ?naming ?name }}
              FILTER(?graph != {ONTOLOGY_GRAPH} && {test})
              OPTIONAL {{ ?thing kg:refersTo ?known }}
            }}""",
    )
    for thing, known in rows:
        yield _text(thing), _text(known) if known is not None else None


def _matches(store: Store, keys: set[str]) -> tuple[Match, ...]:
    members: dict[str, set[str]] = {key: {key} for key in keys}
    for thing, known in _ask(store, "SELECT ?thing ?it { VALUES ?it { %s } ?thing kg:refersTo ?it }", keys):
        members[_text(known)].add(_text(thing))
    everyone = {member for group in members.values() for member in group}
    labels, types = _labels(store, everyone), _types(store, everyone)
    found = [
        Match(
            iri=key,
            members=tuple(sorted(group)),
            label=labels.get(key) or _local(key),
            type=", ".join(types.get(key, ())),
            articles=len({article for member in group if (article := _article_of(member)) and article != member}),
        )
        for key, group in members.items()
    ]
    return tuple(sorted(found, key=lambda match: (-match.articles, match.label, match.iri)))


def _article_of(iri: str) -> str | None:
    found = re.match(re.escape(DATA) + r"article/[0-9a-f]+(?=/|$)", iri)
    return found[0] if found else None


def _near(store: Store, name: str) -> str:
    rows = _rows(
        store,
        f"""SELECT DISTINCT ?name {{
              VALUES ?naming {{ rdfs:label skos:altLabel }}
              GRAPH ?graph {{ ?thing ?naming ?name }} FILTER(?graph != {ONTOLOGY_GRAPH})
            }}""",
    )
    by_name = {_text(found).lower(): _text(found) for (found,) in rows}
    near = [by_name[key] for key in difflib.get_close_matches(name.lower(), by_name, n=3)]
    return f"; near are {', '.join(repr(found) for found in near)}" if near else "; `kg info` says what the store holds"


# --- The card ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Statement:
    """A triple and where it stands; `status` is empty when the graph holds it as a fact."""

    subject: str
    predicate: NamedNode
    object: Term
    graph: str
    status: str = ""


@dataclass(frozen=True, slots=True)
class _Claim:
    """A claim's statement and the span it was read from."""

    iri: str
    statement: _Statement
    score: float
    frame: str | None
    span: str
    attributed_to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    """The words of a span with the sentence around them."""

    article: str
    start: int
    end: int
    before: str
    words: str
    after: str


def explain(store: Store, match: Match, limit: int = 20) -> Card:
    """Return all that is known of a match, with at most `limit` passages, those of the newest articles first."""
    members = frozenset(match.members)
    said = _statements(store, "SELECT ?it ?p ?o ?g { VALUES ?it { %s } GRAPH ?g { ?it ?p ?o } }", members)
    about = _statements(store, "SELECT ?s ?p ?it ?g { VALUES ?it { %s } GRAPH ?g { ?s ?p ?it } }", members)
    claims = _claims(store, members)
    facts = {(claim.subject, claim.predicate, claim.object) for claim in (*said, *about)}
    only_claimed = [
        claim.statement
        for claim in claims
        if (claim.statement.subject, claim.statement.predicate, claim.statement.object) not in facts
    ]
    own = _fold([s for s in (*said, *only_claimed) if s.subject in members and s.predicate not in _UNSHOWN])
    others = [s for s in (*about, *only_claimed) if s.subject not in members and s.predicate not in _UNSHOWN_ABOUT]
    own += _said_by(store, members)
    own = [s for s in own if _text(s.object) not in members]  # Mali is in Mali
    names = _names(store, _terms(own, others, claims))
    roles = _roles(store)
    passages = _passages(store, claims, names, said)
    types = _types(store, members)
    return Card(
        iri=match.iri,
        label=match.label,
        types=tuple(dict.fromkeys(kind for member in (match.iri, *match.members) for kind in types.get(member, ()))),
        other_names=_other_names(said, match),
        identifiers=tuple(sorted({_text(s.object) for s in said if s.predicate == SKOS.exactMatch})),
        articles=match.articles,
        facts=_facts(own, lambda said: (_property_name(said.predicate, names), _value(said.object, names))),
        mentions=_facts(others, lambda said: (_reversed_name(said.predicate, names, roles), names[said.subject])),
        candidates=_candidates(store, members, match),
        passages=passages[:limit],
        passages_total=len(passages),
    )


_UNSHOWN = frozenset(
    {RDF.type, RDFS.label, SKOS.altLabel, SKOS.prefLabel, SKOS.exactMatch, KG.mention, KG.refersTo, KG.firstDay}
    | {
        KG.lastDay,
        KG.onOrAfter,
        KG.onOrBefore,
        KG.eventType,
        RDF.subject,
        RDF.predicate,
        RDF.object,
        PROV.wasDerivedFrom,
    }
    | {PROV.wasGeneratedBy, KG.textSha256, SCHEMA.headline, KG.links, KG.candidate, OA.hasSelector}
)
"""What the card says in another place, or what is of use to machines only."""

_UNSHOWN_ABOUT = frozenset(
    {RDF.type, RDF.subject, RDF.object, KG.links, KG.candidate, KG.refersTo, OA.hasSource, PROV.used, KG.eventType}
    | {
        PROV.wasAttributedTo,
        PROV.wasDerivedFrom,
        PROV.wasGeneratedBy,
        KG.mention,
        OA.hasSelector,
        RDF.predicate,
        KG.frame,
    }
)


def _statements(store: Store, query: str, members: Iterable[str]) -> list[_Statement]:
    found = []
    for subject, predicate, value, graph in _ask(store, query, members):
        assert isinstance(predicate, NamedNode)
        assert value is not None
        found.append(_Statement(_text(subject), predicate, value, _text(graph)))
    return found


def _claims(store: Store, members: Iterable[str]) -> list[_Claim]:
    """Return the claims that are about a member or name one, and a claim that is itself a member."""
    query = """SELECT DISTINCT ?claim ?s ?p ?o ?status ?score ?frame ?span ?by ?g {
        VALUES ?it { %s }
        { ?claim rdf:subject ?it } UNION { ?claim rdf:object ?it } UNION { ?it rdf:subject ?any BIND(?it AS ?claim) }
        GRAPH ?g { ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:status ?status ; kg:score ?score ;
                          prov:wasDerivedFrom ?span . }
        OPTIONAL { ?claim kg:frame ?frame } OPTIONAL { ?claim prov:wasAttributedTo ?by }
    }"""
    found: dict[tuple[str, str], _Claim] = {}
    for claim, subject, predicate, value, status, score, frame, span, by, graph in _ask(store, query, members):
        assert isinstance(predicate, NamedNode)
        assert value is not None
        key = (_text(claim), _text(span))
        state = _local(_text(status))
        statement = _Statement(_text(subject), predicate, value, _text(graph), "" if state == "asserted" else state)
        known = found.get(key)
        sources = {*(known.attributed_to if known else ()), *([_text(by)] if by is not None else [])}
        licence = _local(_text(frame)) if frame is not None else None
        found[key] = _Claim(key[0], statement, float(_text(score)), licence, key[1], tuple(sorted(sources)))
    return list(found.values())


def _said_by(store: Store, members: Iterable[str]) -> list[_Statement]:
    """Return what articles among the members tell of, as statements of a property that no graph has."""
    query = """SELECT DISTINCT ?it ?event ?status {
        VALUES ?it { %s } GRAPH ?it { ?event kg:eventType ?type ; kg:status ?status }
    }"""
    told = NamedNode(KG.base + "tellsOf")
    found = []
    for article, event, status in _ask(store, query, members):
        assert event is not None
        state = _local(_text(status))
        found.append(_Statement(_text(article), told, event, _text(article), "" if state == "occurred" else state))
    return found


def _fold(statements: list[_Statement]) -> list[_Statement]:
    """Return the statements with the bounds of a toll as one, and a date with the words that tell it."""
    by_subject: dict[tuple[str, str, str], dict[NamedNode, Term]] = defaultdict(dict)
    for statement in statements:
        by_subject[statement.subject, statement.graph, statement.status].setdefault(
            statement.predicate, statement.object
        )
    folded = []
    for statement in statements:
        beside = by_subject[statement.subject, statement.graph, statement.status]
        if statement.predicate in _UPPER and _UPPER[statement.predicate] in beside:
            continue
        if statement.predicate == KG.dateText and KG.edtf in beside:
            continue
        if statement.predicate in _LOWER:
            low, high = _text(statement.object), _text(beside.get(_LOWER[statement.predicate], statement.object))
            folded.append(replace(statement, object=Literal(low if low == high else f"{low} to {high}")))
        elif statement.predicate == KG.edtf and KG.dateText in beside:
            told = f'{_text(statement.object)} ("{_text(beside[KG.dateText])}")'
            folded.append(replace(statement, object=Literal(told)))
        else:
            folded.append(statement)
    return folded


_LOWER = {KG.killedMin: KG.killedMax, KG.injuredMin: KG.injuredMax}
_UPPER = {high: low for low, high in _LOWER.items()}

_ORDER = (
    *(KG.status, KG.edtf, KG.dateText, SCHEMA.datePublished, KG.country, KG.place, None, KG.killedMin),
    *(
        KG.injuredMin,
        PROV.wasAttributedTo,
        KG.score,
        SKOS.definition,
        SKOS.example,
        SKOS.note,
        DCTERMS.source,
        DCTERMS.license,
    ),
)
"""The order of facts on a card; None stands for every property that is not named: roles and relations."""


def _facts(statements: Iterable[_Statement], shown: Callable[[_Statement], tuple[str, Named]]) -> tuple[Fact, ...]:
    """Return the statements as facts, each once, with how many articles say it; of texts, only the English ones."""
    graphs: dict[tuple[int, str, str, Named], set[str]] = defaultdict(set)
    for statement in statements:
        if isinstance(statement.object, Literal) and statement.object.language not in (None, "en"):
            continue
        rank = _ORDER.index(statement.predicate if statement.predicate in _ORDER else None)
        name, value = shown(statement)
        graphs[rank, name, statement.status, value].add(statement.graph)
    counts = {key: sum(_article_of(graph) is not None for graph in found) for key, found in graphs.items()}
    ordered = sorted(counts, key=lambda key: (key[0], key[1], key[2], -counts[key], key[3].label))
    return tuple(Fact(name, value, status, counts[rank, name, status, value]) for rank, name, status, value in ordered)


def _property_name(predicate: NamedNode, names: Mapping[str, Named]) -> str:
    return _FIXED_NAMES.get(predicate) or names[predicate.value].label


def _reversed_name(predicate: NamedNode, names: Mapping[str, Named], roles: frozenset[str]) -> str:
    """Return a role as "perpetrator of", a relation, which is a verb, as "← backs"."""
    name = _property_name(predicate, names)
    return f"{name} of" if predicate.value in roles or predicate in (KG.place, KG.country) else f"← {name}"


def _roles(store: Store) -> frozenset[str]:
    return frozenset(_text(role) for (role,) in _rows(store, "SELECT ?role { ?role kg:isRole true }"))


_FIXED_NAMES = {
    KG.edtf: "date",
    KG.dateText: "date",
    KG.killedMin: "killed",
    KG.killedMax: "killed at most",
    KG.injuredMin: "injured",
    KG.injuredMax: "injured at most",
    PROV.wasAttributedTo: "according to",
    SCHEMA.datePublished: "published",
    DCTERMS.source: "source",
    DCTERMS.license: "licence",
    SCHEMA.inLanguage: "language",
}


def _value(term: Term, names: Mapping[str, Named]) -> Named:
    return names[term.value] if isinstance(term, NamedNode) else Named(plain_text(term))


def _other_names(said: Iterable[_Statement], match: Match) -> tuple[str, ...]:
    found = {_text(s.object): s for s in said if s.predicate in (RDFS.label, SKOS.altLabel)}
    return tuple(sorted(set(found) - {match.label}, key=str.lower))


def _candidates(store: Store, members: Iterable[str], match: Match) -> tuple[Candidate, ...]:
    """Return the links of the members; a known thing that several articles link to counts once, with the best score."""
    query = """SELECT DISTINCT ?known ?wikidata ?isChosen ?score ?method {
        VALUES ?it { %s }
        ?link kg:links ?it ; kg:candidate ?known ; kg:isChosen ?isChosen ; kg:score ?score .
        OPTIONAL { ?link kg:method ?method } OPTIONAL { ?known skos:exactMatch ?wikidata }
    }"""
    found: dict[str, Candidate] = {}
    rows = list(_ask(store, query, members))
    labels = _labels(store, {_text(known) for known, *_ in rows})
    for known, wikidata, chosen, score, method in rows:
        iri, value = _text(known), float(_text(score))
        if iri not in found or found[iri].score < value:
            found[iri] = Candidate(
                known=Named(labels.get(iri) or _local(iri), iri),
                wikidata=_text(wikidata) if wikidata is not None else None,
                is_chosen=_text(chosen) == "true",
                score=value,
                method=_text(method) if method is not None else "",
            )
    return tuple(
        sorted(found.values(), key=lambda c: (not c.is_chosen, c.known.iri != match.iri, -c.score, c.known.label))
    )


# --- The words --------------------------------------------------------------------------------------------------------


def _passages(
    store: Store,
    claims: Sequence[_Claim],
    names: Mapping[str, Named],
    said: Iterable[_Statement],
) -> tuple[Passage, ...]:
    """Return every sentence that a claim was read from or that a member is mentioned in, those with claims first."""
    mentioned = {_text(s.object) for s in said if s.predicate == KG.mention}
    spans = _spans(store, mentioned | {claim.span for claim in claims})
    by_span: dict[str, list[_Claim]] = defaultdict(list)
    for claim in claims:
        by_span[claim.span].append(claim)
    sentences: dict[tuple[str, int], list[tuple[str, _Span]]] = defaultdict(list)
    for iri, span in spans.items():
        sentences[span.article, span.start - len(span.before)].append((iri, span))
    sources = _sources(store, {article for article, _ in sentences})
    passages = [
        Passage(
            source=sources[article],
            text=max((span.before + span.words + span.after for _, span in found), key=len),
            start=start,
            marks=_marks(start, [span for _, span in found]),
            sayings=_sayings(found, by_span, names),
        )
        for (article, start), found in sentences.items()
    ]
    passages.sort(key=lambda passage: (passage.source.iri, passage.start))
    passages.sort(key=lambda passage: (bool(passage.sayings), passage.source.published or ""), reverse=True)
    return tuple(passages)


def _sayings(
    found: Iterable[tuple[str, _Span]], by_span: Mapping[str, Sequence[_Claim]], names: Mapping[str, Named]
) -> tuple[Saying, ...]:
    sayings = [
        Saying(
            about=names[claim.statement.subject],
            what=_property_name(claim.statement.predicate, names),
            value=_value(claim.statement.object, names),
            words=span.words,
            start=span.start,
            end=span.end,
            status=claim.statement.status or "asserted",
            score=claim.score,
            frame=claim.frame,
            attributed_to=tuple(names[source].label for source in claim.attributed_to),
        )
        for iri, span in found
        for claim in by_span.get(iri, ())
    ]
    return tuple(sorted(sayings, key=lambda saying: (saying.start, saying.end, saying.what, saying.value.label)))


def _marks(start: int, spans: Iterable[_Span]) -> tuple[tuple[int, int], ...]:
    """Return the spans counted from the sentence's start; of spans that overlap, what they cover together."""
    marks: list[tuple[int, int]] = []
    for first, last in sorted({(span.start - start, span.end - start) for span in spans}):
        if marks and first < marks[-1][1]:
            marks[-1] = (marks[-1][0], max(last, marks[-1][1]))
        else:
            marks.append((first, last))
    return tuple(marks)


def _spans(store: Store, iris: Iterable[str]) -> dict[str, _Span]:
    query = """SELECT DISTINCT ?it ?article ?start ?end ?before ?words ?after {
        VALUES ?it { %s }
        ?it oa:hasSource ?article ; oa:hasSelector ?position , ?quote .
        ?position oa:start ?start ; oa:end ?end .
        ?quote oa:exact ?words .
        OPTIONAL { ?quote oa:prefix ?before } OPTIONAL { ?quote oa:suffix ?after }
    }"""
    return {
        _text(iri): _Span(
            article=_text(article),
            start=int(_text(start)),
            end=int(_text(end)),
            before=_text(before) if before is not None else "",
            words=_text(words),
            after=_text(after) if after is not None else "",
        )
        for iri, article, start, end, before, words, after in _ask(store, query, iris)
    }


def _sources(store: Store, articles: Iterable[str]) -> dict[str, Source]:
    query = """SELECT DISTINCT ?it ?title ?source ?published ?url {
        VALUES ?it { %s }
        OPTIONAL { ?it schema:headline ?title } OPTIONAL { GRAPH ?it { ?it dcterms:source ?source } }
        OPTIONAL { ?it schema:datePublished ?published } OPTIONAL { ?it schema:url ?url }
    }"""
    return {
        _text(iri): Source(_text(iri), *(_text(term) if term is not None else None for term in rest))
        for iri, *rest in _ask(store, query, articles)
    }


# --- Names ------------------------------------------------------------------------------------------------------------


def _terms(own: Iterable[_Statement], others: Iterable[_Statement], claims: Iterable[_Claim]) -> set[str]:
    found: set[str] = set()
    for statement in (*own, *others, *(claim.statement for claim in claims)):
        found |= {statement.subject, statement.predicate.value}
        if isinstance(statement.object, NamedNode):
            found.add(statement.object.value)
    return found.union(*(claim.attributed_to for claim in claims))


def _names(store: Store, iris: set[str]) -> dict[str, Named]:
    """Return a name for each IRI; what was linked to a known thing goes by that thing's name, and is that thing."""
    linked = {
        _text(thing): _text(known)
        for thing, known in _ask(store, "SELECT ?it ?known { VALUES ?it { %s } ?it kg:refersTo ?known }", iris)
    }
    labels = _labels(store, iris | set(linked.values()))
    named = {}
    for iri in iris:
        known = linked.get(iri, iri)
        named[iri] = Named(labels.get(known) or labels.get(iri) or _local(iri), known)
    return named


def _labels(store: Store, iris: Iterable[str]) -> dict[str, str]:
    """Return the labels there are: English, or else without a language, or else the first by the alphabet."""
    query = """SELECT DISTINCT ?it ?name { VALUES ?it { %s } VALUES ?naming { rdfs:label schema:headline }
        GRAPH ?graph { ?it ?naming ?name } }"""
    found: dict[str, tuple[bool, bool, str]] = {}
    for iri, name in _ask(store, query, iris):
        assert isinstance(name, Literal)
        rank = (name.language != "en", name.language is not None, name.value)
        found[_text(iri)] = min(rank, found.get(_text(iri), rank))
    return {iri: rank[2] for iri, rank in found.items()}


def _types(store: Store, iris: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the names of the classes of each thing; of a reported event also of what was reported."""
    query = """SELECT DISTINCT ?it ?type { VALUES ?it { %s } { ?it a ?type } UNION { ?it kg:eventType ?type } }"""
    found: dict[str, set[str]] = defaultdict(set)
    for iri, kind in _ask(store, query, iris):
        found[_text(iri)].add(_text(kind))
    ours = {iri: {kind for kind in kinds if kind.startswith(KG.base)} or kinds for iri, kinds in found.items()}
    labels = _labels(store, set().union(*ours.values()))
    return {iri: tuple(sorted({labels.get(kind) or _local(kind) for kind in kinds})) for iri, kinds in ours.items()}


def _local(iri: str) -> str:
    """Return the last part of an IRI of ours as words, "armed attack" for ArmedAttack; another's as it is."""
    name = re.split(r"[/#]", iri.rstrip("/#"))[-1]
    if not iri.startswith(tuple(PREFIXES.values())) and not iri.startswith(DATA):
        return iri
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower() if re.fullmatch(r"[A-Za-z]+", name) else name


# --- Asking -----------------------------------------------------------------------------------------------------------


def _rows(store: Store, sparql: str) -> tuple[Row, ...]:
    answer = store.query(with_prefixes(sparql))
    assert isinstance(answer, Solutions)
    return answer.rows


def _ask(store: Store, query: str, iris: Iterable[str]) -> Iterator[Row]:
    """Yield the rows of a query with the things in place of `%s`, some hundreds at a time."""
    ordered = sorted(set(iris))
    for first in range(0, len(ordered), _BATCH):
        yield from _rows(store, query % " ".join(f"<{iri}>" for iri in ordered[first : first + _BATCH]))


def _text(term: Term | None) -> str:
    assert term is not None
    return str(term) if not isinstance(term, NamedNode | Literal) else term.value


# --- Text for people --------------------------------------------------------------------------------------------------

_MOST_VALUES = 8
_MOST_MATCHES = 40


def card_lines(card: Card, *, is_plain: bool) -> Iterator[Line]:
    """Yield a card as paragraphs; `is_plain` marks the words with [[brackets]] where a terminal has bold letters."""
    yield 0, Text(visible(card.label), style="bold")
    about = [", ".join(card.types), *([_articles(card.articles)] if card.articles else []), short_id(card.iri)]
    yield 0, Text(visible(" · ".join(filter(None, about))), style="dim")
    if card.other_names:
        yield 0, Text(visible(f"also: {', '.join(card.other_names)}"), style="dim")
    for iri in card.identifiers:
        yield 0, Text(iri, style="dim")
    yield from _section("", card.facts)
    yield from _section("Seen in", card.mentions)
    yield from _candidate_lines(card)
    yield from _passage_lines(card, is_plain)


def _section(title: str, facts: Sequence[Fact]) -> Iterator[Line]:
    if not facts:
        return
    yield 0, Text()
    if title:
        yield 0, Text(title, style="bold")
    width = min(max(len(fact.name) for fact in facts), 20)
    # Attacks on one day in one town may be called alike in many articles, and nothing says that they are the same.
    by_name: dict[str, dict[tuple[str, str], list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        by_name[fact.name][fact.value.label, fact.status].append(fact)
    for name, values in by_name.items():
        for index, ((label, status), alike) in enumerate(list(values.items())[:_MOST_VALUES]):
            line = Text.assemble((visible("" if index else name).ljust(width), "dim"), "  ", visible(label))
            line.append(f"  ({status})" if status else "", "italic")
            articles = sum(fact.articles for fact in alike)
            line.append(f"  {_articles(articles)}" if articles > 1 else "", "dim")
            yield 2, line
        if len(values) > _MOST_VALUES:
            yield 2, Text(" " * width + f"  and {len(values) - _MOST_VALUES:,} more", style="dim")


def _candidate_lines(card: Card) -> Iterator[Line]:
    for title, is_chosen in (("Taken for", True), ("Might be", False)):
        found = [candidate for candidate in card.candidates if candidate.is_chosen == is_chosen]
        if found:
            yield 0, Text()
            yield 0, Text(title, style="bold")
        for candidate in found:
            # What the articles' names were taken for is this very card, mostly: no need to name it again.
            label = "this" if candidate.known.iri == card.iri else candidate.known.label
            line = Text(visible(label)).append(f"  {candidate.score:.2f}", "dim")
            line.append(visible(f", by {candidate.method}") if candidate.method else "", "dim")
            line.append(f"  {short_id(candidate.known.iri or '')}  {candidate.wikidata or ''}".rstrip(), "dim")
            yield 2, line


def _passage_lines(card: Card, is_plain: bool) -> Iterator[Line]:
    if not card.passages:
        return
    cut = (
        f" (first {len(card.passages)} of {card.passages_total:,})" if card.passages_total > len(card.passages) else ""
    )
    yield 0, Text()
    yield 0, Text(f"In the words of{cut}", style="bold")
    article = None
    for passage in card.passages:
        if passage.source != article:
            article = passage.source
            yield 2, Text(visible(_cite(article)), style="cyan")
        yield 4, _marked(passage, is_plain)
        for saying in passage.sayings:
            yield 6, _saying_line(saying, card)


def _cite(source: Source) -> str:
    title = source.title or short_id(source.iri)
    return " · ".join(part for part in (title, source.source, source.published or "no date", source.url) if part)


def _marked(passage: Passage, is_plain: bool) -> Text:
    line, at = Text(), 0
    for first, last in passage.marks:
        line.append(visible(passage.text[at:first]))
        words = visible(passage.text[first:last])
        line.append(f"[[{words}]]" if is_plain else words, "" if is_plain else "bold underline")
        at = last
    line.append(visible(passage.text[at:]))
    return line


def _saying_line(saying: Saying, card: Card) -> Text:
    line = Text()
    if saying.about.iri != card.iri:
        line.append(visible(f"{saying.about.label}: "))
    line.append(visible(f"{saying.what} "), "dim")
    line.append(visible(saying.value.label))
    notes = [] if saying.status == "asserted" else [saying.status]
    notes += [f"according to {', '.join(saying.attributed_to)}"] if saying.attributed_to else []
    notes += [f"{saying.score:.2f}", *([f"by {saying.frame}"] if saying.frame else [])]
    line.append(visible(f"  ({', '.join(notes)}, characters {saying.start}-{saying.end})"), "dim")
    return line


def match_lines(name: str, matches: Sequence[Match]) -> Iterator[Line]:
    """Yield a list of what a name may mean, each with the id to ask for it by."""
    yield 0, Text(visible(f"{name!r} may mean {len(matches)} things; ask for one by the name on the right:"))
    shown = matches[:_MOST_MATCHES]
    width = min(max(len(match.label) for match in shown), 50)
    kind_width = min(max(len(match.type) for match in shown), 30)
    for match in shown:
        articles = _articles(match.articles) if match.articles else "known"
        yield (
            2,
            Text.assemble(
                visible(match.label).ljust(width),
                (f"  {visible(match.type).ljust(kind_width)}  {articles.ljust(11)}", "dim"),
                f"  {short_id(match.iri)}",
            ),
        )
    if len(matches) > len(shown):
        yield 2, Text(f"and {len(matches) - len(shown):,} more", style="dim")


def show(lines: Iterable[Line], stream: TextIO, *, is_terminal: bool, width: int) -> None:
    """Print paragraphs: wrapped and with styles on a terminal, else each on one line, for `grep`."""
    console = Console(
        file=stream, width=width, force_terminal=is_terminal, highlight=False, markup=False, emoji=False, soft_wrap=True
    )
    for indent, text in lines:
        if not is_terminal:
            print((" " * indent + text.plain).rstrip(), file=stream)
            continue
        for part in text.wrap(console, max(width - indent - 1, 20)):
            part.rstrip()
            console.print(Text(" " * indent).append_text(part))


def short_id(iri: str) -> str:
    """Return an IRI as `find` takes it and a person can type it."""
    return iri.removeprefix(DATA) if iri.startswith(DATA) else plain_text(NamedNode(iri))


def _articles(count: int) -> str:
    return f"{count:,} article{'' if count == 1 else 's'}"
