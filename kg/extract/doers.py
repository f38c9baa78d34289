"""Whose deed it is: the bodies, states and leaders behind the men, machines and weapons that a sentence names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from kg.extract.bearers import named_beside
from kg.extract.demonyms import state_by_demonym
from kg.extract.described import state_of_capital
from kg.extract.reading import BANDS, BODIES, Reading
from kg.extract.standing import is_in_office, is_under_arms
from kg.model import Mention, Span
from kg.text.repairs.constructions import BELIEVED
from kg.text.syntax import View, noun_chunk

MEN_OF = "men-of"
"""What stands for the frame of whoever did something through his men."""

_OWNERS = (*BODIES, "Country", "IntergovernmentalOrganization", "Junta", "Government")
"""Classes of whoever has warplanes, drones and missiles of their own."""

_FIRING = frozenset(
    "fire launch drop release lob fly send shoot hurl rain plant leave lay detonate operate direct".split()
)
"""What is done with a weapon by those whose deed it is."""

_OF = frozenset({"of", "from"})
_LED_BY = frozenset({"lead", "head", "command"})
_BY = frozenset({"by", "from"})
_UNDER = frozenset({"under"})


def behind_means(token: int, reading: Reading) -> tuple[Mention, ...]:
    """ "A U.S. drone", "jets of the coalition", "a missile fired by the rebels", "their warplanes": whose a weapon or a machine is.

    Who fired it rather than whose make it is: "an Iranian missile launched by the rebels".
    """
    view = reading.view
    verbs = [e.dependent for e in view.edges(token, "participle") if view.tokens[e.dependent].lemma in _FIRING]
    firing = [who for verb in verbs for who in view.agents(verb)]
    if firing:
        return tuple(dict.fromkeys(owner for who in firing for owner in _users(who, reading)))
    owned = [e.dependent for e in view.edges(token, "possessor")]
    owned += [e.dependent for e in view.edges(token, "nominal") if e.marker in _OF]
    found = [
        m
        for t in owned
        if (m := reading.mention_at(t)) is not None
        and (reading.is_a(m, (*_OWNERS, "Organization")) or _is_officer(m, reading))
    ]
    found = [state_of_capital(m, reading) or m for m in found]
    return tuple(dict.fromkeys(found or _named_before(token, reading)))


_ARMOUR = frozenset({"tank", "artillery", "gunboat", "gun", "cannon"})
"""Machines that seize a palace for whoever has them drive up."""


def behind_armour(token: int, mention: Mention, reading: Reading) -> tuple[Mention, ...]:
    """ "The tanks of General X toppled Y": X, whose tanks they were."""
    is_here = mention.kind == "nominal" and mention.sentence == reading.sentence.index
    if not is_here or reading.view.tokens[mention.head].lemma not in _ARMOUR:
        return ()
    return behind_means(reading.content(token), reading)


def _is_officer(mention: Mention, reading: Reading) -> bool:
    """ "The tanks of General X": what an officer has drive up is his deed."""
    return reading.is_a(mention, ("Person",)) and is_under_arms(mention, reading)


def _users(token: int, reading: Reading) -> tuple[Mention, ...]:
    """Who fires: somebody, or whoever is behind the machine that does ("fired by a CIA drone")."""
    mention = reading.mention_at(token)
    if mention is None:
        return ()
    if is_means(mention, reading):
        return behind_means(token, reading) or ((mention,) if reading.is_a(mention, ("StateForce",)) else ())
    return (mention,) if reading.is_a(mention, ("Party",)) else ()


def is_means(mention: Mention, reading: Reading) -> bool:
    """Whether a noun names what somebody fights with: weapons and warplanes, not those who blow themselves up."""
    return mention.kind == "nominal" and (
        reading.is_a(mention, ("Weapon",))
        or any(
            match.head == mention.head and match.entry.used_in and not reading.is_a(mention, ("ArmedGroup",))
            for match in reading.matches
        )
    )


def _named_before(token: int, reading: Reading) -> Iterator[Mention]:
    """ "Saudi and Emirati jets", "NATO planes", "a military drone": the states and forces that words before a noun name."""
    view = reading.view
    inside = [t for t in noun_chunk(view, token).words if t < token and not _is_joined(t, view)]
    before = [
        e.dependent for t in (*inside, token) for e in view.edges(t, "modifier", "compound") if e.dependent < token
    ]
    words = [w for first in [*dict.fromkeys(before)][-_LONGEST:] for w in view.conjuncts(first) if w < token]
    found = [m for w in words if not _is_joined(w, view) and (m := _owner_at(w, reading)) is not None]
    forces = [m for m in found if reading.is_a(m, ("StateForce",))]
    yield from forces or found  # "Sudanese army planes" are the army's


def nations_before(words: Iterable[int], reading: Reading) -> tuple[Mention, ...]:
    """ "An Israeli raid", "U.S.-led coalition air strikes": the states, alliances and forces that words before a deed name."""
    return tuple(dict.fromkeys(owner for word in words for owner in _named_before(word, reading)))


def behind_means_by(deed: int, reading: Reading) -> tuple[Mention, ...]:
    """ "Air raids by government planes": whose the machines are that a deed was done by."""
    machines = [
        t for t in reading.view.prepositional(deed, _BY) if (m := reading.mentions.get(t)) and is_means(m, reading)
    ]
    return tuple(dict.fromkeys(owner for machine in machines for owner in behind_means(machine, reading)))


_LONGEST = 8
"""Words before a noun that may name whose it is, and words of one name."""


def _owner_at(word: int, reading: Reading) -> Mention | None:
    """The state, force or body that a word before a noun names: "Turkish", "NATO", "coalition"."""
    view = reading.view
    token, state = view.tokens[word], state_by_demonym(word, reading)
    if state is not None:
        return state
    mention = reading.mentions.get(word)
    if mention is not None:
        return mention if reading.is_a(mention, _OWNERS) else None
    first = noun_chunk(view, word).first
    listed = listed_name(word, (*_OWNERS, "Organization"), reading)
    if listed is not None:
        return listed
    if _is_acronym(word, reading):
        return Mention(token.span, token.text, token.text, "name", "Organization", reading.sentence.index, word)
    match = next((m for m in reading.matches.at(word) if m.entry.names_type), None)
    kind = match.entry.names_type if match is not None else None
    if first > 2 and [t.tag for t in view.tokens[first - 2 : first]] == ["HYPH", "VBN"]:
        first -= 3  # "a Saudi-led coalition"
    is_named = kind == "Organization" and first < word and view.tokens[first].text[:1].isupper()
    if kind is None or not (is_named or reading.knowledge.ontology.is_a(kind, *_OWNERS)):
        return None
    span = Span(view.tokens[first].span.start, token.span.end)
    text = " ".join(t.text for t in view.tokens[first : word + 1]).replace(" - ", "-")
    return Mention(span, text, text, "nominal", kind, reading.sentence.index, word, is_definite=True)


def listed_name(word: int, kinds: tuple[str, ...], reading: Reading) -> Mention | None:
    """ "An Islamic State attack", "Boko Haram raids", "an al-Qaeda ambush": the longest known name that a word before a noun is
    the head of, of something of the given classes; None where no list has one."""
    view, gazetteer = reading.view, reading.knowledge.gazetteer
    is_a, end = reading.knowledge.ontology.is_a, _end_of_name(word, view)
    longest = next(
        (t for t in range(end + 1, min(end + _LONGEST, len(view.tokens))) if view.tokens[t].tag != "NNP"), end + 1
    )
    near = range(max(noun_chunk(view, word).first, word - _LONGEST), word + 1)
    starts = [start for start in near if start == 0 or view.tokens[start - 1].tag != "HYPH"]  # "an anti-Taliban raid"
    for start, last in ((start, last) for start in starts for last in range(longest - 1, end - 1, -1)):
        text = _written(start, last, view)
        hits = [k for k in gazetteer.named(text) if not kinds or is_a(k.type, *kinds)]
        if hits:
            span = Span(view.tokens[start].span.start, view.tokens[last].span.end)
            country = hits[0].country if len({k.country for k in hits}) == 1 else None
            keys = tuple(k.key for k in hits)
            return Mention(span, text, text, "name", hits[0].type, reading.sentence.index, word, country, keys)
    return None


def _end_of_name(word: int, view: View) -> int:
    """The last token of a name by its head, with what a hyphen joins to it: "al" of "al-Qaeda", "Boko" of "Boko Haram"."""
    parts = {e.dependent for e in view.edges(word, "name")}
    last = word
    while last + 1 in parts or (last + 2 in parts and view.tokens[last + 1].tag == "HYPH"):
        last += 1 if last + 1 in parts else 2
    return last


def _written(first: int, last: int, view: View) -> str:
    """Tokens as the article has them, with one space where any stand between two."""
    tokens = view.tokens[first : last + 1]
    words = [t.text if t.span.start == before.span.end else f" {t.text}" for before, t in pairwise(tokens)]
    return "".join((tokens[0].text, *words))


def _is_joined(word: int, view: View) -> bool:
    """ "A Saudi-led raid": whether a hyphen ties a word to one that is no more of its name."""
    last = _end_of_name(word, view)
    return last + 1 < len(view.tokens) and view.tokens[last + 1].tag == "HYPH"


def _is_acronym(word: int, reading: Reading) -> bool:
    """ "A CIA drone": a name that no list knows, of capitals alone and no word of the lexicon ("an RPG")."""
    token = reading.view.tokens[word]
    is_word = any(word in match.tokens for match in reading.matches)
    return token.tag == "NNP" and len(token.text) > 2 and token.text.isalpha() and token.text.isupper() and not is_word


def behind_men(mention: Mention, reading: Reading) -> tuple[Mention, ...]:
    """ "His men", "Hezbollah, whose fighters …", "gunmen of X and Y", "rebels loyal to X": whose men they are, none if not told."""
    if mention.kind != "nominal":
        return ()
    if mention.sentence != reading.sentence.index:
        return reading.behind.get(mention, ())
    view, word = reading.view, reading.content(mention.head)
    before = [m for m in _named_before(word, reading) if m.kind == "name" and reading.is_a(m, ("Organization",))]
    if before and are_men(word, reading) and not reading.is_a(before[-1], ("Country",)):
        return tuple(m for m in before[-1:] if _has_men(m, word, reading))  # "ADF fighters"
    if mention.known:
        return ()
    owners = [m for e in view.edges(word, "possessor") if (m := reading.mention_at(e.dependent)) is not None]
    if are_men(word, reading) and (bodies := [m for m in owners if reading.is_a(m, BANDS)]):
        return tuple(dict.fromkeys(bodies))
    of = [t for e in view.edges(word, "nominal") if e.marker in _OF for t in view.conjuncts(e.dependent)]
    loyal = [t for said in _said_of(word, reading) for t in _whom_loyal(said, reading)]
    loyal += _senders(word, reading)
    found = [m for t in (*of, *loyal) if (m := reading.mentions.get(t)) is not None]
    found += _by_uniform(word, reading)
    named = (named_beside(m, reading) or m for m in found)
    return tuple(
        dict.fromkeys(
            m for m in named if (_has_name(m) or _is_pointing_at_body(m, reading)) and _has_men(m, word, reading)
        )
    )


def whose_troops(token: int, mention: Mention, reading: Reading) -> tuple[Mention, ...]:
    """ "Israel said its forces …", "the Air Force said two of its Tucanos …": the state or the force whose they are, where nothing
    but "its" tells which."""
    view, word = reading.view, reading.content(token)
    is_name = mention.kind == "name" and not mention.known and mention.type in ("Organization", "Thing")
    is_bare = mention.kind == "nominal" and " " not in mention.label and reading.is_a(mention, ("StateForce",))
    if not is_name and not (is_bare and view.tokens[word].tag == "NNS"):
        return ()
    owners = [e.dependent for e in view.edges(word, "possessor") if view.tokens[e.dependent].tag == "PRP$"]
    found = (m for owner in owners if (m := reading.mention_at(owner)) is not None)
    return tuple(m for m in found if reading.is_a(m, ("Country", "StateForce")) and (m.kind == "name" or m.known))


_SENDING = frozenset(
    {"send", "sent", "dispatch", "hire", "pay", "paid", "recruit", "train", "order", "deploy", "field"}
)
_UNIFORMS = frozenset(
    """
    uniform uniforms fatigues insignia colours colors armband armbands badge badges bandana bandanas headband headbands beret berets
    emblem emblems vest vests patch patches
    """.split()
)
_WEARING = frozenset({"wear", "wearing"})  # who is dressed as somebody is most likely somebody else


def _senders(word: int, reading: Reading) -> list[int]:
    """ "A woman sent by X", "gunmen hired by X", "attackers whom police believe to have been sent by X": X."""
    view = reading.view
    said = [e.dependent for e in view.edges(word, "participle", "relative")]
    said += [e.dependent for verb in said for e in view.edges(verb, "open clause", "clause")]
    verbs = [verb for verb in said if view.tokens[verb].lemma in _SENDING]
    return [who for verb in verbs for who in view.agents(verb)]


def _by_uniform(word: int, reading: Reading) -> Iterator[Mention]:
    """ "Men in RSF uniforms", "men wearing the uniform of X": whose uniform it is."""
    view = reading.view
    worn = [t for t in view.prepositional(word, frozenset({"in", "with"})) if view.tokens[t].text.lower() in _UNIFORMS]
    for edge in view.edges(word, "participle", "relative"):
        if view.tokens[edge.dependent].lemma in _WEARING:
            below = view.edges(edge.dependent, "object", "oblique")
            worn += [e.dependent for e in below if view.tokens[e.dependent].text.lower() in _UNIFORMS]
    for uniform in worn:
        yield from (m for m in _named_before(uniform, reading) if m.kind == "name")
        of = [e.dependent for e in view.edges(uniform, "nominal", "possessor") if e.marker in ("", "of")]
        yield from (m for t in of if (m := reading.mentions.get(t)) is not None and m.kind == "name")


def _said_of(word: int, reading: Reading) -> Iterator[int]:
    """ "Gunmen loyal to X", "men who belong to X", "gunmen believed to be members of X": the words that say whose men they are."""
    view = reading.view
    for edge in view.edges(word, "modifier", "participle", "relative"):
        yield edge.dependent
        said = view.tokens[edge.dependent]
        if said.lemma in _HEDGING or said.text.lower() in BELIEVED:
            yield from (e.dependent for e in view.edges(edge.dependent, "open clause", "object", "clause"))


_HEDGING = frozenset({"believe", "suspect", "think", "say", "presume", "allege", "claim", "describe"})
"""Verbs by which somebody is said to be somebody's, as far as anybody knows."""


