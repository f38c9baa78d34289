"""Repairs of what is said of a noun beside it: shares, reflexives, relative clauses that took over the sentence."""

from __future__ import annotations

from kg.model import Token
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
