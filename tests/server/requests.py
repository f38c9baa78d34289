"""Requests and what is in responses, for the tests of what the server tells of things."""

from __future__ import annotations

import html.parser
from urllib.parse import urlencode

import pyoxigraph as ox
from pyoxigraph import RdfFormat

from kg.server.messages import Request, Response

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
ROOT = "https://w3id.org/conflict-kg/"


def get(path: str, accept: str | None = None, **parameters: str) -> Request:
    return Request("GET", path, urlencode(parameters), {} if accept is None else {"accept": accept})


def header(response: Response, name: str) -> str | None:
    values = [value for key, value in response.headers if key == name]
    assert len(values) < 2, f"{name} is sent twice"
    return values[0] if values else None


def text(response: Response) -> str:
    assert isinstance(response.body, bytes)
    return response.body.decode()


def triples(response: Response) -> set[ox.Triple]:
    """The statements of a response, by its own word for their format."""
    assert response.status == 200, text(response)
    rdf_format = RdfFormat.from_media_type((header(response, "Content-Type") or "").split(";")[0])
    assert rdf_format is not None
    return {quad.triple for quad in ox.parse(text(response), rdf_format)}


class Page(html.parser.HTMLParser):
    """The links and the words of a page, which must close its tags in order and run nothing."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        assert (header(response, "Content-Type") or "").startswith("text/html"), text(response)
        assert "default-src 'none'" in (header(response, "Content-Security-Policy") or "")
        self.links: dict[str, str] = {}
        self.fields: dict[str, dict[str, str | None]] = {}
        self.marks: list[str] = []
        self._words: list[str] = []
        self._open: list[str] = []
        self._href: str | None = None
        self.feed(text(response))
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert tag not in ("script", "iframe", "object", "img", "b")
        assert not any(name.startswith("on") for name in given)
        if tag == "input":
            self.fields[given.get("name") or ""] = given
        if tag not in ("meta", "link", "input", "td", "th"):
            self._open.append(tag)
        if tag == "a":
            self._href = given.get("href")

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("td", "th"):
            assert self._open.pop() == tag
        if tag == "a":
            self._href = None

    def handle_data(self, data: str) -> None:
        if self._open[-1:] == ["style"]:
            return
        self._words.append(data)
        if self._href is not None:
            self.links[data] = self._href
        if self._open[-1:] == ["mark"]:
            self.marks.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self._words).split())
