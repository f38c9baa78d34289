"""How well the reader does on articles with answers.

Every article is read with the whole pipeline and its events are paired with those of the gold, greedily, the pairs that
agree in most first: a pair must be of one family (coup or attack), and country and date must not contradict each other.
What a pair says about type, date, place, perpetrators and tolls is compared then.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.contract import to_json
from kg.evaluation.gold import Gold, Marked, in_our_case
from kg.knowledge.knowledge import Knowledge
from kg.knowledge.ontology import Ontology
from kg.model import FACTUAL, Analysis
from kg.pipeline import analyse

FAMILIES: Mapping[str, tuple[str, ...]] = {"coup": ("SeizureOfPower", "Mutiny"), "attack": ("Attack", "Battle")}
"""Events of other classes (an insurgency as a whole) are not marked in the gold and not scored."""

_EVENT_REFERENCE = re.compile(r"(\w+) ([A-Z]{2})(?: (\d{4})\S*)?")
_COMMON = frozenset(
    """
    the a an of and group forces army gen general col colonel lt capt captain president militants fighters armed
    """.split()
)


@dataclass(frozen=True)
class Found:
    """An event as it was read, with every name of whoever stands in a role."""

    type: str
    country: str | None
    date: str | None
    place: tuple[str, ...]
    perpetrators: tuple[tuple[str, ...], ...]
    aims: tuple[tuple[str, ...], ...]
    killed: Mapping[str, int] | None
    injured: Mapping[str, int] | None
    words: str


@dataclass
class Tally:
    """Counts of what was right, wrong and missed; `notes` say which, for whoever may look."""

    counts: Counter[str] = field(default_factory=Counter)
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Hits, false finds and misses by class of event and by relation: (name, "hit" | "false" | "missed")."""
    notes: list[str] = field(default_factory=list)

    def rate(self, name: str) -> float:
        """The share of `name` that was right in paired events; 1 where there was nothing to get right."""
        return _ratio(self.counts[f"{name} right"], self.counts[f"{name} wrong"])

    def share(self, name: str) -> float:
        """The same over all events of the gold: it falls with a missed event, and never when one more is found."""
        return _ratio(self.counts[f"{name} right"], self.counts[f"{name} wrong"] + self.counts[f"{name} lost"])

    def precision(self, name: str) -> float:
        return _ratio(self.counts[f"{name} hit"], self.counts[f"{name} false"])

    def recall(self, name: str) -> float:
        return _ratio(self.counts[f"{name} hit"], self.counts[f"{name} missed"])

    def f(self, name: str) -> float:
        precision, recall = self.precision(name), self.recall(name)
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def f_of_all(self, name: str) -> float:
        """F1 with those of missed events among the missed: it never falls because one event more is found."""
        hit, false, missed, lost = (self.counts[f"{name} {what}"] for what in ("hit", "false", "missed", "lost"))
        return 2 * hit / (2 * hit + false + missed + lost) if hit else 0.0


def _ratio(good: int, bad: int) -> float:
    return good / (good + bad) if good + bad else 1.0


# --- Scoring ----------------------------------------------------------------------------------------------------------


def score(gold: Sequence[Gold], knowledge: Knowledge) -> Tally:
    """Read every article and count what is right."""
    scorer = Scorer(knowledge)
    for answers in gold:
        scorer.add(answers, analyse(answers.article, knowledge))
    return scorer.tally


def figures(tally: Tally) -> dict[str, float]:
    """Return the figures that floors are set for; all are shares but the last, a count that must not grow."""
    return {
        "events_p": tally.precision("events"),
        "events_r": tally.recall("events"),
        "events_f": tally.f("events"),
        "type": tally.share("type"),
        "date": tally.share("date"),
        "country": tally.share("country"),
        "place": tally.share("place"),
        "tolls": tally.share("tolls"),
        "perpetrators_f": tally.f_of_all("perpetrators"),
        "aims_f": tally.f_of_all("aims"),
        "relations_f": tally.f("relations"),
        "false_on_negatives": tally.counts["false on negatives"],
    }


def report(tally: Tally) -> Iterator[str]:
    """Yield the lines that a person reads."""
    for name in ("events", "perpetrators", "aims", "relations"):
        counts = " ".join(f"{tally.counts[f'{name} {what}']} {what}" for what in ("hit", "false", "missed"))
        yield (
            f"{name:13} P {tally.precision(name):.3f}  R {tally.recall(name):.3f}  F {tally.f(name):.3f}  ({counts})"
        )
    for name in ("type", "date", "country", "place", "tolls"):
        right, wrong, lost = (tally.counts[f"{name} {what}"] for what in ("right", "wrong", "lost"))
        yield (
            f"{name:13} {tally.rate(name):.3f} in paired events ({right} of {right + wrong}), "
            f"{tally.share(name):.3f} in all ({right} of {right + wrong + lost})"
        )
    yield ""
    yield f"{'by kind':18} hit  false  missed  P      R      F"
    for kind in sorted({kind for kind, _ in tally.kinds}):
        hit, false, missed = (tally.kinds[kind, what] for what in ("hit", "false", "missed"))
        precision, recall = _ratio(hit, false), _ratio(hit, missed)
        f = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        yield f"{kind:18} {hit:3}  {false:5}  {missed:6}  {precision:.3f}  {recall:.3f}  {f:.3f}"
    yield ""
    yield f"{tally.counts['false on negatives']} false events on {tally.counts['negatives']} articles without any"


