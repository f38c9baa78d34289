"""`kg reason`: what articles come to together, and what follows from it, concluded anew."""

from __future__ import annotations

import time
from pathlib import Path

import click

from kg.cli.build import count
from kg.cli.options import settings_of, store_option
from kg.errors import StoreError


@click.command()
@store_option
def reason(store: str | None) -> None:
    """Conclude anew what the articles of a store come to together, and what follows from it by the rules.

    kg build does so at its end; this is for a store that was loaded by other means, or after a change of the rules. What
    articles say, what they were linked to and the known things are left as they are.

    \b
    Example:
      kg reason --store my-store
    """
    from kg.fuse import fuse
    from kg.rules import apply_rules, read_rules
    from kg.settings import ontology_directory
    from kg.store.embedded import current_version, open_store

    settings = settings_of(store=store)
    name = settings.text("store")
    if current_version(Path(name)) is None:
        raise StoreError(f"{name}: no store is there; make one with kg build")
    started = time.monotonic()
    rules = read_rules(ontology_directory(settings) / "rules")
    with open_store(Path(name)) as target:
        concluded = fuse(target)
        report = apply_rules(target, rules)
    click.echo(
        f"{count(concluded.happenings, 'happening')}, {count(concluded.situations, 'situation')},"
        f" {count(report.total, 'triple')} by {count(len(rules), 'rule')} in {name}, {time.monotonic() - started:.1f} s",
        err=True,
    )
