"""The W3C's own requests for the SPARQL 1.1 Protocol, those for queries, replayed without sockets.

They are read from `sparql/sparql11/protocol/manifest.ttl` of https://github.com/w3c/rdf-tests, looked for in
`../shared` beside the repository or where the environment variable `W3C_RDF_TESTS` points. Requests for update are left
out: the endpoint takes none.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, parse

from kg.server.messages import Answer, Question, Request, Service
from kg.server.protocol import whole
from kg.server.routes import respond
from kg.store.embedded import EmbeddedStore, open_store

ROOT = Path(__file__).resolve().parents[2]
TESTS = Path(os.environ.get("W3C_RDF_TESTS") or ROOT.parent / "shared" / "data" / "w3c")
MANIFEST = TESTS / "sparql" / "sparql11" / "protocol" / "manifest.ttl"

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"

KNOWN_GAPS: dict[str, str] = {}
"""Tests that fail, by name, with the reason."""

KINDS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": ("application/sparql-results+json", "application/sparql-results+xml", "text/csv"),
    "RDF": ("text/turtle", "application/rdf+xml", "application/n-triples"),
}

Node = NamedNode | BlankNode


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and what is expected of the response; an empty value means that anything will do."""

    request: Request
    statuses: tuple[str, ...]
    kind: str
    truth: str


class Manifest:
    def __init__(self, path: Path) -> None:
        self._graph = Store()
        self._graph.load(path=str(path), format=RdfFormat.TURTLE, base_iri=path.as_uri())

    def names(self) -> Iterator[str]:
        (entries,) = self._graph.quads_for_pattern(None, NamedNode(MF + "entries"), None, None)
        assert isinstance(entries.object, NamedNode | BlankNode)
        for test in self._items(entries.object):
            assert isinstance(test, NamedNode)
            yield test.value.rpartition("#")[2]

    def exchanges(self, name: str) -> Iterator[Exchange]:
        action = self._node(self._test(name), MF + "action")
        for request in self._items(self._node(action, HT + "requests")):
            response = self._node(request, HT + "resp")
            statuses = [value.rpartition("#StatusCode")[2] for value in self._values(response, MF + "expectedStatus")]
            yield Exchange(
                self._request(request),
                tuple(statuses),
                self._value(response, MF + "expectedFormat"),
                self._value(response, MF + "expectedBoolean"),
            )

    def data(self, name: str) -> Iterator[Quad]:
        for entry in self._objects(self._test(name), UT + "graphData"):
            path = Path(urlsplit(self._value(entry, UT + "graph")).path)
            graph = NamedNode(self._value(entry, RDFS + "label"))
            for quad in parse(path=str(path), format=RdfFormat.N_TRIPLES):
                yield Quad(quad.subject, quad.predicate, quad.object, graph)

    def _request(self, node: Node) -> Request:
        path, _, query_string = self._value(node, HT + "absolutePath").partition("?")
        headers = {
            self._value(item, HT + "fieldName").lower(): self._value(item, HT + "fieldValue")
            for list_ in self._objects(node, HT + "headers")
            for item in self._items(list_)
        }
        body = b""
        for content in self._objects(node, HT + "body"):
            encoding = self._value(content, CNT + "characterEncoding") or "UTF-8"
            body = self._value(content, CNT + "chars").encode(encoding)
        return Request(self._value(node, HT + "methodName"), path, query_string, headers, body)

    def _test(self, name: str) -> Node:
        for quad in self._graph.quads_for_pattern(None, NamedNode(MF + "name"), None, None):
            if isinstance(quad.subject, NamedNode) and quad.subject.value.endswith("#" + name):
                return quad.subject
        raise LookupError(name)

    def _objects(self, node: Node, predicate: str) -> Iterator[Node]:
        for quad in self._graph.quads_for_pattern(node, NamedNode(predicate), None, None):
            assert isinstance(quad.object, NamedNode | BlankNode)
            yield quad.object

    def _node(self, node: Node, predicate: str) -> Node:
        (found,) = self._objects(node, predicate)
        return found

    def _values(self, node: Node, predicate: str) -> list[str]:
        found = [quad.object for quad in self._graph.quads_for_pattern(node, NamedNode(predicate), None, None)]
        return [term.value for term in found if isinstance(term, NamedNode | Literal)]

    def _value(self, node: Node, predicate: str) -> str:
        return next(iter(self._values(node, predicate)), "")

    def _items(self, list_: Node) -> Iterator[Node]:
        while list_ != NamedNode(RDF + "nil"):
            yield self._node(list_, RDF + "first")
            list_ = self._node(list_, RDF + "rest")


def cases() -> Iterator[object]:
    if not MANIFEST.is_file():
        reason = "the W3C tests are not here: put w3c/rdf-tests where W3C_RDF_TESTS points"
        yield pytest.param("", marks=pytest.mark.skip(reason=reason))
        return
    for name in Manifest(MANIFEST).names():
        if "update" not in name:
            gap = KNOWN_GAPS.get(name)
            yield pytest.param(name, marks=[pytest.mark.xfail(reason=gap, strict=True)] if gap else [])


@pytest.mark.parametrize("name", tuple(cases()))
def test_w3c_query_protocol(name: str, ask_of: Callable[[EmbeddedStore], Callable[[Question], Answer]]) -> None:
    manifest = Manifest(MANIFEST)
    with open_store(None) as store:
        store.load(manifest.data(name))
        for exchange in manifest.exchanges(name):
            response = whole(respond(exchange.request, Service(ask_of(store))))
            assert f"{response.status // 100}xx" in exchange.statuses, response
            content_type = dict(response.headers)["Content-Type"].split(";")[0]
            if exchange.kind:
                assert content_type in KINDS[exchange.kind]
            if exchange.truth:
                assert isinstance(response.body, bytes)
                assert json.loads(response.body)["boolean"] is (exchange.truth == "true")
