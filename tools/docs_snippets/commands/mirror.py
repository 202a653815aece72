"""Prints a patch that makes an edit of some pages in other trees, too.

The edit is the difference between PATH (pages or folders of the tree of --from) now, with your
uncommitted work, and at the commit where the current branch left REF. It is merged piece by piece
into the same page of each tree of --to; imports and links are changed to that tree. A tree may be a
pattern: 'guide/*'.

Where the text around a piece differs, the piece goes to the lines that it replaces, if the page has
them once and in the same section, or, if it is a new section, before the heading that follows it.

A page that has another path in the other tree is followed: by the renames in the history of the
repository, else, if it has most of its lines in common with one page only, by likeness. A line of
the result says so.

A piece is left out where it would make a page of the other tree wrong, and the reason is printed: a
parameter, value, variable, import or link does not exist there, or another rule of
`docs-snippets lint` would report something new. Where the other page has a different text in this
place, both texts are shown as a conflict. Generated text is not merged; edit its template.

The patch is written to standard output, for `git apply`; the result for each piece is written to
standard error.

examples:
  docs-snippets mirror guide --from guide/next --to 'guide/*' > siblings.patch
  docs-snippets mirror guide/install.mdx --from guide/next --to guide/2.1 --write
  docs-snippets mirror guide/a.mdx --from guide/next --to guide/2.1 guide/2.0 --base HEAD

exit codes: 0 the whole edit is in the patch, or there is none; 1 a piece was left out, is in
conflict or could not be written; 2 the edit could not be determined.
"""

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TextIO

from docs_snippets.changes import change
from docs_snippets.changes.change import PageEdit
from docs_snippets.changes.revisions import Revisions, open_revisions
from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.printable import output_line
from docs_snippets.docs.docs import Docs, load
from docs_snippets.files import writing
from docs_snippets.files.writing import FileChange
from docs_snippets.mirroring import result_lines
from docs_snippets.mirroring.checking import reject_wrong_pieces
from docs_snippets.mirroring.mirrored_page import MirroredPage, mirror_edit, without_rivals
from docs_snippets.mirroring.patch import patch
from docs_snippets.project.trees import Tree
from docs_snippets.report import output
from docs_snippets.report.progress import Progress
from docs_snippets.runs.options import CommonOptions, process_count
from docs_snippets.runs.targets import pages_named, unknown_tree, writable_trees

HELP = "print a patch that makes an edit in other trees, too"


@dataclass(frozen=True, kw_only=True)
class MirrorOptions(CommonOptions):
    """The options of `mirror`: pages of the tree `source` and the trees that `others` names.

    `base` is a commit, empty where none is named.
    """

    paths: Sequence[str]
    source: str
    others: Sequence[str]
    base: str = ""
    write: bool = False


OPTIONS = MirrorOptions


def configure(parser: argparse.ArgumentParser) -> None:
    """The pages, where their edit comes from and where it goes."""
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="page or folder of the tree --from"
    )
    parser.add_argument(
        "--from", dest="source", required=True, metavar="TREE", help="the tree that was edited"
    )
    parser.add_argument(
        "--to",
        dest="others",
        required=True,
        nargs="+",
        action="extend",
        metavar="TREE",
        help="the trees to make the edit in, or patterns such as 'guide/*' ('*': all trees)",
    )
    parser.add_argument(
        "--base",
        default="",
        metavar="REF",
        help="the edit began where the current branch left REF (default: the branch of "
        "GITHUB_BASE_REF, or the main branch of upstream, origin or this repository)",
    )
    parser.add_argument(
        "--write", action="store_true", help="change the pages instead of printing a patch"
    )


def run(options: MirrorOptions, out: TextIO, err: TextIO) -> int:
    """Carries, prints or writes, and says what is left to do."""
    docs = load(options.config, options.docs, options.references)
    if not isinstance(docs, Docs):
        return output.could_not_check(docs, out)
    trees = _trees(options, docs)
    if isinstance(trees, str):
        return output.refused("mirror", trees, err)
    with open_revisions(docs, options.base, "--base REF") as revisions:
        if isinstance(revisions, str):
            return output.refused("mirror", revisions, err)
        paths = _paths(options.paths, revisions, trees[0])
        if isinstance(paths, str):
            return output.refused("mirror", paths, err)
        return _mirror(options, revisions, trees, paths, out, err)


