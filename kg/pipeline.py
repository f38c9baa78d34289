"""`analyse`: the stages in order, and nothing else."""

from __future__ import annotations

import dataclasses

from kg.extract.assemble import assemble
from kg.extract.document import extract, read_document
from kg.extract.entities import topic_country
from kg.knowledge import knowledge as _knowledge
from kg.knowledge.knowledge import Knowledge
from kg.link.entities import link_entities
from kg.link.events import link_events
from kg.model import Analysis, Article
from kg.settings import Settings, ontology_directory


def read_knowledge(settings: Settings) -> Knowledge:
    """Read what kg knows, with the parser that the settings name; raises `OntologyError` or `SettingsError`."""
    return _knowledge.read_knowledge(ontology_directory(settings), settings.text("spacy_model"))


def analyse(article: Article, knowledge: Knowledge) -> Analysis:
    """Return everything read out of an article; the same article and knowledge give the same value, always."""
    document = read_document(article, knowledge)
    extraction = extract(document, knowledge)
    analysis = assemble(document, extraction, knowledge)
    entities = link_entities(
        analysis.entities, article.text, topic_country(extraction.mentions), knowledge.gazetteer, knowledge.ontology
    )
    events = link_events(
        analysis.events,
        analysis.relations,
        {entity.id: entity for entity in entities},
        article.published,
        knowledge.gazetteer,
        knowledge.ontology,
    )
    return dataclasses.replace(analysis, entities=entities, events=events)
