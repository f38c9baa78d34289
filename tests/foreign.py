"""One report of an attack, invented, in languages that kg does not read."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "French": (
        "Des hommes armés ont attaqué samedi soir un village du centre du Mali, tuant au moins vingt civils, ont "
        "annoncé dimanche les autorités locales. Selon un élu de la région, les assaillants sont arrivés à moto et "
        "ont ouvert le feu sur les habitants avant d'incendier plusieurs maisons. L'armée, au pouvoir depuis le coup "
        "d'État de 2020, a envoyé des renforts dans la zone. Aucun groupe n'a revendiqué l'attaque."
    ),
    "Spanish": (
        "Hombres armados atacaron el sábado una aldea en el centro de Malí y mataron al menos a veinte civiles, "
        "informaron el domingo las autoridades locales. Según un concejal de la región, los asaltantes llegaron en "
        "motocicletas y abrieron fuego contra los habitantes antes de quemar varias casas. El ejército, que gobierna "
        "desde el golpe de Estado de 2020, envió refuerzos a la zona. Ningún grupo ha reivindicado el ataque."
    ),
    "Portuguese": (
        "Homens armados atacaram no sábado uma aldeia no centro do Mali e mataram pelo menos vinte civis, informaram "
        "no domingo as autoridades locais. Segundo um vereador da região, os assaltantes chegaram em motos e abriram "
        "fogo contra os moradores antes de incendiar várias casas. O exército, no poder desde o golpe de Estado de "
        "2020, enviou reforços para a zona. Nenhum grupo reivindicou o ataque."
    ),
    "Italian": (
        "Uomini armati hanno attaccato sabato sera un villaggio nel centro del Mali, uccidendo almeno venti civili, "
        "hanno annunciato domenica le autorità locali. Secondo un consigliere della regione, gli assalitori sono "
        "arrivati in moto e hanno aperto il fuoco sugli abitanti prima di incendiare diverse case. L'esercito, al "
        "potere dal colpo di Stato del 2020, ha inviato rinforzi nella zona. Nessun gruppo ha rivendicato l'attacco."
    ),
    "German": (
        "Bewaffnete haben am Samstag ein Dorf im Zentrum von Mali angegriffen und mindestens zwanzig Zivilisten "
        "getötet, teilten die örtlichen Behörden am Sonntag mit. Nach Angaben eines Abgeordneten der Region kamen die"
        " Angreifer auf Motorrädern und eröffneten das Feuer auf die Bewohner, bevor sie mehrere Häuser in Brand "
        "setzten. Die Armee, die seit dem Putsch von 2020 an der Macht ist, schickte Verstärkung in das Gebiet. "
        "Bisher hat sich keine Gruppe zu dem Angriff bekannt."
    ),
    "Dutch": (
        "Gewapende mannen hebben zaterdagavond een dorp in het midden van Mali aangevallen en daarbij minstens "
        "twintig burgers gedood, zo maakten de plaatselijke autoriteiten zondag bekend. Volgens een gekozene uit de "
        "streek kwamen de aanvallers op motorfietsen aan en openden ze het vuur op de inwoners voordat ze "
        "verschillende huizen in brand staken. Het leger, dat sinds de staatsgreep van 2020 aan de macht is, stuurde "
        "versterking naar het gebied. Geen enkele groep heeft de aanval opgeëist."
    ),
    "Afrikaans": (
        "Gewapende mans het Saterdagaand 'n dorpie in die middel van Mali aangeval en minstens twintig burgerlikes "
        "gedood, het die plaaslike owerhede Sondag gesê. Volgens 'n raadslid van die streek het die aanvallers op "
        "motorfietse opgedaag en op die inwoners losgebrand voordat hulle verskeie huise aan die brand gesteek het. "
        "Die weermag, wat sedert die staatsgreep van 2020 aan bewind is, het versterkings na die gebied gestuur. Geen"
        " groep het nog verantwoordelikheid vir die aanval aanvaar nie."
    ),
    "Danish": (
        "Bevæbnede mænd angreb lørdag aften en landsby i det centrale Mali og dræbte mindst tyve civile, oplyste de "
        "lokale myndigheder søndag. Ifølge et medlem af regionsrådet kom angriberne på motorcykler og åbnede ild mod "
        "beboerne, før de satte ild til flere huse. Hæren, som har haft magten siden kuppet i 2020, sendte "
        "forstærkninger til området. Ingen gruppe har taget ansvaret for angrebet."
    ),
    "Swedish": (
        "Beväpnade män attackerade på lördagskvällen en by i centrala Mali och dödade minst tjugo civila, meddelade "
        "de lokala myndigheterna på söndagen. Enligt en ledamot från regionen kom angriparna på motorcyklar och "
        "öppnade eld mot invånarna innan de satte eld på flera hus. Armén, som har haft makten sedan kuppen 2020, "
        "skickade förstärkningar till området. Ingen grupp har tagit på sig dådet."
    ),
    "Haitian": (
        "Nèg ak zam atake yon vilaj nan mitan peyi Mali samdi swa, yo touye omwen ven sivil, se sa otorite lokal yo "
        "te anonse dimanch. Dapre yon depite nan zòn nan, atakan yo te rive sou motosiklèt epi yo te tire sou moun ki"
        " abite la anvan yo te boule plizyè kay. Lame a, ki sou pouvwa depi koudeta 2020 an, voye ranfò nan zòn nan. "
        "Okenn gwoup poko revandike atak la."
    ),
    "Turkish": (
        "Silahlı kişiler cumartesi akşamı Mali'nin orta kesiminde bir köye saldırdı ve en az yirmi sivili öldürdü, "
        "yerel yetkililer pazar günü açıkladı. Bölgeden bir milletvekiline göre saldırganlar motosikletlerle geldi, "
        "köylülere ateş açtı ve ardından birçok evi yaktı. 2020 darbesinden bu yana iktidarda olan ordu bölgeye "
        "takviye gönderdi. Saldırıyı henüz hiçbir grup üstlenmedi."
    ),
    "Indonesian": (
        "Orang-orang bersenjata menyerang sebuah desa di Mali tengah pada Sabtu malam dan menewaskan sedikitnya dua "
        "puluh warga sipil, kata pihak berwenang setempat pada hari Minggu. Menurut seorang anggota dewan, para "
        "penyerang datang dengan sepeda motor dan menembaki penduduk sebelum membakar beberapa rumah. Tentara, yang "
        "berkuasa sejak kudeta tahun 2020, mengirim bala bantuan ke daerah itu. Belum ada kelompok yang mengaku "
        "bertanggung jawab."
    ),
    "Swahili": (
        "Watu wenye silaha walishambulia kijiji kimoja katikati mwa Mali siku ya Jumamosi jioni na kuwaua raia "
        "wasiopungua ishirini, maafisa wa eneo hilo walisema Jumapili. Kwa mujibu wa mbunge wa eneo hilo, "
        "washambuliaji walifika kwa pikipiki na kuwafyatulia risasi wakazi kabla ya kuchoma nyumba kadhaa. Jeshi, "
        "ambalo liko madarakani tangu mapinduzi ya mwaka 2020, limetuma vikosi zaidi katika eneo hilo. Hakuna kundi "
        "lililodai kuhusika na shambulio hilo."
    ),
    "Hausa": (
        "Wasu 'yan bindiga sun kai hari a wani kauye da ke tsakiyar kasar Mali a ranar Asabar, inda suka kashe mutane"
        " akalla ashirin, kamar yadda hukumomin yankin suka bayyana a ranar Lahadi. Wani dan majalisa ya ce maharan "
        "sun zo ne a kan babura, suka bude wuta a kan mazauna kauyen kafin su kona gidaje da dama. Sojojin da ke "
        "mulki tun bayan juyin mulkin 2020 sun tura karin dakaru zuwa yankin. Babu wata kungiya da ta dauki alhakin "
        "harin."
    ),
    "Somali": (
        "Rag hubaysan ayaa Sabtidii weerar ku qaaday tuulo ku taal bartamaha dalka Mali, waxayna dileen ugu yaraan "
        "labaatan qof oo shacab ah, sida ay sheegeen mas'uuliyiinta deegaanka Axaddii. Xildhibaan ka mid ah gobolka "
        "ayaa sheegay in weerarradu ay ku yimaadeen mootooyin, rasaasna ay ku fureen dadka deegaanka ka hor inta "
        "aysan gubin guryo badan. Ciidanka oo xukunka haya tan iyo afgembigii 2020 ayaa ciidamo dheeraad ah u diray "
        "goobta."
    ),
    "Bambara": (
        "Marifatigiw ye dugu dɔ bin sibiridon su in na Mali cɛmancɛ la, u ye mɔgɔ mugan faga, o fɔra ka bɔ sigida "
        "ɲɛmɔgɔw fɛ karidon. Depite dɔ y'a fɔ ko binkannikɛlaw nana ni motow ye, u ye marifaw ci jamana denw kan, ka "
        "tila ka so caman jeni. Kɛlɛbolo min bɛ fanga la kabini san 2020, o ye kɛlɛkɛdenw ci ka taa yen. Jɛkulu si ma"
        " sɔn ko ale de y'a kɛ."
    ),
    "Russian": (
        "Вооружённые люди в субботу вечером напали на деревню в центральной части Мали, убив не менее двадцати мирных"
        " жителей, сообщили в воскресенье местные власти. По словам депутата, нападавшие приехали на мотоциклах и "
        "открыли огонь по жителям, а затем подожгли несколько домов. Армия, находящаяся у власти после переворота "
        "2020 года, направила в район подкрепление. Ни одна группировка не взяла на себя ответственность."
    ),
    "Arabic": (
        "هاجم مسلحون مساء السبت قرية في وسط مالي، مما أسفر عن مقتل عشرين مدنيا على الأقل، حسبما أعلنت السلطات المحلية"
        " يوم الأحد. وقال مسؤول محلي إن المهاجمين وصلوا على دراجات نارية وأطلقوا النار على السكان قبل إحراق عدة "
        "منازل. وأرسل الجيش الذي يحكم البلاد منذ انقلاب عام 2020 تعزيزات إلى المنطقة. ولم تتبن أي جماعة الهجوم."
    ),
    "Chinese": (
        "当地政府周日宣布,周六晚上,武装人员袭击了马里中部的一个村庄,造成至少二十名平民死亡。据该地区一名议员说,袭击者"
        "骑着摩托车抵达,向居民开火,随后烧毁了多所房屋。自2020年政变以来一直执政的军队已向该地区派出增援部队。目前还"
        "没有任何组织宣称对这次袭击负责。"
    ),
}
