"""Sentence boundaries by rule: end punctuation, line breaks, headings, datelines, initials and abbreviations.

Measured on news, a small splitter of this kind keeps headings and datelines apart better than a parser's own boundaries
(`docs/decisions/0001-language-layer.md`). Nothing here looks at more than one line break ahead, so time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Span

ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof gen col lt maj capt cmdr sgt cpl brig adm rev hon pres gov sen rep st mt ft jr sr no nos vs
    msgr mgr fr sra dra gens cols drs messrs sens reps govs amb atty engr jl jln hrs
    etc inc ltd co corp dept est approx jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur
    thurs fri sat sun e.g i.e a.m p.m u.s u.k u.n d.c al supt insp det cf fig vol pp ed
    """.split()
)
LONGEST_SENTENCE = 1200
"""Characters; a table, a list or a text without full stops is read in pieces of this size."""

LONGEST_HEADING = 120
"""A line of this many characters or more without end punctuation is prose that was wrapped, not a heading."""

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)")
_LINE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_VISIBLE = re.compile(r"\S")
_LAST_WORD = re.compile(r"([^\W\d_](?:[\w.]*\w)?)\.$")
_OPENERS = "\"'“‘«([–—-•*"
_DATELINE = re.compile(
    r"[A-Z][\w'’.\-/ ]{1,40}(?: \([A-Z][\w' ]{1,30}\))?(?:, (?:[A-Z][\w.,' ]{1,40}|\d{1,2} [A-Z]\w{2,8}\.?(?: \d{2,4})?))?"
    r"(?:[ \n]?\([\w./:, \n-]{1,60}\))? ?(?:—|–|--|-(?= ))[ \n]?(?=[A-Z\"“\[])"
)
_CITY = re.compile(r"[A-Z][A-Z'’.\-]{3,}(?: [A-Z'’.\-]{2,}){0,3}(?:, [A-Z][a-z]+(?: [A-Z][a-z]+){0,2})?:")
"""A city in capitals before a colon, by which newspapers of South Asia and some agencies begin: "QUETTA: "."""
_PROSE = re.compile(r" [\"“]?[A-Z]\w*")
"""What follows such a dateline; a date makes the capitals a heading: "NEPAL'S CIVIL WAR: 1996 - "."""

_DATED = re.compile(r", \d{1,2} [A-Z][a-z]{2,8}\.? \d{2,4}\b|, (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_ENTRY = re.compile(
    rf"(?:[•*-] ?)?(?:(?:\d{{1,2}} )?{_MONTH}(?: \d{{1,2}},)? )?(?:1[89]|20)\d\d ?(?:—|–|--|-(?= )|:(?= ))[ \n]?(?=[A-Z\"“])"
)
"""The date that an entry of a chronology begins with: "11 April 2019 - ", "May 1969: "."""

_MARK = re.compile(r"[•*]\s?(?=[A-Z])")
"""The mark of a new item before its head: "*BAGHDAD - "."""

_NOTES = re.compile(r"(?:\[[^\[\]]{1,80}\]\s+)+(?=\S)")
"""What an editor or a monitor puts before the words themselves: "[text] [begin recording]"."""


def split_sentences(text: str, start: int = 0) -> tuple[Span, ...]:
    """Return the sentences of `text` from `start` on, without surrounding white space, in order.

    >>> [("Gen. Doe left. He fled." [s.start:s.end]) for s in split_sentences("Gen. Doe left. He fled.")]
    ['Gen. Doe left.', 'He fled.']
    """
    return tuple(
        piece
        for paragraph in _paragraphs(text, start)
        for sentence in _split_paragraph(text, paragraph)
        for piece in _pieces(text, sentence)
    )


def _pieces(text: str, sentence: Span) -> Iterator[Span]:
    """Cut what goes on for longer than any sentence does, at white space if there is some: time must stay linear."""
    begin = sentence.start
    while sentence.end - begin > LONGEST_SENTENCE:
        limit = begin + LONGEST_SENTENCE
        cut = max(text.rfind(" ", begin + 1, limit), text.rfind("\n", begin + 1, limit))
        cut = cut if cut > begin else limit
        yield from _trimmed(text, begin, cut)
        begin = cut
    yield from _trimmed(text, begin, sentence.end)


