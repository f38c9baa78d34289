"""A knowledge graph of conflict news, built from articles and served over SPARQL."""

__version__ = "0.1.0"
