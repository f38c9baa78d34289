"""Where a name begins and ends: the run of capitalised words about its head, without titles and with what joins them."""

from __future__ import annotations

from kg.extract.demonyms import demonym_over
from kg.extract.phrases import PARTICLES, Phrases
from kg.text.scan import fold
from kg.text.syntax import noun_chunk

_CONNECTORS = frozenset(
    {"of", "the", "for", "and", "de", "du", "des", "la", "le", "al", "el", "-", "'", "’", "&", "wal", "wa", "in"}
    | PARTICLES
)

_COLLECTIVE = frozenset("people peoples lord god nation youth women men citizens workers peasants farmers".split())
"""Words whose possessive begins the names of bodies: "the Lord's Resistance Army"."""


def name_extent(here: Phrases, index: int) -> tuple[int, int]:
    """The run of capitalised words around the head, with the small words that join them."""
    chunk = noun_chunk(here.view, index)
    first, last = chunk.first, _before_comma(here, index, chunk.last)
    second = _second_title(here, first, last)
    if second is not None:
        last = second - 1
    title = max((i for i in range(first, last) if i in here.titled), default=first - 1)
    if here.view.tokens[title + 1].text[:1].isupper():
        first = title + 1  # "Liberal senator X": what stands before a title is no name
    behind = max((i + 1 for i in range(first, index) if is_common_noun(here, i)), default=first)
    first = behind if here.view.tokens[behind].text[:1].isupper() else first
    first = _behind_joined(here, _behind_owner(here, first, index), index)
    while first < last and _is_before_name(here, first):
        first += 1
    if first == chunk.first:
        first = _with_collective(here, first)
    while last > max(index, first) and not _is_name_word(here, last):
        last -= 1
    last = next((i - 1 for i in range(index + 1, last) if here.view.tokens[i].text in ("of", "for")), last)
    while first < index and not here.view.tokens[first].text[:1].isalnum():
        first += 1
    return first, last


def _before_comma(here: Phrases, index: int, last: int) -> int:
    """ "Abu Mahdi, the founder of the Front": no name goes on behind a comma."""
    return next((i - 1 for i in range(index + 1, last) if here.view.tokens[i].text == ","), last)


def _behind_owner(here: Phrases, first: int, index: int) -> int:
    """ "Aung San Suu Kyi's National League": whose it is, is no part of a name, but for "the People's Army"."""
    for position in range(index - 1, first, -1):
        if here.view.tokens[position].tag == "POS" and not _is_collective(here, position - 1):
            return position + 1
    return first


def _behind_joined(here: Phrases, first: int, index: int) -> int:
    """ "26-year-old Ana Ruiz", "the self-styled Free Army": two words in small letters that a hyphen joins are of no name."""
    tokens = here.view.tokens
    joined = (
        i
        for i in range(index - 1, max(first, 1), -1)
        if tokens[i - 1].text == "-" and tokens[i].text.isalpha() and f"{tokens[i - 2].text}{tokens[i].text}".islower()
    )
    return next((i + 1 for i in joined if tokens[i - 2].text not in _CONNECTORS), first)


def _with_collective(here: Phrases, first: int) -> int:
    """ "The People's Revolutionary Army", "the Workers' Party": a possessor that is itself a word of the name."""
    tokens = here.view.tokens
    is_behind = first > 1 and tokens[first - 1].tag == "POS" and _is_collective(here, first - 2)
    if not is_behind or not here.knowledge.ontology.is_a(_kind_of_noun(here, first), "Organization"):
        return first
    first -= 2
    while first > 1 and tokens[first - 1].tag in ("NNP", "NNPS") and tokens[first - 1].text[:1].isupper():
        if (first - 1) in here.titled or (first - 1) in here.hit_at:
            break
        first -= 1
    return first


def _kind_of_noun(here: Phrases, first: int) -> str:
    """The class of the noun that a run of capitalised words from `first` on ends in, as far as the lexicon knows it."""
    tokens, last = here.view.tokens, first
    while last + 1 < len(tokens) and tokens[last + 1].text[:1].isupper() and tokens[last + 1].tag != "POS":
        last += 1
    noun = here.nouns.get(last)
    return "" if noun is None or noun.entry.names_type is None else noun.entry.names_type


def _is_collective(here: Phrases, index: int) -> bool:
    """ "People", "Workers", "Lord": a word with a capital for those whom a body says it is of."""
    token = here.view.tokens[index]
    word, noun = fold(token.text), here.nouns.get(index)
    is_people = noun is not None and noun.entry.names_type == "Person" and word != noun.entry.lemma
    return token.text[:1].isupper() and (is_people or word in _COLLECTIVE)


