"""The reference files: facts that must hold, and the traps that their sources set."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path
from typing import TypeGuard

import pytest
from pyoxigraph import Literal, NamedNode

from kg.knowledge.gazetteer import Gazetteer, Known, read_gazetteer
from kg.knowledge.ontology import Ontology, local, read_ontology, read_turtle
from kg.settings import data_directory
from kg.vocab import DATA, DCTERMS, KG, RDF, RDFS, SKOS, XSD

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


def value(row: Row, name: str) -> str:
    """Return the one value of a property of ours, of a thing the end of its IRI; "" where there is none."""
    return "".join(v.value.removeprefix(DATA) for v in row.get(term(name), ()) if isinstance(v, NamedNode | Literal))


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


EVERYDAY = frozenset(
    """
    Grenade Maurice Dominique Man Say Male Save Come IS FAN CAR Karma Dire Bale Tera Nikki Bimbo Chafe Guider Saki
    Ber Boni San Soro Abbey Able Act Air All Also Art As Ask At Back Bad Bank Bar Base Battle Bay Be Best Big Bill
    Board Body Book Border Both Boy But By Call Camp Can Care Case Centre Central Chance Change Chief City Class
    Club Coast Cobra Corps Council Country Court Cross Day Dead Death Deal Delta Desert Do East Eastern End Even
    Ever Eye Face Fair Fall Far Father Fight Fire First Five Force Forces Forest Four Free Friday Front Full Game
    General God Gold Good Government Group Guard Half Hand Hard Head Help High Hill Him His Home Hope Hotel House
    How If In Iron Island It Job Joint July June Just Justice King Lake Lance Land Last Law Lead Left Less Life Like
    Line Lion Long Look Lord Love Main Major Mango March Marine May Mayor Me Middle Military Mine Minister Mission
    Monday More Mother Mount Movement Mr Much My Name National New News Night Ninja No North Northern Now Of Off Old
    On One Open Or Order Our Out Over Own Park Party Pass Past Peace People Place Plan Plateau Play Point Police
    Port Post Power President Prince Radio Red Region Reserve Resistance Revolution Right River Rivers Road Rock
    Rose Safe Sahelian Saint Saturday Savannah School Sea Second Security See Serval Set She Shield Short Show Side
    Since Six So Some South Southern Spring Square Star State Station Still Stone Street Strong Such Summer Sun
    Sunday Take Task Team Ten Than That The Them Then They Third This Three Thursday Time To Town Trade Transition
    Tuesday Two Under Union United Unity Up Us Use Very Victory Village War Was Water Way We Wednesday Well West
    Western What When White Who Will Win Winter With Woman Word Work World Year Yes You Young Youth
    """.split()
)
"""Words of everyday English that a name of one word must not be."""


def names_of(row: Row, *languages: str) -> set[str]:
    values = [value for predicate in (RDFS.label, SKOS.altLabel) for value in row.get(predicate, ())]
    return {v.value for v in values if isinstance(v, Literal) and (not languages or v.language in languages)}


def test_no_name_is_a_code_of_three_letters_or_an_everyday_word(facts: dict[str, Row]) -> None:
    for key, row in facts.items():
        names = names_of(row)
        assert not names & EVERYDAY, key
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


def test_there_is_as_much_as_there_was_of_each_kind(facts: dict[str, Row]) -> None:
    count = Counter(key.split("/")[0] for key in facts)
    floors = {
        "country": 250,
        "government": 246,
        "place": 5400,
        "actor": 1850,
        "coup": 1000,
        "attack": 80,
        "conflict": 33,
        "event": 15,
        "governance": 80,
        "post": 1750,
        "membership": 60,
        "affiliation": 8,
        "backing": 8,
    }
    assert {kind: count[kind] for kind, floor in floors.items() if count[kind] < floor} == {}
    assert set(count) == set(floors)


def test_sources_are_addresses(facts: dict[str, Row]) -> None:
    for key, row in facts.items():
        for source in row.get(DCTERMS.source, ()):
            assert isinstance(source, NamedNode), key
            assert re.match(r"https?://[\w.-]+", source.value), key


def test_what_has_no_source_says_so(facts: dict[str, Row]) -> None:
    for key, row in facts.items():
        if DCTERMS.source not in row:
            assert any("unverified" in note or "not recorded" in note for note in texts(row, SKOS.note, "en")), key


def test_no_two_things_of_a_country_share_a_label(facts: dict[str, Row]) -> None:
    count = Counter((row[RDFS.label][0], *row.get(KG.country, ())) for row in facts.values())
    assert [label for label, times in count.items() if times > 1] == []


def test_whatever_is_named_is_there(facts: dict[str, Row]) -> None:
    named = {value.value for row in facts.values() for values in row.values() for value in values if is_own(value)}
    assert {thing for thing in named if thing.removeprefix(DATA) not in facts} == set()


def is_own(value: object) -> TypeGuard[NamedNode]:
    return isinstance(value, NamedNode) and value.value.startswith(DATA)


def test_what_is_said_of_things_is_in_the_ontology(facts: dict[str, Row]) -> None:
    declared = {quad.subject for quad in read_turtle(DIRECTORY / "conflict.ttl")}
    used = {p for row in facts.values() for p in row} | {
        value for row in facts.values() for values in row.values() for value in values if local(value)
    }
    assert {term for term in used if local(term)} - declared == set()


def test_people_have_more_than_a_surname(facts: dict[str, Row]) -> None:
    one_word = {"Hemedti", "Hemeti", "Hemetti", "ATT", "IBK", "Vajiralongkorn", "Sukarno"}
    for key, row in facts.items():
        if row[RDF.type] == [KG.Person]:
            assert {name for name in names_of(row) if not re.search("[ -]", name)} <= one_word, key


def test_french_words_are_tagged_french(facts: dict[str, Row]) -> None:
    french = re.compile(
        r"\b(pour|et|aux|Mouvement|Conseil|Comité|armée|Armée|coup d'État|bataille|attaque|Front de|Union des)\b"
    )
    for key, row in facts.items():
        if row[RDF.type] != [KG.Person]:
            assert [n for n in names_of(row, "en") if french.search(n) and "-aux-" not in n] == [], key


# --- Places -----------------------------------------------------------------------------------------------------------


BOXES = {
    "ML": (10, 25.1, -12.3, 4.3),
    "BF": (9.3, 15.1, -5.6, 2.5),
    "NE": (11.6, 23.6, 0.1, 16),
    "TD": (7.4, 23.5, 13.4, 24.1),
}
"""The least and the greatest latitude and longitude of a country."""


def test_coordinates_lie_on_earth_and_in_their_country(facts: dict[str, Row]) -> None:
    placed = 0
    for key, row in facts.items():
        assert (term("latitude") in row) == (term("longitude") in row), key
        if term("latitude") in row:
            placed += 1
            (latitude,), (longitude,) = ([float(number(v)) for v in row[term(p)]] for p in ("latitude", "longitude"))
            assert DCTERMS.source in row, key
            south, north, west, east = BOXES.get(country_of(row), (-90, 90, -180, 180))
            assert south <= latitude <= north, key
            assert west <= longitude <= east, key
    assert placed >= 5000


def number(value: object) -> str:
    assert isinstance(value, Literal)
    assert value.datatype in (XSD.decimal, XSD.integer)
    return value.value


def country_of(row: Row) -> str:
    return str(row.get(KG.country, [""])[0]).rsplit("/")[-1].rstrip(">")


@pytest.mark.parametrize(
    ("place", "latitude", "longitude"),
    [("ML-bamako", 12.65, -8.0), ("BF-solhan", 13.38, 0.45), ("NE-inates", None, None), ("TD-ndjamena", 12.11, 15.05)],
)
def test_places_lie_where_maps_have_them(
    place: str, latitude: float | None, longitude: float | None, facts: dict[str, Row]
) -> None:
    row = facts[f"place/{place}"]
    found = [float(number(v)) for p in ("latitude", "longitude") for v in row.get(term(p), ())]
    assert found == ([] if latitude is None else pytest.approx([latitude, longitude], abs=0.05))


def test_every_country_lies_in_a_continent(facts: dict[str, Row]) -> None:
    def around(key: str) -> set[str]:
        found = {str(v)[1:-1].removeprefix(DATA) for v in facts[key].get(KG.locatedIn, ())}
        return found.union(*map(around, found)) if found else found

    continents = {"place/africa", "place/americas", "place/asia", "place/europe", "place/oceania"}
    for key in facts:
        if key.startswith("country/") and key not in ("country/AQ", "country/XK"):
            assert len(around(key) & continents) == 1, key
    assert "place/sahel" in around("country/ML")
    assert "place/sahel" not in around("country/SN")
    assert around("place/BF-djibo") == {"place/BF-sahel-region"}


def test_regions_of_the_world_are_called_plainly_and_not_looked_for(
    facts: dict[str, Row], gazetteer: Gazetteer
) -> None:
    assert texts(facts["place/western-africa"], RDFS.label, "en") == {"Western Africa"}
    assert {value(row, "isWorldRegion") for key, row in facts.items() if "UN M49 code" in str(row.get(SKOS.note))} == {
        "true"
    }
    for name in ("Africa", "Western Africa", "Europe", "Afrique de l'Ouest", "Sub-Saharan Africa"):
        assert gazetteer.named(name) == ()
    assert gazetteer.by_key[DATA + "place/africa"].other_names == (("Africa", "en"), ("Afrique", "fr"))


# --- Situations -------------------------------------------------------------------------------------------------------


def days(row: Row) -> tuple[int, int]:
    first, last = ([int(v.value) for v in row.get(p, ()) if isinstance(v, Literal)] for p in (KG.firstDay, KG.lastDay))
    return first[0] if first else -(10**6), last[0] if last else 10**6


def test_situations_begin_before_they_end(facts: dict[str, Row]) -> None:
    for key, row in facts.items():
        assert days(row)[0] <= days(row)[1], key


def test_who_governs_a_country_governs_alone(facts: dict[str, Row]) -> None:
    spans: dict[str, list[tuple[int, int, str]]] = {}
    for key, row in facts.items():
        if key.startswith("governance/"):
            (country,) = row[term("governed")]
            spans.setdefault(str(country), []).append((*days(row), key))
    for country, rows in spans.items():
        for (_, last, earlier), (first, _, later) in pairwise(sorted(rows)):
            open_end = last == 10**6
            assert last <= first or (open_end and DCTERMS.source in facts[earlier]), (country, earlier, later)


RIVALS = {
    "CD": {"bruno-tshibala", "sylvestre-ilunga"},
    "CI": {"laurent-gbagbo", "alassane-ouattara", "guillaume-kigbafori-soro", "gilbert-ake"},
    "GW": {"alamara-nhasse", "faustino-imbali"},
    "LY": {
        *("baghdadi-mahmudi", "mahmoud-jibril", "omar-al-hasi", "abdullah-al-thani", "khalifa-al-ghawi"),
        *("fayez-al-sarraj", "abdulhamid-dbeibeh", "fathi-bashagha"),
    },
    "YE": {"abdel-aziz-bin-habtour", "maeen-abdulmalik-saeed"},
}
"""Who held the first posts of a country at one time with somebody else, each with followers or by the source."""


FIRST = ("president", "prime minister", "effective leader", "head of state", "king")


def test_who_holds_the_first_posts_of_a_country_holds_them_alone(facts: dict[str, Row]) -> None:
    spans: dict[tuple[str, str], list[tuple[int, int, str, str]]] = {}
    for row in (row for key, row in facts.items() if key.startswith("post/")):
        place = value(row, "postIn")
        title = re.sub(
            f" of (the )?{texts(facts[place], RDFS.label, 'en').pop()}$".lower(), "", value(row, "postTitle").lower()
        )
        if title in FIRST and place.startswith("country/") and KG.firstDay in row:
            span = (*days(row), value(row, "edtf"), value(row, "holder").removeprefix("actor/"))
            spans.setdefault((place.removeprefix("country/"), title), []).append(span)
    together = set()
    for (country, title), rows in spans.items():
        for (_, last, said, earlier), (first, _, then, later) in combinations(sorted(rows), 2):
            begin, end = then.split("/")[0], said.split("/")[1]
            may_follow = end not in ("", "..") and (begin.startswith(end) or end.startswith(begin))
            if not may_follow and last - first > 31 and earlier != later:
                together.add((country, title, earlier, later))
    assert {pair for pair in together if not {*pair[2:]} <= RIVALS.get(pair[0], set())} == set()


def test_a_deposed_head_of_the_sahel_is_out_of_office(facts: dict[str, Row]) -> None:
    assert days(facts["post/mohamed-bazoum-president-ne-2021"])[1] == days(facts["coup/NE-2023-07-26"])[0]


def test_namesakes_do_not_rule_for_each_other(facts: dict[str, Row]) -> None:
    """REIGN's list has surnames: Keita, born 1945, is not the first president, and Traore, born 1942, not the general."""
    rulers = {"actor/modibo-keita": "1968", "actor/moussa-traore": "1991"}
    for key, row in facts.items():
        until = rulers.get(value(row, "holder") or value(row, "governor"))
        assert until is None or value(row, "edtf").split("/")[1][:4] <= until, key


