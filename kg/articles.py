"""Readers of articles: a path, a folder or a stream in, `Article`s out, and an `Issue` for each that could not be read.

Nothing of the text is changed: no newline, no byte order mark, no front matter is taken out, so an offset counts code
points of the file decoded as UTF-8, and `Article.text_sha256` is the digest of the file itself. What a user may give is
described in `docs/articles.md`.
"""

from __future__ import annotations

import difflib
import hashlib
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import yaml
from pyoxigraph import NamedNode

from kg.errors import ArticleError, Issue
from kg.model import Article
from kg.text.language import is_foreign

STDIN = "-"
SUFFIXES = (".txt", ".md")
SIDECAR_SUFFIX = ".yaml"
MAX_METADATA = 65_536
"""Longest front matter or sidecar, in characters: PyYAML needs seconds for a megabyte, and metadata is a few lines."""

KEYS = ("title", "source", "url", "published", "language", "licence")
OTHER_NAMES: Mapping[str, str] = {
    "author": "source",
    "publisher": "source",
    "date": "published",
    "headline": "title",
    "lang": "language",
    "license": "licence",
    "link": "url",
}
"""What other programs call our keys. They are not read, since `date` may mean the day of the file or of the download;
the writer is told instead."""

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_TIME = re.compile(r"[Tt ]([01]\d|2[0-4])(:?[0-5]\d(:?[0-5]\d|:60)?([.,]\d+)?)?\s*(Z|z|[+-]\d\d(:?\d\d)?)?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_OPENING = re.compile(r"\ufeff?---[ \t]*\r?\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)", re.MULTILINE)
_KEY_LINE = re.compile(r"\s*(?:[a-z][\w-]*|(?i:" + "|".join((*KEYS, *OTHER_NAMES)) + r"))[ \t]*:(?:\s|\Z)")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article beside its text, by the keys of `KEYS`; absent means that nobody said."""

    values: Mapping[str, str]
    warnings: tuple[Issue, ...] = ()

    def over(self, other: Metadata) -> Metadata:
        """Return both together; where both say something, this one is believed."""
        return Metadata({**other.values, **self.values}, other.warnings + self.warnings)


NOTHING_KNOWN = Metadata({})


def read_articles(paths: Iterable[str], max_bytes: int, stdin: BinaryIO | None = None) -> Iterator[Article | Issue]:
    """Yield the articles that files and folders hold, in the order given, a folder's in the order of their paths.

    `-` is `stdin`, by default that of the process. What cannot be read is an `Issue` of severity "error" in its place
    and the rest goes on; a warning comes before the article it is about. No exception is left for the caller to catch.
    """
    for item in find_articles(paths):
        if isinstance(item, Issue):
            yield item
            continue
        try:
            article, warnings = _read(item, max_bytes, stdin)
        except _Unreadable as error:
            yield error.issue
            continue
        yield from warnings
        yield article


def drop_repeats(items: Iterable[Article | Issue]) -> Iterator[Article | Issue]:
    """Pass everything on but a text that came before: that becomes a warning which names the first of the two."""
    seen: dict[str, str] = {}
    for item in items:
        if isinstance(item, Issue):
            yield item
        elif item.text_sha256 in seen:
            yield Issue(item.name, f"the same text as {seen[item.text_sha256]}, which was read; left out", "warning")
        else:
            seen[item.text_sha256] = item.name
            yield item


def look_ahead(items: Iterator[Article | Issue]) -> tuple[bool, Iterator[Article | Issue]]:
    """Say whether there is an article at all, and return the items once more, read no further than the first one.

    A command asks before it loads a model or opens a store: bad input is quickly told and touches nothing.
    """
    held: list[Article | Issue] = []
    for item in items:
        held.append(item)
        if isinstance(item, Article):
            return True, chain(held, items)
    return False, iter(held)


def find_articles(paths: Iterable[str]) -> Iterator[str | Issue]:
    """Yield the path of every article that files and folders hold, unread; files that are named are not looked for.

    A sidecar among them, caught by a shell's `*`, goes with its article; on its own it is an `Issue`.
    """
    named = tuple(paths)
    for path in named:
        neighbours = _neighbours(path)
        if path != STDIN and os.path.isdir(path):
            yield from _walk(path)
        elif not neighbours:
            yield path
        elif not neighbours & set(named):
            yield Issue(path, f"only says what is known about {min(neighbours)}; name that instead")


def _walk(folder: str) -> Iterator[str | Issue]:
    issues: list[Issue] = []
    found: list[str] = []
    for parent, folders, names in os.walk(folder, onerror=lambda error: issues.append(_unlisted(error))):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found.extend(os.path.join(parent, name) for name in names if _is_article_name(name))
    # A link to nowhere is kept, to be reported; a pipe or a device is not, since reading it may never end.
    found = [path for path in found if os.path.isfile(path) or not os.path.exists(path)]
    yield from issues
    yield from sorted(found, key=lambda path: Path(path).parts)
    if not found and not issues:
        yield Issue(folder, "the folder holds no article; articles are files whose name ends in .txt or .md")


def _is_article_name(name: str) -> bool:
    stem, suffix = os.path.splitext(name.lower())
    return suffix in SUFFIXES and stem != "readme" and not name.startswith(".")


def _neighbours(path: str) -> set[str]:
    """Return the articles that a path is the sidecar of; none when it is no sidecar."""
    stem, suffix = os.path.splitext(path)
    return {stem + other for other in SUFFIXES if suffix == SIDECAR_SUFFIX and os.path.isfile(stem + other)}


def _unlisted(error: OSError) -> Issue:
    return Issue(str(error.filename), f"the folder cannot be listed ({_reason(error)}); check its permissions")


class _Unreadable(Exception):
    """An article that has to be left out, with the line that says so."""

    def __init__(self, where: str, message: str) -> None:
        super().__init__(where, message)
        self.issue = Issue(where, message)


def _read(path: str, max_bytes: int, stdin: BinaryIO | None) -> tuple[Article, tuple[Issue, ...]]:
    name = "stdin" if path == STDIN else path
    data = _bytes(path, max_bytes, stdin)
    text = _decode(name, data)
    front, body = _front_matter(name, text)
    metadata = front if path == STDIN else _sidecar(path).over(front)
    if not text[body:].strip("\ufeff \t\r\n\f\v"):
        raise _Unreadable(name, "holds no text; an article needs at least a sentence")
    if is_foreign(text, body):
        raise _Unreadable(name, "not in English, by its words, and kg reads English only; give it a translation")
    known = metadata.values
    digest = hashlib.sha256(data).hexdigest()
    article = Article(
        id=digest[:16],
        text_sha256=digest,
        text=text,
        body=body,
        name=name,
        title=known.get("title"),
        source=known.get("source"),
        url=known.get("url"),
        published=known.get("published"),
        language=known.get("language", "en"),
        licence=known.get("licence"),
    )
    return article, metadata.warnings


# --- Bytes and text ---------------------------------------------------------------------------------------------------


def _bytes(path: str, max_bytes: int, stdin: BinaryIO | None) -> bytes:
    """Read one byte more than is allowed at most: neither a huge file nor an endless stream may fill the memory."""
    if path == STDIN:
        data = (stdin or sys.stdin.buffer).read(max_bytes + 1)
        size = len(data)
    else:
        try:
            with open(path, "rb") as stream:
                found = os.fstat(stream.fileno())
                size = found.st_size if stat.S_ISREG(found.st_mode) else 0
                data = b"" if size > max_bytes else stream.read(max_bytes + 1)
        except FileNotFoundError:
            raise _Unreadable(path, "there is no such file or folder; check the spelling") from None
        except (OSError, ValueError) as error:  # ValueError: a NUL in the name
            raise _Unreadable(path, f"cannot be read ({_reason(error)})") from None
    if max(size, len(data)) > max_bytes:
        raise _Unreadable(
            "stdin" if path == STDIN else path,
            f"longer than {max_bytes} bytes; split it, or raise the limit with KG_MAX_ARTICLE_BYTES",
        )
    return data


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()


def _decode(name: str, data: bytes) -> str:
    """Decode as UTF-8 without dropping a byte order mark: it is a code point of the text as received."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _Unreadable(name, "UTF-16, not UTF-8 text, by its first two bytes; save it as UTF-8")
    zero = data.find(0)
    if zero >= 0:
        raise _Unreadable(name, f"not text: there is a zero byte at byte {zero}; give the article as plain UTF-8 text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _Unreadable(
            name, f"not UTF-8 text: byte {error.start} is 0x{data[error.start]:02x}; save it as UTF-8"
        ) from None