def is_dateline(sentence: str) -> bool:
    """Tell whether a sentence, as `split_sentences` cut it, is the dateline before a report's first sentence.

    >>> is_dateline("BAMAKO, Sept 17 (Reuters) -"), is_dateline("Bamako is quiet.")
    (True, False)
    """
    if sentence.endswith(":"):
        return _CITY.fullmatch(sentence) is not None
    return sentence.endswith(("-", "–", "—")) and _looks_like_dateline(sentence)


def _paragraphs(text: str, start: int) -> Iterator[Span]:
    """Yield runs of lines that belong together; a wrapped line is joined to the next one."""
    begin = position = start
    for line in text[start:].splitlines(keepends=True):
        position += len(line)
        if _ends_paragraph(line, text, position):
            yield Span(begin, position)
            begin = position
    if begin < len(text):
        yield Span(begin, len(text))


def _ends_paragraph(line: str, text: str, next_start: int) -> bool:
    stripped = line.rstrip()
    if not stripped or next_start >= len(text) or text[next_start] in "\r\n":
        return True
    if _LINE_END.search(stripped):
        return True
    following = text[next_start : next_start + 3].lstrip()
    return (len(stripped) < LONGEST_HEADING and len(stripped) < 50 and following[:1].isupper()) or following[
        :1
    ] in "-•*"


def _split_paragraph(text: str, paragraph: Span) -> Iterator[Span]:
    begin = next((span.start for span in _trimmed(text, paragraph.start, paragraph.end)), paragraph.start)
    mark = _MARK.match(text, begin, paragraph.end)
    first = mark.end() if mark else begin
    dateline = _DATELINE.match(text, first, min(paragraph.end, first + 120))
    if dateline and _looks_like_dateline(dateline.group()):
        yield from _trimmed(text, begin, dateline.end())
        begin = dateline.end()
    city = None if dateline else _CITY.match(text, begin, min(paragraph.end, begin + 60))
    if city and _PROSE.match(text, city.end(), paragraph.end):
        yield from _trimmed(text, begin, city.end())
        begin = city.end()
    entry = _ENTRY.match(text, begin, min(paragraph.end, begin + 40))
    if entry:
        yield from _trimmed(text, begin, entry.end())
        begin = entry.end()
    notes = _NOTES.match(text, begin, paragraph.end)
    if notes:
        yield from _trimmed(text, begin, notes.end())
        begin = notes.end()
    for end in _END.finditer(text, begin, paragraph.end):
        if _is_boundary(text, begin, end.start(), end.end(), paragraph.end):
            yield from _trimmed(text, begin, end.end())
            begin = end.end()
    yield from _trimmed(text, begin, paragraph.end)


def _looks_like_dateline(words: str) -> bool:
    """Tell "BAMAKO, Sept 17 (Reuters) - " from a sentence that merely begins with a name and a dash."""
    return words[:4].isupper() or "(" in words or _DATED.search(words) is not None


def _is_boundary(text: str, begin: int, stop: int, end: int, limit: int) -> bool:
    found = _VISIBLE.search(text, end, limit)  # not a slice: what follows may be the rest of a book
    if found is None:
        return False
    following = found.group()
    if text[stop] != "." or text[stop : stop + 2] == "..":
        return following.isupper() or following in _OPENERS or following.isdigit()
    word = _LAST_WORD.search(text, max(begin, stop - 24), stop + 1)
    if word and _is_abbreviation(word.group(1)):
        return False
    return not following.islower()


def _is_abbreviation(word: str) -> bool:
    return word.lower() in ABBREVIATIONS or (len(word) == 1 and word.isupper())


def _trimmed(text: str, begin: int, end: int) -> Iterator[Span]:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    if begin < end:
        yield Span(begin, end)
