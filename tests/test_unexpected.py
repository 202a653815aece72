"""What no code foresaw: one line that says where it was, everything else checked, exit code 2."""

import json
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import repository
import roots
from conftest import Command
from docs_snippets.core import parallel
from docs_snippets.linting import linter, registry
from docs_snippets.linting.rule import Finding
from docs_snippets.mdx.page import Page
from docs_snippets.runs import lint
from docs_snippets.runs.options import FILTER_MODES

BAD = "# One\n\nInstall $[nowhere].\n"
OTHERS: roots.Files = {f"site/guide/{number:02}.mdx": BAD for number in range(40)}
UNKNOWN = "error[unknown-variable] '$[nowhere]' is not defined in this tree"
ASKS = "; this is a bug in docs-snippets; please report it\n"
LINT = ("lint", "--output-format", "concise")

Fail = Callable[[Callable[[Page], object]], None]


@pytest.fixture
def fail(monkeypatch: pytest.MonkeyPatch) -> Fail:
    """Makes the rule `duplicate-heading` do something before it looks at a page."""

    def install(does: Callable[[Page], object]) -> None:
        rules = {**registry.page_rules()}
        rule = rules["duplicate-heading"]

        def check(page: Page, *_: object) -> Iterator[Finding]:
            does(page)
            return iter(())

        rules["duplicate-heading"] = rule._replace(check=check, reads="site")
        monkeypatch.setattr(registry, "page_rules", lambda: rules)

    return install


def raises_on(path: str, error: Exception) -> Callable[[Page], None]:
    """Raises on one page."""

    def does(page: Page) -> None:
        if page.path == path:
            raise error

    return does


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with docs, which is the current one."""
    monkeypatch.chdir(tmp_path)
    return roots.make(tmp_path, {"site/guide/bad.mdx": BAD})


def test_a_failing_rule_is_one_line_and_the_rest_is_checked(
    docs: Path, fail: Fail, command: Command
) -> None:
    fail(raises_on("guide/bad.mdx", IndexError("list index out of range")))
    code, out, err = command(*LINT)
    assert code == 2
    assert out.splitlines(keepends=True) == [
        "guide/bad.mdx: error[internal-error] duplicate-heading failed on this page: "
        f"IndexError: list index out of range (linting/linter.py:{line_of_rule_call()}){ASKS}",
        f"guide/bad.mdx:3:9: {UNKNOWN}\n",
    ]
    assert err == "2 errors in 1 file; 5 pages checked\n"


def line_of_rule_call() -> int:
    """The line of the engine that asks a rule that is not our own code."""
    lines = Path(linter.__file__).read_text("utf-8").splitlines()
    (at,) = [
        number
        for number, line in enumerate(lines, 1)
        if "rule.check(page, job.docs)\n" in f"{line}\n"
    ]
    return at


@pytest.mark.parametrize("form", ["json", "sarif", "github", "junit", "gitlab", "rdjson", "full"])
def test_every_format_has_it(docs: Path, fail: Fail, command: Command, form: str) -> None:
    fail(raises_on("guide/bad.mdx", ValueError("a\nb")))
    code, out, _ = command("lint", "--output-format", form)
    assert code == 2
    assert "internal-error" in out
    assert "ValueError: a b" in out
    assert "Traceback" not in out
    if form == "sarif":
        assert not json.loads(out)["runs"][0]["invocations"][0]["executionSuccessful"]


def test_several_processes_say_the_same(tmp_path: Path, fail: Fail, command: Command) -> None:
    roots.make(tmp_path, OTHERS)
    fail(raises_on("guide/07.mdx", KeyError("x")))
    config = str(tmp_path / "versions.yaml")
    one = command(*LINT, "--config", config, "--jobs", "1")
    assert one[0] == 2
    assert one[1].count(UNKNOWN) == 40
    assert command(*LINT, "--config", config, "--jobs", "3") == one


def test_memory_that_runs_out_on_a_page_is_told(docs: Path, fail: Fail, command: Command) -> None:
    fail(raises_on("guide/bad.mdx", MemoryError()))
    code, out, _ = command(*LINT)
    assert code == 2
    assert "duplicate-heading failed on this page: out of memory (linting/linter.py:" in out
    assert "report it" not in out
    assert UNKNOWN in out


def test_a_page_that_cannot_be_parsed_is_told(
    docs: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    def read(*_: object, **__: object) -> None:
        raise RecursionError("maximum recursion depth exceeded")

    monkeypatch.setattr("docs_snippets.docs.page_store.read_page", read)
    code, out, _ = command(*LINT, "site/guide/bad.mdx")
    assert code == 2
    assert out.startswith(
        "guide/bad.mdx: error[internal-error] this page cannot be checked: RecursionError: "
    )
    assert out.endswith(ASKS)
    assert out.count("\n") == 1


@pytest.mark.skipif(not parallel.possible(), reason="this system cannot fork")
def test_a_process_that_the_system_ends_costs_its_pages_alone(
    tmp_path: Path, fail: Fail, command: Command
) -> None:
    roots.make(tmp_path, OTHERS)

    def end(page: Page) -> None:
        if page.path in ("guide/03.mdx", "guide/21.mdx"):
            os.kill(os.getpid(), signal.SIGKILL)

    fail(end)
    code, out, _ = command(*LINT, "--config", str(tmp_path / "versions.yaml"), "--jobs", "3")
    assert code == 2
    assert out.count(UNKNOWN) == 38
    told = [line for line in out.splitlines() if "internal-error" in line]
    assert [line.partition(":")[0] for line in told] == ["guide/03.mdx", "guide/21.mdx"]
    assert "the system ended the process that checked this page" in told[0]


def test_it_cannot_be_ignored_accepted_or_left_out(
    docs: Path, fail: Fail, command: Command
) -> None:
    (docs / "site/guide/bad.mdx").write_text(
        "{/* docs-snippets-ignore internal-error: it is not mine */}\n\n# One\n"
    )
    fail(raises_on("guide/bad.mdx", ValueError("x")))
    assert command(*LINT, "--write-baseline")[0] == 2
    for options in ((), ("--ignore", "internal-error"), ("--select", "duplicate-heading")):
        code, out, _ = command(*LINT, *options)
        assert (code, "duplicate-heading failed on this page" in out) == (2, True)


def test_a_change_that_did_not_cause_it_is_told_it(
    docs: Path, fail: Fail, command: Command
) -> None:
    repository.commit(docs)
    (docs / "site/guide/bad.mdx").write_text(f"{BAD}\nMore.\n")
    fail(raises_on("guide/bad.mdx", ValueError("x")))
    for mode in FILTER_MODES:
        code, out, _ = command(*LINT, "--changed", "--filter-mode", mode)
        assert (code, "duplicate-heading failed" in out) == (2, True), mode


def test_an_exception_anywhere_else_is_one_line(
    docs: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    def fall(*_: object) -> None:
        raise ZeroDivisionError("division\nby \x1b[31mzero")

    monkeypatch.setattr(lint, "plan_lint", fall)
    code, out, err = command("lint")
    assert (code, out) == (2, "")
    assert err.startswith(
        "docs-snippets: ZeroDivisionError: division by \\x1b[31mzero (runs/lint.py:"
    )
    assert err.endswith(ASKS)
    assert err.count("\n") == 1
