"""Happenings as coded data: what each data set makes of a small store that was worked out by hand."""

from __future__ import annotations

import csv
import gzip
import io
import random
import re
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.cli import main
from kg.errors import OntologyError
from kg.export.coded import CODED, Tally, read_codebook, read_happenings, write_coded
from kg.export.coded.codebook import Codebook
from kg.settings import data_directory
from kg.store.embedded import open_store

ROOT = Path(__file__).parent.parent.parent
STORE = Path(__file__).with_name("coded.trig")
ONTOLOGY = data_directory("ontology")
Rows = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return read_codebook(ONTOLOGY)


def export(codebook: Codebook, name: str, *additions: str, with_untold: bool = False) -> tuple[Rows, Tally]:
    """Return the rows by the happening's id, from the store with some TriG added to it."""
    head = STORE.read_text(encoding="utf-8").split("graph:reference", 1)[0]
    store = open_store(None)
    store.load(ox.parse(path=str(STORE), format=ox.RdfFormat.TRIG))
    store.load(ox.parse("\n".join((head, *additions)), ox.RdfFormat.TRIG))
    stream = io.BytesIO()
    tally = write_coded(read_happenings(store, codebook, with_untold=with_untold), CODED[name], codebook, stream)
    rows = csv.DictReader(io.StringIO(stream.getvalue().decode(), newline=""))
    return {row[CODED[name].columns[0]]: row for row in rows}, tally


def pick(row: dict[str, str], columns: str) -> dict[str, str]:
    return {column: row[column] for column in columns.split()}


def test_acled_has_a_row_for_each_happening_it_has_a_place_for(codebook: Codebook) -> None:
    rows, tally = export(codebook, "acled")
    assert list(rows) == [
        "coup/ML-2020-08-18",
        "event/post",
        "article/bb/event/kidnapping",
        "article/bb/event/mortars",
        "event/village",
        "event/clash",
        "event/strike",
    ]
    assert tally.left_out == {"no date, or one vaguer than a month": 2, "a political event without a sub-event type": 1}


def test_acled_codes_an_attack_on_soldiers_as_a_battle(codebook: Codebook) -> None:
    (rows, _) = export(codebook, "acled")
    assert rows["event/post"] == {
        "event_id_cnty": "event/post",
        "event_date": "2021-08-19",
        "year": "2021",
        "time_precision": "1",
        "disorder_type": "Political violence",
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "actor1": "JNIM",
        "assoc_actor_1": "",
        "inter1": "Rebel group",
        "actor2": "Military Forces of Mali",
        "assoc_actor_2": "",
        "inter2": "State forces",
        "interaction": "State forces-Rebel group",
        "civilian_targeting": "",
        "iso": "466",
        "region": "Western Africa",
        "country": "Mali",
        "admin1": "Mopti Region",
        "admin2": "",
        "admin3": "",
        "location": "Boni",
        "latitude": "15.0833",
        "longitude": "-2.2167",
        "geo_precision": "1",
        "source": "Example Wire; Other Paper",
        "source_scale": "",
        "notes": 'The "army" said that an attack on its post in Boni, near Mopti, killed 11 soldiers.',
        "fatalities": "11",
        "tags": "",
        "timestamp": "",
    }


@pytest.mark.parametrize(
    ("happening", "expected"),
    [
        # a week: the day in its middle; nobody named: ACLED's own names; a region: precision 3
        ("event/village", "2021-08-26 2 Attack Political_militia-Civilians 3 30"),
        ("event/clash", "2021-08-31 1 Armed_clash Rebel_group-Rebel_group - 4"),
        # a state's army outside its country is an external force
        ("event/strike", "2021-09-02 2 Air/drone_strike External/Other_forces-Civilians 1 2"),
        # told by one article alone; who did it stands in a claim
        ("article/bb/event/kidnapping", "2021-08-21 1 Abduction/forced_disappearance Rebel_group-Civilians 1 0"),
        # coded by its weapon; the lowest figure of 1 to 3 dead
        ("article/bb/event/mortars", "2021-08-22 1 Shelling/artillery/missile_attack Identity_militia_only - 1"),
        ("coup/ML-2020-08-18", "2020-08-18 1 Other State_forces-State_forces - 4"),
    ],
)
def test_acled_codes(codebook: Codebook, happening: str, expected: str) -> None:
    row = export(codebook, "acled")[0][happening]
    found = pick(row, "event_date time_precision sub_event_type interaction geo_precision fatalities").values()
    assert " ".join(value.replace(" ", "_") or "-" for value in found) == expected


