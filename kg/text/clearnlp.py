"""Trees with ClearNLP labels, as the official English pipelines of spaCy give them, turned into Universal Dependencies.

The two differ in more than names: ClearNLP hangs a noun on its preposition, a predicate on its copula and each member of a list
on the one before it. What a label means is in the guidelines of ClearNLP and of Universal Dependencies, both public.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

from kg.model import Token

LABELS = frozenset({"nsubjpass", "dobj", "pobj", "prep"})
"""Labels by which a pipeline that labels so is known."""

_UNIVERSAL: Mapping[str, str] = {
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "dobj": "obj",
    "dative": "iobj",
    "attr": "xcomp",
    "acomp": "xcomp",
    "oprd": "xcomp",
    "poss": "nmod:poss",
    "relcl": "acl:relcl",
    "prt": "compound:prt",
    "neg": "advmod",
    "npadvmod": "obl:unmarked",
    "quantmod": "advmod",
    "predet": "det:predet",
    "preconj": "cc:preconj",
    "nn": "compound",
    "num": "nummod",
    "number": "compound",
    "complm": "mark",
    "intj": "discourse",
    "meta": "dep",
}
_PREPOSITIONS = frozenset({"prep", "agent", "dative"})
_PREDICATES = frozenset({"attr", "acomp"})
_VERBAL = frozenset({"VERB", "AUX", "ADJ", "ADV"})


def to_universal(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Return the tokens of a sentence, labelled as ClearNLP does, with the heads and labels of Universal Dependencies."""
    return _Turning(tokens).turned()


class _Turning:
    """One sentence while it is turned; `heads` and `labels` change step by step, the words stay."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.heads = [token.head for token in tokens]
        # A noun before a noun is an "nmod" there; from here on the label is the one of Universal Dependencies.
        self.labels = ["compound" if token.relation == "nmod" else token.relation for token in tokens]

    def turned(self) -> tuple[Token, ...]:
        self._spread_lists()
        for index in reversed(range(len(self.tokens))):
            if self.labels[index] in _PREPOSITIONS and self.tokens[index].pos in ("ADP", "SCONJ", "PART", "ADV"):
                self._lower_preposition(index)
        for index, token in enumerate(self.tokens):
            if token.lemma == "be" and self.labels[index] not in ("aux", "auxpass"):
                self._lower_copula(index)
        for index in range(len(self.tokens)):
            if self.labels[index] == "ccomp":
                self._raise_object(index)
        for index, token in enumerate(self.tokens):
            if token.tag == "TO" and self.labels[index] == "aux":
                self.labels[index] = "mark"
        return tuple(
            dataclasses.replace(token, head=head, relation=_UNIVERSAL.get(label, label))
            for token, head, label in zip(self.tokens, self.heads, self.labels, strict=True)
        )

    def _children(self, head: int, *labels: str) -> Iterator[int]:
        for index, other in enumerate(self.heads):
            if other == head and index != head and (not labels or self.labels[index] in labels):
                yield index

    def _has(self, head: int, *labels: str) -> bool:
        return next(self._children(head, *labels), None) is not None

    def _hang(self, index: int, head: int, label: str) -> None:
        self.heads[index], self.labels[index] = head, label

    def _spread_lists(self) -> None:
        """Every member of a list hangs on the first, each conjunction on the member behind it."""
        for index in range(len(self.tokens)):
            if self.labels[index] == "cc":
                later = [member for member in self._children(self.heads[index], "conj") if member > index]
                self.heads[index] = min(later, default=self.heads[index])
        for index in range(len(self.tokens)):
            while self.labels[index] == "conj" and self.labels[self.heads[index]] == "conj":
                self.heads[index] = self.heads[self.heads[index]]

    def _lower_preposition(self, index: int) -> None:
        """ "Attack on a base": the base hangs on the attack, and "on" on the base; of "out of X" both words do."""
        head, label = self.heads[index], self.labels[index]
        inner = next(self._children(index, "pobj", "pcomp", "obl", "nmod"), None)
        if inner is None:
            self.labels[index] = "advmod"
            return
        is_clause = self.labels[inner] == "pcomp" and self.tokens[inner].pos in ("VERB", "AUX")
        is_of_verb = self.tokens[head].pos in _VERBAL
        if is_clause:
            self._hang(inner, head, "advcl" if is_of_verb else "acl")
        elif label == "agent":
            self._hang(inner, head, "obl:agent")
        else:
            self._hang(inner, head, "obl" if is_of_verb else "nmod")
        for other in list(self._children(index)):
            self.heads[other] = inner
        self._hang(index, inner, "mark" if is_clause else "case")

    def _lower_copula(self, index: int) -> None:
        """ "X is the leader", "X was behind it": the predicate heads the clause; what "there" announces is its subject."""
        is_existential = self._has(index, "expl")
        predicate = next(self._children(index, *_PREDICATES), None)
        if is_existential:
            if predicate is not None:
                self.labels[predicate] = "nsubj"
            return
        if predicate is None:
            predicate = next((i for i in self._children(index, "obl") if i > index), None)
        if predicate is None or self._has(index, "xcomp", "ccomp", "advcl"):
            return
        label = self.labels[index]
        self._hang(predicate, predicate if self.heads[index] == index else self.heads[index], label)
        for other in list(self._children(index)):
            self.heads[other] = predicate
        self._hang(index, predicate, "cop")

    def _raise_object(self, index: int) -> None:
        """ "Forced him to resign": he is the object of the one verb, which says what he did in the other."""
        subject = next(self._children(index, "nsubj"), None)
        is_infinitive = any(self.tokens[i].tag == "TO" for i in self._children(index, "aux"))
        if subject is None or not is_infinitive or self._has(index, "mark"):
            return
        self._hang(subject, self.heads[index], "dobj")
        self.labels[index] = "xcomp"
