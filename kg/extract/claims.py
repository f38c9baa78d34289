"""Who says of himself, or of those he speaks for, that he did it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from kg.extract.bearers import named_beside, title_bearers
from kg.extract.blames import ACTS
from kg.extract.events import SentenceEvents
from kg.extract.reading import SEVERAL, Reading
from kg.extract.ties import CLAIMED, MEMBERSHIP, RelationMention, has_name
from kg.model import FACTUAL, EventMention, Mention, Span
from kg.text.numbers import parse_number

_OWN = frozenset("it they we its their our his her".split())
"""Pronouns that stand for who speaks, or for those of whom he speaks as his own."""

_DOING = frozenset({"do", "does", "did", "done"})
_THAT = frozenset({"it", "this", "that", "them", "so", "these", "those", "both"})
"""Words for what was told before, as what somebody says he did."""

_WORK = frozenset({"work", "handiwork", "doing", "deed"})
_ACTING = frozenset("strike strikes struck striking act acts acted acting aim aims aimed aiming".split())
"""Verbs that alone say that somebody did what was told before: "it had struck in revenge"."""

_KEEPING = frozenset("hold holds held holding keep keeps kept keeping detain detains detained detaining".split())
_LAYING = frozenset({"planted", "detonated"})
_SENDING = frozenset("send sends sent sending dispatch dispatches dispatched dispatching".split())
WORDS_OF_DOERS = ACTS | _DOING | _WORK | _ACTING | _KEEPING | _SENDING | _LAYING | frozenset({"behind", "responsible"})
"""Words one of which says that somebody did what was told before, besides those of support verbs."""

_SENT = frozenset({"them", "it", "him", "her"})

_SPEAKING = frozenset("claim purport say identify speak introduce sign call act represent bear carry give".split())
"""Verbs by which a man, a call or a sheet of paper is said to be somebody's."""

_OF = ("of", "for", "from", "by", "with", "in", "as", "on")
_LONGEST_WAY = 4
"""Steps from a speaker's noun to the body that he is said to speak for."""


def read_own_claims(reading: Reading, events: SentenceEvents) -> Iterator[RelationMention]:
    """ "The group said it carried out the bombing": who says so of himself claims it; a state or its army only reports."""
    found = tuple(_own_claims(reading, events))
    told = {claim.subject for claim in found if claim.object is not None}
    yield from (claim for claim in found if claim.object is not None or claim.subject not in told)


def _own_claims(reading: Reading, events: SentenceEvents) -> Iterator[RelationMention]:
    for event in (event for mentions in events.by_token.values() for event in mentions):
        for argument in event.arguments if _is_claimable(event, reading) else ():
            doer = argument.mention
            is_said = doer in event.attributed_to or any(_is_its_word(m, doer, reading) for m in event.attributed_to)
            if argument.role == "perpetrator" and is_said and _is_armed(doer, reading):
                yield _claim(doer, event, argument.mention.span, argument.frame, reading)
    for verb in _speaking(reading):
        for speaker in (m for token in reading.view.subjects(verb) if (m := reading.mention_at(token)) is not None):
            body = spoken_for(named_beside(speaker, reading) or speaker, reading)
            if _is_mouthpiece(speaker, reading):
                yield from _claims_of_callers(verb, speaker, reading, events)
            elif body is not None and _is_armed(body, reading):
                for clause in _own_clauses(verb, body, reading):
                    yield from _claims_in(clause, body, speaker, reading, events)


_GROUPS = frozenset("group movement organization organisation militia front faction".split())
"""What an armed body is called that has been named."""


def _is_its_word(source: Mention, doer: Mention, reading: Reading) -> bool:
    """ "Front fighters attacked X, the group said": whether "the group", or who speaks for it, tells what its own men did."""
    body = spoken_for(source, reading)
    if body is None or not reading.is_a(doer, ("ArmedGroup",)) or source.sentence != reading.sentence.index:
        return False
    return body.kind == "nominal" and body.is_definite and body.label.lower() in _GROUPS


