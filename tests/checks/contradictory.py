"""Facts that the ontology says cannot be, for everything that ought to find them."""

from __future__ import annotations

from pyoxigraph import Quad, RdfFormat, parse

from tests.checks.graphs import PREFIXES

PLANTED = {
    "a junta that is a place": ("id:x a kg:Junta , kg:Place .", "kg:Junta"),
    "a junta typed as a country": ("id:x a kg:Junta . id:y kg:governed id:x .", "kg:governed"),
    "an event that is backed": ("id:y a kg:Backing ; kg:backed id:x . id:x a kg:Event .", "kg:backed"),
    "a country that is a perpetrator's weapon": ("id:x a kg:Country . id:y kg:weapon id:x .", "kg:weapon"),
    "a force that leads": ("id:x a kg:StateForce ; kg:leads id:y .", "kg:leads"),
    "two coups that directly followed each other": (
        "id:x kg:directlyFollowed id:y . id:y kg:directlyFollowed id:x .",
        "other way round",
    ),
    "a state that backs itself": ("id:x kg:backs id:x .", "itself"),
    "a war that is one attack": ("id:x a kg:Insurgency , kg:Ambush .", "kg:Ambush"),
    "a time in office that is a membership": ("id:x a kg:Governance ; kg:memberIn id:y .", "kg:memberIn"),
    "one governor that is a person and a junta": (
        "id:x kg:governor id:y , id:z . id:y a kg:Person . id:z a kg:Junta .",
        "cannot be the same",
    ),
    "groups that split from each other": ("id:x kg:splitFrom id:y . id:y kg:splitFrom id:x .", "other way round"),
    "a coup with the outcome of a backing": ("id:x kg:outcome kg:armsBacking .", "kg:Outcome"),
}
"""By what is wrong: the facts, and a word of the message that names it."""


def turtle(text: str) -> tuple[Quad, ...]:
    return tuple(parse(PREFIXES + text, format=RdfFormat.TURTLE))
