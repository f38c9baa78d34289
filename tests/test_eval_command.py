"""`kg eval`: figures for a folder of articles with answers, and one clear line for a folder that has none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.eval import eval as command
from kg.errors import ArticleError

TEXT = "---\npublished: 2024-09-17\n---\nGunmen attacked a police post in Kidal, Mali, on Monday, killing three officers.\n"
EVENT = {
    "type": "ArmedAttack", "status": "occurred", "date": "2024-09-16", "country": "ML", "place": "Kidal",
    "perpetrators": [], "targets": ["police post"], "victims": ["officers"], "killed": {"min": 3, "max": 3},
    "injured": None, "evidence": "attacked a police post",
}  # fmt: skip


def folder(tmp_path: Path, **answers: object) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps({"events": [EVENT], "relations": [], **answers}), encoding="utf-8")
    return tmp_path


def test_figures_by_event_role_and_kind(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, [str(folder(tmp_path))], catch_exceptions=False)
    lines = [line.split() for line in result.output.splitlines() if line]
    assert lines[0][:7] == ["events", "P", "1.000", "R", "1.000", "F", "1.000"]
    assert ["ArmedAttack", "1", "0", "0", "1.000", "1.000", "1.000"] in lines


def test_verbose_lists_what_is_missed_and_what_is_false(tmp_path: Path) -> None:
    missed = {**EVENT, "type": "Coup", "country": "NE", "evidence": "Gunmen"}
    result = CliRunner().invoke(command, [str(folder(tmp_path, events=[missed])), "--verbose"], catch_exceptions=False)
    assert "a: missed: Coup 2024-09-16 NE «Gunmen»" in result.output
    assert "a: false: ArmedAttack 2024-09-16 ML" in result.output


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"events": None}, "has no list of events"),
        ({"relations": [{"type": "backs"}]}, "relations number 1 lacks subject, object"),
        ({"text": "other.txt"}, "cannot be read"),
    ],
)
def test_bad_answers_are_one_line(tmp_path: Path, answers: dict[str, object], message: str) -> None:
    with pytest.raises(ArticleError, match=message):
        CliRunner().invoke(command, [str(folder(tmp_path, **answers))], catch_exceptions=False, standalone_mode=False)


def test_a_folder_without_answers(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="no answers there"):
        CliRunner().invoke(command, [str(tmp_path)], catch_exceptions=False, standalone_mode=False)
    with pytest.raises(ArticleError, match="no such folder"):
        CliRunner().invoke(command, [str(tmp_path / "x")], catch_exceptions=False, standalone_mode=False)
