"""What arrives as an article: files, folders, streams, front matter and sidecars."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

import pytest

from kg import articles
from kg.articles import day_of, drop_repeats, find_articles, read_articles
from kg.errors import ArticleError, Issue
from kg.model import Article

SEED = Path(__file__).parent.parent / "seeds" / "000_f23ac4d63893c32d.txt"
LIMIT = 10_000
PROSE = "Gunmen attacked a bus.\n"


def read(*paths: Path | str, stdin: bytes = b"", limit: int = LIMIT) -> list[Article | Issue]:
    return list(read_articles([str(path) for path in paths], limit, io.BytesIO(stdin)))


def read_one(path: Path) -> Article:
    (article,) = read(path)
    assert isinstance(article, Article), article
    return article


def read_text(tmp_path: Path, text: str | bytes, sidecar: str | None = None) -> list[Article | Issue]:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    if sidecar is not None:
        (tmp_path / "a.yaml").write_text(sidecar, encoding="utf-8")
    return read(path)


def article_of(items: list[Article | Issue]) -> Article:
    (article,) = [item for item in items if isinstance(item, Article)]
    return article


def issue_of(items: list[Article | Issue]) -> Issue:
    (issue,) = items
    assert isinstance(issue, Issue)
    assert issue.severity == "error"
    assert "\n" not in str(issue)
    return issue


# --- The text as received ---------------------------------------------------------------------------------------------


def test_the_seed_is_read_with_what_its_sidecar_says() -> None:
    seed = read_one(SEED)
    assert seed.text_sha256 == hashlib.sha256(SEED.read_bytes()).hexdigest()
    assert seed.id == seed.text_sha256[:16]
    assert seed.text.encode() == SEED.read_bytes()
    assert (seed.title, seed.source, seed.published, seed.language) == (None, None, "2024-09-17", "en")
    assert seed.body == 0


@pytest.mark.parametrize(
    "text", ["\ufeffGunmen attacked.", "Gunmen\r\nattacked.\r", "é\u2028\U0001f600 attacked", " \n x"]
)
def test_the_text_is_the_file_decoded_and_nothing_else(tmp_path: Path, text: str) -> None:
    article = article_of(read_text(tmp_path, text))
    assert article.text == text
    assert article.text_sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_the_body_begins_after_a_byte_order_mark(tmp_path: Path) -> None:
    assert article_of(read_text(tmp_path, "\ufeffGunmen attacked.")).body == 1
    marked = article_of(read_text(tmp_path, "\ufeff---\ntitle: T\n---\nGunmen attacked."))
    assert (marked.title, marked.text[marked.body :]) == ("T", "Gunmen attacked.")


@pytest.mark.parametrize(
    "text",
    [
        "@prefix kg: <http://example.org/> .\nkg:a a kg:b .\n",
        "SELECT * WHERE { ?s ?p ?o }",
        "<!DOCTYPE html><html><body><p>Gunmen attacked.</p></body></html>",
        "{{ template }} %s {0} \x1b[31m",
    ],
)
def test_what_looks_like_something_else_stays_text(tmp_path: Path, text: str) -> None:
    article = article_of(read_text(tmp_path, text))
    assert (article.text, article.body) == (text, 0)


# --- Files, folders, streams ------------------------------------------------------------------------------------------


def test_a_folder_is_read_in_order_without_what_is_no_article(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a/z.md",
        "a.txt",
        "a.yaml",
        ".hidden.txt",
        ".git/x.txt",
        "c.json",
        "README.md",
        "a/deep/y.TXT",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(f"title: {name}", encoding="utf-8")
    names = [item.name for item in read(tmp_path) if isinstance(item, Article)]
    assert [os.path.relpath(name, tmp_path) for name in names] == ["a/deep/y.TXT", "a/z.md", "a.txt", "b.txt"]


def test_stdin_is_a_dash_and_has_no_sidecar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("-.yaml").write_text("title: not mine", encoding="utf-8")
    article = article_of(read("-", stdin=b"---\nsource: S\n---\nGunmen attacked."))
    assert (article.name, article.source, article.title) == ("stdin", "S", None)


def test_a_file_that_is_named_may_have_any_name(tmp_path: Path) -> None:
    path = tmp_path / "README"
    path.write_text(PROSE, encoding="utf-8")
    assert read_one(path).text == PROSE


def test_a_sidecar_that_a_shell_caught_goes_with_its_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PROSE, encoding="utf-8")
    (tmp_path / "a.yaml").write_text("title: T", encoding="utf-8")
    assert article_of(read(tmp_path / "a.txt", tmp_path / "a.yaml")).title == "T"
    assert "a.txt; name that" in issue_of(read(tmp_path / "a.yaml")).message


def test_an_unreadable_folder_is_an_issue_and_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "open.txt").write_text(PROSE, encoding="utf-8")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)  # root, who runs tests in containers, may read everything
    issue, article = read(tmp_path)
    assert isinstance(article, Article)
    assert str(issue) == f"{tmp_path}/closed: the folder cannot be listed (permission denied); check its permissions"


def test_a_link_to_nowhere_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone")
    assert "no such file" in issue_of(read(tmp_path)).message


def test_the_size_is_checked_before_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)  # a hole: no byte of it is on the disk
    monkeypatch.setattr(articles, "_decode", lambda *_: pytest.fail("it was read"))
    assert "longer than 10000 bytes" in issue_of(read(path)).message


def test_an_endless_stream_is_given_up_at_the_limit() -> None:
    assert "longer than 10000 bytes" in issue_of(read("/dev/zero")).message
    assert issue_of(read("-", stdin=b"x" * (LIMIT + 1))).where == "stdin"
    assert article_of(read("-", stdin=b"x" * LIMIT)).body == 0


def test_the_same_text_twice_is_a_warning() -> None:
    items = list(drop_repeats(read_articles([str(SEED), str(SEED)], 10_000, None)))
    article, warning = items
    assert isinstance(article, Article)
    assert isinstance(warning, Issue)
    assert warning.severity == "warning"
    assert f"the same text as {SEED}" in warning.message


# --- What cannot be read ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "holds no text"),
        (b" \n\t\n", "holds no text"),
        (b"\xef\xbb\xbf", "holds no text"),
        (b"---\ntitle: T\n---\n\n", "holds no text"),
        (b"Mali\xe9 was", "byte 4 is 0xe9"),
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "not UTF-8 text: byte 10"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "zero byte at byte 8"),
        ("Gunmen".encode("utf-16"), "UTF-16"),
        ("Gunmen".encode("utf-16-le"), "zero byte at byte 1"),
        (b"\xed\xa0\x80", "byte 0 is 0xed"),
    ],
)
def test_what_is_no_text_says_where(tmp_path: Path, data: bytes, words: str) -> None:
    issue = issue_of(read_text(tmp_path, data))
    assert words in issue.message
    assert issue.where == str(tmp_path / "a.txt")


def test_paths_that_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "file.txt").write_text(PROSE, encoding="utf-8")
    assert "no such file" in issue_of(read(tmp_path / "gone.txt")).message
    assert "not a directory" in issue_of(read(tmp_path / "file.txt" / "x.txt")).message
    assert "holds no article" in issue_of(read_in_empty(tmp_path)).message
    assert "cannot be read" in issue_of(read("nul\0l.txt")).message


def read_in_empty(tmp_path: Path) -> list[Article | Issue]:
    (tmp_path / "empty").mkdir()
    return read(tmp_path / "empty")


def test_a_batch_goes_on_after_a_bad_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff")
    (tmp_path / "b.txt").write_text(PROSE, encoding="utf-8")
    bad, good = read(tmp_path)
    assert isinstance(bad, Issue)
    assert isinstance(good, Article)


# --- Front matter and sidecars ----------------------------------------------------------------------------------------

FULL = """---
title: "Attack: what we know"
source: Reuters
url: https://example.org/é?a=1
published: 2024-09-17T06:12:00+02:00
language: en-GB
licence: CC0-1.0
layout: post
---
Gunmen attacked.
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_front_matter_is_read_and_stays_in_the_text(tmp_path: Path, newline: str) -> None:
    text = FULL.replace("\n", newline)
    article = article_of(read_text(tmp_path, text))
    assert article.text == text
    assert text[article.body :] == f"Gunmen attacked.{newline}"
    assert article.title == "Attack: what we know"
    assert (article.source, article.url) == ("Reuters", "https://example.org/é?a=1")
    assert (article.published, article.language, article.licence) == ("2024-09-17", "en-GB", "CC0-1.0")


