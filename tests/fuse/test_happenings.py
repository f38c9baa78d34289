"""One happening out of its accounts: class, place, time, roles, evidence, and what they disagree about."""

from __future__ import annotations

import pytest

from kg.fuse.happenings import agreed_class
from kg.fuse.schema import Schema, gather_facts
from kg.vocab import DATA, ONTOLOGY_GRAPH
from tests.fuse.telling import Facts, Named, Story, fused, named, world

SCHEMA = Schema(gather_facts([(q.subject, q.predicate, q.object) for q in world() if q.graph_name == ONTOLOGY_GRAPH]))
GUNMEN, TROOPS = Named("gunmen", "ArmedGroup"), Named("troops", "StateForce")
COUP = DATA + "coup/ML-2020"


def of(made: Facts, *properties: str) -> list[tuple[str, ...]]:
    """Return what the facts graph says of happenings."""
    wanted = " ; ".join(f"{name} ?v{number}" for number, name in enumerate(properties))
    return made.ask(
        f"SELECT {' '.join(f'?v{n}' for n in range(len(properties)))} {{ GRAPH FACTS {{ ?h {wanted} ; kg:sources ?s }} }}"
    )


@pytest.mark.parametrize(
    ("types", "agreed"),
    [
        (["ArmedAttack"], "ArmedAttack"),
        (["ArmedAttack", "ArmedAttack", "SuicideBombing"], "SuicideBombing"),
        (["Attack", "ArmedAttack"], "ArmedAttack"),
        (["Attack", "ArmedAttack", "Ambush"], "Ambush"),
        (["Bombing", "SuicideBombing"], "SuicideBombing"),
        (["Coup", "Coup", "AttemptedCoup"], "Coup"),
        (["Coup", "AttemptedCoup"], "SeizureOfPower"),
    ],
)
def test_the_class_is_the_most_specific_that_accounts_agree_on(types: list[str], agreed: str) -> None:
    assert agreed_class(types, SCHEMA) == agreed
    assert agreed_class(types[::-1], SCHEMA) == agreed


def test_a_happening_says_what_its_accounts_say_together() -> None:
    made = fused(
        Story("a", source="AFP").event(place="Soum", perpetrator="JNIM", days=("2024-09-16", "2024-09-17"), killed=12),
        Story("b", source="Reuters").event("SuicideBombing", place="Djibo", target="Burkinabe army", killed=12),
        Story("c", source="Reuters").event(place="Djibo", killed=12),
    )
    assert made.happenings() == [["a", "b", "c"]]
    assert of(made, "a", "rdfs:label", "kg:country", "kg:place", "kg:edtf", "kg:firstDay", "kg:lastDay") == [
        (
            "SuicideBombing",
            "suicide bombing, Djibo, 2024-09-17",
            "country/BF",
            "place/djibo",
            "2024-09-17",
            "19983",
            "19983",
        )
    ]
    assert of(made, "kg:accounts", "kg:sources", "kg:score", "kg:perpetrator", "kg:target") == [
        ("3", "2", "0.9", "actor/jnim", "actor/army")
    ]


def test_a_happening_rests_on_every_claim_of_its_accounts() -> None:
    made = fused(
        Story("a").event(place="Djibo", killed=12), Story("b", "2024-09-20").event(place="Djibo", perpetrator="JNIM")
    )
    unmentioned = """SELECT ?c { ?e kg:refersTo ?h . ?c a kg:Claim ; rdf:subject ?e
        FILTER NOT EXISTS { GRAPH FACTS { ?h prov:wasDerivedFrom ?c } } }"""
    assert made.ask(unmentioned) == []
    assert made.ask("SELECT ?x { GRAPH FACTS { ?h prov:wasDerivedFrom ?x } FILTER NOT EXISTS { ?x a kg:Claim } }") == []
    assert made.ask("SELECT (COUNT(?c) AS ?n) { GRAPH FACTS { ?h prov:wasDerivedFrom ?c } }") == [("9",)]


