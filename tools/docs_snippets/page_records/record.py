"""Turns a page into the JSON record that the reference parser's results are compared with."""

import hashlib
from collections.abc import Callable, Iterator

from docs_snippets.core.source import Span, as_typed
from docs_snippets.mdx.page import Block, Directive, Jsx, Link, Page
from docs_snippets.mdx.slug import Slugger
from docs_snippets.page_records.record_blocks import block_rows

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
        self.inside = self._inside()

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

    def around(self, kind: str, block: int, start: int) -> list[str]:
        """The containers around an element or directive; text straight in one is its label."""
        if kind != "text":
            return self.path(block)
        return self.path(block) + _step(self.page.blocks, block) + self.inside[start]

    def _inside(self) -> dict[int, list[str]]:
        """The inline elements around each element and directive in text, by where it starts."""
        out: dict[int, list[str]] = {}
        opened: list[Jsx] = []
        both: tuple[Jsx | Directive, ...] = (*self.page.jsx, *self.page.directives)
        inline = [each for each in both if each.kind == "text"]
        for each in sorted(inline, key=lambda each: each.span.start):
            while opened and opened[-1].span.end <= each.span.start:
                opened.pop()
            out[each.span.start] = [f"jsx:{element.name}" for element in opened]
            if isinstance(each, Jsx):
                opened.append(each)
        return out

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
                    "depth_path": self.around(d.kind, d.block, d.span.start),
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
            "blocks": block_rows(page),
        }

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
                    as_typed(self.page.source, f.typed).encode("utf-8", "replace")
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
                    "depth_path": self.around(element.kind, element.block, element.span.start),
                }
                | ({"unraveled": True} if element.unraveled else {})
            )
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


def _names(names: tuple[tuple[str, str], ...]) -> dict[str, object]:
    out: dict[str, object] = {
        "default": next((local for local, name in names if name == "default"), None),
        "named": [local for local, name in names if name not in ("default", "*")],
    }
    star = next((local for local, name in names if name == "*"), None)
    return out | ({"namespace": star} if star else {})
