"""The `kg` command: parses, calls, prints. One module per command, imported only when it is used."""

from __future__ import annotations

import importlib
import logging
import os
import sys

import click

from kg import __version__
from kg.errors import KGError

COMMANDS: dict[str, str] = {
    "build": "Read articles into a store.",
    "extract": "Print what articles say, as JSON.",
    "eval": "Score the reader on articles with answers.",
    "run": "Answer a saved query.",
    "queries": "List the saved queries.",
    "query": "Answer a SPARQL query of your own.",
    "reason": "Conclude anew what follows from what a store holds.",
    "explain": "Show what is known of a thing, and the words that say so.",
    "export": "Write the graph to a file.",
    "info": "Show what a store holds.",
    "serve": "Answer SPARQL over HTTP.",
    "console": "Ask questions at a prompt.",
    "reference": "Add known things of your own, or list all.",
    "check": "Check the ontology and the store.",
}
"""Every command and its one line of help; `kg/cli/NAME.py` holds the function of the same name (`query` -> `query`)."""


class _LazyGroup(click.Group):
    """A group that imports a command's module when the command is used, so that `kg --help` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"kg.cli.{cmd_name}")
        command = getattr(module, cmd_name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg")
@click.option("--debug", is_flag=True, help="Show developers' messages and the traceback of an error.")
def cli(debug: bool) -> None:
    """Turn conflict news into a knowledge graph, and ask it questions.

    \b
    Example:
      kg build articles/ --store my-store
      kg run coups-followed --store my-store
    """
    logging.basicConfig(level=logging.DEBUG if debug else logging.WARNING, format="%(levelname)s %(name)s: %(message)s")


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit; the one place where an error becomes a line and an exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    # The matrices of the parser are small: with more threads reading is no faster, and takes a third more work.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    is_debug = "--debug" in arguments
    try:
        # Not cli.main(): that ends a broken pipe with 1, which here means "the answer is no".
        with cli.make_context("kg", list(arguments)) as context:
            code = cli.invoke(context)
        sys.stdout.flush()
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except (click.exceptions.Abort, KeyboardInterrupt):
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except KGError as error:
        if is_debug:
            logging.getLogger(__name__).exception("failed")
        click.echo(f"kg: {error}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of our output has gone (`kg query … | head`); nothing is wrong and nothing more can be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:  # the last line of defence: a user never meets a traceback
        if is_debug:
            raise
        click.echo(
            f"kg: internal error: {type(error).__name__}: {error}; please report it, --debug shows more", err=True
        )
        sys.exit(70)
