"""Who, where and what: the noun phrases of a document, typed by gazetteer, lexicon and cue."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from kg.extract.demonyms import demonym_over
from kg.extract.extents import more_of_name, name_extent
from kg.extract.heads import are_nationals, is_another, is_head, is_misread_name, is_unknown_place
from kg.extract.kinds import type_among, type_of_name
from kg.extract.known_names import NameHit
from kg.extract.phrases import Phrases, is_definite, phrases_of
from kg.extract.ties import AFFILIATED
from kg.extract.triggers import Match
from kg.knowledge.gazetteer import Known
from kg.knowledge.knowledge import Knowledge
from kg.model import Mention, Sentence, Span
from kg.text.numbers import parse_number
from kg.text.syntax import View, noun_chunk


def find_mentions(
    sentence: Sentence, view: View, text: str, matches: Sequence[Match], names: Sequence[NameHit], knowledge: Knowledge
) -> dict[int, Mention]:
    """Return the mentions of one parsed sentence by the index of their head token."""
    here = phrases_of(sentence, view, text, matches, names, knowledge)
    mentions: dict[int, Mention] = {}
    is_a = knowledge.ontology.is_a
    # Tokens that are more of a name met before them ("Army of the South") are no names of their own.
    inside: set[int] = set()
    for token in view.tokens:
        mention = _mention(here, token.index) if token.index not in inside and is_head(here, token.index) else None
        if mention is None:
            continue
        mentions[token.index] = mention
        if mention.kind == "name" and not mention.known and is_a(mention.type, "Organization", "Facility"):
            inside.update(index for index in view.inside(mention.span) if index > token.index)
        for index in _possessors(here, mention):
            mentions.pop(index, None)  # the people of "the People's Army" are no mention of their own
    return mentions


def _mention(here: Phrases, index: int) -> Mention | None:
    token = here.view.tokens[index]
    if token.pos == "PRON" or is_another(here, index):
        return _pronoun(here, index)
    if are_nationals(here, index):
        return dataclasses.replace(_nominal(here, index), type="Person")
    hit = here.hit_at.get(index)
    if hit is not None:
        return _known_name(here, index, hit)
    if index in here.nouns:
        is_name = _names_a_body(here, index) or _is_surname(here, index) or _is_title_of_name(here, index)
        return _unknown_name(here, index) if is_name else _nominal(here, index)
    if token.pos in ("PROPN", "X") or is_misread_name(here, index) or _is_name_of_common_noun(here, index):
        return _people(here, index) or _unknown_name(here, index)
    return _unknown_name(here, index) if is_unknown_place(here, index) else _nominal(here, index)


_LONGEST_ACRONYM = 6


def _is_name_of_common_noun(here: Phrases, index: int) -> bool:
    """ "The separatist BRN", "the Lions of the South": among small letters capitals make a name, whatever a parser says."""
    token, tokens = here.view.tokens[index], here.view.tokens
    if token.pos != "NOUN" or here.is_capitalised or _is_demonym(here, index):
        return False
    is_acronym = token.text.isupper() and token.text.isalpha() and 2 < len(token.text) <= _LONGEST_ACRONYM
    is_plural = token.tag == "NNS" and token.text.istitle() and index > 0 and tokens[index - 1].text.lower() == "the"
    return (is_acronym or is_plural) and any(t.text.islower() and len(t.text) > 3 for t in tokens)


def _people(here: Phrases, index: int) -> Mention | None:
    """ "The two Italians": people of a country, and nobody's name."""
    token = here.view.tokens[index]
    demonyms = here.knowledge.gazetteer.demonyms
    if token.tag != "NNPS" or not (token.text in demonyms or token.text.removesuffix("s") in demonyms):
        return None
    return dataclasses.replace(_nominal(here, index), type="Person")


