"""Finds the trees: a tree is one version of a product, in one folder, listed by the site."""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from docs_snippets.core.diagnostics import Diagnostic, Severity, note, problem
from docs_snippets.core.numbers import number_of
from docs_snippets.core.source import Source, Span
from docs_snippets.files.gitignore import GitIgnore
from docs_snippets.files.reading import read, refusal, text
from docs_snippets.project.config import Config, Product, TreeEntry
from docs_snippets.project.config_paths import absent_folders
from docs_snippets.project.version_lists import CURRENT, read_version_list

NEXT = "next"

_VERSION = re.compile(
    r"v?(?P<numbers>[0-9]{1,9}(\.[0-9]{1,9})*)(?P<any>\.x)?"
    r"([-.]?(?P<stage>alpha|beta|canary|dev|nightly|pre|preview|rc|snapshot|unstable)"
    r"[-.]?(?P<round>[0-9]{0,9}))?"
    r"(-(?P<revision>[0-9]{1,9}))?"
)

_NAMED, _NUMBERED, _NEXT = range(3)
_RELEASED = "~"  # sorts after every name of a stage

VersionKey = tuple[int, tuple[int, ...], str, int, int]


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """A version as its product orders it: numbers, then the stage, then the revision.

    `next` is above every number. `comparable` is false for any other name, such as
    `stable`: it sorts below them, and no range of versions can say anything of it.
    """

    key: VersionKey
    text: str = field(compare=False)

    def __str__(self) -> str:
        return self.text

    @property
    def comparable(self) -> bool:
        """Whether ranges of versions apply."""
        return self.key[0] != _NAMED

    @property
    def has_order(self) -> bool:
        """Whether its name tells what is older and what is newer: `maintenance` does not."""
        return self.comparable or bool(self.key[1])


def parse_version(text: str) -> Version:
    """The version a text says; ValueError, with what was expected, when it is malformed."""
    if text == NEXT:
        return Version((_NEXT, (), _RELEASED, 0, 0), text)
    match = _VERSION.fullmatch(text)
    if match is None:
        raise ValueError(
            f"malformed version {text!r}; expected {NEXT!r} or numbers such as 1.20 or 1.20-2"
        )
    numbers = [number_of(number) for number in match["numbers"].split(".")]
    if match["any"]:
        numbers.append(sys.maxsize)
    while numbers[-1] == 0 and len(numbers) > 1:
        numbers.pop()
    stage, turn = match["stage"] or _RELEASED, number_of(match["round"] or "0")
    return Version(
        (_NUMBERED, tuple(numbers), stage, turn, number_of(match["revision"] or "0")), text
    )


def _listed_version(text: str) -> Version:
    """The version of a tree: sites may use any name for one."""
    try:
        return parse_version(text)
    except ValueError:
        numbers = tuple(int(number) for number in re.findall(r"[0-9]{1,9}", text))
        return Version((_NAMED, numbers, text, 0, 0), text)


_FEW = 3
"""Folders that no list names and that are told one by one; more have one cause."""
_LISTS = re.compile(r"versions?[^/]*\.json\Z", re.IGNORECASE)


class Tree(NamedTuple):
    """One version of a product: `product/version`. `folder` is relative to the docs root.

    `locale` is the language of a translation, whose name is that of its source with `@locale`.
    """

    name: str
    product: str
    version: Version
    folder: str
    frozen: bool = False
    locale: str = ""


def are_ordered(trees: Iterable[Tree]) -> bool:
    """Whether names tell which tree is the older one; `next` is newer than any.

    A version with a number in its name and one that is a number cannot be compared.
    """
    versions = [tree.version for tree in trees if tree.version.text != NEXT]
    alike = len({version.comparable for version in versions}) < 2
    return alike and all(version.has_order for version in versions)


def discover(config: Config) -> tuple[tuple[Tree, ...], tuple[Diagnostic, ...]]:
    """The trees of the docs, products in the order of the configuration, newest version first.

    What the docs have and the configuration cannot explain, or the reverse, is `unlisted-tree`;
    a list of versions that cannot be read is `unreadable-reference`.
    """
    trees: list[Tree] = []
    problems: list[Diagnostic] = []
    for product in config.products:
        found, wrong = _product_trees(config, product)
        trees += _newest_first(found)
        problems += wrong
    problems += (*_unexplained_lists(config), *absent_folders(config))
    return tuple(trees), tuple(problems)


def _newest_first(found: list[Tree]) -> list[Tree]:
    """Trees by version; as the site lists them where no name has a number to tell its age."""
    if any(letter.isdigit() for tree in found for letter in tree.version.text):
        return sorted(found, key=lambda tree: tree.version, reverse=True)
    return found


def tree_folder(product: Product, version: str) -> str:
    """Where the docs of a version should be."""
    entry = _entry(product, version)
    if entry and entry.folder:
        return entry.folder.text
    if version == NEXT:
        return product.current.text if product.current else ""
    return product.folder.text.replace("{version}", version) if product.folder else ""


def _entry(product: Product, version: str) -> TreeEntry | None:
    return next((entry for entry in product.trees if entry.version.text == version), None)


