"""Happenings in the columns of ACLED, as its codebook lists them since March 2023; `inter` codes in words, as since 2024."""

from __future__ import annotations

from typing import Final

from kg.export.coded.codebook import ACLED, Codebook, CountryCodes
from kg.export.coded.coding import Coded, Coding, Scheme, code, date_precision, place_precision
from kg.export.coded.days import iso, middle
from kg.export.coded.happenings import Happening

COLUMNS: Final = tuple(
    """event_id_cnty event_date year time_precision disorder_type event_type sub_event_type
    actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting
    iso region country admin1 admin2 admin3 location latitude longitude geo_precision
    source source_scale notes fatalities tags timestamp""".split()
)
_SCHEME: Final = Scheme(ACLED, ACLED + "actor-types")
_CIVILIANS: Final = ACLED + "actor-7"
_BATTLES: Final = ACLED + "battles"
_VIOLENT: Final = ACLED + "disorder-political-violence"


def row(happening: Happening, codebook: Codebook) -> dict[str, str] | str:
    """Return the columns that kg can fill, or why ACLED has no row for the happening."""
    coding = code(happening, _SCHEME, codebook)
    if isinstance(coding, str):
        return coding
    if happening.country is None:
        return "no country known"
    precision = date_precision(happening, ACLED + "time-precision", codebook)
    if precision is None:
        return "no date, or one vaguer than a month"
    day = iso(middle(happening))
    return {
        "event_id_cnty": happening.id,
        "event_date": day,
        "year": day[:4],
        "time_precision": precision.notation,
        **_types(coding, codebook),
        **_actors(coding, codebook),
        **_where(happening, codebook),
        "source": "; ".join(_sources(happening)),
        "notes": next((account.sentence for account in happening.accounts if account.sentence), happening.name),
        "fatalities": str(happening.killed.low if happening.killed else 0),
    }


def _sources(happening: Happening) -> list[str]:
    if not happening.accounts:
        return list(happening.references)
    return list(dict.fromkeys(account.publisher for account in happening.accounts if account.publisher))


def _types(coding: Coding, codebook: Codebook) -> dict[str, str]:
    # Where ACLED gives two disorder types, political violence comes first, and its IRI last.
    return {
        "disorder_type": "; ".join(codebook.concepts[iri].notation for iri in reversed(coding.concept.related)),
        "event_type": codebook.concepts[coding.top].notation,
        "sub_event_type": coding.concept.notation,
    }


def _actors(coding: Coding, codebook: Codebook) -> dict[str, str]:
    targets = coding.targets
    if coding.top == _BATTLES:  # civilians are no side of a battle, not even beside one
        targets = tuple(coded for coded in targets if coded.concept.iri != _CIVILIANS)
    first, second = next(iter(coding.doers), None), next(iter(targets), None)
    is_targeting = second is not None and second.concept.iri == _CIVILIANS and _VIOLENT in coding.concept.related
    return {
        "actor1": first.name if first else "",
        "assoc_actor_1": "; ".join(coded.name for coded in coding.doers[1:]),
        "inter1": first.concept.label if first else "",
        "actor2": second.name if second else "",
        "assoc_actor_2": "; ".join(coded.name for coded in targets[1:]),
        "inter2": second.concept.label if second else "",
        "interaction": _interaction(first, second, codebook),
        "civilian_targeting": "Civilian targeting" if is_targeting else "",
    }


def _interaction(first: Coded | None, second: Coded | None, codebook: Codebook) -> str:
    codes = sorted(coded.concept.notation for coded in (first, second) if coded is not None)
    if not codes:
        return ""
    concept = codebook.concepts.get(f"{ACLED}interaction-{codes[0]}{codes[1] if len(codes) > 1 else 0}")
    return concept.label if concept else ""


def _where(happening: Happening, codebook: Codebook) -> dict[str, str]:
    codes = codebook.countries.get(happening.country or "", CountryCodes())
    place = happening.place
    precision = place_precision(place, ACLED + "geo-precision", codebook)
    is_country = place is not None and "Country" in place.classes
    regions = [*(place.within if place else ()), "", "", ""]
    return {
        "iso": codes.iso,
        "region": codes.acled_region,
        "country": codes.acled_name or happening.country_name,
        "admin1": regions[0],
        "admin2": regions[1],
        "admin3": regions[2],
        "location": place.name if place and not is_country else "",
        "latitude": place.latitude if place and not is_country else "",
        "longitude": place.longitude if place and not is_country else "",
        "geo_precision": precision.notation if precision else "",
    }
