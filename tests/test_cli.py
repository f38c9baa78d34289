"""The command line: help with examples, quick help, exit codes, one line for an error, and documents that keep up."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

import kg.cli
from kg import errors
from kg.cli import COMMANDS, cli, main

ROOT = Path(__file__).parent.parent
START = "import sys; from kg.cli import main; main()"

Kg = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kg:
    """Run a command in an empty folder and return its exit code, standard output and standard error."""
    monkeypatch.chdir(tmp_path)

    def kg(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        out, err = capfd.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, out, err

    return kg


def command(name: str) -> click.Command:
    found = cli.get_command(click.Context(cli), name)
    assert found is not None
    return found


# --- Help -------------------------------------------------------------------------------------------------------------


def test_the_list_of_commands(run: Kg) -> None:
    code, out, err = run("--help")
    assert (code, err) == (0, "")
    assert run("-h") == (code, out, err)
    for name, line in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(line)}$", out, re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str, run: Kg) -> None:
    code, out, err = run(name, "--help")
    assert (code, err) == (0, "")
    assert re.search(r"^  Examples?:\n(?:    .*\n)*?    .*\bkg " + name, out, re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_is_for(name: str) -> None:
    options = [parameter for parameter in command(name).params if isinstance(parameter, click.Option)]
    assert [option.name for option in options if not option.help] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_the_examples_are_commands_that_could_be_given(name: str) -> None:
    """Every option in an example exists."""
    known = {flag for parameter in command(name).params for flag in (*parameter.opts, *parameter.secondary_opts)}
    examples = (command(name).help or "").split("Example", 1)[1]
    for line in re.findall(rf"kg {name}\b([^|>\n]*)", examples):
        assert set(re.findall(r"(?<=\s)--[a-z-]+", line)) <= known, line


def test_every_command_is_a_module_of_its_name() -> None:
    for name in COMMANDS:
        assert command(name).name == name
    modules = {path.stem for path in (ROOT / "kg" / "cli").glob("*.py")} - {"__init__", "options"}
    assert modules == set(COMMANDS)


def test_the_version(run: Kg) -> None:
    code, out, _ = run("--version")
    assert code == 0
    assert out.strip() == f"kg, version {kg.__version__}"


def test_no_command_at_all_is_the_help(run: Kg) -> None:
    code, out, err = run()
    assert code in (0, 2)
    assert "Usage: kg" in out + err


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], *[[name, "--help"] for name in COMMANDS]])
def test_help_is_quick_and_reads_no_language_model(arguments: list[str]) -> None:
    heavy = "'spacy', 'thinc', 'rdflib', 'owlready2'"
    check = f"import atexit; atexit.register(lambda: print([m for m in ({heavy}) if m in sys.modules]))"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; {check}; from kg.cli import main; main()", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.splitlines()[-1] == "[]"


# --- Errors -----------------------------------------------------------------------------------------------------------


def test_an_unknown_command(run: Kg) -> None:
    code, out, err = run("bulid")
    assert (code, out) == (2, "")
    assert "No such command 'bulid'" in err
    assert "Traceback" not in err


def test_an_unknown_option(run: Kg) -> None:
    code, out, err = run("build", "--shop", "x", "a.txt")
    assert (code, out) == (2, "")
    assert "No such option" in err


KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.KGError)]


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    @click.command()
    def build() -> None:
        raise error

    monkeypatch.setattr("kg.cli.build.build", build)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_an_error_is_one_line_and_its_exit_code(
    kind: type[errors.KGError], run: Kg, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, kind("x.txt: it is broken; mend it"))
    assert run("build") == (kind.exit_code, "", "kg: x.txt: it is broken; mend it\n")


def test_a_bug_is_one_line_and_70(run: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, ZeroDivisionError("division by zero"))
    code, out, err = run("build")
    assert (code, out) == (70, "")
    assert err.startswith("kg: internal error: ZeroDivisionError: division by zero; please report it")
    assert err.count("\n") == 1


def test_debug_shows_the_traceback_of_an_error(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", START, "--debug", "query", "SELECT nonsense", "--store", "gone"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode in (3, 4)
    assert "Traceback" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("kg: ")


def test_debug_lets_a_bug_through(monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, ZeroDivisionError("division by zero"))
    with pytest.raises(ZeroDivisionError):
        main(["--debug", "build"])


def test_an_interrupt_is_130(run: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, click.exceptions.Abort())
    assert run("build")[0] == 130


def test_a_bad_setting_ends_with_2_and_says_which(run: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_PORT", "x")
    assert run("info") == (2, "", "kg: KG_PORT: expected a whole number, got 'x'\n")


def test_the_store_of_a_flag_wins_over_the_variable_and_that_over_the_file(
    run: Kg, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def said(*arguments: str) -> str:
        code, out, err = run("info", *arguments)
        assert (code, out) == (4, "")
        told = re.match(r"kg: no store at (.*); make one", err)
        assert told is not None, err
        return told[1]

    assert said() == "kg-store"
    (tmp_path / "kg.toml").write_text('store = "of-the-file"\n', encoding="utf-8")
    assert said() == "of-the-file"
    monkeypatch.setenv("KG_STORE", "of-the-variable")
    assert said() == "of-the-variable"
    assert said("--store", "of-the-flag") == "of-the-flag"


# --- Documents --------------------------------------------------------------------------------------------------------


def documents() -> str:
    paths = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    assert re.search(rf"\bkg {name}\b", documents())


def test_no_document_names_a_command_that_is_none() -> None:
    blocks = re.findall(r"^```\w*\n(.*?)^```", documents(), re.MULTILINE | re.DOTALL)
    named = set(re.findall(r"^(?:\$ )?kg ([a-z]+)\b", "\n".join(blocks), re.MULTILINE))
    assert len(named) > 5
    assert named <= set(COMMANDS)


def test_every_exit_code_is_documented() -> None:
    for code in sorted({kind.exit_code for kind in KINDS}):
        assert re.search(rf"\b{code}\b", (ROOT / "README.md").read_text(encoding="utf-8").split("Exit codes", 1)[1])
