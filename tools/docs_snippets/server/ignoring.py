"""The comment that accepts a finding, where it is to be written."""

from typing import NamedTuple

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Span
from docs_snippets.linting.suppressions import MARK
from docs_snippets.mdx.page import Block, Page

REASON = "REASON"
"""What the writer is to replace."""

_BLOCKS = frozenset(("paragraph", "heading", "fence", "jsx", "admonition", "indented-code", "html"))
_ONE_LINE = frozenset(("table", "list-item", "list"))


class IgnoreComment(NamedTuple):
    """A text, and the offset at which it is to be put."""

    at: int
    text: str


def ignore_comment(page: Page, finding: Diagnostic) -> IgnoreComment | None:
    """The comment for a finding; None where none can be written."""
    if finding.region is None or page.script:
        return None
    at = page.source.span_of(finding.region).start
    words = f"{MARK} {finding.rule}: {REASON}"
    if page.front_matter_end_line and finding.region.line <= page.front_matter_end_line:
        return IgnoreComment(page.source.line_span(1).end, f"\n# {words}")
    comment = f"<!-- {words} -->" if page.format == "md" else f"{{/* {words} */}}"
    found = _around(page, at)
    if found is None or found.kind in _ONE_LINE:
        end = page.source.line_span(finding.region.line).end
        return IgnoreComment(end, f" {comment}")
    start = page.source.line_span(page.source.line_of(found.span.start)).start
    indent = page.source.slice(Span(start, found.span.start))
    if indent.strip():  # the block does not begin its line
        return IgnoreComment(page.source.line_span(finding.region.line).end, f" {comment}")
    return IgnoreComment(start, f"{indent}{comment}\n")


def _around(page: Page, at: int) -> Block | None:
    """The innermost block around an offset of those that decide where the comment goes."""
    inside = [
        each
        for each in page.blocks
        if each.kind in _BLOCKS | _ONE_LINE and each.span.start <= at <= each.span.end
    ]
    found = inside[-1] if inside else None
    parent = page.blocks[found.parent] if found and found.parent >= 0 else None
    if found and found.kind == "paragraph" and parent and parent.kind in _ONE_LINE:
        return parent
    return found
