"""How far the words of a sentence bear out that an event of conflict happened."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.bearers import named_beside
from kg.extract.countries import is_mission
from kg.extract.drafts import Draft
from kg.extract.reading import ARMED, Reading
from kg.extract.standing import has_rank, is_in_office, is_public_figure
from kg.model import Argument, Count, DateRange, Mention

_HARD_TARGETS = ("Facility", "StateForce", "Government", "Junta", "Settlement")


def belief(
    draft: Draft,
    arguments: Sequence[Argument],
    places: Sequence[Argument],
    date: DateRange | None,
    toll: Count | None,
    reading: Reading,
) -> float:
    """How far the words bear out an event: the trigger's own weight, raised by what stands in its roles."""
    score = draft.match.entry.prior - (0.2 if _is_of_another_trade(draft, reading) else 0.0)
    types = {a.role: a.mention for a in arguments}
    doers = [a.mention for a in arguments if a.role == "perpetrator"]
    doers += [f.mention for f in draft.fillers if "perpetrator" in f.roles and f.mention is not None]  # the machines
    doers += [f.mention for f in draft.fillers if "side" in f.roles and f.mention is not None]  # both fight
    doers += [name for doer in doers if (name := named_beside(doer, reading)) is not None]  # "his cousin, General X"
    score += 0.3 if any(reading.is_a(m, ARMED) or has_rank(m, reading) for m in doers) else 0.0
    # Gunmen and rebels who are killed seldom die of anything else.
    hurt = [a.mention for a in arguments if a.role == "victim"]
    score += 0.15 if draft.match.entry.has("isResult") and any(reading.is_a(m, ("ArmedGroup",)) for m in hurt) else 0.0
    score += 0.25 if toll is not None else 0.0
    score += 0.2 if "weapon" in types else 0.0
    score += 0.1 if any(a.role == "victim" and a.mention.kind != "pronoun" for a in arguments) else 0.0
    harmed = [a.mention for a in arguments if a.role in ("victim", "target")]
    harmed += [name for mention in harmed if (name := named_beside(mention, reading)) is not None]
    is_public = any(
        m.type == "Person" and (is_public_figure(m, reading) or is_in_office(m, reading) or _is_officer(m, reading))
        for m in harmed
    )
    score += 0.2 if is_public and not draft.match.entry.has("isResult") else 0.0  # he may have been killed in battle
    score += 0.1 if reading.scene is not None or any(a.mention.kind == "name" for a in places) else 0.0
    score += 0.1 if any(a.role == "target" and reading.is_a(a.mention, _HARD_TARGETS) for a in arguments) else 0.0
    score += 0.2 if any(a.role == "target" and is_mission(a.mention, reading) for a in arguments) else 0.0
    score += 0.1 if date is not None and date.first else 0.0
    is_of_day = date is not None and date.first is not None and date.first == date.last
    is_somewhere = any(a.mention.kind == "name" and reading.is_a(a.mention, ("Settlement", "Region")) for a in places)
    # Who, where and when together are what news tells first; of what is only a manner of speaking one of them is missing.
    score += 0.1 if is_of_day and is_somewhere and harmed else 0.0
    return round(min(score, 0.99), 2)


def _is_officer(mention: Mention, reading: Reading) -> bool:
    """Whether somebody is called by a military rank and his name: "the murder of General X"."""
    ranks = (match.head for match in reading.matches.having("isRank"))
    gaps = (mention.span.start - reading.view.tokens[rank].span.end for rank in ranks)
    return mention.kind == "name" and mention.sentence == reading.sentence.index and any(0 <= gap <= 2 for gap in gaps)


_TIMES = frozenset({"minute", "hour", "day", "night", "week", "month", "year"})


def _is_of_another_trade(draft: Draft, reading: Reading) -> bool:
    """A noun before the event noun that is no word of conflict: "a boardroom coup", "a price assault"."""
    view = reading.view
    known = {token for match in reading.matches for token in match.tokens}
    return any(
        edge.dependent not in known
        and view.tokens[edge.dependent].lemma not in _TIMES  # "a seven-hour battle"
        and view.tokens[edge.dependent].tag in ("NN", "NNS")
        and edge.dependent not in draft.match.tokens
        for edge in view.edges(draft.match.head, "compound")
    )
