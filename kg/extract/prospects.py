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
from typing import TypeAlias

from kg.extract.belongings import BEFORE_BODY, BEHIND_BODY
from kg.extract.bodies import TOLD_BY_NOUN
from kg.extract.claims import WORDS_OF_DOERS
from kg.extract.drafts import CONTEXT
from kg.extract.known_names import KnownWord, NameHit, known_words
from kg.extract.reading import ARMED, BODIES, SEVERAL
from kg.extract.slots import may_be_unlisted
from kg.extract.triggers import may_head, with_singulars
from kg.knowledge.inflection import noun_forms
from kg.knowledge.knowledge import Knowledge, forms_with
from kg.knowledge.lexicon import Entry, Frame, Slot
from kg.knowledge.ontology import Ontology
from kg.model import Article, Mention, Span
from kg.text.parser import Tagged
from kg.text.scan import fold, longest
from kg.text.sentences import split_sentences
from kg.text.word_classes import PAST_TENSES

UNCLASSED = frozenset({"Organization", "Party", "Person", "Place", "Settlement", "Thing"})
"""Classes that the form of a name or a pronoun alone can give; any other class takes a word that some list has."""

PUBLIC = frozenset({"Country", "Government", "Junta", "StateForce"})
"""Classes of what belongs to a state."""

PLAIN_PRIOR = 0.45
"""From which prior on a word of violence or of a coup speaks of conflict by itself."""

LEAST_OF_CONFLICT = 0.1
"""In which part of its sentences an article of conflict speaks of it: of our own articles each does in a sixth or more."""

LEAST_SAID = 8
"""From how many sentences on an article that hardly speaks of conflict tells an event only where it does."""

Head: TypeAlias = tuple[str, str]
"""A word (folded) and the part of speech in which it heads something that the lexicon announces."""

_OWNING = ("'s", "’s", "'", "’", "of", "whose", "his", "under")
"""Words between two names one of which is whose the other is."""

_POSSESSING = frozenset("s ' its his her their our my your whose".split())
"""Words of a sentence one of which a possessor takes: what an apostrophe parts from a name, the apostrophe of a plural."""

_PLURAL_OWNER = re.compile(r"s['’](?=\s)")

_LONGEST_OWNING = 12
"""Letters before the name of a body that may say whose it is."""

_DEMONYM = "a demonym"
_MACHINE = "what somebody fights with"
_OFFICE_HELD, _RANK_HELD = "an office of state", "a military rank"
ANAPHORS = frozenset(
    """
    he she him her his hers himself herself it its itself they them their theirs themselves
    """.split()
)
"""Pronouns that stand for somebody or something named before."""

