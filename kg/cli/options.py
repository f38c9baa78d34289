"""Options that several commands share, by name; and the store they name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

from kg.settings import Settings, read_settings

F = TypeVar("F", bound=Callable[..., object])


def store_option(function: F) -> F:
    """Add `--store`; the command receives `store: str | None` and passes it to `settings_of`."""
    return click.option(
        "--store", metavar="DIR", help="The store to use: a directory (default: KG_STORE, kg.toml, or kg-store)."
    )(function)


def reference_option(function: F) -> F:
    """Add `--reference`; the command receives `reference: tuple[str, ...]` and passes it to `settings_of`."""
    return click.option(
        "--reference",
        metavar="PATH",
        multiple=True,
        help="Known things of your own: a Turtle file or a folder of them; may be given more than once.",
    )(function)


def format_option(*formats: str, default: str | None = None) -> Callable[[F], F]:
    """Add `--format`; the command receives `output_format: str | None`."""
    return click.option(
        "--format", "-f", "output_format", type=click.Choice(formats), default=default, help="How to print the answer."
    )


def settings_of(**flags: object) -> Settings:
    """Read the settings, the given flags first; a flag that is None, or was given no time of several, was not given."""
    return read_settings(flags)
