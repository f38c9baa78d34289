"""Gates about what is shipped: the locks, the wheel, the source archive, and the command that CI runs."""

from __future__ import annotations

import ast
import hashlib
import http.server
import importlib.util
import re
import subprocess
import sys
import tarfile
import threading
import zipfile
from collections.abc import Iterator
from importlib.metadata import files
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")


def project() -> dict[str, Any]:
    """The `[project]` table of pyproject.toml."""
    table: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return table


def pins(lock: str) -> set[Requirement]:
    """What a lock file pins, one requirement per line; a package may have several, for different Pythons."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return {Requirement(line.rstrip(" \\")) for line in text.splitlines() if not line.startswith(" ")}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive of this checkout, built without the network."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder)], cwd=ROOT, check=True, capture_output=True
    )
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(next(built.glob("*.whl")))


@pytest.fixture(scope="module")
def unpacked(wheel: zipfile.ZipFile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds what an installed kg holds."""
    folder = tmp_path_factory.mktemp("site")
    wheel.extractall(folder)
    return folder


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_host_and_no_folder(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.findall(r".*(?:://|find-links|index-url|trusted-host|file:| @ ).*", text)


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_locked_is_pinned_and_hashed(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.findall(r"^\S.*(?:\n .*)*", text, re.MULTILINE)
    assert entries
    for entry in entries:
        head, *hashes = entry.split("\\\n")
        assert re.match(r"[a-z0-9-]+==\S+", head)
        assert hashes, head
        assert all(re.fullmatch(r"\s+--hash=sha256:[0-9a-f]{64}\s*", line) for line in hashes), head


def test_locks_satisfy_pyproject() -> None:
    table = project()
    asked = {"requirements.lock": table["dependencies"], "requirements-dev.lock": table["optional-dependencies"]["dev"]}
    for lock, lines in asked.items():
        for wanted in map(Requirement, lines):
            found = [pin for pin in pins(lock) if canonicalize_name(pin.name) == canonicalize_name(wanted.name)]
            assert found, f"{wanted} is not in {lock}: make lock"
            for pin in found:
                (version,) = pin.specifier
                assert wanted.specifier.contains(version.version), f"{lock} has {pin}, not {wanted}: make lock"


def test_dev_lock_only_adds() -> None:
    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def imported() -> Iterator[tuple[str, str]]:
    """Each outside module that kg imports, with the file that does."""
    for path in sorted((ROOT / "kg").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                names = [node.module]
            else:
                continue
            for name in names:
                top = name.partition(".")[0]
                if top not in sys.stdlib_module_names and top not in ("kg", "tomllib"):
                    yield top, path.relative_to(ROOT).as_posix()


def test_what_kg_imports_is_declared() -> None:
    extras = project()["optional-dependencies"]
    lines = [*project()["dependencies"], *(line for name in extras if name != "dev" for line in extras[name])]
    wanted = [Requirement(line) for line in lines]
    here = [asked.name for asked in wanted if not asked.marker or asked.marker.evaluate()]
    declared = {file.parts[0].partition(".")[0] for name in here for file in files(name) or []}
    declared |= {"tomli"}  # for Python 3.10 only
    assert not [f"{path} imports {module}" for module, path in imported() if module not in declared]


def test_wheel_holds_the_package_and_its_data(wheel: zipfile.ZipFile) -> None:
    names = {name for name in wheel.namelist() if ".dist-info/" not in name}
    expected = {
        (PurePosixPath(home) / path.relative_to(ROOT / folder).as_posix()).as_posix()
        for folder, home in (("kg", "kg"), ("ontology", "kg/data/ontology"), ("queries", "kg/data/queries"))
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert names == expected
    assert {"kg/py.typed", "kg/data/ontology/conflict.ttl"} <= names
    assert any(name.startswith("kg/data/queries/") for name in names)


def test_wheel_says_how_it_is_licensed(wheel: zipfile.ZipFile) -> None:
    (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    metadata = wheel.read(name).decode()
    assert "License-Expression: MIT AND CC-BY-SA-4.0" in metadata
    assert re.search(r"^License-File: LICENSE$", metadata, re.MULTILINE)
    assert re.search(r"^License-File: kg/models/", metadata, re.MULTILINE)


def test_installed_kg_works_from_any_folder(unpacked: Path, tmp_path: Path) -> None:
    def kg(*arguments: str) -> str:
        code = f"import sys; sys.path.insert(0, {str(unpacked)!r}); from kg.cli import main; main()"
        done = subprocess.run(
            [sys.executable, "-P" if sys.version_info >= (3, 11) else "-s", "-c", code, *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    article = tmp_path / "article.txt"
    article.write_text("Soldiers seized power in Niger on 26 July 2023.", encoding="utf-8")
    assert kg("--version")
    kg("build", str(article), "--store", "store")
    assert "Niger" in kg("run", "timeline-of-a-country", "country=NE", "--store", "store")


def test_source_archive_is_enough_to_build_and_test(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for folder in ("kg", "ontology", "queries", "seeds", "tests", "scripts"):
        files = {
            path.relative_to(ROOT).as_posix()
            for path in (ROOT / folder).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        assert files <= names
    assert {"pyproject.toml", "Makefile", ".ci/run", "LICENSE", "README.md", *LOCKS} <= names
    assert not [name for name in names if name.startswith(("training/build/", "build/", "dist/", ".venv/"))]


def test_ci_runs_the_test_command_of_the_readme() -> None:
    command = (ROOT / ".ci" / "run").read_text(encoding="utf-8").rstrip().splitlines()[-1]
    assert command == "make test"
    assert re.search(rf"^\s*(?:\$ )?{command}\b", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)


class Mirror(http.server.BaseHTTPRequestHandler):
    """An index whose page has relative links, as mirrors have, and one wheel."""

    def do_GET(self) -> None:
        names = (b"pip-1.0.tar.gz", b"pip-1.0-py3-none-any.whl#sha256=0")
        pages = {
            "/simple/pip/": b"".join(b'<a href="../../files/%b">a file</a>' % name for name in names),
            "/files/pip-1.0-py3-none-any.whl": b"a wheel",
        }
        self.send_response(200 if self.path in pages else 404)
        self.end_headers()
        self.wfile.write(pages.get(self.path, b""))

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def mirror() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Mirror) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/simple/"
        server.shutdown()
        thread.join()


def bootstrap(lock: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """scripts/bootstrap_venv.py as a module that reads another lock."""
    spec = importlib.util.spec_from_file_location("bootstrap_venv", ROOT / "scripts" / "bootstrap_venv.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "LOCK", lock)
    return module


def fetched(content: bytes, mirror: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the bootstrap saves from the mirror when the lock wants a wheel of this content."""
    lock = tmp_path / "some.lock"
    digest = hashlib.sha256(content).hexdigest()
    lock.write_text(f"idna==3.0 \\\n    --hash=sha256:0\npip==1.0 \\\n    --hash=sha256:{digest}\n", encoding="utf-8")
    monkeypatch.setenv("PIP_INDEX_URL", mirror)
    path: Path = bootstrap(lock, monkeypatch).fetch_pip(tmp_path)
    return path


def test_bootstrap_follows_a_mirrors_relative_links(
    mirror: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert fetched(b"a wheel", mirror, tmp_path, monkeypatch).read_bytes() == b"a wheel"


def test_bootstrap_runs_no_pip_that_the_lock_does_not_know(
    mirror: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SystemExit, match="damaged or replaced"):
        fetched(b"another wheel", mirror, tmp_path, monkeypatch)
    assert not list(tmp_path.glob("*.whl"))


def test_bootstrap_finds_pip_in_the_real_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    lines, version, digests = bootstrap(ROOT / "requirements-dev.lock", monkeypatch).locked_pip()
    assert lines.startswith(f"pip=={version}")
    assert len(digests) == lines.count("--hash=")
