"""Repairs of subjects: whose a subject is where a parser gives it to another verb, or to none."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Token
from kg.text.repairs.words import CALENDAR, DONE_TO, INTRANSITIVE, NOMINAL, TIMED, TIMES
from kg.text.tree import Edge, Tree

_SAYING = frozenset({"say", "believe", "think", "claim", "allege"})

_TELLING = frozenset(
    "report indicate state confirm announce reveal disclose note add charge insist learn admit".split()
)
"""Verbs that take a thing as well ("reported the attack"): whom they seem to govern is a subject only before a helping verb."""

_PARTING = frozenset("after before when as while since until because".split())


def headless_noun(tree: Tree, token: Token) -> None:
    """ "Mali's government announced on Tuesday that …" read as a noun with a reduced relative: make it a clause."""
    if token.relation != "root" or tree.edges(token.index, "copula"):
        return
    if any(
        tree.is_verb(e.dependent) and tree.edges(e.dependent, "subject") for e in tree.edges(token.index, "parataxis")
    ):
        return
    for edge in tree.edges(token.index, "participle"):
        verb = tree.tokens[edge.dependent]
        has_clause = tree.edges(verb.index, "clause", "object", "adverbial", "open clause") or (
            # "The generals forced out X": what follows the particle is no circumstance, since nothing introduces it.
            tree.edges(verb.index, "particle")
            and any(not e.marker and e.dependent > verb.index for e in tree.edges(verb.index, "oblique"))
        )
        has_clause = has_clause or _is_done_with_particle(tree, verb)
        # "Men fired on his car but missed.": two verbs in the past tense tell what they did.
        has_clause = has_clause or any(
            tree.tokens[e.dependent].tag == "VBD" and tree.edges(e.dependent, "coordinator")
            for e in tree.edges(verb.index, "conjunct")
            if verb.tag == "VBD" and not tree.edges(e.dependent, "passive auxiliary", "subject")
        )
        # "Two bombs exploded in Kabul.": nobody explodes them in this sentence, and the noun is no heading.
        is_done_alone = verb.lemma in INTRANSITIVE or verb.text.lower() in INTRANSITIVE
        is_active = not tree.edges(verb.index, "agent", "passive auxiliary")
        if verb.tag in ("VBN", "VBD") and (has_clause or is_done_alone) and is_active:
            tree.detach(verb.index)
            tree.move(Edge("subject", verb.index, token.index))
            return


def _is_done_with_particle(tree: Tree, verb: Token) -> bool:
    """ "Guerrillas set off a bomb.", "Gunmen made off with a car.": whether a past form and its particle tell what they did."""
    place = verb.index + 1
    edge = tree.up(place) if place < len(tree.tokens) and tree.tokens[place].tag == "RP" else None
    if edge is None:
        return False
    phrase = tree.up(edge.head) if edge.role == "case" else None
    if phrase is not None and (phrase.role, phrase.head) == ("oblique", verb.index):
        return True
    is_told = edge.role == "particle" and verb.tag == "VBD" and tree.tokens[-1].text == "."
    return is_told and tree.tokens[place + 1].text.lower() == "with"


def clause_of_place(tree: Tree, token: Token) -> None:
    """ "They died when a post near X, a town, came under fire" with the post as a clause of its own: it came under fire."""
    edge = tree.up(token.index)
    if token.tag != "VBD" or edge is None or edge.role != "conjunct" or edge.head > token.index:
        return
    if tree.edges(token.index, "subject", "passive subject", "coordinator", "mark"):
        return
    for verb in (edge.head, *(e.dependent for e in tree.edges(edge.head, "conjunct") if e.dependent < token.index)):
        for clause in tree.edges(verb, "adverbial"):
            noun = clause.dependent
            opening = [
                e for e in tree.edges(noun, "adverb", "mark") if tree.tokens[e.dependent].text.lower() in _PARTING
            ]
            is_bare = tree.tokens[noun].pos == "NOUN" and not tree.edges(noun, "copula", "subject", "participle")
            if opening and is_bare and verb < noun < token.index:
                tree.move(Edge("adverbial", verb, token.index, clause.marker))
                tree.move(Edge("subject", token.index, noun))
                for other in opening:
                    tree.move(Edge(other.role, token.index, other.dependent))
                return


def subject_before_when(tree: Tree, token: Token) -> None:
    """ "Ten were killed and six captured when a post came under attack" with the six as what came: they were captured."""
    subjects, edge = tree.edges(token.index, "subject", "passive subject"), tree.up(token.index)
    if len(subjects) != 2 or edge is None or edge.role != "conjunct" or subjects[1].dependent > token.index:
        return
    first, second = (e.dependent for e in subjects)
    when = next((e.dependent for e in tree.edges(token.index, "adverb") if first < e.dependent < second), None)
    done = next((e.dependent for e in tree.edges(first, "participle") if e.dependent > first), None)
    if when is None or done is None or tree.tokens[when].text.lower() != "when" or done > when:
        return
    tree.move(Edge("conjunct", edge.head, done))
    tree.move(Edge("passive subject" if tree.is_passive(edge.head) else "subject", done, first))
    tree.move(Edge("adverbial", done, token.index))
    for joint in tree.edges(token.index, "coordinator"):
        tree.move(Edge("coordinator", done, joint.dependent))


def said_it(tree: Tree, token: Token) -> None:
    """ "It said that 40 had died" with "it" as nobody: whoever it is said so."""
    if token.lemma not in _SAYING | _TELLING | _SAYING_THAT or tree.edges(
        token.index, "subject", "passive subject", "passive auxiliary"
    ):
        return
    if tree.edges(token.index, "clause"):
        for edge in tree.edges(token.index, "other"):
            is_it = tree.tokens[edge.dependent].relation == "expl" and edge.dependent < token.index
            if is_it and tree.tokens[edge.dependent].text.lower() == "it":
                tree.move(Edge("subject", token.index, edge.dependent))


def apposed_speaker(tree: Tree, token: Token) -> None:
    """ "It was attacked by armed men, X, the mayor, told Y" with X as one of the men: behind what is told stands who told it."""
    if token.lemma not in _SAYING_THAT | {"tell"} or token.tag not in ("VBD", "VBZ"):
        return
    if (
        tree.edges(token.index, "subject", "passive subject", "coordinator", "mark")
        or tree.tokens[token.index - 1].text != ","
    ):
        return
    edge = tree.up(token.index)
    told = tree.first(token.index, "clause")
    if told is None and edge is not None and edge.role in ("conjunct", "parataxis"):
        told = edge.head
    if told is None or told > token.index:
        return
    for agent in tree.agents(told):
        for name in tree.edges(agent, "apposition"):
            is_last = max(tree.below(name.dependent)) in (token.index - 1, token.index - 2)
            if is_last and tree.tokens[name.dependent].pos == "PROPN" and tree.tokens[agent].pos == "NOUN":
                if tree.first(token.index, "clause") is None:
                    tree.put_in_place_of(told, token.index)
                    tree.move(Edge("clause", token.index, told))
                tree.move(Edge("subject", token.index, name.dependent))
                return


def first_of_clauses(tree: Tree, token: Token) -> None:
    """ "They said that X had been removed, the law suspended and the cabinet dissolved" with the first said only of the last: all
    were said."""
    edge = tree.up(token.index)
    that = tree.first(token.index, "mark")
    if edge is None or edge.role != "adverbial" or edge.head < token.index or that is None:
        return
    above = tree.up(edge.head)
    is_said = above is not None and above.role == "clause" and above.head < that
    is_finite = token.tag == "VBD" or tree.edges(token.index, "auxiliary", "passive auxiliary")
    if len(tree.edges(token.index, "mark")) != 1 or not is_finite or tree.edges(token.index, "adverb"):
        return  # "that while it has not fallen yet, it is close to it"
    if not any(t.tag == "CC" for t in tree.tokens[token.index : edge.head]):
        return
    if is_said and tree.tokens[that].text.lower() == "that" and not tree.edges(edge.head, "mark"):
        last = edge.head
        tree.put_in_place_of(last, token.index)
        tree.move(Edge("conjunct", token.index, last))


def verb_of_object(tree: Tree, token: Token) -> None:
    """ "Two gunmen hurled grenades into a bus" with the men being hurled grenades: they hurl them."""
    edge = tree.up(token.index)
    if edge is None or edge.role != "modifier" or token.tag not in ("VBD", "VBN") or edge.head < token.index:
        return
    noun, subject = edge.head, tree.first(edge.head, "subject")
    if _is_joined_clause(tree, token, noun):
        _join_clause(tree, token, noun)
        return
    if tree.tokens[noun].pos != "NOUN" or tree.edges(noun, "copula", "determiner"):
        return
    if subject is None:
        _verb_of_noun_beside(tree, token, noun)
        return
    before = max(tree.below(subject))
    if before >= token.index or any(tree.tokens[i].pos != "ADV" for i in range(before + 1, token.index)):
        return
    tree.put_in_place_of(noun, token.index)
    _give_object(tree, token.index, noun)


def _is_joined_clause(tree: Tree, verb: Token, noun: int) -> bool:
    """ "A bomb hit a bus and 14 people sustained injuries": whether people and what they sustained seem hit as well."""
    people, theirs = verb.index - 1, tree.up(verb.index - 1)
    if verb.tag != "VBD" or theirs is None or theirs.role != "conjunct" or not theirs.head < people:
        return False
    above, joint = tree.up(theirs.head), min(tree.below(people)) - 1
    joint = joint if tree.tokens[joint].tag == "CC" else joint + 1
    is_object = above is not None and above.role == "object" and tree.is_verb(above.head) and above.head < people
    is_counted = bool(tree.edges(people, "number")) and tree.tokens[people].tag == "NNS"
    what = tree.up(noun)
    is_theirs = above is not None and what is not None and what.head == above.head and what.role == "object"
    return is_object and is_counted and is_theirs and tree.tokens[joint].tag == "CC"


def _join_clause(tree: Tree, verb: Token, noun: int) -> None:
    """Make a clause of its own of people, a verb and its object that an object before them was joined to."""
    people = verb.index - 1
    what = tree.up(noun)
    if what is None:
        return
    tree.move(Edge("conjunct", what.head, verb.index))
    tree.move(Edge("subject", verb.index, people))
    tree.move(Edge("object", verb.index, noun))


def _verb_of_noun_beside(tree: Tree, verb: Token, noun: int) -> None:
    """ "Conscripts at a base in Iquitos, Peru, disobeyed orders", with no verb at all but orders beside the conscripts."""
    edge = tree.up(noun)
    if edge is None or edge.role != "parataxis" or verb.tag != "VBD" or edge.head > verb.index:
        return
    subject = edge.head
    before = max(index for index in tree.below(subject) - tree.below(noun) if index < verb.index)
    if (
        tree.up(subject) is not None
        or tree.tokens[subject].pos not in NOMINAL
        or tree.edges(subject, "copula", "subject")
    ):
        return
    if any(tree.tokens[i].pos != "ADV" for i in range(before + 1, verb.index)):
        return
    tree.detach(verb.index)
    tree.move(Edge("subject", verb.index, subject))
    for other in tree.edges(subject, "conjunct", "punctuation"):
        if other.dependent > noun:
            tree.move(Edge(other.role, verb.index, other.dependent))
    _give_object(tree, verb.index, noun)


def _give_object(tree: Tree, verb: int, noun: int) -> None:
    """Make a noun the object of a verb, which takes over all that is not of the noun itself."""
    for other in tree.edges(noun):
        is_of_object = other.role in ("compound", "modifier", "number", "possessor", "nominal", "case")
        if not (is_of_object and other.dependent > verb):
            tree.move(Edge(other.role, verb, other.dependent, other.marker))
    tree.move(Edge("object", verb, noun))


def missing_subject(tree: Tree, token: Token) -> None:
    """ "Soldiers led by X seized power", "officers calling themselves Y seized power": a participle took the subject of
    the finite verb behind it; give it back."""
    if token.tag not in ("VBD", "VBZ", "VBP"):
        return
    if tree.edges(token.index, "subject", "passive subject"):
        return
    for edge in tree.edges(token.index, "adverbial", "clause", "clausal subject", "parataxis"):
        thief = tree.tokens[edge.dependent]
        if thief.index > token.index or tree.edges(thief.index, "mark", "auxiliary", "passive auxiliary"):
            continue
        subject = tree.first(thief.index, "subject", "passive subject")
        # "They went up the stairs" has a subject of its own: a past form is a participle only where somebody does it.
        is_participle = thief.tag == "VBN" or (thief.tag == "VBD" and tree.agents(thief.index))
        is_modified = is_participle and bool(tree.edges(thief.index, "oblique", "agent"))
        is_doing = thief.tag == "VBG" and bool(tree.edges(thief.index, "object", "oblique"))
        if subject is not None and subject < thief.index and (is_modified or is_doing):
            tree.move(Edge("subject", token.index, subject))
            tree.move(Edge("participle", subject, thief.index))
            return


def self_named_subject(tree: Tree, token: Token) -> None:
    """ "A group calling itself the Free Army attacked X" read as a group that calls that the army attacked it: the group did, and
    it calls itself so."""
    edge, name = tree.up(token.index), tree.first(token.index, "subject")
    if edge is None or edge.role != "clause" or name is None or tree.tokens[edge.head].tag != "VBG":
        return
    calling, itself = edge.head, tree.first(edge.head, "object")
    doer = tree.first(calling, "subject")
    if itself is None or doer is None or not doer < calling < itself or min(tree.below(name)) != itself + 1:
        return
    if tree.tokens[itself].text.lower() not in _REFLEXIVE or tree.edges(calling, "auxiliary", "mark"):
        return
    tree.put_in_place_of(calling, token.index)
    tree.move(Edge("subject", token.index, doer))
    tree.move(Edge("participle", doer, calling))
    tree.move(Edge("open clause", calling, name))


_REFLEXIVE = frozenset({"itself", "themselves", "himself", "herself"})


def reported_subject(tree: Tree, token: Token) -> None:
    """ "Prosecutors say Ana Ruiz, 34, signed up with them": whom they seem to say is who did so."""
    edge = tree.up(token.index)
    if edge is None or edge.role != "clause":
        return
    is_helped = bool(tree.edges(token.index, "auxiliary", "passive auxiliary"))
    if tree.tokens[edge.head].lemma not in (_SAYING | _TELLING if is_helped else _SAYING):
        return
    told = tree.first(edge.head, "object")
    is_between = told is not None and edge.head < told < token.index and tree.tokens[told].pos in NOMINAL
    if told is not None and is_between and not tree.edges(token.index, "subject", "passive subject", "mark"):
        role = "passive subject" if tree.edges(token.index, "passive auxiliary") else "subject"
        tree.move(Edge(role, token.index, told))


_FARTHEST_SPEAKER = 14
"""Tokens from the comma behind what is said to "said"."""


def speakers(tree: Tree, token: Token) -> None:
    """ "…, abducting two engineers, the army and two residents said": behind the last comma stand those who say so."""
    if tree.tokens[token.index].lemma not in _SAYING_THAT or token.tag not in ("VBD", "VBZ"):
        return
    told = tree.edges(token.index, "clause")
    if not told or told[0].dependent > token.index:
        return
    near = range(max(0, token.index - _FARTHEST_SPEAKER), token.index)
    comma = max((i for i in near if tree.tokens[i].text == ","), default=None)
    if comma is None or any(tree.tokens[i].pos in ("VERB", "AUX") for i in range(comma, token.index)):
        return
    joined = [i for i in range(comma + 1, token.index) if (edge := tree.up(i)) and edge.role == "conjunct"]
    stray = [i for i in joined if (edge := tree.up(i)) is not None and edge.head < comma]
    subject = tree.first(token.index, "subject")
    if not stray or (subject is not None and subject < stray[0]):
        return
    tree.move(Edge("subject", token.index, stray[0]))
    for other in (*stray[1:], *([] if subject is None else [subject])):
        tree.move(Edge("conjunct", stray[0], other))


def reduced(tree: Tree, token: Token) -> None:
    """ "Workers kidnapped in May have been freed": of two verbs that nothing joins, the first says which workers."""
    before = [e.dependent for e in tree.edges(token.index, "subject") if e.dependent < token.index]
    if not before or tree.edges(token.index, "auxiliary") or (tree.edges(token.index, "object") and token.tag != "VBG"):
        return
    subject = before[-1]  # "hours later, a bicycle left against a wall blew up" with the hours left as well
    if token.tag != "VBN" and tree.edges(token.index, "clause"):
        return
    for edge in tree.edges(token.index, "conjunct", "open clause", "adverbial", "clause"):
        helpers = [e.dependent for e in tree.edges(edge.dependent, "auxiliary", "passive auxiliary")]
        is_joined = tree.edges(edge.dependent, "coordinator", "subject", "passive subject", "mark")
        # "X, held since May, was freed": what two commas set apart.
        is_apart = tree.tokens[token.index - 1].text == "," and token.tag in ("VBD", "VBN")
        if edge.dependent < token.index or (helpers and tree.tokens[helpers[0]].tag in ("VBG", "VB")):
            continue  # "when asked about it, nine said so", "he arrived, having fled"
        is_told = edge.role == "clause" and token.tag == "VBN"  # "workers kidnapped in May have been freed, he said"
        is_finite = helpers and (edge.role == "conjunct" or is_told)
        is_finite = is_finite and (is_apart or tree.tokens[helpers[0] - 1].pos != "PUNCT")
        if helpers and tree.tokens[helpers[0] - 1].pos == "NUM":  # "two died and more than 60 were hurt"
            is_joined = is_joined or tree.edges(helpers[0] - 1, "coordinator")
        if is_joined or not (is_finite or _is_told_at_once(tree, token.index, edge.dependent)):
            continue
        tree.put_in_place_of(token.index, edge.dependent)
        role = "passive subject" if tree.edges(edge.dependent, "passive auxiliary") else "subject"
        tree.move(Edge(role, edge.dependent, subject))
        tree.move(Edge("participle", subject, token.index))
        return


def _is_told_at_once(tree: Tree, first: int, second: int) -> bool:
    """ "A bomb hidden in a taxi went off": whether nothing parts two verbs of which the other is in the past tense."""
    between = tree.tokens[first + 1 : second]
    is_participle = tree.tokens[first].tag in ("VBD", "VBN", "VBG") and tree.tokens[second].tag == "VBD"
    is_participle = is_participle and _PARTING.isdisjoint(t.text.lower() for t in between)
    return is_participle and not any(t.pos in ("PUNCT", "CCONJ") for t in between)


def passive_subject(tree: Tree, token: Token) -> None:
    """ "After he fled, the judge was shot": a noun before a passive verb without subject, hung on another verb."""
    auxiliary = tree.first(token.index, "passive auxiliary") if token.tag == "VBN" else None
    if auxiliary is None or tree.edges(token.index, "subject", "passive subject"):
        return
    for last in _ends_before(tree, auxiliary):
        for noun in (last, *(edge.head for edge in tree.ancestors(last))):
            edge, word = tree.up(noun), tree.tokens[noun]
            is_timed = edge is not None and _opens_clause(tree, edge, token.index)
            if (
                edge is None
                or not (edge.role in ("parataxis", "other", "fixed") or is_timed)
                or word.relation == "expl"
            ):
                continue
            if word.pos in NOMINAL and max(tree.below(noun)) == last:
                tree.move(Edge("passive subject", token.index, noun))
                if is_timed:
                    tree.move(Edge("adverbial", edge.head, token.index, edge.marker))
                return


def _opens_clause(tree: Tree, edge: Edge, verb: int) -> bool:
    """ "It has been so since X, its founder, was toppled": a phrase of time whose noun and a bare verb hang on one word."""
    above = tree.up(verb)
    return edge.role == "oblique" and edge.marker in TIMED and above is not None and above.head == edge.head


def subject_behind_and(tree: Tree, token: Token) -> None:
    """ "When a shop was stormed by men and six guards were shot" with six guards who stormed it: right before "were", they were.

    Of "it was the worst raid since May, when …" a parser may make the raid what was shot; what something is has no other verb.
    """
    auxiliary, own = tree.first(token.index, "passive auxiliary"), tree.first(token.index, "passive subject", "subject")
    is_predicate = own is not None and bool(tree.edges(own, "copula")) and bool(tree.edges(own, "subject"))
    if not auxiliary or (own is not None and not is_predicate):
        return
    guards, above = auxiliary - 1, tree.up(token.index)
    edge, joint = tree.up(guards), tree.first(guards, "coordinator")
    if edge is None or joint is None or edge.role != "conjunct" or not edge.head < joint < guards:
        return
    if own is None and tree.edges(token.index, "coordinator"):
        return
    verb = next((e.head for e in tree.ancestors(edge.head) if tree.is_verb(e.head)), None)
    if verb is None or verb == token.index or tree.tokens[guards].pos not in NOMINAL:
        return
    is_below = verb in tree.below(token.index)
    if own is not None and own in (e.head for e in tree.ancestors(verb)):
        tree.put_in_place_of(token.index, own)
    elif own is not None or is_below or above is None or above.role != "conjunct":
        return
    tree.move(Edge("conjunct", verb, token.index))
    tree.move(Edge("passive subject", token.index, guards))
    tree.move(Edge("coordinator", token.index, joint))


def subject_of_time(tree: Tree, token: Token) -> None:
    """ "Cut its aid after Colonel X ousted the president" with the aid cut after X: it was cut after he did so.

    So it was where it was cut "on Tuesday, a day after Colonel X ousted the president".
    """
    above = tree.up(token.index)
    if token.tag != "VBD" or above is None or above.head > token.index:
        return
    if tree.edges(
        token.index, "subject", "passive subject", "passive auxiliary", "clausal subject", "mark", "coordinator"
    ):
        return
    for last in _ends_before(tree, token.index):
        for noun in (last, *(edge.head for edge in tree.ancestors(last))):
            edge = tree.up(noun)
            case = tree.first(noun, "case")
            marker = (
                edge.marker
                if edge is not None and (edge.marker or case is None)
                else tree.tokens[case or 0].text.lower()
            )
            if edge is None or not _says_when(tree, edge, above.head) or marker not in TIMED:
                continue
            end = max(index for index in tree.below(noun) if tree.tokens[index].pos != "PUNCT")
            if tree.tokens[noun].pos not in NOMINAL or end != last or case is None:
                break
            between = [e for e in tree.edges(above.head, "oblique") if last < e.dependent < token.index]
            tree.move(Edge("subject", token.index, noun))
            tree.move(Edge("mark", token.index, case))
            tree.move(Edge("adverbial", above.head, token.index, edge.marker))
            for aside in between:  # "since the guard, under General X, overthrew Y"
                tree.move(Edge("nominal", noun, aside.dependent, aside.marker))
            return


def _says_when(tree: Tree, edge: Edge, verb: int) -> bool:
    """Whether a noun behind a preposition hangs on a verb, or on how long after something the verb was done."""
    if edge.head == verb:
        return edge.role in ("oblique", "object")
    return edge.role == "nominal" and edge.head > verb and tree.tokens[edge.head].lemma in TIMES


def subject_of_joined(tree: Tree, token: Token) -> None:
    """ "They arrested her in the capital, and General X became head of a council": X did, and is no other capital."""
    above = tree.up(token.index)
    if token.tag not in ("VBD", "VBZ") or above is None or above.head > token.index or not tree.is_verb(above.head):
        return
    if above.role not in ("adverbial", "parataxis", "conjunct") or tree.agents(token.index):
        return
    if tree.edges(token.index, "subject", "passive subject", "clausal subject", "mark", "coordinator", "adverb"):
        return
    for last in _ends_before(tree, token.index):
        noun = next(
            (i for i in _heads_from(tree, last) if (e := tree.up(i)) is not None and e.role == "conjunct"), None
        )
        edge = tree.up(noun) if noun is not None else None
        if noun is None or edge is None:
            continue
        inside = tree.below(noun)
        joint = min(index for index in inside if tree.tokens[index].pos != "PUNCT")
        is_opening = tree.tokens[joint].tag == "CC" and tree.tokens[joint - 1].text == ","
        is_phrase = tree.tokens[noun].pos in NOMINAL and above.head < edge.head and max(inside) < token.index
        if is_opening and is_phrase and tree.tokens[edge.head].pos in NOMINAL and not tree.edges(noun, "case"):
            role = "passive subject" if tree.edges(token.index, "passive auxiliary") else "subject"
            tree.move(Edge(role, token.index, noun))
            tree.move(Edge("coordinator", token.index, joint))
            tree.move(Edge("conjunct", above.head, token.index))
            return


def _heads_from(tree: Tree, index: int) -> Iterator[int]:
    """A word and the words above it."""
    yield index
    yield from (edge.head for edge in tree.ancestors(index))


def _ends_before(tree: Tree, verb: int) -> Iterator[int]:
    """Where a noun phrase before a verb may end: right before it, or before what two commas set apart."""
    last = verb - 1
    while last >= 0 and tree.tokens[last].text == ",":
        last -= 1
    yield last
    if last < verb - 1:
        comma = next((t.index for t in reversed(tree.tokens[:last]) if t.text == ","), 0)
        if comma:
            yield comma - 1


def reduced_beside(tree: Tree, token: Token) -> None:
    """ "Three weeks after soldiers angered by the war drove X out" with X driven out by nobody: of two verbs that nothing joins
    the first says which soldiers, though both hang on a third."""
    edge = tree.up(token.index)
    bound = ("subject", "passive subject", "passive auxiliary", "auxiliary", "coordinator", "mark")
    if token.tag != "VBD" or edge is None or edge.role not in _LOOSE or tree.edges(token.index, *bound):
        return
    for beside in tree.edges(edge.head, "adverbial", "clause", "conjunct"):
        first = tree.tokens[beside.dependent]
        subject = tree.first(first.index, "subject")
        if first.tag != "VBN" or not edge.head < first.index < token.index or subject is None or subject > first.index:
            continue
        if tree.edges(first.index, "object", "auxiliary", "passive auxiliary"):
            continue
        if max(tree.below(first.index)) == token.index - 1 and _is_told_at_once(tree, first.index, token.index):
            for other in tree.edges(first.index):
                if other.dependent < subject and other.role in ("mark", "oblique", "coordinator"):
                    tree.move(Edge(other.role, token.index, other.dependent, other.marker))
            tree.move(Edge(beside.role, edge.head, token.index, beside.marker))
            tree.move(Edge("subject", token.index, subject))
            tree.move(Edge("participle", subject, first.index))
            return


_LOOSE = ("conjunct", "adverbial", "parataxis")
"""How a parser hangs a verb of which it does not know what to make."""


def said_by_another(tree: Tree, token: Token) -> None:
    """ "Gunmen made off with lorries on Thursday, the agency said" with gunmen who say so: they made off, as the agency says."""
    subjects = [e.dependent for e in tree.edges(token.index, "subject") if e.dependent < token.index]
    if token.lemma not in _SAYING_THAT | _TELLING or len(subjects) != 2 or tree.edges(token.index, "clause"):
        return
    first, second = subjects
    start = min(tree.below(second))
    if tree.tokens[start - 1].text != "," or max(tree.below(second)) != token.index - 1:
        return
    for edge in tree.edges(first, "participle"):
        verb = edge.dependent
        if tree.tokens[verb].tag == "VBD" and not tree.edges(verb, "agent", "passive auxiliary", "subject"):
            tree.move(Edge("clause", token.index, verb))
            tree.move(Edge("subject", verb, first))
            return


def overthrown_at_end(tree: Tree, token: Token) -> None:
    """ "X, who ruled until Y overthrew him, lives in Brasilia" with X as who overthrew: the phrase of time right before did so."""
    subject = tree.first(token.index, "subject")
    if token.tag != "VBD" or subject is None or tree.tokens[token.index - 1].tag in ("WP", "WDT"):
        return
    bound = ("subject", "passive subject", "coordinator", "mark")
    later = next(
        (e for e in tree.edges(token.index, "adverbial", "conjunct", "parataxis") if _is_finite(tree, e, bound)), None
    )
    relatives = [e.dependent for e in tree.edges(subject, "relative") if e.dependent < token.index]
    times = [
        e for verb in relatives for e in tree.edges(verb, "oblique") if e.marker in ("until", "till", "before", "after")
    ]
    if later is None or not times or tree.tokens[later.dependent - 1].text != ",":
        return
    noun, verb = times[-1].dependent, times[-1].head
    case = tree.first(noun, "case")
    end = max(index for index in tree.below(noun) if tree.tokens[index].pos != "PUNCT")
    if case is None or end not in (token.index - 1, token.index - 2) or tree.tokens[noun].pos not in NOMINAL:
        return
    tree.put_in_place_of(token.index, later.dependent)
    tree.move(Edge("subject", later.dependent, subject))
    tree.move(Edge("subject", token.index, noun))
    tree.move(Edge("mark", token.index, case))
    tree.move(Edge("adverbial", verb, token.index))


def _is_finite(tree: Tree, edge: Edge, bound: tuple[str, ...]) -> bool:
    return tree.tokens[edge.dependent].tag in ("VBD", "VBZ") and not tree.edges(edge.dependent, *bound)


def sent_fleeing(tree: Tree, token: Token) -> None:
    """ "Officers sent the president fleeing": he is sent, and flees."""
    edge, subject = tree.up(token.index), tree.first(token.index, "subject")
    if token.tag != "VBG" or edge is None or subject is None or tree.tokens[edge.head].lemma != "send":
        return
    has_object = any(e.dependent < token.index for e in tree.edges(edge.head, "object"))
    if edge.head < subject < token.index and not has_object and not tree.edges(token.index, "mark"):
        tree.move(Edge("object", edge.head, subject))
        tree.move(Edge("open clause", edge.head, token.index))


def two_subjects(tree: Tree, token: Token) -> None:
    """ "Front member X was shot", "X, a commander of it, was shot": a role and a name that both seem subjects are one."""
    subjects = [e.dependent for e in tree.edges(token.index, "subject", "passive subject") if e.dependent < token.index]
    if len(subjects) != 2 or tree.edges(subjects[1], "coordinator"):
        return
    if any(tree.tokens[subject].text.lower() in CALENDAR for subject in subjects):
        return  # "a bomb Monday killed five"
    first, second = subjects
    inside = [index for index in sorted(tree.below(second)) if tree.tokens[index].pos != "PUNCT"]
    last, start = max(tree.below(first)), inside[0]
    is_name, mine = tree.tokens[second].pos == "PROPN", tree.up(start)
    if start == first + 1 and tree.tokens[start].text.lower() == "of" and tree.tokens[first].tag in ("NN", "NNS"):
        tree.move(Edge("nominal", first, second, "of"))  # "a group of veterans"
    elif start == first + 1 == last + 1 and mine is not None and mine.role == "possessor":
        tree.move(Edge("compound", start, first))  # "Foday Sankoh's front"
    elif start == last + 1 and is_name and tree.tokens[start].pos == tree.tokens[first].pos == "PROPN":
        tree.move(Edge("name", first, second))
    elif start == last + 1 and is_name and tree.tokens[first].tag == "NNS" and tree.edges(second, "conjunct"):
        tree.move(Edge("title", second, first))  # "engineers X, Y and Z were freed"
    elif start == last + 1 and is_name and tree.tokens[first].tag == "NN":
        tree.move(Edge("apposition", tree.conjuncts(first)[-1], second))
    elif start == last + 2 and tree.tokens[last + 1].text == "," and tree.tokens[first].pos == "PROPN":
        _join_described(tree, first, second, is_name or tree.tokens[start].tag in ("DT", "CD"))


def role_of_subject(tree: Tree, token: Token) -> None:
    """ "As prime minister he overthrew X" with two subjects: what he was is none."""
    subjects = [e.dependent for e in tree.edges(token.index, "subject", "passive subject") if e.dependent < token.index]
    if len(subjects) != 2 or tree.tokens[subjects[1]].pos not in ("PRON", "PROPN"):
        return
    first, second = subjects
    before = min(tree.below(first)) - 1
    mark = before if before >= 0 and tree.tokens[before].text.lower() == "as" else min(tree.below(first))
    if (
        tree.tokens[mark].text.lower() == "as"
        and tree.tokens[first].tag == "NN"
        and not tree.edges(second, "coordinator")
    ):
        tree.move(Edge("case", first, mark))
        tree.move(Edge("oblique", token.index, first, "as"))


def joined_subjects(tree: Tree, token: Token) -> None:
    """ "Two soldiers and five civilians were killed": of two subjects that "and" joins the other is one more of the list."""
    subjects = [e.dependent for e in tree.edges(token.index, "subject", "passive subject") if e.dependent < token.index]
    if len(subjects) != 2:
        return
    first, second = subjects
    inside, joint = tree.below(first), min(tree.below(second)) - 1
    if tree.tokens[joint].tag != "CC":
        joint += 1  # the coordinator hangs on the second, or on the verb
    is_next = tree.tokens[joint].text.lower() in ("and", "or") and max(inside) == joint - 1
    if is_next and all(tree.tokens[subject].pos in NOMINAL for subject in subjects):
        tree.move(Edge("conjunct", first, second))


_SAYING_THAT = frozenset({"say", "add", "state", "claim", "allege"})


def of_heading(tree: Tree, token: Token) -> None:
    """ "Three soldiers killed in ambush": in a heading, which ends without a stop, they are not who killed."""
    if token.lemma not in DONE_TO and token.text.lower() not in DONE_TO | {"targeted"}:
        return
    is_heading = tree.tokens[-1].text not in (".", "!", "?", "…", '"', "”", ":")
    subject = tree.first(token.index, "subject")
    if not is_heading or token.tag not in ("VBN", "VBD") or subject is None or subject > token.index:
        return
    if any(after.tag not in ("IN", "TO", "RB", ",", "CC") for after in tree.tokens[token.index + 1 :][:1]):
        return  # "men shot elders"
    if not tree.edges(token.index, "object", "auxiliary", "clause", "open clause", "coordinator"):
        tree.move(Edge("passive subject", token.index, subject))


def _join_described(tree: Tree, name: int, noun: int, is_beside: bool) -> None:
    if is_beside:
        tree.move(Edge("apposition", name, noun))


def second_subject(tree: Tree, token: Token) -> None:
    """ "Gunmen shot dead an elder and a pipeline was blown up": of two subjects the first is of the verb before.

    The elder is done to by it; "during the attack" only goes with it. So are those of "it held X after their homes were raided".
    """
    subjects = tree.edges(token.index, "subject", "passive subject")
    if len(subjects) != 2 or subjects[1].dependent > token.index:
        return
    first, second = subjects[0].dependent, subjects[1].dependent
    verb = next((t.index for t in reversed(tree.tokens[:first]) if t.pos == "VERB"), None)
    if verb is None or not tree.edges(verb, "subject") or any(t.pos == "PUNCT" for t in tree.tokens[verb:first]):
        return
    parting = [e for e in tree.edges(token.index, "mark") if tree.tokens[e.dependent].text.lower() in _PARTING]
    joining = (*tree.edges(second, "coordinator"), *tree.edges(token.index, "coordinator"), *parting)
    if not any(first < edge.dependent < second for edge in joining):
        return
    case = tree.first(first, "case")
    if case is not None:
        tree.move(Edge("oblique", verb, first, tree.tokens[case].text.lower()))
    elif not tree.edges(verb, "object", "passive subject", "clause"):
        tree.move(Edge("object", verb, first))


def subject_of_participle(tree: Tree, token: Token) -> None:
    """ "Officers headed by X overthrew Y": of two subjects the one behind "by" heads them."""
    subjects = tree.edges(token.index, "subject", "passive subject")
    if len(subjects) != 2 or subjects[1].dependent > token.index:
        return
    by = min(tree.below(subjects[1].dependent)) - 1
    if by > 0 and tree.tokens[by].text.lower() != "by":
        by += 1
    participle = tree.up(by - 1) if by > 0 else None
    if participle is None or tree.tokens[by].text.lower() != "by" or participle.role != "participle":
        return
    if tree.tokens[by - 1].tag in ("VBN", "VBD") and not tree.agents(by - 1):
        tree.move(Edge("agent", by - 1, subjects[1].dependent, "by"))
