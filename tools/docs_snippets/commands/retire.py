"""Lists what has to be done before a version of the docs goes, and does what is safe.

PRODUCT is a product of versions.yaml, VERSION one in its list of versions. The command lists the
pages and files of the site that lead into the version, with the same place in the version that
takes over (the site's 'lastVersion', or the newest release of the product); the redirects that
readers and search engines need, as lines of a `_redirects` file, where a renamed page is followed;
and the lines of the site's configuration, of versions.yaml and of snippet definitions that name the
version.

With --write, the version is removed from the list of versions, its file of sidebars is deleted if
git has it as it is, and accepted findings on pages that no other version has are removed from the
baseline. The folder itself is left to you: the last line is the command for it.

examples:
  docs-snippets retire guide 1.9
  docs-snippets retire guide 1.9 --write
  docs-snippets retire guide 1.9 --output-format json

exit codes: 0 nothing is left to do; 1 something is, for --write or for you; 2 there is no such
version, or the configuration cannot be used.
"""

import argparse
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TextIO

from docs_snippets.changes.revisions import open_revisions
from docs_snippets.commands.cut import FORMATS, named_tree
from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.printable import output_line
from docs_snippets.core.source import Source
from docs_snippets.docs.docs import Docs, load
from docs_snippets.files import writing
from docs_snippets.files.reading import read
from docs_snippets.files.writing import FileChange
from docs_snippets.linting import baseline
from docs_snippets.linting.baseline import Baseline
from docs_snippets.project.trees import Tree
from docs_snippets.report import output
from docs_snippets.runs.options import CommonOptions
from docs_snippets.versioning import retire_checks, version_tasks
from docs_snippets.versioning.cut_edits import sidebars_of
from docs_snippets.versioning.version_tasks import Task

HELP = "list, and with --write do, what the end of a version leaves to do"


@dataclass(frozen=True, kw_only=True)
class RetireOptions(CommonOptions):
    """The options of `retire`: a product, and the version of it that goes."""

    product: str
    version: str
    write: bool = False
    output_format: str = FORMATS[0]


OPTIONS = RetireOptions


class _Step(NamedTuple):
    """A file to change, and the task that says so."""

    task: Task
    change: FileChange


def configure(parser: argparse.ArgumentParser) -> None:
    """The version, and whether to write."""
    parser.add_argument("product", metavar="PRODUCT", help="a product of versions.yaml")
    parser.add_argument("version", metavar="VERSION", help="the version that goes")
    parser.add_argument("--write", action="store_true", help="change what is safe to change")
    parser.add_argument("--output-format", choices=FORMATS, default=FORMATS[0])


def run(options: RetireOptions, out: TextIO, err: TextIO) -> int:
    """Looks, writes where asked to, and says what is left."""
    docs = load(options.config, options.docs, options.references)
    if not isinstance(docs, Docs):
        return output.could_not_check(docs, out)
    if options.write:
        _remove_leftovers(docs)
    tree = named_tree(docs, options.product, options.version)
    if options.trees:
        tree = "--tree cannot be combined with retire: PRODUCT and VERSION name the tree"
    accepted = _baseline(docs)
    if isinstance(accepted, Diagnostic):
        return output.could_not_check([accepted], out)
    if isinstance(tree, str):
        return output.refused("retire", tree, err)
    docs = docs.as_immutable()
    other = retire_checks.successor(docs, tree)
    led_on = retire_checks.redirects(docs, tree, other)
    left = [
        *retire_checks.links(docs, tree, other),
        *retire_checks.redirect_tasks(docs, tree, other, led_on),
        *retire_checks.settings(docs, tree),
        _folder(docs, tree),
    ]
    found = [*_pruned(options, docs, tree, accepted), *_safe(options, docs, tree), *left]
    if options.output_format == "json":
        takes_over = other.name if other else None
        listed = [each._asdict() for each in led_on]
        out.write(
            f"{version_tasks.to_json(tree.name, found, successor=takes_over, redirects=listed)}\n"
        )
    else:
        out.write(f"{tree.name}{f', taken over by {other.name}' if other else ''}\n\n")
        lines = version_tasks.text_lines(found, verbose=options.verbose)
        out.writelines(map(output_line, lines))
    if not options.quiet:
        err.write(f"{version_tasks.totals_line(found)}\n")
    return int(any(each.state != "done" for each in found))


def _remove_leftovers(docs: Docs) -> None:
    """Removes what a run that was killed left beside the lists of versions and the baseline."""
    lists = [each.versions.text for each in docs.config.products if each.versions]
    writing.remove_leftovers(docs.root, lists)
    writing.remove_leftovers(docs.config.path.parent, [baseline.FILE_NAME])


def _baseline(docs: Docs) -> Baseline | Diagnostic:
    file = docs.config.path.parent / baseline.FILE_NAME
    return baseline.read(file, baseline.FILE_NAME)


def _folder(docs: Docs, tree: Tree) -> Task:
    pages = len(docs.pages.paths_of(tree))
    command = f"git rm -rq -- {shlex.quote(tree.folder)}"
    return Task("pages", tree.folder, 0, f"{pages} page{'s' * (pages != 1)}: {command}")


def _safe(options: RetireOptions, docs: Docs, tree: Tree) -> Iterator[Task]:
    """The list of versions and the sidebars, written where asked for."""
    for task, change in _steps(docs, tree):
        if options.write:
            writing.remove_leftovers(docs.root, [change.path])
            yield task.attempted(writing.write(docs.root, change))
        else:
            yield task


def _steps(docs: Docs, tree: Tree) -> Iterator[_Step]:
    path = sidebars_of(docs, tree)
    source = read(docs.files, path) if path and docs.files.is_file(path) else None
    if isinstance(source, Source) and _is_committed(docs, path):
        said = "the file of sidebars is deleted"
        yield _Step(Task("sidebars", path, 0, said, "safe"), FileChange(path, source, None))
    # The last step: without it, the next run would not know the version.
    listed = retire_checks.without_version(docs, tree)
    if listed:
        said = f"{tree.version.text!r} is removed from the list of versions"
        yield _Step(Task("site", listed.path, 0, said, "safe"), listed)


def _is_committed(docs: Docs, path: str) -> bool:
    """Whether git has a file as it is on disk, so that nothing is lost with it."""
    with open_revisions(docs, "HEAD", "HEAD") as revisions:
        return not isinstance(revisions, str) and path not in revisions.docs_files.all


def _pruned(options: RetireOptions, docs: Docs, tree: Tree, accepted: Baseline) -> Sequence[Task]:
    """Accepted findings on pages that no other version has."""
    after = retire_checks.without_accepted(docs, tree, accepted)
    count = len(accepted.accepted) - len(after.accepted)
    if not count:
        return ()
    said = f"{count} accepted finding{'s' * (count != 1)} on pages that no other version has"
    task = Task("baseline", accepted.name, 0, said, "safe")
    return (task.attempted(baseline.write(after)) if options.write else task,)
