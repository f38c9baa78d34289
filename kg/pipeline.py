"""`analyse`: the stages in order, and nothing else."""

from __future__ import annotations

import dataclasses
import gc

from kg.extract.assemble import assemble
from kg.extract.document import extract, read_document
from kg.extract.entities import topic_country
from kg.extract.prospects import look
from kg.extract.recasing import recased
from kg.knowledge import knowledge as _knowledge
from kg.knowledge.knowledge import Knowledge
from kg.link.entities import link_entities
from kg.link.events import link_events
from kg.model import Analysis, Article
from kg.settings import Settings, cache_directory, ontology_directory, reference_files


def read_knowledge(settings: Settings) -> Knowledge:
    """Read what kg and the user know, with the parser that the settings name; raises `OntologyError` or `SettingsError`."""
    knowledge = _knowledge.read_knowledge(
        ontology_directory(settings),
        settings.text("spacy_model"),
        reference_files(settings),
        cache_directory(settings),
    )
    # Kept as long as the process lives: the garbage collector would look at all of it again every few articles.
    gc.freeze()
    return knowledge


def analyse(article: Article, knowledge: Knowledge, *, is_whole: bool = False) -> Analysis:
    """Return everything read out of an article; the same article and knowledge give the same value, always.

    `is_whole` has every sentence parsed, also those that cannot tell anything; the value is the same but for their tokens.
    """
    read = recased(article, knowledge)
    outlook = look(read, knowledge)
    document = read_document(read, outlook, knowledge, is_whole=is_whole)
    extraction = extract(document, outlook, knowledge)
    analysis = assemble(document, extraction, knowledge)
    entities = link_entities(
        analysis.entities,
        read.text,
        topic_country(extraction.mentions, knowledge, extraction.dateline),
        knowledge.gazetteer,
        knowledge.ontology,
    )
    events = link_events(
        analysis.events,
        analysis.relations,
        {entity.id: entity for entity in entities},
        article.published,
        knowledge.gazetteer,
        knowledge.ontology,
    )
    document = dataclasses.replace(document, article=article)  # what leaves here speaks of the text as it arrived
    return dataclasses.replace(analysis, document=document, entities=entities, events=events)
