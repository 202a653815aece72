"""What the make targets run, and the exit code of their recipes, with the program replaced."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

FAKE = """\
#!/bin/sh
echo "$*" >> calls
case "$1 $*" in
    "render"*) exit "$RENDER" ;;
    *) exit "$LINT" ;;
esac
"""

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


def make(folder: Path, target: str, render: int, lint: int) -> tuple[int, list[str]]:
    """The recipe's own exit code, and the calls it made."""
    fake = folder / "docs-snippets"
    fake.write_text(FAKE)
    fake.chmod(0o755)
    done = subprocess.run(
        ["make", "-f", ROOT / "docs-snippets.mk", target, f"DOCS_SNIPPETS={fake}"],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "RENDER": str(render), "LINT": str(lint)},
        capture_output=True,
        text=True,
        check=False,
    )
    code = re.search(r"Error (\d+)", done.stderr)
    return int(code[1]) if code else done.returncode, (folder / "calls").read_text().splitlines()


@pytest.mark.parametrize(
    ("render", "lint", "code"), [(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 1), (0, 2, 2)]
)
def test_docs_snippets_renders_then_lints(
    render: int, lint: int, code: int, tmp_path: Path
) -> None:
    calls = ["render", "lint --generated"]
    assert make(tmp_path, "docs-snippets", render, lint) == (code, calls)


def test_what_cannot_be_rendered_is_not_linted(tmp_path: Path) -> None:
    assert make(tmp_path, "docs-snippets", 2, 0) == (2, ["render"])


def test_the_check_writes_nothing_and_names_the_remedy(tmp_path: Path) -> None:
    call = "render --check --diff --check-fail-msg to mend it: make docs-snippets"
    assert make(tmp_path, "docs-snippets-check", 1, 0) == (1, [call])


def test_docs_lint_checks_every_page(tmp_path: Path) -> None:
    assert make(tmp_path, "docs-lint", 0, 1) == (1, ["lint"])


def test_help_names_every_target() -> None:
    done = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    for target in ("docs-snippets", "docs-snippets-check", "docs-lint", "test", "check", "help"):
        assert re.search(rf"^{target} ", done.stdout, re.MULTILINE)


def test_the_recipes_of_the_project_and_of_docs_repositories_are_the_same() -> None:
    pattern = re.compile(r"\$\(RUN\)|\$\(DOCS_SNIPPETS\)")
    ours, theirs = (
        set(re.findall(r"(?:render|lint) --[a-z-]+", pattern.sub("", file.read_text())))
        for file in (ROOT / "Makefile", ROOT / "docs-snippets.mk")
    )
    assert ours == theirs


def test_no_file_names_an_index_or_a_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    files = [ROOT / name for name in listed.stdout.split("\0") if name]
    pattern = re.compile(r"index-url|extra-index|pypi\.org|/root/|trusted-host|--hash=")
    named = [
        str(file.relative_to(ROOT))
        for file in files
        if file.suffix in {".txt", ".toml", ".sh", ".mk", ""} and file.is_file()
        if pattern.search(file.read_text("utf-8", "replace"))
    ]
    assert named == []
