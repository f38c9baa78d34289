"""Repairs of what is counted: numbers, parts of a whole and what is "more"."""

from __future__ import annotations

from itertools import pairwise

from kg.model import Token
from kg.text.repairs.words import DONE_TO
from kg.text.tree import Edge, Tree

_SHARES = frozenset({"most", "many", "some", "half", "several", "both", "all"})

_ROUGH = frozenset(
    "about around over nearly almost some up to at least more fewer less than as many upward upwards of".split()
)
"""Words before a number that say how near it is."""

_LONGEST_PART = 14
"""Words between two commas that may say of some of those named before."""

_CLAUSAL = frozenset({"subject", "passive subject", "object", "conjunct"})


def parts_between_commas(tree: Tree) -> None:
    """ "Five workers, three of them Filipinos, were killed": what stands between the commas says more of the workers, and is
    no subject; they are that of the verb behind."""
    commas = [t.index for t in tree.tokens if t.text == ","]
    for start, end in pairwise(commas):
        if start == 0 or end + 1 >= len(tree.tokens) or not _is_part_between(tree, start, end):
            continue
        noun, after = tree.tokens[start - 1], tree.tokens[end + 1]
        is_verb = (
            after.tag.startswith(("VB", "MD")) and after.tag != "VBG"
        )  # "…, including at funerals, leaving 25 dead"
        if noun.pos not in ("NOUN", "PROPN") or not is_verb:
            continue
        verb = after.index
        while (edge := tree.up(verb)) is not None and edge.role in ("auxiliary", "passive auxiliary"):
            verb = edge.head
        if not tree.is_verb(verb) or not end < verb:
            continue
        described = _described_by(tree, noun.index)
        whole = _whole(tree, noun.index if described is None else described)
        mine = tree.up(whole)
        is_below = whole in {edge.head for edge in tree.ancestors(verb)}
        is_told = mine is None or (
            not start < mine.head < end and mine.role in ("subject", "passive subject", "object")
        )
        is_introduced = (
            mine is not None and mine.role == "oblique" and bool(mine.marker)
        )  # "across the country, …, have"
        is_stray = mine is not None and _is_stray(tree, mine, whole)
        if (not is_below or is_stray) and not is_told and not is_introduced:
            tree.move(Edge("passive subject" if tree.is_passive(verb) else "subject", verb, whole))
        for inside in range(start + 1, end):
            mine = tree.up(inside)
            if mine is not None and not start <= mine.head < end and mine.role != "punctuation":
                tree.move(Edge("apposition", noun.index if described is None else whole, inside))


def _described_by(tree: Tree, noun: int) -> int | None:
    """ "Fighters armed by Ruritania, among them the Front, struck": the fighters, of whom the participle before the comma tells."""
    edge = tree.up(noun)
    above = tree.up(edge.head) if edge is not None and edge.role in ("agent", "oblique") and edge.marker else None
    is_reduced = above is not None and above.role == "participle" and above.head < above.dependent < noun
    return above.head if above is not None and is_reduced else None


def _is_stray(tree: Tree, edge: Edge, noun: int) -> bool:
    """ "At X, a camp in the hills, more than 300 people, most of them women, were killed": whether a comma parts a noun from
    what it is said to be of, and no preposition ties them."""
    has_comma = any(t.text == "," for t in tree.tokens[edge.head : noun])
    return edge.role == "nominal" and not edge.marker and has_comma


def _whole(tree: Tree, noun: int) -> int:
    """ "Most villages in the valley, including X, were burnt": what a phrase that ends at a noun is about."""
    edge = tree.up(noun)
    while edge is not None and edge.role == "nominal" and edge.head < noun and not tree.is_verb(edge.head):
        if _is_stray(tree, edge, noun):
            break
        noun, edge = edge.head, tree.up(edge.head)
    return noun


