"""Saved queries: header, parameters, and for each that is shipped the answer to a graph made by hand, in two engines."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from kg.cli import main
from kg.cli.queries import queries as queries_command
from kg.cli.query import query as query_command
from kg.cli.run import run as run_command
from kg.errors import QueryError
from kg.queries import KINDS, SavedQuery, bind, find_query, parse_query, read_queries, read_query, with_prefixes
from kg.store.embedded import open_store

ROOT = Path(__file__).parent.parent
GRAPHS = ROOT / "tests" / "queries"
SAVED = read_queries(ROOT / "queries")
NAMES = [query.name for query in SAVED]
VALUES: dict[str, dict[str, str]] = {
    "attacks-per-month-around-a-coup": {"months": "2"},
    "attacks-while-in-office": {"name": "kon"},
    "events-by-actor": {"actor": "jnim"},
    "timeline-of-a-country": {"country": "ml"},
    "what-an-article-says": {"article": "UNDER"},
    "what-changed": {"since": "2023", "before": "2024"},
    "who-was-in-office": {"country": "ne"},
}
"""What the queries are told whose answers in `tests/queries/` are not those of the file as it stands."""

Table = list[list[str]]


def graph_files(name: str) -> tuple[Path, Path]:
    return GRAPHS / "shared.trig", GRAPHS / f"{name}.trig"


def ask_oxigraph(name: str, sparql: str) -> Table:
    store = ox.Store()
    for path in graph_files(name):
        store.load(path=path, format=ox.RdfFormat.TRIG)
    answer = store.query(sparql, use_default_graph_as_union=True)
    assert isinstance(answer, ox.QuerySolutions)
    heading = [variable.value for variable in answer.variables]
    return [heading, *([getattr(term, "value", "") for term in row] for row in answer)]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def ask_rdflib(name: str, sparql: str) -> Table:
    dataset = rdflib.Dataset(default_union=True)
    for path in graph_files(name):
        dataset.parse(path, format="trig")
    answer = dataset.query(sparql)
    heading = [str(variable) for variable in answer.vars or ()]
    return [heading, *(["" if term is None else str(term) for term in row] for row in answer)]  # type: ignore[union-attr]


def expected(name: str) -> Table:
    with (GRAPHS / f"{name}.csv").open(newline="", encoding="utf-8") as stream:
        return list(csv.reader(stream))


def saved(name: str) -> SavedQuery:
    return find_query(SAVED, name)


# The shipped queries


@pytest.mark.parametrize("name", NAMES)
def test_answer_in_oxigraph(name: str) -> None:
    assert ask_oxigraph(name, bind(saved(name), VALUES.get(name, {}))) == expected(name)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_answer_in_rdflib(name: str) -> None:
    assert ask_rdflib(name, bind(saved(name), VALUES.get(name, {}))) == expected(name)


@pytest.mark.parametrize("name", NAMES)
def test_file_runs_as_it_stands(name: str) -> None:
    """No parameter given, not even a required one: the answer holds at least what a narrower question gives."""
    whole = ask_oxigraph(name, saved(name).text)
    assert all(row in whole for row in expected(name))


@pytest.mark.parametrize("name", NAMES)
def test_every_row_of_an_article_has_words(name: str) -> None:
    heading, *rows = expected(name)
    if "article" not in saved(name).reads:
        assert not {"words", "article"} & set(heading)  # rests on known things and rules alone
        return
    if "words" not in heading:
        assert {"articles", "candidates", "one_words"} & set(heading), (
            f"{name} says neither words nor a count of articles"
        )
        return
    words = heading.index("words")
    article = heading.index("article" if "article" in heading else "article_iri")
    assert all(bool(row[words]) == bool(row[article]) for row in rows)


@pytest.mark.parametrize("query", SAVED, ids=[query.name for query in SAVED])
def test_every_query_is_described(query: SavedQuery) -> None:
    guide = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
    assert query.summary
    assert query.description
    assert query.reads
    assert f"| `{query.name}` |" in guide
    line = next(line for line in guide.splitlines() if line.startswith(f"| `{query.name}` |"))
    for parameter in query.parameters:
        assert f"`{parameter.name}`" in line
        assert not parameter.help.endswith(".")


def test_graphs_and_answers_are_of_queries() -> None:
    assert {path.stem for path in GRAPHS.iterdir()} - {"shared"} == set(NAMES)


@pytest.mark.parametrize(
    ("name", "values", "column", "kept"),
    [
        ("attacks-by-country-and-month", {"country": "NE"}, "country_name", {"Niger"}),
        ("attacks-in-a-capital", {"country": "NE"}, "country_name", {"Niger"}),
        ("attacks-after-a-coup", {"country": "bf"}, "country_name", {"Burkina Faso"}),
        ("attacks-after-a-coup", {"days": "29"}, "days_at_most", {"1", "2", "3"}),
        ("backing-before-and-after-a-junta", {"country": "BF"}, "country_name", {"Burkina Faso"}),
        ("backing-before-and-after-a-junta", {"backer": "of russia"}, "backed_by", {"Government of Russia"}),
        ("backing-before-and-after-a-junta", {"backer": "Russian"}, "backed_by", {"Africa Corps"}),
        ("deadliest-attacks", {"at_least": "6"}, "killed", {"500", "70", "9", "6"}),
        ("deadliest-attacks", {"country": "NE"}, "country_name", {"Niger"}),
        ("conflicts-since", {"since": "2012-01-10"}, "began", {"2012-01-16", "2012-03", "2015"}),
        ("conflicts-since", {"since": "2015"}, "began", {"2015"}),
        ("who-backs-whom", {"actor": "wagner"}, "backer", {"Wagner Group"}),
        ("who-backs-whom", {"actor": "russian fed"}, "backer", {"Russia"}),
        ("who-backs-whom", {"actor": "mercenaries"}, "backer", {"Wagner Group"}),
        ("who-is-affiliated-with-whom", {"actor": "Koufa"}, "who", {"Amadou Koufa"}),
        ("who-is-affiliated-with-whom", {"actor": "leadership"}, "said_by", {"spokesman"}),
        (
            "what-changed",
            {"since": "2023", "before": "2024", "country": "ml"},
            "country_name",
            {"Mali", "Burkina Faso, Mali"},
        ),
        ("coups-followed", {"within": "494"}, "days", {"279", "245 to 494"}),
        ("coups-followed", {"region": "sahel"}, "later_country", {"Mali", "Burkina Faso"}),
        ("coups-in-a-row", {"region": "Mali"}, "later_country", {"Mali"}),
        ("coups-in-a-row", {"since": "2022-09"}, "later_date", {"2022-09-29/2022-09-30", "2023-07-26"}),
        ("coups-in-a-row", {"within": "279"}, "days", {"279", "245", "248 to 249"}),
        ("deposed-leaders", {"country": "BF"}, "country_name", {"Burkina Faso"}),
        ("deposed-leaders", {"leader": "ibk"}, "deposed", {"Ibrahim Boubacar Keïta"}),
        ("how-coups-ended", {"country": "ne"}, "country_name", {"Niger"}),
        ("how-coups-ended", {"outcome": "Succeeded"}, "ended", {"succeeded"}),
        ("how-coups-ended", {"since": "2015-09-23"}, "date", {"2015-09-23/2015-09-24", "2023-07-26"}),
        ("juntas-and-their-coups", {"country": "BF"}, "country_name", {"Burkina Faso"}),
        ("who-replaced-whom", {"country": "ml"}, "country_name", {"Mali"}),
        ("who-replaced-whom", {"name": "bazoum"}, "since", {"2023-07-26", "2021-04-02"}),
        ("who-replaced-whom", {"name": "cnsp"}, "new", {"National Council"}),
        ("who-held-a-place", {"country": "ne"}, "place_name", {"Base 101"}),
        ("who-held-a-place", {"place": "konnah"}, "place_name", {"Konna"}),
        ("who-held-a-place", {"on": "2013-01-16"}, "since", {"2012-03-30", "2013-01-10"}),
        ("who-held-a-place", {"on": "2013-01-17"}, "since", {"2012-03-30", "2013-01-10", "2013-01-17"}),
        ("who-held-a-place", {"on": "2012-03-30"}, "since", {"2012-03-30"}),
        # no end is known, and nobody came yet; the last day in office is one, and the first too
        ("who-was-in-office", {"country": "NE", "on": "2015"}, "name", {"Mahamadou Issoufou"}),
        (
            "who-was-in-office",
            {"country": "NE", "on": "2023-07-26"},
            "name",
            {"Salifou Mody", "Mohamed Bazoum", "Ouhoumoudou Mahamadou", "CNSP"},
        ),
        (
            "who-was-in-office",
            {"country": "NE", "on": "2023-08-08"},
            "name",
            {"Salifou Mody", "CNSP", "Ali Lamine Zeine"},
        ),
        ("known-from-one-source", {"country": "ML"}, "country_name", {"Mali"}),
        ("known-from-one-source", {"publisher": "desert"}, "told_by", {"Desert Post"}),
        ("known-from-one-source", {"since": "2023-07"}, "date", {"2023-08-07", "2023-07"}),
        ("what-changed", {"since": "2023-01-02", "before": "2023-07"}, "date", {"2023-05-10", "2023-06", "2023-06-01"}),
        ("what-changed", {"since": "2023-10-03", "before": "2024"}, "date", {"2023-10-03/2023-10-05", "2023-10-15"}),
        ("what-changed", {"since": "2023-10-04", "before": "2023-10-16"}, "date", {"2023-10-15"}),
        ("who-said-what", {"actor": "wagner"}, "who", {"Wagner Group"}),
        ("events-that-are-not-facts", {"country": "NE"}, "status", {"threatened"}),
        ("attacks-per-month-around-a-coup", {"months": "1"}, "months_after", {"-1", "0", "1"}),
        ("attacks-per-month-around-a-coup", {"months": "2", "country": "ne"}, "country_name", {"Niger"}),
        ("attacks-while-in-office", {"name": "KONÉ"}, "in_office", {"Ana Koné"}),
        ("attacks-while-in-office", {"name": "konaté"}, "in_office", {"Issa Amadou"}),
        ("attacks-while-in-office", {"name": "kon", "country": "ml"}, "country_name", {"Mali"}),
        ("events-near", {"km": "13.4"}, "km_away", {"0"}),
        ("events-near", {"km": "13.5"}, "km_away", {"0", "13"}),
        ("events-near", {"since": "2023"}, "event", {"armed attack, Bamako, 2024-09-17", "mutiny, Inside, 2024-09-16"}),
    ],
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_parameter_keeps_some_rows(name: str, values: dict[str, str], column: str, kept: set[str]) -> None:
    heading, *rows = expected(name)
    index = heading.index(column)
    wanted = [heading, *(row for row in rows if row[index] in kept)]
    assert 1 < len(wanted) <= len(rows)
    sparql = bind(saved(name), values)
    assert ask_oxigraph(name, sparql) == wanted
    assert ask_rdflib(name, sparql) == wanted


def test_at_least_zero_finds_attacks_without_deaths() -> None:
    heading, *rows = ask_oxigraph("deadliest-attacks", bind(saved("deadliest-attacks"), {"at_least": "0"}))
    assert len(rows) == len(expected("deadliest-attacks"))
    assert rows[-1][heading.index("killed")] == "0"


@pytest.mark.parametrize("article", ["https://w3id.org/conflict-kg/id/article/1", "1"])
def test_article_by_its_iri(article: str) -> None:
    name = "what-an-article-says"
    assert ask_oxigraph(name, bind(saved(name), {"article": article})) == expected(name)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_what_came_next_in_a_larger_region() -> None:
    """In Western Africa a coup in Guinea lies between two that follow one another in the Sahel: 104 and 141 days."""
    sparql = bind(saved("coups-in-a-row"), {"region": "western africa", "since": "2021-06"})
    for answer in (ask_oxigraph("coups-in-a-row", sparql), ask_rdflib("coups-in-a-row", sparql)):
        assert [row[1:5] for row in answer[1:3]] == [
            ["2021-05-24", "Guinea", "2021-09-05", "104"],
            ["2021-09-05", "Burkina Faso", "2022-01-24", "141"],
        ]
        assert len(answer) == 5


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_near_a_place_across_the_date_line() -> None:
    """0.04 degrees of longitude apart, 16.8 degrees south: 0.04 * cos(16.8 degrees) * 111.195 km = 4.26 km."""
    sparql = bind(saved("events-near"), {"place": "westside"})
    for answer in (ask_oxigraph("events-near", sparql), ask_rdflib("events-near", sparql)):
        heading, *rows = answer
        assert [(row[heading.index("km_away")], row[heading.index("event")]) for row in rows] == [
            ("4", "Eastside bombing")
        ]


def great_circle_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The haversine formula on a ball of 6,371 km."""
    (north, east), (other_north, other_east) = (tuple(map(math.radians, point)) for point in (one, other))
    half = math.sin((north - other_north) / 2) ** 2
    half += math.cos(north) * math.cos(other_north) * math.sin((east - other_east) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(half))


