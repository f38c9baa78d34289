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
    ("Gao", "Gunmen killed nine soldiers in Gao, 300 km from Timbuktu, on Sunday."),
]


@pytest.mark.parametrize(("place", "text"), PLACES)
def test_where_it_was(place: str, text: str, read: Read) -> None:
    assert events_of(read(text, "2024-09-17"))[0].place == place


NOWHERE = [
    "Gunmen killed nine soldiers on Sunday, a source in Bamako said.",
]


@pytest.mark.parametrize("text", NOWHERE)
def test_it_was_in_no_town_that_is_told(text: str, read: Read) -> None:
    assert events_of(read(text, "2024-09-17"))[0].place is None
