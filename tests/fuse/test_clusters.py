"""Which accounts are of one happening, and which are not: two articles each, then many, in any order."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from kg.fuse import clusters, facts
from kg.vocab import KG, REFERENCE_GRAPH
from tests.fuse.telling import Named, Story, fused, named, store_of

VILLAGE, OTHER = named("Gorgadji", "Settlement", "BF"), named("Pobe", "Settlement", "BF")
Telling = dict[str, Any]
ALL: Telling = {"place": "Djibo", "perpetrator": "JNIM", "killed": 12}


def are_one(one: Telling, other: Telling) -> bool:
    """Whether two articles that tell of an event in these words tell of one happening, in either order."""
    found = {
        len(fused(Story("a", published=first).event(**one), Story("b", published=second).event(**other)).happenings())
        for first, second in (("2024-09-18", "2024-09-19"), ("2024-09-19", "2024-09-18"))
    }
    assert len(found) == 1
    return found == {1}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"place": "Djibo"}, {"place": "Djibo"}),
        ({"place": VILLAGE}, {"place": VILLAGE}),
        ({"place": "Djibo"}, {"place": "Soum"}),
        ({"place": "Djibo barracks"}, {"place": "Djibo"}),
        ({"place": "Djibo", "perpetrator": "JNIM"}, {"perpetrator": "JNIM"}),
        ({"place": "Djibo", "target": "JNIM"}, {"target": ["JNIM"], "days": "2024-09-17"}),
        ({"killed": 12}, {"killed": 12}),
        ({"killed": (10, 14)}, {"killed": 14}),
        ({"injured": 9}, {"injured": 9, "killed": 1}),
        ({"place": "Djibo"}, {"place": "Djibo", "days": ("2024-09-16", "2024-09-17")}),
        ({"place": "Djibo"}, {"place": "Djibo", "days": ("2024-09-14", "2024-09-17")}),
        ({"place": "Djibo", "killed": 12}, {"place": "Djibo", "killed": 12, "days": ("2024-09-01", "2024-09-30")}),
        ({"place": "Djibo", "killed": 12}, {"place": "Djibo", "killed": 12, "days": "2024-09-18"}),
        (ALL, {**ALL, "days": ("2024-01-01", "2024-12-30")}),
        ({**ALL, "days": ("2024-07-01", "2024-09-30")}, {**ALL, "days": ("2024-01-01", "2024-12-30")}),
        ({"kind": "Bombing", "place": "Djibo"}, {"kind": "ArmedAttack", "place": "Djibo"}),
        ({"kind": "Ambush", "place": "Djibo"}, {"kind": "Attack", "place": "Djibo"}),
        ({"kind": "Coup"}, {"kind": "Coup"}),
        ({"kind": "Coup"}, {"kind": "AttemptedCoup", "status": "attempted"}),
        ({"kind": "Coup", "place": "Djibo"}, {"kind": "Coup", "place": "Arbinda"}),
        ({"kind": "Coup"}, {"kind": "Coup", "days": ("2024-09-01", "2024-09-30")}),
        ({"kind": "Insurgency", "days": ("2012-01-01", None)}, {"kind": "Insurgency", "days": ("2012-01-01", None)}),
        (
            {"kind": "Sanctioning", "perpetrator": "Russia", "days": ("2024-09-01", "2024-09-30")},
            {"kind": "Sanctioning", "perpetrator": "Russia", "days": ("2024-09-01", "2024-09-30")},
        ),
        (
            {"kind": "TransferOfTerritory", "place": "Djibo", "perpetrator": "JNIM"},
            {"kind": "TransferOfTerritory", "place": "Djibo", "perpetrator": Named("gunmen", "ArmedGroup")},
        ),
        # Who did it is told in two ways, and all else agrees: that is a disagreement, not another attack.
        ({"place": "Djibo", "perpetrator": "JNIM"}, {"place": "Djibo", "perpetrator": "ISGS"}),
        ({"place": "Djibo", "perpetrator": "JNIM"}, {"place": "Djibo", "perpetrator": "Katiba Macina"}),
        (
            {"place": "Djibo", "perpetrator": "JNIM"},
            {"place": "Djibo", "perpetrator": "Ansar", "kind": "Attack"},
        ),
    ],
)
def test_accounts_of_one_happening(one: Telling, other: Telling) -> None:
    assert are_one(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"place": "Djibo"}, {"place": "Arbinda"}),
        ({"place": VILLAGE, "killed": 12}, {"place": OTHER, "killed": 12}),
        ({"place": "Djibo barracks", "killed": 12}, {"place": "Arbinda", "killed": 12}),
        ({"place": "Djibo"}, {"place": "Djibo", "days": "2024-09-15"}),
        ({"place": "Djibo"}, {"place": "Djibo", "days": "2024-09-18"}),  # a day apart, and nothing else agrees
        ({"place": "Djibo"}, {"place": "Djibo", "days": None}),
        ({"place": "Djibo"}, {"place": "Djibo", "country": None}),
        ({"killed": 12}, {"killed": 12, "country": "ML"}),
        ({"killed": 2}, {"killed": 2}),
        ({}, {}),
        ({"place": Named("a village", "Settlement")}, {"place": Named("a village", "Settlement")}),
        ({"place": "Burkina Faso"}, {"place": "Burkina Faso"}),
        ({"perpetrator": Named("gunmen", "ArmedGroup")}, {"perpetrator": Named("gunmen", "ArmedGroup")}),
        ({"target": "Burkina Faso"}, {"target": "Burkina Faso"}),
        ({"place": "Djibo"}, {"place": "Djibo", "days": ("2024-09-01", "2024-09-30")}),
        (
            {"place": "Djibo", "perpetrator": "JNIM"},
            {"place": "Djibo", "perpetrator": "JNIM", "days": ("2024-01-01", "2024-12-31")},
        ),
        ({"kind": "Kidnapping", "place": "Djibo"}, {"kind": "Bombing", "place": "Djibo"}),
        ({"kind": "Battle", "place": "Djibo"}, {"kind": "ArmedAttack", "place": "Djibo"}),
        (ALL, {**ALL, "days": ("2023-01-01", "2024-12-31")}),
        ({"kind": "Sanctioning"}, {"kind": "Sanctioning"}),
        ({"kind": "Coup"}, {"kind": "Mutiny"}),
        ({"kind": "Coup"}, {"kind": "Coup", "days": ("2024-01-01", "2024-12-31")}),
        ({"kind": "Sanctioning", "perpetrator": "Russia"}, {"kind": "Sanctioning", "perpetrator": "Reuters"}),
        ({"kind": "Insurgency", "days": ("2012-01-01", None)}, {"kind": "Insurgency", "days": ("2015-01-01", None)}),
        ({"killed": 12, "perpetrator": "JNIM"}, {"killed": 12, "perpetrator": "ISGS"}),
        # Who takes a town is what it is about.
        (
            {"kind": "TransferOfTerritory", "place": "Djibo", "perpetrator": "JNIM"},
            {"kind": "TransferOfTerritory", "place": "Djibo", "perpetrator": "ISGS"},
        ),
        (
            {"place": "Djibo", "perpetrator": "JNIM"},
            {"place": "Djibo", "perpetrator": "ISGS", "kind": "Attack"},
        ),
        ({"place": "Djibo", "known": "https://w3id.org/conflict-kg/id/attack/inata"}, {"place": "Arbinda"}),
    ],
)
def test_accounts_of_two(one: Telling, other: Telling) -> None:
    assert not are_one(one, other)


def test_one_known_event_is_one_happening_whatever_else_is_told() -> None:
    known = "https://w3id.org/conflict-kg/id/attack/inata"
    made = fused(
        Story("a").event(known=known, place="Djibo"),
        Story("b").event(known=known, place="Arbinda", days="2024-01-01", kind="Bombing"),
        Story("c").event(place="Arbinda", days="2024-01-01", kind="Bombing"),
    )
    assert made.happenings() == [["a", "b"], ["c"]]  # b's town is not a's, so c's may be another
    assert ("attack/inata",) in made.ask("SELECT ?h { ?e kg:refersTo ?h }")


def test_an_account_joins_those_of_a_known_event() -> None:
    known = "https://w3id.org/conflict-kg/id/coup/ML-2020"
    made = fused(
        Story("a").event("Coup", days=None, country="ML", known=known),
        Story("b").event("Coup", days="2020-08-18", country="ML"),
    )
    assert made.happenings() == [["a", "b"]]
    assert made.ask("SELECT ?h ?m { GRAPH FACTS { ?e kg:refersTo ?h . ?l kg:links ?e ; kg:method ?m } }") == [
        ("coup/ML-2020", "type, country, date")
    ]


def test_an_account_finds_a_known_event_that_may_have_been_in_any_month() -> None:
    known = "https://w3id.org/conflict-kg/id/attack/inata"
    bounds = [
        Quad(NamedNode(known), KG.firstDay, Literal(19723), REFERENCE_GRAPH),
        Quad(NamedNode(known), KG.lastDay, Literal(20088), REFERENCE_GRAPH),
    ]
    stories = Story("a").event(**{**ALL, "days": None}, known=known), Story("b").event(**ALL)
    assert fused(*stories, known=bounds).happenings() == [["a", "b"]]
    assert fused(*stories).happenings() == [["a"], ["b"]]


def test_two_events_of_one_article_are_two() -> None:
    twice = Story("a").event(place="Djibo", killed=12).event(place="Djibo", killed=12)
    assert fused(twice).happenings() == [["a"], ["a"]]
    # What may be one attack told as two is no reason for others to stand alone.
    others = [Story(name, "2024-09-20").event(place="Djibo", killed=12) for name in "bcd"]
    assert fused(twice, *others).happenings() == [["a"], ["a", "b", "c", "d"]]


def test_between_two_that_fit_alike_nothing_is_chosen_and_both_are_kept() -> None:
    made = fused(
        Story("a").event(place="Djibo"), Story("b").event(place="Arbinda"), Story("c", source=None).event(place="Soum")
    )
    assert made.happenings() == [["a"], ["b"], ["c"]]
    rows = made.ask(
        "SELECT ?s ?c { GRAPH FACTS { ?l kg:isChosen ?c ; kg:candidate ?h ; kg:score ?s . ?h kg:accounts 1 } }"
    )
    assert rows == [("0.65", "false"), ("0.65", "false"), ("1", "true"), ("1", "true"), ("1", "true")]


def test_those_that_name_no_town_go_together_where_towns_differ() -> None:
    made = fused(
        Story("a").event(place="Djibo", perpetrator="JNIM"),
        Story("b").event(place="Arbinda", perpetrator="JNIM"),
        *(Story(name).event(perpetrator="JNIM") for name in "cde"),
    )
    assert made.happenings() == [["a"], ["b"], ["c", "d", "e"]]


def test_between_two_known_events_nothing_is_chosen() -> None:
    known = "https://w3id.org/conflict-kg/id/"
    made = fused(
        Story("a").event("Coup", known=known + "coup/ML-2020", country="ML", days="2020-08-18"),
        Story("b").event("Coup", known=known + "attack/inata", country="ML", days="2020-08-18"),
        Story("c").event("Coup", country="ML", days="2020-08-18"),
    )
    assert made.happenings() == [["a"], ["b"], ["c"]]


def test_what_is_no_fact_is_no_happening() -> None:
    made = fused(
        *(Story(s).event(status=s, place="Djibo") for s in ("denied", "planned", "threatened", "hypothetical"))
    )
    assert made.happenings() == []
    assert made.ask("SELECT ?h { GRAPH FACTS { ?h kg:accounts ?n ; kg:score ?s } }") == []


def test_a_later_account_renames_nothing() -> None:
    first = [
        Story("a", published="2024-09-18").event(place="Djibo"),
        Story("b", published="2024-09-19").event(place="Djibo"),
    ]
    later = Story("c", published="2024-09-20").event(
        place="Djibo", perpetrator="JNIM", killed=12, kind="SuicideBombing"
    )
    before, after = fused(*first), fused(*first, later)
    assert len(after.happenings()) == 1
    asked = "SELECT DISTINCT ?h { ?e kg:refersTo ?h ; kg:eventType ?t }"
    assert before.ask(asked) == after.ask(asked)


STORIES = [
    Story("a", "2024-09-18").event(place="Djibo", perpetrator="JNIM", killed=20),
    Story("b", "2024-09-18", "AFP").event(place="Soum", killed=20),
    Story("c", "2024-09-19", "AP").event(place="Djibo", killed=32, kind="Bombing"),
    Story("d", "2024-09-20").event(perpetrator="JNIM", killed=32).event("Coup", country="ML", days="2020-08-18"),
    Story("e", None, None)
    .event(place="Arbinda", killed=20)
    .relation("backs", "Russia", named("Faso Bloc", "Organization")),
    Story("f", "2024-09-20", "AFP").event(place="Soum").relation("backs", "Russia", named("Faso Bloc", "Organization")),
    Story("g", "2024-10").event(place=VILLAGE, days=("2024-09-01", "2024-09-30"), killed=20, perpetrator="JNIM"),
    Story("h", "2024-09-21").event("Coup", country="ML", days=("2020-08-01", "2020-08-31")).event(place=VILLAGE),
]


@settings(max_examples=25, deadline=None)
@given(st.permutations(STORIES))
def test_the_order_of_articles_changes_nothing(stories: list[Story]) -> None:
    assert list(facts(store_of(*stories))) == list(facts(store_of(*STORIES)))


def test_accounts_are_not_all_compared_with_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice the articles, twice the work: of one story that all tell, and of many on as many days."""
    counted: list[int] = []
    compare = clusters.compare
    monkeypatch.setattr(clusters, "compare", lambda *given: counted.append(1) or compare(*given))

    def comparisons(number: int) -> int:
        counted.clear()
        stories = [Story(f"s{n}").event(place="Djibo", perpetrator="JNIM", killed=20) for n in range(number)]
        days = (
            f"20{year}-{month:02}-{day:02}" for year in (22, 23) for month in range(1, 13) for day in range(1, 28, 3)
        )
        stories += [Story(f"t{n}").event(place="Djibo", perpetrator="JNIM", days=next(days)) for n in range(number)]
        fused(*stories)
        return len(counted)

    few, many = comparisons(40), comparisons(80)
    assert few > 0
    assert many <= 2.2 * few