@pytest.mark.parametrize("centre", [(0.0, 0.0), (13.5, 2.1), (-33.9, 18.4), (52.2, -179.0)])
@pytest.mark.parametrize(("km", "error"), [(300, 0.0005), (1000, 0.005)])
def test_kilometres_are_as_exact_as_promised(centre: tuple[float, float], km: int, error: float) -> None:
    degrees = 0.97 * km / 111.195
    apart = {
        f"place-{turn}": (
            max(-60.0, min(60.0, centre[0] + degrees * math.sin(math.radians(turn)))),
            (centre[1] + degrees * math.cos(math.radians(turn)) + 540) % 360 - 180,
        )
        for turn in range(0, 360, 30)
    }
    kg, label = "https://w3id.org/conflict-kg/ontology#", "http://www.w3.org/2000/01/rdf-schema#label"
    reference = "https://w3id.org/conflict-kg/graph/reference"
    store = ox.Store()
    store.load(path=GRAPHS / "shared.trig", format=ox.RdfFormat.TRIG)
    for name, (north, east) in {"bamako": centre, **apart}.items():
        store.update(f"""PREFIX kg: <{kg}> INSERT DATA {{ GRAPH <{reference}> {{
            <urn:{name}> kg:latitude {north:.4f} ; kg:longitude {east:.4f} ; kg:country <urn:c> ; <{label}> "{name}" .
            <urn:e-{name}> a kg:Ambush ; <{label}> "{name}" ; kg:place <urn:{name}> .
            <urn:c> kg:countryCode "XX" }} }}""")
    answer = store.query(bind(saved("events-near"), {"km": str(km)}), use_default_graph_as_union=True)
    assert isinstance(answer, ox.QuerySolutions)
    found = {row["event"].value: int(row["km_away"].value) for row in answer}
    assert found.pop("bamako") == 0
    true = {name: great_circle_km(centre, point) for name, point in apart.items()}
    assert {name for name in true if true[name] < km * (1 - error)} <= set(found)
    assert len(found) > 6
    for name, distance in found.items():
        assert abs(distance - true[name]) <= 0.51 + error * true[name]  # half a kilometre is rounding


