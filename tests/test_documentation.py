"""The documentation of the model: it says everything, it is never behind the ontology, and a version means one model."""

from __future__ import annotations

import html.parser
import importlib.util
import itertools
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from types import ModuleType

import pytest
from pyoxigraph import RdfFormat, parse

from kg.documentation import drawing
from kg.documentation.alignments import make_alignments
from kg.documentation.making import read_content
from kg.documentation.page import Content, markdown, page
from kg.documentation.readings import Mark, read_marks
from kg.documentation.terms import Model, make_model, read_model, read_sections
from kg.documentation.versions import UNRELEASED, model_digest, read_entries, record
from kg.documentation.words import Pattern, words_by_term
from kg.errors import OntologyError
from kg.knowledge.lexicon import read_lexicon
from kg.knowledge.ontology import read_turtle
from kg.settings import data_directory
from tests.conftest import Read

ROOT = Path(__file__).parent.parent
DIRECTORY = data_directory("ontology")
CHANGELOG = (DIRECTORY / "CHANGELOG.md").read_text(encoding="utf-8")
PREFIXES = """
@prefix kg: <https://w3id.org/conflict-kg/ontology#> .
@prefix lex: <https://w3id.org/conflict-kg/lexicon/en#> .
@prefix lexinfo: <http://www.lexinfo.net/ontology/3.0/lexinfo#> .
@prefix ontolex: <http://www.w3.org/ns/lemon/ontolex#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix synsem: <http://www.w3.org/ns/lemon/synsem#> .
"""


@pytest.fixture(scope="module")
def content() -> Content:
    return read_content(DIRECTORY)


@pytest.fixture(scope="module")
def model(content: Content) -> Model:
    return content.model


