"""Shows why a rule complains and what to write instead; lists every rule without a name.

examples:
  docs-snippets rule
  docs-snippets rule unknown-parameter
"""

import argparse
from dataclasses import dataclass
from typing import TextIO

from docs_snippets.core.diagnostics import suggestion
from docs_snippets.linting.manual import Entry, entries
from docs_snippets.linting.registry import load
from docs_snippets.runs.options import CommonOptions

HELP = "the manual page of a rule"


@dataclass(frozen=True, kw_only=True)
class RuleOptions(CommonOptions):
    """The options of `rule`."""

    name: str | None = None


OPTIONS = RuleOptions


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of this command."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="a rule; all of them without")


def run(options: RuleOptions, out: TextIO, err: TextIO) -> int:
    """Prints one page, or a line for each."""
    known = entries()
    if options.name is None:
        widest = max(map(len, known), default=0)
        for entry in known.values():
            out.write(f"{entry.name:<{widest}}  {entry.severity:<7}  {_first_line(entry)}\n")
        return 0
    if options.name not in known:
        err.write(f"docs-snippets rule: no rule is called {options.name!r}")
        err.write(f"{suggestion(options.name, known)}\n")
        return 2
    out.write(_page(known[options.name]))
    return 0


def _first_line(entry: Entry) -> str:
    return " ".join(entry.doc.partition("\n\n")[0].split())


def _page(entry: Entry) -> str:
    page = f"# {entry.name} ({entry.severity})\n\n{entry.doc}\n"
    if entry.name not in load():
        return page
    accept = f"{{/* docs-snippets-ignore {entry.name}: the reason */}}"
    return (
        f"{page}\n## To accept a finding\n\nOn the line before the block, indented like it, or at "
        f"the end of the line:\n\n```mdx\n{accept}\n```\n"
    )
