"""A date in its sentence, and whether it is of something else than what a word tells: of what is said of it, or of before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.nearness import OTHER_TIMES, is_of_purpose
from kg.extract.reading import Reading
from kg.model import Counted, DateRange
from kg.text.syntax import View
from kg.text.tree import Edge


@dataclass(frozen=True, slots=True)
class Dated:
    """A date with the token that it hangs on."""

    token: int
    date: DateRange
    kind: str
    is_counted: bool = False
    """Whether it is counted from a day that stands below it: "a day before Saturday's blast" is no day of the blast."""
    is_back: bool = False
    """Whether it is so long before what the sentence begins with: "came two days after", which is the day of what follows."""
    counted: Counted | None = None
    """From what it is counted, as far as that stands behind it: "nine days before the coup"."""


def is_of_other(date: Dated, trigger: int, others: Sequence[int], reading: Reading) -> bool:
    """Whether a date of a sentence is of something else than what a trigger tells, by the words around the two alone.

    `others` are the triggers of whatever else the sentence tells.
    """
    view, token = reading.view, date.token
    is_of_record_before = token >= trigger and is_of_record(date, view)
    return (
        is_of_record_before
        or _is_of_what_it_followed(date, trigger, view)
        or (date.counted is not None and not date.is_back and date.counted.head == trigger)
        or (date.is_back and not _is_before(token, trigger, view))
        or (date.is_counted and trigger in view.subtree(token))
        or date.kind == "anniversary"
        or (_is_end(date, view) and (trigger < token or not has_when(date, view)))
        or _is_near_day(date)
        or _is_of_aftermath(token, date.kind, trigger, reading)
        or _is_of_fate(token, trigger, reading)
        or _is_of_toll(token, trigger, view)
        or _is_said_after(token, trigger, reading)
        or (date.date.last is not None and _is_beyond_relative(token, trigger, others, reading))
        or _is_of_other_time(date, trigger, view)
        or _is_within_relative(date, trigger, others, reading)
        or _is_of_what_somebody_is(date, trigger, others, reading)
        or (date.date.last is not None and is_of_purpose(token, trigger, reading))
        or _is_of_what_came_since(date, trigger, view)
        or _is_of_noun_below(token, trigger, view)
        or (_is_attribute(trigger, view) and token not in view.subtree(trigger))
    )


_AT_ONCE = frozenset(
    """
    resign flee step escape die surrender crash sink fall collapse leave evacuate retreat burn asphyxiate suffocate drown perish
    lose declare dissolve proclaim
    """.split()
)
"""What mostly comes on the very day of what brought it about."""


def is_of_answer(date: Dated, trigger: int, others: Sequence[int], view: View) -> bool:
    """ "Mali buried its dead on Wednesday after gunmen stormed a village": a day on which nothing is told but what was done about
    it, before which it was."""
    if date.date.first is None or date.date.first != date.date.last or date.kind not in (*NEWS, "day"):
        return False
    path = [edge for edge in view.ancestors(trigger) if edge.role not in ("conjunct", "open clause")]
    answer = path[0] if path and path[0].role == "adverbial" else None
    if answer is None or not _is_simply_after(answer.dependent, view):
        return False
    is_told = any(view.clause(other) == answer.head for other in others)
    is_day_of_it = view.clause(date.token) == answer.head and date.token < trigger
    return is_day_of_it and not is_told and view.tokens[answer.head].lemma not in _AT_ONCE


def _is_simply_after(verb: int, view: View) -> bool:
    """A clause with "after" before it, with a subject of its own, and no count of days or hours."""
    mark = next((e.dependent for e in view.edges(verb, "mark") if view.tokens[e.dependent].text.lower() == "after"), -1)
    is_counted = mark > 0 and (view.tokens[mark - 1].tag in ("NNS", "NN", "RB") and mark - 1 in view.subtree(verb))
    is_counted |= mark > 0 and view.tokens[mark - 1].lemma in _COUNTABLE
    return mark >= 0 and not is_counted and bool(view.edges(verb, "subject", "passive subject"))


_COUNTABLE = frozenset("second minute moment hour day week month year shortly soon just immediately".split())


def _is_of_noun_below(token: int, trigger: int, view: View) -> bool:
    """ "Annulled the results of Saturday's election": the day of the election, and not of whatever was done to its results."""
    edge = view.up(token)
    if edge is None or edge.role != "possessor" or edge.head == trigger or trigger in view.subtree(edge.head):
        return False
    above = view.up(edge.head)
    return above is not None and above.role == "nominal" and above.marker == "of" and above.head != trigger


_STOPS = frozenset({":", ";"})


def is_across_stop(token: int, trigger: int, others: Sequence[int], view: View) -> bool:
    """ "The second attack this year: on 1 February ten were shot": a date is of what is told on its side of a colon."""

    def part(index: int) -> int:
        return sum(word.text in _STOPS for word in view.tokens[:index])

    mine, theirs = part(trigger), part(token)
    return mine != theirs and any(part(other) == theirs for other in others)


def is_when(token: int, view: View) -> bool:
    return view.tokens[token].tag == "WRB" and view.tokens[token].text.lower() == "when"


def stands_before(date: Dated, token: int, view: View) -> bool:
    """Whether nothing but a comma stands between a date and a word behind it."""
    before = token - 2 if view.tokens[token - 1].text == "," else token - 1
    return before >= 0 and date.date.span.covers(view.tokens[before].span)


def has_when(date: Dated, view: View) -> bool:
    """Whether a date has a clause with "when" behind it, which tells of that time."""
    behind = [token.index for token in view.tokens if token.span.start >= date.date.span.end][:2]
    return any(is_when(token, view) and stands_before(date, token, view) for token in behind)


_RECORD = 12
"""Words before "since" among which a superlative stands."""


def is_of_record(date: Dated, view: View) -> bool:
    """ "The deadliest attack since 2019", "the first coup since 1980": the last one that was like it, and not its day."""
    if date.date.first is None or date.date.last is not None:
        return False
    before = [token for token in view.tokens if token.span.end <= date.date.span.end][-_RECORD:]
    return any(token.tag in ("JJS", "RBS") or token.text.lower() == "first" for token in before)


_LATER = frozenset({"after", "following", "since"})


def _is_said_after(token: int, trigger: int, reading: Reading) -> bool:
    """ "She said on Monday, after the attacks, that …": a day on which somebody speaks of what was before it."""
    view = reading.view
    if token in view.subtree(trigger):
        return False
    for edge in view.ancestors(trigger):
        if token in view.subtree(edge.dependent) or not edge.head:
            return False
        if edge.marker in _LATER and edge.role in ("oblique", "adverbial", "nominal"):
            head = view.clause(edge.head)
            return view.clause(token) == head and head in reading.matches.heads("isReport")
    return False


_OF_AFTERMATH = frozenset({"for", "of", "over", "with", "about", "against"})
"""Prepositions that introduce what is mourned, or what somebody is tried for."""


NEWS = frozenset({"weekday", "near day", "daytime"})
"""Kinds of dates that tell when the news is from: a trial ends on Wednesday, and what it is about was in 2016."""


def _is_of_aftermath(token: int, kind: str, trigger: int, reading: Reading) -> bool:
    """ "Sentenced on Tuesday for the massacre of 1982": a day of the sentence, with the massacre below it."""
    view = reading.view
    blamed = reading.matches.heads("isBlame")
    later = reading.matches.heads("isAftermath") | blamed
    verb = next((edge.head for edge in view.ancestors(token) if view.is_verb(edge.head)), None)
    if verb is None or verb == trigger or trigger not in view.subtree(verb) or token in view.subtree(trigger):
        return False
    if _is_of_court(verb, view) and kind in NEWS:
        return True
    if verb not in later:
        return False
    if view.is_verb(trigger):  # "sentenced on Tuesday over the uprising in which guards shot ten"
        told = (edge.head for edge in view.ancestors(trigger) if edge.role == "relative")
        noun = next((head for head in told if not view.is_verb(head)), None)
        return noun is not None and noun != verb and _is_of_aftermath(token, kind, noun, reading)
    if token > trigger and (kind not in NEWS or verb in blamed):
        return False  # "convicted of the attack in January 2016", "blamed X for an attack on a bus on Sunday"
    for edge in view.ancestors(trigger):
        marks = {view.tokens[e.dependent].text.lower() for e in view.edges(edge.dependent, "mark")}
        if edge.role in ("object", "passive subject") or edge.marker in _OF_AFTERMATH or marks & _OF_AFTERMATH:
            return True  # "accused them on Thursday of standing behind an attack", too
        if edge.head == verb:
            break
    return False


_COURT = frozenset({"trial", "hearing", "inquest", "inquiry", "retrial", "court-martial", "verdict", "appeal"})


def _is_of_court(verb: int, view: View) -> bool:
    """ "The trial opened on Monday of ten men accused of the bombings": a day of the court, whatever it sits over."""
    subjects = (e.dependent for e in view.edges(verb, "subject", "passive subject"))
    return any(view.tokens[subject].lemma in _COURT for subject in subjects)


_FATES = frozenset({"die", "find", "free", "release", "rescue", "return", "recover"})
"""What becomes of somebody, besides the words for what follows on a deed: burials, trials, mourning."""


def _is_of_fate(token: int, trigger: int, reading: Reading) -> bool:
    """ "The mayor, kidnapped by gunmen, was found dead on Monday": a day of what became of him, not of the deed."""
    view = reading.view
    done = view.up(trigger)
    sufferer = None if done is None or done.role != "participle" else view.up(done.head)
    if sufferer is None or token in view.subtree(trigger):
        return False
    verb = sufferer.head
    is_fate = view.tokens[verb].lemma in _FATES or verb in reading.matches.heads("isAftermath")
    return is_fate and sufferer.role in ("subject", "passive subject") and view.clause(token) == verb


_COUNTS = frozenset({"toll", "number", "count", "tally", "figure", "total"})


_RISING = frozenset(
    "rise climb reach increase jump pass grow mount soar hit go exceed stand top surpass double".split()
)


def _is_of_toll(token: int, trigger: int, view: View) -> bool:
    """ "The toll of a bombing rose to 45 on Tuesday": a day of the count, when some had died since."""
    verb = next((edge.head for edge in view.ancestors(token) if view.is_verb(edge.head)), None)
    if verb is None or view.tokens[verb].lemma not in _RISING or token in view.subtree(trigger):
        return False
    if trigger < token < verb:
        return False  # "the toll of an attack in X on Tuesday rose"
    subject = view.first(verb, "subject", "passive subject")
    is_count = subject is not None and view.tokens[subject].lemma in _COUNTS
    return subject is not None and is_count and trigger in view.subtree(subject)


_LASTING = frozenset("minute hour day night week morning afternoon evening".split())


def _lasted(token: int, view: View) -> bool:
    """ "After an hour of shooting", "after two nights of combat": how long it took, and nothing that was before it."""
    behind = [word.text for word in view.tokens[token + 1 : token + 2]]
    return view.tokens[token].lemma in _LASTING and behind == ["of"]


_HOURS = frozenset("dawn daybreak sunrise noon midday sunset dusk dark nightfall midnight".split())


def _is_of_other_time(dated: Dated, trigger: int, view: View) -> bool:
    """ "Said on Monday, after the attack", "the attack came two days after X was killed", "shot days before the vote on Sunday"."""
    token, inside = dated.token, view.inside(dated.date.span)
    for edge in view.ancestors(token):
        if trigger in view.subtree(edge.dependent):
            break
        below = {edge.dependent, *(e.dependent for e in view.edges(edge.dependent, "case"))}
        is_own = bool(below.intersection(inside)) or (edge.dependent == token and not view.is_verb(token))
        if is_own or view.tokens[edge.dependent].text.lower() in _HOURS:
            continue  # "two days after that", "before dawn on Monday"
        marks = {view.tokens[e.dependent].text.lower() for e in view.edges(edge.dependent, "mark")}
        if edge.role == "adverbial" and view.tokens[edge.dependent].tag == "VBG":
            continue  # "made off with the food after stopping a convoy on Thursday"
        if _lasted(edge.dependent, view):
            continue  # "beaten back after an hour of shooting on Friday"
        if edge.marker in OTHER_TIMES or (edge.role == "adverbial" and marks & OTHER_TIMES):
            return True
    articles = {view.tokens[e.dependent].text.lower() for e in view.edges(trigger, "determiner")}
    if view.is_verb(trigger) or token > trigger or articles & {"a", "an"}:
        return False  # "was abandoned in August after an attack"
    for edge in view.ancestors(trigger):
        if token in view.subtree(edge.dependent):
            return False
        if edge.marker in OTHER_TIMES:
            return True
    return False


def _is_beyond_relative(token: int, trigger: int, others: Sequence[int], reading: Reading) -> bool:
    """ "The guard that shot X was named on Sunday": the day of what became of the guard, not of what it did.

    A clause that says more of something that happened ("the attack, which killed ten, came on Sunday") shares its day.
    """
    view = reading.view
    happenings = {m.head for m in reading.matches if any(name[:1].isupper() for name in m.entry.denotes)}
    for edge in view.ancestors(trigger):
        if token in view.subtree(edge.dependent):
            return False
        is_of_somebody = edge.role == "relative" and not view.is_verb(edge.head) and edge.head not in happenings
        is_of_somebody = is_of_somebody and view.told_by_it(edge.head) is None  # "in 1960 it was X who did it"
        is_of_somebody = is_of_somebody and view.clause(edge.head) not in others
        mention = reading.mentions.get(edge.head) if is_of_somebody else None
        if mention is not None and reading.is_a(mention, ("Party",)):
            return token not in view.subtree(edge.head)
    return False


def _is_within_relative(date: Dated, trigger: int, others: Sequence[int], reading: Reading) -> bool:
    """ "The killing is a setback for X, who returned last month": the day of what is only said of somebody."""
    view = reading.view
    if trigger > date.token and has_when(date, view):
        return False
    for edge in view.ancestors(date.token):
        if trigger in view.subtree(edge.dependent):
            return False
        if edge.role == "relative" and not view.is_verb(edge.head):
            if edge.head == trigger or view.told_by_it(edge.head) is not None:
                return False
            mention = reading.mentions.get(edge.head)
            is_party = mention is not None and reading.is_a(mention, ("Person", "Organization"))
            is_party = is_party and not _is_going_on(edge.dependent, view)
            return is_party and edge.head not in others and not _is_doing_it(edge.head, edge.dependent, trigger, view)
        if edge.role == "adverbial":
            return (
                False  # "killed X, who led the group, as he drove through the town on Friday", hung on the wrong verb
            )
    return False


_WITHIN_NAME = frozenset({"compound", "possessor", "modifier", "number"})
"""How a date that is part of what something is called hangs on its noun: "the 2018 election", "last month's vote"."""


def _is_of_what_somebody_is(date: Dated, trigger: int, others: Sequence[int], reading: Reading) -> bool:
    """ "Shot the winner of the 2018 election", "killed the mayor, elected in 2018": when he won, and not when he died."""
    view = reading.view
    told = {trigger, *others}
    if has_when(date, view):
        return False
    for edge in view.ancestors(date.token):
        if trigger in view.subtree(edge.dependent) or edge.dependent in told or edge.head in told:
            return False
        if _is_right_behind_participle(edge, date, view):
            continue
        if edge.role in ("nominal", "apposition", "participle") and not view.is_verb(edge.head):
            mention = reading.mentions.get(edge.head)
            is_person = mention is not None and reading.is_a(mention, ("Person",))
            return is_person and edge.head < date.token != edge.dependent
        if edge.role not in _WITHIN_NAME:
            return False
    return False


def _is_right_behind_participle(edge: Edge, date: Dated, view: View) -> bool:
    """ "Elected in 2018": a date that a participle of a noun has before anything else; farther on it may be of what is told."""
    above = view.up(edge.head)
    is_participle = above is not None and above.role == "participle" and not view.is_verb(above.head)
    begin = next((t.index for t in view.tokens if t.span.end > date.date.span.start), edge.head)
    return is_participle and edge.role == "oblique" and begin - edge.head <= 1 + (view.tokens[begin - 1].tag == "IN")


def _is_going_on(verb: int, view: View) -> bool:
    """ "Blew himself up among pilgrims who were resting there on Tuesday": what somebody was doing when it happened."""
    helpers = {view.tokens[edge.dependent].text.lower() for edge in view.edges(verb, "auxiliary")}
    return view.tokens[verb].tag == "VBG" and bool(helpers & {"was", "were"})


def _is_doing_it(noun: int, verb: int, trigger: int, view: View) -> bool:
    """ "Was hit by a bomber who boarded it on Tuesday": what is said of who does something is how he does it."""
    agents = [e.dependent for e in view.edges(trigger, "agent", "subject")]
    helpers = [e.dependent for e in view.edges(verb, "auxiliary")]
    return view.is_verb(trigger) and noun in agents and view.tokens[verb].tag == "VBD" and not helpers


def _is_of_what_came_since(date: Dated, trigger: int, view: View) -> bool:
    """ "On 2 October they killed ten, the most since soldiers took over": the day of what was after the soldiers did."""
    clause = view.clause(trigger)
    marks = [e.dependent for e in view.edges(clause, "mark") if view.tokens[e.dependent].text.lower() == "since"]
    if not marks or stands_before(date, marks[0], view) or view.tokens[marks[0]].span.start < date.date.span.end:
        return False  # "it is three weeks since gunmen attacked the airport"
    return date.token < clause and date.token not in view.subtree(clause)


_COMING = frozenset({"come", "happen", "occur", "follow"})


def _is_of_what_it_followed(date: Dated, trigger: int, view: View) -> bool:
    """ "The bombing came two days after gunmen shot X": the day of the shooting, and not of the bombing."""
    first = next((word.index for word in view.tokens if word.span.end > date.date.span.start), 0)
    is_coming = date.is_back and first > 0 and view.tokens[first - 1].lemma in _COMING
    return is_coming and trigger < first


def _is_before(token: int, trigger: int, view: View) -> bool:
    """ "On 25 May, two weeks after bombs killed nine, …": whether "two weeks after" is said of a trigger, which was before."""
    edge, tried = view.up(token), [trigger]
    while (above := view.up(tried[-1])) is not None and above.role == "open clause":
        tried.append(above.head)  # "two days after soldiers tried to oust him", with "after" hung on the soldiers
    is_subject = edge is not None and edge.role in ("subject", "passive subject") and edge.head in tried
    return is_subject or trigger in view.subtree(token)


def _is_attribute(trigger: int, view: View) -> bool:
    """ "Deposed lawmakers set up a government in April": what somebody is called after what was done to him before."""
    edge = view.up(trigger)
    return edge is not None and edge.role == "modifier" and view.tokens[trigger].tag in ("VBN", "JJ")


_ENDS = frozenset({"until", "till"})


def _is_end(date: Dated, view: View) -> bool:
    """ "Held off an attack until Friday": when something was over."""
    before = next((word.index for word in view.tokens if word.span.end > date.date.span.start), 0) - 1
    return before >= 0 and view.tokens[before].text.lower() in _ENDS


def _is_near_day(date: Dated) -> bool:
    """ "Was in power on Saturday, hours after soldiers removed X": on Saturday, or on the day before."""
    is_of_another = date.kind == "moment" and date.date.text.endswith(("after", "before"))
    return is_of_another and date.date.first is not None and date.date.first == date.date.last
