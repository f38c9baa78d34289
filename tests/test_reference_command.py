"""`kg reference`: a table in, Turtle out, and from there into articles and the graph; with real files and the real reader."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from kg.cli import main
from kg.graph.reference import slug
from kg.knowledge.gazetteer import Known, read_gazetteer
from kg.knowledge.ontology import read_turtle
from kg.vocab import DATA, KG, SKOS

Kg = Callable[..., tuple[int, str, list[str]]]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kg:
    """Run a command in an empty folder; return its exit code, standard output and the lines of standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.delenv("KG_REFERENCE", raising=False)

    def kg(*arguments: str) -> tuple[int, str, list[str]]:
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        out, err = capfd.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, out, err.splitlines()

    return kg


@pytest.fixture
def add(run: Kg) -> Callable[..., list[str]]:
    """Write a table, add it to my.ttl, and return what was said; the line that every such run ends with left out."""

    def table(*lines: str, code: int = 0, options: tuple[str, ...] = ()) -> list[str]:
        Path("t.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        ended, out, err = run("reference", "add", "t.csv", "--to", "my.ttl", *options)
        assert (ended, out) == (code, "")
        return err[:-1]

    return table


def things() -> dict[str, Known]:
    return {key.removeprefix(DATA): known for key, known in read_gazetteer([Path("my.ttl")]).by_key.items()}


def facts(key: str) -> set[tuple[str, str]]:
    """Return what my.ttl says of a thing, properties and IRIs by their last part."""

    def short(term: object) -> str:
        value = str(getattr(term, "value", term))
        return value.removeprefix(DATA).removeprefix(KG.base).rsplit("#")[-1]

    quads = [quad for quad in read_turtle(Path("my.ttl")) if quad.subject == NamedNode(DATA + key)]
    return {(short(quad.predicate).rsplit("/")[-1], short(quad.object)) for quad in quads}


Add = Callable[..., list[str]]

# --- From end to end --------------------------------------------------------------------------------------------------

TABLE = """\
kind,name,aliases,country,start,source,splitFrom
insurgent group,Front of the Red Dunes,FRDX|Front des dunes rouges@fr,ML,2019,https://example.org/dunes,JNIM
village,Tin Zafra,,Mali,,,
"""
ARTICLE = """\
The Front of the Red Dunes attacked the village of Tin Zafra on Tuesday, killing 14 people, the army said.
"""


def test_an_invented_group_and_town_from_a_table_to_the_graph(run: Kg, tmp_path: Path) -> None:
    (tmp_path / "dunes.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    assert run("reference", "add", "dunes.csv", "--to", "my.ttl") == (0, "", ["2 known things in my.ttl"])

    plain, own = (
        {entity["label"]: (entity["type"], entity["country"]) for entity in json.loads(out)["entities"]}
        for _, out, _ in (run("extract", "a.txt"), run("extract", "a.txt", "--reference", "my.ttl"))
    )
    assert plain["Tin Zafra"][1] is None
    assert own["Tin Zafra"] == ("Settlement", "ML")
    assert own["Front of the Red Dunes"] == ("InsurgentGroup", "ML")

    assert run("build", "a.txt", "--store", "s", "--reference", "my.ttl")[0] == 0
    asked = """SELECT ?group ?town ?digest WHERE {
        ?event kg:perpetrator/kg:refersTo ?group ; kg:place/kg:refersTo ?town .
        ?group kg:splitFrom/rdfs:label ?of . ?town kg:country/kg:countryCode "ML" . ?run kg:ontologyDigest ?digest }"""
    _, out, _ = run("query", asked, "--store", "s", "--format", "csv")
    row = out.splitlines()[1].split(",")
    assert row[:2] == [f"{DATA}actor/front-of-the-red-dunes", f"{DATA}place/ML-tin-zafra"]
    assert run("build", "a.txt", "--store", "plain")[0] == 0
    _, out, _ = run("query", "SELECT ?d { ?run kg:ontologyDigest ?d }", "--store", "plain", "--format", "csv")
    assert row[2] not in out  # the digest is of the user's files too

    _, shown, _ = run("explain", "Front of the Red Dunes", "--store", "s")
    for words in ("actor/front-of-the-red-dunes", "insurgent group", "FRDX", "Tin Zafra", "https://example.org/dunes"):
        assert words in shown


def test_what_is_added_is_checked(add: Add, run: Kg) -> None:
    add("kind,name,country,source,splitFrom", "insurgent group,Zed Front,ML,https://example.org/zed,JNIM")
    assert run("check", "--reference", "my.ttl", "--no-reasoner")[0] == 0
    own = Path("my.ttl").read_text(encoding="utf-8")
    Path("my.ttl").write_text(own.replace("kg:splitFrom", "kg:splitOf"), encoding="utf-8")
    code, out, _ = run("check", "--reference", "my.ttl", "--no-reasoner")
    assert code == 1
    assert "kg:splitOf" in out


def test_a_setting_names_the_files_once_and_for_all(add: Add, run: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    add("kind,name", "person,Zed Invented")
    assert run("reference", "list", "zed invented")[0] == 1
    monkeypatch.setenv("KG_REFERENCE", "my.ttl")
    code, out, _ = run("reference", "list", "zed invented", "--format", "csv")
    assert (code, out.splitlines()[1].split(",")[0]) == (0, "Zed Invented")


# --- Shapes -----------------------------------------------------------------------------------------------------------


def test_an_actor_has_the_shape_of_the_reference_graph(add: Add) -> None:
    add(
        "kind,name,aliases,country,start,end,wikidata,source,note",
        'Junta,Council of Zed,"ZCX | Conseil de Zed@fr",ml,2020-08,2021-05-24,wd:Q4999999999,'
        '"https://example.org/a ; https://example.org/b (page 3)",Short-lived.',
    )
    assert facts("actor/council-of-zed") == {
        ("type", "Junta"),
        ("label", "Council of Zed"),
        ("altLabel", "ZCX"),
        ("altLabel", "Conseil de Zed"),
        ("country", "country/ML"),
        ("onOrAfter", "2020-08-01T00:00:00Z"),
        ("onOrBefore", "2021-05-24T23:59:59Z"),
        ("firstDay", "18475"),
        ("lastDay", "18771"),
        ("edtf", "2020-08-01/2021-05-24"),
        ("exactMatch", "http://www.wikidata.org/entity/Q4999999999".rsplit("#")[-1]),
        ("source", "https://example.org/a"),
        ("source", "https://example.org/b"),
        ("note", "Short-lived."),
        ("note", "Source: (page 3)"),
    }
    names = [q.object for q in read_turtle(Path("my.ttl")) if q.predicate == SKOS.altLabel]
    assert Literal("Conseil de Zed", language="fr") in names
    assert Literal("ZCX", language="en") in names


@pytest.mark.parametrize(
    ("kind", "start", "end", "bounds"),
    [
        ("ambush", "2022-05", "", ("2022-05-01", "2022-05-31", "2022-05")),
        ("ambush", "2022-05-03", "2022-06", ("2022-05-03", "2022-06-30", "2022-05-03/2022-06-30")),
        ("insurgency", "2022", "", ("2022-01-01", None, "2022/..")),
        ("armed group", "2022", "", ("2022-01-01", None, "2022/")),
        ("armed group", "", "2022", (None, "2022-12-31", "/2022")),
        ("armed group", "", "", (None, None, None)),
    ],
)
def test_times(kind: str, start: str, end: str, bounds: tuple[str | None, ...], add: Add) -> None:
    add("kind,name,start,end", f"{kind},Zed of Zedland,{start},{end}")
    ((key, known),) = things().items()
    shown = dict(facts(key)).get("edtf")
    assert (known.first, known.last, shown) == bounds


def test_a_coup_with_its_leader_its_deposed_and_its_outcome(add: Add) -> None:
    said = add(
        "kind;name;country;start;outcome;deposed;leader;initiator",
        "event_coup;2031 coup in Mali;ML;2031-02-03;success;Zed Deposed|Zed Second;Assimi Goïta;Council of Zed",
        "coup;2032 coup in Mali;ML;2032-02-03;Failed;;;",
        "person;Zed Deposed;ML;;;;;",
        "junta;Council of Zed;ML;;;;;",
    )
    assert {value for name, value in facts("coup/ML-2031-02-03") if name in ("outcome", "ledBy", "initiator")} == {
        "succeeded",
        "actor/assimi-goita",
        "actor/council-of-zed",
    }
    assert ("deposedLeader", "actor/zed-deposed") in facts("coup/ML-2031-02-03")
    assert said == [
        "kg: warning: t.csv:2: deposedLeader 'Zed Second' is no known person; add a row for it; the cell is left out"
    ]
    assert things()["coup/ML-2032-02-03"].type == "AttemptedCoup"


def test_properties_of_the_ontology_are_columns(add: Add) -> None:
    said = add(
        "Type,Name,Country,latitude,located in,demonym,killed_min,capital of",
        "town,Zedtown,ML,-14.50,Gao Region,Zedish|zedois@fr,,",
        "massacre,Zedtown massacre,ML,,,,30,",
        "town,Zedcapital,,,,,,Mali",
    )
    assert said == []
    town = facts("place/ML-zedtown")
    assert {("latitude", "-14.5"), ("locatedIn", "place/ML-gao-region"), ("demonym", "zedois")} <= town
    assert ("killedMin", "30") in facts("attack/zedtown-massacre")
    assert ("capitalOf", "country/ML") in facts("place/zedcapital")


def test_a_situation_is_a_row_like_any_other(add: Add) -> None:
    add(
        "kind,name,start,backer,backed,backingKind",
        "backing,Russia backs the Zed Front,2021-12,Russia,Zed Front of Ber,mercenaries|arms",
        "rebel group,Zed Front of Ber,,,,",
    )
    assert {
        ("type", "Backing"),
        ("backer", "country/RU"),
        ("backed", "actor/zed-front-of-ber"),
        ("backingKind", "mercenaryBacking"),
        ("backingKind", "armsBacking"),
        ("edtf", "2021-12/"),
    } <= facts("backing/russia-backs-the-zed-front")


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        ("InsurgentGroup", "InsurgentGroup"),
        ("insurgent group", "InsurgentGroup"),
        ("armed_group", "ArmedGroup"),
        ("city", "Settlement"),
        ("Village", "Settlement"),
        ("organisation", "Organization"),
        ("state_force", "StateForce"),
        ("event_attack", "Attack"),
        ("foreign_backer", "ForeignBacker"),
        ("airport", "Facility"),
        ("region", "Region"),
        ("government", "Government"),
    ],
)
def test_kinds(kind: str, type_: str, add: Add) -> None:
    add("kind,name", f"{kind},Zed of Zedland")
    assert [known.type for known in things().values()] == [type_]


# --- Bad rows ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("insurgent grup,Zed,ML,,,,", "kind 'insurgent grup' is not known; did you mean 'insurgent group'?"),
        (",Zed,ML,,,,", "has no kind"),
        ("person,,ML,,,,", "has no name"),
        ("person,Zed,Zedland,,,,", "country 'Zedland' is not known; take its code"),
        ("person,Zed,ML,May 2020,,,", "start 'May 2020' is no date; write 2024, 2024-09 or 2024-09-17"),
        ("person,Zed,ML,2020-02-30,,,", "start '2020-02-30' is no date"),
        ("person,Zed,ML,,0000,,", "end '0000' is no date"),
        ("person,Zed,ML,2021,2020-12,,", "ends (2020-12) before it starts (2021)"),
        ("person,Zed,ML,,,P31,", "wikidata 'P31' is no item; it looks like Q912"),
        ("coup,Zed,ML,,,,won", "outcome 'won' is none of disputed, failed, plotted, reversed, succeeded"),
        ("coup,Zed,ML,,,,plot", "a plot that was never begun is no coup d'état; its kind is 'coup plot'"),
        (
            "person,Zed,ML,,,,failed",
            "outcome is said of a thing of kind 'seizure of power', and this is of kind 'person'",
        ),
        ("person,Zed, the Elder,ML,,,,", "has more cells than the first line"),
    ],
)
def test_a_bad_row_says_where_and_what_and_the_others_stay(row: str, line: str, add: Add) -> None:
    (said,) = add("kind,name,country,start,end,wikidata,outcome", "person,Good One", "", row)
    assert said.startswith(f"kg: t.csv:4: {line}")
    assert said.endswith("; left out")
    assert list(things()) == ["actor/good-one"]


