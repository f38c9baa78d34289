"""What each sentence of an article may tell, judged by its words before any is parsed.

Parsing takes most of the time of reading, and most news tells nothing that kg looks for. A sentence is passed over only
when no parse of it could tell an event, a tie or a toll: each condition below is one that the rules of this room ask for
themselves, never a guess. `tests/extract/test_prospects.py` reads articles with every sentence parsed, and compares.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.mentions import ANAPHORS, KnownWord, NameHit, known_words
from kg.extract.reading import SEVERAL
from kg.knowledge.inflection import noun_forms
from kg.knowledge.knowledge import Knowledge
from kg.knowledge.lexicon import Entry, Slot
from kg.knowledge.ontology import Ontology
from kg.model import Article, Mention, Span
from kg.text.scan import fold, longest
from kg.text.sentences import split_sentences

UNCLASSED = frozenset({"Organization", "Party", "Person", "Place", "Settlement", "Thing"})
"""Classes that the form of a name or a pronoun alone can give; any other class takes a word that some list has."""

_DEMONYM, _LISTED = "a demonym", "a listed name"
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the words of an article allow.

    `worth` says for each of the sentences `spans` whether it must be parsed; `has_events` and `has_coups` whether any may
    tell an event, or a coup. Without an event no toll counts and no tie between two that nothing classes; without a coup
    "President X" says nothing. `names` are the known names of the text.
    """

    spans: tuple[Span, ...]
    worth: tuple[bool, ...]
    names: tuple[NameHit, ...]
    has_events: bool
    has_coups: bool

    @property
    def last(self) -> int:
        """The index of the last sentence that is worth parsing, -1 when none is."""
        return max((position for position, is_worth in enumerate(self.worth) if is_worth), default=-1)

    def keeps_tie(self, subject: object, object_: object, is_of_topic: bool) -> bool:
        """Tell whether a tie counts here; of the country the article is about ("President X"), or between two ends."""
        if is_of_topic:
            return self.has_coups
        return self.has_events or not (_is_unclassed(subject) and _is_unclassed(object_))


def _is_unclassed(end: object) -> bool:
    """Whether an end of a tie is a mention of which no list says anything."""
    return isinstance(end, Mention) and end.type in UNCLASSED and not end.known


@dataclass(frozen=True, slots=True)
class _Demand:
    """What a frame asks of a sentence: of each set of classes one that is there, and of each set of words one."""

    classes: tuple[frozenset[str], ...]
    words: tuple[frozenset[str], ...]

    def is_met(self, words: frozenset[str], classes: Callable[[], frozenset[str]]) -> bool:
        return not any(wanted.isdisjoint(words) for wanted in self.words) and not any(
            wanted.isdisjoint(classes()) for wanted in self.classes
        )


_EVENT, _COUP, _TIE, _CLASSED_TIE, _OFFICE, _TOLL = 1, 2, 4, 8, 16, 32
"""What a sentence may tell, one bit each; a classed tie is one between two of which at least one is more than a name."""


@dataclass(frozen=True, slots=True)
class _Announcement:
    """A form of an entry that announces something (`kinds`): the words after its first, and what its frames ask.

    One of the frames must be met; an office may be named without any.
    """

    rest: tuple[str, ...]
    demands: tuple[_Demand, ...]
    kinds: int

    def is_there(self, words: frozenset[str]) -> bool:
        # A later word of a verb phrase may have a plural ending ("claimed responsibilities").
        return all(word in words or word + "s" in words for word in self.rest)


@dataclass(frozen=True, slots=True)
class _Index:
    """The lexicon by the first word of each form, as the words of a sentence are looked up in it."""

    announcements: Mapping[str, tuple[_Announcement, ...]]
    nouns: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    firsts: frozenset[str]
    noun_firsts: frozenset[str]

    def classes_of(self, words: frozenset[str]) -> frozenset[str]:
        """The classes that nouns among the words name."""
        return frozenset(
            name
            for first in self.noun_firsts & words
            for rest, name in self.nouns[first]
            if all(word in words for word in rest)
        )


@lru_cache(maxsize=4)
def _index(knowledge: Knowledge) -> _Index:
    announcements: dict[str, dict[_Announcement, None]] = {}
    nouns: dict[str, dict[tuple[tuple[str, ...], str], None]] = {}
    demands: dict[str, tuple[_Demand, ...]] = {}
    for forms in knowledge.lexicon.forms.values():
        for form, entry in forms:
            first, *rest = _WORDS.findall(" ".join(form)) or [""]
            if entry.names_type:
                nouns.setdefault(first, {})[tuple(rest), entry.names_type] = None
            if entry.denotes or entry.has("countsOnly"):
                if entry.id not in demands:
                    demands[entry.id] = tuple(_demands(entry, knowledge.ontology))
                made = _Announcement(tuple(rest), demands[entry.id], _kinds(entry, knowledge.ontology))
                announcements.setdefault(first, {})[made] = None
    return _Index(
        {first: tuple(made) for first, made in announcements.items()},
        {first: tuple(named) for first, named in nouns.items()},
        frozenset(announcements),
        frozenset(nouns),
    )


