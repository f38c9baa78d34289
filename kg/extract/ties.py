"""Ties as one sentence tells them, and those that code has to know by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.model import DateRange, EventMention, Mention, Span

CLAIMED = "claimed"
"""The tie between who says he did it and an event."""

FOLLOWED = "followed"
"""The tie between a seizure of power and one before it."""

RULES = "rules"
"""The tie of who governs a state."""

DEPOSED, OPPOSES = "deposed", "opposes"
"""The tie of who overthrew somebody, and of who means to."""

LEADS = "leads"
"""The tie between a leader and a body of people."""

AFFILIATED = "affiliatedWith"
"""The tie of a body that belongs with another; it may be said of fighters without a name."""

MEMBER = "memberOf"
"""The tie between somebody and a body that he is one of."""

BACKS = "backs"
"""The tie between who helps somebody in a fight and whom he helps."""

SANCTIONED = "sanctioned"
"""The tie between who punishes somebody and whom."""

WITHDREW = "withdrewFrom"
"""The tie between who leaves and the state, body or place that he leaves."""

SUCCEEDED = "succeeded"
"""No tie of the contract: who came after whom, of which gathering makes who leads what the other led."""

DEPOSABLE = ("Person", "Government", "Junta")
"""What a coup may drive from power."""

MEMBERSHIP = frozenset({LEADS, MEMBER})
"""Ties whose object is a body of people."""


@dataclass(frozen=True, slots=True)
class RelationMention:
    """One telling of a relation; an end is a mention, an event mention, or None for "the event told before"."""

    type: str
    subject: Mention | EventMention | None
    object: Mention | EventMention | None
    sentence: int
    span: Span
    frame: str
    status: Literal["asserted", "denied"]
    attributed_to: tuple[Mention, ...]
    score: float
    is_of_topic: bool = False
    """Whether an object that is None is the country the article is about ("President X"), not an event.

    Also, denied and with its country, of who is said to hold an office no more ("the ousted president of Y").
    """
    is_of_government: bool = False
    """Whether it is said of the head of a government, who rules only where nobody else does."""
    is_told_by_verb: bool = False
    """Whether a verb says it ("ruled Mali for ten years"), which holds of whoever was overthrown, too."""
    date: DateRange | None = None
    number: int = 1
    """How many of the events told before an object is that tells none of its own ("claimed both attacks")."""


def has_name(mention: Mention) -> bool:
    return any(word[:1].isupper() for word in mention.label.split())
