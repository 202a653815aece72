"""Carries commits of the history to other trees, as patches that `git am` applies.

COMMIT is a commit or a range (A..B, without its merges). What it did to the pages and components of
a tree is made in each tree of --to, piece by piece, as `docs-snippets mirror` does: a piece that
would make a page of the other tree wrong is left out, and where the other page says something else,
both texts are shown. An edit that a commit made in several trees is taken from the one that is
nearest, and from another product only where the commit edited no page of this one; --from names the
trees to take it from. A page that the commit edited in the other tree
itself is left alone. A page that has another path in the other tree is followed, and named.

The patches are printed one after the other, or written to one file each below --output-dir. They
apply to the commit that is checked out, in their order, and keep the author, the date and the
message. What is left out is said on standard error, and in the patch between message and diff.

examples:
  docs-snippets backport HEAD --to 'guide/2.*' | git am
  docs-snippets backport 1a2b3c4 5d6e7f8 --to guide/2.1 --output-dir patches
  docs-snippets backport v1.0..main --from guide/next --to guide/2.1 --write

exit codes: 0 the commits are carried, or there is nothing to carry; 1 a piece was left out, is in
conflict or could not be written; 2 the commits could not be read.
"""

import argparse
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from docs_snippets.changes.revisions import Revisions, open_revisions
from docs_snippets.core.printable import inert, output_line, printable
from docs_snippets.core.source import Source
from docs_snippets.docs.docs import Docs, load
from docs_snippets.files import writing
from docs_snippets.files.containment import escape_error
from docs_snippets.files.git import GitError
from docs_snippets.files.reading import read_file
from docs_snippets.files.writing import FileChange
from docs_snippets.mirroring import mail, result_lines
from docs_snippets.mirroring.mail import Mail
from docs_snippets.mirroring.patch_series import Carried, CheckRun, carry
from docs_snippets.project.trees import Tree
from docs_snippets.report import output
from docs_snippets.report.progress import Progress
from docs_snippets.runs.options import CommonOptions, process_count
from docs_snippets.runs.targets import selected_trees, unknown_tree, writable_trees

HELP = "carry commits of the history to other trees, as patches for git am"

_FEW = 3


@dataclass(frozen=True, kw_only=True)
class BackportOptions(CommonOptions):
    """The options of `backport`: commits or ranges, and the trees that they go to and come from."""

    commits: Sequence[str]
    others: Sequence[str]
    sources: Sequence[str] = ()
    output_dir: str | None = None
    write: bool = False


OPTIONS = BackportOptions


def configure(parser: argparse.ArgumentParser) -> None:
    """The commits, the trees and where the patches go."""
    parser.add_argument("commits", nargs="+", metavar="COMMIT", help="a commit, or a range A..B")
    parser.add_argument(
        "--to",
        dest="others",
        required=True,
        nargs="+",
        action="extend",
        metavar="TREE",
        help="the trees to carry to, or patterns such as 'guide/*' ('*': all trees)",
    )
    parser.add_argument(
        "--from",
        dest="sources",
        nargs="+",
        action="extend",
        default=[],
        metavar="TREE",
        help="take edits from these trees only (default: from the nearest that a commit edited)",
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--output-dir", metavar="DIR", help="write one file a patch into this folder"
    )
    where.add_argument(
        "--write", action="store_true", help="change the pages instead of printing patches"
    )


def run(options: BackportOptions, out: TextIO, err: TextIO) -> int:
    """Carries one commit after the other, prints or writes, and says what is left to do."""
    docs = load(options.config, options.docs, options.references)
    if not isinstance(docs, Docs):
        return output.could_not_check(docs, out)
    trees = _trees(options, docs)
    if isinstance(trees, str):
        return output.refused("backport", trees, err)
    with open_revisions(docs, "HEAD", "HEAD") as revisions:
        if isinstance(revisions, str):
            return output.refused("backport", revisions, err)
        try:
            with Progress("checking pages", err, quiet=options.quiet) as progress:
                found = carry(
                    revisions,
                    options.commits,
                    *trees,
                    dirty=options.write,
                    check=CheckRun(process_count(None), progress.show),
                )
        except GitError as error:
            return output.refused("backport", str(error), err)
        return _deliver(options, revisions, found, out, err)


def _trees(options: BackportOptions, docs: Docs) -> tuple[tuple[Tree, ...], tuple[Tree, ...]] | str:
    """The trees to carry to, and those to take from; or what is wrong with their names."""
    if options.trees:
        return "--tree cannot be combined with backport: --to and --from name its trees"
    others = writable_trees(docs, options.others)
    if isinstance(others, str):
        return others
    named = [each for name in options.sources for each in _named(docs, name)]
    wrong = next((each for each in named if isinstance(each, str)), None)
    return wrong or (others, tuple(each for each in named if isinstance(each, Tree)))


def _named(docs: Docs, name: str) -> Sequence[Tree | str]:
    return selected_trees(docs, [name]) or [unknown_tree(docs.trees, [name])]


