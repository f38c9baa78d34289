"""Settings: a flag wins over KG_*, that over kg.toml, that over the default; and every one is documented."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.errors import SettingsError
from kg.settings import (
    BY_NAME,
    SETTINGS,
    Setting,
    Settings,
    cache_directory,
    data_directory,
    read_settings,
    reference_files,
)

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A working directory without kg.toml, and no variable of ours in the environment."""
    for setting in SETTINGS:
        monkeypatch.delenv(setting.variable, raising=False)
    monkeypatch.chdir(tmp_path)


VALUES = {int: ("1", "2", "3"), float: ("1.5", "2.5", "3.5"), str: ("a", "b", "c")}


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_where_a_value_comes_from(setting: Setting, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    kind = type(setting.default)
    from_file, from_variable, from_flag = VALUES[kind]

    def read(flags: dict[str, object] | None = None) -> tuple[object, str]:
        found = read_settings(flags).values[setting.name]
        assert type(found.value) is kind
        return found.value, found.origin

    assert read() == (setting.default, "default")
    quoted = f'"{from_file}"' if kind is str else from_file
    (tmp_path / "kg.toml").write_text(f"{setting.name} = {quoted}\n", encoding="utf-8")
    assert read() == (kind(from_file), "kg.toml")
    monkeypatch.setenv(setting.variable, from_variable)
    assert read() == (kind(from_variable), setting.variable)
    assert read({setting.name: from_flag}) == (kind(from_flag), "flag")
    assert read({setting.name: None}) == (kind(from_variable), setting.variable)
    monkeypatch.setenv(setting.variable, "")
    assert read() == (("", setting.variable) if setting.takes_empty else (kind(from_file), "kg.toml"))


def test_a_flag_that_is_false_or_zero_is_a_flag() -> None:
    assert Settings({"port": 0}, {"KG_PORT": "8"}, {}).number("port") == 0


def test_a_setting_that_takes_several_paths(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert read_settings().paths("reference") == ()
    (tmp_path / "kg.toml").write_text('reference = ["a.ttl", "b"]\n', encoding="utf-8")
    assert read_settings().paths("reference") == (Path("a.ttl"), Path("b"))
    monkeypatch.setenv("KG_REFERENCE", os.pathsep.join(["c.ttl", "d"]))
    assert read_settings().paths("reference") == (Path("c.ttl"), Path("d"))
    assert read_settings({"reference": ()}).paths("reference") == (Path("c.ttl"), Path("d"))
    assert read_settings({"reference": ("e.ttl", "f")}).paths("reference") == (Path("e.ttl"), Path("f"))


def test_the_users_reference_files(tmp_path: Path) -> None:
    for name in ("z.ttl", "things/b.ttl", "things/a.ttl", "things/c.csv", "empty/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()

    def files(*paths: str) -> list[str]:
        return [path.as_posix() for path in reference_files(read_settings({"reference": paths}))]

    assert files() == []
    assert files("z.ttl", "things", "z.ttl") == ["z.ttl", "things/a.ttl", "things/b.ttl"]
    with pytest.raises(SettingsError, match=r"gone\.ttl is not there; .* --reference"):
        files("gone.ttl")
    (tmp_path / "kg.toml").write_text('reference = "empty"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"empty holds no \.ttl file; .* reference in kg\.toml"):
        reference_files(read_settings())


def test_where_the_cache_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache_directory(read_settings()) == tmp_path / "xdg" / "kg"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache_directory(read_settings()) == tmp_path / ".cache" / "kg"
    monkeypatch.setenv("KG_CACHE", "~/here")
    assert cache_directory(read_settings()) == tmp_path / "here"
    monkeypatch.setenv("KG_CACHE", "")
    assert cache_directory(read_settings()) is None


def test_without_a_home_there_is_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    assert cache_directory(read_settings()) is None


@pytest.mark.parametrize(
    ("flags", "environment", "file", "line"),
    [
        ({"port": "x"}, {}, {}, "--port: expected a whole number, got 'x'"),
        ({"port": "1.5"}, {}, {}, "--port: expected a whole number, got '1.5'"),
        ({"timeout_s": "soon"}, {}, {}, "--timeout-s: expected a number, got 'soon'"),
        ({}, {"KG_WORKERS": "many"}, {}, "KG_WORKERS: expected a whole number, got 'many'"),
        ({}, {"KG_PORT": "-1"}, {}, "KG_PORT: must not be negative, got '-1'"),
        ({}, {}, {"workers": [2]}, "kg.toml: workers: expected a whole number, got [2]"),
        ({}, {}, {"prot": 80}, "kg.toml: unknown setting 'prot'; known are "),
    ],
)
def test_a_value_that_cannot_be_used_says_where_it_stands(
    flags: dict[str, object], environment: dict[str, str], file: dict[str, object], line: str
) -> None:
    with pytest.raises(SettingsError) as error:
        Settings(flags, environment, file)
    assert str(error.value).startswith(line)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("content", [b"port = ", b"\xff\xfe", b"port = 80\nport = 81\n"])
def test_a_settings_file_that_is_none(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_bytes(content)
    with pytest.raises(SettingsError, match=r"kg\.toml: not a readable TOML file"):
        read_settings()


def test_the_file_is_looked_for_where_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "kg.toml").write_text("port = 9\n", encoding="utf-8")
    assert read_settings().number("port") == BY_NAME["port"].default
    assert read_settings(directory=tmp_path / "there").number("port") == 9


def test_every_setting_is_documented() -> None:
    told = "\n".join(
        path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    )
    assert [s.name for s in SETTINGS if f"`{s.name}`" not in told or f"`{s.variable}`" not in told] == []
    assert all(s.help.endswith(".") for s in SETTINGS)
    assert len(BY_NAME) == len(SETTINGS)


def test_the_folders_that_are_shipped() -> None:
    assert (data_directory("ontology") / "conflict.ttl").is_file()
    assert list(data_directory("queries").glob("*.rq"))
    with pytest.raises(SettingsError, match="reinstall kg"):
        data_directory("nothing-of-the-kind")