def test_values_are_strings_whatever_yaml_would_make_of_them(tmp_path: Path) -> None:
    article = article_of(
        read_text(tmp_path, f"---\ntitle: 2024\nsource: no\nlicence: ~\npublished: 2024\n---\n{PROSE}")
    )
    assert (article.title, article.source, article.licence, article.published) == ("2024", "no", None, "2024")


def test_the_sidecar_wins_where_both_say_something(tmp_path: Path) -> None:
    text = f"---\ntitle: Front\nsource: Front\nlicence: Front\n---\n{PROSE}"
    article = article_of(read_text(tmp_path, text, sidecar="title: Side\nsource: null\n"))
    assert (article.title, article.source, article.licence) == ("Side", "Front", "Front")


@pytest.mark.parametrize(
    "text",
    [
        "---",
        "---\n",
        "---\nThe army said it had control.\n",
        "---\n\nThe army said: we have control.\n---\nIt did not.\n",
        "---\nBAMAKO: The army said it had control.\n---\nIt did not.\n",
        "---\nThe army said it had control.\n---\nIt did not.\n",
        "---\n# A heading\n---\nThe army said so.\n",
        "---\n- 12 killed\n\nno second line",
        "----\ntitle: T\n----\n",
        "--- title: T\n---\n",
        " ---\ntitle: T\n---\n",
        "Text.\n---\ntitle: T\n---\n",
    ],
)
def test_a_line_of_dashes_is_only_a_line(tmp_path: Path, text: str) -> None:
    assert article_of(read_text(tmp_path, text)).body == 0


