"""`kg info`: the numbers of the sample, counted by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.cli import main
from kg.cli.info import Contents, Links, Run, contents_lines, read_contents
from kg.store.embedded import open_store
from kg.vocab import ONTOLOGY_GRAPH

SAMPLE = Path(__file__).parent / "export" / "sample.trig"


@pytest.fixture(scope="module")
def contents() -> Contents:
    with open_store(None) as store:
        store.load(ox.parse(path=str(SAMPLE), format=ox.RdfFormat.TRIG))
        return read_contents(store)


def test_the_numbers(contents: Contents) -> None:
    assert (contents.articles, contents.undated_articles) == (2, 0)
    assert contents.published == ("2023-07-27", "2024-09-17")
    assert contents.happened == ("2023-07-26", "2024-09-17")
    assert contents.events == {"ArmedAttack": {"hypothetical": 1, "occurred": 1}, "Coup": {"occurred": 2}}
    assert contents.entities["Country"] == 3
    assert sum(contents.entities.values()) == 12
    assert contents.relations == {"backs": 1, "followed": 1, "leads": 1}
    assert contents.entity_links == Links(linked=6, ambiguous=1, unlinked=5)
    assert contents.event_links == Links(linked=1, ambiguous=0, unlinked=3)
    assert contents.runs == (Run("0.1.0", "0ddba11", "5eed", 2),)


def test_every_triple_is_counted_once(contents: Contents) -> None:
    quads = list(ox.parse(path=str(SAMPLE), format=ox.RdfFormat.TRIG))
    assert sum(contents.triples.values()) == len(quads)
    assert contents.triples["ontology"] == sum(quad.graph_name == ONTOLOGY_GRAPH for quad in quads)
    assert contents.graphs == {"articles": 2, "links": 2, "reference": 1, "ontology": 1}


def test_an_empty_store() -> None:
    with open_store(None) as store:
        contents = read_contents(store)
    assert (contents.articles, contents.published, contents.events, contents.runs) == (0, None, {}, ())
    assert next(contents_lines(contents)).split() == ["articles", "0"]


def test_an_article_without_a_date() -> None:
    with open_store(None) as store:
        store.load(ox.parse(path=str(SAMPLE), format=ox.RdfFormat.TRIG))
        store.update(
            "PREFIX schema: <https://schema.org/> DELETE WHERE { GRAPH ?g { ?a schema:datePublished"
            ' "2024-09-17"^^<http://www.w3.org/2001/XMLSchema#date> } }'
        )
        contents = read_contents(store)
    assert (contents.articles, contents.undated_articles) == (2, 1)
    assert "published 2023-07-27, 1 without a date" in next(contents_lines(contents))


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[object, str]:
    with pytest.raises(SystemExit) as exit:
        main(["info", *arguments])
    return exit.value.code, capsys.readouterr().out


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_store(tmp_path / "store") as store:
        store.load(ox.parse(path=str(SAMPLE), format=ox.RdfFormat.TRIG))
    code, out = run(capsys, "--store", str(tmp_path / "store"))
    assert code == 0
    assert "  Coup                                 2  2 occurred\n" in out
    assert "read by     kg 0.1.0, ontology 0ddba11, model 5eed: 2 articles\n" in out
    _, out = run(capsys, "--store", str(tmp_path / "store"), "--format", "json")
    assert json.loads(out)["events"]["Coup"] == {"occurred": 2}


def test_no_store_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--store", str(tmp_path / "none")) == (4, "")
