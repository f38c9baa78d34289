"""Repairs of what verbs take beside a subject: objects, agents, clauses told, tried and ordered."""

from __future__ import annotations

from kg.model import Token
from kg.text.repairs.dates import DEEDS, is_date
from kg.text.repairs.words import INTRANSITIVE, NOMINAL, TIMES
from kg.text.tree import Edge, Tree

_GIVING = frozenset({"give", "offer", "hand", "lend", "send", "grant", "sell", "pay"})

_GETTING = frozenset({"get", "receive", "provide", "supply"})
"""Verbs beside those of giving of which somebody says how much is given or got each year."""

_GIVEN = frozenset(
    {"arms", "weapons", "ammunition", "money", "cash", "funds", "aid", "support", "training", "shelter", "sanctuary"}
)
"""What somebody gives to others that no name stands before: "gave Renamo arms"."""

_TAKING = frozenset({"take", "takes", "took", "taking", "hold", "holds", "held", "holding"})


_TRYING = frozenset({"attempt", "bid", "effort", "plot", "try", "plan", "conspiracy"})
"""Nouns whose infinitive says what was tried."""

_TELLING = frozenset("announce declare say state report confirm claim add reveal tell inform write".split())
"""Verbs of which a clause with "that" tells what was said."""

_TELEPHONES = frozenset("telephone phone e-mail email letter fax telegram message radio text post satellite".split())
"""What people tell something by."""

_ORDERED = frozenset(
    """
    arrested detained jailed imprisoned removed deposed ousted overthrown stripped placed put locked flown handcuffed
    bundled dismissed expelled executed murdered assassinated hanged seized taken driven shut confined
    """.split()
)
"""Participles of what is done on somebody's order."""


def particle(tree: Tree, token: Token) -> None:
    """ "Forced out X": a particle taken for a preposition belongs to the verb right before it, and X is done to.

    In "packed him off to London" it belongs to the verb as well.
    """
    edge, verb = tree.up(token.index), token.index - 1
    phrase = tree.up(edge.head) if edge is not None and edge.role == "case" else None
    him = tree.up(verb)
    if phrase is not None and him is not None and (him.role, him.head) == ("object", phrase.head):
        tree.move(Edge("particle", phrase.head, token.index))
        return
    if edge is None or phrase is None or phrase.role != "oblique" or phrase.head != verb:
        return
    if not tree.is_passive(verb) and tree.first(verb, "object") is None:
        tree.move(Edge("particle", verb, token.index))
        tree.move(Edge("object", verb, edge.head))


def as_clause(tree: Tree, token: Token) -> None:
    """ "Gunmen kill 23 as blast claims 11": a noun between "as" and a verb is the subject of that verb."""
    noun, mine = token.index - 1, tree.up(token.index)
    theirs = tree.up(noun) if noun > 0 else None
    if mine is None or theirs is None or theirs.marker != "as" or theirs.role != "oblique" or theirs.head != mine.head:
        return
    case = tree.first(noun, "case")
    is_clause = mine.role in ("parataxis", "conjunct", "clause", "adverbial")
    if is_clause and case is not None and not tree.edges(token.index, "subject", "mark"):
        tree.move(Edge("subject", token.index, noun))
        tree.move(Edge("adverbial", mine.head, token.index, "as"))
        tree.move(Edge("mark", token.index, case))


def second_object(tree: Tree, token: Token) -> None:
    """ "Killed himself and four guards": a noun right behind an object and "and" is one more object, and no clause.

    So is the other of "crushed his rival, and with him a peace".
    """
    edge = tree.up(token.index)
    if edge is None or edge.role != "conjunct" or not tree.is_verb(edge.head) or tree.edges(token.index, "copula"):
        return
    own = tree.first(edge.head, "object")
    if own is None or not edge.head < own < token.index:
        return
    between = tree.tokens[own + 1 : token.index]
    joint = next((t.index for t in between if t.tag == "CC"), None)
    if joint == own + 2 and between[0].text == "," and tree.tokens[joint + 1].text.lower() == "with":
        joint, between = own + 1, [t for t in between if t.tag not in (",", "PRP")]
    if token.tag == "NN" and not any(t.tag in ("DT", "CD", "JJ", "PRP$", "JJS") for t in between):
        return  # "support the customers and help …", where a parser takes the verb for a noun
    if joint == own + 1 and all(t.tag in ("CC", "DT", "CD", "JJ", "PRP$", "RB", "IN", "JJS", "NN") for t in between):
        tree.move(Edge("conjunct", own, token.index, edge.marker))


