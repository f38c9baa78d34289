"""The lexicon: Turtle in, entries by written form with frames and slots out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.knowledge.knowledge import Knowledge
from kg.knowledge.lexicon import Entry, Lexicon, read_lexicon

ROOT = Path(__file__).parent.parent.parent
PREFIXES = """
@prefix kg: <https://w3id.org/conflict-kg/ontology#> .
@prefix lex: <https://w3id.org/conflict-kg/lexicon/en#> .
@prefix lexinfo: <http://www.lexinfo.net/ontology/3.0/lexinfo#> .
@prefix ontolex: <http://www.w3.org/ns/lemon/ontolex#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix synsem: <http://www.w3.org/ns/lemon/synsem#> .
"""
WORDS = """
lex:f a synsem:SyntacticFrame ;
    lexinfo:subject [ kg:fillsRole kg:perpetrator ; kg:takes kg:Party ] ;
    lexinfo:directObject [ kg:fillsRole kg:target , kg:victim ; kg:takes kg:Place , kg:Person ; kg:optional true ] ;
    lexinfo:prepositionalAdjunct [ kg:fillsRole kg:weapon ; kg:marker "with" , "using" ; kg:nameOnly true ] .
lex:ends a synsem:SyntacticFrame ;
    lexinfo:subject [ kg:fillsRole rdf:subject ] ; lexinfo:directObject [ kg:fillsRole rdf:object ] .
lex:set-out a synsem:SyntacticFrame ; kg:appliesTo kg:Event ;
    lexinfo:prepositionalAdjunct [ kg:fillsRole kg:place ; kg:marker "in" ] .
lex:strike-v a ontolex:Word ; lexinfo:partOfSpeech lexinfo:verb ; ontolex:canonicalForm [ ontolex:writtenRep "strike"@en ] ;
    ontolex:otherForm [ ontolex:writtenRep "struck"@en ] ; ontolex:denotes kg:ArmedAttack ; kg:prior 0.2 ;
    synsem:synBehavior lex:f .
lex:open-fire-v a ontolex:MultiwordExpression ; lexinfo:partOfSpeech lexinfo:verb ;
    ontolex:canonicalForm [ ontolex:writtenRep "open fire"@en ] ; ontolex:denotes kg:ArmedAttack .
lex:car-bomb-n a ontolex:MultiwordExpression ; lexinfo:partOfSpeech lexinfo:noun ;
    ontolex:canonicalForm [ ontolex:writtenRep "car-bomb"@en ] ; kg:namesType kg:Weapon .
lex:foil-v a ontolex:Word ; lexinfo:partOfSpeech lexinfo:verb ; ontolex:canonicalForm [ ontolex:writtenRep "foil"@en ] ;
    kg:givesStatus kg:attempted .
lex:heart-attack a ontolex:MultiwordExpression ; lexinfo:partOfSpeech lexinfo:noun ;
    ontolex:canonicalForm [ ontolex:writtenRep "heart attack"@en ] ; kg:isGuard true .
kg:Coup kg:whenAttempted kg:AttemptedCoup .
kg:ArmedAttack kg:mayTellOf kg:Attack .
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    path = tmp_path_factory.mktemp("lexicon") / "lexicon.en.ttl"
    path.write_text(PREFIXES + WORDS, encoding="utf-8")
    return read_lexicon([path])


def entry(lexicon: Lexicon, first: str) -> Entry:
    ((_, found), *_) = lexicon.starting(first)
    return found


def test_an_entry_has_its_regular_and_its_other_forms(small: Lexicon) -> None:
    forms = {" ".join(words) for first in small.forms.values() for words, e in first if e.id == "strike-v"}
    assert forms == {"strike", "strikes", "striked", "striking", "struck"}
    assert entry(small, "struck").lemma == "strike"


def test_a_verb_phrase_inflects_its_first_word_and_a_noun_phrase_its_last(small: Lexicon) -> None:
    assert ("opened", "fire") in [words for words, _ in small.starting("opened")]
    assert [words for words, _ in small.starting("car")] == [("car", "-", "bomb"), ("car", "-", "bombs")]