def _names_a_body(here: Phrases, index: int) -> bool:
    """ "Free Army of the South", "Palace of Justice": a noun of the lexicon that is the head of a proper name.

    Not where every word begins with a capital, as in headlines; a demonym before it makes no name ("Malian Army").
    """
    if here.is_capitalised or not here.view.tokens[index].text[:1].isupper():
        return False
    match = here.nouns[index]
    is_people = here.knowledge.ontology.is_a(match.entry.names_type or "", "Person")
    is_band = is_people and here.view.tokens[index].tag in ("NNS", "NNPS")  # "the West Side Boys"
    if not is_band and not here.knowledge.ontology.is_a(match.entry.names_type or "", "Organization", "Facility"):
        return False
    first, last = name_extent(here, index)
    own = [i for i in range(first, index) if not _is_demonym(here, i) and i not in match.tokens]
    is_named = any(here.view.tokens[i].text[:1].isupper() and i > 0 for i in own)
    is_first = last > index and here.view.tokens[last].text[:1].isupper()  # "Katiba Macina", "Brigade Foch"
    if index == 0 and here.view.tokens[index].tag == "NNS":
        return is_named or is_first  # "Gunmen of X" at the head of a sentence
    return is_named or is_first or more_of_name(here, last) > last


def _is_title_of_name(here: Phrases, index: int) -> bool:
    """ "Sergeant Luis Mora" with the title as its head: the name behind it is meant."""
    after = here.view.tokens[index + 1] if index + 1 < len(here.view.tokens) else None
    edge = None if after is None else here.view.up(after.index)
    is_behind = edge is not None and edge.role == "name" and edge.head == index
    return index in here.titled and is_behind and after is not None and after.text[:1].isupper()


def _is_surname(here: Phrases, index: int) -> bool:
    """ "Maurice Bishop", "Nawaz Shah": a trade or an office behind a first name that no list knows."""
    before, token = index - 1, here.view.tokens[index]
    if here.is_capitalised or before < 0 or token.tag != "NNP" or not token.text[:1].isupper():
        return False
    first = here.view.tokens[before]
    edges = (here.view.up(index), here.view.up(before))
    is_joined = any(e is not None and {e.head, e.dependent} == {index, before} for e in edges)
    is_listed = before in here.nouns or before in here.titled or before in here.hit_at
    is_name = first.tag == "NNP" and first.text[:1].isupper() and first.text[-1:] not in "."
    is_person = here.knowledge.ontology.is_a(here.nouns[index].entry.names_type or "", "Person")
    return is_person and is_joined and is_name and not is_listed and not _is_demonym(here, before)


def _is_demonym(here: Phrases, index: int) -> bool:
    return demonym_over(here.view.tokens, index, here.knowledge.gazetteer) is not None


def _pronoun(here: Phrases, index: int) -> Mention | None:
    token = here.view.tokens[index]
    if token.tag not in ("PRP", "DT", "PRP$") or token.text.lower() in (
        "i",
        "we",
        "you",
        "there",
        "my",
        "our",
        "your",
    ):
        return None
    kind = "Person" if token.text.lower() in ("he", "she", "him", "her", "his") else "Party"
    return _make(here, index, index, index, "pronoun", kind)


def _known_name(here: Phrases, index: int, hit: NameHit) -> Mention:
    inside = [i for i, other in here.hit_at.items() if other is hit]
    known = [here.knowledge.gazetteer.by_key[key] for key in hit.keys if key in here.knowledge.gazetteer.by_key]
    if not known:
        return _nominal(here, index)
    if min(inside) - 1 in here.titled and all(here.knowledge.ontology.is_a(k.type, "Place") for k in known):
        return _unknown_name(here, index)  # "Colonel Djibo", whom a town is called like
    mention = _make(here, index, min(inside), max(inside), "name", type_among(here, index, known))
    countries = {k.country for k in known}
    return dataclasses.replace(
        mention, known=tuple(k.key for k in known), country=countries.pop() if len(countries) == 1 else None
    )


def _unknown_name(here: Phrases, index: int) -> Mention:
    first, last = name_extent(here, index)
    kind = type_of_name(here, index, first, last)
    if kind == "Person":  # "Commander X of the Southern Front": of what he is one is no part of his name
        last = next((i - 1 for i in range(first + 1, last) if here.view.tokens[i].tag in ("IN", ",")), last)
    if here.knowledge.ontology.is_a(kind, "Organization", "Facility"):
        last = more_of_name(here, last)
    made = _make(here, index, first, last, "name", kind)
    if made.country is None and here.knowledge.ontology.is_a(kind, "Place"):
        made = dataclasses.replace(made, country=_country_above(here, index))
    if made.country is None and here.knowledge.ontology.is_a(kind, "Facility"):
        return dataclasses.replace(made, country=_country_of_site(here, first, last))
    return made


