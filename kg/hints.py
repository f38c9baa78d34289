"""Why an answer may be empty: names of the vocabulary that nothing in a store has, and what may have been meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from pyoxigraph import NamedNode

from kg.results import Result, Solutions, Truth, is_empty
from kg.store.base import Store
from kg.vocab import KG, ONTOLOGY_GRAPH

_NAMED = re.compile(
    r"""
    \"{3}.*?\"{3} | '{3}.*?'{3} | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*'
    | <(?P<iri>[^<>"{}|^`\\\s]*)> | \#[^\n]* | (?P<declared>PREFIX\s+kg:\s*<[^>]*>)
    | (?<![\w:.-])kg:(?P<local>\w[\w-]*)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
"""A text, an IRI, a comment or a name with our prefix, each whole, so that no name is seen inside of another thing."""


def hints(sparql: str, answer: Result, store: Store) -> tuple[str, ...]:
    """Return a line for each name of the ontology's namespace in a query without an answer that the store does not have.

    A misspelt class or property is no mistake in SPARQL: it has no rows, and nothing else would say why. Of a store
    without the ontology there is nothing to say.
    """
    if not (answer == Truth(False) or is_empty(answer)):
        return ()
    unknown = [name for name in named_terms(sparql) if not _is_there(name, store)]
    known = _ontology_names(store) if unknown else ()
    return tuple(_hint(name, known) for name in unknown) if known else ()


def named_terms(sparql: str) -> tuple[str, ...]:
    """Return the local names in our namespace that a query has, each once, in their order.

    >>> named_terms("SELECT * { ?e a kg:Coup ; kg:country 'kg:ML' } # kg:Nothing")
    ('Coup', 'country')
    """
    found: dict[str, None] = {}
    for match in _NAMED.finditer(sparql):
        if match["declared"] and KG.base not in match["declared"]:
            return ()  # the prefix is that of another vocabulary
        iri = match["iri"] or ""
        local = match["local"] or (iri.removeprefix(KG.base) if iri.startswith(KG.base) else "")
        if local:
            found[local] = None
    return tuple(found)


def _is_there(name: str, store: Store) -> bool:
    iri = f"<{KG.base}{name}>"
    return store.query(f"ASK {{ {{ {iri} ?p ?o }} UNION {{ ?s {iri} ?o }} UNION {{ ?s ?p {iri} }} }}") == Truth(True)


def _ontology_names(store: Store) -> tuple[str, ...]:
    found = store.query(
        f"SELECT DISTINCT ?term {{ GRAPH {ONTOLOGY_GRAPH} {{ ?term a ?kind }} "
        f"FILTER(STRSTARTS(STR(?term), '{KG.base}')) }} ORDER BY ?term"
    )
    rows = found.rows if isinstance(found, Solutions) else ()
    return tuple(term.value.removeprefix(KG.base) for (term,) in rows if isinstance(term, NamedNode))


def _hint(name: str, known: Iterable[str]) -> str:
    folded = {term.casefold(): term for term in known}
    near = difflib.get_close_matches(name.casefold(), folded, n=1)
    meant = f"; did you mean kg:{folded[near[0]]}?" if near else ""
    return f"nothing in the store is called kg:{name}{meant}"
