"""Rules applied to a store: to a fixed point, into a graph of their own, each triple with its record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import OntologyError, StoreError
from kg.results import Solutions
from kg.rules import Report, apply_rules, parse_rule, read_rules
from kg.store.base import Store
from kg.store.embedded import EmbeddedStore, open_store
from kg.vocab import DATA, INFERRED_GRAPH, KG, ONTOLOGY_GRAPH, PROV, RDF

ROOT = Path(__file__).parent.parent.parent
HEADER = "#+ summary: %s\n#+ description: d\n#+ example: e\n#+ premises: %s\n#+ stratum: %d\n"
PREFIXES = f"PREFIX : <urn:> PREFIX kg: <{KG.base}> "
UPWARD = "CONSTRUCT { ?a :in ?c } WHERE { ?a :in ?b . ?b :in ?c FILTER(?a != ?c) }"


@pytest.fixture
def store() -> Iterator[EmbeddedStore]:
    with open_store(None) as made:
        yield made


def fill(store: Store, turtle: str, graph: str = "urn:given") -> None:
    quads = ox.parse(f"@prefix : <urn:> . {turtle}", format=ox.RdfFormat.TURTLE)
    store.load(ox.Quad(*quad.triple, ox.NamedNode(graph)) for quad in quads)


def apply(store: Store, *queries: str, premises: str = "b", stratum: int = 1, **options: int) -> Report:
    rules = [
        parse_rule(f"r{number}", HEADER % (f"rule {number}", premises, stratum) + PREFIXES + query, "r.rq")
        for number, query in enumerate(queries)
    ]
    return apply_rules(store, rules, **options)  # type: ignore[arg-type]


def concluded(store: Store) -> set[str]:
    triples = {quad.triple for quad in store.dump() if quad.graph_name == INFERRED_GRAPH}
    return {
        " ".join(str(term).removeprefix("<urn:").rstrip(">") for term in triple)
        for triple in triples
        if str(triple.subject).startswith("<urn:")
    }


def record(store: Store, subject: str, predicate: str, value: str) -> tuple[str, set[str]]:
    """Return the rule and the premises of a conclusion, premises that are conclusions as "subject predicate object"."""
    answer = store.query(
        f"SELECT ?rule ?premise {{ ?record a {KG.Inference} ; {RDF.subject} <urn:{subject}> ;"
        f" {RDF.predicate} <urn:{predicate}> ; {RDF.object} <urn:{value}> ; {KG.rule} ?rule ."
        f" OPTIONAL {{ ?record {PROV.wasDerivedFrom} ?premise }} }}"
    )
    assert isinstance(answer, Solutions)
    (rule,) = {row[0] for row in answer.rows}
    assert isinstance(rule, ox.NamedNode)
    premises = {row[1] for row in answer.rows if isinstance(row[1], ox.NamedNode)}
    return rule.value.removeprefix(f"{DATA}rule/"), {shown(store, premise) for premise in premises}


def shown(store: Store, premise: ox.NamedNode) -> str:
    if not premise.value.startswith(f"{DATA}inference/"):
        return premise.value.removeprefix("urn:")
    answer = store.query(f"SELECT ?s ?p ?o {{ {premise} {RDF.subject} ?s ; {RDF.predicate} ?p ; {RDF.object} ?o }}")
    assert isinstance(answer, Solutions)
    (row,) = answer.rows
    return " ".join(getattr(term, "value", "").removeprefix("urn:") for term in row)


def test_until_nothing_new_follows(store: EmbeddedStore) -> None:
    fill(store, ":a :in :b . :b :in :c . :c :in :d . :d :in :e .")
    report = apply(store, UPWARD)
    assert concluded(store) == {"a in c", "a in d", "a in e", "b in d", "b in e", "c in e"}
    assert (report.total, report.triples, report.rounds) == (6, {"r0": 6}, 3)


def test_what_stands_elsewhere_is_not_concluded(store: EmbeddedStore) -> None:
    fill(store, ":a :in :b . :b :in :c .")
    fill(store, ":a :in :c .", "urn:another")
    report = apply(store, UPWARD)
    assert (report.total, concluded(store)) == (0, set())


def test_a_record_says_which_rule_and_from_what(store: EmbeddedStore) -> None:
    fill(store, ":a :in :b . :b :in :c . :c :in :d .")
    apply(store, UPWARD)
    assert record(store, "a", "in", "c") == ("r0", {"b"})
    assert record(store, "a", "in", "d") == ("r0", {"b", "b in d"})


def test_the_premises_of_a_record_lead_to_what_is_given(store: EmbeddedStore) -> None:
    """Nothing rests on itself, through however many conclusions."""
    fill(store, " ".join(f":n{i} :in :n{i + 1} ." for i in range(9)) + " :n9 :in :n0 .")
    apply(store, UPWARD)
    seen: dict[str, set[str]] = {}
    for statement in concluded(store):
        _, premises = record(store, *statement.split(" "))
        seen[statement] = {premise for premise in premises if " " in premise}
    settled: set[str] = set()
    while len(settled) < len(seen):
        ready = {statement for statement, needs in seen.items() if needs <= settled} - settled
        assert ready, "these rest on each other"
        settled |= ready


def test_the_first_derivation_is_the_one_recorded(store: EmbeddedStore) -> None:
    """The earliest round, then the first rule by name, then the first premise."""
    fill(store, ":a :in :b2 , :b1 . :b1 :in :c . :b2 :in :c .")
    apply(store, UPWARD, UPWARD)
    assert record(store, "a", "in", "c") == ("r0", {"b1"})


def test_rules_are_described_in_the_graph(store: EmbeddedStore) -> None:
    fill(store, ":a :in :b . :b :in :c .")
    apply(store, UPWARD)
    rule = ox.NamedNode(f"{DATA}rule/r0")
    told = {str(quad.object) for quad in store.dump() if quad.subject == rule}
    assert told == {str(KG.Rule), '"r0"@en', '"rule 0"@en'}


def test_rules_of_a_stratum_see_the_same_graph(store: EmbeddedStore) -> None:
    """What two rules conclude in one round, neither of them has seen."""
    fill(store, ":a :in :b .")
    report = apply(
        store,
        "CONSTRUCT { ?a :has ?b } WHERE { ?a :in ?b }",
        "CONSTRUCT { ?b :of ?a } WHERE { ?a :has ?b }",
    )
    assert (concluded(store), report.rounds) == ({"a has b", "b of a"}, 2)


def test_a_later_stratum_sees_the_whole_of_an_earlier_one(store: EmbeddedStore) -> None:
    fill(store, ":a :in :b . :b :in :c .")
    rules = [
        parse_rule("up", HEADER % ("s", "b", 1) + PREFIXES + UPWARD, "up.rq"),
        parse_rule(
            "top",
            HEADER % ("s", "b", 2)
            + PREFIXES
            + "CONSTRUCT { ?a :top ?b } WHERE { ?a :in ?b FILTER NOT EXISTS { ?b :in ?c } }",
            "top.rq",
        ),
    ]
    apply_rules(store, rules)
    assert concluded(store) == {"a in c", "a top c", "b top c"}


def test_a_triple_that_no_graph_may_hold_is_left_out(store: EmbeddedStore) -> None:
    fill(store, ":a :in 1 , [] , :b . :c :name 'x'@en .")
    apply(store, "CONSTRUCT { ?b :has ?a } WHERE { ?a :in|:name ?b }")
    assert concluded(store) == {"b has a"}
    apply(store, "CONSTRUCT { ?a :has ?b } WHERE { ?a :in|:name ?b }")
    assert len(concluded(store)) == 3


def test_an_optional_part_gives_what_it_can(store: EmbeddedStore) -> None:
    fill(store, ":a :in :b . :c :in :d ; :till 5 .")
    apply(store, "CONSTRUCT { ?a :was ?b ; :end ?t } WHERE { ?a :in ?b OPTIONAL { ?a :till ?t } }")
    assert {line.split(" ")[1] for line in concluded(store)} == {"was", "end"}
    assert len(concluded(store)) == 3


def test_a_rule_without_end_is_stopped(store: EmbeddedStore) -> None:
    fill(store, ":a :next :b .")
    endless = "CONSTRUCT { ?b :next ?c } WHERE { ?a :next ?b BIND(IRI(CONCAT(STR(?b), 'x')) AS ?c) }"
    with pytest.raises(OntologyError) as caught:
        apply(store, endless, max_rounds=7)
    assert str(caught.value) == (
        "rules r0: still conclude something new after 7 rounds; "
        "a rule that makes IRIs must not make them from what it has made"
    )
    assert [quad for quad in store.dump() if quad.graph_name == INFERRED_GRAPH] == []


def test_a_store_that_fails_is_left_without_conclusions(store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store, ":a :in :b . :b :in :c . :c :in :d .")
    calls = iter([None, StoreError("full")])
    load = store.load

    def failing(quads: Iterator[ox.Quad]) -> None:
        error = next(calls)
        if error:
            raise error
        load(quads)

    monkeypatch.setattr(store, "load", failing)
    with pytest.raises(StoreError, match="full"):
        apply(store, UPWARD)
    assert concluded(store) == set()


def test_rules_drop_what_no_longer_follows(store: EmbeddedStore) -> None:
    fill(store, ":a :in :b . :b :in :c .")
    apply(store, UPWARD)
    store.replace([ox.NamedNode("urn:given")], [])
    fill(store, ":x :in :y . :y :in :z .")
    apply(store, UPWARD)
    assert concluded(store) == {"x in z"}


def story() -> tuple[ox.Quad, ...]:
    ontology = ox.parse(path=str(ROOT / "ontology" / "conflict.ttl"), format=ox.RdfFormat.TURTLE)
    told = ox.parse(path=str(Path(__file__).parent / "story" / "sahel.trig"), format=ox.RdfFormat.TRIG)
    return (*(ox.Quad(*quad.triple, ONTOLOGY_GRAPH) for quad in ontology), *told)


def test_same_store_same_graph() -> None:
    """Whatever was there before, and in whatever order the rules come."""
    rules = read_rules(ROOT / "ontology" / "rules")
    graphs = []
    for order in (rules, rules[::-1]):
        with open_store(None) as store:
            store.load(story())
            for _ in range(2):
                apply_rules(store, order)
                graphs.append(sorted(str(quad) for quad in store.dump() if quad.graph_name == INFERRED_GRAPH))
    assert graphs[0]
    assert all(graph == graphs[0] for graph in graphs)


def test_the_story_of_a_coup() -> None:
    """From what articles say of a coup to who ruled when an attack came: eleven rules, one after the other."""
    with open_store(None) as store:
        store.load(story())
        apply_rules(store, read_rules(ROOT / "ontology" / "rules"))
        answer = store.query(
            f"PREFIX kg: <{KG.base}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
            " SELECT ?under ?coup ?leader ?outcome ?after ?body WHERE {"
            f" <{DATA}event/attack> kg:tookPlaceUnder/rdfs:label ?under ; kg:inAftermathOf ?coup ."
            " ?coup kg:ledBy ?leader ; kg:outcome ?outcome ; kg:directlyFollowed ?after ; kg:initiator ?body ."
            " ?body kg:rules ?country . ?coup kg:country ?country }"
        )
    assert isinstance(answer, Solutions)
    (row,) = answer.rows
    assert [getattr(term, "value", "").removeprefix(DATA).removeprefix(KG.base) for term in row] == [
        *("Council in office in Niger, 2030-02-01/2030-06-30", "event/coup", "actor/moussa", "succeeded"),
        *("coup/NE-2023-07-26", "actor/council"),
    ]