def _country_above(here: Phrases, index: int) -> str | None:
    """ "The Ruritanian resort of X": the country that X is said to be in by the word for what it is."""
    edge = here.view.up(index)
    noun = here.nouns.get(edge.head) if edge is not None and (edge.role, edge.marker) == ("nominal", "of") else None
    is_town = noun is not None and here.knowledge.ontology.is_a(noun.entry.names_type or "", *_TOWNS)
    if edge is None or not (is_town or here.view.tokens[edge.head].lemma in _SPOTS):
        return None
    return _country(here, edge.head, noun_chunk(here.view, edge.head).first)


_TOWNS = ("Settlement", "Region")
_SPOTS = frozenset({"resort", "island", "beach", "port", "peninsula", "atoll"})


def _country_of_site(here: Phrases, first: int, last: int) -> str | None:
    """ "The University of Karachi", "Bobo University": the country of the town that such a house is called by.

    Hotels and the like are called by any town: "the Hotel Bristol", "the Juba Crescent".
    """
    words = {here.view.tokens[i].text.lower() for i in range(first, last + 1)}
    if words.isdisjoint(_CALLED_BY_TOWN):
        return None
    after = {i + 1 for i in range(first, last) if here.view.tokens[i].text.lower() == "of"} or {first}
    hits = [here.hit_at[i] for i in after if i in here.hit_at]
    keys = [key for hit in hits for key in hit.keys]
    things = [here.knowledge.gazetteer.by_key[key] for key in keys if key in here.knowledge.gazetteer.by_key]
    there = {known.country for known in things if known.country and _is_town_or_region(here, known)}
    return there.pop() if len(there) == 1 else None


_CALLED_BY_TOWN = frozenset(
    """
    university college school academy hospital airport prison jail station port stadium market cathedral mosque court
    """.split()
)


def _possessors(here: Phrases, mention: Mention) -> Iterator[int]:
    """The tokens of a name that stand for somebody within it."""
    inside = here.view.inside(mention.span) if mention.kind == "name" else ()
    if not mention.known and any(here.view.tokens[index].tag == "POS" for index in inside):
        yield from (index for index in inside if index != mention.head)


def _nominal(here: Phrases, index: int) -> Mention:
    chunk = noun_chunk(here.view, index)
    match = here.nouns.get(index)
    first = _behind_measure(here, min(chunk.first, match.tokens[0]) if match else chunk.first, index)
    kind = match.entry.names_type if match and match.entry.names_type else "Thing"
    kind = "StateForce" if kind == "Organization" and _are_forces_of_state(here, index) else kind
    kind = "ArmedGroup" if kind in ("Person", "Thing") and _bear_arms(here, index) else kind
    mention = _make(
        here, index, first, max(chunk.last, index), "nominal", "Weapon" if _is_loaded(here, index) else kind
    )
    hit = next((here.hit_at[i] for i in range(first, index) if i in here.hit_at and not _is_joined(here, i)), None)
    known = (
        []
        if hit is None
        else [here.knowledge.gazetteer.by_key[key] for key in hit.keys if key in here.knowledge.gazetteer.by_key]
    )
    is_longer_name = here.view.tokens[index].tag in ("NNP", "NNPS") and here.view.tokens[index].text[:1].isupper()
    is_other = match is not None and AFFILIATED in match.entry.denotes  # "an Islamic State affiliate" is not that
    known_here = [] if is_other else known
    bearer = [k for k in known_here if _is_bearer(here, k, kind) or (is_longer_name and _is_group(here, k))]
    if bearer:
        countries = {k.country for k in bearer}
        own = countries.pop() if len(countries) == 1 else None
        return dataclasses.replace(
            mention, known=tuple(k.key for k in bearer), type=bearer[0].type, country=own or mention.country
        )
    is_nature = here.view.tokens[index].lemma in _NATURE  # "the Boma valley" is not where the town of Boma is
    there = {k.country for k in known if k.country and not is_nature and _is_town_or_region(here, k)}
    if mention.country is None and len(there) == 1 and here.knowledge.ontology.is_a(mention.type, "Place"):
        return dataclasses.replace(mention, country=there.pop())  # "Kandahar province", "Baghdad airport"
    return mention


