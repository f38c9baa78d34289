"""The console: as statements in and text out, through prompt_toolkit's pipe, and as a script on standard input."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, InMemoryHistory
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from kg.console.prompt import COLOURS, ConsoleCompleter, interact, open_history
from kg.console.session import COMMANDS, Leave, Session, evaluate, run_script
from kg.console.statements import is_complete, shape_of, split_statements
from kg.errors import StoreError
from kg.queries import SavedQuery, parse_query
from kg.results import FORMATS, Solutions
from kg.store.base import Store
from kg.store.embedded import open_store

SAMPLE = Path(__file__).parent / "export" / "sample.trig"
DOCS = Path(__file__).parent.parent / "docs" / "console.md"
COUPS = """#+ summary: Coups of a country
#+ parameter: country (country) ISO code
#+ reads: article
SELECT ?label WHERE {
  VALUES ?country { UNDEF }
  ?coup a <https://w3id.org/conflict-kg/ontology#Coup> ; <http://www.w3.org/2000/01/rdf-schema#label> ?label ;
    <https://w3id.org/conflict-kg/ontology#country>/<https://w3id.org/conflict-kg/ontology#countryCode> ?country .
} ORDER BY ?label"""
QUERIES: tuple[SavedQuery, ...] = (parse_query("coups", COUPS, "coups.rq"),)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store(None) as made:
        made.load(ox.parse(path=str(SAMPLE), format=ox.RdfFormat.TRIG))
        yield made


@pytest.fixture
def session(store: Store) -> Session:
    return Session(store, QUERIES, io.StringIO(), io.StringIO())


def answer(session: Session, statement: str) -> tuple[int, str, str]:
    """Return the exit code of a statement and what it printed on either stream."""
    session.out, session.talk = out, talk = io.StringIO(), io.StringIO()
    return evaluate(session, statement), out.getvalue(), talk.getvalue()


# --- Statements -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".help",
        "  .run coups",
        "ASK { ?s ?p ?o }",
        "SELECT * {\n ?s ?p ?o\n}",
        "SELECT * { ?s ?p ?o } ORDER BY ?s",
        "SELECT * { ?s ?p ?o } LIMIT 3",
        "DESCRIBE kg:Coup",
        "ASK { ?s rdfs:label '}' }",
        'ASK { ?s rdfs:label """a " { """ }',
        "ASK { <http://e.org/#(> ?p ?o }",
        "ASK { ?s ?p ?o } # {",
        "ASK { FILTER(?a < ?b) }",
        "ASK { ?s ?p ( 1 } )",  # brackets that do not match: run it, and say so
        "ASK } {",
        "help",
        "quit",
        "INSERT DATA { <a:a> <a:b> 1 }",
        "SELECT *;",
        "PREFIX x: <http://e.org/> ASK {}",
    ],
)
def test_complete(text: str) -> None:
    assert is_complete(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT",
        "SELECT *",
        "SELECT * {",
        "SELECT * { ?s ?p ?o } ORDER BY",
        "SELECT * { ?s ?p ?o } limit",
        "ASK { ?s rdfs:label '{}}' ",
        'ASK { ?s rdfs:label """ }',
        "ASK { ?s ?p ?o . # }",
        "ASK { FILTER(?a > 3 ",
        "DESCRIBE",
        "PREFIX x: <http://e.org/>",
        "PREFIX x: <http://e.org/> ASK {",
        "# only a comment",
    ],
)
def test_not_complete(text: str) -> None:
    assert not is_complete(text)


def test_depth_ignores_texts_names_and_comments() -> None:
    assert shape_of("SELECT * { ?s <a:(b> '{' . # {\n { (").depth == 3


def test_a_script_is_split_into_statements() -> None:
    script = (
        "# about\n.mode csv\nSELECT * {\n\n  ?s ?p ';'\n}\nORDER BY ?s;\nASK { ?a ?b ?c }\n\n"
        "ASK { ?d ?e ?f }\n.quit\nASK {\n.5 ?x 'y' }"
    )
    assert list(split_statements(script)) == [
        "# about",
        ".mode csv",
        "SELECT * {\n\n  ?s ?p ';'\n}\nORDER BY ?s;",
        "ASK { ?a ?b ?c }",
        "ASK { ?d ?e ?f }",
        ".quit",
        "ASK {\n.5 ?x 'y' }",
    ]


