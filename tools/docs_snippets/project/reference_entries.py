"""Reads the lists of references in versions.yaml, and finds the files that they name."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from glob import escape
from typing import NamedTuple

from docs_snippets.core.diagnostics import Diagnostic, problem
from docs_snippets.core.globs import glob_error
from docs_snippets.core.source import Source
from docs_snippets.data.strict_yaml import Node
from docs_snippets.files.access import Files
from docs_snippets.files.reading import matching, read, refusal
from docs_snippets.project.config import RULE, Config, ConfigText, ReferenceEntry
from docs_snippets.project.trees import Tree, Version, parse_version

CHART, VALUES = "Chart.yaml", "values.yaml"
"""The files of a chart that tell what it is, and what its values are."""
SUFFIXES = (".json", ".yaml", ".yml", ".md", ".mdx", ".txt")
MOST_FILES = 2_000
"""Files of one entry in one tree: the help of a large program has some hundred pages."""

_VARIABLES = ("version", "number", "folder", "product")
_NAMED = re.compile(r"\{(\w+)\}")


_RELEASE = re.compile(
    r"(?:(?<=/)|^)(?P<version>v?\d{1,9}(?:\.\d{1,9})+(?:-(?:alpha|beta|rc)\.?\d{0,9})?)(?=/)"
)


class ReferenceFile(NamedTuple):
    """A file of an entry, and the root that it is below."""

    root: Files
    path: str
    called: str

    def read(self, rule: str) -> Source | Diagnostic:
        """Its text."""
        return read(self.root, self.path, rule, self.called)


def read_entries(node: Node | None) -> tuple[ReferenceEntry, ...]:
    """The entries of a list; a mapping has none."""
    return tuple(_entry(item) for item in node.items) if node is not None else ()


def _entry(node: Node) -> ReferenceEntry:
    if node.kind != "map":
        return ReferenceEntry((ConfigText(node.raw, node.span),))
    given = {key.raw: value for key, value in node.entries}
    files, complete, kind = given["files"], given.get("complete"), given.get("kind")
    mapping = given["mapping"].entries if "mapping" in given else ()
    return ReferenceEntry(
        tuple(ConfigText(each.raw, each.span) for each in files.items or (files,)),
        ConfigText(kind.raw, kind.span) if kind else None,
        given["of"].raw if "of" in given else "",
        None if complete is None else complete.value is True,
        given["sets"].raw if "sets" in given else "",
        tuple((key.raw, ConfigText(value.raw, value.span)) for key, value in mapping),
    )


def entries_of(config: Config, tree: Tree) -> tuple[ReferenceEntry, ...]:
    """The references of a tree: its own, then those of its product."""
    product = config.product(tree.product)
    own = (entry.references for entry in product.trees if entry.version.text == str(tree.version))
    return (*next(own, ()), *product.entries)


def all_entries(config: Config) -> Iterator[ReferenceEntry]:
    """Every entry of the configuration."""
    for product in config.products:
        yield from product.entries
        for tree in product.trees:
            yield from tree.references


def reference_files(config: Config, entry: ReferenceEntry, tree: Tree) -> tuple[ReferenceFile, ...]:
    """The files of an entry for a tree, those of the newest release where several match."""
    found: dict[str, ReferenceFile] = {}
    for each in entry.files:
        pattern = _for_tree(each.text, tree)
        for root, called in roots(config):
            paths = matching(root, pattern, SUFFIXES)
            if paths:
                newest = (each for path in _newest(paths) for each in (path, *_beside(root, path)))
                found |= {path: ReferenceFile(root, path, called) for path in newest}
                break
    return tuple(found.values())[:MOST_FILES]


def _beside(root: Files, path: str) -> Iterator[str]:
    """The description of the chart that a file of values belongs to."""
    folder, name = posixpath.split(path)
    chart = posixpath.join(folder, CHART)
    if name == VALUES and root.is_file(chart):
        yield chart


def roots(config: Config) -> tuple[tuple[Files, str], ...]:
    """Where references may lie, and what messages call that."""
    other = ((config.references, "the folder of --references"),) if config.references else ()
    return (
        (config.folder, "the configuration's folder"),
        (config.docs, "the docs root"),
        *other,
    )


def _for_tree(pattern: str, tree: Tree) -> str:
    version = str(tree.version)
    values = {
        "version": version,
        "number": re.sub(r"^v(?=\d)", "", version),
        "folder": tree.folder,
        "product": tree.product,
    }
    return _NAMED.sub(lambda found: escape(values.get(found[1], found[0])), pattern)


def _newest(paths: Iterable[str]) -> Iterator[str]:
    """Of files that differ by the release in the name of a folder, those of the newest one."""
    every = [(path, _RELEASE.search(path)) for path in paths]
    newest: dict[str, Version] = {}
    for path, release in every:
        if release:
            before = path[: release.start()]
            newest[before] = max(newest.get(before, _version(release)), _version(release))
    for path, release in every:
        if release is None or _version(release) == newest[path[: release.start()]]:
            yield path


def _version(release: re.Match[str]) -> Version:
    return parse_version(release["version"])


def wrong_entries(config: Config) -> Iterator[Diagnostic]:
    """Patterns and expressions of entries that cannot be used."""
    for entry in all_entries(config):
        for each in entry.files:
            wrong = _wrong_pattern(config, each.text)
            if wrong:
                yield problem(config.source, each.span, RULE, wrong)


def _wrong_pattern(config: Config, text: str) -> str:
    plain = _NAMED.sub("1", text)
    unknown = [name for name in _NAMED.findall(text) if name not in _VARIABLES]
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in _VARIABLES)
        return f"unknown variable {{{unknown[0]}}} in {text!r}; expected one of {known}"
    if wrong := glob_error(plain):
        return f"pattern {text!r} cannot be used: {wrong}"
    return refusal(config.folder, plain, "the configuration's folder")
