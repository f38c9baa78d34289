"""How many: the numbers of people killed and injured, and which event of the sentence they belong to."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from kg.extract.arguments import Filler
from kg.extract.reading import BANDS, Reading
from kg.model import Count, Mention, Span
from kg.text.numbers import is_year, parse_number

COUNTED = ("killed", "injured")

APART = 6
"""How many times one account of a toll, in the same sentence, may be another."""

_GROUPS = {"couple": 2, "pair": 2, "duo": 2, "trio": 3}
"""Nouns that say how many they are where nothing follows with "of"."""
_TOGETHER = frozenset({("along", "with"), ("together", "with")})
"""Words that join others to whom was named."""
_REMAINS = frozenset({"lives", "bodies", "corpses", "deaths", "remains"})
"""Words of which there are as many as of those whose they are: "the lives of 121 people"."""


@dataclass(frozen=True, slots=True)
class Toll:
    """A count of people with the word that announced it; `victims` are those the text describes.

    `trigger` is the token of the announcing word.
    """

    kind: str
    count: Count | None
    trigger: int
    victims: tuple[Filler, ...]
    is_of_remains: bool = False
    """Whether bodies were counted."""
    parts: tuple[Count | None, ...] = ()
    """How many each of the victims stands for."""
    sources: tuple[Mention, ...] = ()
    """Who counts so."""
    is_of_names: bool = False
    """Whether it says only who was among them."""
    is_of_them: bool = False
    """Whether it says so of "them", whom the sentence before counts: "Thirteen people died. Two of his sons were among them"."""
    is_more: bool = False
    """Whether they are others than those counted before: "two more died in hospital"."""
    deed: Span | None = None
    """The word for what was done, where only that word tells that those to whom it was done died."""
    others: tuple[Filler, ...] = ()
    """Who else is said to be among those counted, or to have been hit with them."""


def tolls_of(fillers: Sequence[Filler], trigger: int, reading: Reading) -> tuple[Toll, ...]:
    """Return what the fillers of one word count, one toll for each kind."""
    if _are_among(trigger, reading):
        return ()
    found = []
    for kind in COUNTED:
        counted = [
            f
            for f in fillers
            if kind in f.roles
            and not _is_oneself(f.token, reading)
            and not _is_some_of(f.token, trigger, reading)
            and not (f.mention is not None and reading.is_a(f.mention, ("Weapon",)))
        ]
        counted = [f for n, f in enumerate(counted) if n == 0 or not _is_part(f.token, reading)]
        counted = _without_those_among_them(_without_speakers(counted, reading), reading)
        if counted:
            counts = [count_of(counted_token(f, reading), reading) for f in counted]
            beside = _companions(trigger, counted[-1].token, reading) if len(counted) == 1 else None
            is_list_of_names = len(counted) > 1 and all(
                f.mention is not None and f.mention.kind == "name" for f in counted
            )
            is_more = kind == "killed" and is_also(trigger, counted[0].token, reading)
            is_with_him = is_more and any(_is_his(f.token, reading) for f in counted)  # "his driver was also killed"
            if beside is not None or is_list_of_names or is_with_him or any(count is not None for count in counts):
                counts = [count or one_person(filler, reading) for count, filler in zip(counts, counted, strict=True)]
            is_shared = _is_shared(counted, reading) or _adds_up(counts)
            total = _count_before(trigger, reading) or _total(counts, is_shared)
            if total is not None and beside is not None:
                total = Count(total.minimum + beside.minimum, total.maximum + beside.maximum, beside.span)
            total = _with_other_account(total, reading) if kind == "killed" else total
            is_of_remains = reading.view.tokens[trigger].text.lower() in _REMAINS
            is_more = is_more or all(_is_more(f.token, reading) for f in counted)
            victims = tuple(_whose_life(f, reading) for f in counted)
            found.append(Toll(kind, total, trigger, victims, is_of_remains, tuple(counts), is_more=is_more))
    return tuple(found)


def _whose_life(filler: Filler, reading: Reading) -> Filler:
    """ "Cost the lives of two guards", "cost two guards their lives": the guards are those counted."""
    view, token = reading.view, filler.token
    if view.tokens[token].text.lower() == "lives":
        owners = [e.dependent for e in view.edges(token, "nominal") if e.marker == "of"]
        meant = reading.content(owners[0]) if owners else token
    else:
        edge = view.up(token)
        is_number = filler.mention is None and edge is not None and edge.role == "number"
        meant = edge.head if edge is not None and is_number else token
    mention = reading.mentions.get(meant)
    if meant == token or mention is None or view.tokens[meant].text.lower() in _REMAINS:
        return filler
    return dataclasses.replace(
        filler, token=meant, mention=mention, roles=(*{**dict.fromkeys(filler.roles), "victim": None},)
    )


_ACCOUNT = re.compile(
    r"\b(?:spoke|speaks?|speaking|talked|told)\s+(?:only\s+)?of\s+(?P<spoken>[^.;,]{1,40})"
    r"|\b(?:put|puts|putting)\s+(?:it|(?:the|its|their)\s+(?:own\s+)?(?:figure|number|toll|count|dead|losses))\s+at\s+(?P<put>[^.;,]{1,40})"
    r"|\b(?:admitted|acknowledged|conceded|confirmed|counted)\s+(?:to\s+|losing\s+|(?:the|a)\s+loss\s+of\s+)?(?P<admitted>[^.;,]{1,40})"
)
"""Words by which another source counts the dead otherwise: "the police spoke of 11", "headquarters admitted to 23"."""
_ROUGH = frozenset("only just at least more than about some nearly almost over around up to a the no fewer".split())
_DEAD = frozenset("dead deaths killed fatalities bodies victims".split())


def _with_other_account(count: Count | None, reading: Reading) -> Count | None:
    """A count with that of another source behind it in the sentence, as a range; a number of anything else is no account."""
    if count is None:
        return None
    tokens = [t for t in reading.view.tokens if t.span.start >= count.span.end]
    behind = " ".join(t.text for t in tokens)
    for match in _ACCOUNT.finditer(behind):
        between = tokens[: behind[: match.start()].count(" ")]
        if any(is_count(t.index, reading) and not _is_part_at(t.index, reading) for t in between):
            return count  # something else has been counted since
        words = next(group for group in match.groups() if group).split()
        while words and words[0].lower() in _ROUGH:
            words = words[1:]
        number = parse_number(words[0]) if words else None
        is_bare = len(words) == 1 or words[1].lower() in _DEAD
        if number is not None and is_bare and _is_near(count, number):
            return Count(min(count.minimum, number), max(count.maximum, number), count.span)
    other = _other_number(count, reading)
    return count if other is None else Count(min(count.minimum, other), max(count.maximum, other), count.span)


def _is_part_at(index: int, reading: Reading) -> bool:
    """ "31 people, among them six members of parliament": whether a number is of some of those counted before."""
    words = {t.text.lower() for t in reading.view.tokens[max(0, index - 3) : index]}
    return not _PARTING.isdisjoint(words)


_COUNTING = frozenset("speak speaks spoke speaking talk talks talked put puts putting".split())
_OTHERS = frozenset({"injured", "wounded", "hurt", "missing", "injuries", "casualties", "captured", "displaced"})
"""Words that say that it is not the dead who are counted."""
_FARTHEST_VERB, _LONGEST_SOURCE = 6, 6
"""Tokens before "of 10" in which such a verb may stand, and tokens that name the other source."""


def _other_number(count: Count, reading: Reading) -> int | None:
    """ "The army spoke of 10 dead, the hospital of 14": what another source, of which only the preposition tells it, counts."""
    tokens = reading.view.tokens
    inside = reading.view.inside(count.span)
    first = inside.start - 1
    while first > 0 and tokens[first].text.lower() in _ROUGH - {"at"}:
        first -= 1
    preposition = tokens[first].text.lower() if first >= 0 else ""
    before = {t.text.lower() for t in tokens[max(0, first - _FARTHEST_VERB) : max(0, first)]}
    if preposition not in ("of", "at") or before.isdisjoint(_COUNTING):
        return None
    for position in range(inside.stop, len(tokens) - 1):
        if tokens[position].text.lower() not in (",", "and", "but"):
            continue
        words = [t.text.lower() for t in tokens[position + 1 : position + 2 + _LONGEST_SOURCE]]
        is_of_dead = preposition in words and _OTHERS.isdisjoint(words[: words.index(preposition)])
        start = position + 2 + words.index(preposition) if is_of_dead else None
        while start is not None and start < len(tokens) - 1 and tokens[start].text.lower() in _ROUGH:
            start += 1
        if start is not None and start < len(tokens) and tokens[start].pos == "NUM" and is_count(start, reading):
            number = parse_number(tokens[start].text)
            return number if number is not None and _is_near(count, number) else None
    return None


FARTHEST = 3
"""How many times one account of a toll may be another, in another sentence or of another source."""


def is_other_account(one: Count, other: Count) -> bool:
    """Whether two counts are near enough to be of one event."""
    return one.minimum <= FARTHEST * other.minimum and other.minimum <= FARTHEST * one.maximum


def _is_near(count: Count, number: int) -> bool:
    return count.minimum <= APART * number and number <= APART * count.maximum


FALLEN = {"dead": "killed", "killed": "killed", "victims": "killed", "fatalities": "killed"}
FALLEN |= {"wounded": "injured", "injured": "injured", "casualties": "injured"}
"""Words for those who were hit, and which kind of toll they are of."""
BEING = frozenset({"is", "are", "was", "were"})


def _are_among(trigger: int, reading: Reading) -> bool:
    """ "Six clerks were among the dead": not all of them."""
    edges = reading.view.edges(trigger, "case")
    return any(reading.view.tokens[edge.dependent].text.lower() in ("among", "amongst") for edge in edges)


def _is_oneself(token: int, reading: Reading) -> bool:
    """ "A bomber killed himself and four guards": he is no victim of his."""
    return reading.view.tokens[token].text.lower() in ("himself", "herself", "themselves", "itself")


def counted_token(filler: Filler, reading: Reading) -> int:
    """ "Pulled 23 travellers off buses and shot them": those whom a pronoun stands for, where the sentence counts them."""
    mention = filler.mention
    is_here = mention is not None and mention.sentence == reading.sentence.index and 0 <= mention.head < filler.token
    is_pronoun = reading.view.tokens[filler.token].tag == "PRP"
    return mention.head if mention is not None and is_here and is_pronoun else filler.token


def _is_some_of(token: int, trigger: int, reading: Reading) -> bool:
    """ "Four of the wounded died in hospital", "two of the dead were brothers": some of those who were counted before.

    `trigger` is the word that counts: in "29 of the 72 dead were children" the dead are counted themselves.
    """
    view = reading.view
    if token == trigger and view.edges(token, "number"):
        return False
    edge = view.up(token)
    is_part = edge is not None and (edge.role, edge.marker) == ("nominal", "of") and view.tokens[edge.head].pos == "NUM"
    articles = {view.tokens[e.dependent].text.lower() for e in view.edges(token, "determiner")}
    if edge is not None and edge.head > 0 and view.tokens[edge.head - 1].text.lower() == "all":
        return False  # "all eight of the dead"
    return is_part and view.tokens[token].text.lower() in FALLEN and not articles.isdisjoint(("the", "those", "these"))


MORE = frozenset({"another", "more", "other", "others"})


def _is_more(token: int, reading: Reading) -> bool:
    """ "Another died in hospital", "two others died", "four more people died"."""
    view = reading.view
    words = [token, *(e.dependent for e in view.edges(token, "determiner", "modifier", "adverb", "number"))]
    after = {word: view.tokens[word + 1].text.lower() for word in words if word + 1 < len(view.tokens)}
    return any(view.tokens[word].text.lower() in MORE and after.get(word) != "than" for word in words)


_FARTHEST_ALSO = 3


def is_also(trigger: int, hit: int, reading: Reading) -> bool:
    """ "Three civilians were also killed": others than those told of before; "they also killed three" may be elsewhere."""
    before = reading.view.tokens[max(hit, trigger - _FARTHEST_ALSO) : trigger]
    return hit < trigger and any(t.text.lower() == "also" for t in before)


def _is_part(token: int, reading: Reading) -> bool:
    """ "20 people, among them six children": the children are of the 20, wherever a parser hangs them."""
    inside = reading.view.subtree(token)
    first = min((i for i in inside if i <= token), default=token)
    words = [t.text.lower() for t in reading.view.tokens[max(0, first - 3) : token]]
    return bool(_PARTING.intersection(words))


_LONGEST_SPEAKER = 6
"""Tokens from the last of a list to the verb of saying that shows it to name those who say so."""


def _without_speakers(counted: list[Filler], reading: Reading) -> list[Filler]:
    """ "Killing 14 soldiers and three drivers, two security sources said": those behind the comma only tell of it."""
    tokens = reading.view.tokens
    last = max((f.token for f in counted), default=len(tokens))
    behind = tokens[last + 1 : last + 1 + _LONGEST_SPEAKER]
    saying = reading.matches.heads("isReport")
    is_said = next((t for t in behind if t.pos == "PUNCT" or t.index in saying), None)
    if len(counted) < 2 or is_said is None or is_said.index not in saying:
        return counted
    before = [t.index for t in tokens[:last] if t.text == ","]
    spoken = max((comma for comma in before if any(f.token < comma for f in counted)), default=None)
    return counted if spoken is None else [f for f in counted if f.token < spoken]


_LONGEST_AMONG = 4
"""Tokens from the last of those named to "among them": "two teachers of the school among them"."""


def _without_those_among_them(counted: list[Filler], reading: Reading) -> list[Filler]:
    """ "Killing 30 people, a nurse and two teachers among them": the 30, and not 33."""
    words = [t.text.lower() for t in reading.view.tokens]
    if len(counted) < 2:
        return counted
    last = max(f.token for f in counted)
    near = range(last + 1, min(last + 1 + _LONGEST_AMONG, len(words) - 1))
    is_among = any(words[i] in ("among", "amongst") and words[i + 1] in ("them", "whom") for i in near)
    first = min(counted, key=lambda f: f.token)
    is_parted = any(t.text in (",", "-", "–", "—", "(") for t in reading.view.tokens[first.token : last])
    if is_among and is_parted:
        return [first]
    return [f for f in counted if not _is_named_behind(f.token, first.token, reading)]


def _is_named_behind(name: int, plural: int, reading: Reading) -> bool:
    """ "Killed three teachers: X, Y and Z": each of them is one of the three."""
    edge = reading.view.up(name)
    first = reading.view.up(edge.head) if edge is not None and edge.role == "conjunct" else None
    return first is not None and (first.role, first.head) == ("apposition", plural)


_FARTHEST_COMPANION = 18
"""Tokens behind whoever was killed in which others may be told: "killed X, the president, along with 23 others"."""


def _companions(trigger: int, token: int, reading: Reading) -> Count | None:
    """ "Was shot dead along with two bodyguards": how many more a phrase behind the word counts."""
    tokens = reading.view.tokens
    for position in range(max(trigger, token) + 1, min(max(trigger, token) + _FARTHEST_COMPANION, len(tokens) - 2)):
        if tokens[position].pos == "VERB" or tokens[position].text in (";", "."):
            return None
        words = tuple(t.text.lower() for t in tokens[position : position + 2])
        is_with_others = words[0] == "with" and _are_people(position + 1, reading)
        if words in _TOGETHER or is_with_others:
            start = position + 1 if is_with_others else position + 2
            number = next((t.index for t in tokens[start : position + 5] if t.pos == "NUM"), None)
            return _parsed([number], reading) if number is not None else None
    return None


_LONGEST_COMPANY = 4
"""Tokens from a number to whom it counts: "with two of his bodyguards"."""


def _are_people(position: int, reading: Reading) -> bool:
    """ "With five others", "with two bodyguards": whether a number stands at a position and counts people."""
    tokens = reading.view.tokens
    if position >= len(tokens) or not is_count(position, reading):
        return False
    for word in tokens[position + 1 : position + 1 + _LONGEST_COMPANY]:
        mention = reading.mentions.get(word.index)
        if word.text.lower() == "others" or (mention is not None and reading.is_a(mention, _PEOPLE)):
            return True
        if word.tag not in ("JJ", "NN", "NNP", "IN", "PRP$"):
            return False
    return False


_PEOPLE = ("Person", "StateForce")
_SEVERAL = frozenset("family household entourage escort guard crew staff retinue party security convoy team".split())
"""Nouns for more than one that somebody has: "his family"."""


def one_person(filler: Filler, reading: Reading) -> Count | None:
    """ "The minister and 19 other people": one of a list with a number beside it is one person."""
    word, mention = reading.view.tokens[filler.token], filler.mention
    is_somebody = mention is not None and reading.is_a(mention, ("Person",)) and word.tag in ("NN", "NNP", "JJ")
    is_somebody |= (
        filler.token in reading.matches.heads("isIndividual") and word.tag == "NN"
    )  # "the attacker and ten others"
    is_he = word.text.lower() in ("he", "she", "him", "her")
    is_his = word.tag == "NN" and _is_his(filler.token, reading) and word.text.lower() not in _SEVERAL
    return Count(1, 1, word.span) if is_somebody or is_he or is_his else None


def _is_his(token: int, reading: Reading) -> bool:
    owners = {reading.view.tokens[e.dependent].text.lower() for e in reading.view.edges(token, "possessor")}
    return not owners.isdisjoint(("his", "her", "their"))


def _count_before(trigger: int, reading: Reading) -> Count | None:
    """ "Seven people were killed and 10 wounded": a number right before a participle counts its people, whatever the tree says."""
    tokens = reading.view.tokens
    word = tokens[trigger]
    if trigger == 0 or word.tag not in ("JJ", "VBN", "VBD") or tokens[trigger - 1].pos != "NUM":
        return None
    first = trigger - 1
    while first > 0 and tokens[first - 1].text.lower() in _ROUGH:
        first -= 1
    is_of_more = first > 1 and tokens[first - 1].text.lower() == "of" and tokens[first - 2].pos == "NOUN"
    if is_of_more:
        return None  # "40 soldiers of a garrison of some 200 died"
    return number_from(trigger - 1, reading) if is_count(trigger - 1, reading) else None


def is_count(index: int, reading: Reading) -> bool:
    """Whether a number is none of a date."""
    number = reading.view.tokens[index]
    is_number = number.pos == "NUM" and not is_year(number.text)
    return is_number and not any(date.span.overlaps(number.span) for date in reading.dates)


def number_from(index: int, reading: Reading) -> Count | None:
    """The number that a token is a word of: "two hundred", "1,500"."""
    tokens = reading.view.tokens
    first = last = index
    while first > 0 and tokens[first - 1].pos == "NUM":
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].pos == "NUM":
        last += 1
    return _parsed(range(first, last + 1), reading)


def _total(counts: Sequence[Count | None], is_shared: bool) -> Count | None:
    """Coordinated victims add up ("20 soldiers and three civilians"); one vague member makes the sum vague.

    A number that is shared counts all that follow ("69 men, women and children").
    """
    known = [c for c in counts if c is not None]
    if is_shared and counts[0] is not None and (len(known) == 1 or _adds_up(counts)):
        return known[0]
    if not known or len(known) < len(counts):
        return None
    span = Span(min(c.span.start for c in known), max(c.span.end for c in known))
    return Count(sum(c.minimum for c in known), sum(c.maximum for c in known), span)


def _adds_up(counts: Sequence[Count | None]) -> bool:
    """ "Six people - four policemen and two drivers -": whether a list, for the parser, counts once more what stands before it."""
    known = [c.minimum for c in counts if c is not None]
    return len(known) == len(counts) > 2 and known[0] == sum(known[1:])


def _is_shared(fillers: Sequence[Filler], reading: Reading) -> bool:
    """Whether those after the first of a list are plurals with nothing of their own before them."""
    view = reading.view
    others = [filler.token for filler in fillers[1:]]
    return all(
        view.tokens[other].tag == "NNS" and not view.edges(other, "number", "determiner", "possessor", "modifier")
        for other in others
    )


def count_of(token: int, reading: Reading) -> Count | None:
    """Return how many a noun phrase speaks of: its number, or one for "a soldier"; None for names, plurals and "dozens"."""
    view = reading.view
    for position in dict.fromkeys((token, reading.content(token))):
        number = _number_at(position, reading)
        if number is not None:
            return number
        edge = view.up(position)
        if edge is not None and edge.role == "nominal" and reading.content(edge.head) == position:
            number = _number_at(edge.head, reading)
            if number is not None:
                return number
            return None
    word = view.tokens[token]
    articles = {view.tokens[e.dependent].text.lower() for e in view.edges(token, "determiner", "possessor")}
    if word.text.lower() in _GROUPS and articles:
        size = _GROUPS[word.text.lower()]
        return Count(size, size, word.span)
    if "both" in articles and word.tag == "NNS":
        return Count(2, 2, word.span)
    if word.text.lower() == "another":
        return Count(1, 1, word.span)  # "killing two and wounding another"
    if word.text.lower() in _REMAINS:
        owners = [e.dependent for e in view.edges(token, "nominal") if e.marker == "of"]
        return next((count for owner in owners if (count := count_of(owner, reading)) is not None), None)
    before = _count_before(token, reading)
    if before is not None:
        return before  # "26 dead and about 60 wounded"
    is_one = any(
        view.tokens[e.dependent].text.lower() in ("a", "an", "another") for e in view.edges(token, "determiner")
    )
    members = [e.dependent for e in view.edges(token, "nominal") if e.marker == "of"] if is_one else []
    if members and view.tokens[members[0]].pos == "NUM":
        return _parsed(members[:1], reading)  # "a family of six"
    if is_one and word.tag == "NN" and reading.content(token) == token:
        return Count(1, 1, word.span)
    return None


def _number_at(position: int, reading: Reading) -> Count | None:
    view = reading.view
    word = view.tokens[position]
    if word.pos == "NUM" and not is_year(word.text):
        return _parsed([position], reading)
    for edge in view.edges(position, "number"):
        inside = sorted(
            i
            for i in view.subtree(edge.dependent)
            if view.tokens[i].pos in ("NUM", "NOUN", "SYM") or view.tokens[i].text == "-"
        )
        number = _parsed(inside, reading) or _parsed([edge.dependent], reading)
        if number is not None:
            return number
    before = position - 1
    while before > 0 and view.tokens[before].tag in ("NN", "NNS", "JJ") and view.tokens[before].pos != "NUM":
        before -= 1
    edge_up = view.up(before) if before >= 0 else None
    if (
        edge_up is not None
        and edge_up.role == "number"
        and before < edge_up.head < position
        and is_count(before, reading)
    ):
        return _parsed([before], reading)  # "eight plainclothes policemen"
    for edge in view.edges(position, "modifier", "compound"):
        word = view.tokens[edge.dependent]
        if (word.text.istitle() or word.tag == "JJ") and (number := _parsed([edge.dependent], reading)) is not None:
            return number  # "Thirteen people", "thirteen others": the word may be taken for a name or an adjective
    return None


def _parsed(tokens: Sequence[int], reading: Reading) -> Count | None:
    words = [reading.view.tokens[i] for i in _whole(tokens, reading)]
    if not words:
        return None
    span = Span(words[0].span.start, words[-1].span.end)
    if (bounds := _range(words[0].index, words[-1].index, reading)) is not None:
        return Count(*bounds, span)
    value = parse_number(" ".join(w.text for w in words).replace(" - ", "-"))
    first = words[0].index
    if value is not None and [t.text.lower() for t in reading.view.tokens[max(0, first - 2) : first]] == ["half", "a"]:
        value //= 2  # "half a dozen"
    return None if value is None else Count(value, value, span)


def _range(first: int, last: int, reading: Reading) -> tuple[int, int] | None:
    """ "Between 51 and 64 people", "20 to 30": two numbers that bound one count."""
    tokens = reading.view.tokens
    for position in range(max(0, first - 2), last + 1):
        behind = position + 2
        while behind < len(tokens) and tokens[behind].text.lower() in _ROUGH:
            behind += 1  # "from 130 to nearly 400"
        if behind >= len(tokens) or tokens[position].pos != "NUM" or tokens[behind].pos != "NUM":
            continue
        joint = tokens[position + 1].text.lower()
        is_between = joint == "and" and position > 0 and tokens[position - 1].text.lower() == "between"
        if not (position <= last <= behind or position <= first <= behind):
            continue
        if is_between or joint in ("to", "or", "–"):
            low, high = (parse_number(tokens[i].text) for i in (position, behind))
            if joint == "to" and high is not None and _is_changing(position, reading):
                return high, high
            return (low, high) if low is not None and high is not None and low < high else None
    return None


_CHANGING = frozenset(
    """
    rise rises rose risen rising climb climbs climbed climbing jump jumps jumped grow grows grew grown increase increases
    increased raise raised revise revised go goes went gone soar soared mount mounted up down upward upwards downward drop
    dropped fall fell lower lowered
    """.split()
)
"""Words that say of a toll that it was another before."""
_CHANGED_BEFORE = 6
"""Tokens before "from 20 to 24" in which such a word may stand."""


def _is_changing(first: int, reading: Reading) -> bool:
    """ "The toll rose overnight from 20 to 24": the second number is what it is now."""
    words = [t.text.lower() for t in reading.view.tokens[max(0, first - _CHANGED_BEFORE) : first]]
    return "from" in words[-3:] and not _CHANGING.isdisjoint(words)


def _whole(tokens: Sequence[int], reading: Reading) -> list[int]:
    """The tokens of a number with those that a hyphen ties to it: "Thirty - four" is one."""
    if not tokens:
        return []
    every = reading.view.tokens
    tokens = [t for t in tokens if every[t].text != "-" or min(tokens) < t < max(tokens)] or tokens
    first, last = min(tokens), max(tokens)
    while first >= 2 and every[first - 1].text == "-" and every[first - 2].pos == "NUM":
        if every[first - 2].span.end != every[first - 1].span.start:
            break
        first -= 2
    while last + 2 < len(every) and every[last + 1].text == "-" and every[last + 2].pos == "NUM":
        if every[last].span.end != every[last + 1].span.start:
            break
        last += 2
    return list(range(first, last + 1)) if (first, last) != (min(tokens), max(tokens)) else list(tokens)


FROM_ABOVE = "AirStrike"
"""What armed people on the ground do not do: those whom it kills are no attackers."""

_PARTING = frozenset({"including", "among"})
_PART_AFTER, _WORDS_OF_PART = 10, 5
"""Tokens behind a count in which it may say how many of them were the attackers, and behind that number in which it says so."""


def attackers_in(count: Count | None, reading: Reading) -> int:
    """How many of a count were the attackers: "27 people, four of them suspected fighters of X", "17, including 12 gunmen"."""
    tokens = reading.view.tokens
    end = len(tokens) if count is None else count.span.end
    first = next((t.index for t in tokens if t.span.start >= end), len(tokens))
    for position in range(first, min(first + _PART_AFTER, len(tokens))):
        if tokens[position].text.lower() in _PARTING and _is_one_attacker(position + 1, reading):
            return 1
        if tokens[position].pos != "NUM":
            continue
        before = {t.text.lower() for t in tokens[max(first, position - 2) : position]}
        after = [t.text.lower() for t in tokens[position + 1 : position + 3]]
        is_part = bool(before & _PARTING) or after in (["of", "them"], ["of", "whom"])
        near = (m for m in reading.mentions.values() if position < m.head <= position + _WORDS_OF_PART)
        near = (m for m in near if not any(t.text in (",", "and") for t in tokens[position : m.head]))
        part = _parsed([position], reading)
        if is_part and part is not None and any(_is_armed(mention, reading) for mention in near):
            return part.minimum
    return 0


def _is_one_attacker(position: int, reading: Reading) -> bool:
    """ "Including the bomber": whether one attacker stands right at a position."""
    tokens = reading.view.tokens
    if position >= len(tokens) or tokens[position].text.lower() not in ("the", "a", "an", "its"):
        return False
    near = (m for m in reading.mentions.values() if position < m.head <= position + 3 and tokens[m.head].tag == "NN")
    return any(_is_armed(mention, reading) for mention in near)


def without_attackers(toll: Toll, reading: Reading) -> Toll:
    """ "Twenty people died, including six of the attackers": fourteen, where a sentence tells of nothing but the toll."""
    own = attackers_in(toll.count, reading) if toll.kind == "killed" else 0
    if toll.count is None or not 0 < own < toll.count.minimum:
        return toll
    left = Count(toll.count.minimum - own, toll.count.maximum - own, toll.count.span)
    return dataclasses.replace(toll, count=left)


def _is_armed(mention: Mention, reading: Reading) -> bool:
    return mention.kind == "nominal" and reading.is_a(mention, ("ArmedGroup",))


def of_others(toll: Toll, perpetrators: Sequence[Mention], reading: Reading, kind: str | None = None) -> Toll | None:
    """A toll without the attackers' own dead: of "three policemen and six gunmen were killed" three, of "three gunmen" none."""
    own = own_dead(toll, perpetrators, reading, kind)
    return toll_without(toll, own)


