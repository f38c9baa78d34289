"""Who backs, fights, punishes and leaves whom: one sentence for each construction that a rule reads, and what tells none."""

from __future__ import annotations

import pytest

from tests.conftest import Read
from tests.reading import ties_of

TIES = [
    # ends: every member of a list, states by what is theirs, those who send, those whom a description names
    ("backs", "Angola", "Kabila", "Zimbabwe and Angola intervened on the side of President Laurent Kabila."),
    ("backs", "Zimbabwe", "Kabila", "Zimbabwe and Angola sent soldiers to prop up President Laurent Kabila."),
    ("backs", "Emirat", "Giants Brigades", "Saudi and Emirati jets gave air cover to the Giants Brigades on Sunday."),
    ("backs", "Russia", "Syrian army", "Backed by Russian air power, the Syrian army retook Aleppo on Sunday."),
    ("backs", "United States", "militias", "Clan militias backed by the government and by American drones took Gao."),
    ("backs", "Iran", "Asaib Ahl al-Haq", "Baghdad fears Iran-aligned factions such as Asaib Ahl al-Haq and Badr."),
    ("backs", "United States", "Contras", "The U.S.-supported Contras attacked two villages on Sunday."),
    ("backs", "Libya", "rebels", "Mr Sankoh's rebels were armed by Libya and attacked Bo on Sunday."),
    ("backs", "Iran", "Kataib Hezbollah", "Kataib Hezbollah is a proxy of Iran."),
    (
        "sanctioned",
        "European Union",
        "Bisimwa",
        "The European Union imposed sanctions on M23 leaders, including Bertrand Bisimwa.",
    ),
    (
        "sanctioned",
        "Canada",
        "junta",
        "The European Union, the United States and Canada sanctioned the junta in Niger.",
    ),
    (
        "sanctioned",
        "Canada",
        "Ali Hassan",
        "Ali Hassan was sanctioned by the United Nations, the United States and Canada.",
    ),
    (
        "sanctioned",
        "United Nations",
        "Ali Badi",
        "Rebels attacked Gao. Ali Badi, a U.N.-sanctioned militia commander, fled.",
    ),
    # nouns of support, with what introduces them
    ("backs", "Uganda", "rebels", "Uganda's aid to the southern rebels angered Khartoum."),
    (
        "backs",
        "Ethiopia",
        "transitional government",
        "With the help of Ethiopian troops, the transitional government took Baidoa.",
    ),
    ("backs", "France", "Chadian army", "With support from French aircraft, the Chadian army drove the rebels back."),
    ("backs", "Egypt", "Haftar", "Khalifa Haftar, who enjoys the backing of Egypt, launched an offensive on Tripoli."),
    # who is accused of it, on whom a clause or a list hangs elsewhere
    ("backs", "Qatar", "JNIM", "Qatar was accused by its neighbours of bankrolling JNIM."),
    (
        "backs",
        "South Africa",
        "Renamo",
        "Renamo, created by Rhodesia and later sponsored by South Africa, attacked Beira.",
    ),
    (
        "backs",
        "Executive Outcomes",
        "junta",
        "It was the junta that in 1995 hired the mercenaries of Executive Outcomes.",
    ),
    ("backs", "China", "junta", "The junta, propped up by Chinese money, attacked a village in Myanmar on Sunday."),
    (
        "backs",
        "Revolutionary Guards",
        "Front",
        "The Azawad Front, a militia funded and directed by Iran's Revolutionary Guards, took Gao.",
    ),
    ("backs", "Azawad Front", "army", "The Azawad Front is fighting on the army's side in Gao."),
    # opponents
    (
        "opposes",
        "Azawad Front",
        "Idriss Deby",
        "The Azawad Front, which is out to topple President Idriss Deby, raided Gao on Sunday.",
    ),
    (
        "opposes",
        "Aceh Front",
        "Indonesia",
        "The Aceh Front, whose leaders lived in Sweden, fought Jakarta for 29 years.",
    ),
    (
        "opposes",
        "army",
        "Rapid Support Forces",
        "The Sudanese army and the Rapid Support Forces have been at war since 2023.",
    ),
    (
        "opposes",
        "army",
        "Rapid Support Forces",
        "The war between the army and the Rapid Support Forces goes on in Sudan.",
    ),
    (
        "opposes",
        "Gustavo Petro",
        "National Liberation Army",
        "President Gustavo Petro vowed to crush the National Liberation Army.",
    ),
    ("opposes", "PKK", "Turkey", "The PKK has been fighting Turkey since 1984."),
    (
        "opposes",
        "Tamil Tigers",
        "government",
        "The Tamil Tigers fought for a homeland against the Sri Lankan government.",
    ),
    pytest.param(
        "opposes",
        "JNIM",
        "Ansaru",
        "JNIM and Ansaru, sworn enemies for years, clashed in Gao on Sunday.",
        marks=pytest.mark.xfail(reason="the parser takes “sworn” behind a comma for the verb of the sentence"),
    ),
    ("opposes", "Azawad Front", "JNIM", "The Azawad Front, formed to fight JNIM, attacked Gao on Sunday."),
    # sanctions
    ("sanctioned", "U.S.", "Ali Hassan", "Ali Hassan, the subject of U.S. sanctions, led an attack on Gao."),
    ("sanctioned", "United Kingdom", "JNIM", "JNIM, which is under British and American sanctions, attacked Gao."),
    (
        "sanctioned",
        "European Union",
        "Dadis",
        "A travel ban that the European Union ordered against Moussa Dadis remains in force.",
    ),
    ("sanctioned", "African Union", "Sudan", "The African Union has suspended Sudan's membership."),
    ("sanctioned", "Turkey", "PKK", "The PKK is listed as a terrorist organisation by Turkey."),
    ("sanctioned", "Britain", "JNIM", "Britain considers JNIM a terrorist group."),
    # withdrawals
    ("withdrewFrom", "forces", "Burkina Faso", "French forces completed their withdrawal from Burkina Faso."),
    ("withdrewFrom", "Mali", "ECOWAS", "Mali and Niger announced their withdrawal from ECOWAS."),
    ("withdrewFrom", "Syria", "Lebanon", "Syria ended its 29-year military presence in Lebanon in April 2005."),
    ("withdrewFrom", "MINUSMA", "Mali", "MINUSMA, the mission that was kicked out of Mali, closed its doors."),
    ("withdrewFrom", "Nusra Front", "al-Qaeda", "The Nusra Front cut its ties with al-Qaeda in July 2016."),
    ("withdrewFrom", "Mali", "defence accord", "Mali renounced its defence accord with France."),
    ("withdrewFrom", "Nicaragua", "OAS", "Nicaragua quit the OAS in November 2023."),
    ("withdrewFrom", "Fiji", "Commonwealth", "Within a fortnight Fiji was a republic and had left the Commonwealth."),
]