_LENGTHS = frozenset(
    {"night", "morning", "bit", "lot", "way", "foot", "mile", "yard", "metre", "meter", "kilometre", "km"}
)
"""Nouns that stand right behind a verb and say how far or how much."""

_LEADING = frozenset({"DT", "CD", "JJ", "PRP$", "NN", "NNP", "HYPH"})
"""Tags of what stands before the last noun of a phrase."""


def object_right_behind(tree: Tree, token: Token) -> None:
    """ "Claimed another 25 lives shortly after noon", "pulled 23 travellers off buses" with the lives or the travellers hung on
    what stands behind them: a noun right behind a verb that lacks an object is what it is done to."""
    clauses = tree.edges(token.index, "clause", "open clause", "copula")
    if tree.is_passive(token.index) or any(tree.tokens[e.dependent].pos != "NUM" for e in clauses):
        return
    own = tree.up(token.index)
    if token.pos != "VERB" or token.tag == "VBN" or (own is not None and own.role in ("modifier", "compound", "case")):
        return  # "was a commander", "the following month", "located 50 km south of it"
    objects = {e.dependent for e in tree.edges(token.index, "object")}
    place, tokens = token.index + 1, tree.tokens
    while place < len(tokens) and tokens[place].tag in _LEADING:
        place += 1
    is_noun = place < len(tokens) and tokens[place].tag in ("NNS", "NNPS")
    place = place if is_noun else place - 1
    if place <= token.index or tokens[place].pos not in ("NOUN", "PROPN") or tokens[token.index + 1].tag == "NNP":
        return
    edge = tree.up(place)
    is_lent = (
        edge is not None
        and edge.head > place
        and edge.role in ("nominal", "other", "oblique", "modifier")
        and not edge.marker
    )
    if edge is None or not is_lent or is_date(tree, place) or tokens[place].lemma in TIMES | _LENGTHS:
        return  # "began 12 days ago", "fled two hours later"
    case = tree.first(edge.head, "case")
    if objects == {edge.head} and case is not None and place < case < edge.head:
        tree.move(Edge("oblique", token.index, edge.head, tokens[case].text.lower()))
    elif objects:
        return
    tree.move(Edge("object", token.index, place))


def given(tree: Tree, token: Token) -> None:
    """ "Gave the rebels weapons", "gave Renamo $5m": to the rebels, and not weapons of a kind."""
    given = tree.first(token.index, "object")
    if token.lemma not in _GIVING or given is None or tree.first(token.index, "indirect object") is not None:
        return
    both = [e.dependent for e in tree.edges(token.index, "object")]
    if (
        len(both) == 2
        and min(tree.below(both[0])) == token.index + 1
        and max(tree.below(both[0])) + 1 in tree.below(both[1])
    ):
        if tree.tokens[both[0]].pos == "PROPN" and _is_given(tree, both[1]):
            tree.move(Edge("indirect object", token.index, both[0]))  # "sends Ruritania €50m"
        return
    for edge in tree.edges(given, "compound"):
        is_named = tree.tokens[edge.dependent].tag in _NAMES and _is_given(tree, given)
        if (is_named or tree.tokens[edge.dependent].tag in ("NNS", "NNPS")) and edge.dependent == given - 1:
            tree.move(Edge("indirect object", token.index, edge.dependent))
            for article in tree.edges(given, "determiner"):
                tree.move(Edge("determiner", edge.dependent, article.dependent))


_NAMES = frozenset({"NNP", "NNPS"})
_PER_TIME = frozenset({"year", "month", "week", "day"})


def _is_given(tree: Tree, noun: int) -> bool:
    """Whether a noun, or an amount of money, is what somebody gives to others that no name stands before."""
    word = tree.tokens[noun]
    return word.text.lower() in _GIVEN or (word.tag == "$" and bool(tree.edges(noun, "number")))


