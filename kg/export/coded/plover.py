"""Happenings in the columns of POLECAT, the data set that is coded after PLOVER (manual of 2021)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from kg.export.coded.codebook import PLOVER, Codebook, CountryCodes
from kg.export.coded.coding import Coded, Scheme, code
from kg.export.coded.days import iso, middle
from kg.export.coded.happenings import Happening

COLUMNS: Final = (
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
)
_SCHEME: Final = Scheme(PLOVER, PLOVER + "sectors")
_LONGEST: Final = 31
"""Days between the bounds of a date; POLECAT has one day for each event and no precision."""


def row(happening: Happening, codebook: Codebook) -> dict[str, str] | str:
    """Return the columns that kg can fill, or why PLOVER has no row for the happening."""
    coding = code(happening, _SCHEME, codebook)
    if isinstance(coding, str):
        return coding
    if happening.first is None or happening.last is None or happening.last - happening.first >= _LONGEST:
        return "no date, or one vaguer than a month"
    top = codebook.concepts[coding.top]
    return {
        "Event ID": happening.id,
        "Event Date": iso(middle(happening)),
        "Event Type": top.notation,
        "Event Mode": coding.concept.label if coding.concept.broader else "",
        "Intensity": coding.concept.score or top.score,
        "Quad Code": top.quad,
        "Contexts": ";".join(codebook.concepts[iri].notation for iri in coding.rule.contexts),
        **_party("Actor", coding.doers, codebook),
        **_party("Recipient", coding.targets, codebook),
        **_where(happening, codebook),
        "Source": ";".join(dict.fromkeys(account.publisher for account in happening.accounts if account.publisher)),
        "Publication Date": next((account.day for account in happening.accounts), ""),
        "Language": next((account.language for account in happening.accounts), ""),
    }


def _party(role: str, coded: Sequence[Coded], codebook: Codebook) -> dict[str, str]:
    parties = [each.actor for each in coded if each.actor is not None]
    countries = [codebook.countries.get(actor.country or "", CountryCodes()) for actor in parties]
    sectors = [each.concept.notation for each in coded]
    return {
        f"{role} Name": _joined(actor.name for actor in parties if actor.is_named),
        f"{role} Country": _joined(codes.alpha3 for codes in countries),
        f"{role} COW": _joined(codes.cow for codes in countries),
        f"Primary {role} Sector": sectors[0] if sectors else "",
        f"{role} Sectors": _joined(sectors),
        f"{role} Name Raw": _joined(actor.described for actor in parties),
    }


def _joined(texts: Iterable[str]) -> str:
    """Return the texts that are there, each once, as POLECAT parts several values of a column."""
    return ";".join(dict.fromkeys(text for text in texts if text))


def _where(happening: Happening, codebook: Codebook) -> dict[str, str]:
    place = happening.place
    codes = codebook.countries.get(happening.country or "", CountryCodes())
    regions = [*(place.within if place else ()), "", ""]
    return {
        "Placename": place.name if place else happening.country_name,
        "City": place.name if place and "Settlement" in place.classes else "",
        "District": regions[1],
        "Province": regions[0],
        "Country": codes.alpha3,
        "Latitude": place.latitude if place else "",
        "Longitude": place.longitude if place else "",
        "Raw Placename": place.described if place else "",
    }
