"""What an article says of an event outside the sentences that tell it: its toll, its place and its day.

Each function takes the events of an article and returns them with one such thing added.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence, Set

from kg.extract.arguments import Filler
from kg.extract.context import Context, Story
from kg.extract.document import LEAD
from kg.extract.tolls import FROM_ABOVE, Toll, is_guard, is_other_account, toll_without
from kg.knowledge.knowledge import capitals
from kg.model import FACTUAL, Count, DateRange, Event, Evidence, Mention, Span
from kg.text.sentences import is_dateline
from kg.text.syntax import View

_ANYBODY = frozenset({"people", "persons", "dead", "fatalities", "victims"})

_WORDS_BEHIND = 30
"""Characters behind a count in which stands whom it counts."""

LOOK_BACK = 4
"""Sentences between an event and a toll that tells nothing else ("At least 20 people died.")."""


def with_loose_tolls(events: tuple[Event, ...], story: Story) -> tuple[Event, ...]:
    """Give a toll whose sentence tells of no event to the last event before it that has none of the kind.

    In the lead of an article, before any event has been told, it is the toll of the first.
    """
    context = story.context
    found = list(events)
    types = {entity.id: entity.type for entity in story.entities.values()}
    militias = {entity.id for entity in story.entities.values() if "militia" in entity.label.lower()}
    starts = {s.index: s.span for s in context.document.sentences}
    # What only the word for the deed tells of the dead is asked last.
    for sentence, told in sorted(story.extraction.loose_tolls, key=lambda loose: loose[1].deed is not None):
        owner = last_before(found, sentence, starts[sentence].start, starts)
        if told.deed is not None:
            owner = next(
                (i for i, e in enumerate(found) if told.deed in e.mentions and not (e.killed or e.injured)), None
            )
            if owner is None:
                continue
        if owner is None and sentence <= LEAD:
            owner = next((i for i, e in enumerate(found) if e.status in FACTUAL), None)
        owner = owner if owner is None else _deadlier(owner, found, sentence, starts, context)
        if owner is None:
            continue
        event = found[owner]
        if told.is_of_them and not _is_counted_in(sentence - 1, event, starts):
            continue
        if told.is_of_names:
            found[owner] = _with_victims(event, told, context) if event.status in FACTUAL else event
            continue
        toll = _of_victims(told, event, types, militias, context)
        if toll is not None and toll.count is None and event.status in FACTUAL and _are_his(toll, context):
            found[owner] = _with_victims(event, toll, context)  # "his driver was wounded"
        if toll is None or toll.count is None:
            continue
        before = event.killed if toll.kind == "killed" else event.injured
        if before is None and toll.is_more and toll.count.maximum == 1:
            found[owner] = _with_victims(event, toll, context)  # "the deputy minister also died"
            continue
        is_more = toll.is_more and before is not None and toll.kind == "killed"
        if event.status not in FACTUAL or (
            before is not None and not is_more and not _is_other_count(toll, before, context)
        ):
            continue
        event = _with_victims(event, toll, context)
        is_new = before is None or (not is_more and _is_risen(toll.count, context))
        count = toll.count if before is None or is_new else (_sum if is_more else _range)(before, toll.count)
        evidence = (*event.evidence, Evidence(toll.kind, None, toll.count.span, ""))
        if toll.kind == "killed":
            found[owner] = dataclasses.replace(event, killed=count, evidence=evidence)
        else:
            found[owner] = dataclasses.replace(event, injured=count, evidence=evidence)
    return tuple(found)


def _is_counted_in(sentence: int, event: Event, spans: Mapping[int, Span]) -> bool:
    """Whether a sentence counts the dead or the wounded of an event."""
    counts = [count.span for count in (event.killed, event.injured) if count is not None]
    return sentence in spans and any(spans[sentence].covers(span) for span in counts)


_HIS = re.compile(r"\b(?:his|her|their|its)\s", re.IGNORECASE)
_LONGEST_HIS = len("their ")


def _are_his(toll: Toll, context: Context) -> bool:
    """ "His driver was wounded", "its pilot died": somebody described by whom or what was hit before."""
    text, is_a = context.document.article.text, context.knowledge.ontology.is_a
    people = [f.mention for f in toll.victims]
    told = [m for m in people if m is not None and is_a(m.type, "Person")]
    begins = [text[max(0, m.span.start - _LONGEST_HIS) : m.span.end] for m in told]
    return bool(people) and len(told) == len(people) and all(_HIS.search(words) for words in begins)


_SELDOM_DEADLY = ("Kidnapping", "Robbery", "Arson")


def _deadlier(owner: int, events: Sequence[Event], place: int, spans: Mapping[int, Span], context: Context) -> int:
    """ "An attack in which gunmen threw grenades and abducted 27. … Seventeen died": in the attack, of two told in one sentence."""
    is_a, event = context.knowledge.ontology.is_a, events[owner]
    if not is_a(event.type, *_SELDOM_DEADLY) or event.killed is not None:
        return owner
    told = [mention.start for mention in event.mentions if mention.start < spans[place].start]
    last = max(told, default=event.mentions[0].start)
    sentence = next(span for span in spans.values() if span.start <= last < span.end)
    beside = (
        position
        for position, other in enumerate(events)
        if other.status in FACTUAL
        and is_a(other.type, "Attack", "Battle")
        and not is_a(other.type, *_SELDOM_DEADLY)
        and any(sentence.covers(mention) for mention in other.mentions)
    )
    return next(beside, owner)


def _with_victims(event: Event, toll: Toll, context: Context) -> Event:
    """An event with those who are said to be among its dead, in whatever sentence."""
    hit = (f.mention for f in (*toll.victims, *toll.others))
    is_hit = ("Person", "StateForce")
    told = {
        context.entity(m): m
        for m in hit
        if m is not None and m.kind != "pronoun" and context.knowledge.ontology.is_a(m.type, *is_hit)
    }
    known = {*event.role("perpetrator"), *event.role("target"), *event.role("victim")}
    new = {key: mention for key, mention in told.items() if key not in known}
    if not new or not context.knowledge.ontology.is_a(event.type, "Attack", "Battle", "Mutiny", "SeizureOfPower"):
        return event
    roles = tuple(sorted({**dict(event.roles), "victim": (*event.role("victim"), *new)}.items()))
    evidence = (*event.evidence, *(Evidence("victim", key, mention.span, "") for key, mention in new.items()))
    return dataclasses.replace(event, roles=roles, evidence=evidence)


def _of_victims(
    toll: Toll, event: Event, types: Mapping[str, str], militias: Set[str], context: Context
) -> Toll | None:
    """A toll without the attackers' own dead; armed men are those unless a state struck them, or two sides fought."""
    is_a = context.knowledge.ontology.is_a
    is_by_state = any(
        is_a(types[doer], "StateForce", "Government", "Junta", "Country") for doer in event.role("perpetrator")
    )
    is_of_soldiers = is_a(event.type, "SeizureOfPower", "Mutiny")  # "three loyal soldiers and five mutineers died"
    if (is_by_state and not is_of_soldiers) or is_a(event.type, "Battle", FROM_ABOVE):
        return toll
    armed = [f for f in toll.victims if f.mention is not None and is_a(f.mention.type, "ArmedGroup")]
    is_by_militia = not militias.isdisjoint(event.role("perpetrator"))
    return toll_without(
        toll, [f for f in armed if f.mention is not None and (is_by_militia or not is_guard(f.mention))]
    )


