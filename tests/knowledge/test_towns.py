"""Towns by name."""

from __future__ import annotations

import pytest

from kg.knowledge.towns import Town, Towns, key_of, read_towns
from kg.settings import ontology_directory, read_settings

TABLE = b"""\
aba\tNG\t897560\t2353151\t5.106\t7.367\t1
aba\tCD\t18000\t1\t3.864\t30.235\t1
abai\tPY\t8000\t2\t-26.000\t-55.900\t0
zza\tML\t1000\t3\t0.000\t0.000\t1
"""


def test_a_name_is_found_whatever_its_place_in_the_table() -> None:
    towns = Towns(TABLE)
    assert [town.geonames for town in towns.named("Aba")] == [2353151, 1]
    assert [town.geonames for town in towns.named("Zza")] == [3]
    assert towns.named("ABAI") == (Town("PY", 8000, 2, -26.0, -55.9, is_usual=False),)


@pytest.mark.parametrize("name", ["Ab", "Abaa", "Zzz", "A", "", "1"])
def test_no_other_name_is_found(name: str) -> None:
    assert Towns(TABLE).named(name) == ()
    assert Towns().named(name) == ()


def test_a_table_without_a_last_line_break_is_read_to_its_end() -> None:
    assert [town.geonames for town in Towns(TABLE.rstrip()).named("zza")] == [3]


def test_the_table_in_the_package_is_sorted_and_finds_each_of_its_names() -> None:
    path = ontology_directory(read_settings()) / "reference" / "towns.tsv"
    lines = path.read_bytes().splitlines()
    assert lines == sorted(lines)
    towns = read_towns(path)
    for line in lines[:: len(lines) // 500]:
        name, *_, number, _, _, _ = line.decode().split("\t")
        assert key_of(name) == name
        assert int(number) in {town.geonames for town in towns.named(name)}


def test_spellings_are_levelled() -> None:
    towns = read_towns(ontology_directory(read_settings()) / "reference" / "towns.tsv")
    assert towns.named("Séguéla") == towns.named("Seguela") != ()
    assert {town.country for town in towns.named("Trinidad")} >= {"BO", "CU", "UY"}
