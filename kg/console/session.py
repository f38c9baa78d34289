"""The console without a terminal: a statement in, output on two streams, an exit code back."""

from __future__ import annotations

import io
import re
import shlex
import shutil
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from rich.cells import cell_len

from kg import results
from kg.console.statements import UPDATES, shape_of, split_statements
from kg.errors import InputError, KGError, QueryError
from kg.explain import card_lines, explain, find, match_lines, show
from kg.export.files import open_whole
from kg.hints import hints
from kg.queries import SavedQuery, bind, find_query, with_prefixes
from kg.results import Result, Solutions, Triples, Truth, visible
from kg.store.base import Store
from kg.vocab import ONTOLOGY_GRAPH, PREFIXES


class Leave(Exception):
    """The user wants to go."""


@dataclass(slots=True)
class Session:
    """What a console remembers between two statements, the one thing here that changes.

    Answers go to `out`, all else to `talk`. `limit` is the most rows of a table that a person is shown, 0 for all;
    `once` is the file that the next answer goes to instead.
    """

    store: Store
    queries: Sequence[SavedQuery]
    out: TextIO
    talk: TextIO
    is_interactive: bool = False
    mode: str = "table"
    limit: int = 100
    is_timing: bool = False
    once: Path | None = None

    @property
    def width(self) -> int:
        return shutil.get_terminal_size().columns

    def say(self, line: str) -> None:
        print(line, file=self.talk)


def run_script(session: Session, text: str) -> int:
    """Evaluate the statements of a text up to the first that fails, and return its exit code; 0 when all went well."""
    try:
        for statement in split_statements(text):
            if code := evaluate(session, statement):
                return code
    except Leave:
        pass
    return 0


def evaluate(session: Session, text: str) -> int:
    """Run one statement; an error is said on `session.talk` and its exit code returned. Raises `Leave` for `.quit`."""
    statement = text.strip()
    try:
        if statement.startswith("."):
            _run_command(session, statement)
        elif shape_of(statement).last:  # else blank, or a comment
            _ask(session, _without_semicolon(statement))
    except KGError as error:
        session.say(_shown(session, _without_semicolon(statement), error))
        return error.exit_code
    return 0


def _without_semicolon(text: str) -> str:
    return text.rstrip().rstrip(";") if shape_of(text).last == ";" else text


# --- Queries ----------------------------------------------------------------------------------------------------------


def _ask(session: Session, sparql: str) -> None:
    form = shape_of(sparql).form
    if form in UPDATES:
        raise QueryError("the console only asks; `kg build` writes to a store")
    if re.fullmatch(r"(?i)\W?(help|quit|exit|q|h|\?)\W*", sparql):
        raise QueryError("not SPARQL; commands begin with a dot, `.help` lists them")
    full = with_prefixes(sparql)
    try:
        found, seconds = _timed(session, full)
        _write(session, found, seconds)
        for hint in hints(sparql, found, session.store):
            session.say(hint)
    except QueryError as error:
        raise _Pointed(str(error), full.count("\n") - sparql.count("\n")) from error


class _Pointed(QueryError):
    """An error in a query that the user typed, of which `added` lines at the top are ours."""

    def __init__(self, message: str, added: int) -> None:
        super().__init__(message)
        self.added = added


def _timed(session: Session, sparql: str) -> tuple[Result, float]:
    started = time.perf_counter()
    answer = _abandonable(session.store, sparql) if session.is_interactive else session.store.query(sparql)
    return answer, time.perf_counter() - started


def _abandonable(store: Store, sparql: str) -> Result:
    """Answer a query in a thread, so that Ctrl-C gives the prompt back: Oxigraph cannot stop a query once it runs."""
    box: list[Result | BaseException] = []

    def work() -> None:
        try:
            box.append(store.query(sparql))
        except BaseException as error:
            box.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(0.05)
    except KeyboardInterrupt:
        raise QueryError("left alone; it may go on in the background until you leave") from None
    if isinstance(box[0], BaseException):
        raise box[0]
    return box[0]


def _write(session: Session, answer: Result, seconds: float) -> None:
    if session.once is not None:
        path, session.once = session.once, None
        _write_file(path, answer, session.mode)
        session.say(f"{_count(answer)} to {path}")
        return
    shown = _limited(session, answer)
    is_terminal = session.is_interactive and session.out.isatty()
    results.write(shown, session.mode, session.out, talk=session.talk, is_terminal=is_terminal, width=session.width)
    took = f" in {seconds:.3f} s" if session.is_timing else ""
    if shown is not answer:
        session.say(f"first {session.limit:,} of {_count(answer)}{took}; .limit 0 shows all, .once FILE writes them")
    elif (
        session.is_interactive
        and session.mode == "table"
        and not (isinstance(answer, Truth) or results.is_empty(answer))
    ):
        session.say(f"{_count(answer)}{took}")
    elif took:
        session.say(took.strip())