# --- Answers ----------------------------------------------------------------------------------------------------------


def test_prefixes_are_added(session: Session) -> None:
    assert answer(session, "ASK { ?s a kg:Coup ; rdfs:label ?l }") == (0, "true\n", "")


def test_a_table_and_no_rows(session: Session) -> None:
    code, out, _ = answer(session, "SELECT ?code { ?s kg:countryCode ?code } ORDER BY ?code;")
    assert (code, out.split()) == (0, ["code", "----", "ML", "NE", "NG", "RU", "TD"])
    assert answer(session, "SELECT ?x { ?x a kg:countryCode }")[1:] == ("", "no rows\n")


def test_a_person_sees_the_first_rows_and_how_many_there_are(session: Session) -> None:
    session.is_interactive, session.limit = True, 3
    _, out, talk = answer(session, "SELECT ?x { ?x a oa:SpecificResource }")
    assert len(out.splitlines()) == 2 + 3
    assert talk.startswith("first 3 of 23 rows; .limit 0 shows all")
    _, out, talk = answer(session, "CONSTRUCT WHERE { ?x a oa:SpecificResource }")
    assert (len(out.splitlines()), talk[:23]) == (3, "first 3 of 23 triples; ")
    answer(session, ".limit 0")
    _, out, talk = answer(session, "SELECT ?x { ?x a oa:SpecificResource }")
    assert (len(out.splitlines()), talk) == (25, "23 rows\n")


def test_programs_and_scripts_get_all_rows(session: Session) -> None:
    session.limit = 3
    assert len(answer(session, "SELECT ?x { ?x a oa:SpecificResource }")[1].splitlines()) == 25
    session.is_interactive, session.mode = True, "csv"
    assert len(answer(session, "SELECT ?x { ?x a oa:SpecificResource }")[1].splitlines()) == 24


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * { ?s foo:bar ?o }", "line 1, column 15: the prefix foo: is not declared"),
        ("ASK {\n  ?s a kg:Coup .\n  ?s bar:x ?o }", "line 3, column 6: the prefix bar: is not declared"),
        ("ASK {\n ?s ?p", "line 1, column 5: this { is never closed"),
    ],
)
def test_a_mistake_is_pointed_at(session: Session, query: str, expected: str) -> None:
    code, out, talk = answer(session, query)
    assert (code, out) == (3, "")
    message, source, caret = talk.splitlines()
    assert message.startswith(f"kg: {expected}")
    line, column = (int(part) for part in expected.replace(",", "").replace(":", "").split()[1:4:2])
    assert source == "  " + query.splitlines()[line - 1]
    assert caret == " " * (2 + column - 1) + "^"


def test_the_caret_stands_right_under_wide_letters_and_tabs(session: Session) -> None:
    _, _, talk = answer(session, "ASK { ?s rdfs:label '馬里\t' . ?s foo:bar ?o }")
    _, source, caret = talk.splitlines()
    assert "\t" not in source
    assert source.index("foo:bar") + 2 == caret.index("^")  # two letters take two columns each


def test_a_missing_prefix_gets_a_hint(session: Session) -> None:
    assert "known without it are dcterms:, kg:, lex:" in answer(session, "ASK { ?s foo:bar ?o }")[2]


@pytest.mark.parametrize("word", ["help", "quit", "exit", "\\q", "?"])
def test_words_of_other_consoles(session: Session, word: str) -> None:
    code, _, talk = answer(session, word)
    assert (code, ".help" in talk) == (3, True)


def test_the_console_only_asks(session: Session) -> None:
    code, _, talk = answer(session, "PREFIX x: <http://e.org/> INSERT DATA { x:a x:b 1 }")
    assert (code, talk) == (3, "kg: the console only asks; `kg build` writes to a store\n")


def test_words_of_the_graph_move_no_cursor(session: Session) -> None:
    assert "\x1b" not in answer(session, "ASK { ?s foo:\x1b[2J ?o }")[2]


