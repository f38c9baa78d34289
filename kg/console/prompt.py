"""The console on a terminal: editing, highlighting, completion and history, by prompt_toolkit."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import CompleteEvent, Completer, Completion, PathCompleter, ThreadedCompleter
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.lexers import Lexer, PygmentsLexer, SimpleLexer
from prompt_toolkit.output import Output
from prompt_toolkit.styles import Style
from pygments.lexers import SparqlLexer

from kg import __version__, results
from kg.console.session import COMMANDS, Leave, Session, evaluate
from kg.console.statements import is_complete, shape_of
from kg.errors import KGError
from kg.queries import with_prefixes
from kg.results import Solutions, plain_text
from kg.store.base import Store
from kg.vocab import ONTOLOGY_GRAPH, PREFIXES

KEYWORDS = (
    *("SELECT", "CONSTRUCT", "ASK", "DESCRIBE", "WHERE", "DISTINCT", "REDUCED", "FROM", "GRAPH", "OPTIONAL", "UNION"),
    *("MINUS", "FILTER", "FILTER NOT EXISTS", "FILTER EXISTS", "BIND", "VALUES", "ORDER BY", "GROUP BY", "HAVING"),
    *("LIMIT", "OFFSET", "PREFIX", "COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT", "SEPARATOR", "AS"),
    *("ASC", "DESC", "IF", "COALESCE", "BOUND", "IN", "NOT IN", "STR", "LANG", "DATATYPE", "REGEX", "CONTAINS"),
    *("STRSTARTS", "STRENDS", "STRLEN", "SUBSTR", "LCASE", "UCASE", "CONCAT", "REPLACE", "YEAR", "MONTH", "DAY"),
    *("NOW", "ABS", "ROUND", "LANGMATCHES", "isIRI", "isLiteral", "UNDEF", "true", "false"),
)

COLOURS: Mapping[str, str] = {
    "pygments.keyword": "bold #8a5cd6",
    "pygments.name.variable": "#b5651d",
    "pygments.name.namespace": "#2a7dbf",
    "pygments.name.tag": "#2a7dbf",
    "pygments.name.label": "#2a7dbf",
    "pygments.name.function": "#8a5cd6",
    "pygments.literal.string": "#1f8a4c",
    "pygments.literal.number": "#1f8a4c",
    "pygments.comment": "italic #7f7f7f",
    "command": "bold #8a5cd6",
    "prompt": "bold #2a7dbf",
    "bottom-toolbar": "noreverse #7f7f7f",
}
"""Colours of middling lightness: a terminal does not say whether it is dark or light, and these are read on both.

