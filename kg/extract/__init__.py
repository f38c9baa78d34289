"""From a parsed document to events and relations: pure functions on model values, driven by the lexicon's frames."""
