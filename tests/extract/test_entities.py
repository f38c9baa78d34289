"""Mentions of one article that are one entity, and what kind of thing each is."""

from __future__ import annotations

import pytest

from kg.model import Analysis
from tests.conftest import Read


def groups(analysis: Analysis) -> list[list[str]]:
    """Return the mentions of every entity as they stand in the text."""
    text = analysis.document.article.text
    return [[text[span.start : span.end] for span in entity.mentions] for entity in analysis.entities]


NOT_YET = {
    "an unknown group and its acronym": "a name with “of” is cut in two unless the reference knows it",
}
TOGETHER = [
    (
        "a long name and its acronym",
        "Jama'at Nusrat al-Islam wal-Muslimin (JNIM) attacked Djibo on Sunday. JNIM fighters attacked Arbinda on Monday.",
        {"Jama'at Nusrat al-Islam wal-Muslimin", "JNIM"},
    ),
    (
        "an unknown group and its acronym",
        "The Patriotic Front of Testland (PFT) attacked Djibo on Sunday. The PFT attacked Arbinda on Monday.",
        {"Patriotic Front of Testland", "PFT"},
    ),
    (
        "a person and the surname",
        "General Abdourahamane Tchiani seized power in Niger in July 2023. Tchiani leads the junta.",
        {"Abdourahamane Tchiani", "Tchiani"},
    ),
    (
        "an unknown person and the surname",
        "Colonel Ahmed Testname seized power in Niger in July 2023. Testname leads the junta.",
        {"Ahmed Testname", "Testname"},
    ),
    (
        "a person's full name and a shorter one before it",
        "Testname Ruiz was killed by rebels in Mali on Sunday. Gunmen shot Ahmed Testname Ruiz, a senator, in Gao.",
        {"Testname Ruiz", "Ahmed Testname Ruiz"},
    ),
    ("a name twice", "Gunmen attacked Djibo on Sunday. Gunmen attacked Djibo again on Monday.", {"Djibo"}),
    (
        "the army of a country",
        "The Malian army attacked a base near Kidal on Monday. The army killed ten rebels.",
        {"Malian army", "army"},
    ),
    ("an apposition", "Gunmen attacked Bamako, the capital, on Tuesday.", {"Bamako", "capital"}),
]


@pytest.mark.parametrize(
    ("text", "together"),
    [
        pytest.param(
            *case[1:], id=case[0], marks=[pytest.mark.xfail(reason=NOT_YET[case[0]])] if case[0] in NOT_YET else []
        )
        for case in TOGETHER
    ],
)
def test_what_is_one_entity(text: str, together: set[str], read: Read) -> None:
    assert any(together <= set(group) for group in groups(read(text, "2024-09-17"))), groups(read(text))


def test_two_persons_are_two(read: Read) -> None:
    text = "Ibrahim Traoré deposed Paul-Henri Damiba in Burkina Faso in September 2022."
    assert not any({"Ibrahim Traoré", "Paul-Henri Damiba"} <= set(group) for group in groups(read(text)))


@pytest.mark.parametrize(
    ("text", "label", "kind"),
    [
        ("Soldiers overthrew President Alpha Condé of Guinea in 2021.", "Alpha Condé", "Person"),
        ("Soldiers overthrew the government of Niger in July 2023.", "government", "Government"),
        ("Insurgents attacked a base in Foosville on Sunday.", "Foosville", "Settlement"),
        ("Insurgents attacked a base in the Foo region on Sunday.", "Foo region", "Region"),
        ("Insurgents attacked the Foo Palace hotel in Gao on Sunday.", "Foo Palace hotel", "Facility"),
        ("Insurgents attacked a base in Gao on Sunday.", "insurgents", "InsurgentGroup"),
        ("Policemen attacked a base in Gao on Sunday.", "policemen", "StateForce"),
        ("Gendarmes attacked a base in Gao on Sunday.", "gendarmes", "StateForce"),
        ("ECOWAS sanctioned the junta in Mali.", "ECOWAS", "IntergovernmentalOrganization"),
    ],
)
def test_what_kind_of_thing_it_is(text: str, label: str, kind: str, read: Read) -> None:
    kinds = {entity.label: entity.type for entity in read(text, "2024-09-17").entities}
    assert kinds.get(label) == kind, kinds


def test_a_dateline_in_capitals_is_no_label(read: Read) -> None:
    text = "FOOSVILLE, Mali (AP) - Gunmen attacked a base in Foosville on Sunday."
    labels = {entity.label for entity in read(text, "2024-09-17").entities}
    assert "Foosville" in labels
    assert "FOOSVILLE" not in labels