# Header and parameters

QUERY = """#+ summary: A test
#+ description: It goes
#+   on here.
#+ parameter: name (text) A name
#+ parameter: thing (iri) A thing
#+ parameter: number (integer) A number
#+ parameter: km (number) A distance
#+ parameter: day (date) A day
#+ parameter: country (country, required) A country
#+ reads: article, links
SELECT * WHERE {
  VALUES ?name { UNDEF }
  VALUES ?thing { UNDEF }
  VALUES ?number { 30 }
  VALUES ?km { 12.5 }
  VALUES ?day { UNDEF }
  VALUES ?country { UNDEF }
  BIND(1 AS ?one)
}
"""


def test_header() -> None:
    query = parse_query("test", QUERY, "test.rq")
    assert (query.summary, query.description, query.reads) == ("A test", "It goes on here.", ("article", "links"))
    assert [(p.name, p.kind, p.is_required, p.default) for p in query.parameters] == [
        ("name", "text", False, None),
        ("thing", "iri", False, None),
        ("number", "integer", False, "30"),
        ("km", "number", False, "12.5"),
        ("day", "date", False, None),
        ("country", "country", True, None),
    ]
    assert query.body.startswith("SELECT")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT", "a.rq:1: no summary; begin the file with '#+ summary: what it answers'"),
        ("#+ summary:\nASK {}", "a.rq:1: no summary"),
        ("#+ summary: x\n#+ sumary: y\n", "a.rq:2: unknown key 'sumary'"),
        ("#+ summary: x\n#+ summary: y\n", "a.rq:2: a second 'summary'"),
        ("#+ summary: x\n#+ just words\n", "a.rq:2: expected '#+ key: value', got '#+ just words'"),
        ("#+ summary: x\n#+ reads: articles\n", "a.rq:2: unknown graph 'articles'; known are article, links"),
        ("#+ summary: x\n#+ parameter: a\n", "a.rq:2: expected 'parameter: name (kind) help'"),
        ("#+ summary: x\n#+ parameter: a (string) b\n", "a.rq:2: unknown kind 'string'; known are text, country"),
        ("#+ summary: x\n#+ parameter: a (text) b\nASK {}", "a.rq:2: expected 'VALUES ?a { UNDEF }' in the query"),
        (
            "#+ summary: x\n#+ parameter: a (integer) b\nASK { VALUES ?a { 1 } { VALUES ?a { 2 } } }",
            "a.rq:2: expected 'VALUES ?a { UNDEF }' in the query, always with the same default",
        ),
        (
            "#+ summary: x\n#+ parameter: a (text) b\n#+ parameter: a (text) b\nASK { VALUES ?a { UNDEF } }",
            "a.rq:3: a second parameter 'a'",
        ),
    ],
)
def test_malformed_header_names_its_line(text: str, message: str) -> None:
    with pytest.raises(QueryError, match="^" + re.escape(message)):
        parse_query("a", text, "a.rq")


