"""Whom a pronoun of a sentence stands for: somebody named or described before it, in the sentence or in those read so far."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence, Set

from kg.extract.prospects import ANAPHORS
from kg.knowledge.knowledge import Knowledge, forms_with
from kg.model import Mention
from kg.text.scan import fold
from kg.text.syntax import View

NEAR = 12
"""Mentions back to where that may stand which a pronoun or "the first" points at."""


_CALLING = frozenset({"call", "style", "name", "dub"})


def self_named(view: View, mentions: Mapping[int, Mention], knowledge: Knowledge) -> dict[int, Mention]:
    """ "A group calling itself the Free Army", "a group known as the Free Army": the group is the Free Army."""
    found = {}
    for token, mention in mentions.items():
        if mention.kind != "nominal" or not knowledge.ontology.is_a(mention.type, "Organization"):
            continue
        said = [e.dependent for e in view.edges(token, "participle", "relative")]
        verbs = [verb for verb in said if view.tokens[verb].lemma in _CALLING]
        named = [mentions.get(e.dependent) for verb in verbs for e in view.edges(verb, "object", "open clause")]
        known = [verb for verb in said if view.tokens[verb].lemma == "know"]
        named += [mentions.get(e.dependent) for v in known for e in view.edges(v, "oblique") if e.marker == "as"]
        name = next((m for m in named if m is not None and m.kind == "name"), None)
        if name is not None and (knowledge.ontology.is_a(name.type, "Organization") or not name.known):
            # "Officers calling themselves the Committee": under arms, though its name does not say so.
            is_any = not name.known and name.type in ("Organization", "Person", "Thing", "Place")
            found[token] = dataclasses.replace(name, type=mention.type) if is_any else name
    return found


def own_forces(
    view: View, mentions: dict[int, Mention], antecedents: dict[int, Mention], knowledge: Knowledge
) -> dict[int, Mention]:
    """ "Its fighters", "their men" of an armed group are that group."""
    found = {}
    for token, mention in mentions.items():
        if (
            mention.kind != "nominal"
            or not knowledge.ontology.is_a(mention.type, "ArmedGroup", "Person")
            or mention.known
        ):
            continue
        for edge in view.edges(token, "possessor"):
            owner = antecedents.get(edge.dependent)
            if owner is not None and owner.kind == "name" and knowledge.ontology.is_a(owner.type, "ArmedGroup"):
                found[token] = owner
    return found


def bodies_meant(
    view: View, mentions: Mapping[int, Mention], before: Sequence[Mention], focus: Mention | None, knowledge: Knowledge
) -> dict[int, Mention]:
    """ "The force", "the organisation" of which nothing more is said: the body under arms that was named last before.

    Where the last sentence that named any named several, the one that it was about.
    """
    found = {}
    for token, mention in mentions.items():
        if mention.kind != "nominal" or not mention.is_definite or mention.known or mention.type not in _UNNAMED:
            continue
        if view.tokens[token].lemma not in _BODIES or view.edges(token, *_SAID_MORE):
            continue
        noun = view.tokens[token].lemma
        if noun in _LEAGUES and any(m.kind == "nominal" and m.label.lower().endswith(f" {noun}") for m in before):
            continue  # "a Saudi-led coalition … The coalition"
        edge = view.up(token)
        doers = _doers(view, edge.head) if edge is not None and view.is_verb(edge.head) else frozenset()
        if edge is not None and edge.role == "subject" and view.edges(edge.head, "clause"):
            continue  # "the group said that it had done so": who speaks is told by what is claimed
        earlier = [m for t, m in sorted(mentions.items()) if t < token and t not in doers]
        named = [
            m for m in (*before[-NEAR:], *earlier) if m.kind == "name" and _is_such_body(m, view, token, knowledge)
        ]
        acting = {mentions[t].label for t in doers if t in mentions}
        last = {m.label: m for m in named if m.sentence == named[-1].sentence and m.label not in acting}
        if focus is not None and focus.label in last:
            found[token] = focus
        elif len(last) == 1:
            found[token] = next(iter(last.values()))
    return found


def _is_such_body(mention: Mention, view: View, noun: int, knowledge: Knowledge) -> bool:
    """Whether a body may be called so: an armed group is a group, a "force" is a state's or has troops in its name."""
    is_a = knowledge.ontology.is_a
    if view.tokens[noun].lemma != "force":
        return is_a(mention.type, "ArmedGroup")
    is_of_state = is_a(mention.type, "StateForce", "PrivateMilitaryCompany")
    return is_of_state or (is_a(mention.type, "ArmedGroup") and not _TROOPS.isdisjoint(mention.label.lower().split()))


