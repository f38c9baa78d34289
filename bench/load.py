"""What it takes until the first article can be read: knowledge from Turtle beside knowledge from the cache, and the parser.

`python bench/load.py [--times N] [--things N]`: every pass is a process of its own, the passes take turns, and the fastest of
each kind counts; only the ratios mean something on another machine. `--things` adds that many invented known things.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

PASS = """
import sys, time
from pathlib import Path
from kg.settings import data_directory
own, cache, mode = (Path(sys.argv[1]),), Path(sys.argv[2]), sys.argv[3]
started = time.process_time()
if mode == "parser":
    from kg.text.parser import load_parser
    load_parser()
elif mode == "spacy":
    import spacy
    spacy.load(sys.argv[4])
else:
    from kg.knowledge.knowledge import read_compiled
    from kg.text.scan import Scanner
    started = time.process_time()
    known, _ = read_compiled(data_directory("ontology"), own, cache if mode == "cache" else None)
    Scanner([*known.gazetteer.by_name, *known.gazetteer.demonyms])
print(time.process_time() - started)
"""
MODES = {
    "turtle": "knowledge, from Turtle",
    "cache": "knowledge, from the cache",
    "parser": "the parser",
    "spacy": "the parser, by `import spacy` as it is",
}


def invented(count: int) -> Iterator[str]:
    """Yield Turtle of towns and groups, with names as long as those of real ones."""
    yield "@base <https://w3id.org/conflict-kg/id/> .\n@prefix kg: <https://w3id.org/conflict-kg/ontology#> .\n"
    yield "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    for number in range(count):
        kind, folder = ("Settlement", "place") if number % 2 else ("InsurgentGroup", "actor")
        yield f'<{folder}/invented-{number}> a kg:{kind} ; rdfs:label "Invented {kind} {number}"@en ;\n'
        yield f'    skos:altLabel "IG{number}X"@en , "Chose inventée {number}"@fr ; kg:country <country/ML> .\n'


def seconds(mode: str, own: Path, cache: Path, model: Path) -> float:
    command = [sys.executable, "-c", PASS, str(own), str(cache), mode, str(model)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--things", type=int, default=0)
    arguments = parser.parse_args()
    from kg.text.parser import SHIPPED_MODEL

    with tempfile.TemporaryDirectory() as folder:
        own, cache = Path(folder, "own.ttl"), Path(folder, "cache")
        own.write_text("".join(invented(arguments.things)), encoding="utf-8")
        seconds("cache", own, cache, SHIPPED_MODEL)  # fills it
        size = sum(path.stat().st_size for path in cache.iterdir())
        found = {mode: min(times) for mode, times in _passes(arguments.times, own, cache, SHIPPED_MODEL).items()}
    for mode, what in MODES.items():
        print(f"{found[mode] * 1000:8,.0f} ms  {what}")
    print(f"Turtle / cache: ratio {found['turtle'] / found['cache']:.1f}; the cache has {size / 1e6:.1f} MB")
    print(f"spaCy as it is / without its command line: ratio {found['spacy'] / found['parser']:.2f}")


def _passes(times: int, own: Path, cache: Path, model: Path) -> dict[str, list[float]]:
    passes: dict[str, list[float]] = {mode: [] for mode in MODES}
    for _ in range(times):
        for mode, taken in passes.items():
            taken.append(seconds(mode, own, cache, model))
    return passes


if __name__ == "__main__":
    main()
