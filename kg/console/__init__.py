"""A prompt over a store: SPARQL, and commands that begin with a dot.

`session.evaluate` is the console without a terminal, `prompt.interact` puts prompt_toolkit in front of it.
"""
