"""Every repair of a tree mends the misreading that it is there for.

`repairs.conllu` has a sentence for each, as a parser once misread it: what is tested is the repair, whatever the weights that
are shipped make of the sentence. Which repairs still find work, `training/judge_repairs.py` tells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.knowledge.knowledge import Knowledge
from kg.model import Span, Token
from kg.text import repairs
from kg.text.syntax import View
from tests.text.trees import read_trees, tree

MISREAD = read_trees(Path(__file__).parent / "repairs.conllu")
"""Misread sentences with the `repair` that mends each, the `edge` that it mends, and the known `name` it is told of, if any.

An edge is a word, its role and its head; where the role is `tag`, the last is the tag of the word.
"""

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


@pytest.mark.parametrize(("about", "tokens"), [pytest.param(*one, id=one[0]["repair"]) for one in MISREAD])
def test_it_mends_its_sentence(
    about: dict[str, str], tokens: tuple[Token, ...], knowledge: Knowledge, take_out: Taken
) -> None:
    assert stands(about, tokens, knowledge)
    take_out(about["repair"])
    assert not stands(about, tokens, knowledge)


def stands(about: dict[str, str], tokens: tuple[Token, ...], knowledge: Knowledge) -> bool:
    word, role, head = about["edge"].split(" / ")
    start = about["text"].index(about["name"]) if "name" in about else 0
    known = [Span(start, start + len(about["name"]))] if "name" in about else []
    of = View(tokens, knowledge.lexicon.plain_modifiers, known)
    if role == "tag":
        return head in {of.tokens[token.index].tag for token in tokens if token.text == word}
    edges = [of.up(token.index) for token in tokens if token.text == word]
    return any(edge is not None and (edge.role, of.tokens[edge.head].text) == (role, head) for edge in edges)


def test_every_repair_is_shown_somewhere() -> None:
    assert set(all_names()) == {about["repair"] for about, _ in MISREAD}


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
