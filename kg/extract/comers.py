"""Who came when something was done to others: "36 workers were killed when X gunmen woke them in their tents"; and into what
those came who did it: "walked into a mosque and set off his charges"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.doers import behind_men
from kg.extract.reading import Reading
from kg.model import Argument
from kg.text.tree import Edge

_COMING = frozenset(
    """
    come arrive appear reappear emerge enter cross approach reach return visit invade infiltrate penetrate surround encircle
    burst swarm pour descend move go walk march drive ride roll race rush sweep charge advance land disembark climb jump
    leap sneak creep slip steal wake rouse round herd line gather assemble stop halt intercept block flag board mount pull
    drag haul lead separate single knock break kick smash open begin start turn draw
    """.split()
)
"""What is told of those who come upon others, before anybody is told to have been hurt."""

_WHEN = frozenset({"when", "as", "after", "once"})
_DOERS = ("ArmedGroup", "StateForce", "PrivateMilitaryCompany")


def comers(deed: int, reading: Reading) -> Iterator[Argument]:
    """Yield the armed men who came upon those to whom a deed was done, as a clause beside it tells."""
    view = reading.view
    if not view.is_verb(deed):
        return
    for verb in _beside(deed, reading):
        if view.tokens[verb].lemma not in _COMING or view.is_negated(verb) or _is_going_on(verb, reading):
            continue
        for token in view.subjects(verb):
            mention = reading.mentions.get(token)  # and not whom a pronoun stands for: "as they walked home"
            if mention is None or not reading.is_a(mention, _DOERS) or _is_theirs(token, reading):
                continue
            for doer in behind_men(mention, reading) or (mention,):
                yield Argument("perpetrator", doer, "")


def _beside(deed: int, reading: Reading) -> Iterator[int]:
    """The verbs of clauses with "when", and of one that a deed goes on: "fighters entered the town, and ten were shot"."""
    view = reading.view
    for edge in view.edges(deed, "adverbial"):
        marks = {view.tokens[e.dependent].text.lower() for e in view.edges(edge.dependent, "mark", "adverb")}
        if marks & _WHEN and _has_subject(edge.dependent, reading):
            yield from view.conjuncts(edge.dependent)
    above = view.up(deed)
    if above is not None and _is_going_further(above, deed, reading):
        yield above.head


def _is_going_further(edge: Edge, deed: int, reading: Reading) -> bool:
    is_joined = edge.role in ("conjunct", "parataxis") and edge.head < deed and reading.view.is_verb(edge.head)
    return is_joined and _has_subject(edge.head, reading) and _has_subject(deed, reading)


def _has_subject(verb: int, reading: Reading) -> bool:
    return reading.view.first(verb, "subject", "passive subject") is not None


def _is_theirs(token: int, reading: Reading) -> bool:
    """ "When their escort stopped": of those to whom it was done."""
    return any(reading.view.tokens[e.dependent].tag == "PRP$" for e in reading.view.edges(token, "possessor"))


def _is_going_on(verb: int, reading: Reading) -> bool:
    """ "As the fighters were leaving the town", "as they came under fire": what goes on beside a deed is no part of it."""
    view = reading.view
    if any(e.marker == "under" for e in view.edges(verb, "oblique")):
        return True
    helpers = {view.tokens[e.dependent].text.lower() for e in view.edges(verb, "auxiliary")}
    return view.tokens[verb].tag == "VBG" or bool(helpers & {"would", "will", "could", "may", "might"})


_ENTERING = frozenset(
    "walk get go drive break burst barge enter sneak slip climb rush run march ride force fight push".split()
)
_INTO = frozenset({"into", "inside", "onto", "aboard"})


def entered(deed: int, reading: Reading) -> Iterator[Argument]:
    """Yield the sites into which those went who then did a deed: "got into the hotel and opened fire", "entered it before
    blowing himself up"."""
    view = reading.view
    edge = view.up(deed)
    if edge is None or not view.is_verb(deed) or not view.is_verb(edge.head) or edge.head > deed:
        return
    marks = {view.tokens[e.dependent].text.lower() for e in view.edges(deed, "mark", "case")}
    is_next = edge.role == "conjunct" or (edge.role == "adverbial" and "before" in marks)
    if not is_next or view.tokens[edge.head].lemma not in _ENTERING or view.is_passive(edge.head):
        return
    if view.first(deed, "subject", "passive subject") is not None or view.is_negated(edge.head):
        return  # "ran into the mosque, and soldiers opened fire"
    is_direct = view.tokens[edge.head].lemma == "enter"
    sites = [*view.objects(edge.head)] if is_direct else []
    sites += view.prepositional(edge.head, _INTO)
    for site in sites:
        mention = reading.mentions.get(reading.content(site))
        if site < deed and mention is not None and reading.is_a(mention, ("Facility",)):
            yield Argument("target", mention, "")
