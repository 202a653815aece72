"""The opening and closing lines of an admonition (`:::`) do not match.

An admonition that is not closed extends to the end of the page, or of the block that contains it.
One that ends with its block quote is not reported, and a short one that nothing follows is a
warning. On sites with Docusaurus 2, any line that begins with as many colons closes it. A closing
line without an admonition, or an opening line that the site does not read as one, is shown as text.
In nested admonitions with the same number of colons, the first closing line closes the outer one:
give the outer one an additional colon.

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

from collections.abc import Collection, Iterator
from typing import NamedTuple

from docs_snippets.core.diagnostics import Severity, note
from docs_snippets.core.source import Span
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Block, Page
from docs_snippets.prose.literal_directives import Closer, Opener, literal_lines, meant_name

_SHORT = 15
"""Lines of an admonition that may be all that is to be in its box."""
_DIRECTIVES = ("admonition", "directive")


class Unclosed(NamedTuple):
    """The first line of an admonition or other directive that is never closed.

    `around` is the closed one that it stands in, where that ends both. `quoted` tells whether a
    block quote holds it, and shows where it ends.
    """

    span: Span
    name: str
    end: int
    around: "Around | None"
    quoted: bool = False


class Around(NamedTuple):
    """A directive around another: its first line, its name and its colons."""

    span: Span
    name: str
    colons: int


@rule(Severity.ERROR)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
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
            yield Finding(each.span, "no admonition is open here; the site shows this line as text")
    taken = _closed_in_docusaurus_2(page) if page.mdx_1 else {}
    yield from _closing_instead(page, taken)
    for opener in found:
        closer = closers.get(opener.span.start)
        if isinstance(opener, Unclosed):
            if opener.span.start not in taken and (closer or not opener.quoted):
                yield _never_closed(page, opener, closer)
        elif isinstance(opener, Opener) and not opener.titled:
            yield _opens_nothing(page, opener, facts.markdown.mdx1_compat.names)


def _closed_in_docusaurus_2(page: Page) -> dict[int, Span | None]:
    """Where the admonitions of a page start that any line closes which begins alike.

    To Docusaurus 2, a line with as many colons closes, whatever follows them. That line is given
    where it looks as if it opened another one, which is then none itself.
    """
    closed: dict[int, Span | None] = {}
    for block in page.blocks:
        opener = _first_line(page, block)
        if block.kind in _DIRECTIVES and opener.start not in closed:
            closing = _line_like(page, opener)
            if closing is not None:
                opens = page.source.slice(closing).strip(":")
                closed[opener.start] = closing if opens else None
                closed.setdefault(closing.start, None)
    return closed


def _line_like(page: Page, opener: Span) -> Span | None:
    """The next line that begins with as many colons."""
    source = page.source
    colons = ":" * _colons(source.slice(opener))
    for number in range(source.line_of(opener.start) + 1, len(source.line_starts) + 1):
        line = source.line(number)
        bare = line.lstrip("> \t")
        if bare.startswith(colons) and not bare.startswith(colons + ":"):
            start = source.line_span(number).start + len(line) - len(bare)
            return Span(start, start + len(bare.rstrip()))
    return None


def _closing_instead(page: Page, taken: dict[int, Span | None]) -> Iterator[Finding]:
    for start, closing in taken.items():
        if closing is not None:
            number = page.source.line_of(start)
            opener = page.source.line_span(number)
            colons = ":" * _colons(page.source.slice(closing))
            message = f"this line closes the admonition of line {number}; write {colons!r}"
            yield Finding(closing, message, (note(page.source, opener, "opened here"),))


def _opens_nothing(page: Page, opener: Opener, names: Collection[str]) -> Finding:
    title = opener.rest.strip()
    name = opener.name if opener.name in names else meant_name(opener.name, names)
    wanted = f"{opener.colons}{name}{_titled(page, title) if title else ''}"
    advice = f"; write {wanted!r}" if name else ""
    return Finding(opener.span, f"the site shows this line as text{advice}")


def _titled(page: Page, title: str) -> str:
    return f" {title}" if page.mdx_1 else f"[{title}]"


def _never_closed(page: Page, opener: Unclosed, closer: Span | None) -> Finding:
    around, source = opener.around, page.source
    line = source.line_of(min(opener.end, len(source.text.rstrip())))
    if around and closer is None and around.colons == _colons(page.source.slice(opener.span)):
        return _outer_never_closed(page, opener, around)
    message = f"{opener.name!r} is not closed: it runs to line {line}"
    if around and closer:
        message += (
            f", where the end of {around.name!r} closes both; give {around.name!r} more colons"
        )
    elif around:
        message += f", where {around.name!r} ends"
    notes = (note(page.source, closer, "no admonition is open here"),) if closer else ()
    severity = None if around or closer or not _is_last(page, opener) else Severity.WARNING
    return Finding(opener.span, message, notes, severity=severity)


def _is_last(page: Page, opener: Unclosed) -> bool:
    """Whether an admonition is short and nothing follows it, so that it is shown as meant."""
    lines = page.source.line_of(opener.end) - page.source.line_of(opener.span.start)
    inside = (each for each in page.headings if opener.span.start < each.span.start < opener.end)
    return lines <= _SHORT and not any(inside)


def _outer_never_closed(page: Page, inner: Unclosed, outer: Around) -> Finding:
    """What ends both was written for the inner one: the outer one has nothing that closes it."""
    colons, line = ":" * outer.colons, page.source.line_of(inner.span.start)
    if page.source.slice(inner.span).strip(": \t") == outer.name:
        opened = page.source.line_of(outer.span.start)
        what = f"this line opens another {inner.name!r} in that of line {opened}"
        notes = (note(page.source, outer.span, "opened here"),)
        return Finding(inner.span, f"{what}; write {colons!r} to close it", notes)
    if page.source.slice(outer.span).rstrip().endswith(colons):
        what = f"is not closed on its first line; write {colons!r} on a line of its own"
    else:
        what = f"is not closed; write {colons!r} before {inner.name!r} on line {line}"
    notes = (note(page.source, inner.span, "the line that closes this closes both"),)
    return Finding(outer.span, f"{outer.name!r} {what}", notes)


def _unclosed(page: Page) -> Iterator[Unclosed]:
    text = page.source.text
    for index, block in enumerate(page.blocks):
        if block.kind in _DIRECTIVES and not _closed(text, block.span):
            parents = [page.blocks[i] for i in page.ancestors(index)]
            around = parents[0] if parents else None
            if _is_taken(text, parents):
                continue  # what was to close it closed one around it, which is reported
            closes = around and around.kind in _DIRECTIVES and _closed(text, around.span)
            held = None
            if around and closes:
                first = _first_line(page, around)
                held = Around(first, around.name, _colons(page.source.slice(first)))
            quoted = around is not None and around.kind == "blockquote"
            yield Unclosed(_first_line(page, block), block.name, block.span.end, held, quoted)


def _is_taken(text: str, parents: list[Block]) -> bool:
    """Whether the directive around another is not closed, but one around both is."""
    closed = [_closed(text, each.span) for each in parents if each.kind in _DIRECTIVES]
    return closed[:1] == [False] and any(closed)


def _first_line(page: Page, block: Block) -> Span:
    line = page.source.line_span(page.source.line_of(block.span.start))
    return Span(block.span.start, len(page.source.text[: line.end].rstrip()))


def _closed(text: str, span: Span) -> bool:
    first, *rest = text[span.start : span.end].splitlines() or [""]
    last = rest[-1].strip("> \t") if rest else ""
    return len(last) >= _colons(first) and not last.strip(":")


def _colons(line: str) -> int:
    return len(line) - len(line.lstrip(":"))