def _limited(session: Session, answer: Result) -> Result:
    """Return the rows that a person is shown; a script, and every format that a program reads, gets all."""
    if not session.is_interactive or session.mode != "table" or not session.limit:
        return answer
    if isinstance(answer, Solutions) and len(answer.rows) > session.limit:
        return Solutions(answer.variables, answer.rows[: session.limit])
    if isinstance(answer, Triples) and len(answer.triples) > session.limit:
        return Triples(answer.triples[: session.limit])
    return answer


def _count(answer: Result) -> str:
    if isinstance(answer, Truth):
        return "an answer"
    number, what = (len(answer.rows), "row") if isinstance(answer, Solutions) else (len(answer.triples), "triple")
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _write_file(path: Path, answer: Result, mode: str) -> None:
    """Write to a file in the format that its name ends in, or else in the current one."""
    by_ending = {".csv": "csv", ".tsv": "tsv", ".json": "json", ".md": "markdown"}
    with open_whole(path) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", newline="\n")
        results.write(answer, by_ending.get(path.suffix.lower(), mode), text, is_terminal=False)
        text.detach()


def _shown(session: Session, statement: str, error: KGError) -> str:
    """Return an error as a line, with the line of the query and a caret when it says where it is."""
    message, prefix = visible(str(error)), "error" if session.is_interactive else "kg"
    found = re.match(r"query:(\d+):(\d+): (.*)", message) if isinstance(error, _Pointed) else None
    if found is None or not isinstance(error, _Pointed):
        return f"{prefix}: {message.removeprefix('query: ')}"
    line, column = int(found[1]) - error.added, int(found[2])
    lines = statement.split("\n")
    head = f"{prefix}: line {line}, column {column}: {found[3]}"
    if "is not declared" in head:
        head += f"; known without it are {', '.join(prefix + ':' for prefix in PREFIXES)}"
    if not 1 <= line <= len(lines):
        return head
    source = lines[line - 1].replace("\t", " ")
    before = visible(source[: column - 1])
    # A line wider than the terminal is shown from where the mistake is in view.
    skipped = max(0, len(before) - session.width + 20)
    return f"{head}\n  {visible(source)[skipped : skipped + session.width - 4]}\n  {' ' * cell_len(before[skipped:])}^"


# --- Commands ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Command:
    """A command that begins with a dot; `run` gets what stands after its name."""

    name: str
    arguments: str
    help: str
    run: Callable[[Session, str], None]


def _run_command(session: Session, text: str) -> None:
    name, _, argument = text.partition(" ")
    matching = [command for command in COMMANDS if command.name.startswith(name)]
    exact = [command for command in matching if command.name == name]
    chosen = exact or (matching if len(name) > 1 else [])
    if len(chosen) != 1:
        also = f"; is it {' or '.join(command.name for command in matching)}?" if len(matching) in (2, 3) else ""
        raise InputError(f"{name}: no such command{also}; `.help` lists them")
    chosen[0].run(session, argument.strip())


def _help(session: Session, _: str) -> None:
    width = max(len(f"{command.name} {command.arguments}") for command in COMMANDS)
    for command in COMMANDS:
        print(f"{f'{command.name} {command.arguments}'.ljust(width)}  {command.help}", file=session.out)
    print(
        "\nAnything else is SPARQL; the prefixes of .prefixes need no PREFIX line. Enter runs a query that is\n"
        "complete, Alt-Enter starts a new line in it. Tab completes, Ctrl-C clears, Ctrl-D leaves.",
        file=session.out,
    )


def _list_queries(session: Session, _: str) -> None:
    width = max((len(query.name) for query in session.queries), default=0)
    for query in session.queries:
        print(f"{query.name.ljust(width)}  {query.summary}", file=session.out)
        if query.parameters:
            shown = (f"{p.name}=…" if p.is_required else f"[{p.name}=…]" for p in query.parameters)
            print(f"{' ' * width}    {' '.join(shown)}", file=session.out)


def _run_query(session: Session, argument: str) -> None:
    name, *pairs = _words(argument)
    values = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise InputError(f".run {name}: expected parameter=value, got {pair!r}")
        values[key] = value
    _write(session, *_timed(session, bind(find_query(session.queries, name), values)))


def _words(argument: str) -> list[str]:
    try:
        words = shlex.split(argument)
    except ValueError as error:
        raise InputError(f"{argument}: a quote is not closed") from error
    if not words:
        raise InputError(".run: name a saved query; `.queries` lists them")
    return words


