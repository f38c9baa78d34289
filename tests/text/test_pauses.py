"""Where commas help to read a sentence, and that nobody but the parser sees them."""

from __future__ import annotations

import pytest

from kg.knowledge.knowledge import Knowledge
from kg.text.pauses import pauses_of


@pytest.mark.parametrize(
    "sentence",
    [
        "On 14 May 1987| a lieutenant-colonel walked into parliament.",
        "In September| Otakhon Latifi was murdered on his doorstep.",
        "At almost the same time| gunmen kidnapped two teachers.",
        "Two nights later| gunmen killed 12 villagers.",
        "On Saturday morning| the mayor spoke of 26 dead.",
        "Late on Wednesday| another vehicle went off.",
        "The men who| on 25 May 1997| toppled him came from the ranks.",
        "Nobody was hurt; on 17 May| a police sergeant was shot.",
    ],
)
def test_a_time_that_a_clause_opens_with_ends_in_a_pause(sentence: str) -> None:
    parts = sentence.split("|")
    ends = [sum(map(len, parts[: n + 1])) for n in range(len(parts) - 1)]
    assert pauses_of("".join(parts)) == tuple(ends)


@pytest.mark.parametrize(
    "sentence",
    [
        "On Monday, gunmen fled.",
        "Gunmen fled on Monday.",
        "Sunday attacks killed ten people.",
        "The 2012 coup brought a captain to power.",
        "Nine days before the coup, a bomb went off.",
        "On Monday and Tuesday they fought.",
        "On Friday came the news.",
        "The captain, who in May seized power, was shot.",
        "In 1960 it was a captain who overthrew him.",
        "Wednesday was the day of the vote.",
    ],
)
def test_no_pause_where_a_comma_stands_or_where_the_date_is_of_another_word(sentence: str) -> None:
    assert pauses_of(sentence) == ()


def test_what_is_parsed_with_a_comma_has_the_words_of_the_text_and_no_other(knowledge: Knowledge) -> None:
    text = "On Monday Otakhon Latifi, a former minister, was shot; later that day gunmen fled."
    (tokens,) = knowledge.parser.parse([(text, 5)])
    assert len(pauses_of(text)) == 2
    assert [text[t.span.start - 5 : t.span.end - 5] for t in tokens] == [t.text for t in tokens]
    assert [t.index for t in tokens] == list(range(len(tokens)))
    assert all(0 <= t.head < len(tokens) for t in tokens)
    assert sum(t.relation == "root" for t in tokens) == 1
    assert sum(t.text == "," for t in tokens) == 2
    otakhon, shot = (next(t for t in tokens if t.text == word) for word in ("Otakhon", "shot"))
    assert (otakhon.head, otakhon.relation) == (shot.index, "nsubj:pass")