Errors have none, since Pygments takes what it does not know for one: half a word, or SPARQL 1.2.
"""


def interact(session: Session, history: History, *, input: Input | None = None, output: Output | None = None) -> None:
    """Ask for statements and evaluate them until the user leaves."""
    prompt: PromptSession[str] = PromptSession(
        [("class:prompt", "kg> ")],
        lexer=_StatementLexer(),
        style=Style.from_dict(dict(COLOURS)),
        include_default_pygments_style=False,
        completer=ThreadedCompleter(ConsoleCompleter(session)),
        complete_while_typing=True,
        history=history,
        auto_suggest=AutoSuggestFromHistory(),
        multiline=True,
        prompt_continuation=_continuation,
        key_bindings=_keys(),
        bottom_toolbar=lambda: _toolbar(session),
        input=input,
        output=output,
    )
    session.say(f"kg {__version__}. SPARQL, or a command: .help lists them, .queries the saved queries; Ctrl-D leaves.")
    while True:
        try:
            evaluate(session, prompt.prompt())
        except KeyboardInterrupt:
            continue
        except (EOFError, Leave):
            return


def open_history(named: str) -> tuple[History, str | None]:
    """Return the history kept in the file of that name, and what to tell the user when it cannot be kept.

    An empty name is `kg/history` in the user's state directory (XDG_STATE_HOME, or else ~/.local/state).
    """
    state = os.environ.get("XDG_STATE_HOME") or "~/.local/state"
    path = Path(named or f"{state}/kg/history").expanduser()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        with path.open("ab"):
            return FileHistory(str(path)), None
    except (OSError, RuntimeError) as error:  # RuntimeError: there is no home directory
        reason = getattr(error, "strerror", None) or error
        return InMemoryHistory(), f"{path}: the history cannot be kept ({reason}); this session's ends with it"


# --- Keys and looks ---------------------------------------------------------------------------------------------------


def _keys() -> KeyBindings:
    keys = KeyBindings()

    @keys.add("enter")
    def run_or_break(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if is_complete(buffer.text):
            buffer.validate_and_handle()
        else:
            _break_line(event)

    @keys.add("escape", "enter")
    def break_line(event: KeyPressEvent) -> None:
        _break_line(event)

    @keys.add("}")
    def close(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if re.fullmatch(r"  +", buffer.document.current_line_before_cursor):
            buffer.delete_before_cursor(2)
        buffer.insert_text("}")

    return keys


def _break_line(event: KeyPressEvent) -> None:
    buffer = event.current_buffer
    depth = shape_of(buffer.document.text_before_cursor).depth
    buffer.insert_text("\n" + "  " * max(0, depth))


def _continuation(width: int, line_number: int, wrap_count: int) -> StyleAndTextTuples:
    del line_number, wrap_count
    return [("class:prompt", "> ".rjust(width))]


def _toolbar(session: Session) -> str:
    rows = f", first {session.limit:,} rows" if session.mode == "table" and session.limit else ""
    once = f" to {session.once}" if session.once else ""
    return f"Enter runs a complete query, Alt-Enter breaks the line, Tab completes · {session.mode}{rows}{once} · .help"


class _StatementLexer(Lexer):
    """Highlights SPARQL as such, and of a command its name."""

    def __init__(self) -> None:
        self._sparql = PygmentsLexer(SparqlLexer, sync_from_start=True)
        self._command = SimpleLexer("class:command")

    def lex_document(self, document: Document) -> Callable[[int], StyleAndTextTuples]:
        lexer = self._command if document.text.lstrip().startswith(".") else self._sparql
        return lexer.lex_document(document)


# --- Completion -------------------------------------------------------------------------------------------------------


class ConsoleCompleter(Completer):
    """Completes what fits at the cursor: commands and what they take, or else variables, names and keywords."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._paths = PathCompleter(expanduser=True)

    @cached_property
    def terms(self) -> Mapping[str, str]:
        """The classes and properties in the graph by their short names, each with its label if the ontology has one."""
        return read_terms(self._session.store)

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        before = document.text_before_cursor
        if before.lstrip().startswith("."):
            yield from self._of_command(before.lstrip(), complete_event)
        elif not _is_in_words(before):
            yield from self._of_query(before, document.text)

    def _of_command(self, before: str, event: CompleteEvent) -> Iterator[Completion]:
        name, space, argument = before.partition(" ")
        word = argument.rsplit(" ", 1)[-1]
        if not space:
            yield from _starting(name, {command.name: command.help for command in COMMANDS})
        elif name in (".read", ".once"):
            yield from self._paths.get_completions(Document(argument), event)
        elif name == ".run" and word != argument:
            called = argument.split(" ", 1)[0]
            parameters = next((query.parameters for query in self._session.queries if query.name == called), ())
            yield from _starting(word, {f"{parameter.name}=": parameter.help for parameter in parameters})
        elif name == ".run":
            yield from _starting(word, {query.name: query.summary for query in self._session.queries})
        elif name == ".mode":
            yield from _starting(word, {format.name: format.help for format in results.FORMATS.values()})
        elif name == ".timer":
            yield from _starting(word, {"on": "", "off": ""})

    def _of_query(self, before: str, text: str) -> Iterator[Completion]:
        found = re.search(r"[?$]?[\w:-]*$", before)
        word = found[0] if found else ""
        if word[:1] in ("?", "$"):
            used = set(re.findall(r"[?$]\w+", text)) - {word}
            yield from _starting(word, dict.fromkeys(sorted(used), ""))
        elif word:
            yield from _starting(word, self.terms)
            if ":" not in word:
                by_local = {term: label for term, label in self.terms.items() if not term.startswith(word)}
                yield from _starting(word, by_local, part=lambda term: term.partition(":")[2])
                yield from _starting(word, {f"{prefix}:": namespace for prefix, namespace in PREFIXES.items()})
                yield from _starting(word, dict.fromkeys(KEYWORDS, ""))


def _starting(word: str, offered: Mapping[str, str], part: Callable[[str], str] = str) -> Iterator[Completion]:
    """Yield what is offered of which a part, by default all, starts with the word, whatever the case."""
    for text, meta in offered.items():
        if part(text).lower().startswith(word.lower()) and text != word:
            yield Completion(text, -len(word), display_meta=meta)


def _is_in_words(before: str) -> bool:
    """Say whether the cursor stands in a text or a comment, where nothing should be offered."""
    line = before.rsplit("\n", 1)[-1]
    without = re.sub(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|<[^<>\s]*>""", "", line)
    return shape_of(before).is_in_text or any(mark in without for mark in "\"'#")


def read_terms(store: Store) -> Mapping[str, str]:
    """Return the classes and properties that the graph uses and that have a short name, with their labels.

    There are none when the store fails: a missing menu is better than a broken prompt.
    """
    labels = f"GRAPH {ONTOLOGY_GRAPH} {{ ?term rdfs:label ?label FILTER(LANG(?label) = 'en') }}"
    query = f"""SELECT DISTINCT ?term ?label {{
        {{ SELECT DISTINCT ?term {{ GRAPH ?graph {{ {{ ?s ?term ?o }} UNION {{ ?s a ?term }} }}
                                    FILTER(?graph != {ONTOLOGY_GRAPH}) }} }}
        OPTIONAL {{ {labels} }} }} ORDER BY ?term"""
    with contextlib.suppress(KGError):
        answer = store.query(with_prefixes(query))
        if isinstance(answer, Solutions):
            named = ((plain_text(term), plain_text(label)) for term, label in answer.rows)
            return {name: label for name, label in named if name.partition(":")[0] in PREFIXES}
    return {}
