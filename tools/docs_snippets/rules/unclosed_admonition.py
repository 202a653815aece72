"""The opening and closing lines of an admonition (`:::`) do not match.

An admonition that is not closed extends to the end of the page, or of the block that contains it. A
closing line without an admonition, or an opening line that the site does not read as one, is shown
as text. In nested admonitions with the same number of colons, the first closing line closes the
outer one: give the outer one an additional colon.

## Why

The build succeeds, and the reader sees stray colons, or half of the page in a colored box.

## Example

```mdx
:::note

Save your work.

## Next steps

Everything else.
```

## Instead

```mdx
:::note

Save your work.

:::

## Next steps

Everything else.
```

## When to ignore

When the colons are meant as text. Prefer a code block; the finding then disappears.
"""

from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.core.diagnostics import Severity, note
from docs_snippets.core.source import Span
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.prose.literal_directives import Closer, Opener, literal_lines


class Unclosed(NamedTuple):
    """The first line of an admonition or other directive that is never closed."""

    span: Span
    name: str
    end: int
    around: str


@rule(Severity.ERROR, reads="text")
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    if page.error or ":::" not in page.source.text:
        return
    waiting: list[Unclosed | Opener] = []
    found = [*_unclosed(page), *literal_lines(page)]
    closers: dict[int, Span] = {}
    for each in sorted(found, key=lambda each: each.span):
        if not isinstance(each, Closer):
            waiting.append(each)
        elif waiting:
            closers[waiting.pop().span.start] = each.span
        else:
            yield Finding(each.span, "this closes nothing, and the site shows it as it is typed")
    for opener in found:
        if isinstance(opener, Unclosed):
            yield _never_closed(page, opener, closers.get(opener.span.start))
        elif isinstance(opener, Opener) and not opener.titled:
            yield _opens_nothing(opener)


def _opens_nothing(opener: Opener) -> Finding:
    title = opener.rest.strip()
    wanted = f"{opener.colons}{opener.name}{f'[{title}]' if title else ''}"
    message = f"the site shows this line as it is typed; write {wanted!r}"
    return Finding(opener.span, message)


def _never_closed(page: Page, opener: Unclosed, closer: Span | None) -> Finding:
    line = page.source.line_of(opener.end)
    message = f"{opener.name!r} is not closed and goes on to line {line}"
    if opener.around:
        message += f", where what closes {opener.around!r} ends both; give that more colons"
    notes = (note(page.source, closer, "this closes nothing"),) if closer else ()
    return Finding(opener.span, message, notes)


def _unclosed(page: Page) -> Iterator[Unclosed]:
    text = page.source.text
    for index, block in enumerate(page.blocks):
        if block.kind not in ("admonition", "directive") or _closed(text, block.span):
            continue
        line = page.source.line_span(page.source.line_of(block.span.start))
        end = len(text[: line.end].rstrip())
        around = next((page.blocks[i] for i in page.ancestors(index)), None)
        closes = around and around.kind == block.kind and _closed(text, around.span)
        name = around.name if closes and around else ""
        yield Unclosed(Span(block.span.start, end), block.name, block.span.end, name)


def _closed(text: str, span: Span) -> bool:
    first, *rest = text[span.start : span.end].splitlines() or [""]
    colons = len(first) - len(first.lstrip(":"))
    last = rest[-1].strip("> \t") if rest else ""
    return len(last) >= colons and not last.strip(":")
