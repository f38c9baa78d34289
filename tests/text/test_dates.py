"""Date expressions: what is one, where it ends, and what days it means for a day of publication."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import DateRange, Span
from kg.text.dates import DateExpression, find_dates
from kg.text.days import end_of, resolve

PUBLISHED = "2024-09-17"  # a Tuesday
ANCHOR = DateRange("2017-05-03", "2017-05-03", "on 3 May 2017", Span(0, 13))


def dates(text: str) -> list[DateExpression]:
    return list(find_dates(text, 0, len(text)))


def days(
    text: str, published: str | None = PUBLISHED, anchor: DateRange | None = None
) -> tuple[str | None, str | None]:
    """Return the bounds of the one date in a text."""
    (expression,) = dates(text)
    found = resolve(expression, published, anchor)
    return found.first, found.last


def day(iso: str) -> tuple[str, str]:
    return iso, iso


def year(number: int) -> tuple[str, str]:
    return f"{number}-01-01", f"{number}-12-31"


ABSOLUTE = [
    ("It fell on 3 May 2017.", day("2017-05-03")),
    ("It fell on 3rd May 2017.", day("2017-05-03")),
    ("It fell on the 3rd of May 2017.", day("2017-05-03")),
    ("It fell on May 3, 2017.", day("2017-05-03")),
    ("It fell on May 3rd, 2017.", day("2017-05-03")),
    ("It fell on Sept. 11, 2001.", day("2001-09-11")),
    ("It fell on Sep 11, 2001.", day("2001-09-11")),
    ("It fell on 2017-05-03.", day("2017-05-03")),
    ("It fell on 03.05.2017.", day("2017-05-03")),
    ("It fell on 29 February 2020.", day("2020-02-29")),
    ("It fell in May 2017.", ("2017-05-01", "2017-05-31")),
    ("It fell in February 2020.", ("2020-02-01", "2020-02-29")),
    ("It fell in early May 2017.", ("2017-05-01", "2017-05-31")),
    ("It fell in May of 2017.", ("2017-05-01", "2017-05-31")),
    ("It fell in 2015.", year(2015)),
    ("It fell in late 2015.", year(2015)),
    ("It fell in 1987.", year(1987)),
    ("It fell in the 1990s.", ("1990-01-01", "1999-12-31")),
    ("It fell on 28-30 May 2017.", ("2017-05-28", "2017-05-30")),
    ("It fell on Easter Sunday 2019.", day("2019-04-21")),
    ("The 2019 Easter Sunday bombings.", day("2019-04-21")),
]


@pytest.mark.parametrize(("text", "expected"), ABSOLUTE)
def test_an_absolute_date_needs_nothing_else(text: str, expected: tuple[str, str]) -> None:
    assert days(text, None) == expected
    assert days(text) == expected
    assert days(text, PUBLISHED, ANCHOR) == expected


RELATIVE = [
    ("on Tuesday", day("2024-09-17")),
    ("Last year", year(2023)),
    ("Yesterday", day("2024-09-16")),
    ("Overnight", day("2024-09-17")),
    ("Three days ago", day("2024-09-14")),
    ("last weekend", ("2024-09-14", "2024-09-15")),
    ("on New Year's Eve", day("2023-12-31")),
    ("on Christmas Day", day("2023-12-25")),
    ("on Wednesday", day("2024-09-11")),
    ("on Monday", day("2024-09-16")),
    ("last Tuesday", day("2024-09-10")),
    ("last Sunday", day("2024-09-15")),
    ("this Monday", day("2024-09-16")),
    ("next Friday", day("2024-09-20")),
    ("next Tuesday", day("2024-09-24")),
    ("yesterday", day("2024-09-16")),
    ("today", day("2024-09-17")),
    ("this morning", day("2024-09-17")),
    ("tonight", day("2024-09-17")),
    ("overnight", day("2024-09-17")),
    ("three days ago", day("2024-09-14")),
    ("Saturday a week ago", day("2024-09-07")),
    ("at the start of the month", ("2024-09-01", "2024-09-30")),
    ("celebrated 25 years since", year(1999)),
    ("a day ago", day("2024-09-16")),
    ("a month ago", ("2024-08-01", "2024-08-31")),
    ("two months ago", ("2024-07-01", "2024-07-31")),
    ("a year ago", year(2023)),
    ("ten years ago", year(2014)),
    ("two decades ago", year(2004)),
    ("last week", ("2024-09-09", "2024-09-15")),
    ("this week", ("2024-09-16", "2024-09-22")),
    ("last month", ("2024-08-01", "2024-08-31")),
    ("this month", ("2024-09-01", "2024-09-30")),
    ("last year", year(2023)),
    ("this year", year(2024)),
    ("earlier this year", year(2024)),
    ("earlier this month", ("2024-09-01", "2024-09-30")),
    ("in January this year", ("2024-01-01", "2024-01-31")),
    ("in December last year", ("2023-12-01", "2023-12-31")),
    ("in March", ("2024-03-01", "2024-03-31")),
    ("in December", ("2023-12-01", "2023-12-31")),
    ("last November", ("2023-11-01", "2023-11-30")),
    ("last night", day("2024-09-16")),
    ("at the weekend", ("2024-09-14", "2024-09-15")),
    ("over the weekend", ("2024-09-14", "2024-09-15")),
    ("earlier in the week", ("2024-09-16", "2024-09-22")),
    ("earlier in the year", year(2024)),
    ("during Friday prayers", day("2024-09-13")),
    ("on Easter Sunday", day("2024-03-31")),
    ("between 2 and 5 September", ("2024-09-02", "2024-09-05")),
    ("from 2 to 5 September", ("2024-09-02", "2024-09-05")),
    ("on September 2-5", ("2024-09-02", "2024-09-05")),
    ("between Friday and Sunday", ("2024-09-13", "2024-09-15")),
    ("between Wednesday and Tuesday", ("2024-09-11", "2024-09-17")),
    ("in the night between Friday and Saturday", day("2024-09-13")),
    ("overnight from Friday to Saturday", day("2024-09-13")),
    ("between late Friday and early Sunday", ("2024-09-13", "2024-09-15")),
    ("from August 28 to September 2", ("2024-08-28", "2024-09-02")),
    ("between November and March", ("2023-11-01", "2024-03-31")),
    ("on Friday 6 September", day("2024-09-06")),
    ("on Friday, September 6", day("2024-09-06")),
    ("on Tuesday, September 10", day("2024-09-10")),
    ("ten years ago this week", ("2014-09-16", "2014-09-22")),
    ("ten years ago on Sunday", day("2014-09-15")),
    ("thirty years ago today", day("1994-09-17")),
    ("on 2 September", day("2024-09-02")),
    ("on September 2", day("2024-09-02")),
    ("on 5 December", day("2023-12-05")),
    ("on 18 September", day("2024-09-18")),  # a text may be dated by the day before it came out
    ("on 19 September", day("2023-09-19")),
]


@pytest.mark.parametrize(("words", "expected"), RELATIVE)
def test_a_relative_date_counts_from_publication(words: str, expected: tuple[str, str]) -> None:
    assert days(f"It fell {words}.") == expected


@pytest.mark.parametrize("words", [words for words, _ in RELATIVE])
def test_without_publication_a_relative_date_is_unknown_and_its_words_stay(words: str) -> None:
    (expression,) = dates(f"It fell {words}.")
    found = resolve(expression, None)
    assert (found.first, found.last) == (None, None)
    assert found.text
    assert found.text in f"It fell {words}."


@pytest.mark.parametrize("published", ["2024", "2024-09"])
def test_a_vague_day_of_publication_dates_nothing_finer(published: str) -> None:
    assert days("It fell on Tuesday.", published) == (None, None)
    assert days("It fell in 2015.", published) == year(2015)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("two days later", day("2017-05-05")),
        ("the night before", day("2017-05-02")),
        ("two nights later", day("2017-05-05")),
        ("at about the same time", day("2017-05-03")),
        ("the next morning", day("2017-05-04")),
        ("the previous evening", day("2017-05-02")),
        ("a day earlier", day("2017-05-02")),
        ("two months later", ("2017-07-01", "2017-07-31")),
        ("a year earlier", year(2016)),
        ("the following Friday", day("2017-05-05")),
        ("the previous Sunday", day("2017-04-30")),
        ("the following day", day("2017-05-04")),
        ("that year", year(2017)),
        ("later that year", year(2017)),
        ("the same month", ("2017-05-01", "2017-05-31")),
        ("the following year", year(2018)),
        ("the next year", year(2018)),
        ("The following month", ("2017-06-01", "2017-06-30")),
        ("That same night", day("2017-05-03")),
        ("on the tenth", day("2017-05-10")),
        ("in November of the same year", ("2017-11-01", "2017-11-30")),
        ("that August", ("2017-08-01", "2017-08-31")),
    ],
)
def test_what_counts_from_the_date_read_last(words: str, expected: tuple[str, str]) -> None:
    assert days(f"It fell {words}.", PUBLISHED, ANCHOR) == expected
    assert days(f"It fell {words}.", PUBLISHED) == (None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("War since 2012.", ("2012-01-01", None)),
        ("War since March 2016.", ("2016-03-01", None)),
        ("War since 4 March 2016.", ("2016-03-04", None)),
        ("War since at least 2012.", ("2012-01-01", None)),
    ],
)
def test_since_leaves_the_end_open(text: str, expected: tuple[str, None]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The October abduction of a nun shook the town.", "2023-10"),
        ("They seized power in an abortive March coup.", "2024-03"),
        ("He paid for January's landing.", "2024-01"),
    ],
)
def test_a_month_may_stand_before_a_noun(text: str, expected: str) -> None:
    first, _ = days(text)
    assert first is not None
    assert first[:7] == expected


@pytest.mark.parametrize(
    "text", ["The March of Dimes began.", "An August assembly met.", "The May Queen smiled.", "It blew up at 1950."]
)
def test_a_month_before_a_noun_is_none_in_another_name(text: str) -> None:
    assert [d for d in dates(text) if d.parts.get("month") != "august"] == []


def test_an_hour_is_no_year() -> None:
    assert list(dates("It blew up at 1950 (0050 GMT).")) == []


@pytest.mark.parametrize(
    "text",
    [
        "It killed 2015 people.",
        "It cost $2015.",
        "Flight 20150 left.",
        "The minister may resign.",
        "They marched on.",
        "It took 2,015 men.",
        "Version 3.2015 is out.",
        "A second attack.",
        "It went off at the Friday market.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert dates(text) == []


@pytest.mark.parametrize("words", ["on 31 February 2020", "on 32 May 2017", "on 2017-13-03", "on 29 February 2021"])
def test_a_day_that_never_was_is_unknown_or_no_day(words: str) -> None:
    for expression in dates(f"It fell {words}."):
        found = resolve(expression, PUBLISHED)
        assert found.first is None or found.first != found.last


def test_several_dates_in_order_and_none_inside_another() -> None:
    text = "In 2020 and 2021, on 3 May 2017, on Tuesday and two days later."
    found = dates(text)
    assert [text[d.span.start : d.span.end] for d in found] == [
        "In 2020",
        "2021",
        "on 3 May 2017",
        "on Tuesday",
        "two days later",
    ]
    assert not any(a.span.overlaps(b.span) for a in found for b in found if a is not b)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They fled on Tuesday, a day after it fell.", day("2017-05-02")),
        ("They fled on 3 May, barely two weeks after it fell.", ("2017-04-01", "2017-04-30")),
        ("They fled on Tuesday a day after it fell.", day("2017-05-04")),
        ("They fled, a day after it fell.", day("2017-05-04")),
        ("They fled on Tuesday, a day later.", day("2017-05-04")),
    ],
)
def test_what_is_told_behind_a_day_and_a_comma_came_before_it(
    text: str, expected: tuple[str | None, str | None]
) -> None:
    found = resolve(dates(text)[-1], PUBLISHED, ANCHOR)
    assert (found.first, found.last) == expected


def test_only_what_stands_between_the_offsets_is_read() -> None:
    text = "In 2020. In 2021. In 2022."
    assert [d.text for d in find_dates(text, 9, 17)] == ["In 2021"]


@pytest.mark.parametrize(
    ("first", "text", "last"),
    [
        ("2012-01-01", "since 2012", "2012-12-31"),
        ("2016-03-01", "since March 2016", "2016-03-31"),
        ("2016-02-01", "since February 2016", "2016-02-29"),
        ("2016-03-04", "since 4 March 2016", "2016-03-04"),
        ("2024-09-16", "since Monday", "2024-09-16"),
    ],
)
def test_where_the_beginning_of_an_open_date_ends(first: str, text: str, last: str) -> None:
    assert end_of(first, text) == last


WORDS = st.sampled_from(
    "on in since last next 3 31 12th May Sept. March 2017 1899 2099 Tuesday yesterday a two 999 days years decades ago later "
    "earlier that year week the following previous early of , - the 1990s overnight at 3 pm dawn".split()
)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=12), st.sampled_from([None, PUBLISHED, "2024-02-29", "2024"]), st.booleans())
def test_whatever_the_words_a_date_is_none_or_in_order(words: list[str], published: str | None, anchored: bool) -> None:
    text = " ".join(words)
    for expression in dates(text):
        assert text[expression.span.start : expression.span.end] == expression.text
        found = resolve(expression, published, ANCHOR if anchored else None)
        first, last = (dt.date.fromisoformat(d) if d else None for d in (found.first, found.last))
        assert first is None or last is None or first <= last


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("X was killed last September 16.", day("2024-09-16")),
        ("X was killed last September 17.", day("2023-09-17")),
        ("Hours later they attacked the town.", day("2017-05-03")),
        ("Shortly afterwards a bomb went off.", day("2017-05-03")),
        ("Days later he was shot.", ("2017-05-01", "2017-05-31")),
        ("The blast came a day after the vote.", day("2017-05-02")),
        ("They came overnight.", day("2024-09-17")),
    ],
)
def test_beside_a_day_told_before(text: str, expected: tuple[str, str]) -> None:
    assert days(text, anchor=ANCHOR) == expected


def test_december_is_no_whole_year() -> None:
    december = DateRange("2016-12-01", "2016-12-31", "in December 2016", Span(0, 16))
    assert days("It fell in June.", anchor=december) == ("2024-06-01", "2024-06-30")


def test_the_week_before_this_where_nothing_was_told() -> None:
    assert days("The previous week they fled.") == ("2024-09-09", "2024-09-15")
