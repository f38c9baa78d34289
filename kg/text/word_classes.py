"""Of what part of speech a word is, where the words around it show that its tag is wrong."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from kg.model import Token

_CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "acl"})
_GOVERNED = frozenset({"obj", "iobj", "nsubj", "nsubj:pass", "aux", "aux:pass", "mark", "xcomp", "ccomp"})
_NOUNS = frozenset({"nsubj", "obj", "iobj", "obl", "nmod", "appos", "conj"})
_PHRASES = frozenset({"obl", "nmod"})
_FINITE = frozenset({"root", "acl:relcl", "ccomp", "conj"})
"""Relations of what may be a clause of its own."""
_TENS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())
_NUMERALS = _TENS | frozenset(
    """
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
    """.split()
)
_RISING = frozenset({"rising", "uprising"})

_FOUGHT = frozenset({"fighting", "shelling"})
_IN_PASSIVE = frozenset({"nsubj:pass", "obl:agent"})
INTRODUCING = frozenset({"case", "fixed", "mark"})
"""Relations of what introduces a noun or a clause."""

PAST_TENSES = {"stole": "steal", "swore": "swear"}
"""Past tenses that a parser takes for nouns, with their verbs."""


def as_it_stands(token: Token, tokens: Sequence[Token]) -> Token:
    """The word with the part of speech that the words around it show.

    Verbs: an adverb, or a noun tagged so, with a subject and an object ("they back the rebels", "X and Y form an alliance", "the
    front that X now heads"); "burst" with a subject; a noun in -ing that governs one and is a clause; what "was laid" by somebody;
    an adjective joined to a verb ("armed and financed the rebels"); "stole", which nobody wears in the news, and "swore".

    Nouns: a subject in -ing that governs nothing ("fighting broke out"); what a copula makes of somebody ("they are the
    suspects"), what a preposition introduces ("in homesteads"), what a passive has at either end. So is any name, and "an
    anti-tank mine" is nobody's own.
    """
    if token.tag in ("JJ", "NN") and token.text.lower() in _NUMERALS:
        return _as_number(token, tokens)
    if token.text in PAST_TENSES and token.tag == "NN":
        return dataclasses.replace(token, pos="VERB", tag="VBD", lemma=PAST_TENSES[token.text])
    if token.lemma == "been" and token.relation not in ("aux", "aux:pass", "cop"):  # "there had been a coup"
        return dataclasses.replace(token, pos="VERB", lemma="be")
    if token.tag == "VBD" and token.pos == "NOUN":  # "it cost the lives of nine"
        return dataclasses.replace(token, pos="VERB")
    if token.pos == "NOUN" and token.tag == "VBP":  # "X and Y form an alliance"
        return dataclasses.replace(token, pos="VERB") if _governs_both(token, tokens) else token
    if token.tag == "NNS" and token.relation in _FINITE and token.text.endswith("s"):  # "which X now heads"
        is_verb = _governs_both(token, tokens)
        return dataclasses.replace(token, pos="VERB", tag="VBZ", lemma=token.text[:-1]) if is_verb else token
    if token.tag == "NN" and token.pos == "ADP":  # "a pull-out"
        return dataclasses.replace(token, pos="NOUN")
    if token.tag == "VBZ" and (
        token.relation in _IN_PASSIVE or _has_below(token, "cop", tokens) or _is_in_phrase(token, tokens)
    ):
        return dataclasses.replace(token, pos="NOUN", tag="NNS")
    if token.tag == "PRP" and token.text == "mine" and any(_has_below(token, r, tokens) for r in ("det", "compound")):
        return dataclasses.replace(token, pos="NOUN", tag="NN")
    if token.tag == "NN" and token.pos == "NOUN" and _is_doing(token, tokens):
        return dataclasses.replace(token, pos="VERB", tag="VBD")
    if token.tag == "JJ" and (_has_below(token, "aux:pass", tokens) or _is_hurt(token, tokens)):
        return dataclasses.replace(token, pos="VERB", tag="VBN")
    if (
        token.tag == "NN"
        and token.pos == "NOUN"
        and (_is_last_of_name(token, tokens) or _is_owning_acronym(token, tokens))
    ):
        return dataclasses.replace(token, pos="PROPN", tag="NNP")
    if token.tag == "JJ" and token.text.endswith("ed") and _is_first_of_two_verbs(token, tokens):
        return dataclasses.replace(token, pos="VERB", tag="VBD")
    if token.pos == "ADV":
        return dataclasses.replace(token, pos="VERB", tag="VBP") if _governs_both(token, tokens) else token
    if token.tag == "NN" and token.text.endswith("ing") and token.relation in _CLAUSES:  # "began bombing the town"
        is_governing = any(other.head == token.index and other.relation == "obj" for other in tokens)
        return dataclasses.replace(token, pos="VERB", tag="VBG") if is_governing else token
    if token.tag in ("NNP", "NNPS") and token.pos != "PROPN" and token.relation.split(":")[0] in _NOUNS:
        before = tokens[token.index - 1] if token.index else None
        is_name = before is not None and before.tag == "NNP" and before.head == token.index
        return dataclasses.replace(token, pos="PROPN") if is_name else token
    if token.tag == "VBG" and token.text.lower() in _RISING and _has_below(token, "det", tokens):  # "a failed rising"
        return dataclasses.replace(token, pos="NOUN", tag="NN")
    if token.tag == "VBG" and token.text.lower() in _FOUGHT and _is_told_by_preposition(token, tokens):
        return dataclasses.replace(token, pos="NOUN", tag="NN")
    if token.tag != "VBG" or not token.relation.startswith(("nsubj", "csubj")):
        return token
    governs = any(other.head == token.index and other.relation in _GOVERNED for other in tokens)
    return token if governs else dataclasses.replace(token, pos="NOUN", tag="NN", relation="nsubj")


def _as_number(token: Token, tokens: Sequence[Token]) -> Token:
    """ "Twelve people died", "thirty-five were hurt": a number, and no quality of them; with a hyphen, part of the next one."""
    behind = tokens[token.index + 1 : token.index + 3]
    if (
        token.text.lower() in _TENS
        and [t.text for t in behind[:1]] == ["-"]
        and behind[-1].text.lower() in _NUMERALS | {"one"}
    ):
        number = dataclasses.replace(token, pos="NUM", tag="CD")
        # "Thirty-six years later, …" with the first as the head of all: hung on a word below it, it would close a circle.
        is_above = token.index in _heads(behind[-1], tokens)
        return number if is_above else dataclasses.replace(number, relation="compound", head=behind[-1].index)
    is_counting = token.relation == "amod" and tokens[token.head].tag in ("NNS", "NNPS", "NN")
    return dataclasses.replace(token, pos="NUM", tag="CD", relation="nummod") if is_counting else token


def _heads(token: Token, tokens: Sequence[Token]) -> set[int]:
    """All words above one."""
    found: set[int] = set()
    while token.head != token.index and token.head not in found:
        found.add(token.head)
        token = tokens[token.head]
    return found


def _is_hurt(token: Token, tokens: Sequence[Token]) -> bool:
    """ "Six were hurt": what has the subject of a passive and a form of "be" is done to somebody."""
    return _has_below(token, "nsubj:pass", tokens) and _has_below(token, "cop", tokens)


def _is_in_phrase(token: Token, tokens: Sequence[Token]) -> bool:
    is_introduced = token.relation in _PHRASES and _has_below(token, "case", tokens)
    return is_introduced and not any(_has_below(token, relation, tokens) for relation in ("nsubj", "obj"))


def _governs_both(token: Token, tokens: Sequence[Token]) -> bool:
    """Whether a word has a subject and an object."""
    return _has_below(token, "nsubj", tokens) and _has_below(token, "obj", tokens)


def _has_below(token: Token, relation: str, tokens: Sequence[Token]) -> bool:
    return any(other.head == token.index and other.relation == relation for other in tokens)


_BURSTING = frozenset({"burst", "raid", "hit", "cost"})


def _is_doing(token: Token, tokens: Sequence[Token]) -> bool:
    """ "Soldiers burst into the residence": a word that is a verb as well, with a subject and nothing that marks a noun, is one."""
    if token.text not in _BURSTING:
        return False
    below = {other.relation for other in tokens if other.head == token.index}
    return "nsubj" in below and below.isdisjoint({"cop", "det", "amod", "compound", "nummod", "nmod:poss", "case"})


def _is_last_of_name(token: Token, tokens: Sequence[Token]) -> bool:
    """ "Raed Saad was killed": a word with a capital behind a name that is part of it is the rest of that name."""
    before = tokens[token.index - 1] if token.index else None
    if before is None or before.tag != "NNP" or not token.text.istitle() or not before.text.istitle():
        return False
    is_joined = (before.relation, before.head) == ("compound", token.index)
    return is_joined and not any(
        _has_below(token, relation, tokens) for relation in ("det", "amod", "nmod:poss", "nummod")
    )


def _is_owning_acronym(token: Token, tokens: Sequence[Token]) -> bool:
    """ "The LRA's second-in-command": capitals that own somebody are a name."""
    is_acronym = token.text.isupper() and token.text.isalpha() and len(token.text) > 2
    return is_acronym and token.relation == "nmod:poss" and _has_below(token, "case", tokens)


def _is_first_of_two_verbs(token: Token, tokens: Sequence[Token]) -> bool:
    """ "Ruritania armed and financed the rebels": what has a subject and is joined to a verb in the past is no adjective.

    So is what has only a name right before it, as if that were a part of it.
    """
    below = {other.relation for other in tokens if other.head == token.index}
    joined = [t for t in tokens if t.head == token.index and t.relation == "conj" and t.tag == "VBD"]
    before = tokens[token.index - 1] if token.index else None
    is_named = (
        before is not None and before.pos == "PROPN" and (before.relation, before.head) == ("compound", token.index)
    )
    return ("nsubj" in below or is_named) and "cop" not in below and bool(joined)


def _is_told_by_preposition(token: Token, tokens: Sequence[Token]) -> bool:
    """ "After fighting with X that left ten dead": what a preposition introduces and what has no object is a noun.

    "Two days of fighting" only say how long what was told went on.
    """
    below = [other for other in tokens if other.head == token.index]
    prepositions = {other.text.lower() for other in below if other.tag == "IN" and other.relation in INTRODUCING}
    is_introduced = bool(prepositions - {"of"})
    return is_introduced and not any(other.relation in ("obj", "nsubj", "aux") for other in below)