def test_unreadable_files(tmp_path: Path) -> None:
    latin = tmp_path / "latin.rq"
    latin.write_bytes(b"#+ summary: \xe9\n")
    with pytest.raises(QueryError, match=r"latin\.rq: cannot be read \(not UTF-8\)"):
        read_query(latin)
    with pytest.raises(QueryError, match=r"none\.rq: cannot be read \(No such file or directory\)"):
        read_query(tmp_path / "none.rq")


def bound(**values: str) -> str:
    return bind(parse_query("test", QUERY, "test.rq"), {"country": "ML", **values})


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("name", "Wagner", 'VALUES ?name { "Wagner" }'),
        ("name", 'a "quote" \\ and } more', r'VALUES ?name { "a \"quote\" \\ and } more" }'),
        ("name", "two\nlines", r'VALUES ?name { "two\nlines" }'),
        ("thing", "wd:Q912", "VALUES ?thing { <http://www.wikidata.org/entity/Q912> }"),
        ("thing", "<urn:a>", "VALUES ?thing { <urn:a> }"),
        ("number", "-7", "VALUES ?number { -7 }"),
        ("number", "+07", "VALUES ?number { 7 }"),
        ("km", "50", "VALUES ?km { 50 }"),
        ("km", "-0.25", 'VALUES ?km { "-0.25"^^<http://www.w3.org/2001/XMLSchema#decimal> }'),
        ("day", "2024-09-17", 'VALUES ?day { "2024-09-17"^^<http://www.w3.org/2001/XMLSchema#date> }'),
        ("day", "2012", 'VALUES ?day { "2012-01-01"^^<http://www.w3.org/2001/XMLSchema#date> }'),
        ("country", "ml", 'VALUES ?country { "ML" }'),
    ],
)
def test_value_becomes_a_term(name: str, value: str, line: str) -> None:
    assert f"  {line}\n" in bound(**{name: value})


