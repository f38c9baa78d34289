"""What can be told of statements without parsing them: whether one is complete, and where it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r'''
      (?P<open_text>(?:"""(?:[^"\\]|\\.|"(?!""))* | \'\'\'(?:[^'\\]|\\.|'(?!''))*)\Z)
    | (?P<text>"""(?:[^"\\]|\\.|"(?!""))*""" | \'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\'
             | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*')
    | (?P<iri><[^<>"{}|^`\\\s]*>)
    | (?P<comment>\#[^\n]*)
    | (?P<word>[A-Za-z]+(?![\w:.-]))
    | (?P<open>[{(\[]) | (?P<close>[})\]])
    | (?P<space>\s+)
    | (?P<other>[?$:\w.-]+|.)
    ''',
    re.VERBOSE | re.DOTALL,
)
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH")
_UNFINISHED = frozenset(
    {"BY", "ORDER", "GROUP", "HAVING", "LIMIT", "OFFSET", "VALUES", "UNION", "MINUS", "FROM", "NAMED", "WHERE", "AS"}
)
"""Words that a query does not end with."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What can be told of a statement without parsing it: how deep in brackets, or in a text, it ends.

    Brackets that do not match are 0 deep, so that the statement is run and the mistake told, not waited upon for ever.
    """

    depth: int
    is_in_text: bool
    has_braces: bool
    form: str
    """The first word that is not of the prologue, in capitals; empty when there is none yet."""
    last: str


def shape_of(text: str) -> Shape:
    """Return the shape of a statement.

    >>> shape_of("ASK { ?s rdfs:label 'a }'").depth
    1
    """
    opened: list[str] = []
    words: list[str] = []
    is_in_text = has_braces = is_broken = False
    last = ""
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind in ("space", "comment"):
            continue
        if kind == "open":
            opened.append(token[0])
        elif kind == "close":
            is_broken |= not opened or opened.pop() + token[0] not in ("{}", "()", "[]")
        elif kind == "word":
            words.append(token[0].upper())
        has_braces |= token[0] == "{"
        is_in_text = kind == "open_text"
        last = token[0]
    form = next((word for word in words if word not in ("PREFIX", "BASE")), "")
    return Shape(0 if is_broken else len(opened), is_in_text, has_braces, form, last)


def is_complete(text: str) -> bool:
    """Say whether Enter should run what was typed, rather than start a new line in it."""
    stripped = text.strip()
    if not stripped or stripped.startswith("."):
        return True
    shape = shape_of(stripped)
    if shape.depth > 0 or shape.is_in_text or shape.last.upper() in _UNFINISHED:
        return False
    if shape.last == ";":
        return True
    if shape.form == "DESCRIBE":
        return shape.last.upper() != "DESCRIBE"
    if not shape.form:  # a prologue, or no SPARQL at all
        return not re.match(r"(?i)(PREFIX|BASE)\b|#", stripped)
    return shape.has_braces or shape.form not in _FORMS


def split_statements(text: str) -> Iterator[str]:
    """Yield the statements of a script.

    A command is a line; a query ends with a semicolon at the end of a line, or an empty line, or before a command, none
    of them inside brackets; or with the script.
    """
    pending: list[str] = []
    for line in text.splitlines():
        so_far = "\n".join(pending)
        shape = shape_of(so_far)
        is_between = shape.depth <= 0 and not shape.is_in_text
        if is_between and (not line.strip() or line.lstrip().startswith(".")):
            if so_far.strip():
                yield so_far
                pending = []
            if line.strip():
                yield line.strip()
            continue
        pending.append(line)
        whole = shape_of("\n".join(pending))
        if whole.depth <= 0 and whole.last == ";":
            yield "\n".join(pending)
            pending = []
    if "\n".join(pending).strip():
        yield "\n".join(pending)
