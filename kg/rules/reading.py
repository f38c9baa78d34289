"""Rule files: a `#+` header that says what a rule means, and a CONSTRUCT query that is the rule.

    #+ summary: A place in a region lies in whatever that region lies in
    #+ description: kg:locatedIn is transitive. …
    #+ example: Bamako is in Mali, Mali is in Western Africa: Bamako is in Western Africa.
    #+ premises: region
    #+ stratum: 1
    CONSTRUCT { ?place kg:locatedIn ?area } WHERE { ?place kg:locatedIn ?region . ?region kg:locatedIn ?area }

`premises` names the variables whose values the conclusion rests on. Rules of one `stratum` (1 when it is not given) are
applied together until nothing new follows, and then those of the next, so that a rule which asks what is absent must
stand in a later stratum than every rule that could conclude it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Variable

from kg.errors import OntologyError, QueryError
from kg.queries import read_header, read_text
from kg.results import plain_text
from kg.rules.patterns import Atom, Outline, Pattern, outline
from kg.store.embedded import open_store
from kg.store.embedded import outline as scan
from kg.vocab import DATA, INFERRED_GRAPH, RDF

_KEYS = ("summary", "description", "example", "premises", "stratum")
_PIECE = re.compile(
    r"""(?P<skip>\#[^\n]*|<[^<>"{}|^`\\\s]*>|\"\"\".*?\"\"\"|'''.*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
      | (?P<sign>[{}])
      | (?P<word>[\w?$:.-]+)""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with a name (that of its file); `text` is the whole file, `select` finds what it follows from.

    `reads` and `lacks` are as in `kg.rules.patterns.Outline`; `concludes` are the triples that it can make.
    """

    name: str
    summary: str
    description: str
    example: str
    premises: tuple[str, ...]
    stratum: int
    template: tuple[Pattern, ...]
    select: str
    concludes: frozenset[Atom]
    reads: frozenset[Atom]
    lacks: frozenset[Atom]
    text: str

    @property
    def iri(self) -> NamedNode:
        """What the graph calls the rule."""
        return NamedNode(f"{DATA}rule/{self.name}")

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables of `select`: first those of the template, then the premises."""
        return _variables(self.template, self.premises)


def read_rules(directory: Path) -> tuple[Rule, ...]:
    """Return the rules of a folder in the order they apply; raises `OntologyError` ("path:line: what") for the first
    that cannot be used, alone or with the others.
    """
    rules = tuple(_read_rule(path) for path in sorted(directory.glob("*.rq")))
    check_strata(rules, {rule.name: str(directory / f"{rule.name}.rq") for rule in rules})
    return tuple(sorted(rules, key=lambda rule: (rule.stratum, rule.name)))


def _read_rule(path: Path) -> Rule:
    try:
        text = read_text(path)
    except QueryError as error:
        raise OntologyError(str(error)) from error
    return parse_rule(path.stem, text, str(path))


def parse_rule(name: str, text: str, where: str) -> Rule:
    """Return the rule that `text` is; `where` stands before the line number in the message of an `OntologyError`."""
    header, lines = _read_header(text, where)
    stratum = header.get("stratum", "1")
    if not re.fullmatch(r"[1-9][0-9]?", stratum):
        raise OntologyError(f"{where}:{lines['stratum']}: stratum is a number from 1 to 99; got {stratum!r}")
    if scan(text).reaches_out:
        raise OntologyError(f"{where}:1: a rule may not have {scan(text).reaches_out}")
    try:
        with open_store(None) as nothing:
            nothing.query(text)  # Oxigraph says better than rdflib where a mistake is
        found = outline(text, INFERRED_GRAPH)
        if not found.unfit:
            before, pattern = _without_template(text)
    except QueryError as error:
        message = str(error)
        at = message.removeprefix("query:") if message.startswith("query:") else f"1: {message}"
        raise OntologyError(f"{where}:{at}") from error
    premises = tuple(variable.lstrip("?") for variable in re.split(r"[,\s]+", header["premises"]) if variable)
    _check_parts(found, premises, where, lines["premises"])
    variables = " ".join(f"?{variable}" for variable in _variables(found.template, premises))
    return Rule(
        name=name,
        summary=header["summary"],
        description=header["description"],
        example=header["example"],
        premises=premises,
        stratum=int(stratum),
        template=found.template,
        select=f"{before}SELECT DISTINCT {variables} {pattern[:-1]}{_unless_there(found.template)}}}",
        concludes=frozenset(_conclusion(pattern) for pattern in found.template),
        reads=found.reads,
        lacks=found.lacks,
        text=text,
    )


def _read_header(text: str, where: str) -> tuple[Mapping[str, str], Mapping[str, int]]:
    """Return the values of a header and the lines they stand on, by key."""
    try:
        fields = read_header(text, where, _KEYS)
    except QueryError as error:
        raise OntologyError(str(error)) from error
    values = {field.key: field.value for field in fields}
    for key in _KEYS[:-1]:
        if not values.get(key):
            raise OntologyError(f"{where}:1: no {key}; a rule begins with '#+ {key}: …' and says what it means")
    return values, {field.key: field.line for field in fields}


def _check_parts(found: Outline, premises: Iterable[str], where: str, line: int) -> None:
    if found.unfit:
        raise OntologyError(f"{where}:1: a rule may not have {', '.join(found.unfit)}")
    for variable in premises:
        if variable not in found.variables:
            known = ", ".join(f"?{known}" for known in sorted(found.variables))
            raise OntologyError(f"{where}:{line}: the pattern binds no premise ?{variable}; it binds {known}")
    for variable in _variables(found.template, ()):
        if variable not in found.variables:
            raise OntologyError(f"{where}:1: the template has ?{variable}, which the pattern does not bind")


def _variables(template: Iterable[Pattern], premises: Iterable[str]) -> tuple[str, ...]:
    in_template = (slot.value for pattern in template for slot in pattern if isinstance(slot, Variable))
    return tuple(dict.fromkeys([*in_template, *premises]))


def _conclusion(pattern: Pattern) -> Atom:
    _, predicate, value = pattern
    return Atom(
        predicate if isinstance(predicate, NamedNode) else None, value if isinstance(value, NamedNode) else None
    )


def _without_template(text: str) -> tuple[str, str]:
    """Return what stands before CONSTRUCT and what after its template, from WHERE to the last bracket."""
    start, closed, depth = None, [], 0
    for piece in _PIECE.finditer(text):
        if start is None:
            start = piece.start() if (piece["word"] or "").upper() == "CONSTRUCT" else None
        elif piece["sign"]:
            depth += 1 if piece["sign"] == "{" else -1
            if depth == 0:
                closed.append(piece.end())
        elif len(closed) == 2 and piece["word"]:
            raise QueryError(f"nothing may follow the pattern; here is {piece['word']}")
    if start is None or len(closed) != 2:
        raise QueryError("expected CONSTRUCT { … } WHERE { … }")
    return text[:start], text[closed[0] : closed[1]]


def _unless_there(template: Sequence[Pattern]) -> str:
    """Return a filter for what has been concluded already, for a template of one triple: the store is quick at that."""
    if len(template) != 1:
        return ""
    return f" FILTER NOT EXISTS {{ {' '.join(map(str, template[0]))} }} "


# --- Rules among each other -------------------------------------------------------------------------------------------


def check_strata(rules: Iterable[Rule], places: Mapping[str, str]) -> None:
    """Raise `OntologyError` for a rule that asks for the absence of what is concluded in its stratum or later.

    What such a rule concludes would depend on the order in which rules are applied. `places` are paths, by rule.
    """
    known = tuple(rules)
    for rule in known:
        for other, atom in _undecided(rule, known):
            what = plain_text(atom.predicate) if atom.predicate else "a property"
            what += f" {plain_text(atom.object)}" if atom.object and atom.predicate == RDF.type else ""
            blame = "it concludes that itself" if other == rule else f"{other.name!r} (stratum {other.stratum}) does"
            raise OntologyError(
                f"{places.get(rule.name, rule.name)}:1: asks whether {what} is absent before all of it is concluded"
                f" ({blame}); use a stratum after {other.stratum}, or ask only graphs other than the inferred one"
            )


def _undecided(rule: Rule, rules: Iterable[Rule]) -> Iterator[tuple[Rule, Atom]]:
    """Yield what the rule asks the absence of and a rule of its stratum or later concludes.

    A class for which there is a variable is taken for none that a rule concludes: `?it a ?class` stands for one of the
    classes below some other, which only the ontology knows.
    """
    lacks = [atom for atom in rule.lacks if atom != Atom(RDF.type, None)]
    for other in rules:
        if other.stratum >= rule.stratum:
            for atom in sorted(other.concludes, key=str):
                if any(atom.meets(lacking) for lacking in lacks):
                    yield other, atom