def part_at_end(tree: Tree) -> None:
    """ "They fired on a bus, killing 28 people, many of them children": the children are of the people, and not fired on.

    In "killed 28 people in the café, including a priest" the priest is of the people as well: a café is not several.
    """
    start = max((t.index for t in tree.tokens if t.text == ","), default=0)
    end = len(tree.tokens) - 1
    if start == 0 or tree.tokens[end].pos != "PUNCT" or not _is_part_between(tree, start, end):
        return
    noun, inside = tree.tokens[start - 1], range(start + 1, end)
    is_clause = any(tree.tokens[i].tag in ("VBD", "VBZ", "VBP", "MD") for i in inside)
    if noun.pos != "NOUN" or is_clause or noun.index in {e.head for i in inside for e in tree.edges(i)}:
        return
    several = _several_before(tree, noun.index)
    for part in inside:
        mine = tree.up(part)
        if mine is not None and not start <= mine.head < end and mine.head != several and mine.role != "punctuation":
            tree.move(Edge("apposition", several, part))


def _several_before(tree: Tree, noun: int) -> int:
    """The plural of which something behind a comma is a part: a noun, what it says more of, or whom its verb is done to."""
    whole = _whole(tree, noun)
    above = tree.up(whole)
    verb = next((e.head for e in tree.ancestors(whole) if tree.is_verb(e.head)), None)
    is_oblique = above is not None and above.role == "oblique"
    done_to = tree.edges(verb, "object", "passive subject") if verb is not None and is_oblique else ()
    plurals = [i for i in (noun, whole, *(e.dependent for e in done_to)) if tree.tokens[i].tag in ("NNS", "NNPS")]
    return next((i for i in plurals if i <= noun), noun)


MOSTLY = frozenset({"mostly", "mainly", "largely", "chiefly", "predominantly"}) | _SHARES
"""Words behind a comma before what most of those named before it are."""


def most_of_them(tree: Tree, token: Token) -> None:
    """ "Killed 58 villagers, mostly women and old people, in X", "28 people, many of them children, and …": no more of a list, but
    what the villagers were."""
    comma = token.index - 1
    if comma < 1 or tree.tokens[comma].text != "," or tree.tokens[comma - 1].pos not in ("NOUN", "PROPN"):
        return
    if token.text.lower() in _SHARES and not _is_of_them(tree, token.index + 1) and not _is_all_but(tree, token.index):
        return
    part = tree.up(token.index + 2 if _is_all_but(tree, token.index) else token.index)
    if part is not None and part.role in ("apposition", "conjunct") and part.head < comma:
        return
    edge = None if part is None else tree.up(part.head)
    is_listed = edge is not None and edge.role == "conjunct" and edge.head < comma < edge.dependent
    if edge is not None and is_listed and not tree.is_verb(edge.dependent):
        tree.move(Edge("apposition", edge.head, edge.dependent))


def _is_of_them(tree: Tree, start: int) -> bool:
    return [t.text.lower() for t in tree.tokens[start : start + 2]] in (["of", "them"], ["of", "whom"])


def _is_all_but(tree: Tree, start: int) -> bool:
    """ "53 people, all but four of them gendarmes": whether such words stand there."""
    words = [t.text.lower() for t in tree.tokens[start : start + 2]]
    return words == ["all", "but"] and _is_of_them(tree, start + 3)


def _is_part_between(tree: Tree, start: int, end: int) -> bool:
    """Whether the words between two commas say of some of those named before: "among them ten women", "most of them men"."""
    words = [t.text.lower() for t in tree.tokens[start + 1 : end]]
    if not 2 <= len(words) <= _LONGEST_PART:
        return False
    is_share = words[1:2] == ["of"] and words[2:3] in (["them"], ["whom"])
    is_counted = is_share and (words[0] in _SHARES or tree.tokens[start + 1].pos == "NUM")
    is_among = any(words[i : i + 2] in (["among", "them"], ["among", "whom"]) for i in (0, len(words) - 2))
    return is_counted or is_among or words[0] == "including" or _is_all_but(tree, start + 1)


def _as_many_as(tree: Tree, token: Token) -> None:
    """ "Wounding as many as 60": the number is who was wounded, and "as many as" says no more of it than "up to"."""
    before = [t.text.lower() for t in tree.tokens[max(0, token.index - 3) : token.index]]
    many, mine = token.index - 2, tree.up(token.index)
    above = tree.up(many) if before == ["as", "many", "as"] else None
    if above is None or mine is None or mine.head != many:
        return
    is_object = tree.is_verb(above.head) and above.head < many and tree.first(above.head, "object") is None
    role = "object" if is_object and not tree.is_passive(above.head) else above.role
    tree.move(Edge(role, above.head, token.index, above.marker))
    tree.move(Edge("modifier", token.index, many))


