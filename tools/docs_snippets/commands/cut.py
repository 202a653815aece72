"""Lists what is left to do after a version was cut, and does what is safe.

`docusaurus docs:version` copies the current docs to a folder of their own. Run this command after
it: PRODUCT is a product of versions.yaml, VERSION the new one in its list of versions. It looks for
imports, links and full URLs that still lead to the current docs, for relative paths that lead
nowhere from the deeper folder, for the sidebars and references of the new version, and, in
comparison with the release before, for words and variables that name another version.

With --write, addresses are changed where the new version has the same file or page. Nothing else is
written, and generated text is left to `docs-snippets render`. Then the docs are checked as
`docs-snippets lint --changed` does: what it reports is listed as left to you. Accepted findings of
the baseline hold for the new version, too.

examples:
  docs-snippets cut guide 2.2
  docs-snippets cut guide 2.2 --write
  docs-snippets cut guide 2.2 --base HEAD~1 --output-format json

exit codes: 0 nothing is left to do; 1 something is, for --write or for you; 2 there is no such
version, or the configuration cannot be used.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TextIO

from docs_snippets.core.diagnostics import Diagnostic, suggestion
from docs_snippets.core.printable import output_line
from docs_snippets.docs.docs import Docs, load
from docs_snippets.files import writing
from docs_snippets.linting import baseline
from docs_snippets.project.trees import NEXT, Tree
from docs_snippets.report import output
from docs_snippets.report.progress import Progress
from docs_snippets.runs import lint_change
from docs_snippets.runs.lint_plan import LintPlan, plan_lint
from docs_snippets.runs.options import CommonOptions, LintOptions
from docs_snippets.versioning import version_tasks
from docs_snippets.versioning.cut_checks import CutTrees, accepted_in, checks, cut_trees
from docs_snippets.versioning.cut_edits import CutFile, cut_files, texts_of
from docs_snippets.versioning.version_tasks import Task

HELP = "list, and with --write do, what a version cut leaves to hand"

FORMATS = ("text", "json")


@dataclass(frozen=True, kw_only=True)
class CutOptions(CommonOptions):
    """The options of `cut`: a product and the version that was cut. `base` may be empty."""

    product: str
    version: str
    base: str = ""
    write: bool = False
    output_format: str = FORMATS[0]


OPTIONS = CutOptions


def configure(parser: argparse.ArgumentParser) -> None:
    """The version, what to compare with, and whether to write."""
    parser.add_argument("product", metavar="PRODUCT", help="a product of versions.yaml")
    parser.add_argument("version", metavar="VERSION", help="the version that was cut")
    parser.add_argument(
        "--base",
        default="",
        metavar="REF",
        help="the cut began where the current branch left REF (default: the branch of "
        "GITHUB_BASE_REF, or the main branch of upstream, origin or this repository)",
    )
    parser.add_argument("--write", action="store_true", help="change what is safe to change")
    parser.add_argument("--output-format", choices=FORMATS, default=FORMATS[0])


def run(options: CutOptions, out: TextIO, err: TextIO) -> int:
    """Looks, writes where asked to, checks, and says what is left."""
    docs = load(options.config, options.docs, options.references)
    if not isinstance(docs, Docs):
        return output.could_not_check(docs, out)
    tree = named_tree(docs, options.product, options.version)
    trees = cut_trees(docs, tree) if isinstance(tree, Tree) else tree
    if isinstance(tree, Tree) and tree.frozen:
        trees = f"{tree.name} is frozen: it is read and never written"
    if options.trees:
        trees = "--tree cannot be combined with cut: PRODUCT and VERSION name the tree"
    if isinstance(trees, str):
        return output.refused("cut", trees, err)
    files = list(cut_files(docs, trees.tree, trees.origin))
    refused = _write(docs, trees.tree, files) if options.write else {}
    done = [_after(each, refused, write=options.write) for file in files for each in file.tasks]
    docs = docs if not options.write else load(options.config, options.docs, options.references)
    if not isinstance(docs, Docs):
        return output.could_not_check(docs, out)
    findings, notices = _findings(options, docs, files, err)
    found = [*done, *checks(docs, trees), *findings]
    _report(options, trees, found, out)
    if not options.quiet:
        notices = [*notices, *_inherited(docs, trees), version_tasks.totals_line(found)]
        err.writelines(map(output_line, notices))
    return int(any(each.state != "done" for each in found))


def named_tree(docs: Docs, product: str, version: str) -> Tree | str:
    """The tree of a released version; or what is wrong with the names."""
    known = [each.name for each in docs.config.products]
    if product not in known:
        return f"no product {product!r}{suggestion(product, known)}"
    own = [tree for tree in docs.trees if tree.product == product]
    found = next((tree for tree in own if tree.version.text == version), None)
    if found is None or version == NEXT:
        versions = [tree.version.text for tree in own if tree.version.text != NEXT]
        return f"{product} has no version {version!r}{suggestion(version, versions)}"
    return found


def _write(docs: Docs, tree: Tree, files: Sequence[CutFile]) -> dict[str, str]:
    """Writes; the files that were left alone, and why."""
    changed = [file for file in files if file.edits]
    # What a killed run had changed already is not changed again.
    writing.remove_leftovers(docs.root, texts_of(docs, tree))
    refusals = {file.source.path: writing.write(docs.root, file.change) for file in changed}
    return {path: words for path, words in refusals.items() if words}


def _after(task: Task, refused: dict[str, str], *, write: bool) -> Task:
    return task.attempted(refused.get(task.path, "")) if write and task.state == "safe" else task


def _findings(
    options: CutOptions, docs: Docs, files: Sequence[CutFile], err: TextIO
) -> tuple[list[Task], list[str]]:
    """What `lint --changed` reports of the cut, without what --write changes; and its notices."""
    lint = LintOptions(
        changed=options.base,
        config=options.config,
        docs=options.docs,
        references=options.references,
    )
    plan = plan_lint(lint, docs.as_immutable())
    if not isinstance(plan, LintPlan):
        return [], [plan] if isinstance(plan, str) else [each.message for each in plan]
    with Progress("checking pages", err, quiet=options.quiet) as progress:
        result = lint_change.check(lint, plan, progress.show)
    if isinstance(result, str):
        return [], [f"findings that the cut causes are not listed: {result}"]
    new = baseline.not_accepted(plan.baseline, result.findings)
    fixed = set() if options.write else _fixed_lines(files)
    return [
        Task(
            "findings", each.path or "", _line(each), f"{each.severity}[{each.rule}] {each.message}"
        )
        for each in new
        if (each.path or "", _line(each)) not in fixed
    ], list(result.notices)


def _line(finding: Diagnostic) -> int:
    return finding.region.line if finding.region else 0


def _fixed_lines(files: Sequence[CutFile]) -> set[tuple[str, int]]:
    return {
        (file.source.path, file.source.line_of(edit.span.start))
        for file in files
        for edit in file.edits
    }


def _inherited(docs: Docs, trees: CutTrees) -> list[str]:
    """What the baseline accepts of the new tree."""
    file = docs.config.path.parent / baseline.FILE_NAME
    found = baseline.read(file, baseline.FILE_NAME)
    if isinstance(found, Diagnostic) or found.before is None:
        return []
    count = accepted_in(docs, trees.tree, found.before.text)
    return [f"the baseline accepts {count} finding{'s' * (count != 1)} of these pages here, too"]


def _report(options: CutOptions, trees: CutTrees, found: Sequence[Task], out: TextIO) -> None:
    name = trees.tree.name
    if options.output_format == "json":
        out.write(f"{version_tasks.to_json(name, found, origin=trees.origin.name)}\n")
        return
    out.write(f"{name}, cut from {trees.origin.name}\n\n")
    lines = version_tasks.text_lines(found, verbose=options.verbose)
    out.writelines(map(output_line, lines))
