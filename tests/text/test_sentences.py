"""Sentence boundaries: what ends a sentence, what only looks like an end, and lines that belong together."""

from __future__ import annotations

from typing import SupportsIndex

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.text.sentences import LONGEST_SENTENCE, split_sentences


def split(text: str, start: int = 0) -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text, start)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He fled. They followed.", ["He fled.", "They followed."]),
        ("He fled! Why? Nobody knows.", ["He fled!", "Why?", "Nobody knows."]),
        ("He fled… They followed.", ["He fled…", "They followed."]),
        ("He fled", ["He fled"]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_plain_sentences(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


@pytest.mark.parametrize(
    "text",
    [
        "Gen. Abdourahamane Tchiani took power.",
        "Lt. Col. Paul-Henri Damiba took power.",
        "Mr. Bazoum and Mrs. Bazoum were held.",
        "The U.S. Army left the base.",
        "The U.N. mission left.",
        "It began at 5 a.m. on Tuesday.",
        "Ibrahim B. Keita resigned.",
        "It happened on Sept. 17 in Bamako.",
        "At least 3.5 million people fled.",
        "The town of St. Louis was quiet.",
        "They met Prof. Doe, i.e. the envoy.",
    ],
)
def test_a_full_stop_that_ends_nothing(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("“We fled.” They followed.", ["“We fled.”", "They followed."]),
        ('"We fled." They followed.', ['"We fled."', "They followed."]),
        ("He said: “We fled. They came.” It was late.", ["He said: “We fled.", "They came.”", "It was late."]),
        ("He fled. “They came,” she said.", ["He fled.", "“They came,” she said."]),
        ("(It was late.) He fled.", ["(It was late.)", "He fled."]),
        ("“Who fired?” he asked.", ["“Who fired?” he asked."]),
    ],
)
def test_quotes_and_brackets(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("BAMAKO, Sept 17 (Reuters) - Insurgents attacked a school.", "BAMAKO, Sept 17 (Reuters) -"),
        ("NIAMEY (AP) — Soldiers seized power.", "NIAMEY (AP) —"),
        ("OUAGADOUGOU — Gunmen attacked a village.", "OUAGADOUGOU —"),
        ("Port-au-Prince, Haiti (AFP) – Gunmen attacked a market.", "Port-au-Prince, Haiti (AFP) –"),
    ],
)
def test_a_dateline_stands_by_itself(text: str, first: str) -> None:
    assert split(text) == [first, text.removeprefix(first).strip()]


@pytest.mark.parametrize("head", ["11 April 2019 -", "May 1969 –", "Jan 27, 1987 --", "1973 -", "30 June 1989:"])
def test_the_date_of_an_entry_stands_by_itself(head: str) -> None:
    assert split(f"{head} The army deposes Bashir.") == [head, "The army deposes Bashir."]


@pytest.mark.parametrize(
    "text",
    ["The junta - which seized power - stayed.", "Bamako – the capital – was quiet.", "Mali’s army fled."],
)
def test_a_dash_is_no_dateline(text: str) -> None:
    assert split(text) == [text]


def test_a_heading_is_kept_apart() -> None:
    text = "Attack in Bamako\n\nInsurgents attacked a school.\nThe army replied.\n\nBackground\nMali had two coups."
    assert split(text) == [
        "Attack in Bamako",
        "Insurgents attacked a school.",
        "The army replied.",
        "Background",
        "Mali had two coups.",
    ]


def test_a_wrapped_line_is_joined() -> None:
    text = (
        "Insurgents attacked a gendarmerie school in the capital of the country early on\n"
        "Tuesday, the army said, and set fire to several of its buildings before they were\n"
        "driven off. The airport was closed."
    )
    assert [" ".join(s.split()) for s in split(text)] == [
        " ".join(text.split("The airport")[0].split()),
        "The airport was closed.",
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_paragraphs_end_sentences_whatever_the_line_ends(newline: str) -> None:
    assert split(f"One without a stop{newline}{newline}Another one") == ["One without a stop", "Another one"]


def test_list_items_are_kept_apart() -> None:
    assert split("It said:\n- a school was attacked\n- a bank was robbed") == [
        "It said:",
        "- a school was attacked",
        "- a bank was robbed",
    ]


def test_nothing_before_the_start_is_read() -> None:
    assert split("title: x. Y\nBody. Text.", 12) == ["Body.", "Text."]


ALPHABET = st.text(alphabet=st.sampled_from('aB .!?…\n\r\t"”’)(-—:1,é\u200b\u202e😀'), max_size=120)


@settings(max_examples=150, deadline=None)
@given(ALPHABET, st.integers(0, 5))
def test_sentences_are_in_order_trimmed_and_lose_no_letter(text: str, start: int) -> None:
    start = min(start, len(text))
    spans = split_sentences(text, start)
    position = start
    for span in spans:
        assert position <= span.start < span.end <= len(text)
        assert not text[position : span.start].strip()
        words = text[span.start : span.end]
        assert words == words.strip()
        position = span.end
    assert not text[position:].strip()


def test_what_never_ends_is_cut_at_white_space_and_nothing_is_lost() -> None:
    text = "and the army fled " * 400
    pieces = split_sentences(text)
    assert len(pieces) > 1
    assert all(piece.end - piece.start <= LONGEST_SENTENCE for piece in pieces)
    assert " ".join(text[piece.start : piece.end] for piece in pieces) == text.strip()
    assert sum(piece.end - piece.start for piece in split_sentences("x" * 5000)) == 5000


class Counted(str):
    """A text that counts the characters copied out of it."""

    copied = 0

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        found = super().__getitem__(key)
        self.copied += len(found)
        return found


def test_no_sentence_is_looked_at_with_all_that_follows() -> None:
    text = Counted("The road is open. It was closed! " * 1000)
    assert len(split_sentences(text)) == 2000
    assert text.copied < 5 * len(text)
