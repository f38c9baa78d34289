"""Names compared: letter case, accents, hyphens and a leading article make no other name."""

from __future__ import annotations

import unicodedata

from kg.text.scan import fold


def level(name: str) -> str:
    """Return a name as it is compared.

    >>> level("Front de Libération de l’Azawad"), level("The Al-Shabaab")
    ("front de liberation de l'azawad", 'al shabaab')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", fold(name)) if not unicodedata.combining(c))
    words = plain.replace("-", " ").split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def is_acronym(name: str) -> bool:
    """Whether a name is one word of capitals such as JNIM or CNT-F.

    >>> is_acronym("JNIM"), is_acronym("Wagner"), is_acronym("G5 Sahel")
    (True, False, False)
    """
    letters = [c for c in name if c.isalpha()]
    return " " not in name and len(letters) > 1 and sum(c.isupper() for c in letters) >= len(letters) - 1