def test_offices_begin_and_end_with_the_coups_they_name(facts: dict[str, Row]) -> None:
    for key, row in facts.items():
        for predicate, end in ((term("startedBy"), 0), (term("endedBy"), 1)):
            for event in filter(is_own, row.get(predicate, ())):
                coup = facts[event.value.removeprefix(DATA)]
                assert abs(days(coup)[0] - days(row)[end]) <= 3, key


def test_offices_of_the_sahel_leave_no_gap(facts: dict[str, Row]) -> None:
    for country in ("ML", "BF", "NE", "TD", "MR"):
        rows = sorted(days(row) for key, row in facts.items() if key.startswith(f"governance/{country}-"))
        assert all(first - last <= 1 for (_, last), (first, _) in pairwise(rows)), country
        assert rows[-1][1] == 10**6, country


def test_every_governed_country_has_a_government(facts: dict[str, Row]) -> None:
    codes = {key.removeprefix("country/") for key in facts if key.startswith("country/")}
    assert codes - {key.removeprefix("government/") for key in facts if key.startswith("government/")} == {
        "AQ",
        "BV",
        "HM",
        "UM",
    }
    assert facts["government/ML"][term("governmentOf")] == [NamedNode(DATA + "country/ML")]


def test_members_come_and_go(facts: dict[str, Row]) -> None:
    def members(organization: str, day: date) -> set[str]:
        number_ = (day - date(1970, 1, 1)).days
        return {
            str(row[term("member")][0])[-3:-1]
            for key, row in facts.items()
            if key.startswith("membership/")
            and row[term("memberIn")] == [NamedNode(DATA + "actor/" + organization)]
            and days(row)[0] <= number_ <= days(row)[1]
        }

    assert members("alliance-of-sahel-states", date(2024, 1, 1)) == {"ML", "BF", "NE"}
    assert members("g5-sahel", date(2020, 1, 1)) == {"ML", "BF", "NE", "TD", "MR"}
    ecowas = "economic-community-of-west-african-states"
    assert {"ML", "NE"} <= members(ecowas, date(2024, 6, 1))
    assert not {"ML", "NE", "MR"} & members(ecowas, date(2025, 6, 1))


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


