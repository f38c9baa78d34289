"""The graph of an article, triple by triple, as `docs/graph.md` lays it down; mostly asked in SPARQL."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pyoxigraph import BlankNode, NamedNode, Quad, QuerySolutions, Store

from kg.graph import article_graph, edtf, links_graph, quads, thing_iris
from kg.model import Analysis, Event, Span
from kg.vocab import DATA, KG, PREFIXES
from tests import samples

SAMPLE = samples.analyse(samples.article(title="T", source="S", url="https://example.org/é", licence="CC0-1.0"))
QUADS = list(quads(SAMPLE, samples.PROVENANCE, samples.GAZETTEER))
ARTICLE = article_graph(SAMPLE.document.article).value


def ask(sparql: str, of: list[Quad] = QUADS) -> list[tuple[str, ...]]:
    """Return the rows of a query as sorted local names and values."""
    store = Store()
    store.extend(of)
    declared = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    found = store.query(declared + sparql, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    return sorted(tuple(short(term.value) if term else "" for term in row) for row in found)


def short(value: str) -> str:
    return value.removeprefix(KG.base).removeprefix(ARTICLE).removeprefix(DATA)


def event_quads(event: Event) -> list[Quad]:
    return list(quads(replace(SAMPLE, events=(event,), relations=()), samples.PROVENANCE, samples.GAZETTEER))


# --- Graphs and names -------------------------------------------------------------------------------------------------


def test_all_stands_in_the_two_graphs_of_the_article_once_and_without_blank_nodes() -> None:
    article = SAMPLE.document.article
    assert {quad.graph_name for quad in QUADS} == {article_graph(article), links_graph(article)}
    assert article_graph(article) == NamedNode(f"{DATA}article/{article.id}")
    assert len(set(QUADS)) == len(QUADS)
    assert len({(quad.subject, quad.predicate, quad.object) for quad in QUADS}) == len(QUADS)
    assert not [quad for quad in QUADS if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)]


def test_the_graph_does_not_depend_on_order_or_ids() -> None:
    renamed = replace(
        SAMPLE,
        entities=tuple(reversed([replace(entity, id="x" + entity.id) for entity in SAMPLE.entities])),
        events=tuple(reversed([rename(event) for event in SAMPLE.events])),
        relations=tuple(
            replace(
                relation,
                subject="x" + relation.subject,
                object="x" + relation.object,
                attributed_to=x(relation.attributed_to),
            )
            for relation in SAMPLE.relations
        ),
    )
    assert set(quads(renamed, samples.PROVENANCE, samples.GAZETTEER)) == set(QUADS)


def x(ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple("x" + key for key in ids)


def rename(event: Event) -> Event:
    return replace(
        event,
        id="x" + event.id,
        place="x" + event.place if event.place else None,
        roles=tuple((role, x(ids)) for role, ids in event.roles),
        attributed_to=x(event.attributed_to),
        evidence=tuple(
            replace(e, entity="x" + e.entity if e.entity else None, attributed_to=x(e.attributed_to))
            for e in event.evidence
        ),
    )


def test_two_events_behind_one_word_are_two() -> None:
    iris = thing_iris(SAMPLE)
    assert len(set(iris.values())) == len(SAMPLE.entities) + len(SAMPLE.events)
    same = replace(SAMPLE, events=(samples.ATTACK, replace(samples.ATTACK, id="v9")))
    assert thing_iris(same)["v9"].value == iris["v1"].value + "-2"


def test_another_run_is_another_node_and_the_same_things() -> None:
    other = set(quads(SAMPLE, replace(samples.PROVENANCE, model_digest="0"), samples.GAZETTEER))
    changed = {quad.predicate.value.split("#")[-1] for quad in other - set(QUADS)}
    assert changed <= {
        "type",
        "used",
        "kgVersion",
        "ontologyDigest",
        "modelDigest",
        "wasAssociatedWith",
        "wasGeneratedBy",
    }


# --- The article ------------------------------------------------------------------------------------------------------


def test_the_article_and_its_run() -> None:
    rows = dict(ask(f"SELECT ?p ?o {{ <{ARTICLE}> ?p ?o }}"))
    text = SAMPLE.document.article
    assert rows["https://schema.org/headline"] == "T"
    assert rows["https://schema.org/datePublished"] == "2024-09-17"
    assert rows["https://schema.org/url"] == "https://example.org/é"
    assert rows["http://purl.org/dc/terms/source"] == "S"
    assert (rows["textSha256"], rows["characters"]) == (text.text_sha256, str(len(text.text)))
    assert ask(
        "SELECT ?v ?s { ?r a kg:ExtractionRun ; kg:kgVersion ?v ; prov:wasAssociatedWith ?s ; prov:used ?a }"
    ) == [("0.1.0", "software/kg-0.1.0")]


@pytest.mark.parametrize(
    ("published", "datatype"), [("2024-09-17", "date"), ("2024-09", "gYearMonth"), ("2024", "gYear")]
)
def test_a_partial_date_has_its_datatype(published: str, datatype: str) -> None:
    of = samples.analyse(samples.article(published=published))
    found = [q.object for q in quads(of, samples.PROVENANCE, samples.GAZETTEER) if "datePublished" in q.predicate.value]
    assert [str(term) for term in found] == [f'"{published}"^^<http://www.w3.org/2001/XMLSchema#{datatype}>']


# --- Events and entities ----------------------------------------------------------------------------------------------


def test_an_event_that_is_a_fact() -> None:
    rows = ask("SELECT ?p ?o { ?e a kg:ArmedAttack ; ?p ?o . FILTER(STRSTARTS(STR(?p), STR(kg:))) }")
    iris = {key: short(iri.value) for key, iri in thing_iris(SAMPLE).items()}
    at = samples.span("attacked")
    assert rows == sorted(
        [
            ("country", "country/ML"),
            ("dateText", "on Tuesday"),
            ("edtf", "2024-09-17"),
            ("eventType", "ArmedAttack"),
            ("firstDay", "19983"),
            ("killedMax", "25"),
            ("killedMin", "20"),
            ("lastDay", "19983"),
            ("mention", f"/span/{at.start}-{at.end}"),
            ("onOrAfter", "2024-09-17T00:00:00Z"),
            ("onOrBefore", "2024-09-17T23:59:59Z"),
            ("perpetrator", iris["e1"]),
            ("place", iris["e3"]),
            ("score", "0.9"),
            ("status", "occurred"),
            ("target", iris["e2"]),
        ]
    )


def test_labels_say_what_where_and_when() -> None:
    assert ask("SELECT ?l { ?e kg:eventType ?t ; rdfs:label ?l }") == [
        ("armed attack, Bamako, 2024-09-17",),
        ("coup (denied)",),
        ("coup, Mali, 2020",),
        ("coup, Mali, 2021",),
    ]


def test_a_reported_event_is_no_event_and_keeps_its_roles_in_claims() -> None:
    rows = ask("SELECT ?p ?o { ?e a kg:ReportedEvent ; ?p ?o . FILTER(?p NOT IN (rdfs:label, kg:mention)) }")
    assert {p.split("#")[-1] for p, _ in rows} == {
        "type",
        "wasAttributedTo",
        "eventType",
        "score",
        "status",
        "dateText",
    }
    assert ask("SELECT ?p ?s { ?e a kg:ReportedEvent . ?c rdf:subject ?e ; rdf:predicate ?p ; kg:status ?s }") == [
        ("dateText", "asserted"),
        ("perpetrator", "denied"),
    ]


def test_an_entity() -> None:
    assert ask("SELECT ?l ?c ?m { ?e a kg:InsurgentGroup ; rdfs:label ?l ; kg:country ?c ; kg:mention ?m }") == [
        ("Insurgents", "country/ML", "/span/0-10")
    ]


def test_only_what_is_called_something_has_names() -> None:
    assert ask("SELECT ?n { ?e schema:name ?n }") == []
    named = (replace(samples.ENTITIES[0], names=("Insurgents", "INS")), *samples.ENTITIES[1:])
    made = list(quads(replace(SAMPLE, entities=named), samples.PROVENANCE, samples.GAZETTEER))
    assert ask("SELECT ?l ?n { ?e schema:name ?n ; rdfs:label ?l }", made) == [
        ("Insurgents", "INS"),
        ("Insurgents", "Insurgents"),
    ]


def test_a_relation_is_direct_only_when_asserted_of_facts() -> None:
    assert len(ask("SELECT ?s ?o { ?s kg:backs ?o }")) == 1
    assert ask("SELECT ?s ?o { ?s kg:opposes|kg:claimed ?o }") == []
    assert ask(
        "SELECT ?p ?s { ?c rdf:predicate ?p ; kg:status ?s . FILTER(?p IN (kg:backs, kg:opposes, kg:claimed)) }"
    ) == [
        ("backs", "asserted"),
        ("claimed", "asserted"),
        ("claimed", "asserted"),
        ("opposes", "denied"),
    ]
    assert ask("SELECT ?a ?e { ?c rdf:predicate kg:backs ; kg:onOrAfter ?a ; kg:edtf ?e }") == [
        ("2021-01-01T00:00:00Z", "2021/..")
    ]


# --- Claims -----------------------------------------------------------------------------------------------------------


def test_every_statement_has_a_claim_with_one_span_and_a_run() -> None:
    stated = "kg:perpetrator, kg:target, kg:place, kg:killedMin, kg:killedMax, kg:edtf, kg:backs"
    unclaimed = f"""SELECT ?s ?p {{ GRAPH <{ARTICLE}> {{ ?s ?p ?o FILTER(?p IN ({stated}))
        FILTER NOT EXISTS {{ ?s a kg:Claim }}
        FILTER NOT EXISTS {{ ?c a kg:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }} }} }}"""
    assert ask(unclaimed) == []
    country = "SELECT ?e { ?e kg:eventType ?t ; kg:country ?o FILTER NOT EXISTS { ?c rdf:subject ?e ; rdf:object ?o } }"
    assert ask(country) == []
    counted = """SELECT DISTINCT ?spans ?runs ?scores { { SELECT ?c (COUNT(DISTINCT ?w) AS ?spans)
        (COUNT(DISTINCT ?r) AS ?runs) (COUNT(DISTINCT ?n) AS ?scores)
        { ?c a kg:Claim ; prov:wasDerivedFrom ?w ; prov:wasGeneratedBy ?r ; kg:score ?n } GROUP BY ?c } }"""
    assert ask(counted) == [("1", "1", "1")]


def test_a_claim_says_why_and_who_says_so() -> None:
    rows = ask(
        """SELECT ?frame ?words ?source { ?c rdf:predicate kg:perpetrator ; kg:status kg:asserted ; kg:frame ?frame ;
        prov:wasDerivedFrom/oa:hasSelector/oa:exact ?words ; prov:wasAttributedTo/rdfs:label ?source }"""
    )
    assert rows == [(PREFIXES["lex"] + "attack-verb", "Insurgents", "the army")]


def test_evidence_for_want_of_better() -> None:
    rows = dict(ask("SELECT ?p ?w { ?c rdf:predicate ?p ; prov:wasDerivedFrom/oa:hasSelector/oa:exact ?w }"))
    assert rows["killedMin"] == "At least 20 people"
    assert rows["target"] == "a school"
    bare = event_quads(replace(samples.ATTACK, evidence=()))
    rows = dict(ask("SELECT ?p ?w { ?c rdf:predicate ?p ; prov:wasDerivedFrom/oa:hasSelector/oa:exact ?w }", bare))
    assert (rows["target"], rows["country"], rows["edtf"]) == ("attacked", "attacked", "on Tuesday")


def test_prefix_words_and_suffix_are_the_sentence() -> None:
    rows = ask("SELECT ?a ?w ?z { ?q oa:prefix ?a ; oa:exact ?w ; oa:suffix ?z }")
    sentences = {SAMPLE.document.article.text[s.span.start : s.span.end] for s in SAMPLE.document.sentences}
    assert {"".join(row) for row in rows} <= sentences
    assert ("Insurgents attacked a school in Bamako ", "on Tuesday", ", the army said.") in rows
    positions = ask("SELECT ?s ?e { ?p oa:start ?s ; oa:end ?e }")
    text = SAMPLE.document.article.text
    assert {text[int(start) : int(end)] for start, end in positions} == {words for _, words, _ in rows}


def stripped(span: Span) -> Span:
    """Return a sentence without the space before it."""
    return Span(span.start + (samples.TEXT[span.start] == " "), span.end)


@pytest.mark.parametrize(
    ("span", "around"),
    [
        (Span(60, 70), samples.TEXT[:90]),  # over the end of a sentence
        (Span(65, 66), " "),  # between two
        (Span(len(samples.TEXT), len(samples.TEXT)), ""),
    ],
)
def test_a_span_that_is_in_no_one_sentence(span: Span, around: str) -> None:
    sentences = tuple(replace(s, span=stripped(s.span)) for s in SAMPLE.document.sentences)
    apart = replace(SAMPLE, document=replace(SAMPLE.document, sentences=sentences), relations=())
    event = replace(samples.ATTACK, mentions=(span,))
    made = list(quads(replace(apart, events=(event,)), samples.PROVENANCE, samples.GAZETTEER))
    quote = f"<{ARTICLE}/span/{span.start}-{span.end}/quote>"
    rows = ask(f"SELECT ?a ?w ?z {{ {quote} oa:prefix ?a ; oa:exact ?w ; oa:suffix ?z }}", made)
    assert ["".join(row) for row in rows] == [around]


# --- Links ------------------------------------------------------------------------------------------------------------


def test_a_chosen_link_and_two_that_are_not() -> None:
    chosen = "?e kg:refersTo ?k ; skos:exactMatch ?w"
    assert ask(f"SELECT ?l ?k ?w {{ GRAPH <{ARTICLE}/links> {{ {chosen} }} ?e rdfs:label ?l }}") == [
        ("Insurgents", "actor/insurgents", "http://www.wikidata.org/entity/Q1")
    ]
    kept = "?n a kg:Link ; kg:links ?e ; kg:candidate ?k ; kg:isChosen ?c ; kg:score ?s"
    assert ask(f"SELECT ?l ?k ?c ?s {{ GRAPH <{ARTICLE}/links> {{ {kept} }} ?e rdfs:label ?l }}") == [
        ("Insurgents", "actor/insurgents", "true", "1"),
        ("coup, Mali, 2020", "coup/ML-2020-08-18", "false", "0.5"),
        ("coup, Mali, 2020", "coup/ML-2020-08-18b", "false", "0.5"),
    ]


# --- Dates ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("2024-09-17", "2024-09-17", "2024-09-17"),
        ("2020-08-01", "2020-08-31", "2020-08"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2023-02-01", "2023-02-27", "2023-02-01/2023-02-27"),
        ("2015-01-01", "2015-12-31", "2015"),
        ("2020-01-01", "2021-12-31", "2020-01-01/2021-12-31"),
        ("2012-01-01", None, "2012/.."),
        ("2012-03-01", None, "2012-03/.."),
        ("2012-03-05", None, "2012-03-05/.."),
        (None, "2012-12-31", "../2012"),
        (None, "2012-02-29", "../2012-02"),
        (None, None, None),
    ],
)
def test_bounds_as_edtf(first: str | None, last: str | None, shown: str | None) -> None:
    assert edtf(first, last) == shown


def test_an_open_or_unresolved_date_has_only_what_is_known() -> None:
    date = samples.ATTACK.date
    assert date is not None
    open_ended = event_quads(replace(samples.ATTACK, date=replace(date, first="2012-01-01", last=None)))
    properties = "kg:onOrAfter, kg:onOrBefore, kg:firstDay, kg:lastDay, kg:edtf, kg:dateText"
    dated = f"SELECT ?p {{ ?e a kg:ArmedAttack ; ?p ?o FILTER(?p IN ({properties})) }}"
    assert ask(dated, open_ended) == [("dateText",), ("edtf",), ("firstDay",), ("onOrAfter",)]
    unresolved = event_quads(replace(samples.ATTACK, date=replace(date, first=None, last=None)))
    assert ask(dated, unresolved) == [("dateText",)]
    assert ask(dated, event_quads(replace(samples.ATTACK, date=None))) == []


def test_what_goes_into_a_store_comes_out_of_it() -> None:
    store = Store()
    store.extend(QUADS)
    assert set(store) == set(QUADS)


def test_an_empty_analysis_is_an_article_without_things() -> None:
    empty = Analysis(SAMPLE.document, (), (), ())
    made = list(quads(empty, samples.PROVENANCE, samples.GAZETTEER))
    assert {quad.graph_name for quad in made} == {NamedNode(ARTICLE)}


def test_a_reported_event_keeps_its_country_and_date_but_neither_roles_nor_tolls() -> None:
    planned = event_quads(replace(samples.ATTACK, status="planned"))
    rows = ask("SELECT DISTINCT ?p { ?e a kg:ReportedEvent ; ?p ?o . FILTER(STRSTARTS(STR(?p), STR(kg:))) }", planned)
    dated = {"dateText", "edtf", "firstDay", "lastDay", "onOrAfter", "onOrBefore"}
    assert {row[0] for row in rows} == {"country", "eventType", "mention", "score", "status", *dated}
    claimed = ask("SELECT DISTINCT ?p ?s { ?c rdf:predicate ?p ; kg:status ?s }", planned)
    assert claimed == [
        ("country", "asserted"),
        ("edtf", "asserted"),
        *((name, "planned") for name in ("killedMax", "killedMin", "perpetrator", "place", "target")),
    ]
