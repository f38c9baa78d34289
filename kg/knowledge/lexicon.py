"""The lexicon of `ontology/lexicon.*.ttl`: words by form, each with the frames that say who fills which role.

The Turtle is OntoLex with its synsem module; its own header explains the properties that kg adds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.knowledge.inflection import noun_forms, verb_forms
from kg.knowledge.ontology import local, read_turtle
from kg.text.scan import fold
from kg.vocab import KG, LEXINFO, ONTOLEX, PREFIXES, RDF, SYNSEM

_FUNCTIONS: Mapping[str, str] = {
    LEXINFO.subject.value: "subject",
    LEXINFO.directObject.value: "object",
    LEXINFO.indirectObject.value: "indirect object",
    LEXINFO.prepositionalAdjunct.value: "preposition",
    LEXINFO.possessiveAdjunct.value: "possessor",
    KG.compoundModifier.value: "compound",
    KG.demonymModifier.value: "demonym",
    KG.clauseActor.value: "clause actor",
    KG.itself.value: "itself",
    KG.nextNumber.value: "next number",
    KG.clauseSubject.value: "clause subject",
    KG.clauseHead.value: "clause head",
    KG.clauseObject.value: "clause object",
    KG.announcer.value: "announcer",
}
_HYPHEN = re.compile(r"-(?!\d)")
"""A hyphen that the parser takes for a word: not that of "F-16"."""

_FLAGS = (
    "isGuard", "supportVerb", "isResult", "countsOnly", "isTitle", "isOffice", "isOngoing", "pluralIsOne", "isPlainModifier",
    "isReport", "isQuantifier", "isDistinct", "isBoundary", "isMission", "isCapital", "isFiction", "isBygone", "isRank",
    "isOtherTrade", "isPublicFigure", "isBlame", "isAftermath", "isIndividual", "isTenure", "isSuccession", "isMaker", "isHerald",
    "isLesser", "isEveryday", "isOneOfSeveral", "isMouthpiece", "isDeputy", "isAim", "isCivil", "isHeadOfGovernment",
    "isCasualty", "isPartOfSite", "isConveyance", "isHolding", "isCarrying", "isAbsence", "isAbstract", "mostlyKills",
    "isVehicle", "isAccident", "isDefeat", "isBlast", "isSameAgain", "isOfSome",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a frame: a grammatical function, and the roles that its filler gets.

    `takes` are classes, empty for any; `markers` prepositions, or the words one of which an object must be; those that `kg:among`
    lists are among them. A person who
    fills a slot that `is_of_office` must be called by a high office ("the president"), one in a slot that `is_under_arms` by a
    rank.
    """

    function: str
    roles: tuple[str, ...]
    takes: tuple[str, ...]
    markers: frozenset[str]
    is_optional: bool
    is_name_only: bool
    is_of_office: bool
    is_under_arms: bool
    words: frozenset[str] = frozenset()
    """Words one of which must stand behind a preposition."""
    excepts: tuple[str, ...] = ()
    """Classes of those that are taken which the slot does not take all the same."""
    is_seat: bool = False
    """Whether a place must be the capital of a state."""

    @property
    def prepositions(self) -> frozenset[str]:
        """The first words of its markers."""
        return frozenset(marker.split()[0] for marker in self.markers)


@dataclass(frozen=True, slots=True)
class Frame:
    """A way a word stands in a sentence; `id` is its local name in the lexicon.

    `wanted` are sets of prepositions: of each, one must be among the words of a sentence for the frame to be filled there.
    """

    id: str
    slots: tuple[Slot, ...]
    wanted: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the lexicon: what it denotes, with which frames, and how far it can be trusted alone (`prior`).

    `used_in` is the class of attack that a weapon makes ("bomb": Bombing).
    """

    id: str
    lemma: str
    pos: str
    denotes: tuple[str, ...]
    frames: tuple[Frame, ...]
    prior: float
    names_type: str | None
    status: str | None
    used_in: str | None
    flags: frozenset[str]

    def has(self, flag: str) -> bool:
        return flag in self.flags


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries by written form; `settings` are the frames that every event of a class has, `attempts` the class that an
    attempt at another belongs to, `generic` the class whose events the words for another may tell of, `political` the class
    that an attack becomes when somebody in public life is killed.

    `forms` maps the first word of a form to (all its words, entry), longest first.
    """

    forms: Mapping[str, tuple[tuple[tuple[str, ...], Entry], ...]]
    settings: tuple[tuple[str, Frame], ...]
    attempts: Mapping[str, str]
    generic: Mapping[str, str]
    political: Mapping[str, str]
    plain_modifiers: frozenset[str]

    def starting(self, word: str) -> tuple[tuple[tuple[str, ...], Entry], ...]:
        """The forms whose first word is `word` (folded), longest first."""
        return self.forms.get(word, ())