def test_burkina_faso_had_two_coups_in_2022(gazetteer: Gazetteer) -> None:
    coups = [known.first for known in gazetteer.events_in("BF") if known.type == "Coup" and str(known.first) > "2016"]
    assert coups == ["2022-01-24", "2022-09-30"]


def test_the_libyan_war_of_2011_has_an_end(gazetteer: Gazetteer) -> None:
    war = known(gazetteer, "Libyan Civil War (2011)")
    assert (war.first, war.last) == ("2011-02-15", "2011-10-23")


def test_a_seizure_that_was_undone_names_what_undid_it(facts: dict[str, Row]) -> None:
    undone = {key: row[term("reversedBy")][0] for key, row in facts.items() if term("reversedBy") in row}
    assert undone["coup/BF-2015-09-16"] == NamedNode(DATA + "coup/BF-2015-09-23")
    assert [local(v) for v in facts["coup/BF-2015-09-16"][term("outcome")]] == ["disputed"]
    for key, event in undone.items():
        assert is_own(event)
        assert days(facts[key])[0] < days(facts[event.value.removeprefix(DATA)])[0], key


def test_the_junta_that_a_coup_drove_out_is_named(facts: dict[str, Row]) -> None:
    assert facts["coup/BF-2022-09-30"][term("displaced")] == [
        NamedNode(DATA + "actor/patriotic-movement-for-safeguard-and-restoration")
    ]
    assert facts["coup/NE-2023-07-26"][term("displaced")] == [NamedNode(DATA + "government/NE")]


