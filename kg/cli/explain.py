"""`kg explain`: what is known of a thing, and the words that say so."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import asdict
from pathlib import Path

import click

from kg.cli.options import format_option, settings_of, store_option


@click.command()
@click.argument("name", metavar="NAME_OR_IRI", nargs=-1, required=True)
@store_option
@click.option("--limit", metavar="N", type=click.IntRange(1), default=20, help="Show at most N passages (default 20).")
@click.option("--why", metavar="PROPERTY", help="Show instead why something is said of it by that property.")
@format_option("text", "json", default="text")
def explain(name: tuple[str, ...], store: str | None, limit: int, why: str | None, output_format: str) -> None:
    """Show what is known of an event, an actor, a place or an article, and the sentences that say so.

    What a rule concluded stands under "Concluded". --why goes into the reasons: rule by rule down to the sources of
    known things and the words of articles. PROPERTY is called as kg shows it ("directly followed") or as the ontology
    does (directlyFollowed).

    A name is looked for in full, then in part, without regard to case; one that may mean several things lists them. An
    IRI may be in full, with a prefix (wd:Q912), or as kg shows it (country/ML).

    \b
    Examples:
      kg explain Bamako
      kg explain "Wagner Group" --store my-store
      kg explain coup/ML-2020-08-18 --format json
      kg explain coup/ML-2021-05-24 --why "directly followed"
    """
    from kg import explain as explaining
    from kg.store.embedded import open_store

    wanted = " ".join(name)
    with open_store(Path(settings_of(store=store).text("store")), read_only=True) as source:
        matches = explaining.find(source, wanted)
        match = matches[0] if len(matches) == 1 else None
        reasons = explaining.why(source, match, why) if match and why is not None else ()
        card = explaining.explain(source, match, limit) if match and why is None else None
    if output_format == "json":
        found = (
            {"why": [asdict(reason) for reason in reasons]}
            if reasons
            else {"card": asdict(card)}
            if card
            else {"matches": [asdict(match) for match in matches]}
        )
        click.echo(json.dumps({"name": wanted, **found}, ensure_ascii=False, indent=2))
        return
    is_terminal = sys.stdout.isatty()
    if reasons:
        lines = explaining.reason_lines(reasons, is_plain=not is_terminal)
    elif card:
        lines = explaining.card_lines(card, is_plain=not is_terminal)
    else:
        lines = explaining.match_lines(wanted, matches)
    explaining.show(lines, sys.stdout, is_terminal=is_terminal, width=shutil.get_terminal_size().columns)