Facts = dict[NamedNode | BlankNode, dict[str, list[object]]]


def read_lexicon(paths: Iterable[Path]) -> Lexicon:
    """Read lexicon files; raises `OntologyError` when one is not Turtle."""
    facts: Facts = {}
    for path in paths:
        for quad in read_turtle(path):
            if isinstance(quad.subject, NamedNode | BlankNode):
                facts.setdefault(quad.subject, {}).setdefault(quad.predicate.value, []).append(quad.object)
    frames = {
        node: _frame(node, row, facts)
        for node, row in facts.items()
        if SYNSEM.SyntacticFrame in row.get(RDF.type.value, ())
    }
    entries = sorted(
        (_entry(node, row, frames, facts) for node, row in facts.items() if ONTOLEX.canonicalForm.value in row),
        key=lambda pair: pair[1].id,
    )
    forms: dict[str, dict[tuple[tuple[str, ...], str], Entry]] = {}
    irregular = _irregular(entries)
    for written, entry in entries:
        for form in (*written, *_of_phrase(entry, irregular)):
            words = tuple(_HYPHEN.sub(" - ", fold(form)).split())
            forms.setdefault(words[0], {})[words, entry.id] = entry
    return Lexicon(
        forms={
            first: tuple(
                (words, entry) for (words, _), entry in sorted(found.items(), key=lambda i: (-len(i[0][0]), i[0]))
            )
            for first, found in sorted(forms.items())
        },
        settings=tuple(
            (name, frames[node])
            for node, row in facts.items()
            for value in row.get(KG.appliesTo.value, ())
            if (name := local(value)) and node in frames
        ),
        attempts=_pairs(facts, KG.whenAttempted.value),
        generic=_pairs(facts, KG.mayTellOf.value),
        political=_pairs(facts, KG.whenPublicFigure.value),
        plain_modifiers=frozenset(
            form for written, entry in entries if entry.has("isPlainModifier") for form in written
        ),
    )


def _pairs(facts: Facts, predicate: str) -> dict[str, str]:
    """The classes that a property of the lexicon ties together."""
    return {
        name: other
        for node, row in facts.items()
        for value in row.get(predicate, ())
        if (name := local(node)) and (other := local(value))
    }


def _entry(
    node: NamedNode | BlankNode,
    row: dict[str, list[object]],
    frames: Mapping[NamedNode | BlankNode, Frame],
    facts: Facts,
) -> tuple[tuple[str, ...], Entry]:
    canonical = next(_written(row.get(ONTOLEX.canonicalForm.value, ()), facts))
    pos = next((str(getattr(v, "value", "")).rsplit("#")[-1] for v in row.get(LEXINFO.partOfSpeech.value, ())), "noun")
    others = tuple(_written(row.get(ONTOLEX.otherForm.value, ()), facts))
    entry = Entry(
        id=_name(node),
        lemma=canonical,
        pos=pos,
        denotes=tuple(sorted(name for value in row.get(ONTOLEX.denotes.value, ()) if (name := local(value)))),
        frames=tuple(
            sorted((frames[v] for v in row.get(SYNSEM.synBehavior.value, ()) if v in frames), key=lambda f: f.id)  # type: ignore[index]
        ),
        prior=float(_literal(row, KG.prior.value) or 0.5),
        names_type=next((local(v) for v in row.get(KG.namesType.value, ())), None),
        status=next((local(v) for v in row.get(KG.givesStatus.value, ())), None),
        used_in=next((local(v) for v in row.get(KG.usedIn.value, ())), None),
        flags=frozenset(flag for flag in _FLAGS if _literal(row, KG.base + flag) == "true"),
    )
    return tuple(dict.fromkeys([*_inflected(canonical, pos), *others])), entry