def given_each_year(tree: Tree, token: Token) -> None:
    """ "Gives X $600m a year in military aid": given in aid by the verb, and no year in aid."""
    if token.lemma not in _GIVING | _GETTING:
        return
    for time in tree.edges(token.index, "oblique"):
        is_each = tree.tokens[time.dependent].lemma in _PER_TIME and not time.marker
        article = tree.first(time.dependent, "determiner")
        if is_each and article is not None and tree.tokens[article].text.lower() in ("a", "each", "every"):
            for edge in tree.edges(time.dependent, "nominal"):
                if edge.marker in ("in", "to", "for", "from"):
                    tree.move(Edge("oblique", token.index, edge.dependent, edge.marker))


def what_they_call(tree: Tree, token: Token) -> None:
    """ "Bombed what the army called rebel targets", "hit what it said were depots": the targets are bombed, by whatever name."""
    edge, calling = tree.up(token.index), tree.first(token.index, "relative")
    if edge is None or calling is None or not tree.is_verb(edge.head) or edge.role not in _DONE_TO:
        return
    called = [e for e in tree.edges(calling, "object", "open clause", "clause", "oblique") if e.dependent > calling]
    named = next((e.dependent for e in called if e.role != "oblique" or e.marker == "as"), None)
    if named is None or tree.tokens[named].pos not in NOMINAL:
        return
    callers = [e.dependent for e in tree.edges(calling, "subject", "passive subject")]
    if (not callers or token.index in callers) and not tree.is_passive(calling):
        return  # "did what makes sense"
    tree.move(Edge(edge.role, edge.head, named))
    tree.move(Edge("parataxis", edge.head, calling))
    tree.move(Edge("other", calling, token.index))
    for case in tree.edges(named, "case", "copula"):
        tree.move(Edge("other", calling, case.dependent))


_NO_DEEDS = frozenset(
    "second minute hour day week month year decade century generation time office power piece".split()
)
"""Spans of time for which, and states from or to which, something is done by somebody, which nobody does himself."""


_FROM = frozenset({"from", "out of", "in", "at", "on", "outside", "near", "inside", "into", "to", "behind"})
"""Prepositions before whose something is that it is done at or taken from."""


def agent(tree: Tree, token: Token) -> None:
    """ "Was taken from his home by soldiers", "shot on Friday by rebels": no home and no day is done by anyone.

    Nor is what somebody is "listed as" by others.
    """
    if token.tag != "VBN" or not tree.is_passive(token.index) or tree.agents(token.index):
        return
    how = [e.dependent for e in tree.edges(token.index, "open clause") if tree.tokens[e.dependent].tag == "JJ"]
    for edge in (e for word in how for e in tree.edges(word, "oblique", "agent") if e.marker == "by"):
        tree.move(Edge("oblique", token.index, edge.dependent, "by"))  # "shot dead by gunmen"
        return
    beside = [e for word in (token.index, *how) for e in tree.edges(word, "oblique", "object")]
    for edge in beside:  # "shot dead at his home by"
        noun = edge.dependent
        if edge.role == "object" and not is_date(tree, noun) and tree.tokens[noun].lemma not in TIMES:
            continue  # "was overthrown the following January by X"
        is_no_deed = (
            is_date(tree, noun)
            or tree.tokens[noun].pos == "PROPN"
            or (tree.first(noun, "possessor") is not None and edge.marker in _FROM)
            or (edge.marker in ("as", "with") and tree.tokens[noun].lemma not in DEEDS)  # "supplied with guns by X"
            or tree.tokens[noun].lemma in _NO_DEEDS
            or (
                edge.marker == "at"
                and any(e.marker == "in" and tree.tokens[e.dependent].pos == "PROPN" for e in tree.edges(noun))
            )
        )
        for below in tree.edges(noun, "nominal"):
            if is_no_deed and below.marker == "by" and noun > token.index:
                tree.move(Edge("oblique", token.index, below.dependent, "by"))
                return


