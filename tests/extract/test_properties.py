"""Whatever the text, reading it ends, raises nothing, and every span is where it says."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.contract import to_json, to_text
from kg.model import Analysis
from tests.conftest import Read

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


def check(analysis: Analysis) -> None:
    """Every span lies in the text, every id that is used is there, and the JSON can be written."""
    text = analysis.document.article.text
    read = to_json(analysis)
    for group in ("entities", "events", "relations"):
        for item in read[group]:  # type: ignore[attr-defined]
            for mention in item["mentions"]:
                assert text[mention["start"] : mention["end"]] == mention["text"] != ""
    entities = {entity.id for entity in analysis.entities}
    events = {event.id for event in analysis.events}
    for event in analysis.events:
        used = {member for _, members in event.roles for member in members} | set(event.attributed_to)
        assert used | ({event.place} if event.place else set()) <= entities
        assert 0 <= event.score <= 1
        assert all(0 <= e.span.start < e.span.end <= len(text) for e in event.evidence)
    for relation in analysis.relations:
        assert {relation.subject, relation.object} <= entities | events
    for sentence in analysis.document.sentences:
        assert all(sentence.span.covers(token.span) for token in sentence.tokens)
    to_text(read).encode("utf-8")


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(TEXTS, st.sampled_from([None, "2024-09-17", "2024"]))
def test_any_text_is_read_and_every_mention_is_its_slice(read: Read, text: str, published: str | None) -> None:
    check(read(text.replace("\x00", ""), published))


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
    check(read(text, "2024-09-17"))


def test_time_is_linear_in_the_length(read: Read) -> None:
    sentence = "Gunmen attacked a village near Bankass on Sunday, killing five people, the army said. "
    read(sentence)
    seconds = []
    for times in (20, 80):
        started = time.perf_counter()
        read(sentence * times)
        seconds.append(time.perf_counter() - started)
    assert seconds[1] < 4 * 6 * max(seconds[0], 0.05)