def _trees(options: MirrorOptions, docs: Docs) -> tuple[Tree, ...] | str:
    """The tree that was edited, then the others; or what is wrong with their names."""
    if options.trees:
        return "--tree cannot be combined with mirror: --from and --to name its trees"
    source = docs.pages.tree(options.source)
    if source is None:
        return unknown_tree(docs.trees, [options.source])
    found = writable_trees(docs, options.others, source)
    return found if isinstance(found, str) else (source, *found)


def _paths(names: Sequence[str], revisions: Revisions, tree: Tree) -> frozenset[str] | str:
    """The pages that the arguments name, those that are gone among them; or what is wrong."""
    docs = revisions.head
    every = {*docs.pages.paths(), *(revisions.base.pages.paths() if revisions.base else ())}
    found: set[str] = set()
    for name in names:
        paths = pages_named(docs.root, every, name)
        if isinstance(paths, str):
            return paths
        outside = next((path for path in paths if docs.pages.tree_of(path) != tree), None)
        if outside:
            return f"{outside} is not a page of {tree.name}, which --from names"
        found |= set(paths)
    return frozenset(found)


def _mirror(
    options: MirrorOptions,
    revisions: Revisions,
    trees: tuple[Tree, ...],
    paths: frozenset[str],
    out: TextIO,
    err: TextIO,
) -> int:
    tree, *others = trees
    unread = [each for path in sorted(paths) if (each := _unreadable(revisions, path))]
    if unread:
        return output.could_not_check(unread, out)
    edits = [each for each in change.edits(revisions) if each.path in paths]
    mirrored = without_rivals(
        mirror_edit(revisions.head, edit, tree, other) for edit in edits for other in others
    )
    with Progress("checking pages", err, quiet=options.quiet) as progress:
        found = reject_wrong_pieces(revisions.head, mirrored, process_count(None), progress.show)
    changes = [each.change for each in found if each.change]
    left = _write(revisions, found) if options.write else {}
    if not options.write:
        _print(revisions, changes, out)
    report = [
        *result_lines.result_lines(found, quiet=options.quiet),
        *(f"skipped {p}: {w}" for p, w in left.items()),
    ]
    if not options.quiet:
        report += _notices(options, revisions, edits, found)
    err.writelines(map(output_line, report))
    return int(result_lines.any_failed(found) or bool(left))


def _unreadable(revisions: Revisions, path: str) -> Diagnostic | None:
    """Why the text of an edited page cannot be had."""
    if path not in revisions.docs_files.all or not revisions.head.pages.has(path):
        return None
    found = revisions.head.pages.source(path)
    return found if isinstance(found, Diagnostic) else None


def _write(revisions: Revisions, found: Sequence[MirroredPage]) -> dict[str, str]:
    """Writes; the files that were left alone, and why."""
    changes = [each.change for each in found if each.change]
    writing.remove_leftovers(revisions.head.root, (each.path for each in found))
    refusals = {each.path: writing.write(revisions.head.root, each) for each in changes}
    return {path: words for path, words in refusals.items() if words}


def _print(revisions: Revisions, changes: Iterable[FileChange], out: TextIO) -> None:
    """The patch. A terminal is shown no character that acts; elsewhere each is the page's own."""
    located = output.repository_paths(revisions.head.root)
    for each in changes:
        for line in patch(each, located(each.path)):
            out.write(output_line(line[:-1]) if out.isatty() else line)


def _notices(
    options: MirrorOptions,
    revisions: Revisions,
    edits: Sequence[PageEdit],
    found: Sequence[MirroredPage],
) -> list[str]:
    if not edits:
        what = f"no page of {options.source} that was named has changed"
        return [f"nothing to carry: {what} since {revisions.commit[:12]}"]
    since = revisions.commit[:12]
    moved = (each for each in edits if each.before and each.after and each.before.path != each.path)
    renamed = (each for each in found if each.how)
    beside = (each for each in found if each.change and each.path in revisions.docs_files.all)
    files = sum(bool(each.change) for each in found)
    where = "written" if options.write else "in the patch"
    return [
        *revisions.notices,
        *(f"{e.path} was {e.before.path}: what it says is carried" for e in moved if e.before),
        *(f"{each.edit.path} is {each.path} in {each.tree.name}: {each.how}" for each in renamed),
        *(f"{each.path} was edited, too, since {since}: that is kept" for each in beside),
        f"{files} page{'s' * (files != 1)} {where}; the edit began at {since}",
    ]