def _is_mouthpiece(speaker: Mention, reading: Reading) -> bool:
    is_here = speaker.sentence == reading.sentence.index and speaker.kind == "nominal"
    return is_here and speaker.head in reading.matches.heads("isMouthpiece")


def _claims_of_callers(
    verb: int, speaker: Mention, reading: Reading, events: SentenceEvents
) -> Iterator[RelationMention]:
    """ "A caller said the front had carried out the attack": nobody but the front would have it said."""
    for clause in (edge.dependent for edge in reading.view.edges(verb, "clause")):
        inside = reading.view.subtree(clause)
        for event in (event for token in sorted(inside) for event in events.by_token.get(token, ())):
            doers = [a.mention for a in event.arguments if a.role == "perpetrator" and _is_armed(a.mention, reading)]
            yield from (
                _claim(doer, event, speaker.span, "", reading) for doer in doers if _is_claimable(event, reading)
            )
        for doer in (reading.mention_at(token) for token in reading.view.subjects(clause)):
            if doer is not None and _is_armed(doer, reading):
                yield from _claims_in(clause, doer, speaker, reading, events)


def _speaking(reading: Reading) -> tuple[int, ...]:
    """The verbs of saying and of claiming."""
    found = (m.head for m in reading.matches if m.entry.has("isReport") or CLAIMED in m.entry.denotes)
    return tuple(dict.fromkeys(head for head in found if reading.view.is_verb(head)))


def _own_clauses(verb: int, body: Mention, reading: Reading) -> Iterator[int]:
    """The clauses in which somebody says what he, or whoever is his, did: "it attacked X", "admitted attacking X"."""
    view = reading.view
    claiming = any(CLAIMED in m.entry.denotes for m in reading.matches.at(verb))
    for edge in view.edges(verb, "clause", "open clause", "adverbial"):
        clause = edge.dependent
        own = view.first(clause, "subject", "passive subject")
        who = [own] if own is not None else []
        who += view.agents(clause) if view.is_verb(clause) else []  # "the attack was carried out by its brigade"
        if own is not None and _gives_reason(clause, reading):
            if _is_told_by_doers(own, body, reading):
                yield clause  # "the blast was revenge for the death of its leader"
            continue
        if view.tokens[clause].text.lower() in _WORK:
            who += [e.dependent for e in view.edges(clause, "possessor", "nominal")]  # "the bombing was its work"
        is_bare = own is None and clause > verb and view.tokens[clause].tag in ("VBG", "VBN") and claiming
        is_told = edge.role == "clause" and any(_is_oneself(token, body, reading) for token in who)
        if is_bare or is_told:
            yield from (
                token for token in view.conjuncts(clause) if token == clause or not view.edges(token, "subject")
            )


def _claims_in(
    clause: int, body: Mention, speaker: Mention, reading: Reading, events: SentenceEvents
) -> Iterator[RelationMention]:
    """What a clause of somebody's own says that he did, be it only "it" or "the attack" told before."""
    tokens = tuple(_own_deeds(clause, reading))
    told = [event for token in tokens for event in events.by_token.get(token, ()) if _is_claimable(event, reading)]
    for event in told:
        if not _is_on_armed_group(event, reading):
            yield _claim(body, event, speaker.span, "", reading)
    is_back = _points_back(clause, reading)
    nouns = [token for token in tokens if is_back or reading.view.tokens[token].text.lower() != "both"]
    number = max((number_told_before(token, reading) for token in nouns if token != clause or is_back), default=1)
    if number > 1:
        yield dataclasses.replace(_claim(body, None, speaker.span, "", reading), number=number)
    elif not told and not any(events.by_token.get(token) for token in tokens) and is_back:
        yield _claim(body, None, speaker.span, "", reading)


