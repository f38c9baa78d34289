"""What several accounts of one happening say of the dead, and where accounts do not go together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import NamedNode

from kg.explain.asking import article_of
from kg.explain.cards import Dispute, Named, Source, Telling, Toll
from kg.explain.facts import property_name
from kg.explain.statements import Claim, Statement
from kg.results import plain_text
from kg.store.asking import ask, value_of
from kg.store.base import Store
from kg.vocab import KG

_TOLLS = {
    "killed": (KG.killedMin, KG.killedBest, KG.killedMax),
    "injured": (KG.injuredMin, KG.injuredBest, KG.injuredMax),
}
_TOLL_OF = {predicate: name for name, three in _TOLLS.items() for predicate in three}
_RELATIONS = {KG.contradicts: "contradicts", KG.supersedes: "corrects", KG.denies: "denies"}


def tolls_of(
    said: Sequence[Statement], claims: Sequence[Claim], names: Mapping[str, Named], sources: Mapping[str, Source]
) -> tuple[Toll, ...]:
    """Return the tolls of a happening with a figure that does for all accounts, the best or a known one, and is told."""
    numbers: dict[NamedNode, list[int]] = defaultdict(list)
    for statement in said:
        if statement.predicate in _TOLL_OF and article_of(statement.subject) is None:
            numbers[statement.predicate].append(int(value_of(statement.object)))
    tolls = []
    for name, (low, best, high) in _TOLLS.items():
        told = _bounds_told([claim for claim in claims if claim.statement.predicate in (low, high)])
        if numbers[best] or (told and numbers[low]):
            tolls.append(
                Toll(
                    name=name,
                    low=min(numbers[low], default=None),
                    best=min(numbers[best], default=None),
                    high=max(numbers[high], default=None),
                    told=tuple(_telling(name, value, claim, names, sources) for value, claim in told),
                )
            )
    return tuple(tolls)


def without_tolls(statements: Iterable[Statement], tolls: Iterable[Toll]) -> list[Statement]:
    """Return the statements without what is shown as tolls."""
    shown = {predicate for toll in tolls for predicate in _TOLLS[toll.name]}
    return [statement for statement in statements if statement.predicate not in shown]


def _bounds_told(claims: Iterable[Claim]) -> list[tuple[str, Claim]]:
    """Return each account's figures once: "20", or "20 to 30" where the same words give two bounds."""
    by_words: dict[tuple[str, str, tuple[str, ...], str], list[Claim]] = defaultdict(list)
    for claim in claims:
        by_words[claim.statement.subject, claim.span, claim.attributed_to, claim.statement.status].append(claim)
    told = []
    for group in by_words.values():
        figures = sorted({int(value_of(claim.statement.object)) for claim in group})
        told.append((" to ".join(map(str, dict.fromkeys((figures[0], figures[-1])))), group[0]))
    return told


def find_disputes(
    store: Store, claims: Sequence[Claim], names: Mapping[str, Named], sources: Mapping[str, Source]
) -> tuple[Dispute, ...]:
    """Return the pairs of the claims that do not go together, each once, in the order of what they are about."""
    by_iri = {claim.iri: claim for claim in claims}
    query = """SELECT DISTINCT ?it ?how ?other { VALUES ?it { %s }
        VALUES ?how { kg:contradicts kg:supersedes kg:denies } ?it ?how ?other }"""
    found: dict[tuple[str, frozenset[str]], Dispute] = {}
    for iri, how, other in sorted(ask(store, query, by_iri), key=lambda row: [str(term) for term in row]):
        one, two = by_iri.get(value_of(iri)), by_iri.get(value_of(other))
        if one is None or two is None:
            continue
        assert isinstance(how, NamedNode)
        telling, against = (
            _telling(_about(claim, names), _shown(claim, names), claim, names, sources) for claim in (one, two)
        )
        found.setdefault((how.value, frozenset((one.iri, two.iri))), Dispute(_RELATIONS[how], telling, against))
    # The two bounds of a toll, which one article gives in the same words, differ from another's twice.
    once = {(it.relation, it.one.what, it.one.source.iri, it.other.source.iri): it for it in reversed(found.values())}
    return tuple(sorted(once.values(), key=lambda it: (it.one.what, it.relation, it.one.value, it.other.value)))


def _telling(what: str, value: str, claim: Claim, names: Mapping[str, Named], sources: Mapping[str, Source]) -> Telling:
    iri = article_of(claim.iri) or claim.iri
    return Telling(
        what=what,
        value=value,
        source=sources.get(iri, Source(iri, None, None, None, None)),
        attributed_to=tuple(names[who].label for who in claim.attributed_to),
        status=claim.statement.status or "asserted",
    )


def _about(claim: Claim, names: Mapping[str, Named]) -> str:
    predicate = claim.statement.predicate
    return _TOLL_OF.get(predicate) or property_name(predicate, names)


def _shown(claim: Claim, names: Mapping[str, Named]) -> str:
    value = claim.statement.object
    return names[value.value].label if isinstance(value, NamedNode) else plain_text(value)
