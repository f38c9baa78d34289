"""Words of conflict news, by the place they can take in a sentence; web and wiki treebanks hold few of them."""

from __future__ import annotations

from typing import NamedTuple


class Verb(NamedTuple):
    """The forms of a verb."""

    base: str
    past: str
    participle: str
    ing: str
    third: str

    def form(self, tag: str) -> str:
        """Return the form that this Penn tag asks for."""
        forms = {"VB": self.base, "VBP": self.base, "VBD": self.past, "VBN": self.participle, "VBG": self.ing}
        return forms.get(tag, self.third)


class Noun(NamedTuple):
    """The forms of a noun."""

    singular: str
    plural: str

    def form(self, tag: str) -> str:
        """Return the form that this Penn tag asks for."""
        return self.plural if tag == "NNS" else self.singular


def split(words: str) -> tuple[str, ...]:
    """Return the words of a line; lists of words read best as text."""
    return tuple(words.split())


def regular_verb(base: str) -> Verb:
    """Derive the forms of a regular verb whose final consonant is not doubled.

    >>> regular_verb("seize").ing, regular_verb("bury").past, regular_verb("torch").third
    ('seizing', 'buried', 'torches')
    """
    stem = base.removesuffix("e")
    if base.endswith("y") and base[-2] not in "aeiou":
        return Verb(base, f"{base[:-1]}ied", f"{base[:-1]}ied", f"{base}ing", f"{base[:-1]}ies")
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x")) else "s")
    ing = f"{base}ing" if base.endswith("ee") else f"{stem}ing"
    return Verb(base, f"{stem}ed", f"{stem}ed", ing, third)


def regular_noun(singular: str) -> Noun:
    """Derive the plural of a regular noun."""
    if singular.endswith("y") and singular[-2] not in "aeiou":
        return Noun(singular, f"{singular[:-1]}ies")
    return Noun(singular, singular + ("es" if singular.endswith(("s", "sh", "ch", "x")) else "s"))