def test_nothing_that_could_be_used(run: Kg, add: Add) -> None:
    add("kind,name", "blob,Zed", code=3)
    assert not Path("my.ttl").exists()
    add("kind,name", code=3)
    Path("t.csv").write_text("kind,name\n", encoding="utf-8")
    assert run("reference", "add", "t.csv") == (3, "", ["kg: nothing in t.csv could be used; t.ttl is as it was"])


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", "kg: t.csv:1: the first line must name the columns, 'kind' among them once"),
        (b"name,country\nZed,ML\n", "kg: t.csv:1: the first line must name the columns, 'kind' among them once"),
        (b"kind,type,name\n", "kg: t.csv:1: the first line must name the columns, 'kind' among them once"),
        (b"kind,name\nperson,Zed\nperson,Zed\xe9\n", "kg: t.csv:3: not UTF-8; save the table as CSV in UTF-8"),
        (b"kind,name\nperson," + b"x" * 200_000, "kg: t.csv:2: not CSV (field larger than field limit"),
    ],
)
def test_a_file_that_is_no_such_table(content: bytes, line: str, run: Kg) -> None:
    Path("t.csv").write_bytes(content)
    code, out, (err,) = run("reference", "add", "t.csv")
    assert (code, out) == (3, "")
    assert err.startswith(line)


