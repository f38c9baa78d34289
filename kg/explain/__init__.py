"""What is known of a thing, and the words that say so.

`find` turns a name or an IRI into matches, `explain` a match into a `Card`, `card_lines` a card into text. A match is
one known thing with all that articles say under any name that was linked to it, or one thing of one article that was
not.
"""

from kg.explain.asking import short_id
from kg.explain.building import explain
from kg.explain.cards import Card, Match
from kg.explain.finding import find
from kg.explain.printing import card_lines, match_lines, show

__all__ = ["Card", "Match", "card_lines", "explain", "find", "match_lines", "short_id", "show"]