def number_told_before(noun: int, reading: Reading) -> int:
    """How many of what was told before a noun or pronoun speaks of: two for "both attacks", "the two killings"; else one."""
    view = reading.view
    words = [view.tokens[e.dependent].text.lower() for e in view.edges(noun, "determiner", "modifier", "number")]
    is_of_anything = bool(view.edges(noun, "nominal", "relative", "participle"))  # "the two attacks in Kabul"
    if "both" in (*words, view.tokens[noun].text.lower()) and not is_of_anything:
        return 2
    is_pointing = not {"the", "all", "these", "those"}.isdisjoint(words)
    numbers = [parse_number(word) for word in words if word in SEVERAL]
    return int(next((n for n in numbers if n is not None), 1)) if is_pointing and not is_of_anything else 1


def spoken_for(speaker: Mention, reading: Reading) -> Mention | None:
    """The body that somebody speaks for: "a spokesman for the front", "LRF commander X", "its agency"; else the speaker."""
    is_press = reading.is_a(speaker, ("NewsOrganization",))
    if (whole := _whole_of(speaker, reading)) is not None:
        return whole
    if not reading.is_a(speaker, ("Person",)) and not is_press:
        is_here = speaker.kind == "nominal" and speaker.sentence == reading.sentence.index and not speaker.known
        are_men = is_here and speaker.head in reading.matches.heads(
            "isIndividual"
        )  # "hooded men speaking for the front"
        return (mouthpiece_of(speaker.head, reading) if are_men else None) or speaker
    if speaker.kind == "nominal" and speaker.sentence != reading.sentence.index:
        # "One of them": described elsewhere, so his head is no word of this sentence.
        return speaker if is_press else None
    word = speaker.head if speaker.kind == "nominal" else _word_of(speaker, reading)
    if is_press and speaker.sentence == reading.sentence.index:
        found = (mouthpiece_of(token, reading) for token in _beside(speaker, reading))
        return next((body for body in found if body is not None), speaker)
    if word is None:
        return next(_spoken_for_by(speaker, reading), speaker)
    edges = reading.view.edges(word, "nominal", "compound", "possessor")
    of = [e.dependent for e in edges if e.role != "nominal" or e.marker in ("of", "for", "from")]
    bodies = (m for token in of if (m := reading.mention_at(token)) is not None)
    body = next((m for m in bodies if m.kind == "name" and reading.is_a(m, ("Organization",))), None)
    if body is None and speaker.kind == "nominal":
        body = mouthpiece_of(word, reading)
    return speaker if body is None and speaker.kind == "name" else body


def _whole_of(part: Mention, reading: Reading) -> Mention | None:
    """ "The local branch of X", "a coalition led by X": the armed group of a name that a body without one is part of or follows."""
    view = reading.view
    is_here = part.kind == "nominal" and part.sentence == reading.sentence.index and part.head >= 0
    if is_here and view.tokens[part.head].lemma in _ORGANS:
        owners = (reading.mention_at(e.dependent) for e in view.edges(part.head, "possessor", "compound"))
        return next((m for m in owners if m is not None and reading.is_a(m, ("ArmedGroup",))), None)
    is_body = is_here and (reading.is_a(part, ("Organization",)) or view.tokens[part.head].lemma in _PARTS)
    if not is_body or part.known or has_name(part):
        return None
    wholes = [e.dependent for e in view.edges(part.head, "nominal") if e.marker == "of"]
    led = [e.dependent for e in view.edges(part.head, "participle") if view.tokens[e.dependent].lemma in _LEADING]
    wholes += [agent for verb in led for agent in view.agents(verb)]
    found = (m for t in wholes if (m := reading.mention_at(t)) is not None)
    named = (named_beside(m, reading) or m for m in found)  # "led by the local affiliate, X"
    return next((m for m in named if m.kind == "name" and reading.is_a(m, ("ArmedGroup",))), None)


_PARTS = frozenset({"branch", "wing", "arm", "cell", "chapter", "offshoot", "affiliate", "franchise", "faction"})
_ORGANS = frozenset({"agency", "outlet", "channel", "website", "radio", "magazine", "newspaper", "newsletter"})
"""What a body speaks through: "the Front's radio", "the Front's Amaq agency"."""

