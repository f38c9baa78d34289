"""What kind of thing a name is of: by the words in it and beside it, its preposition, and what is done to it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.extents import is_common_noun, is_second_half, is_word_of_person
from kg.extract.phrases import Phrases, is_definite
from kg.extract.prepositions import BESIDE, LOCATIVE, is_scene
from kg.extract.triggers import Match
from kg.knowledge.gazetteer import Known
from kg.text.dates import MONTHS
from kg.text.scan import fold

_DESCRIPTION = 5
"""Words that an apposition may have before its noun ("a mainly Christian farming town")."""

_MILES = frozenset("km kilometre kilometres kilometer kilometers mile miles".split())

_AIMING = frozenset({"hurl", "throw", "fire", "shoot", "lob", "aim", "toss", "swing", "lunge", "spray"})
"""Verbs of which "at" introduces somebody at whom, as well as a place where."""

_PARTS = frozenset(
    """
    foot outskirts outskirt edge gate suburb bank shore slope mouth street centre center heart north south east west market
    marketplace bazaar airport port harbour harbor quarter neighbourhood neighborhood downtown
    """.split()
)
"""Nouns of what only a place has: "the outskirts of X"."""

_SENTENCE_STARTS = frozenset(
    "in at near from outside around the of to and on inside northern southern eastern western".split()
)
"""Words with a capital before a name that are no part of it."""


def type_among(here: Phrases, index: int, known: Sequence[Known]) -> str:
    """A name of a place after a locative preposition is the place, whatever else bears the name."""
    types = [k.type for k in known]
    places = [t for t in types if here.knowledge.ontology.is_a(t, "Place")]
    if places and (len(places) == len(types) or _preposition(here, index) in LOCATIVE):
        return places[0]
    is_mixed = len(set(types)) > 1 and all(here.knowledge.ontology.is_a(t, "Organization") for t in types)
    return "Organization" if is_mixed else types[0]


def type_of_name(here: Phrases, index: int, first: int, last: int) -> str:
    """Return the class of a name that no list knows."""
    edge = here.view.up(index)
    if any(i in here.titled for i in range(max(0, first - 3), first)) and _is_adjacent_title(here, first):
        return "Person"
    role, own = here.nouns.get(first - 1), here.nouns.get(last)
    is_body = own is not None and here.knowledge.ontology.is_a(own.entry.names_type or "", "Organization")
    is_joined = first > 1 and here.view.tokens[first - 2].text == "-"  # "a nine-man Supreme Council"
    is_role = role is not None and is_common_noun(here, first - 1) and not is_body and not is_joined
    if role is not None and is_role:
        return _type_beside(here, role) or "Thing"  # "rebel leader X", "the group X"
    cue = _cue_type(here, index, first, last)
    if cue == "Person" and _is_short_form(here, first, last):
        return "Organization"  # "the leader of the party, the LRF", "the LRF, a rival of the front"
    if cue is not None:
        return cue
    if is_scene(last, here.view) or _has_bearing(here, last):
        return "Settlement"
    words = [here.view.tokens[i].text for i in range(first, last + 1)]
    if words == ["Mass"] or (len(words) == 1 and len(words[0]) > _SHORT_FORM and words[0].lower() in MONTHS):
        return "Thing"  # "shot dead at Mass", "in the October before"
    preposition = _preposition(here, index)
    if (
        preposition in ("in", "at", "near", "outside", "around", "across", "inside", "within", "into")
        or preposition in BESIDE
    ):
        is_one_of_many = first > 0 and here.view.tokens[first - 1].text.lower() in ("a", "an")  # "into a Mercedes"
        return "Thing" if is_one_of_many else "Person" if _is_aimed_at(here, index) else "Settlement"
    if len(words) == 1 and words[0].isupper() and len(words[0]) >= 2:
        return "Organization"
    if edge is not None and edge.role == "possessor" and len(words) == 1:
        return "Thing"
    if preposition == "of" and edge is not None and here.view.tokens[edge.head].lemma in _PARTS:
        return "Settlement"  # "at the foot of Nanga Parbat"
    is_people = here.view.tokens[index].tag == "NNPS" and bool(here.view.edges(index, "number"))
    if preposition in ("of", "from", "to", "on") and len(words) == 1 and not is_people:
        return "Place"
    modifiers = [e for e in here.view.edges(index, "modifier") if e.dependent == first - 1]
    has_article = first > 0 and here.view.tokens[first - 1].text.lower() == "the"
    is_owned = first == last and _is_owned(here, index)
    if first == last and any(here.view.tokens[e.dependent].text.lower() in _OF_SOMEBODY for e in modifiers):
        return "Person"
    if is_definite(here, index) or has_article or is_owned or _has_acronym(here, last):
        return "Organization"  # "the Shining Path", "his Dergue", "Ganda Izo (GI)": nobody's name has these
    verb = _verb_of_object(here, index)
    if (verb is not None and _is_stormed(here, verb, words)) or (len(words) == 1 and _has_fallen(here, index)):
        return "Settlement"
    is_person = all(is_second_half(here, i) or is_word_of_person(here, i) for i in range(first, last + 1))
    is_band = last > first and here.view.tokens[last].tag == "NNPS" and last in here.nouns  # "Amba Boys"
    return "Person" if is_person and not is_band else "Organization"


_SHORT_FORM = 3
"""Letters of the short form of a month, which may be a name as well."""

_OF_SOMEBODY = frozenset(
    """
    ailing sick elderly ageing aging deposed ousted toppled overthrown exiled jailed imprisoned captured fugitive hapless reclusive
    charismatic unpopular late
    """.split()
)
"""Words that are said of one person before a bare surname: "pushed the ailing Dacko aside"."""


def _is_owned(here: Phrases, index: int) -> bool:
    """ "X, whose Dergue has ruled since": whether a pronoun says whose a name is."""
    owners = [edge.dependent for edge in here.view.edges(index, "possessor")]
    return any(here.view.tokens[owner].tag in ("WP$", "PRP$") for owner in owners)


def _verb_of_object(here: Phrases, index: int) -> int | None:
    """The verb whose object a name is, be it one of several: "took X and Y", "X was overrun"."""
    edge = here.view.up(index)
    while edge is not None and edge.role == "conjunct" and here.view.tokens[edge.head].pos == "PROPN":
        edge = here.view.up(edge.head)
    return edge.head if edge is not None and edge.role in ("object", "passive subject") else None


_ONLY_TOWNS = frozenset(
    "overrun shell besiege encircle raze retake recapture sack pillage mortar bombard reoccupy".split()
)
"""Verbs of what is done to places and to nobody, whoever does it."""


def _has_fallen(here: Phrases, index: int) -> bool:
    """ "X fell to the rebels", "the fall of X to the army": what falls to men under arms is a town."""
    edge = here.view.up(index)
    while edge is not None and edge.role == "conjunct":
        edge = here.view.up(edge.head)
    if edge is None or here.view.tokens[edge.head].lemma != "fall":
        return False
    is_falling = edge.role == "subject" or (edge.role, edge.marker) == ("nominal", "of")
    takers = (e.dependent for e in here.view.edges(edge.head, "oblique", "nominal") if e.marker == "to")
    return is_falling and any(_is_armed(here, taker) for taker in takers)


_OF_TOWNS = frozenset(
    """
    San Santa Santo São Sao Puerto Porto Port Fort Villa Vila Nueva Nuevo Nova New Tel Tell Deir Beit Bir Bani Wadi Khan Kfar Kafr
    Umm Ain Ras Jebel Jabal Mount Rio Ciudad Pueblo Cerro Ban Saint St
    """.split()
)
_OF_NICKNAMES = frozenset("El La Los Las".split())
"""Words that many names of towns begin with, and nicknames with some of them: soldiers who "captured El Chapo" took no town."""

_CAPTURING = frozenset("capture seize take arrest hold kill wound shoot".split())


def _is_stormed(here: Phrases, verb: int, words: Sequence[str]) -> bool:
    """ "Jets bombed X": a bare word is a town to a verb that takes one and whose subject is armed, or "they", unless a first
    name or a title stands before it somewhere in the article; so is a name that begins as those of towns do."""
    is_plain = here.view.tokens[verb].lemma in _ONLY_TOWNS and here.view.is_passive(verb)
    is_done = is_plain or any(_is_armed(here, subject) for subject in here.view.subjects(verb))
    if verb not in here.stormed or not is_done:
        return False
    if len(words) > 1:
        is_capturing = here.view.tokens[verb].lemma in _CAPTURING
        return words[0] in _OF_TOWNS or (words[0] in _OF_NICKNAMES and not is_capturing)
    found = re.findall(rf"\b([A-Z]\w+)\.? {re.escape(words[0])}\b", here.text)
    return not any(word.lower() not in _SENTENCE_STARTS for word in found)


def _is_armed(here: Phrases, index: int) -> bool:
    """Whether a subject is somebody under arms, by a noun or a known name, or "they", who most likely are."""
    noun, hit, is_a = here.nouns.get(index), here.hit_at.get(index), here.knowledge.ontology.is_a
    kinds = [noun.entry.names_type or ""] if noun is not None else []
    keys = hit.keys if hit is not None else ()
    kinds += [known.type for key in keys if (known := here.knowledge.gazetteer.by_key.get(key)) is not None]
    is_they = here.view.tokens[index].text.lower() == "they"
    return is_they or any(is_a(kind, "ArmedGroup", "StateForce", "Weapon") for kind in kinds)


def _is_aimed_at(here: Phrases, index: int) -> bool:
    """ "Hurled a grenade at X", "fired at X": whoever stands behind "at" is no town but somebody."""
    if _preposition(here, index) != "at":
        return False
    verbs = [edge.head for edge in here.view.ancestors(index) if here.view.is_verb(edge.head)][:1]
    return any(here.view.tokens[verb].lemma in _AIMING for verb in verbs) and _is_called_otherwise(here, index)


def _is_called_otherwise(here: Phrases, index: int) -> bool:
    """Whether a first name or a title stands before a word somewhere in the article."""
    found = re.findall(rf"\b([A-Z]\w+)\.? {re.escape(here.view.tokens[index].text)}\b", here.text)
    return any(word.lower() not in _SENTENCE_STARTS for word in found)


def _has_bearing(here: Phrases, last: int) -> bool:
    """ "Ratmalana, 15 kilometres (10 miles) south of Colombo": so many miles from somewhere, behind a comma."""
    words = [token.text.lower() for token in here.view.tokens[last + 1 : last + 12]]
    if words[:1] != [","] or len(words) < 4 or here.view.tokens[last + 2].pos != "NUM" or words[2] not in _MILES:
        return False
    return any(w in ("of", "from") for w in words[3:])


def _has_acronym(here: Phrases, last: int) -> bool:
    tokens = here.view.tokens
    inside = tokens[last + 2] if last + 2 < len(tokens) and tokens[last + 1].text == "(" else None
    return inside is not None and inside.text.isupper() and len(inside.text) > 1


def _is_adjacent_title(here: Phrases, first: int) -> bool:
    return first - 1 in here.titled or (
        first >= 2 and first - 2 in here.titled and here.view.tokens[first - 1].text == "."
    )


def _cue_type(here: Phrases, index: int, first: int, last: int) -> str | None:
    """A type word inside the name ("… Liberation Front"), or an apposition that says what it is ("X, a village")."""
    lexicon = here.knowledge.lexicon
    words = tuple(fold(here.view.tokens[i].text) for i in range(first, last + 1))
    described = _described_as(here, last)
    if described is not None and here.knowledge.ontology.is_a(described, "Settlement"):
        return described  # "Villa Union, a town of 3,000", whatever a union is otherwise
    for position in range(first, last):
        for form, entry in lexicon.starting(words[position - first]):
            if len(form) > 1 and entry.names_type and words[position - first :][: len(form)] == form:
                return entry.names_type  # "the High Military Command", "a Military Commission"
    for position in (last, first):
        for form, entry in lexicon.starting(fold(here.view.tokens[position].text)):
            # "Hotel X" is a hotel, and "National Resistance" no national.
            is_cue = position == last or entry.names_type != "Person"
            if len(form) == 1 and entry.names_type and is_cue and entry.pos == "noun" and not entry.has("isTitle"):
                return _body_beside(here, index, entry.names_type) or entry.names_type
    for edge in here.view.edges(index, "apposition"):
        match = here.nouns.get(edge.dependent)
        if match is not None and match.entry.names_type:
            return _type_beside(here, match)
    if described is not None:
        return described
    edge_up = here.view.up(index)
    is_beside = edge_up is not None and edge_up.role == "apposition" and not here.view.edges(index, "copula")
    if edge_up is not None and is_beside and (match := here.nouns.get(edge_up.head)):
        return "Person" if _is_led(here, edge_up.head) and first < last else _type_beside(here, match)
    if (
        edge_up is not None
        and edge_up.role == "nominal"
        and edge_up.marker == "of"
        and (match := here.nouns.get(edge_up.head))
    ):
        kind = match.entry.names_type
        return kind if kind and here.knowledge.ontology.is_a(kind, "Settlement", "Region") else None
    return None


def _body_beside(here: Phrases, index: int, kind: str) -> str | None:
    """ "A group, Saraya al-Dam": what a name stands beside says more than a word in it that may be of any tongue."""
    edge, is_a = here.view.up(index), here.knowledge.ontology.is_a
    role = here.nouns.get(edge.head) if edge is not None and edge.role == "apposition" else None
    beside = role.entry.names_type if role is not None else None
    is_body = beside is not None and is_a(beside, "Organization")
    return beside if is_body and not is_a(kind, "Organization", "Person") else None


def _is_short_form(here: Phrases, first: int, last: int) -> bool:
    """ "The LRF": capitals behind an article are nobody's name."""
    word = here.view.tokens[last].text
    return first == last > 0 and word.isupper() and len(word) > 1 and here.view.tokens[first - 1].text.lower() == "the"


