"""Repairs of verbs that lack a subject: who it is where a parser hangs him on another verb, or the verb on him."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from kg.model import Token
from kg.text.repairs.dates import is_date
from kg.text.repairs.words import DONE_TO, INTRANSITIVE, NOMINAL, TIMED, TIMES
from kg.text.tree import Edge, Tree


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


_PAST_ONLY = frozenset(
    """
    began became blew broke came drew drove fell fled flew gave grew overthrew ran rode rose shook stole swore threw took tore went
    withdrew
    """.split()
)
"""Past tenses that are no participles."""


_GOING = frozenset("storm march advance surge stream pour roll retreat withdraw".split())
"""Verbs of going somewhere, whose participles hardly ever stand behind those who go."""


def of_root(tree: Tree, token: Token) -> None:
    """ "A garrison in the north rose against its commanders" read as a garrison that was risen: a past tense that says which noun
    is meant, in a sentence without another verb to tell anything of it, is what the noun did."""
    edge = tree.up(token.index)
    is_gone = token.lemma in _GOING and bool(tree.edges(token.index, "oblique"))  # "rebels stormed into the town"
    is_past = token.tag == "VBD" or token.text.lower() in _PAST_ONLY
    if not (is_past or is_gone) or edge is None or edge.role != "participle" or edge.head > token.index:
        return
    is_whole = tree.up(edge.head) is None and tree.tokens[-1].text in (".", "!", "…", '"', "”")
    is_done = token.text.lower() in _PAST_ONLY or bool(tree.edges(token.index, "object")) or is_gone
    if is_whole and is_done and not tree.edges(token.index, "subject", "agent", "auxiliary", "passive auxiliary"):
        tree.put_in_place_of(edge.head, token.index)
        tree.move(Edge("subject", token.index, edge.head))


def done_by_agent(tree: Tree, token: Token) -> None:
    """ "Saw its church burned and five priests led away by gunmen": what has an agent and no object is done to its subject."""
    subject = tree.first(token.index, "subject")
    if subject is None or subject > token.index or token.tag not in ("VBN", "VBD"):
        return
    agents = [e.dependent for e in tree.edges(token.index, "agent") if tree.tokens[e.dependent].tag in _DOERS]
    if agents and not tree.edges(token.index, "object", "auxiliary", "clause", "open clause"):
        tree.retag(dataclasses.replace(token, tag="VBN"))
        tree.move(Edge("passive subject", token.index, subject))


_DOERS = frozenset({"NNS", "NNP", "NNPS"})
"""Tags of those by whom something is done, and not of the way ("arrived by train")."""


def name_as_adverb(tree: Tree, token: Token) -> None:
    """ "Ruritania quit the bloc": a name right before a verb without a subject is the subject."""
    if tree.first(token.index, "subject", "passive subject") is None:
        for edge in tree.edges(token.index, "adverb"):
            if tree.tokens[edge.dependent].pos == "PROPN" and edge.dependent == token.index - 1:
                tree.move(Edge("subject", token.index, edge.dependent))
                return
        # "Colonel Adama Sow heads the committee": a name that a finite verb with an object has for a part of it.
        for edge in tree.edges(token.index, "compound") if token.tag in ("VBZ", "VBD") else ():
            is_name = tree.tokens[edge.dependent].pos == "PROPN" and max(tree.below(edge.dependent)) == token.index - 1
            governing = (token.index, *(e.dependent for e in tree.edges(token.index, "conjunct")))
            if is_name and any(tree.edges(verb, "object") for verb in governing):
                tree.move(Edge("subject", token.index, edge.dependent))
                return


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
            if tree.tokens[noun].pos not in NOMINAL or end != last or case is None or is_date(tree, noun):
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