def _rough_number(tree: Tree, token: Token) -> None:
    """ "Wounding about 200", "wounded more than 15": a number that such words stand before is who was wounded."""
    edge = tree.up(token.index)
    if edge is None or edge.role != "oblique" or not edge.head < token.index - 1 or not tree.is_verb(edge.head):
        return
    words = [t.text.lower() for t in tree.tokens[edge.head + 1 : token.index]]
    # "It occurred at 2130", "they speak of more than 100", "it stood at almost 300".
    is_introduced = words == ["as"] or words[0] in ("of", "to") or (words[0] == "at" and words[1:2] != ["least"])
    is_rough = set(words) <= _ROUGH and not is_introduced
    if is_rough and not tree.is_passive(edge.head) and tree.first(edge.head, "object") is None:
        tree.move(Edge("object", edge.head, token.index))


def _hurt(tree: Tree, token: Token) -> None:
    """ "Two died and more than 60 were hurt": a number right before a form of "be" is those to whom it was done."""
    edge, auxiliary = tree.up(token.index), tree.up(token.index + 1) if token.index + 1 < len(tree.tokens) else None
    if edge is None or edge.marker or auxiliary is None or auxiliary.role != "passive auxiliary":
        return
    verb = auxiliary.head
    is_open = not tree.edges(verb, "subject", "passive subject", "clausal subject") and verb > auxiliary.dependent
    if is_open and edge.role in ("oblique", "object", "nominal") and edge.head < token.index and verb != edge.head:
        tree.move(Edge("passive subject", verb, token.index))


def _over_colon(tree: Tree, token: Token) -> None:
    """ "There were two: eight people were killed in Brescia": what stands before a colon counts nothing behind it."""
    edge, colon = tree.up(token.index), token.index + 1
    if edge is None or edge.role not in ("compound", "number") or edge.head < colon or tree.tokens[colon].text != ":":
        return
    verb = next((i for i in range(token.index - 1, -1, -1) if tree.is_verb(i)), None)
    if verb is None or edge.head in (e.head for e in tree.ancestors(verb)):
        tree.detach(token.index)
    else:
        tree.move(Edge("object", verb, token.index))


def bounds(tree: Tree, token: Token) -> None:
    """ "Killing between 10 and 14 people": "between" bounds the number, and introduces no circumstance."""
    words = tree.tokens[token.index + 1 : token.index + 4]
    if any((word.text.isdigit() and len(word.text) == 4) or ":" in word.text for word in words):
        return  # "between 2004 and 2006"
    if len(words) < 3 or [w.pos == "NUM" for w in words] != [True, False, True] or words[1].text.lower() != "and":
        return
    mine = tree.up(token.index)
    noun = mine.head if mine is not None and mine.role == "case" else None
    edge = tree.up(noun) if noun is not None else None
    if noun is None or edge is None or edge.role != "oblique" or edge.head != token.index - 1:
        return
    if tree.is_verb(edge.head) and not tree.is_passive(edge.head) and tree.first(edge.head, "object") is None:
        tree.move(Edge("object", edge.head, noun))


def _of_heading(tree: Tree, token: Token) -> None:
    """ "Six killed, 15 wounded in blast": right before a participle a number is those to whom it was done."""
    edge = tree.up(token.index)
    if edge is None or edge.role not in ("number", "subject") or edge.head != token.index + 1:
        return
    verb = tree.tokens[edge.head]
    is_participle = verb.tag in ("VBD", "VBN") and verb.text.lower() in DONE_TO
    is_participle = is_participle and not tree.edges(verb.index, "object", "passive subject", "auxiliary")
    if is_participle and (edge.role == "number") == (tree.first(verb.index, "subject") is None) and token.index == 0:
        tree.move(Edge("passive subject", verb.index, token.index))


def _part(tree: Tree, token: Token) -> None:
    """ "A major and four of his men" read as a major of his men: what "of" right behind a number introduces is counted."""
    of = token.index + 1
    if of + 1 >= len(tree.tokens) or tree.tokens[of].text.lower() != "of" or tree.tokens[token.index - 1].pos == "SYM":
        return
    edge = tree.up(of)
    theirs = tree.up(edge.head) if edge is not None and edge.role == "case" else None
    if edge is not None and theirs is not None and theirs.head < token.index and theirs.role in ("nominal", "oblique"):
        tree.move(Edge("nominal", token.index, edge.head, "of"))


