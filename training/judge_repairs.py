"""Print what each repair of the role view does for the weights that are shipped, so that one that is idle or does harm can go.

    python judge_repairs.py TREEBANKS

A repair is counted in two ways: the sentences of our articles, passages and cases in which it changes the tree, and the
edges of trees that are known (test and dev sets, whose tokens the parser finds as they are) that it mends and breaks. Those of
names that are known and of plain modifiers, which are asked elsewhere, are left out. Few
constructions that kg cares about stand in the treebanks: a repair that fires in our own sentences and breaks nothing stays.
"""

from __future__ import annotations

import argparse
import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml
from evaluate import load_test_set
from treebanks import Sentence

from kg.evaluation.gold import read_gold
from kg.knowledge.knowledge import Knowledge
from kg.model import Token
from kg.pipeline import read_knowledge
from kg.settings import read_settings
from kg.text import repairs
from kg.text.sentences import split_sentences
from kg.text.tree import Edge, Tree

TESTS = Path(__file__).parent.parent / "tests"
JUDGED_ON = ("GUM news dev+test", "GUM test, free genres", "EWT test", "PUD", "our own news")

Moved = dict[int, tuple[Edge | None, Edge | None]]
"""Tokens that a repair moved, with the edge before and after."""


@dataclasses.dataclass
class Watch:
    """Takes the place of the tables of repairs and keeps what each did to the tree at hand."""

    log: list[tuple[str, Moved]] = dataclasses.field(default_factory=list)

    def start(self) -> None:
        """Watch every repair of a word from now on."""
        tried_at = repairs._tried_at
        watched: dict[repairs.Repair, repairs.Repair] = {}

        def tried(word: str, tag: str, pos: str) -> tuple[repairs.Repair, ...]:
            return tuple(
                watched.setdefault(repair, self._watched(repair_name(repair), repair))
                for repair in tried_at(word, tag, pos)
            )

        repairs._tried_at = tried  # type: ignore[assignment]
        repairs._OF_SENTENCES = tuple(
            self._watched_sentence(repair_name(repair), repair) for repair in repairs._OF_SENTENCES
        )

    def read(self, tokens: tuple[Token, ...], knowledge: Knowledge) -> list[tuple[str, Moved]]:
        """Return the repairs that changed the tree of these tokens, with what they moved; a new tag moves nothing."""
        self.log.clear()
        repairs.RepairedTree(tokens, knowledge.lexicon.plain_modifiers)
        return list(self.log)

    def _watched(self, name: str, repair: repairs.Repair) -> repairs.Repair:
        def watched(tree: Tree, token: Token) -> None:
            with_tree = self._keeping(name, tree)
            repair(tree, token)
            with_tree()

        return watched

    def _watched_sentence(self, name: str, repair: Callable[[Tree], None]) -> Callable[[Tree], None]:
        def watched(tree: Tree) -> None:
            with_tree = self._keeping(name, tree)
            repair(tree)
            with_tree()

        return watched

    def _keeping(self, name: str, tree: Tree) -> Callable[[], None]:
        tags = [token.tag for token in tree.tokens]
        before = {token.index: tree.up(token.index) for token in tree.tokens}

        def keep() -> None:
            moved = {at: (edge, tree.up(at)) for at, edge in before.items() if tree.up(at) != edge}
            if moved or tags != [token.tag for token in tree.tokens]:
                self.log.append((name, moved))

        return keep


def repair_name(repair: Callable[..., None]) -> str:
    """The room and the name of a repair."""
    return f"{repair.__module__.rpartition('.')[2]}.{repair.__name__}"


def our_sentences() -> Iterator[str]:
    """The sentences of the articles, passages and cases under `tests`."""
    for folder in ("dev", "passages"):
        for gold in read_gold(TESTS / "quality" / folder):
            article = gold.article
            for span in split_sentences(article.text, article.body):
                yield article.text[span.start : span.end]
    for case in sorted((TESTS / "cases").glob("*.yaml")):
        text = yaml.safe_load(case.read_text(encoding="utf-8"))["text"]
        for span in split_sentences(text, 0):
            yield text[span.start : span.end]


def gold_edges(tokens: tuple[Token, ...], sentence: Sentence) -> dict[int, tuple[str, int] | None]:
    """Role and head of every token in the tree that is known."""
    tree = Tree(
        tuple(
            dataclasses.replace(
                token,
                pos=word.upos,
                tag=word.xpos,
                head=word.head - 1 if word.head else token.index,
                relation=word.dep if word.head else "root",
            )
            for token, word in zip(tokens, sentence.words, strict=True)
        )
    )
    return {token.index: _plain(tree.up(token.index)) for token in tokens}


def _plain(edge: Edge | None) -> tuple[str, int] | None:
    return None if edge is None else (edge.role, edge.head)


def judge(treebanks: Path) -> dict[str, Counter[str]]:
    """Count, for every repair, `fires`, `mends` and `breaks`."""
    knowledge = read_knowledge(read_settings())
    counts: dict[str, Counter[str]] = {}
    for _, tried in repairs._REPAIRS:
        counts |= {repair_name(repair): Counter() for repair in tried}
    counts |= {repair_name(repair): Counter() for repair in repairs._OF_SENTENCES}
    watch = Watch()
    watch.start()
    for tokens in knowledge.parser.parse((text, 0) for text in our_sentences()):
        for name in {name for name, _ in watch.read(tokens, knowledge)}:
            counts[name]["fires"] += 1
    for test_set in JUDGED_ON:
        sentences = load_test_set(treebanks, test_set)
        texts = ("".join(word.form + " " * word.space for word in one.words).rstrip() for one in sentences)
        for sentence, tokens in zip(sentences, knowledge.parser.parse((text, 0) for text in texts), strict=True):
            if [word.form for word in sentence.words] == [token.text for token in tokens]:
                gold = gold_edges(tokens, sentence)
                for name, moved in watch.read(tokens, knowledge):
                    for at, (before, after) in moved.items():
                        counts[name]["mends"] += _plain(after) == gold[at] != _plain(before)
                        counts[name]["breaks"] += _plain(before) == gold[at] != _plain(after)
    return counts


def main() -> None:
    """Parse the command line and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("treebanks", type=Path)
    counts = judge(parser.parse_args().treebanks)
    print(f"{'repair':40} {'sentences':>9} {'mends':>6} {'breaks':>6}")
    for name, count in sorted(counts.items(), key=lambda one: (one[1]["fires"], one[1]["mends"] - one[1]["breaks"])):
        print(f"{name:40} {count['fires']:9} {count['mends']:6} {count['breaks']:6}")


if __name__ == "__main__":
    main()
