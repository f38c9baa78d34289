"""Repairs of what is said of a noun beside it: shares, reflexives, relative clauses that took over the sentence."""

from __future__ import annotations

from kg.model import Token
from kg.text.repairs.words import DONE_TO, TIMES
from kg.text.tree import Edge, Tree

AMONG = frozenset({"among", "amongst"})
REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})


def among_inverted(tree: Tree, token: Token) -> None:
    """ "Among the dead were five children", "among the backers are X and Y": of them the copula says who."""
    edge = tree.up(token.index)
    if edge is None or edge.role != "case" or token.index != 0:
        return
    group = edge.head
    subject, copula = tree.first(group, "subject"), tree.first(group, "copula")
    inner = tree.first(subject, "copula") if subject is not None else None
    verb = copula if copula is not None else inner
    if subject is None or verb is None or not group < verb < subject:
        return
    tree.move(Edge("copula", group, verb))
    if tree.tokens[group].pos == "ADJ" and tree.up(group) is None:  # "the dead" are no more by them
        tree.detach(verb)
        tree.move(Edge("subject", verb, subject))
        tree.move(Edge("oblique", verb, group, token.text.lower()))


def reflexive_owner(tree: Tree, token: Token) -> None:
    """ "Declared himself president": he did so to himself, whose president nobody is."""
    edge = tree.up(token.index)
    above = tree.up(edge.head) if edge is not None and edge.role == "possessor" else None
    if edge is None or above is None or above.role != "object" or above.head != token.index - 1:
        return
    tree.move(Edge("object", above.head, token.index))
    tree.move(Edge("open clause", above.head, edge.head))


def agent_as_subject(tree: Tree, token: Token) -> None:
    """ "Militias backed by X and by Y took Z" with Y taking Z: what stands behind "and by" did what "by X" did."""
    first = tree.first(token.index, "subject")
    beside = [*tree.edges(token.index, "subject"), *(tree.edges(first, "conjunct") if first is not None else ())]
    behind = next((e.dependent for e in beside if e.dependent != first and _has_by(tree, e.dependent)), None)
    if first is None or behind is None or not tree.edges(behind, "coordinator"):
        return
    verbs = [e.dependent for e in tree.edges(first, "participle")]
    agent = next((a for verb in verbs for a in tree.agents(verb) if a < behind), None)
    if agent is not None and behind < token.index:
        tree.move(Edge("conjunct", agent, behind, "by"))


def _has_by(tree: Tree, noun: int) -> bool:
    return any(tree.tokens[e.dependent].text.lower() == "by" for e in tree.edges(noun, "case"))


def whose_clause(tree: Tree, token: Token) -> None:
    """ "The Front, whose leaders lived abroad, fought X" with the Front living: the clause with "whose" only says more of it."""
    subjects = [e.dependent for e in tree.edges(token.index, "subject", "passive subject")]
    if len(subjects) != 2 or not subjects[0] < subjects[1] < token.index:
        return
    whose = [tree.tokens[e.dependent].tag == "WP$" for e in tree.edges(subjects[1], "possessor")]
    main = next((e.dependent for e in tree.edges(token.index, "conjunct") if _is_main(tree, token.index, e)), None)
    if not any(whose) or main is None:
        return
    if tree.up(token.index) is not None:
        tree.put_in_place_of(token.index, main)
    else:
        tree.detach(main)
    tree.move(Edge("subject", main, subjects[0]))
    tree.move(Edge("relative", subjects[0], token.index))


def _is_main(tree: Tree, clause: int, edge: Edge) -> bool:
    """Whether a verb joined to a clause stands right behind a comma and has neither "and" nor a subject."""
    opening = min((e.dependent for e in tree.edges(edge.dependent, "auxiliary", "adverb")), default=edge.dependent)
    is_behind = tree.tokens[min(opening, edge.dependent) - 1].text == ","
    is_bare = not tree.edges(edge.dependent, "subject", "passive subject", "coordinator")
    return edge.dependent > clause and is_behind and is_bare


def said_of_relative(tree: Tree, token: Token) -> None:
    """ "X, which experts say is backed by Y, attacked": what they say is of X, and no part of the attack."""
    edge = tree.up(token.index)
    helper = min((e.dependent for e in tree.edges(token.index, "passive auxiliary", "auxiliary")), default=-1)
    if edge is None or edge.role != "clause" or edge.head < token.index or helper < 1:
        return
    said = tree.up(helper - 1)
    if (
        tree.is_verb(helper - 1)
        and said is not None
        and said.role == "relative"
        and not tree.edges(token.index, "mark")
    ):
        tree.move(Edge("clause", helper - 1, token.index))


def unmarked_object(tree: Tree, token: Token) -> None:
    """ "Shot dead a couple and their children" with the couple as a time or a measure: they were shot."""
    if token.lemma not in DONE_TO or tree.is_passive(token.index) or tree.edges(token.index, "object"):
        return
    for edge in tree.edges(token.index, "oblique"):
        noun = tree.tokens[edge.dependent]
        if edge.dependent > token.index and not edge.marker and noun.pos == "NOUN" and noun.lemma not in TIMES:
            tree.move(Edge("object", token.index, edge.dependent))
            return


def listed_agent(tree: Tree, token: Token) -> None:
    """ "Sanctioned by X, Y and Z" with Y hung on the verb: right behind X and a comma, Y did it, too."""
    edge = tree.up(token.index)
    if (
        edge is None
        or edge.role != "conjunct"
        or not tree.is_verb(edge.head)
        or tree.edges(token.index, "subject", "copula")
    ):
        return
    agent = max((a for a in tree.agents(edge.head) if a < token.index), default=-1)
    opening = min(tree.below(token.index))
    comma = opening if tree.tokens[opening].text == "," else opening - 1
    if agent >= 0 and tree.tokens[comma].text == "," and comma == max(tree.below(agent) - tree.below(token.index)) + 1:
        tree.move(Edge("conjunct", agent, token.index))
