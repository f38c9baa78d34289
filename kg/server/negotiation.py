"""Which format an answer is written in: the formats offered, and the choice among them by an Accept header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write an answer; `aliases` are other media types that a client may ask for it by.

    The answer is then labelled with the alias: a client that asked for `application/json` looks for that.
    """

    name: str
    media_type: str
    aliases: tuple[str, ...] = ()


# In order of preference: the first is what a client gets who does not mind.
RESULTS: tuple[Format, ...] = (
    Format("json", "application/sparql-results+json", ("application/json",)),
    Format("xml", "application/sparql-results+xml", ("application/xml", "text/xml")),
    Format("csv", "text/csv"),
    Format("tsv", "text/tab-separated-values"),
)
GRAPHS: tuple[Format, ...] = (
    Format("turtle", "text/turtle", ("application/turtle", "application/x-turtle")),
    Format("ntriples", "application/n-triples", ("text/plain",)),
    Format("rdfxml", "application/rdf+xml", ("application/xml", "text/xml")),
    Format("jsonld", "application/ld+json", ("application/json",)),
    Format("nquads", "application/n-quads"),
    Format("trig", "application/trig", ("application/x-trig",)),
)
HTML = Format("html", "text/html", ("application/xhtml+xml",))


@dataclass(frozen=True, slots=True)
class Choice:
    """A format and the media type to label it with."""

    format: Format
    media_type: str

    @property
    def content_type(self) -> str:
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


@dataclass(frozen=True, slots=True)
class _Range:
    """One element of an Accept header, such as `text/*;q=0.5`."""

    type: str
    subtype: str
    quality: float

    def fit(self, media_type: str) -> int:
        """Return how closely this range names the type: 0 not at all, 1 `*/*`, 2 `text/*`, 3 the type itself."""
        kind, _, subtype = media_type.partition("/")
        if (self.type, self.subtype) == (kind, subtype):
            return 3
        if self.subtype == "*":
            return {kind: 2, "*": 1}.get(self.type, 0)
        return 0


def choose(accept: str | None, offers: Sequence[Format]) -> Choice | None:
    """Return the offer that an Accept header likes best, None if it takes none; ties go to the earlier offer.

    RFC 9110, 12.5.1: "the most specific reference has precedence"; a quality of 0 means "not acceptable"; without the
    header, or with an empty one, anything is. Elements that are malformed are passed over.

    >>> choose("text/*;q=0.5, application/json", RESULTS).media_type
    'application/json'
    """
    if accept is None or not accept.strip():
        return Choice(offers[0], offers[0].media_type)
    ranges = [element for part in _split(accept, ",") if (element := _parse_range(part)) is not None]
    best, best_quality = None, 0.0
    for offer in offers:
        for media_type in (offer.media_type, *offer.aliases):
            # An alias has to be asked for by name: a client that asks for `text/*` wants what is usual.
            quality = _quality(ranges, media_type, at_least=1 if media_type == offer.media_type else 3)
            if quality > best_quality:
                best, best_quality = Choice(offer, media_type), quality
    return best


def _quality(ranges: Sequence[_Range], media_type: str, *, at_least: int) -> float:
    fitting = [(fit, element.quality) for element in ranges if (fit := element.fit(media_type)) >= at_least]
    return max(fitting)[1] if fitting else 0.0


def _parse_range(text: str) -> _Range | None:
    head, *parameters = (part.strip().lower() for part in _split(text, ";"))
    named = re.fullmatch(r"([\w!#$%&'*+.^`|~-]+)/([\w!#$%&'*+.^`|~-]+)", head)
    if named is None or (named[1] == "*" and named[2] != "*"):
        return None
    quality = 1.0
    for parameter in parameters:
        name, _, value = (part.strip() for part in parameter.partition("="))
        if name == "q":
            if re.fullmatch(r"0(\.\d{0,3})?|1(\.0{0,3})?", value) is None:
                return None
            quality = float(value)
        elif name == "charset" and value.strip('"') not in ("utf-8", "utf8"):
            return None  # everything here is UTF-8
    return _Range(named[1], named[2], quality)


def _split(text: str, separator: str) -> list[str]:
    """Split at separators outside quoted strings."""
    return re.findall(rf'(?:"(?:[^"\\]|\\.)*"|[^{separator}"]|")+', text)
