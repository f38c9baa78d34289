"""The article this project starts from: what must be read out of it, from its words, and what must not."""

from __future__ import annotations

import dataclasses
import re
import textwrap
from pathlib import Path

import pytest

from kg.articles import read_articles
from kg.knowledge.knowledge import Knowledge
from kg.model import FACTUAL, Analysis, Article, Event
from kg.pipeline import analyse
from tests.reading import Tie, Told, events_of, ties_of

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture(scope="module")
def article() -> Article:
    (found,) = read_articles([str(SEEDS)], 1_000_000)
    assert isinstance(found, Article)
    return found


@pytest.fixture(scope="module")
def seed(article: Article, knowledge: Knowledge) -> Analysis:
    return analyse(article, knowledge)


@pytest.fixture(scope="module")
def undated(article: Article, knowledge: Knowledge) -> Analysis:
    """The same text when nobody says when it was published."""
    return analyse(dataclasses.replace(article, published=None), knowledge)


def pick(analysis: Analysis, kind: str, **known: str | None) -> Told:
    """Return the one event of a type whose fields have these values."""
    found = [
        event
        for event in events_of(analysis)
        if event.type == kind and all(getattr(event, name) == value for name, value in known.items())
    ]
    assert len(found) == 1, f"{len(found)} events: {kind} {known}"
    return found[0]


def event(analysis: Analysis, told: Told) -> Event:
    return next(event for event in analysis.events if event.id == told.id)


def evidence(analysis: Analysis, told: Told, role: str) -> list[str]:
    """Return the words that an event's role was read from."""
    text = analysis.document.article.text
    return [text[e.span.start : e.span.end] for e in event(analysis, told).evidence if e.role == role]


def label_of(analysis: Analysis, words: str) -> str:
    """Return the label of the entity that is mentioned with exactly these words."""
    text = analysis.document.article.text
    labels = {e.label for e in analysis.entities for span in e.mentions if text[span.start : span.end] == words}
    assert len(labels) == 1, f"{words}: {labels}"
    return labels.pop()


# --- The events -------------------------------------------------------------------------------------------------------


def test_eight_events_and_no_others(seed: Analysis) -> None:
    assert sorted((e.type, e.country or "", e.date or "") for e in events_of(seed)) == [
        ("ArmedAttack", "ML", "2015"),
        ("ArmedAttack", "ML", "2024-09-17"),
        ("Battle", "ML", ""),
        ("Coup", "BF", ""),
        ("Coup", "ML", "2020"),
        ("Coup", "ML", "2021"),
        ("Coup", "NE", ""),
        ("Insurgency", "ML", "2012/.."),
    ]
    assert {e.status for e in events_of(seed)} <= set(FACTUAL)


def test_every_event_and_role_has_its_words(seed: Analysis) -> None:
    text = seed.document.article.text
    for found in seed.events:
        assert found.mentions
        assert {e.entity for e in found.evidence} >= {entity for _, members in found.roles for entity in members}
        assert all(text[e.span.start : e.span.end].strip() for e in found.evidence)


def test_the_attack_on_the_gendarmerie_school(seed: Analysis) -> None:
    attack = pick(seed, "ArmedAttack", date="2024-09-17")
    assert (attack.country, attack.place, attack.date_text) == ("ML", "Bamako", "on Tuesday")
    assert set(attack.perpetrators) == {"insurgents", "terrorists"}
    assert "Faladie gendarmerie school" in attack.targets
    assert len(attack.targets) > 1  # "and other locations", "several sensitive points"
    assert set(attack.attributed_to) == {"army", "military government", "security sources"}
    assert "Faladie gendarmerie school" in evidence(seed, attack, "target")


def test_the_attack_is_one_event_told_with_several_words(seed: Analysis) -> None:
    attack = pick(seed, "ArmedAttack", date="2024-09-17")
    assert {"attack", "infiltrate"} <= set(attack.words)
    assert len(attack.words) >= 3


