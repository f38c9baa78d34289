"""Settings: one table of name, default and help, and where each value came from.

A value is looked for in this order: the command-line flag, the environment variable `KG_NAME`, the file `kg.toml` in the
working directory, the default. It is read once, at the start of a command, and passed on as a value.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from kg.errors import SettingsError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the table; the type of `default` is the type of the value.

    `is_list` marks one that takes several paths: joined as in PATH, a list in `kg.toml`, or a flag given more than once.
    `takes_empty` marks one that a variable set to nothing turns off; an empty variable of others is none.
    """

    name: str
    default: str | int | float
    help: str
    is_list: bool = False
    takes_empty: bool = False

    @property
    def variable(self) -> str:
        return "KG_" + self.name.upper()


SETTINGS: tuple[Setting, ...] = (
    Setting("store", "kg-store", "Directory of the store."),
    Setting("host", "127.0.0.1", "Address that `kg serve` listens on."),
    Setting("port", 7878, "Port that `kg serve` listens on; 0 takes a free one."),
    Setting("timeout_s", 30.0, "Seconds a query may run in `kg serve` before its worker is stopped."),
    Setting("workers", 2, "Worker processes that `kg serve` answers queries with."),
    Setting("max_query_bytes", 65536, "Longest query `kg serve` accepts, in bytes."),
    Setting("max_nesting", 200, "Deepest nesting of brackets in a query `kg serve` accepts."),
    Setting("max_article_bytes", 20_000_000, "Longest article that is read, in bytes."),
    Setting("ontology", "", "Folder to read ontology, lexicon and known things from; empty takes the one kg ships."),
    Setting("reference", "", "Turtle files, or folders of them, with known things of your own.", is_list=True),
    Setting(
        "cache", "auto", "Folder for what was read from Turtle; auto is the user's, empty is none.", takes_empty=True
    ),
    Setting("spacy_model", "", "Name or path of another spaCy pipeline to parse with; empty takes the one kg ships."),
    Setting("history", "", "File of the console's history; empty takes the user's state directory."),
)
BY_NAME: Mapping[str, Setting] = {setting.name: setting for setting in SETTINGS}


@dataclass(frozen=True, slots=True)
class Value:
    """A setting's value and where it came from: "flag", "KG_…", "kg.toml" or "default"."""

    value: str | int | float
    origin: str


class Settings:
    """The values of one run, by name.

    >>> Settings({}, {}, {}).number("port")
    7878
    """

    def __init__(
        self, flags: Mapping[str, object], environment: Mapping[str, str], file_values: Mapping[str, object]
    ) -> None:
        unknown = sorted(set(file_values) - set(BY_NAME))
        if unknown:
            raise SettingsError(f"kg.toml: unknown setting {unknown[0]!r}; known are {', '.join(BY_NAME)}")
        self.values: Mapping[str, Value] = {
            setting.name: _choose(setting, flags, environment, file_values) for setting in SETTINGS
        }

    def text(self, name: str) -> str:
        return str(self.values[name].value)

    def number(self, name: str) -> int:
        return int(self.values[name].value)

    def seconds(self, name: str) -> float:
        return float(self.values[name].value)

    def paths(self, name: str) -> tuple[Path, ...]:
        return tuple(Path(part) for part in self.text(name).split(os.pathsep) if part)


def _choose(
    setting: Setting, flags: Mapping[str, object], environment: Mapping[str, str], file_values: Mapping[str, object]
) -> Value:
    if flags.get(setting.name) not in (None, ()):
        return Value(_convert(setting, flags[setting.name], f"--{setting.name.replace('_', '-')}"), "flag")
    if environment.get(setting.variable) or (setting.takes_empty and setting.variable in environment):
        return Value(_convert(setting, environment[setting.variable], setting.variable), setting.variable)
    if setting.name in file_values:
        return Value(_convert(setting, file_values[setting.name], f"kg.toml: {setting.name}"), "kg.toml")
    return Value(setting.default, "default")


def _convert(setting: Setting, raw: object, where: str) -> str | int | float:
    kind = type(setting.default)
    if setting.is_list and isinstance(raw, (list, tuple)):
        raw = os.pathsep.join(map(str, raw))
    try:
        value: str | int | float = kind(str(raw))
    except ValueError:
        expected = {int: "a whole number", float: "a number"}[kind]
        raise SettingsError(f"{where}: expected {expected}, got {raw!r}") from None
    if kind is not str and float(value) < 0:
        raise SettingsError(f"{where}: must not be negative, got {raw!r}")
    return value


def read_settings(flags: Mapping[str, object] | None = None, directory: Path | None = None) -> Settings:
    """Read the settings of this run; `directory` is where `kg.toml` is looked for, the working directory by default.

    Raises `SettingsError` when a value has the wrong type or `kg.toml` is malformed or names an unknown setting.
    """
    path = (directory or Path.cwd()) / "kg.toml"
    file_values: dict[str, object] = {}
    if path.is_file():
        try:
            file_values = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            raise SettingsError(f"{path}: not a readable TOML file ({error}); mend or remove it") from error
    return Settings(flags or {}, os.environ, file_values)


def data_directory(name: str) -> Path:
    """Return the folder of files that kg ships: "ontology" or "queries".

    In a checkout they lie beside the package, in an installed kg under `kg/data/`.
    """
    package = Path(str(resources.files("kg")))
    for candidate in (package.parent / name, package / "data" / name):
        if candidate.is_dir():
            return candidate
    raise SettingsError(f"the folder {name}/ that kg ships is missing; reinstall kg")


def ontology_directory(settings: Settings) -> Path:
    """Return the folder of the ontology: the one the settings name, else the one kg ships.

    Raises `SettingsError` when the named folder holds no `conflict.ttl`.
    """
    name = settings.text("ontology")
    if not name:
        return data_directory("ontology")
    directory = Path(name)
    if not (directory / "conflict.ttl").is_file():
        raise SettingsError(f"KG_ONTOLOGY: {name} holds no conflict.ttl; name a copy of kg's ontology/ folder")
    return directory


def reference_files(settings: Settings) -> tuple[Path, ...]:
    """Return the user's own reference files: those the settings name, and all `.ttl` files of folders they name.

    Raises `SettingsError` when one is not there, or a folder holds no such file.
    """
    found: dict[Path, None] = {}
    for path in settings.paths("reference"):
        files = sorted(path.glob("*.ttl")) if path.is_dir() else [path] if path.exists() else []
        if not files:
            what = "holds no .ttl file" if path.is_dir() else "is not there"
            raise SettingsError(
                f"{path} {what}; make one with kg reference add, or mend {_origin(settings, 'reference')}"
            )
        found |= dict.fromkeys(files)
    return tuple(found)


def _origin(settings: Settings, name: str) -> str:
    """Return where a value came from, as the user knows it."""
    origin = settings.values[name].origin
    return f"--{name}" if origin == "flag" else f"{name} in kg.toml" if origin == "kg.toml" else origin


def cache_directory(settings: Settings) -> Path | None:
    """Return the folder that what was read from Turtle is kept in, None when the user wants none or has no home."""
    name = settings.text("cache")
    base = os.environ.get("XDG_CACHE_HOME", "")
    try:
        if name != "auto":
            return Path(name).expanduser() if name else None
        # A relative path there is invalid and to be ignored (XDG Base Directory Specification 0.8).
        return (Path(base) if Path(base).is_absolute() else Path.home() / ".cache") / "kg"
    except RuntimeError:
        return None
