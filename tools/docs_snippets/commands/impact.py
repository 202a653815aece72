"""Shows what changed in the references, and the pages and snippets that this concerns.

For each parameter that a reference now describes differently, it prints what was added, removed or
changed (names, default, type, values, special values, sentences), with the old and the new quote,
and every line of the tree's pages that names the parameter. Trees with the same change are listed
together. Then it lists the placements of snippets that are no longer current.

The change starts at the commit where the current branch left REF, and includes uncommitted work.
Use `docs-snippets lint --changed` to find out which pages are wrong now.

examples:
  docs-snippets impact                      what a pull request that updates references touches
  docs-snippets impact --from HEAD          what is not committed yet
  docs-snippets impact --tree guide/next --output-format json

exit codes: 0 shown, 2 the change could not be determined.
"""

import argparse
from dataclasses import dataclass
from typing import TextIO

from docs_snippets.changes.revisions import open_revisions
from docs_snippets.core.printable import output_line, printable
from docs_snippets.docs.docs import Docs, load
from docs_snippets.report import output
from docs_snippets.review.impact import impact
from docs_snippets.runs import impact_report
from docs_snippets.runs.options import CommonOptions
from docs_snippets.runs.targets import selected_trees, unknown_tree

HELP = "list the pages and snippets that a change of the references concerns"


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
        help="compare with the commit where the current branch left REF (default: the branch of "
        "GITHUB_BASE_REF, or the main branch of upstream, origin or this repository)",
    )
    parser.add_argument(
        "--output-format", choices=("text", "json"), default="text", help="default: text"
    )


def run(options: ImpactOptions, out: TextIO, err: TextIO) -> int:
    """Compares and shows."""
    docs = load(options.config, options.docs, options.references)
    if not isinstance(docs, Docs):
        return output.could_not_check(docs, out)
    wrong = unknown_tree(docs.trees, options.trees)
    if wrong:
        return output.refused("impact", wrong, err)
    trees = selected_trees(docs, options.trees)
    with open_revisions(docs, options.since, "--from REF") as revisions:
        if isinstance(revisions, str):
            return output.refused("impact", revisions, err)
        found = impact(revisions, trees)
        if options.output_format == "json":
            out.write(f"{impact_report.to_json(revisions.head, found, revisions.commit)}\n")
        else:
            lines = impact_report.text_lines(revisions.head, found)
            out.writelines(map(output_line, lines))
        if not options.quiet:
            said = (*found.notices, impact_report.totals_line(found, revisions.commit))
            err.writelines(f"{printable(line)}\n" for line in said)
    return 0