def up_of(tree: Tree, token: Token) -> None:
    """ "An alliance made up of X and Y", "drawn up by X": "up" goes with the verb, and what follows is "of" or "by" somebody."""
    edge, tokens = tree.up(token.index), tree.tokens
    if edge is None or edge.role != "case" or not 0 < token.index < len(tokens) - 1:
        return
    verb, phrase, behind = token.index - 1, tree.up(edge.head), tokens[token.index + 1].text.lower()
    if behind in ("of", "by", "with") and tree.is_verb(verb) and phrase is not None and phrase.head == verb:
        tree.move(Edge("particle", verb, token.index))
        tree.move(Edge(phrase.role, verb, edge.head, behind))


def perfect_apart(tree: Tree, token: Token) -> None:
    """ "India has for months equipped the guerrillas": what it has done, though a phrase of time stands between."""
    if token.text.lower() not in ("has", "have", "had") or tree.edges(token.index, "object", "auxiliary"):
        return
    for edge in tree.edges(token.index, "oblique"):
        if edge.marker not in ("for", "since", "over", "in") or edge.dependent < token.index:
            continue
        for below in tree.edges(edge.dependent, "participle"):
            verb = below.dependent
            if verb != edge.dependent + 1 or tree.tokens[verb].tag not in ("VBN", "VBD"):
                continue
            if tree.up(token.index) is None:
                tree.detach(verb)
            else:
                tree.put_in_place_of(token.index, verb)
            for other in tree.edges(token.index):
                tree.move(Edge(other.role, verb, other.dependent, other.marker))
            tree.move(Edge("auxiliary", verb, token.index))
            return


_MOVING = frozenset("defect switch desert cross go flee move turn pass transfer".split())


def from_one_to_another(tree: Tree, token: Token) -> None:
    """ "Defected from the army to the rebels": he went to them, and no army is to anybody."""
    if token.lemma not in _MOVING:
        return
    for edge in tree.edges(token.index, "oblique"):
        for below in tree.edges(edge.dependent, "nominal") if edge.marker == "from" else ():
            if below.marker == "to" and below.dependent > edge.dependent > token.index:
                tree.move(Edge("oblique", token.index, below.dependent, "to"))


_FREEING = frozenset("relieve strip rob deprive divest".split())


def relieved_of(tree: Tree, token: Token) -> None:
    """ "Relieved President X of his duties": he is relieved of them, and not their president."""
    whom = tree.first(token.index, "object", "passive subject") if token.lemma in _FREEING else None
    for edge in tree.edges(whom, "nominal") if whom is not None else ():
        if edge.marker == "of" and tree.edges(edge.dependent, "possessor") and edge.dependent > token.index:
            tree.move(Edge("oblique", token.index, edge.dependent, "of"))


_WHICH = frozenset({"WDT", "WP"})


def stranded(tree: Tree, token: Token) -> None:
    """ "The bloc which X and Y belong to", "the bloc to which X and Y belong": they do, and it is the bloc that they belong to."""
    above = tree.up(token.index)
    subjects = [e.dependent for e in tree.edges(token.index, "subject")]
    which = [e.dependent for e in tree.edges(token.index, "oblique") if tree.tokens[e.dependent].tag in _WHICH]
    if which and subjects and above is not None and above.role == "nominal" and above.head < which[0] < subjects[0]:
        tree.move(Edge("relative", above.head, token.index))
    asked = [
        e.dependent for e in tree.edges(token.index, "object", "subject") if tree.tokens[e.dependent].tag in _WHICH
    ]
    acting = [subject for subject in subjects if asked and asked[0] < subject < token.index]
    if not acting or acting[0] in asked:
        return
    is_object = asked[0] not in subjects  # "the town which they took over" is what they took
    for edge in tree.edges(token.index, "oblique", "adverb", "case", *(() if is_object else ("particle",))):
        word = tree.tokens[edge.dependent]
        if edge.dependent > token.index and word.tag in ("IN", "TO", "RP") and not tree.edges(edge.dependent):
            tree.move(Edge("case", asked[0], edge.dependent))
            tree.move(Edge("oblique", token.index, asked[0], word.text.lower()))
            return