def _is_led(here: Phrases, index: int) -> bool:
    """Whether somebody is called by what he is of a body: "the head of the administration, X" names no administration."""
    edge = here.view.up(index)
    role = here.nouns.get(edge.head) if edge is not None and (edge.role, edge.marker) == ("nominal", "of") else None
    return role is not None and role.entry.names_type == "Person"


def _type_beside(here: Phrases, match: Match) -> str | None:
    """The class that a noun gives the name beside it: one "fighter" is a person, though fighters are a group."""
    is_one = match.entry.has("isIndividual") and here.view.tokens[match.head].tag in ("NN", "NNP")
    return "Person" if is_one else match.entry.names_type


def _described_as(here: Phrases, last: int) -> str | None:
    """ "X, a village 230 miles from Y": the place that the words behind a name say it is, whatever they hang on."""
    tokens = here.view.tokens
    after = [token.text.lower() for token in tokens[last + 1 : last + 3]]
    if len(after) < 2 or after[0] != "," or after[1] not in ("a", "an"):
        return None
    for token in tokens[last + 3 : last + 3 + _DESCRIPTION]:
        match = here.nouns.get(token.index)
        behind = tokens[token.index + 1] if token.index + 1 < len(tokens) else None
        is_end = behind is None or behind.tag not in ("NN", "NNS")  # "a town councillor" is no town
        if match is not None and max(match.tokens) == token.index and is_end:
            kind = match.entry.names_type
            return kind if kind and here.knowledge.ontology.is_a(kind, "Settlement", "Region", "Facility") else None
        if token.pos not in ("ADJ", "NOUN", "PROPN", "ADV", "NUM", "PUNCT", "VERB"):
            return None
    return None


def _preposition(here: Phrases, index: int) -> str:
    """The preposition before a name; one of a list shares that of the first."""
    edge = here.view.up(index)
    if edge is not None and edge.role == "conjunct" and not edge.marker and here.view.tokens[edge.head].pos == "PROPN":
        return _preposition(here, edge.head)
    return edge.marker if edge is not None else ""
