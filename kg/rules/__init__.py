"""Rules: what follows from what, as SPARQL, applied until nothing new follows.

A rule is a CONSTRUCT query of `ontology/rules/` that any SPARQL tool can run. `read_rules` checks a folder of them,
`apply_rules` puts what they conclude into a graph of its own, each triple with a record of the rule and the premises it
follows from. docs/rules.md is for those who write rules.
"""

from kg.rules.applying import Report, apply_rules
from kg.rules.reading import Rule, parse_rule, read_rules

__all__ = ["Report", "Rule", "apply_rules", "parse_rule", "read_rules"]
