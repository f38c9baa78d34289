"""Which armed group those are whom an article describes without a name: "the rebels", "the gang", "its men"."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence

from kg.extract.context import Context, Story, has_name
from kg.knowledge.knowledge import forms_with
from kg.model import Event, Evidence, Mention
from kg.text.scan import fold

INSURGENT = "InsurgentGroup"
"""What "the rebels" and "the militants" are, and a group that they may be."""

_FAR = 6
"""Sentences back to where the group is named that a description points at."""

_OWNED = re.compile(r"\b(?:its|their)\s+(?:\w+\s+)?$", re.IGNORECASE)
_OWNER_WIDTH = 24
"""Characters before "men" within which "its" stands."""


def with_only_group(events: tuple[Event, ...], story: Story) -> tuple[Event, ...]:
    """ "The rebels" of an article that names one group of rebels are that group; "gunmen" may be anybody.

    "The gang", "its fighters", and "the rebels" of an article that names several groups, are the one named last before them.
    """
    context = story.context
    members = context.clusters.members
    keys = {id_: key for key, id_ in context.ids.items()}
    groups = {
        e.id: members[keys[e.id]]
        for e in story.entities.values()
        if context.knowledge.ontology.is_a(e.type, "ArmedGroup") and has_name(context, members[keys[e.id]][0])
    }
    bodies = _bodies_that_did(events, story)
    named = {**groups, **{key: members[keys[key]] for key in bodies}}
    return tuple(_with_group(event, groups, named, keys, story) for event in events) if named else events


def _bodies_that_did(events: Sequence[Event], story: Story) -> Iterator[str]:
    """The bodies of a name, of whatever kind, that the article says did something violent, if they are of no state."""
    is_a, named = story.context.knowledge.ontology.is_a, story.context.named
    for key in dict.fromkeys(key for event in events for key in event.role("perpetrator") if key in named):
        kind = story.entities[key].type
        if kind == "Organization" or is_a(kind, "PrivateMilitaryCompany"):
            yield key


def _with_group(
    event: Event,
    groups: Mapping[str, Sequence[Mention]],
    named: Mapping[str, Sequence[Mention]],
    keys: Mapping[str, str],
    story: Story,
) -> Event:
    doers, context = event.role("perpetrator"), story.context
    is_a = context.knowledge.ontology.is_a
    is_told = any(key in named or key in context.named or is_a(story.entities[key].type, "StateForce") for key in doers)
    if not doers or is_told:
        return event
    hit = {*event.role("target"), *event.role("victim")}
    may_be = {key: told for key, told in named.items() if not _is_only_linked(told, context)}
    for why, described in _described(event, keys, story):
        is_only = (
            len(groups) == 1 and _is_insurgent(described, next(iter(groups)), story) and not _is_any_one(described)
        )
        group = next(iter(groups)) if is_only else None
        if group is None and _points_at_group(described, context):
            group = _named_last(described, may_be, story)
        if group is not None and group in may_be and group not in hit:
            roles = tuple((role, (*who, group) if role == "perpetrator" else who) for role, who in event.roles)
            evidence = (*event.evidence, dataclasses.replace(why, entity=group))
            return dataclasses.replace(event, roles=roles, evidence=evidence)
    return event


def _described(event: Event, keys: Mapping[str, str], story: Story) -> Iterator[tuple[Evidence, Mention]]:
    """Who did an event by a description alone, with the words that tell so."""
    members = story.context.clusters.members
    for why in event.evidence:
        if why.role == "perpetrator" and why.entity is not None:
            told = next((m for m in members[keys[why.entity]] if m.span == why.span), None)
            if told is not None and told.kind == "nominal":
                yield why, told


_LINKED = re.compile(
    r"\b(?:allegiance|fealty|linked|affiliated|aligned|allied|tied|ties|links|close|connected|sympathetic|inspired|ally|affiliate|"
    r"branch|offshoot|arm|wing|rivals?|enem(?:y|ies))\s+(?:to|with|of|by)\s+(?:the\s+)?$"
)
_LINKED_BEHIND = re.compile(r"-(?:linked|allied|affiliated|inspired|aligned|backed)\b")
_LINK_WIDTH = 32
"""Characters before a name, and behind it, in which stands that others are only linked to the group."""


def _is_only_linked(named: Sequence[Mention], context: Context) -> bool:
    """ "Jihadists linked to X", "the X-linked group": who is like X, or helped by it, and may well be no part of it."""
    return all(_is_beside_the_point(mention, context) for mention in named)


def _is_beside_the_point(mention: Mention, context: Context) -> bool:
    text, start, end = context.document.article.text, mention.span.start, mention.span.end
    is_linked = _LINKED.search(text[max(0, start - _LINK_WIDTH) : start]) is not None
    return is_linked or _LINKED_BEHIND.match(text[end : end + _LINK_WIDTH]) is not None


def _is_insurgent(described: Mention, group: str, story: Story) -> bool:
    is_a = story.context.knowledge.ontology.is_a
    return is_a(described.type, INSURGENT) and is_a(story.entities[group].type, INSURGENT)


def _is_any_one(described: Mention) -> bool:
    """ "A jihadist group": one that nobody has spoken of before."""
    return not described.is_definite and fold(described.label).split()[-1:] in ([body] for body in _BODIES)


def _points_at_group(described: Mention, context: Context) -> bool:
    """ "The rebels", "the same gang", "its men": another word beside it ("the eastern rebels") would tell them apart."""
    is_a, noun = context.knowledge.ontology.is_a, _bare(described)
    if noun is None:
        return False
    before = context.document.article.text[max(0, described.span.start - _OWNER_WIDTH) : described.span.start]
    if _OWNED.search(before) is not None:
        return noun in forms_with(context.knowledge, "isIndividual") and noun.endswith(("s", "men"))
    is_band = is_a(described.type, INSURGENT) and noun.endswith(("s", "men"))
    return described.is_definite and (is_band or noun in _BODIES)


def _bare(described: Mention) -> str | None:
    """The noun of a description whose other words tell nobody from others: "the banned group", "the Sinai-based group"."""
    *words, noun = fold(described.label).split() or [""]
    is_one = described.is_definite and noun in _BODIES
    return noun if all(word == "same" or (is_one and _says_what_it_is(word)) for word in words) else None


def _says_what_it_is(word: str) -> bool:
    return word in _WHAT_IT_IS or word.endswith(_TIED)


_TIED = ("-linked", "-based", "-backed", "-affiliated", "-aligned", "-allied", "-inspired", "-supported", "-funded")
_WHAT_IT_IS = frozenset(
    """
    terror terrorist banned outlawed proscribed illegal clandestine underground secretive shadowy elusive armed rebel
    jihadist jihadi militant islamist extremist insurgent guerrilla separatist secessionist paramilitary criminal radical
    hardline ultra-radical sunni shia shiite muslim christian maoist marxist leftist leftwing rightwing communist
    nationalist ethnic violent notorious feared dreaded deadly murderous brutal fundamentalist salafist revolutionary
    political
    """.split()
)
"""What a body is called that was named before, beside "the": it is not told from another by that."""

_BODIES = frozenset(
    """
    group band gang movement organisation organization militia outfit faction sect cartel syndicate grouping cult guerrilla
    """.split()
)


def _named_last(described: Mention, named: Mapping[str, Sequence[Mention]], story: Story) -> str | None:
    """The group named last before a description, not far back; of several of one sentence the one that it is about, else the
    first. Rebels are no militia of the other side."""
    context, is_a = story.context, story.context.knowledge.ontology.is_a
    is_band = is_a(described.type, INSURGENT)
    before = [
        (m.sentence, _is_subject(m, context), -m.span.start, key)
        for key, told in named.items()
        for m in told
        if (m.kind == "name" or m.known) and m.span < described.span and described.sentence - m.sentence <= _FAR
        if not _is_beside_the_point(m, context)
        if not is_band or is_a(story.entities[key].type, INSURGENT)
    ]
    return max(before)[3] if before else None


def _is_subject(mention: Mention, context: Context) -> bool:
    sentence = context.document.sentences[mention.sentence]
    if not 0 <= mention.head < len(sentence.tokens):
        return mention.span.start == sentence.span.start
    return sentence.tokens[mention.head].relation.startswith("nsubj")
