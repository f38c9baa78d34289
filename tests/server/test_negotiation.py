"""Accept headers, by RFC 9110."""

from __future__ import annotations

import pytest

from kg.server.negotiation import GRAPHS, RESULTS, choose

JSON, XML, CSV, TSV = (offer.media_type for offer in RESULTS)


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("text/*", CSV),
        (CSV, CSV),
        ("TEXT/CSV", CSV),
        ("text/csv;q=0.5, text/tab-separated-values;q=0.9", TSV),
        ("text/csv;q=0.5,*/*;q=0.1", CSV),
        ("text/csv;q=0,*/*", JSON),
        (f"{JSON};q=0, */*;q=0.5", XML),
        ("application/*;q=0, */*", CSV),  # "the most specific reference has precedence"
        ("text/*;q=0.9, text/csv;q=0.1", TSV),
        ("application/json", "application/json"),
        ("application/xml, */*;q=0.1", "application/xml"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/xml"),
        ("text/csv; charset=utf-8", CSV),
        ('text/csv; charset="UTF-8"; q=0.3', CSV),
        ("text/csv; charset=iso-8859-1", None),
        ('text/csv; header="a,b;q=0"; q=1', CSV),
        ("text/html", None),
        ("*/*;q=0", None),
        ("text/csv;q=0", None),
        ("text/csv;q=2", None),  # malformed elements are passed over
        ("nonsense, */csv, text/tab-separated-values", TSV),
        (",, ,", None),
    ],
)
def test_choose(accept: str | None, chosen: str | None) -> None:
    choice = choose(accept, RESULTS)
    assert (choice.media_type if choice else None) == chosen


def test_graphs_have_formats_of_their_own() -> None:
    choice = choose("application/xml;q=0.5, application/trig;q=0.4", GRAPHS)
    assert choice is not None
    assert (choice.format.name, choice.media_type) == ("rdfxml", "application/xml")


def test_text_says_that_it_is_utf_8() -> None:
    types = [choice.content_type for accept in (CSV, JSON) if (choice := choose(accept, RESULTS))]
    assert types == ["text/csv; charset=utf-8", JSON]
