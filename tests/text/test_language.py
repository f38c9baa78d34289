"""What is told apart as another language, and above all what is not: English of any kind, and whatever is too short to say."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.articles import read_articles
from kg.model import Article
from kg.text.language import is_foreign
from tests import foreign

ROOT = Path(__file__).parent.parent.parent
OURS = [ROOT / "seeds", ROOT / "tests" / "quality" / "dev"]
ENGLISH = (
    "Gunmen attacked a village in central Mali on Saturday, killing at least 20 civilians, local officials said on Sunday. "
    "The army has sent reinforcements."
)
READ = {
    "nothing": "",
    "one word": "attack",
    "one word, over and over": "attack " * 1000,
    "numbers": "1 2,000 3.5 " * 1000,
    "a short sentence": "Gunmen kill twenty in Gao.",
    "a short sentence that is not English": "Des hommes armés ont attaqué un village.",
    "Pidgin": (
        "Gunmen don attack one village for central Mali for Saturday evening, dem kill at least twenty people, na wetin local "
        "authorities talk on Sunday. One lawmaker for the area say the attackers come with motorcycle, dem open fire for "
        "people wey dey live there before dem burn plenty house. The army wey dey rule since the coup don send more soldiers."
    ),
    "headlines": (
        "Gunmen kill 20 villagers\nJunta blames rebels, vows revenge\nFuel prices rise again\nMinisters resign amid protests\n"
        "Rebels seize northern town\nBlast rocks market; dozens injured\nCourt jails former president\nTroops retake airport\n"
        "Floods destroy thousands of homes\nAid workers abducted near border\nCoup leader sworn in"
    ),
    "keywords": (
        "mali, coup, junta, army, attack, insurgents, jihadists, bamako, gendarmerie, airport, school, casualties, wagner, "
        "russia, ecowas, sanctions, elections, transition, sahel, niger, burkina faso, conflict, security, mercenaries"
    ),
    "names": (
        "Assimi Goïta, Ibrahim Traoré, Mahamat Idriss Déby, Abdourahamane Tiani, Mamadi Doumbouya, Brice Oligui Nguema, "
        "Choguel Kokalla Maïga, Sadio Camara, Omar al-Bashir, Abdel Fattah al-Burhan, Mohamed Hamdan Dagalo, Iyad ag Ghaly, "
        "Rafael de la Cruz, José Luis dos Santos, Jan van der Berg, Ursula von der Leyen, Abu Musab al-Barnawi, Amadou Koufa"
    ),
    "a quotation": (
        "“Nous avons perdu vingt hommes dans cette attaque, et nous ne savons pas encore qui sont les assaillants,” the mayor "
        "said. “Nous demandons à l'armée de venir nous protéger,” he added."
    ),
    "an English article with a paragraph in French": f"{ENGLISH}\n\n{foreign.TEXTS['French']}",
    "a page with tags": f'<div class="article"><p style="margin: 0; padding: 0; color: inherit">{ENGLISH}</p></div>'
    * 3,
    "addresses": "https://example.org/nouvelles/afrique/attaque-contre-un-village-du-centre-du-mali/les-autorites-annoncent "
    * 9,
    "capitals": foreign.TEXTS["French"].upper(),
}


@pytest.mark.parametrize("language", foreign.TEXTS)
def test_another_language_is_told_apart(language: str) -> None:
    assert is_foreign(foreign.TEXTS[language])


def test_a_quotation_in_english_does_not_make_a_text_english() -> None:
    french = foreign.TEXTS["French"]
    assert is_foreign(
        f"{french}\n« We will not give up until the last of them is gone », a déclaré le ministre. {french}"
    )


@pytest.mark.parametrize("what", READ)
def test_what_is_english_or_not_sure_is_read(what: str) -> None:
    assert not is_foreign(READ[what])


def test_all_articles_of_ours_are_english() -> None:
    articles = [item for item in read_articles(map(str, OURS), 1_000_000) if isinstance(item, Article)]
    assert len(articles) == sum(len([*folder.glob("*.txt")]) for folder in OURS) > 10


def test_what_stands_before_the_start_does_not_count() -> None:
    text = foreign.TEXTS["French"]
    assert not is_foreign(text + ENGLISH, len(text))
    assert is_foreign(ENGLISH + text, len(ENGLISH))


@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    assert is_foreign(text) in (True, False)
    assert not is_foreign(f"{text} {ENGLISH * (1 + len(text) // 20)}")
