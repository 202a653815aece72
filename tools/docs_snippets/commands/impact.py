"""Shows what changed in the references of the trees, and which pages and snippets that touches.

For each parameter that a reference describes otherwise than at the start of the change: what is
new, gone or other (names, default, type, values, special values, sentences), with both quotes, and
every line of that tree's pages that names it. Trees with the same change are told together. Below
that, the placements of snippets that are not as they should be any more.

The change starts at the commit at which the current branch left REF; uncommitted work is part of
it. Which pages are wrong now is for `docs-snippets lint --changed` to say: it follows from this
what is found now and was not before.

examples:
  docs-snippets impact                      what a pull request that updates references touches
  docs-snippets impact --from HEAD          what is not committed yet
  docs-snippets impact --tree guide/next --output-format json

exit codes: 0 shown, whatever it is, 2 could not.
"""

import argparse
from dataclasses import dataclass
from typing import TextIO

from docs_snippets.changes.revisions import open_revisions
from docs_snippets.core.printable import inert, printable
from docs_snippets.docs.docs import Docs, load
from docs_snippets.report import output
from docs_snippets.report.exit_codes import EXIT_ERROR
from docs_snippets.review.impact import impact
from docs_snippets.runs import impact_report
from docs_snippets.runs.options import CommonOptions
from docs_snippets.runs.targets import selected_trees, unknown_tree

HELP = "what a change of the references touches: pages and snippets"


@dataclass(frozen=True, kw_only=True)
class ImpactOptions(CommonOptions):
    """The options of `impact`. `since` is a commit, empty where none is named."""

    since: str = ""
    output_format: str = "text"


OPTIONS = ImpactOptions


def configure(parser: argparse.ArgumentParser) -> None:
    """Where to start, and the form."""
    parser.add_argument(
        "--from",
        dest="since",
        default="",
        metavar="REF",
        help="compare with the commit at which the current branch left REF (default: the branch of "
        "GITHUB_BASE_REF, else the main branch of upstream, origin or here)",
    )
    parser.add_argument(
        "--output-format", choices=("text", "json"), default="text", help="default: text"
    )


def run(options: ImpactOptions, out: TextIO, err: TextIO) -> int:
    """Compares and shows."""
    docs = load(options.config, options.docs)
    if not isinstance(docs, Docs):
        return output.could_not_check(docs, out)
    wrong = unknown_tree(docs.trees, options.trees)
    if wrong:
        return _could_not(wrong, err)
    trees = selected_trees(docs, options.trees)
    with open_revisions(docs, options.since, "--from REF") as revisions:
        if isinstance(revisions, str):
            return _could_not(revisions, err)
        found = impact(revisions, trees)
        if options.output_format == "json":
            out.write(f"{impact_report.to_json(revisions.head, found, revisions.commit)}\n")
        else:
            lines = impact_report.text_lines(revisions.head, found)
            out.writelines(f"{inert(printable(line))}\n" for line in lines)
        if not options.quiet:
            said = (*found.notices, impact_report.totals_line(found, revisions.commit))
            err.writelines(f"{printable(line)}\n" for line in said)
    return 0


def _could_not(words: str, err: TextIO) -> int:
    err.write(f"docs-snippets impact: {printable(words)}\n")
    return EXIT_ERROR
