"""One sentence as the extraction rules see it: its view, the lexicon's matches and the mentions, with small questions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.extract.triggers import Match, Matches
from kg.knowledge.knowledge import Knowledge
from kg.model import DateRange, EventMention, Mention, Sentence, Span
from kg.text.dates import DateExpression
from kg.text.numbers import parse_number
from kg.text.syntax import View

ARMED = ("ArmedGroup", "StateForce", "Junta", "PrivateMilitaryCompany")
"""Classes of those who bear arms."""

BANDS = ("ArmedGroup", "PrivateMilitaryCompany")
"""Classes whose members act for them."""

BODIES = (*BANDS, "StateForce")
"""Classes of whatever "men of", "soldiers of" may be said."""

SEVERAL = frozenset("both two three four five six seven eight nine ten".split())
"""Words that may stand for all of a list named before."""

RECENT = 60
"""Mentions back to where a list may stand that "the three" still means."""

_MEN = frozenset("men generals officers leaders commanders rivals colonels warlords women".split())
"""Nouns for people that may stand for two named before: "the two generals"."""

_JOINED = re.compile(r"\s*(?:,|,?\s*and)\s+(?:the\s+)?")

_TRAITS = frozenset("origin descent extraction nature kind sort sympathy conviction inspiration".split())
"""Nouns for what a group is like: "a group of Ugandan origin" is no number of origins."""

_PARTIAL = frozenset("much most some many several few half part none all any last rest remainder remnants bulk".split())
"""Words for some of what stands behind their "of": "much of its firepower", "several of the brigades"."""

_LONGEST_PART = 7
"""Tokens from "much of" to the end of the phrase behind it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A parsed sentence with what was found in it; `mentions` by the index of their head token.

    `antecedents` gives a mention for each pronoun that could be resolved, by the same index.
    """

    sentence: Sentence
    view: View
    matches: Matches
    mentions: Mapping[int, Mention]
    antecedents: Mapping[int, Mention]
    dates: tuple[DateExpression, ...]
    knowledge: Knowledge
    listed: tuple[Mention, ...] = ()
    """The names of the last list before this sentence ("Mali, Niger and Burkina Faso"), which "the three" may mean."""
    pair: tuple[Mention, ...] = ()
    """The two people whom the sentence before names, which "the two men" may mean."""
    weapon: Mention | None = None
    """The weapon that the sentences before spoke of last, which "it" or "the first" may mean where only a weapon will do."""
    offices: frozenset[str] = frozenset()
    """Last words of the names of those whom the article so far has called by a high office of state."""
    ranks: frozenset[str] = frozenset()
    """The same of those called by a military rank."""
    publics: frozenset[str] = frozenset()
    """The same of those called by a word for people in public life."""
    entry: DateRange | None = None
    """The date that the paragraph stands under in a chronology ("May 1969 - Officers seize power"), which tells it as present."""
    scene: Mention | None = None
    """The place that it stands under in a list of incidents ("Mosul, 6 October. A bomb went off.")."""
    published: str | None = None
    """The day on which the article came out, as far as anybody says."""
    behind: Mapping[Mention, tuple[Mention, ...]] = field(default_factory=dict)
    """Whose men those are whom sentences before told of: "rebels of X", whom "they" may mean here."""
    told: tuple[EventMention, ...] = ()
    """What the sentences before it told last, of which "did the same" or "an earlier attempt" is one more."""

    def mention_at(self, index: int) -> Mention | None:
        """The mention headed by a token, through "a group of X", relative and personal pronouns."""
        index = self.content(self._antecedent(index))
        mention = self.antecedents.get(index) or self.mentions.get(index)
        several = self.several(index)
        if several and (mention is None or mention.kind != "name"):
            return several[0]
        if mention is not None and mention.kind == "pronoun":
            return None
        return (
            self._band(index, mention)
            or mention
            or self._covering(index)
            or self._compatriot(index)
            or self._by_trade(index)
        )

    def _by_trade(self, index: int) -> Mention | None:
        """ "The cleric X", "the economist Y": a noun that no list has, right before the name of the one whom it describes."""
        beside = (edge.dependent for edge in self.view.edges(index, "apposition", "name", "compound"))
        found = (self.mentions.get(token) for token in beside if token > index)
        named = (m for m in found if m is not None and m.kind == "name" and self.is_a(m, ("Person",)))
        start = self.view.tokens[index].span.end + 1
        return next((m for m in named if m.span.start == start), None)

    def _compatriot(self, index: int) -> Mention | None:
        """ "X, a Yemeni who …": a word for where somebody is from stands for him."""
        edge = self.view.up(index)
        is_beside = edge is not None and edge.role == "apposition" and self.view.tokens[index].pos == "ADJ"
        found = self.mentions.get(edge.head) if edge is not None and is_beside else None
        return found if found is not None and found.kind == "name" and self.is_a(found, ("Person",)) else None

    def bands_at(self, index: int) -> tuple[Mention, ...]:
        """The armed groups whose men a noun names ("hundreds of fighters of X and Y"), none when it names nobody's."""
        index = self.content(self._antecedent(index))
        return self._bands(index, self.mentions.get(index))

    def _band(self, index: int, mention: Mention | None) -> Mention | None:
        return next(iter(self._bands(index, mention)), None)

    def _bands(self, index: int, mention: Mention | None) -> tuple[Mention, ...]:
        """The armed groups whose "fighters of", "members of" or "mercenaries of" a noun names, which are the groups."""
        if mention is None or mention.kind != "nominal" or mention.known:
            return ()
        heads = [match.entry for match in self.matches.at(index)]
        is_member = any("memberOf" in entry.denotes or entry.has("isIndividual") for entry in heads)
        # "Sanctions on the leader of X": whoever leads it is one man, and not all of it.
        is_member &= not (self.view.tokens[index].tag == "NN" and any("leads" in entry.denotes for entry in heads))
        if not is_member and not self.is_a(mention, BANDS):
            return ()
        of = [e.dependent for e in self.view.edges(index, "nominal") if e.marker in ("of", "from")]
        owners = [self.mentions.get(token) for first in of for token in self.view.conjuncts(first)]
        return tuple(m for m in owners if m is not None and self.is_a(m, BODIES) and (m.kind == "name" or m.known))

    def several(self, index: int) -> tuple[Mention, ...]:
        """Those of a list that "they", "both", "the three" or "the three countries" stand for, none when it is no such word.

        "They" and "their" are said of a list of the same sentence, a number of the last list that has as many.
        """
        token = self.view.tokens[index]
        if token.text.lower() in ("they", "their"):
            return self._listed_before(index)
        if not self.listed and not self.pair:
            return ()
        numbers = [index] if token.pos == "NUM" else [e.dependent for e in self.view.edges(index, "number")]
        words = [self.view.tokens[number].text.lower() for number in numbers]
        is_meant = bool(self.listed) and any(
            word in SEVERAL and parse_number(word) == len(self.listed) for word in words
        )
        is_definite = any(
            self.view.tokens[edge.dependent].text.lower() in ("the", "all", "these")
            for edge in self.view.edges(index, "determiner")
        )
        if self.pair and is_definite and token.text.lower() in _MEN and "two" in words:
            return self.pair
        is_both = token.text.lower() == "both" and len(self.listed) == 2
        return self.listed if is_both or (is_meant and is_definite) else ()

    def pair_at(self, index: int) -> tuple[Mention, ...]:
        """The two people named before whom "the two men" stands for, none when it is no such word."""
        return self.pair if self.pair and self.several(index) == self.pair else ()

    def _listed_before(self, index: int) -> tuple[Mention, ...]:
        """The names of a list that is the subject of a clause around a token."""
        for edge in self.view.ancestors(index):
            subject = self.view.first(edge.head, "subject", "passive subject")
            if subject is None or subject >= index:
                continue
            tokens = self.view.conjuncts(subject)
            is_counted = bool(self.view.edges(subject, "number"))  # "the three countries, X, Y and Z, said they …"
            named = self.view.first(subject, "apposition") if is_counted else None
            if named is not None:
                tokens = self.view.conjuncts(named)
            elif is_counted:
                tokens = tokens[1:]
            members = [self.mentions.get(token) for token in tokens]
            names = tuple(m for m in members if m is not None and m.kind == "name")
            return names if len(names) == len(members) > 1 else ()
        return ()

    def _antecedent(self, index: int) -> int:
        """The noun a relative pronoun stands for: "whose" is said of what it follows, whatever its clause hangs on."""
        if self.view.tokens[index].tag == "WP$" and index > 1:
            before = index - 2 if self.view.tokens[index - 1].text == "," else index - 1
            span = self.view.tokens[before].span
            owner = next((token for token, m in self.mentions.items() if m.span.covers(span)), None)
            if owner is not None:
                return owner
        return self.view.antecedent(index)

    def content(self, index: int) -> int:
        """The noun that "a group of", "four of", "$1bn of" or "the grounds of" a site introduces, else `index` itself."""
        is_sum = self.view.tokens[index].tag == "$"
        parts = (index, *(e.dependent for e in self.view.edges(index, "number"))) if is_sum else (index,)
        of = next((e.dependent for part in parts for e in self.view.edges(part, "nominal") if e.marker == "of"), None)
        if of is None:
            return self._part_of(index)
        is_number = is_sum or self.view.tokens[index].pos == "NUM"
        is_quantity = is_number or index in self.matches.heads("isQuantifier")
        is_quantity |= self.view.tokens[index].text.lower() in _PARTIAL and not self._is_land(of)
        is_quantity &= is_number or self.view.tokens[of].lemma not in _TRAITS
        return of if is_quantity or self._is_part_of_site(index, of) else index

    def _is_land(self, token: int) -> bool:
        """ "Overran much of northern Ruritania": no place that something could have happened at."""
        land = self.mentions.get(token)
        return land is not None and self.is_a(land, ("Country", "Region"))

    def _part_of(self, index: int) -> int:
        """ "Gets much of its firepower": the firepower, where a parser hangs it on the verb; else `index` itself."""
        tokens = self.view.tokens
        if tokens[index].text.lower() not in _PARTIAL or index + 1 >= len(tokens) or tokens[index + 1].text != "of":
            return index
        behind = range(index + 2, min(index + _LONGEST_PART, len(tokens)))
        return next((t for t in behind if self.view.first(t, "case") == index + 1), index)

    def _is_part_of_site(self, part: int, whole: int) -> bool:
        site = self.mentions.get(whole)
        is_site = site is not None and self.is_a(site, ("Facility",))
        is_site |= site is not None and site.kind == "nominal" and self.is_a(site, ("Organization",))  # "of the bank"
        is_site = is_site or whole in self.matches.heads("isMission")
        return is_site and part in self.matches.heads("isPartOfSite")

    def _covering(self, index: int) -> Mention | None:
        span = self.view.tokens[index].span
        return next((m for m in self.mentions.values() if m.span.covers(span) and m.kind == "name"), None)

    def span_of(self, match: Match) -> Span:
        """The characters of an article from the first word of a match to its last."""
        spans = [self.view.tokens[token].span for token in match.tokens]
        return Span(min(span.start for span in spans), max(span.end for span in spans))

    def is_a(self, mention: Mention, classes: tuple[str, ...]) -> bool:
        return not classes or self.knowledge.ontology.is_a(mention.type, *classes)