_POINTING = ANAPHORS | SEVERAL
_WORDS = re.compile(r"[^\W_]+")


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
    sentence that speaks of it or of a loss of lives is believed. `names` are the known names of the text.
    """

    spans: tuple[Span, ...]
    heads: tuple[frozenset[Head], ...]
    of_events: tuple[bool, ...]
    names: tuple[NameHit, ...]
    has_events: bool
    has_coups: bool
    is_of_conflict: bool

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


@dataclass(frozen=True, slots=True)
class _Demand:
    """What a frame asks of a sentence: of each set of classes one that is there, and of each set of words one.

    `ends` are the classes of whatever the ends of a tie may be.
    """

    classes: tuple[frozenset[str], ...]
    words: tuple[frozenset[str], ...]
    ends: frozenset[str]

    def is_met(self, words: frozenset[str], there: Callable[[], _There]) -> bool:
        # Asked of every announcement that is there: loops take half of the time of generators.
        for wanted in self.words:
            if wanted.isdisjoint(words):
                return False
        for wanted in self.classes:  # noqa: SIM110
            if wanted.isdisjoint(there().classes):
                return False
        return True


@dataclass(frozen=True, slots=True)
class _There:
    """The classes that words of a sentence may have for more than their form, and those of the listed names among them."""

    classes: frozenset[str]
    listed: frozenset[str]

    def over(self, other: _There) -> _There:
        return _There(self.classes | other.classes, self.listed | other.listed)

    def class_an_end(self, demand: _Demand) -> bool:
        """Whether one end of a tie may be more than a name of which nothing is known."""
        return not self.listed.isdisjoint(demand.ends) or not (self.classes - UNCLASSED).isdisjoint(demand.ends)


_EVENT, _COUP, _TIE, _CLASSED_TIE, _OFFICE, _MORE, _PLAIN, _LOSS = 1, 2, 4, 8, 16, 32, 64, 128
"""What a sentence may tell, one bit each; a classed tie is one between two of which at least one is more than a name. More of
an event told before are its toll, its casualties by name, and who is blamed for it, the former two a loss of lives. A plain event
is one whose words seldom mean anything else."""

_LOSS_FLAGS = ("countsOnly", "isCasualty")
_MORE_FLAGS = (*_LOSS_FLAGS, "isBlame", "isSuccession")


@dataclass(frozen=True, slots=True)
class _Announcement:
    """A form of an entry that announces something (`kinds`): the words after its first, and what its frames ask.

    The words of a verb phrase stand anywhere in a sentence, those of any other one behind the other (`run`, parted by spaces).
    One of the frames must be met; an office may be named without any.
    """

    rest: tuple[str, ...]
    run: str
    demands: tuple[_Demand, ...]
    kinds: int
    head: Head

    def is_there(self, words: frozenset[str], line: str) -> bool:
        """Whether it stands in a sentence: `words` are its words with their singulars, `line` they as they follow each other."""
        return words.issuperset(self.rest) and self.run in line

    def kinds_in(self, words: frozenset[str], there: Callable[[], _There]) -> int:
        """What a sentence with these words may tell by this announcement, which is there, as bits."""
        met = [demand for demand in self.demands if demand.is_met(words, there)]
        if not met:
            return self.kinds & _OFFICE
        is_classed = self.kinds & _TIE and any(there().class_an_end(demand) for demand in met)
        return self.kinds | (_CLASSED_TIE if is_classed else 0)


@dataclass(frozen=True, slots=True)
class _Index:
    """The lexicon by the first word of each form, as the words of a sentence are looked up in it."""

    announcements: Mapping[str, tuple[_Announcement, ...]]
    nouns: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    firsts: frozenset[str]
    noun_firsts: frozenset[str]
    reports: frozenset[str]
    done: frozenset[str]
    """Words by which somebody says that he did what was told before, those that `claims` reads and the verbs that carry deeds."""
    armed: frozenset[str]
    bearers: Mapping[str, tuple[tuple[str, ...], ...]]
    """The nouns for parties under arms and the ranks of which general news does not speak every day."""
    standings: Mapping[str, tuple[frozenset[str], ...]]
    """The words of each phrase for a high office of state or for a time in one, and of each for a military rank."""

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
    bearers: dict[str, dict[tuple[str, ...], None]] = {}
    for forms in knowledge.lexicon.forms.values():
        for form, entry in forms:
            first, *rest = _WORDS.findall(" ".join(form)) or [""]
            if entry.names_type:
                nouns.setdefault(first, {})[tuple(rest), entry.names_type] = None
                if entry.used_in:
                    nouns[first][tuple(rest), _MACHINE] = None
                is_armed = entry.has("isRank") or knowledge.ontology.is_a(entry.names_type, *ARMED)
                if is_armed and not entry.has("isEveryday"):
                    bearers.setdefault(first, {})[tuple(rest)] = None
            if entry.denotes or any(map(entry.has, _MORE_FLAGS)):
                if entry.id not in demands:
                    demands[entry.id] = tuple(_demands(entry, knowledge.ontology))
                head = form[0] if entry.pos == "verb" else form[-1], entry.pos
                run = _line((first, *rest)) if rest and entry.pos != "verb" else ""
                made = _Announcement(tuple(rest), run, demands[entry.id], _kinds(entry, knowledge.ontology), head)
                announcements.setdefault(first, {})[made] = None
    return _Index(
        {first: tuple(made) for first, made in announcements.items()},
        {first: tuple(named) for first, named in nouns.items()},
        frozenset(announcements),
        frozenset(nouns),
        forms_with(knowledge, "isReport"),
        WORDS_OF_DOERS | {form.split()[0] for form in forms_with(knowledge, "supportVerb")},
        frozenset(name for name in knowledge.ontology.ancestors if knowledge.ontology.is_a(name, "ArmedGroup")),
        {first: tuple(rests) for first, rests in bearers.items()},
        {
            _OFFICE_HELD: _phrases(knowledge, "isOffice", "isTenure"),
            _RANK_HELD: _phrases(knowledge, "isRank"),
        },
    )


def _line(words: Iterable[str]) -> str:
    """Words as they follow each other, with a space around each, so that a run of them is found in a line as it stands."""
    return f" {' '.join(words)} "


def _phrases(knowledge: Knowledge, *flags: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(_WORDS.findall(form)) for flag in flags for form in forms_with(knowledge, flag))


def _kinds(entry: Entry, ontology: Ontology) -> int:
    is_tie = any(kind in ontology.relations for kind in entry.denotes)
    is_violent = any(ontology.is_a(kind, "Event") and not ontology.is_a(kind, *CONTEXT) for kind in entry.denotes)
    return (
        _EVENT * any(ontology.is_a(kind, "Event") for kind in entry.denotes)
        | _COUP * any(ontology.is_a(kind, "SeizureOfPower") for kind in entry.denotes)
        | _TIE * is_tie
        | _OFFICE * (is_tie and entry.has("isOffice"))
        | _MORE * any(map(entry.has, _MORE_FLAGS))
        | _LOSS * any(map(entry.has, _LOSS_FLAGS))
        | _PLAIN * (entry.prior >= PLAIN_PRIOR and is_violent)
    )


def _demands(entry: Entry, ontology: Ontology) -> Iterable[_Demand]:
    """What each frame asks; one that asks for an event is left out, since that event makes its sentence worth parsing."""
    if not entry.frames or entry.has("isCasualty"):
        yield _Demand((), (), frozenset(ontology.ancestors))
    for frame in entry.frames:
        required = [slot for slot in frame.slots if not slot.is_optional]
        if not any("Event" in slot.takes for slot in required):
            yield _demand(required, _ends(frame, ontology), ontology)


def _ends(frame: Frame, ontology: Ontology) -> frozenset[str]:
    ends = [slot for slot in frame.slots if not {"subject", "object"}.isdisjoint(slot.roles)]
    return frozenset().union(*(_taken(slot, ontology) for slot in ends))


def _taken(slot: Slot, ontology: Ontology) -> frozenset[str]:
    """The classes of whatever a slot takes; every class for one that names none."""
    taken = (name for name in ontology.ancestors if not slot.takes or ontology.is_a(name, *slot.takes))
    return frozenset(name for name in taken if not slot.excepts or not ontology.is_a(name, *slot.excepts))


def _demand(required: Sequence[Slot], ends: frozenset[str], ontology: Ontology) -> _Demand:
    classes, words = [], []
    for slot in required:
        is_fixed_object = slot.function == "object" and bool(slot.markers)
        if is_fixed_object:
            words.append(frozenset(form for marker in slot.markers for form in (marker, *noun_forms(marker))))
        if slot.function == "possessor":
            words.append(_POSSESSING)
        if slot.function == "preposition" or (slot.function == "clause actor" and slot.markers):
            words.append(slot.prepositions)
        if slot.function == "next number" and slot.markers:
            words.append(slot.markers)
        if slot.function == "demonym":
            classes.append(frozenset({_DEMONYM}))
        elif slot.is_of_office and slot.takes == ("Person",):
            classes.append(frozenset({_OFFICE_HELD}))
        elif slot.is_under_arms:
            classes.append((_taken(slot, ontology) - UNCLASSED) | {_RANK_HELD})
        elif slot.takes and not is_fixed_object:
            taken = _taken(slot, ontology)
            if taken.isdisjoint(UNCLASSED) and "Thing" not in slot.takes and not may_be_unlisted(slot):
                # "Taken out by the army's helicopters": those who fly them.
                machines = {_MACHINE} if "perpetrator" in slot.roles else set()
                classes.append(taken | {*slot.takes, *machines})
    return _Demand(tuple(classes), tuple(words), ends)


def look(article: Article, knowledge: Knowledge) -> Outlook:
    """Return what the words of each sentence of an article allow it to tell."""
    return _Look(article, knowledge).outlook()


class _Look:
    """One article while it is looked over; a class only to hold what its sentences share."""

    def __init__(self, article: Article, knowledge: Knowledge) -> None:
        text = fold(article.text)
        self._text, self._is_a = article.text, knowledge.ontology.is_a
        self._index = _index(knowledge)
        self._gazetteer = knowledge.gazetteer
        self._spans = split_sentences(article.text, article.body)
        self._folded = text
        self._words = [self._words_of(text, span) for span in self._spans]
        self._known = sorted(known_words(article.text, article.body, knowledge), key=lambda word: word.span)
        self._starts = [word.span.start for word in self._known]
        self._held = self._standings()
        self._article: _There | None = None

    def _words_of(self, text: str, span: Span) -> frozenset[str]:
        owner = ("'",) if _PLURAL_OWNER.search(text, span.start, span.end) else ()
        return frozenset((*_WORDS.findall(text, span.start, span.end), *owner))

    def outlook(self) -> Outlook:
        found = [self._heads(position) for position in range(len(self._spans))]
        speaks = [self._speaks(position, heads) for position, heads in enumerate(found)]
        is_of_conflict = any(speaks) and sum(speaks) >= LEAST_OF_CONFLICT * len(speaks)
        is_of_peace = not is_of_conflict and len(speaks) >= LEAST_SAID
        of_events = [
            not is_of_peace or is_said or any(kinds & _LOSS for kinds in heads.values())
            for is_said, heads in zip(speaks, found, strict=True)
        ]
        told = [kinds for heads, counts in zip(found, of_events, strict=True) if counts for kinds in heads.values()]
        has_events = is_of_conflict and any(kinds & _EVENT for kinds in told)
        has_coups = any(kinds & _COUP for kinds in told)
        wanted = (
            _EVENT
            | _CLASSED_TIE
            | (_TIE | _MORE if has_events else 0)
            | (_OFFICE if has_coups or is_of_conflict else 0)
        )

        def wanted_in(position: int) -> int:
            has_ties = is_of_conflict or self._has_public_ends(position)
            return wanted & ~(0 if has_ties else _TIE | _CLASSED_TIE) & ~(0 if of_events[position] else _EVENT)

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
        )

    def _speaks(self, position: int, heads: Mapping[Head, int]) -> bool:
        """Whether a sentence speaks of a party under arms or of plain violence."""
        return any(kinds & _PLAIN for kinds in heads.values()) or self._speaks_of_arms(position)

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
        known: list[_There] = []

        def there() -> _There:
            if not known:
                known.append(self._there(position))
            return known[0]

        later, line = with_singulars(words), _line(_WORDS.findall(self._folded, span.start, span.end))
        for first in self._index.firsts & words:
            for made in self._index.announcements[first]:
                kinds = made.kinds_in(words, there) if made.is_there(later, line) else 0
                if kinds:
                    found[made.head] = found.get(made.head, 0) | kinds
        is_said = not self._index.reports.isdisjoint(words) and not self._index.done.isdisjoint(words)
        if is_said and not there().classes.isdisjoint(self._index.armed):
            for word in self._index.reports & words:
                found[word, "verb"] = found.get((word, "verb"), 0) | _TIE  # "said that it was behind it"
        if self._has_owned_body(position):
            found.update(((word, "particle"), _TIE | _CLASSED_TIE) for word in _OWNING)
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

    def _there(self, position: int) -> _There:
        """What is in a sentence; a pronoun may stand for what is anywhere in the article."""
        words = self._words[position]
        own = self._of(words, self._known_in(position))
        return own if words.isdisjoint(_POINTING) else own.over(self._of_article())

    def _of_article(self) -> _There:
        if self._article is None:
            self._article = self._of(frozenset().union(*self._words), self._known)
        return self._article

    def _of(self, words: frozenset[str], known: Sequence[KnownWord]) -> _There:
        keys = dict.fromkeys(key for word in known for key in word.keys)
        things = [self._gazetteer.by_key[key] for key in keys if key in self._gazetteer.by_key]
        listed = frozenset(thing.type for thing in things)
        if any(thing.capital_of for thing in things):
            listed |= {"Country"}  # a capital may stand for its state
        demonym = frozenset({_DEMONYM, "Country"}) if any(word.is_demonym for word in known) else frozenset()
        told = frozenset(kind for kind, nouns in TOLD_BY_NOUN.items() if not nouns.isdisjoint(words))
        return _There(self._index.classes_of(words) | listed | demonym | told | self._held, listed)

    def _standings(self) -> frozenset[str]:
        """Whether the article has a word for a high office of state or for a military rank, or the name of a ruler."""
        words = frozenset().union(*self._words)
        found = self._index.standings.items()
        held = {name for name, phrases in found if any(words.issuperset(phrase) for phrase in phrases)}
        if any(key in self._gazetteer.ruled for word in self._known for key in word.keys):
            held.add(_OFFICE_HELD)
        return frozenset(held)
