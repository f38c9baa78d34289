"""The role view of a parsed sentence, which everything else sees instead of a label scheme.

A `View` answers questions like "who is the subject of this verb" about one sentence in Universal Dependencies.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.model import Token


@dataclass(frozen=True, slots=True)
class Edge:
    """`dependent` stands in `role` to `head`; `marker` is the preposition of an oblique or nominal, else empty."""

    role: str
    head: int
    dependent: int
    marker: str = ""


_ROLES = {
    "nsubj": "subject",
    "nsubj:outer": "subject",
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
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})
_GIVING = frozenset({"give", "offer", "hand", "lend", "send", "grant", "sell", "pay"})
_TAKING = frozenset({"take", "takes", "took", "taking", "hold", "holds", "held", "holding"})
_GOVERNED = frozenset({"obj", "iobj", "nsubj", "nsubj:pass", "aux", "aux:pass", "mark", "xcomp", "ccomp"})
_NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "n’t"})


class View:
    """Role-labelled edges of one sentence, repaired where the parser is known to err.

    All positions are token indices of the sentence. Lists come in text order.
    """

    def __init__(self, tokens: Sequence[Token], plain_modifiers: frozenset[str] = frozenset()) -> None:
        """`plain_modifiers` are words that a parser takes for participles though they only modify ("neighbouring")."""
        self.tokens = tuple(_as_noun(token, tokens) for token in tokens)
        self._down: dict[int, list[Edge]] = {token.index: [] for token in tokens}
        self._up: dict[int, Edge] = {}
        for edge in _universal_dependencies(self.tokens):  # in order of the dependents
            self._down[edge.head].append(edge)
            self._up[edge.dependent] = edge
        self._repair(plain_modifiers)
        # What follows is asked again and again of every pair of words; a sentence may have hundreds.
        self._subtrees: dict[int, frozenset[int]] = {}
        self._clauses: dict[int, int] = {}

    def _add(self, edge: Edge) -> None:
        self._down[edge.head].append(edge)
        self._down[edge.head].sort(key=lambda e: e.dependent)
        self._up[edge.dependent] = edge

    def _move(self, edge: Edge) -> None:
        old = self._up.get(edge.dependent)
        if old is not None:
            self._down[old.head].remove(old)
        self._add(edge)

    # -- questions ------------------------------------------------------------------------------------------------

    def edges(self, head: int, *roles: str) -> tuple[Edge, ...]:
        """The edges from `head` down, of the given roles or of all."""
        below = self._down[head]
        return tuple([edge for edge in below if edge.role in roles] if roles and below else below)

    def up(self, dependent: int) -> Edge | None:
        """The edge from `dependent` to its head, None for a root."""
        return self._up.get(dependent)

    def first(self, head: int, *roles: str) -> int | None:
        return next((edge.dependent for edge in self.edges(head, *roles)), None)

    def ancestors(self, index: int) -> Iterator[Edge]:
        """The edges from `index` up to its root; each token once, whatever the repairs did."""
        seen = {index}
        edge = self._up.get(index)
        while edge is not None and edge.head not in seen:
            yield edge
            seen.add(edge.head)
            edge = self._up.get(edge.head)

    def subtree(self, head: int) -> frozenset[int]:
        """All tokens below `head`, itself included."""
        if head not in self._subtrees:
            self._subtrees[head] = frozenset(self._below(head))
        return self._subtrees[head]

    def is_verb(self, index: int) -> bool:
        return self.tokens[index].pos in ("VERB", "AUX")

    def is_passive(self, verb: int) -> bool:
        """True for "was hit", and for a participle that stands after its noun ("the convoy hit by a mine")."""
        if self.edges(verb, "passive auxiliary", "passive subject"):
            return True
        if self.tokens[verb].tag == "VBN" and self.edges(verb, "agent") and not self.edges(verb, "object", "auxiliary"):
            return True
        edge = self.up(verb)
        if edge is not None and edge.role == "conjunct" and self.tokens[verb].tag == "VBN":
            return self.first(verb, "subject") is None and self.is_passive(edge.head)
        if edge is not None and edge.role == "adverbial" and self.tokens[verb].tag == "VBN" and verb < edge.head:
            # "Linked to X, the group said …": a participle that opens the sentence.
            return not self.edges(verb, "object", "auxiliary", "subject")
        if edge is not None and edge.role == "open clause" and self.tokens[verb].tag == "VBN":
            # "Four people were found shot": found so, and shot by somebody.
            return self.tokens[edge.head].lemma in _FINDING and not self.edges(verb, "object", "auxiliary", "mark")
        is_reduced = edge is not None and edge.role == "participle" and self.tokens[verb].tag in ("VBN", "VBD")
        return is_reduced and self.first(verb, "object") is None

    def is_negated(self, index: int) -> bool:
        """True for "did not attack" and "no attack"; "not since the attack" does not deny one."""
        roles = ("adverb", "auxiliary", "other") if self.is_verb(index) else ("determiner",)
        return any(self.tokens[edge.dependent].text.lower() in _NEGATIONS for edge in self.edges(index, *roles))

    def conjuncts(self, index: int) -> tuple[int, ...]:
        """`index` and everything coordinated with it, however the chain is built."""
        found = [index]
        for current in found:
            found.extend(edge.dependent for edge in self.edges(current, "conjunct") if edge.dependent not in found)
        return tuple(found)

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
        """Of whom a predicate is said: "X was behind it", "X is believed to have been behind it"."""
        own = self.first(predicate, "subject")
        return self.conjuncts(self.antecedent(own)) if own is not None else self._shared_subjects(predicate, set())

    def agents(self, verb: int) -> tuple[int, ...]:
        found = [e.dependent for e in self.edges(verb, "agent")]
        found += [e.dependent for e in self.edges(verb, "oblique") if e.marker == "by" and e.dependent not in found]
        if not found:  # "toppled and shot by X"
            later = [e.dependent for e in self.edges(verb, "conjunct") if self.tokens[e.dependent].tag == "VBN"]
            bare = [v for v in later if not self.edges(v, "subject", "passive subject", "passive auxiliary", "object")]
            return tuple(agent for v in bare[:1] for agent in self.agents(v))
        return tuple(member for agent in found for member in self.conjuncts(agent))

    def objects(self, verb: int) -> tuple[int, ...]:
        """To whom it is done: the object of an active verb, the subject of a passive one."""
        if self.is_passive(verb):
            own = self.first(verb, "passive subject", "subject")
            if own is not None:
                return self.conjuncts(self.antecedent(own))
            edge = self.up(verb)
            if edge is not None and edge.role == "clause" and (told := self._told_of(edge.head)) is not None:
                return self.conjuncts(told)
            if edge is not None and edge.role == "participle":
                return self.conjuncts(edge.head)
            if edge is not None and edge.role in ("conjunct", "open clause", "adverbial") and self.is_verb(edge.head):
                return self.objects(edge.head) if self.is_passive(edge.head) else self.subjects(edge.head)
            return ()
        own = self.first(verb, "object")
        if own is None:
            own = self._shared_object(verb)
        return self.conjuncts(self.antecedent(own)) if own is not None else ()

    def _told_of(self, report: int) -> int | None:
        """ "X, which experts say is backed by Y": of whom a relative clause has somebody say something."""
        pronoun = self.first(report, "object")
        if pronoun is None or self.tokens[pronoun].tag not in ("WDT", "WP"):
            return None
        return self.antecedent(pronoun)

    def _shared_object(self, verb: int) -> int | None:
        """ "X pays and equips the brigades": what stands behind the last of two verbs is done to by both."""
        edge = self.up(verb)
        if edge is None or edge.role != "conjunct" or not self.is_verb(edge.head):
            return None
        if self.edges(verb, "subject", "oblique", "clause", "open clause"):
            return None
        shared = self.first(edge.head, "object")
        return shared if shared is not None and shared > verb else None

    def _shared_subjects(self, verb: int, seen: set[int]) -> tuple[int, ...]:
        seen.add(verb)
        edge = self.up(verb)
        if edge is None or edge.head in seen:
            return ()
        if edge.role == "participle" and self.tokens[verb].tag == "VBG" and not self.is_verb(edge.head):
            return self.conjuncts(edge.head)
        if edge.role == "relative":
            return self.conjuncts(edge.head)
        if edge.role in ("conjunct", "open clause", "adverbial", "parataxis", "participle") and self.is_verb(edge.head):
            controller = (
                self.first(edge.head, "object") if edge.role == "open clause" or self._is_blamed(verb) else None
            )
            if controller is not None:
                return self.conjuncts(controller)
            if edge.role == "adverbial" and self.tokens[verb].tag not in ("VBG", "VB"):
                return ()
            if self.is_passive(edge.head):
                passive = self.first(edge.head, "passive subject")
                return self.conjuncts(self.antecedent(passive)) if passive is not None else ()
            own = self.first(edge.head, "subject")
            return self.conjuncts(self.antecedent(own)) if own is not None else self._shared_subjects(edge.head, seen)
        return ()

    def _is_blamed(self, verb: int) -> bool:
        """ "They accused him of killing X", "blamed him for killing X": he, and not they, is said to have done it."""
        marks = {self.tokens[e.dependent].text.lower() for e in self.edges(verb, "mark", "case")}
        return self.tokens[verb].tag == "VBG" and not marks.isdisjoint(("of", "for"))

    def antecedent(self, index: int) -> int:
        """The noun a relative pronoun stands for, else `index` itself."""
        token = self.tokens[index]
        if token.tag not in ("WDT", "WP", "WP$") and not (token.text.lower() == "that" and token.pos == "PRON"):
            return index
        for edge in self.ancestors(index):
            is_clause = edge.role in ("relative", "participle") or (
                edge.role == "apposition" and bool(self.edges(edge.dependent, "copula"))  # "X, whose leader is Y"
            )
            if is_clause:
                return self._named(index, edge.head) if token.text.lower() == "who" else edge.head
        return index

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
                if (current == head and not self.is_verb(head)) or edge.role == "nominal":
                    stack.append(edge.dependent)
        return tuple(sorted(found))

    def clause(self, index: int) -> int:
        """The verb or predicate whose clause `index` stands in; `index` itself when it is one."""
        if index not in self._clauses:
            self._clauses[index] = self._find_clause(index)
        return self._clauses[index]

    def _find_clause(self, index: int) -> int:
        if self.is_verb(index):
            return index
        for edge in self.ancestors(index):
            if self.is_verb(edge.head) or self.edges(edge.head, "copula", "subject"):
                return edge.head
        return index

    # -- repairs --------------------------------------------------------------------------------------------------

    def _repair(self, plain_modifiers: frozenset[str]) -> None:
        for token in self.tokens:
            word = token.text.lower()
            if word in plain_modifiers:
                self._repair_plain_modifier(token)
            if word in _CALENDAR or token.pos == "NUM":
                self._repair_subject_of_date(token)
            if word in _CALENDAR:
                self._repair_date_before_subject(token)
                self._repair_of_date(token)
            if token.tag == "RP":
                self._repair_particle(token)
            if token.pos == "NUM":
                self._repair_number(token)
            elif token.pos in ("VERB", "AUX"):
                self._repair_verb(token)
            elif token.pos == "ADJ":
                self._repair_result(token)
            if token.relation == "root":
                self._repair_headless_noun(token)
            if word == "more":
                self._repair_more(token)
            elif word in _TAKEN:
                self._repair_hostage(token)
            elif word in _ARTICLES:
                self._repair_joined_name(token)
            elif word == "-":
                self._repair_hyphened_title(token)

    def _repair_verb(self, token: Token) -> None:
        self._repair_missing_subject(token)
        self._repair_stolen_subject(token)
        self._repair_second_subject(token)
        self._repair_time_after(token)
        self._repair_reduced(token)
        self._repair_agent(token)
        self._repair_given(token)
        if token.tag == "VBG":
            self._repair_reported_result(token)
        elif token.tag == "VBN":
            self._repair_passive_subject(token)

    def _repair_particle(self, token: Token) -> None:
        """ "Forced out X": a particle taken for a preposition belongs to the verb right before it, and X is done to."""
        edge, verb = self.up(token.index), token.index - 1
        phrase = self.up(edge.head) if edge is not None and edge.role == "case" else None
        if edge is None or phrase is None or phrase.role != "oblique" or phrase.head != verb:
            return
        if not self.is_passive(verb) and self.first(verb, "object") is None:
            self._move(Edge("particle", verb, token.index))
            self._move(Edge("object", verb, edge.head))

    def _repair_subject_of_date(self, token: Token) -> None:
        """ "In May the Front claimed it", "On 27 June 2023 a missile hit it": what a date seems to govern is a subject."""
        beside = [e for e in self.edges(token.index, "nominal") if not e.marker and e.dependent > token.index]
        nouns = [e.dependent for e in beside if self.tokens[e.dependent].text.lower() not in _CALENDAR]
        nouns = [n for n in nouns if self.tokens[n].pos in ("NOUN", "PROPN") and self.tokens[n].tag != "CD"]
        if len(nouns) != 1 or not self._is_date(token.index):
            return
        noun, above = nouns[0], self.up(token.index)
        if above is None:
            verbs = [e.dependent for e in self.edges(noun, "participle", "relative") if e.dependent > noun]
            verbs = [v for v in verbs if self.tokens[v].tag in ("VBD", "VBN") and self.first(v, "object") is not None]
            if len(verbs) != 1 or self.edges(verbs[0], "subject", "passive auxiliary"):
                return
            verb = verbs[0]
            self._down[noun].remove(next(e for e in self._down[noun] if e.dependent == verb))
            del self._up[verb]
        else:
            verb = above.head
            if above.role != "oblique" or not self.is_verb(verb) or verb < noun:
                return
            if self.edges(verb, "subject", "passive subject", "clausal subject"):
                return
        self._move(Edge("passive subject" if self.edges(verb, "passive auxiliary") else "subject", verb, noun))
        case = self.first(token.index, "case")
        self._move(Edge("oblique", verb, token.index, "" if case is None else self.tokens[case].text.lower()))

    def _is_date(self, index: int) -> bool:
        """Whether a month or day name is the word or one of those below it."""
        below = (edge.dependent for edge in self.edges(index, "nominal", "compound", "name", "number"))
        return any(self.tokens[i].text.lower() in _CALENDAR for i in (index, *below))

    def _repair_date_before_subject(self, token: Token) -> None:
        """ "In September Otakhon Latifi was murdered": a month or day glued to a name that is the subject, without a comma."""
        mine = self.up(token.index)
        day = mine.head if mine is not None and mine.role == "nominal" else None
        if day == token.index + 1 and self.tokens[day].pos == "NUM" and (counted := self.up(day)) is not None:
            mine = counted if counted.role == "number" else mine  # "On May 3 gunmen fled"
        if mine is None or mine.role not in ("compound", "title", "name", "modifier", "number") or token.index == 0:
            return
        before, noun = self.tokens[token.index - 1], mine.head
        theirs = self.up(noun)
        if before.text.lower() not in ("in", "on", "last", "since") or noun < token.index or theirs is None:
            return
        verb, date = theirs.head, mine.dependent
        if theirs.role in ("subject", "passive subject"):
            self._move(Edge("oblique", verb, date, before.text.lower()))
            return
        is_clause = self.is_verb(verb) or bool(self.edges(verb, "copula"))
        if theirs.role != "oblique" or not is_clause or noun > verb:
            return
        if self.edges(verb, "subject", "passive subject", "clausal subject"):
            return
        self._move(Edge("passive subject" if self.edges(verb, "passive auxiliary") else "subject", verb, noun))
        self._move(Edge("oblique", verb, date, before.text.lower()))
        if before.tag == "IN":
            self._move(Edge("case", date, before.index))

    def _repair_of_date(self, token: Token) -> None:
        """ "The killing on Thursday of a judge": what stands behind a date is of the noun before it."""
        case = self.first(token.index, "case")
        noun = -1 if case is None else case - 1
        if noun < 0 or self.tokens[noun].pos != "NOUN":
            return
        for edge in self.edges(token.index, "nominal"):
            if edge.marker == "of" and edge.dependent > token.index and self.tokens[edge.dependent].pos != "NUM":
                self._move(Edge("nominal", noun, edge.dependent, "of"))

    def _repair_number(self, token: Token) -> None:
        """ "Killing eleven policemen" read as two objects: a number right before a noun counts it."""
        if token.index + 1 >= len(self.tokens):
            return
        noun, mine, theirs = self.tokens[token.index + 1], self.up(token.index), self.up(token.index + 1)
        if noun.tag not in ("NNS", "NN") or mine is None or theirs is None or mine.head != theirs.head:
            return
        if mine.role == theirs.role and mine.role in ("object", "subject", "passive subject", "oblique", "nominal"):
            self._move(Edge("number", noun.index, token.index))

    def _repair_plain_modifier(self, token: Token) -> None:
        """ "in neighboring Burkina Faso" read as a clause: the noun takes the place of the supposed participle."""
        edge = self.up(token.index)
        noun = self.first(token.index, "object")
        if edge is None or noun is None or edge.role == "modifier":
            return
        before = self.tokens[token.index - 1] if token.index else None
        marker = before.text.lower() if before is not None and before.tag == "IN" else ""
        self._move(Edge("nominal" if not self.is_verb(edge.head) else "oblique", edge.head, noun, marker))
        self._move(Edge("modifier", noun, token.index))

    def _repair_headless_noun(self, token: Token) -> None:
        """ "Mali's government announced on Tuesday that …" read as a noun with a reduced relative: make it a clause."""
        if token.pos not in _NOMINAL or self.edges(token.index, "copula"):
            return
        if any(
            self.is_verb(e.dependent) and self.edges(e.dependent, "subject")
            for e in self.edges(token.index, "parataxis")
        ):
            return
        for edge in self.edges(token.index, "participle"):
            verb = self.tokens[edge.dependent]
            has_clause = self.edges(verb.index, "clause", "object", "adverbial", "open clause") or (
                # "The generals forced out X": what follows the particle is no circumstance, since nothing introduces it.
                self.edges(verb.index, "particle")
                and any(not e.marker and e.dependent > verb.index for e in self.edges(verb.index, "oblique"))
            )
            # "Two bombs exploded in Kabul.": nobody explodes them in this sentence, and the noun is no heading.
            is_done_alone = verb.lemma in _INTRANSITIVE or verb.text.lower() in _INTRANSITIVE
            is_active = not self.edges(verb.index, "agent", "passive auxiliary")
            if verb.tag in ("VBN", "VBD") and (has_clause or is_done_alone) and is_active:
                self._down[token.index].remove(edge)
                del self._up[verb.index]
                self._move(Edge("subject", verb.index, token.index))
                return

    def _repair_missing_subject(self, token: Token) -> None:
        """ "Soldiers led by X seized power", "officers calling themselves Y seized power": a participle took the subject of
        the finite verb behind it; give it back."""
        if token.tag not in ("VBD", "VBZ", "VBP"):
            return
        if self.edges(token.index, "subject", "passive subject"):
            return
        for edge in self.edges(token.index, "adverbial", "clause", "clausal subject", "parataxis"):
            thief = self.tokens[edge.dependent]
            if thief.index > token.index or self.edges(thief.index, "mark", "auxiliary", "passive auxiliary"):
                continue
            subject = self.first(thief.index, "subject", "passive subject")
            # "They went up the stairs" has a subject of its own: a past form is a participle only where somebody does it.
            is_participle = thief.tag == "VBN" or (thief.tag == "VBD" and self.agents(thief.index))
            is_modified = is_participle and bool(self.edges(thief.index, "oblique", "agent"))
            is_doing = thief.tag == "VBG" and bool(self.edges(thief.index, "object", "oblique"))
            if subject is not None and subject < thief.index and (is_modified or is_doing):
                self._move(Edge("subject", token.index, subject))
                self._move(Edge("participle", subject, thief.index))
                return

    def _repair_stolen_subject(self, token: Token) -> None:
        """ "Police report that a bomb hidden in a car exploded" with the police exploding: the bomb does."""
        subject = self.first(token.index, "subject")
        if subject is None or token.tag not in ("VBD", "VBN"):
            return
        for thief in self.tokens[subject + 1 : token.index]:
            edge = self.up(thief.index)
            if thief.tag != "VBN" or edge is None or edge.role != "participle" or edge.head > thief.index:
                continue
            own = self.first(thief.index, "subject", "passive subject")
            if own is None or own < subject or self.edges(thief.index, "auxiliary", "passive auxiliary"):
                continue
            if any(
                self.edges(own, "mark") or (t.tag == "IN" and t.text.lower() == "that")
                for t in self.tokens[subject:own]
            ):
                self._move(Edge("other", token.index, subject))
                self._move(Edge("subject", token.index, own))
                self._move(Edge("participle", own, thief.index))
                return

    def _repair_given(self, token: Token) -> None:
        """ "Gave the rebels weapons": to the rebels, and not weapons of a kind."""
        given = self.first(token.index, "object")
        if token.lemma not in _GIVING or given is None or self.first(token.index, "indirect object") is not None:
            return
        for edge in self.edges(given, "compound"):
            if self.tokens[edge.dependent].tag in ("NNS", "NNPS") and edge.dependent == given - 1:
                self._move(Edge("indirect object", token.index, edge.dependent))
                for article in self.edges(given, "determiner"):
                    self._move(Edge("determiner", edge.dependent, article.dependent))

    def _repair_reduced(self, token: Token) -> None:
        """ "Workers kidnapped in May have been freed": of two verbs that nothing joins, the first says which workers."""
        subject = self.first(token.index, "subject")
        if subject is None or self.edges(token.index, "object", "auxiliary", "clause"):
            return
        for edge in self.edges(token.index, "conjunct"):
            helpers = [e.dependent for e in self.edges(edge.dependent, "auxiliary", "passive auxiliary")]
            is_joined = self.edges(edge.dependent, "coordinator", "subject", "passive subject")
            if not helpers or is_joined or self.tokens[helpers[0] - 1].pos == "PUNCT":
                continue
            self._put_in_place_of(token.index, edge.dependent)
            role = "passive subject" if self.edges(edge.dependent, "passive auxiliary") else "subject"
            self._move(Edge(role, edge.dependent, subject))
            self._move(Edge("participle", subject, token.index))
            return

    def _put_in_place_of(self, old: int, new: int) -> None:
        """Hang `new`, which is below `old`, where `old` hangs."""
        above, own = self.up(old), self._up.pop(new)
        self._down[old].remove(own)
        if above is not None:
            self._add(Edge(above.role, above.head, new, above.marker))

    def _repair_agent(self, token: Token) -> None:
        """ "Was taken from his home by soldiers", "shot on Friday by rebels": no home and no day is done by anyone."""
        if token.tag != "VBN" or not self.is_passive(token.index) or self.agents(token.index):
            return
        for edge in self.edges(token.index, "oblique"):
            noun = edge.dependent
            is_no_deed = (
                self._is_date(noun) or self.tokens[noun].pos == "PROPN" or self.first(noun, "possessor") is not None
            )
            for below in self.edges(noun, "nominal"):
                if is_no_deed and below.marker == "by" and noun > token.index:
                    self._move(Edge("oblique", token.index, below.dependent, "by"))
                    return

    def _repair_time_after(self, token: Token) -> None:
        """ "Hours after a blast wounded nine": the blast, and not the hours, did so."""
        subject = self.first(token.index, "subject")
        if subject is None or self.tokens[subject].lemma not in _TIMES:
            return
        if len(self.edges(token.index, "subject")) > 1:
            self._move(Edge("adverb", token.index, subject))  # "An hour later a second blast hit a lorry"
            return
        if self.up(token.index) is None:
            return  # "The day after the coup saw protests": a main clause, and the day is its subject
        for edge in self.edges(subject, "nominal"):
            if edge.marker in ("after", "before") and subject < edge.dependent < token.index:
                self._move(Edge("subject", token.index, edge.dependent))
                self._move(Edge("adverb", token.index, subject))
                return

    def _repair_joined_name(self, token: Token) -> None:
        """ "Aidarous al-Zubaidi" as two names: the article, the hyphen and what follows are one."""
        after = self.tokens[token.index + 1 : token.index + 3]
        if token.text.lower() not in _ARTICLES or len(after) < 2 or after[0].text != "-":
            return
        is_joined = token.span.end == after[0].span.start and after[0].span.end == after[1].span.start
        edge, last = self.up(token.index), after[1].index
        top = edge.head if edge is not None and edge.role == "name" else token.index
        if is_joined and after[1].text[:1].isupper() and top != last and top not in self._below(last):
            self._move(Edge("name", top, last))

    def _repair_hyphened_title(self, token: Token) -> None:
        """ "Lieutenant-Colonel X", "Y Secretary-General X": one title, whatever a parser makes of its first half."""
        if not 0 < token.index < len(self.tokens) - 1:
            return
        first, last = token.index - 1, token.index + 1
        title, mine = self.up(last), self.up(first)
        is_joined = self.tokens[first].span.end == token.span.start and token.span.end == self.tokens[last].span.start
        if not is_joined or title is None or title.role != "title" or mine is None:
            return
        name = self.up(title.head)
        if mine.role == "name" and name is not None and (name.role, name.head) == ("name", mine.head):
            self._put_in_place_of(mine.head, title.head)
            self._move(Edge("compound", last, mine.head))
        for edge in self.edges(first, "compound"):
            self._move(Edge("compound", last, edge.dependent))
        if first not in self._ancestors_of(last):
            self._move(Edge("compound", last, first))

    def _ancestors_of(self, index: int) -> set[int]:
        return {edge.head for edge in self.ancestors(index)}

    def _repair_hostage(self, token: Token) -> None:
        """ "Bandits took 80 students hostage": the students are taken, whatever kind of hostage a parser makes of them."""
        edge = self.up(token.index)
        if edge is None or edge.role != "object":
            return
        is_taking = self.tokens[edge.head].text.lower() in _TAKING
        taken = [e.dependent for e in self.edges(token.index, "compound")]
        taken = [
            t for t in taken if self.tokens[t].tag in ("NNS", "NNPS") or (is_taking and self.tokens[t].tag == "NN")
        ]
        if taken:
            self._move(Edge("object", edge.head, taken[-1]))
            self._move(Edge("open clause", edge.head, token.index))

    def _repair_reported_result(self, token: Token) -> None:
        """ "Rebels ambushed a convoy, killing ten, police said": the killing is the rebels', and police only say so."""
        edge = self.up(token.index)
        if edge is None or edge.role != "adverbial" or edge.head < token.index:
            return
        if self.edges(token.index, "auxiliary", "mark", "subject"):
            return  # "Although they were fighting, police said"
        told = [e.dependent for e in self.edges(edge.head, "clause", "parataxis") if e.dependent < token.index]
        above = self.up(edge.head)
        if not told and above is not None and above.head < token.index and self.is_verb(above.head):
            told = [above.head]
        speakers = self.edges(edge.head, "subject")
        if told and speakers and speakers[0].dependent > token.index:
            self._move(Edge("adverbial", told[-1], token.index))

    def _repair_passive_subject(self, token: Token) -> None:
        """ "After he fled, the judge was shot": a noun before a passive verb without subject, hung on another verb."""
        auxiliary = self.first(token.index, "passive auxiliary")
        if auxiliary is None or self.edges(token.index, "subject", "passive subject"):
            return
        for last in self._ends_before(auxiliary):
            for noun in (last, *(edge.head for edge in self.ancestors(last))):
                edge, word = self.up(noun), self.tokens[noun]
                if edge is None or edge.role not in ("parataxis", "other", "fixed") or word.relation == "expl":
                    continue
                if word.pos in _NOMINAL and max(self._below(noun)) == last:
                    self._move(Edge("passive subject", token.index, noun))
                    return

    def _ends_before(self, verb: int) -> Iterator[int]:
        """Where a noun phrase before a verb may end: right before it, or before what two commas set apart."""
        last = verb - 1
        while last >= 0 and self.tokens[last].text == ",":
            last -= 1
        yield last
        if last < verb - 1:
            comma = next((t.index for t in reversed(self.tokens[:last]) if t.text == ","), 0)
            if comma:
                yield comma - 1

    def _below(self, head: int) -> set[int]:
        """All tokens below `head`, itself included, as the edges are now."""
        found, stack = {head}, [head]
        while stack:
            new = [edge.dependent for edge in self._down[stack.pop()] if edge.dependent not in found]
            found.update(new)
            stack.extend(new)
        return found

    def _repair_more(self, token: Token) -> None:
        """ "Eleven more were wounded": the number stands for the people, and "more" only says that there were others."""
        number, edge = token.index - 1, self.up(token.index)
        if number < 0 or self.tokens[number].pos != "NUM" or edge is None:
            return
        mine = self.up(number)
        if edge.role in _CLAUSAL and mine is not None and mine.head == token.index:
            self._move(Edge(edge.role, edge.head, number, edge.marker))
            self._move(Edge("modifier", number, token.index))

    def _repair_result(self, token: Token) -> None:
        """ "Gunmen shot dead an elder": whom the adjective seems to govern is done to by the verb."""
        edge = self.up(token.index)
        if edge is None or self.tokens[edge.head].lemma in _INTRANSITIVE:
            return  # "died aged 82"
        if edge.role == "open clause" and edge.head == token.index - 1:
            for below in self.edges(token.index, "object"):
                self._move(Edge("object", edge.head, below.dependent))

    def _repair_second_subject(self, token: Token) -> None:
        """ "Gunmen shot dead an elder and a pipeline was blown up": of two subjects the first is of the verb before.

        The elder is done to by it; "during the attack" only goes with it.
        """
        subjects = self.edges(token.index, "subject", "passive subject")
        if len(subjects) != 2 or subjects[1].dependent > token.index:
            return
        first, second = subjects[0].dependent, subjects[1].dependent
        verb = next((t.index for t in reversed(self.tokens[:first]) if t.pos == "VERB"), None)
        if verb is None or not self.edges(verb, "subject") or any(t.pos == "PUNCT" for t in self.tokens[verb:first]):
            return
        joining = (*self.edges(second, "coordinator"), *self.edges(token.index, "coordinator"))
        if not any(first < edge.dependent < second for edge in joining):
            return
        case = self.first(first, "case")
        if case is not None:
            self._move(Edge("oblique", verb, first, self.tokens[case].text.lower()))
        elif not self.edges(verb, "object", "passive subject", "clause"):
            self._move(Edge("object", verb, first))


