"""Trees to build sentences from: a word with its dependents, and the small steps that put a phrase together.

Labels and tags follow UD_English-EWT and -GUM of 2025: titles are `nmod:desc` of the name, a date hangs on its day, and
the agent of an event noun is `nmod`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from treebanks import Word
from vocabulary import Verb

#: Penn tag to universal tag and features, as most words of that tag have them in the treebanks.
TAGS = {
    "NN": ("NOUN", "Number=Sing"),
    "NNS": ("NOUN", "Number=Plur"),
    "NNP": ("PROPN", "Number=Sing"),
    "NNPS": ("PROPN", "Number=Plur"),
    "JJ": ("ADJ", ""),
    "JJR": ("ADJ", ""),
    "JJS": ("ADJ", ""),
    "DT": ("DET", "PronType=Art"),
    "IN": ("ADP", ""),
    "TO": ("PART", ""),
    "RP": ("ADP", ""),
    "CC": ("CCONJ", ""),
    "CD": ("NUM", "NumType=Card"),
    "RB": ("ADV", ""),
    "RBR": ("ADV", ""),
    "WRB": ("ADV", "PronType=Int"),
    "WP": ("PRON", "PronType=Rel"),
    "WDT": ("PRON", "PronType=Rel"),
    "POS": ("PART", ""),
    "MD": ("AUX", "VerbForm=Fin"),
    "VB": ("VERB", "VerbForm=Inf"),
    "VBG": ("VERB", "Tense=Pres|VerbForm=Part"),
    "VBN": ("VERB", "Tense=Past|VerbForm=Part"),
    ",": ("PUNCT", ""),
    ".": ("PUNCT", ""),
    "HYPH": ("PUNCT", ""),
}
PASSIVE = "Tense=Past|VerbForm=Part|Voice=Pass"
NO_BLANK_BEFORE = frozenset({",", ".", "'s", "-"})


@dataclass(frozen=True, slots=True)
class Node:
    """A word with its dependents, those before it and those after it in the order of the text."""

    form: str
    xpos: str
    upos: str
    feats: str
    left: tuple[tuple[str, Node], ...] = ()
    right: tuple[tuple[str, Node], ...] = ()

    def before(self, relation: str, node: Node) -> Node:
        """Return this node with one more dependent at its very left."""
        return replace(self, left=((relation, node), *self.left))

    def after(self, relation: str, node: Node) -> Node:
        """Return this node with one more dependent at its very right."""
        return replace(self, right=(*self.right, (relation, node)))

    @property
    def is_plural(self) -> bool:
        """Whether a verb agrees with this noun in the plural."""
        return "Number=Plur" in self.feats or any(relation == "conj" for relation, _ in self.right)


def word(form: str, xpos: str, upos: str = "", feats: str | None = None) -> Node:
    """Return a bare node; universal tag and features come from the Penn tag unless given."""
    usual_upos, usual_feats = TAGS[xpos]
    return Node(form, xpos, upos or usual_upos, usual_feats if feats is None else feats)


def noun(form: str) -> Node:
    """Return a singular common noun."""
    return word(form, "NN")


def nouns(form: str) -> Node:
    """Return a plural common noun."""
    return word(form, "NNS")


def adjective(form: str) -> Node:
    """Return an adjective."""
    return word(form, "JJ")


def comma() -> Node:
    """Return a comma."""
    return word(",", ",")


def finite(verb: Verb, subject: Node, *, past: bool, upos: str = "VERB") -> Node:
    """Return the finite form that agrees with the subject."""
    number = "Plur" if subject.is_plural else "Sing"
    tense = "Past" if past else "Pres"
    tag = "VBD" if past else "VBP" if subject.is_plural else "VBZ"
    form = verb.form(tag)
    if verb.base == "be":
        form = {("Past", "Plur"): "were", ("Past", "Sing"): "was", ("Pres", "Plur"): "are"}.get((tense, number), "is")
    return Node(form, tag, upos, f"Mood=Ind|Number={number}|Person=3|Tense={tense}|VerbForm=Fin")


def the(node: Node) -> Node:
    """Put the definite article before a noun phrase."""
    return node.before("det", word("the", "DT"))


def indefinite(node: Node) -> Node:
    """Put "a" or "an" before a noun phrase."""
    first = leftmost(node).form[0].lower()
    return node.before("det", word("an" if first in "aeiou" else "a", "DT"))


def leftmost(node: Node) -> Node:
    """Return the first word of a phrase."""
    return leftmost(node.left[0][1]) if node.left else node


def with_case(preposition: str, node: Node) -> Node:
    """Put a preposition before a noun phrase."""
    if preposition == "according":
        marker = word("according", "VBG").after("fixed", word("to", "IN"))
        return node.before("case", marker)
    if preposition == "including":
        return node.before("case", word("including", "VBG"))
    return node.before("case", word(preposition, "IN"))


def with_mark(subordinator: str, clause: Node) -> Node:
    """Put a subordinator before a clause; "when" counts as an adverb."""
    if subordinator == "when":
        return clause.before("advmod", word("when", "WRB"))
    if subordinator == "to":
        return clause.before("mark", word("to", "TO"))
    return clause.before("mark", word(subordinator, "IN", "SCONJ"))


def between_commas(node: Node) -> Node:
    """Set a phrase off by a comma on either side."""
    return node.before("punct", comma()).after("punct", comma())


def conjoin(items: Sequence[Node], *, serial_comma: bool = False) -> Node:
    """Join phrases as "A, B and C"; all the others hang on the first."""
    first, *others = items
    for item in others:
        is_last = item is others[-1]
        if is_last:
            item = item.before("cc", word("and", "CC"))
        if not is_last or (serial_comma and len(items) > 2):
            item = item.before("punct", comma())
        first = first.after("conj", item)
    return first


def flatten(node: Node, relation: str = "root") -> list[tuple[Node, str, Node | None]]:
    """Return the words of a phrase in order, each with its label and its head (None for the phrase's own)."""
    left = [entry for dep, child in node.left for entry in hang(child, dep, node)]
    right = [entry for dep, child in node.right for entry in hang(child, dep, node)]
    return [*left, (node, relation, None), *right]


def hang(child: Node, relation: str, head: Node) -> list[tuple[Node, str, Node | None]]:
    """Flatten a dependent and hang its top word on `head`."""
    return [(node, dep, parent or head) for node, dep, parent in flatten(child, relation)]


def drop_doubled_commas(entries: list[tuple[Node, str, Node | None]]) -> list[tuple[Node, str, Node | None]]:
    """Leave out a comma that another comma or the full stop follows."""
    following = [node.form for node, _, _ in entries[1:]] + [""]
    return [
        entry
        for entry, after in zip(entries, following, strict=True)
        if not (entry[0].form == "," and after in {",", "."})
    ]


def linearise(root: Node) -> tuple[Word, ...]:
    """Return the tree as words, capitalised at the start and spaced as a newspaper would."""
    entries = drop_doubled_commas(flatten(root))
    # Equal words are equal values, so a head is found by identity.
    position = {id(node): index for index, (node, _, _) in enumerate(entries, 1)}
    words = []
    for index, (node, relation, head) in enumerate(entries):
        form = node.form[:1].upper() + node.form[1:] if index == 0 else node.form
        following = entries[index + 1][0].form if index + 1 < len(entries) else ""
        space = following not in NO_BLANK_BEFORE and form != "-"
        head_position = 0 if head is None else position[id(head)]
        words.append(Word(form, space, node.form, node.upos, node.xpos, node.feats, head_position, relation))
    return tuple(words)
