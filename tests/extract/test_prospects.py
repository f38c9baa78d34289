"""What the words of a sentence allow it to tell; and that what is passed over would have told nothing."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, Quad, RdfFormat, parse

from kg.articles import read_articles
from kg.contract import to_json
from kg.extract.prospects import look
from kg.graph import Provenance, quads
from kg.knowledge.knowledge import Knowledge
from kg.model import Analysis, Article
from kg.pipeline import analyse
from kg.text.sentences import split_sentences
from kg.vocab import SKOS
from tests.reading import article

ROOT = Path(__file__).parent.parent.parent
CASES = ROOT / "tests" / "cases"
SHARED = ROOT.parent / "shared" / "data"
FOLDERS = [
    ROOT / "seeds",
    ROOT / "tests" / "quality" / "dev",
    ROOT / "tests" / "quality" / "sealed",
    SHARED / "news-gold",
]
GENERAL, GENERAL_ARTICLES = SHARED / "news" / "general.jsonl.gz", 60


def general_news() -> Iterator[Article]:
    with gzip.open(GENERAL, "rt", encoding="utf-8") as lines:
        for number, line in zip(range(GENERAL_ARTICLES), lines, strict=False):
            row = json.loads(line)
            text, published = row["articleBody"], (row.get("datePublished") or "")[:10] or None
            digest = hashlib.sha256(text.encode()).hexdigest()
            yield Article(
                digest[:16], digest, text, 0, f"line {number}", title=row.get("headline"), published=published
            )


def articles_in(path: Path) -> list[Article]:
    if not path.exists():
        pytest.skip(f"{path.name} is not here")
    if path == GENERAL:
        return list(general_news())
    return [item for item in read_articles([str(path)], 10_000_000) if isinstance(item, Article)]


@pytest.mark.parametrize("path", [*FOLDERS, GENERAL], ids=lambda path: path.name)
def test_what_is_passed_over_would_have_told_nothing(path: Path, knowledge: Knowledge) -> None:
    articles, passed_over, differing = articles_in(path), 0, []
    assert articles
    for item in articles:
        read, whole = analyse(item, knowledge), analyse(item, knowledge, is_whole=True)
        passed_over += sum(not sentence.tokens for sentence in read.document.sentences)
        assert all(sentence.tokens for sentence in whole.document.sentences)
        if to_json(read) != to_json(whole):
            differing.append(item.name)
    assert differing == []
    assert passed_over > len(articles)  # else nothing was compared


def sentences_of_ours() -> list[str]:
    """The sentences of the project's own texts: articles, cases, examples of the ontology."""
    texts = [item.text[item.body :] for folder in FOLDERS[:2] for item in articles_in(folder)]
    texts += [yaml.safe_load(path.read_text(encoding="utf-8"))["text"] for path in sorted(CASES.glob("*.yaml"))]
    texts += [
        quad.object.value
        for quad in parse(path=ROOT / "ontology" / "conflict.ttl", format=RdfFormat.TURTLE)
        if quad.predicate == SKOS.example and isinstance(quad.object, Literal)
    ]
    return sorted({text[span.start : span.end] for text in texts for span in split_sentences(text)})


SENTENCES = sentences_of_ours()


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8), st.sampled_from([" ", "\n", "\n\n"]))
def test_whatever_stands_beside_a_sentence_it_is_passed_over_only_when_it_tells_nothing(
    knowledge: Knowledge, sentences: list[str], between: str
) -> None:
    made = article(between.join(sentences), "2024-09-17")
    read, whole = analyse(made, knowledge), analyse(made, knowledge, is_whole=True)
    assert to_json(read) == to_json(whole)
    assert [*quads_of(read, knowledge)] == [*quads_of(whole, knowledge)]


def quads_of(analysis: Analysis, knowledge: Knowledge) -> Iterator[Quad]:
    return quads(analysis, Provenance("0", "0", "0"), knowledge.gazetteer)


def worth(text: str, knowledge: Knowledge) -> tuple[bool, ...]:
    return tuple(map(bool, look(article(text), knowledge).heads))


@pytest.mark.parametrize(
    "sentence",
    [
        "Gunmen attacked a village.",
        "The bomb went off at noon.",
        "Soldiers took the president hostage.",
        "Russia supports the junta.",
        "They were led by JNIM's commander.",
    ],
)
def test_a_sentence_that_may_tell_something_is_worth_parsing(sentence: str, knowledge: Knowledge) -> None:
    assert worth(sentence, knowledge) == (True,)


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("The weather was fine.", "no word announces anything"),
        ("She took the bus.", "takers of hostages are armed groups, and none is here"),
        ("The firm gave him the key to the flat.", "nothing here goes to an organization that anybody backs"),
        ("Ann Lee, the chief of Acme, spoke first.", "a tie between two names that nothing says anything of"),
        ("Ten people died of cold.", "a toll of no event"),
        ("President Lee spoke first.", "an office in an article without a coup"),
    ],
)
def test_a_sentence_that_cannot_is_not(sentence: str, why: str, knowledge: Knowledge) -> None:
    assert worth(sentence, knowledge) == (False,), why


