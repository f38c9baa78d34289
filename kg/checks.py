"""Whether the ontology says what it should, contradicts nothing, and a store holds what `docs/graph.md` promises.

Three kinds of check, each giving `Issue`s. `check_ontology` and `contradictions` look at quads in Python and name what
is wrong. `reason` asks HermiT, which finds whatever OWL 2 DL can find but says no more than that it found it; it needs
Java, and without Java says that it did not run. `check_store` runs the queries of `ontology/checks/`, which must return
no rows. owlready2 is used here only.
"""

from __future__ import annotations

import io
import re
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, cast

from pyoxigraph import BlankNode, NamedNode, Quad, Triple
from pyoxigraph import Literal as Value

from kg.errors import Issue, OntologyError
from kg.knowledge.ontology import local, read_turtle
from kg.results import Solutions, Term
from kg.store.base import Store
from kg.vocab import DATA, DCTERMS, KG, ONTOLOGY, OWL, PREFIXES, RDF, RDFS, SKOS

Severity: TypeAlias = Literal["error", "warning"]

MANY: Final = 20
"""Rows of one check query that are shown one by one; of the others only the number."""

_OWL: Final = OWL.base
_XSD: Final = PREFIXES["xsd"]
_SAFE_DATATYPES: Final = frozenset(
    _XSD + name
    for name in (
        "string",
        "boolean",
        "integer",
        "nonNegativeInteger",
        "decimal",
        "double",
        "float",
        "dateTime",
        "anyURI",
    )
) | {RDF.base + "langString"}
"""Datatypes HermiT takes. Of others, xsd:date and xsd:gYear among them, one literal makes it fail as a whole."""

_DECLARING: Final = tuple(
    NamedNode(_OWL + name) for name in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
)
_NAMED_INDIVIDUAL: Final = NamedNode(_OWL + "NamedIndividual")
_ANNOTATION: Final = NamedNode(_OWL + "AnnotationProperty")
_DATA_PROPERTY: Final = NamedNode(_OWL + "DatatypeProperty")
_ASYMMETRIC: Final = NamedNode(_OWL + "AsymmetricProperty")
_IRREFLEXIVE: Final = NamedNode(_OWL + "IrreflexiveProperty")
_DISJOINT: Final = NamedNode(_OWL + "disjointWith")
_WITH_EXAMPLE: Final = (KG.Event, KG.Party, KG.Place)
_REFERENCE_ONLY: Final = NamedNode(KG.base + "isReferenceOnly")


# --- What kg ships ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Files:
    """The Turtle of an ontology folder, by what it is for."""

    ontology: tuple[Quad, ...]
    alignments: tuple[Quad, ...] = ()
    lexicon: tuple[Quad, ...] = ()
    reference: tuple[Quad, ...] = ()


def read_files(directory: Path, own: Iterable[Path] = ()) -> Files:
    """Read an ontology folder, and the user's `own` reference files.

    Raises `OntologyError` ("path:line: what") for the first file that is not Turtle.
    """

    def read(*paths: Path) -> tuple[Quad, ...]:
        return tuple(quad for path in paths for quad in read_turtle(path))

    return Files(
        ontology=read(directory / "conflict.ttl"),
        alignments=read(directory / "alignments.ttl"),
        lexicon=read(*sorted(directory.glob("lexicon.*.ttl"))),
        reference=read(*sorted((directory / "reference").glob("*.ttl")), *own),
    )


def check_ontology(files: Files) -> tuple[Issue, ...]:
    """Return what ontology and reference graph lack: labels, definitions, examples, declarations, sources."""
    return (
        *_descriptions(files.ontology),
        *_declarations(files),
        *_blank_nodes(files),
        *_datatypes(files),
        *_known_things(files.reference),
    )


def _descriptions(ontology: tuple[Quad, ...]) -> Iterator[Issue]:
    """Yield an issue for every term of ours that is not described in both languages, or lacks a sentence to test it."""
    facts = _facts(ontology)
    parents = _closure(ontology, RDFS.subClassOf)
    for term, row in facts.items():
        types = row.get(RDF.type, set())
        if local(term) is None or types.isdisjoint({*_DECLARING, _NAMED_INDIVIDUAL}):
            continue
        languages = {value.language for value in row.get(RDFS.label, ()) if isinstance(value, Value)}
        for language in sorted({"en", "fr"} - {text for text in languages if text}):
            yield Issue(shorten(term), f"has no rdfs:label in {language!r}; add one")
        if SKOS.definition not in row:
            yield Issue(shorten(term), "has no skos:definition; say what it means and which codebook it follows")
        is_property = bool(_true(row, KG.isRole) or _true(row, KG.isRelation))
        is_read = not parents.get(term, frozenset({term})).isdisjoint(_WITH_EXAMPLE) and not _true(row, _REFERENCE_ONLY)
        if (is_property or is_read) and SKOS.example not in row:
            yield Issue(shorten(term), "has no skos:example; add a sentence that the reader finds it in")
        if is_property and KG.jsonName not in row:
            yield Issue(shorten(term), "has no kg:jsonName; add the key it has in `kg extract --format json`")


