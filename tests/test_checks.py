"""The checks find what they are for, and nothing in what is in order; each query has a graph that violates it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from kg import checks
from kg.checks import Check, Files, check_ontology, check_store, contradictions, read_checks, read_files, reason
from kg.cli import main
from kg.errors import OntologyError
from kg.settings import data_directory
from kg.store.embedded import EmbeddedStore, open_store

ONTOLOGY = data_directory("ontology")
PREFIXES = """
PREFIX kg: <https://w3id.org/conflict-kg/ontology#>
PREFIX id: <https://w3id.org/conflict-kg/id/>
PREFIX a: <https://w3id.org/conflict-kg/id/article/4f0c/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
ARTICLE, LINKS, REFERENCE = (
    "id:article\\/4f0c",
    "<https://w3id.org/conflict-kg/id/article/4f0c/links>",
    "<urn:reference>",
)
IN_ORDER = f"""{PREFIXES}
INSERT DATA {{
  GRAPH {ARTICLE} {{
    {ARTICLE} a kg:Article ; kg:textSha256 "00" ; kg:characters 100 .
    a:run a kg:ExtractionRun ; prov:used {ARTICLE} .
    a:span a oa:SpecificResource ; oa:hasSource {ARTICLE} ; oa:hasSelector a:position , a:quote .
    a:position oa:start 3 ; oa:end 7 .
    a:quote oa:exact "jün🌍" .
    a:rebels a kg:InsurgentGroup ; rdfs:label "rebels"@en ; kg:mention a:span .
    a:attack a kg:ArmedAttack ; rdfs:label "attack"@en ; kg:eventType kg:ArmedAttack ; kg:status kg:occurred ;
        kg:mention a:span ; kg:perpetrator a:rebels ; kg:score 0.9 ; kg:killedMin 20 ; kg:killedMax 20 ;
        kg:onOrAfter "2024-02-29T00:00:00Z"^^xsd:dateTime ; kg:onOrBefore "2024-03-01T23:59:59Z"^^xsd:dateTime ;
        kg:firstDay 19782 ; kg:lastDay 19783 .
    a:coup a kg:ReportedEvent ; rdfs:label "coup"@en ; kg:eventType kg:Coup ; kg:status kg:denied ; kg:mention a:span .
    a:claim a kg:Claim ; rdf:subject a:attack ; rdf:predicate kg:perpetrator ; rdf:object a:rebels ;
        kg:status kg:asserted ; prov:wasDerivedFrom a:span ; prov:wasGeneratedBy a:run .
    a:denial a kg:Claim ; rdf:subject a:coup ; rdf:predicate kg:perpetrator ; rdf:object a:rebels ;
        kg:status kg:denied ; prov:wasDerivedFrom a:span ; prov:wasGeneratedBy a:run .
  }}
  GRAPH {LINKS} {{
    a:rebels kg:refersTo id:known .
    a:link a kg:Link ; kg:links a:rebels ; kg:candidate id:known ; kg:isChosen true .
    a:other a kg:Link ; kg:links a:rebels ; kg:candidate id:unlike ; kg:isChosen false .
  }}
  GRAPH {REFERENCE} {{
    id:known a kg:JihadistGroup ; rdfs:label "known"@en .
    id:unlike a kg:JihadistGroup ; rdfs:label "unlike"@en .
    id:early a kg:Coup ; rdfs:label "early"@en ; kg:firstDay -1459 ; kg:lastDay -1459 ;
        kg:onOrAfter "1966-01-03T00:00:00Z"^^xsd:dateTime ; kg:onOrBefore "1966-01-03T23:59:59Z"^^xsd:dateTime .
    kg:Coup rdfs:subClassOf kg:Event .
  }}
}}
"""