def _is_other_count(toll: Toll, before: Count, context: Context) -> bool:
    """Whether a count of the dead as such ("32 bodies", "the death toll") is another account of a toll told before, or what
    somebody says of the same people is ("14 soldiers had died", of the ten soldiers)."""
    is_of_all = all(filler.mention is None or filler.mention.type == "Thing" for filler in toll.victims)
    is_of_all |= (
        toll.kind == "killed"
        and bool(toll.sources)
        and all(_is_of_same(filler, before, context) for filler in toll.victims)
    )
    count = toll.count
    # "At least 10 bodies were found in the cafe" says of some of the 23 where they lay.
    is_some = toll.is_of_remains and count is not None and count.minimum < before.minimum
    return is_of_all and count is not None and not is_some and is_other_account(before, count)


def _is_of_same(filler: Filler, before: Count, context: Context) -> bool:
    """Whether a count is of people, or of those whom the words behind another count name."""
    noun = filler.mention.label.lower().split()[-1] if filler.mention is not None and filler.mention.label else ""
    text = context.document.article.text[before.span.end : before.span.end + _WORDS_BEHIND].lower()
    return noun in _ANYBODY or noun in re.findall(r"\w+", text)


_RISING = re.compile(
    r"\b(?:rose|risen|rises|rising|climb\w*|jump\w*|grown?|grew|increas\w*|mount\w*|soar\w*|bring\w*|brought|tak(?:en|es|ing)|took|rais\w*"
    r"|revis\w*)\s[^.;]{0,40}$"
)
_BEFORE_COUNT = 70


