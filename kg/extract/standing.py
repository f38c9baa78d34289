"""What somebody is called by that says where he stands: an office of state, a military rank, a word for public life."""

from __future__ import annotations

from collections.abc import Set

from kg.extract.reading import Reading, last_word
from kg.extract.triggers import Match
from kg.model import Mention


def has_rank(mention: Mention, reading: Reading) -> bool:
    """Whether somebody is called by a title of those under arms: "Colonel X", "Lt. Col. X", "the generals", "X, a captain"."""
    heads = [match.head for match in reading.matches.having("isRank")]
    ends = [reading.view.tokens[head].span.end for head in heads]
    edges = [reading.view.up(head) for head in heads]
    beside = [edge.head for edge in edges if edge is not None and edge.role == "apposition"]
    is_rank = mention.sentence == reading.sentence.index and mention.head in (*heads, *beside)
    return is_rank or any(0 <= mention.span.start - end <= 2 for end in ends)


def is_public_figure(mention: Mention, reading: Reading) -> bool:
    """Whether somebody is called by a word for people in public life, here or before: "Judge X", "X, a senator"."""
    if mention.kind == "name" and last_word(mention) in reading.publics:
        return True
    return any(_is_said_of(match, mention, reading) for match in reading.matches.having("isPublicFigure"))


def ruler_of(index: int, reading: Reading) -> Mention | None:
    """Whose "rule", "presidency" or "government" a noun speaks of, None when it is no such noun or says not whose."""
    index = _measured(index, reading)
    is_tenure = index in reading.matches.heads("isTenure")
    body = reading.mentions.get(index)  # "the elected government of X"
    if not is_tenure and (body is None or body.kind == "name" or not reading.is_a(body, ("Government",))):
        return None
    edges = reading.view.edges(index, "possessor", "nominal")
    owners = [e.dependent for e in edges if e.role == "possessor" or e.marker in ("of", "by")]
    found = (m for owner in owners if (m := reading.mention_at(owner)) is not None and reading.is_a(m, ("Person",)))
    return next(found, None)


def _measured(index: int, reading: Reading) -> int:
    """ "56 years of rule": what lasted so long, else `index` itself."""
    of = (edge.dependent for edge in reading.view.edges(index, "nominal") if edge.marker == "of")
    return next(of, index) if reading.view.tokens[index].lemma in ("year", "decade") else index


def is_ruler(mention: Mention, reading: Reading) -> bool:
    """Whether the sentence speaks of somebody's rule."""
    return any(ruler_of(match.head, reading) is mention for match in reading.matches.having("isTenure"))


def is_under_arms(mention: Mention, reading: Reading) -> bool:
    """Whether somebody is called by a military rank, here or before."""
    return has_rank(mention, reading) or (mention.kind == "name" and last_word(mention) in reading.ranks)


def is_bygone(match: Match, reading: Reading, but: Set[str] = frozenset()) -> bool:
    """Whether a word beside an office takes its holder out of it: "former", "ousted", "vice", none of them `but` some."""
    first, last = min(match.tokens), max(match.tokens)
    return any(
        first - 3 <= other.head <= last + 2
        and other.head not in match.tokens
        and reading.view.tokens[other.head].text.lower() not in but
        and not (other.head > last and reading.view.tokens[other.head].pos == "ADV")  # "whose leader then was X"
        for other in reading.matches.having("isBygone")
    )


def is_in_office(mention: Mention, reading: Reading) -> bool:
    """Whether somebody is called by a high office of state: "the president", "President X", "X, the prime minister".

    Or is known to have been at the head of a state: "soldiers removed Salvador Allende".
    """
    if mention.kind == "name" and last_word(mention) in reading.offices:
        return True
    if not reading.knowledge.gazetteer.ruled.keys().isdisjoint(mention.known) and not _is_called_bygone(
        mention, reading
    ):
        return True
    return any(
        _is_said_of(match, mention, reading)
        and not is_bygone(match, reading)
        and not _is_of_a_body(match.head, reading)
        for match in reading.matches.having("isOffice")
    )


_OUSTED = frozenset({"ousted", "deposed", "toppled", "overthrown", "fallen", "unseated"})


def is_just_ousted(mention: Mention, reading: Reading) -> bool:
    """ "The ousted president, X": by the words of the sentence whoever lost a high office by force."""
    return any(
        _is_said_of(match, mention, reading) and is_bygone(match, reading) and not is_bygone(match, reading, _OUSTED)
        for match in reading.matches.having("isOffice")
    )


def _is_called_bygone(mention: Mention, reading: Reading) -> bool:
    """ "Former president X": out of office by the words of the sentence, whatever he is known to have been."""
    return any(
        _is_said_of(match, mention, reading) and is_bygone(match, reading)
        for match in reading.matches.having("isOffice")
    )


def _is_of_a_body(office: int, reading: Reading) -> bool:
    """Whether an office is one of something less than a state: "the president of the federation"."""
    owners = [e.dependent for e in reading.view.edges(office, "nominal") if e.marker == "of"]
    found = [m for owner in owners if (m := reading.mention_at(owner)) is not None]
    return bool(found) and not any(reading.is_a(m, ("Country", "Government", "Region")) for m in found)


def _is_said_of(match: Match, mention: Mention, reading: Reading) -> bool:
    """Whether a noun is the head of a mention, its title, or in apposition with it."""
    if mention.sentence != reading.sentence.index:
        return False
    edge, word = reading.view.up(match.head), reading.view.tokens[match.head].span
    is_beside = edge is not None and edge.role == "apposition" and edge.head == mention.head
    is_named = any(e.dependent == mention.head for e in reading.view.edges(match.head, "apposition"))
    is_before = 0 <= mention.span.start - word.end <= 2
    return match.head == mention.head or is_beside or is_named or is_before
