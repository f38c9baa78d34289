"""Articles, or paragraphs of them, that came in capitals: which of their words are names, so that they can be read like others."""

from __future__ import annotations

import dataclasses

from kg.knowledge.knowledge import Knowledge
from kg.model import Article
from kg.text.parser import Parser
from kg.text.scan import fold
from kg.text.truecase import shouted_paragraphs, truecase


def recased(article: Article, knowledge: Knowledge) -> Article:
    """Return an article whose paragraphs in capitals are in the case that a newspaper would print; offsets stay."""
    shouted = shouted_paragraphs(article.text)
    if not shouted:
        return article
    gazetteer, forms = knowledge.gazetteer, knowledge.lexicon.forms
    spellings = {fold(name): name for name in (*gazetteer.demonyms, *gazetteer.by_name)}
    titled = (form for found in forms.values() for form, entry in found if entry.has("isTitle"))
    titles = {form[-1] for form in titled}
    names = knowledge.names.find(article.text, article.body)
    parser, known = knowledge.parser, {word for found in forms.values() for form, _ in found for word in form}
    personal = {
        fold(word)
        for key in gazetteer.by_key.values()
        if key.type == "Person"
        for name in (key.label, *key.names)
        for word in name.split()
    } - known
    text = truecase(
        article.text,
        shouted,
        names,
        spellings,
        lambda word: word in known or (parser.is_word(word) and not _is_name(word, parser)),
        titles,
        lambda word: word not in personal and _is_common(word, parser),
        lambda word: word not in personal and _is_no_name(word, parser),
    )
    return dataclasses.replace(article, text=text)


NAME, RARE_NAME, NO_NAME = 0.55, 0.2, 0.02
"""How likely a word of the dictionary has a capital from which on it is a name, and below which it is hardly one or never."""
LONGER_THAN_ACRONYMS = 6
"""Letters from which on a word is hardly an acronym."""


def _is_name(word: str, parser: Parser) -> bool:
    """Whether a word that the dictionary has is a name more often: "hugo", "edgar"."""
    capital = parser.capital(word)
    return capital is not None and capital >= NAME


def _is_common(word: str, parser: Parser) -> bool:
    """Whether a word is met outside dictionaries, and in small letters; a short one may be an acronym to its vector."""
    capital = parser.capital(word)
    if capital is None or (capital < RARE_NAME and len(word) < LONGER_THAN_ACRONYMS):
        return parser.is_common(word)
    return capital < RARE_NAME and parser.is_word(word)


def _is_no_name(word: str, parser: Parser) -> bool:
    """Whether a word stands in no name, not even between two others: "with", "told"."""
    capital = parser.capital(word)
    return capital is not None and capital < NO_NAME
