"""Repairs of words that a parser takes for another part of speech, and of what hangs on them for that."""

from __future__ import annotations

import dataclasses

from kg.model import Token
from kg.text.repairs.words import DONE_TO
from kg.text.tree import Edge, Tree

_NAMES = frozenset({"NNP", "NNPS"})
_PLURALS = frozenset({"NNS", "VBZ"})
"""Tags of words in -s, which may be plurals of nouns or verbs."""


def joined_verbs(tree: Tree, token: Token) -> None:
    """ "Rwanda arms and commands the rebels", "Iran trains, arms and pays them", with the arms or the trains as nouns.

    A name before several such words and a noun with its article behind them is who does it all to whom.
    """
    verbs = _verbs_around(tree, token.index)
    name = verbs[0] - 1 if verbs else -1
    if name < 0 or tree.tokens[name].tag not in _NAMES:
        return
    last, words = verbs[-1], [tree.tokens[verb] for verb in verbs]
    opening = tree.tokens[last + 1] if last + 1 < len(tree.tokens) else None
    is_governing = opening is not None and (opening.tag in ("DT", "PRP$") or opening.tag in _NAMES)
    if not is_governing or (all(word.tag == "VBZ" for word in words) and tree.first(verbs[0], "subject") is not None):
        return
    object_ = _top(tree, last + 1, last)
    outside = next((e for verb in verbs if (e := tree.up(verb)) is not None and e.head not in (*verbs, object_)), None)
    if tree.is_verb(object_) or any(edge.head in verbs for edge in tree.ancestors(name) if edge.head == object_):
        return
    for verb in verbs:
        tree.retag(dataclasses.replace(tree.tokens[verb], pos="VERB", tag="VBZ"))
        if tree.up(verb) is not None:
            tree.detach(verb)
    if outside is not None:
        tree.move(Edge("clause" if outside.role == "subject" else outside.role, outside.head, verbs[0], outside.marker))
    subject = _top(tree, name, -1, below=verbs[0])
    for edge in tree.edges(verbs[0], "determiner", "modifier"):
        tree.move(Edge(edge.role, subject, edge.dependent))
    tree.move(Edge("subject", verbs[0], subject))
    tree.move(Edge("object", last, object_))
    for verb in verbs[1:]:
        tree.move(Edge("conjunct", verbs[0], verb))


_BEGINNING = frozenset({"begin", "start", "continue", "resume", "stop"})
BEGUN = frozenset({"training", "bombing", "shelling", "arming", "attacking"})
"""What is begun to be done to somebody."""


def begun_training(tree: Tree, token: Token) -> None:
    """ "Have begun training X": the first word behind the verb is what was begun to be done to them, and no kind of them."""
    verb = token.index - 1
    edge = tree.up(token.index)
    if verb < 1 or tree.tokens[verb].lemma not in _BEGINNING or edge is None or edge.role != "compound":
        return
    above = tree.up(edge.head)
    if above is None or (above.role, above.head) != ("object", verb) or token.tag != "NN":
        return
    tree.retag(dataclasses.replace(token, pos="VERB", tag="VBG"))
    tree.move(Edge("open clause", verb, token.index))
    tree.move(Edge("object", token.index, edge.head))


FOUGHT = frozenset({"fight", "combat", "counter"})
"""What somebody is helped to do to others, words that may be nouns."""


def helped_to_fight(tree: Tree, token: Token) -> None:
    """ "To help the army fight X": the army fights, and is no kind of fight."""
    edge, army = tree.up(token.index), token.index - 1
    own = tree.up(army)
    if edge is None or edge.role != "object" or tree.tokens[edge.head].lemma != "help" or own is None:
        return
    if (own.role, own.head) != ("compound", token.index):
        return
    tree.retag(dataclasses.replace(token, pos="VERB", tag="VB"))
    tree.move(Edge("object", edge.head, army))
    tree.move(Edge("open clause", edge.head, token.index))
    for below in tree.edges(token.index):
        if below.dependent < army:
            tree.move(Edge(below.role, army, below.dependent, below.marker))
        elif below.role == "apposition":
            tree.move(Edge("object", token.index, below.dependent))


def _verbs_around(tree: Tree, joining: int) -> list[int]:
    """The words in -s that "and" and commas join to each other, in order; empty where they are not at least two."""
    tokens = tree.tokens
    if not 0 < joining < len(tokens) - 1:
        return []
    found = [joining - 1, joining + 1]
    while found[0] > 1 and tokens[found[0] - 1].text == "," and _is_in_s(tokens[found[0] - 2]):
        found.insert(0, found[0] - 2)
    return found if all(_is_in_s(tokens[word]) for word in found) else []


def _is_in_s(word: Token) -> bool:
    return word.tag in _PLURALS and word.text.islower() and word.text.endswith("s")


def _top(tree: Tree, word: int, after: int, below: int | None = None) -> int:
    """The noun to which a word belongs, between the words at two indices."""
    top = word
    for edge in tree.ancestors(word):
        is_within = edge.head > after and (below is None or edge.head < below)
        if not is_within or tree.is_verb(edge.head):
            break
        top = edge.head
    return top


def joined_participle(tree: Tree, token: Token) -> None:
    """ "Is armed and paid by X" with "armed" as what somebody is: with an agent behind them, both are done to him."""
    copula = tree.first(token.index, "copula")
    if copula is None or token.tag != "JJ" or not token.text.endswith("ed"):
        return
    joined = [e.dependent for e in tree.edges(token.index, "conjunct") if tree.tokens[e.dependent].tag == "VBN"]
    # "Is armed, trained and directed by X": a list, of which a parser has the rest for how he is armed.
    listed = [e.dependent for e in tree.edges(token.index, "adverbial") if _goes_on(tree, token.index, e.dependent)]
    if not any(tree.agents(verb) for verb in (*joined, *listed)):
        return
    for verb in listed:
        tree.move(Edge("conjunct", token.index, verb))
    tree.retag(dataclasses.replace(token, pos="VERB", tag="VBN"))
    tree.move(Edge("passive auxiliary", token.index, copula))
    subject = tree.first(token.index, "subject")
    if subject is not None:
        tree.move(Edge("passive subject", token.index, subject))