def same_preposition(tree: Tree, token: Token) -> None:
    """ "Outside the headquarters of the police and outside the academy": the academy is one more of what stands behind the same
    preposition before it, and no more of the police."""
    edge = tree.up(token.index)
    if token.index == 0 or tree.tokens[token.index - 1].text.lower() not in ("and", "or") or edge is None:
        return
    mine = tree.up(edge.head) if edge.role == "case" else None
    if mine is None or mine.role != "conjunct" or mine.head > token.index:
        return
    word = token.text.lower()
    for noun in (mine.head, *(above.head for above in tree.ancestors(mine.head))):
        if any(tree.tokens[case.dependent].text.lower() == word for case in tree.edges(noun, "case")):
            if noun != mine.head:
                tree.move(Edge("conjunct", noun, edge.head, mine.marker))
            return
        if tree.is_verb(noun):
            return


def by_telephone(tree: Tree, token: Token) -> None:
    """ "X told reporters by telephone that …": he did, and no telephone."""
    if token.tag not in ("VBD", "VBN") or tree.first(token.index, "subject") is None:
        return
    for edge in tree.edges(token.index, "agent"):
        if tree.tokens[edge.dependent].lemma in _TELEPHONES:
            tree.move(Edge("oblique", token.index, edge.dependent, "by"))


def hostage(tree: Tree, token: Token) -> None:
    """ "Bandits took 80 students hostage": the students are taken, whatever kind of hostage a parser makes of them."""
    edge = tree.up(token.index)
    above = None if edge is None else tree.up(edge.head)
    if edge is not None and above is not None and (edge.role, edge.marker, above.role) == ("nominal", "of", "object"):
        _number_of_hostages(tree, token, edge, above)
    if edge is None or edge.role != "object":
        return
    is_taking = tree.tokens[edge.head].text.lower() in _TAKING
    taken = [e.dependent for e in tree.edges(token.index, "compound")]
    taken = [t for t in taken if tree.tokens[t].tag in ("NNS", "NNPS") or (is_taking and tree.tokens[t].tag == "NN")]
    if taken:
        tree.move(Edge("object", edge.head, taken[-1]))
        tree.move(Edge("open clause", edge.head, token.index))


def _number_of_hostages(tree: Tree, token: Token, edge: Edge, above: Edge) -> None:
    """ "They took dozens of people hostage": the same behind a number that is a noun."""
    taken = [e.dependent for e in tree.edges(token.index, "compound") if tree.tokens[e.dependent].tag == "NNS"]
    if not taken or tree.tokens[above.head].text.lower() not in _TAKING:
        return
    tree.move(Edge("nominal", edge.head, taken[-1], edge.marker))
    for case in tree.edges(token.index, "case"):
        tree.move(Edge("case", taken[-1], case.dependent))
    tree.move(Edge("open clause", above.head, token.index))


_DONE_TO = ("object", "passive subject", "subject")


def others_beside(tree: Tree, token: Token) -> None:
    """ "Killed a minister in the government and 19 other people": they are beside the minister, and no other governments."""
    edge = tree.up(token.index)
    is_own = edge is not None and edge.role == "modifier"
    others = edge.head if edge is not None and is_own else token.index
    joint = tree.up(others)
    phrase = None if joint is None or joint.role != "conjunct" else tree.up(joint.head)
    if joint is None or phrase is None or phrase.role != "nominal" or not tree.edges(others, "number"):
        return
    above = tree.up(phrase.head)
    is_one = tree.tokens[joint.head].tag in ("NN", "NNP") and not tree.edges(joint.head, "number")
    if is_one and above is not None and above.role in _DONE_TO and tree.tokens[phrase.head].tag in ("NN", "NNS"):
        tree.move(Edge("conjunct", phrase.head, others))


def reported_result(tree: Tree, token: Token) -> None:
    """ "Rebels ambushed a convoy, killing ten, police said": the killing is the rebels', and police only say so."""
    edge = tree.up(token.index) if token.tag == "VBG" else None
    if edge is None or edge.role != "adverbial" or edge.head < token.index:
        return
    if tree.edges(token.index, "auxiliary", "mark", "subject"):
        return  # "Although they were fighting, police said"
    told = [e.dependent for e in tree.edges(edge.head, "clause", "parataxis") if e.dependent < token.index]
    above = tree.up(edge.head)
    if not told and above is not None and above.head < token.index and tree.is_verb(above.head):
        told = [above.head]
    speakers = tree.edges(edge.head, "subject")
    if told and speakers and speakers[0].dependent > token.index:
        tree.move(Edge("adverbial", told[-1], token.index))


