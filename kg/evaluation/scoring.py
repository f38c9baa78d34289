"""How well the reader does on articles with answers.

Every article is read with the whole pipeline and its events are paired with those of the gold, greedily, the pairs that
agree in most first: a pair must be of one family (coup or attack), and country and date must not contradict each other.
What a pair says about type, date, place, perpetrators and tolls is compared then.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.evaluation import causes
from kg.evaluation.found import Found, are_compatible, ends_of, events_of, family_of, fold, is_scored
from kg.evaluation.gold import Gold, Marked, in_our_case
from kg.knowledge.knowledge import Knowledge
from kg.model import Analysis
from kg.pipeline import analyse

_EVENT_REFERENCE = re.compile(r"(\w+) ([A-Z]{2})(?: (\d{4})\S*)?")
_COMMON = frozenset(
    """
    the a an of and group forces army gen general col colonel lt capt captain president militants fighters armed
    """.split()
)


@dataclass
class Tally:
    """Counts of what was right, wrong and missed; `notes` say which, for whoever may look."""

    counts: Counter[str] = field(default_factory=Counter)
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Hits, false finds and misses by class of event and by relation: (name, "hit" | "false" | "missed")."""
    causes: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Why: (name of a count, one of its causes in `kg.evaluation.causes`)."""
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
    for name, asked in causes.OF_WHAT.items():
        yield ""
        yield f"{name}, {tally.counts[name]}"
        yield from (f"{tally.causes[name, cause]:5}  {cause}" for cause in asked if tally.causes[name, cause])
    yield ""
    false, articles, wrong = (
        tally.counts[name] for name in ("false on negatives", "negatives", "negatives with false")
    )
    yield f"{false} false events on {articles} articles without any, in {wrong} of them"


class Scorer:
    """Compares one article after the other; `tally` grows."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.tally = Tally()
        self._knowledge = knowledge
        self._ontology = knowledge.ontology
        self._canonical: dict[str, str] = {}
        self._people = frozenset(word for demonym in knowledge.gazetteer.demonyms for word in demonym.split())
        for known in knowledge.gazetteer.by_key.values():
            for name in known.names:
                self._canonical.setdefault(fold(name), fold(known.label))

    def add(self, gold: Gold, analysis: Analysis) -> None:
        every = events_of(analysis)
        scored = [index for index, event in enumerate(every) if is_scored(event, self._ontology)]
        found = [every[index] for index in scored]
        counts = self.tally.counts
        if gold.is_negative:
            counts["negatives"] += 1
            counts["false on negatives"] += len(found)
            counts["negatives with false"] += bool(found)
        pairs = self._pairs(gold.events, found)
        self._missed(gold, {index: scored[other] for index, other in pairs.items()}, every, analysis)
        self._false(gold, pairs, found, analysis)
        for index, other in pairs.items():
            if not gold.events[index].get("optional"):
                counts["events hit"] += 1
                self.tally.kinds[gold.events[index]["type"], "hit"] += 1
                self._compare(gold, gold.events[index], found[other])
        self._relations(gold, analysis)

    def _note(self, gold: Gold, what: str, which: str) -> None:
        self.tally.notes.append(f"{gold.name}: {what}: {which}")

    def _explain(self, gold: Gold, name: str, which: str, cause: str) -> None:
        """Note what was missed or false, a count of the tally, with its cause."""
        self.tally.causes[name, cause] += 1
        self._note(gold, name.split()[1], f"{which} ({cause})")

    # -- events

    def _missed(self, gold: Gold, pairs: dict[int, int], read: Sequence[Found], analysis: Analysis) -> None:
        counts = self.tally.counts
        for index, event in enumerate(gold.events):
            if index in pairs or event.get("optional"):
                continue
            counts["events missed"] += 1
            self.tally.kinds[event["type"], "missed"] += 1
            counts.update(f"{name} lost" for name in _asked(event))
            counts["perpetrators lost"] += len(event["perpetrators"])
            counts["aims lost"] += len(event["targets"]) + len(event.get("victims", ()))
            cause = causes.of_missed_event(
                self._families(event),
                event["country"],
                event["date"],
                event["evidence"],
                read,
                set(pairs.values()),
                analysis,
                self._knowledge,
            )
            which = f"{event['type']} {event['date']} {event['country']} «{event['evidence']}»"
            self._explain(gold, "events missed", which, cause)

    def _false(self, gold: Gold, pairs: dict[int, int], found: Sequence[Found], analysis: Analysis) -> None:
        told = [
            (found[pairs[i]] if i in pairs else None, causes.evidence_of(analysis.document, event["evidence"]))
            for i, event in enumerate(gold.events)
        ]
        for index, read in enumerate(found):
            if index not in pairs.values():
                self.tally.counts["events false"] += 1
                self.tally.kinds[read.type, "false"] += 1
                which = f"{read.type} {read.date} {read.country} «{read.words}»"
                self._explain(gold, "events false", which, causes.of_false_event(read, told, self._knowledge))

    def _families(self, event: Marked) -> set[str]:
        return {f for kind in _with_others(event, "type") if (f := family_of(kind, self._ontology))}

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
        if family_of(read.type, self._ontology) not in self._families(event):
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
        spare = [names for names in rest if self._is_name(names[0])]
        self.tally.counts[f"{role} false"] += len(spare)
        for names in spare:
            self._note(gold, f"false in {role}", names[0])

    def _is_name(self, label: str) -> bool:
        """Whether whoever is called so is called by a name, and not only by whose he is ("Thai generals")."""
        return any(word not in self._people and word != word.lower() for word in label.split())

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
        ends = ends_of(analysis)
        asserted = [r for r in analysis.relations if r.status == "asserted"]
        tied = {frozenset((r.subject, r.object)) for r in asserted}
        rest = [(r.type, ends[r.subject], ends[r.object]) for r in asserted]
        for relation in sorted(gold.relations, key=lambda r: bool(r.get("optional"))):
            hit = next((tie for tie in rest if self._is_relation(relation, tie)), None)
            if hit is not None:
                rest.remove(hit)
            if relation.get("optional"):
                continue
            counts[f"relations {'missed' if hit is None else 'hit'}"] += 1
            self.tally.kinds[relation["type"], "missed" if hit is None else "hit"] += 1
            if hit is None:
                subjects, objects = (
                    [key for key, names in ends.items() if self._is_end(_with_others(relation, end), names)]
                    for end in ("subject", "object")
                )
                which = f"{relation['subject']} {relation['type']} {relation['object']}"
                self._explain(gold, "relations missed", which, causes.of_missed_tie(subjects, objects, tied, analysis))
        for kind, subject, object_ in rest:
            counts["relations false"] += 1
            self.tally.kinds[kind, "false"] += 1
            which = f"{subject[0]} {kind} {object_[0]}"
            self._explain(gold, "relations false", which, self._of_false_tie(gold, subject, object_))

    def _of_false_tie(self, gold: Gold, subject: tuple[str, ...], object_: tuple[str, ...]) -> str:
        ties = [(_with_others(tie, "subject"), _with_others(tie, "object")) for tie in gold.relations]
        if any(
            (self._is_end(one, subject) and self._is_end(other, object_))
            or (self._is_end(one, object_) and self._is_end(other, subject))
            for one, other in ties
        ):
            return causes.OTHER_TIE
        ends = [names for tie in ties for names in tie]
        is_marked = all(any(self._is_end(names, end) for names in ends) for end in (subject, object_))
        return causes.NO_TIE_MARKED if is_marked else causes.END_UNMARKED

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
