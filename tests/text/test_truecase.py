"""Text in capitals gets the case that a newspaper would print, and keeps its length."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Span
from kg.text.truecase import is_shouted, shouted_paragraphs, truecase

WORDS = frozenset(
    "the army denied it today a bomb went off near president guerrillas attacked farm front liberation national on at "
    "franklin in may be said of may farc to us".split()
)
SPELLINGS = {"el salvador": "El Salvador", "fmln": "FMLN", "farc": "FARC", "guatemalan": "Guatemalan"}


def cased(text: str, names: tuple[str, ...] = ()) -> str:
    spans = [Span(text.index(name), text.index(name) + len(name)) for name in names]
    return truecase(text, shouted_paragraphs(text), spans, SPELLINGS, WORDS.__contains__, {"president", "colonel"})


@pytest.mark.parametrize(
    ("shouted", "names", "expected"),
    [
        ("THE ARMY DENIED IT TODAY. A BOMB WENT OFF.", (), "The army denied it today. A bomb went off."),
        ("GUERRILLAS ATTACKED A FARM IN EL SALVADOR.", ("EL SALVADOR",), "Guerrillas attacked a farm in El Salvador."),
        ("GUATEMALAN GUERRILLAS ATTACKED.", ("GUATEMALAN",), "Guatemalan guerrillas attacked."),
        ("PRESIDENT CEREZO SAID IT.", (), "President Cerezo said it."),
        ("IT SAID COLONEL FRANKLIN QUINTERO DENIED IT.", (), "It said Colonel Franklin Quintero denied it."),
        ("THE NATIONAL LIBERATION FRONT (NLF) ATTACKED.", (), "The National Liberation Front (NLF) attacked."),
        ("THE NLF SAID IT. THE NLF DENIED IT (NLF).", (), "The NLF said it. The NLF denied it (NLF)."),
        ("THE ARMY OF NATIONAL LIBERATION [ENL] DENIED IT.", (), "The Army of National Liberation [ENL] denied it."),
        ("FRN [NATIONAL FRONT OF ZORN] ATTACKED.", (), "FRN [National Front of Zorn] attacked."),
        ("THE MRTA ATTACKED.", (), "The MRTA attacked."),
        ("THE FARC DENIED IT TO US.", ("FARC",), "The FARC denied it to us."),
        (
            "ZORN, 3 MAY (ACAN-EFE) -- THE ARMY -- THE FARM -- DENIED IT.",
            (),
            "Zorn, 3 May (Acan-Efe) -- The army -- the farm -- denied it.",
        ),
        ("THE ARMY SAID IT; A BOMB WENT OFF.", (), "The army said it; a bomb went off."),
        ("IT MAY BE ON 3 MAY.", (), "It may be on 3 May."),
        ("IN MAY IT WENT OFF ON MONDAY.", (), "In May it went off on Monday."),
    ],
)
def test_case_is_restored(shouted: str, names: tuple[str, ...], expected: str) -> None:
    # A title before a name is left to the sentence: newspapers differ on "president" and "President".
    assert cased(shouted, names).lower() == expected.lower()
    assert cased(shouted, names).replace("colonel", "Colonel") == expected


def test_a_name_in_full_comes_back_in_capitals() -> None:
    text = "THE NATIONAL LIBERATION FRONT (NLF) DENIED IT.\n\nTHE NATIONAL LIBERATION FRONT ATTACKED A FARM."
    expected = "The National Liberation Front (NLF) denied it.\n\nThe National Liberation Front attacked a farm."
    assert cased(text) == expected


def test_a_rare_word_beside_a_name_is_one_everywhere() -> None:
    text = "IT ATTACKED ZORN FRANKLIN TODAY. THE ARMY SAID FRANKLIN DENIED IT."
    found = truecase(
        text, shouted_paragraphs(text), [], {}, WORDS.__contains__, {}, (WORDS - {"franklin"}).__contains__
    )
    assert found == "It attacked Zorn Franklin today. The army said Franklin denied it."


def test_a_word_that_no_name_has_is_none_between_two() -> None:
    text, dictionary = "THE ARMY SAW OROSCO WITH TELLO TODAY.", WORDS | {"saw", "with"}
    spans = shouted_paragraphs(text)
    plain = truecase(text, spans, (), SPELLINGS, dictionary.__contains__, is_no_name=lambda word: word == "with")
    assert plain == "The army saw Orosco with Tello today."


def test_only_paragraphs_in_capitals_change() -> None:
    text = "COUP IN NIGER TODAY\n\nBAMAKO, Mali (AP) - The army denied it."
    assert cased(text) == "Coup in Niger today\n\nBAMAKO, Mali (AP) - The army denied it."


@pytest.mark.parametrize("text", ["UN", "BAMAKO (AFP)", "The US and the UN met.", "", "1 2 3 4", "…"])
def test_what_is_no_shouting(text: str) -> None:
    assert not is_shouted(text)


@given(st.text(alphabet=st.sampled_from("ABÉßİŉ \n().'-19aé"), max_size=80))
def test_the_length_stays_and_only_case_changes(text: str) -> None:
    found = cased(text)
    assert len(found) == len(text)
    assert found.casefold() == text.casefold() or found.lower() == text.lower()


@pytest.mark.parametrize("word", ["attacked", "bombs", "guerrillas", "largest", "policemen", "the", "said"])
def test_the_dictionary_has_regular_forms(word: str) -> None:
    from kg.text.parser import load_parser

    assert load_parser().is_word(word)
    assert not load_parser().is_word("zzyzx")
