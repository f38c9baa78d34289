"""The reference files: facts that must hold, and the traps that their sources set."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from kg.knowledge.gazetteer import Gazetteer, Known, read_gazetteer
from kg.knowledge.ontology import Ontology, local, read_ontology, read_turtle
from kg.settings import data_directory
from kg.vocab import DATA, DCTERMS, KG, RDF, RDFS, SKOS

DIRECTORY = data_directory("ontology")
PATHS = sorted((DIRECTORY / "reference").glob("*.ttl"))

Row = dict[NamedNode, list[object]]


@pytest.fixture(scope="module")
def facts() -> dict[str, Row]:
    found: dict[str, Row] = {}
    for quad in (quad for path in PATHS for quad in read_turtle(path)):
        assert isinstance(quad.subject, NamedNode)
        found.setdefault(quad.subject.value.removeprefix(DATA), {}).setdefault(quad.predicate, []).append(quad.object)
    return found


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return read_gazetteer(PATHS)


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return read_ontology([DIRECTORY / "conflict.ttl"])


def known(gazetteer: Gazetteer, name: str) -> Known:
    (found,) = gazetteer.named(name)
    return found


def term(name: str) -> NamedNode:
    return NamedNode(KG.base + name)


def texts(row: Row, predicate: NamedNode, language: str) -> set[str]:
    values = row.get(predicate, ())
    return {value.value for value in values if isinstance(value, Literal) and value.language == language}


# --- Every known thing ------------------------------------------------------------------------------------------------


def test_a_thing_is_of_one_class_and_has_one_label(facts: dict[str, Row]) -> None:
    assert [key for key, row in facts.items() if len(row[RDF.type]) != 1 or len(row[RDFS.label]) != 1] == []


def test_what_nothing_backs_has_no_outside_identifier(facts: dict[str, Row]) -> None:
    for key, row in facts.items():
        notes = texts(row, SKOS.note, "en")
        if any(note.startswith("common knowledge, unverified") for note in notes):
            assert SKOS.exactMatch not in row, key
        if SKOS.exactMatch in row:
            assert DCTERMS.source in row or any("identifier from" in note for note in notes), key


def test_one_identifier_belongs_to_one_thing(facts: dict[str, Row]) -> None:
    count = Counter(str(value) for row in facts.values() for value in row.get(SKOS.exactMatch, ()))
    assert [identifier for identifier, times in count.items() if times > 1] == []


def test_no_name_is_a_code_of_three_letters_or_an_everyday_word(facts: dict[str, Row]) -> None:
    everyday = {"Grenade", "Maurice", "Dominique", "Man", "Say", "Male", "Save", "Come", "IS", "FAN", "CAR", "Karma"}
    for key, row in facts.items():
        names = {v.value for p in (RDFS.label, SKOS.altLabel) for v in row.get(p, ()) if isinstance(v, Literal)}
        assert not names & everyday, key
        if key.startswith("country/"):
            assert not [
                name
                for name in names
                if re.fullmatch(r"[A-Z]{3}", name) and name not in {"UAE", "USA", "DRC", "RDC", "PNG"}
            ]


def test_days_are_those_of_the_times(facts: dict[str, Row]) -> None:
    for key, row in facts.items():
        for time, day in ((KG.onOrAfter, KG.firstDay), (KG.onOrBefore, KG.lastDay)):
            said = [value.value[:10] for value in row.get(time, ()) if isinstance(value, Literal)]
            days = [int(value.value) for value in row.get(day, ()) if isinstance(value, Literal)]
            assert days == [(date.fromisoformat(text) - date(1970, 1, 1)).days for text in said], key


# --- Countries --------------------------------------------------------------------------------------------------------


def test_every_country_has_a_code_of_its_own(gazetteer: Gazetteer) -> None:
    assert len(gazetteer.countries) == 250
    assert all(re.fullmatch("[A-Z]{2}", code) for code in gazetteer.countries)


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Nigerien", "NE"),
        ("Nigerian", "NG"),
        ("Malian", "ML"),
        ("Malians", "ML"),
        ("Burkinabe", "BF"),
        ("Guinean", "GN"),
        ("Bissau-Guinean", "GW"),
        ("Equatorial Guinean", "GQ"),
        ("South Sudanese", "SS"),
        ("American", "US"),
        ("Chinese", "CN"),
        ("British", "GB"),
    ],
)
def test_demonyms_point_to_one_country(word: str, code: str, gazetteer: Gazetteer) -> None:
    assert gazetteer.demonyms[word] == code


def test_french_demonyms_are_not_read_in_english(facts: dict[str, Row], gazetteer: Gazetteer) -> None:
    assert "nigérien" in texts(facts["country/NE"], KG.demonym, "fr")
    assert "nigérien" not in gazetteer.demonyms


def test_only_these_demonyms_are_shared(facts: dict[str, Row]) -> None:
    bearers: dict[str, set[str]] = {}
    for key, row in facts.items():
        for value in row.get(KG.demonym, ()):
            assert isinstance(value, Literal)
            bearers.setdefault(value.value, set()).add(key)
    shared = {word for word, keys in bearers.items() if len(keys) > 1}
    assert shared == {"Congolese", "Dominican", "Dominicans", "congolais", "congolaise", "congolaises"}


def test_a_demonym_is_no_name(facts: dict[str, Row]) -> None:
    for key, row in facts.items():
        for language in ("en", "fr"):
            names = texts(row, RDFS.label, language) | texts(row, SKOS.altLabel, language)
            assert names & texts(row, KG.demonym, language) <= {"Vatican"}, key


def test_every_country_but_those_without_one_has_a_capital(gazetteer: Gazetteer) -> None:
    with_capital = {known.capital_of for known in gazetteer.by_key.values() if known.capital_of}
    assert set(gazetteer.countries) - with_capital <= {"AQ", "BV", "HM", "TK", "UM"}
    assert known(gazetteer, "Bamako").capital_of == "ML"


# --- Events -----------------------------------------------------------------------------------------------------------


def test_coups_are_named_by_country_and_day(facts: dict[str, Row]) -> None:
    for key, row in facts.items():
        if key.startswith("coup/"):
            (begin,) = (value.value for value in row[KG.onOrAfter] if isinstance(value, Literal))
            country = str(row[KG.country][0]).rsplit("/")[-1].rstrip(">")
            assert re.fullmatch(rf"coup/{country}-{begin[:10]}(-2)?", key)


def test_a_seizure_of_power_has_a_country_a_date_and_an_outcome(facts: dict[str, Row]) -> None:
    outcomes = {
        "Coup": {"succeeded", "reversed", "disputed"},
        "AttemptedCoup": {"failed", "reversed", "disputed"},
        "CoupPlot": {"plotted"},
        "SeizureOfPower": {"succeeded"},
    }
    for key, row in facts.items():
        if key.startswith("coup/"):
            assert len(row[KG.country]) == len(row[KG.firstDay]) == len(row[KG.lastDay]) == 1, key
            (kind,), (outcome,) = row[RDF.type], row[term("outcome")]
            assert local(outcome) in outcomes[str(local(kind))], key
            assert local(outcome) != "disputed" or texts(row, SKOS.note, "en"), key


@pytest.mark.parametrize(
    ("key", "kind", "wikidata"),
    [
        ("coup/ML-2012-03-22", "Coup", "Q875912"),
        ("coup/ML-2020-08-18", "Coup", "Q98457371"),
        ("coup/ML-2021-05-24", "Coup", "Q106975429"),
        ("coup/BF-2015-09-16", "AttemptedCoup", "Q20977821"),
        ("coup/BF-2022-01-24", "Coup", "Q110663445"),
        ("coup/BF-2022-09-30", "Coup", "Q114341504"),
        ("coup/NE-2023-07-26", "Coup", "Q117100709"),
        ("coup/GN-2021-09-05", "Coup", "Q108419092"),
        ("coup/GA-2023-08-30", "Coup", "Q122053772"),
        ("coup/GA-2019-01-07", "AttemptedCoup", "Q60474140"),
        ("coup/TD-1990-12-02", "Coup", "Q65047871"),
        ("coup/SD-2021-10-25", "Coup", "Q109229068"),
    ],
)
def test_well_known_coups(key: str, kind: str, wikidata: str, gazetteer: Gazetteer) -> None:
    found = gazetteer.by_key[DATA + key]
    assert (found.type, found.wikidata, found.first) == (kind, wikidata, key[-10:])


def test_a_coup_after_2021_in_niger_can_only_be_one(gazetteer: Gazetteer, ontology: Ontology) -> None:
    coups = [event for event in gazetteer.events_in("NE") if ontology.is_a(event.type, "Coup")]
    assert [coup.first for coup in coups if str(coup.first) > "2021"] == ["2023-07-26"]


def test_who_took_power_from_whom(facts: dict[str, Row], gazetteer: Gazetteer) -> None:
    def labels(role: str) -> set[str]:
        things = facts["coup/ML-2020-08-18"][term(role)]
        return {gazetteer.by_key[thing.value].label for thing in things if isinstance(thing, NamedNode)}

    assert labels("ledBy") == {"Assimi Goïta"}
    assert labels("initiator") == {"National Committee for the Salvation of the People"}
    assert labels("deposedLeader") == {"Ibrahim Boubacar Keïta"}


def test_the_attack_of_2015_is_on_its_day(gazetteer: Gazetteer) -> None:
    attack = known(gazetteer, "Radisson Blu Bamako attack")
    assert (attack.country, attack.first, attack.last, attack.wikidata) == ("ML", "2015-11-20", "2015-11-20", None)
    assert known(gazetteer, "2024 Bamako attacks").first == "2024-09-17"


# --- Names of more than one thing -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "countries"),
    [
        ("CNSP", ["CI", "ML", "NE"]),
        ("BIR", ["BF", "CM"]),
        ("FARC", ["CG", "CO"]),
        ("ADF", ["CD", "CM"]),
        ("UPC", ["CD", "CF"]),
        ("TMC", ["SD", "TD"]),
        ("Modibo Keita", ["ML", "ML"]),
    ],
)
def test_an_abbreviation_of_two_things_stands_on_both(name: str, countries: list[str], gazetteer: Gazetteer) -> None:
    assert sorted(str(found.country) for found in gazetteer.named(name)) == countries


@pytest.mark.parametrize(
    "name", ["Mali", "Niger", "Guinea", "Chad", "Benin", "Gao", "Mopti", "Kidal", "Timbuktu", "Djibo"]
)
def test_a_name_that_news_use_bare_is_of_one_place(name: str, gazetteer: Gazetteer) -> None:
    assert known(gazetteer, name).type in ("Country", "Settlement")


def test_files_say_nothing_of_the_machine_they_were_made_on() -> None:
    for path in [*PATHS, Path(DIRECTORY / "conflict.ttl")]:
        assert not re.search(r"(?<![\w.])/(?:tmp|work|home)/", path.read_text(encoding="utf-8"))