@pytest.mark.parametrize(
    ("block", "title"), [("\n\ntitle: T\n", "T"), ("# note\ntitle: T\n", "T"), ('"title": T\n', "T"), ("", None)]
)
def test_front_matter_that_begins_otherwise(tmp_path: Path, block: str, title: str | None) -> None:
    article = article_of(read_text(tmp_path, f"---\n{block}---\n{PROSE}"))
    assert (article.title, article.text[article.body :]) == (title, PROSE)


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        ("---\ntitle: T\nGunmen attacked.\n", "a.txt:1", "not closed"),
        ("---\nTitle: T\n", "a.txt:1", "not closed"),
        ("---\n- title\n- source\n---\nText.", "a.txt:2", "a list"),
        ("---\ntitle: T\nsource: a: b\n---\nText.", "a.txt:3", "not YAML"),
        ('---\ntitle: "T\n---\nText.', "a.txt:3", "not YAML"),
        ("---\ntitle: [a, b]\n---\nText.", "a.txt", "title must be text, not a list"),
        ("---\nsource: {a: b}\n---\nText.", "a.txt", "source must be text"),
        ("---\ntitle: " + "[" * 9000 + "\n---\nText.", "a.txt:2", "nested too deeply"),
        ("---\ntitle: \x07\n---\nText.", "a.txt:2", "a character that YAML does not allow"),
        ("---\npublished: 2024-02-30\n---\nText.", "a.txt", "there is no such date"),
        ("---\npublished: 17 September 2024\n---\nText.", "a.txt", "write a date like 2024-09-17"),
        ("---\nlanguage: English\n---\nText.", "a.txt", "write “en”"),
    ],
)
def test_malformed_front_matter_says_where(tmp_path: Path, text: str, where: str, words: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    issue = issue_of(read(path, limit=100_000))
    assert issue.where == str(tmp_path / where)
    assert words in issue.message


def test_long_front_matter_is_not_parsed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("---\ntitle: T\n" + "k: v\n" * 20_000 + "---\nText.", encoding="utf-8")
    assert "more than 65536 characters" in issue_of(read(path, limit=1_000_000)).message


@pytest.mark.parametrize(
    ("sidecar", "words"),
    [
        ("- a\n", "a list"),
        ("just words", "no keys"),
        ("a: b: c", "not YAML"),
        ("published: 2023-13-01", "no such date"),
    ],
)
def test_a_bad_sidecar_is_named(tmp_path: Path, sidecar: str, words: str) -> None:
    issue = issue_of(read_text(tmp_path, PROSE, sidecar))
    assert issue.where.startswith(str(tmp_path / "a.yaml"))
    assert words in issue.message


def test_an_empty_sidecar_says_nothing(tmp_path: Path) -> None:
    assert article_of(read_text(tmp_path, PROSE, "")).title is None


@pytest.mark.parametrize(
    ("key", "meant"), [("publishd", "published"), ("date", "published"), ("License", "licence"), ("sorce", "source")]
)
def test_a_key_that_looks_like_ours_is_a_warning(tmp_path: Path, key: str, meant: str) -> None:
    warning, article = read_text(tmp_path, PROSE, f"{key}: 2024\ntags: [a]\npublished_note: because\n")
    assert isinstance(article, Article)
    assert isinstance(warning, Issue)
    assert warning.severity == "warning"
    assert repr(meant) in warning.message


@pytest.mark.parametrize("sidecar", ["url: not an address", "url: javascript:alert(1)", "language: fr"])
def test_metadata_that_can_be_done_without_is_a_warning(tmp_path: Path, sidecar: str) -> None:
    warning, article = read_text(tmp_path, PROSE, sidecar)
    assert isinstance(warning, Issue)
    assert warning.severity == "warning"
    assert isinstance(article, Article)
    assert article.url is None


# --- Dates ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2024-09-17", "2024-09-17"),
        ("2024-09-17T23:59:59Z", "2024-09-17"),
        ("2024-09-17 23:59", "2024-09-17"),
        ("2024-09-17T00:30:00.123-11:00", "2024-09-17"),
        ("2024-09", "2024-09"),
        ("1999", "1999"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_only_the_date_part_enters(said: str, day: str) -> None:
    assert day_of(said) == day


@pytest.mark.parametrize(
    "said",
    [
        "2023-02-29",
        "2024-13",
        "2024-00-10",
        "0000",
        "2024-9-17",
        "2024-09T10:00",
        "2024-09-17T25:00",
        "24",
        "17/9/2024",
    ],
)
def test_what_is_no_date_is_refused(said: str) -> None:
    with pytest.raises(ArticleError):
        day_of(said)


def test_find_articles_reads_nothing(tmp_path: Path) -> None:
    assert list(find_articles(["-", str(tmp_path / "gone.txt")])) == ["-", str(tmp_path / "gone.txt")]
