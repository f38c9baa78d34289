"""Draw `docs/model.svg` from `ontology/conflict.ttl`: who can do what to whom above, the classes below.

    python scripts/draw_model.py [FILE]

Where the boxes and lines are is chosen here; what stands in them is read from the ontology. A property whose domain and
range fit none of the lines is an error, so that the drawing cannot fall behind. `tests/test_ontology.py` compares the
file with what this makes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

ROOT = Path(__file__).resolve().parent.parent
KG = "https://w3id.org/conflict-kg/ontology#"
OWL = "http://www.w3.org/2002/07/owl#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"

WIDTH, MARGIN, ROW, INDENT = 1180, 40, 23, 20
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"
INK, PALE, LINE = "#1f2933", "#66727f", "#8b97a3"
COLOURS = {
    "Event": ("#eaf2fb", "#2b6cb0"),
    "Party": ("#e9f6ee", "#2f7d4f"),
    "Place": ("#fdf4e1", "#a8690a"),
    "Weapon": ("#f6ecf3", "#97427a"),
    "any": ("#ffffff", "#8b97a3"),
    "other": ("#f3f5f7", "#5d6975"),
}
"""Fill and outline of each family of classes."""

APART = frozenset({"Thing", "SlotEnd"})
"""Classes of the lexicon's vocabulary, which stand in no graph."""


# --- What the ontology says -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Property:
    """An object property, by local name; None is an open domain or range."""

    name: str
    domain: str | None
    range: str | None


@dataclass(frozen=True, slots=True)
class Model:
    """The classes that stand below each class, the roots in order of name, and what relates them."""

    children: Mapping[str, tuple[str, ...]]
    roots: tuple[str, ...]
    properties: tuple[Property, ...]
    reference_only: frozenset[str]
    statuses: tuple[str, ...]

    def ancestors(self, name: str) -> frozenset[str]:
        above = {parent for parent, below in self.children.items() if name in below}
        return frozenset({name}).union(*(self.ancestors(parent) for parent in above))


def read_model(path: Path) -> Model:
    facts: dict[str, dict[str, set[str]]] = {}
    for quad in parse(path=path, format=RdfFormat.TURTLE):
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(KG):
            value = quad.object.value if isinstance(quad.object, NamedNode | Literal) else ""
            row = facts.setdefault(quad.subject.value.removeprefix(KG), {})
            row.setdefault(quad.predicate.value, set()).add(value.removeprefix(KG))

    def having(kind: str) -> list[str]:
        return sorted(name for name, row in facts.items() if kind in row.get(RDF_TYPE, ()))

    classes = having(OWL + "Class")
    parents = {name: facts[name].get(RDFS + "subClassOf", set()) & set(classes) for name in classes}
    # Never written in a graph; the roles below it are.
    parted = {name for name in having(OWL + "ObjectProperty") if name == "participant"}
    return Model(
        children={name: tuple(child for child in classes if name in parents[child]) for name in classes},
        roots=tuple(name for name in classes if not parents[name] and name not in APART),
        properties=tuple(
            Property(name, _one(facts[name], "domain"), _one(facts[name], "range"))
            for name in having(OWL + "ObjectProperty")
            if name not in parted
        ),
        reference_only=frozenset(name for name in classes if facts[name].get(KG + "isReferenceOnly")),
        statuses=tuple(having("Status")),
    )


def _one(row: Mapping[str, set[str]], name: str) -> str | None:
    return next(iter(sorted(row.get(RDFS + name, ()))), None)


