"""Writes a versions.yaml for a docs checkout, and empty snippets/ and templates/ beside it.

Products, folders and reference files are discovered from the site's own configuration and lists of
versions; read what was written, and mend the titles. Where the site takes its docs from outside the
folder, the docs root is the folder above that holds both. A file that is there is left alone.

examples:
  docs-snippets init
  docs-snippets init --docs ../docs --config versions.yaml

exit codes: 0 written, 2 a configuration is already there, or no site was found.
"""

import argparse
import os
from pathlib import Path
from typing import TextIO

from docs_snippets.docs.docs import Docs, load
from docs_snippets.docusaurus import discovery
from docs_snippets.docusaurus.discovery import DiscoveredSite
from docs_snippets.files.containment import leaves_repository
from docs_snippets.project.config import NAME
from docs_snippets.report import output
from docs_snippets.report.exit_codes import EXIT_ERROR
from docs_snippets.runs.options import CommonOptions

HELP = "write versions.yaml for a docs checkout"
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
        err.write(f"docs-snippets init: {wrong}\n")
        return EXIT_ERROR
    docs = os.path.relpath(found.root, target.parent).replace(os.sep, "/")
    with target.open("x", encoding="utf-8", newline="\n") as stream:
        stream.write(discovery.versions_yaml(found, docs))
    for folder in ("snippets", "templates"):
        (target.parent / folder).mkdir(exist_ok=True)
    code = _read_back(target, out, err)
    if found.others:
        named = ", ".join(map(repr, found.others[:_NAMED]))
        more = " and others" if len(found.others) > _NAMED else ""
        err.write(f"left out: other sites with docs, in {named}{more}; run this there for them\n")
    return code


def _refusal(root: Path, target: Path, found: DiscoveredSite | None) -> str:
    if target.exists() or target.is_symlink():
        return f"{str(target)!r} is already there and is left alone"
    if not target.parent.is_dir():
        return f"folder {str(target.parent)!r} is not there"
    for folder in ("snippets", "templates"):
        if (target.parent / folder).exists() and not (target.parent / folder).is_dir():
            return f"{folder!r} is there and is no folder"
    if found is None:
        return (
            f"no docs in {str(root)!r}: expected docusaurus.config.* with a docs plugin, "
            "or a list of versions"
        )
    if leaves_repository(found.root, target.parent):
        return f"the docs in {str(root)!r} are outside of this repository; run this in theirs"
    return ""


def _read_back(target: Path, out: TextIO, err: TextIO) -> int:
    docs = load(str(target), None)
    if not isinstance(docs, Docs):
        return output.could_not_check(docs, out, "concise")
    out.write(f"wrote {target}\n")
    for tree in docs.trees:
        out.write(f"  {tree.name}  {tree.folder}\n")
    for folder in docs.pages.unversioned:
        out.write(f"  (no tree)  {folder}\n")
    for problem in docs.problems:
        err.write(f"{problem.path}: {problem.message}\n")
    return 0