_UNNAMED = frozenset({"Organization", "StateForce"})
"""Classes of a body of which nothing is known but such a noun."""

_BODIES = frozenset({"force", "organisation", "organization", "outfit", "group", "movement", "coalition", "alliance"})
"""Nouns that say of a body under arms no more than that it is one."""

_LEAGUES = frozenset({"coalition", "alliance"})
"""Those of them that are of several."""

_TROOPS = frozenset({"army", "force", "forces", "brigade", "battalion", "guard", "guards"})

_SAID_MORE = ("possessor", "compound", "modifier", "nominal", "relative", "participle", "apposition", "number")
"""What hangs on a noun that says which body is meant."""


def _doer_around(token: int, view: View, mentions: Mapping[int, Mention], knowledge: Knowledge) -> Mention | None:
    """ "A man set off explosives that he had strapped to himself", "rebels freed the men whom they had taken": who does the one did
    the other."""
    edge = view.up(token)
    clause = view.up(edge.head) if edge is not None and edge.role == "subject" else None
    above = view.up(clause.head) if clause is not None and clause.role == "relative" else None
    if above is not None and above.marker == "of":
        above = view.up(above.head)  # "freed 15 of the students whom they had taken"
    if above is None or above.role != "object":
        return None
    tags = ("NNS", "NNPS") if view.tokens[token].text.lower() == "they" else ("NN",)
    found = (mentions.get(subject) for subject in view.subjects(above.head) if view.tokens[subject].tag in tags)
    return next((m for m in found if m is not None and knowledge.ontology.is_a(m.type, "Person", "ArmedGroup")), None)


