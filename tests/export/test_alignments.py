"""`ontology/alignments.ttl`: whole, declared, and as many codes as the codebooks have."""

from __future__ import annotations

import re
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterable

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad
from rdflib.namespace import GEO, ORG, PROV, SDO, TIME

from kg.export.coded import read_codebook
from kg.export.coded.codebook import ACLED, PLOVER, UCDP, Codebook
from kg.knowledge.ontology import Ontology, read_ontology, read_turtle
from kg.settings import data_directory
from kg.vocab import DCTERMS, KG, RDF, RDFS, ROOT, SKOS

ONTOLOGY = data_directory("ontology")
BASE = ROOT + "alignment/"
CODING = BASE + "coding#"
SCHEMES = ("plover", "cameo", "acled", "ucdp", "gtd", "powell-thyne", "cline")
MATCHES = tuple(SKOS.base + name for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch"))

SEM = """Event Actor Place Temporary View hasActor hasPlace hasEarliestBeginTimeStamp hasLatestEndTimeStamp""".split()
"""Terms of http://semanticweb.cs.vu.nl/2009/11/sem/ that are used, read there."""

FTM = """Article Company Event Event:involved Event:location Event:organizer Interval:endDate Interval:startDate Membership
    Membership:member Membership:organization Occupancy Occupancy:holder Organization Position Position:organization PublicBody
    Sanction Sanction:authority Sanction:entity Sanction:program Succession:predecessor
    UnknownLink UnknownLink:object UnknownLink:subject""".split()
"""Schemata and properties of FollowTheMoney that are used, read in its schema files (alephdata/followthemoney c70a89f)."""

Facts = dict[str, dict[str, list[str]]]


def gather(quads: Iterable[Quad]) -> Facts:
    facts: Facts = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        assert isinstance(quad.subject, NamedNode), "no blank nodes"
        assert isinstance(quad.object, NamedNode | Literal)
        facts[quad.subject.value][quad.predicate.value].append(quad.object.value)
    return facts


@pytest.fixture(scope="module")
def quads() -> list[Quad]:
    return read_turtle(ONTOLOGY / "alignments.ttl")


@pytest.fixture(scope="module")
def facts(quads: list[Quad]) -> Facts:
    return gather(quads)


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return read_ontology([ONTOLOGY / "conflict.ttl"])


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return read_codebook(ONTOLOGY)


def matches(facts: Facts, name: str) -> set[str]:
    """Return what one of our terms is matched with."""
    return {iri for predicate in MATCHES for iri in facts[KG.base + name].get(predicate, ())}


def is_a(facts: Facts, iri: str, kind: str) -> bool:
    return kind in facts[iri].get(RDF.type.value, ())


def test_nothing_of_ours_is_undeclared(quads: list[Quad], facts: Facts) -> None:
    declared = {iri for iri, row in facts.items() if RDF.type.value in row}
    terms = {
        term.value
        for quad in quads
        for term in (quad.subject, quad.predicate, quad.object)
        if isinstance(term, NamedNode)
    }
    assert {term for term in terms if term.startswith(BASE)} <= declared


@pytest.mark.parametrize(
    ("namespace", "defined"),
    [(str(each._NS), set(each.__annotations__)) for each in (GEO, ORG, PROV, SDO, TIME)]
    + [("http://semanticweb.cs.vu.nl/2009/11/sem/", set(SEM)), ("https://schema.followthemoney.tech/#", set(FTM))],
)
def test_terms_of_others_exist(quads: list[Quad], namespace: str, defined: set[str]) -> None:
    used = {
        quad.object.value.removeprefix(namespace)
        for quad in quads
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(namespace)
    }
    assert used, "aligned with"
    assert used <= defined


def test_every_vocabulary_has_classes_and_properties(facts: Facts) -> None:
    for namespace in (
        "http://www.w3.org/ns/org#",
        "http://www.w3.org/ns/prov#",
        "https://schema.org/",
        str(GEO._NS),
        str(TIME._NS),
    ):
        kinds = {
            name.removeprefix(KG.base)[0].isupper()
            for name, row in facts.items()
            for values in row.values()
            if any(value.startswith(namespace) for value in values) and name.startswith(KG.base)
        }
        assert kinds == {True, False}, namespace


def test_every_concept_is_whole_and_its_notation_its_own(facts: Facts) -> None:
    notations: Counter[tuple[str, str]] = Counter()
    for iri, row in facts.items():
        if not is_a(facts, iri, SKOS.base + "Concept"):
            continue
        assert [len(row[SKOS.base + name]) for name in ("inScheme", "notation", "prefLabel")] == [1, 1, 1], iri
        (scheme,) = row[SKOS.base + "inScheme"]
        assert is_a(facts, scheme, SKOS.base + "ConceptScheme"), iri
        assert all(facts[other][SKOS.base + "inScheme"] == [scheme] for other in row.get(SKOS.base + "broader", ())), (
            iri
        )
        notations[scheme, row[SKOS.base + "notation"][0]] += 1
    assert [code for code, count in notations.items() if count > 1] == []


def test_every_scheme_has_a_name_and_a_source(facts: Facts) -> None:
    schemes = [iri for iri in facts if is_a(facts, iri, SKOS.base + "ConceptScheme")]
    assert {f"{BASE}{name}#" for name in SCHEMES} <= set(schemes)
    for iri in schemes:
        assert len(facts[iri][RDFS.label.value]) == 2, iri
        assert facts[iri][DCTERMS.source.value], iri


def codes(codebook: Codebook, scheme: str) -> list[str]:
    return [concept.notation for concept in codebook.of_scheme(scheme)]


def test_plover_has_its_18_categories_and_the_two_of_the_later_manual(codebook: Codebook) -> None:
    top = {concept.notation for concept in codebook.of_scheme(PLOVER) if concept.broader is None}
    reference = """AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT INVESTIGATE DEMAND DISAPPROVE REJECT THREATEN PROTEST CRIME
        SANCTION MOBILIZE COERCE ASSAULT"""
    assert top == {*reference.split(), "REQUEST", "ACCUSE"}
    assert len(set(codes(codebook, PLOVER)) - top) == 43, "modes of the categories that our classes are coded as"
    assert len(codes(codebook, PLOVER + "sectors")) == 25


def test_cameo_has_its_20_roots_and_unconventional_violence(facts: Facts) -> None:
    roots = [
        n
        for iri in facts
        if iri.startswith(BASE + "cameo#")
        for n in facts[iri].get(SKOS.base + "notation", ())
        if len(n) == 2
    ]
    assert sorted(roots) == [f"{number:02}" for number in range(1, 21)]
    assert facts[BASE + "cameo#1383"][SKOS.prefLabel.value] == ["threaten unconventional violence"]
    assert facts[BASE + "cameo#1383"][SKOS.base + "broader"] == [BASE + "cameo#138"]


def test_acled_has_6_event_types_25_sub_event_types_and_8_kinds_of_actor(codebook: Codebook) -> None:
    concepts = codebook.of_scheme(ACLED)
    below = Counter(concept.broader for concept in concepts)
    assert sorted(below.values()) == [2, 3, 3, 3, 6, 6, 8]
    assert below[None] == 6
    assert codes(codebook, ACLED + "actor-types") == list("12345678")
    two = [concept.notation for concept in concepts if concept.broader and len(concept.related) != 1]
    assert two == ["Excessive force against protesters"], "both violence and a demonstration"


def test_acled_interactions_are_those_of_its_table_and_made_of_both_kinds(codebook: Codebook) -> None:
    table = """10 11 12 13 14 15 16 17 18 20 22 23 24 25 26 27 28 30 33 34 35 36 37 38 40 44 45 46 47 48 50 55 56 57 58
        60 66 67 68 70 77 78 80 88"""
    interactions = codebook.of_scheme(ACLED + "interactions")
    assert [concept.notation for concept in interactions] == table.split()
    kinds = {concept.notation: concept.label for concept in codebook.of_scheme(ACLED + "actor-types")}
    for concept in interactions:
        first, second = concept.notation[0], concept.notation[1]
        expected = (
            {f"{kinds[first]} only"}
            if second == "0"
            else {f"{kinds[first]}-{kinds[second]}", f"{kinds[second]}-{kinds[first]}"}
        )
        assert concept.label in expected


def test_ucdp_gtd_and_the_coup_data_have_their_codes(codebook: Codebook) -> None:
    def count(scheme: str) -> int:
        return len(codes(codebook, BASE + scheme))

    assert [count("ucdp#"), count("ucdp#where-prec"), count("ucdp#date-prec")] == [3, 7, 5]
    assert [count("gtd#"), count("gtd#weapon-types"), count("gtd#target-types")] == [9, 13, 22]
    assert [codes(codebook, BASE + "powell-thyne#"), count("cline#"), count("cline#types")] == [["1", "2"], 3, 10]


# Our classes


def readable_events(ontology: Ontology) -> list[str]:
    conflict = gather(read_turtle(ONTOLOGY / "conflict.ttl"))
    return [
        name
        for name, above in ontology.ancestors.items()
        if "Event" in above and name != "Event" and SKOS.example.value in conflict[KG.base + name]
    ]


def omitted(facts: Facts, ontology: Ontology, scheme: str) -> set[str]:
    """Return the classes for which a scheme says why it has no match, itself or a class above."""
    reasons = {SKOS.note.value, CODING + "leftOut"}
    named = {
        name.removeprefix(KG.base)
        for row in facts.values()
        if row.get(CODING + "scheme") == [scheme] and reasons & row.keys() and CODING + "codedAs" not in row
        for name in row.get(CODING + "ofClass", ())
    }
    return {name for name, above in ontology.ancestors.items() if named & above}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_readable_event_class_has_a_match_or_a_reason(ontology: Ontology, facts: Facts, scheme: str) -> None:
    concepts = {iri for iri, row in facts.items() if f"{BASE}{scheme}#" in row.get(SKOS.base + "inScheme", ())}
    without = omitted(facts, ontology, f"{BASE}{scheme}#")
    names = readable_events(ontology)
    assert len(names) > 20
    assert [name for name in names if not matches(facts, name) & concepts and name not in without] == []


@pytest.mark.parametrize("scheme", ["plover", "acled", "ucdp"])
def test_a_rule_codes_what_the_matches_say(ontology: Ontology, facts: Facts, codebook: Codebook, scheme: str) -> None:
    for rule in codebook.rules[f"{BASE}{scheme}#"]:
        assert (rule.coded_as is None) == (rule.left_out is not None)
        if rule.coded_as is None or not rule.classes:
            continue
        concept = codebook.concepts[rule.coded_as]
        wanted = {concept.iri, concept.broader or concept.iri}
        for name in rule.classes:
            below = [other for other, above in ontology.ancestors.items() if name in above]
            assert any(wanted & matches(facts, other) for other in below), (rule.order, name, concept.iri)


def test_rules_stand_in_one_order_and_end_with_one_that_holds_of_what_is_left(codebook: Codebook) -> None:
    orders = {scheme: [rule.order for rule in rules] for scheme, rules in codebook.rules.items()}
    orders |= {scheme: [rule.order for rule in rules] for scheme, rules in codebook.actor_rules.items()}
    assert [scheme for scheme, found in orders.items() if len(found) != len(set(found))] == []
    for scheme in (ACLED, PLOVER, UCDP):
        unconditional = [
            rule for rule in codebook.rules[scheme] if not (rule.by or rule.against or rule.words or rule.target_words)
        ]
        covered = {name for rule in unconditional if rule.killed is None for name in rule.classes or {"Event"}}
        events = codebook.below("Event") - {"Event"}
        assert [name for name in sorted(events) if covered.isdisjoint(codebook.above[name])] == [], scheme


def test_every_word_of_a_rule_is_found_in_any_case_and_number(codebook: Codebook) -> None:
    rule = next(rule for rule in codebook.rules[ACLED] if rule.target_words)
    assert rule.target_words is not None
    assert [bool(rule.target_words.search(text)) for text in ("An Army post", "two checkpoints", "the basement")] == [
        True,
        True,
        False,
    ]


# Country codes


def test_every_country_has_its_codes_and_none_has_another_s() -> None:
    facts = gather(read_turtle(ONTOLOGY / "country-codes.ttl"))
    countries = {
        quad.subject.value
        for path in (ONTOLOGY / "reference").glob("*.ttl")
        for quad in read_turtle(path)
        if quad.predicate == KG.countryCode and isinstance(quad.subject, NamedNode)
    }
    assert countries == {iri for iri in facts if "/id/country/" in iri}
    shapes = {"isoNumeric": r"\d{3}", "isoAlpha3": "[A-Z]{3}", "cow": r"\d+", "gw": r"\d+"}
    found: Counter[tuple[str, str]] = Counter()
    for quad in read_turtle(ONTOLOGY / "country-codes.ttl"):
        if quad.predicate.value == SKOS.base + "notation" and isinstance(quad.object, Literal):
            kind = quad.object.datatype.value.removeprefix(CODING)
            assert re.fullmatch(shapes[kind], quad.object.value), quad.object
            found[kind, quad.object.value] += 1
    assert [code for code, count in found.items() if count > 1] == []
    assert {kind for kind, _ in found} == set(shapes)


def test_rdflib_reads_it_without_a_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name in ("alignments.ttl", "country-codes.ttl"):
            assert len(rdflib.Graph().parse(ONTOLOGY / name)) == len(read_turtle(ONTOLOGY / name))
