"""Numbers of people as reports write them."""

from __future__ import annotations

import re

_UNITS = {
    word: value
    for value, word in enumerate(
        """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
    """.split()
    )
}
_TENS = {
    word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12, "score": 20}
UNITS_WRITTEN = "|".join(word for word, value in _UNITS.items() if 0 < value < 10)
TEENS_WRITTEN = "|".join(word for word, value in _UNITS.items() if value >= 10)
TENS_WRITTEN = "|".join(_TENS)
"""The words of one to nine, ten to nineteen, and of whole tens, as alternatives of a pattern."""

_DIGITS = re.compile(r"\d{1,3}(?:[, ]\d{3})+|\d+")


def parse_number(words: str) -> int | None:
    """Return the whole number that `words` spell, None when they spell none or only a vague one.

    >>> [parse_number(w) for w in ("20", "1,200", "twenty-three", "two dozen", "a hundred and five", "dozens", "3.5")]
    [20, 1200, 23, 24, 105, None, None]
    """
    text = words.strip().lower().replace("-", " ")
    if _DIGITS.fullmatch(text):
        return int(re.sub(r"\D", "", text))
    total = current = 0
    seen = False
    for word in text.split():
        if word in _UNITS or word in _TENS:
            current += _UNITS.get(word, _TENS.get(word, 0))
        elif word in _SCALES:
            current = max(current, 1) * _SCALES[word]
            if word in ("thousand", "million"):
                total, current = total + current, 0
        elif word.isdecimal():
            current += int(word)
        elif word in ("a", "an") or (word == "and" and seen):
            continue
        else:
            return None
        seen = True
    return total + current if seen else None


def is_year(words: str) -> bool:
    """Tell whether a bare number is more likely a year than a count.

    >>> is_year("2015"), is_year("1,500"), is_year("300")
    (True, False, False)
    """
    return re.fullmatch(r"(1[89]|20)\d\d", words) is not None
