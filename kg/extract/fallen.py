"""Whom a seizure of power brought down, where the words for it do not say so but those beside them do."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence, Set

from kg.extract.described import is_seat_by_name
from kg.extract.outcomes import is_by_loyal
from kg.extract.reading import Reading
from kg.extract.standing import is_in_office, is_just_ousted
from kg.model import FACTUAL, Argument, EventMention, Mention
from kg.text.syntax import View
from kg.text.tree import Edge

FALLEN = "fallen"
"""What stands for the frame of whoever a sentence tells to have lost power when others took it."""

_GONE = frozenset("flee fall lose resign quit escape abdicate surrender".split())
"""What rulers do who lose power: "officers took the palace and King X fled"."""

_FLEEING = frozenset({"flee", "escape", "resign", "abdicate"})
"""What of it a ruler does whose capital is taken: "the rebels took Kabul and President X fled"."""

_AWAY = frozenset("be visit travel holiday attend tour stay bathe sleep".split())
"""What a ruler does meanwhile: "X was abroad when officers seized power"."""

_HARMED = frozenset(
    "send cost confine jail hang behead poison smother surround catch pack bundle surprise succeed replace".split()
)
"""What is done to rulers, besides what the lexicon has for attacks and arrests."""

_HARMING = ("Attack", "Battle", "Kidnapping")
_APART = frozenset({"after", "before", "since"})
"""Words that part what befell somebody from when others took power."""

_ENDING = frozenset({"end", "come", "finish", "collapse", "cease"})


def with_fallen(mentions: Sequence[EventMention], reading: Reading) -> dict[int, EventMention]:
    """Return, by the `id` of what they stand for, mentions of seizures of power with the ruler whom they brought down.

    "X was in Paris when Colonel Y seized power", "officers seized Kabul and King X fled": the one person at the head
    of the state of whom the sentence tells that he was harmed, or away, or lost his office. A capital taken, and the ruler gone,
    was a coup.
    """
    is_a = reading.knowledge.ontology.is_a
    attempts = {"Mutiny", *reading.knowledge.lexicon.attempts.values()}
    found: dict[int, EventMention] = {}
    facts = [m for m in mentions if m.status in FACTUAL and not m.is_plural]
    seizures = [m for m in facts if is_a(m.type, "SeizureOfPower")]
    taken = [m for m in facts if not seizures and is_a(m.type, "ArmedAttack", "Battle") and _is_of_capital(m, reading)]
    taken = [m for m in taken if not is_by_loyal(m.trigger.head, reading)]
    for told in seizures or taken:
        is_aimed = told in seizures and any(a.role == "target" for a in told.arguments)
        if told.type in attempts or told.status != "occurred" or is_aimed:
            continue
        if told in seizures and sum(m.trigger.head == told.trigger.head for m in mentions) > 1:
            continue  # "took power in 2020 and again in 2021, when he arrested X"
        others = frozenset(m.trigger.head for m in mentions if m is not told)
        fallen = dict.fromkeys(_fallen(told, others, reading, is_gone=told in taken))
        if len(fallen) != 1:
            continue
        (ruler,) = fallen
        kept = (a for a in told.arguments if told in seizures or a.role != "target")
        arguments = (*kept, Argument("target", ruler, FALLEN))
        if told in seizures:
            found[id(told)] = dataclasses.replace(told, arguments=arguments)
            continue
        is_named = any(
            a.mention.kind == "name" for a in (*told.arguments, *told.places) if is_seat_by_name(a.mention, reading)
        )
        there = told.places if is_named else ()  # "the capital": not where somebody spoke of it
        country = told.country if is_named else None
        found[id(told)] = dataclasses.replace(told, type="Coup", arguments=arguments, places=there, country=country)
    return found


def _is_of_capital(told: EventMention, reading: Reading) -> bool:
    """Whether men under arms took the capital of a state: the place of what they did, or what it was aimed at."""
    where = (a.mention for a in (*told.arguments, *told.places) if a.role in ("target", "place"))
    doers = [a.mention for a in told.arguments if a.role == "perpetrator"]
    is_armed = any(reading.is_a(doer, ("ArmedGroup", "StateForce")) for doer in doers)
    return is_armed and any(is_seat_by_name(m, reading) or _is_the_capital(m, reading) for m in where)


def _is_the_capital(place: Mention, reading: Reading) -> bool:
    """ "The capital", of nothing that a name says is smaller than a state."""
    is_here = place.kind == "nominal" and place.sentence == reading.sentence.index and place.head >= 0
    if not is_here or reading.view.tokens[place.head].lemma != "capital":
        return False
    beside = reading.view.edges(place.head, "modifier", "compound", "possessor", "nominal")
    owners = [reading.mentions.get(edge.dependent) for edge in beside]
    return all(owner is not None and reading.is_a(owner, ("Country",)) for owner in owners)


def _fallen(told: EventMention, others: Set[int], reading: Reading, *, is_gone: bool) -> Iterator[Mention]:
    """Those at the head of the state who lost power, as far as no other seizure of power, at `others`, is told of them."""
    doers = {a.mention.label for a in told.arguments if a.role == "perpetrator"}
    for token, mention in sorted(reading.mentions.items()):
        if mention.kind != "name" or mention.label in doers or not reading.is_a(mention, ("Person",)):
            continue
        is_ruler = is_in_office(mention, reading) or (is_gone and is_just_ousted(mention, reading))
        if not is_ruler or _is_of_another_state(mention, told, reading):
            continue
        edge = reading.view.up(token)
        is_of_other = edge is not None and edge.head in others and not _is_plain_harm(edge.head, reading)
        if not is_of_other and _is_affected(token, told.trigger.head, reading, is_gone=is_gone):
            yield mention


def _is_of_another_state(ruler: Mention, told: EventMention, reading: Reading) -> bool:
    """Whether somebody is known to have ruled, and never the state in which power was taken."""
    ruled = {code for key in ruler.known for code in reading.knowledge.gazetteer.ruled.get(key, ())}
    country = told.country or told.actor_country
    return bool(ruled) and country is not None and country not in ruled


def _is_affected(token: int, deed: int, reading: Reading, *, is_gone: bool) -> bool:
    """Whether something befell somebody when others took power, as far as the clause that names him tells."""
    view = reading.view
    edge = view.up(token)
    if edge is None:
        return False
    if not is_gone and any(_is_harm(verb, reading) for verb in _done_in(token, deed, view)):
        return True
    if edge.role in ("apposition", "title", "compound") and not view.is_verb(edge.head):
        edge = view.up(edge.head) or edge
    if edge.role in ("possessor", "nominal"):
        return _is_of_tenure(edge, reading) and not is_gone
    verb = edge.head
    lemma = view.tokens[verb].lemma
    if edge.role == "subject" and view.is_verb(verb) and not view.is_passive(verb):
        if is_gone:
            return lemma in _FLEEING
        return lemma in _GONE or (lemma in _AWAY and _is_meanwhile(verb, deed, reading))
    if edge.role == "subject" and view.edges(verb, "copula"):
        return not is_gone and _is_meanwhile(verb, deed, reading)
    is_done_to = edge.role in ("passive subject", "object", "indirect object")
    between = {word.text.lower() for word in view.tokens[min(deed, verb) : max(deed, verb)]}
    marks = {view.tokens[e.dependent].text.lower() for e in view.edges(verb, "mark")}
    if not _APART.isdisjoint(marks) or (verb > deed and not _APART.isdisjoint(between)):
        return False  # "seized power days after a policeman had shot X"
    return is_done_to and verb != deed and not is_gone and (lemma in _HARMED or _is_harm(verb, reading))


def _done_in(token: int, deed: int, view: View) -> Iterator[int]:
    """ "X, killed in a coup", "X, who was murdered in the coup", "X, the president shot in a coup": the verb, the coup below it."""
    for noun in (token, *(e.dependent for e in view.edges(token, "apposition"))):
        for edge in view.edges(noun, "participle", "relative"):
            is_done_to = edge.role == "participle" or view.is_passive(edge.dependent)
            between = {word.text.lower() for word in view.tokens[edge.dependent : deed]}
            is_in = deed in view.subtree(edge.dependent) and _APART.isdisjoint(between)
            if is_done_to and edge.dependent != deed and is_in:
                yield edge.dependent


def _is_plain_harm(verb: int, reading: Reading) -> bool:
    """Whether a verb only tells of an attack, which may be how somebody lost power."""
    is_a = reading.knowledge.ontology.is_a
    kinds = [kind for match in reading.matches.at(verb) for kind in match.entry.denotes]
    return any(is_a(kind, "Attack", "Battle") for kind in kinds) and not any(is_a(k, "SeizureOfPower") for k in kinds)


def _is_harm(verb: int, reading: Reading) -> bool:
    is_a = reading.knowledge.ontology.is_a
    kinds = (kind for match in reading.matches.at(verb) for kind in match.entry.denotes)
    return any(kind == "deposed" or is_a(kind, *_HARMING) for kind in kinds)


def _is_meanwhile(clause: int, deed: int, reading: Reading) -> bool:
    """ "X was in Paris when Y seized power", "Y seized power while X was in Paris": whether one was at the time of the other."""
    view = reading.view
    for below, above in ((clause, deed), (deed, clause)):
        for edge in view.ancestors(below):
            marks = {view.tokens[e.dependent].text.lower() for e in view.edges(edge.dependent, "mark", "adverb")}
            if edge.head == above and edge.role in ("adverbial", "relative") and marks & {"when", "while", "as"}:
                return True
    return False


def _is_of_tenure(edge: Edge, reading: Reading) -> bool:
    """ "X's rule came to an end when Y seized power": whether it is his time in office that ended."""
    view = reading.view
    above = view.up(edge.head)
    is_office = edge.head in reading.matches.heads("isTenure") or view.tokens[edge.head].lemma in ("year", "spell")
    is_subject = above is not None and above.role in ("subject", "passive subject")
    return is_office and is_subject and above is not None and view.tokens[above.head].lemma in _ENDING
