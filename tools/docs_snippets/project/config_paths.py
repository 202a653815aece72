"""Checks the paths in the configuration: inside the docs root, there, claimed once."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Literal

from docs_snippets.core.diagnostics import Diagnostic, Severity, note, problem
from docs_snippets.core.globs import glob_error
from docs_snippets.files.access import Files
from docs_snippets.files.reading import refusal
from docs_snippets.project.config import RULE, Config, ConfigText

OUR_FOLDER = "the configuration's folder"

PathKind = Literal["folder", "file", "any"]


def wrong_paths(config: Config) -> Iterator[Diagnostic]:
    """Paths that leave the docs root or do not exist, and folders that two products claim."""
    for text, kind in _named_paths(config):
        if text is None:
            continue
        wrong = refusal(config.docs, text.text) or absence(config.docs, text.text, kind)
        if wrong:
            yield problem(config.source, text.span, RULE, wrong)
    yield from _unusable_patterns(config)
    yield from _wrong_definitions(config)
    yield from _claimed_twice(config)


def _unusable_patterns(config: Config) -> Iterator[Diagnostic]:
    definitions = (crds.files for product in config.products for crds in product.all_crds)
    paths = (each.path for each in config.rules.paths)
    for text in (*paths, *config.field_tables, *definitions):
        wrong = glob_error(text.text.replace("{version}", "1.0"))
        if wrong:
            message = f"pattern {text.text!r} cannot be used: {wrong}"
            yield problem(config.source, text.span, RULE, message)


def _wrong_definitions(config: Config) -> Iterator[Diagnostic]:
    """Definitions outside the folder of the configuration, or in a folder that does not exist."""
    for product in config.products:
        for each in product.all_crds:
            path = each.files.text.rstrip("/")
            fixed = re.split(r"[^/]*[{*?\[]", path, maxsplit=1)[0].rstrip("/")
            wrong = refusal(config.folder, path, OUR_FOLDER)
            if not wrong and not config.folder.exists(fixed):
                wrong = absence(config.folder, fixed, "folder" if fixed != path else "file")
            if wrong:
                yield problem(config.source, each.files.span, RULE, wrong)


def _named_paths(config: Config) -> Iterator[tuple[ConfigText | None, PathKind]]:
    yield config.site_text, "folder"
    yield config.variables, "file"
    for folder in config.unversioned:
        yield folder, "any"
    for product in config.products:
        yield product.current, "folder"
        yield product.versions, "file"
        yield product.folder, "any"
        for name in product.references:
            yield name, "any"
        for entry in product.trees:
            yield entry.folder, "folder"


def absence(files: Files, path: str, kind: PathKind) -> str:
    """That nothing of a kind is at a path, and what is there instead; empty when it is there."""
    parent, slash, name = path.rstrip("/").rpartition("/")
    around = files.subfolder(parent or slash)
    if kind == "any" or (around.is_folder(name) if kind == "folder" else around.is_file(name)):
        return ""
    found = [entry for entry in around.names("") if entry != name]
    beside = [entry for entry in found if around.is_folder(entry) == (kind == "folder")]
    close = get_close_matches(name, beside, n=1)
    near = f"{parent}/{close[0]}" if close and parent else "".join(close)
    return f"no {kind} {path!r}" + (f"; did you mean {near!r}?" if near else "")


def absent_folders(config: Config) -> Iterator[Diagnostic]:
    """Folders of no version that this checkout does not have."""
    for folder in config.unversioned:
        missing = absence(config.docs, folder.text, "folder")
        if missing:
            yield problem(
                config.source, folder.span, "unlisted-tree", missing, severity=Severity.WARNING
            )


def _claimed_twice(config: Config) -> Iterator[Diagnostic]:
    """A folder or list of versions that two products call theirs."""
    owners: dict[str, tuple[str, ConfigText]] = {}
    for product in config.products:
        for text in (product.current, product.versions, product.folder):
            if text is None:
                continue
            owner, first = owners.setdefault(text.text.rstrip("/"), (product.name, text))
            if first is not text:
                message = f"{text.text!r} already belongs to product {owner!r}"
                where = (note(config.source, first.span, "claimed here"),)
                yield problem(config.source, text.span, RULE, message, notes=where)
