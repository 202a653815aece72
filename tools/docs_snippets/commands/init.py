"""Writes versions.yaml for a docs checkout, with the folders snippets/ and templates/ beside it.

Products, folders and reference files are discovered from the site's own configuration and lists of
versions. Read what was written, and correct the titles. Where the site takes its docs from outside
the folder, the docs root is the folder above that holds both. No existing file is changed. If a run
was interrupted, the next one writes what is missing.

A first snippet is written where a reference documents a special value of a parameter. It makes a
partial that no page imports, so that you can try `render` without changing a published page. Files
that look like references (values and schemas of charts, resource definitions, pages of command-line
help) are named, with the command that lists them; see `docs-snippets help references`. The
folder .docs-snippets has the JSON Schemas with which editors complete and check the YAML files.

examples:
  docs-snippets init
  docs-snippets init --docs ../docs --config versions.yaml

exit codes: 0 written, 2 a configuration is already there, or no site was found.
"""

import argparse
import os
import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TextIO

from docs_snippets.core.printable import output_line
from docs_snippets.core.source import Source
from docs_snippets.data.validation import SCHEMAS, schema_text
from docs_snippets.docs.docs import Docs, load
from docs_snippets.docusaurus import discovery
from docs_snippets.docusaurus.discovery import DiscoveredSite
from docs_snippets.files import writing
from docs_snippets.files.containment import leaves_repository
from docs_snippets.files.reading import read_file
from docs_snippets.project.config import NAME
from docs_snippets.report import output
from docs_snippets.report.exit_codes import EXIT_ERROR
from docs_snippets.runs import first_snippet
from docs_snippets.runs.next_command import command_line
from docs_snippets.runs.options import CommonOptions
from docs_snippets.runs.reference_proposals import found_references

HELP = "write versions.yaml for a docs checkout"
SNIPPETS, TEMPLATES = "snippets", "templates"
SCHEMA_FOLDER = ".docs-snippets"
_MOST_PROPOSED = 8
_NAMED = 3  # sites that are left out


OPTIONS = CommonOptions


def configure(parser: argparse.ArgumentParser) -> None:
    """This command has no options of its own."""


def run(options: CommonOptions, out: TextIO, err: TextIO) -> int:
    """Discovers, writes, reads back what was written and lists it."""
    root, target = Path(options.docs or "."), Path(options.config or NAME)
    found = discovery.discover(root)
    wrong = _refusal(root, target, found)
    if wrong or found is None:
        return _could_not(wrong, err)
    _clean_up(target.parent)
    is_new = not target.exists()
    wrong = _write_files(target, found) if is_new else ""
    if wrong:
        return _could_not(wrong, err)
    docs = load(str(target), None)
    if not isinstance(docs, Docs):
        return output.could_not_check(docs, out, "concise")
    written = _write_first_snippet(docs, target.parent)
    if not (is_new or written):
        return _could_not(_already_exists(target), err)
    _list_written(options, docs, written, out, err)
    if not options.quiet:
        out.writelines(map(output_line, _references(options, docs, target.parent)))
    if found.others:
        named = ", ".join(map(repr, found.others[:_NAMED]))
        more = " and others" if len(found.others) > _NAMED else ""
        err.write(f"left out: other sites with docs, in {named}{more}; run this there for them\n")
    return 0


def _references(options: CommonOptions, docs: Docs, folder: Path) -> Iterator[str]:
    """The files beside the configuration that look like references, and how to list them."""
    versions = {str(tree.version) for tree in docs.trees}
    versions |= {posixpath.basename(tree.folder) for tree in docs.trees}
    found = tuple(islice(found_references(folder, frozenset(versions)), _MOST_PROPOSED))
    if found:
        yield "these files look like references of your versions; to see what they say:"
    for path in found:
        yield f"  {command_line(replace(options, docs=None), 'references', 'add', path)}"


def _could_not(words: str, err: TextIO) -> int:
    err.write(f"docs-snippets init: {words}\n")
    return EXIT_ERROR


def _already_exists(target: Path) -> str:
    return f"{str(target)!r} already exists"


def _clean_up(folder: Path) -> None:
    """Removes what a run left that was killed while it wrote here."""
    folders = (".", SNIPPETS, TEMPLATES, SCHEMA_FOLDER)
    writing.remove_leftovers(folder, (f"{each}/{NAME}" for each in folders))


def _refusal(root: Path, target: Path, found: DiscoveredSite | None) -> str:
    if os.path.lexists(target) and not (found and _is_as_written(target, found)):
        return _already_exists(target)
    if not target.parent.is_dir():
        return f"no folder {str(target.parent)!r}"
    for name in (SNIPPETS, TEMPLATES, SCHEMA_FOLDER):
        folder = target.parent / name
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            return f"{name!r} exists and is not a folder"
    if found is None and discovery.is_version_1(root):
        return "this site is built with Docusaurus 1 (siteConfig.js), which is not supported"
    if found is None:
        return f"no docs in {str(root)!r}: {_what_is_missing(root)}"
    if leaves_repository(found.root, target.parent):
        return f"the docs in {str(root)!r} are outside of this repository; run this in theirs"
    return ""


