"""Trees with ClearNLP labels, made by hand, beside what Universal Dependencies make of the same sentences."""

from __future__ import annotations

import dataclasses

import pytest

from kg.model import Token
from kg.text.clearnlp import to_universal
from kg.text.syntax import View
from tests.text.trees import tree

_LEMMAS = {"was": "be", "were": "be", "is": "be", "been": "be"}


def clear(text: str) -> tuple[Token, ...]:
    """A tree as the official pipelines give it, with the lemma of "be"."""
    return tuple(
        dataclasses.replace(
            token,
            lemma=_LEMMAS.get(token.text, token.lemma),
            pos="AUX" if token.relation == "auxpass" else token.pos,
        )
        for token in tree(text)
    )


@pytest.mark.parametrize(
    ("theirs", "universal"),
    [
        (
            "Rebels/NNS/nsubj/2 attacked/VBD/root/0 a/DT/det/4 base/NN/dobj/2 in/IN/prep/2 Gao/NNP/pobj/5",
            "Rebels/NNS/nsubj/2 attacked/VBD/root/0 a/DT/det/4 base/NN/obj/2 in/IN/case/6 Gao/NNP/obl/2",
        ),
        (
            "Bases/NNS/nsubjpass/3 were/VBD/auxpass/3 hit/VBN/root/0 by/IN/agent/3 rebels/NNS/pobj/4",
            "Bases/NNS/nsubj:pass/3 were/VBD/aux:pass/3 hit/VBN/root/0 by/IN/case/5 rebels/NNS/obl:agent/3",
        ),
        (
            "attacks/NNS/root/0 on/IN/prep/1 bases/NNS/pobj/2 in/IN/prep/3 Mali/NNP/pobj/4",
            "attacks/NNS/root/0 on/IN/case/3 bases/NNS/nmod/1 in/IN/case/5 Mali/NNP/nmod/3",
        ),
        (
            "They/PRP/nsubj/2 pulled/VBD/root/0 out/IN/prep/2 of/IN/prep/3 Mali/NNP/pobj/4",
            "They/PRP/nsubj/2 pulled/VBD/root/0 out/IN/case/5 of/IN/case/5 Mali/NNP/obl/2",
        ),
        (
            "Guinea/NNP/nsubj/5 ,/,/punct/1 Mali/NNP/conj/1 and/CC/cc/3 Niger/NNP/conj/3",
            "Guinea/NNP/nsubj/5 ,/,/punct/1 Mali/NNP/conj/1 and/CC/cc/5 Niger/NNP/conj/1",
        ),
        (
            "He/PRP/nsubj/2 is/VBZ/root/0 the/DT/det/4 leader/NN/attr/2 of/IN/prep/4 it/PRP/pobj/5",
            "He/PRP/nsubj/4 is/VBZ/cop/4 the/DT/det/4 leader/NN/root/0 of/IN/case/6 it/PRP/nmod/4",
        ),
        (
            "It/PRP/nsubj/2 was/VBD/root/0 behind/IN/prep/2 the/DT/det/5 raid/NN/pobj/3",
            "It/PRP/nsubj/5 was/VBD/cop/5 behind/IN/case/5 the/DT/det/5 raid/NN/root/0",
        ),
        (
            "There/EX/expl/2 were/VBD/root/0 attacks/NNS/attr/2",
            "There/EX/expl/2 were/VBD/root/0 attacks/NNS/nsubj/2",
        ),
        (
            "They/PRP/nsubj/2 forced/VBD/root/0 him/PRP/nsubj/5 to/TO/aux/5 resign/VB/ccomp/2",
            "They/PRP/nsubj/2 forced/VBD/root/0 him/PRP/obj/2 to/TO/mark/5 resign/VB/xcomp/2",
        ),
        (
            "They/PRP/nsubj/2 fled/VBD/root/0 after/IN/prep/2 killing/VBG/pcomp/3 ten/CD/dobj/4",
            "They/PRP/nsubj/2 fled/VBD/root/0 after/IN/mark/4 killing/VBG/advcl/2 ten/CD/obj/4",
        ),
        (
            "Mali/NNP/poss/3 's/POS/case/1 junta/NN/nsubj/5 has/VBZ/aux/5 ruled/VBN/root/0",
            "Mali/NNP/nmod:poss/3 's/POS/case/1 junta/NN/nsubj/5 has/VBZ/aux/5 ruled/VBN/root/0",
        ),
        (
            "Rebels/NNS/nsubj/5 who/WP/nsubj/3 took/VBD/relcl/1 it/PRP/dobj/3 fled/VBD/root/0",
            "Rebels/NNS/nsubj/5 who/WP/nsubj/3 took/VBD/acl:relcl/1 it/PRP/obj/3 fled/VBD/root/0",
        ),
        (
            "They/PRP/nsubj/2 broke/VBD/root/0 in/IN/prep/2",
            "They/PRP/nsubj/2 broke/VBD/root/0 in/IN/advmod/2",
        ),
    ],
)
def test_their_tree_is_the_universal_one(theirs: str, universal: str) -> None:
    turned = to_universal(clear(theirs))
    assert [(t.text, t.relation, t.head) for t in turned] == [(t.text, t.relation, t.head) for t in tree(universal)]


def test_everybody_in_a_list_did_it_whichever_way_the_tree_is_labelled() -> None:
    view = View(
        to_universal(
            clear(
                "Mali/NNP/nsubjpass/7 ,/,/punct/1 Niger/NNP/conj/1 and/CC/cc/3 Chad/NNP/conj/3 were/VBD/auxpass/7"
                " attacked/VBN/root/0 by/IN/agent/7 rebels/NNS/pobj/8"
            )
        )
    )
    assert [view.tokens[i].text for i in view.objects(6)] == ["Mali", "Niger", "Chad"]
    assert [view.tokens[i].text for i in view.subjects(6)] == ["rebels"]
