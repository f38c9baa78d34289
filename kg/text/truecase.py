"""The letter case of text in capitals: old wire copy, shouted headings. Lengths stay, so that offsets stay true.

The rules, in order of strength: what a name is spelled like in the gazetteer; capitals for an acronym in brackets and for
the words that spell it out; a capital for what no dictionary has; small letters for the rest, but for the first word of a
sentence. Measured against mixed-case news put into capitals: `bench/reader.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

from kg.model import Span
from kg.text.scan import fold

SHOUTED = 0.9
"""The share of capitals among the letters of a paragraph from which on it is taken for shouting."""

LEAST_WORDS = 3
"""Words that a paragraph has at least: a dateline's city or an acronym alone is written in capitals anyway."""

_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?!\s*\n))*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ACRONYM = re.compile(r"(?<=\()[A-Z][A-Z&/-]{1,9}(?=\))")
_STARTS = re.compile(r"(?:^|[.!?:;]['\"”’)\]]*\s+|\n\s*\n\s*|--\s*(?:\[[^\]]*\])?\s*|\[[^\]]*\]\s+)['\"“‘(\[]*(?=\w)")
_DATED = re.compile(
    r"\b(?:MAY|MARCH)\b(?=\s+\d)|(?<=\d )(?:MAY|MARCH)\b|(?<=\bIN )(?:MAY|MARCH)\b|(?<=\bOF )(?:MAY|MARCH)\b"
)
_CALENDAR = frozenset(
    """
    january february april june july august september october november december jan feb mar apr jun jul aug sep sept oct
    nov dec monday tuesday wednesday thursday friday saturday sunday
    """.split()
)
_SMALL = frozenset("of the and for in on to a an de del la las los el y e da do dos das du des al von van der".split())


def is_shouted(text: str) -> bool:
    """Tell whether a paragraph is written in capitals throughout.

    >>> is_shouted("THE ARMY DENIED IT"), is_shouted("BAMAKO, Mali (AP)"), is_shouted("UN")
    (True, False, False)
    """
    letters = [c for c in text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return bool(letters) and capitals >= SHOUTED * len(letters) and len(_WORD.findall(text)) >= LEAST_WORDS


def shouted_paragraphs(text: str) -> tuple[Span, ...]:
    """Return the paragraphs that are written in capitals; none in nearly every text, at the price of one look."""
    return tuple(Span(found.start(), found.end()) for found in _PARAGRAPH.finditer(text) if is_shouted(found.group()))


def truecase(
    text: str,
    shouted: Iterable[Span],
    names: Iterable[Span],
    spellings: Mapping[str, str],
    is_word: Callable[[str], bool],
    titles: Container[str] = (),
) -> str:
    """Return `text` with its shouted paragraphs in the case that a newspaper would print; of the same length always.

    `names` are stretches that may be a name of `spellings` (folded name to spelling); `is_word` says whether a
    lower-case word is in the dictionary; after `titles` ("colonel") the first word of a name may be in it too.
    """
    letters = list(text)
    found = tuple(names)
    for paragraph in shouted:
        inside = [name for name in found if paragraph.covers(name)]
        for start, spelled in _recased(text, paragraph, inside, spellings, is_word, titles):
            if len(spelled) == len(text[start : start + len(spelled)]):
                letters[start : start + len(spelled)] = spelled
    return "".join(letters)


def _recased(
    text: str,
    paragraph: Span,
    names: Iterable[Span],
    spellings: Mapping[str, str],
    is_word: Callable[[str], bool],
    titles: Container[str],
) -> Iterator[tuple[int, str]]:
    """Yield where something begins and how it is written; what is yielded later wins."""
    acronyms = {found.group() for found in _ACRONYM.finditer(text, paragraph.start, paragraph.end)}
    words = [*_WORD.finditer(text, paragraph.start, paragraph.end)]
    cased = [_word(word.group(), acronyms, is_word, text[max(0, word.start() - 1)].isdigit()) for word in words]
    for index, word in enumerate(words):
        is_inside = _is_inside_name(index, cased, titles)
        yield word.start(), cased[index][:1].upper() + cased[index][1:] if is_inside else cased[index]
    yield paragraph.start, text[paragraph.start]
    for start in _STARTS.finditer(text, paragraph.start, paragraph.end):
        yield start.end(), text[start.end()]
    yield from ((found.start(), found.group().capitalize()) for found in _DATED.finditer(text, paragraph.start))
    for found in _ACRONYM.finditer(text, paragraph.start, paragraph.end):
        yield from _spelled_out(text, found.start() - 1, found.group())
    for name in sorted(names, key=lambda span: span.end - span.start):
        spelled = spellings.get(fold(text[name.start : name.end]))
        if spelled is not None and fold(spelled) == fold(text[name.start : name.end]):
            yield name.start, spelled


def _is_inside_name(index: int, cased: Sequence[str], titles: Container[str]) -> bool:
    """ "Waldemar FRANKLIN Quintero", "colonel RICARDO Wheelock": a word of the dictionary where only a name can be."""
    if not 0 < index < len(cased) - 1 or cased[index] in _SMALL or cased[index] in titles:
        return False
    before, after = cased[index - 1], cased[index + 1]
    return after[:1].isupper() and (before[:1].isupper() or before in titles) and len(cased[index]) > 3


def _word(word: str, acronyms: set[str], is_word: Callable[[str], bool], is_after_digit: bool) -> str:
    low = word.lower() if len(word.lower()) == len(word) else word
    if is_after_digit:
        return low
    stem = re.sub(r"['’]s?$", "", low)
    if word in acronyms or (len(stem) > 1 and not re.search(r"[aeiouy]", stem)):
        return word
    if stem in _SMALL or (is_word(stem) and stem not in _CALENDAR):
        return "I" if word == "I" else low
    return word[0] + low[1:]


def _spelled_out(text: str, end: int, acronym: str) -> Iterator[tuple[int, str]]:
    """Capitals for the words before "(URNG)" whose initials it is made of, from the last to the first."""
    wanted = [letter for letter in acronym if letter.isalpha()]
    for word in reversed([*_WORD.finditer(text, max(0, end - 160), end)]):
        low = word.group().lower()
        if not wanted or len(low) != len(word.group()):
            return
        if word.group()[0] == wanted[-1]:
            wanted.pop()
            yield word.start(), word.group()[0] + low[1:]
        elif low not in _SMALL:
            return
