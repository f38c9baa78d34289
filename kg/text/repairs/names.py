"""Repairs of names and what stands beside them: titles, owners, articles joined by a hyphen, lists."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from itertools import pairwise

from kg.model import Token
from kg.text.repairs.dates import DEEDS
from kg.text.repairs.words import CALENDAR
from kg.text.tree import Edge, Tree

_NAMING = frozenset("elect name appoint proclaim declare crown choose make install designate nominate".split())
ARTICLES = frozenset("al el ad an ar as ash at az ul ud ur us".split())
"""Articles of Arabic that a hyphen joins to a name."""


def apposed(tree: Tree, token: Token) -> None:
    """ "Toppled the president, X, in May": a name alone between commas says who "the president" is, and lists nobody."""
    edge = tree.up(token.index)
    is_bare = edge is not None and edge.role == "nominal" and not tree.edges(token.index, "case")
    if edge is None or not (is_bare or edge.role in ("conjunct", "other", "parataxis", "apposition")):
        return
    inside = tree.below(token.index)
    first, last = min(inside), max(inside)
    while first < token.index and tree.tokens[first].pos == "PUNCT":
        first += 1
    while last > token.index and tree.tokens[last].pos == "PUNCT":
        last -= 1
    comma, noun = first - 1, first - 2
    is_noun = tree.tokens[noun].tag == "NN" or (
        tree.tokens[noun].tag == "NNP" and bool(tree.edges(token.index, "title"))
    )
    if noun < 0 or tree.tokens[comma].text != "," or not is_noun or noun in inside:
        return
    if edge.role == "apposition" and (edge.head == noun or not _is_misplaced(tree, noun, edge.head)):
        return
    # "Rear Admiral X": a word of a title may be read as an adjective.
    is_name = all(tree.tokens[i].pos == "PROPN" or tree.tokens[i].tag == "NNP" for i in range(first, last + 1))
    after = tree.tokens[last + 1].text if last + 1 < len(tree.tokens) else "."
    beyond = tree.tokens[last + 2].pos if last + 2 < len(tree.tokens) else ""
    # "Whose president, X, was killed": of a name that hangs nowhere in the tree it is the clause behind it that needs it.
    is_placed = edge.role in ("conjunct", "apposition")
    closing = {"CCONJ", "PROPN"} if is_placed else {"CCONJ", "PROPN", "AUX", "VERB"}
    is_closed = after in (".", ";") or (after == "," and beyond not in closing)
    is_definite = any(
        e.role == "possessor" or tree.tokens[e.dependent].text.lower() == "the"
        for e in tree.edges(noun, "determiner", "possessor")
    )
    if is_name and is_closed and is_definite and not tree.edges(noun, "apposition"):
        tree.move(Edge("apposition", noun, token.index))


def named_officer(tree: Tree, token: Token) -> None:
    """ "The leader of the Front, Ana Ruiz, was shot" with her as one more Front: what no "and" joins is no list, but who leads it.

    Nor is General X, in "the man behind the coup, General X", another word for the coup.
    """
    edge = tree.up(token.index)
    phrase = None if edge is None or edge.marker else tree.up(edge.head)
    if edge is None or phrase is None or phrase.role != "nominal" or edge.head > token.index:
        return
    noun = tree.tokens[phrase.head]
    is_definite = any(tree.tokens[e.dependent].text.lower() == "the" for e in tree.edges(noun.index, "determiner"))
    is_of_name = tree.tokens[edge.head].pos == "PROPN" and phrase.marker == "of"
    is_somebody = _is_beside_name(tree, edge) if is_of_name else _is_beside_deed(tree, edge)
    if is_somebody and is_definite and noun.tag == "NN" and _is_between_commas(tree, token.index):
        tree.move(Edge("apposition", noun.index, token.index))


def _is_beside_name(tree: Tree, edge: Edge) -> bool:
    """Whether a full name stands alone behind the name of a body: "of Springfield, New Jersey" has no article."""
    is_listed = len(tree.edges(edge.head, "conjunct")) > 1 or tree.edges(edge.dependent, "coordinator", "conjunct")
    is_beside = edge.role == "conjunct" or (edge.role == "apposition" and tree.edges(edge.head, "determiner"))
    return bool(is_beside and not is_listed and tree.edges(edge.dependent, "compound", "name", "title"))


def _is_beside_deed(tree: Tree, edge: Edge) -> bool:
    is_titled = bool(tree.edges(edge.dependent, "title"))
    return edge.role == "apposition" and is_titled and tree.tokens[edge.head].lemma in _DEEDS


def _is_between_commas(tree: Tree, index: int) -> bool:
    """Whether a comma stands before a phrase, and a comma or a stop behind it."""
    inside = [i for i in tree.below(index) if tree.tokens[i].pos != "PUNCT"]
    behind = tree.tokens[max(inside) + 1 : max(inside) + 2]
    return tree.tokens[min(inside) - 1].text == "," and bool(behind) and behind[0].text in (",", ".")


_DEEDS = DEEDS | frozenset({"coup", "putsch", "plot", "attack", "mutiny", "revolt", "uprising", "bombing", "raid"})


def _is_misplaced(tree: Tree, noun: int, head: int) -> bool:
    """ "At war with his deputy, X" with X as another word for the war; "the general seized power after a man shot the president, X"
    with X as one for the general: a verb stands between."""
    edge = tree.up(noun)
    if edge is not None and edge.head == head and edge.marker == "with":
        return True
    verb = next((above.head for above in tree.ancestors(noun) if tree.is_verb(above.head)), head)
    return head < verb < noun


def name_behind_title(tree: Tree, token: Token) -> None:
    """ "A guard of Lieutenant Colonel Said Abeid" with the title as whom they guard, and the name as said: X is that colonel."""
    edge, title = tree.up(token.index), token.index - 1
    own = tree.up(title) if title > 0 else None
    if edge is None or own is None or edge.role in ("name", "compound", "title") or not tree.edges(title, "title"):
        return
    is_title = tree.tokens[title].tag == "NNP" and own.role in ("oblique", "nominal", "object", "agent")
    if is_title and token.index not in tree.below(title) and title not in tree.below(token.index):
        tree.move(Edge("name", title, token.index))


def owner(tree: Tree, token: Token) -> None:
    """ "Sadiq al-Mahdi's government": the whole name owns it, whichever of its words a parser hangs the ending on."""
    edge = tree.up(token.index)
    if edge is None or edge.role != "case":
        return
    _split_owner(tree, edge.head)
    name, above = edge.head, tree.up(edge.head)
    while above is not None and above.role == "name" and above.head < name:
        name, above = above.head, tree.up(above.head)
    is_apart = above is not None and above.role in ("compound", "modifier") and above.head > token.index
    if above is not None and is_apart and tree.tokens[name].pos == "PROPN":
        tree.move(Edge("possessor", above.head, name))
        tree.move(Edge("case", name, token.index))


def _split_owner(tree: Tree, owner: int) -> None:
    """ "Ne Win's coup": what stands before a name that owns something is of that name, and no kind of coup or other owner."""
    edge, before = tree.up(owner), owner - 1
    while edge is not None and edge.role == "possessor" and before >= 0:
        own = tree.up(before)
        if own is not None and own.role == "name" and own.head < before:
            own = tree.up(own.head)  # "Recep Tayyip Erdogan's party", with the second word under the first
        is_theirs = own is not None and own.head == edge.head and own.role in ("compound", "possessor")
        if not is_theirs or tree.tokens[before].pos != "PROPN":
            return
        tree.move(Edge("compound", owner, before))
        before -= 1


def name_behind_noun(tree: Tree, token: Token) -> None:
    """ "Salva Kiir and his deputy Riek Machar": the second name is the deputy's, and no more of the first."""
    edge, noun = tree.up(token.index), token.index - 1
    if edge is None or edge.role != "name" or edge.head >= noun - 1 or tree.tokens[noun].tag != "NN":
        return
    joined = tree.up(noun)
    if not tree.tokens[noun].text.islower() or joined is None or (joined.role, joined.head) != ("conjunct", edge.head):
        return
    tree.move(Edge("apposition", noun, token.index))
    for other in tree.edges(edge.head, "name"):
        if other.dependent > token.index:
            tree.move(Edge("name", token.index, other.dependent))