# --- Front matter and sidecars ----------------------------------------------------------------------------------------


def _front_matter(name: str, text: str) -> tuple[Metadata, int]:
    """Return what the front matter says and where the prose begins.

    A first line of three dashes may be no more than a line. It opens front matter when the next line that is not blank
    looks like `key: value`, and then mistakes are reported; or when what stands between two such lines proves to hold
    our keys. Everything else is prose.
    """
    start = len("\ufeff") if text.startswith("\ufeff") else 0
    opening = _OPENING.match(text)
    if opening is None:
        return NOTHING_KNOWN, start
    is_meant = _KEY_LINE.match(text, opening.end()) is not None
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        if is_meant:
            raise _Unreadable(name + ":1", "the front matter is not closed; add a line of three dashes after it")
        return NOTHING_KNOWN, start
    block = text[opening.end() : closing.start()]
    if is_meant or _holds_keys(name, block):
        return _metadata(name, block, first_line=2), closing.end()
    return NOTHING_KNOWN, start if block.strip() else closing.end()


def _holds_keys(name: str, block: str) -> bool:
    """Tell whether a block whose first line does not look like a key is front matter all the same; raises on a list."""
    if len(block) > MAX_METADATA:
        return False
    try:
        value = _parse(name, block, 2)
    except _Unreadable:
        return False
    if isinstance(value, list):
        raise _Unreadable(name + ":2", "the front matter is a list; write lines like “title: …”")
    return isinstance(value, dict) and any(str(key).lower() in KEYS for key in value)