def test_the_two_coups_in_mali(seed: Analysis) -> None:
    for year, item in (("2020", "Q98457371"), ("2021", "Q106975429")):
        coup = pick(seed, "Coup", country="ML", date=year)
        assert (coup.date_text or "").endswith(year)
        assert coup.words == ("coups",)
        assert coup.wikidata == item


@pytest.mark.parametrize("country", ["BF", "NE"])
def test_the_coups_that_followed_have_no_date(seed: Analysis, country: str) -> None:
    coup = pick(seed, "Coup", country=country)
    assert (coup.date, coup.date_text) == (None, None)


def test_which_coup_followed_which(seed: Analysis) -> None:
    assert {(t.subject, t.object) for t in ties_of(seed) if t.type == "followed"} == {
        ("Coup ML 2021", "Coup ML 2020"),
        ("Coup BF", "Coup ML 2020"),
        ("Coup BF", "Coup ML 2021"),
        ("Coup NE", "Coup ML 2020"),
        ("Coup NE", "Coup ML 2021"),
    }


def test_the_attack_on_the_hotel(seed: Analysis) -> None:
    attack = pick(seed, "ArmedAttack", date="2015")
    assert (attack.country, attack.place) == ("ML", "Bamako")
    assert attack.perpetrators == ("armed men",)
    assert attack.targets == ("Radisson Blu hotel",)
    assert attack.killed == {"min": 20, "max": 20}
    assert {"attack", "assault", "killing"} <= set(attack.words)


def test_the_battle_near_the_border(seed: Analysis) -> None:
    battle = pick(seed, "Battle")
    assert set(battle.perpetrators + battle.targets) == {"Tuareg rebels", "army"}
    assert [words.split()[-2:] for words in evidence(seed, battle, "victim")] == [["Wagner", "fighters"]]
    assert battle.date is None
    assert battle.place == "Algerian border"


def test_the_insurgency_since_2012(seed: Analysis) -> None:
    insurgency = pick(seed, "Insurgency")
    assert (insurgency.country, insurgency.date, insurgency.date_text) == ("ML", "2012/..", "since 2012")


# --- The ties ---------------------------------------------------------------------------------------------------------


def test_who_rules_backs_and_is_affiliated_with_whom(seed: Analysis) -> None:
    juntas, wagner = label_of(seed, "ruling juntas"), label_of(seed, "Wagner mercenaries")
    assert {t for t in ties_of(seed) if t.type != "followed"} == {
        Tie("rules", "military government", "Mali", "asserted"),
        Tie("backs", "Russia", juntas, "asserted"),
        Tie("backs", wagner, juntas, "asserted"),
        Tie("affiliatedWith", "militants", "al-Qaida", "asserted"),
        Tie("affiliatedWith", "militants", "Islamic State", "asserted"),
    }


# --- What is no event -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "successfully repelled the insurgents",
        "A mopping-up operation",
        "jihadist attacks have continued to escalate",
        "rare for insurgents to strike",
        "gunfire in the Banankabougou neighborhood",
        "thousands of deaths",
        "committing atrocities",
    ],
)
def test_no_event_begins_here(seed: Analysis, words: str) -> None:
    text = seed.document.article.text
    start = text.index(words)
    for found in seed.events:
        assert not start <= found.mentions[0].start < start + len(words)


def test_the_gunfire_heard_elsewhere_is_no_event_of_its_own(seed: Analysis) -> None:
    assert "Banankabougou" not in {e.place for e in events_of(seed)}
    assert sum(e.place == "Bamako" for e in events_of(seed)) == 2


# --- Dates and links --------------------------------------------------------------------------------------------------


def test_without_a_date_of_publication_nothing_is_dated_by_it(undated: Analysis) -> None:
    assert not any((e.date or "").startswith("2024") for e in events_of(undated))
    attack = next(e for e in events_of(undated) if e.date_text == "on Tuesday")
    assert (attack.type, attack.date, attack.country) == ("ArmedAttack", None, "ML")
    assert len(undated.events) == 8


