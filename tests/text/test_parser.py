"""The parser: where its tokens stand, what it refuses, and what it leaves unparsed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
import spacy

from kg.errors import SettingsError
from kg.knowledge.knowledge import Knowledge
from kg.model import Token
from kg.text.parser import Parser, Tagged, load_parser


@pytest.fixture(scope="module")
def parser() -> Parser:
    return load_parser()


def parse(parser: Parser, *sentences: str, offset: int = 0) -> list[tuple[Token, ...]]:
    return list(parser.parse([(sentence, offset) for sentence in sentences]))


def test_tokens_stand_where_they_say(parser: Parser) -> None:
    text = "Mali’s army\nsaid: “Insurgents attacked Gao’s base.”"
    (tokens,) = parse(parser, text, offset=7)
    assert [text[t.span.start - 7 : t.span.end - 7] for t in tokens] == [t.text for t in tokens]
    assert [t.index for t in tokens] == list(range(len(tokens)))
    assert sum(t.head == t.index for t in tokens) == 1
    assert all(t.relation == "root" for t in tokens if t.head == t.index)


def test_a_sentence_is_parsed_alone(parser: Parser) -> None:
    sentences = ["Insurgents attacked a school.", "The army fled.", "Soldiers staged a coup in Mali in 2020."]
    together = parse(parser, *sentences)
    assert together == [parse(parser, sentence)[0] for sentence in sentences]
    assert together[::-1] == parse(parser, *sentences[::-1])


@pytest.mark.parametrize(
    ("sentence", "are_parted"),
    [
        ("Rebels raided a market in Djibo; the army said it had fled; nobody was hurt.", True),
        ("The council listed Omar Sy, who leads it; Ali Ba, who pays it; and a bank.", False),
        ("Gunmen who fled; soldiers who stayed.", False),
    ],
)
def test_no_word_hangs_across_a_semicolon_that_parts_two_clauses(
    parser: Parser, sentence: str, are_parted: bool
) -> None:
    (tokens,) = parse(parser, sentence)
    bounds = [t.index for t in tokens if t.text == ";"]
    assert sum(t.head == t.index for t in tokens) == 1
    across = [t for t in tokens if any(min(t.index, t.head) < b < max(t.index, t.head) for b in bounds)]
    assert all(t.relation == "parataxis" and tokens[t.head].relation == "root" for t in across) == are_parted


def test_the_digest_names_the_weights(parser: Parser) -> None:
    assert len(parser.digest) == 16
    assert load_parser().digest == parser.digest


@pytest.mark.parametrize("name", ["no_such_pipeline", "./nowhere"])
def test_a_pipeline_that_is_not_there(name: str) -> None:
    with pytest.raises(SettingsError, match="KG_SPACY_MODEL: no spaCy pipeline called"):
        load_parser(name)


def test_a_pipeline_without_a_parser_is_refused(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(SettingsError, match="labels neither as Universal Dependencies"):
        load_parser(str(tmp_path / "blank"))


def test_a_pipeline_with_other_labels_is_refused(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    parser = nlp.add_pipe("parser")
    for label in ("SB", "OA", "MNR"):
        parser.add_label(label)  # type: ignore[attr-defined]
    nlp.initialize()
    nlp.to_disk(tmp_path / "other")
    with pytest.raises(SettingsError, match="labels neither as Universal Dependencies nor as ClearNLP"):
        load_parser(str(tmp_path / "other"))


def test_a_pipeline_with_clearnlp_labels_gives_universal_ones(tmp_path: Path) -> None:
    """What its weights make of a sentence is chance here; what they call it is not."""
    nlp = spacy.blank("en")
    nlp.add_pipe("tagger").add_label("NN")  # type: ignore[attr-defined]
    parser = nlp.add_pipe("parser")
    for label in ("nsubjpass", "dobj", "pobj", "prep"):
        parser.add_label(label)  # type: ignore[attr-defined]
    nlp.initialize()
    nlp.to_disk(tmp_path / "official")
    (tokens,) = load_parser(str(tmp_path / "official")).parse([("Gunmen attacked a village near Gao.", 0)])
    assert {token.relation for token in tokens}.isdisjoint({"nsubjpass", "dobj", "pobj", "prep"})


def test_spacy_is_imported_without_its_command_line_and_can_have_it_afterwards() -> None:
    script = """
import sys
from kg.text.parser import load_parser
load_parser()
print([name for name in ("spacy.cli", "httpx", "requests", "jinja2") if name in sys.modules])
import spacy
print(spacy.info(silent=True)["spacy_version"] == spacy.__version__, hasattr(sys.modules["spacy.cli"], "download"))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.split("\n")[:2] == ["[]", "True True"]


def test_a_sentence_that_is_not_worth_it_has_no_tokens_and_the_others_are_as_they_were(knowledge: Knowledge) -> None:
    sentences = [("Gunmen attacked a village.", 0), ("They came back.", 27), ("Ten people died.", 43)]
    asked = {}

    def is_worth(number: int, tagged: Iterable[Tagged]) -> bool:
        asked[number] = [*tagged]
        return number != 1

    whole, some = [*knowledge.parser.parse(sentences)], [*knowledge.parser.parse(sentences, is_worth)]
    assert some == [whole[0], (), whole[2]]
    assert asked == {n: [(t.text, t.tag, t.pos) for t in tokens] for n, tokens in enumerate(whole)}