def _declarations(files: Files) -> Iterator[Issue]:
    """Yield an issue for every IRI in our namespace that is used and not declared: most often a slip of the pen."""
    declared = {quad.subject for quad in files.ontology if quad.predicate == RDF.type}
    used = {term for quads in _each(files) for quad in quads for term in _named(quad) if local(term)}
    for term in sorted(used - declared, key=str):
        yield Issue(shorten(term), "is used and not declared; declare it in conflict.ttl or mend its name")


def _blank_nodes(files: Files) -> Iterator[Issue]:
    """Yield an issue where there are blank nodes; the lexicon may have them, since it never stands in a graph."""
    for name, quads in (("conflict.ttl", files.ontology), ("reference", files.reference)):
        count = len(_blank(_facts(quads)))
        if count:
            yield Issue(name, f"has {count} blank nodes; give them IRIs")


def _datatypes(files: Files) -> Iterator[Issue]:
    """Yield an issue for every value of a data property that HermiT would fail on."""
    data_properties = {
        quad.subject for quad in files.ontology if quad.predicate == RDF.type and quad.object == _DATA_PROPERTY
    }
    for quad in files.reference:
        if quad.predicate in data_properties and not _is_safe(quad.object):
            yield Issue(
                shorten(quad.subject), f"{shorten(quad.predicate)} has {quad.object}, which no reasoner here takes"
            )


def _known_things(reference: tuple[Quad, ...]) -> Iterator[Issue]:
    """Yield an issue for every known thing without a name or a source, and for every identifier that nothing backs."""
    facts = _facts(reference)
    named = {quad.object for quad in reference if isinstance(quad.object, NamedNode)}
    meant = {term for term in named if term.value.startswith(DATA)}
    for term in sorted({*facts, *meant} - _blank(facts), key=str):
        row = facts.get(term, {})
        if RDFS.label not in row:
            yield Issue(shorten(term), "is spoken of and has no rdfs:label; describe it, or mend its name")
        elif DCTERMS.source not in row and SKOS.note not in row:
            yield Issue(shorten(term), "has neither dcterms:source nor a skos:note saying why", "warning")


# --- Contradictions, in Python ----------------------------------------------------------------------------------------


def contradictions(schema: Iterable[Quad], data: Iterable[Quad], severity: Severity = "error") -> tuple[Issue, ...]:
    """Return what in `data` contradicts `schema`, with the name of the thing: what an OWL 2 RL engine would find.

    Looked at are disjoint classes, with the types that domains and ranges imply, and asymmetric and irreflexive
    properties (rules cax-dw, prp-asyp and prp-irp of OWL 2 Profiles, 4.3). Needs no Java.
    """
    axioms = _axioms(schema)
    types: dict[Term, dict[Term, str]] = {}
    pairs: set[tuple[Term, Term, Term]] = set()
    for quad in data:
        for thing, kind, why in _implied(quad, axioms):
            types.setdefault(thing, {}).setdefault(kind, why)
        if quad.predicate in axioms.irreflexive | axioms.asymmetric:
            pairs.add((quad.subject, quad.predicate, quad.object))
    clashes = ((thing, said) for thing, kinds in types.items() for said in _clashes(kinds, axioms))
    turned = ((pair[0], said) for pair in pairs for said in _turned(pair, pairs, axioms))
    found = {Issue(shorten(thing), said, severity) for thing, said in (*clashes, *turned)}
    return tuple(sorted(found, key=str))


@dataclass(frozen=True, slots=True)
class _Axioms:
    parents: Mapping[Term, frozenset[Term]]
    disjoint: frozenset[tuple[Term, Term]]
    domains: Mapping[Term, frozenset[Term]]
    ranges: Mapping[Term, frozenset[Term]]
    asymmetric: frozenset[Term]
    irreflexive: frozenset[Term]


def _axioms(schema: Iterable[Quad]) -> _Axioms:
    quads = tuple(schema)
    above = _closure(quads, RDFS.subPropertyOf)
    facts = _facts(quads)

    def inherited(predicate: NamedNode) -> Mapping[Term, frozenset[Term]]:
        lines = {name: above.get(name, frozenset({name})) for name in facts}
        found = {
            name: frozenset(kind for upper in line for kind in facts.get(upper, {}).get(predicate, ()))
            for name, line in lines.items()
        }
        return {name: kinds for name, kinds in found.items() if kinds}

    def marked(kind: NamedNode) -> frozenset[Term]:
        return frozenset(name for name, row in facts.items() if kind in row.get(RDF.type, ()))

    pairs = {(quad.subject, quad.object) for quad in quads if quad.predicate == _DISJOINT}
    return _Axioms(
        parents=_closure(quads, RDFS.subClassOf),
        disjoint=frozenset(pairs | {(second, first) for first, second in pairs}),
        domains=inherited(RDFS.domain),
        ranges=inherited(RDFS.range),
        asymmetric=marked(_ASYMMETRIC),
        irreflexive=marked(_IRREFLEXIVE),
    )


