"""The role view of a parsed sentence, which everything else sees instead of a label scheme.

A `View` answers questions like "who is the subject of this verb" about one sentence in Universal Dependencies.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.model import Span, Token
from kg.text.repairs import RepairedTree

_SHARING = frozenset({"conjunct", "open clause", "adverbial", "parataxis", "participle"})
"""Roles of a verb without a subject of its own, which may be that of the verb above it."""

_NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "n’t"})

_WHEN_AND_HOW = frozenset(
    "day night morning evening afternoon week month year time moment hour minute way reason place".split()
)
"""Nouns that say when or how something is done, and not to what."""


_IN_ORDER = frozenset({"first", "second", "third", "last", "latest", "only", "next"})
"""Words that say of somebody that he did what others did or did not do: "the first state to leave"."""

_BECOMING = frozenset({"become", "remain"})
"""Verbs by which somebody comes to be what their object says."""

_OF_ITS_SUBJECT = frozenset(
    """
    leave flee quit desert abandon use promise phone telephone ring email contact post publish issue release circulate distribute
    """.split()
)
"""Verbs that say of their subject, and not of their object, what a clause behind them tells: "left the army to join X"."""


_IN_COURT = frozenset(
    "trial charge sentence term year month life time guilt penalty justice imprisonment extradition court".split()
)
"""What somebody stands, faces or serves for what he did: "stood trial for killing X" is told of him."""


_SPANS = frozenset({"minute", "hour", "day", "week", "month", "year", "decade"})
"""Nouns for how long it is from one thing to another."""


_PROMPT = frozenset({"quick", "swift", "prompt", "first", "fast", "slow", "last"})
"""How somebody is to do what he does: "was quick to claim the attack"."""


class View(RepairedTree):
    """A repaired tree that is asked who does what to whom.

    All positions are token indices of the sentence. Lists come in text order.
    """

    def __init__(
        self, tokens: Sequence[Token], plain_modifiers: frozenset[str] = frozenset(), known: Iterable[Span] = ()
    ) -> None:
        """`plain_modifiers` are words that a parser takes for participles though they only modify ("neighbouring")."""
        super().__init__(tokens, plain_modifiers, known)
        # What follows is asked again and again of every pair of words; a sentence may have hundreds.
        self._subtrees: dict[int, frozenset[int]] = {}
        self._clauses: dict[int, int] = {}
        self._paths: dict[int, tuple[int, ...]] = {}

    def subtree(self, head: int) -> frozenset[int]:
        """All tokens below `head`, itself included."""
        if head not in self._subtrees:
            self._subtrees[head] = frozenset(self.below(head))
        return self._subtrees[head]

    def is_negated(self, index: int) -> bool:
        """True for "did not attack" and "no attack"; "not since the attack" does not deny one."""
        roles = ("adverb", "auxiliary", "other") if self.is_verb(index) else ("determiner",)
        beside = [edge.dependent for edge in self.edges(index, *roles)]
        first = [e.dependent for word in beside for e in self.edges(word, "adverb")]  # "never before had X attacked"
        return any(self.tokens[word].text.lower() in _NEGATIONS for word in beside) or any(
            self.tokens[word].text.lower() == "never" for word in first
        )

    def subjects(self, verb: int) -> tuple[int, ...]:
        """Who does it: the subject of an active verb or the agent of a passive one, also when shared or controlled."""
        if self.is_passive(verb):
            return self.agents(verb)
        own = self.first(verb, "subject")
        if own is not None:
            return self.conjuncts(self.antecedent(own))
        edge = self.up(verb)
        if edge is not None and edge.role == "copula":
            return self._predicated(edge.head)
        return self._shared_subjects(verb, set())

    def _predicated(self, predicate: int) -> tuple[int, ...]:
        """Of whom a predicate is said: "X was behind it", "X is believed to be behind it", "accused X of being behind it"."""
        own, edge = self.first(predicate, "subject"), self.up(predicate)
        if own is not None:
            return self.conjuncts(self.antecedent(own))
        marks = {self.tokens[e.dependent].text.lower() for e in self.edges(predicate, "mark")}
        is_charge = edge is not None and edge.role == "adverbial" and "of" in marks
        accused = self.objects(edge.head) if edge is not None and is_charge and self.is_verb(edge.head) else ()
        return accused or self._shared_subjects(predicate, set())

    def objects(self, verb: int) -> tuple[int, ...]:
        """To whom it is done: the object of an active verb, the subject of a passive one."""
        if self.is_passive(verb):
            own = self.first(verb, "passive subject", "subject")
            if own is not None:
                return self.conjuncts(self.antecedent(own))
            edge = self.up(verb)
            if edge is not None and edge.role == "clause" and (told := self._told_of(edge.head)) is not None:
                return self.conjuncts(told)
            if edge is not None and edge.role in ("participle", "apposition"):  # "the rebels, long armed by X, …"
                return self.conjuncts(edge.head)
            is_on_noun = (
                edge is not None and edge.role == "conjunct" and self.tokens[edge.head].pos in ("NOUN", "PROPN")
            )
            if edge is not None and is_on_noun and self.edges(verb, "agent"):
                return (edge.head,)  # "X, armed by Y and fed by Z", where a parser hangs the second on X
            is_shared = edge is not None and (self.is_verb(edge.head) or self.is_passive(edge.head))
            left = self.first(edge.head, "object") if edge is not None and edge.role == "open clause" else None
            if left is not None:
                return self.conjuncts(self.antecedent(left))  # "leaving 73 people injured"
            if edge is not None and is_shared and edge.role in ("conjunct", "open clause", "adverbial"):
                return self.objects(edge.head) if self.is_passive(edge.head) else self.subjects(edge.head)
            return ()
        own = self.first(verb, "object")
        if own is None:
            own = self._shared_object(verb)
        if own is None:
            own = self._left_out(verb)
        if own is None:
            own = self._charged_with(verb)
        return self.conjuncts(self.antecedent(own)) if own is not None else ()

    def _told_of(self, report: int) -> int | None:
        """ "X, which experts say is backed by Y": of whom a relative clause has somebody say something."""
        pronoun = self.first(report, "object", "other")
        if pronoun is None or self.tokens[pronoun].tag not in ("WDT", "WP"):
            return None
        return self.antecedent(pronoun)

    def _left_out(self, verb: int) -> int | None:
        """ "The coup he led", "a camp they burnt": the noun before a relative clause that has no pronoun for it."""
        edge, subject = self.up(verb), self.first(verb, "subject")
        if edge is None or edge.role != "relative" or subject is None or self.tokens[edge.head].lemma in _WHEN_AND_HOW:
            return None
        below = [self.tokens[e.dependent] for e in self.edges(verb, "subject", "adverb", "mark", "oblique", "object")]
        is_whole = any(word.tag in ("WDT", "WP", "WRB", "IN") for word in below)
        is_whole |= any(word.tag in ("CC", "WP$") for word in self.tokens[edge.head : verb])
        return None if is_whole or edge.head > subject else edge.head

    def _charged_with(self, verb: int) -> int | None:
        """ "The rebels whom X accuses Y of arming": the rebels, the pronoun for whom stands before the charge."""
        edge = self.up(verb)
        above = self.up(edge.head) if edge is not None and self.tokens[verb].tag == "VBG" else None
        if edge is None or above is None or above.role != "relative" or not self.edges(verb, "mark"):
            return None
        objects = [e.dependent for e in self.edges(edge.head, "object")]
        pronouns = [token for token in objects if self.tokens[token].tag in ("WDT", "WP")]
        return pronouns[0] if pronouns and len(objects) > 1 else None

    def _shared_object(self, verb: int) -> int | None:
        """ "X pays and equips the brigades": what stands behind the last of two verbs is done to by both, whichever has it."""
        later = self._object_of_next(verb)
        if later is not None:
            return later
        edge = self.up(verb)
        if edge is None or edge.role != "conjunct" or not self.is_verb(edge.head):
            return None
        if self.edges(verb, "subject", "oblique", "clause", "open clause"):
            return None
        shared = self.first(edge.head, "object")
        return shared if shared is not None and shared > verb else None

    def _object_of_next(self, verb: int) -> int | None:
        """The object of the last of several verbs in one form that follow each other at once, of which `verb` is an earlier."""
        first = self.up(verb)
        chain = first.head if first is not None and first.role == "conjunct" and self.is_verb(first.head) else verb
        later = [e.dependent for e in self.edges(chain, "conjunct") if e.dependent > verb]
        end = verb
        for other in later:
            between = self.tokens[end + 1 : other]
            is_at_once = all(word.tag in ("CC", ",", "RB", "TO") for word in between)
            if not is_at_once or self.tokens[other].tag != self.tokens[verb].tag or self.is_passive(other):
                return None
            shared = self.first(other, "object")
            if shared is not None:
                return shared if shared > other else None
            end = other
        return None

    def _shared_subjects(self, verb: int, seen: set[int]) -> tuple[int, ...]:
        seen.add(verb)
        edge = self.up(verb)
        if edge is None or edge.head in seen:
            return ()
        if self._is_so_long_after(verb):
            above = self.up(edge.head)
            verbs = () if above is None or above.head in seen else (above.head,)
            return next((self.objects(v) if self.is_passive(v) else self.subjects(v) for v in verbs), ())
        if edge.role == "participle" and self.tokens[verb].tag in ("VBG", "VB") and not self.is_verb(edge.head):
            return self._accused_by(edge.head, verb) or self._first_to(edge.head, verb) or self.conjuncts(edge.head)
        if self._is_cleft(verb):
            return self.conjuncts(edge.head)
        is_out_to = edge.role == "adverbial" and self.tokens[verb].tag == "VB" and self.tokens[edge.head].text == "out"
        is_out_to |= edge.role in ("adverbial", "clause") and self.tokens[edge.head].text.lower() in _PROMPT
        if (edge.role in ("conjunct", "open clause") or is_out_to) and self.edges(edge.head, "copula"):
            return self._predicated(edge.head)  # "Fiji was a republic and had left the bloc", "is out to topple X"
        if edge.role == "relative":
            return self.conjuncts(edge.head)
        is_purpose = edge.role == "oblique" and self.tokens[verb].tag == "VB"  # "sent troops to rescue X"
        if is_purpose or (edge.role in _SHARING and self.is_verb(edge.head)):
            is_of_object = edge.role == "open clause" or is_purpose or self._is_blamed(verb)
            is_state = self.tokens[verb].tag in ("JJ", "VBN")  # "leaving 73 people injured"
            is_of_object &= is_state or self.tokens[edge.head].lemma not in _OF_ITS_SUBJECT
            charged = self._charged_with(verb) if is_of_object and self.first(verb, "object") is None else None
            done_to = [e.dependent for e in self.edges(edge.head, "object") if e.dependent != charged]
            controller = done_to[0] if is_of_object and done_to else None
            if controller is not None and not (self._is_blamed(verb) and self.tokens[controller].lemma in _IN_COURT):
                return self.conjuncts(controller)
            having = (self.tokens[e.dependent].text.lower() for e in self.edges(verb, "auxiliary"))
            if edge.role == "adverbial" and self.tokens[verb].tag not in ("VBG", "VB") and "having" not in having:
                return ()
            if self.is_passive(edge.head):
                return self.objects(edge.head)  # "a militia armed to fight X"
            own = self.first(edge.head, "subject")
            return self.conjuncts(self.antecedent(own)) if own is not None else self._shared_subjects(edge.head, seen)
        return ()

    def _is_so_long_after(self, verb: int) -> bool:
        """ "X took the oath five days after unseating Y": what X did, for a parser what the days did."""
        edge = self.up(verb)
        marks = {self.tokens[e.dependent].text.lower() for e in self.edges(verb, "mark", "case")}
        is_measured = edge is not None and edge.role == "participle" and self.tokens[edge.head].lemma in _SPANS
        return is_measured and self.tokens[verb].tag == "VBG" and not marks.isdisjoint(("after", "before"))

    def _is_cleft(self, verb: int) -> bool:
        """ "It was the junta that hired X": a clause that says of a predicate what it did."""
        edge = self.up(verb)
        if edge is None or edge.role != "adverbial" or not self.edges(edge.head, "copula"):
            return False
        marks = {self.tokens[e.dependent].text.lower() for e in self.edges(verb, "mark")}
        subject = self.first(edge.head, "subject")
        return "that" in marks and subject is not None and self.tokens[subject].text.lower() == "it"

    def _accused_by(self, accuser: int, verb: int) -> tuple[int, ...]:
        """ "X was accused by Y of arming them": X, though a parser hangs the deed on the accuser."""
        edge = self.up(accuser)
        if edge is None or edge.role != "agent" or not self._is_blamed(verb):
            return ()
        accused = self.first(edge.head, "passive subject", "subject")
        return self.conjuncts(self.antecedent(accused)) if accused is not None else ()

    def _first_to(self, noun: int, verb: int) -> tuple[int, ...]:
        """ "X became the first state to leave the bloc", "X was the last to rebel": X, of whom the noun is said."""
        if self.tokens[verb].tag != "VB":
            return ()
        beside = [self.tokens[noun], *(self.tokens[e.dependent] for e in self.edges(noun, "modifier", "number"))]
        if not any(word.text.lower() in _IN_ORDER for word in beside):
            return ()
        if self.edges(noun, "copula"):
            own = self.first(noun, "subject")
            return self.conjuncts(self.antecedent(own)) if own is not None else ()
        edge = self.up(noun)
        is_inverted = edge is not None and edge.role == "subject" and bool(self.edges(edge.head, "copula"))
        if edge is not None and (edge.role == "apposition" or is_inverted):
            return self.conjuncts(edge.head)
        is_become = edge is not None and edge.role in ("open clause", "object")
        if edge is None or not is_become or self.tokens[edge.head].lemma not in _BECOMING:
            return ()
        own = self.first(edge.head, "subject")
        return self.conjuncts(self.antecedent(own)) if own is not None else ()

    def _is_blamed(self, verb: int) -> bool:
        """ "They accused him of killing X", "blamed him for killing X": he, and not they, is said to have done it."""
        marks = {self.tokens[e.dependent].text.lower() for e in self.edges(verb, "mark", "case")}
        helpers = {self.tokens[e.dependent].text.lower() for e in self.edges(verb, "auxiliary")}
        is_gerund = self.tokens[verb].tag == "VBG" or "having" in helpers  # "accused him of having killed X"
        return is_gerund and not marks.isdisjoint(("of", "for"))

    def antecedent(self, index: int) -> int:
        """The noun a relative pronoun stands for, else `index` itself."""
        token = self.tokens[index]
        if token.tag not in ("WDT", "WP", "WP$") and not (
            token.text.lower() == "that" and (token.pos == "PRON" or token.relation == "nsubj")
        ):
            return index
        for edge in self.ancestors(index):
            is_clause = edge.role in ("relative", "participle") or (
                edge.role == "apposition" and bool(self.edges(edge.dependent, "copula"))  # "X, whose leader is Y"
            )
            if is_clause and (told := self.told_by_it(edge.head)) is not None:
                return told
            if is_clause:
                return self._named(index, edge.head) if token.text.lower() == "who" else edge.head
        return index

    def told_by_it(self, noun: int) -> int | None:
        """ "It was X who did it": X, whatever noun inside the phrase the clause hangs on."""
        for node in (noun, *(edge.head for edge in self.ancestors(noun))):
            subject = self.first(node, "subject") if self.edges(node, "copula") else None
            if subject is not None:
                return node if self.tokens[subject].text.lower() == "it" else None
        return None

    def _named(self, who: int, noun: int) -> int:
        """ "General X, the commander of the guard, who …": behind a comma, the one named, and not the guard, is who."""
        edge = self.up(noun)
        if self.tokens[who - 1].text != "," or edge is None or edge.role != "nominal":
            return noun
        above = self.up(edge.head)
        is_named = above is not None and above.role == "apposition" and self.tokens[above.head].pos == "PROPN"
        return above.head if above is not None and is_named else noun

    def prepositional(self, head: int, markers: frozenset[str]) -> tuple[int, ...]:
        """Nouns under one of the prepositions, of `head` itself and of the nominals that follow it.

        Stacked phrases are climbed: in "the attack on the base in Inates by fighters" a parser may hang the last phrase on
        any of the nouns before it. Of "was behind the attack" it is the noun that the copula stands before.
        """
        found: list[int] = []
        edge_up = self.up(head)
        if edge_up is not None and edge_up.role == "copula":
            cases = {self.tokens[edge.dependent].text.lower() for edge in self.edges(edge_up.head, "case")}
            found.extend(self.conjuncts(edge_up.head) if cases & markers else ())
        stack = [head]
        seen = {head}
        while stack:
            current = stack.pop(0)
            for edge in self.edges(current, "oblique", "nominal", "agent", "conjunct", "apposition"):
                if edge.dependent in seen or (edge.dependent < head and edge.role == "nominal"):
                    continue
                seen.add(edge.dependent)
                if edge.marker in markers:
                    found.extend(m for m in self.conjuncts(edge.dependent) if m not in found)
                is_cause = edge.role == "oblique" and "against" in markers  # "fought for freedom against the king"
                is_sum = edge.marker == "in" and any(
                    self.tokens[e.dependent].tag == "$" for e in self.edges(current, "object")
                )  # "halted $16 million in aid to Ruritania"
                if (current == head and not self.is_verb(head)) or edge.role == "nominal" or is_cause or is_sum:
                    stack.append(edge.dependent)
        return tuple(sorted(found))

    def clause(self, index: int) -> int:
        """The verb or predicate whose clause `index` stands in; `index` itself when it is one."""
        if index not in self._clauses:
            self._clauses[index] = self._find_clause(index)
        return self._clauses[index]

    def clauses_up(self, index: int) -> tuple[int, ...]:
        """The clause heads from the one `index` stands in up to the root."""
        first = self.clause(index)
        if first not in self._paths:
            found = [first]
            while (edge := self.up(found[-1])) is not None and (clause := self.clause(edge.head)) not in found:
                found.append(clause)
            self._paths[first] = tuple(found)
        return self._paths[first]

    def _find_clause(self, index: int) -> int:
        if self.is_verb(index):
            return index
        for edge in self.ancestors(index):
            if self.is_verb(edge.head) or self.edges(edge.head, "copula", "subject"):
                return edge.head
        return index


@dataclass(frozen=True, slots=True)
class Chunk:
    """A noun phrase: its head, and the first and last token of its core (no determiner, possessor or later phrase)."""

    head: int
    first: int
    last: int
    words: tuple[int, ...] = ()


_VAGUE = frozenset("several other many most some few various numerous such same own different more certain".split())


def _behind_count(view: View, first: int, head: int) -> int:
    """ "Shot dead 28 demonstrators", "among them a leader": what stands before an article or a number is of another phrase.

    The number of a name stays ("36th Front fighters").
    """
    tokens = view.tokens
    for index in range(first, head):
        if tokens[index].pos in ("DET", "NUM", "ADP", "PRON") and (index == first or tokens[index - 1].pos != "PROPN"):
            first = index + 1
    return first


def noun_chunk(view: View, head: int) -> Chunk:
    """Return the core of the noun phrase around `head`: adjectives, compounds, numbers left out, names kept whole."""
    inside = {head}
    stack = [head]
    while stack:
        for edge in view.edges(stack.pop(), "modifier", "compound", "name", "title"):
            if edge.dependent < head or edge.role == "name":
                inside.add(edge.dependent)
                stack.append(edge.dependent)
    first, last = _behind_count(view, min(inside), head), max(inside)
    while first < head and (
        view.tokens[first].pos in ("PUNCT", "DET", "NUM") or view.tokens[first].text.lower() in _VAGUE
    ):
        first += 1
    return Chunk(head, first, last, tuple(range(first, last + 1)))
