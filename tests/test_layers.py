"""Imports go down the table of the architecture, never up or sideways; read from the source, wherever they stand."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

LAYERS = {
    "kg.cli": 7,
    "kg.build": 6,
    "kg.server": 6,
    "kg.evaluation": 6,
    "kg.console": 6,
    "kg.pipeline": 5,
    "kg.checks": 5,
    "kg.export": 5,
    "kg.contract": 5,
    "kg.why": 5,
    "kg.explain": 5,
    "kg.fuse": 5,
    "kg.rules": 5,
    "kg.hints": 5,
    "kg.documentation": 5,
    "kg.extract": 4,
    "kg.link": 4,
    "kg.graph": 4,
    "kg.store": 4,
    "kg.entail": 4,
    "kg.knowledge": 3,
    "kg.articles": 3,
    "kg.text": 2,
    "kg.queries": 2,
    "kg.model": 1,
    "kg.results": 1,
    "kg.settings": 1,
    "kg.errors": 0,
    "kg.vocab": 0,
    "kg": 0,
    "kg.__main__": 8,
}
"""The rooms and their layers: a room may import itself and any that lies lower. `kg` is the version number."""

MODULES = sorted((ROOT / "kg").rglob("*.py"))


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def room(module: str) -> str:
    return ".".join(module.split(".")[:2])


def imported(path: Path) -> Iterator[str]:
    """Yield the modules of kg that a file imports, also inside functions and for type checkers only."""
    package = module_name(path).split(".")
    package = package if path.name == "__init__.py" else package[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if room(alias.name).split(".")[0] == "kg")
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            if base.split(".")[0] == "kg":
                # `from kg import x` is either a module or a name of the package itself
                names = [f"{base}.{alias.name}" for alias in node.names]
                yield from (name if is_module(name) else base for name in names)


def is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_imports_go_down(path: Path) -> None:
    here = room(module_name(path))
    assert here in LAYERS, f"{here} has no layer: add it to the table above and to the page on style"
    wrong = {name for name in imported(path) if room(name) != here and LAYERS.get(room(name), 99) >= LAYERS[here]}
    assert not wrong, f"{here} (layer {LAYERS[here]}) may not import {', '.join(sorted(wrong))}"


def test_a_wrong_import_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "kg" / "text"
    package.mkdir(parents=True)
    (tmp_path / "kg" / "graph.py").touch()
    path = package / "bad.py"
    lines = ["import kg.store.base", "from kg import graph, __version__", "def f():", "    from ..cli import options"]
    path.write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    assert list(imported(path)) == ["kg.store.base", "kg.graph", "kg", "kg.cli"]
    with pytest.raises(AssertionError, match="may not import"):
        test_imports_go_down(path)
