"""YAML and JSON on the pages as documents whose every key and value has its place.

A document that does not parse keeps what was read before the error. Documents are split before
parsing, so that one broken document does not hide the next.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.code_blocks.language import fence_kind
from docs_snippets.code_blocks.shell import Command, page_commands
from docs_snippets.core.source import Excerpt, Span, excerpt
from docs_snippets.data.example_yaml import RawDocument, YamlNode, YamlProblem, read
from docs_snippets.mdx.page import Page

_LOOKS_LIKE_MANIFEST = re.compile(r"^[ \t]*(?:apiVersion|kind)[ \t]*:", re.MULTILINE)


class Manifest(NamedTuple):
    """One document. `api_version` and the like are empty where it does not say.

    `fence` is an index into the page's fences (-1 elsewhere) and `command` what reads the document
    from its standard input. `checked` is False where the author asked not to validate it.
    """

    root: YamlNode
    span: Span
    error: YamlProblem | None = None
    fence: int = -1
    command: Command | None = None
    checked: bool = True

    @property
    def api_version(self) -> str:
        """`apiVersion`."""
        return self.root.text("apiVersion") or ""

    @property
    def kind(self) -> str:
        """`kind`."""
        return self.root.text("kind") or ""

    @property
    def name(self) -> str:
        """`metadata.name`."""
        return self.root.text("metadata", "name") or ""

    @property
    def namespace(self) -> str:
        """`metadata.namespace`."""
        return self.root.text("metadata", "namespace") or ""


def documents(text: Excerpt) -> tuple[Manifest, ...]:
    """The documents of a YAML or JSON text, in order; the items of a `List` each by itself."""
    flush = _dedented(text)
    return tuple(
        manifest
        for document in read(flush.text)
        if document.root or document.error
        for manifest in _unlisted(_placed_document(document, flush))
    )


def page_manifests(page: Page, commands: tuple[Command, ...] | None = None) -> tuple[Manifest, ...]:
    """Every document of a page: YAML and JSON fences, and what commands read as manifests."""
    found: list[Manifest] = []
    for index, fence in enumerate(page.fences):
        if fence_kind(fence) in ("yaml", "json"):
            checked = "noValidation" not in (fence.meta or "").split()
            found += (d._replace(fence=index, checked=checked) for d in documents(fence.content))
    for command in page_commands(page) if commands is None else commands:
        if command.stdin is not None and _LOOKS_LIKE_MANIFEST.search(command.stdin.text):
            read = documents(command.stdin)
            found += (d._replace(fence=command.fence, command=command) for d in read)
    return tuple(sorted(found, key=lambda manifest: manifest.span))


def _dedented(text: Excerpt) -> Excerpt:
    """Without the indentation that all lines share."""
    lines = [line for line in text.text.split("\n") if line.strip()]
    margin = min((len(line) - len(line.lstrip(" ")) for line in lines), default=0)
    if not margin:
        return text
    pieces, position = [], 0
    for line in text.text.splitlines(keepends=True):
        drop = min(margin, len(line) - len(line.lstrip(" ")))
        pieces.append(text.cut(position + drop, position + len(line)))
        position += len(line)
    return joined(pieces)


def joined(parts: list[Excerpt]) -> Excerpt:
    """Excerpts one after the other."""
    return excerpt(
        (part.text[start:end], origin)
        for part in parts
        for start, end, origin in zip(
            part.starts, (*part.starts[1:], len(part.text)), part.origins, strict=False
        )
    )


def _unlisted(manifest: Manifest) -> Iterator[Manifest]:
    items = manifest.root.get("items")
    if not manifest.kind.endswith("List") or items is None or items.kind != "list":
        yield manifest
        return
    for item in items.children:
        yield Manifest(item, item.span, manifest.error)


def _placed_document(document: RawDocument, text: Excerpt) -> Manifest:
    span = text.span(document.start, document.end)
    root = _placed(document.root, text) if document.root else YamlNode("null", span)
    error = document.error and YamlProblem(text.span(*document.error.span), document.error.cause)
    return Manifest(root, span, error)


def _placed(node: YamlNode, text: Excerpt) -> YamlNode:
    return YamlNode(
        node.kind,
        text.span(*node.span),
        node.value,
        node.quoted,
        node.tag,
        node.key,
        text.span(*node.key_span) if node.key_span else None,
        tuple([_placed(child, text) for child in node.children]),
    )
