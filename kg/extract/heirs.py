"""Who led a body before or after somebody: "X succeeded Y at the head of the front", "his predecessor, Y"."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence

from kg.extract.bearers import named_beside, title_bearer
from kg.extract.reading import Reading
from kg.extract.status import status_of
from kg.extract.ties import LEADS, RULES, SUCCEEDED, RelationMention
from kg.model import FACTUAL, EventMention, Mention

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
                SUCCEEDED, later[0], earlier[0], reading.sentence.index, span, "", "asserted", (), 0.5,
                is_told_by_verb=True,
            )  # fmt: skip
    for tie in leading:
        yield from (_of(tie, before) for before in _handing_over(tie, reading))
        yield from (_of(tie, other) for other in _beside(tie, reading))
        yield from (_of(tie, before) for before in _replaced(tie, reading))
    yield from _called_heirs(leading, reading)


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


def _replaced(tie: RelationMention, reading: Reading) -> Iterator[Mention]:
    """ "The front named X as its leader, replacing Y", "to replace Y": Y, whom X comes after and not the front."""
    view = reading.view
    words = [t.index for t in view.tokens if t.span.overlaps(tie.span)]
    above = {*words, *(edge.head for word in words for edge in view.ancestors(word))}
    if not any(view.tokens[word].lemma in _NAMING for word in above):
        return
    for verb in sorted(reading.matches.heads("isSuccession")):
        edge = view.up(verb) if verb > max(words) else None
        is_beside = edge is not None and edge.role in ("adverbial", "open clause", "participle") and edge.head in above
        if is_beside and not view.edges(verb, "subject", "passive subject"):
            yield from (before for before in _people(view.objects(verb), reading) if before != tie.subject)


_NAMING = frozenset("name appoint choose elect pick select designate announce declare".split())
"""Verbs by which somebody comes to lead a body."""


def _called_heirs(leading: Sequence[RelationMention], reading: Reading) -> Iterator[RelationMention]:
    """ "His successor, X", "X's predecessor, Y", of a leader of whom a sentence before told what he leads."""
    told = {tie.subject for tie in leading}
    for token in reading.view.tokens:
        if token.lemma not in _BEFORE | _AFTER or token.index not in reading.matches.heads("isSuccession"):
            continue
        owners = [e.dependent for e in reading.view.edges(token.index, "possessor", "nominal") if e.marker != "as"]
        people = [m for t in owners if (m := reading.mention_at(t)) is not None and reading.is_a(m, ("Person",))]
        bearer = title_bearer(token.index, reading) if len(people) == 1 and told.isdisjoint(people) else None
        if bearer is None or bearer.kind != "name" or not reading.is_a(bearer, ("Person",)):
            continue
        # "X was named as his successor": not X's own, but that of whoever was told of before.
        whose = people[0] if people[0] != bearer else None
        later, earlier = (bearer, whose) if token.lemma in _AFTER else (whose, bearer)
        yield RelationMention(SUCCEEDED, later, earlier, reading.sentence.index, token.span, "", "asserted", (), 0.5)


def with_heirs(told: Sequence[RelationMention], key: Callable[[Mention], str]) -> list[RelationMention]:
    """ "Y, the founder of the front, died. He was succeeded by X": X leads what Y is said to have led right before.

    So did Y what X leads, whom a noun calls the one before ("his predecessor, Y"). Not where either ruled a state:
    nobody knows which of the two the other had. `key` tells what a mention stands for.
    """
    ruling = {key(tie.subject) for tie in told if tie.type == RULES and isinstance(tie.subject, Mention)}
    found = [tie for tie in told if tie.type != SUCCEEDED]
    for heir in (tie for tie in told if tie.type == SUCCEEDED):
        later, earlier = heir.subject, heir.object
        for leader, other in ((earlier, later), (later, earlier))[: 1 if heir.is_told_by_verb else 2]:
            if not isinstance(other, Mention) or (isinstance(leader, Mention) and key(leader) in ruling):
                continue
            last = _led_before(leader, other, heir, told, key)
            if last is not None:
                found.append(dataclasses.replace(heir, type=LEADS, subject=other, object=last.object, frame=last.frame))
                break
    return found


def _led_before(
    leader: Mention | EventMention | None,
    other: Mention,
    heir: RelationMention,
    told: Sequence[RelationMention],
    key: Callable[[Mention], str],
) -> RelationMention | None:
    """The last tie right before that tells what somebody leads, be it nobody but the one that led last before the `other`."""
    before = [
        tie
        for tie in told
        if tie.type == LEADS
        and isinstance(tie.subject, Mention)
        and (key(tie.subject) == key(leader) if isinstance(leader, Mention) else key(tie.subject) != key(other))
        and 0 <= heir.sentence - tie.sentence <= _NEAR
    ]
    return before[-1] if before else None