def _deliver(
    options: BackportOptions,
    revisions: Revisions,
    found: Sequence[Carried],
    out: TextIO,
    err: TextIO,
) -> int:
    located = output.repository_paths(revisions.head.root)
    mails = [each.mail(located) for each in found if any(page.change for page in each.pages)]
    left: dict[str, str] = {}
    if options.write:
        left = _write(revisions.head.root, found)
    elif options.output_dir is not None:
        wrong = _write_mails(Path(options.output_dir), mails)
        if wrong:
            return output.refused("backport", wrong, err)
    else:
        _print(mails, out)
    for each in found:
        err.writelines(map(output_line, _said(options, each)))
    err.writelines(f"skipped {inert(printable(f'{p}: {w}'))}\n" for p, w in left.items())
    if not options.quiet:
        lines = _totals(options, revisions, found, mails)
        err.writelines(map(output_line, lines))
    failed = any(result_lines.any_failed(each.pages) for each in found)
    return int(failed or bool(left))


def _print(mails: Sequence[Mail], out: TextIO) -> None:
    """The patches. A terminal is shown no character that acts."""
    for _, text in mail.mailbox(mails):
        lines = text.split("\n")
        out.write("\n".join(inert(printable(e)) for e in lines) if out.isatty() else text)


def _write_mails(folder: Path, mails: Sequence[Mail]) -> str:
    """Writes one file a patch; why it could not be done, or nothing. No file is replaced."""
    wrong = escape_error(folder)
    if wrong or (folder.exists() and not folder.is_dir()):
        return f"cannot write to {str(folder)!r}: {wrong or 'it is not a folder'}"
    texts = dict(mail.mailbox(mails))
    if folder.is_dir():
        writing.remove_leftovers(folder, texts)
    taken = next((name for name, text in texts.items() if _is_other(folder / name, text)), None)
    if taken:
        return f"{str(folder / taken)!r} is there already; name another folder, or remove it"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        new = not (folder / name).exists()  # else an earlier run wrote the same
        refused = writing.write(folder, FileChange(name, None, text)) if new else ""
        if refused:
            return f"cannot write {str(folder / name)!r}: {refused}"
    return ""


def _is_other(file: Path, text: str) -> bool:
    """Whether something else than a patch is at its place."""
    if not os.path.lexists(file):
        return False
    found = read_file(file, file.name)
    return not isinstance(found, Source) or writing.encoded(found) != text.encode()


def _write(root: Path, found: Sequence[Carried]) -> dict[str, str]:
    """Writes the pages as the last commit leaves them; those that were left alone, and why."""
    changes: dict[str, FileChange] = {}
    for page in (page for each in found for page in each.pages):
        if page.change:
            first = changes.get(page.path, page.change)
            changes[page.path] = page.change._replace(before=first.before)
    writing.remove_leftovers(root, (page.path for each in found for page in each.pages))
    refusals = {path: writing.write(root, each) for path, each in changes.items()}
    return {path: words for path, words in refusals.items() if words}


def _said(options: BackportOptions, one: Carried) -> Iterator[str]:
    """What became of a commit."""
    commit = one.edits.commit
    lines = list(result_lines.result_lines(one.pages, quiet=options.quiet))
    if lines or not options.quiet:
        yield f"{commit.id[:12]} {mail.subject_of(commit)}"
    yield from (f"  {line}" for line in lines)
    if options.quiet:
        return
    for each in one.pages:
        if each.how:
            yield f"  {each.edit.path} is {each.path} in {each.tree.name}: {each.how}"
    if not one.pages:
        yield "  nothing to carry: the commit edits no page of another tree"
    yield from (f"  {line}" for line in _left_lines(options, one))


def _left_lines(options: BackportOptions, one: Carried) -> Iterator[str]:
    """The files of a commit that are not carried, by reason."""
    by_reason: dict[str, list[str]] = {}
    for each in one.edits.left:
        by_reason.setdefault(each.why, []).append(each.path)
    for why, paths in by_reason.items():
        shown = paths if options.verbose else paths[:_FEW]
        more = f" and {len(paths) - len(shown)} more" if len(paths) > len(shown) else ""
        yield f"not carried: {', '.join(shown)}{more}: {why}"


def _totals(
    options: BackportOptions, revisions: Revisions, found: Sequence[Carried], mails: Sequence[Mail]
) -> Iterator[str]:
    changes = [page.change for each in found for page in each.pages if page.change]
    paths = {each.path for each in changes}
    if options.write:
        for path in sorted(paths & revisions.docs_files.all):
            yield f"{path} has changes that are not committed: they are kept"
        yield f"{len(paths)} page{'s' * (len(paths) != 1)} written"
        return
    if any(isinstance(each.before, Source) and "\r" in each.before.text for each in changes):
        yield "some pages have carriage returns: apply with `git am --keep-cr`"
    where = f" in {options.output_dir}" if options.output_dir is not None and mails else ""
    yield (
        f"{len(mails)} patch{'es' * (len(mails) != 1)} for {len(paths)} "
        f"page{'s' * (len(paths) != 1)}{where}"
    )
