"""What each sentence of an article may tell, judged by its words before any is parsed.

Parsing takes most of the time of reading, and most news tells nothing that kg looks for. A sentence is passed over only
when no parse of it could tell an event, a tie or a toll: each condition below is one that the rules of this room ask for
themselves, never a guess. `tests/extract/test_prospects.py` reads articles with every sentence parsed, and compares.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from kg.extract.again import BACK_TO_TRY
from kg.extract.announcements import (
    AGAIN,
    CLASSED_TIE,
    COUP,
    DEMONYM,
    END,
    EVENT,
    LOSS,
    MORE,
    MUTINY,
    OFFICE,
    OFFICE_HELD,
    PLAIN,
    TIE,
    UNCLASSED,
    WORDS,
    Head,
    There,
    index_of,
    line_of,
)
from kg.extract.belongings import BEFORE_BODY, BEHIND_BODY
from kg.extract.blames import blaming_words
from kg.extract.bodies import TOLD_BY_NOUN
from kg.extract.called_later import SEATS
from kg.extract.known_names import KnownWord, NameHit, known_words
from kg.extract.mentions import ANYBODY, GARB, MEN
from kg.extract.reading import ARMED, BODIES, SEVERAL
from kg.extract.triggers import may_head, with_singulars
from kg.knowledge.knowledge import Knowledge
from kg.model import Article, Mention, Span
from kg.text.parser import Tagged
from kg.text.scan import fold, longest
from kg.text.sentences import split_sentences
from kg.text.word_classes import PAST_TENSES

PUBLIC = frozenset({"Country", "Government", "Junta", "StateForce"})
"""Classes of what belongs to a state."""

LEAST_OF_CONFLICT = 0.1
"""In which part of its sentences an article of conflict speaks of it: of our own articles each does in a sixth or more."""

LEAST_SAID = 8
"""From how many sentences on an article that hardly speaks of conflict tells an event only where it does."""

_OWNING = ("'s", "’s", "'", "’", "of", "whose", "his", "under")
"""Words between two names one of which is whose the other is."""

_PLURAL_OWNER = re.compile(r"s['’](?=\s)")

_LONGEST_OWNING = 12
"""Letters before the name of a body that may say whose it is."""

ANAPHORS = frozenset(
    """
    he she him her his hers himself herself it its itself they them their theirs themselves
    """.split()
)
"""Pronouns that stand for somebody or something named before."""

_POINTING = ANAPHORS | SEVERAL


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the words of an article allow.

    `heads` has for each of the sentences `spans` the words one of which must head whatever it tells, each with its part of
    speech in the lexicon; a sentence without any can tell nothing. `has_events` says whether any may tell an event, in an article
    of conflict, and `has_coups` whether any may tell a coup. Without an event no toll counts and no tie between two that
    nothing classes; of peace, "President X" says nothing. `is_of_conflict` says whether the article speaks of a party under
    arms or of plain violence, and not only in passing; general news is full of leaders and supporters, and where it does not, a
    tie counts only between two ends that a list knows or that are of a state, both said in its sentence. `of_events` tells of each
    sentence whether an event that it tells counts: everywhere but in a longer article that is not of conflict, where only a
    sentence that speaks of it or of a loss of lives is believed. `names` are the known names of the text. `arms` counts the
    sentences that speak of a party under arms, where any event may be told.
    """

    spans: tuple[Span, ...]
    heads: tuple[frozenset[Head], ...]
    of_events: tuple[bool, ...]
    names: tuple[NameHit, ...]
    has_events: bool
    has_coups: bool
    is_of_conflict: bool
    arms: int = 0

    @property
    def last(self) -> int:
        """The index of the last sentence that is worth parsing, -1 when none is."""
        return max((position for position, heads in enumerate(self.heads) if heads), default=-1)

    def is_worth(self, position: int, tagged: Iterable[Tagged]) -> bool:
        """Tell whether a sentence may tell something when each of its words has its tag."""
        heads = self.heads[position]
        words = {word for word, _ in heads}
        before = ""
        for text, tag, pos in tagged:
            for word, own, part in ((fold(text), tag, pos), *_as_verb(text, tag, before), *_joined_in(text)):
                if word in words and any(word == head and may_head(own, part, kind) for head, kind in heads):
                    return True
            before = text
        return False

    def keeps_tie(self, subject: object, object_: object, is_of_topic: bool, sentence: int) -> bool:
        """Tell whether a tie counts that a sentence tells: of the country the article is about ("President X"), or between two
        ends."""
        if is_of_topic:
            return self.has_coups or self.is_of_conflict
        if not self.is_of_conflict and not (_is_public(subject, sentence) and _is_public(object_, sentence)):
            return False
        return self.has_events or not (_is_unclassed(subject) and _is_unclassed(object_))


_BEING = frozenset({"is", "are", "was", "were", "be", "been"})


