"""From what an article names to what is known: an entity or an event, or NIL; candidates are kept, scores are given."""
