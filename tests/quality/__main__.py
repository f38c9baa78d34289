"""`python -m tests.quality FOLDER [--verbose]`: print how well the reader does on articles with answers."""

from __future__ import annotations

import argparse
import fnmatch
import json
from pathlib import Path

from kg.evaluation.gold import digest, read_gold
from kg.evaluation.scoring import figures, report, score
from kg.pipeline import read_knowledge
from kg.settings import read_settings

HERE = Path(__file__).parent


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description=__doc__)
    parser.add_argument("folder", help="dev, sealed, or a path")
    parser.add_argument("--verbose", action="store_true", help="say what was missed, false and wrong; not for sealed")
    parser.add_argument("--figures", action="store_true", help="print what floors.json holds for the folder, as JSON")
    parser.add_argument("--only", metavar="PATTERN", help="the articles whose names match, such as 'w?-*'")
    arguments = parser.parse_args()
    folder = HERE / arguments.folder if (HERE / arguments.folder).is_dir() else Path(arguments.folder)
    if not folder.is_dir():
        parser.error(f"there is no folder {folder}")
    if arguments.verbose and "sealed" in folder.resolve().parts:
        parser.error("sealed articles are only scored: no misses are shown")
    gold = read_gold(folder)
    if arguments.only:
        gold = [g for g in gold if fnmatch.fnmatch(g.name, arguments.only)]
    if not gold:
        parser.error(f"there is no article {arguments.only or ''} in {folder}")
    tally = score(gold, read_knowledge(read_settings()))
    for note in sorted(tally.notes) if arguments.verbose else ():
        print(note)
    for line in report(tally):
        print(line)
    if arguments.figures:
        print(json.dumps({"digest": digest(folder), **{k: round(v, 3) for k, v in figures(tally).items()}}, indent=1))


if __name__ == "__main__":
    main()