def _is_risen(count: Count, context: Context) -> bool:
    """ "The death toll has risen to eight", "bringing the toll to eight": a count that takes the place of what was told before."""
    text, start = context.document.article.text, count.span.start
    return _RISING.search(text[max(0, start - _BEFORE_COUNT) : start]) is not None


def _sum(one: Count, more: Count) -> Count:
    return Count(one.minimum + more.minimum, one.maximum + more.maximum, one.span)


def _range(one: Count, other: Count) -> Count:
    return Count(min(one.minimum, other.minimum), max(one.maximum, other.maximum), one.span)


def with_dateline(events: tuple[Event, ...], story: Story) -> tuple[Event, ...]:
    """A seizure of power that no sentence places happened where the report of it was filed, in its own country.

    Only the first event told; attacks are mostly reported from the capital.
    """
    context, dateline = story.context, story.extraction.dateline
    main = next((e for e in events if e.status in FACTUAL), None)
    if main is None or dateline is None or main.place is not None or dateline.country != main.country:
        return events
    is_of_capital = not set(capitals(context.knowledge).values()).isdisjoint(dateline.known)
    if is_of_capital and not context.knowledge.ontology.is_a(main.type, "SeizureOfPower", "Mutiny"):
        return events
    place = context.entity(dateline)
    told = Evidence("place", place, dateline.span, "")
    placed = dataclasses.replace(main, place=place, evidence=(*main.evidence, told))
    return tuple(placed if e is main else e for e in events)


def with_capital(events: tuple[Event, ...], story: Story) -> tuple[Event, ...]:
    """A seizure of power that no sentence places was in the capital of its country, if the article speaks of it by name.

    Only the first one told; behind another event only one of which more is said than that there was one.
    """
    context = story.context
    is_a = context.knowledge.ontology.is_a
    facts = [e for e in events if e.status in FACTUAL]
    main = next((e for e in facts if is_a(e.type, "SeizureOfPower")), None)
    if main is None or main.place is not None or main.country is None:
        return events
    if main is not facts[0] and not (main.role("perpetrator") or main.role("target")):
        return events
    key = capitals(context.knowledge).get(main.country)
    keys = {id_: cluster for cluster, id_ in context.ids.items()}
    for entity in story.entities.values():
        told = next((m for m in context.clusters.members[keys[entity.id]] if key in m.known and m.kind == "name"), None)
        if told is not None:
            why = Evidence("place", entity.id, told.span, "")
            placed = dataclasses.replace(main, place=entity.id, evidence=(*main.evidence, why))
            return tuple(placed if e is main else e for e in events)
    return events


def with_scene(events: tuple[Event, ...], story: Story) -> tuple[Event, ...]:
    """An attack that no clause places was in the one town that its sentences, or else those beside them, speak of."""
    context = story.context
    by_sentence: dict[int, list[Mention]] = {}
    for sentence, place in story.extraction.scenes:
        by_sentence.setdefault(sentence, []).append(place)
    starts = [sentence.span.start for sentence in context.document.sentences]
    told_in = {event.id: _sentences_of(event, starts) for event in events}
    tellings = Counter(sentence for sentences in told_in.values() for sentence in sentences)
    towns = _towns_by_sentence(story)
    return tuple(
        event
        if event.place is not None or not context.knowledge.ontology.is_a(event.type, "Attack", "Battle")
        else _placed_there(event, told_in[event.id], towns, context)
        or _placed(event, told_in[event.id], tellings, by_sentence, context)
        or _placed_with(event, told_in[event.id], [e for e in events if e is not event], told_in, by_sentence, context)
        or event
        for event in events
    )


