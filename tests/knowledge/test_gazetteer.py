"""The gazetteer: reference files in, known things by key, name, demonym and code out."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.knowledge.gazetteer import Gazetteer, is_for_english, read_gazetteer
from kg.knowledge.knowledge import Knowledge

COUNTRIES = """
@prefix kg: <https://w3id.org/conflict-kg/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<urn:x> a kg:Country ; rdfs:label "Xland"@en ; kg:countryCode "XA" ; kg:demonym "Xish" , "Xlander" ;
    skos:exactMatch <http://example.org/x> , <http://www.wikidata.org/entity/Q1> .
<urn:y> a kg:Country ; rdfs:label "Yland"@en ; kg:countryCode "YB" .
"""
THINGS = """
@prefix kg: <https://w3id.org/conflict-kg/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<urn:town> a kg:Settlement ; rdfs:label "Town"@en ; skos:altLabel "Old Town"@en , "Ancient Town"@en ;
    kg:country <urn:x> ; kg:capitalOf <urn:x> .
<urn:town2> a kg:Settlement ; rdfs:label "Town"@en ; kg:country <urn:y> .
<urn:coup> a kg:Coup ; rdfs:label "Coup in Xland"@en ; kg:country <urn:x> ; kg:perpetrator <urn:army> ;
    kg:onOrAfter "2020-08-18T00:00:00Z"^^xsd:dateTime ; kg:onOrBefore "2020-08-18T23:59:59Z"^^xsd:dateTime .
<urn:early> a kg:Coup ; rdfs:label "Earlier coup"@en ; kg:country <urn:x> ; kg:onOrAfter "1990-01-01T00:00:00Z"^^xsd:dateTime .
<urn:nameless> a kg:Settlement ; kg:country <urn:x> .
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    folder = tmp_path_factory.mktemp("reference")
    (folder / "a.ttl").write_text(THINGS, encoding="utf-8")
    (folder / "b.ttl").write_text(COUNTRIES, encoding="utf-8")
    return read_gazetteer(sorted(folder.glob("*.ttl")))


def test_what_is_known_of_a_thing(small: Gazetteer) -> None:
    town = small.by_key["urn:town"]
    assert (town.type, town.label, town.country, town.capital_of) == ("Settlement", "Town", "XA", "XA")
    assert town.names == ("Town", "Ancient Town", "Old Town")
    assert "urn:nameless" not in small.by_key


def test_a_country_is_in_itself_and_has_its_item(small: Gazetteer) -> None:
    country = small.by_key["urn:x"]
    assert (country.country, country.wikidata) == ("XA", "Q1")
    assert small.country_key("XA") == "urn:x"
    assert small.country_key("ZZ") is None
    assert dict(small.demonyms) == {"Xish": "XA", "Xlander": "XA"}


def test_a_name_that_two_things_bear_gives_both(small: Gazetteer) -> None:
    assert [known.key for known in small.named("Town")] == ["urn:town", "urn:town2"]
    assert [known.key for known in small.named("Old Town")] == ["urn:town"]
    assert small.named("town") == small.named("Nowhere") == ()


def test_events_of_a_country_in_order_of_time(small: Gazetteer) -> None:
    assert [known.key for known in small.events_in("XA")] == ["urn:early", "urn:coup"]
    coup = small.by_key["urn:coup"]
    assert (coup.first, coup.last) == ("2020-08-18", "2020-08-18")
    assert small.by_key["urn:early"].last is None
    assert small.events_in("YB") == ()


def test_classes_that_no_text_names_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "x.ttl").write_text(
        COUNTRIES + "<urn:p> a kg:Post ; rdfs:label 'Zed, president'@en .", encoding="utf-8"
    )
    assert read_gazetteer([tmp_path / "x.ttl"]).named("Zed, president")
    assert not read_gazetteer([tmp_path / "x.ttl"], beside={"Post"}).named("Zed, president")


@pytest.mark.parametrize(
    ("name", "language", "is_read"),
    [
        ("Moptown", None, True),
        ("Moptown", "en-GB", True),
        ("Moptown", "mul", True),
        ("Tchadie", "fr", False),
        ("RDC", "fr", True),
        ("A", "fr", False),
        ("Front de libération", "fr", True),
        ("armée de Xland", "fr", False),
    ],
)
def test_which_names_english_text_is_searched_for(name: str, language: str | None, is_read: bool) -> None:
    assert is_for_english(name, language) is is_read


FRENCH = """
@prefix kg: <https://w3id.org/conflict-kg/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<urn:x> a kg:Country ; rdfs:label "Xland"@en ; kg:countryCode "XA" ; kg:demonym "Xish"@en , "xois"@fr , "Xer" ;
    skos:altLabel "Xlande"@fr , "XL"@fr , "République de Xlande"@fr , "Both"@en , "Both"@fr , "Xland"@fr .
<urn:y> a kg:Region ; rdfs:label "Ouest"@fr .
"""


def test_a_name_in_french_is_kept_with_its_tag_and_not_read_in_english(tmp_path: Path) -> None:
    (tmp_path / "x.ttl").write_text(FRENCH, encoding="utf-8")
    gazetteer = read_gazetteer([tmp_path / "x.ttl"])
    country = gazetteer.by_key["urn:x"]
    assert country.names == ("Xland", "Both", "République de Xlande", "XL")
    assert country.other_names == (("Xlande", "fr"),)
    assert gazetteer.named("Xlande") == ()
    assert dict(gazetteer.demonyms) == {"Xish": "XA", "Xer": "XA"}
    assert gazetteer.named("Ouest")  # a thing's one label is a name of it, whatever its language


def test_a_broken_file_says_where(tmp_path: Path) -> None:
    (tmp_path / "x.ttl").write_text("<urn:a> <urn:b>\n no turtle .", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"x\.ttl:2: "):
        read_gazetteer([tmp_path / "x.ttl"])
    with pytest.raises(OntologyError, match="cannot be read"):
        read_gazetteer([tmp_path / "gone.ttl"])


def test_the_shipped_one_knows_every_name_of_every_thing(knowledge: Knowledge) -> None:
    gazetteer = knowledge.gazetteer
    assert len(gazetteer.countries) > 190
    assert not [known.key for known in gazetteer.by_key.values() if knowledge.ontology.is_a(known.type, "Situation")]
    for key, known in gazetteer.by_key.items():
        assert all(key in gazetteer.by_name[name] for name in known.names)
    for code in gazetteer.demonyms.values():
        assert gazetteer.country_key(code)