def _what_is_missing(root: Path) -> str:
    """What keeps a folder from being a site with docs, and what can be done about it."""
    settings = discovery.configuration(root)
    if settings is None:
        return "expected docusaurus.config.* with a docs plugin, or a list of versions"
    return (
        f"{settings!r} names no folder of docs that exists and can be found without running it; "
        f"write {NAME} yourself (`docs-snippets schema versions` prints its schema)"
    )


def _schema_path(name: str) -> str:
    """Where a schema is written, relative to the configuration."""
    return f"{SCHEMA_FOLDER}/{name}.schema.json"


def _write_files(target: Path, found: DiscoveredSite) -> str:
    """Writes the configuration and what belongs to it; why that could not be done, or nothing.

    The configuration comes last: where something cannot be written, a second run begins anew.
    """
    files = {
        **{_schema_path(name): schema_text(name) for name in SCHEMAS},
        **{f"{folder}/.gitkeep": "" for folder in (SNIPPETS, TEMPLATES)},
        target.name: _configuration(target, found),
    }
    wrong = (_write_new(target.parent, name, text) for name, text in files.items())
    return next(filter(None, wrong), "")


def _configuration(target: Path, found: DiscoveredSite) -> str:
    """The text of the configuration."""
    docs = os.path.relpath(found.root, target.parent).replace(os.sep, "/")
    return discovery.versions_yaml(found, docs, _schema_path("versions"))


def _is_as_written(target: Path, found: DiscoveredSite) -> bool:
    """Whether a configuration is what this command writes, so that a run may have stopped there."""
    source = None if target.is_symlink() else read_file(target, target.name)
    return isinstance(source, Source) and source.text == _configuration(target, found)


def _write_new(folder: Path, name: str, text: str) -> str:
    """Writes a file unless something is there; why it could not be written, or nothing."""
    file = folder / name
    if file.exists() or file.is_symlink():
        return ""
    file.parent.mkdir(exist_ok=True)
    wrong = writing.write(file.parent, writing.FileChange(file.name, None, text))
    return f"cannot write {str(file)!r}: {wrong}" if wrong else ""


def _list_written(
    options: CommonOptions, docs: Docs, snippet: Sequence[str], out: TextIO, err: TextIO
) -> None:
    """Lists what the configuration says and what was written, and says what to do next."""
    out.write(f"wrote {options.config or NAME}\n")
    for tree in (*docs.trees, *docs.pages.translations):
        out.write(f"  {tree.name}  {tree.folder}\n")
    for folder in docs.pages.unversioned:
        out.write(f"  (no tree)  {folder}\n")
    for problem in docs.problems:
        err.write(f"{problem.path}: {problem.message}\n")
    if snippet:
        out.write(f"wrote {' and '.join(snippet)}: a first snippet, to change or delete\n")
    if not options.quiet:
        out.writelines(f"{line}\n" for line in _next_steps(options, first=bool(snippet)))


def _write_first_snippet(docs: Docs, folder: Path) -> tuple[str, ...]:
    """The files of the first snippet; none where the folder has snippets, or none can be made.

    The definition comes last: a template alone, if it is this one, is of a run that was stopped.
    """
    if any((folder / SNIPPETS).glob("*.yaml")):
        return ()
    found = first_snippet.first_snippet(docs, f"../{_schema_path('snippet')}")
    if found is None:
        return ()
    definition, template = (
        f"{SNIPPETS}/{first_snippet.NAME}.yaml",
        f"{TEMPLATES}/{first_snippet.NAME}.mdx",
    )
    there = folder / template
    if os.path.lexists(there):
        source = None if there.is_symlink() else read_file(there, template)
        if not isinstance(source, Source) or source.text != found.template:
            return ()
    files = {template: found.template, definition: found.definition}
    if any(_write_new(folder, name, text) for name, text in files.items()):
        return ()
    return (definition, template)


def _next_steps(options: CommonOptions, *, first: bool) -> Iterator[str]:
    """Commands to type next, as they can be typed."""
    found = replace(options, docs=None)
    snippet = (
        (command_line(found, "show", first_snippet.NAME), "print the first snippet"),
        (command_line(found, "render"), "write it beside the pages of each tree"),
    )
    steps = (
        *(snippet if first else ()),
        (command_line(found, "lint"), "check the pages"),
        (command_line(found, "lint", "--write-baseline"), "accept the current findings, for now"),
    )
    widest = max(len(command) for command, _ in steps)
    yield f"next, correct the titles in {options.config or NAME}, then:"
    yield from (f"  {command:<{widest}}  {what}" for command, what in steps)
