"""Whether everything can be true at once, asked of HermiT: it finds whatever OWL 2 DL can find, and does not say where.

It needs Java, and without Java the answer is that it did not run. owlready2 is used here only. HermiT is shown a view:
the classes and properties of the ontology, and what is said with them of happenings, situations and known things; no
label, note or source, no claim of an article, no record of an inference. Time grows with the view, so of a large one a
sample is shown, made of whole happenings and situations.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final, Literal

from pyoxigraph import NamedNode, Quad, Triple

from kg.checks.finding import Finding
from kg.checks.terms import closure, shorten
from kg.entail import reasoner_view
from kg.results import Term
from kg.vocab import KG, ONTOLOGY, RDF, RDFS

NO_JAVA: Final = "not run: no Java; install Java 11 or later, or leave HermiT out with --no-reasoner"
CONTRADICTION: Final = (
    "what it was given contradicts itself, and HermiT does not say where; the findings beside this may"
)
EMPTY_CLASS: Final = "can have no member: two classes that it is below exclude each other"

MAX_FACTS: Final = 20_000
"""Triples of the fused and inferred graphs that HermiT is shown; beyond that, a sample of about as many."""


@dataclass(frozen=True, slots=True)
class Reasoning:
    """What HermiT found; `verdict` is "not run" when there is no Java, and never "consistent" for want of an answer."""

    verdict: Literal["consistent", "inconsistent", "failed", "not run"]
    seconds: float
    issues: tuple[Finding, ...] = ()


def has_java() -> bool:
    """Say whether the Java that owlready2 would start is there."""
    return shutil.which(_owlready().JAVA_EXE) is not None


def reason(quads: Iterable[Quad]) -> Reasoning:
    """Ask HermiT whether the reasoner view of `quads` is consistent and every class can have members."""
    if not has_java():
        return Reasoning("not run", 0.0, (Finding("HermiT", NO_JAVA, "info", "HermiT"),))
    owlready = _owlready()
    started = time.perf_counter()
    world = owlready.World()
    try:
        view = "".join(f"{triple} .\n" for triple in reasoner_view(quads))
        world.get_ontology(ONTOLOGY.value + "#").load(fileobj=io.BytesIO(view.encode()))
        owlready.sync_reasoner_hermit(world, debug=0)
        empty = sorted(str(kind.iri) for kind in world.inconsistent_classes() if kind is not owlready.Nothing)
    except owlready.OwlReadyInconsistentOntologyError:
        contradiction = Finding("HermiT", CONTRADICTION, check="HermiT")
        return Reasoning("inconsistent", time.perf_counter() - started, (contradiction,))
    except owlready.OwlReadyJavaError as error:
        failed = Finding("HermiT", f"failed: {_java_reason(str(error))}", check="HermiT")
        return Reasoning("failed", time.perf_counter() - started, (failed,))
    finally:
        world.close()
    issues = tuple(Finding(shorten(NamedNode(iri)), EMPTY_CLASS, check="HermiT") for iri in empty)
    return Reasoning("inconsistent" if issues else "consistent", time.perf_counter() - started, issues)


@dataclass(frozen=True, slots=True)
class Sample:
    """Quads for HermiT, and of how many happenings and situations they tell, out of how many."""

    quads: tuple[Quad, ...]
    shown: int
    of: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing was left out."""
        return self.shown == self.of


def sample(background: Iterable[Quad], facts: Iterable[Quad], limit: int = MAX_FACTS) -> Sample:
    """Return the facts, or of more than `limit` triples a sample of whole happenings and situations, the same each time.

    `background` is what is shown in any case: the ontology and the known things. A happening comes with all that is
    said of it, and with what is said of the actors and places that it names. Which are taken is decided by a hash of
    their names, so that one store always gives one answer, and a store that has grown mostly the same ones.
    """
    known = tuple(background)
    view = set(reasoner_view((*known, *facts))) - {quad.triple for quad in known}
    rows: dict[Term, list[Triple]] = {}
    for triple in view:
        rows.setdefault(triple.subject, []).append(triple)
    units = _units(known, view, rows)
    if len(view) <= limit:
        return Sample(tuple(Quad(*triple) for triple in view), len(units), len(units))
    taken: set[Triple] = set()
    shown = 0
    for unit in sorted(units, key=lambda term: hashlib.sha256(str(term).encode()).digest()):
        beside = {triple.object for triple in rows[unit]} - units
        whole = {triple for term in (unit, *beside) for triple in rows.get(term, ())}
        if len(taken | whole) > limit:
            break
        taken |= whole
        shown += 1
    return Sample(tuple(Quad(*triple) for triple in taken), shown, len(units))


def _units(known: tuple[Quad, ...], view: set[Triple], rows: Mapping[Term, list[Triple]]) -> set[Term]:
    """Return the events and situations that the facts are about."""
    above = closure(known, RDFS.subClassOf)
    kinds = {kind for kind, uppers in above.items() if uppers & {KG.Event, KG.Situation}} | {KG.Event, KG.Situation}
    typed = chain((quad.triple for quad in known), view)
    found = {triple.subject for triple in typed if triple.predicate == RDF.type and triple.object in kinds}
    return {term for term in rows if term in found}


def _owlready() -> Any:
    """Return owlready2, which has no types; imported when it is needed, since that takes a good part of a second."""
    import owlready2

    return owlready2


def _java_reason(message: str) -> str:
    """Return the line of a Java stack trace that says what went wrong."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    return next((line for line in lines if "Exception" in line or "Error" in line), lines[-1] if lines else "no output")