# --- Commands ---------------------------------------------------------------------------------------------------------


def test_help_prints_the_table(session: Session) -> None:
    _, out, _ = answer(session, ".help")
    for command in COMMANDS:
        assert f"{command.name} {command.arguments}".strip() in out
        assert command.help in out


def test_the_beginning_of_a_name_will_do(session: Session) -> None:
    assert answer(session, ".pref")[1] == answer(session, ".prefixes")[1]
    code, _, talk = answer(session, ".r")
    assert (code, talk) == (3, "kg: .r: no such command; is it .run or .read?; `.help` lists them\n")
    assert answer(session, ".")[0] == 3


def test_saved_queries(session: Session) -> None:
    assert answer(session, ".queries")[1] == "coups  Coups of a country\n         [country=…]\n"
    assert "coup d'état, Mali" in answer(session, ".run coups country=ML")[1]
    assert "Niger" not in answer(session, '.run coups "country=ML"')[1]


@pytest.mark.parametrize(
    ("statement", "code", "words"),
    [
        (".run", 3, "name a saved query"),
        (".run 'x", 3, "a quote is not closed"),
        (".run cups", 3, "did you mean 'coups'?"),
        (".run coups x=1", 3, "no parameter 'x'"),
        (".run coups ML", 3, "expected parameter=value"),
        (".run coups country=12345", 3, "two-letter"),
        (".explain", 3, "name a thing"),
        (".explain Bamoko", 1, "near are 'Bamako'"),
        (".mode xml", 3, "known are table, csv"),
        (".limit x", 3, "whole number"),
        (".timer x", 3, "on or off"),
        (".read", 3, "name a file"),
        (".read /no/such/file", 3, "cannot be read (No such file"),
        (".once", 3, "name a file"),
        (".nope", 3, "no such command"),
    ],
)
def test_a_mistake_in_a_command_is_one_line(session: Session, statement: str, code: int, words: str) -> None:
    found, out, talk = answer(session, statement)
    assert (found, out) == (code, "")
    assert words in talk
    assert talk.count("\n") == 1


def test_explain(session: Session) -> None:
    assert "attacked [[a gendarmerie school]] in" in answer(session, ".explain gendarmerie school")[1]
    assert "'armed attack' may mean 2 things" in answer(session, ".explain armed attack")[1]


@pytest.mark.parametrize("mode", FORMATS)
def test_every_mode(session: Session, mode: str) -> None:
    assert answer(session, f".mode {mode}")[2] == f"answers are printed as {mode}\n"
    assert "ML" in answer(session, "SELECT ?code { ?s kg:countryCode ?code }")[1]


def test_what_is_in_the_graph(session: Session) -> None:
    assert "kg:Coup" in answer(session, ".classes")[1]
    assert "owl:Class" not in answer(session, ".classes")[1]
    assert "kg:perpetrator" in answer(session, ".properties")[1]
    assert "article/4f0c1d2e3a4b5c6d/links" in answer(session, ".graphs")[1]
    assert "PREFIX kg: <https://w3id.org/conflict-kg/ontology#>" in answer(session, ".prefixes")[1]


def test_the_timer(session: Session) -> None:
    assert answer(session, ".timer on")[2] == "the timer is on\n"
    assert answer(session, "ASK { ?s ?p ?o }")[2].startswith("in 0.")
    answer(session, ".timer off")
    assert answer(session, "ASK { ?s ?p ?o }")[2] == ""