# --- The relations ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Box:
    family: str
    title: str
    note: str
    x: int
    y: int
    width: int = 190
    height: int = 66


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line for the properties from one box to another, with the place of its label."""

    source: str
    target: str
    path: str
    label_x: int
    label_y: int
    anchor: str = "middle"


BOXES = (
    Box("Event", "Event", "what happened", 200, 165),
    Box("Weapon", "Weapon", "with what", 200, 345),
    Box("Party", "Party", "who: actors, and countries", 690, 60),
    Box("any", "anything", "of whatever class", 690, 205),
    Box("Place", "Place", "where", 690, 345),
)
ARROWS = (
    Arrow("Event", "Event", "M200 180 C120 150 120 245 198 216", 132, 198, "end"),
    Arrow("Event", "Weapon", "M295 231 L295 343", 305, 292, "start"),
    Arrow("Event", "Party", "M390 176 L688 84", 539, 128),
    Arrow("Party", "Event", "M690 116 L392 202", 539, 161),
    Arrow("Event", "any", "M390 216 L688 236", 539, 226),
    Arrow("Event", "Place", "M390 226 L688 364", 539, 296),
    Arrow("Party", "Party", "M800 60 C820 8 905 40 882 78", 905, 50, "start"),
    Arrow("Party", "any", "M740 126 L740 203", 732, 166, "end"),
    Arrow("Party", "Place", "M882 108 C985 160 985 320 882 366", 968, 236, "start"),
    Arrow("Place", "Place", "M800 411 C820 462 905 430 882 396", 905, 432, "start"),
)
HEIGHT_OF_RELATIONS = 470


def family(model: Model, name: str | None) -> str | None:
    """The box that a class belongs in; a country is a place here, and "any" is where no class is declared."""
    if name is None:
        return "any"
    above = model.ancestors(name)
    return next((box for box in ("Event", "Place", "Party", "Weapon") if box in above), None)


def labels(model: Model) -> dict[tuple[str, str], list[str]]:
    """The properties on each line, by the boxes it joins; those of evidence and of links have no line."""
    found: dict[tuple[str, str], list[str]] = {(arrow.source, arrow.target): [] for arrow in ARROWS}
    for prop in model.properties:
        source, target = family(model, prop.domain), family(model, prop.range)
        if source is None or target is None or (source == "any" and target == "any"):
            continue
        if source == "any":  # kg:country, of events, parties and places alike: drawn where it is asked for most
            source = "Event"
        if (source, target) not in found:
            raise SystemExit(f"kg:{prop.name} goes from {source} to {target}; give ARROWS a line for that")
        found[source, target].append(_with_classes(prop))
    return found


def _with_classes(prop: Property) -> str:
    """A property's name, with the class that it needs where that is narrower than its box."""
    narrow = " → ".join(
        part for part in (prop.domain, prop.range) if part not in (None, "Event", "Party", "Place", "Weapon")
    )
    return f"{prop.name} ({narrow})" if narrow and narrow.lower() != prop.name else prop.name


def draw_relations(model: Model) -> Iterator[str]:
    named = labels(model)
    drawn = [arrow for arrow in ARROWS if named[arrow.source, arrow.target]]
    for arrow in drawn:
        yield f'<path d="{arrow.path}" fill="none" stroke="{LINE}" stroke-width="1.5" marker-end="url(#tip)"/>'
    for box in BOXES:
        yield from _box(box)
    for arrow in drawn:
        lines = _wrap(named[arrow.source, arrow.target])
        top = arrow.label_y - (len(lines) - 1) * 8.5
        for number, line in enumerate(lines):
            yield _text(arrow.label_x, top + 17 * number + 4, line, anchor=arrow.anchor, halo=True)


def _wrap(names: Iterable[str], width: int = 24) -> list[str]:
    lines: list[str] = []
    for name in names:
        if lines and len(lines[-1]) + len(name) + 2 <= width:
            lines[-1] += f", {name}"
        else:
            lines.append(name)
    return [f"{line}," for line in lines[:-1]] + lines[-1:]


def _box(box: Box) -> Iterator[str]:
    fill, stroke = COLOURS[box.family]
    dash = ' stroke-dasharray="5 4"' if box.family == "any" else ""
    yield (
        f'<rect x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" rx="8" fill="{fill}" '
        f'stroke="{stroke}" stroke-width="1.5"{dash}/>'
    )
    middle = box.x + box.width // 2
    yield _text(middle, box.y + 29, box.title, anchor="middle", size=17, weight=600, colour=stroke)
    yield _text(middle, box.y + 49, box.note, anchor="middle", size=12, colour=PALE)


