"""Ties between parties to a conflict, against the relations marked in re3d: texts about Syria and Iraq, mostly of governments.

    python bench/re3d.py [--show]

Needs the corpus beside the checkout (`../shared/data/re3d`). Only relations whose two ends are people or organizations count,
each pair of names once a document. What re3d calls fighting, we may read as a tie or as an event, so both count there.
Two lines for each kind: all pairs that are marked, and those alone whose ends both have a name, since half of the others
are pronouns ("we", "they"). `--show` prints every miss and every false find.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.evaluation.found import fold
from kg.evaluation.scoring import Scorer
from kg.knowledge.knowledge import Knowledge
from kg.model import FACTUAL, Analysis, Article
from kg.pipeline import analyse, read_knowledge
from kg.settings import read_settings

CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "re3d" / "documents.jsonl"
OURS: Mapping[str, tuple[str, ...]] = {
    "FightingAgainst": ("opposes",),
    "AlliesOf": ("backs", "affiliatedWith"),
    "InChargeOf": ("leads", "rules"),
    "BelongsTo": ("memberOf", "affiliatedWith"),
}
"""Kinds of re3d, and the ties of ours that say the same."""

MUTUAL = frozenset({"FightingAgainst", "AlliesOf"})
"""Kinds that hold both ways, whichever end is marked first."""

ACTORS = frozenset({"Organisation", "Person"})


@dataclass(frozen=True, slots=True)
class Pair:
    """Two ends of a relation, each with all its names."""

    kind: str
    source: tuple[str, ...]
    target: tuple[str, ...]

    @property
    def is_named(self) -> bool:
        """Whether both ends have a name: a word with a capital that does not merely open a sentence ("We")."""
        return all(any(_is_name(name) for name in end) for end in (self.source, self.target))


def _is_name(words: str) -> bool:
    return any(word[:1].isupper() and word.lower() not in _NO_NAMES for word in words.split())


_NO_NAMES = frozenset("we he she they it our their his her its i the a an this these those you".split())


def marked(document: Mapping[str, Any]) -> list[Pair]:
    """Return the pairs of actors that a document of the corpus has, each once."""
    spans = {(e["begin"], e["end"]) for e in document["entities"] if e["type"] in ACTORS}
    found: dict[Pair, None] = {}
    for relation in document["relations"]:
        ends = [(relation[f"{end}Begin"], relation[f"{end}End"]) for end in ("source", "target")]
        if relation["type"] in OURS and all(end in spans for end in ends):
            found[Pair(relation["type"], (relation["source"],), (relation["target"],))] = None
    return list(found)


def read(analysis: Analysis, knowledge: Knowledge) -> list[Pair]:
    """Return the pairs that kg reads, each once: its ties, and who attacks whom."""
    text, is_a = analysis.document.article.text, knowledge.ontology.is_a
    entities = {e.id: e for e in analysis.entities if is_a(e.type, "Party")}
    names = {key: (e.label, *(text[s.start : s.end] for s in e.mentions)) for key, e in entities.items()}
    found: dict[Pair, None] = {}
    for relation in analysis.relations:
        if relation.status == "asserted" and relation.subject in names and relation.object in names:
            for kind, ties in OURS.items():
                if relation.type in ties:
                    found[Pair(kind, names[relation.subject], names[relation.object])] = None
    for event in analysis.events:
        if event.status in FACTUAL and is_a(event.type, "Attack", "Battle"):
            aims = [aim for role in ("target", "victim") for aim in event.role(role) if aim in names]
            for doer in event.role("perpetrator"):
                for aim in aims if doer in names else ():
                    found[Pair("FightingAgainst", names[doer], names[aim])] = None
    return list(found)


def is_same(gold: Pair, ours: Pair, scorer: Scorer) -> bool:
    """Tell whether two pairs are of one kind and of the same parties, either way round where it holds both ways."""
    if gold.kind != ours.kind:
        return False
    is_straight = is_one(gold.source, ours.source, scorer) and is_one(gold.target, ours.target, scorer)
    is_turned = is_one(gold.source, ours.target, scorer) and is_one(gold.target, ours.source, scorer)
    return is_straight or (gold.kind in MUTUAL and is_turned)


def is_one(marked: tuple[str, ...], names: tuple[str, ...], scorer: Scorer) -> bool:
    """Tell whether names are of one party: as `kg eval` compares them, or the words of one are all in the other's.

    Articles count for nothing; "ISIL fighters" are ISIL.
    """
    bare = [tuple(" ".join(_words(name)) for name in end) for end in (marked, names)]
    sets = [[set(_words(name)) for name in end if _is_name(name)] for end in (marked, names)]
    return scorer.is_any(*bare) or any(one <= other or other <= one for one in sets[0] for other in sets[1])


def _words(name: str) -> list[str]:
    return [word for word in fold(name).split() if word not in ("the", "a", "an")]


def compare(gold: list[Pair], ours: list[Pair], scorer: Scorer) -> Iterator[tuple[str, Pair]]:
    """Yield each pair with what became of it: "hit", "missed", or "false"; one of ours may answer several that are marked."""
    answered = set()
    for pair in gold:
        hits = [other for other in ours if is_same(pair, other, scorer)]
        answered.update(hits)
        yield ("hit" if hits else "missed"), pair
    yield from (("false", pair) for pair in ours if pair not in answered)


def articles() -> Iterator[tuple[Article, list[Pair]]]:
    """Yield every document of the corpus as an article, with what is marked in it."""
    for line in CORPUS.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        digest = hashlib.sha256(document["text"].encode()).hexdigest()
        yield (
            Article(digest[:16], digest, document["text"], 0, document["id"], title=document["title"]),
            marked(document),
        )


def report(counts: Counter[tuple[str, str, str]]) -> Iterator[str]:
    yield f"{'':24}  hit  false  missed      P      R"
    for which in ("all", "named"):
        for kind in (*OURS, "together"):
            kinds = OURS if kind == "together" else (kind,)
            hit, false, missed = (sum(counts[which, k, what] for k in kinds) for what in ("hit", "false", "missed"))
            precision = hit / (hit + false) if hit + false else 1.0
            recall = hit / (hit + missed) if hit + missed else 1.0
            yield f"{which:6} {kind:17}  {hit:3}  {false:5}  {missed:6}  {precision:.3f}  {recall:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--show", action="store_true", help="Print every miss and every false find too.")
    options = parser.parse_args()
    if not CORPUS.is_file():
        sys.exit(f"the re3d corpus is not at {CORPUS}; nothing to measure")
    knowledge = read_knowledge(read_settings())
    scorer = Scorer(knowledge)
    counts: Counter[tuple[str, str, str]] = Counter()
    for article, gold in articles():
        for what, pair in compare(gold, read(analyse(article, knowledge), knowledge), scorer):
            counts["all", pair.kind, what] += 1
            counts["named", pair.kind, what] += pair.is_named
            if options.show and what != "hit":
                print(f"{article.name[:8]} {what:7} {pair.kind}: {pair.source[0]} > {pair.target[0]}")
    print("\n".join(report(counts)))


if __name__ == "__main__":
    main()
