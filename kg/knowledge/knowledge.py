"""Everything the reader knows before it reads: ontology, lexicon, gazetteer, parser and the scanners made from them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.knowledge.cache import Compiled, cached
from kg.knowledge.gazetteer import Gazetteer, read_gazetteer
from kg.knowledge.lexicon import Lexicon, read_lexicon
from kg.knowledge.ontology import Ontology, read_bytes, read_ontology
from kg.knowledge.towns import Towns, read_towns
from kg.text.parser import Parser, load_parser
from kg.text.scan import Scanner


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """What `analyse` is given; the digests name exactly which ontology and weights made a graph."""

    ontology: Ontology
    lexicon: Lexicon
    gazetteer: Gazetteer
    towns: Towns
    parser: Parser
    names: Scanner
    ontology_digest: str
    model_digest: str


@lru_cache(maxsize=64)
def forms_with(knowledge: Knowledge, flag: str) -> frozenset[str]:
    """Return the written forms (folded, "head of state") of the entries of the lexicon that have a flag."""
    return frozenset(
        " ".join(words).replace(" - ", "-")
        for forms in knowledge.lexicon.forms.values()
        for words, entry in forms
        if entry.has(flag)
    )


@lru_cache(maxsize=8)
def entries_with(knowledge: Knowledge, flag: str) -> frozenset[str]:
    """Return the ids of the entries of the lexicon that have a flag."""
    found = (entry for forms in knowledge.lexicon.forms.values() for _, entry in forms)
    return frozenset(entry.id for entry in found if entry.has(flag))


@lru_cache(maxsize=4)
def capitals(knowledge: Knowledge) -> Mapping[str, str]:
    """Return the key of the capital of each country, by the country's code."""
    return {known.capital_of: known.key for known in knowledge.gazetteer.by_key.values() if known.capital_of}


@lru_cache(maxsize=2)
def read_knowledge(
    directory: Path, spacy_model: str = "", reference: tuple[Path, ...] = (), cache: Path | None = None
) -> Knowledge:
    """Read the ontology folder and the user's own reference files, and load the parser.

    `cache` is a folder for what was read out of the Turtle; without it, Turtle is read every time. Raises `OntologyError`
    when a file is malformed, `SettingsError` when the parser cannot be loaded.
    """
    compiled, digest = read_compiled(directory, reference, cache)
    parser = load_parser(spacy_model)
    return Knowledge(
        ontology=compiled.ontology,
        lexicon=compiled.lexicon,
        gazetteer=compiled.gazetteer,
        towns=read_towns(_towns(directory)),
        parser=parser,
        names=Scanner([*compiled.gazetteer.by_name, *compiled.gazetteer.demonyms]),
        ontology_digest=digest[:16],
        model_digest=parser.digest,
    )


def _towns(directory: Path) -> Path:
    return directory / "reference" / "towns.tsv"


def read_compiled(directory: Path, reference: tuple[Path, ...] = (), cache: Path | None = None) -> tuple[Compiled, str]:
    """Return what is known without a parser, and the digest of all that it was read from."""
    schema = [directory / "conflict.ttl"]
    lexica = sorted(directory.glob("lexicon.*.ttl"))
    known = [*sorted((directory / "reference").glob("*.ttl")), *reference]
    towns = [path for path in (_towns(directory),) if path.exists()]

    def digest() -> str:
        total = hashlib.sha256()
        for path in (*schema, *lexica, *known, *towns):
            content = read_bytes(path)
            total.update(f"{path.name} {len(content)}\n".encode())
            total.update(content)
        return total.hexdigest()

    def read() -> Compiled:
        ontology = read_ontology(schema)
        situations = {name for name in ontology.ancestors if ontology.is_a(name, "Situation")}
        return Compiled(ontology, read_lexicon(lexica), read_gazetteer(known, beside=situations))

    before = digest()
    return cached(cache, before, read, is_still=lambda: digest() == before), before
