"""Cards as text: for a terminal, and for a file or a pipe."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO, TypeAlias

from rich.console import Console
from rich.text import Text

from kg.explain.asking import short_id
from kg.explain.cards import (
    Card,
    Conclusion,
    Dispute,
    Fact,
    Holding,
    Match,
    Passage,
    Reason,
    Saying,
    Source,
    Telling,
    Toll,
)
from kg.results import visible

Line: TypeAlias = tuple[int, Text]
"""A paragraph and how far it is indented; whoever prints it wraps it."""


_MOST_VALUES = 8
_MOST_MATCHES = 40
_MOST_SOURCES = 2


def card_lines(card: Card, *, is_plain: bool) -> Iterator[Line]:
    """Yield a card as paragraphs; `is_plain` marks the words with [[brackets]] where a terminal has bold letters."""
    yield 0, Text(visible(card.label), style="bold")
    about = [", ".join(card.types), _told_by(card), short_id(card.iri)]
    yield 0, Text(visible(" · ".join(filter(None, about))), style="dim")
    if card.other_names:
        yield 0, Text(visible(f"also: {', '.join(card.other_names)}"), style="dim")
    for iri in card.identifiers:
        yield 0, Text(iri, style="dim")
    yield from _section("", card.facts)
    yield from _toll_lines(card.tolls)
    yield from _dispute_lines(card.disputes)
    yield from _situation_lines(card.situations)
    yield from _section("Seen in", card.mentions)
    yield from _conclusion_lines(card.conclusions)
    yield from _candidate_lines(card)
    yield from _passage_lines(card, is_plain)


def _section(title: str, facts: Sequence[Fact]) -> Iterator[Line]:
    if not facts:
        return
    yield 0, Text()
    if title:
        yield 0, Text(title, style="bold")
    width = min(max(len(fact.name) for fact in facts), 20)
    # Attacks on one day in one town may be called alike in many articles, and nothing says that they are the same.
    by_name: dict[str, dict[tuple[str, str], list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        by_name[fact.name][fact.value.label, fact.status].append(fact)
    for name, values in by_name.items():
        for index, ((label, status), alike) in enumerate(list(values.items())[:_MOST_VALUES]):
            line = Text.assemble((visible("" if index else name).ljust(width), "dim"), "  ", visible(label))
            line.append(f"  ({status})" if status else "", "italic")
            articles = sum(fact.articles for fact in alike)
            line.append(f"  {_articles(articles)}" if articles > 1 else "", "dim")
            yield 2, line
        if len(values) > _MOST_VALUES:
            yield 2, Text(" " * width + f"  and {len(values) - _MOST_VALUES:,} more", style="dim")


def _told_by(card: Card) -> str:
    """Return how many articles tell of it, and of how many publishers where they are fewer."""
    if not card.articles:
        return ""
    publishers = f" of {card.sources} publisher{'' if card.sources == 1 else 's'}" if card.sources else ""
    return _articles(card.articles) + (publishers if 0 < card.sources < card.articles else "")


def _toll_lines(tolls: Sequence[Toll]) -> Iterator[Line]:
    for toll in tolls:
        yield 0, Text()
        yield 0, Text(toll.name.capitalize(), style="bold")
        bounds = [f"{name} {number:,}" for name, number in _figures(toll) if number is not None]
        yield 2, Text(", ".join(bounds))
        for told in toll.told:
            yield 4, Text(visible(told.value)).append(visible(f"  {_by(told)}"), "dim")


def _figures(toll: Toll) -> tuple[tuple[str, int | None], ...]:
    if toll.low == toll.high:
        return (("best figure", toll.best),) if toll.best is not None else (("known figure", toll.low),)
    return ("at least", toll.low), ("best figure", toll.best), ("at most", toll.high)


def _dispute_lines(disputes: Sequence[Dispute]) -> Iterator[Line]:
    if disputes:
        yield 0, Text()
        yield 0, Text("Where accounts differ", style="bold")
    for dispute in disputes:
        line = Text(visible(f"{dispute.one.what}: "), style="dim")
        line.append(visible(dispute.one.value), "not dim").append(visible(f" ({_by(dispute.one)}) "))
        line.append(dispute.relation, "italic").append(" ")
        line.append(visible(dispute.other.value), "not dim").append(visible(f" ({_by(dispute.other)})"))
        yield 2, line


def _by(told: Telling) -> str:
    """Return who says so: the publisher or the article, whom it cites, its date, and a status other than asserted."""
    cited = [f"citing {', '.join(told.attributed_to)}"] if told.attributed_to else []
    status = [told.status] if told.status != "asserted" else []
    title = told.source.source or told.source.title or short_id(told.source.iri)
    return ", ".join([title, *cited, told.source.published or "no date", *status])


def _situation_lines(situations: Sequence[Holding]) -> Iterator[Line]:
    if not situations:
        return
    yield 0, Text()
    yield 0, Text("Situations", style="bold")
    by_kind: dict[str, list[Holding]] = defaultdict(list)
    for holding in situations:
        by_kind[holding.kind].append(holding)
    width = min(max(map(len, by_kind)), 20)
    for kind, alike in by_kind.items():
        for index, holding in enumerate(alike[:_MOST_VALUES]):
            line = Text.assemble((visible("" if index else kind).ljust(width), "dim"), "  ")
            line.append(visible(holding.situation.label))
            line.append(visible(f"  {holding.date}") if holding.date else "")
            notes = ["concluded"] if holding.is_concluded else [_articles(holding.articles)] * bool(holding.articles)
            line.append(f"  {', '.join(notes)}" if notes else "", "dim")
            yield 2, line
        if len(alike) > _MOST_VALUES:
            yield 2, Text(" " * width + f"  and {len(alike) - _MOST_VALUES:,} more", style="dim")


def _conclusion_lines(conclusions: Sequence[Conclusion]) -> Iterator[Line]:
    if not conclusions:
        return
    yield 0, Text()
    yield 0, Text("Concluded", style="bold")
    by_rule: dict[tuple[str, str], list[Conclusion]] = defaultdict(list)
    for conclusion in conclusions:
        by_rule[conclusion.name, conclusion.rule.label].append(conclusion)
    width = min(max(len(name) for name, _ in by_rule), 20)
    for (name, rule), alike in by_rule.items():
        for index, conclusion in enumerate(alike[:_MOST_VALUES]):
            line = Text.assemble((visible("" if index else name).ljust(width), "dim"), "  ")
            line.append(visible(conclusion.value.label))
            premises = ", ".join(premise.label for premise in conclusion.premises)
            line.append(visible(f"  from {premises}") if premises else "", "dim")
            yield 2, line
        if len(alike) > _MOST_VALUES:
            yield 2, Text(" " * width + f"  and {len(alike) - _MOST_VALUES:,} more", style="dim")
        yield 2, Text(" " * width + "  " + visible(f"by the rule: {rule}"), style="dim italic")


def reason_lines(reasons: Sequence[Reason], *, is_plain: bool) -> Iterator[Line]:
    """Yield why statements stand in the graph, each followed by what it rests on, indented."""
    for index, reason in enumerate(reasons):
        if index:
            yield 0, Text()
        yield from _reason(reason, 0, is_plain)


def _reason(reason: Reason, indent: int, is_plain: bool) -> Iterator[Line]:
    line = Text(visible(reason.subject.label)).append(visible(f" {reason.name} "), "dim")
    yield indent, line.append(visible(reason.value.label), "" if indent else "bold")
    if reason.is_told_above:
        yield indent + 2, Text("as above", style="dim")
        return
    if reason.rule is not None:
        yield indent + 2, Text(visible(f"by the rule: {reason.rule.label}"), style="italic")
        for thing, words in reason.premises:
            yield indent + 2, Text(visible(thing.label)).append(visible(f"  {words}" if words else ""), "dim")
    for because in reason.because:
        yield from _reason(because, indent + 4, is_plain)
    for source in reason.sources[:_MOST_SOURCES]:
        yield indent + 2, Text(visible(f"known from {source}"), style="dim")
    if len(reason.sources) > _MOST_SOURCES:
        yield indent + 2, Text(f"and {len(reason.sources) - _MOST_SOURCES} more", style="dim")
    if reason.rule is None and not reason.sources and not reason.passages:
        yield indent + 2, Text("known", style="dim")
    article = None
    for passage in reason.passages:
        if passage.source != article:
            article = passage.source
            yield indent + 2, Text(visible(_cite(article)), style="cyan")
        yield indent + 4, _marked(passage, is_plain)


def _candidate_lines(card: Card) -> Iterator[Line]:
    for title, is_chosen in (("Taken for", True), ("Might be", False)):
        found = [candidate for candidate in card.candidates if candidate.is_chosen == is_chosen]
        if found:
            yield 0, Text()
            yield 0, Text(title, style="bold")
        for candidate in found:
            # What the articles' names were taken for is this very card, mostly: no need to name it again.
            label = "this" if candidate.known.iri == card.iri else candidate.known.label
            line = Text(visible(label)).append(f"  {candidate.score:.2f}", "dim")
            line.append(visible(f", by {candidate.method}") if candidate.method else "", "dim")
            line.append(f"  {short_id(candidate.known.iri or '')}  {candidate.wikidata or ''}".rstrip(), "dim")
            yield 2, line


def _passage_lines(card: Card, is_plain: bool) -> Iterator[Line]:
    if not card.passages:
        return
    cut = (
        f" (first {len(card.passages)} of {card.passages_total:,})" if card.passages_total > len(card.passages) else ""
    )
    yield 0, Text()
    yield 0, Text(f"In the words of{cut}", style="bold")
    article = None
    for passage in card.passages:
        if passage.source != article:
            article = passage.source
            yield 2, Text(visible(_cite(article)), style="cyan")
        yield 4, _marked(passage, is_plain)
        for saying in passage.sayings:
            yield 6, _saying_line(saying, card)


def _cite(source: Source) -> str:
    title = source.title or short_id(source.iri)
    return " · ".join(part for part in (title, source.source, source.published or "no date", source.url) if part)


def _marked(passage: Passage, is_plain: bool) -> Text:
    line, at = Text(), 0
    for first, last in passage.marks:
        line.append(visible(passage.text[at:first]))
        words = visible(passage.text[first:last])
        line.append(f"[[{words}]]" if is_plain else words, "" if is_plain else "bold underline")
        at = last
    line.append(visible(passage.text[at:]))
    return line


def _saying_line(saying: Saying, card: Card) -> Text:
    line = Text()
    if saying.about.iri != card.iri:
        line.append(visible(f"{saying.about.label}: "))
    line.append(visible(f"{saying.what} "), "dim")
    line.append(visible(saying.value.label))
    notes = [] if saying.status == "asserted" else [saying.status]
    notes += [f"according to {', '.join(saying.attributed_to)}"] if saying.attributed_to else []
    notes += [f"{saying.score:.2f}", *([f"by {saying.frame}"] if saying.frame else [])]
    line.append(visible(f"  ({', '.join(notes)}, characters {saying.start}-{saying.end})"), "dim")
    return line


def match_lines(name: str, matches: Sequence[Match]) -> Iterator[Line]:
    """Yield a list of what a name may mean, each with the id to ask for it by."""
    yield 0, Text(visible(f"{name!r} may mean {len(matches)} things; ask for one by the name on the right:"))
    shown = matches[:_MOST_MATCHES]
    width = min(max(len(match.label) for match in shown), 50)
    kind_width = min(max(len(match.type) for match in shown), 30)
    for match in shown:
        articles = _articles(match.articles) if match.articles else "known"
        yield (
            2,
            Text.assemble(
                visible(match.label).ljust(width),
                (f"  {visible(match.type).ljust(kind_width)}  {articles.ljust(11)}", "dim"),
                f"  {short_id(match.iri)}",
            ),
        )
    if len(matches) > len(shown):
        yield 2, Text(f"and {len(matches) - len(shown):,} more", style="dim")


def show(lines: Iterable[Line], stream: TextIO, *, is_terminal: bool, width: int) -> None:
    """Print paragraphs: wrapped and with styles on a terminal, else each on one line, for `grep`."""
    console = Console(
        file=stream, width=width, force_terminal=is_terminal, highlight=False, markup=False, emoji=False, soft_wrap=True
    )
    for indent, text in lines:
        if not is_terminal:
            print((" " * indent + text.plain).rstrip(), file=stream)
            continue
        for part in text.wrap(console, max(width - indent - 1, 20)):
            part.rstrip()
            console.print(Text(" " * indent).append_text(part))


def _articles(count: int) -> str:
    return f"{count:,} article{'' if count == 1 else 's'}"