TRANSITIVE = (
    *map(
        regular_verb,
        split(
            "attack ambush kill abduct detain arrest bomb shell raid storm capture seize topple oust depose "
            "assassinate murder wound injure target accuse blame condemn dissolve suspend impose besiege loot torch "
            "execute behead free release disarm evacuate deploy occupy liberate overwhelm sanction postpone dismiss "
            "appoint replace defeat destroy massacre"
        ),
    ),
    Verb("kidnap", "kidnapped", "kidnapped", "kidnapping", "kidnaps"),
    Verb("overthrow", "overthrew", "overthrown", "overthrowing", "overthrows"),
    Verb("expel", "expelled", "expelled", "expelling", "expels"),
    Verb("repel", "repelled", "repelled", "repelling", "repels"),
    Verb("shoot", "shot", "shot", "shooting", "shoots"),
    Verb("overrun", "overran", "overrun", "overrunning", "overruns"),
    Verb("retake", "retook", "retaken", "retaking", "retakes"),
    Verb("hit", "hit", "hit", "hitting", "hits"),
)
INTRANSITIVE = (
    *map(regular_verb, split("clash retreat surrender escape resign protest advance mutiny defect explode erupt")),
    *map(regular_verb, split("escalate collapse")),
    Verb("flee", "fled", "fled", "fleeing", "flees"),
    Verb("fight", "fought", "fought", "fighting", "fights"),
    Verb("withdraw", "withdrew", "withdrawn", "withdrawing", "withdraws"),
    Verb("die", "died", "died", "dying", "dies"),
)
PEOPLE = (
    *map(
        regular_noun,
        split(
            "soldier insurgent militant rebel fighter jihadist mercenary civilian protester villager hostage officer "
            "commander assailant separatist extremist paramilitary peacekeeper bandit terrorist official student "
            "worshipper refugee guerrilla"
        ),
    ),
    Noun("gunman", "gunmen"),
    Noun("militiaman", "militiamen"),
    Noun("policeman", "policemen"),
)
#: Nouns for one actor, person or body; some of them are also the first part of compounds.
ACTORS = tuple(
    map(
        regular_noun,
        split(
            "junta army military militia government commander president general colonel regime coup attacker bomber "
            "gunner spokesman minister leader"
        ),
    )
)
THINGS = tuple(
    map(
        regular_noun,
        split(
            "attack ambush coup bombing raid convoy village outpost base airstrike offensive ceasefire massacre "
            "explosion siege checkpoint patrol town assault mutiny curfew constitution border sanction clash election "
            "weapon drone truck market mosque church prison camp airport"
        ),
    )
)
PLACES = split(
    "Mali Niger Guinea Sudan Chad Gabon Somalia Nigeria Myanmar Ethiopia Benin Togo Libya Syria Yemen Iraq Haiti "
    "Timbuktu Gao Kidal Djibo Dori Ouagadougou Bamako Niamey Khartoum Goma Bukavu Maiduguri Mogadishu Conakry "
    "N'Djamena Libreville Tripoli Kismayo Menaka Diffa Tillaberi Mopti Sevare Darfur Tigray Kabul "
    "Bangkok Manila Jolo Marawi Rangoon Mandalay Dhaka Chittagong Peshawar Quetta Karachi Kandahar Kunduz Jaffna Colombo "
    "Suva Honiara Ankara Diyarbakir Grozny Tbilisi Baku Yerevan Belgrade Pristina Belfast Bilbao Athens Lisbon "
    "Bogota Cali Medellin Lima Ayacucho Caracas Santiago Managua Guatemala Tegucigalpa Asuncion Montevideo Paramaribo "
    "Chile Argentina Bolivia Nicaragua Turkey Greece Portugal Chechnya Georgia Bangladesh Pakistan Fiji Cambodia Laos"
)
GIVEN_NAMES = split(
    "Ibrahim Assimi Mohamed Abdourahamane Mamady Paul Salou Moussa Amadou Idriss Mahamat Alpha Ali Omar Abubakar "
    "Hassan Roch Blaise Brice Abdel Joseph Grace Samuel Emmanuel Juan Jorge Augusto Luis Ana Maria Carlos Pedro Hugo Alfredo "
    "Vladimir Sergei Aslan Zviad Ilham Kenan Mehmet Bashar Hafez Saddam Yasser Mustafa Pervez Zia Imran Aung Min Ne "
    "Prayut Thaksin Sitiveni Frank Josaphat Suharto Ferdinand Gringo Nong Hun Pol Tito John Peter David Sarah"
)
FAMILY_NAMES = split(
    "Goita Traore Tchiani Doumbouya Damiba Bazoum Keita Deby Conde Kabore Bongo Dicko Koufa Shekau Burhan Dagalo "
    "Nguema Camara Diallo Toure Sankara Compaore Maiga Diop Konate Okello Mugabe Banda Kabila Museveni Kagame Garang Machar "
    "Videla Pinochet Stroessner Velasco Noriega Chavez Guzman Marulanda Reyes Ortega Rios Somoza Bouterse Cedras "
    "Dudayev Kadyrov Aliyev Karimov Evren Demirel Assad Hussein Qassem Arafat Bhutto Musharraf Ershad Rahman Hekmatyar "
    "Win Hlaing Suu Chan-ocha Shinawatra Rabuka Bainimarama Speight Marcos Honasan Aquino Misuari Prabhakaran Smith Jones"
)
ORGANISATIONS = split(
    "ECOWAS JNIM ISWAP AU EU UN MINUSMA Wagner RSF M23 AQIM ISGS Hezbollah Hamas FARC NATO ASEAN PKK LTTE ETA IRA ELN UNITA"
)
TITLES = split(
    "General Colonel Captain President Gen. Col. Lt. Maj. Commander Sheikh Major Admiral Brigadier Sergeant Lieutenant"
)
LONG_TITLES = (
    ("Field", "Marshal"), ("Air", "Marshal"), ("Brigadier", "General"), ("Major", "General"), ("Lieutenant", "General"),
    ("Lieutenant", "Colonel"), ("Vice", "President"), ("Wing", "Commander"), ("Staff", "Sergeant"), ("Rear", "Admiral"),
)  # fmt: skip