def _implied(quad: Quad, axioms: _Axioms) -> Iterator[tuple[Term, Term, str]]:
    """Yield the types that one quad gives to its ends, each with why."""
    subject, predicate, value = quad.subject, quad.predicate, quad.object
    if predicate == RDF.type:
        if not (isinstance(value, NamedNode) and value.value.startswith(_OWL)):
            yield subject, value, "as it says"
        return
    for kind in axioms.domains.get(predicate, ()):
        yield subject, kind, f"since it has {shorten(predicate)}"
    if not isinstance(value, Value):
        for kind in axioms.ranges.get(predicate, ()):
            yield value, kind, f"since it is {shorten(predicate)} of {shorten(subject)}"


def _clashes(kinds: Mapping[Term, str], axioms: _Axioms) -> Iterator[str]:
    """Yield a line for each two types of one thing that exclude each other."""
    ordered = sorted(kinds, key=str)
    for index, first in enumerate(ordered):
        for second in ordered[index + 1 :]:
            uppers = axioms.parents.get(first, frozenset({first})), axioms.parents.get(second, frozenset({second}))
            if any((one, other) in axioms.disjoint for one in uppers[0] for other in uppers[1]):
                yield (
                    f"is a {shorten(first)} ({kinds[first]}) and a {shorten(second)} ({kinds[second]}); nothing is both"
                )


def _turned(pair: tuple[Term, Term, Term], pairs: set[tuple[Term, Term, Term]], axioms: _Axioms) -> Iterator[str]:
    subject, predicate, value = pair
    if subject == value:
        yield f"{shorten(predicate)} itself, which nothing can"
    elif predicate in axioms.asymmetric and (value, predicate, subject) in pairs:
        yield f"{shorten(predicate)} {shorten(value)}, and the other way round; only one can be"


# --- HermiT -----------------------------------------------------------------------------------------------------------

NO_JAVA: Final = "not run: no Java; install Java 11 or later, or leave HermiT out with --no-reasoner"
CONTRADICTION: Final = "what it was given contradicts itself, and HermiT does not say where; the issues beside this may"
EMPTY_CLASS: Final = "can have no member: two classes that it is below exclude each other"


@dataclass(frozen=True, slots=True)
class Reasoning:
    """What HermiT found; `verdict` is "not run" when there is no Java, and never "consistent" for want of an answer."""

    verdict: Literal["consistent", "inconsistent", "failed", "not run"]
    seconds: float
    issues: tuple[Issue, ...] = ()


def has_java() -> bool:
    """Say whether the Java that owlready2 would start is there."""
    return shutil.which(_owlready().JAVA_EXE) is not None


def reason(quads: Iterable[Quad]) -> Reasoning:
    """Ask HermiT whether the reasoner view of `quads` is consistent and every class can have members."""
    if not has_java():
        return Reasoning("not run", 0.0, (Issue("HermiT", NO_JAVA, "warning"),))
    owlready = _owlready()
    started = time.perf_counter()
    world = owlready.World()
    try:
        view = "".join(f"{triple} .\n" for triple in reasoner_view(quads))
        world.get_ontology(ONTOLOGY.value + "#").load(fileobj=io.BytesIO(view.encode()))
        owlready.sync_reasoner_hermit(world, debug=0)
        empty = sorted(str(kind.iri) for kind in world.inconsistent_classes() if kind is not owlready.Nothing)
    except owlready.OwlReadyInconsistentOntologyError:
        return Reasoning("inconsistent", time.perf_counter() - started, (Issue("HermiT", CONTRADICTION),))
    except owlready.OwlReadyJavaError as error:
        failed = Issue("HermiT", f"failed: {_java_reason(str(error))}")
        return Reasoning("failed", time.perf_counter() - started, (failed,))
    finally:
        world.close()
    issues = tuple(Issue(shorten(NamedNode(iri)), EMPTY_CLASS) for iri in empty)
    return Reasoning("inconsistent" if issues else "consistent", time.perf_counter() - started, issues)


