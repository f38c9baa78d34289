"""Where on this server what an IRI names is told of, and which IRI an address stands for.

Every IRI of kg begins with `kg.vocab.ROOT`. Whoever runs a server under that name, or has it redirect to one, serves each
IRI at the same path; so an address is turned into the IRI by putting that root in place of the server's own.

    /id/…        a thing: no document can be sent for a coup, so 303 leads to one that tells of it
    /page/…      the page about the thing, for people
    /data/….ttl  the same for programs; .jsonld, .nt and .rdf too
    /graph/…     a named graph; it is a document itself
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from pyoxigraph import NamedNode

from kg.server.messages import Refusal
from kg.server.negotiation import GRAPHS, HTML, Choice, Format
from kg.vocab import DATA, ROOT

DOCUMENTS: Mapping[str, Format] = {
    ".ttl": next(offer for offer in GRAPHS if offer.name == "turtle"),
    ".jsonld": next(offer for offer in GRAPHS if offer.name == "jsonld"),
    ".nt": next(offer for offer in GRAPHS if offer.name == "ntriples"),
    ".rdf": next(offer for offer in GRAPHS if offer.name == "rdfxml"),
    ".html": HTML,
}
"""The formats that a document has, by the ending of its address; the first is what comes when the client does not mind."""

TITLES: Mapping[str, str] = {".ttl": "Turtle", ".jsonld": "JSON-LD", ".nt": "N-Triples", ".rdf": "RDF/XML"}
_LOCAL = ("ontology", "graph/", "rule/", "alignment", "lexicon/")
"""How paths below the root begin that this server answers as they stand."""


def iri_at(path: str) -> NamedNode:
    """Return the IRI that a path below the root stands for; raises `Refusal` when it can be none.

    Nothing else goes into a query: a term cannot hold what would end it.
    """
    try:
        return NamedNode(ROOT + path.removeprefix("/"))
    except ValueError as error:
        raise Refusal(404, f"nothing can be at {path[:80]!r}: it makes no IRI") from error


def address_of(iri: str) -> str | None:
    """Return where a link to what the IRI names should lead: here for ours, to the web for others, None for neither."""
    if iri.startswith(DATA):
        return quoted(f"/page/{iri.removeprefix(DATA)}")
    if iri.startswith(ROOT) and iri.removeprefix(ROOT).startswith(_LOCAL):
        path, hash_, fragment = iri.removeprefix(ROOT).partition("#")
        return quoted(f"/{path}") + (f"#{quote(fragment)}" if hash_ else "")
    return iri if iri.startswith(("http://", "https://")) else None


def quoted(path: str) -> str:
    """Return a path as it goes into a header or a link."""
    return quote(path, safe="/:@!$&'()*+,;=~", errors="replace")


def split_ending(path: str) -> tuple[str, Format | None]:
    """Return a path without the ending that names a format, and that format; None where it has no such ending."""
    for ending, offer in DOCUMENTS.items():
        if path.endswith(ending):
            return path.removesuffix(ending), offer
    return path, None


def ending_of(offer: Format) -> str:
    return next(ending for ending, known in DOCUMENTS.items() if known == offer)


def plain_choice(offer: Format) -> Choice:
    return Choice(offer, offer.media_type)
