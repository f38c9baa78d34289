"""What the words of the lexicon announce, by the words that must be there, and what their frames ask of a sentence besides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from kg.extract.claims import WORDS_OF_DOERS
from kg.extract.drafts import CONTEXT
from kg.extract.reading import ARMED
from kg.extract.slots import may_be_unlisted
from kg.knowledge.inflection import noun_forms
from kg.knowledge.knowledge import Knowledge, forms_with
from kg.knowledge.lexicon import Entry, Frame, Slot
from kg.knowledge.ontology import Ontology

UNCLASSED = frozenset({"Organization", "Party", "Person", "Place", "Settlement", "Thing"})
"""Classes that the form of a name or a pronoun alone can give; any other class takes a word that some list has."""

PLAIN_PRIOR = 0.45
"""From which prior on a word of violence or of a coup speaks of conflict by itself."""

Head: TypeAlias = tuple[str, str]
"""A word (folded) and the part of speech in which it heads something that the lexicon announces."""

_POSSESSING = frozenset("s ' its his her their our my your whose".split())
"""Words of a sentence one of which a possessor takes: what an apostrophe parts from a name, the apostrophe of a plural."""

DEMONYM = "a demonym"
MACHINE = "what somebody fights with"
OFFICE_HELD, RANK_HELD = "an office of state", "a military rank"
WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Demand:
    """What a frame asks of a sentence: of each set of classes one that is there, and of each set of words one.

    `ends` are the classes of whatever the ends of a tie may be.
    """

    classes: tuple[frozenset[str], ...]
    words: tuple[frozenset[str], ...]
    ends: frozenset[str]

    def is_met(self, words: frozenset[str], there: Callable[[], There]) -> bool:
        # Asked of every announcement that is there: loops take half of the time of generators.
        for wanted in self.words:
            if wanted.isdisjoint(words):
                return False
        for wanted in self.classes:  # noqa: SIM110
            if wanted.isdisjoint(there().classes):
                return False
        return True


@dataclass(frozen=True, slots=True)
class There:
    """The classes that words of a sentence may have for more than their form, and those of the listed names among them."""

    classes: frozenset[str]
    listed: frozenset[str]

    def over(self, other: There) -> There:
        return There(self.classes | other.classes, self.listed | other.listed)

    def class_an_end(self, demand: Demand) -> bool:
        """Whether one end of a tie may be more than a name of which nothing is known."""
        return not self.listed.isdisjoint(demand.ends) or not (self.classes - UNCLASSED).isdisjoint(demand.ends)


EVENT, COUP, TIE, CLASSED_TIE, OFFICE, MORE, PLAIN, LOSS, END, AGAIN, MUTINY = (1 << bit for bit in range(11))
"""What a sentence may tell, one bit each; a classed tie is one between two of which at least one is more than a name. More of
an event told before are its toll, its casualties by name, and who is blamed for it, the former two a loss of lives. A plain event
is one whose words seldom mean anything else. The end is that of a coup which the sentence before told; "again" is one more of
what sentences before told, of which the words alone say nothing."""

_LOSS_FLAGS = ("countsOnly", "isCasualty")
_MORE_FLAGS = (*_LOSS_FLAGS, "isBlame", "isSuccession", "isHerald")


@dataclass(frozen=True, slots=True)
class Announcement:
    """A form of an entry that announces something (`kinds`): the words after its first, and what its frames ask.

    The words of a verb phrase stand anywhere in a sentence, those of any other one behind the other (`run`, parted by spaces).
    One of the frames must be met; an office may be named without any.
    """

    rest: tuple[str, ...]
    run: str
    demands: tuple[Demand, ...]
    kinds: int
    head: Head

    def is_there(self, words: frozenset[str], line: str) -> bool:
        """Whether it stands in a sentence: `words` are its words with their singulars, `line` they as they follow each other."""
        return words.issuperset(self.rest) and self.run in line

    def kinds_in(self, words: frozenset[str], there: Callable[[], There]) -> int:
        """What a sentence with these words may tell by this announcement, which is there, as bits."""
        met = [demand for demand in self.demands if demand.is_met(words, there)]
        if not met:
            return self.kinds & OFFICE
        is_classed = self.kinds & TIE and any(there().class_an_end(demand) for demand in met)
        return self.kinds | (CLASSED_TIE if is_classed else 0)


@dataclass(frozen=True, slots=True)
class Beginning:
    """The announcements that begin with one word: those of no other word, and the others by the longest of their other words."""

    alone: tuple[Announcement, ...]
    further: Mapping[str, tuple[Announcement, ...]]

    @classmethod
    def of(cls, made: Iterable[Announcement]) -> Beginning:
        further: dict[str, list[Announcement]] = {}
        alone: list[Announcement] = []
        for one in made:
            (further.setdefault(max(one.rest, key=len), []) if one.rest else alone).append(one)
        return cls(tuple(alone), {word: tuple(those) for word, those in further.items()})

    def among(self, words: frozenset[str]) -> Iterator[Announcement]:
        """Those that may stand in a sentence with these words and their singulars."""
        yield from self.alone
        for word in self.further.keys() & words:
            yield from self.further[word]


@dataclass(frozen=True, slots=True)
class Index:
    """The lexicon by the first word of each form, as the words of a sentence are looked up in it."""

    announcements: Mapping[str, Beginning]
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
def index_of(knowledge: Knowledge) -> Index:
    announcements: dict[str, dict[Announcement, None]] = {}
    nouns: dict[str, dict[tuple[tuple[str, ...], str], None]] = {}
    demands: dict[str, tuple[Demand, ...]] = {}
    bearers: dict[str, dict[tuple[str, ...], None]] = {}
    for forms in knowledge.lexicon.forms.values():
        for form, entry in forms:
            first, *rest = WORDS.findall(" ".join(form)) or [""]
            if entry.names_type:
                nouns.setdefault(first, {})[tuple(rest), entry.names_type] = None
                if entry.used_in:
                    nouns[first][tuple(rest), MACHINE] = None
                is_armed = entry.has("isRank") or knowledge.ontology.is_a(entry.names_type, *ARMED)
                if is_armed and not entry.has("isEveryday"):
                    bearers.setdefault(first, {})[tuple(rest)] = None
            if entry.denotes or any(map(entry.has, _MORE_FLAGS)) or _is_ending(entry):
                if entry.id not in demands:
                    demands[entry.id] = tuple(_demands(entry, knowledge.ontology))
                head = verb_of(form) if entry.pos == "verb" else form[-1], entry.pos
                run = line_of((first, *rest)) if rest and entry.pos != "verb" else ""
                made = Announcement(tuple(rest), run, demands[entry.id], _kinds(entry, knowledge.ontology), head)
                announcements.setdefault(first, {})[made] = None
    return Index(
        {first: Beginning.of(made) for first, made in announcements.items()},
        {first: tuple(named) for first, named in nouns.items()},
        frozenset(announcements),
        frozenset(nouns),
        forms_with(knowledge, "isReport"),
        WORDS_OF_DOERS | {form.split()[0] for form in forms_with(knowledge, "supportVerb")},
        frozenset(name for name in knowledge.ontology.ancestors if knowledge.ontology.is_a(name, "ArmedGroup")),
        {first: tuple(rests) for first, rests in bearers.items()},
        {
            OFFICE_HELD: _phrases(knowledge, "isOffice", "isTenure"),
            RANK_HELD: _phrases(knowledge, "isRank"),
        },
    )


def verb_of(form: Sequence[str]) -> str:
    """The word of a verb's form that is its head: the first, or the last of a verb with hyphens in it ("machine-gunned")."""
    place = 0
    while place + 2 < len(form) and form[place + 1] == "-":
        place += 2
    return form[place]


