"""Words of a parsed sentence that the lexicon knows: triggers of events and relations, guards, turns of status, nouns."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from kg.knowledge.lexicon import Entry, Lexicon
from kg.model import Token
from kg.text.dates import MONTHS, WEEKDAYS
from kg.text.scan import fold
from kg.text.syntax import View

LONGEST_GAP = 6
"""Tokens that may stand between the words of a verb phrase ("claimed full responsibility", "blew the bridge up")."""


@dataclass(frozen=True, slots=True)
class Match:
    """A lexical entry met in a sentence: the tokens it covers, and the one that heads them."""

    entry: Entry
    tokens: tuple[int, ...]
    head: int


class Matches(tuple[Match, ...]):
    """The matches of a sentence in text order, which can be looked up by their heads and by the flags of their entries."""

    def at(self, head: int) -> tuple[Match, ...]:
        """Those with a token as their head."""
        return self._by_head.get(head, ())

    def having(self, flag: str) -> tuple[Match, ...]:
        """Those whose entry has a flag."""
        return self._by_flag.get(flag, ())

    def heads(self, flag: str) -> frozenset[int]:
        """The heads of those whose entry has a flag."""
        return self._heads.get(flag, frozenset())

    @cached_property
    def statuses(self) -> Mapping[int, str]:
        """The status that the word at a token gives to others, where it gives one."""
        return {match.head: match.entry.status for match in self if match.entry.status}

    @cached_property
    def _by_head(self) -> Mapping[int, tuple[Match, ...]]:
        return {head: tuple(group) for head, group in groupby(self, lambda match: match.head)}

    @cached_property
    def _by_flag(self) -> Mapping[str, tuple[Match, ...]]:
        flags = frozenset(flag for match in self for flag in match.entry.flags)
        return {flag: tuple(match for match in self if match.entry.has(flag)) for flag in flags}

    @cached_property
    def _heads(self) -> Mapping[str, frozenset[int]]:
        return {flag: frozenset(match.head for match in found) for flag, found in self._by_flag.items()}


def find_matches(view: View, lexicon: Lexicon) -> Matches:
    """Return every entry met, in text order; what a guard covers announces nothing, and a longer match hides a shorter one.

    A guard keeps its words from being misread, and yields to a longer phrase that holds all of them ("sign a ceasefire").
    Several entries may share one word (a verb that is both an event and a support verb); all of them are returned.
    """
    found = list(_all_matches(view, lexicon))
    guards = [set(match.tokens) for match in found if match.entry.has("isGuard")]
    phrases: dict[int, list[Match]] = {}
    for match in found:
        for token in match.tokens if len(match.tokens) > 1 else ():
            phrases.setdefault(token, []).append(match)
    kept = []
    for match in found:
        if match.entry.has("isGuard") or any(_guards(guard, match, view) for guard in guards):
            continue
        if any(_hides(other, match, view) for other in phrases.get(match.head, ())):
            continue
        kept.append(match)
    return Matches(sorted(kept, key=lambda m: (m.head, m.tokens, m.entry.id)))


def _guards(guard: set[int], match: Match, view: View) -> bool:
    if guard.isdisjoint(match.tokens) or guard < set(match.tokens):
        return False
    words = {token for token in guard if view.tokens[token].tag != "DT"}
    # "Took over the command" is no coup, but says who has the command.
    return not match.entry.denotes or _is_event(match) or len(words) == 1 or not words <= set(match.tokens)


def _hides(longer: Match, match: Match, view: View) -> bool:
    is_inside = longer.entry.denotes and longer.entry.denotes == match.entry.denotes  # the coup of a coup d'etat
    if (longer.head != match.head and not is_inside) or len(longer.tokens) <= len(match.tokens):
        return False
    if longer.entry.pos == match.entry.pos == "verb" and _is_event(longer) and _is_event(match):
        return False  # rebels who "seize the capital" make no coup: whichever has its frame filled tells of it
    if (
        longer.entry.pos == match.entry.pos == "verb"
        and _is_event(longer)
        and "leads" in match.entry.denotes
        and _has_gap(longer)
    ):
        return False  # who "led the regiment against the palace" leads it, too
    is_parted = max(longer.tokens) >= longer.head + len(longer.tokens) and view.tokens[max(longer.tokens)].tag == "IN"
    if match.entry.has("isHerald"):
        return False  # whoever "announced the overthrow of the government" speaks for those who brought it about
    if longer.entry.has("isRank") and not longer.entry.denotes and not longer.entry.names_type:
        return False  # "army chief X" says that he is under arms, besides what the chief is of
    if match.entry.status and longer.entry.pos == "verb" and is_parted:
        return False  # "called for a coup in the capital" calls nobody in
    if _is_event(match) and longer.entry.pos == "verb" and _is_before_time(max(longer.tokens), view):
        return False  # whoever "took the town on Wednesday" takes nobody on
    # A long title ("interim president") is one more way to read its noun, which still names an office.
    is_same_kind = longer.entry.pos == match.entry.pos and longer.entry.has("isTitle") <= match.entry.has("isTitle")
    return is_same_kind and set(match.tokens) <= set(longer.tokens)


def _is_before_time(preposition: int, view: View) -> bool:
    """Whether a preposition stands before a day, a month or a road, and is no part of a phrase with the verb before it."""
    edge = view.up(preposition)
    if edge is None or edge.role != "case" or view.tokens[preposition].tag != "IN":
        return False
    noun = view.tokens[edge.head]
    return fold(noun.text) in _NO_PARTNERS or noun.tag == "CD"


_NO_PARTNERS = frozenset(
    (*MONTHS, *WEEKDAYS, *"day night morning afternoon evening eve weekend road highway route street way".split())
)
"""Nouns of when and where something is, before which a preposition is seldom one that a verb needs."""


def _has_gap(match: Match) -> bool:
    return max(match.tokens) - min(match.tokens) >= len(match.tokens)


def _is_event(match: Match) -> bool:
    """Whether an entry denotes a class and not only a tie: a class begins with a capital."""
    return any(name[:1].isupper() for name in match.entry.denotes)


def _all_matches(view: View, lexicon: Lexicon) -> Iterator[Match]:
    words = [_plain(token) for token in view.tokens]
    there = with_singulars(words)
    for index, word in enumerate(words):
        for form, entry in lexicon.starting(word):
            if len(form) > 1 and not there.issuperset(form):
                continue
            tokens = _matched_tokens(view, words, index, form, entry)
            if tokens is None:
                continue
            head = _verb_of(tokens, view) if entry.pos == "verb" else _head_of(tokens, view)
            if _fits(view, head, entry):
                yield Match(entry, tokens, head)


def _plain(token: Token) -> str:
    """A word as the lexicon writes it: "Gen." is an abbreviation of its own, "U.S." is written with its dots."""
    word = fold(token.text)
    bare = word[:-1]
    return bare if token.tag == "NNP" and word.endswith(".") and len(bare) > 1 and "." not in bare else word


def _verb_of(tokens: tuple[int, ...], view: View) -> int:
    """The first word of a verb phrase, but the last of a verb with hyphens in it: "machine-gunned", "petrol-bombed"."""
    verb = tokens[0]
    while verb + 2 in tokens and view.tokens[verb + 1].text == "-":
        verb += 2
    return verb


def _head_of(tokens: tuple[int, ...], view: View) -> int:
    """The last word of a phrase, but the first of one with a preposition in it: "seizure of power".

    A parser that takes the first for a part of the last ("second-in-command") has the last as the head.
    """
    if len(tokens) == 1 or view.tokens[tokens[-1]].tag == "CD":
        return tokens[0]  # "number two"
    has_preposition = any(view.tokens[token].tag == "IN" for token in tokens[1:-1])
    is_part = any(edge.head == tokens[-1] for edge in view.ancestors(tokens[0]))
    return tokens[0] if has_preposition and not is_part else tokens[-1]


def with_singulars(words: Collection[str]) -> frozenset[str]:
    """Words, and each that ends as a plural does without that: what a later word of a verb phrase may be ("claimed
    responsibilities")."""
    return frozenset((*words, *(word[:-1] for word in words if word.endswith("s"))))


def _matched_tokens(
    view: View, words: list[str], index: int, form: tuple[str, ...], entry: Entry
) -> tuple[int, ...] | None:
    if len(form) == 1:
        return (index,)
    if tuple(words[index : index + len(form)]) == form:
        return tuple(range(index, index + len(form)))
    if entry.pos != "verb":
        return None
    inside = view.subtree(index)
    tokens = [index]
    for wanted in form[1:]:
        last = _end_of_object(view, index, tokens[-1]) if len(form) > 2 else tokens[-1]
        following = range(tokens[-1] + 1, min(last + 1 + LONGEST_GAP, len(words)))
        position = next(
            (
                i
                for i in following
                if i in inside
                and (
                    _hangs_on(view, i, index, tokens[-1], words, wanted)
                    or (_is_tie(entry) and _is_listed(view, i, index, words, wanted))
                )
                and not _is_elsewhere(view, i, form)
                and not _is_end_of_name(view, i, tokens)
            ),
            None,
        )
        if position is None:
            return _passive_tokens(view, words, index, form) or _relative_tokens(view, words, index, form)
        tokens.append(position)
    return tuple(tokens)


def _is_end_of_name(view: View, token: int, matched: Sequence[int]) -> bool:
    """ "Joined the Kenya Defence Forces" is no "join forces": the word ends a name of several words."""
    words = view.tokens[token - 1 : token + 1]
    return token - 1 not in matched and all(w.tag in ("NNP", "NNPS") and w.text[:1].isupper() for w in words)


def _is_elsewhere(view: View, token: int, form: tuple[str, ...]) -> bool:
    """ "Seized power from the government" is no "seize the government": another preposition stands before the noun."""
    words = (token, *(e.head for e in [view.up(token)] if e is not None and e.role == "determiner"))
    edges = [edge for word in words if (edge := view.up(word)) is not None]
    return any(e.role == "oblique" and bool(e.marker) and e.marker.split()[0] not in form for e in edges)


def _end_of_object(view: View, verb: int, last: int) -> int:
    """The last token of the object that stands right behind a verb, `last` where none does: its own length is no gap."""
    inside = max((token for edge in view.edges(verb, "object") for token in view.subtree(edge.dependent)), default=last)
    return max(last, inside) if last == verb else last


def _hangs_on(view: View, token: int, verb: int, before: int, words: list[str], wanted: str) -> bool:
    """Whether a later word of a verb phrase belongs to the verb itself, not to something said inside its object.

    In "set sixty houses on fire" a parser may hang the fire on the houses; the preposition, met `before`, tells better.
    """
    word, edge = words[token], view.up(token)
    if word not in (wanted, wanted + "s") or edge is None:
        return False
    is_inside = word == wanted and edge.role in ("case", "determiner", "particle", "mark")
    if edge.role == "particle" and edge.head not in (verb, before) and view.is_verb(edge.head):
        return False  # "held them at gunpoint and gave up" is no "held up"
    is_inside |= word == wanted and view.tokens[token].tag == "PRP$"  # "locked up their white officers"
    done_to = {*view.objects(verb), *(e.dependent for e in view.edges(verb, "object", "open clause", "oblique"))}
    is_part = edge.role in ("compound", "modifier") and edge.head in done_to
    is_inside |= word == wanted and is_part  # "a travel ban", "a terrorist group"
    article = view.up(before)
    last = before - 1 if article is not None and (article.role, article.head) == ("determiner", token) else before
    # "Took control of the country", "proclaimed himself the new leader of the country".
    is_after_object = edge.role == "nominal" and edge.marker == words[last]
    is_after_object &= edge.head in view.objects(verb) or (last != before and edge.head in done_to)
    return edge.head == verb or is_inside or is_after_object


def _is_listed(view: View, token: int, verb: int, words: list[str], wanted: str) -> bool:
    """ "Announced a cut in aid and a travel ban", "imposed a round of sanctions": one of what is done, or what that counts."""
    edge, objects = view.up(token), view.objects(verb)
    if words[token] not in (wanted, wanted + "s") or edge is None:
        return False
    is_part = edge.role in ("compound", "modifier") and edge.head in objects
    is_measured = edge.marker == "of" and edge.head in objects and words[edge.head] in _MEASURES
    return token in objects or is_part or is_measured


def _is_tie(entry: Entry) -> bool:
    return any(name[:1].islower() for name in entry.denotes)


_MEASURES = frozenset("round rounds package packages series set raft wave batch tranche range number".split())
"""Nouns that only count what follows "of": "imposed a new round of sanctions"."""


def _passive_tokens(view: View, words: list[str], index: int, form: tuple[str, ...]) -> tuple[int, ...] | None:
    """ "responsibility was claimed by", "an arms embargo was imposed": the noun of the phrase is the passive subject."""
    size = len(form) - 1
    if size > 2 or not view.is_passive(index):
        return None
    told = dict.fromkeys((*view.objects(index), *(e.dependent for e in view.edges(index, "passive subject"))))
    nouns = [noun for noun in told if noun >= size - 1 and tuple(words[noun + 1 - size : noun + 1]) == form[1:]]
    return (index, *range(nouns[0] + 1 - size, nouns[0] + 1)) if nouns else None


def _relative_tokens(view: View, words: list[str], index: int, form: tuple[str, ...]) -> tuple[int, ...] | None:
    """ "The travel ban that the bloc imposed": the noun of the phrase stands before the clause that has its verb."""
    size, edge = len(form) - 1, view.up(index)
    if edge is None or edge.role not in ("relative", "participle"):
        return None
    nouns = view.conjuncts(edge.head)
    noun = next((n for n in nouns if n >= size and tuple(words[n + 1 - size : n + 1]) == form[1:]), None)
    subject = view.first(index, "subject")
    is_gap = subject is not None and view.tokens[subject].tag not in ("WDT", "WP")
    return (index, *range(noun + 1 - size, noun + 1)) if noun is not None and is_gap else None


def may_head(tag: str, pos: str, kind: str) -> bool:
    """Whether a word with a tag and a part of speech may head an entry of a kind ("verb"), whatever stands around it."""
    match kind:
        case "verb":
            return tag.startswith("VB")
        case "noun":
            # "General" before a name may be an adjective to the parser; "the killing", "the dead", "a pull-out" are nouns here.
            return pos in ("NOUN", "PROPN") or tag in ("NNP", "NNPS", "VBG", "JJ") or (tag, pos) == ("NN", "ADP")
        case "adjective":
            return pos == "ADJ" or tag in ("VBN", "VBG", "VBD")
        case "modal":
            return pos != "PROPN"
        case _:
            return True


def _fits(view: View, head: int, entry: Entry) -> bool:
    """Whether the word class of the token is one the entry can have."""
    token = view.tokens[head]
    if not may_head(token.tag, token.pos, entry.pos):
        return False
    if entry.pos == "verb":
        return token.tag == "VBN" or not _modifies(view, head)
    if entry.pos == "adjective" and token.tag == "VBD":
        return not view.edges(head, "object")  # "the army suspected the rebels" says nothing of the army
    if entry.pos != "noun" or token.pos in ("NOUN", "PROPN") or token.tag in ("NNP", "NNPS"):
        return True
    if token.tag == "VBG" and any(edge.marker == "between" for edge in view.edges(head, "oblique", "nominal")):
        return True  # "Fighting between X and Y broke out"
    roles = ("determiner", "possessor", "compound") if token.tag == "VBG" else ("determiner",)
    return bool(view.edges(head, *roles))


def _modifies(view: View, index: int) -> bool:
    edge = view.up(index)
    return edge is not None and edge.role in ("modifier", "compound")