def _sidecar(path: str) -> Metadata:
    name = os.path.splitext(path)[0] + SIDECAR_SUFFIX
    if name == path or not os.path.lexists(name):
        return NOTHING_KNOWN
    text = _decode(name, _bytes(name, 4 * MAX_METADATA, None))
    return _metadata(name, text.removeprefix("\ufeff"), first_line=1)


def _metadata(name: str, block: str, first_line: int) -> Metadata:
    if len(block) > MAX_METADATA:
        raise _Unreadable(
            f"{name}:{first_line}", f"metadata of more than {MAX_METADATA} characters; keep to a few lines"
        )
    value = _parse(name, block, first_line)
    if value is None:
        return NOTHING_KNOWN
    if not isinstance(value, dict):
        what = "a list" if isinstance(value, list) else "no keys"
        raise _Unreadable(f"{name}:{first_line}", f"the metadata has {what}; write lines like “title: …”")
    values: dict[str, str] = {}
    warnings: list[Issue] = []
    for raw_key, raw_value in value.items():
        key = str(raw_key).lower()
        if key not in KEYS:
            warnings.extend(_misspelt(name, str(raw_key)))
            continue
        try:
            said = _value(key, raw_value)
        except ArticleError as error:
            raise _Unreadable(name, str(error)) from None
        except ValueError as error:
            warnings.append(Issue(name, str(error), "warning"))
            continue
        if said is not None:
            values[key] = said
            if key == "language" and not said.lower().startswith("en"):
                message = f"the language is {said!r} and kg reads English; expect nonsense"
                warnings.append(Issue(name, message, "warning"))
    return Metadata(values, tuple(warnings))


def _parse(name: str, block: str, first_line: int) -> object:
    """Parse YAML with every scalar as a string: no dates, no numbers, no Norway problem, no objects."""
    try:
        return yaml.load(block, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = first_line + (error.problem_mark.line if error.problem_mark else 0)
        raise _Unreadable(f"{name}:{line}", f"not YAML ({error.problem}); quote values that hold a colon") from None
    except (yaml.YAMLError, RecursionError) as error:
        what = "nested too deeply" if isinstance(error, RecursionError) else "a character that YAML does not allow"
        raise _Unreadable(f"{name}:{first_line}", f"not YAML ({what})") from None


def _misspelt(name: str, key: str) -> Iterator[Issue]:
    """Warn of a key that was probably meant to be one of ours; others are somebody else's business."""
    near = OTHER_NAMES.get(key.lower()) or next(iter(difflib.get_close_matches(key.lower(), KEYS, 1, 0.8)), None)
    if near and not key.lower().endswith("_note"):
        yield Issue(name, f"the key {key!r} is not read; is it meant for {near!r}?", "warning")


# --- Values -----------------------------------------------------------------------------------------------------------


def _value(key: str, raw: object) -> str | None:
    """Return a value on one line, None when it says nothing.

    Raises `ArticleError` when the article would be read wrongly with it, `ValueError` when it can be done without.
    """
    if not isinstance(raw, str):
        raise ArticleError(f"{key} must be text, not {'a list' if isinstance(raw, list) else 'keys of its own'}")
    if raw.strip() in _NULLS:
        return None
    value = " ".join(raw.split())
    if key == "published":
        return day_of(value)
    if key == "language" and not _LANGUAGE.fullmatch(value):
        raise ArticleError(f"the language {value!r} is no language tag; write “en” for English")
    if key == "url":
        return _web_address(value)
    return value


def _web_address(value: str) -> str:
    try:
        iri = NamedNode(value).value
    except ValueError:
        iri = ""
    if not iri.startswith(("http://", "https://")):
        raise ValueError(f"the url {value!r} is no web address and is left out")
    return iri


def day_of(value: str) -> str:
    """Return the date part of an ISO 8601 date or time, at its own precision: day, month or year.

    The time of day and its zone are dropped: they are those of the newsroom, and "on Tuesday" in a text counts by its
    calendar. Raises `ArticleError` when it is no date, or none that ever was.

    >>> day_of("2024-09-17T23:30:00-05:00"), day_of("2024-09"), day_of("2024")
    ('2024-09-17', '2024-09', '2024')
    """
    match = _DATE.match(value)
    if not match or not _is_time_or_nothing(value[match.end() :], has_day=match[3] is not None):
        raise ArticleError(f"published is {value!r}; write a date like 2024-09-17, 2024-09 or 2024")
    year, month, day = match.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise ArticleError(f"published is {value!r}, and there is no such date") from None
    return match[0]


def _is_time_or_nothing(rest: str, has_day: bool) -> bool:
    return not rest or (has_day and _TIME.fullmatch(rest) is not None)