def plain_modifier(tree: Tree, token: Token) -> None:
    """ "in neighboring Burkina Faso" read as a clause: the noun takes the place of the supposed participle."""
    edge = tree.up(token.index)
    noun = tree.first(token.index, "object")
    if edge is None or noun is None or edge.role == "modifier":
        return
    before = tree.tokens[token.index - 1] if token.index else None
    if before is not None and before.pos in ("NOUN", "PROPN", "PUNCT"):
        return  # "the area surrounding the university"
    marker = before.text.lower() if before is not None and before.tag == "IN" else ""
    tree.move(Edge("nominal" if not tree.is_verb(edge.head) else "oblique", edge.head, noun, marker))
    tree.move(Edge("modifier", noun, token.index))


def name_as_adverb(tree: Tree, token: Token) -> None:
    """ "Ruritania quit the bloc": a name right before a verb without a subject is the subject."""
    if tree.first(token.index, "subject", "passive subject") is None:
        for edge in tree.edges(token.index, "adverb"):
            if tree.tokens[edge.dependent].pos == "PROPN" and edge.dependent == token.index - 1:
                tree.move(Edge("subject", token.index, edge.dependent))
                return
        # "Colonel Adama Sow heads the committee": a name that a finite verb with an object has for a part of it.
        for edge in tree.edges(token.index, "compound") if token.tag in ("VBZ", "VBD") else ():
            is_name = tree.tokens[edge.dependent].pos == "PROPN" and max(tree.below(edge.dependent)) == token.index - 1
            governing = (token.index, *(e.dependent for e in tree.edges(token.index, "conjunct")))
            if is_name and any(tree.edges(verb, "object") for verb in governing):
                tree.move(Edge("subject", token.index, edge.dependent))
                return


