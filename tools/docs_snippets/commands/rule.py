"""Shows the manual page of a rule: what is wrong, why it matters, and how to fix it.

Without NAME, it lists all rules with their severity.

examples:
  docs-snippets rule
  docs-snippets rule unknown-parameter
  docs-snippets rule unknown-parameter --output-format json

exit codes: 0 shown, 2 there is no such rule.
"""

import argparse
import json
from dataclasses import dataclass
from typing import TextIO, TypeAlias

from docs_snippets.core.diagnostics import suggestion
from docs_snippets.linting.manual import ManualPage, manual_pages
from docs_snippets.linting.registry import change_rules, page_rules
from docs_snippets.report.exit_codes import EXIT_ERROR
from docs_snippets.runs.options import CommonOptions

HELP = "show the manual page of a rule"

RuleEntry: TypeAlias = dict[str, str | None]
"""A rule in JSON: name, severity, summary, reads and doc."""


@dataclass(frozen=True, kw_only=True)
class RuleOptions(CommonOptions):
    """The options of `rule`."""

    name: str | None = None
    output_format: str = "text"


OPTIONS = RuleOptions


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of this command."""
    parser.add_argument(
        "name", nargs="?", metavar="NAME", help="a rule; without it, all rules are listed"
    )
    parser.add_argument(
        "--output-format", choices=("text", "json"), default="text", help="default: text"
    )


def run(options: RuleOptions, out: TextIO, err: TextIO) -> int:
    """Prints one page, or a line for each."""
    known = manual_pages()
    if options.name is not None and options.name not in known:
        err.write(f"docs-snippets rule: no rule {options.name!r}")
        err.write(f"{suggestion(options.name, known)}\n")
        return EXIT_ERROR
    if options.output_format == "json":
        _write_json(options.name, known, out)
    elif options.name is not None:
        out.write(page_text(known[options.name]))
    else:
        widest = max(map(len, known), default=0)
        for page in known.values():
            out.write(f"{page.name:<{widest}}  {page.severity:<7}  {summary(page)}\n")
    return 0


def _write_json(name: str | None, known: dict[str, ManualPage], out: TextIO) -> None:
    """One rule as an object, all of them as a list."""
    value = _entry(known[name]) if name is not None else [_entry(page) for page in known.values()]
    out.write(f"{json.dumps(value, indent=2, ensure_ascii=False)}\n")


def _entry(page: ManualPage) -> RuleEntry:
    return {
        "name": page.name,
        "severity": page.severity.value,
        "summary": summary(page),
        "reads": _reads(page.name),
        "doc": page.doc,
    }


def _reads(name: str) -> str | None:
    """What a rule reads; None where it is no rule of its own but a check of the engine."""
    found = page_rules().get(name)
    if found:
        return found.reads
    return "change" if name in change_rules() else None


def summary(page: ManualPage) -> str:
    """The first sentence, which says what is wrong."""
    return " ".join(page.doc.partition("\n\n")[0].split())


def page_text(page: ManualPage) -> str:
    """The manual page of a rule as a page of Markdown."""
    text = f"# {page.name} ({page.severity})\n\n{page.doc}\n"
    if page.name not in page_rules():
        return text
    comment = f"{{/* docs-snippets-ignore {page.name}: REASON */}}"
    return (
        f"{text}\n## How to ignore\n\nOn the line before the block, with the same indentation, or "
        f"at the end of the line:\n\n```mdx\n{comment}\n```\n"
    )