def result_of_main(tree: Tree, token: Token) -> None:
    """ "Bombs went off at funerals for those killed on Tuesday, leaving 25 dead": the bombs did, and not the killing before."""
    edge = tree.up(token.index) if token.tag == "VBG" and tree.tokens[token.index - 1].text == "," else None
    if edge is None or edge.role not in ("adverbial", "participle") or edge.head > token.index:
        return
    theirs = tree.up(edge.head)
    if theirs is None or theirs.role != "participle" or tree.tokens[edge.head].tag not in ("VBN", "VBD"):
        return
    if tree.edges(token.index, "mark", "subject") or tree.first(token.index, "object") is None:
        return
    verb = next((e.head for e in tree.ancestors(theirs.head) if tree.is_verb(e.head)), None)
    if verb is not None and verb < theirs.head and tree.first(verb, "subject", "passive subject") is not None:
        tree.move(Edge("adverbial", verb, token.index))


def joined_behind_colon(tree: Tree, token: Token) -> None:
    """ "It has known worse: a lorry went off at the junction and killed 600": the lorry did, and nothing before the colon."""
    edge, tokens = tree.up(token.index), tree.tokens
    if token.tag != "VBD" or edge is None or edge.role != "conjunct" or not edge.head < token.index:
        return
    colon = next((t.index for t in reversed(tokens[edge.head : token.index]) if t.text in (":", ";")), None)
    if colon is None or not tree.edges(token.index, "coordinator") or tree.edges(token.index, "subject"):
        return
    verbs = [v for v in range(colon + 1, token.index) if tokens[v].tag == "VBD" and tree.edges(v, "subject")]
    if verbs and tree.is_verb(verbs[-1]) and token.index not in {e.head for e in tree.ancestors(verbs[-1])}:
        tree.move(Edge("conjunct", verbs[-1], token.index))


def result(tree: Tree, token: Token) -> None:
    """ "Gunmen shot dead an elder": whom the adjective seems to govern is done to by the verb."""
    edge = tree.up(token.index)
    if edge is None or tree.tokens[edge.head].lemma in INTRANSITIVE:
        return  # "died aged 82"
    if edge.role == "open clause" and edge.head == token.index - 1:
        found = [e for e in tree.edges(token.index, "oblique") if not tree.edges(e.dependent, "case") and not e.marker]
        found = [e for e in found if tree.tokens[e.dependent].pos in NOMINAL and token.text.lower() == "dead"]
        for below in (*tree.edges(token.index, "object"), *found[:1]):
            tree.move(Edge("object", edge.head, below.dependent))
            # "Shot dead a couple and their children": the second is no clause of its own.
            for other in tree.edges(edge.head, "conjunct"):
                if tree.tokens[other.dependent].tag in ("NN", "NNS") and below.dependent < other.dependent:
                    tree.move(Edge("conjunct", below.dependent, other.dependent, other.marker))


def attempt_of_object(tree: Tree, token: Token) -> None:
    """ "Led a failed bid in March to topple X": it is the bid that is to topple X."""
    edge = tree.up(token.index)
    if token.tag != "VB" or edge is None or edge.role not in ("open clause", "adverbial", "participle"):
        return
    if not any(tree.tokens[mark.dependent].tag == "TO" for mark in tree.edges(token.index, "mark")):
        return
    for tried in tree.edges(edge.head, "object"):
        if edge.head < tried.dependent < token.index and tree.tokens[tried.dependent].lemma in _TRYING:
            tree.move(Edge("participle", tried.dependent, token.index))
            return


