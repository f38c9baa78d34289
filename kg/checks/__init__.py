"""Whether the ontology says what it should, contradicts nothing, and a store holds what `docs/graph.md` promises.

Four kinds of check, each giving `Finding`s. `check_ontology` looks at the files that kg ships. `contradictions` finds in
Python what an OWL 2 RL engine would, and names it. `reason` asks HermiT, which finds whatever OWL 2 DL can find but says
no more than that it found it; it needs Java, and without Java says that it did not run. `check_store` asks a store what
is missing or impossible in it: the shapes of `ontology/shapes.ttl`, as SPARQL, and the queries of `ontology/checks/`.
"""

from kg.checks.clashes import contradictions
from kg.checks.files import Files, check_ontology, read_files
from kg.checks.finding import SEVERITIES, Finding, Severity
from kg.checks.hermit import Reasoning, Sample, has_java, reason, sample
from kg.checks.shapes import read_shapes
from kg.checks.store import Check, check_store, graph_quads, read_checks

__all__ = [
    "SEVERITIES",
    "Check",
    "Files",
    "Finding",
    "Reasoning",
    "Sample",
    "Severity",
    "check_ontology",
    "check_store",
    "contradictions",
    "graph_quads",
    "has_java",
    "read_checks",
    "read_files",
    "read_shapes",
    "reason",
    "sample",
]