def antecedents_of(
    view: View,
    mentions: dict[int, Mention],
    before: Sequence[Mention],
    focus: Mention | None,
    knowledge: Knowledge,
    led: Set[int] = frozenset(),
) -> dict[int, Mention]:
    """The actor each pronoun most likely stands for: the last one before it whose kind fits.

    "Its leader" (`led` has such nouns) is of a body that has one. A subject stands for the subject of the sentence before it
    rather than for anybody else in there. It is not who does
    the same verb: in "the rebels tried to kill her" she is no rebel.
    """
    found: dict[int, Mention] = {}
    for token, mention in mentions.items():
        if mention.kind != "pronoun" or fold(mention.text) not in ANAPHORS:
            continue
        edge = view.up(token)
        done = edge
        if edge is not None and edge.marker == "of" and view.tokens[edge.head].pos in ("NUM", "DET"):
            done = view.up(edge.head)  # "burned ten of them"
        is_object = done is not None and done.role in ("object", "oblique") and view.is_verb(done.head)
        doers = _doers(view, done.head) if done is not None and is_object else frozenset()
        if done is not None and is_object and (same := _done_to_before(token, done.head, view, mentions, knowledge)):
            found[token] = same
            continue
        if (backed := _has_behind(token, view, mentions, knowledge)) is not None:
            found[token] = backed
            continue
        is_of_people = mention.type == "Person" or fold(mention.text) == "they"
        if is_of_people and (doer := _doer_around(token, view, mentions, knowledge)) is not None:
            found[token] = doer
            continue
        again = _told_again(token, doers, view, mentions, found) if is_object else _ruling_still(token, view, mentions)
        if again is not None:
            found[token] = again
            continue
        before_it = [t for t, m in sorted(mentions.items()) if t < token and m.kind != "pronoun" and t not in doers]
        if fold(mention.text) in _SINGULAR:
            before_it = [t for t in before_it if not _is_beside_the_point(t, view)]
        earlier = [mentions[t] for t in before_it]
        wanted = "Person" if mention.type == "Person" else "Organization"
        acting = {(found.get(t) or mentions[t]).label for t in doers if t in mentions and t != token}
        leading = _whose_men(doers, token, view, mentions) if is_object else frozenset()
        candidates = [
            m
            for m in (*before[-NEAR:], *earlier)
            if knowledge.ontology.is_a(m.type, wanted) and not (m.kind == "name" and m.label in acting)
        ]
        if fold(mention.text) in _SINGULAR:
            several = {m for t, m in mentions.items() if view.tokens[t].tag == "NNS" and m.kind == "nominal"}
            candidates = [m for m in candidates if m not in several and not _is_individual(m, knowledge)]
        if edge is not None and edge.role == "possessor" and edge.head in led and mention.type != "Person":
            candidates = [m for m in candidates if _may_be_led(m, knowledge)] or candidates
        if leading:
            candidates = [m for m in candidates if last_word(m) not in leading] or candidates
        if mention.type == "Person":
            candidates = [m for m in candidates if m.kind == "name"] or _somebody_told(
                before_it, view, mentions, knowledge
            )
        is_subject = edge is not None and edge.role in ("subject", "passive subject")
        is_owner = edge is not None and edge.role == "possessor" and _is_of_subject(token, view)
        said = token if is_subject else edge.head if edge is not None and is_owner else None
        speaker = _speaker(said, view, mentions) if said is not None else None  # "the group said its men had done so"
        if mention.type != "Person" and is_subject and _is_state(focus, token, mentions, knowledge):
            found[token] = focus  # type: ignore[assignment]
            continue
        if fold(mention.text) == "its" and (owner := _state_of_clause(token, before_it, view, mentions, knowledge)):
            found[token] = owner
            continue
        state = _state_before(token, before_it, view, mentions, knowledge) if fold(mention.text) == "it" else None
        if state is not None and is_subject:
            found[token] = state
            continue
        is_state = speaker is not None and knowledge.ontology.is_a(speaker.type, "Country") and speaker.kind == "name"
        if speaker is not None and (speaker in candidates or (is_state and fold(mention.text) == "it")):
            found[token] = speaker  # "Ruritania said that it had killed 13 fighters"
        elif is_subject and (same := _subject_before(token, before_it, view, mentions, candidates)) is not None:
            found[token] = same
        elif candidates:
            is_told_before = candidates[-1] not in earlier
            is_leading = is_subject or mention.type == "Person" or _is_of_subject(token, view)
            found[token] = focus if focus in candidates and is_leading and is_told_before else candidates[-1]
        elif mention.type == "Person" and (named := _told_after(token, view, mentions)) is not None:
            found[token] = named
    return found


def places_meant(
    view: View, mentions: Mapping[int, Mention], before: Sequence[Mention], sentence: int, knowledge: Knowledge
) -> dict[int, Mention]:
    """ "X went to live in Ruritania. He was murdered there": the place named last, in the same sentence or the one before."""
    found = {}
    for token in view.tokens:
        edge = view.up(token.index)
        if token.text.lower() != "there" or token.tag != "RB" or edge is None or edge.role != "adverb":
            continue
        if not view.is_verb(edge.head):
            continue  # "the worst attack there since the raid on Y"
        earlier = [m for t, m in sorted(mentions.items()) if t < token.index and not _does_something(t, view)]
        near = [m for m in before[-NEAR:] if sentence - m.sentence == 1]
        named = [
            m
            for m in (*near, *earlier)
            if knowledge.ontology.is_a(m.type, "Place") and (m.kind == "name" or m.country is not None)
        ]
        towns = [m for m in named if m.type != "Country"]
        if named:
            found[token.index] = (towns or named)[-1]
    return found


def _does_something(token: int, view: View) -> bool:
    """ "Kenya has not said how many died there": a state that acts, and no place."""
    edge = view.up(token)
    return edge is not None and edge.role in ("subject", "passive subject", "possessor", "agent")


