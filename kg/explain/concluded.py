"""What rules concluded of some things, and the records that say by which rule and from what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.explain.asking import local_name
from kg.explain.cards import Conclusion, Named
from kg.explain.facts import property_name, reversed_name
from kg.results import Term
from kg.store.asking import ask, value_of
from kg.store.base import Store
from kg.vocab import DATA

_RECORD = f"{DATA}inference/"


@dataclass(frozen=True, slots=True)
class Inference:
    """The record of one conclusion; `premises` are things, `used` the records of conclusions before it."""

    iri: str
    subject: str
    predicate: NamedNode
    object: Term
    rule: str
    summary: str
    premises: tuple[str, ...]
    used: tuple[str, ...]

    @property
    def things(self) -> tuple[str, ...]:
        """What the conclusion is about and rests on, each once."""
        value = [self.object.value] if isinstance(self.object, NamedNode) else []
        return tuple(dict.fromkeys([self.subject, *value, *self.premises]))


def find_inferences(store: Store, members: Iterable[str]) -> tuple[Inference, ...]:
    """Return the records of what was concluded about the members, in either place of the statement."""
    query = """SELECT DISTINCT ?record {
        VALUES ?it { %s } { ?record rdf:subject ?it } UNION { ?record rdf:object ?it } ?record a kg:Inference
    }"""
    return read_inferences(store, {value_of(record) for (record,) in ask(store, query, members)})


def read_inferences(store: Store, records: Iterable[str]) -> tuple[Inference, ...]:
    """Return the records of those names, in an order that does not change."""
    wanted = set(records)
    premises: dict[str, set[str]] = defaultdict(set)
    for record, premise in ask(store, "SELECT ?it ?from { VALUES ?it { %s } ?it prov:wasDerivedFrom ?from }", wanted):
        premises[value_of(record)].add(value_of(premise))
    query = """SELECT ?it ?s ?p ?o ?rule ?summary { VALUES ?it { %s }
        ?it a kg:Inference ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:rule ?rule .
        OPTIONAL { ?rule skos:definition ?summary }
    }"""
    found = []
    for record, subject, predicate, value, rule, summary in ask(store, query, wanted):
        assert isinstance(predicate, NamedNode)
        assert value is not None
        given = sorted(premises[value_of(record)])
        found.append(
            Inference(
                iri=value_of(record),
                subject=value_of(subject),
                predicate=predicate,
                object=value,
                rule=value_of(rule),
                summary=value_of(summary) if summary is not None else local_name(value_of(rule)),
                premises=tuple(premise for premise in given if not premise.startswith(_RECORD)),
                used=tuple(premise for premise in given if premise.startswith(_RECORD)),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.predicate.value, one.subject, str(one.object))))


def conclusions_of(
    inferences: Iterable[Inference], members: Iterable[str], names: Mapping[str, Named], roles: frozenset[str]
) -> tuple[Conclusion, ...]:
    """Return the records as lines of a card, those with a member as subject first."""
    own = frozenset(members)
    found = []
    for one in inferences:
        is_own = one.subject in own
        shown = one.object.value if isinstance(one.object, NamedNode) else None
        if is_own and shown in own:
            continue
        value = named(one.object, names) if is_own else names[one.subject]
        name = property_name(one.predicate, names) if is_own else reversed_name(one.predicate, names, roles)
        about = {one.subject, shown, *own}
        premises = tuple(names[premise] for premise in one.premises if premise not in about)
        found.append((not is_own, name, Conclusion(name, value, Named(one.summary, one.rule), premises)))
    return tuple(conclusion for _, _, conclusion in sorted(found, key=lambda it: (*it[:2], it[2].value.label)))


def named(term: Term, names: Mapping[str, Named]) -> Named:
    """Return a thing or a value with its name to show."""
    return names[term.value] if isinstance(term, NamedNode) else Named(value_of(term))
