"""General news through the reader: what it takes for violence, and how its speed compares with parsing every sentence.

`python bench/general_news.py [FILE.jsonl.gz] [--articles N]`: each line of the file is an article in schema.org terms
(`articleBody`, `headline`, `datePublished`). Both passes run over the same texts in this one process; only their ratio means
something on another machine.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from kg.knowledge.knowledge import Knowledge
from kg.model import FACTUAL, Analysis, Article
from kg.pipeline import analyse, read_knowledge
from kg.settings import read_settings
from kg.text.sentences import split_sentences

CORPUS = Path(__file__).parent.parent / ".." / "shared" / "data" / "news" / "general.jsonl.gz"
VIOLENT = ("Attack", "Battle", "SeizureOfPower", "Mutiny")


def read_corpus(path: Path, limit: int) -> Iterator[Article]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in zip(range(limit), lines, strict=False):
            row = json.loads(line)
            text = row["articleBody"]
            digest = hashlib.sha256(text.encode()).hexdigest()
            published = (row.get("datePublished") or "")[:10] or None
            yield Article(digest[:16], digest, text, 0, str(number), title=row.get("headline"), published=published)


def violent_words(analysis: Analysis, knowledge: Knowledge) -> list[str]:
    """The sentences in which the reader sees an attack, a battle, a mutiny or a coup that happened."""
    text = analysis.document.article.text
    found = []
    for event in analysis.events:
        if event.status in FACTUAL and knowledge.ontology.is_a(event.type, *VIOLENT):
            sentence = next(s for s in analysis.document.sentences if s.span.overlaps(event.mentions[0]))
            found.append(f"{event.type}: {' '.join(text[sentence.span.start : sentence.span.end].split())[:160]}")
    return found


def parse_all(articles: list[Article], knowledge: Knowledge) -> None:
    """What a pipeline without a scan does: every sentence parsed, and nothing read."""
    for article in articles:
        spans = split_sentences(article.text)
        for _ in knowledge.parser.parse((article.text[s.start : s.end], s.start) for s in spans):
            pass


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("file", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--articles", type=int, default=250)
    arguments = parser.parse_args()
    if not arguments.file.is_file():
        sys.exit(f"{arguments.file} is not there; name a .jsonl.gz file of articles")
    knowledge = read_knowledge(read_settings())
    articles = list(read_corpus(arguments.file, arguments.articles))
    words = sum(len(article.text.split()) for article in articles)
    started = time.process_time()
    analyses = [analyse(article, knowledge) for article in articles]
    reading = time.process_time() - started
    started = time.process_time()
    parse_all(articles, knowledge)
    parsing = time.process_time() - started
    told = [(a.document.article.name, words_) for a in analyses for words_ in violent_words(a, knowledge)]
    for name, sentence in told:
        print(f"{name}: {sentence}")
    print(f"{len({name for name, _ in told})} of {len(articles)} articles are said to tell of violence")
    print(
        f"{words / reading:,.0f} words/s read, {words / parsing:,.0f} words/s parsed whole: ratio {parsing / reading:.2f}"
    )


if __name__ == "__main__":
    main()