def _inflected(canonical: str, pos: str) -> tuple[str, ...]:
    """A verb phrase inflects its first word, a noun phrase its last; other words do not inflect."""
    if pos == "verb":
        first, _, rest = canonical.partition(" ")
        return tuple(f"{form} {rest}".strip() for form in verb_forms(first))
    if pos == "noun":
        rest, _, last = canonical.rpartition(" ")
        return tuple(f"{rest} {form}".strip() for form in noun_forms(last))
    return (canonical,)


def _irregular(entries: Iterable[tuple[tuple[str, ...], Entry]]) -> dict[str, tuple[str, ...]]:
    """The forms of verbs that no rule makes ("took" of "take"), as entries state them: what one phrase says of its verb holds
    for every other phrase with it."""
    stated: dict[tuple[str, str], int] = {}
    for written, entry in entries:
        verb, _, rest = entry.lemma.partition(" ")
        for form in written if entry.pos == "verb" else ():
            first, _, behind = form.partition(" ")
            if behind == rest and first[:1] == verb[:1]:  # "see" may have "detected" beside it
                stated[verb, first] = stated.get((verb, first), 0) + 1
    found: dict[str, tuple[str, ...]] = {}
    for (verb, form), count in stated.items():
        if count >= _STATED_OFTEN and form not in verb_forms(verb):
            found[verb] = (*found.get(verb, ()), form)
    return found


_STATED_OFTEN = 3
"""Entries from which on a form that they state is one of the verb, and not another word for the same."""


def _of_phrase(entry: Entry, irregular: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The forms of a verb phrase by the irregular ones of its verb."""
    verb, _, rest = entry.lemma.partition(" ")
    if entry.pos == "verb":
        yield from (f"{form} {rest}".strip() for form in irregular.get(verb, ()))


def _frame(node: NamedNode | BlankNode, row: dict[str, list[object]], facts: Facts) -> Frame:
    slots = [
        _slot(function, facts[value], facts)  # type: ignore[index]
        for predicate, function in _FUNCTIONS.items()
        for value in row.get(predicate, ())
    ]
    slots.sort(key=lambda s: (s.function, s.roles, sorted(s.markers), s.takes))
    wanted = (slot.prepositions for slot in slots if slot.function == "preposition" and not slot.is_optional)
    return Frame(_name(node), tuple(slots), tuple(wanted))


def _slot(function: str, row: dict[str, list[object]], facts: Facts) -> Slot:
    roles = [_role(value) for value in row.get(KG.fillsRole.value, ())]
    markers = _strings(row, KG.marker.value)
    listed = frozenset().union(*(_strings(facts.get(node, {}), KG.word.value) for node in row.get(KG.among.value, ())))  # type: ignore[call-overload]
    is_prepositional = function == "preposition"
    return Slot(
        function=function,
        roles=tuple(sorted(roles)),
        takes=tuple(sorted(name for value in row.get(KG.takes.value, ()) if (name := local(value)))),
        markers=markers if is_prepositional else markers | listed,
        words=listed if is_prepositional else frozenset(),
        is_optional=_literal(row, KG.optional.value) == "true",
        is_name_only=_literal(row, KG.nameOnly.value) == "true",
        is_of_office=_literal(row, KG.inOffice.value) == "true",
        is_under_arms=_literal(row, KG.underArms.value) == "true",
        excepts=tuple(sorted(name for value in row.get(KG.excepts.value, ()) if (name := local(value)))),
        is_seat=_literal(row, KG.seatOfState.value) == "true",
    )


def _role(value: object) -> str:
    """The local name of a role; the two ends of a relation are called `subject` and `object`."""
    name = local(value)
    return name if name is not None else str(getattr(value, "value", "")).rsplit("#")[-1]


def _written(forms: Iterable[object], facts: Facts) -> Iterator[str]:
    for form in forms:
        row = facts.get(form, {})  # type: ignore[call-overload]
        yield from sorted(v.value for v in row.get(ONTOLEX.writtenRep.value, ()) if isinstance(v, Literal))


def _strings(row: dict[str, list[object]], predicate: str) -> frozenset[str]:
    return frozenset(value.value for value in row.get(predicate, ()) if isinstance(value, Literal))


def _literal(row: dict[str, list[object]], predicate: str) -> str | None:
    return next((value.value for value in row.get(predicate, ()) if isinstance(value, Literal)), None)


def _name(node: NamedNode | BlankNode) -> str:
    return node.value.removeprefix(PREFIXES["lex"])
