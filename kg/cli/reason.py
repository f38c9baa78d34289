"""`kg reason`: what articles come to together, and what follows from it, concluded anew."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.build import count
from kg.cli.options import settings_of, store_option
from kg.errors import StoreError

if TYPE_CHECKING:
    from kg.store.base import Store


@click.command()
@store_option
@click.option("--owl-rl", is_flag=True, help="Also add what OWL 2 RL entails; needs the package reasonable.")
def reason(store: str | None, owl_rl: bool) -> None:
    """Conclude anew what the articles of a store come to together, and what follows from it by the rules.

    kg build does so at its end; this is for a store that was loaded by other means, or after a change of the rules. What
    articles say, what they were linked to and the known things are left as they are. Entailments of OWL 2 RL stand in a
    graph of their own, which is emptied when they are not asked for.

    \b
    Examples:
      kg reason --store my-store
      kg reason --owl-rl
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
        entailed = [f"{count(_entail(target), 'triple')} by OWL 2 RL"] if owl_rl else []
    told = (
        count(concluded.happenings, "happening"),
        count(concluded.situations, "situation"),
        f"{count(report.total, 'triple')} by {count(len(rules), 'rule')}",
        *entailed,
    )
    click.echo(f"{', '.join(told)} in {name}, {time.monotonic() - started:.1f} s", err=True)


def _entail(store: Store) -> int:
    """Write what OWL 2 RL entails of known things, facts and conclusions, and return how many triples that is."""
    from kg.checks import graph_quads
    from kg.entail import entail
    from kg.vocab import ENTAILED_GRAPH, FACTS_GRAPH, INFERRED_GRAPH, ONTOLOGY_GRAPH, REFERENCE_GRAPH

    data = graph_quads(store, REFERENCE_GRAPH, FACTS_GRAPH, INFERRED_GRAPH)
    found = tuple(entail(graph_quads(store, ONTOLOGY_GRAPH), data))
    store.replace([ENTAILED_GRAPH], found)
    return len(found)
