"""The role view of a sentence, on small trees made by hand."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from kg.text.syntax import View, noun_chunk
from tests.text.trees import tree


def view(text: str, plain: Iterable[str] = ()) -> View:
    return View(tree(text), frozenset(plain))


def words(of: View, indices: Iterable[int]) -> list[str]:
    return [of.tokens[index].text for index in indices]


def at(of: View, word: str) -> int:
    return next(token.index for token in of.tokens if token.text == word)


ACTIVE = "Rebels/NNS/nsubj/2 attacked/VBD/root/0 bases/NNS/obj/2 and/CC/cc/5 towns/NNS/conj/3"
PASSIVE = "Bases/NNS/nsubj:pass/3 were/VBD/aux:pass/3 attacked/VBN/root/0 by/IN/case/5 rebels/NNS/obl:agent/3"
REDUCED = "The/DT/det/2 convoy/NN/nsubj/6 ambushed/VBN/acl/2 by/IN/case/5 rebels/NNS/obl:agent/3 carried/VBD/root/0 food/NN/obj/6"
RELATIVE = "Rebels/NNS/nsubj/5 who/WDT/nsubj/3 attacked/VBD/acl:relcl/1 Gao/NNP/obj/3 fled/VBD/root/0"
SHARED = "Men/NNS/nsubj/2 stormed/VBD/root/0 it/PRP/obj/2 and/CC/cc/5 fled/VBD/conj/2"
CONTROL = "Men/NNS/nsubj/2 tried/VBD/root/0 to/TO/mark/4 flee/VB/xcomp/2"
PARTICIPLE = "Men/NNS/nsubj/2 attacked/VBD/root/0 ,/,/punct/4 killing/VBG/advcl/2 ten/CD/obj/4"


@pytest.mark.parametrize(
    ("text", "verb", "subjects", "objects"),
    [
        (ACTIVE, "attacked", ["Rebels"], ["bases", "towns"]),
        (PASSIVE, "attacked", ["rebels"], ["Bases"]),
        (REDUCED, "ambushed", ["rebels"], ["convoy"]),
        (REDUCED, "carried", ["convoy"], ["food"]),
        (RELATIVE, "attacked", ["Rebels"], ["Gao"]),
        (SHARED, "fled", ["Men"], []),
        (CONTROL, "flee", ["Men"], []),
        (PARTICIPLE, "killing", ["Men"], ["ten"]),
    ],
)
def test_who_does_what_to_whom(text: str, verb: str, subjects: list[str], objects: list[str]) -> None:
    of = view(text)
    assert words(of, of.subjects(at(of, verb))) == subjects
    assert words(of, of.objects(at(of, verb))) == objects


@pytest.mark.parametrize(
    ("text", "verb", "answer"),
    [
        (ACTIVE, "attacked", False),
        (PASSIVE, "attacked", True),
        (REDUCED, "ambushed", True),
        (REDUCED, "carried", False),
    ],
)
def test_what_is_passive(text: str, verb: str, answer: bool) -> None:
    of = view(text)
    assert of.is_passive(at(of, verb)) is answer


def test_who_is_found_shot_was_shot() -> None:
    of = view("Four/CD/nsubj:pass/3 were/VBD/aux:pass/3 found/VBN/root/0 shot/VBN/xcomp/3")
    assert words(of, of.objects(at(of, "shot"))) == ["Four"]


def test_two_verbs_share_what_stands_behind_the_last() -> None:
    of = view("They/PRP/nsubj/2 pay/VBP/root/0 and/CC/cc/4 arm/VBP/conj/2 rebels/NNS/obj/2")
    assert words(of, of.objects(at(of, "arm"))) == ["rebels"]


def test_of_whom_a_relative_clause_has_somebody_speak() -> None:
    of = view(
        "Front/NN/nsubj/8 which/WDT/obj/4 experts/NNS/nsubj/4 say/VBP/acl:relcl/1 is/VBZ/aux:pass/6 backed/VBN/ccomp/4 "
        "by/IN/case/8 fled/VBD/root/0"
    )
    assert words(of, of.objects(at(of, "backed"))) == ["Front"]


def test_of_whom_a_copula_says_something() -> None:
    of = view(
        "X/NNP/nsubj:pass/2 believed/VBN/root/0 to/TO/mark/6 be/VB/cop/6 behind/IN/case/6 it/PRP/xcomp/2 is/VBZ/aux:pass/2"
    )
    assert words(of, of.subjects(at(of, "be"))) == ["X"]
    assert words(of, of.prepositional(at(of, "be"), frozenset({"behind"}))) == ["it"]


def test_a_passive_without_an_agent_has_no_subject() -> None:
    of = view("Bases/NNS/nsubj:pass/3 were/VBD/aux:pass/3 attacked/VBN/root/0")
    assert of.subjects(2) == ()
    assert words(of, of.objects(2)) == ["Bases"]


def test_coordination_reaches_every_member_however_it_is_chained() -> None:
    chain = view("A/NNP/root/0 ,/,/punct/3 B/NNP/conj/1 and/CC/cc/5 C/NNP/conj/3")
    fan = view("A/NNP/root/0 ,/,/punct/3 B/NNP/conj/1 and/CC/cc/5 C/NNP/conj/1")
    assert words(chain, chain.conjuncts(0)) == words(fan, fan.conjuncts(0)) == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("text", "word", "answer"),
    [
        ("Rebels/NNS/nsubj/4 did/VBD/aux/4 not/RB/advmod/4 attack/VB/root/0", "attack", True),
        ("Rebels/NNS/nsubj/3 never/RB/advmod/3 attacked/VBD/root/0", "attacked", True),
        ("No/DT/det/2 attack/NN/nsubj/3 followed/VBD/root/0", "attack", True),
        ("Not/RB/advmod/4 since/IN/case/4 the/DT/det/4 attack/NN/root/0", "attack", False),
        (ACTIVE, "attacked", False),
    ],
)
def test_negation(text: str, word: str, answer: bool) -> None:
    of = view(text)
    assert of.is_negated(at(of, word)) is answer


STACKED = "attack/NN/root/0 on/IN/case/4 the/DT/det/4 base/NN/nmod/1 in/IN/case/6 Inates/NNP/nmod/4 by/IN/case/8 men/NNS/nmod/6"


@pytest.mark.parametrize(("marker", "expected"), [("on", ["base"]), ("in", ["Inates"]), ("by", ["men"]), ("of", [])])
def test_stacked_prepositions_are_climbed(marker: str, expected: list[str]) -> None:
    of = view(STACKED)
    assert words(of, of.prepositional(0, frozenset({marker}))) == expected


def test_a_preposition_of_two_words() -> None:
    of = view("clash/NN/root/0 because/IN/case/4 of/IN/fixed/2 cattle/NN/nmod/1")
    assert words(of, of.prepositional(0, frozenset({"because of"}))) == ["cattle"]


def test_the_clause_of_a_word() -> None:
    of = view(RELATIVE)
    assert of.tokens[of.clause(at(of, "Gao"))].text == "attacked"
    assert of.tokens[of.clause(at(of, "fled"))].text == "fled"


def test_subtree_and_ancestors() -> None:
    of = view(STACKED)
    assert of.subtree(3) == {1, 2, 3, 4, 5, 6, 7}
    assert [edge.head for edge in of.ancestors(7)] == [5, 3, 0]


# --- Repairs ----------------------------------------------------------------------------------------------------------


def test_an_outer_subject_does_nothing_of_what_is_told_inside() -> None:
    of = view("That/DT/nsubj:outer/5 was/VBD/cop/5 after/IN/mark/5 rebels/NNS/nsubj/5 struck/VBD/root/0")
    assert of.subjects(4) == (3,)


def test_a_plain_modifier_is_no_clause() -> None:
    text = "coups/NNS/root/0 in/IN/mark/3 neighboring/VBG/acl/1 Niger/NNP/obj/3"
    of = view(text, ["neighboring"])
    assert words(of, of.prepositional(0, frozenset({"in"}))) == ["Niger"]
    assert view(text).prepositional(0, frozenset({"in"})) == ()


def test_a_headless_noun_with_a_reduced_relative_is_a_clause() -> None:
    of = view("Army/NN/root/0 announced/VBN/acl/1 calm/NN/obj/2")
    assert words(of, of.subjects(1)) == ["Army"]
    assert words(of, of.objects(1)) == ["calm"]


def test_a_subject_that_a_participle_took_is_given_back() -> None:
    of = view("Soldiers/NNS/nsubj/2 led/VBN/advcl/5 by/IN/case/4 Doe/NNP/obl:agent/2 seized/VBD/root/0 power/NN/obj/5")
    assert words(of, of.subjects(at(of, "seized"))) == ["Soldiers"]
    assert words(of, of.subjects(at(of, "led"))) == ["Doe"]


@pytest.mark.parametrize(
    ("text", "word", "role", "owner"),
    [
        # They went up the stairs, a man said.
        ("They/PRP/nsubj/2 went/VBD/ccomp/6 up/IN/case/4 stairs/NNS/obl/2 ,/,/punct/6 said/VBD/root/0 so/RB/advmod/6",
         "They", "subject", "went"),
        # The bill was put on hold, claims hold.
        ("bill/NN/nsubj:pass/3 was/VBD/aux:pass/3 put/VBN/ccomp/6 on/IN/case/5 hold/NN/obl/3 claims/VBZ/root/0",
         "bill", "passive subject", "put"),
        # He died aged 82.
        ("He/PRP/nsubj/2 died/VBD/root/0 aged/JJ/xcomp/2 82/CD/obj/3", "82", "object", "aged"),
        ("Gunmen/NNS/nsubj/2 shot/VBD/root/0 dead/JJ/xcomp/2 ten/CD/obj/3", "ten", "object", "shot"),
        # Although men are fighting, police say.
        ("men/NNS/nsubj/2 say/VBP/root/0 they/PRP/nsubj/5 are/VBP/aux/5 fighting/VBG/advcl/7 it/PRP/nsubj/7 rests/VBZ/ccomp/2",
         "fighting", "adverbial", "rests"),
        # The day after the coup saw protests.
        ("day/NN/nsubj/4 after/IN/case/3 coup/NN/nmod/1 saw/VBD/root/0 protests/NNS/obj/4", "day", "subject", "saw"),
        ("day/NN/nsubj/4 after/IN/case/3 coup/NN/nmod/1 hit/VBD/advcl/6 ,/,/punct/6 fled/VBD/root/0",
         "coup", "subject", "hit"),
        # A crowd, the largest since figures began to be collected: what lies above a verb is not its subject.
        ("crowd/NN/root/0 ,/,/punct/3 number/NN/parataxis/1 since/IN/mark/7 they/PRP/obl/7 be/VB/aux:pass/7 collected/VBN/advcl/3",
         "number", "parataxis", "crowd"),
        ("fled/VBD/root/0 judge/NN/parataxis/1 was/VBD/aux:pass/4 shot/VBN/parataxis/1", "judge", "passive subject", "shot"),
        # Gunn wrote: "Peter and I left".
        ("Gunn/NNP/nsubj/2 wrote/VBD/root/0 :/,/punct/6 Peter/NNP/nsubj/7 and/CC/cc/6 I/PRP/nsubj/7 left/VBD/ccomp/2",
         "Peter", "subject", "left"),
        # Their post at X, in the east, was overrun.
        ("lost/VBD/root/0 when/RB/advmod/1 post/NN/fixed/2 at/IN/case/5 Gao/NNP/nmod/3 ,/,/punct/8 in/IN/case/8 "
         "east/NN/advcl/1 ,/,/punct/11 was/VBD/aux:pass/11 overrun/VBN/ccomp/1", "post", "passive subject", "overrun"),
        # The generals forced out X; they went out of town.
        ("They/PRP/nsubj/2 forced/VBD/root/0 out/RP/case/4 Doe/NNP/obl/2", "Doe", "object", "forced"),
        ("They/PRP/nsubj/2 went/VBD/root/0 out/IN/case/4 town/NN/obl/2", "town", "oblique", "went"),
        # They forced out President Doe, taken for a passive.
        ("They/PRP/nsubj/2 forced/VBN/root/0 Doe/NNP/obl:agent/2", "Doe", "object", "forced"),
        ("It/PRP/nsubj/2 killed/VBD/root/0 587/CD/xcomp/2", "587", "object", "killed"),
        ("they/PRP/nsubj/2 listed/VBD/root/0 Ansar/NNP/xcomp/2 as/IN/case/5 terrorists/NNS/obl/2", "Ansar", "object", "listed"),
        # He was taken from his home, on Friday, in an attack by men.
        ("He/PRP/nsubj:pass/3 was/VBD/aux:pass/3 taken/VBN/root/0 from/IN/case/6 his/PRP$/nmod:poss/6 home/NN/obl/3 "
         "by/IN/case/8 men/NNS/nmod/6", "men", "oblique", "taken"),
        ("He/PRP/nsubj:pass/3 was/VBD/aux:pass/3 taken/VBN/root/0 on/IN/case/5 Friday/NNP/obl/3 by/IN/case/7 men/NNS/nmod/5",
         "men", "oblique", "taken"),
        ("He/PRP/nsubj:pass/3 was/VBD/aux:pass/3 hurt/VBN/root/0 in/IN/case/6 an/DT/det/6 attack/NN/obl/3 "
         "by/IN/case/8 men/NNS/nmod/6", "men", "nominal", "attack"),
        # They admitted the killing on Friday of men; on the eve of Friday.
        ("They/PRP/nsubj/2 regret/VBP/root/0 deaths/NNS/obj/2 on/IN/case/5 Friday/NNP/nmod/3 of/IN/case/7 men/NNS/nmod/5",
         "men", "nominal", "deaths"),
        ("They/PRP/nsubj/2 fled/VBD/root/0 on/IN/case/4 Friday/NNP/obl/2 of/IN/case/6 week/NN/nmod/4", "week", "nominal", "Friday"),
        # Men held in May have been freed; men fled and have been freed; men fled, were caught.
        ("Men/NNS/nsubj/2 held/VBD/root/0 in/IN/case/4 May/NNP/obl/2 have/VBP/aux/7 been/VBN/aux:pass/7 freed/VBN/conj/2",
         "Men", "passive subject", "freed"),
        ("Men/NNS/nsubj/2 fled/VBD/root/0 and/CC/cc/6 have/VBP/aux/6 been/VBN/aux:pass/6 freed/VBN/conj/2",
         "Men", "subject", "fled"),
        ("Men/NNS/nsubj/2 fled/VBD/root/0 ,/,/punct/5 were/VBD/aux:pass/5 caught/VBN/conj/2", "Men", "subject", "fled"),
        # Bombs hidden in a taxi went off; men fall upon it; men hid and fled; a man hidden as they came.
        ("Bombs/NNS/nsubj/2 hidden/VBN/root/0 in/IN/case/4 taxis/NNS/obl/2 went/VBD/xcomp/2 off/RP/compound:prt/5",
         "Bombs", "subject", "went"),
        ("Bombs/NNS/nsubj/2 hidden/VBN/root/0 in/IN/case/4 taxis/NNS/obl/2 went/VBD/xcomp/2 off/RP/compound:prt/5",
         "hidden", "participle", "Bombs"),
        ("Men/NNS/nsubj/2 fall/VBP/root/0 upon/IN/case/4 crowds/NNS/obl/2 camped/VBD/xcomp/2", "Men", "subject", "fall"),
        ("Men/NNS/nsubj/2 hid/VBD/root/0 ,/,/punct/4 fled/VBD/conj/2", "Men", "subject", "hid"),
        # Men fired on it but missed; men fired on Friday.
        ("Men/NNS/root/0 fired/VBD/acl/1 on/IN/case/4 cars/NNS/obl/2 but/CC/cc/6 missed/VBD/conj/2", "Men", "subject", "fired"),
        ("Men/NNS/root/0 fired/VBD/acl/1 on/IN/case/4 Friday/NNP/obl/2", "fired", "participle", "Men"),
        # They fled on Friday, a day after men took it.
        ("They/PRP/nsubj/2 fled/VBD/root/0 on/IN/case/4 Friday/NNP/obl/2 a/DT/det/6 day/NN/appos/4 after/IN/case/8 "
         "men/NNS/nmod/6 took/VBD/advcl/2 it/PRP/obj/9", "men", "subject", "took"),
        ("They/PRP/nsubj/2 fled/VBD/root/0 a/DT/det/4 day/NN/obl/2 after/IN/case/6 men/NNS/nmod/4 took/VBD/conj/2 it/PRP/obj/7",
         "men", "subject", "took"),
        ("They/PRP/nsubj/2 fled/VBD/root/0 a/DT/det/4 day/NN/obl/2 after/IN/case/6 riots/NNS/nmod/4 and/CC/cc/8 hid/VBD/conj/2",
         "riots", "nominal", "day"),
        # They give the rebels weapons; they give gun lessons; they buy sports cars.
        ("They/PRP/nsubj/2 give/VBP/root/0 the/DT/det/5 rebels/NNS/compound/5 weapons/NNS/obj/2",
         "rebels", "indirect object", "give"),
        ("They/PRP/nsubj/2 give/VBP/root/0 gun/NN/compound/4 lessons/NNS/obj/2", "gun", "compound", "lessons"),
        ("They/PRP/nsubj/2 buy/VBP/root/0 sports/NNS/compound/4 cars/NNS/obj/2", "sports", "compound", "cars"),
        # Front member Ruiz was shot; Ruiz, a member, was shot; a bomb Monday killed five.
        ("Front/NN/compound/2 member/NN/nsubj:pass/5 Ruiz/NNP/nsubj:pass/5 was/VBD/aux:pass/5 shot/VBN/root/0",
         "Ruiz", "apposition", "member"),
        ("Ruiz/NNP/nsubj:pass/7 ,/,/punct/4 a/DT/det/4 member/NN/nsubj:pass/7 ,/,/punct/4 was/VBD/aux:pass/7 shot/VBN/root/0",
         "member", "apposition", "Ruiz"),
        ("bomb/NN/nsubj/3 Monday/NNP/nsubj/3 killed/VBD/root/0 five/CD/obj/3", "bomb", "subject", "killed"),
        # John Garang's army fled.
        ("John/NNP/nsubj/5 Garang/NNP/nmod:poss/4 's/POS/case/2 army/NN/nsubj/5 fled/VBD/root/0", "John", "compound", "Garang"),
        ("John/NNP/nmod:poss/4 Garang/NNP/nmod:poss/4 's/POS/case/2 army/NN/nsubj/5 fled/VBD/root/0",
         "John", "compound", "Garang"),
        # They elected Ruiz president; they elected the Ruiz president.
        ("They/PRP/nsubj/2 elect/VBP/root/0 Ruiz/NNP/compound/4 president/NN/obj/2", "Ruiz", "object", "elect"),
        ("They/PRP/nsubj/2 elect/VBP/root/0 the/DT/det/5 Ruiz/NNP/compound/5 president/NN/obj/2",
         "Ruiz", "compound", "president"),
    ],
)  # fmt: skip
def test_a_repair_mends_only_what_is_broken(text: str, word: str, role: str, owner: str) -> None:
    of = view(text)
    edge = of.up(at(of, word))
    assert edge is not None
    assert (edge.role, of.tokens[edge.head].text) == (role, owner)


# --- Noun phrases -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "head", "core"),
    [
        ("the/DT/det/3 armed/JJ/amod/3 men/NNS/root/0", "men", "armed men"),
        ("three/CD/nummod/3 armed/JJ/amod/3 men/NNS/root/0", "men", "armed men"),
        ("several/JJ/amod/3 armed/JJ/amod/3 men/NNS/root/0", "men", "armed men"),
        ("Burkina/NNP/root/0 Faso/NNP/flat/1", "Burkina", "Burkina Faso"),
        ("army/NN/compound/2 base/NN/root/0 in/IN/case/4 Gao/NNP/nmod/2", "base", "army base"),
        ("Mali/NNP/nmod:poss/3 's/POS/case/1 army/NN/root/0", "army", "army"),
    ],
)
def test_the_core_of_a_noun_phrase(text: str, head: str, core: str) -> None:
    of = view(text)
    chunk = noun_chunk(of, at(of, head))
    assert " ".join(words(of, chunk.words)) == core
    assert (chunk.first, chunk.last) == (chunk.words[0], chunk.words[-1])


@pytest.mark.parametrize(
    ("text", "pos"),
    [
        ("Fighting/VBG/nsubj/2 erupted/VBD/root/0", "NOUN"),
        ("Fighting/VBG/nsubj/3 them/PRP/obj/1 helps/VBZ/root/0", "VERB"),
        ("Men/NNS/nsubj/3 are/VBP/aux/3 fighting/VBG/root/0", "VERB"),
    ],
)
def test_a_form_in_ing_that_is_a_subject_alone_is_a_noun(text: str, pos: str) -> None:
    assert next(t.pos for t in view(text).tokens if t.text.lower() == "fighting") == pos
