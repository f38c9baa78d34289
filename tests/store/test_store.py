"""What every store promises: one set of tests, run on each implementation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg.errors import QueryError, StoreError
from kg.results import Solutions, Triples, Truth
from kg.store.base import Store
from kg.store.embedded import BULK, open_store

A, B, P = (NamedNode(f"urn:x:{name}") for name in ("a", "b", "p"))
GRAPH_1, GRAPH_2 = NamedNode("urn:x:g1"), NamedNode("urn:x:g2")
ONE = Quad(A, P, Literal("one"), GRAPH_1)
TWO = Quad(B, P, Literal('two "quoted"\nlines, \\ and é'), GRAPH_2)

IMPLEMENTATIONS: dict[str, Callable[[Path], Store]] = {
    "memory": lambda _: open_store(None),
    "directory": lambda path: open_store(path / "store"),
}


@pytest.fixture(params=IMPLEMENTATIONS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with closing(IMPLEMENTATIONS[request.param](tmp_path)) as store:
        yield store


@pytest.fixture
def filled(store: Store) -> Store:
    store.load([ONE, TWO])
    return store


def quads_of(store: Store) -> set[Quad]:
    return set(store.dump())


def count(store: Store, sparql: str) -> int:
    result = store.query(sparql)
    assert isinstance(result, Solutions)
    return len(result.rows)


def test_select_keeps_the_order_of_variables_and_leaves_the_unbound_empty(filled: Store) -> None:
    result = filled.query("SELECT ?o ?none ?s { ?s ?p ?o } ORDER BY ?s")
    assert result == Solutions(("o", "none", "s"), ((ONE.object, None, A), (TWO.object, None, B)))


def test_ask_and_construct(filled: Store) -> None:
    assert filled.query("ASK { ?s ?p 'one' }") == Truth(True)
    assert filled.query("CONSTRUCT WHERE { <urn:x:a> ?p ?o }") == Triples((ONE.triple,))


@pytest.mark.parametrize(
    ("sparql", "rows"),
    [
        ("SELECT * { ?s ?p ?o }", 2),
        ("SELECT * FROM <urn:x:g1> { ?s ?p ?o }", 1),
        ("SELECT * FROM<urn:x:g1>FROM<urn:x:g2>{ ?s ?p ?o }", 2),
        ("PREFIX : <urn:x:> SELECT *FROM:g1 { ?s ?p ?o }", 1),
        ("SELECT * FROM NAMED <urn:x:g1> { GRAPH ?g { ?s ?p ?o } }", 1),
        ("SELECT * FROM NAMED <urn:x:g1> { ?s ?p ?o }", 0),  # named graphs only: the default graph is empty
        ("SELECT * { GRAPH ?g { ?s ?p ?o } }", 2),
        ("SELECT * { ?s ?p ?o } # FROM <urn:x:g1>", 2),
        ("SELECT * { ?s ?p ?o FILTER(?o != ' FROM <urn:x:g1> ') }", 2),
        ("PREFIX from: <urn:x:> SELECT * { ?s from:p ?o }", 2),
        ("SELECT ?from { ?from ?p ?o }", 2),
        ("SELECT * { <urn:x:FROM> ?p ?o }", 0),
    ],
)
def test_the_default_graph_is_the_union_unless_the_query_has_its_own(filled: Store, sparql: str, rows: int) -> None:
    assert count(filled, sparql) == rows


def test_replace_removes_the_old_and_adds_the_new(filled: Store) -> None:
    fresh = Quad(A, P, TWO.object, GRAPH_1)
    filled.replace([GRAPH_1], [fresh])
    assert quads_of(filled) == {fresh, TWO}
    filled.replace([GRAPH_2], [])
    assert quads_of(filled) == {fresh}


def test_replace_twice_is_replace_once(store: Store) -> None:
    for _ in range(2):
        store.replace([GRAPH_1, GRAPH_2], iter([ONE, TWO, ONE]))
        assert quads_of(store) == {ONE, TWO}


def test_replace_with_blank_nodes_leaves_none_of_the_old(store: Store) -> None:
    for _ in range(2):
        node = BlankNode()
        store.replace([GRAPH_1], [Quad(A, P, node, GRAPH_1), Quad(node, P, A, GRAPH_1), ONE])
        assert len(quads_of(store)) == 3
        assert count(store, "SELECT * { ?a ?p ?node . ?node ?p ?a FILTER(ISBLANK(?node)) }") == 1


def test_many_quads_are_written_as_few_are(store: Store) -> None:
    many = {Quad(A, P, Literal(str(number)), GRAPH_1) for number in range(BULK)}
    store.load([ONE, TWO])
    store.load(many)
    assert quads_of(store) == {ONE, TWO, *many}
    store.replace([GRAPH_1], [ONE])
    assert quads_of(store) == {ONE, TWO}


def test_replace_writes_every_kind_of_term(store: Store) -> None:
    terms: list[NamedNode | Literal] = [
        NamedNode("urn:x:é"),
        Literal("a", language="en-GB"),
        Literal("2024-02-30", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date")),
        Literal("} GRAPH <urn:x:evil> { \u2028 \t\r '''"),
    ]
    quads = {Quad(A, P, term, GRAPH_1) for term in terms}
    store.load([Quad(A, P, A, GRAPH_1)])
    store.replace([GRAPH_1], quads)
    assert quads_of(store) == quads


@pytest.mark.parametrize("write", [lambda s, q: s.load(q), lambda s, q: s.replace([GRAPH_1], q)])
def test_a_write_that_fails_half_way_changes_nothing(
    filled: Store, write: Callable[[Store, Iterator[Quad]], None]
) -> None:
    def broken() -> Iterator[Quad]:
        yield Quad(B, P, B, GRAPH_1)
        raise LookupError("no more")

    with pytest.raises(LookupError, match="no more"):
        write(filled, broken())
    assert quads_of(filled) == {ONE, TWO}


def test_an_update_is_one_transaction(filled: Store) -> None:
    filled.update(
        "DELETE WHERE { GRAPH <urn:x:g1> { ?s ?p ?o } }; INSERT DATA { GRAPH <urn:x:g1> { <urn:x:b> <urn:x:p> 3 } }"
    )
    before = quads_of(filled)
    assert len(before) == 2
    with pytest.raises((QueryError, StoreError)):
        filled.update("CLEAR ALL ; CREATE GRAPH <urn:x:g1>")  # the second fails: the graph exists
    assert quads_of(filled) == before


@pytest.mark.parametrize(
    "sparql", ["", "SELEC * { }", "SELECT * { ?s ?p ", "INSERT DATA { }", "ASK { ?s no:prefix ?o }"]
)
def test_what_is_not_a_query_is_a_query_error_of_one_line(filled: Store, sparql: str) -> None:
    with pytest.raises(QueryError, match=r"^query:1:\d+: .+$") as caught:
        filled.query(sparql)
    assert len(str(caught.value).splitlines()) == 1
    assert len(str(caught.value)) < 200


def test_what_is_not_an_update_is_a_query_error(filled: Store) -> None:
    with pytest.raises(QueryError):
        filled.update("SELECT * { ?s ?p ?o }")


def test_close_may_be_called_twice_and_ends_the_rest(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.query("ASK {}")
