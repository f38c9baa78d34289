"""MUC-4 templates out of what kg reads: 1988-1990 reports on political violence in Latin America, with answer keys.

    PYTHONPATH=. python bench/muc4.py [dev|train] [--limit N] [--learn]

(Without that path it measures the kg that is installed, which in a second worktree is another one.)
Needs the corpus with its scorer beside the checkout (`../shared/data/muc4`); prints the figures of that scorer, exact match.
`--learn` adds the names of organizations that occur as fillers in train to what is known: a figure to show beside the
other, since names learnt from this corpus are no reading. How a happening becomes a template is all in this file.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import importlib.util
import json
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from kg.extract.recasing import recased
from kg.knowledge import knowledge as _knowledge
from kg.knowledge.knowledge import Knowledge
from kg.model import FACTUAL, Analysis, Article, Entity, Event, Span, Token
from kg.pipeline import analyse, read_knowledge
from kg.settings import cache_directory, ontology_directory, read_settings, reference_files
from kg.text.numbers import parse_number
from kg.text.scan import fold

CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "muc4"
INCIDENTS = (
    ("Bombing", "bombing"),
    ("Kidnapping", "kidnapping"),
    ("Arson", "arson"),
    ("Robbery", "robbery"),
    ("Attack", "attack"),
)
"""Our classes and the incident types of the keys, the first that fits; battles and coups are no incidents there."""

LEARNT = "https://w3id.org/conflict-kg/id/actor/learnt-"
KG = "https://w3id.org/conflict-kg/ontology#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
LONGEST_ACRONYM = 6

_HEDGES = frozenset(
    """
    alleged presumed suspected apparent supposed several some many numerous various other another about over nearly almost
    approximately least most more than at yesterday today past when then first second third last powerful strong large
    small huge styled self-styled so-called called monday tuesday wednesday thursday friday saturday sunday
    """.split()
)
"""Words before a noun that the keys leave out."""

_MILITARY = frozenset(
    """
    military army troop troops soldiers garrison garrisons barracks base bases position positions helicopter helicopters
    gunship gunships aircraft convoy rebel guerrilla naval brigade battalion
    """.split()
)
"""Words of what the task leaves out: fighting between the two sides' forces is no incident, however it is told."""

_BANDS = frozenset("commando group unit patrol column squad".split())
_GANGS = frozenset("mafia mafias cartel cartels organization organizations".split())
"""What the keys take for an organization, also where it has no name."""

_OF_BODY = frozenset({"of", "from"})
_TIMES = frozenset("today yesterday tonight morning afternoon evening night week month year".split())
"""What owns nothing: "this afternoon's car bomb"."""

_CAPITALISED = r"[A-Z][\w'’.-]*[\w]"
_NOTE = re.compile(r"[\[(][^\])]*[\])]")
_MODIFIERS = frozenset({"NUM", "ADJ", "NOUN", "PROPN", "VERB"})
_JOINTS = frozenset("of from the a an belonging to in group - ' ’s 's".split())
"""What may stand between those who did it and the name of those they belong to ("guerrillas of the X")."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("part", nargs="?", default="dev", choices=("dev", "train"))
    parser.add_argument("--limit", type=int, help="Only the first N documents.")
    parser.add_argument("--show", action="store_true", help="Print keys and templates side by side instead of figures.")
    parser.add_argument("--learn", action="store_true", help="Know the names of the organizations of train as well.")
    options = parser.parse_args()
    if not CORPUS.is_dir():
        sys.exit(f"the MUC-4 corpus is not at {CORPUS}; nothing to measure")
    knowledge = learnt() if options.learn else read_knowledge(read_settings())
    documents = [json.loads(line) for line in (CORPUS / f"{options.part}.jsonl").open(encoding="utf-8")][
        : options.limit
    ]
    found = [
        {"docid": document["docid"], "templates": list(templates(read(document, knowledge), knowledge))}
        for document in documents
    ]
    if options.show:
        for document, answer in zip(documents, found, strict=True):
            show(document, answer)
    else:
        score(documents, found)


def learnt() -> Knowledge:
    """Return what kg knows with the organizations that did something in train, as a user's own reference file has them."""
    settings = read_settings()
    groups: list[set[str]] = []
    for line in (CORPUS / "train.jsonl").open(encoding="utf-8"):
        for template in json.loads(line)["templates"]:
            for filler in template["roles"]["PerpOrg"]:
                names = {
                    name if isinstance(name, str) else name[0]
                    for name in ([filler] if isinstance(filler, str) else filler)
                }
                home = next((group for group in groups if group & names), None)
                if home is None:
                    groups.append(names)
                else:
                    home |= names
    rows = [
        f"<{LEARNT}{number}> a <{KG}ArmedGroup> ; <{RDFS}label> {literals(group)} ."
        for number, group in enumerate(groups)
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "learnt.ttl")
        path.write_text("\n".join(row for row in rows if '""' not in row), encoding="utf-8")
        return _knowledge.read_knowledge(
            ontology_directory(settings),
            settings.text("spacy_model"),
            (*reference_files(settings), path),
            cache_directory(settings),
        )


