"""Who does it, and to whom, by the order of the words: for a verb of which the tree has no subject or object where it needs one.

Parsers lose one argument in eight. English tells its subjects and objects by where they stand, and what a slot takes says which of
the phrases there can be meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from kg.extract.reading import Reading
from kg.extract.triggers import Match
from kg.knowledge.lexicon import Slot
from kg.model import Mention, Token

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_BEING = frozenset({"be", "get"})
_BESIDE_VERB = frozenset({"RB", "MD", "VB", "VBD", "VBZ", "VBP", "VBN", "VBG"})
_RELATIVE = frozenset({"who", "which", "that"})
_COMMAS = frozenset({",", "-", "–", "—"})
_PHRASES_BACK = 5
"""Phrases before a verb that may be asked for its subject: "a car packed with explosives outside the court blew up"."""
_PHRASES_BACK_OF_TIE = 3
"""The same for a tie, which may be of anybody."""
_BEFORE_NOUN = frozenset(
    {"DT", "PDT", "JJ", "JJR", "JJS", "CD", "PRP$", "POS", "NN", "NNS", "NNP", "NNPS", "HYPH", "VBN", "VBG"}
)
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_ROUGHLY = frozenset(
    {"at", "least", "about", "around", "nearly", "almost", "some", "more", "than", "up", "to", "as", "many"}
)
_LONGEST = 9
"""Tokens from a verb to the head of its object."""


def found_by_order(slot: Slot, match: Match, reading: Reading) -> Iterator[int]:
    """Yield the tokens of the phrases that may fill a slot for the subject or the object of a verb, the likeliest first."""
    edge = reading.view.up(match.head)
    is_clause = reading.view.is_verb(match.head) and (edge is None or edge.role not in ("modifier", "compound"))
    if match.entry.pos != "verb" or not slot.takes or slot.markers or not is_clause:
        return
    is_deed = any(name[:1].isupper() for name in match.entry.denotes)
    is_passive = _is_passive(match.head, reading, is_deed)
    is_before = slot.function == ("object" if is_passive else "subject")
    tag = reading.view.tokens[match.head].tag
    if slot.function == "object" and not is_passive:
        yield from _behind(match, reading)
    elif is_before and (is_passive or tag in _FINITE or tag == "VBN"):
        yield from islice(_before(match.head, reading), _PHRASES_BACK if is_deed else _PHRASES_BACK_OF_TIE)


def is_of_a_phrase(mention: Mention, reading: Reading) -> bool:
    """ "A bomb on a train from X to Y killed 16": what stands behind a preposition, or is only a number, is nobody's subject."""
    if mention.sentence != reading.sentence.index or mention.head < 0:
        return False
    tokens, place = reading.view.tokens, reading.view.inside(mention.span).start
    while place > 0 and tokens[place - 1].tag in ("DT", "JJ", "CD", "PRP$"):
        place -= 1
    is_number = tokens[mention.head].tag == "CD"
    return is_number or (place > 0 and tokens[place - 1].text.lower() in _ONLY_PREPOSITIONS)


_ONLY_PREPOSITIONS = frozenset({"of", "to", "from", "in", "at", "on", "with", "near", "for"})
"""Prepositions that begin no clause."""


def _is_passive(verb: int, reading: Reading, is_deed: bool) -> bool:
    """Whether a verb is in the passive; a participle with an agent, too, where it tells a deed ("…, hijacked by two men")."""
    tokens = reading.view.tokens
    has_agent = tokens[verb].tag == "VBN" and bool(reading.view.edges(verb, "agent"))
    if reading.view.is_passive(verb) or (is_deed and has_agent):
        return True
    if tokens[verb].tag not in ("VBN", "VBD"):
        return False
    helper = next((t for t in reversed(tokens[:verb]) if t.tag != "RB"), None)
    return helper is not None and helper.lemma in _BEING and tokens[verb].tag == "VBN"


def _before(verb: int, reading: Reading) -> Iterator[int]:
    """The heads of the phrases before a verb, the nearest first, as far as its clause may reach."""
    tokens = reading.view.tokens
    place = verb - 1
    while place > 0 and _belongs_to_verb(tokens[place]):
        place -= 1
    if place > 0 and tokens[place].text.lower() in _RELATIVE:
        place -= 1
    for _ in range(_PHRASES_BACK):
        if place > 0 and tokens[place].text in _COMMAS:
            place -= 1
        if place < 0:
            return
        head = _phrase_at(place, reading)
        if head is None:
            return
        yield head
        place = _in_front_of(head, reading)


def _belongs_to_verb(token: Token) -> bool:
    return token.tag == "RB" or token.tag == "MD" or (token.pos == "AUX" and token.tag in _BESIDE_VERB)


def _phrase_at(place: int, reading: Reading) -> int | None:
    """The head of the mention that a token is the end of."""
    tokens = reading.view.tokens
    ending = _ending_at(tokens[place].span.end, reading)
    is_name = tokens[place].text[:1].isupper() and place > 0 and tokens[place - 1].tag == "NNP"
    if not ending and (is_name or (tokens[place].tag == "CD" and place > 0)):
        ending = _ending_at(tokens[place - 1].span.end, reading)  # "Claude Fly", a verb to the parser; "train 904"
    return min(ending, default=None)


def _ending_at(end: int, reading: Reading) -> list[int]:
    return [t for t, m in reading.mentions.items() if m.sentence == reading.sentence.index and m.span.end == end]


def _in_front_of(head: int, reading: Reading) -> int:
    """The last token before a phrase and the words that lead to it; -1 where a clause or the sentence begins there."""
    tokens = reading.view.tokens
    place = reading.view.inside(reading.mentions[head].span).start - 1
    while place > 0 and (tokens[place].tag in _BEFORE_NOUN or tokens[place].text.lower() in _ROUGHLY):
        if tokens[place].tag in ("NN", "NNS", "NNP", "NNPS"):
            return place
        place -= 1
    while place > 0 and tokens[place].tag in ("IN", "TO", "VBN", "JJ", "CC"):
        place -= 1
    is_numbered = tokens[place].tag == "CD" and place > 0 and tokens[place - 1].tag in _NOUNS
    return place if tokens[place].tag in _NOUNS or is_numbered or tokens[place].text in _COMMAS else -1


def _behind(match: Match, reading: Reading) -> Iterator[int]:
    """The heads of the phrases that begin right behind a verb and its particles."""
    tokens = reading.view.tokens
    place = match.head + 1
    while place < len(tokens) and (place in match.tokens or tokens[place].tag == "RB"):
        place += 1
    for position in range(place, min(place + _LONGEST, len(tokens))):
        mention = reading.mentions.get(position)
        if mention is not None and mention.sentence == reading.sentence.index:
            yield position
        is_led = tokens[position].tag in _BEFORE_NOUN or tokens[position].text.lower() in _ROUGHLY
        if not is_led or (tokens[position].text.lower() == "to" and tokens[position - 1].text.lower() != "up"):
            return  # not "took to the streets"
