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
    """One line of the table; the type of `default` is the type of the value."""

    name: str
    default: str | int | float
    help: str

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


def _choose(
    setting: Setting, flags: Mapping[str, object], environment: Mapping[str, str], file_values: Mapping[str, object]
) -> Value:
    if flags.get(setting.name) is not None:
        return Value(_convert(setting, flags[setting.name], f"--{setting.name.replace('_', '-')}"), "flag")
    if environment.get(setting.variable):
        return Value(_convert(setting, environment[setting.variable], setting.variable), setting.variable)
    if setting.name in file_values:
        return Value(_convert(setting, file_values[setting.name], f"kg.toml: {setting.name}"), "kg.toml")
    return Value(setting.default, "default")


def _convert(setting: Setting, raw: object, where: str) -> str | int | float:
    kind = type(setting.default)
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