_LEADING = frozenset({"lead", "head", "dominate"})


def _spoken_for_by(speaker: Mention, reading: Reading) -> Iterator[Mention]:
    """ "X, who speaks for the front": the front."""
    for match in reading.matches:
        is_tie = not MEMBERSHIP.isdisjoint(match.entry.denotes) and reading.view.is_verb(match.head)
        if is_tie and any(reading.mention_at(token) is speaker for token in reading.view.subjects(match.head)):
            of = [e.dependent for e in reading.view.edges(match.head, "oblique", "object") if e.marker in ("for", "")]
            yield from (m for token in of if (m := reading.mention_at(token)) is not None and _is_armed(m, reading))


def mouthpiece_of(noun: int, reading: Reading) -> Mention | None:
    """The armed body whose statement, agency or caller a noun speaks of: "a man claiming to speak for the front"."""
    view, stack, seen, spoken = reading.view, [(noun, 0)], {noun}, set[int]()
    while stack:
        token, steps = stack.pop(0)
        mention = reading.mentions.get(token)
        if token != noun and mention is not None and mention.kind == "name":
            if _is_known_body(mention, reading):
                return mention
            if token in spoken and not mention.known and mention.type in ("Person", "Thing", "Organization"):
                return dataclasses.replace(mention, type="Organization")  # "men who said they spoke for Los Negros"
        for edge in view.edges(token) if steps < _LONGEST_WAY else ():
            is_of = edge.role in ("nominal", "oblique", "agent") and edge.marker in _OF
            is_said = edge.role in ("participle", "relative") and view.tokens[edge.dependent].lemma in _SPEAKING
            is_more = edge.role in ("open clause", "object", "clause") and token != noun
            is_plain = edge.role in ("possessor", "compound", "apposition")
            if edge.dependent not in seen and (is_of or is_said or is_more or is_plain):
                seen.add(edge.dependent)
                if edge.marker == "for" and view.tokens[token].lemma in _SPEAKING:
                    spoken.add(edge.dependent)
                stack.append((edge.dependent, steps + 1))
    return None


def _is_known_body(mention: Mention, reading: Reading) -> bool:
    return reading.is_a(mention, ("ArmedGroup",)) or (mention.type == "Organization" and bool(mention.known))


def _beside(speaker: Mention, reading: Reading) -> Iterator[int]:
    """The words for a speaker: its own, and those in apposition to it."""
    view, edge = reading.view, reading.view.up(speaker.head)
    yield speaker.head
    yield from (e.dependent for e in view.edges(speaker.head, "apposition"))
    if edge is not None and edge.role == "apposition":
        yield edge.head


def _claim(body: Mention, event: EventMention | None, span: Span, frame: str, reading: Reading) -> RelationMention:
    return RelationMention(CLAIMED, body, event, reading.sentence.index, span, frame, "asserted", (), 0.6)


def _is_claimable(event: EventMention, reading: Reading) -> bool:
    is_attack = event.status in FACTUAL and reading.knowledge.ontology.is_a(event.type, "Attack")
    return is_attack and number_told_before(event.trigger.head, reading) == 1


def _is_on_armed_group(event: EventMention, reading: Reading) -> bool:
    """Whether rebels were hit: who says that he killed militants reports, as armies do."""
    hit = [argument.mention for argument in event.arguments if argument.role in ("victim", "target")]
    return any(reading.is_a(mention, ("ArmedGroup",)) for mention in hit)


def _is_armed(doer: Mention, reading: Reading) -> bool:
    is_group = reading.is_a(doer, ("ArmedGroup",)) and (doer.kind == "name" or bool(doer.known) or has_name(doer))
    # "The group", "the movement", "the rebels": whether they have a name, the whole article knows.
    is_pointing = doer.kind == "nominal" and doer.is_definite and not has_name(doer)
    is_pointing &= doer.type == "Organization" or reading.is_a(doer, ("ArmedGroup",))
    return is_group or is_pointing or (doer.kind == "name" and doer.type == "Organization")


