"""Reads versions.yaml: a configuration, or every mistake in it with its place."""

from dataclasses import replace
from pathlib import Path

from docs_snippets.core.diagnostics import Diagnostic, Severity, problem
from docs_snippets.core.source import Span
from docs_snippets.data.strict_yaml import Node, YamlDocument
from docs_snippets.data.validation import validated
from docs_snippets.files.access import PAGE_LIMIT, Files, disk_folder
from docs_snippets.files.containment import leaves_repository
from docs_snippets.files.reading import read_unconfined
from docs_snippets.project.config import (
    DOCS_VARIABLE,
    NAME,
    RULE,
    Config,
    ConfigText,
    CrdFiles,
    PathRules,
    Product,
    ReferenceEntry,
    ReferencePaths,
    RuleSettings,
    RuleSeverity,
    TreeEntry,
)
from docs_snippets.project.config_paths import absence, wrong_paths
from docs_snippets.project.reference_entries import read_entries, wrong_entries

_UNITS = {"KB": 10, "MB": 20}
"""Powers of two."""


def find(start: Path) -> Path | None:
    """The nearest versions.yaml from a folder upward."""
    for folder in (start, *start.parents):
        if (folder / NAME).is_file():
            return folder / NAME
    return None


def load(
    folder: Files,
    name: str,
    docs: Files | None,
    docs_from: str = "--docs",
    shown_as: str | None = None,
    references: Files | None = None,
) -> Config | tuple[Diagnostic, ...]:
    """The configuration in the file `name` of a folder, or all that is wrong with it.

    `docs` goes before the file's own `docs:`; `docs_from` says in messages where it came from.
    `shown_as` is what reports call the file, by default its path from the current folder.
    `references` are the files of another checkout that has references.
    """
    shown_as = shown_as or _shown(disk_folder(folder) / name)
    source = read_unconfined(folder, name, shown_as, RULE)
    if isinstance(source, Diagnostic):
        return (source,)
    document, problems = validated(source, "versions", RULE)
    if document is None or problems:
        return problems
    found = _docs_root(document, folder, docs, docs_from)
    if isinstance(found, Diagnostic):
        return (found,)
    config = replace(_config(document, folder, name, found), references=references)
    return (*wrong_paths(config), *wrong_entries(config)) or config


def _shown(path: Path) -> str:
    """A path for messages: relative to the current folder where it is below it."""
    absolute, here = path.absolute(), Path.cwd()
    return absolute.relative_to(here).as_posix() if absolute.is_relative_to(here) else str(path)


def _docs_root(
    document: YamlDocument, folder: Files, docs: Files | None, docs_from: str
) -> Files | Diagnostic:
    if docs is not None:
        if docs.is_folder(""):
            return docs
        message = f"docs root {str(docs)!r} (from {docs_from}) is not a folder"
        return Diagnostic(RULE, Severity.ERROR, message, None)
    named = _text(document.root, "docs")
    if named is None:
        message = f"the docs folder is not set; expected 'docs' here, --docs or {DOCS_VARIABLE}"
        return problem(document.source, Span(0, 0), RULE, message)
    found = folder.subfolder(named.text)
    if "\0" in named.text:
        wrong = f"path {named.text!r} holds a NUL character"
    elif leaves_repository(disk_folder(found), disk_folder(folder)):
        # first, so that no message says whether such a path exists
        wrong = f"folder {named.text!r} is outside of this repository; name it with --docs"
    else:
        wrong = absence(folder, named.text, "folder")
    return problem(document.source, named.span, RULE, wrong) if wrong else found


def _config(document: YamlDocument, folder: Files, name: str, docs: Files) -> Config:
    root = document.root
    shared = _references(_get(root, "references"), ReferencePaths())
    products = _get(root, "products")
    compat, manual = _get(root, "mdx1Compat"), _get(root, "manual")
    return Config(
        source=document.source,
        document=document,
        folder=folder,
        name=name,
        docs=docs.with_page_limit(_page_limit(_get(root, "limits"))),
        site_text=_text(root, "site"),
        products=tuple(
            _product(key.raw, node, shared, read_entries(_get(root, "references")))
            for key, node in _entries(products)
        ),
        variables=_text(root, "variables"),
        unversioned=_words(root, "unversioned"),
        field_tables=_words(root, "fieldTables"),
        overrides=_items(root, "overrides"),
        ports=_items(root, "ports"),
        parameters=_items(root, "parameters"),
        rules=_rules(_get(root, "rules")),
        mdx1_compat=compat.value is True if compat else None,
        manual=manual.raw if manual else "",
    )


def _page_limit(node: Node | None) -> int:
    """The bytes that a page or a script may have."""
    size = _text(node, "page") if node else None
    if size is None:
        return PAGE_LIMIT
    number, unit = size.text.split()
    return int(number) << _UNITS[unit]


def _product(
    name: str, node: Node, shared: ReferencePaths, entries: tuple[ReferenceEntry, ...]
) -> Product:
    title = _text(node, "title")
    return Product(
        name=name,
        title=title.text if title else name,
        current=_text(node, "current"),
        versions=_text(node, "versions"),
        folder=_text(node, "folder"),
        references=_references(_get(node, "references"), shared),
        crds=_definitions(node),
        trees=tuple(_tree_entry(item) for item in _items(node, "trees")),
        entries=(*read_entries(_get(node, "references")), *entries),
    )


def _tree_entry(node: Node) -> TreeEntry:
    version, frozen = _text(node, "version"), _get(node, "frozen")
    assert version is not None
    return TreeEntry(
        version,
        _text(node, "folder"),
        bool(frozen and frozen.value),
        _definitions(node),
        read_entries(_get(node, "references")),
    )


def _definitions(node: Node) -> CrdFiles | None:
    found = _get(node, "crds")
    if found is None:
        return None
    files = _text(found, "files") if found.kind == "map" else _text(node, "crds")
    authority = _text(found, "authority")
    assert files is not None
    return CrdFiles(files, authority is not None and authority.text == "types")


def _references(node: Node | None, shared: ReferencePaths) -> ReferencePaths:
    if node is None:
        return shared
    return ReferencePaths(
        _text(node, "parameters") or shared.parameters,
        _text(node, "releases") or shared.releases,
        _text(node, "variables") or shared.variables,
    )


def _rules(node: Node | None) -> RuleSettings:
    if node is None:
        return RuleSettings()
    select = _words(node, "select") if _get(node, "select") else None
    paths = tuple(_path_rules(item) for item in _items(node, "paths"))
    severities = tuple(
        RuleSeverity(ConfigText(key.raw, key.span), Severity(level.raw))
        for key, level in _entries(_get(node, "severity"))
    )
    return RuleSettings(select, _words(node, "ignore"), paths, severities)


def _path_rules(node: Node) -> PathRules:
    path, reason = _text(node, "path"), _text(node, "reason")
    assert path is not None
    assert reason is not None
    return PathRules(path, _words(node, "ignore"), reason.text)


def _get(node: Node, key: str) -> Node | None:
    return next((value for name, value in node.entries if name.raw == key), None)


def _entries(node: Node | None) -> tuple[tuple[Node, Node], ...]:
    return node.entries if node else ()


def _items(node: Node, key: str) -> tuple[Node, ...]:
    found = _get(node, key)
    return found.items if found else ()


def _text(node: Node, key: str) -> ConfigText | None:
    found = _get(node, key)
    return ConfigText(found.raw, found.span) if found else None


def _words(node: Node, key: str) -> tuple[ConfigText, ...]:
    return tuple(ConfigText(item.raw, item.span) for item in _items(node, key))
