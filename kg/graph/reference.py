"""From the rows of a table to known things, in the shapes that `docs/graph.md` gives the reference graph.

Their IRIs are minted here. People read them, so they come from what a thing is called and not from a digest, as those of
`kg.graph.names` do: `place/ML-kidal`, `actor/wagner-group`, `coup/ML-2020-08-18`.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from kg.errors import Issue
from kg.graph.names import wikidata_iri
from kg.graph.terms import Fact, bounds, term
from kg.knowledge.gazetteer import Gazetteer, Known, is_for_english
from kg.knowledge.ontology import Ontology, Property
from kg.knowledge.tables import Row, tagged
from kg.vocab import DATA, DCTERMS, KG, RDF, RDFS, SKOS, XSD

FOLDERS = (
    ("Country", "country"),
    ("Place", "place"),
    ("SeizureOfPower", "coup"),
    ("Attack", "attack"),
    ("Conflict", "conflict"),
    ("Event", "event"),
    ("Party", "actor"),
)
"""What the IRIs of a class begin with, by the first class of these above it; others by their own name in small letters."""

FAMILIES = ("Organization", "SeizureOfPower")
"""Classes below which two tables may class one thing differently, as "armed group" and as "jihadist group"."""

SHORTEST_NAME = 3
"""Letters that a name needs to be found only where it is meant."""

IsWord = Callable[[str, str], bool]
"""Says of a name and the class of its bearer whether it is an everyday word."""


@dataclass(frozen=True, slots=True)
class Described:
    """What a row says of a known thing; `is_new` is false for one that a file of others describes, which the row adds to."""

    iri: NamedNode
    row: Row
    is_new: bool
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class _Context:
    """What all rows need; `own` are the keys of things that the table may describe anew, `things` its rows by their key."""

    gazetteer: Gazetteer
    ontology: Ontology
    own: Collection[str]
    things: Mapping[str, Row]


def describe(
    rows: Iterable[Row], gazetteer: Gazetteer, ontology: Ontology, own: Collection[str], is_word: IsWord
) -> tuple[tuple[Described, ...], tuple[Issue, ...]]:
    """Return what rows say as facts, and what is wrong with them: an error for a row that was left out.

    A row that names a thing of the gazetteer adds to it, unless the thing is one of `own`: that is described anew.
    """
    issues: list[Issue] = []
    things: dict[str, Row] = {}
    for row in rows:
        key = _identify(row, _Context(gazetteer, ontology, own, things))
        if isinstance(key, Issue):
            issues.append(key)
        else:
            things[key] = row
    context = _Context(gazetteer, ontology, own, things)
    described = []
    for key, row in things.items():
        iri, known = NamedNode(key), gazetteer.by_key.get(key) if key not in own else None
        said = [*_facts(iri, row, known, context), *_values(iri, row, context)]
        facts = [item for item in said if not isinstance(item, Issue)]
        issues += [item for item in said if isinstance(item, Issue)]
        if known:
            what = "what is new is added to it" if facts else "nothing in the row is new"
            issues.append(Issue(row.where, f"{row.label!r} is known as {_list([key])}; {what}", "warning"))
        issues += _name_issues(key, row, known, context, is_word)
        described.append(Described(iri, row, known is None, tuple(dict.fromkeys(facts))))
    return tuple(described), tuple(issues)


# --- Which thing a row is ---------------------------------------------------------------------------------------------


def _identify(row: Row, context: _Context) -> str | Issue:
    """Return the key of the thing that a row is about: what the user calls it, a known thing's, or one that is minted."""
    if row.key:
        key = f"{DATA}{_folder(row.type, context.ontology)}/{row.key}"
    else:
        same = {known.key: known for known in _bearers(row, context.gazetteer) if _may_be(row, known, context.ontology)}
        same = {key: known for key, known in same.items() if key in context.own} or same
        if len(same) > 1:
            return Issue(row.where, f"may be {_list(same)}; say which in the column id, or give another id; left out")
        key = next(iter(same), None) or _minted(row, context)
    if key in context.things:
        return Issue(row.where, f"is said already in {context.things[key].where}; make it one row, or give it an id")
    if not key:
        return Issue(
            row.where, f"its IRI would be that of another thing; give {row.label!r} an id of its own; left out"
        )
    return key


