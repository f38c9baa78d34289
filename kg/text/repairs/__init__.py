"""Repairs of a tree where the parser is known to err: each mends one construction, and nothing else knows of it.

A repair is a function of a tree and of the word at which its construction shows. The tables here say at which words each is
tried, and in which order: a later one sees what an earlier one mended. What would hang a word below itself is undone.

Each has a sentence that it mends in `tests/text/repairs.conllu`, and goes when a parser errs so no longer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from kg.model import Span, Token
from kg.text.repairs import (
    appositions,
    clauses,
    constructions,
    dates,
    lists,
    names,
    numbers,
    objects,
    openings,
    pairs,
    participles,
    prepositions,
    relatives,
    rolls,
    speech,
    subjects,
    tags,
    titles,
)
from kg.text.repairs.words import CALENDAR, NOMINAL, REFLEXIVE
from kg.text.tree import Edge, Tree

Repair = Callable[[Tree, Token], None]

_OF_VERBS: tuple[Repair, ...] = (
    tags.done_as_well,
    titles.named_office,
    clauses.as_clause,
    clauses.listed_verb,
    clauses.joined_in_relative,
    clauses.joined_to_when,
    clauses.deed_as_modifier,
    clauses.joined_behind_colon,
    participles.missing_subject,
    participles.before_noun,
    speech.speakers,
    relatives.whose_clause,
    openings.introduced_subject,
    pairs.two_subjects,
    speech.said_it,
    pairs.joined_subjects,
    clauses.attempt_of_object,
    objects.had_done,
    objects.done_off,
    clauses.perfect_apart,
    prepositions.from_one_to_another,
    prepositions.stranded,
    prepositions.relieved_of,
    prepositions.blamed_for,
    clauses.told,
    prepositions.answered_with,
    dates.time_after,
    dates.time_before_clause,
    participles.reduced,
    participles.reduced_beside,
    prepositions.agent,
    prepositions.of_rule,
    prepositions.agent_of_deed,
    objects.given,
    objects.given_each_year,
    subjects.passive_subject,
    subjects.doer_as_done_to,
    subjects.subject_of_time,
    participles.participle_of_person,
    openings.subject_after_comma,
    openings.subject_behind_opening,
    subjects.subject_of_joined,
    subjects.object_before_joined,
    constructions.one_of_many,
    relatives.when_of_place,
    relatives.relative_as_clause,
    relatives.said_in_writing,
    relatives.relative_of_deed,
    relatives.relative_of_blow,
    relatives.relative_of_one,
    objects.unmarked_object,
    prepositions.blame_laid_on,
    pairs.joined_objects,
    pairs.joined_to_object,
    tags.noun_beside,
    participles.told_by_other,
)

_REPAIRS: tuple[tuple[frozenset[str], tuple[Repair, ...]], ...] = (
    (CALENDAR | {"ago"}, (dates.date_in_relative,)),
    (CALENDAR, (dates.date_of_deed, dates.day_before_noun, dates.relative_of_day)),
    (CALENDAR | {"week", "month", "year", "night"}, (dates.of_date,)),
    (dates.DEEDS, (dates.of_place,)),
    (frozenset({"aged"}), (numbers.aged,)),
    (frozenset({"thanks"}), (prepositions.thanks_to,)),
    (
        frozenset({"NNP"}),
        (
            appositions.apposed,
            appositions.named_officer,
            appositions.named_pair,
            names.name_of_joined,
            names.first_name_as_modifier,
        ),
    ),
    (frozenset({"POS"}), (names.owner,)),
    (frozenset({"RP"}), (objects.particle,)),
    (frozenset({"NUM"}), (numbers.number,)),
    (frozenset({"VERB", "AUX"}), _OF_VERBS),
    (frozenset({"JJ"}), (tags.verb_with_object,)),
    (frozenset({"CC"}), (tags.joined_verbs,)),
    (frozenset({"ADJ"}), (objects.result, clauses.told)),
    (frozenset({"NOUN"}), (titles.joined_offices, titles.noun_of_name)),
    (
        frozenset({"PROPN"}),
        (
            names.joined_to_name,
            names.name_of_joined_office,
            titles.described_conjunct,
        ),
    ),
    (NOMINAL, (subjects.headless_noun,)),
    (
        frozenset({"NNS"}),
        (lists.listed_after_noun, tags.noun_as_relative, appositions.both),
    ),
    (frozenset({":"}), (lists.counted_behind_colon,)),
    (frozenset({"IN"}), (prepositions.same_preposition,)),
    (
        frozenset({"whose"}),
        (relatives.whose, relatives.subject_of_whose, relatives.clause_of_whose),
    ),
    (frozenset({"away"}), (tags.did_away,)),
    (frozenset({"more"}), (numbers.more,)),
    (numbers.MOSTLY, (numbers.most_of_them,)),
    (frozenset({"what"}), (objects.what_they_call,)),
    (frozenset({"that"}), (objects.that_deed,)),
    (frozenset({"between"}), (numbers.bounds, pairs.joined_between)),
    (REFLEXIVE, (constructions.emphatic,)),
    (constructions.AMONG, (constructions.among_inverted,)),
    (frozenset({"including"}), (prepositions.including,)),
    (frozenset({"until", "till", "since", "for"}), (appositions.until_then,)),
    (frozenset({"close"}), (constructions.close_to_doing,)),
    (frozenset({"second"}), (titles.second_in_command,)),
    (frozenset({"acting"}), (titles.acting_office,)),
    (frozenset({"other", "others"}), (objects.others_beside,)),
    (names.ARTICLES, (names.joined_name,)),
    (constructions.LADEN, (constructions.laden,)),
    (frozenset({"of", "by", "on", "against", "with"}), (prepositions.case_of_modifier,)),
    (frozenset({"-"}), (names.hyphened_name, titles.hyphened_title, names.hyphened_participle)),
)
"""The lower-case words, tags and parts of speech at which repairs are tried."""

_OF_SENTENCES: tuple[Callable[[Tree], None], ...] = (
    rolls.roll_of_names,
    numbers.parts_between_commas,
    numbers.part_at_end,
)
"""Repairs of a sentence as a whole, tried before those of its words."""

_WORDS = frozenset(sign for signs, _ in _REPAIRS for sign in signs)


class RepairedTree(Tree):
    """A tree that has been mended.

    `plain_modifiers` are words that a parser takes for participles though they only modify, `known` are the names in it that
    are known.
    """

    def __init__(
        self, tokens: Sequence[Token], plain_modifiers: frozenset[str] = frozenset(), known: Iterable[Span] = ()
    ) -> None:
        self._before: dict[int, Edge | None] = {}
        super().__init__(tokens)
        for span in known:
            names.known_name(self, self.inside(span))
            self._settle()
        for of_sentence in _OF_SENTENCES:
            of_sentence(self)
            self._settle()
        for token in self.tokens:
            word = token.text.lower()
            if word in plain_modifiers:
                names.plain_modifier(self, token)
                self._settle()
            for repair in _tried_at(word if word in _WORDS else "", token.tag, token.pos):
                repair(self, token)
                if self._before:
                    self._settle()

    def move(self, edge: Edge) -> None:
        self._before.setdefault(edge.dependent, self.up(edge.dependent))
        super().move(edge)

    def detach(self, dependent: int) -> None:
        self._before.setdefault(dependent, self.up(dependent))
        super().detach(dependent)

    def _settle(self) -> None:
        """Undo what a repair moved if it closed a circle: no word hangs below itself, whatever a parser made of it."""
        if any(self._is_in_circle(moved) for moved in self._before):
            for moved in self._before:
                if self.up(moved) is not None:
                    super().detach(moved)
            for edge in self._before.values():
                if edge is not None:
                    super().move(edge)
        self._before.clear()

    def _is_in_circle(self, index: int) -> bool:
        edge = self.up(index)
        for _ in self.tokens:
            if edge is None or edge.head == index:
                return edge is not None
            edge = self.up(edge.head)
        return True


@cache
def _tried_at(word: str, tag: str, pos: str) -> tuple[Repair, ...]:
    """The repairs that are tried at a word, in order; kept, since few words but every tag stand in the table."""
    return tuple(repair for signs, repairs in _REPAIRS if not signs.isdisjoint((word, tag, pos)) for repair in repairs)
