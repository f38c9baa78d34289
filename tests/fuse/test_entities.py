"""Names that nobody knows: where they are one actor or one place, and where they are two."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.fuse import facts
from kg.fuse.names import is_acronym, level
from kg.graph import quads
from kg.model import Candidate, Link
from tests.fuse.telling import GAZETTEER, PROVENANCE, Facts, Named, Story, fused, named, store_of


def actors(*whos: Named | str) -> Facts:
    """Return the facts of as many articles, each of which says that somebody backs Wagner."""
    return fused(*(Story(f"s{n}", f"2024-09-{n + 10}").relation("backs", who, "Wagner") for n, who in enumerate(whos)))


def groups(made: Facts) -> list[int]:
    """Return how many articles name each fused actor or place."""
    sources = "GRAPH FACTS { ?x prov:wasDerivedFrom ?a } ?a a kg:Article"
    rows = made.ask(f"SELECT ?x (COUNT(?a) AS ?n) {{ {sources} }} GROUP BY ?x")
    return sorted(int(number) for _, number in rows)


FRONT = named("Front of the Dunes", "InsurgentGroup", "BF")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (FRONT, FRONT),
        (FRONT, named("front of the dunes", "InsurgentGroup", "BF")),
        (FRONT, named("The Front of the Dunes", "ArmedGroup", "BF")),
        (FRONT, named("Front of the Dunes", "Organization")),
        (named("Al-Murabit", "ArmedGroup"), named("al Murabit", "ArmedGroup")),
        (named("Goïta Bâ", "Person", "ML"), named("Goita Ba", "Person", "ML")),
        (named("Front of the Dunes", "InsurgentGroup", "BF", "FOD"), named("FOD", "ArmedGroup", "BF")),
    ],
)
def test_one_name_is_one_actor(one: Named, other: Named) -> None:
    assert groups(actors(one, other)) == [2]
    assert groups(actors(other, one)) == [2]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (FRONT, named("Front of the Dunes", "InsurgentGroup", "ML")),
        (FRONT, named("Front of the Dunes", "Person", "BF")),
        (FRONT, named("Front of the Rocks", "InsurgentGroup", "BF")),
        (named("Diallo", "Person", "ML"), named("Diallo", "Person", "ML")),  # a surname is that of many
        (named("Zorgho", "Settlement", "BF"), named("Zorgho", "Region", "BF")),
    ],
)
def test_two_names_classes_or_countries_are_two(one: Named, other: Named) -> None:
    assert groups(actors(one, other)) == [1, 1]


def test_an_acronym_of_two_is_nobody_s() -> None:
    dunes, days = (
        named("Front of the Dunes", "ArmedGroup", None, "FOD"),
        named("Friends of Days", "ArmedGroup", None, "FOD"),
    )
    assert groups(actors(dunes, days, named("FOD", "ArmedGroup"))) == [1, 1, 1]
    assert groups(actors(dunes, named("FOD", "ArmedGroup"))) == [2]


def test_one_without_a_country_goes_where_there_is_only_one_to_go() -> None:
    unplaced = named("Front of the Dunes", "InsurgentGroup")
    assert groups(actors(FRONT, unplaced, unplaced)) == [3]
    assert groups(actors(FRONT, named("Front of the Dunes", "InsurgentGroup", "ML"), unplaced, unplaced)) == [1, 1, 2]


def test_what_a_fused_actor_has() -> None:
    alias = named("Front of the Dunes", "ArmedGroup", None, "FOD")
    made = actors(FRONT, FRONT, alias)
    fields = "rdfs:label ?l ; skos:altLabel ?a ; a ?t ; kg:country ?c"
    assert made.ask(f"SELECT ?l ?a ?t ?c {{ GRAPH FACTS {{ ?x {fields} }} }}") == [
        ("Front of the Dunes", "FOD", "InsurgentGroup", "country/BF")
    ]
    assert groups(made) == [3]
    assert made.ask("SELECT ?m ?s { GRAPH FACTS { ?l kg:isChosen true ; kg:method ?m ; kg:score ?s } }") == [
        ("name, type", "0.8"),
        ("name, type, country", "1"),
        ("name, type, country", "1"),
    ]


def test_a_later_article_renames_nobody() -> None:
    asked = "SELECT ?x { GRAPH FACTS { ?x a kg:InsurgentGroup } }"
    assert actors(FRONT).ask(asked) == actors(named("Front of the Dunes", "ArmedGroup", "BF"), FRONT, FRONT).ask(asked)


def test_descriptions_and_known_things_are_not_fused() -> None:
    made = actors(Named("rebels", "InsurgentGroup", "BF"), Named("rebels", "InsurgentGroup", "BF"), "Russia")
    assert groups(made) == []
    assert len(made.ask("SELECT ?s { GRAPH FACTS { ?s kg:backer ?who } }")) == 3


def test_who_may_be_one_of_several_known_is_left_to_a_person() -> None:
    analysis = Story("a").relation("backs", FRONT, "Wagner").analysis()
    link = Link((Candidate("https://w3id.org/conflict-kg/id/actor/jnim", 0.5, "name"),), None)
    entities = tuple(replace(e, link=link) if e.label == FRONT.label else e for e in analysis.entities)
    store = store_of()
    store.load(quads(replace(analysis, entities=entities), PROVENANCE, GAZETTEER))
    assert not [q for q in facts(store) if q.predicate.value.endswith("refersTo")]


@pytest.mark.parametrize(
    ("name", "levelled"),
    [("L’Écho-Libre", "l'echo libre"), ("THE HAGUE", "hague"), ("The", "the"), ("  Two   words ", "two words")],
)
def test_levelling(name: str, levelled: str) -> None:
    assert level(name) == levelled


def test_acronyms() -> None:
    assert [n for n in ("FLA", "CMA-PSD", "Fla", "A", "FLA Mali", "MNLAs") if is_acronym(n)] == [
        "FLA",
        "CMA-PSD",
        "MNLAs",
    ]
