"""Mentions of one article gathered into entities: names, other names, acronyms, descriptions that come back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from kg.knowledge.knowledge import Knowledge, capitals, forms_with
from kg.model import Mention
from kg.text.scan import fold

_ACRONYM = re.compile(r"\s*[(,]\s*(?:or |known as )?[\"“]?([A-Z][A-Za-z-]*[A-Z])[\"”]?\s*[),]")
_BESIDE = re.compile(r"\s*(?:\([^()]{1,20}\)\s*)?,\s+(?:an?|the)\s+(?:[\w-]+\s+)?")
"""What stands between a name and its description; one word of the description may be no part of its mention."""

_SINGULAR = re.compile(r"(?<=[a-z]{2})s\b")


OFFICE_WIDTH = 24
"""Characters before a name that may hold the title of an office."""


@dataclass(frozen=True, slots=True)
class Clusters:
    """Which mentions are of one entity: `keys` gives each mention's cluster, `members` each cluster's mentions in order.

    `named` are the clusters of which a mention is a name.
    """

    keys: Mapping[Mention, str]
    members: Mapping[str, tuple[Mention, ...]]
    named: frozenset[str]

    def key(self, mention: Mention) -> str:
        return self.keys[mention]

    def is_named(self, mention: Mention) -> bool:
        """Whether the article gives the entity a name anywhere."""
        return self.keys[mention] in self.named


def cluster_mentions(
    mentions: Sequence[Mention],
    appositions: Sequence[tuple[Mention, Mention]],
    stand_ins: Mapping[Mention, str],
    doers: Set[Mention],
    text: str,
    knowledge: Knowledge,
) -> Clusters:
    """Gather mentions (in text order, no pronouns) into entities.

    `appositions` pairs a name with the description beside it ("Bamako, the capital"); `stand_ins` gives the known thing that a
    description can only mean ("the capital"); `doers` are those who attacked. Two names are one entity when they name the same
    known thing, are the same words, are a long name and its acronym, a person's full name and surname, or a shorter form of the
    one longer name of a person; a name of several bodies is the one that the article names otherwise, too.
    """
    groups = _UnionFind()
    first_by_key: dict[tuple[str, ...], Mention] = {}
    persons: dict[str, list[Mention]] = {}
    for mention in mentions:
        groups.add(mention)
        for key in (*_keys(mention, stand_ins, text), *_keys_of_men(mention, knowledge)):
            other = first_by_key.setdefault(key, mention)
            if other is not mention and _may_join(other, mention, knowledge):
                groups.join(other, mention)
        if mention.kind == "name" and mention.type in ("Person", "Thing"):
            _join_person(mention, persons, groups)
    _join_shorter(mentions, groups)
    _join_ambiguous(mentions, groups, first_by_key, knowledge)
    described = (*appositions, *_beside(mentions, text, knowledge))
    for name, description in described:
        groups.join(name, description)
    _join_definite(mentions, groups, first_by_key)
    _join_office(mentions, groups, text, knowledge)
    seats = set(capitals(knowledge).values())
    moved = {
        mention: name
        for mention, name in _last_named(mentions, _armed_names(described, doers, knowledge), text, knowledge).items()
        if mention not in stand_ins or (not seats.isdisjoint(name.known) and _is_told_of_there(name, mention, text))
    }
    return _clusters(mentions, groups, moved)


def _is_told_of_there(capital: Mention, later: Mention, text: str) -> bool:
    """Whether the paragraph of "the capital" has placed something in another capital: "in Niamey … In the capital"."""
    is_place = _PLACING.search(text, max(0, capital.span.start - _PASSING_WIDTH), capital.span.start) is not None
    return is_place and "\n" not in text[capital.span.end : later.span.start]


def _clusters(mentions: Sequence[Mention], groups: _UnionFind, moved: Mapping[Mention, Mention]) -> Clusters:
    """Number the sets; a description that points back at a name joins it by itself, not with others of its words."""
    members = groups.members(mentions, moved)
    return Clusters(
        {mention: key for key, found in members.items() for mention in found},
        members,
        frozenset(key for key, found in members.items() if any(mention.kind == "name" for mention in found)),
    )


def _keys(mention: Mention, stand_ins: Mapping[Mention, str], text: str) -> list[tuple[str, ...]]:
    if mention.kind == "name":
        keys: list[tuple[str, ...]] = (
            [("known", mention.known[0])] if len(mention.known) == 1 else [("name", fold(mention.label))]
        )
        acronym = _ACRONYM.match(text, mention.span.end, mention.span.end + 24)
        if acronym and " " in mention.label:
            keys.append(("name", fold(acronym.group(1))))
        if len(mention.known) == 1:
            keys.append(("name", fold(mention.label)))
        return keys
    if mention in stand_ins:
        return [("known", stand_ins[mention])]
    if len(mention.known) == 1:
        return [("known", mention.known[0])]
    return [("description", _SINGULAR.sub("", fold(mention.label)), mention.country or "", mention.type)]


def _keys_of_men(mention: Mention, knowledge: Knowledge) -> list[tuple[str, ...]]:
    """ "MNDAA fighters", "the Lion Guard rebels": a description that says no more than whose men they are is that group."""
    *body, noun = mention.label.split() or [""]
    is_of_group = mention.kind == "nominal" and len(mention.known) != 1 and bool(body)
    if not is_of_group or not knowledge.ontology.is_a(mention.type, "ArmedGroup") or fold(noun) not in _men(knowledge):
        return []
    body = [word for word in body if not _JOINED_WORD.fullmatch(fold(word))]  # "the Iran-backed Houthi rebels"
    if not body or not all(word[:1].isupper() for word in body):
        return []
    name = " ".join(body)
    known = [k.key for k in knowledge.gazetteer.named(name) if knowledge.ontology.is_a(k.type, "ArmedGroup")]
    return [("known", known[0])] if len(known) == 1 else [("name", fold(name))]


@lru_cache(maxsize=4)
def _men(knowledge: Knowledge) -> frozenset[str]:
    """The plural words for people under arms: "fighters", "rebels"."""
    return frozenset(word for word in forms_with(knowledge, "isIndividual") if word.endswith(("s", "men")))


def _may_join(first: Mention, second: Mention, knowledge: Knowledge) -> bool:
    """Names join when their kinds do not contradict each other: a place is no person."""
    is_a = knowledge.ontology.is_a
    if first.type == second.type or "Thing" in (first.type, second.type):
        return True
    return is_a(first.type, "Place") == is_a(second.type, "Place")


def _join_person(mention: Mention, persons: dict[str, list[Mention]], groups: _UnionFind) -> None:
    """A bare surname is the one person named before in full with it; which of the names that is, customs differ on."""
    words = fold(mention.label).split()
    if not words:
        return
    if len(words) == 1:
        bearers = persons.get(words[0], [])
        if len({groups.find(b) for b in bearers}) == 1:
            groups.join(bearers[0], mention)
    else:
        for word in dict.fromkeys(words):
            persons.setdefault(word, []).append(mention)


def _join_shorter(mentions: Sequence[Mention], groups: _UnionFind) -> None:
    """A person's name of a few words is the one longer name of the article that ends in them or begins with them.

    "Ruiz Soto" is "Ana Ruiz Soto", and a surname may come before the full name, as headlines have it.
    """
    names = {m: tuple(fold(m.label).split()) for m in mentions if m.kind == "name" and m.type == "Person"}
    longer: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for words in set(names.values()):
        for size in range(1, len(words)):
            longer.setdefault(words[-size:], set()).add(words)
            if size > 1:
                longer.setdefault(words[:size], set()).add(words)
    bearers = {words: mention for mention, words in reversed(names.items())}
    for mention, words in names.items():
        found = {groups.find(bearers[full]) for full in longer.get(words, ())}
        if len(found) == 1:
            groups.join(next(iter(found)), mention)


def _join_ambiguous(
    mentions: Sequence[Mention],
    groups: _UnionFind,
    first_by_key: Mapping[tuple[str, ...], Mention],
    knowledge: Knowledge,
) -> None:
    """ "ADF", which two bodies are called by, is the Allied Democratic Forces where the article names these and not the other."""
    for mention in mentions:
        if mention.kind == "name" and len(mention.known) > 1 and knowledge.ontology.is_a(mention.type, "Organization"):
            named = [first_by_key[key] for known in mention.known if (key := ("known", known)) in first_by_key]
            if len({groups.find(body) for body in named}) == 1:
                groups.join(named[0], mention)


def _join_office(mentions: Sequence[Mention], groups: _UnionFind, text: str, knowledge: Knowledge) -> None:
    """ "The president", "the general" is the one person of the article who is called President, or General."""
    offices = forms_with(knowledge, "isOffice") | forms_with(knowledge, "isRank")
    holders: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.kind != "name" or not knowledge.ontology.is_a(mention.type, "Person"):
            continue
        before = fold(text[max(0, mention.span.start - OFFICE_WIDTH) : mention.span.start]).split()
        for office in (" ".join(before[-1:]), " ".join(before[-2:])):
            if office in offices:
                holders.setdefault(office, []).append(mention)
    topic = topic_country(mentions, knowledge)
    named = {groups.find(mention) for mention in mentions if mention.kind == "name"}
    for mention in mentions:
        if groups.find(mention) in named:
            continue  # "X, the ousted president": not President Y
        words = fold(mention.label).split()
        title = next((o for o in (" ".join(words[-2:]), " ".join(words[-1:])) if o in offices), None)
        if mention.kind != "nominal" or title is None or mention.country not in (None, topic):
            continue
        bearers = holders.get(title, [])
        if len({groups.find(bearer) for bearer in bearers}) == 1:
            groups.join(bearers[0], mention)


def _beside(mentions: Sequence[Mention], text: str, knowledge: Knowledge) -> list[tuple[Mention, Mention]]:
    """Organizations with the description behind a comma: "the RSF, the paramilitary group which …", "JNIM, an affiliate of …".

    Parsers often hang such a description elsewhere; the words are plain.
    """
    is_a = knowledge.ontology.is_a
    found = []
    for name, description in pairwise(mentions):
        if name.kind != "name" or description.kind != "nominal" or name.sentence != description.sentence:
            continue
        between = text[name.span.end : description.span.start]
        is_body = is_a(name.type, "Organization") and is_a(description.type, "Organization")
        is_of_kind = is_a(name.type, description.type) or is_a(description.type, name.type)
        if is_body and is_of_kind and _BESIDE.fullmatch(between) and not is_of_another(name, description):
            found.append((name, description))
    return found


def is_of_another(name: Mention, description: Mention) -> bool:
    """ "JNIM, an al-Qaeda affiliate": whether a description holds the name of somebody else."""
    return bool(description.known) and set(description.known).isdisjoint(name.known)


_DESCRIBING = re.compile(
    r"(?:\s\([^()]{1,12}\))?,\s(?:(?:an?|the|its|once|part|one|formerly|then)\s(?:[^,.;]{0,60}?\s)??)?"
    r"(?P<of>(?:of|to|with|from|by)\s(?:the\s)?)?"
)
"""What stands between a body and another that the words behind a comma tell of it: "X, a faction of Y", "X, Y's branch"."""

_OWNING = re.compile(r"[’']s?\s|-\w")

_JOINED_WORD = re.compile(
    r"\w.*-(?:backed|allied|aligned|linked|affiliated|inspired|led|armed|funded|supported|sponsored|based)"
)
"""A word that says whose a body is: "the Iran-backed group" is named no less than "the group" before it."""


def _is_told_of_another(name: Mention, last: Mention | None, text: str) -> bool:
    """Whether a body is named only to say what the one before it is: "the Front, al-Qaeda's branch in the country"."""
    if last is None or name.kind != "name" or last.kind != "name" or name.sentence != last.sentence:
        return False
    if name.span.start - last.span.end > _LONGEST_DESCRIBING:
        return False
    between = _DESCRIBING.fullmatch(text, last.span.end, name.span.start)
    return between is not None and bool(between["of"] or _OWNING.match(text, name.span.end))


_LONGEST_DESCRIBING = 90
"""Characters from a body to another that is named only to describe it."""


_LINKED = re.compile(
    r"\b(?:link(?:s|ed)|affiliated|allied|aligned|allegiance|loyal(?:ty)?|tie[sd]|close)\s+(?:to|with)\s+(?:the\s+)?$"
)
"""What stands before a body that is named only to say whose others are."""

_LINKED_WIDTH = 24
"""Characters before a name that may hold such words."""


def _is_linked_to(body: Mention, text: str) -> bool:
    """ "Groups linked to al-Qaeda": a body that is named only to say whose others are."""
    return _LINKED.search(text, max(0, body.span.start - _LINKED_WIDTH), body.span.start) is not None


def _armed_names(
    described: Iterable[tuple[Mention, Mention]], doers: Set[Mention], knowledge: Knowledge
) -> frozenset[str]:
    """ "The Front, a rebel group", "the Front attacked": the names of bodies under arms that no list knows."""
    is_a = knowledge.ontology.is_a
    called = {name for name, description in described if is_a(description.type, "ArmedGroup")}
    return frozenset(fold(m.label) for m in called | doers if m.kind == "name" and m.type == "Organization")


def _last_named(
    mentions: Sequence[Mention], armed_names: Set[str], text: str, knowledge: Knowledge
) -> dict[Mention, Mention]:
    """ "The city" is the town named last before it, "the group" the armed group, "the brigade" the Brigade of some name."""
    is_a = knowledge.ontology.is_a
    bodies, armed = body_nouns(knowledge), _armed_words(knowledge)
    found: dict[Mention, Mention] = {}
    last: dict[str, Mention] = {}
    groups: dict[tuple[str, ...], str] = {}  # those under arms named so far, with their classes
    # "The Taliban-allied group": no mention of the Taliban, whom the group is not.
    inside = {one for one, next_ in pairwise(mentions) if next_.kind == "nominal" and next_.span.covers(one.span)}
    leagues: dict[str, Mention] = {}
    others: set[tuple[str, ...]] = set()  # known names of bodies that were only told of another: "Y" and then "(YF)"
    for mention in mentions:
        if mention.kind == "name" or mention.known:
            is_beside = _is_told_of_another(mention, last.get("ArmedGroup"), text) or _is_linked_to(mention, text)
            if is_beside or mention in inside:
                others = {mention.known}
                continue
            is_again = mention.known in others and text[mention.span.start - 1 : mention.span.start] == "("
            for kind in () if is_again else ("Settlement", "ArmedGroup", "IntergovernmentalOrganization"):
                is_passing = kind == "Settlement" and kind in last and _is_named_in_passing(mention, text)
                is_of_kind = is_a(mention.type, kind) or (kind == "ArmedGroup" and fold(mention.label) in armed_names)
                if is_of_kind and not is_passing:
                    last[kind] = mention
                    groups |= {_keys(mention, {}, text)[0]: mention.type} if kind == "ArmedGroup" else {}
            if is_a(mention.type, "Organization") and mention.kind == "name":
                last.update(dict.fromkeys(fold(mention.label).split(), mention))
                if not is_a(mention.type, "StateForce", "Government", "IntergovernmentalOrganization"):
                    last["Organization"] = mention
            continue
        if whose := _keys_of_men(mention, knowledge):
            last["ArmedGroup"] = mention
            groups[whose[0]] = mention.type
            continue
        *before, noun = fold(mention.label).split() or [""]
        if noun in _LEAGUES and before:
            leagues[noun] = mention
        if not mention.is_definite:
            continue
        if mention.type == "Settlement" and _NAMED_NEXT.match(text, mention.span.end):
            continue  # "the town of Menaka"
        if noun in leagues and not before and noun not in last:
            found[mention] = leagues[noun]  # "a Saudi-led coalition … The coalition"
            continue
        if mention.type == "Settlement":
            town = last.get("Settlement")
            is_called = town is not None and town.country is not None and town.country == mention.country
            # "The Afghan city" is the last town named in that country.
            wanted = "Settlement" if not before or (is_called and len(before) == 1) else ""
        elif noun in bodies and not before and noun in last and is_a(mention.type, "Organization"):
            wanted = noun
            if noun == "group" and (armed_last := last.get("ArmedGroup")) and armed_last.span > last[noun].span:
                wanted = "ArmedGroup"  # "the Islamic State group … officials blamed X. The group": X, though no name has the noun
        elif is_a(mention.type, "IntergovernmentalOrganization"):
            wanted = "IntergovernmentalOrganization"
        elif noun in bodies and (
            not before
            or is_a(mention.type, "ArmedGroup")
            or before[-1] in armed
            or (noun not in _LEAGUES and _is_that(before, mention, last))
        ):
            wanted = "ArmedGroup" if bodies[noun] == "Organization" else ""
            if wanted and wanted not in last and not before and _is_body_near(last.get("Organization"), mention):
                wanted = "Organization"  # "the movement", of the body named right before, where none is under arms
        elif noun in _BANDS and is_a(mention.type, "ArmedGroup") and not (before or _OF.match(text, mention.span.end)):
            fitting = [group for group, type_ in groups.items() if is_a(type_, _BANDS[noun])]
            wanted = "ArmedGroup" if len(fitting) == 1 and is_a(last["ArmedGroup"].type, _BANDS[noun]) else ""
        else:
            wanted = ""
        is_another = wanted in ("ArmedGroup", "Organization") and is_told_apart(mention, text)
        if wanted in last and not is_another:
            found[mention] = last[wanted]
    return found


_NAMED_NEXT = re.compile(r"\s+(?:of|called|named)\s+(?:the\s+)?[^\W\d_a-z]")
_PASSING = re.compile(
    r"\b(?:(?:return|com|came|arriv|fly|flew|flown|fled|travel|back|home|exile)\w*\s+from|based\s+in|spokes\w+\s+in|exile\s+in)\s+$"
)
_PASSING_WIDTH = 24
_PLACING = re.compile(r"\b(?:in|into|at|near|around|outside|to|on|reached|entered|left)\s+$", re.IGNORECASE)


def _is_named_in_passing(town: Mention, text: str) -> bool:
    """ "Who had just returned from London was stabbed in the city": a town where nobody is by then."""
    return _PASSING.search(text, max(0, town.span.start - _PASSING_WIDTH), town.span.start) is not None


_LED = re.compile(
    r"\s+(?:under|(?:(?:now|jointly)\s+)?(?:led|headed|commanded|run|chaired|formed|founded|created)\s+by)\s"
)
"""What stands behind a noun, without a comma, that says which body is meant."""

_PLAIN = frozenset("group organisation organization movement militia gang rebels militants insurgents fighters".split())
"""Nouns for what an armed group mostly is, whoever leads it."""


def is_told_apart(body: Mention, text: str) -> bool:
    """ "The coalition led by Ruritania", "the council under X": a body that the words behind it tell, and none told of before."""
    noun = fold(body.label).rpartition(" ")[2]
    return body.kind == "nominal" and noun not in _PLAIN and _LED.match(text, body.span.end) is not None


_OF = re.compile(r"\s+(?:of|in|from|under|led|who|that)\b")
"""What stands behind "the separatists" where it says which are meant."""

_BANDS: Mapping[str, str] = {
    **dict.fromkeys(("rebels", "insurgents", "guerrillas", "guerillas"), "Organization"),
    **dict.fromkeys(("separatists", "militants"), "InsurgentGroup"),
    **dict.fromkeys(("jihadists", "jihadis", "islamists"), "JihadistGroup"),
}
"""Plural words for all of a group under arms, with the class of those that are called so; "rebels" may be anybody's."""

