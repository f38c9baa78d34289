"""How many: whose dead are counted, of which event, and when sources disagree."""

from __future__ import annotations

import pytest

from tests.conftest import Read
from tests.reading import events_of

Counts = tuple[int, int] | None


def tolls(read: Read, text: str) -> list[tuple[Counts, Counts]]:
    return [
        tuple((c["min"], c["max"]) if c else None for c in (event.killed, event.injured))  # type: ignore[misc]
        for event in events_of(read(text, "2024-09-17"))
    ]


NOT_YET: dict[str, str] = {}
ONE = [
    ("at least", "An attack on a base in Inates killed at least 71 soldiers.", 71, None),
    ("more than", "An attack on a base in Inates killed more than 70 soldiers.", 70, None),
    ("words", "An attack on a base in Inates killed seventy-one soldiers.", 71, None),
    ("thousands", "The massacre in Rann killed 1,200 villagers.", 1200, None),
    ("one", "An attack on a base in Inates killed a soldier.", 1, None),
    ("vague", "An attack on a base in Inates killed dozens of soldiers.", None, None),
    ("hundreds", "An attack on a base in Inates killed hundreds.", None, None),
    ("a part", "An attack on a village near Bankass killed 21 people, including four children.", 21, None),
    ("both", "A bomb in Kidal killed three soldiers and wounded ten.", 3, 10),
    ("and injured", "Seven soldiers were killed and 12 were wounded when militants attacked a base near Gao.", 7, 12),
    ("dead", "An attack on a village near Bankass left 21 people dead.", 21, None),
    ("in the next sentence", "Gunmen attacked a hotel in Bamako on Friday. At least 20 people died.", 20, None),
    ("died in", "Twenty people died in an attack on a hotel in Bamako.", 20, None),
    (
        "the attackers",
        "An attack on a base in Inates killed 71 soldiers. The army said that 57 attackers were killed.",
        71,
        None,
    ),
    (
        "two of the gunmen",
        "Four gunmen attacked a hotel in Bamako on Friday. Two of the gunmen were killed.",
        None,
        None,
    ),
    ("attackers only", "Gunmen attacked a base in Gao on Friday. Soldiers killed six gunmen.", None, None),
    (
        "a count of dead",
        "Gunmen attacked a base in Gao on Friday. The mayor spoke of 26 dead and about 60 wounded.",
        26,
        60,
    ),
    ("to hospital", "Gunmen attacked a base in Gao on Friday. Another 19 people were taken to hospital.", None, 19),
    ("injuries", "Gunmen attacked a base in Gao on Friday. Thirteen people suffered injuries.", None, 13),
    ("of those on board", "Gunmen attacked a bus near Gao on Friday. Eight of those on board died.", 8, None),
    ("number of dead", "Gunmen attacked a base in Gao on Friday. The number of dead stood at 14.", 14, None),
    ("some are a part", "Gunmen attacked a base in Gao on Friday. Among the dead were five children.", None, None),
    ("elliptic", "Gunmen attacked a base in Gao on Friday. Seven people were killed and 10 wounded.", 7, 10),
    ("of a noun", "A bomb went off in Gao on Friday, with a toll of seven dead and 25 wounded.", 7, 25),
    ("one and others", "Gunmen killed the mayor and three other people in Gao on Friday.", 4, None),
    ("of a battle", "The army drove the rebels out of Gao on Friday. Four soldiers were killed.", 4, None),
    (
        "of a part",
        "A trader was kidnapped by gunmen in Gao on Friday. A guard was killed in the exchange of fire.",
        1,
        None,
    ),
    ("of a mutiny", "Soldiers mutinied in Kati on Friday. Nine civilians were killed.", 9, None),
    ("in a mutiny", "Soldiers mutinied in Kati on Friday and slaughtered 57 officers.", 57, None),
    ("and a couple", "Gunmen shot dead a couple and their three children in Gao on Friday.", 5, None),
    (
        "and four of his men",
        "A bomb blew up an army jeep in Gao on Friday, killing a major and four of his men.",
        5,
        None,
    ),
    (
        "lie dead",
        "Gunmen attacked a mosque in Gao on Friday and at least 15 people lay dead when it was over.",
        15,
        None,
    ),
    ("as many as", "Rebels shelled a hospital in Gao on Friday, killing 11 and wounding as many as 60.", 11, 60),
    (
        "about",
        "A water tanker blew up in a market in Gao on Friday, killing 84 people and wounding about 200.",
        84,
        200,
    ),
    ("among them", "At least 20 people, among them six children, perished in a bomb blast in Gao on Friday.", 20, None),
    ("hyphen at the head", "Forty-three people were killed when gunmen attacked a market in Gao on Friday.", 43, None),
    ("half a dozen", "The bombing of a bar in Gao on Friday claimed half a dozen lives.", 6, None),
    ("loss of lives", "Gunmen attacked a hotel in Gao on Friday, with the loss of 28 lives.", 28, None),
    ("along with", "Colonel Diallo was shot dead along with two bodyguards in Gao on Friday.", 3, None),
    ("oneself", "A suicide bomber killed himself and four guards at a checkpoint in Gao on Friday.", 4, None),
    ("his driver", "Two men shot dead a journalist and wounded his driver in Gao on Friday.", 1, None),
    ("before a compound", "Gunmen shot dead eight plainclothes policemen in Gao on Friday.", 8, None),
    ("put the dead at", "The ministry put the dead at 37 after gunmen stormed the town of Djibo on Friday.", 37, None),
    ("own losses", "Mali's army lost 92 men in a battle with jihadists near Gao on Friday.", 92, None),
    (
        "part of a toll",
        "Rebels struck a hotel in Gao on Friday, killing 23 people. At least 10 bodies were found in a cafe.",
        23,
        None,
    ),
    ("wound up", "The operation had been wound up when gunmen attacked a base in Gao on Friday.", None, None),
    ("no number", "Gunmen attacked a base in Gao on Friday, killing soldiers.", None, None),
    ("a year", "Gunmen attacked a base in Gao in 2015, killing soldiers.", None, None),
    ("two subjects", "Rebels ambushed a convoy near Gao. Two soldiers and five civilians were killed.", 7, None),
    ("some of a list", "Gunmen attacked a base in Gao. Three soldiers and six of the attackers were killed.", 3, None),
    ("the bomber", "A suicide bomber hit a base in Gao. Four people, including the bomber, were killed.", 3, None),
    ("rebels alone", "Rebels attacked a base in Gao on Friday. Six rebels died.", None, None),
    ("has risen", "Rebels attacked a village near Gao. The death toll rose from five to seven overnight.", 7, None),
    (
        "is no more",
        "Rebels killed 14 people near Gao on Friday. An earlier toll put the number of dead at ten.",
        14,
        None,
    ),
    ("one more", "A bomb in Gao killed three people on Friday. Another died in hospital.", 4, None),
    ("number of wounded", "A bomb went off in Gao on Friday. The number of wounded was put at nine.", None, 9),
    ("another", "Gunmen opened fire on a patrol in Gao on Friday, killing one officer and wounding another.", 1, 1),
    ("more than", "A bomb blast in Gao killed six people and wounded more than 15 on Friday, police said.", 6, 15),
    ("to death", "Rebels hacked to death 43 villagers near Gao on Friday.", 43, None),
    ("cost lives", "Rebels ambushed a convoy near Gao on Friday. The ambush cost seven soldiers their lives.", 7, None),
    ("a total", "A total of 43 people were killed when rebels attacked a village near Gao on Friday.", 43, None),
    ("in hospital", "A bomb went off in Gao on Friday. Some 160 people were in hospital.", None, 160),
    ("losses", "The army fought rebels near Gao on Friday. A general put the enemy's losses at 18.", 18, None),
    ("burned to death", "A bomb hit a bus near Gao on Friday. Nine passengers burned to death.", 9, None),
    ("a heading", "Six killed, 15 wounded in bomb attack in Gao", 6, 15),
    ("reported killed", "Gunmen attacked a post near Gao on Friday. The army reported one soldier killed.", 1, None),
    ("behind a colon", "Gunmen fell on a patrol near Gao on Friday: nine soldiers and one herder killed.", 10, None),
    ("a boy of six", "Soldiers clashed with rebels near Gao on Friday, with a six-year-old boy killed.", 1, None),
    ("of whom", "Guards shot into a crowd of marchers in Gao on Friday, 17 of whom died.", 17, None),
    ("both", "Rebels ambushed the jeep of two aid workers near Gao on Friday, killing both.", 2, None),
    (
        "all of them",
        "A sergeant opened fire on four recruits at a base in Gao on Friday, killing all of them.",
        4,
        None,
    ),
    ("a third", "Two traders were killed and a third wounded when gunmen attacked a bus in Gao.", 2, 1),
    ("who died", "Rebels ambushed a convoy near Gao on Friday. The mayor was among the 31 who died.", 31, None),
    (
        "of a camp",
        "He is wanted over a 2019 attack on the camp near Gao that killed 12 African Union troops.",
        12,
        None,
    ),
    ("lives and wounds", "Gunmen attacked a bus in Gao. Six farmers lost their lives and 11 were hurt.", 6, 11),
    ("some dead, others hurt", "A bomb hit Gao. Six clerks were among the dead and 52 people were wounded.", None, 52),
    ("since it began", "Soldiers have lost 70 men since the battle for Gao began.", 70, None),
    (
        "the worst",
        "Rebels ambushed a bus near Gao, killing 30 in the deadliest attack on farmers of the war.",
        30,
        None,
    ),
    (
        "a fight after",
        "Ten soldiers died in a gunfight at a post near Gao after rebels had crept up at night.",
        10,
        None,
    ),
    ("many shot", "Militiamen shot 21 worshippers at a mosque near Gao on Friday.", 21, None),
    ("shot and hurt", "Militiamen shot 21 worshippers at a mosque near Gao on Friday, wounding five.", None, 5),
    ("by a stray bullet", "Soldiers mutinied in Kati. Doctors said two nurses had been killed by bullets.", 2, None),
    ("sentences behind", "Soldiers mutinied in Kati. They sang. Four loyal soldiers were killed.", 4, None),
    (
        "in the course of a coup",
        "Soldiers seized power in Mali on Friday. They had stormed the palace at dawn on Friday, killing seven guards.",
        7,
        None,
    ),
    ("protesters of a coup", "Troops overthrew the president of Mali. Three protesters were shot dead.", 3, None),
    ("a guard of those taken", "Five traders were abducted near Gao on Friday. One guard was shot dead.", 1, None),
    (
        "of two bands",
        "Paramilitaries killed eight leaders of the Bokuru Liberation Movement at a house in Gao on Friday.",
        8,
        None,
    ),
    ("two more", "A bomb exploded in Gao on Friday, killing six people. Two more died in hospital overnight.", 8, None),
    ("cost whom", "An ambush by rebels near Gao on Friday cost the army eight men.", 8, None),
    ("of a garrison", "About 40 soldiers of a garrison of some 200 died when rebels attacked a base in Gao.", 40, None),
    ("all of the dead", "Rebels attacked a base in Gao on Friday. All eight of the dead were cooks.", 8, None),
    ("numbered", "Rebels attacked a base in Gao on Friday. The dead numbered 20 and the wounded 50.", 20, 50),
    ("shot them", "Soldiers lined up 11 men against a wall in Gao on Friday and shot them.", 11, None),
    ("with others", "A gunman in Gao on Friday killed Ali Traore, the mayor, along with three others.", 4, None),
    (
        "his father",
        "The mayor, Ali Traore, his father and eight others were murdered by gunmen in Gao on Friday.",
        10,
        None,
    ),
    (
        "most of them",
        "At Gao, a camp for displaced people in the hills, more than 30 people, most of them women, were killed by gunmen.",
        30,
        None,
    ),
    ("with wounds", "Rebels attacked a base in Gao on Friday. Three soldiers were evacuated with wounds.", None, 3),
    ("martyrs", "Rebels attacked a base in Gao. The ministry counts 34 martyrs and 14 wounded.", 34, 14),
    (
        "of years",
        "More than 300 people have been killed since January. Gunmen attacked a base in Gao on Friday.",
        None,
        None,
    ),
]


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        pytest.param(
            *case[1:], id=case[0], marks=[pytest.mark.xfail(reason=NOT_YET[case[0]])] if case[0] in NOT_YET else []
        )
        for case in ONE
    ],
)
def test_the_toll_of_one_event(text: str, killed: int | None, injured: int | None, read: Read) -> None:
    expected = [tuple((number, number) if number else None for number in (killed, injured))]
    assert tolls(read, text) == expected


