"""Repairs of a tree where the parser is known to err: each mends one construction, and nothing else knows of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.model import Token
from kg.text.tree import Edge, Tree

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})
_GIVING = frozenset({"give", "offer", "hand", "lend", "send", "grant", "sell", "pay"})
_GIVEN = frozenset(
    {"arms", "weapons", "ammunition", "money", "cash", "funds", "aid", "support", "training", "shelter", "sanctuary"}
)
"""What somebody gives to others that no name stands before: "gave Renamo arms"."""

_TAKING = frozenset({"take", "takes", "took", "taking", "hold", "holds", "held", "holding"})
_SAYING = frozenset({"say", "believe", "think", "claim", "allege"})
_NAMING = frozenset("elect name appoint proclaim declare crown choose make install designate nominate".split())
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
_CALENDAR = frozenset(
    """
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday
    """.split()
)
"""Months and days, by which a sentence may begin without a comma."""
_SHARES = frozenset({"most", "many", "some", "half", "several", "both", "all"})
_LONGEST_PART = 14
"""Words between two commas that may say of some of those named before."""
_TAKEN = frozenset({"hostage", "captive", "prisoner"})
_PARTING = frozenset("after before when as while since until because".split())
_TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade"})
_CLAUSAL = frozenset({"subject", "passive subject", "object", "conjunct"})


_TRYING = frozenset({"attempt", "bid", "effort", "plot", "try", "plan", "conspiracy"})
"""Nouns whose infinitive says what was tried."""

_TELLING = frozenset("announce declare say state report confirm claim add reveal".split())
"""Verbs of which a clause with "that" tells what was said."""

_ORDERED = frozenset(
    """
    arrested detained jailed imprisoned removed deposed ousted overthrown stripped placed put locked flown handcuffed
    bundled dismissed expelled executed murdered assassinated hanged seized taken driven shut confined
    """.split()
)
"""Participles of what is done on somebody's order."""