def _bearers(row: Row, gazetteer: Gazetteer) -> Iterator[Known]:
    """Yield the known things that bear a row's first name, or have its identifier."""
    yield from gazetteer.named(row.label)
    if row.wikidata:
        yield from (known for known in gazetteer.by_key.values() if known.wikidata == row.wikidata)


def _may_be(row: Row, known: Known, ontology: Ontology) -> bool:
    """Say whether nothing that a row says speaks against its being about a known thing of its name."""
    is_a = ontology.is_a
    is_kin = any(is_a(row.type, family) and is_a(known.type, family) for family in FAMILIES)
    if not (is_kin or is_a(row.type, known.type) or is_a(known.type, row.type)):
        return False
    if row.country and known.country and row.country != known.country:
        return False
    if not is_a(row.type, "Event") or not row.first or not known.first:
        return True
    return max(row.first, known.first) <= min(row.last or "9999", known.last or "9999")


def _minted(row: Row, context: _Context) -> str:
    """Return a key that no other thing has, "" when that takes an id of the user's own.

    A known thing of the very key is not another, when nothing speaks against it: the coup of that day in that country,
    whatever it is called.
    """
    folder, name = _folder(row.type, context.ontology), slug(row.label)
    if folder == "country" and row.country:
        names = [row.country]
    elif folder == "coup" and row.country and row.first and row.first == row.last:
        names = [f"{row.country}-{row.first}"]
    elif folder == "place" and row.country:
        names = [f"{row.country}-{name}"]
    else:
        names = [name, *([f"{name}-{row.country.lower()}"] if row.country else [])]
    for name in names:
        key = f"{DATA}{folder}/{name}"
        twin = context.things.get(key)
        if key in context.own or (twin and (twin.label, twin.country) == (row.label, row.country)):
            return key
        known = context.gazetteer.by_key.get(key)
        if twin is None and (known is None or _may_be(row, known, context.ontology)):
            return key
    return ""


def _folder(type_: str, ontology: Ontology) -> str:
    return next((folder for name, folder in FOLDERS if ontology.is_a(type_, name)), type_.lower())


