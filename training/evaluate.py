"""Score pipelines on the test sets and print the results as Markdown tables.

    python evaluate.py TREEBANKS MODEL [MODEL ...]

Two measures. The first table starts from raw text: spaCy's own F-scores, with the gold sentences given, each parsed as
a Doc of its own. The second starts from gold tokens and counts what events are made of: subjects, objects and by-agents
of verbs. A line above them says whether the output is the same whatever the batch size.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.training import Example
from treebanks import Sentence, read_sentences, to_doc

#: Name of a test set to its files, and the document names it is narrowed to.
TEST_SETS: dict[str, tuple[tuple[str, ...], str]] = {
    "EWT test": (("ewt/en_ewt-ud-test.conllu.gz",), ""),
    "GUM test, free genres": (("gum/en_gum-ud-test.free.conllu.gz",), ""),
    "GUM news dev+test": (("gum/en_gum-ud-dev.free.conllu.gz", "gum/en_gum-ud-test.free.conllu.gz"), "GUM_news"),
    "PUD": (("pud/en_pud-ud-test.conllu.gz",), ""),
    "our own news": (("news-test.conllu",), ""),
}
HERE = Path(__file__).parent
CORE_RELATIONS = frozenset({"nsubj", "nsubj:pass", "obj"})
BATCH_SIZES = (1, 16, 256)

Argument = tuple[int, int, str]


def load_test_set(treebanks: Path, name: str) -> list[Sentence]:
    """Return the sentences of a test set; our own lie beside this file."""
    files, prefix = TEST_SETS[name]
    paths = [treebanks / file if "/" in file else HERE / file for file in files]
    return [s for path in paths for s in read_sentences(path) if s.document.startswith(prefix)]


def forbid_splits(doc: Doc) -> Doc:
    """Tell the parser that the Doc is one sentence, as it is told wherever kg parses."""
    for token in doc:
        token.is_sent_start = token.i == 0
    return doc


def score_raw(nlp: Language, sentences: Sequence[Sentence]) -> dict[str, float]:
    """Return token F, UPOS, UAS and LAS in percent, from raw text."""
    gold = [to_doc(nlp.vocab, [sentence.words]) for sentence in sentences]
    parsed = nlp.pipe(forbid_splits(nlp.make_doc(doc.text.rstrip())) for doc in gold)
    examples = [Example(predicted, reference) for predicted, reference in zip(parsed, gold, strict=True)]
    scores = {
        **spacy.scorer.Scorer.score_tokenization(examples),
        **spacy.scorer.Scorer.score_token_attr(examples, "pos"),
        **nlp.get_pipe("parser").scorer(examples),
    }
    columns = {"token F": "token_f", "UPOS": "pos_acc", "UAS": "dep_uas", "LAS": "dep_las"}
    return {column: 100 * scores[key] for column, key in columns.items()}


def argument_relation(token: Token) -> str:
    """Return which argument of a verb this token is, or "".

    PUD does not know `obl:agent`, so "by" under a passive participle counts as well, in gold and in output alike.
    """
    if token.head.pos_ != "VERB":
        return ""
    if token.dep_ in CORE_RELATIONS:
        return token.dep_
    by = any(child.dep_ == "case" and child.lower_ == "by" for child in token.children)
    is_agent = token.dep_ == "obl:agent" or (token.dep_ == "obl" and by and token.head.tag_ == "VBN")
    return "agent" if is_agent else ""


def name_starts(doc: Doc) -> list[int]:
    """Return for every token the start of the run of proper nouns it stands in (itself outside one).

    Which word of a name is its head matters to no event, and treebanks differ over it.
    """
    starts: list[int] = []
    for token in doc:
        in_run = token.i > 0 and token.pos_ == "PROPN" and doc[token.i - 1].pos_ == "PROPN"
        starts.append(starts[-1] if in_run else token.i)
    return starts


def arguments(doc: Doc, starts: Sequence[int]) -> set[Argument]:
    """Return the arguments in a parse as (verb, argument, relation)."""
    found = ((token, argument_relation(token)) for token in doc)
    return {(token.head.i, starts[token.i], relation) for token, relation in found if relation}


def score_arguments(nlp: Language, sentences: Sequence[Sentence]) -> dict[str, float]:
    """Return precision, recall and F of verb arguments in percent, from gold tokens."""
    gold_docs = [to_doc(nlp.vocab, [sentence.words]) for sentence in sentences]
    bare = (Doc(nlp.vocab, [t.text for t in doc], [bool(t.whitespace_) for t in doc]) for doc in gold_docs)
    hits = in_gold = in_output = 0
    for parsed, reference in zip(nlp.pipe(forbid_splits(doc) for doc in bare), gold_docs, strict=True):
        starts = name_starts(reference)
        gold, output = arguments(reference, starts), arguments(parsed, starts)
        hits, in_gold, in_output = hits + len(gold & output), in_gold + len(gold), in_output + len(output)
    precision, recall = 100 * hits / in_output, 100 * hits / in_gold
    return {"P": precision, "R": recall, "F": 2 * precision * recall / (precision + recall)}


def depends_on_batch_size(nlp: Language, texts: Sequence[str]) -> bool:
    """Return whether batches of another size give another output."""
    outputs = [[doc.to_json() for doc in nlp.pipe(texts, batch_size=size)] for size in BATCH_SIZES]
    return any(output != outputs[0] for output in outputs[1:])


def print_table(title: str, columns: Sequence[str], rows: Iterable[tuple[str, dict[str, float]]]) -> None:
    """Print one table, figures to one decimal."""
    print(f"\n| {title} | {' | '.join(columns)} |\n|{' --- |' * (len(columns) + 1)}")
    for name, scores in rows:
        print(f"| {name} | {' | '.join(f'{scores[column]:.1f}' for column in columns)} |")


def main() -> None:
    """Parse the command line, score each model on each set, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("models", type=Path, nargs="+")
    options = parser.parse_args()
    sets = {name: load_test_set(options.treebanks, name) for name in TEST_SETS}
    for path in options.models:
        nlp = spacy.load(path)
        texts = [to_doc(nlp.vocab, [sentence.words]).text for sentence in sets["PUD"]]
        verdict = "DIFFERS" if depends_on_batch_size(nlp, texts) else "is the same"
        print(f"\n{path.name}: output {verdict} for batches of {', '.join(map(str, BATCH_SIZES))}")
        raw = [(name, score_raw(nlp, sentences)) for name, sentences in sets.items()]
        print_table("from raw text", ["token F", "UPOS", "UAS", "LAS"], raw)
        core = [(name, score_arguments(nlp, sets[name])) for name in ("PUD", "GUM news dev+test", "our own news")]
        print_table("verb arguments", ["P", "R", "F"], core)


if __name__ == "__main__":
    main()
