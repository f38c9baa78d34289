"""A whole article read: every sentence's mentions, events and relations, in order."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from kg.extract.again import LAST_TOLD, with_same_again
from kg.extract.bearers import named_by_copula, names_given
from kg.extract.belongings import is_plain, read_belongings
from kg.extract.called_later import called_coups
from kg.extract.dated import Dated
from kg.extract.doers import behind_men
from kg.extract.entities import is_of_another
from kg.extract.events import NOTHING_TOLD, read_events
from kg.extract.headings import Head, heads_of
from kg.extract.introduced import introduced
from kg.extract.known_names import NameHit
from kg.extract.machines import with_owners
from kg.extract.mentions import find_mentions
from kg.extract.namesakes import Namesakes
from kg.extract.outcomes import puts_down
from kg.extract.pronouns import (
    NEAR,
    OF_FORCES,
    antecedents_of,
    bodies_meant,
    last_word,
    own_forces,
    places_meant,
    self_named,
)
from kg.extract.prospects import Outlook
from kg.extract.reading import Reading, last_list, last_pair, last_words
from kg.extract.relations import read_relations
from kg.extract.retold import is_elsewhere
from kg.extract.roundups import told_until
from kg.extract.spoken import spoken_names
from kg.extract.standing import has_rank, is_in_office, is_public_figure
from kg.extract.ties import DEPOSED, LEADS, RelationMention
from kg.extract.times import Calendar, dates_of, resolve_dates
from kg.extract.tolls import Toll
from kg.extract.triggers import find_matches
from kg.extract.whereabouts import places_of, scenes_of
from kg.knowledge.knowledge import Knowledge
from kg.model import Argument, Article, DateRange, Document, EventMention, Mention, Sentence, Span
from kg.text.dates import DateExpression, find_dates
from kg.text.days import resolve
from kg.text.parser import Tagged
from kg.text.sentences import is_dateline
from kg.text.syntax import View

LEAD = 3
"""Sentences of an article, headline included, that tell its main event."""

_FIRST_NAME = re.compile(r"([^\W\d_a-z][\w’'-]+),? (?!and |&)")
_FAR = 80
"""Mentions back to where somebody may have been named in full whom a family name alone then stands for."""

_HAD = re.compile(
    r"\bhad (?:\w+ly |already |also |once |first |been )?\w+(?:ed|en|wn|de|ught|un|ut|old|eft|ent|ept|elt|ost|ood)\b"
)
"""The pluperfect, as far as its participle can be told by its letters."""

_BY_NOW = re.compile(
    r"\b(?:has|have)\s(?:\w+\s)?(?:been|\w+ed|taken|become|shown|done|grown|fallen|risen|gone|made)\b|\bSince then\b"
)
"""What tells of how things are by now, and ends a story of an earlier year."""

_HEAD = 40
"""Letters of a date that a paragraph begins with, before its first sentence."""

_THERE = re.compile(
    r"(?:\b(?:in|at|near|outside)\s+(?:the\s+(?:[\w-]+\s+){0,2}(?:town|city|village|port|capital)(?:\s+of|,)\s+)?"
    r"|\b[Tt]he\s+(?:town|city|village)\s+of\s+)$"
)
"""What stands before a town that something is in."""
_VILLAGE_OF = re.compile(
    r"\b(?:town|village|hamlet)\s+of\s+(?P<name>[A-Z][\w’'-]+(?:[ -][A-Z][\w’-]+){0,2})(?!\w|['’]s)"
)
"""A place that no list has, and that its own words make one."""
_SPEAKING = re.compile(
    r"\b(?:said|says|told|announced|reported|added|speaking|according|born|lives?|met|meeting|talks)\b"
)
"""What tells that somebody spoke there, or was there at another time."""

_LONGEST_QUESTION = 100
_LATE = 3
"""Days at most between the day on which a report is filed and that of publication."""


_OF_DATELINE = frozenset({"day", "weekday"})


def _filed_on(dates: Sequence[tuple[DateExpression, DateRange]], published: str | None) -> str | None:
    """ "ISLAMABAD, May 1 (CPS) -", "COLOMBO, Tuesday -": the day that "today" and "last night" are told from, where it is shortly
    before publication."""
    days = [date.first for expression, date in dates if expression.kind in _OF_DATELINE and date.first == date.last]
    if published is None or len(days) != 1 or days[0] is None:
        return published
    late = (dt.date.fromisoformat(published[:10]) - dt.date.fromisoformat(days[0])).days
    return days[0] if 0 < late <= _LATE else published


_QUESTION = re.compile(r"\n[^\n.]+\?$")
"""A paragraph that only asks, and whose answer is of the year that it asks about: "And 1987 was different?"."""

_OPENING = re.compile(r"\W*(?:the\s)?", re.IGNORECASE)
"""What stands before a name that a sentence begins with."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What the sentences of an article tell, before anything is gathered.

    `scenes` are the towns that something is said to be in, by sentence; `dateline` is the place that it was filed from;
    `spoken` are those whom a sentence that tells nothing names, who are there only if something points back at them.
    """

    mentions: tuple[Mention, ...]
    appositions: tuple[tuple[Mention, Mention], ...]
    events: tuple[EventMention, ...]
    relations: tuple[RelationMention, ...]
    loose_tolls: tuple[tuple[int, Toll], ...]
    blamed: tuple[tuple[int, Argument], ...]
    dates: tuple[tuple[int, DateRange], ...]
    scenes: tuple[tuple[int, Mention], ...]
    dateline: Mention | None
    spoken: tuple[Mention, ...] = ()
    arms: int = 0
    """Sentences that speak of a party under arms."""

    def retold(self, found: Mapping[int, EventMention]) -> Extraction:
        """The same with other tellings of events, each by the `id` of the former; the ties are of them."""
        relations = (
            dataclasses.replace(
                tie, subject=found.get(id(tie.subject), tie.subject), object=found.get(id(tie.object), tie.object)
            )
            for tie in self.relations
        )
        events = tuple(found.get(id(event), event) for event in self.events)
        return dataclasses.replace(self, events=events, relations=tuple(relations))


def read_document(article: Article, outlook: Outlook, knowledge: Knowledge, *, is_whole: bool = False) -> Document:
    """Parse the sentences of an article that may tell something, or all of them, to see that it makes no difference."""
    worth = [number for number, heads in enumerate(outlook.heads) if heads or is_whole]
    spans = [outlook.spans[number] for number in worth]

    def is_worth(number: int, tagged: Iterable[Tagged]) -> bool:
        return is_whole or outlook.is_worth(worth[number], tagged)

    parsed = dict(
        zip(
            worth,
            knowledge.parser.parse(((article.text[s.start : s.end], s.start) for s in spans), is_worth),
            strict=True,
        )
    )
    return Document(article, tuple(Sentence(i, span, parsed.get(i, ())) for i, span in enumerate(outlook.spans)))


def extract(document: Document, outlook: Outlook, knowledge: Knowledge) -> Extraction:
    """Read every sentence of a document in order; a pronoun or "two days later" looks back at what was read before.

    What a sentence tells is all that it gives, but for its known names and its dates: one that tells nothing might as well
    not have been parsed.
    """
    return _Extractor(document, outlook, knowledge).extraction()


class _Extractor:
    """One article while it is read; a class only to hold what was read before."""

    def __init__(self, document: Document, outlook: Outlook, knowledge: Knowledge) -> None:
        self._document, self._outlook, self._knowledge = document, outlook, knowledge
        self._text = document.article.text
        self._namesakes = Namesakes(document.article, knowledge)
        self._starts = [hit.span.start for hit in outlook.names]
        self._mentions: list[Mention] = []
        self._appositions: list[tuple[Mention, Mention]] = []
        self._events: list[EventMention] = []
        self._relations: list[RelationMention] = []
        self._loose: list[tuple[int, Toll]] = []
        self._blamed: list[tuple[int, Argument]] = []
        self._dates: list[tuple[int, DateRange]] = []
        self._scenes: list[tuple[int, Mention]] = []
        self._stage: tuple[Mention, ...] = ()
        """The towns that the sentence before, of the same paragraph, sets what it tells nothing of in."""
        self._dateline: Mention | None = None
        self._heads = heads_of(self._text, document.article.body, outlook.names, knowledge)
        self._entry: DateRange | None = None
        self._scene: Mention | None = None
        """The date and the place that the paragraph stands under."""
        self._section: tuple[DateRange | None, Mention | None] = (None, None)
        """Those that all paragraphs stand under up to the next heading."""
        self._offices: frozenset[str] = frozenset()
        self._ranks: frozenset[str] = frozenset()
        self._behind: dict[Mention, tuple[Mention, ...]] = {}
        self._publics: frozenset[str] = frozenset()
        self._focus: Mention | None = None
        """Whom or what the last telling sentence is about: its subject; else the named one that a sentence after it is about."""
        self._heard: list[Mention] = []
        """The mentions that a pronoun may stand for, those of people named again where nothing is told among them."""
        self._surnames: set[str] = set()
        self._spoken: list[Mention] = []

    def extraction(self) -> Extraction:
        calendar, ended = Calendar(), self._document.article.body
        published, until = self._document.article.published, told_until(self._document.article)
        begun = ended
        last = self._outlook.last
        for sentence in self._document.sentences:
            start, end = sentence.span.start, sentence.span.end
            if "\n" in self._text[ended:start]:
                self._stage = ()
                self._entry, self._scene = self._section
                if not _QUESTION.search(self._text, max(begun - 1, ended - _LONGEST_QUESTION), ended):
                    calendar = dataclasses.replace(calendar, near=self._entry)
                begun = start
            ended = end
            if (head := self._heads.get(start)) is not None:
                self._stand_under(head, sentence, calendar)
            # What comes after the last sentence that is worth parsing dates and places nothing, but in the lead.
            is_near = last >= 0 and sentence.index <= max(last, LEAD)
            expressions = find_dates(self._text, start, end) if is_near or sentence.tokens else ()
            is_lead = sentence.index <= LEAD
            is_entry = 0 < start - begun < _HEAD and bool(self._dates) and self._dates[-1][0] == sentence.index - 1
            dates = resolve_dates(
                expressions, published, calendar, is_lead=is_lead, until=until, is_entry=is_entry,
                is_pluperfect=bool(expressions) and _HAD.search(self._text, start, end) is not None,
            )  # fmt: skip
            if not self._tells(sentence, expressions, dates):
                self._take_names(sentence, is_near)
            self._introduce(sentence)
            if not expressions and _BY_NOW.search(self._text, start, end):
                calendar = dataclasses.replace(calendar, near=self._entry)
            calendar = calendar.after(dates)
            if is_lead and is_dateline(self._text[start:end]):
                published = _filed_on(dates, published)
            self._dates.extend((sentence.index, date) for _, date in dates)
        return Extraction(
            tuple(self._mentions), tuple(self._appositions), tuple(self._events), tuple(self._relations),
            tuple(self._loose), tuple(self._blamed), tuple(self._dates), tuple(self._scenes), self._dateline,
            tuple(self._spoken), self._outlook.arms,
        )  # fmt: skip

    def _stand_under(self, head: Head, sentence: Sentence, calendar: Calendar) -> None:
        """Take the date and the place at the head of a paragraph, or of all up to the next heading."""
        published = self._document.article.published
        self._entry = resolve(head.date, published, calendar.anchor, calendar.near) if head.date is not None else None
        self._scene = self._named_at(head.place, sentence) if head.place is not None else None
        self._section = (self._entry, self._scene) if head.is_lasting else (None, None)

    def _hear(self, reading: Reading) -> None:
        """ "X was a sergeant then. In 1980 he seized power": take whom a sentence that tells nothing names, and whether it is
        about him."""
        sentence = reading.sentence
        if not self._outlook.is_worth(sentence.index, ((t.text, t.tag, t.pos) for t in sentence.tokens)):
            return  # else what is parsed for nothing would be heard
        subject = _subject(reading)
        named = [m for _, m in sorted(reading.mentions.items()) if m.kind == "name"]
        people = [m for m in named if reading.is_a(m, ("Person",))]
        told = [m for m in people if last_word(m) in self._surnames or (m is subject and " " in m.label)]
        self._spoken.extend(told)
        self._hear_of(told)
        if subject is not None and subject in self._heard[-NEAR:]:
            self._focus = subject

    def _hear_of(self, named: Sequence[Mention]) -> None:
        """Take those whom a pronoun may stand for from now on, and what families they are of."""
        self._heard.extend(named)
        self._surnames |= {last_word(m) for m in named if self._knowledge.ontology.is_a(m.type, "Person")}

    def _introduce(self, sentence: Sentence) -> None:
        """ "A priest was abducted on Monday. The priest, Father X, …": take the name, as that of the priest."""
        found = introduced(sentence, self._text, self._mentions, self._knowledge.ontology)
        if found is None:
            return
        name, told = found
        own = [m for m in self._mentions if m.sentence == sentence.index and m.span == name.span]
        if not own:
            self._mentions = [m for m in self._mentions if not name.span.covers(m.span)]  # a word of the name alone
            self._mentions.append(name)
        self._appositions.append((own[0] if own else name, told))

    def _named_at(self, span: Span, sentence: Sentence) -> Mention:
        """The place at the head of an entry: a known one, or else whatever town it may be."""
        names = [hit for hit in self._names(sentence) if span.covers(hit.span)]
        is_a = self._knowledge.ontology.is_a
        known = _bare_names(sentence, names, self._text, self._knowledge)
        label = self._text[span.start : span.end]
        unknown = Mention(span, label, label, "name", "Settlement", sentence.index, -1)
        return next((mention for mention in known if is_a(mention.type, "Place")), unknown)

    def _names(self, sentence: Sentence) -> list[NameHit]:
        first, end = (bisect_left(self._starts, o) for o in (sentence.span.start, sentence.span.end))
        return [hit for hit in self._outlook.names[first:end] if sentence.span.covers(hit.span)]

    def _tells(
        self,
        sentence: Sentence,
        expressions: tuple[DateExpression, ...],
        resolved: tuple[tuple[DateExpression, DateRange], ...],
    ) -> bool:
        if not sentence.tokens:
            return False
        names = self._names(sentence)
        reading = _reading(
            sentence,
            names,
            expressions,
            self._text,
            self._mentions,
            self._heard,
            self._focus,
            self._surnames,
            self._namesakes,
            self._knowledge,
        )
        reading = dataclasses.replace(
            reading,
            entry=self._entry,
            scene=self._scene,
            published=self._document.article.published,
            offices=self._offices,
            ranks=self._ranks,
            publics=self._publics,
            behind=self._behind,
            told=tuple(self._events[-LAST_TOLD:]),
        )
        if self._entry is not None:
            resolved = tuple((e, date) for e, date in resolved if e.parts.get("direction") != "ago")
        return self._take(reading, dates_of(reading.view, resolved))

    def _take_names(self, sentence: Sentence, is_near: bool) -> None:
        """Take the known names of a sentence that tells nothing, and the place that a dateline names."""
        bare = _bare_names(sentence, self._names(sentence), self._text, self._knowledge)
        bare += self._unlisted_villages(sentence, bare) if is_near else []
        spoken = self._spoken_names(sentence) if is_near else []
        self._mentions.extend(bare)
        self._spoken.extend(spoken)
        self._stage = tuple(town for town in bare if is_near and self._is_scene(town, sentence))
        self._hear_of(sorted((*bare, *spoken), key=lambda m: m.span.start))
        if not bare and not spoken and (person := self._person_at_head(sentence)) is not None:
            self._mentions.append(person)
            self._focus = person
            return
        first = min((*bare, *spoken), key=lambda m: m.span.start, default=None)
        before = self._text[sentence.span.start : first.span.start] if first is not None else ""
        if first is not None and _OPENING.fullmatch(before):
            self._focus = first  # "The ADF was formed in Uganda. Its leader, …"
        else:
            is_body = self._knowledge.ontology.is_a
            self._focus = next((m for m in bare if is_body(m.type, "Organization")), self._focus)
        if is_near and self._dateline is None and is_dateline(self._text[sentence.span.start : sentence.span.end]):
            is_a = self._knowledge.ontology.is_a
            self._dateline = next((m for m in bare if is_a(m.type, "Settlement")), None)

    def _unlisted_villages(self, sentence: Sentence, known: Sequence[Mention]) -> list[Mention]:
        """ "The village of X lies on the border. On Monday men came and killed nine people there": the town it tells of."""
        start, end = sentence.span.start, sentence.span.end
        spans = [Span(*match.span("name")) for match in _VILLAGE_OF.finditer(self._text, start, end)]
        new = [span for span in spans if not any(span.overlaps(mention.span) for mention in known)]
        labels = [self._text[span.start : span.end] for span in new]
        return [
            Mention(span, label, label, "name", "Settlement", sentence.index, -1)
            for span, label in zip(new, labels, strict=True)
        ]

    def _is_scene(self, town: Mention, sentence: Sentence) -> bool:
        """ "A crowd had gathered at a station in X. Men opened fire": whether what is no event is told to be in a town."""
        if not self._knowledge.ontology.is_a(town.type, "Settlement"):
            return False
        before = self._text[sentence.span.start : town.span.start]
        return _THERE.search(before) is not None and _SPEAKING.search(before) is None

    def _spoken_names(self, sentence: Sentence) -> list[Mention]:
        """The unknown names of a sentence that its words alone tell, but for those that its parse told."""
        heard = [m.span for m in self._spoken[-NEAR:] if m.sentence == sentence.index]
        names = spoken_names(sentence, self._names(sentence), self._text, self._knowledge)
        return [m for m in names if not any(m.span.overlaps(span) for span in heard)]

    def _person_at_head(self, sentence: Sentence) -> Mention | None:
        """ "Bozizé, a former army chief, won the vote. In 2003 he had …": whoever was named before, by the first word."""
        word = _FIRST_NAME.match(self._text, sentence.span.start, sentence.span.end)
        if word is None:
            return None
        is_a, family, span = self._knowledge.ontology.is_a, word.group(1), Span(*word.span(1))
        people = (m for m in reversed(self._mentions[-_FAR:]) if m.kind == "name" and is_a(m.type, "Person"))
        found = next((m for m in people if last_word(m) == family), None)
        return found and dataclasses.replace(found, span=span, text=family, sentence=sentence.index, head=-1)

    def _take(self, reading: Reading, dates: Sequence[Dated]) -> bool:
        """Take what a parsed sentence tells; return whether it tells anything."""
        places = places_of(reading)
        keeps, index = self._outlook.keeps_tie, reading.sentence.index
        told = read_events(reading, dates, places) if self._outlook.of_events[index] else NOTHING_TOLD
        told = with_same_again(told, reading)
        told = with_owners(told, self._events[-LAST_TOLD:], reading)
        ties = [t for t in read_relations(reading, told, dates) if keeps(t.subject, t.object, t.is_of_topic, index)]
        ties = [self._of_section(tie) for tie in ties]
        has_tolls = self._outlook.has_events or bool(told.mentions)
        tolls = [
            toll
            for toll in told.loose_tolls
            if has_tolls and (toll.count or toll.is_of_names or _is_of_one(toll, reading))
        ]
        if is_elsewhere(reading):
            tolls = [
                toll for toll in tolls if toll.deed is not None
            ]  # others are of an incident that no word here tells
        blamed = told.blamed if self._outlook.has_events or self._outlook.has_coups else ()
        self._undo(reading, told.mentions)
        for at, coup in called_coups(self._events, told.mentions, self._offices, self._knowledge.ontology):
            self._events[at] = coup
        beside = read_belongings(reading, ties)
        if not (told.mentions or ties or tolls or blamed):
            # Two names side by side tell something alone where one is an armed body that a list knows.
            beside = tuple(tie for tie in beside if is_plain(tie, self._text, self._knowledge))
            if not beside:
                self._hear(reading)
                return False
        ties.extend((*self._heirs(reading, ties), *beside))
        mentions = [m for _, m in sorted(reading.mentions.items()) if m.kind != "pronoun"]
        self._mentions.extend(mentions)
        self._heard.extend(mentions)
        self._surnames |= {last_word(m) for m in mentions if m.kind == "name" and reading.is_a(m, ("Person",))}
        self._scenes.extend((reading.sentence.index, place) for place in scenes_of(reading, places) or self._stage)
        self._stage = ()
        self._appositions.extend(_appositions(reading))
        takers = {a.mention for event in told.mentions for a in _takers(event, self._knowledge)}
        self._offices |= last_words(reading, lambda m, here: m in takers or is_in_office(m, here))
        self._ranks |= last_words(reading, has_rank)
        self._publics |= last_words(reading, is_public_figure)
        self._behind |= {m: bodies for m in mentions if (bodies := behind_men(m, reading))}
        self._focus = _subject(reading)
        self._events.extend(told.mentions)
        self._relations.extend(ties)
        self._blamed.extend((reading.sentence.index, argument) for argument in blamed)
        self._loose.extend((reading.sentence.index, toll) for toll in tolls)
        return True

    def _undo(self, reading: Reading, here: Sequence[EventMention]) -> None:
        """ "X said that he had taken over. He was arrested within hours": what the sentence before told was an attempt.

        "Others tried in 1993, but their putsch collapsed" tells the end of one of its own.
        """
        if any(m.is_distinct and self._knowledge.ontology.is_a(m.type, "SeizureOfPower") for m in here):
            return
        before, attempts = reading.sentence.index - 1, self._knowledge.lexicon.attempts
        for at in range(len(self._events) - 1, -1, -1):
            told = self._events[at]
            if told.trigger.sentence < before:
                break
            kind = attempts.get(told.type) if told.status == "occurred" else None
            if kind is None or not puts_down(told, reading):
                continue
            self._events[at] = dataclasses.replace(told, type=kind, status="attempted")
            first = len(self._relations)
            while first and self._relations[first - 1].sentence >= before:
                first -= 1
            self._relations[first:] = [t for t in self._relations[first:] if t.type != DEPOSED]

    def _heirs(self, reading: Reading, ties: Sequence[RelationMention]) -> Iterator[RelationMention]:
        """ "Its chief, X, was killed in 2008. His successor, Y, …": Y leads what X led.

        Only where the sentence tells something else: no word of the lexicon has it parsed.
        """
        for noun in (t.index for t in reading.view.tokens if t.text.lower() == "successor"):
            owners = (reading.mention_at(e.dependent) for e in reading.view.edges(noun, "possessor"))
            before = next((m for m in owners if m is not None and m.kind == "name"), None)
            beside = (reading.mentions.get(e.dependent) for e in reading.view.edges(noun, "apposition"))
            heir = next((m for m in beside if m is not None and m.kind == "name"), None)
            heir = heir or named_by_copula(noun, reading)
            if before is None or heir is None or not reading.is_a(heir, ("Person",)):
                continue
            led = [t for t in (*self._relations, *ties) if t.type == LEADS and t.status == "asserted"]
            for tie in led[-1 : -1 - _FAR : -1]:
                if isinstance(tie.subject, Mention) and last_word(tie.subject) == last_word(before):
                    span = reading.view.tokens[noun].span
                    yield dataclasses.replace(tie, subject=heir, sentence=reading.sentence.index, span=span, date=None)
                    break

    def _of_section(self, tie: RelationMention) -> RelationMention:
        """ "NIGER", "President X": whoever rules "the country" rules the one that the section is headed by."""
        scene, holder, is_a = self._scene, tie.subject, self._knowledge.ontology.is_a
        if not tie.is_of_topic or tie.status == "denied" or scene is None or not is_a(scene.type, "Country"):
            return tie
        known = holder.known if isinstance(holder, Mention) else ()
        ruled = {code for key in known for code in self._knowledge.gazetteer.ruled.get(key, ())}
        if ruled and scene.country not in ruled:
            return tie
        return dataclasses.replace(tie, object=scene, is_of_topic=False)


def _takers(event: EventMention, knowledge: Knowledge) -> Iterable[Argument]:
    """Who came to power by an event, and so holds it in what is told next."""
    is_coup = event.status == "occurred" and knowledge.ontology.is_a(event.type, "SeizureOfPower")
    return [a for a in event.arguments if is_coup and a.role == "perpetrator"]


def _reading(
    sentence: Sentence,
    names: Sequence[NameHit],
    dates: tuple[DateExpression, ...],
    text: str,
    before: Sequence[Mention],
    heard: Sequence[Mention],
    focus: Mention | None,
    surnames: Set[str],
    namesakes: Namesakes,
    knowledge: Knowledge,
) -> Reading:
    view = View(sentence.tokens, knowledge.lexicon.plain_modifiers, [name.span for name in names])
    matches = find_matches(view, knowledge.lexicon)
    mentions = {
        token: namesakes.settled(_as_introduced(_behind_date(mention, dates, text), surnames))
        for token, mention in find_mentions(sentence, view, text, matches, names, knowledge).items()
        if not any(_is_time(mention, date) for date in dates)
    }
    heads = (m.head for m in matches if m.entry.pos == "noun" and LEADS in m.entry.denotes)
    led = frozenset(head for head in heads if view.tokens[head].lemma not in OF_FORCES)
    antecedents = antecedents_of(view, mentions, heard, focus, knowledge, led)
    called = self_named(view, mentions, knowledge)
    proper = {mentions[token]: name for token, name in called.items()}
    antecedents = {token: proper.get(mention, mention) for token, mention in antecedents.items()} | called
    antecedents |= own_forces(view, mentions, antecedents, knowledge)
    antecedents = bodies_meant(view, mentions, heard, focus, knowledge) | antecedents
    antecedents |= places_meant(view, mentions, heard, sentence.index, knowledge)
    listed = last_list(before, text, knowledge)
    weapons = [m for m in before[-NEAR:] if m.type == "Weapon" and sentence.index - m.sentence <= LEAD]
    weapon = weapons[-1] if weapons else None
    pair = last_pair(before, sentence.index, knowledge)
    return Reading(sentence, view, matches, mentions, antecedents, dates, knowledge, listed, pair, weapon)


def _as_introduced(mention: Mention, surnames: Set[str]) -> Mention:
    """ "Torres", "the ailing Torres", where General Torres was named before: a person, though no word beside it says so."""
    family = mention.text.rpartition(" ")[2]
    is_bare = mention.type == "Thing" and not mention.known and family in surnames
    if not is_bare or mention.kind == "pronoun" or not family[:1].isupper():
        return mention
    first, end = mention.span.end - len(family), mention.span.end
    span, label = (mention.span, mention.label) if mention.kind == "name" else (Span(first, end), family)
    text = mention.text if mention.kind == "name" else family
    return dataclasses.replace(mention, kind="name", type="Person", span=span, text=text, label=label)


def _is_time(mention: Mention, date: DateExpression) -> bool:
    """ "Monday" and "Monday morning" are no things that anybody could attack."""
    is_longer = mention.type == "Thing" and mention.kind == "nominal" and date.span.overlaps(mention.span)
    is_longer |= (
        mention.kind == "name" and mention.span.start < date.span.start <= mention.span.end <= date.span.end + 2
    )  # "Palm Sunday"
    return is_longer or date.span.covers(mention.span)


def _behind_date(mention: Mention, dates: Iterable[DateExpression], text: str) -> Mention:
    """ "Forty years ago this week soldiers rose": the soldiers, and no "week soldiers"."""
    last = next((d.span.end for d in dates if d.span.start <= mention.span.start < d.span.end < mention.span.end), None)
    if last is None or mention.kind != "nominal":
        return mention
    start = last + len(text[last : mention.span.end]) - len(text[last : mention.span.end].lstrip(" ,"))
    words = text[start : mention.span.end]
    span = Span(start, mention.span.end)
    return dataclasses.replace(mention, span=span, text=words, label=" ".join(words.split())) if words else mention


def _subject(reading: Reading) -> Mention | None:
    """The subject of the main verb, by what it stands for; of one in the passive whom it was done to: "X was replaced by Y"."""
    view = reading.view
    for root in (token.index for token in view.tokens if view.up(token.index) is None):
        done_to = [e.dependent for e in view.edges(root, "passive subject")] if view.agents(root) else []
        done_to = [t for t in done_to if t in reading.mentions and reading.mentions[t].kind == "name"]
        for subject in (*done_to, *view.subjects(root)):
            return reading.mention_at(subject)
    return None


def _is_of_one(toll: Toll, reading: Reading) -> bool:
    """ "His driver was wounded": whether a toll without a number is of somebody whom the words point at."""
    people = [f.mention for f in toll.victims]
    told = [
        m for m in people if m is not None and m.kind == "nominal" and m.is_definite and reading.is_a(m, ("Person",))
    ]
    return bool(people) and len(told) == len(people) and not any(m.label.endswith(("s", "men", "people")) for m in told)


def _appositions(reading: Reading) -> list[tuple[Mention, Mention]]:
    """Names with the description beside them: "Bamako, the capital"; "the capital, Bamako"."""
    found = []
    for token, mention in reading.mentions.items():
        apposed = [e.dependent for e in reading.view.edges(token, "apposition")]
        for beside in (*apposed, *names_given(token, reading), *_hung_below(token, reading)):
            other = reading.mentions.get(beside)
            if other is None or "pronoun" in (mention.kind, other.kind) or mention.kind == other.kind:
                continue
            name, description = (mention, other) if mention.kind == "name" else (other, mention)
            is_a = reading.knowledge.ontology.is_a
            is_called = (
                name.type == "Person" and description.type == "Thing"
            )  # "a preacher, X": a trade that no word list has
            is_same_line = is_a(name.type, description.type) or is_a(description.type, name.type)
            is_called |= name.type == "Thing" and is_a(description.type, "ArmedGroup")  # "a militia, the Sons of Fire"
            is_one = (
                description.head >= 0 and reading.view.tokens[description.head].tag == "NN"
            )  # "the bomber, named as X"
            is_called |= is_one and name.type == "Person" and _is_individual(description, reading)
            if (is_same_line or is_called) and not is_of_another(name, description):
                found.append((name, description))
    return found


def _is_individual(description: Mention, reading: Reading) -> bool:
    is_band = reading.is_a(description, ("ArmedGroup", "StateForce"))  # "X, a sacked officer who seized power"
    return is_band and description.head in reading.matches.heads("isIndividual")


def _hung_below(token: int, reading: Reading) -> list[int]:
    """ "The army chief of staff, Ana Ruiz", "a colonel of the guard, Ana Ruiz": the name of a person, which a parser hangs on the
    last noun of what he is called."""
    described = reading.mentions[token]
    if described.kind != "nominal" or described.type != "Person" or reading.view.tokens[token].tag != "NN":
        return []
    below = [e.dependent for e in reading.view.edges(token, "nominal") if e.marker == "of"]
    things = [t for t in below if (m := reading.mentions.get(t)) is None or not reading.is_a(m, ("Person",))]
    hung = [e.dependent for noun in things for e in reading.view.edges(noun, "apposition")]
    return [t for t in hung if (m := reading.mentions.get(t)) is not None and reading.is_a(m, ("Person",))]


def _bare_names(sentence: Sentence, names: Sequence[NameHit], text: str, knowledge: Knowledge) -> list[Mention]:
    """The known names of a sentence that tells nothing: mentions all the same."""
    found = []
    for hit in names:
        known = [knowledge.gazetteer.by_key[key] for key in hit.keys if key in knowledge.gazetteer.by_key]
        if not known:
            continue
        label = text[hit.span.start : hit.span.end]
        countries = {k.country for k in known}
        found.append(
            Mention(
                hit.span, label, label, "name", known[0].type, sentence.index, -1,
                countries.pop() if len(countries) == 1 else None, tuple(k.key for k in known),
            )
        )  # fmt: skip
    return found
