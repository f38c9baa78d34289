"""Cards as text: for a terminal, and for a file or a pipe."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO, TypeAlias

from rich.console import Console
from rich.text import Text

from kg.explain.asking import short_id
from kg.explain.cards import Card, Fact, Match, Passage, Saying, Source
from kg.results import visible

Line: TypeAlias = tuple[int, Text]
"""A paragraph and how far it is indented; whoever prints it wraps it."""


_MOST_VALUES = 8
_MOST_MATCHES = 40


def card_lines(card: Card, *, is_plain: bool) -> Iterator[Line]:
    """Yield a card as paragraphs; `is_plain` marks the words with [[brackets]] where a terminal has bold letters."""
    yield 0, Text(visible(card.label), style="bold")
    about = [", ".join(card.types), *([_articles(card.articles)] if card.articles else []), short_id(card.iri)]
    yield 0, Text(visible(" · ".join(filter(None, about))), style="dim")
    if card.other_names:
        yield 0, Text(visible(f"also: {', '.join(card.other_names)}"), style="dim")
    for iri in card.identifiers:
        yield 0, Text(iri, style="dim")
    yield from _section("", card.facts)
    yield from _section("Seen in", card.mentions)
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
