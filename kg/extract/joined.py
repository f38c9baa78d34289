"""Ties in a word that a hyphen joins to a name: "Al-Qaeda-linked fighters", "the anti-Taliban militia"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from kg.extract.bearers import named_beside
from kg.extract.described import examples, state_of_capital
from kg.extract.names_before import LONGEST_JOINED, named_before
from kg.extract.reading import Reading
from kg.extract.ties import RelationMention
from kg.knowledge.lexicon import Frame
from kg.model import Mention, Span, Token
from kg.text.scan import fold


def read_joined(reading: Reading) -> Iterator[RelationMention]:
    """ "Al-Qaeda-linked fighters", "the anti-Taliban militia": a participle or prefix that a hyphen joins to a name."""
    tokens = reading.view.tokens
    for hyphen in range(1, len(tokens) - 2):
        before, after = tokens[hyphen - 1], tokens[hyphen + 1]
        if tokens[hyphen].text != "-" or before.span.end != after.span.start - 1:
            continue
        for word, other, last in (
            (after, named_before(reading, hyphen), hyphen + 1),
            (before, *_named_behind(reading, hyphen)),
        ):
            other = other or (_leader_before(reading, hyphen) if word is after else None)
            noun = _noun_after(reading, last) if other is not None else None
            if other is not None and noun is not None:
                pos = ("prefix",) if word is before else ("verb", "adjective")
                span = Span(min(other.span.start, word.span.start), max(other.span.end, word.span.end))
                yield from _joined(word.text, span, pos, state_of_capital(other, reading) or other, noun, reading)
    for token in tokens:
        if ".-" in token.text:
            yield from _joined_in_one(token, reading)


def _joined_in_one(token: Token, reading: Reading) -> Iterator[RelationMention]:
    """ "U.S.-backed": a word that no tokenizer parts from a name that ends in a full stop."""
    name, _, word = token.text.rpartition("-")
    known, noun = reading.knowledge.gazetteer.named(name), _noun_after(reading, token.index)
    if known and noun is not None:
        span = Span(token.span.start, token.span.start + len(name))
        best = known[0]
        other = Mention(
            span, name, best.label, "name", best.type, reading.sentence.index, token.index,
            best.country, tuple(k.key for k in known),
        )  # fmt: skip
        yield from _joined(word, token.span, ("verb", "adjective"), other, noun, reading)


def _leader_before(reading: Reading, hyphen: int) -> Mention | None:
    """ "The Kabila-led alliance": a name that no list knows, as that of a person; only a frame that asks for one takes it."""
    token = reading.view.tokens[hyphen - 1]
    if token.tag not in ("NNP", "NN") or not token.text[:1].isupper() or token.text.isupper():
        return None
    return Mention(token.span, token.text, token.text, "name", "Person", reading.sentence.index, token.index)


def _joined(
    word: str, span: Span, pos: tuple[str, ...], other: Mention, noun: Mention, reading: Reading
) -> Iterator[RelationMention]:
    """What a word joined to a name by a hyphen says of the noun behind them."""
    for form, entry in reading.knowledge.lexicon.starting(fold(word)):
        if len(form) > 1 or entry.pos not in pos:
            continue
        for kind in (kind for kind in entry.denotes if kind in reading.knowledge.ontology.relations):
            ends = next((e for frame in entry.frames if (e := _joined_ends(frame, other, noun, reading))), None)
            if ends is not None:
                for first, second in product(*(_named(end, reading) for end in ends)):
                    yield RelationMention(
                        kind, first, second, reading.sentence.index, span, entry.id, "asserted", (), entry.prior
                    )


def _named(end: Mention, reading: Reading) -> tuple[Mention, ...]:
    """Those whom the noun behind a joined word names: "a U.N.-sanctioned commander, X", "Iran-backed groups such as X and Y"."""
    beside = named_beside(end, reading)
    return (beside,) if beside is not None else examples(end, reading) or (end,)


def _joined_ends(frame: Frame, other: Mention, noun: Mention, reading: Reading) -> tuple[Mention, Mention] | None:
    """Subject and object as a frame has them when its participle stands before a noun, "X-backed Y" as "Y is backed by X"."""
    noun_function = "object" if any(slot.function == "object" for slot in frame.slots) else "subject"
    ends: dict[str, Mention] = {}
    if any(slot.function == "object" and slot.markers for slot in frame.slots):
        return None  # "the Saudi-led coalition" is its name
    for slot in frame.slots:
        filler = noun if slot.function == noun_function else other
        role = next((role for role in ("subject", "object") if role in slot.roles), None)
        if role is None or role in ends or not reading.is_a(filler, slot.takes):
            return None
        ends[role] = filler
    return (ends["subject"], ends["object"]) if len(ends) == 2 else None


def _named_behind(reading: Reading, hyphen: int) -> tuple[Mention | None, int]:
    """The name right behind a hyphen, with its last token."""
    for end in range(min(hyphen + 1 + LONGEST_JOINED, len(reading.view.tokens)), hyphen + 1, -1):
        found = named_before(reading, end, hyphen + 1)
        if found is not None:
            return found, end - 1
    return None, hyphen


def _noun_after(reading: Reading, index: int) -> Mention | None:
    """The mention that a word modifies: the next one, with nothing but words of its phrase between."""
    tokens = reading.view.tokens
    for position in range(index + 1, min(index + 1 + LONGEST_JOINED, len(tokens))):
        span = tokens[position].span
        named = next((m for m in reading.mentions.values() if m.kind == "name" and m.span.covers(span)), None)
        if named is not None:
            return named
        longer = next((m for m in reading.mentions.values() if m.head > position and m.span.covers(span)), None)
        if longer is not None and longer.kind == "nominal":
            return longer  # "Iran-backed Allied Front rebels", a word of which a parser takes for a verb
        if tokens[position].pos in ("PUNCT", "VERB", "AUX", "ADP"):
            return None
        mention = reading.mentions.get(position)
        if mention is not None and mention.kind != "pronoun":
            return reading.mention_at(position)  # "the X-backed fighters of Y": Y
    return None