def _kinds(entry: Entry, ontology: Ontology) -> int:
    is_tie = any(kind in ontology.relations for kind in entry.denotes)
    return (
        _EVENT * any(ontology.is_a(kind, "Event") for kind in entry.denotes)
        | _COUP * any(ontology.is_a(kind, "SeizureOfPower") for kind in entry.denotes)
        | _TIE * is_tie
        | _OFFICE * (is_tie and entry.has("isOffice"))
        | _TOLL * entry.has("countsOnly")
    )


def _demands(entry: Entry, ontology: Ontology) -> Iterable[_Demand]:
    """What each frame asks; one that asks for an event is left out, since that event makes its sentence worth parsing."""
    if not entry.frames:
        yield _Demand((), ())
    for frame in entry.frames:
        required = [slot for slot in frame.slots if not slot.is_optional]
        if not any("Event" in slot.takes for slot in required):
            yield _demand(required, ontology)


def _demand(required: Sequence[Slot], ontology: Ontology) -> _Demand:
    classes, words = [], []
    for slot in required:
        is_fixed_object = slot.function == "object" and bool(slot.markers)
        if is_fixed_object:
            words.append(frozenset(form for marker in slot.markers for form in (marker, *noun_forms(marker))))
        if slot.function == "preposition":
            words.append(frozenset(marker.split()[0] for marker in slot.markers))
        if slot.function == "demonym":
            classes.append(frozenset({_DEMONYM}))
        elif slot.takes and not is_fixed_object:
            taken = frozenset(name for name in ontology.ancestors if ontology.is_a(name, *slot.takes))
            if taken.isdisjoint(UNCLASSED) and "Thing" not in slot.takes:
                classes.append(taken | frozenset(slot.takes))
    return _Demand(tuple(classes), tuple(words))


def look(article: Article, knowledge: Knowledge) -> Outlook:
    """Return what the words of each sentence of an article allow it to tell."""
    return _Look(article, knowledge).outlook()


class _Look:
    """One article while it is looked over; a class only to hold what its sentences share."""

    def __init__(self, article: Article, knowledge: Knowledge) -> None:
        text = fold(article.text)
        self._index = _index(knowledge)
        self._gazetteer = knowledge.gazetteer
        self._spans = split_sentences(article.text, article.body)
        self._words = [frozenset(_WORDS.findall(text, span.start, span.end)) for span in self._spans]
        self._known = sorted(known_words(article.text, article.body, knowledge), key=lambda word: word.span)
        self._starts = [word.span.start for word in self._known]
        self._of_article: frozenset[str] | None = None

    def outlook(self) -> Outlook:
        kinds = [self._kinds(position) for position in range(len(self._spans))]
        has_events = any(kind & _EVENT for kind in kinds)
        has_coups = any(kind & _COUP for kind in kinds)
        wanted = _EVENT | _CLASSED_TIE | (_TIE | _TOLL if has_events else 0) | (_OFFICE if has_coups else 0)
        names = {word.span: NameHit(word.span, word.keys) for word in self._known if word.keys}
        return Outlook(
            self._spans,
            tuple(bool(kind & wanted) for kind in kinds),
            tuple(names[span] for span in longest(names)),
            has_events,
            has_coups,
        )

    def _kinds(self, position: int) -> int:
        """What a sentence may tell, as bits."""
        words, found = self._words[position], 0
        firsts = self._index.firsts & words
        if not firsts:
            return 0
        known: list[frozenset[str]] = []

        def classes() -> frozenset[str]:
            if not known:
                known.append(self._classes(position))
            return known[0]

        for made in (made for first in firsts for made in self._index.announcements[first]):
            if made.kinds | found == found or not made.is_there(words):
                continue
            is_met = any(demand.is_met(words, classes) for demand in made.demands)
            found |= made.kinds if is_met else made.kinds & _OFFICE
        if found & _TIE and not classes() <= UNCLASSED:
            found |= _CLASSED_TIE
        return found

    def _classes(self, position: int) -> frozenset[str]:
        """Classes that something in a sentence may have for more than its form; a pronoun may stand for what the article has."""
        span, words = self._spans[position], self._words[position]
        known = self._known[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]
        own = self._index.classes_of(words) | self._listed(known)
        return own if words.isdisjoint(ANAPHORS | SEVERAL) else own | self._classes_of_article()

    def _classes_of_article(self) -> frozenset[str]:
        if self._of_article is None:
            words = frozenset().union(*self._words)
            self._of_article = self._index.classes_of(words) | self._listed(self._known)
        return self._of_article

    def _listed(self, known: Iterable[KnownWord]) -> frozenset[str]:
        """The classes of listed names, and a mark that there are any."""
        found: set[str] = set()
        for word in known:
            if word.is_demonym:
                found |= {_DEMONYM, "Country"}
            if word.keys:
                found.add(_LISTED)
                found.update(self._gazetteer.by_key[key].type for key in word.keys if key in self._gazetteer.by_key)
        return frozenset(found)
