"""Rules applied to a store, stratum by stratum, each until nothing new follows.

A stratum goes in rounds. In a round every rule sees the same graph, and what all of them conclude is added at its end,
so the order of the rules does not matter. Nothing but SELECT queries and deletions by name reach the store, so that any
SPARQL 1.1 store will do.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple, Variable

from kg.errors import OntologyError
from kg.results import Row, Solutions, Term
from kg.rules.patterns import Atom, Pattern
from kg.rules.reading import Rule
from kg.store.base import Store
from kg.vocab import DATA, ENTAILED_GRAPH, INFERRED_GRAPH, KG, PROV, RDF, RDFS, SKOS

log = logging.getLogger(__name__)

MAX_ROUNDS: Final = 100
"""Rounds of one stratum. A chain of a hundred steps is longer than any among things that are known."""
MAX_TRIPLES: Final = 5_000_000
_BATCH = 1000
"""Triples looked for in one query."""

Conclusion: TypeAlias = tuple[NamedNode, NamedNode, NamedNode | Literal]


@dataclass(frozen=True, slots=True)
class Report:
    """How many triples each rule added, by name in the order they apply; `records` are those that say why."""

    triples: Mapping[str, int]
    records: int
    rounds: int
    seconds: float

    @property
    def total(self) -> int:
        return sum(self.triples.values())


@dataclass(frozen=True, slots=True)
class _Derivation:
    """What a conclusion follows by, and from: things, and the conclusions before it that it used."""

    rule: Rule
    premises: tuple[NamedNode, ...]
    used: tuple[Conclusion, ...]


@dataclass(slots=True)
class _Derived:
    """All that was concluded, in its order, and by subject."""

    why: dict[Conclusion, _Derivation] = field(default_factory=dict)
    by_subject: dict[NamedNode, list[Conclusion]] = field(default_factory=lambda: defaultdict(list))

    def add(self, found: Mapping[Conclusion, _Derivation]) -> None:
        self.why.update(found)
        for conclusion in found:
            self.by_subject[conclusion[0]].append(conclusion)


def apply_rules(
    store: Store,
    rules: Iterable[Rule],
    *,
    max_rounds: int = MAX_ROUNDS,
    clock: Callable[[], float] = time.monotonic,
) -> Report:
    """Write what the rules conclude into the inferred graph, in place of what it held, and report.

    A triple that stands in another graph is not written again. Each that is written has a record, with the first
    derivation there is: the earliest round, then the first rule by name, then the first premises by their IRIs. Same
    store and rules, same graph. The graph of OWL entailments, which rests on this one, is emptied. Raises `OntologyError`
    for rules that have no end, with both graphs left empty.
    """
    started = clock()
    ordered = sorted(rules, key=lambda rule: (rule.stratum, rule.name))
    derived, asserted, rounds = _Derived(), set[Conclusion](), 0
    try:
        store.replace([ENTAILED_GRAPH], ())
        old = _take_back_conclusions(store)
        for _, stratum in groupby(ordered, key=lambda rule: rule.stratum):
            rounds += _apply_stratum(store, tuple(stratum), derived, asserted, max_rounds)
        records = dict.fromkeys(_records(derived, ordered))
        _delete(store, old - records.keys())
        store.load(record for record in records if record not in old)
    except BaseException:
        store.replace([INFERRED_GRAPH], ())
        raise
    counts = dict.fromkeys((rule.name for rule in ordered), 0)
    for derivation in derived.why.values():
        counts[derivation.rule.name] += 1
    return Report(counts, len(records), rounds, clock() - started)


def _take_back_conclusions(store: Store) -> set[Quad]:
    """Take out of the inferred graph what rules could see, and return what is left: the records.

    Most of them will be the same again, and writing ten quads for each conclusion is most of the work.
    """
    answer = store.query(
        f"SELECT ?s ?p ?o {{ GRAPH {INFERRED_GRAPH} {{ ?s ?p ?o }} FILTER(!ISBLANK(?s) && !ISBLANK(?o)) }}"
    )
    assert isinstance(answer, Solutions)
    records, others = set[Quad](), set[Quad]()
    for row in answer.rows:
        quad = Quad(*_triple(row), INFERRED_GRAPH)
        (records if str(quad.subject).startswith(_OF_RECORDS) else others).add(quad)
    _delete(store, others)
    return records


_OF_RECORDS: Final = (f"<{DATA}inference/", f"<{DATA}rule/")


def _delete(store: Store, quads: Iterable[Quad]) -> None:
    """Take quads out of the inferred graph, by their names."""
    lines = "\n".join(f"{quad.triple} ." for quad in quads)
    if lines:
        store.update(f"DELETE DATA {{ GRAPH {INFERRED_GRAPH} {{\n{lines}\n}} }}")


def _apply_stratum(
    store: Store, rules: tuple[Rule, ...], derived: _Derived, asserted: set[Conclusion], max_rounds: int
) -> int:
    """Apply the rules until nothing new follows, and return the number of rounds."""
    due = rules
    for round_ in range(1, max_rounds + 1):
        found: dict[Conclusion, _Derivation] = {}
        for rule in due:
            started = time.monotonic()
            for conclusion, derivation in _apply(store, rule, derived, asserted):
                found.setdefault(conclusion, derivation)
            log.debug("rule %s, round %d: %.3f s", rule.name, round_, time.monotonic() - started)
        known = _held(store, (conclusion for conclusion, why in found.items() if len(why.rule.template) > 1))
        asserted |= known
        new = {conclusion: derivation for conclusion, derivation in found.items() if conclusion not in known}
        if not new:
            return round_
        store.load(Quad(*conclusion, INFERRED_GRAPH) for conclusion in new)
        derived.add(new)
        if len(derived.why) > MAX_TRIPLES:
            raise _endless(new, f"more than {MAX_TRIPLES:,} triples")
        due = _touched(rules, new)
        if not due:
            return round_
    raise _endless(new, f"{max_rounds} rounds")


def _endless(new: Mapping[Conclusion, _Derivation], limit: str) -> OntologyError:
    names = ", ".join(sorted({derivation.rule.name for derivation in new.values()}))
    return OntologyError(
        f"rules {names}: still conclude something new after {limit}; "
        "a rule that makes IRIs must not make them from what it has made"
    )


def _touched(rules: Iterable[Rule], new: Iterable[Conclusion]) -> tuple[Rule, ...]:
    """Return the rules that ask for something of the kind that has been added."""
    added = {(predicate, value if predicate == RDF.type else None) for _, predicate, value in new}
    atoms = [Atom(predicate, value if isinstance(value, NamedNode) else None) for predicate, value in added]
    return tuple(rule for rule in rules if any(read.meets(atom) for read in rule.reads for atom in atoms))


# --- One rule ---------------------------------------------------------------------------------------------------------


def _apply(
    store: Store, rule: Rule, derived: _Derived, asserted: set[Conclusion]
) -> Iterator[tuple[Conclusion, _Derivation]]:
    """Yield what the rule concludes that is not known yet, each with all its derivations in order."""
    answer = store.query(rule.select)
    assert isinstance(answer, Solutions)
    for row in sorted(answer.rows, key=lambda row: [str(term) for term in row]):
        values = dict(zip(rule.variables, row, strict=True))
        conclusions = [c for p in rule.template if (c := _filled(p, values)) and _is_new(c, derived, asserted)]
        if not conclusions:
            continue
        premises = tuple(dict.fromkeys(value for name in rule.premises if isinstance(value := values[name], NamedNode)))
        for conclusion in conclusions:
            yield conclusion, _Derivation(rule, premises, _used(rule, conclusion, premises, derived))


def _is_new(conclusion: Conclusion, derived: _Derived, asserted: set[Conclusion]) -> bool:
    return conclusion not in derived.why and conclusion not in asserted


def _filled(pattern: Pattern, values: Mapping[str, Term | None]) -> Conclusion | None:
    """Return the triple, None where a variable is unbound or the triple would be none that a graph of ours may hold."""
    subject, predicate, value = (values[slot.value] if isinstance(slot, Variable) else slot for slot in pattern)
    if not isinstance(subject, NamedNode) or not isinstance(predicate, NamedNode):
        return None
    return (subject, predicate, value) if isinstance(value, NamedNode | Literal) else None


def _used(
    rule: Rule, conclusion: Conclusion, premises: tuple[NamedNode, ...], derived: _Derived
) -> tuple[Conclusion, ...]:
    """Return the earlier conclusions about the things at hand that are of a kind the rule asks for."""
    subject, _, value = conclusion
    things = dict.fromkeys((subject, *((value,) if isinstance(value, NamedNode) else ()), *premises))
    return tuple(
        earlier
        for thing in things
        for earlier in derived.by_subject.get(thing, ())
        if _is_asked_for(earlier, rule, things.keys())
    )


def _is_asked_for(conclusion: Conclusion, rule: Rule, things: Set[NamedNode]) -> bool:
    """Say whether the rule asks for such a triple: with this very object, one of the things, a class or a value."""
    _, predicate, value = conclusion
    if not isinstance(value, NamedNode):
        return Atom(predicate, None) in rule.reads
    if Atom(predicate, value) in rule.reads:
        return True
    is_open = Atom(predicate, None) in rule.reads or _ANY in rule.reads
    return is_open and (value in things or predicate == RDF.type)


_ANY: Final = Atom(None, None)


# --- The store --------------------------------------------------------------------------------------------------------


def _held(store: Store, conclusions: Iterable[Conclusion]) -> set[Conclusion]:
    """Return those of the triples that some graph holds already."""
    wanted, held = list(conclusions), set[Conclusion]()
    for first in range(0, len(wanted), _BATCH):
        rows = "\n".join(f"({s} {p} {o})" for s, p, o in wanted[first : first + _BATCH])
        answer = store.query(f"SELECT DISTINCT ?s ?p ?o {{ VALUES (?s ?p ?o) {{ {rows} }} GRAPH ?g {{ ?s ?p ?o }} }}")
        assert isinstance(answer, Solutions)
        held.update(_triple(row) for row in answer.rows)
    return held


def _triple(row: Row) -> Conclusion:
    subject, predicate, value = row
    assert isinstance(subject, NamedNode)
    assert isinstance(predicate, NamedNode)
    assert value is not None
    assert not isinstance(value, BlankNode | Triple)
    return subject, predicate, value


# --- Records ----------------------------------------------------------------------------------------------------------


def record_iri(conclusion: Conclusion) -> NamedNode:
    """Return the IRI of the record of a triple: 16 hex digits of its content."""
    digest = hashlib.sha256(" ".join(map(str, conclusion)).encode()).hexdigest()
    return NamedNode(f"{DATA}inference/{digest[:16]}")


def _records(derived: _Derived, rules: Iterable[Rule]) -> Iterator[Quad]:
    """Yield what the graph says of the rules, and for each conclusion of what it follows from."""
    for rule in rules:
        yield Quad(rule.iri, RDF.type, KG.Rule, INFERRED_GRAPH)
        yield Quad(rule.iri, RDFS.label, Literal(rule.name.replace("-", " "), language="en"), INFERRED_GRAPH)
        yield Quad(rule.iri, SKOS.definition, Literal(rule.summary, language="en"), INFERRED_GRAPH)
    iris = {conclusion: record_iri(conclusion) for conclusion in derived.why}
    for conclusion, derivation in derived.why.items():
        record = iris[conclusion]
        yield Quad(record, RDF.type, KG.Inference, INFERRED_GRAPH)
        for predicate, value in zip((RDF.subject, RDF.predicate, RDF.object), conclusion, strict=True):
            yield Quad(record, predicate, value, INFERRED_GRAPH)
        yield Quad(record, KG.rule, derivation.rule.iri, INFERRED_GRAPH)
        for premise in (*derivation.premises, *(iris[used] for used in derivation.used)):
            yield Quad(record, PROV.wasDerivedFrom, premise, INFERRED_GRAPH)
