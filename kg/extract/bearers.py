"""Whom a noun is said of, and whom a description names: "junta leader X", "X, leader of the junta", "a former policeman, X"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.reading import Reading, is_name
from kg.model import Mention
from kg.text.syntax import noun_chunk
from kg.text.tree import Edge

_BECOMING = frozenset({"become", "remain"})
"""Verbs whose object says what their subject is."""

_INCLUDING = frozenset({"include", "number", "comprise", "count"})
"""Verbs whose object is some of those whom a plural subject tells of: "his backers include X"."""

_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})

_LONGEST_SHORT_FORM = 7
"""Tokens from the end of a name within which brackets with its short form close."""

_CALLED = frozenset({"called", "named", "known", "dubbed", "styled", "nicknamed", "termed", "christened", "identified"})
"""Participles before a name."""


def title_bearers(index: int, reading: Reading) -> tuple[Mention, ...]:
    """Those whom a noun is said of; several where it is said of a whole list ("X and Y are members", "X and Y, members")."""
    bearer = title_bearer(index, reading)
    if bearer is None:
        return ()
    other = _equated(index, reading)
    edge = reading.view.up(index)
    is_plural = reading.view.tokens[index].tag == "NNS"
    if other is None and edge is not None and edge.role == "apposition" and is_plural:
        other = edge.head  # "X and Y, both members of the Front"
    elif other is None and is_plural and bearer.sentence == reading.sentence.index:
        other = _first_of_list(bearer.head, reading)  # "its allies, X and Y"
        found = tuple(
            m for t in reading.view.conjuncts(other) if (m := reading.mention_at(t)) is not None and m.kind == "name"
        )
        return tuple(dict.fromkeys(found)) or (bearer,)
    others = reading.view.conjuncts(other) if other is not None and reading.mention_at(other) is bearer else ()
    found = (bearer, *(m for token in others if (m := reading.mention_at(token)) is not None and m.kind == "name"))
    return tuple(dict.fromkeys(found))


def _first_of_list(index: int, reading: Reading) -> int:
    """The first of the nouns that a token is coordinated with."""
    edge = reading.view.up(index)
    while edge is not None and edge.role == "conjunct":
        index, edge = edge.head, reading.view.up(edge.head)
    return index


def _equated(index: int, reading: Reading) -> int | None:
    """What a form of "be" sets equal to a noun: "X is the leader", "whose leader is X", "among its backers are X and Y".

    So does "his backers include X and Y".
    """
    view = reading.view
    edge = view.up(index)
    is_subject = edge is not None and edge.role == "subject"
    if view.edges(index, "copula") and (view.first(index, "subject") is not None or not is_subject):
        return view.first(index, "subject")
    if edge is not None and is_subject and view.edges(index, "copula"):
        return edge.head  # "the members are X and Y", where a parser hangs the verb on the members
    if edge is None or edge.role != "subject":
        return None
    if view.tokens[index].tag == "NNS" and view.tokens[edge.head].lemma in _INCLUDING:
        return None if view.is_negated(edge.head) else view.first(edge.head, "object")
    return edge.head if view.edges(edge.head, "copula") else None


def title_bearer(index: int, reading: Reading) -> Mention | None:
    """The one whom a noun is said of: "junta leader X", "X, leader of the junta", "X is a member of the junta".

    A person before anybody else: "the group, whose leader, X, …" may be read as a group that is a leader.
    """
    own = reading.mentions.get(index)
    if own is not None and own.kind == "name" and own.span.start > reading.view.tokens[index].span.end:
        return own if reading.is_a(own, ("Person",)) else None  # "leader X", for a parser one name
    near = (m for token in _bearing(index, reading) if (m := reading.mention_at(token)) is not None)
    found = [m for m in (named_beside(near_by, reading) or near_by for near_by in near) if m.kind == "name"]
    person = next((mention for mention in found if reading.is_a(mention, ("Person",))), None)
    return (
        person
        or _beside(index, "Person", reading)
        or next(iter(found), None)
        or _beside(index, "Organization", reading)
        or _beside(index, "Country", reading)
        or _called_body(index, reading)
    )


def _called_body(index: int, reading: Reading) -> Mention | None:
    """ "The Red Dunes brigade, a unit of the Front": a body by a name that ends in a common noun."""
    first = _first_of(index, -1, reading)
    called = (
        m for m in reading.mentions.values() if m.kind == "nominal" and m.head < index and _has_own_name(m, reading)
    )
    return next((m for m in called if _is_parted(_extent(m, reading)[1] + 1, first, reading)), None)


def _has_own_name(mention: Mention, reading: Reading) -> bool:
    demonyms = reading.knowledge.gazetteer.demonyms
    words = [word for word in mention.label.split() if word[:1].isupper() and word not in demonyms]
    return bool(words) and reading.is_a(mention, ("Organization",)) and not mention.country


def one_of_many(index: int, reading: Reading) -> int | None:
    """The "one" of "one of the leaders", which is whoever the leaders are said to be one of."""
    edge = reading.view.up(index)
    is_of = edge is not None and edge.role == "nominal" and edge.marker in ("of", "among")
    return edge.head if edge is not None and is_of and reading.view.tokens[edge.head].pos == "NUM" else None


def _bearing(index: int, reading: Reading) -> Iterator[int]:
    """Where the tree may have the one whom a noun is said of, the surest first."""
    view = reading.view
    counted = one_of_many(index, reading)
    if counted is not None:
        yield from _bearing(counted, reading)
    edge = view.up(index)
    if edge is not None and edge.role == "apposition" and view.tokens[index].tag == "NN":
        # "X and Y, the founder of the front": the last of them
        yield from reversed([token for token in view.conjuncts(edge.head)[1:] if token < index])
    if edge is not None and edge.role == "conjunct" and view.tokens[edge.head].tag == view.tokens[index].tag == "NN":
        first = view.up(edge.head)  # "X, the founder and leader of the front"
        edge = first if first is not None and first.role in ("apposition", "title") else edge
    elif edge is not None and edge.role == "conjunct" and view.tokens[index].tag == "NN":
        # "X, the First Vice-President and leader of the front", for a parser X and the leader
        before = [e.dependent for e in view.edges(edge.head, "apposition")]
        if any(edge.head < token < index for token in before) and view.tokens[edge.head].tag == "NNP":
            yield edge.head
    while edge is not None and edge.role in ("compound", "title", "apposition", "name"):
        yield edge.head
        edge = view.up(edge.head) if edge.role == "title" else None  # "guard commander Colonel X"
    equated = _equated(index, reading)
    if equated is not None:
        yield equated
    for down in view.edges(index, "apposition", "name"):
        yield down.dependent
    yield from names_given(index, reading)  # "a commander of the front identified as X"
    yield from _appointed(index, reading)


def _appointed(index: int, reading: Reading) -> Iterator[int]:
    """ "X became leader", "X was named leader", "X presented himself as leader", "they named X leader"."""
    view = reading.view
    edge = view.up(index)
    if edge is not None and edge.role == "conjunct":
        edge = view.up(edge.head)
    if edge is None or not view.is_verb(edge.head):
        return
    is_appointed = view.first(edge.head, "passive subject") is not None  # "X was appointed leader"
    is_made = any(view.tokens[e.dependent].text.lower() in ("him", "her") for e in view.edges(edge.head, "object"))
    is_become = edge.role == "object" and (is_appointed or is_made or _is_told_of_subject(edge.head, reading))
    # "X remains its main supplier"
    is_become |= edge.role == "clause" and view.tokens[edge.head].lemma in _BECOMING
    if edge.role != "open clause" and (edge.role, edge.marker) != ("oblique", "as") and not is_become:
        return
    if edge.head in reading.matches.heads("isSuccession"):
        yield from view.subjects(edge.head)  # "X replaced Y as leader"
        return
    objects = [token for token in view.objects(edge.head) if token != index]
    others = [e.dependent for e in view.edges(edge.head, "object", "indirect object") if e.dependent != index]
    named = [token for token in objects if view.tokens[token].tag != "PRP" and not _is_thing(token, reading)]
    made = [token for token in others if view.tokens[token].text.lower() in ("him", "her")]
    yield from named or made or view.subjects(edge.head)


def _is_thing(token: int, reading: Reading) -> bool:
    """ "Took the oath as president": nobody is made of an oath."""
    mention = reading.mentions.get(token)
    return mention is not None and mention.kind == "nominal" and mention.type == "Thing"


def _is_told_of_subject(verb: int, reading: Reading) -> bool:
    """Whether an object of a verb says what its subject is: "X became leader", "X declared himself leader"."""
    words = [reading.view.tokens[edge.dependent].text.lower() for edge in reading.view.edges(verb, "object")]
    return reading.view.tokens[verb].lemma in _BECOMING or not _REFLEXIVE.isdisjoint(words)


def _beside(index: int, kind: str, reading: Reading) -> Mention | None:
    """The name of a kind that a comma parts from a noun, which parsers often hang elsewhere.

    "Whose leader, X, …"; "its branch, X, …", "X, the branch of Y in Z, …"; not one that has a place of its own in the
    clause ("the leader of Y met X").
    """
    after = _first_after(index, reading)
    is_owned = any(reading.view.tokens[e.dependent].tag == "WP$" for e in reading.view.edges(index, "possessor"))
    for mention in reading.mentions.values():
        if mention.kind != "name" or not reading.is_a(mention, (kind,)) or mention.head == index:
            continue
        first, last = _extent(mention, reading)
        # "X, whose fighters …": X is no fighter.
        if (
            _is_parted(after, first, reading)
            or _is_right_behind(index, mention, first, reading)
            or (last < index and not is_owned and _is_parted(last + 1, _first_of(index, last, reading), reading))
        ):
            return mention
    return None


def _extent(mention: Mention, reading: Reading) -> tuple[int, int]:
    """The first and last token of a mention, titles before a name and the article of a body included."""
    inside = reading.view.inside(mention.span)
    first, last = (inside[0], inside[-1]) if inside else (mention.head, mention.head)
    titles = {token for match in reading.matches.having("isTitle") for token in match.tokens}
    while first - 1 in titles or (first and reading.view.tokens[first - 1].text == "." and first - 2 in titles):
        first -= 1
    is_body = first > 0 and reading.is_a(mention, ("Organization",))
    return first - (is_body and reading.view.tokens[first - 1].text.lower() == "the"), _end_of_brackets(last, reading)


def _end_of_brackets(last: int, reading: Reading) -> int:
    """The bracket that closes a short form right behind a name ("the National Liberation Army (ELN)"), else `last` itself."""
    tokens = reading.view.tokens
    if last + 1 >= len(tokens) or tokens[last + 1].text != "(":
        return last
    ends = range(last + 3, min(last + _LONGEST_SHORT_FORM, len(tokens)))
    return next((end for end in ends if tokens[end].text == ")"), last)


def _is_parted(end: int, start: int, reading: Reading) -> bool:
    """Whether nothing but a comma, which must be there, stands between two phrases."""
    return start == end + 1 and reading.view.tokens[end].text == ","


def _is_right_behind(index: int, mention: Mention, first: int, reading: Reading) -> bool:
    """ "Its military wing the Qassam Brigades": a body named right behind what it is called."""
    is_body = reading.is_a(mention, ("Organization",)) and reading.view.tokens[index].tag == "NN"
    return is_body and first == index + 2 and reading.view.tokens[index + 1].text.lower() == "the"


def _first_of(index: int, behind: int, reading: Reading) -> int:
    """The first token of the phrase of a noun: its article, adjectives and possessor are before it.

    Nothing up to the token `behind` is of it, whatever the parser says.
    """
    roles = ("determiner", "possessor", "modifier", "compound", "number")
    inside = [t for edge in reading.view.edges(index, *roles) for t in reading.view.subtree(edge.dependent)]
    first = min([index, *(token for token in inside if behind < token < index)])
    while first - 2 > behind and reading.view.tokens[first - 1].tag == "HYPH":
        first -= 2  # "secretary-general", whatever a parser hangs on which
    return first + 1 if reading.view.tokens[first].text == "," else first


def _first_after(index: int, reading: Reading) -> int:
    """The token behind a noun and the phrase with "of" that says of what ("the leader of the group")."""
    found = index + 1
    for edge in reading.view.edges(index, "nominal"):
        if edge.marker in ("of", "for", "in", "from") and edge.dependent > index:
            inner = noun_chunk(reading.view, edge.dependent)
            end, below = inner.last + 1, reading.view.subtree(edge.dependent)
            while end in below and reading.view.tokens[end].text != ",":
                end += 1  # "the leader of the coup in Ruritania, X"
            found = max(found, end, _end_of_name(edge.dependent, reading))
    return found


def _end_of_name(index: int, reading: Reading) -> int:
    mention = reading.mentions.get(index)
    return 0 if mention is None else _extent(mention, reading)[1] + 1


def apposed(index: int, reading: Reading) -> Mention | None:
    """What a noun in apposition stands beside: "the group, an affiliate of X" speaks of the group."""
    edge = reading.view.up(index)
    return reading.mention_at(edge.head) if edge is not None and edge.role == "apposition" else None


def named_beside(mention: Mention, reading: Reading) -> Mention | None:
    """Whom a description of this sentence names: "a former policeman, Ana Ruiz", "the Front, a faction that …"."""
    is_description = mention.kind == "nominal" or _is_an_office(mention, reading)
    if not is_description or mention.known or mention.sentence != reading.sentence.index:
        return None
    view = reading.view
    edge = view.up(mention.head)
    beside = [edge.head] if edge is not None and edge.role == "apposition" else []
    told = [e.dependent for e in view.edges(mention.head, "apposition", "name")]
    beside += told
    beside += names_given(mention.head, reading)
    beside += [  # "a preacher from the area, X", whom a parser hangs on the area
        down.dependent for e in view.edges(mention.head, "nominal") for down in view.edges(e.dependent, "apposition")
    ]
    end = mention.span.end + 1  # "the militia YPJ"
    is_one = reading.is_a(mention, ("Person",)) and view.tokens[mention.head].tag == "NN"  # "the warlord Ana Ruiz"
    kinds = ("Organization", "Person") if is_one else ("Organization",)
    beside += [t for t, m in reading.mentions.items() if m.span.start == end and reading.is_a(m, kinds)]
    beside += _hung_elsewhere(mention, reading)
    spans = [
        view.tokens[word].span for word in told
    ]  # "his deputy, Brigadier X Y", which hangs on another of its words
    beside += [t for t, m in reading.mentions.items() if t not in told and any(m.span.covers(span) for span in spans)]
    for name in (reading.mentions.get(token) for token in beside):
        # "The self-styled Emperor X": a description may end in the name.
        is_apart = name is not None and (
            not mention.span.overlaps(name.span)
            or (name.span.end == mention.span.end and reading.is_a(name, ("Person",)))
        )
        if name is not None and is_apart and is_name(name) and are_alike(mention, name, reading):
            return None if _is_one_among(name, reading) else name
    return None


def _is_one_among(name: Mention, reading: Reading) -> bool:
    """ "Veterans, among them Sergeant X": one of those described, and not all of them."""
    return any(e.marker in ("among", "amongst") for e in reading.view.edges(name.head, "nominal", "oblique"))


def names_given(index: int, reading: Reading) -> list[int]:
    """ "Arab militias known as X", "the insurgents, called X", "a man who calls himself X": what a noun is said to be called."""
    view = reading.view
    called = [
        named.dependent
        for verb in view.edges(index, "participle")
        if view.tokens[verb.dependent].text.lower() in _CALLED
        for named in view.edges(verb.dependent, "object", "open clause", "oblique")
        if named.marker in ("", "as", "by")
    ]
    return called + [
        named.dependent
        for verb in view.edges(index, "relative")
        if _is_of_oneself(verb.dependent, reading)
        for named in view.edges(verb.dependent, "object", "open clause", "oblique", "complement")
        if named.marker in ("", "as") and view.tokens[named.dependent].pos != "PRON"
    ]


_NAMING_ONESELF = frozenset({"call", "style", "identify", "introduce", "name", "dub"})
"""Verbs by which somebody says who he is."""


def _is_of_oneself(verb: int, reading: Reading) -> bool:
    objects = {reading.view.tokens[e.dependent].text.lower() for e in reading.view.edges(verb, "object")}
    return reading.view.tokens[verb].lemma in _NAMING_ONESELF and not _REFLEXIVE.isdisjoint(objects)


def _is_an_office(mention: Mention, reading: Reading) -> bool:
    """ "The Defence Minister, Ana Ruiz": an office with capitals is no name."""
    heads = [m for m in reading.matches.at(mention.head) if m.entry.names_type == "Person"]
    return bool(heads) and mention.kind == "name" and bool(reading.view.edges(mention.head, "determiner"))


def _hung_elsewhere(mention: Mention, reading: Reading) -> list[int]:
    """ "On the main movement, the LRF, and …", "on a brigadier, Ana Ruiz, and …": the name that a comma parts from what it is
    called, where a parser takes either to stand beside something else."""
    is_one = reading.is_a(mention, ("Person",)) and reading.view.tokens[mention.head].tag == "NN"
    if mention.head not in reading.mentions or not (is_one or reading.is_a(mention, ("Organization",))):
        return []
    name = _beside(mention.head, "Person" if is_one else "Organization", reading)
    if name is None:
        return []
    # "The Front (LRF), a band …", "the Front, the band led by X, …": whatever a parser takes the band for.
    is_told_more = mention.head > name.head and bool(reading.view.edges(mention.head, "participle"))
    is_sure = not is_one and (reading.view.tokens[name.head + 1].text == "(" or is_told_more)
    hung = reading.view.up(max(name.head, mention.head))
    roles = ("parataxis", "other") if is_one else ("apposition", "conjunct")
    is_hung = hung is not None and (
        hung.role in roles
        or (is_one and (_is_beside_a_thing(hung, reading) or _are_one_subject(hung, mention, reading)))
    )
    return [name.head] if is_sure or is_hung else []


def _are_one_subject(edge: Edge, mention: Mention, reading: Reading) -> bool:
    """ "The front's leader, Ana Ruiz, is under sanctions": a predicate has one subject, which two commas part from its name."""
    own = reading.view.up(mention.head)
    return own is not None and own.head == edge.head and own.role == edge.role == "subject"


def _is_beside_a_thing(edge: Edge, reading: Reading) -> bool:
    """ "The assets of his rival, Ana Ruiz": no name of a person stands beside what nobody could be."""
    thing = reading.mentions.get(edge.head) if edge.role == "apposition" else None
    return thing is not None and thing.kind == "nominal" and thing.type in ("Thing", "Weapon", "Facility")


def are_alike(description: Mention, name: Mention, reading: Reading) -> bool:
    """Whether a name may be of what a description says: both people, or both bodies of people."""
    is_one = (  # "the bomber, Ana Ruiz"
        description.head in reading.matches.heads("isIndividual") and reading.view.tokens[description.head].tag == "NN"
    )
    kinds = ("Person", "Organization")
    return (is_one and reading.is_a(name, ("Person",))) or any(
        reading.is_a(description, (kind,)) and reading.is_a(name, (kind,)) for kind in kinds
    )


def named_by_copula(index: int, reading: Reading) -> Mention | None:
    """The name that a noun is said to be: "its leader is Y", "a group whose emir is Y"."""
    edge = reading.view.up(index)
    is_called = edge is not None and edge.role == "subject" and bool(reading.view.edges(edge.head, "copula"))
    name = reading.mentions.get(edge.head) if edge is not None and is_called else None
    return name if name is not None and name.kind == "name" else None
