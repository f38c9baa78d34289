"""Happenings in the columns of UCDP's Georeferenced Event Dataset, as in its versions 19 to 26."""

from __future__ import annotations

from typing import Final

from kg.export.coded.codebook import UCDP, Codebook, CountryCodes
from kg.export.coded.coding import Coded, Coding, Scheme, code, date_precision, place_precision
from kg.export.coded.days import iso
from kg.export.coded.happenings import Happening, Toll

COLUMNS: Final = tuple(
    """id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name
    dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b
    number_of_sources source_article source_office source_date source_headline source_original
    where_prec where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid
    country country_id region event_clarity date_prec date_start date_end
    deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob""".split()
)
_SCHEME: Final = Scheme(UCDP, UCDP + "party-types", is_generic=True)
_GOVERNMENT: Final = UCDP + "party-government"
_CIVILIANS: Final = UCDP + "party-civilians"
_STATE_BASED: Final = UCDP + "state-based"
_NON_STATE: Final = UCDP + "non-state"


def row(happening: Happening, codebook: Codebook) -> dict[str, str] | str:
    """Return the columns that kg can fill, or why UCDP has no row for the happening."""
    coding = code(happening, _SCHEME, codebook)
    if isinstance(coding, str):
        return coding
    if happening.country is None:
        return "no country known"
    precision = date_precision(happening, UCDP + "date-prec", codebook)
    if precision is None or happening.first is None or happening.last is None:
        return "no date, or one vaguer than a year"
    sides = _sides(coding)
    if sides is None:
        return "no two parties that UCDP would name"
    assert happening.killed is not None  # the rules leave out what nobody was killed in
    return {
        "id": happening.id,
        "year": iso(happening.first)[:4],
        "type_of_violence": coding.concept.notation,
        **_parties(happening, coding, sides, codebook),
        **_sources(happening),
        **_where(happening, codebook),
        "date_prec": precision.notation,
        "date_start": iso(happening.first),
        "date_end": iso(happening.last),
        **_deaths(happening.killed, coding),
    }


def _sides(coding: Coding) -> tuple[Coded, Coded] | None:
    """Return sides A and B: the government first, or who did it; where two groups fight, by their names.

    They are of the kinds that the rule asked for. None where both are the same: a text that lets the police shoot at the
    police tells of no dyad.
    """
    doers = [coded for coded in coding.doers if coded.concept.iri in coding.rule.by]
    kinds = coding.rule.against or {coding.rule.target}
    targets = [coded for coded in coding.targets if coded.concept.iri in kinds]
    sides = next(((doer, target) for doer in doers for target in targets if doer.name != target.name), None)
    if sides is None:
        return None
    if coding.concept.iri == _STATE_BASED and sides[0].concept.iri != _GOVERNMENT:
        return sides[1], sides[0]
    if coding.concept.iri == _NON_STATE and sides[1].name < sides[0].name:
        return sides[1], sides[0]
    return sides


def _parties(happening: Happening, coding: Coding, sides: tuple[Coded, Coded], codebook: Codebook) -> dict[str, str]:
    def number(side: Coded) -> str:
        if side.concept.iri != _GOVERNMENT:
            return ""
        country = (side.actor and side.actor.country) or happening.country or ""
        return codebook.countries.get(country, CountryCodes()).gw

    side_a, side_b = sides
    dyad = f"{side_a.name} - {side_b.name}"
    return {
        "conflict_name": "" if coding.concept.iri == _STATE_BASED else dyad,
        "dyad_name": dyad,
        "side_a": side_a.name,
        "side_b": side_b.name,
        "gwnoa": number(side_a),
        "gwnob": number(side_b),
    }


def _sources(happening: Happening) -> dict[str, str]:
    accounts = happening.accounts
    return {
        "number_of_sources": str(len({account.publisher or account.article for account in accounts})),
        "source_article": ";".join(
            ",".join(f'"{part}"' for part in (account.publisher, account.day, account.headline)) for account in accounts
        ),
        "source_office": ";".join(account.publisher for account in accounts),
        "source_date": ";".join(account.day for account in accounts),
        "source_headline": ";".join(account.headline for account in accounts),
        "source_original": ";".join(dict.fromkeys(who for account in accounts for who in account.said_by)),
    }


def _where(happening: Happening, codebook: Codebook) -> dict[str, str]:
    place = happening.place
    precision = place_precision(place, UCDP + "where-prec", codebook)
    is_located = place is not None and bool(place.latitude and place.longitude)
    regions = [*(place.within if place else ()), "", ""]
    return {
        "where_prec": precision.notation if precision else codebook.concepts[UCDP + "where-6"].notation,
        "where_coordinates": place.name if place else happening.country_name,
        "where_description": place.described if place else "",
        "adm_1": regions[0],
        "adm_2": regions[1],
        "latitude": place.latitude if place else "",
        "longitude": place.longitude if place else "",
        "geom_wkt": f"POINT ({place.longitude} {place.latitude})" if place and is_located else "",
        "priogrid_gid": str(priogrid(float(place.latitude), float(place.longitude))) if place and is_located else "",
        "country": happening.country_name,
        "country_id": codebook.countries.get(happening.country or "", CountryCodes()).gw,
    }


def priogrid(latitude: float, longitude: float) -> int:
    """Return the number of the PRIO-GRID cell, half a degree wide, counted from the south-west corner eastward.

    >>> priogrid(-89.9, -179.9), priogrid(-89.4, -179.9), priogrid(89.9, 179.9)
    (1, 721, 259200)
    """
    row, column = int((latitude + 90) * 2), int((longitude + 180) * 2)
    return min(row, 359) * 720 + min(column, 719) + 1


def _deaths(killed: Toll, coding: Coding) -> dict[str, str]:
    """Return the deaths, on whose side only where all of the dead can be of one: what is not told stays unknown."""
    is_civilian = all(coded.concept.iri == _CIVILIANS for coded in coding.targets)
    return {
        "deaths_a": "0",
        "deaths_b": "0",
        "deaths_civilians": str(killed.best if is_civilian else 0),
        "deaths_unknown": str(0 if is_civilian else killed.best),
        "best": str(killed.best),
        "high": str(killed.high),
        "low": str(killed.low),
    }
