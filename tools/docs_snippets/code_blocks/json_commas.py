"""Commas after the last item of a list or the last member of an object, which JSON does not have.

Formats that have comments (JSON5, JSONC) have such commas, too: JSON with comments is left alone.
"""

import re
from collections.abc import Iterator

from docs_snippets.code_blocks.block_purpose import introduction, is_foreign
from docs_snippets.code_blocks.manifests import Manifest
from docs_snippets.code_blocks.yaml_examples import nodes
from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Fence, Page

_TOKEN = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|//|/\*|(?P<comma>,)[ \t]*(?:\r?\n)?[ \t]*[\]}]")
_OBJECT = re.compile(r"(?:[|>][-+\d]*[ \t]*\r?\n)?\s*(?:\[\s*)*\{\s*\"")
_COMMENTED = re.compile(
    r"tsconfig|jsconfig|\.vscode|settings\.json|launch\.json|tasks\.json|devcontainer|\.code-"
)
"""Files in JSON whose programs take comments and such commas."""


def last_commas(page: Page, manifest: Manifest) -> Iterator[Span]:
    """Those in a block that says that it is JSON, or in the texts of a ConfigMap."""
    if manifest.command is None and manifest.fence >= 0:
        yield from _in_block(page, page.fences[manifest.fence])
    if manifest.error is None:
        for node in nodes(manifest.root):
            if node.kind == "str" and "{" in node.value:
                for at in _commas(page.source.slice(node.span)):
                    yield Span(node.span.start + at, node.span.start + at + 1)


def _in_block(page: Page, fence: Fence) -> Iterator[Span]:
    text = fence.content.text
    if (fence.lang or "").lower() != "json" or is_foreign(text):
        return
    if not (_COMMENTED.search(fence.meta or "") or _COMMENTED.search(introduction(page, fence))):
        for at in _commas(text):
            yield fence.content.span(at, at + 1)


def _commas(text: str) -> Iterator[int]:
    if not _OBJECT.match(text) or text.rstrip()[-1:] not in ("}", "]"):
        return
    found = tuple(_TOKEN.finditer(text))
    if not any(each[0][0] == "/" for each in found):
        yield from (each.start("comma") for each in found if each["comma"])
