"""From relations to situations: ends, bounds, kinds, spells, denials; and relations that stay plain triples."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, Quad

from kg.vocab import DATA, KG, ONTOLOGY_GRAPH, PREFIXES
from tests.fuse.telling import Facts, Named, Story, fused, named

JUNTA = named("Council of Colonels", "Junta", "ML")
COLONEL = named("Sadio Kone", "Person", "ML")


def situations(made: Facts, *properties: str) -> list[tuple[str, ...]]:
    names = " ".join(f"?v{n}" for n in range(len(properties)))
    parts = " ".join(f"OPTIONAL {{ ?s {name} ?v{n} }}" for n, name in enumerate(properties))
    said = f"?s a ?class ; rdfs:label ?label ; kg:sources ?n {parts}"
    return made.ask(f"SELECT {names} {{ GRAPH FACTS {{ {said} }} ?class rdfs:subClassOf kg:Situation }}")


@pytest.mark.parametrize(
    ("relation", "subject", "value", "expected"),
    [
        ("rules", "CNSP", "Mali", ("Governance", "CNSP in office in Mali", "governor", "governed")),
        ("leads", COLONEL, "CNSP", ("Post", "Sadio Kone at the head of CNSP", "holder", "postIn")),
        ("leads", COLONEL, "Mali", ("Post", "Sadio Kone at the head of Mali", "holder", "postIn")),
        ("backs", "Russia", "CNSP", ("Backing", "Government of Russia backing CNSP", "backer", "backed")),
        ("backs", "Wagner", "Mali", ("Backing", "Wagner backing Government of Mali", "backer", "backed")),
        ("memberOf", COLONEL, "CNSP", ("Membership", "Sadio Kone in CNSP", "member", "memberIn")),
        ("backs", named("Plan B", "Thing"), "CNSP", ("Backing", "Plan B backing CNSP", "backer", "backed")),
        ("affiliatedWith", "ISGS", "JNIM", ("Affiliation", "ISGS affiliated with JNIM", "affiliate", "affiliatedTo")),
    ],
)
def test_each_relation_that_lasts_is_a_situation(
    relation: str, subject: str | Named, value: str | Named, expected: tuple[str, ...]
) -> None:
    made = fused(Story("a").relation(relation, subject, value))
    kind, label, *ends = expected
    assert situations(made, "a", "rdfs:label") == [(kind, label)]
    ranges = made.ask(f"SELECT ?s {{ GRAPH FACTS {{ ?s kg:{ends[0]} ?one ; kg:{ends[1]} ?other }} }}")
    assert [row[0].split("/")[0] for row in ranges] == [kind.lower()]


@pytest.mark.parametrize(
    ("relation", "subject", "value"),
    [("rules", "CNSP", "Wagner"), ("leads", "CNSP", "Mali"), ("memberOf", "CNSP", "Djibo"), ("backs", "CNSP", "CNSP")],
)
def test_what_may_not_be_at_an_end_makes_none(relation: str, subject: str, value: str) -> None:
    assert situations(fused(Story("a").relation(relation, subject, value)), "a") == []


def test_a_country_belongs_and_backs_as_its_government_and_is_governed_as_itself() -> None:
    made = fused(Story("a").relation("memberOf", "Russia", "Wagner").relation("rules", "CNSP", "Mali"))
    assert situations(made, "kg:member", "kg:governed") == [("", "country/ML"), ("government/RU", "")]


def test_one_situation_for_all_who_tell_of_it() -> None:
    made = fused(
        Story("a", source="AFP").relation("backs", "Russia", "CNSP", start="2021"),
        Story("b", source="AFP").relation("backs", "Russia", "CNSP"),
        Story("c", source="Reuters").relation("backs", "Russia", "CNSP", start="2021-12"),
    )
    assert situations(made, "kg:edtf", "kg:firstDay", "kg:lastDay", "kg:accounts", "kg:sources") == [
        ("2021/..", "18628", "", "3", "2")
    ]
    assert len(made.ask("SELECT ?c { ?s a kg:Backing ; prov:wasDerivedFrom ?c . ?c rdf:predicate kg:backs }")) == 3


def test_without_a_time_there_are_no_bounds() -> None:
    made = fused(Story("a").relation("backs", "Russia", "CNSP"))
    assert situations(made, "kg:edtf", "kg:onOrAfter", "kg:onOrBefore") == [("", "", "")]


def test_an_end_without_a_begin() -> None:
    made = fused(Story("a").relation("backs", "Russia", "CNSP", end="2022"))
    assert situations(made, "kg:edtf", "kg:onOrBefore") == [("/2022", "2022-12-31T23:59:59Z")]


def test_two_spells_are_two_and_the_first_told_has_the_plain_name() -> None:
    first = Story("a", "2021-01-01").relation("rules", "CNSP", "Mali", start="2012-03", end="2012-04")
    second = Story("b", "2022-01-01").relation("rules", "CNSP", "Mali", start="2020-08-18", end="2021-05-24")
    now = Story("c", "2020-10-01").relation("rules", "CNSP", "Mali")
    made = fused(first, second)
    assert situations(made, "kg:edtf", "kg:accounts") == [("2012-03/2012-04", "1"), ("2020-08-18/2021-05-24", "1")]
    assert situations(fused(first, second, now), "kg:edtf", "kg:accounts") == [
        ("2012-03/2012-04", "1"),
        ("2020-08-18/2021-05-24", "2"),  # an article without a time speaks of its own
    ]
    then = Story("d", "2012-03").relation("rules", "CNSP", "Mali")
    assert ("2012-03/2012-04", "2") in situations(fused(first, second, then), "kg:edtf", "kg:accounts")
    asked = "SELECT ?s { ?s a kg:Governance ; kg:edtf '2012-03/2012-04' }"
    assert fused(first).ask(asked) == made.ask(asked)


def test_a_known_situation_gets_the_evidence() -> None:
    made = fused(
        Story("a").relation("backs", "Wagner", "CNSP", start="2022"), Story("b").relation("backs", "CNSP", "Wagner")
    )
    known = made.ask(
        f"SELECT ?p ?o {{ GRAPH FACTS {{ <{DATA}backing/wagner-cnsp> ?p ?o }} FILTER(?p != prov:wasDerivedFrom) }}"
    )
    assert known == [("accounts", "1"), ("sources", "1")]
    assert situations(made, "rdfs:label") == [("CNSP backing Wagner",)]
    assert situations(fused(Story("a").relation("backs", "Wagner", "CNSP")), "a") == []  # the only one there is
    earlier = fused(Story("a").relation("backs", "Wagner", "CNSP", start="2012", end="2013"))
    assert situations(earlier, "kg:edtf") == [("2012/2013",)]


def test_the_kind_of_backing_is_what_the_ontology_says_of_the_words() -> None:
    frame = NamedNode(PREFIXES["lex"] + "train-verb")
    said = [Quad(frame, KG.ofBackingKind, NamedNode(KG.base + "trainingBacking"), ONTOLOGY_GRAPH)]
    story = Story("a").relation("backs", "Russia", JUNTA, frame="train-verb").relation("backs", "Russia", "Wagner")
    assert situations(fused(story, known=said), "rdfs:label", "kg:backingKind") == [
        ("Government of Russia backing Council of Colonels", "trainingBacking"),
        ("Government of Russia backing Wagner", ""),
    ]


def test_what_is_denied_makes_no_situation_and_denies_the_claims_that_do() -> None:
    denied = Story("b", source="AFP").relation("backs", "Russia", "CNSP", status="denied")
    assert situations(fused(denied), "a") == []
    made = fused(Story("a").relation("backs", "Russia", "CNSP"), denied)
    assert len(situations(made, "a")) == 1
    assert made.ask("SELECT ?s ?t { ?x kg:denies ?y ; kg:status ?s . ?y kg:status ?t }") == [("denied", "asserted")]


def test_a_voice_that_takes_it_back_asserts_nothing() -> None:
    made = fused(
        Story("a", "2024-01-01", "AFP").relation("backs", "Russia", "CNSP", said_by="Wagner"),
        Story("b", "2024-02-01", "AP").relation("backs", "Russia", "CNSP", status="denied", said_by="Wagner"),
    )
    assert situations(made, "a") == []
    assert made.ask("SELECT ?s { ?x kg:supersedes ?y . ?x kg:status ?s }") == [("denied",)]


def test_other_relations_are_plain_triples_between_what_the_ends_stand_for() -> None:
    story = (
        Story("a")
        .event(place="Djibo")
        .event("Coup", days="2020-08-18", country="ML")
        .event("Coup", days="2020-08-19", country="BF")
    )
    story.relation("claimed", "JNIM", "v0").relation("followed", "v2", "v1").relation("followed", "v1", "v2")
    story.relation("sanctioned", "Russia", JUNTA).relation("opposes", "Russia", "Wagner", status="denied")
    rows = fused(story).ask(
        """SELECT ?p ?s ?o { GRAPH FACTS { ?s ?p ?o } FILTER(?p IN (kg:claimed, kg:followed, kg:sanctioned, kg:opposes)) }"""
    )
    assert [row[0] for row in rows] == ["claimed", "sanctioned"]  # two coups cannot each have followed the other
    assert rows[0][1] == "actor/jnim"
    assert rows[0][2].startswith("event/")
    assert rows[1][1] == "government/RU"


def test_what_followed_came_later() -> None:
    def told(later: str, earlier: str) -> list[tuple[str, ...]]:
        story = Story("a").event("Coup", days="2020-08-18", country="ML").event("Coup", days="2021-05-24", country="ML")
        return fused(story.relation("followed", later, earlier)).ask(
            "SELECT ?s ?o { GRAPH FACTS { ?s kg:followed ?o } }"
        )

    assert len(told("v1", "v0")) == 1
    assert told("v0", "v1") == []


def test_nothing_follows_from_an_event_that_is_none() -> None:
    story = Story("a").event(place="Djibo", status="planned").relation("claimed", "JNIM", "v0")
    assert fused(story).ask("SELECT ?o { GRAPH FACTS { ?s kg:claimed ?o } }") == []
