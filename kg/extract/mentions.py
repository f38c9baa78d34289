"""Who, where and what: the noun phrases of a document, typed by gazetteer, lexicon and cue."""

from __future__ import annotations

import calendar
import dataclasses
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.ties import AFFILIATED
from kg.extract.triggers import Match
from kg.knowledge.gazetteer import Known
from kg.knowledge.knowledge import Knowledge
from kg.model import Mention, Sentence, Span
from kg.text.scan import fold
from kg.text.syntax import View, noun_chunk

LOCATIVE = frozenset(
    """
    in at near outside inside within around across from to towards toward of between north south east west into
    """.split()
)
BESIDE = frozenset("above below beside opposite off behind beyond alongside along through throughout".split())
"""Prepositions that only ever say where, whatever kind of place stands behind them."""

_PARTICLES = frozenset({"da", "do", "das", "dos", "del", "di"})
"""Small words inside names, with which what follows them is the end of a longer name."""

_DESCRIPTION = 5
"""Words that an apposition may have before its noun ("a mainly Christian farming town")."""

_MILES = frozenset("km kilometre kilometres kilometer kilometers mile miles".split())
_NOT_NOUN_PHRASE = frozenset({"compound", "name", "title", "fixed", "case", "modifier", "determiner", "number"})
_CONNECTORS = frozenset(
    {"of", "the", "for", "and", "de", "du", "des", "la", "le", "al", "el", "-", "'", "’", "&", "wal", "wa", "in"}
    | _PARTICLES
)


_COLLECTIVE = frozenset("people peoples lord god nation youth women men citizens workers peasants farmers".split())
"""Words whose possessive begins the names of bodies: "the Lord's Resistance Army"."""
_NEAR = frozenset({("close", "to"), ("next", "to"), ("adjacent", "to"), ("far", "from")})
"""Two words for "near": "close to X", "not far from X"."""

ANAPHORS = frozenset(
    """
    he she him her his hers himself herself it its itself they them their theirs themselves
    """.split()
)
"""Pronouns that stand for somebody or something named before."""

SHORTEST_SHOUT = 5
"""Letters of a name in capitals that may be a common name shouted; a shorter one is an acronym."""


@dataclass(frozen=True, slots=True)
class NameHit:
    """A known name in the text: where, and the keys of the things that bear it."""

    span: Span
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownWord:
    """A word or phrase of the text that is a known name, a demonym ("Malian") or both; one may lie inside another."""

    span: Span
    keys: tuple[str, ...]
    is_demonym: bool


def known_words(text: str, start: int, knowledge: Knowledge) -> Iterator[KnownWord]:
    """Yield the known names and demonyms of a text, letter case respected.

    A name is taken as it is written: `IS` never matches "is". A longer name in capitals is a dateline's.
    """
    gazetteer = knowledge.gazetteer
    for span in knowledge.names.find(text, start):
        written = text[span.start : span.end].replace("’", "'")
        keys, is_demonym = _keys_of(written, knowledge), written in gazetteer.demonyms
        if keys or is_demonym:
            yield KnownWord(span, keys, is_demonym)


def _keys_of(written: str, knowledge: Knowledge) -> tuple[str, ...]:
    gazetteer = knowledge.gazetteer
    keys = gazetteer.by_name.get(written)
    if keys is None and written.isupper() and len(written) >= SHORTEST_SHOUT:
        # Datelines are in capitals: "CARACAS, Venezuela", "PORT-AU-PRINCE".
        keys = _shouted(knowledge).get(written)
    if keys is None and written[:1].isupper():
        # A name that the reference spells with a small first letter may open a sentence; accents are often left out.
        keys = gazetteer.by_name.get(written[0].lower() + written[1:])
    return keys or ()


@lru_cache(maxsize=4)
def _shouted(knowledge: Knowledge) -> Mapping[str, tuple[str, ...]]:
    """Known names by what they are in capitals; of two that differ in the case of letters alone the first counts."""
    found: dict[str, tuple[str, ...]] = {}
    for name, keys in knowledge.gazetteer.by_name.items():
        found.setdefault(name.upper(), keys)
    return found


def find_mentions(
    sentence: Sentence, view: View, text: str, matches: Sequence[Match], names: Sequence[NameHit], knowledge: Knowledge
) -> dict[int, Mention]:
    """Return the mentions of one parsed sentence by the index of their head token."""
    nouns = _noun_entries(matches)
    titles = [match for match in matches if match.entry.has("isTitle") or match.entry.has("isPublicFigure")]
    titled = {token for match in titles for token in match.tokens}
    builder = _Builder(sentence, view, text, nouns, titled, names, knowledge)
    builder.stormed = {match.head for match in matches if view.is_verb(match.head) and _takes_a_place(match)}
    mentions: dict[int, Mention] = {}
    for token in view.tokens:
        if builder.is_head(token.index) and token.index not in builder.inside:
            mention = builder.mention(token.index)
            if mention is not None:
                mentions[token.index] = mention
                for index in builder.possessors(mention):
                    mentions.pop(index, None)  # the people of "the People's Army" are no mention of their own
    return mentions


_AIMING = frozenset({"hurl", "throw", "fire", "shoot", "lob", "aim", "toss", "swing", "lunge", "spray"})
"""Verbs of which "at" introduces somebody at whom, as well as a place where."""

_PARTS = frozenset(
    "foot outskirts outskirt edge gate suburb bank shore slope mouth street centre center heart north south east west".split()
)
"""Nouns of what only a place has: "the outskirts of X"."""