def _word_of(person: Mention, reading: Reading) -> int | None:
    """The noun that says what somebody is in a body: "LRF spokesman X"."""
    nouns = (m.head for m in reading.matches if m.entry.pos == "noun" and not MEMBERSHIP.isdisjoint(m.entry.denotes))
    return next((noun for noun in nouns if person in title_bearers(noun, reading)), None)


def _own_deeds(clause: int, reading: Reading) -> Iterator[int]:
    """Where a deed may be told in a clause: "attacked X", "carried out the attack", "was behind, responsible for it"."""
    view = reading.view
    if view.tokens[clause].text.lower() in _REVENGE:
        return  # "it was revenge for the killing of its leader"
    if view.is_verb(clause):
        yield clause
        for token in view.objects(clause):  # "planted the bomb that killed five"
            yield reading.content(token)
            yield from (e.dependent for e in view.edges(token, "relative"))
    elif _is_behind(clause, reading):
        yield clause
    elif view.tokens[clause].text.lower() in _WORK:
        yield from (reading.content(e.dependent) for e in view.edges(clause, "subject"))
    yield from (
        reading.content(e.dependent) for e in view.edges(clause, "oblique", "nominal") if e.marker in ("for", "behind")
    )


def _is_behind(clause: int, reading: Reading) -> bool:
    return any(
        reading.view.tokens[edge.dependent].text.lower() == "behind" for edge in reading.view.edges(clause, "case")
    )


def _points_back(clause: int, reading: Reading) -> bool:
    """Whether a clause says that somebody did what was told before: "had done so", "carried it out", "was responsible"."""
    view, word = reading.view, reading.view.tokens[clause]
    if _is_behind(clause, reading):
        return word.pos == "PRON" or bool(view.edges(clause, "determiner"))
    if word.text.lower() in _WORK:
        return bool(view.edges(clause, "possessor", "nominal"))
    if word.text.lower() == "responsible" or (word.text.lower() in _REVENGE and view.edges(clause, "copula")):
        return True
    if view.edges(clause, "copula") and _is_own_attacker(clause, reading):
        return True
    objects = view.objects(clause) if view.is_verb(clause) else ()
    if word.text.lower() in _ACTING and not objects:
        return True
    if word.text.lower() in _KEEPING:
        return any(_is_somebody_held(token, reading) for token in objects)
    if word.text.lower() in _SENDING:
        is_of_men = not reading.matches.heads("isIndividual").isdisjoint(objects)
        return is_of_men or any(reading.view.tokens[token].text.lower() in _SENT for token in objects)
    below = {view.tokens[e.dependent].text.lower() for e in view.edges(clause, "object", "adverb")}
    if word.text.lower() in _LAYING and "it" in below:
        return True  # "said that it had planted it", of a bomb
    is_support = clause in reading.matches.heads("supportVerb")
    is_act = any(
        view.tokens[token].text.lower() in ACTS and view.edges(token, "determiner") for token in objects
    )  # "carried out the operation"
    return (not below.isdisjoint(_THAT) or is_act) and (is_support or word.text.lower() in _DOING)


def _gives_reason(clause: int, reading: Reading) -> bool:
    """ "It was revenge for …", "the attack came in response to …": whether a clause tells what a deed was done for."""
    view = reading.view
    reasons = {view.tokens[e.dependent].text.lower() for e in view.edges(clause, "oblique") if e.marker in ("in", "as")}
    is_reason = view.tokens[clause].text.lower() in _REVENGE and bool(view.edges(clause, "copula"))
    return is_reason or (view.tokens[clause].lemma in _COMING and not reasons.isdisjoint(_REVENGE))