def _explain(session: Session, argument: str) -> None:
    if not argument:
        raise InputError(".explain: name a thing, such as `.explain Bamako`")
    matches = find(session.store, argument)
    is_terminal = session.is_interactive and session.out.isatty()
    lines = (
        card_lines(explain(session.store, matches[0]), is_plain=not is_terminal)
        if len(matches) == 1
        else match_lines(argument, matches)
    )
    show(lines, session.out, is_terminal=is_terminal, width=session.width)


def _mode(session: Session, argument: str) -> None:
    if argument and argument not in results.FORMATS:
        raise InputError(f".mode {argument}: no such format; known are {', '.join(results.FORMATS)}")
    session.mode = argument or session.mode
    session.say(f"answers are printed as {session.mode}")


def _limit(session: Session, argument: str) -> None:
    if argument:
        if not re.fullmatch(r"[0-9]{1,9}", argument):
            raise InputError(f".limit {argument}: expected a whole number; 0 is no limit")
        session.limit = int(argument)
    session.say(f"tables show {f'the first {session.limit:,} rows' if session.limit else 'all rows'}")


def _timer(session: Session, argument: str) -> None:
    if argument not in ("", "on", "off"):
        raise InputError(f".timer {argument}: expected on or off")
    session.is_timing = argument == "on" if argument else session.is_timing
    session.say(f"the timer is {'on' if session.is_timing else 'off'}")


def _read(session: Session, argument: str) -> None:
    path = _path(argument, ".read")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = "not UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
        raise InputError(f"{path}: cannot be read ({reason})") from error
    for statement in split_statements(text):
        if statement.startswith(".read"):
            raise InputError(f"{path}: a file that is read cannot read another")
        if evaluate(session, statement):
            raise InputError(f"{path}: stopped at the statement that failed")


def _once(session: Session, argument: str) -> None:
    session.once = _path(argument, ".once")
    session.say(f"the next answer goes to {session.once}")


def _path(argument: str, command: str) -> Path:
    if not argument:
        raise InputError(f"{command}: name a file")
    return Path(argument).expanduser()


def _prefixes(session: Session, _: str) -> None:
    for prefix, namespace in PREFIXES.items():
        print(f"PREFIX {prefix}: <{namespace}>", file=session.out)


def _listing(sparql: str) -> Callable[[Session, str], None]:
    def run(session: Session, _: str) -> None:
        _write(session, *_timed(session, with_prefixes(sparql)))

    return run


def _quit(*_: object) -> None:
    raise Leave


_IN_DATA = f"FILTER(?graph != {ONTOLOGY_GRAPH})"
CLASSES = f"""SELECT ?class (COUNT(DISTINCT ?thing) AS ?things) {{ GRAPH ?graph {{ ?thing a ?class }} {_IN_DATA} }}
GROUP BY ?class ORDER BY DESC(?things) ?class"""
PROPERTIES = f"""SELECT ?property (COUNT(*) AS ?triples) {{ GRAPH ?graph {{ ?s ?property ?o }} {_IN_DATA} }}
GROUP BY ?property ORDER BY DESC(?triples) ?property"""
GRAPHS = "SELECT ?graph (COUNT(*) AS ?triples) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph ORDER BY ?graph"

COMMANDS: tuple[Command, ...] = (
    Command(".help", "", "Print this list.", _help),
    Command(".queries", "", "List the saved queries.", _list_queries),
    Command(".run", "NAME k=v …", "Run a saved query, with values for its parameters.", _run_query),
    Command(".explain", "NAME", "Show what is known of a thing, and the words that say so.", _explain),
    Command(".mode", f"[{'|'.join(results.FORMATS)}]", "Choose how answers are printed.", _mode),
    Command(".limit", "[N]", "Show at most N rows of a table; 0 shows all.", _limit),
    Command(".prefixes", "", "List the prefixes that need no PREFIX line.", _prefixes),
    Command(".classes", "", "List the classes in the graph, the commonest first.", _listing(CLASSES)),
    Command(".properties", "", "List the properties in the graph, the commonest first.", _listing(PROPERTIES)),
    Command(".graphs", "", "List the named graphs.", _listing(GRAPHS)),
    Command(".timer", "[on|off]", "Say how long each answer took.", _timer),
    Command(".read", "FILE", "Run the statements of a file.", _read),
    Command(".once", "FILE", "Write the next answer to a file; .csv, .tsv, .json and .md choose the format.", _once),
    Command(".quit", "", "Leave; so does Ctrl-D.", _quit),
)
"""Every command; `.help` and completion take theirs from here. The beginning of a name will do where it is one only."""