class Scorer:
    """Compares one article after the other; `tally` grows."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.tally = Tally()
        self._ontology = knowledge.ontology
        self._canonical: dict[str, str] = {}
        for known in knowledge.gazetteer.by_key.values():
            for name in known.names:
                self._canonical.setdefault(fold(name), fold(known.label))

    def add(self, gold: Gold, analysis: Analysis) -> None:
        found = _found(analysis, self._ontology)
        counts = self.tally.counts
        if gold.is_negative:
            counts["negatives"] += 1
            counts["false on negatives"] += len(found)
        pairs = self._pairs(gold.events, found)
        for index, event in enumerate(gold.events):
            if index not in pairs and not event.get("optional"):
                counts["events missed"] += 1
                self.tally.kinds[event["type"], "missed"] += 1
                counts.update(f"{name} lost" for name in _asked(event))
                counts["perpetrators lost"] += len(event["perpetrators"])
                counts["aims lost"] += len(event["targets"]) + len(event.get("victims", ()))
                self._note(gold, "missed", f"{event['type']} {event['date']} {event['country']} «{event['evidence']}»")
        for index, read in enumerate(found):
            if index not in pairs.values():
                counts["events false"] += 1
                self.tally.kinds[read.type, "false"] += 1
                self._note(gold, "false", f"{read.type} {read.date} {read.country} «{read.words}»")
        for index, other in pairs.items():
            if not gold.events[index].get("optional"):
                counts["events hit"] += 1
                self.tally.kinds[gold.events[index]["type"], "hit"] += 1
                self._compare(gold, gold.events[index], found[other])
        self._relations(gold, analysis)

    def _note(self, gold: Gold, what: str, which: str) -> None:
        self.tally.notes.append(f"{gold.name}: {what}: {which}")

    # -- events

    def _pairs(self, marked: Sequence[Marked], found: Sequence[Found]) -> dict[int, int]:
        """Pair indices of the gold with indices of what was read, those that agree in most first."""
        scored = [
            (agreement, -i, -j)
            for i, event in enumerate(marked)
            for j, read in enumerate(found)
            if (agreement := self._agreement(event, read)) is not None
        ]
        pairs: dict[int, int] = {}
        for _, i, j in sorted(scored, reverse=True):
            if -i not in pairs and -j not in pairs.values():
                pairs[-i] = -j
        return pairs

    def _agreement(self, event: Marked, read: Found) -> float | None:
        """How much a pair agrees in, None when it contradicts itself."""
        families = {family_of(kind, self._ontology) for kind in _with_others(event, "type")}
        if family_of(read.type, self._ontology) not in families:
            return None
        if event["country"] and read.country and event["country"] != read.country:
            return None
        if not are_compatible(event["date"], read.date):
            return None
        return (
            self._is_of_type(event, read)
            + bool(event["country"] and read.country)
            + 2 * bool(event["date"] and read.date)
            - 0.5 * bool(event.get("optional"))
            + self.is_any(_with_others(event, "place"), read.place)
            + any(self.is_any([name], names) for name in event["perpetrators"] for names in read.perpetrators)
        )

    def _is_of_type(self, event: Marked, read: Found) -> bool:
        return self._ontology.is_a(read.type, *_with_others(event, "type"))

    def _compare(self, gold: Gold, event: Marked, read: Found) -> None:
        self._ask("type", gold, self._is_of_type(event, read), event["type"], read.type)
        if event["date"]:
            self._ask("date", gold, event["date"] == read.date, event["date"], read.date)
        if event["country"]:
            self._ask("country", gold, event["country"] == read.country, event["country"], read.country)
        if event["place"]:
            places = _with_others(event, "place")
            self._ask("place", gold, self.is_any(places, read.place), places, read.place)
        for kind, toll in (("killed", read.killed), ("injured", read.injured)):
            if event[kind]:
                self._ask("tolls", gold, event[kind] == toll, f"{kind} {event[kind]}", toll)
        self._members("perpetrators", gold, event["perpetrators"], read.perpetrators)
        self._members("aims", gold, [*event["targets"], *event.get("victims", ())], read.aims)

    def _ask(self, name: str, gold: Gold, is_right: bool, expected: object, got: object) -> None:
        self.tally.counts[f"{name} {'right' if is_right else 'wrong'}"] += 1
        if not is_right:
            self._note(gold, f"wrong {name}", f"{expected} read as {got}")

    def _members(self, role: str, gold: Gold, marked: Sequence[str], read: Sequence[tuple[str, ...]]) -> None:
        """Count who was found in a role; a nameless one that the gold leaves out counts neither way."""
        rest = list(read)
        for name in marked:
            hit = next((names for names in rest if self.is_any([name], names)), None)
            self.tally.counts[f"{role} {'missed' if hit is None else 'hit'}"] += 1
            if hit is None:
                self._note(gold, f"missed in {role}", name)
            else:
                rest.remove(hit)
        spare = [names for names in rest if any(letter.isupper() for letter in names[0])]
        self.tally.counts[f"{role} false"] += len(spare)
        for names in spare:
            self._note(gold, f"false in {role}", names[0])

    def is_any(self, wanted: Iterable[str], names: Iterable[str]) -> bool:
        """Tell whether one of the names wanted is of the thing that bears `names`."""
        return any(self._is_same(one, other) for one in wanted for other in names)

    def _is_same(self, one: str, other: str) -> bool:
        """Whether two names are of one thing: known as such, one part of the other, or half of their own words shared."""
        first, second = (self._canonical.get(fold(name), fold(name)) for name in (one, other))
        if not first or not second:
            return False
        if first in second or second in first:
            return True
        mine, theirs = set(first.split()) - _COMMON, set(second.split()) - _COMMON
        return bool(mine and theirs) and 2 * len(mine & theirs) >= min(len(mine), len(theirs))

    # -- relations

    def _relations(self, gold: Gold, analysis: Analysis) -> None:
        counts = self.tally.counts
        ends = _ends(analysis)
        rest = [(r.type, ends[r.subject], ends[r.object]) for r in analysis.relations if r.status == "asserted"]
        for relation in sorted(gold.relations, key=lambda r: bool(r.get("optional"))):
            hit = next((tie for tie in rest if self._is_relation(relation, tie)), None)
            if hit is not None:
                rest.remove(hit)
            if not relation.get("optional"):
                counts[f"relations {'missed' if hit is None else 'hit'}"] += 1
                self.tally.kinds[relation["type"], "missed" if hit is None else "hit"] += 1
            if hit is None and not relation.get("optional"):
                self._note(gold, "missed", f"{relation['subject']} {relation['type']} {relation['object']}")
        counts["relations false"] += len(rest)
        for kind, subject, object_ in rest:
            self.tally.kinds[kind, "false"] += 1
            self._note(gold, "false", f"{subject[0]} {kind} {object_[0]}")

    def _is_relation(self, marked: Marked, tie: tuple[str, tuple[str, ...], tuple[str, ...]]) -> bool:
        kind, subject, object_ = tie
        return (
            kind in _with_others(marked, "type")
            and self._is_end(_with_others(marked, "subject"), subject)
            and self._is_end(_with_others(marked, "object"), object_)
        )

    def _is_end(self, marked: Iterable[str], names: tuple[str, ...]) -> bool:
        read = _EVENT_REFERENCE.fullmatch(names[0])
        for name in marked:
            wanted = _EVENT_REFERENCE.fullmatch(name)
            if wanted is None or read is None:
                if wanted is read and self.is_any([name], names):
                    return True
            elif self._is_same_event(wanted, read):
                return True
        return False

    def _is_same_event(self, wanted: re.Match[str], read: re.Match[str]) -> bool:
        kinds = {family_of(in_our_case(match.group(1), True), self._ontology) for match in (wanted, read)}
        years = {match.group(3) for match in (wanted, read)} - {None}
        return len(kinds) == 1 and wanted.group(2) == read.group(2) and len(years) <= 1


# --- Small questions --------------------------------------------------------------------------------------------------


def _with_others(marked: Marked, key: str) -> list[str]:
    """A value and the other right ones."""
    value = marked[key]
    return [*([value] if isinstance(value, str) else value or ()), *(marked.get(f"{key}_alt") or ())]


def _asked(event: Marked) -> Iterator[str]:
    """What there is to get right in an event."""
    yield "type"
    for name, key in (
        ("date", "date"),
        ("country", "country"),
        ("place", "place"),
        ("tolls", "killed"),
        ("tolls", "injured"),
    ):
        if event[key]:
            yield name


def _found(analysis: Analysis, ontology: Ontology) -> list[Found]:
    """The events of an analysis that are facts and of a family that is scored."""
    read: Any = to_json(analysis)
    names = {e["id"]: (e["label"], *(m["text"] for m in e["mentions"])) for e in read["entities"]}
    return [
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
        )
        for event in read["events"]
        if event["status"] in FACTUAL and family_of(event["type"], ontology)
    ]


def _ends(analysis: Analysis) -> dict[str, tuple[str, ...]]:
    """The names of everything a relation may end at; an event is written "Coup ML 2020"."""
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
