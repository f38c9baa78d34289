"""The regular forms of verbs and nouns, as newspapers spell them."""

from __future__ import annotations

import pytest

from kg.knowledge.inflection import noun_forms, verb_forms


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("attack", "attack attacks attacked attacking"),
        ("raid", "raid raids raided raiding"),
        ("seize", "seize seizes seized seizing"),
        ("clash", "clash clashes clashed clashing"),
        ("ambush", "ambush ambushes ambushed ambushing"),
        ("stop", "stop stops stopped stopping"),
        ("rob", "rob robs robbed robbing"),
        ("gun", "gun guns gunned gunning"),
        ("bomb", "bomb bombs bombed bombing"),
        ("storm", "storm storms stormed storming"),
        ("murder", "murder murders murdered murdering"),
        ("kidnap", "kidnap kidnaps kidnaped kidnaping"),  # the doubled forms stand in the lexicon
        ("cancel", "cancel cancels canceled canceling cancelled cancelling"),
        ("bury", "bury buries buried burying"),
        ("destroy", "destroy destroys destroyed destroying"),
        ("tie", "tie ties tied tying"),
        ("free", "free frees freed freeing"),
        ("go", "go goes goed going"),
    ],
)
def test_verbs(word: str, forms: str) -> None:
    assert verb_forms(word) == tuple(forms.split())


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("attack", "attack attacks"),
        ("army", "army armies"),
        ("convoy", "convoy convoys"),
        ("clash", "clash clashes"),
        ("ambush", "ambush ambushes"),
        ("bus", "bus buses"),
        ("church", "church churches"),
        ("gunman", "gunman gunmen"),
        ("policewoman", "policewoman policewomen"),
        ("human", "human humans"),
        ("junta", "junta juntas"),
    ],
)
def test_nouns(word: str, forms: str) -> None:
    assert noun_forms(word) == tuple(forms.split())
