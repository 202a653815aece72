"""The block structure of a page as rows, with the ends that the reference parser reports."""

from docs_snippets.mdx.tasks import starts_item
from docs_snippets.page import Page
from docs_snippets.source import Span

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
        self.unclosed = {fence.block for fence in page.fences if not fence.closed}
        self.unclosed |= {found.block for found in page.admonitions if not found.closed}
        self.last_child = {block.parent: index for index, block in enumerate(page.blocks)}
        self.next_item: dict[int, int] = {}
        before: dict[int, int] = {}
        for index, block in enumerate(page.blocks):
            if block.kind == "list-item":
                if block.parent in before:
                    self.next_item[before[block.parent]] = index
                before[block.parent] = index

    def line(self, pos: int) -> int:
        """The line of a place."""
        return self.page.source.line_of(pos)

    def item_end(self, index: int) -> int:
        """Where the reference parser says a block ends.

        A list item whose last block is not closed ends, for it, at the marker of the next item.
        """
        blocks = self.page.blocks
        block = blocks[index]
        if block.kind in ("list", "footnote"):
            return self.quoted_end(index)
        following = self.next_item.get(index)
        if following is None:
            return self.last_item_end(index)
        last = following - 1
        while last > index and last not in self.unclosed:
            last = blocks[last].parent
        if last <= index or blocks[last].span.end != block.span.end:
            return block.span.end
        start = blocks[following].span.start
        return start if self.line(block.span.end) + 1 == self.line(start) else block.span.end

    def last_item_end(self, index: int) -> int:
        """The last item ends with its list where its own last block is a list that says more."""
        page = self.page
        last = self.last_child.get(index, -1)
        nested = page.blocks[index].kind == "list-item" and last >= 0
        if nested and page.blocks[last].kind == "list":
            end = self.quoted_end(last)
            if end != page.blocks[last].span.end:
                return self.quoted_end(page.blocks[index].parent)
        return page.blocks[index].span.end

    def quoted_end(self, index: int) -> int:
        """A list in a quote takes the blank lines of the quote after it with it."""
        page = self.page
        end = page.blocks[index].span.end
        if page.blocks[index].said_end >= 0:
            return page.blocks[index].said_end
        for around in page.ancestors(index):
            kind = page.blocks[around].kind
            if kind == "blockquote":
                limit = self.line(page.blocks[around].span.end)
                line = self.line(end)
                while line < limit and not page.source.slice(page.source.line_span(line + 1)).strip(
                    "> \t"
                ):
                    line += 1
                return end if line == self.line(end) else page.source.offset(line)
            if kind in ("admonition", "directive"):
                break
        return end

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
            if d.kind == "container" and d.label is not None
        }
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
            first, last = self.line(block.span.start), self.line(self.item_end(index))
            out.append([depth, _TYPES.get(block.kind, block.kind), first, last, info])
            if index in labels:
                out.append([depth + 1, "paragraph", first, first, "directiveLabel"])
            if index in tables:
                for row in tables[index].rows:
                    at = self.line(row[0].span.start)
                    out.append([depth + 1, "tableRow", at, at, None])
        return out


def _task(page: Page, item: int) -> bool | None:
    text = page.source.text
    for index in range(item + 1, len(page.blocks)):
        block = page.blocks[index]
        if block.kind == "definition":
            continue
        if block.parent != item or block.kind not in ("paragraph", "heading"):
            return None
        first = page.blocks[item + 1].span.start
        if not starts_item(page.source, page.blocks[item], first):
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
            return {"x": True, "X": True, " ": False, "\t": False, "\n": False}.get(box[1])
        return None
    return None
