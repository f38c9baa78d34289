"""Two articles as sorted N-Quads, so that a change of the reader shows as a diff.

IRIs are shortened by the prefixes of the project, and the article's own to `here:`, which leaves them IRIs.

After a change that is meant: `KG_UPDATE_SNAPSHOTS=1 python -m pytest tests/test_snapshots.py`, then read `git diff`.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from kg.articles import read_articles
from kg.graph import Provenance, article_graph, quads
from kg.knowledge.knowledge import Knowledge
from kg.model import Article
from kg.pipeline import analyse
from kg.vocab import DATA, PREFIXES

ROOT = Path(__file__).parent.parent
SNAPSHOTS = Path(__file__).parent / "snapshots"
ARTICLES = {
    "seed": ROOT / "seeds" / "000_f23ac4d63893c32d.txt",
    "myanmar-monastery-brief": ROOT / "tests" / "quality" / "dev" / "myanmar-monastery-brief.txt",
}
PLACEHOLDER = Provenance("VERSION", "ONTOLOGY", "MODEL")
"""Stands for what changes with every release and with every word of the lexicon."""


def snapshot(path: Path, knowledge: Knowledge) -> str:
    (article,) = read_articles([str(path)], 1_000_000)
    assert isinstance(article, Article)
    lines = {f"{quad} ." for quad in quads(analyse(article, knowledge), PLACEHOLDER, knowledge.gazetteer)}
    text = "\n".join(sorted(lines)) + "\n"
    for prefix, base in {"here": article_graph(article).value, "id": DATA, **PREFIXES}.items():
        text = text.replace(f"<{base}", f"<{prefix}:")
    return text


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_is_read_as_it_was(name: str, knowledge: Knowledge) -> None:
    path = SNAPSHOTS / f"{name}.nq"
    found = snapshot(ARTICLES[name], knowledge)
    if os.environ.get("KG_UPDATE_SNAPSHOTS"):
        path.write_text(found, encoding="utf-8")
    expected = path.read_text(encoding="utf-8")
    gone, new = (
        set(expected.splitlines()) - set(found.splitlines()),
        set(found.splitlines()) - set(expected.splitlines()),
    )
    assert not gone | new, f"{len(gone)} lines gone, {len(new)} new; if they are meant, see the top of this file"
    assert found == expected


def test_a_snapshot_is_small_and_is_n_quads() -> None:
    assert {path.stem for path in SNAPSHOTS.iterdir()} == set(ARTICLES)
    for path in SNAPSHOTS.iterdir():
        assert path.stat().st_size < 300_000
        assert list(parse(path=path, format=RdfFormat.N_QUADS))
