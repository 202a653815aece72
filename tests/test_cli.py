"""The command line before any command: help, mistakes in arguments, streams that go away."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Command, SiteMaker
from docs_snippets import cli
from docs_snippets.report import ansi

PAGE = "# One\n\nInstall $[nowhere].\n"


def test_help_names_every_command_and_shows_examples(command: Command) -> None:
    code, out, err = command("--help")
    assert (code, err) == (0, "")
    assert "usage: docs-snippets COMMAND [options]" in out
    assert "examples:" in out
    for name in cli.names():
        assert f"\n  {name} " in out


def test_without_a_command_the_help_is_shown_and_it_is_an_error(command: Command) -> None:
    code, out, _ = command()
    assert code == 2
    assert out == command("--help")[1]


@pytest.mark.parametrize("name", cli.names())
def test_every_command_has_help_that_teaches(name: str, command: Command) -> None:
    code, out, _ = command(name, "--help")
    assert code == 0
    assert f"usage: docs-snippets {name}" in out
    assert "examples:" in out
    assert "common options:" in out
    assert cli.load(name).help


def test_version(command: Command) -> None:
    assert command("--version") == (0, "docs-snippets 0.1.0\n", "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["lnt"], "docs-snippets: no command is called 'lnt'; did you mean 'lint'?"),
        (["--docs", "x", "lint"], "docs-snippets: option '--docs' stands before a command;"),
        (["lint", "--selct", "x"], "docs-snippets lint: error: unrecognized arguments: --selct"),
        (
            ["lint", "--output-format", "xml"],
            "docs-snippets lint: error: argument --output-format: invalid choice: 'xml'",
        ),
        (
            ["lint", "--jobs", "0"],
            "docs-snippets lint: error: argument --jobs: '0' is not a number of processes, "
            "1 or more",
        ),
        (["lint", "--jobs"], "docs-snippets lint: error: argument --jobs: expected one argument"),
        (
            ["lint", "--fail-on", "fatal"],
            "docs-snippets lint: error: argument --fail-on: invalid choice: 'fatal'",
        ),
        (
            ["rule", "unknown-varable"],
            "docs-snippets rule: no rule is called 'unknown-varable'; "
            "did you mean 'unknown-variable'?",
        ),
    ],
    ids=" ".join,
)
def test_bad_arguments_say_what_was_expected(
    arguments: list[str], message: str, command: Command
) -> None:
    code, out, err = command(*arguments)
    assert (code, out) == (2, "")
    assert message in err.splitlines()[-1]


def program(*arguments: str, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "docs_snippets", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
    )


def test_a_reader_that_leaves_is_no_error_message(site: SiteMaker) -> None:
    pages = {f"calico/next/{number}.mdx": PAGE * 40 for number in range(40)}
    with program("lint", folder=site(pages)) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(60) == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    "arguments", [("lint",), ("trees",), ("lint", "--output-file", "/dev/full")]
)
def test_a_full_disk_is_said(site: SiteMaker, arguments: tuple[str, ...]) -> None:
    folder = site({"calico/next/page.mdx": PAGE})
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "docs_snippets", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            cwd=folder,
            check=False,
        )
    assert (done.returncode, done.stderr) == (2, "docs-snippets: no space left on device\n")


def test_closed_streams_are_no_error(site: SiteMaker) -> None:
    folder = site({"calico/next/page.mdx": "# One\n"})
    command = f"{sys.executable} -m docs_snippets lint >&- 2>&- <&-"
    assert subprocess.run(command, shell=True, cwd=folder, check=False).returncode == 0


def test_a_name_too_long_for_the_system_is_said(site: SiteMaker) -> None:
    folder = site({"calico/next/page.mdx": "# One\n"})
    with program("lint", "--output-file", "a" * 300, folder=folder) as process:
        assert process.communicate()[1] == f"docs-snippets: file name too long: '{'a' * 300}'\n"
        assert process.returncode == 2


def test_a_narrow_encoding_does_not_stop_a_report(site: SiteMaker) -> None:
    folder = site({"calico/next/page.mdx": "# One\n\nÄnderung $[nowhere].\n"})
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-m", "docs_snippets", "lint", "--select", "unknown-variable"],
        capture_output=True,
        cwd=folder,
        env=environment,
        check=False,
    )
    assert done.returncode == 1
    assert b"\\xc4nderung $[nowhere]." in done.stdout


class Terminal:
    """A stream that says whether it is one."""

    def __init__(self, is_one: bool) -> None:
        self.isatty = lambda: is_one


@pytest.mark.parametrize(
    ("choice", "terminal", "environment", "colour"),
    [
        ("auto", True, {}, True),
        ("auto", False, {}, False),
        ("auto", True, {"TERM": "dumb"}, False),
        ("auto", True, {"NO_COLOR": "1"}, False),
        ("auto", True, {"NO_COLOR": ""}, True),
        ("auto", False, {"FORCE_COLOR": "1"}, True),
        ("auto", True, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ("always", False, {"NO_COLOR": "1"}, True),
        ("never", True, {"FORCE_COLOR": "1"}, False),
    ],
)
def test_when_there_are_colours(
    choice: str, terminal: bool, environment: dict[str, str], colour: bool
) -> None:
    stream = Terminal(terminal)
    assert ansi.use_color(choice, stream, environment) is colour  # type: ignore[arg-type]


def test_an_interruption_is_no_traceback(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "run", interrupted)
    assert command("lint") == (130, "", "\ndocs-snippets: interrupted\n")
