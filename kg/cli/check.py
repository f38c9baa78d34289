"""`kg check`: is the ontology sound, and is the store in order."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import reference_option, settings_of, store_option
from kg.errors import Issue, StoreError
from kg.settings import Settings, ontology_directory, reference_files

if TYPE_CHECKING:
    from kg.checks import Files


@click.command()
@store_option
@reference_option
@click.option("--no-reasoner", is_flag=True, help="Leave out HermiT, which needs Java and takes some seconds.")
def check(store: str | None, reference: tuple[str, ...], no_reasoner: bool) -> None:
    """Check the ontology and the reference files that kg ships, those of your own, and a store.

    Each problem is a line that begins with "error" or "warning". Exits with 1 when there is an error. Without --store,
    the default store is checked if there is one.

    \b
    Examples:
      kg check --store my-store
      kg check --no-reasoner
      kg check --reference my.ttl
    """
    from kg.checks import Reasoning, check_ontology, contradictions, read_files, reason

    settings = settings_of(store=store, reference=reference)
    directory = ontology_directory(settings)
    files = read_files(directory, reference_files(settings))
    issues = [*check_ontology(files), *contradictions(files.ontology, files.reference)]
    reasoning = Reasoning("not run", 0.0) if no_reasoner else reason((*files.ontology, *files.reference))
    issues += reasoning.issues
    checked = "ontology checked, and no store"
    if _is_there(settings):
        checked = f"ontology and {settings.text('store')} checked"
        issues += _of_store(Path(settings.text("store")), directory, files)
    errors = _print(issues)
    took = f" in {reasoning.seconds:.1f} s" if reasoning.seconds else ""
    verdict = f"HermiT: {reasoning.verdict}{took}"
    click.echo(f"{checked}: {errors} errors, {len(issues) - errors} warnings; {verdict}", err=True)
    if errors:
        raise click.exceptions.Exit(1)


def _is_there(settings: Settings) -> bool:
    """Say whether there is a store to check; one that somebody named and that is not there is an error."""
    value = settings.values["store"]
    if Path(str(value.value)).exists():
        return True
    if value.origin != "default":
        raise StoreError(f"{value.value}: no store is there; make one with kg build, or mend {value.origin}")
    return False


def _of_store(path: Path, directory: Path, files: Files) -> list[Issue]:
    from kg.checks import check_store, contradictions, read_checks
    from kg.store.embedded import open_store

    with open_store(path, read_only=True) as store:
        # Where articles contradict themselves, an article or the reading of it is wrong, and the store is sound.
        said = contradictions(files.ontology, store.dump(), "warning")
        return [*check_store(store, read_checks(directory / "checks")), *said]


def _print(issues: list[Issue]) -> int:
    """Print the issues, errors first, and return how many of them are errors."""
    for issue in sorted(issues, key=lambda issue: issue.severity):
        click.echo(f"{issue.severity:7} {issue}")
    return sum(issue.severity == "error" for issue in issues)