def _as_noun(token: Token, tokens: Sequence[Token]) -> Token:
    """ "Fighting broke out": a form in -ing that is a subject and governs nothing of its own is a noun."""
    if token.tag != "VBG" or not token.relation.startswith("nsubj"):
        return token
    governs = any(other.head == token.index and other.relation in _GOVERNED for other in tokens)
    return token if governs else dataclasses.replace(token, pos="NOUN", tag="NN")


def _lacks_object(tokens: tuple[Token, ...], token: Token) -> bool:
    """Whether a noun without a preposition after an active verb without object can only be what the verb is done to."""
    verb = tokens[token.head]
    if verb.pos != "VERB" or token.index < verb.index or token.pos not in ("NOUN", "PROPN", "NUM"):
        return False
    return not any(t.head == verb.index and t.relation in ("obj", "nsubj:pass", "aux:pass", "ccomp") for t in tokens)


def _universal_dependencies(tokens: tuple[Token, ...]) -> Iterator[Edge]:
    """Read UD labels as roles; a preposition becomes the marker of the noun it introduces."""
    cases: dict[int, list[Token]] = {}
    for token in tokens:
        if token.relation in _INTRODUCING:
            cases.setdefault(token.head, []).append(token)
    for token in tokens:
        if token.relation == "root" or token.head == token.index:
            continue
        role = _ROLES.get(token.relation, "other")
        marker = _marker(token.index, cases) if role in _INTRODUCED and token.index in cases else ""
        if role == "nominal" and not marker and token.tag == "POS":
            role = "other"
        if role == "agent" and not marker:
            # "Forced out President X", taken for a passive: without "by" it is no agent.
            role = "object" if _lacks_object(tokens, token) else role
            marker = "by" if role == "agent" else ""
        is_name = token.relation == "xcomp" and token.pos in ("PROPN", "NUM") and token.head == token.index - 1
        is_bare = token.relation == "obl" and not marker and token.pos != "NUM"
        if (is_bare or is_name) and _lacks_object(tokens, token):
            role = "object"  # "kidnapped today two engineers", "listed Ansar Allah as terrorists", "killed 587"
        yield Edge(role, token.head, token.index, marker)


