"""YAML that a page shows to be applied, line by line: what a parser alone does not tell.

Diffs, numbered listings, values with notes behind arrows and text that an unclosed fence swallowed
are no YAML to anyone, whatever their label says.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from docs_snippets.code_blocks.manifests import Manifest
from docs_snippets.core.numbers import number_of
from docs_snippets.core.source import Excerpt, Span
from docs_snippets.data.example_yaml import YamlNode
from docs_snippets.data.placeholders import is_annotated
from docs_snippets.facts.value_schema import Value
from docs_snippets.mdx.page import Page

HEAD = frozenset({"apiVersion", "kind"})
"""The keys that a manifest begins with."""

_DIFF = re.compile(r"^[ \t]*\+(?:[ \t]|$)", re.MULTILINE)
_NUMBERED = re.compile(r"\s*1\b[^\n]*\n[ \t]*2\b")
_SWALLOWED = re.compile(r"^[ \t]*(?:`{3}|~{3})", re.MULTILINE)
_WORDS = re.compile(r"\s*[A-Z]\w*(?:[ ,]+[\w'-]+){3,}[.!?,]?[^:\n]*\n")
_KEY = re.compile(r"[\"']?(?P<name>[\w.-]+)[\"']?[ \t]*:(?=\s|$)")


class ExampleKey(NamedTuple):
    """A key at the outermost level of a document."""

    name: str
    span: Span


def examples(page: Page, manifests: tuple[Manifest, ...]) -> Iterator[Manifest]:
    """The documents that are meant as YAML."""
    for manifest in manifests:
        text = text_of(page, manifest)
        if _is_meant(text.text) and not _is_body(text, manifest):
            yield manifest


@lru_cache(maxsize=64)  # of each document of a text
def _is_meant(text: str) -> bool:
    return not (
        _DIFF.search(text) or _NUMBERED.match(text) or _SWALLOWED.search(text) or is_annotated(text)
    )


def _is_body(text: Excerpt, manifest: Manifest) -> bool:
    """Whether a document is the words below a front matter."""
    start = text.index_of(manifest.span.start)
    return bool(start > 0 and text.text.startswith("---") and _WORDS.match(text.text, start))


def nodes(root: YamlNode) -> Iterator[YamlNode]:
    """A node and all below it, in the order they are typed."""
    pending = [root]
    while pending:
        node = pending.pop()
        yield node
        pending.extend(reversed(node.children))


def parts(page: Page, manifest: Manifest) -> tuple[tuple[ExampleKey, ...], ...]:
    """The manifests that one document holds, by their outermost keys; more than one is a mistake.

    Lines are read rather than nodes, so that an error in one does not hide the next.
    """
    found: list[list[ExampleKey]] = [[]]
    names: set[str] = set()
    keys = tuple(_outermost(text_of(page, manifest), manifest))
    for key, following in zip(keys, (*keys[1:], None), strict=False):
        again = following is not None and following.name in HEAD & names
        twice = bool(found[-1]) and found[-1][-1].name == key.name  # pasted, and no manifest
        begins = key.name in names or (again and names - HEAD)
        if key.name in HEAD and begins and not twice:
            found.append([])
            names.clear()
        found[-1].append(key)
        names.add(key.name)
    return tuple(tuple(part) for part in found if part)


def _outermost(text: Excerpt, manifest: Manifest) -> Iterator[ExampleKey]:
    children = manifest.root.children
    if manifest.root.kind != "map" or not children or children[0].key_span is None:
        return
    first, end = text.index_of(children[0].key_span.start), text.index_of(manifest.span.end - 1)
    column = first - (text.text.rfind("\n", 0, first) + 1)
    start = first - column
    while 0 <= start <= end:
        indentation = text.text[start : start + column]
        if found := not indentation.strip(" >-") and _KEY.match(text.text, start + column):
            yield ExampleKey(found["name"], text.span(*found.span("name")))
        start = text.text.find("\n", start) + 1 or -1


def text_of(page: Page, manifest: Manifest) -> Excerpt:
    """The whole text that contains a document; none for one from elsewhere."""
    command = manifest.command
    if command is not None and command.stdin is not None:
        return command.stdin
    if manifest.fence < 0:
        return Excerpt("", (), ())
    return page.fences[manifest.fence].content


def plain_value(node: YamlNode) -> Value:
    """A node as the value it says; a text that no check judges where the page leaves it open."""
    match node.kind:
        case "map":
            return {child.key or "": plain_value(child) for child in node.children}
        case "list":
            return [plain_value(child) for child in node.children]
        case "int":
            return number_of(node.value) if _is_simple(node.value) else node.value
        case "float":
            return float(node.value) if _is_number(node.value) else None
        case "bool":
            return node.value.lower() == "true"
        case "str":
            return node.value
        case _:
            return None


def _is_simple(text: str) -> bool:
    return text.lstrip("+-").isdecimal()


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