def _behind_measure(here: Phrases, first: int, index: int) -> int:
    """ "The 17,000-strong group", "a six-year-old boy": how many it has, or how old it is, is no part of what it is called."""
    tokens = here.view.tokens
    start, end = first, first
    while start > 1 and tokens[start - 1].text == "-":
        start -= 2
    while end + 2 < index and tokens[end + 1].text == "-":
        end += 2
    is_measure = start < first < index and tokens[start].tag == "CD"
    return end + 1 if is_measure else first


def _are_forces_of_state(here: Phrases, index: int) -> bool:
    """ "Ruritanian forces", "Ruritanian and Sylvanian forces": those of the state, where the word alone may be of anything."""
    is_plural = here.view.tokens[index].text.lower() == "forces"
    return is_plural and index > 0 and _people_of(here, index - 1) is not None


_NATURE = frozenset(
    "valley peninsula river lake desert forest hill mountain plain plateau island bay gulf strait swamp".split()
)
"""What may be called by any name, of a town elsewhere, too."""


def _is_town_or_region(here: Phrases, known: Known) -> bool:
    return here.knowledge.ontology.is_a(known.type, "Settlement", "Region")


_LADEN = frozenset({"laden", "packed", "filled", "rigged", "loaded", "full", "trapped"})
"""What something is that has a load: "packed with", "full of", "explosives-laden", "booby-trapped"."""


def _is_loaded(here: Phrases, index: int) -> bool:
    """Whether something is filled with what explodes: "a car packed with explosives", "an explosives-laden truck" is a weapon."""
    view = here.view
    ways = view.edges(index, "participle", "modifier")
    loads = [
        load
        for way in ways
        for edge in view.edges(way.dependent, "oblique")
        for load in view.conjuncts(edge.dependent)
        if edge.marker == "with" or (edge.marker == "of" and view.tokens[way.dependent].text.lower() == "full")
    ]
    loads += [e.dependent for load in loads for e in view.edges(load, "nominal") if e.marker == "of"]
    joined = [w.dependent for w in ways if w.dependent > 1 and view.tokens[w.dependent - 1].text == "-"]
    joined = [j for j in joined if view.tokens[j].text.lower() in _LADEN]
    if any(view.tokens[j - 2].text.lower() in ("booby", "explosive") for j in joined):
        return True
    loads += [j - 2 for j in joined]
    return any((match := here.nouns.get(load)) and match.entry.names_type == "Weapon" for load in loads)


MEN = frozenset("men youths boys people persons youngsters strangers individuals riders".split())
"""Nouns of people who may be anybody, and are fighters when they bear arms."""

ANYBODY = frozenset("man woman women boy girl girls teenager teenagers youth".split())
"""And of those who are so only with arms in their hands: a man in a uniform may well be on guard."""

_BEARING = frozenset("armed carrying wielding brandishing toting bearing wearing dressed clad disguised".split())
"""What they do with the weapons, or with the clothes, that tell so."""

GARB = frozenset(
    "mask masks balaclava balaclavas hood hoods fatigues camouflage uniform uniforms helmet helmets turbans".split()
)
"""What those wear who come to attack: "men in police uniforms"."""


def _bear_arms(here: Phrases, index: int) -> bool:
    """ "Men with two old rifles", "youths wielding machetes", "men in police uniforms": people who came with arms."""
    view, word = here.view, here.view.tokens[index].text.lower()
    if word not in MEN and word not in ANYBODY:
        return False
    ways = [e for e in view.edges(index, "nominal", "participle") if e.dependent > index]
    held = [e.dependent for e in ways if e.role == "nominal" and e.marker in ("with", "in")]
    acts = [e.dependent for e in ways if view.tokens[e.dependent].text.lower() in _BEARING]
    held += [
        e.dependent
        for act in acts
        for e in view.edges(act, "object", "oblique")
        if e.marker in ("", "with", "in", "as")
    ]
    every = [token for first in held for token in view.conjuncts(first)]
    nouns = (here.nouns.get(token) for token in every)
    is_armed = any(noun is not None and noun.entry.names_type == "Weapon" for noun in nouns)
    return is_armed or (word in MEN and any(view.tokens[token].text.lower() in GARB for token in every))