def number(tree: Tree, token: Token) -> None:
    """ "Killing eleven policemen" read as two objects: a number right before a noun counts it."""
    _as_many_as(tree, token)
    _rough_number(tree, token)
    _of_heading(tree, token)
    _part(tree, token)
    _hurt(tree, token)
    _over_colon(tree, token)
    if token.index + 1 >= len(tree.tokens):
        return
    noun, mine, theirs = tree.tokens[token.index + 1], tree.up(token.index), tree.up(token.index + 1)
    is_counted = mine is not None and mine.role == "name" and mine.head == token.index - 1
    if mine is not None and is_counted and tree.tokens[mine.head].tag in ("VBD", "VBZ"):
        tree.move(Edge("object", mine.head, token.index))  # "kills 3, wounds 7 in Quetta"
        return
    if mine is not None and mine.role == "fixed" and tree.tokens[mine.head].tag == "CC" and noun.tag == "NNS":
        tree.move(Edge("number", noun.index, token.index))  # "died and eleven others were hurt"
        return
    if noun.tag not in ("NNS", "NN") or mine is None or theirs is None or mine.head != theirs.head:
        return
    if mine.role == theirs.role and mine.role in ("object", "subject", "passive subject", "oblique", "nominal"):
        tree.move(Edge("number", noun.index, token.index))


def more(tree: Tree, token: Token) -> None:
    """ "Eleven more were wounded": the number stands for the people, and "more" only says that there were others."""
    number, edge = token.index - 1, tree.up(token.index)
    if number < 0 or tree.tokens[number].pos != "NUM" or edge is None:
        return
    mine = tree.up(number)
    if edge.role in _CLAUSAL and mine is not None and mine.head == token.index:
        tree.move(Edge(edge.role, edge.head, number, edge.marker))
        tree.move(Edge("modifier", number, token.index))


def aged(tree: Tree, token: Token) -> None:
    """ "The girl, aged nine, was abducted" with the age as what she is, or as who was abducted: it says how old somebody is."""
    tokens, own = tree.tokens, token.index
    last = own + 1
    if last >= len(tokens) or tokens[last].tag != "CD" or not own:
        return
    while last + 2 < len(tokens) and tokens[last + 1].text.lower() in ("and", "to") and tokens[last + 2].tag == "CD":
        last += 2  # "two brothers aged 14 and 16"
    age = range(own, last + 1)
    noun = _aged_noun(tree, own)
    edge = tree.up(noun) if noun is not None else None
    verb = _verb_of_age(tree, age)
    if noun is None or edge is None or edge.head not in age or verb is None:
        return
    top = next((a for a in age if (up := tree.up(a)) is None or up.head not in (*age, verb)), None)
    if top is not None and any(e.head in age for e in tree.ancestors(verb)):
        tree.put_in_place_of(top, verb)
    tree.move(Edge("passive subject" if tree.edges(verb, "passive auxiliary") else "subject", verb, noun))
    for other in [e.dependent for a in age for e in tree.edges(a, "conjunct") if e.dependent not in (*age, verb)]:
        tree.move(Edge("conjunct", noun, other))  # "the farmer, aged 60, and his son"
    tree.move(Edge("participle", noun, own))
    tree.move(Edge("oblique", own, own + 1))


def _aged_noun(tree: Tree, own: int) -> int | None:
    """Whose age a phrase tells: the noun before it, be there a comma between them."""
    noun = own - 1 if tree.tokens[own - 1].text != "," else own - 2
    if noun < 0:
        return None
    for edge in tree.ancestors(noun):
        if edge.head >= own or tree.is_verb(edge.head):
            break
        noun = edge.head
    return noun if tree.tokens[noun].pos in ("NOUN", "PROPN") else None


def _verb_of_age(tree: Tree, age: range) -> int | None:
    """The verb behind a phrase of age that a parser has hung on it, or has it for the subject of."""
    below = [e.dependent for a in age for e in tree.edges(a, "conjunct", "clause", "adverbial", "open clause")]
    above = [e.head for a in age if (e := tree.up(a)) is not None and e.role in ("subject", "passive subject")]
    return next((v for v in (*above, *below) if v > age[-1] and tree.is_verb(v)), None)