VIOLATIONS = {
    "article-without-digest": "DELETE WHERE { GRAPH ?g { ?article kg:textSha256 ?digest } }",
    "blank-node": f"INSERT DATA {{ GRAPH {REFERENCE} {{ id:known kg:locatedIn [] }} }}",
    "bounds-in-wrong-order": "DELETE { GRAPH ?g { ?e kg:lastDay 19783 } } INSERT { GRAPH ?g { ?e kg:lastDay 1 } } "
    "WHERE { GRAPH ?g { ?e kg:lastDay 19783 } }",
    "bounds-without-day": "DELETE WHERE { GRAPH ?g { ?event kg:firstDay 19782 } }",
    "chosen-and-not-referred-to": "DELETE WHERE { GRAPH ?g { ?thing kg:refersTo ?known } }",
    "claim-denied-and-fact": f"INSERT DATA {{ GRAPH {ARTICLE} {{ a:coup kg:perpetrator a:rebels }} }}",
    "claim-incomplete": "DELETE WHERE { GRAPH ?g { ?claim rdf:object ?object } }",
    "claim-of-fact-missing": "DELETE WHERE { GRAPH ?g { ?event kg:perpetrator ?who } }",
    "claim-without-run": "DELETE WHERE { GRAPH ?g { ?claim prov:wasGeneratedBy ?run } }",
    "claim-without-span": "DELETE WHERE { GRAPH ?g { ?claim prov:wasDerivedFrom ?span } }",
    "event-fact-and-report": f"INSERT DATA {{ GRAPH {ARTICLE} {{ a:coup a kg:Coup }} }}",
    "event-without-mention": "DELETE WHERE { GRAPH ?g { ?event kg:eventType kg:Coup ; kg:mention ?span } } ; "
    f"INSERT DATA {{ GRAPH {ARTICLE} {{ a:coup kg:eventType kg:Coup }} }}",
    "event-without-status": "DELETE WHERE { GRAPH ?g { ?event kg:status kg:occurred } }",
    "fact-in-two-graphs": f"INSERT DATA {{ GRAPH {REFERENCE} {{ a:attack a kg:ArmedAttack }} }}",
    "followed-in-a-circle": f"INSERT DATA {{ GRAPH {ARTICLE} {{ a:attack kg:followed id:early }} "
    f"GRAPH {REFERENCE} {{ id:early kg:directlyFollowed a:attack }} }}",
    "link-candidate-unknown": "DELETE WHERE { GRAPH ?g { id:unlike rdfs:label ?label } }",
    "link-chosen-twice": f"INSERT DATA {{ GRAPH {LINKS} {{ a:other kg:isChosen true }} }}",
    "link-without-one-candidate": f"INSERT DATA {{ GRAPH {LINKS} {{ a:other kg:candidate id:known }} }}",
    "linked-to-another-kind": f"INSERT DATA {{ GRAPH {LINKS} {{ a:rebels kg:refersTo id:early }} }}",
    "refers-to-unchosen": f"INSERT DATA {{ GRAPH {LINKS} {{ a:rebels kg:refersTo id:unlike }} }}",
    "score-out-of-range": f"INSERT DATA {{ GRAPH {ARTICLE} {{ a:claim kg:score 1.01 }} }}",
    "span-ends-before-it-starts": "DELETE { GRAPH ?g { ?p oa:start 3 } } INSERT { GRAPH ?g { ?p oa:start 7 } } "
    "WHERE { GRAPH ?g { ?p oa:start 3 } }",
    "span-incomplete": "DELETE WHERE { GRAPH ?g { ?span oa:hasSelector a:quote } }",
    "span-outside-article": "DELETE { GRAPH ?g { ?p oa:end 7 } } INSERT { GRAPH ?g { ?p oa:end 101 } } "
    "WHERE { GRAPH ?g { ?p oa:end 7 } }",
    "span-quote-of-other-length": f"INSERT DATA {{ GRAPH {ARTICLE} {{ a:quote oa:exact 'longer' }} }}",
    "thing-without-label": "DELETE WHERE { GRAPH ?g { a:rebels rdfs:label ?label } }",
    "toll-in-wrong-order": f"INSERT DATA {{ GRAPH {ARTICLE} {{ a:attack kg:killedMin 21 }} }}",
}
"""For each check, by name, an update that makes what is in order violate it."""


def turtle(text: str) -> tuple[Quad, ...]:
    return tuple(parse(PREFIXES + text, format=RdfFormat.TURTLE))


@pytest.fixture
def store() -> EmbeddedStore:
    store = open_store(None)
    store.update(IN_ORDER)
    return store


@pytest.fixture(scope="module")
def files() -> Files:
    """The ontology alone: what stands in the other files is the business of `test_ontology` and `test_reference`."""
    return Files(read_files(ONTOLOGY).ontology)


CHECKS = {check.name: check for check in read_checks(ONTOLOGY / "checks")}


# --- The store --------------------------------------------------------------------------------------------------------


def test_every_check_has_a_violation() -> None:
    assert set(CHECKS) == set(VIOLATIONS)


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_a_store_in_order_has_no_issues(check: Check, store: EmbeddedStore) -> None:
    assert check_store(store, [check]) == ()


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_a_violation_is_found(check: Check, store: EmbeddedStore) -> None:
    store.update(PREFIXES + VIOLATIONS[check.name])
    issues = check_store(store, [check])
    assert issues
    assert all(issue.severity == check.severity and check.summary in issue.message for issue in issues)


def test_of_many_rows_only_some_are_shown(store: EmbeddedStore) -> None:
    rows = " ".join(f"a:m{number} kg:mention a:span ." for number in range(checks.MANY + 5))
    store.update(f"{PREFIXES} INSERT DATA {{ GRAPH {ARTICLE} {{ {rows} }} }}")
    issues = check_store(store, [CHECKS["thing-without-label"]])
    assert len(issues) == checks.MANY + 1
    assert "5 more" in str(issues[-1])