def _is_pointing_at_body(mention: Mention, reading: Reading) -> bool:
    """ "Members of the group", "gunmen from the same group": of a body that the article names elsewhere."""
    is_bare = mention.is_definite and mention.label.lower().removeprefix("same ") == mention.label.lower().split()[-1]
    is_body = mention.type == "Organization" or reading.is_a(mention, BANDS)
    return is_bare and is_body and not _is_plural(mention, reading) and mention.sentence == reading.sentence.index


def _is_plural(mention: Mention, reading: Reading) -> bool:
    return mention.head >= 0 and reading.view.tokens[mention.head].tag in ("NNS", "NNPS")


def _is_ruler(token: int, reading: Reading) -> bool:
    """Whether an owner of soldiers is at the head of a state."""
    owner = reading.mention_at(token)
    return owner is not None and is_in_office(owner, reading)


def are_men(word: int, reading: Reading) -> bool:
    """Whether a noun is of people, who act for whomever they belong to; a branch of a group is a body of its own."""
    is_several = reading.view.tokens[word].tag == "NNS"
    return is_several or word in reading.matches.heads("isIndividual")


def _has_men(body: Mention, word: int, reading: Reading) -> bool:
    """Whether fighters may be of a body: of an armed one, or of whatever body has fighters and members."""
    is_fighter = any(
        m.head == word and (m.entry.has("isIndividual") or "memberOf" in m.entry.denotes) for m in reading.matches
    )
    is_body = is_fighter and reading.is_a(body, ("Organization",))
    is_body &= _has_name(body) or _is_pointing_at_body(body, reading)
    men = reading.mentions.get(word)  # "troops of the National Army", and not its commanders
    is_of_force = men is not None and men.type == "StateForce" and reading.view.tokens[word].tag == "NNS"
    is_body |= is_of_force and _has_name(body) and reading.is_a(body, ("StateForce",))
    return is_body or reading.is_a(body, BANDS)