def test_acled_names_who_has_no_name_after_their_kind(codebook: Codebook) -> None:
    rows = export(codebook, "acled")[0]
    assert pick(rows["event/village"], "actor1 actor2 civilian_targeting") == {
        "actor1": "Unidentified Armed Group (Mali)",
        "actor2": "Civilians (Mali)",
        "civilian_targeting": "Civilian targeting",
    }
    assert pick(rows["coup/ML-2020-08-18"], "actor1 assoc_actor_1 actor2 civilian_targeting") == {
        "actor1": "National Committee for the Salvation of the People",
        "assoc_actor_1": "Military Forces of Mali",
        "actor2": "Government of Mali",
        "civilian_targeting": "",
    }


ATTACK = """<article/bb> {{ <article/bb/event/new> a kg:{kind} ; rdfs:label "new"@en ; kg:eventType kg:{kind} ;
    kg:country <country/ML> ; kg:firstDay 19000 ; kg:lastDay 19000 ; {roles} . {more} }}"""


@pytest.mark.parametrize(
    ("kind", "roles", "more", "coded"),
    [
        (
            "ArmedAttack",
            "kg:victim <e/v>",
            '<e/v> a kg:Person ; rdfs:label "villagers"',
            "Violence against civilians/Attack",
        ),
        ("ArmedAttack", "kg:victim <e/v>", '<e/v> a kg:StateForce ; rdfs:label "police"', "Battles/Armed clash"),
        (
            "ArmedAttack",
            "kg:target <e/v>",
            '<e/v> a kg:Facility ; rdfs:label "gendarmerie posts"',
            "Battles/Armed clash",
        ),
        (
            "ArmedAttack",
            "kg:target <e/v>",
            '<e/v> a kg:Facility ; rdfs:label "hotel"',
            "Violence against civilians/Attack",
        ),
        ("Ambush", "kg:target <e/v>", '<e/v> a kg:ArmedGroup ; rdfs:label "militia"', "Battles/Armed clash"),
        ("Attack", "kg:perpetrator <e/v>", '<e/v> a kg:Person ; rdfs:label "rioters"', "Riots/Mob violence"),
        (
            "Bombing",
            "kg:weapon <e/v>",
            '<e/v> a kg:Weapon ; rdfs:label "Grenades"',
            "Explosions/Remote violence/Grenade",
        ),
        ("Bombing", "kg:score 1.0", "", "Explosions/Remote violence/Remote explosive/landmine/IED"),
        ("SuicideBombing", "kg:score 1.0", "", "Explosions/Remote violence/Suicide bomb"),
        ("Kidnapping", "kg:killedMin 1 ; kg:killedMax 1", "", "Violence against civilians/Attack"),
        ("Arson", "kg:score 1.0", "", "Strategic developments/Looting/property destruction"),
        ("Mutiny", "kg:score 1.0", "", "Strategic developments/Other"),
        ("Deployment", "kg:score 1.0", "", "Strategic developments/Change to group/activity"),
        ("Agreement", "kg:score 1.0", "", "Strategic developments/Agreement"),
    ],
)
def test_the_class_the_weapon_and_the_target_decide(
    codebook: Codebook, kind: str, roles: str, more: str, coded: str
) -> None:
    rows, _ = export(codebook, "acled", ATTACK.format(kind=kind, roles=roles, more=f"{more} ." if more else ""))
    row = rows["article/bb/event/new"]
    assert f"{row['event_type']}/{row['sub_event_type']}" == coded


