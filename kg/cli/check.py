"""`kg check`: is the ontology sound, and is the store in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import reference_option, settings_of, store_option
from kg.errors import StoreError
from kg.settings import Settings, ontology_directory, reference_files

if TYPE_CHECKING:
    from pyoxigraph import Quad, Triple

    from kg.checks import Files, Finding
    from kg.store.base import Store


@click.command()
@store_option
@reference_option
@click.option("--no-reasoner", is_flag=True, help="Leave out HermiT, which needs Java and takes some seconds.")
def check(store: str | None, reference: tuple[str, ...], no_reasoner: bool) -> None:
    """Check the ontology and the reference files that kg ships, those of your own, and a store.

    Each problem is a line that begins with "violation", "warning" or "info", and says where, what is wrong, what to do
    and, where it is one article's, in which. Exits with 1 when there is a violation. Without --store, the default store
    is checked if there is one. docs/checks.md tells more.

    \b
    Examples:
      kg check --store my-store
      kg check --no-reasoner
      kg check --reference my.ttl
    """
    from kg.checks import check_ontology, contradictions, read_files
    from kg.store.embedded import open_store

    settings = settings_of(store=store, reference=reference)
    directory = ontology_directory(settings)
    files = read_files(directory, reference_files(settings))
    findings = [*check_ontology(files), *contradictions(files.ontology, files.reference)]
    shipped = _View("ontology, known things", (*files.ontology, *files.reference))
    checked, views = "ontology checked, and no store", [shipped]
    if _is_there(settings):
        path = Path(settings.text("store"))
        checked = f"ontology and {path} checked"
        with open_store(path, read_only=True) as opened:
            findings += _of_store(opened, directory, files)
            views = [] if no_reasoner else _views(opened, shipped)
    verdicts = ["HermiT: left out"] if no_reasoner else []
    for view in () if no_reasoner else views:
        verdict, issues = view.ask()
        verdicts.append(verdict)
        findings += issues
    counts = _print(dict.fromkeys(findings))
    click.echo(f"{checked}: {counts}; {'; '.join(dict.fromkeys(verdicts))}", err=True)
    if any(finding.severity == "violation" for finding in findings):
        raise click.exceptions.Exit(1)


def _is_there(settings: Settings) -> bool:
    """Say whether there is a store to check; one that somebody named and that is not there is an error."""
    value = settings.values["store"]
    if Path(str(value.value)).exists():
        return True
    if value.origin != "default":
        raise StoreError(f"{value.value}: no store is there; make one with kg build, or mend {value.origin}")
    return False


def _of_store(store: Store, directory: Path, files: Files) -> Iterator[Finding]:
    from kg.checks import check_store, contradictions, graph_quads, read_checks, read_shapes
    from kg.vocab import FACTS_GRAPH, INFERRED_GRAPH, REFERENCE_GRAPH

    checks = (*read_shapes(directory / "shapes.ttl"), *read_checks(directory / "checks"))
    yield from check_store(store, checks)
    # Where articles contradict themselves, an article or the reading of it is wrong, and the store is sound.
    said = contradictions(files.ontology, store.dump(), "warning")
    if said:
        concluded = contradictions(files.ontology, graph_quads(store, REFERENCE_GRAPH, FACTS_GRAPH, INFERRED_GRAPH))
        known = {str(finding) for finding in concluded}
        yield from (*concluded, *(finding for finding in said if str(finding) not in known))


@dataclass(frozen=True, slots=True)
class _View:
    """What HermiT is asked about at once: the ontology with known things, and facts of a store, or a sample of them."""

    name: str
    background: tuple[Quad, ...]
    facts: tuple[Quad, ...] = ()

    def ask(self) -> tuple[str, Iterable[Finding]]:
        """Return what to say of it in a few words, and what was found."""
        from kg.checks import reason, sample

        shown = sample(self.background, self.facts)
        reasoning = reason((*self.background, *shown.quads))
        if reasoning.verdict == "not run":
            return "HermiT: not run", reasoning.issues
        what = self.name
        if self.facts:
            what += f" and {shown.shown:,} " + ("" if shown.is_whole else f"of {shown.of:,} ")
            what += "happenings and situations" + ("" if shown.is_whole else ", a sample")
        return f"HermiT: {reasoning.verdict} in {reasoning.seconds:.1f} s ({what})", reasoning.issues


def _views(store: Store, shipped: _View) -> list[_View]:
    """Return what there is to reason about: the store, and apart the files, when the store does not hold them as well."""
    from kg.checks import graph_quads
    from kg.vocab import FACTS_GRAPH, INFERRED_GRAPH, ONTOLOGY_GRAPH, REFERENCE_GRAPH

    background = graph_quads(store, ONTOLOGY_GRAPH, REFERENCE_GRAPH)
    of_store = _View("ontology, known things", background, graph_quads(store, FACTS_GRAPH, INFERRED_GRAPH))
    return [of_store] if _joined(shipped.background) <= _joined(background) else [shipped, of_store]


def _joined(quads: Iterable[Quad]) -> set[Triple]:
    """Return the triples between things: a store gives back a number in a form of its own, 10.0 as 10."""
    from pyoxigraph import Literal

    return {quad.triple for quad in quads if not isinstance(quad.object, Literal)}


def _print(findings: Iterable[Finding]) -> str:
    """Print the findings, the worst first, and return how many there are of each severity."""
    from kg.checks import SEVERITIES

    ordered = sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))
    for finding in ordered:
        click.echo(f"{finding.severity:9} {finding}")
    counts = {severity: sum(finding.severity == severity for finding in ordered) for severity in SEVERITIES}
    return ", ".join(f"{count:,} {severity}{'s' * (severity != 'info')}" for severity, count in counts.items())
