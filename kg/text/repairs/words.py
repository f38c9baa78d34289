"""Words and tags that several repairs go by."""

from __future__ import annotations

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})
INTRANSITIVE = frozenset(
    """
    arrive clash collapse crash detonate die disappear erupt escape explode happen land mutiny occur rebel revolt surrender
    vanish arrived clashed collapsed crashed detonated died disappeared erupted escaped exploded happened landed mutinied
    occurred rebelled revolted surrendered vanished
    """.split()
)
"""Verbs that nothing is done to by, by lemma and by past form: a parser may give a participle no lemma of its own."""
CALENDAR = frozenset(
    """
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday
    """.split()
)
"""Months and days, by which a sentence may begin without a comma."""
TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade"})
TIMED = frozenset({"after", "since", "before", "until", "till"})
"""Words that may introduce a noun or a clause that says when."""

DONE_TO = frozenset(
    """
    kill wound injure hurt kidnap abduct seize arrest murder assassinate slay massacre execute behead gun shoot
    killed wounded injured kidnapped abducted seized arrested murdered assassinated slain massacred executed beheaded gunned shot
    """.split()
)
"""Verbs, by lemma and by participle, that take an object where they are told of somebody who does it."""

PARTING = frozenset("after before when as while since until because".split())
"""Words that part a clause from the one before it."""

REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
