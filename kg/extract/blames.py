"""Who is blamed for what was told before: "police blamed X", "suspicion fell on X"."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.arguments import fill_frames
from kg.extract.doers import behind_men
from kg.extract.drafts import event_class
from kg.extract.reading import Reading
from kg.extract.status import status_of
from kg.extract.triggers import Match
from kg.knowledge.inflection import noun_forms, verb_forms
from kg.model import Argument, EventMention, Mention

ACTS = frozenset("operation mission action act deed attempt incident".split())
"""Nouns for what was told before, whatever it was."""


def blamed_in(reading: Reading, events: frozenset[int]) -> Iterable[Argument]:
    """ "Police blamed X", "X was probably responsible": who, without a word of what for.

    What somebody is blamed for may be told before it in the same sentence ("…, and police blame X"), and not behind it.
    """
    yield from _told_members(reading)
    yield from _told_behind(reading)
    yield from _told_done(reading, events)
    yield from _told_as_it(reading)
    yield from _captors(reading)
    for match in reading.matches.having("isBlame"):
        if status_of(match.head, reading) == "denied" or _is_for(match, reading, events) or _is_any(match, reading):
            continue
        filling = fill_frames(match, reading, frozenset())
        if _is_for_other(match, reading):
            continue
        for filler in filling.in_role("perpetrator") if filling is not None else ():
            if filler.mention is None or reading.view.is_negated(filler.token):
                continue
            if not reading.is_a(filler.mention, ("Person",)) or are_of_a_people(filler.mention, reading):
                yield Argument("perpetrator", filler.mention, match.entry.id)


def _is_any(match: Match, reading: Reading) -> bool:
    """ "Killed 12 suspected members of X": suspected of being so, and of no deed; those arrested are suspected of what was told."""
    view, noun = reading.view, reading.view.up(match.head)
    if noun is None or noun.role != "modifier":
        return False
    above = view.up(noun.head)
    return above is None or above.head not in reading.matches.heads("isAftermath")


_BLAMED_FOR = frozenset({"of", "for"})
_BACK = frozenset({"it", "this", "that", "them", "these", "those", "both", "so"})


def _told_members(reading: Reading) -> Iterable[Argument]:
    """ "The gunmen were members of X", "the attackers were from X", "“They were X,” said a survivor": whose men did what was told
    of them."""
    view = reading.view
    for token in (t.index for t in view.tokens):
        subject = view.first(token, "subject") if view.edges(token, "copula") else None
        men = reading.mentions.get(subject) if subject is not None else None
        is_band = men is not None and men.kind == "nominal" and men.is_definite and _did_it(men, reading)
        is_they = men is not None and subject is not None and view.tokens[subject].text.lower() in _THEY
        is_they &= subject is not None and subject > 0 and view.tokens[subject - 1].text in _QUOTES  # else of the dead
        whole = reading.content(token)
        said = reading.mentions.get(whole) if (is_band or is_they) and not _is_not(token, reading) else None
        if said is None or said is men or status_of(token, reading) == "denied":
            continue
        is_from = whole != token or any(
            view.tokens[e.dependent].text.lower() in ("from", "of") for e in view.edges(token, "case")
        )
        is_own = said.kind == "name" and (is_from or is_they) and reading.is_a(said, ("ArmedGroup",))
        is_own = is_own or are_of_a_people(said, reading)  # "the attackers were Ruritanian herders"
        for body in (said,) if is_own else behind_men(said, reading):
            yield Argument("perpetrator", body, "")


def _did_it(men: Mention, reading: Reading) -> bool:
    """ "The gunmen", "the killers": those of whom it is known that they did what was told."""
    return reading.is_a(men, ("ArmedGroup",)) or men.label.lower().removesuffix("s") in _KILLERS


_KILLERS = frozenset(
    "killer murderer kidnapper abductor captor culprit perpetrator attacker shooter robber raider".split()
)


def _told_behind(reading: Reading) -> Iterable[Argument]:
    """ "Police said X was behind it", "X is believed to be behind both": who, where a pronoun stands for what was told."""
    view = reading.view
    for token in (t.index for t in view.tokens if t.text.lower() in _BACK):
        if not any(view.tokens[e.dependent].text.lower() == "behind" for e in view.edges(token, "case")):
            continue
        being = next((e.dependent for e in view.edges(token, "copula")), None)
        edge = view.up(token)
        if being is None and edge is not None and view.tokens[edge.head].lemma == "be":
            being = edge.head
        if being is None or _is_denied(token, being, reading):
            continue
        for who in _meant(token, being, reading):
            mention = reading.mention_at(who)
            if mention is None or not reading.is_a(mention, _DOERS) or view.is_negated(who):
                continue
            for body in behind_men(mention, reading) or (mention,):
                yield Argument("perpetrator", body, "")


def _told_done(reading: Reading, events: frozenset[int]) -> Iterable[Argument]:
    """ "The army says X did it", "the strike was carried out by X": who, where a pronoun stands for what was told, or a noun that
    tells nothing by itself."""
    view = reading.view
    for token in (t.index for t in view.tokens if t.text.lower() in _BACK or _is_that_strike(t.index, events, reading)):
        edge = view.up(token)
        if edge is None or edge.role not in ("object", "passive subject") or not view.is_verb(edge.head):
            continue
        is_doing = view.tokens[edge.head].lemma in _DOING
        if is_doing and not view.is_negated(edge.head) and status_of(edge.head, reading) == "occurred":
            is_strike = view.tokens[token].lemma == _STRIKE
            yield from _doers_at(view.subjects(edge.head), reading, others=("Country",) if is_strike else ())


_STRIKE = "strike"


def _is_that_strike(token: int, events: frozenset[int], reading: Reading) -> bool:
    """ "The strike", of the drone or the jets told before: the noun alone may be of workers."""
    view = reading.view
    is_definite = any(view.tokens[e.dependent].text.lower() in _THE for e in view.edges(token, "determiner"))
    return view.tokens[token].lemma == _STRIKE and not view.is_verb(token) and is_definite and token not in events


_THE = frozenset({"the", "this", "that", "both"})

_DOING = frozenset({"do", "carry", "commit", "perpetrate", "execute", "stage", "conduct", "cause"})
_IRREGULAR = frozenset({"did", "done", "does", "kept", "held"})


def blaming_words(words: frozenset[str], reports: frozenset[str]) -> Iterable[tuple[str, str]]:
    """Yield the words, with their part of speech, by which a sentence with no word of the lexicon may say who did or holds what.

    `words` are those of the sentence, in lower case, `reports` the verbs of saying among those of the lexicon.
    """
    if not words.isdisjoint(_BACK):
        yield from ((word, "verb") for word in words & _FORMS_OF_DOING)
    if not words.isdisjoint(_TAKEN):
        yield from ((word, "verb") for word in words & _FORMS_OF_HOLDING)
        yield from ((word, "noun") for word in words & _HANDS)
    if not words.isdisjoint(_BEING):
        yield from ((word, "noun") for word in words & _FORMS_OF_SUSPECTS)
        yield from ((word, "verb") for word in words & reports if "it" in words)


def _told_as_it(reading: Reading) -> Iterable[Argument]:
    """ "“It was X,” said a villager", "he said it had been X", "the chief suspect is X": who, told by the predicate."""
    view = reading.view
    for subject in (t.index for t in view.tokens if t.text.lower() == "it" or t.lemma in _SUSPECTS):
        edge = view.up(subject)
        if edge is None or edge.role != "subject" or not view.edges(edge.head, "copula"):
            continue
        is_cleft = bool(view.edges(edge.head, "relative", "adverbial", "clause", "participle"))  # "it was X that did …"
        is_said = view.tokens[subject].lemma in _SUSPECTS or edge.head in _quoted(reading)
        if is_said and not is_cleft and not _is_not(edge.head, reading):
            yield from _doers_at((edge.head,), reading, "name")


_SUSPECTS = frozenset({"suspect", "culprit", "perpetrator"})


def _quoted(reading: Reading) -> frozenset[int]:
    """The heads of what somebody is quoted as saying, or said to say."""
    view, reports = reading.view, reading.matches.heads("isReport")
    below = {e.dependent for verb in reports for e in view.edges(verb, "clause", "parataxis", "object")}
    above = {edge.head for verb in reports if (edge := view.up(verb)) is not None and edge.role == "parataxis"}
    return frozenset(below | above)


def _captors(reading: Reading) -> Iterable[Argument]:
    """ "They are held by X", "X is holding them", "they are in the hands of X": who has those that were taken before."""
    view, held = reading.view, set[int]()
    for token in (t.index for t in view.tokens if t.text.lower() in _TAKEN):
        edge = view.up(token)
        if edge is None or view.is_negated(edge.head):
            continue
        if view.tokens[edge.head].lemma in _HOLDING and edge.role in ("object", "passive subject"):
            held.update(view.subjects(edge.head))
        elif edge.role == "subject" and view.tokens[edge.head].text.lower() in _HANDS:
            owners = view.edges(edge.head, "nominal", "possessor")
            held.update(e.dependent for e in owners if e.marker in ("", "of"))
    for token in sorted(held):
        captor = reading.mention_at(token)
        if captor is not None and reading.is_a(captor, ("ArmedGroup",)):
            yield Argument(CAPTOR, captor, "")


def blamed_for_those(told: EventMention) -> Iterable[Argument]:
    """ "X was behind the attacks", "X carried out the bombings": who, of those told before, where nothing else is told of them."""
    roles = {argument.role for argument in told.arguments}
    is_bare = told.date is None and not told.places and told.killed is None and not roles & {"target", "victim"}
    if told.is_plural and told.is_definite and is_bare and told.status == "occurred":
        yield from (argument for argument in told.arguments if argument.role == "perpetrator")


CAPTOR = "captor"
"""The role of whoever has people who were taken, in a sentence that does not tell of it."""

_TAKEN = frozenset({"they", "them", "he", "him", "she", "her"})
_HOLDING = frozenset({"hold", "keep", "detain"})
_HANDS = frozenset({"hands", "custody", "captivity", "power"})
_BEING = frozenset({"is", "are", "was", "were", "be", "been"})


def _forms(verbs: frozenset[str]) -> frozenset[str]:
    return _IRREGULAR | {form for verb in verbs for form in verb_forms(verb)}


_FORMS_OF_DOING, _FORMS_OF_HOLDING = _forms(_DOING), _forms(_HOLDING)
_FORMS_OF_SUSPECTS = frozenset(form for noun in _SUSPECTS for form in noun_forms(noun))


def _doers_at(
    tokens: Iterable[int], reading: Reading, kind: str = "", others: tuple[str, ...] = ()
) -> Iterable[Argument]:
    """Those under arms that some tokens name, or whose men they name, and things of the classes `others`."""
    for token in tokens:
        mention = reading.mention_at(token)  # "two members of X": X
        if mention is None or reading.view.is_negated(token) or reading.view.tokens[token].tag == "PRP":
            continue
        if not kind or mention.kind == kind or mention.known:
            bodies = behind_men(mention, reading) or (mention,)
            kinds = (*_DOERS[:-1], *others)
            yield from (Argument("perpetrator", body, "") for body in bodies if reading.is_a(body, kinds))


def _is_not(predicate: int, reading: Reading) -> bool:
    """ "Was not one of its members": a predicate that is no verb may have its negation beside it."""
    view = reading.view
    words = {view.tokens[e.dependent].text.lower() for e in view.edges(predicate, "adverb")}
    return view.is_negated(predicate) or not words.isdisjoint(_NOT)


def _is_denied(predicate: int, being: int, reading: Reading) -> bool:
    view = reading.view
    words = {view.tokens[e.dependent].text.lower() for t in (predicate, being) for e in view.edges(t, "adverb")}
    return not words.isdisjoint(_NOT) or status_of(predicate, reading) != "occurred"


_NOT = frozenset({"not", "n't", "n’t", "never", "hardly"})
_DOERS = ("ArmedGroup", "StateForce", "Junta", "PrivateMilitaryCompany", "Organization")
"""Of whom it is said without a word of what they did that it was they."""


_OF_WHOM = ("object", "indirect object", "passive subject", "subject")


def _meant(predicate: int, being: int, reading: Reading) -> tuple[int, ...]:
    """Of whom a predicate is said: its subject, or whom others "believe to be" so."""
    view = reading.view
    own, edge = view.first(predicate, "subject"), view.up(predicate)
    if own is None and edge is not None and edge.role == "open clause":
        told = next((e.dependent for role in _OF_WHOM for e in view.edges(edge.head, role)), None)
        return view.conjuncts(view.antecedent(told)) if told is not None else ()
    return view.conjuncts(view.antecedent(own)) if own is not None else tuple(view.subjects(being))


_LIVING = frozenset(
    "herders herdsmen hunters farmers pastoralists nomads tribesmen villagers youths settlers fishermen warriors peasants".split()
)
"""What people are called who take up arms now and then: not officials, nor whoever speaks for somebody."""


def are_of_a_people(men: Mention, reading: Reading) -> bool:
    """ "Ruritanian herders", "Plains hunters": men of whom nothing is told but what they live by and whose sons they are."""
    is_here = men.kind == "nominal" and men.sentence == reading.sentence.index and men.head >= 0
    is_such = is_here and reading.view.tokens[men.head].text.lower() in _LIVING and reading.is_a(men, ("Person",))
    return is_such and not men.known and any(word[:1].isupper() for word in men.label.split()[:-1])


_THEY = frozenset({"they"})
_QUOTES = frozenset({'"', "“", "``", "'", "‘"})


def _is_for_other(match: Match, reading: Reading) -> bool:
    """ "Accused X of training the rebels", "blamed X for the delay": of something that is no deed of violence, nor told before."""
    view = reading.view
    if not view.is_verb(match.head):
        return False
    for edge in view.edges(match.head, "oblique", "adverbial", "open clause"):
        noun, marks = (
            edge.dependent,
            {view.tokens[e.dependent].text.lower() for e in view.edges(edge.dependent, "mark")},
        )
        if edge.marker not in _BLAMED_FOR and marks.isdisjoint(_BLAMED_FOR):
            continue
        told = {noun, *(e.dependent for e in view.edges(noun, "object", "oblique", "nominal", "open clause"))}
        words = [match for token in told for match in reading.matches.at(token)]
        is_deed = any(event_class(m, reading) or m.entry.has("supportVerb") or m.entry.has("isBlame") for m in words)
        is_back = any(view.tokens[t].text.lower() in _BACK or view.tokens[t].lemma in ACTS for t in told)
        if not (is_deed or is_back):
            return True
    return False


def _is_for(match: Match, reading: Reading, events: frozenset[int]) -> bool:
    """Whether a word of blame stands with what somebody is blamed for, or before it, as far as the sentence tells of any."""
    events = frozenset(token for token in events if not _is_told_before(token, reading))
    if not events:
        return False
    filling = fill_frames(match, reading, events)
    if filling is not None and filling.in_role("event"):
        return True
    beside = {token for token in events if not _is_in_relative(token, reading)}
    return bool(beside) and max(beside) > match.head


_TO_WHOM = frozenset({"to", "on", "upon"})
"""Prepositions before whom somebody blames: a parser hangs "attributed the killings to X" on the killings."""


def _is_told_before(token: int, reading: Reading) -> bool:
    """ "Accused X of the killings": those told before, of which the plural is no event by itself."""
    view = reading.view
    words = {view.tokens[e.dependent].text.lower() for e in view.edges(token, "determiner")}
    below = view.edges(token, "nominal", "relative", "participle", "number", "modifier", "compound")
    is_bare = all(e.role == "nominal" and e.marker in _TO_WHOM for e in below)
    return view.tokens[token].tag == "NNS" and is_bare and not words.isdisjoint({"the", "these", "those"})


def _is_in_relative(token: int, reading: Reading) -> bool:
    """ "Suspicion fell on X, which has staged attacks before": what is only said of somebody."""
    return any(edge.role == "relative" for edge in reading.view.ancestors(token))