def test_of_several_places_the_one_of_most_accounts() -> None:
    known = DATA + "attack/inata"
    places = [("a", "Arbinda"), ("b", "Djibo"), ("c", "Djibo"), ("d", "Soum"), ("e", Named("a village", "Settlement"))]
    made = fused(*(Story(name).event(known=known, place=place) for name, place in places))
    assert of(made, "kg:place") == [("place/djibo",)]
    made = fused(*(Story(name).event(known=known, place=place) for name, place in places[3:] * 2))
    assert of(made, "kg:place") == [("place/soum",)]


def test_a_publisher_counts_once_and_an_article_without_one_is_its_own() -> None:
    stories = [Story(name, source=source) for name, source in (("a", "AFP"), ("b", "afp"), ("c", None), ("d", None))]
    assert of(fused(*(story.event(place="Djibo") for story in stories)), "kg:accounts", "kg:sources") == [("4", "3")]


def test_who_is_only_described_stands_unless_another_account_names_them() -> None:
    made = fused(
        Story("a").event(place="Djibo", perpetrator=GUNMEN, target=[TROOPS, Named("a school", "Facility")]),
        Story("b", "2024-09-20").event(place="Djibo", perpetrator="JNIM", target=Named("soldiers", "StateForce")),
    )
    assert of(made, "kg:perpetrator") == [("actor/jnim",)]
    rows = made.ask("SELECT ?label { GRAPH FACTS { ?h kg:target ?who } ?who rdfs:label ?label }")
    assert rows == [("a school",), ("troops",)]


def test_a_country_that_acts_is_its_government() -> None:
    made = fused(Story("a").event("AirStrike", place="Djibo", perpetrator="Russia", target="Burkina Faso"))
    assert of(made, "kg:perpetrator", "kg:target") == [("government/RU", "country/BF")]  # a target may be a place
    made = fused(Story("a").event("AirStrike", place="Djibo", perpetrator="Burkina Faso"))
    assert of(made, "kg:perpetrator") == [("country/BF",)]  # nobody knows its government


def test_what_the_reference_gives_stands_and_is_not_said_twice() -> None:
    story = Story("a").event(
        "Coup", known=COUP, country="ML", days="2020-08-19", place="Bamako", target="Ibrahim Keita"
    )
    made = fused(story)
    assert made.ask(
        f"SELECT ?p ?o {{ GRAPH FACTS {{ <{COUP}> ?p ?o }} FILTER(!STRENDS(STR(?p), 'wasDerivedFrom')) }}"
    ) == [
        ("accounts", "1"),
        ("place", "place/bamako"),
        ("score", "0.8"),
        ("sources", "1"),
    ]
    # Whom the reference names need not be described.
    described = Story("e").event("Coup", known=COUP, country="ML", target=Named("the president", "Person"))
    assert of(fused(described), "kg:target") == []
    # Who else was in a role that the reference has filled takes two publishers to say.
    others = [
        Story(n, source=s).event("Coup", known=COUP, country="ML", target="Wagner") for n, s in (("b", "X"), ("c", "X"))
    ]
    assert of(fused(*others), "kg:target") == []
    assert of(fused(*others, Story("d", source="Y").event("Coup", known=COUP, target="Wagner")), "kg:target") == [
        ("actor/wagner",)
    ]


# --- Where accounts disagree ------------------------------------------------------------------------------------------


def contradictions(made: Facts, name: str) -> list[tuple[str, ...]]:
    rows = made.ask(
        f"""SELECT ?a ?b {{ GRAPH FACTS {{ ?x kg:contradicts ?y }} ?x rdf:predicate kg:{name} ; rdf:subject/kg:refersTo ?h .
        ?y rdf:predicate kg:{name} ; rdf:subject/kg:refersTo ?h . GRAPH ?a {{ ?x a kg:Claim }} GRAPH ?b {{ ?y a kg:Claim }} }}"""
    )
    assert sorted((b, a) for a, b in rows) == rows  # it goes both ways
    return [(made.names[a], made.names[b]) for a, b in rows]


