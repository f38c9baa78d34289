"""Date expressions of news English: where they stand in a text, and of what parts they are made.

`find_dates` reads a string; what days its expressions mean, `kg.text.days` says.
"""

from __future__ import annotations

import calendar
import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.model import Span

MONTHS = {
    name: number
    for number in range(1, 13)
    for name in (calendar.month_name[number].lower(), calendar.month_abbr[number].lower())
} | {"sept": 9}
"""The number of a month by its name or abbreviation, in lower case."""
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
"""The number of a weekday by its name in lower case, Monday being 0."""
PARTS_OF_DAY = dict.fromkeys(("night", "evening", "afternoon", "morning", "dawn"), "day")
"""Units that are counted as days: "the night before"."""
_MONTH_NAMES = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
_MONTH = rf"(?P<{{0}}>{_MONTH_NAMES})\b\.?"
_YEAR = r"(?P<{0}>(?:1[89]|20)\d\d)(?!\d|[,.]\d)"
_DAY = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?\b"
_NUMBER = (
    r"(?P<{0}>(?i:(?:twenty|thirty|forty|fifty|sixty)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?|an?|one|two|three"
    r"|four(?:teen)?|five|six(?:teen)?|seven(?:teen)?|eight(?:een)?|nine(?:teen)?|ten|eleven|twelve|thirteen|fifteen)|\d{{1,3}})"
)
_NIGHT = r"(?:(?P<night>[Nn]ight)\s+(?:of|from|between)\s+)?"
_WEEKDAY_NAMES = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_OF_WEEK = rf"(?:(?:{_WEEKDAY_NAMES}),?\s+(?:the\s+)?)?"
_DAYS = (
    rf"{_NIGHT}(?:{_OF_WEEK}{_DAY.format('day')}(?:\s*[-–]\s*|\s+to\s+)|"
    rf"[Bb]etween\s+{_OF_WEEK}{_DAY.format('from')}\s+and\s+){_OF_WEEK}{_DAY.format('until')}"
)
"""A range of days of one month ("3-5 May", "between Monday 3 and Friday 7 May"); "3 and 5 May" are two days."""
_WEEKDAY = (
    r"(?<!\bPalm )(?<!\bAsh )(?<!\bHoly )(?<!\bBlack )(?<!\bBloody )(?<!\bMaundy )"
    rf"(?P<weekday>{_WEEKDAY_NAMES})\b"
    r"(?!\s+(?:Mass|Mosque|School|Times|Post|mass|prayers?|market|school|newspaper|sermon|service|lunch|papers?|Market)\b)"
)
"""A day of the week; not where it only says what kind of mass or market is meant, which is held on every such day."""
_HOURS = r"(?:half\s+past\s+)?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}(?:[:.]\d\d)?)"
_PART_OF_DAY = r"(?:night|evening|morning|afternoon)"
_UNIT = r"(?P<unit>day|night|week|fortnight|month|year|decade)s?\b"
_PART = r"(?:(?P<part>(?i:early|late|mid|the end of|the start of|the beginning of))[ -]+)?"
_WHICH_YEAR = r"(?P<which>last|this|that|the same|the following|the next|the current|the previous)\s+year\b"
_OF_YEAR = rf"(?:,?\s+(?:of\s+)?(?:{_YEAR.format('year')}|{_WHICH_YEAR}))?"
_OF_MONTH = (
    r"(?!(?:of|on|to|for|without|with|in|at|by|and|or|but|when|that|which|who|before|after|as|is|was|were|has|had|would|will|from)\b)"
    r"[a-z]"
)
"""The noun that a month says the time of ("the October abduction"), and no word that goes on behind the month itself."""
FEASTS = {
    "new year's day": (1, 1),
    "valentine's day": (2, 14),
    "women's day": (3, 8),
    "may day": (5, 1),
    "bastille day": (7, 14),
    "halloween": (10, 31),
    "all saints' day": (11, 1),
    "all souls' day": (11, 2),
    "armistice day": (11, 11),
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
}
"""Days that a report calls by a name, where they are the same day every year."""
FROM_EASTER = {
    "ash wednesday": -46,
    "palm sunday": -7,
    "maundy thursday": -3,
    "good friday": -2,
    "easter sunday": 0,
    "easter monday": 1,
    "ascension day": 39,
    "whit sunday": 49,
    "pentecost sunday": 49,
    "whit monday": 50,
}
"""Days between Easter Sunday and the feasts that move with it."""
_MOVING = "|".join(name.title() for name in FROM_EASTER)
ORDINALS = tuple(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth"
    " twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first".split()
)

_ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date as the text has it: where it stands, and its parts by name as strings."""

    span: Span
    text: str
    kind: str
    parts: dict[str, str] = field(default_factory=dict)
    is_open: bool = False
    until: DateExpression | None = None
    """The other end of a range of which this is the beginning: "between Friday and Sunday"."""


_CUES = {
    "digit": tuple("0123456789"),
    "month": tuple(calendar.month_abbr[1:]),
    "weekday": tuple(calendar.day_name),
    "near day": ("esterday", "oday", "onight", "vernight", "his ", "ast night", "ast evening"),
    "daytime": (
        "same ",
        "hours",
        "noon",
        "ning",
        "night",
        "day",
        "dawn",
        "sunset",
        "dusk",
        "light",
        "dark",
        "clock",
        "sunrise",
        "am",
        "pm",
        "a.m",
        "p.m",
    ),
    "direction": ("ago", "earlier", "before", "later", "after", " on,"),
    "unit": ("day", "night", "week", "fortnight", "month", "year", "decade"),
    "feast": (
        " Day",
        " Eve",
        "Christmas",
        "Easter",
        "Friday",
        "Sunday",
        "Monday",
        "Wednesday",
        "Thursday",
        "Halloween",
    ),
    "anniversary": ("anniversary",),
    "service": ("prayers", "Mass", "mass", "service"),
    "part of a day": ("night", "morning", "evening", "afternoon", "dawn"),
    "weekend": ("weekend",),
    "days": ("ays ",),
    "moment": ("our", "inute", "oment", "econd", "hortly", "oon ", "mmediately"),
    "to": ("to ", "-", "–", "and "),
    "year": ("18", "19", "20"),
    "in a year": ("year",),
    "on the": ("n the ",),
    "spelt day": ("st of ", "nd of ", "rd of ", "th of "),
    "since": ("since",),
}
"""Letters of which a date of some kind has one: looking for them first takes a tenth of the time of looking for dates."""

_PATTERNS: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = tuple(
    (kind, cues, re.compile(pattern))
    for kind, cues, pattern in (
        ("iso", ("year",), r"\b(?P<year>(?:19|20)\d\d)-(?P<number>[01]\d)-(?P<day>[0-3]\d)\b"),
        ("iso", ("year",), r"\b(?P<day>[0-3]?\d)\.(?P<number>[01]?\d)\.(?P<year>(?:19|20)\d\d)\b"),
        (
            "days",
            ("month", "to", "digit"),
            rf"\b{_DAYS}\s+{_MONTH.format('month')}(?:,?\s+{_YEAR.format('year')})?",
        ),
        (
            "days",
            ("month", "to", "digit"),
            rf"\b{_NIGHT}{_MONTH.format('month')}\s+{_DAYS.removeprefix(_NIGHT)}(?!\d)(?:,?\s+{_YEAR.format('year')})?",
        ),
        (
            "day",
            ("month", "year"),
            rf"\b{_DAY.format('day')}(?:\s+of)?\s+{_MONTH.format('month')},?\s+{_YEAR.format('year')}",
        ),
        ("day", ("month", "year"), rf"\b{_MONTH.format('month')}\s+{_DAY.format('day')},?\s+{_YEAR.format('year')}"),
        (
            "day of",
            ("month", "in a year"),
            rf"\b{_DAY.format('day')}(?:\s+of)?\s+{_MONTH.format('month')},?\s+(?:of\s+)?{_WHICH_YEAR}",
        ),
        (
            "day of",
            ("month", "in a year"),
            rf"\b{_MONTH.format('month')}\s+{_DAY.format('day')},?\s+(?:of\s+)?{_WHICH_YEAR}",
        ),
        (
            "day",
            ("month", "spelt day"),
            rf"\b(?:the\s+)?(?P<day>{_ORDINAL})\s+of\s+{_MONTH.format('month')}(?:,?\s+{_YEAR.format('year')})?",
        ),
        ("day", ("month", "digit"), rf"\b{_DAY.format('day')}(?:\s+of)?\s+{_MONTH.format('month')}"),
        (
            "day",
            ("month", "digit"),
            rf"\b(?:(?P<which>[Ll]ast)\s+)?{_MONTH.format('month')}\s+{_DAY.format('day')}(?!\d)",
        ),
        # "On the last day of June 1993", "on the first night of that year", "on the last day of the month".
        (
            "edge",
            ("on the",),
            r"\b[Oo]n the (?:very )?(?P<edge>first|last) (?:day|night|evening|morning|afternoon) of (?:the year (?=\d))?"
            rf"(?:(?P<month>{_MONTH_NAMES})\b\.?(?!\s\d\d?\b){_OF_YEAR}"
            rf"|{_YEAR.format('only')}|(?P<of>(?:the|that|the same) (?:month|year))\b(?!\s+of\b))",
        ),
        # "Between January and March", "from January to March 2020".
        (
            "months",
            ("month", "to"),
            rf"\b(?:[Bb]etween|[Ff]rom)\s+{_MONTH.format('month')}\s+(?:and|to|until)\s+{_MONTH.format('end')}(?!\s+\d\d?\b)"
            rf"(?:,?\s+(?:of\s+)?{_YEAR.format('year')})?",
        ),
        ("month", ("month", "year"), rf"\b{_PART}{_MONTH.format('month')},?\s+(?:of\s+)?{_YEAR.format('year')}"),
        (
            "month of",
            ("month", "in a year"),
            rf"\b{_MONTH.format('month')}\s+(?:of\s+)?{_WHICH_YEAR}",
        ),
        (
            "feast",
            ("feast", "year"),
            rf"\b{_YEAR.format('year')}\s+(?P<feast>{_MOVING})",
        ),
        (
            "feast",
            ("feast",),
            rf"\b(?P<feast>New Year[’']s (?:Day|Eve)|Christmas (?:Day|Eve)|(?:Boxing|May|Bastille|Armistice) Day|Halloween"
            rf"|(?:Valentine|Women)[’']s Day|All (?:Saints|Souls)[’'] Day|{_MOVING})\b"
            rf"(?!\s+(?i:agreement|accord|deal|peace))(?:,?\s+(?:(?:in|of)\s+)?{_YEAR.format('year')})?",
        ),
        (
            "weekday",
            ("weekday", "unit", "direction"),
            rf"\b{_WEEKDAY},?\s+(?P<back>(?:a|one|two|three)\s+weeks?)\s+ago\b",
        ),
        ("feast", ("feast", "direction"), r"(?:(?<=before )|(?<=after ))(?P<feast>Christmas)\b(?! [A-Z])"),
        # "On a Friday in March": nobody says on which.
        ("any day", ("weekday",), rf"\b(?i:an?|one|another)\s+(?P<any>{_WEEKDAY_NAMES})\b"),
        ("weekday", ("weekday", "unit"), rf"\b{_WEEKDAY}(?:\s+of)?\s+(?P<week>last|this)\s+week\b"),
        (
            "weekday",
            ("weekday",),
            rf"\b(?:(?P<which>(?i:last|this|next|the previous|the following|the same|(?<=on )(?:the|that)))\s+)?{_WEEKDAY}",
        ),
        (
            "anniversary",
            ("anniversary",),
            rf"\b(?P<number>{_ORDINAL}|\d{{1,3}}(?:st|nd|rd|th))\s+anniversary\b",
        ),
        (
            "anniversary",
            ("since", "unit"),
            rf"\b(?:[Mm]ark|[Cc]elebrat|[Cc]ommemorat|[Oo]bserv)(?:e?s|e?d|e|ing)?\s+(?:exactly\s+)?{_NUMBER.format('years')}\s+years?\s+since\b",
        ),
        (
            "service",
            ("weekday", "service"),
            rf"\b(?P<weekday>{_WEEKDAY_NAMES})\s+(?:(?:afternoon|morning|noon|midday|church|communal)\s+)?(?:Mass|mass|prayers|service)\b",
        ),
        (
            "near day",
            ("near day",),
            r"\b(?P<word>(?i:yesterday|today|tonight|overnight|this (?:morning|evening|afternoon)|last (?:night|evening)))\b",
        ),
        (
            "daytime",
            ("daytime",),
            r"\b(?:[Ii]n|[Dd]uring|[Ll]ate in|[Ee]arly in|[Aa]round|[Aa]t about|[Aa]t|[Bb]efore|[Aa]bout|[Ll]ater|[Ee]arlier"
            r"|[Bb]y|[Aa]fter|[Tt]owards?)"
            r"\s+(?:in\s+)?"
            r"(?:the\s+(?:early\s+hours|morning|afternoon|evening|night|(?:same\s+)?day)|noon|midday|midnight|dawn|sunset|dusk|that\s+day|"
            r"daybreak|sunrise|sun-?up|nightfall|first\s+light|dark\b(?!\s[a-z]+s\b)|mid-?morning|mid-?afternoon|"
            rf"(?:{_HOURS})\s+(?:o['’]clock|in\s+the\s+(?:morning|afternoon|evening)|at\s+night)|"
            r"\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?m\b)"
            r"|\b(?:[Tt]hat(?: same)?|[Tt]he same)\s+(?:morning|afternoon|evening|night)\b"
            r"|\b[Aa]t\s+(?:(?:about|almost|around|exactly|nearly|roughly|much)\s+)?the\s+same\s+(?:time|hour|moment)\b(?!\s+as\b)",
        ),
        (
            "ago",
            ("direction", "unit"),
            rf"\b{_NUMBER.format('number')}\s+{_UNIT}\s+(?P<direction>ago|earlier|before|later|after(?:wards?)?|on(?=,))(?!\w)"
            r"(?:\s+(?P<exact>to the day))?",
        ),
        (
            "ago",
            ("since", "unit"),
            rf"\b[Ii]t(?:['’]s| is| has been| will be)(?:\s+(?:just|only|barely|now|exactly|almost|nearly|about|some))*\s+"
            rf"{_NUMBER.format('number')}\s+{_UNIT}\s+(?:(?:on|this|next)\s+\w+\s+)?(?P<direction>since)\b",
        ),
        (
            "ordinal day",
            ("on the", "unit"),
            rf"\b[Oo]n the (?:{_PART_OF_DAY}\s+of\s+the\s+)?(?P<ordinal>{_ORDINAL}|[0-3]?\d(?:st|nd|rd|th))"
            r"\s+of\s+(?:that|the same|the)\s+month\b",
        ),
        (
            "unit",
            ("unit",),
            r"\b(?P<which>(?i:last|this|next|the next|the previous|the following|that|the same))\s+"
            r"(?P<unit>weekend|week|month|year|day)\b(?!\s+of\b)",
        ),
        # "Hours later", "within minutes", "shortly after": the day of what was told before, or of what stands behind it.
        (
            "moment",
            ("moment",),
            r"\b(?i:within|in the space of)\s+(?:(?:a few|several|two|three|four|five|six|twelve|\d{1,2}|the)\s+)?"
            r"(?:hours?|minutes|moments)(?:\s+of)?\b"
            r"|\b(?:(?i:a few|several|some|just|only|barely|an?|one|two|three|four|five|six|eight|ten|\d{1,2})\s+)*"
            r"(?i:hours?|minutes?|moments|seconds|shortly|soon|immediately)\s+(?:(?i:later|earlier|afterwards?|on(?=,))|(?P<of>(?i:before|after)))\b",
        ),
        (
            "few days",
            ("days", "direction"),
            r"\b(?:(?i:a few|several|some)\s+)?(?i:days)\s+(?P<direction>later|after(?:wards?)?)\b",
        ),
        # "The night before", of no event that is named behind it ("the day before the vote").
        (
            "ago",
            ("direction",),
            r"\b(?P<number>[Tt]he|[Aa])\s+(?P<unit>day|night|evening|week|month|year)\s+(?P<direction>before|earlier|later)\b",
        ),
        (
            "ago",
            ("direction",),
            r"(?<=[,–—-]\s)(?P<number>the)\s+(?P<unit>day|night|morning|evening|week|month|year)\s+(?P<direction>after)\b",
        ),
        (
            "unit",
            ("part of a day",),
            r"\b(?P<which>(?i:the next|the previous|the following))\s+(?P<unit>morning|afternoon|evening|night|dawn)\b",
        ),
        (
            "unit",
            ("weekend",),
            r"\b(?i:at|over|during)\s+(?P<which>the)\s+(?P<unit>weekend)\b",
        ),
        (
            "unit",
            ("unit",),
            r"\b(?P<which>(?i:(?:at|towards?|since|from) the (?:start|beginning) of the"
            r"|earlier this|later this|earlier that|later that|earlier in the|later in the))\s+"
            r"(?P<unit>week|month|year)\b",
        ),
        (
            "bare month",
            ("month",),
            r"\b(?:[Ii]n|[Ss]ince|(?P<which>[Ll]ast|[Tt]his|[Tt]hat|(?i:the following|the next|the previous))"
            r"|[Bb]y|[Uu]ntil|[Oo]f|and|[Dd]uring)\s+"
            rf"(?P<part>early |late |mid[ -])?{_MONTH.format('month')}",
        ),
        # "In the October before", of the year before what was told.
        (
            "bare month",
            ("month", "direction"),
            rf"\b[Ii]n (?P<which>the) {_MONTH.format('month')} (?P<beside>before)\b(?=\s*(?:[.,;:)]|$))",
        ),
        # "The October abduction of X", "an abortive March coup", "January's landing".
        (
            "bare month",
            ("month",),
            r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is)\s+(?:(?:early|late|mid|[a-z]+(?:ed|ive|ly|al|less|y|t))[ -])?"
            rf"{_MONTH.format('month')}(?=\s+{_OF_MONTH})",
        ),
        ("bare month", ("month",), rf"\b{_MONTH.format('month')}(?=['’]s\s+[a-z])"),
        # "In March, August and December": what stands between the first and the last of a list.
        ("bare month", ("month",), rf"\b(?:{_MONTH.format('before')}),\s+{_MONTH.format('month')}(?=,|\s+and\s+[A-Z])"),
        # "On the tenth", of the month that was spoken of last: nothing that it could count may follow.
        (
            "ordinal day",
            ("on the",),
            rf"\b[Oo]n the (?:{_PART_OF_DAY}\s+of\s+the\s+)?(?:(?P<ordinal>{_ORDINAL}|[0-3]?\d(?:st|nd|rd|th))"
            r"(?=\s*(?:[.,;:)]|$|(?:and|he|she|it|they|at|in|by|near|outside|inside|when|as|while|with|an?|the|his|her|its|their"
            r"|this|another|some|more|two|three|four|five|six|about|shortly|after|before)\b))"
            # What a day is followed by where it counts nothing: more than one thing, a name, or what was done.
            r"|(?P<digits>[0-3]?\d(?:st|nd|rd|th))(?=\s+(?:[a-z]+(?:[a-rt-z]s|ed|men)|troops|police|was|were|had|came|fell|shot)\b))",
        ),
        ("decade", ("year",), r"\b(?:[Tt]he\s+)?(?P<half>early |late |mid[ -])?(?P<decade>(?:19|20)\d0)s\b"),
        # Not a count: "2011 people", "1900 dead"; but "a bombing in 2002 killed 202". Nor an hour: "at 1950 (0050 GMT)".
        (
            "year",
            ("year",),
            rf"(?<![\d.,$€£-])(?<![Aa]t )\b{_PART}{_YEAR.format('year')}(?!\s+(?:people|civilians|soldiers|troops|men|refugees))"
            r"(?!(?<![Ii]n \d{4})\s+(?:dead|killed))",
        ),
    )
)
_NOUN = re.compile(r"\s+(?!(?:was|is|had|has|saw|did|brought|began|ended|and|but|when|that)\b)[a-z]{3,}")
"""A noun that a year stands before ("the 2002 bombings"), which does not make what is told around it a story of that year."""
_PREPOSITION = re.compile(r"\b(?:on|in|since|from|during|by)\s+$", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|from)\s+(?:(?:about|around|at least|early|late|mid)[ -]+)?$", re.IGNORECASE)


_EVER_SINCE = re.compile(r"\bsince\s(?!then\b)[^.,;:\"“”]{4,90}$")
"""What a clause begins with whose date tells since when something has gone on, and no story of its year."""

_ASIDE = re.compile(
    r"(?<!\bsaid)(?<!\bsays)(?<!\btold)(?<!\bclaimed)(?<!\breported)(?<!\bannounced)(?<!\bis)(?<!\bwas)(?<!\bnight)(?<!\bday)(?<![,–—])"
    r"\s(?:that|which|whose)\s[^.,;:\"“”]{2,60}$"
)
"""What stands before a date of what is only said of something: "the peace that they signed in 2016"."""

_SAID = re.compile(
    r"\b(?:said|told|reported|announced|confirmed|added|stated|says)"
    r"(?:\s+(?:in a statement|(?:the\s+)?[A-Z][\w.]+(?:\s+[A-Z][\w.]+)?|reporters|journalists|the agency))?\s*$"
)
"""What stands before the day on which somebody says something: no day of what is told."""
_DUE = re.compile(
    r"\b(?:(?:due|expected|scheduled|set|planned|meant|hoped)\s(?:to|for|in|on)|(?:is|are)\sto|will|would)\b[\w\s]*$"
)
"""What stands before a time at which something is still to come."""
_COMMA = re.compile(r"[,–—-]\s+(?:(?:just|only|barely|about|nearly|almost|exactly|some|less than|more than)\s+)*$")
_CAME = re.compile(
    r"\b(?:came|comes|come|coming|happened|occurred|took place|was carried out|followed|(?:That|This|It) was)\s+"
    r"(?:(?:just|only|barely|about|nearly|almost|exactly|some|less than|more than)\s+)*$"
)
"""What stands before "two days after …" where the later of two things is known: "the blast came", "it happened on Monday"."""
_BETWEEN = re.compile(r"\s+(?:(?:the|last|this)\s+)?(?:[a-z]+\s+(?:of|on|in)\s+)?")
_OTHER = re.compile(r"\s+(?:the|an?|his|her|its|their|this|that|these|those|they|he|she|it|[A-Z][a-z]+|[a-z]+ing)\b")
"""What may stand between "two days before" and the day that it is counted from, and words that say that it is another one."""
_HAD = re.compile(r"(?:\s+[\w’'-]+){1,3}\s+had\s")
"""What goes on behind "the day before" at the head of a sentence where that is told from the day spoken of."""
_NOW = re.compile(r"\b(?:is|are|has|have|remains?)\b[^.;:]*$")
"""A verb of what is so by now, before a time that is counted: "has named a new leader, five months after"."""
_BEGUN = re.compile(
    r"(?:^|[–—-])[\s\"“‘'(]*(?:(?:just|only|barely|about|nearly|almost|exactly|some|more than|less than)\s+)*$",
    re.IGNORECASE,
)
"""What stands before a time that a sentence begins with, behind the dateline where it has one."""
_NAMED = re.compile(r"\s+(?!(?:that|this|those|these|which)\b)\w")
"""What is told behind "two days after", and not before it ("two days after that")."""
_COARSE = frozenset({"year", "month", "month of", "decade"})
"""Kinds of expressions from which no day or month can be counted."""
_SINGLE = frozenset({"iso", "day", "day of", "weekday", "near day", "feast"})
"""Kinds of expressions that are a single day."""


def find_dates(text: str, start: int, end: int) -> tuple[DateExpression, ...]:
    """Return the date expressions between two offsets of `text`, in order, none overlapping another."""
    found: list[DateExpression] = []
    there = _cues_in(text[start:end])
    for kind, cues, pattern in _PATTERNS:
        if not there.issuperset(cues):
            continue
        for match in pattern.finditer(text, start, end):
            span = _span_of(kind, match)
            if any(span.overlaps(other.span) for other in found):
                continue
            parts = {name: value.lower() for name, value in match.groupdict().items() if value}
            is_open = (
                kind != "days" and bool(_SINCE.search(text, max(start, span.start - 24), span.start))
            ) or match.group().lower().startswith("since")
            whole = Span(_with_preposition(text, start, span.start), span.end)
            if kind in ("bare month", "month", "day") and _DUE.search(text, max(start, whole.start - 40), whole.start):
                parts["due"] = "yes"
            if kind in ("weekday", "near day", "day") and _SAID.search(text, max(start, whole.start - 40), whole.start):
                parts["said"] = "yes"
            if "year" in parts and _EVER_SINCE.search(text, start, whole.start):
                parts["since"] = "yes"
            if "year" in parts and _ASIDE.search(text, start, whole.start):
                parts["since"] = "yes"
            if kind == "year" and whole.start == span.start and _NOUN.match(text, span.end, end):
                parts["before noun"] = "yes"
            found.append(DateExpression(whole, text[whole.start : whole.end], kind, parts, is_open))
    found.sort(key=lambda expression: expression.span)
    found = _without_weekdays_of_days(found, text)
    found = _with_shared_years(_with_years_of_feasts(found, text), text)
    found = [_of_months(e) if e.kind == "months" else e for e in _with_ranges(found, text, start)]
    return tuple(_counted(expression, found, text, start) for expression in _counted_back(found, text))


_RALLY = re.compile(r"\s+[a-z]+(?:\s+(?:in|at)\s+(?:the\s+)?[A-Z][\w-]+)?,?\s+")
"""What stands between a feast that says of what kind something was and its year: "a May Day rally in Colombo in 1993"."""


def _with_years_of_feasts(found: Sequence[DateExpression], text: str) -> list[DateExpression]:
    kept: list[DateExpression] = []
    for expression in found:
        feast = kept[-1] if kept and kept[-1].kind == "feast" and "year" not in kept[-1].parts else None
        if (
            feast is not None
            and expression.kind == "year"
            and _RALLY.fullmatch(text, feast.span.end, expression.span.start)
        ):
            kept[-1] = dataclasses.replace(feast, parts={**feast.parts, "year": expression.parts["year"]})
        else:
            kept.append(expression)
    return kept


_WEEKDAY_OF = re.compile(r",?\s+(?:the\s+)?(?:\()?")
"""What stands between a weekday and the day of the month that it is: "Friday 3 May", "Friday, May 3", "Friday (May 3)"."""


def _without_weekdays_of_days(found: Sequence[DateExpression], text: str) -> list[DateExpression]:
    """ "On Friday, May 3": one day, which the day of the month tells whatever day the page is of."""
    kept: list[DateExpression] = []
    for expression in found:
        weekday = kept[-1] if kept and kept[-1].kind == "weekday" and "week" not in kept[-1].parts else None
        if (
            weekday is not None
            and expression.kind in ("day", "day of", "iso")
            and _WEEKDAY_OF.fullmatch(text, weekday.span.end, expression.span.start)
        ):
            whole = Span(weekday.span.start, expression.span.end)
            parts = {**expression.parts, **({"said": "yes"} if "said" in weekday.parts else {})}
            kept[-1] = dataclasses.replace(expression, span=whole, text=text[whole.start : whole.end], parts=parts)
        else:
            kept.append(expression)
    return kept


_RANGE = re.compile(r"\s+(?:and|to|until|till)\s+(?:(?:early|late)\s+(?:on\s+)?)?")
_FROM = re.compile(
    r"\b(?:(?P<night>(?:over)?night)\s+(?:of|from|between)|between|from)\s+(?:(?:early|late)\s+(?:on\s+)?)?$",
    re.IGNORECASE,
)
"""What stands before the beginning of a range, and between it and its end."""
_ENDS = (frozenset({"weekday"}), frozenset({"day", "iso"}), frozenset({"bare month", "month"}), frozenset({"year"}))
"""Kinds of expressions that are the two ends of a range together."""


def _with_ranges(found: Sequence[DateExpression], text: str, start: int) -> list[DateExpression]:
    """ "Between Friday and Sunday", "from April 28 to May 2": one expression of two ends; a night is of the day it began on."""
    kept: list[DateExpression] = []
    for expression in found:
        first = kept[-1] if kept else None
        begun = _begun(first, expression, text, start) if first is not None else None
        if first is None or begun is None:
            kept.append(expression)
            continue
        whole = Span(begun.start(), expression.span.end)
        while len(kept) > 1 and kept[-2].span.overlaps(whole):
            del kept[-2]  # "overnight", "in the night"
        parts = dict(first.parts)
        if "year" in expression.parts and first.kind == "day" and "which" not in parts:
            earlier = MONTHS[parts["month"]] > MONTHS[expression.parts["month"]]
            parts["year"] = str(int(expression.parts["year"]) - earlier)
        kept[-1] = dataclasses.replace(
            first,
            span=whole,
            text=text[whole.start : whole.end],
            parts=parts,
            is_open=False,
            until=None if begun.group("night") else expression,
        )
    return kept


def _of_months(expression: DateExpression) -> DateExpression:
    """ "Between November and March 2020": from a month to another, of which a year behind them is the year of the last."""
    parts = dict(expression.parts)
    end = parts.pop("end")
    year = {"year": parts["year"]} if "year" in parts else {}
    if year:
        parts["year"] = str(int(year["year"]) - (MONTHS[parts["month"]] > MONTHS[end]))
    kind = "month" if year else "bare month"
    last = dataclasses.replace(expression, kind=kind, parts={"month": end, **year}, is_open=False)
    return dataclasses.replace(expression, kind=kind, parts=parts, is_open=False, until=last)


def _begun(first: DateExpression, last: DateExpression, text: str, start: int) -> re.Match[str] | None:
    """What begins a range before the first of two dates, where they are the ends of one."""
    if first.until is not None or not any({first.kind, last.kind} <= ends for ends in _ENDS):
        return None
    if not _RANGE.fullmatch(text, first.span.end, last.span.start):
        return None
    words = re.match(r"(?:from|between)\s+", first.text, re.IGNORECASE)
    end = first.span.start + (words.end() if words else 0)
    return _FROM.search(text, max(start, end - 32), end)


_LISTED = re.compile(r"\s*(?:,|and|or|,\s*and)\s*(?:again\s+)?(?:(?:in|on)\s+)?")


def _with_shared_years(found: Sequence[DateExpression], text: str) -> list[DateExpression]:
    """ "In July and November 1978", "on May 14 and September 25, 1987": the year at the end of a list is that of all of it."""
    kept: list[DateExpression] = []
    for expression in reversed(found):
        after = kept[-1] if kept else None
        is_bare = expression.kind in ("bare month", "day") and not {"year", "which"} & expression.parts.keys()
        is_listed = after is not None and "year" in after.parts and after.kind in ("month", "day")
        if (
            after is not None
            and is_bare
            and is_listed
            and _LISTED.fullmatch(text, expression.span.end, after.span.start)
        ):
            is_before = MONTHS[expression.parts["month"]] <= MONTHS[after.parts["month"].lower()]
            kind = "month" if expression.kind == "bare month" else "day"
            parts = {**expression.parts, "year": after.parts["year"]}
            expression = dataclasses.replace(expression, kind=kind, parts=parts) if is_before else expression
        kept.append(expression)
    return kept[::-1]


def _cues_in(words: str) -> set[str]:
    """Which kinds of cues are there; asked of every sentence, so in loops, which take less time than generators."""
    there = set()
    for name, cues in _CUES.items():
        for cue in cues:
            if cue in words:
                there.add(name)
                break
    return there


_BACK = frozenset({"week", "year", "decade"})


def _counted_back(found: Sequence[DateExpression], text: str) -> Iterator[DateExpression]:
    """ "Ten years ago this week", "a week ago on Friday": one date, the second counted back by the first."""
    before: DateExpression | None = None
    for expression in found:
        if before is not None and not text[before.span.end : expression.span.start].strip():
            whole = Span(before.span.start, expression.span.end)
            back = f"{before.parts['number']} {before.parts['unit']}"
            yield dataclasses.replace(
                expression, span=whole, text=text[whole.start : whole.end], parts={**expression.parts, "back": back}
            )
            before = None
            continue
        if before is not None:
            yield before
        is_back = expression.kind == "ago" and expression.parts["unit"] in _BACK
        before = expression if is_back and expression.parts["direction"] == "ago" else None
        if before is None:
            yield expression
    if before is not None:
        yield before


def _counted(expression: DateExpression, found: Sequence[DateExpression], text: str, start: int) -> DateExpression:
    """Say from what a number of days is counted that stands before or after something in the sentence that begins at `start`.

    "On Thursday, a day after they ousted him", "A day after they ousted him, he left on Thursday": what is told behind a day and
    a comma, or before them, came before that day. "A day before Saturday's blast" counts from Saturday, and "two weeks before
    the vote" from a day that is not told.
    """
    if expression.kind != "ago" or expression.parts["direction"] not in ("before", "after"):
        return expression
    parts, end = expression.parts, expression.span.end
    following = next((other for other in found if other.span.start >= end), None)
    if following is not None and _BETWEEN.fullmatch(text, end, following.span.start):
        return dataclasses.replace(expression, parts={**parts, "from": "next"})
    if parts["direction"] == "before":
        if _begins(expression, text, start) and _HAD.match(text, end) is not None:
            return dataclasses.replace(expression, parts={**parts, "from": "told"})
        is_of_other = _OTHER.match(text, end) is not None
        return dataclasses.replace(expression, parts={**parts, "from": "unknown"}) if is_of_other else expression
    begin = max(0, expression.span.start - 24)
    is_apart = _COMMA.search(text, begin, expression.span.start) is not None
    is_told = any((o.kind in _SINGLE or o.kind == parts["unit"]) and o.span < expression.span for o in found)
    is_came = _CAME.search(text, begin, expression.span.start) is not None
    if is_came or (is_apart and is_told):
        return dataclasses.replace(expression, parts={**parts, "direction": "back"})
    if is_told or not _NAMED.match(text, end):
        return expression
    if any(o.kind in _COARSE and o.span < expression.span for o in found):
        return dataclasses.replace(
            expression, parts={**parts, "from": "unknown"}
        )  # "in 1975 …, a month after independence"
    if _begins(expression, text, start) and _only_day_behind(end, found, text):
        return dataclasses.replace(expression, parts={**parts, "direction": "back", "from": "later"})
    if _NOW.search(text, start, expression.span.start):
        return dataclasses.replace(expression, parts={**parts, "direction": "back", "from": "now"})
    return expression


_LONGEST_BEGINNING = 60
"""Characters before a time that a sentence begins with: a dateline, and "more than"."""


def _begins(expression: DateExpression, text: str, start: int) -> bool:
    """Whether the sentence from `start` begins with an expression, but for a dateline and "just" or "more than"."""
    begin = max(start, expression.span.start - _LONGEST_BEGINNING)
    before = text[begin : expression.span.start]
    return _BEGUN.search(before if begin == start else f"…{before}") is not None


def _only_day_behind(end: int, found: Sequence[DateExpression], text: str) -> bool:
    """Whether the one date behind a place in a sentence is a day, with a comma before it."""
    behind = [other for other in found if other.span.start >= end]
    return len(behind) == 1 and behind[0].kind in _SINGLE and ", " in text[end : behind[0].span.start]


def _with_preposition(text: str, start: int, begin: int) -> int:
    preposition = _PREPOSITION.search(text, max(start, begin - 8), begin)
    return preposition.start() if preposition else begin


def _span_of(kind: str, match: re.Match[str]) -> Span:
    """Leave a leading preposition out of the words that are kept."""
    if kind == "bare month" and (match.groupdict().get("which") or "").lower().startswith("the "):
        return Span(match.start("which"), match.end())
    if kind == "bare month":
        return Span(match.start("month") if not match.groupdict().get("part") else match.start("part"), match.end())
    return Span(match.start(), match.end())


def has_year(expression: DateExpression) -> bool:
    """Whether an expression says of which year it is, and not only that it is not long ago."""
    if "before noun" in expression.parts:
        return False
    is_counted = expression.kind in ("ago", "unit") and expression.parts["unit"] in ("year", "decade")
    is_counted = is_counted or (expression.kind == "bare month" and expression.parts.get("which", "that") != "that")
    return "year" in expression.parts or expression.kind in ("month of", "day of", "decade") or is_counted