def _as_verb(text: str, tag: str, before: str) -> Iterable[Tagged]:
    """ "Began bombing the town", "they back the rebels": a noun in -ing or an adverb is a verb where its parse says so.

    So are a plural ("arms and commands them") and, behind a form of "be", an adjective ("is armed and paid by").
    """
    match tag:
        case "RB":
            is_verb = True
        case "NN":
            is_verb = text.endswith("ing") or text in PAST_TENSES
        case "NNS":
            is_verb = text.endswith("s")
        case "JJ":
            is_verb = text.endswith("ed") and before in _BEING
        case _:
            is_verb = False
    return ((fold(text), "VB", "VERB"),) if is_verb else ()


def _joined_in(text: str) -> Iterable[Tagged]:
    """ "U.S.-backed": the participle in a word that no tokenizer parts."""
    return [(fold(text.rpartition("-")[2]), "VBN", "VERB")] if ".-" in text else []


def _is_unclassed(end: object) -> bool:
    """Whether an end of a tie is a mention of which no list says anything."""
    return isinstance(end, Mention) and end.type in UNCLASSED and not end.known


def _is_public(end: object, sentence: int) -> bool:
    """Whether an end of a tie is known by some list, or by its words as a state, its government or its forces; said here, and not
    meant by a pronoun. So is every event."""
    return not isinstance(end, Mention) or (end.sentence == sentence and bool(end.known or end.type in PUBLIC))


def look(article: Article, knowledge: Knowledge) -> Outlook:
    """Return what the words of each sentence of an article allow it to tell."""
    return _Look(article, knowledge).outlook()


