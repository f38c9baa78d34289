"""How answers are written: for eyes, for pipes, and as the standards of SPARQL 1.1 have them."""

from __future__ import annotations

import csv
import io
import json
import re

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode
from rich.cells import cell_len

from kg.results import FORMATS, Result, Solutions, Term, Triples, Truth, plain_text, visible, write
from kg.vocab import KG, RDF, RDFS, XSD

ARTICLE = NamedNode("https://w3id.org/conflict-kg/id/article/4f0c")
SENTENCE = (
    "Mali's military government announced on Tuesday that Bamako, the capital, is under control after insurgents "
    "launched a pre-dawn attack on a gendarmerie training school and other locations."
)
ROWS = Solutions(
    ("killed", "first_day", "what", "words", "article"),
    (
        (Literal(20), Literal("2024-09-17T00:00:00Z", datatype=XSD.dateTime), KG.Event, Literal(SENTENCE), ARTICLE),
        (Literal(7), None, Literal("attentat", language="fr"), Literal("Brief."), ARTICLE),
    ),
)
NOTHING = Solutions(("a",), ())


def written(result: Result, name: str, *, is_terminal: bool = False, width: int = 80) -> str:
    stream = io.StringIO()
    write(result, name, stream, is_terminal=is_terminal, width=width)
    return stream.getvalue()