def test_a_battle_for_barracks_has_no_civilians_in_it(codebook: Codebook) -> None:
    more = '<e/v> a kg:Facility ; rdfs:label "barracks" . <e/p> a kg:Person ; rdfs:label "people" .'
    addition = ATTACK.format(kind="ArmedAttack", roles="kg:target <e/v> ; kg:victim <e/p>", more=more)
    row = export(codebook, "acled", addition)[0]["article/bb/event/new"]
    assert pick(row, "sub_event_type actor2 assoc_actor_2") == {
        "sub_event_type": "Armed clash",
        "actor2": "Military Forces of Mali",
        "assoc_actor_2": "",
    }


def test_known_happenings_that_no_article_tells_of_come_on_request(codebook: Codebook) -> None:
    rows, tally = export(codebook, "acled", with_untold=True)
    assert pick(rows["coup/ML-2012-03-21"], "event_date source notes") == {
        "event_date": "2012-03-21",
        "source": "https://example.org/coups",
        "notes": "2012 Malian coup d'état",
    }
    assert tally.left_out["a plot that never began"] == 1
    assert tally.left_out["a war as a whole"] == 1


def test_a_publisher_that_nobody_names_is_not_made_up(codebook: Codebook) -> None:
    nameless = """<article/cc> { <article/cc> a kg:Article . <article/cc/event/1> a kg:Coup ; kg:eventType kg:Coup }
        <article/cc/links> { <article/cc/event/1> kg:refersTo <coup/ML-2012-03-21> }"""
    assert export(codebook, "acled", nameless)[0]["coup/ML-2012-03-21"]["source"] == ""


def test_ucdp_asks_for_a_death_and_for_two_parties_with_names(codebook: Codebook) -> None:
    rows, tally = export(codebook, "ucdp")
    assert {id: row["type_of_violence"] for id, row in rows.items()} == {
        "event/post": "1",
        "article/bb/event/mortars": "3",
        "event/clash": "2",
        "event/strike": "3",
    }
    assert tally.left_out == {
        "no death reported": 3,
        "a coup or mutiny, whose factions kg does not tell apart": 1,
        "no armed force was used": 1,
        "no two parties that UCDP would name": 1,
    }


def test_ucdp_puts_the_government_on_side_a_and_gives_low_best_and_high(codebook: Codebook) -> None:
    row = export(codebook, "ucdp")[0]["event/post"]
    columns = """dyad_name side_a side_b gwnoa gwnob date_prec where_prec geom_wkt priogrid_gid
        deaths_civilians deaths_unknown low best high"""
    assert list(pick(row, columns).values()) == [
        "Government of Mali - JNIM",
        "Government of Mali",
        "JNIM",
        "432",
        "",
        "1",
        "1",
        "POINT (-2.2167 15.0833)",
        "151556",
        "0",
        "15",
        "11",
        "15",
        "17",
    ]
    assert row["source_article"] == (
        '"Example Wire","2021-08-20","Soldiers killed in Boni";"Other Paper","2021-08-22","JNIM claims Boni"'
    )
    assert pick(row, "number_of_sources source_original") == {"number_of_sources": "2", "source_original": "army"}


def test_ucdp_deaths_add_up(codebook: Codebook) -> None:
    for row in export(codebook, "ucdp")[0].values():
        deaths = pick(row, "deaths_a deaths_b deaths_civilians deaths_unknown").values()
        assert sum(map(int, deaths)) == int(row["best"])


def test_a_force_that_strikes_itself_is_no_dyad(codebook: Codebook) -> None:
    addition = ATTACK.format(
        kind="ArmedAttack",
        roles="kg:perpetrator <e/v> ; kg:victim <e/v> ; kg:killedMin 1 ; kg:killedMax 1",
        more='<e/v> a kg:StateForce ; rdfs:label "police" .',
    )
    rows, tally = export(codebook, "ucdp", addition)
    assert "article/bb/event/new" not in rows
    assert tally.left_out["no two parties that UCDP would name"] == 2