def slug(name: str) -> str:
    """Return a name in small letters of ASCII, its words joined by hyphens; of another script, a digest.

    >>> slug("Katiba Macina (2015)"), slug("Sangoulé Lamizana"), slug("مالي")
    ('katiba-macina-2015', 'sangoule-lamizana', '4b27254b')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or hashlib.sha256(name.encode()).hexdigest()[:8]


def _list(keys: Iterable[str]) -> str:
    return ", ".join(key.removeprefix(DATA) for key in keys)


# --- What a row says --------------------------------------------------------------------------------------------------


def _facts(iri: NamedNode, row: Row, known: Known | None, context: _Context) -> Iterator[Fact | Issue]:
    """Yield what the fixed columns say; of a known thing, only what is not known of it."""
    said = {*known.names, *(name for name, _ in known.other_names)} if known else {row.label}
    if known is None:
        yield iri, RDF.type, term(row.type)
        yield iri, RDFS.label, Literal(row.label, language=row.names[0][1])
    for name, language in row.names:
        if name not in said:
            yield iri, SKOS.altLabel, Literal(name, language=language)
    if context.ontology.is_a(row.type, "Country"):
        yield from _code(iri, row, known)
    elif row.country and not (known and known.country):
        yield iri, KG.country, NamedNode(context.gazetteer.countries[row.country])
    if not (known and (known.first or known.last)):
        yield from _times(iri, row, context.ontology)
    yield from _identifier(iri, row, known, context)
    for source in row.sources:
        yield iri, DCTERMS.source, NamedNode(source)
    for note in row.notes:
        yield iri, SKOS.note, Literal(note, language="en")


def _code(iri: NamedNode, row: Row, known: Known | None) -> Iterator[Fact]:
    if row.country and known is None:
        yield iri, KG.countryCode, Literal(row.country)


def _times(iri: NamedNode, row: Row, ontology: Ontology) -> Iterator[Fact]:
    """Yield the bounds; where only one is given, nobody says that it goes on, so the other is unknown and not open."""
    for subject, predicate, value in bounds(iri, row.first, row.last):
        is_shown = predicate == KG.edtf and not ontology.is_a(row.type, "Event")
        yield subject, predicate, Literal(value.value.replace("..", "")) if is_shown else value


def _identifier(iri: NamedNode, row: Row, known: Known | None, context: _Context) -> Iterator[Fact | Issue]:
    if row.wikidata is None or (known and known.wikidata):
        return
    others = [k.key for k in context.gazetteer.by_key.values() if k.wikidata == row.wikidata and k.key != iri.value]
    if others:
        yield Issue(row.where, f"{row.wikidata} is the item of {_list(others)}; not written a second time", "warning")
    else:
        yield iri, SKOS.exactMatch, wikidata_iri(row.wikidata)


def _values(iri: NamedNode, row: Row, context: _Context) -> Iterator[Fact | Issue]:
    """Yield what the columns of properties say."""
    for name, text in row.values:
        prop = context.ontology.properties[name]
        if not prop.is_object:
            yield iri, term(name), _literal(text, prop)
        elif prop.range and context.ontology.individuals.get(text) == prop.range:
            yield iri, term(name), term(text)
        else:
            found = _find(text, prop, row, context)
            if len(found) == 1:
                yield iri, term(name), NamedNode(found[0])
                continue
            kind = context.ontology.labels.get(prop.range or "", "thing")
            why = f"may be {_list(found)}; write which" if found else f"is no known {kind}; add a row for it"
            yield Issue(row.where, f"{name} {text!r} {why}; the cell is left out", "warning")


def _literal(text: str, prop: Property) -> Literal:
    if prop.datatype == "integer":
        return Literal(int(text))
    if prop.datatype == "decimal":
        return Literal(f"{Decimal(text).normalize():f}", datatype=XSD.decimal)
    if prop.datatype == "boolean":
        return Literal(text == "true")
    if prop.datatype is None:
        value, language = tagged(text)
        return Literal(value, language=language)
    return Literal(text)


def _find(text: str, prop: Property, row: Row, context: _Context) -> list[str]:
    """Return the keys of what a cell may mean: an IRI, a code of a country, or a name; those of the row's country first."""
    is_a, range_ = context.ontology.is_a, prop.range or "Thing"
    known, things = context.gazetteer.by_key, context.things
    for key in (text, DATA + text):
        if key in things or key in known:
            return [key]
    if range_ == "Country" and text in context.gazetteer.countries:
        return [context.gazetteer.countries[text]]
    found = {key: (thing.type, thing.country) for key, thing in things.items() if text in dict(thing.names)}
    found |= {
        thing.key: (thing.type, thing.country) for thing in context.gazetteer.named(text) if thing.key not in found
    }
    fitting = [key for key, (kind, _) in found.items() if is_a(kind, range_)]
    near = [key for key in fitting if found[key][1] == row.country]
    return near if len(fitting) > 1 and near else fitting


# --- Names that will be found where they are not meant ----------------------------------------------------------------


def _name_issues(key: str, row: Row, known: Known | None, context: _Context, is_word: IsWord) -> Iterator[Issue]:
    """Yield a warning for each new name that English text has for other reasons too."""
    for name, language in row.names:
        if not is_for_english(name, language) or (known and name in known.names):
            continue
        others = [other.key for other in context.gazetteer.named(name) if other.key != key]
        if len(name) < SHORTEST_NAME:
            said = "is very short, and will be found where something else is meant; leave it out, or take a longer one"
        elif " " not in name and is_word(name, row.type):
            said = "is a word that news use for other things too; leave it out, or take a longer name"
        elif others:
            said = f"is a name of {_list(others)} too; an article is linked where kind or country tells them apart"
        else:
            continue
        yield Issue(row.where, f"{name!r} {said}", "warning")