def toll_without(toll: Toll, own: Sequence[Filler]) -> Toll | None:
    """A toll without some of those that it counts; None where no others are left."""
    if not own:
        return toll
    left = [(f, c) for f, c in zip(toll.victims, toll.parts, strict=True) if f not in own]
    if not left:
        return None
    victims, parts = zip(*left, strict=True)
    return dataclasses.replace(toll, count=_total(parts, False), victims=victims, parts=parts)


_LONG = frozenset("conflict war insurgency rebellion campaign crisis uprising unrest violence wars".split())
"""What goes on for years, and has a toll of its own."""
_PERIODS = frozenset("day week month year decade days weeks months years decades".split())
_HOURS = frozenset("dawn sunrise daybreak morning noon afternoon evening sunset dusk night midnight then".split())
_PERFECT = frozenset({"have", "has", "had", "'ve", "’ve"})


def is_over_time(toll: Toll, reading: Reading) -> bool:
    """ "More than 300 people have been killed since January", "the war has cost 40,000 lives": of many events, and of none."""
    view = reading.view
    verb = view.clause(toll.trigger)
    verbs = [verb, *(edge.head for edge in view.ancestors(verb) if edge.role in ("conjunct", "open clause"))]
    auxiliaries = {view.tokens[e.dependent].text.lower() for v in verbs for e in view.edges(v, "auxiliary")}
    inside = sorted(view.subtree(verb))
    words = [view.tokens[i].text.lower() for i in inside]
    if auxiliaries.isdisjoint(_PERFECT):
        is_of_year = any(words[i : i + 2] in (["last", "year"], ["this", "year"]) for i in range(len(words)))
        return is_of_year and any(_is_of_any_weapon(s, reading) for s in view.subjects(verb))
    subjects = {view.tokens[reading.content(s)].text.lower() for s in view.subjects(verb)}
    is_of_war = not subjects.isdisjoint(_LONG)
    is_a = reading.knowledge.ontology.is_a
    events = (m for m in reading.matches if any(is_a(name, "Event") for name in m.entry.denotes))
    told = {view.tokens[m.head].text.lower() for m in events}
    return is_of_war or any(_is_since(n, words, told - _LONG) or _is_over_period(n, words) for n in range(len(words)))


