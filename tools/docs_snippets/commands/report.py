"""Writes one HTML page with the findings, snippets and parameters of every tree.

Findings with the same cause are one entry. You can filter them by tree, rule, severity and text;
each shows its passage as the other trees have it, with the differences marked. Findings that the
baseline accepts can be shown as well. Snippets show the state and the text of each placement, and
the sentence of the reference that decided; parameters show what each tree documents. A filtered
view has its own address, which you can send to others. In a git repository, the page names the
commit that it describes.

The page is a single file. It needs no network and no server, and it runs nothing that your pages
contain. The same docs give the same bytes. FILE is replaced only if an earlier run wrote it.

examples:
  docs-snippets report --output-file report.html
  docs-snippets report --output-file report.html --tree PRODUCT/VERSION
  docs-snippets report --output-file links.html --select broken-link,missing-anchor
  docs-snippets report --output-file all.html --no-baseline
  docs-snippets report --output-file report.html --diff guide/2.0 guide/2.1
  docs-snippets report --output-file report.html --base-url https://example.com/docs/blob/main

exit codes: 0 written, with or without findings; 2 not written, or something could not be checked,
which the page shows.
"""

import argparse
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO
from urllib.parse import quote, urlsplit

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.printable import printable
from docs_snippets.docs.docs import Docs, load
from docs_snippets.files import git
from docs_snippets.linting import baseline
from docs_snippets.linting.manual import UNCHECKED_RULES
from docs_snippets.report import output, summary
from docs_snippets.report.exit_codes import EXIT_ERROR
from docs_snippets.report.output import OutputFile
from docs_snippets.report.progress import Progress
from docs_snippets.runs import cached_check
from docs_snippets.runs.lint_plan import LintPlan, plan_lint
from docs_snippets.runs.options import CommonOptions, LintOptions
from docs_snippets.runs.targets import selected_names, unknown_tree
from docs_snippets.siblings.tree_difference import TreeDifference, tree_difference

_URL = re.compile(r"[!-;=?-~]+")
"""The characters of an address: visible ASCII without `<` and `>`."""

HELP = "write findings, snippets and parameters as one HTML page"


@dataclass(frozen=True, kw_only=True)
class ReportOptions(CommonOptions):
    """The options of `report`, as `lint` has them."""

    output_file: str
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    baseline: str | None = None
    no_baseline: bool = False
    base_url: str | None = None
    diff: Sequence[str] | None = None


