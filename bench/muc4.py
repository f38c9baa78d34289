"""MUC-4 templates out of what kg reads: 1988-1990 reports on political violence in Latin America, with answer keys.

    python bench/muc4.py [dev|train] [--limit N] [--learn]

Needs the corpus with its scorer beside the checkout (`../shared/data/muc4`); prints the figures of that scorer, exact match.
`--learn` adds the names of organizations that occur as fillers in train to what is known: a figure to show beside the
other, since names learnt from this corpus are no reading. How a happening becomes a template is all in this file.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from kg.knowledge.knowledge import Knowledge
from kg.model import FACTUAL, Analysis, Article, Entity, Event, Span
from kg.pipeline import analyse, read_knowledge
from kg.settings import read_settings

CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "muc4"
INCIDENTS = (
    ("Bombing", "bombing"),
    ("Kidnapping", "kidnapping"),
    ("Arson", "arson"),
    ("Robbery", "robbery"),
    ("Attack", "attack"),
)
"""Our classes and the incident types of the keys, the first that fits; battles and coups are no incidents there."""

_HONORIFIC = re.compile(
    r"^(?:(?:dr|mr|mrs|col|gen|capt|maj|lt|sgt|president|father|rev|colonel|general|captain|major|minister|judge|mayor"
    r"|governor|senator|deputy|former|ex|journalist|leader|candidate|bishop|priest)\.? )+",
    re.IGNORECASE,
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("part", nargs="?", default="dev", choices=("dev", "train"))
    parser.add_argument("--limit", type=int, help="Only the first N documents.")
    parser.add_argument("--show", action="store_true", help="Print keys and templates side by side instead of figures.")
    options = parser.parse_args()
    if not CORPUS.is_dir():
        sys.exit(f"the MUC-4 corpus is not at {CORPUS}; nothing to measure")
    knowledge = read_knowledge(read_settings())
    documents = [json.loads(line) for line in (CORPUS / f"{options.part}.jsonl").open(encoding="utf-8")][
        : options.limit
    ]
    found = [
        {"docid": document["docid"], "templates": list(templates(read(document, knowledge), knowledge))}
        for document in documents
    ]
    if options.show:
        for document, answer in zip(documents, found, strict=True):
            show(document, answer)
    else:
        score(documents, found)


def read(document: Mapping[str, Any], knowledge: Knowledge) -> Analysis:
    text = document["text"]
    digest = hashlib.sha256(text.encode()).hexdigest()
    article = Article(digest[:16], digest, text, 0, document["docid"], published=document.get("date"))
    return analyse(article, knowledge)


def templates(analysis: Analysis, knowledge: Knowledge) -> Iterator[dict[str, Any]]:
    """Yield a template for each incident that happened or was tried."""
    entities = {entity.id: entity for entity in analysis.entities}
    for event in analysis.events:
        kind = next((name for cls, name in INCIDENTS if knowledge.ontology.is_a(event.type, cls)), None)
        if kind is not None and event.status in FACTUAL:
            yield {"incident_type": kind, "roles": roles(event, entities, analysis, knowledge)}


def roles(
    event: Event, entities: Mapping[str, Entity], analysis: Analysis, knowledge: Knowledge
) -> dict[str, list[list[str]]]:
    """Return the fillers by role: individuals and organizations apart, victims by name only, as the keys have them."""
    is_a = knowledge.ontology.is_a
    found: dict[str, list[list[str]]] = {role: [] for role in ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")}
    for key in event.role("perpetrator"):
        entity = entities[key]
        is_body = is_a(entity.type, "Organization") and is_name(entity)
        found["PerpOrg" if is_body else "PerpInd"].append([words(event, "perpetrator", entity, analysis)])
    for role in ("target", "victim"):
        for key in event.role(role):
            entity = entities[key]
            said = words(event, role, entity, analysis)
            if is_a(entity.type, "Person") and is_name(entity):
                found["Victim"].append([_HONORIFIC.sub("", said)])
            elif is_a(entity.type, "Facility") or entity.type == "Thing":
                found["Target"].append([said])
    for key in event.role("weapon"):
        found["Weapon"].append([words(event, "weapon", entities[key], analysis)])
    return {role: unique(fillers) for role, fillers in found.items()}


def is_name(entity: Entity) -> bool:
    return entity.label[:1].isupper()


def words(event: Event, role: str, entity: Entity, analysis: Analysis) -> str:
    """Return the words that stand in a role: of a name its fullest form, of a description with its number ("five men")."""
    text = analysis.document.article.text
    if is_name(entity):
        span = max(entity.mentions, key=lambda m: m.end - m.start)
        return " ".join(text[span.start : span.end].split())
    span = next((e.span for e in event.evidence if e.role == role and e.entity == entity.id), entity.mentions[0])
    return " ".join(text[widened(span, analysis) : span.end].split())


def widened(span: Span, analysis: Analysis) -> int:
    """Return where the noun phrase begins that a mention is the core of: the keys have "three young individuals"."""
    sentence = next(s for s in analysis.document.sentences if s.span.overlaps(span))
    start = span.start
    for token in reversed([t for t in sentence.tokens if t.span.end <= span.start]):
        if token.pos not in ("NUM", "ADJ", "NOUN", "PROPN", "ADV") and token.text != "-":
            break
        start = token.span.start
    return start


def unique(fillers: list[list[str]]) -> list[list[str]]:
    return [list(filler) for filler in dict.fromkeys(tuple(filler) for filler in fillers)]


def score(documents: list[dict[str, Any]], found: list[dict[str, Any]]) -> None:
    """Write keys and answers where the corpus's own scorer reads them, and let it print."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("gold.jsonl", "found.jsonl")]
        for path, rows in zip(paths, (documents, found), strict=True):
            path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        sys.argv = ["score.py", *map(str, paths)]
        scorer().main()


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("muc4_score", CORPUS / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def show(document: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
    print("##", document["docid"])
    for mark, templates_ in (("key", document["templates"]), ("kg ", answer["templates"])):
        for template in templates_:
            filled = {r: [f if isinstance(f, str) else f[0] for f in v] for r, v in template["roles"].items() if v}
            print("  ", mark, template["incident_type"], {r: [w.lower() for w in v] for r, v in filled.items()})


if __name__ == "__main__":
    main()
