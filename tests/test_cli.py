"""The command line before any command: help, mistakes in arguments, streams that go away."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Command, SiteMaker
from docs_snippets import cli, commands
from docs_snippets.report import ansi

PAGE = "# One\n\nInstall $[nowhere].\n"


def test_help_names_every_command_and_shows_examples(command: Command) -> None:
    code, out, err = command("--help")
    assert (code, err) == (0, "")
    assert "usage: docs-snippets [common options] COMMAND [options]" in out
    assert "examples:" in out
    for name in commands.names():
        assert f"\n  {name} " in out


def test_without_a_command_the_help_is_shown_and_it_is_an_error(command: Command) -> None:
    code, out, _ = command()
    assert code == 2
    assert out == command("--help")[1]


@pytest.mark.parametrize("name", commands.names())
def test_every_command_has_help_that_teaches(name: str, command: Command) -> None:
    code, out, _ = command(name, "--help")
    assert code == 0
    assert f"usage: docs-snippets {name}" in out
    assert "examples:" in out
    assert "common options, also before the command:" in out
    assert commands.load(name).help


@pytest.mark.parametrize("columns", [70, 80, 200])
@pytest.mark.parametrize("arguments", [(), *((name,) for name in commands.names())])
def test_help_fits_the_terminal(
    arguments: tuple[str, ...], columns: int, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    _, out, _ = command(*arguments, "--help")
    longest = max(out.splitlines(), key=len)
    # A word is never broken: a command is there to be copied.
    assert len(longest) <= min(columns, 100) or " " not in longest.strip()


def test_examples_of_a_manual_stay_as_they_can_be_typed(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    example = (
        "\n  docs-snippets lint --changed               only what your change causes, on any page"
    )
    assert example in command("lint", "--help")[1]
    monkeypatch.setenv("COLUMNS", "60")
    below = "\n  docs-snippets lint --changed\n      only what your change causes, on any page"
    assert below in command("lint", "--help")[1]


@pytest.mark.parametrize("arguments", [("--version",), ("-V",), ("version",)])
def test_version(arguments: tuple[str, ...], command: Command) -> None:
    assert command(*arguments) == (0, "docs-snippets 0.1.0\n", "")


def test_help_of_a_command_is_its_manual(command: Command) -> None:
    assert command("help", "lint") == command("lint", "--help")
    assert command("help") == command("-h") == command("--help")


def test_common_options_stand_before_or_after_the_command(
    site: SiteMaker, command: Command
) -> None:
    site({"calico/next/a.mdx": PAGE, "calico/3.31/a.mdx": PAGE})
    after = command(
        "lint", "--tree", "calico/next", "--color=never", "-q", "--config", "versions.yaml"
    )
    before = command(
        "--tree", "calico/next", "--color=never", "-q", "--config", "versions.yaml", "lint"
    )
    assert before == after
    assert after[0] == 1
    # Those that may be repeated add up.
    two = command("--tree", "calico/next", "trees", "--tree", "calico/3.31")[1]
    assert [line.split()[0] for line in two.splitlines()] == ["calico/next", "calico/3.31"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["lnt"], "docs-snippets: no command 'lnt'; did you mean 'lint'?"),
        (["help", "rendr"], "docs-snippets: no command 'rendr'; did you mean 'render'?"),
        (["--dcs", "x", "lint"], "docs-snippets: no common option '--dcs'; did you mean '--docs'?"),
        (
            ["--select", "x", "lint"],
            "docs-snippets: no common option '--select'; options of one command come after it: "
            "docs-snippets COMMAND --select",
        ),
        (["-q"], "docs-snippets: no command; 'docs-snippets --help' lists them"),
        (
            ["lint", "--selct", "x"],
            "docs-snippets lint: no option '--selct'; did you mean '--select'?",
        ),
        (["lint", "--fixx"], "docs-snippets lint: no option '--fixx'; did you mean '--fix'?"),
        (
            ["show", "--tre=calico/next"],
            "docs-snippets show: no option '--tre'; did you mean '--tree'?",
        ),
        (["lint", "-x"], "docs-snippets lint: no option '-x'"),
        (["version", "now"], "docs-snippets version: unrecognized arguments: now"),
        (["show"], "docs-snippets show: the following arguments are required: SNIPPET"),
        (
            ["lint", "--output-format", "xml"],
            "docs-snippets lint: --output-format: invalid choice: 'xml' (choose from ",
        ),
        (
            ["lint", "--jobs", "0"],
            "docs-snippets lint: --jobs: '0' is not a number of processes, 1 or more",
        ),
        (["lint", "--jobs"], "docs-snippets lint: --jobs: expected one argument"),
        (
            ["lint", "--fail-on", "fatal"],
            "docs-snippets lint: --fail-on: invalid choice: 'fatal' (choose from ",
        ),
        (["completion", "fsh"], "docs-snippets completion: SHELL: invalid choice: 'fsh'"),
        (
            ["rule", "unknown-varable"],
            "docs-snippets rule: no rule 'unknown-varable'; did you mean 'unknown-variable'?",
        ),
    ],
    ids=" ".join,
)
def test_bad_arguments_say_in_a_line_what_was_expected(
    arguments: list[str], message: str, command: Command
) -> None:
    code, out, err = command(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith(message)
    assert err.count("\n") == 1
    if not message.endswith("choose from ") and "choice" not in message:
        assert err == f"{message}\n"


def test_what_follows_two_dashes_is_no_option(site: SiteMaker, command: Command) -> None:
    site({"calico/next/page.mdx": PAGE})
    _, _, err = command("lint", "--", "--fixx")
    assert err.startswith("docs-snippets lint: no such page or folder: '--fixx'")


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_completion_is_a_script_of_its_shell(shell: str, command: Command, tmp_path: Path) -> None:
    code, out, err = command("completion", shell)
    assert (code, err) == (0, "")
    for name in commands.names():
        assert name in out
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    (tmp_path / "script").write_text(out)
    done = subprocess.run(
        [program, "-n", str(tmp_path / "script")], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_bash_completes_commands_options_and_values(command: Command, tmp_path: Path) -> None:
    program = shutil.which("bash")
    if program is None:
        pytest.skip("bash is not installed")
    (tmp_path / "script").write_text(command("completion", "bash")[1])

    def completed(*words: str) -> list[str]:
        typed = " ".join(f"'{word}'" for word in words)
        script = f"""
            source {tmp_path / "script"}
            COMP_WORDS=({typed}); COMP_CWORD={len(words) - 1}
            $(complete -p docs-snippets | sed 's/.*-F \\([^ ]*\\).*/\\1/')
            printf '%s\\n' "${{COMPREPLY[@]}}"
        """
        done = subprocess.run([program, "-c", script], capture_output=True, text=True, check=True)
        return done.stdout.split()

    assert completed("docs-snippets", "ren") == ["render"]
    assert completed("docs-snippets", "lint", "--write") == ["--write-baseline"]
    assert completed("docs-snippets", "lint", "--fail-on", "w") == ["warning"]
    assert completed("docs-snippets", "help", "tr") == ["trees"]


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
        assert process.wait(60) == 141


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


def shell(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs a line of shell, in which `$P` is the program."""
    return subprocess.run(
        ["bash", "-c", script],
        env={**os.environ, "P": f"{shlex.quote(sys.executable)} -m docs_snippets"},
        capture_output=True,
        text=True,
        cwd=folder,
        check=False,
    )