def _towns_by_sentence(story: Story) -> Mapping[int, Sequence[Mention]]:
    is_a = story.context.knowledge.ontology.is_a
    towns: dict[int, list[Mention]] = {}
    for mention in story.extraction.mentions:
        if mention.kind == "name" and (is_a(mention.type, "Settlement") or mention.type == "Place"):
            towns.setdefault(mention.sentence, []).append(mention)
    return towns


_THERE = re.compile(
    r"\W*(?:(?:It\s+was|And|But)\s+)?[Tt]here,?\s+(?!(?:is|are|was|were|has|have|had|came|followed|will)\b)"
)
_IT_WAS_THERE = re.compile(
    r"\b(?:there|in that (?:town|village|city)|here)\b(?!\s+(?:is|are|was|were|has|have|had|will)\b)", re.IGNORECASE
)


def _placed_there(
    event: Event, own: Sequence[int], towns: Mapping[int, Sequence[Mention]], context: Context
) -> Event | None:
    """ "The case that is brought up most is that of X. There, in May, …", "the army left X in June. In July 12 died there": the
    last town of the sentence before, where the first one that tells of an event points back and names none itself."""
    first = min(own, default=0)
    if first == 0 or towns.get(first) or not towns.get(first - 1):
        return None
    spans = context.document.sentences
    text = context.document.article.text
    said = text[spans[first].span.start : spans[first].span.end]
    if _THERE.match(said) is None and _IT_WAS_THERE.search(said) is None:
        return None
    found = {context.entity(m): m for m in towns[first - 1]}
    place, mention = next(reversed(found.items()))
    if not _may_be_in(mention, event) or (len(found) > 1 and _THERE.match(said) is None):
        return None
    told = Evidence("place", place, mention.span, "")
    return dataclasses.replace(event, place=place, evidence=(*event.evidence, told))


def _placed_with(
    event: Event,
    own: Sequence[int],
    others: Sequence[Event],
    told_in: Mapping[str, Sequence[int]],
    scenes: Mapping[int, Sequence[Mention]],
    context: Context,
) -> Event | None:
    """Give an event the only town of its sentence where something else of the same day happened, too."""
    found = {context.entity(m): m for n in own for m in scenes.get(n, ())}
    beside = [e for e in others if not set(own).isdisjoint(told_in[e.id]) and e.status in FACTUAL]
    is_same_day = all(e.place in found and _day(e) == _day(event) for e in beside)
    if len(found) != 1 or not beside or not is_same_day:
        return None
    ((place, mention),) = found.items()
    told = Evidence("place", place, mention.span, "")
    return dataclasses.replace(event, place=place, evidence=(*event.evidence, told))


def _day(event: Event) -> tuple[str | None, str | None]:
    return (None, None) if event.date is None else (event.date.first, event.date.last)


def _sentences_of(event: Event, starts: Sequence[int]) -> tuple[int, ...]:
    """The indices of the sentences that tell of an event, given where each sentence starts."""
    return tuple(dict.fromkeys(max(0, bisect_right(starts, mention.start) - 1) for mention in event.mentions))


def _placed(
    event: Event,
    own: Sequence[int],
    tellings: Mapping[int, int],
    scenes: Mapping[int, Sequence[Mention]],
    context: Context,
) -> Event | None:
    """Give an event the place of a sentence that tells of it alone, or of one beside it that tells of nothing else."""
    others = {n for sentence in own for n in range(sentence - 1, sentence + 2) if tellings[n] > (n in own)}
    beside = [n for sentence in own for n in (sentence + 1, sentence - 1) if n not in others]
    for sentences in ([n for n in own if n not in others], beside):
        found = {context.entity(m): m for n in sentences for m in scenes.get(n, ())}
        if len(found) == 1:
            ((place, mention),) = found.items()
            if not _may_be_in(mention, event):
                continue
            told = Evidence("place", place, mention.span, "")
            return dataclasses.replace(event, place=place, evidence=(*event.evidence, told))
    return None