_LEAGUES = frozenset({"coalition", "alliance"})
"""Bodies of several: "the Saudi-led coalition" is none of those that it fights."""


def _is_body_near(body: Mention | None, description: Mention) -> bool:
    """Whether a body is named in the sentence of a description or the one before, by words with capitals alone."""
    is_near = body is not None and description.sentence - body.sentence <= 1
    return body is not None and is_near and "," not in body.label


def _is_that(before: Sequence[str], mention: Mention, last: Mapping[str, Mention]) -> bool:
    """ "The Lebanese group", "the Iran-backed group": whether a word before the noun may be said of the armed group named last."""
    group = last.get("ArmedGroup")
    if group is None or len(before) != 1:
        return False
    is_of_country = mention.country is not None and mention.country == group.country
    owner = before[0].partition("-")[0]
    return is_of_country or (bool(_JOINED_WORD.fullmatch(before[0])) and owner not in fold(group.label).split())


@lru_cache(maxsize=4)
def body_nouns(knowledge: Knowledge) -> Mapping[str, str]:
    """Return the singular nouns that name a body of people, with the class that each names: "group", "brigade", "council"."""
    found: dict[str, str] = {}
    for noun, forms in knowledge.lexicon.forms.items():
        for words, entry in forms:
            kind = entry.names_type
            if kind and words == (noun,) == (entry.lemma,) and knowledge.ontology.is_a(kind, "Organization"):
                found.setdefault(noun, kind)
    return found