def participle_with_copula(tree: Tree, token: Token) -> None:
    """ "The governor was waylaid" with "waylaid" as what he is: a participle behind a form of "to be" is done to him."""
    copula = tree.first(token.index, "copula")
    if copula is None or token.tag != "VBN" or copula > token.index or token.text.lower() in _STATES:
        return
    if tree.tokens[copula].text.lower() not in _FORMS_OF_BE or tree.first(token.index, "object") is not None:
        return
    tree.move(Edge("passive auxiliary", token.index, copula))
    subject = tree.first(token.index, "subject")
    if subject is not None:
        tree.move(Edge("passive subject", token.index, subject))


_FORMS_OF_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_STATES = frozenset({"gone", "done", "come", "fallen", "risen", "finished", "used", "supposed"})
"""Participles that say how somebody or something is, and not what was done to it."""


def done_as_well(tree: Tree, token: Token) -> None:
    """ "They were stopped at a checkpoint and gunned down" with the gunning down as what they did: it was done to them as well."""
    edge = tree.up(token.index)
    if edge is None or edge.role != "conjunct" or token.tag not in ("VBD", "VB") or edge.head > token.index:
        return
    word = token.text.lower()
    is_done_to = token.lemma in DONE_TO or word in DONE_TO or word in _DONE_AS_WELL
    own = tree.edges(token.index, "subject", "passive subject", "object", "auxiliary", "passive auxiliary", "mark")
    if is_done_to and not own and tree.is_passive(edge.head) and not tree.edges(edge.head, "object"):
        tree.retag(dataclasses.replace(token, pos="VERB", tag="VBN"))


_DONE_AS_WELL = frozenset(
    """
    beaten bound bundled burned burnt dragged driven flogged flown freed hacked hanged hauled led marched put raped robbed stabbed
    taken thrown tied tortured whipped
    """.split()
)
"""Participles of what is done to people one thing after the other, beside those of `DONE_TO`."""


def verb_with_object(tree: Tree, token: Token) -> None:
    """ "The rebels set fire to lorries" with "set" as what they are: what has a subject and an object and no copula is a verb."""
    if (
        token.text.lower() != "aged"
        and token.tag == "JJ"
        and tree.first(token.index, "object") is not None
        and not tree.edges(token.index, "copula")
    ):
        subject = tree.first(token.index, "subject")
        if subject is not None and subject < token.index:
            tree.retag(dataclasses.replace(token, pos="VERB", tag="VBD"))


RULING = frozenset({"heads", "leads", "rules", "commands", "controls", "governs", "runs", "chairs"})
"""Words in -s for what a leader does, which may be nouns."""


def verb_of_leader(tree: Tree, token: Token) -> None:
    """ "X, a Tuareg, heads the Front" with the heads as one more X: what has an object and stands behind a comma is done to it."""
    edge = tree.up(token.index)
    object_ = tree.first(token.index, "object")
    if token.tag != "NNS" or edge is None or object_ is None or object_ < token.index or edge.head > token.index:
        return
    is_beside = edge.role in ("conjunct", "apposition", "parataxis") and tree.tokens[edge.head].pos == "PROPN"
    if (
        not is_beside
        or tree.tokens[token.index - 1].text != ","
        or tree.edges(token.index, "determiner", "coordinator")
    ):
        return
    above = tree.up(edge.head)
    if above is not None:
        return
    tree.retag(dataclasses.replace(token, pos="VERB", tag="VBZ"))
    tree.detach(token.index)
    tree.move(Edge("subject", token.index, edge.head))
    for other in tree.edges(edge.head, "conjunct", "punctuation", "parataxis"):
        if other.dependent > token.index:
            tree.move(Edge(other.role, token.index, other.dependent))


_ARTICLES = frozenset({"the", "a", "an", "this", "that"})


def noun_with_article(tree: Tree, token: Token) -> None:
    """ "Claimed the car bomb that tore through X": what has an article and no subject is a noun, whatever it may be elsewhere."""
    if token.tag not in ("VB", "VBP") or tree.edges(token.index, "subject", "auxiliary", "mark", "object"):
        return
    articles = [e.dependent for e in tree.edges(token.index, "determiner") if e.dependent < token.index]
    articles = [article for article in articles if tree.tokens[article].text.lower() in _ARTICLES]  # not "some say"
    between = tree.tokens[articles[0] + 1 : token.index] if articles else []
    if not articles or any(word.tag not in ("JJ", "NN", "NNP", "CD", "HYPH", "VBN") for word in between):
        return
    tree.retag(dataclasses.replace(token, pos="NOUN", tag="NN"))
    edge = tree.up(token.index)
    if (
        edge is not None
        and edge.role in ("open clause", "clause")
        and tree.is_verb(edge.head)
        and edge.head < token.index
    ):
        tree.move(Edge("object", edge.head, token.index))


def _goes_on(tree: Tree, first: int, verb: int) -> bool:
    """Whether a participle stands right behind another and a comma, and has one more joined to it."""
    is_next = verb == first + 2 and tree.tokens[first + 1].text == "," and tree.tokens[verb].tag == "VBN"
    return is_next and any(tree.edges(e.dependent, "coordinator") for e in tree.edges(verb, "conjunct"))
