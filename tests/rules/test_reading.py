"""What a rule file must be, and what is said of one that is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Variable

from kg.errors import OntologyError
from kg.rules import parse_rule, read_rules
from kg.rules.patterns import Atom
from kg.vocab import KG, RDF

HEADER = "#+ summary: s\n#+ description: d\n#+ example: e\n#+ premises: a\n"
PREFIX = "PREFIX kg: <https://w3id.org/conflict-kg/ontology#>\nPREFIX graph: <https://w3id.org/conflict-kg/graph/>\n"
FOLLOWED, REVERSED = NamedNode(KG.base + "followed"), NamedNode(KG.base + "reversed")


def rule(query: str, header: str = HEADER) -> str:
    return header + PREFIX + query


def test_a_rule() -> None:
    query = """CONSTRUCT { # with a } and a "
      ?a kg:followed ?b ; a kg:Event . ?b kg:dateText "}" , "à"@fr } WHERE { ?b kg:locatedIn ?a FILTER(?b != ?a) }"""
    found = parse_rule("mine", rule(query, HEADER + "#+ stratum: 3\n"), "mine.rq")
    assert (found.name, found.stratum, found.premises, found.variables) == ("mine", 3, ("a",), ("a", "b"))
    assert set(found.template) == {
        (Variable("a"), FOLLOWED, Variable("b")),
        (Variable("a"), RDF.type, KG.Event),
        (Variable("b"), KG.dateText, Literal("}")),
        (Variable("b"), KG.dateText, Literal("à", language="fr")),
    }
    assert found.select.split("\n")[-1].startswith("SELECT DISTINCT ?a ?b  WHERE { ?b kg:locatedIn")
    assert found.concludes == {Atom(FOLLOWED, None), Atom(RDF.type, KG.Event), Atom(KG.dateText, None)}
    assert (found.reads, found.lacks) == ({Atom(KG.locatedIn, None)}, frozenset())


def atoms(pattern: str) -> tuple[set[str], set[str]]:
    """Return what a pattern reads and what it lacks, as words."""
    found = parse_rule("r", rule(f"CONSTRUCT {{ ?a kg:followed ?a }} WHERE {{ {pattern} }}"), "r.rq")
    return {word(atom) for atom in found.reads}, {word(atom) for atom in found.lacks}


def word(atom: Atom) -> str:
    parts = (atom.predicate, atom.object)
    return " ".join(re.split(r"[#/]", part.value)[-1] if part else "*" for part in parts)


@pytest.mark.parametrize(
    ("pattern", "reads", "lacks"),
    [
        ("?a kg:place ?b", {"place *"}, set()),
        ("?a kg:place kg:Country", {"place Country"}, set()),
        ("?a ?b ?c", {"* *"}, set()),
        ("?a kg:place/^kg:country|!kg:status ?c", {"place *", "country *", "* *"}, set()),
        ("?a kg:place+ ?c . GRAPH ?g { ?a kg:country ?d }", {"place *", "country *"}, set()),
        ("{ ?a kg:place ?b } UNION { ?a kg:country ?b }", {"place *", "country *"}, set()),
        ("?a kg:place ?b OPTIONAL { ?a kg:country ?c }", {"place *", "country *"}, {"country *"}),
        ("?a kg:place ?b MINUS { ?a kg:country ?c }", {"place *"}, {"country *"}),
        ("?a kg:place ?b FILTER NOT EXISTS { ?a kg:country ?c }", {"place *"}, {"country *"}),
        ("?a kg:place ?b FILTER(EXISTS { ?a kg:country ?c })", {"place *", "country *"}, {"country *"}),
        (
            "?a kg:place ?b FILTER NOT EXISTS { ?a kg:country ?c FILTER NOT EXISTS { ?c kg:status ?d } }",
            {"place *"},
            {"country *", "status *"},
        ),
        ("{ SELECT ?a (MAX(?b) AS ?c) { ?a kg:place ?b } GROUP BY ?a }", {"place *"}, {"place *"}),
        ("{ SELECT ?a ?b { ?a kg:place ?b } }", {"place *"}, set()),
        (
            "?a kg:place ?b FILTER NOT EXISTS { GRAPH ?g { ?a kg:country ?c } FILTER(?g != graph:inferred) }",
            {"place *"},
            set(),
        ),
        ("?a kg:place ?b FILTER NOT EXISTS { GRAPH graph:facts { ?a kg:country ?c } }", {"place *"}, set()),
        ("?a kg:place ?b MINUS { GRAPH graph:inferred { ?a kg:country ?c } }", {"place *"}, {"country *"}),
        (
            "?a kg:place ?b FILTER NOT EXISTS { GRAPH ?g { ?a kg:country ?c } FILTER(?g != graph:facts) }",
            {"place *"},
            {"country *"},
        ),
    ],
)
def test_what_a_pattern_asks_for(pattern: str, reads: set[str], lacks: set[str]) -> None:
    assert atoms(pattern) == (reads, lacks)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT", "r.rq:1: no summary; a rule begins with '#+ summary: …'"),
        (HEADER.replace("#+ example: e\n", ""), "r.rq:1: no example"),
        (HEADER + "#+ premisses: a\n", "r.rq:5: unknown key 'premisses'; known are summary, description, example"),
        (HEADER + "#+ summary: again\n", "r.rq:5: a second 'summary'"),
        (HEADER + "#+ stratum: zero\n", "r.rq:5: stratum is a number from 1 to 99; got 'zero'"),
        (rule("SELECT * { ?a ?b ?c }"), "r.rq:1: expected CONSTRUCT"),
        (rule("CONSTRUCT WHERE { ?a kg:place ?b }"), "r.rq:1: expected a template of its own"),
        (rule("CONSTRUCT { ?a kg:place ?b WHERE { ?a kg:place ?b }"), "r.rq:7:11: this { is never closed"),
        (rule("CONSTRUCT { ?a lg:place ?b } WHERE { ?a kg:place ?b }"), "r.rq:7:16: the prefix lg: is not declared"),
        (rule("CONSTRUCT { ?a kg:place [] } WHERE { ?a kg:place ?b }"), "r.rq:1: a rule may not have a blank node in"),
        (rule("CONSTRUCT { } WHERE { ?a kg:place ?b }"), "r.rq:1: expected a template of its own"),
        (
            rule("CONSTRUCT { ?b kg:place ?b } WHERE { ?b kg:place ?c }"),
            "r.rq:4: the pattern binds no premise ?a; it binds ?b, ?c",
        ),
        (
            rule("CONSTRUCT { ?a kg:place ?d } WHERE { ?a kg:place ?b FILTER NOT EXISTS { ?b kg:place ?d } }"),
            "r.rq:1: the template has ?d, which the pattern does not bind",
        ),
        (
            rule("CONSTRUCT { ?a kg:place ?d } WHERE { ?a kg:place ?b MINUS { ?a kg:place ?d } }"),
            "r.rq:1: the template has ?d",
        ),
        (
            rule("CONSTRUCT { ?a kg:place ?d } WHERE { { SELECT ?a { ?a kg:place ?d } } }"),
            "r.rq:1: the template has ?d",
        ),
        (
            rule("CONSTRUCT { ?a kg:place ?b } WHERE { ?a kg:place ?c BIND(UUID() AS ?b) }"),
            "r.rq:1: a rule may not have UUID()",
        ),
        (
            rule("CONSTRUCT { ?a kg:place ?b } FROM graph:facts WHERE { ?a kg:place ?b } LIMIT 1"),
            "r.rq:1: a rule may not have FROM, LIMIT or OFFSET",
        ),
        (
            rule("CONSTRUCT { ?a kg:place ?b } WHERE { SERVICE <http://a/> { ?a kg:place ?b } }"),
            "r.rq:1: a rule may not have SERVICE",
        ),
    ],
)
def test_what_is_wrong_is_one_line(text: str, message: str) -> None:
    with pytest.raises(OntologyError, match="^" + re.escape(message)) as caught:
        parse_rule("r", text, "r.rq")
    assert "\n" not in str(caught.value)


def folder(path: Path, **queries: str) -> Path:
    for name, query in queries.items():
        (path / f"{name}.rq").write_text(query, encoding="utf-8")
    return path


def test_absence_is_asked_after_all_is_concluded(tmp_path: Path) -> None:
    concludes = rule("CONSTRUCT { ?a kg:outcome kg:reversed } WHERE { ?a kg:reversedBy ?b }")
    asks = "CONSTRUCT { ?a kg:followed ?b } WHERE { ?a kg:place ?b FILTER NOT EXISTS { ?a kg:outcome %s } }"
    folder(tmp_path, first=concludes, second=rule(asks % "kg:reversed"))
    with pytest.raises(OntologyError) as caught:
        read_rules(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}/second.rq:1: asks whether kg:outcome is absent before all of it is concluded"
        " ('first' (stratum 1) does); use a stratum after 1, or ask only graphs other than the inferred one"
    )
    folder(tmp_path, second=rule(asks % "kg:failed"))
    assert [found.name for found in read_rules(tmp_path)] == ["first", "second"]
    folder(tmp_path, second=rule(asks % "?any"))
    with pytest.raises(OntologyError, match="kg:outcome is absent"):
        read_rules(tmp_path)
    folder(tmp_path, second=rule(asks % "?any", HEADER + "#+ stratum: 2\n"))
    assert [found.name for found in read_rules(tmp_path)] == ["first", "second"]


def test_no_rule_asks_for_the_absence_of_what_it_concludes(tmp_path: Path) -> None:
    wins = "CONSTRUCT { ?a a kg:Event } WHERE { ?a kg:place ?b FILTER NOT EXISTS { ?b a kg:Event } }"
    with pytest.raises(OntologyError, match=r"rdf:type kg:Event is absent .*it concludes that itself"):
        read_rules(folder(tmp_path, wins=rule(wins)))


def test_an_unreadable_file(tmp_path: Path) -> None:
    (tmp_path / "latin.rq").write_bytes(b"#+ summary: \xe9\n")
    with pytest.raises(OntologyError, match=r"latin\.rq: cannot be read \(not UTF-8\)"):
        read_rules(tmp_path)
