"""What a verb told once tells of again: "attacked a church in Basra on Friday and a mosque in Mosul on Saturday"."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from kg.extract.arguments import Filler
from kg.extract.dated import Dated
from kg.extract.drafts import Draft
from kg.extract.reading import Reading
from kg.extract.tolls import Toll, count_of
from kg.extract.whereabouts import Placed, split_list
from kg.model import DateRange, Mention
from kg.text.dates import DateExpression

_ANOTHER = frozenset({"another", "second", "third", "other", "one"})
"""Words for one more of what was told: "a bomb went off in Basra and another in Mosul"."""

_ABOUT = frozenset("another about some nearly almost around roughly at least over".split())
"""Words before a number."""

_HIT = frozenset({"target", "victim", "killed", "injured"})
_BESIDE = frozenset({"in", "at", "on", "near", "outside", "inside"})
_ASIDE = 7
"""Tokens that an aside between commas has at most: ", an hour later,"."""

_BEFORE_DATE = 2
"""Words before a date that belong to it: "in the following month"."""

_FARTHEST = 24
"""Tokens from a trigger, or from the last half, within which a further half is looked for."""


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
    apart = {t for there, noun in halves for t in (there.token, noun, *reading.view.subtree(noun))}
    kept = tuple(f for f in draft.fillers if f.token not in apart)
    return dataclasses.replace(draft, fillers=kept), tuple(p for p in own if p.token not in apart)


def further_deeds(
    draft: Draft, own: Sequence[Placed], places: Sequence[Placed], dates: Sequence[Dated], reading: Reading
) -> Iterator[Further]:
    """Each further deed that the second half of a phrase tells of, in a town of its own.

    It is in the country that the first was in: "In Ruritania, …", "in Basra in Ruritania and …".
    """
    states = tuple(p for p in own if reading.is_a(p.mention, ("Country",)))
    for there, noun in _halves(draft, own, places, reading):
        second = _second(draft, noun, reading)
        where = tuple(p for p in states if p.token < noun)
        if second is not None:
            begun = max((t.index for t in reading.view.tokens[:noun] if t.text.lower() in ("and", ",")), default=noun)
            when = [d.date for d in dates if begun < d.token < there.token + _FARTHEST // 2 and d.date.first]
            yield Further(second, (there, *where), when[0] if when else None)


def one_more(
    draft: Draft, places: Sequence[Placed], dates: Sequence[Dated], reading: Reading
) -> tuple[int, Further] | None:
    """ "A coup in Chad in 1990 and another in Niger in 1996": the word for one more of what a noun tells, and what it tells."""
    view, head = reading.view, draft.match.head
    if view.is_verb(head):
        return None
    for word in view.tokens[head + 1 : head + _FARTHEST]:
        if view.is_verb(word.index) or word.text == ";":
            return None
        behind = view.tokens[word.index + 1 : word.index + 2]
        is_bare = word.text.lower() in _ONE_MORE and any(t.pos == "ADP" and t.text.lower() != "of" for t in behind)
        if not is_bare or view.tokens[word.index - 1].text.lower() not in ("and", ",", "then"):
            continue
        end = next((t.index for t in view.tokens[word.index + 1 :] if _ends_half(t.index, reading)), len(view.tokens))
        there = tuple(
            p for p in places if word.index < p.token < end and p.preposition in _BESIDE and p.mention.kind == "name"
        )
        when = [d.date for d in dates if word.index < d.token < end and d.date.first]
        if there or when:
            kept = tuple(f for f in draft.fillers if "perpetrator" in f.roles and f.token < head)
            more = dataclasses.replace(draft, fillers=kept, tolls=())
            return word.index, Further(more, there, when[0] if when else None)
    return None


_ONE_MORE = frozenset({"another", "one"})


def _ends_half(index: int, reading: Reading) -> bool:
    """Where the second half is over at the latest: at a verb, or at what parts clauses."""
    token = reading.view.tokens[index]
    return reading.view.is_verb(index) or token.text in (";", "(", "–", "—")


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


def told_in_turn(verb: int, reading: Reading) -> Iterator[tuple[Mention, DateExpression]]:
    """ "The soldiers left X in 2022, Y in 2023 and Z in 2024": each of whom a verb told once tells again behind a date, with the
    date of its own."""
    tokens, ends = reading.view.tokens, {d.span.end for d in reading.dates}
    for joint in tokens[verb + 1 : verb + 2 * _FARTHEST]:
        if (joint.pos in ("VERB", "AUX") and reading.view.is_verb(joint.index)) or joint.text == ";":
            return
        if joint.text.lower() not in (",", "and") or tokens[joint.index - 1].span.end not in ends:
            continue
        start = joint.index + 1
        while start < len(tokens) and tokens[start].text.lower() in _BEFORE_TURN:
            start += 1
        begun = tokens[start].span.start if start < len(tokens) else -1
        mention = next((m for m in reading.mentions.values() if m.span.start == begun), None)
        behind = [t for t in tokens[start:] if mention is not None and t.span.start >= mention.span.end]
        day = next((d for t in behind[:2] for d in reading.dates if d.span.start == t.span.start), None)
        if mention is not None and day is not None:
            yield mention, day


_BEFORE_TURN = frozenset({"and", "the", "from", "out", "of", "on", "against"})
"""Words between what parts one from the next in turn and the name or noun of that."""

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
    view, head = reading.view, _verb_of(draft.match.head, reading)
    struck = {f.token: f.mention for f in draft.fillers if "target" in f.roles and _is_town(f.mention, reading)}
    towns = {t: m for t, m in ({p.token: p.mention for p in own} | struck).items() if t > head and _is_town(m, reading)}
    if not view.is_verb(head) or not towns:
        return
    for word in view.tokens[min(towns) + 1 : head + _FARTHEST]:
        if view.is_verb(word.index):
            return
        is_joint = word.text.lower() == "and" or _is_behind_date(word.index, reading)
        half = _half(word.index, places, reading) if is_joint else None
        if half is None and struck and is_joint:
            half = _town_in_turn(word.index, reading)
        if (
            half is not None
            and not _is_clause(half[0].token, reading)
            and all(m is None or half[0].mention.label != m.label for t, m in towns.items() if t < word.index)
        ):
            yield half


def _verb_of(head: int, reading: Reading) -> int:
    """ "Air strikes hit a market in Sanaa and a school in Saada": the verb that a noun is the subject of, else the head itself."""
    edge = reading.view.up(head)
    is_subject = edge is not None and edge.role == "subject" and reading.view.is_verb(edge.head)
    return edge.head if edge is not None and is_subject else head


def _is_behind_date(index: int, reading: Reading) -> bool:
    """ "On Friday, Mosul on Saturday": whether a comma parts what one day saw from the next."""
    tokens = reading.view.tokens
    return tokens[index].text == "," and any(d.span.end == tokens[index - 1].span.end for d in reading.dates)


def _town_in_turn(joint: int, reading: Reading) -> tuple[Placed, int] | None:
    """ "Attacked Basra on Friday and Mosul a day later": a town that was struck in its turn, on a day of its own."""
    tokens = reading.view.tokens[joint + 1 :]
    town = next((t for t in sorted(reading.mentions) if t > joint), None)
    mention = None if town is None else reading.mentions[town]
    if town is None or mention is None or not _is_town(mention, reading) or mention.span.start != tokens[0].span.start:
        return None
    behind = [t for t in tokens if t.span.start >= mention.span.end][:2]
    is_dated = any(d.span.start == t.span.start for d in reading.dates for t in behind)
    return (Placed(town, mention, "in"), town) if is_dated else None


def _half(joint: int, places: Sequence[Placed], reading: Reading) -> tuple[Placed, int] | None:
    """What stands behind an "and", or a comma behind a day: a town, and the noun before it that is joined there, or a number."""
    noun = _noun_behind(joint, reading)
    if noun is not None and (noun in reading.mentions or _is_one_more(noun, reading)):
        mention = reading.mentions.get(noun)
        is_place = mention is not None and reading.is_a(mention, ("Settlement", "Region", "Country"))
        there = None if is_place else _town_behind(noun, places, reading)
        if there is not None:
            return there, noun
    number = _number_behind(joint, reading)
    there = None if number is None else _town_behind(number, places, reading)
    return None if there is None or number is None else (there, number)


def _noun_behind(joint: int, reading: Reading) -> int | None:
    """The noun that the tree joins at an "and"; behind a comma the next one, if its phrase begins there."""
    view = reading.view
    if view.tokens[joint].text == ",":
        behind = takewhile(lambda t: t.pos in ("DET", "NUM", "ADJ", "NOUN", "PROPN"), view.tokens[joint + 1 :])
        nouns = [t.index for t in behind if t.index in reading.mentions]
        return nouns[-1] if nouns else None
    edge = view.up(joint)
    is_noun = edge is not None and edge.role == "coordinator" and edge.head > joint and not view.is_verb(edge.head)
    return edge.head if edge is not None and is_noun else None


def _is_one_more(noun: int, reading: Reading) -> bool:
    word = reading.view.tokens[noun]
    return word.pos == "NUM" or word.text.lower() in _ANOTHER


def _number_behind(joint: int, reading: Reading) -> int | None:
    """ "And 89 in Mosul", "and the following month about 89 in Mosul", "and, an hour later, another five near Mosul": a number
    that stands alone, wherever the parser hangs it."""
    tokens = reading.view.tokens
    start = joint + 1
    if start < len(tokens) and tokens[start].text == ",":
        end = next((t.index for t in tokens[start + 1 : start + _ASIDE] if t.text == ","), None)
        start = len(tokens) if end is None else end + 1
    while start < len(tokens) and (tokens[start].text.lower() in _ABOUT or _is_of_date(start, reading)):
        start += 1
    is_bare = start + 1 < len(tokens) and tokens[start].pos == "NUM" and tokens[start + 1].pos == "ADP"
    return start if is_bare and not any(d.span.covers(tokens[start].span) for d in reading.dates) else None


def _is_of_date(index: int, reading: Reading) -> bool:
    """Whether a word is one of a date, or "in" and "the" before it: "and in the following month 89"."""
    behind = reading.view.tokens[index : index + _BEFORE_DATE + 1]
    word = next((token for token in behind if token.text.lower() not in ("in", "on", "the")), None)
    return word is not None and any(d.span.covers(word.span) for d in reading.dates)


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
    reach = 6 if view.tokens[noun].pos == "NUM" else 3  # "and 15 from another school in Mosul"
    for place in places:
        is_near = place.token in inside or (noun < place.token <= noun + reach and view.tokens[noun + 1].pos == "ADP")
        between = view.tokens[noun + 1 : place.token] if place.token > noun else ()
        is_free = bool(between) and not any(_parts(t.index, reading) for t in between)
        if is_near and is_free and place.preposition in _BESIDE and _is_town(place.mention, reading):
            return place
    return None


def _parts(index: int, reading: Reading) -> bool:
    """Whether a word parts a noun from a town behind it; a participle before a noun does not ("in neighbouring Mosul")."""
    token, edge = reading.view.tokens[index], reading.view.up(index)
    is_modifier = edge is not None and (edge.role == "modifier" or (token.tag == "VBG" and edge.head == index + 1))
    return token.pos in ("AUX", "PUNCT") or (token.pos == "VERB" and not is_modifier)


def _is_town(mention: Mention | None, reading: Reading) -> bool:
    return mention is not None and mention.kind == "name" and reading.is_a(mention, ("Settlement", "Region"))


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
    is_number = word.pos == "NUM" and first is not None
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