def _may_be_in(town: Mention, event: Event) -> bool:
    return town.country is None or event.country in (None, town.country)


def with_vague_place(events: tuple[Event, ...], story: Story) -> tuple[Event, ...]:
    """What nothing else places was at the site that only the name of a state or a body tells from others ("a UN base")."""
    context = story.context
    found = []
    for event in events:
        site = story.sites.get(event.id) if event.place is None else None
        if site is not None:
            place = context.entity(site.mention)
            told = Evidence("place", place, site.mention.span, site.frame, event.attributed_to)
            event = dataclasses.replace(event, place=place, evidence=(*event.evidence, told))
        found.append(event)
    return tuple(found)


def with_day_told_before(events: tuple[Event, ...], story: Story) -> tuple[Event, ...]:
    """ "On May 23 soldiers came to a house in X. Gunmen poured out and burnt a college": a paragraph goes on, in the simple past,
    on the one day of which the sentence before tells something, where no words of its own date what comes next."""
    context, told = story.context, story.extraction.dates
    by_sentence: dict[int, list[DateRange]] = {}
    for sentence, date in told:
        by_sentence.setdefault(sentence, []).append(date)
    taken = {event.date.span for event in events if event.date is not None}
    spans = [sentence.span for sentence in context.document.sentences]
    starts = [span.start for span in spans]
    found = []
    for event in events:
        number = max(0, bisect_right(starts, event.mentions[0].start) - 1)
        day = None
        if event.date is None and event.status in FACTUAL and not event.is_context and number not in by_sentence:
            day = _day_before(number, by_sentence, spans, taken, context)
        if day is not None and _is_told_on(event, number, context):
            event = dataclasses.replace(
                event, date=day, evidence=(*event.evidence, Evidence("date", None, day.span, ""))
            )
        found.append(event)
    return tuple(found)


_OPENING = 4
"""Letters that may stand before a date that a sentence begins with."""

_QUOTES = '"“”«»'


def _day_before(
    number: int,
    dates: Mapping[int, Sequence[DateRange]],
    spans: Sequence[Span],
    taken: Set[Span],
    context: Context,
) -> DateRange | None:
    """The one day or month that the last dated sentence of the same paragraph tells something of, no more than two before."""
    text = context.document.article.text
    for before in range(number - 1, max(-1, number - 3), -1):
        if "\n" in text[spans[before].end : spans[before + 1].start]:
            return None
        told = dates.get(before, ())
        if told:
            date = told[0]
            is_of_event = date.span in taken or date.span.start - spans[before].start < _OPENING
            is_of_event |= before == number - 1 and _is_when(date, text[spans[before].start : date.span.start])
            is_of_event |= _IS_DAY.fullmatch(text, spans[before].start, date.span.start) is not None
            is_known = date.first is not None and date.last is not None
            return date if len(told) == 1 and is_of_event and is_known and _is_short(date, number - before) else None
    return None


_IS_DAY = re.compile(r"(?:It|The (?:year|month|day|date)|This|That) was (?:(?:the year|about|around|early|late) )*")
"""What a sentence says before a time that it tells, and nothing else: "It was February 1966"."""


def _is_short(date: DateRange, behind: int) -> bool:
    """Whether what goes on so many sentences behind a date was then: in that month, or in the year that a story is told of."""
    first, last = date.first or "", date.last or ""
    return first[:7] == last[:7] or (first[:4] == last[:4] and behind == 1)


_NOT_THEN = re.compile(
    r"\b(?:said|says|told|announced|reported|will|would|is|are|has|have|had|since|until|by|for|before|after|than|of)\b|[\"“”]"
)


def _is_when(date: DateRange, before: str) -> bool:
    """ "His luck ran out in August 2005. … officers ousted him": a time that a sentence tells of what came to pass then."""
    return not date.text.lower().startswith(("since", "until", "by")) and _NOT_THEN.search(before) is None


