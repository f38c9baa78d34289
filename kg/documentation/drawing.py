"""Drawings of the model as SVG, made from the ontology: what ties what, which class is a kind of which, what a record holds.

Where boxes and lines are is chosen here; what stands in them is read from the model. A property that fits none of the
lines is handed back, so that nobody takes the drawing for the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from kg.documentation.terms import Model, Term

ROW, INDENT, CHAR = 23, 20, 7.2
"""Height of a row of a tree, how far a class stands in from the one above it, and the width of a letter, in pixels."""
MARGIN = 24
FAMILIES = ("Event", "Situation", "Place", "Party", "Weapon")
"""The classes that give a box its colour, tried in this order: a country is a place here."""

STYLE = """\
.kgd{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;font-size:13px}
.kgd text{fill:var(--ink,#1f2933)}
.kgd .pale{fill:var(--pale,#5d6975)}.kgd .strong{font-weight:600}
.kgd .halo{stroke:var(--paper,#fff);stroke-width:6px;stroke-linejoin:round;paint-order:stroke}
.kgd .on-panel{stroke:var(--panel,#f6f7f9)}
.kgd .line{fill:none;stroke:var(--line,#8b97a3);stroke-width:1.4px}
.kgd .tip{fill:var(--line,#8b97a3)}
.kgd .panel{fill:var(--panel,#f6f7f9);stroke:var(--rule,#dfe4e8)}
.kgd .box{fill:var(--other-fill,#f3f5f7);stroke:var(--other-edge,#5d6975);stroke-width:1.2px}
.kgd .dashed{stroke-dasharray:5 4}
.kgd .Event .box{fill:var(--event-fill,#eaf2fb);stroke:var(--event-edge,#2b6cb0)}
.kgd .Party .box{fill:var(--party-fill,#e9f6ee);stroke:var(--party-edge,#2f7d4f)}
.kgd .Place .box{fill:var(--place-fill,#fdf4e1);stroke:var(--place-edge,#a8690a)}
.kgd .Weapon .box{fill:var(--weapon-fill,#f6ecf3);stroke:var(--weapon-edge,#97427a)}
.kgd .Situation .box{fill:var(--situation-fill,#eeecfb);stroke:var(--situation-edge,#5b4fb3)}
.kgd .any .box{fill:var(--paper,#fff);stroke:var(--line,#8b97a3)}
.kgd a:hover .box{stroke-width:2.4px}.kgd a text{text-decoration:none}
"""
"""The looks of every drawing; the page gives the variables other values in the dark."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The lines of an SVG and its size in pixels; `title` says what there is to see."""

    title: str
    width: float
    height: float
    parts: tuple[str, ...]

    def svg(self, *, is_alone: bool = False) -> str:
        """Return it as an element for a page that has `STYLE`, or with it, as a file of its own."""
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="kgd" viewBox="0 0 {self.width:g} {self.height:g}" '
            f'width="{self.width:g}" height="{self.height:g}" role="img">'
        )
        style = [f"<style>\n{STYLE}</style>", _rectangle(0, 0, self.width, self.height, "paper")] if is_alone else []
        return "\n".join([head, f"<title>{escape(self.title)}</title>", *style, *self.parts, "</svg>"]) + "\n"


def family(model: Model, name: str | None) -> str:
    """Return the class that gives a term its colour, "any" for no class at all, "other" for what has no colour."""
    if name is None:
        return "any"
    above = model.ancestors(name)
    return next((kind for kind in FAMILIES if kind in above), "other")


# --- What ties what ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Box:
    family: str
    title: str
    note: str
    x: float
    y: float
    width: float = 190
    height: float = 66


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line for the properties from one family to another, with the place of its label."""

    source: str
    target: str
    path: str
    label_x: float
    label_y: float
    anchor: str = "middle"
    letters: int = 26


_WIDTH = 1210
_BOXES = (
    Box("Event", "Event", "what happened", 130, 214),
    Box("Weapon", "Weapon", "with what", 56, 420, 150),
    Box("any", "anything", "of whatever class", 270, 420, 160),
    Box("Party", "Party", "who: actors, and countries", 750, 76),
    Box("Situation", "Situation", "what held for a time", 750, 260),
    Box("Place", "Place", "where", 750, 430),
    Box("any", "anything", "of whatever class", 380, 14, 160, 52),
)
_ARROWS = (
    Arrow("Event", "Event", "M160 214 C110 130 60 190 128 236", 24, 124, "start", 24),
    Arrow("Event", "Weapon", "M170 280 L138 418", 146, 352, "end"),
    Arrow("Event", "any", "M260 280 L340 418", 310, 350, "start"),
    Arrow("Event", "Party", "M320 224 L748 100", 480, 158),
    Arrow("Party", "Event", "M750 126 L322 248", 620, 168),
    Arrow("Event", "Situation", "M320 256 L748 278", 628, 271),
    Arrow("Situation", "Event", "M750 306 L322 268", 470, 284),
    Arrow("Event", "Place", "M320 276 L748 458", 560, 376),
    Arrow("Situation", "Party", "M845 260 L845 144", 853, 200, "start"),
    Arrow("Situation", "Place", "M845 326 L845 428", 853, 376, "start"),
    Arrow("Party", "any", "M750 84 L542 48", 646, 58),
    Arrow("Party", "Party", "M870 76 C890 16 980 60 942 96", 985, 104, "start", 30),
    Arrow("Party", "Place", "M942 132 C1010 210 1010 350 942 450", 1002, 310, "start", 20),
    Arrow("Place", "Place", "M870 496 C890 556 980 510 942 472", 970, 512, "start"),
)
_BY_CHILDREN: Mapping[str, tuple[tuple[str, str], ...]] = {
    "involves": (("Situation", "Party"), ("Situation", "Place")),
    "participant": (),
}
"""Properties that are never written, and the lines that stand for those below them."""


def relations(model: Model) -> tuple[Drawing, tuple[str, ...]]:
    """Return a drawing of the general properties between the families, and the names of those that no line is for."""
    named: dict[tuple[str, str], list[str]] = {(arrow.source, arrow.target): [] for arrow in _ARROWS}
    left_out: list[str] = []
    for term in model.of_kind("object property"):
        for pair in _lines_of(model, term):
            if pair in named:
                named[pair].append(_with_classes(term) if term.name not in _BY_CHILDREN else term.name)
            else:
                left_out.append(term.name)
    drawn = [arrow for arrow in _ARROWS if named[arrow.source, arrow.target]]
    parts = [_tip("tip"), *(f'<path class="line" d="{arrow.path}" marker-end="url(#tip)"/>' for arrow in drawn)]
    for arrow in drawn:
        lines = _wrap(named[arrow.source, arrow.target], arrow.letters)
        top = arrow.label_y - (len(lines) - 1) * 8.5
        parts += [_text(arrow.label_x, top + 17 * n + 4, line, "halo", arrow.anchor) for n, line in enumerate(lines)]
    used = {end for arrow in drawn for end in (arrow.source, arrow.target)}
    parts += [line for box in _BOXES if box.family in used for line in _titled_box(box)]
    return Drawing("What ties events, situations, parties and places", _WIDTH, 550, tuple(parts)), tuple(left_out)


def _lines_of(model: Model, term: Term) -> tuple[tuple[str, str], ...]:
    """Return the families that a property goes between; none where a wider one is drawn or both are without a box."""
    if term.name in _BY_CHILDREN:
        return _BY_CHILDREN[term.name]
    if any(parent in model.terms and parent != "participant" for parent in term.parents):
        return ()
    source = family(model, next(iter(term.domains), None))
    target = family(model, next(iter(term.ranges), None))
    if "other" in (source, target) or source == target == "any":
        return ()
    return ((("Event" if source == "any" else source), target),)  # kg:country: drawn where it is asked for most


def _with_classes(term: Term) -> str:
    """A property's name, with the classes that it needs where they are narrower than its boxes."""
    ends = (next(iter(names), None) for names in (term.domains, term.ranges))
    narrow = " → ".join(dict.fromkeys(end for end in ends if end is not None and end not in FAMILIES))
    return f"{term.name} ({narrow})" if narrow and narrow.lower() != term.name else term.name


def _wrap(names: Iterable[str], letters: int) -> list[str]:
    lines: list[str] = []
    for name in names:
        if lines and len(lines[-1]) + len(name) + 2 <= letters:
            lines[-1] += f", {name}"
        else:
            lines.append(name)
    ended = [f"{line}," for line in lines[:-1]] + lines[-1:]
    return [
        part for line in ended for part in (line.replace(" (", "\n  (", 1) if len(line) > letters else line).split("\n")
    ]


def _titled_box(box: Box) -> Iterator[str]:
    dash = "box dashed" if box.family == "any" else "box"
    middle = box.x + box.width / 2
    inner = [
        _rectangle(box.x, box.y, box.width, box.height, dash, 8),
        _text(middle, box.y + box.height / 2 - 4, box.title, "strong", "middle", 16),
        _text(middle, box.y + box.height / 2 + 15, box.note, "pale", "middle", 12),
    ]
    yield from _linked(box.family, None if box.family == "any" else box.title, inner)


# --- Which class is a kind of which -----------------------------------------------------------------------------------


def tree(model: Model, root: str, columns: int = 1) -> Drawing:
    """Draw a class and all below it; with several columns, the branches right below it stand side by side."""
    branches = [_Branch(model, child) for child in _below(model, root)] if columns > 1 else [_Branch(model, root)]
    parts: list[str] = []
    top = MARGIN
    if columns > 1:
        parts += _class_box(model, root, MARGIN, MARGIN)
        top += ROW + 16
    x, bottom, right = float(MARGIN), top, 0.0
    for column in _balance(branches, columns):
        y: float = top
        for branch in column:
            parts += branch.draw(x + (INDENT if columns > 1 else 0), y, hangs_from=(x + 9) if columns > 1 else None)
            y += branch.rows * ROW
        if columns > 1:
            last = y - column[-1].rows * ROW + 9.5
            parts.insert(0, f'<path class="line" d="M{x + 9:g} {top - 9} V{last:g}"/>')
        bottom, right = max(bottom, int(y)), x
        x += max(branch.width for branch in column) + INDENT + 26
    if columns > 1:
        parts.insert(0, f'<path class="line" d="M{MARGIN + 9} {MARGIN + 19} V{top - 9} H{right + 9:g}"/>')
    return Drawing(f"The classes below {root}", x + 10, bottom + MARGIN - 4, tuple(parts))


def _below(model: Model, name: str) -> tuple[str, ...]:
    """The classes right below one, but for a country, which stands among places only."""
    term = model.terms[name]
    return tuple(child for child in term.children if not (name == "Party" and model.is_a(child, "Place")))


class _Branch:
    """A class with all below it, one to a row."""

    def __init__(self, model: Model, root: str) -> None:
        self._model = model
        self._rows = tuple(self._walk(root, 0))
        self.rows = len(self._rows)
        self.width = max(depth * INDENT + _class_width(name) for name, depth in self._rows)

    def _walk(self, name: str, depth: int) -> Iterator[tuple[str, int]]:
        yield name, depth
        for child in _below(self._model, name):
            yield from self._walk(child, depth + 1)

    def draw(self, x: float, y: float, hangs_from: float | None = None) -> Iterator[str]:
        if hangs_from is not None:
            yield f'<path class="line" d="M{hangs_from:g} {y + 9.5:g} H{x:g}"/>'
        above: dict[int, float] = {}
        for number, (_, depth) in enumerate(self._rows):
            top = y + number * ROW
            if depth:
                left = x + (depth - 1) * INDENT + 9
                yield f'<path class="line" d="M{left:g} {above[depth - 1] + 19:g} V{top + 9.5:g} H{left + 11:g}"/>'
            above[depth] = top
        for number, (name, depth) in enumerate(self._rows):
            yield from _class_box(self._model, name, x + depth * INDENT, y + number * ROW)


def _balance(branches: Sequence[_Branch], columns: int) -> list[list[_Branch]]:
    """Share out branches, in order, so that the longest column is as short as it can be."""
    limit = max(branch.rows for branch in branches)
    while True:
        found: list[list[_Branch]] = [[]]
        for branch in branches:
            if found[-1] and sum(other.rows for other in found[-1]) + branch.rows > limit:
                found.append([])
            found[-1].append(branch)
        if len(found) <= columns:
            return found
        limit += 1


def _class_width(name: str) -> float:
    return len(name) * CHAR + 20


def _class_box(model: Model, name: str, x: float, y: float) -> Iterator[str]:
    width = _class_width(name)
    is_dashed = "in the reference graph only" in model.terms[name].marks
    inner = [
        _rectangle(x, y, width, 19, "box dashed" if is_dashed else "box", 5),
        _text(x + width / 2, y + 13.8, name, "", "middle", 12.5),
    ]
    yield from _linked(family(model, name), name, inner)


# --- What a record of a class holds -----------------------------------------------------------------------------------


def cards(model: Model, names: Sequence[str], columns: int = 3) -> Drawing:
    """Draw classes as cards that list the properties which are theirs, each with what it leads to."""
    width, gap = 262.0, 20.0
    bottoms = [float(MARGIN)] * columns
    parts: list[str] = []
    for name in names:
        rows = [term for term in model.terms.values() if name in term.domains and term.name not in _BY_CHILDREN]
        column = min(range(columns), key=lambda number: bottoms[number])
        x, y = MARGIN + column * (width + gap), bottoms[column]
        height = 36 + 19 * len(rows) + (8 if rows else 0)
        parts += _card(model, name, rows, Box(family(model, name), name, "", x, y, width, height))
        bottoms[column] += height + gap
    used = min(columns, len(names))
    return Drawing(
        f"What is said of {', '.join(names)}", 2 * MARGIN + used * width + (used - 1) * gap, max(bottoms), tuple(parts)
    )


def _card(model: Model, name: str, rows: Sequence[Term], box: Box) -> Iterator[str]:
    inner = [
        _rectangle(box.x, box.y, box.width, box.height, "box", 7),
        _text(box.x + 12, box.y + 22, name, "strong", size=14),
        _text(box.x + box.width - 12, box.y + 22, model.terms[name].label, "pale", "end", 12),
    ]
    yield from _linked(box.family, name, inner)
    if rows:
        yield f'<path class="line" d="M{box.x:g} {box.y + 33:g} H{box.x + box.width:g}"/>'
    for number, term in enumerate(rows):
        y = box.y + 51 + 19 * number
        target = " or ".join(short(name) for name in term.ranges) or "anything"
        yield from _linked("", term.name, [_text(box.x + 12, y, term.name)])
        yield _text(box.x + box.width - 12, y, f"→ {target}", "pale", "end")


def short(name: str) -> str:
    """The last part of an IRI; a name of ours is its own."""
    return name.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]


# --- Where it all stands ----------------------------------------------------------------------------------------------

_PANELS = (
    ("…/id/article/HASH: what one article says", 24, 20, 600, 330),
    ("…/graph/facts: what all articles together come to", 24, 392, 600, 106),
    ("…/id/article/HASH/links: what kg takes it for", 704, 20, 340, 150),
    ("…/graph/reference: what is known", 704, 220, 340, 130),
    ("…/graph/inferred: what follows", 704, 392, 340, 106),
)
_RECORDS = (
    Box("other", "Article", "headline, date, publisher", 44, 52, 190, 52),
    Box("other", "ExtractionRun", "versions of kg, ontology, parser", 384, 52, 220, 52),
    Box("other", "Span", "the words, by offset and quote", 44, 166, 210, 52),
    Box("other", "Claim", "status, score, frame", 384, 166, 220, 52),
    Box("Event", "Event", "its dates, places, tolls", 44, 282, 190, 52),
    Box("Party", "Party", "or a place, or a weapon", 384, 282, 220, 52),
    Box("other", "Link", "score, method, chosen or not", 734, 78, 220, 52),
    Box("Party", "Actor", "and places and events, with sources", 734, 282, 270, 52),
    Box("Event", "Event", "one for each happening; situations too", 44, 430, 280, 52),
    Box("other", "Inference", "one for each triple that follows", 734, 430, 240, 52),
)
_TIES = (
    ("oa:hasSource", "M139 166 L139 106", 147, 140, "start"),
    ("prov:used", "M384 78 L236 78", 310, 72, "middle"),
    ("prov:wasGeneratedBy", "M494 166 L494 106", 486, 140, "end"),
    ("prov:wasDerivedFrom", "M384 186 L256 186", 320, 180, "middle"),
    ("rdf:subject", "M400 218 L236 292", 306, 246, "end"),
    ("rdf:object", "M434 218 L434 280", 426, 268, "end"),
    ("prov:wasAttributedTo", "M480 218 L480 280", 488, 246, "start"),
    ("kg:mention", "M139 282 L139 220", 131, 256, "end"),
    ("kg:perpetrator …", "M234 316 L382 316", 296, 331, "middle"),
    ("kg:links", "M734 110 C690 130 650 200 606 288", 672, 176, "start"),
    ("kg:candidate", "M844 130 L844 280", 852, 200, "start"),
    ("kg:refersTo", "M604 308 L732 308", 664, 302, "middle"),
    ("kg:refersTo", "M139 334 L139 428", 147, 376, "start"),
    ("prov:wasDerivedFrom", "M324 444 C410 420 356 280 396 220", 384, 376, "start"),
    ("prov:wasDerivedFrom", "M734 456 L326 456", 530, 450, "middle"),
)


def provenance() -> Drawing:
    """Draw which graph holds what, and how a fact leads back to the words of an article."""
    parts = [_tip("tip-2")]
    for title, x, y, width, height in _PANELS:
        parts += [_rectangle(x, y, width, height, "panel", 8), _text(x + 12, y + 19, title, "pale", size=12)]
    parts += [f'<path class="line" d="{path}" marker-end="url(#tip-2)"/>' for _, path, *_ in _TIES]
    parts += [_text(x, y, name, "halo on-panel", anchor, 12) for name, _, x, y, anchor in _TIES]
    parts += [line for box in _RECORDS for line in _record(box)]
    return Drawing("From an article's words to what is known, and back", 1068, 518, tuple(parts))


def _record(box: Box) -> Iterator[str]:
    middle = box.x + box.width / 2
    inner = [
        _rectangle(box.x, box.y, box.width, box.height, "box", 7),
        _text(middle, box.y + 22, box.title, "strong", "middle", 14),
        _text(middle, box.y + 40, box.note, "pale", "middle", 12),
    ]
    yield from _linked(box.family, None if box.title == "Span" else box.title, inner)


def drawn_names() -> frozenset[str]:
    """The terms of ours that `provenance` names by heart, for the tests to look up."""
    tied = {name.strip(" …").removeprefix("kg:") for tie in _TIES for name in tie[0].split(",") if "kg:" in name}
    return frozenset(tied | {box.title for box in _RECORDS} - {"Span"})


# --- One picture of it all --------------------------------------------------------------------------------------------


def overview(model: Model) -> Drawing:
    """Draw what ties what above, and the trees of classes below, as a picture for the front page."""
    top, left_out = relations(model)
    parts = [_text(MARGIN, 26, "Roles and relations", "strong pale", size=15), *_moved(top.parts, 0, 20)]
    y = top.height + 56
    parts += [
        f'<path class="line" d="M{MARGIN} {y - 30:g} H{_WIDTH - MARGIN}"/>',
        _text(MARGIN, y, "Classes", "strong pale", size=15),
    ]
    heights: list[float] = []
    for x, roots in ((0, ("Event",)), (300, ("Party", "Weapon")), (650, ("Situation", "Place")), (900, _others(model))):
        column = y + 2
        for root in roots:
            drawing = tree(model, root)
            parts += _moved(drawing.parts, x, column)
            column += drawing.height - (34 if len(model.terms[root].children) else 44)
        heights.append(column)
    bottom = max(heights) + 44
    notes = ["A line leads from a class to one that is a kind of it; a country is a place and a party."]
    notes.append("Dashed: stands in the reference graph and is never read from an article.")
    notes += [f"Not drawn above: {', '.join(left_out)}."] if left_out else []
    parts += [_text(MARGIN, bottom + 18 * number, note, "pale", size=12) for number, note in enumerate(notes)]
    return Drawing("The model: roles, relations and classes", _WIDTH, bottom + 18 * len(notes), tuple(parts))


_OF_THE_LEXICON = frozenset({"Thing", "SlotEnd", "WordList"})


def _others(model: Model) -> tuple[str, ...]:
    """The classes at the top that are none of the families and no vocabulary of the lexicon."""
    return tuple(
        term.name
        for term in model.of_kind("class")
        if not any(parent in model.terms for parent in term.parents) and term.name not in {*FAMILIES, *_OF_THE_LEXICON}
    )


# --- Pieces of SVG ----------------------------------------------------------------------------------------------------


def _tip(name: str) -> str:
    """Declare the tip of an arrow; on a page with several drawings each has its own."""
    return (
        f'<defs><marker id="{name}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto">'
        '<path class="tip" d="M0 1 L9 5 L0 9 z"/></marker></defs>'
    )


def _moved(parts: Iterable[str], x: float, y: float) -> list[str]:
    return [f'<g transform="translate({x:g} {y:g})">', *parts, "</g>"]


def _linked(kind: str, name: str | None, inner: Iterable[str]) -> Iterator[str]:
    """Put lines into a group of a family, as a link to the term's place on the page."""
    link = ("", "") if name is None else (f'<a href="#{escape(name)}">', "</a>")
    yield f'<g class="{kind}">{link[0]}{"".join(inner)}{link[1]}</g>'


def _rectangle(x: float, y: float, width: float, height: float, kind: str, radius: float = 0) -> str:
    fill = ' fill="#ffffff"' if kind == "paper" else f' class="{kind}"'
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{radius:g}"{fill}/>'


def _text(x: float, y: float, words: str, kind: str = "", anchor: str = "start", size: float = 13) -> str:
    looks = f' class="{kind}"' if kind else ""
    placed = f' text-anchor="{anchor}"' if anchor != "start" else ""
    sized = f' style="font-size:{size:g}px"' if size != 13 else ""
    return f'<text x="{x:g}" y="{y:g}"{placed}{sized}{looks}>{escape(words)}</text>'
