"""What the make targets run, and the exit code of their recipes, with the program replaced.

And the targets of a docs repository, run there with the program itself.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import snippet_roots

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


FOREIGN = """\
.PHONY: all
all: docs-snippets-check docs-lint
\t@echo built

include {tool}/docs-snippets.mk
"""


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A docs repository with a Makefile of its own that includes ours."""
    folder = snippet_roots.make(tmp_path / "their docs")
    (folder / "Makefile").write_text(FOREIGN.format(tool=ROOT), "utf-8")
    return folder


def made(folder: Path, *arguments: str) -> tuple[int, str, str]:
    program = f"DOCS_SNIPPETS={sys.executable} -m docs_snippets"
    own = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(
        ["make", program, *arguments],
        cwd=folder,
        env=own,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_a_docs_repository_builds_its_own_default_target(foreign: Path) -> None:
    code, _, err = made(foreign)
    assert code == 2
    assert "to mend it: make docs-snippets" in err
    assert "BEGIN" not in (foreign / "site/guide/setup.mdx").read_text("utf-8")
    code, out, err = made(foreign, "docs-snippets")
    assert code == 0, err
    assert (foreign / "site/guide/setup.mdx").read_text("utf-8") == snippet_roots.RENDERED
    assert "no findings on 1 page with generated text" in err
    code, out, err = made(foreign)
    assert (code, out.splitlines()[-1]) == (0, "built"), err


def test_a_docs_repository_hears_of_mistakes(foreign: Path) -> None:
    (foreign / "site/guide/index.mdx").write_text("# Guide\n\nAbout $[nowhere].\n", "utf-8")
    code, out, _ = made(foreign, "docs-lint")
    assert code == 2
    assert "guide/index.mdx:3:7: error[unknown-variable]" in out
    other = foreign / "conf"
    other.mkdir()
    config = (foreign / "versions.yaml").read_text("utf-8").replace("docs: site", "docs: ../site")
    (other / "versions.yaml").write_text(config, "utf-8")
    (foreign / "versions.yaml").unlink()
    assert made(foreign, "docs-lint")[2].splitlines()[-1].startswith("make: ***")
    arguments = "DOCS_SNIPPETS_ARGS=--config conf/versions.yaml"
    assert "guide/index.mdx:3:7: error" in made(foreign, "docs-lint", arguments)[1]
