"""The examples in docstrings hold, of every module that has any."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def sources() -> list[str]:
    """Return the modules of the program, and those of the tests that others use, with an example in a docstring."""
    paths = [*sorted((ROOT / "kg").rglob("*.py")), ROOT / "tests/text/trees.py"]
    return [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in paths
        if ">>> " in path.read_text(encoding="utf-8")
    ]


@pytest.mark.parametrize("name", sources())
def test_the_examples_hold(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted > 0
    assert result.failed == 0


def test_there_are_examples() -> None:
    assert len(sources()) >= 10
