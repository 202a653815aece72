"""Shows what two trees tell differently, by meaning and not by line.

Compared are the references (parameters, types, defaults, special values), the variables, and the
pages: those that one tree alone has, and of the others sections, sentences, numbers and ports,
rows of tables, commands, lines of code, settings of parameters, and where links and images lead.
Names of products, a tree's own version, variables, white space and order are set aside. A page
that has another path in the other tree is followed. With PATH (pages or folders of either tree),
only these pages are compared.

examples:
  docs-snippets diff guide/2.0 guide/2.1
  docs-snippets diff guide/2.1 guide/next guide/install.mdx
  docs-snippets diff guide/2.0 guide/2.1 --output-format json

exit codes, as those of diff: 0 both tell the same; 1 they differ; 2 they could not be compared.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TextIO

from docs_snippets.core.printable import output_line
from docs_snippets.docs.docs import Docs, load
from docs_snippets.project.trees import Tree
from docs_snippets.report import output
from docs_snippets.runs import difference_report
from docs_snippets.runs.options import CommonOptions
from docs_snippets.runs.targets import pages_named, unknown_tree
from docs_snippets.siblings.tree_difference import tree_difference

HELP = "show what two trees tell differently, by meaning"


@dataclass(frozen=True, kw_only=True)
class DiffOptions(CommonOptions):
    """The options of `diff`: two trees, and pages of either."""

    one: str
    two: str
    paths: Sequence[str] = ()
    output_format: str = "text"


OPTIONS = DiffOptions


def configure(parser: argparse.ArgumentParser) -> None:
    """The trees, the pages and the form."""
    parser.add_argument("one", metavar="TREE", help="the tree to compare with")
    parser.add_argument("two", metavar="TREE", help="the tree to compare")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="pages or folders of either tree")
    parser.add_argument(
        "--output-format", choices=("text", "json"), default="text", help="default: text"
    )


def run(options: DiffOptions, out: TextIO, err: TextIO) -> int:
    """Compares and shows."""
    docs = load(options.config, options.docs, options.references)
    if not isinstance(docs, Docs):
        return output.could_not_check(docs, out)
    docs = docs.as_immutable()
    trees = _trees(options, docs)
    paths = _paths(options, docs, trees) if not isinstance(trees, str) else trees
    if isinstance(trees, str) or isinstance(paths, str):
        return output.refused("diff", str(paths), err)
    found = tree_difference(docs, *trees, paths)
    if options.output_format == "json":
        out.write(f"{difference_report.to_json(found)}\n")
    else:
        lines = difference_report.text_lines(found, verbose=options.verbose)
        out.writelines(map(output_line, lines))
    if not options.quiet:
        err.write(f"{difference_report.totals_line(found)}\n")
    return int(found.any)


def _trees(options: DiffOptions, docs: Docs) -> tuple[Tree, Tree] | str:
    """Both trees; or what is wrong with their names."""
    if options.trees:
        return "--tree cannot be combined with diff: its arguments name the trees"
    one, two = (docs.pages.tree(name) for name in (options.one, options.two))
    if one is None or two is None:
        return unknown_tree(docs.trees, [options.two if one else options.one]) or (
            "diff compares two trees and takes no patterns"
        )
    return f"{one.name} is one tree; name two" if one == two else (one, two)


def _paths(
    options: DiffOptions, docs: Docs, trees: tuple[Tree, Tree]
) -> frozenset[str] | str | None:
    """The pages that the arguments name; or what is wrong."""
    if not options.paths:
        return None
    every = [path for tree in trees for path in docs.pages.paths_of(tree)]
    found: set[str] = set()
    for name in options.paths:
        paths = pages_named(docs.root, docs.pages.paths(), name)
        if isinstance(paths, str):
            return paths
        inside = {path for path in paths if path in every}
        if not inside:
            return f"{name} is in neither tree"
        found |= inside
    return frozenset(found)
