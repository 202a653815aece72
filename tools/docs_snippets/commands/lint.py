"""Checks pages against what each tree's own references say.

PATH is a page, a component that prints code, or a folder, relative to the current folder or to the
docs root; without one everything is checked. `-` reads a page from standard input, as the one that
--stdin-filename names. PATH, --tree, --select and --ignore take patterns: `**` stands for any
folders, `*` for characters of one name, `[12]` for one of some characters, `{a,b}` for one of some
texts.

--changed reports what a change causes: the docs are checked as they are, uncommitted work included,
and as they were where the change left REF (by default the branch that a pull request would go to),
and what was there before is left out. A reference that was edited shows the pages that it makes
wrong; an old mistake on a page that was edited stays quiet. With the description of the pull
request (--pr-text, or the event of a GitHub workflow) it is held against what changed, too.

examples:
  docs-snippets lint
  docs-snippets lint operations/install.mdx --select unknown-parameter
  docs-snippets lint 'operations/**/*.mdx' --select 'undocumented-*'
  docs-snippets lint --write-baseline        accept what is there, report what is new
  docs-snippets lint --changed               only what your change causes, on any page
  docs-snippets lint --changed=HEAD~3 --pr-text description.md
  docs-snippets lint --diff                  show what --fix would mend
  docs-snippets lint --output-format json --output-file findings.json
  docs-snippets lint - --stdin-filename operations/install.mdx < draft.mdx

exit codes: 0 nothing to report at or above --fail-on, 1 something, 2 could not check.
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
        "paths", nargs="*", metavar="PATH", help="page, component or folder; '-' for stdin"
    )
    rules = parser.add_argument_group("rules")
    for name, what in (("select", "only these rules"), ("ignore", "all but these rules")):
        rules.add_argument(
            f"--{name}", action="append", default=[], metavar="RULE", help=f"{what}; also A,B"
        )
    rules.add_argument(
        "--no-ignores", action="store_true", help="report what ignore comments hide, too"
    )
    _configure_change(parser.add_argument_group("changes: what a pull request causes"))
    _configure_baseline(parser.add_argument_group("baseline: findings accepted for now"))
    fix = parser.add_argument_group("fixes")
    fix.add_argument("--fix", action="store_true", help="mend what can be mended safely")
    fix.add_argument(
        "--unsafe-fixes", action="store_true", help="with --fix or --diff: what may be meant, too"
    )
    fix.add_argument("--diff", action="store_true", help="write nothing, show what --fix would do")
    report = parser.add_argument_group("report")
    report.add_argument(
        "--output-format",
        choices=tuple(formats()),
        default="full",
        metavar="FORMAT",
        help=f"{', '.join(formats())} (default: full)",
    )
    report.add_argument("--output-file", metavar="FILE", help="write the report there")
    report.add_argument(
        "--generated",
        action="store_true",
        help="check the pages that hold generated text; what is found elsewhere on them is counted",
    )
    report.add_argument("--statistics", action="store_true", help="count findings by rule")
    report.add_argument("--show-files", action="store_true", help="list the pages, check nothing")
    report.add_argument(
        "--fail-on",
        choices=[level.value for level in reversed(Severity)],
        default=Severity.ERROR.value,
        help="least severity that gives exit code 1 (default: error)",
    )
    report.add_argument("--exit-zero", action="store_true", help="exit with 0 despite findings")
    parser.add_argument("--stdin-filename", metavar="PATH", help="the page that '-' stands for")
    parser.add_argument(
        "--jobs",
        type=_jobs,
        metavar="N",
        help=f"processes (default: one a core; no more than {MOST_A_CORE} a core)",
    )
    parser.add_argument(
        "--no-cache", action="store_true", help="use nothing of earlier runs; no run keeps anything"
    )


def _configure_change(group: "argparse._ArgumentGroup") -> None:
    group.add_argument(
        "--changed",
        nargs="?",
        const="",
        metavar="REF",
        help="report what has changed since the commit at which the change left REF (default: the "
        "branch of GITHUB_BASE_REF, else the main branch of upstream, origin or here)",
    )
    group.add_argument(
        "--filter-mode",
        choices=FILTER_MODES,
        help="which findings: those that the change caused (default), those on lines it added, "
        "on files it touched, or all",
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
        help=f"default: {baseline.FILE_NAME} beside the configuration, when it is there",
    )
    which.add_argument("--no-baseline", action="store_true", help="report what it accepts, too")
    change = group.add_mutually_exclusive_group()
    change.add_argument(
        "--write-baseline",
        action="store_true",
        help="accept every finding of this run, and no more what it looked for and did not find",
    )
    change.add_argument(
        "--prune-baseline",
        action="store_true",
        help="accept no more what this run looked for and did not find",
    )


def run(options: LintOptions, out: TextIO, err: TextIO) -> int:
    """Checks, and fixes or reports: see `runs.lint`."""
    return lint.run(options, out, err)


def _jobs(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes, 1 or more")
    return int(text)