def test_the_dead_are_of_the_attack_in_which_others_were_taken(read: Read) -> None:
    text = (
        "On Friday there was an attack on the church of Bria, in the Central African Republic, in which gunmen threw grenades "
        "at worshippers and abducted nine of them. Church leaders said that 17 people died."
    )
    assert {e.type: e.killed for e in events_of(read(text, "2024-09-17"))} == {
        "Bombing": {"min": 17, "max": 17},
        "Kidnapping": None,
    }


def test_sources_that_disagree_give_a_range(read: Read) -> None:
    text = (
        "Gunmen killed five people in Djibo on Sunday, the army said. "
        "Residents said that at least nine people were killed in the attack."
    )
    assert tolls(read, text) == [((5, 9), None)]


def test_a_claim_of_those_who_did_it_gives_a_range(read: Read) -> None:
    text = "Rebels attacked a base in Djibo, killing 10 soldiers, the army said. The group claimed it had killed 14 soldiers."
    assert tolls(read, text) == [((10, 14), None)]


def test_a_later_count_of_the_dead_gives_a_range(read: Read) -> None:
    text = "Gunmen killed 14 people in Djibo on Sunday. The field hospital said that it had counted 22 bodies."
    assert tolls(read, text) == [((14, 22), None)]


def test_another_figure_of_the_dead_gives_a_range(read: Read) -> None:
    text = "Jihadists killed 23 villagers near Gao, the army said. A doctor gave a figure of more than 60."
    assert tolls(read, text) == [((23, 60), None)]