def listed(tree: Tree, token: Token) -> None:
    """ "By X, the Y and Z": a name that another follows with "and" goes on a list, and says nothing of the name before it."""
    edge = tree.up(token.index)
    if edge is None or edge.role not in ("apposition", "parataxis") or not _goes_on_list(tree, token.index):
        return
    first = min(t for t in tree.below(token.index) if tree.tokens[t].pos != "PUNCT")
    before = first - 2 if tree.tokens[first - 1].text == "," else -1
    if before < 0 or tree.tokens[before].pos != "PROPN":
        return
    above = tree.up(before)
    while above is not None and above.role in ("name", "compound", "modifier") and above.head != token.index:
        before, above = above.head, tree.up(above.head)
    if tree.tokens[before].pos == "PROPN" and before < token.index and edge.head in (before, *_heads(tree, before)):
        tree.move(Edge("conjunct", before, token.index))


def joined_offices(tree: Tree, token: Token) -> None:
    """ "X, the founder and leader of the front, was shot": both nouns say what X is, and nobody was shot with him."""
    edge = tree.up(token.index)
    joint = tree.first(token.index, "coordinator")
    if edge is None or edge.role != "conjunct" or tree.tokens[edge.head].pos != "PROPN" or joint is None:
        return
    first, own = joint - 1, tree.up(joint - 1)
    is_first = own is not None and (own.role, own.head) in (("apposition", edge.head), ("conjunct", edge.head))
    if not is_first or tree.tokens[first].tag != "NN" or token.tag != "NN":
        return
    if tree.edges(token.index, "determiner", "possessor") or tree.edges(first, "possessor"):
        return  # "X, his wife and an aide of the mayor"
    start = min(index for index in tree.below(first) if tree.tokens[index].pos != "PUNCT")
    of = any(e.marker == "of" for e in tree.edges(token.index, "nominal"))
    if of and start > edge.head and tree.tokens[start - 1].text == ",":
        tree.move(Edge("apposition", edge.head, first))
        tree.move(Edge("apposition", edge.head, token.index))


