"""Single sentences and what they tell: one file each under `cases/`, whose README says how they are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import Read
from tests.reading import Tie, Told, context_of, events_of, ties_of

CASES = Path(__file__).parent / "cases"
NAMES = tuple(sorted(path.stem for path in CASES.glob("*.yaml")))

NOT_YET: Mapping[str, str] = {
    "not-mine-collapse": "a mine that collapses is taken for the weapon",
    "not-political": "no guard for an attack on a record, a policy, a budget",
    "not-raid-by-tax-office": "officials of a civil office are taken for a party that raids",
    "its-men-of-the-group-named-before": "the men of a group are told as the group alone",
    "sons-were-among-them": "guests are told without their number beside",
    "put-paid-to-the-rule-of": '"put" is parsed as said of the captains, and "paid" as the verb',
    "record-when-misread": "the dead are parsed as those of the record",
    "the-following-officers-and-their-names": 'a "guard" before the last name is parsed as a verb',
    "whom-they-had-abducted": "the month at the end is parsed as that of the release",
}
"""What the reader gets wrong today and why; each must be taken off when it is put right."""

Case = Mapping[str, Any]


def params() -> list[Any]:
    return [
        pytest.param(name, marks=pytest.mark.xfail(reason=NOT_YET[name], raises=AssertionError))
        if name in NOT_YET
        else name
        for name in NAMES
    ]


@pytest.mark.parametrize("name", params())
def test_case(name: str, read: Read) -> None:
    case: Case = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    analysis = read(case["text"], case["published"])
    problems = compare_events(case["events"], events_of(analysis))
    if "context" in case:
        problems += compare_events(case["context"], context_of(analysis))
    if "relations" in case:
        problems += compare_relations(case["relations"], ties_of(analysis))
    assert not problems, "\n".join([case["text"], *problems])


def test_there_are_cases_for_what_the_list_names() -> None:
    assert set(NOT_YET) <= set(NAMES)
    assert len(NAMES) >= 150
    assert len(NOT_YET) <= len(NAMES) // 5


# --- How a case is compared -------------------------------------------------------------------------------------------


def compare_events(expected: Sequence[Case], found: Sequence[Told]) -> list[str]:
    """Return what is missing, wrong or too much; each expected event takes the one that fits it best."""
    problems = []
    rest = list(found)
    for event in expected:
        best = min(rest, key=lambda told, event=event: len(misfits(event, told)), default=None)  # type: ignore[misc]
        if best is None or (event.get("optional") and not fits("type", event["type"], best.type)):
            if not event.get("optional"):
                problems.append(f"missing: {dict(event)}")
            continue
        rest.remove(best)
        problems += misfits(event, best)
    return problems + [f"too much: {told}" for told in rest]


def misfits(expected: Case, told: Told) -> list[str]:
    wanted = {"status": "occurred", **{key: value for key, value in expected.items() if key != "optional"}}
    return [
        f"{key}: expected {value!r}, got {getattr(told, key)!r}"
        for key, value in wanted.items()
        if not fits(key, value, getattr(told, key))
    ]


def fits(key: str, expected: Any, got: Any) -> bool:
    if key in ("type", "status", "country"):
        return got in (expected if isinstance(expected, list) else [expected])
    if key in ("killed", "injured"):
        return bool(got == (None if expected is None else {"min": expected, "max": expected}))
    if key in ("date", "date_text"):
        return bool(got == expected)
    if isinstance(expected, list):
        return len(expected) == len(got) and all(any(is_named(name, label) for label in got) for name in expected)
    return is_named(expected, got)


def is_named(name: str | None, label: str | None) -> bool:
    return name is label if name is None or label is None else name.lower() in label.lower()


def compare_relations(expected: Sequence[Sequence[str]], found: Sequence[Tie]) -> list[str]:
    problems = []
    rest = list(found)
    for kind, subject, object_, *status in expected:
        wanted = status[0] if status else "asserted"
        hit = next(
            (
                tie
                for tie in rest
                if (tie.type, tie.status) == (kind, wanted)
                and is_named(subject, tie.subject)
                and is_named(object_, tie.object)
            ),
            None,
        )
        if hit is None:
            problems.append(f"missing: {subject} {kind} {object_}")
        else:
            rest.remove(hit)
    return problems + [f"too much: {tie}" for tie in rest]
