"""When a tie began or was made, as far as the words say."""

from __future__ import annotations

import pytest

from tests.conftest import Read


@pytest.mark.parametrize(
    ("sentence", "kind", "start", "end"),
    [
        ("France withdrew its troops from Niger in December 2023.", "withdrewFrom", "2023-12", "2023-12"),
        ("The EU sanctioned the junta in Niger on 26 July 2023.", "sanctioned", "2023-07-26", "2023-07-26"),
        ("Russia has backed the junta in Mali since 2021.", "backs", "2021", None),
        ("General Tchiani has led the junta in Niger since July 2023.", "leads", "2023-07", None),
        ("General Tchiani led the junta in Niger in July 2023.", "leads", None, None),
        ("Russia has backed the junta in Mali since 2021.", "rules", None, None),
        ("Russia backs the junta in Mali.", "backs", None, None),
    ],
)
def test_bounds_of_a_tie(sentence: str, kind: str, start: str | None, end: str | None, read: Read) -> None:
    relations = [r for r in read(sentence, "2024-09-17").relations if r.type == kind]
    assert [(r.start, r.end) for r in relations] == [(start, end)]
