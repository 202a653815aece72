"""Selects the pages that paths on the command line name.

A path is relative to the current folder or to the docs root. Components that print code are checked
as pages are, and named in the same way.
"""

import os
import sys
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from docs_snippets.core.diagnostics import Diagnostic, suggestion
from docs_snippets.core.globs import globs, is_glob, no_match, selected
from docs_snippets.core.source import Source
from docs_snippets.docs.docs import Docs
from docs_snippets.files.access import PAGE_SUFFIXES, SCRIPT_SUFFIXES
from docs_snippets.files.reading import decode
from docs_snippets.linting import generated_text
from docs_snippets.project.trees import Tree, version_of_folder
from docs_snippets.runs.options import LintOptions


class Targets(NamedTuple):
    """Pages to check, what was passed over and why, and what is wrong with the arguments.

    `stdin` is the text of the one page that comes from standard input, or why it is none.
    """

    paths: tuple[str, ...]
    notices: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    stdin: Source | Diagnostic | None = None


def lint_targets(options: LintOptions, docs: Docs) -> Targets:
    """The pages that a run is to check."""
    if options.from_stdin:
        return _from_stdin(options, docs)
    if options.stdin_filename:
        return Targets((), errors=("--stdin-filename needs the path '-'",))
    found = select_pages(docs, options.paths, options.trees)
    if not options.generated:
        return found
    generated = frozenset(generated_text.pages(docs))
    return found._replace(paths=tuple(path for path in found.paths if path in generated))


def _from_stdin(options: LintOptions, docs: Docs) -> Targets:
    root = docs.root
    if len(options.paths) > 1:
        return Targets((), errors=("'-' cannot be used with other paths",))
    if not options.stdin_filename:
        return Targets((), errors=("'-' needs --stdin-filename PATH",))
    here = relative(root, Path(options.stdin_filename))
    path = here if here is not None else relative(root, root / options.stdin_filename)
    if path is None or not path.endswith((*PAGE_SUFFIXES, *SCRIPT_SUFFIXES)):
        what = "outside the docs root" if path is None else "no page (.mdx, .md) and no component"
        return Targets((), errors=(f"--stdin-filename {options.stdin_filename!r} is {what}",))
    limit = docs.files.page_limit
    found = decode(sys.stdin.buffer.read(limit + 1), path, limit=limit)
    return Targets((path,) if isinstance(found, Source) else (), stdin=found)


def unknown_tree(trees: Iterable[Tree], names: Iterable[str]) -> str:
    """The message for the first name or pattern that no tree has; empty when there is none."""
    known = [tree.name for tree in trees]
    for name in names:
        if not _matching_trees(name, known):
            if is_glob(name):
                return f"no tree matches {name!r}{no_match(name, known)}"
            return f"no tree {name!r}{suggestion(name, known)}"
    return ""


def selected_trees(docs: Docs, names: Collection[str]) -> list[Tree]:
    """The trees that names and patterns select, in the order of trees; all trees without any."""
    chosen = selected_names(docs, names)
    return [tree for tree in docs.trees if not names or tree.name in chosen]


def writable_trees(
    docs: Docs, names: Iterable[str], source: Tree | None = None
) -> tuple[Tree, ...] | str:
    """The trees that an edit goes to, without its own and frozen ones; or what is wrong."""
    found: dict[Tree, None] = {}
    for name in names:
        named = selected_trees(docs, [name])
        if not named:
            return unknown_tree(docs.trees, [name])
        if source and name == source.name:
            return f"{name} is where the edit comes from; --to names other trees"
        if named[0].name == name and named[0].frozen:
            return f"{name} is frozen: its pages are read and never written"
        found |= {tree: None for tree in named if tree != source and not tree.frozen}
    return tuple(found)


def selected_names(docs: Docs, names: Iterable[str]) -> frozenset[str]:
    """The names of the trees that names and patterns select."""
    known = [tree.name for tree in (*docs.trees, *docs.pages.translations)]
    return frozenset(tree for name in names for tree in _matching_trees(name, known))


