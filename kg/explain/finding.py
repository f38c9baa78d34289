"""From a name or an IRI to what it may mean."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from kg.errors import NotFound
from kg.explain.asking import article_of, labels_of, local_name, types_of
from kg.explain.cards import Match
from kg.store.asking import ask, rows_of, value_of
from kg.store.base import Store
from kg.vocab import DATA, ONTOLOGY_GRAPH, PREFIXES, REFERENCE_GRAPH


def find(store: Store, name: str) -> tuple[Match, ...]:
    """Return what a name or an IRI may mean, what most articles speak of first.

    An IRI may be in full, in angle brackets, with a known prefix (`wd:Q912`), or relative to kg's own (`country/ML`).
    Names are compared without regard to case: in full, and only if that finds nothing, in part. Raises `NotFound`, with
    the nearest names, when nothing fits.
    """
    iri = _as_iri(name.strip())
    if iri is not None and (keys := _keys_of_iri(store, iri)):
        return _matches(store, keys)
    for test in ("LCASE(STR(?name)) = ", "CONTAINS(LCASE(STR(?name)), "):
        wanted = f"{test}{Literal(name.strip().lower())}" + (")" if test.startswith("CONTAINS") else "")
        keys = {known or thing for thing, known in _things_named(store, wanted)} if name.strip() else set()
        if keys:
            return _matches(store, keys)
    raise NotFound(f"nothing here is called {name!r}{_near(store, name)}")


def _as_iri(text: str) -> NamedNode | None:
    prefix, colon, local = text.partition(":")
    if text.startswith("<") and text.endswith(">"):
        iri = text[1:-1]
    elif colon and prefix in PREFIXES:
        iri = PREFIXES[prefix] + local
    else:
        iri = text if re.match(r"[a-z]+://", text) else DATA + text
    try:
        return NamedNode(iri)
    except ValueError:  # a name, then
        return None


def _keys_of_iri(store: Store, iri: NamedNode) -> set[str]:
    known = rows_of(store, f"SELECT ?s {{ GRAPH {REFERENCE_GRAPH} {{ ?s skos:exactMatch {iri} }} }}")
    if known:
        return {value_of(subject) for (subject,) in known}
    return {iri.value} if rows_of(store, f"SELECT ?p {{ {iri} ?p ?o }} LIMIT 1") else set()


def _things_named(store: Store, test: str) -> Iterator[tuple[str, str | None]]:
    rows = rows_of(
        store,
        f"""SELECT DISTINCT ?thing ?known {{
              VALUES ?naming {{ rdfs:label skos:altLabel schema:headline }}
              GRAPH ?graph {{ ?thing ?naming ?name }}
              FILTER(?graph != {ONTOLOGY_GRAPH} && {test})
              OPTIONAL {{ ?thing kg:refersTo ?known }}
            }}""",
    )
    for thing, known in rows:
        yield value_of(thing), value_of(known) if known is not None else None


def _matches(store: Store, keys: set[str]) -> tuple[Match, ...]:
    members: dict[str, set[str]] = {key: {key} for key in keys}
    for thing, known in ask(store, "SELECT ?thing ?it { VALUES ?it { %s } ?thing kg:refersTo ?it }", keys):
        members[value_of(known)].add(value_of(thing))
    everyone = {member for group in members.values() for member in group}
    labels, types = labels_of(store, everyone), types_of(store, everyone)
    found = [
        Match(
            iri=key,
            members=tuple(sorted(group)),
            label=labels.get(key) or local_name(key),
            type=", ".join(types.get(key, ())),
            articles=len({article for member in group if (article := article_of(member)) and article != member}),
        )
        for key, group in members.items()
    ]
    return tuple(sorted(found, key=lambda match: (-match.articles, match.label, match.iri)))


def _near(store: Store, name: str) -> str:
    rows = rows_of(
        store,
        f"""SELECT DISTINCT ?name {{
              VALUES ?naming {{ rdfs:label skos:altLabel }}
              GRAPH ?graph {{ ?thing ?naming ?name }} FILTER(?graph != {ONTOLOGY_GRAPH})
            }}""",
    )
    by_name = {value_of(found).lower(): value_of(found) for (found,) in rows}
    near = [by_name[key] for key in difflib.get_close_matches(name.lower(), by_name, n=3)]
    return f"; near are {', '.join(repr(found) for found in near)}" if near else "; `kg info` says what the store holds"