_SENTENCE_STARTS = frozenset(
    "in at near from outside around the of to and on inside northern southern eastern western".split()
)
"""Words with a capital before a name that are no part of it."""


def _takes_a_place(match: Match) -> bool:
    """Whether a verb of violence has a place as what it is aimed at, and nobody whom it kills or hurts."""
    objects = [s for f in match.entry.frames for s in f.slots if s.function == "object"]
    roles = {role for slot in objects for role in slot.roles}
    takes = {kind for slot in objects for kind in slot.takes}
    return "target" in roles and "Place" in takes and roles.isdisjoint({"victim", "killed"})


def _noun_entries(matches: Iterable[Match]) -> dict[int, Match]:
    """The longest noun entry that ends at each token and names a type."""
    best: dict[int, Match] = {}
    for match in matches:
        if match.entry.names_type is None or match.entry.has("isTitle"):
            continue
        old = best.get(match.head)
        if old is None or len(match.tokens) > len(old.tokens):
            best[match.head] = match
    return best


class _Builder:
    """Makes the mentions of one sentence; a class only to hold what all of them need."""

    def __init__(
        self,
        sentence: Sentence,
        view: View,
        text: str,
        nouns: Mapping[int, Match],
        titled: set[int],
        names: Sequence[NameHit],
        knowledge: Knowledge,
    ) -> None:
        self.sentence, self.view, self.text = sentence, view, text
        self.nouns, self.titled, self.knowledge = nouns, titled, knowledge
        words = [token.text for token in view.tokens if token.text[:1].isalpha()]
        self.is_capitalised = len(words) > 3 and sum(word[:1].isupper() for word in words) > 0.6 * len(words)
        self.stormed: set[int] = set()
        """Verbs whose object may be a town: "overran X", "bombed X"."""
        self.inside: set[int] = set()
        """Tokens that are more of a name met before them ("Army of the South"), and no names of their own."""
        self.hit_at: dict[int, NameHit] = {}
        starts = [token.span.start for token in view.tokens] if names else []
        for hit in names:
            for token in view.tokens[bisect_left(starts, hit.span.start) :]:
                if not hit.span.covers(token.span):
                    break
                self.hit_at[token.index] = hit
        for index in [i for i in self.hit_at if self._is_end_of_longer(i)]:
            hit = self.hit_at[index]
            self.hit_at = {i: other for i, other in self.hit_at.items() if other is not hit}

    def _is_end_of_longer(self, index: int) -> bool:
        """ "Villa El Salvador" is not El Salvador: a country after a proper noun that is no title of it.

        Nor is "Mocimboa da Praia" the town of Praia.
        """
        words = [token.text for token in self.view.tokens[max(0, index - 2) : index]]
        if len(words) == 2 and words[1] in _PARTICLES and words[0][:1].isupper():
            return True
        before, edge = index - 1, self.view.up(index - 1) if index else None
        if before < 1 or edge is None or before in self.hit_at or before in self.titled:
            return False
        noun = self.nouns.get(before)
        if noun is not None and not self.knowledge.ontology.is_a(noun.entry.names_type or "", "Place"):
            return False
        word, hit = self.view.tokens[before], self.hit_at[index]
        is_joined = edge.head == index and edge.role in ("modifier", "compound", "name")
        if not (is_joined and word.tag == "NNP" and word.text[:1].isupper()):
            return False
        known = [self.knowledge.gazetteer.by_key[key] for key in hit.keys if key in self.knowledge.gazetteer.by_key]
        is_country = bool(known) and all(self.knowledge.ontology.is_a(k.type, "Country") for k in known)
        return is_country and word.text not in self.knowledge.gazetteer.demonyms

    def is_head(self, index: int) -> bool:
        token = self.view.tokens[index]
        is_foreign = token.pos == "X" and token.text[:1].isupper()  # a name that the parser cannot place
        is_known = (
            is_foreign
            or self._is_misread_name(index)
            or index in self.nouns
            or index in self.hit_at
            or self._is_somebody(index)
        )
        if token.pos not in ("NOUN", "PROPN", "PRON", "NUM") and not is_known and not self._is_another(index):
            return False
        if token.tag in ("POS", "WDT", "WP", "EX"):
            return False
        edge = self.view.up(index)
        hit = self.hit_at.get(index)
        if hit is not None:
            return self._is_head_of_hit(index, hit)
        if token.pos == "NUM":
            return edge is not None and edge.role in ("subject", "passive subject", "object")
        if token.pos == "ADJ" and index not in self.nouns and not self._is_somebody(index):
            return self._is_misread_name(index)
        return edge is None or edge.role not in _NOT_NOUN_PHRASE

    def _is_misread_name(self, index: int) -> bool:
        """ "Kozo Okamoto": a first name that the parser takes for a verb, with the rest of the name behind it."""
        token, tokens = self.view.tokens[index], self.view.tokens
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        edge = None if after is None else self.view.up(after.index)
        is_word = token.pos in ("VERB", "ADJ", "ADV", "INTJ", "AUX") and token.text[:1].isupper()
        if is_word and self._is_misread_town(index):
            return True
        is_joined = edge is not None and edge.role == "name" and edge.head == index
        return is_word and is_joined and after is not None and after.tag == "NNP" and after.text[:1].isupper()

    def _is_another(self, index: int) -> bool:
        """ "Killing one and wounding another", "another died": a determiner that stands for somebody."""
        edge = self.view.up(index)
        if edge is None or self.view.tokens[index].text.lower() != "another":
            return False
        is_outcome = edge.role == "object" and self.view.tokens[edge.head].tag == "VBG"
        return is_outcome or edge.role in ("subject", "passive subject")

    def _is_misread_town(self, index: int) -> bool:
        """ "The city of Norrkoping", "near Dangarous": a town, whatever a parser takes the word with a capital for."""
        token, before = self.view.tokens[index], self.view.tokens[max(0, index - 1)].text.lower()
        edge = self.view.up(index)
        if (
            edge is None
            or edge.role not in ("nominal", "oblique")
            or self.is_capitalised
            or token.text in _MONTH_OR_DAY
        ):
            return False
        noun = self.nouns.get(edge.head)
        is_town = noun is not None and self.knowledge.ontology.is_a(noun.entry.names_type or "", "Settlement")
        is_name = token.text[1:].islower() and token.text not in self.knowledge.gazetteer.demonyms
        return is_name and (before in ("in", "at", "near", "outside") or (is_town and before == "of"))

    def _is_somebody(self, index: int) -> bool:
        """ "His superior was shot", "the wounded": an adjective that stands for people."""
        edge = self.view.up(index)
        is_noun = edge is not None and edge.role in ("subject", "passive subject", "object")
        return (
            is_noun and self.view.tokens[index].pos == "ADJ" and bool(self.view.edges(index, "determiner", "possessor"))
        )

    def _is_head_of_hit(self, index: int, hit: NameHit) -> bool:
        """The head of a known name is the one of its tokens whose own head lies outside it; modifiers are not heads."""
        edge = self.view.up(index)
        if edge is not None and hit.span.covers(self.view.tokens[edge.head].span):
            return False
        if edge is not None and edge.role in ("compound", "modifier", "title", "determiner", "number"):
            return False
        if edge is not None and edge.role == "name" and self._is_person_of_town(index, edge.head, hit):
            return False
        inside = [i for i, other in self.hit_at.items() if other is hit]
        roots = [i for i in inside if (up := self.view.up(i)) is None or up.head not in inside]
        return index == roots[0]

    def _is_person_of_town(self, index: int, head: int, hit: NameHit) -> bool:
        """ "Luis Mora": a surname that is a town's name, too."""
        known = [self.knowledge.gazetteer.by_key[key] for key in hit.keys if key in self.knowledge.gazetteer.by_key]
        is_town = bool(known) and all(self.knowledge.ontology.is_a(k.type, "Settlement", "Region") for k in known)
        first = self.view.tokens[head]
        return is_town and head == index - 1 and first.tag == "NNP" and head not in self.hit_at

    def mention(self, index: int) -> Mention | None:
        token = self.view.tokens[index]
        if token.pos == "PRON" or self._is_another(index):
            return self._pronoun(index)
        hit = self.hit_at.get(index)
        if hit is not None:
            return self._known_name(index, hit)
        if index in self.nouns:
            is_name = self._names_a_body(index) or self._is_surname(index) or self._is_title_of_name(index)
            return self._unknown_name(index) if is_name else self._nominal(index)
        if token.pos in ("PROPN", "X") or self._is_misread_name(index):
            return self._people(index) or self._unknown_name(index)
        return self._unknown_name(index) if self._is_unknown_place(index) else self._nominal(index)

    def _is_unknown_place(self, index: int) -> bool:
        """ "At Poklek": a capitalised word that a parser takes for a common noun, right behind a preposition of place."""
        token, before = self.view.tokens[index], self.view.tokens[max(0, index - 1)]
        is_name = index > 0 and token.text[:1].isupper() and token.text[1:].islower() and not self.is_capitalised
        return is_name and before.text.lower() in ("in", "at", "near", "outside") and token.text not in _MONTH_OR_DAY

    def _people(self, index: int) -> Mention | None:
        """ "The two Italians": people of a country, and nobody's name."""
        token = self.view.tokens[index]
        demonyms = self.knowledge.gazetteer.demonyms
        if token.tag != "NNPS" or not (token.text in demonyms or token.text.removesuffix("s") in demonyms):
            return None
        return dataclasses.replace(self._nominal(index), type="Person")

    def _names_a_body(self, index: int) -> bool:
        """ "Free Army of the South", "Palace of Justice": a noun of the lexicon that is the head of a proper name.

        Not where every word begins with a capital, as in headlines; a demonym before it makes no name ("Malian Army").
        """
        if self.is_capitalised or not self.view.tokens[index].text[:1].isupper():
            return False
        match = self.nouns[index]
        if not self.knowledge.ontology.is_a(match.entry.names_type or "", "Organization", "Facility"):
            return False
        first, last = self._name_extent(index)
        demonyms = self.knowledge.gazetteer.demonyms
        own = [i for i in range(first, index) if self.view.tokens[i].text not in demonyms and i not in match.tokens]
        is_named = any(self.view.tokens[i].text[:1].isupper() and i > 0 for i in own)
        is_first = last > index and self.view.tokens[last].text[:1].isupper()  # "Katiba Macina", "Brigade Foch"
        if index == 0 and self.view.tokens[index].tag == "NNS":
            return is_named or is_first  # "Gunmen of X" at the head of a sentence
        return is_named or is_first or self._more_of_name(last) > last

    def _is_title_of_name(self, index: int) -> bool:
        """ "Sergeant Luis Mora" with the title as its head: the name behind it is meant."""
        after = self.view.tokens[index + 1] if index + 1 < len(self.view.tokens) else None
        edge = None if after is None else self.view.up(after.index)
        is_behind = edge is not None and edge.role == "name" and edge.head == index
        return index in self.titled and is_behind and after is not None and after.text[:1].isupper()

    def _is_surname(self, index: int) -> bool:
        """ "Maurice Bishop", "Nawaz Shah": a trade or an office behind a first name that no list knows."""
        before, token = index - 1, self.view.tokens[index]
        if self.is_capitalised or before < 0 or token.tag != "NNP" or not token.text[:1].isupper():
            return False
        first = self.view.tokens[before]
        edges = (self.view.up(index), self.view.up(before))
        is_joined = any(e is not None and {e.head, e.dependent} == {index, before} for e in edges)
        is_listed = before in self.nouns or before in self.titled or before in self.hit_at
        is_name = first.tag == "NNP" and first.text[:1].isupper() and first.text[-1:] not in "."
        is_person = self.knowledge.ontology.is_a(self.nouns[index].entry.names_type or "", "Person")
        is_demonym = first.text in self.knowledge.gazetteer.demonyms
        return is_person and is_joined and is_name and not is_listed and not is_demonym

    def _pronoun(self, index: int) -> Mention | None:
        token = self.view.tokens[index]
        if token.tag not in ("PRP", "DT", "PRP$") or token.text.lower() in (
            "i",
            "we",
            "you",
            "there",
            "my",
            "our",
            "your",
        ):
            return None
        kind = "Person" if token.text.lower() in ("he", "she", "him", "her", "his") else "Party"
        return self._make(index, index, index, "pronoun", kind)

    def _known_name(self, index: int, hit: NameHit) -> Mention:
        inside = [i for i, other in self.hit_at.items() if other is hit]
        known = [self.knowledge.gazetteer.by_key[key] for key in hit.keys if key in self.knowledge.gazetteer.by_key]
        if not known:
            return self._nominal(index)
        mention = self._make(index, min(inside), max(inside), "name", self._type_among(index, known))
        countries = {k.country for k in known}
        return dataclasses.replace(
            mention, known=tuple(k.key for k in known), country=countries.pop() if len(countries) == 1 else None
        )

    def _type_among(self, index: int, known: Sequence[Known]) -> str:
        """A name of a place after a locative preposition is the place, whatever else bears the name."""
        types = [k.type for k in known]
        places = [t for t in types if self.knowledge.ontology.is_a(t, "Place")]
        if places and (len(places) == len(types) or self._preposition(index) in LOCATIVE):
            return places[0]
        is_mixed = len(set(types)) > 1 and all(self.knowledge.ontology.is_a(t, "Organization") for t in types)
        return "Organization" if is_mixed else types[0]

    def _unknown_name(self, index: int) -> Mention:
        first, last = self._name_extent(index)
        kind, country = self._type_of_name(index, first, last)
        if kind == "Person":  # "Commander X of the Southern Front": of what he is one is no part of his name
            last = next((i - 1 for i in range(first + 1, last) if self.view.tokens[i].tag in ("IN", ",")), last)
        if self.knowledge.ontology.is_a(kind, "Organization", "Facility"):
            last = self._more_of_name(last)
            self.inside.update(range(index + 1, last + 1))
        mention = self._make(index, first, last, "name", kind)
        return dataclasses.replace(mention, country=country or mention.country)

    def _name_extent(self, index: int) -> tuple[int, int]:
        """The run of capitalised words around the head, with the small words that join them."""
        chunk = noun_chunk(self.view, index)
        first, last = chunk.first, chunk.last
        second = self._second_title(first, last)
        if second is not None:
            last = second - 1
        title = max((i for i in range(first, last) if i in self.titled), default=first - 1)
        if self.view.tokens[title + 1].text[:1].isupper():
            first = title + 1  # "Liberal senator X": what stands before a title is no name
        behind = max((i + 1 for i in range(first, index) if self._is_common_noun(i)), default=first)
        first = behind if self.view.tokens[behind].text[:1].isupper() else first
        first = self._behind_owner(first, index)
        while first < last and self._is_before_name(first):
            first += 1
        if first == chunk.first:
            first = self._with_collective(first)
        while last > max(index, first) and not self._is_name_word(last):
            last -= 1
        last = next((i - 1 for i in range(index + 1, last) if self.view.tokens[i].text in (",", "of", "for")), last)
        while first < index and not self.view.tokens[first].text[:1].isalnum():
            first += 1
        return first, last

    def _behind_owner(self, first: int, index: int) -> int:
        """ "Aung San Suu Kyi's National League": whose it is, is no part of a name, but for "the People's Army"."""
        for position in range(index - 1, first, -1):
            if self.view.tokens[position].tag == "POS" and not self._is_collective(position - 1):
                return position + 1
        return first

    def _with_collective(self, first: int) -> int:
        """ "The People's Revolutionary Army", "the Workers' Party": a possessor that is itself a word of the name."""
        tokens = self.view.tokens
        is_behind = first > 1 and tokens[first - 1].tag == "POS" and self._is_collective(first - 2)
        if not is_behind or not self.knowledge.ontology.is_a(self._kind_of_noun(first), "Organization"):
            return first
        first -= 2
        while first > 1 and tokens[first - 1].tag in ("NNP", "NNPS") and tokens[first - 1].text[:1].isupper():
            if (first - 1) in self.titled or (first - 1) in self.hit_at:
                break
            first -= 1
        return first

    def possessors(self, mention: Mention) -> Iterator[int]:
        """The tokens of a name that stand for somebody within it."""
        inside = self.view.inside(mention.span) if mention.kind == "name" else ()
        if not mention.known and any(self.view.tokens[index].tag == "POS" for index in inside):
            yield from (index for index in inside if index != mention.head)

    def _kind_of_noun(self, first: int) -> str:
        """The class of the noun that a run of capitalised words from `first` on ends in, as far as the lexicon knows it."""
        tokens, last = self.view.tokens, first
        while last + 1 < len(tokens) and tokens[last + 1].text[:1].isupper() and tokens[last + 1].tag != "POS":
            last += 1
        noun = self.nouns.get(last)
        return "" if noun is None or noun.entry.names_type is None else noun.entry.names_type

    def _is_collective(self, index: int) -> bool:
        """ "People", "Workers", "Lord": a word with a capital for those whom a body says it is of."""
        token = self.view.tokens[index]
        word, noun = fold(token.text), self.nouns.get(index)
        is_people = noun is not None and noun.entry.names_type == "Person" and word != noun.entry.lemma
        return token.text[:1].isupper() and (is_people or word in _COLLECTIVE)

    def _is_common_noun(self, index: int) -> bool:
        """ "ETA militant X", "coup leader X": a noun in small letters is no part of the name behind it."""
        token = self.view.tokens[index]
        is_small = token.text[:1].islower() and token.text.lower() not in _CONNECTORS
        return is_small and (token.tag in ("NN", "NNS", "VBN", "VBD") or index in self.nouns)

    def _second_title(self, first: int, last: int) -> int | None:
        """Where the next person begins in "General Sein and Colonel Tun", which a parser may take for one name."""
        for position in range(first + 1, last):
            token = self.view.tokens[position]
            if token.text.lower() in ("and", ",") and (position + 1) in self.titled:
                return position
        return None

    def _is_before_name(self, index: int) -> bool:
        """Titles, and a demonym before one ("Burkinabe President"), are no part of a name."""
        text = self.view.tokens[index].text
        is_demonym = text in self.knowledge.gazetteer.demonyms and index + 1 in self.titled
        edge, role = self.view.up(index), self.nouns.get(index)
        is_role = role is not None and role.entry.names_type == "Person" and edge is not None and edge.role == "title"
        return index in self.titled or is_demonym or (index == 0 and is_role) or not self._is_name_word(index)

    def _more_of_name(self, last: int) -> int:
        """The last token of "Patriotic Movement of the Youth of the South": an organization's name goes on after "of"."""
        tokens = self.view.tokens
        position = last + 1
        while position < len(tokens) and tokens[position].text.lower() in ("of", "for"):
            inner = position + 1
            if inner < len(tokens) and tokens[inner].text.lower() == "the":
                inner += 1
            is_person = inner < len(tokens) and (bool(self.view.edges(inner, "name")) or inner in self.titled)
            if inner == position + 1 and is_person:
                break  # "the Front of Hassan al-Turabi": whose it is
            end = inner
            while end < len(tokens) and (tokens[end].text[:1].isupper()):
                end += 1
                is_joined = end + 1 < len(tokens) and tokens[end].text.lower() == "and"
                if is_joined and tokens[end + 1].text[:1].isupper():
                    end += 1
            if end == inner:
                break
            last, position = end - 1, end
        return last

    def _is_name_word(self, index: int) -> bool:
        text = self.view.tokens[index].text
        is_word = text[:1].isupper() or text.lower() in _CONNECTORS or text[:1].isdigit()
        return is_word or self._is_second_half(index)

    def _is_word_of_person(self, index: int) -> bool:
        text = self.view.tokens[index].text
        return text[:1].isupper() or text in ("al", "-", "el", "bin", "ag")

    def _is_second_half(self, index: int) -> bool:
        """ "Ban Ki-moon", "Prayuth Chan-ocha": what a hyphen ties to a word of a name is of the name, though it is small."""
        tokens, edge = self.view.tokens, self.view.up(index)
        if index < 3 or edge is None or edge.role != "name" or tokens[index].tag in ("VBN", "VBD", "VBG"):
            return False
        before, hyphen, first = tokens[index - 3], tokens[index - 1], tokens[index - 2]
        is_tied = hyphen.text == "-" and first.span.end + 1 == tokens[index].span.start == hyphen.span.end
        return is_tied and before.text[:1].isupper() and first.text[:1].isupper() and tokens[index].text.isalpha()

    def _type_of_name(self, index: int, first: int, last: int) -> tuple[str, str | None]:
        edge = self.view.up(index)
        if any(i in self.titled for i in range(max(0, first - 3), first)) and self._is_adjacent_title(first):
            return "Person", None
        role, own = self.nouns.get(first - 1), self.nouns.get(last)
        is_body = own is not None and self.knowledge.ontology.is_a(own.entry.names_type or "", "Organization")
        is_joined = first > 1 and self.view.tokens[first - 2].text == "-"  # "a nine-man Supreme Council"
        is_role = role is not None and self._is_common_noun(first - 1) and not is_body and not is_joined
        if role is not None and is_role:
            return self._type_beside(role) or "Thing", None  # "rebel leader X", "the group X"
        cue = self._cue_type(index, first, last)
        if cue is not None:
            return cue, None
        if is_scene(last, self.view) or self._has_bearing(last):
            return "Settlement", None
        words = [self.view.tokens[i].text for i in range(first, last + 1)]
        preposition = self._preposition(index)
        if (
            preposition in ("in", "at", "near", "outside", "around", "across", "inside", "within", "into")
            or preposition in BESIDE
        ):
            is_one_of_many = first > 0 and self.view.tokens[first - 1].text.lower() in ("a", "an")  # "into a Mercedes"
            return ("Thing" if is_one_of_many else "Person" if self._is_aimed_at(index) else "Settlement"), None
        if len(words) == 1 and words[0].isupper() and len(words[0]) >= 2:
            return "Organization", None
        if edge is not None and edge.role == "possessor" and len(words) == 1:
            return "Thing", None
        if preposition == "of" and edge is not None and self.view.tokens[edge.head].lemma in _PARTS:
            return "Settlement", None  # "at the foot of Nanga Parbat"
        is_people = self.view.tokens[index].tag == "NNPS" and bool(self.view.edges(index, "number"))
        if preposition in ("of", "from", "to", "on") and len(words) == 1 and not is_people:
            return "Place", None
        has_article = first > 0 and self.view.tokens[first - 1].text.lower() == "the"
        if self._is_definite(index) or has_article or self._has_acronym(last):
            return (
                "Organization",
                None,
            )  # "the Shining Path", "Ganda Izo (GI)": nobody's name has an article or initials
        if len(words) == 1 and edge is not None and edge.role == "object" and self._is_stormed(edge.head, words[0]):
            return "Place", None
        return (
            ("Person", None)
            if all(self._is_second_half(i) or self._is_word_of_person(i) for i in range(first, last + 1))
            else ("Organization", None)
        )

    def _is_stormed(self, verb: int, name: str) -> bool:
        """ "Jets bombed X": a bare word is a town to a verb that takes one and whose subject is armed, or "they", unless a first
        name or a title stands before it somewhere in the article."""
        if verb not in self.stormed or not any(self._is_armed(subject) for subject in self.view.subjects(verb)):
            return False
        found = re.findall(rf"\b([A-Z]\w+)\.? {re.escape(name)}\b", self.text)
        return not any(word.lower() not in _SENTENCE_STARTS for word in found)

    def _is_armed(self, index: int) -> bool:
        """Whether a subject is somebody under arms, by a noun or a known name, or "they", who most likely are."""
        noun, hit, is_a = self.nouns.get(index), self.hit_at.get(index), self.knowledge.ontology.is_a
        kinds = [noun.entry.names_type or ""] if noun is not None else []
        keys = hit.keys if hit is not None else ()
        kinds += [known.type for key in keys if (known := self.knowledge.gazetteer.by_key.get(key)) is not None]
        is_they = self.view.tokens[index].text.lower() == "they"
        return is_they or any(is_a(kind, "ArmedGroup", "StateForce", "Weapon") for kind in kinds)

    def _is_aimed_at(self, index: int) -> bool:
        """ "Hurled a grenade at X", "fired at X": whoever stands behind "at" is no town but somebody."""
        if self._preposition(index) != "at":
            return False
        verbs = [edge.head for edge in self.view.ancestors(index) if self.view.is_verb(edge.head)][:1]
        return any(self.view.tokens[verb].lemma in _AIMING for verb in verbs) and self._is_called_otherwise(index)

    def _is_called_otherwise(self, index: int) -> bool:
        """Whether a first name or a title stands before a word somewhere in the article."""
        found = re.findall(rf"\b([A-Z]\w+)\.? {re.escape(self.view.tokens[index].text)}\b", self.text)
        return any(word.lower() not in _SENTENCE_STARTS for word in found)

    def _has_bearing(self, last: int) -> bool:
        """ "Ratmalana, 15 kilometres (10 miles) south of Colombo": so many miles from somewhere, behind a comma."""
        words = [token.text.lower() for token in self.view.tokens[last + 1 : last + 12]]
        if words[:1] != [","] or len(words) < 4 or self.view.tokens[last + 2].pos != "NUM" or words[2] not in _MILES:
            return False
        return any(w in ("of", "from") for w in words[3:])

    def _has_acronym(self, last: int) -> bool:
        tokens = self.view.tokens
        inside = tokens[last + 2] if last + 2 < len(tokens) and tokens[last + 1].text == "(" else None
        return inside is not None and inside.text.isupper() and len(inside.text) > 1

    def _is_adjacent_title(self, first: int) -> bool:
        return first - 1 in self.titled or (
            first >= 2 and first - 2 in self.titled and self.view.tokens[first - 1].text == "."
        )

    def _cue_type(self, index: int, first: int, last: int) -> str | None:
        """A type word inside the name ("… Liberation Front"), or an apposition that says what it is ("X, a village")."""
        lexicon = self.knowledge.lexicon
        words = tuple(fold(self.view.tokens[i].text) for i in range(first, last + 1))
        described = self._described_as(last)
        if described is not None and self.knowledge.ontology.is_a(described, "Settlement"):
            return described  # "Villa Union, a town of 3,000", whatever a union is otherwise
        for position in range(first, last):
            for form, entry in lexicon.starting(words[position - first]):
                if len(form) > 1 and entry.names_type and words[position - first :][: len(form)] == form:
                    return entry.names_type  # "the High Military Command", "a Military Commission"
        for position in (last, first):
            for form, entry in lexicon.starting(fold(self.view.tokens[position].text)):
                # "Hotel X" is a hotel, and "National Resistance" no national.
                is_cue = position == last or entry.names_type != "Person"
                if len(form) == 1 and entry.names_type and is_cue and entry.pos == "noun" and not entry.has("isTitle"):
                    return self._body_beside(index, entry.names_type) or entry.names_type
        for edge in self.view.edges(index, "apposition"):
            match = self.nouns.get(edge.dependent)
            if match is not None and match.entry.names_type:
                return self._type_beside(match)
        if described is not None:
            return described
        edge_up = self.view.up(index)
        is_beside = edge_up is not None and edge_up.role == "apposition" and not self.view.edges(index, "copula")
        if edge_up is not None and is_beside and (match := self.nouns.get(edge_up.head)):
            return "Person" if self._is_led(edge_up.head) and first < last else self._type_beside(match)
        if (
            edge_up is not None
            and edge_up.role == "nominal"
            and edge_up.marker == "of"
            and (match := self.nouns.get(edge_up.head))
        ):
            kind = match.entry.names_type
            return kind if kind and self.knowledge.ontology.is_a(kind, "Settlement", "Region") else None
        return None

    def _body_beside(self, index: int, kind: str) -> str | None:
        """ "A group, Saraya al-Dam": what a name stands beside says more than a word in it that may be of any tongue."""
        edge, is_a = self.view.up(index), self.knowledge.ontology.is_a
        role = self.nouns.get(edge.head) if edge is not None and edge.role == "apposition" else None
        beside = role.entry.names_type if role is not None else None
        is_body = beside is not None and is_a(beside, "Organization")
        return beside if is_body and not is_a(kind, "Organization", "Person") else None

    def _is_led(self, index: int) -> bool:
        """Whether somebody is called by what he is of a body: "the head of the administration, X" names no administration."""
        edge = self.view.up(index)
        role = self.nouns.get(edge.head) if edge is not None and (edge.role, edge.marker) == ("nominal", "of") else None
        return role is not None and role.entry.names_type == "Person"

    def _type_beside(self, match: Match) -> str | None:
        """The class that a noun gives the name beside it: one "fighter" is a person, though fighters are a group."""
        is_one = match.entry.has("isIndividual") and self.view.tokens[match.head].tag in ("NN", "NNP")
        return "Person" if is_one else match.entry.names_type

    def _described_as(self, last: int) -> str | None:
        """ "X, a village 230 miles from Y": the place that the words behind a name say it is, whatever they hang on."""
        tokens = self.view.tokens
        after = [token.text.lower() for token in tokens[last + 1 : last + 3]]
        if len(after) < 2 or after[0] != "," or after[1] not in ("a", "an"):
            return None
        for token in tokens[last + 3 : last + 3 + _DESCRIPTION]:
            match = self.nouns.get(token.index)
            behind = tokens[token.index + 1] if token.index + 1 < len(tokens) else None
            is_end = behind is None or behind.tag not in ("NN", "NNS")  # "a town councillor" is no town
            if match is not None and max(match.tokens) == token.index and is_end:
                kind = match.entry.names_type
                return kind if kind and self.knowledge.ontology.is_a(kind, "Settlement", "Region", "Facility") else None
            if token.pos not in ("ADJ", "NOUN", "PROPN", "ADV", "NUM", "PUNCT", "VERB"):
                return None
        return None

    def _nominal(self, index: int) -> Mention:
        chunk = noun_chunk(self.view, index)
        match = self.nouns.get(index)
        first = min(chunk.first, match.tokens[0]) if match else chunk.first
        kind = match.entry.names_type if match and match.entry.names_type else "Thing"
        mention = self._make(
            index, first, max(chunk.last, index), "nominal", "Weapon" if self._is_loaded(index) else kind
        )
        hit = next((self.hit_at[i] for i in range(first, index) if i in self.hit_at and not self._is_joined(i)), None)
        known = (
            []
            if hit is None
            else [self.knowledge.gazetteer.by_key[key] for key in hit.keys if key in self.knowledge.gazetteer.by_key]
        )
        is_longer_name = self.view.tokens[index].tag in ("NNP", "NNPS") and self.view.tokens[index].text[:1].isupper()
        is_other = match is not None and AFFILIATED in match.entry.denotes  # "an Islamic State affiliate" is not that
        known_here = [] if is_other else known
        bearer = [k for k in known_here if self._is_bearer(k, kind) or (is_longer_name and self._is_group(k))]
        if bearer:
            countries = {k.country for k in bearer}
            own = countries.pop() if len(countries) == 1 else None
            return dataclasses.replace(
                mention, known=tuple(k.key for k in bearer), type=bearer[0].type, country=own or mention.country
            )
        there = {k.country for k in known if k.country and self._is_town_or_region(k)}
        if mention.country is None and len(there) == 1 and self.knowledge.ontology.is_a(mention.type, "Place"):
            return dataclasses.replace(mention, country=there.pop())  # "Kandahar province", "Baghdad airport"
        return mention

    def _is_town_or_region(self, known: Known) -> bool:
        return self.knowledge.ontology.is_a(known.type, "Settlement", "Region")

    def _is_loaded(self, index: int) -> bool:
        """Whether something is filled with what explodes: "a car packed with explosives" is a weapon."""
        loads = [
            edge.dependent
            for down in self.view.edges(index, "participle")
            for edge in self.view.edges(down.dependent, "oblique")
            if edge.marker == "with"
        ]
        loads += [e.dependent for load in loads for e in self.view.edges(load, "nominal") if e.marker == "of"]
        return any((match := self.nouns.get(load)) and match.entry.names_type == "Weapon" for load in loads)

    def _is_joined(self, index: int) -> bool:
        """Whether a hyphen joins a name to a word: "al-Qaeda-linked fighters" are not al-Qaeda, nor "anti-Taliban" ones."""
        inside = [i for i, other in self.hit_at.items() if other is self.hit_at[index]]
        return self._is_hyphenated(min(inside), max(inside))

    def _is_hyphenated(self, first: int, last: int) -> bool:
        tokens = self.view.tokens
        return (last + 1 < len(tokens) and tokens[last + 1].text == "-") or (
            first > 1 and tokens[first - 1].text == "-"
        )

    def _is_group(self, known: Known) -> bool:
        """A capitalised word after a group's name ("Islamic State West Africa" + "Province") is more of the name."""
        return self.knowledge.ontology.is_a(known.type, "ArmedGroup", "PrivateMilitaryCompany")

    def _is_bearer(self, known: Known, kind: str) -> bool:
        """Whether "Wagner fighters" are Wagner, and "the Radisson Blu hotel" is the Radisson Blu: the name's own kind fits."""
        is_a = self.knowledge.ontology.is_a
        if is_a(known.type, "Facility"):
            return is_a(kind, "Facility")
        if is_a(known.type, "ArmedGroup", "PrivateMilitaryCompany", "StateForce"):
            return is_a(kind, "ArmedGroup", "PrivateMilitaryCompany", "StateForce", "Organization")
        return False

    # -- shared ---------------------------------------------------------------------------------------------------

    def _make(self, index: int, first: int, last: int, kind: str, type_: str) -> Mention:
        tokens = self.view.tokens
        span = Span(tokens[first].span.start, tokens[last].span.end)
        text = self.text[span.start : span.end]
        label = " ".join(text.split())
        return Mention(
            span=span,
            text=text,
            label=label if kind == "name" else self._nominal_label(label, first),
            kind=kind,  # type: ignore[arg-type]
            type=type_,
            sentence=self.sentence.index,
            head=index,
            country=self._country(index, first),
            is_definite=self._is_definite(index),
        )

    def _nominal_label(self, label: str, first: int) -> str:
        """A description in small letters, unless it begins with a name."""
        token = self.view.tokens[first]
        is_proper = token.pos == "PROPN" or first in self.hit_at or token.text.isupper() or not token.text.istitle()
        is_inside = first > 0 and token.text[:1].isupper()
        return label if is_proper or is_inside else label[:1].lower() + label[1:]

    def _country(self, index: int, first: int) -> str | None:
        """The country that the words themselves carry: a possessor, a demonym, or "of" and a country's name."""
        gazetteer = self.knowledge.gazetteer
        for i in range(max(0, first - 1), index):
            code = gazetteer.demonyms.get(self.view.tokens[i].text)
            if code and not self._is_hyphenated(i, i):  # "pro-Russian", "Saudi-led": not their own country
                return code
        for edge in self.view.edges(index, "possessor", "compound", "modifier", "nominal"):
            code = gazetteer.demonyms.get(self.view.tokens[edge.dependent].text)
            if code and edge.role != "nominal" and not self._is_hyphenated(edge.dependent, edge.dependent):
                return code
            hit = self.hit_at.get(edge.dependent)
            if hit is None or (edge.role == "nominal" and edge.marker not in ("of", "from")):
                continue
            for key in hit.keys:
                known = gazetteer.by_key.get(key)
                if known is not None and known.type == "Country":
                    return known.country
        return None

    def _is_definite(self, index: int) -> bool:
        return any(
            self.view.tokens[edge.dependent].text.lower()
            in ("the", "this", "that", "these", "those", "its", "their", "his")
            for edge in self.view.edges(index, "determiner", "possessor")
        )

    def _preposition(self, index: int) -> str:
        """The preposition before a name; one of a list shares that of the first."""
        edge = self.view.up(index)
        if (
            edge is not None
            and edge.role == "conjunct"
            and not edge.marker
            and self.view.tokens[edge.head].pos == "PROPN"
        ):
            return self._preposition(edge.head)
        return edge.marker if edge is not None else ""


