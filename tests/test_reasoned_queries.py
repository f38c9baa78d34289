"""Saved queries over what rules conclude, asked of the seed and the known things alone.

The answers expected here were worked out by hand from public dates, not taken from a run: who fell when is well known.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.articles import read_articles
from kg.build import build, read_shared
from kg.graph import Provenance
from kg.knowledge.knowledge import Knowledge
from kg.pipeline import analyse
from kg.queries import bind, find_query, read_queries
from kg.results import Solutions
from kg.rules import read_rules
from kg.settings import data_directory
from kg.store.embedded import open_store

SEEDS = Path(__file__).parent.parent / "seeds"
Ask = Callable[..., list[tuple[str, ...]]]


@pytest.fixture(scope="module")
def ask(knowledge: Knowledge) -> Ask:
    """Ask a saved query of a store with the seed and all known things; the columns that are named come back as text."""
    store, ontology = open_store(None), data_directory("ontology")
    build(
        read_articles([str(SEEDS)], 10_000_000),
        lambda article: analyse(article, knowledge),
        store,
        Provenance("0", "0", "0"),
        knowledge.gazetteer,
        shared=read_shared(ontology),
        rules=read_rules(ontology / "rules"),
    )
    queries = read_queries(data_directory("queries"))

    def answer(name: str, columns: str, /, **values: str) -> list[tuple[str, ...]]:
        found = store.query(bind(find_query(queries, name), values))
        assert isinstance(found, Solutions)
        positions = [found.variables.index(column) for column in columns.split()]
        return [tuple(getattr(row[i], "value", "") for i in positions) for row in found.rows]

    return answer


def test_the_seed_tells_of_coups_in_order_and_leaves_one_open(ask: Ask) -> None:
    assert ask("coups-followed", "earlier_country earlier_date later_country later_date days") == [
        ("Mali", "2020-08-18", "Mali", "2021-05-24", "279"),
        ("Mali", "2021-05-24", "Burkina Faso", "2022-01-24 or 2022-09-30", "245 to 494"),
        ("Mali", "2021-05-24", "Niger", "2023-07-26", "793"),
    ]
    (words,) = {row[0] for row in ask("coups-followed", "words")}
    assert (
        "two military coups in Mali in 2020 and 2021, followed by coups in neighboring Burkina Faso and Niger" in words
    )


def test_coups_that_are_near_enough(ask: Ask) -> None:
    assert [row[0] for row in ask("coups-followed", "later_date", within="300")] == ["2021-05-24"]
    assert len(ask("coups-followed", "later_date", region="Sahel")) == 3
    assert ask("coups-followed", "later_date", region="Central Asia") == []


def test_coups_of_the_sahel_in_a_row(ask: Ask) -> None:
    rows = ask("coups-in-a-row", "earlier_date later_date days", region="Sahel", since="2022")
    assert rows == [
        ("2021-05-24", "2022-01-24", "245"),
        ("2022-01-24", "2022-09-30", "249"),
        ("2022-09-30", "2023-07-26", "299"),
    ]


def test_a_coup_that_was_reversed(ask: Ask) -> None:
    rows = ask("how-coups-ended", "date reversed_by days", country="BF", since="2015")
    assert ("2015-09-16", "2015 Burkinabé counter-coup", "7") in rows
    rows = ask("how-coups-ended", "date ended", country="ML", since="2020")
    assert {("2020-08-18", "succeeded"), ("2021-05-24", "succeeded")} <= set(rows)


def test_who_replaced_whom(ask: Ask) -> None:
    rows = ask("who-replaced-whom", "since new old brought_by", country="NE", name="Bazoum")
    assert (
        "2023-07-26",
        "National Council for the Safeguard of the Homeland",
        "Mohamed Bazoum",
        "2023 Nigerien coup d'état",
    ) in rows
    assert ("2021-04-02", "Mohamed Bazoum", "Mahamadou Issoufou", "") in rows


def test_who_was_in_office(ask: Ask) -> None:
    rows = ask("who-was-in-office", "post name", country="ML", on="2020-09-01")
    assert ("in office", "National Committee for the Salvation of the People") in rows
    assert ("in office", "Ibrahim Boubacar Keïta") not in rows


def test_juntas_and_who_overthrew_them(ask: Ask) -> None:
    rows = ask("juntas-and-their-coups", "since until by overthrown_by", country="BF")
    assert ("2022-01-24", "2022-09-30", "January 2022 Burkina Faso coup d'état") in [row[:3] for row in rows]
    (overthrown,) = [row[3] for row in rows if row[0] == "2022-01-24"]
    assert overthrown == "September 2022 Burkina Faso coup d'état"


def test_deposed_leaders(ask: Ask) -> None:
    rows = ask("deposed-leaders", "date deposed", country="NE")
    assert rows[:2] == [("2023-07-26", "Mohamed Bazoum"), ("2010-02-18", "Mamadou Tandja")]
    assert ask("deposed-leaders", "deposed", leader="Bazoum") == [("Mohamed Bazoum",)]


def test_two_tolls_of_one_happening_are_one_row(knowledge: Knowledge, tmp_path: Path) -> None:
    for number, dead in ((1, 3), (2, 4)):
        head = f"---\nsource: Paper {number}\npublished: 2024-09-18\n---\n"
        told = f"Gunmen attacked a police post in Gao, Mali, on Monday, killing {dead} officers.\n"
        (tmp_path / f"{number}.txt").write_text(head + told, encoding="utf-8")
    (row,) = _ask_of(tmp_path, knowledge, "where-articles-disagree")
    assert {row["one_says"], row["other_says"]} == {"3", "4"}


def test_a_source_said_the_sentence_that_is_shown(knowledge: Knowledge, tmp_path: Path) -> None:
    words = {
        "gunman": "A gunman attacked a base in Gao, Mali, on Monday.",
        "mayor": "The mayor said that the attack killed 20 people.",
        "JNIM": "JNIM claimed responsibility.",
    }
    (tmp_path / "a.txt").write_text(" ".join(words.values()) + "\n", encoding="utf-8")
    found = _ask_of(tmp_path, knowledge, "who-said-what")
    shown = {(row["who"], row["words"]) for row in found}
    assert shown == {("mayor", words["mayor"]), ("Jama'at Nusrat al-Islam wal-Muslimin", words["JNIM"])}
    assert {row["value"] for row in found if row["who"] != "mayor"} == {"JNIM"}


def _ask_of(articles: Path, knowledge: Knowledge, name: str) -> list[dict[str, str]]:
    """The rows of a saved query over articles and all known things, without what rules conclude."""
    store = open_store(None)
    build(
        read_articles([str(articles)], 10_000),
        lambda article: analyse(article, knowledge),
        store,
        Provenance("0", "0", "0"),
        knowledge.gazetteer,
        shared=read_shared(data_directory("ontology")),
    )
    found = store.query(bind(find_query(read_queries(data_directory("queries")), name), {}))
    assert isinstance(found, Solutions)
    return [{v: getattr(t, "value", "") for v, t in zip(found.variables, row, strict=True)} for row in found.rows]
