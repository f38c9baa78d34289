"""An analysis made by hand, for tests of what comes after reading: graph, contract, build."""

from __future__ import annotations

import hashlib
import re
import sys
import types

import pytest

from kg.graph import Provenance
from kg.knowledge.gazetteer import Gazetteer, Known
from kg.model import (
    Analysis,
    Article,
    Candidate,
    Count,
    DateRange,
    Document,
    Entity,
    Event,
    Evidence,
    Link,
    Relation,
    Sentence,
    Span,
)
from kg.vocab import DATA

TEXT = (
    "Insurgents attacked a school in Bamako on Tuesday, the army said. At least 20 people died. "
    "Mali had two coups in 2020 and 2021. Russia, which backs the juntas, denied that a coup was planned."
)
PROVENANCE = Provenance("0.1.0", "0" * 16, "f" * 16)
MALI, WAGNER, COUP = DATA + "country/ML", DATA + "actor/insurgents", DATA + "coup/ML-2020-08-18"


def stand_in_for_the_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the commands read with `analyse` of this file, and load no model."""
    pipeline = types.ModuleType("kg.pipeline")
    knowledge = types.SimpleNamespace(gazetteer=GAZETTEER, ontology_digest="0", model_digest="0")
    pipeline.analyse = lambda article, _: analyse(article)  # type: ignore[attr-defined]
    pipeline.read_knowledge = lambda _: knowledge  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "kg.pipeline", pipeline)


def known(key: str, kind: str, label: str, country: str | None = None) -> Known:
    return Known(key, kind, label, (label,), country, None, None, None, None)


GAZETTEER = Gazetteer(
    by_key={MALI: known(MALI, "Country", "Mali", "ML")},
    by_name={"Mali": (MALI,)},
    demonyms={"Malian": "ML"},
    countries={"ML": MALI},
    happened={},
    ruled={},
)


def article(text: str = TEXT, **known_about_it: str) -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()
    facts: dict[str, str] = {"published": "2024-09-17", **known_about_it}
    return Article(digest[:16], digest, text, 0, facts.pop("name", "a.txt"), **facts)  # type: ignore[arg-type]


def document(of: Article) -> Document:
    spans = [Span(found.start(), found.end()) for found in re.finditer(r"[^.]+\.", of.text)]
    return Document(of, tuple(Sentence(index, span) for index, span in enumerate(spans)))


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def entity(key: str, kind: str, words: str, country: str | None = None, link: Link | None = None) -> Entity:
    return Entity(key, kind, words, country, (span(words),), *([link] if link else []))


def coup(key: str, year: str, link: Link) -> Event:
    when = DateRange(f"{year}-01-01", f"{year}-12-31", year, span(year))
    return Event(key, "Coup", "occurred", when, "ML", None, (), None, None, (), 0.8, (span("coups"),), (), link)


ENTITIES = (
    entity("e1", "InsurgentGroup", "Insurgents", "ML", Link((Candidate(WAGNER, 1.0, "name"),), WAGNER, "Q1")),
    entity("e2", "Facility", "a school"),
    entity("e3", "Settlement", "Bamako", "ML"),
    entity("e4", "StateForce", "the army"),
    entity("e5", "Country", "Russia", "RU"),
    entity("e6", "Junta", "the juntas"),
)
ATTACK = Event(
    "v1",
    "ArmedAttack",
    "occurred",
    DateRange("2024-09-17", "2024-09-17", "on Tuesday", span("on Tuesday")),
    "ML",
    "e3",
    (("perpetrator", ("e1",)), ("target", ("e2",))),
    Count(20, 25, span("At least 20 people")),
    None,
    ("e4",),
    0.9,
    (span("attacked"),),
    (
        Evidence("perpetrator", "e1", span("Insurgents"), "attack-verb", ("e4",)),
        Evidence("target", "e2", span("a school"), "attack-verb", ("e4",)),
        Evidence("place", "e3", span("in Bamako"), "attack-verb", ("e4",)),
    ),
)
CANDIDATES = (Candidate(COUP, 0.5, "type, country, year"), Candidate(COUP + "b", 0.5, ""))
EVENTS = (
    ATTACK,
    coup("v2", "2020", Link(CANDIDATES, None)),
    coup("v3", "2021", Link((), None)),
    Event(
        "v4",
        "Coup",
        "denied",
        DateRange(None, None, "was planned", span("was planned")),
        None,
        None,
        (("perpetrator", ("e6",)),),
        None,
        None,
        ("e5",),
        0.55,
        (span("a coup"),),
        (Evidence("perpetrator", "e6", span("the juntas"), ""),),
    ),
)
RELATIONS = (
    Relation("r1", "backs", "e5", "e6", "2021", None, "asserted", (span("backs the juntas"),), "back-verb", 0.9),
    Relation("r2", "opposes", "e5", "e1", None, None, "denied", (span("denied"),), "", 0.5, ("e5",)),
    Relation("r3", "claimed", "e1", "v4", None, None, "asserted", (span("denied"), span("said")), "claim", 0.5),
)


def analyse(of: Article) -> Analysis:
    """Stand in for the pipeline: a text with the sentences of `TEXT` says all of the above, any other says nothing."""
    if of.text.startswith(TEXT):
        return Analysis(document(of), ENTITIES, EVENTS, RELATIONS)
    return Analysis(document(of), (), (), ())
