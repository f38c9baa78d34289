"""Build the training data of the later stages: gold sentences, gold sentences with conflict-news words, and templates.

    python augment.py OUT.spacy [--own OWN.conllu --times 4] TREEBANK.conllu.gz ...

Substitution keeps a gold tree and its tags and swaps verbs, nouns and names for words of the same tag. The sentences
often make no sense, and need not: the parser learns that "junta", "ousted" or "Bamako" may stand where the treebank has
other words of that kind. Our own trees of news (`--own`) are of that kind already; each is learnt several times over instead.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import spacy
from spacy.tokens import DocBin
from templates import template_trees
from treebanks import Word, read_sentences, to_doc
from vocabulary import (
    ACTORS,
    FAMILY_NAMES,
    GIVEN_NAMES,
    INTRANSITIVE,
    ORGANISATIONS,
    PEOPLE,
    PLACES,
    THINGS,
    TITLES,
    TRANSITIVE,
    Noun,
)

SEED = 7
TEMPLATE_TREES = 2500

Tree = tuple[Word, ...]

#: Dependents that tie a verb to its own grammar: "told him that", "carried out" cannot be swapped for "ousted".
FIXED_FRAMES = frozenset({"xcomp", "ccomp", "iobj", "compound:prt", "expl"})
VERB_TAGS = frozenset({"VB", "VBP", "VBD", "VBN", "VBG", "VBZ"})
NOUN_RELATIONS = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod", "conj", "appos"})
ACTOR_RELATIONS = frozenset({"nsubj", "nsubj:pass", "obl:agent"})
PLACE_PREPOSITIONS = frozenset({"in", "from", "near", "to", "across", "outside"})


class Substitution:
    """Swaps the words of one tree; `changes` counts the swaps made."""

    def __init__(self, tree: Tree, rng: random.Random) -> None:
        self.tree = tree
        self.rng = rng
        self.forms = [word.form for word in tree]
        self.lemmas = [word.lemma for word in tree]
        self.changes = 0

    def run(self) -> Tree:
        """Return the tree with new words."""
        for index, word in enumerate(self.tree):
            if word.upos == "VERB" and word.xpos in VERB_TAGS:
                self.swap_verb(index)
            elif word.upos == "NOUN" and word.xpos in {"NN", "NNS"}:
                self.swap_noun(index)
            elif word.upos == "PROPN" and word.xpos == "NNP" and word.form[:1].isupper():
                self.swap_name(index)
        return tuple(
            word._replace(form=form, lemma=lemma)
            for word, form, lemma in zip(self.tree, self.forms, self.lemmas, strict=True)
        )

    def dependents(self, index: int) -> list[Word]:
        """Return the words that hang on the one at `index`."""
        return [word for word in self.tree if word.head == index + 1]

    def relations(self, index: int) -> set[str]:
        """Return the labels of the dependents of the word at `index`."""
        return {word.dep for word in self.dependents(index)}

    def put(self, index: int, form: str, lemma: str) -> None:
        """Write a new word at `index`, capitalised as the old one was."""
        upper = self.tree[index].form[:1].isupper()
        self.forms[index] = form[:1].upper() + form[1:] if upper else form
        self.lemmas[index] = lemma
        self.changes += 1

    def swap_verb(self, index: int) -> None:
        """Swap most verbs with an object and some without one; leave those that govern a clause."""
        word, relations = self.tree[index], self.relations(index)
        if relations & FIXED_FRAMES or word.lemma in {"have", "do", "be"}:
            return
        transitive = relations & {"obj", "nsubj:pass"} or (word.dep == "acl" and word.xpos == "VBN")
        if transitive and self.rng.random() < 0.75:
            verb = self.rng.choice(TRANSITIVE)
        elif not transitive and "nsubj" in relations and self.rng.random() < 0.35:
            verb = self.rng.choice(INTRANSITIVE)
        else:
            return
        self.put(index, verb.form(word.xpos), verb.base)

    def swap_noun(self, index: int) -> None:
        """Swap nouns in argument places, and mend the article before them."""
        word, relations = self.tree[index], self.relations(index)
        if word.dep not in NOUN_RELATIONS or self.rng.random() >= 0.6:
            return
        if relations & {"compound", "acl:relcl", "fixed", "nummod"} and self.rng.random() < 0.5:
            return
        noun = self.pick_noun(word)
        self.put(index, noun.form(word.xpos), noun.singular)
        if index and self.forms[index - 1].lower() in {"a", "an"}:
            article = "an" if noun.singular[0] in "aeiou" else "a"
            upper = self.forms[index - 1][0].isupper()
            self.forms[index - 1] = article.capitalize() if upper else article

    def pick_noun(self, word: Word) -> Noun:
        """Return a noun for people where agents stand, any noun elsewhere."""
        people = PEOPLE if word.xpos == "NNS" else (*PEOPLE, *ACTORS)
        is_actor = word.dep in ACTOR_RELATIONS and self.rng.random() < 0.8
        return self.rng.choice(people if is_actor else (*people, *THINGS))

    def swap_name(self, index: int) -> None:
        """Swap names of persons, places and organisations, as far as the tree tells which is which."""
        words = self.name_choices(self.tree[index], self.dependents(index))
        if words:
            name = self.rng.choice(words)
            self.put(index, name, name)

    @staticmethod
    def name_choices(word: Word, dependents: Sequence[Word]) -> Sequence[str]:
        """Return the names that may stand for this one; empty where the tree does not tell what it names."""
        relations = {dependent.dep for dependent in dependents}
        prepositions = {dependent.form.lower() for dependent in dependents if dependent.dep == "case"}
        is_bare = not relations & {"compound", "amod", "det"}
        if any(dependent.dep == "flat" and dependent.upos == "PROPN" for dependent in dependents):
            return GIVEN_NAMES
        if word.dep == "flat":
            return FAMILY_NAMES
        if prepositions & PLACE_PREPOSITIONS and not relations & {"compound", "amod"}:
            return PLACES
        if word.dep in ACTOR_RELATIONS and is_bare:
            return [*FAMILY_NAMES, *ORGANISATIONS]
        if word.dep in {"obj", "conj"} and is_bare:
            return [*PLACES, *FAMILY_NAMES]
        return TITLES if word.dep == "nmod:desc" else ()


def substitute_words(trees: Iterable[Tree], rng: random.Random) -> Iterator[Tree]:
    """Yield a changed copy of each full sentence of middle length in which enough words could be swapped."""
    for tree in trees:
        if 8 <= len(tree) <= 45 and tree[-1].form in {".", "?", "!", '"', "”"}:
            substitution = Substitution(tree, rng)
            changed = substitution.run()
            if substitution.changes >= max(3, 0.14 * len(tree)):
                yield changed


def build(paths: Iterable[Path], own: Path | None = None, times: int = 1) -> DocBin:
    """Return gold, substituted, template and `times` over our own sentences in random order, each a Doc of its own."""
    rng = random.Random(SEED)
    vocab = spacy.blank("en").vocab
    gold = [sentence.words for path in paths for sentence in read_sentences(path)]
    substituted = list(substitute_words(gold, rng))
    templates = list(template_trees(TEMPLATE_TREES, rng))
    for name, trees in (("gold", gold), ("substituted", substituted), ("templates", templates)):
        print(f"{name}: {len(trees)} sentences, {sum(map(len, trees))} words")
    # Made sentences keep their words: "Col." and the like are single tokens in the finished pipeline only.
    docs = [to_doc(vocab, [tree]) for tree in gold]
    docs += [to_doc(vocab, [tree], keep_tokens=True) for tree in substituted + templates]
    if own is not None:
        trees = [sentence.words for sentence in read_sentences(own)]
        print(f"own: {len(trees)} sentences, {sum(map(len, trees))} words")
        docs += [to_doc(vocab, [tree], keep_tokens=True) for tree in trees] * times
    rng.shuffle(docs)
    return DocBin(docs=docs)


def main() -> None:
    """Parse the command line and write the data."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("treebanks", type=Path, nargs="+")
    parser.add_argument("--own", type=Path, help="our own trees")
    parser.add_argument("--times", type=int, default=1, help="how often each of them")
    options = parser.parse_args()
    build(options.treebanks, options.own, options.times).to_disk(options.out)


if __name__ == "__main__":
    main()