def last_words(reading: Reading, is_such: Callable[[Mention, Reading], bool]) -> frozenset[str]:
    """Return the last words of the names of the persons in a sentence of whom something holds."""
    people = [m for m in reading.mentions.values() if m.kind == "name" and reading.is_a(m, ("Person",))]
    return frozenset(last_word(person) for person in people if is_such(person, reading))


def is_name(mention: Mention) -> bool:
    """A name, also one that ends in a common noun: "the West Africa Province"."""
    return mention.kind == "name" or all(word[:1].isupper() for word in mention.label.split())


def last_word(mention: Mention) -> str:
    return next(reversed(mention.label.replace("-", " ").split()), "")  # a name may be nothing but a dash


def last_pair(mentions: Sequence[Mention], sentence: int, knowledge: Knowledge) -> tuple[Mention, ...]:
    """Return the two people whom the sentence before one names, empty when they are fewer or more."""
    found: dict[str, Mention] = {}
    for mention in mentions[-RECENT:]:
        is_person = mention.kind == "name" and knowledge.ontology.is_a(mention.type, "Person")
        if mention.sentence == sentence - 1 and is_person:
            found.setdefault(last_word(mention), mention)
    return tuple(found.values()) if len(found) == 2 else ()


def last_list(mentions: Sequence[Mention], text: str, knowledge: Knowledge) -> tuple[Mention, ...]:
    """Return the names of states or bodies that the last list of an article so far joins, empty when there is none."""
    found: list[Mention] = []
    for mention in reversed(mentions[-RECENT:]):
        is_party = mention.kind == "name" and knowledge.ontology.is_a(mention.type, "Country", "Organization")
        between = text[mention.span.end : found[-1].span.start] if found else ""
        if is_party and found and _JOINED.fullmatch(between):
            found.append(mention)
        elif len(found) > 1:
            break
        else:
            found = [mention] if is_party else []
    return tuple(reversed(found)) if len(found) > 1 else ()