OPTIONS = ReportOptions


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of this command."""
    parser.add_argument(
        "--output-file", metavar="FILE", required=True, help="write the page to FILE"
    )
    for name, what in (("select", "run only these rules"), ("ignore", "do not run these rules")):
        parser.add_argument(
            f"--{name}",
            action="append",
            default=[],
            metavar="RULE",
            help=f"{what}: A,B, or a pattern",
        )
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--baseline",
        metavar="FILE",
        help=f"default: {baseline.FILE_NAME} next to versions.yaml, if it exists",
    )
    which.add_argument(
        "--no-baseline", action="store_true", help="count what it accepts as other findings"
    )
    parser.add_argument(
        "--diff",
        nargs=2,
        metavar="TREE",
        help="show what the second tree tells differently from the first, too, as `diff` does",
    )
    parser.add_argument(
        "--base-url",
        type=_url,
        metavar="URL",
        help="link each place to its file: the address of the top folder of the repository, such "
        "as https://host/owner/name/blob/COMMIT",
    )


def _url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or not _URL.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not an http or https address")
    return text.rstrip("/")


def run(options: ReportOptions, out: TextIO, err: TextIO) -> int:
    """Checks as `lint` does, gathers the rest, writes."""
    docs = load(options.config, options.docs, options.references)
    if not isinstance(docs, Docs):
        return output.could_not_check(docs, out)
    plan = plan_lint(_as_lint_options(options), docs.as_immutable())
    if not isinstance(plan, LintPlan) and not isinstance(plan, str):
        return output.could_not_check(plan, out)
    wrong = plan if isinstance(plan, str) else _wrong_trees(options, plan.docs)
    if isinstance(plan, str) or plan.output_file is None or wrong:
        return output.refused("report", str(wrong), err)
    every = _findings(options, plan, err)
    findings = baseline.not_accepted(plan.baseline, every)
    wrong = output.write_text(_page(options, plan, findings, every), plan.output_file)
    if wrong:
        err.write(f"docs-snippets report: {wrong}\n")
        return EXIT_ERROR
    if not options.quiet:
        err.write(f"{_done_line(plan, plan.output_file, findings)}\n")
    return _exit_code(findings, out)


def _as_lint_options(options: ReportOptions) -> LintOptions:
    """A run of `lint` that finds what the page shows."""
    return LintOptions(
        trees=options.trees,
        select=options.select,
        ignore=options.ignore,
        baseline=options.baseline,
        no_baseline=options.no_baseline,
        output_file=options.output_file,
    )


def _findings(options: ReportOptions, plan: LintPlan, err: TextIO) -> tuple[Diagnostic, ...]:
    with Progress("checking pages", err, quiet=options.quiet) as progress:
        return cached_check.check(_as_lint_options(options), plan, progress.show).findings


def _page(
    options: ReportOptions, plan: LintPlan, new: Sequence[Diagnostic], every: Sequence[Diagnostic]
) -> str:
    from docs_snippets.report.html import data, html_page  # not needed to say what is wrong

    docs, shown = plan.docs, frozenset(new)
    checked = data.ReportInput(
        plan.targets.paths,
        _checked_counts(plan),
        new,
        selected_names(docs, options.trees),
        accepted=tuple(each for each in every if each not in shown),
        commit=_commit(docs),
        url_of=_url_of(docs, options.base_url) if options.base_url else None,
        compared=_compared(options, docs),
    )
    return html_page.html_page(data.report_data(docs, checked))


def _wrong_trees(options: ReportOptions, docs: Docs) -> str:
    """What is wrong with the names of the trees to compare; empty when nothing is."""
    unknown = [name for name in options.diff or () if docs.pages.tree(name) is None]
    return unknown_tree(docs.trees, unknown) or ("--diff takes no patterns" if unknown else "")


def _compared(options: ReportOptions, docs: Docs) -> TreeDifference | None:
    found = [tree for name in options.diff or () if (tree := docs.pages.tree(name))]
    return tree_difference(docs, found[0], found[1]) if len(found) == 2 else None


def _commit(docs: Docs) -> str | None:
    """The commit of the docs, and whether they have changed since; None outside of git."""
    commit = git.query(docs.root, "rev-parse", "--short=12", "--verify", "--quiet", "HEAD")
    if commit is None:
        return None
    # What git does not track may be this report.
    changed = git.query(docs.root, "status", "--porcelain", "--untracked-files=no", "--", ".")
    return f"{commit.strip()}{', with uncommitted changes' if changed else ''}"


def _url_of(docs: Docs, base: str) -> Callable[[str, int], str]:
    """A function from a file and a line to its address."""
    path_of = output.repository_paths(docs.root, Path(), docs.config.path.parent)
    return lambda path, line: f"{base}/{quote(path_of(path))}#L{line}"


def _done_line(plan: LintPlan, file: OutputFile, findings: Sequence[Diagnostic]) -> str:
    return (
        f"wrote {printable(str(file.path))}: {summary.totals_line(findings, _checked_counts(plan))}"
    )


def _checked_counts(plan: LintPlan) -> str:
    """What was checked, in words."""
    paths = plan.targets.paths
    components = sum(path in plan.docs.pages.components for path in paths)
    return summary.checked_counts(len(paths) - components, components)


def _exit_code(findings: Sequence[Diagnostic], out: TextIO) -> int:
    unchecked = [each for each in findings if each.rule in UNCHECKED_RULES]
    return output.could_not_check(unchecked, out) if unchecked else 0
