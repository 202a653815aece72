"""Shows why a rule complains and what to write instead; lists every rule without a name.

examples:
  docs-snippets rule
  docs-snippets rule unknown-parameter
"""

import argparse
from dataclasses import dataclass
from typing import TextIO

from docs_snippets.core.diagnostics import suggestion
from docs_snippets.linting.manual import ManualPage, manual_pages
from docs_snippets.linting.registry import page_rules
from docs_snippets.report.exit_codes import EXIT_ERROR
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
    known = manual_pages()
    if options.name is None:
        widest = max(map(len, known), default=0)
        for page in known.values():
            out.write(f"{page.name:<{widest}}  {page.severity:<7}  {_first_line(page)}\n")
        return 0
    if options.name not in known:
        err.write(f"docs-snippets rule: no rule is called {options.name!r}")
        err.write(f"{suggestion(options.name, known)}\n")
        return EXIT_ERROR
    out.write(_page(known[options.name]))
    return 0


def _first_line(page: ManualPage) -> str:
    return " ".join(page.doc.partition("\n\n")[0].split())


def _page(page: ManualPage) -> str:
    text = f"# {page.name} ({page.severity})\n\n{page.doc}\n"
    if page.name not in page_rules():
        return text
    accept = f"{{/* docs-snippets-ignore {page.name}: the reason */}}"
    return (
        f"{text}\n## To accept a finding\n\nOn the line before the block, indented like it, or at "
        f"the end of the line:\n\n```mdx\n{accept}\n```\n"
    )
