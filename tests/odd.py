"""Articles as nobody writes them, of any length: what tests and `bench/reader.py --lengths` read."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests import foreign

NEWS = "Gunmen attacked a village near Bankass on Sunday, killing five people, the army said.\n"
QUIET = "The shops were open until late, and the weather in the north was fine. "


def _over_and_over(piece: str) -> Callable[[int], str]:
    return lambda length: piece * (length // len(piece))


SHAPES: Mapping[str, Callable[[int], str]] = {
    "news": _over_and_over(NEWS),
    "nothing to tell": _over_and_over(QUIET),
    "one sentence": lambda length: "Gunmen attacked " + "a village and " * (length // 14) + "a town.",
    "no punctuation": _over_and_over("gunmen attacked a village in Mali and "),
    "no white space": _over_and_over("attack"),
    "nothing but punctuation": _over_and_over(". "),
    "capitals": _over_and_over(NEWS.upper()),
    "numbers": _over_and_over("In 2015, 20 people, 3,500 men and 17 attacks: 1 2 3 4 5. "),
    "brackets": lambda length: "(" * (length // 2) + "attack" + ")" * (length // 2),
    "brackets of all kinds": lambda length: (
        "([{«“" * (length // 10) + "Gunmen attacked Gao." + "”»}])" * (length // 10)
    ),
    "quotes": _over_and_over("“attack' \""),
    "control characters": _over_and_over("Gunmen\x07 attacked\x1b[1m Gao\x0b\x0c\x1c\x85 in\x7f Mali.\r "),
    "zero width": _over_and_over("at\u200btack \u202eon\u202c Mali\u00ad\ufeff. "),
    "right to left": _over_and_over("\u200fGunmen attacked \u202bغاو\u202c and \u2067Mali\u2069\u200e. "),
    "tags": _over_and_over('<p class="x">Gunmen attacked <b>Gao</b> &amp; left.</p>'),
    "mixed scripts": _over_and_over("Gunmen هاجم attacked 马里 Мали 😀 Mali. "),
    "another language": _over_and_over(foreign.TEXTS["French"] + "\n"),
    "line breaks": _over_and_over("attack\n"),
    "one name": _over_and_over("Mali "),
}
"""By what is odd about them, functions from a length in characters to a text of about that length."""