@pytest.mark.parametrize("header", ["", "#+ summary: s\n", "#+ summary: s\n#+ severity: fatal\n#+ remedy: r\n"])
def test_a_check_without_a_whole_header_is_refused(tmp_path: Path, header: str) -> None:
    (tmp_path / "a.rq").write_text(header + "SELECT * {}", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"a\.rq:1: begin with"):
        read_checks(tmp_path)


# --- The ontology -----------------------------------------------------------------------------------------------------

TERM = """
kg:Thrust a owl:Class ; rdfs:subClassOf kg:Attack ; rdfs:label "thrust"@en , "poussée"@fr ;
    skos:definition "d"@en ; skos:example "Rebels thrust into Gao."@en .
kg:Attack rdfs:subClassOf kg:Event .
kg:Attack a owl:Class ; kg:isReferenceOnly true ; rdfs:label "a"@en , "a"@fr ; skos:definition "d"@en .
kg:Event a owl:Class ; kg:isReferenceOnly true ; rdfs:label "e"@en , "é"@fr ; skos:definition "d"@en .
kg:isReferenceOnly a owl:AnnotationProperty ; rdfs:label "r"@en , "r"@fr ; skos:definition "d"@en .
"""


def test_a_term_that_is_whole_has_no_issues() -> None:
    assert check_ontology(Files(turtle(TERM))) == ()


@pytest.mark.parametrize(
    ("gone", "complaint"),
    [
        (' , "poussée"@fr', "no rdfs:label in 'fr'"),
        ('skos:example "Rebels thrust into Gao."@en', "no skos:example"),
        ('skos:definition "d"@en ; skos:example', "no skos:definition"),
    ],
)
def test_what_a_term_lacks_is_named(gone: str, complaint: str) -> None:
    kept = "skos:example" if gone.endswith("skos:example") else 'rdfs:comment "c"' if "Rebels" in gone else ""
    (issue,) = check_ontology(Files(turtle(TERM.replace(gone, kept, 1))))
    assert str(issue).startswith("kg:Thrust: has")
    assert complaint in str(issue)


def test_a_role_needs_an_example_and_a_name_in_json() -> None:
    role = 'kg:helper a owl:ObjectProperty ; kg:isRole true ; rdfs:label "h"@en , "a"@fr ; skos:definition "d"@en .'
    declared = 'kg:isRole a owl:AnnotationProperty ; rdfs:label "r"@en , "r"@fr ; skos:definition "d"@en .'
    messages = [str(issue) for issue in check_ontology(Files(turtle(role + declared)))]
    assert [message.split(";")[0] for message in messages] == [
        "kg:helper: has no skos:example",
        "kg:helper: has no kg:jsonName",
    ]


@pytest.mark.parametrize("room", ["alignments", "lexicon", "reference"])
def test_a_misspelt_term_is_found_wherever_it_is_used(files: Files, room: str) -> None:
    wrong = turtle('id:x a kg:Cuop ; rdfs:label "x" ; skos:note "n" .')
    (issue,) = check_ontology(replace(files, **{room: wrong}))
    assert str(issue).startswith("kg:Cuop: is used and not declared")


@pytest.mark.parametrize(
    ("reference", "complaint"),
    [
        ('id:x rdfs:label "x" .', "neither dcterms:source nor a skos:note"),
        ('id:x rdfs:label "x" ; skos:note "n" ; kg:country id:nowhere .', "has no rdfs:label"),
        ('id:x rdfs:label "x" ; skos:note "n" ; kg:locatedIn [ ] . [] kg:score 1.0 .', "blank nodes"),
        ('id:x rdfs:label "x" ; skos:note "n" ; kg:onOrAfter "2020"^^xsd:gYear .', "no reasoner here takes"),
    ],
)
def test_what_a_known_thing_lacks_is_named(files: Files, reference: str, complaint: str) -> None:
    issues = check_ontology(replace(files, reference=turtle(reference)))
    assert [complaint in str(issue) for issue in issues] == [True]


# --- Contradictions ---------------------------------------------------------------------------------------------------

PLANTED = {
    "a junta that is a place": ("id:x a kg:Junta , kg:Place .", "kg:Junta"),
    "a country that is a perpetrator's target and a weapon": ("id:x a kg:Country . id:y kg:weapon id:x .", "kg:weapon"),
    "a force that leads": ("id:x a kg:StateForce ; kg:leads id:y .", "kg:leads"),
    "two coups that directly followed each other": (
        "id:x kg:directlyFollowed id:y . id:y kg:directlyFollowed id:x .",
        "other way round",
    ),
    "a state that backs itself": ("id:x kg:backs id:x .", "itself"),
    "a war that is one attack": ("id:x a kg:Insurgency , kg:Ambush .", "kg:Ambush"),
}


