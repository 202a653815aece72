"""Prints what the parser reads on each page, as one JSON object per line.

PATH is a page, a folder or a pattern, relative to the current folder or to the docs root. Without
PATH, every page is printed. A page need not belong to configured docs, and no configuration is
needed. Paths are relative to the docs root if the page is in it.

examples:
  docs-snippets page
  docs-snippets page operations/install.mdx --mdx1-compat on

exit codes: 0 printed, 1 a page cannot be read, 2 the arguments or the configuration are wrong.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, TextIO

from docs_snippets.core.diagnostics import Diagnostic, Severity
from docs_snippets.core.globs import globs, is_glob
from docs_snippets.core.printable import printable, readable_json
from docs_snippets.core.source import Source
from docs_snippets.docs.docs import Docs, load
from docs_snippets.files.access import PAGE_LIMIT, PAGE_SUFFIXES, DiskFiles
from docs_snippets.files.containment import escape_error
from docs_snippets.files.reading import read, read_file
from docs_snippets.mdx.compat import all_of
from docs_snippets.mdx.events import ADMONITIONS
from docs_snippets.mdx.page import Page
from docs_snippets.mdx.reader import read_page
from docs_snippets.page_records.record import page_record
from docs_snippets.project import loading
from docs_snippets.report import output
from docs_snippets.report.exit_codes import EXIT_ERROR
from docs_snippets.runs.options import CommonOptions
from docs_snippets.runs.targets import relative, selected_names, unknown_tree

HELP = "print what the parser reads on each page, as JSON"


class _Found(NamedTuple):
    """A file to print, by its path below a folder, and what it is called; no folder if typed."""

    folder: Path | None
    path: str
    name: str


@dataclass(frozen=True, kw_only=True)
class PageOptions(CommonOptions):
    """The options of `page`. `mdx1_compat` is `on`, `off` or as the site has it."""

    paths: Sequence[str] = ()
    mdx1_compat: str | None = None


OPTIONS = PageOptions


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of this command."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="page, folder or pattern")
    parser.add_argument(
        "--mdx1-compat",
        choices=("on", "off"),
        help="read legacy syntax as with mdx1Compat on or off (default: as the site is configured)",
    )


def run(options: PageOptions, out: TextIO, err: TextIO) -> int:
    """Prints a record for each page."""
    docs = _docs(options)
    if isinstance(docs, tuple):
        if options.config or not options.paths:
            return output.could_not_check(docs, out)
        err.write("docs-snippets page: the configuration does not fit and is not used\n")
        docs = None
    wrong = unknown_tree(docs.trees if docs else (), options.trees)
    if wrong:
        err.write(f"docs-snippets page: {wrong}\n")
        return EXIT_ERROR
    root = docs.root if docs else Path(options.docs) if options.docs else Path.cwd()
    found: list[_Found] = []
    for name in options.paths:
        below = list(_below(root, name))
        if not below:
            err.write(f"docs-snippets page: {_absent(root, name)}\n")
            return EXIT_ERROR
        found += below
    if not options.paths:
        found = [_Found(root, path, path) for path in docs.pages.paths()] if docs else []
        found = found or list(_below(root, "."))
    if docs and options.trees:
        trees = selected_names(docs, options.trees)
        found = [each for each in found if _tree_name(docs, each.name) in trees]
    if not found and not options.quiet:
        err.write("nothing read: no page (.mdx or .md) is here\n")
    return _print(found, docs, options.mdx1_compat, out, err)


def _absent(root: Path, name: str) -> str:
    if any((folder / name).is_dir() for folder in (Path.cwd(), root)):
        return f"no page (.mdx or .md) in {name!r}"
    if any((folder / name).exists() for folder in (Path.cwd(), root)):
        return f"{name!r} is not a page (.mdx or .md)"
    if is_glob(name):
        return f"no page (.mdx or .md) matches {name!r}"
    return f"no such page or folder: {name!r}"


def _tree_name(docs: Docs, path: str) -> str:
    tree = docs.pages.tree_of(path)
    return tree.name if tree else ""


def _docs(options: PageOptions) -> Docs | tuple[Diagnostic, ...] | None:
    """The configured docs; None where nothing is configured."""
    if not options.config and loading.find(Path.cwd()) is None:
        return None
    return load(options.config, options.docs, options.references)


def _below(root: Path, name: str) -> Iterator[_Found]:
    """The pages that a path or pattern names."""
    for candidate in (Path.cwd() / name, root / name):
        if candidate.is_dir():
            for path in sorted(DiskFiles(candidate).below("")):
                file = candidate / path
                yield _Found(candidate, path, relative(root, file) or str(file))
            return
        if candidate.is_file() and candidate.name.endswith(PAGE_SUFFIXES):
            yield _Found(None, str(candidate), relative(root, candidate) or name)
            return
    if is_glob(name):
        yield from _matching(root, name)


def _matching(root: Path, pattern: str) -> Iterator[_Found]:
    """The pages that a pattern matches, or that are in a folder that it matches."""
    matches = globs(pattern, f"{pattern.rstrip('/')}/**").match
    for folder in dict.fromkeys((Path.cwd(), root.resolve())):
        found = [path for path in sorted(DiskFiles(folder).below("")) if matches(path)]
        if found:
            yield from (
                _Found(folder, path, relative(root, folder / path) or path) for path in found
            )
            return


def _print(
    found: list[_Found], docs: Docs | None, compat: str | None, out: TextIO, err: TextIO
) -> int:
    failed = False
    for each in found:
        name, source = each.name, _read(each, docs.files.page_limit if docs else PAGE_LIMIT)
        if isinstance(source, Diagnostic):
            err.write(f"docs-snippets page: {printable(name)}: {printable(source.message)}\n")
            failed = True
            continue
        page = _page(source, docs, compat)
        record = page_record(page, _substitute(docs, name))
        out.write(f"{readable_json(record)}\n")
    return 1 if failed else 0


def _read(found: _Found, limit: int) -> Source | Diagnostic:
    """The text of a file; one that was not typed is not what a link leads out to."""
    file = Path(found.path)
    wrong = escape_error(found.folder or file)
    if wrong:
        return Diagnostic("unreadable-file", Severity.ERROR, wrong, found.name)
    if found.folder is None:
        return read_file(file, found.name, limit=limit)
    source = read(DiskFiles(found.folder, limit), found.path, called="its folder")
    return replace(source, path=found.name) if isinstance(source, Source) else source


def _page(source: Source, docs: Docs | None, compat: str | None) -> Page:
    if docs and compat is None:
        return docs.pages.read_page(source)
    form = docs.site.format(source.path) if docs else "mdx"
    names = docs.site.mdx1_compat.names if docs else ADMONITIONS
    return read_page(source, mdx1_compat=all_of(compat == "on")._replace(names=names), format=form)


def _substitute(docs: Docs | None, name: str) -> Callable[[str], str] | None:
    """What puts the values of a page's variables in."""
    variables = docs.facts.variables(docs.pages.tree_of(name)) if docs else None
    return variables.substitute if variables else None