def _is_told_on(event: Event, number: int, context: Context) -> bool:
    """Whether a verb in the simple past tells of an event, and nobody's words are repeated."""
    sentence = context.document.sentences[number]
    if any(mark in context.document.article.text[sentence.span.start : sentence.span.end] for mark in _QUOTES):
        return False
    view = View(sentence.tokens)
    word = next((t.index for t in sentence.tokens if t.span.overlaps(event.mentions[0])), None)
    verb = word if word is None or view.is_verb(word) else _verb_beside(word, view)
    if verb is None or view.tokens[verb].tag not in ("VBD", "VBN"):
        return False
    helpers = {view.tokens[edge.dependent].text.lower() for edge in view.edges(verb, "auxiliary", "passive auxiliary")}
    is_finite = view.tokens[verb].tag == "VBD" or bool(helpers & {"was", "were"})
    return is_finite and not helpers & {"had", "has", "have", "will", "would", "be"}


def _verb_beside(noun: int, view: View) -> int | None:
    """ "In another attack six soldiers were killed": the verb of the clause that a noun without "the" stands in."""
    articles = {view.tokens[edge.dependent].text.lower() for edge in view.edges(noun, "determiner")}
    edge = view.up(noun)
    is_new = bool(articles & {"a", "an", "another"}) and edge is not None and edge.role in ("oblique", "subject")
    return edge.head if is_new and edge is not None and view.is_verb(edge.head) else None


_RISEN = re.compile(
    r"\b(?:rose|risen|climbed|increased|jumped|grew|grown|reached|mounted|soared)\s(?:[\w,]+\s){0,4}on\s$"
)
_OWNING = re.compile(r"[’']s?\s")
_BEFORE_DAY = 50
"""Characters before a day in which stands that a toll rose then: "has risen to at least 45 on Tuesday"."""


def with_lead_date(events: tuple[Event, ...], story: Story) -> tuple[Event, ...]:
    """The main event, when no clause of its own dates it, happened on the day that the lead of the article names.

    The main event is the first one told as a fact; the lead its first sentences. A day that another event has is not
    lent. `background` are the events first spoken of as known ("the coup").
    """
    context = story.context
    taken = {e.date.span for e in events if e.date is not None and not e.is_context}
    main = next((e for e in events if e.status in FACTUAL and not e.is_context), None)
    if main is None or main.id in story.background or (main.date is not None and (main.date.first or main.date.last)):
        return events
    sentence = next(s.index for s in context.document.sentences if s.span.overlaps(main.mentions[0]))
    text, spans = context.document.article.text, {s.index: s.span for s in context.document.sentences}
    filed = {i for i, span in spans.items() if i <= LEAD and is_dateline(text[span.start : span.end])}
    # "The soldiers who took power gave a feast on Thursday": what its own sentence did not give it is of something else.
    near = [
        date
        for index, date in story.extraction.dates
        if index not in filed
        and index != sentence
        and max(index, sentence) <= LEAD
        and date.first
        and date.first == date.last
        and date.span not in taken
        and not _RISEN.search(text[max(0, date.span.start - _BEFORE_DAY) : date.span.start])
        and not _OWNING.match(text, date.span.end)  # "Saturday's election"
    ]
    if not near:
        return events
    dated = dataclasses.replace(
        main,
        date=near[0],
        evidence=(*main.evidence, Evidence("date", None, near[0].span, "")),
        score=round(main.score * 0.9, 2),
    )
    return tuple(dated if e is main else e for e in events)


def last_before(events: Sequence[Event], sentence: int, end: int, spans: Mapping[int, Span]) -> int | None:
    """The event told last before a position in a sentence, unless that is far back."""
    told = [(m.start, i) for i, e in enumerate(events) if not e.is_context for m in e.mentions if m.start < end]
    if not told:
        return None
    start, last = max(told)
    near = next((i for i, span in spans.items() if span.start <= start < span.end), None)
    if near is None or sentence - near > LOOK_BACK:
        return None
    beside = dict.fromkeys(i for position, i in told if spans[near].start <= position and i != last)
    return next((i for i in beside if _is_of_years_before(events[last], events[i])), last)


def _is_of_years_before(event: Event, other: Event) -> bool:
    """ "A bomber struck near a procession in memory of X, who was murdered in 2001": whether an event is told beside another as
    long past."""
    ended = event.date.last if event.date is not None else None
    begun = other.date.first if other.date is not None else None
    return other.status in FACTUAL and ended is not None and begun is not None and ended[:4] < begun[:4]