def test_what_an_entry_says(small: Lexicon) -> None:
    strike, foil, guard = (entry(small, word) for word in ("strike", "foil", "heart"))
    assert (strike.denotes, strike.prior, strike.pos) == (("ArmedAttack",), 0.2, "verb")
    assert (foil.status, foil.denotes, foil.prior) == ("attempted", (), 0.5)
    assert guard.has("isGuard")
    assert not strike.has("isGuard")
    assert entry(small, "car").names_type == "Weapon"


def test_what_a_frame_says(small: Lexicon) -> None:
    (frame,) = entry(small, "strike").frames
    slots = {slot.function: slot for slot in frame.slots}
    assert frame.id == "f"
    assert slots["subject"].roles == ("perpetrator",)
    assert not slots["subject"].is_optional
    assert slots["object"].roles == ("target", "victim")
    assert slots["object"].takes == ("Person", "Place")
    assert slots["object"].is_optional
    assert slots["preposition"].markers == {"with", "using"}
    assert slots["preposition"].is_name_only


def test_frames_of_every_event_and_ties_between_classes(small: Lexicon) -> None:
    assert [(kind, frame.id) for kind, frame in small.settings] == [("Event", "set-out")]
    assert dict(small.attempts) == {"Coup": "AttemptedCoup"}
    assert dict(small.generic) == {"ArmedAttack": "Attack"}


def test_a_broken_file_says_where(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.en.ttl"
    path.write_text("<urn:a> <urn:b>\n no turtle .", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"lexicon\.en\.ttl:2: "):
        read_lexicon([path])
    with pytest.raises(OntologyError, match="cannot be read"):
        read_lexicon([tmp_path / "gone.ttl"])


# --- The lexicon that is shipped --------------------------------------------------------------------------------------


def entries(lexicon: Lexicon) -> Iterator[Entry]:
    yield from {entry.id: entry for forms in lexicon.forms.values() for _, entry in forms}.values()


def test_every_entry_denotes_something_that_is_declared(knowledge: Knowledge) -> None:
    declared = set(knowledge.ontology.ancestors) | set(knowledge.ontology.relations)
    unknown = {(e.id, name) for e in entries(knowledge.lexicon) for name in e.denotes if name not in declared}
    assert not unknown
    types = {(e.id, e.names_type) for e in entries(knowledge.lexicon) if e.names_type}
    assert not {pair for pair in types if pair[1] not in declared | {"Thing"}}


def test_every_slot_fills_a_role_that_is_declared(knowledge: Knowledge) -> None:
    known = set(knowledge.ontology.json_names) | {
        "subject",
        "object",
        "killed",
        "injured",
        "side",
        "event",
        "place",
        "country",
    }
    used = {
        (frame.id, role)
        for e in entries(knowledge.lexicon)
        for frame in e.frames
        for slot in frame.slots
        for role in slot.roles
    }
    assert not {pair for pair in used if pair[1] not in known}


def test_priors_are_shares_and_statuses_are_known(knowledge: Knowledge) -> None:
    statuses = {None, "occurred", "attempted", "denied", "planned", "threatened", "hypothetical"}
    for found in entries(knowledge.lexicon):
        assert 0 <= found.prior <= 1, found.id
        assert found.status in statuses, found.id


def test_what_denotes_an_event_or_a_relation_has_a_frame(knowledge: Knowledge) -> None:
    bare = {e.id for e in entries(knowledge.lexicon) if any(n in knowledge.ontology.relations for n in e.denotes)}
    assert not {e.id for e in entries(knowledge.lexicon) if e.id in bare and not e.frames}


def test_no_entry_and_no_frame_of_the_shipped_lexicon_is_stated_twice() -> None:
    """Turtle would make one of two with the same name: a frame that asks for everything that both ask for."""
    text = (ROOT / "ontology" / "lexicon.en.ttl").read_text(encoding="utf-8")
    names = Counter(re.findall(r"^(lex:[\w-]+) a ", text, re.MULTILINE))
    assert [name for name, times in names.items() if times > 1] == []
