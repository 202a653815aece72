"""Proposes the entry of `references` that a file needs, and writes it into versions.yaml.

The version of a tree in a path becomes `{version}`, and a tree's folder `{folder}`, so that one
entry serves all trees. All that the file already says stays as it is typed.
"""

import json
import os
import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Source
from docs_snippets.data.strict_yaml import Node, core_value
from docs_snippets.data.validation import validated
from docs_snippets.docs.docs import Docs
from docs_snippets.facts.parameter import Parameters
from docs_snippets.facts.readers import ReferenceOptions, readers, recognized
from docs_snippets.files.access import disk_folder
from docs_snippets.files.reading import read, text
from docs_snippets.project.config import RULE
from docs_snippets.project.reference_entries import SUFFIXES, roots
from docs_snippets.project.trees import Tree

_CHART = re.compile(r"^name:[ ]*[\"']?(?P<name>[\w.-]+)", re.MULTILINE)
_NOT_READ = frozenset({"node_modules", "i18n"})
_PLAIN = re.compile(r"[A-Za-z0-9_./-]+")
_OF = {"helm-values": "chart", "json-schema": "chart", "command-help": "program"}


_MANY = 3
"""Files of one folder that a pattern is shorter for."""


class Proposal(NamedTuple):
    """An entry for a file: its pattern, kind and owner, and what was read of the file.

    `others` are those of more files that the pattern matches.
    """

    path: str
    files: str
    kind: str
    of: str
    product: str
    facts: Parameters
    others: tuple["Proposal", ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """The entry as YAML, its keys without indentation."""
        owner = (f"of: {_scalar(self.of)}",) if self.of else ()
        return (f"files: {_scalar(self.files)}", f"kind: {self.kind}", *owner)


def propose(docs: Docs, file: str, product: str, of: str, kind: str) -> Proposal | str:
    """What to list for a file, named from the current folder; or why it cannot be listed."""
    found = _located(docs, file)
    if isinstance(found, str):
        return found
    source, path = found
    tree = _tree_of(docs, path, product)
    product = product or (tree.product if tree else docs.config.products[0].name)
    kind = kind or recognized(path, source.text)
    if not kind:
        return f"{file!r} is not known as a reference; name its kind with --kind"
    of = of or (_chart(docs, path) if _OF.get(kind) == "chart" else "")
    facts = readers()[kind].read(source, ReferenceOptions(of))
    if isinstance(facts, Diagnostic):
        where = f":{facts.region.line}:{facts.region.column}" if facts.region else ""
        return f"{path}{where}: {facts.message}"
    if kind == "command-help" and not of:
        of = facts.numbered(0)[0].owner.split(" ")[0]
    return Proposal(path, _pattern(path, tree), kind, of, product, facts)


def together(proposals: list[Proposal]) -> list[Proposal]:
    """The proposals, with one pattern for many files of a folder that are alike."""
    alike: dict[tuple[str, ...], list[Proposal]] = {}
    for each in proposals:
        folder, name = posixpath.split(each.files)
        suffix = posixpath.splitext(name)[1]
        alike.setdefault((folder, suffix, each.kind, each.of, each.product), []).append(each)
    found: list[Proposal] = []
    for (folder, suffix, *_), same in alike.items():
        if len(same) < _MANY:
            found += same
        else:
            pattern = posixpath.join(folder, f"*{suffix}")
            found.append(same[0]._replace(files=pattern, others=tuple(same[1:])))
    return found


def _located(docs: Docs, file: str) -> tuple[Source, str] | str:
    """The text of a file, and its path below the root that it is in, the innermost of several.

    The file is looked for in the current folder, then in each root.
    """
    tops = [
        (os.path.abspath(disk_folder(root)), root, called)  # noqa: PTH100
        for root, called in roots(docs.config)
    ]
    places = (file, *(os.path.join(top, file) for top, _, _ in reversed(tops)))  # noqa: PTH118
    place = next(filter(os.path.lexists, places), file)
    absolute = os.path.abspath(place)  # noqa: PTH100 - links are for `read` to judge
    for top, root, called in sorted(tops, key=lambda each: -len(each[0])):
        if absolute.startswith(top.rstrip(os.sep) + os.sep):
            path = os.path.relpath(absolute, top).replace(os.sep, "/")
            if not path.endswith(SUFFIXES):
                return f"{file!r} is none of {', '.join(SUFFIXES)}"
            source = read(root, path, called=called)
            if isinstance(source, Diagnostic):
                return f"{file!r}: {source.message}"
            return source, path
    return f"{file!r} is outside of the configuration's folder, the docs root and --references"


def _tree_of(docs: Docs, path: str, product: str) -> Tree | None:
    """The tree that a path is about: it is in its folder, or has its version in it."""
    own = [tree for tree in docs.trees if product in ("", tree.product)]
    inside = [tree for tree in own if f"/{path}".find(f"/{tree.folder}/") >= 0]
    named = [tree for tree in own if str(tree.version) in path.split("/")]
    found = sorted(inside, key=lambda tree: len(tree.folder), reverse=True) or named
    return found[0] if found else None


def _pattern(path: str, tree: Tree | None) -> str:
    """The path with variables in the place of what is a tree's own."""
    if tree is None:
        return path
    if tree.folder != "." and path.startswith(f"{tree.folder}/"):
        return f"{{folder}}/{path[len(tree.folder) + 1 :]}"
    version = str(tree.version)
    parts = ("{version}" if part == version else part for part in path.split("/"))
    return "/".join(parts)


def _chart(docs: Docs, path: str) -> str:
    """The name of the chart whose values a file has, as the file beside it says."""
    beside = posixpath.join(posixpath.dirname(path), "Chart.yaml")
    for root, _ in roots(docs.config):
        found = _CHART.search(text(root, beside) or "")
        if found:
            return found["name"]
    return ""


def with_entries(docs: Docs, proposals: list[Proposal]) -> str:
    """The configuration with the entries in it. Raises ValueError where it cannot be edited."""
    source = docs.config.source
    for proposal in proposals:
        edited = _with_entry(source, proposal)
        document, wrong = validated(Source(source.path, edited), "versions", RULE)
        if document is None or wrong:
            raise ValueError(f"the entry does not fit: {wrong[0].message if wrong else 'no YAML'}")
        source = replace(source, text=edited)
    return source.text


def _with_entry(source: Source, proposal: Proposal) -> str:
    document, _ = validated(source, "versions", RULE)
    assert document is not None
    product = document.node("products", proposal.product)
    known = next((each for key, each in product.entries if key.raw == "references"), None)
    if known is not None and known.kind != "list":
        raise ValueError(f"'references' of {proposal.product!r} is no list; make it one")
    if source.slice(product.span).startswith("{") or (known and _is_flow(source, known)):
        raise ValueError("lists and maps in brackets are not edited; write them over several lines")
    inner = _column(source, product.entries[0][0])
    if known is not None and known.items:
        return _inserted(source, known, tuple(_item(proposal, _item_column(source, known))))
    lines = ("references:", *_item(proposal, 2))
    return _inserted(source, product, tuple(f"{' ' * inner}{line}" for line in lines))


def _is_flow(source: Source, node: Node) -> bool:
    return source.slice(node.span).startswith("[")


def _column(source: Source, node: Node) -> int:
    return node.span.start - source.line_starts[source.line_of(node.span.start) - 1]


def _item_column(source: Source, known: Node) -> int:
    """Where the dashes of a list stand."""
    line = source.line_of(known.items[-1].span.start)
    text = source.text[source.line_starts[line - 1] :].split("\n", 1)[0]
    return len(text) - len(text.lstrip())


def _item(proposal: Proposal, column: int) -> Iterator[str]:
    for number, line in enumerate(proposal.lines):
        yield f"{' ' * column}{'- ' if number == 0 else '  '}{line}"


def _inserted(source: Source, after: Node, lines: tuple[str, ...]) -> str:
    """The text with lines behind the last line of a node."""
    end = _last(after)
    at = source.text.find("\n", end)
    at = len(source.text) if at < 0 else at + 1
    before = source.text[:at]
    end_of_line = "" if before.endswith("\n") else "\n"
    return before + end_of_line + "".join(f"{line}\n" for line in lines) + source.text[at:]


def _last(node: Node) -> int:
    """Where the last scalar of a node begins."""
    while node.kind != "scalar":
        if node.entries:
            node = node.entries[-1][1]
        elif node.items:
            node = node.items[-1]
        else:
            break
    return max(node.span.start, node.span.end - 1)


def _scalar(text: str) -> str:
    bare = _PLAIN.fullmatch(text) and isinstance(core_value(text), str)
    return text if bare else json.dumps(text, ensure_ascii=False)


def found_references(folder: Path, versions: frozenset[str], most: int = 20_000) -> Iterator[str]:
    """Files below a folder that look like references, the first of each folder and kind.

    Folders that differ in the names of versions alone are one; translations have no references.
    """
    seen: set[tuple[str, str]] = set()
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if each[0] != "." and each not in _NOT_READ)
        place = os.path.relpath(parent, folder).replace(os.sep, "/")
        same = "/".join("*" if each in versions else each for each in place.split("/"))
        most -= len(names)
        if most < 0:
            return
        for name in sorted(names):
            path = f"{parent}/{name}"
            kind = _looks_like(path, name, names)
            if kind and (same, kind) not in seen:
                seen.add((same, kind))
                yield os.path.relpath(path, folder).replace(os.sep, "/")


def _looks_like(path: str, name: str, beside: list[str]) -> str:
    """The kind that a file is by its name and its neighbours; empty for any other."""
    if name == "values.schema.json":
        return "json-schema"
    if name == "values.yaml" and "Chart.yaml" in beside:
        return "helm-values"
    folder = posixpath.dirname(path)
    if name.endswith((".yaml", ".yml")) and re.search(r"/crds?(?:/|$)", folder):
        return _confirmed(path, "crds")
    if name.endswith((".md", ".mdx")) and "_" in name:
        return _confirmed(path, "command-help")
    return ""


def _confirmed(path: str, kind: str) -> str:
    try:
        with open(path, "rb") as stream:  # noqa: PTH123
            text = stream.read(200_000).decode("utf-8", "replace")
    except OSError:
        return ""
    return kind if recognized(path, text) == kind else ""