def literals(names: Iterable[str]) -> str:
    """The names as English literals, in the case of a newspaper: the longest is the label, the rest other names."""
    written = [
        name.upper() if " " not in name and len(name) <= LONGEST_ACRONYM else name.title()
        for name in sorted(names, key=lambda name: (-len(name), name))
        if '"' not in name
    ]
    label, *others = written or [""]
    also = f" ; <{SKOS}altLabel> " + " , ".join(f'"{name}"@en' for name in others) if others else ""
    return f'"{label}"@en{also}'


def read(document: Mapping[str, Any], knowledge: Knowledge) -> Analysis:
    text = document["text"]
    digest = hashlib.sha256(text.encode()).hexdigest()
    article = Article(digest[:16], digest, text, 0, document["docid"], published=document.get("date"))
    return analyse(article, knowledge)


def templates(analysis: Analysis, knowledge: Knowledge) -> Iterator[dict[str, Any]]:
    """Yield a template for each incident that happened or was tried; tellings that do not contradict each other are one."""
    entities = {entity.id: entity for entity in analysis.entities}
    words = _Words(analysis, knowledge)
    found: list[dict[str, Any]] = []
    for event in analysis.events:
        kind = next((name for cls, name in INCIDENTS if knowledge.ontology.is_a(event.type, cls)), None)
        if kind is None or not is_incident(event, entities, analysis, knowledge):
            continue
        template: dict[str, Any] = {"incident_type": kind, "roles": roles(event, entities, words, knowledge)}
        home = next((other for other in found if agree(template, other)), None)
        if home is None:
            found.append(template)
        else:
            for role, fillers in template["roles"].items():
                home["roles"][role] = unique([*home["roles"][role], *fillers])
    yield from found


_WARFARE = frozenset({"ArmedAttack", "AirStrike", "Ambush"})
"""What is fighting for the task when nobody and no building is hit: an offensive, a raid on a town, a clash."""

RECENT = datetime.timedelta(days=75)
"""The keys leave out what happened more than two months or so before it was told, as history."""


def is_incident(event: Event, entities: Mapping[str, Entity], analysis: Analysis, knowledge: Knowledge) -> bool:
    """Whether the task asks for an event: a fact or a threat, of late, and not aimed at the other side's soldiers alone."""
    aims = [entities[key] for role in ("target", "victim") for key in event.role(role)]
    is_battle = bool(aims) and all(knowledge.ontology.is_a(aim.type, "StateForce") for aim in aims)
    is_told = event.status in FACTUAL or event.status == "threatened"  # a stage of execution that the keys have
    is_warfare = event.type in _WARFARE and not event.role("weapon") and not any(is_aim(a, knowledge) for a in aims)
    return is_told and not is_battle and not is_warfare and not is_bygone(event, analysis.document.article)


def is_aim(entity: Entity, knowledge: Knowledge) -> bool:
    """Whether somebody or something that an incident of the task can be aimed at: no town, and no forces."""
    is_a = knowledge.ontology.is_a
    return is_a(entity.type, "Person", "Facility") or is_site(entity)


def is_bygone(event: Event, article: Article) -> bool:
    last = event.date.last if event.date is not None else None
    if last is None or article.published is None or len(last) != len("1990-01-01"):
        return False
    return datetime.date.fromisoformat(article.published[:10]) - datetime.date.fromisoformat(last) > RECENT


