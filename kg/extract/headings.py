"""What the paragraphs of an article stand under: the dates of a chronology, the places of a list of incidents, headings."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from kg.extract.known_names import NameHit
from kg.knowledge.knowledge import Knowledge
from kg.model import Span
from kg.text.dates import DateExpression, find_dates


@dataclass(frozen=True, slots=True)
class Head:
    """The date and the place at the head of a paragraph, one of them None or both; a heading of neither ends a section.

    What `is_lasting` is the head of all paragraphs up to the next one.
    """

    date: DateExpression | None
    place: Span | None
    is_lasting: bool


_LONGEST_DATE = 40
"""Letters that the date at the head of a paragraph may have."""

_LONGEST_HEADING = 60
"""Letters of a line that may be a heading."""

_AFTER_HEAD = re.compile(r"\s*(?:--?|[–—:])\s+(?=\S)")
_AFTER_DATE = re.compile(r"(?:\.|(?<=\.))\s+(?=[\"“‘'(]?[^\W\d_a-z])")
_ENDED = re.compile(r"(?:^|[.!?:][\"”’)]*\n|\n[ \t]*\n)[ \t*•#-]*$")
"""What stands before a paragraph, and not before a line that a long sentence was wrapped into."""
_AFTER_PLACE = re.compile(r"(?:\s*(?:--?|[–—:.])|(?<=\.))\s+(?=\S)")
_PLACE_AND_DATE = re.compile(r"(?P<place>[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*){0,3}), (?=[\d\w])")
_NAME = r"[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w'’-]+){0,2}"
_TITLE = re.compile(rf"(?P<place>{_NAME})(?:, (?P<whole>{_NAME}))?\.\s(?=[^\W\d_a-z]|\d)")
"""A name and a stop at the head of a paragraph, before its first sentence: "Togoga. On June 22 …", "Diffa Region, Niger. …"."""
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? (?=\d|[A-Z])")
_STOP = re.compile(r"[.!…,;][\"'”’)]*$")
_MARKS = " \t-*•#"

_SEVERAL = 2
"""Paragraphs with a date, or with a place, at their head from which on an article is a list of them; one may be a dateline."""


_MANY = 3
"""Paragraphs that begin with a name and a stop from which on these are their titles."""

_LONGEST_ABBREVIATION = 4
"""Letters of a word that may be shortened: "Brig.", "Sgt."."""


def heads_of(text: str, body: int, names: Sequence[NameHit], knowledge: Knowledge) -> Mapping[int, Head]:
    """The heads of the paragraphs of a chronology ("11 April 2019 - …", "1965: …", "Monday 6 April. …"), of a list of incidents
    ("Mosul, 6 October. …", "BEIRUT - …") or of a round-up with headings ("Burkina Faso"), by where the paragraph begins.

    `names` are the known names of the text, in order.
    """
    places = {hit.span.start: hit.span for hit in names if _is_a(hit, "Place", knowledge)}
    states = [hit.span for hit in names if _is_a(hit, "Country", knowledge)]
    titles = _titles(text, body, places, knowledge)
    found = list(_heads(text, body, places, states, titles))
    is_first = bool(found) and found[0][0] == found[0][1] == _first_of(text, body)
    dated = [head for _, _, head in found if head.date is not None]
    spans = frozenset(titles.values())
    titled = [head for _, _, head in found if head.place in spans]
    placed = [h for _, _, h in found if h.date is None and h.place is not None and h.place not in spans]
    if is_first and found[0][2] in placed and len(placed) <= _SEVERAL and not found[0][2].is_lasting:
        placed = placed[1:]  # a dateline
    kept = (dated if len(dated) >= _SEVERAL else []) + (placed if len(placed) >= _SEVERAL else [])
    kept += titled
    ends = [head for _, _, head in found if head.date is None and head.place is None] if kept else []
    known = {id(head) for head in (*kept, *ends)}
    return {start: head for line, first, head in found if id(head) in known for start in (line, first)}


def _first_of(text: str, body: int) -> int:
    return body + len(text[body:]) - len(text[body:].lstrip())


def _is_a(hit: NameHit, kind: str, knowledge: Knowledge) -> bool:
    by_key = knowledge.gazetteer.by_key
    return any(key in by_key and knowledge.ontology.is_a(by_key[key].type, kind) for key in hit.keys)


def _titles(text: str, body: int, places: Mapping[int, Span], knowledge: Knowledge) -> Mapping[int, Span]:
    """The places that paragraphs are titled by, where several are and one of them is known: the others are no words."""
    found: dict[int, Span] = {}
    spans = frozenset(places.values())
    start = body
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        first = start + len(text[start:end]) - len(text[start:end].lstrip(_MARKS))
        title = _TITLE.match(text, first, end)
        whole = places.get(title.start("whole")) if title is not None else None
        if whole is not None:
            found[first] = places.get(first, whole)  # "Borno State, Nigeria": Borno
        elif title is not None and (first in places or title.end() - first > _LONGEST_ABBREVIATION + 2):
            found[first] = Span(first, title.end("place") if title["whole"] is None else title.end("whole"))
        start = end + 1
    known = [span for first, span in found.items() if span in spans or places.get(first) == span]
    if len(found) < _MANY or not known:
        return {}
    is_word = knowledge.parser.is_word
    return {
        first: span
        for first, span in found.items()
        if span in known or not any(is_word(word.lower()) for word in text[span.start : span.end].split())
    }


def _heads(
    text: str, body: int, places: Mapping[int, Span], states: Sequence[Span], titles: Mapping[int, Span]
) -> Iterator[tuple[int, int, Head]]:
    """Yield where each line with a head begins, with the mark before it and without, and the head."""
    start = body
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        first = start + len(text[start:end]) - len(text[start:end].lstrip(_MARKS))
        head = _dated(first, end, text) or _placed(first, end, text, places) or _heading(first, end, text, states)
        if head is None and first in titles:
            head = Head(None, titles[first], is_lasting=False)
        if head is not None:
            yield start, first, head  # a sentence may begin with the mark before it
        start = end + 1


def _dated(first: int, end: int, text: str) -> Head | None:
    """ "May 1969 - …", "Tuesday, 6 October: …", "Monday 6 April. …", "Mosul, 6 October. …"; a line with nothing but a date."""
    weekday = _WEEKDAY.match(text, first, end)
    place = None if weekday else _PLACE_AND_DATE.match(text, first, min(end, first + _LONGEST_DATE))
    for begin, is_at in ((weekday.end() if weekday else first, False), (place.end() if place else -1, True)):
        dates = find_dates(text, begin, min(end, begin + _LONGEST_DATE)) if begin >= 0 else ()
        if not dates or dates[0].span.start != begin:
            continue
        if not is_at and not text[dates[0].span.end : end].strip(" :"):
            return Head(dates[0], None, is_lasting=True)
        behind = _AFTER_PLACE if is_at else _AFTER_HEAD
        last = dates[0].span.end
        is_sentence = (
            not is_at and _AFTER_DATE.match(text, last, end) and _ENDED.search(text[max(0, first - 12) : first])
        )
        if behind.match(text, last, end) or is_sentence:
            return Head(dates[0], Span(*place.span("place")) if place and is_at else None, is_lasting=False)
    return None


def _placed(first: int, end: int, text: str, places: Mapping[int, Span]) -> Head | None:
    """ "BEIRUT - …", "Niger: …"; a line with nothing but the name of a place, or a heading that begins with it."""
    place = places.get(first)
    if place is None or place.end > end:
        return None
    if not text[place.end : end].strip(" :"):
        return Head(None, place, is_lasting=True)
    is_head = _AFTER_HEAD.match(text, place.end, end) is not None
    return Head(None, place, is_lasting=_is_heading(text[first:end])) if is_head else None


def _heading(first: int, end: int, text: str, states: Sequence[Span]) -> Head | None:
    """A line of a few words without a stop, which begins another section: on the one state that it names, if it names one."""
    if not _is_heading(text[first:end]):
        return None
    begin = bisect_left(states, first, key=lambda span: span.start)
    named = list(takewhile(lambda span: span.end <= end, states[begin : begin + 2]))
    return Head(None, named[0] if len(named) == 1 else None, is_lasting=True)


def _is_heading(line: str) -> bool:
    words = line.strip()
    return 0 < len(words) < _LONGEST_HEADING and words[:1].isupper() and not _STOP.search(words)
