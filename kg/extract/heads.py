"""Which words of a sentence are the heads of a mention: of somebody, some place or some thing."""

from __future__ import annotations

import calendar

from kg.extract.demonyms import demonym_at
from kg.extract.known_names import NameHit
from kg.extract.phrases import Phrases

_PARTICLES = frozenset({"da", "do", "das", "dos", "del", "di"})
"""Small words inside names, with which what follows them is the end of a longer name."""

_NOT_NOUN_PHRASE = frozenset({"compound", "name", "title", "fixed", "case", "modifier", "determiner", "number"})

_MONTH_OR_DAY = frozenset({*calendar.month_name, *calendar.day_name})


def is_head(here: Phrases, index: int) -> bool:
    """Whether a mention hangs on a word: a noun, a pronoun, a known name or an adjective that stands for people."""
    token = here.view.tokens[index]
    is_foreign = token.pos == "X" and token.text[:1].isupper()  # a name that the parser cannot place
    is_known = (
        is_foreign
        or is_misread_name(here, index)
        or index in here.nouns
        or index in here.hit_at
        or _is_somebody(here, index)
        or are_nationals(here, index)
    )
    is_known = is_known or token.tag == "$"
    if token.pos not in ("NOUN", "PROPN", "PRON", "NUM") and not is_known and not is_another(here, index):
        return False
    if token.tag in ("POS", "WDT", "WP", "EX"):
        return False
    edge = here.view.up(index)
    hit = here.hit_at.get(index)
    if hit is not None:
        return _is_head_of_hit(here, index, hit)
    if token.tag == "$":  # "escaped with £1.2 million"
        return edge is not None and edge.role in ("object", "oblique") and bool(here.view.edges(index, "number"))
    if token.pos == "NUM":
        return edge is not None and edge.role in ("subject", "passive subject", "object")
    if are_nationals(here, index):
        return edge is None or edge.role not in _NOT_NOUN_PHRASE
    if token.pos == "ADJ" and index not in here.nouns and not _is_somebody(here, index):
        return is_misread_name(here, index)
    return edge is None or edge.role not in _NOT_NOUN_PHRASE


def are_nationals(here: Phrases, index: int) -> bool:
    """ "Three Chinese", "four ethnic Hausa": a people that is counted stands for so many of its people."""
    is_counted = bool(here.view.edges(index, "number"))
    return is_counted and demonym_at(here.view.tokens, index, here.knowledge.gazetteer) is not None


def is_misread_name(here: Phrases, index: int) -> bool:
    """ "Kozo Okamoto": a first name that the parser takes for a verb, with the rest of the name behind it."""
    token, tokens = here.view.tokens[index], here.view.tokens
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    edge = None if after is None else here.view.up(after.index)
    is_word = token.pos in ("VERB", "ADJ", "ADV", "INTJ", "AUX") and token.text[:1].isupper()
    if is_word and _is_misread_town(here, index):
        return True
    is_joined = edge is not None and edge.role == "name" and edge.head == index
    return is_word and is_joined and after is not None and after.tag == "NNP" and after.text[:1].isupper()


def is_another(here: Phrases, index: int) -> bool:
    """ "Killing one and wounding another", "another died": a determiner that stands for somebody."""
    edge = here.view.up(index)
    if edge is None or here.view.tokens[index].text.lower() != "another":
        return False
    is_outcome = edge.role == "object" and here.view.tokens[edge.head].tag == "VBG"
    return is_outcome or edge.role in ("subject", "passive subject")


def _is_misread_town(here: Phrases, index: int) -> bool:
    """ "The city of Norrkoping", "near Dangarous": a town, whatever a parser takes the word with a capital for."""
    token, before = here.view.tokens[index], here.view.tokens[max(0, index - 1)].text.lower()
    edge = here.view.up(index)
    if edge is None or edge.role not in ("nominal", "oblique") or here.is_capitalised or token.text in _MONTH_OR_DAY:
        return False
    noun = here.nouns.get(edge.head)
    is_town = noun is not None and here.knowledge.ontology.is_a(noun.entry.names_type or "", "Settlement")
    is_name = token.text[1:].islower() and token.text not in here.knowledge.gazetteer.demonyms
    return is_name and (before in ("in", "at", "near", "outside") or (is_town and before == "of"))


def _is_somebody(here: Phrases, index: int) -> bool:
    """ "His superior was shot", "the wounded": an adjective that stands for people."""
    edge = here.view.up(index)
    is_noun = edge is not None and edge.role in ("subject", "passive subject", "object")
    return is_noun and here.view.tokens[index].pos == "ADJ" and bool(here.view.edges(index, "determiner", "possessor"))


def _is_head_of_hit(here: Phrases, index: int, hit: NameHit) -> bool:
    """The head of a known name is the one of its tokens whose own head lies outside it; modifiers are not heads."""
    edge = here.view.up(index)
    if edge is not None and hit.span.covers(here.view.tokens[edge.head].span):
        return False
    if edge is not None and edge.role in ("compound", "modifier", "title", "determiner", "number"):
        return False
    if edge is not None and edge.role == "name" and _is_person_of_town(here, index, edge.head, hit):
        return False
    inside = [i for i, other in here.hit_at.items() if other is hit]
    roots = [i for i in inside if (up := here.view.up(i)) is None or up.head not in inside]
    return index == roots[0]


def _is_person_of_town(here: Phrases, index: int, head: int, hit: NameHit) -> bool:
    """ "Luis Mora": a surname that is a town's name, too."""
    known = [here.knowledge.gazetteer.by_key[key] for key in hit.keys if key in here.knowledge.gazetteer.by_key]
    is_town = bool(known) and all(here.knowledge.ontology.is_a(k.type, "Settlement", "Region") for k in known)
    first = here.view.tokens[head]
    return is_town and head == index - 1 and first.tag == "NNP" and head not in here.hit_at


def is_unknown_place(here: Phrases, index: int) -> bool:
    """ "At Poklek": a capitalised word that a parser takes for a common noun, right behind a preposition of place."""
    token, before = here.view.tokens[index], here.view.tokens[max(0, index - 1)]
    is_name = index > 0 and token.text[:1].isupper() and token.text[1:].islower() and not here.is_capitalised
    return is_name and before.text.lower() in ("in", "at", "near", "outside") and token.text not in _MONTH_OR_DAY
