"""Sentences of our own, grown from a small grammar, with their UD trees.

    python templates.py 20        # prints twenty of them

Treebanks of web and wiki text show few of the constructions that conflict news lives on, and a parser trained on them
errs there: it takes main verbs for reduced relatives ("The rebels shelled on Monday ..."), reduced relatives for main
verbs ("Troops backed by X took ..."), hangs the by-phrase of "the raid on the base in X by Y" on "base", and breaks
lists of places. Each function here builds one phrase of that kind; words are drawn at random. Labels follow
UD_English-EWT and -GUM of 2025.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator

from treebanks import Word
from trees import (
    PASSIVE,
    Node,
    adjective,
    between_commas,
    comma,
    conjoin,
    finite,
    indefinite,
    linearise,
    noun,
    nouns,
    the,
    with_case,
    with_mark,
    word,
)
from vocabulary import FAMILY_NAMES, GIVEN_NAMES, LONG_TITLES, PEOPLE, PLACES, TITLES, Verb, regular_verb, split

BE = Verb("be", "was", "been", "being", "is")
HAVE = Verb("have", "had", "had", "having", "has")
SAY = Verb("say", "said", "said", "saying", "says")
LEAVE = Verb("leave", "left", "left", "leaving", "leaves")
TAKE = Verb("take", "took", "taken", "taking", "takes")

MORE_PLACES = split(
    "Kenya Cameroon Ghana Senegal Mauritania Algeria Egypt Uganda Rwanda Mozambique Afghanistan Pakistan Colombia "
    "Ukraine Lebanon Eritrea Burundi Angola Zambia Liberia Gambia Tunisia Morocco Thailand Honduras Peru Bolivia Gaza "
    "Aleppo Mosul Juba Beni Bunia Agadez Tahoua Kaduna Zamfara Sokoto Borno Baghdad Benghazi Mekelle Nampula Damboa"
)
FLAT_PLACES = (("Burkina", "Faso"), ("Sierra", "Leone"), ("Sri", "Lanka"), ("Addis", "Ababa"), ("El", "Fasher"))
COMPOUND_PLACES = (("South", "Sudan"), ("Ivory", "Coast"), ("Port", "Sudan"), ("Equatorial", "Guinea"))
REGIONS = split("northern southern eastern western central")
NATIONALITIES = split(
    "Malian Nigerian Sudanese French Russian Ethiopian Somali Libyan Chadian Syrian Iraqi Turkish Rwandan Congolese "
    "Ukrainian American British Israeli Lebanese Yemeni Colombian Haitian Kenyan Egyptian Thai Burmese Pakistani Afghan "
    "Indian Filipino Indonesian Fijian Chechen Georgian Serbian Kurdish Greek Spanish Chilean Argentine Bolivian Peruvian"
)
PARTISANSHIPS = split("Islamist jihadist armed suspected separatist rebel masked mutinous loyal foreign hostile")
GROUPS = split("JNIM ISWAP AQIM M23 FARC Hamas Hezbollah Wagner ISGS ELN RENAMO UNITA TPLF ADF")
BODIES = split("ECOWAS NATO Parliament UNICEF Amnesty Washington Paris Moscow Brussels")
COLLECTIVES = split(
    "junta army military militia government regime coalition group commander president opposition parliament cabinet "
    "ministry court leader administration navy party council governor prosecutor"
)
#: People who are in the news without bearing arms.
BYSTANDERS = split(
    "farmers miners teachers doctors nurses residents witnesses lawmakers diplomats pirates migrants workers troops "
    "relatives drivers fishermen engineers prisoners survivors traders herders"
)
WEEKDAYS = split("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
MONTHS = split(
    "January February March April May June July August September October November December Jan. Feb. Aug. Sept. Oct. "
    "Nov. Dec."
)
SITES = split("base village convoy checkpoint market mosque prison camp airport barracks hospital town school station")
PRECISE = {"base": "army", "convoy": "military", "station": "police", "camp": "refugee", "post": "border"}

KILLING = (
    *map(regular_verb, split("kill wound injure execute abduct murder behead detain arrest")),
    Verb("kidnap", "kidnapped", "kidnapped", "kidnapping", "kidnaps"),
)
CAPTURING = (
    *map(regular_verb, split("capture seize attack shell raid storm besiege occupy recapture bomb ambush loot")),
    Verb("overrun", "overran", "overrun", "overrunning", "overruns"),
    Verb("retake", "retook", "retaken", "retaking", "retakes"),
    Verb("hit", "hit", "hit", "hitting", "hits"),
)
OUSTING = (
    *map(regular_verb, split("oust depose topple detain arrest assassinate appoint dismiss replace accuse")),
    Verb("overthrow", "overthrew", "overthrown", "overthrowing", "overthrows"),
)
#: Verbs of state and policy, each with the objects that go with it.
POLICIES = (
    (regular_verb("impose"), ("sanctions", "restrictions"), "on"),
    (regular_verb("suspend"), ("elections", "aid", "talks"), ""),
    (regular_verb("postpone"), ("elections", "talks", "protests"), ""),
    (regular_verb("reject"), ("demands", "proposals", "accusations"), ""),
    (regular_verb("launch"), ("attacks", "raids", "airstrikes"), "against"),
    (regular_verb("deploy"), ("troops", "reinforcements", "peacekeepers"), "to"),
    (regular_verb("demand"), ("elections", "reforms", "concessions"), ""),
)
REPORTING = (
    SAY,
    *map(
        regular_verb,
        split("announce report claim confirm warn declare state add acknowledge reveal insist argue complain predict"),
    ),
)
MOVING = (
    *map(regular_verb, split("retreat surrender escape protest advance resign defect clash return")),
    Verb("flee", "fled", "fled", "fleeing", "flees"),
    Verb("fight", "fought", "fought", "fighting", "fights"),
    Verb("die", "died", "died", "dying", "dies"),
)
EVENTS_ON = split("attack raid assault ambush strike bombing shelling")
EVENTS_OF = split("killing assassination abduction arrest overthrow murder detention capture shelling siege execution")
NUMBERS = split("two three four five seven nine ten 11 12 15 17 20 23 30 38 45 60 75 120 200 300")


class Grammar:
    """Grows phrases; every method draws its words and its choice of construction from `rng`."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def chance(self, probability: float) -> bool:
        """Return True as often as asked."""
        return self.rng.random() < probability

    # Names, dates, numbers.

    def place(self) -> Node:
        """Return the name of a place."""
        if self.chance(0.12):
            head, rest = self.rng.choice(FLAT_PLACES)
            return word(head, "NNP").after("flat", word(rest, "NNP"))
        if self.chance(0.12):
            rest, head = self.rng.choice(COMPOUND_PLACES)
            return word(head, "NNP").before("compound", word(rest, "NNP"))
        return word(self.rng.choice((*PLACES, *MORE_PLACES)), "NNP")

    def located(self) -> Node:
        """Return a place with what may stand around it: "northern X", "the town of X", "X's Y region"."""
        kind = self.rng.randrange(7)
        if kind == 0:
            return self.place().before("amod", adjective(self.rng.choice(REGIONS)))
        if kind == 1:
            settlement = noun(self.rng.choice(["town", "city", "village", "region", "province"]))
            return the(settlement).after("nmod", with_case("of", self.place()))
        if kind == 2:
            region = noun(self.rng.choice(["region", "province", "state", "district"]))
            return self.possessed(region.before("compound", self.place()))
        return self.place()

    def places(self) -> Node:
        """Return a list of two to four places."""
        count = self.rng.choice([2, 3, 3, 3, 4])
        return conjoin([self.place() for _ in range(count)], serial_comma=self.chance(0.3))

    def possessed(self, node: Node) -> Node:
        """Put the name of a place in the genitive before a noun phrase."""
        owner = self.place().after("case", word("'s", "POS"))
        return node.before("nmod:poss", owner)

    def person(self) -> Node:
        """Return a person by name, mostly with a title or an office before it."""
        name = word(self.rng.choice(FAMILY_NAMES), "NNP")
        if self.chance(0.75):
            name = word(self.rng.choice(GIVEN_NAMES), "NNP").after("flat", name)
        kind = self.rng.randrange(7)
        if kind == 6:
            first, last = self.rng.choice(LONG_TITLES)
            return name.before("nmod:desc", word(last, "NNP").before("compound", word(first, "NNP")))
        if kind < 3:
            return name.before("nmod:desc", word(self.rng.choice(TITLES), "NNP"))
        if kind == 3:
            office = word("Minister", "NNP").before("amod", word("Prime", "NNP", "ADJ", ""))
            return name.before("nmod:desc", office)
        if kind == 4:
            office = noun(self.rng.choice(["spokesman", "commander", "chief", "leader"]))
            office = office.before(
                "compound", noun(self.rng.choice(["army", "rebel", "police", "militia", "opposition"]))
            )
            return name.before("nmod:desc", office)
        return name

    def group(self) -> Node:
        """Return an armed group or an organisation by name."""
        kind = self.rng.randrange(10)
        if kind == 0:
            return word("Boko", "NNP").after("flat", word("Haram", "NNP"))
        if kind == 1:
            return word("State", "NNP").before("amod", word("Islamic", "NNP", "ADJ", ""))
        if kind == 2:
            tail = word(self.rng.choice(["Qaeda", "Shabaab"]), "NNP")
            head = word("al", "NNP")
            head = head.after("punct", word("-", "HYPH")) if self.chance(0.5) else head
            return head.after("flat", tail)
        if kind == 3:
            forces = word("Forces", "NNPS").before("compound", word("Support", "NNP"))
            return the(forces.before("amod", word("Rapid", "NNP", "ADJ", "")))
        if kind == 4:
            return the(word("Union", "NNP").before("amod", word("African", "NNP", "ADJ", "")))
        if kind == 5:
            return the(word("Nations", "NNPS").before("amod", word("United", "NNP", "ADJ", "")))
        if kind == 6:
            return word(self.rng.choice(BODIES), "NNP")
        return word(self.rng.choice(GROUPS), "NNP")

    def groups(self) -> Node:
        """Return one group, or two."""
        return conjoin([self.group(), self.group()]) if self.chance(0.4) else self.group()

    def date(self) -> tuple[str, Node]:
        """Return a date and what its label adds: ":unmarked" where no preposition stands before it."""
        kind = self.rng.randrange(8)
        year = word(str(self.rng.randrange(1990, 2026)), "CD")
        month = word(self.rng.choice(MONTHS), "NNP")
        day = word(str(self.rng.randrange(1, 31)), "CD")
        if kind == 0:
            weekday = word(self.rng.choice(WEEKDAYS), "NNP")
            early = self.chance(0.25)
            return ":unmarked", weekday.before(
                "advmod", word(self.rng.choice(["early", "late"]), "RB")
            ) if early else weekday
        if kind <= 2:
            return "", with_case("on", word(self.rng.choice(WEEKDAYS), "NNP"))
        if kind == 3:
            return "", with_case("on", day.after("nmod:unmarked", month).after("nmod:unmarked", year))
        if kind == 4:
            date = day.before("nmod:unmarked", month)
            if self.chance(0.6):
                date = date.after("punct", comma()).after("nmod:unmarked", year)
            return "", with_case("on", date)
        if kind == 5:
            return "", with_case(self.rng.choice(["in", "in", "since"]), year)
        if kind == 6:
            return "", with_case("in", month.after("nmod:unmarked", year))
        span = noun(self.rng.choice(["year", "week", "month"]))
        return ":unmarked", span.before("amod", adjective("last"))

    def number(self) -> Node:
        """Return a number, one in three with "at least", "more than" or "nearly"."""
        number = word(self.rng.choice(NUMBERS), "CD")
        kind = self.rng.randrange(9)
        if kind == 0:
            return number.before("nmod", with_case("at", word("least", "JJS")))
        if kind == 1:
            return number.before("advmod", word("more", "JJR").after("fixed", word("than", "IN")))
        if kind == 2:
            return number.before("advmod", word(self.rng.choice(["nearly", "about"]), "RB"))
        return number

    # Noun phrases.

    def people(self) -> Node:
        """Return several people: "the rebels", "at least 12 Malian soldiers", "Boko Haram fighters"."""
        node = nouns(self.rng.choice(BYSTANDERS) if self.chance(0.3) else self.rng.choice(PEOPLE).plural)
        kind = self.rng.randrange(6)
        if kind == 0:
            node = node.before("amod", adjective(self.rng.choice(NATIONALITIES)))
        elif kind == 1:
            node = node.before("amod", adjective(self.rng.choice(PARTISANSHIPS)))
        elif kind == 2:
            node = node.before("compound", noun(self.rng.choice(["army", "rebel", "government", "militia"])))
        kind = self.rng.randrange(7)
        if kind == 0:
            return the(node)
        if kind <= 2:
            return node.before("nummod", self.number())
        if kind == 3:
            return node.before("amod", adjective("several"))
        return node

    def victims(self) -> Node:
        """Return people as the object of violence; now and then "dozens of people"."""
        if self.chance(0.15):
            count = nouns(self.rng.choice(["dozens", "hundreds", "scores"]))
            return count.after("nmod", with_case("of", nouns(self.rng.choice(PEOPLE).plural)))
        if self.chance(0.2):
            return nouns("people").before("nummod", self.number())
        return self.crowd() if self.chance(0.12) else self.people()

    def crowd(self) -> Node:
        """Return a list of officials or of kinds of people: "the governor, two judges and several soldiers"."""
        count = self.rng.choice([2, 3, 3])
        return conjoin([self.official() if self.chance(0.5) else self.people() for _ in range(count)])

    def official(self) -> Node:
        """Return an office holder without a name: "the defence minister"."""
        office = noun(self.rng.choice(["minister", "chief", "governor", "judge", "mayor", "spokesman", "adviser"]))
        if self.chance(0.5):
            kind = self.rng.choice(["defence", "interior", "finance", "army", "police", "intelligence", "district"])
            office = office.before("compound", noun(kind))
        return the(office)

    def body(self) -> Node:
        """Return a collective actor: "the junta", "Mali's military government", "a rebel group"."""
        node = noun(self.rng.choice(COLLECTIVES))
        kind = self.rng.randrange(5)
        if kind == 0:
            node = node.before(
                "amod", adjective(self.rng.choice(["military", "transitional", "ruling", "new", "interim", "former"]))
            )
        elif kind == 1:
            node = node.before("amod", adjective(self.rng.choice(NATIONALITIES)))
        if self.chance(0.3):
            return self.possessed(node)
        return indefinite(node) if self.chance(0.15) else the(node)

    def actor(self) -> Node:
        """Return whoever may act, without modifiers after it."""
        builders = [self.people, self.body, self.group, self.person, self.crowd, self.named_group]
        return self.rng.choices(builders, [10, 8, 4, 4, 1, 1])[0]()

    def named_group(self) -> Node:
        """Return a group with its name in apposition: "the jihadist group JNIM"."""
        group = noun(self.rng.choice(["group", "movement", "militia", "faction"]))
        group = group.before("amod", adjective(self.rng.choice(["jihadist", "Islamist", "separatist", "armed"])))
        return the(group).after("appos", word(self.rng.choice(GROUPS), "NNP"))

    def subject(self) -> Node:
        """Return an actor, half the time with something between it and the verb to come."""
        kind = self.rng.randrange(20)
        if kind < 2:
            if self.chance(0.7):
                return self.person().after(*self.name_parenthesis("who"))
            return self.group().after(*self.name_parenthesis("which"))
        if kind < 11:
            node = self.people() if self.chance(0.7) else self.body()
            return node.after(*(self.restrictive(node) if self.chance(0.6) else self.parenthesis(node)))
        return self.actor()

    def name_parenthesis(self, pronoun: str) -> tuple[str, Node]:
        """Return what is said between commas about a name: ", the leader of X," or ", who seized power in 2020,"."""
        if self.chance(0.5):
            role = noun(self.rng.choice(["leader", "commander", "founder", "head", "ally", "rival", "spokesman"]))
            return "appos", between_commas(the(role).after("nmod", with_case("of", self.actor())))
        return "acl:relcl", between_commas(self.relative(noun("one"), pronoun))

    def restrictive(self, node: Node) -> tuple[str, Node]:
        """Return a modifier that follows its noun without a comma."""
        kind = self.rng.randrange(6)
        if kind <= 1:
            return "acl", self.participle()
        if kind == 2:
            relative = self.relative(node, "who" if node.is_plural else "that")
            return "acl:relcl", relative
        if kind == 3:
            loyal = adjective(self.rng.choice(["loyal", "close", "hostile"]))
            return "amod", loyal.after("obl", with_case("to", self.actor()))
        if kind == 4:
            return "nmod", with_case(self.rng.choice(["from", "in", "of"]), self.located())
        demand = word(self.rng.choice(["demanding", "carrying", "seeking", "using"]), "VBG")
        return "acl", demand.after("obj", nouns(self.rng.choice(["reforms", "weapons", "concessions", "guns"])))

    def participle(self) -> Node:
        """Return a reduced relative clause that opens with a past participle."""
        kind = self.rng.randrange(5)
        if kind <= 1:
            verb = word(
                self.rng.choice(split("led backed commanded armed trained supported detained")), "VBN", "", PASSIVE
            )
            agent = self.person() if self.chance(0.6) else self.actor()
            return verb.after("obl:agent", with_case("by", agent))
        if kind == 2:
            verb = word(self.rng.choice(["linked", "allied", "opposed", "tied"]), "VBN", "", PASSIVE)
            return verb.after("obl", with_case("to", self.groups()))
        if kind == 3:
            verb = word(
                self.rng.choice(split("based stationed deployed trained held captured wounded")), "VBN", "", PASSIVE
            )
            return verb.after("obl", with_case("in", self.located()))
        verb = word("accused", "VBN", "", PASSIVE)
        crime = word(self.rng.choice(KILLING).ing, "VBG").after("obj", self.victims())
        return verb.after("advcl", with_mark("of", crime))

    def relative(self, node: Node, pronoun: str) -> Node:
        """Return a subject relative clause."""
        who = word(pronoun, "WP" if pronoun == "who" else "WDT")
        return self.predicate(node, visible=who)

    def parenthesis(self, node: Node) -> tuple[str, Node]:
        """Return a modifier set off by commas."""
        kind = self.rng.randrange(4)
        if kind == 0:
            return "acl", between_commas(self.participle())
        if kind == 1 and node.is_plural:
            return "nmod", between_commas(with_case("including", self.people()))
        if kind == 2 and not node.is_plural:
            role = the(noun(self.rng.choice(["force", "group", "authority", "rival"])))
            role = role.after("nmod", with_case(self.rng.choice(["in", "of"]), self.located()))
            return "appos", between_commas(role)
        pronoun = "who" if node.is_plural else "which"
        return "acl:relcl", between_commas(self.relative(node, pronoun))

    def site(self) -> Node:
        """Return a place that can be attacked: "an army base in X", "the town of X"."""
        name = self.rng.choice(SITES)
        node = noun(name)
        if name in PRECISE and self.chance(0.6):
            node = node.before("compound", noun(PRECISE[name]))
        node = the(node) if self.chance(0.5) else indefinite(node)
        if self.chance(0.7):
            node = node.after("nmod", with_case(self.rng.choice(["in", "in", "near", "outside"]), self.located()))
        return node

    # Clauses.

    def verb_form(self, verb: Verb, subject: Node) -> Node:
        """Return a verb in the active voice: mostly past, else present, perfect, pluperfect, future or progressive."""
        kind = self.rng.choices(
            ["past", "present", "perfect", "pluperfect", "future", "progressive"], [10, 1, 3, 2, 1, 1]
        )[0]
        if kind in {"past", "present"}:
            return finite(verb, subject, past=kind == "past")
        if kind == "future":
            modal = word(self.rng.choice(["will", "would", "could"]), "MD")
            return word(verb.base, "VB").before("aux", modal)
        if kind == "progressive":
            return word(verb.ing, "VBG").before("aux", finite(BE, subject, past=self.chance(0.5), upos="AUX"))
        have = finite(HAVE, subject, past=kind == "pluperfect", upos="AUX")
        return self.inserted(word(verb.participle, "VBN"), subject).before("aux", have)

    def inserted(self, participle: Node, subject: Node) -> Node:
        """Put a word between auxiliary and participle now and then: "had already seized", "had himself seized"."""
        if self.chance(0.15):
            return participle.before("advmod", word(self.rng.choice(["already", "also", "since", "repeatedly"]), "RB"))
        if self.chance(0.1):
            number, form = ("Plur", "themselves") if subject.is_plural else ("Sing", "himself")
            feats = f"Case=Acc|Number={number}|Person=3|PronType=Emp"
            return participle.before("obl:unmarked", Node(form, "PRP", "PRON", feats))
        return participle

    def passive_form(self, verb: Verb, subject: Node) -> Node:
        """Return a verb in the passive voice."""
        participle = word(verb.participle, "VBN", "", PASSIVE)
        if self.chance(0.25):
            participle = participle.before("aux:pass", word("been", "VBN", "AUX"))
            return participle.before("aux", finite(HAVE, subject, past=self.chance(0.4), upos="AUX"))
        return participle.before("aux:pass", finite(BE, subject, past=True, upos="AUX"))

    def predicate(self, subject: Node, *, visible: Node | None = None) -> Node:
        """Return a clause about `subject`; `visible` stands in its place where it is a relative pronoun."""
        build = self.rng.choices(
            [self.violent, self.capturing, self.ousting, self.policy, self.idiom, self.moving, self.passive],
            [4, 5, 3, 3, 3, 3, 3],
        )[0]
        return build(subject, subject if visible is None else visible)

    def circumstances(self, clause: Node, *, place: bool = True) -> Node:
        """Add a place, a date, both or neither."""
        if place and self.chance(0.45):
            clause = clause.after("obl", with_case(self.rng.choice(["in", "in", "near", "across"]), self.located()))
        if self.chance(0.4):
            suffix, date = self.date()
            clause = clause.after(f"obl{suffix}", date)
        return clause

    def violent(self, subject: Node, visible: Node) -> Node:
        """Return "X killed Y in Z on Tuesday"."""
        verb = self.verb_form(self.rng.choice(KILLING), subject).before("nsubj", visible)
        verb = verb.after("obj", self.victims())
        if self.chance(0.25):
            event = indefinite(noun(self.rng.choice(EVENTS_ON)))
            event = event.after("nmod", with_case("on", self.site())) if self.chance(0.5) else event
            return self.circumstances(verb.after("obl", with_case("in", event)), place=False)
        return self.circumstances(verb)

    def capturing(self, subject: Node, visible: Node) -> Node:
        """Return "X attacked the base in Y"; a place name may stand as the object."""
        verb = self.verb_form(self.rng.choice(CAPTURING), subject).before("nsubj", visible)
        verb = verb.after("obj", self.site() if self.chance(0.75) else self.located())
        return self.circumstances(verb, place=False)

    def ousting(self, subject: Node, visible: Node) -> Node:
        """Return "X ousted President Y", at times with "himself" or a time gone by."""
        verb = self.verb_form(self.rng.choice(OUSTING), subject)
        verb = verb.before("nsubj", visible).after("obj", self.person() if self.chance(0.7) else self.body())
        if self.chance(0.2):
            span = nouns(self.rng.choice(["days", "weeks", "months", "years"])).before("nummod", word("three", "CD"))
            when = word(self.rng.choice(["earlier", "later"]), "RBR").before("obl:unmarked", span)
            return verb.after("advmod", when)
        return self.circumstances(verb)

    def policy(self, subject: Node, visible: Node) -> Node:
        """Return "X imposed sanctions on Y"."""
        verb, objects, preposition = self.rng.choice(POLICIES)
        clause = self.verb_form(verb, subject).before("nsubj", visible).after("obj", nouns(self.rng.choice(objects)))
        if preposition and self.chance(0.8):
            target = self.place() if self.chance(0.6) else self.actor()
            clause = clause.after("obl", with_case(preposition, target))
        return self.circumstances(clause, place=False)

    def idiom(self, subject: Node, visible: Node) -> Node:
        """Return a fixed phrase: "seized power", "opened fire on", "carried out attacks", "took control of"."""
        kind = self.rng.randrange(5)
        if kind == 0:
            verb = self.verb_form(self.rng.choice([TAKE, regular_verb("seize")]), subject).after("obj", noun("power"))
        elif kind == 1:
            verb = self.verb_form(regular_verb("open"), subject).after("obj", noun("fire"))
            verb = verb.after("obl", with_case("on", self.victims()))
        elif kind == 2:
            verb = self.verb_form(regular_verb("carry"), subject).after("compound:prt", word("out", "RP"))
            verb = verb.after("obj", nouns(self.rng.choice(["attacks", "raids", "bombings", "killings"])))
        elif kind == 3:
            verb = self.verb_form(regular_verb("claim"), subject).after(
                "obj", noun("responsibility").after("nmod", with_case("for", the(noun(self.rng.choice(EVENTS_ON)))))
            )
        else:
            verb = self.verb_form(TAKE, subject).after(
                "obj", noun("control").after("nmod", with_case("of", self.located()))
            )
        return self.circumstances(verb.before("nsubj", visible), place=kind in {0, 2})

    def moving(self, subject: Node, visible: Node) -> Node:
        """Return a clause without an object: "X fled to Y", "X fought with Y"."""
        verb = self.rng.choice(MOVING)
        clause = self.verb_form(verb, subject).before("nsubj", visible)
        if verb.base in {"clash", "fight"}:
            clause = clause.after("obl", with_case("with", self.actor()))
        elif verb.base in {"flee", "retreat", "return", "escape"} and self.chance(0.6):
            clause = clause.after("obl", with_case("to", self.located()))
        return self.circumstances(clause)

    def passive(self, subject: Node, visible: Node) -> Node:
        """Return "X was killed by Y in Z"."""
        verb = self.rng.choice((*KILLING, *OUSTING))
        clause = self.passive_form(verb, subject).before("nsubj:pass", visible)
        if self.chance(0.6):
            agent = self.actor() if self.chance(0.8) else indefinite(noun("bomb").before("compound", noun("roadside")))
            clause = clause.after("obl:agent", with_case("by", agent))
        return self.circumstances(clause)

    def clause(self) -> Node:
        """Return a full clause; something may stand between its subject and its verb."""
        return self.predicate(self.subject())

    def short_clause(self) -> Node:
        """Return a clause whose subject has nothing after it."""
        return self.predicate(self.actor())

    # Sentences.

    def plain(self) -> Node:
        """Return a single clause, at times with a date before it."""
        clause = self.clause()
        if self.chance(0.2):
            suffix, date = self.date()
            clause = clause.before(f"obl{suffix}", date.after("punct", comma()))
        return clause

    def announced(self) -> Node:
        """Return "X announced on Tuesday that ...", where the date tempts a parser to read a reduced relative."""
        source = self.subject()
        verb = finite(self.rng.choice(REPORTING), source, past=self.chance(0.85))
        if self.chance(0.2):
            have = finite(HAVE, source, past=self.chance(0.5), upos="AUX")
            verb = word(self.rng.choice(REPORTING).participle, "VBN").before("aux", have)
        verb = verb.before("nsubj", source)
        has_date = self.chance(0.5)
        if has_date:
            suffix, date = self.date()
            verb = verb.after(f"obl{suffix}", date)
        elif self.chance(0.2):
            verb = verb.after("obl", with_case("in", indefinite(noun("statement"))))
        report = self.short_clause()
        return verb.after("ccomp", with_mark("that", report) if has_date or self.chance(0.5) else report)

    def told(self) -> Node:
        """Return "X told reporters that ..."."""
        source = self.actor()
        verb = finite(Verb("tell", "told", "told", "telling", "tells"), source, past=True).before("nsubj", source)
        verb = verb.after("iobj", nouns(self.rng.choice(["reporters", "journalists", "lawmakers", "residents"])))
        report = self.short_clause()
        return verb.after("ccomp", with_mark("that", report) if self.chance(0.7) else report)

    def attributed(self) -> Node:
        """Return "..., the army said on Tuesday" or "..., according to the army"."""
        clause, source = self.clause(), self.actor()
        if self.chance(0.4):
            source = with_case("according", source)
            return clause.after("obl", source.before("punct", comma()))
        verb = finite(SAY, source, past=True).before("nsubj", source).before("ccomp", clause.after("punct", comma()))
        if self.chance(0.4):
            suffix, date = self.date()
            verb = verb.after(f"obl{suffix}", date)
        return verb

    def event_on(self) -> Node:
        """Return "the attack on the base in X by Y fighters on Tuesday": the agent hangs on the event."""
        event = noun(self.rng.choice(EVENTS_ON))
        if self.chance(0.3):
            event = event.before("amod", adjective(self.rng.choice(["deadly", "recent", "coordinated", "suspected"])))
        if self.chance(0.15):
            event = event.before("nmod:poss", self.group().after("case", word("'s", "POS")))
        else:
            event = the(event) if self.chance(0.7) else indefinite(event)
        parts = [("nmod", with_case("on", self.site() if self.chance(0.7) else self.located()))]
        if self.chance(0.8):
            agent = self.people() if self.chance(0.6) else self.group()
            parts.insert(self.rng.choice([1, 1, 1, 0]), ("nmod", with_case("by", agent)))
        return self.dated_event(event, parts)

    def event_of(self) -> Node:
        """Return "the killing of X by Y in Z": the victim, the agent and the place hang on the event."""
        event = the(noun(self.rng.choice(EVENTS_OF)))
        parts = [("nmod", with_case("of", self.person() if self.chance(0.5) else self.victims()))]
        if self.chance(0.7):
            parts.append(("nmod", with_case("by", self.people() if self.chance(0.6) else self.group())))
        if self.chance(0.4):
            parts.append(("nmod", with_case("in", self.located())))
        return self.dated_event(event, parts)

    def dated_event(self, event: Node, parts: list[tuple[str, Node]]) -> Node:
        """Add the parts to an event noun, and at times a date."""
        for relation, part in parts:
            event = event.after(relation, part)
        if self.chance(0.25):
            suffix, date = self.date()
            event = event.after(f"nmod{suffix}", date)
        return event

    def happened(self) -> Node:
        """Return a sentence about an event noun: "the raid on X by Y killed 12 people"."""
        event = self.event_on() if self.chance(0.6) else self.event_of()
        kind = self.rng.randrange(6)
        if kind <= 1:
            verb = self.verb_form(self.rng.choice(KILLING[:3]), event).after("obj", self.victims())
        elif kind == 2:
            verb = finite(LEAVE, event, past=True).after("obj", self.victims()).after("xcomp", adjective("dead"))
        elif kind == 3:
            effect = noun(self.rng.choice(["outrage", "panic", "condemnation"]))
            verb = self.verb_form(self.rng.choice([regular_verb("cause"), regular_verb("provoke")]), event)
            verb = verb.after("obj", effect).after("obl", with_case("in", self.place()))
        elif kind == 4:
            verb = self.passive_form(regular_verb("condemn"), event).before("nsubj:pass", event)
            return verb.after("obl:agent", with_case("by", self.groups()))
        else:
            verb = finite(regular_verb("follow"), event, past=True)
            previous = nouns("protests").after(
                "nmod", with_case("in", self.places() if self.chance(0.6) else self.place())
            )
            verb = verb.after("obj", previous)
        return verb.before("nsubj", event)

    def reacted(self) -> Node:
        """Return a clause with an event noun as its object: "X condemned the killing of Y by Z"."""
        subject = self.actor()
        verb = self.rng.choice(list(map(regular_verb, split("condemn denounce report investigate welcome"))))
        event = self.event_on() if self.chance(0.5) else self.event_of()
        return self.verb_form(verb, subject).before("nsubj", subject).after("obj", event)

    def listed(self) -> Node:
        """Return a sentence with a list of places."""
        kind = self.rng.randrange(4)
        if kind == 0:
            event = nouns(self.rng.choice(["coups", "attacks", "protests", "killings", "clashes"]))
            event = event.after("nmod", with_case("in", self.places()))
            subject = self.body()
            verb = self.verb_form(self.rng.choice(list(map(regular_verb, ["condemn", "follow", "denounce"]))), subject)
            return verb.before("nsubj", subject).after("obj", event)
        if kind == 1:
            leaders = the(nouns(self.rng.choice(["leaders", "governments", "armies", "juntas"])))
            leaders = leaders.after("nmod", with_case("of", self.places()))
            verb = finite(Verb("meet", "met", "met", "meeting", "meets"), leaders, past=True).before("nsubj", leaders)
            return self.circumstances(verb)
        if kind == 2:
            subject = self.subject()
            verb = self.verb_form(regular_verb("carry"), subject).before("nsubj", subject)
            verb = verb.after("compound:prt", word("out", "RP")).after("obj", nouns("attacks"))
            return verb.after("obl", with_case("in", self.places()))
        first = self.clause()
        follow = word("followed", "VBN", "", PASSIVE)
        events = nouns(self.rng.choice(["coups", "protests", "attacks", "mutinies"]))
        events = events.after("nmod", with_case("in", self.places()))
        follow = follow.after("obl:agent", with_case("by", events))
        return first.after("advcl", follow.before("punct", comma()))

    def described(self) -> Node:
        """Return a sentence with an event that a clause describes: "X condemned an attack that killed 12 people"."""
        subject = self.actor()
        event = noun(self.rng.choice([*EVENTS_ON, "coup", "mutiny", "explosion"]))
        if self.chance(0.3):
            event = event.before("compound", self.group_modifier())
        event = indefinite(event) if self.chance(0.6) else the(event)
        if self.chance(0.4):
            event = event.after("nmod", with_case("in", self.located()))
        event = event.after(*self.about_event(event))
        kind = self.rng.randrange(4)
        if kind == 0:
            verb = self.verb_form(Verb("die", "died", "died", "dying", "dies"), subject).before("nsubj", subject)
            return verb.after("obl", with_case("in", event))
        if kind == 1:
            verb = self.passive_form(self.rng.choice(KILLING[:3]), subject).before("nsubj:pass", subject)
            return verb.after("obl", with_case("in", event))
        verb = self.verb_form(regular_verb(self.rng.choice(["condemn", "denounce", "recall", "report"])), subject)
        return verb.before("nsubj", subject).after("obj", event)

    def about_event(self, event: Node) -> tuple[str, Node]:
        """Return "that killed X", "claimed by X" or "carried out by X"."""
        kind = self.rng.randrange(3)
        if kind == 0:
            verb = finite(self.rng.choice((*KILLING[:3], *OUSTING[:3])), event, past=True)
            verb = verb.before("nsubj", word("that", "WDT")).after(
                "obj", self.victims() if self.chance(0.6) else self.person()
            )
            return "acl:relcl", self.circumstances(verb)
        verb = word("claimed" if kind == 1 else "carried", "VBN", "", PASSIVE)
        verb = verb if kind == 1 else verb.after("compound:prt", word("out", "RP"))
        return "acl", verb.after("obl:agent", with_case("by", self.actor()))

    def group_modifier(self) -> Node:
        """Return a noun that may stand before an event noun: "a Boko Haram ambush", "a suicide bombing"."""
        if self.chance(0.5):
            return word(self.rng.choice(GROUPS), "NNP")
        return noun(self.rng.choice(["suicide", "mortar", "drone", "rocket", "insurgent", "rebel"]))

    def intended(self) -> Node:
        """Return "X vowed on Monday to do something"."""
        subject = self.subject()
        verb = regular_verb(self.rng.choice(split("vow threaten attempt agree refuse promise pledge decide try")))
        clause = self.verb_form(verb, subject).before("nsubj", subject)
        if self.chance(0.4):
            suffix, date = self.date()
            clause = clause.after(f"obl{suffix}", date)
        aim = word(self.rng.choice(CAPTURING).base, "VB").after(
            "obj", self.site() if self.chance(0.7) else self.located()
        )
        if self.chance(0.3):
            aim = word(self.rng.choice(OUSTING).base, "VB").after("obj", self.person())
        elif self.chance(0.3):
            aim = word(self.rng.choice(["hold", "postpone", "suspend"]), "VB").after("obj", self.negotiations())
        return clause.after("xcomp", with_mark("to", aim))

    def negotiations(self) -> Node:
        """Return "talks with X" or the like."""
        node = nouns(self.rng.choice(["talks", "elections", "negotiations", "meetings"]))
        return node.after("nmod", with_case("with", self.actor())) if self.chance(0.6) else node

    def joined(self) -> Node:
        """Return two clauses, one of them subordinate: "X did, after the army postponed elections"."""
        main = self.short_clause() if self.chance(0.6) else self.clause()
        subordinator = self.rng.choice(["after", "when", "before", "as", "after", "because", "since"])
        other = with_mark(subordinator, self.short_clause())
        if self.chance(0.3):
            return main.before("advcl", other.after("punct", comma()))
        return main.after("advcl", other)

    def resulted(self) -> Node:
        """Return a clause with a participle after it: "..., killing at least 12 people"."""
        main = self.clause()
        if self.chance(0.7):
            result = word(self.rng.choice(KILLING[:5]).ing, "VBG").after("obj", self.victims())
            if self.chance(0.3):
                more = word(self.rng.choice(["wounding", "injuring", "displacing"]), "VBG").before(
                    "cc", word("and", "CC")
                )
                result = result.after("conj", more.after("obj", nouns("others").before("nummod", self.number())))
        else:
            flee = with_mark("to", word(self.rng.choice(["flee", "surrender", "retreat"]), "VB"))
            result = word("forcing", "VBG").after("obj", self.victims()).after("xcomp", flee)
        return main.after("advcl", result.before("punct", comma()))

    def coordinated(self) -> Node:
        """Return one subject with two verbs, or two clauses with "but"."""
        first = self.clause()
        if self.chance(0.4):
            second = self.short_clause().before("cc", word(self.rng.choice(["but", "and"]), "CC"))
            return first.after("conj", second.before("punct", comma()))
        subject = next(node for relation, node in first.left if relation in {"nsubj", "nsubj:pass"})
        second = self.verb_form(self.rng.choice(CAPTURING), subject).after("obj", self.site())
        return first.after("conj", second.before("cc", word("and", "CC")))

    def sentence(self) -> Node:
        """Return the tree of one sentence, with its full stop."""
        kinds: list[tuple[Callable[[], Node], int]] = [
            (self.plain, 6),
            (self.announced, 6),
            (self.told, 1),
            (self.attributed, 2),
            (self.happened, 4),
            (self.reacted, 2),
            (self.listed, 3),
            (self.joined, 3),
            (self.resulted, 2),
            (self.coordinated, 2),
            (self.described, 3),
            (self.intended, 2),
        ]
        builders, weights = zip(*kinds, strict=True)
        return self.rng.choices(builders, weights)[0]().after("punct", word(".", "."))


def template_trees(count: int, rng: random.Random, longest: int = 40) -> Iterator[tuple[Word, ...]]:
    """Yield `count` sentences of at most `longest` words."""
    grammar = Grammar(rng)
    while count:
        tree = linearise(grammar.sentence())
        if len(tree) <= longest:
            count -= 1
            yield tree


def main() -> None:
    """Print some sentences with the head and label of every word."""
    for tree in template_trees(int(sys.argv[1]), random.Random(1)):
        print("".join(word.form + " " * word.space for word in tree))
        print("   ", *(f"{w.form}/{w.dep}>{tree[w.head - 1].form if w.head else 'ROOT'}" for w in tree))


if __name__ == "__main__":
    main()
