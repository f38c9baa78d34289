"""The regular forms of English words; irregular ones stand in the lexicon."""

from __future__ import annotations

import re

_VOWELS = "aeiou"
_STRESSED = re.compile(
    r"(?:ad|com|per|sub|re|o|trans)mit|(?:ex|com|pro|re|dis)pel|rebel|(?:trans|re|de|con)fer|(?:oc|in|re)cur|(?:ac)?quit|deter"
)
"""Verbs of more than one syllable, as it seems, that double their last letter all the same."""

_UNSTRESSED_L = re.compile(r"[aeiouy].*[^aeiouy][aei]l$")
"""Ends of verbs whose last letter British English doubles and American English does not: "cancel", "signal"."""


def verb_forms(word: str) -> tuple[str, ...]:
    """Return base, -s, -ed and -ing form of a regular verb, and the British ones in "-lled" and "-lling".

    >>> verb_forms("raid"), verb_forms("seize"), verb_forms("bury"), verb_forms("stop")
    (('raid', 'raids', 'raided', 'raiding'), ('seize', 'seizes', 'seized', 'seizing'), \
('bury', 'buries', 'buried', 'burying'), ('stop', 'stops', 'stopped', 'stopping'))
    """
    stem = word + word[-1] if _doubles(word) else word
    third = word + "es" if word.endswith(("s", "sh", "ch", "x", "z", "o")) else word + "s"
    if word.endswith("ee"):
        return word, word + "s", word + "d", word + "ing"
    if word.endswith("e"):
        return word, word + "s", word + "d", (word[:-2] + "ying" if word.endswith("ie") else word[:-1] + "ing")
    if word.endswith("y") and word[-2] not in _VOWELS:
        return word, word[:-1] + "ies", word[:-1] + "ied", word + "ing"
    british = (word + "led", word + "ling") if _UNSTRESSED_L.search(word) and stem == word else ()
    return word, third, stem + "ed", stem + "ing", *british


def noun_forms(word: str) -> tuple[str, ...]:
    """Return singular and plural of a regular noun.

    >>> noun_forms("army"), noun_forms("clash"), noun_forms("junta")
    (('army', 'armies'), ('clash', 'clashes'), ('junta', 'juntas'))
    """
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word, word[:-1] + "ies"
    if word.endswith(("s", "sh", "ch", "x", "z")):
        return word, word + "es"
    if word.endswith("man") and word not in ("human", "german"):
        return word, word[:-3] + "men"
    if word.endswith("child"):
        return word, word + "ren"
    if word.endswith("wife"):
        return word, word[:-2] + "ves"
    return word, word + "s"


def _doubles(word: str) -> bool:
    """A short vowel before one final consonant, in a word of one syllable or with the stress on its last, doubles the consonant."""
    return _STRESSED.fullmatch(word) is not None or (
        len(word) >= 3
        and word[-1] not in _VOWELS + "wxy"
        and word[-2] in _VOWELS
        and word[-3] not in _VOWELS
        and sum(letter in _VOWELS for letter in word) == 1
    )
