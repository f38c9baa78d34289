"""What a verb told once tells of again: "attacked a church in Basra on Friday and a mosque in Mosul on Saturday"."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.arguments import Filler
from kg.extract.drafts import Draft
from kg.extract.reading import Reading
from kg.extract.times import Dated
from kg.extract.tolls import Toll, count_of
from kg.extract.whereabouts import Placed, split_list
from kg.model import DateRange

_ANOTHER = frozenset({"another", "second", "third", "other", "one"})
"""Words for one more of what was told: "a bomb went off in Basra and another in Mosul"."""

_HIT = frozenset({"target", "victim", "killed", "injured"})
_BESIDE = frozenset({"in", "at", "on", "near", "outside", "inside"})
_FARTHEST = 24
"""Tokens from a trigger within which a second half is looked for."""


@dataclass(frozen=True, slots=True)
class Further:
    """A deed of a second half: the draft of it, where it was, and when, which is None where the first half says so for both."""

    draft: Draft
    places: tuple[Placed, ...]
    date: DateRange | None


def first_half(
    draft: Draft, own: Sequence[Placed], places: Sequence[Placed], reading: Reading
) -> tuple[Draft, tuple[Placed, ...]]:
    """A draft and its places without what its second half says."""
    halves = tuple(_halves(draft, own, places, reading))
    apart = {t for there, noun in halves for t in (there.token, *reading.view.subtree(noun))}
    kept = tuple(f for f in draft.fillers if f.token not in apart)
    return dataclasses.replace(draft, fillers=kept), tuple(p for p in own if p.token not in apart)


def further_deeds(
    draft: Draft, own: Sequence[Placed], places: Sequence[Placed], dates: Sequence[Dated], reading: Reading
) -> Iterator[Further]:
    """Each further deed that the second half of a phrase tells of, in a town of its own."""
    for there, noun in _halves(draft, own, places, reading):
        second = _second(draft, noun, reading)
        if second is not None:
            when = [d.date for d in dates if noun < d.token < there.token + _FARTHEST // 2 and d.date.first]
            yield Further(second, (there,), when[0] if when else None)


def in_turn(draft: Draft, dates: Sequence[Dated], reading: Reading) -> tuple[Draft, Draft, DateRange | None] | None:
    """ "X was overthrown in 1978 by Y, and Y in 1980 by Z": what each half of a passive tells, and when the second was."""
    halves = passive_halves(draft.match.head, reading)
    if halves is None:
        return None
    joint, whom, by, who = halves
    done = next((f for f in draft.fillers if "target" in f.roles and f.token < draft.match.head), None)
    doer = next((f for f in draft.fillers if "perpetrator" in f.roles and draft.match.head < f.token < joint), None)
    second = {f: reading.mention_at(t) for f, t in ((done, whom), (doer, who))}
    if done is None or doer is None or not all(m is not None and m.kind == "name" for m in second.values()):
        return None
    kept = tuple(f for f in draft.fillers if f.token < joint)
    others = (
        dataclasses.replace(done, token=whom, mention=second[done]),
        dataclasses.replace(doer, token=who, mention=second[doer]),
    )
    when = [d.date for d in dates if whom < d.token < by and d.date.first]
    first, last = (dataclasses.replace(draft, fillers=fillers, tolls=()) for fillers in (kept, others))
    return first, last, when[0] if when else None


def passive_halves(head: int, reading: Reading) -> tuple[int, int, int, int] | None:
    """Where "and Y by Z" stands behind "was overthrown by X": the tokens of "and", of Y, of "by" and of Z."""
    view = reading.view
    if not view.is_verb(head) or not view.is_passive(head):
        return None
    behind = view.tokens[head + 1 : head + _FARTHEST]
    words = [t.text.lower() for t in behind]
    end = next((i for i, t in enumerate(behind) if t.pos in ("VERB", "AUX", "SCONJ") or t.text == ";"), len(behind))
    if words[:end].count("by") != 2 or "and" not in words[:end]:
        return None
    first = words.index("by")
    by = words.index("by", first + 1)
    joints = [i for i in range(first + 1, by) if words[i] == "and"]
    if len(joints) != 1:
        return None
    joint, last = joints[0] + head + 1, by + head + 1
    whom = next((t for t in sorted(reading.mentions) if joint < t < min(joint + _NAME, last)), None)
    who = next((t for t in sorted(reading.mentions) if last < t < last + _NAME), None)
    return None if whom is None or who is None else (joint, whom, last, who)


_NAME = 5
"""Tokens within which a name with its titles has its head."""


def is_of_each_town(draft: Draft, own: Sequence[Placed], reading: Reading) -> bool:
    """ "Bombs went off in Basra and Mosul": of several bombs and two towns each town had its own."""
    view = reading.view
    if not view.is_verb(draft.match.head) or not reading.knowledge.ontology.is_a(draft.type, "Bombing"):
        return False
    doing = [f.token for f in draft.fillers if not {"weapon", "perpetrator"}.isdisjoint(f.roles)]
    lists = [group for group in split_list(own, view) if len(group) > 1]
    is_plural = any(_is_plural(token, reading) for token in doing)
    return is_plural and bool(lists) and all(reading.is_a(p.mention, ("Settlement",)) for p in lists[0])


def _is_plural(noun: int, reading: Reading) -> bool:
    """Whether a noun is a plural, as is "Bombs" that opens a sentence and is taken for a name though the lexicon has "bomb"."""
    word = reading.view.tokens[noun]
    lemmas = {match.entry.lemma for match in reading.matches if match.tokens == (noun,)}
    return word.tag == "NNS" or (word.tag == "NNP" and word.text.lower()[:-1] in lemmas and word.text.endswith("s"))


def _halves(
    draft: Draft, own: Sequence[Placed], places: Sequence[Placed], reading: Reading
) -> Iterator[tuple[Placed, int]]:
    """Each "and a mosque in Mosul" behind what a verb says of another town: the town, and the noun before it."""
    view, head = reading.view, draft.match.head
    towns = [p for p in own if _is_town(p, reading) and p.token > head]
    if not view.is_verb(head) or not towns:
        return
    for word in view.tokens[towns[0].token + 1 : head + _FARTHEST]:
        if view.is_verb(word.index):
            return
        edge = view.up(word.index) if word.text.lower() == "and" else None
        if edge is None or edge.role != "coordinator" or edge.head < word.index or view.is_verb(edge.head):
            continue
        mention = reading.mentions.get(edge.head)
        is_place = mention is not None and reading.is_a(mention, ("Settlement", "Region", "Country"))
        there = None if is_place else _town_behind(edge.head, places, reading)
        if (
            there is not None
            and not _is_clause(there.token, reading)
            and all(there.mention.label != p.mention.label for p in towns if p.token < word.index)
        ):
            yield there, edge.head


def _is_clause(town: int, reading: Reading) -> bool:
    """ "And a spokesman in Bamako said so": whether what is behind a town has a verb of its own."""
    for word in reading.view.tokens[town + 1 : town + _FARTHEST]:
        if word.pos in ("PUNCT", "CCONJ", "SCONJ"):
            return False
        after = reading.view.tokens[word.index + 1 : word.index + 2]
        is_last = all(other.pos == "PUNCT" for other in after)  # "and protests in Gulu followed."
        if word.tag in ("VBD", "VBZ", "VBP", "MD") or (word.tag == "VBN" and is_last):
            return True
    return False


def _town_behind(noun: int, places: Sequence[Placed], reading: Reading) -> Placed | None:
    """The town that a noun is said to be in, right behind it or behind a site: "another near a school in Mosul"."""
    view = reading.view
    inside = view.subtree(noun)
    for place in places:
        is_near = place.token in inside or (noun < place.token <= noun + 3 and view.tokens[noun + 1].pos == "ADP")
        between = view.tokens[noun + 1 : place.token] if place.token > noun else ()
        is_free = bool(between) and not any(t.pos in ("VERB", "AUX", "PUNCT") for t in between)
        if is_near and is_free and place.preposition in _BESIDE and _is_town(place, reading):
            return place
    return None


def _is_town(place: Placed, reading: Reading) -> bool:
    return place.mention.kind == "name" and reading.is_a(place.mention, ("Settlement", "Region"))


def _second(draft: Draft, noun: int, reading: Reading) -> Draft | None:
    """The draft of the second half: done by the same, and to whom or what its noun says."""
    view, word = reading.view, reading.view.tokens[noun]
    kept = tuple(f for f in draft.fillers if _HIT.isdisjoint(f.roles) and f.token < noun)
    if word.text.lower() in _ANOTHER:
        sites = [e.dependent for e in view.edges(noun, "nominal", "oblique") if e.marker in _BESIDE]
        struck = [
            (t, m) for t in sites if (m := reading.mentions.get(t)) is not None and reading.is_a(m, ("Facility",))
        ]
        hit = tuple(Filler(("target",), t, m, False, draft.match.entry.id) for t, m in struck)
        return dataclasses.replace(draft, fillers=(*kept, *hit), tolls=()) if kept else None
    first = next((f for f in reversed(draft.fillers) if not _HIT.isdisjoint(f.roles) and f.token < noun), None)
    mention = reading.mentions.get(noun)
    is_number = word.pos == "NUM" and first is not None and "killed" in first.roles
    if first is None or not (is_number or (mention is not None and _is_alike(first, noun, reading))):
        return None
    hit_now = dataclasses.replace(first, token=noun, mention=mention)
    tolls = (Toll("killed", count_of(noun, reading), draft.match.head, (hit_now,)),) if "killed" in first.roles else ()
    return dataclasses.replace(draft, fillers=(*kept, hit_now), tolls=tolls)


_SORTS = (("Person", "StateForce", "ArmedGroup"), ("Place", "Facility", "Thing", "StateForce"))


def _is_alike(first: Filler, noun: int, reading: Reading) -> bool:
    """Whether what the second half names may have been done what the first half tells: people were killed, sites attacked."""
    mention = reading.mentions[noun]
    return first.mention is not None and any(
        reading.is_a(first.mention, sort) and reading.is_a(mention, sort) for sort in _SORTS
    )
