"""What is told only to say that it is not so, or that somebody spread it: rumours, hoaxes, reports that were withdrawn."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence

from kg.extract.reading import ARMED, Reading
from kg.knowledge.knowledge import Knowledge
from kg.model import FACTUAL, Document, EventMention, Status

_RUMOURS = frozenset({"rumour", "rumor", "gossip", "whisper", "hoax", "hearsay"})
"""What has no source."""

_MESSAGES = frozenset({"message", "post", "tweet", "leaflet", "telex", "posting", "meme"})
"""What anybody may send to anybody."""

_TALES = (
    _RUMOURS
    | _MESSAGES
    | frozenset(
        """
        report claim allegation video word news story statement announcement suggestion tale footage notice clip picture image
        assertion information talk lie
        """.split()
    )
)
"""What may be called false."""

_SPREADING = frozenset({"spread", "circulate", "swirl", "fly", "race"})
_SPREAD = _RUMOURS | _MESSAGES | {"talk"}
"""What spreads without being known to be so; news and word may spread of what was."""

_NAMELESS = frozenset({"caller", "letter", "message", "note", "tip"})
"""What is worth nothing when it is anonymous."""

_HOAXING = frozenset({"hoax", "prank"})
_THINKING = frozenset({"think", "believe", "imagine", "suppose", "fear"})
"""What somebody does who may be wrong: "thinking that the city was under attack, they ran"."""

_DENYING = frozenset({"deny", "dismiss", "reject", "refute", "debunk"})
_WITHDRAWING = _DENYING | {"withdraw", "retract", "disprove", "correct"}
_CALLING = frozenset({"call", "appeal", "demand", "plea", "petition", "urge", "pray"})
"""Words for wanting others to do something."""

_NOT_MISTAKEN = frozenset({"responsibility", "credit", "blame", "revenge", "vengeance", "time", "part", "aim"})
"""What somebody takes for an attack without being wrong about it."""

_FALSE = frozenset(
    """
    false untrue fake unfounded baseless groundless fabricated invented wrong bogus hoax lie fabrication invention nonsense joke
    """.split()
)

_CUE = re.compile(
    r"""\b(?:
    (?:was|were|is|are|be|been|being|proved?|(?:called|labelled)(?:\ (?:it|them|that|this|the\ \w+))?)[ ]
        (?:(?:an?|to|be|all|utter|utterly|pure|purely|total|totally|complete|completely|entirely|simply|just)\ )*
        (?: false(?!\ (?:flag|name|identity|passport)) | untrue | fake | unfounded | baseless | groundless | fabricat(?:ed|ions?)
        | hoax | lies? | rumou?rs? | nonsense | inventions? )
    | not\ true | no\ truth
    | (?:withdrew|withdrawn|retracted)\ (?:the|its|that|his|her|their)\ (?:report|claim|story|statement|news|message)
    | false\ alarm
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words that take back what has just been told."""

_TAKEN_BACK = re.compile(
    r"""^\W*(?:But\ |Yet\ |Both\ |All\ )?
    (?:it|that|this|they|none|the\ (?:reports?|claims?|story|stories|rumou?rs?|messages?|video|news|alarm|information|station
       |broadcaster|posts?|tweet))\b
    [^.;]{0,60}?""",
    re.IGNORECASE | re.VERBOSE,
)
"""How a sentence begins that speaks of the report before it."""

_REPORTED = re.compile(
    r"\b(?:said|says|told|reported|reports?|claim\w*|rumou?r\w*|messages?|posts?|posted|videos?|wrote|announced|captioned|word)\b",
    re.IGNORECASE,
)
"""What a sentence has that only repeats what somebody said."""

_PARAGRAPH = 2_000
"""Characters before a word in which its quotation marks are looked for."""


def unfounded(token: int, reading: Reading) -> Status | None:
    """Return "denied" or "hypothetical" for what a clause tells that is the content of something false or of a rumour."""
    view = reading.view
    if _is_taken_for(token, reading) or _is_called_for(token, reading):
        return "hypothetical"
    if _is_in_denied_report(token, reading):
        return "denied"
    is_reported = False
    for head, told in _carriers(token, reading):
        lemma = view.tokens[head].lemma
        is_reported |= head in reading.matches.heads("isReport") or not view.is_verb(head) or lemma in _SPREADING
        if view.is_verb(head):
            if _is_spread(head, reading) or (lemma == "say" and _is_said_by_nobody(head, reading)):
                return "hypothetical"
            if lemma in _THINKING and view.tokens[head].tag == "VBG":
                return "hypothetical"
        elif lemma in _RUMOURS or (lemma in _MESSAGES and _is_content(told, reading)):
            return "hypothetical"
        elif _is_false(head, reading):
            return "denied"
    return "denied" if is_reported and _is_taken_back_behind(token, reading) else None


def _carriers(token: int, reading: Reading) -> Iterator[tuple[int, int]]:
    """The words whose content a clause with a token in it is, nearest first, each with the head of the clause."""
    view = reading.view
    for edge in view.ancestors(token):
        is_tale = _is_tale(edge.head, reading)
        is_clause = view.is_verb(edge.dependent) or bool(view.edges(edge.dependent, "copula"))
        if edge.role == "nominal" and edge.marker == "of" and is_tale:
            yield edge.head, edge.dependent  # "reports of an attack"
        elif edge.role in ("clause", "open clause", "relative", "participle") and is_clause:
            if is_tale or (edge.role in ("clause", "open clause") and view.is_verb(edge.head)):
                yield edge.head, edge.dependent
        elif edge.role == "adverbial" and view.tokens[edge.head].pos == "VERB":
            return


def _is_tale(index: int, reading: Reading) -> bool:
    word = reading.view.tokens[index]
    return word.lemma in _TALES and word.pos == "NOUN"


def _is_in_denied_report(token: int, reading: Reading) -> bool:
    """ "Denied reports, printed abroad, that troops had risen": wherever a parser hangs the clause."""
    view, tokens = reading.view, reading.view.tokens
    for verb in range(token):
        if tokens[verb].lemma not in _DENYING or not view.is_verb(verb) or view.is_negated(verb):
            continue
        for tale in (o for o in view.objects(verb) if verb < o < token and _is_tale(o, reading)):
            that = next((i for i in range(tale + 1, token) if tokens[i].text.lower() == "that"), token)
            is_next = all(word.tag not in _FINITE for word in tokens[tale + 1 : that])
            if that < token and is_next and not any(w.text.lower() in ("but", ";") for w in tokens[that:token]):
                return True
    return False


_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})


def _is_taken_for(token: int, reading: Reading) -> bool:
    """ "Took the thunder for an attack", "callers spoke of an attack": what somebody may be wrong about."""
    view, edge = reading.view, reading.view.up(token)
    if edge is None or edge.role not in ("oblique", "nominal") or edge.marker not in ("for", "as", "of"):
        return False
    lemma = view.tokens[edge.head].lemma
    if edge.marker == "of":  # "callers spoke of an attack"
        tellers = {view.tokens[s].lemma for s in view.subjects(edge.head)}
        return lemma in ("speak", "tell", "warn") and bool(tellers & {"caller", "passer-by"})
    taken = {view.tokens[o].lemma for o in view.objects(edge.head)}
    return lemma == "mistake" or (
        lemma == "take" and edge.marker == "for" and bool(taken) and taken.isdisjoint(_NOT_MISTAKEN)
    )


def _is_called_for(verb: int, reading: Reading) -> bool:
    """ "Calls by a retired colonel for the military to take over": what somebody wants others to do."""
    view, tokens = reading.view, reading.view.tokens
    marks = [e.dependent for e in view.edges(verb, "mark") if tokens[e.dependent].tag == "TO"]
    if tokens[verb].tag != "VB" or not marks or marks[0] < 2:
        return False
    edge = view.up(marks[0] - 1)
    is_for = edge is not None and edge.marker == "for" and tokens[edge.dependent].pos in ("NOUN", "PROPN")
    return is_for and any(word.lemma in _CALLING for word in tokens[: marks[0]])


def _is_content(told: int, reading: Reading) -> bool:
    """Whether a clause is all that something says: "that", and somebody else who does it."""
    view = reading.view
    words = {view.tokens[e.dependent].text.lower() for e in view.edges(told)}
    doers = (e.dependent for e in view.edges(told, "subject", "passive subject"))
    return "that" in words and any(view.tokens[doer].text.lower() != "that" for doer in doers)


def _is_spread(verb: int, reading: Reading) -> bool:
    """ "Rumours spread that", "a telex said that", "a hoax caller told the police that"."""
    view = reading.view
    heads = {verb, *(edge.head for edge in (view.up(verb),) if edge is not None and view.tokens[verb].tag == "VBG")}
    tellers = {*view.subjects(verb), *(e.dependent for h in heads for e in view.edges(h, "subject", "outer subject"))}
    lemmas = {view.tokens[teller].lemma for teller in tellers}
    if lemmas & ({"somebody", "someone"} | _RUMOURS | _MESSAGES):
        return True  # "somebody shouted that terrorists had hit the consulate"
    if view.tokens[verb].lemma in _SPREADING and lemmas & _SPREAD:
        return True
    beside = {view.tokens[e.dependent].lemma for t in tellers for e in view.edges(t, "compound", "modifier")}
    return bool(beside & _HOAXING) or ("anonymous" in beside and bool(lemmas & _NAMELESS))


def _is_said_by_nobody(verb: int, reading: Reading) -> bool:
    """ "It was said that …": and not by whom."""
    view = reading.view
    below = {view.tokens[e.dependent].text.lower() for e in view.edges(verb)}
    return {"it", "was"} <= below and view.tokens[verb].tag == "VBN" and not view.agents(verb)


def _is_false(tale: int, reading: Reading) -> bool:
    """Whether what is said of a tale is that it is false, or that somebody took it back."""
    view, edge = reading.view, reading.view.up(tale)
    if edge is None or view.is_negated(edge.head):
        return False
    lemma = view.tokens[edge.head].lemma
    if edge.role in ("subject", "passive subject") and lemma in _FALSE and not view.is_verb(edge.head):
        return True
    is_done_to = edge.role in ("object", "passive subject") or (edge.role == "subject" and view.is_passive(edge.head))
    return is_done_to and lemma in _WITHDRAWING


def _is_taken_back_behind(token: int, reading: Reading) -> bool:
    """ "… that rebels had taken the town, which the governor called a lie": later in the sentence of what somebody said.

    Another tale between the two is what is false: "had attacked a base, but reports of 50 dead were false".
    """
    tokens = reading.view.tokens
    rest = " ".join(word.text for word in tokens[token + 1 :])
    cue = _CUE.search(rest)
    if cue is None:
        return False
    length = len(rest[: cue.start()].split())
    return not any(_is_tale(word.index, reading) for word in tokens[token + 1 : token + 1 + length])


def retracted(events: Sequence[EventMention], document: Document) -> dict[int, EventMention]:
    """Return, by the `id` of what they stand for, tellings that one of the next two sentences takes back, as denied.

    "Radio X said that rebels had bombed a convoy. The station withdrew the report at nine."
    """
    text, spans = document.article.text, {s.index: s.span for s in document.sentences}

    def line(index: int) -> str:
        return " ".join(text[spans[index].start : spans[index].end].split()) if index in spans else ""

    return {
        id(event): dataclasses.replace(event, status="denied")
        for event in events
        if event.status in FACTUAL
        and _REPORTED.search(line(event.trigger.sentence))
        and (
            _takes_back(line(event.trigger.sentence + 1))
            or (
                not _REPORTED.search(line(event.trigger.sentence + 1)) and _takes_back(line(event.trigger.sentence + 2))
            )
        )
    }


def _takes_back(line: str) -> bool:
    opening = _TAKEN_BACK.match(line)
    return opening is not None and _CUE.search(line[: opening.end() + 60]) is not None


def only_called_so(events: Sequence[EventMention], document: Document, knowledge: Knowledge) -> dict[int, EventMention]:
    """Return, by `id`, coups that nobody but those who are quoted speaks of, without who made them and whom they brought down.

    "This is a coup by the party's barons," says an opponent; a coup is told in the article's own words, too.
    """
    is_a = knowledge.ontology.is_a
    coups = [e for e in events if e.status in FACTUAL and is_a(e.type, "SeizureOfPower")]
    quoted = {id(e) for e in coups if _is_quoted(e, document)}
    if len(quoted) < len(coups):
        return {}
    return {
        id(e): dataclasses.replace(e, status="hypothetical")
        for e in coups
        if not any(a.mention.kind == "name" or is_a(a.mention.type, *ARMED, "Government") for a in e.arguments)
    }


def _is_quoted(event: EventMention, document: Document) -> bool:
    """Whether a telling stands between quotation marks of its paragraph."""
    text, at = document.article.text, event.trigger.span.start
    before = text[max(text.rfind("\n", 0, at) + 1, at - _PARAGRAPH) : at]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")