NONE = [
    "The army crushed the rebels in Gao on Sunday.",  # a battle, and no standing enmity
    "Soldiers left their barracks to help with the harvest.",
    "The rebels withdrew from the town after a day.",
    "Bujumbura threatened again on Friday to bring its soldiers home from Somalia.",
    "Tehran denies arming the Houthis.",
    "France beat Morocco with support from a noisy crowd.",
    "The charity is fighting malaria in Uganda.",
    "The players withdrew from the tournament in Doha.",
    "Japan and Australia are rivals in the group stage.",
    "Germany provided training to nurses in Ghana.",
    "Fighting left at least 27 Ugandan troops dead in Gao.",
]


OF_CONFLICT = " The army said nothing."
"""What makes an article of one sentence one about conflict: elsewhere a tie counts only between two that are known."""


@pytest.mark.parametrize(("kind", "subject", "object_", "text"), TIES, ids=[text for *_, text in TIES])
def test_side(read: Read, kind: str, subject: str, object_: str, text: str) -> None:
    assert any(
        tie.type == kind and subject in tie.subject and object_ in tie.object and tie.status == "asserted"
        for tie in ties_of(read(text + OF_CONFLICT))
    )


@pytest.mark.parametrize("text", NONE)
def test_no_side(read: Read, text: str) -> None:
    sides = {"backs", "opposes", "sanctioned", "withdrewFrom"}
    assert [tie for tie in ties_of(read(text + OF_CONFLICT)) if tie.type in sides and tie.status == "asserted"] == []
