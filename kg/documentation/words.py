"""Which words of the lexicon announce a term, and how they stand in a sentence, in readable form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kg.knowledge.lexicon import Entry, Frame, Lexicon, Slot

ENDS: Mapping[str, str] = {"subject": "who", "object": "whom or what"}
"""How the two ends of a relation are called; in the lexicon they are rdf:subject and rdf:object."""

_ANNOUNCES, _NAMES, _MAKES, _STATUS = "announces it", "names one", "is used in one", "gives it"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a pattern: the word itself, or a slot: what marks it, what its filler becomes, and which may fill it.

    `text` says where the slot is when that is neither an object nor a preposition's; `roles` is empty for a slot whose
    filler only has to be there.
    """

    is_word: bool = False
    text: str = ""
    markers: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A frame written out as a sentence runs; `frame` is its name in the lexicon."""

    frame: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Words that have to do with a term in the same way and stand in the same frames; `how` says in which way."""

    how: str
    pos: str
    lemmas: tuple[str, ...]
    patterns: tuple[Pattern, ...]


def words_by_term(lexicon: Lexicon) -> Mapping[str, tuple[Words, ...]]:
    """Return the words of each class, relation or status, those with frames first, each group by the alphabet."""
    grouped: dict[str, dict[tuple[str, str, tuple[Pattern, ...]], set[str]]] = {}
    for entry in _entries(lexicon):
        for term, how in _meanings(entry):
            # What a noun names has no roles: its frames belong to what it announces.
            frames = entry.frames if how == _ANNOUNCES else ()
            patterns = tuple(pattern(_for_term(frame, is_class=term[0].isupper())) for frame in frames)
            grouped.setdefault(term, {}).setdefault((how, entry.pos, patterns), set()).add(entry.lemma)
    return {term: tuple(_words(groups)) for term, groups in grouped.items()}


def _for_term(frame: Frame, *, is_class: bool) -> Frame:
    """A word may announce an event and a relation at once: leave the roles of the one, or the ends of the other."""
    slots = (
        replace(slot, roles=tuple(role for role in slot.roles if (role in ENDS) != is_class)) for slot in frame.slots
    )
    return replace(
        frame, slots=tuple(new for new, old in zip(slots, frame.slots, strict=True) if new.roles or not old.roles)
    )


def _words(groups: Mapping[tuple[str, str, tuple[Pattern, ...]], set[str]]) -> Iterable[Words]:
    found = (
        Words(how, pos, tuple(sorted(lemmas, key=str.lower)), patterns)
        for (how, pos, patterns), lemmas in groups.items()
    )
    return sorted(found, key=lambda words: (words.how, not words.patterns, words.pos, words.lemmas))


def _entries(lexicon: Lexicon) -> tuple[Entry, ...]:
    """Every entry once; guards, which announce nothing, are left out."""
    found = {entry.id: entry for forms in lexicon.forms.values() for _, entry in forms if not entry.has("isGuard")}
    return tuple(found[key] for key in sorted(found))


def _meanings(entry: Entry) -> Iterable[tuple[str, str]]:
    yield from ((term, _ANNOUNCES) for term in entry.denotes)
    if entry.names_type:
        yield entry.names_type, _NAMES
    if entry.used_in:
        yield entry.used_in, _MAKES
    if entry.status:
        yield entry.status, _STATUS


def frames_of_classes(lexicon: Lexicon) -> Mapping[str, tuple[Pattern, ...]]:
    """Return the patterns that every word of a class has, whichever it is."""
    found: dict[str, tuple[Pattern, ...]] = {}
    for name, frame in lexicon.settings:
        found[name] = (*found.get(name, ()), pattern(frame))
    return found


def pattern(frame: Frame) -> Pattern:
    """Return a frame in the order of an English sentence: subject, word and object for a verb, modifiers before a noun."""
    before = _slots(frame, _BEFORE)
    after = _slots(frame, _AFTER)
    return Pattern(frame.id, (*before, Part(is_word=True), *after))


_COUNTED = ("killed", "injured")
"""What only counts the filler stands after the roles that it fills."""

_BEFORE = ("clause actor", "subject", "possessor", "demonym", "compound")
_AFTER = ("object", "itself", "preposition", "next number")
_SAID = {
    "possessor": "’s",
    "demonym": "as a demonym",
    "compound": "as a noun before it",
    "clause actor": "whose clause it is",
    "itself": "the noun itself",
    "next number": "the number after it",
}


def _slots(frame: Frame, functions: Iterable[str]) -> tuple[Part, ...]:
    ordered = (slot for function in functions for slot in frame.slots if slot.function == function)
    return tuple(_part(slot) for slot in ordered)


def _part(slot: Slot) -> Part:
    return Part(
        text=_SAID.get(slot.function, ""),
        markers=tuple(sorted(slot.markers, key=lambda word: (" " in word, len(word), word))),
        roles=tuple(sorted(slot.roles, key=lambda role: (role in _COUNTED, role))),
        takes=slot.takes,
        is_optional=slot.is_optional,
    )