@lru_cache(maxsize=4)
def _armed_words(knowledge: Knowledge) -> frozenset[str]:
    """The single words for people under arms that no state has sent: a "jihadist movement" is one of such."""
    is_a = knowledge.ontology.is_a
    return frozenset(
        word
        for word, forms in knowledge.lexicon.forms.items()
        if any(words == (word,) and entry.names_type and is_a(entry.names_type, "ArmedGroup") for words, entry in forms)
    )


def _join_definite(
    mentions: Sequence[Mention], groups: _UnionFind, first_by_key: Mapping[tuple[str, ...], Mention]
) -> None:
    """A description without a country ("the army") is the one with a country, when there is only one such."""
    with_country: dict[tuple[str, str], set[Mention]] = {}
    for key, mention in first_by_key.items():
        if key[0] == "description" and key[2]:
            with_country.setdefault((key[1], key[3]), set()).add(mention)
    for mention in mentions:
        if mention.kind == "nominal" and not mention.known and mention.country is None:
            found = with_country.get((_SINGULAR.sub("", fold(mention.label)), mention.type), set())
            if len(found) == 1:
                groups.join(next(iter(found)), mention)


FILED = 12
"""What a dateline weighs: as much as four names of a state."""


def topic_country(mentions: Sequence[Mention], knowledge: Knowledge, dateline: Mention | None = None) -> str | None:
    """The country an article is about: the one named most often, a name counting thrice a demonym; of two the first.

    What the lead names counts twice, but for a capital that a dateline is filed from, unless the lead names its country, too: the
    bureaus there report of other countries. Where the lead names no other state, the news is from where it was filed; the names of
    a dateline ("ARUSHA, Tanzania") are none of the lead. One demonym alone ("a Turkish drone") makes no topic, but of
    forces ("Ruritanian officers") where nothing else names a state.
    """
    filed_in = dateline.sentence if dateline is not None else None
    seats = set(capitals(knowledge).values())
    counts: Counter[str] = Counter()
    told: Counter[str] = Counter()
    filed: Counter[str] = Counter()
    opening = {
        m.country
        for m in mentions
        if m.type == "Country" and m.kind == "name" and m.sentence < OPENING and m.sentence != filed_in
    }
    last: Mention | None = None
    for mention in mentions:
        is_inside = last is not None and last.country == mention.country and last.span.overlaps(mention.span)
        if mention.country and not is_inside:  # "Turkish" in "a Turkish drone" is one word, whatever it stands for
            last = mention
            is_named = mention.kind == "name" and mention.known and mention.text == mention.label
            is_filed = mention.text.isupper() and not seats.isdisjoint(mention.known)
            weight = 3 if is_named else 1
            told[mention.country] += weight
            filed[mention.country] += weight if is_filed else 0
            is_lead = mention.sentence < OPENING and not is_filed and mention.sentence != filed_in
            counts[mention.country] += weight * (2 if is_lead else 1)
    if dateline is not None and dateline.country is not None and opening <= {dateline.country}:
        counts[dateline.country] += FILED
        told[dateline.country] += FILED
    order = list(counts)
    for country in order:
        counts[country] += filed[country] if country in opening else 0
    sure = [country for country in order if told[country] > 1]
    if not sure and len(order) == 1:
        return _state_of_people(mentions, knowledge)
    return min(sure, key=lambda country: (-counts[country], order.index(country)), default=None)


