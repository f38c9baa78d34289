"""Where: the town of a site, a town told beside the event, and what only says where another place is."""

from __future__ import annotations

import pytest

from tests.conftest import Read
from tests.reading import events_of

PLACES = [
    ("Agadez", "Rebels attacked Agadez's airport, which lies 740 km northeast of Niamey, on Sunday."),
    (
        "Konna",
        "Gunmen killed four tourists on Sunday. Konna lies 50 km from Mopti; the shooting happened outside Konna.",
    ),
    (
        "Tierradentro",
        "The rebel assault on Tierradentro, a village 230 miles to the northwest of Bogota, killed ten soldiers.",
    ),
    ("Srebrenica", "Bosnian Serb troops overran the enclave of Srebrenica in July 1995 and killed 8,000 men."),
    (
        "Kidal",
        "Gunmen killed nine soldiers on Sunday. They had come into Kidal to rob a bank, and a trader was wounded.",
    ),
    ("Kidal", "In June the army withdrew from Kidal. On Sunday gunmen killed nine traders there."),
    ("Tesso", "Residents of Tesso said gunmen killed nine traders on Sunday."),
    ("Manta", "The mayor of Manta was gunned down on Sunday while inspecting a sewer."),
    ("Gao", "In Bamako the minister said that nine traders had been killed by gunmen in Gao on Sunday."),
    ("Gao", "A convoy that had left Kidal for Timbuktu was ambushed at Gao on Sunday."),
    ("Gao", "Gunmen killed nine soldiers in Gao, 300 km from Timbuktu, on Sunday."),
]


@pytest.mark.parametrize(("place", "text"), PLACES)
def test_where_it_was(place: str, text: str, read: Read) -> None:
    assert events_of(read(text, "2024-09-17"))[0].place == place


NOWHERE = [
    "In the October before, nine soldiers had been killed by a roadside bomb.",
    "Gunmen killed nine soldiers on Sunday, a source in Bamako said.",
]


@pytest.mark.parametrize("text", NOWHERE)
def test_it_was_in_no_town_that_is_told(text: str, read: Read) -> None:
    assert events_of(read(text, "2024-09-17"))[0].place is None
