"""The same articles give the same bytes: twice, in any order, batch and share of the work; and the program names nobody."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.articles import read_articles
from kg.contract import to_json, to_text
from kg.graph import Provenance, quads
from kg.knowledge.knowledge import Knowledge
from kg.model import Article
from kg.pipeline import analyse
from kg.text import parser

ROOT = Path(__file__).parent.parent
ARTICLES = [ROOT / "seeds", ROOT / "tests" / "quality" / "dev"]


SHARE = 4
"""One in so many articles is read: all of them, several times over, would take more than everything else."""


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    everything = read_articles([str(path) for path in ARTICLES], 10_000_000)
    return [item for item in everything if isinstance(item, Article)][::SHARE]


@pytest.fixture(scope="module")
def as_shipped(articles: list[Article], knowledge: Knowledge) -> dict[str, bytes]:
    return {article.id: bytes_of(article, knowledge) for article in articles}


def bytes_of(article: Article, knowledge: Knowledge) -> bytes:
    """Return everything that is made of an article: its JSON and its quads, in the order they come."""
    analysis = analyse(article, knowledge)
    provenance = Provenance("0", knowledge.ontology_digest, knowledge.model_digest)
    lines = [to_text(to_json(analysis)), *map(str, quads(analysis, provenance, knowledge.gazetteer))]
    return "\n".join(lines).encode()


def test_two_runs_and_the_reversed_order_give_the_same_bytes(
    articles: list[Article], as_shipped: dict[str, bytes], knowledge: Knowledge
) -> None:
    assert len(articles) >= 50
    assert {article.id: bytes_of(article, knowledge) for article in reversed(articles)} == as_shipped


@pytest.mark.parametrize("size", [1, 5, 10_000])
def test_any_batch_size_gives_the_same_bytes(
    size: int,
    articles: list[Article],
    as_shipped: dict[str, bytes],
    knowledge: Knowledge,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert size != parser.BATCH
    monkeypatch.setattr(parser, "BATCH", size)
    assert {article.id: bytes_of(article, knowledge) for article in articles} == as_shipped


SCRIPT = """
import hashlib, sys
from kg.articles import read_articles
from kg.pipeline import read_knowledge
from kg.settings import Settings
from tests.test_determinism import bytes_of
share, shares, step, *paths = sys.argv[1:]
knowledge = read_knowledge(Settings({}, {}, {}))
for article in [*read_articles(paths, 10_000_000)][::int(step)][int(share)::int(shares)]:
    print(article.id, hashlib.sha256(bytes_of(article, knowledge)).hexdigest())
"""


def digests(share: int, shares: int, hash_seed: str) -> set[str]:
    """Return what a process of its own makes of its share of the articles: a digest for each."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(share), str(shares), str(SHARE), *map(str, ARTICLES)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return set(done.stdout.splitlines())


def test_any_number_of_processes_with_any_hash_seed_give_the_same_bytes(articles: list[Article]) -> None:
    alone = digests(0, 1, hash_seed="0")
    assert len(alone) == len(articles)
    assert digests(0, 2, hash_seed="1") | digests(1, 2, hash_seed="4711") == alone


# --- Nothing in kg/ names a country, a group or a person --------------------------------------------------------------


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the strings of a module with their lines, without docstrings, other bare strings and parts of f-strings' code."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node.lineno, node.value


LOOKS = ("documentation", "server")
"""Rooms that make pages: a typeface may be called like a country, and a language like a people; they read no articles."""


def test_no_string_of_the_program_names_anybody(knowledge: Knowledge) -> None:
    ontology = knowledge.ontology
    names = {
        name
        for known in knowledge.gazetteer.by_key.values()
        if ontology.is_a(known.type, "Country", "ArmedGroup", "Junta", "Person", "PrivateMilitaryCompany")
        for name in known.names
        if name[:1].isupper()
    } | set(knowledge.gazetteer.demonyms)
    assert len(names) > 500
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + r")(?!\w)")
    found = [
        f"{path.relative_to(ROOT)}:{line}: {match.group()}"
        for path in sorted((ROOT / "kg").rglob("*.py"))
        if path.relative_to(ROOT / "kg").parts[0] not in LOOKS
        for line, text in literals(path)
        for match in pattern.finditer(text)
    ]
    assert found == []


def test_the_strings_are_found(tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text('"""Mali."""\n"Niger"\nX = "Chad"\nY = f"in {X} and Togo"\n', encoding="utf-8")
    assert [text for _, text in literals(tmp_path / "x.py")] == ["Chad", "in ", " and Togo"]
