"""What the reader found in an article, in the form that it is compared with the answers in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.contract import to_json
from kg.knowledge.ontology import Ontology
from kg.model import FACTUAL, Analysis, Span

FAMILIES: Mapping[str, tuple[str, ...]] = {"coup": ("SeizureOfPower", "Mutiny"), "attack": ("Attack", "Battle")}
"""Events of other classes (an insurgency as a whole) are not marked in the gold and not scored."""


@dataclass(frozen=True)
class Found:
    """An event as it was read, with every name of whoever stands in a role; `spans` are its words in the text."""

    type: str
    country: str | None
    date: str | None
    place: tuple[str, ...]
    perpetrators: tuple[tuple[str, ...], ...]
    aims: tuple[tuple[str, ...], ...]
    killed: Mapping[str, int] | None
    injured: Mapping[str, int] | None
    words: str
    spans: tuple[Span, ...]
    is_fact: bool


def events_of(analysis: Analysis) -> tuple[Found, ...]:
    """The events of an analysis, also those that are no facts or of no family that is scored."""
    read: Any = to_json(analysis)
    names = {e["id"]: (e["label"], *(m["text"] for m in e["mentions"])) for e in read["entities"]}
    return tuple(
        Found(
            type=event["type"],
            country=event["country"],
            date=event["date"],
            place=names.get(event["place"], ()),
            perpetrators=tuple(names[key] for key in event["perpetrators"]),
            aims=tuple(names[key] for key in (*event["targets"], *event["victims"])),
            killed=event["killed"],
            injured=event["injured"],
            words=" … ".join(mention["text"] for mention in event["mentions"]),
            spans=tuple(Span(mention["start"], mention["end"]) for mention in event["mentions"]),
            is_fact=event["status"] in FACTUAL,
        )
        for event in read["events"]
    )


def is_scored(event: Found, ontology: Ontology) -> bool:
    """Whether an event is one that a coder marks: a fact, and of a family."""
    return event.is_fact and family_of(event.type, ontology) is not None


def ends_of(analysis: Analysis) -> dict[str, tuple[str, ...]]:
    """The names of everything a relation may end at, by id; an event is written "Coup ML 2020"."""
    read: Any = to_json(analysis)
    ends = {e["id"]: (e["label"], *(m["text"] for m in e["mentions"])) for e in read["entities"]}
    for event in read["events"]:
        ends[event["id"]] = (" ".join(filter(None, (event["type"], event["country"], (event["date"] or "")[:4]))),)
    return ends


def family_of(kind: str, ontology: Ontology) -> str | None:
    return next((family for family, classes in FAMILIES.items() if ontology.is_a(kind, *classes)), None)


def are_compatible(marked: str | None, read: str | None) -> bool:
    """Tell whether two dates may be of one event: unknown, equal as far as both go, or a day apart.

    >>> are_compatible("2020-08", "2020"), are_compatible("2020-08-18", "2020-08-19"), are_compatible("2020", "2021")
    (True, True, False)
    """
    if not marked or not read:
        return True
    read = read.split("/")[0]
    shared = min(len(marked), len(read))
    if marked[:shared] == read[:shared]:
        return True
    is_near = shared == 10 and marked[:7] == read[:7]
    return is_near and abs(int(marked[8:]) - int(read[8:])) <= 1


def fold(name: str) -> str:
    """Level letter case, accents and punctuation.

    >>> fold("Jama’at N. al-Islam"), fold("Condé")
    ('jama at n al islam', 'conde')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"\W+", " ", plain.lower()).strip()