def test_a_column_that_is_none_is_said_and_not_read(add: Add) -> None:
    assert add("kind,name,alias,nonsense,", "person,Zed One,Zed,x,y") == [
        "kg: warning: t.csv:1: there is no column 'alias'; did you mean 'aliases'? It is not read",
        "kg: warning: t.csv:1: there is no column 'nonsense'; It is not read",
    ]


def test_names_that_are_found_where_they_are_not_meant(add: Add) -> None:
    said = add(
        "kind,name,aliases",
        "armed group,Hammer,HX|HXQ|ha@fr",
        "village,Say,",
        "armed group,CNSP,",
    )
    assert [line.split(": ", 3)[2:] for line in said if "is very short" in line] == [
        [
            "t.csv:2",
            "'HX' is very short, and will be found where something else is meant; leave it out, or take a longer one",
        ]
    ]
    assert sum("is a word that news use for other things too" in line for line in said) == 2
    assert any("t.csv:4: 'CNSP' is a name of actor/" in line or "t.csv:4: may be actor/" in line for line in said)


# --- One thing, one IRI -----------------------------------------------------------------------------------------------


def test_a_second_run_changes_nothing_and_a_later_row_replaces(add: Add) -> None:
    table = ("kind,name,aliases,country", "armed group,Zed Front,ZFX,ML", "village,Zedtown,,ML")
    add(*table)
    first = Path("my.ttl").read_bytes()
    assert add(*table) == []
    assert Path("my.ttl").read_bytes() == first
    add("kind,name,aliases,country,note", "armed group,Zed Front,ZFY,ML,Renamed.", "person,Zed,,ML,")
    assert set(things()) == {"actor/zed-front", "place/ML-zedtown", "actor/zed"}
    assert things()["actor/zed-front"].names == ("Zed Front", "ZFY")


