"""Every repair of a tree is needed: by a sentence here that is read wrongly without it, or by a case or a tree elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from kg.knowledge.knowledge import Knowledge
from kg.model import Token
from kg.text import repairs
from kg.text.syntax import View
from tests.conftest import Read
from tests.reading import context_of, events_of, ties_of
from tests.test_cases import CASES, compare_events, compare_relations
from tests.text.trees import tree

SENTENCES = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "repairs.tsv").read_text(encoding="utf-8").splitlines()[1:]
]
"""The room and name of a repair, a sentence that needs it, and a word, its role and its head in the mended tree.

Where the role is `tag`, the last column is the tag of the word.
"""

OF_CASES = {
    "appositions.apposed": "tie-charge-of-the-country",
    "appositions.named_officer": "coup-leader-of-a-year",
    "clauses.perfect_apart": "ties-has-for-months",
    "constructions.another": "another-in-another-town",
    "constructions.believed": "believed-to-be-backed-by",
    "constructions.one_of_many": "one-of-those-killed-was",
    "constructions.stole": "stole-from",
    "dates.apart": "explosions-minutes-apart",
    "dates.date_in_relative": "date-behind-a-relative",
    "dates.date_of_deed": "storming-of",
    "dates.date_of_state": "rules-in-power-since",
    "dates.of_date": "killing-in-a-town-of",
    "dates.of_place": "murder-of-leaders-by-name",
    "lists.listed_after_noun": "murder-of-leaders-by-name",
    "names.hyphened_participle": "claim-linked-claimant",
    "names.joined_name": "coup-army-under-general",
    "names.joined_to_name": "murder-of-leaders-by-name",
    "names.known_name": "rebels-set-off-a-bomb",
    "names.name_in_parts": "abducted-according-to",
    "names.name_of_joined": "report-indicates",
    "names.surname_as_verb": "tie-under-a-general",
    "numbers.more": "eleven-more",
    "numbers.parts_between_commas": "toll-of-a-part",
    "objects.given": "tie-gave-weapons",
    "objects.given_each_year": "tie-millions-in-military-aid",
    "objects.had_done": "coup-had-arrested",
    "objects.others_beside": "toll-minister-and-others",
    "objects.what_they_call": "what-the-army-called-targets",
    "openings.subject_after_comma": "abducted-according-to",
    "openings.subject_behind_opening": "he-and-others-behind-a-date",
    "pairs.role_of_subject": "as-what-he-overthrew",
    "pairs.two_subjects": "leads-apposed-with-a-rank",
    "participles.participle_of_person": "release-of-one-kidnapped",
    "participles.reduced": "kidnapped-and-freed",
    "participles.self_named_subject": "calling-itself",
    "prepositions.agent": "date-of-the-following-january",
    "prepositions.answered_with": "tie-responded-with-sanctions",
    "prepositions.from_one_to_another": "ties-defected-from-to",
    "prepositions.how_they_died": "attack-burnt-to-death",
    "prepositions.relieved_of": "ties-relieved-of-his-duties",
    "prepositions.same_preposition": "outside-and-outside",
    "prepositions.stranded": "ties-which-they-belong-to",
    "prepositions.up_of": "tie-made-up-of",
    "relatives.relative_as_clause": "denied-taking-part",
    "relatives.relative_of_object": "he-who-does-the-one",
    "relatives.whose": "tie-whose-as-auxiliary",
    "relatives.whose_is": "tie-leader-then",
    "speech.speakers": "who-says-it-is-not-hit",
    "subjects.headless_noun": "made-off-with",
    "subjects.name_as_adverb": "tie-armed-and-financed",
    "subjects.subject_behind_and": "record-when-misread",
    "subjects.subject_of_time": "ties-guard-under-general-overthrew",
    "subjects.verb_of_object": "mutiny-disobeyed",
    "tags.helped_to_fight": "tie-helped-to-fight",
    "tags.joined_participle": "said-to-be-armed-and-directed",
    "tags.joined_verbs": "verbs-like-plurals",
    "titles.joined_offices": "ties-founder-and-leader",
    "titles.named_office": "tie-elected-president-of",
}
"""Repairs with a case under `tests/cases` that fails without them."""

OF_TREES = frozenset(
    """
    appositions.compound_over_comma clauses.clause_of_place subjects.overthrown_at_end titles.name_behind_title
    """.split()
)
"""Repairs shown by trees made by hand, in `test_syntax.py`."""

Taken = Callable[[str], None]


def name(repair: Callable[..., None]) -> str:
    return f"{repair.__module__.rpartition('.')[2]}.{repair.__name__}"


def all_names() -> Iterator[str]:
    for _, tried in repairs._REPAIRS:
        yield from map(name, tried)
    yield from map(name, repairs._OF_SENTENCES)
    yield from ("names.known_name", "names.plain_modifier")


@pytest.fixture
def take_out(monkeypatch: pytest.MonkeyPatch) -> Taken:
    """A function that takes a repair out, until the test ends."""
    tried_at, of_sentences = repairs._tried_at, repairs._OF_SENTENCES

    def taken(repair: str) -> None:
        def others(word: str, tag: str, pos: str) -> tuple[repairs.Repair, ...]:
            return tuple(other for other in tried_at(word, tag, pos) if name(other) != repair)

        monkeypatch.setattr(repairs, "_tried_at", others)
        monkeypatch.setattr(repairs, "_OF_SENTENCES", tuple(one for one in of_sentences if name(one) != repair))
        if repair in ("names.known_name", "names.plain_modifier"):
            monkeypatch.setattr(repairs.names, repair.partition(".")[2], lambda *_: None)

    return taken


@pytest.mark.parametrize(("repair", "sentence", "word", "role", "head"), SENTENCES)
def test_a_sentence_needs_it(
    repair: str, sentence: str, word: str, role: str, head: str, knowledge: Knowledge, take_out: Taken
) -> None:
    (tokens,) = knowledge.parser.parse([(sentence, 0)])
    assert stands(tokens, knowledge, word, role, head)
    take_out(repair)
    assert not stands(tokens, knowledge, word, role, head)


def stands(tokens: tuple[Token, ...], knowledge: Knowledge, word: str, role: str, head: str) -> bool:
    of = View(tokens, knowledge.lexicon.plain_modifiers)
    if role == "tag":
        return head in {of.tokens[token.index].tag for token in tokens if token.text == word}
    edges = [of.up(token.index) for token in tokens if token.text == word]
    return any(edge is not None and (edge.role, of.tokens[edge.head].text) == (role, head) for edge in edges)


@pytest.mark.parametrize(("repair", "case"), OF_CASES.items())
def test_a_case_needs_it(repair: str, case: str, read: Read, take_out: Taken) -> None:
    expected = yaml.safe_load(Path(CASES / f"{case}.yaml").read_text(encoding="utf-8"))
    take_out(repair)
    analysis = read(expected["text"], expected["published"])
    problems = compare_events(expected["events"], events_of(analysis))
    problems += compare_events(expected.get("context", ()), context_of(analysis)) if "context" in expected else []
    problems += compare_relations(expected.get("relations", ()), ties_of(analysis)) if "relations" in expected else []
    assert problems


def test_every_repair_is_shown_somewhere() -> None:
    assert set(all_names()) == {repair for repair, *_ in SENTENCES} | set(OF_CASES) | OF_TREES


def test_a_repair_that_would_close_a_circle_is_undone(monkeypatch: pytest.MonkeyPatch) -> None:
    def circle(of: repairs.Tree, token: Token) -> None:
        of.move(repairs.Edge("object", token.index, 1))
        of.move(repairs.Edge("subject", 0, token.index))

    monkeypatch.setattr(repairs, "_tried_at", lambda *signs: (circle,) if "VERB" in signs else ())
    of = repairs.RepairedTree(tree("Rebels/NNS/nsubj/3 there/RB/advmod/1 fled/VBD/root/0"))
    assert [of.up(index) for index in range(3)] == [
        repairs.Edge("subject", 2, 0),
        repairs.Edge("adverb", 0, 1),
        None,
    ]


def test_no_word_hangs_below_itself_where_tens_head_a_sentence() -> None:
    of = View(tree("Thirty/JJ/root/0 -/,/punct/3 six/CD/nummod/4 years/NNS/obl/5 later/RB/advmod/1"))
    assert all(len(list(of.ancestors(token.index))) < len(of.tokens) for token in of.tokens)
    assert of.up(0) is None
