"""Everything the page is made of, read from the folder of the ontology."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.documentation.alignments import make_alignments
from kg.documentation.page import Content
from kg.documentation.readings import Mark
from kg.documentation.terms import read_model
from kg.documentation.words import frames_of_classes, words_by_term
from kg.knowledge.lexicon import read_lexicon
from kg.knowledge.ontology import read_turtle


def read_content(directory: Path, readings: Mapping[tuple[str, str], tuple[Mark, ...]] | None = None) -> Content:
    """Return the content of the page; what a folder of a user's own lacks beside `conflict.ttl` is left out.

    Raises `OntologyError` when a file is not what it should be.
    """
    lexicon = read_lexicon(sorted(directory.glob("lexicon.*.ttl")))
    alignments = directory / "alignments.ttl"
    changelog = directory / "CHANGELOG.md"
    return Content(
        model=read_model(directory / "conflict.ttl", sorted((directory / "reference").glob("*.ttl"))),
        words=words_by_term(lexicon),
        settings=frames_of_classes(lexicon),
        alignments=make_alignments(read_turtle(alignments) if alignments.is_file() else ()),
        changelog=changelog.read_text(encoding="utf-8") if changelog.is_file() else "",
        readings=readings or {},
    )
