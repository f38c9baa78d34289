"""The JSON of `kg extract`: keys and order, types, the bytes, and every mention equal to its slice of the text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from kg.contract import to_json, to_text
from kg.model import Event
from tests import samples

TEXT, MAYBE_TEXT, NUMBER = (str,), (str, type(None)), (int, float)
MENTION = {"start": (int,), "end": (int,), "text": TEXT}
COUNT = {"min": (int,), "max": (int,)}
IDS = [TEXT]
SCHEMA = {
    "article": {"id": TEXT, "source": MAYBE_TEXT, "title": MAYBE_TEXT, "published": MAYBE_TEXT, "lang": TEXT},
    "entities": [
        {
            "id": TEXT,
            "type": TEXT,
            "label": TEXT,
            "country": MAYBE_TEXT,
            "wikidata": MAYBE_TEXT,
            "iri": TEXT,
            "mentions": [MENTION],
        }
    ],
    "events": [
        {
            "id": TEXT,
            "type": TEXT,
            "status": TEXT,
            "date": MAYBE_TEXT,
            "date_text": MAYBE_TEXT,
            "country": MAYBE_TEXT,
            "place": MAYBE_TEXT,
            "perpetrators": IDS,
            "targets": IDS,
            "victims": IDS,
            "weapons": IDS,
            "killed": (COUNT, None),
            "injured": (COUNT, None),
            "attributed_to": IDS,
            "score": NUMBER,
            "iri": TEXT,
            "wikidata": MAYBE_TEXT,
            "mentions": [MENTION],
            "evidence": [{"role": TEXT, "start": (int,), "end": (int,), "frame": TEXT}],
        }
    ],
    "relations": [
        {
            "id": TEXT,
            "type": TEXT,
            "subject": TEXT,
            "object": TEXT,
            "start": MAYBE_TEXT,
            "end": MAYBE_TEXT,
            "status": TEXT,
            "mentions": [MENTION],
        }
    ],
}
SCHEMA["context"] = {"events": SCHEMA["events"], "relations": SCHEMA["relations"]}
"""A dict has exactly these keys in this order, a list any number of its one kind, a tuple is alternatives."""


def misfits(value: object, schema: object, path: str = "$") -> Iterator[str]:
    """Yield where a value departs from a schema."""
    if isinstance(schema, dict):
        if not isinstance(value, dict) or list(value) != list(schema):
            yield f"{path}: keys {list(value) if isinstance(value, dict) else value!r}"
            return
        for key in schema:
            yield from misfits(value[key], schema[key], f"{path}.{key}")
    elif isinstance(schema, list):
        if not isinstance(value, list):
            yield f"{path}: {value!r} is no list"
            return
        for index, item in enumerate(value):
            # A list of ids is written [(str,)], one of objects [{…}].
            yield from misfits(item, schema[0], f"{path}[{index}]")
    elif isinstance(schema, tuple) and isinstance(schema[0], dict):
        if value is not None:
            yield from misfits(value, schema[0], path)
    elif not isinstance(value, schema) or isinstance(value, bool):  # type: ignore[arg-type]
        yield f"{path}: {value!r}"


def sample() -> dict[str, object]:
    return to_json(samples.analyse(samples.article()))


def event_json(event: Event) -> dict[str, object]:
    found = to_json(replace(samples.analyse(samples.article()), events=(event,), relations=()))["events"]
    assert isinstance(found, list)
    return dict(found[0])


def test_the_shape_is_the_contract() -> None:
    assert list(misfits(sample(), SCHEMA)) == []
    assert list(misfits({"article": {}}, SCHEMA))


def test_every_mention_is_its_slice_of_the_text() -> None:
    mentions = list(walk(sample()))
    assert len(mentions) > 10
    for mention in mentions:
        assert samples.TEXT[mention["start"] : mention["end"]] == mention["text"] != ""


def walk(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, dict):
        if "text" in value and "start" in value:
            yield value
        for item in value.values():
            yield from walk(item)
    elif isinstance(value, list):
        for item in value:
            yield from walk(item)


def test_what_an_event_says() -> None:
    found = event_json(samples.ATTACK)
    assert (found["date"], found["date_text"], found["country"], found["place"]) == (
        "2024-09-17",
        "on Tuesday",
        "ML",
        "e3",
    )
    assert (found["perpetrators"], found["targets"], found["victims"]) == (["e1"], ["e2"], [])
    assert (found["killed"], found["injured"]) == ({"min": 20, "max": 25}, None)
    assert found["attributed_to"] == ["e4"]


@pytest.mark.parametrize(
    ("first", "last", "date"),
    [
        ("2020-08-01", "2020-08-31", "2020-08"),
        ("2015-01-01", "2015-12-31", "2015"),
        ("2012-01-01", None, "2012/.."),
        ("2024-09-16", "2024-09-17", "2024-09"),
        ("2024-09-30", "2024-10-06", "2024-10"),
        ("2023-12-31", "2024-02-01", "2023-12-31/2024-02-01"),
        (None, None, None),
    ],
)
def test_a_date_has_the_precision_of_the_text(first: str | None, last: str | None, date: str | None) -> None:
    when = samples.ATTACK.date
    assert when is not None
    found = event_json(replace(samples.ATTACK, date=replace(when, first=first, last=last)))
    assert (found["date"], found["date_text"]) == (date, "on Tuesday")


def test_wikidata_only_where_a_link_was_chosen() -> None:
    entities = sample()["entities"]
    assert isinstance(entities, list)
    assert [entity["wikidata"] for entity in entities] == ["Q1", None, None, None, None, None]


def test_the_bytes_are_stable_and_plain() -> None:
    assert to_text(sample()) == to_text(sample())
    assert "\n" not in to_text(sample())
    line = to_text({"text": "é “\u2028\x85\n\x1e😀"})
    assert line == '{"text": "é “\\u2028\\u0085\\n\\u001e😀"}'
    assert len(line.splitlines()) == 1
    assert json.loads(line) == {"text": "é “\u2028\x85\n\x1e😀"}
