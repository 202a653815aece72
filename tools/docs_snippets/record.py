"""A page as the record that the reference parser's results are compared with."""

import hashlib
from collections.abc import Callable, Iterator

from docs_snippets.page import Block, Link, Page
from docs_snippets.slug import Slugger
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


Substitute = Callable[[str], str]


def page_record(page: Page, substitute: Substitute | None = None) -> dict[str, object]:
    """The record of a page: JSON values only. `substitute` puts values for `$[name]` tokens."""
    record: dict[str, object] = {
        "path": page.path,
        "front_matter": _data(page.front_matter),
        "format": page.format,
        "content_title": page.content_title,
        "error": None,
    }
    if page.error:
        record |= {
            "error": page.error.message,
            "error_stage": page.error.stage,
            "error_line": page.source.line_of(page.error.span.start),
        }
        return record
    return record | _Lines(page, substitute).record()


class _Lines:
    """The lists of a record."""

    def __init__(self, page: Page, substitute: Substitute | None) -> None:
        self.page = page
        self.substitute = substitute
        self.paths: dict[int, list[str]] = {-1: []}
        self.unclosed = {x.block for x in (*page.fences, *page.admonitions) if not x.closed}
        self.next_item: dict[int, int] = {}
        before: dict[int, int] = {}
        for index, block in enumerate(page.blocks):
            if block.kind == "list-item":
                if block.parent in before:
                    self.next_item[before[block.parent]] = index
                before[block.parent] = index

    def line(self, pos: int) -> int:
        return self.page.source.line_of(pos)

    def lines(self, span: Span) -> dict[str, object]:
        return {"line": self.line(span.start), "end_line": self.line(span.end)}

    def link_place(self, link: Link) -> int:
        """Where the reference parser says a link is: late ones where what is around them starts."""
        return link.around if link.around >= 0 else link.span.start

    def path(self, block: int) -> list[str]:
        """The containers around a block, outermost first."""
        known = self.paths.get(block)
        if known is None:
            parent = self.page.blocks[block].parent
            known = self.path(parent) + _step(self.page.blocks, parent)
            self.paths[block] = known
        return known

    def record(self) -> dict[str, object]:
        page = self.page
        kinds = [block.kind for block in page.blocks]
        return {
            "headings": self.headings(),
            "fences": self.fences(),
            "admonitions": [
                {
                    "type": a.type,
                    "title": a.title,
                    **self.lines(a.span),
                    "closed": a.closed,
                    "colons": a.colons,
                    "depth_path": self.path(a.block),
                }
                for a in page.admonitions
            ],
            "directives": [
                {
                    "kind": d.kind,
                    "name": d.name,
                    **self.lines(d.span),
                    "label": d.label,
                    "depth_path": self.path(d.block),
                }
                for d in page.directives
            ],
            "jsx": self.elements(),
            "imports": [
                {"source": i.source, "line": self.line(i.span.start), **_names(i.names)}
                for i in page.imports
            ],
            "exports": page.exports,
            "esm": [self.lines(span) for span in page.esm],
            "links": [
                {
                    "url": x.url,
                    "line": self.line(self.link_place(x)),
                    "text": x.text,
                    "kind": x.kind,
                }
                for x in page.links
            ],
            "images": [
                {"url": x.url, "line": self.line(x.span.start), "alt": x.alt} for x in page.images
            ],
            "definitions": [
                {"label": d.label, "url": d.url, "line": self.line(d.span.start)}
                for d in page.definitions
            ],
            "inline_code": [
                {"value": c.value, "line": self.line(c.span.start)} for c in page.inline_code
            ],
            "expressions": len(page.expressions),
            "expression_list": [
                {"kind": e.kind, **self.lines(e.span)}
                | ({"comment": True} if e.comment is not None else {})
                for e in page.expressions
            ],
            "tables": len(page.tables),
            "table_list": [
                {
                    **self.lines(t.span),
                    "rows": len(t.rows),
                    "cols": len(t.rows[0]),
                    "cells": [len(row) for row in t.rows],
                    "depth_path": self.path(t.block),
                }
                for t in page.tables
            ],
            "front_matter_end_line": page.front_matter_end_line,
            "lists": kinds.count("list"),
            "list_items": kinds.count("list-item"),
            "blockquotes": kinds.count("blockquote"),
            "thematic_breaks": kinds.count("rule"),
            "paragraphs": kinds.count("paragraph"),
            "hard_breaks": page.hard_breaks,
            "footnotes": kinds.count("footnote"),
            "html": kinds.count("html"),
            "blocks": self.blocks(),
        }

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
        last = max(i for i in range(index, following))
        while last > index and last not in self.unclosed:
            last = blocks[last].parent
        if last <= index or blocks[last].span.end != block.span.end:
            return block.span.end
        start = blocks[following].span.start
        return start if self.line(block.span.end) + 1 == self.line(start) else block.span.end

    def last_item_end(self, index: int) -> int:
        """The last item ends with its list where its own last block is a list that says more."""
        page = self.page
        block = page.blocks[index]
        if block.kind == "list-item":
            last = next(
                (
                    i
                    for i in range(len(page.blocks) - 1, index, -1)
                    if page.blocks[i].parent == index
                ),
                -1,
            )
            if last >= 0 and page.blocks[last].kind == "list":
                if self.quoted_end(last) != page.blocks[last].span.end:
                    return self.quoted_end(block.parent)
        return block.span.end

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

    def headings(self) -> list[dict[str, object]]:
        return [
            {"depth": h.depth, "text": h.text, **self.lines(h.span), "slug": h.slug, "kind": h.kind}
            | {"depth_path": self.path(h.block)}
            | ({"explicit": True} if h.explicit is not None else {})
            | changed
            for h, changed in zip(self.page.headings, self.substituted(), strict=True)
        ]

    def substituted(self) -> Iterator[dict[str, str]]:
        """Texts and slugs with values for variables, where that makes a difference."""
        slugger = Slugger()
        for heading in self.page.headings:
            text = self.substitute(heading.text) if self.substitute else heading.text
            slug = heading.slug if heading.explicit is not None else slugger.slug(text)
            out = {"text_vars": text} if text != heading.text else {}
            yield out | ({"slug_vars": slug} if slug != heading.slug else {})

    def fences(self) -> list[dict[str, object]]:
        return [
            {
                "lang": f.lang,
                "meta": f.meta,
                **self.lines(f.span),
                "value_sha256": hashlib.sha256(
                    f.content.text.encode("utf-8", "replace")
                ).hexdigest(),
                "depth_path": self.path(f.block),
                "marker": f.marker or None,
                "closed": f.closed,
            }
            for f in self.page.fences
        ]

    def elements(self) -> list[dict[str, object]]:
        out = []
        for element in self.page.jsx:
            attributes = {a.name: a.value for a in element.attributes if a.kind != "spread"}
            out.append(
                {
                    "name": element.name or None,
                    "kind": element.kind,
                    **self.lines(element.span),
                    "attributes": attributes,
                    "attrs": [
                        [
                            a.name or None,
                            a.kind,
                            a.value if a.kind == "string" else a.source or None,
                        ]
                        for a in element.attributes
                    ],
                    "depth_path": self.path(element.block),
                }
                | ({"unraveled": True} if element.unraveled else {})
            )
        return out

    def blocks(self) -> list[list[object]]:
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


def _data(front_matter: dict[str, object]) -> object:
    """The data as read, which need be no map."""
    return front_matter[""] if list(front_matter) == [""] else front_matter


def _step(blocks: tuple[Block, ...], index: int) -> list[str]:
    if index < 0:
        return []
    block = blocks[index]
    if block.kind == "list-item":
        return ["listItem"]
    if block.kind in ("blockquote", "footnote"):
        return [block.kind]
    if block.kind in ("admonition", "directive", "jsx"):
        return [f"{block.kind}:{block.name}"]
    return []


def _task(page: Page, item: int) -> bool | None:
    text = page.source.text
    for block in page.blocks[item + 1 :]:
        if block.kind == "definition":
            continue
        if block.parent != item or block.kind not in ("paragraph", "heading"):
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


def _names(names: tuple[tuple[str, str], ...]) -> dict[str, object]:
    out: dict[str, object] = {
        "default": next((local for local, name in names if name == "default"), None),
        "named": [local for local, name in names if name not in ("default", "*")],
    }
    star = next((local for local, name in names if name == "*"), None)
    return out | ({"namespace": star} if star else {})
