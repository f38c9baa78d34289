"""Entities to known things: what is chosen, and what stays open because two fit or none fits well enough."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.knowledge.gazetteer import Gazetteer, Known
from kg.knowledge.knowledge import Knowledge
from kg.link.entities import LEAST, MARGIN, choose, link_entities
from kg.model import Candidate, Entity, Link, Span
from tests.conftest import Read


def known(key: str, kind: str, label: str, country: str | None = None, *others: str) -> Known:
    return Known(key, kind, label, (label, *others), country, f"Q{key}", None, None, None)


THINGS = (
    known("x", "Country", "Xland", "XA"),
    known("y", "Country", "Yland", "YB"),
    known("town-x", "Settlement", "Town", "XA"),
    known("town-y", "Settlement", "Town", "YB"),
    known("front", "InsurgentGroup", "Free Front", "XA", "FF"),
    known("army-x", "StateForce", "Army of Xland", "XA", "army of Xland"),
    known("doe", "Person", "John Doe", "XA", "Doe"),
    known("doe-town", "Settlement", "Doe", "YB"),
    known("far", "Settlement", "Far", "YB"),
)


def gazetteer() -> Gazetteer:
    by_name: dict[str, tuple[str, ...]] = {}
    for thing in THINGS:
        for name in thing.names:
            by_name[name] = (*by_name.get(name, ()), thing.key)
    return Gazetteer({t.key: t for t in THINGS}, by_name, {"Xish": "XA"}, {"XA": "x", "YB": "y"}, {}, {})


def link(
    knowledge: Knowledge, label: str, kind: str, country: str | None = None, topic: str | None = None, words: str = ""
) -> Entity:
    text = words or label
    entity = Entity("e1", kind, label, country, (Span(0, len(text)),))
    (linked,) = link_entities([entity], text, topic, gazetteer(), knowledge.ontology)
    return linked


def test_a_name_that_one_thing_bears(knowledge: Knowledge) -> None:
    found = link(knowledge, "Free Front", "InsurgentGroup")
    assert (found.link.chosen, found.link.wikidata, found.country) == ("front", "Qfront", "XA")
    assert found.link.candidates[0].method == "name, type"


def test_a_name_that_two_things_bear_is_neither(knowledge: Knowledge) -> None:
    found = link(knowledge, "Town", "Settlement")
    assert found.link.chosen is None
    assert found.link.wikidata is None
    assert {c.key for c in found.link.candidates} == {"town-x", "town-y"}
    assert found.country is None


@pytest.mark.parametrize(("country", "topic", "chosen"), [("XA", None, "town-x"), (None, "YB", "town-y")])
def test_a_country_settles_what_a_name_cannot(
    knowledge: Knowledge, country: str | None, topic: str | None, chosen: str
) -> None:
    found = link(knowledge, "Town", "Settlement", country, topic)
    assert found.link.chosen == chosen
    assert len(found.link.candidates) == 2


def test_what_an_entity_is_excludes_what_it_is_not(knowledge: Knowledge) -> None:
    assert link(knowledge, "Doe", "Person").link.chosen == "doe"
    assert link(knowledge, "Doe", "Settlement").link.chosen == "doe-town"


def test_a_region_is_not_the_town_whose_name_it_bears(knowledge: Knowledge) -> None:
    assert link(knowledge, "Far region", "Region", "YB").link.chosen is None
    assert link(knowledge, "Far", "Place", "YB").link.chosen == "far"


def test_another_country_speaks_against_a_thing(knowledge: Knowledge) -> None:
    assert link(knowledge, "Far", "Settlement", "YB").link.chosen == "far"
    alone = link(knowledge, "Far", "Settlement").link.candidates[0].score
    assert link(knowledge, "Far", "Settlement", "XA").link.candidates[0].score < alone


def test_other_names_acronyms_and_demonyms(knowledge: Knowledge) -> None:
    assert link(knowledge, "FF", "InsurgentGroup").link.chosen == "front"
    assert link(knowledge, "Xish", "Country").link.chosen == "x"
    assert link(knowledge, "FF fighters", "InsurgentGroup").link.chosen == "front"


def test_a_name_in_the_text_counts_beside_the_label(knowledge: Knowledge) -> None:
    assert link(knowledge, "rebels", "InsurgentGroup", words="Free Front").link.chosen == "front"


def test_what_nobody_knows_is_nothing_known(knowledge: Knowledge) -> None:
    found = link(knowledge, "gunmen", "ArmedGroup")
    assert found.link == Link((), None)


CANDIDATES = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.floats(0, 1)).map(lambda p: Candidate(p[0], round(p[1], 2), "")),
    max_size=6,
    unique_by=lambda c: c.key,
)


@settings(max_examples=200)
@given(CANDIDATES)
def test_what_is_chosen_stands_out(candidates: list[Candidate]) -> None:
    chosen = choose(candidates)
    assert choose(candidates[::-1]) == chosen
    scores = sorted((c.score for c in candidates), reverse=True)
    stands_out = bool(scores) and scores[0] >= LEAST and (len(scores) == 1 or scores[0] - scores[1] >= MARGIN)
    assert (chosen is not None) is stands_out
    if chosen is not None:
        assert next(c.score for c in candidates if c.key == chosen) == scores[0]


def test_an_acronym_that_two_groups_share_is_neither_by_itself(read: Read) -> None:
    found = next(e for e in read("ALF attacked a village on Sunday.", "2024-09-17").entities if e.label == "ALF")
    assert found.link.chosen is None
    assert len(found.link.candidates) == 2


@pytest.mark.parametrize(
    ("text", "label", "key"),
    [
        ("The UPDF killed five rebels in Arua on Sunday.", "UPDF", "actor/uganda-peoples-defence-force"),
        ("The Tatmadaw bombed a village on Sunday.", "Tatmadaw", "actor/myanmar-armed-forces"),
        (
            "Gunmen killed two soldiers of the Somali National Army on Sunday.",
            "Somali National Army",
            "actor/somali-national-army",
        ),
    ],
)
def test_an_army_by_its_own_name(read: Read, text: str, label: str, key: str) -> None:
    found = next(e for e in read(text, "2024-09-17").entities if label in e.label)
    assert found.link.chosen is not None
    assert found.link.chosen.endswith(key)