def test_plover_gives_category_mode_and_sectors(codebook: Codebook) -> None:
    rows, _ = export(codebook, "plover")
    columns = ("Event Type", "Event Mode", "Quad Code", "Contexts", "Primary Actor Sector", "Primary Recipient Sector")
    assert {id: tuple(row[column] for column in columns) for id, row in rows.items()} == {
        "coup/ML-2020-08-18": ("ASSAULT", "", "MATERIAL CONFLICT", "pro_autocracy", "GOV", "GOV"),
        "event/post": ("ASSAULT", "", "MATERIAL CONFLICT", "", "REB", "MIL"),
        "article/bb/event/kidnapping": ("ASSAULT", "abduct", "MATERIAL CONFLICT", "", "REB", "CVL"),
        "article/bb/event/mortars": ("ASSAULT", "heavy-weapons", "MATERIAL CONFLICT", "", "REB", ""),
        "event/village": ("ASSAULT", "targeted", "MATERIAL CONFLICT", "", "UAF", "CVL"),
        "event/clash": ("ASSAULT", "", "MATERIAL CONFLICT", "", "REB", "REB"),
        "event/strike": ("ASSAULT", "aerial", "MATERIAL CONFLICT", "", "MIL", "CVL"),
        "event/sanctions": ("SANCTION", "discontinue", "MATERIAL CONFLICT", "diplomatic", "GOV", "GOV"),
    }


def test_plover_keeps_names_and_the_words_of_the_text_apart(codebook: Codebook) -> None:
    row = export(codebook, "plover")[0]["article/bb/event/kidnapping"]
    columns = ("Actor Name", "Actor Name Raw", "Recipient Name", "Recipient Name Raw", "Placename", "Raw Placename")
    assert [row[column] for column in columns] == ["JNIM", "the group JNIM", "", "priest", "Boni", "Boni town"]


def test_who_denies_a_coup_made_none(codebook: Codebook) -> None:
    store = open_store(None)
    store.load(ox.parse(path=str(STORE), format=ox.RdfFormat.TRIG))
    found = {happening.id for happening in read_happenings(store, codebook, with_untold=True)}
    assert "article/aa/event/denied" not in found
    assert not [id for id in found if id in ("article/aa/event/1", "article/bb/event/coup")], (
        "an account is no happening"
    )


@pytest.mark.parametrize("name", CODED)
def test_the_same_store_gives_the_same_bytes(codebook: Codebook, name: str) -> None:
    quads = list(ox.parse(path=str(STORE), format=ox.RdfFormat.TRIG))
    written = set()
    for seed in (1, 2):
        random.Random(seed).shuffle(quads)
        store = open_store(None)
        store.load(quads)
        stream = io.BytesIO()
        write_coded(read_happenings(store, codebook, with_untold=True), CODED[name], codebook, stream)
        written.add(stream.getvalue())
    assert len(written) == 1


@pytest.mark.parametrize("name", CODED)
def test_the_csv_is_that_of_rfc_4180(codebook: Codebook, name: str) -> None:
    store = open_store(None)
    store.load(ox.parse(path=str(STORE), format=ox.RdfFormat.TRIG))
    stream = io.BytesIO()
    write_coded(read_happenings(store, codebook), CODED[name], codebook, stream)
    text = stream.getvalue().decode("utf-8")
    assert not text.startswith("\ufeff")
    assert "\n" not in text.replace("\r\n", "")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert tuple(rows[0]) == CODED[name].columns
    assert {len(row) for row in rows} == {len(CODED[name].columns)}
    assert '"Dan Na Ambassagou, ""Dozo"" hunters' in text


