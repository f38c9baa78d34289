"""Turtle in, frozen look-up structures out: the ontology, the lexicon, the gazetteer."""
