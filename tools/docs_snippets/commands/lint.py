"""Checks pages against the references of their own tree.

PATH is a page, a component that prints code, or a folder, relative to the current folder or to the
docs root. Without PATH, everything is checked. `-` reads a page from standard input;
--stdin-filename says which page it stands for. PATH, --tree, --select and --ignore take patterns:
`**` matches any folders, `*` characters of one name, `[12]` one of some characters, and `{a,b}` one
of some texts.

--changed reports what a change causes. The docs are checked twice: as they are now, with your
uncommitted work, and as they were where the change left REF (by default, the branch that a pull
request would be merged into). Findings that were there before are left out. If you edited a
reference, the pages that it makes wrong are reported; an old mistake on a page that you edited is
not. The change is also compared with the description of the pull request, if there is one
(--pr-text, or the event of a GitHub workflow).

examples:
  docs-snippets lint
  docs-snippets lint operations/install.mdx --select unknown-parameter
  docs-snippets lint 'operations/**/*.mdx' --select 'undocumented-*'
  docs-snippets lint --write-baseline        accept what is there, report what is new
  docs-snippets lint --changed               only what your change causes, on any page
  docs-snippets lint --changed=HEAD~3 --pr-text description.md
  docs-snippets lint --watch                 check again after each change, show what is new
  docs-snippets lint --diff                  show what --fix would change
  docs-snippets lint --output-format json --output-file findings.json
  docs-snippets lint - --stdin-filename operations/install.mdx < draft.mdx

exit codes: 0 no finding at or above the level of --fail-on, 1 at least one, 2 the docs could not be
checked.
"""

import argparse
from typing import TextIO

from docs_snippets.core.diagnostics import Severity
from docs_snippets.linting import baseline
from docs_snippets.report.writers import formats
from docs_snippets.runs import lint
from docs_snippets.runs.options import FILTER_MODES, MOST_A_CORE, LintOptions

HELP = "check pages against the references of their tree"
OPTIONS = LintOptions


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of this command."""
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="page, component or folder, or a pattern; '-' for standard input",
    )
    rules = parser.add_argument_group("rules")
    for name, what in (("select", "run only these rules"), ("ignore", "do not run these rules")):
        rules.add_argument(
            f"--{name}",
            action="append",
            default=[],
            metavar="RULE",
            help=f"{what}: A,B, or a pattern",
        )
    rules.add_argument(
        "--no-ignores", action="store_true", help="also report what ignore comments hide"
    )
    _configure_change(parser.add_argument_group("changes: what a pull request causes"))
    _configure_baseline(parser.add_argument_group("baseline: findings accepted for now"))
    fix = parser.add_argument_group("fixes")
    fix.add_argument(
        "--fix", action="store_true", help="apply the fixes that cannot change the meaning"
    )
    fix.add_argument(
        "--unsafe-fixes",
        action="store_true",
        help="with --fix or --diff: also fixes that may change it",
    )
    fix.add_argument(
        "--diff", action="store_true", help="write nothing, show what --fix would change"
    )
    report = parser.add_argument_group("report")
    report.add_argument(
        "--output-format",
        choices=tuple(formats()),
        default="full",
        metavar="FORMAT",
        help=f"{', '.join(formats())} (default: full)",
    )
    report.add_argument("--output-file", metavar="FILE", help="write the report to FILE")
    report.add_argument(
        "--generated",
        action="store_true",
        help="check the pages with generated text; findings outside of it are only counted",
    )
    report.add_argument("--statistics", action="store_true", help="count findings by rule")
    report.add_argument("--show-files", action="store_true", help="list the pages, check nothing")
    report.add_argument(
        "--fail-on",
        choices=[level.value for level in reversed(Severity)],
        default=Severity.ERROR.value,
        help="lowest severity that gives exit code 1 (default: error)",
    )
    report.add_argument("--exit-zero", action="store_true", help="exit with 0 despite findings")
    parser.add_argument(
        "--watch",
        action="store_true",
        help="check again whenever files change, and show what is new; q ends it",
    )
    parser.add_argument("--stdin-filename", metavar="PATH", help="the page that '-' stands for")
    parser.add_argument(
        "--jobs",
        type=_jobs,
        metavar="N",
        help=f"number of processes (default: one per core; at most {MOST_A_CORE} per core)",
    )
    parser.add_argument(
        "--no-cache",
        action="store_true",
        help="check everything again, and keep nothing for the next run",
    )
    parser.add_argument(
        "--cache-dir",
        metavar="DIR",
        help="folder for what runs keep (default: the user's cache folder; environment: "
        "DOCS_SNIPPETS_CACHE_DIR)",
    )


def _configure_change(group: "argparse._ArgumentGroup") -> None:
    group.add_argument(
        "--changed",
        nargs="?",
        const="",
        metavar="REF",
        help="report what the change since REF causes (default: the branch of GITHUB_BASE_REF, or "
        "the main branch of upstream, origin or this repository)",
    )
    group.add_argument(
        "--filter-mode",
        choices=FILTER_MODES,
        help="which findings to report: those that the change caused (default), those on lines "
        "that it added, those in files that it touched, or all",
    )
    group.add_argument(
        "--pr-text",
        metavar="FILE",
        help="title and description of the pull request (default: from GITHUB_EVENT_PATH)",
    )


def _configure_baseline(group: "argparse._ArgumentGroup") -> None:
    which = group.add_mutually_exclusive_group()
    which.add_argument(
        "--baseline",
        metavar="FILE",
        help=f"default: {baseline.FILE_NAME} next to versions.yaml, if it exists",
    )
    which.add_argument(
        "--no-baseline", action="store_true", help="also report what the baseline accepts"
    )
    change = group.add_mutually_exclusive_group()
    change.add_argument(
        "--write-baseline",
        action="store_true",
        help="accept every finding of this run, and remove entries that it no longer finds",
    )
    change.add_argument(
        "--prune-baseline",
        action="store_true",
        help="remove entries that this run no longer finds",
    )


def run(options: LintOptions, out: TextIO, err: TextIO) -> int:
    """Checks, and fixes or reports: see `runs.lint`."""
    return lint.run(options, out, err)


def _jobs(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes, 1 or more")
    return int(text)