def seen(result: Result, width: int) -> list[str]:
    """Return the lines on a terminal, without colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", written(result, "table", is_terminal=True, width=width)).splitlines()


def one(term: Term | None) -> Solutions:
    return Solutions(("a",), ((term,),))


# For eyes


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (None, ""),
        (KG.Event, "kg:Event"),
        (NamedNode("http://www.wikidata.org/entity/Q912"), "wd:Q912"),
        (ARTICLE, ARTICLE.value),
        (NamedNode("https://w3id.org/conflict-kg/ontology#"), "https://w3id.org/conflict-kg/ontology#"),
        (NamedNode("http://www.w3.org/ns/prov#a/b"), "http://www.w3.org/ns/prov#a/b"),
        (Literal("Mali", language="en"), "Mali"),
        (Literal("2024-09-17T00:00:00Z", datatype=XSD.dateTime), "2024-09-17"),
        (Literal("2024-09-17T23:59:59Z", datatype=XSD.dateTime), "2024-09-17"),
        (Literal("2024-09-17T23:59:59.000+00:00", datatype=XSD.dateTime), "2024-09-17"),
        (Literal("2024-09-17T05:30:00Z", datatype=XSD.dateTime), "2024-09-17T05:30:00Z"),
        (Literal("2024-09-17T00:00:00+02:00", datatype=XSD.dateTime), "2024-09-17T00:00:00+02:00"),
        (Literal("2024-09-17T00:00:00Z"), "2024-09-17T00:00:00Z"),
        (BlankNode("b"), "_:b"),
        (ox.Triple(ARTICLE, RDF.type, KG.Article), f"<<( {ARTICLE.value} rdf:type kg:Article )>>"),
    ],
)
def test_plain_text(term: Term | None, text: str) -> None:
    assert plain_text(term) == text


def test_table_in_a_pipe_has_one_line_for_each_row() -> None:
    heading, rule, first, second = written(ROWS, "table").splitlines()
    assert heading.split("  ")[:2] == ["killed", "first day"]
    assert set(rule) == {"-", " "}
    assert first.startswith("    20  2024-09-17  kg:Event  Mali's military")
    assert second.startswith("     7              attentat  Brief.")
    assert first.endswith(ARTICLE.value)
    assert first.index(ARTICLE.value) == second.index(ARTICLE.value)


@pytest.mark.parametrize("width", [80, 120, 200])
def test_table_on_a_terminal_fits_and_loses_nothing(width: int) -> None:
    lines = seen(ROWS, width)
    assert max(map(cell_len, lines)) <= width
    text = " ".join(" ".join(lines).split())
    for piece in ("2024-09-17", "kg:Event", "attentat", "Brief."):
        assert piece in text
    assert set(SENTENCE.split()) <= set(text.split())


def test_a_sentence_that_does_not_fit_stands_under_its_row() -> None:
    assert seen(ROWS, 56) == [
        "killed  first day   what",
        "──────  ──────────  ────────",
        "    20  2024-09-17  kg:Event",
        "  words    Mali's military government announced on",
        "           Tuesday that Bamako, the capital, is under",
        "           control after insurgents launched a pre-dawn",
        "           attack on a gendarmerie training school and",
        "           other locations.",
        "  article  https://w3id.org/conflict-kg/id/article/4f0c",
        "",
        "     7              attentat",
        "  words    Brief.",
        "  article  https://w3id.org/conflict-kg/id/article/4f0c",
    ]


def test_a_sentence_wraps_in_its_column_where_there_is_room() -> None:
    lines = seen(Solutions(("n", "words"), ((Literal(1), Literal(SENTENCE)),)), 60)
    assert lines[2].startswith("1  Mali's military government")
    assert all(line.startswith("   ") for line in lines[3:])
    assert max(map(cell_len, lines)) <= 60


def test_wide_characters_stay_in_line() -> None:
    rows = Solutions(("a", "b"), ((Literal("馬里政變"), Literal("x")), (Literal("Mali"), Literal("y"))))
    _, _, first, second = written(rows, "table").splitlines()
    assert (first, second) == ("馬里政變  x", "Mali      y")


def test_a_word_longer_than_the_terminal_is_cut_not_lost() -> None:
    lines = seen(one(Literal("x" * 95)), 40)
    assert [len(line) for line in lines[2:]] == [40, 40, 15]


def test_markup_is_no_markup() -> None:
    text = "[bold red]a[/] :smile: [link=http://x]b[/link] [_]"
    assert text in written(one(Literal(text)), "table", is_terminal=True, width=100)
    assert text in written(one(Literal(text)), "table")


def test_no_colour_when_not_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search(r"\x1b\[(?:[0-9;]*;)?(?:3|4|9|10)\d", written(ROWS, "table", is_terminal=True))
    assert "\x1b" not in written(ROWS, "table")


@pytest.mark.parametrize("name", list(FORMATS))
@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_no_control_character_reaches_a_terminal(name: str, text: str) -> None:
    """What remains are our own line ends, the tab between fields of TSV and the escapes that rich writes."""
    for result in (one(Literal(text)), Triples((ox.Triple(ARTICLE, RDFS.label, Literal(text, language="en")),))):
        shown = written(result, name, is_terminal=True, width=80)
        shown = re.sub(r"\x1b\[[0-9;]*m" if name == "table" else "(?!)", "", shown)
        assert not set(shown.replace("\r\n", "\n")) & set(
            map(chr, [*range(9), *range(11, 32), *range(0x7F, 0xA0), 0x202E])
        )


def test_control_characters_are_shown() -> None:
    assert (
        visible("\x1b]0;title\x07 \x9b1m \u202egnp\u202c a\r\nb\tc")
        == "\\x1b]0;title\\x07 \\x9b1m \\u202egnp\\u202c a  b c"
    )


def test_triples_are_lines_like_turtle() -> None:
    triples = Triples(
        (
            ox.Triple(ARTICLE, RDF.type, KG.Article),
            ox.Triple(ARTICLE, RDFS.label, Literal("Mali's capital", language="en")),
            ox.Triple(ARTICLE, KG.firstDay, Literal(19983)),
            ox.Triple(ARTICLE, KG.onOrAfter, Literal("2024-09-17T00:00:00Z", datatype=XSD.dateTime)),
        )
    )
    assert written(triples, "table").splitlines() == [
        f"{ARTICLE} a kg:Article .",
        f'{ARTICLE} rdfs:label "Mali\'s capital"@en .',
        f"{ARTICLE} kg:firstDay 19983 .",
        f'{ARTICLE} kg:onOrAfter "2024-09-17T00:00:00Z"^^xsd:dateTime .',
    ]


def test_markdown() -> None:
    rows = Solutions(("n", "some_words"), ((Literal(1), Literal("a|b\n<i>*c*</i> [d](e) `f` \\")), (None, KG.Event)))
    assert written(rows, "markdown").splitlines() == [
        "| n | some words |",
        "| ---: | --- |",
        r"| 1 | a\|b \<i\>\*c\*\</i\> \[d\](e) \`f\` \\ |",
        "|  | kg:Event |",
    ]


# Empty answers and truths


@pytest.mark.parametrize("name", list(FORMATS))
def test_an_empty_answer_is_told_apart(name: str) -> None:
    for result, note in ((NOTHING, "no rows\n"), (Triples(()), "no triples\n"), (ROWS, ""), (Truth(False), "")):
        out, err = io.StringIO(), io.StringIO()
        write(result, name, out, talk=err, is_terminal=False)
        assert err.getvalue() == note
        assert "no rows" not in out.getvalue()


@pytest.mark.parametrize("name", ["table", "csv", "tsv", "markdown"])
def test_truth(name: str) -> None:
    assert written(Truth(True), name).strip() == "true"
    assert written(Truth(False), name).strip() == "false"


# For programs


TERMS: tuple[NamedNode | BlankNode | Literal | None, ...] = (
    None,
    ARTICLE,
    BlankNode("b"),
    Literal("plain"),
    Literal('quote " comma , tab \t line\nback\\slash'),
    Literal("Mali", language="en"),
    Literal(20),
    Literal("020", datatype=XSD.integer),
    Literal("0.9", datatype=XSD.decimal),
    Literal("2024-09-17T00:00:00Z", datatype=XSD.dateTime),
    Literal("\x1b\x85\u2028é馬"),
    Literal(""),
)


def test_csv_is_that_of_the_standard() -> None:
    text = written(Solutions(("a", "b"), tuple((term, Literal(1)) for term in TERMS)), "csv")
    assert text.startswith("a,b\r\n,1\r\n")
    assert text.endswith("\r\n")
    heading, *rows = csv.reader(io.StringIO(text, newline=""))
    assert heading == ["a", "b"]
    values = ["" if term is None else str(term) if isinstance(term, BlankNode) else term.value for term in TERMS]
    assert [row[0] for row in rows] == values


@pytest.mark.parametrize(("name", "media"), [("json", ox.QueryResultsFormat.JSON), ("tsv", ox.QueryResultsFormat.TSV)])
def test_another_reader_finds_the_same_terms(name: str, media: ox.QueryResultsFormat) -> None:
    solutions = Solutions(("a", "b"), tuple((term, Literal(1)) for term in TERMS))
    for is_terminal in (False, True) if name == "json" else (False,):
        text = written(solutions, name, is_terminal=is_terminal)
        answer = ox.parse_query_results(text.encode(), format=media)
        assert isinstance(answer, ox.QuerySolutions)
        assert [variable.value for variable in answer.variables] == ["a", "b"]
        assert tuple(tuple(row) for row in answer) == solutions.rows


def test_json_of_truth_triples_and_rdf_1_2() -> None:
    assert json.loads(written(Truth(True), "json")) == {"head": {}, "boolean": True}
    triple = ox.Triple(ARTICLE, RDF.type, KG.Article)
    answer = json.loads(written(Triples((triple,)), "json"))
    assert answer["head"]["vars"] == ["subject", "predicate", "object"]
    assert answer["results"]["bindings"][0]["predicate"] == {"type": "uri", "value": RDF.type.value}
    nested = ox.parse_query_results(written(one(triple), "json").encode(), format=ox.QueryResultsFormat.JSON)
    assert isinstance(nested, ox.QuerySolutions)
    assert [tuple(row) for row in nested] == [(triple,)]
    spoken = Literal("مالي", language="ar", direction=ox.BaseDirection.RTL)
    [binding] = json.loads(written(one(spoken), "json"))["results"]["bindings"]
    assert binding["a"] == {"type": "literal", "value": "مالي", "xml:lang": "ar", "its:dir": "rtl"}


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1))
def test_csv_and_json_round_trip_any_text(texts: list[str]) -> None:
    solutions = Solutions(("a",), tuple((Literal(text),) for text in texts))
    read = [row[0] if row else "" for row in csv.reader(io.StringIO(written(solutions, "csv"), newline=""))]
    assert read == ["a", *texts]
    answer = ox.parse_query_results(written(solutions, "json").encode(), format=ox.QueryResultsFormat.JSON)
    assert isinstance(answer, ox.QuerySolutions)
    assert tuple(tuple(row) for row in answer) == solutions.rows


def test_formats_are_described() -> None:
    assert all(name == format_.name and format_.help for name, format_ in FORMATS.items())
