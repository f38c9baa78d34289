"""One sentence as the extraction rules see it: its view, the lexicon's matches and the mentions, with small questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.extract.triggers import Match
from kg.knowledge.knowledge import Knowledge
from kg.model import Mention, Sentence
from kg.text.dates import DateExpression
from kg.text.syntax import View


@dataclass(frozen=True, slots=True)
class Reading:
    """A parsed sentence with what was found in it; `mentions` by the index of their head token.

    `antecedents` gives a mention for each pronoun that could be resolved, by the same index.
    """

    sentence: Sentence
    view: View
    matches: tuple[Match, ...]
    mentions: Mapping[int, Mention]
    antecedents: Mapping[int, Mention]
    dates: tuple[DateExpression, ...]
    knowledge: Knowledge

    def mention_at(self, index: int) -> Mention | None:
        """The mention headed by a token, through "a group of X", relative and personal pronouns."""
        index = self.view.antecedent(index)
        index = self.content(index)
        mention = self.antecedents.get(index) or self.mentions.get(index)
        if mention is not None and mention.kind == "pronoun":
            return None
        return mention or self._covering(index)

    def content(self, index: int) -> int:
        """The noun that "a group of", "dozens of" or "four of" introduces, else `index` itself."""
        is_number = self.view.tokens[index].pos == "NUM"
        if is_number or any(match.head == index and match.entry.has("isQuantifier") for match in self.matches):
            for edge in self.view.edges(index, "nominal"):
                if edge.marker == "of":
                    return edge.dependent
        return index

    def _covering(self, index: int) -> Mention | None:
        span = self.view.tokens[index].span
        return next((m for m in self.mentions.values() if m.span.covers(span) and m.kind == "name"), None)

    def title_bearers(self, index: int) -> tuple[Mention, ...]:
        """Those whom a noun is said of; several only where they are subjects of one sentence ("X and Y are members")."""
        bearer = self.title_bearer(index)
        if bearer is None:
            return ()
        subject = self.view.first(index, "subject") if self.view.edges(index, "copula") else None
        others = self.view.conjuncts(subject) if subject is not None and self.mention_at(subject) is bearer else ()
        found = (bearer, *(m for other in others if (m := self.mention_at(other)) is not None and m.kind == "name"))
        return tuple(dict.fromkeys(found))

    def title_bearer(self, index: int) -> Mention | None:
        """The person whom a noun is said of: "junta leader X", "X, leader of the junta", "X is a member of the junta"."""
        edge = self.view.up(index)
        if edge is not None and edge.role in ("compound", "title", "apposition", "name"):
            bearer = self.mention_at(edge.head)
            if bearer is not None and bearer.kind == "name":
                return bearer
        subject = self.view.first(index, "subject") if self.view.edges(index, "copula") else None
        if subject is not None:
            bearer = self.mention_at(subject)
            if bearer is not None and bearer.kind == "name":
                return bearer
        for down in self.view.edges(index, "apposition", "name"):
            bearer = self.mention_at(down.dependent)
            if bearer is not None and bearer.kind == "name":
                return bearer
        return None

    def has_rank(self, mention: Mention) -> bool:
        """Whether somebody is called by a title of those under arms: "Colonel X", "Lt. Col. X", "the generals"."""
        heads = [match.head for match in self.matches if match.entry.has("isRank")]
        ends = [self.view.tokens[head].span.end for head in heads]
        is_rank = mention.sentence == self.sentence.index and mention.head in heads
        return is_rank or any(0 <= mention.span.start - end <= 2 for end in ends)

    def apposed(self, index: int) -> Mention | None:
        """What a noun in apposition stands beside: "the group, an affiliate of X" speaks of the group."""
        edge = self.view.up(index)
        return self.mention_at(edge.head) if edge is not None and edge.role == "apposition" else None

    def is_a(self, mention: Mention, classes: tuple[str, ...]) -> bool:
        return not classes or self.knowledge.ontology.is_a(mention.type, *classes)
