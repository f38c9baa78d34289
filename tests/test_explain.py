"""The card of a thing: found by any of its names, with the words that say so."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.cli import main
from kg.errors import NotFound
from kg.explain import Card, Match, Reason, card_lines, explain, find, match_lines, reason_lines, short_id, show, why
from kg.rules import apply_rules, read_rules
from kg.store.base import Store
from kg.store.embedded import open_store
from kg.vocab import DATA, ENTAILED_GRAPH, KG, ONTOLOGY_GRAPH

SAMPLE = Path(__file__).parent / "export" / "sample.trig"
ONTOLOGY = Path(__file__).parent.parent / "ontology"
ATTACK = "article/4f0c1d2e3a4b5c6d/event/77d2"


def sample() -> Iterator[ox.Quad]:
    return ox.parse(path=str(SAMPLE), format=ox.RdfFormat.TRIG)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store(None) as made:
        made.load(sample())
        yield made


def card(store: Store, name: str) -> Card:
    (match,) = find(store, name)
    return explain(store, match)


def printed(card: Card, *, is_terminal: bool = False, width: int = 80) -> str:
    stream = io.StringIO()
    show(card_lines(card, is_plain=not is_terminal), stream, is_terminal=is_terminal, width=width)
    return stream.getvalue()


def facts(card: Card) -> set[tuple[str, str, str]]:
    return {(fact.name, fact.value.label, fact.status) for fact in card.facts}


@pytest.mark.parametrize(
    "name",
    [
        *("Mali", "mali", " MALI ", "Republic of Mali", "country/ML", f"<{DATA}country/ML>", DATA + "country/ML"),
        *("wd:Q912", "http://www.wikidata.org/entity/Q912"),
    ],
)
def test_a_thing_has_many_names(store: Store, name: str) -> None:
    (match,) = find(store, name)
    assert match.iri == DATA + "country/ML"


def test_a_whole_name_wins_over_a_part(store: Store) -> None:
    assert [match.label for match in find(store, "Niger")] == ["Niger"]
    assert {"Nigeria", "2023 Nigerien coup d'état"} <= {match.label for match in find(store, "nigeri")}


def test_what_refers_to_one_known_thing_is_one_match(store: Store) -> None:
    (match,) = find(store, "ECOWAS")
    assert match == Match(
        iri=DATA + "actor/ecowas",
        members=(DATA + "actor/ecowas", DATA + "article/9b8a7c6d5e4f3a2b/entity/ec0a"),
        label="Economic Community of West African States",
        type="intergovernmental organization",
        articles=1,
    )


def test_nothing_of_that_name_has_near_ones(store: Store) -> None:
    with pytest.raises(NotFound, match="nothing here is called 'Bamoko'; near are 'Bamako'"):
        find(store, "Bamoko")
    with pytest.raises(NotFound, match="kg info"):
        find(store, "")


@pytest.mark.parametrize("name", ['"', "\\", "a'b", "x\ny", "?x }", "<", "<>", "%s", "{}", "é😀"])
def test_no_name_breaks_the_query(store: Store, name: str) -> None:
    with pytest.raises(NotFound):
        find(store, f"zz{name}zz")
    with pytest.raises(NotFound):
        find(store, name + "zzz")


def test_an_event(store: Store) -> None:
    attack = card(store, ATTACK)
    assert attack.types == ("armed attack",)
    assert facts(attack) >= {
        ("status", "occurred", ""),
        ("date", '2024-09-17 ("on Tuesday")', ""),
        ("country", "Mali", ""),
        ("place", "Bamako", ""),
        ("perpetrator", "insurgents", ""),
        ("killed", "20", ""),
    }
    (passage,) = attack.passages
    assert passage.source.title == "Insurgents attack school in Mali's capital"
    assert passage.source.published == "2024-09-17"
    words = [passage.text[first:last] for first, last in passage.marks]
    assert words == ["insurgents", "attacked", "a gendarmerie school", "Bamako", "on Tuesday", "20 people"]
    first = passage.sayings[0]
    assert (first.what, first.value.label, first.words) == ("perpetrator", "insurgents", "insurgents")
    assert (first.start, first.end, first.score, first.frame) == (16, 26, 0.9, "attack-verb")
    assert first.attributed_to == ("Malian Armed Forces",)


def test_what_is_only_said_is_marked_so(store: Store) -> None:
    kayes = card(store, "armed attack, Kayes")
    assert kayes.types == ("armed attack", "reported event")
    assert ("status", "hypothetical", "") in facts(kayes)
    assert ("backs", "soldiers", "denied") in facts(card(store, "ECOWAS"))


def test_roles_of_a_reported_event_come_from_its_claims() -> None:
    with open_store(None) as store:
        store.load(sample())
        # as kg.graph writes it: such an event has no direct triple of a role
        store.update(
            "PREFIX kg: <https://w3id.org/conflict-kg/ontology#> DELETE { GRAPH ?g { ?e kg:perpetrator ?o } }"
            " WHERE { GRAPH ?g { ?e a kg:ReportedEvent ; kg:perpetrator ?o } }"
        )
        store.update(
            "PREFIX kg: <https://w3id.org/conflict-kg/ontology#>"
            " PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>"
            " DELETE { GRAPH ?g { ?c kg:status ?s } } INSERT { GRAPH ?g { ?c kg:status kg:hypothetical } }"
            " WHERE { GRAPH ?g { ?e a kg:ReportedEvent . ?c rdf:subject ?e ; kg:status ?s } }"
        )
        assert ("perpetrator", "gunmen", "hypothetical") in facts(card(store, "armed attack, Kayes"))
        gunmen = card(store, "gunmen")
        assert [(fact.name, fact.status) for fact in gunmen.mentions] == [("perpetrator of", "hypothetical")]


def test_an_actor_in_both_directions(store: Store) -> None:
    assert ("backs", "juntas", "") in facts(card(store, "Russia"))
    juntas = card(store, "juntas")
    assert [(fact.name, fact.value.label) for fact in juntas.mentions] == [("← backs", "Russia")]


def test_links_with_score_and_method(store: Store) -> None:
    (chosen,) = card(store, "Bamako").candidates
    assert (chosen.is_chosen, chosen.score, chosen.method) == (True, 1.0, "name, type")
    assert chosen.wikidata == "http://www.wikidata.org/entity/Q3703"
    candidates = card(store, "insurgents").candidates
    assert [candidate.is_chosen for candidate in candidates] == [False, False]


def test_an_article_tells_of_its_events(store: Store) -> None:
    article = card(store, "article/4f0c1d2e3a4b5c6d")
    assert ("tells of", "armed attack, Bamako, 2024-09-17", "") in facts(article)
    assert ("tells of", "armed attack, Kayes", "hypothetical") in facts(article)


def test_a_claim_shows_its_words(store: Store) -> None:
    claims = [str(q.subject)[1:-1] for q in store.dump() if str(q.object).endswith("#Claim>")]
    for iri in claims:
        (passage,) = card(store, iri).passages
        assert len(passage.sayings) == 1


def test_without_the_ontology_names_are_local_names() -> None:
    with open_store(None) as store:
        store.load(quad for quad in sample() if quad.graph_name != ONTOLOGY_GRAPH)
        attack = card(store, ATTACK)
    assert attack.types == ("armed attack",)
    assert ("perpetrator", "insurgents", "") in facts(attack)


def test_a_graph_of_somebody_else_does_no_harm() -> None:
    with open_store(None) as store:
        store.load(sample())
        store.load(
            ox.parse(
                f"<urn:mine> {{ _:me <urn:p> <{DATA}country/ML> ; <urn:q> 1 . <{DATA}country/ML> <urn:r> _:me ;"
                " <http://www.w3.org/2000/01/rdf-schema#label> <urn:no-text> }",
                format=ox.RdfFormat.TRIG,
            )
        )
        mali = card(store, "Mali")
        assert mali.label == "Mali"
        assert "← urn:p" in printed(mali)
        find(store, "i")


def test_passages_can_be_cut(store: Store) -> None:
    (match,) = find(store, "coup/NE-2023-07-26")
    cut = explain(store, match, 1)
    assert (len(cut.passages), cut.passages_total) == (1, 2)
    assert "In the words of (first 1 of 2)" in printed(cut)


def test_plain_text_has_brackets_and_no_escapes(store: Store) -> None:
    text = printed(card(store, ATTACK))
    assert "Al-Qaeda-linked [[insurgents]] [[attacked]] [[a gendarmerie school]] in [[Bamako]]" in text
    assert "perpetrator insurgents  (according to Malian Armed Forces, 0.90, by attack-verb, characters 16-26)" in text
    assert "\x1b" not in text


def test_a_terminal_gets_bold_words_and_short_lines(store: Store) -> None:
    text = printed(card(store, ATTACK), is_terminal=True, width=60)
    assert "\x1b[1;4minsurgents\x1b[0m" in text
    assert "[[" not in text
    assert all(len(re.sub(r"\x1b\[[0-9;]*m", "", line)) <= 60 for line in text.splitlines())


def test_words_of_an_article_move_no_cursor() -> None:
    with open_store(None) as store:
        store.load(sample())
        store.update(
            "PREFIX oa: <http://www.w3.org/ns/oa#> DELETE { GRAPH ?g { ?q oa:prefix ?p } }"
            ' INSERT { GRAPH ?g { ?q oa:prefix "\\u001B[2J [bold]\\n" } } WHERE { GRAPH ?g { ?q oa:prefix ?p } }'
        )
        text = printed(card(store, ATTACK), is_terminal=True)
    assert "\\x1b[2J [bold]" in text
    assert "\x1b[2J" not in text


def test_a_list_of_matches(store: Store) -> None:
    stream = io.StringIO()
    show(match_lines("armed", find(store, "armed attack")), stream, is_terminal=False, width=80)
    assert "'armed' may mean 2 things" in stream.getvalue()
    assert "article/4f0c1d2e3a4b5c6d/event/88e3" in stream.getvalue()


def test_every_id_that_is_shown_is_understood(store: Store) -> None:
    for match in find(store, "a"):
        assert match.iri in {found.iri for found in find(store, short_id(match.iri))}


# --- What several articles tell of, and what follows ------------------------------------------------------------------

FUSED = Path(__file__).parent / "explain" / "fused.trig"
AMBUSH = "event/ambush"


@pytest.fixture(scope="module")
def fused() -> Iterator[Store]:
    """Two accounts of an ambush and a denial, in the shape of the facts graph, with what the rules make of it."""
    with open_store(None) as made:
        ontology = ox.parse(path=str(ONTOLOGY / "conflict.ttl"), format=ox.RdfFormat.TURTLE)
        made.load(ox.Quad(*quad.triple, ONTOLOGY_GRAPH) for quad in ontology)
        made.load(ox.parse(path=str(FUSED), format=ox.RdfFormat.TRIG))
        apply_rules(made, read_rules(ONTOLOGY / "rules"))
        yield made


def test_a_happening_has_its_accounts(fused: Store) -> None:
    ambush = card(fused, AMBUSH)
    assert (ambush.articles, ambush.sources) == (2, 2)
    assert {passage.source.source for passage in ambush.passages} == {"Agency One", "Agency Two"}
    assert "53 soldiers" in {saying.words for passage in ambush.passages for saying in passage.sayings}
    assert not {"killed", "killed at most", "accounts", "sources"} & {fact.name for fact in ambush.facts}


def test_a_toll_by_account(fused: Store) -> None:
    (toll,) = card(fused, AMBUSH).tolls
    assert (toll.name, toll.low, toll.best, toll.high) == ("killed", 20, 53, 53)
    told = {(one.value, one.source.source, one.attributed_to) for one in toll.told}
    assert told == {("20", "Agency One", ()), ("53", "Agency Two", ("army",)), ("28", "Agency Two", ("army",))}


def test_a_known_toll_stands_beside_what_is_told(fused: Store) -> None:
    (toll,) = card(fused, "Tabou bombing").tolls
    assert (toll.name, toll.low, toll.best, toll.high) == ("killed", 5, None, 7)
    assert {(one.value, one.source.source) for one in toll.told} == {("9", "Agency One")}
    text = printed(card(fused, "Tabou bombing"))
    assert "Killed\n  at least 5, at most 7\n    9  Agency One, 2024-06-02\n" in text
    assert ("injured", "3") in {(fact.name, fact.value.label) for fact in card(fused, "Tabou bombing").facts}


def test_a_date_is_there_once_with_the_words_of_each_account(fused: Store) -> None:
    """Known as 1 June, and told so twice in other words; a third time as another day."""
    dates = [fact for fact in card(fused, "Tabou bombing").facts if fact.name == "date"]
    assert [fact.value.label for fact in dates] == ['2024-06-01 ("on Saturday", "yesterday")', "2024-06-02"]


def test_where_accounts_differ(fused: Store) -> None:
    """Once for each pair, though both bounds of both tolls contradict each other in both directions."""
    disputes = card(fused, "actor/front").disputes + card(fused, AMBUSH).disputes
    shown = {(it.one.value, it.relation, it.other.value) for it in disputes}
    assert shown == {("20", "contradicts", "53"), ("53", "corrects", "28"), ("Front", "denies", "Front")}
    assert len(card(fused, AMBUSH).disputes) == 2
    (denial,) = card(fused, "actor/front").disputes
    assert (denial.one.source.title, denial.one.status) == ("Front denies ambush", "denied")


def test_a_fused_actor_is_all_that_articles_call_so(fused: Store) -> None:
    front = card(fused, "actor/front")
    assert front.articles == 2
    assert ("perpetrator of", "ambush, Tabou, 2024-05-20") in {(f.name, f.value.label) for f in front.mentions}


def test_situations_with_their_time(fused: Store) -> None:
    situations = card(fused, "CNSP").situations
    shown = [(it.kind, it.situation.label, it.date, it.is_concluded) for it in situations]
    assert shown == [
        ("backing", "Africa Corps backing CNSP, 2024-04/..", "", False),
        ("governance", "CNSP in office in Niger", "2023-07-26/..", False),
    ]
    assert {holding.kind for holding in card(fused, "Niger").situations} == {"governance"}


def test_what_is_concluded_stands_apart(fused: Store) -> None:
    ambush = card(fused, AMBUSH)
    concluded = {(one.name, one.value.label, one.rule.iri) for one in ambush.conclusions}
    assert concluded == {
        ("country", "Niger", DATA + "rule/country-of-event"),
        ("in the aftermath of", "2023 Nigerien coup d'état", DATA + "rule/in-aftermath-of"),
        ("took place under", "CNSP in office in Niger", DATA + "rule/took-place-under"),
    }
    assert {"country", "took place under"}.isdisjoint(fact.name for fact in ambush.facts)
    cnsp = {(one.name, one.value.label) for one in card(fused, "CNSP").conclusions}
    assert {("rules", "Niger"), ("← backs", "Africa Corps"), ("perpetrator of", "2023 Nigerien coup d'état")} <= cnsp


def test_the_card_of_a_happening_in_text(fused: Store) -> None:
    text = printed(card(fused, AMBUSH))
    assert "ambush · 2 articles · event/ambush" in text
    assert "Killed\n  at least 20, best figure 53, at most 53\n" in text
    assert "    28  Agency Two, citing army, 2024-05-22\n" in text
    assert "  killed: 20 (Agency One, 2024-05-21) contradicts 53 (Agency Two, citing army, 2024-05-22)\n" in text
    assert "  took place under     CNSP in office in Niger  from Niger\n" in text
    assert "by the rule: An attack took place under the government" in text
    text = printed(card(fused, "CNSP"))
    assert "Situations\n  backing     Africa Corps backing CNSP, 2024-04/..\n" in text
    assert "  governance  CNSP in office in Niger  2023-07-26/..\n" in text


def reasons(store: Store, name: str, wanted: str) -> tuple[Reason, ...]:
    (match,) = find(store, name)
    return why(store, match, wanted)


@pytest.mark.parametrize(
    "wanted", ["took place under", "tookPlaceUnder", "kg:tookPlaceUnder", KG.base + "tookPlaceUnder"]
)
def test_why_down_to_what_is_given(fused: Store, wanted: str) -> None:
    """The ambush was under the CNSP, since it was in Niger, since Tabou is in Niger, as articles let us know."""
    (reason,) = reasons(fused, AMBUSH, wanted)
    assert (reason.subject.label, reason.name, reason.value.label) == (
        *("ambush, Tabou, 2024-05-20", "took place under", "CNSP in office in Niger"),
    )
    assert reason.rule is not None
    assert reason.rule.iri == DATA + "rule/took-place-under"
    assert {(thing.label, words) for thing, words in reason.premises} == {
        ("ambush, Tabou, 2024-05-20", "ambush, 2024-05-20, Niger"),
        ("CNSP in office in Niger", "governance, 2023-07-26/.."),
        ("Niger", "country"),
    }
    in_niger = next(because for because in reason.because if because.name == "country")
    governed = next(because for because in reason.because if because.name == "governed")
    assert governed.sources == ("http://example.org/offices",)
    assert in_niger.rule is not None
    located = next(because for because in in_niger.because if because.name == "located in")
    assert located.rule is not None
    assert located.rule.iri == DATA + "rule/located-in-country"
    at_tabou = next(because for because in in_niger.because if because.name == "place")
    (passage,) = at_tabou.passages
    assert [passage.text[first:last] for first, last in passage.marks] == ["Tabou"]


def test_why_of_what_articles_say(fused: Store) -> None:
    """An account says the same as the happening it is of, and is not told beside it."""
    (reason,) = reasons(fused, AMBUSH, "perpetrator")
    assert (reason.rule, reason.value.label) == (None, "Front")
    assert [passage.source.title for passage in reason.passages] == ["Ambush near Tabou"]


def test_why_in_the_other_direction(fused: Store) -> None:
    (reason,) = reasons(fused, "CNSP", "← backs")
    assert (reason.subject.label, reason.value.label) == ("Africa Corps", "CNSP")
    assert {because.name for because in reason.because} == {"backer", "backed"}


def test_why_in_text(fused: Store) -> None:
    stream = io.StringIO()
    lines = reason_lines(reasons(fused, AMBUSH, "took place under"), is_plain=True)
    show(lines, stream, is_terminal=False, width=80)
    text = stream.getvalue()
    assert text.startswith(
        "ambush, Tabou, 2024-05-20 took place under CNSP in office in Niger\n  by the rule: An attack"
    )
    assert "      known from http://example.org/offices\n" in text
    assert "in an ambush near [[Tabou]] on Monday." in text


def test_nothing_is_said_by_that_property(fused: Store) -> None:
    with pytest.raises(NotFound, match=r"nothing is said of 'CNSP' by 'leads'; there are .*rules"):
        reasons(fused, "CNSP", "leads")


def test_what_a_reasoner_adds_is_not_shown(fused: Store) -> None:
    with open_store(None) as store:
        store.load(fused.dump())
        store.load([ox.Quad(ox.NamedNode(DATA + "actor/cnsp"), KG.country, KG.Country, ENTAILED_GRAPH)])
        assert card(store, "CNSP") == card(fused, "CNSP")


# --- The command ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("explain") / "store"
    with open_store(path) as store:
        store.load(sample())
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[object, str, str]:
    with pytest.raises(SystemExit) as exit:
        main(["explain", *arguments])
    printed = capsys.readouterr()
    return exit.value.code, printed.out, printed.err


def test_the_command(directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "Bamako", "--store", str(directory))
    assert (code, err) == (0, "")
    assert out.startswith("Bamako\nsettlement · 1 article · place/bamako\n")


def test_the_command_in_json(directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "Bamako", "--store", str(directory), "--format", "json")
    assert json.loads(out)["card"]["iri"] == DATA + "place/bamako"
    _, out, _ = run(capsys, "armed", "attack", "--store", str(directory), "--format", "json")
    assert len(json.loads(out)["matches"]) == 2


def test_the_command_finds_nothing(directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "Bamoko", "--store", str(directory))
    assert (code, out) == (1, "")
    assert err == "kg: nothing here is called 'Bamoko'; near are 'Bamako'\n"


def test_the_command_says_why(tmp_path: Path, fused: Store, capsys: pytest.CaptureFixture[str]) -> None:
    with open_store(tmp_path / "store") as store:
        store.load(fused.dump())
    code, out, _ = run(capsys, AMBUSH, "--why", "took place under", "--store", str(tmp_path / "store"))
    assert code == 0
    assert out.startswith("ambush, Tabou, 2024-05-20 took place under")
    arguments = (AMBUSH, "--why", "place", "--format", "json", "--store", str(tmp_path / "store"))
    _, out, _ = run(capsys, *arguments)
    (reason,) = json.loads(out)["why"]
    assert reason["value"]["label"] == "Tabou"
    code, out, err = run(capsys, AMBUSH, "--why", "backs", "--store", str(tmp_path / "store"))
    assert (code, out) == (1, "")
    assert "nothing is said" in err
