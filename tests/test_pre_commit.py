"""The hooks for pre-commit, installed and run by pre-commit itself in a repository of docs."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import roots
import snippet_roots
from repository import commit, git

ROOT = Path(__file__).parent.parent
SHIPPED = (
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "constraints.txt",
    ".pre-commit-hooks.yaml",
    "tools",
)
CONFIG = """\
repos:
  - repo: {repository}
    rev: {revision}
    hooks:
      - id: docs-snippets-lint
      - id: docs-snippets-render
"""
NETWORK = re.compile(r"No matching distribution|connection|resolve|timed out", re.IGNORECASE)

Hook = Callable[..., tuple[int, str]]
"""Given what `pre-commit run` is given, its exit code and what it printed."""

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def pre_commit(folder: Path, home: Path, *arguments: str) -> tuple[int, str]:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        "PRE_COMMIT_HOME": str(home),
        "PIP_CONSTRAINT": str(ROOT / "constraints.txt"),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Where pre-commit has installed the hooks, and a configuration that names them."""
    home, hooks = (tmp_path_factory.mktemp(name) for name in ("home", "hooks"))
    for name in SHIPPED:
        source = ROOT / name
        ignored = shutil.ignore_patterns("__pycache__")
        if source.is_dir():
            shutil.copytree(source, hooks / name, ignore=ignored)
        else:
            shutil.copy(source, hooks / name)
    config = CONFIG.format(repository=hooks.as_uri(), revision=commit(hooks))
    empty = tmp_path_factory.mktemp("empty")
    (empty / ".pre-commit-config.yaml").write_text(config, "utf-8")
    commit(empty)
    code, said = pre_commit(empty, home, "install-hooks")
    if code and NETWORK.search(said):
        pytest.skip("pre-commit could not install the hooks: no package index can be reached")
    assert code == 0, said
    return home, config


@pytest.fixture
def docs(tmp_path: Path, installed: tuple[Path, str]) -> Path:
    """A repository of docs with the hooks in its configuration."""
    folder = roots.make(tmp_path / "docs")
    for name, text in {
        ".pre-commit-config.yaml": installed[1],
        "README.md": "# No page of the docs: $[nowhere]\n",
        "snippets/paging.yaml": snippet_roots.DEFINITION,
        "templates/paging.mdx": snippet_roots.TEMPLATE,
        "site/guide/setup.mdx": snippet_roots.RENDERED,
    }.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    commit(folder)
    return folder


@pytest.fixture
def run(docs: Path, installed: tuple[Path, str]) -> Hook:
    return lambda *arguments: pre_commit(docs, installed[0], "run", *arguments)


def test_the_manifest_is_valid(tmp_path: Path) -> None:
    manifest = str(ROOT / ".pre-commit-hooks.yaml")
    assert pre_commit(tmp_path, tmp_path, "validate-manifest", manifest) == (0, "")


def test_lint_checks_the_pages_of_the_commit_and_no_other(docs: Path, run: Hook) -> None:
    for name in ("index.mdx", "new.mdx"):
        (docs / "site/guide" / name).write_text("# Guide\n\nAbout $[nowhere].\n", "utf-8")
    git(docs, "add", "site/guide/new.mdx")
    code, said = run("docs-snippets-lint")
    assert code == 1
    assert "guide/new.mdx:3:7: error[unknown-variable]" in said
    assert "index.mdx" not in said


def test_lint_passes_over_what_is_no_page_of_the_docs(docs: Path, run: Hook) -> None:
    (docs / "README.md").write_text("# Another $[nowhere]\n", "utf-8")
    (docs / "build.js").write_text("build()\n", "utf-8")
    git(docs, "add", "README.md", "build.js")
    code, said = run("docs-snippets-lint", "--verbose")
    assert code == 0, said
    for name in ("README.md", "build.js"):
        assert f"skipped: '{name}' is outside the docs root 'site'" in said


def test_lint_does_not_run_without_a_page(docs: Path, run: Hook) -> None:
    (docs / "notes.txt").write_text("nothing\n", "utf-8")
    git(docs, "add", "notes.txt")
    code, said = run()
    assert code == 0
    assert said.count("(no files to check)Skipped") == 2


def test_render_writes_what_a_snippet_says_and_stops_the_commit(docs: Path, run: Hook) -> None:
    template = docs / "templates/paging.mdx"
    template.write_text(template.read_text("utf-8").replace("at once", "on one page"), "utf-8")
    git(docs, "add", "templates")
    code, said = run("docs-snippets-render")
    assert code == 1
    assert "files were modified by this hook" in said
    assert "shows everything on one page." in (docs / "site/guide/setup.mdx").read_text("utf-8")
    git(docs, "add", "--all")
    assert run("--all-files")[0] == 0
