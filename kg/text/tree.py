"""A parsed sentence as a tree of roles: what a parser says, in words that no label scheme has."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.model import Span, Token
from kg.text.word_classes import INTRODUCING, as_it_stands


@dataclass(frozen=True, slots=True)
class Edge:
    """`dependent` stands in `role` to `head`; `marker` is the preposition of an oblique or nominal, else empty."""

    role: str
    head: int
    dependent: int
    marker: str = ""


_ROLES = {
    "nsubj": "subject",
    "nsubj:outer": "outer subject",  # "that was a month after the army struck": subject of being, and not of striking
    "csubj": "clausal subject",
    "nsubj:pass": "passive subject",
    "obj": "object",
    "iobj": "indirect object",
    "obl:agent": "agent",
    "obl": "oblique",
    "obl:unmarked": "oblique",
    "obl:tmod": "oblique",
    "nmod": "nominal",
    "nmod:unmarked": "nominal",
    "nmod:tmod": "nominal",
    "nmod:desc": "title",
    "nmod:poss": "possessor",
    "compound": "compound",
    "compound:prt": "particle",
    "amod": "modifier",
    "nummod": "number",
    "det": "determiner",
    "det:predet": "determiner",
    "ccomp": "clause",
    "xcomp": "open clause",
    "advcl": "adverbial",
    "advcl:relcl": "adverbial",
    "acl": "participle",
    "acl:relcl": "relative",
    "conj": "conjunct",
    "appos": "apposition",
    "flat": "name",
    "fixed": "fixed",
    "parataxis": "parataxis",
    "cop": "copula",
    "mark": "mark",
    "case": "case",
    "aux": "auxiliary",
    "aux:pass": "passive auxiliary",
    "advmod": "adverb",
    "cc": "coordinator",
    "punct": "punctuation",
}
_HAVING = frozenset({"have", "has", "had", "having"})

_FINDING = frozenset({"find", "found", "discover", "discovered"})
_INTRODUCED = frozenset({"oblique", "nominal", "agent", "conjunct", "possessor", "apposition"})


class Tree:
    """Role-labelled edges of one sentence.

    All positions are token indices of the sentence. Lists come in text order.
    """

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._words = [as_it_stands(token, tokens) for token in tokens]
        self.tokens: Sequence[Token] = self._words
        self.words = frozenset(token.text.lower() for token in tokens)
        self._down: dict[int, list[Edge]] = {token.index: [] for token in tokens}
        self._up: dict[int, Edge] = {}
        self._starts = [token.span.start for token in tokens]
        for edge in _universal_dependencies(self.tokens):  # in order of the dependents
            self._down[edge.head].append(edge)
            self._up[edge.dependent] = edge
        # Asked hundreds of times of every sentence, mostly in vain: what a word has below it is found by its role.
        self._by_role = {head: _by_role(below) for head, below in self._down.items()}

    def inside(self, span: Span) -> range:
        """The tokens that lie wholly within a stretch of the text."""
        first, end = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        while end > first and self.tokens[end - 1].span.end > span.end:
            end -= 1
        return range(first, end)

    def _add(self, edge: Edge) -> None:
        below = self._down[edge.head]
        below.append(edge)
        below.sort(key=lambda e: e.dependent)
        self._by_role[edge.head] = _by_role(below)
        self._up[edge.dependent] = edge

    def _remove(self, edge: Edge) -> None:
        below = self._down[edge.head]
        below.remove(edge)
        self._by_role[edge.head] = _by_role(below)

    def move(self, edge: Edge) -> None:
        """Hang a token where `edge` says, wherever it hung before."""
        old = self._up.get(edge.dependent)
        if old is not None:
            self._remove(old)
        self._add(edge)

    def retag(self, token: Token) -> None:
        """Put a token in the place of the one that stands there, with another part of speech."""
        self._words[token.index] = token

    def detach(self, dependent: int) -> None:
        """Make a token a root."""
        self._remove(self._up.pop(dependent))

    def put_in_place_of(self, old: int, new: int) -> None:
        """Hang `new`, which is below `old`, where `old` hangs."""
        above = self._up.get(old)
        self.detach(new)
        if above is not None:
            self._add(Edge(above.role, above.head, new, above.marker))

    def edges(self, head: int, *roles: str) -> tuple[Edge, ...]:
        """The edges from `head` down, of the given roles or of all."""
        below = self._by_role[head]
        if not below:
            return ()
        if len(roles) == 1:
            return below.get(roles[0], ())
        for role in roles:
            if role in below:
                return tuple([edge for edge in self._down[head] if edge.role in roles])
        return () if roles else tuple(self._down[head])

    def up(self, dependent: int) -> Edge | None:
        """The edge from `dependent` to its head, None for a root."""
        return self._up.get(dependent)

    def first(self, head: int, *roles: str) -> int | None:
        found = self.edges(head, *roles)
        return found[0].dependent if found else None

    def ancestors(self, index: int) -> Iterator[Edge]:
        """The edges from `index` up to its root; each token once, whatever the repairs did."""
        seen = {index}
        edge = self._up.get(index)
        while edge is not None and edge.head not in seen:
            yield edge
            seen.add(edge.head)
            edge = self._up.get(edge.head)

    def below(self, head: int) -> set[int]:
        """All tokens below `head`, itself included, as the edges are now."""
        found, stack = {head}, [head]
        while stack:
            new = [edge.dependent for edge in self._down[stack.pop()] if edge.dependent not in found]
            found.update(new)
            stack.extend(new)
        return found

    def is_verb(self, index: int) -> bool:
        return self.tokens[index].pos in ("VERB", "AUX")

    def is_passive(self, verb: int) -> bool:
        """True for "was hit", and for a participle that stands after its noun ("the convoy hit by a mine")."""
        if self.edges(verb, "passive auxiliary", "passive subject"):
            return True
        if self.edges(verb, "agent") and not self.edges(verb, "object", "auxiliary"):
            # "The junta, propped up by X, …": behind a comma a past form with an agent is a participle.
            is_behind = verb > 0 and self.tokens[verb - 1].text == ","
            if is_behind or (self.tokens[verb].tag == "VBN" and not self.edges(verb, "subject")):
                return True
        edge = self.up(verb)
        if edge is not None and edge.role == "conjunct" and self.tokens[verb].tag == "VBN":
            # "Which is led by X and has sworn loyalty to Y": what it has done was not done to it.
            is_perfect = any(self.tokens[e.dependent].text.lower() in _HAVING for e in self.edges(verb, "auxiliary"))
            return not is_perfect and self.first(verb, "subject") is None and self.is_passive(edge.head)
        if edge is not None and edge.role == "adverbial" and self.tokens[verb].tag == "VBN" and verb < edge.head:
            # "Linked to X, the group said …": a participle that opens the sentence.
            return not self.edges(verb, "object", "auxiliary", "subject")
        if edge is not None and edge.role == "open clause" and self.tokens[verb].tag == "VBN":
            # "Four people were found shot": found so, and shot by somebody.
            return self.tokens[edge.head].lemma in _FINDING and not self.edges(verb, "object", "auxiliary", "mark")
        is_reduced = edge is not None and edge.role == "participle" and self.tokens[verb].tag in ("VBN", "VBD")
        return is_reduced and self.first(verb, "object") is None and self.first(verb, "subject") is None

    def conjuncts(self, index: int) -> tuple[int, ...]:
        """`index` and everything coordinated with it, however the chain is built."""
        found = [index]
        for current in found:
            found.extend(edge.dependent for edge in self.edges(current, "conjunct") if edge.dependent not in found)
        return tuple(found)

    def agents(self, verb: int) -> tuple[int, ...]:
        found = [e.dependent for e in self.edges(verb, "agent")]
        found += [e.dependent for e in self.edges(verb, "oblique") if e.marker == "by" and e.dependent not in found]
        if not found:  # "toppled and shot by X"
            later = [e.dependent for e in self.edges(verb, "conjunct") if self.tokens[e.dependent].tag == "VBN"]
            bare = [v for v in later if not self.edges(v, "subject", "passive subject", "passive auxiliary", "object")]
            return next((agents for v in bare if (agents := self.agents(v))), ())
        members = [member for agent in found for member in self.conjuncts(agent)]
        edge = self.up(verb)
        if members and edge is not None and edge.role == "participle":
            # "Militias backed by X and by Y": a second agent that is hung on the militias.
            beside = self.edges(edge.head, "conjunct")
            members += [e.dependent for e in beside if e.marker == "by" and e.dependent > members[-1]]
        return tuple(members)


def _by_role(edges: Sequence[Edge]) -> dict[str, tuple[Edge, ...]]:
    """The edges below a word by their role, in text order."""
    found: dict[str, tuple[Edge, ...]] = {}
    for edge in edges:
        found[edge.role] = (*found.get(edge.role, ()), edge)
    return found


def _lacks_object(tokens: Sequence[Token], token: Token) -> bool:
    """Whether a noun without a preposition after an active verb without object can only be what the verb is done to."""
    verb = tokens[token.head]
    if verb.pos != "VERB" or token.index < verb.index or token.pos not in ("NOUN", "PROPN", "NUM"):
        return False
    return not any(t.head == verb.index and t.relation in ("obj", "nsubj:pass", "aux:pass", "ccomp") for t in tokens)


_NAMING = frozenset({"including", "like", "such as", "as", "especially", "namely"})
"""Prepositions before what a noun is, or before some of it."""

_NOT_DONE = frozenset({"stand", "stick", "abide"})
"""Verbs of which nobody is the agent: "stood by somebody" tells by whom."""

_BECOMING = frozenset({"become", "remain", "be", "stay", "seem"})
"""Verbs behind which stands what somebody is."""


def _universal_dependencies(tokens: Sequence[Token]) -> Iterator[Edge]:
    """Read UD labels as roles; a preposition becomes the marker of the noun it introduces."""
    cases: dict[int, list[Token]] = {}
    for token in tokens:
        if token.relation in INTRODUCING:
            cases.setdefault(_introduced(token, tokens), []).append(token)
    for token in tokens:
        if token.relation == "root" or token.head == token.index:
            continue
        role = _ROLES.get(token.relation, "other")
        if token.relation == "advcl:relcl" and tokens[token.head].pos in ("NOUN", "PROPN"):
            role = "relative"  # "X, who in March ousted Y": said of X
        if role == "other" and token.index in cases and token.pos in ("NOUN", "PROPN"):
            # "Imposed sanctions on former president X": a label for nothing else, with a preposition before it.
            role = "oblique" if tokens[token.head].pos in ("VERB", "AUX") else "nominal"
        marker = _marker(token.index, cases) if role in _INTRODUCED and token.index in cases else ""
        if role == "nominal" and not marker and token.tag == "POS":
            role = "other"
        if role == "apposition" and marker and marker not in _NAMING:
            role = "nominal"  # "X, under the leadership of Y"
        if role == "agent" and not marker:
            # "Forced out President X", taken for a passive: without "by" it is no agent.
            role = "object" if _lacks_object(tokens, token) else role
            marker = "by" if role == "agent" else ""
        if role == "agent" and tokens[token.head].lemma in _NOT_DONE:
            role = "oblique"  # "stood by the general"
        is_right_behind = token.head == token.index - 1
        is_named = token.pos == "PROPN" and token.head < token.index and tokens[token.head].lemma not in _BECOMING
        is_name = token.relation == "xcomp" and (is_named or (token.pos == "NUM" and is_right_behind))
        is_bare = token.relation == "obl" and not marker and token.pos != "NUM"
        if (is_bare or is_name) and _lacks_object(tokens, token):
            role = "object"  # "kidnapped today two engineers", "listed Ansar Allah as terrorists", "killed 587"
        yield Edge(role, token.head, token.index, marker)


def _introduced(word: Token, tokens: Sequence[Token]) -> int:
    """ "From Prime Minister X": the preposition is of the whole name, whichever of its words a parser hangs it on."""
    noun = tokens[word.head]
    while word.relation == "case" and word.tag == "IN" and word.index < noun.index < noun.head:
        if noun.relation not in ("compound", "flat", "nmod:desc"):
            break
        noun = tokens[noun.head]
    return noun.index


def _marker(index: int, cases: Mapping[int, Sequence[Token]]) -> str:
    """The preposition of a noun, with the words that are fixed to it ("because of")."""
    first = next((case for case in cases[index] if case.relation == "case"), None)
    if first is None:
        return ""
    return " ".join(
        word.text.lower() for word in (first, *(w for w in cases.get(first.index, ()) if w.relation == "fixed"))
    )