def test_they_may_disagree_on_the_day_the_town_and_who_did_it() -> None:
    made = fused(
        Story("a").event(known=DATA + "attack/inata", days="2021-11-14", place="Djibo", perpetrator="JNIM"),
        Story("b", source="AFP").event(
            known=DATA + "attack/inata", days="2021-11-15", place="Arbinda", perpetrator=["ISGS", "Wagner"]
        ),
        Story("c", source="AP").event(
            known=DATA + "attack/inata", days=("2021-11-14", "2021-11-15"), place="Soum", perpetrator="Katiba Macina"
        ),
    )
    assert contradictions(made, "edtf") == [("a", "b"), ("b", "a")]
    assert contradictions(made, "place") == [("a", "b"), ("b", "a")]
    # A part of a group is no other group; two that one article names are on one side.
    assert set(contradictions(made, "perpetrator")) == {("a", "b"), ("b", "a"), ("b", "c"), ("c", "b")}


def test_the_towns_of_a_coup_and_the_arms_of_a_state_are_no_contradiction() -> None:
    made = fused(
        Story("a").event("Coup", known=COUP, place="Djibo", perpetrator="Burkinabe army"),
        Story("b", source="AFP").event("Coup", known=COUP, place="Arbinda", perpetrator="Presidential Guard"),
    )
    assert made.ask("SELECT ?x { ?x kg:contradicts ?y }") == []


def test_a_thousand_voices_make_no_million_pairs() -> None:
    days = {"place": "Djibo", "days": "2021-11-14"}
    stories = [Story(f"a{n}", source=f"A{n}").event(killed=20, **days) for n in range(20)]
    stories += [Story(f"b{n}", source=f"B{n}").event(killed=32, **days) for n in range(20)]
    rows = fused(*stories).ask("SELECT ?x ?y { ?x kg:contradicts ?y ; rdf:predicate kg:killedMin }")
    assert len(rows) == 2 * (20 + 20 - 1)
    assert len({x for x, _ in rows}) == 40


def test_what_is_denied_is_denied_of_the_happening() -> None:
    told = Story("a").event(place="Djibo", perpetrator=["Burkinabe army", "Wagner"], killed=12)
    denied = Story("b", "2024-09-19", "AFP").event(place="Djibo", perpetrator="Burkinabe army", status="denied")
    elsewhere = Story("c", "2024-09-19", "AP").event(place="Arbinda", perpetrator="Burkinabe army", status="denied")
    made = fused(told, denied, elsewhere)
    assert made.happenings() == [["a"]]
    rows = made.ask(
        """SELECT ?s ?t ?who { GRAPH FACTS { ?x kg:denies ?y } ?x kg:status ?s . ?y kg:status ?t ; rdf:object/kg:refersTo ?who }"""
    )
    assert rows == [("denied", "asserted", "actor/army")]


def test_an_article_may_tell_and_tell_who_denies_it() -> None:
    told = Story("a").event(place="Djibo", perpetrator="Burkinabe army")
    made = fused(told.event(place="Djibo", perpetrator="Burkinabe army", status="denied"))
    assert made.happenings() == [["a"]]
    assert len(made.ask("SELECT ?x { ?x kg:denies ?y }")) == 1


def test_new_names_are_new_actors() -> None:
    front = named("Front of the Dunes", "InsurgentGroup", "BF", "FOD")
    made = fused(Story("a").event(place="Djibo", perpetrator=front))
    assert made.ask("SELECT ?l ?t { ?h kg:accounts ?n ; kg:perpetrator ?who . ?who rdfs:label ?l ; a ?t }") == [
        ("Front of the Dunes", "InsurgentGroup")
    ]
