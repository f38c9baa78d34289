"""Whether an event mention may tell of the same happening as others do: one question, one function."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from kg.extract.clusters import Cluster, Told, days_told
from kg.extract.tolls import is_other_account
from kg.model import DateRange, EventMention, Mention

LEAD = 2
"""The last of the sentences that may tell in short what an article tells at length next: a headline and two behind it."""

NEWS = timedelta(days=7)
"""How long after what happened the news of it comes out."""

NEAR = 2
"""Sentences between what is told of somebody and "the attackers", "the victims" without more."""

DOERS = frozenset(
    """
    attackers attacker assailants assailant raiders bomber bombers gunmen gunman killers killer shooter assassins assassin
    """.split()
)
"""What those are called who did what has just been told, with "the" before it."""

SUFFERERS = frozenset({"victim", "victims", "dead"})
"""What those are called to whom it was done."""

KIDNAPPING = "Kidnapping"


def is_of_its_own(told: Told, cluster: Cluster) -> bool:
    """ "… They burnt down Dansalan College": an outcome with a name for what or where, or told long after."""
    has_name = any(a.mention.kind == "name" for a in told.mention.arguments if a.role == "target")
    distance = told.sentence - cluster.last_sentence
    return distance > 1 or (distance > 0 and (has_name or bool(told.settlements)))


def is_other_killing(told: Told, cluster: Cluster) -> bool:
    """ "Five farmers were abducted. … Two drivers were shot dead": a killing of others than those taken."""
    mention = told.mention
    if KIDNAPPING not in cluster.types or mention.type == KIDNAPPING or mention.killed is None or mention.is_definite:
        return False
    is_of_same = bool(told.filled & cluster.filled or told.meant & (cluster.nouns | DOERS | SUFFERERS))
    if is_bare_outcome(told) and told.sentence - cluster.last_sentence == 1:
        return False  # "Five farmers were abducted on Friday. … One guard was shot dead"
    return told.sentence != cluster.last_sentence and not is_of_same and not told.meant


def is_other_taking(told: Told, cluster: Cluster) -> bool:
    """ "Rebels killed eight people. … Nine women were led away": a kidnapping of others than those killed, by nobody knows whom."""
    mention = told.mention
    if mention.type != KIDNAPPING or KIDNAPPING in cluster.types or mention.is_definite or not cluster.tolls:
        return False
    roles = {role for role, _ in told.filled}
    taken = {key for role, key in told.filled if role in AIMED_AT}
    is_of_others = bool(taken) and taken.isdisjoint(key for role, key in cluster.filled if role in AIMED_AT)
    return told.sentence != cluster.last_sentence and is_of_others and "perpetrator" not in roles


AIMED_AT = ("target", "victim")
"""The roles of those to whom something is done."""


def nouns(mention: EventMention, *, is_definite: bool = False) -> Iterator[str]:
    """The last words of the descriptions in the roles of a mention, in lower case, with what each may be called next; or those
    with "the" before them alone."""
    for argument in (*mention.arguments, *mention.places):
        told = argument.mention
        if told.kind == "nominal" and (told.is_definite or not is_definite):
            yield _noun(told)
            if not is_definite:
                yield from _ALSO.get(_noun(told), ())


_WIDER = (
    ("vehicle", "bus minibus car truck lorry van jeep taxi pickup coach ambulance tanker motorcade convoy"),
    ("officer", "policeman policewoman constable sergeant inspector superintendent lieutenant captain major colonel"),
    ("building", "mosque church hotel school embassy consulate office headquarters house hall station hostel ministry"),
    ("post", "checkpoint outpost position base camp roadblock"),
    ("base", "camp barracks post outpost garrison headquarters compound"),
    ("camp", "base barracks post garrison"),
    ("compound", "headquarters embassy base office mission"),
    ("plane", "airliner jet jetliner airbus boeing helicopter"),
    ("vessel", "ship tanker freighter boat ferry trawler yacht"),
    ("ship", "tanker freighter vessel trawler"),
    ("soldier", "serviceman trooper conscript infantryman guardsman"),
    ("journalist", "reporter correspondent cameraman photographer editor broadcaster"),
    ("reporter", "journalist correspondent"),
    ("cleric", "priest pastor bishop imam preacher mullah"),
    ("diplomat", "ambassador consul attaché attache envoy"),
    ("envoy", "ambassador diplomat"),
    ("politician", "senator lawmaker deputy councillor mayor candidate"),
    ("pupil", "schoolgirl schoolboy student girl boy"),
    ("student", "pupil schoolgirl schoolboy girl"),
    ("passenger", "traveller commuter"),
    ("traveller", "passenger"),
    ("worker", "employee engineer labourer technician"),
)
"""A word, and what may be taken up by it: "a bus … the vehicle"."""


def _plural(noun: str) -> str:
    if noun.endswith("man"):
        return noun[:-2] + "en"
    return noun + "es" if noun.endswith(("s", "ch", "x")) else noun + "s"


def _called_also() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for wider, words in _WIDER:
        for word in words.split():
            for form, also in ((word, wider), (_plural(word), _plural(wider))):
                found[form] = (*found.get(form, ()), also)
    return found


_ALSO = _called_also()


_AIRCRAFT = frozenset("planes warplanes jets aircraft helicopters gunships bombers drones fighter-jets".split())


def _noun(told: Mention) -> str:
    """The last word of a description; "the planes" may be warplanes that were told of before."""
    word = told.label.lower().rpartition(" ")[2]
    return "aircraft" if word in _AIRCRAFT else word


def tolls_behind(mentions: Sequence[EventMention]) -> dict[int, int]:
    """ "A bomb went off, killing seven": the toll that an outcome gives to what was told last before it in its sentence."""
    found: dict[int, int] = {}
    for outcome in (m for m in mentions if m.is_result and m.killed is not None):
        before = [
            m
            for m in mentions
            if m.trigger.sentence == outcome.trigger.sentence
            and not m.is_result
            and m.trigger.span < outcome.trigger.span
            and m.killed is None
        ]
        if before and outcome.killed is not None:
            found.setdefault(id(max(before, key=lambda m: m.trigger.span)), outcome.killed.minimum)
    return found


def lead(told: Told, cluster: Cluster) -> int:
    """How near before an outcome, in its sentence, the event of a cluster was told; what comes after it is far."""
    before = [
        other.mention.trigger.span.start
        for other in cluster.told
        if other.sentence == told.sentence and other.mention.trigger.span < told.mention.trigger.span
    ]
    return max(before, default=-1)


def tells_of(told: Told, whole: Told) -> bool:
    """Whether a mention stands inside the words of another: it is a part of what that one tells."""
    return told.mention.within is not None and told.mention.within == whole.mention.trigger.head


def is_pointing_back(told: Told, cluster: Cluster) -> bool:
    """ "The post came under fire", "the attackers arrived", "the victims were shot": said of what was told before."""
    if told.family != "Attack" or told.sentence <= cluster.first.sentence:
        return False
    is_near = told.sentence - cluster.last_sentence <= NEAR
    return bool(told.meant & cluster.nouns) or (is_near and bool(told.meant & (DOERS | SUFFERERS)))


def is_bare_of_time(told: Told) -> bool:
    """Whether a mention has no date, or only that of the words around it."""
    return told.mention.date is None or told.mention.is_date_borrowed


def is_headline_alone(cluster: Cluster) -> bool:
    """Whether nothing but a headline has told of an event so far."""
    return all(told.mention.is_headline for told in cluster.told)


def is_anaphoric(told: Told, cluster: Cluster) -> bool:
    """Whether a mention may point back without sharing anything said: a definite one, an outcome, or a bare one."""
    mention = told.mention
    if mention.is_definite or mention.is_result or mention.is_modifier:
        return True
    says_nothing_new = (mention.date is None or mention.is_date_borrowed) and not (
        told.settlements or told.regions or told.persons - cluster.persons
    )
    is_near = cluster.last_sentence == told.sentence
    is_open = is_headline_alone(cluster) or says_nothing_new or cluster.first.mention.is_result
    is_told_next = _is_fuller(told, cluster) or is_named_next(told, cluster) or _is_coup_of_news(told, cluster)
    return is_open or is_near or is_told_next


_OF_NEWS = ("day", "night", "morning", "evening")


def _is_coup_of_news(told: Told, cluster: Cluster) -> bool:
    """ "Soldiers have announced a coup. … The president has been held by troops since Wednesday": of the coup that is the news
    nothing but the word has been told, and the next sentences have a day of these."""
    is_lead = cluster.first.sentence <= LEAD and told.sentence - cluster.last_sentence <= LEAD
    is_bare_lead = is_lead and not cluster.dates and not cluster.persons and not cluster.groups
    when = told.mention.date
    is_of_days = when is not None and when.first == when.last and when.text.lower().rstrip(".").endswith(_OF_NEWS)
    return told.family == "SeizureOfPower" and is_bare_lead and is_of_days


def _is_fuller(told: Told, cluster: Cluster) -> bool:
    """ "Gunmen killed the police chief on Friday. … A car drew level with his jeep near X and gunmen opened fire": what the
    lead says in short is told at length next, with the place that the lead leaves out."""
    is_lead = cluster.first.sentence <= LEAD and told.sentence - cluster.last_sentence == 1
    # "21 were killed in an attack in X, the minister said on Sunday. Gunmen shot their way in on Friday": at nothing else.
    is_nowhere = not told.settlements and not told.regions and not any(role in AIMED_AT for role, _ in told.filled)
    is_open = is_lead and (not cluster.settlements or is_nowhere) and told.toll is None
    return is_open and (is_bare_of_time(told) or _is_day_before_news(told, cluster))


def _is_day_before_news(told: Told, cluster: Cluster) -> bool:
    """ "Ten were killed in an ambush, police said on Friday. … They were attacked on Wednesday": of the lead nobody has said yet
    which day it was, only that of the news."""
    day, news = days_of([told.mention]), max(cluster.days, default=None)
    if cluster.dates or news is None or not day:
        return False
    first = date.fromisoformat(min(day))
    return timedelta(0) <= date.fromisoformat(news) - first <= NEWS


def families_fit(told: Told, cluster: Cluster) -> bool:
    """The dead of a sentence may be those of its battle, and a bare outcome in the next one that of whatever was told.

    "The exchange of fire" of an attack is a part of it. Otherwise families keep apart.
    """
    mine, theirs = told.family, cluster.first.family
    if mine == theirs:
        return True
    distance = told.sentence - cluster.last_sentence
    is_outcome = told.mention.is_result or cluster.is_outcome
    if {mine, theirs} == {"Attack", "Battle"}:
        is_part = mine == "Battle" and told.mention.is_definite and is_bare(told)
        # "The fighting for X" is that of the attack that took X.
        is_of_place = mine == "Battle" and told.mention.is_definite and told.mention.date is None
        if is_of_place and any(("target", town) in cluster.filled for town in told.settlements):
            return True
        if mine == "Battle" and distance == 0 and _is_fight_of(told, cluster):
            return True
        if (
            mine == "Attack"
            and distance == 0
            and told.mention.type == "ArmedAttack"
            and not told.filled
            and is_bare(told)
        ):
            return True  # "Troops clashed near the temple, and a wing of it collapsed under shelling"
        return (is_outcome and distance == 0) or ((is_part or is_bare_outcome(told)) and distance <= 1)
    if theirs == "SeizureOfPower" and mine == "Mutiny" and distance <= COST:
        # "Officers tried to oust X. … The mutiny, led by Y, cost 80 lives": another word for it.
        return told.mention.is_definite and not told.settlements and not told.regions
    if theirs == "SeizureOfPower" and mine in ("Attack", "Battle") and distance <= COST:
        # "Soldiers overthrew X on Monday. … Twenty people were killed in the fighting": what a coup cost.
        is_cost = mine == "Battle" and told.mention.is_definite and is_bare(told) and distance <= 1
        return is_cost or (is_bare_outcome(told) and (told.mention.is_result or _is_of_several(told)))
    if theirs == "Mutiny" and mine == "Attack" and distance == 0 and told.filled & cluster.filled:
        return True  # "guards mutinied and slaughtered 57 officers"
    return theirs == "Mutiny" and is_bare_outcome(told) and distance <= COST


def _is_fight_of(told: Told, cluster: Cluster) -> bool:
    """ "Stormed a post and fought for seven hours", "beat back an assault in fighting that left 47 dead": in the sentence of
    an attack, by whoever made it or by nobody, against nobody else and at no other town."""
    doers = {key for role, key in told.filled if role == "perpetrator"}
    others = {key for role, key in cluster.filled if role == "perpetrator"}
    roles = {role for role, _ in told.filled}
    is_by_same = "target" not in roles and (not doers.isdisjoint(others) if doers else roles <= {"victim"})
    return is_by_same and told.settlements <= cluster.settlements and not told.mention.is_distinct


COST = 3
"""Sentences between a coup or a mutiny and the dead that it cost."""


def _is_of_several(told: Told) -> bool:
    return told.mention.killed is not None and told.mention.killed.minimum > 1


def is_bare_outcome(told: Told) -> bool:
    """ "Four guardsmen were killed.": how many, and neither by whom, nor where, nor when."""
    roles = {role for role, _ in told.filled}
    return told.mention.killed is not None and "perpetrator" not in roles and is_bare(told) and _is_outcome(told)


def _is_outcome(told: Told) -> bool:
    """ "Four guardsmen were killed", or "were shot dead": told by a verb, with the dead alone."""
    return told.mention.is_result or (
        not told.mention.is_definite and {r for r, _ in told.filled} <= {"target", "victim", "weapon"}
    )


def is_bare(told: Told) -> bool:
    """Whether a mention says neither when nor where."""
    has_date = told.mention.date is not None and not told.mention.is_date_borrowed
    return not has_date and not told.settlements and not told.regions


_SEVERAL = frozenset({"people", "men", "women", "children", "police", "troops", "others"})


def is_named_next(told: Told, cluster: Cluster) -> bool:
    """ "ETA said it had murdered a councillor in Malaga. José Martín was shot in front of his wife": of one whom a sentence only
    describes the next gives the name, and tells no other town."""
    if told.sentence - cluster.last_sentence != 1 or told.mention.is_distinct or told.family != "Attack":
        return False
    mine = [m for m in _people_hit(told) if m.type == "Person"]
    theirs = [m for other in cluster.told for m in _people_hit(other)]
    is_of_one = bool(theirs) and all(m.kind == "nominal" and _is_single(m) for m in theirs)
    is_named = len({m.label for m in mine}) == 1 and mine[0].kind == "name"
    is_elsewhere = bool(told.settlements) and bool(cluster.settlements - told.settlements)
    is_then = is_bare_of_time(told) or _is_day_before_news(told, cluster) or (told.day in cluster.days)
    return is_of_one and is_named and not is_elsewhere and is_then


def _people_hit(told: Told) -> list[Mention]:
    return [a.mention for a in told.mention.arguments if a.role in AIMED_AT and a.mention.type in ("Person", "Thing")]


def _is_single(told: Mention) -> bool:
    word = told.label.lower().rpartition(" ")[2]
    return not word.endswith("s") and word not in _SEVERAL


def is_of_other_people(told: Told, cluster: Cluster) -> bool:
    """ "Gunmen shot an elder on Friday. … (some sentences on) … Bombs on a train killed 57": much later, to others, and no word
    in common.

    "The attack", "the attackers" and a bare outcome may take up anything that was told.
    """
    if told.sentence - cluster.last_sentence <= NEAR or in_common(told, cluster):
        return False
    if told.meant & (DOERS | SUFFERERS) or (
        is_bare_of_time(told) and (told.mention.is_definite or told.mention.is_result)
    ):
        return False
    mine, theirs = ({key for role, key in filled if role in AIMED_AT} for filled in (told.filled, cluster.filled))
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def agree(mine: frozenset[str] | frozenset[int], theirs: set[str] | set[int]) -> bool:
    """Whether two sets of entities have one in common, or one of them says nothing."""
    return not mine or not theirs or not mine.isdisjoint(theirs)


def tolls_fit(told: Told, cluster: Cluster) -> bool:
    """Whether a figure may be of the same deed as those given before: the same, an outcome's, or another source's."""
    mention = told.mention
    if told.toll is None or mention.is_definite or not cluster.tolls:
        return True
    is_near_outcome = mention.is_result and cluster.last_sentence == told.sentence
    is_near_outcome |= mention.is_result and mention.is_of_more and told.sentence - cluster.last_sentence == 1
    return (
        told.toll in cluster.tolls or is_near_outcome or any(_is_other_account(told, other) for other in cluster.told)
    )


def _is_other_account(told: Told, other: Told) -> bool:
    """ "The army said 10 soldiers were killed", "the rebels claimed they killed 14 soldiers": one toll as two sources have it."""
    mine, theirs = told.mention, other.mention
    if mine.killed is None or theirs.killed is None or not (mine.is_result and is_bare(told)):
        return False
    sources, others = (set(m.attributed_to) for m in (mine, theirs))
    is_of_two = bool(sources and others) and sources.isdisjoint(others)
    dead = [{a.mention.label.lower().split()[-1] for a in m.arguments if a.role == "victim"} for m in (mine, theirs)]
    is_of_same = dead[0] <= _ANYBODY or dead[0] == dead[1]
    return is_of_two and is_of_same and is_other_account(theirs.killed, mine.killed)


_ANYBODY = frozenset({"people", "persons", "civilians", "villagers"})
"""Words for the dead that say nothing of who they were."""


def _is_other_outcome(told: Told, cluster: Cluster) -> bool:
    """ "A bomb killed eight people at a market, and gunmen killed six in X": an outcome of others, with a toll of its own."""
    mine, theirs = ({key for role, key in filled if role in DOING} for filled in (told.filled, cluster.filled))
    is_told_apart = bool(mine and theirs) and mine.isdisjoint(theirs) and bool(told.settlements)
    return is_told_apart and told.toll is not None and bool(cluster.tolls) and told.toll not in cluster.tolls


def is_other_deed(told: Told, cluster: Cluster) -> bool:
    """ "A bomber struck a shop, and a convoy was hit by a mine": in one sentence, other doers or weapons and another aim."""
    if told.sentence != cluster.last_sentence:
        return False
    if told.mention.is_result:
        return _is_other_outcome(told, cluster)
    if told.family == "SeizureOfPower" and _is_by_forces_alone(told, cluster):
        return False  # "the military dissolved the government hours after troops arrested the prime minister"
    if {key for role, key in told.filled if role == "target"} & {k for r, k in cluster.filled if r == "perpetrator"}:
        return False  # "they drove the attackers back and shot four of them"
    for roles in (("target",), ("perpetrator", "weapon")):
        mine = {key for role, key in told.filled if role in roles}
        theirs = {key for role, key in cluster.filled if role in roles}
        if not mine or not theirs or mine & theirs:
            return False
    return True


def _is_by_forces_alone(told: Told, cluster: Cluster) -> bool:
    """Whether nobody is named who did either of two deeds, but for forces, and neither says that it was at another time."""
    mentions = (told.mention, *(other.mention for other in cluster.told))
    doers = [a.mention for m in mentions for a in m.arguments if a.role == "perpetrator"]
    is_apart = told.mention.is_distinct or (not is_bare_of_time(told) and bool(cluster.dates))
    return not is_apart and all(doer.type == "StateForce" and doer.kind == "nominal" for doer in doers)


def is_done_elsewhere(told: Told, cluster: Cluster) -> bool:
    """ "Gunmen robbed a bank. … Soldiers on the border ambushed a patrol": in a later sentence, other doers and other aims.

    Both sides say by whom or with what and at what, and share nobody and no noun; the guards of a bank may be all that
    two tellings of one raid have in common. In one sentence both say where instead ("held off an assault on a hotel in the
    town until Friday, when a convoy was shot up on the road").
    """
    if told.mention.is_definite or told.mention.is_result or is_pointing_back(told, cluster):
        return False
    if is_named_next(told, cluster):
        return False
    if any(other.mention.is_headline for other in cluster.told):
        return False
    mine, theirs = ({key for role, key in filled if role in DOING} for filled in (told.filled, cluster.filled))
    if told.sentence == cluster.last_sentence:
        is_told_apart = bool(told.mention.places) and any(other.mention.places for other in cluster.told)
    else:
        is_told_apart = bool(mine and theirs)
    return is_told_apart and mine.isdisjoint(theirs) and _have_other_aims(told, cluster)


DOING = ("perpetrator", "weapon")
"""The roles of whoever does something, and of what they do it with."""


def _have_other_aims(told: Told, cluster: Cluster) -> bool:
    """Whether both say what was aimed at, and the aims of one share neither an entity nor a noun with anything in the other."""
    aims = _aims(told)
    others = [aim for other in cluster.told for aim in _aims(other)]
    sites = [place.mention for other in cluster.told for place in other.mention.places]
    words = cluster.nouns.union(map(_noun, (*others, *sites)))
    entities = {key for _, key in cluster.filled}
    is_apart = words.isdisjoint(map(_noun, aims)) and entities.isdisjoint(
        k for role, k in told.filled if role == "target"
    )
    return bool(aims and others) and is_apart


def _aims(told: Told) -> list[Mention]:
    return [a.mention for a in told.mention.arguments if a.role == "target"]


def is_of_other_time(told: Told, cluster: Cluster, times: Mapping[int, Sequence[DateRange]]) -> bool:
    """ "Rebels raided X on Friday. … In 2014, after years of talks, they had seized Y": a sentence, or else the one before it,
    that speaks of other times than that of an event told earlier, where the mention has no date of its own.

    Whoever says "the raid" or "the coup leader" may say so at any time, and so may whoever gives the same toll or the same town.
    """
    mention = told.mention
    if told.sentence == cluster.last_sentence or not is_bare_of_time(told) or not cluster.dates:
        return False
    if mention.is_definite or mention.is_modifier:
        return False
    is_same_toll = told.toll is not None and told.toll > 1 and told.toll in cluster.tolls
    if is_same_toll or not told.settlements.isdisjoint(cluster.settlements) or is_pointing_back(told, cluster):
        return False
    named = times.get(told.sentence) or times.get(told.sentence - 1, ())
    # The day of whoever tells of it says nothing of when it was.
    spoken = [d for d in named if mention.date is None or d.span != mention.date.span]
    # Nor does the day on which a siege ended.
    before = [other.mention for other in cluster.told]
    lent = {m.date.span for m in before if m.date is not None and (m.is_date_borrowed or m.is_end)}
    spoken = [d for d in spoken if d.span not in lent]
    spans = [days for d in spoken if (days := days_told(d)) is not None]
    return bool(spans) and not any(_overlap(one, other) for one in spans for other in cluster.dates)


def _overlap(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return max(one[0], other[0]) <= min(one[1], other[1])


def is_counted_from(told: Told, cluster: Cluster) -> bool:
    """ "Six weeks before the coup, soldiers had tried to seize power": so long before another, it is not that one.

    But for hours: "dissolved the government hours after troops arrested the prime minister" is one coup.
    """
    return any(
        one.mention.counted is not None
        and other.mention.trigger.head in one.mention.counted.inside
        and not (told.family == "SeizureOfPower" and _is_within_a_day(one))
        for member in cluster.told
        if member.sentence == told.sentence
        for one, other in ((told, member), (member, told))
    )


def _is_within_a_day(told: Told) -> bool:
    date = told.mention.date
    return date is not None and date.text.lower().startswith(("hours", "minutes"))


def is_of_who_fell(told: Told, cluster: Cluster) -> bool:
    """ "Removed the colonel who had himself come to power by force": whoever falls in one seizure of power made another."""
    if told.family != "SeizureOfPower":
        return False
    mine, theirs = told.filled, cluster.filled
    return any(
        ("target", key) in other and role == "perpetrator"
        for one, other in ((mine, theirs), (theirs, mine))
        for role, key in one
    )


def is_by_other_side(told: Told, cluster: Cluster) -> bool:
    """ "Gunmen shot an elder. … Troops killed six militants near the town": an attack of one side, and a later one of the other."""
    if (
        told.family != "Attack"
        or told.sentence == cluster.last_sentence
        or told.mention.is_definite
        or (told.mention.is_defence and told.sentence - cluster.last_sentence <= NEAR)
        or told.meant & DOERS
    ):
        return False
    if told.mention.is_result and is_bare(told):
        return False  # "Soldiers killed six gunmen": those who attacked
    return bool(told.sides and cluster.sides) and told.sides.isdisjoint(cluster.sides)


def is_by_others(told: Told, cluster: Cluster) -> bool:
    """ "Rebels took the town", "the army retook it": both say who, and nobody is in both."""
    mine = {key for role, key in told.filled if role == "perpetrator"}
    theirs = {key for role, key in cluster.filled if role == "perpetrator"}
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def days_of(event: Sequence[EventMention], *, is_any: bool = False) -> set[str]:
    """The single days that an event is said to be of, in words of its own; or, where asked, in those of whoever tells of it."""
    bounds = [days_told(m.date) for m in event if is_any or not m.is_date_borrowed]
    return {first for first, last in (b for b in bounds if b is not None) if first == last}


def dates_fit(told: Told, cluster: Cluster) -> bool:
    """Dates that were resolved must overlap; one borrowed from a reporting clause contradicts nothing."""
    mine = days_told(told.mention.date)
    if mine is None or told.mention.is_date_borrowed:
        return True
    return all(
        _overlap(mine, days)
        or _is_sequel(told, mine, days)
        or _is_end(told, mine, days)
        or _is_start(mine, days, cluster)
        for days in cluster.dates
    )


LASTING = timedelta(days=4)
"""How long an attack may last of which the end is told by its day."""


def _is_end(told: Told, mine: tuple[str, str], days: tuple[str, str]) -> bool:
    """ "Gunmen attacked a hotel on Friday. … Soldiers ended the siege on Saturday": one attack."""
    if not told.mention.is_end or mine[0] != mine[1] or days[0] != days[1]:
        return False
    return timedelta(0) <= date.fromisoformat(mine[0]) - date.fromisoformat(days[0]) <= LASTING


def _is_start(mine: tuple[str, str], days: tuple[str, str], cluster: Cluster) -> bool:
    """ "The last rebels gave up on Thursday, bringing the coup attempt to an end. … The mutiny began on Sunday": one event."""
    ends = {days_told(other.mention.date) for other in cluster.told if other.mention.is_end}
    if cluster.first.family != "SeizureOfPower" or days not in ends or mine[0] != mine[1]:
        return False
    return timedelta(0) <= date.fromisoformat(days[1]) - date.fromisoformat(mine[0]) <= NEWS


SETTLING = timedelta(days=14)
"""How long it takes whoever has seized power to proclaim himself ruler."""


def _is_sequel(told: Told, mine: tuple[str, str], days: tuple[str, str]) -> bool:
    """ "Guards locked up the president on Monday, and their general proclaimed himself ruler two days later": one coup."""
    if told.family != "SeizureOfPower" or told.mention.is_distinct or any(role == "target" for role, _ in told.filled):
        return False
    if mine[0] != mine[1] or days[0] != days[1]:
        return False
    return timedelta(0) <= date.fromisoformat(mine[0]) - date.fromisoformat(days[0]) <= SETTLING


def is_same_coup(told: Told, cluster: Cluster) -> bool:
    """ "X also led the coup of 2012", of which an earlier sentence has told with its date: power is not seized twice at a time."""
    mine = None if is_bare_of_time(told) else days_told(told.mention.date)
    is_coup = told.family == cluster.first.family == "SeizureOfPower" and told.sentence != cluster.last_sentence
    return is_coup and mine is not None and any(_overlap(mine, days) for days in cluster.dates)


def in_common(told: Told, cluster: Cluster) -> int:
    """How much a mention shares with an event; a shared day or place counts most."""
    mention = told.mention
    is_same_coup = (
        told.family == "SeizureOfPower" and mention.country is not None and mention.country in cluster.countries
    )
    return (
        2 * int(told.day is not None and told.day in cluster.days)
        + 2 * len(told.settlements & cluster.settlements)
        + len(told.filled & cluster.filled)
        + int(is_same_coup)
        + int(is_pointing_back(told, cluster))
        + int(told.sentence == cluster.last_sentence)
    )
