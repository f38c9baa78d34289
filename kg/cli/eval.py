"""`kg eval`: how much of articles with answers the reader finds."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import reference_option, settings_of
from kg.errors import ArticleError


@click.command(name="eval")
@click.argument("folder", metavar="DIR")
@click.option("--verbose", is_flag=True, help="Also list every miss, every false find and every wrong value.")
@reference_option
def eval(folder: str, verbose: bool, reference: tuple[str, ...]) -> None:
    """Score the reader on a folder of articles with answers: NAME.txt and, beside it, NAME.json.

    Printed are precision, recall and F1 of events, of who did it, of whom or what it was aimed at and of relations; how
    often class, date, country, place and tolls are right; the same by class and relation; and how much was missed or
    false for which cause. Events of classes that coders do not mark (a sanction, a war as a whole) are not scored.

    \b
    Example:
      kg eval my-articles/ --verbose
    """
    path = Path(folder)
    if not path.is_dir():
        raise ArticleError(f"{folder}: no such folder; name one with articles and their answers")

    from kg.evaluation.gold import read_gold
    from kg.evaluation.scoring import report, score
    from kg.pipeline import read_knowledge

    gold = read_gold(path)
    tally = score(gold, read_knowledge(settings_of(reference=reference)))
    for line in (*(sorted(tally.notes) if verbose else ()), *report(tally)):
        click.echo(line)
