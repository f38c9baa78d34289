"""What is known of a thing, and the words that say so.

`find` turns a name or an IRI into matches, `explain` a match into a `Card`, `card_lines` a card into text; `why` gives the
reasons of what is said of a match, `reason_lines` as text. A match is one known or fused thing with all that articles say
under any name that was taken for it, or one thing of one article that was not.
"""

from kg.explain.asking import short_id
from kg.explain.building import explain
from kg.explain.cards import Card, Match, Reason
from kg.explain.finding import find
from kg.explain.printing import card_lines, match_lines, reason_lines, show
from kg.explain.reasons import why

__all__ = [
    "Card",
    "Match",
    "Reason",
    "card_lines",
    "explain",
    "find",
    "match_lines",
    "reason_lines",
    "short_id",
    "show",
    "why",
]