def had_done(tree: Tree, token: Token) -> None:
    """ "The general had the president arrested": he did so, through others."""
    subject = tree.first(token.index, "subject")
    if token.text.lower() not in ("had", "has", "having") or subject is None:
        return
    for edge in tree.edges(token.index, "open clause", "clause", "conjunct", "object"):
        if edge.role == "object":
            below = tree.edges(edge.dependent, "participle")
            done, whom = (below[0].dependent if below else -1), edge.dependent
        else:
            done = edge.dependent
            own = tree.first(done, "subject", "passive subject")
            whom = own if own is not None else tree.first(token.index, "object") or -1
        if not token.index < whom < done or not _is_ordered(tree.tokens[done]) or tree.agents(done):
            continue
        if tree.edges(done, "auxiliary", "passive auxiliary", "object", "mark"):
            continue
        if edge.role == "object":
            tree.move(Edge("open clause", token.index, done))
        tree.put_in_place_of(token.index, done)
        tree.move(Edge("auxiliary", done, token.index))
        tree.move(Edge("subject", done, subject))
        tree.move(Edge("object", done, whom))
        for other in tree.edges(token.index, "oblique", "adverbial", "punctuation"):
            tree.move(Edge(other.role, done, other.dependent, other.marker))
        return


def how_they_died(tree: Tree, token: Token) -> None:
    """ "Burned ten of the passengers to death": how they died, and nothing that the passengers have."""
    edge = tree.up(token.index)
    if edge is None or edge.role != "nominal" or edge.marker != "to":
        return
    verb = next((above.head for above in tree.ancestors(token.index) if tree.is_verb(above.head)), None)
    if verb is not None and verb < token.index:
        tree.move(Edge("oblique", verb, token.index, "to"))


def told(tree: Tree, token: Token) -> None:
    """ "Announced on television that X had been removed": told so by the verb, and no clause of the television."""
    edge = tree.up(token.index)
    if edge is None or edge.role not in ("participle", "relative") or tree.is_verb(edge.head):
        return
    marks = [tree.tokens[e.dependent] for e in tree.edges(token.index, "mark")]
    above = tree.up(edge.head)
    is_told_to = above is not None and above.role in ("oblique", "object", "indirect object")
    if above is None or not is_told_to or tree.tokens[above.head].lemma not in _TELLING:
        return
    is_that = any(mark.text.lower() == "that" and mark.tag == "IN" for mark in marks)
    is_told = is_that and tree.first(above.head, "clause") is None
    # "Told the politicians he was taking over": nobody else is told of by "he".
    is_bare = above.role == "indirect object" and not any(
        tree.tokens[i].tag in ("WDT", "WP") for i in range(edge.head, token.index)
    )
    if (is_told or is_bare) and tree.edges(token.index, "subject", "passive subject"):
        tree.move(Edge("clause", above.head, token.index))


def participle_aside(tree: Tree, token: Token) -> None:
    """ "The bloc, made up of X and Y, launched …": a participle between commas is said of the subject, which acts in the next."""
    subject, edge = tree.first(token.index, "subject"), tree.up(token.index)
    if token.tag != "VBN" or subject is None or edge is not None or tree.tokens[token.index - 1].text != ",":
        return
    if tree.edges(token.index, "auxiliary", "passive auxiliary") or tree.first(token.index, "object") is not None:
        return
    acting = [e.dependent for e in tree.edges(token.index, "conjunct") if tree.tokens[e.dependent].tag in _FINITE]
    verb = next((v for v in acting if tree.tokens[v - 1].text == "," or tree.tokens[v - 2].text == ","), None)
    if verb is None or tree.edges(verb, "coordinator", "subject", "passive subject"):
        return
    tree.put_in_place_of(token.index, verb)
    tree.move(Edge("subject", verb, subject))
    tree.move(Edge("participle", subject, token.index))


_FINITE = frozenset({"VBD", "VBZ", "VBP"})
"""Tags of verbs that have a subject of their own."""

_ANSWERING = frozenset({"respond", "react", "reply", "retaliate"})


def answered_with(tree: Tree, token: Token) -> None:
    """ "Responded to the coup with sanctions": with what somebody answers is of the verb, and not of what he answers."""
    if token.lemma not in _ANSWERING:
        return
    for answered in tree.edges(token.index, "oblique"):
        for edge in tree.edges(answered.dependent, "nominal") if answered.marker == "to" else ():
            if edge.marker in ("with", "by"):
                tree.move(Edge("oblique", token.index, edge.dependent, edge.marker))


def _is_ordered(word: Token) -> bool:
    """Whether a participle is of what somebody has others do, so that "had him arrested" tells of no harm of his own."""
    return word.tag in ("VBN", "VBD") and word.text.lower() in _ORDERED
