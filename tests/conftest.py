"""What every test of the reader needs: what kg knows, read once, and a way to read a text with it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import settings

from kg.knowledge.knowledge import Knowledge
from kg.model import Analysis
from tests.reading import article

Read = Callable[..., Analysis]

settings.register_profile("kg", deadline=None)  # no test depends on a clock
settings.load_profile("kg")


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The ontology, lexicon and gazetteer of this checkout, with the shipped parser."""
    from kg.pipeline import read_knowledge
    from kg.settings import Settings

    return read_knowledge(Settings({}, {}, {}))


@pytest.fixture(scope="session")
def read(knowledge: Knowledge) -> Read:
    """Read a text with the whole pipeline: `read(text, published=None)` returns its `Analysis`."""
    from kg.pipeline import analyse

    def read_text(text: str, published: str | None = None) -> Analysis:
        return analyse(article(text, published), knowledge)

    return read_text