def _is_of_any_weapon(subject: int, reading: Reading) -> bool:
    """ "Car bombs claimed 313 lives last year": a plural that neither a number nor an article tells apart."""
    mention, view = reading.mention_at(subject), reading.view
    is_weapon = mention is not None and reading.is_a(mention, ("Weapon",))
    return is_weapon and view.tokens[subject].tag == "NNS" and not view.edges(subject, "determiner", "number")


def _is_since(position: int, words: Sequence[str], events: Set[str]) -> bool:
    """ "Since January", "since the war began"; "since dawn", "since May 8" and "since the battle began" go no farther back
    than an event may."""
    after = words[position + 1 : position + 4]
    is_near = any(word.endswith("day") or word in _HOURS or (word.isdigit() and len(word) < 3) for word in after)
    is_near |= after[:1] == ["the"] and not events.isdisjoint(after)
    return words[position] == "since" and bool(after) and not is_near


def _is_over_period(position: int, words: Sequence[str]) -> bool:
    """ "In the past two months", "over the last year", "so far this year"."""
    after = words[position + 1 : position + 4]
    is_past = words[position] in ("past", "last", "recent") and not _PERIODS.isdisjoint(after)
    is_several = any(word.endswith("s") for word in after if word in _PERIODS) or words[position] == "past"
    is_this = words[position] == "this" and after[:1] in (["year"], ["month"])
    return (is_past and is_several) or is_this