# --- The classes ------------------------------------------------------------------------------------------------------


def draw_tree(model: Model, root: str, x: int, y: int, kind: str) -> tuple[list[str], int]:
    """Return the lines that draw a class and all below it, and the y where the next may begin."""
    parts: list[str] = []
    fill, stroke = COLOURS[kind]

    def place(name: str, depth: int, top: int) -> int:
        left = x + depth * INDENT
        width = int(len(name) * 7.6) + 18
        dash = ' stroke-dasharray="4 3"' if name in model.reference_only else ""
        parts.append(
            f'<rect x="{left}" y="{top}" width="{width}" height="19" rx="5" fill="{fill}" stroke="{stroke}"{dash}/>'
        )
        weight = 600 if depth == 0 else 400
        parts.append(_text(left + width / 2, top + 13.5, name, anchor="middle", size=12.5, weight=weight))
        following = top + ROW
        for child in model.children.get(name, ()):
            elbow = f"M{left + 9} {top + 19} V{following + 9.5} H{left + INDENT}"
            parts.insert(0, f'<path d="{elbow}" fill="none" stroke="{LINE}"/>')
            following = place(child, depth + 1, following)
        return following

    return parts, place(root, 0, y)


def draw_classes(model: Model, top: int) -> tuple[list[str], int]:
    """Return the lines that draw all classes in three columns, and the y below the longest."""
    parts: list[str] = []
    columns = {"Event": MARGIN + 20, "Party": 440, "Place": 830}
    ends: dict[str, int] = {}
    for root, x in columns.items():
        lines, ends[root] = draw_tree(model, root, x, top, root)
        parts += lines
    below = ends["Place"] + 14
    parts.append(_text(columns["Place"], below + 4, "Beside these", size=12.5, weight=600, colour=PALE))
    below += 14
    for root in model.roots:
        if root not in columns:
            lines, below = draw_tree(model, root, columns["Place"], below, root if root in COLOURS else "other")
            parts += lines
        if root == "Status":
            for line in _wrap(model.statuses, 44):
                parts.append(_text(columns["Place"] + INDENT, below + 10, line, size=12, colour=PALE))
                below += 17
            below += 4
    return parts, max(*ends.values(), below)


# --- The page ---------------------------------------------------------------------------------------------------------


def _text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "start",
    size: float = 13,
    weight: int = 400,
    colour: str = INK,
    halo: bool = False,
) -> str:
    behind = ' stroke="#ffffff" stroke-width="9" stroke-linejoin="round" paint-order="stroke"' if halo else ""
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" font-size="{size:g}" font-weight="{weight}" '
        f'fill="{colour}"{behind}>{escape(words)}</text>'
    )


def draw(model: Model) -> str:
    """Return the drawing as an SVG document, the same bytes for the same ontology."""
    heading = HEIGHT_OF_RELATIONS + 36
    classes, bottom = draw_classes(model, heading + 22)
    notes = (
        "A line from a class goes to one that is a kind of it. Country is a Place and a Party.",
        "Dashed: stands in the reference graph and is never read from an article.",
    )
    height = bottom + 64
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'font-family="{FONT}" role="img">',
        "<title>The model: classes, roles and relations</title>",
        '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto">'
        f'<path d="M0 1 L9 5 L0 9 z" fill="{LINE}"/></marker></defs>',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        _text(MARGIN, 34, "Roles and relations", size=15, weight=600, colour=PALE),
        *draw_relations(model),
        f'<path d="M{MARGIN} {heading - 30} H{WIDTH - MARGIN}" stroke="#e1e6ea"/>',
        _text(MARGIN, heading, "Classes", size=15, weight=600, colour=PALE),
        *classes,
        *(_text(MARGIN, bottom + 22 + 18 * number, note, size=12, colour=PALE) for number, note in enumerate(notes)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def main(arguments: list[str]) -> None:
    target = Path(arguments[0]) if arguments else ROOT / "docs" / "model.svg"
    target.write_text(draw(read_model(ROOT / "ontology" / "conflict.ttl")), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