def _matching_trees(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """The trees, as PRODUCT/VERSION, of a name or pattern; one without a slash means products."""
    return selected(f"{name}/*" if is_glob(name) and "/" not in name else name, known)


def select_pages(docs: Docs, names: Iterable[str], trees: Iterable[str]) -> Targets:
    """The pages that the names select, all of them without a name, in the trees named."""
    known = (*docs.trees, *docs.pages.translations)
    wrong = [error for tree in trees if (error := unknown_tree(known, [tree]))]
    every = (*docs.pages.paths(), *docs.pages.components)
    chosen: dict[str, None] = {}
    notices: list[str] = []
    for name in names:
        path = locate(docs.root, name)
        if path is None:
            matched = _matching(docs.root, every, name) if is_glob(name) else ()
            chosen |= dict.fromkeys(matched)
            # A hook names all that a commit changes, the README and scripts of others too.
            known_kind = name.endswith((*PAGE_SUFFIXES, *SCRIPT_SUFFIXES))
            elsewhere = known_kind and Path(name).is_file()
            if not matched:
                (notices if elsewhere else wrong).append(_why_missing(docs.root, every, name))
            continue
        found = _pages_below(docs, path)
        chosen |= dict.fromkeys(found)
        if not found:
            notices.append(_why_unlisted(docs, path, name) or _why_skipped(docs.root / path, name))
    kept = _only_in_trees(docs, tuple(chosen) if names else every, trees)
    return Targets(kept, tuple(notices), tuple(wrong))


def pages_named(root: Path, every: Collection[str], name: str) -> tuple[str, ...] | str:
    """The pages among `every` that a path or pattern names, be they there or gone.

    Without any, what is wrong.
    """
    for file in (Path.cwd() / name, root / name):
        inside = relative(root, file)
        prefix = "" if inside == "." else f"{inside}/"
        found = [path for path in every if path == inside or path.startswith(prefix)]
        if inside is not None and found:
            return tuple(sorted(found))
    path = locate(root, name)
    if path is not None:
        return _why_skipped(root / path, name)
    matched = _matching(root, every, name) if is_glob(name) else ()
    return tuple(sorted(matched)) or _why_missing(root, every, name)


def _matching(root: Path, every: Iterable[str], name: str) -> tuple[str, ...]:
    """The pages that a pattern matches, or that are in a folder that it matches."""
    inside = [relative(root, folder / name) for folder in (Path.cwd(), root)]
    found = globs(*(each for pattern in inside if pattern for each in (pattern, f"{pattern}/**")))
    return tuple(filter(found.match, every))


def locate(root: Path, name: str) -> str | None:
    """A path relative to the docs root, of something that is there; None when nothing is."""
    for candidate in (Path.cwd() / name, root / name):
        if os.path.lexists(candidate):
            inside = relative(root, candidate)
            if inside is not None:
                return inside
    return None


def relative(root: Path, file: Path) -> str | None:
    """A path relative to the docs root, as typed or with links followed; None outside of it."""
    typed = Path(os.path.normpath(file.absolute())), Path(os.path.normpath(root.absolute()))
    if typed[0].is_relative_to(typed[1]):
        return typed[0].relative_to(typed[1]).as_posix()
    try:
        return file.resolve().relative_to(root.resolve()).as_posix()
    except (OSError, RuntimeError, ValueError):  # a circle of links, or outside
        return None


def _pages_below(docs: Docs, path: str) -> tuple[str, ...]:
    if (docs.root / path).is_dir():
        prefix = "" if path == "." else f"{path}/"
        listed = (*docs.pages.paths(), *docs.pages.components)
        return tuple(each for each in listed if each.startswith(prefix))
    known = docs.pages.components if path.endswith(SCRIPT_SUFFIXES) else docs.pages.paths()
    return (path,) if path in known else ()


def _why_missing(root: Path, every: Iterable[str], name: str) -> str:
    where = f"the docs root {display_path(root)!r}"
    if os.path.lexists(name):
        return f"{name!r} is outside {where}"
    folders = {parent for path in every for parent in _parents(path)}
    hint = no_match(name, (*every, *folders))
    if is_glob(name):
        return f"no page or folder matches {name!r}, neither here nor in {where}{hint}"
    return f"no such page or folder: {name!r}, neither here nor in {where}{hint}"


def _parents(path: str) -> Iterator[str]:
    """The folders that a page is in, below the docs root."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _why_unlisted(docs: Docs, path: str, name: str) -> str:
    """The message for a path in the folder of a version that is no tree; empty for another."""
    found = version_of_folder(docs.config.products, path)
    if found is None or docs.pages.tree_of(path):
        return ""
    product, version = found
    listed = product.versions.text if product.versions else docs.config.name
    tree = docs.pages.tree(f"{product.name}/{version}")
    why = f"whose pages are in {tree.folder!r}" if tree else f"which {listed!r} does not list"
    return f"{name!r} is in a folder of {product.name} {version}, {why}"


def display_path(root: Path) -> str:
    """A path for messages: relative to the current folder where it is below it."""
    inside = relative(Path.cwd(), root)
    return str(root) if inside is None else inside


def _why_skipped(file: Path, name: str) -> str:
    if name.endswith(PAGE_SUFFIXES) and not file.is_dir():
        return f"{name!r} belongs to no tree and to no docs folder that the configuration names"
    if name.endswith(SCRIPT_SUFFIXES) and not file.is_dir():
        what = "a script that prints no code, or belongs to no tree and to no docs folder"
        return f"{name!r} is {what}"
    return f"{name!r} is not a page, nor a folder with pages ({' or '.join(PAGE_SUFFIXES)})"


def _only_in_trees(docs: Docs, paths: Iterable[str], trees: Iterable[str]) -> tuple[str, ...]:
    if not trees:
        return tuple(paths)
    names = selected_names(docs, trees)
    return tuple(
        path for path in paths if (tree := docs.pages.tree_of(path)) and tree.name in names
    )
