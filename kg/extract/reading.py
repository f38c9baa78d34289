"""One sentence as the extraction rules see it: its view, the lexicon's matches and the mentions, with small questions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.triggers import Match, Matches
from kg.knowledge.knowledge import Knowledge
from kg.model import DateRange, Mention, Sentence, Span
from kg.text.dates import DateExpression
from kg.text.numbers import parse_number
from kg.text.syntax import View, noun_chunk
from kg.text.tree import Edge

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

_BECOMING = frozenset({"become", "remain"})
"""Verbs whose object says what their subject is."""

_MEN = frozenset("men generals officers leaders commanders rivals colonels warlords women".split())
"""Nouns for people that may stand for two named before: "the two generals"."""

_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})

_JOINED = re.compile(r"\s*(?:,|,?\s*and)\s+(?:the\s+)?")


_TRAITS = frozenset("origin descent extraction nature kind sort sympathy conviction inspiration".split())
"""Nouns for what a group is like: "a group of Ugandan origin" is no number of origins."""

_PARTIAL = frozenset("much most some many several few half part none all any last rest remainder remnants bulk".split())
"""Words for some of what stands behind their "of": "much of its firepower", "several of the brigades"."""

_LONGEST_SHORT_FORM = 7
"""Tokens from the end of a name within which brackets with its short form close."""

_CALLED = frozenset({"called", "named", "known", "dubbed", "styled", "nicknamed", "termed", "christened"})
"""Participles before a name."""


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
            members = [self.mentions.get(token) for token in (tokens[1:] if is_counted else tokens)]
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
        """The noun that "a group of", "dozens of", "four of" or "the grounds of" a site introduces, else `index` itself."""
        of = next((edge.dependent for edge in self.view.edges(index, "nominal") if edge.marker == "of"), None)
        if of is None:
            return self._part_of(index)
        is_number = self.view.tokens[index].pos == "NUM"
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
        behind = range(index + 2, min(index + _LONGEST_SHORT_FORM, len(tokens)))
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

    def title_bearers(self, index: int) -> tuple[Mention, ...]:
        """Those whom a noun is said of; several where it is said of a whole list ("X and Y are members", "X and Y, members")."""
        bearer = self.title_bearer(index)
        if bearer is None:
            return ()
        other = self._equated(index)
        edge = self.view.up(index)
        is_plural = self.view.tokens[index].tag == "NNS"
        if other is None and edge is not None and edge.role == "apposition" and is_plural:
            other = edge.head  # "X and Y, both members of the Front"
        elif other is None and is_plural and bearer.sentence == self.sentence.index:
            other = self._first_of_list(bearer.head)  # "its allies, X and Y"
            found = tuple(
                m for t in self.view.conjuncts(other) if (m := self.mention_at(t)) is not None and m.kind == "name"
            )
            return tuple(dict.fromkeys(found)) or (bearer,)
        others = self.view.conjuncts(other) if other is not None and self.mention_at(other) is bearer else ()
        found = (bearer, *(m for token in others if (m := self.mention_at(token)) is not None and m.kind == "name"))
        return tuple(dict.fromkeys(found))

    def _first_of_list(self, index: int) -> int:
        """The first of the nouns that a token is coordinated with."""
        edge = self.view.up(index)
        while edge is not None and edge.role == "conjunct":
            index, edge = edge.head, self.view.up(edge.head)
        return index

    def _equated(self, index: int) -> int | None:
        """What a form of "be" sets equal to a noun: "X is the leader", "whose leader is X", "among its backers are X and Y"."""
        if self.view.edges(index, "copula"):
            return self.view.first(index, "subject")
        edge = self.view.up(index)
        is_subject = edge is not None and edge.role == "subject" and bool(self.view.edges(edge.head, "copula"))
        return edge.head if edge is not None and is_subject else None

    def title_bearer(self, index: int) -> Mention | None:
        """The one whom a noun is said of: "junta leader X", "X, leader of the junta", "X is a member of the junta".

        A person before anybody else: "the group, whose leader, X, …" may be read as a group that is a leader.
        """
        own = self.mentions.get(index)
        if own is not None and own.kind == "name" and own.span.start > self.view.tokens[index].span.end:
            return own if self.is_a(own, ("Person",)) else None  # "leader X", for a parser one name
        near = (m for token in self._bearing(index) if (m := self.mention_at(token)) is not None)
        found = [m for m in (self.named_beside(near_by) or near_by for near_by in near) if m.kind == "name"]
        person = next((mention for mention in found if self.is_a(mention, ("Person",))), None)
        return (
            person
            or self._beside(index, "Person")
            or next(iter(found), None)
            or self._beside(index, "Organization")
            or self._beside(index, "Country")
            or self._called_body(index)
        )

    def _called_body(self, index: int) -> Mention | None:
        """ "The Red Dunes brigade, a unit of the Front": a body by a name that ends in a common noun."""
        first = self._first_of(index, -1)
        called = (m for m in self.mentions.values() if m.kind == "nominal" and m.head < index and self._has_own_name(m))
        return next((m for m in called if self._is_parted(self._extent(m)[1] + 1, first)), None)

    def _has_own_name(self, mention: Mention) -> bool:
        demonyms = self.knowledge.gazetteer.demonyms
        words = [word for word in mention.label.split() if word[:1].isupper() and word not in demonyms]
        return bool(words) and self.is_a(mention, ("Organization",)) and not mention.country

    def counted(self, index: int) -> int | None:
        """The "one" of "one of the leaders", which is whoever the leaders are said to be one of."""
        edge = self.view.up(index)
        is_of = edge is not None and edge.role == "nominal" and edge.marker in ("of", "among")
        return edge.head if edge is not None and is_of and self.view.tokens[edge.head].pos == "NUM" else None

    def _bearing(self, index: int) -> Iterator[int]:
        """Where the tree may have the one whom a noun is said of, the surest first."""
        view = self.view
        counted = self.counted(index)
        if counted is not None:
            yield from self._bearing(counted)
        edge = view.up(index)
        if edge is not None and edge.role == "apposition" and view.tokens[index].tag == "NN":
            # "X and Y, the founder of the front": the last of them
            yield from reversed([token for token in view.conjuncts(edge.head)[1:] if token < index])
        while edge is not None and edge.role in ("compound", "title", "apposition", "name"):
            yield edge.head
            edge = view.up(edge.head) if edge.role == "title" else None  # "guard commander Colonel X"
        equated = self._equated(index)
        if equated is not None:
            yield equated
        for down in view.edges(index, "apposition", "name"):
            yield down.dependent
        yield from self._called(index)

    def _called(self, index: int) -> Iterator[int]:
        """ "X became leader", "X was named leader", "X presented himself as leader", "they named X leader"."""
        view = self.view
        edge = view.up(index)
        if edge is not None and edge.role == "conjunct":
            edge = view.up(edge.head)
        if edge is None or not view.is_verb(edge.head):
            return
        is_appointed = view.first(edge.head, "passive subject") is not None  # "X was appointed leader"
        is_made = any(view.tokens[e.dependent].text.lower() in ("him", "her") for e in view.edges(edge.head, "object"))
        is_become = edge.role == "object" and (is_appointed or is_made or self._is_told_of_subject(edge.head))
        # "X remains its main supplier"
        is_become |= edge.role == "clause" and view.tokens[edge.head].lemma in _BECOMING
        if edge.role != "open clause" and (edge.role, edge.marker) != ("oblique", "as") and not is_become:
            return
        if edge.head in self.matches.heads("isSuccession"):
            yield from view.subjects(edge.head)  # "X replaced Y as leader"
            return
        objects = [token for token in view.objects(edge.head) if token != index]
        others = [e.dependent for e in view.edges(edge.head, "object", "indirect object") if e.dependent != index]
        named = [token for token in objects if view.tokens[token].tag != "PRP"]
        made = [token for token in others if view.tokens[token].text.lower() in ("him", "her")]
        yield from named or made or view.subjects(edge.head)

    def _is_told_of_subject(self, verb: int) -> bool:
        """Whether an object of a verb says what its subject is: "X became leader", "X declared himself leader"."""
        words = [self.view.tokens[edge.dependent].text.lower() for edge in self.view.edges(verb, "object")]
        return self.view.tokens[verb].lemma in _BECOMING or not _REFLEXIVE.isdisjoint(words)

    def _beside(self, index: int, kind: str) -> Mention | None:
        """The name of a kind that a comma parts from a noun, which parsers often hang elsewhere.

        "Whose leader, X, …"; "its branch, X, …", "X, the branch of Y in Z, …"; not one that has a place of its own in the
        clause ("the leader of Y met X").
        """
        after = self._first_after(index)
        is_owned = any(self.view.tokens[e.dependent].tag == "WP$" for e in self.view.edges(index, "possessor"))
        for mention in self.mentions.values():
            if mention.kind != "name" or not self.is_a(mention, (kind,)) or mention.head == index:
                continue
            first, last = self._extent(mention)
            # "X, whose fighters …": X is no fighter.
            if (
                self._is_parted(after, first)
                or self._is_right_behind(index, mention, first)
                or (last < index and not is_owned and self._is_parted(last + 1, self._first_of(index, last)))
            ):
                return mention
        return None

    def _extent(self, mention: Mention) -> tuple[int, int]:
        """The first and last token of a mention, titles before a name and the article of a body included."""
        inside = self.view.inside(mention.span)
        first, last = (inside[0], inside[-1]) if inside else (mention.head, mention.head)
        titles = {token for match in self.matches.having("isTitle") for token in match.tokens}
        while first - 1 in titles or (first and self.view.tokens[first - 1].text == "." and first - 2 in titles):
            first -= 1
        is_body = first > 0 and self.is_a(mention, ("Organization",))
        return first - (is_body and self.view.tokens[first - 1].text.lower() == "the"), self._end_of_brackets(last)

    def _end_of_brackets(self, last: int) -> int:
        """The bracket that closes a short form right behind a name ("the National Liberation Army (ELN)"), else `last` itself."""
        tokens = self.view.tokens
        if last + 1 >= len(tokens) or tokens[last + 1].text != "(":
            return last
        ends = range(last + 3, min(last + _LONGEST_SHORT_FORM, len(tokens)))
        return next((end for end in ends if tokens[end].text == ")"), last)

    def _is_parted(self, end: int, start: int) -> bool:
        """Whether nothing but a comma, which must be there, stands between two phrases."""
        return start == end + 1 and self.view.tokens[end].text == ","

    def _is_right_behind(self, index: int, mention: Mention, first: int) -> bool:
        """ "Its military wing the Qassam Brigades": a body named right behind what it is called."""
        is_body = self.is_a(mention, ("Organization",)) and self.view.tokens[index].tag == "NN"
        return is_body and first == index + 2 and self.view.tokens[index + 1].text.lower() == "the"

    def _first_of(self, index: int, behind: int) -> int:
        """The first token of the phrase of a noun: its article, adjectives and possessor are before it.

        Nothing up to the token `behind` is of it, whatever the parser says.
        """
        roles = ("determiner", "possessor", "modifier", "compound", "number")
        inside = [t for edge in self.view.edges(index, *roles) for t in self.view.subtree(edge.dependent)]
        first = min([index, *(token for token in inside if behind < token < index)])
        while first - 2 > behind and self.view.tokens[first - 1].tag == "HYPH":
            first -= 2  # "secretary-general", whatever a parser hangs on which
        return first + 1 if self.view.tokens[first].text == "," else first

    def _first_after(self, index: int) -> int:
        """The token behind a noun and the phrase with "of" that says of what ("the leader of the group")."""
        found = index + 1
        for edge in self.view.edges(index, "nominal"):
            if edge.marker in ("of", "for", "in", "from") and edge.dependent > index:
                inner = noun_chunk(self.view, edge.dependent)
                end, below = inner.last + 1, self.view.subtree(edge.dependent)
                while end in below and self.view.tokens[end].text != ",":
                    end += 1  # "the leader of the coup in Ruritania, X"
                found = max(found, end, self._end_of_name(edge.dependent))
        return found

    def _end_of_name(self, index: int) -> int:
        mention = self.mentions.get(index)
        return 0 if mention is None else self._extent(mention)[1] + 1

    def has_rank(self, mention: Mention) -> bool:
        """Whether somebody is called by a title of those under arms: "Colonel X", "Lt. Col. X", "the generals", "X, a captain"."""
        heads = [match.head for match in self.matches.having("isRank")]
        ends = [self.view.tokens[head].span.end for head in heads]
        edges = [self.view.up(head) for head in heads]
        beside = [edge.head for edge in edges if edge is not None and edge.role == "apposition"]
        is_rank = mention.sentence == self.sentence.index and mention.head in (*heads, *beside)
        return is_rank or any(0 <= mention.span.start - end <= 2 for end in ends)

    def is_public_figure(self, mention: Mention) -> bool:
        """Whether somebody is called by a word for people in public life, here or before: "Judge X", "X, a senator"."""
        if mention.kind == "name" and _last_word(mention) in self.publics:
            return True
        return any(self._is_said_of(match, mention) for match in self.matches.having("isPublicFigure"))

    def ruler_of(self, index: int) -> Mention | None:
        """Whose "rule", "presidency" or "government" a noun speaks of, None when it is no such noun or says not whose."""
        index = self._measured(index)
        is_tenure = index in self.matches.heads("isTenure")
        body = self.mentions.get(index)  # "the elected government of X"
        if not is_tenure and (body is None or body.kind == "name" or not self.is_a(body, ("Government",))):
            return None
        edges = self.view.edges(index, "possessor", "nominal")
        owners = [e.dependent for e in edges if e.role == "possessor" or e.marker in ("of", "by")]
        found = (m for owner in owners if (m := self.mention_at(owner)) is not None and self.is_a(m, ("Person",)))
        return next(found, None)

    def _measured(self, index: int) -> int:
        """ "56 years of rule": what lasted so long, else `index` itself."""
        of = (edge.dependent for edge in self.view.edges(index, "nominal") if edge.marker == "of")
        return next(of, index) if self.view.tokens[index].lemma in ("year", "decade") else index

    def is_ruler(self, mention: Mention) -> bool:
        """Whether the sentence speaks of somebody's rule."""
        return any(self.ruler_of(match.head) is mention for match in self.matches.having("isTenure"))

    def is_under_arms(self, mention: Mention) -> bool:
        """Whether somebody is called by a military rank, here or before."""
        return self.has_rank(mention) or (mention.kind == "name" and _last_word(mention) in self.ranks)

    def span_of(self, match: Match) -> Span:
        """The characters of an article from the first word of a match to its last."""
        spans = [self.view.tokens[token].span for token in match.tokens]
        return Span(min(span.start for span in spans), max(span.end for span in spans))

    def is_bygone(self, match: Match) -> bool:
        """Whether a word beside an office takes its holder out of it: "former", "ousted", "vice"."""
        first, last = min(match.tokens), max(match.tokens)
        return any(
            first - 3 <= other.head <= last + 2
            and other.head not in match.tokens
            and not (other.head > last and self.view.tokens[other.head].pos == "ADV")  # "whose leader then was X"
            for other in self.matches.having("isBygone")
        )

    def is_in_office(self, mention: Mention) -> bool:
        """Whether somebody is called by a high office of state: "the president", "President X", "X, the prime minister".

        Or is known to have been at the head of a state: "soldiers removed Salvador Allende".
        """
        if mention.kind == "name" and _last_word(mention) in self.offices:
            return True
        if not self.knowledge.gazetteer.ruled.keys().isdisjoint(mention.known) and not self._is_called_bygone(mention):
            return True
        return any(
            self._is_said_of(match, mention) and not self.is_bygone(match) and not self._is_of_a_body(match.head)
            for match in self.matches.having("isOffice")
        )

    def _is_called_bygone(self, mention: Mention) -> bool:
        """ "Former president X": out of office by the words of the sentence, whatever he is known to have been."""
        return any(
            self._is_said_of(match, mention) and self.is_bygone(match) for match in self.matches.having("isOffice")
        )

    def _is_of_a_body(self, office: int) -> bool:
        """Whether an office is one of something less than a state: "the president of the federation"."""
        owners = [e.dependent for e in self.view.edges(office, "nominal") if e.marker == "of"]
        found = [m for owner in owners if (m := self.mention_at(owner)) is not None]
        return bool(found) and not any(self.is_a(m, ("Country", "Government", "Region")) for m in found)

    def _is_said_of(self, match: Match, mention: Mention) -> bool:
        """Whether a noun is the head of a mention, its title, or in apposition with it."""
        if mention.sentence != self.sentence.index:
            return False
        edge, word = self.view.up(match.head), self.view.tokens[match.head].span
        is_beside = edge is not None and edge.role == "apposition" and edge.head == mention.head
        is_named = any(e.dependent == mention.head for e in self.view.edges(match.head, "apposition"))
        is_before = 0 <= mention.span.start - word.end <= 2
        return match.head == mention.head or is_beside or is_named or is_before

    def apposed(self, index: int) -> Mention | None:
        """What a noun in apposition stands beside: "the group, an affiliate of X" speaks of the group."""
        edge = self.view.up(index)
        return self.mention_at(edge.head) if edge is not None and edge.role == "apposition" else None

    def named_beside(self, mention: Mention) -> Mention | None:
        """Whom a description of this sentence names: "a former policeman, Ana Ruiz", "the Front, a faction that …"."""
        is_description = mention.kind == "nominal" or self._is_an_office(mention)
        if not is_description or mention.known or mention.sentence != self.sentence.index:
            return None
        view = self.view
        edge = view.up(mention.head)
        beside = [edge.head] if edge is not None and edge.role == "apposition" else []
        beside += [e.dependent for e in view.edges(mention.head, "apposition", "name")]
        beside += self.called(mention.head)
        beside += [  # "a preacher from the area, X", whom a parser hangs on the area
            down.dependent
            for e in view.edges(mention.head, "nominal")
            for down in view.edges(e.dependent, "apposition")
        ]
        end = mention.span.end + 1  # "the militia YPJ"
        is_one = self.is_a(mention, ("Person",)) and view.tokens[mention.head].tag == "NN"  # "the warlord Ana Ruiz"
        kinds = ("Organization", "Person") if is_one else ("Organization",)
        beside += [t for t, m in self.mentions.items() if m.span.start == end and self.is_a(m, kinds)]
        beside += self._hung_elsewhere(mention)
        for name in (self.mentions.get(token) for token in beside):
            # "The self-styled Emperor X": a description may end in the name.
            is_apart = name is not None and (
                not mention.span.overlaps(name.span)
                or (name.span.end == mention.span.end and self.is_a(name, ("Person",)))
            )
            if name is not None and is_apart and is_name(name) and self.are_alike(mention, name):
                return name
        return None

    def called(self, index: int) -> list[int]:
        """ "Arab militias known as X", "the insurgents, called X": what a noun is said to be called."""
        return [
            named.dependent
            for verb in self.view.edges(index, "participle")
            if self.view.tokens[verb.dependent].text.lower() in _CALLED
            for named in self.view.edges(verb.dependent, "object", "open clause", "oblique")
            if named.marker in ("", "as", "by")
        ]

    def _is_an_office(self, mention: Mention) -> bool:
        """ "The Defence Minister, Ana Ruiz": an office with capitals is no name."""
        heads = [m for m in self.matches.at(mention.head) if m.entry.names_type == "Person"]
        return bool(heads) and mention.kind == "name" and bool(self.view.edges(mention.head, "determiner"))

    def _hung_elsewhere(self, mention: Mention) -> list[int]:
        """ "On the main movement, the LRF, and …", "on a brigadier, Ana Ruiz, and …": the name that a comma parts from what it is
        called, where a parser takes either to stand beside something else."""
        is_one = self.is_a(mention, ("Person",)) and self.view.tokens[mention.head].tag == "NN"
        if mention.head not in self.mentions or not (is_one or self.is_a(mention, ("Organization",))):
            return []
        name = self._beside(mention.head, "Person" if is_one else "Organization")
        if name is None:
            return []
        # "The Front (LRF), a band …", "the Front, the band led by X, …": whatever a parser takes the band for.
        is_told_more = mention.head > name.head and bool(self.view.edges(mention.head, "participle"))
        is_sure = not is_one and (self.view.tokens[name.head + 1].text == "(" or is_told_more)
        hung = self.view.up(max(name.head, mention.head))
        roles = ("parataxis", "other") if is_one else ("apposition", "conjunct")
        is_hung = hung is not None and (
            hung.role in roles or (is_one and (self._is_beside_a_thing(hung) or self._are_one_subject(hung, mention)))
        )
        return [name.head] if is_sure or is_hung else []

    def _are_one_subject(self, edge: Edge, mention: Mention) -> bool:
        """ "The front's leader, Ana Ruiz, is under sanctions": a predicate has one subject, which two commas part from its name."""
        own = self.view.up(mention.head)
        return own is not None and own.head == edge.head and own.role == edge.role == "subject"

    def _is_beside_a_thing(self, edge: Edge) -> bool:
        """ "The assets of his rival, Ana Ruiz": no name of a person stands beside what nobody could be."""
        thing = self.mentions.get(edge.head) if edge.role == "apposition" else None
        return thing is not None and thing.kind == "nominal" and thing.type in ("Thing", "Weapon", "Facility")

    def are_alike(self, description: Mention, name: Mention) -> bool:
        """Whether a name may be of what a description says: both people, or both bodies of people."""
        is_one = (  # "the bomber, Ana Ruiz"
            description.head in self.matches.heads("isIndividual") and self.view.tokens[description.head].tag == "NN"
        )
        kinds = ("Person", "Organization")
        return (is_one and self.is_a(name, ("Person",))) or any(
            self.is_a(description, (kind,)) and self.is_a(name, (kind,)) for kind in kinds
        )

    def named_by_copula(self, index: int) -> Mention | None:
        """The name that a noun is said to be: "its leader is Y", "a group whose emir is Y"."""
        edge = self.view.up(index)
        is_called = edge is not None and edge.role == "subject" and bool(self.view.edges(edge.head, "copula"))
        name = self.mentions.get(edge.head) if edge is not None and is_called else None
        return name if name is not None and name.kind == "name" else None

    def is_a(self, mention: Mention, classes: tuple[str, ...]) -> bool:
        return not classes or self.knowledge.ontology.is_a(mention.type, *classes)


def last_words(reading: Reading, is_such: Callable[[Mention], bool]) -> frozenset[str]:
    """Return the last words of the names of the persons in a sentence of whom something holds."""
    people = [m for m in reading.mentions.values() if m.kind == "name" and reading.is_a(m, ("Person",))]
    return frozenset(_last_word(person) for person in people if is_such(person))


def is_name(mention: Mention) -> bool:
    """A name, also one that ends in a common noun: "the West Africa Province"."""
    return mention.kind == "name" or all(word[:1].isupper() for word in mention.label.split())


def _last_word(mention: Mention) -> str:
    return next(reversed(mention.label.replace("-", " ").split()), "")  # a name may be nothing but a dash


def last_pair(mentions: Sequence[Mention], sentence: int, knowledge: Knowledge) -> tuple[Mention, ...]:
    """Return the two people whom the sentence before one names, empty when they are fewer or more."""
    found: dict[str, Mention] = {}
    for mention in mentions[-RECENT:]:
        is_person = mention.kind == "name" and knowledge.ontology.is_a(mention.type, "Person")
        if mention.sentence == sentence - 1 and is_person:
            found.setdefault(_last_word(mention), mention)
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
