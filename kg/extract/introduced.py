"""Who is named in a sentence after the one that told of him: "a priest was abducted on Monday. The priest, Father X, …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.knowledge.ontology import Ontology
from kg.model import Mention, Sentence, Span

_BACK = 3
"""Sentences before the name in which its bearer may be told of without it."""

_WORD = r"(?:[A-Z][\w'’-]+|(?:al|el|ibn|bin|abu|de|da|dos|del|della|van|von)\b-?\w*)"

_NAMED = re.compile(
    rf"[\"“]?The\s+(?P<noun>[a-z][a-z-]+(?:\s[a-z]+)?),\s+"
    rf"(?:(?:Father|Sister|Brother|Bishop|Archbishop|Pastor|Reverend|Imam|Sheikh|Dr|Mr|Mrs|Ms|Judge|Colonel|Col|Major|Maj|General|Gen"
    rf"|Captain|Capt|Lieutenant|Lt|Sergeant|Sgt|Inspector|Superintendent)\.?\s+)*"
    rf"(?P<name>[A-Z][\w'’-]+(?:\s{_WORD}){{1,4}})(?=,|\s\()"
)
"""A sentence that begins with a noun and, between commas, a name of two words or more."""


def introduced(
    sentence: Sentence, text: str, before: Sequence[Mention], ontology: Ontology
) -> tuple[Mention, Mention] | None:
    """Return the name that a sentence begins with and the mention, in one of the sentences before, of whom it names.

    None where no noun of the kind told of one person there, or of two.
    """
    found = _NAMED.match(text, sentence.span.start, sentence.span.end)
    if found is None:
        return None
    span, label = Span(*found.span("name")), found["name"]
    told = {m.label: m for m in _told(found["noun"], sentence.index, before, ontology)}
    if len(told) != 1:
        return None
    (one,) = told.values()
    return Mention(span, label, label, "name", "Person", sentence.index, -1), one


def _told(noun: str, sentence: int, before: Sequence[Mention], ontology: Ontology) -> Iterator[Mention]:
    """Those told of by a noun, with more words before it or none: "a Catholic priest", "a senior police officer"."""
    for mention in reversed(before):
        if mention.sentence < sentence - _BACK:
            return
        is_somebody = mention.kind == "nominal" and ontology.is_a(mention.type, "Person", "StateForce")
        is_told = mention.sentence < sentence and not mention.is_definite and mention.head >= 0
        is_of_noun = f" {mention.label.lower()}".endswith(f" {noun}") or (noun == _VICTIM and _is_one(mention))
        if is_somebody and is_told and is_of_noun:
            yield mention


_VICTIM = "victim"


def _is_one(mention: Mention) -> bool:
    return not mention.label.lower().endswith(("s", "men", "women", "people", "children"))
