"""The command to type next, as it runs: this program, with the options that this run was given."""

import shlex
import sys
from pathlib import Path

from docs_snippets.runs.options import CommonOptions


def command_line(options: CommonOptions, *words: str) -> str:
    """A command of this program on the same docs, quoted for a shell."""
    given = [("--docs", options.docs), ("--config", options.config)]
    common = [each for name, value in given if value for each in (name, value)]
    trees = [each for tree in options.trees for each in ("--tree", tree)]
    return shlex.join([*_program(), *words, *common, *trees])


def _program() -> list[str]:
    """How this program was called: by its name on the path, by its file, or as a module."""
    called = Path(sys.argv[0])
    if called.name == "__main__.py":
        return [sys.executable, "-m", called.parent.name]
    by_path = called.name == "docs-snippets" and called.parent != Path()
    return [sys.argv[0] if by_path else "docs-snippets"]