_BESIDE = ("apposition", "conjunct", "parataxis", "other")


def known_name(tree: Tree, words: range) -> None:
    """ "Shining Path guerrillas set off a bomb" with the guerrillas as what somebody shines: a known name has no verb in it."""
    if len(words) < 2 or tree.tokens[words[0]].tag != "VBG":
        return
    first, last = words[0], words[-1]
    noun = tree.first(first, "object")
    if noun is None or (noun != last and all(edge.head != noun for edge in tree.ancestors(last))):
        return
    is_root = tree.up(first) is None
    tree.put_in_place_of(first, noun)
    for index in words:
        tree.retag(dataclasses.replace(tree.tokens[index], pos="PROPN", tag="NNP"))
    if is_root:
        tree.retag(dataclasses.replace(tree.tokens[noun], relation="root"))
    edge = tree.up(noun)
    if edge is not None and edge.role == "clausal subject":
        tree.move(Edge("subject", edge.head, noun))
    for other in tree.edges(first):
        tree.move(Edge(other.role, noun, other.dependent, other.marker))
    tree.move(Edge("compound", last, first))


def name_of_joined(tree: Tree, token: Token) -> None:
    """ "Ana Ruiz and Luis Flores" with "Flores" as a part of the first name: it is of the name right before it."""
    edge, before = tree.up(token.index), token.index - 1
    if edge is None or edge.role != "name" or edge.head >= before or tree.tokens[before].tag != "NNP":
        return
    joined = tree.up(before)
    while joined is not None and joined.role == "name" and joined.head > edge.head:
        before, joined = joined.head, tree.up(joined.head)
    is_joined = (
        joined is not None and joined.role == "conjunct" and joined.head in (edge.head, *_parts(tree, edge.head))
    )
    if is_joined and tree.edges(before, "coordinator"):
        tree.move(Edge("name", before, token.index))


def _parts(tree: Tree, name: int) -> list[int]:
    return [edge.dependent for edge in tree.edges(name, "name")]


def listed_behind(tree: Tree, token: Token) -> None:
    """ "Engineers X, Y and Z were freed": the names behind a plural are those who were, and it is what all of them are."""
    if token.text.istitle() and token.index:
        return  # "the Equalities, Human Rights and Civil Justice Committee"
    if tree.edges(token.index, "possessor", "nominal", "relative"):
        return
    names = [
        e.dependent
        for e in tree.edges(token.index, *_BESIDE)
        if e.dependent > token.index and tree.tokens[e.dependent].pos == "PROPN" and not e.marker
    ]
    if len(names) < 2 or min(tree.below(names[0])) != token.index + 1 or tree.up(token.index) is None:
        return
    for one, other in pairwise(names):
        begin, end = min(tree.below(other)), max(tree.below(one))
        between = tree.tokens[end + 1 : begin + 2] if begin > end else ()
        if not between or between[0].text not in (",", "and"):
            return
    if not any(tree.tokens[e.dependent].text.lower() == "and" for e in tree.edges(names[-1], "coordinator")):
        return
    for other in names[1:]:
        tree.move(Edge("conjunct", names[0], other))
    tree.put_in_place_of(token.index, names[0])
    tree.move(Edge("title", names[0], token.index))


_NAMED_AS = frozenset({"apposition", "object", "nominal", "other", "parataxis", "conjunct", "name", "compound"})


