"""Create a virtual environment that has the pip of requirements-dev.lock, even where Python comes without ensurepip.

    python3 scripts/bootstrap_venv.py .venv

Needs the standard library only. Debian and Ubuntu take ensurepip out of Python unless python3-venv is installed; there
the pip wheel is fetched from the package index and compared with its hash in the lock before it runs. Elsewhere the
bundled pip, often years old, replaces itself with the locked one before it installs anything else: old releases fail
on some of today's packages. Index: PIP_INDEX_URL, else pip's settings files, else the public index.
"""

from __future__ import annotations

import configparser
import hashlib
import html.parser
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request
import venv
from pathlib import Path

LOCK = Path(__file__).resolve().parent.parent / "requirements-dev.lock"
PUBLIC_INDEX = "https://pypi.org/simple"  # pip's own default


class Links(html.parser.HTMLParser):
    """The targets of all links of an index page."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.targets += [value for name, value in attrs if tag == "a" and name == "href" and value]


def locked_pip() -> tuple[str, str, set[str]]:
    """The lock's lines about pip, its version and the SHA-256 digests it allows."""
    found = re.search(r"^pip==(\S+).*(?:\n[ \t].*)*", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    if not found:
        raise SystemExit(f"{LOCK.name} pins no pip. Make it again with: make lock")
    return found[0], found[1], set(re.findall(r"sha256:([0-9a-f]{64})", found[0]))


def index_url() -> str:
    """Where pip would look, as far as that is known without pip; it may be a mirror."""
    home = Path.home()
    places = [
        Path("/etc/pip.conf"),
        home / ".pip/pip.conf",
        home / "Library/Application Support/pip/pip.conf",
        Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "pip/pip.conf",
        Path(os.environ.get("PIP_CONFIG_FILE") or "/dev/null"),
    ]
    settings = configparser.RawConfigParser(strict=False)
    settings.read(places)  # the last one that says something wins, as with pip
    url = PUBLIC_INDEX
    for section in ("global", "install"):
        url = settings.get(section, "index-url", fallback=url)
    return (os.environ.get("PIP_INDEX_URL") or url).strip().rstrip("/")


def fetch_pip(folder: Path) -> Path:
    """The locked pip wheel, saved in `folder` once its digest is one that the lock allows."""
    _, version, digests = locked_pip()
    name = f"pip-{version}-py3-none-any.whl"
    page_url = index_url() + "/pip/"
    with urllib.request.urlopen(page_url) as page:
        links = Links()
        links.feed(page.read().decode("utf-8", "replace"))
        base = page.geturl()
    addresses = [urllib.parse.urljoin(base, target) for target in links.targets]  # mirrors answer with relative links
    address = next((a for a in addresses if urllib.parse.urlsplit(a).path.endswith("/" + name)), None)
    if address is None:
        raise SystemExit(f"{page_url} does not list {name}. Set PIP_INDEX_URL to an index that does.")
    with urllib.request.urlopen(address) as answer:
        data = answer.read()
    if hashlib.sha256(data).hexdigest() not in digests:
        raise SystemExit(f"{name} is not the file that {LOCK.name} describes: the download is damaged or replaced.")
    wheel = folder / name
    wheel.write_bytes(data)
    return wheel


def create(target: Path) -> None:
    """Make the environment `target`, with the locked pip inside; nothing is left behind when that fails."""
    python = target / "bin" / "python"
    with tempfile.TemporaryDirectory() as folder:
        if importlib.util.find_spec("ensurepip"):
            venv.create(target, clear=True, symlinks=True, with_pip=True)
            wanted = Path(folder, "pip.txt")
            wanted.write_text(locked_pip()[0] + "\n", encoding="utf-8")
            pip, what = ["-m", "pip"], ["--require-hashes", "-r", str(wanted)]
        else:
            venv.create(target, clear=True, symlinks=True, with_pip=False)
            wheel = fetch_pip(Path(folder))
            pip, what = [f"{wheel}/pip"], ["--no-index", str(wheel)]
        subprocess.run(
            [str(python), *pip, "--disable-pip-version-check", "install", "--quiet", "--no-deps", *what], check=True
        )


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit("usage: python3 scripts/bootstrap_venv.py FOLDER")
    if sys.version_info < (3, 10):  # noqa: UP036 - that Python is what it is for
        raise SystemExit("kg needs Python 3.10 or newer; this is " + sys.version.split()[0])
    target = Path(sys.argv[1]).absolute()
    try:
        create(target)
    except BaseException as error:
        shutil.rmtree(target, ignore_errors=True)
        if isinstance(error, (urllib.error.URLError, subprocess.CalledProcessError)):
            raise SystemExit(f"Could not put pip into {target.name}: {error}. Is the index reachable?") from None
        raise


if __name__ == "__main__":
    main()
