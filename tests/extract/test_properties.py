"""Whatever the text, reading it ends, raises nothing, and every span is where it says."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.knowledge.knowledge import Knowledge
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
def test_the_text_of_every_mention_is_its_slice(knowledge: Knowledge, text: str) -> None:
    for mention in mentions_in(text, knowledge):
        assert is_there(mention.text, mention.span, text)


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
        "Gunmen\u00a0attacked\u00a0a base in\u2009Gao.",
        "Gunmen attacked Gao.\r\nThey killed 3.\r\n\r\nA coup in Mali.",
    ],
)
def test_odd_texts(text: str, read: Read) -> None:
    assert_sound(read(text, "2024-09-17"))