def test_decimal_counts_as_a_number_in_both_engines() -> None:
    query = bound(km="0.5").replace("SELECT *", "SELECT (?km * 3 AS ?thrice)")
    assert [row[0].value for row in ox.Store().query(query)] == ["1.5"]  # type: ignore[union-attr,index]
    assert [str(row[0]) for row in rdflib.Graph().query(query)] == ["1.5"]  # type: ignore[index]


def test_default_stays_when_nothing_is_given() -> None:
    assert "VALUES ?number { 30 }" in bound()
    assert "VALUES ?name { UNDEF }" in bound()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", ""),
        ("name", "half a character: \ud800"),
        ("thing", "not an IRI"),
        ("thing", "http://a/> } ; DROP ALL"),
        ("number", "seven"),
        ("number", "7.5"),
        ("number", "9" * 30),
        ("number", "١"),
        ("km", "12,5"),
        ("km", "1e3"),
        ("km", ".5"),
        ("km", "nan"),
        ("km", "9" * 13),
        ("day", "2024-13"),
        ("day", "2023-02-29"),
        ("day", "yesterday"),
        ("day", "0000"),
        ("country", "Mali"),
        ("country", "M"),
        ("country", ""),
    ],
)
def test_value_of_another_kind_is_refused(name: str, value: str) -> None:
    kinds = {"name": "text", "thing": "iri", "number": "integer", "km": "number", "day": "date", "country": "country"}
    kind = kinds[name]
    with pytest.raises(QueryError, match="^" + re.escape(f"test: {name} is {KINDS[kind]}; got ")):
        bound(**{name: value})


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_no_text_breaks_out(text: str) -> None:
    """Whatever the text, the store gets back exactly that text (but for blanks around it), and no other query."""
    answer = ox.Store().query(bound(name=text))
    assert isinstance(answer, ox.QuerySolutions)
    [row] = answer
    assert row["name"] == ox.Literal(text.strip())
    assert row["one"] == ox.Literal(1)


