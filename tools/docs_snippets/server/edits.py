"""Edits of texts as the protocol has them."""

from collections.abc import Iterable

from lsprotocol import types as lsp

from docs_snippets.core.diagnostics import FixEdit
from docs_snippets.core.source import Source, Span
from docs_snippets.server.positions import Encoding, region_range, span_range

SIBLINGS = "siblings"
"""What edits of copies in other trees are annotated with, where the editor asks before them."""


def of_fix(source: Source, edits: Iterable[FixEdit], encoding: Encoding) -> list[lsp.TextEdit]:
    """The edits of a fix."""
    return [lsp.TextEdit(region_range(source, each.region, encoding), each.text) for each in edits]


def replaced(source: Source, after: str, encoding: Encoding) -> list[lsp.TextEdit]:
    """The edit that makes a text another one; only what lies between the first and the last
    difference is replaced.
    """
    before = source.text
    if before == after:
        return []
    most = min(len(before), len(after))
    start = next((at for at in range(most) if before[at] != after[at]), most)
    left = most - start
    end = next((at for at in range(left) if before[-1 - at] != after[-1 - at]), left)
    span = Span(start, len(before) - end)
    text = after[start : len(after) - end]
    return [lsp.TextEdit(span_range(source, span, encoding), text)]


def inserted(source: Source, at: int, text: str, encoding: Encoding) -> list[lsp.TextEdit]:
    """The edit that puts a text at an offset."""
    return [lsp.TextEdit(span_range(source, Span(at, at), encoding), text)]