def test_a_toll_a_bare_tie_and_an_office_count_beside_an_event(knowledge: Knowledge) -> None:
    told = ["Ten people died.", "Ann Lee, the chief of Acme, spoke first.", "President Lee spoke first."]
    assert worth(" ".join(["Gunmen attacked Gao.", *told]), knowledge) == (True, True, True, True)
    assert worth(" ".join(["Soldiers staged a coup.", *told]), knowledge) == (True, True, True, True)
    assert worth("The council met in Gao. President Lee spoke first.", knowledge) == (False, False)


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("Turkey backs the government in Tripoli.", True),
        ("Ann Lee leads France.", False),
        ("Turkey was asked. It backs the government in Tripoli.", False),
        ("Ann Lee leads the government of France. Soldiers stood by.", True),
        ("Ann Lee leads the government of France. Police stood by.", False),
        ("Ann Lee leads the government of France. An attack on Gao killed ten.", True),
    ],
)
def test_where_nothing_speaks_of_conflict_a_tie_is_between_two_that_are_known(
    text: str, tells: bool, knowledge: Knowledge
) -> None:
    assert bool(analyse(article(text), knowledge).relations) is tells


@pytest.mark.parametrize(
    ("sentence", "is_worth"),
    [
        ("It cost ten lives.", True),
        ("The repair cost a million.", False),  # a toll of lives asks for that word
        ("Analysts pointed to JNIM.", True),
        ("Analysts pointed out errors.", False),  # nobody is blamed without a preposition
    ],
)
def test_a_word_of_a_toll_or_of_blame_counts_with_what_its_frame_asks_for(
    sentence: str, is_worth: bool, knowledge: Knowledge
) -> None:
    assert worth(f"Gunmen attacked Gao. {sentence}", knowledge) == (True, is_worth)


def test_the_words_of_a_phrase_of_nouns_count_only_where_one_stands_behind_the_other(knowledge: Knowledge) -> None:
    follows, apart = "JNIM is a splinter group of Ansar Dine.", "A group of JNIM fighters had a splinter."
    assert ("group", "noun") in look(article(follows), knowledge).heads[0]
    assert ("group", "noun") not in look(article(apart), knowledge).heads[0]


def test_a_pronoun_may_stand_for_whoever_the_article_names(knowledge: Knowledge) -> None:
    assert worth("He was there. They took the ladder.", knowledge) == (False, False)
    assert worth("JNIM was there. They took the ladder.", knowledge)[1]


def test_a_word_must_head_what_it_announces_as_the_part_of_speech_that_it_is(knowledge: Knowledge) -> None:
    outlook = look(article("France will back JNIM."), knowledge)
    assert ("back", "verb") in outlook.heads[0]
    assert outlook.is_worth(0, [("back", "VB", "VERB"), ("JNIM", "NNP", "PROPN")])
    assert not outlook.is_worth(0, [("back", "NN", "NOUN"), ("JNIM", "NNP", "PROPN")])
    assert not outlook.is_worth(0, [("JNIM", "NNP", "PROPN")])


PEACE = "The shop opened at nine. " * 12


def test_an_article_that_speaks_of_conflict_in_passing_is_not_of_it(knowledge: Knowledge) -> None:
    short, long = "A soldier stood by. The shop opened at nine.", f"A soldier stood by. {PEACE}"
    assert look(article(short), knowledge).is_of_conflict
    assert not look(article(long), knowledge).is_of_conflict


@pytest.mark.parametrize(
    ("sentence", "counts"),
    [
        ("Gunmen attacked the market in Gao on Monday, killing ten people.", True),
        ("A powerful blast ripped through a mosque in Peshawar on Friday, leaving 56 people dead.", True),  # lives lost
        ("Mali and Niger quit the Economic Community of West African States on Wednesday.", False),
    ],
)
def test_a_longer_article_of_peace_tells_an_event_only_where_it_speaks_of_conflict(
    sentence: str, counts: bool, knowledge: Knowledge
) -> None:
    assert look(article(sentence + " " + PEACE), knowledge).of_events[0] is counts
    assert bool(analyse(article(sentence + " " + PEACE), knowledge).events) is counts
    assert analyse(article(sentence), knowledge).events  # in a short one it does
