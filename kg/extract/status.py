"""Whether what a trigger announces happened, was tried, denied, planned, threatened, or is only thought of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.extract.outcomes import is_put_down
from kg.extract.reading import Reading
from kg.extract.unfounded import unfounded
from kg.model import Status
from kg.text.syntax import View
from kg.text.tree import Edge

_STRENGTH: Mapping[str, int] = {"attempted": 1, "hypothetical": 2, "planned": 3, "threatened": 4, "denied": 5}


_PAST_LIKE_BASE = frozenset(
    "set hit put cut hurt shut quit let cast split spread burst bid shed thrust beat tore shook struck blew froze".split()
)
"""Verbs whose past is, or is taken for, their base form: a parser cannot tell it from a habit, and news tells the past."""


def status_of(token: int, reading: Reading) -> Status:
    """Return the status of the event announced at a token; the word farthest from a fact decides when several speak.

    Words of the lexicon with `kg:givesStatus` turn what they modify ("foiled coup"), head ("coup attempt", "threat of attack")
    or govern ("planned to attack"); a negated verb denies.
    """
    is_past = _is_told_as_past(token, reading)
    found = _turns(_own_words(token, reading) if is_past else _governors(token, reading), reading)
    found += _turns([m.head for m in reading.matches.at(token) if m.entry.status and m.entry.denotes], reading)
    if not is_past and _is_denied(token, reading):
        found.append("denied")
    if _is_set(token, reading):
        found.append("planned")
    if (turn := unfounded(token, reading)) is not None:
        found.append(turn)
    if not found and (_is_undone(token, reading) or is_put_down(token, reading)):
        found.append("attempted")
    if _is_asked(token, reading) or _is_imagined(token, reading) or _is_anyones(token, reading):
        found.append("hypothetical")
    return max(found, key=lambda status: _STRENGTH.get(status, 0), default="occurred")


def _is_set(verb: int, reading: Reading) -> bool:
    """ "They were to march on the palace", "were to have marched on it": what was laid down, and no more is told of it."""
    words = [token.text.lower() for token in reading.view.tokens[max(0, verb - 3) : verb]]
    words = words[:-1] if words[-1:] == ["have"] else words[1:] if len(words) == 3 else words
    return words[-2:] in (["was", "to"], ["were", "to"])


def _is_undone(token: int, reading: Reading) -> bool:
    """ "A third putsch in two years, crushed within hours": what is said right behind a noun, in a relative clause or behind a
    comma, of how it ended."""
    view = reading.view
    if view.is_verb(token):
        return False
    for match in reading.matches:
        verb = match.head
        if match.entry.status != "attempted" or verb < token or not view.is_verb(verb):
            continue
        edge, between = view.up(verb), view.tokens[token + 1 : verb]
        is_passive = view.is_passive(verb) or view.tokens[verb].tag == "VBN"
        is_near = all(t.pos != "VERB" for t in between) and edge is not None
        if edge is None or not is_passive or not is_near:
            continue
        is_relative = edge.role == "relative" or any(t.tag in ("WDT", "WP") for t in between)
        is_behind = view.tokens[verb - 1].text == "," and edge.role in (
            "participle",
            "adverbial",
            "conjunct",
            "apposition",
        )
        if is_relative or is_behind:
            return True
    return False


def _is_told_as_past(token: int, reading: Reading) -> bool:
    """ "Would answer the strike that had flattened its consulate": a clause in the past tells that there was one, whatever is
    said of it."""
    view = reading.view
    if view.is_verb(token) or not any(
        view.tokens[e.dependent].text.lower() in _DEFINITE for e in view.edges(token, "determiner")
    ):
        return False
    for edge in view.edges(token, "relative"):
        helpers = [view.tokens[e.dependent].text.lower() for e in view.edges(edge.dependent, "auxiliary")]
        is_past = view.tokens[edge.dependent].tag == "VBD" or helpers == ["had"]
        if is_past and set(helpers) <= {"had"} and not view.is_negated(edge.dependent):
            return True
    return False


_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


def _turns(positions: Iterable[int], reading: Reading) -> list[Status]:
    """The statuses that the words at some positions give."""
    turns = reading.matches.statuses
    return [status for position in positions if (status := turns.get(position))]  # type: ignore[misc]


def is_foiled(token: int, reading: Reading) -> bool:
    """Whether a plan came to nothing when it was carried out or found out: "foiled a plot to", "a botched plot to".

    "Preparing an attempt to seize power" is a plan like any other.
    """
    view = reading.view
    governors = [g for g in _governors(token, reading) if not _is_trying(g, token, view)]
    beside = (e.dependent for noun in governors for e in view.edges(noun, "modifier", "participle"))
    return "attempted" in _turns((*governors, *beside), reading)


_OUTLIVING = frozenset({"survive", "escape", "elude", "evade", "weather"})


def is_outlived(token: int, reading: Reading) -> bool:
    """ "The president survived a coup in 1991": it did not unseat him."""
    edge = reading.view.up(token)
    return edge is not None and edge.role == "object" and reading.view.tokens[edge.head].lemma in _OUTLIVING


def _is_trying(governor: int, token: int, view: View) -> bool:
    edge = view.up(token)
    is_next = edge is not None and edge.head == governor
    return is_next and (view.tokens[governor].pos == "NOUN" or bool(view.edges(governor, "open clause")))


def is_generic(token: int, reading: Reading) -> bool:
    """True for what happens in general: a verb in the plain present tense, without anything that dates it."""
    word = reading.view.tokens[token]
    if word.tag not in ("VBP", "VBZ", "VB") or word.text.lower() in _PAST_LIKE_BASE or _is_past_form(token, reading):
        return False
    return not any(
        reading.view.tokens[e.dependent].tag in ("VBD", "VBN")
        or reading.view.tokens[e.dependent].text.lower() in ("to", "have", "has", "had", "did")
        for e in reading.view.edges(token, "auxiliary", "mark", "passive auxiliary")
    )


def _is_past_form(token: int, reading: Reading) -> bool:
    """ "Waylaid", "trod": a form of a verb that is neither its base form nor that in -s, whatever a parser takes it for."""
    word = reading.view.tokens[token].text.lower()
    bases = {match.entry.lemma.split()[0] for match in reading.matches if match.tokens[0] == token}
    return bool(bases) and word not in bases and not word.endswith("s")


def is_of_habit(token: int, reading: Reading) -> bool:
    """ "It is rare for insurgents to strike here": said of what happens now and then, and of nothing that did."""
    view = reading.view
    marks = {view.tokens[e.dependent].text.lower() for e in view.edges(token, "mark")}
    if view.tokens[token].tag != "VB" or "to" not in marks:
        return False
    for edge in list(view.ancestors(token))[:2]:
        subjects = {view.tokens[e.dependent].text.lower() for e in view.edges(edge.head, "subject")}
        if view.tokens[edge.head].pos == "ADJ" and "it" in subjects and view.edges(edge.head, "copula"):
            return True
    return False


_OF_NOUN = frozenset({"of", "at", "to", "for", "against", "over", "about", "in"})
"""Prepositions under which a noun tells what it is about: "attempt at a coup", "threat of attack"."""

_OF_VERB = frozenset({"of", "against", "about"})
"""Prepositions under which a verb does: "warned of a coup"."""

_GOVERNED = frozenset({"object", "passive subject", "clause", "open clause", "participle"})
_CIRCUMSTANCE = frozenset({"oblique", "adverbial", "subject"})


def _own_words(token: int, reading: Reading) -> list[int]:
    edges = reading.view.edges(token, "modifier", "compound", "auxiliary", "mark", "participle")
    return [edge.dependent for edge in edges]


_SHARES = frozenset("involvement participation part role responsibility complicity hand".split())


def _is_share_in(edge: Edge, token: int, view: View) -> bool:
    """ "Denied involvement in the bombing": whoever denies his share in a deed grants that it was done."""
    is_definite = any(
        e.role == "possessor" or view.tokens[e.dependent].text.lower() in _DEFINITE
        for e in view.edges(token, "determiner", "possessor")
    )
    is_share = edge.role in ("nominal", "oblique") and view.tokens[edge.head].lemma in _SHARES
    return is_share and is_definite and not view.is_verb(token)


_ORDERING = frozenset({"order", "command", "commission", "authorise", "authorize", "direct"})


def _is_ordered(edge: Edge, token: int, view: View) -> bool:
    """ "Ordered the murder of the archbishop": it is known which, so there was one; "ordered an attack" tells of none."""
    is_definite = any(view.tokens[e.dependent].text.lower() in _DEFINITE for e in view.edges(token, "determiner"))
    is_noun = (
        edge.dependent == token
        and edge.role in ("object", "open clause", "passive subject")
        and not view.is_verb(token)
    )
    verb = view.tokens[edge.head].lemma
    # "Helped to plan the takeover" may be said of what is still to come.
    is_plan = verb in _PLANNING and view.tokens[edge.head].tag in ("VBD", "VBN", "VBG") and _is_bare(token, view)
    return is_noun and is_definite and (verb in _ORDERING or is_plan)


_PLANNING = frozenset({"plan", "plot", "prepare", "organise", "organize"})


def _is_bare(noun: int, view: View) -> bool:
    """ "The man who planned the attack": the one that was told of; "the attack on X that he plans" may still come."""
    edge = view.up(noun)
    is_when = edge is not None and bool(view.edges(edge.head, "oblique", "adverbial"))
    return not is_when and not view.edges(noun, "nominal", "relative", "participle", "compound", "modifier")


def _is_blamed_for(edge: Edge, token: int, reading: Reading) -> bool:
    """ "Is suspected of the bombing": in doubt is who did it, and not that it was done."""
    view = reading.view
    is_definite = any(
        e.role == "possessor" or view.tokens[e.dependent].text.lower() in _DEFINITE
        for e in view.edges(token, "determiner", "possessor")
    )
    is_of = edge.role in ("oblique", "nominal") and edge.marker in _BLAMED_FOR
    above = view.up(edge.head)  # "suspect X of the bombing", of which a parser may make a thing of X
    verbs = {edge.head, above.head} if above is not None and above.role == "object" else {edge.head}
    is_blamed = not verbs.isdisjoint(reading.matches.heads("isBlame"))
    return is_of and is_definite and is_blamed and not view.is_verb(token)


_BLAMED_FOR = frozenset({"of", "for", "in", "over"})


def _is_name_given(edge: Edge, found: Iterable[int], reading: Reading) -> bool:
    """ "He called it an attempted coup", "in what he called an attempt to seize power": a name for what was done."""
    view, verb = reading.view, edge.head
    is_naming = view.tokens[verb].lemma == "call" and edge.role in ("object", "open clause")
    if not is_naming or view.is_verb(edge.dependent) or "attempted" not in _turns(found, reading):
        return False
    named = [e.dependent for e in view.edges(verb, "object") if e.dependent != edge.dependent]
    above = view.up(verb)
    if above is None:  # what the sentence before told
        return False
    if not named and above.role == "relative":
        named = [above.head]
    return any(view.tokens[token].text.lower() in _SAID_OF for token in named)


def _is_given_name(edge: Edge, token: int, view: View) -> bool:
    """ "They called the killing of ten villagers a massacre": the killing, which they have a name for, was done."""
    if (
        edge.role != "object"
        or edge.dependent != token
        or view.is_verb(token)
        or view.tokens[edge.head].lemma != "call"
    ):
        return False
    told = {view.tokens[e.dependent].text.lower() for e in view.edges(token, "determiner")}
    is_meant = not told.isdisjoint(_DEFINITE) or bool(view.edges(token, "possessor"))
    names = (e.dependent for e in view.edges(edge.head, "open clause", "object", "complement") if e.dependent > token)
    return is_meant and any(view.tokens[name].pos in ("NOUN", "ADJ") for name in names)


_SAID_OF = frozenset({"it", "this", "that", "what", "which"})


def _is_acted_on(edge: Edge, token: int, reading: Reading) -> bool:
    """ "An attempt to reverse the coup": what was tried was done to it, and it had happened."""
    view = reading.view
    if edge.role != "object" or edge.dependent != token or view.is_verb(token) or not view.is_verb(edge.head):
        return False
    is_definite = any(view.tokens[e.dependent].text.lower() in _DEFINITE for e in view.edges(token, "determiner"))
    is_carried = edge.head in reading.matches.heads("supportVerb") or edge.head in reading.matches.statuses
    return is_definite and not is_carried


def _governors(token: int, reading: Reading) -> list[int]:
    """The positions whose words can turn the status of `token`."""
    view = reading.view
    found = _own_words(token, reading)
    current, is_acted_on = token, False
    for edge in view.ancestors(token):
        if edge.role == "conjunct" and not view.is_verb(token):
            current = edge.head  # what governs the first of a list governs the others
            continue
        if edge.role == "subject" and view.tokens[edge.head].lemma in _COMING:
            found.extend(
                e.dependent for e in view.edges(edge.head, "auxiliary")
            )  # "the attack, when it comes, will come"
            break
        if not _is_governed(edge, current, reading) or _is_clause_beside(edge, view):
            break
        if _is_share_in(edge, token, view) or _is_ordered(edge, token, view) or _is_name_given(edge, found, reading):
            break
        if _is_given_name(edge, token, view) or _is_blamed_for(edge, token, reading):
            break
        if is_acted_on and "attempted" in _turns((edge.head,), reading):
            break
        is_acted_on |= _is_acted_on(edge, token, reading)
        found.append(edge.head)
        if edge.role not in ("compound", "modifier", "nominal"):
            found.extend(e.dependent for e in view.edges(edge.head, "auxiliary", "mark"))
        if edge.role == "clause" and edge.head in reading.matches.heads("isReport"):
            break
        if view.tokens[edge.head].pos not in ("VERB", "AUX", "NOUN", "ADJ", "PROPN"):
            break
        current = edge.head
    return found


def _is_governed(edge: Edge, current: int, reading: Reading) -> bool:
    """Whether the head of an edge says what became of what hangs on it, rather than when or where it was."""
    view = reading.view
    if edge.role == "open clause" and _is_perfect(edge.dependent, reading):
        return False
    if edge.role == "nominal":
        return edge.marker in _OF_NOUN
    if edge.role == "adverbial" and (_is_since(edge.dependent, reading) or _is_when_it_was(edge, view)):
        return False
    if edge.role == "adverbial" and (_is_infinitive(edge.dependent, reading) or _is_to_doing(edge.dependent, reading)):
        # "Plotting to overthrow", "planning to use saboteurs to overthrow", and not "fled to attack".
        return bool(_turns((edge.head,), reading)) or _is_yet_to_be(edge.head, reading)
    if edge.role == "participle":
        return view.is_verb(current)
    if edge.role == "adverbial" and view.tokens[edge.dependent].tag == "VB" and view.is_verb(edge.head):
        return True  # "threatened again on Friday to bring them home"
    if edge.role in _CIRCUMSTANCE and view.is_verb(edge.head):
        is_existential = edge.role == "subject" and view.tokens[edge.head].lemma == "be"
        is_failing = edge.role == "subject" and any(
            m.entry.status == "attempted" for m in reading.matches.at(edge.head)
        )  # "the coup failed", but not "failed to bring calm"
        is_failing &= not view.edges(edge.head, "open clause")
        is_asked_for = edge.marker == "for" and view.tokens[edge.head].lemma == "call"
        is_about = edge.role == "oblique" and (edge.marker in _OF_VERB or is_asked_for)
        return is_existential or is_failing or is_about
    return edge.role in _GOVERNED | _CIRCUMSTANCE | {"compound", "modifier", "conjunct"}


def _is_yet_to_be(verb: int, reading: Reading) -> bool:
    """Whether a verb tells of what is only planned, threatened or thought of, and so is what it is for."""
    return bool({"planned", "threatened", "hypothetical"}.intersection(_turns(_governors(verb, reading), reading)))


def _is_clause_beside(edge: Edge, view: View) -> bool:
    """ "He asked for help, and jets bombed the town": a clause with a subject and a past tense of its own tells what was done."""
    is_joined = edge.role == "conjunct" and view.tokens[edge.dependent].tag == "VBD"
    return is_joined and view.first(edge.dependent, "subject", "passive subject") is not None


def _is_since(verb: int, reading: Reading) -> bool:
    """ "It will be four years since they murdered him": whatever will be, they did so."""
    view = reading.view
    marks = {view.tokens[e.dependent].text.lower() for e in view.edges(verb, "mark")}
    return "since" in marks and (view.tokens[verb].tag == "VBD" or bool(view.edges(verb, "passive auxiliary")))


def _is_when_it_was(edge: Edge, view: View) -> bool:
    """ "They were on the way home when a bomb went off": a noun beside "were" tells where they were, and nothing of the bomb."""
    is_past = view.tokens[edge.dependent].tag == "VBD" and not view.is_verb(edge.head)
    return is_past and view.first(edge.dependent, "subject", "passive subject") is not None


def _is_infinitive(verb: int, reading: Reading) -> bool:
    return any(reading.view.tokens[e.dependent].tag == "TO" for e in reading.view.edges(verb, "mark"))


def _is_to_doing(verb: int, reading: Reading) -> bool:
    """ "Came close to toppling him": what was all but done."""
    marks = {reading.view.tokens[e.dependent].text.lower() for e in reading.view.edges(verb, "mark", "case")}
    return reading.view.tokens[verb].tag == "VBG" and "to" in marks


def _is_perfect(verb: int, reading: Reading) -> bool:
    """ "Are feared to have killed": whoever fears it speaks of something past."""
    return any(reading.view.tokens[e.dependent].lemma == "have" for e in reading.view.edges(verb, "auxiliary"))


_COMING = frozenset({"come", "happen", "occur"})
"""Verbs that say no more of their subject than that it happens: "the attack will come from inside"."""

_HAPPENING = frozenset("be happen occur take exist".split())
"""Verbs whose negation denies their subject: "no attack took place"."""

_RESULTING = frozenset({"cause", "inflict"})
"""Verbs whose negation denies only what came of their subject: "the attack caused no casualties"."""


def _is_denied(token: int, reading: Reading) -> bool:
    """Whether the word is negated, or what is said of it: "the blast did no harm" denies no blast."""
    view = reading.view
    if view.is_negated(token):
        return True
    edge = view.up(token)
    if edge is not None and edge.role == "nominal" and "attempted" in _turns((edge.head,), reading):
        return view.is_negated(edge.head)  # "no attempt at a coup"
    if edge is None or not view.is_verb(edge.head) or not view.is_negated(edge.head):
        return False
    if edge.role in ("subject", "passive subject"):
        is_carrying = edge.head in reading.matches.heads("supportVerb")
        lemma = view.tokens[edge.head].lemma
        return (is_carrying and lemma not in _RESULTING) or lemma in _HAPPENING
    return edge.role in ("object", "open clause")


def _is_imagined(token: int, reading: Reading) -> bool:
    """Whether a film, a game or an exercise holds the event: "in the film a coup …", "the drill simulated an attack"."""
    view = reading.view
    fiction = reading.matches.heads("isFiction")
    if not fiction:
        return False
    chain = [token, *(edge.head for edge in view.ancestors(token))]
    if fiction.intersection(chain[1:]):
        return True
    for node in chain:
        for edge in view.edges(node, "subject", "oblique", "modifier", "compound", "nominal"):
            if edge.dependent in fiction and (edge.role in ("subject", "modifier", "compound") or edge.marker == "in"):
                return True
    return False


_ANYBODY = frozenset({"anyone", "anybody", "whoever", "nobody", "those"})


def _is_anyones(token: int, reading: Reading) -> bool:
    """ "Anyone who tried to seize power would be crushed": of nobody who did."""
    view = reading.view
    for edge in view.ancestors(token):
        if edge.role == "relative":
            word, above = view.tokens[edge.head].text.lower(), view.up(edge.head)
            helpers = [e.dependent for e in view.edges(above.head, "auxiliary")] if above is not None else []
            return word in _ANYBODY and (word != "those" or "hypothetical" in _turns(helpers, reading))
        if edge.role not in ("open clause", "conjunct", "participle", "object"):
            return False
    return False


def _is_asked(token: int, reading: Reading) -> bool:
    """Whether a question asks for it: not what comes before the question, nor "the murder of X", which it takes for granted."""
    tokens = reading.view.tokens
    if not tokens or tokens[-1].text != "?":
        return False
    begin = max((t.index for t in tokens if t.text in (":", ";")), default=-1)
    words = {tokens[e.dependent].text.lower() for e in reading.view.edges(token, "determiner")}
    return token > begin and "the" not in words
