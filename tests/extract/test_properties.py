"""Whatever the text, reading it ends, raises nothing, and every span is where it says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.knowledge.knowledge import Knowledge
from kg.model import Mention
from tests.conftest import Read
from tests.reading import assert_sound, is_there, mentions_in

WORDS = """
    Gunmen attacked the army in Mali 's capital Bamako on Tuesday , killing 20 people . Soldiers staged a coup two coups
    2020 and 2021 followed by which who JNIM said that “ ” ( ) - — ; : ? ! not no near Niger junta backs Russia claimed
    responsibility for it They bomb exploded suicide bomber blew himself up Mr. Gen. 😀 مالي 马里 Нигер İ ß ﬁ 10,000 3.5 %
    € 1st 2024-09-17 May of against between clashed with yesterday last year
""".split()
ODD = [
    "\n",
    "\n\n",
    "\t",
    "\r\n",
    "e\u0301",
    "\u200b",
    "\u200d",
    "\u202e",
    "\u2066",
    "\u00ad",
    "\ufeff",
    "\u2028",
    "\x85",
]
PIECES = st.one_of(st.sampled_from(WORDS), st.sampled_from(ODD), st.text(max_size=6))
TEXTS = st.lists(PIECES, max_size=60).map(" ".join)
TOLD = tuple(
    text.split()
    for path in sorted((Path(__file__).parents[1] / "cases").glob("*.yaml"))
    if (text := yaml.safe_load(path.read_text(encoding="utf-8"))["text"])
)


@st.composite
def torn_texts(draw: st.DrawFn) -> str:
    """What is told somewhere, broken off and gone on with as something else, with words left out."""
    first, then = draw(st.sampled_from(TOLD)), draw(st.sampled_from(TOLD))
    words = [*first[: draw(st.integers(0, len(first)))], *then[draw(st.integers(0, len(then))) :]]
    for _ in range(draw(st.integers(0, min(3, len(words))))):
        del words[draw(st.integers(0, len(words) - 1))]
    return " ".join(words)


Find = Callable[[str], tuple[Mention, ...]]


@pytest.fixture
def find(knowledge: Knowledge) -> Find:
    """A function, because hypothesis prints what a test that fails was given, and the knowledge is megabytes in print."""
    return lambda text: mentions_in(text, knowledge)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(TEXTS, st.sampled_from([None, "2024-09-17", "2024"]))
def test_any_text_is_read_and_every_mention_is_its_slice(read: Read, text: str, published: str | None) -> None:
    assert_sound(read(text.replace("\x00", ""), published))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(TEXTS)
def test_the_text_of_every_mention_is_its_slice(find: Find, text: str) -> None:
    for mention in find(text):
        assert is_there(mention.text, mention.span, text)


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(torn_texts())
def test_broken_sentences_are_read(read: Read, text: str) -> None:
    assert_sound(read(text, "2024-09-17"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n",
        ".",
        "?!",
        "attack",
        "ATTACK ON HOTEL IN BAMAKO KILLS 20",
        "coup " * 400,
        "Gunmen attacked " + "a village and " * 150 + "a town.",
        "(" * 300 + "attack" + ")" * 300,
        "Mali’s “coup” — e\u0301tat d\u200b'urgence 😀 attack\u202e on Bamako.",
        "the attack on the base of the army of the junta of the country of " * 12,
        "Gunmen Gunmen of",
        "Gunmen attacked the Front of the",
        "Gunmen\u00a0attacked\u00a0a base in\u2009Gao.",
        "Gunmen attacked Gao.\r\nThey killed 3.\r\n\r\nA coup in Mali.",
    ],
)
def test_odd_texts(text: str, read: Read) -> None:
    assert_sound(read(text, "2024-09-17"))
