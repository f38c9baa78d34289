"""Articles with answers: texts, and beside each a JSON file with what a careful coder found in it.

Short passages stand many to a file, with their answers: `NAME.jsonl`, one JSON object a line, the text as `passage`.
`tests/quality/README.md` says how the files are written; the rules of marking are those of the extraction contract.
"""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from kg.articles import read_articles
from kg.errors import ArticleError
from kg.model import Article

LONGEST = 20_000_000
"""Bytes of an article with answers."""

EVENT_KEYS = ("type", "date", "country", "place", "perpetrators", "targets", "killed", "injured", "evidence")
RELATION_KEYS = ("type", "subject", "object")
"""What an event and a relation of an answer file must have."""

PASSAGE_KEYS = ("id", "passage")
"""What a line of passages must have beside its events and relations."""

Marked: TypeAlias = Mapping[str, Any]
"""An event or a relation of the gold, as its JSON has it."""


@dataclass(frozen=True)
class Gold:
    """An article with its answers."""

    name: str
    article: Article
    events: tuple[Marked, ...]
    relations: tuple[Marked, ...]

    @property
    def is_negative(self) -> bool:
        """Whether an article tells no event; ties it may have."""
        return not self.events


def read_gold(folder: Path) -> tuple[Gold, ...]:
    """Read the articles with answers of a folder, in order of name.

    Raises `ArticleError` for a folder without answers and for the first file that is not what it should be.
    """
    articles = tuple(_gold(path) for path in sorted(folder.glob("*.json")))
    passages = tuple(gold for path in sorted(folder.glob("*.jsonl")) for gold in _passages(path))
    if not articles and not passages:
        raise ArticleError(f"{folder}: no answers there; put NAME.json beside each NAME.txt, as docs/quality.md shows")
    return (*articles, *passages)


def text_path(answers: Path) -> Path:
    """Return where the text of an article is: beside its answers, unless they say `text`."""
    named = _answers(answers).get("text")
    return (answers.parent / named).resolve() if named else answers.with_suffix(".txt")


def digest(folder: Path) -> str:
    """Return 16 hex digits that change with any text or answer of a folder."""
    total = hashlib.sha256()
    for path in sorted(folder.glob("*.json")):
        for part in (path, text_path(path)):
            total.update(part.name.encode() + b"\0" + part.read_bytes() + b"\0")
    for path in sorted(folder.glob("*.jsonl")):
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:16]


def _answers(path: Path) -> Mapping[str, Any]:
    try:
        answers = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ArticleError(f"{path}: not a readable JSON file ({error})") from error
    return _checked(answers, str(path))


def _checked(answers: Any, path: str) -> Mapping[str, Any]:
    for kind, keys in (("events", EVENT_KEYS), ("relations", RELATION_KEYS)):
        marked = answers.get(kind) if isinstance(answers, dict) else None
        if not isinstance(marked, list):
            raise ArticleError(f"{path}: has no list of {kind}; write [] where there are none")
        for number, one in enumerate(marked, 1):
            missing = [key for key in keys if key not in one]
            if missing:
                raise ArticleError(f"{path}: {kind} number {number} lacks {', '.join(missing)}; null says unknown")
    return answers  # type: ignore[no-any-return]  # a dict, as was just looked at


def _gold(path: Path) -> Gold:
    answers = _answers(path)
    article = next((item for item in read_articles([str(text_path(path))], LONGEST) if isinstance(item, Article)), None)
    if article is None:
        raise ArticleError(f"{path}: its text {text_path(path)} cannot be read; put it beside the answers")
    if "published" in answers:
        article = dataclasses.replace(article, published=answers["published"])
    return _with(answers, path.stem, article)


def _passages(path: Path) -> Iterator[Gold]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise ArticleError(f"{path}: not readable ({error})") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _passage(line, f"{path}, line {number}")


def _passage(line: str, where: str) -> Gold:
    try:
        answers = _checked(json.loads(line), where)
    except ValueError as error:
        raise ArticleError(f"{where}: not JSON ({error}); write one object a line") from error
    missing = [key for key in PASSAGE_KEYS if not isinstance(answers.get(key), str)]
    if missing:
        raise ArticleError(f"{where}: lacks {', '.join(missing)}; write each as a string")
    found = next(read_articles(["-"], LONGEST, io.BytesIO(answers["passage"].encode())))
    if not isinstance(found, Article):
        raise ArticleError(f"{where}: {found.message}")
    article = dataclasses.replace(found, name=answers["id"], published=answers.get("published"))
    return _with(answers, answers["id"], article)


def _with(answers: Mapping[str, Any], name: str, article: Article) -> Gold:
    return Gold(
        name,
        article,
        tuple(_in_our_words(event) for event in answers["events"]),
        tuple(_in_our_words(relation) for relation in answers["relations"]),
    )


def _in_our_words(marked: Marked) -> Marked:
    """Names of classes and relations may also be written `coup_attempt` and `member_of`."""
    is_event = "country" in marked
    changed: dict[str, Any] = {"type": in_our_case(marked["type"], is_event)}
    if "type_alt" in marked:
        changed["type_alt"] = [in_our_case(kind, is_event) for kind in marked["type_alt"]]
    return {**marked, **changed}


def in_our_case(name: str, is_class: bool) -> str:
    words = "attempted_coup" if name == "coup_attempt" else name
    first, *rest = words.split("_")
    return (first[:1].upper() if is_class else first[:1]) + first[1:] + "".join(word.capitalize() for word in rest)