@pytest.mark.parametrize("name", CODED)
def test_every_column_is_documented_and_those_left_empty_are_empty(codebook: Codebook, name: str) -> None:
    section = re.search(
        rf"^## `--as {name}`.*?(?=^## |\Z)",
        (ROOT / "docs" / "coded-data.md").read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    assert section is not None
    filled: dict[str, bool] = {}
    for names, what in re.findall(r"^\| (`.*?`) \| (.+?) \|$", section[0], re.MULTILINE):
        filled |= {column: not what.startswith("empty") for column in re.findall(r"`([^`]+)`", names)}
    assert list(filled) == list(CODED[name].columns)
    rows = export(codebook, name, with_untold=True)[0].values()
    assert not [column for column, is_filled in filled.items() if not is_filled and any(row[column] for row in rows)]


def test_what_a_reasoner_adds_changes_nothing(codebook: Codebook) -> None:
    addition = """<https://w3id.org/conflict-kg/graph/entailed> {
        <event/strike> a kg:Attack , kg:Event . <article/aa/entity/villagers> a kg:Actor , kg:Party .
        <actor/french-army> a kg:StateBody , kg:Organization , kg:Actor , kg:Party .
        <actor/jnim> a kg:InsurgentGroup , kg:ArmedGroup , kg:Actor . <article/aa/entity/soldiers> a kg:Actor , kg:Party . }"""
    more = '<article/bb/entity/troops> a kg:StateForce ; rdfs:label "troops" .'
    beside = ATTACK.format(kind="Battle", roles="kg:perpetrator <actor/jnim> , <article/bb/entity/troops>", more=more)
    entailed = beside.replace("<article/bb> {", "<https://w3id.org/conflict-kg/graph/entailed> {").replace(
        "a kg:StateForce", "a kg:Actor"
    )
    for name in CODED:
        assert export(codebook, name, beside) == export(codebook, name, beside, addition, entailed)
    row = export(codebook, "acled", beside, addition, entailed)[0]["article/bb/event/new"]
    assert pick(row, "actor1 assoc_actor_1") == {"actor1": "JNIM", "assoc_actor_1": "Military Forces of Mali"}


# The command


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("coded") / "store"
    with open_store(path) as store:
        store.load(ox.parse(path=str(STORE), format=ox.RdfFormat.TRIG))
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as exit:
        main(["export", *arguments])
    printed = capsys.readouterr()
    assert isinstance(exit.value.code, int)
    return exit.value.code, printed.out, printed.err


def test_a_file_is_written_and_what_is_left_out_is_counted(
    directory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.csv.gz"
    code, out, err = run(capsys, str(target), "--as", "ucdp", "--store", str(directory))
    assert (code, out) == (0, "")
    with gzip.open(target, "rt", encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 4
    assert re.fullmatch(
        rf"4 happenings as UCDP GED to {re.escape(str(target))} in \d+\.\d s; 6 left out \(3 no death reported, "
        r"1 a coup or mutiny, whose factions kg does not tell apart, 1 no armed force was used, "
        r"1 no two parties that UCDP would name\)\n",
        err,
    )


def test_standard_output_and_all(directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "-", "--as", "acled", "--all", "--store", str(directory))
    assert code == 0
    assert "coup/ML-2012-03-21,2012-03-21" in out
    assert err.startswith("8 happenings as ACLED to standard output in ")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["out.csv"], 3, "say with --as whose columns the CSV has, one of acled, plover, ucdp"),
        (["-", "--as", "acled", "--graph", "https://w3id.org/conflict-kg/graph/facts"], 2, "leave --graph out"),
        (["-"], 3, "acled"),
    ],
)
def test_a_wrong_combination_is_one_line(
    directory: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, words: str
) -> None:
    found, out, err = run(capsys, *arguments, "--store", str(directory))
    assert (found, out) == (code, "")
    assert words in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("file", "change"),
    [
        ("alignments.ttl", lambda text: text.replace('skos:notation "Armed clash" ;', "", 1)),
        ("alignments.ttl", lambda text: text.replace("coding:order 10 ;", 'coding:order "first" ;', 1)),
        ("country-codes.ttl", lambda text: text + "oops"),
    ],
)
def test_a_codebook_that_lacks_something_is_named(tmp_path: Path, file: str, change: object) -> None:
    for name in ("conflict.ttl", "alignments.ttl", "country-codes.ttl"):
        shutil.copy(ONTOLOGY / name, tmp_path / name)
    assert callable(change)
    (tmp_path / file).write_text(change((ONTOLOGY / file).read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(OntologyError, match=re.escape(file)):
        read_codebook(tmp_path)