def _has_behind(pronoun: int, view: View, mentions: Mapping[int, Mention], knowledge: Knowledge) -> Mention | None:
    """ "X marched in with Ruritanian tanks behind him", "the front has Ruritania's money behind it": X and the front.

    What stands in such a place may be the subject of its own clause, unlike an object: "shot him" is of somebody else.
    """
    edge = view.up(pronoun)
    if edge is None or edge.marker != "behind":
        return None
    verb = edge.head if view.is_verb(edge.head) else view.clause(edge.head)
    with_them = any(e.marker == "with" and e.dependent < pronoun for e in view.edges(verb, "oblique"))
    if not view.is_verb(verb) or not (with_them or view.tokens[verb].lemma == "have"):
        return None
    wanted = ("Person",) if mentions[pronoun].type == "Person" else ("Organization", "Country")
    had = (mentions.get(view.antecedent(subject)) for subject in view.subjects(verb))
    return next((m for m in had if m is not None and knowledge.ontology.is_a(m.type, *wanted)), None)


def _is_individual(mention: Mention, knowledge: Knowledge) -> bool:
    """ "A bomber", "the gunman": whom "it" and "its" do not stand for, though an armed group may be called by such words."""
    is_band = mention.kind == "nominal" and knowledge.ontology.is_a(mention.type, "ArmedGroup")
    return is_band and fold(mention.label).rpartition(" ")[2] in forms_with(knowledge, "isIndividual")