SOURCES = [
    "Rebels overran a base in Gao, and a major put the dead at 118 soldiers while headquarters admitted to 23.",
    "An air strike on a market in Gao killed between 23 and 118 people.",
    "Jihadists mowed down villagers near Gao; estimates of the dead run from 23 to nearly 118.",
    "Jihadists mowed down villagers near Gao. The army spoke of 23 dead, the hospital of 118.",
    "A mayor said 23 people were killed in a raid on Gao, among them two nurses, while a doctor put the figure at 118.",
]


@pytest.mark.parametrize("text", SOURCES)
def test_one_sentence_may_give_a_range(text: str, read: Read) -> None:
    assert tolls(read, text) == [((23, 118), None)]


@pytest.mark.parametrize(
    ("sentence", "victims"),
    [
        ("Among the dead were the deputy mayor, Abdi Malaq, and two journalists.", ["Abdi Malaq", "journalists"]),
        ("Luis Mora was among the 12 people killed.", ["people", "Luis Mora"]),
        ("Those killed included a priest.", ["priest"]),
        ("Three of the gunmen were among the dead.", []),
        ("The mayor was among the first to speak of the dead.", []),
    ],
)
def test_who_is_among_the_dead_is_a_victim_of_what_was_told_before(
    sentence: str, victims: list[str], read: Read
) -> None:
    (event,) = events_of(read(f"Gunmen attacked a hotel in Gao on Friday. {sentence}", "2024-09-17"))
    assert list(event.victims) == victims


def test_two_events_have_each_their_own(read: Read) -> None:
    text = (
        "Gunmen attacked a village near Bankass on Sunday, killing five people. "
        "On Monday, gunmen attacked a market in Gao, killing nine people."
    )
    assert tolls(read, text) == [((5, 5), None), ((9, 9), None)]


def test_the_dead_are_those_of_the_blast_that_they_died_in(read: Read) -> None:
    text = (
        "In May 2015, 131 people died when an air strike hit a market near Gao, "
        "and in June 2016 jets bombed a market at Bankass, killing 97 civilians."
    )
    assert tolls(read, text) == [((131, 131), None), ((97, 97), None)]


def test_a_toll_far_from_any_event_is_nobodys(read: Read) -> None:
    text = "Gunmen attacked a village near Bankass on Sunday. It was hot. A dog barked. It rained. A boy sang. Then 40 people died."
    assert tolls(read, text) == [(None, None)]