_GUARDS = frozenset(
    "militia militiaman militiamen vigilante vigilantes volunteer volunteers auxiliary auxiliaries".split()
)


def is_guard(mention: Mention) -> bool:
    """ "An assault by X in which 11 militiamen died": armed men who mostly stand guard, and are no attackers where others are."""
    return not _GUARDS.isdisjoint(mention.label.lower().split())


_STATE = ("StateForce", "Government", "Junta", "Country")


def own_dead(
    toll: Toll, perpetrators: Sequence[Mention], reading: Reading, kind: str | None = None
) -> tuple[Filler, ...]:
    """Those of the dead who are the attackers' own, and so no victims; `kind` is the class of what was done.

    Armed people are taken for the attackers, unless they are insurgents whom a state's forces are said to have struck, or were
    struck from above.
    """
    dead = {filler.mention for filler in toll.victims}
    names = {p.label.lower().split()[-1] for p in perpetrators if p.label.strip() and p not in dead}
    is_by_state = any(reading.is_a(p, _STATE) for p in perpetrators)
    is_a = reading.knowledge.ontology.is_a
    kinds = [kind for match in reading.matches for kind in match.entry.denotes]
    is_from_above = any(is_a(name, FROM_ABOVE) for name in ([*kinds, kind] if kind is not None else kinds))
    # "Paramilitaries killed eight leaders of a band": whoever is said to be killed by others than soldiers is of another band.
    doers, hit = set(reading.view.subjects(toll.trigger)), set(reading.view.objects(toll.trigger))
    is_by_band = any(p.head in doers and not reading.is_a(p, _STATE) for p in perpetrators)
    own = []
    for filler in toll.victims:
        mention = filler.mention
        if mention is None:
            continue
        is_other = mention.kind == "name" and reading.is_a(
            mention, BANDS
        )  # "the army killed ten of the Ruritanian Army"
        is_named_so = mention.label.lower().split()[-1:] and mention.label.lower().split()[-1] in names and not is_other
        is_group = reading.is_a(mention, ("ArmedGroup",)) and not (is_by_band and filler.token in hit)
        is_beside = any(f.mention is not None and not reading.is_a(f.mention, ("ArmedGroup",)) for f in toll.victims)
        is_by_militia = any("militia" in p.label.lower() for p in perpetrators)
        # "Nine soldiers and four members of a militia were killed": on one side.
        is_group &= not (is_guard(mention) and (perpetrators or is_beside) and not is_by_militia)
        if is_named_so or (
            is_group and not (is_from_above or (is_by_state and reading.is_a(mention, ("InsurgentGroup",))))
        ):
            own.append(filler)
    return tuple(own)
