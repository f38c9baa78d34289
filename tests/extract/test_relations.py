"""Ties between parties: in how many ways each is told, and what is none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import Read
from tests.reading import ties_of

ROOT = Path(__file__).parent.parent.parent
RAID = "An attack on a base in Mali on Sunday killed 12 soldiers."

TIES = [
    ("backs", "Russia", "junta", "Russia backs the junta in Mali."),
    ("backs", "Russia", "junta", "The junta in Mali is backed by Russia."),
    ("backs", "Russia", "junta", "The junta, which is supported by Russia, rules Mali."),
    ("backs", "Russia", "junta", "Russia provides the junta in Mali with weapons."),
    ("leads", "Assimi Goita", "junta", "Assimi Goita leads the junta in Mali."),
    ("backs", "Chad", "M23", "The M23, which the army accuses Chad of arming, attacked Beni on Sunday."),
    ("leads", "Assimi Goita", "junta", "The junta in Mali is led by Colonel Assimi Goita."),
    ("backs", "Iran", "Houthis", "The Houthis, whose missiles come from Iran, attacked a base in Sanaa on Sunday."),
    ("backs", "Chad", "M23", "M23, which owes its survival to soldiers of Chad, attacked Beni on Sunday."),
    ("backs", "Chad", "army", "Chad kept the army in fuel and wages while it attacked Gao."),
    ("rules", "Assimi Goita", "Mali", "Mali's president, Assimi Goita, spoke on Monday."),
    ("backs", "Ana Silva", "Free Front", "Ana Silva, a banker, armed the Free Front, which attacked a base in Gao."),
    (
        "backs",
        "JNIM",
        "Omar Diallo",
        "General Omar Diallo is under the protection of JNIM since his attack on a base in Gao.",
    ),
    ("leads", "Assimi Goita", "junta", "Junta leader Assimi Goita spoke in Bamako on Monday."),
    ("rules", "junta", "Niger", "A military junta has ruled Niger since 2023."),
    ("rules", "junta", "Niger", "Niger is ruled by a military junta."),
    ("backs", "Chad", "M23", "Fighters armed by Chad, among them those of M23, attacked Beni on Sunday."),
    (
        "backs",
        "Chad",
        "Hamza Brigade",
        "Rebel groups armed by Chad, including the Hamza Brigade, attacked Gao on Sunday.",
    ),
    ("deposed", "Assimi Goita", "Bah Ndaw", "Assimi Goita deposed President Bah Ndaw in May 2021."),
    ("deposed", "soldiers", "Bah Ndaw", "President Bah Ndaw was ousted by soldiers in Mali in May 2021."),
    ("backs", "Libya", "Omar Diallo", "Omar Diallo, a protégé of Libya, attacked a base in Gao on Sunday."),
    ("backs", "Chad", "Free Front", "The Free Front, a militia raised by Chad, attacked a base in Gao on Sunday."),
    ("backs", "Chad", "Omar Diallo", "Omar Diallo, installed by Chad in 2003, fled when rebels attacked Gao."),
    ("affiliatedWith", "JNIM", "al-Qaeda", "JNIM, which is affiliated with al-Qaeda, attacked Djibo on Sunday."),
    ("affiliatedWith", "militants", "Islamic State", "Militants linked to the Islamic State attacked Djibo on Sunday."),
    ("affiliatedWith", "fighters", "al-Qaeda", "Al-Qaeda-linked fighters attacked Djibo on Sunday."),
    ("backs", "Chad", "M23", "Arms for M23 are flown in by Chad, a panel said after an attack on Beni."),
    ("memberOf", "Malick Diaw", "junta", "Malick Diaw is a member of the junta in Mali."),
    ("sanctioned", "ECOWAS", "junta", "ECOWAS imposed sanctions on the junta in Niger."),
    (
        "sanctioned",
        "United States",
        "Abdourahamane Tchiani",
        "The United States sanctioned General Abdourahamane Tchiani.",
    ),
    ("withdrewFrom", "Niger", "ECOWAS", "Niger withdrew from ECOWAS in January 2025."),
    (
        "sanctioned",
        "Canada",
        "Omar Diallo",
        "Canada imposed sanctions on three officers, including General Omar Diallo, after an attack on Gao.",
    ),
    ("withdrewFrom", "France", "Niger", "France pulled its troops out of Niger in 2023."),
    ("sanctioned", "United States", "JNIM", "The United States listed JNIM as a terrorist organization in 2018."),
    ("sanctioned", "Germany", "junta", "Germany cut off aid to the junta in Niger."),
    ("sanctioned", "Canada", "Mali", "Canada halted $16 million in aid to Mali after the coup in Bamako."),
    (
        "sanctioned",
        "Canada",
        "Omar Diallo",
        "Canada has had General Omar Diallo under sanctions since the coup in Bamako.",
    ),
    ("withdrewFrom", "Mali", "ECOWAS", "Mali has been out of ECOWAS since the coup in Bamako."),
    ("withdrewFrom", "Mali", "ECOWAS", "Mali resigned from ECOWAS after the coup in Bamako."),
    ("memberOf", "Kenya", "AMISOM", "Kenya has 4,000 soldiers in AMISOM, which was attacked on Sunday."),
    ("backs", "Rwanda", "M23", "Kinshasa accuses Kigali of backing the M23."),
    ("backs", "Rwanda", "M23", "The M23, which experts say is supported by Rwanda, attacked Beni on Sunday."),
    (
        "backs",
        "Turkey",
        "Free Front",
        "The Free Front, a coalition of rebels that Turkey pays, attacked Gao on Sunday.",
    ),
    ("backs", "Algeria", "JNIM", "JNIM gets weapons from Algeria."),
    ("backs", "Chad", "M23", "Chad slipped M23 dozens of rifles before it attacked Beni on Sunday."),
    ("backs", "Chad", "JNIM", "Chad lent JNIM several hundred mercenaries for its attack on Djibo on Sunday."),
    ("backs", "Poland", "Ukraine", "Poland has shipped Ukraine millions of shells."),
    ("backs", "Algeria", "JNIM", "Among the backers of JNIM are Russia and Algeria."),
    ("backs", "Chad", "army", "Chad has thrown in its lot with the army in Mali."),
    ("backs", "Chad", "rebels", "Chad took the rebels' side when they attacked a base in Gao."),
    ("backs", "Chad", "rebels", "Chad came down on the side of the rebels, who attacked a base in Gao."),
    ("backs", "Algeria", "junta", "Algeria stood by the junta after the attack on a base in Gao."),
    ("backs", "Russia", "junta", "Russia threw its weight behind the junta in Niger."),
    ("backs", "Chad", "JNIM", "JNIM attacked Djibo with Chad's money and rifles behind it."),
    ("backs", "Chad", "M23", "M23, which has thousands of Chadian soldiers behind it, attacked Beni on Sunday."),
    ("backs", "Chad", "M23", "M23 took the town of Beni thanks to Chadian drones."),
    ("backs", "Algeria", "junta", "Thanks to Algeria's tanks, the junta in Mali held out after the attack on Gao."),
    ("memberOf", "Amadou Koufa", "JNIM", "Amadou Koufa, a senior figure in JNIM, attacked Djibo on Sunday."),
    (
        "memberOf",
        "Omar Diallo",
        "Azawad Front",
        "Omar Diallo of the Azawad Front was killed in a raid on Gao on Sunday.",
    ),
    ("leads", "Omar Diallo", "Azawad Front", "The Azawad Front of General Omar Diallo attacked Gao on Sunday."),
    ("leads", "Omar Diallo", "JNIM", "JNIM under Omar Diallo attacked Gao on Sunday."),
    ("rules", "Abdourahamane Tiani", "Niger", "General Abdourahamane Tiani has run Niger since July 2023."),
    ("leads", "Iyad Ag Ghaly", "JNIM", "The leader of JNIM is Iyad Ag Ghaly."),
    ("leads", "Omar Diallo", "JNIM", "JNIM is run by Omar Diallo."),
    ("leads", "Omar Diallo", "JNIM", "JNIM Secretary-General Omar Diallo spoke after the attack on Gao."),
    ("deposed", "Omar Diallo", "Bah Ndaw", "Lieutenant-Colonel Omar Diallo overthrew President Bah Ndaw in Mali."),
    ("leads", "Omar Diallo", "JNIM", "JNIM, whose leader is Omar Diallo, attacked Djibo on Sunday."),
    ("leads", "Omar Diallo", "JNIM", "JNIM, under the leadership of Omar Diallo, attacked Djibo on Sunday."),
    ("leads", "Omar Diallo", "JNIM", "Omar Diallo was appointed head of JNIM in May."),
    ("leads", "Omar Diallo", "JNIM", "Omar Diallo took the helm of JNIM in May."),
    (
        "claimed",
        "JNIM",
        "ArmedAttack ML 2024",
        "Gunmen attacked a base in Gao on Sunday. JNIM took credit for the attack.",
    ),
    (
        "sanctioned",
        "European Union",
        "Omar Diallo",
        "Omar Diallo of JNIM was put under sanctions by the European Union.",
    ),
    (
        "backs",
        "Russia",
        "junta",
        "Russia imposed sanctions on Mali in 2019. It supplies the junta in Niger with weapons.",
    ),
    ("opposes", "Algeria", "junta", "Algeria opposes the junta in Mali."),
    ("claimed", "JNIM", "ArmedAttack ML 2024", "JNIM claimed an attack on a base in Gao on Sunday."),
    ("claimed", "JNIM", "ArmedAttack ML 2024", "Gunmen attacked a base in Gao on Sunday. JNIM claimed responsibility."),
    ("claimed", "JNIM", "ArmedAttack ML 2024", "An attack on a base in Gao on Sunday was claimed by JNIM."),
    (
        "claimed",
        "Azawad Front",
        "ArmedAttack ML 2024",
        "The Azawad Front said it attacked a base in Gao on Sunday.",
    ),
    ("leads", "Yusuf Tal", "Azawad Brigade", "Yusuf Tal took command of the Azawad Brigade in Mali."),
    ("leads", "Yusuf Tal", "Azawad Brigade", "The Azawad Brigade, whose leader, Yusuf Tal, lives in Gao, fought on."),
    (
        "leads",
        "Yusuf Tal",
        "Azawad Brigade",
        "The Azawad Brigade attacked a base in the town of Gao on Sunday. The brigade is led by Yusuf Tal.",
    ),
    ("leads", "Omar Diallo", "JNIM", "JNIM attacked Gao on Sunday. The group is led by Omar Diallo."),
    ("rules", "Assimi Goita", "Mali", "Mali's military leader, Colonel Assimi Goita, spoke on Monday."),
    ("backs", "Iran", "Houthis", "The Iran-backed Houthis attacked Sanaa on Sunday."),
    ("backs", "Iran", "Houthis", "Iran is behind the Houthis, who attacked a base in Sanaa on Sunday."),
    ("opposes", "anti-Taliban militia", "Taliban", "The anti-Taliban militia attacked Kabul on Sunday."),
    ("opposes", "French troops", "JNIM", "French troops joined the fight against JNIM in Mali."),
    ("backs", "Wagner", "army", "Fighters of the Wagner Group fight alongside the army in Mali."),
    ("backs", "Chad", "Omar Diallo", "General Omar Diallo leans on Chad for guns and attacked Djibo on Sunday."),
    ("memberOf", "Turkey", "NATO", "Turkey, a NATO member, condemned the coup in Mali on Sunday."),
    ("memberOf", "Niger", "Alliance of Sahel States", "Mali and Niger formed an Alliance of Sahel States in 2023."),
    (
        "memberOf",
        "Niger",
        "Alliance of Sahel States",
        "Mali and Niger, both under juntas, agreed. The two founded the Alliance of Sahel States.",
    ),
    ("withdrewFrom", "Mali", "ECOWAS", "Mali and Niger announced on Sunday that they were leaving ECOWAS."),
    ("withdrewFrom", "Niger", "ECOWAS", "Mali and Niger announced on Sunday that they were leaving ECOWAS."),
    ("sanctioned", "ECOWAS", "Niger", "ECOWAS responded with economic sanctions against Niger."),
    ("sanctioned", "Canada", "junta", "Canada announced travel bans on the junta in Mali."),
    ("leads", "Omar Diallo", "Malian army", "The Malian army under General Omar Diallo seized power on Sunday."),
    ("leads", "Omar Diallo", "Free Army", "Omar Diallo's Free Army of the South attacked Gao on Sunday."),
    ("leads", "Omar Diallo", "Congress", "Omar Diallo, president of the Congress, called the attack on Gao a crime."),
    ("backs", "France", "Omar Diallo", "France, which had backed President Omar Diallo, condemned the coup in Mali."),
    ("backs", "Chad", "Omar Diallo", "Chad has bombed the rebels since May in support of President Omar Diallo."),
    ("opposes", "army", "M23", "In North Kivu, where the army is at war with M23, gunmen attacked a camp on Sunday."),
    ("affiliatedWith", "Houthis", "Iran", "The Houthis, who are allied with Iran, attacked Sanaa on Sunday."),
    (
        "affiliatedWith",
        "Free Front",
        "JNIM",
        "Gao was attacked by the Free Front, a faction that pledged allegiance to JNIM.",
    ),
    (
        "memberOf",
        "Omar Diallo",
        "militia",
        "Sergeant Omar Diallo, a spokesman for the militia, denied the attack on Gao.",
    ),
    # Names of which only the words of the tie tell what they are.
    ("leads", "Omar Diallo", "Sahel Front", "The leader of the Sahel Front, Omar Diallo, died in an attack on Sunday."),
    ("leads", "Omar Diallo", "Sahel Front", "Sahel Front leader Omar Diallo died in an attack on Gao on Sunday."),
    ("leads", "Omar Diallo", "SLF", "SLF chief Omar Diallo was killed in an air strike on Sunday."),
    ("leads", "Omar Diallo", "Amal", "Omar Diallo, the head of Amal, condemned the attack, in which 12 people died."),
    ("leads", "Omar Diallo", "presidential guard", "Presidential guard commander Colonel Omar Diallo seized power."),
    ("memberOf", "Omar Diallo", "SLF", "SLF member Omar Diallo was arrested for the attack on Gao."),
    ("memberOf", "Omar Diallo", "FMLN", "Omar Diallo, a commander in the FMLN, was killed in an ambush on Sunday."),
    ("affiliatedWith", "JNIM", "al-Qaeda", "JNIM, al-Qaeda's branch in the Sahel, attacked a base in Mali on Sunday."),
    (
        "affiliatedWith",
        "Ansaru",
        "Boko Haram",
        "Ansaru, a breakaway faction of Boko Haram, attacked a train on Sunday.",
    ),
    ("affiliatedWith", "JNIM", "al-Qaeda", "JNIM, which has ties to al-Qaeda, attacked a base in Mali on Sunday."),
    ("opposes", "SLF", "government", "The SLF, a rebel group opposed to the government, attacked Gao on Sunday."),
    (
        "opposes",
        "SLF",
        "government",
        "The SLF, which has been fighting the government since 1994, attacked Gao on Sunday.",
    ),
    (
        "opposes",
        "al Shabaab",
        "government",
        "Al Shabaab, which wants to bring down the government, attacked Kismayo on Sunday.",
    ),
    ("rules", "Omar Diallo", "Niger", "Omar Diallo became president of Niger after the coup in 2023."),
    ("rules", "Omar Diallo", "Niger", "Omar Diallo declared himself president of Niger after the coup on Sunday."),
    (
        "rules",
        "Omar Diallo",
        "Niger",
        "President Omar Diallo of Niger was not in the palace that gunmen attacked on Sunday.",
    ),
    ("rules", "Omar Diallo", "Niger", "Niger's leader, General Omar Diallo, took power in a coup in 2023."),
    ("rules", "junta", "Mali", "Mali, which is run by a military junta, lost 12 soldiers in an attack on Sunday."),
    (
        "memberOf",
        "Niger",
        "Alliance of Sahel States",
        "Mali and Niger, which make up the Alliance of Sahel States, had coups.",
    ),
    ("withdrewFrom", "Niger", "ECOWAS", "Niger announced its withdrawal from ECOWAS after the coup in 2023."),
    (
        "sanctioned",
        "United States",
        "Omar Diallo",
        "Washington has imposed sanctions on General Omar Diallo, who led the coup.",
    ),
    (
        "sanctioned",
        "European Union",
        "Omar Diallo",
        "The European Union froze the assets of General Omar Diallo and his soldiers.",
    ),
    ("claimed", "SLF", "ArmedAttack ML 2024", f"{RAID} The SLF claimed responsibility."),
    ("claimed", "SLF", "ArmedAttack ML 2024", f"{RAID} The SLF claimed it in a statement."),
    ("claimed", "SLF", "ArmedAttack ML 2024", f"{RAID} The SLF said it was behind the attack."),
    ("claimed", "SLF", "ArmedAttack ML 2024", f"{RAID} The SLF said its fighters had carried out the attack."),
    ("claimed", "SLF", "ArmedAttack ML 2024", f"{RAID} A spokesman for the SLF claimed responsibility."),
    ("claimed", "SLF", "ArmedAttack ML 2024", f"{RAID} SLF spokesman Omar Diallo claimed responsibility."),
    ("claimed", "SLF", "ArmedAttack ML 2024", f"{RAID} An SLF spokesman said the group carried out the attack."),
    (
        "leads",
        "Omar Diallo",
        "SLF",
        "The SLF bombed a bus in Gao on Sunday. Omar Diallo led the organisation for years.",
    ),
    (
        "withdrewFrom",
        "France",
        "Niger",
        "Gunmen attacked Niger's army in Niger on Sunday. France pulled its soldiers out of the country.",
    ),
    (
        "leads",
        "Omar Diallo",
        "army",
        "General Omar Diallo, the chief of staff of Mali's army, called Sunday's attack on Gao a crime.",
    ),
    (
        "backs",
        "Southern Brigade",
        "Omar Diallo",
        "The Southern Brigade, a formation that has sided with Omar Diallo, attacked Gao.",
    ),
    ("sanctioned", "ECOWAS", "Mali", "Mali was hit with sanctions by ECOWAS after the coup in 2021."),
]


def is_told(read: Read, kind: str, subject: str, object_: str, text: str, status: str = "asserted") -> bool:
    return any(
        tie.type == kind
        and tie.status == status
        and subject.lower() in tie.subject.lower()
        and object_.lower() in tie.object.lower()
        for tie in ties_of(read(text, "2024-09-17"))
    )


@pytest.mark.parametrize(("kind", "subject", "object_", "text"), TIES)
def test_a_tie(kind: str, subject: str, object_: str, text: str, read: Read) -> None:
    assert is_told(read, kind, subject, object_, text)


@pytest.mark.parametrize(
    "text",
    [
        "Russia may back the junta in Mali.",
        "Ana Silva supported the police after an attack on a base in Gao on Sunday.",
        "Does Russia back the junta in Mali?",
        "The rebels' weapons came from a depot in Chad that they raided after an attack on a base in Gao.",
        "Russia backs up its files.",
        "Chadian soldiers left many rifles behind after an attack on a base in Gao on Sunday.",
        "The hostages escaped thanks to soldiers of Chad after an attack on a base in Gao on Sunday.",
        "The pitcher leads the league.",
        "Soldiers of Chad stood by while JNIM attacked a base in Gao on Sunday.",
        "Rebels took the river's eastern side after an attack on a base in Gao on Sunday.",
        "No group claimed responsibility for the attack on a base in Gao on Sunday.",
        "Nobody has claimed the attack on a base in Gao on Sunday.",
        "The army said JNIM was responsible for an attack on a base in Gao on Sunday.",
        "The army of Mali said it attacked a base in Gao on Sunday.",
        "Chad was once ruled by France.",
        "Officials met the leader of JNIM, Bamako, Gao and Kidal being quiet.",
        "Gunmen attacked Gao on Sunday. Omar Diallo died when his army came.",
        "The Frontier Corps said its troops had killed six militants in Gao on Sunday.",
        "Former leader Omar Diallo died in an attack on Gao on Sunday.",
        "The Italian leader Carlo Neri condemned the attack on Gao on Sunday.",
        f"{RAID} The army said it was behind the attack.",
        f"{RAID} A witness said the group carried out the attack.",
        "Mali fought the groups linked to al-Qaeda that attacked Gao on Sunday.",
        "A small group led by Omar Diallo attacked Gao on Sunday.",
        "Omar Diallo, a captain in the army of Mali, said gunmen attacked Gao on Sunday.",
    ],
)
def test_no_tie(text: str, read: Read) -> None:
    assert not [tie for tie in ties_of(read(text, "2024-09-17")) if tie.type != "rules" and tie.status == "asserted"]


def test_a_relative_clause_is_said_of_the_one_before_it(read: Read) -> None:
    text = "Gunmen killed Omar Diallo, who leads the Free Front, and his deputy, Yusuf Tal, in Gao on Sunday."
    leaders = [tie.subject for tie in ties_of(read(text, "2024-09-17")) if tie.type == "leads"]
    assert leaders == ["Omar Diallo"]


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen of the rival militias Amal and Jund attacked a base in Gao on Sunday. Nabih Saad, the leader of Amal, fled.",
        "Gunmen led by Omar Diallo, the commander of Musa Tal, attacked a base in Gao on Sunday. Musa Tal said he was safe.",
    ],
)
def test_what_is_led_is_never_somebody(text: str, read: Read) -> None:
    analysis = read(text, "2024-09-17")
    persons = {entity.id for entity in analysis.entities if entity.type == "Person"}
    assert persons.isdisjoint(r.object for r in analysis.relations if r.type == "leads")


def test_nobody_rules_a_list_of_states(read: Read) -> None:
    text = (
        "The presidents of Peru, Chile and Brazil met Omar Diallo, president of Peru, Chile and Brazil, after the coup."
    )
    assert not [tie for tie in ties_of(read(text, "2024-09-17")) if tie.type == "rules"]


def test_a_denied_tie_is_kept_as_denied(read: Read) -> None:
    assert is_told(read, "backs", "Algeria", "rebels", "Algeria does not back the rebels in Mali.", "denied")


def test_a_claim_makes_the_claimant_a_perpetrator(read: Read) -> None:
    analysis = read("Gunmen attacked a base in Gao on Sunday. JNIM claimed responsibility.", "2024-09-17")
    labels = {entity.id: entity.label for entity in analysis.entities}
    assert {labels[key] for key in analysis.events[0].role("perpetrator")} == {"gunmen", "JNIM"}


@pytest.mark.parametrize(
    "text",
    [
        "The coup in Niger in 2023 followed a coup in Burkina Faso in 2022.",
        "A coup in Burkina Faso in 2022 was followed by a coup in Niger in 2023.",
        "A coup in Burkina Faso in 2022 preceded a coup in Niger in 2023.",
        "The coup in Niger in 2023 came after a coup in Burkina Faso in 2022.",
    ],
)
def test_followed_goes_from_the_later_to_the_earlier(text: str, read: Read) -> None:
    ties = [(tie.subject, tie.object) for tie in ties_of(read(text, "2024-09-17")) if tie.type == "followed"]
    assert ties == [("Coup NE 2023", "Coup BF 2022")]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("armsBacking", "Iran arms Hezbollah."),
        ("armsBacking", "Iran sent missiles to Hezbollah in 2012."),
        ("financialBacking", "Qatar funded Hamas for years."),
        ("trainingBacking", "Russia sent instructors to the Malian army in December."),
        ("mercenaryBacking", "The junta in Mali hired the Wagner Group in 2021."),
        ("militaryBacking", "Rwandan troops fight alongside the M23 rebels in Congo."),
        (None, "Russia backs the Malian army."),
    ],
)
def test_the_words_say_what_the_backing_consists_of(kind: str | None, text: str, read: Read) -> None:
    lexicon = (ROOT / "ontology" / "lexicon.en.ttl").read_text(encoding="utf-8")
    kinds = dict(
        re.findall(r"^lex:([\w-]+) a synsem:SyntacticFrame ; kg:ofBackingKind kg:(\w+)", lexicon, re.MULTILINE)
    )
    (tie,) = (relation for relation in read(text).relations if relation.type == "backs")
    assert kinds.get(tie.frame) == kind