def is_scene(last: int, view: View) -> bool:
    """ "Thailand, where the army had ousted X": the place of what the clause tells, whatever stands before its last token."""
    after = [token.text.lower() for token in view.tokens[last + 1 : last + 3]]
    return after[:1] == ["where"] or after == [",", "where"]


_MONTH_OR_DAY = frozenset({*calendar.month_name, *calendar.day_name})


def preposition_of(view: View, mention: Mention, places: Mapping[int, Mention]) -> str:
    """The preposition before a place, read off the words: a list shares the one before its first member.

    `places` are all places of the sentence by the token of their head.

    Attachment is where parsers err most; the words between a preposition and its noun are not.
    """
    edge = view.up(mention.head)
    if edge is not None and edge.role == "apposition" and edge.head in places and edge.head < mention.head:
        return preposition_of(view, places[edge.head], places)
    index = next(iter(view.inside(mention.span)), mention.head) - 1
    members = {token for other in places.values() for token in view.inside(other.span)}
    while index >= 0:
        token = view.tokens[index]
        if token.tag in ("IN", "TO"):
            before = view.tokens[index - 1].text.lower() if index else ""
            is_near = (before, token.text.lower()) in _NEAR
            return "near" if is_near else token.text.lower()
        is_list = token.text in (",", "and", "or") or index in members
        if not (token.tag in ("DT", "JJ", "CD", "PRP$", "POS", "VBG", "NN", "NNP", "NNS") or is_list):
            return ""
        is_before_name = (up := view.up(index)) is not None and (up.role, up.head) == ("compound", mention.head)
        if token.tag in ("NN", "NNS") and index not in places and not is_before_name:  # "of village X"
            return ""
        index -= 1
    return ""