def reasoner_view(quads: Iterable[Quad]) -> Iterator[Triple]:
    """Yield what a reasoner may see: no annotation, no claim, and no literal of a datatype that HermiT fails on.

    Annotations carry no meaning for OWL, and leaving them out halves the work. A forbidden literal is left out and not
    mapped to another datatype: `check_ontology` has named it already, and a made-up value could hide a contradiction.
    """
    kept = tuple(quads)
    annotations = {quad.subject for quad in kept if quad.predicate == RDF.type and quad.object == _ANNOTATION}
    annotations |= {RDFS.label, RDFS.comment, RDFS.seeAlso, RDFS.isDefinedBy, OWL.versionInfo}
    for quad in kept:
        if quad.predicate in annotations:
            continue
        if _is_safe(quad.object):
            yield quad.triple


def _is_safe(term: Term) -> bool:
    return not isinstance(term, Value) or term.datatype.value in _SAFE_DATATYPES


def _owlready() -> Any:
    """Return owlready2, which has no types; imported when it is needed, since that takes a good part of a second."""
    import owlready2

    return owlready2


def _java_reason(message: str) -> str:
    """Return the line of a Java stack trace that says what went wrong."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    return next((line for line in lines if "Exception" in line or "Error" in line), lines[-1] if lines else "no output")


# --- The store --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Check:
    """A query that must return no rows; `remedy` is what to do when it does. The first column says where."""

    name: str
    summary: str
    severity: Severity
    remedy: str
    sparql: str


def read_checks(directory: Path) -> tuple[Check, ...]:
    """Read the check queries of a folder, by name; raises `OntologyError` when a header is missing or incomplete."""
    return tuple(_read_check(path) for path in sorted(directory.glob("*.rq")))


def _read_check(path: Path) -> Check:
    text = path.read_text(encoding="utf-8")
    header = dict(re.findall(r"^#\+\s*(\w+):\s*(.+?)\s*$", text, re.MULTILINE))
    if set(header) != {"summary", "severity", "remedy"} or header["severity"] not in ("error", "warning"):
        raise OntologyError(f"{path}:1: begin with '#+ summary: …', '#+ severity: error' or 'warning', '#+ remedy: …'")
    return Check(path.stem, header["summary"], cast(Severity, header["severity"]), header["remedy"], text)


def check_store(store: Store, checks: Iterable[Check]) -> tuple[Issue, ...]:
    """Run the check queries; each row is an `Issue`, and of many the first and how many more."""
    return tuple(issue for check in checks for issue in _run(store, check))


def _run(store: Store, check: Check) -> Iterator[Issue]:
    answer = store.query(check.sparql)
    rows = answer.rows if isinstance(answer, Solutions) else ()
    for row in rows[:MANY]:
        where, *rest = (shorten(term) for term in row if term is not None)
        details = f" ({', '.join(rest)})" if rest else ""
        yield Issue(where, f"{check.summary}{details}; {check.remedy}", check.severity)
    if len(rows) > MANY:
        yield Issue(check.name, f"{check.summary}: {len(rows) - MANY:,} more", check.severity)


# --- Small things -----------------------------------------------------------------------------------------------------

_Facts: TypeAlias = dict[Term, dict[Term, set[Term]]]


def _facts(quads: Iterable[Quad]) -> _Facts:
    facts: _Facts = {}
    for quad in quads:
        facts.setdefault(quad.subject, {}).setdefault(quad.predicate, set()).add(quad.object)
    return facts


def _blank(facts: _Facts) -> set[Term]:
    return {term for term in facts if isinstance(term, BlankNode)}


def _closure(quads: Iterable[Quad], predicate: NamedNode) -> Mapping[Term, frozenset[Term]]:
    """Return each term with itself and all that stands above it by `predicate`."""
    above: dict[Term, set[Term]] = {}
    for quad in quads:
        if quad.predicate == predicate:
            above.setdefault(quad.subject, set()).add(quad.object)

    def climb(term: Term) -> frozenset[Term]:
        found, stack = {term}, [term]
        while stack:
            new = above.get(stack.pop(), set()) - found
            found |= new
            stack.extend(new)
        return frozenset(found)

    return {term: climb(term) for term in above}


def _each(files: Files) -> tuple[tuple[Quad, ...], ...]:
    return files.ontology, files.alignments, files.lexicon, files.reference


def _named(quad: Quad) -> Iterator[Term]:
    yield from (term for term in (quad.subject, quad.predicate, quad.object) if isinstance(term, NamedNode))


def _true(row: Mapping[Term, set[Term]], predicate: NamedNode) -> bool:
    return any(isinstance(value, Value) and value.value == "true" for value in row.get(predicate, ()))


def shorten(term: Term) -> str:
    """Return a term as a person would write it: `kg:Coup`, `"2020"`.

    >>> shorten(KG.Event)
    'kg:Event'
    """
    if isinstance(term, Value):
        return f'"{term.value}"'
    if not isinstance(term, NamedNode):
        return str(term)
    for prefix, base in PREFIXES.items():
        if term.value.startswith(base) and len(term.value) > len(base):
            return f"{prefix}:{term.value.removeprefix(base)}"
    return term.value
