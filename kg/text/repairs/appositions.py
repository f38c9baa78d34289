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
    said = {t for e in tree.edges(token.index, "relative") for t in tree.below(e.dependent)}
    inside = tree.below(token.index)
    first, last = min(inside), max(inside - said)
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
    # "Were led by a deserter, X": a name alone beside a verb lists nobody, whatever the article.
    is_definite |= edge.role == "conjunct" and tree.is_verb(edge.head) and not tree.edges(token.index, "coordinator")
    is_closed |= bool(said) and after == ","
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


def both(tree: Tree, token: Token) -> None:
    """ "X and Y, both members of the front": what is said of both is no more of the last than of the first."""
    edge, which = tree.up(token.index), tree.first(token.index, "determiner")
    above = tree.up(edge.head) if edge is not None and edge.role == "apposition" else None
    if above is None or above.role != "conjunct" or which is None or tree.tokens[which].text.lower() != "both":
        return
    tree.move(Edge("apposition", above.head, token.index))


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


def until_then(tree: Tree, token: Token) -> None:
    """ "X, until last week the leader of the council, was deposed" with the leader as who was: what X had been until then."""
    last = token.index - 2
    if last < 0 or tree.tokens[token.index - 1].text != "," or tree.tokens[last].pos != "PROPN":
        return
    name = _top_of_name(tree, last)
    for noun in tree.tokens[token.index + 1 : token.index + _LONGEST_TIME]:
        edge = tree.up(noun.index)
        if edge is None or edge.role not in ("subject", "passive subject") or noun.pos != "NOUN":
            continue
        parts = [i for i in tree.below(noun.index) if tree.tokens[i].pos != "PUNCT"]
        end, verb = max(parts), edge.head
        is_apart = end + 1 < verb and tree.tokens[end + 1].text == ","
        own = tree.up(name)
        is_placed = (
            bool(tree.edges(name, "case")) or name in parts
        )  # "in Gao, for hours the soldiers, who were drunk, fired"
        if not is_apart or min(parts) <= token.index or tree.first(verb, "mark") == token.index or is_placed:
            return
        if own is not None and own.head == verb and own.role in ("subject", "passive subject", "object"):
            return
        above = tree.up(verb)
        if above is not None and above.head == name:
            tree.put_in_place_of(name, verb)
        elif own is not None and verb not in (e.head for e in tree.ancestors(name)):
            return
        tree.move(Edge(edge.role, verb, name))
        tree.move(Edge("apposition", name, noun.index))
        return


_LONGEST_TIME = 9
"""Words from "until" to what somebody was: "until a little over a year ago the head"."""


def _top_of_name(tree: Tree, last: int) -> int:
    """The head of the name that ends in a token."""
    edge = tree.up(last)
    while edge is not None and edge.role in ("name", "compound") and tree.tokens[edge.head].pos == "PROPN":
        last, edge = edge.head, tree.up(edge.head)
    return last


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