def _state_of_people(mentions: Sequence[Mention], knowledge: Knowledge) -> str | None:
    """ "Ruritanian officers": the state of the forces that alone speak of one, where no place does."""
    is_a = knowledge.ontology.is_a
    people = (m for m in mentions if m.country and is_a(m.type, "StateForce", "ArmedGroup", "Government"))
    return next((m.country for m in people if m.kind == "nominal"), None)


OPENING = 2
"""Sentences that news begins with what it is about."""


class _UnionFind:
    """Disjoint sets of mentions; the representative is the member added first."""

    def __init__(self) -> None:
        self._parent: dict[Mention, Mention] = {}
        self._rank: dict[Mention, int] = {}

    def add(self, mention: Mention) -> None:
        self._parent.setdefault(mention, mention)
        self._rank.setdefault(mention, len(self._rank))

    def find(self, mention: Mention) -> Mention:
        self.add(mention)
        while self._parent[mention] is not mention:
            self._parent[mention] = self._parent[self._parent[mention]]
            mention = self._parent[mention]
        return mention

    def join(self, first: Mention, second: Mention) -> None:
        one, two = self.find(first), self.find(second)
        if self._rank[two] < self._rank[one]:
            one, two = two, one
        self._parent[two] = one

    def members(self, mentions: Sequence[Mention], moved: Mapping[Mention, Mention]) -> dict[str, tuple[Mention, ...]]:
        """Number the sets in order of their first member; a moved mention is in the set of what it points at alone."""
        found: dict[Mention, list[Mention]] = {}
        for mention in mentions:
            found.setdefault(self.find(moved.get(mention, mention)), []).append(mention)
        return {f"m{number}": tuple(members) for number, members in enumerate(found.values())}
