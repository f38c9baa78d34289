"""Everything the reader knows before it reads: ontology, lexicon, gazetteer, parser and the scanners made from them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.knowledge.gazetteer import Gazetteer, read_gazetteer
from kg.knowledge.lexicon import Lexicon, read_lexicon
from kg.knowledge.ontology import Ontology, read_ontology
from kg.text.scan import Scanner
from kg.text.syntax import Parser, load_parser


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What `analyse` is given; the digests name exactly which ontology and weights made a graph."""

    ontology: Ontology
    lexicon: Lexicon
    gazetteer: Gazetteer
    parser: Parser
    triggers: Scanner
    names: Scanner
    ontology_digest: str
    model_digest: str


@lru_cache(maxsize=2)
def read_knowledge(directory: Path, spacy_model: str = "") -> Knowledge:
    """Read the ontology folder and load the parser.

    Raises `OntologyError` when a file of the folder is malformed, `SettingsError` when the parser cannot be loaded.
    """
    schema = [directory / "conflict.ttl"]
    lexica = sorted(directory.glob("lexicon.*.ttl"))
    reference = sorted((directory / "reference").glob("*.ttl"))
    lexicon = read_lexicon(lexica)
    gazetteer = read_gazetteer(reference)
    parser = load_parser(spacy_model)
    return Knowledge(
        ontology=read_ontology(schema),
        lexicon=lexicon,
        gazetteer=gazetteer,
        parser=parser,
        triggers=Scanner(lexicon.trigger_forms()),
        names=Scanner([*gazetteer.by_name, *gazetteer.demonyms]),
        ontology_digest=_digest([*schema, *lexica, *reference]),
        model_digest=parser.digest,
    )


def _digest(paths: list[Path]) -> str:
    total = hashlib.sha256()
    for path in paths:
        total.update(path.name.encode())
        total.update(path.read_bytes())
    return total.hexdigest()[:16]
