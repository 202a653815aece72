"""Reads inline content: text to a flat list of nodes.

One pass from left to right, as the site's tokenizer goes: code spans, tags and expressions bind
where they start; brackets and markers of emphasis are kept and paired when their end is seen.
"""

import re

from docs_snippets.mdx.attention import Run, pair_runs
from docs_snippets.mdx.inline_marks import HANDLERS, address
from docs_snippets.mdx.inline_state import InlineContext, InlineState, add_text, trim
from docs_snippets.mdx.late_links import may_hold_address
from docs_snippets.mdx.nodes import InlineNode, TaskNode, TextNode

# Every choice begins with one certain character: the search then skips whatever is none of them.
_SPECIAL = r"\\|``*|\*\**|__*|~~*|!\[|\[|\]|<|\{|&|:(?=[A-Za-z])|\r\n|\n|\r"
_NEXT = re.compile(_SPECIAL)
_NEXT_ADDRESS = re.compile(
    r"(?<![/A-Za-z0-9+.\-_])[A-Za-z0-9+.\-_]+(?=@)|"
    + _SPECIAL
    + r"|[hH][tT]{2}[pP][sS]?(?=://)|[wW]{3}(?=\.)"
)
_TASK = re.compile(r"\[[ \t\r\nxX]\](?=[ \t]+[^ \t]|[\r\n])")


def is_plain(text: str) -> bool:
    """Whether all of a text stands for itself, as that of many paragraphs, headings and cells."""
    if _NEXT.search(text) or not text or text[-1] in " \t":
        return False
    return not may_hold_address(text)


# Mirrors `initializeText` of micromark/lib/initialize/text.js.
def read_inline(text: str, scope: InlineContext, task: bool = False) -> list[InlineNode]:
    """The nodes of inline content."""
    pattern = _NEXT_ADDRESS if may_hold_address(text) else _NEXT
    search = pattern.search
    size = len(text)
    found = search(text)
    if found is None:
        end = len(text.rstrip(" \t"))
        return [TextNode(0, end)] if end else []
    state = InlineState(text, scope, read_inline, broken=scope.settled)
    pos = 0
    if task and text.startswith("[") and _TASK.match(text):
        state.nodes.append(TaskNode(0, 3))
        pos = 4 if text[3:4] in " \t" else 3
        found = search(text, pos)
    while found is not None:
        start = found.start()
        if start > pos:
            add_text(state, pos, start)
        pos = HANDLERS.get(text[start], address)(state, start, found.end())
        found = search(text, pos)
    if pos < size:
        add_text(state, pos, size)
    trim(state, size)
    if not state.marked:
        return state.nodes  # type: ignore[return-value]
    pair_runs(state.runs)
    return _flat(state.nodes)


def _flat(nodes: list[InlineNode | Run]) -> list[InlineNode]:
    out: list[InlineNode] = []
    for node in nodes:
        if isinstance(node, Run):
            out.extend(node.nodes())
        else:
            out.append(node)
    return out