def listed_after_noun(tree: Tree, token: Token) -> None:
    """ "The murder of priests X and Y": a list of names right behind a plural, which a parser hangs on it or on what it is of."""
    begin = token.index + 1
    if begin >= len(tree.tokens) or tree.tokens[begin].tag != "NNP" or tree.tokens[begin].text.lower() in CALENDAR:
        return
    if token.text.istitle() and token.index:
        return  # "the Sports Personality of the Year"
    name, last = begin, begin
    for above in tree.ancestors(begin):
        if above.role not in ("compound", "name", "modifier") or above.head < begin:
            break
        name, last = above.head, max(last, above.head)
    own = tree.up(token.index)
    if own is not None and own.role == "compound" and own.head == name:
        if not tree.edges(name, "conjunct"):
            return  # "'Never', jokes Peake"
        tree.move(Edge("title", name, token.index))  # "Engineers X and Y were kidnapped"
        return
    edge = tree.up(name)
    if edge is None or edge.role not in _NAMED_AS or edge.marker or tree.tokens[last].text.lower() in CALENDAR:
        return
    if any(tree.tokens[index].pos != "PROPN" for index in range(begin, last + 1)):
        _last_of_list(tree, token, begin, name)
        return
    parts = (name, *_parts(tree, name))
    others = [e for part in parts for e in tree.edges(part, "conjunct") if tree.tokens[e.dependent].pos == "PROPN"]
    is_joined = any(tree.edges(e.dependent, "coordinator") for e in others)
    if own is not None and own.head == edge.head and own.role == "nominal" and is_joined:
        tree.move(Edge(own.role, own.head, name, own.marker))  # "The murder in Bonn of leaders X and Y"
        tree.move(Edge("title", name, token.index))
    elif edge.head == token.index and is_joined and own is not None:
        tree.put_in_place_of(token.index, name)
        tree.move(Edge("title", name, token.index))


def _last_of_list(tree: Tree, plural: Token, first: int, last: int) -> None:
    """ "Leaders Ana Ruiz and Luis Flores" with "Flores" as the head of all: it is the surname of the last alone."""
    top = tree.up(first)
    joined = [e.dependent for e in tree.edges(first, "conjunct") if e.dependent == last - 1]
    is_whole = bool(joined) and bool(tree.edges(first, "name")) and tree.tokens[joined[0]].pos == "PROPN"
    if top is None or top.head != last or not is_whole or tree.up(plural.index) is None:
        return
    tree.put_in_place_of(last, first)
    tree.move(Edge("name", joined[0], last))
    if tree.up(first) is not None and not any(edge.head == first for edge in tree.ancestors(plural.index)):
        above = tree.up(plural.index)
        if above is not None:
            tree.move(Edge(above.role, above.head, first, above.marker))
            tree.move(Edge("title", first, plural.index))


def noun_of_name(tree: Tree, token: Token) -> None:
    """ "Party member Fabio Roa" with "member" as the head of one name: the noun only says what he is."""
    name = token.index + 1
    edge = tree.up(name) if name < len(tree.tokens) else None
    if token.tag != "NN" or edge is None or (edge.role, edge.head) != ("name", token.index) or not token.text.islower():
        return
    if tree.tokens[name].tag != "NNP" or not _is_plain(tree.tokens[name]) or tree.up(token.index) is None:
        return
    for other in tree.edges(token.index, "name", "apposition", "conjunct", "relative", "participle", "case"):
        if other.dependent != name and (other.dependent > name or other.role == "case"):
            tree.move(Edge(other.role, name, other.dependent, other.marker))
    tree.put_in_place_of(token.index, name)
    tree.move(Edge("title", name, token.index))


