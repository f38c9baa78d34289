"""What is known of the words of one sentence while its mentions are made."""

from __future__ import annotations

import dataclasses
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.known_names import NameHit
from kg.extract.triggers import Match
from kg.knowledge.knowledge import Knowledge
from kg.model import Sentence
from kg.text.syntax import View

PARTICLES = frozenset({"da", "do", "das", "dos", "del", "di"})
"""Small words inside names, with which what follows them is the end of a longer name."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """One sentence of an article: `nouns` are the nouns of the lexicon that name a class, by their last token.

    `titled` are the tokens of titles, `hit_at` the known names by token, `stormed` the verbs whose object may be a town
    ("overran X", "bombed X"). `is_capitalised` says that nearly every word has a capital, as in a headline.
    """

    sentence: Sentence
    view: View
    text: str
    knowledge: Knowledge
    nouns: Mapping[int, Match]
    titled: frozenset[int]
    stormed: frozenset[int]
    hit_at: Mapping[int, NameHit]
    is_capitalised: bool


def phrases_of(
    sentence: Sentence, view: View, text: str, matches: Sequence[Match], names: Sequence[NameHit], knowledge: Knowledge
) -> Phrases:
    """Return what is known of a parsed sentence by its known names and the words of the lexicon in it."""
    titles = [match for match in matches if match.entry.has("isTitle") or match.entry.has("isPublicFigure")]
    words = [token.text for token in view.tokens if token.text[:1].isalpha()]
    here = Phrases(
        sentence,
        view,
        text,
        knowledge,
        nouns=_noun_entries(matches),
        titled=frozenset(token for match in titles for token in match.tokens),
        stormed=frozenset(match.head for match in matches if view.is_verb(match.head) and _takes_a_place(match)),
        hit_at=_hits(view, names),
        is_capitalised=len(words) > 3 and sum(word[:1].isupper() for word in words) > 0.6 * len(words),
    )
    ends = [here.hit_at[index] for index in here.hit_at if _is_end_of_longer(here, index)]
    kept = {index: hit for index, hit in here.hit_at.items() if not any(hit is end for end in ends)}
    return dataclasses.replace(here, hit_at=kept)


def _hits(view: View, names: Sequence[NameHit]) -> dict[int, NameHit]:
    """The known name of each token that has one; of two that share a token the later."""
    found: dict[int, NameHit] = {}
    starts = [token.span.start for token in view.tokens] if names else []
    for hit in names:
        for token in view.tokens[bisect_left(starts, hit.span.start) :]:
            if not hit.span.covers(token.span):
                break
            found[token.index] = hit
    return found


def _takes_a_place(match: Match) -> bool:
    """Whether a verb of violence has a place as what it is aimed at, and nobody whom it kills or hurts."""
    objects = [s for f in match.entry.frames for s in f.slots if s.function == "object"]
    roles = {role for slot in objects for role in slot.roles}
    takes = {kind for slot in objects for kind in slot.takes}
    return "target" in roles and bool({"Place", "Settlement"} & takes) and roles.isdisjoint({"victim", "killed"})


def _noun_entries(matches: Iterable[Match]) -> dict[int, Match]:
    """The longest noun entry that ends at each token and names a type."""
    best: dict[int, Match] = {}
    for match in matches:
        if match.entry.names_type is None or match.entry.has("isTitle"):
            continue
        old = best.get(match.head)
        if old is None or len(match.tokens) > len(old.tokens):
            best[match.head] = match
    return best


def _is_end_of_longer(here: Phrases, index: int) -> bool:
    """ "Villa El Salvador" is not El Salvador: a country after a proper noun that is no title of it.

    Nor is "Mocimboa da Praia" the town of Praia.
    """
    words = [token.text for token in here.view.tokens[max(0, index - 2) : index]]
    if len(words) == 2 and words[1] in PARTICLES and words[0][:1].isupper():
        return True
    before, edge = index - 1, here.view.up(index - 1) if index else None
    if before < 1 or edge is None or before in here.hit_at or before in here.titled:
        return False
    noun = here.nouns.get(before)
    if noun is not None and not here.knowledge.ontology.is_a(noun.entry.names_type or "", "Place"):
        return False
    word, hit = here.view.tokens[before], here.hit_at[index]
    is_joined = edge.head == index and edge.role in ("modifier", "compound", "name")
    if not (is_joined and word.tag == "NNP" and word.text[:1].isupper()):
        return False
    known = [here.knowledge.gazetteer.by_key[key] for key in hit.keys if key in here.knowledge.gazetteer.by_key]
    is_country = bool(known) and all(here.knowledge.ontology.is_a(k.type, "Country") for k in known)
    return is_country and word.text not in here.knowledge.gazetteer.demonyms


def is_definite(here: Phrases, index: int) -> bool:
    """Whether a noun is spoken of as known: "the group", "its fighters"."""
    return any(
        here.view.tokens[edge.dependent].text.lower()
        in ("the", "this", "that", "these", "those", "its", "their", "his")
        for edge in here.view.edges(index, "determiner", "possessor")
    )
