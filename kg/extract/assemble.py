"""From what the sentences tell to an `Analysis`: entities, events and relations with ids, each with its evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.extract.accounts import account, vague_place
from kg.extract.completion import (
    with_capital,
    with_dateline,
    with_day_told_before,
    with_lead_date,
    with_loose_tolls,
    with_scene,
    with_vague_place,
)
from kg.extract.context import Context, Story, entity_of
from kg.extract.cost import with_cost
from kg.extract.counted import with_counted_dates
from kg.extract.document import Extraction
from kg.extract.entities import cluster_mentions, topic_country
from kg.extract.gathering import gather_relations, with_deposed, with_rulers
from kg.extract.genres import LETTERS, Genre, genre_of
from kg.extract.homelands import with_homelands
from kg.extract.merge import Merger
from kg.extract.parties import (
    with_blamed,
    with_bodies_led,
    with_casualties,
    with_claimants,
    with_heralds,
    with_leaders,
    with_leaders_of_doers,
    with_makers,
    with_office_aimed_at,
)
from kg.extract.pointing import with_only_group
from kg.extract.rival_counts import with_rival_counts
from kg.extract.ruler_beside import with_ruler_beside
from kg.extract.successors import with_successors
from kg.extract.ties import RelationMention
from kg.extract.unfounded import only_called_so, retracted
from kg.extract.unharmed import with_unharmed
from kg.knowledge.knowledge import Knowledge, capitals, forms_with
from kg.model import Analysis, DateRange, Document, EventMention, Mention, Span
from kg.text.scan import fold

_FIRST = (
    with_dateline,
    with_capital,
    with_scene,
    with_vague_place,
    with_day_told_before,
    with_loose_tolls,
    with_rival_counts,
    with_unharmed,
    with_cost,
    with_blamed,
    with_casualties,
    with_makers,
    with_leaders,
    with_heralds,
)
"""What completes the events before the ties are gathered, which speak of them."""


def assemble(document: Document, extraction: Extraction, knowledge: Knowledge) -> Analysis:
    """Gather mentions into entities and tellings into events; nothing is linked yet."""
    context, extraction, groups = _gathered(document, extraction, knowledge)
    events = tuple(account(context, id_, group, score) for id_, (group, score) in groups.items())
    sites = {id_: site for id_, (group, _) in groups.items() if (site := vague_place(context, group)) is not None}
    story = Story(
        extraction,
        context,
        {id_: entity_of(context, key) for key, id_ in context.ids.items()},
        sites,
        frozenset(id_ for id_, (group, _) in groups.items() if group[0].is_definite),
    )
    for step in _FIRST:
        events = step(events, story)
    by_telling = {id(told): id_ for id_, (group, _) in groups.items() for told in group}
    relations = gather_relations(context, extraction.relations, by_telling, events)
    events = with_bodies_led(with_office_aimed_at(with_ruler_beside(events, story), story), relations, story)
    relations = with_rulers(with_deposed(relations, events, story), story)
    events = with_leaders_of_doers(with_claimants(events, relations, story), relations, story)
    events = with_successors(with_only_group(events, story), relations, story)
    events = with_lead_date(events, story)
    return Analysis(document, tuple(story.entities.values()), events, relations)


def _gathered(
    document: Document, extraction: Extraction, knowledge: Knowledge
) -> tuple[Context, Extraction, dict[str, tuple[Sequence[EventMention], float]]]:
    """The mentions of an article by what they stand for, what it tells, and its tellings by their event, with a score."""
    mentions = _all_mentions(extraction)
    topic = topic_country(mentions, knowledge, extraction.dateline)
    state = _state_by_demonym(document, extraction.relations, mentions, topic, knowledge)
    mentions += [] if state is None else [state]
    text = document.article.text
    spoken = frozenset(extraction.spoken)
    told = {m.span for m in mentions}
    mentions += [m for m in dict.fromkeys(extraction.spoken) if m.span not in told]
    mentions.sort(key=_in_text)
    stand_ins = _stand_ins(mentions, topic, extraction.dateline, text, knowledge)
    doers = {a.mention for event in extraction.events for a in event.arguments if a.role == "perpetrator"}
    clusters = cluster_mentions(mentions, extraction.appositions, stand_ins, doers, text, knowledge)
    genre = (
        genre_of(document, mentions, extraction.events, extraction.arms, knowledge) if extraction.events else Genre()
    )
    published, times = document.article.published, _times(extraction)
    merger = Merger(knowledge, clusters.key, clusters.is_named, topic, genre, published, times)
    extraction = with_counted_dates(extraction, document.article.published, knowledge.ontology)
    extraction = with_homelands(extraction, clusters.key, document.article.text, knowledge.ontology)
    extraction = extraction.retold(retracted(extraction.events, document))
    extraction = extraction.retold(only_called_so(extraction.events, document, knowledge))
    merged = merger.merge(extraction.events)
    used = _used_mentions(merged, extraction)
    order = [
        key
        for key, members in clusters.members.items()
        if any(m in used for m in members) or any(_is_worth_naming(m) and m not in spoken for m in members)
    ]
    context = Context(document, knowledge, clusters, {key: f"e{n}" for n, key in enumerate(order, 1)}, topic)
    return context, extraction, {f"v{n}": (group, merger.score(group)) for n, group in enumerate(merged, 1)}


def _times(extraction: Extraction) -> dict[int, list[DateRange]]:
    """The times that each sentence names."""
    found: dict[int, list[DateRange]] = {}
    for sentence, date in extraction.dates:
        found.setdefault(sentence, []).append(date)
    return found


def _all_mentions(extraction: Extraction) -> list[Mention]:
    """Every mention once, in text order: also those that only an argument names ("Russian" for Russia)."""
    found = dict.fromkeys(extraction.mentions)
    for event in extraction.events:
        found.update(dict.fromkeys(a.mention for a in (*event.arguments, *event.places)))
        found.update(dict.fromkeys(event.attributed_to))
        found.update({} if event.scene is None else {event.scene: None})
    for relation in extraction.relations:
        ends = (relation.subject, relation.object)
        found.update(dict.fromkeys(end for end in ends if isinstance(end, Mention)))
        found.update(dict.fromkeys(relation.attributed_to))
    found.update(dict.fromkeys(argument.mention for _, argument in extraction.blamed))
    return sorted((m for m in found if m.kind != "pronoun"), key=_in_text)


def _in_text(mention: Mention) -> tuple[Span, str, str, str]:
    return mention.span, mention.kind, mention.type, mention.label


def _state_by_demonym(
    document: Document,
    told: Sequence[RelationMention],
    mentions: Iterable[Mention],
    topic: str | None,
    knowledge: Knowledge,
) -> Mention | None:
    """The country of an article that only tells of "Gambian troops", where something is told of who rules it."""
    key = knowledge.gazetteer.country_key(topic) if topic is not None else None
    is_named = any(m.type == "Country" and m.country == topic for m in mentions)
    if key is None or is_named or not any(relation.is_of_topic for relation in told):
        return None
    text, demonyms = document.article.text, knowledge.gazetteer.demonyms
    words = LETTERS.finditer(text, document.article.body)
    found = next((Span(*word.span()) for word in words if demonyms.get(word.group()) == topic), None)
    if found is None:
        return None
    sentence = next((s.index for s in document.sentences if s.span.covers(found)), 0)
    label = knowledge.gazetteer.by_key[key].label
    return Mention(found, text[found.start : found.end], label, "name", "Country", sentence, -1, topic, (key,))


_THIS = re.compile(r"\bthis (?:same )?$", re.IGNORECASE)
_OF_A_PART = frozenset("provincial regional state district departmental county rebel former ancient old".split())
"""Words that make a capital another than that of the country."""


def _stand_ins(
    mentions: Iterable[Mention], topic: str | None, dateline: Mention | None, text: str, knowledge: Knowledge
) -> dict[Mention, str]:
    """ "The capital" is the capital of the country it is said of, or of the country the article is about; "this city" is where the
    article was filed."""
    words, by_country = forms_with(knowledge, "isCapital"), capitals(knowledge)
    found = {}
    for mention in mentions:
        if mention.kind != "nominal":
            continue
        before, _, noun = fold(mention.label).rpartition(" ")
        key = by_country.get(mention.country or topic or "")
        if noun in words and key is not None and _OF_A_PART.isdisjoint(before.split()):
            found[mention] = key
        is_here = _THIS.search(text, max(0, mention.span.start - 10), mention.span.start) is not None
        if is_here and dateline is not None and knowledge.ontology.is_a(mention.type, "Settlement"):
            found[mention] = dateline.known[0]
    return found


def _used_mentions(merged: Sequence[Sequence[EventMention]], extraction: Extraction) -> set[Mention]:
    """The mentions that stand for something in the graph, whatever they are: those that an event, a tie or a toll has."""
    used = {a.mention for group in merged for told in group for a in (*told.arguments, *told.places)}
    used |= {told.scene for group in merged for told in group if told.scene is not None}
    used |= {m for group in merged for told in group for m in told.attributed_to}
    for relation in extraction.relations:
        used |= {end for end in (relation.subject, relation.object) if isinstance(end, Mention)}
        used |= set(relation.attributed_to)
    used |= {argument.mention for _, argument in extraction.blamed}
    used |= {place for _, place in extraction.scenes}
    hit = (f.mention for _, toll in extraction.loose_tolls for f in (*toll.victims, *toll.others))
    used |= {mention for mention in hit if mention is not None and mention.type != "Thing"}
    return used if extraction.dateline is None else used | {extraction.dateline}


def _is_worth_naming(mention: Mention) -> bool:
    """A name of somebody or some place stands among the entities even when no event has it."""
    return mention.kind == "name" and mention.type != "Thing"