def name_in_parts(tree: Tree, token: Token) -> None:
    """ "Leader Maria Elena Ruiz" with "Elena Ruiz" as another word for Maria: names that nothing parts are one name.

    So are "his companion Maria Ruiz" with each of both as another word for the companion.
    """
    edge = tree.up(token.index)
    if edge is None or edge.role not in ("apposition", "other") or edge.head > token.index or edge.marker:
        return
    before = tree.tokens[token.index - 1]
    mine = tree.up(before.index)
    if edge.head < before.index and mine is not None and (mine.role, mine.head) == (edge.role, edge.head):
        if before.tag == "NNP" and _is_plain(before) and _is_plain(token):
            tree.move(Edge("name", before.index, token.index))
        return
    words = tree.tokens[edge.head : token.index + 1]
    if len(words) > _LONGEST_NAME or not all(_is_plain(word) for word in words) or words[0].tag != "NNP":
        return
    above = [tree.up(word.index) for word in words[1:-1]]
    if all(own is not None and own.head == token.index for own in above):
        tree.move(Edge("name", edge.head, token.index))


def surname_as_verb(tree: Tree, token: Token) -> None:
    """ "Under General Jerry Sing in Port Moresby" with Jerry singing there: a name right behind one goes on with it."""
    edge = tree.up(token.index)
    if edge is None or edge.role not in ("participle", "relative") or edge.head != token.index - 1:
        return
    if (
        not token.text.istitle()
        or tree.tokens[edge.head].tag != "NNP"
        or tree.tokens[edge.head].text.lower() in CALENDAR
    ):
        return
    if tree.edges(token.index, "subject", "passive subject", "auxiliary", "passive auxiliary", "object", "agent"):
        return
    tree.retag(dataclasses.replace(token, pos="PROPN"))
    above = tree.up(edge.head)
    for below in tree.edges(token.index):
        to, role = edge.head, "nominal" if below.role == "oblique" else below.role
        if above is not None and tree.is_verb(above.head):
            to, role = above.head, below.role
        tree.move(Edge(role, to, below.dependent, below.marker))
    tree.move(Edge("name", edge.head, token.index))


_LONGEST_NAME = 6
"""Words of a name that a parser has in two parts."""


def _is_plain(word: Token) -> bool:
    """A word of a person's name: with one capital, and no day of the week."""
    return (
        word.pos == "PROPN"
        and word.text[:1].isupper()
        and word.text[1:].islower()
        and word.text.lower() not in CALENDAR
    )


def listed_before(tree: Tree, token: Token) -> None:
    """ "X, Frenchman Y and Italian Z": a name between the first and the last of a list is one of them."""
    edge = tree.up(token.index)
    if edge is None or edge.role != "apposition" or tree.tokens[edge.head].pos != "PROPN":
        return
    inside = [index for index in tree.below(token.index) if tree.tokens[index].pos != "PUNCT"]
    after = tree.tokens[max(inside) + 1 : max(inside) + 2]
    if tree.edges(token.index, "determiner", "possessor") or not after or after[0].text != "and":
        return
    joined = tree.up(after[0].index)
    if joined is None or joined.role != "coordinator":
        return
    mine = tree.up(joined.head)
    while mine is not None and mine.role in ("compound", "name", "modifier"):
        mine = tree.up(mine.head)
    if mine is not None and (mine.role, mine.head) == ("conjunct", edge.head):
        tree.move(Edge("conjunct", edge.head, token.index))


def joined_to_name(tree: Tree, token: Token) -> None:
    """ "X Y and Z": what is joined to a name is joined to the whole of it."""
    edge = tree.up(token.index)
    top = None if edge is None or edge.role != "conjunct" else tree.up(edge.head)
    if edge is not None and top is not None and top.role == "name" and top.head < edge.head:
        tree.move(Edge("conjunct", top.head, token.index, edge.marker))


def joined_by_and(tree: Tree, token: Token) -> None:
    """ "Industrialist X and businessman Y": what "and" begins is one more, and no other word for the first."""
    edge = tree.up(token.index)
    if edge is None or edge.role != "apposition" or edge.head > token.index:
        return
    first = min(t for t in tree.below(token.index) if tree.tokens[t].pos != "PUNCT")
    coordinator = first if tree.tokens[first].tag == "CC" else first - 1
    own = tree.up(coordinator)
    if own is None or own.role != "coordinator" or tree.tokens[coordinator].text.lower() != "and":
        return
    if own.head == token.index or own.head in tree.below(token.index):
        tree.move(Edge("conjunct", edge.head, token.index, edge.marker))


