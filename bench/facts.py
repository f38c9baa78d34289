"""How long the facts graph of many articles takes, in a store in memory: `python -m bench.facts 1250 2500 5000`.

The articles are made up, without the reader: each tells of five events among as many attacks as there are articles, so that
five articles tell of each on average and some hundreds of a few; and of two relations and some names that nobody knows.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from datetime import date, timedelta

from kg.fuse import fuse
from tests.fuse.telling import Story, named, store_of

COUNTRIES = ("BF", "ML", "RU")
KINDS = ("ArmedAttack", "Bombing", "Ambush", "Attack", "Battle")
SOURCES = ("Reuters", "AFP", "AP", "Studio Tamani", None)
GROUPS = ("JNIM", "ISGS", "Katiba Macina", "Wagner")


def told(number: int, articles: int) -> Story:
    """Return one of many articles; the same number among as many is always the same article."""
    dice = random.Random(number)
    day = date(2020, 1, 1) + timedelta(days=dice.randrange(1800))
    story = Story(f"article {number}", day.isoformat(), dice.choice(SOURCES))
    for _ in range(5):
        # A few attacks are told of by everybody, most by a few.
        what = random.Random(int(articles * dice.random() ** 3))
        when = date(2020, 1, 1) + timedelta(days=what.randrange(1800))
        place = named(f"Village {what.randrange(2000)}", "Settlement", what.choice(COUNTRIES))
        toll = what.randrange(1, 60) + dice.choice((0, 0, 0, 5))
        story.event(
            what.choice(KINDS),
            when.isoformat(),
            place.country,
            place if dice.random() < 0.8 else None,
            killed=toll if dice.random() < 0.7 else None,
            perpetrator=what.choice(GROUPS),
        )
    leader = named(f"Person {dice.randrange(500)} Kone", "Person", "ML")
    story.relation(
        "backs", dice.choice(("Russia", "Wagner")), named(f"Front {dice.randrange(300)}", "ArmedGroup", "BF")
    )
    return story.relation("leads", leader, named(f"Front {dice.randrange(300)}", "ArmedGroup", "BF"))


def main(*sizes: str) -> None:
    for size in map(int, sizes or ("1250", "2500", "5000")):
        store = store_of(*(told(number, size) for number in range(size)))
        started = time.process_time()
        concluded = fuse(store)
        seconds = time.process_time() - started
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{size:,} articles: {concluded}, {seconds:.1f} s of processor time, {memory:,.0f} MiB at most so far")


if __name__ == "__main__":
    main(*sys.argv[1:])