class _Look:
    """One article while it is looked over; a class only to hold what its sentences share."""

    def __init__(self, article: Article, knowledge: Knowledge) -> None:
        text = fold(article.text)
        self._text, self._is_a = article.text, knowledge.ontology.is_a
        self._index = index_of(knowledge)
        self._gazetteer = knowledge.gazetteer
        self._spans = split_sentences(article.text, article.body)
        self._folded = text
        self._words = [self._words_of(text, span) for span in self._spans]
        self._known = sorted(known_words(article.text, article.body, knowledge), key=lambda word: word.span)
        self._starts = [word.span.start for word in self._known]
        self._held = self._standings()
        self._article: There | None = None

    def _words_of(self, text: str, span: Span) -> frozenset[str]:
        owner = ("'",) if _PLURAL_OWNER.search(text, span.start, span.end) else ()
        return frozenset((*WORDS.findall(text, span.start, span.end), *owner))

    def outlook(self) -> Outlook:
        found = [self._heads(position) for position in range(len(self._spans))]
        speaks = [self._speaks(position, heads) for position, heads in enumerate(found)]
        is_of_conflict = any(speaks) and sum(speaks) >= LEAST_OF_CONFLICT * len(speaks)
        is_of_peace = not is_of_conflict and len(speaks) >= LEAST_SAID
        of_events = [
            not is_of_peace or is_said or any(kinds & LOSS for kinds in heads.values())
            for is_said, heads in zip(speaks, found, strict=True)
        ]
        told = [kinds for heads, counts in zip(found, of_events, strict=True) if counts for kinds in heads.values()]
        has_events = is_of_conflict and any(kinds & EVENT for kinds in told)
        has_coups = any(kinds & COUP for kinds in told)
        wanted = (
            EVENT
            | CLASSED_TIE
            | (TIE if has_events else 0)
            | (MORE if has_events or has_coups else 0)
            | (OFFICE if has_coups or is_of_conflict else 0)
        )

        def wanted_in(position: int) -> int:
            has_ties = is_of_conflict or self._has_public_ends(position)
            is_behind_coup = position > 0 and any(kinds & COUP for kinds in found[position - 1].values())
            is_more = of_events[position] and self._is_behind_revolt(position, found)
            return (
                (wanted & ~(0 if has_ties else TIE | CLASSED_TIE) & ~(0 if of_events[position] else EVENT))
                | END * is_behind_coup
                | AGAIN * is_more
            )

        names = {word.span: NameHit(word.span, word.keys) for word in self._known if word.keys}
        return Outlook(
            self._spans,
            tuple(
                frozenset(head for head, kinds in heads.items() if kinds & wanted_in(position))
                for position, heads in enumerate(found)
            ),
            tuple(of_events),
            tuple(names[span] for span in longest(names)),
            has_events,
            has_coups,
            is_of_conflict,
            sum(map(self._speaks_of_arms, range(len(self._spans)))) if told else 0,
        )

    def _is_behind_revolt(self, position: int, found: Sequence[Mapping[Head, int]]) -> bool:
        """Whether a sentence not far before may tell a seizure of power, a mutiny, or a raid on a place from which a state is
        ruled."""
        for before in range(max(0, position - BACK_TO_TRY), position):
            kinds = reduce(or_, found[before].values(), 0)
            if kinds & (COUP | MUTINY) or (kinds & EVENT and not SEATS.isdisjoint(self._words[before])):
                return True
        return False

    def _speaks(self, position: int, heads: Mapping[Head, int]) -> bool:
        """Whether a sentence speaks of a party under arms or of plain violence."""
        return any(kinds & PLAIN for kinds in heads.values()) or self._speaks_of_arms(position)

    def _speaks_of_arms(self, position: int) -> bool:
        """Whether a sentence has a noun for a party under arms, a rank, or the name of one."""
        words, by_key = self._words[position], self._gazetteer.by_key
        for first in self._index.bearers.keys() & words:
            if any(words.issuperset(rest) for rest in self._index.bearers[first]):
                return True
        keys = (key for word in self._known_in(position) for key in word.keys)
        return any(key in by_key and self._is_a(by_key[key].type, *ARMED) for key in keys)

    def _has_public_ends(self, position: int) -> bool:
        """Whether two things in a sentence may be known or of a state."""
        told = self._index.classes_of(self._words[position]) & PUBLIC
        return len(self._known_in(position)) + len(told) > 1

    def _heads(self, position: int) -> dict[Head, int]:
        """The words that may head what a sentence tells, and what that may be, as bits."""
        words, span = self._words[position], self._spans[position]
        found: dict[Head, int] = {}
        known: list[There] = []

        def there() -> There:
            if not known:
                known.append(self._there(position))
            return known[0]

        later, line = with_singulars(words), line_of(WORDS.findall(self._folded, span.start, span.end))
        for first in self._index.firsts & words:
            for made in self._index.announcements[first].among(later):
                kinds = made.kinds_in(words, there) if made.is_there(later, line) else 0
                if kinds:
                    found[made.head] = found.get(made.head, 0) | kinds
        is_said = not self._index.reports.isdisjoint(words) and not self._index.done.isdisjoint(words)
        if is_said and not there().classes.isdisjoint(self._index.armed):
            for word in self._index.reports & words:
                found[word, "verb"] = found.get((word, "verb"), 0) | TIE  # "said that it was behind it"
        for head in blaming_words(words, self._index.reports):
            if not there().classes.isdisjoint(self._index.armed):
                found[head] = found.get(head, 0) | TIE  # "X did it", "they are in the hands of X"
        if self._has_owned_body(position):
            found.update(((word, "particle"), TIE | CLASSED_TIE) for word in _OWNING)
        return found

    def _has_owned_body(self, position: int) -> bool:
        """Whether a listed body under arms stands beside what may be the name of whoever has it, or is of it."""
        return any(
            self._is_body(word)
            and (
                BEFORE_BODY.search(self._text, max(0, word.span.start - _LONGEST_OWNING), word.span.start)
                or BEHIND_BODY.match(self._text, word.span.end)
            )
            for word in self._known_in(position)
        )

    def _is_body(self, word: KnownWord) -> bool:
        by_key = self._gazetteer.by_key
        return any(key in by_key and self._is_a(by_key[key].type, *BODIES, "Junta") for key in word.keys)

    def _known_in(self, position: int) -> Sequence[KnownWord]:
        span = self._spans[position]
        return self._known[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def _there(self, position: int) -> There:
        """What is in a sentence; a pronoun may stand for what is anywhere in the article."""
        words = self._words[position]
        own = self._of(words, self._known_in(position))
        return own if words.isdisjoint(_POINTING) else own.over(self._of_article())

    def _of_article(self) -> There:
        if self._article is None:
            self._article = self._of(frozenset().union(*self._words), self._known)
        return self._article

    def _of(self, words: frozenset[str], known: Sequence[KnownWord]) -> There:
        keys = dict.fromkeys(key for word in known for key in word.keys)
        things = [self._gazetteer.by_key[key] for key in keys if key in self._gazetteer.by_key]
        listed = frozenset(thing.type for thing in things)
        if any(thing.capital_of for thing in things):
            listed |= {"Country"}  # a capital may stand for its state
        demonym = frozenset({DEMONYM, "Country"}) if any(word.is_demonym for word in known) else frozenset()
        told = frozenset(kind for kind, nouns in TOLD_BY_NOUN.items() if not nouns.isdisjoint(words))
        classes = self._index.classes_of(words)
        if not words.isdisjoint(MEN | ANYBODY) and ("Weapon" in classes or not words.isdisjoint(GARB)):
            told |= {"ArmedGroup"}  # "men in police uniforms", "youths with machetes"
        return There(classes | listed | demonym | told | self._held, listed)

    def _standings(self) -> frozenset[str]:
        """Whether the article has a word for a high office of state or for a military rank, or the name of a ruler."""
        words = frozenset().union(*self._words)
        found = self._index.standings.items()
        held = {name for name, phrases in found if any(words.issuperset(phrase) for phrase in phrases)}
        if any(key in self._gazetteer.ruled for word in self._known for key in word.keys):
            held.add(OFFICE_HELD)
        return frozenset(held)