def test_a_row_about_a_known_thing_adds_to_it(add: Add, run: Kg) -> None:
    said = add("kind,name,aliases,country,start", "jihadist group,JNIM,Zed Support Group,ML,1999", "city,Gao,,ML,")
    key = "actor/jamaat-nusrat-al-islam-wal-muslimin"
    assert facts(key) >= {("altLabel", "Zed Support Group")}
    assert not {name for name, _ in facts(key)} & {"label", "type", "country"}
    assert said[0] == f"kg: warning: t.csv:2: 'JNIM' is known as {key}; what is new is added to it"
    assert said[1].endswith("is known as place/ML-gao; nothing in the row is new")
    _, out, _ = run("reference", "list", "zed support", "--reference", "my.ttl", "--format", "csv")
    assert out.splitlines()[1].endswith(key)
    add("kind,name,aliases,country", "jihadist group,JNIM,Second Zed Name,ML")
    assert facts(key) >= {("altLabel", "Zed Support Group"), ("altLabel", "Second Zed Name")}


def test_an_item_that_is_known_is_the_same_thing_whatever_its_name(add: Add) -> None:
    add("kind,name,wikidata", "city,Zed-Bamako,Q3703")
    assert facts("place/ML-bamako") >= {("altLabel", "Zed-Bamako")}
    (said,) = add("kind,name,wikidata", "person,Zed Person,Q3703")
    assert said.endswith("Q3703 is the item of place/ML-bamako; not written a second time")