def is_common_noun(here: Phrases, index: int) -> bool:
    """ "ETA militant X", "coup leader X": a noun in small letters is no part of the name behind it."""
    token = here.view.tokens[index]
    is_small = token.text[:1].islower() and token.text.lower() not in _CONNECTORS
    return is_small and (token.tag in ("NN", "NNS", "VBN", "VBD") or index in here.nouns)


def _second_title(here: Phrases, first: int, last: int) -> int | None:
    """Where the next begins in "General Sein and Colonel Tun" or "X and rebel chief Y", which a parser may take for one name."""
    for position in range(first + 1, last):
        token = here.view.tokens[position]
        is_next = (position + 1) in here.titled or is_common_noun(here, position + 1)
        if token.text.lower() in ("and", ",") and is_next:
            return position
    return None


def _is_before_name(here: Phrases, index: int) -> bool:
    """Titles, and a demonym before one ("Burkinabe President"), are no part of a name."""
    people = demonym_over(here.view.tokens, index, here.knowledge.gazetteer)
    is_demonym = people is not None and people.last + 1 in here.titled
    edge, role = here.view.up(index), here.nouns.get(index)
    is_role = role is not None and role.entry.names_type == "Person" and edge is not None and edge.role == "title"
    return index in here.titled or is_demonym or (index == 0 and is_role) or not _is_name_word(here, index)


def more_of_name(here: Phrases, last: int) -> int:
    """The last token of "Patriotic Movement of the Youth of the South": an organization's name goes on after "of"."""
    tokens = here.view.tokens
    position = last + 1
    while position < len(tokens) and tokens[position].text.lower() in ("of", "for"):
        inner = position + 1
        if inner < len(tokens) and tokens[inner].text.lower() == "the":
            inner += 1
        if inner >= len(tokens):
            break  # the sentence ends with "of"
        is_person = (
            bool(here.view.edges(inner, "name"))
            or inner in here.titled
            or (last in here.nouns and _is_somebody(here, inner))
        )
        if inner == position + 1 and is_person:
            break  # "the Front of Hassan al-Turabi": whose it is
        if _is_band(here, inner):
            break  # "the Sixth Front of the FARC": what it is a part of
        end = inner
        while end < len(tokens) and (tokens[end].text[:1].isupper()):
            end += 1
            is_joined = end + 1 < len(tokens) and tokens[end].text.lower() == "and"
            if is_joined and tokens[end + 1].text[:1].isupper():
                end += 1
        if end == inner:
            break
        last, position = end - 1, end
    return last


def _is_somebody(here: Phrases, first: int) -> bool:
    """ "The Unity Front of Hocine Larbi": two words with capitals that no dictionary and no list has are somebody's name."""
    words = here.view.tokens[first : first + 2]
    is_known = any(index in here.hit_at for index in (first, first + 1))
    return (
        len(words) > 1
        and not is_known
        and all(word.text[:1].isupper() and not here.knowledge.parser.is_word(word.text.lower()) for word in words)
        and not any(word.text in here.knowledge.gazetteer.demonyms for word in words)
    )


def _is_band(here: Phrases, first: int) -> bool:
    """Whether the name of an armed group that a list knows begins at a token."""
    start, things, is_a = (
        here.view.tokens[first].span.start,
        here.knowledge.gazetteer.by_key,
        here.knowledge.ontology.is_a,
    )
    hits = (here.hit_at[i] for i in range(first, first + _LONGEST_BAND) if i in here.hit_at)
    keys = [key for hit in hits if hit.span.start == start for key in hit.keys]
    return any(key in things and is_a(things[key].type, "ArmedGroup") for key in keys)


_LONGEST_BAND = 6
"""Words of the name of a band."""


def _is_name_word(here: Phrases, index: int) -> bool:
    text = here.view.tokens[index].text
    is_word = text[:1].isupper() or text.lower() in _CONNECTORS or text[:1].isdigit()
    return is_word or is_second_half(here, index)


def is_word_of_person(here: Phrases, index: int) -> bool:
    """Whether a word may stand within the name of a person."""
    text = here.view.tokens[index].text
    return text[:1].isupper() or text in ("al", "-", "el", "bin", "ag")


def is_second_half(here: Phrases, index: int) -> bool:
    """ "Ban Ki-moon", "Prayuth Chan-ocha": what a hyphen ties to a word of a name is of the name, though it is small."""
    tokens, edge = here.view.tokens, here.view.up(index)
    if index < 3 or edge is None or edge.role != "name" or tokens[index].tag in ("VBN", "VBD", "VBG"):
        return False
    before, hyphen, first = tokens[index - 3], tokens[index - 1], tokens[index - 2]
    is_tied = hyphen.text == "-" and first.span.end + 1 == tokens[index].span.start == hyphen.span.end
    return is_tied and before.text[:1].isupper() and first.text[:1].isupper() and tokens[index].text.isalpha()