GONE = '{ sleep 0.1; eval "$P %s" %s; echo $? >code; } | true; while [ ! -s code ]; do :; done'


@pytest.mark.parametrize("arguments", ["version", "--help", "lint --help", "trees", "rule", "lint"])
def test_a_stream_that_is_closed_or_has_no_reader_is_141(arguments: str, site: SiteMaker) -> None:
    folder = site({"calico/next/page.mdx": PAGE})
    closed = shell(f'eval "$P {arguments}" >&-', folder)
    assert (closed.returncode, closed.stderr) == (141, "")
    gone = shell(GONE % (arguments, "2>said"), folder)
    assert gone.returncode == 0
    assert (folder / "code").read_text() == "141\n"
    assert (folder / "said").read_text() == ""


def test_the_same_of_standard_error(site: SiteMaker) -> None:
    folder = site({})
    assert shell('eval "$P lnt" 2>&-', folder).returncode == 2
    shell(GONE % ("lnt", "2>&1 >/dev/null"), folder)
    assert (folder / "code").read_text() == "141\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", ["version", "--help", "lint --help", "rule"])
def test_a_stream_that_takes_nothing_is_exit_2(arguments: str, site: SiteMaker) -> None:
    folder = site({})
    done = shell(f'eval "$P {arguments}" >/dev/full', folder)
    assert (done.returncode, done.stderr) == (2, "docs-snippets: no space left on device\n")
    assert shell('eval "$P lnt" 2>/dev/full', folder).returncode == 2


def test_a_limit_on_the_size_of_files_is_said(site: SiteMaker) -> None:
    folder = site({"calico/next/page.mdx": PAGE * 1000})
    done = shell('ulimit -f 1; eval "$P lint --no-cache" >report', folder)
    assert (done.returncode, done.stderr) == (2, "docs-snippets: file too large\n")


def test_a_current_folder_that_is_gone(tmp_path: Path) -> None:
    script = 'mkdir gone && cd gone && rmdir ../gone && eval "$P trees"'
    done = shell(script, tmp_path)
    words = "docs-snippets: the current folder is gone; run the command in another one\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", words)


@pytest.mark.parametrize(
    "arguments",
    [
        ("lint", "--output-format", "json", "--help"),
        ("lint", "-h", "--output-format=sarif"),
        ("rule", "--help", "--output-format", "json"),
    ],
)
def test_no_manual_where_a_program_reads(arguments: tuple[str, ...], command: Command) -> None:
    code, out, err = command(*arguments)
    assert (code, out) == (2, "")
    assert "--help cannot be combined with --output-format" in err
    assert command(arguments[0], "--help", "--output-format", "full")[0] == 0
