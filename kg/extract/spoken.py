"""Who is named where nothing is told: bodies and people of whom a later sentence may tell with "its leader" or "he"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.entities import body_nouns
from kg.extract.known_names import NameHit
from kg.knowledge.knowledge import Knowledge
from kg.model import Mention, Sentence, Span
from kg.text.scan import fold

_CAPITAL = r"[^\W\d_a-z][\w’'-]*"
_RUN = re.compile(rf"{_CAPITAL}(?:\s(?:(?:of|for)\s(?:the\s)?|and\s(?:the\s)?)?{_CAPITAL})+")
"""Words with capitals, and the small ones that a name has between them."""

_ARTICLE = re.compile(r"(?:the|a|an|its|his|their|our)\s", re.IGNORECASE)
_JOINT = re.compile(r"\s(?:of|for)\s")

_LED = frozenset(
    """
    front movement party army brigade council committee league union alliance congress caucus group network coalition command
    battalion division regiment guard militia force faction wing ministry federation organisation organization junta
    """.split()
)
"""Nouns for bodies of which somebody is the leader, who is worth a word in news of conflict."""

_PARTICLE = r"(?:(?:al|el|bin|ben|ould|de|da|dos|van|von)[\s-])?"
_PERSON = re.compile(
    rf"(?P<name>{_CAPITAL}(?:\s{_PARTICLE}{_CAPITAL}){{1,3}})"
    r"(?:,\s\d\d,|,\s(?:who|whose)\s|\s(?:was\sborn|lives|lived|joined|grew\sup|served|studied)\s)"
)
"""Somebody's name at the head of a sentence, with what is said of people right behind it."""


def spoken_names(sentence: Sentence, names: Sequence[NameHit], text: str, knowledge: Knowledge) -> list[Mention]:
    """Return the bodies that a sentence names by what they are ("the Unity Front"), and the person whom it begins with.

    By their words alone, for sentences that are not worth parsing; `names` are the known names, none of which is meant.
    """
    found = [*_person(sentence, names, text, knowledge), *_bodies(sentence, names, text, knowledge)]
    apart: list[Mention] = []
    for mention in found:
        if not any(mention.span.overlaps(other.span) for other in apart):
            apart.append(mention)
    return sorted(apart, key=lambda m: m.span.start)


def _bodies(sentence: Sentence, names: Sequence[NameHit], text: str, knowledge: Knowledge) -> Iterator[Mention]:
    nouns = body_nouns(knowledge)
    for run in _RUN.finditer(text, sentence.span.start, sentence.span.end):
        article = _ARTICLE.match(run.group())
        start = run.start() + (article.end() if article is not None else 0)
        label = text[start : run.end()]
        head = fold(_JOINT.split(label)[0]).split()
        kind = nouns.get(head[-1]) if head and head[-1] in _LED else None
        span = Span(start, run.end())
        if kind is None or " " not in label or any(hit.span.covers(span) for hit in names):
            continue
        yield Mention(span, label, label, "name", kind, sentence.index, -1)


def _person(sentence: Sentence, names: Sequence[NameHit], text: str, knowledge: Knowledge) -> Iterator[Mention]:
    found = _PERSON.match(text, sentence.span.start, sentence.span.end)
    if found is None:
        return
    span, label = Span(*found.span("name")), found["name"]
    is_known = any(hit.span.overlaps(span) for hit in names)
    if not is_known and not any(knowledge.parser.is_word(fold(word)) for word in label.split()):
        yield Mention(span, label, label, "name", "Person", sentence.index, -1)