class Reader(html.parser.HTMLParser):
    """What a page has: its ids, the targets of its links, its words; and whether its tags are closed in order."""

    VOID = frozenset({"meta", "br", "hr", "input", "link"})
    OPTIONAL = frozenset({"td", "th", "html"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.tags: set[str] = set()
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.add(tag)
        self.ids += [value for name in ("id",) if (value := given.get(name))]
        self.hrefs += [value for name in ("href",) if (value := given.get(name))]
        if tag not in self.VOID | self.OPTIONAL:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.OPTIONAL:
            assert self.open, f"</{tag}> closes nothing"
            assert self.open.pop() == tag, f"</{tag}> closes another"

    def handle_startendtag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("document_ontology", ROOT / "scripts" / "document_ontology.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# --- What is committed ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    command = [sys.executable, str(ROOT / "scripts" / "document_ontology.py"), str(folder)]
    subprocess.run(command, check=True, cwd=folder)
    return folder


@pytest.mark.parametrize("name", ["ontology.html", "model.svg"])
def test_what_is_committed_is_what_the_script_makes(made: Path, name: str) -> None:
    committed = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert (made / name).read_text(encoding="utf-8") == committed, "run scripts/document_ontology.py"


def test_links_to_other_files_lead_somewhere(made: Path) -> None:
    hrefs = Reader((made / "ontology.html").read_text(encoding="utf-8")).hrefs
    local = [href for href in hrefs if not href.startswith(("#", "http://", "https://"))]
    assert local
    assert [href for href in local if not (ROOT / "docs" / href).exists()] == []


def test_an_example_shows_what_the_reader_made_of_it(made: Path) -> None:
    text = (made / "ontology.html").read_text(encoding="utf-8")
    assert "<ruby class=here>ambushed<rt>ambush</rt></ruby> an <ruby>army convoy<rt>target</rt></ruby>" in text


# --- Versions ---------------------------------------------------------------------------------------------------------


def test_version_version_iri_and_changelog_agree(model: Model) -> None:
    newest = read_entries(CHANGELOG)[0]
    assert model.about.version == newest.version
    assert model.about.version_iri == f"https://w3id.org/conflict-kg/ontology/{newest.version}"


def test_each_version_names_the_one_before(model: Model) -> None:
    _, before, *_ = read_entries(CHANGELOG)
    assert model.about.prior_iri == f"https://w3id.org/conflict-kg/ontology/{before.version}"
    versions = [tuple(map(int, entry.version.split("."))) for entry in read_entries(CHANGELOG)]
    assert versions == sorted(set(versions), reverse=True)


def test_nobody_changes_the_model_silently() -> None:
    newest = read_entries(CHANGELOG)[0]
    assert model_digest(read_turtle(DIRECTORY / "conflict.ttl")) == (newest.terms, newest.digest), (
        "the model changed: say what in ontology/CHANGELOG.md and run scripts/document_ontology.py"
        if newest.date == UNRELEASED
        else f"the model changed after {newest.version} came out: give it a new version in ontology/CHANGELOG.md"
    )


def test_only_the_newest_version_can_be_unreleased() -> None:
    assert [entry.version for entry in read_entries(CHANGELOG)[1:] if entry.date == UNRELEASED] == []


def test_the_changelog_names_only_terms_that_are_there(model: Model) -> None:
    newest = read_entries(CHANGELOG)[0]
    named = set(re.findall(r"`kg:(\w+)`", newest.text))
    assert sorted(named - set(model.terms)) == []


def digest_of(text: str) -> tuple[int, str]:
    return model_digest(parse(PREFIXES + text, RdfFormat.TURTLE))


def test_the_digest_stands_for_what_is_stated_and_not_for_how_it_is_explained() -> None:
    plain = digest_of("kg:A a owl:Class . kg:B a owl:Class ; rdfs:subClassOf kg:A .")
    assert plain[0] == 2
    assert (
        digest_of("kg:B rdfs:subClassOf kg:A ; a owl:Class . kg:A a owl:Class ; skos:definition 'An a.'@en .") == plain
    )
    assert digest_of("kg:A a owl:Class . kg:B a owl:Class .")[1] != plain[1]
    assert digest_of("kg:A a owl:Class . kg:B a owl:Class ; rdfs:subClassOf kg:A ; kg:isRole true .")[1] != plain[1]


ENTRY = """# Changes

## [2.0.0] - {date}

Terms: 1, digest 0123456789abcdef

## [1.0.0] - 2026-01-01

Terms: 1, digest {old}
"""
OLD = "f" * 16


def test_the_digest_is_recorded_as_long_as_a_version_is_not_out() -> None:
    text = record(ENTRY.format(date="unreleased", old=OLD), 5, "a" * 16)
    assert [(entry.terms, entry.digest) for entry in read_entries(text)] == [(5, "a" * 16), (1, OLD)]
    assert record(text, 5, "a" * 16) == text


def test_a_version_that_is_out_stays_as_it_is() -> None:
    text = ENTRY.format(date="2026-02-01", old=OLD)
    assert record(text, 1, "0123456789abcdef") == text
    with pytest.raises(OntologyError, match=r"since 2\.0\.0 came out on 2026-02-01; give it a new version"):
        record(text, 2, "0123456789abcdef")


@pytest.mark.parametrize("text", ["", "## [1.0.0] - unreleased\n\nno terms\n"])
def test_a_changelog_without_what_it_needs(text: str) -> None:
    with pytest.raises(OntologyError, match=r"CHANGELOG\.md: "):
        record(text, 1, OLD)


# --- The page ---------------------------------------------------------------------------------------------------------


def test_the_page_tells_every_term_once_and_all_links_lead_somewhere(content: Content) -> None:
    reader = Reader(page(content))
    assert len(reader.ids) == len(set(reader.ids))
    assert set(content.model.terms) <= set(reader.ids)
    assert [href for href in reader.hrefs if href.startswith("#") and href[1:] not in reader.ids] == []
    assert reader.open == []


def test_the_page_needs_nothing_else(content: Content) -> None:
    text = page(content)
    assert Reader(text).tags.isdisjoint({"script", "img", "iframe", "object", "embed", "link"})
    assert "@import" not in text
    assert "url(" not in re.sub(r"url\(#[\w-]+\)", "", text)


def test_the_page_says_what_the_ontology_says(content: Content) -> None:
    text = Reader(page(content)).text
    for term in content.model.terms.values():
        definition = " ".join(term.definitions["en"].split())
        assert definition in text, term.name
        assert all(label in text for label in term.labels.values())
        assert all(" ".join(sentence.split()) in text for sentence in term.examples)


def test_the_page_has_the_words_and_codes_of_a_class(content: Content) -> None:
    text = page(content)
    start = text.index('<article class="term" id="Ambush">')
    entry = Reader(text[start : text.index("</article>", start) + 10]).text
    assert "waylay" in entry or "ambush verb" in entry
    assert "close to wd:Q680838" in entry


def test_what_comes_from_the_files_is_escaped() -> None:
    ontology = parse(PREFIXES + 'kg:A a owl:Class ; rdfs:label "<b>&"@en ; skos:example "<i>x"@en .', RdfFormat.TURTLE)
    text = page(Content(make_model(ontology, ()), readings={("A", "<i>x"): (Mark(0, 3, "<u>", is_term=False),)}))
    assert "&lt;b&gt;&amp;" in text
    assert "<ruby>&lt;i&gt;<rt>&lt;u&gt;</rt></ruby>x" in text


def test_markdown() -> None:
    text = "# Title\n\n## [1.0] - now\n\nA line,\nand `a<b` on.\n### More\n- **one**\n  goes on\n- two [x](https://e.org/)\n"
    assert list(markdown(text, lambda words: words.replace("<", "&lt;"))) == [
        "<h3>1.0 - now</h3>",
        "<p>A line, and <code>a&lt;b</code> on.</p>",
        "<h4>More</h4>",
        '<ul><li><strong>one</strong> goes on</li><li>two <a href="https://e.org/">x</a></li></ul>',
    ]


# --- What it is made of -----------------------------------------------------------------------------------------------


def test_every_term_stands_under_a_heading_of_the_file(model: Model) -> None:
    assert [section.title for section in model.sections if section.title == "Other terms"] == []
    assert sum(len(section.names) for section in model.sections) == len(model.terms)


def test_sections_are_the_headings_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "o.ttl"
    path.write_text("kg:A a owl:Class .\n# --- One: more ---\n# --- Two ----\nkg:B a owl:Class .\nkg:b a owl:Thing .\n")
    assert [(section.title, section.names) for section in read_sections(path)] == [
        ("Terms", ("A",)),
        ("Two", ("B", "b")),
    ]
    with pytest.raises(OntologyError, match="cannot be read"):
        read_sections(tmp_path / "none.ttl")


def test_a_term_knows_what_others_say_of_it() -> None:
    ontology = """
        kg:A a owl:Class ; owl:disjointWith kg:C . kg:B a owl:Class ; rdfs:subClassOf kg:A . kg:C a owl:Class .
        kg:p a owl:ObjectProperty , owl:TransitiveProperty ; rdfs:domain kg:A ; rdfs:range rdfs:Resource .
        kg:q a owl:ObjectProperty ; rdfs:subPropertyOf kg:p . kg:i a owl:NamedIndividual , kg:B .
    """
    reference = "lex:x a kg:B ; kg:q lex:y , lex:z . lex:y a kg:A ; kg:p lex:x ."
    quads = [list(parse(PREFIXES + text, RdfFormat.TURTLE)) for text in (ontology, reference)]
    terms = make_model(quads[0], (), quads[1]).terms
    assert (terms["A"].children, terms["A"].disjoint, terms["C"].disjoint) == (("B",), ("C",), ("A",))
    assert terms["p"].characteristics == ("transitive",)
    assert terms["p"].ranges == ("http://www.w3.org/2000/01/rdf-schema#Resource",)
    assert (terms["i"].kind, terms["i"].types) == ("individual", ("B",))
    assert {name: term.count for name, term in terms.items()} == {"A": 2, "B": 1, "C": 0, "p": 2, "q": 1, "i": 0}


LEXICON = """
lex:f a synsem:SyntacticFrame ;
    lexinfo:subject [ kg:fillsRole kg:perpetrator , rdf:subject ; kg:takes kg:Party ; kg:optional true ] ;
    lexinfo:directObject [ kg:fillsRole rdf:object ] ;
    lexinfo:prepositionalAdjunct [ kg:fillsRole kg:victim , kg:killed ; kg:marker "of" , "by way of" ] .
lex:a a ontolex:Word ; lexinfo:partOfSpeech lexinfo:verb ; ontolex:canonicalForm [ ontolex:writtenRep "oust"@en ] ;
    ontolex:denotes kg:Coup , kg:deposed ; synsem:synBehavior lex:f .
lex:b a ontolex:Word ; lexinfo:partOfSpeech lexinfo:verb ; ontolex:canonicalForm [ ontolex:writtenRep "depose"@en ] ;
    ontolex:denotes kg:Coup ; synsem:synBehavior lex:f .
lex:c a ontolex:Word ; lexinfo:partOfSpeech lexinfo:noun ; ontolex:canonicalForm [ ontolex:writtenRep "bomb"@en ] ;
    kg:namesType kg:Weapon ; kg:usedIn kg:Bombing .
lex:d a ontolex:Word ; ontolex:canonicalForm [ ontolex:writtenRep "coup de grace"@en ] ; kg:isGuard true ; ontolex:denotes kg:Coup .
"""


def shown(pattern: Pattern) -> str:
    words = ["WORD" if part.is_word else "/".join((*part.markers, *part.roles)) for part in pattern.parts]
    return " ".join(words)


def test_the_words_of_a_term_and_their_patterns(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.en.ttl"
    path.write_text(PREFIXES + LEXICON)
    words = words_by_term(read_lexicon([path]))
    assert sorted(words) == ["Bombing", "Coup", "Weapon", "deposed"]
    assert [(group.lemmas, [shown(pattern) for pattern in group.patterns]) for group in words["Coup"]] == [
        (("depose", "oust"), ["perpetrator WORD of/by way of/victim/killed"])
    ]
    assert [shown(pattern) for pattern in words["deposed"][0].patterns] == ["subject WORD object"]
    assert [(group.how, group.lemmas) for group in words["Bombing"]] == [("is used in one", ("bomb",))]


def test_alignments_say_how_our_term_stands_to_the_other() -> None:
    text = """@prefix x: <http://example.org/x#> .
        x: a skos:ConceptScheme ; rdfs:label "X"@en .
        x:1 a skos:Concept ; skos:inScheme x: ; skos:notation "1" ; skos:prefLabel "one" .
        kg:A skos:broadMatch x:1 ; rdfs:subClassOf skos:Concept . kg:B rdfs:label "b" ."""
    found = make_alignments(parse(PREFIXES + text, RdfFormat.TURTLE))
    assert [(match.relation, match.name, match.scheme) for match in found.matches["A"]] == [
        ("narrower than", "1 (one)", "http://example.org/x#"),
        ("a kind of", None, None),
    ]
    assert set(found.matches) == {"A"}
    assert [(scheme.label, [code.notation for code in scheme.concepts]) for scheme in found.schemes] == [("X", ["1"])]


def test_codes_without_a_term_of_ours_are_named_apart() -> None:
    text = """@prefix x: <http://example.org/x#> .
        x: a skos:ConceptScheme ; rdfs:label "X"@en . x:a a skos:Concept ; skos:inScheme x: ; skos:notation "A<1" .
        x:b a skos:Concept ; skos:inScheme x: . kg:A skos:closeMatch x:a ."""
    ontology = make_model(parse(PREFIXES + "kg:A a owl:Class .", RdfFormat.TURTLE), ())
    shown = page(Content(ontology, alignments=make_alignments(parse(PREFIXES + text, RdfFormat.TURTLE))))
    assert '<tr><td>A&lt;1<td><a href="#A">A</a> is close to it</tr>' in shown
    assert "No term of ours matches b." in shown


@pytest.mark.parametrize(
    ("sentence", "about", "view", "expected"),
    [
        (
            "Bandits kidnapped a priest in Zamfara on Friday.",
            "victim",
            "event",
            {
                "Bandits": "perpetrator",
                "kidnapped": "Kidnapping",
                "priest": "victim",
                "Zamfara": "place",
                "on Friday": "edtf",
            },
        ),
        (
            "JNIM is affiliated with al-Qaeda.",
            "affiliatedWith",
            "relation",
            {"JNIM": "who", "al-Qaeda": "whom or what"},
        ),
        ("Gunmen attacked a police post in Kidal on Monday.", "Facility", "entity", {"police post": "Facility"}),
        ("Nothing is told here.", "Coup", "event", {}),
    ],
)
def test_what_the_reader_makes_of_an_example(
    read: Read, sentence: str, about: str, view: str, expected: dict[str, str]
) -> None:
    marks = read_marks(read(sentence, "2026-01-15"), about, view)  # type: ignore[arg-type]
    found = {sentence[mark.start : mark.end]: mark.read_as for mark in marks}
    assert expected.items() <= found.items()
    assert bool(found) == bool(expected)
    assert all(before.end <= after.start for before, after in itertools.pairwise(marks))


# --- Drawings ---------------------------------------------------------------------------------------------------------


def test_every_general_property_has_a_line(model: Model) -> None:
    """Else give `drawing._ARROWS` one: what is not drawn is named under the drawing, and that is for ontologies of others."""
    assert drawing.relations(model)[1] == ()


def test_the_drawing_of_provenance_names_only_terms_that_are_there(model: Model) -> None:
    assert drawing.drawn_names() <= set(model.terms)


def test_trees_have_every_class_and_cards_every_property(model: Model) -> None:
    for columns in (1, 3):
        text = drawing.tree(model, "Event", columns).svg()
        below = {term.name for term in model.of_kind("class") if model.is_a(term.name, "Event")}
        assert set(re.findall(r'href="#(\w+)"', text)) == below
    cards = drawing.cards(model, ["Situation", *model.terms["Situation"].children]).svg()
    own = {term.name for term in model.terms.values() if any(model.is_a(name, "Situation") for name in term.domains)}
    assert own - {"involves"} <= set(re.findall(r'href="#(\w+)"', cards))


@pytest.mark.parametrize("name", ["overview", "relations", "tree", "cards", "provenance"])
def test_a_drawing_is_well_formed_and_nothing_sticks_out(model: Model, name: str) -> None:
    made = {
        "overview": lambda: drawing.overview(model),
        "relations": lambda: drawing.relations(model)[0],
        "tree": lambda: drawing.tree(model, "Event", 4),
        "cards": lambda: drawing.cards(model, ["Event", "Coup", "Post"]),
        "provenance": drawing.provenance,
    }[name]()
    root = ET.fromstring(made.svg(is_alone=True))
    space = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{space}title") is not None
    for box in root.iter(f"{space}rect"):
        assert float(box.get("x", 0)) + float(box.get("width", 0)) <= made.width
    if name != "overview":  # there, parts are moved as groups
        for box in root.iter(f"{space}rect"):
            assert float(box.get("y", 0)) + float(box.get("height", 0)) <= made.height


def test_a_property_without_a_line_is_handed_back() -> None:
    text = """kg:Event a owl:Class . kg:Weapon a owl:Class .
        kg:p a owl:ObjectProperty ; rdfs:domain kg:Weapon ; rdfs:range kg:Event ."""
    assert drawing.relations(make_model(parse(PREFIXES + text, RdfFormat.TURTLE), ()))[1] == ("p",)


def test_an_ontology_of_a_users_own_is_documented_too(tmp_path: Path) -> None:
    (tmp_path / "conflict.ttl").write_text(PREFIXES + 'kg:Siege a owl:Class ; rdfs:label "siege"@en .')
    reader = Reader(page(read_content(tmp_path)))
    assert "Siege" in reader.ids
    assert "changelog" not in reader.ids
    with pytest.raises(OntologyError, match="cannot be read"):
        read_model(tmp_path / "none.ttl")


def test_the_script_says_in_one_line_what_is_wrong(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    module = script()
    monkeypatch.setattr(module, "ONTOLOGY", tmp_path)
    (tmp_path / "CHANGELOG.md").write_text("nothing\n")
    (tmp_path / "conflict.ttl").write_text("")
    with pytest.raises(SystemExit, match=r"CHANGELOG\.md: no entry"):
        module.main([])
