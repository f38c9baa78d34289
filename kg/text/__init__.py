"""Pure functions on strings, and the parser behind one door."""
