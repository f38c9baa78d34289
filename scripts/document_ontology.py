"""Write the documentation of the model from the ontology: `docs/ontology.html`, `docs/model.svg`, the digest of its version.

    python scripts/document_ontology.py [FOLDER]

Run it after a change in `ontology/`; `tests/test_documentation.py` compares what is committed with what this makes. FOLDER
takes the page and the drawing instead of `docs/`, and leaves `ontology/CHANGELOG.md` alone. While the newest version there
is marked "unreleased", its line of terms is brought up to date; once it is out, a changed model needs a new version.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kg.documentation import drawing  # noqa: E402
from kg.documentation.making import read_content  # noqa: E402
from kg.documentation.page import page  # noqa: E402
from kg.documentation.readings import Mark, View, read_marks  # noqa: E402
from kg.documentation.terms import Model, read_model  # noqa: E402
from kg.documentation.versions import model_digest, record  # noqa: E402
from kg.errors import OntologyError  # noqa: E402
from kg.knowledge.ontology import read_turtle  # noqa: E402
from kg.model import Article  # noqa: E402
from kg.pipeline import analyse, read_knowledge  # noqa: E402
from kg.settings import Settings  # noqa: E402

ONTOLOGY = ROOT / "ontology"
PUBLISHED = "2026-01-15"
"""The day that an example is read as if published on: it makes "on Tuesday" a date."""


def readings(model: Model) -> Mapping[tuple[str, str], tuple[Mark, ...]]:
    """What the reader makes of every example sentence."""
    knowledge = read_knowledge(Settings({"ontology": str(ONTOLOGY)}, {}, {}))
    found = {}
    for term in model.terms.values():
        for sentence in term.examples:
            digest = hashlib.sha256(sentence.encode()).hexdigest()
            article = Article(digest[:16], digest, sentence, 0, "example", published=PUBLISHED)
            found[term.name, sentence] = read_marks(analyse(article, knowledge), term.name, view_of(model, term.name))
    return found


def view_of(model: Model, name: str) -> View:
    if "relation read from sentences" in model.terms[name].marks:
        return "relation"
    is_event = model.is_a(name, "Event") or model.terms[name].is_property
    return "event" if is_event else "entity"


def record_version() -> None:
    """Bring the changelog's line of terms up to date."""
    changelog = ONTOLOGY / "CHANGELOG.md"
    text = changelog.read_text(encoding="utf-8")
    changelog.write_text(record(text, *model_digest(read_turtle(ONTOLOGY / "conflict.ttl"))), encoding="utf-8")


def main(arguments: list[str]) -> None:
    folder = Path(arguments[0]) if arguments else ROOT / "docs"
    try:
        if not arguments:
            record_version()
        marks = readings(read_model(ONTOLOGY / "conflict.ttl"))
        content = read_content(ONTOLOGY, marks)
    except OntologyError as error:
        raise SystemExit(str(error)) from error
    links = [
        ("conflict.ttl", "../ontology/conflict.ttl"),
        ("How a graph is laid out", "graph.md"),
        ("The picture of it all", "model.svg"),
    ]
    (folder / "ontology.html").write_text(page(content, links), encoding="utf-8")
    (folder / "model.svg").write_text(drawing.overview(content.model).svg(is_alone=True), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
