"""The toll of several accounts: low, best, high, and who took back what."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.fuse.tolls import Figure, FusedToll, fuse_tolls
from kg.vocab import KG, REFERENCE_GRAPH
from tests.fuse.telling import Facts, Named, Story, fused

INATA = {"place": "Djibo", "days": "2021-11-14"}


def tolls(*figures: tuple[int | tuple[int, int], str, str]) -> tuple[int, int, int] | None:
    made = fuse_tolls(Figure((t, t) if isinstance(t, int) else t, voice, day) for t, voice, day in figures)
    return (made.low, made.best, made.high) if made else None


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ([], None),
        ([(20, "a", "2021-11-14")], (20, 20, 20)),
        # No two agree: the newest.
        ([(20, "a", "2021-11-14"), (32, "b", "2021-11-15")], (20, 32, 32)),
        # Two agree on the older figure: one voice alone does not outweigh them.
        ([(20, "a", "2021-11-14"), (20, "b", "2021-11-14"), (57, "c", "2021-11-20")], (20, 20, 57)),
        # Two agree on each of two figures: the newer one, however often the older one is repeated.
        (
            [(20, v, "2021-11-14") for v in "abcd"]
            + [(53, "e", "2021-11-19"), (53, "f", "2021-11-20"), (20, "g", "2022-01-01")],
            (20, 53, 53),
        ),
        # One voice twice is one voice.
        ([(20, "a", "2021-11-14"), (20, "a", "2021-11-15"), (32, "b", "2021-11-16")], (20, 32, 32)),
        # Of one day the one that more give, then the higher.
        ([(20, "a", "2021"), (20, "b", "2021"), (20, "c", "2021"), (9, "d", "2021"), (9, "e", "2021")], (9, 20, 20)),
        ([(20, "a", "2021"), (32, "b", "2021")], (20, 32, 32)),
        ([((20, 25), "a", "2021"), ((20, 25), "b", "2021"), (7, "c", "2020")], (7, 20, 25)),
        # An article without a date never makes a figure newer.
        ([(20, "a", ""), (32, "b", "2021")], (20, 32, 32)),
        ([(0, "a", "2021")], (0, 0, 0)),
    ],
)
def test_the_rule(figures: list[tuple[int | tuple[int, int], str, str]], expected: tuple[int, int, int] | None) -> None:
    assert tolls(*figures) == expected
    assert tolls(*reversed(figures)) == expected


def test_what_one_article_gives_is_the_toll() -> None:
    assert fuse_tolls([Figure((3, 4), "a", "")]) == FusedToll(3, 3, 4)


def of_happening(made: Facts, name: str = "killed") -> list[tuple[str, ...]]:
    return made.ask(f"SELECT ?a ?b ?c {{ GRAPH FACTS {{ ?h kg:{name}Min ?a ; kg:{name}Best ?b ; kg:{name}Max ?c }} }}")


def test_a_source_that_corrects_itself_counts_once() -> None:
    made = fused(
        Story("a", "2021-11-14", "AFP").event(killed=20, **INATA),
        Story("b", "2021-11-15", "AFP").event(killed=32, **INATA),
        Story("c", "2021-11-15", "Reuters").event(killed=32, **INATA),
    )
    assert of_happening(made) == [("32", "32", "32")]
    assert (
        made.ask("SELECT ?new ?old { ?x kg:supersedes ?y . ?x rdf:object ?new . ?y rdf:object ?old }")
        == [("32", "20")] * 2
    )  # of the lowest figure and of the highest
    assert made.ask("SELECT ?x { ?x kg:contradicts ?y }") == []


def test_two_articles_that_quote_one_army_are_one_voice() -> None:
    def told(day: str, source: str, number: int) -> Story:
        return Story(f"{source} {day}", day, source).event(killed=number, said_by="Burkinabe army", **INATA)

    made = fused(told("2021-11-14", "AFP", 20), told("2021-11-14", "AP", 20), told("2021-11-16", "Reuters", 32))
    assert of_happening(made) == [("32", "32", "32")]
    # Somebody described is the same person for one publisher only.
    official = Named("an official", "Person")
    made = fused(
        Story("a", "2021-11-14", "AFP").event(killed=20, said_by=official, **INATA),
        Story("b", "2021-11-16", "AP").event(killed=32, said_by=official, **INATA),
        Story("c", "2021-11-17", "AP").event(killed=40, said_by=official, **INATA),
    )
    assert of_happening(made) == [("20", "40", "40")]
    assert set(made.ask("SELECT ?n ?o { ?x kg:supersedes ?y . ?x rdf:object ?n . ?y rdf:object ?o }")) == {("40", "32")}


def test_a_month_is_not_before_its_days() -> None:
    made = fused(
        Story("a", "2021-11", "AFP").event(killed=20, **INATA),
        Story("b", "2021-11-15", "AFP").event(killed=32, **INATA),
    )
    assert made.ask("SELECT ?x { ?x kg:supersedes ?y }") == []
    assert of_happening(made) == [("20", "32", "32")]


def test_figures_that_cannot_both_be_right_contradict_each_other_both_ways() -> None:
    made = fused(
        Story("a", "2021-11-14", "AFP").event(killed=20, **INATA),
        Story("b", "2021-11-14", "AP").event(killed=(20, 32), **INATA),
        Story("c", "2021-11-14", "Reuters").event(killed=53, **INATA),
    )
    rows = made.ask(
        "SELECT ?a ?b { ?x kg:contradicts ?y ; rdf:predicate kg:killedMax ; rdf:object ?a . ?y rdf:object ?b }"
    )
    assert rows == [("20", "53"), ("32", "53"), ("53", "20"), ("53", "32")]
    assert of_happening(made) == [("20", "53", "53")]


def test_a_known_toll_stands() -> None:
    known = "https://w3id.org/conflict-kg/id/attack/inata"
    given = [Quad(NamedNode(known), KG.killedMin, Literal(53), REFERENCE_GRAPH)]
    story = Story("a").event(known=known, killed=20, injured=4, place="Djibo", days="2021-11-14")
    made = fused(story, known=given)
    assert of_happening(made) == []
    assert of_happening(made, "injured") == [("4", "4", "4")]
    assert of_happening(fused(story)) == [("20", "20", "20")]
