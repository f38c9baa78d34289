"""`kg extract --why`: every event and relation with the words and frames that gave each part of it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from kg.cli.extract import extract
from kg.why import why
from tests import samples
from tests.conftest import Read

SENTENCE = "Gunmen attacked a police post in Kidal, Mali, on Monday, killing three officers."


def test_every_part_has_its_words_and_frame(read: Read) -> None:
    lines = list(why(read(SENTENCE, "2024-09-17")))
    assert any(line.startswith("  ArmedAttack, occurred · 2024-09-16 · ML, Kidal (Settlement)") for line in lines)
    perpetrator = next(line.split(maxsplit=1)[1] for line in lines if line.strip().startswith("perpetrator"))
    assert perpetrator == "gunmen (ArmedGroup)  “Gunmen” at 0-6  by assault-verb"
    assert any(line.split()[:2] == ["killed", "3"] for line in lines)
    assert any(line.split()[:2] == ["date", "2024-09-16"] for line in lines)


def test_every_piece_of_evidence_is_a_line() -> None:
    analysis = samples.analyse(samples.article())
    lines = list(why(analysis))
    for event in analysis.events:
        assert len(lines) >= len(event.evidence) + len(event.mentions)
    for relation in analysis.relations:
        assert any(line.startswith(f"  {relation.type}") for line in lines)


def test_an_article_that_says_nothing_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The weather was fine.", encoding="utf-8")
    result = CliRunner().invoke(extract, [str(path), "--why"], catch_exceptions=False)
    assert "nothing was read out of it" in result.output
    assert result.exit_code == 0