_OF_HIM = (frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"}))


def _told_again(
    pronoun: int, doers: Set[int], view: View, mentions: Mapping[int, Mention], found: Mapping[int, Mention]
) -> Mention | None:
    """ "While he was away for the funeral of King X, soldiers overthrew him": him whom the sentence has called "he".

    Not where it has told of somebody else since who did something, or to whom something was done.
    """
    words = next((w for w in _OF_HIM if fold(mentions[pronoun].text) in w), frozenset())
    before = [t for t in found if t < pronoun and t not in doers and fold(mentions[t].text) in words]
    subjects = [t for t in before if (e := view.up(t)) is not None and e.role in ("subject", "passive subject")]
    if not subjects:
        return None
    told = ("subject", "passive subject", "object", "agent")
    others = [t for t, m in mentions.items() if subjects[-1] < t < pronoun and m.type == "Person" and t not in doers]
    is_apart = any((e := view.up(t)) is not None and e.role in told for t in others if mentions[t].kind == "name")
    return None if is_apart else found[subjects[-1]]


def _ruling_still(pronoun: int, view: View, mentions: Mapping[int, Mention]) -> Mention | None:
    """ "The generals who have ruled the country since they dissolved parliament": the generals, of whom the clause is."""
    edge = view.up(pronoun)
    if fold(mentions[pronoun].text) != "they" or edge is None or edge.role not in ("subject", "passive subject"):
        return None
    heads = [above.head for above in view.ancestors(pronoun) if above.role == "relative"]
    noun = next((t for t in heads if view.tokens[t].tag == "NNS"), None)
    meant = mentions.get(noun) if noun is not None else None
    return meant if meant is not None and meant.kind == "nominal" else None


def _told_after(pronoun: int, view: View, mentions: Mapping[int, Mention]) -> Mention | None:
    """ "A week after soldiers drove him from office, X is in custody": of whom the sentence goes on to tell."""
    behind = (
        m
        for t, m in sorted(mentions.items())
        if t > pronoun and (e := view.up(t)) is not None and e.role in ("subject", "passive subject")
    )
    first = next(behind, None)
    starts = [t.index for t in view.tokens if first is not None and t.span.start == first.span.start]
    is_behind = any(view.tokens[start - 1].text == "," for start in starts)
    return first if first is not None and is_behind and first.kind == "name" and first.type == "Person" else None


def _whose_men(doers: Set[int], pronoun: int, view: View, mentions: Mapping[int, Mention]) -> frozenset[str]:
    """ "X's men drove him into exile": the last words of the names of those whose men they are, who are not driven by them.

    His own guards may well turn on somebody.
    """
    nouns = [t for t in doers if t < pronoun and t in mentions and mentions[t].kind == "nominal"]
    plain = [
        t for t in nouns if "own" not in (view.tokens[e.dependent].text.lower() for e in view.edges(t, "modifier"))
    ]
    owners = [e.dependent for t in plain for e in view.edges(t, "possessor")]
    return frozenset(last_word(mentions[t]) for t in owners if t in mentions and mentions[t].kind == "name")


def _may_be_led(body: Mention, knowledge: Knowledge) -> bool:
    """ "Its leader", "their founder": of a band or a party, and of no government or troops told of beside it."""
    return body.kind == "name" or not knowledge.ontology.is_a(body.type, "Government", "StateBody", "StateForce")


OF_FORCES = frozenset({"commander", "chief", "head", "colonel", "captain", "general"})
"""Nouns for whoever is at the head of troops, or of anything else."""


def _somebody_told(
    earlier: Sequence[int], view: View, mentions: Mapping[int, Mention], knowledge: Knowledge
) -> list[Mention]:
    """ "A gunman overtook the mayor and shot him": one person told of in the same sentence, where nobody has been named."""
    people = [t for t in earlier if view.tokens[t].tag == "NN" and knowledge.ontology.is_a(mentions[t].type, "Person")]
    done_to = [
        t for t in people if (e := view.up(t)) is not None and e.role in ("object", "oblique", "passive subject")
    ]
    return [mentions[t] for t in done_to if mentions[t].kind == "nominal"]


def _done_to_before(
    pronoun: int, verb: int, view: View, mentions: Mapping[int, Mention], knowledge: Knowledge
) -> Mention | None:
    """ "Pulled 23 travellers off buses and shot them": those to whom the same people did something just before."""
    edge, is_several = view.up(verb), fold(mentions[pronoun].text) == "them"
    if edge is None or edge.role != "conjunct" or view.first(verb, "subject", "passive subject") is not None:
        return None
    if view.is_passive(edge.head) or not (is_several or mentions[pronoun].type == "Person"):
        return None
    is_a = knowledge.ontology.is_a
    before = [
        t for t in view.objects(edge.head) if t in mentions and (view.tokens[t].tag in ("NNS", "NNPS")) == is_several
    ]
    people = [t for t in before if is_a(mentions[t].type, "Person", "StateForce") and mentions[t].kind != "pronoun"]
    named = [t for t, m in mentions.items() if t < pronoun and m.kind == "name" and is_a(m.type, "Person")]
    is_nearest = bool(people) and (is_several or not any(people[0] < t for t in named))
    return mentions[people[0]] if is_nearest else None


def _is_of_subject(pronoun: int, view: View) -> bool:
    """ "His men attacked the town": whose the subject is."""
    owned = view.up(pronoun)
    edge = view.up(owned.head) if owned is not None and owned.role == "possessor" else None
    return edge is not None and edge.role in ("subject", "passive subject")


def _is_beside_the_point(token: int, view: View) -> bool:
    """ "The group said in a video obtained by the agency that it …": whoever only did something to a thing named is not meant."""
    edge = view.up(token)
    above = view.up(edge.head) if edge is not None and edge.role == "agent" else None
    return above is not None and above.role == "participle"


def _doers(view: View, verb: int) -> frozenset[int]:
    """Who does something and to whom, with the names beside them: none of them is meant by another pronoun of that verb."""
    subjects = (*view.subjects(verb), *(e.dependent for e in view.edges(verb, "subject")))
    doing = [_head_of_name(view.antecedent(token), view) for token in subjects]
    found = {*view.subjects(verb), *view.objects(verb), *doing}
    beside = {e.dependent for token in found for e in view.edges(token, "apposition", "name")}
    # "The commander of his parachutists, X, arrested him": whatever a parser takes the name between the commas to be beside.
    for token in (t for t in doing if t < verb):
        inside = view.subtree(token)
        beside |= {t for t in inside if t < verb and (e := view.up(t)) is not None and e.role == "apposition"}
    also = {
        named.dependent
        for token in (*found, *beside)
        for called in view.edges(token, "participle")
        if view.tokens[called.dependent].lemma in _KNOWN_AS
        for named in view.edges(called.dependent, "oblique", "object", "open clause")
    }
    return frozenset(found | beside | also)


def _head_of_name(token: int, view: View) -> int:
    edge = view.up(token)
    return edge.head if edge is not None and edge.role == "name" else token


_KNOWN_AS = frozenset({"know", "call", "name", "nickname", "dub", "alias"})
"""Participles before another name of whoever stands before them."""


_SINGULAR = frozenset({"it", "its"})
"""Pronouns that mean no plural: "it" is none of the soldiers named before."""


def _subject_before(
    pronoun: int, earlier: Sequence[int], view: View, mentions: Mapping[int, Mention], fitting: Sequence[Mention]
) -> Mention | None:
    """ "X removed Y; that August he was toppled himself": a person who is a subject is the one who was a subject before."""
    if mentions[pronoun].type != "Person":
        return None
    subjects = [t for t in earlier if (edge := view.up(t)) is not None and edge.role in ("subject", "passive subject")]
    found = [mentions[t] for t in subjects if mentions[t] in fitting]
    return found[-1] if found else None


def _is_state(focus: Mention | None, pronoun: int, mentions: dict[int, Mention], knowledge: Knowledge) -> bool:
    """ "Russia comes first. It supplies the junta": the state that the sentence before is about, with no body named since."""
    if focus is None or not knowledge.ontology.is_a(focus.type, "Country"):
        return False
    return not any(t < pronoun and knowledge.ontology.is_a(m.type, "Organization") for t, m in mentions.items())


def _state_before(
    pronoun: int, earlier: Sequence[int], view: View, mentions: Mapping[int, Mention], knowledge: Knowledge
) -> Mention | None:
    """ "Ruritania pulled its soldiers out, but it still pays the rebels": the state that the clause joined to it is about."""
    clause = view.up(pronoun)
    before = view.up(clause.head) if clause is not None else None
    if clause is None or before is None or before.role not in ("conjunct", "parataxis"):
        return None
    own = (mentions.get(s) for s in view.subjects(before.head) if s in earlier)
    return next((m for m in own if m is not None and knowledge.ontology.is_a(m.type, "Country")), None)


def _state_of_clause(
    pronoun: int, earlier: Sequence[int], view: View, mentions: Mapping[int, Mention], knowledge: Knowledge
) -> Mention | None:
    """ "Ruritania withdrew its soldiers", "Ruritania and its foe": the state that its clause or its list begins with.

    Not where a body that is no state stands between the two.
    """
    is_a, owned = knowledge.ontology.is_a, view.up(pronoun)
    if owned is None or owned.role != "possessor":
        return None
    for edge in view.ancestors(owned.head):
        firsts = (
            (edge.head,) if edge.role == "conjunct" else view.subjects(edge.head) if view.is_verb(edge.head) else ()
        )
        told = [(t, m) for t in firsts if t in earlier and (m := mentions.get(t)) is not None]
        if not told:
            continue
        token, first = told[0]
        between = (mentions[t] for t in earlier if t > token)
        is_apart = any(is_a(m.type, "Organization") and not is_a(m.type, "StateBody") for m in between)
        is_state = first.kind == "name" and is_a(first.type, "Country")
        return first if is_state and len(told) == 1 and not is_apart else None
    return None


def _speaker(pronoun: int, view: View, mentions: dict[int, Mention]) -> Mention | None:
    """ "The group said on its website that it had done so": it is who says so."""
    edge = view.up(pronoun)
    above = view.up(edge.head) if edge is not None else None
    if above is None or above.role != "clause" or not view.is_verb(above.head):
        return None
    return next((m for s in view.subjects(above.head) if (m := mentions.get(s)) is not None), None)


def last_word(mention: Mention) -> str:
    return mention.label.rpartition(" ")[2]
