"""Who led a body before or after somebody: "X succeeded Y at the head of the front", "his predecessor, Y"."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence

from kg.extract.bearers import named_beside, title_bearer
from kg.extract.reading import Reading
from kg.extract.status import status_of
from kg.extract.ties import LEADS, RULES, SUCCEEDED, RelationMention
from kg.model import FACTUAL, Mention

_NEAR = 2
"""Sentences from where somebody is said to lead a body to where somebody is said to have come after him."""

_BEFORE = frozenset({"predecessor", "forerunner"})
_AFTER = frozenset({"successor", "heir"})
"""Nouns for whoever led before somebody, and after him."""


def read_heirs(told: Sequence[RelationMention], reading: Reading) -> Iterator[RelationMention]:
    """The ties of those who led what another leads now, and who came after whom where nothing here tells of what.

    `told` has the other ties of the sentence: "X took over the front from Y" tells that X leads it, and so did Y.
    """
    view = reading.view
    leading = [tie for tie in told if tie.type == LEADS and tie.status == "asserted"]
    for verb in sorted(reading.matches.heads("isSuccession")):
        if not view.is_verb(verb) or status_of(verb, reading) not in FACTUAL:
            continue
        later, earlier = (_people(tokens, reading) for tokens in (view.subjects(verb), view.objects(verb)))
        if len(later) != 1 or len(earlier) != 1:
            continue
        ties = [tie for tie in leading if tie.subject == later[0] and tie.span.start > view.tokens[verb].span.start]
        yield from (_of(tie, earlier[0]) for tie in ties)
        if not ties and view.tokens[verb].lemma == "succeed":
            span = view.tokens[verb].span
            yield RelationMention(
                SUCCEEDED, later[0], earlier[0], reading.sentence.index, span, "", "asserted", (), 0.5
            )
    for tie in leading:
        yield from (_of(tie, before) for before in _handing_over(tie, reading))
        yield from (_of(tie, other) for other in _beside(tie, reading))


def _of(tie: RelationMention, leader: Mention) -> RelationMention:
    """The same body, led by somebody else."""
    return dataclasses.replace(tie, subject=leader, date=None)


def _people(tokens: Sequence[int], reading: Reading) -> list[Mention]:
    found = (m for token in tokens if (m := reading.mention_at(token)) is not None)
    named = (named_beside(m, reading) or m for m in found)
    return list(dict.fromkeys(m for m in named if m.kind == "name" and reading.is_a(m, ("Person",))))


def _handing_over(tie: RelationMention, reading: Reading) -> Iterator[Mention]:
    """ "Took over the front from Y", "inherited the command of the front from Y"."""
    view = reading.view
    words = [t.index for t in view.tokens if t.span.overlaps(tie.span)]
    above = (e.head for word in words for e in view.ancestors(word) if view.tokens[e.head].lemma in _TAKING)
    for verb in dict.fromkeys((*(word for word in words if view.is_verb(word)), *above)):
        parts = [verb, *(e.dependent for e in view.edges(verb, "object", "oblique"))]
        edges = (edge for part in parts for edge in view.edges(part, "oblique", "nominal"))
        yield from _people([edge.dependent for edge in edges if edge.marker == "from"], reading)


_TAKING = frozenset({"take", "inherit", "assume"})
"""Verbs of what is taken over from somebody: "took over as leader of the front from Y"."""


def _beside(tie: RelationMention, reading: Reading) -> Iterator[Mention]:
    """ "X was elected president of the front after a bomb killed Y, his predecessor": Y, who led it as well."""
    view = reading.view
    for token in view.tokens:
        if token.lemma not in _BEFORE | _AFTER:
            continue
        owners = [e.dependent for e in view.edges(token.index, "possessor", "nominal")]
        is_his = any(
            reading.view.tokens[owner].tag == "PRP$" or reading.mention_at(owner) == tie.subject for owner in owners
        )
        bearer = title_bearer(token.index, reading) if is_his else None
        if bearer is not None and bearer.kind == "name" and bearer != tie.subject and reading.is_a(bearer, ("Person",)):
            yield bearer


def with_heirs(told: Sequence[RelationMention], key: Callable[[Mention], str]) -> list[RelationMention]:
    """ "Y, the founder of the front, died. He was succeeded by X": X leads what Y is said to have led right before.

    Not where Y ruled a state: nobody knows which of the two X took over. `key` tells what a mention stands for.
    """
    ruling = {key(tie.subject) for tie in told if tie.type == RULES and isinstance(tie.subject, Mention)}
    found = [tie for tie in told if tie.type != SUCCEEDED]
    for heir in (tie for tie in told if tie.type == SUCCEEDED):
        later, earlier = heir.subject, heir.object
        if not isinstance(later, Mention) or not isinstance(earlier, Mention) or key(earlier) in ruling:
            continue
        before = [
            tie
            for tie in told
            if tie.type == LEADS
            and isinstance(tie.subject, Mention)
            and key(tie.subject) == key(earlier)
            and 0 <= heir.sentence - tie.sentence <= _NEAR
        ]
        if before:
            last = before[-1]
            found.append(dataclasses.replace(heir, type=LEADS, object=last.object, frame=last.frame))
    return found
