"""A service without processes: questions are answered in this one, by the code that workers run."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.server.messages import Answer, Limits, Question, Service
from kg.server.workers import answer, error_in
from kg.settings import data_directory
from kg.store.embedded import EmbeddedStore, open_store

A, P = NamedNode("urn:x:a"), NamedNode("urn:x:p")
QUADS = [
    Quad(A, P, Literal("one"), NamedNode("urn:x:g1")),
    Quad(A, P, Literal("<two> & 'three'", language="en"), NamedNode("urn:x:g2")),
]


class Pieces:
    """A stream of the pieces that one answer came in."""

    def __init__(self, frames: list[bytes]) -> None:
        self.frames = frames
        self.is_closed = False

    def __iter__(self) -> Iterator[bytes]:
        for frame in self.frames:
            if frame.startswith(b"X"):
                raise error_in(frame)
            yield frame[1:]

    def close(self) -> None:
        self.is_closed = True


def ask_here(store: EmbeddedStore) -> Callable[[Question], Answer]:
    def ask(question: Question) -> Answer:
        frames: list[bytes] = []
        answer(store, question, frames.append)
        if frames[0].startswith(b"X"):
            raise error_in(frames[0])
        content_type, version = json.loads(frames[0][1:])
        body = frames[1][1:] if frames[1].startswith(b"L") else Pieces(frames[1:])
        return Answer(content_type, version, body)

    return ask


@pytest.fixture(scope="session")
def ask_of() -> Callable[[EmbeddedStore], Callable[[Question], Answer]]:
    return ask_here


@pytest.fixture(scope="session")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two statements in two graphs."""
    path = tmp_path_factory.mktemp("served") / "store"
    with open_store(path) as store:
        store.load(QUADS)
    return path


@pytest.fixture(scope="session")
def service(path: Path) -> Iterator[Service]:
    with open_store(path, read_only=True) as store:
        yield Service(ask_here(store), lambda: store.version)


@pytest.fixture(scope="session")
def known_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a little of everything that kg knows: `known.trig`."""
    path = tmp_path_factory.mktemp("known") / "store"
    with open_store(path) as store:
        store.load(parse(path=Path(__file__).with_name("known.trig"), format=RdfFormat.TRIG))
    return path


@pytest.fixture(scope="session")
def known(known_path: Path) -> Iterator[Service]:
    """That store with the ontology and the saved queries that kg ships."""
    with open_store(known_path, read_only=True) as store:
        folders = data_directory("ontology"), data_directory("queries")
        yield Service(ask_here(store), lambda: store.version, Limits(), *folders)
