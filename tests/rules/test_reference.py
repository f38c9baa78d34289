"""What the rules make of the known things that kg ships: what a reader of the Sahel would say, and nothing impossible."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.build import read_shared
from kg.results import Solutions
from kg.rules import apply_rules, read_rules
from kg.store.base import Store
from kg.store.embedded import open_store
from kg.vocab import DATA, INFERRED_GRAPH, KG, RDFS

ONTOLOGY = Path(__file__).parent.parent.parent / "ontology"


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store(None) as made:
        made.load(read_shared(ONTOLOGY))
        apply_rules(made, read_rules(ONTOLOGY / "rules"))
        yield made


def ask(store: Store, columns: str, pattern: str) -> list[tuple[str, ...]]:
    prefixes = f"PREFIX kg: <{KG.base}> PREFIX rdfs: <{RDFS.base}>"
    answer = store.query(f"{prefixes} SELECT DISTINCT {columns} WHERE {{ {pattern} }}")
    assert isinstance(answer, Solutions)
    return sorted(tuple(getattr(term, "value", "").removeprefix(DATA) for term in row) for row in answer.rows)


def coups_in_a_row(store: Store, country: str) -> list[tuple[str, ...]]:
    chain = (
        f"?later kg:directlyFollowed ?earlier ; a kg:Coup ; kg:country <{DATA}country/{country}> . ?earlier a kg:Coup"
    )
    return [pair for pair in ask(store, "?later ?earlier", chain) if pair[0] > f"coup/{country}-2010"]


@pytest.mark.parametrize(
    ("country", "pairs"),
    [
        (
            "ML",
            [
                ("ML-2012-03-22", "ML-1991-03-26"),
                ("ML-2020-08-18", "ML-2012-03-22"),
                ("ML-2021-05-24", "ML-2020-08-18"),
            ],
        ),
        ("NE", [("NE-2010-02-18", "NE-1999-04-09"), ("NE-2023-07-26", "NE-2010-02-18")]),
    ],
)
def test_coups_of_a_country_in_a_row(store: Store, country: str, pairs: list[tuple[str, str]]) -> None:
    found = coups_in_a_row(store, country)
    assert sorted(found) == sorted((f"coup/{later}", f"coup/{earlier}") for later, earlier in pairs)


def test_coups_of_the_sahel_in_a_row(store: Store) -> None:
    """Each is the next one in the Sahel; a coup of Guinea in between counts for Western Africa only."""
    links = ask(
        store, "?later ?earlier", "?later kg:directlyFollowedInRegion ?earlier . ?later a kg:Coup . ?earlier a kg:Coup"
    )
    assert {
        ("coup/BF-2022-01-24", "coup/ML-2021-05-24"),
        ("coup/BF-2022-01-24", "coup/GN-2021-09-05"),
        ("coup/BF-2022-09-30", "coup/BF-2022-01-24"),
        ("coup/NE-2023-07-26", "coup/BF-2022-09-30"),
    } <= set(links)


def test_who_was_in_office(store: Store) -> None:
    (row,) = ask(store, "?office", f"<{DATA}attack/2024-bamako-attacks> kg:tookPlaceUnder/rdfs:label ?office")
    assert "Goïta" in row[0]
    assert ("actor/assimi-goita", "actor/bah-ndaw") in ask(store, "?new ?old", "?new kg:replaced ?old")


@pytest.mark.parametrize(
    "impossible",
    [
        "?one kg:directlyFollowed ?other . ?other kg:followed* ?one",
        "?one kg:tookPlaceUnder ?two , ?three FILTER(?two != ?three)",
        "?one kg:replaced ?one",
        "?one kg:locatedIn ?one",
        "?one kg:outcome kg:succeeded , kg:failed",
        f"GRAPH {INFERRED_GRAPH} {{ ?one ?two ?three }} GRAPH ?four {{ ?one ?two ?three }} FILTER(?four != {INFERRED_GRAPH})",
    ],
)
def test_nothing_impossible_follows(store: Store, impossible: str) -> None:
    assert ask(store, "?one", impossible) == []


def test_a_deposed_head_of_a_country_is_out_of_office(store: Store) -> None:
    ended = ask(
        store, "?name ?last", "?post a kg:Post ; kg:endedBy ?coup ; kg:holder/rdfs:label ?name ; kg:lastDay ?last"
    )
    assert ("Ali Bongo Ondimba", "19599") in ended  # 2023-08-30
    deposed = """?coup kg:outcome kg:succeeded ; kg:deposedLeader ?who ; kg:country ?where ; kg:firstDay ?day .
        ?post a kg:Post ; kg:holder ?who ; kg:postIn ?where ; kg:postTitle ?title ; kg:firstDay ?begin .
        FILTER(?begin < ?day && REGEX(?title, "^(president|prime minister|effective leader)", "i"))
        FILTER NOT EXISTS { ?post kg:lastDay ?last }"""
    assert ask(store, "?post ?coup", deposed) == []
