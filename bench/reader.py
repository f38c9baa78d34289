"""How fast kg reads, beside the plain pipeline over the same text; what it takes for violence; and time at growing lengths.

`python bench/reader.py [--articles N] [--rounds N] [--told] [--lengths]`. Both sides run in this one process, by turns, on one
core; of several rounds the best of each side counts, since others may use the machine. The plain pipeline is the shipped one
as spaCy loads it, given sentence by sentence, in batches; kg's side is everything from the text to its analysis. Words are
what white space parts. Only the ratio means something on another machine.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parent.parent))

from kg.articles import read_articles
from kg.knowledge.knowledge import Knowledge
from kg.model import FACTUAL, Analysis, Article
from kg.pipeline import analyse, read_knowledge
from kg.settings import read_settings
from kg.text.parser import BATCH, SHIPPED_MODEL, load_parser
from kg.text.sentences import split_sentences
from tests.odd import SHAPES

DATA = Path(__file__).parent.parent.parent / "shared" / "data"
GENERAL = DATA / "news" / "general.jsonl.gz"
CONFLICT = DATA / "news-gold"
VIOLENT = ("Attack", "Battle", "SeizureOfPower", "Mutiny")
GOALS = {"general news": 50_000, "conflict news": 15_000}


def general_news(limit: int) -> Iterator[Article]:
    """Yield articles of a file in schema.org terms (`articleBody`, `headline`, `datePublished`), one a line."""
    with gzip.open(GENERAL, "rt", encoding="utf-8") as lines:
        for number, line in zip(range(limit), lines, strict=False):
            row = json.loads(line)
            yield article(row["articleBody"], str(number), (row.get("datePublished") or "")[:10] or None)


def article(text: str, name: str = "", published: str | None = None) -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(digest[:16], digest, text, 0, name, published=published)


def words_of(articles: Iterable[Article]) -> int:
    return sum(len(item.text[item.body :].split()) for item in articles)


def seconds(work: Callable[[], object]) -> float:
    """Time of this process alone."""
    started = time.process_time()
    work()
    return time.process_time() - started


# --- Words a second ---------------------------------------------------------------------------------------------------


def plain(articles: Iterable[Article]) -> Callable[[], None]:
    """What a pipeline without a scan does: every sentence parsed, and nothing read."""
    load_parser()  # imports spaCy without its command line
    import spacy

    nlp = spacy.load(SHIPPED_MODEL)

    def run() -> None:
        texts = (a.text[s.start : s.end] for a in articles for s in split_sentences(a.text, a.body))
        for _ in nlp.pipe(texts, batch_size=BATCH):
            pass

    return run


def compare(name: str, articles: list[Article], knowledge: Knowledge, rounds: int) -> list[Analysis]:
    """Print the line of one stream of articles; return what was read in them."""
    words, parse = words_of(articles), plain(articles)
    analyses: list[Analysis] = []

    def read() -> None:
        analyses[:] = [analyse(item, knowledge) for item in articles]

    times = [(seconds(parse), seconds(read)) for _ in range(rounds)]
    parsing, reading = (min(column) for column in zip(*times, strict=True))
    parsed = sum(
        len(a.document.article.text[s.span.start : s.span.end].split())
        for a in analyses
        for s in a.document.sentences
        if s.tokens
    )
    print(
        f"{name:14}{len(articles):5} articles{words:9,} words   plain {words / parsing:7,.0f} words/s"
        f"   kg {words / reading:7,.0f} words/s (goal {GOALS[name]:,})   ratio {parsing / reading:.2f}"
        f"   parsed {parsed / words:.0%}"
    )
    return analyses


def violent_sentences(analysis: Analysis, knowledge: Knowledge) -> list[str]:
    """The sentences in which the reader sees an attack, a battle, a mutiny or a coup that happened."""
    text = analysis.document.article.text
    found = []
    for event in analysis.events:
        if event.status in FACTUAL and knowledge.ontology.is_a(event.type, *VIOLENT):
            sentence = next(s for s in analysis.document.sentences if s.span.overlaps(event.mentions[0]))
            found.append(f"{event.type}: {' '.join(text[sentence.span.start : sentence.span.end].split())[:160]}")
    return found


# --- Time at growing lengths ------------------------------------------------------------------------------------------

LENGTHS = (10_000, 50_000, 250_000)


def print_lengths(knowledge: Knowledge) -> None:
    """Print microseconds for each character at growing lengths: what is linear stays on one line."""
    print(f"{'µs/character':24}" + "".join(f"{length:>10,}" for length in LENGTHS))
    for name, make in SHAPES.items():
        texts = [make(length) for length in LENGTHS]
        spent = [seconds(lambda text=text: analyse(article(text), knowledge)) / len(text) * 1e6 for text in texts]  # type: ignore[misc]
        print(f"{name:24}" + "".join(f"{value:10.2f}" for value in spent))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=250, help="of general news")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--told", action="store_true", help="print the sentences of general news that are taken for violence"
    )
    parser.add_argument(
        "--lengths", action="store_true", help="print time per character of odd texts at growing lengths"
    )
    arguments = parser.parse_args()
    knowledge = read_knowledge(read_settings())
    if arguments.lengths:
        print_lengths(knowledge)
        return
    for path in (GENERAL, CONFLICT):
        if not path.exists():
            sys.exit(f"{path} is not there")
    conflict = [item for item in read_articles([str(CONFLICT)], 10_000_000) if isinstance(item, Article)]
    compare("conflict news", conflict, knowledge, arguments.rounds)
    analyses = compare("general news", list(general_news(arguments.articles)), knowledge, arguments.rounds)
    told = [(a.document.article.name, line) for a in analyses for line in violent_sentences(a, knowledge)]
    print(f"{len({name for name, _ in told})} of {len(analyses)} articles of general news are said to tell of violence")
    for name, line in told if arguments.told else ():
        print(f"{name}: {line}")


if __name__ == "__main__":
    main()
