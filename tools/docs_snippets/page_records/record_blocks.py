"""Lists the blocks of a page as rows, with the ends that the reference parser reports."""

import re
from bisect import bisect_right

from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Directive, Page
from docs_snippets.mdx.task_items import starts_item

_HEAD = re.compile(r":+[A-Za-z0-9_-]+")
_TYPES = {
    "front-matter": "yaml",
    "rule": "thematicBreak",
    "fence": "code",
    "indented-code": "code",
    "list-item": "listItem",
    "admonition": "containerDirective",
    "directive": "containerDirective",
    "leaf-directive": "leafDirective",
    "jsx": "mdxJsxFlowElement",
    "esm": "mdxjsEsm",
    "expression": "mdxFlowExpression",
    "footnote": "footnoteDefinition",
}


def block_rows(page: Page) -> list[list[object]]:
    """Depth, type, first and last line, and what else is said of every block, in order."""
    return _Rows(page).rows()


class _Rows:
    """The rows of a page's blocks."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def rows(self) -> list[list[object]]:
        """The rows."""
        page = self.page
        depths: dict[int, int] = {-1: -1}
        headings = {h.block: h.depth for h in page.headings}
        tables = {t.block: t for t in page.tables}
        languages = {f.block: f.lang for f in page.fences}
        labels = {a.block: a.title_span for a in page.admonitions if a.title_span}
        labels |= {
            d.block: Span(d.span.start, d.span.start)
            for d in page.directives
            if d.kind == "container" and _has_label(page, d)
        }
        starts = page.source.line_starts
        out: list[list[object]] = []
        for index, block in enumerate(page.blocks):
            depth = depths[index] = depths[block.parent] + 1
            if block.kind == "comment":
                continue
            info: object = block.name or None
            if block.kind == "heading":
                info = headings[index]
            elif block.kind in ("fence", "indented-code"):
                info = languages[index]
            elif block.kind == "list":
                info = f"ol:{int(block.name[:-1])}" if block.name[:1].isdigit() else "ul"
            elif block.kind == "list-item":
                info = _task(page, index)
            end = block.said_end if block.said_end >= 0 else block.span.end
            first, last = bisect_right(starts, block.span.start), bisect_right(starts, end)
            out.append([depth, _TYPES.get(block.kind, block.kind), first, last, info])
            if index in labels:
                out.append([depth + 1, "paragraph", first, first, "directiveLabel"])
            if index in tables:
                for row in tables[index].rows:
                    at = bisect_right(starts, row[0].span.start)
                    out.append([depth + 1, "tableRow", at, at, None])
        return out


def _has_label(page: Page, directive: Directive) -> bool:
    """Whether a label is typed, be it one that the site makes content of."""
    found = _HEAD.match(page.source.text, directive.span.start)
    return found is not None and page.source.text.startswith("[", found.end())


def _task(page: Page, item: int) -> bool | None:
    text = page.source.text
    for index in range(item + 1, len(page.blocks)):
        block = page.blocks[index]
        if block.kind == "definition":
            continue
        if block.parent != item or block.kind != "paragraph":
            return None
        start = block.span.start
        box = text[start : start + 3]
        if (
            box[:1] == "["
            and box[2:] == "]"
            and text[start + 3 : start + 4] in (" ", "\t", "\n", "\r")
        ):
            if not text[start + 3 : block.span.end].strip(" \t"):
                return None
            first = page.blocks[item + 1].span.start
            if not starts_item(page.source, page.blocks[item], first):
                return None
            return {"x": True, "X": True, " ": False, "\t": False, "\n": False}.get(box[1])
        return None
    return None
