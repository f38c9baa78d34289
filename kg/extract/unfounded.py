"""What is told only to say that it is not so, or that somebody spread it: rumours, hoaxes, reports that were withdrawn."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence

from kg.extract.reading import ARMED, Reading
from kg.knowledge.knowledge import Knowledge
from kg.model import FACTUAL, Document, EventMention, Status

_RUMOURS = frozenset({"rumour", "rumor", "gossip", "whisper", "hoax", "lie", "hearsay"})
"""What has no source."""

_MESSAGES = frozenset({"message", "post", "tweet", "leaflet", "telex", "posting", "meme"})
"""What anybody may send to anybody."""

_TALES = (
    _RUMOURS
    | _MESSAGES
    | frozenset(
        """
    report claim allegation video word news story statement announcement suggestion tale footage notice clip picture image assertion
    information talk
    """.split()
    )
)
"""What may be called false."""

_SPREADING = frozenset({"spread", "circulate", "swirl", "fly", "race"})
"""What only tales do."""

_HOAXING = frozenset({"hoax", "prank", "anonymous"})
_THINKING = frozenset({"think", "believe", "imagine", "suppose", "fear"})
"""What somebody does who may be wrong: "thinking that the city was under attack, they ran"."""

_WITHDRAWING = frozenset(
    {"withdraw", "retract", "debunk", "refute", "disprove", "deny", "dismiss", "reject", "correct"}
)

_DENYING = frozenset({"deny", "dismiss", "reject", "refute", "debunk"})
_DENIALS = frozenset(
    f"{stem}{ending}"
    for stem in ("reject", "refute", "debunk", "dismiss")
    for ending in ("", "s", "es", "d", "ed", "ing")
) | {"deny", "denies", "denied", "denying"}

_FALSE = frozenset(
    """
    false untrue fake unfounded baseless groundless fabricated invented wrong bogus hoax lie fabrication invention nonsense joke
    """.split()
)

_CUE = re.compile(
    r"""\b(?:
    (?:was|were|is|are|be|been|proved|as|all|entirely|completely|simply|it|them|that|this)[ ]
        (?:an?\ |to\ be\ |utter\ |pure\ |total\ |complete\ )?
        (?: false(?!\ (?:flag|name|identity|passport)) | untrue | fake | unfounded | baseless | groundless | fabricat\w+ | hoax
        | lies? | rumou?rs? | nonsense | invention )
    | not\ true | no\ truth
    | (?:withdrew|withdrawn|retracted|corrected)\ (?:the|its|that|his|her|their)\ (?:report|claim|story|statement|news|message)
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

_WORDS_OF_IT = (
    _RUMOURS | _FALSE | {"rumours", "rumors", "hoaxes", "lies", "true", "truth", "withdrew", "withdrawn", "retracted"}
)


def unfounded(token: int, reading: Reading) -> Status | None:
    """Return "denied" or "hypothetical" for what a clause tells that is the content of something false or of a rumour."""
    view = reading.view
    if _is_taken_for(token, reading) or _is_called_for(token, reading):
        return "hypothetical"
    if _is_in_denied_report(token, reading):
        return "denied"
    for head, told in _carriers(token, reading):
        lemma = view.tokens[head].lemma
        if lemma in _RUMOURS or (lemma in _MESSAGES and _is_content(told, reading)):
            return "hypothetical"
        if view.is_verb(head):
            if _is_spread(head, reading) or (lemma == "say" and _is_said_by_nobody(head, told, reading)):
                return "hypothetical"
            if lemma in _THINKING and view.tokens[head].tag == "VBG":
                return "hypothetical"
        elif lemma in _TALES and _is_false(head, reading):
            return "denied"
        if _is_taken_back_behind(token, reading):
            return "denied"
    return None


def _carriers(token: int, reading: Reading) -> Iterator[tuple[int, int]]:
    """The words whose content a clause with a token in it is, nearest first, each with the head of the clause."""
    view = reading.view
    for edge in view.ancestors(token):
        is_tale = view.tokens[edge.head].lemma in _TALES
        is_clause = view.is_verb(edge.dependent) or bool(view.edges(edge.dependent, "copula"))
        if edge.role == "nominal" and edge.marker == "of" and is_tale:
            yield edge.head, edge.dependent  # "reports of an attack"
        elif edge.role in ("clause", "open clause", "relative", "participle") and is_clause:
            if is_tale or (edge.role in ("clause", "open clause") and view.is_verb(edge.head)):
                yield edge.head, edge.dependent
        elif edge.role == "adverbial" and view.tokens[edge.head].pos == "VERB":
            return


def _is_in_denied_report(token: int, reading: Reading) -> bool:
    """ "Denied reports, printed abroad, that troops had risen": wherever a parser hangs the clause."""
    view, tokens = reading.view, reading.view.tokens
    if _DENIALS.isdisjoint(view.words):
        return False
    for verb in (i for i in range(token) if tokens[i].lemma in _DENYING and view.is_verb(i)):
        for tale in view.objects(verb):
            between = [t.text.lower() for t in tokens[tale + 1 : token]]
            if tale < token and tokens[tale].lemma in _TALES and "that" in between and not {"but", ";"} & set(between):
                return not view.is_negated(verb)
    return False


def _is_taken_for(token: int, reading: Reading) -> bool:
    """ "Took the thunder for an attack", "callers spoke of an attack": what somebody may be wrong about."""
    edge = reading.view.up(token)
    if edge is None or edge.role not in ("oblique", "nominal") or edge.marker not in ("for", "as", "of"):
        return False
    lemma = reading.view.tokens[edge.head].lemma
    if edge.marker == "of":  # "callers spoke of an attack"
        tellers = {reading.view.tokens[s].lemma for s in reading.view.subjects(edge.head)}
        return lemma in ("speak", "tell", "warn") and bool(tellers & {"caller", "passer-by"})
    return lemma == "mistake" or (lemma == "take" and edge.marker == "for" and bool(reading.view.objects(edge.head)))


def _is_called_for(verb: int, reading: Reading) -> bool:
    """ "Calls by a retired colonel for the military to take over": what somebody wants others to do."""
    view, tokens = reading.view, reading.view.tokens
    marks = [e.dependent for e in view.edges(verb, "mark") if tokens[e.dependent].tag == "TO"]
    if tokens[verb].tag != "VB" or not marks or marks[0] < 2:
        return False
    edge = view.up(marks[0] - 1)
    return edge is not None and edge.marker == "for" and tokens[edge.dependent].pos in ("NOUN", "PROPN")


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
    if view.tokens[verb].lemma in _SPREADING and lemmas & _TALES:
        return True
    beside = (e.dependent for teller in tellers for e in view.edges(teller, "compound", "modifier"))
    if lemmas & {"somebody", "someone"}:
        return True  # "somebody shouted that terrorists had hit the consulate"
    return bool(lemmas & (_RUMOURS | _MESSAGES)) or any(view.tokens[word].lemma in _HOAXING for word in beside)


def _is_said_by_nobody(verb: int, told: int, reading: Reading) -> bool:
    """ "It was said that …", "he was said to have been taken": and not by whom."""
    view = reading.view
    below = {view.tokens[e.dependent].text.lower() for e in view.edges(verb)}
    is_passive = bool(below & {"was", "were"}) and view.tokens[verb].tag == "VBN"
    is_infinitive = any(view.tokens[e.dependent].tag == "TO" for e in view.edges(told, "mark"))
    return is_passive and not view.agents(verb) and ("it" in below or is_infinitive)


def _is_false(tale: int, reading: Reading) -> bool:
    """Whether what is said of a tale is that it is false, or that somebody took it back."""
    view, edge = reading.view, reading.view.up(tale)
    if edge is None or view.is_negated(edge.head):
        return False
    if edge.role in ("subject", "passive subject"):
        return view.tokens[edge.head].lemma in _FALSE or view.tokens[edge.head].lemma in _WITHDRAWING
    return edge.role in ("object", "oblique") and view.tokens[edge.head].lemma in _WITHDRAWING


def _is_taken_back_behind(token: int, reading: Reading) -> bool:
    """ "… that rebels had taken the town, which the governor called a lie": later in the sentence of what somebody said."""
    if _WORDS_OF_IT.isdisjoint(reading.view.words):
        return False
    rest = " ".join(t.text for t in reading.view.tokens[token + 1 :])
    return _CUE.search(rest) is not None


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
        and any(_takes_back(line(event.trigger.sentence + n)) for n in (1, 2))
        and _REPORTED.search(line(event.trigger.sentence))
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
        if not any(is_a(a.mention.type, *ARMED, "Government") for a in e.arguments)
    }


def _is_quoted(event: EventMention, document: Document) -> bool:
    """Whether a telling stands between quotation marks of its paragraph."""
    text, at = document.article.text, event.trigger.span.start
    before = text[text.rfind("\n", 0, at) + 1 : at]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")