def test_what_the_names_mean(seed: Analysis) -> None:
    links = {e.label: e.link.wikidata for e in seed.entities}
    assert {links["Mali"], links["Bamako"], links["Burkina Faso"], links["Niger"]} == {
        "Q912",
        "Q3703",
        "Q965",
        "Q1032",
    }
    assert links["Faladie gendarmerie school"] is None


def test_a_coup_is_linked_only_where_one_alone_fits(seed: Analysis) -> None:
    niger = event(seed, pick(seed, "Coup", country="NE")).link
    assert (niger.chosen or "").endswith("coup/NE-2023-07-26")
    burkina = event(seed, pick(seed, "Coup", country="BF")).link
    assert burkina.chosen is None
    assert [c.key.rsplit("/", 1)[1] for c in burkina.candidates] == ["BF-2022-01-24", "BF-2022-09-30"]


# --- The same article otherwise told ----------------------------------------------------------------------------------


def outline(analysis: Analysis) -> list[tuple[str, str | None, str | None, int]]:
    """Return of every event its type, country, date and how many perpetrators it has."""
    return sorted(
        ((e.type, e.country, e.date, len(e.perpetrators)) for e in events_of(analysis)), key=lambda row: str(row)
    )


def retold(article: Article, changed: str, knowledge: Knowledge) -> Analysis:
    return analyse(dataclasses.replace(article, text=changed), knowledge)


def test_plain_quotes_and_wrapped_lines_change_nothing(article: Article, seed: Analysis, knowledge: Knowledge) -> None:
    plain = article.text.translate(str.maketrans("“”’", '""\''))
    assert outline(retold(article, plain, knowledge)) == outline(seed)
    wrapped = "\n\n".join(textwrap.fill(line, 80) for line in article.text.splitlines() if line)
    assert outline(retold(article, wrapped, knowledge)) == outline(seed)
    assert outline(retold(article, article.text.replace("\n", "\r\n"), knowledge)) == outline(seed)


@pytest.mark.parametrize(
    ("names", "countries"),
    [
        (
            {"Mali": "Chad", "Bamako": "N’Djamena", "Algerian": "Sudanese", "Tuareg": "Toubou", "Niger": "Gabon"},
            {"ML": "TD", "NE": "GA"},
        ),
        (
            {"Mali": "Sudan", "Bamako": "Khartoum", "Algerian": "Egyptian", "Burkina Faso": "Guinea", "Niger": "Gabon"},
            {"ML": "SD", "BF": "GN", "NE": "GA"},
        ),
        (
            {"Mali": "Myanmar", "Bamako": "Naypyidaw", "Algerian": "Thai", "Burkina Faso": "Fiji", "Niger": "Haiti"},
            {"ML": "MM", "BF": "FJ", "NE": "HT"},
        ),
    ],
)
def test_told_of_other_countries_it_is_the_same(
    article: Article, seed: Analysis, knowledge: Knowledge, names: dict[str, str], countries: dict[str, str]
) -> None:
    names = {**names, "Radisson Blu": "Grand Plaza", "Faladie": "Testala", "Banankabougou": "Sampleville"}
    text = re.sub("|".join(names), lambda match: names[match.group()], article.text)
    expected = [(kind, countries.get(country or "", country), date, n) for kind, country, date, n in outline(seed)]
    assert outline(retold(article, text, knowledge)) == sorted(expected, key=lambda row: str(row))


def test_without_its_last_paragraph_the_events_of_the_others_stay(
    article: Article, seed: Analysis, knowledge: Knowledge
) -> None:
    first = article.text[: article.text.index("In a recent incident")]
    assert set(outline(retold(article, first, knowledge))) == {
        row for row in outline(seed) if row[0] != "Battle" and row[2] != "2015"
    }