# --- Names of more than one thing -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "countries"),
    [
        ("CNSP", ["CI", "ML", "NE"]),
        ("BIR", ["BF", "CM"]),
        ("ADF", ["CD", "CM"]),
        ("UPC", ["CD", "CF"]),
        ("TMC", ["SD", "TD"]),
        ("Modibo Keita", ["ML", "ML"]),
    ],
)
def test_an_abbreviation_of_two_things_stands_on_both(name: str, countries: list[str], gazetteer: Gazetteer) -> None:
    assert sorted(str(found.country) for found in gazetteer.named(name)) == countries


@pytest.mark.parametrize(
    "name",
    [
        "Mali",
        "Niger",
        "Guinea",
        "Chad",
        "Benin",
        "Gao",
        "Mopti",
        "Kidal",
        "Timbuktu",
        "Djibo",
        "Goma",
        "Peshawar",
        "Raqqa",
        "Kobani",
        "Deir al-Zor",
        "Mekele",
        "Kharkov",
        "Hodeidah",
        "Tumaco",
        "Srinagar",
    ],
)
def test_a_name_that_news_use_bare_is_of_one_place(name: str, gazetteer: Gazetteer) -> None:
    assert known(gazetteer, name).type in ("Country", "Settlement")


def test_files_say_nothing_of_the_machine_they_were_made_on() -> None:
    for path in [*PATHS, Path(DIRECTORY / "conflict.ttl")]:
        assert not re.search(r"(?<![\w.])/(?:tmp|work|home)/", path.read_text(encoding="utf-8"))
