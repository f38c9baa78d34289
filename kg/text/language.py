"""Whether a text is English, by the share of its letters that stand in common English words.

Only a text that is surely in another language is told apart: what is too short, a list of names, a text in capitals counts as
English. What was measured, and why no library does it, is in `docs/decisions/0008-language.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

LEAST_SHARE = 0.04
"""The least share of letters that English has in common words; news has 0.2 to 0.5, and other languages 0.01 at most."""

LEAST_WORDS = 10
LEAST_BYTES = 160
"""Different words that a text has at least if it is to be judged, and UTF-8 bytes of these: two or three sentences.

Bytes, since a Chinese or an Arabic letter says more than a Latin one, and is no English one for sure.
"""

_WORD = re.compile(r"[^\W\d_]+")
_NO_PROSE = re.compile(r"<[^<>]*>|://\S*")
_COMMON = frozenset(
    """
    the of and that with this from which their they these those there been being have has had were who whose when
    where while what why how would could should might cannot because although though whether however despite without
    within during since until before after again against among between through throughout across along around about
    above below behind toward towards into upon its his him she you your our ours very just only also still yet
    already always never ever often later earlier early late ago now then than too much many more less least few fewer
    several such each every another other others both either neither nothing something anything everything everyone
    someone anyone first last next two three four five seven eight nine ten half hundred thousand year years month
    months week weeks day days night morning today yesterday tomorrow time times people women children woman child
    family families say says said saying told tell added reported report reports announced claimed called asked
    according known know think believe see seen saw make made making take took taken give gave given get got going
    went gone come came coming found find put set held hold kept keep left leave led lead leader leaders used using
    need needed want wanted work working help helped show showed began begin become became happened following
    including killed kill kills dead death deaths died wounded injured attacked fire fired fighting fighters rebels
    soldiers troops army armed weapons blast peace government spokesman officials official authorities statement
    country countries state states city town area areas near north northern south southern east eastern west western
    home house street school church world news law election elections vote rights right high new old good great big
    small large own same able down away off out here almost nearly really together
    """.split()
)
"""Frequent in English news, and in hardly any other language: "in", "a", "for", "on" and "was" are words of others as well."""


def is_foreign(text: str, start: int = 0) -> bool:
    """Tell whether a text is surely in another language, from `start` on; time is linear, 1 % of reading.

    Words with a capital do not count, since names are alike everywhere. So a text in capitals is never foreign.

    >>> is_foreign("Des hommes armés ont attaqué samedi soir un village du centre du pays, tuant au moins vingt civils, ont "
    ...            "annoncé les autorités. Selon un élu de la région, les assaillants sont arrivés à moto et ont ouvert le feu "
    ...            "sur les habitants avant d'incendier plusieurs maisons.")
    True
    >>> is_foreign("Des hommes armés ont attaqué un village.")  # too short to say
    False
    """
    prose = _NO_PROSE.sub(" ", text[start:]) if "<" in text or "://" in text else text[start:]
    words = [word for word in _WORD.findall(prose) if not word[0].isupper()]
    different = set(words)
    if len(different) < LEAST_WORDS or len("".join(different).encode()) < LEAST_BYTES:
        return False
    return _letters(word for word in words if word in _COMMON) < LEAST_SHARE * _letters(words)


def _letters(words: Iterable[str]) -> int:
    return sum(map(len, words))
