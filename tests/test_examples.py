"""The example sentences of the ontology: each is read, and tells of what it stands under. And the design's one idea."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from kg.contract import to_json, to_text
from kg.graph import Provenance, quads
from kg.knowledge.knowledge import read_knowledge
from kg.knowledge.ontology import read_ontology
from kg.model import Analysis, Article
from kg.pipeline import analyse
from kg.settings import data_directory
from kg.vocab import KG, RDF
from tests.conftest import Read
from tests.reading import article, events_of, ties_of

ONTOLOGY = read_ontology([data_directory("ontology") / "conflict.ttl"])
ROLES = frozenset(ONTOLOGY.json_names)

NOT_YET: Mapping[tuple[str, str], str] = {}
"""Class or property and the first words of its example, with what is read wrong; taken off when it is put right."""


def examples(*, of: str) -> list[Any]:
    """Return (name, sentence) for every example of an event class, of a relation, or of anything else."""
    return [
        pytest.param(name, sentence, id=f"{name}: {sentence}", marks=marks_of(name, sentence))
        for name, sentences in ONTOLOGY.examples.items()
        for sentence in sentences
        if kind_of(name) == of
    ]


def kind_of(name: str) -> str:
    if name in ONTOLOGY.relations:
        return "relation"
    return "event" if ONTOLOGY.is_a(name, "Event") else "other"


def marks_of(name: str, sentence: str) -> list[pytest.MarkDecorator]:
    reason = next((why for (of, begins), why in NOT_YET.items() if of == name and sentence.startswith(begins)), None)
    return [pytest.mark.xfail(reason=reason, raises=AssertionError)] if reason else []


@pytest.mark.parametrize(("name", "sentence"), examples(of="event"))
def test_an_example_of_an_event_class_is_one(name: str, sentence: str, read: Read) -> None:
    found = read(sentence, "2026-01-15").events
    told = [event for event in found if ONTOLOGY.is_a(event.type, name)]
    assert len(told) == 1, [event.type for event in found]
    assert told[0].status in ("occurred", "attempted")
    # What surrounds events may stand beside one: a town that changes hands was fought for.
    assert all(event.is_context != told[0].is_context for event in found if event is not told[0])


@pytest.mark.parametrize(("name", "sentence"), examples(of="relation"))
def test_an_example_of_a_relation_is_one(name: str, sentence: str, read: Read) -> None:
    kinds = {(tie.type, tie.status) for tie in ties_of(read(sentence, "2026-01-15"))}
    assert (ONTOLOGY.json_names.get(name, name), "asserted") in kinds


@pytest.mark.parametrize(("name", "sentence"), examples(of="other"))
def test_an_example_of_anything_else_holds_it(name: str, sentence: str, read: Read) -> None:
    analysis = read(sentence, "2026-01-15")
    if name in ROLES:
        assert any(event.role(name) for event in analysis.events)
    elif name == "place":
        assert any(event.place for event in analysis.events)
    elif name == "country":
        assert any(event.country for event in analysis.events)
    elif name == "ForeignBacker":  # a role that a relation gives, not a kind of thing
        assert any(relation.type == "backs" for relation in analysis.relations)
    else:
        assert any(ONTOLOGY.is_a(entity.type, name) for entity in analysis.entities)


def test_every_event_class_that_is_read_has_an_example() -> None:
    classes = {name for name in ONTOLOGY.ancestors if ONTOLOGY.is_a(name, "Event")}
    assert {name for name in classes if name not in ONTOLOGY.examples} == {"Conflict", "CoupPlot"}
    assert set(ONTOLOGY.relations) <= set(ONTOLOGY.examples)


# --- The one idea: a new event type is a change with no Python in it --------------------------------------------------

BLOCKADE_CLASS = """
kg:Blockade a owl:Class ;
    rdfs:subClassOf kg:Event ;
    rdfs:label "blockade"@en , "blocus"@fr ;
    skos:definition "Keeping goods and people from reaching a place, by force or the threat of it."@en ;
    skos:example "Bandits blockaded the port of Massawa on Monday."@en .
"""
BLOCKADE_WORDS = """
lex:blockade-v a ontolex:Word ; lexinfo:partOfSpeech lexinfo:verb ;
    ontolex:canonicalForm [ ontolex:writtenRep "blockade"@en ] ;
    ontolex:denotes kg:Blockade ; kg:prior 0.8 ; synsem:synBehavior lex:assault-verb .
lex:blockade-n a ontolex:Word ; lexinfo:partOfSpeech lexinfo:noun ;
    ontolex:canonicalForm [ ontolex:writtenRep "blockade"@en ] ;
    ontolex:denotes kg:Blockade ; kg:prior 0.8 ; synsem:synBehavior lex:assault-noun .
"""


@pytest.fixture(scope="module")
def blockaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the ontology that knows one class more: Turtle added to two files, and nothing else."""
    folder = tmp_path_factory.mktemp("data") / "ontology"
    shutil.copytree(data_directory("ontology"), folder)
    for name, more in (("conflict.ttl", BLOCKADE_CLASS), ("lexicon.en.ttl", BLOCKADE_WORDS)):
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(more)
    return folder


@pytest.mark.parametrize(
    ("sentence", "target"),
    [
        ("Bandits blockaded the port of Massawa on Monday.", "port"),
        ("The port of Massawa was blockaded by bandits on Monday.", "port"),
        ("Bandits imposed a blockade on Timbuktu on Monday.", None),
    ],
)
def test_a_new_event_type_needs_no_python(blockaded: Path, sentence: str, target: str | None) -> None:
    knowledge = read_knowledge(blockaded)
    of: Article = article(sentence, "2024-09-17")
    analysis: Analysis = analyse(of, knowledge)
    (event,) = events_of(analysis)
    assert (event.type, event.date, event.status) == ("Blockade", "2024-09-16", "occurred")
    if target:
        assert [words.split()[0] for words in event.targets] == [target]
        assert event.perpetrators == ("bandits",)
    assert '"type": "Blockade"' in to_text(to_json(analysis))
    graph = set(quads(analysis, Provenance("0", "0", "0"), knowledge.gazetteer))
    types = [q.object.value for q in graph if q.predicate == RDF.type]  # type: ignore[union-attr]
    assert KG.base + "Blockade" in types


def test_without_it_there_is_no_such_event(read: Read) -> None:
    assert not read("Bandits blockaded the port of Massawa on Monday.", "2024-09-17").events


def test_the_example_of_the_readme_works(tmp_path: Path) -> None:
    text = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    kind, words = re.findall(r"^```turtle\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    folder = tmp_path / "ontology"
    shutil.copytree(data_directory("ontology"), folder)
    for name, more in (("conflict.ttl", kind), ("lexicon.en.ttl", words)):
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(more)
    knowledge = read_knowledge(folder)
    (example,) = knowledge.ontology.examples["Siege"]
    for sentence in (example, "The siege of Kidal by the rebels began on Monday."):
        assert [event.type for event in analyse(article(sentence), knowledge).events] == ["Siege"]
    assert len((kind + words).splitlines()) <= 10