def _is_joined(here: Phrases, index: int) -> bool:
    """Whether a hyphen joins a name to a word: "al-Qaeda-linked fighters" are not al-Qaeda, nor "anti-Taliban" ones."""
    inside = [i for i, other in here.hit_at.items() if other is here.hit_at[index]]
    return _is_hyphenated(here, min(inside), max(inside))


def _is_hyphenated(here: Phrases, first: int, last: int) -> bool:
    tokens = here.view.tokens
    return (last + 1 < len(tokens) and tokens[last + 1].text == "-") or (first > 1 and tokens[first - 1].text == "-")


def _is_group(here: Phrases, known: Known) -> bool:
    """A capitalised word after a group's name ("Islamic State West Africa" + "Province") is more of the name."""
    return here.knowledge.ontology.is_a(known.type, "ArmedGroup", "PrivateMilitaryCompany")


def _is_bearer(here: Phrases, known: Known, kind: str) -> bool:
    """Whether "Wagner fighters" are Wagner, and "the Radisson Blu hotel" is the Radisson Blu: the name's own kind fits."""
    is_a = here.knowledge.ontology.is_a
    if is_a(known.type, "Facility"):
        return is_a(kind, "Facility")
    if is_a(known.type, "ArmedGroup", "PrivateMilitaryCompany", "StateForce"):
        return is_a(kind, "ArmedGroup", "PrivateMilitaryCompany", "StateForce", "Organization")
    return False


def _make(here: Phrases, index: int, first: int, last: int, kind: str, type_: str) -> Mention:
    tokens = here.view.tokens
    span = Span(tokens[first].span.start, tokens[last].span.end)
    text = here.text[span.start : span.end]
    label = " ".join(text.split())
    return Mention(
        span=span,
        text=text,
        label=label if kind == "name" else _nominal_label(here, label, first),
        kind=kind,  # type: ignore[arg-type]
        type=type_,
        sentence=here.sentence.index,
        head=index,
        country=_country(here, index, first),
        is_definite=is_definite(here, index),
    )


def _nominal_label(here: Phrases, label: str, first: int) -> str:
    """A description in small letters, unless it begins with a name."""
    token = here.view.tokens[first]
    is_word = parse_number(token.text.lower()) is not None  # "Thirteen people", where a parser sees a name
    is_proper = token.pos == "PROPN" and not is_word
    is_proper = (
        is_proper
        or first in here.hit_at
        or _is_demonym(here, first)
        or token.text.isupper()
        or not token.text.istitle()
    )
    is_inside = first > 0 and token.text[:1].isupper() and not (is_word or _begins(here, first))
    return label if is_proper or is_inside else label[:1].lower() + label[1:]


_DATELINE_ENDS = frozenset({":", "-", "–", "—", "--", ")", '"', "“"})


def _begins(here: Phrases, first: int) -> bool:
    """Whether a sentence begins at a common word, behind the line that says where it was filed: "SRINAGAR: Suspected men"."""
    token = here.view.tokens[first]
    return token.tag in ("JJ", "NNS", "VBN", "VBG") and here.view.tokens[first - 1].text in _DATELINE_ENDS


def _country(here: Phrases, index: int, first: int) -> str | None:
    """The country that the words themselves carry: a possessor, a demonym, or "of" and a country's name."""
    before = [code for i in range(max(0, first - 1), index) if (code := _people_of(here, i)) is not None]
    if before:
        return before[0] if len(set(before)) == 1 else None  # not of "Emirati and Yemeni soldiers"
    for edge in here.view.edges(index, "possessor", "compound", "modifier", "nominal"):
        code = _people_of(here, edge.dependent)
        if code is not None and edge.role != "nominal":
            return code
        hit = here.hit_at.get(edge.dependent)
        if hit is None or (edge.role == "nominal" and edge.marker not in ("of", "from")):
            continue
        for key in hit.keys:
            known = here.knowledge.gazetteer.by_key.get(key)
            if known is not None and known.type == "Country":
                return known.country
    return None


def _people_of(here: Phrases, index: int) -> str | None:
    """The country of a demonym: not of one in "pro-Russian" or "Saudi-led", nor in a longer name ("the Indian Ocean")."""
    people, hit = demonym_over(here.view.tokens, index, here.knowledge.gazetteer), here.hit_at.get(index)
    if people is None or (hit is not None and not people.span.covers(hit.span)):
        return None
    return None if _is_hyphenated(here, people.first, people.last) else people.country