def _product_trees(config: Config, product: Product) -> tuple[list[Tree], list[Diagnostic]]:
    trees = [_tree(product, NEXT)] if product.current else []
    if product.versions is None or product.folder is None:
        return trees, _stale_entries(config, product, trees)
    source = read(config.docs, product.versions.text, "unreadable-reference")
    if isinstance(source, Diagnostic):
        return trees, [source]
    listed, problems = read_version_list(source)
    for version, span in listed:
        if version == CURRENT and product.current:
            continue
        folder = tree_folder(product, version)
        wrong = _bad_folder(config, source, span, version, folder)
        if wrong:
            problems.append(wrong)
        elif config.docs.is_folder(folder):
            trees.append(_tree(product, version))
    if not problems or listed:
        problems += _unlisted_folders(config, product, source, trees)
    return trees, problems + _stale_entries(config, product, trees)


def _tree(product: Product, version: str) -> Tree:
    entry = _entry(product, version)
    folder = tree_folder(product, version).rstrip("/")
    parsed = _listed_version(version)
    name = f"{product.name}/{version}"
    return Tree(name, product.name, parsed, folder, bool(entry and entry.frozen))


def _bad_folder(
    config: Config, source: Source, span: Span, version: str, folder: str
) -> Diagnostic | None:
    refused = refusal(config.docs, folder)
    if refused:
        return problem(source, span, "unreadable-reference", f"version {version!r}: {refused}")
    if config.docs.is_folder(folder) or GitIgnore(config.docs).may_ignore(folder):
        return None
    parent, _, name = folder.rpartition("/")
    if name in config.docs.names(parent):
        return None  # a link to what this checkout lacks, such as a submodule
    message = f"version {version!r} is listed here, but has no folder {folder!r}"
    return problem(source, span, "unlisted-tree", message, severity=Severity.WARNING)


def _unlisted_folders(
    config: Config, product: Product, source: Source, trees: Iterable[Tree]
) -> Iterator[Diagnostic]:
    """Folders that look like a version's and are in no list."""
    assert product.folder is not None
    parent, _, pattern = product.folder.text.rpartition("/")
    before, _, after = pattern.partition("{version}")
    known = {tree.folder for tree in trees}
    homes = {tree.version.text: tree.folder for tree in trees}
    messages: list[str] = []
    for name in config.docs.folders(parent) if "{version}" in pattern else ():
        folder = f"{parent}/{name}" if parent else name
        version = name[len(before) : len(name) - len(after)]
        fits = (
            name.startswith(before) and name.endswith(after) and _plausible(version, before + after)
        )
        if fits and folder not in known and not _is_left_out(config, product, folder, version):
            home = f"is in {homes[version]!r}" if version in homes else "is not in this list"
            messages.append(f"folder {folder!r} exists, but version {version!r} {home}")
    shown = 1 if len(messages) > _FEW else len(messages)
    more = f" (and {len(messages) - shown} more folders)" if shown < len(messages) else ""
    for message in messages[:shown]:
        where, said = source.line_span(1), message + more
        yield problem(source, where, "unlisted-tree", said, severity=Severity.WARNING)


def _is_left_out(config: Config, product: Product, folder: str, version: str) -> bool:
    """Whether a version is left out of the list on purpose: a build makes it, or another of the
    site's lists names it."""
    if GitIgnore(config.docs).may_ignore(folder):
        return True
    own = product.versions.text if product.versions else ""
    inside = "" if config.site == "." else f"{config.site}/"
    names = (f"{inside}{name}" for name in config.docs.names(config.site) if _LISTS.search(name))
    return any(f'"{version}"' in (text(config.docs, path) or "") for path in names if path != own)


def version_of_folder(products: Iterable[Product], path: str) -> tuple[Product, str] | None:
    """The product and version in whose folder a path is, as the patterns of folders have it.

    The version may be in no list.
    """
    for product in products:
        before, _, after = (product.folder.text if product.folder else "").partition("{version}")
        pattern = f"{re.escape(before)}([^/]+){re.escape(after.rstrip('/'))}(?:/|$)"
        found = re.match(pattern, path) if before or after else None
        around = before.rpartition("/")[2] + after.partition("/")[0]
        if found and _plausible(found[1], around):
            return product, found[1]
    return None


def _plausible(version: str, around: str) -> bool:
    """Whether a folder's name is a version's: without words around it, it must look like one."""
    return bool(version) and (bool(around) or _listed_version(version).comparable)


def _stale_entries(config: Config, product: Product, trees: Iterable[Tree]) -> list[Diagnostic]:
    known = {tree.version.text for tree in trees}
    return [
        problem(
            config.source,
            entry.version.span,
            "unlisted-tree",
            f"{product.name} has no version {entry.version.text!r}",
            severity=Severity.WARNING,
        )
        for entry in product.trees
        if entry.version.text not in known
    ]


def _unexplained_lists(config: Config) -> Iterator[Diagnostic]:
    """Lists of versions in the site's folder that no product names."""
    known = {product.versions.text for product in config.products if product.versions}
    for name in config.docs.names(config.site):
        path = name if config.site == "." else f"{config.site}/{name}"
        listed = name == "versions.json" or name.endswith("_versions.json")
        if listed and path not in known and config.docs.is_file(path):
            yield _unexplained(config, path)


def _unexplained(config: Config, path: str) -> Diagnostic:
    message = f"no product in {config.source.path} uses this list of versions"
    source = read(config.docs, path)
    if isinstance(source, Diagnostic):
        return source
    where = note(config.source, config.document.key_span("products"), "the products")
    first = source.line_span(1)
    return problem(
        source, first, "unlisted-tree", message, severity=Severity.WARNING, notes=(where,)
    )


def trees_in_words(trees: tuple[Tree, ...], most: int = 3) -> str:
    """A few names of trees, and how many more there are."""
    names = [tree.name for tree in trees]
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" and {rest} more" if rest > 0 else "")