def _heads(tree: Tree, index: int) -> Iterator[int]:
    return (edge.head for edge in tree.ancestors(index))


def _goes_on_list(tree: Tree, index: int) -> bool:
    """Whether a name has another joined to it by "and", with no comma before it."""
    for edge in tree.edges(index, "conjunct"):
        joining = [e.dependent for e in tree.edges(edge.dependent, "coordinator")]
        if _is_named(tree.tokens[edge.dependent]) and joining and tree.tokens[joining[0]].text == "and":
            return tree.tokens[joining[0] - 1].text != ","
    return False


def _is_named(word: Token) -> bool:
    """A name, or a word with a capital that a parser takes for a noun: "Italian Dino Rossi"."""
    return word.pos == "PROPN" or (word.tag == "NN" and word.text[:1].isupper())


def joined_name(tree: Tree, token: Token) -> None:
    """ "Aidarous al-Zubaidi" as two names: the article, the hyphen and what follows are one."""
    after = tree.tokens[token.index + 1 : token.index + 3]
    if token.text.lower() not in ARTICLES or len(after) < 2 or after[0].text != "-":
        return
    is_joined = token.span.end == after[0].span.start and after[0].span.end == after[1].span.start
    edge, last = tree.up(token.index), after[1].index
    top = edge.head if edge is not None and edge.role == "name" else token.index
    if is_joined and after[1].text[:1].isupper() and top != last and top not in tree.below(last):
        tree.move(Edge("name", top, last))


def hyphened_name(tree: Tree, token: Token) -> None:
    """ "The leader of the alliance, Marie-Claire Joseph": the halves of a double name, each hung on the same word, are one."""
    if not 0 < token.index < len(tree.tokens) - 1:
        return
    first, last = tree.tokens[token.index - 1], tree.tokens[token.index + 1]
    mine, other = tree.up(first.index), tree.up(last.index)
    is_joined = first.span.end == token.span.start and token.span.end == last.span.start
    if not is_joined or mine is None or other is None or (mine.role, mine.head) != (other.role, other.head):
        return
    if mine.role in _PLACES and first.tag == last.tag == "NNP":
        tree.move(Edge("name", first.index, last.index))


_PLACES = frozenset({"apposition", "subject", "passive subject", "object", "conjunct", "oblique", "agent"})
"""Roles of a name that stands alone."""


def hyphened_title(tree: Tree, token: Token) -> None:
    """ "Lieutenant-Colonel X", "Y Secretary-General X": one title, whatever a parser makes of its first half."""
    if not 0 < token.index < len(tree.tokens) - 1:
        return
    first, last = token.index - 1, token.index + 1
    title, mine = tree.up(last), tree.up(first)
    is_joined = tree.tokens[first].span.end == token.span.start and token.span.end == tree.tokens[last].span.start
    if not is_joined or title is None or title.role != "title" or mine is None:
        return
    name = tree.up(title.head)
    if mine.role == "name" and name is not None and (name.role, name.head) == ("name", mine.head):
        tree.put_in_place_of(mine.head, title.head)
        tree.move(Edge("compound", last, mine.head))
    for edge in tree.edges(first, "compound"):
        tree.move(Edge("compound", last, edge.dependent))
    if not any(edge.head == first for edge in tree.ancestors(last)):
        tree.move(Edge("compound", last, first))


def compound_over_comma(tree: Tree, token: Token) -> None:
    """ "JNIM, al-Qaeda's affiliate, attacked": a name before a comma is no part of the noun behind it, but what it is of."""
    edge = tree.up(token.index)
    owners = [e.dependent for e in tree.edges(token.index, "determiner", "possessor")]
    names = [
        e.dependent for e in tree.edges(token.index, "compound", "modifier") if tree.tokens[e.dependent].pos == "PROPN"
    ]
    for name in names:
        between = tree.tokens[name + 1 : token.index]
        comma = next((t.index for t in between if t.text == ","), None)
        if edge is None or comma is None:
            continue
        if not any(owner > comma for owner in owners) and not _is_office_of(tree, name, comma, token.index):
            continue
        tree.move(Edge(edge.role, edge.head, name, edge.marker))
        tree.move(Edge("apposition", name, token.index))
        return