def test_wrong_names() -> None:
    with pytest.raises(
        QueryError, match=r"^test: no parameter 'nmae'; did you mean 'name'[?] it takes name, thing, number, km"
    ):
        bound(nmae="x")
    with pytest.raises(QueryError, match=r"^test: give country=…: A country$"):
        bind(parse_query("test", QUERY, "test.rq"), {})
    with pytest.raises(QueryError, match=r"^perpetrators-by-attacks: no parameter 'x'; it takes none$"):
        bind(saved("perpetrators-by-attacks"), {"x": "1"})
    with pytest.raises(
        QueryError, match=r"^no saved query 'coup-followed'; did you mean 'coups-followed'[?] `kg queries` lists"
    ):
        saved("coup-followed")
    with pytest.raises(QueryError, match=r"^no saved query 'xyzzy'; `kg queries` lists them$"):
        saved("xyzzy")


@pytest.mark.parametrize(
    ("sparql", "added"),
    [
        ("ASK { ?s kg:a rdf:b }", {"kg", "rdf"}),
        ("PREFIX kg: <urn:k> ASK { ?s kg:a ?o }", set()),
        ("prefix kg:<urn:k>\n# a comment: PREFIX rdf:\nASK { ?s kg:a rdf:b }", {"rdf"}),
        ("BASE <urn:b> ASK { ?s foo:a <http://x/> }", set()),
        ("#+ summary: x\nPREFIX kg: <urn:k>\nASK { ?s kg:a rdfs:label }", {"rdfs"}),
        ("ASK { ?s kg:a 'PREFIX kg: <urn:x>' }", {"kg"}),
    ],
)
def test_missing_prefixes_are_added(sparql: str, added: set[str]) -> None:
    full = with_prefixes(sparql)
    assert full.endswith(sparql)
    assert set(re.findall(r"PREFIX (\w+):", full[: len(full) - len(sparql)])) == added
    assert full.count("\n") - sparql.count("\n") == (1 if added else 0)


# The commands


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("queries") / "store"
    with open_store(path) as target:
        for file in graph_files("deadliest-attacks"):
            target.load(ox.parse(path=file, format=ox.RdfFormat.TRIG))
    return path