def _has_name(mention: Mention) -> bool:
    """Whether a body has a name, also one that ends in a common noun: "the Free Brigade"."""
    return mention.kind == "name" or bool(mention.known) or mention.label[:1].isupper()


def _whom_loyal(word: int, reading: Reading) -> Iterator[int]:
    """ "Loyal to X", "allied with X", "belonging to X", "members of X": X."""
    token = reading.view.tokens[word]
    if any(m.head == word and ("memberOf" in m.entry.denotes or m.entry.has("isIndividual")) for m in reading.matches):
        of = [e.dependent for e in reading.view.edges(word, "nominal") if e.marker in _OF]
        yield from (t for first in of for t in reading.view.conjuncts(first))
    if token.lemma in _BELONGING or token.text.lower() in _LOYAL:
        for found in reading.view.prepositional(word, frozenset({"to", "with"})):
            yield from reading.view.conjuncts(found)


_BELONGING = frozenset({"belong", "pledge"})
_ALLIED = frozenset({"allied"})
_LOYAL = frozenset({"loyal", "faithful"}) | _ALLIED


def leaders_of(token: int, mention: Mention, reading: Reading, *, is_of_power: bool = True) -> Iterator[Mention]:
    """ "Soldiers under X", "the army, led by X", "troops of General X", "his men": who made use of men under arms.

    What the soldiers of somebody at the head of a state do is not his deed, unless it is about power.
    """
    view = reading.view
    nouns = {token, reading.content(token)}
    found = [t for noun in nouns for t in view.prepositional(noun, _UNDER) if t > noun]
    found += [who for noun in (*nouns, view.antecedent(token)) for who in _leading(noun, reading)]
    above = view.up(token)
    if above is not None and view.is_verb(above.head):
        found.extend(e.dependent for e in view.edges(above.head, "oblique") if e.marker in _UNDER)
    for noun in nouns:
        for edge in view.edges(noun, "participle", "relative", "modifier"):
            word = view.tokens[edge.dependent]
            if word.lemma in _LED_BY or word.text.lower() in ("led", "headed", "commanded"):
                found.extend(view.agents(word.index))
                found.extend(_whom_loyal(word.index, reading))
            elif is_of_power and word.text.lower() not in _ALLIED:
                found.extend(_whom_loyal(word.index, reading))
        if mention.kind == "nominal" and are_men(noun, reading):
            found.extend(e.dependent for e in view.edges(noun, "nominal") if e.marker == "of")
            owners = [e.dependent for e in view.edges(noun, "possessor")]
            found.extend(t for t in owners if is_of_power or not _is_ruler(t, reading))
    for told in (reading.mention_at(t) or _named_behind(t, reading) for first in found for t in view.conjuncts(first)):
        leader = told if told is None or told.kind == "name" else _leader_named(told, nouns, reading)
        if leader is not None and leader.kind == "name" and reading.is_a(leader, ("Person",)):
            yield leader


def _leading(men: int, reading: Reading) -> Iterator[int]:
    """ "The men who tried to oust him were led by X": X."""
    edge = reading.view.up(men)
    if edge is not None and edge.role == "passive subject" and reading.view.tokens[edge.head].lemma in _LED_BY:
        yield from reading.view.agents(edge.head)


def _named_behind(token: int, reading: Reading) -> Mention | None:
    """ "Led by a deserter, X": X, behind a noun that no list has."""
    behind = (reading.mentions.get(e.dependent) for e in reading.view.edges(token, "apposition"))
    return next((m for m in behind if m is not None and m.kind == "name"), None)


def _leader_named(told: Mention, men: Iterable[int], reading: Reading) -> Mention | None:
    """ "Soldiers under the commander, X": X, whom a parser may hang on the soldiers."""
    view = reading.view
    behind = [e.dependent for noun in men for e in view.edges(noun, "apposition") if e.dependent > told.head >= 0]
    return named_beside(told, reading) or next((m for t in behind if (m := reading.mentions.get(t)) is not None), None)