def _is_told_by_doers(deed: int, body: Mention, reading: Reading) -> bool:
    """Whether a deed is one's own, or one that nobody but those who did it gives a reason of; a state may speak of others'."""
    view = reading.view
    told = reading.content(deed)
    own = [e.dependent for e in view.edges(told, "possessor")]
    if own:
        return any(_is_oneself(token, body, reading) for token in own)
    is_deed = view.tokens[told].text.lower() in _TOLD or any(
        reading.knowledge.ontology.is_a(kind, "Attack") for m in reading.matches.at(told) for kind in m.entry.denotes
    )
    is_bare = not view.edges(told, "nominal", "relative", "participle")
    return is_deed and is_bare and reading.is_a(body, ("ArmedGroup",))


_COMING = frozenset({"come", "be", "carry", "stage", "launch"})
_TOLD = frozenset({"it", "this", *ACTS})

_REVENGE = frozenset("revenge retaliation reprisal response reply answer vengeance retribution punishment".split())
"""What somebody says that his own deed was: "the group said it was revenge for the raid"."""


def _is_own_attacker(clause: int, reading: Reading) -> bool:
    """ "The bomber was one of its members", "one of its men was the bomber", "the attackers were its fighters"."""
    view = reading.view
    if any(view.tokens[e.dependent].text.lower() in _NOT for e in view.edges(clause, "adverb", "other")):
        return False
    ends = (*view.edges(clause, "subject"), None)
    tokens = [clause if edge is None else edge.dependent for edge in ends]
    attackers = [t for t in tokens if (m := reading.mentions.get(t)) is not None and _are_the_attackers(m, reading)]
    rest = [t for t in tokens if t not in attackers]
    around = {e.dependent for t in rest for e in view.edges(t, "nominal", "possessor")} | set(rest)
    around |= {e.dependent for near in tuple(around) for e in view.edges(near, "possessor", "nominal")}
    words = {view.tokens[t].text.lower() for t in around if t not in attackers}
    return bool(attackers) and not words.isdisjoint(_ITS)


_NOT = frozenset({"not", "n't", "n’t", "never"})
_ITS = frozenset({"its", "their", "theirs", "our", "ours"})


def _are_the_attackers(mention: Mention, reading: Reading) -> bool:
    return mention.kind == "nominal" and mention.is_definite and reading.is_a(mention, ("ArmedGroup",))


def _is_somebody_held(token: int, reading: Reading) -> bool:
    """Whether an object is people: "was holding the 21", "kept the heiress in custody"."""
    mention = reading.mentions.get(token)
    if reading.view.tokens[token].text.lower() in ("him", "her", "them"):
        return True
    is_number = reading.view.tokens[token].pos == "NUM" or bool(reading.view.edges(token, "number"))
    return is_number or (mention is not None and reading.is_a(mention, ("Person",)))


def _is_oneself(token: int, body: Mention, reading: Reading) -> bool:
    """Whether a word of what somebody says is he himself: "it", "its fighters", "one of its men", "the group", his name."""
    view = reading.view
    around = {token, *(e.dependent for e in view.edges(token, "possessor", "nominal"))}
    around |= {e.dependent for near in tuple(around) for e in view.edges(near, "possessor", "nominal")}
    return any(_is_own_word(near, body, reading) for near in around)


def _is_own_word(token: int, body: Mention, reading: Reading) -> bool:
    if reading.view.tokens[token].text.lower() in _OWN:
        return True
    mention = reading.mentions.get(token)
    if mention is None:
        return False
    if _is_any_attacker(token, reading):
        return True
    if mention.kind == "name":
        return mention is not body and (mention.label == body.label or bool(set(mention.known) & set(body.known)))
    return mention.is_definite and not mention.known and mention.type == "Organization" and " " not in mention.label


def _is_any_attacker(token: int, reading: Reading) -> bool:
    """ "The Front said that two suicide bombers had carried out the attack": its own, since nobody else tells so of his."""
    is_a = reading.knowledge.ontology.is_a
    named = [m.entry for m in reading.matches if m.head == token and m.entry.used_in and m.entry.names_type]
    return any(entry.names_type and is_a(entry.names_type, "ArmedGroup") for entry in named)