def call(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stopped:
        main([*arguments])
    code = stopped.value.code
    assert isinstance(code, int)
    return code, *capsys.readouterr()


def test_run(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(
        capsys, "run", "deadliest-attacks", "at_least=5", "--store", str(store), "-f", "csv", "-n", "2"
    )
    assert (code, err) == (0, "first 2 of 4 rows\n")
    assert list(csv.reader(out.splitlines())) == expected("deadliest-attacks")[:3]


def test_run_without_rows(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(capsys, "run", "coups-followed", "--store", str(store)) == (0, "", "no rows\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["deadliest"], "kg: no saved query 'deadliest'; did you mean 'deadliest-attacks'? `kg queries` lists them"),
        (["deadliest-attacks", "5"], "kg: deadliest-attacks: expected parameter=value, got '5'"),
        (["deadliest-attacks", "at_least=5", "at_least=6"], "kg: deadliest-attacks: parameter 'at_least' given twice"),
        (["events-by-actor"], "kg: events-by-actor: give actor=…: The name of an actor or part of it, e.g. Wagner"),
        (["none.rq"], "kg: none.rq: cannot be read (No such file or directory)"),
    ],
)
def test_run_goes_wrong_in_one_line(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(capsys, "run", *arguments)
    assert (code, out) == (3, "")
    assert err.startswith(message)
    assert err.count("\n") == 1


def test_run_a_file_of_the_user(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.rq"
    path.write_text("#+ summary: Mine\n#+ parameter: n (integer) A number\nSELECT ?n { VALUES ?n { 1 } }")
    assert call(capsys, "run", str(path), "n=7", "--store", str(store), "-f", "tsv") == (0, "?n\n7\n", "")
    path.write_text("#+ summary: Mine\nSELECT (COUNT(*) AS ?n) { ?a a kg:Article }")  # without PREFIX lines
    assert call(capsys, "run", str(path), "--store", str(store), "-f", "tsv") == (0, "?n\n2\n", "")
    path.write_text("#+ summary: Mine\nSELECT ?n {\n  ?n a }")
    code, _, err = call(capsys, "run", str(path), "--store", str(store))
    assert code == 3
    assert re.match(r"kg: mine\.rq:3:\d+: not SPARQL", err)


def test_query_text_file_and_standard_input(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sparql = "SELECT (COUNT(*) AS ?n) { ?a a kg:Article }"
    path = tmp_path / "mine.sparql"
    path.write_text(sparql)
    for argument in (sparql, str(path)):
        assert call(capsys, "query", argument, "--store", str(store), "-f", "tsv") == (0, "?n\n2\n", "")
    piped = invoke("-", store=store, given=sparql.encode())
    assert (piped.exit_code, piped.stdout) == (0, "n\n-\n2\n")


def invoke(text: str, *, store: Path, given: bytes | None = None) -> Result:
    return CliRunner().invoke(query_command, [text, "--store", str(store)], input=given)


def test_query_asks(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(capsys, "query", "ASK { ?a a kg:Article }", "--store", str(store)) == (0, "true\n", "")
    assert call(capsys, "query", "ASK { ?a a kg:Nothing }", "--store", str(store)) == (1, "false\n", "")


@pytest.mark.parametrize(
    ("sparql", "message"),
    [
        ("ASK {\n  ?a foo:b ?c }", "kg: query:2:6: the prefix foo: is not declared"),
        ("ASK {\n  ?a kg:b foo:c }", "kg: query:2:11: the prefix foo: is not declared"),
        ("SELECT ?a {\n ?a kg:b }", 'kg: query:2:10: not SPARQL, near "SELECT ?a { ?a kg:b }"'),
        ("ASK { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }", "kg: query: SERVICE would reach the network"),
        ("missing.rq", "kg: missing.rq: cannot be read (No such file or directory)"),
    ],
)
def test_query_goes_wrong_in_one_line(
    store: Path, sparql: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = call(capsys, "query", sparql, "--store", str(store))
    assert (code, out) == (3, "")
    assert err.startswith(message)
    assert err.count("\n") == 1


def test_query_without_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = call(capsys, "query", "ASK {}", "--store", str(tmp_path / "none"))
    assert code == 4
    assert "no store at" in err


def test_queries_lists_and_shows(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "queries", "-f", "csv")
    listed = list(csv.DictReader(out.splitlines()))
    assert code == 0
    assert [row["name"] for row in listed] == [query.name for query in SAVED]
    assert {row["name"]: row["parameters"] for row in listed}["timeline-of-a-country"] == "country"
    code, out, _ = call(capsys, "queries", "attacks-after-a-coup")
    assert code == 0
    assert "How many days after the coup to look" in out
    assert "default: 30" in out
    assert out.endswith(saved("attacks-after-a-coup").body)


def test_queries_of_unknown_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(capsys, "queries", "xyzzy") == (3, "", "kg: no saved query 'xyzzy'; `kg queries` lists them\n")


def commands() -> Iterator[str]:
    for command in (run_command, query_command, queries_command):
        yield CliRunner().invoke(command, ["--help"]).output


def test_every_help_has_an_example() -> None:
    assert all(re.search(r"Examples?:\n\s+kg ", text) for text in commands())