def test_the_coup_of_a_day_is_one_whatever_its_name(add: Add) -> None:
    (said,) = add("kind,name,country,start", "coup,Fall of the Zed,ML,2020-08-18")
    assert "is known as coup/ML-2020-08-18" in said
    assert facts("coup/ML-2020-08-18") == {("altLabel", "Fall of the Zed")}


def test_two_things_of_one_name(add: Add) -> None:
    said = add(
        "kind,name,country,start,id",
        "armed group,Zed Front,ML,,",
        "armed group,Zed Front,BF,,",
        "armed group,Zed Front,ML,,",
        "armed group,Zed Front,ML,,zed-front-of-1990",
        "ambush,Zed ambush,ML,2020,",
        "ambush,Zed ambush,NE,2021,",
    )
    assert set(things()) == {
        "actor/zed-front",
        "actor/zed-front-bf",
        "actor/zed-front-of-1990",
        "attack/zed-ambush",
        "attack/zed-ambush-ne",
    }
    (line,) = (line for line in said if "warning" not in line)
    assert line == "kg: t.csv:4: is said already in t.csv:2; make it one row, or give it an id"


def test_an_id_with_strange_letters(add: Add) -> None:
    add("kind,name,id", "person,Zed,a b", code=3)
    add("kind,name,id", "person,Zed,../x", code=3)


def test_slugs() -> None:
    assert slug("  L'Île d'Été (2) ") == "lile-dete-2"
    assert slug("باماكو") == slug("باماكو") != slug("مالي")


# --- Files ------------------------------------------------------------------------------------------------------------


def test_a_file_written_by_hand_is_not_written_over(run: Kg) -> None:
    Path("my.ttl").write_text("# mine\n", encoding="utf-8")
    Path("t.csv").write_text("kind,name\nperson,Zed\n", encoding="utf-8")
    code, _, err = run("reference", "add", "t.csv", "--to", "my.ttl")
    assert (code, err[0].split(";")[0]) == (
        4,
        "kg: my.ttl: not written by kg reference add, which would lose its comments",
    )
    assert Path("my.ttl").read_text(encoding="utf-8") == "# mine\n"


def test_standard_input_wants_a_file_to_write(run: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"kind\tname\nperson\tZed One\n")))
    assert run("reference", "add", "-")[0] == 2
    assert run("reference", "add", "-", "--to", "x.txt")[0] == 2
    assert run("reference", "add", "-", "--to", "my.ttl")[0] == 0
    assert list(things()) == ["actor/zed-one"]
    code, _, (err,) = run("reference", "add", "gone.csv")
    assert (code, err) == (3, "kg: gone.csv: cannot be read (No such file or directory); name a CSV file")


def test_the_list(run: Kg) -> None:
    code, out, _ = run("reference", "list", "GOITA", "--format", "csv")
    assert (code, out.splitlines()[0]) == (0, "name,kind,country,time,names,thing")
    assert out.splitlines()[1].startswith("Assimi Goïta,Person,ML,")
    code, out, err = run("reference", "list", "xyzzy")
    assert (code, out, err) == (1, "", ["kg: no known thing has 'xyzzy' in its names; add it with kg reference add"])
    assert len(run("reference", "list", "--format", "csv")[1].splitlines()) > 2000
