"""The tree of errors: each has its exit code, is drawn, and is one line to whoever meets it."""

from __future__ import annotations

import inspect
import re

import pytest

from kg import errors
from kg.errors import Issue, KGError

KINDS = [kind for kind in vars(errors).values() if inspect.isclass(kind) and issubclass(kind, KGError)]
CODES = {
    "KGError": 70,
    "SettingsError": 2,
    "InputError": 3,
    "OntologyError": 3,
    "ArticleError": 3,
    "QueryError": 3,
    "NotFound": 1,
    "StoreError": 4,
    "StoreLocked": 4,
    "QueryTimeout": 4,
}


def test_every_error_has_its_exit_code() -> None:
    assert {kind.__name__: kind.exit_code for kind in KINDS} == CODES


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_is_drawn_under_its_parent_and_documented(kind: type[KGError]) -> None:
    drawing = errors.__doc__ or ""
    lines = [line for line in drawing.splitlines() if re.search(rf"\b{kind.__name__}\b", line)]
    assert lines, f"{kind.__name__} is not in the drawing"
    assert kind.__doc__
    if kind is not KGError:
        indent = lines[0].index(kind.__name__)
        parent = next(line for line in drawing.splitlines() if re.search(rf"\b{kind.__bases__[0].__name__}\b", line))
        assert parent.index(kind.__bases__[0].__name__) < indent


def test_the_drawing_gives_the_codes() -> None:
    drawn = re.findall(r"[├└]── (\w+) +(\d+)", errors.__doc__ or "")
    assert drawn
    assert all(CODES[name] == int(code) for name, code in drawn)


def test_an_issue_is_one_line() -> None:
    assert str(Issue("a.txt", "there is no such file")) == "a.txt: there is no such file"
    assert Issue("a.txt", "x").severity == "error"