_INTRANSITIVE = frozenset(
    """
    arrive clash collapse crash detonate die disappear erupt escape explode happen land mutiny occur rebel revolt surrender
    vanish arrived clashed collapsed crashed detonated died disappeared erupted escaped exploded happened landed mutinied
    occurred rebelled revolted surrendered vanished
    """.split()
)
"""Verbs that nothing is done to by, by lemma and by past form: a parser may give a participle no lemma of its own."""

_ARTICLES = frozenset("al el ad an ar as ash at az ul ud ur us".split())
"""Articles of Arabic that a hyphen joins to a name."""

_FINDING = frozenset({"find", "found", "discover", "discovered"})
_CALENDAR = frozenset(
    """
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday
    """.split()
)
"""Months and days, by which a sentence may begin without a comma."""
_TAKEN = frozenset({"hostage", "captive", "prisoner"})
_TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade"})
_CLAUSAL = frozenset({"subject", "passive subject", "object", "conjunct"})
_INTRODUCING = frozenset({"case", "fixed", "mark"})
_INTRODUCED = frozenset({"oblique", "nominal", "agent", "conjunct", "possessor", "apposition"})


def _marker(index: int, cases: Mapping[int, Sequence[Token]]) -> str:
    """The preposition of a noun, with the words that are fixed to it ("because of")."""
    first = next((case for case in cases[index] if case.relation == "case"), None)
    if first is None:
        return ""
    return " ".join(
        word.text.lower() for word in (first, *(w for w in cases.get(first.index, ()) if w.relation == "fixed"))
    )


@dataclass(frozen=True, slots=True)
class Chunk:
    """A noun phrase: its head, and the first and last token of its core (no determiner, possessor or later phrase)."""

    head: int
    first: int
    last: int
    words: tuple[int, ...] = ()


_VAGUE = frozenset("several other many most some few various numerous such same own different more certain".split())


def noun_chunk(view: View, head: int) -> Chunk:
    """Return the core of the noun phrase around `head`: adjectives, compounds, numbers left out, names kept whole."""
    inside = {head}
    stack = [head]
    while stack:
        for edge in view.edges(stack.pop(), "modifier", "compound", "name", "title"):
            if edge.dependent < head or edge.role == "name":
                inside.add(edge.dependent)
                stack.append(edge.dependent)
    first, last = min(inside), max(inside)
    while first < head and (
        view.tokens[first].pos in ("PUNCT", "DET", "NUM") or view.tokens[first].text.lower() in _VAGUE
    ):
        first += 1
    return Chunk(head, first, last, tuple(range(first, last + 1)))