@pytest.mark.parametrize(("planted", "word"), PLANTED.values(), ids=PLANTED)
def test_a_planted_contradiction_is_named(files: Files, planted: str, word: str) -> None:
    issues = contradictions(files.ontology, turtle(planted))
    assert issues
    assert all("id/x" in issue.where or "id/y" in issue.where for issue in issues)
    assert any(word in issue.message for issue in issues)


def test_what_is_no_contradiction_is_left_alone(files: Files) -> None:
    both = "id:x a kg:Junta , kg:Government . id:y a kg:Country ; kg:backs id:x . id:z kg:directlyFollowed id:w ."
    assert contradictions(files.ontology, turtle(both)) == ()


def test_severity_is_the_callers(files: Files) -> None:
    (issue, *_) = contradictions(files.ontology, turtle("id:x a kg:Junta , kg:Place ."), "warning")
    assert issue.severity == "warning"


# --- HermiT -----------------------------------------------------------------------------------------------------------

needs_java = pytest.mark.skipif(not checks.has_java(), reason="no Java: HermiT cannot run")


def test_without_java_it_says_so(monkeypatch: pytest.MonkeyPatch, files: Files) -> None:
    monkeypatch.setattr(checks, "has_java", lambda: False)
    reasoning = reason(files.ontology)
    assert reasoning.verdict == "not run"
    assert [issue.severity for issue in reasoning.issues] == ["warning"]
    assert "no Java" in str(reasoning.issues[0])


@needs_java
def test_hermit_finds_planted_contradictions(files: Files) -> None:
    for planted in ("id:x a kg:Junta , kg:Place .", "id:x kg:directlyFollowed id:y . id:y kg:directlyFollowed id:x ."):
        assert reason((*files.ontology, *turtle(planted))).verdict == "inconsistent"


@needs_java
def test_hermit_names_a_class_that_nothing_can_be_in(files: Files) -> None:
    reasoning = reason((*files.ontology, *turtle("kg:Both a owl:Class ; rdfs:subClassOf kg:Junta , kg:Place .")))
    assert reasoning.verdict == "inconsistent"
    assert [issue.where for issue in reasoning.issues] == ["kg:Both"]


@needs_java
def test_the_reasoner_view_keeps_out_what_hermit_fails_on(files: Files) -> None:
    dates = 'id:x kg:onOrAfter "2020-01-01"^^xsd:date ; kg:edtf "2020"^^xsd:gYear ; kg:score 0.5 .'
    assert reason((*files.ontology, *turtle(dates))).verdict == "consistent"


def test_the_reasoner_view_has_no_annotations(files: Files) -> None:
    predicates = {triple.predicate.value for triple in checks.reasoner_view(files.ontology)}
    assert not any("skos" in predicate or "label" in predicate for predicate in predicates)


# --- The command ------------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _small_ontology(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command see the ontology and the checks, and not the reference files and the lexicon."""
    (tmp_path / "ontology").mkdir()
    for name in ("conflict.ttl", "alignments.ttl", "checks"):
        (tmp_path / "ontology" / name).symlink_to(ONTOLOGY / name)
    monkeypatch.setenv("KG_ONTOLOGY", str(tmp_path / "ontology"))


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as exit:
        main(["check", "--no-reasoner", *arguments])
    out, err = capsys.readouterr()
    return int(exit.value.code or 0), out, err


def store_in(path: Path, *updates: str) -> str:
    with open_store(path) as store:
        for update in (IN_ORDER, *updates):
            store.update(update)
    return str(path)


def test_a_sound_store_exits_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "--store", store_in(tmp_path / "s"))
    assert (code, out) == (0, "")
    assert err.endswith("checked: 0 errors, 0 warnings; HermiT: not run\n")


def test_an_error_exits_1_and_stands_before_warnings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = PREFIXES + VIOLATIONS["score-out-of-range"]
    odd = f"{PREFIXES} INSERT DATA {{ GRAPH {ARTICLE} {{ a:rebels a kg:Place }} }}"
    code, out, err = run(capsys, "--store", store_in(tmp_path / "s", broken, odd))
    assert code == 1
    assert [line.split()[0] for line in out.splitlines()] == ["error", "warning"]
    assert "1 errors, 1 warnings" in err


def test_a_store_that_is_not_there_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "--store", str(tmp_path / "none"))
    assert (code, out) == (4, "")
    assert "no store is there" in err


def test_without_a_store_only_the_ontology_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_STORE", raising=False)
    code, _, err = run(capsys)
    assert code == 0
    assert "no store" in err


def test_owlready2_is_not_imported_before_it_is_needed() -> None:
    source = "import sys, kg.checks; sys.exit('owlready2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", source], check=False).returncode == 0
