"""To whose body those belong who swear allegiance to its leader: "pledged allegiance to X, the leader of the front"."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from kg.extract.ties import AFFILIATED, LEADS, RelationMention
from kg.model import Mention


def with_sworn(told: Sequence[RelationMention], key: Callable[[Mention], str]) -> list[RelationMention]:
    """The ties of an article, those to somebody who leads a body as ties to that body; `key` tells what a mention stands for.

    Nobody is of a body of his own, nor of two whom one man leads: then the tie stays one to the leader.
    """
    led: dict[str, dict[str, Mention]] = {}
    for tie in told:
        if tie.type == LEADS and tie.status == "asserted" and _is_between(tie) and isinstance(tie.object, Mention):
            led.setdefault(key(tie.subject), {}).setdefault(key(tie.object), tie.object)  # type: ignore[arg-type]
    found = []
    for tie in told:
        bodies = led.get(key(tie.object), {}) if tie.type == AFFILIATED and isinstance(tie.object, Mention) else {}
        own = key(tie.subject) if isinstance(tie.subject, Mention) else ""
        is_sworn = len(bodies) == 1 and own not in bodies
        found.append(dataclasses.replace(tie, object=next(iter(bodies.values()))) if is_sworn else tie)
    return found


def _is_between(tie: RelationMention) -> bool:
    return isinstance(tie.subject, Mention) and isinstance(tie.object, Mention)
