"""Articles, through the pipeline, into a store: one article after the other, each as one transaction.

So a build that is interrupted leaves a store that holds whole articles and nothing else, and may be run again: an
article that is in the store already replaces itself. What all articles come to together is concluded at the end, anew.
"""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias, TypeVar

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.errors import Issue, OntologyError, StoreError
from kg.fuse import fuse
from kg.graph import Provenance, article_graph, links_graph, quads
from kg.knowledge.gazetteer import Gazetteer
from kg.model import Analysis, Article
from kg.rules import Rule, apply_rules
from kg.store.base import Store
from kg.vocab import ENTAILED_GRAPH, FACTS_GRAPH, INFERRED_GRAPH, KG, ONTOLOGY_GRAPH, REFERENCE_GRAPH

log = logging.getLogger(__name__)

Analyse: TypeAlias = Callable[[Article], Analysis]
Watch: TypeAlias = Callable[[Article | Issue], None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Report:
    """What a build wrote, and the problems it met; `triples` are those of the articles and their links.

    `happenings` are all that the store tells of now, by these articles and by those it held before; `inferred` the triples
    that the rules added.
    """

    articles: int = 0
    entities: int = 0
    events: int = 0
    relations: int = 0
    happenings: int = 0
    inferred: int = 0
    triples: int = 0
    issues: tuple[Issue, ...] = ()
    seconds: float = 0.0

    def plus(self, analysis: Analysis, triples: int) -> Report:
        return replace(
            self,
            articles=self.articles + 1,
            entities=self.entities + len(analysis.entities),
            events=self.events + len(analysis.events),
            relations=self.relations + len(analysis.relations),
            triples=self.triples + triples,
        )


def build(
    items: Iterable[Article | Issue],
    analyse: Analyse,
    store: Store,
    provenance: Provenance,
    gazetteer: Gazetteer,
    *,
    shared: Iterable[Quad],
    rules: Iterable[Rule] = (),
    watch: Watch = lambda _: None,
    clock: Callable[[], float] = time.monotonic,
) -> Report:
    """Write what articles say into a store, in place of what it held of them, and report.

    `shared` is what all articles speak of, as from `read_shared`, and replaces what the store held of that; `rules` say
    what follows from all of it. `watch` is told of each article when it is in the store, and of each issue. Raises
    `StoreError`; anything else that goes wrong with one article is an issue of the report. A build that does not come to
    its end leaves no conclusions in the store, since they might rest on what articles no longer say.
    """
    started = clock()
    try:
        report = _write(items, analyse, store, provenance, gazetteer, shared, watch)
        concluded = fuse(store)
        inferred = apply_rules(store, rules)
    except BaseException:
        with contextlib.suppress(StoreError):
            store.replace([FACTS_GRAPH, INFERRED_GRAPH, ENTAILED_GRAPH], ())
        raise
    return replace(report, happenings=concluded.happenings, inferred=inferred.total, seconds=clock() - started)


def _write(
    items: Iterable[Article | Issue],
    analyse: Analyse,
    store: Store,
    provenance: Provenance,
    gazetteer: Gazetteer,
    shared: Iterable[Quad],
    watch: Watch,
) -> Report:
    store.replace([ONTOLOGY_GRAPH, REFERENCE_GRAPH, ENTAILED_GRAPH], shared)
    report = Report()
    issues: list[Issue] = []
    for item in items:
        made = item if isinstance(item, Issue) else _guarded(item, lambda it: _read(it, analyse, provenance, gazetteer))
        if isinstance(made, Issue):
            issues.append(made)
            watch(made)
            continue
        analysis, facts = made
        article = analysis.document.article
        store.replace([article_graph(article), links_graph(article)], facts)
        report = report.plus(analysis, len(facts))
        watch(article)
    return replace(report, issues=tuple(issues))


def analyse_all(items: Iterable[Article | Issue], analyse: Analyse) -> Iterator[Analysis | Issue]:
    """Yield what each article says; an exception inside `analyse` becomes an issue, and the rest goes on."""
    for item in items:
        yield item if isinstance(item, Issue) else _guarded(item, analyse)


def read_shared(ontology: Path, reference: Iterable[Path] = ()) -> Iterator[Quad]:
    """Yield the ontology and the reference files, each in its graph; `reference` are files beside those of the ontology.

    Of the lexicon there is only what concluding facts needs: which classes are told in the words of others, and which
    words speak of which kind of backing. Raises `OntologyError` when one is not Turtle.
    """
    yield from _turtle(ontology / "conflict.ttl", ONTOLOGY_GRAPH)
    for path in sorted(ontology.glob("lexicon.*.ttl")):
        yield from (quad for quad in _turtle(path, ONTOLOGY_GRAPH) if quad.predicate in _OF_USE_TO_FACTS)
    for path in (*sorted((ontology / "reference").glob("*.ttl")), *reference):
        yield from _turtle(path, REFERENCE_GRAPH)


_OF_USE_TO_FACTS = (KG.mayTellOf, KG.whenAttempted, KG.ofBackingKind)


def _turtle(path: Path, graph: NamedNode) -> Iterator[Quad]:
    try:
        for quad in parse(path=path, format=RdfFormat.TURTLE):
            yield Quad(quad.subject, quad.predicate, quad.object, graph)
    except SyntaxError as error:
        raise OntologyError(f"{path}:{error.lineno or 1}: {error.msg}") from error
    except OSError as error:
        raise OntologyError(f"{path}: cannot be read ({error}); reinstall kg") from error


def _read(
    article: Article, analyse: Analyse, provenance: Provenance, gazetteer: Gazetteer
) -> tuple[Analysis, tuple[Quad, ...]]:
    analysis = analyse(article)
    return analysis, tuple(quads(analysis, provenance, gazetteer))


def _guarded(article: Article, function: Callable[[Article], T]) -> T | Issue:
    """Return what a function makes of an article, or an issue: a bug that one text brings out stops no others."""
    try:
        return function(article)
    except Exception as error:
        log.debug("%s: article %s", article.name, article.id, exc_info=True)
        what = f"{type(error).__name__}: {error}".splitlines()[0]
        return Issue(article.name, f"internal error: {what}; left out, please report it (--debug shows more)")
