"""Prints the version of docs-snippets; `-V` and `--version` do the same.

examples:
  docs-snippets version
  docs-snippets --version

exit codes: 0 printed.
"""

import argparse
from typing import TextIO

from docs_snippets.runs.options import CommonOptions

HELP = "print the version of docs-snippets"
OPTIONS = CommonOptions


def configure(parser: argparse.ArgumentParser) -> None:
    """This command has no options of its own."""


def run(options: CommonOptions, out: TextIO, err: TextIO) -> int:
    """Prints the version that is installed."""
    from importlib.metadata import version  # costs start-up time, seldom needed

    out.write(f"docs-snippets {version('docs-snippets')}\n")
    return 0
