"""What can go wrong, and the exit code each kind ends a command with.

KGError
├── SettingsError    2   a flag, a variable or a settings file (2 is also click's own usage error)
├── InputError       3   something the user gave could not be read
│   ├── OntologyError        the ontology, the lexicon or a reference file
│   ├── ArticleError         an article or its metadata
│   └── QueryError           SPARQL, a saved query, a parameter
├── NotFound         1   asked, and the answer is no
└── StoreError       4   the store or an output file could not be read or written
    ├── StoreLocked          another process has it open
    └── QueryTimeout         a query ran past its time limit

Every message is one line: where, what, and what to do next. An `Issue` is not an exception: it is a problem with one
item among many, handed back beside the result.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


class KGError(Exception):
    """Base of every error a user may meet; `str()` is the one line to show."""

    exit_code = 70


class SettingsError(KGError):
    """A flag, environment variable or settings file holds something unusable."""

    exit_code = 2


class InputError(KGError):
    """Something the user gave could not be read."""

    exit_code = 3


class OntologyError(InputError):
    """The ontology, the lexicon or a reference file could not be read."""


class ArticleError(InputError):
    """An article or its metadata could not be read."""


class QueryError(InputError):
    """A query is not SPARQL, is not known, or got a parameter it does not take."""


class NotFound(KGError):
    """The question was understood and the answer is: nothing of that name is here."""

    exit_code = 1


class StoreError(KGError):
    """A store or an output file could not be read or written."""

    exit_code = 4


class StoreLocked(StoreError):
    """Another process has the store open for writing."""


class QueryTimeout(StoreError):
    """A query ran past its time limit and was stopped."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One problem with one item of a batch; the rest of the batch went on.

    `where` is a path, an IRI or a query name; `severity` is "error" when the item was left out and "warning" when it
    was used all the same.
    """

    where: str
    message: str
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"