def test_once_writes_one_answer_to_a_file(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "codes.json"
    session.is_interactive, session.limit = True, 2
    answer(session, f".once {path}")
    code, out, talk = answer(session, "SELECT ?code { ?s kg:countryCode ?code }")
    assert (code, out, talk) == (0, "", f"5 rows to {path}\n")
    assert len(json.loads(path.read_text())["results"]["bindings"]) == 5
    assert answer(session, "ASK { ?s ?p ?o }")[1] == "true\n"
    answer(session, f".once {tmp_path / 'no' / 'x.csv'}")
    assert answer(session, "ASK { ?s ?p ?o }")[::2] == (
        4,
        f"error: {tmp_path / 'no' / 'x.csv'}: the folder does not exist; make it first\n",
    )


def test_a_file_is_read_up_to_the_first_mistake(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "all.rq"
    path.write_text("ASK { ?s a kg:Coup }\n\nASK { ?s a kg:Nothing };\nASK { foo:x ?p ?o }\n\nASK { ?s ?p ?o }")
    code, out, talk = answer(session, f".read {path}")
    assert (code, out) == (3, "true\nfalse\n")
    assert "the prefix foo: is not declared" in talk
    path.write_text(f".read {path}")
    assert "cannot read another" in answer(session, f".read {path}")[2]


def test_a_failing_store_does_not_end_the_console(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: str) -> Solutions:
        raise StoreError("the disk is gone")

    monkeypatch.setattr(session.store, "query", broken)
    for is_interactive in (False, True):
        session.is_interactive = is_interactive
        assert answer(session, "ASK { ?s ?p ?o }")[0] == 4


def test_ctrl_c_gives_the_prompt_back_while_a_query_runs(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    never = threading.Event()

    class Hanging(threading.Thread):
        def join(self, *_: object) -> None:
            raise KeyboardInterrupt

    monkeypatch.setattr(threading, "Thread", Hanging)
    monkeypatch.setattr(session.store, "query", lambda _: never.wait(10))
    session.is_interactive = True
    code, _, talk = answer(session, "ASK { ?s ?p ?o }")
    never.set()
    assert (code, talk) == (3, "error: left alone; it may go on in the background until you leave\n")


# --- At the prompt ----------------------------------------------------------------------------------------------------


def typed(store: Store, keys: str) -> tuple[str, str, InMemoryHistory]:
    """Return what the console printed when these keys were typed, and its history."""
    session = Session(store, QUERIES, io.StringIO(), io.StringIO(), is_interactive=True)
    history = InMemoryHistory()
    with create_pipe_input() as keyboard:
        keyboard.send_text(keys)
        interact(session, history, input=keyboard, output=DummyOutput())
    assert isinstance(session.out, io.StringIO)
    assert isinstance(session.talk, io.StringIO)
    return session.out.getvalue(), session.talk.getvalue(), history


ENTER, ALT_ENTER, CTRL_C, CTRL_D = "\r", "\x1b\r", "\x03", "\x04"


def test_a_query_over_several_lines(store: Store) -> None:
    out, _, history = typed(store, f"ASK {{{ENTER}?s a kg:Coup{ENTER}}}{ENTER}{CTRL_D}")
    assert out == "true\n"
    assert history.get_strings() == ["ASK {\n  ?s a kg:Coup\n}"]


def test_alt_enter_breaks_the_line_of_a_complete_query(store: Store) -> None:
    out, _, _ = typed(store, f"SELECT ?l {{ ?s a kg:Coup ; rdfs:label ?l }}{ALT_ENTER}LIMIT 1{ENTER}{CTRL_D}")
    assert len(out.splitlines()) == 3


def test_ctrl_c_clears_and_ctrl_d_leaves(store: Store) -> None:
    out, talk, _ = typed(store, f"ASK {{ nonsense{CTRL_C}ASK {{ ?s ?p ?o }}{ENTER}{CTRL_D}")
    assert out == "true\n"
    assert "error" not in talk


def test_quit_leaves_and_an_error_does_not(store: Store) -> None:
    out, talk, _ = typed(store, f".nope{ENTER}ASK {{ ?s ?p ?o }}{ENTER}.quit{ENTER}ASK {{ ?s ?p ?o }}{ENTER}")
    assert (out, talk.count("error:")) == ("true\n", 1)


def completions(store: Store, before: str, after: str = "") -> list[str]:
    completer = ConsoleCompleter(Session(store, QUERIES, io.StringIO(), io.StringIO()))
    document = Document(before + after, len(before))
    return [found.text for found in completer.get_completions(document, CompleteEvent())]


@pytest.mark.parametrize(
    ("before", "offered"),
    [
        ("SEL", ["SELECT"]),
        ("ASK { ?s a kg:Cou", ["kg:Country", "kg:Coup", "kg:country", "kg:countryCode"]),
        ("ASK { ?s perpe", ["kg:perpetrator"]),
        ("ASK { ?s kg:perp", ["kg:perpetrator"]),
        ("ASK { ?s rdf", ["rdf:type", "rdf:", "rdfs:"]),
        ("SELECT ?event ?evil { ?ev", ["?event", "?evil"]),
        ("ASK { ?s rdfs:label 'SEL", []),
        ("ASK { } # SEL", []),
        ("ASK { ", []),
        (".mo", [".mode"]),
        (".run ", ["coups"]),
        (".run coups ", ["country="]),
        (".run coups c", ["country="]),
        (".mode c", ["csv"]),
        (".timer o", ["on", "off"]),
    ],
)
def test_completion(store: Store, before: str, offered: list[str]) -> None:
    found = completions(store, before)
    assert set(offered) <= set(found)
    assert bool(found) == bool(offered)


def test_only_what_the_graph_uses_is_offered(store: Store) -> None:
    assert "kg:SeizureOfPower" not in completions(store, "ASK { ?s a kg:")
    assert "kg:isRole" not in completions(store, "ASK { ?s kg:is")


def test_files_are_completed(store: Store, tmp_path: Path) -> None:
    (tmp_path / "mine.rq").touch()
    assert completions(store, f".read {tmp_path}/mi") == ["ne.rq"]


def test_a_failing_store_offers_no_names(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: str) -> Solutions:
        raise StoreError("the disk is gone")

    monkeypatch.setattr(store, "query", broken)
    assert completions(store, "SEL") == ["SELECT"]


def test_the_history_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    history, complaint = open_history("")
    assert (isinstance(history, FileHistory), complaint) == (True, None)
    history.store_string("ASK { ?s ?p ?o }")
    assert list(open_history("")[0].load_history_strings()) == ["ASK { ?s ?p ?o }"]
    assert (tmp_path / "state" / "kg" / "history").stat().st_mode & 0o077 == 0


def test_a_history_that_cannot_be_kept_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    history, complaint = open_history(str(tmp_path / "file" / "history"))
    assert isinstance(history, InMemoryHistory)
    assert complaint is not None
    assert "the history cannot be kept" in complaint


@pytest.mark.parametrize("style", COLOURS.values(), ids=COLOURS)
def test_colours_are_read_on_dark_and_on_light(style: str) -> None:
    """The contrast of WCAG 2.2, 1.4.3: 3 is the least for large letters, and neither ground can have much more."""
    code = style.rsplit("#", 1)[1]
    parts = [int(code[index : index + 2], 16) / 255 for index in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    assert 1.05 / (light + 0.05) > 3.9
    assert (light + 0.05) / 0.05 > 3.9


# --- As a script ------------------------------------------------------------------------------------------------------


def test_a_script_stops_at_the_first_mistake(session: Session) -> None:
    assert run_script(session, "ASK { ?s ?p ?o }\n\n.nope\nASK { ?s ?p ?o }") == 3
    assert isinstance(session.out, io.StringIO)
    assert session.out.getvalue() == "true\n"
    assert run_script(session, ".quit\n.nope") == 0
    with pytest.raises(Leave):
        evaluate(session, ".quit")


def test_the_command_reads_standard_input(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as made:
        made.load(ox.parse(path=str(SAMPLE), format=ox.RdfFormat.TRIG))
    program = [sys.executable, "-c", "from kg.cli import main; main()", "console", "--store", str(tmp_path / "store")]
    good = subprocess.run(program, input="ASK { ?s a kg:Coup }", capture_output=True, text=True, check=False)
    assert (good.returncode, good.stdout, good.stderr) == (0, "true\n", "")
    bad = subprocess.run(program, input="ASK { ?s a foo:Coup }", capture_output=True, text=True, check=False)
    assert (bad.returncode, bad.stdout) == (3, "")
    assert bad.stderr.startswith("kg: line 1, column 12: ")


def test_every_command_is_documented() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"`{command.name}" in text, f"{command.name} is missing in docs/console.md"
