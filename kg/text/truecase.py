"""The letter case of text in capitals: old wire copy, shouted headings. Lengths stay, so that offsets stay true.

The rules, in order of strength: what a name is spelled like in the gazetteer; capitals for an acronym in brackets and for
the words that spell it out, wherever in the text they come back; a capital for what no dictionary has, and for a rare
word beside it; small letters for the rest, but for the first word of a sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

from kg.model import Span
from kg.text.scan import fold

SHOUTED = 0.9
"""The share of capitals among the letters of a paragraph from which on it is taken for shouting."""

LEAST_WORDS = 3
"""Words that a paragraph has at least: a dateline's city or an acronym alone is written in capitals anyway."""

SHORTEST_WORD = 4
"""Letters from which on a word beside a name may be one, and from which on an acronym in brackets may be a common word."""

MOST_STRAY = 2
"""Words of a name that its acronym has no letter for; and letters that it has to share with the name."""

_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?!\s*\n))*")
_SMALL_LETTER = re.compile(r"[a-z]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ACRONYM = re.compile(r"(?<=[(\[])[A-Z][A-Z&/-]{1,9}(?=[)\]])")
_EXPLAINED = re.compile(r"\b([A-Z][A-Z-]{1,9})\s+[(\[]([A-Z][^()\[\]]{6,120})[)\]]")
_STARTS = re.compile(r"(?:^|(?<!\b[A-Z])[.!?:]['\"”’)\]]*\s+|\n\s*\n\s*|\)\s?--\s*)(?:\[[^\]]*\]\s*)*['\"“‘(\[]*(?=\w)")
"""Where a sentence begins; of dashes only behind the one that closes a dateline, "(AFP) --"."""
_DATED = re.compile(
    r"\b(?:MAY|MARCH)\b(?=\s+\d)|(?<=\d )(?:MAY|MARCH)\b|(?<=\bIN )(?:MAY|MARCH)\b|(?<=\bOF )(?:MAY|MARCH)\b"
)
_DATELINE = re.compile(r", \d{1,2} [A-Z]{3,9}\.? \d{2,4}\b")
_CALENDAR = frozenset(
    """
    january february april june july august september october november december jan feb mar apr jun jul aug sep sept oct
    nov dec monday tuesday wednesday thursday friday saturday sunday
    """.split()
)
_SAINTS = frozenset("san santa santo saint sao".split())
_PRONOUNS = frozenset("us it me he she we you they".split())
_JOINING = frozenset("of for and the in de del la las los el y".split())
_UNSPEAKABLE = re.compile(
    r"^[^aeiouy]+$|^(?=.{2,5}$)(?:(?:[fl][bcdgkmnpqtvz]|[pr][bcdgkmnqtvz]|[mn][lr]|[bdgt][kpqvz]).*|.*[bcfgkpvz]r|.*[bdfgklmptv]n)$"
)
"""Short words that begin or end as none does that anybody could speak: acronyms."""

_ENDINGS = ("s", "es", "d", "ed", "ing", "er", "r", "ly")
_PEOPLE = ("man", "men", "woman", "women")
"""Endings of words of the dictionary that say what somebody is: "newsman X", "cattlemen"."""

_SMALL = frozenset("of the and for in on to a an de del la las los el y e da do dos das du des al von van der".split())


def is_shouted(text: str) -> bool:
    """Tell whether a paragraph is written in capitals throughout.

    >>> is_shouted("THE ARMY DENIED IT"), is_shouted("BAMAKO, Mali (AP)"), is_shouted("UN")
    (True, False, False)
    """
    allowed = int((1 - SHOUTED) * len(text)) + 1
    if len(_SMALL_LETTER.findall(text, 0, 3 * allowed)) > allowed:
        return False  # nearly every paragraph, at a tenth of the price of counting
    letters = [c for c in text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return bool(letters) and capitals >= SHOUTED * len(letters) and len(_WORD.findall(text)) >= LEAST_WORDS


def shouted_paragraphs(text: str) -> tuple[Span, ...]:
    """Return the paragraphs that are written in capitals; none in nearly every text, at the price of one look."""
    return tuple(Span(found.start(), found.end()) for found in _PARAGRAPH.finditer(text) if is_shouted(found.group()))


def truecase(
    text: str,
    shouted: Iterable[Span],
    names: Iterable[Span],
    spellings: Mapping[str, str],
    is_word: Callable[[str], bool],
    titles: Container[str] = (),
    is_common: Callable[[str], bool] | None = None,
    is_no_name: Callable[[str], bool] = lambda _: False,
) -> str:
    """Return `text` with its shouted paragraphs in the case that a newspaper would print; of the same length always.

    `names` are stretches that may be a name of `spellings` (folded name to spelling); `is_word` says whether a
    lower-case word is in the dictionary, `is_common` whether one of those is met outside it, and `is_no_name` whether one
    stands in no name ("with"); after `titles` ("colonel") the first word of a name may be in the dictionary too.
    """
    letters = list(text)
    paragraphs, found = tuple(shouted), sorted(names)
    caser = _Caser(text, paragraphs, spellings, is_word, is_common or is_word, is_no_name, titles)
    starts = [name.start for name in found]
    for paragraph in paragraphs:
        near = found[bisect_left(starts, paragraph.start) : bisect_left(starts, paragraph.end)]
        for start, spelled in caser.recased(paragraph, [name for name in near if paragraph.covers(name)]):
            if len(spelled) == len(text[start : start + len(spelled)]):
                letters[start : start + len(spelled)] = spelled
    return "".join(letters)


class _Caser:
    """What the whole text says about its names, found before its paragraphs are written anew."""

    def __init__(
        self,
        text: str,
        paragraphs: Sequence[Span],
        spellings: Mapping[str, str],
        is_word: Callable[[str], bool],
        is_common: Callable[[str], bool],
        is_no_name: Callable[[str], bool],
        titles: Container[str],
    ) -> None:
        self._text, self._spellings, self._titles = text, spellings, titles
        self._is_word, self._is_common, self._is_no_name = is_word, is_common, is_no_name
        self._acronyms = {m.group() for p in paragraphs for m in _ACRONYM.finditer(text, p.start, p.end)}
        explained = [m for p in paragraphs for m in _EXPLAINED.finditer(text, p.start, p.end)]
        self._acronyms |= {m.group(1) for m in explained if _is_made_of(m.group(1), m.group(2))}
        self._acronyms = {word for word in self._acronyms if not is_common(word.lower()) or len(word) > SHORTEST_WORD}
        self._phrases = self._names_in_full(paragraphs)
        self._sizes = {first: sorted({*map(len, phrases)}) for first, phrases in self._phrases.items()}
        self._names: frozenset[str] = frozenset()
        self._names = frozenset(name for paragraph in paragraphs for name in self._rare_names(paragraph))

    def _rare_names(self, paragraph: Span) -> Iterator[str]:
        """Rare words of the dictionary that some place in the text shows to be names; they are names everywhere."""
        words, cased = self._cased(paragraph)
        for word, written in zip(words, cased, strict=True):
            low = written.lower()
            if written[:1].isupper() and len(low) >= SHORTEST_WORD and self._is_word(low) and not self._is_common(low):
                yield low
            is_dateline = _DATELINE.match(self._text, word.end()) is not None and written.islower()
            if is_dateline and not self._is_common(low):
                yield low

    def _cased(self, paragraph: Span) -> tuple[list[re.Match[str]], list[str]]:
        words = [*_WORD.finditer(self._text, paragraph.start, paragraph.end)]
        cased = [self._word(word) for word in words]
        for index in range(len(words)):
            is_inside = _is_inside_name(index, cased, self._titles) and not self._is_no_name(cased[index])
            if is_inside or self._is_beside_name(index, words, cased):
                cased[index] = cased[index][:1].upper() + cased[index][1:]
        return words, cased

    def recased(self, paragraph: Span, names: Iterable[Span]) -> Iterator[tuple[int, str]]:
        """Yield where something begins and how it is written; what is yielded later wins."""
        text = self._text
        words, cased = self._cased(paragraph)
        yield from ((word.start(), written) for word, written in zip(words, cased, strict=True))
        yield paragraph.start, text[paragraph.start]
        for start in _STARTS.finditer(text, paragraph.start, paragraph.end):
            yield start.end(), text[start.end()]
        yield from (
            (found.start(), found.group().capitalize())
            for found in _DATED.finditer(text, paragraph.start, paragraph.end)
        )
        yield from self._written_out(words)
        for name in sorted(names, key=lambda span: span.end - span.start):
            spelled = self._spellings.get(fold(text[name.start : name.end]))
            if spelled is None or fold(spelled) != fold(text[name.start : name.end]):
                continue
            if spelled.isalpha() and spelled.isupper() and self._is_rather_word(spelled):
                continue  # a known acronym that is a word as well
            yield name.start, spelled

    def _is_rather_word(self, acronym: str) -> bool:
        """Whether a known acronym is a word as well ("US", "FACT"), not merely one in a dictionary of names ("FARC", "LTTE")."""
        low = acronym.lower()
        if acronym in self._acronyms or not self._is_common(low):
            return False
        is_word = low in _PRONOUNS or self._is_no_name(low)
        return len(low) > SHORTEST_WORD or (is_word and not _UNSPEAKABLE.search(low))

    def _word(self, found: re.Match[str]) -> str:
        word = found.group()
        low = word.lower() if len(word.lower()) == len(word) else word
        if self._text[max(0, found.start() - 1)].isdigit():
            return low
        stem = re.sub(r"['’]s?$", "", low)
        if word[: len(stem)] in self._acronyms:
            return word[: len(stem)] + low[len(stem) :]
        if stem in self._names:
            return word[0] + low[1:]
        if stem in _SMALL or (self._is_word(stem) and stem not in _CALENDAR):
            return "I" if word == "I" else low
        if len(stem) > 1 and _UNSPEAKABLE.search(stem) and stem not in self._titles:
            return word[: len(stem)] + low[len(stem) :]
        return word[0] + low[1:]

    def _is_beside_name(self, index: int, words: Sequence[re.Match[str]], cased: Sequence[str]) -> bool:
        """ "Farabundo MARTI", "SANTA Elena": a rare word of the dictionary, or a saint, that touches a name."""
        word = cased[index]
        if not word.islower() or len(word) < SHORTEST_WORD or word in self._titles or word in _SMALL:
            return False
        after = cased[index + 1] if index + 1 < len(cased) and self._touch(words[index], words[index + 1]) else ""
        before = cased[index - 1] if index and self._touch(words[index - 1], words[index]) else ""
        if word in _SAINTS:
            return after[:1].isupper()
        if self._is_common(word) or word.endswith(_PEOPLE):
            return False
        is_name = any(w[:1].isupper() and w.lower() not in _CALENDAR and not w.isupper() for w in (before, after))
        is_inflected = any(word.endswith(end) and self._is_word(word.removesuffix(end)) for end in _ENDINGS)
        return before in self._titles or (is_name and not is_inflected)

    def _touch(self, one: re.Match[str], other: re.Match[str]) -> bool:
        return not self._text[one.end() : other.start()].strip(" \n.")

    def _names_in_full(self, paragraphs: Sequence[Span]) -> dict[str, set[tuple[str, ...]]]:
        """The words that acronyms stand for, in small letters, by the first of them."""
        found: set[tuple[str, ...]] = set()
        for paragraph in paragraphs:
            for acronym in _ACRONYM.finditer(self._text, paragraph.start, paragraph.end):
                found.add(_before_acronym(self._text, acronym.start() - 1, acronym.group()))
            for explained in _EXPLAINED.finditer(self._text, paragraph.start, paragraph.end):
                if _is_made_of(explained.group(1), explained.group(2)):
                    found.add(tuple(word.lower() for word in _WORD.findall(explained.group(2))))
        phrases: dict[str, set[tuple[str, ...]]] = {}
        for phrase in found:
            if len(phrase) > 1:
                phrases.setdefault(phrase[0], set()).add(phrase)
        return phrases

    def _written_out(self, words: Sequence[re.Match[str]]) -> Iterator[tuple[int, str]]:
        """Capitals for every "national liberation army" of a text that says "National Liberation Army (NLA)" once."""
        low = [word.group().lower() for word in words]
        for index, first in enumerate(low):
            for size in self._sizes.get(first, ()):
                if tuple(low[index : index + size]) not in self._phrases[first]:
                    continue
                for word in words[index : index + size]:
                    if word.group().lower() not in _SMALL:
                        yield word.start(), word.group()[0] + word.group()[1:].lower()


def _is_inside_name(index: int, cased: Sequence[str], titles: Container[str]) -> bool:
    """ "Waldemar FRANKLIN Quintero", "colonel RICARDO Wheelock": a word of the dictionary where only a name can be."""
    if not 0 < index < len(cased) - 1 or cased[index] in _SMALL or cased[index] in titles:
        return False
    before, after = cased[index - 1], cased[index + 1]
    return after[:1].isupper() and (before[:1].isupper() or before in titles) and len(cased[index]) > 3


def _is_made_of(acronym: str, words: str) -> bool:
    """Whether an acronym is made of the initials of some words; two letters of five may be of another language's words."""
    wanted = [letter for letter in acronym if letter.isalpha()]
    initials = [word[0] for word in _WORD.findall(words) if word.lower() not in _SMALL]
    shared = sum((Counter(wanted) & Counter(initials)).values())
    return len(initials) > 1 and shared >= MOST_STRAY and 2 * shared >= len(wanted) and shared + 1 >= len(initials) / 2


def _before_acronym(text: str, end: int, acronym: str) -> tuple[str, ...]:
    """The words before "(URNG)" that it is made of, in small letters.

    Acronyms are often those of the name in another language: the order of the letters is free, and a few words may have
    none. What "of" joins to the name belongs to it.
    """
    wanted = Counter(letter for letter in acronym if letter.isalpha())
    taken: list[str] = []
    kept, strays, edge = 0, 0, end
    for word in reversed([*_WORD.finditer(text, max(0, end - 160), end)]):
        low, gap = word.group().lower(), text[word.end() : edge]
        if len(low) != len(word.group()) or gap.strip(' \n"“”-'):
            break
        edge = word.start()
        if low not in _SMALL:
            if wanted[word.group()[0]] > 0:
                wanted[word.group()[0]] -= 1
                kept = len(taken) + 1
            else:
                strays += 1
        elif low not in _JOINING:
            break
        if strays > MOST_STRAY:
            break
        taken.append(low)
    matched = sum(c.isalpha() for c in acronym) - sum(wanted.values())
    if matched < MOST_STRAY or 2 * matched < sum(c.isalpha() for c in acronym):
        return ()
    if taken[kept : kept + 1] and taken[kept] in ("of", "for") and len(taken) > kept + 1:
        kept += 2
    return tuple(reversed(taken[:kept]))
