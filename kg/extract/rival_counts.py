"""How many died by another account: what other sources count, in the sentence of a toll and in those after it.

An account is told in few ways ("the army put the dead at 12, residents at 40", "a doctor spoke of 52", "or 160 if one believes the
town"), often in a sentence that tells of nothing else and that nobody has parsed; so it is found by its words.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.context import Context, Story
from kg.model import FACTUAL, Count, Event, Evidence, Span
from kg.text.numbers import TEENS_WRITTEN, TENS_WRITTEN, UNITS_WRITTEN, is_year, parse_number

APART = 6
"""How many times one account of a toll may be another; of those that one sentence sets against each other, any number."""

_LOOK_BACK, _LOOK_BACK_FOR_DEAD = 3, 6
"""Sentences between a toll and another account of it, and between what was done and one that says that the dead are counted."""
_FARTHEST = 1200
"""Characters between the two."""

_BELOW = f"(?:{TENS_WRITTEN})(?:-(?:{UNITS_WRITTEN}))?|{UNITS_WRITTEN}|{TEENS_WRITTEN}|no(?=ne)"
_NUMBER = (
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d+|(?:{_BELOW}|an?)\s+(?:hundred|thousand|dozen)(?:\s+and\s+(?:{_BELOW}))?|{_BELOW})"
    r"\b(?![-.,:/]?\d|-|\s*(?:per\s?cent|%|km\b))"
)
_ROUGHLY = (
    r"(?:(?:at\s+(?:least|most)|about|around|some|only|just|(?:many\s+)?more\s+than|well\s+over|over|nearly|almost|close\s+to|nearer|up\s+to"
    r"|as\s+(?:many|few)\s+as|fewer\s+than|less\s+than|under|no\s+(?:more|fewer)\s+than|the|a|perhaps|probably|possibly|exactly|roughly|not)\s+){0,3}"
)
_DIED = (
    r"(?:dead|deaths?|died|killed|dying|bodies|corpses|fatalities|victims|lives|slain|executed|massacred|perished|murdered"
    r"|graves)"
)
_PEOPLE = (
    r"(?:people|persons|civilians|villagers|residents|hostages|soldiers|men|others|women|worshippers|prisoners|troops|policemen"
    r"|officers)"
)
_SAID_OF = rf"\s+(?:(?:[a-z]+\s+)?{_PEOPLE}\s+)?(?:(?:had|were|have|was|been|being|being\s+found|found|lay)\s+){{0,2}}{_DIED}\b"
_TOLL = (
    r"the\s+(?:official\s+|overall\s+|total\s+|confirmed\s+)?(?:(?:death\s+)?toll|number\s+of\s+(?:the\s+)?(?:people\s+|those\s+|confirmed\s+)?"
    r"(?:dead|deaths|killed|fatalities|victims))"
)
_RAISING = r"\b(?:rais|bring|brought|tak|took|push|lift)(?:e[ds]?|s|ed|ing|es)?\s+"
_END = r"(?=\s*(?:[.,;:!?)\"”'’–—]|$)|\s+(?:and|but|while|by|according|in\s+all|in\s+total|at\s+first)\b|\s+on\s+[A-Z])"
_BURIED = rf"(?:\s+(?:[a-z]+\s+)?{_PEOPLE}\b)"
_BEHIND = rf"(?:(?P<said>{_SAID_OF})|{_END})"

_COUNTED = r"(?:it|them|that|figures?|numbers?|toll|count|dead|deaths?|losses|total|fatalities|killed|tally|victims)"
_WORDS_BETWEEN = r"[^.;:\"“]{0,90}?"
_WAYS = (
    r"\b(?:spoke|speaks?|speaking|spoken|talks?|talked|talking|told)\s+(?:[a-z]+\s+){0,2}?of\s+",
    rf"\b(?:puts?|putting|placed?|sets?|estimate[sd]?)\s+(?P<put>(?:[\w’']+\s+){{0,3}}?{_COUNTED}\b{_WORDS_BETWEEN})(?:at|as)\s+",
    rf"\b(?:gives?|gave|giving|reported)\s+(?P<gave>(?:the|a|its)\s+{_COUNTED}\b{_WORDS_BETWEEN})as\s+",
    r"\b(?P<bodies>(?:saw|seen|count(?:s|ed)?|found|recovered|collected|received|carried|bur(?:y|ied))\s+(?:the\s+)?(?:bodies|corpses|remains)\s+of|buried)\s+",
    r"\b(?P<carried>saw|seen|found|recovered|collected|received|retrieved|pulled|carried|counted|buried)\s+",
    r"\b(?P<dead>(?:dead|killed|deaths|fatalities|victims)\s+(?:[a-z]+\s+){0,2}?(?:number(?:s|ed)|total(?:s|l?ed)))\s+",
    r"\b(?P<noun>(?:toll|figure|count|tally|total|estimate|number)s?)\s+(?:of|was|is|were|being|(?:stands?|stood)\s+at|came\s+to)\s+",
    r"\b(?:gave|gives?|claims?|claimed|reports?|reported|count(?:s|ed)|list(?:s|ed)|acknowledge[sd]?|admit(?:s|ted)?(?:\s+to)?|conced(?:es|ed)"
    r"|confirm(?:s|ed)?|recorded|documented|registered|insist(?:s|ed)?(?:\s+on)?|says?|said|had|has|have|maintain(?:s|ed)?|believe[sd]?)\s+(?:that\s+)?",
)
_ACCOUNT = re.compile("|".join(f"(?:{way})" for way in _WAYS))
_FIGURE = re.compile(_ROUGHLY + _NUMBER + _BEHIND, re.IGNORECASE)
_PERSONS = re.compile(rf"{_ROUGHLY}{_NUMBER}(?:{_BURIED}|{_BEHIND})", re.IGNORECASE)
_ALTERNATIVE = re.compile(
    rf"(?:,\s*(?:or|and|but)|\s+(?:or|and|but)|\()\s*{_ROUGHLY}{_NUMBER}(?:\s+{_PEOPLE})?\s*,?\s+"
    r"(?:according\s+to|if\s+(?:one|you|we)\b|by\s+(?:the|that|those|its|their|his|local)\b[^.;,]{0,30}?\b(?:count|account|reckoning|figure|tally|estimate)"
    r"|by\s+that\s+of|in\s+the\s+(?:words|view)\s+of)",
    re.IGNORECASE,
)
_RAISED = tuple(
    re.compile(way, re.IGNORECASE)
    for way in (
        rf"{_RAISING}{_TOLL}\b(?P<of>[^.;:]{{0,60}}?)\sto\s+{_ROUGHLY}{_NUMBER}",
        rf"{_RAISING}to\s+{_ROUGHLY}{_NUMBER}\s+{_TOLL}\b(?P<of>)",
    )
)
"""What the dead are now that more were found: "raising the death toll to at least 60", "bringing to 18 the number of dead"."""
_PERHAPS = re.compile(
    rf"(?:\s+{_PEOPLE})?,?\s+(?:and|or)\s+(?:perhaps|possibly|maybe|probably|even)\s+{_ROUGHLY}{_NUMBER}", re.IGNORECASE
)
_NEXT = re.compile(
    r"(?:,|;)?\s+(?:(?:and|but|while|against)\s+)?(?P<who>(?:the|a|an|its|those|some|local)\s+[^,;.:\d]{2,50}?|[A-Z][^,;.:\d]{1,50}?|[a-z]+)"
    rf",?\s+(?:(?:at|of|to|had|has|says?|said|just|only|themselves)\s+)*{_ROUGHLY}{_NUMBER}{_BEHIND}"
)
"""What goes on counting as the clause before it did: ", residents at 40", "and the army 231", "; survivors say 22"."""
_UP_TO_COMMA = re.compile(r"[^,;.:\d]{0,60}(?=[,;])")
_COUNTING = re.compile(
    r"\b(?:puts?|putting|spoke|speaks?|speaking|figures?|toll|count(?:s|ed)?|says?|said|according|official|reported|gave|gives?)\b"
)
_OF_OTHERS = re.compile(
    r"\b(?:wounded|injured|injuries|hurt|missing|captured|displaced|arrest\w*|detain\w*|kidnap\w*|abduct\w*|militants?|rebels?|attackers?"
    r"|assailants?|insurgents?|gunmen|terrorists?|jihadists?|fighters|guerrillas?|strength|age[ds]?|year|since|month|enem(?:y|ies))\b",
    re.IGNORECASE,
)
"""What says that others are counted, or over a longer time."""
_OLD = re.compile(
    r"\b(?:earlier|initial|previous|preliminary|provisional)\s+(?:death\s+)?(?:toll|count|figure|report|estimate|tally|number)s?\b",
    re.IGNORECASE,
)
_WORDS_OF_OLD = 40
"""What no longer holds, and characters before an account in which it is said to be that."""
_HURT = re.compile(r"\b(?:wounded|injured|hurt|missing|injuries)\b")
_PARTS = re.compile(r"\b(?:including|among|them|whom|mostly|mainly)\b")
_FOR_ANOTHER = re.compile(r"\bfor\s+[A-Z]")
"""What says that some of those counted are told, and that it is of a place by its name."""
_REMAINS = re.compile(r"\b(?:bodies|corpses|graves)\b")
_OVER_TIME = re.compile(
    r"[^.;,]{0,60}\b(?:since|this\s+(?:year|month)|(?:in|over)\s+(?:the\s+)?(?:past|last|recent))\b"
)
_FIRST = re.compile(
    r"\b(?:first|initially|originally|earlier|previously)\s+(?:\w+\s+){0,3}?(?:of\s+|at\s+|that\s+)?(?:\w+\s+){0,2}?$|\bthen\s+$"
)
_WORDS_OF_FIRST = 60
_LATER = re.compile(r"\b(?:acknowledg\w+|admit\w+|conced\w+|rais\w+|revis\w+|later|then|correct\w+)\b")
"""What a source counted at first, and what tells that it did so otherwise since."""


@dataclass(frozen=True, slots=True)
class Account:
    """A number of dead by some source: where the words that introduce it begin, whether they say that the dead are counted, and
    whether it stands against another in the same sentence."""

    start: int
    span: Span
    number: int
    is_of_dead: bool
    is_set_against: bool = False
    is_of_remains: bool = False
    """Whether bodies are counted, of which there may be more elsewhere."""
    is_raised: bool = False
    """Whether it takes the place of what was counted before."""


def accounts_in(text: str, start: int, end: int) -> tuple[Account, ...]:
    """Return the accounts of a toll in a sentence, in text order.

    >>> text = "The army put the dead at 12, residents at 40."
    >>> [(account.number, account.is_of_dead) for account in accounts_in(text, 0, len(text))]
    [(12, True), (40, True)]
    """
    found: list[Account] = []
    at = start
    while (match := _ACCOUNT.search(text, at, end)) is not None:
        at = match.end()
        figure = (_PERSONS if match["bodies"] else _FIGURE).match(text, at, end)
        between = match["put"] or match["gave"] or ""
        if _FOR_ANOTHER.search(between):
            continue
        if figure is None or _OF_OTHERS.search(between) or (match["carried"] and figure["said"] is None):
            continue
        is_dead = figure["said"] is not None or match["bodies"] or match["dead"] or re.search(_DIED, between)
        account = _account(match.start(), figure, bool(is_dead) or "toll" in (between, match["noun"]))
        is_old = _OLD.search(text[max(start, match.start() - _WORDS_OF_OLD) : figure.start()]) is not None
        if account is None or is_old or _is_of_others(text, figure, end):
            continue
        is_of_remains = bool(match["bodies"]) or _REMAINS.search(figure[0]) is not None
        found.append(dataclasses.replace(account, is_of_remains=is_of_remains))
        at = figure.end()
        for after in _that_go_on(text, at, end):
            found.append(dataclasses.replace(after, is_of_dead=account.is_of_dead))
            at = after.span.end
    return (*found, *_raised(text, start, end))


def _raised(text: str, start: int, end: int) -> Iterator[Account]:
    """What a sentence says the toll has come to, unless over a longer time."""
    for match in (found for way in _RAISED if (found := way.search(text, start, end)) is not None):
        account = _account(match.start(), match, True)
        is_over_time = _OVER_TIME.match(text, match.end(), end) or re.search(
            r"\b(?:since|war|year|month)\b", match["of"]
        )
        if account is not None and is_over_time is None:
            yield dataclasses.replace(account, is_raised=True)


def _account(start: int, match: re.Match[str], is_of_dead: bool, is_set_against: bool = False) -> Account | None:
    number = parse_number(match["number"])
    if number is None or (is_year(match["number"]) and not is_of_dead):
        return None
    return Account(start, Span(*match.span("number")), number, is_of_dead, is_set_against)


def _is_of_others(text: str, figure: re.Match[str], end: int) -> bool:
    """ "Spoke of 14 attackers killed": whether the words of an account or the one behind say that the victims are not counted."""
    behind = text[figure.end("number") : figure.end()]
    return _OF_OTHERS.search(behind) is not None or _OVER_TIME.match(text, figure.end(), end) is not None


def _that_go_on(text: str, at: int, end: int) -> Iterator[Account]:
    """ "…, residents at 40", "…, the UN at 171, the rebels themselves at eight": what is counted by the verb before."""
    comma = _UP_TO_COMMA.match(text, at, end)
    if comma is not None and _NEXT.match(text, at, end) is None:
        at = comma.end()  # "271 bodies by Friday, and the army 231"
    while (match := _NEXT.match(text, at, end)) is not None and not _OF_OTHERS.search(
        text, match.end("who"), match.end()
    ):
        account = None if _HURT.search(match["who"]) else _account(match.start(), match, False, is_set_against=True)
        if account is None:
            return
        yield account
        at = match.end()


def _set_against(text: str, count: Span, end: int) -> Iterator[Account]:
    """Accounts that the words behind a count set against it: "or 160 if one believes the town", "…; survivors say 22"."""
    perhaps = _PERHAPS.match(text, count.end, end)
    for match in (perhaps, *_ALTERNATIVE.finditer(text, count.end, end)):
        if match is not None and _PARTS.search(text, count.end, match.start()) is not None:
            continue  # "31 civilians, including nine children and four women, according to X"
        if match is not None and (account := _account(match.start(), match, True, is_set_against=True)) is not None:
            yield account
    comma = _UP_TO_COMMA.match(text, count.end, end)
    if comma is not None and _COUNTING.search(text, max(0, count.start - 80), comma.end()):
        yield from _that_go_on(text, comma.end(), end)


def with_rival_counts(events: tuple[Event, ...], story: Story) -> tuple[Event, ...]:
    """Make a toll a range where another source counts otherwise, and give one to what only sources count."""
    context = story.context
    spans = [sentence.span for sentence in context.document.sentences]
    starts = [span.start for span in spans]
    found = list(events)
    told = sorted((mention.start, position) for position, event in enumerate(events) for mention in event.mentions)
    for position in sorted({position for _, position in told}):
        taken = [event.killed.span for event in found if event.killed is not None]
        found[position] = _with_accounts(found[position], position, told, spans, starts, taken, context)
    return tuple(found)


def _with_accounts(
    event: Event,
    position: int,
    told: Sequence[tuple[int, int]],
    spans: Sequence[Span],
    starts: Sequence[int],
    taken: Sequence[Span],
    context: Context,
) -> Event:
    if event.status not in FACTUAL or not context.knowledge.ontology.is_a(event.type, *_DEADLY):
        return event
    text = context.document.article.text
    first = event.killed.span.start if event.killed is not None else event.mentions[0].start
    sentence = max(0, bisect_right(starts, first) - 1)
    count = event.killed
    sentences = spans[sentence : sentence + _LOOK_BACK_FOR_DEAD + 1]
    for number, span in enumerate(sentences):
        if span.start - first > _FARTHEST:
            break
        here = told[bisect_right(told, (span.start, -1)) : bisect_right(told, (span.end, -1))]
        if number and any(other != position for _, other in here):
            break  # "40 died when its men stormed X": of what that sentence tells
        accounts = accounts_in(text, span.start, span.end)
        if number == 0 and count is not None:
            accounts += tuple(_set_against(text, count.span, span.end))
        for account in sorted(accounts, key=lambda a: a.span.start):
            if number > _LOOK_BACK and not account.is_of_dead:
                continue
            owner = _told_last(account.start if number else account.span.start, told)
            if owner is not None and owner != position:
                if number:
                    return _counted(event, count)
                continue
            if count is None and any(account.span.overlaps(span) for span in taken):
                continue  # another event's
            count = _with_account(count, account, text, spans[sentence].end)
    return _counted(event, count)


_DEADLY = ("Attack", "Battle", "SeizureOfPower", "Mutiny")


def _told_last(position: int, told: Sequence[tuple[int, int]]) -> int | None:
    at = bisect_right(told, (position, len(told)))
    return told[at - 1][1] if at else None


def _with_account(count: Count | None, account: Account, text: str, end: int) -> Count | None:
    """A count with another account of it: a range, unless the two are of the same source at different times."""
    if count is None:
        return Count(account.number, account.number, account.span) if account.is_of_dead else None
    if account.is_raised and account.number >= count.minimum and account.span.start > count.span.start:
        return Count(account.number, account.number, account.span)
    if account.span.overlaps(count.span) or account.span.end <= count.span.start or account.number == 0:
        return count
    is_near = count.minimum <= APART * account.number and account.number <= APART * count.maximum
    between = text[count.span.end : account.span.start]
    was_first = _FIRST.search(text[max(0, count.span.start - _WORDS_OF_FIRST) : count.span.start]) is not None
    if account.span.end <= end and was_first and _LATER.search(between):
        return Count(account.number, account.number, account.span)
    is_part = account.is_of_remains and account.number < count.minimum
    if is_part or (not is_near and not account.is_set_against):
        return count
    return Count(min(count.minimum, account.number), max(count.maximum, account.number), count.span)


def _counted(event: Event, count: Count | None) -> Event:
    if count is None or count == event.killed:
        return event
    evidence = (*event.evidence, Evidence("killed", None, count.span, ""))
    return dataclasses.replace(event, killed=count, evidence=evidence)
