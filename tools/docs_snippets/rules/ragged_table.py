r"""A table row has more cells than the header, or the header has no matching delimiter row.

A delimiter row (`| --- |`) matches if it has as many cells as the header. A line directly below a
table is a row of it, even without a `|`. Rows with fewer cells are valid; they are reported only
where the cells of the one short row are those of the next columns. A `|` inside code counts as a
cell border, too: write `\|`.

## Why

Surplus cells are dropped without an error. Without a matching delimiter row there is no table at
all, and the reader sees pipes and dashes.

## Example

```mdx
| Name | Meaning |
| ---- | ------- |
| a | first | b, too |
```

## Instead

```mdx
| Name | Meaning |
| ---- | ------- |
| a | first b, too |
```

## When to ignore

When the block is not meant as a table. Prefer a code block; the finding then disappears.
"""

import re
from collections.abc import Iterator

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.core.diagnostics import Severity, note
from docs_snippets.core.source import Source, Span
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page, Table
from docs_snippets.mdx.plain_markdown import may_be_code
from docs_snippets.mdx.tables import DELIMITER, header_cells

_FEWEST = 3
"""Rows that show what the columns of a table hold."""
_UNSEEN = re.compile(
    r"<!--.*?-->|\{\s*/\*.*?\*/\s*\}|&nbsp;|&#8203;|&ZeroWidthSpace;|<br\s*/?>"
    r"|[\s\u00a0\u00ad\u200b-\u200f\u2060\ufeff]",
    re.DOTALL,
)


@rule(Severity.WARNING, reads="text")
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    if page.error or "|" not in page.source.text:
        return
    for table in page.tables:
        if not may_be_code(page, table.span.start):
            yield from _rows(page, table)
    for text in page.texts:
        if text.kind == "paragraph" and "|" in text.prose.text:
            yield from _no_table(page, text.span)


def _rows(page: Page, table: Table) -> Iterator[Finding]:
    head = table.rows[0]
    yield from _short_row(page.source, table)
    for row in table.rows[1:]:
        lost = [cell for cell in row[len(head) :] if _says(page.source, cell.span)]
        if lost:
            span = Span(lost[0].span.start, lost[-1].span.end)
            widths = f"the row has {len(row)} cells, the table {len(head)} columns"
            notes = (note(page.source, head[0].span, "the header row"),) if head else ()
            yield Finding(span, f"{widths}: the site drops the rest", notes)
        elif len(row) == 1 < len(head) and "|" not in _line(page.source, row[0].span.start):
            if page.mdx_1:
                return  # to MDX 1 the table ends above this line
            yield Finding(
                row[0].span,
                "this line is a row of the table above; end the table with a blank line",
            )


def _short_row(source: Source, table: Table) -> Iterator[Finding]:
    """The one row that lacks a cell, if its cells from there on are those of the columns beside."""
    head, *rows = table.rows
    short = [row for row in rows if len(row) < len(head)]
    if len(short) != 1 or len(short[0]) != len(head) - 1 or len(rows) < _FEWEST:
        return
    row = short[0]
    line = _line(source, row[0].span.start).strip() if row else ""
    if not row or (line.endswith("|") and not line.startswith("|")):
        return  # the last cell is empty
    columns = [
        {each[at].prose.text.strip() for each in rows if each is not row} for at in range(len(head))
    ]
    for at, cell in enumerate(row):
        text, after = cell.prose.text.strip(), row[at + 1 :]
        moved = text and text in columns[at + 1] and text not in columns[at]
        own = (each.prose.text.strip() in columns[at + 1 + n] for n, each in enumerate(after))
        if moved and not any(own):
            name = head[at].prose.text.strip()
            yield Finding(cell.span, f"a cell is missing: {text!r} stands in the column {name!r}")
            return


def _says(source: Source, cell: Span) -> bool:
    """Whether a cell shows anything."""
    return bool(_UNSEEN.sub("", source.slice(cell)))


def _line(source: Source, offset: int) -> str:
    return source.slice(source.line_span(source.line_of(offset)))


def _no_table(page: Page, place: Span) -> Iterator[Finding]:
    """Rows that are words of a paragraph, since the second is none that follows a head."""
    source = page.source
    first, last = source.line_of(place.start), source.line_of(place.end)
    rows = 0
    for number in range(first, last + 1):
        line = source.line_span(number)
        span = Span(max(line.start, place.start), min(line.end, place.end))
        text = source.slice(span).strip()
        rows = rows + 1 if text.startswith("|") and text.endswith("|") and len(text) > 2 else 0
        if not rows or may_be_code(page, _trimmed(source, span).start):
            continue
        if DELIMITER.match(text) and text.count("|") > 1 and rows > 1:
            have, want = (_cells(source.slice(source.line_span(n))) for n in (number, number - 1))
            message = f"not a table: this row has {have} cells, the header row {want}"
            yield Finding(_trimmed(source, span), message)
            return
        if rows == 2 and not (number < last and _delimits(source, number + 1)):
            message = (
                "not a table: expected a delimiter row such as '|---|---|' below the header row"
            )
            yield Finding(_trimmed(source, span), message)
            return


def _delimits(source: Source, number: int) -> bool:
    return DELIMITER.match(source.slice(source.line_span(number)).strip()) is not None


def _cells(row: str) -> int:
    return len(header_cells(row, 0, len(row)))


def _trimmed(source: Source, span: Span) -> Span:
    text = source.slice(span)
    return Span(span.start + len(text) - len(text.lstrip()), span.start + len(text.rstrip()))
