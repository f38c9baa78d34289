"""An answer without rows says which name of a query is nobody's, and keeps quiet where the name is right."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from kg.console.session import Session, evaluate
from kg.hints import hints, named_terms
from kg.queries import with_prefixes
from kg.store.base import Store
from kg.store.embedded import open_store
from kg.vocab import KG, ONTOLOGY_GRAPH, OWL, RDF

A_CLASS = NamedNode(OWL.base + "Class")


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(None) as empty:
        for name in ("Coup", "Mutiny", "perpetrator"):
            empty.load([Quad(NamedNode(KG.base + name), RDF.type, A_CLASS, ONTOLOGY_GRAPH)])
        yield empty


def said(sparql: str, store: Store) -> tuple[str, ...]:
    full = with_prefixes(sparql)
    return hints(full, store.query(full), store)


@pytest.mark.parametrize(
    ("sparql", "lines"),
    [
        ("SELECT * { ?e a kg:Cuop }", ("nothing in the store is called kg:Cuop; did you mean kg:Coup?",)),
        (f"ASK {{ ?e a <{KG.base}coup> }}", ("nothing in the store is called kg:coup; did you mean kg:Coup?",)),
        (
            "SELECT * { ?e kg:perpetrater ?x ; kg:zzzz ?y }",
            (
                "nothing in the store is called kg:perpetrater; did you mean kg:perpetrator?",
                "nothing in the store is called kg:zzzz",
            ),
        ),
        (
            "CONSTRUCT WHERE { ?e a kg:Mutinny }",
            ("nothing in the store is called kg:Mutinny; did you mean kg:Mutiny?",),
        ),
        ("SELECT ?e { ?e a kg:Coup }", ()),
        ("SELECT ?e { ?e a kg:Coup ; rdfs:label 'kg:Cuop' } # kg:Cuop", ()),
        ("PREFIX kg: <urn:my-own#> SELECT ?e { ?e a kg:Cuop }", ()),
        ("SELECT ?s { ?s a owl:Class FILTER(?s != kg:Cuop) }", ()),
        ("ASK { FILTER(?s != kg:Cuop) VALUES ?s { kg:Coup } }", ()),
    ],
)
def test_what_an_empty_answer_comes_from(sparql: str, lines: tuple[str, ...], store: Store) -> None:
    assert said(sparql, store) == lines


def test_a_store_without_the_ontology_cannot_tell() -> None:
    with open_store(None) as empty:
        assert said("SELECT * { ?e a kg:Cuop }", empty) == ()


def test_names_in_their_order() -> None:
    assert named_terms('SELECT * { ?e kg:b 1 ; <urn:x> 2 ; kg:a """kg:c \' """ ; kg:b 3 }') == ("b", "a")


def test_the_console_says_it_too(store: Store) -> None:
    session = Session(store, (), io.StringIO(), io.StringIO())
    evaluate(session, "SELECT * { ?e a kg:Cuop }")
    assert "did you mean kg:Coup?" in session.talk.getvalue()


def test_a_shipped_query_without_rows_says_nothing_of_itself(
    tmp_path: Path, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    from kg.cli import main

    with open_store(tmp_path / "store") as target:
        target.load(store.dump())
    with pytest.raises(SystemExit):
        main(["run", "who-held-a-place", "--store", str(tmp_path / "store")])
    assert capsys.readouterr().err == "no rows\n"
    own = tmp_path / "own.rq"
    own.write_text("#+ summary: Mine\nSELECT ?e { ?e a kg:Cuop }")
    with pytest.raises(SystemExit):
        main(["run", str(own), "--store", str(tmp_path / "store")])
    assert "did you mean kg:Coup?" in capsys.readouterr().err


def test_the_command_says_it_beside_the_answer(
    tmp_path: Path, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    from kg.cli import main

    with open_store(tmp_path / "store") as target:
        target.load(store.dump())
    with pytest.raises(SystemExit) as stopped:
        main(["query", "SELECT ?e { ?e a kg:Cuop }", "--store", str(tmp_path / "store"), "-f", "csv"])
    out, err = capsys.readouterr()
    assert (stopped.value.code, out) == (0, "e\r\n")
    assert err.startswith("kg: note: nothing in the store is called kg:Cuop; did you mean kg:Coup?\n")
