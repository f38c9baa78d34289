"""Who did it with others or had others do it: "X, helped by Y, killed ten", "Z blew it up at the behest of X"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.doers import behind_men
from kg.extract.reading import Reading
from kg.model import Argument, Mention

_HELPING = frozenset("help assist aid accompany join reinforce escort flank second".split())
"""What those do who take part, as said of those whom they join: "helped by Y"."""

_WITH = frozenset({"with", "along", "together", "along with", "together with"})
_TOGETHER = frozenset({"together", "along", "jointly"})
_ARMED = ("ArmedGroup", "StateForce", "PrivateMilitaryCompany")

_LEAGUE = frozenset(
    "coordination co-ordination collaboration cooperation co-operation conjunction concert league partnership".split()
)
"""What those act in who do something with others."""

_WILL = frozenset("behest behalf order orders instruction instructions command pay payroll service bidding".split())
"""What somebody acts at, on, under or in: "on the orders of X", "in the pay of X"."""

_AT = frozenset({"at", "on", "in", "under", "by", "from"})
_ACTING = frozenset({"act", "work", "operate", "claim", "say"})
_PRINCIPALS = ("Organization", "Person", "Country", "StateForce")


def accomplices(deed: int, doers: Iterable[int], reading: Reading) -> Iterator[Argument]:
    """Yield those who are said to have done a deed with its doers, and those for whom these did it, by their tokens."""
    words = tuple(dict.fromkeys((deed, *_carrying(deed, reading), *doers, *(reading.content(doer) for doer in doers))))
    helpers = [m for word in words for m in _together(word, reading) if reading.is_a(m, _ARMED)]
    principals = [m for word in words for m in _principals(word, reading) if reading.is_a(m, _PRINCIPALS)]
    for mention in (*helpers, *principals):
        for doer in behind_men(mention, reading) or (mention,):
            yield Argument("perpetrator", doer, "")


def _carrying(deed: int, reading: Reading) -> tuple[int, ...]:
    """ "The attack was carried out in coordination with X": the verb that says only that it was done."""
    edge = reading.view.up(deed)
    is_carried = edge is not None and edge.role in ("object", "passive subject")
    return (edge.head,) if edge is not None and is_carried and edge.head in reading.matches.heads("supportVerb") else ()


def _together(word: int, reading: Reading) -> Iterator[Mention]:
    """ "Alongside X", "together with X", "helped by X"."""
    view = reading.view
    beside = [
        e.dependent
        for e in view.edges(word, "nominal", "oblique")
        if e.marker == "alongside" or (e.marker in _WITH and _is_together(e.dependent, reading))
    ]
    helped = [
        e.dependent for e in view.edges(word, "participle", "adverbial") if view.tokens[e.dependent].lemma in _HELPING
    ]
    beside += [agent for verb in helped if view.tokens[verb].tag == "VBN" for agent in view.agents(verb)]
    beside += _in_league(word, reading)
    yield from (m for token in beside for t in view.conjuncts(token) if (m := reading.mentions.get(t)) is not None)


def _in_league(word: int, reading: Reading) -> Iterator[int]:
    """ "In coordination with X", "acted in collaboration with X": X."""
    view = reading.view
    phrases = [
        *view.edges(word, "oblique"),
        *(e for o in (word, *view.objects(word)) for e in view.edges(o, "nominal")),
    ]
    for edge in phrases:
        if edge.marker == "in" and view.tokens[edge.dependent].text.lower() in _LEAGUE:
            yield from (e.dependent for e in view.edges(edge.dependent, "nominal") if e.marker == "with")


def _is_together(token: int, reading: Reading) -> bool:
    view = reading.view
    before = {view.tokens[e.dependent].text.lower() for e in view.edges(token, "adverb", "case", "other")}
    return not before.isdisjoint(_TOGETHER)


def _principals(word: int, reading: Reading) -> Iterator[Mention]:
    """ "At the behest of X", "acting on the orders of X", "in the pay of X"."""
    view = reading.view
    acting = [
        e.dependent for e in view.edges(word, "participle", "relative") if view.tokens[e.dependent].lemma in _ACTING
    ]
    for base in (word, *acting):
        for edge in view.edges(base, "nominal", "oblique", "object"):
            noun = view.tokens[edge.dependent]
            cases = {view.tokens[e.dependent].text.lower() for e in view.edges(noun.index, "case")}
            if noun.text.lower() in _WILL and not cases.isdisjoint(_AT):
                of = [e.dependent for e in view.edges(noun.index, "nominal") if e.marker in ("of", "from")]
                of += [e.dependent for e in view.edges(noun.index, "possessor")]
                yield from (m for t in of for c in view.conjuncts(t) if (m := reading.mention_at(c)) is not None)
