"""Repairs of what stands between commas behind a noun and says who that is."""

from __future__ import annotations

from kg.model import Token
from kg.text.repairs.dates import DEEDS
from kg.text.tree import Edge, Tree


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


def _is_misplaced(tree: Tree, noun: int, head: int) -> bool:
    """ "At war with his deputy, X" with X as another word for the war; "the general seized power after a man shot the president, X"
    with X as one for the general: a verb stands between."""
    edge = tree.up(noun)
    if edge is not None and edge.head == head and edge.marker == "with":
        return True
    verb = next((above.head for above in tree.ancestors(noun) if tree.is_verb(above.head)), head)
    return head < verb < noun


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


def named_pair(tree: Tree, token: Token) -> None:
    """ "Led by his friend and deputy, X": one man, whom both nouns tell of and the name behind the comma names."""
    first, last = _bounds_of_name(tree, token.index)
    noun = first - 2
    joined = tree.up(noun) if noun > 1 and tree.tokens[first - 1].text == "," else None
    if joined is None or joined.role != "conjunct" or tree.tokens[noun].tag != "NN" or joined.head > noun:
        return
    one, edge = tree.tokens[joined.head], tree.up(token.index)
    words = tree.tokens[first : last + 1]
    is_name = last > first and all(word.tag in ("NNP", "NNPS", "HYPH") for word in words)
    closing = tree.tokens[last + 1 : last + 2]
    is_parted = bool(closing) and closing[0].text in (",", ".", ";")
    is_his = tree.edges(one.index, "possessor") and not tree.edges(noun, "possessor", "determiner")
    is_pair = one.tag == "NN" and len(tree.edges(one.index, "conjunct")) == 1 and is_his
    if edge is None or not (is_name and is_parted and is_pair) or tree.edges(token.index, "coordinator", "case"):
        return
    tree.move(Edge("apposition", one.index, token.index))
    tree.move(Edge("apposition", one.index, noun))


def named_behind_relative(tree: Tree, token: Token) -> None:
    """ "The man who toppled Y, General X, spoke" with X as one more whom he toppled: X says who the man is.

    So it is wherever a name stands alone between commas behind a relative clause of one definite noun.
    """
    edge = tree.up(token.index)
    if edge is None or edge.marker or tree.edges(token.index, "coordinator", "conjunct", "case"):
        return
    noun = _subject_told_of(tree, edge) if edge.role in _SUBJECTS else _noun_told_of(tree, edge)
    if noun is None or tree.tokens[noun].text.lower() not in _SOMEBODY or tree.edges(noun, "apposition"):
        return
    is_definite = any(tree.tokens[e.dependent].text.lower() == "the" for e in tree.edges(noun, "determiner"))
    first, last = _bounds_of_name(tree, token.index)
    words = tree.tokens[first : last + 1]
    is_name = last > first and all(word.tag in ("NNP", "NNPS", "HYPH") for word in words)
    closing = tree.tokens[last + 1 : last + 2]
    is_parted = tree.tokens[first - 1].text == "," and bool(closing) and closing[0].text == ","
    # "Who shot the president, X, …": the president is X; "who leads the group, X, …": no group is.
    beside = tree.tokens[first - 2]
    is_his = edge.role == "apposition" and edge.head == beside.index and beside.text.lower() not in _BODIES
    if is_definite and is_name and is_parted and noun < first - 2 and not (is_his and beside.tag == "NN"):
        if edge.role in _SUBJECTS:
            tree.move(Edge(edge.role, edge.head, noun))
        tree.move(Edge("apposition", noun, token.index))


_SOMEBODY = frozenset(
    """
    man woman person general colonel captain major lieutenant sergeant corporal brigadier marshal admiral commodore officer soldier
    commander leader chief head founder politician president minister cleric preacher imam warlord guerrilla rebel militant
    """.split()
)
_BODIES = frozenset(
    "group party movement country state army force organisation organization militia junta gang band front government war".split()
)
"""Nouns for one man or woman, and for what nobody's name stands beside."""

_SUBJECTS = frozenset({"subject", "passive subject"})
_BEHIND = _SUBJECTS | {"object", "conjunct", "apposition", "parataxis", "other", "nominal", "oblique"}
"""What a parser takes a name behind a relative clause for."""


def _noun_told_of(tree: Tree, edge: Edge) -> int | None:
    """The noun of the relative clause that a name behind it was taken into."""
    if edge.role not in _BEHIND or edge.head > edge.dependent:
        return None
    verb = next((e.head for e in tree.ancestors(edge.dependent) if _relative_of(tree, e.head) is not None), None)
    return None if verb is None else _relative_of(tree, verb)


def _subject_told_of(tree: Tree, edge: Edge) -> int | None:
    """The noun with a relative clause that is one more subject beside a name, or is taken for the subject of the name."""
    beside = (*tree.edges(edge.head, *_SUBJECTS), *tree.edges(edge.dependent, *_SUBJECTS))
    nouns = (e.dependent for e in beside if e.dependent < edge.dependent)
    return next((noun for noun in nouns if tree.edges(noun, "relative")), None)


def _relative_of(tree: Tree, verb: int) -> int | None:
    """The noun that a relative clause with this verb tells of."""
    edge = tree.up(verb)
    return edge.head if edge is not None and edge.role == "relative" and edge.head < verb else None


def _bounds_of_name(tree: Tree, head: int) -> tuple[int, int]:
    """The first and the last word of a name with its titles, without what else hangs on it."""
    parts = {head, *(e.dependent for e in tree.edges(head, "name", "compound", "title"))}
    parts |= {
        e.dependent for part in tuple(parts) for e in tree.edges(part, "name", "compound", "title", "punctuation")
    }
    run = [i for i in sorted(parts) if i == head or tree.tokens[i].text not in (",", ".")]
    return run[0], run[-1]


def _is_beside_name(tree: Tree, edge: Edge) -> bool:
    """Whether a full name stands alone behind the name of a body: "of Springfield, New Jersey" has no article."""
    is_listed = len(tree.edges(edge.head, "conjunct")) > 1 or tree.edges(edge.dependent, "coordinator", "conjunct")
    is_beside = edge.role == "conjunct" or (edge.role == "apposition" and tree.edges(edge.head, "determiner"))
    return bool(is_beside and not is_listed and tree.edges(edge.dependent, "compound", "name", "title"))


_DEEDS = DEEDS | frozenset({"coup", "putsch", "plot", "attack", "mutiny", "revolt", "uprising", "bombing", "raid"})


def _is_beside_deed(tree: Tree, edge: Edge) -> bool:
    is_titled = bool(tree.edges(edge.dependent, "title"))
    return edge.role == "apposition" and is_titled and tree.tokens[edge.head].lemma in _DEEDS


def _is_between_commas(tree: Tree, index: int) -> bool:
    """Whether a comma stands before a phrase, and a comma or a stop behind it."""
    inside = [i for i in tree.below(index) if tree.tokens[i].pos != "PUNCT"]
    behind = tree.tokens[max(inside) + 1 : max(inside) + 2]
    return tree.tokens[min(inside) - 1].text == "," and bool(behind) and behind[0].text in (",", ".")


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