def _is_office_of(tree: Tree, name: int, comma: int, noun: int) -> bool:
    """ "Saul Ruiz, secretary general of the union": a name of several words, and behind the comma words of no name."""
    words = tree.tokens[comma + 1 : noun + 1]
    is_full = comma - name > 1 and all(word.pos == "PROPN" for word in tree.tokens[name:comma])
    return is_full and tree.tokens[noun].tag == "NN" and all(word.text.islower() for word in words)


def named_office(tree: Tree, token: Token) -> None:
    """ "They elected Ana Ruiz president of the front": she is elected, and president is what she became."""
    noun = tree.first(token.index, "object") if token.lemma in _NAMING else None
    if noun is None or tree.tokens[noun].tag != "NN" or not tree.tokens[noun].text.islower():
        return
    names = [
        e.dependent
        for e in tree.edges(noun, "compound", "title", "modifier")
        if tree.tokens[e.dependent].tag in ("NNP", "PRP")  # "declared himself head"
    ]
    is_near = bool(names) and max(tree.below(names[-1])) == noun - 1 and not tree.edges(noun, "determiner", "possessor")
    if not is_near or tree.edges(token.index, "passive subject"):
        return
    tree.move(Edge("object", token.index, names[-1]))
    tree.move(Edge("open clause", token.index, noun))
    for first in names[:-1]:
        tree.move(Edge("compound", names[-1], first))


def hyphened_participle(tree: Tree, token: Token) -> None:
    """ "Claimed by al-Qaeda-linked JNIM": the name before the hyphen is of the participle, not one more who did it."""
    if not 0 < token.index < len(tree.tokens) - 1:
        return
    before, after = tree.tokens[token.index - 1], tree.tokens[token.index + 1]
    is_joined = before.span.end == token.span.start and token.span.end == after.span.start
    is_joined = is_joined and before.pos in ("PROPN", "NOUN", "ADJ")
    noun = tree.up(after.index)
    if not is_joined or after.tag not in ("VBN", "VBD") or noun is None or noun.role != "modifier":
        return
    top, mine = before.index, tree.up(before.index)
    while mine is not None and mine.role == "name":
        top, mine = mine.head, tree.up(mine.head)
    named = tree.up(noun.head)
    if named is not None and (named.role, named.head) == ("name", top):
        tree.put_in_place_of(top, noun.head)  # "al-Qaeda-linked JNIM" as one name
    if top not in (after.index, noun.head) and after.index not in tree.below(top):
        tree.move(Edge("compound", after.index, top))


_BEFORE_NOUN = frozenset({"modifier", "compound", "possessor", "title"})


def case_of_modifier(tree: Tree, token: Token) -> None:
    """ "Led by U.S.-based preacher X", "of the opposition Workers' Party": a preposition belongs to the noun of its phrase."""
    edge = tree.up(token.index)
    above = tree.up(edge.head) if edge is not None and edge.role == "case" else None
    if above is None or above.dependent < token.index:
        return
    while above.role in _BEFORE_NOUN and above.head > above.dependent:
        noun = above.head
        higher = tree.up(noun)
        if higher is None or tree.first(noun, "case") is not None:
            return
        above = higher
        if above.role not in _BEFORE_NOUN and above.head < token.index:
            word = token.text.lower()
            is_agent = word == "by" and tree.tokens[above.head].tag == "VBN"
            role = "agent" if is_agent else "oblique" if above.role == "object" else above.role
            tree.move(Edge("case", noun, token.index))
            tree.move(Edge(role, above.head, noun, word))
            return
