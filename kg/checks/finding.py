"""What a check finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

Severity: TypeAlias = Literal["violation", "warning", "info"]
SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)
"""The three severities of SHACL, worst first: broken, probably wrong, merely good to know."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be: where, what is wrong and what to do.

    `where` is a term or a file, shortened; `check` names what found it; `article` is the IRI and the title of the
    article in whose graph it stands, the title "" when it has none.
    """

    where: str
    message: str
    severity: Severity = "violation"
    check: str = ""
    article: tuple[str, str] | None = None

    def __str__(self) -> str:
        if self.article is None:
            return f"{self.where}: {self.message}"
        iri, title = self.article
        return f"{self.where}: {self.message} (in {f'“{title}”, ' if title else ''}<{iri}>)"