class RepairedTree(Tree):
    """A tree that has been mended; `plain_modifiers` are words that a parser takes for participles though they only modify."""

    def __init__(self, tokens: Sequence[Token], plain_modifiers: frozenset[str] = frozenset()) -> None:
        super().__init__(tokens)
        self._repair(plain_modifiers)

    def _repair(self, plain_modifiers: frozenset[str]) -> None:
        self._repair_parts_between_commas()
        for token in self.tokens:
            word = token.text.lower()
            if word in plain_modifiers:
                self._repair_plain_modifier(token)
            if word in _CALENDAR or token.pos == "NUM":
                self._repair_subject_of_date(token)
            if word == "ago" or word in _CALENDAR:
                self._repair_date_in_relative(token)
            if word in _CALENDAR:
                self._repair_date_before_subject(token)
                self._repair_of_date(token)
            if token.tag == "NNP":
                self._repair_apposed(token)
            if token.tag == "POS":
                self._repair_owner(token)
                self._repair_doubled_owner(token)
            if token.tag == "RP":
                self._repair_particle(token)
            if token.pos == "NOUN":
                self._repair_compound_over_comma(token)
            if token.lemma in _NAMING:
                self._repair_named_office(token)
            if token.pos == "NUM":
                self._repair_number(token)
            elif token.pos in ("VERB", "AUX"):
                self._repair_verb(token)
            elif token.pos == "ADJ":
                self._repair_result(token)
            elif token.pos == "NOUN":
                self._repair_second_object(token)
            if token.pos == "PROPN":
                self._repair_list(token)
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
                self._repair_hyphened_participle(token)

    def _repair_parts_between_commas(self) -> None:
        """ "Five workers, three of them Filipinos, were killed": what stands between the commas says more of the workers, and is
        no subject; they are that of the verb behind."""
        commas = [t.index for t in self.tokens if t.text == ","]
        for start, end in pairwise(commas):
            if start == 0 or end + 1 >= len(self.tokens) or not self._is_part_between(start, end):
                continue
            noun, after = self.tokens[start - 1], self.tokens[end + 1]
            if noun.pos not in ("NOUN", "PROPN") or not after.tag.startswith(("VB", "MD")):
                continue
            verb = after.index
            while (edge := self.up(verb)) is not None and edge.role in ("auxiliary", "passive auxiliary"):
                verb = edge.head
            if not self.is_verb(verb) or not end < verb:
                continue
            mine = self.up(noun.index)
            is_below = noun.index in {edge.head for edge in self.ancestors(verb)}
            is_told = mine is None or (
                not start < mine.head < end and mine.role in ("subject", "passive subject", "object")
            )
            if not is_below and not is_told:
                self._move(Edge("passive subject" if self.is_passive(verb) else "subject", verb, noun.index))
            for inside in range(start + 1, end):
                mine = self.up(inside)
                if mine is not None and not start <= mine.head < end and mine.role != "punctuation":
                    self._move(Edge("apposition", noun.index, inside))

    def _is_part_between(self, start: int, end: int) -> bool:
        """Whether the words between two commas say of some of those named before: "among them ten women", "most of them men"."""
        words = [t.text.lower() for t in self.tokens[start + 1 : end]]
        if not 2 <= len(words) <= _LONGEST_PART:
            return False
        is_share = words[1:2] == ["of"] and words[2:3] in (["them"], ["whom"])
        is_counted = is_share and (words[0] in _SHARES or self.tokens[start + 1].pos == "NUM")
        is_among = any(words[i : i + 2] in (["among", "them"], ["among", "whom"]) for i in (0, len(words) - 2))
        return is_counted or is_among or words[0] == "including"

    def _repair_verb(self, token: Token) -> None:
        self._repair_as_clause(token)
        self._repair_missing_subject(token)
        self._repair_stolen_subject(token)
        self._repair_reported_subject(token)
        self._repair_second_subject(token)
        self._repair_two_subjects(token)
        self._repair_relative_as_clause(token)
        self._repair_subject_of_participle(token)
        self._repair_attempt(token)
        self._repair_attempted(token)
        self._repair_attempt_of_object(token)
        self._repair_had_done(token)
        self._repair_told(token)
        self._repair_time_after(token)
        self._repair_clause_after(token)
        self._repair_reduced(token)
        self._repair_agent(token)
        self._repair_given(token)
        self._repair_name_as_adverb(token)
        if token.tag == "VBG":
            self._repair_reported_result(token)
        elif token.tag == "VBN":
            self._repair_passive_subject(token)
            self._repair_second_participle(token)

    def _repair_particle(self, token: Token) -> None:
        """ "Forced out X": a particle taken for a preposition belongs to the verb right before it, and X is done to."""
        edge, verb = self.up(token.index), token.index - 1
        phrase = self.up(edge.head) if edge is not None and edge.role == "case" else None
        if edge is None or phrase is None or phrase.role != "oblique" or phrase.head != verb:
            return
        if not self.is_passive(verb) and self.first(verb, "object") is None:
            self._move(Edge("particle", verb, token.index))
            self._move(Edge("object", verb, edge.head))

    def _repair_apposed(self, token: Token) -> None:
        """ "Toppled the president, X, in May": a name alone between commas says who "the president" is, and lists nobody."""
        edge = self.up(token.index)
        if edge is None or edge.role not in ("conjunct", "other", "parataxis"):
            return
        inside = self._below(token.index)
        first, last = min(inside), max(inside)
        while first < token.index and self.tokens[first].pos == "PUNCT":
            first += 1
        while last > token.index and self.tokens[last].pos == "PUNCT":
            last -= 1
        comma, noun = first - 1, first - 2
        if noun < 0 or self.tokens[comma].text != "," or self.tokens[noun].tag != "NN" or noun in inside:
            return
        is_name = all(self.tokens[i].pos == "PROPN" for i in range(first, last + 1))
        after = self.tokens[last + 1].text if last + 1 < len(self.tokens) else "."
        beyond = self.tokens[last + 2].pos if last + 2 < len(self.tokens) else ""
        # "Whose president, X, was killed": of a name that hangs nowhere in the tree it is the clause behind it that needs it.
        closing = {"CCONJ", "PROPN"} if edge.role == "conjunct" else {"CCONJ", "PROPN", "AUX", "VERB"}
        is_closed = after in (".", ";") or (after == "," and beyond not in closing)
        is_definite = any(
            e.role == "possessor" or self.tokens[e.dependent].text.lower() == "the"
            for e in self.edges(noun, "determiner", "possessor")
        )
        if is_name and is_closed and is_definite and not self.edges(noun, "apposition"):
            self._move(Edge("apposition", noun, token.index))

    def _repair_owner(self, token: Token) -> None:
        """ "Sadiq al-Mahdi's government": the whole name owns it, whichever of its words a parser hangs the ending on."""
        edge = self.up(token.index)
        if edge is None or edge.role != "case":
            return
        self._repair_split_owner(edge.head)
        name, above = edge.head, self.up(edge.head)
        while above is not None and above.role == "name" and above.head < name:
            name, above = above.head, self.up(above.head)
        is_apart = above is not None and above.role in ("compound", "modifier") and above.head > token.index
        if above is not None and is_apart and self.tokens[name].pos == "PROPN":
            self._move(Edge("possessor", above.head, name))
            self._move(Edge("case", name, token.index))

    def _repair_split_owner(self, owner: int) -> None:
        """ "Ne Win's coup": what stands before a name that owns something is of that name, and no kind of coup."""
        edge, before = self.up(owner), owner - 1
        while edge is not None and edge.role == "possessor" and before >= 0:
            own = self.up(before)
            if own is None or own.role != "compound" or own.head != edge.head or self.tokens[before].pos != "PROPN":
                return
            self._move(Edge("compound", owner, before))
            before -= 1

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

    def _repair_as_many_as(self, token: Token) -> None:
        """ "Wounding as many as 60": the number is who was wounded, and "as many as" says no more of it than "up to"."""
        before = [t.text.lower() for t in self.tokens[max(0, token.index - 3) : token.index]]
        many, mine = token.index - 2, self.up(token.index)
        above = self.up(many) if before == ["as", "many", "as"] else None
        if above is None or mine is None or mine.head != many:
            return
        is_object = self.is_verb(above.head) and above.head < many and self.first(above.head, "object") is None
        role = "object" if is_object and not self.is_passive(above.head) else above.role
        self._move(Edge(role, above.head, token.index, above.marker))
        self._move(Edge("modifier", token.index, many))

    def _repair_date_in_relative(self, token: Token) -> None:
        """ "The men who overthrew X two weeks ago gave …": a date right behind a clause that no comma ends is of that clause."""
        edge = self.up(token.index)
        if (
            edge is None
            or edge.role not in ("adverb", "oblique")
            or edge.head < token.index
            or not self.is_verb(edge.head)
        ):
            return
        subjects = [e.dependent for e in self.edges(edge.head, "subject", "passive subject")]
        inner = [e.dependent for s in subjects for e in self.edges(s, "relative", "participle")]
        inner = [verb for verb in inner if verb < token.index and self.is_verb(verb)]
        if inner and not any(t.text == "," for t in self.tokens[inner[-1] : edge.head]):
            self._move(Edge(edge.role, inner[-1], token.index, edge.marker))

    def _repair_as_clause(self, token: Token) -> None:
        """ "Gunmen kill 23 as blast claims 11": a noun between "as" and a verb is the subject of that verb."""
        noun, mine = token.index - 1, self.up(token.index)
        theirs = self.up(noun) if noun > 0 else None
        if (
            mine is None
            or theirs is None
            or theirs.marker != "as"
            or theirs.role != "oblique"
            or theirs.head != mine.head
        ):
            return
        case = self.first(noun, "case")
        if (
            mine.role in ("parataxis", "conjunct", "clause")
            and case is not None
            and not self.edges(token.index, "subject")
        ):
            self._move(Edge("subject", token.index, noun))
            self._move(Edge("adverbial", mine.head, token.index, "as"))
            self._move(Edge("mark", token.index, case))

    def _repair_second_object(self, token: Token) -> None:
        """ "Killed himself and four guards": a noun right behind an object and "and" is one more object, and no clause."""
        edge = self.up(token.index)
        if edge is None or edge.role != "conjunct" or not self.is_verb(edge.head) or self.edges(token.index, "copula"):
            return
        own = self.first(edge.head, "object")
        if own is None or not edge.head < own < token.index:
            return
        between = self.tokens[own + 1 : token.index]
        joint = next((t.index for t in between if t.tag == "CC"), None)
        if joint == own + 1 and all(
            t.tag in ("CC", "DT", "CD", "JJ", "PRP$", "RB", "IN", "JJS", "NN") for t in between
        ):
            self._move(Edge("conjunct", own, token.index, edge.marker))

    def _repair_rough_number(self, token: Token) -> None:
        """ "Wounding about 200": a number that "about" stands before is who was wounded."""
        edge = self.up(token.index)
        if edge is None or edge.role != "oblique" or edge.head != token.index - 2 or not self.is_verb(edge.head):
            return
        is_rough = self.tokens[token.index - 1].text.lower() in ("about", "around", "over", "nearly", "almost", "some")
        if is_rough and not self.is_passive(edge.head) and self.first(edge.head, "object") is None:
            self._move(Edge("object", edge.head, token.index))

    def _repair_part(self, token: Token) -> None:
        """ "A major and four of his men" read as a major of his men: what "of" right behind a number introduces is counted."""
        of = token.index + 1
        if of + 1 >= len(self.tokens) or self.tokens[of].text.lower() != "of":
            return
        edge = self.up(of)
        theirs = self.up(edge.head) if edge is not None and edge.role == "case" else None
        if (
            edge is not None
            and theirs is not None
            and theirs.head < token.index
            and theirs.role in ("nominal", "oblique")
        ):
            self._move(Edge("nominal", token.index, edge.head, "of"))

    def _repair_number(self, token: Token) -> None:
        """ "Killing eleven policemen" read as two objects: a number right before a noun counts it."""
        self._repair_as_many_as(token)
        self._repair_rough_number(token)
        self._repair_part(token)
        if token.index + 1 >= len(self.tokens):
            return
        noun, mine, theirs = self.tokens[token.index + 1], self.up(token.index), self.up(token.index + 1)
        if mine is not None and mine.role == "fixed" and self.tokens[mine.head].tag == "CC" and noun.tag == "NNS":
            self._move(Edge("number", noun.index, token.index))  # "died and eleven others were hurt"
            return
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
            # "Men fired on his car but missed.": two verbs in the past tense tell what they did.
            has_clause = has_clause or any(
                self.tokens[e.dependent].tag == "VBD" and self.edges(e.dependent, "coordinator")
                for e in self.edges(verb.index, "conjunct")
                if verb.tag == "VBD" and not self.edges(e.dependent, "passive auxiliary", "subject")
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

    def _repair_reported_subject(self, token: Token) -> None:
        """ "Prosecutors say Ana Ruiz, 34, signed up with them": whom they seem to say is who did so."""
        edge = self.up(token.index)
        if edge is None or edge.role != "clause" or self.tokens[edge.head].lemma not in _SAYING:
            return
        told = self.first(edge.head, "object")
        is_between = told is not None and edge.head < told < token.index and self.tokens[told].pos in _NOMINAL
        if told is not None and is_between and not self.edges(token.index, "subject", "passive subject", "mark"):
            role = "passive subject" if self.edges(token.index, "passive auxiliary") else "subject"
            self._move(Edge(role, token.index, told))

    def _repair_given(self, token: Token) -> None:
        """ "Gave the rebels weapons": to the rebels, and not weapons of a kind."""
        given = self.first(token.index, "object")
        if token.lemma not in _GIVING or given is None or self.first(token.index, "indirect object") is not None:
            return
        for edge in self.edges(given, "compound"):
            is_named = self.tokens[edge.dependent].tag == "NNP" and self.tokens[given].text.lower() in _GIVEN
            if (is_named or self.tokens[edge.dependent].tag in ("NNS", "NNPS")) and edge.dependent == given - 1:
                self._move(Edge("indirect object", token.index, edge.dependent))
                for article in self.edges(given, "determiner"):
                    self._move(Edge("determiner", edge.dependent, article.dependent))

    def _repair_reduced(self, token: Token) -> None:
        """ "Workers kidnapped in May have been freed": of two verbs that nothing joins, the first says which workers."""
        subject = self.first(token.index, "subject")
        if subject is None or self.edges(token.index, "object", "auxiliary", "clause"):
            return
        for edge in self.edges(token.index, "conjunct", "open clause", "adverbial"):
            helpers = [e.dependent for e in self.edges(edge.dependent, "auxiliary", "passive auxiliary")]
            is_joined = self.edges(edge.dependent, "coordinator", "subject", "passive subject", "mark")
            is_finite = helpers and edge.role == "conjunct" and self.tokens[helpers[0] - 1].pos != "PUNCT"
            if is_joined or not (is_finite or self._is_told_at_once(token.index, edge.dependent)):
                continue
            self._put_in_place_of(token.index, edge.dependent)
            role = "passive subject" if self.edges(edge.dependent, "passive auxiliary") else "subject"
            self._move(Edge(role, edge.dependent, subject))
            self._move(Edge("participle", subject, token.index))
            return

    def _is_told_at_once(self, first: int, second: int) -> bool:
        """ "A bomb hidden in a taxi went off": whether nothing parts two verbs of which the other is in the past tense."""
        between = self.tokens[first + 1 : second]
        is_participle = self.tokens[first].tag in ("VBD", "VBN") and self.tokens[second].tag == "VBD"
        is_participle = is_participle and _PARTING.isdisjoint(t.text.lower() for t in between)
        return is_participle and not any(t.pos in ("PUNCT", "CCONJ") for t in between)

    def _put_in_place_of(self, old: int, new: int) -> None:
        """Hang `new`, which is below `old`, where `old` hangs."""
        above, own = self.up(old), self._up.pop(new)
        self._down[old].remove(own)
        if above is not None:
            self._add(Edge(above.role, above.head, new, above.marker))

    def _repair_name_as_adverb(self, token: Token) -> None:
        """ "Ruritania quit the bloc": a name right before a verb without a subject is the subject."""
        if self.first(token.index, "subject", "passive subject") is None:
            for edge in self.edges(token.index, "adverb"):
                if self.tokens[edge.dependent].pos == "PROPN" and edge.dependent == token.index - 1:
                    self._move(Edge("subject", token.index, edge.dependent))

    def _repair_second_participle(self, token: Token) -> None:
        """ "X, a militia funded and directed by Y": the second of two participles goes with the first, whatever it hangs on."""
        edge = self.up(token.index)
        joining = self.first(token.index, "coordinator")
        if edge is None or edge.role != "conjunct" or joining is None or joining < 1 or self.is_verb(edge.head):
            return
        first = joining - 1
        if self.tokens[first].tag == "VBN" and first != edge.head and first not in self._below(token.index):
            self._move(Edge("conjunct", first, token.index))

    def _repair_list(self, token: Token) -> None:
        """ "By X, the Y and Z": a name that another follows with "and" goes on a list, and says nothing of the name before it."""
        edge = self.up(token.index)
        if edge is None or edge.role not in ("apposition", "parataxis") or not self._goes_on_list(token.index):
            return
        first = min(t for t in self._below(token.index) if self.tokens[t].pos != "PUNCT")
        before = first - 2 if self.tokens[first - 1].text == "," else -1
        if before < 0 or self.tokens[before].pos != "PROPN":
            return
        above = self.up(before)
        while above is not None and above.role in ("name", "compound", "modifier") and above.head != token.index:
            before, above = above.head, self.up(above.head)
        if self.tokens[before].pos == "PROPN" and before < token.index and edge.head in (before, *self._heads(before)):
            self._move(Edge("conjunct", before, token.index))

    def _heads(self, index: int) -> Iterator[int]:
        return (edge.head for edge in self.ancestors(index))

    def _goes_on_list(self, index: int) -> bool:
        """Whether a name has another joined to it by "and", with no comma before it."""
        for edge in self.edges(index, "conjunct"):
            joining = [e.dependent for e in self.edges(edge.dependent, "coordinator")]
            if self.tokens[edge.dependent].pos == "PROPN" and joining and self.tokens[joining[0]].text == "and":
                return self.tokens[joining[0] - 1].text != ","
        return False

    def _repair_agent(self, token: Token) -> None:
        """ "Was taken from his home by soldiers", "shot on Friday by rebels": no home and no day is done by anyone.

        Nor is what somebody is "listed as" by others.
        """
        if token.tag != "VBN" or not self.is_passive(token.index) or self.agents(token.index):
            return
        for edge in self.edges(token.index, "oblique"):
            noun = edge.dependent
            is_no_deed = (
                self._is_date(noun)
                or self.tokens[noun].pos == "PROPN"
                or self.first(noun, "possessor") is not None
                or edge.marker == "as"
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

    def _repair_clause_after(self, token: Token) -> None:
        """ "On Tuesday, a day after gangs overran a post": they are who overran it, and not of the day."""
        edge = self.up(token.index)
        if edge is None or edge.role not in ("adverbial", "conjunct") or edge.head > token.index or token.tag != "VBD":
            return
        if self.edges(token.index, "subject", "passive subject", "mark", "coordinator"):
            return
        times = (t for t in self.tokens[edge.head : token.index] if t.lemma in _TIMES)
        after = (e for t in times for e in self.edges(t.index, "nominal") if e.marker in ("after", "before"))
        noun = next((e.dependent for e in after if e.dependent < token.index), None)
        case = None if noun is None else self.first(noun, "case")
        if noun is not None and case is not None:
            role = "passive subject" if self.edges(token.index, "passive auxiliary") else "subject"
            self._move(Edge(role, token.index, noun))
            self._move(Edge("mark", token.index, case))
            self._move(Edge("adverbial", edge.head, token.index))

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
        if not any(edge.head == first for edge in self.ancestors(last)):
            self._move(Edge("compound", last, first))

    def _repair_doubled_owner(self, token: Token) -> None:
        """ "Jonas Savimbi's army" with both words as owners: they are one name."""
        if token.index < 2:
            return
        first, last = token.index - 2, token.index - 1
        mine, other = self.up(first), self.up(last)
        if mine is None or other is None or (mine.role, mine.head) != ("possessor", other.head):
            return
        if other.role == "possessor" and self.tokens[first].pos == self.tokens[last].pos == "PROPN":
            self._move(Edge("compound", last, first))

    def _repair_compound_over_comma(self, token: Token) -> None:
        """ "JNIM, al-Qaeda's affiliate, attacked": a name before a comma is no part of the noun behind it, but what it is of."""
        edge = self.up(token.index)
        owners = [e.dependent for e in self.edges(token.index, "determiner", "possessor")]
        names = [
            e.dependent
            for e in self.edges(token.index, "compound", "modifier")
            if self.tokens[e.dependent].pos == "PROPN"
        ]
        for name in names:
            between = self.tokens[name + 1 : token.index]
            comma = next((t.index for t in between if t.text == ","), None)
            if edge is None or comma is None or not any(owner > comma for owner in owners):
                continue
            self._move(Edge(edge.role, edge.head, name, edge.marker))
            self._move(Edge("apposition", name, token.index))
            return

    def _repair_named_office(self, token: Token) -> None:
        """ "They elected Ana Ruiz president of the front": she is elected, and president is what she became."""
        noun = self.first(token.index, "object")
        if noun is None or self.tokens[noun].tag != "NN" or not self.tokens[noun].text.islower():
            return
        names = [
            e.dependent
            for e in self.edges(noun, "compound", "title", "modifier")
            if self.tokens[e.dependent].tag in ("NNP", "PRP")  # "declared himself head"
        ]
        is_near = bool(names) and names[-1] == noun - 1 and not self.edges(noun, "determiner", "possessor")
        if not is_near or self.edges(token.index, "passive subject"):
            return
        self._move(Edge("object", token.index, names[-1]))
        self._move(Edge("open clause", token.index, noun))
        for first in names[:-1]:
            self._move(Edge("compound", names[-1], first))

    def _repair_hyphened_participle(self, token: Token) -> None:
        """ "Claimed by al-Qaeda-linked JNIM": the name before the hyphen is of the participle, not one more who did it."""
        if not 0 < token.index < len(self.tokens) - 1:
            return
        before, after = self.tokens[token.index - 1], self.tokens[token.index + 1]
        is_joined = before.span.end == token.span.start and token.span.end == after.span.start
        noun = self.up(after.index)
        if not is_joined or after.tag not in ("VBN", "VBD") or noun is None or noun.role != "modifier":
            return
        top, mine = before.index, self.up(before.index)
        while mine is not None and mine.role == "name":
            top, mine = mine.head, self.up(mine.head)
        named = self.up(noun.head)
        if named is not None and (named.role, named.head) == ("name", top):
            self._put_in_place_of(top, noun.head)  # "al-Qaeda-linked JNIM" as one name
        if top not in (after.index, noun.head) and after.index not in self._below(top):
            self._move(Edge("compound", after.index, top))

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
            found = [
                e for e in self.edges(token.index, "oblique") if not self.edges(e.dependent, "case") and not e.marker
            ]
            found = [e for e in found if self.tokens[e.dependent].pos in _NOMINAL and token.text.lower() == "dead"]
            for below in (*self.edges(token.index, "object"), *found[:1]):
                self._move(Edge("object", edge.head, below.dependent))
                # "Shot dead a couple and their children": the second is no clause of its own.
                for other in self.edges(edge.head, "conjunct"):
                    if self.tokens[other.dependent].tag in ("NN", "NNS") and below.dependent < other.dependent:
                        self._move(Edge("conjunct", below.dependent, other.dependent, other.marker))

    def _repair_two_subjects(self, token: Token) -> None:
        """ "Front member X was shot", "X, a commander of it, was shot": a role and a name that both seem subjects are one."""
        subjects = [
            e.dependent for e in self.edges(token.index, "subject", "passive subject") if e.dependent < token.index
        ]
        if len(subjects) != 2 or self.edges(subjects[1], "coordinator"):
            return
        if any(self.tokens[subject].text.lower() in _CALENDAR for subject in subjects):
            return  # "a bomb Monday killed five"
        first, second = subjects
        inside = [index for index in sorted(self._below(second)) if self.tokens[index].pos != "PUNCT"]
        last, start = max(self._below(first)), inside[0]
        is_name, mine = self.tokens[second].pos == "PROPN", self.up(start)
        if start == last + 1 and mine is not None and mine.role == "possessor":
            self._move(Edge("compound", start, first))  # "Foday Sankoh's front"
        elif start == last + 1 and is_name and self.tokens[first].pos == "PROPN":
            self._move(Edge("name", first, second))
        elif start == last + 1 and is_name and self.tokens[first].tag == "NN":
            self._move(Edge("apposition", self.conjuncts(first)[-1], second))
        elif start == last + 2 and self.tokens[last + 1].text == "," and self.tokens[first].pos == "PROPN":
            self._join_described(first, second, is_name or self.tokens[start].tag in ("DT", "CD"))

    def _repair_relative_as_clause(self, token: Token) -> None:
        """ "They claimed the bombing in Lahore, in which 70 people died": what they claimed is the bombing."""
        edge, subjects = self.up(token.index), self.edges(token.index, "subject")
        if edge is None or edge.role != "clause" or edge.head > token.index or self.edges(token.index, "mark"):
            return
        noun = subjects[0].dependent if subjects else token.index
        inside = self._below(noun)
        relative = next(
            (t.index for t in self.tokens[noun : token.index] if t.tag == "WDT" and t.index in inside), None
        )
        if relative is None or self.edges(edge.head, "object"):
            return
        if not any(t.pos in ("VERB", "AUX") for t in self.tokens[relative : token.index]):
            self._move(Edge("object", edge.head, noun))
            self._move(Edge("relative", noun, token.index))

    def _join_described(self, name: int, noun: int, is_beside: bool) -> None:
        if is_beside:
            self._move(Edge("apposition", name, noun))

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

    def _repair_subject_of_participle(self, token: Token) -> None:
        """ "Officers headed by X overthrew Y": of two subjects the one behind "by" heads them."""
        subjects = self.edges(token.index, "subject", "passive subject")
        if len(subjects) != 2 or subjects[1].dependent > token.index:
            return
        by = min(self._below(subjects[1].dependent)) - 1
        if by > 0 and self.tokens[by].text.lower() != "by":
            by += 1
        participle = self.up(by - 1) if by > 0 else None
        if participle is None or self.tokens[by].text.lower() != "by" or participle.role != "participle":
            return
        if self.tokens[by - 1].tag in ("VBN", "VBD") and not self.agents(by - 1):
            self._move(Edge("agent", by - 1, subjects[1].dependent, "by"))

    def _repair_attempt(self, token: Token) -> None:
        """ "The plot to overthrow X failed": of two subjects the one right after an infinitive is what that is done to."""
        subjects = self.edges(token.index, "subject", "passive subject")
        if len(subjects) != 2 or subjects[1].dependent > token.index:
            return
        first, second = subjects[0].dependent, subjects[1].dependent
        begin = min(self._below(second), default=second)
        verb = begin - 1
        edge = self.up(verb)
        if (
            edge is None
            or edge.head != first
            or self.tokens[verb].tag != "VB"
            or self.first(verb, "object") is not None
        ):
            return
        if any(self.tokens[mark.dependent].tag == "TO" for mark in self.edges(verb, "mark")):
            self._move(Edge("object", verb, second))

    def _repair_attempted(self, token: Token) -> None:
        """ "A bid by soldiers to seize power failed" read as what the bid seizes: it is the bid that failed."""
        if token.tag != "VB" or not any(self.tokens[e.dependent].tag == "TO" for e in self.edges(token.index, "mark")):
            return
        noun = self.first(token.index, "subject")
        to = next(e.dependent for e in self.edges(token.index, "mark") if self.tokens[e.dependent].tag == "TO")
        if noun is None or noun > to or self.tokens[noun].pos not in _NOMINAL:
            return
        for edge in self.edges(token.index, "adverbial", "conjunct", "parataxis", "clause", "open clause"):
            later = self.tokens[edge.dependent]
            is_finite = later.tag in ("VBD", "VBZ", "VBP") or self.edges(later.index, "auxiliary", "passive auxiliary")
            if later.index < token.index or not is_finite:
                continue
            if not self.edges(later.index, "subject", "passive subject", "mark", "coordinator"):
                self._put_in_place_of(token.index, later.index)
                role = "passive subject" if self.edges(later.index, "passive auxiliary") else "subject"
                self._move(Edge(role, later.index, noun))
                self._move(Edge("participle", noun, token.index))
                return

    def _repair_attempt_of_object(self, token: Token) -> None:
        """ "Led a failed bid in March to topple X": it is the bid that is to topple X."""
        edge = self.up(token.index)
        if token.tag != "VB" or edge is None or edge.role not in ("open clause", "adverbial", "participle"):
            return
        if not any(self.tokens[mark.dependent].tag == "TO" for mark in self.edges(token.index, "mark")):
            return
        for tried in self.edges(edge.head, "object"):
            if edge.head < tried.dependent < token.index and self.tokens[tried.dependent].lemma in _TRYING:
                self._move(Edge("participle", tried.dependent, token.index))
                return

    def _repair_had_done(self, token: Token) -> None:
        """ "The general had the president arrested": he did so, through others."""
        subject = self.first(token.index, "subject")
        if token.text.lower() not in ("had", "has", "having") or subject is None:
            return
        for edge in self.edges(token.index, "open clause", "clause", "conjunct", "object"):
            if edge.role == "object":
                below = self.edges(edge.dependent, "participle")
                done, whom = (below[0].dependent if below else -1), edge.dependent
            else:
                done = edge.dependent
                own = self.first(done, "subject", "passive subject")
                whom = own if own is not None else self.first(token.index, "object") or -1
            if not token.index < whom < done or not _is_ordered(self.tokens[done]) or self.agents(done):
                continue
            if self.edges(done, "auxiliary", "passive auxiliary", "object", "mark"):
                continue
            if edge.role == "object":
                self._move(Edge("open clause", token.index, done))
            self._put_in_place_of(token.index, done)
            self._move(Edge("auxiliary", done, token.index))
            self._move(Edge("subject", done, subject))
            self._move(Edge("object", done, whom))
            for other in self.edges(token.index, "oblique", "adverbial", "punctuation"):
                self._move(Edge(other.role, done, other.dependent, other.marker))
            return

    def _repair_told(self, token: Token) -> None:
        """ "Announced on television that X had been removed": told so by the verb, and no clause of the television."""
        edge = self.up(token.index)
        if edge is None or edge.role not in ("participle", "relative") or self.is_verb(edge.head):
            return
        marks = [self.tokens[e.dependent] for e in self.edges(token.index, "mark")]
        above = self.up(edge.head)
        if above is None or above.role != "oblique" or self.tokens[above.head].lemma not in _TELLING:
            return
        is_that = any(mark.text.lower() == "that" and mark.tag == "IN" for mark in marks)
        is_told = is_that and self.first(above.head, "clause") is None
        if is_told and self.edges(token.index, "subject", "passive subject"):
            self._move(Edge("clause", above.head, token.index))


def _is_ordered(word: Token) -> bool:
    """Whether a participle is of what somebody has others do, so that "had him arrested" tells of no harm of his own."""
    return word.tag in ("VBN", "VBD") and word.text.lower() in _ORDERED