def agree(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two templates may be of one incident: of one type, and nothing was done to anybody or anything else."""
    mine, theirs = one["roles"], other["roles"]
    aims = ("Victim", "Target")
    return one["incident_type"] == other["incident_type"] and (
        not any(mine[role] for role in aims)
        or not any(theirs[role] for role in aims)
        or any(filler in theirs[role] for role in aims for filler in mine[role])
    )


def roles(
    event: Event, entities: Mapping[str, Entity], reader: _Words, knowledge: Knowledge
) -> dict[str, list[list[str]]]:
    """Return the fillers by role: individuals and organizations apart, victims by name only, as the keys have them."""
    is_a = knowledge.ontology.is_a
    found: dict[str, list[list[str]]] = {role: [] for role in ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")}
    for key in event.role("perpetrator"):
        reader.add_perpetrator(event, entities[key], found)
    for role in ("target", "victim"):
        for key in event.role(role):
            entity = entities[key]
            if is_a(entity.type, "Person"):
                found["Victim"].extend([name] for name in reader.person(entity))
            elif is_a(entity.type, "Facility") or is_site(entity):
                site = reader.site(event, role, entity)
                if _MILITARY.isdisjoint(fold(site).split()):
                    found["Target"].append([site])
    for key in event.role("weapon"):
        found["Weapon"].append([reader.phrase(event, "weapon", entities[key])])
    return {role: unique(fillers) for role, fillers in found.items()}


def is_site(entity: Entity) -> bool:
    """Whether an organization that was hit stands for its house: an embassy, a bank, a newspaper."""
    return entity.type == "NewsOrganization" or (entity.type in ("Organization", "StateBody") and not entity.names)


LONGEST_OWNER = 9
"""Tokens of an "of the telephone company" that the keys take for part of a name; a longer one is a story."""


class _Words:
    """The words by which an article speaks of those in the roles of its events."""

    def __init__(self, analysis: Analysis, knowledge: Knowledge) -> None:
        self._analysis, self._knowledge = analysis, knowledge
        self._text = recased(analysis.document.article, knowledge).text
        self._titles = frozenset(
            first
            for first, forms in knowledge.lexicon.forms.items()
            if any(entry.has("isTitle") and len(words) == 1 for words, entry in forms)
        )
        self._demonyms = frozenset(map(fold, knowledge.gazetteer.demonyms))
        self._bodies = [
            (span, entity)
            for entity in analysis.entities
            if entity.names and knowledge.ontology.is_a(entity.type, "Organization", "ArmedGroup")
            for span in entity.mentions
        ]

        named = knowledge.gazetteer.named
        self._known = [
            hit
            for hit in knowledge.names.find(self._text, analysis.document.article.body)
            if any(knowledge.ontology.is_a(k.type, "ArmedGroup") for k in named(self._text[hit.start : hit.end]))
        ]
        """Where groups are named that everybody knows, also inside "X guerrillas"."""
        self._groups = [
            entity
            for entity in analysis.entities
            if entity.names and knowledge.ontology.is_a(entity.type, "ArmedGroup")
        ]

    def add_perpetrator(self, event: Event, entity: Entity, found: dict[str, list[list[str]]]) -> None:
        is_a = self._knowledge.ontology.is_a
        if is_a(entity.type, "Person") and entity.names:
            found["PerpInd"].extend([name] for name in self.person(entity))
            return
        span = self._span(event, "perpetrator", entity)
        if self._is_modifier(span):
            return
        is_plain = is_a(entity.type, "Organization", "ArmedGroup", "Government", "Country")
        if self._is_body(span, entity) and is_plain:
            found["PerpOrg"].append([self._name(entity) if entity.names else self._cut(span, has_number=False)])
            if entity.names:
                found["PerpInd"].extend([men] for men in self._men_of(span))
            return
        inside = self._group_inside(span)
        if inside is None:
            found["PerpInd"].append([self._cut(span, has_number=True).rpartition(") ")[2]])
        else:  # "Shining Path guerrillas": the men, and whose they are
            found["PerpOrg"].append([" ".join(self._text[inside.start : inside.end].split())])
            found["PerpInd"].extend([men] for men in self._men(inside.end, span.end))
        if entity.names and is_plain:
            found["PerpOrg"].append([self._name(entity)])
        owners = [self._name(body) for body in self._belonging(span) if body != entity]
        if not owners and not entity.names and is_a(entity.type, "ArmedGroup") and len(self._groups) == 1:
            owners = [self._name(self._groups[0])]  # the guerrillas of the only group that the article names
        found["PerpOrg"].extend([owner] for owner in owners)

    def _group_inside(self, span: Span) -> Span | None:
        """The name of a group at the head of the words for its men."""
        names = [*self._known, *(other for other, entity in self._bodies if entity in self._groups)]
        inside = [name for name in names if span.start <= name.start and name.end < span.end]
        return max(inside, key=lambda name: (name.end, -name.start), default=None)

    def _men(self, start: int, end: int) -> Iterator[str]:
        """The men behind the name of a group, without its acronym: "urban commandos"; a squad is no one's men."""
        words = _NOTE.sub(" ", self._text[start:end]).replace('"', " ").split()
        if words and words[-1].islower() and fold(words[-1]) not in _BANDS:
            yield " ".join(words)

    def _men_of(self, span: Span) -> Iterator[str]:
        """The men of a group of which only the name was taken for who did it: "terrorists of the X", "X rebels"."""
        sentence = next(s for s in self._analysis.document.sentences if s.span.overlaps(span))
        before = [t for t in sentence.tokens if t.span.end <= span.start]
        while before and before[-1].text.lower() in _JOINTS:
            before.pop()
        gap = self._text[before[-1].span.end : span.start] if before else ""
        if before and before[-1].tag == "NNS" and not _OF_BODY.isdisjoint(fold(gap).split()):
            yield self._cut(before[-1].span, has_number=True)
            return
        after = [t for t in sentence.tokens if t.span.start >= span.end]
        last = next((t for t in sentence.tokens if t.span.end == span.end), None)
        head = next((t for t in after if last is not None and t.index == last.head and t.tag == "NNS"), None)
        if head is not None and self._text[head.span.start].islower():
            yield from self._men(span.end, head.span.end)

    def person(self, entity: Entity) -> Iterator[str]:
        """The fullest name of a person, without titles; nothing for one who is only described."""
        names = [*self._without_titles(entity)]
        if names:
            yield self._fullest(max(names, key=len))

    def _without_titles(self, entity: Entity) -> Iterator[str]:
        for span in entity.mentions:
            words = " ".join(self._text[span.start : span.end].split())
            if fold(words) not in {fold(name) for name in entity.names}:
                continue
            parts = self._untitled(words)
            if parts and not self._titles & {fold(part) for part in parts}:
                yield " ".join(parts)

    def _untitled(self, words: str) -> list[str]:
        parts = words.split()
        while parts and (
            fold(parts[0]).strip(".") in self._titles or fold(parts[0]) in self._demonyms or parts[0].islower()
        ):
            parts.pop(0)
        return parts

    def _fullest(self, name: str) -> str:
        """The longest that an article writes a name, where it writes only one so: a first name that the reader did not tie."""
        around = rf"(?:{_CAPITALISED} ){{0,3}}\b{re.escape(name)}\b(?:[ -]{_CAPITALISED}){{0,2}}"
        found = {" ".join(self._untitled(full)) for full in re.findall(around, " ".join(self._text.split()))}
        longest = max(found, key=lambda full: (len(full), full), default=name)
        is_one = all(f" {full} " in f" {longest} " for full in found)
        return longest if is_one and name in longest else name

    def site(self, event: Event, role: str, entity: Entity) -> str:
        """A thing that was hit, with whose it is: "offices of the telephone company", "the minister's residence"."""
        span = self._span(event, role, entity)
        sentence = next(s for s in self._analysis.document.sentences if s.span.overlaps(span))
        whose = self._possessor(sentence.tokens, span)
        after = [t for t in sentence.tokens if t.span.start >= span.end]
        end = span.end
        if len(after) > 1 and after[0].text.lower() == "of":
            tree = _under(sentence.tokens, after[0].head)
            joined = [t for t in after if t.index in tree]
            end = joined[-1].span.end if joined and joined[0] is after[0] and len(joined) < LONGEST_OWNER else end
        words = self._cut(span, has_number=False) if whose is None else self._text[whose : span.end]
        return " ".join((words + self._text[span.end : end]).split())

    def _possessor(self, tokens: Sequence[Token], span: Span) -> int | None:
        """Where "the minister's" before a site begins, None when nobody is said to own it."""
        mark = next((t for t in tokens if t.tag == "POS" and 0 <= span.start - t.span.end <= 2), None)
        if mark is None:
            return None
        owner = [t for t in tokens if t.index in _under(tokens, mark.head)]
        if any(t.text.lower() in _TIMES for t in owner):
            return None
        return owner[0].span.start if owner[0].tag != "DT" or len(owner) < 2 else owner[1].span.start

    def phrase(self, event: Event, role: str, entity: Entity) -> str:
        return self._cut(self._span(event, role, entity), has_number=False)

    def _name(self, entity: Entity) -> str:
        """The fullest name of a body, without quotation marks, whose it is or that it is a group."""
        names = [n for n in entity.names if not n.isupper()] or list(entity.names)
        words = max(names, key=len).replace('"', "").removeprefix("'s").split()
        return " ".join(words[:-1] if len(words) > 1 and words[-1] == "group" else words)

    @staticmethod
    def _span(event: Event, role: str, entity: Entity) -> Span:
        spans = [e.span for e in event.evidence if e.role == role and e.entity == entity.id]
        return next((span for span in spans if span in entity.mentions), entity.mentions[0])

    def _is_modifier(self, span: Span) -> bool:
        """Whether the words only say of what kind a deed was ("a terrorist attack")."""
        tokens = (t for s in self._analysis.document.sentences if s.span.covers(span) for t in s.tokens)
        last = next((t for t in tokens if t.span.end == span.end), None)
        return last is not None and last.relation in ("compound", "amod") and last.text.islower()

    def _is_body(self, span: Span, entity: Entity) -> bool:
        """Whether the words name a body ("the army", "the X Front") rather than its men ("soldiers", "X guerrillas")."""
        words = fold(self._text[span.start : span.end]).split()
        if _GANGS.intersection(words[-1:]) or (
            entity.names and fold(" ".join(words)) in {fold(name) for name in entity.names}
        ):
            return True
        is_a = self._knowledge.ontology.is_a
        is_under_arms = is_a(entity.type, "ArmedGroup", "StateForce")
        if not is_under_arms and is_a(entity.type, "Government", "Organization"):
            return True
        written = self._text[span.start : span.end].split()
        if is_a(entity.type, "ArmedGroup") and len(written) > 1 and written[-1][:1].isupper():
            return True
        is_force = is_a(entity.type, "StateForce")
        return is_force and words[-1] not in _BANDS and (words[-1] == "forces" or not words[-1].endswith(("s", "men")))

    def _belonging(self, span: Span) -> Iterator[Entity]:
        """The named bodies inside or right after the words for those who did it."""
        for other, entity in self._bodies:
            gap = self._text[span.end : other.start]
            is_behind = 0 < other.start - span.end < 40 and set(fold(gap).split()) <= _JOINTS
            if is_behind or (span.covers(other) and span != other):
                yield entity

    def _cut(self, span: Span, *, has_number: bool) -> str:
        """A noun phrase as the keys have it: "three young individuals", "group of armed men", without hedges."""
        sentence = next(s for s in self._analysis.document.sentences if s.span.overlaps(span))
        before = [t for t in sentence.tokens if t.span.end <= span.start]
        start = span.start
        for token in reversed(before):
            is_degree = token.pos == "ADV" and token.text.endswith("ly")  # "heavily armed men"
            if token.pos not in _MODIFIERS and token.text != "-" and not is_degree:
                break
            if token.text.lower() in _HEDGES or (token.pos == "NUM" and (not has_number or token.text[0].isdigit())):
                break
            if token.pos == "VERB" and token.tag != "VBN":
                break
            start = token.span.start
        words = self._text[start : span.end].split()
        while len(words) > 1 and self._is_left_out(words[0], has_number=has_number):
            words.pop(0)
        return " ".join([*(self._group(before) if has_number else []), *words])

    def _group(self, before: Sequence[Token]) -> list[str]:
        """ "Group of" before armed men, "members of" before a body."""
        words = [t.text.lower() for t in before[-3:]]
        if words[-1:] == ["the"]:
            words = words[:-1]
        noun = before[len(before) - 2 - (1 if before[-1].text.lower() == "the" else 0)] if len(before) > 2 else None
        if noun is None or words[-1:] != ["of"] or noun.pos != "NOUN":
            return []
        return [noun.text, "of"]

    @staticmethod
    def _is_left_out(word: str, *, has_number: bool) -> bool:
        """Whether the keys leave a word out at the head of a phrase: a hedge, and a number but for "three" of people."""
        is_number = word[0].isdigit() or (not has_number and parse_number(word.lower()) is not None)
        return fold(word) in _HEDGES or is_number


def _under(tokens: Sequence[Token], top: int) -> set[int]:
    """The tokens that hang on one, itself included."""
    found = {top}
    while more := {t.index for t in tokens if t.head in found and t.index not in found}:
        found |= more
    return found


def unique(fillers: list[list[str]]) -> list[list[str]]:
    return [list(filler) for filler in dict.fromkeys(tuple(filler) for filler in fillers) if all(filler)]


def score(documents: list[dict[str, Any]], found: list[dict[str, Any]]) -> None:
    """Write keys and answers where the corpus's own scorer reads them, and let it print."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("gold.jsonl", "found.jsonl")]
        for path, rows in zip(paths, (documents, found), strict=True):
            path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        sys.argv = ["score.py", *map(str, paths)]
        scorer().main()


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("muc4_score", CORPUS / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def show(document: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
    print("##", document["docid"])
    for mark, templates_ in (("key", document["templates"]), ("kg ", answer["templates"])):
        for template in templates_:
            filled = {r: [f if isinstance(f, str) else f[0] for f in v] for r, v in template["roles"].items() if v}
            print("  ", mark, template["incident_type"], {r: [w.lower() for w in v] for r, v in filled.items()})


if __name__ == "__main__":
    main()