def line_of(words: Iterable[str]) -> str:
    """Words as they follow each other, with a space around each, so that a run of them is found in a line as it stands."""
    return f" {' '.join(words)} "


def _phrases(knowledge: Knowledge, *flags: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(WORDS.findall(form)) for flag in flags for form in forms_with(knowledge, flag))


def _kinds(entry: Entry, ontology: Ontology) -> int:
    if entry.has("isSameAgain"):
        return AGAIN
    is_tie = any(kind in ontology.relations for kind in entry.denotes)
    is_violent = any(ontology.is_a(kind, "Event") and not ontology.is_a(kind, *CONTEXT) for kind in entry.denotes)
    return (
        EVENT * any(ontology.is_a(kind, "Event") for kind in entry.denotes)
        | COUP * any(ontology.is_a(kind, "SeizureOfPower") for kind in entry.denotes)
        | MUTINY * any(ontology.is_a(kind, "Mutiny") for kind in entry.denotes)
        | TIE * is_tie
        | OFFICE * (is_tie and entry.has("isOffice"))
        | MORE * any(map(entry.has, _MORE_FLAGS))
        | LOSS * any(map(entry.has, _LOSS_FLAGS))
        | PLAIN * (entry.prior >= PLAIN_PRIOR and is_violent)
        | END * _is_ending(entry)
    )


def _is_ending(entry: Entry) -> bool:
    return entry.has("isDefeat") or (entry.status == "attempted" and entry.pos == "verb")


def _demands(entry: Entry, ontology: Ontology) -> Iterable[Demand]:
    """What each frame asks; one that asks for an event is left out, since that event makes its sentence worth parsing."""
    if not entry.frames or entry.has("isCasualty"):
        yield Demand((), (), frozenset(ontology.ancestors))
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


def _demand(required: Sequence[Slot], ends: frozenset[str], ontology: Ontology) -> Demand:
    classes: list[frozenset[str]] = []
    words: list[frozenset[str]] = []
    for slot in required:
        is_fixed_object = slot.function == "object" and bool(slot.markers)
        if is_fixed_object:
            words.extend(_forms(slot.markers))
        if slot.words:
            words.extend(_forms(slot.words))
        if slot.function == "possessor":
            words.append(_POSSESSING)
        if slot.function == "preposition" or (slot.function == "clause actor" and slot.markers):
            words.append(slot.prepositions)
        if slot.function == "next number" and slot.markers:
            words.append(slot.markers)
        if slot.function == "demonym":
            classes.append(frozenset({DEMONYM}))
        elif slot.is_of_office and slot.takes == ("Person",):
            classes.append(frozenset({OFFICE_HELD}))
        elif slot.is_under_arms:
            classes.append((_taken(slot, ontology) - UNCLASSED) | {RANK_HELD})
        elif slot.takes and not is_fixed_object:
            taken = _taken(slot, ontology)
            if taken.isdisjoint(UNCLASSED) and "Thing" not in slot.takes and not may_be_unlisted(slot):
                # "Taken out by the army's helicopters": those who fly them.
                machines = {MACHINE} if "perpetrator" in slot.roles else set()
                classes.append(taken | {*slot.takes, *machines})
    return Demand(tuple(classes), tuple(words), ends)


def _forms(words: Iterable[str]) -> Iterator[frozenset[str]]:
    """The forms of nouns, or of the last words of phrases, one of which is there when any of them is; none of signs ("$")."""
    last = [word.rpartition(" ")[2] for word in words]
    if all(map(WORDS.fullmatch, last)):
        yield frozenset(form for word in last for form in (word, *noun_forms(word)))
